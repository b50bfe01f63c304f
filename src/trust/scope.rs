//! What an authority is trusted for: a profile, types of licence, regions. There is no trust without all three.

use core::fmt;
use std::collections::BTreeSet;

use crate::document::parts::is_doc_type;
use crate::licence::Region;

/// Which rules the certificates of a path obey; the anchor sets it, never the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// Native licences, docTypes that start with `org.elicence.`: the strict rules.
    Elicence,
    /// Every other docType: ISO/IEC 18013-5, Annex B.
    Iso18013,
}

impl Profile {
    /// The profile under which documents of this type are judged.
    #[must_use]
    pub fn of_doc_type(doc_type: &str) -> Self {
        if doc_type.starts_with(NATIVE) {
            Self::Elicence
        } else {
            Self::Iso18013
        }
    }

    /// `elicence` or `iso18013`, as on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Elicence => "elicence",
            Self::Iso18013 => "iso18013",
        }
    }

    /// The profile of this [name](Self::name).
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "elicence" => Some(Self::Elicence),
            "iso18013" => Some(Self::Iso18013),
            _ => None,
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Every docType that starts so is native, and no other.
const NATIVE: &str = "org.elicence.";

/// The types of licence of a [`Scope`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocTypes {
    /// Every type of the scope's profile: written `*`, never a default.
    All,
    /// Exactly these docTypes; no prefixes and no patterns.
    Only(BTreeSet<String>),
}

impl DocTypes {
    /// Reads `*` or docTypes with commas between them, as on the command line.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::All);
        }
        let types: BTreeSet<String> = text.split(',').map(str::to_owned).collect();
        types
            .iter()
            .all(|t| is_doc_type(t))
            .then_some(Self::Only(types))
    }

    /// Whether `doc_type` is one of them, to the letter.
    #[must_use]
    pub fn contains(&self, doc_type: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(types) => types.contains(doc_type),
        }
    }
}

/// What an authority is trusted for.
///
/// ```text
/// scope = profile ":" docTypes ":" regions     ; iso18013:org.iso.18013.5.1.mDL:US-MD
/// ```
///
/// Clause: `spec/trust.md`, section 2.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scope {
    /// The rules its certificates obey, and with them which documents it can serve at all.
    pub profile: Profile,
    /// The types of licence.
    pub doc_types: DocTypes,
    /// The regions, each with all that lies within it.
    pub regions: Vec<Region>,
}

impl Scope {
    /// A scope that can serve at least one document.
    ///
    /// # Errors
    ///
    /// [`ScopeError`] when there is no type, no region, or a type that the profile can never serve.
    pub fn new(
        profile: Profile,
        doc_types: DocTypes,
        regions: Vec<Region>,
    ) -> Result<Self, ScopeError> {
        if regions.is_empty() {
            return Err(ScopeError::NoRegion);
        }
        if let DocTypes::Only(types) = &doc_types {
            if types.is_empty() {
                return Err(ScopeError::NoType);
            }
            if let Some(wrong) = types
                .iter()
                .find(|t| !is_doc_type(t) || Profile::of_doc_type(t) != profile)
            {
                return Err(ScopeError::TypeOfOtherProfile {
                    doc_type: wrong.clone(),
                    profile,
                });
            }
        }
        Ok(Self {
            profile,
            doc_types,
            regions,
        })
    }

    /// Reads `profile:docTypes:regions`, each list with commas or the types `*`.
    ///
    /// # Errors
    ///
    /// [`ScopeError`], as [`new`](Self::new), or when a part is missing or not readable.
    pub fn parse(text: &str) -> Result<Self, ScopeError> {
        // From both ends: a docType may itself hold a colon.
        let unreadable = ScopeError::Unreadable {
            part: "profile:docTypes:regions",
        };
        let (profile, rest) = text.split_once(':').ok_or_else(|| unreadable.clone())?;
        let (types, regions) = rest.rsplit_once(':').ok_or(unreadable)?;
        let profile = Profile::parse(profile).ok_or(ScopeError::Unreadable { part: "profile" })?;
        let types = DocTypes::parse(types).ok_or(ScopeError::Unreadable { part: "docTypes" })?;
        let regions: Option<Vec<Region>> =
            regions.split(',').map(|r| Region::parse(r).ok()).collect();
        Self::new(
            profile,
            types,
            regions.ok_or(ScopeError::Unreadable { part: "regions" })?,
        )
    }

