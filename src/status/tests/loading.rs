//! What is taken in, and what never again.

use super::ListedStatus::{Revoked, Suspended};
use super::*;

#[test]
fn a_list_is_taken_in_and_taken_again() {
    let mut lists = StatusLists::new();
    let bytes = list(1, &[]);
    let taken = lists.load(&bytes, &Told::office(), june(1)).unwrap();
    assert_eq!(
        (taken.uri.as_str(), taken.issued_at, taken.news),
        (URI, june(1), true)
    );
    let again = lists.load(&bytes, &Told::office(), june(2)).unwrap();
    assert!(!again.news);
    assert_eq!(lists.uris().collect::<Vec<_>>(), [URI]);
    assert_eq!(lists.tokens(URI).count(), 1);
}

#[test]
fn an_older_list_and_another_of_the_same_second_are_refused_and_change_nothing() {
    let mut lists = StatusLists::new();
    let authorities = Told::office();
    let newest = list(3, &[(7, Revoked)]);
    lists.load(&newest, &authorities, june(3)).unwrap();
    for older in [list(2, &[]), list(3, &[])] {
        let outcome = lists.load(&older, &authorities, june(4));
        assert_eq!(refused(outcome), "status.list-rollback");
    }
    let held: Vec<_> = lists.tokens(URI).map(StatusToken::as_bytes).collect();
    assert_eq!(held, [newest.as_slice()]);
    assert!(
        lists
            .load(&list(4, &[]), &authorities, june(4))
            .unwrap()
            .news
    );
    assert_eq!(lists.tokens(URI).count(), 1);
}

#[test]
fn another_signature_over_the_same_claims_is_the_same_list() {
    let mut draft = StatusListDraft::new(URI, 10).unwrap();
    draft.set(1, Revoked).unwrap();
    let prepared = draft.prepare(&publication(1, SIGNER)).unwrap();
    let signature = key(SIGNER).sign(prepared.to_be_signed()).unwrap();
    let first = prepared.complete(&signature).unwrap();
    // (r, n − s) is as good a signature as (r, s).
    let order =
        hex::decode("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551").unwrap();
    let mut other = signature[..32].to_vec();
    let (mut difference, mut borrow) = ([0_u8; 32], 0);
    for place in (0..32).rev() {
        let value = i16::from(order[place]) - i16::from(signature[32 + place]) - borrow;
        borrow = i16::from(value < 0);
        difference[place] = u8::try_from(value.rem_euclid(256)).unwrap();
    }
    other.extend(difference);
    let second = draft
        .prepare(&publication(1, SIGNER))
        .unwrap()
        .complete(&other)
        .unwrap();
    assert_ne!(first, second);
    let mut lists = StatusLists::new();
    assert!(lists.load(&first, &Told::office(), june(1)).unwrap().news);
    assert!(!lists.load(&second, &Told::office(), june(1)).unwrap().news);
}

#[test]
fn floors_of_two_signers_are_apart() {
    let authorities = Told::office().and(6, service(OTHER_CODE));
    let mut lists = StatusLists::new();
    lists
        .load(&list_named(URI, 3, 6, &[]), &authorities, june(3))
        .unwrap();
    lists.load(&list(2, &[]), &authorities, june(3)).unwrap();
    assert_eq!(lists.tokens(URI).count(), 2);
    // The same entity with a new key goes on from the floor of the old one.
    let authorities = Told::office().and(7, service(CODE));
    let older = list_named(URI, 1, 7, &[]);
    assert_eq!(
        refused(lists.load(&older, &authorities, june(3))),
        "status.list-rollback"
    );
}

#[test]
fn a_list_from_the_future_is_refused() {
    let mut lists = StatusLists::new();
    let before = june(2).saturating_add(-1);
    let outcome = lists.load(&list(2, &[]), &Told::office(), before);
    assert_eq!(refused(outcome), "status.list-in-future");
    assert!(lists.load(&list(2, &[]), &Told::office(), june(2)).is_ok());
}

#[test]
fn an_expired_list_is_taken_for_its_floor() {
    let mut lists = StatusLists::new();
    lists
        .load(&list(2, &[]), &Told::office(), june(20))
        .unwrap();
    let outcome = lists.load(&list(1, &[]), &Told::office(), june(20));
    assert_eq!(refused(outcome), "status.list-rollback");
}

#[test]
fn whoever_is_not_known_signs_in_vain() {
    let mut lists = StatusLists::new();
    let outcome = lists.load(&list_named(URI, 1, 6, &[]), &Told::office(), june(1));
    assert_eq!(outcome, Err(NotTaken::Refused(unknown())));
    for uri in [
        "https://status.example.cn/lists2/1",
        "https://evil.example/lists/1",
        "https://status.example.cn/1",
    ] {
        let outcome = lists.load(&list_named(uri, 1, SIGNER, &[]), &Told::office(), june(1));
        assert_eq!(refused(outcome), "status.signer-not-allowed", "{uri}");
    }
    assert_eq!(lists.uris().count(), 0);
}

