//! What issuing makes: a licence that keeps every rule of its type, not yet sealed.

use core::fmt;

use crate::{
    codec::Cbor,
    licence::{
        Region, Uscc,
        types::Policy,
        value::{DigestValue, End, Value},
    },
    time::Date,
};

/// A licence that keeps every rule of its type. Nobody has signed it yet: see the seal stage.
///
/// The element `seal` is not in it; the seal stage writes it, `"none"` where there is no seal object.
#[derive(Clone)]
#[must_use]
pub struct Licence {
    pub(super) doc_type: String,
    pub(super) type_digest: DigestValue,
    pub(super) elements: Vec<Element>,
    pub(super) warnings: Vec<Warning>,
    pub(super) issuer_code: Uscc,
    pub(super) region: Region,
    pub(super) valid_from: Date,
    pub(super) valid_until: End,
    pub(super) dates_may_be_withheld: bool,
    pub(super) seal_policy: Policy,
    pub(super) status_policy: Policy,
}

/// One element of a licence, ready to be sealed.
#[derive(Clone)]
pub struct Element {
    pub(super) namespace: String,
    pub(super) identifier: String,
    pub(super) value: Value,
}

impl Element {
    /// The name space.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The identifier within the name space.
    #[must_use]
    pub fn identifier(&self) -> &str {
        &self.identifier
    }

    /// The value.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.value
    }

    /// The value as it is sealed.
    #[must_use]
    pub fn to_cbor(&self) -> Cbor {
        self.value.to_cbor()
    }
}

impl fmt::Debug for Element {
    /// Without the value, which is the holder's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Element")
            .field("namespace", &self.namespace)
            .field("identifier", &self.identifier)
            .finish_non_exhaustive()
    }
}

impl Licence {
    /// The `docType`.
    #[must_use]
    pub fn doc_type(&self) -> &str {
        &self.doc_type
    }

    /// The digest of the definition under which it was issued.
    #[must_use]
    pub const fn type_digest(&self) -> &DigestValue {
        &self.type_digest
    }

    /// The elements in the definition's order: common, the type's own, derived.
    #[must_use]
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The value of one element.
    #[must_use]
    pub fn value(&self, namespace: &str, identifier: &str) -> Option<&Value> {
        self.elements
            .iter()
            .find(|element| element.namespace == namespace && element.identifier == identifier)
            .map(Element::value)
    }

    /// What does not forbid issuing but should be known before sealing.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The code of the issuing authority, which the sealing certificate must carry.
    #[must_use]
    pub const fn issuer_code(&self) -> &Uscc {
        &self.issuer_code
    }

    /// The region.
    #[must_use]
    pub const fn region(&self) -> &Region {
        &self.region
    }

    /// The first day of the legal validity.
    #[must_use]
    pub const fn valid_from(&self) -> Date {
        self.valid_from
    }

    /// The last day of the legal validity, or why there is none.
    #[must_use]
    pub const fn valid_until(&self) -> End {
        self.valid_until
    }

    /// Whether `issue_date` and `valid_from` may be withheld, so that the seal's own dates must stand for them.
    #[must_use]
    pub const fn dates_may_be_withheld(&self) -> bool {
        self.dates_may_be_withheld
    }

    /// Whether the type wants a status reference.
    #[must_use]
    pub const fn status_policy(&self) -> Policy {
        self.status_policy
    }

    /// Whether the type wants a seal object.
    #[must_use]
    pub const fn seal_policy(&self) -> Policy {
        self.seal_policy
    }
}

impl fmt::Debug for Licence {
    /// Without values, which are the holder's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Licence")
            .field("doc_type", &self.doc_type)
            .field("elements", &self.elements.len())
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

/// What does not forbid issuing but should be known before sealing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The serial of the licence identifier holds a citizen number, which every presentation of it discloses.
    SerialHoldsCitizenNumber,
    /// The licence number holds a citizen number.
    NumberHoldsCitizenNumber,
    /// Derived data carry a day that may itself be withheld: give the draft another `as_of`.
    AsOfGivesDateAway,
}

impl Warning {
    /// Every code, in the order of `spec/reason-codes.md`.
    pub const CODES: &'static [&'static str] = &[
        "issue.serial-holds-citizen-number",
        "issue.number-holds-citizen-number",
        "issue.as-of-gives-date-away",
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SerialHoldsCitizenNumber => "issue.serial-holds-citizen-number",
            Self::NumberHoldsCitizenNumber => "issue.number-holds-citizen-number",
            Self::AsOfGivesDateAway => "issue.as-of-gives-date-away",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SerialHoldsCitizenNumber => {
                "the serial of `licence_id` holds a citizen number, which every presentation of it discloses"
            }
            Self::NumberHoldsCitizenNumber => {
                "`number` holds a citizen number, which every presentation of it discloses"
            }
            Self::AsOfGivesDateAway => {
                "the day of the derived data is a day that a holder of this type may withhold"
            }
        })
    }
}
