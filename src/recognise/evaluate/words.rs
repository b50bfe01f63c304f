//! What a condition asks for, and what the licence says of it, for the clerk who has the licence before him.

use core::fmt::{self, Display as _};

use crate::{
    codec::Cbor,
    licence::value::Amount,
    recognise::{
        agreement::{DerivedBy, Element, Kind},
        subject::{Ends, SealObject},
    },
    verify::Holder,
};

use super::{
    said::{Said, Words},
    seen::{Datum, Seen},
};

/// What it asks for.
pub(super) fn required(kind: &Kind, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match kind {
        Kind::IssuedAt {
            not_before,
            not_after,
        } => write!(out, "issued {}", Range(*not_before, *not_after)),
        Kind::LicenceAge { max } => write!(out, "issued at most {max} s ago"),
        Kind::RemainingValidity { min } => write!(out, "valid for at least {min} s from now"),
        Kind::AssuranceAtLeast { scheme, level } => {
            write!(out, "assurance of at least {level} under {scheme}")
        }
        Kind::StatusFresh { max_age } => write!(out, "status list at most {max_age} s old"),
        Kind::IssuerIn { entities } => write!(out, "issuer one of {}", List(entities, ", ")),
        Kind::IssuerNotIn { entities } => write!(out, "issuer none of {}", List(entities, ", ")),
        Kind::CategoryIn { categories } => {
            write!(out, "category one of {}", List(categories, ", "))
        }
        Kind::LevelIn { levels } => write!(out, "issuer_level one of {}", List(levels, ", ")),
        Kind::IndustryIn { industries } => {
            write!(out, "industry one of {}", List(industries, ", "))
        }
        Kind::ElementPresent { element, derived } => {
            write!(out, "{element} disclosed{}", ByRule(derived.as_ref()))
        }
        Kind::ElementIn {
            element,
            values,
            derived,
        } => {
            let (values, by) = (List(values, ", "), ByRule(derived.as_ref()));
            write!(out, "{element} each of {values}{by}")
        }
        Kind::ElementNotIn {
            element,
            values,
            derived,
        } => {
            let (values, by) = (List(values, ", "), ByRule(derived.as_ref()));
            write!(out, "{element} none of {values}{by}")
        }
        Kind::ElementRange { element, min, max } => write!(out, "{element} {}", Range(*min, *max)),
        Kind::ElementDate {
            element,
            min_age,
            max_age,
        } => write!(out, "{element} {} s ago", Range(*min_age, *max_age)),
        Kind::HolderBinding { any_method } => {
            let methods = List(any_method, " or ");
            write!(out, "presented by the holder with {methods}")
        }
        Kind::SignatureLevel { min } => write!(out, "signature level at least {}", min.name()),
        Kind::SealType { any_of_types } => write!(out, "seal one of {}", List(any_of_types, ", ")),
        Kind::Other { kind } => out.write_str(kind),
    }
}

/// What the licence says; `None` where it says nothing.
pub(super) fn found<'a>(kind: &'a Kind, seen: &Seen<'_, 'a>) -> Option<Said<'a>> {
    let licence = seen.subject;
    let common = |identifier| seen.common(identifier).map(Said::from);
    match kind {
        Kind::IssuedAt { .. } | Kind::LicenceAge { .. } => licence.issued.map(Said::from),
        Kind::RemainingValidity { .. } => match licence.ends {
            Ends::At(end) => Some(end.into()),
            Ends::Never => Some("without end".into()),
            Ends::Unknown => None,
        },
        Kind::AssuranceAtLeast { .. } => {
            let level = licence.assurance?;
            Some(Words::Assurance(level, licence.schemes).into())
        }
        Kind::StatusFresh { .. } => {
            let oldest = licence.statuses.iter().map(|(_, made)| *made).min();
            oldest.map(Said::from)
        }
        Kind::IssuerIn { .. } | Kind::IssuerNotIn { .. } => licence.entity.map(Said::from),
        Kind::CategoryIn { .. } => common("category"),
        Kind::LevelIn { .. } => common("issuer_level"),
        Kind::IndustryIn { .. } => common("industry"),
        Kind::ElementPresent { element, .. }
        | Kind::ElementIn { element, .. }
        | Kind::ElementNotIn { element, .. }
        | Kind::ElementRange { element, .. }
        | Kind::ElementDate { element, .. } => {
            let (datum, _) = seen.element(element)?;
            Some(Words::Datum(datum, element).into())
        }
        Kind::HolderBinding { .. } => Some(match (licence.holder, licence.holder_proof) {
            (Holder::Bound, Some(proof)) => proof.method.word().into(),
            (holder, _) => holder.word().into(),
        }),
        Kind::SignatureLevel { .. } if licence.sealing_time_proven => Some("T".into()),
        Kind::SignatureLevel { .. } => Some("B".into()),
        Kind::SealType { .. } => Some(match licence.seal {
            SealObject::None => "none".into(),
            SealObject::Unchecked => "not checked".into(),
            SealObject::Of(kind) => kind.into(),
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

/// From the one to the other; one of them may be absent.
struct Range<T>(Option<T>, Option<T>);

impl<T: fmt::Display> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(Some(min), Some(max)) => write!(f, "{min} to {max}"),
            Self(Some(min), None) => write!(f, "at least {min}"),
            Self(None, Some(max)) => write!(f, "at most {max}"),
            Self(None, None) => f.write_str("at any"),
        }
    }
}

/// Texts with something between.
pub(super) struct List<'t, T>(pub(super) &'t [T], pub(super) &'static str);

impl<T: fmt::Display> fmt::Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, text) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(self.1)?;
            }
            write!(f, "{text}")?;
        }
        Ok(())
    }
}

struct ByRule<'d>(Option<&'d DerivedBy>);

impl fmt::Display for ByRule<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => Ok(()),
            Some(DerivedBy { rule, max_age }) => write!(f, ", by {rule} at most {max_age} s ago"),
        }
    }
}

/// What an element says.
pub(super) fn datum(
    datum: &Datum<'_>,
    element: &Element,
    out: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let member = element.member.as_deref();
    match (datum.derived(), datum.codes(member), datum) {
        (Some(derived), Some(codes), _) => {
            let (codes, rule) = (List(codes.as_slice(), ", "), derived.rule);
            write!(out, "{codes}, by {rule} as of {}", derived.as_of)
        }
        (None, Some(codes), _) => List(codes.as_slice(), ", ").fmt(out),
        (_, None, Datum::Stated(value)) => plain(value, out),
        (_, None, Datum::Codes(_)) => out.write_str(DISCLOSED),
    }
}

const DISCLOSED: &str = "disclosed";

/// A number, a date, or only that there is something.
fn plain(value: &Cbor, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Cbor::Integer(number) => write!(out, "{number}"),
        Cbor::Bool(state) => write!(out, "{state}"),
        Cbor::Tag(0 | 1004, text) => out.write_str(text.as_text().unwrap_or(DISCLOSED)),
        _ => match Amount::from_cbor(value) {
            Ok(amount) => write!(out, "{amount}"),
            Err(_) => out.write_str(DISCLOSED),
        },
    }
}