    /// Whether documents of this type may rest on it; regions are asked for apart.
    ///
    /// `*` is every type *of the profile*: it opens no door to the other.
    #[must_use]
    pub fn serves(&self, doc_type: &str) -> bool {
        Profile::of_doc_type(doc_type) == self.profile && self.doc_types.contains(doc_type)
    }

    /// Whether `region` lies within one of its regions.
    #[must_use]
    pub fn covers(&self, region: &Region) -> bool {
        self.regions.iter().any(|own| own.contains(region))
    }
}

/// A scope that says nothing, or contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScopeError {
    /// A part is missing or cannot be read.
    #[error("the scope's {part} cannot be read")]
    Unreadable {
        /// Which part.
        part: &'static str,
    },
    /// The set of types is empty.
    #[error("the scope names no type of licence")]
    NoType,
    /// The list of regions is empty.
    #[error("the scope names no region")]
    NoRegion,
    /// A docType that the profile never serves, or that is no docType.
    #[error("`{doc_type}` is not a type that profile {profile} serves")]
    TypeOfOtherProfile {
        /// The docType.
        doc_type: String,
        /// The scope's profile.
        profile: Profile,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_serves_every_type_of_its_own_profile_only() {
        let native = Scope::parse("elicence:*:CN").unwrap();
        assert!(native.serves("org.elicence.business_licence.1"));
        assert!(!native.serves("org.iso.18013.5.1.mDL"));
        let foreign = Scope::parse("iso18013:*:CN").unwrap();
        assert!(!foreign.serves("org.elicence.business_licence.1"));
        assert!(foreign.serves("org.iso.18013.5.1.mDL"));
    }

    #[test]
    fn a_scope_names_types_to_the_letter() {
        let scope = Scope::parse("iso18013:org.iso.18013.5.1.mDL:US-MD").unwrap();
        assert!(!scope.serves("org.iso.18013.5.1.mDL.2"));
        assert!(!scope.serves("org.iso.18013.5.1.mdl"));
    }

    #[test]
    fn a_scope_that_can_serve_nothing_is_refused() {
        for (text, expected) in [
            (
                "elicence:org.iso.18013.5.1.mDL:US",
                ScopeError::TypeOfOtherProfile {
                    doc_type: "org.iso.18013.5.1.mDL".into(),
                    profile: Profile::Elicence,
                },
            ),
            (
                "iso18013:org.elicence.x.1:US",
                ScopeError::TypeOfOtherProfile {
                    doc_type: "org.elicence.x.1".into(),
                    profile: Profile::Iso18013,
                },
            ),
            ("elicence::CN", ScopeError::Unreadable { part: "docTypes" }),
            ("elicence:*:", ScopeError::Unreadable { part: "regions" }),
            (
                "elicence:*",
                ScopeError::Unreadable {
                    part: "profile:docTypes:regions",
                },
            ),
            (
                "elicence:*:CN:CN",
                ScopeError::Unreadable { part: "docTypes" },
            ),
            ("vical:*:US", ScopeError::Unreadable { part: "profile" }),
            (
                "elicence:org.elicence.*:CN",
                ScopeError::Unreadable { part: "docTypes" },
            ),
        ] {
            assert_eq!(Scope::parse(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn regions_reach_down_and_not_up() {
        let scope = Scope::parse("elicence:*:CN-44,CN-11").unwrap();
        for (region, covered) in [
            ("CN-44", true),
            ("CN-4401", true),
            ("CN-11", true),
            ("CN", false),
            ("CN-45", false),
        ] {
            assert_eq!(
                scope.covers(&Region::parse(region).unwrap()),
                covered,
                "{region}"
            );
        }
    }
}
