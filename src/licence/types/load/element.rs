//! Elements, columns and code lists of a definition.

use std::sync::Arc;

use super::{
    kind::{kind, own_members},
    node::{Faults, Members, Node},
};
use crate::licence::types::{
    CodeList, ElementDefinition, ElementKind, Obligation, Sensitivity, Sharing, Withheld,
};

pub(super) const SENSITIVITIES: [(&str, Sensitivity); 4] = [
    ("public", Sensitivity::Public),
    ("personal", Sensitivity::Personal),
    ("sensitive", Sensitivity::Sensitive),
    ("trade-secret", Sensitivity::TradeSecret),
];

pub(super) const SHARINGS: [(&str, Sharing); 4] = [
    ("open", Sharing::Open),
    ("unconditional", Sharing::Unconditional),
    ("conditional", Sharing::Conditional),
    ("none", Sharing::Never),
];

pub(super) const WITHHELD: [(&str, Withheld); 3] = [
    ("may", Withheld::May),
    ("must-not", Withheld::MustNot),
    ("must", Withheld::Must),
];

/// The code lists that an element may name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lists<'a> {
    pub(super) own: &'a [Arc<CodeList>],
    pub(super) common: &'a [Arc<CodeList>],
}

impl Lists<'_> {
    pub(super) fn find(&self, members: &Members<'_>, faults: &mut Faults) -> Option<Arc<CodeList>> {
        let id = members.text("code_list", faults)?;
        let found = self
            .own
            .iter()
            .chain(self.common)
            .find(|list| list.id == id);
        if found.is_none() {
            faults.add(
                &members.path_of("code_list"),
                format!("names the unknown code list `{id}`"),
            );
        }
        found.cloned()
    }
}

/// Small letters, digits and `_`, a letter first, 64 at most.
pub(super) fn is_identifier(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

pub(super) fn code_lists(node: Node<'_>, faults: &mut Faults) -> Vec<Arc<CodeList>> {
    let Some(lists) = node.any_object(faults) else {
        return Vec::new();
    };
    let mut read = Vec::new();
    for (id, list) in lists.all() {
        let path = list.path.clone();
        let mut codes: Vec<(String, _)> = Vec::new();
        for item in list.items(faults) {
            let Some(item) = item.object(&["code", "names"], faults) else {
                continue;
            };
            let (code, labels) = (item.text("code", faults), item.labels(faults));
            if let (Some(code), Some(labels)) = (code, labels) {
                if codes.iter().any(|(other, _)| other == code) {
                    faults.add(&item.path, format!("gives the code `{code}` a second time"));
                }
                codes.push((code.to_owned(), labels));
            }
        }
        if codes.is_empty() {
            faults.add(&path, "must have a code");
        }
        read.push(Arc::new(CodeList {
            id: id.to_owned(),
            codes,
        }));
    }
    read
}

pub(super) fn elements(
    nodes: Vec<Node<'_>>,
    namespace: &str,
    lists: Lists<'_>,
    faults: &mut Faults,
) -> Vec<ElementDefinition> {
    nodes
        .into_iter()
        .filter_map(|node| element(node, namespace, lists, faults))
        .collect()
}

fn element(
    node: Node<'_>,
    namespace: &str,
    lists: Lists<'_>,
    faults: &mut Faults,
) -> Option<ElementDefinition> {
    let mut members = node.any_object(faults)?;
    let id = members.text("id", faults)?.to_owned();
    members.path = format!("elements.{id}");
    if !is_identifier(&id) {
        faults.add(
            &members.path,
            "an identifier has small letters, digits and `_`, a letter first, 64 at most",
        );
    }
    let kind_name = members.text("kind", faults)?;
    let own_members = own_members(kind_name);
    const EVERY: [&str; 10] = [
        "id",
        "kind",
        "names",
        "obligation",
        "sensitivity",
        "sharing",
        "sharing_basis",
        "withheld",
        "repeats",
        "repeats_min",
    ];
    for (name, _) in members.all() {
        if !EVERY.contains(&name) && !own_members.contains(&name) {
            faults.add(
                &members.path,
                format!("has a member `{name}` that the kind `{kind_name}` does not have"),
            );
        }
    }
    let kind = kind(kind_name, &members, lists, faults);
    let repeats = members.number("repeats", Some(1_u32), faults);
    let repeats_min = members.number("repeats_min", Some(1_u32), faults);
    let labels = members.labels(faults);
    let obligation = obligation(&members, faults);
    let sensitivity = members.choice("sensitivity", &SENSITIVITIES, faults);
    let sharing = members.choice("sharing", &SHARINGS, faults);
    let withheld = members.choice("withheld", &WITHHELD, faults);
    let basis = members
        .optional_text("sharing_basis", faults)
        .map(str::to_owned);
    if let Some(sharing) = sharing {
        check_basis(&members.path, sharing, basis.as_deref(), faults);
    }
    let (repeats, repeats_min) = (repeats?, repeats_min?);
    if !(1..=1_000).contains(&repeats) || !(1..=repeats).contains(&repeats_min) {
        faults.add(
            &members.path,
            "`repeats` is 1 to 1,000, and `repeats_min` is 1 to `repeats`",
        );
    }
    let kind = kind?;
    if let ElementKind::Table {
        min_rows, max_rows, ..
    } = kind
        && repeats > 1
        && (min_rows, max_rows) != (1, 1)
    {
        faults.add(&members.path, "a table that repeats has one row each");
    }
    Some(ElementDefinition {
        namespace: namespace.to_owned(),
        id,
        labels: labels?,
        kind,
        obligation: obligation?,
        sensitivity: sensitivity?,
        sharing: sharing?,
        sharing_basis: basis,
        withheld: withheld?,
        repeats,
        repeats_min,
    })
}

pub(super) fn check_basis(path: &str, sharing: Sharing, basis: Option<&str>, faults: &mut Faults) {
    if matches!(sharing, Sharing::Conditional | Sharing::Never) && basis.is_none() {
        faults.add(
            &format!("{path}.sharing_basis"),
            "sharing `conditional` or `none` needs a legal basis",
        );
    }
}

pub(super) fn obligation(members: &Members<'_>, faults: &mut Faults) -> Option<Obligation> {
    let node = members.need("obligation", faults)?;
    match node.json.as_text() {
        Some("mandatory") => Some(Obligation::Mandatory),
        Some("optional") => Some(Obligation::Optional),
        Some(_) => {
            faults.add(
                &node.path,
                "must be one of: mandatory, optional, {\"mandatory_if\": ..}",
            );
            None
        }
        None => {
            let outer = node.object(&["mandatory_if"], faults)?;
            let inner = outer
                .need("mandatory_if", faults)?
                .object(&["element", "is"], faults)?;
            let element = inner.text("element", faults)?.to_owned();
            let is = inner.texts("is", faults);
            if is.is_empty() {
                faults.add(&inner.path_of("is"), "must name a value");
            }
            Some(Obligation::MandatoryIf { element, is })
        }
    }
}
