//! A federation of 113 members, and a city of 14 departments in 12 districts.

use std::collections::BTreeMap;

use super::field::{
    LOL, ListOffice, TYPE, contents, day, entity, key, key_identity, load, next, pointer, region,
    sealing_service,
};
use crate::crypto::Signer as _;
use crate::time::UnixTime;
use crate::trust::TrustAnchors;
use crate::trust::list::{DigitalIdentity, ListContents, ListPointer, ListType, TrustList};
use crate::trust::store::listed::{Sealed, choose};
use crate::trust::store::{ListRoot, TrustStore};
use crate::trust::tests::pki::{Draft, Kind, Subject};

/// The city of this number: Guangdong has 21, so the members are counties of its cities.
fn place(member: u16) -> String {
    format!("CN-44{:02}{:02}", 1 + member / 20, 1 + member % 20)
}

fn list_id(member: u16) -> String {
    format!("urn:example:member-{member}")
}

fn member_list(office: &ListOffice, member: u16) -> TrustList {
    let service = sealing_service(&format!("urn:svc:{member}"), 1_000 + member, &place(member));
    office.sign(&ListContents {
        trusted_entities: vec![entity(&format!("DEP-{member}"), vec![service])],
        ..contents(&list_id(member), ListType::Regional, &place(member))
    })
}

fn pointers(office: &ListOffice, members: u16) -> Vec<ListPointer> {
    (0..members)
        .map(|member| pointer(&list_id(member), &place(member), office))
        .collect()
}

/// What the store says about a licence of each member.
fn judgements(store: &TrustStore, members: u16) -> Vec<Option<(String, [u8; 32], UnixTime)>> {
    (0..members)
        .map(|member| {
            let key = key(1_000 + member).verifying_key();
            let (code, here) = (format!("DEP-{member}"), region(&place(member)));
            let found = store.services_with_key(&key, Some(&code), day(2)).counting;
            let sealed = Sealed {
                doc_type: TYPE,
                region: Some(&here),
                entity_code: Some(&code),
                at: day(2),
                now: day(2),
            };
            let listed = choose(&found, &sealed).ok()?;
            Some((
                listed.service.service_id.clone(),
                *listed.list_digest(),
                listed.until,
            ))
        })
        .collect()
}

#[test]
fn member_113_joins_by_one_update_of_one_list_and_nothing_else_changes() {
    let (above, below) = (ListOffice::new(1), ListOffice::new(2));
    let first = above.sign(&ListContents {
        pointers_to_other_lists: pointers(&below, 112),
        ..contents(LOL, ListType::ListOfLists, "x-federation")
    });
    let root = ListRoot::new(LOL, vec![above.identity()]);
    let mut store = TrustStore::new(TrustAnchors::new()).with_root(root);
    load(&mut store, &first, day(1)).unwrap();
    for member in 0..112 {
        store
            .load_list(member_list(&below, member).bytes(), day(1))
            .unwrap();
    }
    let digests = |store: &TrustStore| -> BTreeMap<String, [u8; 32]> {
        let members = store.lists().filter(|list| list.contents().list_id != LOL);
        members
            .map(|list| (list.contents().list_id.clone(), *list.digest()))
            .collect()
    };
    let (before, known) = (judgements(&store, 113), digests(&store));
    assert!(before[..112].iter().all(Option::is_some));
    assert_eq!(before[112], None);

    let second = above.sign(&ListContents {
        pointers_to_other_lists: pointers(&below, 113),
        ..next(&first, 2)
    });
    load(&mut store, &second, day(2)).unwrap();
    assert_eq!(digests(&store), known);
    assert_eq!(
        judgements(&store, 113),
        before,
        "the update alone changes no judgement"
    );
    store
        .load_list(member_list(&below, 112).bytes(), day(2))
        .unwrap();
    let after = judgements(&store, 113);
    assert_eq!(after[..112], before[..112]);
    assert!(after[112].is_some());
    assert_eq!(digests(&store).len(), 113);
}

#[test]
fn each_of_14_departments_under_one_authority_seals_for_itself_in_its_district() {
    let office = ListOffice::new(1);
    let (ca_key, root) = (
        key(50),
        Subject {
            c: "CN",
            st: "CN-44",
            o: "City CA",
            organization_identifier: "",
            cn: "City CA",
        },
    );
    let public = ca_key.verifying_key();
    let validity = (
        UnixTime::parse_tdate("2026-01-01T00:00:00Z").unwrap(),
        day(900),
    );
    let ca = Draft::new(
        &root,
        &public,
        &root,
        &public,
        validity,
        Kind::Ca { path_length: 0 },
        7,
    )
    .sign(&ca_key)
    .unwrap();
    let district = |number: usize| format!("CN-4401{number:02}");
    let departments = (0..14).map(|department| {
        let services = (1..=12).map(|number| {
            let id = format!("urn:svc:{department}-{number}");
            let mut service = sealing_service(&id, 100, &district(number));
            service.service_digital_identities = vec![DigitalIdentity::Certificate(ca.clone())];
            if department == 13 {
                service.service_digital_identities.push(key_identity(100));
            }
            service
        });
        entity(&format!("DEP-{department}"), services.collect())
    });
    let list = office.sign(&ListContents {
        trusted_entities: departments.collect(),
        ..super::field::city()
    });
    let mut store = super::field::store(&office);
    load(&mut store, &list, day(1)).unwrap();
    let fingerprint = crate::trust::certificate::fingerprint(&ca);
    let read = crate::trust::certificate::Certificate::read(&ca).unwrap();
    assert_eq!(store.authorities_named(&read.subject.raw).len(), 1);
    for department in 0..14 {
        let code = format!("DEP-{department}");
        let found = store
            .services_with_certificate(&fingerprint, Some(&code), day(1))
            .counting;
        assert_eq!(found.len(), 12);
        for number in 1..=12 {
            let here = region(&district(number));
            let sealed = Sealed {
                doc_type: TYPE,
                region: Some(&here),
                entity_code: Some(&code),
                at: day(1),
                now: day(1),
            };
            let listed = choose(&found, &sealed).unwrap();
            assert_eq!(
                listed.service.service_id,
                format!("urn:svc:{department}-{number}")
            );
        }
    }
    assert_eq!(
        store
            .services_with_certificate(&fingerprint, Some("DEP-14"), day(1))
            .counting
            .len(),
        0
    );
    assert_eq!(
        store
            .services_with_certificate(&fingerprint, None, day(1))
            .counting
            .len(),
        14 * 12
    );
    // Taken out again, the CA is nobody's.
    store.put(crate::trust::store::held::Held::new(
        std::sync::Arc::new(office.sign(&super::field::city())),
        Vec::new(),
    ));
    assert!(store.authorities_named(&read.subject.raw).is_empty());
}
