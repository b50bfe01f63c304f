//! What a condition asks, taken apart into comparable terms, and which of two conditions asks more.
//!
//! Only what follows from the conditions themselves; what a licence type makes of them is not looked at here.

use core::fmt;
use std::collections::BTreeSet;

use crate::time::UnixTime;

use super::{DerivedBy, Element, Kind, Level};

/// One thing that a condition asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// The member of the format.
    pub(super) member: &'static str,
    pub(super) asks: Asks,
}

/// How a term narrows what is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// Exactly this: conditions that differ here are about different things.
    Exactly(String),
    /// Not less than this; absent: anything.
    AtLeast(Option<Bound>),
    /// Not more than this; absent: anything.
    AtMost(Option<Bound>),
    /// Data at most so many seconds old; older data are not known, which is neither true nor false.
    NoOlderThan(u64),
    /// One of these.
    OneOf(Vec<String>),
    /// None of these.
    NoneOf(Vec<String>),
}

/// A number with its unit. Bounds of one member have one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bound {
    At(UnixTime),
    Seconds(u64),
    Number(i64),
    Rank(u64),
    Level(Level),
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(instant) => write!(f, "{instant}"),
            Self::Seconds(seconds) => write!(f, "{seconds} s"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Rank(rank) => write!(f, "{rank}"),
            Self::Level(level) => f.write_str(level.name()),
        }
    }
}

/// The terms of a condition, in the order of the format.
pub(super) fn terms(kind: &Kind) -> Vec<Term> {
    use Asks::{AtLeast, AtMost, Exactly, NoneOf, OneOf};
    let term = |member, asks| Term { member, asks };
    let seconds = |bound: &Option<u64>| bound.map(Bound::Seconds);
    match kind {
        Kind::IssuedAt {
            not_before,
            not_after,
        } => vec![
            term("notBefore", AtLeast(not_before.map(Bound::At))),
            term("notAfter", AtMost(not_after.map(Bound::At))),
        ],
        Kind::LicenceAge { max } => vec![term("max", AtMost(Some(Bound::Seconds(*max))))],
        Kind::RemainingValidity { min } => vec![term("min", AtLeast(Some(Bound::Seconds(*min))))],
        Kind::AssuranceAtLeast { scheme, level } => vec![
            term("scheme", Exactly(scheme.clone())),
            term("level", AtLeast(Some(Bound::Rank(*level)))),
        ],
        Kind::StatusFresh { max_age } => {
            vec![term("maxAge", AtMost(Some(Bound::Seconds(*max_age))))]
        }
        Kind::IssuerIn { entities } => vec![term("entities", OneOf(entities.clone()))],
        Kind::IssuerNotIn { entities } => vec![term("entities", NoneOf(entities.clone()))],
        Kind::CategoryIn { categories } => vec![term("categories", OneOf(categories.clone()))],
        Kind::LevelIn { levels } => vec![term("levels", OneOf(levels.clone()))],
        Kind::IndustryIn { industries } => vec![term("industries", OneOf(industries.clone()))],
        Kind::ElementPresent { element, derived } => about(element, None, derived.as_ref()),
        Kind::ElementIn {
            element,
            values,
            derived,
        } => about(element, Some(OneOf(values.clone())), derived.as_ref()),
        Kind::ElementNotIn {
            element,
            values,
            derived,
        } => about(element, Some(NoneOf(values.clone())), derived.as_ref()),
        Kind::ElementRange { element, min, max } => vec![
            term("element", Exactly(element.to_string())),
            term("min", AtLeast(min.map(Bound::Number))),
            term("max", AtMost(max.map(Bound::Number))),
        ],
        Kind::ElementDate {
            element,
            min_age,
            max_age,
        } => vec![
            term("element", Exactly(element.to_string())),
            term("minAge", AtLeast(seconds(min_age))),
            term("maxAge", AtMost(seconds(max_age))),
        ],
        Kind::HolderBinding { any_method } => vec![term("anyMethod", OneOf(any_method.clone()))],
        Kind::SignatureLevel { min } => vec![term("min", AtLeast(Some(Bound::Level(*min))))],
        Kind::SealType { any_of_types } => vec![term("anyOfTypes", OneOf(any_of_types.clone()))],
        Kind::Other { .. } => Vec::new(),
    }
}

