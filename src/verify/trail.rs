//! What was checked, in which order, with what outcome: the part of a verdict that explains it.

use core::fmt;

use super::compared::{Compared, Fact};
use crate::Reason;

/// How one check ended. Only [`Outcome::Pass`] counts for the licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever shows a trail must know all four"
)]
pub enum Outcome {
    /// The check was made and holds.
    Pass,
    /// The check was made and does not hold.
    Fail,
    /// The check could not be made. Never counted as good.
    Unknown,
    /// The check does not apply to this document, or an earlier failure made it meaningless.
    Skipped,
}

impl Outcome {
    /// `pass`, `fail`, `unknown` or `skipped`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
        }
    }
}

/// One check of `spec/verify.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// The step's number in `spec/verify.md`, for example `2.1.4`.
    pub id: &'static str,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it failed or could not be made; beside a pass, a note.
    pub reason: Option<Reason>,
    /// What was looked at: an element, a certificate. Never a value that the licence holds about a person.
    pub subject: Option<String>,
    /// What was compared, by name.
    pub compared: Compared,
}

impl Check {
    /// The code of the reason, if there is one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.reason.as_ref().map(Reason::code)
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, self.outcome.word())?;
        if let Some(reason) = &self.reason {
            write!(f, " {}: {reason}", reason.code())?;
        }
        Ok(())
    }
}

/// The steps of `spec/verify.md` in their order, each with what it asks.
///
/// The order is fixed: the first failing step gives a verdict its primary code, and the same input and time give
/// the same trail. The numbers are in order as texts, too.
pub const STEPS: &[(&str, &str)] = &[
    ("0.1", "the clock is not behind what was seen signed"),
    ("1.1", "the trust lists are authentic, fresh and consistent"),
    ("2.1.1", "the structure is that of an mdoc"),
    (
        "2.1.2",
        "the type is known, and the definition at hand is the one it was made under",
    ),
    ("2.1.3", "the digest algorithm is allowed"),
    (
        "2.1.4",
        "every disclosed element is the one that was sealed",
    ),
    ("2.1.5", "what may not be withheld is there"),
    (
        "2.1.6",
        "every element is of the kind that the type defines",
    ),
    (
        "2.2.1",
        "the signature algorithm is allowed and fits the key",
    ),
    ("2.2.2", "the signature fits"),
    ("2.2.3", "the document is of the type that was sealed"),
    (
        "3.1",
        "the sealing certificate leads to a trusted authority",
    ),
    ("3.2", "the time of sealing"),
    ("3.3", "the authority's status at that time"),
    ("3.4", "the authority may seal this type in this region"),
    (
        "3.5",
        "the certificate's authority is the issuer that the licence names",
    ),
    ("4.1", "the certificates were valid and fit for this use"),
    ("4.2", "the electronic seal object"),
    (
        "5.1.1",
        "the technical validity is consistent and within the certificate's",
    ),
    ("5.1.2", "the technical validity covers now"),
    ("5.1.3", "the legal validity covers now"),
    ("5.2", "the status reference"),
    ("5.3", "the status"),
    ("7.1", "the holder states only what the issuer authorised"),
    (
        "7.2",
        "the holder's proof fits the holder's key, the session and the document",
    ),
    ("7.3", "the holder is bound as the policy asks"),
];

/// Every check made on one document, in the order of [`STEPS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    checks: Vec<Check>,
}

impl Trail {
    pub(super) fn new() -> Self {
        Self {
            checks: Vec::with_capacity(STEPS.len()),
        }
    }

    /// The checks, in order.
    #[must_use]
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The checks that ended as `outcome`, in order.
    pub fn ended(&self, outcome: Outcome) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(move |check| check.outcome == outcome)
    }

    /// The reasons of failed checks, then those of checks that could not be made: the first is the primary one.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        let of = |outcome| self.ended(outcome).filter_map(|check| check.reason.clone());
        of(Outcome::Fail).chain(of(Outcome::Unknown)).collect()
    }

    pub(super) fn push(
        &mut self,
        id: &'static str,
        outcome: Outcome,
        reason: Option<Reason>,
    ) -> &mut Check {
        debug_assert!(
            STEPS.iter().any(|(step, _)| *step == id),
            "step {id} is not in STEPS"
        );
        self.checks.push(Check {
            id,
            outcome,
            reason,
            subject: None,
            compared: Compared::default(),
        });
        let last = self.checks.len().saturating_sub(1);
        #[expect(
            clippy::indexing_slicing,
            reason = "an item was pushed two lines above"
        )]
        &mut self.checks[last]
    }

    pub(super) fn pass(&mut self, id: &'static str) -> &mut Check {
        self.push(id, Outcome::Pass, None)
    }

    pub(super) fn fail(&mut self, id: &'static str, reason: Reason) -> &mut Check {
        self.push(id, Outcome::Fail, Some(reason))
    }

    pub(super) fn unknown(&mut self, id: &'static str, reason: Reason) -> &mut Check {
        self.push(id, Outcome::Unknown, Some(reason))
    }

    /// Records `reasons` as failures of `id`, or a pass where there are none.
    pub(super) fn conclude(&mut self, id: &'static str, reasons: Vec<Reason>) {
        if reasons.is_empty() {
            self.pass(id);
        }
        for reason in reasons {
            self.fail(id, reason);
        }
    }

    /// Adds to what the last recorded check compared.
    pub(super) fn compare(&mut self, compared: impl IntoIterator<Item = (&'static str, Fact)>) {
        if let Some(check) = self.checks.last_mut() {
            check.compared.extend(compared);
        }
    }

    /// Notes every step that was not made as skipped, and puts the checks, which may be made in any order, into that
    /// of [`STEPS`].
    pub(super) fn complete(&mut self) {
        self.checks.sort_by_key(|check| check.id);
        let length = self.checks.len().saturating_add(STEPS.len());
        let mut made = core::mem::replace(&mut self.checks, Vec::with_capacity(length))
            .into_iter()
            .peekable();
        for (id, _) in STEPS {
            if made.peek().is_none_or(|check| check.id != *id) {
                self.push(id, Outcome::Skipped, None);
            }
            while let Some(check) = made.next_if(|check| check.id == *id) {
                self.checks.push(check);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_in_the_order_of_their_numbers() {
        assert!(STEPS.is_sorted_by(|(a, _), (b, _)| a < b));
    }

    #[test]
    fn a_complete_trail_has_every_step_in_order_and_keeps_that_of_equal_ones() {
        let mut trail = Trail::new();
        trail.pass("7.3");
        trail.fail("2.1.4", Reason::SealSignatureMismatch);
        trail.unknown("2.1.4", Reason::StatusUnavailable);
        trail.pass("0.1");
        trail.complete();
        let mut ids: Vec<_> = trail.checks().iter().map(|check| check.id).collect();
        let twice: Vec<_> = trail.checks().iter().filter(|c| c.id == "2.1.4").collect();
        assert_eq!(
            [twice[0].outcome, twice[1].outcome],
            [Outcome::Fail, Outcome::Unknown]
        );
        ids.dedup();
        assert!(ids.iter().eq(STEPS.iter().map(|(id, _)| id)));
        let passed: Vec<_> = trail.ended(Outcome::Pass).map(|check| check.id).collect();
        assert_eq!(passed, ["0.1", "7.3"]);
    }
}
