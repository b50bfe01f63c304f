//! The definitions at hand.

use std::sync::{Arc, OnceLock};

use super::{LicenceType, TypeError, builtin};
use crate::licence::value::DigestValue;

/// Definitions of licence types, old revisions included.
///
/// A licence is judged by the definition whose digest it names, never by the newest. Definitions come from the
/// crate, the trust list or the caller, never from whoever presents a licence.
#[derive(Clone, Debug)]
#[must_use]
pub struct TypeRegistry {
    types: Vec<Arc<LicenceType>>,
}

impl TypeRegistry {
    /// The types that ship with the crate. They are read once; a further call is cheap.
    pub fn builtin() -> Self {
        static BUILTIN: OnceLock<TypeRegistry> = OnceLock::new();
        BUILTIN
            .get_or_init(|| {
                let mut registry = Self::empty();
                for text in builtin::TYPES {
                    // A test reads every one of them, so that none is left out here.
                    if let Ok(definition) = LicenceType::from_json(text) {
                        registry.add(definition);
                    }
                }
                registry
            })
            .clone()
    }

    /// No types at all: every native licence is refused.
    pub const fn empty() -> Self {
        Self { types: Vec::new() }
    }

    /// Adds a definition; one with the same `docType` and digest is there once.
    pub fn add(&mut self, definition: LicenceType) {
        if self
            .find(definition.doc_type(), definition.digest())
            .is_none()
        {
            self.types.push(Arc::new(definition));
        }
    }

    /// Reads a definition and adds it.
    ///
    /// # Errors
    ///
    /// [`TypeError`]; the registry is as it was.
    pub fn add_json(&mut self, text: &str) -> Result<(), TypeError> {
        self.add(LicenceType::from_json(text)?);
        Ok(())
    }

    /// The definition of `doc_type` with exactly this digest.
    #[must_use]
    pub fn find(&self, doc_type: &str, type_digest: &DigestValue) -> Option<&LicenceType> {
        self.of(doc_type)
            .find(|definition| definition.digest() == type_digest)
    }

    /// The definition of `doc_type` with the highest revision: what a new licence is made under.
    #[must_use]
    pub fn latest(&self, doc_type: &str) -> Option<&LicenceType> {
        self.of(doc_type)
            .max_by_key(|definition| definition.revision())
    }

    /// Whether any revision of `doc_type` is at hand.
    #[must_use]
    pub fn knows(&self, doc_type: &str) -> bool {
        self.of(doc_type).next().is_some()
    }

    /// Every definition, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &LicenceType> {
        self.types.iter().map(Arc::as_ref)
    }

    fn of(&self, doc_type: &str) -> impl Iterator<Item = &LicenceType> {
        self.iter()
            .filter(move |definition| definition.doc_type() == doc_type)
    }
}
