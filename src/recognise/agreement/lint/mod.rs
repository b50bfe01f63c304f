//! What whoever writes an agreement should look at before signing it.
//!
//! Errors are what nobody signs or takes, in the words of the refusal. Warnings and hints are right agreements all the
//! same, that do not do what they were perhaps meant to.
//!
//! Clause: `spec/agreement-lint.md`, section 1.

mod clauses;
mod elements;
mod form;
mod kinds;
mod maps;
mod notice;
mod reach;
mod texts;
mod times;

use crate::licence::{Language, TypeRegistry};
use crate::time::UnixTime;

use super::{AgreementContents, check};

pub use form::Form;
pub use kinds::FindingKind;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "who shows findings shows all three"
)]
pub enum Severity {
    /// Nobody signs or takes the agreement.
    Error,
    /// The agreement is taken, and something of it does not work, or surprises those who rely on it.
    Warning,
    /// Perhaps meant so.
    Hint,
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is.
    pub kind: FindingKind,
    /// Where: the name of a clause, or a member of the agreement.
    pub subject: String,
}

impl Severity {
    /// `error`, `warning` or `hint`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

impl Finding {
    /// The finding in one line: where, what is wrong, and what to do. Errors are told in English in every language, in the
    /// words of the refusal.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let sentence = self.kind.sentence(language);
        match self.kind {
            FindingKind::Refused { .. } => sentence,
            _ => format!("{}: {sentence}", self.subject),
        }
    }
}

/// Everything that is worth a look at `now`, errors first; nothing about a good agreement. The same input gives the same
/// findings in the same order.
///
/// `previous` is the issue before, if there is one: what opens or is repealed must be announced. Elements and codes are
/// held against the newest definitions in `types`.
///
/// Each exclusion is held against each type, and of the conditions of an equivalence the first 64 against each other;
/// within the limits of the format these are a few million comparisons.
#[must_use]
pub fn lint(
    contents: &AgreementContents,
    previous: Option<&AgreementContents>,
    types: &TypeRegistry,
    now: UnixTime,
) -> Vec<Finding> {
    let mut found = Findings(Vec::new());
    for reason in check::check_for_signing(contents) {
        found.add("agreement", FindingKind::Refused { reason });
    }
    texts::look(contents, &mut found);
    times::look(contents, now, &mut found);
    notice::look(contents, previous, &mut found);
    clauses::look(contents, types, &mut found);
    let mut findings = found.0;
    findings.sort_by_key(|finding| finding.severity);
    findings
}

struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, subject: &str, kind: FindingKind) {
        let finding = Finding {
            severity: kind.severity(),
            kind,
            subject: subject.to_owned(),
        };
        self.0.push(finding);
    }
}

#[cfg(test)]
mod tests;
