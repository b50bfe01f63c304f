//! The document and the encoding of its payload: `spec/trust-lists.md`, section 2. Every signature is right.

use super::{
    document::List,
    federation::{GUANGDONG, guangdong, guangdong_office},
    verifier::{Asks, Verifier},
};
use crate::{
    cbor::{Heads, Node, bytes, map, tag, text},
    out::Out,
};

const NOT_DETERMINISTIC: &[&str] = &["codec.not-deterministic"];

pub(crate) fn make(out: &mut Out) {
    let verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    let asks = &mut Asks::new(out, verifier, "list");
    asks.takes(
        "list",
        guangdong().write(),
        "the list of a province, by the signer that the verifier pins",
        "tl-signature",
    );
    document(asks);
    payload(asks);
    values(asks);
    limits(asks);
}

/// The document around the payload.
fn document(asks: &mut Asks<'_>) {
    let list = guangdong();
    let [protected, unprotected, payload, signature] = list.members();
    let all = || {
        vec![
            protected.clone(),
            unprotected.clone(),
            payload.clone(),
            signature.clone(),
        ]
    };
    let signed = |members: Vec<Node>| tag(18, Node::Array(members)).write();
    let mut refuses = |name: &str, bytes: Vec<u8>, says: &str, clause: &str, code: &str| {
        asks.refuses(&format!("list-{name}"), bytes, says, clause, &[code]);
    };
    let deterministic = "codec.not-deterministic";
    let right = list.write();
    let long_tag = [&[0xd8, 18], &right[1..]].concat();
    let long_array = [&[0xd2, 0x98, 4], &right[2..]].concat();
    let open_array = [&[0xd2, 0x9f], &right[2..], &[0xff]].concat();
    for (name, bytes, says) in [
        ("long-tag", long_tag, "the tag in two bytes"),
        (
            "long-array",
            long_array,
            "the length of the array in two bytes",
        ),
        ("open-array", open_array, "an array of indefinite length"),
    ] {
        refuses(name, bytes, says, "tl-deterministic", deterministic);
    }
    for (place, name) in [(0, "header"), (2, "payload"), (3, "signature")] {
        for (heads, how) in [(Heads::Long, "long"), (Heads::Indefinite, "chunked")] {
            let mut members = all();
            members[place] = Node::Raw(members[place].write_with(heads));
            let says = format!("the byte string of the {name} is {how}");
            let name = format!("{how}-{name}");
            refuses(
                &name,
                signed(members),
                &says,
                "tl-deterministic",
                deterministic,
            );
        }
    }
    let untagged = Node::Array(all()).write();
    refuses(
        "untagged",
        untagged,
        "no tag",
        "tl-envelope",
        "codec.wrong-type",
    );
    for number in [17, 98] {
        let other = tag(number, Node::Array(all())).write();
        let says = format!("tag {number} in place of 18");
        refuses(
            &format!("tag-{number}"),
            other,
            &says,
            "tl-envelope",
            "codec.wrong-type",
        );
    }
    let says = "tag 61 of CWT around the document";
    refuses(
        "tag-61",
        tag(61, Node::Raw(right.clone())).write(),
        says,
        "tl-envelope",
        "codec.wrong-type",
    );
    let three = signed(all()[..3].to_vec());
    refuses(
        "of-three",
        three,
        "no signature",
        "tl-envelope",
        "codec.invalid-value",
    );
    let five = signed([all(), vec![bytes(b"")]].concat());
    refuses(
        "of-five",
        five,
        "a fifth member",
        "tl-envelope",
        "codec.invalid-value",
    );
    let mut detached = all();
    detached[2] = crate::cbor::NULL;
    refuses(
        "detached",
        signed(detached),
        "the payload is elsewhere",
        "tl-envelope",
        "codec.wrong-type",
    );
    let followed = [right.as_slice(), &[0]].concat();
    refuses(
        "followed",
        followed,
        "a byte follows",
        "tl-envelope",
        "codec.trailing-bytes",
    );
    let cut = right[..right.len() - 1].to_vec();
    refuses(
        "cut",
        cut,
        "the last byte is missing",
        "tl-envelope",
        "codec.truncated",
    );
    refuses(
        "empty",
        Vec::new(),
        "no bytes at all",
        "tl-envelope",
        "codec.truncated",
    );
    let bare = list.payload_bytes();
    refuses(
        "unsigned",
        bare,
        "the contents without an envelope",
        "tl-unsigned",
        "trust.list-unsigned",
    );
}

