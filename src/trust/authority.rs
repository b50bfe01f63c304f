//! Authorities: where a path may end, and for what. Trust lists will stand here beside the caller's anchors.
//!
//! Whoever brings authorities (today the caller's anchors, later the services of a trust list) brings each as a
//! certificate with a scope. The index finds them by name; identity is decided by key and signature, never by name or
//! key identifier.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Scope;
use super::certificate::{Certificate, Name};

/// One authority; the same certificate may be there more than once, with different scopes.
#[derive(Clone, Debug)]
pub(super) struct Authority {
    pub(super) certificate: Arc<Certificate>,
    pub(super) scope: Arc<Scope>,
}

/// All of them, found in logarithmic time.
#[derive(Clone, Debug)]
pub(super) struct Authorities {
    all: Vec<Authority>,
    by_subject: BTreeMap<Vec<u8>, Vec<usize>>,
}

impl Authorities {
    pub(super) const fn new() -> Self {
        Self {
            all: Vec::new(),
            by_subject: BTreeMap::new(),
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds an authority unless the same certificate with the same scope is there.
    pub(super) fn add(&mut self, authority: Authority) {
        let same_name = self
            .by_subject
            .entry(authority.certificate.subject.raw.clone())
            .or_default();
        let known = |index: &usize| {
            self.all.get(*index).is_some_and(|known| {
                known.certificate.der == authority.certificate.der && known.scope == authority.scope
            })
        };
        if !same_name.iter().any(known) {
            same_name.push(self.all.len());
            self.all.push(authority);
        }
    }

    pub(super) fn get(&self, index: usize) -> Option<&Authority> {
        self.all.get(index)
    }

    /// Indices of the authorities that have one of these names, in the order they were added.
    pub(super) fn named<'a>(&self, names: impl IntoIterator<Item = &'a Name>) -> Vec<usize> {
        let mut found: Vec<usize> = names
            .into_iter()
            .filter_map(|name| self.by_subject.get(&name.raw))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
