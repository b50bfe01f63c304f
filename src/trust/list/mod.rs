//! Trust lists and lists of lists: who may do what, in which region, since when; signed by whoever keeps the list.
//!
//! Bytes come in, a [`TrustList`] leaves: a list whose form and contents are right. That its signature is
//! ([`TrustList::check_signature`]), and that the signer may sign it, is asked apart. A list is made from
//! [`ListContents`] through a [`ListDraft`], which runs the same checks, so that what nobody would take is not signed.
//!
//! # Order of checks
//!
//! 1. size, depth, deterministic encoding, envelope, shape: [`DecodeError`](crate::DecodeError);
//! 2. the invariants of the contents: critical extensions, names, states and their history, identities, scopes, sources, dates;
//! 3. the signature: algorithm, the signer's certificate at the time of loading, its name, the signature itself;
//! 4. against the issue before: number, digest, date, nothing lost.
//!
//! Clause: `spec/trust-lists.md`.

use crate::document::{Extension, Interval, MlText};

mod check;
mod diff;
mod error;
mod identities;
mod issues;
mod json;
mod lint;
mod make;
mod model;
mod read;
mod signed;
mod signer;
mod sources;
mod write;

pub use diff::{Change, diff};
pub use error::ListError;

pub use lint::{Finding, FindingKind, Severity, lint};
pub use make::{ListDraft, PreparedList};
pub use model::{
    AuthoritativeSource, DigitalIdentity, FOR_EVER, LicenceScope, ListContents, ListPointer,
    ListType, PreviousIssue, ServiceState, ServiceStatus, ServiceType, SuccessorSigner, Territory,
    TrustedEntity, TrustedService, WithdrawalEffect,
};
pub use signed::TrustList;
pub use signer::ListSigner;

#[cfg(test)]
mod tests;
