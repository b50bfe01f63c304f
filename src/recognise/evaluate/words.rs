//! What a condition asks for, and what the licence says of it, for the clerk who has the licence before him.

use crate::{
    codec::Cbor,
    licence::value::Amount,
    recognise::{
        agreement::{DerivedBy, Element, Kind},
        subject::{Ends, SealObject},
    },
    verify::Holder,
};

use super::seen::{Datum, Seen};

/// What it asks for.
pub(super) fn required(kind: &Kind) -> String {
    match kind {
        Kind::IssuedAt {
            not_before,
            not_after,
        } => format!("issued {}", range(*not_before, *not_after)),
        Kind::LicenceAge { max } => format!("issued at most {max} s ago"),
        Kind::RemainingValidity { min } => format!("valid for at least {min} s from now"),
        Kind::AssuranceAtLeast { scheme, level } => {
            format!("assurance of at least {level} under {scheme}")
        }
        Kind::StatusFresh { max_age } => format!("status list at most {max_age} s old"),
        Kind::IssuerIn { entities } => format!("issuer one of {}", entities.join(", ")),
        Kind::IssuerNotIn { entities } => format!("issuer none of {}", entities.join(", ")),
        Kind::CategoryIn { categories } => format!("category one of {}", categories.join(", ")),
        Kind::LevelIn { levels } => format!("issuer_level one of {}", levels.join(", ")),
        Kind::IndustryIn { industries } => format!("industry one of {}", industries.join(", ")),
        Kind::ElementPresent { element, derived } => {
            format!("{element} disclosed{}", by_rule(derived.as_ref()))
        }
        Kind::ElementIn {
            element,
            values,
            derived,
        } => {
            let by = by_rule(derived.as_ref());
            format!("{element} each of {}{by}", values.join(", "))
        }
        Kind::ElementNotIn {
            element,
            values,
            derived,
        } => {
            let by = by_rule(derived.as_ref());
            format!("{element} none of {}{by}", values.join(", "))
        }
        Kind::ElementRange { element, min, max } => format!("{element} {}", range(*min, *max)),
        Kind::ElementDate {
            element,
            min_age,
            max_age,
        } => format!("{element} {} s ago", range(*min_age, *max_age)),
        Kind::HolderBinding { any_method } => {
            format!("presented by the holder with {}", any_method.join(" or "))
        }
        Kind::SignatureLevel { min } => format!("signature level at least {}", min.name()),
        Kind::SealType { any_of_types } => format!("seal one of {}", any_of_types.join(", ")),
        Kind::Other { kind } => kind.clone(),
    }
}

/// What the licence says; `None` where it says nothing.
pub(super) fn found(kind: &Kind, seen: &Seen<'_, '_>) -> Option<String> {
    let licence = seen.subject;
    let common = |identifier| seen.common(identifier).map(str::to_owned);
    match kind {
        Kind::IssuedAt { .. } | Kind::LicenceAge { .. } => licence.issued.map(|at| at.to_string()),
        Kind::RemainingValidity { .. } => match licence.ends {
            Ends::At(end) => Some(end.to_string()),
            Ends::Never => Some("without end".to_owned()),
            Ends::Unknown => None,
        },
        Kind::AssuranceAtLeast { .. } => {
            let level = licence.assurance?;
            Some(format!("{level} under {}", licence.schemes.join(", ")))
        }
        Kind::StatusFresh { .. } => {
            let oldest = licence.statuses.iter().map(|(_, made)| *made).min();
            oldest.map(|made| made.to_string())
        }
        Kind::IssuerIn { .. } | Kind::IssuerNotIn { .. } => licence.entity.map(str::to_owned),
        Kind::CategoryIn { .. } => common("category"),
        Kind::LevelIn { .. } => common("issuer_level"),
        Kind::IndustryIn { .. } => common("industry"),
        Kind::ElementPresent { element, .. }
        | Kind::ElementIn { element, .. }
        | Kind::ElementNotIn { element, .. }
        | Kind::ElementRange { element, .. }
        | Kind::ElementDate { element, .. } => {
            let (datum, _) = seen.element(element)?;
            Some(say(&datum, element))
        }
        Kind::HolderBinding { .. } => Some(match (licence.holder, licence.holder_proof) {
            (Holder::Bound, Some(proof)) => proof.method.word().to_owned(),
            (holder, _) => holder.word().to_owned(),
        }),
        Kind::SignatureLevel { .. } => {
            let level = if licence.sealing_time_proven {
                "T"
            } else {
                "B"
            };
            Some(level.to_owned())
        }
        Kind::SealType { .. } => Some(match licence.seal {
            SealObject::None => "none".to_owned(),
            SealObject::Unchecked => "not checked".to_owned(),
            SealObject::Of(kind) => kind.to_owned(),
        }),
        Kind::Other { .. } => None,
    }
}

