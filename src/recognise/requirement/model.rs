//! What a service item asks to be proved, as data.
//!
//! Everything here is plain and may be filled in by hand. That it hangs together is for [`ServiceItem`](super::ServiceItem)
//! to say. The shape is that of the EU's Evidence Broker: lists are alternatives, what is inside a list is needed together.

use crate::document::MlText;

use super::super::agreement::{Clause, Element};

/// A service of a department, and what it needs to know.
///
/// The department's own configuration: neither signed nor taken from anybody else.
///
/// Clause: `spec/requirements.md`, section 2; `spec/service-item.schema.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct ItemContents {
    /// The code of the item in its department's catalogue.
    pub code: String,
    /// What it is called.
    pub label: MlText,
    /// The URI under which agreements name this use.
    pub purpose: String,
    /// The law under which it is done, at least one: law and article.
    pub legal_basis: Vec<MlText>,
    /// What must be proved, at least one: every one of them.
    pub requirements: Vec<Requirement>,
    /// The papers that the department asks for today.
    pub asked_papers: Vec<Paper>,
}

/// One thing that must be proved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Requirement {
    /// Names it within the item.
    pub id: String,
    /// What must be proved, in words.
    pub label: MlText,
    /// The law that asks for it, where it is another than the item's.
    pub legal_basis: Vec<MlText>,
    /// The ways to prove it, at least one: any of them. The department's own preference is their order.
    pub alternatives: Vec<EvidenceSet>,
}

/// One way to prove a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct EvidenceSet {
    /// Names it within the item.
    pub id: String,
    /// What is needed together, at least one.
    pub all: Vec<Evidence>,
}

/// One licence that shows something: of a local type, or recognised as it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Evidence {
    /// Names it within the item.
    pub id: String,
    /// The local type.
    pub doc_type: String,
    /// What the department reads, besides what the conditions read; nothing where it is enough that the licence is in force.
    pub elements: Vec<Element>,
    /// What must hold of it, in the vocabulary of agreements: every clause.
    pub conditions: Vec<Clause>,
    /// Whose it is.
    pub holder: Role,
}

/// Whose an evidence must be: all evidence in one role belongs to one person or organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "both members of the format")]
pub struct Role {
    /// The role, for example `applicant` or `child`.
    pub role: String,
    /// The elements that name the person, where it is not the holder: a parent in the child's birth certificate.
    pub named_by: Option<NamedBy>,
}

/// The elements by which a licence names somebody else than its holder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_structs, reason = "both members of the format")]
pub struct NamedBy {
    /// The code of the person, for example `parent_number`; its repeats are meant too.
    pub code: Element,
    /// What kind of code it is, for example `parent_id_type`.
    pub code_type: Element,
}

/// A paper that the department asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct Paper {
    /// Names it within the item.
    pub id: String,
    /// What it is called.
    pub label: MlText,
    /// The requirements that it would prove, alone or with others; none where it proves nothing that the item requires.
    pub proves: Vec<String>,
}

/// The role of evidence that names none.
pub const APPLICANT: &str = "applicant";

impl Default for Role {
    /// The holder is the applicant.
    fn default() -> Self {
        Self {
            role: APPLICANT.to_owned(),
            named_by: None,
        }
    }
}

impl ItemContents {
    /// Every evidence, in the order of the item, with its requirement and its set.
    pub fn evidence(&self) -> impl Iterator<Item = (&Requirement, &EvidenceSet, &Evidence)> {
        self.requirements.iter().flat_map(|requirement| {
            requirement.alternatives.iter().flat_map(move |set| {
                set.all
                    .iter()
                    .map(move |evidence| (requirement, set, evidence))
            })
        })
    }
}
