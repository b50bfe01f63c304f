//! A recognition as one JSON object: the interface for programs. The same answer gives the same bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::Value;

use super::{
    Cited, ClauseCheck, LocalElement, LocalView, Recognition, SupplementState,
    agreement::{Archive, Deadline, Effect, Objection, Record},
};
use crate::{codec::Cbor, document::MlText, licence::value::Amount};

/// The answer about one licence.
///
/// Names that it shares with the report of a verdict mean the same. Unlike that one it may hold data of the licence, in
/// [`ReportedClauseCheck::found`] and in [`local_view`](Self::local_view): it is for the clerk who has the licence before him, and
/// for the file that he keeps.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RecognitionReport {
    /// `recognised`, `recognised-with-supplements`, `not-recognised` or `indeterminate`.
    pub result: &'static str,
    /// The code of the first reason; `None` when recognised.
    pub primary_code: Option<&'static str>,
    /// `containment` or `agreement`; `None` where nothing decides.
    pub basis: Option<&'static str>,
    /// The agreements that the answer rests on.
    pub agreements: Vec<ReportedAgreement>,
    /// `full`, `partial` or `evidence`; `None` unless recognised by agreement.
    pub effect: Option<&'static str>,
    /// Every check, in order.
    pub checks: Vec<ReportedClauseCheck>,
    /// The licence as the local type sees it; `None` unless recognised by agreement.
    pub local_view: Option<ReportedView>,
    /// What is asked for beside the licence.
    pub supplements: Vec<ReportedSupplement>,
    /// Where somebody objects.
    pub objection: Option<ReportedObjection>,
    /// What is kept.
    pub archive: Option<ReportedArchive>,
    /// RFC 3339.
    pub effective_until: String,
}

/// An agreement that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReportedAgreement {
    /// Its name.
    pub id: String,
    /// The number of the issue.
    pub sequence_number: u64,
    /// SHA-256 of what is signed, in hexadecimal.
    pub digest: String,
    /// The provision.
    pub equivalence: Option<String>,
    /// Its article and paragraph.
    pub legal_identifier: Option<String>,
}

/// One check of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReportedClauseCheck {
    /// The step of `spec/recognise.md`.
    pub id: &'static str,
    /// `pass`, `fail`, `unknown` or `skipped`.
    pub outcome: &'static str,
    /// The code of the reason, or of a note beside a pass.
    pub code: Option<&'static str>,
    /// The agreement that asks.
    pub agreement: Option<String>,
    /// The clause within it.
    pub clause: Option<String>,
    /// What it asks for.
    pub required: Option<String>,
    /// What the licence says. May be a person's data.
    pub found: Option<String>,
    /// The reason in plain English.
    pub says: Option<String>,
}

/// A licence as the local type sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReportedView {
    /// The local type.
    pub doc_type: String,
    /// Its elements.
    pub elements: Vec<ReportedElement>,
    /// What is left out, or is without some codes, because they have no counterpart.
    pub dropped: Vec<String>,
}

/// One element of a view.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReportedElement {
    /// The name space.
    pub name_space: String,
    /// The identifier.
    pub identifier: String,
    /// The value: dates and amounts as text, bytes in base64.
    pub value: Value,
    /// `issuer`, `issuer-through-agreement` or `agreement`.
    pub stated_by: &'static str,
}

/// What is asked for beside the licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReportedSupplement {
    /// The agreement that asks.
    pub agreement: String,
    /// Its name within it.
    pub id: String,
    /// What it is called, by language.
    pub label: MlText,
    /// The kind of evidence.
    pub evidence_type: String,
    /// The type of licence that is such evidence.
    pub doc_type: Option<String>,
    /// Seconds after use; `None`: before it.
    pub within: Option<u64>,
    /// `needed`, `presented` or `not-needed`.
    pub state: &'static str,
}

/// Where somebody objects to an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReportedObjection {
    /// The office, by language.
    pub contact: MlText,
    /// How to reach it.
    pub uri: String,
    /// Seconds after the answer.
    pub deadline: u64,
}

/// What is kept of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReportedArchive {
    /// `verdict`, `agreement`, `licence`.
    pub keep: Vec<&'static str>,
    /// For how many days.
    pub retention_days: u64,
}

