//! Who may sign an agreement, and the signature: `spec/agreement-signing.md`, section 2.

use elicence::crypto::Algorithm;

use super::{
    Asks, agreement, changed,
    parties::{self, HERE, THERE, ZHEJIANG_PROVINCE},
    signed_by,
};
use crate::{
    authorities::{GUANGZHOU, KeyName, NOW, ROOT_KEY, SEAL_KEY, THIEF_KEY, leaf_life, root, time},
    cbor::{Node, int, text},
    good::BUSINESS,
    lists::{
        document::List,
        federation::{
            Operator, SINCE, TAKEN, certificate, entity, first_service, key, operator_of, scope,
            seals, service, state,
        },
        verifier::Verifier,
    },
    out::Out,
    pki::{
        BASIC_CONSTRAINTS, DOCUMENT_SIGNER, Draft, KEY_USAGE, PURPOSES, Subject, date, extension,
        name, tlv,
    },
};

const NOT_ALLOWED: &[&str] = &["recognise.agreement-signer-not-allowed"];
/// What the other province calls a business licence, in some of these vectors.
pub(super) const PERMIT: &str = "org.example.permit.1";
const KEY: KeyName = KeyName("agreements 33", Algorithm::Es256);

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "agreement-good");
    asks.verifier = by_key();
    asks.takes(
        "agreement-by-key",
        good().write(),
        "the list names the signer's key, and no certificate",
        "as-listed",
    );
    asks.differ_from("agreement-by-key");
    certificates(asks);
    names(asks);
    times(asks);
    listed(asks);
    territories(asks);
    scopes(asks);
    lists(asks);
    states(asks);
    asks.verifier = parties::verifier();
    asks.differ_from("agreement-good");
    asks.now = NOW;
    algorithms(asks);
}

fn good() -> List {
    agreement("agreement-1", |_| {})
}

/// A verifier whose list of Zhejiang is this one.
fn holding(here: &List) -> Verifier {
    Verifier::pinning(HERE, &parties::here_office())
        .and_pinning(THERE, &parties::there_office())
        .taking(here, TAKEN)
        .taking(&parties::there(), TAKEN)
}

/// The list of Zhejiang with another signer of agreements.
fn changed_list(name: &str, edit: impl FnOnce(&mut Node)) -> List {
    parties::here()
        .called(&format!("agreements-cn-33-{name}"))
        .edited(|payload| edit(first_service(payload)))
}

fn named(service: &mut Node, identity: Node) {
    service.set("serviceDigitalIdentities", Node::Array(vec![identity]));
}

/// Types and territories that the service signs for.
pub(super) fn scoped(service: &mut Node, rows: &[(&str, &str)]) {
    let rows = rows.iter().map(|(kind, place)| scope(kind, &[place]));
    service.set("licenceScope", Node::Array(rows.collect()));
}

/// The list names the key, so that every certificate of it is the right one.
fn by_key() -> Verifier {
    holding(&changed_list("by-key", |service| named(service, key(KEY))))
}

fn draft() -> Draft {
    parties::signer_draft(ZHEJIANG_PROVINCE, KEY)
}

fn by(draft: &Draft) -> Vec<u8> {
    signed_by(good(), &operator_of(draft, KEY)).write()
}

