//! Step 3.1, 3.4 and 3.5 by lists: which service could have sealed this.

use super::{
    document::List,
    federation::{
        GUANGZHOU_SEALS, Operator, SINCE, TAKEN, TIANHE_SEALS, bare, certificate, entity,
        guangdong, key, operator, scope, seals, service, source, state,
    },
    judged::{
        Judges, alone, iaca_revocation_list, informed, keyed, licence, member, of_tianhe,
        revocation_list, with_services,
    },
    verifier::Verifier,
};
use crate::{
    authorities::{GUANGZHOU, HOLDER_KEY, KeyName, SEAL_KEY, TIANHE, iaca, leaf, root, time},
    cbor::{Node, tdate, text},
    good::{BUSINESS, MDL, business, mdl},
    out::Out,
    pki::Revoked,
};
use elicence::crypto::Algorithm;

const NO_PATH: &[&str] = &["trust.no-path"];
const UNSTATED: &[&str] = &["trust.issuer-unstated"];
const MISMATCH: &[&str] = &["trust.issuer-mismatch"];
const NOT_SOURCE: &[&str] = &["trust.authority-not-source"];

pub(crate) fn make(out: &mut Out) {
    let judges = &mut Judges::new(
        out,
        informed(member().taking(&guangdong(), TAKEN)),
        "listed-by-ca",
    );
    identities(judges);
    departments(judges);
    ambiguous(judges);
    scopes(judges);
    foreign(judges);
    sources(judges);
}

fn identities(judges: &mut Judges<'_>) {
    let business = business();
    let says = "the sealing certificate's CA is that of a listed service, and its revocation list is at hand";
    let until = Some("2026-09-01T00:00:00Z");
    judges.accepts_with(
        "listed-by-ca",
        &business,
        says,
        "ts-signer v-until",
        &[],
        until,
    );
    let without = || member().taking(&guangdong(), TAKEN);
    judges.verifier = without();
    judges.flags = &["list", "N15"];
    let says =
        "the same without the revocation list of the CA: of a listed one it is always asked for";
    let missing = &["trust.revocation-list-missing"];
    judges.leaves_open(
        "listed-by-ca-without-crl",
        &business,
        says,
        "v-3.1c",
        missing,
    );
    judges.flags = &["list"];
    let revoked = Revoked {
        serial: 7,
        since: time("2026-05-01T00:00:00Z"),
        reason: Some(1),
        invalid: None,
    };
    judges.verifier =
        without().with_revocation_list("root-seal-revoked", revocation_list(&[revoked]));
    let says = "the CA of a listed service has revoked the sealing certificate";
    judges.refuses(
        "listed-by-ca-revoked",
        &business,
        says,
        "v-3.1c",
        &["trust.certificate-revoked"],
    );
    let by_leaf = keyed("cn-44-by-certificate", |service| {
        let identities = Node::Array(vec![certificate(&leaf())]);
        service.set("serviceDigitalIdentities", identities);
    });
    judges.verifier = member().taking(&by_leaf, TAKEN);
    let says = "the sealing certificate is that of a listed service";
    judges.accepts_with(
        "listed-by-certificate",
        &business,
        says,
        "ts-signer",
        &[],
        until,
    );
    let by_key = keyed("cn-44-by-key", |_| ());
    judges.verifier = member().taking(&by_key, TAKEN);
    let says = "the sealing key is that of a listed service";
    judges.accepts_with("listed-by-key", &business, says, "ts-signer", &[], until);
    // Other keys than the listed ones.
    judges.differ_from("listed-by-key");
    let other = keyed("cn-44-by-another-key", |service| {
        service.set(
            "serviceDigitalIdentities",
            Node::Array(vec![key(HOLDER_KEY)]),
        );
    });
    judges.verifier = alone(&other);
    let says = "another key is that of the listed service";
    judges.refuses("listed-by-another-key", &business, says, "v-3.1b", NO_PATH);
    judges.flags = &["list", "N13", "N15"];
    judges.verifier = member();
    let says = "the list of the region was never taken";
    judges.refuses("listed-nowhere", &business, says, "v-3.1b", NO_PATH);
    judges.flags = &["list"];
    for kind in [
        "licence-status",
        "seal-register",
        "time-stamping",
        "list-signer",
        "agreement-signer",
        "requester",
    ] {
        let mut service = service("cn-44/guangzhou/other", kind, key(SEAL_KEY));
        service.set(
            "licenceScope",
            Node::Array(vec![scope(BUSINESS, &["CN-44"])]),
        );
        let list = with_services(&format!("cn-44-{kind}"), vec![service]);
        judges.verifier = alone(&list);
        let says = format!("the key is listed, for a service of the kind {kind}");
        judges.refuses(
            &format!("listed-as-{kind}"),
            &business,
            &says,
            "v-3.1b",
            NO_PATH,
        );
    }
}

