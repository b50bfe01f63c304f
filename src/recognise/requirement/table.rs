//! Which licence proves which evidence: found once, before anybody chooses.

use std::collections::{BTreeMap, BTreeSet};

use crate::time::UnixTime;

use super::super::agreement::Element;
use super::{Evidence, NamedBy, resolution::Lack, weigh::Weighed};

/// One row for each evidence of the item, in its order.
#[derive(Debug)]
pub(super) struct Table<'i> {
    pub(super) rows: Vec<Row<'i>>,
}

/// An evidence, and for each licence whether it proves it.
#[derive(Debug)]
pub(super) struct Row<'i> {
    pub(super) evidence: &'i Evidence,
    pub(super) cells: Vec<Result<Proof, Lack>>,
}

/// A licence that proves an evidence.
#[derive(Clone, Debug)]
pub(super) struct Proof {
    /// What must be shown for it, by licence: its own elements, and those of supplements that it is recognised with.
    pub(super) elements: BTreeMap<usize, Weighed>,
    /// What is read of it too, and always shown.
    pub(super) always: BTreeSet<Element>,
    /// Who it belongs to: the people that it names, and the device that presented it.
    pub(super) belongs: Vec<Belonging>,
    /// Until when it proves it.
    pub(super) until: UnixTime,
}

/// Somebody to whom a licence belongs.
#[derive(Clone, Debug)]
pub(super) struct Belonging {
    pub(super) person: Person,
    /// The elements that say so; none of a device key.
    pub(super) tie: Weighed,
}

/// How licences are known to be one person's. In the order of preference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Person {
    /// They have this code in common.
    Code { kind: String, code: String },
    /// They were presented by one device in one session.
    Device { key: [u8; 32], session: [u8; 32] },
    /// They are one licence, seen in one way.
    Alone {
        licence: usize,
        named_by: Option<NamedBy>,
    },
}

impl Row<'_> {
    /// The licences that prove the evidence for this person, with what says that they are that person's.
    pub(super) fn of<'s>(
        &'s self,
        person: &'s Person,
    ) -> impl Iterator<Item = (usize, &'s Proof, &'s Weighed)> {
        self.proofs().filter_map(move |(licence, proof)| {
            let own = |belonging: &&Belonging| belonging.person == *person;
            let belonging = proof.belongs.iter().find(own)?;
            Some((licence, proof, &belonging.tie))
        })
    }

    pub(super) fn proofs(&self) -> impl Iterator<Item = (usize, &Proof)> {
        let cells = self.cells.iter().enumerate();
        cells.filter_map(|(licence, cell)| Some((licence, cell.as_ref().ok()?)))
    }
}
