//! Nobody makes a verifier go back, fork, or take somebody else's agreement for another's.

use super::field::*;
use crate::codec::Cbor;
use crate::reason::Reason;
use crate::recognise::Agreements;
use crate::recognise::agreement::{Agreement, AgreementContents, EquivalenceStatus};
use crate::trust::list::TrustedEntity;
use crate::trust::store::{Change, TrustStore};

/// The document with another signature.
fn with_signature(bytes: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let Cbor::Tag(_, inside) = Cbor::read_scanned(bytes).unwrap() else {
        panic!("a tag");
    };
    let Cbor::Array(mut members) = *inside else {
        panic!("an array");
    };
    let Cbor::Bytes(signature) = &members[3] else {
        panic!("a signature");
    };
    members[3] = Cbor::Bytes(change(signature));
    Cbor::Tag(18, Box::new(Cbor::Array(members))).to_vec()
}

/// Issue 5 is held, made on the eighth; what a document with this number, day and title does then.
#[track_caller]
fn after_five(number: u64, on: i64, title: &str) -> Result<Change, Vec<Reason>> {
    let (store, mut agreements) = (store(), Agreements::new());
    let mut five = next(&contents(), 8);
    five.sequence_number = 5;
    load(&mut agreements, here().sign(&five).bytes(), &store, day(8)).unwrap();
    let before = held(&agreements);
    let mut other = next(&contents(), on);
    other.sequence_number = number;
    other.title = text(title);
    let loaded = load(&mut agreements, here().sign(&other).bytes(), &store, day(9));
    if loaded.is_err() {
        assert_eq!(held(&agreements), before);
    } else {
        assert_eq!(held(&agreements)[0].1, number);
    }
    loaded.map(|loaded| loaded.change)
}

#[test]
fn a_newer_issue_has_a_higher_number_and_no_earlier_date() {
    let same = "Business licences of Zhejiang in Guangdong";
    let rollback = |rule| Err(vec![Reason::AgreementRollback { rule }]);
    let lower = "an issue with a higher number was taken";
    assert_eq!(after_five(4, 7, same), rollback(lower));
    assert_eq!(after_five(4, 9, same), rollback(lower));
    assert_eq!(after_five(5, 8, same), Ok(Change::Unchanged));
    let forked = Err(vec![Reason::AgreementForked { sequence_number: 5 }]);
    assert_eq!(after_five(5, 8, "Other"), forked);
    assert_eq!(after_five(5, 9, same), forked);
    let earlier = "an issue with a lower number and a later date was taken";
    assert_eq!(after_five(6, 7, same), rollback(earlier));
    assert_eq!(after_five(6, 8, same), Ok(Change::Replaced(5)));
    assert_eq!(after_five(6, 9, same), Ok(Change::Replaced(5)));
    assert_eq!(after_five(60, 9, same), Ok(Change::Replaced(5)));
}

#[test]
fn a_rewritten_signature_makes_no_fork() {
    let (store, mut agreements) = (store(), Agreements::new());
    let signed = here().sign(&contents());
    let other = with_signature(signed.bytes(), rewritten);
    assert_ne!(other, signed.bytes());
    assert_eq!(Agreement::decode(&other).unwrap().digest(), signed.digest());
    load(&mut agreements, signed.bytes(), &store, day(4)).unwrap();
    let again = load(&mut agreements, &other, &store, day(4)).unwrap();
    assert_eq!(again.change, Change::Unchanged);
    assert_eq!(
        agreements.iter().next().unwrap().agreement().bytes(),
        signed.bytes()
    );
    // Nor when it comes first.
    let mut agreements = Agreements::new();
    load(&mut agreements, &other, &store, day(4)).unwrap();
    let again = load(&mut agreements, signed.bytes(), &store, day(4)).unwrap();
    assert_eq!(again.change, Change::Unchanged);
}

#[test]
fn what_stands_unprotected_makes_no_fork() {
    let (store, mut agreements) = (store(), Agreements::new());
    let signed = here().sign(&contents());
    let Cbor::Tag(_, inside) = Cbor::read_scanned(signed.bytes()).unwrap() else {
        panic!("a tag");
    };
    let Cbor::Array(mut members) = *inside else {
        panic!("an array");
    };
    members[1] = Cbor::Map(vec![(Cbor::Integer(270), Cbor::Bytes(vec![0]))]);
    let stamped = Cbor::Tag(18, Box::new(Cbor::Array(members))).to_vec();
    load(&mut agreements, &stamped, &store, day(4)).unwrap();
    let again = load(&mut agreements, signed.bytes(), &store, day(4)).unwrap();
    assert_eq!(again.change, Change::Unchanged);
}

