//! Requirement → evidence: what must be proved for a service, which licences prove it with which elements and nothing more,
//! what is missing, and which of the papers that are asked for today need not be.
//!
//! A department writes a [`ServiceItem`]: requirements, each with alternatives of sets of evidence (a list is a choice, what
//! stands inside a set is needed together). [`ServiceItem::ask`] says what to ask for, and [`Desk::resolve`] what licences that are
//! in force prove of it.
//!
//! Clause: `spec/requirements.md`.

mod ask;
mod check;
mod decide;
mod fit;
mod holding;
mod item;
mod json;
mod judged;
mod lint;
mod missing;
mod model;
mod need;
mod persons;
mod prove;
mod read;
mod report;
mod resolution;
mod resolve;
mod table;
mod weigh;
mod write;

pub use ask::{Ask, AskedChoice, AskedDocument, AskedSet};
pub use item::{ItemError, ItemFault, ServiceItem};
pub use lint::{ItemFinding, ItemFindingKind, lint};
pub use model::{
    APPLICANT, Evidence, EvidenceSet, ItemContents, NamedBy, Paper, Requirement, Role,
};

pub use resolution::{
    Disclosure, Lack, OpenEvidence, Outcome, PaperAnswer, PaperState, ProvenEvidence, Resolution,
    Resolved,
};
pub use resolve::Desk;

#[cfg(test)]
mod tests;
