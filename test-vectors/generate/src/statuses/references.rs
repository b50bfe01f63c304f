//! The reference in the signed object: `spec/status.md`, section 2, and 5.2d of `spec/verify.md`.

use super::{
    identifier, naming, place, referring,
    token::{INDEX, Token, URI, maryland, office},
    verifier::{Asks, Verifier},
};
use crate::{
    cbor::{NULL, Node, bytes, int, map, tag, text},
    good::{business, mdl},
    out::Out,
};

const MALFORMED: &str = "status.reference-malformed";
const CLAUSE: &str = "v-5.2d st-reference";

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, "valid");
    asks.verifier = Verifier::default().holding(&Token::new("office-0", 0, &office()));
    of_lists(asks);
    wholes(asks);
    of_identifiers(asks);
}

/// What is wrong with a place in a status list.
fn of_lists(asks: &mut Asks<'_>) {
    let with = |member: &str, value: Node| {
        let mut place = place(URI, INDEX);
        place.set(member, value);
        place
    };
    let without = |member: &str| {
        let mut place = place(URI, INDEX);
        place.remove(member);
        place
    };
    let long = format!("https://status.example/{}", "x".repeat(2_026));
    for (name, list, says) in [
        ("without-idx", without("idx"), "a place without index"),
        ("idx-negative", with("idx", int(-1)), "a negative index"),
        (
            "idx-minus-413",
            with("idx", int(-413)),
            "the index with its sign turned",
        ),
        ("idx-text", with("idx", text("412")), "an index as text"),
        (
            "idx-bytes",
            with("idx", bytes(&[1, 0x9c])),
            "an index as bytes",
        ),
        (
            "idx-bignum",
            with("idx", tag(2, bytes(&[1, 0x9c]))),
            "an index as a bignum",
        ),
        (
            "idx-float",
            with("idx", Node::Raw(vec![0xf9, 0x5e, 0x70])),
            "an index as a float",
        ),
        ("idx-null", with("idx", NULL), "null for an index"),
        (
            "without-uri",
            without("uri"),
            "a place without the name of a list",
        ),
        ("uri-empty", with("uri", text("")), "an empty name"),
        (
            "uri-bytes",
            with("uri", bytes(URI.as_bytes())),
            "a name as bytes",
        ),
        (
            "uri-of-2049",
            with("uri", text(&long)),
            "a name of 2,049 characters",
        ),
        (
            "uri-with-a-space",
            with("uri", text("https://status.example/1 ")),
            "a name with a space",
        ),
        (
            "uri-with-a-line-feed",
            with("uri", text("https://status.example/1\n")),
            "a name with a line feed",
        ),
        (
            "uri-not-ascii",
            with("uri", text("https://status.example/\u{661}")),
            "a name with an Arabic digit",
        ),
        (
            "certificate-text",
            with("certificate", text("leaf")),
            "a certificate as text",
        ),
        (
            "certificate-null",
            with("certificate", NULL),
            "null for a certificate",
        ),
        ("list-null", NULL, "null for a place"),
        (
            "list-array",
            Node::Array(vec![int(412), text(URI)]),
            "an array for a place",
        ),
    ] {
        let document = referring(business(), map([("status_list", list)]));
        let says = format!("a reference with {says}");
        asks.bad(
            &format!("reference-{name}"),
            document,
            &says,
            CLAUSE,
            MALFORMED,
        );
    }
    let longest = format!("https://status.example/{}", "x".repeat(2_025));
    let list = Token::new("office-longest-name", 0, &office()).named(&longest);
    let before = asks.verifier.clone();
    asks.verifier = Verifier::default().holding(&list);
    let document = referring(business(), map([("status_list", place(&longest, INDEX))]));
    let says = "a reference with a name of 2,048 characters";
    asks.good("reference-uri-of-2048", document, says, "st-reference");
    asks.verifier = before;
}

fn wholes(asks: &mut Asks<'_>) {
    let mut foreseen = map([("status_list", place(URI, INDEX))]);
    foreseen.set("attestation", NULL);
    let says = "a reference with a mechanism that is not known beside the list";
    asks.good(
        "reference-with-more",
        referring(business(), foreseen),
        says,
        "st-reference",
    );
    asks.differ_from("reference-with-more");
    for (name, whole, says) in [
        ("empty", Node::Map(Vec::new()), "without a list"),
        (
            "of-another-mechanism",
            map([("attestation", NULL)]),
            "of a mechanism that is not known",
        ),
        ("null", NULL, "that is null"),
        (
            "array",
            Node::Array(vec![map([("status_list", place(URI, INDEX))])]),
            "that is an array",
        ),
        ("text", text(URI), "that is a name alone"),
        (
            "of-strings",
            bytes(&map([("status_list", place(URI, INDEX))]).write()),
            "that is embedded",
        ),
    ] {
        let says = format!("a native licence with a reference {says}");
        let document = referring(business(), whole);
        asks.bad(
            &format!("reference-{name}"),
            document,
            &says,
            CLAUSE,
            MALFORMED,
        );
    }
    let broken = map([
        ("status_list", place(URI, INDEX)),
        ("identifier_list", NULL),
    ]);
    let says = "a reference with a good list and a second that cannot be read";
    asks.bad(
        "reference-second-broken",
        referring(business(), broken),
        says,
        CLAUSE,
        MALFORMED,
    );
    asks.trust = "maryland";
    asks.verifier = Verifier::default().holding(&Token::new("maryland-0", 0, &maryland()));
    asks.differ_from("foreign-valid");
    let nothing = referring(mdl(), map([("attestation", NULL)]));
    let says = "a foreign document with a mechanism that is not known";
    asks.open(
        "foreign-reference-of-another-mechanism",
        nothing,
        says,
        "st-reference",
        "status.unavailable",
    );
    let broken = referring(mdl(), map([("status_list", map([("uri", text(URI))]))]));
    let says = "a foreign document with a reference that has no index";
    asks.bad(
        "foreign-reference-without-idx",
        broken,
        says,
        CLAUSE,
        MALFORMED,
    );
    let certificate = maryland().chain[0].clone();
    let says = "a foreign document that names the certificate of the signer too";
    asks.good(
        "foreign-reference-naming",
        referring(mdl(), naming(&certificate)),
        says,
        "st-reference",
    );
}

fn of_identifiers(asks: &mut Asks<'_>) {
    asks.differ_from("identifier-not-listed");
    let with = |member: &str, value: Option<Node>| {
        let mut reference = identifier(&[7; 16], None);
        let list = reference.at_mut("identifier_list");
        match value {
            Some(value) => list.set(member, value),
            None => drop(list.remove(member)),
        }
        referring(mdl(), reference)
    };
    for (name, document, says) in [
        ("without-id", with("id", None), "without an identifier"),
        (
            "id-text",
            with("id", Some(text("7"))),
            "with an identifier as text",
        ),
        (
            "id-number",
            with("id", Some(int(7))),
            "with a number for an identifier",
        ),
        (
            "id-without-uri",
            with("uri", None),
            "with an identifier and no list",
        ),
    ] {
        let says = format!("a reference {says}");
        asks.bad(
            &format!("reference-{name}"),
            document,
            &says,
            CLAUSE,
            MALFORMED,
        );
    }
}
