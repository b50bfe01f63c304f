//! The document of an agreement and its encoding: `spec/agreement-signing.md`, section 1. Every signature is right.

use serde_json::json;

use super::{Asks, agreement, parties};
use crate::{
    cbor::{Heads, NULL, Node, bytes, int, tag, text},
    lists::{document::List, header::mirrored},
    out::Out,
};

const NOT_DETERMINISTIC: &str = "codec.not-deterministic";
pub(super) const INVALID: &str = "codec.invalid-value";
pub(super) const WRONG_TYPE: &str = "codec.wrong-type";

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "agreement-good");
    document(asks);
    encoding(asks);
    headers(asks);
    size(asks);
}

pub(super) fn good() -> List {
    agreement("agreement-1", |_| {})
}

fn document(asks: &mut Asks<'_>) {
    let good = good();
    let right = good.write();
    let untagged = Node::Array(good.members().to_vec()).write();
    let three = tag(18, Node::Array(good.members()[..3].to_vec())).write();
    let mut detached = good.members();
    detached[2] = NULL;
    let detached = tag(18, Node::Array(detached.to_vec())).write();
    for (name, document, says, code) in [
        ("untagged", untagged, "no tag", WRONG_TYPE),
        ("of-three", three, "no signature", INVALID),
        ("detached", detached, "the payload is elsewhere", WRONG_TYPE),
        (
            "followed",
            [right.as_slice(), &[0]].concat(),
            "a byte follows",
            "codec.trailing-bytes",
        ),
        (
            "cut",
            right[..right.len() - 1].to_vec(),
            "the last byte is missing",
            "codec.truncated",
        ),
        ("empty", Vec::new(), "no bytes at all", "codec.truncated"),
    ] {
        let name = format!("agreement-{name}");
        asks.refuses(&name, document, says, "", &[code]);
    }
    asks.refuses(
        "agreement-unsigned",
        good.payload_bytes(),
        "the contents without an envelope",
        "as-unsigned",
        &["recognise.agreement-unsigned"],
    );
    let [protected, unprotected, payload, signature] = good.members();
    let other = bytes(&mirrored(signature.as_bytes()));
    let members = vec![protected, unprotected, payload, other];
    asks.takes(
        "agreement-mirrored",
        tag(18, Node::Array(members)).write(),
        "the other one of the two signatures that ECDSA has",
        "as-signature",
    );
}

fn encoding(asks: &mut Asks<'_>) {
    let good = good();
    let sorted = Node::read(&good.payload_bytes());
    let Node::Map(mut entries) = sorted.clone() else {
        panic!("a map")
    };
    entries.reverse();
    let backwards = Node::Map(entries.clone()).write();
    entries.reverse();
    let last = entries.last().unwrap().clone();
    entries.push(last);
    let twice = Node::Map(entries).write();
    for (name, payload, says, code) in [
        (
            "backwards",
            backwards,
            "keys in another order",
            NOT_DETERMINISTIC,
        ),
        (
            "long-heads",
            sorted.write_with(Heads::Long),
            "long heads",
            NOT_DETERMINISTIC,
        ),
        (
            "open-heads",
            sorted.write_with(Heads::Indefinite),
            "indefinite lengths",
            NOT_DETERMINISTIC,
        ),
        (
            "key-twice",
            twice,
            "a key that is there twice",
            "codec.duplicate-key",
        ),
        (
            "in-an-array",
            Node::Array(vec![sorted]).write(),
            "the contents in an array",
            WRONG_TYPE,
        ),
        ("of-nothing", Vec::new(), "no contents", "codec.truncated"),
    ] {
        let document = good.write_as(&good.header_bytes(), &payload);
        let name = format!("agreement-{name}");
        asks.refuses(&name, document, says, "", &[code]);
    }
    let long = good.protected.write_with(Heads::Long);
    let document = good.write_as(&long, &good.payload_bytes());
    let says = "numbers of the header in eight bytes";
    asks.refuses(
        "agreement-header-long",
        document,
        says,
        "",
        &[NOT_DETERMINISTIC],
    );
}

fn headers(asks: &mut Asks<'_>) {
    for (name, typ, says) in [
        (
            "list",
            text("application/elicence-trustlist+cbor"),
            "the type of a trust list",
        ),
        (
            "statement",
            text("application/elicence-status-statement+cbor"),
            "the type of a status statement",
        ),
        (
            "capitals",
            text("application/Elicence-Agreement+cbor"),
            "the type in other letters",
        ),
        ("number", int(18), "the type as a number"),
    ] {
        let name = format!("agreement-typ-{name}");
        let document = good().with_header(16, typ).write();
        asks.refuses(&name, document, says, "as-type", &[INVALID]);
    }
    let document = good().without_header(16).write();
    asks.refuses(
        "agreement-without-typ",
        document,
        "no type",
        "as-type",
        &[INVALID],
    );
    for (label, says) in [
        (270, "a time-stamp beside the signature"),
        (394, "receipts beside the signature"),
    ] {
        let document = good().with_unprotected(label, bytes(b"anything")).write();
        let name = format!("agreement-unprotected-{label}");
        asks.takes(&name, document, says, "as-unprotected");
    }
    asks.differ_from("agreement-unprotected-270");
    for (label, value, says) in [
        (1, int(-7), "the algorithm unprotected too"),
        (4, bytes(b"key"), "a key identifier beside the signature"),
        (
            12,
            bytes(b"signature"),
            "an abbreviated countersignature beside the signature",
        ),
        (271, bytes(b""), "a member next to that of a time-stamp"),
    ] {
        let document = good().with_unprotected(label, value).write();
        let name = format!("agreement-unprotected-{label}");
        asks.refuses(&name, document, says, "as-unprotected", &[INVALID]);
    }
    asks.differ_from("agreement-good");
}

fn size(asks: &mut Asks<'_>) {
    for (size, code, says) in [
        (
            1 << 20,
            "codec.trailing-bytes",
            "a document that is filled with zeros to 1,048,576 bytes: they are read, and do not belong to it",
        ),
        (
            (1 << 20) + 1,
            "codec.over-limit",
            "a document that is filled with zeros to 1,048,577 bytes: nothing of it is read",
        ),
    ] {
        asks.given = vec![("padded_to", json!(size))];
        let name = format!("agreement-of-{size}");
        asks.refuses(&name, good().write(), says, "as-size", &[code]);
    }
    asks.given = Vec::new();
}
