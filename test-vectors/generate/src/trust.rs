//! Chains and the question about them: limits and time, and what the other `trust_*.rs` build with.
//!
//! The file of a vector is the value of `x5chain`. Every refusal differs in one thing from the accepted chain that it
//! names as its twin.

use crate::{
    authorities::{
        CA_NOT_AFTER, CA_NOT_BEFORE, MIDDLE_KEY, NOT_AFTER, NOT_BEFORE, Party, ROOT_KEY, THE_MIDDLE, THE_ROOT, THE_SEAL,
        ca_draft, leaf, leaf_draft, root, signed, signer, time, trust,
    },
    cbor::{Node, bytes},
    good::{BUSINESS, MDL},
    out::{Out, Vector},
    pki::{Draft, date, extension, tlv},
};

pub(crate) const MALFORMED: &str = "trust.certificate-malformed";
pub(crate) const PROFILE: &str = "trust.certificate-profile";
pub(crate) const USAGE: &str = "trust.certificate-usage";
pub(crate) const EXPIRED: &str = "trust.certificate-expired";
pub(crate) const NOT_YET: &str = "trust.certificate-not-yet-valid";
pub(crate) const NO_PATH: &str = "trust.no-path";
pub(crate) const TOO_LONG: &str = "trust.path-too-long";
const OVER_LIMIT: &str = "trust.over-limit";

/// What everybody trusts here: the root, for every native type in Guangdong.
pub(crate) const GUANGDONG: &str = "elicence:*:CN-44";

pub(crate) fn make(out: &mut Out) {
    ok("leaf", &[&leaf()], "a sealing certificate straight under the anchor").add(out);
    foreign(ok("mdl-signer", &[&signer()], "a document signer straight under the anchor of its state"))
        .expect("region", "US-MD".into())
        .add(out);
    foreign(ok("leaf-of-our-own-as-foreign", &[&leaf()], "the stricter certificate serves a foreign document too"))
        .trust("guangdong-foreign")
        .add(out);
    out.trust("guangdong-foreign", &trust(&[(&root(), "iso18013:*:CN-44")], &[]));
    ok("leaf-of-middle", &[&leaf_of(THE_MIDDLE), &middle()], "a sealing certificate under one intermediate").add(out);
    limits(out);
    lives(out);
    anchors(out);
}

/// COSE_X509 (RFC 9360, 2): one certificate, or two and more as an array.
pub(crate) fn x5chain(chain: &[&[u8]]) -> Vec<u8> {
    match chain {
        [only] => bytes(only).write(),
        many => Node::Array(many.iter().map(|der| bytes(der)).collect()).write(),
    }
}

/// Trusted when asked about a business licence.
pub(crate) fn ok(name: &str, chain: &[&[u8]], says: &str) -> Vector {
    Vector::trusted(&format!("trust.{name}"), x5chain(chain), says).given("doc_type", BUSINESS.into())
}

/// Refused when asked about a business licence.
pub(crate) fn refused(name: &str, chain: &[&[u8]], says: &str, code: &str) -> Vector {
    Vector::refused(&format!("trust.{name}"), x5chain(chain), says, &[code])
        .given("doc_type", BUSINESS.into())
        .flags(&["trust"])
}

/// The same about a driving licence, with the anchor of Maryland.
pub(crate) fn foreign(vector: Vector) -> Vector {
    vector.given("doc_type", MDL.into()).trust("maryland")
}

/// A leaf straight under the root with one thing wrong: name, the leaf, what is wrong.
pub(crate) fn leaves(out: &mut Out, clause: &str, code: &str, twin: &str, rows: &[(&str, Draft, &str)]) {
    for (name, draft, says) in rows {
        refused(name, &[&signed(draft, ROOT_KEY)], says, code).clause(&[clause]).twin(twin).add(out);
    }
}

pub(crate) fn the_leaf() -> Draft {
    leaf_draft(THE_SEAL, THE_ROOT)
}

/// The leaf with this extension in the place of its own, or beside the others.
pub(crate) fn leaf_with(id: &[u8], critical: bool, value: &[u8]) -> Draft {
    the_leaf().with(id, Some(extension(id, critical, value)))
}

pub(crate) fn leaf_of(by: Party) -> Vec<u8> {
    signed(&leaf_draft(THE_SEAL, by), by.1)
}

pub(crate) fn middle_draft() -> Draft {
    ca_draft(THE_MIDDLE, THE_ROOT, 1)
}

pub(crate) fn middle() -> Vec<u8> {
    signed(&middle_draft(), ROOT_KEY)
}

/// From `from` to `to`.
pub(crate) fn life(from: &str, to: &str) -> Vec<u8> {
    tlv(0x30, &[&date(time(from)), &date(time(to))])
}

/// The values inside a TLV.
pub(crate) fn contents(der: &[u8]) -> &[u8] {
    let header = if der[1] < 0x80 { 2 } else { 2 + usize::from(der[1] & 0x7f) };
    &der[header..]
}

