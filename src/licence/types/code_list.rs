//! Lists of codes with their labels.

use crate::licence::{Labels, value::ValueFault};

/// A closed list of codes.
#[derive(Clone, Debug)]
pub struct CodeList {
    pub(super) id: String,
    pub(super) codes: Vec<(String, Labels)>,
}

impl CodeList {
    /// The list's name, for example `sex`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(|(code, _)| code.as_str())
    }

    /// What a code means; `None` where the list does not have it.
    #[must_use]
    pub fn labels(&self, code: &str) -> Option<&Labels> {
        self.codes
            .iter()
            .find(|(member, _)| member == code)
            .map(|(_, labels)| labels)
    }

    pub(super) fn check(&self, code: &str) -> Result<(), ValueFault> {
        match self.labels(code) {
            Some(_) => Ok(()),
            None => Err(ValueFault::Code {
                list: self.id.clone(),
            }),
        }
    }
}
