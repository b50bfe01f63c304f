use std::collections::BTreeMap;

use super::*;
use crate::document::{Extension, Interval, MlText};
use crate::licence::{Region, value::DigestValue};
use crate::recognise::agreement::*;
use crate::time::UnixTime;

fn at(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).unwrap()
}

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

fn text(zh: &str, en: &str, ko: &str) -> MlText {
    [("zh", zh), ("en", en), ("ko", ko)]
        .map(|(tag, text)| (tag.to_owned(), text.to_owned()))
        .into()
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|&one| one.to_owned()).collect()
}

fn condition(id: &str, kind: Kind) -> Condition {
    Condition {
        id: id.to_owned(),
        kind,
    }
}

const TYPE: &str = "org.elicence.driving_licence.1";

fn classes() -> Element {
    Element {
        member: Some("class".to_owned()),
        ..Element::new(TYPE, "vehicle_classes")
    }
}

/// Guangdong recognises driving licences of Guangxi; everything that an agreement can say is in it.
pub(in crate::recognise) fn sample() -> AgreementContents {
    let party = |territory: &str, entity: &str| Party {
        territory: region(territory),
        legislation: format!("https://law.example/{territory}"),
        list_id: format!("https://lists.example/{territory}"),
        entity_id: entity.to_owned(),
    };
    let state = |status, since: &str| AgreementState {
        status,
        starting_time: at(since),
    };
    AgreementContents {
        agreement_id: "https://agreements.example/gd-gx".to_owned(),
        sequence_number: 3,
        issue_date_time: at("2026-03-01T00:00:00Z"),
        condition_vocabulary: VOCABULARY.to_owned(),
        title: text(
            "粤桂驾驶证互认协议",
            "Agreement on driving licences",
            "광둥·광시 운전면허 인정 협정",
        ),
        legal_texts: vec![LegalText {
            lang: "zh".to_owned(),
            uri: "https://law.example/gd-gx.pdf".to_owned(),
            digest: DigestValue::new(-16, vec![0xab; 32]).unwrap(),
        }],
        pointing_party: party("CN-44", "11440000MB2C000001"),
        pointed_party: party("CN-45", "11450000MB2C000002"),
        current_state: state(EquivalenceStatus::Suspended, "2026-06-01T00:00:00Z"),
        equivalence_history: vec![state(EquivalenceStatus::Enacted, "2026-01-01T00:00:00Z")],
        valid_until: Some(at("2030-01-01T00:00:00Z")),
        notice_period: Some(30 * 86_400),
        require_enacted_at: vec![Moment::Issuance, Moment::Use],
        run_off: Some(RunOff {
            issued_before: at("2026-06-01T00:00:00Z"),
            until: at("2027-06-01T00:00:00Z"),
        }),
        mra_depth: 1,
        onward_parties: vec![region("CN-46"), region("KR")],
        onward_use: true,
        precedence: Precedence::Prevails,
        supersedes: vec![Superseded {
            agreement_id: "https://agreements.example/old".to_owned(),
            up_to: 7,
        }],
        exclusions: vec![Exclusion {
            id: "x-learner".to_owned(),
            reason: text("学习驾驶证明", "Learner's permit", "연습면허"),
            any: vec![condition(
                "x-learner.class",
                Kind::ElementIn {
                    element: classes(),
                    values: strings(&["L9", "C1"]),
                    derived: None,
                },
            )],
        }],
        equivalences: vec![equivalence(), bare()],
        objection: Objection {
            contact: text("车辆管理所", "Vehicle office", "차량관리소"),
            uri: "mailto:office@example.org".to_owned(),
            deadline: 60 * 86_400,
        },
        archive: Archive {
            keep: vec![Record::Verdict, Record::Agreement, Record::Licence],
            retention_days: 365,
        },
        next_update: at("2026-09-01T00:00:00Z"),
        not_after: at("2026-12-01T00:00:00Z"),
        extensions: [
            ("https://x.example/a", false),
            ("https://x.example/b", true),
        ]
        .map(|(id, critical)| Extension {
            id: id.to_owned(),
            critical,
            value: crate::codec::Cbor::Null,
        })
        .into(),
    }
}

