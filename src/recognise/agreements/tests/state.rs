//! Put away and taken out again: nothing forgotten, nothing believed that was not verified.

use std::collections::BTreeMap;

use super::field::*;
use crate::codec::Cbor;
use crate::reason::Reason;
use crate::recognise::Agreements;
use crate::recognise::agreement::AgreementError;
use crate::time::UnixTime;
use crate::trust::TrustAnchors;
use crate::trust::list::ServiceStatus;
use crate::trust::store::TrustStore;

fn taken(store: &TrustStore) -> Agreements {
    let mut agreements = Agreements::new();
    let both = there().countersign(&here().sign(&contents()));
    load(&mut agreements, both.bytes(), store, day(4)).unwrap();
    let mut second = contents();
    second.agreement_id = "urn:example:agreement:another".to_owned();
    load(&mut agreements, here().sign(&second).bytes(), store, day(4)).unwrap();
    agreements
}

/// The state with these documents instead.
fn with_documents(state: &[u8], documents: &[&[u8]]) -> Vec<u8> {
    let Cbor::Map(mut members) = Cbor::read_scanned(state).unwrap() else {
        panic!("a map");
    };
    for (key, value) in &mut members {
        if key.as_text() == Some("agreements") {
            let bytes = documents.iter().map(|bytes| Cbor::Bytes(bytes.to_vec()));
            *value = Cbor::Array(bytes.collect());
        }
    }
    Cbor::Map(members).to_vec()
}

fn reasons(error: &AgreementError) -> Vec<&'static str> {
    error.codes()
}

#[test]
fn what_is_exported_is_imported() {
    let store = store();
    let agreements = taken(&store);
    let state = agreements.export();
    let mut restored = Agreements::new();
    assert!(restored.import(&state, &store, day(5)).unwrap().is_empty());
    assert_eq!(restored.export(), state);
    assert_eq!(held(&restored), held(&agreements));
    let until = |agreements: &Agreements| {
        let found = agreements.candidates(&region("CN-44"));
        found
            .iter()
            .map(|c| (c.signer_until, c.countersigned_until))
            .collect::<Vec<_>>()
    };
    assert_eq!(until(&restored), until(&agreements));
    // Once more is no more.
    assert!(restored.import(&state, &store, day(5)).unwrap().is_empty());
    assert_eq!(restored.export(), state);
}

#[test]
fn the_order_in_which_they_came_does_not_show() {
    let store = store();
    let mut other = contents();
    other.agreement_id = "urn:example:agreement:another".to_owned();
    let documents = [here().sign(&contents()), here().sign(&other)];
    let mut exports = Vec::new();
    for order in [[0, 1], [1, 0]] {
        let mut agreements = Agreements::new();
        for place in order {
            load(&mut agreements, documents[place].bytes(), &store, day(4)).unwrap();
        }
        exports.push(agreements.export());
    }
    assert_eq!(exports[0], exports[1]);
}

#[test]
fn floors_survive_and_outlive_their_documents() {
    let store = store();
    let first = here().sign(&contents());
    let mut agreements = Agreements::new();
    let second = here().sign(&next(&contents(), 5));
    load(&mut agreements, second.bytes(), &store, day(5)).unwrap();
    let emptied = with_documents(&agreements.export(), &[]);
    let mut restored = Agreements::new();
    assert!(
        restored
            .import(&emptied, &store, day(5))
            .unwrap()
            .is_empty()
    );
    assert!(restored.is_empty());
    let rule = "an issue with a higher number was taken";
    assert_eq!(
        load(&mut restored, first.bytes(), &store, day(5)),
        Err(vec![Reason::AgreementRollback { rule }])
    );
    let mut fork = next(&contents(), 5);
    fork.title = text("Fork");
    assert_eq!(
        load(&mut restored, here().sign(&fork).bytes(), &store, day(5)),
        Err(vec![Reason::AgreementForked { sequence_number: 2 }])
    );
    assert!(load(&mut restored, second.bytes(), &store, day(5)).is_ok());
}

#[test]
fn a_floor_from_elsewhere_stops_what_is_behind_it() {
    let store = store();
    let mut newer = Agreements::new();
    let second = here().sign(&next(&contents(), 5));
    load(&mut newer, second.bytes(), &store, day(5)).unwrap();
    let mut agreements = taken(&store);
    let floors = with_documents(&newer.export(), &[]);
    assert!(
        agreements
            .import(&floors, &store, day(5))
            .unwrap()
            .is_empty()
    );
    let code = |agreements: &Agreements| {
        let taken = agreements.named(NAME).next().unwrap();
        taken.standing().map_err(|reason| reason.code())
    };
    assert_eq!(code(&agreements), Err("recognise.agreement-rollback"));
    agreements.renew(&store, day(5));
    assert_eq!(code(&agreements), Err("recognise.agreement-rollback"));
    assert!(load(&mut agreements, second.bytes(), &store, day(5)).is_ok());
    assert_eq!(code(&agreements), Ok(day(30)));
    // An older state lowers nothing.
    let old = taken(&store).export();
    let left_out = agreements.import(&old, &store, day(5)).unwrap();
    assert_eq!(left_out.len(), 1);
    assert_eq!(left_out[0].place, 0);
    assert_eq!(left_out[0].agreement_id.as_deref(), Some(NAME));
    assert_eq!(
        reasons(&left_out[0].error),
        ["recognise.agreement-rollback"]
    );
    assert_eq!(held(&agreements)[0].1, 2);
}