/// Of two departments under one CA each seals for itself.
fn departments(judges: &mut Judges<'_>) {
    judges.verifier = informed(member().taking(&guangdong(), TAKEN));
    let says = "the second department under the same CA, in its own district";
    judges.accepts("listed-department", &of_tianhe(), says, "v-3.1c");
    judges.differ_from("listed-department");
    let says = "the second department, in the city of the first";
    let outside = licence(TIANHE, "CN-4401", TIANHE);
    judges.refuses(
        "listed-department-abroad",
        &outside,
        says,
        "t-region",
        &["trust.region-out-of-scope"],
    );
    let says = "a licence that names the first department, sealed by the second";
    let other = licence(GUANGZHOU, "CN-440104", TIANHE);
    judges.refuses(
        "listed-department-for-another",
        &other,
        says,
        "v-3.1c",
        MISMATCH,
    );
    judges.differ_from("listed-by-ca");
    let unlisted = licence("Y1440300TEM000037P", "CN-4401", "Y1440300TEM0000214");
    let says = "a third department under the same CA, which is not listed with it";
    judges.refuses("listed-ca-of-another", &unlisted, says, "v-3.1c", NO_PATH);
    let says = "a certificate under a listed CA that states no department";
    judges.refuses(
        "listed-ca-unstated",
        &licence(GUANGZHOU, "CN-4401", ""),
        says,
        "v-3.1c",
        UNSTATED,
    );
    judges.verifier = alone(&keyed("cn-44-by-key", |_| ()));
    judges.differ_from("listed-by-key");
    let says = "a listed key, whose certificate states no department";
    judges.refuses(
        "listed-key-unstated",
        &licence(GUANGZHOU, "CN-4401", ""),
        says,
        "v-3.1c",
        UNSTATED,
    );
    let says = "a listed key, whose certificate states another department";
    let other = licence(TIANHE, "CN-440104", TIANHE);
    judges.refuses("listed-key-of-another", &other, says, "ts-signer", NO_PATH);
}

fn ambiguous(judges: &mut Judges<'_>) {
    let first = || seals("cn-44/guangzhou/first", key(SEAL_KEY), "CN-44");
    let second = |edit: &dyn Fn(&mut Node)| {
        let mut service = seals("cn-44/guangzhou/second", key(SEAL_KEY), "CN-44");
        edit(&mut service);
        service
    };
    let business = business();
    let clause = "v-3.1d ts-ambiguous";
    let suspended = second(&|service| service.set("currentState", state("suspended", SINCE)));
    judges.verifier = alone(&with_services("cn-44-one-of-two", vec![first(), suspended]));
    let says = "two services with one key, of which one is suspended";
    judges.accepts("listed-one-of-two", &business, says, clause);
    judges.differ_from("listed-one-of-two");
    judges.verifier = alone(&with_services("cn-44-two", vec![first(), second(&|_| ())]));
    let says = "two services with one key, type and region";
    let codes = &["trust.authority-ambiguous"];
    judges.refuses("listed-twice", &business, says, clause, codes);
    let other_region = second(&|service| {
        service.set(
            "licenceScope",
            Node::Array(vec![scope(BUSINESS, &["CN-4403"])]),
        );
    });
    judges.verifier = alone(&with_services(
        "cn-44-two-regions",
        vec![first(), other_region],
    ));
    let says = "two services with one key, of which one is for another city";
    judges.accepts("listed-twice-for-two-regions", &business, says, clause);
    let narrower = second(&|service| {
        service.set(
            "licenceScope",
            Node::Array(vec![scope(BUSINESS, &["CN-4401"])]),
        );
    });
    judges.differ_from("listed-twice-for-two-regions");
    judges.verifier = alone(&with_services("cn-44-two-in-one", vec![first(), narrower]));
    let says = "two services with one key, of which one is for a city of the other's province";
    judges.refuses(
        "listed-twice-one-in-another",
        &business,
        says,
        clause,
        codes,
    );
    let (city, office) = city(first());
    let verifier = alone(&keyed("cn-44-by-key", |_| ()));
    judges.differ_from("listed-by-key");
    judges.verifier = verifier.and_pinning(CITY, &office).taking(&city, TAKEN);
    let says = "two services with one key in two lists, of the province and of the city";
    judges.refuses("listed-in-two-lists", &business, says, clause, codes);
}

const CITY: &str = "https://lists.example/cn-4401";

/// The list of the city.
fn city(mut service: Node) -> (List, Operator) {
    let office = operator(
        "Test List Office 4401",
        KeyName("list signer 4401", Algorithm::Es256),
    );
    let mut payload = bare(CITY, "regional", "CN-4401", "Test List Office 4401");
    service.set(
        "licenceScope",
        Node::Array(vec![scope(BUSINESS, &["CN-4401"])]),
    );
    let entities = vec![entity(GUANGZHOU, vec![service])];
    payload.set("trustedEntities", Node::Array(entities));
    (List::new("cn-4401-1", payload, &office), office)
}