#[test]
fn states_that_had_begun_stay_as_they_were() {
    let (store, mut agreements) = (store(), Agreements::new());
    let mut first = contents();
    first.equivalence_history = vec![first.current_state];
    first.current_state = state(EquivalenceStatus::Suspended, day(10));
    load(&mut agreements, here().sign(&first).bytes(), &store, day(4)).unwrap();
    let outcome = |change: &dyn Fn(&mut AgreementContents)| {
        let mut second = next(&first, 8);
        change(&mut second);
        let mut agreements = agreements.clone();
        load(
            &mut agreements,
            here().sign(&second).bytes(),
            &store,
            day(9),
        )
        .err()
    };
    let history = |rule| Some(vec![Reason::AgreementHistory { rule }]);
    let changed = history("a state that had begun was changed or lost");
    let enacted = |on| state(EquivalenceStatus::Enacted, day(on));
    // What has not begun may be changed, moved or taken back.
    assert_eq!(outcome(&|_| ()), None);
    let take_back = |c: &mut AgreementContents| {
        c.current_state = enacted(3);
        c.equivalence_history.clear();
    };
    assert_eq!(outcome(&take_back), None);
    let earlier = |c: &mut AgreementContents| {
        c.current_state = state(EquivalenceStatus::Repealed, day(9));
    };
    assert_eq!(outcome(&earlier), None);
    // What has begun may not.
    let moved = |c: &mut AgreementContents| c.equivalence_history = vec![enacted(4)];
    assert_eq!(outcome(&moved), changed);
    let lost = |c: &mut AgreementContents| {
        c.equivalence_history.clear();
        c.current_state = enacted(12);
    };
    assert_eq!(outcome(&lost), changed);
    let older = |c: &mut AgreementContents| {
        c.equivalence_history = vec![
            enacted(3),
            state(EquivalenceStatus::Suspended, day(2)),
            enacted(1),
        ];
    };
    assert_eq!(outcome(&older), changed);
}

#[test]
fn a_new_state_does_not_begin_before_the_issue_that_did_not_know_it() {
    let (store, mut agreements) = (store(), Agreements::new());
    let first = next(&contents(), 6);
    load(&mut agreements, here().sign(&first).bytes(), &store, day(6)).unwrap();
    for (gap, on, expected) in [
        (
            0,
            5,
            Some("a new state begins before the issue that did not know it"),
        ),
        (0, 6, None),
        (
            7,
            5,
            Some("a new state begins before the issue that did not know it"),
        ),
        (7, 6, None),
    ] {
        let mut second = next(&first, 8);
        second.sequence_number += gap;
        second.equivalence_history = vec![second.current_state];
        second.current_state = state(EquivalenceStatus::Suspended, day(on));
        let mut agreements = agreements.clone();
        let loaded = load(
            &mut agreements,
            here().sign(&second).bytes(),
            &store,
            day(8),
        );
        let expected = expected.map(|rule| vec![Reason::AgreementHistory { rule }]);
        assert_eq!(loaded.err(), expected, "{gap} {on}");
    }
}

#[test]
fn over_a_gap_what_had_begun_by_then_may_have_been_taken_back() {
    let (store, mut agreements) = (store(), Agreements::new());
    let mut first = contents();
    first.equivalence_history = vec![first.current_state];
    first.current_state = state(EquivalenceStatus::Suspended, day(5));
    load(&mut agreements, here().sign(&first).bytes(), &store, day(4)).unwrap();
    let mut later = next(&contents(), 8);
    later.equivalence_history.clear();
    let changed = Reason::AgreementHistory {
        rule: "a state that had begun was changed or lost",
    };
    for (number, expected) in [(2, Some(vec![changed])), (3, None)] {
        later.sequence_number = number;
        let mut agreements = agreements.clone();
        let loaded = load(&mut agreements, here().sign(&later).bytes(), &store, day(8));
        assert_eq!(loaded.err(), expected, "{number}");
    }
}

#[test]
fn an_end_that_has_come_is_not_put_off() {
    let (store, mut agreements) = (store(), Agreements::new());
    let mut first = contents();
    first.valid_until = Some(day(6));
    load(&mut agreements, here().sign(&first).bytes(), &store, day(4)).unwrap();
    for (made, until, expected) in [
        (5, None, None),
        (5, Some(9), None),
        (
            6,
            Some(9),
            Some("the agreement was over, and its end was changed"),
        ),
        (
            6,
            None,
            Some("the agreement was over, and its end was changed"),
        ),
        (7, Some(6), None),
    ] {
        let mut second = next(&first, made);
        second.valid_until = until.map(day);
        let mut agreements = agreements.clone();
        let loaded = load(
            &mut agreements,
            here().sign(&second).bytes(),
            &store,
            day(8),
        );
        let expected = expected.map(|rule| vec![Reason::AgreementHistory { rule }]);
        assert_eq!(loaded.err(), expected, "{made} {until:?}");
    }
    let mut endless = contents();
    endless.issue_date_time = day(8);
    endless.current_state = state(EquivalenceStatus::Enacted, day(3));
    let mut agreements = Agreements::new();
    load(
        &mut agreements,
        here().sign(&endless).bytes(),
        &store,
        day(8),
    )
    .unwrap();
    let mut second = next(&endless, 9);
    second.valid_until = Some(day(7));
    assert_eq!(
        load(
            &mut agreements,
            here().sign(&second).bytes(),
            &store,
            day(9)
        ),
        Err(vec![Reason::AgreementHistory {
            rule: "it ends before the issue that did not know its end"
        }])
    );
}

