//! The two headers of a list: `spec/trust-lists.md`, section 2. Every signature is right.

use elicence::crypto::{Algorithm, Signer};

use super::{
    document::List,
    federation::{GUANGDONG, guangdong, guangdong_office, thief},
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::KeyName,
    cbor::{Heads, Node, bytes, int, map, tag, text},
    document::signature_input,
    out::Out,
};

const NOT_DETERMINISTIC: &[&str] = &["codec.not-deterministic"];
const INVALID: &[&str] = &["codec.invalid-value"];

pub(crate) fn make(out: &mut Out) {
    let verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    let asks = &mut Asks::new(out, verifier, "list");
    protected(asks);
    unprotected(asks);
}

fn protected(asks: &mut Asks<'_>) {
    let (list, signer) = (guangdong(), guangdong_office());
    let leaf = || bytes(&signer.certificate);
    let other = || bytes(&thief().certificate);
    for (count, says) in [(2, "two certificates"), (4, "four certificates")] {
        let chain = [vec![leaf()], vec![other(); count - 1]].concat();
        let list = list.clone().with_header(33, Node::Array(chain));
        let says = format!("{says}, of which only the first is looked at");
        asks.takes(
            &format!("list-chain-of-{count}"),
            list.write(),
            &says,
            "tl-header",
        );
    }
    let mut refuses = |name: &str, list: List, says: &str, clause: &str| {
        asks.refuses(&format!("list-{name}"), list.write(), says, clause, INVALID);
    };
    for (label, name) in [(1, "alg"), (16, "typ"), (33, "x5chain")] {
        let says = format!("a protected header without `{name}`");
        refuses(
            &format!("without-{name}"),
            list.clone().without_header(label),
            &says,
            "tl-header",
        );
    }
    for (label, value, says) in [
        (2, Node::Array(vec![int(16)]), "a member `crit`"),
        (4, bytes(b"key"), "a key identifier"),
        (15, map([("x", int(1))]), "claims of a CWT"),
        (
            34,
            Node::Array(vec![int(-16), bytes(&[0; 32])]),
            "a digest of the certificate",
        ),
    ] {
        let list = list.clone().with_header(label, value);
        let says = format!("a protected header with {says}");
        refuses(&format!("header-{label}"), list, &says, "tl-header");
    }
    for (name, chain, says) in [
        (
            "chain-of-1-in-an-array",
            Node::Array(vec![leaf()]),
            "one certificate in an array",
        ),
        (
            "chain-of-none",
            Node::Array(Vec::new()),
            "no certificate in an array",
        ),
        (
            "chain-of-5",
            Node::Array([vec![leaf()], vec![other(); 4]].concat()),
            "five certificates",
        ),
        (
            "chain-with-a-text",
            Node::Array(vec![leaf(), text("certificate")]),
            "a text among the certificates",
        ),
    ] {
        refuses(name, list.clone().with_header(33, chain), says, "tl-header");
    }
    for (name, typ, says) in [
        (
            "typ-of-a-statement",
            text("application/elicence-status-statement+cbor"),
            "the type of a status statement",
        ),
        (
            "typ-in-capitals",
            text("application/Elicence-Trustlist+cbor"),
            "the type in other letters",
        ),
        ("typ-as-a-number", int(18), "the type as a number"),
    ] {
        refuses(name, list.clone().with_header(16, typ), says, "tl-type");
    }
    let header = list.protected.clone();
    let backwards = {
        let Node::Map(mut members) = header.clone() else {
            panic!("a map")
        };
        members.reverse();
        Node::Map(members).write()
    };
    for (name, header, says) in [
        (
            "header-backwards",
            backwards,
            "keys of the header in another order",
        ),
        (
            "header-long",
            header.write_with(Heads::Long),
            "numbers of the header in eight bytes",
        ),
        (
            "header-open",
            header.write_with(Heads::Indefinite),
            "a header of indefinite length",
        ),
    ] {
        let bytes = list.write_as(&header, &list.payload_bytes());
        asks.refuses(
            &format!("list-{name}"),
            bytes,
            says,
            "tl-deterministic",
            NOT_DETERMINISTIC,
        );
    }
}

fn unprotected(asks: &mut Asks<'_>) {
    let list = guangdong();
    for (label, name) in [(270, "a time-stamp"), (394, "receipts")] {
        let list = list.clone().with_unprotected(label, bytes(b"anything"));
        let says = format!("{name} beside the signature: nothing rests on it");
        asks.takes(
            &format!("list-unprotected-{label}"),
            list.write(),
            &says,
            "tl-unprotected",
        );
    }
    for (label, value, says) in [
        (1, int(-7), "the algorithm unprotected too"),
        (4, bytes(b"key"), "a key identifier"),
        (
            33,
            bytes(&guangdong_office().certificate),
            "the certificate unprotected too",
        ),
        (
            11,
            Node::Array(vec![bytes(b""), Node::Map(Vec::new()), bytes(b"")]),
            "a countersignature, which only agreements may have",
        ),
        (271, bytes(b""), "a member next to that of a time-stamp"),
    ] {
        let list = list.clone().with_unprotected(label, value);
        asks.refuses(
            &format!("list-unprotected-{label}"),
            list.write(),
            says,
            "tl-unprotected",
            INVALID,
        );
    }
    // Of (r, s) and (r, n − s) both are signatures, and anybody can make the other.
    let key = KeyName("list signer 44", Algorithm::Es256).get();
    let input = signature_input(&list.header_bytes(), &list.payload_bytes());
    let mirrored = mirrored(&key.sign(&input).unwrap());
    let [protected, open, payload, _] = list.members();
    let members = vec![protected, open, payload, bytes(&mirrored)];
    let second = tag(18, Node::Array(members)).write();
    asks.takes(
        "list-signature-mirrored",
        second,
        "the other one of the two signatures that ECDSA has",
        "tl-signature",
    );
}

/// (r, n − s) of P-256.
pub(crate) fn mirrored(signature: &[u8]) -> Vec<u8> {
    const ORDER: [u8; 32] = [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63,
        0x25, 0x51,
    ];
    let (r, s) = signature.split_at(32);
    let mut other = [0; 32];
    let mut borrow = 0;
    for place in (0..32).rev() {
        let difference = i16::from(ORDER[place]) - i16::from(s[place]) - borrow;
        borrow = i16::from(difference < 0);
        other[place] = difference.rem_euclid(256) as u8;
    }
    [r, &other].concat()
}
