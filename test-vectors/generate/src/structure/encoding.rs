//! Encoding: well-formed CBOR, once each key, not too deep, in any of its forms.

use super::{last, malformed, odd, position, value_of, with_value};
use crate::{
    authorities::signer,
    cbor::{Heads, NULL, Node, bytes, embedded, map, text},
    document::item,
    good::{MDL_SPACE, mdl},
    out::{Out, Vector},
};

pub(crate) fn make(out: &mut Out) {
    encoding(out);
    duplicates(out);
    depth(out);
    lenient(out);
}

fn encoding(out: &mut Out) {
    let good = mdl().write();
    let half = good.len() / 2;
    for (name, bytes, says, at, field) in [
        ("empty", vec![], "no byte at all", 0, "input"),
        (
            "truncated-by-one",
            good[..good.len() - 1].to_vec(),
            "the last byte is missing",
            good.len() - 66,
            "input",
        ),
        (
            "truncated-head",
            good[..1].to_vec(),
            "only the head of the map is there",
            1,
            "input",
        ),
        (
            "array-of-many",
            vec![0x9b, 255, 255, 255, 255, 255, 255, 255, 255],
            "an array of 2⁶⁴ − 1 members and none of them",
            9,
            "input",
        ),
        (
            "string-of-many",
            vec![0x5b, 255, 255, 255, 255, 255, 255, 255, 255, 0],
            "a byte string of 2⁶⁴ − 1 bytes and one of them",
            0,
            "input",
        ),
    ] {
        malformed(name, bytes, says, "truncated", at, field)
            .clause(&["l-2.1"])
            .flags(&["N28"])
            .add(out);
    }
    let certificate = position(&good, &bytes(&signer()).write());
    assert!(certificate < half, "the middle is inside the certificate");
    malformed(
        "truncated-in-the-middle",
        good[..half].to_vec(),
        "the second half is missing",
        "truncated",
        certificate,
        "input",
    )
    .clause(&["l-2.1"])
    .flags(&["N28"])
    .add(out);
    let mut cut = mdl().sign();
    let payload = cut.payload.as_bytes().to_vec();
    cut.payload = bytes(&payload[..payload.len() - 1]);
    let whole = cut.node().write();
    let at = position(&whole, &payload[..payload.len() - 1]) + 2; // after the tag
    malformed(
        "truncated-payload",
        whole,
        "the payload ends inside the signed object",
        "truncated",
        at,
        "issuerAuth.payload",
    )
    .clause(&["l-2.1", "l-2.7"])
    .flags(&["N28"])
    .add(out);
    let more = [good.as_slice(), &[0]].concat();
    malformed(
        "trailing-byte",
        more,
        "a byte follows the document",
        "trailing-bytes",
        good.len(),
        "input",
    )
    .clause(&["l-2.2"])
    .flags(&["strict"])
    .add(out);
    let mut parts = mdl();
    let content = Node::read(&item(Node::Uint(50), "odd", Node::Uint(1)))
        .opened()
        .write();
    parts.put_item(
        MDL_SPACE,
        99,
        embedded(&[content.as_slice(), &[0]].concat()).write(),
        &Node::Uint(50),
    );
    let whole = parts.write();
    let at = position(&whole, &content) + content.len();
    malformed(
        "trailing-byte-in-item",
        whole,
        "a byte follows the item inside its byte string",
        "trailing-bytes",
        at,
        "IssuerSignedItem",
    )
    .clause(&["l-2.2", "l-2.7"])
    .flags(&["strict"])
    .add(out);
    for (name, raw, says, code, clause) in [
        (
            "simple-in-two-bytes",
            vec![0xf8, 16],
            "simple(16) in two bytes",
            "not-well-formed",
            "l-2.3",
        ),
        (
            "reserved-length",
            vec![0x1c],
            "additional information 28, which is reserved",
            "not-well-formed",
            "l-2.3",
        ),
        (
            "lone-break",
            vec![0xff],
            "a break outside an indefinite item",
            "not-well-formed",
            "l-2.3",
        ),
        (
            "chunk-of-another-type",
            vec![0x5f, 0x61, b'a', 0xff],
            "a text chunk in a byte string",
            "not-well-formed",
            "l-2.3",
        ),
        (
            "not-utf-8",
            vec![0x62, 0xc3, 0x28],
            "a text string that is not UTF-8",
            "invalid-utf8",
            "l-2.4",
        ),
        (
            "surrogate",
            vec![0x63, 0xed, 0xa0, 0x80],
            "a text string with half a surrogate pair",
            "invalid-utf8",
            "l-2.4",
        ),
        (
            "chunk-splits-character",
            vec![0x7f, 0x61, 0xc3, 0x61, 0xa9, 0xff],
            "a character cut in two by chunks",
            "invalid-utf8",
            "l-2.4",
        ),
    ] {
        let whole = with_value(Node::Raw(raw));
        let at = odd(&whole);
        malformed(
            name,
            whole,
            &format!("{says}, as the value of an element"),
            code,
            at,
            "IssuerSignedItem",
        )
        .clause(&[clause, "l-2.7"])
        .flags(&["strict", "N28"])
        .add(out);
    }
}

