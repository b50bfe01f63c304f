//! Conditions, alternatives, exclusions and excuses.

use super::*;

#[test]
fn a_condition_closes_and_leaving_it_out_opens() {
    both_ways(
        |a| {
            first(a).conditions.remove(0);
        },
        &["opens: age: is not asked any more: licenceAge: max = 1000 s"],
        &["closes: age: is now asked: licenceAge: max = 1000 s"],
    );
}

#[test]
fn an_alternative_opens_and_leaving_it_out_closes() {
    both_ways(
        |a| {
            let new = condition("bound", Kind::SignatureLevel { min: Level::T });
            let old = asked(a, 0).conditions()[0].clone();
            *asked(a, 0) = Clause::AnyOf(vec![old, new]);
        },
        &["opens: bound: is now enough for its clause: signatureLevel: min = T"],
        &["closes: bound: is not enough for its clause any more: signatureLevel: min = T"],
    );
}

#[test]
fn two_clauses_that_become_a_choice_open() {
    both_ways(
        |a| {
            let fresh = first(a).conditions.remove(2);
            let old = asked(a, 0).conditions()[0].clone();
            *asked(a, 0) = Clause::AnyOf(vec![old, fresh.conditions()[0].clone()]);
        },
        &[
            "opens: fresh: is now enough for its clause: statusFresh: maxAge = 86400 s",
            "opens: fresh: is not asked any more: statusFresh: maxAge = 86400 s",
        ],
        &[
            "closes: fresh: is not enough for its clause any more: statusFresh: maxAge = 86400 s",
            "closes: fresh: is now asked: statusFresh: maxAge = 86400 s",
        ],
    );
}

#[test]
fn bounds_open_when_they_widen() {
    let bounds = |old: Kind, new: Kind, member: &str, old_text: &str, new_text: &str| {
        let (mut before, mut after) = (sample(), sample());
        *asked(&mut before, 0) = one("age", old);
        *asked(&mut after, 0) = one("age", new);
        let from = ", from 2026-06-01T00:00:00Z";
        assert_eq!(
            lines(&before, &after),
            [format!(
                "opens: age: `{member}` is {new_text}, it was {old_text}{from}"
            )]
        );
        assert_eq!(
            lines(&after, &before),
            [format!(
                "closes: age: `{member}` is {old_text}, it was {new_text}{from}"
            )]
        );
    };
    let age = |max| Kind::LicenceAge { max };
    bounds(age(10), age(11), "max", "10 s", "11 s");
    let left = |min| Kind::RemainingValidity { min };
    bounds(left(11), left(10), "min", "11 s", "10 s");
    let fresh = |max_age| Kind::StatusFresh { max_age };
    bounds(fresh(10), fresh(11), "maxAge", "10 s", "11 s");
    let level = |min| Kind::SignatureLevel { min };
    bounds(level(Level::Lt), level(Level::T), "min", "LT", "T");
    let assured = |level| Kind::AssuranceAtLeast {
        scheme: "s".to_owned(),
        level,
    };
    bounds(assured(3), assured(2), "level", "3", "2");
    let range = |min, max| Kind::ElementRange {
        element: Element::new(DRIVE, "points"),
        min,
        max,
    };
    bounds(
        range(Some(2), None),
        range(Some(-1), None),
        "min",
        "2",
        "-1",
    );
    bounds(
        range(Some(2), Some(5)),
        range(None, Some(5)),
        "min",
        "2",
        "–",
    );
    bounds(
        range(Some(2), Some(5)),
        range(Some(2), None),
        "max",
        "5",
        "–",
    );
    let issued = |not_after| Kind::IssuedAt {
        not_before: Some(time("2020-01-01T00:00:00Z")),
        not_after,
    };
    bounds(
        issued(Some(time("2025-01-01T00:00:00Z"))),
        issued(Some(time("2026-01-01T00:00:00Z"))),
        "notAfter",
        "2025-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
    );
    let dated = |min_age, max_age| Kind::ElementDate {
        element: Element::new(DRIVE, "birth_date"),
        min_age,
        max_age,
    };
    bounds(
        dated(Some(9), None),
        dated(Some(8), None),
        "minAge",
        "9 s",
        "8 s",
    );
    bounds(
        dated(None, Some(8)),
        dated(None, Some(9)),
        "maxAge",
        "8 s",
        "9 s",
    );
}

