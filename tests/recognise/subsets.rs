//! All subsets: of conditions, of exclusions, of what is disclosed.

use elicence::{
    recognise::{
        Question,
        agreement::{AgreementContents, Clause, Condition, DerivedBy, Kind},
        recognise,
    },
    verify::Verified,
};

use crate::{
    agreeing::{PURPOSE, condition, contents, exclusion, member, rich, rich_element, taken},
    asking::{agree, second},
    offices::region,
    papers::{Paper, RICH, withholding},
    world::{SCHEME, WORLD, now},
};

/// Conditions that do not contradict each other: of the usual licence five are true, three false, and two not known.
fn ten() -> [(Kind, bool); 10] {
    let texts = |all: &[&str]| all.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let rule = DerivedBy {
        rule: "age_over(since,18)".to_owned(),
        max_age: 10 * 86_400,
    };
    [
        (Kind::LicenceAge { max: 400 * 86_400 }, true),
        (
            Kind::AssuranceAtLeast {
                scheme: SCHEME.to_owned(),
                level: 3,
            },
            true,
        ),
        (
            Kind::ElementIn {
                element: rich_element("grade"),
                values: texts(&["A", "B"]),
                derived: None,
            },
            true,
        ),
        (
            Kind::ElementPresent {
                element: rich_element("since_18"),
                derived: Some(rule),
            },
            true,
        ),
        (
            Kind::ElementNotIn {
                element: member(RICH, "classes", "class"),
                values: texts(&["A1"]),
                derived: None,
            },
            true,
        ),
        (Kind::StatusFresh { max_age: 60 }, false),
        (
            Kind::ElementRange {
                element: rich_element("points"),
                min: Some(13),
                max: None,
            },
            false,
        ),
        (
            Kind::LevelIn {
                levels: texts(&["national"]),
            },
            false,
        ),
        (
            Kind::AssuranceAtLeast {
                scheme: "https://other.example/".to_owned(),
                level: 1,
            },
            false,
        ),
        (
            Kind::ElementDate {
                element: rich_element("nothing"),
                min_age: Some(1),
                max_age: None,
            },
            false,
        ),
    ]
}

fn usual() -> AgreementContents {
    contents("a", "CN-33", "CN-44")
}

/// Each subset is a provision for a purpose of its own.
#[test]
fn a_licence_is_recognised_under_those_subsets_of_ten_conditions_that_all_hold() {
    let (kinds, licence, here) = (ten(), WORLD.paper(&Paper::rich("CN-44")), region("CN-33"));
    let mut recognised = 0;
    for batch in 0..4_usize {
        let mut agreement = usual();
        let template = rich(&mut agreement).clone();
        let subsets = batch * 256..(batch + 1) * 256;
        agreement.equivalences = subsets
            .clone()
            .map(|subset| {
                let mut one = template.clone();
                one.equivalence_id = format!("e{subset}");
                one.purposes = vec![format!("urn:example:item:{subset}")];
                let chosen = kinds
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| subset >> bit & 1 == 1);
                one.conditions = chosen
                    .map(|(bit, (kind, _))| {
                        Clause::One(condition(&format!("c{subset}.{bit}"), kind.clone()))
                    })
                    .collect();
                one
            })
            .collect();
        let agreements = taken([agreement.clone()]);
        for subset in subsets {
            let purpose = format!("urn:example:item:{subset}");
            let question = Question::new(&here, &purpose, &agreements);
            let found = recognise(&licence, &question);
            agree(
                &found,
                &second(
                    &licence,
                    (&here, &purpose),
                    std::slice::from_ref(&agreement),
                    &[],
                ),
                &purpose,
            );
            let all_hold = kinds
                .iter()
                .enumerate()
                .all(|(bit, (_, holds))| subset >> bit & 1 == 0 || *holds);
            assert_eq!(
                found.result().word() == "recognised",
                all_hold,
                "{subset:b}"
            );
            recognised += usize::from(all_hold);
            // Everybody learns everything at once.
            let failed = found
                .checks()
                .iter()
                .filter(|check| check.step == "6.6.4" && check.reason.is_some())
                .count();
            let wrong = kinds
                .iter()
                .enumerate()
                .filter(|(bit, (_, holds))| subset >> bit & 1 == 1 && !holds)
                .count();
            assert_eq!(failed, wrong, "{subset:b}: {:#?}", found.checks());
        }
    }
    assert_eq!(recognised, 32);
}

