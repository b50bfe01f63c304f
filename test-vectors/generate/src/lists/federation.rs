//! A small federation that exists in these files only: a list of lists, the lists of two provinces, and who is listed.

use elicence::{
    crypto::Algorithm,
    trust::list::{ListDraft, TrustList},
};

use super::document::{List, item};
use crate::{
    authorities::{GUANGZHOU, KeyName, ROOT, ROOT_KEY, THIEF_KEY, TIANHE, leaf_life, root, time},
    cbor::{Node, bytes, map, tdate, text},
    good::BUSINESS,
    pki::{Draft, Kind, PURPOSES, Subject, extension, tlv},
};

/// Names of the lists.
pub(crate) const FEDERATION: &str = "https://lists.example/federation";
pub(crate) const GUANGDONG: &str = "https://lists.example/cn-44";
pub(crate) const ZHEJIANG: &str = "https://lists.example/cn-33";

/// What every list says of its time, unless a vector is about it.
pub(crate) const ISSUED: &str = "2026-05-01T00:00:00Z";
pub(crate) const NEXT_UPDATE: &str = "2026-07-01T00:00:00Z";
pub(crate) const LAST: &str = "2026-09-01T00:00:00Z";
/// When the lists were taken on which a judgement rests.
pub(crate) const TAKEN: &str = "2026-05-02T00:00:00Z";
/// Since when services are granted.
pub(crate) const SINCE: &str = "2026-01-01T00:00:00Z";

/// The authority of the second province.
pub(crate) const HANGZHOU: &str = "Y1330100TEM000037J";

/// The services of the authorities.
pub(crate) const GUANGZHOU_SEALS: &str = "cn-44/guangzhou/seals";
pub(crate) const TIANHE_SEALS: &str = "cn-44/tianhe/seals";

/// 0.4.0.2231.3.0, `id-tsl-kp-tslSigning`.
pub(crate) const LIST_SIGNER: &[u8] = &[0x04, 0x00, 0x91, 0x37, 0x03, 0x00];

/// Who signs lists.
#[derive(Clone)]
pub(crate) struct Operator {
    pub(crate) key: KeyName,
    pub(crate) certificate: Vec<u8>,
}

/// The subject of the signer of a list.
pub(crate) const fn subject(o: &'static str, cn: &'static str) -> Subject<'static> {
    Subject {
        c: "CN",
        st: "",
        o,
        organization_identifier: "",
        cn,
    }
}

pub(crate) const FEDERATION_OFFICE: &str = "Test Federation Office";
pub(crate) const GUANGDONG_OFFICE: &str = "Test List Office 44";
pub(crate) const ZHEJIANG_OFFICE: &str = "Test List Office 33";

pub(crate) const GUANGDONG_KEY: KeyName = KeyName("list signer 44", Algorithm::Es256);

/// A certificate for signing lists, before it is signed.
pub(crate) fn signer_draft(subject: &Subject<'_>, key: KeyName) -> Draft {
    let purposes = tlv(0x30, &[&tlv(0x06, &[LIST_SIGNER])]);
    Draft::new(
        subject,
        &key.public(),
        &ROOT,
        &ROOT_KEY.public(),
        leaf_life(),
        Kind::Sealer,
        44,
    )
    .with(PURPOSES, Some(extension(PURPOSES, true, &purposes)))
}

/// Whoever has this key, and the certificate of the draft.
pub(crate) fn operator_of(draft: &Draft, key: KeyName) -> Operator {
    Operator {
        key,
        certificate: draft.sign(&ROOT_KEY.get()).unwrap(),
    }
}

pub(crate) fn operator(o: &'static str, key: KeyName) -> Operator {
    operator_of(&signer_draft(&subject(o, "Test List Signer"), key), key)
}

pub(crate) fn federation_office() -> Operator {
    let key = KeyName("list of lists", Algorithm::Es256);
    operator(FEDERATION_OFFICE, key)
}

pub(crate) fn guangdong_office() -> Operator {
    operator(GUANGDONG_OFFICE, GUANGDONG_KEY)
}

pub(crate) fn zhejiang_office() -> Operator {
    let key = KeyName("list signer 33", Algorithm::Es256);
    operator(ZHEJIANG_OFFICE, key)
}

/// Somebody who has made a certificate with all the right names.
pub(crate) fn thief() -> Operator {
    operator(GUANGDONG_OFFICE, THIEF_KEY)
}

/// A list without contents.
pub(crate) fn bare(list_id: &str, kind: &str, territory: &str, operator: &str) -> Node {
    map([
        ("type", text("org.elicence.trustlist.1")),
        ("listId", text(list_id)),
        ("listType", text(&format!("urn:elicence:list:{kind}"))),
        ("sequenceNumber", Node::Uint(1)),
        ("schemeTerritory", text(territory)),
        ("schemeOperatorName", map([("en", text(operator))])),
        (
            "schemeTypeCommunityRules",
            Node::Array(vec![text("https://lists.example/rules")]),
        ),
        (
            "statusDeterminationApproach",
            text("https://lists.example/approach"),
        ),
        ("historicalInformationPeriod", Node::Uint(65_535)),
        ("listIssueDateTime", tdate(ISSUED)),
        ("nextUpdate", tdate(NEXT_UPDATE)),
        ("notAfter", tdate(LAST)),
        ("pointersToOtherLists", Node::Array(Vec::new())),
        ("trustedEntities", Node::Array(Vec::new())),
        ("authoritativeSources", Node::Array(Vec::new())),
    ])
}

