//! The contents in their two forms: the CBOR that is signed, and JSON for the people who keep lists.

use crate::codec::Cbor;
use crate::document::{DocumentJsonError, json::pretty, tree::Node};
use crate::licence::json::Json;

use super::{ListContents, read, write};

impl ListContents {
    /// Reads the JSON form: the members of the CBOR, bytes in base64, dates as text, `null` as `null`.
    ///
    /// Says nothing about whether the list hangs together: see [`ListDraft::prepare`](super::ListDraft::prepare).
    ///
    /// # Errors
    ///
    /// [`DocumentJsonError`] at the first member that is unknown, missing, twice there or not as the format has it.
    ///
    /// Clause: `spec/trust-lists.md`, section 6; `spec/trust-list.schema.json`.
    pub fn from_json(text: &str) -> Result<Self, DocumentJsonError> {
        let json = Json::parse(text).map_err(|rule| DocumentJsonError::new("", rule))?;
        let node = Node::json(&json);
        read::contents(&node).map_err(crate::document::tree::Fault::in_json)
    }

    /// The payload of a signed list: `trust-list` of `spec/trust-list.cddl`. That the list hangs together is not said.
    #[must_use]
    pub fn to_cbor(&self) -> Cbor {
        write::contents(self)
    }

    /// The JSON form, indented; [`from_json`](Self::from_json) reads it back.
    #[must_use]
    pub fn to_json(&self) -> String {
        pretty(&write::contents(self))
    }
}
