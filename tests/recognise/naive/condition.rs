//! Section 4: the table of conditions, row by row.

use elicence::{
    codec::Cbor,
    licence::value::DerivedValue,
    recognise::agreement::{DerivedBy, Element, Kind, Level},
    verify::{Holder, ProofMethod},
};

use super::facts::{Facts, derived};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    /// False, of a status list that is too old.
    Stale,
    NotKnown,
}

fn is(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}

pub(crate) fn truth(kind: &Kind, facts: &Facts<'_>) -> Truth {
    known(kind, facts).unwrap_or(Truth::NotKnown)
}

fn known(kind: &Kind, facts: &Facts<'_>) -> Option<Truth> {
    let now = i128::from(facts.now().seconds());
    Some(match kind {
        Kind::IssuedAt {
            not_before,
            not_after,
        } => {
            let issued = facts.issued()?;
            is(not_before.is_none_or(|from| issued >= from)
                && not_after.is_none_or(|to| issued <= to))
        }
        Kind::LicenceAge { max } => {
            let age = now - i128::from(facts.issued()?.seconds());
            is(age >= 0 && age <= i128::from(*max))
        }
        Kind::RemainingValidity { min } => match facts.last_day()? {
            Cbor::Text(word) if word == "long-term" || word == "not-applicable" => Truth::True,
            day => is(i128::from(facts.ends(day)?.seconds()) - now >= i128::from(*min)),
        },
        Kind::AssuranceAtLeast { scheme, level } => {
            if !facts.listed() || scheme != facts.known.scheme {
                return None;
            }
            is(facts.known.max_assurance? >= *level)
        }
        Kind::StatusFresh { max_age } => {
            let oldest = facts.status_made().into_iter().min()?;
            match now - i128::from(oldest.seconds()) <= i128::from(*max_age) {
                true => Truth::True,
                false => Truth::Stale,
            }
        }
        Kind::IssuerIn { entities } => {
            let entity = facts.entity()?;
            is(entities.iter().any(|one| one == entity))
        }
        Kind::IssuerNotIn { entities } => {
            let entity = facts.entity()?;
            is(entities.iter().all(|other| other != entity))
        }
        Kind::CategoryIn { categories } => one_of(facts.common("category")?, categories)?,
        Kind::LevelIn { levels } => one_of(facts.common("issuer_level")?, levels)?,
        Kind::IndustryIn { industries } => one_of(facts.common("industry")?, industries)?,
        Kind::ElementPresent { element, derived } => {
            let value = read(element, derived.as_ref(), facts)?;
            if element.member.is_some() {
                codes(value, element)?;
            }
            Truth::True
        }
        Kind::ElementIn {
            element,
            values,
            derived,
        } => {
            let codes = codes(read(element, derived.as_ref(), facts)?, element)?;
            is(codes.iter().all(|code| values.contains(code)))
        }
        Kind::ElementNotIn {
            element,
            values,
            derived,
        } => {
            let codes = codes(read(element, derived.as_ref(), facts)?, element)?;
            is(!codes.iter().any(|code| values.contains(code)))
        }
        Kind::ElementRange { element, .. } | Kind::ElementDate { element, .. }
            if element.member.is_some() =>
        {
            return None;
        }
        Kind::ElementRange { element, min, max } => {
            let (mantissa, scale) = number(facts.get(element)?)?;
            let (mantissa, unit) = (i128::from(mantissa), 10_i128.pow(scale));
            let above = min.is_none_or(|min| mantissa >= i128::from(min) * unit);
            is(above && max.is_none_or(|max| mantissa <= i128::from(max) * unit))
        }
        Kind::ElementDate {
            element,
            min_age,
            max_age,
        } => {
            let age = now - i128::from(facts.begins(facts.get(element)?)?.seconds());
            let old = min_age.is_none_or(|min| age >= i128::from(min));
            is(old && max_age.is_none_or(|max| age <= i128::from(max)))
        }
        Kind::HolderBinding { any_method } => match facts.verified.holder() {
            Holder::Unchecked => return None,
            Holder::Bound => {
                let method = match facts.verified.evidence().holder_proof?.method {
                    ProofMethod::Signature => "device-signature",
                    ProofMethod::Mac => "device-mac",
                    _ => return None,
                };
                is(any_method.iter().any(|one| one == method))
            }
            Holder::NotBound | Holder::None => Truth::False,
        },
        Kind::SignatureLevel { min } => is(*min == Level::B),
        Kind::SealType { .. } => match facts.common("seal") {
            None => Truth::False,
            Some(Cbor::Text(_)) => Truth::False,
            Some(_) => return None,
        },
        Kind::Other { .. } => return None,
        other => panic!(
            "a kind that the second evaluator does not know: {}",
            other.name()
        ),
    })
}

