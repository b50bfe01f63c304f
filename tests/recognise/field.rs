//! Scenes from the field, with made-up people: a housing agency, a relief office, and the table of a whole province.

use std::collections::{BTreeMap, BTreeSet};

use elicence::{
    document::Interval,
    recognise::{
        Agreements, Question,
        agreement::{
            AgreementContents, AgreementState, Element, Equivalence, EquivalenceStatus, Kind,
            RunOff,
        },
        recognise,
        requirement::{Desk, ServiceItem},
    },
    verify::Verified,
};

use crate::{
    agreeing::{PURPOSE, contents, member, one, rich, rich_element, supplement, taken},
    asking::says,
    offices::{day, region},
    papers::{HOLDER, PLAIN, Paper, RICH, SECOND, STRANGER, THIRD, withholding},
    pool::foreign,
    world::{FOREIGN, FOREIGN_SPACE, SCHEME, WORLD, now},
};

const APPLICATIONS: usize = 20_000;
const APPLICANTS: [(&str, &str); 10] = [
    ("P-0", "999"),
    ("P-1", "999"),
    ("P-2", "999"),
    ("P-3", "999"),
    ("P-4", "999"),
    ("P-5", "999"),
    ("P-6", "999"),
    ("P-7", "999"),
    ("P-8", "999"),
    ("P-9", "999"),
];

/// A verdict, or the code of a refusal.
type Judged = Result<Verified, &'static str>;

/// What one applicant has: good licences, and each kind of bad one.
struct Applicant {
    good: [Judged; 2],
    expired: Judged,
    revoked: Judged,
    unknown_region: Judged,
    too_low: Judged,
    silent: Judged,
    residence: Judged,
}

impl Applicant {
    fn new(holder: (&'static str, &'static str)) -> Self {
        let rich = || Paper::rich("CN-44").held_by(&[holder]);
        let judged = |paper: Paper| WORLD.judged(&WORLD.seal(&paper));
        Self {
            good: [judged(rich()), judged(rich().with("grade", "B"))],
            expired: judged(Paper {
                until: "2026-05-31",
                ..rich()
            }),
            revoked: judged(Paper {
                index: Some(8),
                ..rich()
            }),
            unknown_region: judged(Paper::rich("CN-11").held_by(&[holder])),
            too_low: judged(rich().with("grade", "F")),
            silent: WORLD.judged(&withholding(&WORLD.seal(&rich()), &["grade"])),
            residence: judged(Paper::new(PLAIN, "CN-33").held_by(&[holder])),
        }
    }
}

/// Each application: whose, with which licence and whose residence permit, and why it is to be excluded.
fn application(applicants: &[Applicant], number: usize) -> (&Judged, &Judged, &'static str) {
    let whose = number / 100 % applicants.len();
    let (own, other) = (
        &applicants[whose],
        &applicants[(whose + 1) % applicants.len()],
    );
    let with = |licence, reason| (licence, &own.residence, reason);
    match number * 37 % 100 {
        0..76 => with(&own.good[number % 2], ""),
        76..80 => with(&own.expired, "verify.expired"),
        80..84 => with(&own.revoked, "status.revoked"),
        84..88 => with(&own.unknown_region, "recognise.no-agreement"),
        88..92 => with(&own.too_low, "recognise.condition-not-met"),
        92..96 => with(&own.silent, "recognise.data-missing"),
        _ => (&own.good[0], &other.residence, "recognise.holder-mismatch"),
    }
}

