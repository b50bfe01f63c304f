//! Countersignatures, and what is asked again of an agreement that is held: `spec/agreement-signing.md`, sections 3 and 5.

use elicence::crypto::Signer;
use serde_json::json;

use super::{
    Asks, agreement, changed,
    parties::{self, GUANGDONG_PROVINCE, HERE, THERE},
    signers,
};
use crate::{
    authorities::{NOW, ROOT_KEY, THIEF_KEY},
    cbor::{NULL, Node, TRUE, bytes, int, text},
    good::BUSINESS,
    lists::{
        document::{List, sorted},
        federation::{Operator, SINCE, TAKEN, first_service, operator_of, state},
        verifier::Verifier,
    },
    out::Out,
    pki::{DOCUMENT_SIGNER, PURPOSES, extension, tlv},
    recognitions,
};

const MISMATCH: &[&str] = &["recognise.countersignature-mismatch"];

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "agreement-countersigned");
    asks.takes(
        "agreement-countersigned",
        countersigned(&good(), &parties::guangdong_signer()).write(),
        "an agreement that the other province has countersigned",
        "as-countersigner",
    );
    forms(asks);
    signers(asks);
    others(asks);
    oneself(out);
    better(out);
    renewed(out);
}

fn good() -> List {
    agreement("agreement-1", |_| {})
}

fn header(by: &Operator) -> Node {
    Node::Map(vec![
        (Node::Uint(1), int(by.key.1.cose_id())),
        (Node::Uint(33), bytes(&by.certificate)),
    ])
}

/// The three members of a countersignature over a document, under any header.
fn countersignature(document: &List, by: &Operator, header: &Node) -> Vec<Node> {
    let [protected, _, payload, signature] = document.members();
    let header = bytes(&sorted(header).write());
    let input = Node::Array(vec![
        text("CounterSignatureV2"),
        protected,
        header.clone(),
        bytes(b""),
        payload,
        Node::Array(vec![signature]),
    ]);
    let signature = by.key.get().sign(&input.write()).unwrap();
    vec![header, Node::Map(Vec::new()), bytes(&signature)]
}

/// The document with a countersignature.
pub(crate) fn countersigned(document: &List, by: &Operator) -> List {
    let members = countersignature(document, by, &header(by));
    with(document, Node::Array(members))
}

fn with(document: &List, countersignature: Node) -> List {
    let name = format!("{}-countersigned", document.name());
    let document = document.clone().called(&name);
    document.with_unprotected(11, countersignature)
}

fn forms(asks: &mut Asks<'_>) {
    let by = parties::guangdong_signer();
    let right = countersignature(&good(), &by, &header(&by));
    let changed = |place: usize, value: Node| {
        let mut members = right.clone();
        members[place] = value;
        Node::Array(members)
    };
    let mut typed = header(&by);
    typed.put_key(Node::Uint(16), text("application/elicence-agreement+cbor"));
    let typed = countersignature(&good(), &by, &typed);
    let invalid = "codec.invalid-value";
    let wrong = "codec.wrong-type";
    for (name, value, says, code) in [
        ("text", text("signed"), "a text", wrong),
        ("null", NULL, "null", wrong),
        (
            "bytes",
            bytes(&Node::Array(right.clone()).write()),
            "a byte string with the right one",
            wrong,
        ),
        (
            "two-members",
            Node::Array(right[..2].to_vec()),
            "an array of two",
            invalid,
        ),
        (
            "four-members",
            Node::Array([right.clone(), vec![bytes(b"")]].concat()),
            "an array of four",
            invalid,
        ),
        (
            "several",
            Node::Array(vec![Node::Array(right.clone())]),
            "an array with the right one",
            wrong,
        ),
        (
            "header-map",
            changed(0, header(&by)),
            "its header not in a byte string",
            wrong,
        ),
        (
            "unprotected",
            changed(1, Node::Map(vec![(Node::Uint(4), TRUE)])),
            "a member that is not protected",
            invalid,
        ),
        (
            "signature-text",
            changed(2, text("signature")),
            "a text as its signature",
            wrong,
        ),
        ("typ", Node::Array(typed), "a type in its header", invalid),
    ] {
        let says = format!("in place of a countersignature {says}");
        let name = format!("agreement-countersignature-{name}");
        let document = with(&good(), value).write();
        asks.refuses(&name, document, &says, "as-countersignature-form", &[code]);
    }
}

