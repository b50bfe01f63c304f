//! Documents that somebody keeps as JSON and signs issue by issue: trust lists, recognition agreements. What making and
//! signing them have in common is here once; what a kind is, its [`Kind`] says.

pub(crate) mod make;
mod prepared;
pub(crate) mod sign;

use std::path::Path;

use elicence::{crypto::Algorithm, document::DocumentJsonError};

use crate::{
    answer::Trouble,
    files,
    layout::{Rows, harmless},
};

/// A kind of signed document.
pub(crate) trait Kind {
    /// What it is called.
    const NAME: &'static str;
    /// Its commands: `trust`, `agreement`.
    const COMMAND: &'static str;
    /// The largest one, in bytes.
    const BYTES: usize;
    /// What it says.
    type Contents: Clone;
    /// One that is signed.
    type Signed;
    /// One that lacks nothing but its signature.
    type Prepared;
    /// Why no verifier would take it.
    type Error: std::fmt::Display;

    /// The contents from JSON, in which files may have been put.
    fn from_json(json: &str) -> Result<Self::Contents, DocumentJsonError>;
    /// The contents as JSON.
    fn to_json(contents: &Self::Contents) -> String;
    /// The text in a file of contents.
    fn read_contents(path: &Path) -> Result<String, Trouble>;
    /// Which issue of which document.
    fn title(contents: &Self::Contents) -> String;
    /// Fills in what the issue before says and nobody copies by hand.
    fn follow(contents: &mut Self::Contents, previous: &Self::Signed);
    /// Says the warnings of contents that are about to be signed.
    fn warn(contents: &Self::Contents, previous: Option<&Self::Signed>);
    /// Reads a signed one.
    fn decode(bytes: &[u8]) -> Result<Self::Signed, Self::Error>;
    /// What a signed one says.
    fn contents(signed: &Self::Signed) -> &Self::Contents;
    /// A signed one as received.
    fn bytes(signed: &Self::Signed) -> &[u8];
    /// By which an issue is named.
    fn digest(signed: &Self::Signed) -> &[u8; 32];
    /// Checks everything that a verifier would.
    fn prepare(
        contents: Self::Contents,
        previous: Option<&Self::Signed>,
        algorithm: Algorithm,
        chain: &[Vec<u8>],
    ) -> Result<Self::Prepared, Self::Error>;
    /// What the signature is over.
    fn to_be_signed(prepared: &Self::Prepared) -> Vec<u8>;
    /// Verifies the signature.
    fn complete(prepared: &Self::Prepared, signature: &[u8]) -> Result<Self::Signed, Self::Error>;
    /// Why, a row for each rule that is broken, code first.
    fn rows_of(error: &Self::Error) -> String;
}

/// A signed document in a file, whose form and contents are right.
pub(crate) fn read<K: Kind>(path: &Path) -> Result<K::Signed, Trouble> {
    let bytes = files::read(path, K::BYTES)?;
    K::decode(&bytes)
        .map_err(|error| Trouble::new(harmless(&format!("`{}`: {error}", path.display()))))
}

/// What is not of the form, and where.
pub(crate) fn says<K: Kind>(error: &DocumentJsonError) -> String {
    let mut rows = Rows::default();
    let at = if error.at.is_empty() {
        format!("the {}", K::NAME)
    } else {
        harmless(&error.at)
    };
    rows.push([&at, &harmless(&error.rule)]);
    rows.to_text(2)
}
