//! Which agreements lead from where to where: what an answer costs does not grow with those that lead elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::licence::Region;

use super::super::agreement::AgreementContents;
use super::floors::Key;

/// Names of agreements, by what an answer asks for. The parties of an agreement are the same in every issue; what it supersedes
/// is not.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Pointing territory → pointed territory.
    by_parties: BTreeMap<Region, BTreeMap<Region, BTreeSet<Key>>>,
    by_pointed: BTreeMap<Region, BTreeSet<Key>>,
    /// The name that is superseded → those that say so.
    superseding: BTreeMap<Key, BTreeSet<Key>>,
}

impl Index {
    pub(super) const fn new() -> Self {
        Self {
            by_parties: BTreeMap::new(),
            by_pointed: BTreeMap::new(),
            superseding: BTreeMap::new(),
        }
    }

    /// Adds an issue.
    pub(super) fn add(&mut self, key: &Key, contents: &AgreementContents) {
        let pointing = contents.pointing_party.territory.clone();
        let pointed = contents.pointed_party.territory.clone();
        let of_both = self.by_parties.entry(pointing).or_default();
        let of_both = of_both.entry(pointed.clone()).or_default();
        of_both.insert(key.clone());
        let of_pointed = self.by_pointed.entry(pointed).or_default();
        of_pointed.insert(key.clone());
        for old in superseded(key, contents) {
            self.superseding.entry(old).or_default().insert(key.clone());
        }
    }

    /// Forgets what the issue before said of others.
    pub(super) fn replace(&mut self, key: &Key, before: &AgreementContents) {
        for old in superseded(key, before) {
            if let Some(by) = self.superseding.get_mut(&old) {
                by.remove(key);
                if by.is_empty() {
                    self.superseding.remove(&old);
                }
            }
        }
    }

    /// Those of every region that contains `here` about every region that contains `there`.
    pub(super) fn between<'i>(
        &'i self,
        here: &'i Region,
        there: &'i Region,
    ) -> impl Iterator<Item = &'i Key> {
        let of_here = here.ancestry().filter_map(|here| self.by_parties.get(here));
        let of_both = of_here.flat_map(|pointed| {
            let about = there.ancestry();
            about.filter_map(move |there| pointed.get(there))
        });
        of_both.flatten()
    }

    /// Those of every region that contains `here` about `pointed` as such.
    pub(super) fn about<'i>(
        &'i self,
        here: &'i Region,
        pointed: &'i Region,
    ) -> impl Iterator<Item = &'i Key> {
        let of_here = here.ancestry().filter_map(|here| self.by_parties.get(here));
        of_here
            .filter_map(|of_pointed| of_pointed.get(pointed))
            .flatten()
    }

    /// Those of anybody about every region that contains `there`.
    pub(super) fn leading<'i>(&'i self, there: &'i Region) -> impl Iterator<Item = &'i Key> {
        let about = there.ancestry();
        about
            .filter_map(|there| self.by_pointed.get(there))
            .flatten()
    }

    /// Those of the same party that name the agreement `old` as superseded.
    pub(super) fn superseding(&self, old: &Key) -> impl Iterator<Item = &Key> {
        self.superseding.get(old).into_iter().flatten()
    }

    /// Whether any names another one as superseded.
    pub(super) fn supersedes(&self) -> bool {
        !self.superseding.is_empty()
    }
}

/// What an issue names, among those of its party.
fn superseded<'k>(
    key: &'k Key,
    contents: &'k AgreementContents,
) -> impl Iterator<Item = Key> + use<'k> {
    let names = contents.supersedes.iter();
    names.map(|superseded| Key {
        agreement_id: superseded.agreement_id.clone(),
        ..key.clone()
    })
}
