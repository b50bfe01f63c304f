//! What is asked of a licence: here, for this purpose, by these agreements.

use crate::{licence::Region, time::UnixTime, verify::Verified};

use super::{Agreements, agreement::Party, candidate::Candidate};

/// The verifier's side of a recognition. One may be asked about any number of licences.
///
/// Defaults are in each `with_…`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Question<'a> {
    pub(super) here: &'a Region,
    pub(super) purpose: &'a str,
    pub(super) candidates: Vec<Candidate<'a>>,
    pub(super) supplements: &'a [&'a Verified],
    pub(super) countersignature: Countersignature,
}

impl<'a> Question<'a> {
    /// Whether a licence counts in the region `here` for `purpose`, a URI, by the `agreements` that were taken.
    ///
    /// Finds those that may apply once, so that many licences are asked about with one question.
    #[must_use]
    pub fn new(here: &'a Region, purpose: &'a str, agreements: &'a Agreements) -> Self {
        let mut candidates = agreements.candidates(here);
        // Those of the regions that here recognises, for one step onward.
        let mut parties: Vec<&Party> = candidates
            .iter()
            .map(|candidate| &candidate.contents.pointed_party)
            .collect();
        parties.sort_unstable_by_key(|party| names(party));
        parties.dedup_by_key(|party| names(party));
        for party in parties {
            // Who recognises here too has been found before.
            if !party.territory.contains(here) {
                let Party {
                    territory,
                    list_id,
                    entity_id,
                    ..
                } = party;
                candidates.extend(agreements.candidates_of_party(territory, list_id, entity_id));
            }
        }
        Self::among(here, purpose, candidates)
    }

    /// By these agreements; those that lead nowhere from `here` may be among them, none may be there twice.
    pub(super) const fn among(
        here: &'a Region,
        purpose: &'a str,
        candidates: Vec<Candidate<'a>>,
    ) -> Self {
        Self {
            here,
            purpose,
            candidates,
            supplements: &[],
            countersignature: Countersignature::NotRequired,
        }
    }

    /// Other documents in force that were presented beside the licence. Default none.
    #[must_use]
    pub const fn with_supplements(mut self, supplements: &'a [&'a Verified]) -> Self {
        self.supplements = supplements;
        self
    }

    /// Whether an agreement counts that the recognised region has not countersigned. Default
    /// [`Countersignature::NotRequired`]: recognising is the act of the region that recognises.
    #[must_use]
    pub const fn with_countersignature(mut self, countersignature: Countersignature) -> Self {
        self.countersignature = countersignature;
        self
    }

    /// The same, by the same agreements, for another purpose.
    pub(super) fn for_purpose<'p>(&self, purpose: &'p str) -> Question<'p>
    where
        'a: 'p,
    {
        Question {
            purpose,
            ..self.clone()
        }
    }

    /// What the steps need of it, at `now`.
    pub(super) const fn at(&self, now: UnixTime) -> Asked<'_> {
        Asked {
            here: self.here,
            purpose: self.purpose,
            countersignature: self.countersignature,
            now,
        }
    }
}

fn names(party: &Party) -> (&Region, &str, &str) {
    (&party.territory, &party.list_id, &party.entity_id)
}

/// Whether an agreement counts that the recognised region has not countersigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a verifier decides between the two"
)]
pub enum Countersignature {
    /// It does not.
    Required,
    /// It does.
    NotRequired,
}

/// What every step is asked about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) here: &'a Region,
    pub(super) purpose: &'a str,
    pub(super) countersignature: Countersignature,
    /// The time at which the licence was judged.
    pub(super) now: UnixTime,
}
