//! DER of the sealing certificate, and its size.

use super::*;
use crate::{
    authorities::{ROOT_KEY, signed, time},
    out::Out,
    pki::{BASIC_CONSTRAINTS, DOCUMENT_SIGNER, Draft, KEY_USAGE, PURPOSES, date, name, tlv},
};

pub(crate) fn make(out: &mut Out) {
    encoding(out);
    sizes(out);
}

fn encoding(out: &mut Out) {
    let draft = good();
    let utc = |text: &str| tlv(0x17, &[text.as_bytes()]);
    let life = |from: &[u8], until: &[u8]| Draft {
        validity: tlv(0x30, &[from, until]),
        ..good()
    };
    let (from, until) = (
        date(time(crate::authorities::NOT_BEFORE)),
        date(time(crate::authorities::NOT_AFTER)),
    );
    let serial = |serial: &[u8]| Draft {
        serial: serial.to_vec(),
        ..good()
    };
    let indefinite = [&[0x30, 0x80], &draft.validity[2..], &[0, 0]].concat();
    let attribute = |id: u8, tag: u8, value: &[u8]| {
        tlv(0x30, &[&[0x06, 0x03, 0x55, 0x04, id], &tlv(tag, &[value])])
    };
    let with_set = |members: &[&[u8]]| {
        let whole = name(&crate::authorities::SEAL);
        Draft {
            subject: tlv(0x30, &[content(&whole), &tlv(0x31, members)]),
            ..good()
        }
    };
    let (unit, locality) = (attribute(0x0b, 0x0c, b"A"), attribute(0x07, 0x0c, b"B"));
    let nested =
        |levels: usize| (0..levels).fold(vec![0x05, 0x00], |inside, _| tlv(0x30, &[&inside]));
    for (name, draft, says, code, clause) in [
        (
            "length-long",
            serial(&long(&draft.serial)),
            "with a length that is not in the shortest form",
            MALFORMED,
            "t-der-length",
        ),
        (
            "length-indefinite",
            Draft {
                validity: indefinite,
                ..good()
            },
            "with an indefinite length",
            MALFORMED,
            "t-der-length",
        ),
        (
            "length-of-five-bytes",
            serial(&[0x02, 0x85, 0, 0, 0, 0, 1, 7]),
            "with a length of five bytes",
            MALFORMED,
            "t-der-length",
        ),
        (
            "boolean-of-one",
            with_raw_critical(0x01),
            "with a BOOLEAN of 01",
            MALFORMED,
            "t-der-boolean",
        ),
        (
            "boolean-default",
            with_raw_critical(0x00),
            "that says critical FALSE, which is the default",
            MALFORMED,
            "t-der-boolean",
        ),
        (
            "ca-false",
            with(BASIC_CONSTRAINTS, true, &[0x30, 0x03, 0x01, 0x01, 0x00]),
            "that says cA FALSE, which is the default",
            MALFORMED,
            "t-der-boolean",
        ),
        (
            "integer-empty",
            serial(&[0x02, 0x00]),
            "with an INTEGER of no bytes",
            MALFORMED,
            "t-der-integer",
        ),
        (
            "integer-long",
            serial(&[0x02, 0x02, 0x00, 0x07]),
            "with an INTEGER that has a zero too many",
            MALFORMED,
            "t-der-integer",
        ),
        (
            "bits-not-zero",
            with(KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x81]),
            "whose keyUsage has padding that is not zero",
            MALFORMED,
            "t-der-bits",
        ),
        (
            "oid-empty",
            raw_purpose(&[0x06, 0x00]),
            "with an OBJECT IDENTIFIER of no bytes",
            MALFORMED,
            "t-der-oid",
        ),
        (
            "oid-cut",
            raw_purpose(&[0x06, 0x02, 0x2a, 0x81]),
            "with an OBJECT IDENTIFIER that is cut short",
            MALFORMED,
            "t-der-oid",
        ),
        (
            "oid-long",
            raw_purpose(&[0x06, 0x03, 0x2a, 0x80, 0x01]),
            "with an OBJECT IDENTIFIER that has a zero too many",
            MALFORMED,
            "t-der-oid",
        ),
        (
            "set-in-order",
            with_set(&[&locality, &unit]),
            "whose subject has a SET of two in order",
            NONE,
            "t-der-set",
        ),
        (
            "set-out-of-order",
            with_set(&[&unit, &locality]),
            "whose subject has a SET of two out of order",
            MALFORMED,
            "t-der-set",
        ),
        (
            "set-twice",
            with_set(&[&unit, &unit]),
            "whose subject has a SET with one member twice",
            MALFORMED,
            "t-der-set",
        ),
        (
            "time-without-seconds",
            life(&utc("2601010000Z"), &until),
            "with a time without seconds",
            MALFORMED,
            "t-der-time",
        ),
        (
            "time-with-offset",
            life(&utc("260101000000+0800"), &until),
            "with an offset in a time",
            MALFORMED,
            "t-der-time",
        ),
        (
            "time-no-such-day",
            life(&utc("260230000000Z"), &until),
            "with a day that does not exist",
            MALFORMED,
            "t-der-time",
        ),
        (
            "time-fraction",
            life(&from, &tlv(0x18, &[b"20510101000000.5Z"])),
            "with a fraction of a second",
            MALFORMED,
            "t-der-time",
        ),
        (
            "string-not-printable",
            with_set(&[&attribute(0x0b, 0x13, b"a@b")]),
            "with `@` in a PrintableString",
            MALFORMED,
            "t-der-string",
        ),
        (
            "string-not-utf-8",
            with_set(&[&attribute(0x0b, 0x0c, &[0xc3, 0x28])]),
            "with a UTF8String that is not UTF-8",
            MALFORMED,
            "t-der-string",
        ),
        (
            "trailing-in-extension",
            with(KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x80, 0x00]),
            "with a byte after the value of an extension",
            MALFORMED,
            "t-der-trailing",
        ),
        (
            "too-deep",
            with(
                SUBJECT_NAMES,
                false,
                &tlv(
                    0x30,
                    &[&tlv(
                        0xa0,
                        &[&[0x06, 0x03, 0x2a, 0x03, 0x04], &tlv(0xa0, &[&nested(20)])],
                    )],
                ),
            ),
            "with values nested in 20 levels",
            MALFORMED,
            "t-der-depth",
        ),
    ] {
        under_draft(name, &draft, says, code, clause)
            .flags(&["strict"])
            .add(out);
    }
    let whole = signed(&good(), ROOT_KEY);
    under(
        "trailing-byte",
        &[whole.as_slice(), &[0]].concat(),
        "a byte after the sealing certificate",
        MALFORMED,
        "t-der-trailing",
    )
    .flags(&["strict"])
    .add(out);
    under(
        "cut-by-one",
        &whole[..whole.len() - 1],
        "a sealing certificate without its last byte",
        MALFORMED,
        "t-der-length",
    )
    .flags(&["N28"])
    .add(out);
    under(
        "no-bytes",
        &[],
        "a sealing certificate of no bytes",
        MALFORMED,
        "t-der-length",
    )
    .flags(&["N28"])
    .add(out);
}