fn equivalence() -> Equivalence {
    let every = every_kind().into_iter().map(Clause::One);
    let choice = Clause::AnyOf(vec![
        condition("c-new", Kind::LicenceAge { max: 5_400 }),
        condition("c-long", Kind::RemainingValidity { min: 1 }),
    ]);
    let mapping = |from: Element, to: Element, transform, on_unmapped| AttributeMapping {
        from,
        to,
        transform,
        on_unmapped,
    };
    let table = BTreeMap::from([
        ("A1".to_owned(), strings(&["A1", "A3"])),
        ("Z0".to_owned(), vec![]),
    ]);
    let initial = || Element::new(TYPE, "first_issue_date");
    Equivalence {
        equivalence_id: "e-driving".to_owned(),
        legal_identifier: "第三条第一款".to_owned(),
        label: text("机动车驾驶", "Driving motor vehicles", "자동차 운전"),
        pointed_type: TYPE.to_owned(),
        pointing_type: TYPE.to_owned(),
        purposes: strings(&["https://purpose.example/drive"]),
        territories: vec![region("CN-4401"), region("CN-4403")],
        validity: Some(Interval {
            from: at("2026-01-01T00:00:00Z"),
            until: Some(at("2028-01-01T00:00:00Z")),
        }),
        effect: Effect::Partial,
        conditions: every.chain([choice]).collect(),
        status_equivalence: StatusEquivalence {
            valid: vec![0],
            invalid: vec![1, 2, 3, 12],
        },
        attribute_map: vec![
            mapping(initial(), initial(), Transform::Identity, OnUnmapped::Drop),
            mapping(
                classes(),
                classes(),
                Transform::CodeTable(table),
                OnUnmapped::Reject,
            ),
            mapping(
                initial(),
                Element::new(TYPE, "record"),
                Transform::Constant("GX".to_owned()),
                OnUnmapped::Reject,
            ),
        ],
        supplements: vec![
            Supplement {
                id: "s-id".to_owned(),
                label: text("身份证明", "Proof of identity", "신분 증명"),
                evidence_type: "https://evidence.example/identity".to_owned(),
                doc_type: Some("org.elicence.residence_permit.1".to_owned()),
                unless: vec![condition(
                    "s-id.unless",
                    Kind::HolderBinding {
                        any_method: strings(&["device-mac"]),
                    },
                )],
                deadline: Deadline::BeforeUse,
            },
            Supplement {
                id: "s-photo".to_owned(),
                label: text("照片", "A photograph", "사진"),
                evidence_type: "https://evidence.example/photo".to_owned(),
                doc_type: None,
                unless: vec![],
                deadline: Deadline::Within(36 * 3_600),
            },
        ],
    }
}

/// An equivalence that says as little as one can.
pub(in crate::recognise) fn bare() -> Equivalence {
    Equivalence {
        equivalence_id: "e-bare".to_owned(),
        legal_identifier: "4".to_owned(),
        label: BTreeMap::from([("de".to_owned(), "Fremde Karte".to_owned())]),
        pointed_type: "example.card.2".to_owned(),
        pointing_type: "example.karte.1".to_owned(),
        territories: vec![],
        validity: None,
        effect: Effect::Evidence,
        conditions: vec![],
        status_equivalence: StatusEquivalence {
            valid: vec![0, 3],
            invalid: vec![],
        },
        attribute_map: vec![],
        supplements: vec![],
        ..equivalence()
    }
}

