//! Agreements by chance: every kind of condition, true, false and not known of some licence of the pool.

use elicence::{
    document::Interval,
    licence::COMMON_NAME_SPACE,
    recognise::agreement::{
        AgreementContents, AgreementState, AttributeMapping, Clause, Condition, DerivedBy, Effect,
        Element, Equivalence, EquivalenceStatus, Exclusion, Kind, Level, Moment, OnUnmapped,
        Precedence, RunOff, Superseded, Supplement, Transform,
    },
    time::UnixTime,
};

use crate::{
    agreeing::{AGREED_TYPES, contents, exclusion, id, member, signable, supplement, table},
    dice::Dice,
    offices::{day, region, time},
    papers::{PLAIN, RICH, SECOND, THIRD},
    world::{FOREIGN, FOREIGN_SPACE, SCHEME, WORLD, now, status_made},
};

pub(crate) const PURPOSES: usize = 12;

pub(crate) fn purpose(number: usize) -> String {
    format!("urn:example:item:{number}")
}

/// A name for each part, never twice.
struct Names(usize);

impl Names {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("n{}", self.0)
    }
}

/// An agreement of one region with another: many purposes, each with its own provision, and signed by nobody who could not.
pub(crate) fn agreement(
    dice: &mut Dice,
    name: &str,
    pointing: &str,
    pointed: &str,
) -> AgreementContents {
    let mut all = contents(name, pointing, pointed);
    let mut names = Names(0);
    let template = all.equivalences[0].clone();
    head(dice, &mut all, name);
    if dice.percent(35) {
        let count = 1 + dice.below(2);
        all.exclusions = (0..count).map(|_| excluding(dice, &mut names)).collect();
    }
    all.equivalences.clear();
    // Some do not speak of a type at all.
    let silent = dice.percent(25).then(|| *dice.one_of(&AGREED_TYPES));
    for number in 0..PURPOSES {
        let types = dice.some(&AGREED_TYPES, 85);
        for pointed in types.into_iter().filter(|one| Some(*one) != silent) {
            let one = provision(dice, &mut names, &template, (number, pointed), pointing);
            all.equivalences.push(one);
        }
    }
    signable(all)
}

/// The same by another name, which counts beside it and says something else about some licences.
pub(crate) fn rival(dice: &mut Dice, of: &AgreementContents, name: &str) -> AgreementContents {
    let mut rival = of.clone();
    rival.agreement_id = id(name);
    rival.supersedes.clear();
    for one in &mut rival.equivalences {
        match dice.below(6) {
            0 => one.effect = Effect::Partial,
            1 => one.conditions.clear(),
            2 => one.attribute_map.clear(),
            3 => one.supplements.clear(),
            _ => {}
        }
    }
    if dice.percent(30) {
        stricter_by(dice, &mut Names(200_000), &mut rival);
    }
    signable(rival)
}

/// Adds an exclusion, or a condition to one of the provisions.
pub(crate) fn stricter(dice: &mut Dice, contents: &mut AgreementContents) {
    stricter_by(dice, &mut Names(100_000), contents);
}

fn stricter_by(dice: &mut Dice, names: &mut Names, contents: &mut AgreementContents) {
    if dice.percent(40) {
        contents.exclusions.push(excluding(dice, names));
    } else {
        for one in &mut contents.equivalences {
            if dice.percent(50) {
                let pointed = one.pointed_type.clone();
                one.conditions
                    .push(Clause::One(condition(dice, names, &pointed)));
            }
        }
    }
}

