//! What is a list at all: DER and PEM, shape, size. Nothing is judged, a list is taken or not.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;
use crate::pki::{LIST_NUMBER, REASON, entry, extension, long_date, tlv};

const KIND: &str = "revocation-list";
const MALFORMED: &str = "trust.revocation-list-malformed";
const TWIN: &str = "trust.revocation-list-taken";

pub(crate) fn make(out: &mut Out) {
    taken(out);
    encoding(out);
    shape(out);
    armour(out);
    sizes(out);
}

fn accepted(name: &str, bytes: Vec<u8>, says: &str) -> Vector {
    Vector::taken(&format!("trust.revocation-list-{name}"), KIND, bytes, says)
        .clause(&["rv-malformed"])
        .flags(&["revocation"])
}

fn malformed(name: &str, bytes: Vec<u8>, says: &str) -> Vector {
    let id = format!("trust.revocation-list-{name}");
    let says = format!("a list {says}");
    Vector::not_taken(&id, KIND, bytes, &says, "refused", &[MALFORMED])
        .clause(&["rv-malformed"])
        .flags(&["revocation", "strict"])
        .twin(TWIN)
}

fn pem(der: &[u8], label: &str) -> String {
    let body = STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
}

fn taken(out: &mut Out) {
    accepted("taken", good_list(), "a list in DER").add(out);
    accepted(
        "pem",
        pem(&good_list(), "X509 CRL").into_bytes(),
        "the same in PEM",
    )
    .add(out);
    accepted("empty", list(THE_ROOT, &[]), "a list without entries").add(out);
    let mut no_number = draft(THE_ROOT, &[]).with(LIST_NUMBER, None);
    no_number.version = Vec::new();
    accepted(
        "unusable",
        by_root(&no_number),
        "a list of version 1: it is taken, and says nothing",
    )
    .add(out);
    let file = out.shared("common/revocation/", "good", ".crl", &good_list());
    accepted("twice", good_list(), "a list that was taken before")
        .given(
            "takes",
            json!([{ "kind": KIND, "file": file, "now": time(crate::authorities::NOW).seconds() }]),
        )
        .add(out);
}

/// The extension with this in place of its BOOLEAN.
fn flagged(flag: &[u8]) -> Vec<u8> {
    let number = tlv(0x02, &[&[1]]);
    tlv(
        0x30,
        &[&tlv(0x06, &[LIST_NUMBER]), flag, &tlv(0x04, &[&number])],
    )
}

fn encoding(out: &mut Out) {
    let whole = good_list();
    malformed(
        "trailing",
        [&whole[..], &[0]].concat(),
        "with a byte behind it",
    )
    .add(out);
    malformed(
        "truncated",
        whole[..whole.len() - 1].to_vec(),
        "without its last byte",
    )
    .add(out);
    malformed("nothing", Vec::new(), "of no bytes").add(out);
    let numbered =
        |flag: &[u8]| by_root(&draft(THE_ROOT, &[]).with(LIST_NUMBER, Some(flagged(flag))));
    malformed("boolean", numbered(&[1, 1, 1]), "with a BOOLEAN of 01").add(out);
    malformed(
        "boolean-default",
        numbered(&[1, 1, 0]),
        "with a BOOLEAN that writes its default",
    )
    .add(out);
    let with_serial = |serial: &[u8]| {
        let mut draft = draft(THE_ROOT, &[]);
        draft.entries = vec![entry(serial, time("2026-05-20T00:00:00Z"), &[])];
        by_root(&draft)
    };
    malformed(
        "length-long",
        with_serial(&[0x02, 0x81, 0x01, 0x08]),
        "with a length that is not in the shortest form",
    )
    .add(out);
    malformed(
        "serial-leading-zero",
        with_serial(&[0x02, 0x02, 0x00, 0x08]),
        "with a serial number that begins with a needless zero",
    )
    .add(out);
    let mut indefinite = draft(THE_ROOT, &[]);
    indefinite.this_update = [&[0x30, 0x80], &indefinite.this_update[..], &[0, 0]].concat();
    malformed(
        "length-indefinite",
        by_root(&indefinite),
        "with an indefinite length",
    )
    .add(out);
}

fn shape(out: &mut Out) {
    let mut empty = draft(THE_ROOT, &[]);
    empty.entries = vec![Vec::new()];
    malformed(
        "entries-empty",
        by_root(&empty),
        "whose entries are there and empty",
    )
    .add(out);
    let mut nameless = draft(THE_ROOT, &[]);
    nameless.issuer = tlv(0x30, &[]);
    malformed(
        "nameless",
        by_root(&nameless),
        "of an issuer without a name",
    )
    .add(out);
    let mut undated = draft(THE_ROOT, &[]);
    undated.this_update = Vec::new();
    undated.next_update = Vec::new();
    malformed("undated", by_root(&undated), "without a date").add(out);
    let mut member = draft(THE_ROOT, &[]);
    member.extensions = vec![tlv(0x30, &[&tlv(0x06, &[LIST_NUMBER])])];
    malformed(
        "extension-without-value",
        by_root(&member),
        "with an extension that has no value",
    )
    .add(out);
    let mut long = draft(THE_ROOT, &[]);
    let day = time("2026-05-20T00:00:00Z");
    let reason = extension(REASON, false, &[0x0a, 0x01, 0x01]);
    let extra = tlv(0x30, &[&reason]);
    long.entries = vec![tlv(
        0x30,
        &[
            &tlv(0x02, &[&[8]]),
            &crate::pki::date(day),
            &extra,
            &long_date(day),
        ],
    )];
    malformed(
        "entry-of-four",
        by_root(&long),
        "with an entry of four members",
    )
    .add(out);
    malformed("certificate", leaf(), "that is a certificate").add(out);
}

fn armour(out: &mut Out) {
    let one = pem(&good_list(), "X509 CRL");
    malformed(
        "pem-of-two",
        format!("{one}{one}").into_bytes(),
        "of two PEM blocks",
    )
    .add(out);
    malformed(
        "pem-label",
        pem(&good_list(), "CERTIFICATE").into_bytes(),
        "in PEM with the label of a certificate",
    )
    .add(out);
    malformed(
        "pem-text",
        format!("Issuer: somebody\n{one}").into_bytes(),
        "in PEM with text in front",
    )
    .add(out);
}

/// Files of 16 MiB are not kept: the runner pads them.
fn sizes(out: &mut Out) {
    const MOST: usize = 16 << 20;
    Vector::not_taken(
        "trust.revocation-list-over-limit",
        KIND,
        good_list(),
        "a list with so many zeros behind it that it has one byte more than is allowed",
        "refused",
        &["trust.revocation-list-over-limit"],
    )
    .clause(&["rv-limit"])
    .flags(&["revocation", "boundary"])
    .given("padded_to", (MOST + 1).into())
    .twin(TWIN)
    .add(out);
    malformed(
        "at-limit",
        good_list(),
        "with so many zeros behind it that it has the most bytes that are allowed: they are read, and wrong",
    )
    .clause(&["rv-limit"])
    .flags(&["boundary"])
    .given("padded_to", MOST.into())
    .add(out);
}
