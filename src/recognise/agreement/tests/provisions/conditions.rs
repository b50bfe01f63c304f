//! The rules for conditions and exclusions.

use super::*;

#[test]
fn bounds_are_given_and_leave_something() {
    let at = "equivalences[driving].conditions[c]";
    let given = "a bound is given, on one side at least";
    let between = "something lies between the bounds";
    let element = || Element::new(DRIVING, "points");
    let issued = |not_before: Option<&str>, not_after: Option<&str>| {
        only(Kind::IssuedAt {
            not_before: not_before.map(time),
            not_after: not_after.map(time),
        })
    };
    let (a, b) = (Some("2026-01-01T00:00:00Z"), Some("2026-01-01T00:00:01Z"));
    right(issued(a, a));
    right(issued(a, None));
    right(issued(None, a));
    broken(issued(None, None), at, given);
    broken(issued(b, a), at, between);
    let range = |min, max| {
        only(Kind::ElementRange {
            element: element(),
            min,
            max,
        })
    };
    right(range(Some(-1), Some(-1)));
    right(range(None, Some(i64::MIN)));
    broken(range(None, None), at, given);
    broken(range(Some(1), Some(0)), at, between);
    let date = |min_age, max_age| {
        only(Kind::ElementDate {
            element: element(),
            min_age,
            max_age,
        })
    };
    right(date(Some(0), Some(0)));
    broken(date(None, None), at, given);
    broken(date(Some(1), Some(0)), at, between);
}

#[test]
fn lists_of_conditions_have_an_entry_and_none_twice() {
    let element = || Element::new(DRIVING, "sex");
    type Asking = fn(Vec<String>, Element) -> Kind;
    let kinds: [(&str, Asking); 7] = [
        ("entities", |entities, _| Kind::IssuerIn { entities }),
        ("entities", |entities, _| Kind::IssuerNotIn { entities }),
        ("levels", |levels, _| Kind::LevelIn { levels }),
        ("industries", |industries, _| Kind::IndustryIn {
            industries,
        }),
        ("values", |values, element| Kind::ElementIn {
            element,
            values,
            derived: None,
        }),
        ("values", |values, element| Kind::ElementNotIn {
            element,
            values,
            derived: None,
        }),
        ("anyOfTypes", |any_of_types, _| Kind::SealType {
            any_of_types,
        }),
    ];
    for (member, kind) in kinds {
        let at = format!("equivalences[driving].conditions[c].{member}");
        right(only(kind(texts(&["a", "b"]), element())));
        let twice = reasons(only(kind(texts(&["a", "b", "a"]), element())));
        let reason = |rule| Reason::AgreementInvalid {
            rule,
            subject: at.clone(),
        };
        assert_eq!(twice, [reason("nothing stands twice")]);
        let none = reasons(only(kind(Vec::new(), element())));
        assert_eq!(none, [reason("there is at least one")]);
    }
}

#[test]
fn categories_and_methods_are_words_of_the_format() {
    let known = "every word is one of the format";
    let category = |all: &[&str]| {
        only(Kind::CategoryIn {
            categories: texts(all),
        })
    };
    right(category(&["identity-document", "licence", "proof"]));
    broken(
        category(&["licence", "Licence"]),
        "equivalences[driving].conditions[c].categories",
        known,
    );
    let method = |all: &[&str]| {
        only(Kind::HolderBinding {
            any_method: texts(all),
        })
    };
    right(method(&["device-signature", "device-mac"]));
    broken(
        method(&["device-mac", "password"]),
        "equivalences[driving].conditions[c].anyMethod",
        known,
    );
}

#[test]
fn derived_data_are_elements_of_a_type_and_have_no_members() {
    let derived = || {
        Some(DerivedBy {
            rule: "band(total)".to_owned(),
            max_age: 1,
        })
    };
    let present = |namespace: &str, member: Option<&str>, derived| {
        only(Kind::ElementPresent {
            element: Element {
                member: member.map(str::to_owned),
                ..Element::new(namespace, "x")
            },
            derived,
        })
    };
    right(present(DRIVING, None, derived()));
    right(present(DRIVING, Some("class"), None));
    right(present(COMMON_NAME_SPACE, None, None));
    for (namespace, member) in [(DRIVING, Some("class")), (COMMON_NAME_SPACE, None)] {
        broken(
            present(namespace, member, derived()),
            "equivalences[driving].conditions[c].derived",
            "derived data are elements of a type, and have no members",
        );
    }
}

#[test]
fn a_choice_is_between_two_at_least() {
    let choice = |n: usize| {
        move |a: &mut AgreementContents| {
            let one = |i| condition(&format!("c{i}"), Kind::LicenceAge { max: 1 });
            bare(a).conditions = vec![Clause::AnyOf((0..n).map(one).collect())];
        }
    };
    right(choice(2));
    broken(
        choice(1),
        "equivalences[driving].conditions[0].anyOf",
        "a choice is between two at least",
    );
    assert!(!reasons(choice(0)).is_empty());
}

/// An exclusion of this alone.
fn excluded(kind: Kind) -> impl FnOnce(&mut AgreementContents) {
    move |agreement| {
        let reason = agreement.exclusions[0].reason.clone();
        bare(agreement);
        agreement.exclusions = vec![Exclusion {
            id: "x".to_owned(),
            reason,
            any: vec![condition("c", kind)],
        }];
    }
}

#[test]
fn an_exclusion_excludes_something_and_not_everything() {
    let never = "an exclusion excludes something and not everything: this condition is never false";
    broken(
        |a| a.exclusions[0].any.clear(),
        "exclusions[closed-offices]",
        "an exclusion has a condition",
    );
    let everything = [
        // Withheld is not known, and what is not known is excluded.
        Kind::ElementPresent {
            element: Element::new(DRIVING, "record"),
            derived: None,
        },
        Kind::SignatureLevel { min: Level::B },
        Kind::RemainingValidity { min: 0 },
        Kind::CategoryIn {
            categories: texts(&["identity-document", "licence", "proof"]),
        },
    ];
    for kind in everything {
        broken(excluded(kind), "exclusions[x].any[c]", never);
    }
    let something = [
        Kind::SignatureLevel { min: Level::T },
        Kind::RemainingValidity { min: 1 },
        Kind::CategoryIn {
            categories: texts(&["identity-document", "proof"]),
        },
        Kind::ElementIn {
            element: Element::new(DRIVING, "sex"),
            values: texts(&["1"]),
            derived: None,
        },
    ];
    for kind in something {
        right(excluded(kind));
    }
    // As a condition each of them is right.
    right(only(Kind::RemainingValidity { min: 0 }));
}