fn head(dice: &mut Dice, all: &mut AgreementContents, name: &str) {
    if dice.percent(30) {
        let starts = [
            day(1),
            now(),
            day(3),
            time("2025-11-04T16:00:00Z"),
            time("2025-12-01T00:00:00Z"),
        ];
        let start = *dice.one_of(&starts);
        all.equivalence_history = vec![all.current_state];
        let status = *dice.one_of(&[EquivalenceStatus::Suspended, EquivalenceStatus::Repealed]);
        all.current_state = AgreementState {
            status,
            starting_time: start,
        };
        if status == EquivalenceStatus::Repealed && dice.percent(60) {
            let until = *dice.one_of(&[start.saturating_add(1), day(2).saturating_add(1), day(9)]);
            if until > start {
                let issued = time("2025-11-04T16:00:00Z");
                let issued_before = *dice.one_of(&[issued, issued.saturating_add(1).min(start)]);
                all.run_off = Some(RunOff {
                    issued_before,
                    until,
                });
            }
        }
    }
    if dice.percent(15) {
        all.valid_until = Some(*dice.one_of(&[now(), now().saturating_add(1), day(9)]));
    }
    if dice.percent(25) {
        all.require_enacted_at = vec![Moment::Issuance, Moment::Use];
    }
    if dice.percent(10) {
        let after = *dice.one_of(&[now().saturating_add(-1), now(), day(9)]);
        (all.next_update, all.not_after) = (all.issue_date_time, after);
    }
    all.precedence = *dice.one_of(&[
        Precedence::None,
        Precedence::None,
        Precedence::Yields,
        Precedence::Prevails,
    ]);
    if dice.percent(20) {
        let other = dice.one_of(&["a", "b", "c", "d"]).to_string();
        if other != name {
            all.supersedes = vec![Superseded {
                agreement_id: id(&other),
                up_to: 1 + u64::from(dice.percent(50)),
            }];
        }
    }
    all.sequence_number = 1 + u64::from(dice.percent(30));
    if dice.percent(70) {
        let inside = |place: &str| {
            let (party, region) = (&all.pointing_party.territory, region(place));
            party.contains(&region) || all.pointed_party.territory.contains(&region)
        };
        let places = [
            "CN-31", "CN-11", "CN-44", "CN-43", "KR-11", "KR-26", "KR-41",
        ];
        let places: Vec<_> = places
            .into_iter()
            .filter(|place| !inside(place))
            .map(region)
            .collect();
        all.mra_depth = 1;
        all.onward_parties = dice.some(&places, 80);
    }
    all.onward_use = dice.percent(75);
}

fn provision(
    dice: &mut Dice,
    names: &mut Names,
    template: &Equivalence,
    (number, pointed): (usize, &str),
    pointing: &str,
) -> Equivalence {
    let mut one = template.clone();
    one.equivalence_id = names.next();
    one.pointed_type = pointed.to_owned();
    one.pointing_type = dice.one_of(&[SECOND, THIRD]).to_string();
    one.purposes = vec![purpose(number)];
    if dice.percent(10) && pointing == "CN-33" {
        one.territories = vec![region(dice.word(&["CN-3301", "CN-3302"]))];
    }
    if dice.percent(10) {
        let from = *dice.one_of(&[day(1), now(), now().saturating_add(1)]);
        let until = *dice.one_of(&[None, Some(now()), Some(now().saturating_add(1))]);
        if until.is_none_or(|until| from < until) {
            one.validity = Some(Interval { from, until });
        }
    }
    if dice.percent(10) {
        one.status_equivalence.valid = dice.some(&[2, 3], 50);
    }
    let count = dice.below(4);
    one.conditions = (0..count)
        .map(|_| match dice.percent(25) {
            true => Clause::AnyOf(
                (0..2 + dice.below(2))
                    .map(|_| condition(dice, names, pointed))
                    .collect(),
            ),
            false => Clause::One(condition(dice, names, pointed)),
        })
        .collect();
    for to in ["x", "y"] {
        if dice.percent(45) {
            one.attribute_map
                .push(mapping(dice, pointed, &one.pointing_type, to));
        }
    }
    if dice.percent(25) {
        one.supplements = vec![beside(dice, names, pointed)];
    }
    one
}

fn beside(dice: &mut Dice, names: &mut Names, pointed: &str) -> Supplement {
    let doc_type = *dice.one_of(&[None, Some(PLAIN), Some(PLAIN), Some(SECOND), Some(THIRD)]);
    let mut one = supplement(&names.next(), doc_type);
    if dice.percent(40) {
        one.unless = (0..1 + dice.below(2))
            .map(|_| condition(dice, names, pointed))
            .collect();
    }
    one
}

fn excluding(dice: &mut Dice, names: &mut Names) -> Exclusion {
    let name = names.next();
    let count = 1 + dice.below(2);
    // Mostly of what every licence says, so that something is left.
    let any = (0..count).map(|_| match dice.percent(70) {
        true => about_every(dice, names),
        false => condition(dice, names, RICH),
    });
    exclusion(&name, any.collect())
}

