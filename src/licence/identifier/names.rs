//! The name of a registered value in the three languages of our lists.

/// What a registered value is called, in Chinese, English and Korean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Names {
    /// Simplified Chinese, in the words of the standard.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
}

impl Names {
    pub(crate) const fn new(zh: &'static str, en: &'static str, ko: &'static str) -> Self {
        Self { zh, en, ko }
    }
}