fn one_of(value: &Cbor, names: &[String]) -> Option<Truth> {
    let value = value.as_text()?;
    Some(is(names.iter().any(|name| name == value)))
}

/// The element, unless it is derived data that may not be read so.
fn read<'f>(element: &Element, by: Option<&DerivedBy>, facts: &'f Facts<'_>) -> Option<&'f Cbor> {
    let value = facts.get(element)?;
    match (derived(value), by) {
        (None, None) => Some(value),
        (Some(found), Some(by)) => {
            let as_of = Cbor::Tag(1004, Box::new(Cbor::text(found.as_of().to_string())));
            let age =
                i128::from(facts.now().seconds()) - i128::from(facts.begins(&as_of)?.seconds());
            (found.rule() == by.rule && age >= 0 && age <= i128::from(by.max_age)).then_some(value)
        }
        (None, Some(_)) | (Some(_), None) => None,
    }
}

/// The codes of an element, at least one.
pub(super) fn codes(value: &Cbor, element: &Element) -> Option<Vec<String>> {
    let texts = |items: Vec<&Cbor>| {
        let texts = items
            .into_iter()
            .map(|item| item.as_text().map(str::to_owned));
        texts.collect::<Option<Vec<_>>>()
    };
    let found = match (&element.member, value) {
        (None, Cbor::Text(text)) => vec![text.clone()],
        (None, Cbor::Array(items)) => texts(items.iter().collect())?,
        (None, Cbor::Map(_)) => match derived(value)?.value() {
            DerivedValue::State(state) => vec![state.to_string()],
            DerivedValue::Band(band) => vec![band.clone()],
        },
        (Some(member), Cbor::Map(_)) => {
            let (Cbor::Array(columns), Cbor::Array(rows)) =
                (value.member("columns")?, value.member("rows")?)
            else {
                return None;
            };
            let at = columns
                .iter()
                .position(|column| column.as_text() == Some(member))?;
            let cells = rows.iter().filter_map(|row| match row {
                Cbor::Array(cells) => cells.get(at),
                _ => None,
            });
            texts(cells.filter(|cell| **cell != Cbor::Null).collect())?
        }
        (Some(member), Cbor::Array(items)) => {
            if items.iter().any(|item| !matches!(item, Cbor::Map(_))) {
                return None;
            }
            let found = items.iter().filter_map(|item| item.member(member));
            texts(found.filter(|item| **item != Cbor::Null).collect())?
        }
        _ => return None,
    };
    (!found.is_empty()).then_some(found)
}

/// An integer or an amount, as mantissa and number of decimals.
fn number(value: &Cbor) -> Option<(i64, u32)> {
    match value {
        Cbor::Integer(n) => Some((i64::try_from(*n).ok()?, 0)),
        Cbor::Tag(4, parts) => match parts.as_ref() {
            Cbor::Array(parts) => match parts.as_slice() {
                [Cbor::Integer(exponent), Cbor::Integer(mantissa)] => {
                    let scale = u32::try_from(-*exponent).ok()?;
                    Some((i64::try_from(*mantissa).ok()?, scale))
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