/// What is inside a value of DER.
fn content(value: &[u8]) -> &[u8] {
    match value[1] {
        0x81 => &value[3..],
        0x82 => &value[4..],
        _ => &value[2..],
    }
}

/// An unknown extension whose `critical` is this byte.
fn with_raw_critical(byte: u8) -> Draft {
    let mut draft = good();
    draft.extensions.push(tlv(
        0x30,
        &[
            &tlv(0x06, &[UNKNOWN]),
            &[0x01, 0x01, byte],
            &[0x04, 0x01, 0x00],
        ],
    ));
    draft
}

fn raw_purpose(oid: &[u8]) -> Draft {
    with(
        PURPOSES,
        true,
        &tlv(0x30, &[&tlv(0x06, &[DOCUMENT_SIGNER]), oid]),
    )
}

fn sizes(out: &mut Out) {
    let sized = |size: usize| {
        let padded = |padding: usize, serial: u8| {
            let mut draft = with(UNKNOWN, false, &vec![b'p'; padding]);
            draft.serial = tlv(0x02, &[&[serial]]);
            signed(&draft, ROOT_KEY)
        };
        let padding = size - (padded(size - 1000, 1).len() - (size - 1000));
        // The length of an ECDSA signature varies by a byte or two, and with it that of the certificate.
        (1..100)
            .map(|serial| padded(padding, serial))
            .find(|der| der.len() == size)
            .expect("one of these has the size")
    };
    under(
        "size-16384",
        &sized(16_384),
        "a sealing certificate of 16,384 bytes",
        NONE,
        "t-limit-size",
    )
    .flags(&["N28", "boundary"])
    .add(out);
    under(
        "size-16385",
        &sized(16_385),
        "a sealing certificate of 16,385 bytes",
        "trust.over-limit",
        "t-limit-size",
    )
    .flags(&["N28", "boundary"])
    .add(out);
}