/// One condition of every kind, and of every form that has its own sentence.
fn every_kind() -> Vec<Condition> {
    let date = || Element::new("org.elicence.1", "issue_date");
    let (day, early, late) = (
        86_400,
        Some(at("2020-01-01T00:00:00Z")),
        Some(at("2026-05-31T23:59:59Z")),
    );
    let issued = |not_before, not_after| Kind::IssuedAt {
        not_before,
        not_after,
    };
    let range = |min, max| Kind::ElementRange {
        element: Element::new(TYPE, "points"),
        min,
        max,
    };
    let aged = |min_age, max_age| Kind::ElementDate {
        element: date(),
        min_age,
        max_age,
    };
    let kinds = vec![
        issued(early, late),
        issued(early, None),
        issued(None, late),
        Kind::LicenceAge { max: 365 * day },
        Kind::RemainingValidity { min: 36 * 3_600 },
        Kind::AssuranceAtLeast {
            scheme: "https://scheme.example/".to_owned(),
            level: 2,
        },
        Kind::StatusFresh { max_age: day },
        Kind::IssuerIn {
            entities: strings(&["A", "B"]),
        },
        Kind::IssuerNotIn {
            entities: strings(&["C"]),
        },
        Kind::CategoryIn {
            categories: strings(&["licence", "odd"]),
        },
        Kind::LevelIn {
            levels: strings(&["provincial"]),
        },
        Kind::IndustryIn {
            industries: strings(&["transport"]),
        },
        Kind::ElementPresent {
            element: date(),
            derived: None,
        },
        Kind::ElementIn {
            element: Element::new(TYPE, "over_18"),
            values: strings(&["true"]),
            derived: Some(DerivedBy {
                rule: "age_over(birth_date,18)".to_owned(),
                max_age: 7 * day,
            }),
        },
        Kind::ElementNotIn {
            element: Element {
                member: Some("vehicle_category_code".to_owned()),
                ..Element::new("org.iso.18013.5.1", "driving_privileges")
            },
            values: strings(&["AM"]),
            derived: None,
        },
        range(Some(-1), Some(12)),
        range(Some(0), None),
        range(None, Some(12)),
        aged(Some(day), Some(100 * day)),
        aged(Some(day), None),
        aged(None, Some(61)),
        Kind::HolderBinding {
            any_method: strings(&["device-signature", "device-mac", "other"]),
        },
        Kind::SignatureLevel { min: Level::B },
        Kind::SignatureLevel { min: Level::T },
        Kind::SignatureLevel { min: Level::Lt },
        Kind::SignatureLevel { min: Level::Lta },
        Kind::SealType {
            any_of_types: strings(&["01"]),
        },
        Kind::Other {
            kind: "phaseOfTheMoon".to_owned(),
        },
    ];
    kinds
        .into_iter()
        .enumerate()
        .map(|(n, kind)| condition(&format!("c-{n:02}"), kind))
        .collect()
}

fn told(language: Language) -> Explained {
    explain(&sample(), language, &TypeRegistry::builtin())
}

#[test]
fn every_sentence_is_about_as_many_things_in_each_language() {
    for words in [&zh::WORDING, &en::WORDING, &ko::WORDING] {
        for (name, places, sentence) in words.each() {
            for place in 0..9 {
                assert_eq!(
                    sentence.contains(&format!("{{{place}}}")),
                    place < places,
                    "{name}: {sentence}"
                );
            }
        }
    }
}

#[test]
fn every_sentence_is_in_its_own_language() {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let hangul = |c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c);
    let speechless = ["separator", "and", "own_words", "row"];
    for (name, _, sentence) in zh::WORDING.each() {
        assert!(
            speechless.contains(&name) || sentence.contains(han),
            "{name}"
        );
        assert!(!sentence.contains(hangul), "{name}");
    }
    for (name, _, sentence) in ko::WORDING.each() {
        assert!(
            speechless.contains(&name) || sentence.contains(hangul),
            "{name}"
        );
        assert!(!sentence.contains(han), "{name}");
    }
    for (name, _, sentence) in en::WORDING.each() {
        assert!(!sentence.contains(|c| han(c) || hangul(c)), "{name}");
    }
}

#[test]
fn languages_differ_in_words_and_not_in_numbers_and_clauses() {
    let shape = |language| -> Vec<(String, Option<String>)> {
        let told = told(language);
        let clauses = told.clauses().iter();
        clauses
            .map(|c| (c.number().to_owned(), c.clause().map(str::to_owned)))
            .collect()
    };
    assert_eq!(shape(Language::Zh), shape(Language::En));
    assert_eq!(shape(Language::Zh), shape(Language::Ko));
}

