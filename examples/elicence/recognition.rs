//! A recognition as text for people, and as JSON; its first word is the answer.

use elicence::{
    document::MlText,
    licence::{Language, Region, TypeRegistry},
    recognise::{
        LocalView, LocallyStatedBy, Need, Recognition, RecognitionReport, RecognitionResult,
        SupplementState,
        agreement::{Deadline, Record},
    },
    verify::{Outcome, Report, Verified},
};
use serde_json::{Value as Json, json};

use crate::{
    layout::{Rows, harmless, hex},
    render::{self, Shown},
    verdict, wording,
};

/// What was asked, and how the answer is wanted.
pub(crate) struct Asked<'a> {
    pub(crate) here: &'a Region,
    pub(crate) purpose: &'a str,
    pub(crate) language: Language,
    pub(crate) with_trail: bool,
}

/// Each licence with its answer.
pub(crate) fn for_people(
    licences: &[Verified],
    recognitions: &[Recognition<'_>],
    types: &TypeRegistry,
    asked: &Asked<'_>,
) -> String {
    let mut text = String::new();
    for (licence, recognition) in licences.iter().zip(recognitions) {
        text.push_str(&one(licence, recognition, types, asked));
        text.push('\n');
    }
    text + "Tip: to see every check, use --trail; for machine-readable output, use --json\n"
}

fn one(
    licence: &Verified,
    recognition: &Recognition<'_>,
    types: &TypeRegistry,
    asked: &Asked<'_>,
) -> String {
    let language = asked.language;
    let mut text = format!(
        "{}   {}, in {} for {}\n",
        verdict::capitals(recognition.result().word()),
        type_name(licence.doc_type(), types, language),
        asked.here,
        harmless(asked.purpose),
    );
    if matches!(
        recognition.result(),
        RecognitionResult::NotRecognised | RecognitionResult::Indeterminate
    ) {
        text.push_str("  the licence itself is valid: genuine, and in force");
        let region = licence
            .region()
            .map_or_else(String::new, |r| format!(" in {r}"));
        text.push_str(&format!("{region} until {}\n", licence.effective_until()));
    }
    text.push_str(&format!(
        "  this answer until {}\n",
        recognition.effective_until()
    ));
    if recognition.containment() {
        text.push_str("  no agreement is needed: one region lies in the other\n");
    }
    for cited in recognition.cited() {
        let clause = match (&cited.equivalence_id, &cited.legal_identifier) {
            (Some(id), Some(law)) => format!(", clause `{id}`: {law}"),
            _ => String::new(),
        };
        text.push_str(&harmless(&format!(
            "  by issue {} of `{}`{clause}",
            cited.sequence_number, cited.agreement_id
        )));
        text.push_str(&format!("\n    digest {}\n", hex(cited.digest)));
    }
    text.push_str(&reasons(recognition));
    if let Some(view) = recognition.local_view() {
        text.push_str(&local_view(view, recognition, types, language));
    }
    text.push_str(&supplements(recognition.supplements(), language));
    text.push_str(&afterwards(recognition, language));
    if asked.with_trail {
        text.push_str(&trail(recognition));
    }
    text
}

fn type_name(doc_type: &str, types: &TypeRegistry, language: Language) -> String {
    let label = types
        .latest(doc_type)
        .map_or_else(String::new, |d| format!("{}, ", d.labels().get(language)));
    format!("{label}{}", harmless(doc_type))
}

/// Why not, and notes: code, clause, sentence; under it what was asked for and what the licence says.
fn reasons(recognition: &Recognition<'_>) -> String {
    let mut rows = Rows::default();
    for check in recognition.checks() {
        let Some(reason) = &check.reason else {
            continue;
        };
        let mut says = harmless(&reason.to_string());
        if check.outcome != Outcome::Pass {
            for (name, value) in [("required", &check.required), ("found", &check.found)] {
                if let Some(value) = value {
                    says.push_str(&format!("\n{name}: {}", harmless(&value.to_string())));
                }
            }
        }
        rows.push([reason.code(), &says]);
    }
    rows.to_text(2)
}

fn local_view(
    view: &LocalView<'_>,
    recognition: &Recognition<'_>,
    types: &TypeRegistry,
    language: Language,
) -> String {
    let effect = recognition.effect().map_or("", |effect| effect.word());
    let definition = types.latest(view.doc_type);
    let elements: Vec<Shown<'_>> = view
        .elements
        .iter()
        .map(|element| Shown {
            name_space: element.name_space,
            identifier: element.identifier,
            value: &element.value,
            by: match element.stated_by {
                LocallyStatedBy::Issuer => None,
                LocallyStatedBy::IssuerThroughAgreement => Some(&wording::THROUGH_AGREEMENT),
                LocallyStatedBy::Agreement => Some(&wording::BY_AGREEMENT),
            },
        })
        .collect();
    let mut text = format!(
        "\nCounts as {}; effect: {effect}\n{}",
        type_name(view.doc_type, types, language),
        render::licence(&elements, definition, language)
    );
    if !view.dropped.is_empty() {
        let dropped = harmless(&view.dropped.join(", "));
        text.push_str(&format!("Without a local counterpart: {dropped}\n"));
    }
    text
}

fn supplements(all: &[SupplementState<'_>], language: Language) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut rows = Rows::default();
    for SupplementState {
        supplement, need, ..
    } in all
    {
        let by = match (need, supplement.deadline) {
            (Need::Needed, Deadline::BeforeUse) => ", before the licence is used".to_owned(),
            (Need::Needed, Deadline::Within(seconds)) => {
                format!(", at most {} after it is used", duration(seconds))
            }
            _ => String::new(),
        };
        let kind = supplement
            .doc_type
            .as_ref()
            .unwrap_or(&supplement.evidence_type);
        let label = label(&supplement.label, language);
        rows.push([
            need.word(),
            &harmless(&supplement.id),
            &harmless(&format!("{label} (`{kind}`){by}")),
        ]);
    }
    format!("\nBeside the licence\n{}", rows.to_text(2))
}

/// Where to object, and what is kept.
fn afterwards(recognition: &Recognition<'_>, language: Language) -> String {
    let mut rows = Rows::default();
    if let Some(objection) = recognition.objection() {
        let contact = label(&objection.contact, language);
        let within = duration(objection.deadline);
        let says = format!("{contact}, {}, within {within}", objection.uri);
        rows.push(["objections", &harmless(&says)]);
    }
    if let Some(archive) = recognition.archive() {
        let kept: Vec<&str> = archive.keep.iter().map(|record| word(*record)).collect();
        let says = format!("{}, for {} days", kept.join(", "), archive.retention_days);
        rows.push(["to be kept", &says]);
    }
    let text = rows.to_text(2);
    if text.is_empty() {
        text
    } else {
        format!("\nAfterwards\n{text}")
    }
}

const fn word(record: Record) -> &'static str {
    match record {
        Record::Verdict => "the verdict",
        Record::Agreement => "the agreement",
        Record::Licence => "the licence",
    }
}

/// The label in the language, else in whichever comes first.
fn label(all: &MlText, language: Language) -> &str {
    all.get(language.tag())
        .or_else(|| all.values().next())
        .map_or("", String::as_str)
}

/// Seconds in the largest unit in which they are whole.
fn duration(seconds: u64) -> String {
    let units = [(86_400, "days"), (3_600, "hours"), (60, "minutes")];
    let whole = units
        .iter()
        .find(|(size, _)| seconds.is_multiple_of(*size) && seconds > 0);
    whole.map_or_else(
        || format!("{seconds} seconds"),
        |(size, name)| format!("{} {name}", seconds / size),
    )
}

/// Every check: its step and clause, how it ended, what was asked for and found.
fn trail(recognition: &Recognition<'_>) -> String {
    let mut rows = Rows::default();
    for check in recognition.checks() {
        let mut told = check.clause.map(harmless).unwrap_or_default();
        if let Some(reason) = &check.reason {
            told.push_str(&format!(
                "\n{}: {}",
                reason.code(),
                harmless(&reason.to_string())
            ));
        }
        for (name, value) in [("required", &check.required), ("found", &check.found)] {
            if let Some(value) = value {
                told.push_str(&format!("\n{name}: {}", harmless(&value.to_string())));
            }
        }
        rows.push([check.step, check.outcome.word(), told.trim_start()]);
    }
    format!("\nChecks\n{}", rows.to_text(2))
}

/// One object: the verdict, and the recognition of each document.
pub(crate) fn to_json(report: &Report, recognitions: &[Recognition<'_>]) -> String {
    let verdict: Json = serde_json::from_str(&report.to_json()).unwrap_or_default();
    let all: Vec<Json> = recognitions
        .iter()
        .map(|one| serde_json::from_str(&RecognitionReport::of(one).to_json()).unwrap_or_default())
        .collect();
    let worst = recognitions.iter().max_by_key(|one| one.result());
    let (result, code) = worst.map_or_else(
        || (report.result, report.primary_code),
        |worst| (worst.result().word(), worst.primary_code()),
    );
    let says =
        json!({"result": result, "primary_code": code, "verdict": verdict, "recognitions": all});
    format!("{says:#}\n")
}