/// A state without documents, with one floor for the agreement of Guangdong.
fn with_floor(number: i128, issued: UnixTime) -> Vec<u8> {
    let floor = Cbor::Array(vec![
        Cbor::text(HERE_LIST),
        Cbor::text(HERE),
        Cbor::text(NAME),
        Cbor::Integer(number),
        Cbor::Tag(0, Box::new(Cbor::Text(issued.to_string()))),
        Cbor::Bytes(vec![0; 32]),
    ]);
    let mut floors = BTreeMap::from([("agreements", Cbor::Array(vec![]))]);
    floors.insert("floors", Cbor::Array(vec![floor]));
    floors.insert("type", Cbor::text("org.elicence.agreementstate.1"));
    Cbor::map(floors).to_vec()
}

#[test]
fn a_floor_that_no_issue_can_reach_is_not_one() {
    let store = store();
    let mut agreements = taken(&store);
    let before = agreements.export();
    for number in [0, 1 << 53, u64::MAX.into()] {
        let error = agreements
            .import(&with_floor(number, day(1)), &store, day(5))
            .unwrap_err();
        assert_eq!(error.code(), "codec.invalid-value", "{number}");
        assert_eq!(agreements.export(), before);
    }
    let largest = with_floor((1 << 53) - 1, day(1));
    assert!(Agreements::new().import(&largest, &store, day(5)).is_ok());
}

#[test]
fn a_floor_from_the_future_is_dated_now_unless_a_document_bears_it_out() {
    let store = store();
    let far = UnixTime::parse_tdate("9999-12-31T23:59:59Z").unwrap();
    let mut agreements = Agreements::new();
    agreements
        .import(&with_floor(1, far), &store, day(5))
        .unwrap();
    let second = |on| here().sign(&next(&contents(), on));
    assert!(load(&mut agreements, second(6).bytes(), &store, day(6)).is_ok());
    // The number stays, and so does a date that is possible.
    let mut agreements = Agreements::new();
    agreements
        .import(&with_floor(2, far), &store, day(5))
        .unwrap();
    assert_eq!(
        load(
            &mut agreements,
            here().sign(&contents()).bytes(),
            &store,
            day(5)
        ),
        Err(vec![Reason::AgreementRollback {
            rule: "an issue with a higher number was taken"
        }])
    );
    let rollback = "an issue with a lower number and a later date was taken";
    for (floor, issued, expected) in [
        (day(5), day(4), Err(vec![rollback])),
        (day(5).saturating_add(300), day(5), Err(vec![rollback])),
        (day(5), day(5), Ok(())),
    ] {
        let mut agreements = Agreements::new();
        agreements
            .import(&with_floor(1, floor), &store, day(5))
            .unwrap();
        let mut second = next(&contents(), 5);
        second.issue_date_time = issued;
        let loaded = load(
            &mut agreements,
            here().sign(&second).bytes(),
            &store,
            day(5),
        );
        let rules = |reasons: Vec<Reason>| -> Vec<&str> {
            let rule = |reason: &Reason| match reason {
                Reason::AgreementRollback { rule } => *rule,
                other => panic!("{other:?}"),
            };
            reasons.iter().map(rule).collect()
        };
        assert_eq!(loaded.map(drop).map_err(rules), expected);
    }
    // The clock was set back, and the document that was taken before comes with the state.
    let mut later = Agreements::new();
    load(&mut later, second(6).bytes(), &store, day(6)).unwrap();
    let state = later.export();
    let mut restored = Agreements::new();
    assert!(restored.import(&state, &store, day(5)).unwrap().is_empty());
    assert_eq!(restored.export(), state);
    let mut alone = Agreements::new();
    alone
        .import(&with_documents(&state, &[]), &store, day(5))
        .unwrap();
    assert_ne!(alone.export(), with_documents(&state, &[]));
}

