//! Whether anybody can make a verifier go back, or take a list from somebody who may not sign it.

use super::field::{
    CITY, ListOffice, city, codes, contents, day, key_identity, load, next, sealing_service, store,
};
use crate::licence::value::DigestValue;
use crate::reason::Reason;
use crate::trust::TrustAnchors;
use crate::trust::list::{
    ListContents, ListType, PreviousIssue, ServiceState, ServiceStatus, WithdrawalEffect,
};
use crate::trust::store::{Change, ListRoot, StaleLists, StoreTerms, TrustStore};

/// As `contents`, with another number that names an issue nobody has seen.
fn numbered(number: u64, issued: i64) -> ListContents {
    ListContents {
        sequence_number: number,
        list_issue_date_time: day(issued),
        next_update: Some(day(issued + 7)),
        not_after: day(issued + 14),
        previous_issue: Some(PreviousIssue {
            sequence_number: number - 1,
            digest: DigestValue::new(DigestValue::SHA_256, vec![0; 32]).unwrap(),
        }),
        ..city()
    }
}

#[test]
fn every_pair_of_number_digest_and_date_has_its_answer() {
    let office = ListOffice::new(1);
    let held = office.sign(&numbered(5, 3));
    let other = |number, issued| {
        office.sign(&ListContents {
            utc_offset_minutes: Some(480),
            ..numbered(number, issued)
        })
    };
    for (case, list, expected) in [
        ("a lower number", other(4, 4), vec!["trust.list-rollback"]),
        (
            "a lower number, older",
            other(4, 2),
            vec!["trust.list-rollback"],
        ),
        (
            "the same number, another digest",
            other(5, 3),
            vec!["trust.list-forked"],
        ),
        (
            "the same number, another digest, later",
            other(5, 4),
            vec!["trust.list-forked"],
        ),
        ("the same issue", held.clone(), vec![]),
        (
            "a higher number, an older date",
            other(6, 2),
            vec!["trust.list-rollback"],
        ),
        (
            "a higher number, the same date",
            other(6, 3),
            vec!["trust.list-rollback"],
        ),
        (
            "the next number, not following",
            other(6, 4),
            vec!["trust.list-chain-broken"],
        ),
        ("a gap", other(7, 4), vec![]),
        ("the next issue", office.sign(&next(&held, 4)), vec![]),
    ] {
        let mut store = store(&office);
        load(&mut store, &held, day(3)).unwrap();
        assert_eq!(codes(load(&mut store, &list, day(4))), expected, "{case}");
    }
}

#[test]
fn taking_the_same_list_again_changes_nothing() {
    let office = ListOffice::new(1);
    let (mut store, list) = (store(&office), office.sign(&city()));
    assert_eq!(
        load(&mut store, &list, day(1)).unwrap().change,
        Change::First
    );
    let (before, state) = (store.export(), store.state());
    assert_eq!(
        load(&mut store, &list, day(2)).unwrap().change,
        Change::Unchanged
    );
    assert_eq!((store.export(), store.state()), (before, state));
    let newer = office.sign(&next(&list, 2));
    assert_eq!(
        load(&mut store, &newer, day(2)).unwrap().change,
        Change::Replaced(1)
    );
}

#[test]
fn a_floor_outlives_its_list() {
    let office = ListOffice::new(1);
    let (mut one, mut other) = (store(&office), store(&office));
    let old = office.sign(&city());
    let new = office.sign(&next(&old, 2));
    load(&mut one, &new, day(2)).unwrap();
    other.merge_floors(&one);
    assert_eq!(
        codes(load(&mut other, &old, day(2))),
        ["trust.list-rollback"]
    );
    let forged = office.sign(&numbered(3, 3));
    assert_eq!(
        codes(load(&mut other, &forged, day(3))),
        ["trust.list-chain-broken"]
    );
    assert_eq!(codes(load(&mut other, &new, day(2))), [""; 0]);
    // Floors that come later than a list make it count no more.
    let mut late = store(&office);
    load(&mut late, &old, day(1)).unwrap();
    late.merge_floors(&one);
    assert_eq!(
        late.counts(CITY, day(2)).unwrap_err().code(),
        "trust.list-rollback"
    );
}

