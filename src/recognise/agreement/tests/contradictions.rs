//! Conditions that leave no licence, each beside one that leaves some.

use super::*;

const NEVER: &str = "it can never hold together with what is asked before";
const SPACE: &str = "org.elicence.driving_licence.1";

fn element() -> Element {
    Element::new(SPACE, "sex")
}

fn issuer_in(entities: &[&str]) -> Kind {
    Kind::IssuerIn {
        entities: texts(entities),
    }
}

fn issuer_not_in(entities: &[&str]) -> Kind {
    Kind::IssuerNotIn {
        entities: texts(entities),
    }
}

fn derived(rule: &str) -> Option<DerivedBy> {
    Some(DerivedBy {
        rule: rule.to_owned(),
        max_age: 1,
    })
}

fn element_in(values: &[&str], derived: Option<DerivedBy>) -> Kind {
    Kind::ElementIn {
        element: element(),
        values: texts(values),
        derived,
    }
}

fn element_not_in(values: &[&str], derived: Option<DerivedBy>) -> Kind {
    Kind::ElementNotIn {
        element: element(),
        values: texts(values),
        derived,
    }
}

fn present(derived: Option<DerivedBy>) -> Kind {
    Kind::ElementPresent {
        element: element(),
        derived,
    }
}

fn range(min: Option<i64>, max: Option<i64>) -> Kind {
    Kind::ElementRange {
        element: element(),
        min,
        max,
    }
}

fn age(min_age: Option<u64>, max_age: Option<u64>) -> Kind {
    Kind::ElementDate {
        element: element(),
        min_age,
        max_age,
    }
}

fn issued(not_before: Option<&str>, not_after: Option<&str>) -> Kind {
    Kind::IssuedAt {
        not_before: not_before.map(time),
        not_after: not_after.map(time),
    }
}

fn named(prefix: &str, kinds: &[Kind]) -> Vec<Condition> {
    let each = kinds.iter().enumerate();
    each.map(|(i, kind)| condition(&format!("{prefix}{i}"), kind.clone()))
        .collect()
}

/// One provision that asks this of a licence, all of it.
fn asking(kinds: &[Kind]) -> impl FnOnce(&mut AgreementContents) {
    let conditions = named("c", kinds);
    move |a| bare(a).conditions = conditions.into_iter().map(Clause::One).collect()
}

/// The same kinds in either order: the second can never hold.
#[track_caller]
fn never(one: Kind, other: Kind) {
    let at = "equivalences[driving].conditions[c1]";
    broken(asking(&[one.clone(), other.clone()]), at, NEVER);
    broken(asking(&[other, one]), at, NEVER);
}

#[track_caller]
fn sometimes(one: Kind, other: Kind) {
    right(asking(&[one.clone(), other.clone()]));
    right(asking(&[other, one]));
}

#[test]
fn lists_of_issuers_leave_one() {
    never(issuer_in(&["a"]), issuer_not_in(&["a"]));
    never(issuer_in(&["a", "b"]), issuer_not_in(&["b", "a", "c"]));
    never(issuer_in(&["a"]), issuer_in(&["b"]));
    sometimes(issuer_in(&["a", "b"]), issuer_not_in(&["a"]));
    sometimes(issuer_in(&["a", "b"]), issuer_in(&["b", "c"]));
    sometimes(issuer_not_in(&["a"]), issuer_not_in(&["b"]));
    // All three together leave nobody.
    broken(
        asking(&[
            issuer_not_in(&["a"]),
            issuer_in(&["a", "b"]),
            issuer_not_in(&["b"]),
        ]),
        "equivalences[driving].conditions[c2]",
        NEVER,
    );
}

