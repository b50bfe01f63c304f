//! The sealing certificate alone, one thing wrong with it at a time; the licence and its signature are right.

use crate::{
    authorities::{ROOT_KEY, THE_ROOT, THE_SEAL, leaf_draft, root, signed, time, trust},
    good::{business, mdl},
    out::{Out, Vector},
    pki::{
        AUTHORITY_KEY, BASIC_CONSTRAINTS, DISTRIBUTION_POINTS, DOCUMENT_SIGNER, Draft,
        ISSUER_NAMES, KEY_USAGE, PURPOSES, SUBJECT_KEY, Subject, date, extension, name, tlv,
    },
};

pub(crate) const SUBJECT_NAMES: &[u8] = &[0x55, 0x1d, 17];
pub(crate) const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
const ANY_PURPOSE: &[u8] = &[0x55, 0x1d, 37, 0];
const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
const UNKNOWN: &[u8] = &[0x2a, 0x03, 0x04];

const MALFORMED: &str = "trust.certificate-malformed";
const PROFILE: &str = "trust.certificate-profile";
const USAGE: &str = "trust.certificate-usage";
const NONE: &str = "";

pub(crate) fn make(out: &mut Out) {
    out.trust(
        "guangdong-foreign",
        &trust(&[(&root(), "iso18013:*:CN-44")], &[]),
    );
    encoding(out);
    fields(out);
    signatures(out);
    keys(out);
    extensions(out);
    uses(out);
    foreign_uses(out);
    times(out);
    sizes(out);
}

fn good() -> Draft {
    leaf_draft(THE_SEAL, THE_ROOT)
}

fn with(id: &[u8], critical: bool, value: &[u8]) -> Draft {
    good().with(id, Some(extension(id, critical, value)))
}

/// A business licence under this certificate.
fn under(name: &str, certificate: &[u8], says: &str, code: &str, clause: &str) -> Vector {
    let parts = business().with_chain(&[certificate]);
    let id = format!("trust.{name}");
    let vector = if code == NONE {
        Vector::accepted(&id, parts.write(), says)
    } else {
        Vector::refused(&id, parts.write(), says, &[code])
            .critical()
            .twin("verify.business-licence")
    };
    vector.clause(&[clause]).flags(&["trust", "N12"])
}

fn under_draft(name: &str, draft: &Draft, says: &str, code: &str, clause: &str) -> Vector {
    under(
        name,
        &signed(draft, ROOT_KEY),
        &format!("a sealing certificate {says}"),
        code,
        clause,
    )
}

