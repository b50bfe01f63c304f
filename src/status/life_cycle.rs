//! The life of a licence at its authority: which state, which steps, on what ground.

use super::fault::StatusFault;
use crate::time::UnixTime;

/// What a status list can say about one licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "two bits")]
pub enum ListedStatus {
    /// 0: nothing is said against it.
    Valid,
    /// 1: it does not count, and will not again.
    Revoked,
    /// 2: it does not count for now.
    Suspended,
    /// 3: another has taken its place.
    Superseded,
}

impl ListedStatus {
    /// The value in the list.
    #[must_use]
    pub const fn value(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Revoked => 1,
            Self::Suspended => 2,
            Self::Superseded => 3,
        }
    }

    /// The status of a value.
    #[must_use]
    pub const fn from_value(value: u8) -> Option<Self> {
        match value {
            0 => Some(Self::Valid),
            1 => Some(Self::Revoked),
            2 => Some(Self::Suspended),
            3 => Some(Self::Superseded),
            _ => None,
        }
    }
}

/// The state of a licence in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LicenceState {
    /// 有效: it was issued and nothing ended it.
    InForce,
    /// 暂扣: withheld for a time.
    Suspended,
    /// 撤销: it should not have been issued, and counts as never issued.
    Void,
    /// 吊销: withdrawn as a penalty, from then on.
    Withdrawn,
    /// 注销: struck off the register.
    Cancelled,
    /// 变更: replaced by a changed one.
    Superseded,
    /// 届满: its time ran out.
    Lapsed,
    /// 迁出: another authority has taken it over.
    MovedOut,
}

impl LicenceState {
    /// Every state.
    pub const ALL: &'static [Self] = &[
        Self::InForce,
        Self::Suspended,
        Self::Void,
        Self::Withdrawn,
        Self::Cancelled,
        Self::Superseded,
        Self::Lapsed,
        Self::MovedOut,
    ];

    /// As it is written in a status statement.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::Suspended => "suspended",
            Self::Void => "void",
            Self::Withdrawn => "withdrawn",
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
            Self::Lapsed => "lapsed",
            Self::MovedOut => "moved-out",
        }
    }

    /// The state of this [`name`](Self::name).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.name() == name)
    }

    /// What the status list says of it.
    ///
    /// A lapsed licence stays valid there: its own dates say that it is over, and a verifier always asks them.
    #[must_use]
    pub const fn listed_as(self) -> ListedStatus {
        match self {
            Self::InForce | Self::Lapsed => ListedStatus::Valid,
            Self::Suspended => ListedStatus::Suspended,
            Self::Void | Self::Withdrawn | Self::Cancelled => ListedStatus::Revoked,
            Self::Superseded | Self::MovedOut => ListedStatus::Superseded,
        }
    }
}

/// A step in the life of a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Transition {
    /// 核发: the licence begins.
    Issue,
    /// 暂扣: it is withheld for a time.
    Suspend,
    /// 恢复: it is given back.
    Resume,
    /// 撤销: it is void from the start.
    RevokeAsVoid,
    /// 吊销: it is withdrawn as a penalty.
    RevokeAsPenalty,
    /// 注销: it is struck off the register.
    Cancel,
    /// 变更: another takes its place.
    Supersede,
    /// 届满: its time ran out.
    Lapse,
    /// 迁出: another authority takes it over.
    MoveOut,
}

/// A row of the table of legal steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// The step.
    pub transition: Transition,
    /// From which states; empty for the step that begins a life.
    pub from: &'static [LicenceState],
    /// To which state.
    pub to: LicenceState,
    /// Whether it is a decision, which names the law it rests on.
    pub ground: bool,
    /// Whether another licence takes the place of this one: `Some(true)` it must, `None` it may, `Some(false)` it may not.
    pub successor: Option<bool>,
}

impl Step {
    const fn new(
        transition: Transition,
        from: &'static [LicenceState],
        to: LicenceState,
        ground: bool,
        successor: Option<bool>,
    ) -> Self {
        Self {
            transition,
            from,
            to,
            ground,
            successor,
        }
    }
}

use LicenceState::{Cancelled, InForce, Lapsed, MovedOut, Superseded, Suspended, Void, Withdrawn};