fn certificates(asks: &mut Asks<'_>) {
    let usage = |bits: &[u8]| draft().with(KEY_USAGE, Some(extension(KEY_USAGE, true, bits)));
    let purpose = |purpose: &[u8]| {
        let list = tlv(0x30, &[&tlv(0x06, &[purpose])]);
        draft().with(PURPOSES, Some(extension(PURPOSES, false, &list)))
    };
    let ca = tlv(0x30, &[&[0x01, 0x01, 0xff]]);
    let ca = extension(BASIC_CONSTRAINTS, true, &ca);
    let mut version_1 = draft();
    version_1.version = Vec::new();
    let mut nobody = draft();
    nobody.subject = tlv(0x30, &[]);
    asks.takes(
        "agreement-signer-other-purpose",
        by(&purpose(&[0x04, 0x00, 0x91, 0x37, 0x03, 0x01])),
        "the signer's certificate states a purpose that is not that of sealing",
        "as-certificate",
    );
    asks.differ_from("agreement-signer-other-purpose");
    for (name, draft, says) in [
        (
            "sealing",
            purpose(DOCUMENT_SIGNER),
            "is for sealing licences",
        ),
        ("ca", draft().with(BASIC_CONSTRAINTS, Some(ca)), "is a CA's"),
        (
            "without-usage",
            draft().with(KEY_USAGE, None),
            "has no keyUsage",
        ),
        (
            "not-signing",
            usage(&[0x03, 0x02, 0x06, 0x40]),
            "has contentCommitment only",
        ),
        (
            "certifying",
            usage(&[0x03, 0x02, 0x02, 0x84]),
            "signs certificates too",
        ),
        ("version-1", version_1, "is of version 1"),
        ("nobody", nobody, "names nobody"),
    ] {
        let says = format!("the signer's certificate {says}");
        let name = format!("agreement-signer-{name}");
        asks.refuses(&name, by(&draft), &says, "as-certificate", NOT_ALLOWED);
    }
    let right = operator_of(&draft(), KEY);
    let spoilt = Operator {
        certificate: [right.certificate.as_slice(), &[0]].concat(),
        ..right
    };
    let says = "a byte follows the signer's certificate";
    let document = signed_by(good(), &spoilt).write();
    asks.refuses(
        "agreement-signer-followed",
        document,
        says,
        "as-certificate",
        NOT_ALLOWED,
    );
    asks.differ_from("agreement-by-key");
}

fn names(asks: &mut Asks<'_>) {
    let right = Subject {
        c: "CN",
        st: "",
        o: "Test Agreement Office",
        organization_identifier: ZHEJIANG_PROVINCE,
        cn: "Test Agreement Signer",
    };
    let of = |subject: &Subject<'_>| {
        let mut draft = draft();
        draft.subject = name(subject);
        by(&draft)
    };
    let unstated = Subject {
        organization_identifier: "",
        ..right
    };
    asks.takes(
        "agreement-signer-of-no-entity",
        of(&unstated),
        "the signer's certificate does not state the code of the office",
        "as-name",
    );
    asks.differ_from("agreement-signer-of-no-entity");
    for (name, subject, says) in [
        (
            "of-another-entity",
            Subject {
                organization_identifier: GUANGZHOU,
                ..right
            },
            "the code of another office",
        ),
        (
            "of-another-country",
            Subject { c: "US", ..right },
            "another country",
        ),
        ("of-no-country", Subject { c: "", ..right }, "no country"),
    ] {
        let says = format!("the signer's certificate names {says}");
        let name = format!("agreement-signer-{name}");
        asks.refuses(&name, of(&subject), &says, "as-name", NOT_ALLOWED);
    }
    asks.differ_from("agreement-by-key");
}

fn times(asks: &mut Asks<'_>) {
    let life = |from: &str, until: &str| {
        let mut draft = draft();
        draft.validity = tlv(0x30, &[&date(time(from)), &date(time(until))]);
        by(&draft)
    };
    let (first, last) = leaf_life();
    let (first, last) = (first.to_string(), last.to_string());
    for (right, document, broken, late, says, code) in [
        (
            "from-now",
            life(NOW, &last),
            "not-yet",
            life("2026-06-01T00:00:01Z", &last),
            "is valid from this second on",
            "trust.certificate-not-yet-valid",
        ),
        (
            "until-now",
            life(&first, NOW),
            "over",
            life(&first, "2026-05-31T23:59:59Z"),
            "is valid until this second",
            "trust.certificate-expired",
        ),
    ] {
        let right = format!("agreement-signer-{right}");
        let says = format!("the signer's certificate {says}");
        asks.takes(&right, document, &says, "as-certificate-time");
        asks.differ_from(&right);
        let says = format!("{says}, but for one");
        let broken = format!("agreement-signer-{broken}");
        asks.refuses(&broken, late, &says, "as-certificate-time", &[code]);
    }
    asks.differ_from("agreement-by-key");
}

