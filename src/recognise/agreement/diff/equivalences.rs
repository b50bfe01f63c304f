//! Equivalences: which type counts as another, for what, where, when, on which conditions.

use crate::document::{Interval, in_every_language, matched::matched};
use crate::licence::Region;
use crate::recognise::agreement::{
    AgreementContents, Condition, Deadline, Effect, Equivalence, Supplement,
};
use crate::time::UnixTime;

use super::clauses::{Role, clauses, conditions};
use super::members::{end, regions};
use super::scope::At;
use super::states::{counts_from, enacted_from};
use super::{Change, ChangeKind, Direction, maps};

pub(super) fn equivalences(
    before: &AgreementContents,
    after: &AgreementContents,
    changes: &mut Vec<Change>,
) {
    let mut at = At {
        changes,
        clause: "equivalences".to_owned(),
        from: counts_from(after),
    };
    let found = matched(&before.equivalences, &after.equivalences, |equivalence| {
        &equivalence.equivalence_id
    });
    for new in &found.added {
        let mut at = at.within(&new.equivalence_id);
        at.from = begins(after, new);
        at.push(Direction::Opens, added(after, new));
    }
    for old in &found.removed {
        let mut at = at.within(&old.equivalence_id);
        at.from = Some(after.issue_date_time);
        at.push(Direction::Closes, removed(before, old));
    }
    for (old, new) in &found.both {
        let mut at = at.within(&new.equivalence_id);
        at.from = begins(after, new);
        if (&old.pointed_type, &old.pointing_type) == (&new.pointed_type, &new.pointing_type) {
            equivalence(&mut at, old, new, after);
        } else {
            at.push(Direction::Closes, removed(before, old));
            at.push(Direction::Opens, added(after, new));
        }
    }
    at.reordered(found.in_order, "equivalences");
}

/// The first instant, not before the issue, at which the agreement is enacted and the equivalence in its validity.
fn begins(agreement: &AgreementContents, equivalence: &Equivalence) -> Option<UnixTime> {
    let issued = agreement.issue_date_time;
    let from = equivalence.validity.map_or(issued, |v| v.from.max(issued));
    enacted_from(agreement, from)
}

fn added(agreement: &AgreementContents, equivalence: &Equivalence) -> ChangeKind {
    ChangeKind::EquivalenceAdded {
        doc_type: equivalence.pointed_type.clone(),
        there: agreement.pointed_party.territory.as_str().to_owned(),
        local: equivalence.pointing_type.clone(),
        purposes: equivalence.purposes.clone(),
        here: here(agreement, equivalence),
    }
}

fn removed(agreement: &AgreementContents, equivalence: &Equivalence) -> ChangeKind {
    ChangeKind::EquivalenceRemoved {
        doc_type: equivalence.pointed_type.clone(),
        there: agreement.pointed_party.territory.as_str().to_owned(),
        local: equivalence.pointing_type.clone(),
        purposes: equivalence.purposes.clone(),
        here: here(agreement, equivalence),
    }
}

fn here(agreement: &AgreementContents, equivalence: &Equivalence) -> String {
    let whole = core::slice::from_ref(&agreement.pointing_party.territory);
    let regions = if equivalence.territories.is_empty() {
        whole
    } else {
        equivalence.territories.as_slice()
    };
    let names: Vec<&str> = regions.iter().map(|region| region.as_str()).collect();
    names.join(", ")
}

fn equivalence(at: &mut At<'_>, old: &Equivalence, new: &Equivalence, after: &AgreementContents) {
    at.differs(
        "legalIdentifier",
        &old.legal_identifier,
        &new.legal_identifier,
    );
    let label = |equivalence: &Equivalence| in_every_language(&equivalence.label);
    at.differs("label", &label(old), &label(new));
    at.values("purposes", &old.purposes, &new.purposes, Direction::Opens);
    territories(at, old, new);
    validity(at, old.validity, new.validity, after);
    effect(at, old.effect, new.effect);
    clauses(at, &old.conditions, &new.conditions);
    let (was, is) = (&old.status_equivalence, &new.status_equivalence);
    at.values(
        "statusEquivalence.valid",
        &was.valid,
        &is.valid,
        Direction::Opens,
    );
    // What is in neither list is not valid either.
    at.values(
        "statusEquivalence.invalid",
        &was.invalid,
        &is.invalid,
        Direction::Changes,
    );
    maps::maps(at, &old.attribute_map, &new.attribute_map);
    supplements(at, &old.supplements, &new.supplements);
}

