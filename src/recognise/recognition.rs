//! The answer: a word, every check behind it, and what the clerk needs to act on it.

use core::fmt;

use std::borrow::Cow;

use super::{
    agreement::{Archive, Effect, Objection, Supplement},
    evaluate::Said,
};
use crate::{Reason, codec::Cbor, time::UnixTime, verify::Outcome};

/// Whether a licence that is in force counts here, for this purpose, as what, and under which clause.
///
/// Made by [`recognise`](super::recognise) alone. A licence that is not recognised is still valid. It borrows what it says from the
/// licence, the question and the agreements; [`RecognitionReport`](super::RecognitionReport) is the same to keep.
///
/// Clause: `spec/recognise.md`, section 2.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognition<'a> {
    pub(super) result: RecognitionResult,
    pub(super) checks: Vec<ClauseCheck<'a>>,
    pub(super) cited: Vec<Cited<'a>>,
    pub(super) containment: bool,
    pub(super) effect: Option<Effect>,
    pub(super) local_view: Option<LocalView<'a>>,
    pub(super) supplements: Vec<SupplementState<'a>>,
    pub(super) objection: Option<&'a Objection>,
    pub(super) archive: Option<&'a Archive>,
    pub(super) effective_until: UnixTime,
}

impl<'a> Recognition<'a> {
    /// The answer in a word.
    #[must_use]
    pub const fn result(&self) -> RecognitionResult {
        self.result
    }

    /// Why not, in the order of the steps: of every check that failed or could not be made. Empty if and only if the
    /// licence is recognised as it is.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        let counts =
            |check: &&ClauseCheck<'_>| matches!(check.outcome, Outcome::Fail | Outcome::Unknown);
        self.checks
            .iter()
            .filter(counts)
            .filter_map(|check| check.reason.as_ref())
    }

    /// The code of the first of [`reasons`](Self::reasons).
    #[must_use]
    pub fn primary_code(&self) -> Option<&'static str> {
        self.reasons().next().map(Reason::code)
    }

    /// Every check that was made, in the order of the steps.
    #[must_use]
    pub fn checks(&self) -> &[ClauseCheck<'a>] {
        &self.checks
    }

    /// The agreement that the answer rests on, or the two of one step onward, the first being that of the verifier's region;
    /// all that contradict each other; of a licence that no agreement recognises the one that came furthest. Empty where no agreement is needed, or there is none.
    #[must_use]
    pub fn cited(&self) -> &[Cited<'a>] {
        &self.cited
    }

    /// Whether no agreement is needed, because the one region contains the other: the licence counts as what it is.
    #[must_use]
    pub const fn containment(&self) -> bool {
        self.containment
    }

    /// How far the licence replaces the local one, where it is recognised by agreement.
    #[must_use]
    pub const fn effect(&self) -> Option<Effect> {
        self.effect
    }

    /// The licence as the local type sees it, where it is recognised by agreement.
    #[must_use]
    pub const fn local_view(&self) -> Option<&LocalView<'a>> {
        self.local_view.as_ref()
    }

    /// What the agreement asks for beside the licence, with its state, in the order of the agreement.
    #[must_use]
    pub fn supplements(&self) -> &[SupplementState<'a>] {
        &self.supplements
    }

    /// Where somebody objects to this answer.
    #[must_use]
    pub const fn objection(&self) -> Option<&'a Objection> {
        self.objection
    }

    /// What is kept of this answer, and for how long.
    #[must_use]
    pub const fn archive(&self) -> Option<&'a Archive> {
        self.archive
    }

    /// The last second at which this answer can be relied on; ask again after it.
    #[must_use]
    pub const fn effective_until(&self) -> UnixTime {
        self.effective_until
    }
}

impl fmt::Display for Recognition<'_> {
    /// The word and the reasons; never what was found in the licence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.result.word())?;
        for reason in self.reasons() {
            write!(f, "; {}: {reason}", reason.code())?;
        }
        Ok(())
    }
}

/// The answer in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "a verifier must decide about each")]
pub enum RecognitionResult {
    /// It counts.
    Recognised,
    /// It counts together with what is named, which was not presented.
    RecognisedWithSupplements,
    /// It does not count here; the licence itself is valid.
    NotRecognised,
    /// Whether it counts cannot be said: an agreement is out of date, or agreements contradict each other.
    Indeterminate,
}

