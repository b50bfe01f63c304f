//! What a definition says of a type as a whole.

use super::EndForms;
use crate::licence::{HolderCodeType, Labels, Uscc};

/// What a licence is in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Category {
    /// 证件: says who somebody is.
    IdentityDocument,
    /// 证照: permits something.
    Licence,
    /// 证明: proves a fact.
    Proof,
}

impl Category {
    pub(super) const ALL: [Self; 3] = [Self::IdentityDocument, Self::Licence, Self::Proof];

    /// The code in a licence, for example `identity-document`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::IdentityDocument => "identity-document",
            Self::Licence => "licence",
            Self::Proof => "proof",
        }
    }
}

/// Whether a type has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Policy {
    /// A licence may have it.
    Optional,
    /// A licence without it is refused.
    Required,
    /// A licence with it is refused.
    Never,
}

/// The authority that defines a type.
#[derive(Clone, Debug)]
pub struct Definer {
    pub(super) code: Uscc,
    pub(super) labels: Labels,
}

impl Definer {
    /// Its code, the first 18 characters of the type code.
    #[must_use]
    pub const fn code(&self) -> &Uscc {
        &self.code
    }

    /// Its name.
    #[must_use]
    pub const fn labels(&self) -> &Labels {
        &self.labels
    }
}

/// A law under which licences of the type are issued.
#[derive(Clone, Debug)]
pub struct LegalBasis {
    pub(super) id: String,
    pub(super) labels: Labels,
}

impl LegalBasis {
    /// The identifier that stands in a licence.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The law and its article.
    #[must_use]
    pub const fn labels(&self) -> &Labels {
        &self.labels
    }
}

/// Who holds a licence of the type.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Holders {
    /// The kinds of holder code that are allowed; none where there is no code.
    pub kinds: Vec<HolderCodeType>,
    /// The fewest holders, 1 or more.
    pub min: u32,
    /// The most holders.
    pub max: u32,
    /// Whether a holder has a code.
    pub code: HolderCode,
}

/// Whether a holder has a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HolderCode {
    /// Each holder has one.
    Mandatory,
    /// A holder may have one.
    Optional,
    /// No holder has one: a child that was just born.
    Absent,
}

/// How long a licence of the type is valid in law.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Validity {
    /// The forms that the end may have.
    pub ends: EndForms,
    /// The most years from the first day, where the law sets a number.
    pub max_years: Option<u32>,
    /// Whether `issue_date` and `valid_from` may be withheld because they give a person away.
    pub dates_may_be_withheld: bool,
}
