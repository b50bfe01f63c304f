//! What a check asked for and what it found, put into words where somebody reads it: most answers are looked at for their word alone.

use core::fmt;

use crate::{
    recognise::agreement::{Element, Kind},
    time::UnixTime,
};

use super::{
    seen::Datum,
    words::{self, List},
};

/// A side of a comparison: what an agreement asks for, or what a licence says. Its words are those of its `Display`.
///
/// May be a person's data where a licence says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<'a>(Words<'a>);

/// What the words are made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Words<'a> {
    Text(&'a str),
    Texts(Vec<&'a str>),
    Instant(UnixTime),
    /// The last second of an agreement.
    CountsUntil(UnixTime),
    /// A condition.
    Asks(&'a Kind),
    /// What an exclusion excludes.
    AsksNot(&'a Kind),
    /// The values of a status that count as valid.
    Statuses(&'a [u64]),
    Status(u8),
    Element(&'a Element),
    /// An element and what stands in it.
    Datum(Datum<'a>, &'a Element),
    /// A level and the schemes that give it its meaning.
    Assurance(u64, &'a [String]),
}

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Words::Text(text) => f.write_str(text),
            Words::Texts(all) => write!(f, "{}", List(all, ", ")),
            Words::Instant(at) => write!(f, "{at}"),
            Words::CountsUntil(last) => write!(f, "counts until {last}"),
            Words::Asks(kind) => words::required(kind, f),
            Words::AsksNot(kind) => {
                f.write_str("not: ")?;
                words::required(kind, f)
            }
            Words::Statuses(valid) => write!(f, "status one of {}", List(valid, ", ")),
            Words::Status(value) => write!(f, "{value}"),
            Words::Element(element) => write!(f, "{element}"),
            Words::Datum(datum, element) => words::datum(datum, element, f),
            Words::Assurance(level, schemes) => {
                write!(f, "{level} under {}", List(schemes, ", "))
            }
        }
    }
}

impl<'a> From<Words<'a>> for Said<'a> {
    fn from(words: Words<'a>) -> Self {
        Self(words)
    }
}

impl<'a> From<&'a str> for Said<'a> {
    fn from(text: &'a str) -> Self {
        Self(Words::Text(text))
    }
}

impl From<UnixTime> for Said<'_> {
    fn from(at: UnixTime) -> Self {
        Self(Words::Instant(at))
    }
}
