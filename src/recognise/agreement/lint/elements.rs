//! Elements against the definition of their type: whether there are any, which codes they can have, how they are read.

use crate::licence::types::{ColumnKind, ElementKind, Obligation, Pattern, Withheld};
use crate::licence::{ElementDefinition, LicenceType};
use crate::recognise::agreement::{DerivedBy, Element};

use super::reach::Reach;
use super::{FindingKind, Form};

type Found = (Reach, Vec<FindingKind>);

/// The codes that an element can have.
pub(super) enum Codes<'a> {
    /// One of these.
    Listed(Vec<&'a str>),
    /// A text like this.
    Like(&'a Pattern),
    /// Any text.
    Any,
    /// It has none.
    None,
}

impl Codes<'_> {
    pub(super) fn can_be(&self, code: &str) -> bool {
        match self {
            Self::Listed(all) => all.contains(&code),
            Self::Like(pattern) => pattern.matches(code),
            Self::Any => true,
            Self::None => false,
        }
    }

    /// Those of `given` that cannot be, in their order.
    pub(super) fn never(&self, given: &[String]) -> Vec<String> {
        let never = given.iter().filter(|code| !self.can_be(code));
        never.cloned().collect()
    }

    /// Those of its list that are not among `given`, in the order of the list.
    pub(super) fn left(&self, given: impl Fn(&str) -> bool) -> Option<Vec<String>> {
        match self {
            Self::Listed(all) => Some(
                all.iter()
                    .filter(|code| !given(code))
                    .map(|code| (*code).to_owned())
                    .collect(),
            ),
            _ => None,
        }
    }
}

/// The codes of an element, or of a column of it.
pub(super) fn codes<'a>(definition: &'a ElementDefinition, member: Option<&str>) -> Codes<'a> {
    let kind = definition.kind();
    if let ElementKind::Table { columns, .. } = kind {
        let column = columns.iter().find(|column| Some(column.id()) == member);
        return match column.map(|column| column.kind()) {
            Some(ColumnKind::Code(list)) => Codes::Listed(list.codes().collect()),
            Some(ColumnKind::Text) => Codes::Any,
            _ => Codes::None,
        };
    }
    if member.is_some() {
        return Codes::None;
    }
    match kind {
        ElementKind::Code(list) => Codes::Listed(list.codes().collect()),
        ElementKind::Derived(rule) if rule.bands().is_empty() => {
            Codes::Listed(vec!["true", "false"])
        }
        ElementKind::Derived(rule) => {
            Codes::Listed(rule.bands().iter().map(|band| band.code()).collect())
        }
        ElementKind::Text {
            pattern: Some(pattern),
            ..
        } => Codes::Like(pattern),
        ElementKind::Text { .. }
        | ElementKind::Identifier(_)
        | ElementKind::End(_)
        | ElementKind::Seal => Codes::Any,
        _ => Codes::None,
    }
}

/// Whether one licence can have several codes of an element: those of a column, one of each row.
pub(super) fn has_several_codes(definition: &ElementDefinition, member: Option<&str>) -> bool {
    let is_table = matches!(definition.kind(), ElementKind::Table { .. });
    is_table && !matches!(codes(definition, member), Codes::None)
}

/// The definition of an element, if the type has it and it is ever disclosed.
pub(super) fn disclosed<'a>(
    element: &Element,
    definition: &'a LicenceType,
) -> Result<&'a ElementDefinition, FindingKind> {
    let found = definition.element(&element.namespace, &element.identifier);
    let Some(found) = found else {
        return Err(FindingKind::ElementUnknown {
            element: element.to_string(),
            doc_type: definition.doc_type().to_owned(),
        });
    };
    if found.withheld() == Withheld::Must {
        let element = element.to_string();
        return Err(FindingKind::ElementWithheld { element });
    }
    Ok(found)
}

/// Whether no presentation lacks it.
fn always(element: &Element, definition: &ElementDefinition) -> bool {
    definition.withheld() == Withheld::MustNot
        && *definition.obligation() == Obligation::Mandatory
        && element.identifier == definition.id()
}

/// An element that is read with or without a rule.
fn read<'a>(
    element: &Element,
    derived: Option<&DerivedBy>,
    definition: &'a LicenceType,
) -> Result<&'a ElementDefinition, FindingKind> {
    let found = disclosed(element, definition)?;
    let name = element.to_string();
    match (found.kind(), derived) {
        (ElementKind::Derived(rule), None) => Err(FindingKind::RuleMissing {
            element: name,
            rule: rule.text().to_owned(),
        }),
        (ElementKind::Derived(rule), Some(by)) if rule.text() != by.rule => {
            Err(FindingKind::RuleOther {
                element: name,
                rule: rule.text().to_owned(),
            })
        }
        (ElementKind::Derived(_), Some(_)) | (_, None) => Ok(found),
        (_, Some(_)) => Err(FindingKind::RuleNeedless { element: name }),
    }
}