fn duplicates(out: &mut Out) {
    let signed = mdl().sign();
    let mut top = signed.node();
    top.members()
        .push((text("nameSpaces"), signed.name_spaces.clone()));
    let whole = top.write();
    let at = last(&whole, "nameSpaces");
    malformed(
        "duplicate-member",
        whole,
        "nameSpaces twice",
        "duplicate-key",
        at,
        "input",
    )
    .clause(&["l-2.5"])
    .flags(&["N26"])
    .critical()
    .add(out);
    let long = Node::Raw([&[0x79, 0, 10], "nameSpaces".as_bytes()].concat());
    let mut top = signed.node();
    top.members().push((long.clone(), signed.name_spaces));
    let whole = top.write();
    let at = position(&whole, &long.write());
    malformed(
        "duplicate-member-in-two-encodings",
        whole,
        "nameSpaces twice, once with a long head",
        "duplicate-key",
        at,
        "input",
    )
    .clause(&["l-2.5"])
    .flags(&["N26"])
    .critical()
    .add(out);
    let mut parts = mdl();
    let again = parts.mso.at("docType").clone();
    parts.mso.members().push((text("docType"), again));
    let whole = parts.write();
    let at = last(&whole, "docType");
    malformed(
        "duplicate-member-of-mso",
        whole,
        "docType twice in the signed object",
        "duplicate-key",
        at,
        "issuerAuth.payload",
    )
    .clause(&["l-2.5", "l-2.7"])
    .flags(&["N26"])
    .critical()
    .add(out);
    let mut parts = mdl();
    let (id, digest) = parts.digests(MDL_SPACE).members()[0].clone();
    let count = parts.digests(MDL_SPACE).members().len();
    parts
        .digests(MDL_SPACE)
        .members()
        .push((id.clone(), bytes(&[0; 32])));
    let whole = parts.write();
    let at = position(&whole, &[id.write(), bytes(&[0; 32]).write()].concat());
    assert!(count > 1 && digest != bytes(&[0; 32]));
    malformed(
        "duplicate-digest",
        whole,
        "one digestID with two digests",
        "duplicate-key",
        at,
        "issuerAuth.payload",
    )
    .clause(&["l-2.5", "l-2.7"])
    .flags(&["N26"])
    .critical()
    .add(out);
    let value = Node::Map(vec![
        (text("a"), Node::Uint(1)),
        (text("b"), Node::Uint(2)),
        (text("a"), Node::Uint(3)),
    ]);
    let whole = with_value(value);
    let at = odd(&whole) + 7;
    malformed(
        "duplicate-key-in-value",
        whole,
        "a value that is a map with one key twice",
        "duplicate-key",
        at,
        "IssuerSignedItem",
    )
    .clause(&["l-2.5", "l-2.7"])
    .flags(&["N26"])
    .add(out);
    let value = Node::Map(vec![
        (Node::Uint(1), NULL),
        (Node::Raw(vec![0x18, 1]), NULL),
    ]);
    let whole = with_value(value);
    let at = odd(&whole) + 3;
    malformed(
        "duplicate-number-key",
        whole,
        "1 and 1 in two bytes as keys of one map",
        "duplicate-key",
        at,
        "IssuerSignedItem",
    )
    .clause(&["l-2.5"])
    .flags(&["N26"])
    .add(out);
    let mut signed = mdl().sign();
    signed.protected = bytes(&[0xa2, 0x01, 0x26, 0x01, 0x26]);
    let whole = signed.node().write();
    let at = position(&whole, &[0xa2, 0x01, 0x26, 0x01, 0x26]) + 3;
    malformed(
        "duplicate-header",
        whole,
        "alg twice in the protected header",
        "duplicate-key",
        at,
        "issuerAuth.protected",
    )
    .clause(&["l-2.5", "l-2.7"])
    .flags(&["N26", "N27"])
    .add(out);
    let (first, second) = (
        item(Node::Uint(50), "twice", text("a")),
        item(Node::Uint(51), "twice", text("b")),
    );
    let mut parts = mdl();
    parts.put_item(MDL_SPACE, 99, first.clone(), &Node::Uint(50));
    parts.put_item(MDL_SPACE, 99, second.clone(), &Node::Uint(51));
    let whole = parts.write();
    let at = position(&whole, &second);
    malformed(
        "duplicate-element",
        whole,
        "two elements with one identifier, both sealed",
        "duplicate-element",
        at,
        "elementIdentifier",
    )
    .clause(&["l-3.6"])
    .flags(&["N26"])
    .critical()
    .add(out);
    let third = item(Node::Uint(50), "other", text("b"));
    let mut parts = mdl();
    parts.put_item(MDL_SPACE, 99, first, &Node::Uint(50));
    parts.items(MDL_SPACE).push(third.clone());
    let whole = parts.write();
    let at = position(&whole, &third);
    malformed(
        "duplicate-digest-id",
        whole,
        "two elements with one digestID",
        "duplicate-digest-id",
        at,
        "digestID",
    )
    .clause(&["l-3.7"])
    .flags(&["N26"])
    .critical()
    .add(out);
    let mut parts = mdl();
    parts.add("org.example.second", "family_name", text("Other"));
    Vector::accepted(
        "licence.element-of-two-name-spaces",
        parts.write(),
        "one identifier and one digestID in two name spaces",
    )
    .clause(&["l-3.6", "l-3.7"])
    .flags(&["N26"])
    .trust("maryland")
    .add(out);
}

