//! What the lists say about a licence, and whose word counts.

use super::ListedStatus::{Revoked, Superseded, Suspended, Valid};
use super::*;

/// The lists with one that has these statuses, made and taken in on the first of June.
fn holding(authorities: &Told, statuses: &[(u64, ListedStatus)]) -> StatusLists {
    let mut lists = StatusLists::new();
    lists
        .load(&list(1, statuses), authorities, june(1))
        .unwrap();
    lists
}

fn native(lists: &StatusLists, authorities: &Told, index: u64, now: UnixTime) -> StatusJudgement {
    let reference = reference(index);
    let question = StatusQuestion::new(&reference, now)
        .native()
        .issued_by(CODE);
    lists.judge(&question, authorities)
}

fn code(answer: &StatusAnswer) -> &'static str {
    match answer {
        StatusAnswer::Good => "good",
        StatusAnswer::Bad(reason) | StatusAnswer::Undetermined(reason) => reason.code(),
    }
}

#[test]
fn each_status_has_its_answer() {
    let authorities = Told::office();
    let lists = holding(
        &authorities,
        &[(1, Revoked), (2, Suspended), (3, Superseded), (4, Valid)],
    );
    let answer = |index| native(&lists, &authorities, index, june(2)).answer;
    assert_eq!(answer(0), StatusAnswer::Good);
    assert_eq!(answer(1), StatusAnswer::Bad(Reason::StatusRevoked));
    assert_eq!(answer(2), StatusAnswer::Bad(Reason::StatusSuspended));
    assert_eq!(answer(3), StatusAnswer::Bad(Reason::StatusSuperseded));
    assert_eq!(answer(4), StatusAnswer::Good);
    assert_eq!(answer(999), StatusAnswer::Good);
    for index in [1_000, 1_004, u64::MAX] {
        let outside = Reason::StatusIndexOutOfRange { entries: 1_000 };
        assert_eq!(answer(index), StatusAnswer::Bad(outside));
    }
}

#[test]
fn three_has_no_meaning_for_a_foreign_licence() {
    let authorities = Told::office();
    let lists = holding(&authorities, &[(2, Suspended), (3, Superseded)]);
    let answer = |index| {
        let reference = reference(index);
        let question = StatusQuestion::new(&reference, june(2)).issued_by(CODE);
        lists.judge(&question, &authorities).answer
    };
    assert_eq!(answer(2), StatusAnswer::Bad(Reason::StatusSuspended));
    let unknown = Reason::StatusValueUnknown { value: 3 };
    assert_eq!(answer(3), StatusAnswer::Undetermined(unknown));
}

#[test]
fn the_evidence_says_which_entry_of_which_list() {
    let authorities = Told::office();
    let lists = holding(&authorities, &[(1, Revoked)]);
    let judgement = native(&lists, &authorities, 1, june(2));
    let token = lists.tokens(URI).next().unwrap();
    let evidence = &judgement.evidence[0];
    assert_eq!(evidence.uri, URI);
    assert_eq!(
        (evidence.issued_at, evidence.expires),
        (june(1), Some(june(10)))
    );
    assert_eq!(&evidence.digest, token.digest());
    assert_eq!((evidence.index, evidence.value), (Some(1), Some(1)));
    assert_eq!(judgement.good_until, None);
    let good = native(&lists, &authorities, 0, june(2));
    assert_eq!(good.good_until, Some(june(10).saturating_add(-1)));
}

#[test]
fn a_list_counts_until_its_end_and_not_at_it() {
    let authorities = Told::office();
    let lists = holding(&authorities, &[(1, Revoked)]);
    let last = june(10).saturating_add(-1);
    assert_eq!(
        native(&lists, &authorities, 0, last).answer,
        StatusAnswer::Good
    );
    for index in [0, 1] {
        let expired = Reason::StatusListExpired {
            expired: june(10),
            now: june(10),
        };
        let answer = native(&lists, &authorities, index, june(10)).answer;
        assert_eq!(answer, StatusAnswer::Undetermined(expired));
    }
}

