//! Taking an agreement: every step of `spec/agreement-signing.md`, section 5, then all at once or nothing.

use crate::error::{DecodeError, DecodeErrorKind};
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::store::{Change, TrustStore};

use super::super::agreement::{Agreement, AgreementContents, AgreementError, check_kept};
use super::floors::Key;
use super::taken::{Taken, Unentitled};
use super::{Agreements, state};

/// How far ahead of our clock the one of a signer may be, in seconds.
const AHEAD: i64 = 300;

/// What became of an agreement that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadedAgreement {
    /// The agreement's name.
    pub agreement_id: String,
    /// The number of the issue.
    pub sequence_number: u64,
    /// What it changed. [`Change::Replaced`] by its own number: this very issue was held, and this document has a better
    /// countersignature.
    pub change: Change,
    /// That it or the list of its signer is stale, that the clock is behind, or why its countersignature does not count:
    /// [`Reason::ClockBehind`], [`Reason::ListStale`], [`Reason::ListClosed`], [`Reason::AgreementStale`],
    /// [`Reason::CountersignatureMismatch`].
    pub notes: Vec<Reason>,
}

impl Agreements {
    /// Takes an issue of an agreement, if every rule lets it: signed by the pointing party, newer than what was taken, in time.
    ///
    /// `bytes` is the signed document as published, `now` the time by the caller's clock; where it is behind the floor of the
    /// store, the floor stands in its place. An agreement that is refused changes nothing. A countersignature that is not right
    /// refuses nothing and counts as none. Taking the issue that is held asks again who may sign it, and changes nothing else
    /// unless its countersignature is better than the one at hand.
    ///
    /// # Errors
    ///
    /// [`AgreementError`] with every reason, the primary one first. Steps 1 to 3 stop at the first, of the later ones all run:
    /// those of [`Agreement::decode`]; of [`TrustStore::agreement_signer`]; [`Reason::AgreementAlgorithm`],
    /// [`Reason::AgreementSignatureMismatch`]; [`Reason::AgreementRollback`], [`Reason::AgreementForked`];
    /// [`Reason::AgreementInvalid`] for other parties, [`Reason::AgreementHistory`]; [`Reason::AgreementInFuture`],
    /// [`Reason::AgreementExpired`].
    ///
    /// Clause: `spec/agreement-signing.md`, section 5.
    pub fn load(
        &mut self,
        bytes: &[u8],
        store: &TrustStore,
        now: UnixTime,
    ) -> Result<LoadedAgreement, AgreementError> {
        let (at, behind) = store.time(now);
        // 1 Size, depth, deterministic encoding, envelope, shape, contents.
        let agreement = Agreement::decode(bytes)?;
        // 2, 3 and 7.
        let taken = Taken::check(agreement, Unentitled::Refused, store, now)?;
        let contents = taken.agreement().contents();
        let key = Key::of(contents);
        // 4 and 5.
        let mut against = self.check_newer(&key, &taken);
        // 6 Not from the future, not over.
        against.extend(check_time(contents, store, now));
        if !against.is_empty() {
            return Err(AgreementError::Refused(against));
        }
        self.check_room(&key, &taken)?;

        let mut notes: Vec<Reason> = behind.into_iter().collect();
        if at > contents.next_update {
            notes.push(Reason::AgreementStale {
                agreement: contents.agreement_id.clone(),
                next_update: contents.next_update,
            });
        }
        notes.extend(taken.notes());
        let (agreement_id, sequence_number) =
            (contents.agreement_id.clone(), contents.sequence_number);
        Ok(LoadedAgreement {
            change: self.take(key, taken, store, now),
            agreement_id,
            sequence_number,
            notes,
        })
    }

    /// Puts what was checked where it belongs. Nothing here can fail.
    pub(super) fn take(
        &mut self,
        key: Key,
        taken: Taken,
        store: &TrustStore,
        now: UnixTime,
    ) -> Change {
        let Some(held) = self.held.get_mut(&key) else {
            self.put(key, taken);
            return Change::First;
        };
        let number = held.agreement().contents().sequence_number;
        if held.agreement().digest() == taken.agreement().digest() {
            // Whoever carries the document can take the countersignature off, or spoil it. The better one stays.
            held.ask(&key, &self.floors, store, now);
            if !taken.is_better_countersigned_than(held) {
                return Change::Unchanged;
            }
        }
        self.put(key, taken);
        Change::Replaced(number)
    }

    /// Step 4, the floor: number, date, digest. Step 5, what was said of the past; of what is not newer it is not asked.
    pub(super) fn check_newer(&self, key: &Key, taken: &Taken) -> Vec<Reason> {
        if let Err(reason) = self.floors.check(key, &taken.floor()) {
            return vec![reason];
        }
        let contents = taken.agreement().contents();
        match self.held.get(key).map(|held| held.agreement().contents()) {
            Some(before) if before.sequence_number < contents.sequence_number => {
                check_kept(contents, before)
            }
            _ => Vec::new(),
        }
    }

    /// What is taken can be exported, and what is exported can be imported.
    pub(super) fn check_room(&self, key: &Key, taken: &Taken) -> Result<(), DecodeError> {
        let replaced = self.held.get(key).map_or(0, Taken::bytes);
        let floor = if self.floors.has(key) {
            0
        } else {
            state::bytes_of_floor(key)
        };
        let bytes = self
            .bytes
            .saturating_sub(replaced)
            .saturating_add(taken.bytes())
            .saturating_add(floor);
        if bytes > state::ROOM {
            let limit = DecodeErrorKind::OverLimit {
                limit: "state_bytes",
                allowed: state::STATE_BYTES,
            };
            return Err(DecodeError::new(limit, 0, "state"));
        }
        Ok(())
    }
}

/// The latest date that an issue may have now, by the caller's clock or the floor of the store.
pub(super) fn latest_issue(store: &TrustStore, now: UnixTime) -> UnixTime {
    let (at, _) = store.time(now);
    now.saturating_add(AHEAD).max(at)
}

fn check_time(contents: &AgreementContents, store: &TrustStore, now: UnixTime) -> Vec<Reason> {
    let (at, _) = store.time(now);
    let mut against = Vec::new();
    if contents.issue_date_time > latest_issue(store, now) {
        against.push(Reason::AgreementInFuture {
            issued: contents.issue_date_time,
            now: at,
        });
    }
    if contents.not_after < at {
        against.push(Reason::AgreementExpired {
            agreement: contents.agreement_id.clone(),
            not_after: contents.not_after,
        });
    }
    against
}
