//! Encoding and structure: what is not of the format is `malformed`, with the byte and the field.

pub(crate) mod encoding;
pub(crate) mod members;
pub(crate) mod signed_object;

use crate::{
    cbor::{Node, text},
    good::{MDL_SPACE, mdl},
    out::{Out, Vector},
};

pub(crate) fn make(out: &mut Out) {
    let good = mdl().write();
    out.file("verify/mdl.diag", crate::diag::print(&good));
    Vector::accepted(
        "verify.mdl",
        good,
        "a driving licence of ISO/IEC 18013-5, as a bare IssuerSigned",
    )
    .clause(&["v-2.1.4b", "v-2.1.1", "l-3.2"])
    .trust("maryland")
    .holder("not-bound")
    .add(out);
}

/// Where `needle` stands in `haystack`, the only time it does.
pub(crate) fn position(haystack: &[u8], needle: &[u8]) -> usize {
    let mut places = haystack
        .windows(needle.len())
        .enumerate()
        .filter(|(_, window)| *window == needle);
    let (place, _) = places.next().expect("it is there");
    assert!(places.next().is_none(), "it is there once");
    place
}

/// Where the value of the member `key` begins.
pub(super) fn value_of(haystack: &[u8], key: &str) -> usize {
    let key = text(key).write();
    position(haystack, &key) + key.len()
}

/// Where the last member `key` begins.
pub(super) fn last(haystack: &[u8], key: &str) -> usize {
    let key = text(key).write();
    haystack
        .windows(key.len())
        .rposition(|window| window == key)
        .unwrap()
}

pub(super) fn malformed(
    name: &str,
    bytes: Vec<u8>,
    says: &str,
    code: &str,
    at: usize,
    field: &str,
) -> Vector {
    Vector::malformed(
        &format!("licence.{name}"),
        bytes,
        says,
        &format!("codec.{code}"),
        at,
        field,
    )
    .twin("verify.mdl")
}

/// The mDL with one more element of this value.
pub(super) fn with_value(value: Node) -> Vec<u8> {
    let mut parts = mdl();
    parts.add(MDL_SPACE, "odd", value);
    parts.write()
}

/// Where the value of the element `odd` begins.
pub(super) fn odd(document: &[u8]) -> usize {
    let before = [
        text("elementIdentifier").write(),
        text("odd").write(),
        text("elementValue").write(),
    ]
    .concat();
    position(document, &before) + before.len()
}
