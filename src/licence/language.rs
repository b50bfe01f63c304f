//! The three languages in which every label is written.

use core::fmt;

/// A language of labels (BCP 47 `zh`, `en`, `ko`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a label in a further language is a new format of every definition, not a new variant"
)]
pub enum Language {
    /// Chinese, simplified characters.
    Zh,
    /// English.
    En,
    /// Korean.
    Ko,
}

impl Language {
    /// All three, in the order of the definitions.
    pub const ALL: [Self; 3] = [Self::Zh, Self::En, Self::Ko];

    /// The language of this tag: `zh`, `en` or `ko`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The tag, lower case.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
            Self::Ko => "ko",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A label in every language; none is empty.
///
/// Labels are not covered by the digest of a definition: a better translation changes no licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    zh: String,
    en: String,
    ko: String,
}

impl Labels {
    pub(crate) const fn new(zh: String, en: String, ko: String) -> Self {
        Self { zh, en, ko }
    }

    /// The label in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
            Language::Ko => &self.ko,
        }
    }
}
