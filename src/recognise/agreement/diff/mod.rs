//! What a new issue of an agreement opens and what it closes, in words that whoever signs it can check.
//!
//! Two issues without a change are equal, and equal issues have none: what no kind of change names is still told, as
//! [`ChangeKind::Other`].
//!
//! Clause: `spec/agreement-lint.md`, section 2.

mod clauses;
mod equivalences;
mod kinds;
mod maps;
mod members;
mod scope;
mod states;

use crate::licence::Language;
use crate::time::UnixTime;

use super::AgreementContents;
use super::worded::{Said, in_language};

pub use kinds::ChangeKind;

/// What a change does to who is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "who shows changes shows all three")]
pub enum Direction {
    /// Something may be recognised that was not, or counts for more.
    Opens,
    /// Something may not be recognised any more, or counts for less.
    Closes,
    /// Neither by itself.
    Changes,
}

/// One thing that differs between two issues.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What it does.
    pub direction: Direction,
    /// The clause: a member of the agreement, an equivalence, an exclusion, a supplement or a condition.
    pub clause: String,
    /// What it is.
    pub kind: ChangeKind,
    /// From when on it makes a difference; `None` where it makes none by itself, or never.
    pub from: Option<UnixTime>,
}

impl Direction {
    const fn reverse(self) -> Self {
        match self {
            Self::Opens => Self::Closes,
            Self::Closes => Self::Opens,
            Self::Changes => Self::Changes,
        }
    }

    /// `opens`, `closes` or `changes`.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        let [en, zh, ko] = match self {
            Self::Opens => ["opens", "放宽", "개방"],
            Self::Closes => ["closes", "收紧", "제한"],
            Self::Changes => ["changes", "变更", "변경"],
        };
        in_language(language, en, zh, ko)
    }
}

impl Change {
    /// The change in one line: what it does, where, what, and from when on.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let (direction, clause) = (self.direction.text(language), &self.clause);
        format!("{direction}: {clause}: {}", self.said(language))
    }
}

/// What, and from when on.
impl Said for Change {
    fn said(&self, language: Language) -> String {
        let sentence = self.kind.sentence(language);
        let from = self.from.map_or_else(String::new, |from| {
            let (en, zh) = (format!(", from {from}"), format!("，自 {from} 起"));
            in_language(language, &en, &zh, &format!(", {from}부터"))
        });
        format!("{sentence}{from}")
    }
}

/// Everything that differs between `before` and `after`, in the order of the format; none if and only if they are equal.
///
/// A thing that is about something else than before is told as taken away and added, so that nothing that opens hides
/// in a change. At most n log n in the clauses, and each region against each.
#[must_use]
pub fn diff(before: &AgreementContents, after: &AgreementContents) -> Vec<Change> {
    let mut changes = Vec::new();
    members::names(before, after, &mut changes);
    states::states(before, after, &mut changes);
    members::limits(before, after, &mut changes);
    clauses::exclusions(before, after, &mut changes);
    equivalences::equivalences(before, after, &mut changes);
    members::administration(before, after, &mut changes);
    if changes.is_empty() && before != after {
        changes.push(Change {
            direction: Direction::Changes,
            clause: after.agreement_id.clone(),
            kind: ChangeKind::Other,
            from: None,
        });
    }
    changes
}

#[cfg(test)]
pub(super) mod tests;