fn unknown(kind: FindingKind) -> Found {
    (Reach::Unknown, vec![kind])
}

fn other_kind(element: &Element, expected: Form) -> Found {
    let element = element.to_string();
    unknown(FindingKind::ElementKind { element, expected })
}

pub(super) fn present(
    element: &Element,
    derived: Option<&DerivedBy>,
    definition: &LicenceType,
) -> Found {
    match read(element, derived, definition) {
        Err(kind) => unknown(kind),
        Ok(found) if always(element, found) => (Reach::True, Vec::new()),
        Ok(_) => (Reach::Open, Vec::new()),
    }
}

pub(super) fn codes_in(
    element: &Element,
    values: &[String],
    derived: Option<&DerivedBy>,
    definition: &LicenceType,
) -> Found {
    let (found, codes, notes) = match coded(element, values, derived, definition) {
        Ok(all) => all,
        Err(found) => return found,
    };
    let none = values.iter().all(|value| !codes.can_be(value));
    let all = codes.left(|code| values.iter().any(|v| v == code));
    let reach = if none {
        Reach::False
    } else if all.is_some_and(|left| left.is_empty()) && always(element, found) {
        Reach::True
    } else {
        Reach::Open
    };
    (reach, notes)
}

pub(super) fn codes_not_in(
    element: &Element,
    values: &[String],
    derived: Option<&DerivedBy>,
    definition: &LicenceType,
) -> Found {
    let (found, codes, notes) = match coded(element, values, derived, definition) {
        Ok(all) => all,
        Err(found) => return found,
    };
    let none = values.iter().all(|value| !codes.can_be(value));
    let all = codes.left(|code| values.iter().any(|v| v == code));
    let reach = if all.is_some_and(|left| left.is_empty()) {
        Reach::False
    } else if none && always(element, found) {
        Reach::True
    } else {
        Reach::Open
    };
    (reach, notes)
}

type Coded<'a> = (&'a ElementDefinition, Codes<'a>, Vec<FindingKind>);

/// The element and its codes, and which of `values` it never has.
fn coded<'a>(
    element: &Element,
    values: &[String],
    derived: Option<&DerivedBy>,
    definition: &'a LicenceType,
) -> Result<Coded<'a>, Found> {
    let found = read(element, derived, definition).map_err(unknown)?;
    let codes = codes(found, element.member.as_deref());
    if matches!(codes, Codes::None) {
        return Err(other_kind(element, Form::Codes));
    }
    let never = codes.never(values);
    let notes = (!never.is_empty()).then(|| FindingKind::CodesUnknown {
        element: element.to_string(),
        codes: never,
    });
    Ok((found, codes, notes.into_iter().collect()))
}

pub(super) fn range(
    element: &Element,
    least: Option<i64>,
    most: Option<i64>,
    definition: &LicenceType,
) -> Found {
    let found = match read(element, None, definition) {
        Ok(found) => found,
        Err(FindingKind::RuleMissing { .. }) => return other_kind(element, Form::Number),
        Err(kind) => return unknown(kind),
    };
    match found.kind() {
        ElementKind::Integer { min, max, .. } => {
            let below = most.is_some_and(|most| most < *min);
            let above = least.is_some_and(|least| *max < least);
            let all = least.is_none_or(|l| l <= *min) && most.is_none_or(|m| *max <= m);
            let reach = if below || above {
                Reach::False
            } else if all && always(element, found) {
                Reach::True
            } else {
                Reach::Open
            };
            (reach, Vec::new())
        }
        ElementKind::Amount { .. } => (Reach::Open, Vec::new()),
        _ => other_kind(element, Form::Number),
    }
}

pub(super) fn date(element: &Element, definition: &LicenceType) -> Found {
    match read(element, None, definition).map(ElementDefinition::kind) {
        Ok(ElementKind::Date | ElementKind::Instant) => (Reach::Open, Vec::new()),
        Ok(ElementKind::End(forms)) if forms.date => (Reach::Open, Vec::new()),
        Ok(_) | Err(FindingKind::RuleMissing { .. }) => other_kind(element, Form::Day),
        Err(kind) => unknown(kind),
    }
}
