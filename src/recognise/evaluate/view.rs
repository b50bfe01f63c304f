//! 6.7 and section 5: the licence as the local type sees it.

use std::{borrow::Cow, collections::BTreeSet};

use crate::{
    Reason,
    codec::Cbor,
    licence::COMMON_NAME_SPACE,
    recognise::{
        LocalElement, LocalView, LocallyStatedBy,
        agreement::{AttributeMapping, Element, Equivalence, OnUnmapped, Transform},
        subject::Subject,
    },
};

use super::{
    said::Words,
    seen::{Datum, Seen},
    trail::Trail,
    ways::Way,
};

/// The mapped elements; those that every licence has are the licence's.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    doc_type: &'a str,
    elements: Vec<Shown<'a>>,
    dropped: Vec<&'a Element>,
}

/// One mapped element.
#[derive(Clone, Debug)]
pub(super) struct Shown<'a> {
    to: &'a Element,
    pub(super) datum: Datum<'a>,
    pub(super) stated_by: LocallyStatedBy,
}

/// Whether what a code table cannot map may be left out where the agreement says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unmapped {
    /// As the agreement says.
    AsAgreed,
    /// Never: of two agreements neither knows what the other one can do without. Neither a code without a row nor an element that is
    /// not there, or the one could be had by withholding the other.
    Refused,
}

impl Unmapped {
    /// 6.5.4: of a pair.
    pub(super) const fn on(way: &Way<'_>) -> Self {
        match way.second {
            Some(_) => Self::Refused,
            None => Self::AsAgreed,
        }
    }

    /// Whether `mapping` leaves out what it cannot map.
    pub(super) fn may_drop(self, mapping: &AttributeMapping) -> bool {
        let by_table = matches!(mapping.transform, Transform::CodeTable(_));
        mapping.on_unmapped == OnUnmapped::Drop && !(by_table && self == Self::Refused)
    }
}

/// What is not as it should be with one mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// The table says of a code that it has no counterpart.
    NoCounterpart,
    /// A code is not in the table.
    Unmapped,
    /// The element is not disclosed, or has no codes.
    Missing,
}

/// Maps the licence by the table of `equivalence`; what refuses it is told to `trail`, and left out.
pub(super) fn map<'a>(
    equivalence: &'a Equivalence,
    seen: &Seen<'_, 'a>,
    unmapped: Unmapped,
    agreement: &'a str,
    trail: &mut Trail<'a>,
) -> View<'a> {
    let mut view = View {
        doc_type: &equivalence.pointing_type,
        elements: Vec::with_capacity(equivalence.attribute_map.len()),
        dropped: Vec::new(),
    };
    let mut refused = false;
    for mapping in &equivalence.attribute_map {
        let (shown, gap) = apply(mapping, seen);
        let refuses = match gap {
            None | Some(Gap::NoCounterpart) => false,
            Some(Gap::Missing | Gap::Unmapped) => !unmapped.may_drop(mapping),
        };
        match gap {
            None => {}
            Some(_) if refuses => {
                refused = true;
                let clause = equivalence.equivalence_id.clone();
                let element = mapping.from.to_string();
                let reason = match gap {
                    Some(Gap::Unmapped) => Reason::CodeUnmapped { clause, element },
                    _ => Reason::MappedElementMissing { clause, element },
                };
                let check = trail.fail("6.7", reason).by(agreement);
                check.of_clause(&equivalence.equivalence_id);
                check.required = Some(Words::Element(&mapping.to).into());
            }
            Some(_) => view.dropped.push(&mapping.to),
        }
        view.elements.extend(shown);
    }
    if !refused {
        let check = trail.pass("6.7").by(agreement);
        check.of_clause(&equivalence.equivalence_id);
    }
    view
}

/// What becomes of the element of one mapping.
fn apply<'a>(
    mapping: &'a AttributeMapping,
    seen: &Seen<'_, 'a>,
) -> (Option<Shown<'a>>, Option<Gap>) {
    let Some((datum, by)) = seen.element(&mapping.from) else {
        return (None, Some(Gap::Missing));
    };
    let member = mapping.from.member.as_deref();
    let shown = |datum, stated_by| Shown {
        to: &mapping.to,
        datum,
        stated_by,
    };
    match &mapping.transform {
        Transform::Constant(text) => {
            let stated = Datum::Codes(vec![text]);
            (Some(shown(stated, LocallyStatedBy::Agreement)), None)
        }
        Transform::Identity if member.is_none() => (Some(shown(datum, by)), None),
        Transform::Identity => (None, Some(Gap::Missing)), // only a table reads a member
        Transform::CodeTable(table) => {
            // A table would hide by which rule and for which day the state or the band was right.
            let codes = datum.codes(member).filter(|_| datum.derived().is_none());
            let Some(codes) = codes else {
                return (None, Some(Gap::Missing));
            };
            let (mut local, mut gap) = (Vec::new(), None);
            let mut known = BTreeSet::new();
            for code in codes.as_slice() {
                match table.get(*code) {
                    None => gap = Some(Gap::Unmapped),
                    Some(none) if none.is_empty() => gap = gap.or(Some(Gap::NoCounterpart)),
                    Some(counterparts) => {
                        let new = counterparts.iter().map(String::as_str);
                        local.extend(new.filter(|local| known.insert(*local)));
                    }
                }
            }
            let stated_by = by.max(LocallyStatedBy::IssuerThroughAgreement);
            let any = !local.is_empty();
            (any.then(|| shown(Datum::Codes(local), stated_by)), gap)
        }
    }
}

impl<'a> View<'a> {
    /// The mapped element.
    pub(super) fn find(&self, name_space: &str, identifier: &str) -> Option<&Shown<'a>> {
        let is_it = |to: &Element| to.identifier == identifier && to.namespace == name_space;
        self.elements.iter().find(|shown| is_it(shown.to))
    }

    /// The view as it is given to the verifier, with what every licence has.
    pub(super) fn local(&self, subject: &Subject<'a>) -> LocalView<'a> {
        let common = subject.common().map(|(identifier, value)| LocalElement {
            name_space: COMMON_NAME_SPACE,
            identifier,
            value: Cow::Borrowed(value),
            stated_by: LocallyStatedBy::Issuer,
        });
        let mapped = self.elements.iter().map(|shown| LocalElement {
            name_space: &shown.to.namespace,
            identifier: &shown.to.identifier,
            value: shown.datum.to_cbor(),
            stated_by: shown.stated_by,
        });
        // Whoever writes an agreement may not map onto what every licence has.
        let mapped = mapped.filter(|element| element.name_space != COMMON_NAME_SPACE);
        let mut elements: Vec<LocalElement<'a>> = common.chain(mapped).collect();
        let by_name = |a: &LocalElement<'_>, b: &LocalElement<'_>| {
            (a.name_space, a.identifier).cmp(&(b.name_space, b.identifier))
        };
        elements.sort_by(by_name);
        let mut dropped: Vec<String> = self.dropped.iter().map(ToString::to_string).collect();
        dropped.sort_unstable();
        dropped.dedup();
        LocalView {
            doc_type: self.doc_type,
            elements,
            dropped,
        }
    }
}

impl<'a> Datum<'a> {
    /// The value: one code is a text, several are an array.
    fn to_cbor(&self) -> Cow<'a, Cbor> {
        match self {
            Self::Stated(value) => Cow::Borrowed(value),
            Self::Codes(codes) => Cow::Owned(match codes.as_slice() {
                [one] => Cbor::text(*one),
                several => Cbor::Array(several.iter().copied().map(Cbor::text).collect()),
            }),
        }
    }
}
