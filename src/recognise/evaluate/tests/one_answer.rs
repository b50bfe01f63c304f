//! 6.4: supersession, precedence, and agreements that contradict each other.

use super::*;
use EquivalenceStatus::{Enacted, Suspended};

const CONFLICT: &str = "indeterminate recognise.agreement-conflict";

/// Asks in every order, which must not matter, and gives the answer.
fn ask(all: &[Held]) -> Recognition<'static> {
    let found = bench(all.to_vec()).ask(&Paper::new());
    let turned = bench(all.iter().rev().cloned()).ask(&Paper::new());
    assert_eq!(found, turned);
    found
}

fn strict(id: &str) -> Held {
    let min = crate::recognise::agreement::Level::T;
    agreement(id).asking(Kind::SignatureLevel { min })
}

fn with(held: Held, precedence: Precedence) -> Held {
    held.change(|a| a.precedence = precedence)
}

#[test]
fn agreements_that_agree_give_one_answer_and_the_first_by_name_is_cited() {
    let found = ask(&[agreement("urn:b"), agreement("urn:a")]);
    assert_eq!(says(&found), "recognised");
    assert_eq!(found.cited().len(), 1);
    assert_eq!(found.cited()[0].agreement_id, "urn:a");
    assert_eq!(found.objection().unwrap().contact["en"], "urn:a");
    assert!(
        found
            .checks()
            .iter()
            .any(|c| c.step == "6.4.4" && c.agreement == Some("urn:b"))
    );
}

#[test]
fn agreements_that_differ_in_anything_that_matters_leave_it_open() {
    let other = |change: fn(&mut Equivalence)| agreement("urn:b").provision(change);
    for other in [
        strict("urn:b"),
        other(|e| e.pointing_type = BETWEEN.to_owned()),
        other(|e| e.effect = Effect::Partial),
        other(|e| {
            let from = Element::new(COMMON, "seal");
            e.attribute_map
                .push(mapping(from, "seal", Transform::Identity));
        }),
        other(|e| e.supplements.push(supplement("s1", None))),
    ] {
        let found = ask(&[agreement("urn:a"), other]);
        assert_eq!(says(&found), CONFLICT);
        let cited: Vec<&str> = found.cited().iter().map(|c| c.agreement_id).collect();
        assert_eq!(cited, ["urn:a", "urn:b"]);
        assert_eq!(found.local_view(), None);
        let reason = found.reasons().next().unwrap().to_string();
        assert!(reason.contains("urn:a, urn:b"), "{reason}");
    }
}

#[test]
fn the_name_of_a_supplement_is_no_difference() {
    let needs = |id: &str, name| agreement(id).supplement(supplement(name, Some(BETWEEN)));
    let found = ask(&[needs("urn:a", "s1"), needs("urn:b", "s2")]);
    assert_eq!(
        says(&found),
        "recognised-with-supplements recognise.supplement-required"
    );
}

#[test]
fn two_that_say_no_agree_whatever_their_reasons() {
    let excluded = agreement("urn:b").excluding(Kind::RemainingValidity { min: 0 });
    let found = ask(&[strict("urn:a"), excluded]);
    assert_eq!(says(&found), "not-recognised recognise.condition-not-met");
    assert_eq!(found.cited()[0].agreement_id, "urn:a");
}

#[test]
fn who_prevails_counts_and_who_yields_does_not() {
    use Precedence::{None, Prevails, Yields};
    for (ours, theirs, expected) in [
        (Prevails, None, "recognised"),
        (Prevails, Yields, "recognised"),
        (None, Yields, "recognised"),
        (None, Prevails, "not-recognised recognise.condition-not-met"),
        (Yields, None, "not-recognised recognise.condition-not-met"),
        (
            Yields,
            Prevails,
            "not-recognised recognise.condition-not-met",
        ),
        (None, None, CONFLICT),
        (Prevails, Prevails, CONFLICT),
        (Yields, Yields, CONFLICT),
    ] {
        let found = ask(&[
            with(agreement("urn:a"), ours),
            with(strict("urn:b"), theirs),
        ]);
        assert_eq!(says(&found), expected, "{ours:?} {theirs:?}");
    }
}

#[test]
fn who_does_not_apply_does_not_prevail() {
    let over =
        with(strict("urn:b"), Precedence::Prevails).change(|a| a.equivalences[0].purposes.clear());
    assert_eq!(says(&ask(&[agreement("urn:a"), over])), "recognised");
}

#[test]
fn a_superseded_agreement_is_as_though_it_were_not_there() {
    let new = || agreement("urn:b").superseding("urn:a", 3);
    let old = strict("urn:a");
    assert_eq!(says(&ask(&[old.clone(), new()])), "recognised");
    let left_out = ask(&[old.clone(), new()]);
    assert!(left_out.checks().iter().any(|c| {
        (
            c.step,
            c.agreement,
            c.found.as_ref().map(ToString::to_string),
        ) == ("6.4.1", Some("urn:a"), Some("urn:b".to_owned()))
    }));
    // A later issue of the old one is not meant.
    let later = old.clone().change(|a| a.sequence_number = 4);
    assert_eq!(says(&ask(&[later, new()])), CONFLICT);
    // Nor does anybody else's agreement take its place.
    let others = new().change(|a| a.pointing_party.entity_id.push('x'));
    assert_eq!(says(&ask(&[old, others])), CONFLICT);
}

#[test]
fn an_agreement_takes_the_place_of_another_when_its_first_state_begins() {
    let new = strict("urn:b").superseding("urn:a", 3).change(|a| {
        a.current_state = state(Suspended, at(20));
        a.equivalence_history = vec![state(Enacted, at(10))];
    });
    let both = || bench([agreement("urn:a"), new.clone()]);
    let asked = |second| both().at(at(second)).ask(&Paper::new());
    assert_eq!(says(&asked(9)), "recognised");
    assert_eq!(asked(9).effective_until(), at(9));
    assert_eq!(
        says(&asked(10)),
        "not-recognised recognise.condition-not-met"
    );
    // It does not come back.
    assert_eq!(
        says(&asked(20)),
        "not-recognised recognise.agreement-suspended"
    );
}

#[test]
fn what_takes_the_place_may_lead_elsewhere() {
    let new = between("urn:b", "CN-33", "CN-35").superseding("urn:a", 3);
    let found = ask(&[agreement("urn:a"), new]);
    assert_eq!(says(&found), "not-recognised recognise.no-agreement");
}

#[test]
fn one_that_is_superseded_and_out_of_date_leaves_nothing_open() {
    let old = agreement("urn:a").change(|a| a.not_after = at(-1));
    let new = strict("urn:b").superseding("urn:a", 3);
    assert_eq!(
        says(&ask(&[old, new])),
        "not-recognised recognise.condition-not-met"
    );
}
