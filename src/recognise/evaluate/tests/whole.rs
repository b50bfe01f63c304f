//! The whole answer: containment, clauses, trail and report.

use super::*;
use crate::recognise::{RecognitionReport, RecognitionResult};

fn own(identifier: &str) -> Element {
    Element::new(PERMIT, identifier)
}

fn is(value: &str) -> Kind {
    Kind::ElementIn {
        element: own("class"),
        values: owned(&[value]),
        derived: None,
    }
}

#[test]
fn a_licence_of_a_region_that_contains_here_or_lies_in_it_needs_no_agreement() {
    for (here, there) in [
        ("CN-33", "CN-33"),
        ("CN-3301", "CN"),
        ("CN", "CN-44"),
        ("CN-33", "CN-330106"),
    ] {
        let found = bench([]).in_region(here).ask(&Paper::new().from(there));
        assert_eq!(says(&found), "recognised", "{here} {there}");
        assert!(found.containment() && found.cited().is_empty());
        assert_eq!((found.local_view(), found.effect()), (None, None));
        assert_eq!(found.effective_until(), far());
    }
    let siblings = bench([])
        .in_region("CN-4403")
        .ask(&Paper::new().from("CN-4401"));
    assert_eq!(says(&siblings), "not-recognised recognise.no-agreement");
    let own = bench([between("urn:a", "CN-44", "CN-44")]).in_region("CN-4403");
    assert_eq!(says(&own.ask(&Paper::new().from("CN-4401"))), "recognised");
}

#[test]
fn a_licence_without_a_region_counts_nowhere() {
    let paper = Paper {
        region: None,
        ..Paper::new()
    };
    let found = bench([agreement("urn:a")]).ask(&paper);
    assert_eq!(says(&found), "not-recognised recognise.region-unknown");
}

#[test]
fn an_exclusion_excludes_when_it_is_true_and_when_it_is_not_known() {
    let held = agreement("urn:a").excluding(is("A"));
    let class = |value| Paper::new().own("class", Cbor::text(value));
    let excluded = "not-recognised recognise.excluded";
    assert_eq!(says(&bench([held.clone()]).ask(&class("A"))), excluded);
    assert_eq!(says(&bench([held.clone()]).ask(&class("B"))), "recognised");
    let found = bench([held]).ask(&Paper::new());
    assert_eq!(says(&found), excluded);
    assert_eq!(
        found.reasons().next().unwrap().to_string(),
        "the agreement excludes this licence: x1"
    );
    assert!(made(&found).contains(&"6.6.2 x1c1 unknown recognise.excluded".to_owned()));
}

#[test]
fn a_condition_fails_when_it_is_false_and_when_it_is_not_known() {
    let held = agreement("urn:a").asking(is("A"));
    let class = |value| Paper::new().own("class", Cbor::text(value));
    assert_eq!(says(&bench([held.clone()]).ask(&class("A"))), "recognised");
    assert_eq!(
        says(&bench([held.clone()]).ask(&class("B"))),
        "not-recognised recognise.condition-not-met"
    );
    assert_eq!(
        says(&bench([held]).ask(&Paper::new())),
        "not-recognised recognise.data-missing"
    );
}

#[test]
fn of_a_choice_one_condition_is_enough() {
    let choice = |kinds: [Kind; 2]| {
        let [one, two] = kinds;
        let any = Clause::AnyOf(vec![condition("c1", one), condition("c2", two)]);
        bench([agreement("urn:a").provision(|e| e.conditions.push(any))])
    };
    let (stale, paper) = (
        Kind::StatusFresh { max_age: 1 },
        Paper::new().own("class", Cbor::text("A")),
    );
    let found = choice([is("B"), is("A")]).ask(&paper);
    assert_eq!(says(&found), "recognised");
    assert!(made(&found).contains(&"6.6.4 c1 skipped recognise.condition-not-met".to_owned()));
    assert_eq!(
        says(&choice([stale.clone(), is("A")]).ask(&paper)),
        "recognised"
    );
    // Not known before too old before not true, in whatever order.
    let missing = "not-recognised recognise.data-missing";
    assert_eq!(says(&choice([is("B"), stale.clone()]).ask(&paper)), missing);
    assert_eq!(says(&choice([stale.clone(), is("B")]).ask(&paper)), missing);
    let mut subject = paper.subject();
    subject.statuses = vec![(Some(0), at(-2))];
    let bench = choice([is("B"), stale]);
    assert_eq!(
        says(&bench.ask_about(&subject, &[])),
        "not-recognised recognise.status-stale"
    );
}