#[test]
fn a_clock_that_went_back_finds_no_list() {
    let authorities = Told::office();
    let lists = holding(&authorities, &[]);
    let before = june(1).saturating_add(-1);
    let answer = native(&lists, &authorities, 0, before).answer;
    assert_eq!(code(&answer), "status.list-in-future");
}

#[test]
fn a_stale_list_is_undetermined_or_noted() {
    let authorities = Told::office();
    let draft = StatusListDraft::new(URI, 10).unwrap();
    let publication = publication(1, SIGNER).with_time_to_live(3_600);
    let bytes = draft.publish(&publication, &key(SIGNER)).unwrap();
    let mut lists = StatusLists::new();
    lists.load(&bytes, &authorities, june(4)).unwrap();
    let due = june(4).saturating_add(3_600);
    let late = due.saturating_add(1);
    assert_eq!(
        native(&lists, &authorities, 0, due).answer,
        StatusAnswer::Good
    );
    assert_eq!(native(&lists, &authorities, 0, due).good_until, Some(due));
    let stale = Reason::StatusListStale { due, now: late };
    let answer = native(&lists, &authorities, 0, late).answer;
    assert_eq!(answer, StatusAnswer::Undetermined(stale.clone()));
    let reference = reference(0);
    let question = StatusQuestion::new(&reference, late)
        .native()
        .issued_by(CODE);
    let noted = lists.judge(&question.with_stale(StaleStatus::Note), &authorities);
    assert_eq!(
        (noted.answer, noted.notes),
        (StatusAnswer::Good, vec![stale])
    );
    // Fetched again, the same list is fresh again.
    lists.load(&bytes, &authorities, late).unwrap();
    assert_eq!(
        native(&lists, &authorities, 0, late).answer,
        StatusAnswer::Good
    );
}

#[test]
fn no_list_is_no_answer() {
    let authorities = Told::office();
    let answer = native(&StatusLists::new(), &authorities, 0, june(2)).answer;
    assert_eq!(
        answer,
        StatusAnswer::Undetermined(Reason::StatusUnavailable)
    );
}

#[test]
fn a_reference_that_names_no_list_is_bad_only_in_a_native_licence() {
    let nothing = StatusReference::read(&[0xa0]).unwrap();
    let question = StatusQuestion::new(&nothing, june(2));
    let lists = StatusLists::new();
    let foreign = lists.judge(&question, &Told::default()).answer;
    assert_eq!(
        foreign,
        StatusAnswer::Undetermined(Reason::StatusUnavailable)
    );
    let native = lists.judge(&question.native(), &Told::default()).answer;
    assert_eq!(code(&native), "status.reference-malformed");
    assert!(matches!(native, StatusAnswer::Bad(_)));
}

#[test]
fn a_service_answers_for_its_own_entity_and_those_it_took_over() {
    let lists = holding(&Told::office(), &[]);
    let answer = |standing| native(&lists, &Told::of(standing), 0, june(2)).answer;
    assert_eq!(answer(service(CODE)), StatusAnswer::Good);
    let refusal = answer(service(OTHER_CODE));
    assert_eq!(code(&refusal), "status.signer-not-allowed");
    assert!(matches!(refusal, StatusAnswer::Undetermined(_)));
    let mut took_over = service(OTHER_CODE);
    if let Standing::Service { serves, .. } = &mut took_over {
        serves.push(CODE.to_owned());
    }
    assert_eq!(answer(took_over), StatusAnswer::Good);
    let mut elsewhere = service(CODE);
    if let Standing::Service { prefixes, .. } = &mut elsewhere {
        *prefixes = vec!["https://status.example.cn/other".to_owned()];
    }
    assert_eq!(code(&answer(elsewhere)), "status.signer-not-allowed");
    // A licence of nobody in particular is nobody's.
    let reference = reference(0);
    let question = StatusQuestion::new(&reference, june(2)).native();
    let answer = lists.judge(&question, &Told::office()).answer;
    assert_eq!(code(&answer), "status.signer-not-allowed");
}

