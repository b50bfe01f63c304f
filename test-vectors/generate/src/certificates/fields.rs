//! Fields, signature, key and extensions of the sealing certificate.

use super::*;
use crate::{
    authorities::{ROOT_KEY, signed, time},
    out::Out,
    pki::{
        AUTHORITY_KEY, DISTRIBUTION_POINTS, Draft, ISSUER_NAMES, KEY_USAGE, PURPOSES, SUBJECT_KEY,
        Subject, date, name, tlv,
    },
};

pub(crate) fn make(out: &mut Out) {
    fields(out);
    signatures(out);
    keys(out);
    extensions(out);
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
