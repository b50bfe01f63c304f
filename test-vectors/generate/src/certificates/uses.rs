//! What the sealing certificate may be used for, and when.

use super::*;
use crate::{
    authorities::{ROOT_KEY, THE_ROOT, THE_SEAL, leaf_draft, signed, time},
    good::mdl,
    out::{Out, Vector},
    pki::{
        AUTHORITY_KEY, BASIC_CONSTRAINTS, DOCUMENT_SIGNER, Draft, KEY_USAGE, PURPOSES, date, tlv,
    },
};

pub(crate) fn make(out: &mut Out) {
    uses(out);
    foreign_uses(out);
    times(out);
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
