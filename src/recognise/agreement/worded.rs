//! Enums whose variants are sentences in three languages, and how the values in them are said.

use crate::licence::Language;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::EquivalenceStatus;

/// An enum, its words and its sentences from one table, so that they cannot drift apart.
///
/// A row is `Variant { field: Type } = "word", "English", "Chinese", "Korean";`. Each sentence is one line without a full
/// stop; a field in it is [`Said`] in the same language.
macro_rules! worded {
    (
        $(#[$about:meta])*
        pub enum $enum:ident {
            $($(#[$doc:meta])* $name:ident $({ $($field:ident : $ty:ty),+ })? = $word:literal, $en:literal, $zh:literal, $ko:literal;)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $enum {
            $($(#[$doc])* $name $({ $(#[doc = concat!("`", stringify!($field), "` of the sentence.")] $field: $ty),+ })?,)+
        }

        impl $enum {
            /// Every word of this type, in the order of the table in the specification.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The one word for it, the same in every language.
            #[must_use]
            pub const fn word(&self) -> &'static str {
                match self { $(Self::$name $({ $($field: _),+ })? => $word,)+ }
            }

            /// One plain sentence, without a full stop.
            #[must_use]
            pub fn sentence(&self, language: $crate::licence::Language) -> String {
                match self {
                    $(Self::$name $({ $($field),+ })? => {
                        $($(let $field = $crate::recognise::agreement::worded::Said::said($field, language);)+)?
                        match language {
                            $crate::licence::Language::En => format!($en),
                            $crate::licence::Language::Zh => format!($zh),
                            $crate::licence::Language::Ko => format!($ko),
                        }
                    })+
                }
            }
        }
    };
}

pub(super) use worded;

/// A value in a sentence.
pub(super) trait Said {
    fn said(&self, language: Language) -> String;
}

impl Said for String {
    fn said(&self, _: Language) -> String {
        self.clone()
    }
}

impl Said for &'static str {
    fn said(&self, _: Language) -> String {
        (*self).to_owned()
    }
}

impl Said for u64 {
    fn said(&self, _: Language) -> String {
        self.to_string()
    }
}

impl Said for UnixTime {
    fn said(&self, _: Language) -> String {
        self.to_string()
    }
}

impl Said for Vec<String> {
    fn said(&self, _: Language) -> String {
        self.join(", ")
    }
}

/// Reasons are told in English in every language, in the words of the refusal.
impl Said for Reason {
    fn said(&self, _: Language) -> String {
        self.to_string()
    }
}

impl Said for EquivalenceStatus {
    fn said(&self, language: Language) -> String {
        let [en, zh, ko] = match self {
            Self::Enacted => ["in force", "生效", "시행"],
            Self::Suspended => ["suspended", "中止", "정지"],
            Self::Repealed => ["repealed", "废止", "폐지"],
        };
        in_language(language, en, zh, ko)
    }
}

impl<T: Said> Said for Box<T> {
    fn said(&self, language: Language) -> String {
        self.as_ref().said(language)
    }
}

/// What is absent is a dash.
impl<T: Said> Said for Option<T> {
    fn said(&self, language: Language) -> String {
        self.as_ref()
            .map_or_else(|| "–".to_owned(), |value| value.said(language))
    }
}

pub(super) fn in_language(language: Language, en: &str, zh: &str, ko: &str) -> String {
    let words = match language {
        Language::En => en,
        Language::Zh => zh,
        Language::Ko => ko,
    };
    words.to_owned()
}
