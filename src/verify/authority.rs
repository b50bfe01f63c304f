//! Phase 3 and step 4.1: the key belongs to an authority that may seal this, and that is the one the licence names.

use super::{
    compared::Fact,
    native,
    policy::Policy,
    presented::PresentedDocument,
    trail::{Outcome, Trail},
};
use crate::{
    Reason,
    crypto::VerifyingKey,
    licence::{Region, is_native},
    time::UnixTime,
    trust::{self, Basis, Question, Trust, TrustedSigner},
};

/// 3.1 to 3.4 as far as the certificates alone decide them, and 4.1. The key is that of the leaf even when nobody
/// vouches for it, so that the trail can tell a broken seal from an unknown one; only `TrustedSigner` makes it count.
pub(super) fn check_authority(
    document: &PresentedDocument<'_>,
    trust: &dyn Trust,
    facts: &native::Facts,
    policy: &Policy<'_>,
    now: UnixTime,
    trail: &mut Trail,
) -> (Option<TrustedSigner>, Option<VerifyingKey>) {
    trail.pass("3.2").compared.extend([
        ("sealing_time", Fact::Word("now")),
        ("now", Fact::Time(now)),
    ]);
    let Some(chain) = document.issuer_signed.issuer_auth.x5chain() else {
        trail.fail("3.1", Reason::SealCertificateMissing);
        return (None, None);
    };
    let mut question = Question::new(&document.doc_type, now).with_revocation(policy.revocation);
    if let Some(region) = &facts.region {
        question = question.within(region);
    }
    let (signer, reasons) = trust.examine(&chain, &question).into_parts();
    let trusted = signer.is_some() && reasons.is_empty();
    for reason in reasons {
        let step = trust_step(&reason);
        if reason.is_unknown() {
            trail.unknown(step, reason);
        } else {
            trail.fail(step, reason);
        }
    }
    let Some(signer) = signer else {
        let leaf = chain
            .first()
            .and_then(|leaf| trust::leaf_key_unverified(leaf));
        return (None, leaf);
    };
    // What is only undetermined may still turn out wrong, so the signer goes on to the other checks.
    trail.pass("3.1").subject = Some(signer.subject().to_owned());
    let mut notes = signer.notes().to_vec();
    let mut note_of = |step| {
        let place = notes.iter().position(|note| trust_step(note) == step)?;
        Some(notes.remove(place))
    };
    if let Some(listing) = signer.listing() {
        // Neither would have let the signer through otherwise.
        let list = trail.push("1.1", Outcome::Pass, note_of("1.1"));
        list.subject = Some(listing.list_id.clone());
        list.compared.extend([
            ("sequence_number", Fact::Number(listing.sequence_number)),
            ("digest", Fact::Hash(listing.digest)),
        ]);
        trail.pass("3.3").subject = Some(listing.service_id.clone());
    }
    if trusted {
        let certificates = trail.push("4.1", Outcome::Pass, note_of("4.1"));
        certificates.compared.extend([
            ("revocation", revocation(&signer)),
            ("valid_until", Fact::Time(signer.valid_until())),
        ]);
    }
    for note in notes {
        trail.push(trust_step(&note), Outcome::Pass, Some(note));
    }
    let key = signer.verifying_key().clone();
    (Some(signer), Some(key))
}

/// What the revocation lists said, in the words of the trail: as of the oldest list that was needed.
fn revocation(signer: &TrustedSigner) -> Fact {
    let lists = signer.grants().iter().map(|grant| grant.not_revoked);
    let pinned = signer.grants().iter().all(|g| g.basis == Basis::Pin);
    let listed = signer.grants().iter().all(|g| g.basis == Basis::List);
    match lists.flatten().map(|lists| lists.this_update).min() {
        Some(made) => Fact::Text(format!("good at {made}")),
        // Below a CA in a trust list there is always a revocation list.
        None if listed => Fact::Word("not asked: a trust list has the sealing certificate or key"),
        None if pinned => Fact::Word("not asked: the sealing certificate is pinned"),
        None => Fact::Word("not asked: no lists were given"),
    }
}

/// Which step a reason of [`Trust::judge`] belongs to.
fn trust_step(reason: &Reason) -> &'static str {
    match reason {
        Reason::RevocationNotAsked => return "4.1",
        Reason::AuthoritySuspended { .. }
        | Reason::AuthorityWithdrawn { .. }
        | Reason::AuthorityNotYet { .. } => return "3.3",
        Reason::AuthorityNotSource { .. }
        | Reason::TrustIssuerUnstated
        | Reason::TrustIssuerMismatch { .. } => return "3.5",
        _ => {}
    }
    let code = reason.code();
    if code.starts_with("trust.list-") {
        "1.1"
    } else if code.starts_with("trust.certificate-") || code.starts_with("trust.revocation-list-") {
        "4.1"
    } else if code.ends_with("out-of-scope") || code == "trust.region-unconfirmed" {
        "3.4"
    } else {
        "3.1"
    }
}

/// 3.4, 3.5: the region lies in the authority's, and the certificate's authority is the issuer that the licence names.
pub(super) fn check_binding(
    document: &PresentedDocument<'_>,
    signer: Option<&TrustedSigner>,
    facts: &native::Facts,
    trail: &mut Trail,
) -> Option<Region> {
    let signer = signer?;
    if !is_native(&document.doc_type) {
        // 3.5 falls away: a foreign document names no issuer code to compare.
        return match trust::foreign_region(signer) {
            Ok(region) => {
                pass_scope(signer, region.as_ref(), trail);
                region
            }
            Err(reason) => {
                trail.fail("3.4", reason);
                None
            }
        };
    }
    // Where one of the two is absent, 2.1.5 or 2.1.6 has failed.
    if let Some(region) = &facts.region {
        match trust::check_region(signer, region) {
            Ok(()) => pass_scope(signer, Some(region), trail),
            Err(reason) => _ = trail.fail("3.4", reason),
        }
    }
    if let Some(code) = &facts.issuer_code {
        trail.conclude(
            "3.5",
            trust::check_issuer_code(signer, code)
                .err()
                .into_iter()
                .collect(),
        );
    }
    facts.region.clone()
}

/// Passes 3.4 and names the authority whose scope has the region; of several that trust the key, only that one counts.
fn pass_scope(signer: &TrustedSigner, region: Option<&Region>, trail: &mut Trail) {
    let grant = match region {
        Some(region) => signer.grant_for(region),
        None => signer.grants().first(),
    };
    let check = trail.pass("3.4");
    check.subject = grant
        .and_then(|grant| grant.path.last())
        .map(|entry| entry.subject.clone());
    if let Some(region) = region {
        check
            .compared
            .extend([("region", Fact::Text(region.as_str().to_owned()))]);
    }
}
