//! What the caller decides about the store: who is believed to begin with, and how strictly time is taken.

use crate::trust::list::DigitalIdentity;

/// A list that the caller trusts of its own accord, and who may sign it.
///
/// Whoever lists the lists of a federation is pinned so; a region that stands alone is pinned so too. Nothing in a list can
/// add a root.
///
/// Clause: `spec/trust-store.md`, section 2.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListRoot {
    /// The list's name.
    pub list_id: String,
    /// Who may sign it.
    pub identities: Vec<DigitalIdentity>,
}

impl ListRoot {
    /// Trusts the list `list_id` when one of `identities` has signed it; with no identity nobody may.
    #[must_use]
    pub fn new(list_id: impl Into<String>, identities: Vec<DigitalIdentity>) -> Self {
        Self {
            list_id: list_id.into(),
            identities,
        }
    }
}

/// How the store takes time and space.
///
/// Clause: `spec/trust-store.md`, sections 4 to 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoreTerms {
    /// Seconds by which a list's date may be ahead of `now`. Default 300: two clocks that are both kept differ by less.
    pub issued_ahead: u32,
    /// Seconds by which a list may move the clock floor ahead of `now`. Default 0, so that no signer of a list can
    /// make a verifier believe in a time that its own clock never said.
    pub clock_ahead: u32,
    /// What a list counts for that should have been replaced. Default [`StaleLists::Allow`].
    pub stale_lists: StaleLists,
    /// Bytes of the exported state. Default 64 MiB: ten thousand lists of 5 KiB, and room. A list that would exceed it is refused.
    pub state_bytes: usize,
}

impl StoreTerms {
    /// The defaults.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            issued_ahead: 300,
            clock_ahead: 0,
            stale_lists: StaleLists::Allow,
            state_bytes: 64 << 20,
        }
    }
}

impl Default for StoreTerms {
    fn default() -> Self {
        Self::new()
    }
}

/// What a list counts for between its `nextUpdate` and its `notAfter`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a caller decides between the two")]
pub enum StaleLists {
    /// It counts, and each judgement has the note `trust.list-stale`: a border post without a network goes on working.
    Allow,
    /// What rests on it is undetermined, with the reason `trust.list-stale`.
    Undetermined,
}
