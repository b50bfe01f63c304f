//! Kinds of values (`spec/licence.md`, section 5), with a type that has one of each.

use crate::{
    cbor::{FALSE, NULL, Node, TRUE, bytes, date, int, map, tag, tdate, text},
    document::{COMMON, Parts},
    good::kinds,
    out::{Out, Vector},
    types::KINDS,
};

pub(crate) fn make(out: &mut Out) {
    let whole = kinds();
    out.file("verify/all-kinds-of-values.diag".to_owned(), crate::diag::print(&whole.write()));
    Vector::accepted("verify.all-kinds-of-values", whole.write(), "a licence with every kind of value")
        .clause(&["v-2.1.6b", "l-5.1", "l-5.18", "l-5.19"])
        .types(&["test_kinds"])
        .flags(&["value"])
        .add(out);
    texts(out, &whole);
    numbers(out, &whole);
    times(out, &whole);
    files(out, &whole);
    tables(out, &whole);
    derived(out, &whole);
}

/// The test licence with another value of one element: refused for it, or accepted.
fn vector(whole: &Parts, id: &str, name: &str, value: Node, says: &str, good: bool, clause: &str) -> Vector {
    let name_space = if id == "type_digest" || id == "template_digest" { COMMON } else { KINDS };
    let mut parts = whole.clone().showing(&[id]);
    if id == "template_digest" {
        parts.add(name_space, id, value);
    } else {
        parts.set(name_space, id, value);
    }
    let vector = if good {
        Vector::accepted(&format!("verify.value-{name}"), parts.write(), says)
    } else {
        Vector::refused(&format!("verify.value-{name}"), parts.write(), says, &["verify.element-invalid"])
            .twin("verify.all-kinds-of-values")
    };
    vector.clause(&[clause]).types(&["test_kinds"]).flags(&["value"])
}

fn texts(out: &mut Out, whole: &Parts) {
    for (name, id, value, says, good, clause) in [
        ("text-as-bytes", "text", bytes(b"abc"), "a text that is a byte string", false, "l-5.1"),
        ("text-null", "text", NULL, "a text that is null", false, "l-5.1"),
        ("text-of-one-character", "text", text("甲"), "a text of one character", true, "l-5.2"),
        ("text-empty", "text", text(""), "a text of no characters", false, "l-5.2"),
        ("text-composed", "text", text("Zoë"), "a text in normal form C", true, "l-5.2"),
        ("text-decomposed", "text", text("Zoe\u{308}"), "a text with a combining diaeresis", false, "l-5.2"),
        ("text-with-line-feed", "text", text("a\nb"), "a text with a line feed", false, "l-5.3"),
        ("text-with-nul", "text", text("a\0b"), "a text with U+0000", false, "l-5.3"),
        ("text-with-delete", "text", text("a\u{7f}"), "a text with U+007F", false, "l-5.3"),
        ("text-with-c1", "text", text("a\u{85}b"), "a text with U+0085", false, "l-5.3"),
        ("text-turned-right-to-left", "text", text("a\u{202e}b"), "a text with U+202E, which turns what follows", false, "l-5.3"),
        ("text-with-isolate", "text", text("a\u{2066}b"), "a text with U+2066", false, "l-5.3"),
        ("text-with-line-separator", "text", text("a\u{2028}b"), "a text with U+2028", false, "l-5.3"),
        ("text-with-mark", "text", text("a\u{200f}b"), "a text with U+200F", false, "l-5.3"),
        ("text-with-arabic-mark", "text", text("a\u{61c}b"), "a text with U+061C", false, "l-5.3"),
        ("text-with-joiner", "text", text("a\u{200d}b"), "a text with U+200D, which scripts need", true, "l-5.3"),
        ("text-of-8-characters", "text", text("甲乙丙丁戊己庚辛"), "a text of 8 characters, the most there may be", true, "l-5.4"),
        ("text-of-9-characters", "text", text("甲乙丙丁戊己庚辛壬"), "a text of 9 characters where 8 may be", false, "l-5.4"),
        ("text-of-8-beyond-the-plane", "text", text(&"𠀀".repeat(8)), "a text of 8 characters beyond U+FFFF", true, "l-5.4"),
        ("pattern-fits", "patterned", text("ZZ99"), "a text that its pattern matches", true, "l-5.4"),
        ("pattern-with-more-before", "patterned", text("AAB12"), "a text whose end the pattern matches", false, "l-5.4"),
        ("pattern-with-more-after", "patterned", text("AB123"), "a text whose beginning the pattern matches", false, "l-5.4"),
        ("pattern-other-digits", "patterned", text("AB１２"), "a text with full-width digits", false, "l-5.4"),
        ("code-of-the-list", "colour", text("green"), "a code of the list", true, "l-5.10"),
        ("code-unknown", "colour", text("blue"), "a code that the list does not have", false, "l-5.10"),
        ("code-in-capitals", "colour", text("RED"), "a code in capitals", false, "l-5.10"),
        ("identifier-with-wrong-check", "uscc", text("91440100TEM001013V"), "a USCC whose check does not fit", false, "l-5.1"),
    ] {
        vector(whole, id, name, value, says, good, clause).add(out);
    }
}