#[test]
fn a_housing_agency_excludes_the_4_800_invalid_of_20_000_applications_and_no_other() {
    let mut agreement = contents("a", "CN-33", "CN-44");
    let grades = ["A", "B"].map(str::to_owned).to_vec();
    rich(&mut agreement).conditions.push(one(
        "grade",
        Kind::ElementIn {
            element: rich_element("grade"),
            values: grades,
            derived: None,
        },
    ));
    rich(&mut agreement)
        .supplements
        .push(supplement("residence", Some(PLAIN)));
    let (agreements, here) = (taken([agreement]), region("CN-3301"));
    let applicants: Vec<_> = APPLICANTS.into_iter().map(Applicant::new).collect();

    let (mut excluded, mut expected) = (BTreeSet::new(), BTreeSet::new());
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for number in 0..APPLICATIONS {
        let (licence, residence, reason) = application(&applicants, number);
        if !reason.is_empty() {
            expected.insert(number);
        }
        let code = match licence {
            Err(code) => Some(*code),
            Ok(licence) => {
                let beside = [residence.as_ref().unwrap()];
                let question = Question::new(&here, PURPOSE, &agreements).with_supplements(&beside);
                let found = recognise(licence, &question);
                (found.result().word() != "recognised").then(|| found.primary_code().unwrap())
            }
        };
        if let Some(code) = code {
            assert_eq!(code, reason, "application {number}");
            excluded.insert(number);
            *reasons.entry(code).or_default() += 1;
        }
    }
    assert_eq!((excluded.len(), &excluded), (4_800, &expected));
    let six = [
        "recognise.condition-not-met",
        "recognise.data-missing",
        "recognise.holder-mismatch",
        "recognise.no-agreement",
        "status.revoked",
        "verify.expired",
    ];
    assert_eq!(reasons, six.map(|code| (code, 800)).into());
}

/// The departments of a relief office, each with its programmes, and each programme with the licences that it asks for.
pub(crate) const PROGRAMMES: [(&str, &[&[&str]]); 8] = [
    (
        "housing",
        &[&[RICH, PLAIN], &[PLAIN], &[RICH, PLAIN, SECOND]],
    ),
    ("health", &[&[SECOND], &[SECOND, PLAIN], &[THIRD]]),
    (
        "education",
        &[&[THIRD, PLAIN], &[THIRD, SECOND], &[RICH], &[THIRD]],
    ),
    (
        "civil-affairs",
        &[&[PLAIN, SECOND, THIRD], &[PLAIN], &[RICH, THIRD]],
    ),
    (
        "disabled-persons",
        &[&[SECOND], &[SECOND, RICH], &[SECOND, PLAIN]],
    ),
    (
        "human-resources",
        &[&[RICH], &[RICH, SECOND, THIRD], &[THIRD, PLAIN], &[PLAIN]],
    ),
    (
        "agriculture",
        &[&[RICH, PLAIN], &[THIRD], &[RICH, PLAIN, SECOND, THIRD]],
    ),
    (
        "justice",
        &[&[PLAIN, THIRD], &[SECOND, THIRD], &[RICH, THIRD]],
    ),
];

const CASES: usize = 1_640;
const COMBINED: usize = 37;