/// A value with its length in one byte more than it needs.
fn long(value: &[u8]) -> Vec<u8> {
    assert!(value[1] < 0x80);
    [&value[..1], &[0x81], &value[1..]].concat()
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

fn fields(out: &mut Out) {
    let (from, until) = (
        time(crate::authorities::NOT_BEFORE),
        time(crate::authorities::NOT_AFTER),
    );
    let serial = |bytes: &[u8]| Draft {
        serial: tlv(0x02, &[bytes]),
        ..good()
    };
    let nobody = || name(&Subject::default());
    for (name, draft, says, code, clause) in [
        (
            "version-1",
            Draft {
                version: vec![],
                ..good()
            },
            "of version 1",
            PROFILE,
            "t-version",
        ),
        (
            "version-2",
            Draft {
                version: vec![0xa0, 0x03, 0x02, 0x01, 0x01],
                ..good()
            },
            "of version 2",
            PROFILE,
            "t-version",
        ),
        (
            "version-4",
            Draft {
                version: vec![0xa0, 0x03, 0x02, 0x01, 0x03],
                ..good()
            },
            "of version 4",
            PROFILE,
            "t-version",
        ),
        (
            "serial-zero",
            serial(&[0]),
            "whose serial number is zero",
            PROFILE,
            "t-serial",
        ),
        (
            "serial-negative",
            serial(&[0xff]),
            "whose serial number is negative",
            PROFILE,
            "t-serial",
        ),
        (
            "serial-of-20-bytes",
            serial(&[1; 20]),
            "whose serial number has 20 bytes",
            NONE,
            "t-serial",
        ),
        (
            "serial-of-21-bytes",
            serial(&[1; 21]),
            "whose serial number has 21 bytes",
            PROFILE,
            "t-serial",
        ),
        (
            "subject-empty",
            Draft {
                subject: nobody(),
                ..good()
            },
            "of nobody",
            PROFILE,
            "t-name-empty",
        ),
        (
            "issuer-empty",
            Draft {
                issuer: nobody(),
                ..good()
            },
            "by nobody",
            PROFILE,
            "t-name-empty",
        ),
        (
            "unique-identifier",
            Draft {
                spki: [good().spki, vec![0x81, 0x02, 0x00, 0x01]].concat(),
                ..good()
            },
            "with a unique identifier of its issuer",
            MALFORMED,
            "t-unique-ids",
        ),
        (
            "validity-reversed",
            Draft {
                validity: tlv(0x30, &[&date(until), &date(from)]),
                ..good()
            },
            "whose validity ends before it begins",
            PROFILE,
            "t-validity-reversed",
        ),
        (
            "date-general-before-2050",
            Draft {
                validity: tlv(0x30, &[&tlv(0x18, &[b"20260101000000Z"]), &date(until)]),
                ..good()
            },
            "whose date of 2026 is a GeneralizedTime",
            PROFILE,
            "t-date-form",
        ),
        (
            "date-general-after-2050",
            Draft {
                validity: tlv(0x30, &[&date(from), &tlv(0x18, &[b"20500101000000Z"])]),
                ..good()
            },
            "whose date of 2050 is a GeneralizedTime",
            NONE,
            "t-date-form",
        ),
    ] {
        under_draft(name, &draft, says, code, clause).add(out);
    }
}

fn signatures(out: &mut Out) {
    let of = |oid: &[u8], parameters: &[u8]| tlv(0x30, &[&tlv(0x06, &[oid]), parameters]);
    let sha256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
    let sha384: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03];
    let sha1: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01];
    let rsa: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
    let both = |algorithm: Vec<u8>| Draft {
        inner_algorithm: algorithm.clone(),
        outer_algorithm: algorithm,
        ..good()
    };
    for (name, draft, says, code, clause) in [
        (
            "algorithm-differs-inside",
            Draft {
                inner_algorithm: of(sha384, &[]),
                ..good()
            },
            "that names SHA-384 inside and SHA-256 outside",
            PROFILE,
            "t-algorithm-twice",
        ),
        (
            "algorithm-differs-outside",
            Draft {
                outer_algorithm: of(sha384, &[]),
                ..good()
            },
            "that names SHA-384 outside and SHA-256 inside",
            PROFILE,
            "t-algorithm-twice",
        ),
        (
            "algorithm-with-parameters",
            both(of(sha256, &[0x05, 0x00])),
            "whose algorithm has parameters",
            PROFILE,
            "t-algorithm-list",
        ),
        (
            "algorithm-sha-1",
            both(of(sha1, &[])),
            "signed with SHA-1",
            PROFILE,
            "t-algorithm-list",
        ),
        (
            "algorithm-rsa",
            both(of(rsa, &[0x05, 0x00])),
            "signed with RSA",
            PROFILE,
            "t-algorithm-list",
        ),
        (
            "algorithm-misnamed",
            both(of(sha384, &[])),
            "that names SHA-384 and is signed with SHA-256",
            "trust.no-path",
            "t-path-key",
        ),
    ] {
        under_draft(name, &draft, says, code, clause).add(out);
    }
    let draft = good();
    let to_be_signed = draft.to_be_signed();
    under(
        "signature-empty",
        &draft.assemble(&to_be_signed, &[]),
        "a sealing certificate with a signature of no bytes",
        MALFORMED,
        "t-signature-empty",
    )
    .add(out);
    let ragged = tlv(
        0x30,
        &[
            &to_be_signed,
            &draft.outer_algorithm,
            &tlv(0x03, &[&[4], &[0x30, 0x00]]),
        ],
    );
    under(
        "signature-not-of-whole-bytes",
        &ragged,
        "a sealing certificate whose signature is not of whole bytes",
        MALFORMED,
        "t-signature-empty",
    )
    .add(out);
    under(
        "signature-zero",
        &draft.assemble(
            &to_be_signed,
            &[0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00],
        ),
        "a sealing certificate whose signature is r = 0, s = 0",
        "trust.no-path",
        "t-path-key",
    )
    .add(out);
    let mut changed = good();
    changed.serial = tlv(0x02, &[&[8]]);
    let right = signed(&draft, ROOT_KEY);
    let at = right
        .windows(2)
        .rposition(|window| {
            window == [0x03, 0x48] || window == [0x03, 0x47] || window == [0x03, 0x49]
        })
        .unwrap();
    under(
        "changed-after-signing",
        &changed.assemble(&changed.to_be_signed(), &right[at + 3..]),
        "a sealing certificate that was changed after signing",
        "trust.no-path",
        "t-path-key",
    )
    .add(out);
}