#[test]
fn lists_of_codes_leave_one() {
    never(element_in(&["1"], None), element_in(&["2"], None));
    never(element_in(&["1"], None), element_not_in(&["1"], None));
    sometimes(element_in(&["1", "2"], None), element_not_in(&["1"], None));
    sometimes(element_in(&["1"], None), present(None));
    let category = |categories: &[&str]| Kind::CategoryIn {
        categories: texts(categories),
    };
    never(category(&["proof"]), category(&["licence"]));
    sometimes(category(&["proof", "licence"]), category(&["licence"]));
    // The same element under its own name.
    let named = Kind::ElementNotIn {
        element: Element::new("org.elicence.1", "category"),
        values: texts(&["proof"]),
        derived: None,
    };
    never(category(&["proof"]), named.clone());
    sometimes(category(&["proof", "licence"]), named);
    let levels = |levels: &[&str]| Kind::LevelIn {
        levels: texts(levels),
    };
    never(levels(&["county"]), levels(&["township"]));
    let industries = |industries: &[&str]| Kind::IndustryIn {
        industries: texts(industries),
    };
    never(industries(&["health"]), industries(&["justice"]));
    let methods = |any_method: &[&str]| Kind::HolderBinding {
        any_method: texts(any_method),
    };
    never(methods(&["device-mac"]), methods(&["device-signature"]));
    let seals = |any_of_types: &[&str]| Kind::SealType {
        any_of_types: texts(any_of_types),
    };
    never(seals(&["official"]), seals(&["finance"]));
    sometimes(seals(&["official"]), methods(&["device-mac"]));
}

#[test]
fn columns_of_one_table_are_apart() {
    let of = |member: Option<&str>, code: &str| Kind::ElementIn {
        element: Element {
            member: member.map(str::to_owned),
            ..element()
        },
        values: texts(&[code]),
        derived: None,
    };
    sometimes(of(Some("class"), "a"), of(Some("state"), "b"));
    never(of(Some("class"), "a"), of(Some("class"), "b"));
}

#[test]
fn ranges_meet() {
    never(range(None, Some(0)), range(Some(1), None));
    sometimes(range(None, Some(1)), range(Some(1), None));
    never(age(None, Some(0)), age(Some(1), None));
    sometimes(age(None, Some(1)), age(Some(1), None));
    let (a, b) = ("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z");
    never(issued(None, Some(a)), issued(Some(b), None));
    sometimes(issued(None, Some(b)), issued(Some(b), None));
}

#[test]
fn an_element_is_of_one_sort() {
    never(range(Some(1), None), element_in(&["1"], None));
    never(range(Some(1), None), age(Some(1), None));
    never(age(Some(1), None), element_not_in(&["1"], None));
    sometimes(range(Some(1), None), present(None));
}

#[test]
fn an_element_is_derived_by_one_rule_or_not_at_all() {
    never(
        element_in(&["a"], derived("band(x)")),
        element_in(&["a"], derived("band(y)")),
    );
    never(
        element_in(&["a"], derived("band(x)")),
        element_in(&["a"], None),
    );
    never(present(derived("band(x)")), element_in(&["a"], None));
    never(present(derived("band(x)")), range(Some(1), None));
    sometimes(
        present(derived("band(x)")),
        element_in(&["a"], derived("band(x)")),
    );
}

/// One provision that asks this, and one of those.
fn choosing(kinds: &[Kind], choice: &[Kind]) -> impl FnOnce(&mut AgreementContents) {
    let (single, choice) = (named("c", kinds), named("o", choice));
    move |a| {
        // The choice stands first, and is held against what comes after it all the same.
        let conditions = &mut bare(a).conditions;
        conditions.push(Clause::AnyOf(choice));
        conditions.extend(single.into_iter().map(Clause::One));
    }
}

#[test]
fn a_choice_leaves_one_of_its_conditions() {
    let at = "equivalences[driving].conditions[0].anyOf";
    let asked = [issuer_in(&["a", "b"]), range(Some(5), Some(9))];
    for (one, other) in [
        (issuer_in(&["c"]), issuer_not_in(&["a", "b"])),
        (range(None, Some(4)), range(Some(10), None)),
        (issuer_in(&["c"]), element_in(&["7"], None)),
        (range(None, Some(4)), present(derived("band(x)"))),
    ] {
        broken(choosing(&asked, &[one, other]), at, NEVER);
    }
    for (one, other) in [
        (issuer_in(&["c"]), issuer_not_in(&["a"])),
        (range(None, Some(5)), range(Some(10), None)),
        (issuer_in(&["c"]), present(None)),
        (issuer_in(&["c"]), Kind::LicenceAge { max: 1 }),
    ] {
        right(choosing(&asked, &[one, other]));
    }
}

