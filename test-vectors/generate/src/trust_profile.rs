//! The rules of a place: section 6.1 under both profiles, and section 6.2.

use elicence::crypto::Algorithm;

use crate::{
    authorities::{
        IACA_KEY, KeyName, MIDDLE_KEY, ROOT_KEY, SEAL, SEAL_KEY, THE_IACA, THE_MIDDLE, THE_ROOT, THE_SEAL, THE_SIGNER, leaf_draft, signed,
        trust,
    },
    out::Out,
    pki::{AUTHORITY_KEY, BASIC_CONSTRAINTS, DOCUMENT_SIGNER, Draft, KEY_USAGE, PURPOSES, SUBJECT_KEY, extension, tlv},
    trust::{GUANGDONG, PROFILE, USAGE, foreign, leaf_of, leaf_with, leaves, middle, middle_draft, ok, refused, the_leaf},
};

const ANY_PURPOSE: &[u8] = &[0x55, 0x1d, 37, 0];
const SERVER: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
/// 1.0.18013.5.1.3, the purpose of a reader.
const READER: &[u8] = &[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x03];
const CA: &[u8] = &[0x30, 0x03, 0x01, 0x01, 0xff];

pub(crate) fn make(out: &mut Out) {
    usages(out);
    purposes(out);
    leeway(out);
    alone(out);
    sm2(out);
    intermediates(out);
}

fn usage(bits: &[u8]) -> Vec<u8> {
    extension(KEY_USAGE, true, bits)
}