#[test]
fn each_kind_of_condition_has_a_sentence_of_its_own_in_each_language() {
    for language in Language::ALL {
        let told = told(language);
        let mut texts: Vec<&str> = every_kind()
            .iter()
            .map(|condition| {
                let clause = told.clauses().iter();
                let mut named = clause.filter(|c| c.own_name() == Some(&condition.id));
                let text = named.next().expect("it is told").text();
                assert!(named.next().is_none(), "told once");
                text
            })
            .collect();
        assert!(
            texts
                .iter()
                .all(|text| !text.contains(['{', '}']) && text.ends_with(['.', '。']))
        );
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), every_kind().len());
    }
}

#[test]
fn the_clause_of_an_answer_leads_to_one_number() {
    let told = told(Language::En);
    for (clause, number) in [
        ("x-learner", Some("6.2")),
        ("x-learner.class", Some("6.2.1")),
        ("e-driving", Some("7")),
        ("c-00", Some("7.7.1")),
        ("c-long", Some("7.7.29.2")),
        ("s-id", Some("7.10.1")),
        ("s-id.unless", Some("7.10.1.3.1")),
        ("e-bare", Some("8")),
        ("nothing", None),
    ] {
        assert_eq!(told.number_of(clause), number, "{clause}");
    }
    let purposes = told.clauses().iter().find(|c| c.number() == "7.3").unwrap();
    assert_eq!(purposes.clause(), Some("e-driving"));
}

#[test]
fn durations_are_in_the_largest_whole_unit() {
    for (seconds, words) in [
        (0, "0 seconds"),
        (1, "1 second"),
        (61, "61 seconds"),
        (60, "1 minute"),
        (5_400, "90 minutes"),
        (3_600, "1 hour"),
        (129_600, "36 hours"),
        (86_400, "1 day"),
        (31_536_000, "365 days"),
    ] {
        assert_eq!(en::WORDING.duration(seconds), words);
    }
}

#[test]
fn what_was_put_into_a_sentence_is_not_filled_again() {
    assert_eq!(wording::fill("{0} and {1}", &["{1}", "two"]), "{1} and two");
}

#[test]
fn there_is_no_blank_where_chinese_characters_meet() {
    assert_eq!(
        wording::fill("证照于 {0} 签发", &["广东省"]),
        "证照于广东省签发"
    );
    assert_eq!(
        wording::fill("证照于 {0} 签发", &["2026"]),
        "证照于 2026 签发"
    );
}

#[test]
fn foreign_text_neither_turns_the_line_nor_ends_it() {
    let mut contents = sample();
    let evil = "a\u{202e}b\nc`d<b>&\u{200b}";
    contents.title = BTreeMap::from([("en".to_owned(), evil.to_owned())]);
    contents.agreement_id = evil.to_owned();
    contents.equivalences[0].label = contents.title.clone();
    contents.equivalences[0].purposes = vec![evil.to_owned()];
    contents.equivalences[0].conditions = vec![Clause::One(condition(
        evil,
        Kind::SealType {
            any_of_types: vec![evil.to_owned()],
        },
    ))];
    for language in Language::ALL {
        let told = explain(&contents, language, &TypeRegistry::empty());
        let lines = told.to_string();
        assert!(!lines.contains(['\u{202e}', '\u{200b}']));
        assert!(lines.contains(r"a\u{202e}b\u{a}c\u{60}d<b>&\u{200b}"));
        let numbered = lines
            .lines()
            .filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        assert_eq!(numbered.count(), told.clauses().len());
        let page = told.to_html();
        assert!(!page.contains("<b>&") && page.contains("d&lt;b&gt;&amp;"));
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
    }
}

#[test]
fn the_same_agreement_reads_as_it_did() {
    // With `WRITE_SAMPLES` set they are written anew, to be read before they are committed.
    for (language, before) in [
        (Language::Zh, include_str!("tests/sample.zh.txt")),
        (Language::En, include_str!("tests/sample.en.txt")),
        (Language::Ko, include_str!("tests/sample.ko.txt")),
    ] {
        let now = told(language).to_string();
        if std::env::var_os("WRITE_SAMPLES").is_some() {
            let path = format!(
                "{}/src/recognise/agreement/explain/tests/sample.{language}.txt",
                env!("CARGO_MANIFEST_DIR")
            );
            std::fs::write(path, &now).unwrap();
            continue;
        }
        assert_eq!(now, before, "{language}");
    }
}
