//! 6.8: what is needed beside the licence, and which documents count.

use super::*;
use crate::recognise::Need;

const CARD: &str = "org.elicence.card.1";
const NEEDED: &str = "recognised-with-supplements recognise.supplement-required";

/// A card of Zhejiang itself, of a holder with this code.
fn card(code: &'static str) -> Paper {
    held(Paper::of(CARD).from("CN-33"), code)
}

fn held(paper: Paper, code: &'static str) -> Paper {
    paper.with(COMMON, "holder_code", Cbor::text(code)).with(
        COMMON,
        "holder_code_type",
        Cbor::text("111"),
    )
}

fn needs_card() -> Held {
    agreement("urn:a").supplement(supplement("s1", Some(CARD)))
}

fn ask(bench: &Bench, beside: &[&Paper]) -> Recognition<'static> {
    let (bench, licence) = (kept(bench), kept(&held(Paper::new(), "A1")));
    let subject = &licence.subject();
    let beside: Vec<Subject<'_>> = beside.iter().map(|paper| kept(*paper).subject()).collect();
    let turned: Vec<Subject<'_>> = beside.iter().rev().cloned().collect();
    let (beside, turned) = (&beside, &turned);
    let found = bench.ask_about(subject, beside);
    assert_eq!(
        found,
        bench.ask_about(subject, turned),
        "order of documents"
    );
    found
}

#[test]
fn what_was_not_presented_is_named() {
    let found = ask(&bench([needs_card()]), &[]);
    assert_eq!(says(&found), NEEDED);
    let state = &found.supplements()[0];
    assert_eq!(
        (
            state.supplement.id.as_str(),
            state.need,
            state.supplement.doc_type.as_deref()
        ),
        ("s1", Need::Needed, Some(CARD))
    );
    assert!(found.local_view().is_some());
}

#[test]
fn a_document_of_the_type_and_the_holder_is_presented() {
    let found = ask(&bench([needs_card()]), &[&card("A1")]);
    assert_eq!(says(&found), "recognised");
    assert_eq!(found.supplements()[0].need, Need::Presented);
}

#[test]
fn a_document_of_another_holder_does_not_count() {
    let found = ask(&bench([needs_card()]), &[&card("B2")]);
    assert_eq!(
        says(&found),
        "recognised-with-supplements recognise.holder-mismatch"
    );
    let found = ask(&bench([needs_card()]), &[&Paper::of(CARD).from("CN-33")]);
    assert_eq!(
        says(&found),
        "recognised-with-supplements recognise.holder-unknown"
    );
    let codes: Vec<&str> = found.reasons().map(crate::Reason::code).collect();
    assert_eq!(
        codes,
        ["recognise.holder-unknown", "recognise.supplement-required"]
    );
}

#[test]
fn of_several_documents_one_that_counts_is_enough() {
    let (wrong, right) = (card("B2"), card("A1"));
    let found = ask(&bench([needs_card()]), &[&wrong, &right, &wrong]);
    assert_eq!(says(&found), "recognised");
    assert_eq!(found.reasons().count(), 0);
    assert!(made(&found).contains(&"6.8 s1 skipped recognise.holder-mismatch".to_owned()));
}

#[test]
fn a_document_must_be_recognised_itself() {
    let foreign = card("A1").from("CN-35");
    let invalid = "recognised-with-supplements recognise.supplement-invalid";
    let found = ask(&bench([needs_card()]), &[&foreign]);
    assert_eq!(says(&found), invalid);
    let reason = found.reasons().next().unwrap().to_string();
    assert!(reason.contains("recognise.no-agreement"), "{reason}");
    // With an agreement it is, and so is one that is recognised as the type.
    let takes = |pointed: &'static str| {
        between("urn:cards", "CN-33", "CN-35").provision(move |e| {
            e.pointed_type = pointed.to_owned();
            e.pointing_type = CARD.to_owned();
        })
    };
    assert_eq!(
        says(&ask(&bench([needs_card(), takes(CARD)]), &[&foreign])),
        "recognised"
    );
    let other = held(Paper::of("org.elicence.other_card.1").from("CN-35"), "A1");
    assert_eq!(
        says(&ask(
            &bench([needs_card(), takes(other.doc_type)]),
            &[&other]
        )),
        "recognised"
    );
    assert_eq!(
        says(&ask(&bench([needs_card(), takes(CARD)]), &[&other])),
        NEEDED
    );
    let strict = takes(CARD).asking(Kind::RemainingValidity { min: u64::MAX });
    assert_eq!(
        says(&ask(&bench([needs_card(), strict]), &[&foreign])),
        invalid
    );
}

