//! What must hold for the services and sources of every list: `spec/trust-lists.md`, section 4.

use super::{
    document::{item, items},
    federation::{
        GUANGDONG, GUANGZHOU_SEALS, SINCE, TIANHE_SEALS, certificate, first_service, guangdong,
        guangdong_office, key, scope, service, source, state, withdrawn_back,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{
        HOLDER_KEY, ROOT_KEY, SEAL_KEY, THE_ROOT, THE_SEAL, TIANHE, ca_draft, iaca, leaf,
        leaf_draft, root, signed, time,
    },
    cbor::{Node, bytes, map, tdate, text},
    good::{BUSINESS, MDL},
    out::Out,
    pki::{BASIC_CONSTRAINTS, PURPOSES, date, tlv},
};

const INVALID: &[&str] = &["trust.list-invalid"];
const HISTORY: &[&str] = &["trust.list-history"];
const DUPLICATE: &[&str] = &["trust.list-duplicate"];
const AMBIGUOUS: &[&str] = &["trust.list-source-ambiguous"];

pub(crate) fn make(out: &mut Out) {
    let verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    let asks = &mut Asks::new(out, verifier, "list");
    states(asks);
    members(asks);
    identities(asks);
    rows(asks);
    times(asks);
}

/// A list whose first service was edited.
fn with(edit: impl FnOnce(&mut Node)) -> Vec<u8> {
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