fn numbers(out: &mut Out, whole: &Parts) {
    let amount = |exponent: Node, mantissa: Node| tag(4, Node::Array(vec![exponent, mantissa]));
    let right = 1_000_000_000_000_000_000;
    for (name, id, value, says, good, clause) in [
        ("integer-least", "integer", int(-5), "the least integer there may be", true, "l-5.5"),
        ("integer-too-small", "integer", int(-6), "one less", false, "l-5.5"),
        ("integer-most", "integer", int(10), "the greatest integer there may be", true, "l-5.5"),
        ("integer-too-great", "integer", int(11), "one more", false, "l-5.5"),
        ("integer-of-64-bits", "whole", int(i64::MAX), "2⁶³ − 1", true, "l-5.5"),
        ("integer-of-65-bits", "whole", Node::Uint(1 << 63), "2⁶³", false, "l-5.5"),
        ("integer-least-of-64-bits", "whole", int(i64::MIN), "−2⁶³", true, "l-5.5"),
        ("integer-below-64-bits", "whole", Node::Nint(1 << 63), "−2⁶³ − 1", false, "l-5.5"),
        ("integer-as-bignum", "whole", tag(2, bytes(&[5])), "an integer as a bignum", false, "l-5.1"),
        ("integer-as-float", "integer", Node::Raw(vec![0xf9, 0x3c, 0]), "an integer as a float, 1.0", false, "l-5.1"),
        ("integer-as-text", "integer", text("1"), "an integer as text", false, "l-5.1"),
        ("boolean-true", "boolean", TRUE, "true", true, "l-5.1"),
        ("boolean-as-number", "boolean", int(1), "a boolean as 1", false, "l-5.1"),
        ("amount-zero", "amount", amount(int(-2), int(0)), "no amount: 0.00", true, "l-5.9"),
        ("amount-negative", "amount", amount(int(-2), int(-1)), "an amount below zero", true, "l-5.9"),
        ("amount-of-one-decimal", "amount", amount(int(-1), int(125)), "an amount with one decimal where two are", false, "l-5.9"),
        ("amount-of-three-decimals", "amount", amount(int(-3), int(12_500)), "an amount with three decimals where two are", false, "l-5.9"),
        ("amount-with-positive-exponent", "amount", amount(int(1), int(1)), "an amount of tens", false, "l-5.9"),
        ("amount-most", "amount", amount(int(-2), int(right)), "the greatest mantissa, 10¹⁸", true, "l-5.9"),
        ("amount-too-great", "amount", amount(int(-2), int(right + 1)), "a mantissa of 10¹⁸ + 1", false, "l-5.9"),
        ("amount-as-float", "amount", Node::Raw(vec![0xf9, 0x4a, 0x40]), "an amount as a float, 12.5", false, "l-5.9"),
        ("amount-as-text", "amount", text("12.50"), "an amount as text", false, "l-5.9"),
        ("amount-as-bigfloat", "amount", tag(5, Node::Array(vec![int(-1), int(25)])), "an amount as a binary fraction, tag 5", false, "l-5.9"),
        ("amount-of-three-parts", "amount", tag(4, Node::Array(vec![int(-2), int(1), int(1)])), "an amount of three numbers", false, "l-5.9"),
    ] {
        vector(whole, id, name, value, says, good, clause).add(out);
    }
}

