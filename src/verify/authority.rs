//! Phase 3 and step 4.1: the key belongs to an authority that may seal this, and that is the one the licence names.

use super::{
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
    policy: &Policy<'_>,
    now: UnixTime,
    trail: &mut Trail,
) -> (Option<TrustedSigner>, Option<VerifyingKey>) {
    trail
        .pass("3.2")
        .compared
        .extend([("sealing_time", "now".to_owned()), ("now", now.to_string())]);
    let Some(chain) = document.issuer_signed.issuer_auth.x5chain() else {
        trail.fail("3.1", Reason::SealCertificateMissing);
        return (None, None);
    };
    let question = Question::new(&document.doc_type, now).with_revocation(policy.revocation);
    match trust.judge(&chain, &question) {
        Ok(signer) => {
            trail.pass("3.1").subject = Some(signer.subject().to_owned());
            trail.pass("4.1").compared.extend([
                ("revocation", revocation(&signer)),
                ("valid_until", signer.valid_until().to_string()),
            ]);
            for note in signer.notes() {
                let step = match note {
                    Reason::RevocationNotAsked => "4.1",
                    _ => "3.1",
                };
                trail.push(step, Outcome::Pass, Some(note.clone()));
            }
            let key = signer.verifying_key().clone();
            (Some(signer), Some(key))
        }
        Err(reasons) => {
            for reason in reasons {
                let step = trust_step(&reason);
                if reason.is_unknown() {
                    trail.unknown(step, reason);
                } else {
                    trail.fail(step, reason);
                }
            }
            let leaf = chain
                .first()
                .and_then(|leaf| trust::leaf_key_unverified(leaf));
            (None, leaf)
        }
    }
}

/// What the revocation lists said, in the words of the trail: as of the oldest list that was needed.
fn revocation(signer: &TrustedSigner) -> String {
    let lists = signer.grants().iter().map(|grant| grant.not_revoked);
    let pinned = signer.grants().iter().all(|g| g.basis == Basis::Pin);
    match lists.flatten().map(|lists| lists.this_update).min() {
        Some(made) => format!("good at {made}"),
        None if pinned => "not asked: the sealing certificate is pinned".to_owned(),
        None => "not asked: no lists were given".to_owned(),
    }
}

/// Which step a reason of [`Trust::judge`] belongs to.
fn trust_step(reason: &Reason) -> &'static str {
    let code = reason.code();
    if code.starts_with("trust.certificate-") || code.starts_with("trust.revocation-list-") {
        "4.1"
    } else if code.ends_with("out-of-scope") {
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
        check.compared.insert("region", region.to_string());
    }
}
