//! The checks of one answer, as they are made.

use crate::{Reason, recognise::ClauseCheck, verify::Outcome};

use super::said::Said;

/// The steps of `spec/recognise.md` that every answer mentions, in their order.
pub(super) const STEPS: &[&str] = &[
    "6.0", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.7", "6.8",
];

/// Checks, in the order made. Whoever asks names the agreement once.
#[derive(Debug, Default)]
pub(super) struct Trail<'a> {
    pub(super) checks: Vec<ClauseCheck<'a>>,
}

impl<'a> Trail<'a> {
    /// Empty, with room for so many checks.
    pub(super) fn with_room(checks: usize) -> Self {
        Self {
            checks: Vec::with_capacity(checks),
        }
    }

    pub(super) fn push(&mut self, step: &'static str, outcome: Outcome) -> &mut ClauseCheck<'a> {
        self.checks.push(ClauseCheck::new(step, outcome));
        let last = self.checks.len().saturating_sub(1);
        #[expect(
            clippy::indexing_slicing,
            reason = "an item was pushed two lines above"
        )]
        &mut self.checks[last]
    }

    pub(super) fn pass(&mut self, step: &'static str) -> &mut ClauseCheck<'a> {
        self.push(step, Outcome::Pass)
    }

    pub(super) fn fail(&mut self, step: &'static str, reason: Reason) -> &mut ClauseCheck<'a> {
        self.push(step, Outcome::Fail).with_reason(reason)
    }

    pub(super) fn unknown(&mut self, step: &'static str, reason: Reason) -> &mut ClauseCheck<'a> {
        self.push(step, Outcome::Unknown).with_reason(reason)
    }

    /// The answer does not rest on what failed here: it is told, and does not count.
    pub(super) fn put_aside(&mut self) {
        self.put_aside_from(0);
    }

    /// The same of the checks made since there were `first`.
    pub(super) fn put_aside_from(&mut self, first: usize) {
        for check in self.checks.iter_mut().skip(first) {
            if matches!(check.outcome, Outcome::Fail | Outcome::Unknown) {
                check.outcome = Outcome::Skipped;
            }
        }
    }

    /// Whether a check failed or could not be made.
    pub(super) fn is_against(&self) -> bool {
        let bad =
            |check: &ClauseCheck<'_>| matches!(check.outcome, Outcome::Fail | Outcome::Unknown);
        self.checks.iter().any(bad)
    }

    /// The reasons of what failed or could not be made, in the order of the steps.
    pub(super) fn reasons(mut self) -> Vec<Reason> {
        self.checks.sort_by_key(|check| check.step);
        let bad =
            |check: &ClauseCheck<'_>| matches!(check.outcome, Outcome::Fail | Outcome::Unknown);
        let checks = self.checks.into_iter().filter(bad);
        checks.filter_map(|check| check.reason).collect()
    }

    /// Puts the checks into the order of the steps, with those that were not made as skipped.
    pub(super) fn complete(mut self) -> Vec<ClauseCheck<'a>> {
        // Of one digit each, so that their order is that of their texts. Of one agreement they are in it already.
        if !self.checks.is_sorted_by_key(|check| check.step) {
            self.checks.sort_by_key(|check| check.step); // stable
        }
        for step in STEPS {
            let at = self.checks.partition_point(|check| check.step < *step);
            let made = self.checks.get(at);
            if !made.is_some_and(|check| check.step.starts_with(step)) {
                let skipped = ClauseCheck::new(step, Outcome::Skipped);
                self.checks.insert(at, skipped);
            }
        }
        self.checks
    }
}

impl<'a> ClauseCheck<'a> {
    const fn new(step: &'static str, outcome: Outcome) -> Self {
        Self {
            step,
            agreement: None,
            clause: None,
            outcome,
            reason: None,
            required: None,
            found: None,
        }
    }

    pub(super) fn with_reason(&mut self, reason: Reason) -> &mut Self {
        self.reason = Some(reason);
        self
    }

    pub(super) const fn by(&mut self, agreement: &'a str) -> &mut Self {
        self.agreement = Some(agreement);
        self
    }

    pub(super) const fn of_clause(&mut self, clause: &'a str) -> &mut Self {
        self.clause = Some(clause);
        self
    }

    pub(super) fn compared(
        &mut self,
        required: impl Into<Said<'a>>,
        found: impl Into<Said<'a>>,
    ) -> &mut Self {
        self.required = Some(required.into());
        self.found = Some(found.into());
        self
    }
}