#[test]
fn nobody_signs_whom_nobody_names() {
    let (office, thief) = (ListOffice::new(1), ListOffice::new(9));
    let list = thief.sign(&city());
    assert_eq!(
        codes(load(&mut store(&office), &list, day(1))),
        ["trust.list-signer-unknown"]
    );
    let mut nobody = TrustStore::new(TrustAnchors::new());
    assert_eq!(
        codes(load(&mut nobody, &list, day(1))),
        ["trust.list-unknown"]
    );
    let mut unnamed = nobody.with_root(ListRoot::new(CITY, Vec::new()));
    assert_eq!(
        codes(load(&mut unnamed, &list, day(1))),
        ["trust.list-signer-unknown"]
    );
    let by_key = ListRoot::new(CITY, vec![key_identity(9)]);
    let mut store = TrustStore::new(TrustAnchors::new()).with_root(by_key);
    assert_eq!(codes(load(&mut store, &list, day(1))), [""; 0]);
}

/// An office, its successor from day 4 on, and the issue that names it.
fn pivot() -> (ListOffice, ListOffice, ListContents) {
    let (office, successor) = (ListOffice::new(1), ListOffice::new(2));
    let first = ListContents {
        successor_signers: vec![successor.successor(day(4))],
        ..city()
    };
    (office, successor, first)
}

#[test]
fn a_successor_signs_from_its_time_on() {
    let (office, successor, first) = pivot();
    let first = office.sign(&first);
    for (issued, expected) in [(3, vec!["trust.list-pivot-gap"]), (4, vec![]), (5, vec![])] {
        let mut store = store(&office);
        load(&mut store, &first, day(1)).unwrap();
        let list = successor.sign(&next(&first, issued));
        assert_eq!(codes(load(&mut store, &list, day(5))), expected, "{issued}");
    }
}

#[test]
fn a_successor_goes_on_signing_and_hands_on() {
    let (office, successor, first) = pivot();
    let mut store = store(&office);
    let third = ListOffice::new(3);
    let first = office.sign(&first);
    let second = successor.sign(&ListContents {
        successor_signers: vec![third.successor(day(6))],
        ..next(&first, 4)
    });
    let by_third = third.sign(&next(&second, 6));
    let fourth = third.sign(&next(&by_third, 7));
    for (list, now) in [(&first, 1), (&second, 4), (&by_third, 6), (&fourth, 7)] {
        load(&mut store, list, day(now)).unwrap();
        assert_eq!(store.list(CITY).unwrap().digest(), list.digest());
        assert_eq!(store.counts(CITY, day(7)), Ok(list.contents().not_after));
    }
}

#[test]
fn a_successor_of_a_skipped_issue_is_nobody() {
    let (office, successor, first) = pivot();
    let (first, third) = (office.sign(&first), ListOffice::new(3));
    let second = successor.sign(&ListContents {
        successor_signers: vec![third.successor(day(4))],
        ..next(&first, 4)
    });
    let by_third = third.sign(&next(&second, 5));
    let mut store = store(&office);
    load(&mut store, &first, day(1)).unwrap();
    assert_eq!(
        codes(load(&mut store, &by_third, day(5))),
        ["trust.list-pivot-gap"]
    );
    // Of the very next issue no other can have named the signer.
    let by_stranger = third.sign(&next(&first, 5));
    assert_eq!(
        codes(load(&mut store, &by_stranger, day(5))),
        ["trust.list-signer-unknown"]
    );
    load(&mut store, &second, day(4)).unwrap();
    load(&mut store, &by_third, day(5)).unwrap();
}

#[test]
fn a_successor_that_the_newest_issue_does_not_name_any_more_is_nobody() {
    let (office, successor, first) = pivot();
    let first = office.sign(&first);
    let without = office.sign(&ListContents {
        successor_signers: Vec::new(),
        ..next(&first, 2)
    });
    let mut store = store(&office);
    load(&mut store, &first, day(1)).unwrap();
    load(&mut store, &without, day(2)).unwrap();
    let list = successor.sign(&next(&without, 4));
    assert_eq!(
        codes(load(&mut store, &list, day(4))),
        ["trust.list-signer-unknown"]
    );
}

