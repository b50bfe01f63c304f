//! Steps 3.1 and 3.4 by lists: one service, of this territory, for this type and region.

use super::{
    document::List,
    federation::{
        Operator, SINCE, TAKEN, bare, certificate, entity, key, operator, scope, seals, service,
        state,
    },
    judged::{Judges, alone, iaca_revocation_list, keyed, member, with_services},
    verifier::Verifier,
};
use crate::{
    authorities::{GUANGZHOU, KeyName, SEAL_KEY, iaca},
    cbor::Node,
    good::{BUSINESS, MDL, business, mdl},
    out::Out,
};
use elicence::crypto::Algorithm;

pub(crate) fn make(out: &mut Out) {
    let judges = &mut Judges::new(out, member(), "listed-by-key");
    ambiguous(judges);
    scopes(judges);
    foreign(judges);
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
    let listed = |name: &str, territory: &str, services: Vec<Node>| {
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
        let one_each = services.into_iter().enumerate();
        let entities = one_each.map(|(n, service)| entity(&format!("office-{n}"), vec![service]));
        payload.set("trustedEntities", Node::Array(entities.collect()));
        let list = List::new(name, payload, &office);
        Verifier::pinning(&list_id, &office)
            .taking(&list, TAKEN)
            .with_revocation_list("iaca-nobody-revoked", iaca_revocation_list())
    };
    let named = |id: &str, doc_type: &str, territory: &str| {
        let mut service = service(id, "licence-issuance", certificate(&iaca()));
        service.set(
            "licenceScope",
            Node::Array(vec![scope(doc_type, &[territory])]),
        );
        service
    };
    let for_type = |doc_type: &str, territory: &str| vec![named("mdl", doc_type, territory)];
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
    let photo_id = "org.iso.23220.photoid.1";
    let two = vec![
        named("mdl", MDL, "US-MD"),
        named("photo-id", photo_id, "US-MD"),
    ];
    judges.verifier = listed("us-md-of-two", "US-MD", two);
    let says = "a driving licence of a signer without a code, whose CA stands with two entities";
    let codes = &["trust.authority-ambiguous"];
    judges.refuses("listed-foreign-of-two", &mdl, says, "v-3.1d", codes);
    judges.flags = &["list"];
}
