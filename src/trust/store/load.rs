//! Taking a list: every step of `spec/trust-store.md`, section 3, then all at once or nothing.

use std::sync::Arc;

use crate::error::{DecodeError, DecodeErrorKind};
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::list::{ListError, TrustList};

use super::held::{self, Held, Named, PIVOTS};
use super::vouching::Voucher;
use super::{TrustStore, note_on_update};

/// What became of a list that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Loaded {
    /// The list's name.
    pub list_id: String,
    /// The number of the issue.
    pub sequence_number: u64,
    /// What it changed.
    pub change: Change,
    /// That it is stale or closed, or that the clock is behind: [`Reason::ListStale`], [`Reason::ListClosed`],
    /// [`Reason::ClockBehind`].
    pub notes: Vec<Reason>,
}

/// What taking a list changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// No issue of the list was held.
    First,
    /// An issue with this number was held.
    Replaced(u64),
    /// This very issue was held.
    Unchanged,
}

impl TrustStore {
    /// Takes an issue of a list, if every rule lets it: signed by somebody who may, newer than what was taken, in time.
    ///
    /// `bytes` is the signed document as published, `now` the time by the caller's clock. Where the clock is behind the
    /// [floor](Self::time), the floor stands in its place. A list that is refused changes nothing. Taking the issue that is held
    /// already changes nothing either. Lists of lists come before what they point to.
    ///
    /// # Errors
    ///
    /// [`ListError`] with every reason, the primary one first. Steps 1.1 to 1.3 stop at the first, of the later ones all
    /// run: [`Reason::ListUnknown`], [`Reason::ListExpired`], [`Reason::ListSignerUnknown`], [`Reason::ListPivotGap`],
    /// those of [`TrustList::check_signature`], [`Reason::ListPointerMismatch`], [`Reason::ListRollback`], [`Reason::ListForked`],
    /// [`Reason::ListChainBroken`], [`Reason::ListInFuture`], [`Reason::ListHistory`].
    ///
    /// Clause: `spec/trust-store.md`, section 3.
    pub fn load_list(&mut self, bytes: &[u8], now: UnixTime) -> Result<Loaded, ListError> {
        let (at, behind) = self.time(now);
        // 1.1 Size, depth, deterministic encoding, schema; and of 1.7 whatever the list says by itself.
        let list = Arc::new(TrustList::decode(bytes)?);
        let held = self.check(&list, now, at).map_err(ListError::Refused)?;
        self.check_room(&held).map_err(ListError::Decode)?;

        let contents = list.contents();
        let mut notes: Vec<Reason> = behind.into_iter().collect();
        if let Some(note) = note_on_update(contents, at) {
            notes.push(note);
        }
        let before = self.lists.get(&contents.list_id).map(|held| &held.list);
        let change = match before {
            None => Change::First,
            Some(before) if before.digest() == list.digest() => Change::Unchanged,
            Some(before) => Change::Replaced(before.contents().sequence_number),
        };
        let loaded = Loaded {
            list_id: contents.list_id.clone(),
            sequence_number: contents.sequence_number,
            change,
            notes,
        };
        if change != Change::Unchanged {
            let latest = now.saturating_add(self.terms.clock_ahead.into());
            self.floors
                .raise_clock(contents.list_issue_date_time.min(latest));
            self.put(held);
        }
        Ok(loaded)
    }

    /// Steps 1.2 to 1.7.
    fn check(
        &self,
        list: &Arc<TrustList>,
        now: UnixTime,
        at: UnixTime,
    ) -> Result<Held, Vec<Reason>> {
        let contents = list.contents();
        // 1.2 The signer is named by a root, by a list of lists that counts, or by the issue at hand.
        let vouchers = self
            .vouchers_at(&contents.list_id, at)
            .map_err(|reason| vec![reason])?;
        let (held, vouchers) = self.route(list, &vouchers).map_err(|reason| vec![reason])?;
        // 1.3 The signer's certificate and name, the algorithm, the signature.
        list.check_signature(at).map_err(|reason| vec![reason])?;

        let mut against = Vec::new();
        // 1.4 and the vouched number of 1.5.
        against.extend(check_vouched(list, &vouchers).err());
        // 1.5 Rollback; what is not newer need not follow on the one at hand. 1.7 Nothing that was said of the past is gone.
        match self.check_floor(list) {
            Ok(()) => against.extend(self.check_following(list)),
            Err(reason) => against.push(reason),
        }
        // 1.6 Not from the future, not over.
        let latest = now.saturating_add(self.terms.issued_ahead.into()).max(at);
        if contents.list_issue_date_time > latest {
            against.push(Reason::ListInFuture {
                issued: contents.list_issue_date_time,
                now: at,
            });
        }
        if contents.not_after < at {
            against.push(Reason::ListExpired {
                list: contents.list_id.clone(),
                not_after: contents.not_after,
            });
        }
        if against.is_empty() {
            Ok(held)
        } else {
            Err(against)
        }
    }