fn listed(asks: &mut Asks<'_>) {
    let thief = operator_of(
        &parties::signer_draft(ZHEJIANG_PROVINCE, THIEF_KEY),
        THIEF_KEY,
    );
    let unlisted = signed_by(good(), &thief).write();
    let says = "somebody whom no list names, with a certificate that has all the right names";
    asks.refuses(
        "agreement-signer-unlisted",
        unlisted,
        says,
        "as-listed",
        NOT_ALLOWED,
    );
    let under_root = changed_list("ca", |service| named(service, certificate(&root())));
    asks.verifier = holding(&under_root);
    let says = "the list names the CA that made the signer's certificate";
    asks.refuses(
        "agreement-signer-under-ca",
        good().write(),
        says,
        "as-listed",
        NOT_ALLOWED,
    );
    let sealer = parties::here()
        .called("agreements-cn-33-sealing")
        .edited(|payload| {
            let mut sealing = seals("cn-33/seals", key(KEY), "CN-33");
            sealing.set("serviceName", crate::cbor::map([("en", text("Sealing"))]));
            payload.set(
                "trustedEntities",
                Node::Array(vec![entity(ZHEJIANG_PROVINCE, vec![sealing])]),
            );
        });
    asks.verifier = holding(&sealer);
    let says = "the list names the signer's key for sealing licences";
    asks.refuses(
        "agreement-signer-listed-for-sealing",
        good().write(),
        says,
        "as-listed",
        NOT_ALLOWED,
    );
    let other = parties::here()
        .called("agreements-cn-33-other-entity")
        .edited(|payload| {
            let signs = service("cn-33/agreements", "agreement-signer", key(KEY));
            payload.set(
                "trustedEntities",
                Node::Array(vec![entity("Y1330100TEM000037J", vec![signs])]),
            );
        });
    asks.verifier = holding(&other);
    let says = "the list names the signer's key for another entity";
    asks.refuses(
        "agreement-signer-listed-for-another",
        good().write(),
        says,
        "as-listed",
        NOT_ALLOWED,
    );
    asks.verifier = by_key();
    let elsewhere = changed(
        "agreement-1",
        &serde_json::json!({ "/pointingParty/listId": THERE }),
    );
    let says = "the party is in another list than the one that names the signer's key";
    asks.refuses(
        "agreement-signer-in-another-list",
        elsewhere.write(),
        says,
        "as-listed",
        NOT_ALLOWED,
    );
}

fn territories(asks: &mut Asks<'_>) {
    let of = |name: &str, territory: &str| {
        let list = changed_list(name, |service| {
            named(service, key(KEY));
            if territory == "CN" {
                scoped(service, &[(BUSINESS, "CN-33")]);
            }
        });
        holding(&list.with("schemeTerritory", text(territory)))
    };
    asks.verifier = of("of-the-country", "CN");
    let says = "the list is that of the country in which the province lies, and gives its signer that province";
    asks.takes(
        "agreement-signer-of-the-country",
        good().write(),
        says,
        "as-territory",
    );
    asks.differ_from("agreement-signer-of-the-country");
    for (name, territory, says) in [
        ("of-another-province", "CN-35", "another province"),
        ("of-a-city", "CN-3301", "a city in the province"),
    ] {
        asks.verifier = of(name, territory);
        let says = format!("the list is that of {says}");
        let name = format!("agreement-signer-{name}");
        asks.refuses(&name, good().write(), &says, "as-territory", NOT_ALLOWED);
    }
    asks.differ_from("agreement-by-key");
}

