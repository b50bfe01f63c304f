//! What conditions together leave: of each thing that they ask about, the codes or the numbers that are still good.

use std::collections::{BTreeMap, BTreeSet};

use crate::licence::COMMON_NAME_SPACE;
use crate::time::UnixTime;

use super::super::{Condition, DerivedBy, Element, Kind};

/// What is left of everything that was asked about.
#[derive(Debug, Default)]
pub(super) struct Left<'a>(BTreeMap<Thing<'a>, Rest<'a>>);

impl<'a> Left<'a> {
    /// Asks this too. `false` if nothing is left.
    pub(super) fn take(&mut self, condition: &'a Condition) -> bool {
        let Some(ask) = Ask::of(condition) else {
            return true;
        };
        let rest = self.0.entry(ask.thing).or_insert_with(|| Rest::new(&ask));
        rest.read_by(&ask) && rest.take(ask.asked)
    }

    /// Asks that this be false. `false` if nothing is left.
    ///
    /// Of a thing that may have several codes, one that is good is enough for that, whatever the others are: so much is
    /// left that nothing is taken away here.
    pub(super) fn refuse(&mut self, condition: &'a Condition) -> bool {
        let Some(ask) = Ask::of(condition) else {
            return true;
        };
        let rest = self.0.entry(ask.thing).or_insert_with(|| Rest::new(&ask));
        rest.read_by(&ask)
            && match ask.asked {
                Asked::In(codes) if ask.thing.has_one_code() => rest.take(Asked::NotIn(codes)),
                Asked::NotIn(codes) if ask.thing.has_one_code() => rest.take(Asked::In(codes)),
                _ => true,
            }
    }

    /// Whether what is left has something of which the condition is true.
    pub(super) fn bears(&self, condition: &Condition) -> bool {
        self.of(condition, |rest, asked| match asked {
            Asked::In(codes) => codes.iter().any(|code| rest.has(code)),
            Asked::NotIn(codes) => !rest.lies_in(codes),
            Asked::Within(_, least, most) => least.max(rest.least) <= most.min(rest.most),
            Asked::There => true,
        })
    }

    /// Whether what is left has something of which the condition is false. What is not known is excluded like what is true.
    pub(super) fn escapes(&self, condition: &Condition) -> bool {
        self.of(condition, |rest, asked| match asked {
            Asked::In(codes) => !rest.lies_in(codes),
            Asked::NotIn(codes) => codes.iter().any(|code| rest.has(code)),
            Asked::Within(_, least, most) => rest.least < least || most < rest.most,
            Asked::There => false,
        })
    }

    /// Whether something is left here and there.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0
            .iter()
            .all(|(thing, rest)| other.0.get(thing).is_none_or(|other| rest.meets(other)))
    }

    fn of(&self, condition: &Condition, judge: impl Fn(&Rest<'_>, Asked<'_>) -> bool) -> bool {
        let Some(ask) = Ask::of(condition) else {
            return true;
        };
        let Some(rest) = self.0.get(&ask.thing) else {
            return true;
        };
        rest.fits(&ask) && judge(rest, ask.asked)
    }
}

/// What is left of one thing.
#[derive(Debug)]
struct Rest<'a> {
    rule: Option<&'a str>,
    sort: Option<Sort>,
    /// The codes that are left; `None`: all but [`bad`](Self::bad).
    good: Option<BTreeSet<&'a str>>,
    bad: BTreeSet<&'a str>,
    least: i128,
    most: i128,
}

impl<'a> Rest<'a> {
    const fn new(ask: &Ask<'a>) -> Self {
        Self {
            rule: ask.rule,
            sort: None,
            good: None,
            bad: BTreeSet::new(),
            least: i128::MIN,
            most: i128::MAX,
        }
    }

    /// Whether one value can be what this condition and those before it read.
    fn fits(&self, ask: &Ask<'_>) -> bool {
        let sorts = [self.sort, ask.sort()];
        self.rule == ask.rule && !matches!(sorts, [Some(one), Some(other)] if one != other)
    }

    /// Notes what a condition reads. `false` if no value can be what it and those before it read.
    fn read_by(&mut self, ask: &Ask<'_>) -> bool {
        let fits = self.fits(ask);
        self.sort = self.sort.or_else(|| ask.sort());
        fits
    }

    /// Keeps what is asked. `false` if nothing is left.
    fn take(&mut self, asked: Asked<'a>) -> bool {
        match asked {
            Asked::In(codes) => {
                let codes = codes.iter().map(String::as_str);
                let good: BTreeSet<_> = codes.filter(|code| self.has(code)).collect();
                let some = !good.is_empty();
                self.good = Some(good);
                some
            }
            Asked::NotIn(codes) => {
                let codes = codes.iter().map(String::as_str);
                if let Some(good) = &mut self.good {
                    for code in codes {
                        good.remove(code);
                    }
                    return !good.is_empty();
                }
                self.bad.extend(codes);
                true
            }
            Asked::Within(_, least, most) => {
                self.least = self.least.max(least);
                self.most = self.most.min(most);
                self.least <= self.most
            }
            Asked::There => true,
        }
    }