#[test]
fn lists_of_what_is_good_open_when_they_grow_and_lists_of_what_is_not_close() {
    let grows = |kind: fn(Vec<String>) -> Kind, member: &str, good: bool| {
        let (mut before, mut after) = (sample(), sample());
        *asked(&mut before, 0) = one("age", kind(texts(&["A"])));
        *asked(&mut after, 0) = one("age", kind(texts(&["A", "B"])));
        let from = ", from 2026-06-01T00:00:00Z";
        let [more, less] = if good {
            ["opens", "closes"]
        } else {
            ["closes", "opens"]
        };
        assert_eq!(
            lines(&before, &after),
            [format!("{more}: age: `B` is now among `{member}`{from}")]
        );
        assert_eq!(
            lines(&after, &before),
            [format!(
                "{less}: age: `B` is not among `{member}` any more{from}"
            )]
        );
    };
    grows(|entities| Kind::IssuerIn { entities }, "entities", true);
    grows(|entities| Kind::IssuerNotIn { entities }, "entities", false);
    grows(
        |categories| Kind::CategoryIn { categories },
        "categories",
        true,
    );
    grows(|levels| Kind::LevelIn { levels }, "levels", true);
    grows(
        |industries| Kind::IndustryIn { industries },
        "industries",
        true,
    );
    grows(
        |any_method| Kind::HolderBinding { any_method },
        "anyMethod",
        true,
    );
    grows(
        |any_of_types| Kind::SealType { any_of_types },
        "anyOfTypes",
        true,
    );
    let not_in = |values| Kind::ElementNotIn {
        element: Element::new(SHOP, "exemplar"),
        values,
        derived: None,
    };
    grows(not_in, "values", false);
    let is_in = |values| Kind::ElementIn {
        element: Element::new(SHOP, "exemplar"),
        values,
        derived: None,
    };
    grows(is_in, "values", true);
}

#[test]
fn a_condition_about_something_else_is_taken_away_and_added() {
    both_ways(
        |a| *asked(a, 0) = one("age", Kind::RemainingValidity { min: 5 }),
        &[
            "closes: age: is not enough for its clause any more: licenceAge: max = 1000 s",
            "opens: age: is now enough for its clause: remainingValidity: min = 5 s",
        ],
        &[
            "closes: age: is not enough for its clause any more: remainingValidity: min = 5 s",
            "opens: age: is now enough for its clause: licenceAge: max = 1000 s",
        ],
    );
}

#[test]
fn an_exclusion_closes_and_leaving_it_out_opens() {
    both_ways(
        |a| a.exclusions.clear(),
        &["opens: barred-issuer: does not exclude any more: issuerIn: entities = X"],
        &["closes: barred-issuer: now excludes: issuerIn: entities = X"],
    );
}

#[test]
fn an_exclusion_that_grows_closes() {
    both_ways(
        |a| {
            a.exclusions[0].any[0].kind = Kind::IssuerIn {
                entities: texts(&["X", "Y"]),
            };
        },
        &["closes: barred-issuer: `Y` is now among `entities`"],
        &["opens: barred-issuer: `Y` is not among `entities` any more"],
    );
}

#[test]
fn older_derived_data_open_even_an_exclusion_because_the_unknown_excludes() {
    let old = derived_in(Element::new(SHOP, "capital_band"), &["under-1m"], "r");
    let mut new = old.clone();
    if let Kind::ElementIn {
        derived: Some(by), ..
    } = &mut new
    {
        by.max_age += 1;
    }
    let (mut before, mut after) = (sample(), sample());
    before.exclusions[0].any[0].kind = old;
    after.exclusions[0].any[0].kind = new;
    let from = ", from 2026-06-01T00:00:00Z";
    assert_eq!(
        lines(&before, &after),
        [format!(
            "opens: barred-issuer: `maxAge` is 31536001, it was 31536000{from}"
        )]
    );
}

#[test]
fn the_first_excuse_opens_and_each_further_one_closes() {
    let asks = "elementIn: element = org.elicence.business_licence.1/registered_years_band, values = under-1, rule = years_since_band(establishment_date), maxAge = 31536000 s";
    both_ways(
        |a| first(a).supplements[0].unless.clear(),
        &[&format!(
            "closes: young: is not asked any more of a licence that needs no such supplement: {asks}"
        )],
        &[&format!(
            "opens: young: is asked of a licence that needs no such supplement: {asks}"
        )],
    );
    both_ways(
        |a| {
            let level = condition("level", Kind::SignatureLevel { min: Level::T });
            first(a).supplements[0].unless.push(level);
        },
        &[
            "closes: level: is asked of a licence that needs no such supplement: signatureLevel: min = T",
        ],
        &[
            "opens: level: is not asked any more of a licence that needs no such supplement: signatureLevel: min = T",
        ],
    );
}
