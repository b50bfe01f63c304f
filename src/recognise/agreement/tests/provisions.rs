//! The rules for each provision, its conditions and its map, and for provisions beside each other.

use crate::document::Interval;
use crate::licence::COMMON_NAME_SPACE;

use super::*;

const DRIVING: &str = "org.elicence.driving_licence.1";

fn interval(from: &str, until: Option<&str>) -> Interval {
    Interval {
        from: time(from),
        until: until.map(time),
    }
}

#[test]
fn there_is_a_provision_with_a_purpose() {
    broken(
        |a| a.equivalences.clear(),
        "equivalences",
        "there is at least one",
    );
    broken(
        |a| a.equivalences[0].purposes.clear(),
        "equivalences[driving].purposes",
        "there is at least one",
    );
    broken(
        |a| {
            let purposes = &mut a.equivalences[0].purposes;
            purposes.push(purposes[0].clone());
        },
        "equivalences[driving].purposes",
        "nothing stands twice",
    );
}

#[test]
fn a_provision_holds_in_the_pointing_party() {
    let at = |all: &[&str]| {
        let all = all.iter().map(|one| region(one)).collect();
        move |a: &mut AgreementContents| a.equivalences[1].territories = all
    };
    right(at(&["CN-44"]));
    right(at(&["CN-4401", "CN-440103"]));
    for outside in ["CN", "CN-33", "CN-3301", "KR"] {
        broken(
            at(&["CN-4401", outside]),
            "equivalences[residence].territories",
            "a provision holds in the pointing party and not beyond",
        );
    }
    broken(
        at(&["CN-4401", "CN-4401"]),
        "equivalences[residence].territories",
        "nothing stands twice",
    );
}

#[test]
fn a_provision_begins_before_it_is_over_and_within_the_agreement() {
    let valid = |from: &str, until: Option<&str>| {
        let validity = interval(from, until);
        move |a: &mut AgreementContents| a.equivalences[1].validity = Some(validity)
    };
    right(valid("2026-01-01T00:00:00Z", Some("2026-01-01T00:00:01Z")));
    broken(
        valid("2026-01-01T00:00:00Z", Some("2026-01-01T00:00:00Z")),
        "equivalences[residence].validity",
        "it begins before it is over",
    );
    let together = "the provision and the agreement are in force at one time";
    right(valid("2032-12-31T23:59:59Z", None));
    broken(
        valid("2033-01-01T00:00:00Z", None),
        "equivalences[residence].validity",
        together,
    );
    right(valid("2000-01-01T00:00:00Z", Some("2023-01-01T00:00:01Z")));
    broken(
        valid("2000-01-01T00:00:00Z", Some("2023-01-01T00:00:00Z")),
        "equivalences[residence].validity",
        together,
    );
}

#[test]
fn no_two_provisions_meet_in_one_licence() {
    /// A second provision about what the residence permit is about.
    fn second(change: impl FnOnce(&mut Equivalence)) -> impl FnOnce(&mut AgreementContents) {
        move |a| {
            let mut second = a.equivalences[1].clone();
            second.equivalence_id = "second".to_owned();
            second.conditions.clear();
            change(&mut second);
            a.equivalences.push(second);
        }
    }
    let rule = "no other provision recognises the same type for the same purpose at the same place and time";
    broken(second(|_| {}), "equivalences[second]", rule);
    broken(
        second(|e| e.territories.clear()),
        "equivalences[second]",
        rule,
    );
    broken(
        second(|e| e.territories = vec![region("CN-440103")]),
        "equivalences[second]",
        rule,
    );
    broken(
        second(|e| e.territories = vec![region("CN-44")]),
        "equivalences[second]",
        rule,
    );
    broken(second(|e| e.validity = None), "equivalences[second]", rule);
    broken(
        second(|e| e.validity = Some(interval("2030-12-31T23:59:59Z", None))),
        "equivalences[second]",
        rule,
    );
    broken(
        second(|e| e.purposes.push("urn:example:other".to_owned())),
        "equivalences[second]",
        rule,
    );
    right(second(|e| e.purposes = texts(&["urn:example:other"])));
    right(second(|e| e.territories = vec![region("CN-4402")]));
    right(second(|e| {
        e.validity = Some(interval("2031-01-01T00:00:00Z", None))
    }));
    right(second(|e| {
        e.pointed_type = "org.elicence.other.1".to_owned()
    }));
}

#[test]
fn statuses_are_bytes_and_each_counts_as_one_thing() {
    let set = |valid: &[u64], invalid: &[u64]| {
        let statuses = StatusEquivalence {
            valid: valid.to_vec(),
            invalid: invalid.to_vec(),
        };
        move |a: &mut AgreementContents| a.equivalences[0].status_equivalence = statuses
    };
    let at = "equivalences[driving].statusEquivalence";
    right(set(&[0, 255], &[1]));
    broken(
        set(&[], &[1]),
        "equivalences[driving].statusEquivalence.valid",
        "there is at least one",
    );
    broken(set(&[0, 0], &[]), at, "nothing stands twice");
    broken(set(&[0], &[1, 1]), at, "nothing stands twice");
    broken(set(&[0], &[0]), at, "nothing stands twice");
    broken(set(&[0, 256], &[]), at, "the value of a status is 0 to 255");
    broken(set(&[0], &[256]), at, "the value of a status is 0 to 255");
}

#[test]
fn a_supplement_that_is_needed_at_once_is_needed_before_use() {
    broken(
        |a| a.equivalences[0].supplements[0].deadline = Deadline::Within(0),
        "equivalences[driving].supplements[driving-residence].deadline",
        "a supplement that is needed at once is needed `beforeUse`",
    );
    right(|a| a.equivalences[0].supplements[0].deadline = Deadline::Within(1));
}

