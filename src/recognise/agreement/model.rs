//! What an agreement says, as data: the names are those of the EU's schema for mutual recognition agreements.
//!
//! Everything here is plain and may be filled in by hand. That it hangs together is for [`check`](super::check) to say,
//! and that somebody answers for it, for [`Agreement`](super::Agreement). Conditions are in [`Condition`].

use crate::document::{Extension, Interval, MlText};
use crate::licence::{Region, value::DigestValue};
use crate::time::UnixTime;

use super::{Clause, Condition, Element};

/// One issue of an agreement: the payload of the signed document.
///
/// Directed: the pointing party recognises what the pointed party issues. Two regions that recognise each other sign two.
///
/// ```cddl
/// recognition-agreement = { "type": "org.elicence.agreement.1", "agreementId": uri, … }   ; spec/agreement.cddl
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AgreementContents {
    /// Names the agreement through all its issues.
    pub agreement_id: String,
    /// One more at every issue, never used twice.
    pub sequence_number: u64,
    /// When this issue was made.
    pub issue_date_time: UnixTime,
    /// The vocabulary of its conditions; [`VOCABULARY`] is the one that this version evaluates.
    pub condition_vocabulary: String,
    /// What it is called.
    pub title: MlText,
    /// The texts that were signed on paper, at least one.
    pub legal_texts: Vec<LegalText>,
    /// Who recognises.
    pub pointing_party: Party,
    /// Whose licences are recognised.
    pub pointed_party: Party,
    /// The state that begins last, now or at a time to come.
    pub current_state: AgreementState,
    /// Earlier states, newest first, never deleted.
    pub equivalence_history: Vec<AgreementState>,
    /// The first instant at which the agreement is over, whatever its state.
    pub valid_until: Option<UnixTime>,
    /// Seconds between an issue that loosens or repeals something and the time when it does.
    pub notice_period: Option<u64>,
    /// At which moments the agreement must be enacted, at least one.
    pub require_enacted_at: Vec<Moment>,
    /// What a repeal leaves in force for a while.
    pub run_off: Option<RunOff>,
    /// 0: what the pointed party recognises is not recognised; 1: one step onward.
    pub mra_depth: u64,
    /// The regions to which one step onward may lead; none where the depth is 0.
    pub onward_parties: Vec<Region>,
    /// Whether it may be the second step of another region's agreement.
    pub onward_use: bool,
    /// What it says when another agreement applies too.
    pub precedence: Precedence,
    /// Agreements of the same pointing party whose place it takes.
    pub supersedes: Vec<Superseded>,
    /// What is not recognised, whatever else is said.
    pub exclusions: Vec<Exclusion>,
    /// What is recognised, as what, at least one.
    pub equivalences: Vec<Equivalence>,
    /// Where somebody objects to an answer.
    pub objection: Objection,
    /// What is kept of an answer, and for how long.
    pub archive: Archive,
    /// When the next issue comes at the latest, a soft limit.
    pub next_update: UnixTime,
    /// When this issue stops counting, the hard limit.
    pub not_after: UnixTime,
    /// What else it says.
    pub extensions: Vec<Extension>,
}

/// [`AgreementContents::condition_vocabulary`]: the kinds of [`Condition`] of this version.
pub const VOCABULARY: &str = "org.elicence.conditions.1";

/// A text of law or treaty, by digest.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct LegalText {
    /// Its language, a BCP 47 tag.
    pub lang: String,
    /// Where it is published; never fetched by the library.
    pub uri: String,
    /// The digest of the file.
    pub digest: DigestValue,
}

/// A region that recognises or is recognised, and who signs for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Party {
    /// The region.
    pub territory: Region,
    /// The law under which it acts.
    pub legislation: String,
    /// The trust list that has who signs for it.
    pub list_id: String,
    /// The entity in that list whose agreement signer signs for it.
    pub entity_id: String,
}

/// A state, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct AgreementState {
    /// What it is.
    pub status: EquivalenceStatus,
    /// From when on, this instant included.
    pub starting_time: UnixTime,
}

/// Whether an agreement is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who judges must know all of them")]
pub enum EquivalenceStatus {
    /// It is.
    Enacted,
    /// It is not, for now.
    Suspended,
    /// It is not any more.
    Repealed,
}

/// A moment at which an agreement must be enacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "both of the format")]
pub enum Moment {
    /// When the licence was issued.
    Issuance,
    /// When it is used: the time of judgement.
    Use,
}

/// What is left of a repealed agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct RunOff {
    /// Licences issued before this instant are recognised on…
    pub issued_before: UnixTime,
    /// …before this instant.
    pub until: UnixTime,
}

/// What an agreement says when another one applies to the same licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "all of the format")]
pub enum Precedence {
    /// The other one counts.
    Yields,
    /// It counts.
    Prevails,
    /// It says nothing.
    None,
}

