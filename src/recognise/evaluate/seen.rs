//! A licence as an agreement sees it: as it is, or as the agreement before shows it; and what can be read of an element.

use crate::{
    codec::Cbor,
    licence::COMMON_NAME_SPACE,
    recognise::{LocallyStatedBy, agreement::Element, subject::Subject},
    time::{Date, UnixTime},
};

use super::view::View;

/// What conditions and maps are asked about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'s, 'a> {
    pub(super) subject: &'s Subject<'a>,
    /// The local view of the second of two agreements, for the first. Nothing else of the type is seen then.
    pub(super) view: Option<&'s View<'a>>,
}

/// The value of an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Datum<'a> {
    /// As the issuer states it.
    Stated(&'a Cbor),
    /// Codes that an agreement put in its place: one is a text, several are an array.
    Codes(Vec<&'a str>),
}

impl<'a> Seen<'_, 'a> {
    /// The element, and who states it; whatever member of it is meant.
    pub(super) fn element(&self, element: &Element) -> Option<(Datum<'a>, LocallyStatedBy)> {
        let Element {
            namespace,
            identifier,
            ..
        } = element;
        // What every licence has is never mapped.
        let mapped = self.view.filter(|_| namespace != COMMON_NAME_SPACE);
        if let Some(view) = mapped {
            let shown = view.find(namespace, identifier)?;
            return Some((shown.datum.clone(), shown.stated_by));
        }
        let value = self.subject.element(namespace, identifier)?;
        Some((Datum::Stated(value), LocallyStatedBy::Issuer))
    }

    /// The text of an element of the name space that every licence has.
    pub(super) fn common(&self, identifier: &str) -> Option<&'a str> {
        self.subject
            .element(COMMON_NAME_SPACE, identifier)?
            .as_text()
    }
}

/// The codes of an element; never none.
#[derive(Debug)]
pub(super) enum Codes<'a> {
    One(&'a str),
    Several(Vec<&'a str>),
}

impl<'a> Codes<'a> {
    pub(super) fn as_slice(&self) -> &[&'a str] {
        match self {
            Self::One(code) => core::slice::from_ref(code),
            Self::Several(codes) => codes,
        }
    }

    fn several(codes: Vec<&'a str>) -> Option<Self> {
        (!codes.is_empty()).then_some(Self::Several(codes))
    }
}

impl<'a> Datum<'a> {
    /// The codes, if it has any. Those of derived data are their state or band.
    pub(super) fn codes(&self, member: Option<&str>) -> Option<Codes<'a>> {
        match (self, member) {
            (Self::Codes(codes), None) => Codes::several(codes.clone()),
            (Self::Codes(_), Some(_)) => None,
            (Self::Stated(value), Some(member)) => column(value, member),
            (Self::Stated(Cbor::Text(text)), None) => Some(Codes::One(text)),
            (Self::Stated(Cbor::Array(items)), None) => {
                let texts: Option<Vec<&str>> = items.iter().map(Cbor::as_text).collect();
                Codes::several(texts?)
            }
            (Self::Stated(value), None) => match derived(value)?.value {
                Cbor::Bool(true) => Some(Codes::One("true")),
                Cbor::Bool(false) => Some(Codes::One("false")),
                band => band.as_text().map(Codes::One),
            },
        }
    }

    /// Rule and day of derived data.
    pub(super) fn derived(&self) -> Option<Derived<'a>> {
        match self {
            Self::Stated(value) => derived(value),
            Self::Codes(_) => None,
        }
    }
}

/// Derived data, borrowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Derived<'a> {
    pub(super) value: &'a Cbor,
    pub(super) rule: &'a str,
    pub(super) as_of: Date,
}

impl Derived<'_> {
    /// The beginning of the day for which they were right.
    pub(super) fn since(&self, subject: &Subject<'_>) -> Option<UnixTime> {
        subject.day(self.as_of)
    }
}

/// `{ "value": bool / tstr, "rule": tstr, "as_of": date }` and nothing else.
fn derived(value: &Cbor) -> Option<Derived<'_>> {
    let Cbor::Map(members) = value else {
        return None;
    };
    let state = value.member("value")?;
    let rule = value.member("rule")?.as_text()?;
    let Cbor::Tag(1004, day) = value.member("as_of")? else {
        return None;
    };
    let as_of = Date::parse(day.as_text()?)?;
    let shaped = members.len() == 3 && matches!(state, Cbor::Bool(_) | Cbor::Text(_));
    shaped.then_some(Derived {
        value: state,
        rule,
        as_of,
    })
}

/// The texts of one column of a table, or of one key in an array of maps. `null` and a key that is not there are no code; what
/// is neither that nor a text cannot be compared, so that the whole has no codes.
fn column<'a>(value: &'a Cbor, member: &str) -> Option<Codes<'a>> {
    let code = |cell: &'a Cbor| match cell {
        Cbor::Null => Some(None),
        other => other.as_text().map(Some),
    };
    let codes: Option<Vec<Option<&str>>> = match value {
        Cbor::Array(items) => items
            .iter()
            .map(|item| match item {
                Cbor::Map(_) => item.member(member).map_or(Some(None), code),
                _ => None,
            })
            .collect(),
        _ => {
            let (Cbor::Array(columns), Cbor::Array(rows)) =
                (value.member("columns")?, value.member("rows")?)
            else {
                return None;
            };
            let is_it = |column: &Cbor| column.as_text() == Some(member);
            let at = columns.iter().position(is_it)?;
            let cell = |row: &'a Cbor| match row {
                Cbor::Array(cells) => cells.get(at).and_then(code),
                _ => None,
            };
            rows.iter().map(cell).collect()
        }
    };
    Codes::several(codes?.into_iter().flatten().collect())
}