fn purpose(critical: bool, list: &[&[u8]]) -> Vec<u8> {
    let oids: Vec<Vec<u8>> = list.iter().map(|oid| tlv(0x06, &[oid])).collect();
    extension(PURPOSES, critical, &tlv(0x30, &oids.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}

fn usages(out: &mut Out) {
    let with = |bits: &[u8]| the_leaf().with(KEY_USAGE, Some(usage(bits)));
    leaves(out, "t-leaf-ca", USAGE, "trust.basic-constraints-empty", &[
        ("leaf-is-a-ca", leaf_with(BASIC_CONSTRAINTS, true, CA), "a sealing certificate with the CA bit"),
    ]);
    leaves(out, "t-leaf-usage", USAGE, "trust.leaf", &[
        ("leaf-without-key-usage", the_leaf().with(KEY_USAGE, None), "a sealing certificate without keyUsage"),
        ("leaf-without-digital-signature", with(&[0x03, 0x02, 0x06, 0x40]), "a sealing certificate for contentCommitment alone"),
    ]);
    leaves(out, "t-leaf-cert-sign", USAGE, "trust.leaf", &[
        ("leaf-with-cert-sign", with(&[0x03, 0x02, 0x02, 0x84]), "a sealing certificate that may sign certificates too"),
    ]);
    ok("leaf-with-content-commitment", &[&signed(&with(&[0x03, 0x02, 0x06, 0xc0]), ROOT_KEY)], "digitalSignature and contentCommitment").add(out);
    leaves(out, "t-leaf-only-signs", USAGE, "trust.leaf-with-content-commitment", &[
        ("leaf-with-key-encipherment", with(&[0x03, 0x02, 0x05, 0xa0]), "a sealing certificate that may encipher keys too"),
        ("leaf-with-key-agreement", with(&[0x03, 0x02, 0x03, 0x88]), "a sealing certificate that may agree on keys too"),
        ("leaf-with-crl-sign", with(&[0x03, 0x02, 0x01, 0x82]), "a sealing certificate that may sign revocation lists too"),
        ("leaf-with-decipher-only", with(&[0x03, 0x03, 0x07, 0x80, 0x80]), "a sealing certificate with the ninth bit, decipherOnly"),
    ]);
}

fn purposes(out: &mut Out) {
    let with = |critical, list: &[&[u8]]| the_leaf().with(PURPOSES, Some(purpose(critical, list)));
    leaves(out, "t-leaf-purpose", USAGE, "trust.leaf", &[
        ("purpose-absent", the_leaf().with(PURPOSES, None), "a sealing certificate without extKeyUsage"),
        ("purpose-any", with(true, &[ANY_PURPOSE]), "anyExtendedKeyUsage in the place of the purpose"),
        ("purpose-of-a-web-server", with(true, &[SERVER]), "the purpose of a web server"),
        ("purpose-of-a-reader", with(true, &[READER]), "the purpose of an mdoc reader, one number off"),
    ]);
    leaves(out, "t-leaf-only-purpose", USAGE, "trust.leaf", &[
        ("purpose-not-critical", with(false, &[DOCUMENT_SIGNER]), "extKeyUsage that is not critical"),
        ("purpose-with-another", with(true, &[DOCUMENT_SIGNER, SERVER]), "the purpose and that of a web server"),
        ("purpose-twice", with(true, &[DOCUMENT_SIGNER, DOCUMENT_SIGNER]), "the purpose stated twice"),
    ]);
}

fn signer_with(id: &[u8], value: Option<Vec<u8>>) -> Vec<u8> {
    signed(&leaf_draft(THE_SIGNER, THE_IACA).with(id, value), IACA_KEY)
}

/// What profile `iso18013` takes and `elicence` does not, and what neither takes.
fn leeway(out: &mut Out) {
    for (name, id, value, says) in [
        ("mdl-signer-with-another-purpose", PURPOSES, purpose(true, &[SERVER, DOCUMENT_SIGNER]), "a foreign signer with another purpose beside"),
        ("mdl-signer-purpose-not-critical", PURPOSES, purpose(false, &[DOCUMENT_SIGNER]), "a foreign signer whose extKeyUsage is not critical"),
        ("mdl-signer-with-key-encipherment", KEY_USAGE, usage(&[0x03, 0x02, 0x05, 0xa0]), "a foreign signer that may encipher keys too"),
    ] {
        foreign(ok(name, &[&signer_with(id, Some(value))], says)).flags(&["lenient"]).add(out);
    }
    for (name, id, value, says, clause) in [
        ("mdl-signer-without-purpose", PURPOSES, None, "a foreign signer without extKeyUsage", "t-leaf-purpose"),
        ("mdl-signer-for-any-purpose", PURPOSES, Some(purpose(true, &[ANY_PURPOSE])), "a foreign signer for any purpose", "t-leaf-purpose"),
        ("mdl-signer-without-key-usage", KEY_USAGE, None, "a foreign signer without keyUsage", "t-leaf-usage"),
        ("mdl-signer-with-cert-sign", KEY_USAGE, Some(usage(&[0x03, 0x02, 0x02, 0x84])), "a foreign signer that may sign certificates", "t-leaf-cert-sign"),
        ("mdl-signer-is-a-ca", BASIC_CONSTRAINTS, Some(extension(BASIC_CONSTRAINTS, true, CA)), "a foreign signer with the CA bit", "t-leaf-ca"),
    ] {
        foreign(refused(name, &[&signer_with(id, value)], says, USAGE)).clause(&[clause]).twin("trust.mdl-signer").add(out);
    }
    let dns = extension(&[0x55, 0x1d, 17], false, &tlv(0x30, &[&tlv(0x82, &[b"signer.example"])]));
    for (name, id, value, says, clause) in [
        ("mdl-signer-with-a-dns-name", &[0x55, 0x1d, 17], Some(dns), "a foreign signer with a DNS name", "t-leaf-names"),
        ("mdl-signer-without-authority-key", &[0x55, 0x1d, 35], None, "a foreign signer without authorityKeyIdentifier", "t-leaf-authority-key"),
    ] {
        foreign(refused(name, &[&signer_with(id, value)], says, PROFILE)).clause(&[clause]).twin("trust.mdl-signer").add(out);
    }
}

/// A self-issued sealing certificate says nothing about who vouches for it: only a pin makes it count.
fn alone(out: &mut Out) {
    let alone = signed(&leaf_draft(THE_SEAL, THE_SEAL).with(AUTHORITY_KEY, None), SEAL_KEY);
    out.trust("seal-alone", &trust(&[], &[(&alone, Some(GUANGDONG))]));
    ok("self-issued-and-pinned", &[&alone], "a self-issued sealing certificate without authorityKeyIdentifier that is pinned")
        .trust("seal-alone")
        .notes(&["trust.note-pin-not-revocable"])
        .add(out);
    refused("self-issued-and-not-pinned", &[&alone], "a self-issued sealing certificate without authorityKeyIdentifier that nobody pinned", PROFILE)
        .clause(&["t-leaf-authority-key"])
        .flags(&["N7"])
        .critical()
        .twin("trust.self-issued-and-pinned")
        .add(out);
    let said = signed(&leaf_draft(THE_SEAL, THE_SEAL), SEAL_KEY);
    refused("self-signed", &[&said], "a self-signed sealing certificate, in every other way right", crate::trust::NO_PATH)
        .clause(&["t-path-none"])
        .flags(&["N7", "N18"])
        .critical()
        .twin("trust.leaf")
        .add(out);
}

fn sm2(out: &mut Out) {
    let key = KeyName("seal", Algorithm::Sm2);
    let under_root = signed(&leaf_draft((SEAL, key), THE_ROOT), ROOT_KEY);
    ok("leaf-with-an-sm2-key", &[&under_root], "a sealing certificate with a key on the SM2 curve").feature("sm").add(out);
    let under_iaca = signed(&leaf_draft((THE_SIGNER.0, key), THE_IACA), IACA_KEY);
    foreign(refused("mdl-signer-with-an-sm2-key", &[&under_iaca], "a foreign signer with a key on the SM2 curve", PROFILE))
        .clause(&["t-leaf-sm2"])
        .flags(&["algorithm"])
        .twin("trust.mdl-signer")
        .add(out);
}

fn intermediates(out: &mut Out) {
    let not_critical = extension(BASIC_CONSTRAINTS, false, CA);
    let no_bit = extension(BASIC_CONSTRAINTS, true, &[0x30, 0x00]);
    let lists_only = usage(&[0x03, 0x02, 0x01, 0x02]);
    let unknown: &[u8] = &[0x2a, 0x03, 0x04];
    for (name, draft, says, code, clause) in [
        ("ca-without-basic-constraints", middle_draft().with(BASIC_CONSTRAINTS, None), "an intermediate without basicConstraints", USAGE, "t-ca-bit"),
        ("ca-without-the-bit", middle_draft().with(BASIC_CONSTRAINTS, Some(no_bit)), "an intermediate without the CA bit", USAGE, "t-ca-bit"),
        ("ca-not-critical", middle_draft().with(BASIC_CONSTRAINTS, Some(not_critical)), "an intermediate whose basicConstraints is not critical", PROFILE, "t-ca-critical"),
        ("ca-without-cert-sign", middle_draft().with(KEY_USAGE, Some(lists_only)), "an intermediate that may sign revocation lists only", USAGE, "t-ca-cert-sign"),
        ("ca-without-key-usage", middle_draft().with(KEY_USAGE, None), "an intermediate without keyUsage", USAGE, "t-ca-cert-sign"),
        ("ca-without-subject-key", middle_draft().with(SUBJECT_KEY, None), "an intermediate without subjectKeyIdentifier", PROFILE, "t-ca-subject-key"),
        ("ca-with-an-unknown-critical-extension", middle_draft().with(unknown, Some(extension(unknown, true, b"?"))), "an intermediate with an unknown critical extension", PROFILE, "t-extension-unknown"),
        ("ca-of-version-1", Draft { version: Vec::new(), ..middle_draft() }, "an intermediate of version 1", PROFILE, "t-version"),
    ] {
        refused(name, &[&leaf_of(THE_MIDDLE), &signed(&draft, ROOT_KEY)], says, code)
            .clause(&[clause])
            .flags(&["N12", "N17"])
            .critical()
            .twin("trust.leaf-of-middle")
            .add(out);
    }
    let below = signed(&leaf_draft((crate::pki::Subject { cn: "Test Seal 2", ..SEAL }, MIDDLE_KEY), THE_SEAL), SEAL_KEY);
    refused("leaf-as-a-ca", &[&below, &crate::authorities::leaf()], "a sealing certificate that was issued by a sealing certificate", USAGE)
        .clause(&["t-ca-bit"])
        .flags(&["N12", "N17"])
        .critical()
        .twin("trust.leaf-of-middle")
        .add(out);
    let bad = signed(&middle_draft().with(SUBJECT_KEY, None), ROOT_KEY);
    ok("bad-intermediate-beside-the-good-one", &[&leaf_of(THE_MIDDLE), &bad, &middle()], "a bad intermediate is left out, and the path leads through the good one of the same key")
        .flags(&["lenient"])
        .add(out);
    let server_only = middle_draft().with(PURPOSES, Some(purpose(true, &[SERVER])));
    ok("ca-for-web-servers", &[&leaf_of(THE_MIDDLE), &signed(&server_only, ROOT_KEY)], "the purposes of a CA have no meaning").flags(&["lenient"]).add(out);
}
