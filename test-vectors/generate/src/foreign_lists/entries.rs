//! Entries, each by itself: what is left out, what is dropped from one, and what is never widened. No list is refused.

use super::{maker::*, *};
use crate::{
    authorities::{IACA, IACA_KEY, KeyName, Party, THE_IACA, ca_draft, leaf_draft},
    cbor::{Node, bytes, int, tag, text},
    good::MDL,
    pki::{Draft, Subject, name, tlv},
};
use elicence::crypto::Algorithm;

const NATIVE: &str = "org.elicence.business_licence.1";

pub(crate) fn make(out: &mut Out) {
    descriptions(out);
    certificates(out);
    doc_types(out);
    regions(out);
    crowd(out);
}

/// Another right entry stands behind the one that is looked at.
fn noted(out: &mut Out, label: &str, entry: Node, says: &str, notes: &[&str]) {
    let list = List::of([entry, maryland()]);
    let says = format!("a VICAL whose first entry {says}");
    let vector = taken(
        out,
        &format!("entry-{label}"),
        list.write(),
        &says,
        "fl-scope",
    );
    vector.notes(notes).add(out);
}

fn left_out(out: &mut Out, label: &str, entry: Node, says: &str) {
    noted(
        out,
        label,
        entry,
        &format!("{says}: it is left out"),
        &[LEFT_OUT],
    );
}

fn descriptions(out: &mut Out) {
    let own = |member: &str| maryland().at(member).as_bytes().to_vec();
    let ski = own("ski");
    let once = tlv(0x04, &[&ski]);
    let twice = tlv(0x04, &[&once]);
    let thrice = tlv(0x04, &[&twice]);
    for (label, member, value, says) in [
        (
            "serial-as-number",
            "serialNumber",
            int(7),
            "has its serial number as a plain number",
        ),
        (
            "serial-with-zeros",
            "serialNumber",
            tag(2, bytes(&[0, 0, 7])),
            "has its serial number with leading zeros",
        ),
        (
            "ski-once",
            "ski",
            bytes(&once),
            "has its ski in an OCTET STRING",
        ),
        (
            "ski-twice",
            "ski",
            bytes(&twice),
            "has its ski in two OCTET STRINGs",
        ),
    ] {
        noted(out, label, with(maryland(), member, value), says, &[]);
    }
    let bare = without(maryland(), &["issuer", "subject"]);
    noted(
        out,
        "without-names",
        bare,
        "has neither issuer nor subject",
        &[],
    );
    let root = name(&THE_LIST_ROOT.0);
    for (label, member, value, says) in [
        (
            "serial-of-another",
            "serialNumber",
            int(8),
            "has the serial number of another certificate",
        ),
        (
            "ski-of-another",
            "ski",
            bytes(&[0; 20]),
            "has the ski of another certificate",
        ),
        (
            "ski-thrice",
            "ski",
            bytes(&thrice),
            "has its ski in three OCTET STRINGs",
        ),
        ("ski-empty", "ski", bytes(&[]), "has an empty ski"),
        (
            "issuer-of-another",
            "issuer",
            bytes(&root),
            "names another issuer than its certificate",
        ),
        (
            "subject-of-another",
            "subject",
            bytes(&root),
            "names another subject than its certificate",
        ),
    ] {
        left_out(out, label, with(maryland(), member, value), says);
    }
}

fn certificates(out: &mut Out) {
    let whole = maryland().at("certificate").as_bytes().to_vec();
    let cut = with(maryland(), "certificate", bytes(&whole[..whole.len() - 1]));
    left_out(out, "cut", cut, "has a certificate without its last byte");
    let large = with(maryland(), "certificate", bytes(&[0x30; 16_385]));
    left_out(out, "large", large, "has a certificate of 16,385 bytes");
    let leaf = entry(&leaf_draft(THE_IACA, THE_IACA), IACA_KEY);
    left_out(
        out,
        "of-no-ca",
        leaf,
        "has a certificate that is not a CA's",
    );
    let old = Draft {
        serial: tlv(0x02, &[&[0x80]]),
        ..ca_draft(THE_IACA, THE_IACA, 0)
    };
    left_out(
        out,
        "against-the-profile",
        entry(&old, IACA_KEY),
        "has a CA's certificate with a negative serial number",
    );
}