impl RecognitionResult {
    /// `recognised`, `recognised-with-supplements`, `not-recognised` or `indeterminate`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Recognised => "recognised",
            Self::RecognisedWithSupplements => "recognised-with-supplements",
            Self::NotRecognised => "not-recognised",
            Self::Indeterminate => "indeterminate",
        }
    }
}

/// One check of `spec/recognise.md`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClauseCheck<'a> {
    /// The step's number, for example `6.3` or `6.6.4`.
    pub step: &'static str,
    /// The agreement that asks, by name; of the check of two, the first.
    pub agreement: Option<&'a str>,
    /// The clause within it: of an equivalence, an exclusion, a condition, a supplement.
    pub clause: Option<&'a str>,
    /// How the check ended. [`Outcome::Skipped`] with a reason: it was made, and the answer does not rest on it.
    pub outcome: Outcome,
    /// Why it failed or could not be made; beside a pass, a note. Holds no value of the licence.
    pub reason: Option<Reason>,
    /// What the clause asks for.
    pub required: Option<Said<'a>>,
    /// What the licence says, for the clerk who has it before him. May be a person's data.
    pub found: Option<Said<'a>>,
}

impl ClauseCheck<'_> {
    /// The code of the reason, if there is one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.reason.as_ref().map(Reason::code)
    }
}

impl fmt::Display for ClauseCheck<'_> {
    /// Step, clause, outcome and reason; never what was found in the licence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.step)?;
        if let Some(clause) = self.clause {
            write!(f, " {clause}")?;
        }
        write!(f, " {}", self.outcome.word())?;
        if let Some(reason) = &self.reason {
            write!(f, " {}: {reason}", reason.code())?;
        }
        Ok(())
    }
}

/// An agreement that an answer rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cited<'a> {
    /// Its name.
    pub agreement_id: &'a str,
    /// The number of the issue.
    pub sequence_number: u64,
    /// SHA-256 of what is signed.
    pub digest: &'a [u8; 32],
    /// The provision, where there is one for the licence.
    pub equivalence_id: Option<&'a str>,
    /// Article and paragraph of that provision.
    pub legal_identifier: Option<&'a str>,
}

/// A licence as the local type sees it: no more than the presenter disclosed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LocalView<'a> {
    /// The local type.
    pub doc_type: &'a str,
    /// Its elements, by name space and identifier.
    pub elements: Vec<LocalElement<'a>>,
    /// Local elements that are left out, or are without some codes, because these have no counterpart: `name space/identifier`.
    pub dropped: Vec<String>,
}

/// One element of a [`LocalView`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LocalElement<'a> {
    /// The name space.
    pub name_space: &'a str,
    /// The identifier.
    pub identifier: &'a str,
    /// The value.
    pub value: Cow<'a, Cbor>,
    /// Who says so.
    pub stated_by: LocallyStatedBy,
}

/// Who states an element of a [`LocalView`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "who shows a view must tell all of them apart"
)]
pub enum LocallyStatedBy {
    /// The issuing authority, as it is.
    Issuer,
    /// The issuing authority, through the agreement's table of codes.
    IssuerThroughAgreement,
    /// The agreement, whatever the licence says.
    Agreement,
}

impl LocallyStatedBy {
    /// `issuer`, `issuer-through-agreement` or `agreement`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::IssuerThroughAgreement => "issuer-through-agreement",
            Self::Agreement => "agreement",
        }
    }
}

/// What an agreement asks for beside the licence, and whether it is there.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct SupplementState<'a> {
    /// The agreement that asks for it.
    pub agreement_id: &'a str,
    /// What it asks for.
    pub supplement: &'a Supplement,
    /// Whether it is there.
    pub need: Need,
}

/// Whether a supplement is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "who asks for supplements must tell them apart"
)]
pub enum Need {
    /// It is needed and was not presented.
    Needed,
    /// One of the documents beside the licence is it.
    Presented,
    /// The licence makes it unnecessary.
    NotNeeded,
}

impl Need {
    /// `needed`, `presented` or `not-needed`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Needed => "needed",
            Self::Presented => "presented",
            Self::NotNeeded => "not-needed",
        }
    }
}
