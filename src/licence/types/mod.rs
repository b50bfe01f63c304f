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
mod kind;
mod load;
mod registry;
mod scheme;

pub use code_list::CodeList;
pub use cross_check::CrossCheck;
pub use element::{ElementDefinition, Obligation, Sensitivity, Sharing, Withheld};
pub use error::{TypeError, TypeFault};
pub use kind::{Column, ColumnKind, ElementKind, EndForms, Pattern};
pub use registry::TypeRegistry;
pub use scheme::Scheme;

use std::sync::{Arc, OnceLock};

use super::{
    COMMON_NAME_SPACE, HolderCodeType, Labels, TypeCode, Uscc, derivation::DerivationRule,
    value::DigestValue,
};

/// One type of licence in one revision; every rule in it is consistent.
///
/// Clause: `spec/licence.md`, section 3.
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
    const ALL: [Self; 3] = [Self::IdentityDocument, Self::Licence, Self::Proof];

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
    code: Uscc,
    labels: Labels,
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
    id: String,
    labels: Labels,
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
    /// Clause: `spec/types/type.schema.json` for the shape, `spec/licence.md`, section 3 for the rules.
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
        self.elements
            .iter()
            .filter(|element| element.namespace == namespace)
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
    /// Clause: design section 2, "always disclosed".
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