fn signers(asks: &mut Asks<'_>) {
    let by = parties::guangdong_signer();
    let thief = operator_of(
        &parties::signer_draft(GUANGDONG_PROVINCE, THIEF_KEY),
        THIEF_KEY,
    );
    let purpose = tlv(0x30, &[&tlv(0x06, &[DOCUMENT_SIGNER])]);
    let sealing = parties::signer_draft(GUANGDONG_PROVINCE, by.key)
        .with(PURPOSES, Some(extension(PURPOSES, false, &purpose)));
    let other_key = Operator {
        key: ROOT_KEY,
        ..by.clone()
    };
    for (name, by, says) in [
        (
            "by-itself",
            parties::zhejiang_signer(),
            "the pointing party itself",
        ),
        ("by-a-thief", thief, "somebody whom no list names"),
        (
            "under-a-seal",
            operator_of(&sealing, by.key),
            "a certificate that is for sealing licences",
        ),
        (
            "by-a-ca",
            other_key,
            "the certificate of the signer and the key of another",
        ),
    ] {
        let says =
            format!("a countersignature by {says}: the agreement is taken as if there were none");
        let document = countersigned(&good(), &by).write();
        asks.takes_with(
            &format!("agreement-countersigned-{name}"),
            document,
            &says,
            "as-countersigner",
            MISMATCH,
        );
    }
    let mut header = header(&by);
    header.put_key(Node::Uint(1), int(-257));
    let members = countersignature(&good(), &by, &header);
    let document = with(&good(), Node::Array(members)).write();
    let says = "a countersignature by an algorithm that is not one of the format";
    asks.takes_with(
        "agreement-countersigned-by-rsa",
        document,
        says,
        "as-countersigner",
        MISMATCH,
    );
    let suspended = parties::there()
        .called("agreements-cn-44-suspended")
        .edited(|payload| {
            let service = first_service(payload);
            service.set("currentState", state("suspended", NOW));
            service.set("serviceHistory", Node::Array(vec![state("granted", SINCE)]));
        });
    asks.verifier = holding(&parties::here(), &suspended);
    let document = countersigned(&good(), &by).write();
    let says = "a countersignature by somebody who is suspended from this second on";
    asks.takes_with(
        "agreement-countersigned-by-one-suspended",
        document,
        says,
        "as-countersigner",
        MISMATCH,
    );
    scopes(asks);
    asks.verifier = parties::verifier();
}

/// A countersigner signs for what its list lets it sign, about the types of its own side.
fn scopes(asks: &mut Asks<'_>) {
    let document = changed(
        "agreement-1",
        &json!({ "/equivalences/0/pointedType": signers::PERMIT }),
    );
    let document = countersigned(&document, &parties::guangdong_signer()).write();
    for (name, territory, rows, says, clause, notes) in [
        (
            "own-type",
            "CN-44",
            &[(signers::PERMIT, "CN-44")][..],
            "its own type",
            "as-scope-type",
            &[][..],
        ),
        (
            "another-type",
            "CN-44",
            &[(BUSINESS, "CN-44")],
            "the type of the other side",
            "as-scope-type",
            MISMATCH,
        ),
        (
            "province",
            "CN",
            &[(signers::PERMIT, "CN-44")],
            "its province, in the list of the country",
            "as-scope",
            &[],
        ),
        (
            "another-province",
            "CN",
            &[(signers::PERMIT, "CN-33")],
            "another province, in the list of the country",
            "as-scope",
            MISMATCH,
        ),
        (
            "nothing",
            "CN",
            &[],
            "nothing, in the list of the country",
            "as-whole",
            MISMATCH,
        ),
    ] {
        let list = parties::there()
            .called(&format!("agreements-cn-44-scope-{name}"))
            .edited(|payload| {
                if !rows.is_empty() {
                    signers::scoped(first_service(payload), rows);
                }
                // Who seals there is not asked for, and has a scope of its own.
                payload.set("schemeTerritory", text(territory));
            });
        asks.verifier = holding(&parties::here(), &list);
        let says = format!("a countersignature by an office whose scope has {says}");
        asks.takes_with(
            &format!("agreement-countersigner-scope-{name}"),
            document.clone(),
            &says,
            clause,
            notes,
        );
    }
}

fn others(asks: &mut Asks<'_>) {
    let by = parties::guangdong_signer();
    let over = |other: &List| Node::Array(countersignature(other, &by, &header(&by)));
    let issue = changed("agreement-1", &json!({ "/sequenceNumber": 2 }));
    let another = changed(
        "agreement-1",
        &json!({ "/agreementId": "urn:example:agreement:other" }),
    );
    let chained = good().with_header(
        33,
        Node::Array(vec![
            bytes(&parties::zhejiang_signer().certificate),
            bytes(&by.certificate),
        ]),
    );
    let mut spoilt = countersignature(&good(), &by, &header(&by));
    let mut signature = spoilt[2].as_bytes().to_vec();
    signature[0] ^= 1;
    spoilt[2] = bytes(&signature);
    for (name, value, says) in [
        ("issue", over(&issue), "over another issue"),
        ("agreement", over(&another), "over another agreement"),
        (
            "signature",
            over(&chained),
            "over the same contents, signed under another header",
        ),
        ("nothing", Node::Array(spoilt), "of which a bit was changed"),
    ] {
        let says = format!("a countersignature {says}");
        let document = with(&good(), value).write();
        asks.takes_with(
            &format!("agreement-countersigned-over-another-{name}"),
            document,
            &says,
            "as-countersigned-once",
            MISMATCH,
        );
    }
}