#[test]
fn every_changed_byte_is_refused() {
    let bytes = list(1, &[(3, Suspended)]);
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        let mut lists = StatusLists::new();
        assert!(
            lists.load(&changed, &Told::office(), june(1)).is_err(),
            "byte {place}"
        );
        assert_eq!(lists.uris().count(), 0);
    }
}

/// A list whose certificate is another than `publish` lets through.
fn list_under(certificate: &[u8]) -> Vec<u8> {
    use crate::codec::{Cbor, Limits, cose::signature_input};
    let Cbor::Tag(18, inside) = Cbor::decode(&list(1, &[]), &Limits::default()).unwrap() else {
        panic!("tag");
    };
    let Cbor::Array(mut members) = *inside else {
        panic!("array")
    };
    let protected = Cbor::Map(vec![
        (Cbor::Integer(1), Cbor::Integer(-7)),
        (Cbor::Integer(16), Cbor::text("application/statuslist+cwt")),
        (Cbor::Integer(33), Cbor::Bytes(certificate.to_vec())),
    ])
    .to_vec();
    let Cbor::Bytes(payload) = members[2].clone() else {
        panic!("bytes")
    };
    let header = coset::ProtectedHeader {
        original_data: Some(protected.clone()),
        header: coset::Header::default(),
    };
    members[0] = Cbor::Bytes(protected);
    members[3] = Cbor::Bytes(
        key(SIGNER)
            .sign(&signature_input(&header, &payload))
            .unwrap(),
    );
    Cbor::Tag(18, Box::new(Cbor::Array(members))).to_vec()
}

#[test]
fn the_signer_has_a_certificate_for_it_and_for_nothing_else() {
    let signed = |draft: pki::Draft| draft.sign(&key(1)).unwrap();
    let ca = pki::extension(&[0x55, 0x1d, 19], true, &[0x30, 0x03, 0x01, 0x01, 0xff]);
    let cert_sign = pki::extension(KEY_USAGE, true, &[0x03, 0x02, 0x02, 0x84]);
    let agreement = pki::extension(KEY_USAGE, true, &[0x03, 0x02, 0x03, 0x08]);
    let mut with_ca = certificate_draft(SIGNER, &[STATUS_SIGNER]);
    with_ca.extensions.push(ca);
    let status = || certificate_draft(SIGNER, &[STATUS_SIGNER]);
    let faulty = [
        certificate_draft(SIGNER, &[DOCUMENT_SIGNER]),
        certificate_draft(SIGNER, &[STATUS_SIGNER, DOCUMENT_SIGNER]),
        certificate_draft(SIGNER, &[&[0x55, 0x1d, 37, 0]]), // any purpose is not this one by name
        status().with(PURPOSES, None),
        status().with(KEY_USAGE, None),
        status().with(KEY_USAGE, Some(cert_sign)),
        status().with(KEY_USAGE, Some(agreement)),
        with_ca,
    ];
    for (number, draft) in faulty.into_iter().enumerate() {
        let der = signed(draft);
        let authorities = Told {
            signers: vec![(
                der.clone(),
                StatusSigner {
                    standing: service(CODE),
                    valid_until: june(30),
                },
            )],
            ..Told::default()
        };
        let outcome = StatusLists::new().load(&list_under(&der), &authorities, june(1));
        assert_eq!(refused(outcome), "trust.certificate-usage", "{number}");
    }
    let good = list_under(&certificate(SIGNER));
    assert!(
        StatusLists::new()
            .load(&good, &Told::office(), june(1))
            .is_ok()
    );
}

#[test]
fn the_signers_certificate_is_valid_when_the_list_is_taken_in() {
    let authorities = Told::office();
    let late = time("2027-01-01T00:00:00Z");
    let outcome = StatusLists::new().load(&list(1, &[]), &authorities, late);
    assert_eq!(refused(outcome), "trust.certificate-expired");
}

#[test]
fn a_list_for_a_licence_is_the_one_that_it_names() {
    let mut lists = StatusLists::new();
    let other = StatusReference::to_status_list("https://status.example.cn/lists/2", 1);
    let outcome = lists.load_for(&other, &list(1, &[]), &Told::office(), june(1));
    assert_eq!(refused(outcome), "status.uri-mismatch");
    assert!(
        lists
            .load_for(&reference(1), &list(1, &[]), &Told::office(), june(1))
            .is_ok()
    );
}