/// What the list lets the signer sign: without a scope for its own territory, with one for what it names.
fn scopes(asks: &mut Asks<'_>) {
    let of = |name: &str, territory: &str, rows: &[(&str, &str)]| {
        let list = changed_list(&format!("scope-{name}"), |service| {
            named(service, key(KEY));
            if !rows.is_empty() {
                scoped(service, rows);
            }
        });
        holding(&list.with("schemeTerritory", text(territory)))
    };
    asks.verifier = of("none-of-the-country", "CN", &[]);
    let says = "the list is that of the country, and its signer has no scope: it does not sign for a province";
    asks.differ_from("agreement-signer-of-the-country");
    let name = "agreement-signer-without-scope-for-a-province";
    asks.refuses(name, good().write(), says, "as-whole", NOT_ALLOWED);
    let whole = changed(
        "agreement-1",
        &serde_json::json!({
            "/pointingParty/territory": "CN",
            "/pointedParty/territory": "KR",
        }),
    );
    let says =
        "the list is that of the country, and its signer without a scope signs for the country";
    let name = "agreement-signer-without-scope-for-the-whole";
    asks.takes(name, whole.write(), says, "as-whole");
    for (name, territory, rows, says) in [
        ("province", "CN", &[(BUSINESS, "CN-33")][..], "the province"),
        (
            "country",
            "CN",
            &[(BUSINESS, "CN")],
            "the country, and so each of its provinces",
        ),
    ] {
        asks.verifier = of(name, territory, rows);
        let says = format!("the list of the country gives the signer {says}");
        let name = format!("agreement-signer-scope-{name}");
        asks.takes(&name, good().write(), &says, "as-scope");
    }
    asks.differ_from("agreement-signer-scope-province");
    for (name, territory, rows, says) in [
        (
            "another-province",
            "CN",
            &[(BUSINESS, "CN-35")][..],
            "the list of the country gives the signer another province",
        ),
        (
            "a-city",
            "CN-33",
            &[(BUSINESS, "CN-3301")],
            "the list of the province gives the signer a city alone",
        ),
    ] {
        asks.verifier = of(name, territory, rows);
        let name = format!("agreement-signer-scope-{name}");
        asks.refuses(&name, good().write(), says, "as-scope", NOT_ALLOWED);
    }
    // The types of the own side: what is recognised is called a permit by the other.
    let renamed = changed(
        "agreement-1",
        &serde_json::json!({ "/equivalences/0/pointedType": PERMIT }),
    );
    asks.verifier = of("own-type", "CN-33", &[(BUSINESS, "CN-33")]);
    let says = "the scope of the signer has the type as which the licence counts in the province";
    let name = "agreement-signer-scope-own-type";
    asks.takes(name, renamed.write(), says, "as-scope-type");
    asks.differ_from(name);
    for (name, rows, says) in [
        (
            "another-type",
            &[(PERMIT, "CN-33")][..],
            "has the type of the other province, and not that of its own",
        ),
        (
            "type-of-another-row",
            &[(BUSINESS, "CN-3301"), (PERMIT, "CN-33")],
            "has the type in a city and the province with another type",
        ),
    ] {
        asks.verifier = of(name, "CN-33", rows);
        let says = format!("the scope of the signer {says}");
        let name = format!("agreement-signer-scope-{name}");
        let document = renamed.write();
        asks.refuses(&name, document, &says, "as-scope-type", NOT_ALLOWED);
    }
    asks.differ_from("agreement-by-key");
}

fn lists(asks: &mut Asks<'_>) {
    let long = changed(
        "agreement-long",
        &serde_json::json!({ "/nextUpdate": "2026-12-01T00:00:00Z", "/notAfter": "2026-12-01T00:00:00Z" }),
    );
    asks.verifier = by_key();
    asks.now = "2026-09-01T00:00:00Z";
    let says = "the last second of the list that names the signer; a new one has been due";
    let stale: &[&str] = &["trust.list-stale"];
    asks.takes_with(
        "agreement-list-last-second",
        long.write(),
        says,
        "as-list-counts",
        stale,
    );
    asks.differ_from("agreement-list-last-second");
    asks.verifier = by_key().strict();
    let says = "a new list has been due, for a verifier that does not take what is due";
    asks.refuses(
        "agreement-list-stale",
        long.write(),
        says,
        "as-list-counts",
        stale,
    );
    asks.verifier = by_key();
    asks.now = "2026-09-01T00:00:01Z";
    let says = "one second after the end of the list that names the signer";
    asks.refuses(
        "agreement-list-expired",
        long.write(),
        says,
        "as-list-counts",
        &["trust.list-expired"],
    );
    asks.now = NOW;
    asks.differ_from("agreement-by-key");
}

