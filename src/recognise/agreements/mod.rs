//! The agreements that a verifier holds: which were taken, who answers for them today, and which may apply here.
//!
//! Bytes, trust lists and `now` in, no network, no clock. An agreement counts on the word of the trust list of the party that
//! recognises; that word is asked for when it is taken, and again with [`renew`](Agreements::renew) whenever the lists may
//! have changed.
//!
//! Clause: `spec/agreement-signing.md`, section 5.

mod floors;
mod index;
mod load;
mod state;
mod taken;

use std::collections::BTreeMap;

pub use load::LoadedAgreement;
pub use state::LeftOutAgreement;
pub use taken::TakenAgreement;

use crate::licence::Region;
use crate::time::UnixTime;
use crate::trust::store::TrustStore;

use super::candidate::{Candidate, Catalogue};
use floors::{Floor, Floors, Key};
use index::Index;
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
    index: Index,
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
            index: Index::new(),
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

    /// What is held under these names.
    fn under<'c, 'k>(
        &'c self,
        keys: impl Iterator<Item = &'k Key>,
    ) -> impl Iterator<Item = Candidate<'c>> {
        keys.filter_map(|key| self.held.get(key))
            .map(Taken::candidate)
    }

    /// Puts an issue in the place of the one before. Nothing here can fail.
    fn put(&mut self, key: Key, taken: Taken) {
        self.raise(key.clone(), taken.floor());
        self.bytes = self.bytes.saturating_add(taken.bytes());
        if let Some(before) = self.held.get(&key) {
            self.bytes = self.bytes.saturating_sub(before.bytes());
            self.index.replace(&key, before.agreement().contents());
        }
        self.index.add(&key, taken.agreement().contents());
        self.held.insert(key, taken);
    }

    fn raise(&mut self, key: Key, floor: Floor) {
        if !self.floors.has(&key) {
            self.bytes = self.bytes.saturating_add(state::bytes_of_floor(&key));
        }
        self.floors.raise(key, floor);
    }
}

impl Catalogue for Agreements {
    fn direct<'c>(&'c self, here: &Region, there: &Region) -> Vec<Candidate<'c>> {
        self.under(self.index.between(here, there)).collect()
    }

    fn pairs<'c>(&'c self, here: &Region, there: &Region) -> Vec<[Candidate<'c>; 2]> {
        let mut pairs = Vec::new();
        for second in self.under(self.index.leading(there)) {
            let between = &second.contents.pointing_party;
            let firsts = self.under(self.index.about(here, &between.territory));
            let firsts = firsts.filter(|first| second.is_by(&first.contents.pointed_party));
            pairs.extend(firsts.map(|first| [first, second]));
        }
        pairs
    }

    fn superseding<'c>(&'c self, old: &Candidate<'_>) -> Vec<Candidate<'c>> {
        if !self.index.supersedes() {
            return Vec::new();
        }
        let old = Key::of(old.contents);
        self.under(self.index.superseding(&old)).collect()
    }
}

impl Default for Agreements {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests;
