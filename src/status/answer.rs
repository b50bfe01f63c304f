//! What the lists say about one licence.

use super::{
    StatusAuthorities, StatusContent, StatusLists, StatusReference,
    lists::{Held, covers, vouches},
    reference::Listed,
};
use crate::{Reason, time::UnixTime};

/// The answer. Undetermined is neither good nor bad: the policy of the caller decides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who judges must know all three")]
pub enum StatusAnswer {
    /// Every list that the licence names says that it is valid.
    Good,
    /// A list says that it is not, or has no place for it.
    Bad(Reason),
    /// No list says anything that counts.
    Undetermined(Reason),
}

/// What a list counts as that should have been fetched anew by its own time to live (`ttl`), and is not expired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "both ways")]
pub enum StaleStatus {
    /// The status is undetermined.
    #[default]
    Undetermined,
    /// It counts, and a note says that it is stale: for a place that is offline for longer than a list lives.
    Note,
}

/// A licence whose status is asked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StatusQuestion<'a> {
    /// What its signed object says.
    pub reference: &'a StatusReference,
    /// Whether its type is native: then status 3 has a meaning, and signers under an anchor must be of its issuer.
    pub native: bool,
    /// The entity that issued it, by its code.
    pub issuer: Option<&'a str>,
    /// SHA-256 of the anchors that its sealing certificate was traced to.
    pub anchors: &'a [[u8; 32]],
    /// What a stale list counts as.
    pub stale: StaleStatus,
    /// The time of judgement.
    pub now: UnixTime,
}

impl<'a> StatusQuestion<'a> {
    /// About a foreign licence of nobody in particular.
    #[must_use]
    pub const fn new(reference: &'a StatusReference, now: UnixTime) -> Self {
        Self {
            reference,
            native: false,
            issuer: None,
            anchors: &[],
            stale: StaleStatus::Undetermined,
            now,
        }
    }

    /// About a native one.
    #[must_use]
    pub const fn native(self) -> Self {
        Self {
            native: true,
            ..self
        }
    }

    /// Issued by this entity.
    #[must_use]
    pub const fn issued_by(self, entity: &'a str) -> Self {
        Self {
            issuer: Some(entity),
            ..self
        }
    }

    /// Sealed under these anchors.
    #[must_use]
    pub const fn sealed_under(self, anchors: &'a [[u8; 32]]) -> Self {
        Self { anchors, ..self }
    }

    /// With this policy for stale lists.
    #[must_use]
    pub const fn with_stale(self, stale: StaleStatus) -> Self {
        Self { stale, ..self }
    }
}

/// The answer, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusJudgement {
    /// The worst of what the lists say.
    pub answer: StatusAnswer,
    /// The entries that were looked up.
    pub evidence: Vec<StatusEvidence>,
    /// What the reader of a verdict should know; changes no answer.
    pub notes: Vec<Reason>,
    /// The last second at which the answer can still be good without another list; `None` where it is not.
    pub good_until: Option<UnixTime>,
}

/// An entry that was looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusEvidence {
    /// The list's name.
    pub uri: String,
    /// When it was made.
    pub issued_at: UnixTime,
    /// When it ends, if it says so.
    pub expires: Option<UnixTime>,
    /// SHA-256 of the token.
    pub digest: [u8; 32],
    /// SHA-256 of the signer's certificate.
    pub signer: [u8; 32],
    /// The licence's index; `None` in a list of identifiers.
    pub index: Option<u64>,
    /// The status there, if there is such an entry; of identifiers 1 for a listed one, else 0.
    pub value: Option<u8>,
}

/// A place in a list of either kind.
#[derive(Clone, Copy)]
enum Key<'a> {
    Index(u64),
    Identifier(&'a [u8]),
}