/// The one condition of the one provision.
fn only(kind: Kind) -> impl FnOnce(&mut AgreementContents) {
    move |agreement| {
        bare(agreement).conditions = vec![Clause::One(condition("c", kind))];
    }
}

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

/// The one mapping, changed.
fn mapping(change: impl FnOnce(&mut AttributeMapping)) -> impl FnOnce(&mut AgreementContents) {
    move |agreement| {
        let driving = bare(agreement);
        driving.attribute_map.truncate(1);
        change(&mut driving.attribute_map[0]);
    }
}

#[test]
fn a_map_writes_nothing_that_every_licence_says_of_itself_nor_about_its_holder() {
    let at = "equivalences[driving].attributeMap[0].to";
    broken(
        mapping(|m| m.to = Element::new(COMMON_NAME_SPACE, "issuer_name")),
        at,
        "nothing is written into org.elicence.1",
    );
    for identifier in ["holder", "holder_name", "holder_code_2", "holder_"] {
        broken(
            mapping(|m| m.to.identifier = identifier.to_owned()),
            at,
            "nothing is written onto an element about the holder",
        );
    }
    right(mapping(|m| m.to.identifier = "holders".to_owned()));
    broken(
        mapping(|m| m.to.member = Some("class".to_owned())),
        at,
        "an element is written whole",
    );
}

#[test]
fn a_map_writes_into_the_name_space_of_the_local_type() {
    let at = "equivalences[driving].attributeMap[0].to";
    let space = "the name space is that of the pointingType, or a foreign one for a foreign type";
    let to = |pointing: &str, namespace: &str| {
        let (pointing, namespace) = (pointing.to_owned(), namespace.to_owned());
        move |a: &mut AgreementContents| {
            mapping(|m| m.to.namespace = namespace)(a);
            a.equivalences[0].pointing_type = pointing;
        }
    };
    let (mdl, space_of_mdl) = ("org.iso.18013.5.1.mDL", "org.iso.18013.5.1");
    right(to(DRIVING, DRIVING));
    right(to(mdl, space_of_mdl));
    for (pointing, namespace) in [
        (DRIVING, "org.elicence.driving_licence.2"),
        (DRIVING, space_of_mdl),
        (mdl, DRIVING),
    ] {
        broken(to(pointing, namespace), at, space);
    }
    broken(
        to(mdl, COMMON_NAME_SPACE),
        at,
        "nothing is written into org.elicence.1",
    );
}

#[test]
fn a_map_writes_an_element_once() {
    broken(
        |a| {
            let map = &mut a.equivalences[0].attribute_map;
            map[1].to = map[0].to.clone();
        },
        "equivalences[driving].attributeMap[1].to",
        "an element is written once",
    );
}

#[test]
fn tables_have_rows_and_only_they_read_members() {
    let table = |rows: &[(&str, &[&str])]| {
        let rows = rows
            .iter()
            .map(|(code, local)| ((*code).to_owned(), texts(local)));
        Transform::CodeTable(rows.collect())
    };
    right(mapping(|m| {
        m.transform = table(&[("C1", &[]), ("C2", &["B", "C"])])
    }));
    let at = "equivalences[driving].attributeMap[0].transform.table";
    broken(
        mapping(|m| m.transform = table(&[])),
        at,
        "there is at least one",
    );
    broken(
        mapping(|m| m.transform = table(&[("C1", &["B", "B"])])),
        at,
        "nothing stands twice",
    );
    for transform in [Transform::Identity, Transform::Constant("x".to_owned())] {
        broken(
            mapping(|m| m.transform = transform.clone()),
            "equivalences[driving].attributeMap[0].from",
            "only a table reads a member: what is copied is an element",
        );
        right(mapping(|m| {
            m.transform = transform;
            m.from.member = None;
        }));
    }
}

#[test]
fn an_agreement_has_no_more_than_can_be_looked_into() {
    let provisions = |n: usize| {
        move |a: &mut AgreementContents| {
            let first = bare(a).clone();
            let each = |i| Equivalence {
                equivalence_id: format!("e{i}"),
                pointed_type: format!("org.elicence.type_{i}.1"),
                ..first.clone()
            };
            a.equivalences = (0..n).map(each).collect();
        }
    };
    right(provisions(256));
    broken(provisions(257), "equivalences", "there are at most 256");
    let conditions = |n: usize| {
        move |a: &mut AgreementContents| {
            let one = |i| Clause::One(condition(&format!("c{i}"), Kind::LicenceAge { max: 1 }));
            bare(a).conditions = (0..n).map(one).collect();
        }
    };
    right(conditions(4_096));
    broken(
        conditions(4_097),
        "equivalences",
        "exclusions, conditions and supplements are at most 4096 in all",
    );
    let entries = |n: usize| {
        let entities = (0..n).map(|i| i.to_string()).collect();
        only(Kind::IssuerIn { entities })
    };
    right(entries(16_384));
    broken(
        entries(16_385),
        "equivalences",
        "the lists of all conditions have at most 16384 entries",
    );
    let purposes = |n: usize| {
        move |a: &mut AgreementContents| {
            bare(a).purposes = (0..n).map(|i| format!("urn:example:{i}")).collect();
        }
    };
    right(purposes(4_096));
    broken(
        purposes(4_097),
        "equivalences",
        "purposes and territories are at most 4096 in all",
    );
}

#[test]
fn what_is_wrong_is_told_a_hundred_times() {
    let reasons = reasons(|a| {
        let one = |i| Clause::One(condition(&format!("-{i}"), Kind::LicenceAge { max: 1 }));
        bare(a).conditions = (0..200).map(one).collect();
    });
    assert_eq!(reasons.len(), 100);
}
