//! The question that trust answers: may this key seal this type of licence at this time?

use crate::licence::Region;
use crate::time::UnixTime;

use super::{Profile, Revocation};

/// When the licence was sealed, as far as anyone but the sealer vouches for it.
///
/// The signed date in the licence is a claim of the sealer and never stands here: who has a stolen key can back-date.
///
/// Clause: `spec/trust.md`, section 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SealingTime {
    /// A time stamp of a trusted service proves that the seal existed then.
    Proven(UnixTime),
    /// Nothing proves it, so the path is judged at the time of verification.
    Now,
}

/// What is asked of [`TrustAnchors::judge`](super::TrustAnchors::judge).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Question<'a> {
    /// The document's type, as signed.
    pub doc_type: &'a str,
    /// The time of verification.
    pub now: UnixTime,
    /// The sealing time; [`SealingTime::Now`] unless it was proven.
    pub sealing: SealingTime,
    /// Whether revocation is asked for where no list was given; [`Revocation::WhereGiven`] unless told otherwise.
    pub revocation: Revocation,
    /// The region that a native licence names, which trust lists are asked about; foreign documents have that of their
    /// certificate.
    pub region: Option<&'a Region>,
    /// What the key is for.
    pub(super) purpose: Purpose,
}

/// What a key is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Sealing,
    StatusSigning,
}

impl<'a> Question<'a> {
    /// Asked at `now`, with no proven sealing time.
    #[must_use]
    pub const fn new(doc_type: &'a str, now: UnixTime) -> Self {
        Self {
            doc_type,
            now,
            sealing: SealingTime::Now,
            revocation: Revocation::WhereGiven,
            region: None,
            purpose: Purpose::Sealing,
        }
    }

    /// The same question for a licence whose sealing time is `sealing`.
    #[must_use]
    pub const fn sealed_at(self, sealing: SealingTime) -> Self {
        Self { sealing, ..self }
    }

    /// The same question under this policy for revocation.
    #[must_use]
    pub const fn with_revocation(self, revocation: Revocation) -> Self {
        Self { revocation, ..self }
    }

    /// The same question about a key for something else than sealing.
    pub(super) const fn of(self, purpose: Purpose) -> Self {
        Self { purpose, ..self }
    }

    /// The same question for a native licence of this region.
    #[must_use]
    pub const fn within(self, region: &'a Region) -> Self {
        Self {
            region: Some(region),
            ..self
        }
    }

    /// Whether [`at`](Self::at) is a time that somebody else than the sealer vouches for.
    pub(super) fn is_proven(&self) -> bool {
        matches!(self.sealing, SealingTime::Proven(time) if time <= self.now)
    }

    /// The instant at which every certificate of the path must be valid; a proven time after `now` counts as `now`.
    #[must_use]
    pub fn at(&self) -> UnixTime {
        match self.sealing {
            SealingTime::Proven(time) => time.min(self.now),
            SealingTime::Now => self.now,
        }
    }

    /// Whether the document is native; told by its type alone.
    #[must_use]
    pub fn native(&self) -> bool {
        self.profile() == Profile::Elicence
    }

    /// The profile under which the path is judged.
    #[must_use]
    pub fn profile(&self) -> Profile {
        Profile::of_doc_type(self.doc_type)
    }
}
