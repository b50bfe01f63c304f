//! Whether a condition can hold of a licence of a type at all: one that never holds asks everybody for paper.

use crate::licence::{
    LicenceType,
    derivation::DerivationRule,
    types::{ColumnKind, ElementKind},
};

use super::super::agreement::{DerivedBy, Element, Kind, Level};

/// The shortest age of derived data that can be met: `as_of` is a day.
const DAY: u64 = 86_400;

/// The rule that the condition breaks whatever it is asked about.
pub(super) fn fault_in_itself(kind: &Kind) -> Option<String> {
    let text = |text: &str| Some(text.to_owned());
    let empty = |ordered: bool, any: bool| match (any, ordered) {
        (false, _) => text("neither of the two bounds is given"),
        (_, false) => text("nothing lies between the two bounds"),
        _ => None,
    };
    match kind {
        Kind::IssuedAt {
            not_before,
            not_after,
        } => empty(
            ordered(*not_before, *not_after),
            not_before.is_some() || not_after.is_some(),
        ),
        Kind::ElementRange { min, max, .. } => {
            empty(ordered(*min, *max), min.is_some() || max.is_some())
        }
        Kind::ElementDate {
            min_age, max_age, ..
        } => empty(
            ordered(*min_age, *max_age),
            min_age.is_some() || max_age.is_some(),
        ),
        Kind::ElementPresent { derived, .. }
        | Kind::ElementIn { derived, .. }
        | Kind::ElementNotIn { derived, .. } => match derived {
            Some(by) if by.max_age < DAY => {
                text("derived data are of a day, so `maxAge` is 86400 at least")
            }
            _ => None,
        },
        Kind::HolderBinding { any_method } => {
            let known =
                |method: &String| matches!(method.as_str(), "device-signature" | "device-mac");
            (!any_method.iter().all(known))
                .then(|| "the methods are device-signature and device-mac".to_owned())
        }
        Kind::SignatureLevel {
            min: Level::Lt | Level::Lta,
        } => text("no licence reaches this level in this version"),
        Kind::Other { .. } => text("a kind of condition that is not known here"),
        _ => None,
    }
}

fn ordered<T: PartialOrd>(first: Option<T>, last: Option<T>) -> bool {
    match (first, last) {
        (Some(first), Some(last)) => first <= last,
        _ => true,
    }
}

/// The rule that the condition breaks when it is asked about a licence of this type. Its element is there.
pub(super) fn fault(kind: &Kind, definition: &LicenceType) -> Option<String> {
    match kind {
        Kind::ElementPresent { element, derived } => by_rule(definition, element, derived.as_ref())
            .or_else(|| {
                element
                    .member
                    .is_some()
                    .then(|| "an element is there or not, and no member of it".to_owned())
            }),
        Kind::ElementIn {
            element,
            values,
            derived,
        }
        | Kind::ElementNotIn {
            element,
            values,
            derived,
        } => by_rule(definition, element, derived.as_ref())
            .or_else(|| codes(definition, element, values)),
        Kind::ElementRange { element, .. } => of_kind(
            definition,
            element,
            |kind| {
                matches!(
                    kind,
                    ElementKind::Integer { .. } | ElementKind::Amount { .. }
                )
            },
            "a number",
        ),
        Kind::ElementDate { element, .. } => of_kind(
            definition,
            element,
            |kind| {
                matches!(
                    kind,
                    ElementKind::Date | ElementKind::Instant | ElementKind::End(_)
                )
            },
            "a day or an instant",
        ),
        Kind::CategoryIn { categories } => {
            let category = definition.category().name();
            (!categories.iter().any(|one| one == category))
                .then(|| format!("every licence of the type is of the category `{category}`"))
        }
        Kind::LevelIn { levels } => common_codes(definition, "issuer_level", levels),
        Kind::IndustryIn { industries } => common_codes(definition, "industry", industries),
        _ => None,
    }
}

/// Derived data are asked for by rule and age, and nothing else is.
fn by_rule(
    definition: &LicenceType,
    element: &Element,
    derived: Option<&DerivedBy>,
) -> Option<String> {
    match (rule_of(definition, element), derived) {
        (Some(rule), Some(by)) if by.rule != rule.text() => Some(format!(
            "{element} is derived by the rule `{}`",
            rule.text()
        )),
        (Some(_), None) => Some(format!(
            "{element} is derived: `derived` says by which rule and how old it may be"
        )),
        (None, Some(_)) => Some(format!("{element} is not derived")),
        _ => None,
    }
}

pub(super) fn rule_of<'t>(
    definition: &'t LicenceType,
    element: &Element,
) -> Option<&'t DerivationRule> {
    match definition
        .element(&element.namespace, &element.identifier)?
        .kind()
    {
        ElementKind::Derived(rule) => Some(rule),
        _ => None,
    }
}

fn of_kind(
    definition: &LicenceType,
    element: &Element,
    right: impl Fn(&ElementKind) -> bool,
    what: &str,
) -> Option<String> {
    let found = definition.element(&element.namespace, &element.identifier)?;
    (element.member.is_some() || !right(found.kind())).then(|| format!("{element} is not {what}"))
}

/// That the element has codes, and that each of `values` is one that it can have.
fn codes(definition: &LicenceType, element: &Element, values: &[String]) -> Option<String> {
    let found = definition.element(&element.namespace, &element.identifier)?;
    let list: Vec<&str> = match (found.kind(), &element.member) {
        (ElementKind::Text { .. } | ElementKind::Identifier(_), None) => return None,
        (ElementKind::Code(list), None) => list.codes().collect(),
        (ElementKind::Derived(rule), None) if rule.bands().is_empty() => vec!["true", "false"],
        (ElementKind::Derived(rule), None) => rule.bands().iter().map(|band| band.code()).collect(),
        (ElementKind::Table { columns, .. }, Some(member)) => {
            match columns.iter().find(|column| column.id() == member) {
                None => {
                    return Some(format!(
                        "the table has no column `{}`",
                        member.escape_debug()
                    ));
                }
                Some(column) => match column.kind() {
                    ColumnKind::Text => return None,
                    ColumnKind::Code(list) => list.codes().collect(),
                    _ => return Some(format!("{element} has no codes")),
                },
            }
        }
        _ => return Some(format!("{element} has no codes")),
    };
    outside(&list, values)
}

fn common_codes(definition: &LicenceType, identifier: &str, values: &[String]) -> Option<String> {
    match definition.resolve(identifier)?.kind() {
        ElementKind::Code(list) => outside(&list.codes().collect::<Vec<_>>(), values),
        _ => None,
    }
}

fn outside(list: &[&str], values: &[String]) -> Option<String> {
    let strange = values
        .iter()
        .find(|value| !list.contains(&value.as_str()))?;
    Some(format!("`{}` is none of its codes", strange.escape_debug()))
}
