//! Lists of lists: what they vouch for counts as long as they say so, and no longer.

use super::field::{CITY, LOL, ListOffice, city, codes, contents, day, load, next, pointer};
use crate::reason::Reason;
use crate::trust::TrustAnchors;
use crate::trust::list::{ListContents, ListPointer, ListType, TrustList};
use crate::trust::store::{ListRoot, TrustStore};

/// The office of the federation, that of the city, and the federation's list with one pointer.
fn federation(change: impl FnOnce(&mut ListPointer)) -> (ListOffice, ListOffice, TrustList) {
    let (above, below) = (ListOffice::new(1), ListOffice::new(2));
    let mut pointer = pointer(CITY, "CN-4401", &below);
    change(&mut pointer);
    let list = above.sign(&ListContents {
        pointers_to_other_lists: vec![pointer],
        ..contents(LOL, ListType::ListOfLists, "CN")
    });
    (above, below, list)
}

fn store(above: &ListOffice) -> TrustStore {
    TrustStore::new(TrustAnchors::new()).with_root(ListRoot::new(LOL, vec![above.identity()]))
}

#[test]
fn a_list_counts_when_the_list_of_lists_points_to_it() {
    let (above, below, lol) = federation(|_| {});
    let (mut store, list) = (store(&above), below.sign(&city()));
    assert_eq!(
        codes(load(&mut store, &list, day(1))),
        ["trust.list-unknown"]
    );
    load(&mut store, &lol, day(1)).unwrap();
    load(&mut store, &list, day(1)).unwrap();
    assert_eq!(store.counts(CITY, day(1)), Ok(day(15)));
    // The list of lists is no signer of what it points to.
    let by_above = above.sign(&next(&list, 2));
    assert_eq!(
        codes(load(&mut store, &by_above, day(2))),
        ["trust.list-signer-unknown"]
    );
}

#[test]
fn a_list_is_what_the_pointer_says() {
    let changes: [(fn(&mut ListPointer), _); 2] = [
        (
            |p| p.scheme_territory = super::field::territory("CN-4403"),
            "schemeTerritory",
        ),
        (|p| p.list_type = ListType::ListOfLists, "listType"),
    ];
    for (change, expected) in changes {
        let (above, below, lol) = federation(change);
        let mut store = store(&above);
        load(&mut store, &lol, day(1)).unwrap();
        let refused = load(&mut store, &below.sign(&city()), day(1));
        assert_eq!(
            refused,
            Err(vec![Reason::ListPointerMismatch { member: expected }])
        );
    }
}

#[test]
fn a_list_has_at_least_the_number_that_is_vouched_for() {
    let (above, below, lol) = federation(|p| p.min_sequence_number = 2);
    let mut store = store(&above);
    load(&mut store, &lol, day(1)).unwrap();
    let first = below.sign(&city());
    assert_eq!(
        codes(load(&mut store, &first, day(1))),
        ["trust.list-rollback"]
    );
    load(&mut store, &below.sign(&next(&first, 2)), day(2)).unwrap();
}

/// After both lists were taken, the list of lists changes on day 3.
fn after(
    change: impl FnOnce(&mut ListContents),
) -> (TrustStore, ListOffice, ListOffice, TrustList) {
    let (above, below, lol) = federation(|_| {});
    let (mut store, list) = (store(&above), below.sign(&city()));
    load(&mut store, &lol, day(1)).unwrap();
    load(&mut store, &list, day(1)).unwrap();
    let mut newer = next(&lol, 3);
    change(&mut newer);
    let newer = above.sign(&newer);
    load(&mut store, &newer, day(3)).unwrap();
    (store, above, below, newer)
}

#[test]
fn a_withdrawn_pointer_stops_counting_at_once_and_its_floor_stays() {
    let (mut store, above, below, newer) = after(|list| list.pointers_to_other_lists.clear());
    assert_eq!(store.counts(CITY, day(3)), Err(Reason::ListUnknown));
    assert_eq!(store.floor(CITY).unwrap().sequence_number, 1);
    let again = below.sign(&city());
    assert_eq!(
        codes(load(&mut store, &again, day(3))),
        ["trust.list-unknown"]
    );
    // Named again, the list that was held counts again.
    let third = above.sign(&ListContents {
        pointers_to_other_lists: vec![pointer(CITY, "CN-4401", &below)],
        ..next(&newer, 4)
    });
    load(&mut store, &third, day(4)).unwrap();
    assert_eq!(store.counts(CITY, day(4)), Ok(day(15)));
}

#[test]
fn a_changed_pointer_stops_counting_at_once() {
    type Change = fn(&mut ListPointer);
    let changes: [(&str, Change); 3] = [
        ("signers", |p| {
            p.service_digital_identities = vec![ListOffice::new(3).identity()]
        }),
        ("territory", |p| {
            p.scheme_territory = super::field::territory("CN-4403")
        }),
        ("number", |p| p.min_sequence_number = 2),
    ];
    for (what, change) in changes {
        let (store, ..) = after(|list| list.pointers_to_other_lists.iter_mut().for_each(change));
        assert_eq!(
            store.counts(CITY, day(3)),
            Err(Reason::ListUnknown),
            "{what}"
        );
    }
}

