//! What the store answers: who has a key, whose a type is, and the steps of the judgement one by one.

use super::field::{
    CITY, ListOffice, TYPE, city, contents, day, entity, key, key_identity, load, next, region,
    sealing_service, source, store, text,
};
use crate::crypto::Signer as _;
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::TrustAnchors;
use crate::trust::list::{
    ListContents, ListType, ServiceState, ServiceStatus, ServiceType, TrustedService,
    WithdrawalEffect,
};
use crate::trust::store::listed::{Sealed, check_state, choose};
use crate::trust::store::{ListRoot, ListedService, TrustStore};

fn with(contents: &ListContents) -> TrustStore {
    let office = ListOffice::new(1);
    let mut store = store(&office);
    load(&mut store, &office.sign(contents), day(1)).unwrap();
    store
}

fn services(store: &TrustStore, number: u16, entity: Option<&str>) -> Vec<ListedService> {
    let found = store.services_with_key(&key(number).verifying_key(), entity, day(2));
    assert!(found.not_counting.is_empty());
    found.counting
}

fn sealed<'a>(region: &'a crate::licence::Region, entity_code: &'a str) -> Sealed<'a> {
    Sealed {
        doc_type: TYPE,
        region: Some(region),
        entity_code: Some(entity_code),
        at: day(2),
        now: day(2),
    }
}