fn mapping(dice: &mut Dice, pointed: &str, pointing: &str, to: &str) -> AttributeMapping {
    let on_unmapped = *dice.one_of(&[OnUnmapped::Reject, OnUnmapped::Drop]);
    let rows: [(&str, &[&str]); 6] = [
        ("A", &["1", "2"]),
        ("B", &["2"]),
        ("C1", &["A", "B"]),
        ("D", &[]),
        ("true", &["yes"]),
        ("1", &["A"]),
    ];
    let some = dice.some(&rows, 60);
    let (from, transform) = match dice.below(4) {
        0 => (element(dice, pointed, false), Transform::Identity),
        1 => (
            element(dice, pointed, false),
            Transform::Constant("fixed".to_owned()),
        ),
        _ => (element(dice, pointed, true), table(&some)),
    };
    AttributeMapping {
        from,
        to: Element::new(pointing, to),
        transform,
        on_unmapped,
    }
}

/// An element that a licence of this type may have; `codes`: with a member where that gives codes.
fn element(dice: &mut Dice, of: &str, codes: bool) -> Element {
    let names: &[&str] = match of {
        RICH => &[
            "grade",
            "note",
            "points",
            "sum",
            "since",
            "seen",
            "secret",
            "since_18",
            "points_band",
            "classes",
            "nothing",
        ],
        FOREIGN => &["family_name", "driving_privileges", "issue_date", "nothing"],
        SECOND | THIRD => &["x", "y", "note"],
        _ => &["note", "nothing"],
    };
    let name = *dice.one_of(names);
    match name {
        "classes" if codes => member(RICH, "classes", dice.word(&["class", "count", "other"])),
        "driving_privileges" if codes => member(FOREIGN_SPACE, name, "vehicle_category_code"),
        _ if of == FOREIGN => Element::new(FOREIGN_SPACE, name),
        _ => Element::new(of, name),
    }
}

fn around(dice: &mut Dice, age: i64) -> u64 {
    let age = age + *dice.one_of(&[-86_400, -1, 0, 1, 86_400]);
    u64::try_from(age.max(1)).unwrap()
}

fn derived(dice: &mut Dice, element: &Element) -> Option<DerivedBy> {
    let right = match element.identifier.as_str() {
        "since_18" => "age_over(since,18)",
        "points_band" => "band(points)",
        _ => "band(other)",
    };
    let often = if right == "band(other)" { 5 } else { 85 };
    if element.member.is_some() || !dice.percent(often) {
        return None;
    }
    let rule = if dice.percent(85) { right } else { "band(sum)" };
    let age = now().seconds() - time("2026-05-31T16:00:00Z").seconds();
    Some(DerivedBy {
        rule: rule.to_owned(),
        max_age: around(dice, age),
    })
}

