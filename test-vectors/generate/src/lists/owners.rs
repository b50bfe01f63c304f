//! Step 3.5 by lists: one datum has one source.

use super::{
    document::List,
    federation::{
        GUANGZHOU_SEALS, SINCE, TAKEN, TIANHE_SEALS, bare, entity, guangdong, key, operator, seals,
        source,
    },
    judged::{Judges, alone, informed, member},
};
use crate::{
    authorities::{GUANGZHOU, HOLDER_KEY, KeyName},
    cbor::{Node, tdate, text},
    good::{BUSINESS, business},
    out::Out,
};
use elicence::crypto::Algorithm;

const NOT_SOURCE: &[&str] = &["trust.authority-not-source"];

pub(crate) fn make(out: &mut Out) {
    sources(&mut Judges::new(out, member(), "listed-by-ca"));
}

/// One datum has one source.
fn sources(judges: &mut Judges<'_>) {
    let business = business();
    let clause = "v-3.5 ts-source";
    let with = |name: &str, rows: Vec<Node>| {
        let list = guangdong().called(&format!("cn-44-source-{name}"));
        informed(alone(&list.with("authoritativeSources", Node::Array(rows))))
    };
    let row = |territory: &str, issuers: &[&str]| source(BUSINESS, territory, issuers, SINCE);
    judges.verifier = with("own", vec![row("CN-44", &[GUANGZHOU_SEALS])]);
    judges.accepts(
        "listed-source",
        &business,
        "the service is the issuer of the source",
        clause,
    );
    judges.differ_from("listed-source");
    judges.verifier = with("both", vec![row("CN-44", &[TIANHE_SEALS, GUANGZHOU_SEALS])]);
    judges.accepts(
        "listed-source-of-two",
        &business,
        "the service is one of two issuers of the source",
        clause,
    );
    for (name, territory, says) in [
        (
            "province",
            "CN-44",
            "the source of the type in the province is another",
        ),
        (
            "city",
            "CN-4401",
            "the source of the type in the city is another",
        ),
    ] {
        judges.verifier = with(name, vec![row(territory, &[TIANHE_SEALS])]);
        judges.refuses(
            &format!("listed-source-of-{name}"),
            &business,
            says,
            clause,
            NOT_SOURCE,
        );
    }
    let mut other_type = row("CN-44", &[TIANHE_SEALS]);
    other_type.set("docType", text("org.elicence.tax_certificate.1"));
    for (name, row, says) in [
        (
            "another-type",
            other_type,
            "the source of another type is another",
        ),
        (
            "another-city",
            row("CN-4403", &[TIANHE_SEALS]),
            "the source in another city is another",
        ),
        (
            "a-district",
            row("CN-440104", &[TIANHE_SEALS]),
            "the source in a district of the city is another",
        ),
    ] {
        judges.verifier = with(name, vec![row]);
        judges.accepts(&format!("listed-source-of-{name}"), &business, says, clause);
    }
    judges.flags = &["list", "time", "boundary"];
    let timed = |from: &str, until: &str| {
        let mut row = source(BUSINESS, "CN-44", &[TIANHE_SEALS], from);
        row.at_mut("validity").set("until", tdate(until));
        row
    };
    let now = judges.now;
    for (name, from, until, over, says) in [
        ("past", SINCE, now, true, "another was the source until now"),
        (
            "ending",
            SINCE,
            "2026-06-01T00:00:01Z",
            false,
            "another is the source for one more second",
        ),
        (
            "coming",
            "2026-06-01T00:00:01Z",
            "2027-01-01T00:00:00Z",
            true,
            "another is the source from the next second on",
        ),
        (
            "beginning",
            now,
            "2027-01-01T00:00:00Z",
            false,
            "another is the source from now on",
        ),
    ] {
        judges.verifier = with(name, vec![timed(from, until)]);
        let name = format!("listed-source-{name}");
        if over {
            judges.accepts(&name, &business, says, clause);
            judges.differ_from(&name);
        } else {
            judges.refuses(&name, &business, says, clause, NOT_SOURCE);
        }
    }
    judges.flags = &["list"];
    elsewhere(judges);
}

/// The row stands in the list of the country, the service in that of the province.
fn elsewhere(judges: &mut Judges<'_>) {
    const COUNTRY: &str = "https://lists.example/cn";
    let office = operator(
        "Test List Office",
        KeyName("list signer of the country", Algorithm::Es256),
    );
    let country = |name: &str, last: &str| {
        let mut payload = bare(COUNTRY, "regional", "CN", "Test List Office");
        let registry = seals("cn/registry", key(HOLDER_KEY), "CN");
        payload.set(
            "trustedEntities",
            Node::Array(vec![entity(GUANGZHOU, vec![registry])]),
        );
        let row = source(BUSINESS, "CN", &["cn/registry"], SINCE);
        payload.set("authoritativeSources", Node::Array(vec![row]));
        List::new(name, payload, &office).dated(
            "2026-05-01T00:00:00Z",
            "2026-05-01T00:00:00Z",
            last,
        )
    };
    let with = |country: List| {
        informed(alone(&guangdong()))
            .and_pinning(COUNTRY, &office)
            .taking(&country, TAKEN)
    };
    let business = business();
    judges.differ_from("listed-by-ca");
    judges.verifier = with(country("cn-1", "2026-09-01T00:00:00Z"));
    let says = "the list of the country gives the type to another service";
    judges.refuses(
        "listed-source-of-the-country",
        &business,
        says,
        "ts-source",
        NOT_SOURCE,
    );
    judges.flags = &["list", "N15"];
    judges.verifier = with(country("cn-short", "2026-05-31T23:59:59Z"));
    let says = "the list of the country, which is over, gave the type to another service";
    judges.leaves_open(
        "listed-source-by-expired",
        &business,
        says,
        "ts-source",
        &["trust.list-expired"],
    );
    judges.flags = &["list"];
}