/// No territories are all of the pointing party.
fn territories(at: &mut At<'_>, old: &Equivalence, new: &Equivalence) {
    let (old, new) = (&old.territories, &new.territories);
    let direction = match (old.is_empty(), new.is_empty()) {
        (true, false) => Direction::Closes,
        (false, true) => Direction::Opens,
        _ => return regions(at, "territories", old, new),
    };
    let shown = |regions: &[Region]| {
        let names: Vec<&str> = regions.iter().map(|region| region.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let (old, new) = (shown(old), shown(new));
    let member = "territories";
    at.push(direction, ChangeKind::Member { member, old, new });
}

/// No validity is as long as the agreement.
fn validity(
    at: &mut At<'_>,
    old: Option<Interval>,
    new: Option<Interval>,
    after: &AgreementContents,
) {
    let from = |validity: Option<Interval>| validity.map(|validity| validity.from);
    let (was, is) = (from(old), from(new));
    let issued = after.issue_date_time;
    let (earlier, later) = (was.min(is), was.max(is));
    // Between the two beginnings it makes a difference, and not before the issue.
    if was != is {
        let direction = match later {
            Some(later) if later <= issued => Direction::Changes,
            _ if is < was => Direction::Opens,
            _ => Direction::Closes,
        };
        let counts = earlier.map_or(issued, |earlier| earlier.max(issued));
        let counts = if direction == Direction::Opens {
            at.from
        } else {
            Some(counts)
        };
        let member = "validity.from";
        let (old, new) = (was.map(|t| t.to_string()), is.map(|t| t.to_string()));
        at.push_from(direction, ChangeKind::Member { member, old, new }, counts);
    }
    let until = |validity: Option<Interval>| validity.and_then(|validity| validity.until);
    end(at, "validity.until", until(old), until(new));
}

fn effect(at: &mut At<'_>, old: Effect, new: Effect) {
    // Declared from the most to the least.
    let direction = match new.cmp(&old) {
        core::cmp::Ordering::Less => Direction::Opens,
        core::cmp::Ordering::Greater => Direction::Closes,
        core::cmp::Ordering::Equal => return,
    };
    let shown = |effect| {
        let word = match effect {
            Effect::Full => "full",
            Effect::Partial => "partial",
            Effect::Evidence => "evidence",
        };
        Some(word.to_owned())
    };
    let (member, old, new) = ("effect", shown(old), shown(new));
    at.push(direction, ChangeKind::Member { member, old, new });
}

/// All of these excuse: the first opens, and each further one is one more to meet.
fn unless(first: bool) -> Role {
    let (opens, closes) = (Direction::Opens, Direction::Closes);
    let (added, removed) = if first {
        (opens, closes)
    } else {
        (closes, opens)
    };
    Role {
        added: (added, |asks| ChangeKind::UnlessAdded { asks }),
        removed: (removed, |asks| ChangeKind::UnlessRemoved { asks }),
        looser: Direction::Opens,
    }
}

/// What is needed beside the licence, by name. Another kind of evidence is another supplement.
fn supplements(at: &mut At<'_>, before: &[Supplement], after: &[Supplement]) {
    let found = matched(before, after, |supplement| {
        (&supplement.id, &supplement.evidence_type)
    });
    for new in &found.added {
        let evidence = evidence(new);
        at.within(&new.id)
            .push(Direction::Closes, ChangeKind::SupplementAdded { evidence });
    }
    for old in &found.removed {
        let evidence = evidence(old);
        at.within(&old.id)
            .push(Direction::Opens, ChangeKind::SupplementRemoved { evidence });
    }
    for (old, new) in &found.both {
        supplement(&mut at.within(&new.id), old, new);
    }
    at.reordered(found.in_order, "supplements");
}

fn evidence(supplement: &Supplement) -> String {
    let doc_type = supplement.doc_type.as_ref();
    let doc_type = doc_type.map_or_else(String::new, |doc_type| format!(" ({doc_type})"));
    format!("{}{doc_type}", supplement.evidence_type)
}

fn supplement(at: &mut At<'_>, old: &Supplement, new: &Supplement) {
    let label = |supplement: &Supplement| in_every_language(&supplement.label);
    at.differs("label", &label(old), &label(new));
    if old.doc_type != new.doc_type {
        let types = |supplement: &Supplement| -> Vec<String> {
            supplement.doc_type.iter().cloned().collect()
        };
        at.values("docType", &types(old), &types(new), Direction::Opens);
    }
    let (was, is): (&[Condition], &[Condition]) = (&old.unless, &new.unless);
    conditions(at, was, is, unless(was.is_empty() || is.is_empty()));
    let within = |deadline| match deadline {
        Deadline::BeforeUse => None,
        Deadline::Within(seconds) => Some(seconds),
    };
    let (was, is) = (within(old.deadline), within(new.deadline));
    if was != is {
        let direction = if is > was {
            Direction::Opens
        } else {
            Direction::Closes
        };
        let shown = |seconds: Option<u64>| {
            Some(seconds.map_or_else(|| "beforeUse".to_owned(), |s| format!("{s} s")))
        };
        let (member, old, new) = ("deadline", shown(was), shown(is));
        at.push(direction, ChangeKind::Member { member, old, new });
    }
}