fn depth(out: &mut Out) {
    let nested = |levels: usize| Node::Raw([vec![0x81; levels], vec![0]].concat());
    // The item is level 0, its members level 1.
    Vector::accepted(
        "licence.depth-16",
        with_value(nested(15)),
        "a value nested to level 16 of its item",
    )
    .clause(&["l-2.6"])
    .flags(&["N28", "boundary"])
    .trust("maryland")
    .add(out);
    let whole = with_value(nested(16));
    let at = odd(&whole) + 16;
    malformed(
        "depth-17",
        whole,
        "a value nested to level 17 of its item",
        "too-deep",
        at,
        "IssuerSignedItem",
    )
    .clause(&["l-2.6", "l-2.7"])
    .flags(&["N28", "boundary"])
    .add(out);
    malformed(
        "depth-bomb-of-arrays",
        vec![0x81; 4000],
        "4,000 arrays, one in the other",
        "too-deep",
        17,
        "input",
    )
    .clause(&["l-2.6"])
    .flags(&["N28"])
    .critical()
    .add(out);
    malformed(
        "depth-bomb-of-tags",
        vec![0xc1; 4000],
        "4,000 tags, one on the other",
        "too-deep",
        17,
        "input",
    )
    .clause(&["l-2.6"])
    .flags(&["N28"])
    .critical()
    .add(out);
    malformed(
        "depth-bomb-of-keys",
        vec![0xa1; 4000],
        "4,000 maps, each the key of the one before",
        "too-deep",
        17,
        "input",
    )
    .clause(&["l-2.6"])
    .flags(&["N28"])
    .critical()
    .add(out);
}