/// What is not known where the condition is not: never a value.
pub(super) fn missing(kind: &Kind) -> String {
    let words = match kind {
        Kind::IssuedAt { .. } | Kind::LicenceAge { .. } => "the day of issue",
        Kind::RemainingValidity { .. } => "the last day",
        Kind::AssuranceAtLeast { .. } => "a level of assurance under the scheme",
        Kind::StatusFresh { .. } => "a status list",
        Kind::IssuerIn { .. } | Kind::IssuerNotIn { .. } => "the code of the issuer",
        Kind::CategoryIn { .. } => "org.elicence.1/category",
        Kind::LevelIn { .. } => "org.elicence.1/issuer_level",
        Kind::IndustryIn { .. } => "org.elicence.1/industry",
        Kind::ElementPresent { element, .. }
        | Kind::ElementIn { element, .. }
        | Kind::ElementNotIn { element, .. }
        | Kind::ElementRange { element, .. }
        | Kind::ElementDate { element, .. } => return element.to_string(),
        Kind::HolderBinding { .. } => "a check of the holder's proof",
        Kind::SignatureLevel { .. } => "the level of the signature",
        Kind::SealType { .. } => "a check of the seal object",
        Kind::Other { kind } => return kind.clone(),
    };
    words.to_owned()
}

fn range<T: ToString>(min: Option<T>, max: Option<T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{} to {}", min.to_string(), max.to_string()),
        (Some(min), None) => format!("at least {}", min.to_string()),
        (None, Some(max)) => format!("at most {}", max.to_string()),
        (None, None) => "at any".to_owned(),
    }
}

fn by_rule(derived: Option<&DerivedBy>) -> String {
    match derived {
        None => String::new(),
        Some(DerivedBy { rule, max_age }) => format!(", by {rule} at most {max_age} s ago"),
    }
}

fn say(datum: &Datum<'_>, element: &Element) -> String {
    let member = element.member.as_deref();
    match (datum.derived(), datum.codes(member), datum) {
        (Some(derived), Some(codes), _) => {
            let codes = codes.as_slice().join(", ");
            format!("{codes}, by {} as of {}", derived.rule, derived.as_of)
        }
        (None, Some(codes), _) => codes.as_slice().join(", "),
        (_, None, Datum::Stated(value)) => plain(value),
        (_, None, Datum::Codes(_)) => DISCLOSED.to_owned(),
    }
}

const DISCLOSED: &str = "disclosed";

/// A number, a date, or only that there is something.
fn plain(value: &Cbor) -> String {
    match value {
        Cbor::Integer(number) => number.to_string(),
        Cbor::Bool(state) => state.to_string(),
        Cbor::Tag(0 | 1004, text) => text.as_text().unwrap_or(DISCLOSED).to_owned(),
        _ => match Amount::from_cbor(value) {
            Ok(amount) => amount.to_string(),
            Err(_) => DISCLOSED.to_owned(),
        },
    }
}
