//! Identifiers that an element may hold.

use crate::licence::{
    CitizenNumber, HolderCodeType, LicenceId, Region, TypeCode, Uscc, value::ValueFault,
};

/// A scheme of identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// The unified social credit code of an organisation (GB 32100).
    Uscc,
    /// The citizen identity number (GB 11643).
    CitizenNumber,
    /// The licence identifier (GB/T 36904).
    LicenceId,
    /// The licence-type code.
    TypeCode,
    /// The region, in the one spelling used here.
    Region,
    /// The code of a holder; its form depends on the holder-code type, which is another element.
    HolderCode,
}

impl Scheme {
    const ALL: [Self; 6] = [
        Self::Uscc,
        Self::CitizenNumber,
        Self::LicenceId,
        Self::TypeCode,
        Self::Region,
        Self::HolderCode,
    ];

    /// The scheme of this name in definitions.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.name() == name)
    }

    /// The name in definitions, for example `citizen-number`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uscc => "uscc",
            Self::CitizenNumber => "citizen-number",
            Self::LicenceId => "licence-id",
            Self::TypeCode => "type-code",
            Self::Region => "region",
            Self::HolderCode => "holder-code",
        }
    }

    pub(super) fn check(self, text: &str) -> Result<(), ValueFault> {
        let result = match self {
            Self::Uscc => Uscc::parse(text).map(drop),
            Self::CitizenNumber => CitizenNumber::parse(text).map(drop),
            Self::LicenceId => LicenceId::parse(text).map(drop),
            Self::TypeCode => TypeCode::parse(text).map(drop),
            Self::Region => Region::parse(text).map(drop),
            // Its length only; the holder-code type beside it says the form, and `issue` compares the two.
            Self::HolderCode => HolderCodeType::OtherPerson.check(text),
        };
        result.map_err(|cause| ValueFault::Identifier {
            scheme: self.describe(),
            cause,
        })
    }

    const fn describe(self) -> &'static str {
        match self {
            Self::Uscc => "unified social credit code",
            Self::CitizenNumber => "citizen number",
            Self::LicenceId => "licence identifier",
            Self::TypeCode => "licence-type code",
            Self::Region => "region",
            Self::HolderCode => "holder code",
        }
    }
}
