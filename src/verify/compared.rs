//! What a check compared, put into words only where somebody reads it.

use core::{fmt, ops::Deref};
use std::{
    collections::{BTreeMap, btree_map},
    sync::OnceLock,
};

use crate::time::{Date, UnixTime};

/// What a check compared, by name: read like a map of names to texts.
///
/// Nearly every trail is dropped unread, so that the texts are made when the first of them is asked for.
#[derive(Clone, Default)]
pub struct Compared {
    facts: Vec<(&'static str, Fact)>,
    texts: OnceLock<BTreeMap<&'static str, String>>,
}

impl Compared {
    /// Adds facts; of two with one name the later counts.
    pub(super) fn extend(&mut self, facts: impl IntoIterator<Item = (&'static str, Fact)>) {
        self.facts.extend(facts);
        self.texts = OnceLock::new();
    }
}

impl Deref for Compared {
    type Target = BTreeMap<&'static str, String>;

    fn deref(&self) -> &Self::Target {
        let written = |(name, fact): &(&'static str, Fact)| (*name, fact.to_string());
        self.texts
            .get_or_init(|| self.facts.iter().map(written).collect())
    }
}

impl<'c> IntoIterator for &'c Compared {
    type Item = (&'c &'static str, &'c String);
    type IntoIter = btree_map::Iter<'c, &'static str, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Compared {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Compared {}

impl fmt::Debug for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// One thing that was compared.
#[derive(Clone)]
pub(super) enum Fact {
    Word(&'static str),
    Text(String),
    Time(UnixTime),
    Day(Date),
    Number(u64),
    /// In lower-case hexadecimal.
    Hash([u8; 32]),
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Text(text) => f.write_str(text),
            Self::Time(time) => time.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Hash(bytes) => bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_as_texts_in_the_order_of_their_names() {
        let mut compared = Compared::default();
        let now = UnixTime::from_seconds(0).unwrap();
        compared.extend([("now", Fact::Time(now)), ("a", Fact::Number(7))]);
        assert_eq!(compared["now"], "1970-01-01T00:00:00Z");
        compared.extend([
            ("now", Fact::Day(Date::parse("2026-01-02").unwrap())),
            ("digest", Fact::Hash([0x0a; 32])),
            ("text", Fact::Text("t".to_owned())),
            ("word", Fact::Word("w")),
        ]);
        let read: Vec<_> = (&compared).into_iter().map(|(n, t)| (*n, &**t)).collect();
        let digest = "0a".repeat(32);
        assert_eq!(
            read,
            [
                ("a", "7"),
                ("digest", digest.as_str()),
                ("now", "2026-01-02"),
                ("text", "t"),
                ("word", "w")
            ]
        );
    }
}
