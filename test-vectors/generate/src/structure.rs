//! Encoding and structure: what is not of the format is `malformed`, with the byte and the field.

use crate::{
    cbor::{Heads, NULL, Node, bytes, embedded, map, tag, tdate, text},
    document::{Parts, Signed, item},
    good::{MDL, MDL_SPACE, mdl},
    out::{Out, Vector},
    session::{Proof, document, response},
};

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
fn value_of(haystack: &[u8], key: &str) -> usize {
    let key = text(key).write();
    position(haystack, &key) + key.len()
}

/// Where the last member `key` begins.
fn last(haystack: &[u8], key: &str) -> usize {
    let key = text(key).write();
    haystack
        .windows(key.len())
        .rposition(|window| window == key)
        .unwrap()
}

pub(crate) fn make(out: &mut Out) {
    let good = mdl().write();
    out.file("verify/mdl.diag".to_owned(), crate::diag::print(&good));
    Vector::accepted(
        "verify.mdl",
        good,
        "a driving licence of ISO/IEC 18013-5, as a bare IssuerSigned",
    )
    .clause(&["v-2.1.4b", "v-2.1.1", "l-3.2"])
    .trust("maryland")
    .holder("not-bound")
    .add(out);
    encoding(out);
    duplicates(out);
    depth(out);
    lenient(out);
    structures(out);
    items(out);
    signed_object(out);
    cose(out);
    device(out);
}

