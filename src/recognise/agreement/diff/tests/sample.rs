//! An agreement about which there is nothing to say.

use std::collections::BTreeMap;

use crate::document::{Interval, MlText};
use crate::licence::{Region, value::DigestValue};
use crate::recognise::agreement::{
    AgreementContents, AgreementState, Archive, AttributeMapping, Clause, Condition, Deadline,
    DerivedBy, Effect, Element, Equivalence, EquivalenceStatus, Exclusion, Kind, LegalText, Moment,
    Objection, OnUnmapped, Party, Precedence, Record, StatusEquivalence, Supplement, Transform,
    VOCABULARY,
};
use crate::time::UnixTime;

pub(in crate::recognise) const SHOP: &str = "org.elicence.business_licence.1";
pub(in crate::recognise) const DRIVE: &str = "org.elicence.driving_licence.1";
const TAX: &str = "org.elicence.tax_certificate.1";

pub(in crate::recognise) fn time(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).unwrap()
}

pub(in crate::recognise) fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn ml(words: &str) -> MlText {
    let tags = ["zh", "en", "ko"];
    tags.map(|tag| (tag.to_owned(), format!("{words} {tag}")))
        .into()
}

pub(in crate::recognise) fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

pub(in crate::recognise) fn condition(id: &str, kind: Kind) -> Condition {
    Condition {
        id: id.to_owned(),
        kind,
    }
}

pub(in crate::recognise) fn one(id: &str, kind: Kind) -> Clause {
    Clause::One(condition(id, kind))
}

pub(in crate::recognise) fn is_in(element: Element, values: &[&str]) -> Kind {
    Kind::ElementIn {
        element,
        values: texts(values),
        derived: None,
    }
}

pub(in crate::recognise) fn derived_in(element: Element, values: &[&str], rule: &str) -> Kind {
    Kind::ElementIn {
        element,
        values: texts(values),
        derived: Some(DerivedBy {
            rule: rule.to_owned(),
            max_age: 31_536_000,
        }),
    }
}

pub(in crate::recognise) fn table(rows: &[(&str, &[&str])]) -> Transform {
    let row = |(code, local): &(&str, &[&str])| ((*code).to_owned(), texts(local));
    Transform::CodeTable(rows.iter().map(row).collect::<BTreeMap<_, _>>())
}

const FORMS: [&str; 10] = [
    "limited-company",
    "joint-stock-company",
    "state-owned",
    "collective",
    "sole-proprietorship",
    "partnership",
    "cooperative",
    "branch",
    "foreign-branch",
    "individual-business",
];

fn shop() -> Equivalence {
    let forms: Vec<(&str, &[&str])> = FORMS
        .iter()
        .map(|form| (*form, core::slice::from_ref(form)))
        .collect();
    Equivalence {
        equivalence_id: "shop".to_owned(),
        legal_identifier: "3(1)".to_owned(),
        label: ml("shop"),
        pointed_type: SHOP.to_owned(),
        pointing_type: SHOP.to_owned(),
        purposes: texts(&["urn:register"]),
        territories: Vec::new(),
        validity: None,
        effect: Effect::Partial,
        conditions: vec![
            one("age", Kind::LicenceAge { max: 1_000 }),
            Clause::AnyOf(vec![
                condition(
                    "form",
                    is_in(Element::new(SHOP, "legal_form"), &["limited-company"]),
                ),
                condition(
                    "capital",
                    derived_in(
                        Element::new(SHOP, "capital_band"),
                        &["50m-or-more"],
                        "band(registered_capital)",
                    ),
                ),
            ]),
            one("fresh", Kind::StatusFresh { max_age: 86_400 }),
        ],
        status_equivalence: StatusEquivalence {
            valid: vec![0],
            invalid: vec![1, 2],
        },
        attribute_map: vec![
            AttributeMapping {
                from: Element::new(SHOP, "legal_form"),
                to: Element::new(SHOP, "legal_form"),
                transform: table(&forms),
                on_unmapped: OnUnmapped::Reject,
            },
            AttributeMapping {
                from: Element::new(SHOP, "establishment_date"),
                to: Element::new(SHOP, "establishment_date"),
                transform: Transform::Identity,
                on_unmapped: OnUnmapped::Drop,
            },
        ],
        supplements: vec![Supplement {
            id: "tax".to_owned(),
            label: ml("tax"),
            evidence_type: "urn:tax".to_owned(),
            doc_type: Some(TAX.to_owned()),
            unless: vec![condition(
                "young",
                derived_in(
                    Element::new(SHOP, "registered_years_band"),
                    &["under-1"],
                    "years_since_band(establishment_date)",
                ),
            )],
            deadline: Deadline::Within(2_592_000),
        }],
    }
}