#[test]
fn a_choice_holds_if_one_of_it_does_in_every_subset_of_two_and_more() {
    let (kinds, licence, here) = (ten(), WORLD.paper(&Paper::rich("CN-44")), region("CN-33"));
    for batch in 0..4_usize {
        let mut agreement = usual();
        let template = rich(&mut agreement).clone();
        let subsets: Vec<usize> = (batch * 256..(batch + 1) * 256)
            .filter(|s| s.count_ones() >= 2)
            .collect();
        agreement.equivalences = subsets
            .iter()
            .map(|subset| {
                let mut one = template.clone();
                one.equivalence_id = format!("e{subset}");
                one.purposes = vec![format!("urn:example:item:{subset}")];
                let chosen = kinds
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| subset >> bit & 1 == 1);
                let named = |(bit, (kind, _)): (usize, &(Kind, bool))| {
                    condition(&format!("c{subset}.{bit}"), kind.clone())
                };
                one.conditions = vec![Clause::AnyOf(chosen.map(named).collect())];
                one
            })
            .collect();
        let agreements = taken([agreement.clone()]);
        for subset in subsets {
            let purpose = format!("urn:example:item:{subset}");
            let found = recognise(&licence, &Question::new(&here, &purpose, &agreements));
            agree(
                &found,
                &second(
                    &licence,
                    (&here, &purpose),
                    std::slice::from_ref(&agreement),
                    &[],
                ),
                &purpose,
            );
            let one_holds = kinds
                .iter()
                .enumerate()
                .any(|(bit, (_, holds))| subset >> bit & 1 == 1 && *holds);
            assert_eq!(
                found.result().word() == "recognised",
                one_holds,
                "{subset:b}"
            );
        }
    }
}

/// Two are false of the usual licence, two true, two not known.
#[test]
fn every_subset_of_exclusions_excludes_unless_all_of_it_is_known_and_false() {
    let texts = |all: &[&str]| all.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let kinds: [(Kind, bool); 8] = [
        (
            Kind::LevelIn {
                levels: texts(&["national"]),
            },
            false,
        ),
        (
            Kind::ElementIn {
                element: rich_element("grade"),
                values: texts(&["B"]),
                derived: None,
            },
            false,
        ),
        (
            Kind::ElementRange {
                element: rich_element("points"),
                min: Some(50),
                max: None,
            },
            false,
        ),
        (
            Kind::IssuerIn {
                entities: texts(&["X"]),
            },
            false,
        ),
        (
            Kind::IndustryIn {
                industries: texts(&["housing"]),
            },
            true,
        ),
        (
            Kind::StatusFresh {
                max_age: 90 * 86_400,
            },
            true,
        ),
        (
            Kind::AssuranceAtLeast {
                scheme: "https://other.example/".to_owned(),
                level: 9,
            },
            true,
        ),
        (
            Kind::ElementDate {
                element: rich_element("nothing"),
                min_age: Some(1),
                max_age: None,
            },
            true,
        ),
    ];
    let (licence, here) = (WORLD.paper(&Paper::rich("CN-44")), region("CN-33"));
    for subset in 0..256_usize {
        let mut agreement = usual();
        agreement.equivalences.truncate(1);
        let chosen = || {
            kinds
                .iter()
                .enumerate()
                .filter(|(bit, _)| subset >> bit & 1 == 1)
        };
        let named =
            |(bit, (kind, _)): (usize, &(Kind, bool))| condition(&format!("c{bit}"), kind.clone());
        let all: Vec<Condition> = chosen().map(named).collect();
        // In one exclusion, or one each.
        agreement.exclusions = match subset % 2 {
            0 => all
                .into_iter()
                .enumerate()
                .map(|(n, one)| exclusion(&format!("x{n}"), vec![one]))
                .collect(),
            _ => vec![exclusion("x", all)],
        };
        let agreements = taken([agreement.clone()]);
        let found = recognise(&licence, &Question::new(&here, PURPOSE, &agreements));
        agree(
            &found,
            &second(
                &licence,
                (&here, PURPOSE),
                std::slice::from_ref(&agreement),
                &[],
            ),
            "exclusions",
        );
        let excluded = chosen().any(|(_, (_, excludes))| *excludes);
        assert_eq!(
            found.result().word() == "recognised",
            !excluded,
            "{subset:b}"
        );
    }
}