#[test]
fn the_certificate_that_a_licence_names_vouches_for_its_list() {
    let nobody = Told::default();
    let ca = vec![0x30, 0x00];
    let above = Told {
        under: vec![(certificate(SIGNER), ca.clone())],
        ..Told::default()
    };
    let named = |der: Vec<u8>| {
        let mut reference = reference(1);
        reference.status_list.as_mut().unwrap().certificate = Some(der);
        reference
    };
    let load = |reference: &StatusReference, authorities: &Told| {
        StatusLists::new()
            .load_for(reference, &list(1, &[]), authorities, june(1))
            .map(|_| ())
    };
    assert!(load(&named(certificate(SIGNER)), &nobody).is_ok());
    assert!(load(&named(ca.clone()), &above).is_ok());
    for (reference, authorities) in [
        (reference(1), &nobody),
        (named(certificate(6)), &nobody),
        (named(ca), &nobody),
        (named(vec![0x30, 0x01]), &above),
    ] {
        assert_eq!(
            load(&reference, authorities),
            Err(NotTaken::Refused(unknown()))
        );
    }
}

#[test]
fn what_was_put_away_comes_back_and_no_floor_sinks() {
    let authorities = Told::office();
    let mut lists = StatusLists::new();
    lists
        .load(&list(2, &[(1, Revoked)]), &authorities, june(2))
        .unwrap();
    let state = lists.export();
    let mut back = StatusLists::new();
    assert_eq!(back.import(&state, &authorities, june(5)), Ok(Vec::new()));
    assert_eq!(back.export(), state);
    assert_eq!(
        refused(back.load(&list(1, &[]), &authorities, june(5))),
        "status.list-rollback"
    );
    // A newer floor stays, and the older list is refused by it.
    let mut newer = StatusLists::new();
    newer.load(&list(4, &[]), &authorities, june(4)).unwrap();
    let refusals = newer.import(&state, &authorities, june(5)).unwrap();
    assert_eq!(
        refusals.iter().map(NotTaken::code).collect::<Vec<_>>(),
        ["status.list-rollback"]
    );
    assert_eq!(newer.tokens(URI).next().unwrap().issued_at(), june(4));
    // Who is not known any more is left out, and the floor stays.
    let mut later = StatusLists::new();
    let refusals = later.import(&state, &Told::default(), june(5)).unwrap();
    assert_eq!(refusals, [NotTaken::Refused(unknown())]);
    assert_eq!(
        refused(later.load(&list(1, &[]), &authorities, june(5))),
        "status.list-rollback"
    );
}

#[test]
fn a_list_that_was_put_away_is_not_fresher_for_it() {
    let authorities = Told::office();
    let draft = StatusListDraft::new(URI, 10).unwrap();
    let publication = publication(1, SIGNER).with_time_to_live(86_400);
    let bytes = draft.publish(&publication, &key(SIGNER)).unwrap();
    let mut lists = StatusLists::new();
    lists.load(&bytes, &authorities, june(1)).unwrap();
    let mut back = StatusLists::new();
    back.import(&lists.export(), &authorities, june(3)).unwrap();
    let reference = reference(1);
    let question = StatusQuestion::new(&reference, june(3))
        .native()
        .issued_by(CODE);
    let judgement = back.judge(&question, &authorities);
    let stale = Reason::StatusListStale {
        due: june(2),
        now: june(3),
    };
    assert_eq!(judgement.answer, StatusAnswer::Undetermined(stale));
    // What was fetched since is as fresh as it was.
    let state = lists.export();
    lists.load(&bytes, &authorities, june(3)).unwrap();
    lists.import(&state, &authorities, june(3)).unwrap();
    let judgement = lists.judge(&question, &authorities);
    assert_eq!(judgement.answer, StatusAnswer::Good);
}

#[test]
fn a_named_certificate_is_put_away_with_its_list() {
    let mut reference = reference(1);
    reference.status_list.as_mut().unwrap().certificate = Some(certificate(SIGNER));
    let mut lists = StatusLists::new();
    lists
        .load_for(&reference, &list(1, &[]), &Told::default(), june(1))
        .unwrap();
    let mut back = StatusLists::new();
    assert_eq!(
        back.import(&lists.export(), &Told::default(), june(2)),
        Ok(Vec::new())
    );
    assert_eq!(back.export(), lists.export());
}

#[test]
fn what_is_no_state_changes_nothing() {
    let authorities = Told::office();
    let mut lists = StatusLists::new();
    lists.load(&list(2, &[]), &authorities, june(2)).unwrap();
    let state = lists.export();
    for end in 0..state.len() {
        let mut back = StatusLists::new();
        assert!(
            back.import(&state[..end], &authorities, june(2)).is_err(),
            "{end}"
        );
        assert_eq!(back.export(), StatusLists::new().export());
    }
}
