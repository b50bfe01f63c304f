//! What an evidence reads: the least that must be shown for it.

use std::collections::BTreeSet;

use crate::licence::{
    COMMON_NAME_SPACE, LicenceType,
    types::{HolderCode, Withheld},
};

use super::super::{
    agreement::{Clause, Condition, Element},
    evaluate::element_of,
};
use super::Evidence;

/// The elements of the local type that an evidence reads.
#[derive(Clone, Debug)]
pub(super) struct Need {
    /// To be shown for it, whatever the licence says.
    pub(super) shown: BTreeSet<Element>,
    /// Of each of these, one that decides it.
    pub(super) choices: Vec<Choice>,
    /// Read too, and shown by every licence of the type anyway.
    pub(super) always: BTreeSet<Element>,
    /// Say whose it is: the code and its kind; none where the type has none.
    pub(super) holder: Vec<Element>,
}

/// What a choice of conditions reads.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// That is not shown anyway: in the order of the item, each once.
    pub(super) any_of: Vec<Element>,
    /// Whether it may hold by what is shown anyway.
    pub(super) or_none: bool,
}

impl Need {
    pub(super) fn of(evidence: &Evidence, definition: Option<&LicenceType>) -> Self {
        let always = |element: &Element| {
            definition.is_some_and(|definition| {
                definition
                    .always_disclosed()
                    .any(|(ns, id)| element.namespace == ns && element.identifier == id)
            })
        };
        let (always, mut shown): (BTreeSet<_>, BTreeSet<_>) =
            read(evidence).into_iter().partition(always);
        let choices: Vec<&[Condition]> = evidence.conditions.iter().filter_map(choice).collect();
        // What only choices read is shown for none of them alone.
        let certain = certain(evidence);
        shown.retain(|element| certain.contains(element));
        // A choice with one way leaves none, and what is shown for it is shown to the others.
        let of_one = |shown: &BTreeSet<Element>| {
            let all = choices.iter().map(|of| Choice::of(of, shown, &always));
            let mut certain = all.filter(|choice| choice.any_of.len() == 1 && !choice.or_none);
            certain.find_map(|choice| choice.any_of.into_iter().next())
        };
        while let Some(element) = of_one(&shown) {
            shown.insert(element);
        }
        let choices = choices.iter().map(|of| Choice::of(of, &shown, &always));
        Self {
            choices: choices.filter(|choice| !choice.any_of.is_empty()).collect(),
            shown,
            holder: holder(evidence, definition),
            always,
        }
    }

    /// Everything that may be shown for it.
    pub(super) fn may_be_shown(&self) -> BTreeSet<&Element> {
        let choices = self.choices.iter().flat_map(|choice| &choice.any_of);
        self.shown.iter().chain(choices).collect()
    }
}

impl Choice {
    fn of(conditions: &[Condition], shown: &BTreeSet<Element>, always: &BTreeSet<Element>) -> Self {
        let mut choice = Self {
            any_of: Vec::new(),
            or_none: false,
        };
        for condition in conditions {
            match element_of(&condition.kind) {
                Some(element) if !shown.contains(&element) && !always.contains(&element) => {
                    if !choice.any_of.contains(&element) {
                        choice.any_of.push(element);
                    }
                }
                _ => choice.or_none = true,
            }
        }
        choice
    }
}

fn choice(clause: &Clause) -> Option<&[Condition]> {
    match clause {
        Clause::One(_) => None,
        Clause::AnyOf(conditions) => Some(conditions),
    }
}

/// What is read of every licence: by the department, and by conditions outside choices.
fn certain(evidence: &Evidence) -> BTreeSet<Element> {
    let outside = evidence
        .conditions
        .iter()
        .filter(|clause| choice(clause).is_none());
    let conditions = outside.flat_map(Clause::conditions);
    let by_conditions = conditions.filter_map(|condition| element_of(&condition.kind));
    let all = evidence.elements.iter().cloned().chain(by_conditions);
    all.collect()
}

/// Every element that the evidence reads, as a whole.
pub(super) fn read(evidence: &Evidence) -> BTreeSet<Element> {
    let conditions = evidence.conditions.iter().flat_map(Clause::conditions);
    let by_conditions = conditions.filter_map(|condition| element_of(&condition.kind));
    evidence
        .elements
        .iter()
        .cloned()
        .chain(by_conditions)
        .collect()
}

/// Every condition of an evidence, those of a choice too.
pub(super) fn conditions(evidence: &Evidence) -> impl Iterator<Item = &Condition> {
    evidence.conditions.iter().flat_map(Clause::conditions)
}

fn holder(evidence: &Evidence, definition: Option<&LicenceType>) -> Vec<Element> {
    if let Some(named) = &evidence.holder.named_by {
        return vec![named.code.clone(), named.code_type.clone()];
    }
    match definition {
        Some(definition) if definition.holders().code != HolderCode::Absent => {
            ["holder_code", "holder_code_type"]
                .map(|identifier| Element::new(COMMON_NAME_SPACE, identifier))
                .into()
        }
        _ => Vec::new(),
    }
}

/// Whether the type lets the element leave the wallet.
pub(super) fn may_be_shown(definition: &LicenceType, element: &Element) -> bool {
    definition
        .element(&element.namespace, &element.identifier)
        .is_none_or(|found| found.withheld() != Withheld::Must)
}
