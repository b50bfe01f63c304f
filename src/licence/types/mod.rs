//! Licence types are data: what a licence of a type holds, and the rules it keeps.
//!
//! A definition comes as JSON ([`LicenceType::from_json`]) and is used only when it is consistent in itself.
//! Adding a type needs no Rust.

mod builtin;
mod check;
mod code_list;
mod cross_check;
mod element;
mod error;
mod header;
mod kind;
mod load;
mod registry;
mod scheme;

pub use code_list::CodeList;
pub use cross_check::CrossCheck;
pub use element::{ElementDefinition, Obligation, Sensitivity, Sharing, Withheld};
pub use error::{TypeError, TypeFault};
pub use header::{Category, Definer, HolderCode, Holders, LegalBasis, Policy, Validity};
pub use kind::{Column, ColumnKind, ElementKind, EndForms, Pattern};
pub use registry::TypeRegistry;
pub use scheme::Scheme;

use std::sync::{Arc, OnceLock};

use super::{COMMON_NAME_SPACE, Labels, TypeCode, derivation::DerivationRule, value::DigestValue};

/// One type of licence in one revision; every rule in it is consistent.
///
/// Clauses: `spec/licence.md`, section 8; `spec/issue.md`, section 4.
#[derive(Clone, Debug)]
pub struct LicenceType {
    doc_type: String,
    revision: u32,
    type_code: TypeCode,
    category: Category,
    labels: Labels,
    definer: Definer,
    legal_basis: Vec<LegalBasis>,
    holders: Holders,
    validity: Validity,
    seal: Policy,
    status: Policy,
    code_lists: Vec<Arc<CodeList>>,
    /// The common elements, the type's own from `own_from`, the derived ones from `derived_from`.
    elements: Vec<ElementDefinition>,
    own_from: usize,
    derived_from: usize,
    checks: Vec<CrossCheck>,
    digest: DigestValue,
}

/// The elements that every licence has, as the crate ships them.
#[derive(Clone, Debug)]
struct Common {
    elements: Vec<ElementDefinition>,
    code_lists: Vec<Arc<CodeList>>,
    checks: Vec<CrossCheck>,
}

impl Common {
    fn shipped() -> Result<&'static Self, TypeError> {
        static SHIPPED: OnceLock<Result<Common, TypeError>> = OnceLock::new();
        SHIPPED
            .get_or_init(|| load::common(builtin::COMMON))
            .as_ref()
            .map_err(Clone::clone)
    }
}

impl LicenceType {
    /// Reads a definition.
    ///
    /// # Errors
    ///
    /// [`TypeError`] with everything that is inconsistent, each with its path and the rule.
    ///
    /// Clause: `spec/types/type.schema.json` for the shape, `spec/issue.md`, section 4 for the rules.
    pub fn from_json(text: &str) -> Result<Self, TypeError> {
        load::licence_type(text, Common::shipped()?)
    }

    /// The `docType`, `org.elicence.<name>.<major version>`.
    #[must_use]
    pub fn doc_type(&self) -> &str {
        &self.doc_type
    }

    /// The revision within the major version, from 1.
    #[must_use]
    pub const fn revision(&self) -> u32 {
        self.revision
    }

    /// The licence-type code.
    #[must_use]
    pub const fn type_code(&self) -> &TypeCode {
        &self.type_code
    }

    /// What it is in law.
    #[must_use]
    pub const fn category(&self) -> Category {
        self.category
    }

    /// What it is called.
    #[must_use]
    pub const fn labels(&self) -> &Labels {
        &self.labels
    }

    /// Who defines it.
    #[must_use]
    pub const fn definer(&self) -> &Definer {
        &self.definer
    }

    /// The laws under which it is issued.
    #[must_use]
    pub fn legal_basis(&self) -> &[LegalBasis] {
        &self.legal_basis
    }

    /// Who holds it.
    #[must_use]
    pub const fn holders(&self) -> &Holders {
        &self.holders
    }

    /// How long it is valid.
    #[must_use]
    pub const fn validity(&self) -> &Validity {
        &self.validity
    }

    /// Whether it has a seal object beside the signature.
    #[must_use]
    pub const fn seal_policy(&self) -> Policy {
        self.seal
    }

    /// Whether it names where its status is.
    #[must_use]
    pub const fn status_policy(&self) -> Policy {
        self.status
    }

    /// A code list of the type, or a common one.
    #[must_use]
    pub fn code_list(&self, id: &str) -> Option<&CodeList> {
        self.code_lists
            .iter()
            .find(|list| list.id() == id)
            .map(Arc::as_ref)
    }

    /// Every element: the common ones, the type's own, the derived ones, each in the definition's order.
    pub fn elements(&self) -> impl Iterator<Item = &ElementDefinition> {
        self.elements.iter()
    }

    /// The common elements, as this type has them.
    #[must_use]
    pub fn common_elements(&self) -> &[ElementDefinition] {
        self.elements.get(..self.own_from).unwrap_or_default()
    }

    /// The type's own elements, without the derived ones.
    #[must_use]
    pub fn own_elements(&self) -> &[ElementDefinition] {
        self.elements
            .get(self.own_from..self.derived_from)
            .unwrap_or_default()
    }

    /// The derived elements; their kind is [`ElementKind::Derived`].
    #[must_use]
    pub fn derived_elements(&self) -> &[ElementDefinition] {
        self.elements.get(self.derived_from..).unwrap_or_default()
    }

    /// The derivations.
    pub fn derivations(&self) -> impl Iterator<Item = &DerivationRule> {
        self.derived_elements()
            .iter()
            .filter_map(|element| match &element.kind {
                ElementKind::Derived(rule) => Some(rule.as_ref()),
                _ => None,
            })
    }

    /// The rules across elements, the common ones first.
    #[must_use]
    pub fn checks(&self) -> &[CrossCheck] {
        &self.checks
    }

    /// The definition of the element `identifier` of `namespace`, repeats such as `co_owner_2` included.
    #[must_use]
    pub fn element(&self, namespace: &str, identifier: &str) -> Option<&ElementDefinition> {
        // Sealed data asks for each of its elements, so the name space is compared once and not with every definition.
        let candidates = if namespace == COMMON_NAME_SPACE {
            self.common_elements()
        } else if namespace == self.doc_type {
            self.elements.get(self.own_from..).unwrap_or_default()
        } else {
            &[]
        };
        candidates
            .iter()
            .find(|element| element.index_of(identifier).is_some())
    }

    /// The definition that a rule means by `name`: the type's own, else the common one.
    #[must_use]
    pub fn resolve(&self, name: &str) -> Option<&ElementDefinition> {
        self.element(&self.doc_type, name)
            .or_else(|| self.element(COMMON_NAME_SPACE, name))
    }

    /// The elements that no presentation may leave out, as pairs of name space and identifier.
    ///
    /// An element that may not be withheld but need not be there at issuing is not among them: its absence says
    /// nothing.
    ///
    /// Clause: `spec/licence.md`, section 4.
    pub fn always_disclosed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.elements
            .iter()
            .filter(|element| {
                element.withheld == Withheld::MustNot && element.obligation == Obligation::Mandatory
            })
            .map(|element| (element.namespace.as_str(), element.id.as_str()))
    }

    /// The digest of the definition without its labels, which every licence of the type carries.
    #[must_use]
    pub const fn digest(&self) -> &DigestValue {
        &self.digest
    }
}

#[cfg(test)]
mod tests;
