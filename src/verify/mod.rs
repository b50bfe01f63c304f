//! Judges presented documents: bytes in, [`Verified`] or [`Refused`] out.
//!
//! ```text
//! bytes ──decode──▶ Presented ──verify──▶ Verified | Refused
//! ```
//!
//! Every check of `spec/verify.md` that is still meaningful is made, in a fixed order; the [`Trail`] lists them all.
//! Data is reachable from [`Verified`] alone. Whether the licence counts in the verifier's region and for its purpose
//! is the next stage's question.

mod authority;
mod compared;
mod holder;
mod integrity;
mod judge;
mod native;
mod policy;
mod presented;
mod report;
mod status;
mod trail;
mod validity;
mod verdict;

pub use compared::Compared;
pub use policy::{HolderBinding, Policy, Session, UnreferencedStatus};
pub use presented::{Claims, Presented, PresentedDocument};
pub use report::{Report, ReportedCheck, ReportedDocument};
pub use trail::{Check, Outcome, STEPS, Trail};
pub use verdict::{
    Element, Evidence, Holder, HolderProof, ProofMethod, Refused, RefusedOutcome, StatedBy,
    Verified,
};

use judge::Judgement;

use crate::{
    crypto::{SignatureCheck, verify_batch},
    time::UnixTime,
    trust::Trust,
};

impl PresentedDocument<'_> {
    /// Judges this document at the time `now`.
    ///
    /// Makes the checks of `spec/verify.md`, phases 2 to 5 and 7. Does not decide whether the licence counts in the
    /// verifier's region, and looks at no other document of the same set.
    ///
    /// # Errors
    ///
    /// [`Refused`] with every reason, the first failing check first, when a check failed or could not be made.
    ///
    /// Clause: `spec/verify.md`.
    pub fn verify(
        &self,
        trust: &dyn Trust,
        policy: &Policy<'_>,
        now: UnixTime,
    ) -> Result<Verified, Refused> {
        let judgement = Judgement::begin(self, trust, policy, now);
        let fits = judgement.signature.as_ref().is_some_and(|pending| {
            pending
                .key
                .verify(pending.algorithm, &pending.message, &pending.signature)
                .is_ok()
        });
        judgement.end(fits)
    }
}

/// Judges many documents, of any mix of issuers, with the verdicts that [`PresentedDocument::verify`] would give.
///
/// The seals' signatures are checked in one batch, which a provider may make cheaper than the sum. Each verdict stands
/// for itself: a set is only as good as its worst document.
pub fn verify_many<'b>(
    documents: &[PresentedDocument<'b>],
    trust: &dyn Trust,
    policy: &Policy<'_>,
    now: UnixTime,
) -> Vec<Result<Verified, Refused>> {
    let judgements: Vec<_> = documents
        .iter()
        .map(|document| Judgement::begin(document, trust, policy, now))
        .collect();
    let pending: Vec<_> = judgements
        .iter()
        .filter_map(|judgement| judgement.signature.as_ref())
        .map(|p| SignatureCheck::new(&p.key, p.algorithm, &p.message, &p.signature))
        .collect();
    let mut fits = verify_batch(&pending).into_iter();
    let outcomes: Vec<bool> = judgements
        .iter()
        .map(|judgement| judgement.signature.is_some() && fits.next().unwrap_or(false))
        .collect();
    judgements
        .into_iter()
        .zip(outcomes)
        .map(|(judgement, fits)| judgement.end(fits))
        .collect()
}