#[test]
fn all_conditions_are_told_at_once_in_the_order_of_the_agreement() {
    let held = agreement("urn:a")
        .excluding(is("A"))
        .asking(is("B"))
        .asking(Kind::RemainingValidity { min: 1 })
        .asking(Kind::StatusFresh { max_age: 1 });
    let found = bench([held]).ask(&Paper::new().own("class", Cbor::text("A")));
    assert_eq!(
        made(&found),
        [
            "6.1.1 - pass -",
            "6.2 - pass -",
            "6.3 e1 pass -",
            "6.6.1 e1 pass -",
            "6.6.2 x1c1 fail recognise.excluded",
            "6.6.3 e1 pass -",
            "6.6.4 c1 fail recognise.condition-not-met",
            "6.6.4 c2 pass -",
            "6.6.4 c3 unknown recognise.data-missing",
            "6.7 e1 pass -",
        ]
    );
}

#[test]
fn a_status_counts_if_the_agreement_takes_it() {
    let paper = Paper::new();
    let mut subject = paper.subject();
    let held = || agreement("urn:a").provision(|e| e.status_equivalence.valid = vec![0, 7]);
    let mut says_of = |statuses: &[(Option<u8>, UnixTime)]| {
        subject.statuses = statuses.to_vec();
        says(&bench([held()]).ask_about(&subject, &[]))
    };
    let bad = "not-recognised recognise.status-not-equivalent";
    assert_eq!(says_of(&[]), "recognised");
    assert_eq!(says_of(&[(None, now())]), "recognised");
    assert_eq!(says_of(&[(Some(7), now()), (Some(0), now())]), "recognised");
    assert_eq!(says_of(&[(Some(0), now()), (Some(2), now())]), bad);
    assert_eq!(says_of(&[(Some(1), now())]), bad);
}

#[test]
fn a_condition_of_a_later_version_refuses_wherever_it_stands() {
    let other = || Kind::Other {
        kind: "moonPhase".to_owned(),
    };
    let unknown = "not-recognised recognise.vocabulary-unknown";
    let mut spare = supplement("s1", None);
    spare.unless.push(condition("u1", other()));
    let choice = Clause::AnyOf(vec![
        condition("c1", Kind::RemainingValidity { min: 0 }),
        condition("c2", other()),
    ]);
    for held in [
        agreement("urn:a").asking(other()),
        agreement("urn:a").excluding(other()),
        agreement("urn:a").supplement(spare),
        agreement("urn:a").provision(|e| e.conditions.push(choice)),
        agreement("urn:a")
            .change(|a| a.condition_vocabulary = "org.elicence.conditions.2".to_owned()),
    ] {
        let found = bench([held]).ask(&Paper::new());
        assert_eq!(says(&found), unknown);
        assert!(
            found
                .checks()
                .iter()
                .any(|c| c.step == "6.6" || c.step == "6.7")
        );
    }
    // Of another provision it refuses nothing.
    let held = agreement("urn:a").change(|a| {
        let mut other_type = equivalence("e2", BETWEEN, LOCAL);
        other_type
            .conditions
            .push(Clause::One(condition("c9", other())));
        a.equivalences.push(other_type);
    });
    assert_eq!(says(&bench([held]).ask(&Paper::new())), "recognised");
}

