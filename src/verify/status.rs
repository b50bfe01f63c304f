//! 5.2, 5.3: the status reference, and what the lists say.

use super::{
    compared::Fact,
    policy::{Policy, UnreferencedStatus},
    presented::PresentedDocument,
    trail::{Outcome, Trail},
};
use crate::{
    Reason,
    licence::{LicenceType, is_native, types::Policy as Demand},
    status::{
        OfLicence, StatusAnswer, StatusEvidence, StatusJudgement, StatusQuestion, StatusReference,
    },
    time::UnixTime,
    trust::{Trust, TrustedSigner},
};

/// What a verdict takes along.
#[derive(Default)]
pub(super) struct Found {
    pub(super) evidence: Vec<StatusEvidence>,
    pub(super) good_until: Option<UnixTime>,
}

/// Both steps. Lists are asked about a licence whose signer is trusted, or would be if what is not known turned out well.
pub(super) fn check(
    document: &PresentedDocument<'_>,
    definition: Option<&LicenceType>,
    (trust, signer): (&dyn Trust, Option<&TrustedSigner>),
    policy: &Policy<'_>,
    now: UnixTime,
    trail: &mut Trail,
) -> Found {
    let reference = document.issuer_signed.mso.status.as_deref();
    check_reference(reference.is_some(), definition, policy, trail);
    let Some(encoded) = reference else {
        return Found::default();
    };
    let reference = match StatusReference::read(encoded) {
        Ok(reference) => reference,
        Err(reason) => {
            trail.fail("5.2", reason);
            return Found::default();
        }
    };
    let (Some(lists), Some(signer)) = (policy.statuses, signer) else {
        trail.unknown("5.3", Reason::StatusUnavailable);
        return Found::default();
    };
    let listed = signer.listing().map(|listing| listing.entity_id.as_str());
    let issuer = listed.or_else(|| signer.organisation_identifier());
    let anchors = signer.anchors();
    let mut question = StatusQuestion::new(&reference, now)
        .sealed_under(&anchors)
        .with_stale(policy.stale_status);
    if is_native(&document.doc_type) {
        question = question.native();
    }
    if let Some(issuer) = issuer {
        question = question.issued_by(issuer);
    }
    let authorities = OfLicence {
        trust,
        signer,
        issuer,
        revocation: policy.revocation,
    };
    record(lists.judge(&question, &authorities), trail)
}

/// 5.2: a reference is there where it must be, and is not where it must not.
fn check_reference(
    referenced: bool,
    definition: Option<&LicenceType>,
    policy: &Policy<'_>,
    trail: &mut Trail,
) {
    const STEP: &str = "5.2";
    let demand = definition.map(LicenceType::status_policy);
    match (referenced, demand, policy.unreferenced_status) {
        (true, Some(Demand::Never), _) => _ = trail.fail(STEP, Reason::StatusReferenceForbidden),
        (false, Some(Demand::Required), _) => _ = trail.fail(STEP, Reason::StatusReferenceMissing),
        (false, None, UnreferencedStatus::Undetermined) => {
            _ = trail.unknown(STEP, Reason::StatusReferenceMissing)
        }
        (false, None, UnreferencedStatus::Allow) => {
            trail
                .pass(STEP)
                .compared
                .extend([("status", Fact::Word("not referenced"))]);
        }
        _ => _ = trail.pass(STEP),
    }
}

/// 5.3: what the lists say, with the entries that were looked up. Never the index: it tells licences apart.
fn record(judgement: StatusJudgement, trail: &mut Trail) -> Found {
    const STEP: &str = "5.3";
    let mut notes = judgement.notes.into_iter();
    match judgement.answer {
        StatusAnswer::Good => _ = trail.push(STEP, Outcome::Pass, notes.next()),
        StatusAnswer::Bad(reason) => _ = trail.fail(STEP, reason),
        StatusAnswer::Undetermined(reason) => _ = trail.unknown(STEP, reason),
    }
    for entry in &judgement.evidence {
        trail.compare([
            ("list", Fact::Text(entry.uri.clone())),
            ("issued_at", Fact::Time(entry.issued_at)),
        ]);
    }
    for note in notes {
        trail.push(STEP, Outcome::Pass, Some(note));
    }
    Found {
        evidence: judgement.evidence,
        good_until: judgement.good_until,
    }
}
