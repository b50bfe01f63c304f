//! What whoever writes an item should look at: it is right, and asks for more than it needs, or for what nobody can show.
//!
//! Clause: `spec/requirements.md`, section 7.

mod words;

use crate::licence::{
    Language, LicenceType, TypeRegistry,
    types::{Sensitivity, Sharing},
};
use crate::trust::list::Severity;

use super::super::agreement::{Clause, Element, Kind};
use super::{Evidence, EvidenceSet, Requirement, ServiceItem, fit};

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemFinding {
    /// How much it matters; never an error, because a [`ServiceItem`] has none.
    pub severity: Severity,
    /// What it is.
    pub kind: ItemFindingKind,
    /// The evidence, the set or the paper, by its name.
    pub subject: String,
}

/// The kinds of finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ItemFindingKind {
    /// An exact value is read for which the type has a state or a band.
    Exact {
        /// The exact value.
        element: Element,
        /// The derived elements, in the order of the type.
        instead: Vec<String>,
    },
    /// An element is read that departments do not share, by a legal basis.
    NotShared {
        /// Which.
        element: Element,
    },
    /// The set has everything that another set of its requirement has, and more: it is never needed.
    Idle {
        /// The other set.
        with: String,
    },
    /// The type has no holder's code, so the licence cannot be combined with the others of its role.
    Alone,
    /// One licence may be this evidence and that one: nothing keeps them apart.
    MaybeOne {
        /// The other evidence.
        with: String,
    },
    /// The paper proves nothing that the item requires.
    Needless,
}

impl ItemFindingKind {
    const fn severity(&self) -> Severity {
        match self {
            Self::MaybeOne { .. } => Severity::Hint,
            _ => Severity::Warning,
        }
    }
}

impl ItemFinding {
    /// The finding in one line.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        words::of(self, language)
    }
}

/// Everything that is worth a look, in the order of the item; nothing about a good one.
#[must_use]
pub fn lint(item: &ServiceItem, types: &TypeRegistry) -> Vec<ItemFinding> {
    let mut found = Findings(Vec::new());
    for requirement in &item.contents().requirements {
        idle(requirement, &mut found);
        for set in &requirement.alternatives {
            maybe_one(set, &mut found);
        }
    }
    for (_, _, evidence, need) in item.needs() {
        if let Some(definition) = types.latest(&evidence.doc_type) {
            for element in need.may_be_shown() {
                read(evidence, element, definition, &mut found);
            }
            if need.holder.is_empty() && in_role(item, evidence) > 1 {
                found.add(&evidence.id, ItemFindingKind::Alone);
            }
        }
    }
    for paper in &item.contents().asked_papers {
        if paper.proves.is_empty() {
            found.add(&paper.id, ItemFindingKind::Needless);
        }
    }
    found.0
}

struct Findings(Vec<ItemFinding>);

impl Findings {
    fn add(&mut self, subject: &str, kind: ItemFindingKind) {
        self.0.push(ItemFinding {
            severity: kind.severity(),
            kind,
            subject: subject.to_owned(),
        });
    }
}

fn in_role(item: &ServiceItem, evidence: &Evidence) -> usize {
    let role = &evidence.holder.role;
    let all = item.contents().evidence();
    all.filter(|(_, _, other)| other.holder.role == *role)
        .count()
}

fn read(evidence: &Evidence, element: &Element, definition: &LicenceType, found: &mut Findings) {
    let Some(exact) = definition.element(&element.namespace, &element.identifier) else {
        return;
    };
    if exact.sharing() == Sharing::Never {
        let element = element.clone();
        found.add(&evidence.id, ItemFindingKind::NotShared { element });
    }
    let from = definition
        .derivations()
        .filter(|rule| rule.source() == Some(exact.id()));
    let instead: Vec<String> = from.map(|rule| rule.id().to_owned()).collect();
    if exact.sensitivity() != Sensitivity::Public
        && !instead.is_empty()
        && fit::rule_of(definition, element).is_none()
    {
        let element = element.clone();
        found.add(&evidence.id, ItemFindingKind::Exact { element, instead });
    }
}

fn idle(requirement: &Requirement, found: &mut Findings) {
    for (at, set) in requirement.alternatives.iter().enumerate() {
        let others = requirement.alternatives.iter().enumerate();
        let smaller = others
            .filter(|(other, _)| *other != at)
            .find(|(other, smaller)| {
                let all = smaller.all.iter();
                let inside = |one: &Evidence| set.all.iter().any(|own| asks_as_much(own, one));
                // Of two that are alike the later one is idle.
                all.clone().all(inside)
                    && (smaller.all.len() < set.all.len()
                        || *other < at
                        || !set
                            .all
                            .iter()
                            .all(|own| all.clone().any(|o| asks_as_much(o, own))))
            });
        if let Some((_, smaller)) = smaller {
            let with = smaller.id.clone();
            found.add(&set.id, ItemFindingKind::Idle { with });
        }
    }
}

/// Whether `own` asks at least for what `one` asks, so that whoever has the first has the second.
fn asks_as_much(own: &Evidence, one: &Evidence) -> bool {
    let kinds = |clause: &Clause| -> Vec<Kind> {
        let all = clause.conditions().iter();
        all.map(|condition| condition.kind.clone()).collect()
    };
    let asked = |clause: &Clause| own.conditions.iter().any(|o| kinds(o) == kinds(clause));
    own.doc_type == one.doc_type
        && own.holder == one.holder
        && one.elements.iter().all(|e| own.elements.contains(e))
        && one.conditions.iter().all(asked)
}

fn maybe_one(set: &EvidenceSet, found: &mut Findings) {
    for (at, evidence) in set.all.iter().enumerate() {
        let before = set.all.iter().take(at);
        let alike = |other: &&Evidence| {
            other.doc_type == evidence.doc_type
                && other.holder == evidence.holder
                && !exclude_each_other(other, evidence)
        };
        if let Some(other) = before.clone().find(alike) {
            let with = other.id.clone();
            found.add(&evidence.id, ItemFindingKind::MaybeOne { with });
        }
    }
}

/// Whether one condition of each keeps a licence from being both, as far as that can be read off them.
fn exclude_each_other(a: &Evidence, b: &Evidence) -> bool {
    let apart = |x: &[String], y: &[String]| !x.iter().any(|value| y.contains(value));
    let disjoint = |a: &Kind, b: &Kind| match (a, b) {
        (Kind::IssuerIn { entities: x }, Kind::IssuerIn { entities: y }) => apart(x, y),
        (
            Kind::ElementIn {
                element: e,
                values: x,
                ..
            },
            Kind::ElementIn {
                element: f,
                values: y,
                ..
            },
        ) => e == f && apart(x, y),
        (
            Kind::IssuedAt {
                not_before: from_a,
                not_after: until_a,
            },
            Kind::IssuedAt {
                not_before: from_b,
                not_after: until_b,
            },
        ) => [(until_a, from_b), (until_b, from_a)]
            .into_iter()
            .any(|(until, from)| matches!((until, from), (Some(u), Some(f)) if u < f)),
        _ => false,
    };
    // Only what must hold whatever else does: not the conditions of a choice.
    let alone = |clause: &Clause| match clause {
        Clause::One(condition) => Some(condition.kind.clone()),
        Clause::AnyOf(_) => None,
    };
    let of_b: Vec<Kind> = b.conditions.iter().filter_map(alone).collect();
    let mut of_a = a.conditions.iter().filter_map(alone);
    of_a.any(|x| of_b.iter().any(|y| disjoint(&x, y)))
}
