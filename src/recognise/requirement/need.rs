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
    /// To be shown for it.
    pub(super) shown: BTreeSet<Element>,
    /// Read too, and shown by every licence of the type anyway.
    pub(super) always: BTreeSet<Element>,
    /// Say whose it is: the code and its kind; none where the type has none.
    pub(super) holder: Vec<Element>,
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
        let (always, shown) = read(evidence).into_iter().partition(always);
        Self {
            shown,
            always,
            holder: holder(evidence, definition),
        }
    }
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
