//! What showing something costs its holder, and what is to be shown already.

use std::collections::{BTreeMap, BTreeSet};

use crate::licence::{
    LicenceType,
    types::{ElementKind, Sensitivity},
};

use super::super::agreement::Element;
use super::NamedBy;

/// What an element gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weight {
    sensitive: bool,
    public: bool,
    /// The value itself, and no state or band in its place.
    exact: bool,
}

/// Fewest exact values that are sensitive, then fewest that are sensitive, then fewest exact values that are not public,
/// then fewest elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost([usize; 4]);

impl Weight {
    /// By the definition of the licence's type; what has none is taken for the worst.
    pub(super) fn of(element: &Element, definition: Option<&LicenceType>) -> Self {
        let found = definition.and_then(|d| d.element(&element.namespace, &element.identifier));
        let Some(found) = found else {
            return Self {
                sensitive: true,
                public: false,
                exact: true,
            };
        };
        Self {
            sensitive: !matches!(
                found.sensitivity(),
                Sensitivity::Public | Sensitivity::Personal
            ),
            public: found.sensitivity() == Sensitivity::Public,
            exact: !matches!(found.kind(), ElementKind::Derived(_)),
        }
    }
}

impl Cost {
    pub(super) fn of(weights: impl Iterator<Item = Weight>) -> Self {
        let mut cost = Self::default();
        weights.for_each(|weight| cost.add(weight));
        cost
    }

    fn add(&mut self, weight: Weight) {
        let Self([exact_sensitive, sensitive, exact, all]) = self;
        *exact_sensitive += usize::from(weight.sensitive && weight.exact);
        *sensitive += usize::from(weight.sensitive);
        *exact += usize::from(weight.exact && !weight.public);
        *all += 1;
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let Self([a, b, c, d]) = self;
        let Self([e, f, g, h]) = other;
        Self([a + e, b + f, c + g, d + h])
    }
}

/// Elements of one licence, each with what it gives away.
pub(super) type Weighed = BTreeMap<Element, Weight>;

/// One licence in one role, and which of its elements name the person.
pub(super) type Strand<'i> = (usize, Option<&'i NamedBy>);

/// What was decided to be shown so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown<'i> {
    /// By licence.
    elements: BTreeMap<usize, Weighed>,
    /// Of these the ones that do more than tie a licence to the person of its role.
    read: BTreeMap<usize, BTreeSet<Element>>,
    /// By role the strands that are used, and what ties each.
    used: BTreeMap<&'i str, BTreeMap<Strand<'i>, Weighed>>,
}

/// A licence that may be shown for an evidence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Showing<'s, 'i> {
    pub(super) role: &'i str,
    pub(super) strand: Strand<'i>,
    /// By licence: its own, and those of supplements that it is recognised with.
    pub(super) elements: &'s BTreeMap<usize, Weighed>,
    /// What ties it to the person of the role; nothing where a device key does.
    pub(super) tie: &'s Weighed,
}

impl<'i> Shown<'i> {
    /// What it would add.
    pub(super) fn cost(&self, showing: Showing<'_, 'i>) -> Cost {
        let mut added: BTreeMap<(usize, &Element), Weight> = BTreeMap::new();
        let own = showing
            .elements
            .iter()
            .map(|(licence, own)| (*licence, own));
        for (licence, elements) in own.chain(self.ties_with(showing)) {
            for (element, weight) in elements {
                if !self.has(licence, element) {
                    added.insert((licence, element), *weight);
                }
            }
        }
        Cost::of(added.into_values())
    }

    pub(super) fn add(&mut self, showing: Showing<'_, 'i>) {
        let ties: Vec<(usize, Weighed)> = self
            .ties_with(showing)
            .map(|(licence, tie)| (licence, tie.clone()))
            .collect();
        for (licence, tie) in ties {
            self.elements.entry(licence).or_default().extend(tie);
        }
        for (licence, read) in showing.elements {
            let shown = self.elements.entry(*licence).or_default();
            shown.extend(read.iter().map(|(e, w)| (e.clone(), *w)));
            self.read
                .entry(*licence)
                .or_default()
                .extend(read.keys().cloned());
        }
        self.used
            .entry(showing.role)
            .or_default()
            .insert(showing.strand, showing.tie.clone());
    }

    /// The ties that are needed once this is shown too: none as long as the role has one strand.
    fn ties_with<'s>(
        &'s self,
        showing: Showing<'s, 'i>,
    ) -> impl Iterator<Item = (usize, &'s Weighed)> {
        let others = self.used.get(showing.role).into_iter().flatten();
        let others = others.filter(move |(strand, _)| **strand != showing.strand);
        let mut others = others.map(|((licence, _), tie)| (*licence, tie)).peekable();
        let own = others
            .peek()
            .is_some()
            .then_some((showing.strand.0, showing.tie));
        others.chain(own)
    }

    fn has(&self, licence: usize, element: &Element) -> bool {
        self.elements
            .get(&licence)
            .is_some_and(|shown| shown.contains_key(element))
    }

    /// Each licence that is used, with the elements to be shown, and those of them that only tie it.
    pub(super) fn by_licence(&self) -> impl Iterator<Item = (usize, Vec<Element>, Vec<Element>)> {
        self.elements.iter().map(|(licence, shown)| {
            let read = self.read.get(licence).cloned().unwrap_or_default();
            let ties = shown.keys().filter(|element| !read.contains(*element));
            let ties = ties.cloned().collect();
            (*licence, read.into_iter().collect(), ties)
        })
    }
}
