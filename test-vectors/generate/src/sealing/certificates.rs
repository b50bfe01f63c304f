//! The sealing certificate: one that may seal, and the issuer's own.

use super::*;

pub(super) fn certificates(out: &mut Out) {
    let twin = "business-licence";
    refused(
        "certificate-missing",
        "no certificate",
        &["s-5.1a"],
        &["seal.certificate-missing"],
        twin,
    )
    .given("chain", json!([]))
    .add(out);
    let draft = || leaf_draft((SEAL, SEAL_KEY), THE_ROOT);
    let ca = ca_draft((SEAL, SEAL_KEY), THE_ROOT, 0);
    let private = pki::extension(
        &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0xde, 0x1b],
        false,
        &pki::tlv(0x04, &[&vec![0; 16_384]]),
    );
    let sign = |draft: &Draft| signed(draft, ROOT_KEY);
    let cases: [(&str, Vec<u8>, &str, &str); 6] = [
        (
            "trailing-byte",
            [leaf(), vec![0]].concat(),
            "trust.certificate-malformed",
            "a byte behind the certificate",
        ),
        (
            "no-authority-key",
            sign(&draft().with(pki::AUTHORITY_KEY, None)),
            "trust.certificate-profile",
            "no authorityKeyIdentifier",
        ),
        (
            "no-purposes",
            sign(&draft().with(pki::PURPOSES, None)),
            "trust.certificate-usage",
            "no purposes",
        ),
        (
            "key-agreement",
            sign(&draft().with(
                pki::KEY_USAGE,
                Some(pki::extension(
                    pki::KEY_USAGE,
                    true,
                    &[0x03, 0x02, 0x03, 0x08],
                )),
            )),
            "trust.certificate-usage",
            "a key for key agreement only",
        ),
        (
            "of-a-ca",
            sign(&ca),
            "trust.certificate-usage",
            "the certificate of a CA",
        ),
        (
            "too-large",
            sign(&draft().with(&[0x2b], Some(private))),
            "trust.over-limit",
            "more than 16 KiB",
        ),
    ];
    for (name, der, code, says) in cases {
        certificate(out, name, &der);
        refused(
            &format!("certificate-{name}"),
            says,
            &["s-5.1b"],
            &[code],
            twin,
        )
        .certificate(name)
        .add(out);
    }
    let key = KeyName("document signer", Algorithm::Sm2);
    secret(out, "document-signer-sm2", key);
    let sm2 = signed(
        &leaf_draft((THE_SIGNER.0, key), crate::authorities::THE_IACA),
        IACA_KEY,
    );
    certificate(out, "document-signer-sm2", &sm2);
    refused(
        "foreign-sm2",
        "a foreign document with a key that its standard does not have",
        &["s-5.1b"],
        &["trust.certificate-profile"],
        "foreign",
    )
    .foreign()
    .certificate("document-signer-sm2")
    .given("key", "keys/document-signer-sm2.pem")
    .given("algorithm", "SM2")
    .feature("sm")
    .add(out);
}

pub(super) fn issuers(out: &mut Out) {
    let twin = "business-licence";
    let of = |code: &'static str| {
        signed(
            &leaf_draft(
                (
                    Subject {
                        organization_identifier: code,
                        ..SEAL
                    },
                    SEAL_KEY,
                ),
                THE_ROOT,
            ),
            ROOT_KEY,
        )
    };
    certificate(out, "seal-small-letters", &of("y1440100tem000037d"));
    certificate(out, "seal-with-prefix", &of("NTRCN-Y1440100TEM000037D"));
    for (name, certificate, says) in [
        (
            "another",
            "seal-of-another",
            "the certificate of another authority",
        ),
        (
            "small-letters",
            "seal-small-letters",
            "the code of the authority in small letters",
        ),
        (
            "prefix",
            "seal-with-prefix",
            "the code of the authority behind a prefix",
        ),
    ] {
        refused(
            &format!("issuer-{name}"),
            says,
            &["s-5.3a"],
            &["trust.issuer-mismatch"],
            twin,
        )
        .certificate(certificate)
        .add(out);
    }
    certificate(out, "seal-of-nobody", &of(""));
    refused(
        "issuer-unstated",
        "a certificate that does not say whose seal it is",
        &["s-5.3b"],
        &["trust.issuer-unstated"],
        twin,
    )
    .certificate("seal-of-nobody")
    .add(out);
    let mut two = leaf_draft((SEAL, SEAL_KEY), THE_ROOT);
    let codes = [GUANGZHOU, TIANHE].map(|code| {
        let kind = [0x06, 0x03, 0x55, 0x04, 0x61];
        pki::tlv(
            0x31,
            &[&pki::tlv(
                0x30,
                &[&kind, &pki::tlv(0x0c, &[code.as_bytes()])],
            )],
        )
    });
    two.subject = pki::tlv(0x30, &[&codes[0], &codes[1]]);
    certificate(out, "seal-of-two", &signed(&two, ROOT_KEY));
    refused(
        "issuer-of-two",
        "a certificate that names two authorities",
        &["s-5.3b"],
        &["trust.issuer-unstated"],
        twin,
    )
    .certificate("seal-of-two")
    .add(out);
}
