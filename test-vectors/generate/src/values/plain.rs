//! l-5.5 to l-5.10: numbers, days, instants, ends, amounts and codes.

use super::{accepted, refused};
use crate::{
    cbor::{Node, bytes, date, int, tag, tdate, text},
    out::Out,
};

pub(super) fn make(out: &mut Out) {
    integers(out);
    days(out);
    instants(out);
    ends(out);
    amounts(out);
    codes(out);
}

fn integers(out: &mut Out) {
    let clause = &["l-5.5"];
    accepted(
        "integer-least",
        "the smallest number of the element",
        clause,
        "integer",
        int(-5),
    )
    .flags(&["boundary"])
    .add(out);
    accepted("whole-greatest", "2⁶³ − 1", clause, "whole", int(i64::MAX))
        .flags(&["boundary"])
        .add(out);
    for (name, element, value, says, twin) in [
        (
            "integer-below",
            "integer",
            int(-6),
            "one below the smallest number of the element",
            "integer-least",
        ),
        (
            "integer-above",
            "integer",
            int(11),
            "one above the largest number of the element",
            "integer",
        ),
        (
            "whole-above",
            "whole",
            Node::Uint(1 << 63),
            "2⁶³, which 64 bits with sign do not hold",
            "whole-greatest",
        ),
        (
            "whole-below",
            "whole",
            Node::Nint(1 << 63),
            "−2⁶³ − 1, which 64 bits with sign do not hold",
            "whole",
        ),
    ] {
        refused(name, says, clause, element, value, twin)
            .flags(&["boundary", "N24"])
            .add(out);
    }
}

fn days(out: &mut Out) {
    let clause = &["l-5.6"];
    accepted(
        "date-last-of-year",
        "31 December",
        clause,
        "date",
        date("2026-12-31"),
    )
    .add(out);
    for (name, day, says) in [
        (
            "no-leap-day",
            "2026-02-29",
            "29 February of a year that has none",
        ),
        (
            "no-leap-day-1900",
            "1900-02-29",
            "29 February of a century that has none",
        ),
        ("april-31", "2026-04-31", "31 April"),
        ("month-13", "2026-13-01", "month 13"),
        ("day-0", "2026-01-00", "day 0"),
        ("short", "2026-1-1", "a month and a day of one digit"),
        ("basic", "20260101", "a day without hyphens"),
        ("blank", " 2026-01-01", "a blank before the day"),
        ("with-time", "2026-01-01T00:00:00Z", "a day with a time"),
        ("full-width", "２０２６-01-01", "digits of another script"),
        ("empty", "", "no character"),
    ] {
        refused(
            &format!("date-{name}"),
            says,
            clause,
            "date",
            date(day),
            "date",
        )
        .flags(&["N21"])
        .add(out);
    }
}

fn instants(out: &mut Out) {
    let clause = &["l-5.7"];
    for (name, instant, says) in [
        (
            "offset",
            "2026-03-05T09:30:00+08:00",
            "an offset in place of Z",
        ),
        (
            "offset-zero",
            "2026-03-05T01:30:00+00:00",
            "the offset +00:00 in place of Z",
        ),
        ("fraction", "2026-03-05T01:30:00.5Z", "half a second"),
        (
            "fraction-zero",
            "2026-03-05T01:30:00.0Z",
            "a fraction of zero",
        ),
        ("without-z", "2026-03-05T01:30:00", "no Z"),
        ("small-z", "2026-03-05T01:30:00z", "a small z"),
        (
            "no-such-day",
            "2026-02-30T01:30:00Z",
            "a day that does not exist",
        ),
        ("hour-24", "2026-03-05T24:00:00Z", "hour 24"),
        ("leap-second", "2026-06-30T23:59:60Z", "second 60"),
    ] {
        refused(
            &format!("instant-{name}"),
            says,
            clause,
            "instant",
            tdate(instant),
            "instant",
        )
        .flags(&["N21"])
        .add(out);
    }
}

