//! Conditions, wherever they stand: in clauses, in exclusions, and where they excuse from a supplement.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{in_every_language, matched::matched};
use crate::recognise::agreement::terms::{Asks, Bound, Term, paired, shown};
use crate::recognise::agreement::{AgreementContents, Clause, Condition, Exclusion};

use super::scope::At;
use super::states::counts_from;
use super::{Change, ChangeKind, Direction};

/// A kind of change out of what a condition asks.
type Kind = fn(String) -> ChangeKind;

/// What it means when a condition comes, goes, or is easier to meet.
#[derive(Clone, Copy)]
pub(super) struct Role {
    pub(super) added: (Direction, Kind),
    pub(super) removed: (Direction, Kind),
    pub(super) looser: Direction,
}

const CLAUSE: Role = Role {
    added: (Direction::Closes, |asks| ChangeKind::ConditionAdded {
        asks,
    }),
    removed: (Direction::Opens, |asks| ChangeKind::ConditionRemoved {
        asks,
    }),
    looser: Direction::Opens,
};
const ALTERNATIVE: Role = Role {
    added: (Direction::Opens, |asks| ChangeKind::AlternativeAdded {
        asks,
    }),
    removed: (Direction::Closes, |asks| ChangeKind::AlternativeRemoved {
        asks,
    }),
    looser: Direction::Opens,
};
const EXCLUSION: Role = Role {
    added: (Direction::Closes, |asks| ChangeKind::ExclusionAdded {
        asks,
    }),
    removed: (Direction::Opens, |asks| ChangeKind::ExclusionRemoved {
        asks,
    }),
    looser: Direction::Closes,
};

/// The exclusions of the agreement, by name, and their conditions.
pub(super) fn exclusions(
    before: &AgreementContents,
    after: &AgreementContents,
    changes: &mut Vec<Change>,
) {
    let mut at = At {
        changes,
        clause: "exclusions".to_owned(),
        from: counts_from(after),
    };
    let (old, new) = (&before.exclusions, &after.exclusions);
    let found = matched(old, new, |exclusion| &exclusion.id);
    let none: &[Condition] = &[];
    for exclusion in &found.added {
        conditions(
            &mut at.within(&exclusion.id),
            none,
            &exclusion.any,
            EXCLUSION,
        );
    }
    for exclusion in &found.removed {
        conditions(
            &mut at.within(&exclusion.id),
            &exclusion.any,
            none,
            EXCLUSION,
        );
    }
    for (old, new) in &found.both {
        let mut at = at.within(&new.id);
        let reason = |exclusion: &Exclusion| in_every_language(&exclusion.reason);
        at.differs("reason", &reason(old), &reason(new));
        conditions(&mut at, &old.any, &new.any, EXCLUSION);
    }
    at.reordered(found.in_order, "exclusions");
}

/// Conditions side by side, each found again by its name.
pub(super) fn conditions(at: &mut At<'_>, before: &[Condition], after: &[Condition], role: Role) {
    let found = matched(before, after, |condition| &condition.id);
    for condition in &found.added {
        push(at, condition, role.added);
    }
    for condition in &found.removed {
        push(at, condition, role.removed);
    }
    for (old, new) in &found.both {
        condition(at, old, new, role);
    }
    at.reordered(found.in_order, "conditions");
}

fn push(at: &mut At<'_>, condition: &Condition, (direction, kind): (Direction, Kind)) {
    at.within(&condition.id)
        .push(direction, kind(shown(&condition.kind)));
}

/// One condition: about the same thing, term by term; else it is taken away and added.
fn condition(at: &mut At<'_>, old: &Condition, new: &Condition, role: Role) {
    if old.kind == new.kind {
        return;
    }
    let Some(pairs) = paired(&old.kind, &new.kind) else {
        push(at, old, role.removed);
        push(at, new, role.added);
        return;
    };
    let mut at = at.within(&new.id);
    for (old, new) in &pairs {
        term(&mut at, old, new, role.looser);
    }
}

fn term(at: &mut At<'_>, old: &Term, new: &Term, looser: Direction) {
    let member = new.member;
    match (&old.asks, &new.asks) {
        // Absent is looser than any bound.
        (Asks::AtLeast(old), Asks::AtLeast(new)) if old != new => {
            let direction = if new < old { looser } else { looser.reverse() };
            at.push(direction, bound(member, *old, *new));
        }
        (Asks::AtMost(old), Asks::AtMost(new)) if old != new => {
            let is_looser = new.is_none_or(|new| old.is_some_and(|old| new > old));
            let direction = if is_looser { looser } else { looser.reverse() };
            at.push(direction, bound(member, *old, *new));
        }
        // Data that are too old are not known, which counts against the licence in every role.
        (Asks::NoOlderThan(old), Asks::NoOlderThan(new)) => {
            at.ordered(member, (old, new), Direction::Opens);
        }
        (Asks::OneOf(old), Asks::OneOf(new)) => at.values(member, old, new, looser),
        (Asks::NoneOf(old), Asks::NoneOf(new)) => at.values(member, old, new, looser.reverse()),
        _ => {}
    }
}

fn bound(member: &'static str, old: Option<Bound>, new: Option<Bound>) -> ChangeKind {
    let shown = |bound: Bound| bound.to_string();
    let (old, new) = (old.map(shown), new.map(shown));
    ChangeKind::Member { member, old, new }
}

/// The clauses of an equivalence. One is found again by any condition that it still has, so that a choice that gains an
/// alternative is that choice and not another.
pub(super) fn clauses(at: &mut At<'_>, before: &[Clause], after: &[Clause]) {
    let mut places: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (place, old) in before.iter().enumerate() {
        for condition in old.conditions() {
            places.entry(&condition.id).or_default().insert(place);
        }
    }
    let mut used = BTreeSet::new();
    let mut last = None;
    let mut in_order = true;
    for new in after {
        let ids = new.conditions().iter().map(|c| c.id.as_str());
        let again = ids
            .filter_map(|id| places.get(id))
            .flatten()
            .find(|place| !used.contains(*place))
            .and_then(|place| Some((*place, before.get(*place)?)));
        let Some((place, old)) = again else {
            asked(at, new, CLAUSE.added);
            continue;
        };
        used.insert(place);
        in_order &= last <= Some(place);
        last = Some(place);
        conditions(at, old.conditions(), new.conditions(), ALTERNATIVE);
    }
    for (place, old) in before.iter().enumerate() {
        if !used.contains(&place) {
            asked(at, old, CLAUSE.removed);
        }
    }
    at.reordered(in_order, "conditions");
}

/// A whole clause that comes or goes, in one line.
fn asked(at: &mut At<'_>, clause: &Clause, (direction, kind): (Direction, Kind)) {
    let all = clause.conditions();
    let ids: Vec<&str> = all.iter().map(|c| c.id.as_str()).collect();
    let asks: Vec<String> = all.iter().map(|c| shown(&c.kind)).collect();
    at.within(&ids.join(" / "))
        .push(direction, kind(asks.join(" / ")));
}