/// The list of a state has all of its provinces, and one of them is down as another.
fn oneself(out: &mut Out) {
    const STATE: &str = "https://lists.example/agreements/cn";
    let office = parties::here_office();
    let list = parties::here()
        .called("agreements-cn-1")
        .with("listId", text(STATE))
        .with("schemeTerritory", text("CN"))
        .edited(|payload| {
            let rows = [(BUSINESS, "CN")];
            signers::scoped(first_service(payload), &rows);
        });
    let verifier = Verifier::pinning(STATE, &office).taking(&list, TAKEN);
    let asks = &mut Asks::new(out, verifier, "agreement-countersigned");
    let document = changed(
        "agreement-1",
        &json!({
            "/pointingParty/listId": STATE,
            "/pointedParty/listId": STATE,
            "/pointedParty/entityId": parties::ZHEJIANG_PROVINCE,
        }),
    );
    asks.takes_with(
        "agreement-countersigned-by-oneself",
        countersigned(&document, &parties::zhejiang_signer()).write(),
        "the recognised party is down as the entity that recognises, and that countersigns",
        "as-countersigner-other",
        MISMATCH,
    );
}

fn holding(here: &List, there: &List) -> Verifier {
    Verifier::pinning(HERE, &parties::here_office())
        .and_pinning(THERE, &parties::there_office())
        .taking(here, TAKEN)
        .taking(there, TAKEN)
}

/// The same issue again, with and without a countersignature, of a verifier that asks for one.
fn better(out: &mut Out) {
    let by = parties::guangdong_signer();
    let right = countersigned(&good(), &by);
    let spoilt = countersigned(&good(), &parties::zhejiang_signer())
        .called("agreement-1-countersigned-by-itself");
    let mut asks = recognitions::Asks::new(
        out,
        recognitions::agreed(&[&good(), &right]),
        "agreement-countersigned-later",
    );
    asks.given.push(("countersignature", "required".into()));
    let licence = recognitions::licence();
    let says =
        "the same issue was taken again with a countersignature, which takes the place of none";
    asks.answers(
        "agreement-countersigned-later",
        &licence,
        says,
        "as-better",
        ("recognised", &[]),
    );
    for (name, other) in [("taken-off", good()), ("spoilt", spoilt)] {
        asks.verifier = recognitions::agreed(&[&right, &other]);
        let says = format!(
            "the same issue was taken again with its countersignature {name}: the better one stays"
        );
        let says = says.replace('-', " ");
        asks.answers(
            &format!("agreement-countersignature-{name}"),
            &licence,
            &says,
            "as-better",
            ("recognised", &[]),
        );
    }
}

/// The list of the signer changes after the agreement was taken.
fn renewed(out: &mut Out) {
    const SINCE_THEN: &str = "2026-05-20T00:00:00Z";
    let after = |status: &str| {
        let issue = parties::here().next(SINCE_THEN).edited(|payload| {
            if status != "granted" {
                let service = first_service(payload);
                service.set("currentState", state(status, SINCE_THEN));
                service.set("serviceHistory", Node::Array(vec![state("granted", SINCE)]));
            }
        });
        let issue = issue.called(&format!("agreements-cn-33-2-{status}"));
        recognitions::agreed(&[&good()]).taking(&issue, SINCE_THEN)
    };
    let mut asks = recognitions::Asks::new(out, after("granted"), "agreement-signer-still-granted");
    let licence = recognitions::licence();
    let says = "the list was renewed since the agreement was taken, and still names its signer";
    asks.answers(
        "agreement-signer-still-granted",
        &licence,
        says,
        "as-renew",
        ("recognised", &[]),
    );
    let narrowed = parties::here()
        .next(SINCE_THEN)
        .called("agreements-cn-33-2-narrowed")
        .edited(|payload| {
            let rows = [(signers::PERMIT, "CN-33")];
            signers::scoped(first_service(payload), &rows);
        });
    asks.verifier = recognitions::agreed(&[&good()]).taking(&narrowed, SINCE_THEN);
    asks.answers(
        "agreement-signer-narrowed-since",
        &licence,
        "the signer was given another type since the agreement was taken: it is held, and does not count",
        "as-renew as-scope-type",
        ("indeterminate", &["recognise.agreement-expired"]),
    );
    for status in ["suspended", "withdrawn"] {
        asks.verifier = after(status);
        let says = format!(
            "the signer was {status} since the agreement was taken: it is held, and does not count"
        );
        asks.answers(
            &format!("agreement-signer-{status}-since"),
            &licence,
            &says,
            "as-renew",
            ("indeterminate", &["recognise.agreement-expired"]),
        );
    }
}
