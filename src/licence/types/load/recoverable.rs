//! A state or band is pointless when the exact value can be computed from what is always disclosed.

use super::{Scope, node::Faults};
use crate::licence::{
    derivation::Rule,
    types::{CrossCheck, ElementDefinition, ElementKind, Scheme, Withheld},
};

/// Refuses derivations whose source is, or follows from, elements that may not be withheld.
///
/// `in_force` has no source that it hides: it says again what the dates say, as of a day.
pub(super) fn check(
    derived: &[ElementDefinition],
    checks: &[CrossCheck],
    scope: Scope<'_>,
    faults: &mut Faults,
) {
    let elements = || scope.own.iter().chain(scope.common);
    let mut known: Vec<&str> = elements()
        .filter(|element| element.withheld == Withheld::MustNot)
        .map(|element| element.id.as_str())
        .collect();
    // Each round adds an element or ends; there are finitely many elements.
    loop {
        let before = known.len();
        for (from, to) in checks.iter().flat_map(follows) {
            let knows = |id: &str| {
                scope
                    .find(id)
                    .is_some_and(|element| known.contains(&element.id.as_str()))
            };
            if knows(from)
                && !knows(to)
                && let Some(element) = scope.find(to)
            {
                known.push(&element.id);
            }
        }
        if known.len() == before {
            break;
        }
    }
    let birth_known = elements().any(|element| {
        matches!(
            element.kind,
            ElementKind::Identifier(Scheme::CitizenNumber | Scheme::HolderCode)
        ) && known.contains(&element.id.as_str())
    });
    for element in derived {
        let ElementKind::Derived(rule) = &element.kind else {
            continue;
        };
        let path = format!("derivations.{}.source", element.id);
        let Some(source) = rule.source().and_then(|source| scope.find(source)) else {
            continue;
        };
        if known.contains(&source.id.as_str()) {
            faults.add(
                &path,
                format!(
                    "the exact value of `{}` can be computed from what is always disclosed",
                    source.id
                ),
            );
        } else if birth_known
            && matches!(rule.rule(), Rule::AgeOver { .. } | Rule::YearsSinceBand(_))
        {
            faults.add(
                &path,
                "a citizen number, which holds the day of birth, is always disclosed",
            );
        }
    }
}

/// Which elements follow from which by a rule.
fn follows(check: &CrossCheck) -> Vec<(&str, &str)> {
    match check {
        CrossCheck::Sum { table, equals, .. } => vec![(table, equals)],
        CrossCheck::AmountInWords { words, equals } => vec![(words, equals), (equals, words)],
        CrossCheck::Characters { of, equals, .. } => vec![(of, equals)],
        CrossCheck::Same { a, b } => vec![(a, b), (b, a)],
        CrossCheck::NotAfter { .. }
        | CrossCheck::SharesSumToOne { .. }
        | CrossCheck::Together { .. } => Vec::new(),
    }
}
