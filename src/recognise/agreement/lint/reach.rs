//! What a condition comes to for every licence of a type: what the definition of the type alone decides.

use crate::licence::types::Policy;
use crate::licence::{COMMON_NAME_SPACE, LicenceType};
use crate::recognise::agreement::{Element, Kind, Level};

use super::{FindingKind, elements};

/// What a condition is for every licence of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    True,
    False,
    /// Never known: not met where it is asked, and excluding where it excludes.
    Unknown,
    /// It depends on the licence.
    Open,
}

impl Reach {
    /// Whether a clause that asks it can hold.
    pub(super) const fn can_hold(self) -> bool {
        matches!(self, Self::True | Self::Open)
    }

    /// Whether every licence of the type is excluded by it.
    pub(super) const fn excludes_all(self) -> bool {
        matches!(self, Self::True | Self::Unknown)
    }
}

/// What `kind` comes to, and what in it does not fit the type.
pub(super) fn reach(kind: &Kind, definition: &LicenceType) -> (Reach, Vec<FindingKind>) {
    let plain = |reach| (reach, Vec::new());
    let coded = |name: &str, codes: &[String]| {
        elements::codes_in(
            &Element::new(COMMON_NAME_SPACE, name),
            codes,
            None,
            definition,
        )
    };
    match kind {
        Kind::CategoryIn { categories } => {
            let has = categories.iter().any(|c| c == definition.category().name());
            plain(if has { Reach::True } else { Reach::False })
        }
        Kind::LevelIn { levels } => coded("issuer_level", levels),
        Kind::IndustryIn { industries } => coded("industry", industries),
        Kind::StatusFresh { .. } if definition.status_policy() == Policy::Never => {
            plain(Reach::Unknown)
        }
        Kind::SealType { .. } if definition.seal_policy() == Policy::Never => plain(Reach::False),
        Kind::SignatureLevel { min: Level::B } => plain(Reach::True),
        // Not reached by this version.
        Kind::SignatureLevel {
            min: Level::Lt | Level::Lta,
        } => plain(Reach::False),
        Kind::RemainingValidity { .. } if !definition.validity().ends.date => plain(Reach::True),
        Kind::ElementPresent { element, derived } => {
            elements::present(element, derived.as_ref(), definition)
        }
        Kind::ElementIn {
            element,
            values,
            derived,
        } => elements::codes_in(element, values, derived.as_ref(), definition),
        Kind::ElementNotIn {
            element,
            values,
            derived,
        } => elements::codes_not_in(element, values, derived.as_ref(), definition),
        Kind::ElementRange { element, min, max } => {
            elements::range(element, *min, *max, definition)
        }
        Kind::ElementDate { element, .. } => elements::date(element, definition),
        _ => plain(Reach::Open),
    }
}
