//! For which territory and about which types a service of the list signs.

use super::*;
use crate::trust::list::{LicenceScope, ListType, ServiceStatus, Territory};

const OUTSIDE: &str = "the party's territory is not in that of the list";
const NO_PART: &str = "a service without a scope signs for no part of its list's territory";
const ELSEWHERE: &str = "the party's territory is not in the scope of its service";
const PERMIT: &str = "org.example.permit.1";
const CITY: &str = "CN-4401";

fn other_type(doc_type: &str) -> String {
    format!("the type {doc_type} is not in the scope of its service for the party's territory")
}

/// The store where the list that names the office of Guangdong is of `place`, and gives its service this scope.
fn scoped(place: &str, rows: &[LicenceScope]) -> TrustStore {
    where_service(|list| {
        list.scheme_territory = Territory::Region(region(place));
        list.trusted_entities[0].services[0].licence_scope = rows.to_vec();
    })
}

#[test]
fn a_list_speaks_for_its_own_territory() {
    let city = scoped(CITY, &[]);
    assert_eq!(against(&city, day(4)), not_allowed(OUTSIDE));
    assert_eq!(against(&scoped("CN-44", &[]), day(4)), []);
    // What contains every region is a federation, and recognises nothing.
    for rows in [vec![], vec![scope(BUSINESS, &["CN-44"])]] {
        let federation = where_service(|list| {
            list.list_type = ListType::ListOfLists;
            list.scheme_territory = Territory::Private("x-federation".to_owned());
            list.trusted_entities[0].services[0].licence_scope = rows;
        });
        assert_eq!(against(&federation, day(4)), not_allowed(OUTSIDE));
    }
}

/// Otherwise every agreement signer in the list of a state would sign for each of its provinces.
#[test]
fn without_a_scope_it_signs_for_no_part_of_the_territory() {
    let state = scoped("CN", &[]);
    assert_eq!(against(&state, day(4)), not_allowed(NO_PART));
    let mut whole = contents();
    whole.pointing_party.territory = region("CN");
    whole.pointed_party = party("KR", "urn:example:list:kr", "KR-1");
    assert_eq!(against_of(&here(), &whole, &state, day(4)), []);
    let province = scoped("CN-44", &[]);
    let mut city = contents();
    city.pointing_party.territory = region(CITY);
    assert_eq!(
        against_of(&here(), &city, &province, day(4)),
        not_allowed(NO_PART)
    );
}

#[test]
fn a_scope_names_the_territories_to_sign_for() {
    for (places, expected) in [
        (&["CN-44"][..], vec![]),
        (&["CN-33", "CN-44"], vec![]),
        (&["CN"], vec![]),
        (&["CN-33"], not_allowed(ELSEWHERE)),
        (&[CITY], not_allowed(ELSEWHERE)),
        (&["CN-33", CITY], not_allowed(ELSEWHERE)),
    ] {
        let state = scoped("CN", &[scope(BUSINESS, places)]);
        assert_eq!(against(&state, day(4)), expected, "{places:?}");
    }
    // And for no others: not for the territory of the list itself.
    let part = scoped("CN-44", &[scope(BUSINESS, &[CITY])]);
    assert_eq!(against(&part, day(4)), not_allowed(ELSEWHERE));
}

#[test]
fn a_scope_names_the_types_to_sign_about() {
    let refused = not_allowed(&other_type(BUSINESS));
    for (rows, expected) in [
        (vec![scope(PERMIT, &["CN-44"])], refused.clone()),
        (
            vec![scope(PERMIT, &["CN-44"]), scope(BUSINESS, &["CN-44"])],
            vec![],
        ),
        // The type of one row and the territory of another make no third.
        (
            vec![scope(PERMIT, &["CN-44"]), scope(BUSINESS, &[CITY])],
            refused,
        ),
    ] {
        assert_eq!(against(&scoped("CN-44", &rows), day(4)), expected);
    }
}

#[test]
fn every_provision_is_asked_about_on_the_side_of_the_party() {
    let both = |pointing: &str, pointed: &str| {
        let mut both = contents();
        let mut second = both.equivalences[0].clone();
        second.equivalence_id = "second".to_owned();
        second.supplements.clear();
        second.pointing_type = pointing.to_owned();
        second.pointed_type = pointed.to_owned();
        both.equivalences.push(second);
        both
    };
    let store = scoped("CN-44", &[scope(BUSINESS, &["CN-44"])]);
    // What the other calls it is the other's.
    let theirs = both(BUSINESS, PERMIT);
    assert_eq!(against_of(&here(), &theirs, &store, day(4)), []);
    let own = both(PERMIT, PERMIT);
    assert_eq!(
        against_of(&here(), &own, &store, day(4)),
        not_allowed(&other_type(PERMIT))
    );
}