#[test]
fn what_is_over_or_suspended_is_held_and_does_not_count() {
    let mut store = store();
    let state = taken(&store).export();
    let mut over = Agreements::new();
    assert!(over.import(&state, &store, day(29)).unwrap().is_empty());
    assert_eq!(over.len(), 2);
    assert_eq!(
        over.candidates(&region("CN-44"))[0].contents.not_after,
        day(28)
    );
    let mut late = Agreements::new();
    assert!(late.import(&state, &store, day(31)).unwrap().is_empty());
    let standing = late.iter().next().unwrap().standing();
    assert_eq!(standing.unwrap_err().code(), "trust.list-expired");
    update(
        &mut store,
        HERE_LIST,
        5,
        becomes(ServiceStatus::Suspended, 6),
    );
    let mut suspended = Agreements::new();
    assert!(suspended.import(&state, &store, day(6)).unwrap().is_empty());
    let standing = suspended.iter().next().unwrap().standing();
    assert_eq!(standing.unwrap_err().code(), "trust.authority-suspended");
    assert_eq!(suspended.export(), state);
}

#[test]
fn what_cannot_be_verified_is_left_out() {
    let store = store();
    let state = taken(&store).export();
    let good = here().sign(&contents());
    let mut spoilt = good.bytes().to_vec();
    *spoilt.last_mut().unwrap() ^= 1;
    let stranger = Office::new(5, HERE).sign(&contents());
    let documents: [&[u8]; 4] = [b"\xa0", &spoilt, stranger.bytes(), good.bytes()];
    let mut agreements = Agreements::new();
    let left_out = agreements
        .import(&with_documents(&state, &documents), &store, day(5))
        .unwrap();
    let found: Vec<_> = left_out
        .iter()
        .map(|left_out| (left_out.place, reasons(&left_out.error)))
        .collect();
    assert_eq!(
        found,
        [
            (0, vec!["codec.wrong-type"]),
            (1, vec!["recognise.agreement-signature-mismatch"]),
            (2, vec!["recognise.agreement-signer-not-allowed"]),
        ]
    );
    assert_eq!(agreements.len(), 1);
}

/// What an agreement holds back would otherwise begin to count when the program starts again.
#[test]
fn a_list_that_nobody_vouches_for_now_is_no_reason_to_forget() {
    let state = taken(&store()).export();
    let nobody = TrustStore::new(TrustAnchors::new());
    let mut agreements = Agreements::new();
    let left_out = agreements.import(&state, &nobody, day(5)).unwrap();
    assert!(left_out.is_empty(), "{left_out:?}");
    let code = |agreements: &Agreements| {
        let standing = agreements.iter().next().unwrap().standing();
        standing.map_err(|reason| reason.code())
    };
    assert_eq!(
        code(&agreements),
        Err("recognise.agreement-signer-not-allowed")
    );
    assert_eq!(agreements.export(), state);
    agreements.renew(&store(), day(5));
    assert_eq!(code(&agreements), Ok(day(30)));
    // To be taken anew is another matter.
    let signed = here().sign(&contents());
    let loaded = load(&mut Agreements::new(), signed.bytes(), &nobody, day(5));
    assert_eq!(
        loaded.unwrap_err()[0].code(),
        "recognise.agreement-signer-not-allowed"
    );
}

#[test]
fn what_is_no_state_changes_nothing() {
    let store = store();
    let mut agreements = taken(&store);
    let state = agreements.export();
    let changed = |key: &str, value: Cbor| {
        let Cbor::Map(mut members) = Cbor::read_scanned(&state).unwrap() else {
            panic!("a map");
        };
        members.retain(|(known, _)| known.as_text() != Some(key));
        members.push((Cbor::text(key), value));
        Cbor::Map(members).to_vec()
    };
    let floor = |change: &dyn Fn(&mut Vec<Cbor>)| {
        let mut floor = vec![
            Cbor::text("urn:l"),
            Cbor::text("e"),
            Cbor::text("urn:a"),
            Cbor::Integer(1),
            Cbor::Tag(0, Box::new(Cbor::text("2026-06-01T00:00:00Z"))),
            Cbor::Bytes(vec![0; 32]),
        ];
        change(&mut floor);
        changed("floors", Cbor::Array(vec![Cbor::Array(floor)]))
    };
    assert!(
        Agreements::new()
            .import(&floor(&|_| ()), &store, day(5))
            .is_ok()
    );
    for (bytes, code) in [
        (vec![], "codec.truncated"),
        (state[..state.len() - 1].to_vec(), "codec.truncated"),
        (
            changed("type", Cbor::text("org.elicence.truststate.1")),
            "codec.unknown-version",
        ),
        (changed("more", Cbor::Null), "codec.invalid-value"),
        (changed("agreements", Cbor::Null), "codec.wrong-type"),
        (floor(&|f| drop(f.pop())), "codec.invalid-value"),
        (floor(&|f| f.push(Cbor::Null)), "codec.invalid-value"),
        (
            floor(&|f| f[4] = Cbor::text("2026-06-01T00:00:00Z")),
            "codec.wrong-type",
        ),
        (
            floor(&|f| f[5] = Cbor::Bytes(vec![0; 31])),
            "codec.invalid-value",
        ),
    ] {
        let error = agreements.import(&bytes, &store, day(5)).unwrap_err();
        assert_eq!(error.code(), code);
        assert_eq!(agreements.export(), state);
    }
}