/// The encoding of the payload; what is in it says the same.
fn payload(asks: &mut Asks<'_>) {
    let list = guangdong();
    let Node::Map(mut members) = list.payload.clone() else {
        panic!("a map")
    };
    members.sort_by_key(|(key, _)| key.as_text().to_owned());
    let alphabetical = Node::Map(members.clone()).write();
    members.push((text("listId"), text(GUANGDONG)));
    let twice = list
        .clone()
        .edited(|payload| *payload = Node::Map(members))
        .payload_bytes();
    let sorted = Node::read(&list.payload_bytes());
    for (name, payload, says, code) in [
        (
            "keys-by-the-alphabet",
            alphabetical,
            "keys in the order of the alphabet, not of their encoding",
            "codec.not-deterministic",
        ),
        (
            "payload-long",
            sorted.write_with(Heads::Long),
            "long heads",
            "codec.not-deterministic",
        ),
        (
            "payload-open",
            sorted.write_with(Heads::Indefinite),
            "indefinite lengths",
            "codec.not-deterministic",
        ),
        (
            "key-twice",
            twice,
            "a key that is there twice",
            "codec.duplicate-key",
        ),
        (
            "payload-followed",
            [list.payload_bytes().as_slice(), &[0]].concat(),
            "a byte follows",
            "codec.trailing-bytes",
        ),
        ("payload-empty", Vec::new(), "no bytes", "codec.truncated"),
        (
            "payload-an-array",
            Node::Array(vec![sorted]).write(),
            "the contents in an array",
            "codec.wrong-type",
        ),
    ] {
        let bytes = list.write_as(&list.header_bytes(), &payload);
        let says = format!("the payload: {says}");
        let clause = if code == "codec.not-deterministic" {
            "tl-deterministic"
        } else {
            "tl-closed"
        };
        asks.refuses(&format!("list-{name}"), bytes, &says, clause, &[code]);
    }
}

/// A list with one extension that has this value.
fn extended(value: Node) -> List {
    let extension = map([
        ("id", text("https://lists.example/extension")),
        ("critical", crate::cbor::FALSE),
        ("value", value),
    ]);
    guangdong().with("extensions", Node::Array(vec![extension]))
}

/// Values that only an extension can have.
fn values(asks: &mut Asks<'_>) {
    let raw = |raw: &[u8]| Node::Raw(raw.to_vec());
    let right = [
        ("half", raw(&[0xf9, 0x3e, 0x00]), "1.5 as a half"),
        (
            "single",
            raw(&[0xfa, 0x47, 0xc3, 0x50, 0x00]),
            "100000.0 as a single",
        ),
        ("nan", raw(&[0xf9, 0x7e, 0x00]), "not a number"),
        (
            "bignum",
            tag(2, bytes(&[1, 0, 0, 0, 0, 0, 0, 0, 0])),
            "2⁶⁴ with tag 2",
        ),
        (
            "unknown-members",
            map([("anything", map([("at", crate::cbor::NULL)]))]),
            "members that nobody knows",
        ),
    ];
    for (name, value, says) in right {
        let says = format!("an extension with the value {says}");
        let clause = if name == "unknown-members" {
            "tl-closed"
        } else {
            "tl-deterministic"
        };
        asks.takes(
            &format!("list-value-{name}"),
            extended(value).write(),
            &says,
            clause,
        );
    }
    let wrong = [
        (
            "wide-half",
            raw(&[0xfa, 0x3f, 0xc0, 0, 0]),
            "1.5 as a single",
            "list-value-half",
        ),
        (
            "wide-single",
            raw(&[0xfb, 0x40, 0xf8, 0x6a, 0, 0, 0, 0, 0]),
            "100000.0 as a double",
            "list-value-single",
        ),
        (
            "other-nan",
            raw(&[0xf9, 0x7e, 0x01]),
            "another NaN",
            "list-value-nan",
        ),
        (
            "small-bignum",
            tag(2, bytes(&[1])),
            "1 with tag 2",
            "list-value-bignum",
        ),
        (
            "padded-bignum",
            tag(2, bytes(&[0, 1, 0, 0, 0, 0, 0, 0, 0, 0])),
            "2⁶⁴ with a zero in front",
            "list-value-bignum",
        ),
        (
            "long-number",
            raw(&[0x18, 0x17]),
            "23 in two bytes",
            "list-value-half",
        ),
    ];
    for (name, value, says, twin) in wrong {
        asks.differ_from(twin);
        let says = format!("an extension with the value {says}");
        asks.refuses(
            &format!("list-value-{name}"),
            extended(value).write(),
            &says,
            "tl-deterministic",
            NOT_DETERMINISTIC,
        );
    }
}

/// Depth and size of a certificate; a document that is itself too large would be one to carry about.
fn limits(asks: &mut Asks<'_>) {
    let nested = |levels: usize| {
        let inner = (1..levels).fold(Node::Array(Vec::new()), |inner, _| Node::Array(vec![inner]));
        extended(inner).write()
    };
    // The list is level 0, so that the value of its extension is level 3.
    asks.takes(
        "list-depth-16",
        nested(14),
        "a payload nested to level 16",
        "tl-size",
    );
    asks.differ_from("list-depth-16");
    asks.refuses(
        "list-depth-17",
        nested(15),
        "a payload nested to level 17",
        "tl-size",
        &["codec.too-deep"],
    );
    let chain = |size: usize| {
        let leaf = bytes(&guangdong_office().certificate);
        guangdong()
            .with_header(33, Node::Array(vec![leaf, bytes(&vec![0; size])]))
            .write()
    };
    asks.takes(
        "list-certificate-16384",
        chain(16_384),
        "a second certificate of 16,384 bytes, which nobody reads",
        "tl-size",
    );
    asks.differ_from("list-certificate-16384");
    asks.refuses(
        "list-certificate-16385",
        chain(16_385),
        "a second certificate of 16,385 bytes",
        "tl-size",
        &["codec.over-limit"],
    );
}
