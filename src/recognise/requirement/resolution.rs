//! What the licences at hand prove of an item.

use crate::time::UnixTime;

use super::super::ReportedAgreement;
use super::super::agreement::Element;

/// The answer to an item.
///
/// Holds names of elements and no value of any licence.
///
/// Clause: `spec/requirements.md`, section 5.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resolution {
    /// The code of the item.
    pub code: String,
    /// Each requirement, in the order of the item.
    pub requirements: Vec<Resolved>,
    /// What is to be shown of each licence that was chosen, in the order of the licences, and nothing more.
    pub disclosures: Vec<Disclosure>,
    /// Each paper that is asked for, in the order of the item.
    pub papers: Vec<PaperAnswer>,
    /// The last second at which the answer can be relied on; `None` where no licence was chosen.
    pub effective_until: Option<UnixTime>,
}

/// What was found of one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resolved {
    /// The requirement, by its name.
    pub requirement: String,
    /// Whether it is proven, and how.
    pub outcome: Outcome,
}

/// Whether a requirement is proven.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever asks must tell the two apart"
)]
pub enum Outcome {
    /// It is, by this set.
    Proven {
        /// The set of evidence, by its name.
        set: String,
        /// Which licence proves each evidence, in its order.
        by: Vec<ProvenEvidence>,
    },
    /// It is not; this set is nearest.
    Open {
        /// The set of evidence, by its name.
        set: String,
        /// Each evidence of it, in its order.
        evidence: Vec<OpenEvidence>,
    },
}

/// An evidence, and the licence that was chosen for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProvenEvidence {
    /// The evidence, by its name.
    pub evidence: String,
    /// The licence: its place among those given.
    pub licence: usize,
    /// The agreements by which it counts; none where no agreement is needed.
    pub cited: Vec<ReportedAgreement>,
}

/// An evidence of a set that is not proven.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenEvidence {
    /// The evidence, by its name.
    pub evidence: String,
    /// The local type.
    pub doc_type: String,
    /// The licence that proves it or came furthest: its place among those given.
    pub licence: Option<usize>,
    /// Why it does not prove it; `None` where it does.
    pub lack: Option<Lack>,
}

/// Why a licence does not prove an evidence. In this order, from far to near.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lack {
    /// No licence is of the type, or recognised as it.
    NotHeld,
    /// One would be, and is not recognised here.
    NotRecognised {
        /// The primary code, for example `recognise.condition-not-met`.
        code: &'static str,
    },
    /// These conditions do not hold.
    NotMet {
        /// By their names.
        conditions: Vec<String>,
    },
    /// These conditions cannot be answered by what is disclosed.
    NotKnown {
        /// By their names.
        conditions: Vec<String>,
    },
    /// Elements that are read are not disclosed, or have no place in the local view.
    Withheld {
        /// Which, of the local type, ascending.
        elements: Vec<Element>,
        /// Beside these, of each list one may be enough; in the order of the item.
        choices: Vec<Vec<Element>>,
    },
    /// It belongs to another.
    HolderMismatch,
    /// It is not known to belong to the person of the role.
    HolderUnknown,
}

/// What is to be shown of one licence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disclosure {
    /// The licence: its place among those given.
    pub licence: usize,
    /// Its own type.
    pub doc_type: String,
    /// Its elements that are read, ascending.
    pub elements: Vec<Element>,
    /// Its elements that say whose it is, and are read for nothing else, ascending.
    pub holder: Vec<Element>,
    /// What is read too and every licence of the type shows anyway, ascending.
    pub always: Vec<Element>,
}

/// Whether a paper is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaperAnswer {
    /// The paper, by its name.
    pub paper: String,
    /// Whether it is needed.
    pub state: PaperState,
}

/// Whether a paper is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever asks for papers must tell them apart"
)]
pub enum PaperState {
    /// All that it would prove is proven by these licences.
    Implied {
        /// Their places among those given, ascending.
        by: Vec<usize>,
    },
    /// It would prove nothing that the item requires.
    Baseless,
    /// It would prove these requirements, which are open.
    Needed {
        /// By their names.
        open: Vec<String>,
    },
}

impl Resolution {
    /// Whether every requirement is proven.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.requirements
            .iter()
            .all(|one| matches!(one.outcome, Outcome::Proven { .. }))
    }

    /// How many of the papers are already implied.
    #[must_use]
    pub fn implied(&self) -> usize {
        self.papers
            .iter()
            .filter(|one| matches!(one.state, PaperState::Implied { .. }))
            .count()
    }

    /// What was found of a requirement.
    #[must_use]
    pub fn requirement(&self, id: &str) -> Option<&Outcome> {
        let mut all = self.requirements.iter();
        all.find(|one| one.requirement == id)
            .map(|one| &one.outcome)
    }
}

impl Lack {
    /// `not-held`, `not-recognised`, `not-met`, `not-known`, `withheld`, `holder-mismatch` or `holder-unknown`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NotHeld => "not-held",
            Self::NotRecognised { .. } => "not-recognised",
            Self::NotMet { .. } => "not-met",
            Self::NotKnown { .. } => "not-known",
            Self::Withheld { .. } => "withheld",
            Self::HolderMismatch => "holder-mismatch",
            Self::HolderUnknown => "holder-unknown",
        }
    }

    /// How near it is to a proof: the higher, the less is lacking.
    pub(super) const fn nearness(&self) -> usize {
        match self {
            Self::NotHeld => 0,
            Self::NotRecognised { .. } => 1,
            Self::NotMet { .. } => 2,
            Self::NotKnown { .. } => 3,
            Self::Withheld { .. } => 4,
            Self::HolderMismatch => 5,
            Self::HolderUnknown => 6,
        }
    }
}

impl PaperState {
    /// `implied`, `baseless` or `needed`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Implied { .. } => "implied",
            Self::Baseless => "baseless",
            Self::Needed { .. } => "needed",
        }
    }
}
