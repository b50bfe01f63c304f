//! The agreements that a verifier holds: which were taken, who answers for them today, and which may apply here.
//!
//! Bytes, trust lists and `now` in, no network, no clock. An agreement counts on the word of the trust list of the party that
//! recognises; that word is asked for when it is taken, and again with [`renew`](Agreements::renew) whenever the lists may
//! have changed.
//!
//! Clause: `spec/agreement-signing.md`, section 5.

mod floors;
mod load;
mod state;
mod taken;

use std::collections::{BTreeMap, BTreeSet};

pub use load::LoadedAgreement;
pub use state::LeftOutAgreement;
pub use taken::TakenAgreement;

use crate::licence::Region;
use crate::time::UnixTime;
use crate::trust::store::TrustStore;

use super::candidate::Candidate;
use floors::{Floor, Floors, Key};
use taken::Taken;

/// Agreements whose signatures were checked, the newest issue of each, with floors against rollback.
///
/// [`load`](Self::load) takes one whole or not at all. One that was taken stays when it is over, repealed, or its signer is not
/// entitled any more: it does not count then, and still says which others it has replaced.
///
/// Clause: `spec/agreement-signing.md`, section 5.
#[derive(Clone, Debug)]
pub struct Agreements {
    held: BTreeMap<Key, Taken>,
    /// Pointing territory → the agreements for it.
    by_territory: BTreeMap<Region, BTreeSet<Key>>,
    floors: Floors,
    /// Bytes of the documents and floors in the exported state, at most.
    bytes: usize,
}

impl Agreements {
    /// No agreement, no floor.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            held: BTreeMap::new(),
            by_territory: BTreeMap::new(),
            floors: Floors::new(),
            bytes: 0,
        }
    }

    /// Asks again who may sign for each party, after the trust lists or the time have changed.
    ///
    /// No signature is checked again: what a key has signed does not change. An agreement whose signer is not entitled any more
    /// stays and does not count; when the signer is entitled again, it counts again.
    ///
    /// Clause: `spec/agreement-signing.md`, section 5.4.
    pub fn renew(&mut self, store: &TrustStore, now: UnixTime) {
        for (key, taken) in &mut self.held {
            taken.ask(key, &self.floors, store, now);
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Every agreement, counting or not, by trust list, entity and name.
    pub fn iter(&self) -> impl Iterator<Item = TakenAgreement<'_>> {
        self.held.values().map(TakenAgreement::new)
    }

    /// The agreements of this name: one, unless two parties have given it to one of theirs.
    pub fn named(&self, agreement_id: &str) -> impl Iterator<Item = TakenAgreement<'_>> {
        self.iter()
            .filter(move |taken| taken.agreement().contents().agreement_id == agreement_id)
    }

    /// Every agreement by which a region that contains `here` recognises another, whatever its state: the nearest territory first,
    /// then by trust list, entity and name.
    pub(in crate::recognise) fn candidates(&self, here: &Region) -> Vec<Candidate<'_>> {
        core::iter::successors(Some(here.clone()), Region::parent)
            .filter_map(|level| self.by_territory.get(&level))
            .flatten()
            .filter_map(|key| self.held.get(key))
            .map(Taken::candidate)
            .collect()
    }

    /// Every agreement of one pointing party, whatever its state, by name.
    pub(in crate::recognise) fn candidates_of_party(
        &self,
        territory: &Region,
        list_id: &str,
        entity_id: &str,
    ) -> Vec<Candidate<'_>> {
        self.by_territory
            .get(territory)
            .into_iter()
            .flat_map(|keys| keys.range(Key::first_of(list_id, entity_id)..))
            .take_while(|key| key.is_of(list_id, entity_id))
            .filter_map(|key| self.held.get(key))
            .map(Taken::candidate)
            .collect()
    }

    /// Puts an issue in the place of the one before. Nothing here can fail.
    fn put(&mut self, key: Key, taken: Taken) {
        self.raise(key.clone(), taken.floor());
        self.bytes = self.bytes.saturating_add(taken.bytes());
        let territory = taken.territory().clone();
        if let Some(before) = self.held.insert(key.clone(), taken) {
            self.bytes = self.bytes.saturating_sub(before.bytes());
        }
        // Every issue of an agreement has the same parties, so the place stays.
        self.by_territory.entry(territory).or_default().insert(key);
    }

    fn raise(&mut self, key: Key, floor: Floor) {
        if !self.floors.has(&key) {
            self.bytes = self.bytes.saturating_add(state::bytes_of_floor(&key));
        }
        self.floors.raise(key, floor);
    }
}

impl Default for Agreements {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests;