pub(crate) fn programme(department: &str, number: usize, needs: &[&str]) -> ServiceItem {
    let requirements: Vec<_> = needs
        .iter()
        .map(|doc_type| {
            let name = doc_type.trim_start_matches("org.elicence.").trim_end_matches(".1");
            let conditions = match *doc_type {
                RICH => format!(r#","conditions":[{{"id":"c-{name}","kind":"elementRange","element":["{RICH}","points"],"min":10}}]"#),
                _ => String::new(),
            };
            format!(
                r#"{{"id":"r-{name}","label":{{"en":"Requirement"}},"alternatives":[{{"id":"s-{name}","all":[{{"id":"e-{name}","docType":"{doc_type}"{conditions}}}]}}]}}"#
            )
        })
        .collect();
    let json = format!(
        r#"{{"type":"org.elicence.serviceitem.1","code":"{department}-{number}","label":{{"en":"Relief"}},"purpose":"urn:example:relief:{department}:{number}",
        "legalBasis":[{{"en":"Law, article 1"}}],"requirements":[{}]}}"#,
        requirements.join(",")
    );
    ServiceItem::from_json(&json, &WORLD.types).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn twenty_six_relief_programmes_decide_1_640_cases_of_which_37_are_combined() {
    let all: Vec<(ServiceItem, &[&str])> = PROGRAMMES
        .iter()
        .flat_map(|(department, programmes)| {
            programmes
                .iter()
                .enumerate()
                .map(|(number, needs)| (programme(department, number, needs), *needs))
        })
        .collect();
    assert_eq!(all.len(), 26);
    let types = [RICH, PLAIN, SECOND, THIRD];
    let own: Vec<Verified> = types
        .iter()
        .map(|doc_type| WORLD.paper(&relief(doc_type, HOLDER)))
        .collect();
    let others: Vec<Verified> = types
        .iter()
        .map(|doc_type| WORLD.paper(&relief(doc_type, STRANGER)))
        .collect();
    let (here, agreements) = (region("CN-3301"), Agreements::new());
    let desk = Desk::new(&here, &agreements, &WORLD.types);

    let (mut combined, mut granted) = (0, 0);
    for case in 0..CASES {
        // What the applicant has, and what somebody left among the papers.
        let (mask, stray) = (case * 7 % 16, if case % 7 == 0 { case / 7 % 16 } else { 0 });
        let has = |mask: usize, doc_type: &str| {
            types
                .iter()
                .enumerate()
                .any(|(bit, t)| *t == doc_type && mask >> bit & 1 == 1)
        };
        let chosen = |mask: usize, from: &'static str| {
            (0..4)
                .filter(move |bit| mask >> bit & 1 == 1)
                .map(move |bit| (bit, from))
        };
        let papers: Vec<&Verified> = chosen(mask, "own")
            .chain(chosen(stray, "stray"))
            .map(|(bit, from)| {
                if from == "own" {
                    &own[bit]
                } else {
                    &others[bit]
                }
            })
            .collect();
        let asked: Vec<usize> = match case % 44 {
            5 if combined < COMBINED => {
                combined += 1;
                (0..2 + case % 4)
                    .map(|step| (case + step * 9) % 26)
                    .collect()
            }
            _ => vec![case % 26],
        };
        let items: Vec<&ServiceItem> = asked.iter().map(|at| &all[*at].0).collect();
        let answers = desk.resolve_all(&items, &papers);
        assert_eq!(answers.len(), asked.len());
        for (at, answer) in asked.iter().zip(answers) {
            let needs = all[*at].1;
            // One person must have all of it: what two have together is nobody's.
            let proven = [mask, stray]
                .iter()
                .any(|mask| needs.iter().all(|doc_type| has(*mask, doc_type)));
            assert_eq!(
                answer.is_proven(),
                proven,
                "case {case}, {needs:?} of {mask:b} and {stray:b}: {answer:#?}"
            );
            granted += usize::from(proven);
        }
    }
    assert_eq!(combined, COMBINED);
    assert!(granted > 400, "{granted}");
}

fn relief(doc_type: &'static str, holder: (&'static str, &'static str)) -> Paper {
    match doc_type {
        RICH => Paper::rich("CN-33"),
        _ => Paper::new(doc_type, "CN-33"),
    }
    .held_by(&[holder])
}

const COLUMNS: [&str; 12] = [
    "CN-33",
    "CN-3301",
    "CN-44",
    "CN-440106",
    "CN-4403",
    "CN-31",
    "CN-310115",
    "CN-11",
    "KR-11",
    "KR-26",
    "CN-43",
    "KR-41",
];

/// By hand: a row for each department, a column for each region. `y` recognised, `s` with supplements, `.` not.
const TABLE: [&str; 14] = [
    "yyyyy..yy.y.", // 0
    "yyyyy..yyyy.", // 1
    "yyyyy..y....", // 2: Seoul is not of that assurance, Hunan's classes are not all known
    "yyyyy..y....", // 3
    "yyyyy..y....", // 4
    "yysss..y....", // 5: beside something else
    "yy.....y....", // 6: only of another grade
    "yy.....y....", // 7: only in another city
    "yy.....y....", // 8: not yet
    "yy.....y....", // 9: only while superseded
    "yy...yyy....", // 10
    "yy...yyy....", // 11
    "yy...yyy....", // 12
    "yy...yyy....", // 13
];

fn service(number: usize) -> String {
    format!("urn:example:department:{number}")
}

/// A provision for each of these departments, changed as `change` says.
fn provisions(
    agreement: &mut AgreementContents,
    numbers: impl IntoIterator<Item = usize>,
    change: impl Fn(usize, &mut Equivalence),
) {
    let template = rich(agreement).clone();
    let numbered = numbers.into_iter().map(|number| {
        let mut one = template.clone();
        one.equivalence_id = format!("e{number}");
        one.purposes = vec![service(number)];
        change(number, &mut one);
        one
    });
    agreement.equivalences = numbered.collect();
}

