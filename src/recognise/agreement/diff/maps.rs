//! The attribute map: what the local view has, and what refuses a licence that cannot be mapped.

use std::collections::BTreeMap;

use crate::document::matched::matched;
use crate::recognise::agreement::{AttributeMapping, OnUnmapped, Transform};

use super::scope::At;
use super::{ChangeKind, Direction};

/// Mappings side by side, each found again by its target, its source and its transform.
pub(super) fn maps(at: &mut At<'_>, before: &[AttributeMapping], after: &[AttributeMapping]) {
    let found = matched(before, after, |mapping| {
        (&mapping.to, &mapping.from, how(&mapping.transform))
    });
    for new in &found.added {
        let (to, from, how) = named(new);
        at.push(Direction::Opens, ChangeKind::MappingAdded { to, from, how });
        if new.on_unmapped == OnUnmapped::Reject {
            needed(at, new);
        }
        table(at, &new.to.to_string(), None, codes(&new.transform));
    }
    for old in &found.removed {
        let (to, from, how) = named(old);
        at.push(
            Direction::Closes,
            ChangeKind::MappingRemoved { to, from, how },
        );
        if old.on_unmapped == OnUnmapped::Reject {
            not_needed(at, old);
        }
    }
    for (old, new) in &found.both {
        match (old.on_unmapped, new.on_unmapped) {
            (OnUnmapped::Drop, OnUnmapped::Reject) => needed(at, new),
            (OnUnmapped::Reject, OnUnmapped::Drop) => not_needed(at, new),
            _ => {}
        }
        let to = new.to.to_string();
        table(at, &to, codes(&old.transform), codes(&new.transform));
    }
    at.reordered(found.in_order, "attributeMap");
}

/// A constant that changes is another mapping; a table is compared by its codes.
fn how(transform: &Transform) -> String {
    match transform {
        Transform::Identity => "identity".to_owned(),
        Transform::CodeTable(_) => "table".to_owned(),
        Transform::Constant(text) => format!("constant {text}"),
    }
}

fn named(mapping: &AttributeMapping) -> (String, String, String) {
    (
        mapping.to.to_string(),
        mapping.from.to_string(),
        how(&mapping.transform),
    )
}

fn needed(at: &mut At<'_>, mapping: &AttributeMapping) {
    let from = mapping.from.to_string();
    at.push(Direction::Closes, ChangeKind::MappingNeeded { from });
}

fn not_needed(at: &mut At<'_>, mapping: &AttributeMapping) {
    let from = mapping.from.to_string();
    at.push(Direction::Opens, ChangeKind::MappingNotNeeded { from });
}

type Codes = BTreeMap<String, Vec<String>>;

fn codes(transform: &Transform) -> Option<&Codes> {
    match transform {
        Transform::CodeTable(table) => Some(table),
        _ => None,
    }
}

/// Each code that is listed, and each counterpart that it has. A listed code without a counterpart refuses nothing.
fn table(at: &mut At<'_>, to: &str, old: Option<&Codes>, new: Option<&Codes>) {
    let (empty, to) = (Codes::new(), to.to_owned());
    let (old, new) = (old.unwrap_or(&empty), new.unwrap_or(&empty));
    let none = Vec::new();
    for (code, counterparts) in new {
        let (to, code) = (to.clone(), code.clone());
        if !old.contains_key(&code) {
            let (to, code) = (to.clone(), code.clone());
            at.push(Direction::Opens, ChangeKind::CodeListed { to, code });
        }
        let found = matched(old.get(&code).unwrap_or(&none), counterparts, |code| code);
        for becomes in found.added.into_iter().cloned() {
            let (to, code) = (to.clone(), code.clone());
            at.push(
                Direction::Opens,
                ChangeKind::CodeMapped { to, code, becomes },
            );
        }
        for becomes in found.removed.into_iter().cloned() {
            let (to, code) = (to.clone(), code.clone());
            at.push(
                Direction::Closes,
                ChangeKind::CodeUnmapped { to, code, becomes },
            );
        }
        at.reordered(found.in_order, "attributeMap");
    }
    for code in old.keys().filter(|code| !new.contains_key(*code)) {
        let (to, code) = (to.clone(), code.clone());
        at.push(Direction::Closes, ChangeKind::CodeUnlisted { to, code });
    }
}
