//! Status: the lists that a verifier took, and what they say of a licence; and what an issuer may enter.

pub(crate) mod anchors;
pub(crate) mod answers;
pub(crate) mod contents;
pub(crate) mod identifiers;
pub(crate) mod issuing;
pub(crate) mod lives;
pub(crate) mod named;
pub(crate) mod references;
pub(crate) mod services;
pub(crate) mod signatures;
pub(crate) mod times;
mod token;
pub(crate) mod tokens;
mod verifier;

use crate::{
    cbor::{Node, bytes, map, text},
    document::Parts,
    good::{business, mdl},
};
use token::{INDEX, URI};

/// The document with this reference.
fn referring(mut parts: Parts, reference: Node) -> Vec<u8> {
    parts.mso.set("status", reference);
    parts.write()
}

/// A place in a list, as a reference has it.
fn place(uri: &str, index: u64) -> Node {
    map([("idx", Node::Uint(index)), ("uri", text(uri))])
}

fn reference(uri: &str, index: u64) -> Node {
    map([("status_list", place(uri, index))])
}

/// The business licence at its place of the list.
fn licence() -> Vec<u8> {
    licence_at(URI, INDEX)
}

fn licence_at(uri: &str, index: u64) -> Vec<u8> {
    referring(business(), reference(uri, index))
}

/// The same in its parts, for vectors of another stage.
pub(crate) fn listed() -> Parts {
    let mut parts = business();
    parts.mso.set("status", reference(URI, INDEX));
    parts
}

/// The list of its issuer in which it is valid, made on 31 May.
pub(crate) fn valid() -> Vec<u8> {
    token::Token::new("office-0", 0, &token::office()).write()
}

/// The driving licence at its place of the list.
fn foreign() -> Vec<u8> {
    foreign_at(INDEX)
}

fn foreign_at(index: u64) -> Vec<u8> {
    referring(mdl(), reference(URI, index))
}

/// A reference that names who signs the list.
fn naming(certificate: &[u8]) -> Node {
    let mut place = place(URI, INDEX);
    place.set("certificate", bytes(certificate));
    map([("status_list", place)])
}

/// A place in an identifier list.
fn identifier(id: &[u8], certificate: Option<&[u8]>) -> Node {
    let mut place = map([("id", bytes(id)), ("uri", text(URI))]);
    if let Some(certificate) = certificate {
        place.set("certificate", bytes(certificate));
    }
    map([("identifier_list", place)])
}
