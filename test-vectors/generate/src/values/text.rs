//! l-5.2 to l-5.4: text on one line, in one form, of so many characters.

use super::{accepted, refused};
use crate::{cbor::text, out::Out};

pub(super) fn make(out: &mut Out) {
    form(out);
    controls(out);
    length(out);
    pattern(out);
}

fn form(out: &mut Out) {
    let clause = &["l-5.2"];
    accepted(
        "text-of-one-character",
        "text of one character",
        clause,
        "text",
        text("甲"),
    )
    .flags(&["boundary"])
    .add(out);
    refused(
        "text-empty",
        "text of no character",
        clause,
        "text",
        text(""),
        "text-of-one-character",
    )
    .flags(&["boundary", "N21"])
    .add(out);
    for (name, composed, decomposed, says) in [
        (
            "accent",
            "é",
            "e\u{301}",
            "a letter and its accent as two characters",
        ),
        (
            "hangul",
            "각",
            "\u{1100}\u{1161}\u{11a8}",
            "a syllable of Hangul as three letters",
        ),
        (
            "angstrom",
            "Å",
            "\u{212b}",
            "the unit Ångström, which is the letter Å in form C",
        ),
        (
            "ideograph",
            "豈",
            "\u{f900}",
            "a compatibility ideograph, which is another one in form C",
        ),
        (
            "order",
            "\u{1ead}",
            "a\u{302}\u{323}",
            "two marks in the other order than form C has",
        ),
    ] {
        let twin = format!("text-{name}-nfc");
        accepted(
            &twin,
            &format!("the right twin in form C of: {says}"),
            clause,
            "text",
            text(composed),
        )
        .add(out);
        refused(
            &format!("text-{name}-not-nfc"),
            says,
            clause,
            "text",
            text(decomposed),
            &twin,
        )
        .add(out);
    }
}

/// Each character of the rule that stands at an end of a range, and its neighbours outside.
fn controls(out: &mut Out) {
    let clause = &["l-5.3"];
    for code in [
        0x00, 0x09, 0x0a, 0x0d, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0x61c, 0x200e, 0x200f, 0x2028,
        0x2029, 0x202a, 0x202e, 0x2066, 0x2069,
    ] {
        let c = char::from_u32(code).unwrap();
        refused(
            &format!("text-u{code:04x}"),
            &format!("text with the character U+{code:04X}"),
            clause,
            "text",
            text(&format!("甲{c}乙")),
            "text",
        )
        .flags(&["boundary"])
        .critical()
        .add(out);
    }
    for code in [
        0x20, 0x7e, 0xa0, 0x61b, 0x200d, 0x2010, 0x2027, 0x202f, 0x206a, 0xe000,
    ] {
        let c = char::from_u32(code).unwrap();
        accepted(
            &format!("text-u{code:04x}"),
            &format!("text with the character U+{code:04X}, which no rule forbids"),
            clause,
            "text",
            text(&format!("甲{c}乙")),
        )
        .flags(&["boundary"])
        .add(out);
    }
    refused(
        "table-cell-u202e",
        "a cell with the character U+202E",
        clause,
        "table",
        cell("a\u{202e}b"),
        "table",
    )
    .add(out);
    refused(
        "table-cell-not-nfc",
        "a cell that is not in form C",
        &["l-5.2"],
        "table",
        cell("e\u{301}"),
        "table",
    )
    .add(out);
    refused(
        "table-cell-empty",
        "a cell of no character",
        &["l-5.2"],
        "table",
        cell(""),
        "table",
    )
    .add(out);
}

fn cell(label: &str) -> crate::cbor::Node {
    super::table::table(
        &["label", "paid", "count"],
        vec![vec![text(label), crate::cbor::NULL, crate::cbor::int(1)]],
    )
}

fn length(out: &mut Out) {
    let clause = &["l-5.4"];
    accepted(
        "text-longest-beyond-16-bits",
        "eight characters above U+FFFF, which are sixteen code units of UTF-16 and 32 bytes",
        clause,
        "text",
        text(&"𠮷".repeat(8)),
    )
    .flags(&["boundary"])
    .add(out);
    refused(
        "text-too-long",
        "nine characters where eight are allowed",
        clause,
        "text",
        text("甲乙丙丁戊己庚辛壬"),
        "text",
    )
    .flags(&["boundary"])
    .add(out);
    refused(
        "text-too-long-ascii",
        "nine letters, which are fewer bytes than eight ideographs",
        clause,
        "text",
        text("abcdefghi"),
        "text",
    )
    .flags(&["boundary"])
    .add(out);
}

fn pattern(out: &mut Out) {
    for (name, value, says) in [
        (
            "behind",
            "AB123",
            "text that goes on behind what the pattern matches",
        ),
        (
            "before",
            "xAB12",
            "text that begins before what the pattern matches",
        ),
        (
            "case",
            "ab12",
            "text in small letters where the pattern has capitals",
        ),
        (
            "full-width",
            "AB１２",
            "digits of another script where the pattern has 0 to 9",
        ),
    ] {
        refused(
            &format!("pattern-{name}"),
            says,
            &["l-5.4"],
            "patterned",
            text(value),
            "patterned",
        )
        .add(out);
    }
}
