//! What must hold for the services of every list, but for their keys: `spec/trust-lists.md`, section 4.

use super::{
    federation::{
        GUANGDONG, GUANGZHOU_SEALS, first_service, guangdong, guangdong_office, scope, state,
        withdrawn_back,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    cbor::{Node, text},
    good::BUSINESS,
    out::Out,
};

const INVALID: &[&str] = &["trust.list-invalid"];
const HISTORY: &[&str] = &["trust.list-history"];
const DUPLICATE: &[&str] = &["trust.list-duplicate"];

pub(crate) fn make(out: &mut Out) {
    let verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    let asks = &mut Asks::new(out, verifier, "list");
    states(asks);
    members(asks);
}

/// A list whose first service was edited.
pub(super) fn with(edit: impl FnOnce(&mut Node)) -> Vec<u8> {
    guangdong().edited(|list| edit(first_service(list))).write()
}

fn states(asks: &mut Asks<'_>) {
    let of = |current: Node, history: Vec<Node>| {
        with(|service| {
            service.set("currentState", current);
            service.set("serviceHistory", Node::Array(history));
        })
    };
    let granted = |since: &str| state("granted", since);
    let suspended = |since: &str| state("suspended", since);
    let (jan, feb, mar, apr) = (
        "2026-01-01T00:00:00Z",
        "2026-02-01T00:00:00Z",
        "2026-03-01T00:00:00Z",
        "2026-04-01T00:00:00Z",
    );
    let says = "granted, suspended, and granted again one second later";
    let list = of(
        granted("2026-02-01T00:00:01Z"),
        vec![suspended(feb), granted(jan)],
    );
    asks.takes("list-history", list, says, "tl-history");
    asks.differ_from("list-history");
    for (name, current, history, says) in [
        (
            "at-one-time",
            granted(feb),
            vec![suspended(feb), granted(jan)],
            "two states that begin at one time",
        ),
        (
            "oldest-first",
            granted(mar),
            vec![granted(jan), suspended(feb)],
            "a history that begins with the oldest",
        ),
        (
            "current-not-newest",
            granted(jan),
            vec![suspended(feb)],
            "a current state that is older than the history",
        ),
    ] {
        asks.refuses(
            &format!("list-history-{name}"),
            of(current, history),
            says,
            "tl-history",
            HISTORY,
        );
    }
    let says = "a withdrawal with effect from its own instant";
    let list = of(withdrawn_back(apr, apr), vec![granted(jan)]);
    asks.takes("list-withdrawn-back", list, says, "tl-retroactive");
    asks.differ_from("list-withdrawn-back");
    let says = "a withdrawal with effect from a second later";
    let list = of(
        withdrawn_back(apr, "2026-04-01T00:00:01Z"),
        vec![granted(jan)],
    );
    asks.refuses(
        "list-withdrawn-forward",
        list,
        says,
        "tl-retroactive",
        HISTORY,
    );
    let says = "a service that is granted again after a withdrawal that reaches back";
    let list = of(granted(apr), vec![withdrawn_back(mar, feb), granted(jan)]);
    asks.refuses(
        "list-granted-after-withdrawn-back",
        list,
        says,
        "tl-retroactive",
        HISTORY,
    );
    let says = "a service that is suspended after a withdrawal that reaches back";
    let list = of(suspended(apr), vec![withdrawn_back(mar, feb), granted(jan)]);
    asks.refuses(
        "list-suspended-after-withdrawn-back",
        list,
        says,
        "tl-retroactive",
        HISTORY,
    );
    let says = "a service that is granted again after a plain withdrawal";
    let list = of(granted(apr), vec![state("withdrawn", mar), granted(jan)]);
    asks.takes("list-granted-after-withdrawn", list, says, "tl-retroactive");
    asks.differ_from("list");
}

fn members(asks: &mut Asks<'_>) {
    let mut refuses = |name: &str, list: Vec<u8>, says: &str, clause: &str, codes: &[&str]| {
        asks.refuses(&format!("list-{name}"), list, says, clause, codes);
    };
    let scopes =
        |scopes: Vec<Node>| with(|service| service.set("licenceScope", Node::Array(scopes)));
    let abroad = scopes(vec![scope(BUSINESS, &["CN-44", "CN-33"])]);
    refuses(
        "scope-abroad",
        abroad,
        "a scope that reaches into another province",
        "tl-scope-territory",
        INVALID,
    );
    let above = scopes(vec![scope(BUSINESS, &["CN"])]);
    refuses(
        "scope-above",
        above,
        "a scope of the whole country",
        "tl-scope-territory",
        INVALID,
    );
    let twice = scopes(vec![
        scope(BUSINESS, &["CN-4401"]),
        scope(BUSINESS, &["CN-4403"]),
    ]);
    refuses(
        "scope-twice",
        twice,
        "two scopes of one type in one service",
        "tl-names",
        DUPLICATE,
    );
    let own = with(|service| service.set("takenOverBy", text(GUANGZHOU_SEALS)));
    refuses(
        "taken-over-by-itself",
        own,
        "a service that was taken over by itself",
        "tl-scope-territory",
        INVALID,
    );
    let uris = || Node::Array(vec![text("https://status.example/")]);
    let prefixes = with(|service| service.set("statusListPrefixes", uris()));
    refuses(
        "prefixes-of-issuance",
        prefixes,
        "prefixes of a service that signs no status lists",
        "tl-scope-territory",
        INVALID,
    );
    let purposes = with(|service| service.set("purposes", uris()));
    refuses(
        "purposes-of-issuance",
        purposes,
        "purposes of a service that asks for nothing",
        "tl-scope-territory",
        INVALID,
    );
}