fn limits(out: &mut Out) {
    let (leaf, middle, root) = (leaf_of(THE_MIDDLE), middle(), root());
    ok("chain-of-four", &[&leaf, &middle, &root, &root], "four certificates, of which the path needs two").add(out);
    refused("chain-of-five", &[&leaf, &middle, &root, &root, &root], "five certificates, of which the path needs two", OVER_LIMIT)
        .clause(&["t-limit-chain"])
        .flags(&["N28"])
        .twin("trust.chain-of-four")
        .add(out);
    ok("leaf-of-16384-bytes", &[&of_size(16_384)], "a sealing certificate of exactly 16,384 bytes").add(out);
    refused("leaf-of-16385-bytes", &[&of_size(16_385)], "a sealing certificate of 16,385 bytes", OVER_LIMIT)
        .clause(&["t-limit-size"])
        .flags(&["N28", "boundary"])
        .twin("trust.leaf-of-16384-bytes")
        .add(out);
}

/// A right leaf of so many bytes: what is missing stands in an extension that nobody knows.
fn of_size(bytes: usize) -> Vec<u8> {
    let room = bytes - leaf().len() - 30;
    // The length of a signature differs by a byte or two, so some are tried.
    (room..room + 60)
        .map(|more| signed(&leaf_with(&[0x2a, 0x03, 0x04], false, &vec![0x20; more]), ROOT_KEY))
        .find(|der| der.len() == bytes)
        .unwrap()
}

fn lives(out: &mut Out) {
    for (name, now, says, wrong) in [
        ("leaf-in-its-first-second", NOT_BEFORE, "the first second of the sealing certificate", None),
        ("leaf-before-its-first-second", "2025-12-31T23:59:59Z", "one second before the sealing certificate begins", Some((NOT_YET, "t-not-before", "trust.leaf-in-its-first-second"))),
        ("leaf-in-its-last-second", NOT_AFTER, "the last second of the sealing certificate", None),
        ("leaf-after-its-last-second", "2027-01-01T00:00:00Z", "one second after the sealing certificate has ended", Some((EXPIRED, "t-not-after", "trust.leaf-in-its-last-second"))),
    ] {
        let vector = match wrong {
            None => ok(name, &[&leaf()], says),
            Some((code, clause, twin)) => refused(name, &[&leaf()], says, code).clause(&[clause]).flags(&["boundary", "N20"]).twin(twin),
        };
        vector.now(now).add(out);
    }
    for (name, validity, says, code, clause) in [
        ("intermediate-expired", life(CA_NOT_BEFORE, "2026-05-31T23:59:59Z"), "the intermediate has ended", EXPIRED, "t-not-after"),
        ("intermediate-not-yet-valid", life("2026-06-01T00:00:01Z", CA_NOT_AFTER), "the intermediate has not begun", NOT_YET, "t-not-before"),
    ] {
        let middle = signed(&Draft { validity, ..middle_draft() }, ROOT_KEY);
        refused(name, &[&leaf_of(THE_MIDDLE), &middle], says, code)
            .clause(&[clause])
            .flags(&["N12", "N20"])
            .twin("trust.leaf-of-middle")
            .add(out);
    }
}

fn anchors(out: &mut Out) {
    let lived = |from, to| signed(&Draft { validity: life(from, to), ..ca_draft(THE_ROOT, THE_ROOT, 2) }, ROOT_KEY);
    let (expired, early) = (lived(CA_NOT_BEFORE, "2026-05-31T23:59:59Z"), lived("2026-06-01T00:00:01Z", CA_NOT_AFTER));
    out.trust("root-expired", &trust(&[(&expired, GUANGDONG)], &[]));
    out.trust("root-not-yet-valid", &trust(&[(&early, GUANGDONG)], &[]));
    out.trust("root-expired-and-renewed", &trust(&[(&expired, GUANGDONG), (&root(), GUANGDONG)], &[]));
    for (name, anchors, says, code) in [
        ("anchor-expired", "root-expired", "the anchor has ended, the sealing certificate has not", EXPIRED),
        ("anchor-not-yet-valid", "root-not-yet-valid", "the anchor has not begun, the sealing certificate has", NOT_YET),
    ] {
        refused(name, &[&leaf()], says, code)
            .clause(&["t-anchor-validity"])
            .flags(&["N12", "N20"])
            .trust(anchors)
            .twin("trust.anchor-renewed")
            .add(out);
    }
    ok("anchor-renewed", &[&leaf()], "of two certificates of the anchor's key one has ended and one is valid")
        .trust("root-expired-and-renewed")
        .add(out);
    let named_only = signed(&leaf_draft(THE_SEAL, THE_MIDDLE), MIDDLE_KEY);
    refused("nobody-trusted", &[&leaf(), &root()], "the chain has its own root, and the verifier trusts nobody", NO_PATH)
        .clause(&["t-path-none"])
        .flags(&["N7", "N18"])
        .critical()
        .trust("nobody")
        .twin("trust.leaf")
        .add(out);
    refused("intermediate-absent", &[&named_only], "the intermediate is not in the chain", NO_PATH)
        .clause(&["t-path-none"])
        .twin("trust.leaf-of-middle")
        .add(out);
}
