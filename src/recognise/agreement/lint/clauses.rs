//! Equivalences, exclusions and supplements: what can never hold, what always does, and what another clause says already.

use std::collections::{BTreeMap, BTreeSet};

use crate::licence::{LicenceType, TypeRegistry, is_native};
use crate::recognise::agreement::terms::{implies, shown};
use crate::recognise::agreement::{
    AgreementContents, Clause, Condition, Equivalence, Exclusion, Kind, Supplement,
};

use super::reach::{Reach, reach};
use super::times::{is_ever_in_force, windows};
use super::{FindingKind, Findings, elements, maps};

/// How many conditions of an equivalence are compared with each other: more are written by machines.
const COMPARED: usize = 64;

pub(super) fn look(agreement: &AgreementContents, types: &TypeRegistry, found: &mut Findings) {
    let mut named = BTreeSet::new();
    let recognised = agreement.equivalences.iter().map(|one| &one.pointed_type);
    let local = agreement.equivalences.iter().map(|one| &one.pointing_type);
    for doc_type in recognised.chain(local) {
        if named.insert(doc_type) {
            known(doc_type, types, "equivalences", found);
        }
    }
    let mut dead: BTreeSet<&str> = BTreeSet::new();
    for one in &agreement.exclusions {
        exclusion(one, agreement, types, &mut dead, found);
    }
    let windows = windows(agreement);
    for one in &agreement.equivalences {
        let id = one.equivalence_id.as_str();
        // Where the agreement itself is never in force, that is told once.
        if !windows.is_empty() && !is_ever_in_force(&windows, one) {
            found.add(id, FindingKind::EquivalenceNeverInForce);
            dead.insert(id);
        }
        if !equivalence(one, types, found) {
            dead.insert(id);
        }
    }
    let all = agreement.equivalences.len();
    if all > 0 && dead.len() == all {
        found.add("equivalences", FindingKind::NothingRecognised);
    }
}

fn known(doc_type: &str, types: &TypeRegistry, subject: &str, found: &mut Findings) {
    let named = doc_type.to_owned();
    if !is_native(doc_type) {
        found.add(subject, FindingKind::TypeForeign { doc_type: named });
    } else if !types.knows(doc_type) {
        found.add(subject, FindingKind::TypeUnknown { doc_type: named });
    }
}

/// An equivalence by itself. `false` if it can recognise nothing.
fn equivalence(one: &Equivalence, types: &TypeRegistry, found: &mut Findings) -> bool {
    let definition = types.latest(&one.pointed_type);
    let mut reachable = true;
    for clause in &one.conditions {
        if let Some(definition) = definition {
            reachable &= holds(clause, definition, found);
        }
        alternatives(clause, found);
    }
    if !reachable {
        let doc_type = one.pointed_type.clone();
        let kind = FindingKind::EquivalenceUnreachable { doc_type };
        found.add(&one.equivalence_id, kind);
    }
    implied(&one.conditions, found);
    statuses(one, found);
    maps::look(one, types, found);
    for supplement in &one.supplements {
        if let Some(doc_type) = supplement.doc_type.as_deref().filter(|t| is_native(t)) {
            known(doc_type, types, &supplement.id, found);
        }
        if let Some(definition) = definition {
            unless(supplement, definition, found);
        }
    }
    reachable
}

/// What a condition comes to; what does not fit the type is told.
fn judged(condition: &Condition, definition: &LicenceType, found: &mut Findings) -> Reach {
    let (reach, notes) = reach(&condition.kind, definition);
    let explained = !notes.is_empty();
    for note in notes {
        found.add(&condition.id, note);
    }
    if !reach.can_hold() && !explained {
        let kind = never(condition, definition);
        found.add(&condition.id, kind);
    }
    reach
}

fn never(condition: &Condition, definition: &LicenceType) -> FindingKind {
    FindingKind::ConditionNever {
        asks: shown(&condition.kind),
        doc_type: definition.doc_type().to_owned(),
    }
}

/// Whether a clause can hold for a licence of the type.
fn holds(clause: &Clause, definition: &LicenceType, found: &mut Findings) -> bool {
    let mut can = false;
    for condition in clause.conditions() {
        let reach = judged(condition, definition, found);
        can |= reach.can_hold();
        if reach == Reach::True {
            let asks = shown(&condition.kind);
            let doc_type = definition.doc_type().to_owned();
            let kind = FindingKind::ConditionAlways { asks, doc_type };
            found.add(&condition.id, kind);
        }
    }
    can
}

/// Alternatives that hold only where another of the choice does. Of two that are equal the later one is told.
fn alternatives(clause: &Clause, found: &mut Findings) {
    let Clause::AnyOf(choice) = clause else {
        return;
    };
    let choice = choice.get(..COMPARED).unwrap_or(choice);
    for (place, one) in choice.iter().enumerate() {
        let wider = choice.iter().enumerate().find(|(other, wider)| {
            *other != place
                && implies(&one.kind, &wider.kind)
                && (*other < place || !implies(&wider.kind, &one.kind))
        });
        if let Some((_, wider)) = wider {
            let by = wider.id.clone();
            found.add(&one.id, FindingKind::AlternativeImplied { by });
        }
    }
}

