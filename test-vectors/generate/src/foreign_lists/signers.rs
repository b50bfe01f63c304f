//! Who signs a VICAL: a certificate made for that, from which a path leads to what the caller gave.

use super::{maker::*, *};
use crate::{
    authorities::{KeyName, LOWER, THIEF_KEY, ca_draft, iaca, leaf_draft, signed, time},
    pki::{BASIC_CONSTRAINTS, DOCUMENT_SIGNER, Draft, KEY_USAGE, PURPOSES, date, extension, tlv},
};
use elicence::crypto::Algorithm;

const UNKNOWN: &str = "trust.list-signer-unknown";

pub(crate) fn make(out: &mut Out) {
    givens(out);
    certificates(out);
    chains(out);
    strangers(out);
}

/// Any certificate of the path will do, and no other.
fn givens(out: &mut Out) {
    for (name, der, says) in [
        ("issuer", issuer(), "the CA below the provider's root"),
        ("signer", list_signer(), "the signer's certificate itself"),
    ] {
        let file = known(out, name, &der);
        let says = format!("a VICAL, where the caller gave {says}");
        let name = format!("known-by-{name}");
        taken(out, &name, List::new().write(), &says, "fl-signer")
            .given("provider", json!([file]))
            .add(out);
    }
    let listed = known(out, "listed", &iaca());
    for (name, given, says) in [
        ("known-by-nobody", json!([]), "nobody"),
        (
            "known-by-a-listed-authority",
            json!([listed]),
            "an authority that the list names",
        ),
    ] {
        let says = format!("a VICAL, where the caller gave {says}");
        let bytes = List::new().write();
        refused(out, name, bytes, &says, &[UNKNOWN], "fl-signer")
            .given("provider", given)
            .add(out);
    }
}

/// A signer of the right CA, which may not sign lists. To be given itself excuses nothing.
fn certificates(out: &mut Out) {
    let any: &[u8] = &[0x55, 0x1d, 37, 0];
    let stating = |list: &[&[u8]]| signer_draft().with(PURPOSES, Some(purposes(list)));
    let life = |from: &str, until: &str| Draft {
        validity: tlv(0x30, &[&date(time(from)), &date(time(until))]),
        ..signer_draft()
    };
    let usage =
        |bits: &[u8]| signer_draft().with(KEY_USAGE, Some(extension(KEY_USAGE, true, bits)));
    let ca = signer_draft().with(
        BASIC_CONSTRAINTS,
        Some(extension(
            BASIC_CONSTRAINTS,
            true,
            &tlv(0x30, &[&[0x01, 0x01, 0xff]]),
        )),
    );
    for (name, draft, says) in [
        (
            "purpose-missing",
            signer_draft().with(PURPOSES, None),
            "states no purpose",
        ),
        (
            "purpose-of-documents",
            stating(&[DOCUMENT_SIGNER]),
            "is for sealing documents",
        ),
        (
            "purpose-of-both",
            stating(&[LIST_SIGNER, DOCUMENT_SIGNER]),
            "is for lists and for sealing documents",
        ),
        ("purpose-any", stating(&[any]), "is for any purpose"),
        ("signer-is-a-ca", ca, "is a CA"),
        (
            "usage-other",
            usage(&[0x03, 0x02, 0x05, 0x20]),
            "is for keyEncipherment only",
        ),
        (
            "usage-missing",
            signer_draft().with(KEY_USAGE, None),
            "has no keyUsage",
        ),
        (
            "signer-over",
            life("2026-01-01T00:00:00Z", "2026-05-31T23:59:59Z"),
            "ended one second ago",
        ),
        (
            "signer-not-begun",
            life("2026-06-01T00:00:01Z", "2026-12-31T23:59:59Z"),
            "begins in the next second",
        ),
    ] {
        let certificate = signed(&draft, THE_ISSUER.1);
        let list = List::under(vec![certificate.clone(), issuer()]).write();
        let codes = &["trust.list-signer-certificate"];
        let own = known(out, name, &certificate);
        let root = known(out, "root", &list_root());
        let says =
            format!("a VICAL whose signer's certificate {says}, also where the caller gave it");
        refused(out, name, list, &says, codes, "fl-signer-certificate")
            .given("provider", json!([root, own]))
            .add(out);
    }
    let commitment = signed(&usage(&[0x03, 0x02, 0x06, 0x40]), THE_ISSUER.1);
    let list = List::under(vec![commitment, issuer()]);
    taken(
        out,
        "usage-commitment",
        list.write(),
        "a VICAL whose signer has contentCommitment as its only usage",
        "fl-signer-certificate",
    )
    .add(out);
}

fn chains(out: &mut Out) {
    const CERTIFICATE: &str = "trust.list-signer-certificate";
    let both = List {
        unprotected: vec![(crate::cbor::int(33), crate::cbor::bytes(&list_signer()))],
        chain_protected: true,
        ..List::new()
    };
    for (name, list, says, code, clause) in [
        (
            "chain-missing",
            List::under(Vec::new()),
            "a VICAL without x5chain",
            CERTIFICATE,
            "fl-signer-certificate",
        ),
        (
            "chain-twice",
            both,
            "a VICAL with x5chain in both headers",
            CERTIFICATE,
            "fl-signer-certificate",
        ),
        (
            "chain-without-issuer",
            List::under(vec![list_signer()]),
            "a VICAL without the CA between",
            UNKNOWN,
            "fl-signer",
        ),
        (
            "chain-turned",
            List::under(vec![issuer(), list_signer()]),
            "a VICAL whose first certificate is the CA's",
            CERTIFICATE,
            "fl-signer-certificate",
        ),
        (
            "chain-of-five",
            List::under(vec![
                list_signer(),
                issuer(),
                list_root(),
                list_root(),
                list_root(),
            ]),
            "a VICAL with five certificates",
            "trust.over-limit",
            "fl-signer",
        ),
    ] {
        refused(out, name, list.write(), says, &[code], clause).add(out);
    }
}

/// Right names, wrong keys; right keys, wrong place.
fn strangers(out: &mut Out) {
    let thief = (THE_LIST_ROOT.0, THIEF_KEY);
    let root = signed(&ca_draft(thief, thief, 1), THIEF_KEY);
    let own = leaf_draft((THE_LIST_SIGNER.0, THIEF_KEY), thief)
        .with(PURPOSES, Some(purposes(&[LIST_SIGNER])));
    let own = signed(&own, THIEF_KEY);
    for (name, chain, says) in [
        (
            "stranger",
            vec![own.clone(), root],
            "a VICAL under a stranger's root that has the provider's name",
        ),
        (
            "stranger-alone",
            vec![own],
            "the same without the stranger's root",
        ),
    ] {
        let list = List {
            key: THIEF_KEY,
            ..List::under(chain)
        };
        refused(out, name, list.write(), says, &[UNKNOWN], "fl-signer").add(out);
    }
    let beside = (LOWER, KeyName("lower", Algorithm::Es256));
    let forged = signed(&ca_draft(THE_ISSUER, beside, 0), beside.1);
    let list = List::under(vec![list_signer(), forged]);
    refused(
        out,
        "issuer-of-another",
        list.write(),
        "a VICAL whose CA between another authority signed",
        &[UNKNOWN],
        "fl-signer",
    )
    .add(out);
}
