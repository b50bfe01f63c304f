//! One issue after another: `spec/trust-lists.md`, section 4, last part, and `spec/trust-store.md`, 3.2.

use super::{
    document::{List, item, items},
    federation::{
        FEDERATION, GUANGDONG, GUANGDONG_OFFICE, TAKEN, bare, certificate, entity, federation,
        federation_office, first_service, guangdong, guangdong_office, key, scope, seals, service,
        state, withdrawn_back,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{HOLDER_KEY, SEAL_KEY, TIANHE},
    cbor::{NULL, Node, bytes, tdate, text},
    good::BUSINESS,
    out::Out,
};

const CHAIN: &[&str] = &["trust.list-chain-broken"];
const HISTORY: &[&str] = &["trust.list-history"];
const INVALID: &[&str] = &["trust.list-invalid"];
const CLOSED: &[&str] = &["trust.list-closed"];

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, holding(&before()), "list-next-with-states");
    asks.takes(
        "list-next-with-states",
        next().write(),
        "the next issue, with every service, key and state of the one before",
        "tl-kept",
    );
    chain(asks);
    kept(asks, "tl-kept", &|list| list, "");
    states(asks);
    gaps(asks);
    same(asks);
    closed(asks);
}

/// When the next issue is made.
const AFTER: &str = "2026-05-10T00:00:00Z";
/// A state that had not begun then.
const TO_COME: &str = "2026-08-01T00:00:00Z";

/// The issue at hand: a service with two keys and three states, of which one is to come.
fn before() -> List {
    guangdong().called("cn-44-states-1").edited(|list| {
        let service = first_service(list);
        items(service.at_mut("serviceDigitalIdentities")).push(key(SEAL_KEY));
        service.set("currentState", state("withdrawn", TO_COME));
        let history = vec![
            state("granted", "2026-02-01T00:00:00Z"),
            state("suspended", "2026-01-01T00:00:00Z"),
        ];
        service.set("serviceHistory", Node::Array(history));
    })
}

fn next() -> List {
    before().next(AFTER)
}

fn holding(list: &List) -> Verifier {
    Verifier::pinning(GUANGDONG, &guangdong_office())
        .and_pinning(FEDERATION, &federation_office())
        .taking(list, TAKEN)
}

fn chain(asks: &mut Asks<'_>) {
    let digest = |edit: &dyn Fn(&mut Node)| {
        next().edited(|list| {
            let digest = list.at_mut("previousIssue").at_mut("digest");
            edit(digest.at_mut("value"));
        })
    };
    let zero = digest(&|value| *value = bytes(&[0; 32]));
    let says = "the next issue, which names another as the one before";
    asks.refuses(
        "list-next-of-another",
        zero.write(),
        says,
        "tl-chain",
        CHAIN,
    );
    let of_document = elicence::crypto::DigestAlgorithm::Sha256.digest(&[&before().write()]);
    let by_document = digest(&|value| *value = bytes(of_document.as_bytes()));
    let says = "the next issue, which names the one before by the digest of its document";
    asks.refuses(
        "list-next-by-document",
        by_document.write(),
        says,
        "tl-chain",
        CHAIN,
    );
}

/// What a later issue must not have lost; `later` makes it of the next one.
fn kept(asks: &mut Asks<'_>, clause: &str, later: &dyn Fn(List) -> List, end: &str) {
    let mut refuses = |name: &str, edit: &dyn Fn(&mut Node), says: &str, codes: &[&str]| {
        let list = later(next().edited(edit)).write();
        asks.refuses(&format!("list-lost-{name}{end}"), list, says, clause, codes);
    };
    let entities = |list: &mut Node| list.at_mut("trustedEntities").clone();
    refuses(
        "entity",
        &|list| _ = items(list.at_mut("trustedEntities")).remove(1),
        "an entity is missing",
        HISTORY,
    );
    refuses(
        "key",
        &|list| _ = items(first_service(list).at_mut("serviceDigitalIdentities")).remove(0),
        "a key of a service is missing",
        HISTORY,
    );
    refuses(
        "owner",
        &|list| {
            let mut all = entities(list);
            let service = items(item(&mut all, 1).at_mut("services")).remove(0);
            items(item(&mut all, 0).at_mut("services")).push(service);
            let more = seals("cn-44/tianhe/new", key(HOLDER_KEY), "CN-440104");
            items(item(&mut all, 1).at_mut("services")).push(more);
            list.set("trustedEntities", all);
        },
        "a service is listed for another entity",
        HISTORY,
    );
    refuses(
        "kind",
        &|list| {
            let service = first_service(list);
            service.set(
                "serviceTypeIdentifier",
                text("urn:elicence:service:seal-register"),
            );
        },
        "a service is of another kind",
        HISTORY,
    );
    refuses(
        "oldest-state",
        &|list| _ = items(first_service(list).at_mut("serviceHistory")).pop(),
        "the oldest state of a service is missing",
        HISTORY,
    );
    refuses(
        "suspension",
        &|list| {
            let history = first_service(list).at_mut("serviceHistory");
            *item(history, 1) = state("granted", "2026-01-01T00:00:00Z");
        },
        "a suspension has become a grant",
        HISTORY,
    );
    refuses(
        "start",
        &|list| {
            let history = first_service(list).at_mut("serviceHistory");
            *item(history, 0) = state("granted", "2026-01-31T23:59:59Z");
        },
        "a state begins one second earlier than it did",
        HISTORY,
    );
}