fn ends(out: &mut Out) {
    let clause = &["l-5.8"];
    accepted(
        "end-of-a-day",
        "an end that is a day",
        clause,
        "end",
        date("2026-12-31"),
    )
    .add(out);
    accepted(
        "end-long-term",
        "the word long-term in an element that has all three forms",
        clause,
        "end",
        text("long-term"),
    )
    .add(out);
    for (name, value, says) in [
        ("empty", "", "no character, which some take for no end"),
        ("word", "forever", "another word"),
        ("capital", "Long-term", "a capital letter"),
        ("chinese", "长期", "the word in Chinese, as it is printed"),
        ("far-day", "9999-12-31", "text of a day far away"),
    ] {
        refused(
            &format!("end-{name}"),
            says,
            clause,
            "end",
            text(value),
            "end",
        )
        .flags(&["N21"])
        .critical()
        .add(out);
    }
    refused(
        "end-no-such-day",
        "a day that does not exist",
        clause,
        "end",
        date("2026-11-31"),
        "end-of-a-day",
    )
    .flags(&["N21"])
    .critical()
    .add(out);
    refused(
        "valid-until-of-another-form",
        "valid_until is long-term where the type has days and not-applicable",
        clause,
        "valid_until",
        text("long-term"),
        "all-kinds",
    )
    .twin("verify.all-kinds-of-values")
    .critical()
    .add(out);
}

fn decimal(exponent: i64, mantissa: Node) -> Node {
    tag(4, Node::Array(vec![int(exponent), mantissa]))
}

fn amounts(out: &mut Out) {
    const MOST: i64 = 1_000_000_000_000_000_000;
    let clause = &["l-5.9"];
    for (name, mantissa, says) in [
        ("negative", -1, "a negative amount"),
        ("greatest", MOST, "a mantissa of 10¹⁸"),
        ("least", -MOST, "a mantissa of −10¹⁸"),
    ] {
        accepted(
            &format!("amount-{name}"),
            says,
            clause,
            "amount",
            decimal(-2, int(mantissa)),
        )
        .flags(&["boundary"])
        .add(out);
    }
    for (name, value, says, twin) in [
        (
            "one-decimal",
            decimal(-1, int(125)),
            "one decimal where the element has two",
            "amount",
        ),
        (
            "three-decimals",
            decimal(-3, int(12_500)),
            "three decimals where the element has two, the same number",
            "amount",
        ),
        (
            "no-decimals",
            decimal(0, int(12)),
            "no decimals where the element has two",
            "amount",
        ),
        (
            "positive-exponent",
            decimal(2, int(12)),
            "a positive exponent",
            "amount",
        ),
        (
            "exponent-19",
            decimal(-19, int(12)),
            "an exponent of −19",
            "amount",
        ),
        (
            "above",
            decimal(-2, int(MOST + 1)),
            "a mantissa of 10¹⁸ and one",
            "amount-greatest",
        ),
        (
            "below",
            decimal(-2, int(-MOST - 1)),
            "a mantissa of −10¹⁸ less one",
            "amount-least",
        ),
        (
            "bignum",
            decimal(-2, tag(2, bytes(&[4, 226]))),
            "a mantissa that is a bignum",
            "amount",
        ),
        (
            "text",
            decimal(-2, text("1250")),
            "a mantissa that is text",
            "amount",
        ),
        (
            "of-three",
            tag(4, Node::Array(vec![int(-2), int(1250), int(0)])),
            "three numbers",
            "amount",
        ),
        (
            "of-one",
            tag(4, Node::Array(vec![int(-2)])),
            "an exponent alone",
            "amount",
        ),
    ] {
        refused(
            &format!("amount-decimal-{name}"),
            says,
            clause,
            "amount",
            value,
            twin,
        )
        .add(out);
    }
}

fn codes(out: &mut Out) {
    let clause = &["l-5.10"];
    accepted(
        "code-other",
        "the other code of the list",
        clause,
        "colour",
        text("green"),
    )
    .add(out);
    for (name, value, says) in [
        ("unknown", "blue", "a code that is not in the list"),
        ("capital", "Red", "a code of the list with a capital letter"),
        ("blank", "red ", "a code of the list with a blank behind"),
        ("label", "测试", "a label in place of the code"),
        ("empty", "", "no character"),
    ] {
        refused(
            &format!("code-{name}"),
            says,
            clause,
            "colour",
            text(value),
            "colour",
        )
        .add(out);
    }
}
