//! The form in which departments keep items.

use crate::document::{
    DocumentJsonError,
    json::pretty,
    tree::{Fault, Node},
};
use crate::licence::json::Json;

use super::{ItemContents, read, write};

/// The longest text that is read, in bytes: items are written by people.
const LONGEST: usize = 1 << 20;

impl ItemContents {
    /// Reads the JSON form.
    ///
    /// Says nothing about whether the item hangs together: see [`ServiceItem::new`](super::ServiceItem::new).
    ///
    /// # Errors
    ///
    /// [`DocumentJsonError`] at the first member that is unknown, missing, twice there or not as the format has it, and
    /// for a text of more than 1 MiB.
    ///
    /// Clause: `spec/requirements.md`, section 2; `spec/service-item.schema.json`.
    pub fn from_json(text: &str) -> Result<Self, DocumentJsonError> {
        if text.len() > LONGEST {
            return Err(DocumentJsonError::new("", "more than 1 MiB"));
        }
        let json = Json::parse(text).map_err(|rule| DocumentJsonError::new("", rule))?;
        read::contents(&Node::json(&json)).map_err(Fault::in_json)
    }

    /// The JSON form, indented; [`from_json`](Self::from_json) reads it back.
    #[must_use]
    pub fn to_json(&self) -> String {
        pretty(&write::contents(self))
    }
}
