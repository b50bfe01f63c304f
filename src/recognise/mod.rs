//! Does a licence that is in force count here? [`Verified`] and agreements in, a
//! [`Recognition`] out: a word, the clause that it rests on, and the licence as the local type sees it.
//!
//! Clause: `spec/recognise.md`.

pub mod agreement;
mod agreements;
mod candidate;
mod evaluate;
pub mod matrix;
mod naming;
mod question;
mod recognition;
mod report;
pub mod requirement;
mod shown;
mod subject;

pub use agreements::{Agreements, LeftOutAgreement, LoadedAgreement, TakenAgreement};
pub use evaluate::Said;
pub use question::{Countersignature, Question};
pub use recognition::{
    Cited, ClauseCheck, LocalElement, LocalView, LocallyStatedBy, Need, Recognition,
    RecognitionResult, SupplementState,
};
pub use report::{
    RecognitionReport, ReportedAgreement, ReportedArchive, ReportedClauseCheck, ReportedElement,
    ReportedObjection, ReportedSupplement, ReportedView,
};

use crate::verify::Verified;

use subject::Subject;

/// Whether `licence`, which is in force, counts where and for what `question` asks.
///
/// Does not fail: what is wrong, missing or contradictory is in the answer. The time is that at which the licence was
/// judged. The same licence and question give the same answer, in whatever order agreements and supplements came.
///
/// Clause: `spec/recognise.md`.
#[must_use]
pub fn recognise<'a>(licence: &'a Verified, question: &Question<'a>) -> Recognition<'a> {
    let subject = Subject::of(licence);
    let beside: Vec<Subject<'a>> = question
        .supplements
        .iter()
        .map(|document| Subject::of(document))
        .collect();
    let asked = question.at(subject.judged_at);
    evaluate::evaluate(&subject, &beside, &asked)
}