fn chosen(services: &[ListedService], sealed: &Sealed<'_>) -> Result<String, Vec<&'static str>> {
    match choose(services, sealed) {
        Ok(listed) => Ok(listed.service.service_id.clone()),
        Err(reasons) => Err(reasons.iter().map(Reason::code).collect()),
    }
}

#[test]
fn a_key_seals_for_its_entity_its_region_and_its_type_only() {
    let store = with(&city());
    let found = services(&store, 100, Some("DEP-1"));
    let (here, there) = (region("CN-440106"), region("CN-4403"));
    assert_eq!(
        chosen(&found, &sealed(&here, "DEP-1")),
        Ok("urn:svc:1".to_owned())
    );
    assert_eq!(
        chosen(&found, &sealed(&there, "DEP-1")),
        Err(vec![
            "trust.authority-territory",
            "trust.region-out-of-scope"
        ])
    );
    assert_eq!(
        chosen(&found, &sealed(&here, "DEP-2")),
        Err(vec!["trust.issuer-mismatch"])
    );
    let other = Sealed {
        doc_type: "org.elicence.marriage.1",
        ..sealed(&here, "DEP-1")
    };
    assert_eq!(chosen(&found, &other), Err(vec!["trust.out-of-scope"]));
    assert!(services(&store, 100, Some("DEP-2")).is_empty());
    assert!(services(&store, 101, None).is_empty());
    assert_eq!(
        chosen(&[], &sealed(&here, "DEP-1")),
        Err(vec!["trust.no-path"])
    );
    let [listed] = found.as_slice() else { panic!() };
    assert_eq!((listed.until, listed.notes.as_slice()), (day(15), &[][..]));
    assert_eq!(listed.list_digest(), store.list(CITY).unwrap().digest());
    assert_eq!(listed.answer_until(day(2)), day(15));
}

#[test]
fn one_key_with_one_scope_is_one_service() {
    let mut list = city();
    let services_of = &mut list.trusted_entities[0].services;
    services_of.push(sealing_service("urn:svc:2", 100, "CN-4401"));
    let here = region("CN-4401");
    let found = services(&with(&list), 100, Some("DEP-1"));
    assert_eq!(
        choose(&found, &sealed(&here, "DEP-1")).unwrap_err(),
        [Reason::AuthorityAmbiguous {
            services: "urn:svc:1, urn:svc:2".to_owned()
        }]
    );
    // One that has ended leaves the other.
    let service = &mut list.trusted_entities[0].services[0];
    service.service_history = vec![service.current_state];
    service.current_state = state(ServiceStatus::Withdrawn(WithdrawalEffect::Prospective), 1);
    let found = services(&with(&list), 100, Some("DEP-1"));
    assert_eq!(
        chosen(&found, &sealed(&here, "DEP-1")),
        Ok("urn:svc:2".to_owned())
    );
}

#[test]
fn another_kind_of_service_seals_nothing_and_no_scope_is_no_type() {
    let mut list = city();
    list.trusted_entities[0].services[0].service_type = ServiceType::AgreementSigner;
    let here = region("CN-4401");
    let found = services(&with(&list), 100, Some("DEP-1"));
    assert_eq!(
        chosen(&found, &sealed(&here, "DEP-1")),
        Err(vec!["trust.no-path"])
    );
    let mut list = city();
    list.trusted_entities[0].services[0].licence_scope.clear();
    let found = services(&with(&list), 100, Some("DEP-1"));
    assert_eq!(
        chosen(&found, &sealed(&here, "DEP-1")),
        Err(vec!["trust.out-of-scope"])
    );
}

fn state(status: ServiceStatus, from: i64) -> ServiceState {
    ServiceState {
        status,
        starting_time: day(from),
    }
}

/// A service with these states, newest first.
fn service(states: &[ServiceState]) -> TrustedService {
    let mut service = sealing_service("urn:svc:1", 100, "CN-4401");
    service.current_state = states[0];
    service.service_history = states[1..].to_vec();
    service
}

#[test]
fn a_state_counts_from_its_first_second_to_the_last_before_the_next() {
    use ServiceStatus::{Granted, Suspended, Withdrawn};
    let granted = state(Granted, 10);
    let suspended = state(Suspended, 20);
    let prospective = state(Withdrawn(WithdrawalEffect::Prospective), 20);
    let retroactive = state(Withdrawn(WithdrawalEffect::Retroactive { to: day(15) }), 20);
    let second = |day_: i64, seconds: i64| day(day_).saturating_add(seconds);
    let now = day(30);
    for (case, states, at, expected) in [
        (
            "before the first",
            vec![granted],
            second(10, -1),
            Some("trust.authority-not-yet"),
        ),
        ("at the first", vec![granted], day(10), None),
        (
            "before a suspension",
            vec![suspended, granted],
            second(20, -1),
            None,
        ),
        (
            "at a suspension",
            vec![suspended, granted],
            day(20),
            Some("trust.authority-suspended"),
        ),
        (
            "granted again",
            vec![state(Granted, 25), suspended, granted],
            day(25),
            None,
        ),
        (
            "before a withdrawal",
            vec![prospective, granted],
            second(20, -1),
            None,
        ),
        (
            "at a withdrawal",
            vec![prospective, granted],
            day(20),
            Some("trust.authority-withdrawn"),
        ),
        (
            "before the effect",
            vec![retroactive, granted],
            second(15, -1),
            None,
        ),
        (
            "at the effect",
            vec![retroactive, granted],
            day(15),
            Some("trust.authority-withdrawn"),
        ),
    ] {
        let outcome = check_state(&service(&states), at, now);
        assert_eq!(outcome.err().as_ref().map(Reason::code), expected, "{case}");
    }
    // A withdrawal that has not begun has no effect yet, not even back in time.
    assert_eq!(
        check_state(&service(&[retroactive, granted]), day(16), day(19)),
        Ok(())
    );
    let since = check_state(&service(&[retroactive, granted]), day(16), now);
    assert_eq!(
        since,
        Err(Reason::AuthorityWithdrawn {
            service: "urn:svc:1".into(),
            since: day(15)
        })
    );
}

#[test]
fn what_was_sealed_before_the_withdrawal_stays_good_only_if_that_is_proven() {
    let states = [
        state(ServiceStatus::Withdrawn(WithdrawalEffect::Prospective), 1),
        state(ServiceStatus::Granted, -100),
    ];
    let mut list = city();
    list.trusted_entities[0].services[0].service_history = states[1..].to_vec();
    list.trusted_entities[0].services[0].current_state = states[0];
    let found = services(&with(&list), 100, Some("DEP-1"));
    let here = region("CN-4401");
    let proven = Sealed {
        at: day(0),
        ..sealed(&here, "DEP-1")
    };
    assert_eq!(chosen(&found, &proven), Ok("urn:svc:1".to_owned()));
    assert_eq!(
        chosen(&found, &sealed(&here, "DEP-1")),
        Err(vec!["trust.authority-withdrawn"])
    );
}

#[test]
fn the_right_to_seal_does_not_pass_and_the_duty_of_status_does() {
    let status = |id: &str, number| {
        let identities = vec![key_identity(number)];
        TrustedService::new(
            id,
            ServiceType::LicenceStatus,
            text(id),
            identities,
            day(-100),
        )
    };
    let mut old = sealing_service("urn:svc:1", 100, "CN-4401");
    old.service_history = vec![old.current_state];
    old.current_state = state(ServiceStatus::Withdrawn(WithdrawalEffect::Prospective), 1);
    old.taken_over_by = Some("urn:svc:2".to_owned());
    let mut new = sealing_service("urn:svc:2", 101, "CN-4401");
    new.taken_over_by = Some("urn:svc:1".to_owned());
    let list = ListContents {
        trusted_entities: vec![
            entity("DEP-1", vec![old, status("urn:status:1", 110)]),
            entity("DEP-2", vec![new, status("urn:status:2", 111)]),
            entity("DEP-3", vec![status("urn:status:3", 112)]),
        ],
        ..city()
    };
    let store = with(&list);
    let names = |listed: &ListedService, at: UnixTime| -> Vec<String> {
        let found = store.status_services(listed, at).counting;
        found.iter().map(|s| s.service.service_id.clone()).collect()
    };
    let [old] = &services(&store, 100, None)[..] else {
        panic!()
    };
    let [new] = &services(&store, 101, None)[..] else {
        panic!()
    };
    assert_eq!(names(old, day(2)), ["urn:status:1", "urn:status:2"]);
    assert_eq!(
        names(new, day(2)),
        ["urn:status:2"],
        "while it is granted, nobody took over"
    );
    let here = region("CN-4401");
    let old_seals = chosen(std::slice::from_ref(old), &sealed(&here, "DEP-1"));
    assert_eq!(old_seals, Err(vec!["trust.authority-withdrawn"]));
}

/// Guangzhou with two departments, of which the first is the source there, under the list of Guangdong with `rows`.
fn two_lists(rows: Vec<crate::trust::list::AuthoritativeSource>, province: &str) -> TrustStore {
    let office = ListOffice::new(1);
    let above = "urn:example:province";
    let mut store = store(&office).with_root(ListRoot::new(above, vec![office.identity()]));
    let list = ListContents {
        trusted_entities: vec![
            entity("DEP-1", vec![sealing_service("urn:svc:1", 100, "CN-4401")]),
            entity("DEP-2", vec![sealing_service("urn:svc:2", 101, "CN-4401")]),
        ],
        authoritative_sources: vec![source("CN-440106", "DEP-1", &["urn:svc:1"])],
        ..city()
    };
    load(&mut store, &office.sign(&list), day(1)).unwrap();
    let list = ListContents {
        trusted_entities: vec![entity(
            "PROV-1",
            vec![
                sealing_service("urn:svc:2", 102, province),
                sealing_service("urn:svc:9", 103, province),
            ],
        )],
        authoritative_sources: rows,
        not_after: day(10),
        ..contents(above, ListType::Regional, province)
    };
    load(&mut store, &office.sign(&list), day(1)).unwrap();
    store
}

fn source_of(store: &TrustStore, number: u16, place: &str, at: i64) -> Option<&'static str> {
    let listed = &store
        .services_with_key(&key(number).verifying_key(), None, day(2))
        .counting[0];
    let outcome = store.check_source(listed, TYPE, &region(place), day(at), day(at));
    outcome.err().as_ref().map(Reason::code)
}

