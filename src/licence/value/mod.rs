//! The kinds of values that an element holds, each checked when it is made.
//!
//! A foreign mdoc's values stay [`Cbor`]; these are for native licences, whose type says the kind of each element.

mod amount;
mod attachment;
mod derived;
mod digest;
mod fault;
mod kind;
mod picture;
mod table;
mod text;

pub use amount::Amount;
pub use attachment::{Attachment, Content};
pub use derived::{Derived, DerivedValue};
pub use digest::DigestValue;
pub use fault::ValueFault;
pub use kind::ValueKind;
pub use picture::{Media, Picture};
pub use table::{Cell, Table};
pub use text::Text;

use crate::{
    codec::{Cbor, Limits},
    time::{Date, UnixTime},
};

/// The value of one element.
///
/// ```cddl
/// date = #6.1004(tstr)   ; full-date: a civil day of the issuing region, last day included
/// instant = #6.0(tstr)   ; tdate, UTC, whole seconds
/// code = tstr            ; member of the code list that the type names
/// end = date / "long-term" / "not-applicable"
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// A text, a code or an identifier; which of them is the element's matter.
    Text(Text),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// A civil day of the issuing region.
    Date(Date),
    /// An instant.
    Instant(UnixTime),
    /// The end of a validity.
    End(End),
    /// A decimal amount.
    Amount(Amount),
    /// A picture.
    Picture(Picture),
    /// A table.
    Table(Table),
    /// A file, or its digest.
    Attachment(Attachment),
    /// A state or a band, with its rule and day.
    Derived(Derived),
    /// A digest of something outside.
    Digest(DigestValue),
}

/// The last day of a legal validity, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a validity has an end, has none yet, or has no such thing"
)]
pub enum End {
    /// Valid to the end of this day.
    On(Date),
    /// No end is set (长期).
    LongTerm,
    /// The fact does not expire, for example a birth.
    NotApplicable,
}

impl End {
    /// Reads a full-date, `long-term` or `not-applicable`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "long-term" => Some(Self::LongTerm),
            "not-applicable" => Some(Self::NotApplicable),
            _ => Date::parse(text).map(Self::On),
        }
    }
}

impl Value {
    /// Reads a value of the kind that its element has.
    ///
    /// Checks what every value of this kind must be; the element's own bounds are [`ElementDefinition::check`]'s.
    ///
    /// # Errors
    ///
    /// [`ValueFault::WrongKind`], and the faults of the kind.
    ///
    /// [`ElementDefinition::check`]: crate::licence::ElementDefinition::check
    pub fn from_cbor(kind: ValueKind, cbor: &Cbor, limits: &Limits) -> Result<Self, ValueFault> {
        let wrong = ValueFault::WrongKind(kind);
        match (kind, cbor) {
            (ValueKind::Text | ValueKind::Code | ValueKind::Identifier, Cbor::Text(text)) => {
                Text::new(text.as_str()).map(Self::Text)
            }
            (ValueKind::Integer, Cbor::Integer(n)) => {
                i64::try_from(*n).map(Self::Integer).map_err(|_| wrong)
            }
            (ValueKind::Boolean, Cbor::Bool(b)) => Ok(Self::Boolean(*b)),
            (ValueKind::Date, _) => date_from_cbor(cbor).map(Self::Date).ok_or(wrong),
            (ValueKind::Instant, _) => instant_from_cbor(cbor).map(Self::Instant).ok_or(wrong),
            (ValueKind::End, Cbor::Text(text)) => match text.as_str() {
                "long-term" => Ok(Self::End(End::LongTerm)),
                "not-applicable" => Ok(Self::End(End::NotApplicable)),
                _ => Err(wrong),
            },
            (ValueKind::End, _) => date_from_cbor(cbor)
                .map(|date| Self::End(End::On(date)))
                .ok_or(wrong),
            (ValueKind::Amount, _) => Amount::from_cbor(cbor).map(Self::Amount),
            (ValueKind::Picture, _) => Picture::from_cbor(cbor, limits).map(Self::Picture),
            (ValueKind::Table, _) => Table::from_cbor(cbor, limits).map(Self::Table),
            (ValueKind::Attachment, _) => Attachment::from_cbor(cbor).map(Self::Attachment),
            (ValueKind::Derived, _) => Derived::from_cbor(cbor).map(Self::Derived),
            (ValueKind::Digest, _) => DigestValue::from_cbor(cbor).map(Self::Digest).ok_or(wrong),
            _ => Err(wrong),
        }
    }

    /// The value as it stands in a licence.
    #[must_use]
    pub fn to_cbor(&self) -> Cbor {
        match self {
            Self::Text(text) => Cbor::Text(text.as_str().to_owned()),
            Self::Integer(n) => Cbor::Integer((*n).into()),
            Self::Boolean(b) => Cbor::Bool(*b),
            Self::Date(date) | Self::End(End::On(date)) => date_to_cbor(*date),
            Self::Instant(instant) => instant_to_cbor(*instant),
            Self::End(End::LongTerm) => Cbor::Text("long-term".into()),
            Self::End(End::NotApplicable) => Cbor::Text("not-applicable".into()),
            Self::Amount(amount) => amount.to_cbor(),
            Self::Picture(picture) => picture.to_cbor(),
            Self::Table(table) => table.to_cbor(),
            Self::Attachment(attachment) => attachment.to_cbor(),
            Self::Derived(derived) => derived.to_cbor(),
            Self::Digest(digest) => digest.to_cbor(),
        }
    }
}

fn date_from_cbor(cbor: &Cbor) -> Option<Date> {
    match cbor {
        Cbor::Tag(1004, content) => match content.as_ref() {
            Cbor::Text(text) => Date::parse(text),
            _ => None,
        },
        _ => None,
    }
}

fn date_to_cbor(date: Date) -> Cbor {
    Cbor::Tag(1004, Box::new(Cbor::Text(date.to_string())))
}

fn instant_from_cbor(cbor: &Cbor) -> Option<UnixTime> {
    match cbor {
        Cbor::Tag(0, content) => match content.as_ref() {
            Cbor::Text(text) => UnixTime::parse_tdate(text),
            _ => None,
        },
        _ => None,
    }
}

fn instant_to_cbor(instant: UnixTime) -> Cbor {
    Cbor::Tag(0, Box::new(Cbor::Text(instant.to_string())))
}

/// The members of a map that has these names and no others, each at most once.
fn map_members<'a, const N: usize>(
    cbor: &'a Cbor,
    names: [&str; N],
) -> Option<[Option<&'a Cbor>; N]> {
    let Cbor::Map(members) = cbor else {
        return None;
    };
    let mut found = [None; N];
    for (key, value) in members {
        let Cbor::Text(key) = key else {
            return None;
        };
        let at = names.iter().position(|name| name == key)?;
        if found.get_mut(at)?.replace(value).is_some() {
            return None;
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests;