fn times(out: &mut Out, whole: &Parts) {
    for (name, id, value, says, good, clause) in [
        ("date-leap-day", "date", date("2024-02-29"), "the 29th of February of a leap year", true, "l-5.6"),
        ("date-no-leap-day", "date", date("2023-02-29"), "the 29th of February of another year", false, "l-5.6"),
        ("date-month-13", "date", date("2024-13-01"), "a thirteenth month", false, "l-5.6"),
        ("date-without-zero", "date", date("2024-2-9"), "a date without its zeros", false, "l-5.6"),
        ("date-with-slashes", "date", date("2024/02/29"), "a date with slashes", false, "l-5.6"),
        ("date-untagged", "date", text("2024-02-29"), "a date without its tag", false, "l-5.6"),
        ("date-as-instant", "date", tdate("2024-02-29T00:00:00Z"), "a date with a time", false, "l-5.6"),
        ("date-as-days", "date", tag(100, int(19_782)), "a date as days since 1970, tag 100", false, "l-5.6"),
        ("instant-of-seconds", "instant", tdate("2026-03-05T01:30:59Z"), "an instant", true, "l-5.7"),
        ("instant-with-offset", "instant", tdate("2026-03-05T09:30:00+08:00"), "an instant with an offset", false, "l-5.7"),
        ("instant-with-fraction", "instant", tdate("2026-03-05T01:30:00.1Z"), "an instant with a fraction", false, "l-5.7"),
        ("instant-as-seconds", "instant", tag(1, int(1_772_674_200)), "an instant as seconds since 1970", false, "l-5.7"),
        ("end-on-a-day", "end", date("2030-01-01"), "an end that is a day", true, "l-5.8"),
        ("end-not-applicable", "end", text("not-applicable"), "an end that never comes", true, "l-5.8"),
        ("end-empty", "end", text(""), "an end that is empty", false, "l-5.8"),
        ("end-of-another-word", "end", text("forever"), "an end of another word", false, "l-5.8"),
        ("end-in-chinese", "end", text("长期"), "an end in another language", false, "l-5.8"),
        ("end-null", "end", NULL, "an end that is null", false, "l-5.8"),
    ] {
        vector(whole, id, name, value, says, good, clause).add(out);
    }
    let mut parts = whole.clone().showing(&["text"]);
    parts.set(COMMON, "valid_until", text("long-term"));
    Vector::refused(
        "verify.value-valid-until-of-another-form",
        parts.write(),
        "valid_until is long-term where the type has days and not-applicable",
        &["verify.element-invalid"],
    )
    .clause(&["l-5.8"])
    .types(&["test_kinds"])
    .flags(&["value"])
    .twin("verify.all-kinds-of-values")
    .add(out);
}

/// A PNG whose header declares this size; nothing else in it is right, and nothing else is read.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend([8, 0, 0, 0, 0, 0, 0, 0, 0]);
    file
}