fn keys(out: &mut Out) {
    let spki = good().spki;
    let mut off_curve = spki.clone();
    *off_curve.last_mut().unwrap() ^= 1;
    let ec = |parameters: &[u8], point: &[u8]| {
        tlv(
            0x30,
            &[
                &tlv(
                    0x30,
                    &[
                        &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
                        parameters,
                    ],
                ),
                &tlv(0x03, &[&[0], point]),
            ],
        )
    };
    let point = &spki[spki.len() - 65..];
    let infinity = ec(
        &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        &[0],
    );
    let compressed = ec(
        &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
        &[&[2 + (point[64] & 1)], &point[1..33]].concat(),
    );
    let rsa = tlv(
        0x30,
        &[
            &[
                0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05,
                0x00,
            ],
            &tlv(
                0x03,
                &[
                    &[0],
                    &tlv(0x30, &[&tlv(0x02, &[&[0x7f; 128]]), &[0x02, 0x01, 0x03]]),
                ],
            ),
        ],
    );
    for (name, spki, says) in [
        (
            "key-no-point",
            off_curve,
            "whose key is no point of its curve",
        ),
        (
            "key-at-infinity",
            infinity,
            "whose key is the point at infinity",
        ),
        (
            "key-compressed",
            compressed,
            "whose key is a compressed point",
        ),
        (
            "key-explicit-curve",
            ec(&[0x30, 0x03, 0x02, 0x01, 0x01], point),
            "whose key has explicit parameters",
        ),
        (
            "key-secp256k1",
            ec(&[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x0a], point),
            "whose key is on secp256k1",
        ),
        ("key-rsa", rsa, "whose key is one for RSA"),
    ] {
        under_draft(name, &Draft { spki, ..good() }, says, PROFILE, "t-key").add(out);
    }
}