impl RecognitionReport {
    /// The report on an answer.
    #[must_use]
    pub fn of(recognition: &Recognition<'_>) -> Self {
        let agreements: Vec<_> = recognition
            .cited()
            .iter()
            .map(ReportedAgreement::of)
            .collect();
        let basis = match (recognition.containment(), agreements.is_empty()) {
            (true, _) => Some("containment"),
            (false, false) => Some("agreement"),
            (false, true) => None,
        };
        Self {
            result: recognition.result().word(),
            primary_code: recognition.primary_code(),
            basis,
            agreements,
            effect: recognition.effect().map(effect),
            checks: recognition.checks().iter().map(check).collect(),
            local_view: recognition.local_view().map(view),
            supplements: recognition.supplements().iter().map(supplement).collect(),
            objection: recognition.objection().map(objection),
            archive: recognition.archive().map(archive),
            effective_until: recognition.effective_until().to_string(),
        }
    }

    /// The report as indented JSON, without a final line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() // texts, numbers and lists only: always serialisable
    }
}

impl ReportedAgreement {
    pub(super) fn of(cited: &Cited<'_>) -> Self {
        let digest = cited.digest.iter();
        Self {
            id: cited.agreement_id.to_owned(),
            sequence_number: cited.sequence_number,
            digest: digest.map(|byte| format!("{byte:02x}")).collect(),
            equivalence: cited.equivalence_id.map(str::to_owned),
            legal_identifier: cited.legal_identifier.map(str::to_owned),
        }
    }
}

fn check(check: &ClauseCheck<'_>) -> ReportedClauseCheck {
    ReportedClauseCheck {
        id: check.step,
        outcome: check.outcome.word(),
        code: check.code(),
        agreement: check.agreement.map(str::to_owned),
        clause: check.clause.map(str::to_owned),
        required: check.required.as_ref().map(ToString::to_string),
        found: check.found.as_ref().map(ToString::to_string),
        says: check.reason.as_ref().map(ToString::to_string),
    }
}

fn view(view: &LocalView<'_>) -> ReportedView {
    let element = |element: &LocalElement<'_>| ReportedElement {
        name_space: element.name_space.to_owned(),
        identifier: element.identifier.to_owned(),
        value: value(&element.value),
        stated_by: element.stated_by.word(),
    };
    ReportedView {
        doc_type: view.doc_type.to_owned(),
        elements: view.elements.iter().map(element).collect(),
        dropped: view.dropped.clone(),
    }
}

/// As deep as the licence's values are, which decoding bounds.
fn value(item: &Cbor) -> Value {
    match item {
        Cbor::Text(text) => Value::String(text.clone()),
        Cbor::Bool(state) => Value::Bool(*state),
        // As text where a program could not hold it exactly.
        Cbor::Integer(number) => match i64::try_from(*number) {
            Ok(number) => Value::from(number),
            Err(_) => Value::String(number.to_string()),
        },
        Cbor::Float(number) => Value::from(*number),
        Cbor::Bytes(bytes) => Value::String(STANDARD.encode(bytes)),
        Cbor::Array(items) => Value::Array(items.iter().map(value).collect()),
        Cbor::Map(members) => {
            let named = members.iter().map(|(key, member)| {
                let name = key.as_text().map(str::to_owned);
                (
                    name.unwrap_or_else(|| value(key).to_string()),
                    value(member),
                )
            });
            Value::Object(named.collect())
        }
        Cbor::Tag(_, content) => match Amount::from_cbor(item) {
            Ok(amount) => Value::String(amount.to_string()),
            Err(_) => value(content),
        },
        _ => Value::Null,
    }
}

fn supplement(state: &SupplementState<'_>) -> ReportedSupplement {
    let asked = state.supplement;
    ReportedSupplement {
        agreement: state.agreement_id.to_owned(),
        id: asked.id.clone(),
        label: asked.label.clone(),
        evidence_type: asked.evidence_type.clone(),
        doc_type: asked.doc_type.clone(),
        within: match asked.deadline {
            Deadline::BeforeUse => None,
            Deadline::Within(seconds) => Some(seconds),
        },
        state: state.need.word(),
    }
}

fn objection(objection: &Objection) -> ReportedObjection {
    ReportedObjection {
        contact: objection.contact.clone(),
        uri: objection.uri.clone(),
        deadline: objection.deadline,
    }
}

fn archive(archive: &Archive) -> ReportedArchive {
    let word = |record: &Record| match record {
        Record::Verdict => "verdict",
        Record::Agreement => "agreement",
        Record::Licence => "licence",
    };
    ReportedArchive {
        keep: archive.keep.iter().map(word).collect(),
        retention_days: archive.retention_days,
    }
}

const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Full => "full",
        Effect::Partial => "partial",
        Effect::Evidence => "evidence",
    }
}