fn files(out: &mut Out, whole: &Parts) {
    let picture = |media: &str, data: &[u8]| map([("data", bytes(data)), ("media", text(media))]);
    let sized = |width: i64, height: i64| {
        let mut picture = picture("image/png", &png(3, 2));
        picture.set("width", int(width));
        picture.set("height", int(height));
        picture
    };
    let long = [png(3, 2), vec![0; 4000 - png(3, 2).len()]].concat();
    let longer = [long.as_slice(), &[0]].concat();
    let without = |key: &str| {
        let mut picture = picture("image/png", &png(3, 2));
        picture.remove(key);
        picture
    };
    for (name, id, value, says, good, clause) in [
        ("picture-small", "picture", picture("image/png", &png(3, 2)), "a picture of 3 by 2 pixels", true, "l-5.11"),
        ("picture-of-no-width", "picture", picture("image/png", &png(0, 2)), "a picture without width", false, "l-5.11"),
        ("picture-of-no-height", "picture", picture("image/png", &png(3, 0)), "a picture without height", false, "l-5.11"),
        ("picture-empty", "picture", picture("image/png", b""), "a picture of no bytes", false, "l-5.11"),
        ("picture-not-of-its-media", "photograph", picture("image/jpeg", &png(3, 2)), "a PNG that is called JPEG", false, "l-5.11"),
        ("picture-html", "picture", picture("image/png", b"<html><script>alert(1)</script></html>"), "HTML that is called PNG", false, "l-5.11"),
        ("picture-sized", "picture", sized(3, 2), "a picture that states its size", true, "l-5.12"),
        ("picture-of-another-size", "picture", sized(3, 3), "a picture that states another size", false, "l-5.12"),
        ("picture-of-negative-size", "picture", sized(-3, 2), "a picture that states a negative size", false, "l-5.12"),
        ("picture-of-another-media", "picture", picture("image/jpeg", &png(3, 2)), "a media type that the element does not take", false, "l-5.13"),
        ("picture-svg", "picture", picture("image/svg+xml", b"<svg/>"), "a media type that no element takes", false, "l-5.13"),
        ("picture-of-4000-bytes", "picture", picture("image/png", &long), "a picture as large as the element allows", true, "l-5.13"),
        ("picture-of-4001-bytes", "picture", picture("image/png", &longer), "a picture one byte larger", false, "l-5.13"),
        ("picture-of-most-pixels", "picture", picture("image/png", &png(8000, 5000)), "a picture of 40,000,000 pixels", true, "l-5.13"),
        ("picture-of-too-many-pixels", "picture", picture("image/png", &png(40_000_001, 1)), "a picture of 40,000,001 pixels", false, "l-5.13"),
        ("picture-of-2-62-pixels", "picture", picture("image/png", &png(1 << 31, 1 << 31)), "a picture of 2³¹ by 2³¹ pixels", false, "l-5.13"),
        ("picture-without-media", "picture", without("media"), "a picture without its media type", false, "l-5.1"),
        ("picture-without-data", "picture", without("data"), "a picture without its bytes", false, "l-5.1"),
        ("picture-as-bytes", "picture", bytes(&png(3, 2)), "a picture that is a byte string", false, "l-5.1"),
    ] {
        vector(whole, id, name, value, says, good, clause).add(out);
    }
    // Under a lower limit of the reader, so that no file here is of two megabytes.
    for (name, limit, good) in [("within", 4000, true), ("over", 3999, false)] {
        vector(
            whole,
            "picture",
            &format!("picture-{name}-the-limit"),
            picture("image/png", &long),
            &format!("a picture of 4,000 bytes where the reader allows {limit}"),
            good,
            "l-5.13",
        )
        .limit("picture_bytes", limit)
        .flags(&["N28", "boundary"])
        .add(out);
    }

    let digest = || map([("alg", int(-16)), ("value", bytes(&[5; 32]))]);
    let inside = |media: &str, length: usize| map([("data", bytes(&vec![b'x'; length])), ("name", text("a.pdf")), ("media", text(media))]);
    let outside = |size: i64| map([("name", text("a.pdf")), ("size", int(size)), ("media", text("application/pdf")), ("digest", digest())]);
    let mut both = outside(1);
    both.set("data", bytes(b"x"));
    let mut no_size = outside(1);
    no_size.remove("size");
    let mut neither = no_size.clone();
    neither.remove("digest");
    let mut nameless = outside(1);
    nameless.remove("name");
    let mut more = outside(1);
    more.set("uri", text("https://example.org/a.pdf"));
    for (name, value, says, good) in [
        ("attachment-of-100-bytes", inside("application/pdf", 100), "an attachment as large as the element allows", true),
        ("attachment-of-101-bytes", inside("application/pdf", 101), "an attachment one byte larger", false),
        ("attachment-outside", outside(100), "a file outside, by digest and size", true),
        ("attachment-outside-too-large", outside(101), "a file outside that is one byte too large", false),
        ("attachment-inside-and-outside", both, "an attachment with both bytes and a digest", false),
        ("attachment-neither", neither, "an attachment with neither bytes nor digest", false),
        ("attachment-without-size", no_size, "a file outside without its size", false),
        ("attachment-without-name", nameless, "an attachment without a name", false),
        ("attachment-of-another-media", inside("text/html", 5), "a media type that the element does not take", false),
        ("attachment-of-negative-size", outside(-1), "a file outside of negative size", false),
        ("attachment-with-more", more, "an attachment with a member that it does not have", false),
    ] {
        vector(whole, "attachment", name, value, says, good, "l-5.17").add(out);
    }
}

