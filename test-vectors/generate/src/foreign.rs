//! Foreign documents, and several documents at once.

use crate::{
    authorities::HOLDER_KEY,
    cbor::{FALSE, NULL, Node, bytes, map, tag, text},
    document::Parts,
    good::{MDL, MDL_SPACE, business, mdl},
    out::{Out, Vector},
    session::{Proof, document, response},
};

pub(crate) fn make(out: &mut Out) {
    values(out);
    reserved(out);
    sets(out);
}

fn values(out: &mut Out) {
    for (name, raw, says) in [
        (
            "half-float",
            Node::Raw(vec![0xf9, 0x3e, 0x00]),
            "1.5 as a half",
        ),
        (
            "single-float",
            Node::Raw(vec![0xfa, 0x3f, 0xc0, 0, 0]),
            "1.5 as a single",
        ),
        (
            "double-float",
            Node::Raw(vec![0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]),
            "1.5 as a double",
        ),
        ("nan", Node::Raw(vec![0xf9, 0x7e, 0x00]), "not a number"),
        ("infinity", Node::Raw(vec![0xf9, 0x7c, 0x00]), "infinity"),
        ("null", NULL, "null"),
        ("undefined", Node::Simple(23), "undefined"),
        ("simple", Node::Raw(vec![0xf8, 200]), "simple(200)"),
        (
            "bignum",
            tag(2, bytes(&[1, 0, 0, 0, 0, 0, 0, 0, 0])),
            "2⁶⁴, tag 2",
        ),
        (
            "negative-bignum",
            tag(3, bytes(&[1, 0, 0, 0, 0, 0, 0, 0, 0])),
            "−2⁶⁴ − 1, tag 3",
        ),
        ("largest-unsigned", Node::Uint(u64::MAX), "2⁶⁴ − 1"),
        ("smallest-negative", Node::Nint(u64::MAX), "−2⁶⁴"),
        (
            "unknown-tag",
            tag(123_456, text("x")),
            "a tag that nobody knows",
        ),
        ("empty-text", text(""), "a text of no characters"),
        ("text-not-nfc", text("e\u{301}"), "a text that is not NFC"),
        ("empty-array", Node::Array(vec![]), "an empty array"),
        ("empty-map", Node::Map(vec![]), "an empty map"),
        (
            "number-keys",
            Node::Map(vec![(Node::Uint(1), FALSE), (Node::Nint(0), NULL)]),
            "a map with numbers as keys",
        ),
        (
            "chunked-text",
            Node::Raw(vec![0x7f, 0x61, b'a', 0x61, b'b', 0xff]),
            "a text in chunks",
        ),
        (
            "indefinite-array",
            Node::Raw(vec![0x9f, 0x01, 0xff]),
            "an array of indefinite length",
        ),
    ] {
        let mut parts = mdl();
        parts.add(MDL_SPACE, "odd", raw);
        Vector::accepted(
            &format!("verify.foreign-value-{name}"),
            parts.write(),
            &format!("a foreign document with an element whose value is {says}: kept"),
        )
        .clause(&["l-2.8"])
        .flags(&["N29", "foreign"])
        .expect("elements", serde_json::json!([8]))
        .trust("maryland")
        .add(out);
    }
    let mut parts = mdl();
    parts.mso.set("docType", text("org.example.club_card"));
    Vector::accepted(
        "verify.foreign-type-unknown",
        parts.write(),
        "a foreign document of a type that nobody knows",
    )
    .clause(&["v-2.1.2a"])
    .flags(&["foreign"])
    .trust("maryland")
    .expect("region", serde_json::json!(["US-MD"]))
    .add(out);
    let mut parts = mdl();
    parts.mso.set("docType", text("org.elicencex.card.1"));
    Vector::accepted(
        "verify.foreign-type-that-looks-native",
        parts.write(),
        "a foreign type whose name begins like a native one, but for the dot",
    )
    .clause(&["v-2.1.2a"])
    .flags(&["foreign"])
    .trust("maryland")
    .add(out);
}