fn province() -> Agreements {
    let mut guangdong = contents("guangdong", "CN-33", "CN-44");
    provisions(&mut guangdong, 0..10, |number, of| match number {
        5 => of.supplements.push(supplement("s", None)),
        6 => of.conditions.push(one(
            "c6",
            Kind::ElementIn {
                element: rich_element("grade"),
                values: vec!["B".to_owned()],
                derived: None,
            },
        )),
        7 => of.territories = vec![region("CN-3302")],
        8 => {
            of.validity = Some(Interval {
                from: day(9),
                until: None,
            })
        }
        9 => of.status_equivalence.valid = vec![3],
        _ => {}
    });
    let mut shanghai = contents("shanghai", "CN-33", "CN-31");
    provisions(&mut shanghai, 10..14, |_, _| {});
    let mut beijing = contents("beijing", "CN-33", "CN-11");
    provisions(&mut beijing, 0..14, |_, _| {});
    beijing.equivalence_history = vec![beijing.current_state];
    beijing.current_state = AgreementState {
        status: EquivalenceStatus::Repealed,
        starting_time: day(1),
    };
    beijing.run_off = Some(RunOff {
        issued_before: day(1),
        until: day(90),
    });
    let mut seoul = contents("seoul", "CN-33", "KR-11");
    provisions(&mut seoul, 0..3, |number, of| {
        let level = if number == 2 { 4 } else { 3 };
        of.conditions.push(one(
            &format!("c{number}"),
            Kind::AssuranceAtLeast {
                scheme: SCHEME.to_owned(),
                level,
            },
        ));
    });
    let mut busan = contents("busan", "CN-33", "KR-26");
    provisions(&mut busan, 0..2, |number, of| {
        let kind = match number {
            0 => Kind::LicenceAge { max: 400 * 86_400 },
            _ => Kind::ElementPresent {
                element: rich_element("grade"),
                derived: None,
            },
        };
        of.conditions.push(one(&format!("c{number}"), kind));
    });
    let mut hunan = contents("hunan", "CN-33", "CN-43");
    provisions(&mut hunan, 0..3, |number, of| {
        of.pointed_type = FOREIGN.to_owned();
        let known = if number == 2 { &["A"][..] } else { &["A", "B"] };
        let values = known.iter().map(|&code| code.to_owned()).collect();
        let element: Element = member(FOREIGN_SPACE, "driving_privileges", "vehicle_category_code");
        if number > 0 {
            of.conditions.push(one(
                &format!("c{number}"),
                Kind::ElementIn {
                    element,
                    values,
                    derived: None,
                },
            ));
        }
    });
    taken([guangdong, shanghai, beijing, seoul, busan, hunan])
}

#[test]
fn the_table_of_14_departments_and_12_regions_is_the_one_made_by_hand() {
    let (agreements, here) = (province(), region("CN-3301"));
    let licences = COLUMNS.map(|place| match place {
        "CN-43" | "KR-41" => WORLD.verified(&WORLD.seal_abroad(place, &foreign()), now()),
        _ => {
            let sealed_in = match place {
                "CN-440106" => "CN-44",
                "CN-310115" => "CN-31",
                own => own,
            };
            WORLD.paper(&Paper {
                region: place.to_owned(),
                ..Paper::rich(sealed_in)
            })
        }
    });
    for (number, row) in TABLE.iter().enumerate() {
        let purpose = service(number);
        let found: Vec<String> = licences
            .iter()
            .map(|licence| {
                says(&recognise(
                    licence,
                    &Question::new(&here, &purpose, &agreements),
                ))
            })
            .collect();
        let letters = found.iter().map(|says| match says.as_str() {
            "recognised" => 'y',
            with if with.starts_with("recognised-with-supplements") => 's',
            _ => '.',
        });
        assert_eq!(letters.collect::<String>(), *row, "{number}: {found:#?}");
    }
}
