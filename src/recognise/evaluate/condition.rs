//! Section 4: whether a condition is true of a licence, and until when it stays so by itself.

use std::collections::BTreeSet;

use crate::{
    codec::Cbor,
    licence::value::Amount,
    recognise::{
        agreement::{DerivedBy, Element, Kind, Level},
        subject::{Ends, SealObject},
    },
    time::UnixTime,
    verify::Holder,
};

use super::{
    seen::{Datum, Seen},
    until::Until,
};

/// What a condition is of a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    True,
    False,
    Unknown,
}

impl From<bool> for Answer {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

/// What `kind` is of the licence at `now`. What will change by itself goes to `until`.
pub(super) fn ask(kind: &Kind, seen: &Seen<'_, '_>, now: UnixTime, until: &mut Until) -> Answer {
    let licence = seen.subject;
    match kind {
        Kind::IssuedAt {
            not_before,
            not_after,
        } => known(licence.issued, |issued| {
            not_before.is_none_or(|first| issued >= first)
                && not_after.is_none_or(|last| issued <= last)
        }),
        Kind::LicenceAge { max } => {
            known(licence.issued, |issued| is_recent(issued, *max, now, until))
        }
        Kind::RemainingValidity { min } => match licence.ends {
            Ends::Unknown => Answer::Unknown,
            Ends::Never => Answer::True,
            Ends::At(end) => {
                until.through(end.saturating_add(seconds(*min).saturating_neg()));
                (end.seconds().saturating_sub(now.seconds()) >= seconds(*min)).into()
            }
        },
        Kind::AssuranceAtLeast { scheme, level } => {
            let reached = licence
                .assurance
                .filter(|_| licence.schemes.contains(scheme));
            known(reached, |reached| reached >= *level)
        }
        Kind::StatusFresh { max_age } => {
            let oldest = licence.statuses.iter().map(|(_, made)| *made).min();
            known(oldest, |made| {
                let last = made.saturating_add(seconds(*max_age));
                until.through(last);
                now <= last
            })
        }
        Kind::IssuerIn { entities } => known(licence.entity, |own| among(&[own], entities)),
        Kind::IssuerNotIn { entities } => known(licence.entity, |own| !among(&[own], entities)),
        Kind::CategoryIn { categories } => one_of(seen, "category", categories),
        Kind::LevelIn { levels } => one_of(seen, "issuer_level", levels),
        Kind::IndustryIn { industries } => one_of(seen, "industry", industries),
        Kind::ElementPresent { element, derived } => {
            let Some(datum) = readable(seen, element, derived.as_ref(), now, until) else {
                return Answer::Unknown;
            };
            match element.member.as_deref() {
                Some(member) if datum.codes(Some(member)).is_none() => Answer::Unknown,
                _ => Answer::True,
            }
        }
        Kind::ElementIn {
            element,
            values,
            derived,
        } => codes(seen, (element, derived.as_ref()), now, until, |codes| {
            all_among(codes, values)
        }),
        Kind::ElementNotIn {
            element,
            values,
            derived,
        } => codes(seen, (element, derived.as_ref()), now, until, |codes| {
            !among(codes, values)
        }),
        Kind::ElementRange { element, min, max } => in_range(seen, element, *min, *max),
        Kind::ElementDate {
            element,
            min_age,
            max_age,
        } => {
            let stated = |datum: &Datum<'_>| match datum {
                Datum::Stated(value) => licence.instant(value),
                Datum::Codes(_) => None,
            };
            let datum = whole(seen, element);
            known(datum.as_ref().and_then(stated), |date| {
                is_aged(date, (*min_age, *max_age), now, until)
            })
        }
        Kind::HolderBinding { any_method } => match (licence.holder, licence.holder_proof) {
            (Holder::Bound, Some(proof)) => {
                any_method.iter().any(|m| m == proof.method.word()).into()
            }
            (Holder::Bound, None) | (Holder::Unchecked, _) => Answer::Unknown,
            (Holder::NotBound | Holder::None, _) => Answer::False,
        },
        Kind::SignatureLevel { min } => match min {
            Level::B => Answer::True,
            Level::T => licence.sealing_time_proven.into(),
            Level::Lt | Level::Lta => Answer::False,
        },
        Kind::SealType { any_of_types } => match licence.seal {
            SealObject::None => Answer::False,
            SealObject::Unchecked => Answer::Unknown,
            SealObject::Of(kind) => any_of_types.iter().any(|t| t == kind).into(),
        },
        Kind::Other { .. } => Answer::Unknown,
    }
}