impl StatusLists {
    /// What the lists say about a licence at `question.now`; who may sign is asked of `authorities` anew.
    ///
    /// Clause: `spec/status.md`, section 6.
    #[must_use]
    pub fn judge(
        &self,
        question: &StatusQuestion<'_>,
        authorities: &dyn StatusAuthorities,
    ) -> StatusJudgement {
        let reference = question.reference;
        let mut all = Vec::new();
        if let Some(listed) = &reference.status_list {
            let key = Key::Index(listed.key);
            all.push(self.judge_one(question, listed, key, authorities));
        }
        if let Some(listed) = &reference.identifier_list {
            let key = Key::Identifier(&listed.key);
            all.push(self.judge_one(question, listed, key, authorities));
        }
        worst(all).unwrap_or_else(|| {
            StatusJudgement::without_evidence(if question.native {
                StatusAnswer::Bad(Reason::StatusReferenceMalformed {
                    rule: "it names a list",
                })
            } else {
                StatusAnswer::Undetermined(Reason::StatusUnavailable)
            })
        })
    }

    fn judge_one<K>(
        &self,
        question: &StatusQuestion<'_>,
        listed: &Listed<K>,
        key: Key<'_>,
        authorities: &dyn StatusAuthorities,
    ) -> StatusJudgement {
        let undetermined =
            |reason| StatusJudgement::without_evidence(StatusAnswer::Undetermined(reason));
        let Some(same_name) = self.held.get(&listed.uri).filter(|held| !held.is_empty()) else {
            return undetermined(Reason::StatusUnavailable);
        };
        let (mut counting, mut against) = (Vec::new(), None);
        for held in same_name {
            match may_sign(held, question, listed.certificate.as_deref(), authorities) {
                Ok(until) => counting.push((held, until)),
                Err(reason) => against = against.or(Some(reason)),
            }
        }
        let newest = counting
            .iter()
            .map(|(held, _)| held.token.issued_at())
            .max();
        counting.retain(|(held, _)| Some(held.token.issued_at()) == newest);
        let judged = counting
            .into_iter()
            .map(|(held, until)| look_up(held, until, question, key))
            .collect();
        worst(judged).unwrap_or_else(|| undetermined(against.unwrap_or(Reason::StatusUnavailable)))
    }
}

impl StatusJudgement {
    const fn without_evidence(answer: StatusAnswer) -> Self {
        Self {
            answer,
            evidence: Vec::new(),
            notes: Vec::new(),
            good_until: None,
        }
    }
}

/// All evidence and notes, the worst answer, of two equally bad ones the first.
fn worst(all: Vec<StatusJudgement>) -> Option<StatusJudgement> {
    let badness = |judgement: &StatusJudgement| match judgement.answer {
        StatusAnswer::Good => 0_u8,
        StatusAnswer::Undetermined(_) => 1,
        StatusAnswer::Bad(_) => 2,
    };
    all.into_iter().reduce(|first, second| {
        let answer = if badness(&second) > badness(&first) {
            second.answer
        } else {
            first.answer
        };
        StatusJudgement {
            good_until: first
                .good_until
                .and_then(|until| Some(until.min(second.good_until?))),
            answer,
            evidence: [first.evidence, second.evidence].concat(),
            notes: [first.notes, second.notes].concat(),
        }
    })
}

/// Until when the signer of a list may speak about this licence; the rules (a), (b) and (c) of `spec/status.md`, section 4.
fn may_sign(
    held: &Held,
    question: &StatusQuestion<'_>,
    named: Option<&[u8]>,
    authorities: &dyn StatusAuthorities,
) -> Result<UnixTime, Reason> {
    let now = question.now;
    held.certificate.check_time(now)?;
    let chain: Vec<&[u8]> = held.token.chain().collect();
    let signers = authorities.status_signers(&chain, now);
    let serving = signers.as_ref().ok().and_then(|signers| {
        signers
            .iter()
            .filter(|signer| covers(&signer.standing, held.token.uri()))
            .filter(|signer| {
                signer
                    .standing
                    .serves(question.native, question.issuer, question.anchors)
                    && signer.valid_until >= now
            })
            .map(|signer| signer.valid_until)
            .max()
    });
    if let Some(until) = serving {
        return Ok(until.min(held.certificate.not_after()));
    }
    if let Some(named) = named {
        let until = vouches(named, &chain, authorities, now)?;
        return Ok(until.min(held.certificate.not_after()));
    }
    Err(signers.err().unwrap_or_else(|| Reason::StatusSigner {
        rule: "its signer does not answer for this licence".to_owned(),
    }))
}

