//! Section 7: an answer stands until something changes, and is the same up to that second.

use super::*;
use crate::{document::Interval, recognise::agreement::RunOff};
use EquivalenceStatus::{Enacted, Repealed};

fn end(held: &[Held]) -> UnixTime {
    bench(held.to_vec()).ask(&Paper::new()).effective_until()
}

#[test]
fn an_answer_stands_no_longer_than_the_verdict_and_the_agreement() {
    assert_eq!(end(&[agreement("urn:a")]), at(600 * DAY));
    let change = |change: fn(&mut AgreementContents)| end(&[agreement("urn:a").change(change)]);
    assert_eq!(change(|a| a.not_after = at(5)), at(5));
    assert_eq!(change(|a| a.not_after = far().saturating_add(1)), far());
    assert_eq!(change(|a| a.valid_until = Some(at(5))), at(4));
    assert_eq!(change(|a| a.next_update = at(5)), at(600 * DAY));
    assert_eq!(
        end(&[Held {
            signer_until: at(5),
            ..agreement("urn:a")
        }]),
        at(5)
    );
}

#[test]
fn an_answer_ends_before_the_next_state() {
    let held = agreement("urn:a").change(|a| {
        a.current_state = state(Repealed, at(20));
        a.equivalence_history = vec![state(Enacted, at(10))];
    });
    let asked = |second| bench([held.clone()]).at(at(second)).ask(&Paper::new());
    assert_eq!(asked(0).effective_until(), at(9));
    assert_eq!(asked(10).effective_until(), at(19));
    assert_eq!(asked(20).effective_until(), at(600 * DAY));
}

#[test]
fn an_answer_by_run_off_ends_with_it() {
    let held = agreement("urn:a").change(|a| {
        a.current_state = state(Repealed, at(-1));
        a.equivalence_history = vec![state(Enacted, at(-300 * DAY))];
        a.run_off = Some(RunOff {
            issued_before: at(-10),
            until: at(30),
        });
    });
    let found = bench([held]).ask(&Paper::new());
    assert_eq!(
        (says(&found).as_str(), found.effective_until()),
        ("recognised", at(29))
    );
}

#[test]
fn an_answer_ends_before_a_condition_changes_by_itself() {
    let mut paper = Paper::new();
    paper = paper.with(COMMON, "issue_date", date("2026-06-01"));
    let issued = -8 * 3600;
    let age = Kind::LicenceAge { max: 9 * 3600 };
    let found = |held: Held| bench([held]).ask(&paper).effective_until();
    assert_eq!(
        found(agreement("urn:a").asking(age.clone())),
        at(issued + 9 * 3600)
    );
    assert_eq!(
        found(agreement("urn:a").excluding(age)),
        at(issued + 9 * 3600)
    );
}

#[test]
fn an_agreement_that_does_not_apply_yet_ends_the_answer_before_it_does() {
    let later = agreement("urn:b").change(|a| a.current_state = state(Enacted, at(7)));
    assert_eq!(end(&[agreement("urn:a"), later]), at(6));
    let provision = agreement("urn:b").provision(|e| {
        e.validity = Some(Interval {
            from: at(8),
            until: None,
        });
    });
    assert_eq!(end(&[agreement("urn:a"), provision]), at(7));
}

#[test]
fn a_refusal_stands_until_it_may_turn() {
    let later = agreement("urn:b").change(|a| a.current_state = state(Enacted, at(7)));
    let found = bench([later]).ask(&Paper::new());
    assert_eq!(says(&found), "not-recognised recognise.agreement-not-yet");
    assert_eq!(found.effective_until(), at(6));
}

#[test]
fn an_answer_is_never_over_before_it_is_given() {
    let paper = Paper::new();
    let mut subject = paper.subject();
    subject.effective_until = at(-5);
    assert_eq!(bench([]).ask_about(&subject, &[]).effective_until(), now());
}

#[test]
fn an_answer_is_the_same_at_its_last_second() {
    let kinds = [
        Kind::LicenceAge { max: 160 * 86_400 },
        Kind::RemainingValidity { min: 400 * 86_400 },
        Kind::ElementDate {
            element: Element::new(PERMIT, "made"),
            min_age: Some(3600),
            max_age: Some(86_400),
        },
    ];
    let paper = Paper::new().own("made", date("2026-06-01"));
    for kind in kinds {
        let held = agreement("urn:a").asking(kind);
        let at_ = |time| bench([held.clone()]).at(time).ask(&paper);
        let first = at_(now());
        let last = at_(first.effective_until());
        assert_eq!(says(&first), says(&last));
        assert_eq!(first.effective_until(), last.effective_until());
        assert_ne!(
            says(&first),
            says(&at_(first.effective_until().saturating_add(1)))
        );
    }
}
