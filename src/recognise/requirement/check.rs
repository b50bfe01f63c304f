//! What must hold of an item before anybody is asked anything by it.

use std::collections::BTreeSet;

use crate::licence::{LicenceType, TypeRegistry, is_native};

use super::super::{agreement::Element, evaluate::element_of};
use super::{Evidence, ItemContents, ItemFault, Paper, fit, need};

/// Faults that are told of one item.
const FAULTS: usize = 100;

/// Every rule that the contents break, in the order of `spec/requirements.md`, section 3; none of a right item.
pub(super) fn check(item: &ItemContents, types: &TypeRegistry) -> Vec<ItemFault> {
    let mut found = Found(Vec::new());
    names(item, &mut found);
    for (_, _, evidence) in item.evidence() {
        look(evidence, types, &mut found);
    }
    for paper in &item.asked_papers {
        proves(paper, item, &mut found);
    }
    found.0
}

struct Found(Vec<ItemFault>);

impl Found {
    fn must(&mut self, holds: bool, at: &str, rule: impl Into<String>) {
        if !holds && self.0.len() < FAULTS {
            self.0.push(ItemFault {
                at: at.to_owned(),
                rule: rule.into(),
            });
        }
    }

    fn unique<'n>(&mut self, what: &str, names: impl Iterator<Item = &'n str>) {
        let mut seen = BTreeSet::new();
        for name in names {
            self.must(
                seen.insert(name),
                name,
                format!("two {what} have this name"),
            );
        }
    }
}

/// What a name is made of.
const NAME: &str = "a name has 1 to 64 letters, digits, dots, hyphens and underscores, the first a letter or a digit";

fn is_name(text: &str) -> bool {
    let mark = |b: u8| matches!(b, b'.' | b'-' | b'_');
    text.len() <= 64
        && text
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || mark(b))
}

/// 3.1: an answer names requirements, sets, evidence and conditions, so each name is there once.
fn names(item: &ItemContents, found: &mut Found) {
    let requirements = || item.requirements.iter();
    let sets = requirements().flat_map(|requirement| &requirement.alternatives);
    let evidence = || item.evidence().map(|(_, _, evidence)| evidence);
    let conditions = evidence().flat_map(need::conditions);
    found.unique("requirements", requirements().map(|r| r.id.as_str()));
    found.unique("sets of evidence", sets.map(|set| set.id.as_str()));
    found.unique("pieces of evidence", evidence().map(|e| e.id.as_str()));
    found.unique("conditions", conditions.map(|c| c.id.as_str()));
    found.unique("papers", item.asked_papers.iter().map(|p| p.id.as_str()));
    for role in evidence().map(|evidence| &evidence.holder.role) {
        found.must(is_name(role), role, NAME);
    }
}

/// 3.2 to 3.5.
fn look(evidence: &Evidence, types: &TypeRegistry, found: &mut Found) {
    for condition in need::conditions(evidence) {
        if let Some(rule) = fit::fault_in_itself(&condition.kind) {
            found.must(false, &condition.id, rule);
        }
    }
    let definition = types.latest(&evidence.doc_type);
    let Some(definition) = definition else {
        found.must(
            !is_native(&evidence.doc_type),
            &evidence.id,
            "there is no definition of this type at hand",
        );
        return;
    };
    found.unique_elements(evidence);
    let named = evidence.holder.named_by.as_ref();
    let named = named.into_iter().flat_map(|by| [&by.code, &by.code_type]);
    for element in evidence.elements.iter().chain(named) {
        if let Some(rule) = shown(definition, element) {
            found.must(false, &evidence.id, rule);
        }
    }
    for condition in need::conditions(evidence) {
        let element = element_of(&condition.kind);
        let rule = element.and_then(|element| shown(definition, &element));
        if let Some(rule) = rule.or_else(|| fit::fault(&condition.kind, definition)) {
            found.must(false, &condition.id, rule);
        }
    }
}

impl Found {
    fn unique_elements(&mut self, evidence: &Evidence) {
        let mut seen = BTreeSet::new();
        for element in &evidence.elements {
            self.must(
                seen.insert(element),
                &evidence.id,
                format!("{element} is asked for twice"),
            );
        }
    }
}

/// 3.3: nobody can show what the type does not have, and nobody may show what must be withheld.
fn shown(definition: &LicenceType, element: &Element) -> Option<String> {
    if definition
        .element(&element.namespace, &element.identifier)
        .is_none()
    {
        return Some(format!("the type has no element {element}"));
    }
    (!need::may_be_shown(definition, element)).then(|| {
        format!("{element} never leaves the wallet: ask for a state or a band derived from it")
    })
}

/// 3.6.
fn proves(paper: &Paper, item: &ItemContents, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for name in &paper.proves {
        found.must(
            item.requirements.iter().any(|r| r.id == *name),
            &paper.id,
            format!("there is no requirement `{}`", name.escape_debug()),
        );
        found.must(
            seen.insert(name),
            &paper.id,
            format!("`{}` is named twice", name.escape_debug()),
        );
    }
}