pub(crate) fn certificate(der: &[u8]) -> Node {
    map([("certificate", bytes(der))])
}

pub(crate) fn key(of: KeyName) -> Node {
    map([("key", bytes(&of.public().to_spki_der()))])
}

pub(crate) fn state(status: &str, since: &str) -> Node {
    map([
        ("serviceStatus", text(status)),
        ("statusStartingTime", tdate(since)),
    ])
}

/// A withdrawal that reaches back.
pub(crate) fn withdrawn_back(since: &str, to: &str) -> Node {
    let mut state = state("withdrawn", since);
    state.set("withdrawalEffect", map([("retroactiveTo", tdate(to))]));
    state
}

pub(crate) fn scope(doc_type: &str, territories: &[&str]) -> Node {
    map([
        ("docType", text(doc_type)),
        (
            "territories",
            Node::Array(territories.iter().map(|t| text(t)).collect()),
        ),
    ])
}

/// A service that is granted.
pub(crate) fn service(id: &str, kind: &str, identity: Node) -> Node {
    map([
        ("serviceId", text(id)),
        (
            "serviceTypeIdentifier",
            text(&format!("urn:elicence:service:{kind}")),
        ),
        ("serviceName", map([("en", text("Test service"))])),
        ("serviceDigitalIdentities", Node::Array(vec![identity])),
        ("currentState", state("granted", SINCE)),
    ])
}

/// A service that seals business licences.
pub(crate) fn seals(id: &str, identity: Node, territory: &str) -> Node {
    let mut service = service(id, "licence-issuance", identity);
    let scopes = vec![scope(BUSINESS, &[territory])];
    service.set("licenceScope", Node::Array(scopes));
    service
}

pub(crate) fn entity(id: &str, services: Vec<Node>) -> Node {
    map([
        ("entityId", text(id)),
        ("name", map([("en", text("Test Authority"))])),
        ("services", Node::Array(services)),
    ])
}

pub(crate) fn source(doc_type: &str, territory: &str, issuers: &[&str], from: &str) -> Node {
    map([
        ("docType", text(doc_type)),
        ("territory", text(territory)),
        ("owner", text(GUANGZHOU)),
        (
            "issuers",
            Node::Array(issuers.iter().map(|i| text(i)).collect()),
        ),
        ("validity", map([("from", tdate(from))])),
    ])
}

pub(crate) fn pointer(list_id: &str, territory: &str, by: &Operator) -> Node {
    map([
        ("location", text(&format!("{list_id}/current"))),
        ("listId", text(list_id)),
        ("listType", text("urn:elicence:list:regional")),
        ("schemeTerritory", text(territory)),
        (
            "serviceDigitalIdentities",
            Node::Array(vec![certificate(&by.certificate)]),
        ),
        ("minSequenceNumber", Node::Uint(1)),
    ])
}

/// The list of Guangdong: two departments under one CA.
pub(crate) fn guangdong() -> List {
    let mut payload = bare(GUANGDONG, "regional", "CN-44", GUANGDONG_OFFICE);
    let under_root = || certificate(&root());
    payload.set(
        "trustedEntities",
        Node::Array(vec![
            entity(
                GUANGZHOU,
                vec![seals(GUANGZHOU_SEALS, under_root(), "CN-44")],
            ),
            entity(TIANHE, vec![seals(TIANHE_SEALS, under_root(), "CN-440104")]),
        ]),
    );
    List::new("cn-44-1", payload, &guangdong_office())
}

/// The list of Zhejiang: one authority, by its key.
pub(crate) fn zhejiang() -> List {
    let mut payload = bare(ZHEJIANG, "regional", "CN-33", ZHEJIANG_OFFICE);
    let seal = key(KeyName("seal 33", Algorithm::Es256));
    payload.set(
        "trustedEntities",
        Node::Array(vec![entity(
            HANGZHOU,
            vec![seals("cn-33/hangzhou/seals", seal, "CN-33")],
        )]),
    );
    List::new("cn-33-1", payload, &zhejiang_office())
}

/// The list of lists, which points to both.
pub(crate) fn federation() -> List {
    let mut payload = bare(FEDERATION, "lists", "x-federation", FEDERATION_OFFICE);
    payload.set(
        "pointersToOtherLists",
        Node::Array(vec![
            pointer(GUANGDONG, "CN-44", &guangdong_office()),
            pointer(ZHEJIANG, "CN-33", &zhejiang_office()),
        ]),
    );
    List::new("federation-1", payload, &federation_office())
}

/// The first authority's first service.
pub(crate) fn first_service(payload: &mut Node) -> &mut Node {
    let entity = item(payload.at_mut("trustedEntities"), 0);
    item(entity.at_mut("services"), 0)
}

/// The library signs the same bytes for what it reads in a list that was written by hand.
pub(crate) fn hold_against_the_library(list: &List, signer: &Operator) {
    let read = TrustList::decode(&list.write()).unwrap_or_else(|e| panic!("{e}"));
    let issued = list.payload.at("listIssueDateTime").clone();
    assert_eq!(
        issued,
        tdate(&read.contents().list_issue_date_time.to_string())
    );
    let prepared = ListDraft::new(read.contents().clone())
        .prepare(signer.key.1, core::slice::from_ref(&signer.certificate))
        .unwrap_or_else(|e| panic!("{e}"));
    let input = crate::document::signature_input(&list.header_bytes(), &list.payload_bytes());
    assert_eq!(prepared.to_be_signed(), input);
    read.check_signature(time(TAKEN)).unwrap();
}