fn known<T>(fact: Option<T>, holds: impl FnOnce(T) -> bool) -> Answer {
    fact.map_or(Answer::Unknown, |fact| holds(fact).into())
}

/// At most `max` seconds before now, and not after it.
fn is_recent(from: UnixTime, max: u64, now: UnixTime, until: &mut Until) -> bool {
    until.before(from);
    is_aged(from, (None, Some(max)), now, until) && from <= now
}

/// At least `min` and at most `max` seconds ago.
fn is_aged(
    from: UnixTime,
    (min, max): (Option<u64>, Option<u64>),
    now: UnixTime,
    until: &mut Until,
) -> bool {
    let age = now.seconds().saturating_sub(from.seconds());
    if let Some(min) = min {
        until.before(from.saturating_add(seconds(min)));
    }
    if let Some(max) = max {
        until.through(from.saturating_add(seconds(max)));
    }
    min.is_none_or(|min| age >= seconds(min)) && max.is_none_or(|max| age <= seconds(max))
}

/// A time that is longer than all instants are apart stays so.
fn seconds(duration: u64) -> i64 {
    i64::try_from(duration).unwrap_or(i64::MAX)
}

fn one_of(seen: &Seen<'_, '_>, identifier: &str, values: &[String]) -> Answer {
    known(seen.common(identifier), |own| among(&[own], values))
}

/// Codes and values up to which looking at each pair is quicker than sorting.
const FEW: usize = 16;

fn among(codes: &[&str], values: &[String]) -> bool {
    if codes.len() <= FEW {
        return codes.iter().any(|code| values.iter().any(|v| v == code));
    }
    let values: BTreeSet<&str> = values.iter().map(String::as_str).collect();
    codes.iter().any(|code| values.contains(code))
}

fn all_among(codes: &[&str], values: &[String]) -> bool {
    if codes.len() <= FEW {
        return codes.iter().all(|code| values.iter().any(|v| v == code));
    }
    let values: BTreeSet<&str> = values.iter().map(String::as_str).collect();
    codes.iter().all(|code| values.contains(code))
}

fn codes(
    seen: &Seen<'_, '_>,
    (element, derived): (&Element, Option<&DerivedBy>),
    now: UnixTime,
    until: &mut Until,
    holds: impl FnOnce(&[&str]) -> bool,
) -> Answer {
    let datum = readable(seen, element, derived, now, until);
    let codes = datum.and_then(|datum| datum.codes(element.member.as_deref()));
    known(codes, |codes| holds(codes.as_slice()))
}

/// The element, where it may be read: derived data by their rule and age only, and by these nothing else.
fn readable<'a>(
    seen: &Seen<'_, 'a>,
    element: &Element,
    asked: Option<&DerivedBy>,
    now: UnixTime,
    until: &mut Until,
) -> Option<Datum<'a>> {
    let (datum, _) = seen.element(element)?;
    match (datum.derived(), asked) {
        (None, None) => Some(datum),
        (Some(derived), Some(DerivedBy { rule, max_age })) if derived.rule == rule => {
            let since = derived.since(seen.subject)?;
            is_recent(since, *max_age, now, until).then_some(datum)
        }
        _ => None,
    }
}

/// The element as a whole: a member of it is no number and no date.
fn whole<'a>(seen: &Seen<'_, 'a>, element: &Element) -> Option<Datum<'a>> {
    let datum = element.member.is_none().then(|| seen.element(element))?;
    datum.map(|(datum, _)| datum)
}

fn in_range(seen: &Seen<'_, '_>, element: &Element, min: Option<i64>, max: Option<i64>) -> Answer {
    let Some(Datum::Stated(value)) = whole(seen, element) else {
        return Answer::Unknown;
    };
    // As mantissa and the power of ten that a whole number has to be multiplied by to be compared with it.
    let number = match value {
        Cbor::Integer(number) => Some((*number, 1)),
        _ => Amount::from_cbor(value).ok().map(|amount| {
            let one = 10_i128.saturating_pow(amount.scale().into());
            (amount.mantissa().into(), one)
        }),
    };
    // At most 10^19 × 10^18, which an i128 holds.
    let scaled = |bound: i64, one: i128| i128::from(bound).saturating_mul(one);
    known(number, |(number, one)| {
        min.is_none_or(|min| number >= scaled(min, one))
            && max.is_none_or(|max| number <= scaled(max, one))
    })
}