fn scopes(judges: &mut Judges<'_>) {
    judges.differ_from("listed-by-key");
    judges.flags = &["list", "N14"];
    let business = business();
    let scoped = |name: &str, scopes: Vec<Node>| {
        alone(&keyed(&format!("cn-44-{name}"), |service| {
            if scopes.is_empty() {
                service.remove("licenceScope");
            } else {
                service.set("licenceScope", Node::Array(scopes));
            }
        }))
    };
    for (name, scopes, says, code) in [
        (
            "no-type",
            vec![],
            "a service without a scope",
            "trust.out-of-scope",
        ),
        (
            "another-type",
            vec![scope("org.elicence.tax_certificate.1", &["CN-44"])],
            "a service for another type",
            "trust.out-of-scope",
        ),
        (
            "another-version",
            vec![scope("org.elicence.business_licence.2", &["CN-44"])],
            "a service for the next version of the type",
            "trust.out-of-scope",
        ),
        (
            "another-city",
            vec![scope(BUSINESS, &["CN-4403"])],
            "a service for another city",
            "trust.region-out-of-scope",
        ),
        (
            "a-district",
            vec![scope(BUSINESS, &["CN-440104"])],
            "a service for a district of the city",
            "trust.region-out-of-scope",
        ),
        (
            "crossed",
            vec![
                scope(BUSINESS, &["CN-4403"]),
                scope("org.elicence.tax_certificate.1", &["CN-4401"]),
            ],
            "a service for the type in another city, and for another type in this",
            "trust.region-out-of-scope",
        ),
        (
            "driving-licences",
            vec![scope(MDL, &["CN-44"])],
            "a service for driving licences of ISO/IEC 18013-5",
            "trust.out-of-scope",
        ),
    ] {
        judges.verifier = scoped(&format!("for-{name}"), scopes);
        judges.refuses(
            &format!("listed-for-{name}"),
            &business,
            says,
            "t-region",
            &[code],
        );
    }
    // A list that has the key of another region's authority.
    let office = super::federation::zhejiang_office();
    let list = super::federation::zhejiang()
        .called("cn-33-with-guangzhou")
        .edited(|list| {
            let service = seals("cn-33/guangzhou", key(SEAL_KEY), "CN-33");
            list.set(
                "trustedEntities",
                Node::Array(vec![entity(GUANGZHOU, vec![service])]),
            );
        });
    judges.verifier = Verifier::pinning(super::federation::ZHEJIANG, &office).taking(&list, TAKEN);
    let says = "the list of another province has the sealing key";
    let codes = &["trust.authority-territory", "trust.region-out-of-scope"];
    judges.refuses(
        "listed-abroad",
        &business,
        says,
        "v-3.1e ts-territory",
        codes,
    );
    judges.flags = &["list"];
}

/// Foreign documents, by a list of their region.
fn foreign(judges: &mut Judges<'_>) {
    judges.flags = &["list", "foreign"];
    let listed = |name: &str, territory: &str, service: Node| {
        let list_id = format!("https://lists.example/{name}");
        let key = KeyName("list signer of maryland", Algorithm::Es256);
        let subject = crate::pki::Subject {
            c: "US",
            ..super::federation::subject("Test List Office of Maryland", "Test List Signer")
        };
        let office =
            super::federation::operator_of(&super::federation::signer_draft(&subject, key), key);
        let mut payload = bare(
            &list_id,
            "regional",
            territory,
            "Test List Office of Maryland",
        );
        let office_of_licences = vec![entity("Test mDL Office", vec![service])];
        payload.set("trustedEntities", Node::Array(office_of_licences));
        let list = List::new(name, payload, &office);
        Verifier::pinning(&list_id, &office)
            .taking(&list, TAKEN)
            .with_revocation_list("iaca-nobody-revoked", iaca_revocation_list())
    };
    let for_type = |doc_type: &str, territory: &str| {
        let mut service = service("mdl", "licence-issuance", certificate(&iaca()));
        service.set(
            "licenceScope",
            Node::Array(vec![scope(doc_type, &[territory])]),
        );
        service
    };
    let mdl = mdl();
    judges.verifier = listed("us-md", "US-MD", for_type(MDL, "US-MD"));
    let says = "a driving licence, whose CA is that of a listed service";
    judges.accepts("listed-foreign", &mdl, says, "v-3.1e");
    judges.differ_from("listed-foreign");
    judges.verifier = listed(
        "us-md-photo-id",
        "US-MD",
        for_type("org.iso.23220.photoid.1", "US-MD"),
    );
    let says = "a driving licence, whose CA is listed for photo identifications";
    judges.refuses(
        "listed-foreign-for-another-type",
        &mdl,
        says,
        "t-region",
        &["trust.out-of-scope"],
    );
    judges.verifier = listed("us-va", "US-VA", for_type(MDL, "US-VA"));
    let says = "a driving licence of one state, whose CA stands in the list of another";
    let codes = &["trust.authority-territory", "trust.region-out-of-scope"];
    judges.refuses(
        "listed-foreign-abroad",
        &mdl,
        says,
        "v-3.1e ts-territory",
        codes,
    );
    judges.flags = &["list"];
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