/// An agreement whose place another takes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Superseded {
    /// Its name.
    pub agreement_id: String,
    /// All its issues up to this number.
    pub up_to: u64,
}

/// What is not recognised: one condition that is true, or not known, excludes the licence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Exclusion {
    /// Names it within the agreement.
    pub id: String,
    /// Why.
    pub reason: MlText,
    /// Any of these excludes.
    pub any: Vec<Condition>,
}

/// One type that counts as another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Equivalence {
    /// Names it within the agreement.
    pub equivalence_id: String,
    /// The provision of law: article and paragraph.
    pub legal_identifier: String,
    /// What it is called.
    pub label: MlText,
    /// The type that is recognised.
    pub pointed_type: String,
    /// As what.
    pub pointing_type: String,
    /// For what, at least one.
    pub purposes: Vec<String>,
    /// Where in the pointing party; all of it if empty.
    pub territories: Vec<Region>,
    /// When; as long as the agreement if absent.
    pub validity: Option<Interval>,
    /// How far it replaces the local licence.
    pub effect: Effect,
    /// What must hold of a licence: every clause.
    pub conditions: Vec<Clause>,
    /// What the values of status lists count as.
    pub status_equivalence: StatusEquivalence,
    /// The licence as the local type sees it.
    pub attribute_map: Vec<AttributeMapping>,
    /// What is needed beside the licence.
    pub supplements: Vec<Supplement>,
}

/// How far a recognised licence replaces the local one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "all of the format")]
pub enum Effect {
    /// It does.
    Full,
    /// As far as the attribute map goes.
    Partial,
    /// It does not; what it says is believed.
    Evidence,
}

/// Which values of a status list count as valid. What is in neither list is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct StatusEquivalence {
    /// Valid, at least one.
    pub valid: Vec<u64>,
    /// Not valid.
    pub invalid: Vec<u64>,
}

/// One element of the local type from one of the licence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct AttributeMapping {
    /// The element of the licence.
    pub from: Element,
    /// The element of the local type.
    pub to: Element,
    /// How the one becomes the other.
    pub transform: Transform,
    /// What happens to what has no counterpart.
    pub on_unmapped: OnUnmapped,
}

/// How an element becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "all of the format")]
pub enum Transform {
    /// As it is.
    Identity,
    /// Each code becomes none, one or several local ones. By code, ascending.
    CodeTable(std::collections::BTreeMap<String, Vec<String>>),
    /// Whatever the licence says, this: stated by the agreement and not by the issuer.
    Constant(String),
}

/// What happens when an element is missing or a code is not in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "both of the format")]
pub enum OnUnmapped {
    /// The licence is not recognised.
    Reject,
    /// The local view lacks the element, and says so.
    Drop,
}

/// What is needed beside the licence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Supplement {
    /// Names it within the agreement.
    pub id: String,
    /// What it is called.
    pub label: MlText,
    /// The kind of evidence.
    pub evidence_type: String,
    /// The type of licence that is such evidence; without it no document is.
    pub doc_type: Option<String>,
    /// It is not needed where all of these hold; never by default.
    pub unless: Vec<Condition>,
    /// By when.
    pub deadline: Deadline,
}

/// By when a supplement is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "both of the format")]
pub enum Deadline {
    /// Before the licence is used.
    BeforeUse,
    /// Seconds after the licence is used.
    Within(u64),
}

/// Where somebody objects to an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Objection {
    /// The office.
    pub contact: MlText,
    /// How to reach it, for example `mailto:` or `https:`.
    pub uri: String,
    /// Seconds after the answer within which it takes objections.
    pub deadline: u64,
}

/// What is kept of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Archive {
    /// What, at least one.
    pub keep: Vec<Record>,
    /// Days for which it is kept.
    pub retention_days: u64,
}

/// A thing that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "all of the format")]
pub enum Record {
    /// The report.
    Verdict,
    /// The agreement by digest.
    Agreement,
    /// The licence as presented.
    Licence,
}

impl Effect {
    /// `full`, `partial` or `evidence`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::Evidence => "evidence",
        }
    }
}

impl AgreementContents {
    /// Every state, newest first.
    pub fn states(&self) -> impl Iterator<Item = &AgreementState> {
        core::iter::once(&self.current_state).chain(&self.equivalence_history)
    }

    /// The state at `at`; `None` before the first.
    #[must_use]
    pub fn state_at(&self, at: UnixTime) -> Option<AgreementState> {
        self.states()
            .find(|state| state.starting_time <= at)
            .copied()
    }

    /// When the state that holds at `at` gives way to the next one known today, if it does.
    #[must_use]
    pub fn next_change(&self, at: UnixTime) -> Option<UnixTime> {
        self.states()
            .map(|state| state.starting_time)
            .filter(|start| *start > at)
            .min()
    }
}