fn extensions(out: &mut Out) {
    let mut twice = good();
    twice.extensions.push(twice.extensions[0].clone());
    let key_id = tlv(0x30, &[&tlv(0x80, &[b"key"])]);
    let dns = tlv(0x30, &[&tlv(0x82, &[b"seal.example"])]);
    let policies: [&[u8]; 3] = [&[0x55, 0x1d, 33], &[0x55, 0x1d, 36], &[0x55, 0x1d, 54]];
    let mapping = tlv(
        0x30,
        &[&tlv(0x30, &[&[0x06, 0x01, 0x2a], &[0x06, 0x01, 0x2b]])],
    );
    for (name, draft, says, code, clause) in [
        (
            "extension-twice",
            twice,
            "with one extension twice",
            PROFILE,
            "t-extension-twice",
        ),
        (
            "extension-unknown-critical",
            with(UNKNOWN, true, b"?"),
            "with an unknown critical extension",
            PROFILE,
            "t-extension-unknown",
        ),
        (
            "extension-unknown",
            with(UNKNOWN, false, b"?"),
            "with an unknown extension that is not critical",
            NONE,
            "t-extension-unknown",
        ),
        (
            "extension-malformed",
            with(KEY_USAGE, true, &[0x03, 0x01, 0x00]),
            "whose keyUsage has no bit",
            MALFORMED,
            "t-extension-malformed",
        ),
        (
            "extension-malformed-not-critical",
            with(DISTRIBUTION_POINTS, false, &[0x30, 0x02, 0x30, 0x00]),
            "whose cRLDistributionPoints is malformed",
            MALFORMED,
            "t-extension-malformed",
        ),
        (
            "extension-empty-list",
            with(PURPOSES, true, &[0x30, 0x00]),
            "whose extKeyUsage is an empty list",
            MALFORMED,
            "t-extension-malformed",
        ),
        (
            "authority-key-critical",
            with(AUTHORITY_KEY, true, &key_id),
            "whose authorityKeyIdentifier is critical",
            PROFILE,
            "t-extension-critical",
        ),
        (
            "subject-key-critical",
            with(SUBJECT_KEY, true, &[0x04, 0x01, 0x01]),
            "whose subjectKeyIdentifier is critical",
            PROFILE,
            "t-extension-critical",
        ),
        (
            "issuer-names-critical",
            with(ISSUER_NAMES, true, &dns),
            "whose issuerAltName is critical",
            PROFILE,
            "t-extension-critical",
        ),
        (
            "policy-mappings",
            with(policies[0], false, &mapping),
            "with policyMappings",
            PROFILE,
            "t-policy",
        ),
        (
            "policy-constraints",
            with(policies[1], false, &[0x30, 0x03, 0x80, 0x01, 0x00]),
            "with policyConstraints",
            PROFILE,
            "t-policy",
        ),
        (
            "inhibit-any-policy",
            with(policies[2], false, &[0x02, 0x01, 0x00]),
            "with inhibitAnyPolicy",
            PROFILE,
            "t-policy",
        ),
        (
            "without-distribution-points",
            good().with(DISTRIBUTION_POINTS, None),
            "without cRLDistributionPoints",
            NONE,
            "t-extension-malformed",
        ),
    ] {
        under_draft(name, &draft, says, code, clause)
            .flags(&["N18"])
            .add(out);
    }
}

fn purposes(critical: bool, list: &[&[u8]]) -> Draft {
    let oids: Vec<Vec<u8>> = list.iter().map(|oid| tlv(0x06, &[oid])).collect();
    with(
        PURPOSES,
        critical,
        &tlv(0x30, &oids.iter().map(Vec::as_slice).collect::<Vec<_>>()),
    )
}

fn usage(bits: &[u8]) -> Draft {
    with(KEY_USAGE, true, &tlv(0x03, &[bits]))
}