fn lenient(out: &mut Out) {
    for (name, heads, says) in [
        (
            "long-form",
            Heads::Long,
            "every head outside embedded items in nine bytes",
        ),
        (
            "indefinite",
            Heads::Indefinite,
            "indefinite lengths outside embedded items",
        ),
    ] {
        let mut signed = mdl().sign();
        // The items keep their bytes, which are what was digested.
        let Node::Map(spaces) = &mut signed.name_spaces else {
            unreachable!()
        };
        assert!(matches!(spaces[0].1, Node::Array(_)));
        Vector::accepted(
            &format!("licence.{name}"),
            signed.node().write_with(heads),
            says,
        )
        .clause(&["l-2.8", "l-2.9"])
        .flags(&["N11", "lenient"])
        .trust("maryland")
        .add(out);
        let mut parts = mdl();
        parts.mso.set("note", text("a member that nobody knows"));
        let payload = embedded(&parts.mso.write_with(heads)).write();
        Vector::accepted(
            &format!("licence.mso-{name}"),
            parts.sign_payload(payload).node().write(),
            &format!("the signed object so: {says}"),
        )
        .clause(&["l-2.8", "v-2.2.2b", "l-3.17"])
        .flags(&["N11", "lenient"])
        .trust("maryland")
        .add(out);
    }
    let signed = mdl().sign();
    let turned = map([
        ("issuerAuth", signed.auth()),
        ("nameSpaces", signed.name_spaces),
    ]);
    Vector::accepted(
        "licence.members-in-another-order",
        turned.write(),
        "issuerAuth before nameSpaces",
    )
    .clause(&["l-2.8"])
    .flags(&["lenient"])
    .trust("maryland")
    .add(out);
    let mut node = mdl().sign().node();
    node.set("org.example.more", Node::Array(vec![NULL]));
    Vector::accepted(
        "licence.unknown-member",
        node.write(),
        "an IssuerSigned with a member that nobody knows",
    )
    .clause(&["l-3.17"])
    .flags(&["lenient"])
    .trust("maryland")
    .add(out);
    let mut parts = mdl();
    let member = |item: &mut Node| item.set("org.example.more", Node::Uint(1));
    parts.edit_item(MDL_SPACE, "family_name", member);
    Vector::accepted(
        "licence.unknown-member-of-item",
        parts.write(),
        "an item with a member that nobody knows, sealed so",
    )
    .clause(&["l-3.17"])
    .flags(&["lenient"])
    .trust("maryland")
    .add(out);
    for version in ["1.1", "1.9", "1.10"] {
        let mut parts = mdl();
        parts.mso.set("version", text(version));
        Vector::accepted(
            &format!("licence.mso-version-{version}"),
            parts.write(),
            &format!("a signed object of version {version}"),
        )
        .clause(&["l-3.12"])
        .flags(&["N19", "lenient"])
        .trust("maryland")
        .add(out);
    }
    for version in ["2.0", "1", "1.", "1.x", "0.9", "1.0 ", "", "01.0"] {
        let mut parts = mdl();
        parts.mso.set("version", text(version));
        let whole = parts.write();
        let at = value_of(&whole, "version");
        let name = format!(
            "mso-version-{}",
            if version.is_empty() { "empty" } else { version }.replace(' ', "-and-space")
        );
        malformed(
            &name,
            whole,
            &format!("a signed object of version `{version}`"),
            "unknown-version",
            at,
            "version",
        )
        .clause(&["l-3.12"])
        .flags(&["N19"])
        .add(out);
    }
}
