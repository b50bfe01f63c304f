//! Derived data: read by their rule and age, and by nothing else.

use super::super::condition::Answer::{self, False, True, Unknown};
use super::conditions::{is, of};
use super::*;
use crate::recognise::agreement::DerivedBy;

const RULE: &str = "age_over(birth_date,18)";

fn derived(value: Cbor, rule: &str, as_of: &str) -> Cbor {
    Cbor::map([
        ("value", value),
        ("rule", Cbor::text(rule)),
        ("as_of", date(as_of)),
    ])
}

fn by(rule: &str, max_age: u64) -> Option<DerivedBy> {
    Some(DerivedBy {
        rule: rule.to_owned(),
        max_age,
    })
}

fn kind(values: &[&str], derived: Option<DerivedBy>) -> Kind {
    Kind::ElementIn {
        element: Element::new(PERMIT, "adult"),
        values: owned(values),
        derived,
    }
}

fn adult(as_of: &str) -> Paper {
    Paper::new().own("adult", derived(Cbor::Bool(true), RULE, as_of))
}

#[test]
fn a_state_is_true_or_false_and_a_band_its_code() {
    is(
        &kind(&["true"], by(RULE, 1 << 40)),
        &adult("2026-01-01"),
        True,
    );
    is(
        &kind(&["false"], by(RULE, 1 << 40)),
        &adult("2026-01-01"),
        False,
    );
    let band = Paper::new().own("adult", derived(Cbor::text("30-39"), RULE, "2026-01-01"));
    is(&kind(&["30-39"], by(RULE, 1 << 40)), &band, True);
}

#[test]
fn a_derived_value_needs_its_rule_to_the_letter() {
    let paper = adult("2026-01-01");
    is(
        &kind(&["true"], by("age_over(birth_date, 18)", 1 << 40)),
        &paper,
        Unknown,
    );
    is(
        &kind(&["true"], by("age_over(birth_date,16)", 1 << 40)),
        &paper,
        Unknown,
    );
    is(&kind(&["true"], None), &paper, Unknown);
    let present = |derived| Kind::ElementPresent {
        element: Element::new(PERMIT, "adult"),
        derived,
    };
    is(&present(None), &paper, Unknown);
    is(&present(by(RULE, 1 << 40)), &paper, True);
    is(&present(by("other", 1 << 40)), &paper, Unknown);
}

#[test]
fn a_condition_on_derived_data_reads_nothing_else() {
    let plain = Paper::new().own("adult", Cbor::text("true"));
    is(&kind(&["true"], by(RULE, 1 << 40)), &plain, Unknown);
    is(&kind(&["true"], None), &plain, True);
}

#[test]
fn derived_data_are_good_from_the_beginning_of_their_day_for_their_age() {
    let kind = kind(&["true"], by(RULE, 100));
    let paper = adult("2026-06-02");
    let start = 16 * 3600;
    for (second, expected, end) in [
        (start - 1, Unknown, start - 1),
        (start, True, start + 100),
        (start + 100, True, start + 100),
        (start + 101, Unknown, 1000 * DAY),
    ] {
        let found: (Answer, UnixTime) = of(&kind, &paper.subject(), at(second));
        assert_eq!(found, (expected, at(end)), "{second}");
    }
    is(
        &kind,
        &Paper {
            offset: None,
            ..paper
        },
        Unknown,
    );
}

#[test]
fn what_is_not_shaped_like_derived_data_is_not_derived() {
    let with = |members: Vec<(&'static str, Cbor)>| Paper::new().own("adult", Cbor::map(members));
    let (value, rule, day) = (Cbor::Bool(true), Cbor::text(RULE), date("2026-01-01"));
    let kind = kind(&["true"], by(RULE, 1 << 40));
    for members in [
        vec![("value", value.clone()), ("rule", rule.clone())],
        vec![("value", value.clone()), ("as_of", day.clone())],
        vec![
            ("value", Cbor::Integer(1)),
            ("rule", rule.clone()),
            ("as_of", day.clone()),
        ],
        vec![
            ("value", value.clone()),
            ("rule", rule.clone()),
            ("as_of", Cbor::text("2026-01-01")),
        ],
        vec![
            ("value", value),
            ("rule", rule),
            ("as_of", day),
            ("more", Cbor::Null),
        ],
    ] {
        is(&kind, &with(members), Unknown);
    }
}

#[test]
fn a_number_or_a_date_is_never_derived() {
    let element = || Element::new(PERMIT, "adult");
    let paper = adult("2026-01-01");
    is(
        &Kind::ElementRange {
            element: element(),
            min: Some(0),
            max: None,
        },
        &paper,
        Unknown,
    );
    is(
        &Kind::ElementDate {
            element: element(),
            min_age: Some(0),
            max_age: None,
        },
        &paper,
        Unknown,
    );
}

#[test]
fn a_table_of_codes_does_not_launder_derived_data() {
    let to_text = mapping(
        Element::new(PERMIT, "adult"),
        "adult",
        table(&[("true", &["yes"])]),
    );
    let held = agreement("urn:a").mapping(to_text);
    let found = bench([held]).ask(&adult("2026-01-01"));
    assert_eq!(
        says(&found),
        "not-recognised recognise.mapped-element-missing"
    );
    let same = mapping(Element::new(PERMIT, "adult"), "adult", Transform::Identity);
    let found = bench([agreement("urn:a").mapping(same)]).ask(&adult("2026-01-01"));
    let view = found.local_view().unwrap();
    let shown = view
        .elements
        .iter()
        .find(|e| e.identifier == "adult")
        .unwrap();
    assert_eq!(*shown.value, derived(Cbor::Bool(true), RULE, "2026-01-01"));
}
