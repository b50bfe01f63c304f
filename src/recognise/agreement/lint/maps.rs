//! The attribute map against both types: what is read, what is written, and which codes have no counterpart.

use std::collections::{BTreeMap, BTreeSet};

use crate::licence::types::{ElementKind, Obligation, Sensitivity};
use crate::licence::{ElementDefinition, LicenceType, TypeRegistry};
use crate::recognise::agreement::{
    AttributeMapping, Effect, Element, Equivalence, OnUnmapped, Transform,
};

use super::elements::{Codes, codes, disclosed};
use super::{FindingKind, Findings, Form};

pub(super) fn look(one: &Equivalence, types: &TypeRegistry, found: &mut Findings) {
    let (pointed, pointing) = (
        types.latest(&one.pointed_type),
        types.latest(&one.pointing_type),
    );
    let id = &one.equivalence_id;
    for mapping in &one.attribute_map {
        let source = pointed.and_then(|definition| source(mapping, definition, id, found));
        let target = pointing.and_then(|definition| target(&mapping.to, definition, id, found));
        if let (Some(source), Transform::CodeTable(table)) = (source, &mapping.transform) {
            unmapped(mapping, source, table, id, found);
        }
        if let Some(target) = target {
            writes(mapping, source, target, id, found);
        }
    }
    if one.effect == Effect::Partial && one.attribute_map.is_empty() {
        found.add(id, FindingKind::PartialWithoutMap);
    }
    if let Some(definition) = pointing
        && one.effect == Effect::Full
    {
        mandatory(one, definition, found);
    }
}

/// The element that is read.
fn source<'a>(
    mapping: &AttributeMapping,
    definition: &'a LicenceType,
    id: &str,
    found: &mut Findings,
) -> Option<&'a ElementDefinition> {
    match disclosed(&mapping.from, definition) {
        Ok(source) => Some(source),
        Err(kind) => {
            found.add(id, kind);
            None
        }
    }
}

fn target<'a>(
    element: &Element,
    definition: &'a LicenceType,
    id: &str,
    found: &mut Findings,
) -> Option<&'a ElementDefinition> {
    let target = definition.element(&element.namespace, &element.identifier);
    if target.is_none() {
        let kind = FindingKind::TargetUnknown {
            element: element.to_string(),
            doc_type: definition.doc_type().to_owned(),
        };
        found.add(id, kind);
    }
    target
}

/// Codes of the element that the table lacks, and codes of the table that the element lacks.
fn unmapped(
    mapping: &AttributeMapping,
    source: &ElementDefinition,
    table: &BTreeMap<String, Vec<String>>,
    id: &str,
    found: &mut Findings,
) {
    let element = mapping.from.to_string();
    let all = codes(source, mapping.from.member.as_deref());
    if matches!(all, Codes::None) {
        let expected = Form::Codes;
        found.add(id, FindingKind::ElementKind { element, expected });
        return;
    }
    let listed: Vec<String> = table.keys().cloned().collect();
    let never = all.never(&listed);
    if !never.is_empty() {
        let (element, codes) = (element.clone(), never);
        found.add(id, FindingKind::CodesUnknown { element, codes });
    }
    if let Some(codes) = all.left(|code| table.contains_key(code))
        && !codes.is_empty()
    {
        let kind = match mapping.on_unmapped {
            OnUnmapped::Reject => FindingKind::CodesRefused { element, codes },
            OnUnmapped::Drop => FindingKind::CodesDropped { element, codes },
        };
        found.add(id, kind);
    }
}

/// Whether the local element can hold what is written into it.
fn writes(
    mapping: &AttributeMapping,
    source: Option<&ElementDefinition>,
    target: &ElementDefinition,
    id: &str,
    found: &mut Findings,
) {
    let to = codes(target, None);
    let written = match &mapping.transform {
        Transform::Identity => {
            if let Some(source) = source {
                copies(mapping, source, target, id, found);
            }
            return;
        }
        Transform::CodeTable(table) => {
            let all: BTreeSet<&String> = table.values().flatten().collect();
            all.into_iter().cloned().collect()
        }
        Transform::Constant(text) => {
            if protection(target) > 0 {
                let element = mapping.to.to_string();
                found.add(id, FindingKind::ConstantPersonal { element });
            }
            vec![text.clone()]
        }
    };
    holds(mapping, target, &to, &written, id, found);
}

fn holds(
    mapping: &AttributeMapping,
    target: &ElementDefinition,
    to: &Codes<'_>,
    written: &[String],
    id: &str,
    found: &mut Findings,
) {
    let element = mapping.to.to_string();
    // Derived data come with their rule and day, which a text has not.
    if matches!(to, Codes::None) || matches!(target.kind(), ElementKind::Derived(_)) {
        let expected = Form::of(target.kind());
        found.add(id, FindingKind::TargetKind { element, expected });
        return;
    }
    let codes = to.never(written);
    if !codes.is_empty() {
        found.add(id, FindingKind::TargetCodes { element, codes });
    }
}

/// What is copied must be of the same kind, its codes among those of the local list, and as protected.
fn copies(
    mapping: &AttributeMapping,
    source: &ElementDefinition,
    target: &ElementDefinition,
    id: &str,
    found: &mut Findings,
) {
    let element = mapping.to.to_string();
    if protection(source) > protection(target) {
        let (from, to) = (mapping.from.to_string(), element.clone());
        found.add(id, FindingKind::LessProtected { from, to });
    }
    if source.kind().value_kind() != target.kind().value_kind() {
        let expected = Form::of(target.kind());
        found.add(id, FindingKind::TargetKind { element, expected });
        return;
    }
    let written = codes(source, None).left(|_| false).unwrap_or_default();
    let codes = codes(target, None).never(&written);
    if !codes.is_empty() {
        found.add(id, FindingKind::TargetCodes { element, codes });
    }
}

const fn protection(definition: &ElementDefinition) -> u8 {
    match definition.sensitivity() {
        Sensitivity::Public => 0,
        Sensitivity::Personal | Sensitivity::TradeSecret => 1,
        Sensitivity::Sensitive => 2,
    }
}

/// What the local type must have of its own and nothing writes.
fn mandatory(one: &Equivalence, definition: &LicenceType, found: &mut Findings) {
    let written: BTreeSet<&str> = one
        .attribute_map
        .iter()
        .filter(|mapping| mapping.to.namespace == definition.doc_type())
        .map(|mapping| mapping.to.identifier.as_str())
        .collect();
    let elements: Vec<String> = definition
        .own_elements()
        .iter()
        .filter(|element| *element.obligation() == Obligation::Mandatory)
        .map(ElementDefinition::id)
        .filter(|id| !written.contains(id))
        .map(ToOwned::to_owned)
        .collect();
    if !elements.is_empty() {
        let kind = FindingKind::MandatoryUnmapped { elements };
        found.add(&one.equivalence_id, kind);
    }
}