fn reserved(out: &mut Out) {
    let refused = |name: &str, bytes: Vec<u8>, says: &str, codes: &[&str]| {
        Vector::refused(&format!("verify.{name}"), bytes, says, codes)
            .clause(&["v-2.1.2a"])
            .flags(&["foreign"])
            .critical()
            .trust("maryland")
            .twin("verify.mdl")
    };
    let mut parts = mdl();
    parts.add("org.elicence.1", "holder_name", text("Example"));
    refused(
        "reserved-name-space-shown",
        parts.write(),
        "a foreign document with elements of the common name space",
        &["verify.namespace-reserved"],
    )
    .add(out);
    parts.withhold("org.elicence.1", "holder_name");
    refused(
        "reserved-name-space-withheld",
        parts.write(),
        "the same with its elements withheld: the digests are there",
        &["verify.namespace-reserved"],
    )
    .add(out);
    let mut parts = mdl();
    let item = crate::document::item(Node::Uint(0), "note", text("x"));
    parts.items("org.elicence.note.1").push(item);
    refused(
        "reserved-name-space-unsealed",
        parts.write(),
        "a foreign document to which a native name space was added unsealed",
        &["verify.namespace-reserved", "verify.digest-missing"],
    )
    .add(out);
    let mut parts = mdl();
    parts.mso.at_mut("deviceKeyInfo").set(
        "keyAuthorizations",
        map([("nameSpaces", Node::Array(vec![text("org.elicence.1")]))]),
    );
    let proof = Proof::new(MDL, -7)
        .stating(&[("org.elicence.1", "holder_name", text("Example"))])
        .signed(&HOLDER_KEY.get());
    let whole = document(MDL, parts.sign().node(), proof).write();
    refused(
        "reserved-name-space-of-the-holder",
        whole,
        "a foreign document whose holder states elements of the common name space",
        &["verify.namespace-reserved"],
    )
    .session("session")
    .add(out);
}

fn sets(out: &mut Out) {
    let key = HOLDER_KEY.get();
    let shown = |parts: &Parts| {
        document(
            &parts.doc_type(),
            parts.sign().node(),
            Proof::new(&parts.doc_type(), -7).signed(&key),
        )
    };
    let good = || shown(&mdl());
    let bad = || {
        let mut parts = mdl();
        parts.forge(MDL_SPACE, "given_name", text("Other"));
        shown(&parts)
    };
    let second = || {
        let mut parts = mdl();
        parts.set(MDL_SPACE, "given_name", text("Maria"));
        shown(&parts)
    };
    let undecided = || {
        let mut parts = mdl();
        parts.mso.set(
            "status",
            map([(
                "status_list",
                map([
                    ("idx", Node::Uint(1)),
                    ("uri", text("https://status.example/1")),
                ]),
            )]),
        );
        shown(&parts)
    };
    let set = |vector: Vector| {
        vector
            .clause(&["v-set"])
            .flags(&["N25", "N17"])
            .session("session")
    };
    set(Vector::accepted(
        "verify.set-of-two",
        response(vec![good(), second()]).write(),
        "two right documents of one type",
    ))
    .trust("maryland")
    .documents(&["in-force", "in-force"])
    .add(out);
    for (name, documents, results, says) in [
        (
            "good-and-bad",
            vec![good(), bad()],
            ["in-force", "refused"],
            "a right document and one with a changed value",
        ),
        (
            "bad-and-good",
            vec![bad(), good()],
            ["refused", "in-force"],
            "a document with a changed value and a right one",
        ),
    ] {
        set(Vector::refused(
            &format!("verify.set-of-{name}"),
            response(documents).write(),
            says,
            &["verify.digest-mismatch"],
        ))
        .trust("maryland")
        .critical()
        .documents(&results)
        .twin("verify.set-of-two")
        .add(out);
    }
    set(Vector::undecided(
        "verify.set-of-good-and-undecided",
        response(vec![good(), undecided()]).write(),
        "a right document and one whose status is not known",
        &["status.unavailable"],
    ))
    .trust("maryland")
    .documents(&["in-force", "indeterminate"])
    .twin("verify.set-of-two")
    .add(out);
    set(Vector::refused(
        "verify.set-of-undecided-and-bad",
        response(vec![undecided(), bad()]).write(),
        "a document whose status is not known and one with a changed value",
        &["status.unavailable", "verify.digest-mismatch"],
    ))
    .trust("maryland")
    .expect("primary_code", "verify.digest-mismatch".into())
    .documents(&["indeterminate", "refused"])
    .twin("verify.set-of-two")
    .add(out);
    out.trust(
        "guangdong-and-maryland",
        &crate::authorities::trust(
            &[
                (&crate::authorities::root(), "elicence:*:CN-44"),
                (&crate::authorities::iaca(), "iso18013:*:US-MD"),
            ],
            &[],
        ),
    );
    set(Vector::accepted(
        "verify.set-of-native-and-foreign",
        response(vec![shown(&business()), good()]).write(),
        "a native licence and a driving licence in one response",
    ))
    .trust("guangdong-and-maryland")
    .documents(&["in-force", "in-force"])
    .expect("region", serde_json::json!(["CN-4401", "US-MD"]))
    .add(out);
    set(Vector::refused(
        "verify.set-with-an-untrusted-one",
        response(vec![shown(&business()), good()]).write(),
        "a native licence, and a driving licence of an issuer that nobody trusts",
        &["trust.no-path"],
    ))
    .documents(&["in-force", "refused"])
    .critical()
    .twin("verify.set-of-native-and-foreign")
    .add(out);
}