fn uses(out: &mut Out) {
    let ca = with(BASIC_CONSTRAINTS, true, &[0x30, 0x03, 0x01, 0x01, 0xff]);
    let names = |tag: u8, value: &[u8]| tlv(0x30, &[&tlv(tag, &[value])]);
    let subtree = tlv(
        0x30,
        &[&tlv(0xa0, &[&tlv(0x30, &[&tlv(0x82, &[b"example.org"])])])],
    );
    for (name, draft, says, code, clause) in [
        ("leaf-is-a-ca", ca, "that is a CA's", USAGE, "t-leaf-ca"),
        (
            "leaf-is-no-ca",
            with(BASIC_CONSTRAINTS, true, &[0x30, 0x00]),
            "whose basicConstraints says that it is no CA's",
            NONE,
            "t-leaf-ca",
        ),
        (
            "leaf-without-usage",
            good().with(KEY_USAGE, None),
            "without keyUsage",
            USAGE,
            "t-leaf-usage",
        ),
        (
            "leaf-usage-commitment-only",
            usage(&[0x06, 0x40]),
            "whose keyUsage is contentCommitment alone",
            USAGE,
            "t-leaf-usage",
        ),
        (
            "leaf-usage-with-commitment",
            usage(&[0x06, 0xc0]),
            "whose keyUsage is digitalSignature and contentCommitment",
            NONE,
            "t-leaf-only-signs",
        ),
        (
            "leaf-usage-cert-sign",
            usage(&[0x02, 0x84]),
            "that may sign certificates",
            USAGE,
            "t-leaf-cert-sign",
        ),
        (
            "leaf-usage-encipherment",
            usage(&[0x05, 0xa0]),
            "that may encipher keys too",
            USAGE,
            "t-leaf-only-signs",
        ),
        (
            "leaf-usage-agreement",
            usage(&[0x03, 0x88]),
            "that may agree on keys too",
            USAGE,
            "t-leaf-only-signs",
        ),
        (
            "leaf-without-purpose",
            good().with(PURPOSES, None),
            "without extKeyUsage",
            USAGE,
            "t-leaf-purpose",
        ),
        (
            "leaf-any-purpose",
            purposes(true, &[ANY_PURPOSE]),
            "for any purpose",
            USAGE,
            "t-leaf-purpose",
        ),
        (
            "leaf-purpose-server",
            purposes(true, &[SERVER_AUTH]),
            "for web servers",
            USAGE,
            "t-leaf-purpose",
        ),
        (
            "leaf-purpose-reader",
            purposes(true, &[&[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x06]]),
            "for readers of mdocs",
            USAGE,
            "t-leaf-purpose",
        ),
        (
            "leaf-two-purposes",
            purposes(true, &[DOCUMENT_SIGNER, SERVER_AUTH]),
            "for sealing and for web servers",
            USAGE,
            "t-leaf-only-purpose",
        ),
        (
            "leaf-purpose-not-critical",
            purposes(false, &[DOCUMENT_SIGNER]),
            "whose extKeyUsage is not critical",
            USAGE,
            "t-leaf-only-purpose",
        ),
        (
            "leaf-with-constraints",
            with(NAME_CONSTRAINTS, true, &subtree),
            "with name constraints",
            PROFILE,
            "t-leaf-constraints",
        ),
        (
            "leaf-with-host",
            with(SUBJECT_NAMES, false, &names(0x82, b"seal.example")),
            "with a DNS name",
            PROFILE,
            "t-leaf-names",
        ),
        (
            "leaf-with-mailbox",
            with(SUBJECT_NAMES, false, &names(0x81, b"seal@example.org")),
            "with a mail name",
            PROFILE,
            "t-leaf-names",
        ),
        (
            "leaf-with-address",
            with(SUBJECT_NAMES, false, &names(0x87, &[192, 0, 2, 1])),
            "with an IP name",
            PROFILE,
            "t-leaf-names",
        ),
        (
            "leaf-with-uri",
            with(SUBJECT_NAMES, false, &names(0x86, b"https://seal.example")),
            "with a URI name",
            NONE,
            "t-leaf-names",
        ),
        (
            "leaf-without-authority-key",
            good().with(AUTHORITY_KEY, None),
            "without authorityKeyIdentifier",
            PROFILE,
            "t-leaf-authority-key",
        ),
    ] {
        under_draft(name, &draft, says, code, clause).add(out);
    }
}