fn doc_types(out: &mut Out) {
    let of = |list: &[&str]| with(maryland(), "docType", types(list));
    for (label, list, says) in [
        (
            "native-type-dropped",
            &[NATIVE, MDL][..],
            "names a native docType too: that one is dropped",
        ),
        (
            "any-type-dropped",
            &["*", MDL],
            "names * too: that is dropped",
        ),
        (
            "two-types-in-one-dropped",
            &["org.example.a,org.example.b", MDL],
            "names two docTypes in one text too: that is dropped",
        ),
        (
            "no-type-dropped",
            &["", MDL],
            "names an empty docType too: that is dropped",
        ),
    ] {
        noted(out, label, of(list), says, &[LEFT_OUT]);
    }
    for (label, only, says) in [
        ("native-type", NATIVE, "names a native docType only"),
        ("any-type", "*", "names * only"),
    ] {
        let says = format!("{says}: it is left out");
        noted(out, label, of(&[only]), &says, &[LEFT_OUT, LEFT_OUT]);
    }
}

/// An authority of this country and state, and what the list says of both.
fn placed(own: (&'static str, &'static str), country: Option<&str>, state: Option<&str>) -> Node {
    let subject = Subject {
        c: own.0,
        st: own.1,
        ..IACA
    };
    let party: Party = (subject, IACA_KEY);
    let mut entry = without(
        entry(&ca_draft(party, party, 0), IACA_KEY),
        &["issuingCountry", "stateOrProvinceName"],
    );
    if let Some(country) = country {
        entry.set("issuingCountry", text(country));
    }
    if let Some(state) = state {
        entry.set("stateOrProvinceName", text(state));
    }
    entry
}

fn regions(out: &mut Out) {
    let maryland = ("US", "US-MD");
    for (label, own, country, state, says) in [
        (
            "region-short",
            maryland,
            Some("US"),
            Some("MD"),
            "writes its state without the country in front",
        ),
        (
            "region-silent",
            maryland,
            None,
            None,
            "says nothing of its region",
        ),
        (
            "region-narrowed",
            ("US", ""),
            Some("US"),
            Some("US-MD"),
            "names a state of its certificate's country",
        ),
    ] {
        noted(out, label, placed(own, country, state), says, &[]);
    }
    for (label, own, country, state, says) in [
        (
            "region-of-another-state",
            maryland,
            Some("US"),
            Some("US-VA"),
            "names another state than its certificate",
        ),
        (
            "region-of-another-country",
            ("US", ""),
            Some("FR"),
            None,
            "names another country than its certificate",
        ),
        (
            "region-no-code",
            maryland,
            Some("US"),
            Some("Maryland"),
            "has the name of a state in place of its code",
        ),
        (
            "region-unreadable",
            ("US", "Maryland"),
            Some("US"),
            Some("US-MD"),
            "has a certificate with the name of a state in place of its code",
        ),
    ] {
        left_out(out, label, placed(own, country, state), says);
    }
}

/// More certificates of one name than anybody tries.
fn crowd(out: &mut Out) {
    let of = |number: u8| {
        let label: &'static str = Box::leak(format!("crowd {number}").into_boxed_str());
        let key = KeyName(label, Algorithm::Es256);
        entry(&ca_draft((IACA, key), (IACA, key), 0), key)
    };
    for (label, count, notes, says) in [
        ("crowd-of-64", 64, &[][..], "64 entries of one subject"),
        (
            "crowd-of-65",
            65,
            &[LEFT_OUT],
            "65 entries of one subject: the last is left out",
        ),
    ] {
        let list = List::of((0..count).map(of));
        let says = format!("a VICAL with {says}");
        taken(out, label, list.write(), &says, "fl-scope")
            .flags(&["boundary"])
            .notes(notes)
            .add(out);
    }
}
