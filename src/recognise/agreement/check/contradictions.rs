//! Conditions that leave no licence. Only what follows from the agreement alone is looked for: whether a type has an
//! element at all is for `lint` to say.
//!
//! Every condition asks about one thing, and either names the codes that are good or bad, or bounds a number. What all
//! clauses of a provision together leave of each thing is kept in [`Left`]; a choice must leave one of its conditions, an
//! exclusion must leave something.

use super::super::{AgreementContents, Clause, Condition, Equivalence};
use super::left::Left;
use super::{Found, names};

const NEVER: &str = "it can never hold together with what is asked before";

pub(super) fn check(agreement: &AgreementContents, found: &mut Found) {
    let excluded = exclusions(agreement, found);
    for (index, equivalence) in agreement.equivalences.iter().enumerate() {
        let at = names::at("equivalences", &equivalence.equivalence_id, index);
        let left = provision(equivalence, &at, found);
        if let (Some(left), Some(excluded)) = (left, &excluded) {
            beside_exclusions(agreement, &left, excluded, &at, found);
        }
        for (index, supplement) in equivalence.supplements.iter().enumerate() {
            let at = names::at(&format!("{at}.supplements"), &supplement.id, index);
            all(&supplement.unless, &format!("{at}.unless"), found);
        }
    }
}

/// What the clauses of a provision leave, if they leave anything.
fn provision<'a>(of: &'a Equivalence, at: &str, found: &mut Found) -> Option<Left<'a>> {
    let at = format!("{at}.conditions");
    let single = of
        .conditions
        .iter()
        .enumerate()
        .filter_map(|(index, clause)| match clause {
            Clause::One(condition) => Some((index, condition)),
            Clause::AnyOf(_) => None,
        });
    let mut left = Left::default();
    for (index, condition) in single {
        if !left.take(condition) {
            found.must(false, &names::at(&at, &condition.id, index), NEVER);
            return None;
        }
    }
    for (index, clause) in of.conditions.iter().enumerate() {
        let Clause::AnyOf(choice) = clause else {
            continue;
        };
        let some = choice.iter().any(|condition| left.bears(condition));
        found.must(some, &format!("{at}[{index}].anyOf"), NEVER);
    }
    Some(left)
}

fn all(conditions: &[Condition], at: &str, found: &mut Found) {
    let mut left = Left::default();
    for (index, condition) in conditions.iter().enumerate() {
        if !left.take(condition) {
            found.must(false, &names::at(at, &condition.id, index), NEVER);
            return;
        }
    }
}

/// What the exclusions together leave, if they leave anything. Every condition of every exclusion must be known and false.
fn exclusions<'a>(agreement: &'a AgreementContents, found: &mut Found) -> Option<Left<'a>> {
    let mut left = Left::default();
    for (at, condition) in excluding(agreement) {
        if !left.refuse(condition) {
            found.must(
                false,
                &at.told(),
                "the exclusions together leave no licence",
            );
            return None;
        }
    }
    Some(left)
}

/// That the exclusions leave something of what a provision leaves: each by itself, and all of them together.
fn beside_exclusions(
    agreement: &AgreementContents,
    left: &Left<'_>,
    excluded: &Left<'_>,
    of: &str,
    found: &mut Found,
) {
    const TAKEN: &str = "the exclusions take everything that the conditions of the provision leave";
    let single = excluding(agreement).find(|(_, condition)| !left.escapes(condition));
    match single {
        Some((at, _)) => found.must(false, &format!("{}, {of}", at.told()), TAKEN),
        None => found.must(left.meets(excluded), of, TAKEN),
    }
}

/// Every condition of every exclusion, with its place, which is put together only when it is told.
fn excluding(agreement: &AgreementContents) -> impl Iterator<Item = (Place<'_>, &Condition)> {
    let each = agreement.exclusions.iter().enumerate();
    each.flat_map(|(index, exclusion)| {
        let outer = (exclusion.id.as_str(), index);
        let conditions = exclusion.any.iter().enumerate();
        conditions.map(move |(index, condition)| {
            let inner = (condition.id.as_str(), index);
            (Place { outer, inner }, condition)
        })
    })
}

/// Where a condition of an exclusion stands: both by name and number.
struct Place<'a> {
    outer: (&'a str, usize),
    inner: (&'a str, usize),
}

impl Place<'_> {
    fn told(&self) -> String {
        let at = names::at("exclusions", self.outer.0, self.outer.1);
        names::at(&format!("{at}.any"), self.inner.0, self.inner.1)
    }
}