#[test]
fn a_supplement_that_is_always_needed_has_no_unless() {
    let unless = |kinds: &[Kind]| {
        let conditions = named("u", kinds);
        move |a: &mut AgreementContents| a.equivalences[0].supplements[0].unless = conditions
    };
    right(unless(&[issuer_in(&["a", "b"]), issuer_not_in(&["a"])]));
    broken(
        unless(&[issuer_in(&["a"]), issuer_not_in(&["a"])]),
        "equivalences[driving].supplements[driving-residence].unless[u1]",
        NEVER,
    );
}

/// One provision that asks this, beside these exclusions, each of one condition.
fn excluding(kinds: &[Kind], excluded: &[Kind]) -> impl FnOnce(&mut AgreementContents) {
    let (asked, excluded) = (named("c", kinds), named("x", excluded));
    move |a| {
        let mut exclusion = a.exclusions[0].clone();
        bare(a).conditions = asked.into_iter().map(Clause::One).collect();
        a.exclusions = excluded
            .into_iter()
            .map(|condition| {
                exclusion.id = format!("no-{}", condition.id);
                exclusion.any = vec![condition];
                exclusion.clone()
            })
            .collect();
    }
}

#[test]
fn exclusions_leave_something_of_what_a_provision_asks() {
    let takes = "the exclusions take everything that the conditions of the provision leave";
    let at = |i: usize| format!("exclusions[no-x{i}].any[x{i}], equivalences[driving]");
    for (asked, excluded) in [
        (issuer_in(&["a"]), issuer_in(&["a", "b"])),
        (issuer_in(&["a"]), issuer_not_in(&["b"])),
        (range(Some(3), Some(5)), range(Some(3), None)),
        (age(None, Some(5)), age(None, Some(5))),
        (element_in(&["1"], None), element_in(&["1", "2"], None)),
        // What is not known is excluded: a number has no codes.
        (range(Some(3), Some(5)), element_in(&["7"], None)),
        (
            element_in(&["a"], derived("band(x)")),
            element_in(&["b"], derived("band(y)")),
        ),
    ] {
        let both = format!("{asked:?} {excluded:?}");
        let (found, rule) = rule(excluding(&[asked], &[excluded]));
        assert_eq!((found, rule), (at(0), takes), "{both}");
    }
    for (asked, excluded) in [
        (issuer_in(&["a", "b"]), issuer_in(&["a"])),
        (issuer_not_in(&["a"]), issuer_in(&["b"])),
        (range(Some(3), Some(5)), range(Some(4), None)),
        (range(Some(3), None), range(Some(3), Some(5))),
        (element_in(&["1", "2"], None), element_in(&["1"], None)),
        (range(Some(3), None), issuer_in(&["a"])),
        // A licence with the code 2 is neither.
        (element_not_in(&["1"], None), element_not_in(&["2"], None)),
    ] {
        right(excluding(&[asked], &[excluded]));
    }
    // Neither of the two by itself, both together.
    broken(
        excluding(
            &[issuer_in(&["a", "b"])],
            &[issuer_in(&["a"]), issuer_in(&["b"])],
        ),
        "equivalences[driving]",
        takes,
    );
    broken(
        excluding(
            &[issuer_not_in(&["a"])],
            &[issuer_not_in(&["a", "b"]), issuer_in(&["b"])],
        ),
        "equivalences[driving]",
        takes,
    );
    right(excluding(
        &[issuer_not_in(&["a"])],
        &[issuer_not_in(&["a", "b", "c"]), issuer_in(&["b"])],
    ));
}

#[test]
fn exclusions_together_leave_something() {
    let nothing = "the exclusions together leave no licence";
    for (one, other) in [
        (issuer_in(&["a"]), issuer_not_in(&["a"])),
        (issuer_not_in(&["a"]), issuer_not_in(&["b"])),
        (range(Some(1), None), element_in(&["1"], None)),
        (
            element_in(&["a"], derived("band(x)")),
            element_in(&["a"], None),
        ),
    ] {
        broken(
            excluding(&[], &[one, other]),
            "exclusions[no-x1].any[x1]",
            nothing,
        );
    }
    for (one, other) in [
        (issuer_in(&["a"]), issuer_not_in(&["a", "b"])),
        // An array may have a code that is in the one list and one that is not in the other.
        (element_in(&["a"], None), element_not_in(&["a", "b"], None)),
        (range(Some(9), None), range(None, Some(1))),
    ] {
        right(excluding(&[], &[one, other]));
    }
}