fn about(element: &Element, codes: Option<Asks>, derived: Option<&DerivedBy>) -> Vec<Term> {
    let term = |member, asks| Term { member, asks };
    let mut all = vec![term("element", Asks::Exactly(element.to_string()))];
    all.extend(codes.map(|codes| term("values", codes)));
    if let Some(derived) = derived {
        all.push(term("rule", Asks::Exactly(derived.rule.clone())));
        all.push(term("maxAge", Asks::NoOlderThan(derived.max_age)));
    }
    all
}

/// `elementIn: element = …, values = B, C1`, the same in every language.
pub(super) fn shown(kind: &Kind) -> String {
    let each: Vec<String> = terms(kind)
        .iter()
        .filter_map(|term| {
            let member = term.member;
            match &term.asks {
                Asks::Exactly(text) => Some(format!("{member} = {text}")),
                Asks::AtLeast(bound) | Asks::AtMost(bound) => {
                    bound.map(|bound| format!("{member} = {bound}"))
                }
                Asks::NoOlderThan(age) => Some(format!("{member} = {age} s")),
                Asks::OneOf(all) | Asks::NoneOf(all) => {
                    Some(format!("{member} = {}", all.join(" ")))
                }
            }
        })
        .collect();
    if each.is_empty() {
        kind.name().to_owned()
    } else {
        format!("{}: {}", kind.name(), each.join(", "))
    }
}

/// The terms of both side by side; `None` where the two are about different things.
pub(super) fn paired(one: &Kind, other: &Kind) -> Option<Vec<(Term, Term)>> {
    let (left, right) = (terms(one), terms(other));
    let alike = one.name() == other.name()
        && left.len() == right.len()
        && left.iter().zip(&right).all(|(l, r)| {
            l.member == r.member
                && match (&l.asks, &r.asks) {
                    (Asks::Exactly(l), Asks::Exactly(r)) => l == r,
                    (l, r) => core::mem::discriminant(l) == core::mem::discriminant(r),
                }
        });
    alike.then(|| left.into_iter().zip(right).collect())
}

/// Whether `one` cannot be true without `other` being true.
pub(super) fn implies(one: &Kind, other: &Kind) -> bool {
    if let Some(pairs) = paired(one, other) {
        // Of a kind that is not known nothing follows, not even that it is true when it is true.
        return !matches!(one, Kind::Other { .. }) && pairs.iter().all(|(l, r)| narrower(l, r));
    }
    match (one, other) {
        (Kind::IssuerIn { entities: some }, Kind::IssuerNotIn { entities: none }) => {
            apart(some, none)
        }
        (Kind::ElementIn { values: some, .. }, Kind::ElementNotIn { values: none, .. }) => {
            same_data(one, other) && apart(some, none)
        }
        (Kind::ElementIn { .. } | Kind::ElementNotIn { .. }, Kind::ElementPresent { .. }) => {
            same_data(one, other)
        }
        (
            Kind::ElementRange { element, .. } | Kind::ElementDate { element, .. },
            Kind::ElementPresent {
                element: same,
                derived: None,
            },
        ) => element == same,
        _ => false,
    }
}

/// Both read the same data, the one no older than the other.
fn same_data(one: &Kind, other: &Kind) -> bool {
    let data = |kind: &Kind| -> Vec<Term> {
        let of_codes = |term: &Term| !matches!(term.asks, Asks::OneOf(_) | Asks::NoneOf(_));
        terms(kind).into_iter().filter(of_codes).collect()
    };
    let (one, other) = (data(one), data(other));
    one.len() == other.len() && one.iter().zip(&other).all(|(l, r)| narrower(l, r))
}

/// Whether what is good for `one` is good for `other`.
fn narrower(one: &Term, other: &Term) -> bool {
    let all_in = |some: &[String], of: &[String]| {
        let of: BTreeSet<&String> = of.iter().collect();
        some.iter().all(|text| of.contains(text))
    };
    match (&one.asks, &other.asks) {
        (Asks::Exactly(l), Asks::Exactly(r)) => l == r,
        (Asks::AtLeast(l), Asks::AtLeast(r)) => r.is_none() || l >= r,
        (Asks::AtMost(l), Asks::AtMost(r)) => r.is_none_or(|r| l.is_some_and(|l| l <= r)),
        (Asks::NoOlderThan(l), Asks::NoOlderThan(r)) => l <= r,
        (Asks::OneOf(l), Asks::OneOf(r)) => all_in(l, r),
        (Asks::NoneOf(l), Asks::NoneOf(r)) => all_in(r, l),
        _ => false,
    }
}

fn apart(some: &[String], others: &[String]) -> bool {
    let some: BTreeSet<&String> = some.iter().collect();
    !others.iter().any(|text| some.contains(text))
}