fn names_of(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// A condition about what every licence has.
fn about_every(dice: &mut Dice, names: &mut Names) -> Condition {
    let entities: Vec<String> = ["CN-44", "CN-31", "CN-11"]
        .map(|place| WORLD.member(place).code.clone())
        .to_vec();
    let kind = match dice.below(6) {
        0 => Kind::IssuerIn {
            entities: dice.some(&entities, 40),
        },
        1 => Kind::LevelIn {
            levels: dice.some(&names_of(&["national", "prefectural", "county"]), 30),
        },
        2 => Kind::IndustryIn {
            industries: dice.some(&names_of(&["health", "housing"]), 30),
        },
        3 => Kind::CategoryIn {
            categories: dice.some(&names_of(&["proof", "licence"]), 20),
        },
        4 => Kind::IssuedAt {
            not_before: Some(dice_issued(dice)),
            not_after: None,
        },
        _ => Kind::SealType {
            any_of_types: names_of(&["01"]),
        },
    };
    Condition {
        id: names.next(),
        kind,
    }
}

fn dice_issued(dice: &mut Dice) -> UnixTime {
    let issued = time("2025-11-04T16:00:00Z");
    issued.saturating_add(*dice.one_of(&[-86_400 * 400, -1, 0, 1, 86_400 * 30]))
}

/// A condition of any kind, about a licence of this type.
fn condition(dice: &mut Dice, names: &mut Names, of: &str) -> Condition {
    let now = now().seconds();
    let kind = match dice.below(18) {
        0 => {
            let (from, to) = (dice_issued(dice), dice_issued(dice));
            let (from, to) = (from.min(to), from.max(to));
            match dice.below(3) {
                0 => Kind::IssuedAt {
                    not_before: Some(from),
                    not_after: Some(to),
                },
                1 => Kind::IssuedAt {
                    not_before: None,
                    not_after: Some(to),
                },
                _ => Kind::IssuedAt {
                    not_before: Some(from),
                    not_after: None,
                },
            }
        }
        1 => Kind::LicenceAge {
            max: around(dice, now - time("2025-11-04T16:00:00Z").seconds()),
        },
        2 => Kind::RemainingValidity {
            min: around(dice, time("2027-05-31T15:59:59Z").seconds() - now),
        },
        3 => {
            let scheme = if dice.percent(85) {
                SCHEME
            } else {
                "https://other.example/"
            };
            let level = u64::try_from(dice.below(4)).unwrap();
            Kind::AssuranceAtLeast {
                scheme: scheme.to_owned(),
                level,
            }
        }
        4 => Kind::StatusFresh {
            max_age: around(dice, now - status_made().seconds()),
        },
        5 | 6 => return about_every(dice, names),
        7 => {
            let entities = vec![
                WORLD
                    .member(dice.word(&["CN-44", "CN-31", "KR-11"]))
                    .code
                    .clone(),
            ];
            Kind::IssuerNotIn { entities }
        }
        8 => {
            let element = element(dice, of, true);
            let derived = derived(dice, &element);
            Kind::ElementPresent { element, derived }
        }
        9 | 10 => {
            let element = element(dice, of, true);
            let derived = derived(dice, &element);
            let values = dice.some(
                &names_of(&["A", "B", "C1", "D", "N", "true", "many", "1", "2", "yes"]),
                55,
            );
            Kind::ElementIn {
                element,
                values,
                derived,
            }
        }
        11 | 12 => {
            let element = element(dice, of, true);
            let derived = derived(dice, &element);
            let values = dice.some(
                &names_of(&["A", "B", "C1", "D", "N", "false", "few", "1", "2", "yes"]),
                25,
            );
            Kind::ElementNotIn {
                element,
                values,
                derived,
            }
        }
        13 => {
            let element = match dice.percent(70) {
                true => Element::new(RICH, *dice.one_of(&["points", "sum"])),
                false => element(dice, of, false),
            };
            let (one, other) = (*dice.one_of(&[11, 12, 13]), *dice.one_of(&[11, 12, 13]));
            let (min, max) = (Some(one.min(other)), Some(one.max(other)));
            match dice.below(3) {
                0 => Kind::ElementRange { element, min, max },
                1 => Kind::ElementRange {
                    element,
                    min,
                    max: None,
                },
                _ => Kind::ElementRange {
                    element,
                    min: None,
                    max,
                },
            }
        }
        14 => {
            let (element, then) = match dice.below(4) {
                0 => (Element::new(RICH, "since"), time("2000-05-31T16:00:00Z")),
                1 => (Element::new(RICH, "seen"), time("2026-05-01T00:00:00Z")),
                2 => (
                    Element::new(COMMON_NAME_SPACE, "issue_date"),
                    time("2025-11-04T16:00:00Z"),
                ),
                _ => (element(dice, of, false), day(1)),
            };
            let age = around(dice, now - then.seconds());
            match dice.percent(50) {
                true => Kind::ElementDate {
                    element,
                    min_age: Some(age),
                    max_age: None,
                },
                false => Kind::ElementDate {
                    element,
                    min_age: None,
                    max_age: Some(age),
                },
            }
        }
        15 => Kind::HolderBinding {
            any_method: dice.some(&names_of(&["device-signature", "device-mac"]), 50),
        },
        16 => Kind::SignatureLevel {
            min: *dice.one_of(&[Level::B, Level::B, Level::T, Level::Lta]),
        },
        _ => Kind::SealType {
            any_of_types: names_of(&["01"]),
        },
    };
    Condition {
        id: names.next(),
        kind,
    }
}