fn malformed(name: &str, bytes: Vec<u8>, says: &str, code: &str, at: usize, field: &str) -> Vector {
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
fn with_value(value: Node) -> Vec<u8> {
    let mut parts = mdl();
    parts.add(MDL_SPACE, "odd", value);
    parts.write()
}

/// Where the value of the element `odd` begins.
fn odd(document: &[u8]) -> usize {
    let before = [
        text("elementIdentifier").write(),
        text("odd").write(),
        text("elementValue").write(),
    ]
    .concat();
    position(document, &before) + before.len()
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
    let certificate = position(
        &good,
        &crate::cbor::bytes(&crate::authorities::signer()).write(),
    );
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
    top.members()
        .push((long.clone(), signed.name_spaces.clone()));
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

fn structures(out: &mut Out) {
    let signed = mdl().sign();
    let auth = signed.auth();
    let proof = Proof::new(MDL, -7).signed(&crate::authorities::HOLDER_KEY.get());
    let whole = document(MDL, signed.node(), proof);
    for (name, node, says) in [
        (
            "no-structure",
            map([("a", Node::Uint(1))]),
            "a map of none of the three forms",
        ),
        ("empty-map", Node::Map(vec![]), "an empty map"),
        (
            "two-structures-at-once",
            map([("issuerAuth", auth), ("issuerSigned", NULL)]),
            "a map that could be an IssuerSigned and a Document",
        ),
        (
            "document-and-response",
            {
                let mut both = whole.clone();
                both.set("documents", Node::Array(vec![]));
                both
            },
            "a map that could be a Document and a DeviceResponse",
        ),
    ] {
        malformed(name, node.write(), says, "unknown-structure", 0, "input")
            .clause(&["l-3.1", "v-2.1.1"])
            .flags(&["N19"])
            .add(out);
    }
    malformed(
        "not-a-map",
        vec![0x80],
        "an array",
        "wrong-type",
        0,
        "input",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    malformed(
        "number-key",
        vec![0xa1, 0x01, 0x02],
        "a map whose key is a number",
        "wrong-type",
        1,
        "input",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    for member in ["docType", "issuerSigned", "deviceSigned"] {
        let mut node = whole.clone();
        node.remove(member);
        let vector = if member == "issuerSigned" {
            malformed(
                "document-without-issuer-signed",
                node.write(),
                "a Document without issuerSigned",
                "unknown-structure",
                0,
                "input",
            )
            .clause(&["l-3.1"])
        } else {
            let says = format!("a Document without {member}");
            let name = format!(
                "document-without-{}",
                if member == "docType" {
                    "doc-type"
                } else {
                    "device-signed"
                }
            );
            malformed(&name, node.write(), &says, "missing-field", 0, "Document").clause(&["l-3.3"])
        };
        vector.flags(&["N19"]).add(out);
    }
    for member in ["version", "status"] {
        let mut node = response(vec![whole.clone()]);
        node.remove(member);
        malformed(
            &format!("response-without-{member}"),
            node.write(),
            &format!("a DeviceResponse without {member}"),
            "missing-field",
            0,
            "DeviceResponse",
        )
        .clause(&["l-3.3"])
        .flags(&["N19"])
        .add(out);
    }
    let mut none = response(vec![]);
    malformed(
        "response-with-no-document",
        none.write(),
        "a DeviceResponse with an empty list of documents",
        "empty",
        0,
        "documents",
    )
    .clause(&["l-3.5"])
    .flags(&["N19"])
    .add(out);
    none.remove("documents");
    malformed(
        "response-without-documents",
        none.write(),
        "a DeviceResponse without documents",
        "empty",
        0,
        "documents",
    )
    .clause(&["l-3.5"])
    .flags(&["N19"])
    .add(out);
    for (version, good) in [("1.1", true), ("2.0", false)] {
        let mut node = response(vec![whole.clone()]);
        node.set("version", text(version));
        let bytes = node.write();
        let id = format!("response-version-{version}");
        let says = format!("a DeviceResponse of version {version}");
        if good {
            Vector::accepted(&format!("licence.{id}"), bytes, &says)
                .trust("maryland")
                .session("session")
                .holder("bound")
                .clause(&["l-3.12"])
                .flags(&["N19"])
                .add(out);
        } else {
            malformed(&id, bytes, &says, "unknown-version", 9, "version")
                .clause(&["l-3.12"])
                .flags(&["N19"])
                .add(out);
        }
    }
    let mut node = response(vec![whole.clone()]);
    node.set("documents", whole);
    let bytes = node.write();
    let at = value_of(&bytes, "documents");
    malformed(
        "documents-not-a-list",
        bytes,
        "documents that is one Document and no list",
        "wrong-type",
        at,
        "documents",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
}

fn items(out: &mut Out) {
    let edit = |edit: &dyn Fn(&mut Node)| {
        let mut parts = mdl();
        parts.edit_item(MDL_SPACE, "family_name", edit);
        let content = parts
            .items(MDL_SPACE)
            .iter()
            .map(|item| Node::read(item).opened())
            .find(|content| {
                content.get("elementIdentifier") == Some(&text("family_name"))
                    || content.get("elementValue") == Some(&text("Example"))
            });
        (parts.write(), content.unwrap().write())
    };
    for (member, name) in [("random", "random"), ("elementValue", "element-value")] {
        let (whole, content) = edit(&|item| _ = item.remove(member));
        let at = position(&whole, &content);
        malformed(
            &format!("item-without-{name}"),
            whole,
            &format!("an item without {member}"),
            "missing-field",
            at,
            "IssuerSignedItem",
        )
        .clause(&["l-3.3"])
        .flags(&["N19"])
        .add(out);
    }
    for (length, good) in [(16, true), (15, false)] {
        let (whole, content) = edit(&|item| item.set("random", Node::Bytes(vec![7; length])));
        let at = position(&whole, &content) + position(&content, &vec![7; length]) + length;
        if good {
            Vector::accepted(
                "licence.random-of-16-bytes",
                whole,
                "an item with 16 random bytes",
            )
            .clause(&["l-3.8"])
            .flags(&["boundary"])
            .trust("maryland")
            .add(out);
        } else {
            malformed(
                "random-of-15-bytes",
                whole,
                "an item with 15 random bytes",
                "invalid-value",
                at,
                "random",
            )
            .clause(&["l-3.8"])
            .flags(&["boundary"])
            .add(out);
        }
    }
    let wrong: [(&str, &str, Node, &str); 4] = [
        ("digestID", "negative-digest-id", Node::Nint(0), "digestID"),
        (
            "random",
            "random-as-text",
            text("0123456789abcdef"),
            "random",
        ),
        (
            "elementIdentifier",
            "identifier-as-bytes",
            bytes(b"family_name"),
            "elementIdentifier",
        ),
        ("digestID", "digest-id-as-text", text("1"), "digestID"),
    ];
    for (member, name, value, field) in wrong {
        let content = {
            let mut content = Node::read(&item(Node::Uint(50), "odd", Node::Uint(1))).opened();
            content.set(member, value);
            content.write()
        };
        let mut parts = mdl();
        parts.put_item(MDL_SPACE, 99, embedded(&content).write(), &Node::Uint(50));
        let whole = parts.write();
        let at = position(&whole, &content) + value_of(&content, member);
        malformed(
            name,
            whole,
            &format!("an item whose {member} is of another type"),
            "wrong-type",
            at,
            field,
        )
        .clause(&["l-3.2"])
        .flags(&["N19"])
        .add(out);
    }
    let mut parts = mdl();
    let content = Node::read(&item(Node::Uint(50), "odd", Node::Uint(1))).opened();
    parts.put_item(MDL_SPACE, 99, content.write(), &Node::Uint(50));
    let whole = parts.write();
    let at = position(&whole, &content.write());
    malformed(
        "item-not-embedded",
        whole,
        "an item that is a map, not an embedded item",
        "wrong-type",
        at,
        "IssuerSignedItem",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    let mut signed = mdl().sign();
    signed.name_spaces = Node::Map(vec![]);
    let whole = signed.node().write();
    let at = value_of(&whole, "nameSpaces");
    malformed(
        "no-name-space",
        whole,
        "nameSpaces that is there and empty",
        "empty",
        at,
        "nameSpaces",
    )
    .clause(&["l-3.4"])
    .flags(&["N19"])
    .add(out);
    let mut signed = mdl().sign();
    signed
        .name_spaces
        .set("org.example.empty", Node::Array(vec![]));
    let whole = signed.node().write();
    let at = value_of(&whole, "org.example.empty") + 1;
    malformed(
        "name-space-without-items",
        whole,
        "a name space without items",
        "empty",
        at,
        "nameSpaces",
    )
    .clause(&["l-3.4"])
    .flags(&["N19"])
    .add(out);
    let mut node = mdl().sign().node();
    node.remove("nameSpaces");
    Vector::accepted(
        "licence.without-name-spaces",
        node.write(),
        "a foreign IssuerSigned that shows no element at all",
    )
    .clause(&["l-3.4"])
    .flags(&["lenient"])
    .trust("maryland")
    .add(out);
}

fn signed_object(out: &mut Out) {
    let spoilt = |edit: &dyn Fn(&mut Parts)| {
        let mut parts = mdl();
        edit(&mut parts);
        let whole = parts.write();
        let content = parts.mso.write();
        let at = position(&whole, &content);
        (whole, at, content)
    };
    for (member, name) in [
        ("version", "version"),
        ("digestAlgorithm", "digest-algorithm"),
        ("valueDigests", "value-digests"),
        ("deviceKeyInfo", "device-key-info"),
        ("docType", "doc-type"),
        ("validityInfo", "validity-info"),
    ] {
        let (whole, at, _) = spoilt(&|parts| _ = parts.mso.remove(member));
        malformed(
            &format!("mso-without-{name}"),
            whole,
            &format!("a signed object without {member}"),
            "missing-field",
            at,
            "issuerAuth.payload",
        )
        .clause(&["l-3.3"])
        .flags(&["N19"])
        .add(out);
    }
    for (member, name) in [
        ("signed", "signed"),
        ("validFrom", "valid-from"),
        ("validUntil", "valid-until"),
    ] {
        let (whole, at, content) = spoilt(&|parts| _ = parts.validity().remove(member));
        let at = at + value_of(&content, "validityInfo");
        malformed(
            &format!("mso-without-{name}"),
            whole,
            &format!("a signed object without {member}"),
            "missing-field",
            at,
            "validityInfo",
        )
        .clause(&["l-3.3"])
        .flags(&["N21"])
        .critical()
        .add(out);
    }
    for (name, value, says) in [
        (
            "offset",
            "2026-11-30T00:00:00+00:00",
            "an offset instead of Z",
        ),
        (
            "offset-and-z",
            "2026-11-30T00:00:00+00:00Z",
            "an offset and Z",
        ),
        (
            "fraction",
            "2026-11-30T00:00:00.5Z",
            "a fraction of a second",
        ),
        (
            "no-such-day",
            "2026-11-31T00:00:00Z",
            "a day that does not exist",
        ),
        ("day-only", "2026-11-30", "a day without a time"),
        ("lower-case", "2026-11-30t00:00:00z", "small letters"),
        ("leap-second", "2026-12-31T23:59:60Z", "a leap second"),
        ("empty", "", "nothing"),
    ] {
        let (whole, at, content) =
            spoilt(&|parts| parts.validity().set("validUntil", tdate(value)));
        let at = at + value_of(&content, "validUntil") + 1;
        malformed(
            &format!("time-{name}"),
            whole,
            &format!("validUntil with {says}"),
            "invalid-value",
            at,
            "validityInfo.validUntil",
        )
        .clause(&["l-3.14"])
        .flags(&["N21", "time"])
        .add(out);
    }
    for (name, value, says) in [
        (
            "without-tag",
            text("2026-11-30T00:00:00Z"),
            "without its tag",
        ),
        (
            "of-epoch-seconds",
            tag(1, Node::Uint(1_796_000_000)),
            "as seconds since 1970, tag 1",
        ),
        ("null", NULL, "that is null"),
        (
            "full-date",
            tag(1004, text("2026-11-30")),
            "as a full-date, tag 1004",
        ),
    ] {
        let (whole, at, content) =
            spoilt(&|parts| parts.validity().set("validUntil", value.clone()));
        let at = at + value_of(&content, "validUntil");
        malformed(
            &format!("time-{name}"),
            whole,
            &format!("validUntil {says}"),
            "wrong-type",
            at,
            "validityInfo.validUntil",
        )
        .clause(&["l-3.14"])
        .flags(&["N21", "time"])
        .add(out);
    }
    let (whole, at, content) = spoilt(&|parts| parts.mso.set("valueDigests", Node::Map(vec![])));
    malformed(
        "no-digests",
        whole,
        "valueDigests that is empty",
        "empty",
        at + value_of(&content, "valueDigests"),
        "valueDigests",
    )
    .clause(&["l-3.15"])
    .flags(&["N19"])
    .add(out);
    let (whole, at, content) = spoilt(&|parts| _ = parts.digests("org.example.empty"));
    let at = at + value_of(&content, "org.example.empty") + 1;
    malformed(
        "name-space-without-digests",
        whole,
        "a name space of valueDigests that is empty",
        "empty",
        at,
        "valueDigests",
    )
    .clause(&["l-3.15"])
    .flags(&["N19"])
    .add(out);
    let (whole, at, content) =
        spoilt(&|parts| _ = parts.digests(MDL_SPACE).put_key(text("9"), bytes(&[0; 32])));
    let at = at
        + position(
            &content,
            &[text("9").write(), bytes(&[0; 32]).write()].concat(),
        );
    malformed(
        "digest-id-as-text-in-mso",
        whole,
        "a digestID of the signed object that is text",
        "wrong-type",
        at,
        "valueDigests",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    let (whole, at, content) =
        spoilt(&|parts| _ = parts.mso.at_mut("deviceKeyInfo").remove("deviceKey"));
    let at = at + value_of(&content, "deviceKeyInfo");
    malformed(
        "no-device-key",
        whole,
        "a deviceKeyInfo without deviceKey",
        "missing-field",
        at,
        "deviceKeyInfo",
    )
    .clause(&["l-3.3"])
    .flags(&["N19"])
    .add(out);
    for (name, key, says) in [
        (
            "device-key-not-a-map",
            Node::Array(vec![]),
            "a deviceKey that is no map",
        ),
        (
            "device-key-without-type",
            Node::Map(vec![(Node::Nint(0), Node::Uint(1))]),
            "a deviceKey without a key type",
        ),
    ] {
        let (whole, at, content) = spoilt(&|parts| {
            parts
                .mso
                .at_mut("deviceKeyInfo")
                .set("deviceKey", key.clone())
        });
        let at = at + value_of(&content, "deviceKey");
        malformed(name, whole, says, "invalid-value", at, "deviceKey")
            .clause(&["l-3.16"])
            .flags(&["N19"])
            .add(out);
    }
    let parts = mdl();
    let whole = parts.sign_payload(parts.mso.write()).node().write();
    let at = position(&whole, &parts.mso.write());
    malformed(
        "payload-not-embedded",
        whole,
        "a payload that is the signed object without tag 24",
        "wrong-type",
        at,
        "issuerAuth.payload",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
}

fn cose(out: &mut Out) {
    let with_auth = |edit: &dyn Fn(&Signed) -> Node| {
        let signed = mdl().sign();
        let auth = edit(&signed);
        let whole = map([("nameSpaces", signed.name_spaces), ("issuerAuth", auth)]).write();
        let at = value_of(&whole, "issuerAuth");
        (whole, at)
    };
    let members = |signed: &Signed| match signed.auth() {
        Node::Array(members) => members,
        _ => unreachable!(),
    };
    let (whole, at) = with_auth(&|signed| {
        let mut members = members(signed);
        members[2] = NULL;
        Node::Array(members)
    });
    malformed(
        "payload-detached",
        whole,
        "an issuerAuth without its payload",
        "missing-field",
        at,
        "issuerAuth",
    )
    .clause(&["l-3.9"])
    .flags(&["N19"])
    .add(out);
    let (whole, at) = with_auth(&|signed| Node::Array(members(signed)[..3].to_vec()));
    malformed(
        "issuer-auth-of-three",
        whole,
        "an issuerAuth of three members",
        "invalid-value",
        at,
        "issuerAuth",
    )
    .clause(&["l-3.13"])
    .flags(&["N19"])
    .add(out);
    let (whole, _) = with_auth(&|signed| Node::Array([members(signed), vec![NULL]].concat()));
    let at = whole.len() - 1;
    malformed(
        "issuer-auth-of-five",
        whole,
        "an issuerAuth of five members",
        "invalid-value",
        at,
        "issuerAuth",
    )
    .clause(&["l-3.13"])
    .flags(&["N19"])
    .add(out);
    let (whole, at) = with_auth(&|signed| tag(18, signed.auth()));
    malformed(
        "issuer-auth-tagged",
        whole,
        "an issuerAuth with tag 18, which mdocs do not have",
        "wrong-type",
        at,
        "issuerAuth",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    let (whole, at) = with_auth(&|signed| {
        let mut members = members(signed);
        members[0] = bytes(&[0x80]);
        Node::Array(members)
    });
    malformed(
        "protected-not-a-map",
        whole,
        "a protected header that is an array",
        "invalid-value",
        at + 2,
        "issuerAuth.protected",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
}

fn device(out: &mut Out) {
    let key = crate::authorities::HOLDER_KEY.get();
    let proof = Proof::new(MDL, -7);
    let signature = proof.signature(&key);
    let issuer_signed = mdl().sign().node();
    let with = |auth: Node| document(MDL, issuer_signed.clone(), proof.device_signed(auth)).write();
    let mac = Proof::new(MDL, 5).mac(
        &crate::authorities::HOLDER_KEY.public(),
        &crate::authorities::READER_KEY.get(),
    );
    for (name, auth, says) in [
        (
            "two-proofs",
            map([("deviceSignature", signature.clone()), ("deviceMac", mac)]),
            "both deviceSignature and deviceMac",
        ),
        (
            "no-proof",
            Node::Map(vec![]),
            "neither deviceSignature nor deviceMac",
        ),
    ] {
        let whole = with(auth);
        let at = value_of(&whole, "deviceAuth");
        malformed(
            name,
            whole,
            &format!("a deviceAuth with {says}"),
            "invalid-value",
            at,
            "deviceAuth",
        )
        .clause(&["l-3.10"])
        .flags(&["N19"])
        .critical()
        .add(out);
    }
    let mut attached = proof.clone();
    attached.payload = bytes(b"attached");
    let whole = with(map([("deviceSignature", attached.signature(&key))]));
    let at = position(&whole, b"attached");
    malformed(
        "proof-with-payload",
        whole,
        "a deviceSignature with an attached payload",
        "invalid-value",
        at,
        "deviceAuth",
    )
    .clause(&["l-3.11"])
    .flags(&["N19"])
    .critical()
    .add(out);
    let mut empty = proof.clone();
    empty.name_spaces = embedded(&map([("org.example", Node::Map(vec![]))]).write());
    let whole = document(MDL, issuer_signed.clone(), empty.signed(&key)).write();
    let at = value_of(&whole, "org.example") + 1;
    malformed(
        "holder-name-space-without-elements",
        whole,
        "a name space of the holder's own without elements",
        "empty",
        at,
        "deviceSigned.nameSpaces",
    )
    .clause(&["l-3.4"])
    .flags(&["N19"])
    .add(out);
    for member in ["nameSpaces", "deviceAuth"] {
        let mut device_signed = proof.signed(&key);
        device_signed.remove(member);
        let whole = document(MDL, issuer_signed.clone(), device_signed).write();
        let at = value_of(&whole, "deviceSigned");
        let name = if member == "nameSpaces" {
            "name-spaces"
        } else {
            "proof"
        };
        malformed(
            &format!("device-signed-without-{name}"),
            whole,
            &format!("a deviceSigned without {member}"),
            "missing-field",
            at,
            "deviceSigned",
        )
        .clause(&["l-3.3"])
        .flags(&["N19"])
        .add(out);
    }
    let good = document(MDL, issuer_signed.clone(), proof.signed(&key));
    let mut bad = good.clone();
    bad.remove("docType");
    let first = response(vec![good.clone(), bad.clone()]).write();
    let at = position(&first, &bad.write());
    malformed(
        "set-with-a-malformed-document",
        first,
        "a right document and one that is not of the format",
        "missing-field",
        at,
        "Document",
    )
    .clause(&["v-malformed"])
    .flags(&["N25"])
    .add(out);
}