#[test]
fn a_successor_may_leave_a_gap_as_the_named_signer_may() {
    let (office, successor, first) = pivot();
    let first = office.sign(&first);
    let second = successor.sign(&next(&first, 4));
    let third = successor.sign(&next(&second, 5));
    let mut store = store(&office);
    load(&mut store, &first, day(1)).unwrap();
    load(&mut store, &third, day(5)).unwrap();
}

#[test]
fn a_list_from_the_future_is_refused_beyond_the_tolerance() {
    let office = ListOffice::new(1);
    let list = office.sign(&city());
    for (seconds, expected) in [(300, vec![]), (301, vec!["trust.list-in-future"])] {
        let now = day(1).saturating_add(-seconds);
        assert_eq!(
            codes(load(&mut store(&office), &list, now)),
            expected,
            "{seconds}"
        );
    }
}

#[test]
fn a_stale_list_is_taken_with_a_note_and_an_expired_one_refused() {
    let office = ListOffice::new(1);
    let list = office.sign(&city());
    let stale = Reason::ListStale {
        list: CITY.to_owned(),
        next_update: day(8),
    };
    for (now, expected) in [
        (day(8), vec![]),
        (day(8).saturating_add(1), vec![stale.clone()]),
        (day(15), vec![stale]),
    ] {
        assert_eq!(
            load(&mut store(&office), &list, now).unwrap().notes,
            expected,
            "{now}"
        );
    }
    let over = day(15).saturating_add(1);
    assert_eq!(
        codes(load(&mut store(&office), &list, over)),
        ["trust.list-expired"]
    );
}

#[test]
fn a_held_list_stops_to_count_when_it_is_over() {
    let office = ListOffice::new(1);
    let mut lax = store(&office);
    load(&mut lax, &office.sign(&city()), day(1)).unwrap();
    assert_eq!(lax.counts(CITY, day(15)), Ok(day(15)));
    let over = lax.counts(CITY, day(15).saturating_add(1));
    assert_eq!(over.unwrap_err().code(), "trust.list-expired");
    let mut terms = StoreTerms::new();
    terms.stale_lists = StaleLists::Undetermined;
    let strict = lax.with_terms(terms);
    assert_eq!(strict.counts(CITY, day(8)), Ok(day(8)));
    let stale = strict.counts(CITY, day(8).saturating_add(1));
    assert_eq!(stale.unwrap_err().code(), "trust.list-stale");
}

#[test]
fn a_newer_issue_replaces_a_list_that_is_over() {
    let (office, successor, first) = pivot();
    let first = office.sign(&first);
    let mut store = store(&office);
    load(&mut store, &first, day(1)).unwrap();
    let second = successor.sign(&next(&first, 40));
    load(&mut store, &second, day(40)).unwrap();
    assert_eq!(store.counts(CITY, day(40)), Ok(day(54)));
}

#[test]
fn a_closed_list_counts_to_its_end_and_nothing_follows() {
    let office = ListOffice::new(1);
    let closed = office.sign(&ListContents {
        next_update: None,
        ..city()
    });
    let note = Reason::ListClosed {
        list: CITY.to_owned(),
    };
    let mut store = store(&office);
    assert_eq!(load(&mut store, &closed, day(1)).unwrap().notes, [note]);
    assert_eq!(store.counts(CITY, day(15)), Ok(day(15)));
    for number in [2, 3] {
        let list = match number {
            2 => next(&closed, 4),
            _ => numbered(number, 4),
        };
        let list = office.sign(&list);
        assert_eq!(
            codes(load(&mut store, &list, day(4))),
            ["trust.list-closed"],
            "{number}"
        );
    }
}

