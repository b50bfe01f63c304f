//! The definition of one element.

use super::{ElementKind, check};
use crate::{
    codec::{Cbor, Limits},
    licence::{
        Labels,
        value::{Value, ValueFault},
    },
};

/// One element of a licence type: what it holds, and what may be done with it.
///
/// An element that repeats has one definition for all its identifiers: `co_owner`, `co_owner_2`, ….
#[derive(Clone, Debug)]
pub struct ElementDefinition {
    pub(super) namespace: String,
    pub(super) id: String,
    pub(super) labels: Labels,
    pub(super) kind: ElementKind,
    pub(super) obligation: Obligation,
    pub(super) sensitivity: Sensitivity,
    pub(super) sharing: Sharing,
    pub(super) sharing_basis: Option<String>,
    pub(super) withheld: Withheld,
    pub(super) repeats: u32,
    pub(super) repeats_min: u32,
}

/// Whether an element must be there at issuing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obligation {
    /// Always.
    Mandatory,
    /// Never.
    Optional,
    /// When another element has one of these values.
    MandatoryIf {
        /// The other element's identifier.
        element: String,
        /// Its values: texts, codes or identifiers.
        is: Vec<String>,
    },
}

/// Whom a disclosure would hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sensitivity {
    /// Nobody.
    Public,
    /// Personal information.
    Personal,
    /// Sensitive personal information (Personal Information Protection Law, article 28).
    Sensitive,
    /// A trade secret.
    TradeSecret,
}

/// Under what condition departments share an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sharing {
    /// Open to everybody.
    Open,
    /// Shared among departments without a condition.
    Unconditional,
    /// Shared under a condition that a legal basis sets.
    Conditional,
    /// Not shared, by a legal basis.
    Never,
}

/// Whether a presentation may leave an element out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Withheld {
    /// As the holder likes.
    May,
    /// Never: a verdict rests on it.
    MustNot,
    /// Always: it leaves the wallet only as derived data.
    Must,
}

impl ElementDefinition {
    /// The name space: `org.elicence.1`, or the type's `docType`.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The identifier, of the first one where it repeats.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is called.
    #[must_use]
    pub const fn labels(&self) -> &Labels {
        &self.labels
    }

    /// What it holds.
    #[must_use]
    pub const fn kind(&self) -> &ElementKind {
        &self.kind
    }

    /// Whether it must be there at issuing.
    #[must_use]
    pub const fn obligation(&self) -> &Obligation {
        &self.obligation
    }

    /// Whom a disclosure would hurt.
    #[must_use]
    pub const fn sensitivity(&self) -> Sensitivity {
        self.sensitivity
    }

    /// Under what condition departments share it.
    #[must_use]
    pub const fn sharing(&self) -> Sharing {
        self.sharing
    }

    /// The legal basis of the sharing condition; there for `conditional` and `none`.
    #[must_use]
    pub fn sharing_basis(&self) -> Option<&str> {
        self.sharing_basis.as_deref()
    }

    /// Whether a presentation may leave it out.
    #[must_use]
    pub const fn withheld(&self) -> Withheld {
        self.withheld
    }

    /// How often it may be there, 1 for most.
    #[must_use]
    pub const fn repeats(&self) -> u32 {
        self.repeats
    }

    /// How many of them the obligation binds, 1 for most: both spouses of a marriage.
    #[must_use]
    pub const fn repeats_min(&self) -> u32 {
        self.repeats_min
    }

    /// The identifier of the `n`th one, counted from 1: `co_owner`, `co_owner_2`, ….
    #[must_use]
    pub fn identifier(&self, n: u32) -> String {
        if n <= 1 {
            self.id.clone()
        } else {
            format!("{}_{n}", self.id)
        }
    }

    /// Which one `identifier` is, counted from 1; `None` where it is none of this element's.
    #[must_use]
    pub fn index_of(&self, identifier: &str) -> Option<u32> {
        if identifier == self.id {
            return Some(1);
        }
        if self.repeats < 2 {
            return None;
        }
        let digits = identifier
            .strip_prefix(self.id.as_str())?
            .strip_prefix('_')?;
        let n: u32 = digits.parse().ok()?;
        // One spelling each: no leading zero, no sign, and the first has no number.
        (n.to_string() == digits && (2..=self.repeats).contains(&n)).then_some(n)
    }

    /// Judges a value by this definition alone; rules across elements are `issue`'s.
    ///
    /// # Errors
    ///
    /// [`ValueFault`], which says what was expected and never shows the value.
    ///
    /// Clause: `spec/licence.md`, section 5.
    pub fn check(&self, value: &Cbor, limits: &Limits) -> Result<(), ValueFault> {
        check::check(self, value, limits)
    }

    /// Judges a value that was read under the limits, by the bounds of this definition.
    pub(crate) fn check_value(&self, value: &Value) -> Result<(), ValueFault> {
        check::check_bounds(&self.kind, value)
    }
}
