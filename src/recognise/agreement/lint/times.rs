//! When an agreement and its equivalences are in force, and for how long an issue counts.

use crate::document::Interval;
use crate::reason::Reason;
use crate::recognise::agreement::{AgreementContents, Equivalence, EquivalenceStatus, Moment};
use crate::time::UnixTime;

use super::{FindingKind, Findings};

/// The most that may pass between an issue and the next, in seconds: six months.
const SIX_MONTHS: i64 = 184 * 86_400;

pub(super) fn look(agreement: &AgreementContents, now: UnixTime, found: &mut Findings) {
    freshness(agreement, now, found);
    if windows(agreement).is_empty() {
        let was = agreement.states().any(|state| {
            state.status == EquivalenceStatus::Enacted
                && state.starting_time <= agreement.issue_date_time
        });
        let kind = if was {
            FindingKind::Over
        } else {
            FindingKind::NeverInForce
        };
        found.add("currentState", kind);
    }
    if !agreement.require_enacted_at.contains(&Moment::Use) {
        found.add("requireEnactedAt", FindingKind::IssuanceOnly);
    }
    let Some(end) = agreement.valid_until else {
        return;
    };
    for start in agreement.states().map(|state| state.starting_time) {
        if start >= end {
            found.add("currentState", FindingKind::StateAfterEnd { start, end });
        }
    }
    if let Some(until) = agreement.run_off.map(|run_off| run_off.until)
        && until > end
    {
        found.add("runOff", FindingKind::RunOffCut { until, end });
    }
}

fn freshness(agreement: &AgreementContents, now: UnixTime, found: &mut Findings) {
    let (due, not_after) = (agreement.next_update, agreement.not_after);
    if not_after < now {
        let agreement = agreement.agreement_id.clone();
        let reason = Reason::AgreementExpired {
            agreement,
            not_after,
        };
        found.add("notAfter", FindingKind::Refused { reason });
    } else if due < now {
        found.add("nextUpdate", FindingKind::Late { due });
    }
    if due > agreement.issue_date_time.saturating_add(SIX_MONTHS) {
        found.add("nextUpdate", FindingKind::NextUpdateFar { due });
    }
    if not_after > due.saturating_add(SIX_MONTHS) {
        found.add("notAfter", FindingKind::NotAfterFar { not_after });
    }
}

/// Whether an equivalence is in force at some time at which the agreement is.
pub(super) fn is_ever_in_force(windows: &[Interval], equivalence: &Equivalence) -> bool {
    equivalence
        .validity
        .is_none_or(|validity| windows.iter().any(|window| window.overlaps(&validity)))
}

/// The times from the issue on at which something may be recognised: enacted or, in the run-off, repealed, and not over.
pub(super) fn windows(agreement: &AgreementContents) -> Vec<Interval> {
    // `notAfter` itself is inside.
    let last = agreement.not_after.saturating_add(1);
    let end = agreement.valid_until.map_or(last, |until| until.min(last));
    let whole = [(agreement.issue_date_time, end)];
    let cut = |from: UnixTime, until: UnixTime| {
        let from = from.max(agreement.issue_date_time);
        let until = until.min(end);
        (from < until).then_some(Interval {
            from,
            until: Some(until),
        })
    };
    if !agreement.require_enacted_at.contains(&Moment::Use) {
        let ever = agreement
            .states()
            .any(|state| state.status == EquivalenceStatus::Enacted);
        let all = whole.into_iter().filter(|_| ever);
        return all.filter_map(|(from, until)| cut(from, until)).collect();
    }
    // Newest first: each state ends where the one before it in this order begins.
    let mut next = end;
    let mut windows = Vec::new();
    for state in agreement.states() {
        let until = match (state.status, agreement.run_off) {
            (EquivalenceStatus::Enacted, _) => Some(next),
            (EquivalenceStatus::Repealed, Some(run_off)) => Some(run_off.until.min(next)),
            _ => None,
        };
        windows.extend(until.and_then(|until| cut(state.starting_time, until)));
        next = next.min(state.starting_time);
    }
    windows
}
