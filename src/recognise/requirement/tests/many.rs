//! Many licences and many items: what is asked for twice is asked once, and the answer is that of asking for each.

use std::collections::BTreeMap;

use super::agreed::{agreement, candidate, diploma, talent};
use super::*;
use crate::recognise::{
    Recognition, RecognitionResult,
    evaluate::{evaluate, tests::answers_made},
    requirement::{judged::judged, resolve::resolve_each},
};

/// So many licences in one hand: diplomas that count with a residence permit beside them, and one permit.
fn hand(count: usize) -> Vec<Licence> {
    let diplomas = (1..count).map(|_| diploma("MA"));
    let all = diplomas.chain([permit(LI)]);
    all.map(|licence| licence.bound_to(1)).collect()
}

fn supplements(doc_types: &[&str]) -> Json {
    let all = doc_types.iter().map(|name| {
        serde_json::json!({"id": name, "label": {"en": "Sample"}, "evidenceType": "urn:example:evidence",
            "docType": format!("org.elicence.{name}.1"), "deadline": "beforeUse"})
    });
    all.collect()
}

/// Each by itself, each with all the others, and one after the other left out until the one that is needed is found: for a diploma
/// among 40 that is 1 + 1 + 6 + 1.
#[test]
fn what_counts_costs_little_more_than_each_licence_once() {
    let contents = agreement(&supplements(&["residence_permit"]));
    let item = talent();
    let cost = |count: usize| {
        let licences = hand(count);
        let (made, answer) = answers_made(|| answer_by(&item, &licences, &candidate(&contents)));
        assert!(answer.is_proven());
        made
    };
    let made = [5, 10, 20, 40].map(|count| (count, cost(count)));
    for (count, made) in made {
        let halvings = count.ilog2() as usize + 1;
        let most = count + (count - 1) * (2 + halvings);
        assert!(
            made <= most,
            "{count} licences: {made} of at most {most} answers"
        );
    }
}

/// Section 5, step 1, as it is written: one after the other left out, the last first.
fn one_after_the_other<'a>(
    place: usize,
    licences: &[Subject<'a>],
    question: &'a Question<'a>,
) -> (Recognition<'a>, Vec<usize>) {
    let with = |beside: &[usize]| {
        let beside: Vec<Subject<'a>> = beside.iter().map(|at| licences[*at].clone()).collect();
        let asked = question.at(now());
        evaluate(&licences[place], &beside, &asked)
    };
    let is_enough = |found: &Recognition<'_>| found.result() == RecognitionResult::Recognised;
    let alone = with(&[]);
    let mut beside: Vec<usize> = (0..licences.len()).filter(|at| *at != place).collect();
    if alone.result() != RecognitionResult::RecognisedWithSupplements || !is_enough(&with(&beside))
    {
        return (alone, Vec::new());
    }
    for other in beside.clone().into_iter().rev() {
        let fewer: Vec<usize> = beside.iter().copied().filter(|at| *at != other).collect();
        if is_enough(&with(&fewer)) {
            beside = fewer;
        }
    }
    (with(&beside), beside)
}

#[test]
fn what_is_beside_a_licence_is_what_leaving_out_one_after_the_other_leaves() {
    let two = agreement(&supplements(&["residence_permit", "driving_licence"]));
    let one = agreement(&supplements(&["tax_certificate"]));
    let here = region("CN-4401");
    let kinds = [
        diploma("MA").bound_to(1),
        permit(LI).bound_to(1),
        driving(LI).bound_to(1),
        tax(LI, &[]).bound_to(1),
        permit(SUN).bound_to(2),
        driving(SUN),
        diploma("MA").bound_to(2),
    ];
    let mut state = 7_u32;
    let mut kept = [0; 3];
    for round in 0..300 {
        let mut draw = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % below
        };
        let licences: Vec<&Licence> = (0..draw(9)).map(|_| &kinds[draw(kinds.len())]).collect();
        let contents = if round % 2 == 0 { &one } else { &two };
        let candidates = candidate(contents);
        let question = Question::among(&here, "urn:elicence:purpose:talent", &candidates);
        let subjects: Vec<Subject<'_>> = licences.iter().map(|one| one.subject()).collect();
        for (place, judged) in judged(&subjects, &question).into_iter().enumerate() {
            let expected = one_after_the_other(place, &subjects, &question);
            assert_eq!(judged, expected, "round {round}, licence {place}");
            kept[judged.1.len()] += 1;
        }
    }
    assert!(kept.iter().all(|times| *times > 10), "{kept:?}");
}

/// Items of two purposes, two of each, in this order.
fn items() -> Vec<ServiceItem> {
    let mut housing = item(HOUSING).contents().clone();
    let mut talent = talent().contents().clone();
    let (first, second) = (housing.clone(), talent.clone());
    housing.code = "housing-again".to_owned();
    talent.code = "talent-again".to_owned();
    let types = TypeRegistry::builtin();
    let all = [first, second, housing, talent];
    all.map(|contents| ServiceItem::new(contents, &types).unwrap())
        .into()
}

#[test]
fn many_items_are_answered_as_each_alone_and_each_purpose_is_asked_for_once() {
    let contents = agreement(&supplements(&["residence_permit"]));
    let items = items();
    let items: Vec<&ServiceItem> = items.iter().collect();
    let licences = hand(6);
    let (here, types) = (region("CN-4401"), TypeRegistry::builtin());
    let seen: Vec<_> = licences
        .iter()
        .map(|licence| (licence.subject(), types.latest(&licence.doc_type)))
        .collect();
    let candidates = candidate(&contents);
    let question = Question::among(&here, "", &candidates);
    let together = |items: &[&ServiceItem]| {
        let purposes = items.iter().map(|item| item.contents().purpose.as_str());
        let questions: BTreeMap<&str, Question<'_>> = purposes
            .map(|purpose| (purpose, question.for_purpose(purpose)))
            .collect();
        answers_made(|| resolve_each(items, &seen, &questions))
    };
    let alone =
        |item: &ServiceItem| answers_made(|| answer_by(item, &licences, &candidate(&contents)));
    let (made, all) = together(&items);
    let each: Vec<_> = items.iter().map(|item| alone(item)).collect();
    assert!(each[1].1.is_proven());
    for (together, (_, alone)) in all.iter().zip(&each) {
        assert_eq!(together, alone);
    }
    assert_eq!(made, each[0].0 + each[1].0, "the later two ask nothing new");
    let turned: Vec<&ServiceItem> = items.iter().rev().copied().collect();
    let (again, mut turned) = together(&turned);
    turned.reverse();
    assert_eq!((again, turned), (made, all));
    assert_eq!(together(&[]), (0, Vec::new()));
}