pub(in crate::recognise) fn drive() -> Equivalence {
    Equivalence {
        equivalence_id: "drive".to_owned(),
        legal_identifier: "4".to_owned(),
        label: ml("drive"),
        pointed_type: DRIVE.to_owned(),
        pointing_type: DRIVE.to_owned(),
        purposes: texts(&["urn:drive"]),
        territories: vec![region("CN-4401")],
        validity: Some(Interval {
            from: time("2026-03-01T00:00:00Z"),
            until: Some(time("2030-01-01T00:00:00Z")),
        }),
        effect: Effect::Evidence,
        conditions: Vec::new(),
        status_equivalence: StatusEquivalence {
            valid: vec![0],
            invalid: Vec::new(),
        },
        attribute_map: Vec::new(),
        supplements: Vec::new(),
    }
}

fn party(territory: &str) -> Party {
    Party {
        territory: region(territory),
        legislation: "law".to_owned(),
        list_id: format!("https://lists.example/{territory}"),
        entity_id: territory.to_owned(),
    }
}

/// An agreement about which there is nothing to say: Guangdong recognises what Zhejiang issues.
pub(in crate::recognise) fn sample() -> AgreementContents {
    let text = |lang: &str| LegalText {
        lang: lang.to_owned(),
        uri: format!("https://law.example/{lang}"),
        digest: DigestValue::new(-16, vec![7; 32]).unwrap(),
    };
    AgreementContents {
        agreement_id: "urn:agreement:44-33".to_owned(),
        sequence_number: 3,
        issue_date_time: time("2026-06-01T00:00:00Z"),
        condition_vocabulary: VOCABULARY.to_owned(),
        title: ml("title"),
        legal_texts: vec![text("zh"), text("en"), text("ko")],
        pointing_party: party("CN-44"),
        pointed_party: party("CN-33"),
        current_state: AgreementState {
            status: EquivalenceStatus::Enacted,
            starting_time: time("2026-01-01T00:00:00Z"),
        },
        equivalence_history: Vec::new(),
        valid_until: Some(time("2036-01-01T00:00:00Z")),
        notice_period: Some(2_592_000),
        require_enacted_at: vec![Moment::Issuance, Moment::Use],
        run_off: None,
        mra_depth: 0,
        onward_parties: Vec::new(),
        onward_use: false,
        precedence: Precedence::None,
        supersedes: Vec::new(),
        exclusions: vec![Exclusion {
            id: "barred".to_owned(),
            reason: ml("barred"),
            any: vec![condition(
                "barred-issuer",
                Kind::IssuerIn {
                    entities: texts(&["X"]),
                },
            )],
        }],
        equivalences: vec![shop(), drive()],
        objection: Objection {
            contact: ml("office"),
            uri: "mailto:office@gd.example".to_owned(),
            deadline: 5_184_000,
        },
        archive: Archive {
            keep: vec![Record::Verdict, Record::Agreement],
            retention_days: 365,
        },
        next_update: time("2026-11-01T00:00:00Z"),
        not_after: time("2027-03-01T00:00:00Z"),
        extensions: Vec::new(),
    }
}
