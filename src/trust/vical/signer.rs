//! Who signed a list: a certificate made for that, below a CA of the provider or given by the caller itself.

use crate::codec::Limits;
use crate::crypto::VerifyingKey;
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::certificate::{Certificate, CertificateFault};
use crate::trust::path;
use crate::trust::profile::{self, DOCUMENT_SIGNER, Place, Rules};
use crate::trust::revocation::{Inquiry, RevocationLists};
use crate::trust::{Profile, Question};

/// 1.0.18013.5.1.8: this key signs VICALs. Contents of the OBJECT IDENTIFIER.
const VICAL_SIGNER: &[u8] = &[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x08];

/// A key that may sign lists of the provider.
pub(super) struct Signer {
    pub(super) key: VerifyingKey,
    /// The earliest end of validity in the path, of several paths the latest of these.
    pub(super) valid_until: UnixTime,
}

/// The signer of a list with this `x5chain`, if one of `given` answers for it at `now`.
pub(super) fn find(
    chain: &[Vec<u8>],
    given: &[&[u8]],
    now: UnixTime,
) -> Result<Signer, Vec<Reason>> {
    let Some((leaf_der, others)) = chain.split_first() else {
        return Err(vec![unusable("it comes with the list, in one x5chain")]);
    };
    if chain.len() > Limits::CHAIN {
        return Err(vec![Reason::CertificateOverLimit {
            limit: "chain",
            allowed: Limits::CHAIN,
        }]);
    }
    let leaf = Certificate::read(leaf_der).map_err(|fault| vec![unusable(words(&fault))])?;
    check_leaf(&leaf, now).map_err(|rule| vec![unusable(rule)])?;
    if given.contains(&leaf_der.as_slice()) {
        return Ok(Signer {
            valid_until: leaf.not_after,
            key: leaf.key,
        });
    }
    below_a_given_ca(&leaf, others, given, now)
}

/// A path of at most two intermediates to one of the given CAs. What was wrong with any of them stands behind the answer.
fn below_a_given_ca(
    leaf: &Certificate,
    others: &[Vec<u8>],
    given: &[&[u8]],
    now: UnixTime,
) -> Result<Signer, Vec<Reason>> {
    let rules = Rules {
        purpose: Some(VICAL_SIGNER),
        ..Rules::of(Profile::Iso18013)
    };
    let mut against = vec![Reason::ListSignerUnknown];
    let read = |der: &[u8], place: Place| {
        Certificate::read(der)
            .and_then(|c| profile::check(&c, place, &rules).map(|()| c))
            .map_err(|fault| fault.at(place))
    };
    let mut authorities = Vec::new();
    for der in given {
        match read(der, Place::Anchor) {
            Ok(certificate) => authorities.push(certificate),
            Err(reason) => against.push(reason),
        }
    }
    let mut between = Vec::new();
    for (index, der) in others.iter().enumerate() {
        let given = given.contains(&der.as_slice());
        // A given CA, or a root that is not, leads nowhere but to itself, and what is wrong with it stands in no way.
        if given || Certificate::read(der).is_ok_and(|c| c.is_self_issued()) {
            continue;
        }
        match read(der, Place::Intermediate(index.saturating_add(1))) {
            Ok(certificate) => between.push(certificate),
            Err(reason) => against.push(reason),
        }
    }
    let authorities: Vec<&Certificate> = authorities.iter().collect();
    let between: Vec<&Certificate> = between.iter().collect();
    // Whether the provider's own certificates were revoked is for the caller to know, who names them.
    let inquiry = Inquiry {
        lists: &RevocationLists::new(),
        question: &Question::new("", now),
        chain: &[],
        by_hand: authorities.len(),
    };
    let paths = match path::find(leaf, &between, &authorities, &rules, &inquiry) {
        Ok(paths) => paths,
        Err(reasons) => {
            // That there is no path is what `against` begins with.
            let more = |reason: &Reason| !matches!(reason, Reason::TrustNoPath { .. });
            against.extend(reasons.into_iter().filter(more));
            return Err(against);
        }
    };
    let end_of = |path: &path::Path| {
        let inner = path.intermediates.iter().filter_map(|i| between.get(*i));
        let ends = path
            .ends
            .iter()
            .filter_map(|end| authorities.get(end.anchor));
        let below = inner.map(|c| c.not_after).fold(leaf.not_after, Ord::min);
        ends.map(|anchor| anchor.not_after.min(below)).max()
    };
    Ok(Signer {
        valid_until: paths.iter().filter_map(end_of).max().unwrap_or(now),
        key: leaf.key.clone(),
    })
}

/// What is asked of a certificate that signs lists, whoever answers for it.
///
/// Real signers have contentCommitment as their only usage, so it will do in place of digitalSignature.
fn check_leaf(leaf: &Certificate, now: UnixTime) -> Result<(), &'static str> {
    let extensions = &leaf.extensions;
    let must = |right: bool, rule| if right { Ok(()) } else { Err(rule) };
    must(!leaf.subject.is_empty(), "the subject is not empty")?;
    must(
        extensions.authority_key || leaf.is_self_issued(),
        "authorityKeyIdentifier is there",
    )?;
    must(
        !extensions.basic_constraints.is_some_and(|basic| basic.ca),
        "a CA does not sign lists",
    )?;
    must(
        extensions
            .key_usage
            .is_some_and(|usage| usage.digital_signature() || usage.content_commitment()),
        "keyUsage has digitalSignature or contentCommitment",
    )?;
    must(
        extensions
            .key_usage
            .is_none_or(|usage| !usage.key_cert_sign()),
        "a signer of lists does not sign certificates",
    )?;
    let states = |purpose: &[u8]| {
        let purposes = extensions.purposes.as_ref();
        purposes.is_some_and(|stated| stated.list.iter().any(|p| p == purpose))
    };
    must(
        states(VICAL_SIGNER),
        "the purpose 1.0.18013.5.1.8 is stated",
    )?;
    must(
        !states(DOCUMENT_SIGNER),
        "a signer of lists does not seal documents",
    )?;
    must(
        !extensions.name_constraints,
        "only a CA has name constraints",
    )?;
    must(leaf.not_before <= now, "its validity has begun")?;
    must(now <= leaf.not_after, "its validity is not over")
}

fn unusable(rule: &str) -> Reason {
    Reason::ListSignerCertificate {
        rule: rule.to_owned(),
    }
}

/// The rule that a certificate breaks.
pub(super) const fn words(fault: &CertificateFault) -> &'static str {
    match fault {
        CertificateFault::Malformed { rule, .. }
        | CertificateFault::Profile { rule }
        | CertificateFault::Usage { rule } => rule,
        CertificateFault::OverLimit { .. } => "a certificate has at most 16,384 bytes",
    }
}