/// Every legal step. What is not here is refused.
///
/// What ended a licence can itself turn out never to have been in force ([`Transition::RevokeAsVoid`]), and what was
/// revoked or lapsed is struck off afterwards ([`Transition::Cancel`]). Nothing comes back to life but what was suspended.
///
/// Clause: `spec/status.md`, section 9.
pub const STEPS: &[Step] = &[
    Step::new(Transition::Issue, &[], InForce, false, Some(false)),
    Step::new(
        Transition::Suspend,
        &[InForce],
        Suspended,
        true,
        Some(false),
    ),
    Step::new(Transition::Resume, &[Suspended], InForce, true, Some(false)),
    Step::new(
        Transition::RevokeAsVoid,
        &[InForce, Suspended, Superseded, Lapsed, MovedOut],
        Void,
        true,
        Some(false),
    ),
    Step::new(
        Transition::RevokeAsPenalty,
        &[InForce, Suspended],
        Withdrawn,
        true,
        Some(false),
    ),
    Step::new(
        Transition::Cancel,
        &[InForce, Suspended, Void, Withdrawn, Lapsed],
        Cancelled,
        true,
        Some(false),
    ),
    Step::new(
        Transition::Supersede,
        &[InForce],
        Superseded,
        true,
        Some(true),
    ),
    Step::new(
        Transition::Lapse,
        &[InForce, Suspended],
        Lapsed,
        false,
        Some(false),
    ),
    Step::new(Transition::MoveOut, &[InForce], MovedOut, true, None),
];

impl Transition {
    /// As it stands in a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::RevokeAsVoid => "revoke as void",
            Self::RevokeAsPenalty => "revoke as a penalty",
            Self::Cancel => "cancel",
            Self::Supersede => "supersede",
            Self::Lapse => "lapse",
            Self::MoveOut => "move out",
        }
    }
}

/// A change that an authority wants to make.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The step.
    pub transition: Transition,
    /// The law and the decision that it rests on, as one line.
    pub legal_ground: String,
    /// From when on it has effect; before `recorded_at` for what is void from the start.
    pub effective_from: UnixTime,
    /// When it was entered in the register.
    pub recorded_at: UnixTime,
    /// The identifier of the licence that takes this one's place.
    pub successor: Option<String>,
}

impl Change {
    /// Effective from the moment it is recorded, without ground or successor.
    #[must_use]
    pub const fn new(transition: Transition, recorded_at: UnixTime) -> Self {
        Self {
            transition,
            legal_ground: String::new(),
            effective_from: recorded_at,
            recorded_at,
            successor: None,
        }
    }

    /// On this ground.
    #[must_use]
    pub fn on_ground(self, legal_ground: impl Into<String>) -> Self {
        Self {
            legal_ground: legal_ground.into(),
            ..self
        }
    }

    /// With effect from `effective_from`.
    #[must_use]
    pub fn effective_from(self, effective_from: UnixTime) -> Self {
        Self {
            effective_from,
            ..self
        }
    }

    /// With this licence in its place.
    #[must_use]
    pub fn with_successor(self, licence_id: impl Into<String>) -> Self {
        Self {
            successor: Some(licence_id.into()),
            ..self
        }
    }
}

/// The life of one licence so far, step by step: only legal ones get in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeCycle {
    state: LicenceState,
    changes: Vec<Change>,
}

impl LifeCycle {
    /// A life that begins with this change.
    ///
    /// # Errors
    ///
    /// [`StatusFault`] when it is not [`Transition::Issue`], or its rules do not hold.
    pub fn begin(change: Change) -> Result<Self, StatusFault> {
        let state = check(None, &change)?;
        Ok(Self {
            state,
            changes: vec![change],
        })
    }

    /// Goes a step further.
    ///
    /// # Errors
    ///
    /// [`StatusFault`]; nothing changed then.
    pub fn apply(&mut self, change: Change) -> Result<(), StatusFault> {
        let last = self.changes.last().map(|last| last.recorded_at);
        if last.is_some_and(|last| change.recorded_at < last) {
            return Err(StatusFault::TransitionTime {
                rule: "it is recorded before the one before it",
            });
        }
        self.state = check(Some(self.state), &change)?;
        self.changes.push(change);
        Ok(())
    }

    /// The state now.
    #[must_use]
    pub const fn state(&self) -> LicenceState {
        self.state
    }

    /// Every change, oldest first.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}

/// The state that a change leads to.
fn check(from: Option<LicenceState>, change: &Change) -> Result<LicenceState, StatusFault> {
    let transition = change.transition.name();
    let legal = |step: &&Step| {
        step.transition == change.transition
            && from.map_or(step.from.is_empty(), |from| step.from.contains(&from))
    };
    let step = STEPS
        .iter()
        .find(legal)
        .ok_or_else(|| StatusFault::TransitionIllegal {
            transition,
            state: from.map_or("not issued", LicenceState::name),
        })?;
    if step.ground && change.legal_ground.trim().is_empty() {
        return Err(StatusFault::TransitionGroundMissing { transition });
    }
    match (step.successor, &change.successor) {
        (Some(true), None) => return Err(StatusFault::TransitionSuccessorMissing { transition }),
        (Some(false), Some(_)) => {
            return Err(StatusFault::TransitionSuccessorUnexpected { transition });
        }
        _ => {}
    }
    if change.effective_from > change.recorded_at {
        // A list says what holds now: a change is entered on the day it takes effect.
        return Err(StatusFault::TransitionTime {
            rule: "it is recorded before it has effect",
        });
    }
    Ok(step.to)
}
