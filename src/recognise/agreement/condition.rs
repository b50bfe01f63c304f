//! The closed vocabulary of conditions: what an agreement may ask about a licence, and nothing else.

use crate::time::UnixTime;

/// An element of a licence, or one column of it.
///
/// ```cddl
/// element = [ namespace: tstr, identifier: tstr, ? member: tstr ]
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Element {
    /// The name space, for example `org.elicence.1`.
    pub namespace: String,
    /// The identifier within the name space.
    pub identifier: String,
    /// The column of a table, or the key in a list of maps (`vehicle_category_code` of an mDL's `driving_privileges`).
    pub member: Option<String>,
}

/// One clause of an equivalence: a condition, or a choice. There is no deeper nesting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "both of the format")]
pub enum Clause {
    /// This holds.
    One(Condition),
    /// One of these holds, at least two.
    AnyOf(Vec<Condition>),
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "both parts of the format")]
pub struct Condition {
    /// Names it within the agreement: the clause that an answer cites.
    pub id: String,
    /// What it asks.
    pub kind: Kind,
}

/// What a condition asks. Each is true, false, or not known; not known always counts against the licence.
///
/// Durations are seconds and never months or years: an agreement that says months states the date.
///
/// ```cddl
/// condition = { "id": tstr, "kind": tstr, … }   ; spec/agreement.cddl
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// `issuedAt`: issued not before the one and not after the other; one of them at least.
    IssuedAt {
        /// The first instant that is good.
        not_before: Option<UnixTime>,
        /// The last instant that is good.
        not_after: Option<UnixTime>,
    },
    /// `licenceAge`: issued at most this long ago.
    LicenceAge {
        /// Seconds.
        max: u64,
    },
    /// `remainingValidity`: in force for at least this long from now.
    RemainingValidity {
        /// Seconds.
        min: u64,
    },
    /// `assuranceAtLeast`: listed for this level of assurance, or a higher one, by a list under this scheme.
    AssuranceAtLeast {
        /// The scheme that gives levels their meaning.
        scheme: String,
        /// The level.
        level: u64,
    },
    /// `statusFresh`: a status list that is at most this old says that the licence is valid.
    StatusFresh {
        /// Seconds.
        max_age: u64,
    },
    /// `issuerIn`: issued by one of these entities.
    IssuerIn {
        /// Their codes.
        entities: Vec<String>,
    },
    /// `issuerNotIn`: issued by another than these entities.
    IssuerNotIn {
        /// Their codes.
        entities: Vec<String>,
    },
    /// `categoryIn`: an identity document (证件), a licence (证照) or a proof (证明).
    CategoryIn {
        /// `identity-document`, `licence`, `proof`.
        categories: Vec<String>,
    },
    /// `levelIn`: issued by an authority of one of these levels.
    LevelIn {
        /// Codes of `issuer_level`.
        levels: Vec<String>,
    },
    /// `industryIn`: issued by an authority of one of these industries.
    IndustryIn {
        /// Codes of `industry`.
        industries: Vec<String>,
    },
    /// `elementPresent`: disclosed, whatever its value.
    ElementPresent {
        /// Which.
        element: Element,
        /// Of derived data, by which rule and how old.
        derived: Option<DerivedBy>,
    },
    /// `elementIn`: disclosed, and each of its codes is one of these.
    ElementIn {
        /// Which.
        element: Element,
        /// The codes; of a state `true` or `false`.
        values: Vec<String>,
        /// Of derived data, by which rule and how old.
        derived: Option<DerivedBy>,
    },
    /// `elementNotIn`: disclosed, and none of its codes is one of these.
    ElementNotIn {
        /// Which.
        element: Element,
        /// The codes; of a state `true` or `false`.
        values: Vec<String>,
        /// Of derived data, by which rule and how old.
        derived: Option<DerivedBy>,
    },
    /// `elementRange`: disclosed, and a number not less than the one and not more than the other; one of them at least.
    ElementRange {
        /// Which.
        element: Element,
        /// The smallest that is good.
        min: Option<i64>,
        /// The largest that is good.
        max: Option<i64>,
    },
    /// `elementDate`: disclosed, and a date at least this long ago and at most that long ago; one of them at least.
    ElementDate {
        /// Which.
        element: Element,
        /// Seconds.
        min_age: Option<u64>,
        /// Seconds.
        max_age: Option<u64>,
    },
    /// `holderBinding`: presented by the holder, proven by one of these methods.
    HolderBinding {
        /// `device-signature`, `device-mac`.
        any_method: Vec<String>,
    },
    /// `signatureLevel`: the signature is of this level of EN 319 142 or a higher one.
    SignatureLevel {
        /// The lowest that is good.
        min: Level,
    },
    /// `sealType`: has an electronic seal object of one of these types.
    SealType {
        /// Types of seal.
        any_of_types: Vec<String>,
    },
    /// A kind that this version does not know: never true, and never false.
    Other {
        /// Its name.
        kind: String,
    },
}

/// How derived data came about, and how old they may be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "both members of the format")]
pub struct DerivedBy {
    /// The canonical text of the rule, for example `age_over(birth_date,18)`.
    pub rule: String,
    /// Seconds since the beginning of the day `as_of`.
    pub max_age: u64,
}

/// The level of a signature (ETSI EN 319 102-1): what it proves of its own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "all of the standard")]
pub enum Level {
    /// Basic.
    B,
    /// With a trusted time.
    T,
    /// With what is needed to check it long after.
    Lt,
    /// That, archived.
    Lta,
}

impl Kind {
    /// The name in the format.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::IssuedAt { .. } => "issuedAt",
            Self::LicenceAge { .. } => "licenceAge",
            Self::RemainingValidity { .. } => "remainingValidity",
            Self::AssuranceAtLeast { .. } => "assuranceAtLeast",
            Self::StatusFresh { .. } => "statusFresh",
            Self::IssuerIn { .. } => "issuerIn",
            Self::IssuerNotIn { .. } => "issuerNotIn",
            Self::CategoryIn { .. } => "categoryIn",
            Self::LevelIn { .. } => "levelIn",
            Self::IndustryIn { .. } => "industryIn",
            Self::ElementPresent { .. } => "elementPresent",
            Self::ElementIn { .. } => "elementIn",
            Self::ElementNotIn { .. } => "elementNotIn",
            Self::ElementRange { .. } => "elementRange",
            Self::ElementDate { .. } => "elementDate",
            Self::HolderBinding { .. } => "holderBinding",
            Self::SignatureLevel { .. } => "signatureLevel",
            Self::SealType { .. } => "sealType",
            Self::Other { kind } => kind,
        }
    }
}

impl Level {
    /// `B`, `T`, `LT` or `LTA`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::B => "B",
            Self::T => "T",
            Self::Lt => "LT",
            Self::Lta => "LTA",
        }
    }
}

impl Element {
    /// The element `identifier` of `namespace`.
    #[must_use]
    pub fn new(namespace: impl Into<String>, identifier: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            identifier: identifier.into(),
            member: None,
        }
    }
}

impl core::fmt::Display for Element {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}/{}", self.namespace, self.identifier)?;
        match &self.member {
            Some(member) => write!(f, "/{member}"),
            None => Ok(()),
        }
    }
}

impl Clause {
    /// Its conditions: one, or those to choose from.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        match self {
            Self::One(condition) => core::slice::from_ref(condition),
            Self::AnyOf(conditions) => conditions,
        }
    }
}
