//! What a new issue of a list changes, in words that whoever signs it can check.
//!
//! Two issues without a change are equal, and equal issues have none: what no kind of change names is still told, as
//! [`Change::Other`].
//!
//! Clause: `spec/trust-lint.md`, section 2.

mod keys;
mod members;
mod services;
mod sources;
mod words;

use crate::licence::Region;
use crate::time::UnixTime;

use super::{ListContents, ServiceState, ServiceType};

/// One thing that differs between two issues. Its [`Display`](core::fmt::Display) says it in one line of English.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A member of the list, of an entity, of a service or of a pointer has another value.
    Member {
        /// Whose member it is.
        of: String,
        /// Its name in the format.
        member: &'static str,
        /// What it was, as text; `None`: absent.
        old: Option<String>,
        /// What it is.
        new: Option<String>,
    },
    /// The list is closed: no issue follows this one.
    Closed,
    /// Another may sign later issues.
    SignerNamed {
        /// The first bytes of the SHA-256 of its certificate.
        certificate: String,
        /// From when on.
        from: UnixTime,
    },
    /// One who might have signed later issues may not any more.
    SignerDropped {
        /// The first bytes of the SHA-256 of its certificate.
        certificate: String,
        /// From when on it might have.
        from: UnixTime,
    },
    /// The list vouches for another list.
    MemberJoined {
        /// Its name.
        list: String,
        /// Its territory.
        territory: String,
    },
    /// The list vouches for another list no more.
    MemberLeft {
        /// Its name.
        list: String,
        /// Its territory.
        territory: String,
    },
    /// An entity is listed.
    EntityAdded {
        /// Its code.
        entity: String,
    },
    /// An entity is not listed any more, which no issue may do: history is never deleted.
    EntityRemoved {
        /// Its code.
        entity: String,
    },
    /// A service is listed.
    ServiceAdded {
        /// Whose it is.
        entity: String,
        /// Its name.
        service: String,
        /// What it is.
        kind: String,
    },
    /// A service is not listed any more, which no issue may do.
    ServiceRemoved {
        /// Whose it was.
        entity: String,
        /// Its name.
        service: String,
    },
    /// One key gives way to another.
    KeyReplaced {
        /// Of which service or list.
        of: String,
        /// The key that was.
        old: String,
        /// The key that is.
        new: String,
    },
    /// A key is added.
    KeyAdded {
        /// To which service or list.
        of: String,
        /// The key.
        key: String,
    },
    /// A key is taken away.
    KeyRemoved {
        /// From which service or list.
        of: String,
        /// The key.
        key: String,
    },
    /// A service has, or will have, another state.
    State {
        /// Which service.
        service: String,
        /// The state, and since when.
        state: ServiceState,
    },
    /// A state that was announced or past is not there any more.
    StateDropped {
        /// Which service.
        service: String,
        /// The state, and since when it was to count.
        state: ServiceState,
    },
    /// An authority may issue a type in a region; or ask for it, or sign agreements about it.
    ScopeGained {
        /// Which one: entity and service.
        authority: String,
        /// What kind of service it is.
        kind: ServiceType,
        /// The type.
        doc_type: String,
        /// The region.
        region: Region,
        /// The date of the new issue.
        from: UnixTime,
    },
    /// An authority may no longer issue a type in a region; or ask for it, or sign agreements about it.
    ScopeLost {
        /// Which one: entity and service.
        authority: String,
        /// What kind of service it is.
        kind: ServiceType,
        /// The type.
        doc_type: String,
        /// The region.
        region: Region,
        /// The date of the new issue.
        from: UnixTime,
    },
    /// An agreement signer has no scope: it signs for the very territory of the list, about every type.
    WholeGained {
        /// Which one: entity and service.
        authority: String,
        /// The date of the new issue.
        from: UnixTime,
    },
    /// An agreement signer had no scope, and has one, or is not listed any more.
    WholeLost {
        /// Which one: entity and service.
        authority: String,
        /// The date of the new issue.
        from: UnixTime,
    },
    /// The authoritative source of a type in a region passes from one entity to another.
    SourcePasses {
        /// The type.
        doc_type: String,
        /// The region.
        territory: Region,
        /// Who answered for it.
        from: String,
        /// Who answers for it.
        to: String,
        /// When.
        on: UnixTime,
    },
    /// A type gets an authoritative source in a region.
    SourceAdded {
        /// The row, in words.
        row: String,
    },
    /// A row of the authoritative sources is gone.
    SourceRemoved {
        /// The row, in words.
        row: String,
    },
    /// The same things in another order or grouping.
    Reordered {
        /// What.
        what: String,
    },
    /// A difference that has no kind of its own.
    Other,
}

/// Everything that differs between `old` and `new`, in the order of the format; none if and only if they are equal.
///
/// Looks at what is written, not at what it means at some time: a state of next year is a change today. At most n log n
/// in the entries.
#[must_use]
pub fn diff(old: &ListContents, new: &ListContents) -> Vec<Change> {
    let mut changes = Vec::new();
    members::of_list(old, new, &mut changes);
    members::pointers(old, new, &mut changes);
    services::entities(old, new, &mut changes);
    sources::rows(old, new, &mut changes);
    members::extensions(old, new, &mut changes);
    if changes.is_empty() && old != new {
        changes.push(Change::Other);
    }
    changes
}

#[cfg(test)]
pub(super) mod tests;
