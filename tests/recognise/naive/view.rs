//! Section 5: the licence as the local type sees it.

use std::collections::{BTreeMap, BTreeSet};

use elicence::{
    codec::Cbor,
    licence::COMMON_NAME_SPACE,
    recognise::agreement::{Equivalence, OnUnmapped, Transform},
};

use super::{
    condition::codes,
    facts::{Facts, derived},
};

/// The strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StatedBy {
    Issuer,
    Table,
    Agreement,
}

impl StatedBy {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::Table => "issuer-through-agreement",
            Self::Agreement => "agreement",
        }
    }
}

type Name = (String, String);

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct View {
    pub(crate) elements: BTreeMap<Name, (Cbor, StatedBy)>,
    pub(crate) dropped: BTreeSet<Name>,
}

/// The view, and the codes of what refuses. What a table cannot read on the way of two agreements always refuses.
pub(super) fn of(facts: &Facts<'_>, by: &Equivalence, onward: bool) -> (View, Vec<&'static str>) {
    let (mut view, mut faults) = (View::default(), Vec::new());
    // 5.1
    for (name, value) in facts.elements() {
        if name.0 == COMMON_NAME_SPACE {
            view.elements
                .insert(name.clone(), (value.clone(), StatedBy::Issuer));
        }
    }
    // 5.2
    for mapping in &by.attribute_map {
        let to = (mapping.to.namespace.clone(), mapping.to.identifier.clone());
        let found = facts.get(&mapping.from);
        let missing = "recognise.mapped-element-missing";
        let by_table = matches!(mapping.transform, Transform::CodeTable(_));
        let rejects = mapping.on_unmapped == OnUnmapped::Reject || onward && by_table;
        let made = match &mapping.transform {
            Transform::Identity => found
                .map(|value| (value.clone(), StatedBy::Issuer))
                .ok_or(missing),
            Transform::Constant(text) => found
                .map(|_| (Cbor::text(text.as_str()), StatedBy::Agreement))
                .ok_or(missing),
            Transform::CodeTable(table) => match found
                .filter(|value| derived(value).is_none())
                .and_then(|value| codes(value, &mapping.from))
            {
                None => Err(missing),
                Some(codes) => {
                    let mut local: Vec<&String> = Vec::new();
                    let (mut unmapped, mut left_out) = (false, false);
                    for code in &codes {
                        match table.get(code) {
                            None => unmapped = true,
                            Some(none) if none.is_empty() => left_out = true,
                            Some(many) => {
                                for each in many {
                                    if !local.contains(&each) {
                                        local.push(each);
                                    }
                                }
                            }
                        }
                    }
                    if unmapped && rejects {
                        faults.push("recognise.code-unmapped");
                    }
                    if unmapped || left_out {
                        view.dropped.insert(to.clone());
                    }
                    match local.as_slice() {
                        [] => continue,
                        [one] => Ok((Cbor::text(one.as_str()), StatedBy::Table)),
                        many => {
                            let texts = many.iter().map(|text| Cbor::text(text.as_str()));
                            Ok((Cbor::Array(texts.collect()), StatedBy::Table))
                        }
                    }
                }
            },
        };
        match made {
            Ok((value, by)) => {
                let by = by.max(facts.stated_by(&mapping.from));
                view.elements.insert(to, (value, by));
            }
            Err(code) => {
                if rejects {
                    faults.push(code);
                }
                view.dropped.insert(to);
            }
        }
    }
    (view, faults)
}
