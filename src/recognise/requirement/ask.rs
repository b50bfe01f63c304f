//! What to ask for before anybody's licences are at hand.
//!
//! Clause: `spec/requirements.md`, section 4.

use serde_json::{Value, json};

use super::super::agreement::Element;
use super::{Evidence, EvidenceSet, Requirement, ServiceItem, need::Need};

/// What to ask for to have one requirement proved: any of the alternatives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Ask<'i> {
    /// The requirement.
    pub requirement: &'i Requirement,
    /// The ways to prove it, in the order of the item; one is enough.
    pub alternatives: Vec<AskedSet<'i>>,
}

/// What to ask for together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AskedSet<'i> {
    /// The set.
    pub set: &'i EvidenceSet,
    /// One for each evidence, in its order.
    pub documents: Vec<AskedDocument<'i>>,
}

/// One licence to ask for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AskedDocument<'i> {
    /// The evidence.
    pub evidence: &'i Evidence,
    /// The elements to be shown, ascending; whoever asks for fewer cannot judge, and whoever asks for more asks too much.
    pub elements: Vec<Element>,
    /// Beside these, one of each; in the order of the item.
    pub choices: Vec<AskedChoice>,
    /// Elements that are read as well and that every licence of the type shows anyway, ascending.
    pub always: Vec<Element>,
    /// The elements that say whose it is; to be shown only where licences are combined that are not bound to one device key.
    pub holder: Vec<Element>,
}

/// Elements of which one is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskedChoice {
    /// Which, in the order of the item; at least one. The holder picks one that decides it, and keeps the others.
    pub any_of: Vec<Element>,
    /// Whether the choice may hold without any of them, by what is shown anyway: only where it does not one is asked for.
    pub or_none: bool,
}

impl ServiceItem {
    /// What to ask for, without knowing what anybody holds: for each requirement each way to prove it, and no element more.
    ///
    /// Clause: `spec/requirements.md`, section 4.
    #[must_use]
    pub fn ask(&self) -> Vec<Ask<'_>> {
        let mut needs = self.needs().map(|(_, _, _, need)| need);
        let mut asks = Vec::new();
        for requirement in &self.contents().requirements {
            let mut alternatives = Vec::new();
            for set in &requirement.alternatives {
                let documents = set.all.iter().zip(needs.by_ref());
                alternatives.push(AskedSet {
                    set,
                    documents: documents
                        .map(|(evidence, need)| AskedDocument::of(evidence, need))
                        .collect(),
                });
            }
            asks.push(Ask {
                requirement,
                alternatives,
            });
        }
        asks
    }

    /// [`ask`](Self::ask) as indented JSON, without a final line break.
    ///
    /// ```json
    /// { "item": "…", "requirements": [ { "requirement": "…", "any_of": [ { "set": "…", "all": [
    ///   { "evidence": "…", "doc_type": "…", "elements": [], "choices": [ { "any_of": [], "or_none": false } ],
    ///     "always": [], "holder": [] } ] } ] } ] }
    /// ```
    #[must_use]
    pub fn ask_json(&self) -> String {
        let asks = self.ask();
        let requirements = asks.iter().map(|ask| {
            let sets = ask.alternatives.iter().map(|set| {
                let all: Vec<Value> = set.documents.iter().map(document).collect();
                json!({ "set": set.set.id, "all": all })
            });
            json!({ "requirement": ask.requirement.id, "any_of": sets.collect::<Vec<_>>() })
        });
        let all = json!({
            "item": self.contents().code,
            "requirements": requirements.collect::<Vec<_>>(),
        });
        serde_json::to_string_pretty(&all).unwrap_or_default() // texts and lists only: always serialisable
    }
}

impl<'i> AskedDocument<'i> {
    fn of(evidence: &'i Evidence, need: &Need) -> Self {
        let choices = need.choices.iter().map(|choice| AskedChoice {
            any_of: choice.any_of.clone(),
            or_none: choice.or_none,
        });
        Self {
            evidence,
            elements: need.shown.iter().cloned().collect(),
            choices: choices.collect(),
            always: need.always.iter().cloned().collect(),
            holder: need.holder.clone(),
        }
    }
}

fn document(document: &AskedDocument<'_>) -> Value {
    let choices = document
        .choices
        .iter()
        .map(|choice| json!({ "any_of": names(&choice.any_of), "or_none": choice.or_none }));
    json!({
        "evidence": document.evidence.id,
        "doc_type": document.evidence.doc_type,
        "elements": names(&document.elements),
        "choices": choices.collect::<Vec<_>>(),
        "always": names(&document.always),
        "holder": names(&document.holder),
    })
}

/// Name space and identifier of each.
pub(super) fn names(elements: &[Element]) -> Vec<String> {
    elements.iter().map(ToString::to_string).collect()
}
