//! What is taken, when, and what is found of it.

use super::field::*;
use crate::codec::Cbor;
use crate::reason::Reason;
use crate::recognise::Agreements;
use crate::recognise::agreement::EquivalenceStatus;
use crate::trust::store::Change;

#[test]
fn an_agreement_of_the_regions_signer_is_taken() {
    let (store, mut agreements) = (store(), Agreements::new());
    let signed = here().sign(&contents());
    let loaded = load(&mut agreements, signed.bytes(), &store, day(4)).unwrap();
    assert_eq!(loaded.agreement_id, NAME);
    assert_eq!((loaded.sequence_number, loaded.change), (1, Change::First));
    assert_eq!(loaded.notes, []);
    let taken = agreements.iter().next().unwrap();
    assert_eq!(taken.agreement().bytes(), signed.bytes());
    assert_eq!(taken.standing(), Ok(day(30)));
    assert_eq!(taken.signer().unwrap().service_id(), "urn:svc:agreements");
    assert_eq!(taken.countersigned(), None);
    assert_eq!((agreements.len(), agreements.is_empty()), (1, false));
}

#[test]
fn what_is_not_of_the_format_is_not_taken() {
    let (store, mut agreements) = (store(), Agreements::new());
    let bytes = here().sign(&contents()).bytes().to_vec();
    let mut code = |bytes: &[u8]| agreements.load(bytes, &store, day(4)).unwrap_err().code();
    assert_eq!(code(&bytes[..bytes.len() - 1]), "codec.truncated");
    assert_eq!(code(&bytes[1..]), "codec.wrong-type");
    assert_eq!(
        code(&contents().to_cbor().to_vec()),
        "recognise.agreement-unsigned"
    );
    assert_eq!(code(&vec![0; (1 << 20) + 1]), "codec.over-limit");
    let list = sign_list(&there_list());
    assert_eq!(code(list.bytes()), "codec.invalid-value");
    // The contents of an agreement in an envelope of another kind, and the other way round.
    let mut item = Cbor::read_scanned(&bytes).unwrap();
    if let Cbor::Tag(_, inside) = &mut item
        && let Cbor::Array(members) = inside.as_mut()
    {
        let Cbor::Tag(_, other) = Cbor::read_scanned(list.bytes()).unwrap() else {
            panic!("a list is tagged");
        };
        let Cbor::Array(other) = *other else {
            panic!("an array");
        };
        members[0] = other[0].clone();
    }
    assert_eq!(code(&item.to_vec()), "codec.invalid-value");
    assert!(agreements.is_empty());
}

#[test]
fn taking_it_again_changes_nothing() {
    let (store, mut agreements) = (store(), Agreements::new());
    let signed = here().sign(&contents());
    load(&mut agreements, signed.bytes(), &store, day(4)).unwrap();
    let before = agreements.export();
    let again = load(&mut agreements, signed.bytes(), &store, day(5)).unwrap();
    assert_eq!(again.change, Change::Unchanged);
    assert_eq!(agreements.export(), before);
}

#[test]
fn a_signature_must_be_right() {
    let (store, mut agreements) = (store(), Agreements::new());
    let bytes = here().sign(&contents()).bytes().to_vec();
    let mut flipped = bytes.clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(
        load(&mut agreements, &flipped, &store, day(4)),
        Err(vec![Reason::AgreementSignatureMismatch])
    );
    // Another state of the same length.
    let at = bytes.windows(7).position(|w| w == b"enacted").unwrap();
    let mut changed = bytes;
    let date = changed[at..].windows(4).position(|w| w == b"2026").unwrap();
    changed[at + date..][..4].copy_from_slice(b"2025");
    assert_eq!(
        load(&mut agreements, &changed, &store, day(4)),
        Err(vec![Reason::AgreementSignatureMismatch])
    );
}

#[test]
fn contents_that_no_verifier_takes_are_refused_whoever_signed_them() {
    // Signed by hand, since a draft of it would not be prepared.
    let (store, mut agreements) = (store(), Agreements::new());
    let mut wrong = contents();
    wrong.next_update = day(1);
    let good = here().sign(&contents());
    let payload = wrong.to_cbor().to_vec();
    let Cbor::Tag(_, inside) = Cbor::read_scanned(good.bytes()).unwrap() else {
        panic!("a tag");
    };
    let Cbor::Array(mut members) = *inside else {
        panic!("an array");
    };
    members[2] = Cbor::Bytes(payload);
    let bytes = Cbor::Tag(18, Box::new(Cbor::Array(members))).to_vec();
    let error = agreements.load(&bytes, &store, day(4)).unwrap_err();
    assert_eq!(error.codes(), ["recognise.agreement-invalid"]);
    assert!(agreements.is_empty());
}

#[test]
fn one_from_the_future_is_refused_beyond_five_minutes() {
    let (store, mut agreements) = (store(), Agreements::new());
    let signed = here().sign(&contents());
    let early = day(2).saturating_add(-301);
    assert_eq!(
        load(&mut agreements, signed.bytes(), &store, early),
        Err(vec![Reason::AgreementInFuture {
            issued: day(2),
            now: early
        }])
    );
    let loaded = load(
        &mut agreements,
        signed.bytes(),
        &store,
        day(2).saturating_add(-300),
    );
    assert!(loaded.is_ok());
}

#[test]
fn one_that_is_over_is_refused_and_one_that_is_due_is_told_of() {
    let (store, mut agreements) = (store(), Agreements::new());
    let signed = here().sign(&contents());
    let over = day(28).saturating_add(1);
    assert_eq!(
        load(&mut agreements, signed.bytes(), &store, over),
        Err(vec![Reason::AgreementExpired {
            agreement: NAME.to_owned(),
            not_after: day(28)
        }])
    );
    let last = load(&mut agreements, signed.bytes(), &store, day(28)).unwrap();
    let codes: Vec<_> = last.notes.iter().map(Reason::code).collect();
    assert_eq!(
        codes,
        ["recognise.note-agreement-stale", "trust.list-stale"]
    );
    let due = load(&mut agreements, signed.bytes(), &store, day(20)).unwrap();
    assert_eq!(due.notes, []);
}

#[test]
fn a_clock_that_was_set_back_does_not_help() {
    let (mut store, mut agreements) = (store(), Agreements::new());
    update(&mut store, THERE_LIST, 29, |_| ());
    let signed = here().sign(&contents());
    // The store has seen the 29th, so it is that day for the agreement too.
    assert_eq!(
        load(&mut agreements, signed.bytes(), &store, day(4)),
        Err(vec![Reason::AgreementExpired {
            agreement: NAME.to_owned(),
            not_after: day(28)
        }])
    );
}

#[test]
fn a_repealed_agreement_is_taken_for_it_says_what_is_over() {
    let (store, mut agreements) = (store(), Agreements::new());
    let mut repealed = contents();
    repealed.equivalence_history = vec![repealed.current_state];
    repealed.current_state = state(EquivalenceStatus::Repealed, day(4));
    let signed = here().sign(&repealed);
    load(&mut agreements, signed.bytes(), &store, day(10)).unwrap();
    assert_eq!(agreements.candidates(&region("CN-44")).len(), 1);
}
