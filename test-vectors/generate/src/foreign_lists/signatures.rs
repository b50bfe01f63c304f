//! The signature of a VICAL: there, by an algorithm of the list, and over these bytes.

use super::{maker::*, *};
use crate::{
    authorities::{KeyName, THIEF_KEY, leaf_draft, signed},
    cbor::{Node, bytes, int, tdate, text},
    pki::PURPOSES,
};
use elicence::crypto::Algorithm;

pub(crate) fn make(out: &mut Out) {
    unsigned(out);
    critical(out);
    algorithms(out);
    altered(out);
}

fn parts() -> Vec<Node> {
    let list = List::new();
    list.parts(&list.payload())
}

fn with_signature(signature: &[u8]) -> Vec<u8> {
    let mut parts = parts();
    parts[3] = bytes(signature);
    Node::Array(parts).write()
}

fn unsigned(out: &mut Out) {
    for (name, bytes, says) in [
        (
            "unsigned",
            List::new().payload(),
            "the payload of a VICAL, alone",
        ),
        (
            "signature-empty",
            with_signature(&[]),
            "a VICAL with an empty signature",
        ),
    ] {
        let codes = &["trust.list-unsigned"];
        refused(out, name, bytes, says, codes, "fl-unsigned").add(out);
    }
}

fn critical(out: &mut Out) {
    let mut list = List::new();
    list.protected.push((int(2), Node::Array(vec![text("x")])));
    list.protected.push((text("x"), int(1)));
    refused(
        out,
        "critical",
        list.write(),
        "a VICAL with a header member that must be understood and is not",
        &["trust.list-critical-extension"],
        "fl-critical",
    )
    .add(out);
}

fn algorithms(out: &mut Out) {
    let named = |algorithm: i64| List {
        protected: vec![(int(1), int(algorithm))],
        ..List::new()
    };
    let outside = List {
        protected: Vec::new(),
        unprotected: vec![(int(1), int(-7))],
        ..List::new()
    };
    let nowhere = List {
        protected: Vec::new(),
        ..List::new()
    };
    for (name, list, says) in [
        (
            "algorithm-unprotected",
            outside,
            "a VICAL whose algorithm stands in the unprotected header",
        ),
        ("algorithm-missing", nowhere, "a VICAL without an algorithm"),
        ("algorithm-hmac", named(5), "a VICAL with HMAC 256/256"),
        (
            "algorithm-es256k",
            named(-47),
            "a VICAL with ES256K, which is not on the list",
        ),
        (
            "algorithm-of-another-key",
            named(-8),
            "a VICAL with EdDSA under a P-256 key",
        ),
        (
            "algorithm-larger",
            named(-35),
            "a VICAL with ES384 under a P-256 key",
        ),
    ] {
        let codes = &["trust.list-algorithm-not-allowed"];
        refused(out, name, list.write(), says, codes, "fl-algorithm").add(out);
    }
    for (name, algorithm) in [
        ("es384", Algorithm::Es384),
        ("es512", Algorithm::Es512),
        ("eddsa", Algorithm::EdDsa),
    ] {
        let key = KeyName("list signer", algorithm);
        let signer = leaf_draft((THE_LIST_SIGNER.0, key), THE_ISSUER)
            .with(PURPOSES, Some(purposes(&[LIST_SIGNER])));
        let list = List {
            key,
            protected: vec![(int(1), int(algorithm.cose_id()))],
            ..List::under(vec![signed(&signer, THE_ISSUER.1), issuer()])
        };
        let says = format!("a VICAL with {}", algorithm.name());
        let name = format!("algorithm-{name}");
        taken(out, &name, list.write(), &says, "fl-algorithm")
            .flags(&["algorithm"])
            .add(out);
    }
}

fn altered(out: &mut Out) {
    let own = parts();
    let replaced = |place: usize, part: Node| {
        let mut parts = own.clone();
        parts[place] = part;
        Node::Array(parts).write()
    };
    let later = List::new().with("nextUpdate", tdate("2027-06-02T00:00:00Z"));
    let wider = List::of([with(
        maryland(),
        "docType",
        types(&["org.iso.18013.5.1.mDL", "org.example.card"]),
    )]);
    let mut flipped = own[3].as_bytes().to_vec();
    flipped[63] ^= 1;
    let thief = List {
        key: THIEF_KEY,
        ..List::new()
    };
    for (name, bytes, says) in [
        (
            "altered-signature",
            replaced(3, bytes(&flipped)),
            "a VICAL whose signature was altered",
        ),
        (
            "altered-end",
            replaced(2, bytes(&later.payload())),
            "a VICAL whose nextUpdate was moved by a year",
        ),
        (
            "altered-types",
            replaced(2, bytes(&wider.payload())),
            "a VICAL to whose entry a docType was added",
        ),
        (
            "altered-entries",
            replaced(2, bytes(&List::of([]).payload())),
            "a VICAL from which an entry was taken",
        ),
        (
            "stolen-chain",
            thief.write(),
            "a VICAL that a thief signed under the provider's certificates",
        ),
        (
            "signature-short",
            with_signature(&own[3].as_bytes()[..63]),
            "a VICAL with a signature of 63 bytes",
        ),
    ] {
        let codes = &["trust.list-signature-mismatch"];
        refused(out, name, bytes, says, codes, "fl-signature").add(out);
    }
}
