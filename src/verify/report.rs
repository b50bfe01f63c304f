//! A verdict as one JSON object: the interface for programs. The same input and time give the same bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    trail::{Check, Trail},
    verdict::{Holder, Refused, Verified},
};
use crate::{DecodeError, time::UnixTime};

/// The verdict on everything that was presented together.
///
/// ```json
/// { "result": "in-force", "primary_code": null, "holder": "not-bound", "effective_until": "2027-01-01T00:00:00Z", "documents": [] }
/// ```
///
/// Holds no data of the documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// `in-force`, `refused`, `indeterminate` or `malformed`: that of the worst document.
    pub result: &'static str,
    /// The code of the first reason of the first document with that result; `None` when in force.
    pub primary_code: Option<&'static str>,
    /// The weakest holder's proof of the set: `bound`, `not-bound`, `none` or `unchecked`; `None` when malformed.
    pub holder: Option<&'static str>,
    /// The earliest `effective_until` of the set, RFC 3339; `None` unless all are in force.
    pub effective_until: Option<String>,
    /// Each document's own verdict, in the order presented; empty when malformed.
    pub documents: Vec<ReportedDocument>,
    /// What is malformed, in words with byte and field; `None` unless malformed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// The verdict on one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReportedDocument {
    /// The type, as sealed; of a document that is not in force, as claimed.
    pub doc_type: String,
    /// `in-force`, `refused` or `indeterminate`.
    pub result: &'static str,
    /// The code of the first reason; `None` when in force.
    pub primary_code: Option<&'static str>,
    /// `bound`, `not-bound`, `none` or `unchecked`.
    pub holder: &'static str,
    /// RFC 3339; `None` unless in force.
    pub effective_until: Option<String>,
    /// Every check, in order.
    pub checks: Vec<ReportedCheck>,
}

/// One check of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReportedCheck {
    /// The step of `spec/verify.md`.
    pub id: &'static str,
    /// `pass`, `fail`, `unknown` or `skipped`.
    pub outcome: &'static str,
    /// The code of the reason, or of a note beside a pass.
    pub code: Option<&'static str>,
    /// What was looked at.
    pub subject: Option<String>,
    /// What was compared, by name.
    pub compared: BTreeMap<&'static str, String>,
    /// The reason in plain English.
    pub says: Option<String>,
}

impl Report {
    /// The report on a set of judged documents; the worst of them gives the result.
    #[must_use]
    pub fn of(verdicts: &[Result<Verified, Refused>]) -> Self {
        let documents: Vec<_> = verdicts.iter().map(ReportedDocument::of).collect();
        let worst = documents
            .iter()
            .max_by_key(|document| badness(document.result))
            .map_or("malformed", |d| d.result);
        let first = documents.iter().find(|document| document.result == worst);
        let ends = verdicts
            .iter()
            .filter_map(|verdict| verdict.as_ref().ok())
            .map(Verified::effective_until)
            .min();
        Self {
            result: worst,
            primary_code: first.and_then(|document| document.primary_code),
            holder: verdicts
                .iter()
                .map(holder)
                .min_by_key(|holder| strength(*holder))
                .map(Holder::word),
            effective_until: ends
                .filter(|_| worst == IN_FORCE)
                .map(|end| end.to_string()),
            documents,
            error: None,
        }
    }

    /// The report on bytes that are not of the format.
    #[must_use]
    pub fn malformed(error: &DecodeError) -> Self {
        Self {
            result: "malformed",
            primary_code: Some(error.code()),
            holder: None,
            effective_until: None,
            documents: Vec::new(),
            error: Some(error.to_string()),
        }
    }

    /// The report as indented JSON, without a final line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() // texts and lists only: always serialisable
    }
}

const IN_FORCE: &str = "in-force";

fn badness(result: &str) -> u8 {
    match result {
        IN_FORCE => 0,
        "indeterminate" => 1,
        _ => 2,
    }
}

const fn strength(holder: Holder) -> u8 {
    match holder {
        Holder::Unchecked => 0,
        Holder::NotBound => 1,
        Holder::None => 2,
        Holder::Bound => 3,
    }
}

fn holder(verdict: &Result<Verified, Refused>) -> Holder {
    verdict
        .as_ref()
        .map_or_else(|refused| refused.holder, Verified::holder)
}

impl ReportedDocument {
    fn of(verdict: &Result<Verified, Refused>) -> Self {
        match verdict {
            Ok(verified) => Self {
                doc_type: verified.doc_type().to_owned(),
                result: IN_FORCE,
                primary_code: None,
                holder: verified.holder().word(),
                effective_until: Some(UnixTime::to_string(&verified.effective_until())),
                checks: checks(verified.trail()),
            },
            Err(refused) => Self {
                doc_type: refused.claimed_doc_type.clone(),
                result: refused.outcome.word(),
                primary_code: Some(refused.primary_code()),
                holder: refused.holder.word(),
                effective_until: None,
                checks: checks(&refused.trail),
            },
        }
    }
}

fn checks(trail: &Trail) -> Vec<ReportedCheck> {
    let reported = |check: &Check| ReportedCheck {
        id: check.id,
        outcome: check.outcome.word(),
        code: check.code(),
        subject: check.subject.clone(),
        compared: BTreeMap::clone(&check.compared),
        says: check.reason.as_ref().map(ToString::to_string),
    };
    trail.checks().iter().map(reported).collect()
}
