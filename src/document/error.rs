//! Why a text is not the JSON form of a document.

/// A document in JSON is not of the form: where, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{at}`: {rule}")]
#[non_exhaustive]
pub struct DocumentJsonError {
    /// The path of members, for example `trustedEntities[0].services`; empty for the whole text.
    pub at: String,
    /// The rule that is broken, as a sentence.
    pub rule: String,
}

impl DocumentJsonError {
    pub(crate) fn new(at: impl Into<String>, rule: impl Into<String>) -> Self {
        Self {
            at: at.into(),
            rule: rule.into(),
        }
    }
}
