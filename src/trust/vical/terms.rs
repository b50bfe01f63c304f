//! What the caller asks of a list beyond what the list says of itself.

use crate::reason::Reason;
use crate::time::UnixTime;

/// The caller's terms for the lists of one provider.
///
/// Nothing is set when new: a list then counts until its `nextUpdate`, and one without is refused.
///
/// Clause: `spec/foreign-lists.md`, section 4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VicalTerms {
    pub(super) max_age: Option<u32>,
    pub(super) grace: u32,
    pub(super) floor: Option<VicalFloor>,
}

impl VicalTerms {
    /// No maximum age, no grace, no floor.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            max_age: None,
            grace: 0,
            floor: None,
        }
    }

    /// No list counts for longer than so many seconds after its date. A list without `nextUpdate` needs it.
    #[must_use]
    pub const fn with_max_age(self, seconds: u32) -> Self {
        Self {
            max_age: Some(seconds),
            ..self
        }
    }

    /// A list counts for so many seconds after its `nextUpdate`, with a note, for places where no newer one can be had.
    #[must_use]
    pub const fn with_grace(self, seconds: u32) -> Self {
        Self {
            grace: seconds,
            ..self
        }
    }

    /// Lists older than this one are refused: what [`floor`](super::CheckedVical::floor) said of the newest list of the
    /// same provider that was taken.
    #[must_use]
    pub const fn with_floor(self, floor: VicalFloor) -> Self {
        Self {
            floor: Some(floor),
            ..self
        }
    }

    /// The last second at which a list of this `date` counts; `None` when nothing bounds it.
    pub(super) fn end(&self, date: UnixTime, next_update: Option<UnixTime>) -> Option<UnixTime> {
        let promised = next_update.map(|next| next.saturating_add(i64::from(self.grace)));
        let oldest = self.max_age.map(|age| date.saturating_add(i64::from(age)));
        promised.into_iter().chain(oldest).min()
    }
}

/// The newest list of a provider that was taken; the caller keeps it between runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "both that a rollback is told by")]
pub struct VicalFloor {
    /// Its date, as signed.
    pub date: UnixTime,
    /// SHA-256 of its payload.
    pub digest: [u8; 32],
}

impl VicalFloor {
    pub(super) fn check(
        &self,
        date: UnixTime,
        digest: &[u8; 32],
        issue_id: Option<u64>,
    ) -> Result<(), Reason> {
        if date < self.date {
            return Err(Reason::ListRollback {
                rule: "its signed date is before that of the list that was taken last",
            });
        }
        if date == self.date && *digest != self.digest {
            // The reason wants a number. Who has none is told the date as one, as providers name their files.
            let number = issue_id.or_else(|| u64::try_from(date.seconds()).ok());
            return Err(Reason::ListForked {
                sequence_number: number.unwrap_or(0),
            });
        }
        Ok(())
    }
}
