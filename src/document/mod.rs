//! What our own signed documents besides licences have in common: trust lists and recognition agreements.
//!
//! Each has one shape, written down once and read from CBOR and from JSON alike; the envelope is
//! [`codec`](crate::codec)'s. Nothing here judges.

mod error;
pub(crate) mod json;
pub(crate) mod matched;
pub(crate) mod parts;
pub(crate) mod tree;
pub(crate) mod write;

use std::collections::BTreeMap;

use crate::codec::Cbor;
use crate::time::UnixTime;

pub use error::DocumentJsonError;

/// Text in several languages: BCP 47 tag to text.
pub type MlText = BTreeMap<String, String>;

/// From an instant on, until before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "both members of the format")]
pub struct Interval {
    /// The first instant inside.
    pub from: UnixTime,
    /// The first instant after; `None`: without end.
    pub until: Option<UnixTime>,
}

/// What a document says beyond this format.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Extension {
    /// Names it.
    pub id: String,
    /// Whoever does not understand it must refuse the document.
    pub critical: bool,
    /// Its value, one item of deterministic CBOR.
    pub value: Cbor,
}

impl Interval {
    /// Whether `at` is inside.
    #[must_use]
    pub fn contains(&self, at: UnixTime) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    /// Whether some instant is inside both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.until.is_none_or(|until| other.from < until)
            && other.until.is_none_or(|until| self.from < until)
    }
}

/// A text in its languages, `en: Guangdong; zh: 广东`.
pub(crate) fn in_every_language(text: &MlText) -> String {
    let each: Vec<String> = text
        .iter()
        .map(|(language, words)| format!("{language}: {words}"))
        .collect();
    each.join("; ")
}