#[test]
fn a_pivot_goes_with_the_signer_that_it_goes_back_to() {
    let (above, below, lol) = federation(|_| {});
    let successor = ListOffice::new(3);
    let first = below.sign(&ListContents {
        successor_signers: vec![successor.successor(day(2))],
        ..city()
    });
    let second = successor.sign(&next(&first, 2));
    let mut store = store(&above);
    for list in [&lol, &first, &second] {
        load(&mut store, list, day(2)).unwrap();
    }
    assert_eq!(
        store.counts(CITY, day(2)),
        Ok(day(15)),
        "as long as the list of lists"
    );
    for (named, counts) in [
        (&successor, Ok(day(16))),
        (&above, Err(Reason::ListUnknown)),
    ] {
        let mut store = copy(&store, &above);
        let newer = above.sign(&ListContents {
            pointers_to_other_lists: vec![pointer(CITY, "CN-4401", named)],
            ..next(&lol, 3)
        });
        load(&mut store, &newer, day(3)).unwrap();
        assert_eq!(store.counts(CITY, day(3)), counts);
    }
}

/// By way of its state.
fn copy(store: &TrustStore, above: &ListOffice) -> TrustStore {
    let roots = [ListRoot::new(LOL, vec![above.identity()])];
    let terms = crate::trust::store::StoreTerms::new();
    let import =
        TrustStore::import(&store.export(), TrustAnchors::new(), roots, terms, day(2)).unwrap();
    assert!(import.left_out.is_empty(), "{:?}", import.left_out);
    import.store
}

#[test]
fn a_list_of_lists_that_is_over_vouches_for_nobody() {
    let (above, below, lol) = federation(|_| {});
    let mut store = store(&above);
    load(&mut store, &lol, day(1)).unwrap();
    let list = below.sign(&ListContents {
        list_issue_date_time: day(10),
        next_update: Some(day(20)),
        not_after: day(30),
        ..city()
    });
    load(&mut store, &list, day(10)).unwrap();
    assert_eq!(store.counts(CITY, day(10)), Ok(day(15)));
    let expired = Reason::ListExpired {
        list: LOL.to_owned(),
        not_after: day(15),
    };
    assert_eq!(store.counts(CITY, day(16)), Err(expired.clone()));
    let newer = below.sign(&next(&list, 16));
    assert_eq!(load(&mut store, &newer, day(16)), Err(vec![expired]));
    load(&mut store, &above.sign(&next(&lol, 16)), day(16)).unwrap();
    assert_eq!(store.counts(CITY, day(16)), Ok(day(30)));
}

#[test]
fn lists_of_lists_stand_above_one_another_to_a_limit_and_never_in_a_circle() {
    let offices: Vec<ListOffice> = (1..=6).map(ListOffice::new).collect();
    let id = |n: usize| format!("urn:example:level-{n}");
    let lists: Vec<TrustList> = (0..5)
        .map(|n| {
            let mut down = pointer(&id(n + 1), "CN", &offices[n + 1]);
            down.list_type = ListType::ListOfLists;
            let mut pointers = vec![down];
            if n > 0 {
                let mut up = pointer(&id(0), "CN", &offices[0]);
                up.list_type = ListType::ListOfLists;
                pointers.push(up);
            }
            offices[n].sign(&ListContents {
                pointers_to_other_lists: pointers,
                ..contents(&id(n), ListType::ListOfLists, "CN")
            })
        })
        .collect();
    let root = ListRoot::new(id(0), vec![offices[0].identity()]);
    let mut store = TrustStore::new(TrustAnchors::new()).with_root(root);
    for (n, list) in lists.iter().enumerate() {
        load(&mut store, list, day(1)).unwrap();
        assert_eq!(store.counts(&id(n), day(1)), Ok(day(15)), "{n}");
    }
    // The fifth counts by the fourth, but is one too many to vouch for others.
    let last = offices[5].sign(&contents(&id(5), ListType::ListOfLists, "CN"));
    assert_eq!(
        codes(load(&mut store, &last, day(1))),
        ["trust.list-unknown"]
    );
    // Without the root nobody vouches for anybody, though the second still points to the first.
    let roots = [ListRoot::new(id(9), vec![offices[0].identity()])];
    let terms = crate::trust::store::StoreTerms::new();
    let import =
        TrustStore::import(&store.export(), TrustAnchors::new(), roots, terms, day(1)).unwrap();
    assert_eq!(import.left_out.len(), 5);
    assert_eq!(import.store.lists().count(), 0);
    assert_eq!(import.store.floor(&id(4)).unwrap().sequence_number, 1);
}