fn states(asks: &mut Asks<'_>) {
    let with = |name: &str, now: Node, before: Vec<Node>| {
        holding(&changed_list(name, |service| {
            named(service, key(KEY));
            service.set("currentState", now);
            if !before.is_empty() {
                service.set("serviceHistory", Node::Array(before));
            }
        }))
    };
    let granted = || state("granted", SINCE);
    let suspended = || state("suspended", "2026-03-01T00:00:00Z");
    asks.verifier = with(
        "granted-again",
        state("granted", NOW),
        vec![suspended(), granted()],
    );
    let says = "the signer is granted again from this second on, and was suspended when it signed";
    asks.takes(
        "agreement-signer-granted-again",
        good().write(),
        says,
        "as-granted",
    );
    asks.differ_from("agreement-signer-granted-again");
    for (name, now, before, says, code) in [
        (
            "not-granted-yet",
            state("granted", "2026-06-01T00:00:01Z"),
            Vec::new(),
            "the signer is granted from the next second on",
            "trust.authority-not-yet",
        ),
        (
            "suspended",
            state("suspended", NOW),
            vec![granted()],
            "the signer is suspended from this second on",
            "trust.authority-suspended",
        ),
        (
            "withdrawn",
            state("withdrawn", NOW),
            vec![granted()],
            "the signer is withdrawn from this second on: that it was granted when it signed does not count",
            "trust.authority-withdrawn",
        ),
    ] {
        asks.verifier = with(name, now, before);
        let name = format!("agreement-signer-{name}");
        asks.refuses(&name, good().write(), says, "as-granted", &[code]);
    }
}

fn algorithms(asks: &mut Asks<'_>) {
    let algorithm: &[&str] = &["recognise.agreement-algorithm-not-allowed"];
    for (id, says) in [
        (-257, "RSA with SHA-256"),
        (-35, "ES384 with a key for ES256"),
        (-8, "EdDSA with a key for ES256"),
        (-9, "a number for ES256 that the format does not have"),
        (-65_000, "a number that nobody has"),
    ] {
        let document = good().with_header(1, int(id)).write();
        let name = format!("agreement-algorithm-{}", id.unsigned_abs());
        let says = format!("the algorithm is {says}");
        asks.refuses(&name, document, &says, "as-algorithm", algorithm);
    }
    let mismatch: &[&str] = &["recognise.agreement-signature-mismatch"];
    let right = parties::zhejiang_signer();
    for (name, key, says) in [
        ("by-a-thief", THIEF_KEY, "somebody else's signature"),
        ("by-a-seal", SEAL_KEY, "the signature of a sealing key"),
        (
            "by-a-ca",
            ROOT_KEY,
            "the signature of the CA that made the certificate",
        ),
    ] {
        let certificate = right.certificate.clone();
        let document = signed_by(good(), &Operator { key, certificate }).write();
        let says = format!("{says} under the signer's certificate");
        asks.refuses(
            &format!("agreement-{name}"),
            document,
            &says,
            "as-signature",
            mismatch,
        );
    }
    let [_, unprotected, payload, signature] = good().members();
    let other = good().with_header(
        33,
        Node::Array(vec![
            crate::cbor::bytes(&right.certificate),
            crate::cbor::bytes(&root()),
        ]),
    );
    let members = vec![other.members()[0].clone(), unprotected, payload, signature];
    let document = crate::cbor::tag(18, Node::Array(members)).write();
    let says = "a certificate was added to the chain after signing";
    asks.refuses(
        "agreement-chain-added",
        document,
        says,
        "as-signature",
        mismatch,
    );
}