fn look_up(
    held: &Held,
    signer_until: UnixTime,
    question: &StatusQuestion<'_>,
    key: Key<'_>,
) -> StatusJudgement {
    let (token, now) = (&held.token, question.now);
    let (value, answer) = match (token.content(), key) {
        (StatusContent::Statuses(statuses), Key::Index(index)) => match statuses.get(index) {
            Some(value) => (Some(value), meaning(value, question.native)),
            None => {
                let entries = statuses.entries();
                let reason = Reason::StatusIndexOutOfRange { entries };
                (None, StatusAnswer::Bad(reason))
            }
        },
        (StatusContent::Identifiers(revoked), Key::Identifier(id)) => {
            let value = u8::from(revoked.contains(id));
            (Some(value), meaning(value, false))
        }
        _ => {
            let other_kind = Reason::StatusUriMismatch;
            (None, StatusAnswer::Undetermined(other_kind))
        }
    };
    let mut notes = Vec::new();
    let due = due(held);
    let too_old = if token.issued_at() > now {
        let issued = token.issued_at();
        Some(Reason::StatusListInFuture { issued, now })
    } else if let Some(expired) = token.expires().filter(|expires| *expires <= now) {
        Some(Reason::StatusListExpired { expired, now })
    } else if let Some(due) = due.filter(|due| *due < now) {
        let stale = Reason::StatusListStale { due, now };
        match question.stale {
            StaleStatus::Undetermined => Some(stale),
            StaleStatus::Note => {
                notes.push(stale);
                None
            }
        }
    } else {
        None
    };
    let answer = too_old.map_or(answer, StatusAnswer::Undetermined);
    let last = token.expires().map(|expires| expires.saturating_add(-1));
    let due = due.filter(|_| question.stale == StaleStatus::Undetermined);
    let good_until = [last, due, Some(signer_until)].into_iter().flatten().min();
    StatusJudgement {
        good_until: good_until.filter(|_| answer == StatusAnswer::Good),
        answer,
        notes,
        evidence: vec![StatusEvidence {
            uri: token.uri().to_owned(),
            issued_at: token.issued_at(),
            expires: token.expires(),
            digest: *token.digest(),
            signer: *held.certificate.fingerprint(),
            index: match key {
                Key::Index(index) => Some(index),
                Key::Identifier(_) => None,
            },
            value,
        }],
    }
}

/// The last second before the list should be fetched anew. One that says neither `ttl` nor `exp` was due when it was made.
fn due(held: &Held) -> Option<UnixTime> {
    match (held.token.time_to_live(), held.token.expires()) {
        (Some(seconds), _) => {
            let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
            Some(held.taken_at.saturating_add(seconds))
        }
        (None, Some(_)) => None,
        (None, None) => Some(held.token.issued_at()),
    }
}

/// 3 is for applications to give a meaning to, and only native types have given it one.
const fn meaning(value: u8, native: bool) -> StatusAnswer {
    match value {
        0 => StatusAnswer::Good,
        1 => StatusAnswer::Bad(Reason::StatusRevoked),
        2 => StatusAnswer::Bad(Reason::StatusSuspended),
        3 if native => StatusAnswer::Bad(Reason::StatusSuperseded),
        value => StatusAnswer::Undetermined(Reason::StatusValueUnknown { value }),
    }
}