#[test]
fn a_signer_who_is_not_known_any_more_does_not_count() {
    let lists = holding(&Told::office(), &[(1, Revoked)]);
    for index in [0, 1] {
        let answer = native(&lists, &Told::default(), index, june(2)).answer;
        assert_eq!(answer, StatusAnswer::Undetermined(unknown()));
    }
    let mut ended = Told::office();
    ended.signers[0].1.valid_until = june(3);
    assert_eq!(
        native(&lists, &ended, 0, june(3)).answer,
        StatusAnswer::Good
    );
    assert_eq!(native(&lists, &ended, 0, june(3)).good_until, Some(june(3)));
    let late = june(3).saturating_add(1);
    assert_eq!(
        code(&native(&lists, &ended, 0, late).answer),
        "status.signer-not-allowed"
    );
}

#[test]
fn under_an_anchor_the_signer_is_of_the_same_anchor_and_a_native_one_of_the_same_office() {
    let office = Told::of(anchor(1, Some(CODE)));
    let lists = holding(&office, &[]);
    let reference = reference(0);
    let asked = |anchors: &[[u8; 32]], native: bool, issuer: Option<&str>, authorities: &Told| {
        let mut question = StatusQuestion::new(&reference, june(2)).sealed_under(anchors);
        question.native = native;
        question.issuer = issuer;
        code(&lists.judge(&question, authorities).answer)
    };
    let (same, other) = ([[2; 32], [1; 32]], [[2; 32]]);
    assert_eq!(asked(&same, true, Some(CODE), &office), "good");
    assert_eq!(asked(&same, false, None, &office), "good");
    for outcome in [
        asked(&other, true, Some(CODE), &office),
        asked(&other, false, None, &office),
        asked(&[], true, Some(CODE), &office),
        asked(&same, true, Some(OTHER_CODE), &office),
        asked(&same, true, None, &office),
        asked(&same, true, None, &Told::of(anchor(1, None))),
        asked(&same, true, Some(CODE), &Told::of(anchor(1, None))),
    ] {
        assert_eq!(outcome, "status.signer-not-allowed");
    }
}

#[test]
fn a_certificate_vouches_only_for_the_licences_that_name_it() {
    let mut naming = reference(0);
    naming.status_list.as_mut().unwrap().certificate = Some(certificate(SIGNER));
    let mut lists = StatusLists::new();
    lists
        .load_for(&naming, &list(1, &[]), &Told::default(), june(1))
        .unwrap();
    let ask = |reference: &StatusReference| {
        let question = StatusQuestion::new(reference, june(2))
            .native()
            .issued_by(CODE);
        lists.judge(&question, &Told::default()).answer
    };
    assert_eq!(ask(&naming), StatusAnswer::Good);
    assert_eq!(ask(&reference(0)), StatusAnswer::Undetermined(unknown()));
    naming.status_list.as_mut().unwrap().certificate = Some(certificate(6));
    assert_eq!(ask(&naming), StatusAnswer::Undetermined(unknown()));
}

#[test]
fn of_two_signers_the_newest_list_counts_and_a_stranger_changes_nothing() {
    // After a takeover the old service's list is older.
    let both = Told::office().and(6, service(CODE));
    let mut lists = StatusLists::new();
    lists
        .load(&list(1, &[(1, Revoked)]), &both, june(1))
        .unwrap();
    let stranger = Told::office().and(7, service(OTHER_CODE));
    let forged = list_named(URI, 5, 7, &[]);
    lists.load(&forged, &stranger, june(5)).unwrap();
    assert_eq!(
        native(&lists, &stranger, 1, june(5)).answer,
        StatusAnswer::Bad(Reason::StatusRevoked)
    );
    lists
        .load(&list_named(URI, 4, 6, &[]), &both, june(5))
        .unwrap();
    assert_eq!(native(&lists, &both, 1, june(5)).answer, StatusAnswer::Good);
}