/// What an issue may say anew about states.
fn states(asks: &mut Asks<'_>) {
    let current = |current: Node, history: &[Node]| {
        next().edited(|list| {
            let service = first_service(list);
            let kept = items(service.at_mut("serviceHistory")).clone();
            let history = [history.to_vec(), kept].concat();
            service.set("serviceHistory", Node::Array(history));
            service.set("currentState", current);
        })
    };
    let later = state("withdrawn", "2026-08-01T00:00:01Z");
    let says = "a state that had not begun begins one second later";
    asks.takes(
        "list-state-put-off",
        current(later, &[]).write(),
        says,
        "tl-kept",
    );
    let taken_back = next().edited(|list| {
        let service = first_service(list);
        let granted = items(service.at_mut("serviceHistory")).remove(0);
        service.set("currentState", granted);
    });
    let says = "a state that had not begun is taken back";
    asks.takes("list-state-taken-back", taken_back.write(), says, "tl-kept");
    let at_issue = state("suspended", "2026-05-01T00:00:00Z");
    let says = "a new state that begins with the issue at hand";
    asks.takes(
        "list-state-since-issue",
        current(at_issue, &[]).write(),
        says,
        "tl-backdate",
    );
    asks.differ_from("list-state-since-issue");
    let earlier = state("suspended", "2026-04-30T23:59:59Z");
    let says = "a new state that begins one second before the issue at hand";
    asks.refuses(
        "list-state-backdated",
        current(earlier, &[]).write(),
        says,
        "tl-backdate",
        HISTORY,
    );
    let back = withdrawn_back(AFTER, "2026-02-01T00:00:00Z");
    let says = "a withdrawal that reaches back before the issue at hand";
    asks.takes(
        "list-state-reaching-back",
        current(back, &[]).write(),
        says,
        "tl-backdate",
    );
    asks.differ_from("list-next-with-states");
    let widened = next().edited(|list| {
        let scopes = vec![scope(BUSINESS, &["CN-4401"])];
        first_service(list).set("licenceScope", Node::Array(scopes));
    });
    let says = "a scope that has become narrower: history is that of states";
    asks.takes("list-next-with-scope", widened.write(), says, "tl-kept");
}

/// Issues in between were skipped: the third after the first.
fn gaps(asks: &mut Asks<'_>) {
    let third = |list: List| list.next("2026-05-20T00:00:00Z");
    let says = "the issue after the next";
    asks.takes("list-after-next", third(next()).write(), says, "tl-kept");
    asks.differ_from("list-after-next");
    kept(asks, "tl-kept", &third, "-over-a-gap");
    asks.differ_from("list-next-with-states");
}

/// What every issue says.
fn same(asks: &mut Asks<'_>) {
    asks.verifier = holding(&federation());
    let after = || federation().next(AFTER);
    asks.takes(
        "list-of-lists-next",
        after().write(),
        "the next issue of a list of lists",
        "tl-chain",
    );
    asks.differ_from("list-of-lists-next");
    let moved = after().with("schemeTerritory", text("x-union"));
    let says = "a list of lists that has become that of another federation";
    asks.refuses(
        "list-next-of-territory",
        moved.write(),
        says,
        "tl-kept",
        INVALID,
    );
    let mut payload = bare(GUANGDONG, "regional", "CN-44", GUANGDONG_OFFICE);
    let signs = service(
        "cn-44/lists",
        "list-signer",
        certificate(&guangdong_office().certificate),
    );
    payload.set(
        "trustedEntities",
        Node::Array(vec![entity(TIANHE, vec![signs])]),
    );
    let plain = List::new("cn-44-plain-1", payload, &guangdong_office());
    asks.verifier = holding(&plain);
    let says = "the next issue of a regional list without authorities";
    asks.takes(
        "list-next-plain",
        plain.next(AFTER).write(),
        says,
        "tl-kept",
    );
    asks.differ_from("list-next-plain");
    let lists = text("urn:elicence:list:lists");
    let other = plain.next(AFTER).with("listType", lists);
    let says = "a regional list that has become a list of lists";
    asks.refuses("list-next-of-kind", other.write(), says, "tl-kept", INVALID);
}

fn closed(asks: &mut Asks<'_>) {
    let last = guangdong().with("nextUpdate", NULL).called("cn-44-closed");
    asks.verifier = holding(&last);
    let after = |list: &List, issued: &str| {
        list.next(issued)
            .with("nextUpdate", tdate("2026-07-01T00:00:00Z"))
    };
    asks.differ_from("list-next");
    let next = after(&last, AFTER);
    let says = "an issue after the one that closed the list";
    asks.refuses(
        "list-next-of-closed",
        next.write(),
        says,
        "tl-closed-list",
        CLOSED,
    );
    let third = after(&next, "2026-05-20T00:00:00Z");
    let says = "the issue after the next, after one that closed the list";
    asks.refuses(
        "list-after-next-of-closed",
        third.write(),
        says,
        "tl-closed-list",
        CLOSED,
    );
}
