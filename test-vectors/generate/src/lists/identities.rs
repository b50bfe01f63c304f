//! The certificates and keys in a list, each fit for its service: `spec/trust-lists.md`, section 4.

use super::{
    document::{item, items},
    federation::{GUANGDONG, certificate, guangdong, guangdong_office, key, scope, service},
    services::with,
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{
        ROOT_KEY, SEAL_KEY, THE_ROOT, THE_SEAL, ca_draft, iaca, leaf, leaf_draft, root, signed,
        time,
    },
    cbor::{Node, bytes, map},
    good::MDL,
    out::Out,
    pki::{BASIC_CONSTRAINTS, PURPOSES, date, tlv},
};

const INVALID: &[&str] = &["trust.list-invalid"];
const DUPLICATE: &[&str] = &["trust.list-duplicate"];

pub(crate) fn make(out: &mut Out) {
    let verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    identities(&mut Asks::new(out, verifier, "list"));
}

/// Each certificate and key is one that its service can use.
fn identities(asks: &mut Asks<'_>) {
    let identified = |identity: Node| {
        with(|service| service.set("serviceDigitalIdentities", Node::Array(vec![identity])))
    };
    let ca = || ca_draft(THE_ROOT, THE_ROOT, 2);
    let mut over = ca();
    let (from, until) = (time("2010-01-01T00:00:00Z"), time("2020-01-01T00:00:00Z"));
    over.validity = tlv(0x30, &[&date(from), &date(until)]);
    for (name, identity, says) in [
        ("leaf", certificate(&leaf()), "a sealing certificate"),
        ("key", key(SEAL_KEY), "the key of a sealing certificate"),
        (
            "expired-ca",
            certificate(&signed(&over, ROOT_KEY)),
            "a CA that is over, which history needs",
        ),
    ] {
        let says = format!("a service known by {says}");
        asks.takes(
            &format!("list-identity-{name}"),
            identified(identity),
            &says,
            "tl-identity",
        );
    }
    asks.differ_from("list-identity-leaf");
    let draft = || leaf_draft(THE_SEAL, THE_ROOT);
    let unfit_leaf = signed(&draft().with(PURPOSES, None), ROOT_KEY);
    let unfit_ca = signed(&ca().with(BASIC_CONSTRAINTS, None), ROOT_KEY);
    let followed = [leaf().as_slice(), &[0]].concat();
    let mut spki = key(SEAL_KEY).remove("key").as_bytes().to_vec();
    spki.push(0);
    for (name, identity, says) in [
        (
            "no-certificate",
            certificate(&[0x30, 0x00]),
            "an empty SEQUENCE for a certificate",
        ),
        (
            "followed-certificate",
            certificate(&followed),
            "a certificate and a byte",
        ),
        (
            "leaf-without-purpose",
            certificate(&unfit_leaf),
            "a certificate that does not say that it seals",
        ),
        (
            "ca-without-constraints",
            certificate(&unfit_ca),
            "a CA that does not say that it is one",
        ),
        (
            "list-signer",
            certificate(&guangdong_office().certificate),
            "the certificate of a signer of lists",
        ),
        (
            "no-key",
            map([("key", bytes(&[0x30, 0x00]))]),
            "an empty SEQUENCE for a key",
        ),
        (
            "followed-key",
            map([("key", bytes(&spki))]),
            "a key and a byte",
        ),
    ] {
        let says = format!("a service known by {says}");
        asks.refuses(
            &format!("list-identity-{name}"),
            identified(identity),
            &says,
            "tl-identity",
            INVALID,
        );
    }
    let twice = with(|service| {
        let again = certificate(&root());
        items(service.at_mut("serviceDigitalIdentities")).push(again);
    });
    asks.refuses(
        "list-identity-twice",
        twice,
        "a service with one certificate twice",
        "tl-names",
        DUPLICATE,
    );
    // An IACA obeys the rules of ISO/IEC 18013-5 alone, and serves only types of it.
    let serving = |doc_types: &[&str]| {
        with(|service| {
            let identities = Node::Array(vec![certificate(&iaca())]);
            service.set("serviceDigitalIdentities", identities);
            let scopes = doc_types.iter().map(|doc_type| scope(doc_type, &["CN-44"]));
            service.set("licenceScope", Node::Array(scopes.collect()));
        })
    };
    asks.takes(
        "list-identity-iaca",
        serving(&[MDL]),
        "a CA of driving licences, for these",
        "tl-identity",
    );
    let of_kind = |kind: &str, identity: Node| {
        guangdong()
            .edited(|list| {
                let entity = item(list.at_mut("trustedEntities"), 0);
                let more = service("cn-44/guangzhou/more", kind, identity);
                items(entity.at_mut("services")).push(more);
            })
            .write()
    };
    let says = "a status service known by a sealing certificate";
    asks.takes(
        "list-identity-of-status",
        of_kind("licence-status", certificate(&leaf())),
        says,
        "tl-identity",
    );
    let says = "a signer of lists known by the certificate of one";
    let office = guangdong_office().certificate;
    asks.takes(
        "list-identity-of-list-signer",
        of_kind("list-signer", certificate(&office)),
        says,
        "tl-identity",
    );
    asks.differ_from("list-identity-of-list-signer");
    for (name, der, says) in [
        ("leaf", leaf(), "a sealing certificate"),
        ("ca", root(), "a CA"),
    ] {
        let list = of_kind("list-signer", certificate(&der));
        let says = format!("a signer of lists known by {says}");
        asks.refuses(
            &format!("list-identity-of-list-signer-{name}"),
            list,
            &says,
            "tl-identity",
            INVALID,
        );
    }
    asks.differ_from("list");
}