#[test]
fn a_clock_that_is_set_back_is_not_believed() {
    let office = ListOffice::new(1);
    let mut store = store(&office);
    assert_eq!(store.time(day(1)), (day(1), None));
    let first = office.sign(&city());
    load(&mut store, &first, day(2)).unwrap();
    let behind = |floor, now| Some(Reason::ClockBehind { floor, now });
    assert_eq!(store.time(day(1)), (day(1), None));
    let now = day(-300);
    assert_eq!(store.time(now), (day(1), behind(day(1), now)));
    // What is over by the floor is over, whatever the clock says.
    let second = office.sign(&next(&first, 20));
    load(&mut store, &second, day(20)).unwrap();
    assert_eq!(store.time(now), (day(20), behind(day(20), now)));
    assert_eq!(store.counts(CITY, now), Ok(day(34)));
    let old = ListOffice::new(5);
    let mut store = store.with_root(ListRoot::new("urn:example:old", vec![old.identity()]));
    let over = old.sign(&contents("urn:example:old", ListType::Regional, "CN-44"));
    assert_eq!(codes(load(&mut store, &over, now)), ["trust.list-expired"]);
    let loaded = load(&mut store, &second, now).unwrap();
    assert_eq!(loaded.notes, [behind(day(20), now).unwrap()]);
}

#[test]
fn no_list_moves_the_clock_beyond_what_the_terms_allow() {
    let office = ListOffice::new(1);
    let list = office.sign(&city());
    let before = day(1).saturating_add(-200);
    for (ahead, expected) in [
        (0, before),
        (100, before.saturating_add(100)),
        (1_000, day(1)),
    ] {
        let mut terms = StoreTerms::new();
        terms.clock_ahead = ahead;
        let mut store = store(&office).with_terms(terms);
        load(&mut store, &list, before).unwrap();
        assert_eq!(store.clock_floor(), Some(expected), "{ahead}");
    }
    // A refused one moves nothing.
    let mut store = store(&office);
    load(&mut store, &ListOffice::new(9).sign(&city()), day(1)).unwrap_err();
    assert_eq!(store.clock_floor(), None);
}

#[test]
fn what_was_said_of_the_past_stays_over_a_gap() {
    let office = ListOffice::new(1);
    let history = ["trust.list-history"];
    let past = |change: fn(&mut ListContents)| {
        let mut list = numbered(3, 4);
        change(&mut list);
        office.sign(&list)
    };
    let withdrawn = |starting_time| ServiceState {
        status: ServiceStatus::Withdrawn(WithdrawalEffect::Prospective),
        starting_time,
    };
    let mut first = city();
    let service = &mut first.trusted_entities[0].services[0];
    service.service_history = vec![service.current_state];
    service.current_state = withdrawn(day(3));
    let first = office.sign(&first);
    for (case, list, expected) in [
        ("an announcement that was taken back", past(|_| {}), vec![]),
        (
            "an entity gone",
            past(|list| list.trusted_entities.clear()),
            history.to_vec(),
        ),
        (
            "a service of another entity",
            past(|list| list.trusted_entities[0].entity_id = "DEP-2".into()),
            history.to_vec(),
        ),
        (
            "a state changed",
            past(|list| {
                list.trusted_entities[0].services[0]
                    .current_state
                    .starting_time = day(0);
            }),
            history.to_vec(),
        ),
        (
            "a key exchanged",
            past(|list| {
                list.trusted_entities[0].services[0] = sealing_service("urn:svc:1", 101, "CN-4401");
            }),
            history.to_vec(),
        ),
        (
            "another territory",
            past(|list| list.scheme_territory = super::field::territory("CN-44")),
            vec!["trust.list-invalid"],
        ),
    ] {
        let mut store = store(&office);
        load(&mut store, &first, day(1)).unwrap();
        assert_eq!(codes(load(&mut store, &list, day(4))), expected, "{case}");
    }
}

#[test]
fn what_does_not_fit_the_state_is_not_taken() {
    let office = ListOffice::new(1);
    let list = office.sign(&city());
    let mut terms = StoreTerms::new();
    terms.state_bytes = list.bytes().len();
    let mut store = store(&office).with_terms(terms);
    let before = store.export();
    let error = store.load_list(list.bytes(), day(1)).unwrap_err();
    let crate::trust::list::ListError::Decode(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.code(), "codec.over-limit");
    assert_eq!(store.export(), before);
}
