//! l-5.1: a value is of the kind that its definition has. The values as issued are the twins of what follows.

use super::{WHOLE, accepted, issued, refused};
use crate::{
    cbor::{FALSE, NULL, Node, TRUE, bytes, date, int, map, tag, tdate, text},
    out::{Out, Vector},
};

/// Elements of the test type and the clause that their kind has.
const ELEMENTS: [(&str, &str); 16] = [
    ("text", "l-5.2"),
    ("patterned", "l-5.4"),
    ("integer", "l-5.5"),
    ("whole", "l-5.5"),
    ("boolean", "l-5.1"),
    ("date", "l-5.6"),
    ("instant", "l-5.7"),
    ("end", "l-5.8"),
    ("amount", "l-5.9"),
    ("colour", "l-5.10"),
    ("uscc", "l-7.8"),
    ("picture", "l-5.11"),
    ("photograph", "l-5.11"),
    ("attachment", "l-5.17"),
    ("table", "l-5.14"),
    ("cells", "l-5.16"),
];

pub(super) fn make(out: &mut Out) {
    let whole = WHOLE.write();
    out.file(
        "verify/all-kinds-of-values.diag",
        crate::diag::print(&whole),
    );
    Vector::accepted(
        "verify.all-kinds-of-values",
        whole,
        "a licence with every kind of value",
    )
    .clause(&["v-2.1.6b", "l-5.1", "l-5.18", "l-5.19"])
    .types(&["test_kinds"])
    .flags(&["lenient"])
    .add(out);
    for (element, clause) in ELEMENTS {
        Vector::accepted(
            &format!("verify.value-{element}"),
            issued(element).write(),
            &format!("the element `{element}` of the test type as it was issued"),
        )
        .clause(&["l-5.1", clause])
        .flags(&["lenient"])
        .types(&["test_kinds"])
        .add(out);
    }
    accepted(
        "boolean-true",
        "true where the twin says false",
        &["l-5.1"],
        "boolean",
        TRUE,
    )
    .add(out);
    for (element, of, value) in others() {
        refused(
            &format!("{element}-{of}"),
            &format!(
                "{} where the definition has another kind",
                of.replace('-', " ")
            ),
            &["l-5.1"],
            element,
            value,
            element,
        )
        .add(out);
    }
    refused(
        "uscc-check",
        "an identifier of the right kind whose check does not fit",
        &["l-5.1", "l-7.8"],
        "uscc",
        text("91440100TEM001013T"),
        "uscc",
    )
    .add(out);
}

/// Element, what stands in its place, and that value.
fn others() -> Vec<(&'static str, &'static str, Node)> {
    let undefined = Node::Simple(23);
    // 1.0 and 12.5 in half precision
    let (one, twelve_and_a_half) = (
        Node::Raw(vec![0xf9, 0x3c, 0x00]),
        Node::Raw(vec![0xf9, 0x4a, 0x40]),
    );
    vec![
        ("text", "a-whole-number", int(1)),
        ("text", "a-byte-string", bytes("甲".as_bytes())),
        ("text", "null", NULL),
        ("text", "undefined", undefined.clone()),
        ("text", "a-list-of-text", Node::Array(vec![text("甲")])),
        ("text", "tagged-text", tag(32, text("甲"))),
        ("integer", "text", text("10")),
        ("integer", "a-float", one),
        ("integer", "a-bignum", tag(2, bytes(&[10]))),
        ("integer", "true", TRUE),
        ("boolean", "zero", int(0)),
        ("boolean", "text", text("false")),
        ("boolean", "null", NULL),
        ("boolean", "undefined", undefined),
        ("date", "text-without-tag", text("2024-02-29")),
        ("date", "an-instant", tdate("2024-02-29T00:00:00Z")),
        ("date", "days-since-1970", tag(100, int(19_782))),
        ("date", "a-tagged-number", tag(1004, int(19_782))),
        ("instant", "text-without-tag", text("2026-03-05T01:30:00Z")),
        ("instant", "seconds-since-1970", tag(1, int(1_772_674_200))),
        ("instant", "a-day", date("2026-03-05")),
        ("end", "null", NULL),
        ("end", "text-of-a-day", text("2026-12-31")),
        ("amount", "a-whole-number", int(1250)),
        ("amount", "text", text("12.50")),
        ("amount", "a-float", twelve_and_a_half),
        (
            "amount",
            "a-bigfloat",
            tag(5, Node::Array(vec![int(-2), int(50)])),
        ),
        (
            "amount",
            "two-numbers-without-tag",
            Node::Array(vec![int(-2), int(1250)]),
        ),
        ("colour", "a-whole-number", int(0)),
        ("colour", "false", FALSE),
        ("uscc", "a-whole-number", int(91_440_100)),
        ("picture", "a-byte-string", bytes(b"\x89PNG\r\n\x1a\n")),
        ("attachment", "a-byte-string", bytes(b"%PDF-1.4\n")),
        ("attachment", "null", NULL),
        (
            "table",
            "a-list-of-rows",
            Node::Array(vec![Node::Array(vec![text("a"), NULL, int(1)])]),
        ),
        ("table", "an-empty-map", map([])),
    ]
}