/// Clauses that hold wherever a condition does that is asked anyhow. Of two that are equal the later one is told.
fn implied(clauses: &[Clause], found: &mut Findings) {
    let clauses = clauses.get(..COMPARED).unwrap_or(clauses);
    for (place, clause) in clauses.iter().enumerate() {
        let conditions = clause.conditions();
        let conditions = conditions.get(..COMPARED).unwrap_or(conditions);
        let follows = |from: &Condition| conditions.iter().any(|c| implies(&from.kind, &c.kind));
        let asked = clauses.iter().enumerate().find_map(|(other, by)| {
            let Clause::One(by) = by else {
                return None;
            };
            let back = || match clause {
                Clause::One(condition) => implies(&condition.kind, &by.kind),
                Clause::AnyOf(_) => false,
            };
            (other != place && follows(by) && (other < place || !back())).then_some(by)
        });
        if let (Some(by), Some(first)) = (asked, conditions.first()) {
            let by = by.id.clone();
            found.add(&first.id, FindingKind::ConditionImplied { by });
        }
    }
}

/// Which values of the registry count as valid.
fn statuses(one: &Equivalence, found: &mut Findings) {
    let valid = &one.status_equivalence.valid;
    for value in valid
        .iter()
        .copied()
        .filter(|value| (1..=3).contains(value))
    {
        let kind = FindingKind::StatusLenient { value };
        found.add(&one.equivalence_id, kind);
    }
    if !valid.is_empty() && !valid.contains(&0) {
        found.add(&one.equivalence_id, FindingKind::StatusValidMissing);
    }
}

/// Each condition of an exclusion against each type that is recognised.
fn exclusion<'a>(
    exclusion: &Exclusion,
    agreement: &'a AgreementContents,
    types: &TypeRegistry,
    dead: &mut BTreeSet<&'a str>,
    found: &mut Findings,
) {
    let mut by_type: BTreeMap<&str, Vec<&'a Equivalence>> = BTreeMap::new();
    for one in &agreement.equivalences {
        by_type.entry(&one.pointed_type).or_default().push(one);
    }
    let recognised: Vec<Option<&LicenceType>> =
        by_type.keys().map(|name| types.latest(name)).collect();
    for condition in &exclusion.any {
        if let Some(kind) = of_every_code(&condition.kind, &recognised) {
            found.add(&condition.id, kind);
        }
        let mut told: Vec<FindingKind> = Vec::new();
        let mut excludes = false;
        for (doc_type, equivalences) in &by_type {
            let Some(definition) = types.latest(doc_type) else {
                excludes = true; // perhaps
                continue;
            };
            let (reach, notes) = reach(&condition.kind, definition);
            excludes |= reach != Reach::False;
            for note in notes {
                if !told.contains(&note) {
                    told.push(note.clone());
                    found.add(&condition.id, note);
                }
            }
            for one in equivalences.iter().filter(|_| reach.excludes_all()) {
                dead.insert(&one.equivalence_id);
                let kind = FindingKind::ExcludesAll {
                    equivalence: one.equivalence_id.clone(),
                    doc_type: one.pointed_type.clone(),
                };
                found.add(&condition.id, kind);
            }
        }
        if !excludes && !by_type.is_empty() {
            let asks = shown(&condition.kind);
            found.add(&condition.id, FindingKind::ExclusionNever { asks });
        }
    }
}

/// An exclusion about codes is true only where it holds of each of them: of several one is enough to escape it.
fn of_every_code(kind: &Kind, recognised: &[Option<&LicenceType>]) -> Option<FindingKind> {
    let (element, derived, instead) = match kind {
        Kind::ElementIn {
            element, derived, ..
        } => (element, derived, "elementNotIn"),
        Kind::ElementNotIn {
            element, derived, ..
        } => (element, derived, "elementIn"),
        _ => return None,
    };
    // Derived data are one state, or one band.
    if derived.is_some() {
        return None;
    }
    let mut all = recognised.iter().copied().flatten();
    let definition = all.find_map(|one| one.element(&element.namespace, &element.identifier));
    let several = match definition {
        Some(definition) => elements::has_several_codes(definition, element.member.as_deref()),
        None => recognised.iter().any(Option::is_none),
    };
    several.then(|| FindingKind::ExclusionOfEveryCode {
        element: element.to_string(),
        instead: instead.to_owned(),
    })
}

/// Whether a supplement is ever needed, and whether anybody is ever excused.
fn unless(supplement: &Supplement, definition: &LicenceType, found: &mut Findings) {
    let mut always = !supplement.unless.is_empty();
    let mut never = false;
    for condition in &supplement.unless {
        let reach = judged(condition, definition, found);
        always &= reach == Reach::True;
        never |= !reach.can_hold();
    }
    if never {
        found.add(&supplement.id, FindingKind::UnlessNever);
    } else if always {
        found.add(&supplement.id, FindingKind::UnlessAlways);
    }
}
