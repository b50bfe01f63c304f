//! What must hold for the sources of every list (一数一源): `spec/trust-lists.md`, section 4.

use super::{
    document::{item, items},
    federation::{
        GUANGDONG, GUANGZHOU_SEALS, SINCE, TIANHE_SEALS, guangdong, guangdong_office, key, service,
        source,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{HOLDER_KEY, TIANHE},
    cbor::{Node, map, tdate, text},
    good::BUSINESS,
    out::Out,
};

const INVALID: &[&str] = &["trust.list-invalid"];
const DUPLICATE: &[&str] = &["trust.list-duplicate"];
const AMBIGUOUS: &[&str] = &["trust.list-source-ambiguous"];

pub(crate) fn make(out: &mut Out) {
    let verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    let asks = &mut Asks::new(out, verifier, "list");
    rows(asks);
    times(asks);
}

/// A list with these rows of sources.
fn sourced(rows: Vec<Node>) -> Vec<u8> {
    guangdong()
        .edited(|list| {
            let entity = item(list.at_mut("trustedEntities"), 0);
            let status = service("cn-44/guangzhou/status", "licence-status", key(HOLDER_KEY));
            items(entity.at_mut("services")).push(status);
            list.set("authoritativeSources", Node::Array(rows));
        })
        .write()
}

fn row(territory: &str, from: &str, until: Option<&str>) -> Node {
    let mut row = source(BUSINESS, territory, &[GUANGZHOU_SEALS, TIANHE_SEALS], from);
    if let Some(until) = until {
        row.at_mut("validity").set("until", tdate(until));
    }
    row
}

/// What a row names is there.
fn rows(asks: &mut Asks<'_>) {
    let until = "2026-01-01T00:00:01Z";
    let says = "a source of one second, with two issuers";
    asks.takes(
        "list-source",
        sourced(vec![row("CN-44", SINCE, Some(until))]),
        says,
        "tl-source-references",
    );
    asks.differ_from("list-source");
    let mut refuses = |name: &str, edit: &dyn Fn(&mut Node), says: &str, codes: &[&str]| {
        let mut row = row("CN-44", SINCE, Some(until));
        edit(&mut row);
        let says = format!("a source {says}");
        asks.refuses(
            &format!("list-source-{name}"),
            sourced(vec![row]),
            &says,
            "tl-source-references",
            codes,
        );
    };
    let issuers = |row: &mut Node, all: &[&str]| {
        let all = all.iter().map(|issuer| text(issuer)).collect();
        row.set("issuers", Node::Array(all));
    };
    refuses(
        "of-nobody",
        &|row| row.set("owner", text("nobody")),
        "whose owner is not listed",
        INVALID,
    );
    refuses(
        "issued-by-nobody",
        &|row| issuers(row, &["nobody"]),
        "whose issuer is not listed",
        INVALID,
    );
    refuses(
        "issued-by-an-entity",
        &|row| issuers(row, &[TIANHE]),
        "whose issuer is an entity, not a service",
        INVALID,
    );
    let status = "cn-44/guangzhou/status";
    refuses(
        "issued-by-status",
        &|row| issuers(row, &[status]),
        "whose issuer is a status service",
        INVALID,
    );
    let twice = [GUANGZHOU_SEALS, GUANGZHOU_SEALS];
    refuses(
        "issued-twice",
        &|row| issuers(row, &twice),
        "with one issuer twice",
        DUPLICATE,
    );
    refuses(
        "abroad",
        &|row| row.set("territory", text("CN-33")),
        "for another province",
        INVALID,
    );
    let empty = map([("from", tdate(SINCE)), ("until", tdate(SINCE))]);
    refuses(
        "of-no-time",
        &|row| row.set("validity", empty.clone()),
        "that ends when it begins",
        INVALID,
    );
}

/// One type, one territory, one time: one source.
fn times(asks: &mut Asks<'_>) {
    let (middle, before, after) = ("2026-04-01T00:00:00Z", SINCE, "2026-07-01T00:00:00Z");
    asks.flags = &["list", "boundary"];
    for (name, first, second, says) in [
        ("same", "CN-44", "CN-44", "one territory"),
        (
            "below",
            "CN-44",
            "CN-440104",
            "a territory and a district of it",
        ),
        (
            "above",
            "CN-4401",
            "CN-44",
            "a city and the province above it",
        ),
    ] {
        let touching = vec![row(first, before, Some(middle)), row(second, middle, None)];
        let says_touching =
            format!("two sources of {says}, the second from the instant where the first ends");
        let twin = format!("list-sources-touching-{name}");
        asks.takes(&twin, sourced(touching), &says_touching, "tl-source");
        asks.differ_from(&twin);
        let over = vec![
            row(first, before, Some("2026-04-01T00:00:01Z")),
            row(second, middle, None),
        ];
        let says = format!("two sources of {says}, with one second in common");
        asks.refuses(
            &format!("list-sources-overlapping-{name}"),
            sourced(over),
            &says,
            "tl-source",
            AMBIGUOUS,
        );
    }
    let says = "two sources of one time for two cities";
    let beside = vec![row("CN-4401", before, None), row("CN-4403", before, None)];
    asks.takes("list-sources-beside", sourced(beside), says, "tl-source");
    asks.differ_from("list-sources-beside");
    let enclosing = vec![
        row("CN-4401", middle, Some(after)),
        row("CN-44", before, None),
    ];
    let says = "a source for ever, and in its midst one for a city";
    asks.refuses(
        "list-sources-one-in-another",
        sourced(enclosing),
        says,
        "tl-source",
        AMBIGUOUS,
    );
    let mut other_type = row("CN-4401", before, None);
    other_type.set("docType", text("org.elicence.tax_certificate.1"));
    let says = "two sources of one time and territory, for two types";
    let two = vec![row("CN-4401", before, None), other_type];
    asks.takes("list-sources-of-two-types", sourced(two), says, "tl-source");
    asks.differ_from("list-sources-of-two-types");
    let mut other_owner = row("CN-4401", before, None);
    other_owner.set("owner", text(TIANHE));
    let two = vec![row("CN-4401", before, None), other_owner];
    let says = "two sources of one time, territory and type, of two owners";
    asks.refuses(
        "list-sources-of-two-owners",
        sourced(two),
        says,
        "tl-source",
        AMBIGUOUS,
    );
}
