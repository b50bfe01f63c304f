use proptest::prelude::*;

use super::*;
use crate::{
    codec::Limits,
    licence::{
        Labels,
        value::{Table, Text},
    },
};

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn band(code: &str, from: &str, below: &str) -> Band {
    let labels = Labels::new("甲".into(), "a".into(), "가".into());
    let bound = |text: &str| (!text.is_empty()).then(|| amount(text));
    Band::new(code.into(), labels, bound(from), bound(below))
}

fn derive(
    rule: Rule,
    negate: bool,
    source: &[&Value],
    as_of: &str,
) -> Result<DerivedValue, NotDerived> {
    let rule = DerivationRule::new("id".into(), Some("source".into()), rule, negate);
    let facts = Facts {
        source,
        source_is_table: false,
        as_of: day(as_of),
        valid_from: Some(day("2020-01-01")),
        valid_until: Some(End::On(day("2025-12-31"))),
    };
    let derived = rule.derive(facts)?;
    assert!(rule.can_give(derived.value()));
    assert_eq!(derived.rule(), rule.text());
    Ok(derived.value().clone())
}

const STATE: fn(bool) -> Result<DerivedValue, NotDerived> = |state| Ok(DerivedValue::State(state));

#[test]
fn a_threshold_is_reached_at_the_threshold_whatever_the_scale() {
    for (number, reached) in [
        ("0.01", true),
        ("0.0100", true),
        ("0.0099", false),
        ("0", false),
        ("-1", false),
    ] {
        let rule = Rule::AtLeast {
            threshold: amount("0.01"),
        };
        let source = Value::Amount(amount(number));
        assert_eq!(
            derive(rule.clone(), false, &[&source], "2026-01-01"),
            STATE(reached),
            "{number}"
        );
        assert_eq!(
            derive(rule, true, &[&source], "2026-01-01"),
            STATE(!reached),
            "{number}"
        );
    }
}

#[test]
fn years_are_whole_civil_years() {
    let born = Value::Date(day("2008-02-29"));
    let rule = || Rule::AgeOver { years: 18 };
    assert_eq!(derive(rule(), false, &[&born], "2026-02-28"), STATE(false));
    assert_eq!(derive(rule(), false, &[&born], "2026-03-01"), STATE(true));
    assert_eq!(
        derive(rule(), false, &[&born], "2008-02-28"),
        Err(NotDerived::After)
    );
    assert_eq!(
        derive(rule(), false, &[], "2026-03-01"),
        Err(NotDerived::Absent)
    );
    let bands = || Rule::YearsSinceBand(vec![band("under-3", "", "3"), band("more", "3", "")]);
    assert_eq!(
        derive(bands(), false, &[&born], "2011-02-28"),
        Ok(DerivedValue::Band("under-3".into()))
    );
    assert_eq!(
        derive(bands(), false, &[&born], "2011-03-01"),
        Ok(DerivedValue::Band("more".into()))
    );
}

#[test]
fn a_validity_includes_its_first_and_last_day() {
    for (as_of, state) in [
        ("2019-12-31", false),
        ("2020-01-01", true),
        ("2025-12-31", true),
        ("2026-01-01", false),
    ] {
        assert_eq!(
            derive(Rule::InForce, false, &[], as_of),
            STATE(state),
            "{as_of}"
        );
    }
}

#[test]
fn a_code_is_found_in_a_text_or_in_a_column() {
    let code = |t: &str| Text::new(t).unwrap();
    let rows = vec![
        vec![Cell::Text(code("A2")), Cell::Text(code("C1"))],
        vec![Cell::Null, Cell::Null],
    ];
    let table = Value::Table(
        Table::new(
            vec!["class".into(), "note".into()],
            rows,
            &Limits::default(),
        )
        .unwrap(),
    );
    let rule = |column: Option<&str>, codes: &[&str]| Rule::Contains {
        column: column.map(str::to_owned),
        codes: codes.iter().map(|c| (*c).to_owned()).collect(),
    };
    assert_eq!(
        derive(
            rule(Some("class"), &["A1", "A2"]),
            false,
            &[&table],
            "2026-01-01"
        ),
        STATE(true)
    );
    assert_eq!(
        derive(rule(Some("class"), &["C1"]), false, &[&table], "2026-01-01"),
        STATE(false)
    );
    let text = Value::Text(code("A2"));
    assert_eq!(
        derive(rule(None, &["A2"]), false, &[&text], "2026-01-01"),
        STATE(true)
    );
    assert_eq!(
        derive(rule(None, &["A"]), false, &[&text], "2026-01-01"),
        STATE(false)
    );
}

#[test]
fn the_text_of_a_rule_has_its_parameters() {
    let text = |rule, negate| {
        DerivationRule::new("id".into(), Some("s".into()), rule, negate)
            .text()
            .to_owned()
    };
    let codes = || vec!["B".to_owned(), "A".to_owned()];
    assert_eq!(text(Rule::AgeOver { years: 18 }, false), "age_over(s,18)");
    assert_eq!(
        text(
            Rule::AtLeast {
                threshold: amount("0.01")
            },
            true
        ),
        "not(at_least(s,0.01))"
    );
    assert_eq!(text(Rule::Band(vec![]), false), "band(s)");
    assert_eq!(
        text(Rule::YearsSinceBand(vec![]), false),
        "years_since_band(s)"
    );
    assert_eq!(
        text(
            Rule::Contains {
                column: None,
                codes: codes()
            },
            false
        ),
        "contains(s,B|A)"
    );
    assert_eq!(
        text(
            Rule::Contains {
                column: Some("c".into()),
                codes: codes()
            },
            false
        ),
        "contains(s.c,B|A)"
    );
    assert_eq!(text(Rule::Present, true), "not(present(s))");
    assert_eq!(text(Rule::InForce, false), "in_force()");
}

proptest! {
    #[test]
    fn every_number_falls_in_exactly_one_band(mantissa in -2_000_000_i64..2_000_000, scale in 0_u8..5) {
        let bands = vec![band("a", "", "0"), band("b", "0", "0.5"), band("c", "0.50", "1000"), band("d", "1000.0", "")];
        prop_assert_eq!(Band::fault(&bands), None);
        let number = Amount::new(mantissa, scale).unwrap();
        prop_assert_eq!(bands.iter().filter(|band| band.contains(number)).count(), 1);
        let found = derive(Rule::Band(bands), false, &[&Value::Amount(number)], "2026-01-01");
        let exact = i128::from(mantissa) * 10_i128.pow(u32::from(4 - scale));
        let expected = match exact { ..0 => "a", 0..5_000 => "b", 5_000..10_000_000 => "c", _ => "d" };
        prop_assert_eq!(found, Ok(DerivedValue::Band(expected.into())));
    }
}
