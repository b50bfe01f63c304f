//! States: what holds when, not how it is written. One that goes from the present into the history is no change.

use std::collections::{BTreeMap, BTreeSet};

use crate::recognise::agreement::{AgreementContents, EquivalenceStatus};
use crate::time::UnixTime;

use super::scope::At;
use super::{Change, ChangeKind, Direction};

/// Each stretch of time through which the state differs.
pub(super) fn states(
    before: &AgreementContents,
    after: &AgreementContents,
    changes: &mut Vec<Change>,
) {
    let (old, new) = (starts(before), starts(after));
    let times: BTreeSet<UnixTime> = old.keys().chain(new.keys()).copied().collect();
    let (mut was, mut is) = (None, None);
    let mut stretches: Vec<Stretch> = Vec::new();
    for start in times {
        was = old.get(&start).copied().or(was);
        is = new.get(&start).copied().or(is);
        if let Some(last) = stretches.last_mut() {
            if (last.was, last.is) == (was, is) {
                continue;
            }
            last.end = Some(start);
        }
        let end = None;
        stretches.push(Stretch {
            start,
            end,
            was,
            is,
        });
    }
    let mut at = At {
        changes,
        clause: "currentState".to_owned(),
        from: None,
    };
    for stretch in stretches.iter().filter(|s| s.was != s.is) {
        let kind = ChangeKind::State {
            start: stretch.start,
            end: stretch.end,
            old: stretch.was,
            new: stretch.is,
        };
        let (was, is) = (reach(before, stretch.was), reach(after, stretch.is));
        let direction = match is.cmp(&was) {
            core::cmp::Ordering::Greater => Direction::Opens,
            core::cmp::Ordering::Less => Direction::Closes,
            core::cmp::Ordering::Equal => Direction::Changes,
        };
        let from = stretch.start.max(after.issue_date_time);
        at.push_from(direction, kind, Some(from));
    }
}

struct Stretch {
    start: UnixTime,
    end: Option<UnixTime>,
    was: Option<EquivalenceStatus>,
    is: Option<EquivalenceStatus>,
}

fn starts(agreement: &AgreementContents) -> BTreeMap<UnixTime, EquivalenceStatus> {
    let mut starts = BTreeMap::new();
    for state in agreement.states() {
        starts.entry(state.starting_time).or_insert(state.status);
    }
    starts
}

/// How much is recognised in a state: everything, what the run-off leaves, nothing.
const fn reach(agreement: &AgreementContents, status: Option<EquivalenceStatus>) -> u8 {
    match status {
        Some(EquivalenceStatus::Enacted) => 2,
        Some(EquivalenceStatus::Repealed) if agreement.run_off.is_some() => 1,
        _ => 0,
    }
}

/// From when on what a new issue opens counts: the first instant after it was made at which the agreement is enacted.
pub(super) fn counts_from(agreement: &AgreementContents) -> Option<UnixTime> {
    enacted_from(agreement, agreement.issue_date_time)
}

/// The first instant not before `instant` at which the agreement is enacted.
pub(super) fn enacted_from(agreement: &AgreementContents, instant: UnixTime) -> Option<UnixTime> {
    let enacted = |status: &EquivalenceStatus| *status == EquivalenceStatus::Enacted;
    let starts = starts(agreement);
    let holds = starts.range(..=instant).next_back();
    if holds.is_some_and(|(_, status)| enacted(status)) {
        return Some(instant);
    }
    starts
        .range(instant..)
        .find(|(_, status)| enacted(status))
        .map(|(start, _)| *start)
}