/// What `iso18013` allows and `elicence` does not, and what neither does.
fn foreign_uses(out: &mut Out) {
    let foreign = |name: &str, certificate: &[u8], says: &str, codes: &[&str], clause: &str| {
        let mut parts = mdl().with_chain(&[certificate]);
        parts.key = THE_SEAL.1;
        let id = format!("trust.foreign-{name}");
        let vector = if codes.is_empty() {
            Vector::accepted(&id, parts.write(), says)
        } else {
            Vector::refused(&id, parts.write(), says, codes)
                .critical()
                .twin("trust.foreign-leaf")
        };
        vector
            .clause(&[clause])
            .flags(&["trust", "N12", "foreign"])
            .trust("guangdong-foreign")
    };
    for (name, draft, says, codes, clause) in [
        (
            "leaf",
            good(),
            "a foreign document under a sealing certificate",
            &[][..],
            "t-leaf-purpose",
        ),
        (
            "two-purposes",
            purposes(false, &[DOCUMENT_SIGNER, SERVER_AUTH]),
            "a foreign document under a certificate with two purposes, not critical",
            &[],
            "t-leaf-only-purpose",
        ),
        (
            "usage-encipherment",
            usage(&[0x05, 0xa0]),
            "a foreign document under a certificate that may encipher keys too",
            &[],
            "t-leaf-only-signs",
        ),
        (
            "any-purpose",
            purposes(true, &[ANY_PURPOSE]),
            "a foreign document under a certificate for any purpose",
            &[USAGE],
            "t-leaf-purpose",
        ),
        (
            "without-purpose",
            good().with(PURPOSES, None),
            "a foreign document under a certificate without extKeyUsage",
            &[USAGE],
            "t-leaf-purpose",
        ),
        (
            "usage-cert-sign",
            usage(&[0x02, 0x84]),
            "a foreign document under a certificate that may sign certificates",
            &[USAGE],
            "t-leaf-cert-sign",
        ),
        (
            "host",
            with(
                SUBJECT_NAMES,
                false,
                &tlv(0x30, &[&tlv(0x82, &[b"seal.example"])]),
            ),
            "a foreign document under a web server's name",
            &[PROFILE],
            "t-leaf-names",
        ),
    ] {
        foreign(name, &signed(&draft, ROOT_KEY), says, codes, clause).add(out);
    }
    let sm2 = crate::authorities::KeyName("seal", elicence::crypto::Algorithm::Sm2);
    let mut parts = mdl()
        .with_key(sm2)
        .with_chain(&[&signed(&leaf_draft((THE_SEAL.0, sm2), THE_ROOT), ROOT_KEY)]);
    parts.key = sm2;
    Vector::refused(
        "trust.foreign-sm2",
        parts.write(),
        "a foreign document under a key on the SM2 curve, and so signed with SM2",
        &["seal.algorithm-not-allowed", PROFILE],
    )
    .clause(&["t-leaf-sm2", "v-2.2.1c"])
    .flags(&["trust", "foreign"])
    .feature("sm")
    .trust("guangdong-foreign")
    .twin("seal.sm2")
    .add(out);
}

fn times(out: &mut Out) {
    let mut parts = mdl();
    parts.key = THE_SEAL.1;
    // The signed object says 2025 to 2028, so that only the certificate decides.
    parts
        .validity()
        .set("validUntil", crate::cbor::tdate("2028-01-01T00:00:00Z"));
    parts
        .validity()
        .set("signed", crate::cbor::tdate(crate::authorities::NOT_BEFORE));
    parts.validity().set(
        "validFrom",
        crate::cbor::tdate(crate::authorities::NOT_BEFORE),
    );
    let whole = parts.with_chain(&[&signed(&good(), ROOT_KEY)]).write();
    let vector = |name: &str, now: &str, says: &str, codes: &[&str], clause: &str| {
        let id = format!("trust.{name}");
        let vector = if codes.is_empty() {
            Vector::accepted(&id, whole.clone(), says)
        } else {
            Vector::refused(&id, whole.clone(), says, codes)
                .critical()
                .twin("trust.certificate-first-second")
        };
        vector
            .now(now)
            .trust("guangdong-foreign")
            .clause(&[clause])
            .flags(&["trust", "time", "boundary", "N12", "N20"])
    };
    vector(
        "certificate-first-second",
        "2026-01-01T00:00:00Z",
        "judged in the first second of the certificate",
        &[],
        "t-not-before",
    )
    .add(out);
    vector(
        "certificate-too-early",
        "2025-12-31T23:59:59Z",
        "judged one second before the certificate, and so before the seal",
        &[
            "trust.certificate-not-yet-valid",
            "verify.signed-in-future",
            "verify.mso-not-yet-valid",
        ],
        "t-not-before",
    )
    .add(out);
    vector(
        "certificate-last-second",
        "2026-12-31T23:59:59Z",
        "judged in the last second of the certificate",
        &[],
        "t-not-after",
    )
    .add(out);
    vector(
        "certificate-too-late",
        "2027-01-01T00:00:00Z",
        "judged one second after the certificate",
        &["trust.certificate-expired"],
        "t-not-after",
    )
    .add(out);
    let draft = Draft {
        validity: tlv(
            0x30,
            &[
                &date(time("2026-06-01T00:00:01Z")),
                &date(time("2027-01-01T00:00:00Z")),
            ],
        ),
        ..good()
    };
    under_draft(
        "certificate-not-yet-valid",
        &draft,
        "that counts from the next second",
        "trust.certificate-not-yet-valid",
        "t-not-before",
    )
    .flags(&["time"])
    .add(out);
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
