//! The shape of a list's contents: `spec/trust-lists.md`, section 3. Encoding and signature are right.

use super::{
    document::{List, item, items},
    federation::{
        FEDERATION, GUANGDONG, GUANGZHOU_SEALS, bare, certificate, federation, federation_office,
        first_service, guangdong, guangdong_office, key, service, source, state, withdrawn_back,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{HOLDER_KEY, SEAL_KEY, iaca},
    cbor::{FALSE, Node, bytes, int, map, tdate, text},
    good::BUSINESS,
    out::Out,
};

const INVALID: &[&str] = &["codec.invalid-value"];

pub(crate) fn make(out: &mut Out) {
    let verifier = Verifier::pinning(GUANGDONG, &guangdong_office())
        .and_pinning(FEDERATION, &federation_office());
    let asks = &mut Asks::new(out, verifier, "list-with-everything");
    asks.takes(
        "list-with-everything",
        full().write(),
        "a list that has every member of the format",
        "tl-closed",
    );
    asks.takes(
        "list-of-lists",
        federation().write(),
        "a list of lists that points to two lists",
        "ts-root",
    );
    let nobody = bare(
        GUANGDONG,
        "regional",
        "CN-44",
        super::federation::GUANGDONG_OFFICE,
    );
    let nobody = List::new("cn-44-empty", nobody, &guangdong_office());
    let says = "a list without entities, pointers and sources";
    asks.takes("list-of-nobody", nobody.write(), says, "tl-one-way");
    unknown(asks);
    missing(asks);
    empty(asks);
}

/// A list that has everything.
pub(super) fn full() -> List {
    guangdong()
        .next("2026-05-02T00:00:00Z")
        .called("cn-44-full")
        .edited(|payload| {
            payload.set("utcOffsetMinutes", int(480));
            let successor = map([
                (
                    "certificate",
                    bytes(&super::federation::zhejiang_office().certificate),
                ),
                ("from", tdate("2026-05-20T00:00:00Z")),
            ]);
            payload.set("successorSigners", Node::Array(vec![successor]));
            let extension = map([
                ("id", text("https://lists.example/extension")),
                ("critical", FALSE),
                ("value", int(1)),
            ]);
            payload.set("extensions", Node::Array(vec![extension]));
            let mut row = source(
                BUSINESS,
                "CN-44",
                &[GUANGZHOU_SEALS],
                "2026-01-01T00:00:00Z",
            );
            row.at_mut("validity")
                .set("until", tdate("2027-01-01T00:00:00Z"));
            payload.set("authoritativeSources", Node::Array(vec![row]));
            everybody(payload);
        })
}

/// Services of each kind, with all their members.
fn everybody(payload: &mut Node) {
    let entity = item(payload.at_mut("trustedEntities"), 0);
    entity.set("tradeName", map([("zh-Hans", text("测试"))]));
    let seals = item(entity.at_mut("services"), 0);
    item(seals.at_mut("licenceScope"), 0).set("maxAssurance", int(3));
    seals.set("takenOverBy", text("cn-44/tianhe/seals"));
    let history = vec![
        state("suspended", "2025-06-01T00:00:00Z"),
        state("granted", "2025-01-01T00:00:00Z"),
    ];
    seals.set("serviceHistory", Node::Array(history));
    let prefixes = || Node::Array(vec![text("https://status.example/44/")]);
    let mut status = service("cn-44/guangzhou/status", "licence-status", key(HOLDER_KEY));
    status.set("statusListPrefixes", prefixes());
    let mut requester = service("cn-44/guangzhou/requests", "requester", key(HOLDER_KEY));
    requester.set("purposes", Node::Array(vec![text("urn:example:purpose")]));
    let mut unknown = service("cn-44/guangzhou/other", "licence-issuance", key(HOLDER_KEY));
    unknown.set(
        "serviceTypeIdentifier",
        text("urn:example:of-a-later-version"),
    );
    unknown.set("statusListPrefixes", prefixes());
    let mut gone = service("cn-44/guangzhou/gone", "seal-register", key(HOLDER_KEY));
    gone.set(
        "currentState",
        withdrawn_back("2026-04-01T00:00:00Z", "2026-03-01T00:00:00Z"),
    );
    let granted = vec![state("granted", "2026-01-01T00:00:00Z")];
    gone.set("serviceHistory", Node::Array(granted));
    items(entity.at_mut("services")).extend([
        status,
        requester,
        unknown,
        gone,
        service(
            "cn-44/guangzhou/stamps",
            "time-stamping",
            certificate(&iaca()),
        ),
        service("cn-44/guangzhou/lists", "list-signer", key(HOLDER_KEY)),
        service(
            "cn-44/guangzhou/agreements",
            "agreement-signer",
            key(HOLDER_KEY),
        ),
    ]);
}

/// Finds a part of the full list.
pub(super) type Part = fn(&mut Node) -> &mut Node;

pub(super) const PARTS: [(&str, Part); 12] = [
    ("list", |list| list),
    ("previous", |list| list.at_mut("previousIssue")),
    ("digest", |list| {
        list.at_mut("previousIssue").at_mut("digest")
    }),
    ("successor", |list| item(list.at_mut("successorSigners"), 0)),
    ("entity", |list| item(list.at_mut("trustedEntities"), 0)),
    ("service", first_service),
    ("identity", |list| {
        item(first_service(list).at_mut("serviceDigitalIdentities"), 0)
    }),
    ("state", |list| first_service(list).at_mut("currentState")),
    ("scope", |list| {
        item(first_service(list).at_mut("licenceScope"), 0)
    }),
    ("source", |list| {
        item(list.at_mut("authoritativeSources"), 0)
    }),
    ("validity", |list| {
        item(list.at_mut("authoritativeSources"), 0).at_mut("validity")
    }),
    ("extension", |list| item(list.at_mut("extensions"), 0)),
];

fn unknown(asks: &mut Asks<'_>) {
    for (name, part) in PARTS {
        let list = full().edited(|list| part(list).set("remark", text("x")));
        let says = format!("a member that the format does not have, in the {name}");
        asks.refuses(
            &format!("list-unknown-in-{name}"),
            list.write(),
            &says,
            "tl-closed",
            INVALID,
        );
    }
    asks.differ_from("list-of-lists");
    let list = federation()
        .edited(|list| item(list.at_mut("pointersToOtherLists"), 0).set("remark", text("x")));
    let says = "a member that the format does not have, in a pointer";
    asks.refuses(
        "list-unknown-in-pointer",
        list.write(),
        says,
        "tl-closed",
        INVALID,
    );
    asks.differ_from("list-with-everything");
    for (name, id) in [("ski", "ski"), ("subject", "subject")] {
        let list = full().edited(|list| PARTS[6].1(list).set(id, bytes(&[1; 20])));
        let says = format!("an identity with a {name} beside its certificate");
        asks.refuses(
            &format!("list-identity-with-{name}"),
            list.write(),
            &says,
            "tl-closed",
            INVALID,
        );
    }
}

fn missing(asks: &mut Asks<'_>) {
    let members = [
        ("list", "type"),
        ("list", "listId"),
        ("list", "listType"),
        ("list", "sequenceNumber"),
        ("list", "schemeTerritory"),
        ("list", "schemeOperatorName"),
        ("list", "schemeTypeCommunityRules"),
        ("list", "statusDeterminationApproach"),
        ("list", "historicalInformationPeriod"),
        ("list", "listIssueDateTime"),
        ("list", "nextUpdate"),
        ("list", "notAfter"),
        ("list", "pointersToOtherLists"),
        ("list", "trustedEntities"),
        ("list", "authoritativeSources"),
        ("entity", "entityId"),
        ("service", "serviceDigitalIdentities"),
        ("service", "currentState"),
        ("state", "statusStartingTime"),
        ("scope", "territories"),
        ("source", "owner"),
        ("validity", "from"),
        ("extension", "critical"),
    ];
    for (of, member) in members {
        let (_, part) = PARTS.iter().find(|(name, _)| *name == of).unwrap();
        let list = full().edited(|list| _ = part(list).remove(member));
        let says = format!("a list whose {of} lacks `{member}`");
        let name = format!("list-lacks-{of}-{}", member.to_lowercase());
        asks.refuses(
            &name,
            list.write(),
            &says,
            "tl-missing",
            &["codec.missing-field"],
        );
    }
    let list = full().edited(|list| PARTS[6].1(list).members().clear());
    let says = "an identity that is neither certificate nor key";
    asks.refuses(
        "list-identity-of-nothing",
        list.write(),
        says,
        "tl-missing",
        INVALID,
    );
    let spki = key(SEAL_KEY).remove("key");
    let list = full().edited(|list| PARTS[6].1(list).set("key", spki));
    let says = "an identity that is both certificate and key";
    asks.refuses(
        "list-identity-of-both",
        list.write(),
        says,
        "tl-closed",
        INVALID,
    );
}

fn empty(asks: &mut Asks<'_>) {
    for (of, member) in [
        ("list", "successorSigners"),
        ("list", "extensions"),
        ("list", "schemeTypeCommunityRules"),
        ("entity", "services"),
        ("service", "serviceDigitalIdentities"),
        ("service", "serviceHistory"),
        ("service", "licenceScope"),
        ("service", "statusListPrefixes"),
        ("service", "purposes"),
        ("scope", "territories"),
        ("source", "issuers"),
    ] {
        let (_, part) = PARTS.iter().find(|(name, _)| *name == of).unwrap();
        let list = full().edited(|list| part(list).set(member, Node::Array(Vec::new())));
        let says = format!("a list whose {of} has `{member}` and nothing in it");
        let name = format!("list-empty-{}-{of}", member.to_lowercase());
        asks.refuses(&name, list.write(), &says, "tl-one-way", &["codec.empty"]);
    }
    let nameless = full().with("schemeOperatorName", Node::Map(Vec::new()));
    let says = "a list whose operator has a name in no language";
    asks.refuses(
        "list-empty-name",
        nameless.write(),
        says,
        "tl-one-way",
        &["codec.empty"],
    );
}