    /// All who vouch for the list and count at `at`.
    fn vouchers_at(&self, list_id: &str, at: UnixTime) -> Result<Vec<Voucher<'_>>, Reason> {
        let (counting, over): (Vec<_>, Vec<_>) = self
            .vouching
            .vouchers(list_id)
            .partition(|voucher| voucher.counts_at(at));
        if !counting.is_empty() {
            return Ok(counting);
        }
        let longest = over
            .iter()
            .filter_map(|voucher| voucher.reach)
            .max_by_key(|reach| (reach.behind.is_none(), reach.until));
        Err(longest.map_or(Reason::ListUnknown, |reach| {
            reach.behind.clone().unwrap_or_else(|| Reason::ListExpired {
                list: reach.until_of.clone(),
                not_after: reach.until,
            })
        }))
    }

    /// By which issues the list's signer goes back to one of `vouchers`, and to which of them.
    fn route<'v>(
        &self,
        list: &Arc<TrustList>,
        vouchers: &[Voucher<'v>],
    ) -> Result<(Held, Vec<Voucher<'v>>), Reason> {
        let naming = |origin: &TrustList| -> Vec<Voucher<'v>> {
            let names = |voucher: &&Voucher<'v>| origin.signed_by(voucher.identities);
            vouchers.iter().filter(names).copied().collect()
        };
        let direct = naming(list);
        if !direct.is_empty() {
            let list = Arc::clone(list);
            return Ok((Held::new(list, Vec::new()), direct));
        }
        let Some(before) = self.lists.get(&list.contents().list_id) else {
            return Err(self.unnamed(list));
        };
        // The signer of the issue at hand goes on signing; nobody could tell its own gap from one that it hides.
        let same = before.list.signer_chain().first();
        let pivots = if same.is_some() && same == list.signer_chain().first() {
            before.pivots.clone()
        } else {
            match held::names_signer_of(&before.list, list) {
                Named::Now => before
                    .pivots
                    .iter()
                    .chain([&before.list])
                    .cloned()
                    .collect(),
                Named::Later => return Err(Reason::ListPivotGap),
                Named::Not => return Err(self.unnamed(list)),
            }
        };
        if pivots.len() > PIVOTS {
            let rule = "its signer has changed too often since one who is named";
            return Err(Reason::ListChainBroken { rule });
        }
        let named = naming(before.origin());
        if named.is_empty() {
            return Err(Reason::ListSignerUnknown);
        }
        let list = Arc::clone(list);
        Ok((Held::new(list, pivots), named))
    }

    /// Nobody names the signer; an issue that was skipped might have.
    fn unnamed(&self, list: &TrustList) -> Reason {
        let contents = list.contents();
        let next = self
            .floors
            .of(&contents.list_id)
            .and_then(|floor| floor.sequence_number.checked_add(1));
        if next.is_some_and(|next| contents.sequence_number > next) {
            Reason::ListPivotGap
        } else {
            Reason::ListSignerUnknown
        }
    }

    pub(super) fn check_floor(&self, list: &TrustList) -> Result<(), Reason> {
        self.floors
            .check(&list.contents().list_id, &held::floor(list))
    }

    /// What the issue at hand, or what is left of it, says about the one after it.
    fn check_following(&self, list: &TrustList) -> Vec<Reason> {
        let contents = list.contents();
        let Some(held) = self.lists.get(&contents.list_id) else {
            // The floor outlives the issue.
            let floor = self.floors.of(&contents.list_id);
            let broken = floor.and_then(|floor| held::check_chain(contents, floor).err());
            return broken.into_iter().collect();
        };
        let before = held.list.contents();
        match contents.sequence_number.checked_sub(before.sequence_number) {
            Some(0) => Vec::new(),
            Some(1) => list.check_against(&held.list),
            _ => held::check_over_gap(before, contents),
        }
    }

    /// What is taken can be exported, and what is exported can be imported.
    pub(super) fn check_room(&self, held: &Held) -> Result<(), DecodeError> {
        let list_id = &held.list.contents().list_id;
        let replaced = self.lists.get(list_id).map_or(0, Held::bytes);
        let more = held.bytes().saturating_add(self.floors.bytes_for(list_id));
        let bytes = self.bytes_with(replaced, more);
        if bytes > self.terms.state_bytes {
            let limit = DecodeErrorKind::OverLimit {
                limit: "state_bytes",
                allowed: self.terms.state_bytes,
            };
            return Err(DecodeError::new(limit, 0, "state"));
        }
        Ok(())
    }
}

/// Steps 1.4 and 1.5 against those who name the signer: one of them must agree with the list in everything.
pub(super) fn check_vouched(list: &TrustList, vouchers: &[Voucher<'_>]) -> Result<(), Reason> {
    let contents = list.contents();
    let mut agreeing = vouchers
        .iter()
        .filter(|voucher| voucher.mismatch(contents).is_none())
        .peekable();
    if agreeing.peek().is_none() {
        let member = vouchers
            .iter()
            .find_map(|voucher| voucher.mismatch(contents));
        return Err(Reason::ListPointerMismatch {
            member: member.unwrap_or("listId"),
        });
    }
    if agreeing.any(|voucher| voucher.is_new_enough(contents)) {
        Ok(())
    } else {
        Err(Reason::ListRollback {
            rule: "the list that points to it asks for a higher number",
        })
    }
}