/// Nobody gains by showing less.
#[test]
fn no_subset_of_what_is_disclosed_is_recognised_where_the_whole_is_not() {
    const HIDDEN: [&str; 8] = [
        "grade",
        "points",
        "classes",
        "since_18",
        "issuer_level",
        "industry",
        "note",
        "holder_code",
    ];
    let here = region("CN-33");
    let texts = |all: &[&str]| all.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let mut agreement = usual();
    agreement.exclusions.push(exclusion(
        "x",
        vec![condition(
            "bad",
            Kind::ElementIn {
                element: rich_element("grade"),
                values: texts(&["F"]),
                derived: None,
            },
        )],
    ));
    let rule = DerivedBy {
        rule: "age_over(since,18)".to_owned(),
        max_age: 10 * 86_400,
    };
    rich(&mut agreement).conditions = vec![
        Clause::AnyOf(vec![
            condition(
                "a",
                Kind::ElementRange {
                    element: rich_element("points"),
                    min: Some(10),
                    max: None,
                },
            ),
            condition(
                "b",
                Kind::ElementIn {
                    element: rich_element("since_18"),
                    values: texts(&["true"]),
                    derived: Some(rule),
                },
            ),
        ]),
        Clause::One(condition(
            "c",
            Kind::ElementNotIn {
                element: member(RICH, "classes", "class"),
                values: texts(&["A1"]),
                derived: None,
            },
        )),
        Clause::AnyOf(vec![
            condition(
                "d",
                Kind::LevelIn {
                    levels: texts(&["county"]),
                },
            ),
            condition(
                "e",
                Kind::IndustryIn {
                    industries: texts(&["housing"]),
                },
            ),
        ]),
    ];
    let agreements = taken([agreement.clone()]);
    let judged = |licence: &Verified| {
        let found = recognise(licence, &Question::new(&here, PURPOSE, &agreements));
        agree(
            &found,
            &second(
                licence,
                (&here, PURPOSE),
                std::slice::from_ref(&agreement),
                &[],
            ),
            "disclosed",
        );
        found.result().word() == "recognised"
    };
    for paper in [
        Paper::rich("CN-44"),
        Paper::rich("CN-44").with("grade", "F"),
        Paper::rich("CN-44").with("points", 3),
        Paper {
            level: "national",
            ..Paper::rich("CN-44")
        },
    ] {
        let sealed = WORLD.seal(&paper);
        let counts: Vec<bool> = (0..256_usize)
            .map(|subset| {
                let hidden: Vec<&str> = (0..8)
                    .filter(|bit| subset >> bit & 1 == 1)
                    .map(|bit| HIDDEN[bit])
                    .collect();
                judged(&WORLD.verified(&withholding(&sealed, &hidden), now()))
            })
            .collect();
        for subset in 0..256_usize {
            for bit in 0..8 {
                let more_hidden = subset | 1 << bit;
                assert!(
                    counts[subset] || !counts[more_hidden],
                    "{subset:b} and {more_hidden:b}"
                );
            }
        }
    }
}
