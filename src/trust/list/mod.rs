//! Trust lists and lists of lists: who may do what, in which region, since when; signed by whoever keeps the list.
//!
//! Clause: `spec/trust-lists.md`.

mod diff;
mod model;

pub use diff::{Change, diff};
pub use model::{
    AuthoritativeSource, DigitalIdentity, Extension, FOR_EVER, Interval, LicenceScope,
    ListContents, ListPointer, ListType, MlText, PreviousIssue, ServiceState, ServiceStatus,
    ServiceType, SuccessorSigner, Territory, TrustedEntity, TrustedService, WithdrawalEffect,
};
