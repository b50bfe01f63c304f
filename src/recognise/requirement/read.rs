//! The contents of an item from JSON: the shape of `spec/service-item.schema.json`, closed.

use crate::document::tree::{Fault, Node};
use crate::error::DecodeErrorKind;

use super::super::agreement::{Element, read_clause, read_element};
use super::{Evidence, EvidenceSet, ItemContents, NamedBy, Paper, Requirement, Role};

/// The `type` of the format: its name and version.
pub(super) const TYPE: &str = "org.elicence.serviceitem.1";

/// The most members of each array. A catalogue entry of a department has a handful of each.
pub(super) const MOST: usize = 64;

pub(super) fn contents(node: &Node<'_>) -> Result<ItemContents, Fault> {
    let item = node.object(&[
        "type",
        "code",
        "label",
        "purpose",
        "legalBasis",
        "requirements",
        "askedPapers",
    ])?;
    let kind = item.need("type")?;
    if kind.text()? != TYPE {
        return kind.invalid(TYPE);
    }
    Ok(ItemContents {
        code: item.need("code")?.name()?,
        label: item.need("label")?.ml_text()?,
        purpose: item.need("purpose")?.uri()?,
        legal_basis: some(&item.need("legalBasis")?, |node| node.ml_text())?,
        requirements: some(&item.need("requirements")?, requirement)?,
        asked_papers: item
            .may("askedPapers", |node| some(node, paper))?
            .unwrap_or_default(),
    })
}

/// The members of an array that has one at least, and no more than [`MOST`].
fn some<T>(
    node: &Node<'_>,
    read: impl FnMut(&Node<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let all = node.some(read)?;
    if all.len() <= MOST {
        return Ok(all);
    }
    Err(node.fault(DecodeErrorKind::OverLimit {
        limit: "members",
        allowed: MOST,
    }))
}

fn requirement(node: &Node<'_>) -> Result<Requirement, Fault> {
    let requirement = node.object(&["id", "label", "legalBasis", "alternatives"])?;
    Ok(Requirement {
        id: requirement.need("id")?.name()?,
        label: requirement.need("label")?.ml_text()?,
        legal_basis: requirement
            .may("legalBasis", |node| some(node, |node| node.ml_text()))?
            .unwrap_or_default(),
        alternatives: some(&requirement.need("alternatives")?, set)?,
    })
}

fn set(node: &Node<'_>) -> Result<EvidenceSet, Fault> {
    let set = node.object(&["id", "all"])?;
    Ok(EvidenceSet {
        id: set.need("id")?.name()?,
        all: some(&set.need("all")?, evidence)?,
    })
}

fn evidence(node: &Node<'_>) -> Result<Evidence, Fault> {
    let evidence = node.object(&["id", "docType", "elements", "conditions", "holder"])?;
    Ok(Evidence {
        id: evidence.need("id")?.name()?,
        doc_type: evidence.need("docType")?.doc_type()?,
        elements: evidence
            .may("elements", |node| some(node, whole_element))?
            .unwrap_or_default(),
        conditions: evidence
            .may("conditions", |node| some(node, read_clause))?
            .unwrap_or_default(),
        holder: evidence.may("holder", role)?.unwrap_or_default(),
    })
}

/// An element and no member of it: it is shown as a whole or not at all.
fn whole_element(node: &Node<'_>) -> Result<Element, Fault> {
    match read_element(node)? {
        element if element.member.is_none() => Ok(element),
        _ => node.invalid("a name space and an identifier"),
    }
}

fn role(node: &Node<'_>) -> Result<Role, Fault> {
    let role = node.object(&["role", "code", "codeType"])?;
    let code = role.may("code", whole_element)?;
    let code_type = role.may("codeType", whole_element)?;
    Ok(Role {
        role: role.need("role")?.name()?,
        named_by: match (code, code_type) {
            (Some(code), Some(code_type)) => Some(NamedBy { code, code_type }),
            (None, None) => None,
            _ => return node.invalid("code and codeType, or neither"),
        },
    })
}

fn paper(node: &Node<'_>) -> Result<Paper, Fault> {
    let paper = node.object(&["id", "label", "proves"])?;
    Ok(Paper {
        id: paper.need("id")?.name()?,
        label: paper.need("label")?.ml_text()?,
        proves: paper.need("proves")?.each(|node| node.name())?,
    })
}
