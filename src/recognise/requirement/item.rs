//! A service item that hangs together, and what it reads at most.

use core::fmt;

use crate::document::{DocumentJsonError, tree::Fault, tree::Node};
use crate::licence::TypeRegistry;

use super::{Evidence, EvidenceSet, ItemContents, Requirement, check, need::Need, read, write};

/// A service item whose every evidence can be shown: the types have what it reads, and nothing that must be withheld.
///
/// Clause: `spec/requirements.md`, section 3.
#[derive(Clone, Debug)]
pub struct ServiceItem {
    contents: ItemContents,
    /// What each evidence reads, in the order of [`ItemContents::evidence`].
    needs: Vec<Need>,
}

/// An item that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the text is not of the form, or what it says is not right"
)]
pub enum ItemError {
    /// The text, or what was filled in by hand, is not of the form.
    Json(DocumentJsonError),
    /// The rules that are broken, in the order of the item; at least one.
    Refused(Vec<ItemFault>),
}

/// One rule that an item breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemFault {
    /// The requirement, the set, the evidence, the condition or the paper, by its name.
    pub at: String,
    /// The rule that is broken, as a sentence.
    pub rule: String,
}

impl ServiceItem {
    /// The item with these contents, checked against the definitions of the types that it names.
    ///
    /// A native type is read by its latest definition; a foreign one has none here, and its elements are taken as they are
    /// named.
    ///
    /// # Errors
    ///
    /// [`ItemError`], with everything that is wrong.
    pub fn new(contents: ItemContents, types: &TypeRegistry) -> Result<Self, ItemError> {
        // What was filled in by hand has the bounds of what is read, and one place says which.
        read::contents(&Node::cbor(&write::contents(&contents)))
            .map_err(|fault: Fault| ItemError::Json(fault.in_json()))?;
        let faults = check::check(&contents, types);
        if !faults.is_empty() {
            return Err(ItemError::Refused(faults));
        }
        let needs = contents
            .evidence()
            .map(|(_, _, evidence)| Need::of(evidence, types.latest(&evidence.doc_type)))
            .collect();
        Ok(Self { contents, needs })
    }

    /// Reads and checks the JSON form.
    ///
    /// # Errors
    ///
    /// [`ItemError`], as [`ItemContents::from_json`] and [`new`](Self::new).
    pub fn from_json(text: &str, types: &TypeRegistry) -> Result<Self, ItemError> {
        Self::new(
            ItemContents::from_json(text).map_err(ItemError::Json)?,
            types,
        )
    }

    /// The JSON form, indented.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.contents.to_json()
    }

    /// What it says.
    #[must_use]
    pub const fn contents(&self) -> &ItemContents {
        &self.contents
    }

    /// Every evidence with what it reads, in the order of the item.
    pub(super) fn needs(
        &self,
    ) -> impl Iterator<Item = (&Requirement, &EvidenceSet, &Evidence, &Need)> {
        let of = |((requirement, set, evidence), need)| (requirement, set, evidence, need);
        self.contents.evidence().zip(&self.needs).map(of)
    }
}

impl fmt::Display for ItemFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.at, self.rule)
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "not a service item: {error}"),
            Self::Refused(faults) => {
                f.write_str("the service item does not hang together: ")?;
                for (i, fault) in faults.iter().enumerate() {
                    let separator = if i == 0 { "" } else { "; " };
                    write!(f, "{separator}{fault}")?;
                }
                Ok(())
            }
        }
    }
}

impl core::error::Error for ItemError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}
