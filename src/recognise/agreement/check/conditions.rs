//! Each condition by itself: bounds that leave something, lists that name something, words that exist.

use crate::licence::COMMON_NAME_SPACE;

use super::super::{Clause, Condition, Kind, Level};
use super::{Found, names};

/// The codes of `category` (`spec/licence.md`, section 6).
const CATEGORIES: [&str; 3] = ["identity-document", "licence", "proof"];
/// The ways in which a holder proves to be it (`spec/present.md`).
const METHODS: [&str; 2] = ["device-signature", "device-mac"];

/// The clauses of a provision.
pub(super) fn clauses(clauses: &[Clause], at: &str, found: &mut Found) {
    for (index, clause) in clauses.iter().enumerate() {
        match clause {
            Clause::One(condition) => check(condition, &names::at(at, &condition.id, index), found),
            Clause::AnyOf(choice) => {
                let at = format!("{at}[{index}].anyOf");
                found.must(choice.len() >= 2, &at, "a choice is between two at least");
                all(choice, &at, found);
            }
        }
    }
}

/// Conditions side by side.
pub(super) fn all(conditions: &[Condition], at: &str, found: &mut Found) {
    for (index, condition) in conditions.iter().enumerate() {
        check(condition, &names::at(at, &condition.id, index), found);
    }
}

/// The conditions of an exclusion, which must be able to let something through.
pub(super) fn excluding(conditions: &[Condition], at: &str, found: &mut Found) {
    all(conditions, at, found);
    for (index, condition) in conditions.iter().enumerate() {
        let never_false = match &condition.kind {
            Kind::ElementPresent { .. } | Kind::SignatureLevel { min: Level::B } => true,
            Kind::RemainingValidity { min } => *min == 0,
            Kind::CategoryIn { categories } => CATEGORIES
                .iter()
                .all(|one| categories.iter().any(|c| c == one)),
            _ => false,
        };
        found.must(
            !never_false,
            &names::at(at, &condition.id, index),
            "an exclusion excludes something and not everything: this condition is never false",
        );
    }
}

fn check(condition: &Condition, at: &str, found: &mut Found) {
    match &condition.kind {
        Kind::IssuedAt {
            not_before,
            not_after,
        } => bounds(*not_before, *not_after, at, found),
        Kind::ElementRange { min, max, .. } => bounds(*min, *max, at, found),
        Kind::ElementDate {
            min_age, max_age, ..
        } => bounds(*min_age, *max_age, at, found),
        Kind::IssuerIn { entities } | Kind::IssuerNotIn { entities } => {
            found.set(entities, &format!("{at}.entities"));
        }
        Kind::CategoryIn { categories } => {
            words(categories, &CATEGORIES, &format!("{at}.categories"), found);
        }
        Kind::LevelIn { levels } => found.set(levels, &format!("{at}.levels")),
        Kind::IndustryIn { industries } => found.set(industries, &format!("{at}.industries")),
        Kind::ElementIn { values, .. } | Kind::ElementNotIn { values, .. } => {
            found.set(values, &format!("{at}.values"));
        }
        Kind::HolderBinding { any_method } => {
            words(any_method, &METHODS, &format!("{at}.anyMethod"), found);
        }
        Kind::SealType { any_of_types } => {
            found.set(any_of_types, &format!("{at}.anyOfTypes"));
        }
        Kind::LicenceAge { .. }
        | Kind::RemainingValidity { .. }
        | Kind::AssuranceAtLeast { .. }
        | Kind::StatusFresh { .. }
        | Kind::ElementPresent { .. }
        | Kind::SignatureLevel { .. }
        | Kind::Other { .. } => {}
    }
    if let Kind::ElementPresent {
        element,
        derived: Some(_),
    }
    | Kind::ElementIn {
        element,
        derived: Some(_),
        ..
    }
    | Kind::ElementNotIn {
        element,
        derived: Some(_),
        ..
    } = &condition.kind
    {
        found.must(
            element.namespace != COMMON_NAME_SPACE && element.member.is_none(),
            &format!("{at}.derived"),
            "derived data are elements of a type, and have no members",
        );
    }
}

fn bounds<T: Ord>(least: Option<T>, most: Option<T>, at: &str, found: &mut Found) {
    found.must(
        least.is_some() || most.is_some(),
        at,
        "a bound is given, on one side at least",
    );
    if let (Some(least), Some(most)) = (least, most) {
        found.must(least <= most, at, "something lies between the bounds");
    }
}

fn words(given: &[String], known: &[&str], at: &str, found: &mut Found) {
    found.set(given, at);
    found.must(
        given.iter().all(|one| known.contains(&one.as_str())),
        at,
        "every word is one of the format",
    );
}