fn tables(out: &mut Out, whole: &Parts) {
    let money = |cents: i64| tag(4, Node::Array(vec![int(-2), int(cents)]));
    let row = |label: &str, paid: Node, count: Node| Node::Array(vec![text(label), paid, count]);
    let of = |columns: &[&str], rows: Vec<Node>| {
        map([("rows", Node::Array(rows)), ("columns", Node::Array(columns.iter().map(|column| text(column)).collect()))])
    };
    let columns = ["label", "paid", "count"];
    let table = |rows: Vec<Node>| of(&columns, rows);
    let good_row = || row("a", money(100), int(1));
    for (name, value, says, good, clause) in [
        ("table-of-one-row", table(vec![good_row()]), "the fewest rows there may be", true, "l-5.16"),
        ("table-of-no-row", table(vec![]), "a table without rows where one must be", false, "l-5.16"),
        ("table-of-three-rows", table(vec![good_row(), good_row(), good_row()]), "the most rows there may be", true, "l-5.16"),
        ("table-of-four-rows", table(vec![good_row(), good_row(), good_row(), good_row()]), "a table of four rows where three may be", false, "l-5.16"),
        ("table-of-other-columns", of(&["label", "paid", "number"], vec![good_row()]), "a column of another name", false, "l-5.14"),
        ("table-of-turned-columns", of(&["paid", "label", "count"], vec![Node::Array(vec![money(1), text("a"), int(1)])]), "the columns in another order", false, "l-5.14"),
        ("table-of-short-row", table(vec![Node::Array(vec![text("a"), money(1)])]), "a row without its last cell", false, "l-5.14"),
        ("table-of-long-row", table(vec![Node::Array(vec![text("a"), money(1), int(1), int(1)])]), "a row with one cell more", false, "l-5.14"),
        ("table-with-null", table(vec![row("a", NULL, int(1))]), "null in a column that may have it", true, "l-5.15"),
        ("table-with-wrong-null", table(vec![row("a", money(1), NULL)]), "null in a column that may not have it", false, "l-5.15"),
        ("table-cell-of-another-kind", table(vec![row("a", int(1), int(1))]), "a number where an amount must be", false, "l-5.15"),
        ("table-cell-of-another-scale", table(vec![row("a", tag(4, Node::Array(vec![int(-1), int(1)])), int(1))]), "an amount with one decimal where two are", false, "l-5.15"),
        ("table-cell-undefined", table(vec![row("a", Node::Simple(23), int(1))]), "undefined in a cell", false, "l-5.15"),
        ("table-cell-float", table(vec![row("a", money(1), Node::Raw(vec![0xf9, 0x3c, 0]))]), "a float in a cell", false, "l-5.15"),
        ("table-as-array", Node::Array(vec![good_row()]), "a table that is a list of rows", false, "l-5.1"),
    ] {
        vector(whole, "table", name, value, says, good, clause).add(out);
    }
    for (count, good) in [(10_000, true), (10_001, false)] {
        let rows = vec![Node::Array(vec![int(1)]); count];
        vector(whole, "cells", &format!("table-of-{count}-cells"), of(&["n"], rows), &format!("a table of {count} cells"), good, "l-5.16")
            .flags(&["N28", "boundary"])
            .add(out);
    }
}