#[test]
fn of_two_references_the_worst_counts() {
    let authorities = Told::office();
    let lists = holding(&authorities, &[(1, Revoked)]);
    let mut reference = reference(1);
    reference.identifier_list = Some(Listed {
        key: vec![9],
        uri: "https://status.example.cn/ids/1".to_owned(),
        certificate: None,
    });
    let ask = |reference: &StatusReference| {
        let question = StatusQuestion::new(reference, june(2))
            .native()
            .issued_by(CODE);
        lists.judge(&question, &authorities)
    };
    assert_eq!(
        ask(&reference).answer,
        StatusAnswer::Bad(Reason::StatusRevoked)
    );
    reference.status_list.as_mut().unwrap().key = 0;
    let judgement = ask(&reference);
    assert_eq!(
        judgement.answer,
        StatusAnswer::Undetermined(Reason::StatusUnavailable)
    );
    assert_eq!((judgement.good_until, judgement.evidence.len()), (None, 1));
}

#[test]
fn a_list_of_one_bit_serves_generic_readers() {
    let mut draft = StatusListDraft::new("https://status.example.cn/lists/1-two", 1_000).unwrap();
    draft.set(1, Revoked).unwrap();
    draft.set(2, Suspended).unwrap();
    draft.set(3, Superseded).unwrap();
    let derived = draft.derived(URI).unwrap();
    let bytes = derived
        .publish(&publication(1, SIGNER), &key(SIGNER))
        .unwrap();
    let authorities = Told::office();
    let mut lists = StatusLists::new();
    lists.load(&bytes, &authorities, june(1)).unwrap();
    for index in 0..1_000 {
        let bad = (1..=3).contains(&index);
        let answer = native(&lists, &authorities, index, june(2)).answer;
        let revoked = StatusAnswer::Bad(Reason::StatusRevoked);
        assert_eq!(
            answer,
            if bad { revoked } else { StatusAnswer::Good },
            "{index}"
        );
    }
}

#[test]
fn an_identifier_that_is_listed_is_revoked() {
    use crate::codec::{Cbor, cose::signature_input};
    let listed = (Cbor::Bytes(vec![9]), Cbor::Map(Vec::new()));
    let numbered = |members: Vec<(i128, Cbor)>| {
        Cbor::Map(
            members
                .into_iter()
                .map(|(k, v)| (Cbor::Integer(k), v))
                .collect(),
        )
        .to_vec()
    };
    let payload = numbered(vec![
        (2, Cbor::text(URI)),
        (4, Cbor::Integer(june(10).seconds().into())),
        (6, Cbor::Integer(june(1).seconds().into())),
        (
            65_530,
            Cbor::map([("identifiers", Cbor::Map(vec![listed]))]),
        ),
    ]);
    let protected = numbered(vec![
        (1, Cbor::Integer(-7)),
        (16, Cbor::text("application/identifierlist+cwt")),
        (33, Cbor::Bytes(certificate(SIGNER))),
    ]);
    let header = coset::ProtectedHeader {
        original_data: Some(protected.clone()),
        header: coset::Header::default(),
    };
    let signature = key(SIGNER)
        .sign(&signature_input(&header, &payload))
        .unwrap();
    let members = vec![
        Cbor::Bytes(protected),
        Cbor::Map(Vec::new()),
        Cbor::Bytes(payload),
        Cbor::Bytes(signature),
    ];
    let bytes = Cbor::Tag(18, Box::new(Cbor::Array(members))).to_vec();
    let authorities = Told::office();
    let mut lists = StatusLists::new();
    lists.load(&bytes, &authorities, june(1)).unwrap();
    let ask = |reference: &StatusReference| {
        let question = StatusQuestion::new(reference, june(2)).issued_by(CODE);
        lists.judge(&question, &authorities).answer
    };
    let by_id = |id: u8| StatusReference {
        status_list: None,
        identifier_list: Some(Listed {
            key: vec![id],
            uri: URI.to_owned(),
            certificate: None,
        }),
    };
    assert_eq!(ask(&by_id(9)), StatusAnswer::Bad(Reason::StatusRevoked));
    assert_eq!(ask(&by_id(8)), StatusAnswer::Good);
    // The list has no indices to look up.
    assert_eq!(
        ask(&reference(0)),
        StatusAnswer::Undetermined(Reason::StatusUriMismatch)
    );
}
