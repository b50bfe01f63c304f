//! The JSON form of an item from its contents.

use crate::codec::Cbor;
use crate::document::write::{Object, array, ml_text, text, texts};

use super::super::agreement::{write_clause, write_element};
use super::read::TYPE;
use super::{APPLICANT, Evidence, EvidenceSet, ItemContents, Paper, Requirement, Role};

pub(super) fn contents(item: &ItemContents) -> Cbor {
    let mut out = Object::new();
    out.put("type", text(TYPE));
    out.put("code", text(&item.code));
    out.put("label", ml_text(&item.label));
    out.put("purpose", text(&item.purpose));
    out.put("legalBasis", array(&item.legal_basis, ml_text));
    out.put("requirements", array(&item.requirements, requirement));
    out.some("askedPapers", &item.asked_papers, paper);
    out.done()
}

fn requirement(requirement: &Requirement) -> Cbor {
    let mut out = Object::new();
    out.put("id", text(&requirement.id));
    out.put("label", ml_text(&requirement.label));
    out.some("legalBasis", &requirement.legal_basis, ml_text);
    out.put("alternatives", array(&requirement.alternatives, set));
    out.done()
}

fn set(set: &EvidenceSet) -> Cbor {
    let mut out = Object::new();
    out.put("id", text(&set.id));
    out.put("all", array(&set.all, evidence));
    out.done()
}

fn evidence(evidence: &Evidence) -> Cbor {
    let mut out = Object::new();
    out.put("id", text(&evidence.id));
    out.put("docType", text(&evidence.doc_type));
    out.some("elements", &evidence.elements, write_element);
    out.some("conditions", &evidence.conditions, write_clause);
    out.may("holder", role(&evidence.holder));
    out.done()
}

/// `None` for the role that is meant where none is named.
fn role(role: &Role) -> Option<Cbor> {
    if role.named_by.is_none() && role.role == APPLICANT {
        return None;
    }
    let mut out = Object::new();
    out.put("role", text(&role.role));
    if let Some(named) = &role.named_by {
        out.put("code", write_element(&named.code));
        out.put("codeType", write_element(&named.code_type));
    }
    Some(out.done())
}

fn paper(paper: &Paper) -> Cbor {
    let mut out = Object::new();
    out.put("id", text(&paper.id));
    out.put("label", ml_text(&paper.label));
    out.put("proves", texts(&paper.proves));
    out.done()
}
