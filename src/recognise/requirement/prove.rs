//! Whether one licence proves one evidence, what must be shown for it, and whose it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::time::UnixTime;

use super::super::{
    agreement::{Clause, Condition, Element},
    evaluate::{element_of, holds},
    subject::Subject,
};
use super::{
    Evidence,
    holding::{Counts, Holding},
    persons::named,
    resolution::Lack,
    table::{Belonging, Person, Proof},
    weigh::{Cost, Weighed},
};

/// Section 5, steps 2 and 3. `place` is that of the licence among those given.
pub(super) fn prove(
    evidence: &Evidence,
    place: usize,
    holding: &Holding<'_>,
) -> Result<Proof, Lack> {
    let (doc_type, seen, end, beside) = match &holding.counts {
        Counts::Not { code, might } => {
            let wanted = evidence.doc_type.as_str();
            return Err(if holding.doc_type() == wanted || might.contains(wanted) {
                Lack::NotRecognised { code }
            } else {
                Lack::NotHeld
            });
        }
        Counts::AsItIs { until } => (holding.doc_type(), holding.subject.clone(), *until, None),
        Counts::As(local) => (
            local.doc_type.as_str(),
            holding.subject.shown_as(&local.doc_type, &local.elements),
            local.until,
            Some(&local.beside),
        ),
    };
    if doc_type != evidence.doc_type {
        return Err(Lack::NotHeld);
    }
    let mut until = end;
    let wanted = read(evidence, holding, &seen, &mut until)?;
    let (shown, always) = holding.shown_for(wanted);
    let mut elements: BTreeMap<usize, Weighed> = beside.cloned().unwrap_or_default();
    elements.entry(place).or_default().extend(shown);
    Ok(Proof {
        elements,
        always,
        belongs: belongs(evidence, place, holding, &seen),
        until,
    })
}

/// The elements of the type as which it counts that the evidence reads, where all of them are there and every clause holds.
fn read(
    evidence: &Evidence,
    holding: &Holding<'_>,
    seen: &Subject<'_>,
    until: &mut UnixTime,
) -> Result<BTreeSet<Element>, Lack> {
    let is_there = |element: &Element| {
        seen.element(&element.namespace, &element.identifier)
            .is_some()
    };
    let mut wanted: BTreeSet<Element> = evidence.elements.iter().cloned().collect();
    let mut withheld: BTreeSet<Element> = wanted.iter().filter(|e| !is_there(e)).cloned().collect();
    let mut choices = Vec::new();
    let (mut not_met, mut not_known) = (Vec::new(), Vec::new());
    for clause in &evidence.conditions {
        let failed = match element_for(clause, holding, seen, until) {
            Ok(element) => {
                wanted.extend(element);
                continue;
            }
            Err(failed) => failed,
        };
        let mut hidden: Vec<Element> = Vec::new();
        let (mut broken, mut unknown) = (Vec::new(), Vec::new());
        for (condition, answer) in failed {
            let element = element_of(&condition.kind).filter(|element| !is_there(element));
            match (answer, element) {
                (Some(_), _) => broken.push(condition.id.clone()),
                (_, Some(element)) if hidden.contains(&element) => {}
                (_, Some(element)) => hidden.push(element),
                (_, None) => unknown.push(condition.id.clone()),
            }
        }
        // Of a choice, what is nearest to holding.
        match hidden.len() {
            0 => {
                not_met.append(&mut broken);
                not_known.append(&mut unknown);
            }
            1 => withheld.extend(hidden),
            _ => choices.push(hidden),
        }
    }
    // From far to near: what does not hold is not helped by showing more.
    if !not_met.is_empty() {
        return Err(Lack::NotMet {
            conditions: not_met,
        });
    }
    if !not_known.is_empty() {
        return Err(Lack::NotKnown {
            conditions: not_known,
        });
    }
    if !withheld.is_empty() || !choices.is_empty() {
        return Err(Lack::Withheld {
            elements: withheld.into_iter().collect(),
            choices,
        });
    }
    Ok(wanted)
}

/// The element that is read for the clause: of a choice, that of the condition that holds and costs least. Else the
/// conditions that are nearest to holding: of a choice those that are not known, or all.
fn element_for<'c>(
    clause: &'c Clause,
    holding: &Holding<'_>,
    subject: &Subject<'_>,
    until: &mut UnixTime,
) -> Result<Option<Element>, Vec<(&'c Condition, Option<bool>)>> {
    let mut best: Option<(Cost, Option<Element>, UnixTime)> = None;
    let mut failed = Vec::new();
    for condition in clause.conditions() {
        let mut own = *until;
        let answer = holds(&condition.kind, subject, &mut own);
        if answer != Some(true) {
            failed.push((condition, answer));
            continue;
        }
        let element = element_of(&condition.kind);
        let (shown, _) = holding.shown_for(element.iter().cloned().collect());
        let cost = Cost::of(shown.into_values());
        if best.as_ref().is_none_or(|(least, _, _)| cost < *least) {
            best = Some((cost, element, own));
        }
    }
    let Some((_, element, own)) = best else {
        if failed.iter().any(|(_, answer)| answer.is_none()) {
            failed.retain(|(_, answer)| answer.is_none());
        }
        return Err(failed);
    };
    *until = own;
    Ok(element)
}

fn belongs(
    evidence: &Evidence,
    place: usize,
    holding: &Holding<'_>,
    seen: &Subject<'_>,
) -> Vec<Belonging> {
    let named_by = &evidence.holder.named_by;
    // A holder's code is the licence's own; what names somebody else is of the type, so an agreement may have mapped it.
    let people = match named_by {
        None => holding.holders(),
        Some(by) => named(seen, &by.code, &by.code_type),
    };
    let mut all: Vec<Belonging> = people
        .into_iter()
        .map(|((kind, code), tie)| Belonging {
            person: Person::Code { kind, code },
            tie: match named_by {
                None => holding.weigh(tie.into_iter()).0,
                Some(_) => holding.shown_for(tie.into_iter().collect()).0,
            },
        })
        .collect();
    if let (None, Some(proof)) = (named_by, holding.subject.holder_proof) {
        all.push(Belonging {
            person: Person::Device {
                key: proof.device_key,
                session: proof.session,
            },
            tie: Weighed::new(),
        });
    }
    all.push(Belonging {
        person: Person::Alone {
            licence: place,
            named_by: named_by.clone(),
        },
        tie: Weighed::new(),
    });
    all
}
