//! The contents in their two forms: the CBOR that is signed, and JSON for the people who write agreements.

use crate::codec::Cbor;
use crate::document::{
    DocumentJsonError,
    json::pretty,
    tree::{Fault, Node},
};
use crate::licence::json::Json;

use super::{AgreementContents, read, write};

impl AgreementContents {
    /// Reads the JSON form: the members of the CBOR, bytes in base64, dates as text.
    ///
    /// Says nothing about whether the agreement hangs together: see [`AgreementDraft::prepare`](super::AgreementDraft::prepare).
    /// Of a condition whose kind is not known only `id` and `kind` are kept.
    ///
    /// # Errors
    ///
    /// [`DocumentJsonError`] at the first member that is unknown, missing, twice there or not as the format has it.
    ///
    /// Clause: `spec/agreements.md`, section 4; `spec/agreement.schema.json`.
    pub fn from_json(text: &str) -> Result<Self, DocumentJsonError> {
        let json = Json::parse(text).map_err(|rule| DocumentJsonError::new("", rule))?;
        read::contents(&Node::json(&json)).map_err(Fault::in_json)
    }

    /// The payload of a signed agreement: `recognition-agreement` of `spec/agreement.cddl`. That the agreement hangs
    /// together is not said.
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