#[test]
fn a_document_that_needs_a_supplement_itself_does_not_count() {
    let takes = |unless: &[Kind]| {
        let mut more = supplement("more", Some(BETWEEN));
        more.unless
            .extend(unless.iter().map(|kind| condition("u1", kind.clone())));
        let held = between("urn:cards", "CN-33", "CN-35").provision(|e| {
            e.pointed_type = CARD.to_owned();
            e.pointing_type = CARD.to_owned();
        });
        held.supplement(more)
    };
    let foreign = card("A1").from("CN-35");
    let more = held(Paper::of(BETWEEN).from("CN-33"), "A1");
    let found = |unless: &[Kind]| {
        let bench = bench([needs_card(), takes(unless)]);
        says(&ask(&bench, &[&foreign, &more]))
    };
    // Not even where what it needs is there: that is not beside it, but beside the licence.
    let invalid = "recognised-with-supplements recognise.supplement-invalid";
    assert_eq!(found(&[]), invalid);
    assert_eq!(found(&[Kind::RemainingValidity { min: 0 }]), "recognised");
}

#[test]
fn a_document_that_was_judged_for_another_time_does_not_count() {
    let licence = held(Paper::new(), "A1");
    let paper = card("A1");
    let bench = bench([needs_card()]);
    let with = |judged: UnixTime, until: UnixTime| {
        let mut document = paper.subject();
        document.judged_at = judged;
        document.effective_until = until;
        says(&bench.ask_about(&licence.subject(), &[document]))
    };
    assert_eq!(with(at(0), at(0)), "recognised");
    assert_eq!(with(at(-9), at(0)), "recognised");
    assert_eq!(
        with(at(-9), at(-1)),
        "recognised-with-supplements recognise.supplement-invalid"
    );
    assert_eq!(
        with(at(1), at(9)),
        "recognised-with-supplements recognise.supplement-invalid"
    );
}

#[test]
fn a_document_of_no_use_leaves_the_answer_as_it_is() {
    let licence = held(Paper::new(), "A1");
    let alone = bench([agreement("urn:a")]).ask(&licence);
    let found = ask(&bench([agreement("urn:a")]), &[&card("B2")]);
    assert_eq!(
        (found.result(), found.effective_until()),
        (alone.result(), alone.effective_until())
    );
    let told = found
        .checks()
        .iter()
        .find(|check| check.step == "6.8")
        .unwrap();
    assert_eq!(
        (
            told.outcome,
            told.found.as_ref().map(ToString::to_string).as_deref()
        ),
        (Outcome::Skipped, Some(CARD))
    );
}

#[test]
fn a_supplement_without_a_type_is_for_a_clerk_to_take() {
    let held = agreement("urn:a").supplement(supplement("s1", None));
    assert_eq!(says(&ask(&bench([held]), &[&card("A1")])), NEEDED);
}

#[test]
fn a_supplement_is_spared_only_where_all_conditions_are_true() {
    let spared = |unless: &[Kind]| {
        let mut supplement = supplement("s1", Some(CARD));
        let all = unless.iter().enumerate();
        supplement.unless = all
            .map(|(n, kind)| condition(&format!("u{n}"), kind.clone()))
            .collect();
        let found = ask(&bench([agreement("urn:a").supplement(supplement)]), &[]);
        found.supplements()[0].need
    };
    let yes = Kind::RemainingValidity { min: 0 };
    let no = Kind::RemainingValidity { min: u64::MAX };
    let unknown = Kind::StatusFresh { max_age: 1 };
    assert_eq!(spared(&[]), Need::Needed);
    assert_eq!(spared(core::slice::from_ref(&yes)), Need::NotNeeded);
    assert_eq!(spared(&[yes.clone(), no]), Need::Needed);
    assert_eq!(spared(&[yes, unknown]), Need::Needed);
}

#[test]
fn a_licence_that_is_not_recognised_asks_for_nothing() {
    let held = needs_card().asking(Kind::RemainingValidity { min: u64::MAX });
    let found = ask(&bench([held]), &[]);
    assert_eq!(says(&found), "not-recognised recognise.condition-not-met");
    assert!(found.supplements().is_empty());
}

#[test]
fn the_answer_stands_as_long_as_the_supplement() {
    let licence = held(Paper::new(), "A1");
    let paper = card("A1");
    let bench = bench([needs_card()]);
    let until = |ends: &[i64]| {
        let documents = ends.iter().map(|end| {
            let mut document = paper.subject();
            document.effective_until = at(*end);
            document
        });
        let documents: Vec<_> = documents.collect();
        bench
            .ask_about(&licence.subject(), &documents)
            .effective_until()
    };
    assert_eq!(until(&[50]), at(50));
    assert_eq!(until(&[50, 70]), at(70));
}
