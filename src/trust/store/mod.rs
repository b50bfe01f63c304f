//! The lists that were taken, what nobody may go back behind, and who may do what by them today.
//!
//! Bytes and `now` in, no network, no clock. A [`TrustStore`] believes the caller's anchors, and the lists that the caller's
//! [roots](ListRoot) have signed or vouch for; whoever is in none of them is nobody. A member joins or leaves by one issue of one list;
//! no list of another member and no judgement that rests on one changes by it.
//!
//! ```text
//! root of the caller ──▶ list of lists ──▶ list of a region ──▶ entity ──▶ service ──▶ key
//! ```
//!
//! Nothing of the way is remembered as right. At each judgement it is asked again whether every list between root and key counts,
//! in logarithmic time; so a pointer that is withdrawn stops counting at once.
//!
//! Clause: `spec/trust-store.md`.

mod candidates;
mod floors;
mod held;
mod index;
mod listed;
mod load;
mod state;
mod terms;
mod vouching;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use floors::Floor;
pub use load::{Change, Loaded};
pub use state::{Import, LeftOut};
pub use terms::{ListRoot, StaleLists, StoreTerms};

pub(in crate::trust) use candidates::Services;
pub(in crate::trust) use listed::{ListedService, Sealed, check_state, check_territory, choose};

use crate::crypto::DigestAlgorithm;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::TrustAnchors;
use super::certificate::fingerprint;
use super::list::{ListContents, ListType, TrustList};
use floors::Floors;
use held::Held;
use index::Index;
use vouching::Vouching;

/// Whom a verifier trusts: by hand, and by signed lists.
///
/// New, it trusts the anchors only. It grows by [`load_list`](Self::load_list), and is kept between runs by
/// [`export`](Self::export) and [`import`](Self::import). A copy is cheap compared with its documents, which are shared.
///
/// Clause: `spec/trust-store.md`.
#[derive(Debug)]
pub struct TrustStore {
    pub(in crate::trust) anchors: TrustAnchors,
    terms: StoreTerms,
    vouching: Vouching,
    lists: BTreeMap<String, Held>,
    lists_of_lists: BTreeSet<String>,
    /// In DER, by digest: the anchors have read them, here they wait to be exported.
    revocation_lists: BTreeMap<[u8; 32], Arc<[u8]>>,
    held_bytes: usize,
    floors: Floors,
    index: Index,
    /// Changes whenever anything changes on which an answer rests.
    state: [u8; 32],
}

impl TrustStore {
    /// Trusts `anchors` and no list.
    #[must_use]
    pub const fn new(anchors: TrustAnchors) -> Self {
        Self {
            anchors,
            terms: StoreTerms::new(),
            vouching: Vouching::new(),
            lists: BTreeMap::new(),
            lists_of_lists: BTreeSet::new(),
            revocation_lists: BTreeMap::new(),
            held_bytes: 0,
            floors: Floors::new(),
            index: Index::new(),
            state: [0; 32],
        }
    }

    /// Trusts a list of its own accord. Given twice for one list, the signers of both may sign it.
    #[must_use]
    pub fn with_root(mut self, root: ListRoot) -> Self {
        self.add_root(root);
        self
    }

    /// With other terms than the defaults.
    #[must_use]
    pub fn with_terms(mut self, terms: StoreTerms) -> Self {
        self.terms = terms;
        self.changed(&[]);
        self
    }

    /// The anchors that are trusted by hand.
    #[must_use]
    pub const fn anchors(&self) -> &TrustAnchors {
        &self.anchors
    }

    /// The anchors, to add to or take from them.
    pub const fn anchors_mut(&mut self) -> &mut TrustAnchors {
        &mut self.anchors
    }

    /// Has a revocation list (CRL, in DER) say which certificates are revoked, as
    /// [`TrustAnchors::add_revocation_list`], and keeps it for the [export](Self::export).
    ///
    /// # Errors
    ///
    /// [`Reason::RevocationListMalformed`], [`Reason::RevocationListOverLimit`], also where the exported state would be
    /// larger than the terms allow.
    pub fn load_revocation_list(&mut self, der: &[u8]) -> Result<(), Reason> {
        let digest = fingerprint(der);
        if self.revocation_lists.contains_key(&digest) {
            return Ok(());
        }
        let bytes = self.bytes_with(0, held::bytes_of(der));
        if bytes > self.terms.state_bytes {
            return Err(Reason::RevocationListOverLimit {
                limit: "state_bytes",
                allowed: self.terms.state_bytes,
            });
        }
        self.anchors.add_revocation_list(der)?;
        self.held_bytes = self.held_bytes.saturating_add(held::bytes_of(der));
        self.revocation_lists.insert(digest, Arc::from(der));
        self.changed(&digest);
        Ok(())
    }

    /// The time to judge at: `now`, or the clock floor where `now` is before it, with [`Reason::ClockBehind`] to say so.
    ///
    /// The floor is the date of the newest list that was taken; a list moves it no further than
    /// [`StoreTerms::clock_ahead`] beyond the `now` of loading.
    ///
    /// Clause: `spec/trust-store.md`, section 5.
    #[must_use]
    pub fn time(&self, now: UnixTime) -> (UnixTime, Option<Reason>) {
        match self.floors.clock() {
            Some(floor) if now < floor => (floor, Some(Reason::ClockBehind { floor, now })),
            _ => (now, None),
        }
    }

    /// The newest issue of each list that was taken, whether it counts today or not, by name.
    pub fn lists(&self) -> impl Iterator<Item = &TrustList> {
        self.lists.values().map(|held| held.list.as_ref())
    }

    /// The newest issue of a list that was taken, whether it counts today or not.
    #[must_use]
    pub fn list(&self, list_id: &str) -> Option<&TrustList> {
        self.lists.get(list_id).map(|held| held.list.as_ref())
    }