    /// Whether a code is left here and there. It takes as many steps as the shorter side has codes, and one.
    fn meets(&self, other: &Self) -> bool {
        match (&self.good, &other.good) {
            (Some(good), _) => good.iter().any(|code| other.has(code)),
            (None, Some(good)) => good.iter().any(|code| self.has(code)),
            (None, None) => true,
        }
    }

    fn has(&self, code: &str) -> bool {
        match &self.good {
            Some(good) => good.contains(code),
            None => !self.bad.contains(code),
        }
    }

    /// Whether everything that is left is one of these.
    fn lies_in(&self, codes: &[String]) -> bool {
        self.good.as_ref().is_some_and(|good| {
            let inside: BTreeSet<_> = codes
                .iter()
                .filter(|code| good.contains(code.as_str()))
                .collect();
            inside.len() == good.len()
        })
    }
}

/// What a condition asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing<'a> {
    Issued,
    Issuer,
    Method,
    Seal,
    Element(&'a str, &'a str, Option<&'a str>),
}

impl Thing<'_> {
    /// Whether a licence has at most one code of it. An element of a type may be an array.
    fn has_one_code(self) -> bool {
        match self {
            Thing::Issued | Thing::Issuer | Thing::Method | Thing::Seal => true,
            Thing::Element(namespace, ..) => namespace == COMMON_NAME_SPACE,
        }
    }
}

/// What must be the case about it.
#[derive(Clone, Copy, Debug)]
enum Asked<'a> {
    /// Every code of it is one of these.
    In(&'a [String]),
    /// None is.
    NotIn(&'a [String]),
    /// It is a number, or an instant or an age, within these bounds.
    Within(Sort, i128, i128),
    /// It is there.
    There,
}

/// What an element must be to be compared. No value is of two sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Codes,
    Number,
    Date,
}

/// A condition, taken apart.
struct Ask<'a> {
    thing: Thing<'a>,
    asked: Asked<'a>,
    /// Of an element: the rule by which it was derived, or that it was not.
    rule: Option<&'a str>,
}

impl<'a> Ask<'a> {
    /// `None` of a condition that contradicts no other.
    fn of(condition: &'a Condition) -> Option<Self> {
        let common = |identifier| Thing::Element(COMMON_NAME_SPACE, identifier, None);
        let not_derived = |thing, asked| Self {
            thing,
            asked,
            rule: None,
        };
        Some(match &condition.kind {
            Kind::IssuedAt {
                not_before,
                not_after,
            } => not_derived(
                Thing::Issued,
                within(Sort::Date, not_before.map(seconds), not_after.map(seconds)),
            ),
            Kind::IssuerIn { entities } => not_derived(Thing::Issuer, Asked::In(entities)),
            Kind::IssuerNotIn { entities } => not_derived(Thing::Issuer, Asked::NotIn(entities)),
            Kind::CategoryIn { categories } => {
                not_derived(common("category"), Asked::In(categories))
            }
            Kind::LevelIn { levels } => not_derived(common("issuer_level"), Asked::In(levels)),
            Kind::IndustryIn { industries } => {
                not_derived(common("industry"), Asked::In(industries))
            }
            Kind::HolderBinding { any_method } => not_derived(Thing::Method, Asked::In(any_method)),
            Kind::SealType { any_of_types } => not_derived(Thing::Seal, Asked::In(any_of_types)),
            Kind::ElementPresent { element, derived } => {
                Self::of_codes(element, Asked::There, derived)
            }
            Kind::ElementIn {
                element,
                values,
                derived,
            } => Self::of_codes(element, Asked::In(values), derived),
            Kind::ElementNotIn {
                element,
                values,
                derived,
            } => Self::of_codes(element, Asked::NotIn(values), derived),
            Kind::ElementRange { element, min, max } => not_derived(
                thing(element),
                within(Sort::Number, min.map(i128::from), max.map(i128::from)),
            ),
            Kind::ElementDate {
                element,
                min_age,
                max_age,
            } => not_derived(
                thing(element),
                within(Sort::Date, min_age.map(i128::from), max_age.map(i128::from)),
            ),
            Kind::LicenceAge { .. }
            | Kind::RemainingValidity { .. }
            | Kind::AssuranceAtLeast { .. }
            | Kind::StatusFresh { .. }
            | Kind::SignatureLevel { .. }
            | Kind::Other { .. } => return None,
        })
    }

    fn of_codes(element: &'a Element, asked: Asked<'a>, derived: &'a Option<DerivedBy>) -> Self {
        Self {
            thing: thing(element),
            asked,
            rule: derived.as_ref().map(|derived| derived.rule.as_str()),
        }
    }

    const fn sort(&self) -> Option<Sort> {
        match self.asked {
            Asked::In(_) | Asked::NotIn(_) => Some(Sort::Codes),
            Asked::Within(sort, ..) => Some(sort),
            Asked::There => None,
        }
    }
}

fn thing(element: &Element) -> Thing<'_> {
    Thing::Element(
        &element.namespace,
        &element.identifier,
        element.member.as_deref(),
    )
}

fn within<'a>(sort: Sort, least: Option<i128>, most: Option<i128>) -> Asked<'a> {
    Asked::Within(sort, least.unwrap_or(i128::MIN), most.unwrap_or(i128::MAX))
}

fn seconds(time: UnixTime) -> i128 {
    time.seconds().into()
}