#[test]
fn every_issue_has_the_same_parties() {
    // Its signer may sign for the cities too.
    let mut list = here_list(here().identity());
    list.trusted_entities[0].services[0].licence_scope = vec![scope(BUSINESS, &["CN-44"])];
    let (store, mut agreements) = (store_of(&[list, there_list()]), Agreements::new());
    load(
        &mut agreements,
        here().sign(&contents()).bytes(),
        &store,
        day(4),
    )
    .unwrap();
    let mut other = next(&contents(), 5);
    other.pointed_party.territory = region("CN-35");
    assert_eq!(
        load(&mut agreements, here().sign(&other).bytes(), &store, day(5)),
        Err(vec![Reason::AgreementInvalid {
            rule: "every issue of an agreement says the same here",
            subject: "pointedParty".to_owned()
        }])
    );
    let mut other = next(&contents(), 5);
    other.pointing_party.territory = region("CN-4401");
    let loaded = load(&mut agreements, here().sign(&other).bytes(), &store, day(5));
    assert_eq!(loaded.unwrap_err()[0].code(), "recognise.agreement-invalid");
    assert_eq!(agreements.candidates(&region("CN-4401")).len(), 1);
}

#[test]
fn every_reason_after_the_signature_is_told() {
    let (store, mut agreements) = (store(), Agreements::new());
    load(
        &mut agreements,
        here().sign(&contents()).bytes(),
        &store,
        day(4),
    )
    .unwrap();
    let mut other = next(&contents(), 8);
    other.current_state = state(EquivalenceStatus::Enacted, day(7));
    let loaded = load(&mut agreements, here().sign(&other).bytes(), &store, day(5));
    let codes: Vec<_> = loaded.unwrap_err().iter().map(Reason::code).collect();
    assert_eq!(
        codes,
        [
            "recognise.agreement-history",
            "recognise.agreement-in-future"
        ]
    );
}

/// Zhejiang also lists a second entity with an agreement signer of its own.
fn with_squatter(office: &Office) -> TrustStore {
    let mut their_list = there_list();
    let mut service = service(vec![office.identity()]);
    service.service_id = "urn:svc:squatter".to_owned();
    let entity = TrustedEntity::new("SQUATTER", text("Squatter"), vec![service]);
    their_list.trusted_entities.push(entity);
    store_of(&[here_list(here().identity()), their_list])
}

#[test]
fn nobody_blocks_or_replaces_an_agreement_by_its_name() {
    let squatter = Office::new(6, "SQUATTER");
    let store = with_squatter(&squatter);
    let mut squatted = contents();
    squatted.pointing_party = party("CN-33", THERE_LIST, "SQUATTER");
    squatted.pointed_party = party("CN-44", HERE_LIST, HERE);
    squatted.sequence_number = 9_999;
    let (squatted, right) = (squatter.sign(&squatted), here().sign(&contents()));
    for order in [[&squatted, &right], [&right, &squatted]] {
        let mut agreements = Agreements::new();
        for signed in order {
            let loaded = load(&mut agreements, signed.bytes(), &store, day(4)).unwrap();
            assert_eq!(loaded.change, Change::First);
        }
        assert_eq!(agreements.named(NAME).count(), 2);
        let found = agreements.candidates(&region("CN-44"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].digest, right.digest());
        let update = here().sign(&next(&contents(), 5));
        let loaded = load(&mut agreements, update.bytes(), &store, day(5)).unwrap();
        assert_eq!(loaded.change, Change::Replaced(1));
    }
    // In the name of the right party it is nobody's.
    let error = crate::recognise::agreement::AgreementDraft::new(contents())
        .prepare(crate::crypto::Algorithm::Es256, squatter.chain());
    assert_eq!(
        error.unwrap_err().codes(),
        ["recognise.agreement-signer-not-allowed"]
    );
}

#[test]
fn a_new_key_is_a_new_issue() {
    let second = Office::new(4, HERE);
    let mut both = here_list(here().identity());
    both.trusted_entities[0].services[0]
        .service_digital_identities
        .push(second.identity());
    let store = store_of(&[both, there_list()]);
    let mut agreements = Agreements::new();
    load(
        &mut agreements,
        here().sign(&contents()).bytes(),
        &store,
        day(4),
    )
    .unwrap();
    // The certificate is part of what is signed: two issues of one number are a fork, whoever of the party signed them.
    assert_eq!(
        load(
            &mut agreements,
            second.sign(&contents()).bytes(),
            &store,
            day(4)
        ),
        Err(vec![Reason::AgreementForked { sequence_number: 1 }])
    );
    let signed = second.sign(&next(&contents(), 5));
    let loaded = load(&mut agreements, signed.bytes(), &store, day(5)).unwrap();
    assert_eq!(loaded.change, Change::Replaced(1));
}
