//! Algorithm and signature of a list: `spec/trust-lists.md`, section 5.

use elicence::crypto::Algorithm;

use super::{
    federation::{GUANGDONG, GUANGDONG_OFFICE, guangdong, guangdong_office, operator, thief},
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::KeyName,
    cbor::{Node, bytes, int, tag, text},
    out::Out,
};

const ALGORITHM: &[&str] = &["trust.list-algorithm-not-allowed"];
const SIGNATURE: &[&str] = &["trust.list-signature-mismatch"];

pub(crate) fn make(out: &mut Out) {
    let pinned = Verifier::pinning(GUANGDONG, &guangdong_office());
    let asks = &mut Asks::new(out, pinned, "list");
    asks.flags = &["list", "N13"];
    algorithms(asks);
    signatures(asks);
}

fn algorithms(asks: &mut Asks<'_>) {
    for (name, algorithm) in [
        ("es384", Algorithm::Es384),
        ("es512", Algorithm::Es512),
        ("eddsa", Algorithm::EdDsa),
    ] {
        let signer = operator(
            GUANGDONG_OFFICE,
            KeyName("list signer of another curve", algorithm),
        );
        asks.verifier = Verifier::pinning(GUANGDONG, &signer);
        let list = guangdong().by(&signer).write();
        let says = format!("a list that is signed with {}", name.to_uppercase());
        asks.takes(&format!("list-{name}"), list, &says, "tl-algorithm");
    }
    asks.verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    for (name, algorithm, says) in [
        ("unknown", int(-257), "RS256"),
        ("none", int(0), "the number 0"),
        ("as-text", text("ES256"), "the algorithm as text"),
        ("of-another-key", int(-35), "ES384 with a key of P-256"),
        ("of-hmac", int(5), "HMAC with SHA-256"),
    ] {
        let list = guangdong().with_header(1, algorithm).write();
        let says = format!("a list whose header names {says}");
        asks.refuses(
            &format!("list-algorithm-{name}"),
            list,
            &says,
            "tl-algorithm",
            ALGORITHM,
        );
    }
}

fn signatures(asks: &mut Asks<'_>) {
    let list = guangdong();
    let [protected, unprotected, payload, signature] = list.members();
    let mut refuses = |name: &str, members: [Node; 4], says: &str| {
        let document = tag(18, Node::Array(members.to_vec())).write();
        asks.refuses(
            &format!("list-signature-{name}"),
            document,
            says,
            "tl-signature",
            SIGNATURE,
        );
    };
    let parts = |protected: &Node, payload: &Node, signature: Node| {
        [
            protected.clone(),
            unprotected.clone(),
            payload.clone(),
            signature,
        ]
    };
    let right = signature.as_bytes();
    let mut spoilt = right.to_vec();
    spoilt[63] ^= 1;
    refuses(
        "spoilt",
        parts(&protected, &payload, bytes(&spoilt)),
        "one bit of the signature is another",
    );
    refuses(
        "short",
        parts(&protected, &payload, bytes(&right[..63])),
        "a signature of 63 bytes",
    );
    refuses(
        "empty",
        parts(&protected, &payload, bytes(b"")),
        "no signature",
    );
    refuses(
        "zero",
        parts(&protected, &payload, bytes(&[0; 64])),
        "a signature of zeros",
    );
    let other = guangdong().with("notAfter", crate::cbor::tdate("2026-09-02T00:00:00Z"));
    let other = bytes(&other.payload_bytes());
    refuses(
        "of-other-contents",
        parts(&protected, &other, signature.clone()),
        "the contents were changed after signing",
    );
    let chain = vec![
        bytes(&guangdong_office().certificate),
        bytes(&thief().certificate),
    ];
    let longer = list.with_header(33, Node::Array(chain));
    let header = bytes(&longer.header_bytes());
    refuses(
        "of-another-header",
        parts(&header, &payload, signature.clone()),
        "a certificate was added after signing",
    );
    let forged = guangdong().by(&thief()).members()[3].clone();
    refuses(
        "of-another-key",
        parts(&protected, &payload, forged),
        "another key has signed",
    );
}