    /// What no later issue of the list may be behind. Outlives the list.
    #[must_use]
    pub fn floor(&self, list_id: &str) -> Option<&Floor> {
        self.floors.of(list_id)
    }

    /// Whether the list counts at `now`, and until when by what is known: by its own `notAfter` and those of the lists above
    /// it, and by their `nextUpdate` where the terms take a stale list for none.
    ///
    /// # Errors
    ///
    /// [`Reason::ListUnknown`] if it was never taken, or nobody vouches for it any more; [`Reason::ListExpired`];
    /// [`Reason::ListStale`] where the terms want it so.
    pub fn counts(&self, list_id: &str, now: UnixTime) -> Result<UnixTime, Reason> {
        let held = self.lists.get(list_id).ok_or(Reason::ListUnknown)?;
        let (at, _) = self.time(now);
        self.standing(held, at).map(|standing| standing.until)
    }

    /// Raises every floor to that of `other`, so that neither of the two can be made to go back. No list is taken over.
    ///
    /// For whoever keeps the floors in a safer place than the rest of the state.
    pub fn merge_floors(&mut self, other: &Self) {
        self.floors.merge(&other.floors);
        self.changed(&other.state);
        self.settle();
    }

    /// The time behind which no judgement goes: see [`time`](Self::time).
    #[must_use]
    pub const fn clock_floor(&self) -> Option<UnixTime> {
        self.floors.clock()
    }

    /// Names what every answer of the store rests on, besides `now`: another after each list, root, term or floor. Of two stores that
    /// came to be in other ways it says nothing.
    pub(in crate::trust) const fn state(&self) -> [u8; 32] {
        self.state
    }

    /// The bytes of the exported state, at most, with so many less and more.
    const fn bytes_with(&self, less: usize, more: usize) -> usize {
        /// The names of its members, the clock floor, the heads.
        const AROUND: usize = 256;
        self.held_bytes
            .saturating_add(AROUND)
            .saturating_sub(less)
            .saturating_add(more)
            .saturating_add(self.floors.bytes())
    }

    fn changed(&mut self, by: &[u8]) {
        let next = DigestAlgorithm::Sha256.digest(&[&self.state, by]);
        self.state = next.as_bytes().try_into().unwrap_or_default();
    }

    fn add_root(&mut self, root: ListRoot) {
        self.changed(root.list_id.as_bytes());
        self.vouching.add_root(root);
        self.settle();
    }

    /// How a list that is held stands at `at`.
    fn standing(&self, held: &Held, at: UnixTime) -> Result<Standing, Reason> {
        let contents = held.list.contents();
        let reach = self.vouching.reach(held).ok_or(Reason::ListUnknown)?;
        // The floor may come from elsewhere, and then it knows of an issue that is not at hand.
        self.check_floor(&held.list)?;
        // So may a floor of a list above, and then what that one says of this may have been taken back.
        if let Some(behind) = reach.behind {
            return Err(behind);
        }
        if at > reach.until {
            return Err(Reason::ListExpired {
                list: reach.until_of,
                not_after: reach.until,
            });
        }
        let mut until = reach.until;
        if let (StaleLists::Undetermined, Some((due, _))) = (self.terms.stale_lists, &reach.due) {
            until = until.min(*due);
        }
        let mut notes = Vec::new();
        if let Some((due, list)) = reach.due.filter(|(due, _)| at > *due) {
            let stale = Reason::ListStale {
                list,
                next_update: due,
            };
            match self.terms.stale_lists {
                StaleLists::Allow => notes.push(stale),
                StaleLists::Undetermined => return Err(stale),
            }
        }
        notes.extend(closed(contents));
        Ok(Standing { until, notes })
    }

    /// Puts an issue in the place of the one before. Nothing here can fail.
    fn put(&mut self, held: Held) {
        let list = Arc::clone(&held.list);
        let list_id = list.contents().list_id.clone();
        self.floors.raise(&list_id, held::floor(&list));
        self.held_bytes = self.held_bytes.saturating_add(held.bytes());
        let before = self.lists.insert(list_id.clone(), held);
        if let Some(before) = &before {
            self.held_bytes = self.held_bytes.saturating_sub(before.bytes());
            self.index.remove(&before.list);
            self.vouching.remove(&before.list);
        }
        self.index.insert(&list);
        self.vouching.insert(&list);
        self.changed(list.digest());
        let was_above = self.lists_of_lists.remove(&list_id);
        if list.contents().list_type == ListType::ListOfLists {
            self.lists_of_lists.insert(list_id);
            self.settle();
        } else if was_above {
            self.settle();
        }
    }

    fn settle(&mut self) {
        let above: Vec<(&Held, Option<Reason>)> = self
            .lists_of_lists
            .iter()
            .filter_map(|list_id| self.lists.get(list_id))
            .map(|held| (held, self.check_floor(&held.list).err()))
            .collect();
        self.vouching.settle(&above);
    }
}

/// How a list stands at a time at which it counts.
#[derive(Clone, Debug)]
struct Standing {
    until: UnixTime,
    notes: Vec<Reason>,
}

/// The note that a list was closed.
fn closed(list: &ListContents) -> Option<Reason> {
    list.next_update.is_none().then(|| Reason::ListClosed {
        list: list.list_id.clone(),
    })
}

/// The notes on one issue by itself: that it is stale, or closed.
fn note_on_update(list: &ListContents, at: UnixTime) -> Option<Reason> {
    match list.next_update {
        Some(due) if at > due => Some(Reason::ListStale {
            list: list.list_id.clone(),
            next_update: due,
        }),
        Some(_) => None,
        None => closed(list),
    }
}

#[cfg(test)]
mod tests;