#[test]
fn every_step_is_in_the_trail_and_in_order() {
    for bench in [
        bench([]),
        bench([agreement("urn:a")]),
        bench([]).in_region("CN"),
    ] {
        let found = bench.ask(&Paper::new());
        let steps: Vec<&str> = found.checks().iter().map(|check| check.step).collect();
        assert!(steps.is_sorted());
        for step in super::super::trail::STEPS {
            assert!(steps.iter().any(|made| made.starts_with(step)), "{step}");
        }
    }
}

#[test]
fn what_was_found_stands_in_the_checks_and_in_no_reason() {
    let secret = "S3CRET";
    let held = agreement("urn:a")
        .asking(is("A"))
        .excluding(is(secret))
        .mapping(mapping(own("class"), "kind", table(&[("A", &["1"])])));
    let found = bench([held]).ask(&Paper::new().own("class", Cbor::text(secret)));
    assert!(found.checks().iter().any(|check| {
        check
            .found
            .as_ref()
            .is_some_and(|found| found.to_string() == secret)
    }));
    assert!(!found.to_string().contains(secret));
    for check in found.checks() {
        assert!(!check.to_string().contains(secret));
        let says = check.reason.as_ref().map(ToString::to_string);
        assert!(!says.is_some_and(|says| says.contains(secret)));
    }
}

#[test]
fn the_words_say_what_was_asked_and_found() {
    let held = agreement("urn:a")
        .asking(is("A"))
        .asking(Kind::RemainingValidity { min: 60 })
        .asking(Kind::HolderBinding {
            any_method: owned(&["device-mac", "device-signature"]),
        });
    let found = bench([held]).ask(&Paper::new().own("class", texts(&["A", "B"])));
    let words: Vec<_> = found
        .checks()
        .iter()
        .filter(|check| check.step == "6.6.4")
        .map(|check| {
            (
                check.required.as_ref().unwrap().to_string(),
                check.found.as_ref().unwrap().to_string(),
            )
        })
        .collect();
    let words: Vec<(&str, &str)> = words
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(
        words,
        [
            ("org.elicence.permit.1/class each of A", "A, B"),
            ("valid for at least 60 s from now", "2027-12-31T15:59:59Z"),
            (
                "presented by the holder with device-mac or device-signature",
                "not-bound"
            ),
        ]
    );
}

#[test]
fn the_report_has_the_answer_with_the_names_of_the_verdict() {
    let held = agreement("urn:a")
        .mapping(mapping(own("class"), "kind", table(&[("A", &["1"])])))
        .supplement(supplement("s1", Some(BETWEEN)));
    let found = bench([held]).ask(&Paper::new().own("class", Cbor::text("A")));
    assert_eq!(found.result(), RecognitionResult::RecognisedWithSupplements);
    let report: serde_json::Value =
        serde_json::from_str(&RecognitionReport::of(&found).to_json()).unwrap();
    assert_eq!(report["result"], "recognised-with-supplements");
    assert_eq!(report["primary_code"], "recognise.supplement-required");
    assert_eq!(report["basis"], "agreement");
    assert_eq!(report["agreements"][0]["id"], "urn:a");
    assert_eq!(report["agreements"][0]["digest"], "07".repeat(32));
    assert_eq!(report["effect"], "full");
    assert_eq!(report["local_view"]["elements"][3]["value"], "1");
    assert_eq!(
        report["local_view"]["elements"][3]["stated_by"],
        "issuer-through-agreement"
    );
    assert_eq!(report["local_view"]["elements"][0]["value"], "2026-01-01");
    assert_eq!(report["supplements"][0]["state"], "needed");
    assert_eq!(report["objection"]["uri"], "mailto:office@example");
    assert_eq!(report["archive"]["keep"][0], "verdict");
    assert_eq!(report["checks"][0]["id"], "6.0");
    assert_eq!(report["effective_until"], at(600 * DAY).to_string());
}