#[test]
fn where_a_type_has_a_source_nobody_else_issues_it() {
    let store = two_lists(Vec::new(), "CN-44");
    let not = Some("trust.authority-not-source");
    for (number, place, expected) in [
        (100, "CN-440106", None),
        (101, "CN-440106", not),
        (101, "CN-440105", None),
        (101, "CN-4401", None),
    ] {
        assert_eq!(
            source_of(&store, number, place, 2),
            expected,
            "{number} {place}"
        );
    }
}

#[test]
fn every_row_that_covers_the_region_is_asked() {
    let not = Some("trust.authority-not-source");
    let store = two_lists(vec![source("CN-44", "PROV-1", &["urn:svc:9"])], "CN-44");
    assert_eq!(
        source_of(&store, 100, "CN-440106", 2),
        not,
        "the province says who issues"
    );
    assert_eq!(
        source_of(&store, 103, "CN-440106", 2),
        not,
        "the city says who issues"
    );
    assert_eq!(source_of(&store, 103, "CN-4402", 2), None);
    // The same name in another list is another service: the province means its own.
    let store = two_lists(vec![source("CN-44", "PROV-1", &["urn:svc:2"])], "CN-44");
    assert_eq!(source_of(&store, 101, "CN-4401", 2), not);
    assert_eq!(source_of(&store, 102, "CN-4401", 2), None);
}

#[test]
fn a_row_of_a_list_that_is_over_leaves_it_open_whose_the_type_is() {
    let store = two_lists(vec![source("CN-44", "PROV-1", &["urn:svc:9"])], "CN-44");
    assert_eq!(
        source_of(&store, 101, "CN-4401", 11),
        Some("trust.list-expired")
    );
}

#[test]
fn services_of_a_list_that_is_over_are_told_apart_from_unknown_ones() {
    let store = with(&city());
    let found = store.services_with_key(&key(100).verifying_key(), None, day(16));
    assert!(found.counting.is_empty());
    let [(listed, reason)] = found.not_counting.as_slice() else {
        panic!()
    };
    assert_eq!(
        (listed.service.service_id.as_str(), reason.code()),
        ("urn:svc:1", "trust.list-expired")
    );
    let strange = TrustStore::new(TrustAnchors::new());
    let found = strange.services_with_key(&key(100).verifying_key(), None, day(2));
    assert!(found.counting.is_empty() && found.not_counting.is_empty());
}

#[test]
fn a_newer_issue_takes_the_place_of_the_older_in_every_answer() {
    let office = ListOffice::new(1);
    let first = office.sign(&city());
    let mut store = store(&office);
    load(&mut store, &first, day(1)).unwrap();
    let mut second = next(&first, 2);
    second.trusted_entities.push(entity(
        "DEP-2",
        vec![sealing_service("urn:svc:2", 101, "CN-4401")],
    ));
    let service = &mut second.trusted_entities[0].services[0];
    service.service_history = vec![service.current_state];
    service.current_state = state(ServiceStatus::Suspended, 2);
    let second = office.sign(&second);
    load(&mut store, &second, day(2)).unwrap();
    let found = services(&store, 100, None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].list_digest(), second.digest());
    assert_eq!(
        chosen(&found, &sealed(&region("CN-4401"), "DEP-1")),
        Err(vec!["trust.authority-suspended"])
    );
    assert_eq!(services(&store, 101, None).len(), 1);
}
