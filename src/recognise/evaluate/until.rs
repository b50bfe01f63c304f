//! Section 7: how long an answer stands.

use crate::{
    recognise::{
        agreement::Equivalence,
        question::{Asked, Countersignature},
    },
    time::UnixTime,
};

use super::Candidate;

/// The last second of an answer, so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Until {
    now: UnixTime,
    end: UnixTime,
}

impl Until {
    /// No longer than `end`, and never before `now`.
    pub(super) fn new(now: UnixTime, end: UnixTime) -> Self {
        Self {
            now,
            end: end.max(now),
        }
    }

    pub(super) const fn end(self) -> UnixTime {
        self.end
    }

    /// Something stays as it is up to the second `last`; what is over has no say any more.
    pub(super) fn through(&mut self, last: UnixTime) {
        if last >= self.now {
            self.end = self.end.min(last);
        }
    }

    /// Something changes at `change`.
    pub(super) fn before(&mut self, change: UnixTime) {
        if change > self.now {
            self.end = self.end.min(change.saturating_add(-1));
        }
    }

    /// What an agreement says about itself stays as it is.
    pub(super) fn agreement(&mut self, candidate: &Candidate<'_>, asked: &Asked<'_>) {
        let contents = candidate.contents;
        self.through(contents.not_after);
        self.through(candidate.signer_until);
        if asked.countersignature == Countersignature::Required {
            candidate
                .countersigned_until
                .into_iter()
                .for_each(|last| self.through(last));
        }
        let run_off = contents.run_off.map(|run_off| run_off.until);
        let changes = [
            contents.next_change(self.now),
            contents.valid_until,
            run_off,
        ];
        changes
            .into_iter()
            .flatten()
            .for_each(|change| self.before(change));
    }

    /// A provision begins, or ends.
    pub(super) fn provision(&mut self, equivalence: &Equivalence) {
        if let Some(validity) = equivalence.validity {
            self.before(validity.from);
            validity
                .until
                .into_iter()
                .for_each(|until| self.before(until));
        }
    }
}
