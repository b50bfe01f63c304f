//! Agreements between regions: which licences of one count in another, for what, as what, on which conditions; signed by
//! the region that recognises.
//!
//! Bytes come in, an [`Agreement`] leaves: one whose form and contents are right. That its signature is, and that the
//! signer may sign it, is asked when [`Agreements`](super::Agreements) take it. One is made from [`AgreementContents`]
//! through an [`AgreementDraft`], which runs the same checks, so that what nobody would take is not signed.
//!
//! Clause: `spec/agreements.md`.

mod check;
mod condition;
mod countersignature;
mod diff;
mod error;
pub(super) mod explain;
mod issues;
mod json;
mod lint;
mod make;
mod model;
mod read;
mod read_condition;
mod signed;
mod terms;
mod worded;
mod write;

#[cfg(test)]
pub(crate) mod tests;

pub use condition::{Clause, Condition, DerivedBy, Element, Kind, Level};
pub use countersignature::{AttachedCountersignature, PreparedCountersignature};
pub use diff::{Change, ChangeKind, Direction, diff};
pub use error::AgreementError;
pub use explain::{Explained, ExplainedClause, explain};
pub use lint::{Finding, FindingKind, Form, Severity, lint};
pub use make::{AgreementDraft, PreparedAgreement};
pub use model::{
    AgreementContents, AgreementState, Archive, AttributeMapping, Deadline, Effect, Equivalence,
    EquivalenceStatus, Exclusion, LegalText, Moment, Objection, OnUnmapped, Party, Precedence,
    Record, RunOff, StatusEquivalence, Superseded, Supplement, Transform, VOCABULARY,
};
pub use signed::Agreement;

pub(super) use countersignature::mismatch;
pub(super) use issues::check_kept;
/// Conditions and elements in both forms, for service items, which ask in the same vocabulary.
pub(super) use read_condition::{clause as read_clause, element as read_element};
pub(super) use write::{clause as write_clause, element as write_element};