/// One service has all that is asked, or none has.
#[test]
fn two_services_with_one_key_do_not_lend_each_other_their_scopes() {
    let store = |first: LicenceScope, second: LicenceScope| {
        where_service(|list| {
            let services = &mut list.trusted_entities[0].services;
            let mut other = service(vec![here().key_identity()]);
            other.service_id = "urn:svc:2".to_owned();
            other.licence_scope = vec![second];
            services[0].licence_scope = vec![first];
            services.push(other);
        })
    };
    let mut two = contents();
    let mut permit = two.equivalences[0].clone();
    permit.equivalence_id = "permit".to_owned();
    permit.supplements.clear();
    permit.pointing_type = PERMIT.to_owned();
    permit.pointed_type = PERMIT.to_owned();
    two.equivalences.push(permit);
    let apart = store(scope(BUSINESS, &["CN-44"]), scope(PERMIT, &["CN-44"]));
    assert_eq!(against_of(&here(), &two, &apart, day(4)).len(), 1);
    assert_eq!(against(&apart, day(4)), []);
}

#[test]
fn a_countersigner_signs_for_its_territory_and_its_own_types() {
    let countersigned = |place: &str, rows: Vec<LicenceScope>| {
        let mut theirs = there_list();
        theirs.scheme_territory = Territory::Region(region(place));
        theirs.trusted_entities[0].services[0].licence_scope = rows;
        let store = store_of(&[here_list(here().identity()), theirs]);
        let mut named = contents();
        named.equivalences[0].pointed_type = PERMIT.to_owned();
        let both = there().countersign(&here().sign(&named));
        let mut agreements = Agreements::new();
        load(&mut agreements, both.bytes(), &store, day(4)).unwrap();
        let taken = agreements.iter().next().unwrap();
        taken.countersigned().unwrap()
    };
    let refused = |rule: &str| {
        Err(Reason::CountersignatureMismatch {
            rule: rule.to_owned(),
        })
    };
    for (place, rows, expected) in [
        ("CN-33", vec![], Ok(day(30))),
        ("CN", vec![], refused(NO_PART)),
        ("CN", vec![scope(PERMIT, &["CN-33"])], Ok(day(30))),
        ("CN", vec![scope(PERMIT, &["CN-44"])], refused(ELSEWHERE)),
        (
            "CN-33",
            vec![scope(BUSINESS, &["CN-33"])],
            refused(&other_type(PERMIT)),
        ),
    ] {
        assert_eq!(countersigned(place, rows.clone()), expected, "{rows:?}");
    }
}

/// What is in a scope changes from issue to issue of the list, as a state does.
#[test]
fn a_scope_that_is_narrowed_takes_the_agreement_out_of_force_and_not_away() {
    let mut store = store();
    let mut agreements = Agreements::new();
    load(
        &mut agreements,
        here().sign(&contents()).bytes(),
        &store,
        day(4),
    )
    .unwrap();
    let standing = |agreements: &Agreements| agreements.iter().next().unwrap().standing();
    let narrow = |doc_type: &'static str| {
        move |list: &mut ListContents| {
            list.trusted_entities[0].services[0].licence_scope = vec![scope(doc_type, &["CN-44"])];
        }
    };
    update(&mut store, HERE_LIST, 5, narrow(PERMIT));
    agreements.renew(&store, day(5));
    let rule = not_allowed(&other_type(BUSINESS)).remove(0);
    assert_eq!(standing(&agreements), Err(rule.clone()));
    // It is imported as it was held: what it has replaced does not come back.
    let state = agreements.export();
    let mut restored = Agreements::new();
    assert!(restored.import(&state, &store, day(5)).unwrap().is_empty());
    assert_eq!(standing(&restored), Err(rule));
    // But nobody takes it anew.
    assert_eq!(against(&store, day(5)), not_allowed(&other_type(BUSINESS)));
    update(&mut store, HERE_LIST, 6, narrow(BUSINESS));
    agreements.renew(&store, day(6));
    assert_eq!(standing(&agreements), Ok(day(36)));
}

#[test]
fn the_territory_is_told_before_the_scope_and_the_scope_before_the_state() {
    let suspended = |rows: &[LicenceScope]| {
        where_service(|list| {
            list.trusted_entities[0].services[0].licence_scope = rows.to_vec();
            becomes(ServiceStatus::Suspended, 3)(list);
        })
    };
    let other = suspended(&[scope(PERMIT, &["CN-44"])]);
    assert_eq!(against(&other, day(4)), not_allowed(&other_type(BUSINESS)));
    let right = suspended(&[scope(BUSINESS, &["CN-44"])]);
    assert_eq!(
        against(&right, day(4))[0].code(),
        "trust.authority-suspended"
    );
    // Of a list that is over only what no later issue changes is told.
    let mut longer = contents();
    longer.not_after = day(40);
    let late = |store: &TrustStore| against_of(&here(), &longer, store, day(31));
    let other = scoped("CN-44", &[scope(PERMIT, &["CN-44"])]);
    assert_eq!(late(&other)[0].code(), "trust.list-expired");
    assert_eq!(late(&scoped(CITY, &[])), not_allowed(OUTSIDE));
}
