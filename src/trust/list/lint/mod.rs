//! What whoever keeps a list should look at before signing it.
//!
//! Errors are what [`check`](super::check) refuses, in its words. Warnings and hints are right lists all the same: a key
//! that ends next month, an authority that may issue nothing.
//!
//! Clause: `spec/trust-lint.md`, section 1.

mod keys;
mod services;
mod words;

use crate::licence::{Language, Region};
use crate::reason::Reason;
use crate::time::UnixTime;

use super::{ListContents, MlText, check};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "who shows findings shows all three"
)]
pub enum Severity {
    /// Nobody takes the list.
    Error,
    /// The list is taken, and something of it does not work, or not for long.
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
    /// What it is about: an entity, a service, a pointer, or a member of the list.
    pub subject: String,
}

/// The kinds of finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// The list is refused for this reason when it is made or loaded.
    Refused(Reason),
    /// The list is closed: no later issue will be taken.
    Closed,
    /// The next issue is late.
    Late {
        /// When it was due.
        due: UnixTime,
    },
    /// The next issue is due later than six months after this one (ETSI TS 119 612, 5.3.15).
    NextUpdateFar {
        /// When it is due.
        due: UnixTime,
    },
    /// The list counts for more than six months after its next issue is due: for so long nobody notices that it is withheld.
    NotAfterFar {
        /// When it stops.
        not_after: UnixTime,
    },
    /// The list counts longer than the certificate of a successor, which therefore can sign none like it.
    BeyondSuccessor {
        /// When that certificate ends.
        ends: UnixTime,
    },
    /// A certificate that is in use is over.
    KeyExpired {
        /// Since when.
        ended: UnixTime,
    },
    /// A certificate that is in use ends within ninety days.
    KeyExpiring {
        /// When.
        ends: UnixTime,
    },
    /// There is no key, so nothing can be signed by it.
    NoKey,
    /// A key that is not a CA's stands under two entities: nobody can tell them apart by it.
    KeyShared {
        /// The other entity.
        with: String,
    },
    /// A certificate names another authority than the entity, or none, so that its licences are refused.
    KeyOfAnother,
    /// An issuer has no type and region: it may issue nothing.
    NoScope,
    /// An agreement signer has no scope, in a list whose territory has parts: it signs for the whole and for no part.
    WholeTerritoryOnly {
        /// The territory.
        territory: Region,
    },
    /// A status service names no prefix, so that no status list is its own.
    NoPrefixes,
    /// An entity issues licences and says nobody's status.
    NoStatusService,
    /// Another is the authoritative source of a type that the service has in its scope.
    NotSource {
        /// The type.
        doc_type: String,
    },
    /// A name is missing or blank.
    NoName,
    /// Two entities are called the same.
    SameName {
        /// The other entity.
        with: String,
    },
    /// The successor that is named is not in this list.
    SuccessorElsewhere {
        /// Its name.
        successor: String,
    },
    /// Any issue of the list that is pointed to will do for who has seen none.
    NoMinimum,
}

impl FindingKind {
    const fn severity(&self) -> Severity {
        match self {
            Self::Refused(_) => Severity::Error,
            Self::SameName { .. }
            | Self::SuccessorElsewhere { .. }
            | Self::WholeTerritoryOnly { .. }
            | Self::NoMinimum => Severity::Hint,
            _ => Severity::Warning,
        }
    }
}

impl Finding {
    /// The finding in one line. Errors are told in English in every language, in the words of the refusal.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        words::of(self, language)
    }
}

/// The most that may pass between an issue and the next, in seconds: six months.
const SIX_MONTHS: i64 = 184 * 86_400;

/// Everything that is worth a look at `now`, errors first; nothing about a good list.
///
/// At most n log n in the entries, and one reading of each certificate.
#[must_use]
pub fn lint(list: &ListContents, now: UnixTime) -> Vec<Finding> {
    let mut found = Findings(Vec::new());
    for reason in check::check(list) {
        found.add("the list", FindingKind::Refused(reason));
    }
    times(list, now, &mut found);
    if !is_named(&list.scheme_operator_name) {
        found.add("schemeOperatorName", FindingKind::NoName);
    }
    pointers(list, &mut found);
    services::look(list, now, &mut found);
    keys::look(list, now, &mut found);
    let mut findings = found.0;
    findings.sort_by_key(|finding| finding.severity);
    findings
}

struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, subject: &str, kind: FindingKind) {
        self.0.push(Finding {
            severity: kind.severity(),
            kind,
            subject: subject.to_owned(),
        });
    }
}

fn times(list: &ListContents, now: UnixTime, found: &mut Findings) {
    let not_after = list.not_after;
    if not_after < now {
        let list = list.list_id.clone();
        let reason = Reason::ListExpired { list, not_after };
        found.add("notAfter", FindingKind::Refused(reason));
    }
    let Some(due) = list.next_update else {
        found.add("nextUpdate", FindingKind::Closed);
        return;
    };
    if due < now {
        found.add("nextUpdate", FindingKind::Late { due });
    }
    if due > list.list_issue_date_time.saturating_add(SIX_MONTHS) {
        found.add("nextUpdate", FindingKind::NextUpdateFar { due });
    }
    if not_after > due.saturating_add(SIX_MONTHS) {
        found.add("notAfter", FindingKind::NotAfterFar { not_after });
    }
}

fn pointers(list: &ListContents, found: &mut Findings) {
    for pointer in &list.pointers_to_other_lists {
        if pointer.service_digital_identities.is_empty() {
            found.add(&pointer.list_id, FindingKind::NoKey);
        }
        if pointer.min_sequence_number <= 1 {
            found.add(&pointer.list_id, FindingKind::NoMinimum);
        }
    }
}

/// Whether there is a name, and none that is blank.
fn is_named(name: &MlText) -> bool {
    !name.is_empty() && name.values().all(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests;
