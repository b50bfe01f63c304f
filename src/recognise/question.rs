//! What is asked of a licence: here, for this purpose, by these agreements.

use crate::{licence::Region, time::UnixTime, verify::Verified};

use super::{Agreements, candidate::Catalogue};

/// The verifier's side of a recognition. One may be asked about any number of licences.
///
/// Defaults are in each `with_…`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Question<'a> {
    pub(super) here: &'a Region,
    pub(super) purpose: &'a str,
    pub(super) agreements: &'a dyn Catalogue,
    pub(super) supplements: Vec<&'a Verified>,
    pub(super) countersignature: Countersignature,
}

impl<'a> Question<'a> {
    /// Whether a licence counts in the region `here` for `purpose`, a URI, by the `agreements` that were taken.
    #[must_use]
    pub const fn new(here: &'a Region, purpose: &'a str, agreements: &'a Agreements) -> Self {
        Self::among(here, purpose, agreements)
    }

    /// By agreements from elsewhere.
    pub(super) const fn among(
        here: &'a Region,
        purpose: &'a str,
        agreements: &'a dyn Catalogue,
    ) -> Self {
        Self {
            here,
            purpose,
            agreements,
            supplements: Vec::new(),
            countersignature: Countersignature::NotRequired,
        }
    }

    /// Other documents in force that were presented beside the licence. Default none.
    #[must_use]
    pub fn with_supplements(mut self, supplements: &[&'a Verified]) -> Self {
        self.supplements = supplements.to_vec();
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
    pub(super) const fn at(&self, now: UnixTime) -> Asked<'a> {
        Asked {
            here: self.here,
            purpose: self.purpose,
            agreements: self.agreements,
            countersignature: self.countersignature,
            now,
        }
    }
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
    pub(super) agreements: &'a dyn Catalogue,
    pub(super) countersignature: Countersignature,
    /// The time at which the licence was judged.
    pub(super) now: UnixTime,
}