fn derived(out: &mut Out, whole: &Parts) {
    let of = |value: Node, rule: &str| map([("rule", text(rule)), ("as_of", date("2026-03-05")), ("value", value)]);
    let rule = |id: &str| {
        let (_, items) = whole.name_spaces.iter().find(|(ns, _)| ns == KINDS).unwrap();
        let content = items.iter().map(|item| Node::read(item).opened()).find(|item| item.at("elementIdentifier") == &text(id));
        content.unwrap().at("elementValue").at("rule").as_text().to_owned()
    };
    let (enough, band) = (rule("paid_enough"), rule("paid_band"));
    for (name, id, value, says, good) in [
        ("derived-state", "paid_enough", of(FALSE, &enough), "a derived state", true),
        ("derived-band", "paid_band", of(text("low"), &band), "a derived band", true),
        ("derived-of-another-band", "paid_band", of(text("middle"), &band), "a band that the rule cannot give", false),
        ("derived-state-as-band", "paid_enough", of(text("low"), &enough), "a band where the rule gives a state", false),
        ("derived-exact", "paid_band", of(tag(4, Node::Array(vec![int(-2), int(1250)])), &band), "the exact value where the rule gives a band", false),
        ("derived-by-another-rule", "paid_enough", of(TRUE, "at_least(amount,1)"), "a state under another rule", false),
        ("derived-without-day", "paid_enough", map([("rule", text(&enough)), ("value", TRUE)]), "a derived value without its day", false),
        ("derived-bare", "paid_enough", TRUE, "a bare boolean where a derived value must be", false),
    ] {
        vector(whole, id, name, value, says, good, "l-5.18").add(out);
    }
    let digest = |alg: Node, value: &[u8]| map([("alg", alg), ("value", bytes(value))]);
    for (name, value, says, good) in [
        ("digest-sha-384", digest(int(-43), &[1; 48]), "a digest of SHA-384", true),
        ("digest-unknown-of-16-bytes", digest(int(-70_000), &[1; 16]), "16 bytes of an algorithm that is not known", true),
        ("digest-unknown-of-64-bytes", digest(int(-70_000), &[1; 64]), "64 bytes of an algorithm that is not known", true),
        ("digest-short", digest(int(-16), &[1; 31]), "a digest of SHA-256 of 31 bytes", false),
        ("digest-long", digest(int(-16), &[1; 33]), "a digest of SHA-256 of 33 bytes", false),
        ("digest-unknown-of-15-bytes", digest(int(-70_000), &[1; 15]), "15 bytes of an algorithm that is not known", false),
        ("digest-unknown-of-65-bytes", digest(int(-70_000), &[1; 65]), "65 bytes of an algorithm that is not known", false),
        ("digest-by-name", digest(text("SHA-256"), &[1; 32]), "a digest whose algorithm is text", false),
        ("digest-bare", bytes(&[1; 32]), "a digest that is bytes only", false),
    ] {
        vector(whole, "template_digest", name, value, says, good, "l-5.19").add(out);
    }
}
