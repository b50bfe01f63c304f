//! Was this licence revoked, suspended or replaced? Lists of statuses: read, judged, and made.
//!
//! A licence names its place in a list, [`StatusReference`]. The verifier holds the lists that were fetched for it in
//! [`StatusLists`] and asks them. There are three answers, [`StatusAnswer`]: a list that is missing, too old or signed by
//! somebody who may not sign it says nothing about the licence, neither good nor bad.
//!
//! Who may sign is for trust to say, through [`StatusAuthorities`].
//!
//! The issuing side gives each licence an index from an [`IndexAllocator`], keeps a [`StatusListDraft`], and publishes
//! it signed.
//!
//! Clause: `spec/status.md`.

mod allocator;
mod answer;
mod draft;
mod fault;
mod life_cycle;
mod lists;
mod prefix;
mod reference;
mod signature;
mod signer;
mod state;
mod statement;
mod statuses;
mod token;

pub use allocator::{AllocationError, IndexAllocator};
pub use answer::{StaleStatus, StatusAnswer, StatusEvidence, StatusJudgement, StatusQuestion};
pub use draft::{PreparedStatusList, Publication, PublishError, StatusListDraft};
pub use fault::StatusFault;
pub use life_cycle::{Change, LicenceState, LifeCycle, ListedStatus, STEPS, Step, Transition};
pub use lists::{NotTaken, StatusLists, Taken};
pub use prefix::prefix_covers;
pub use reference::{Listed, StatusReference};
pub(crate) use signer::OfLicence;
pub use signer::StatusAuthorities;
pub use statement::{PreparedStatement, SignedStatement, StatusStatement};
pub use statuses::{Bits, Statuses};
pub use token::{StatusContent, StatusToken};

#[cfg(test)]
mod tests;
