//! Section 5 of `spec/licence.md`: values under a right seal that are what their definition says, or are not.

mod attachment;
mod kinds;
mod picture;
mod plain;
mod statement;
mod table;
mod text;

use std::sync::LazyLock;

use crate::{
    cbor::Node,
    document::{COMMON, Parts, identifier},
    good,
    out::{Out, Vector},
    types::KINDS,
};

/// The licence with every kind of value, sealed once.
static WHOLE: LazyLock<Parts> = LazyLock::new(good::kinds);

pub(crate) fn make(out: &mut Out) {
    kinds::make(out);
    text::make(out);
    plain::make(out);
    picture::make(out);
    table::make(out);
    attachment::make(out);
    statement::make(out);
}

/// The name space of an element of these vectors.
fn name_space(element: &str) -> &'static str {
    if matches!(element, "template_digest" | "valid_until" | "seal") {
        COMMON
    } else {
        KINDS
    }
}

/// The licence that shows what it must and `element`, as it was issued.
fn issued(element: &str) -> Parts {
    WHOLE.clone().showing(&[element])
}

/// The same with another value, sealed as if it had been there from the beginning.
fn with(element: &str, value: Node) -> Vec<u8> {
    let (mut parts, space) = (issued(element), name_space(element));
    if parts
        .items(space)
        .iter()
        .any(|item| identifier(item) == element)
    {
        parts.set(space, element, value);
    } else {
        parts.add(space, element, value);
    }
    parts.write()
}

/// `verify.value-<name>`: the element with a value that is right.
fn accepted(name: &str, says: &str, clause: &[&str], element: &str, value: Node) -> Vector {
    Vector::accepted(&format!("verify.value-{name}"), with(element, value), says)
        .clause(clause)
        .flags(&["lenient"])
        .types(&["test_kinds"])
}

/// `verify.value-<name>`: the element with a value that is not; `verify.value-<twin>` is right.
fn refused(
    name: &str,
    says: &str,
    clause: &[&str],
    element: &str,
    value: Node,
    twin: &str,
) -> Vector {
    Vector::refused(
        &format!("verify.value-{name}"),
        with(element, value),
        says,
        &["verify.element-invalid"],
    )
    .clause(clause)
    .flags(&["value"])
    .types(&["test_kinds"])
    .twin(&format!("verify.value-{twin}"))
}
