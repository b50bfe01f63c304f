//! What this version does not understand of an agreement.

use crate::reason::Reason;

use super::super::{AgreementContents, Kind, VOCABULARY};
use super::budgets;

/// The vocabulary if it is another, and each condition of a kind that is not known. A reader bears with it: the agreement
/// answers with this code. Nobody signs what their own software cannot evaluate.
pub(crate) fn check(agreement: &AgreementContents) -> impl Iterator<Item = Reason> {
    let vocabulary = &agreement.condition_vocabulary;
    let other = (vocabulary != VOCABULARY).then(|| Reason::AgreementVocabulary {
        clause: "conditionVocabulary".to_owned(),
        kind: vocabulary.clone(),
    });
    let kinds = budgets::conditions(agreement).filter_map(|condition| match &condition.kind {
        Kind::Other { kind } => Some(Reason::AgreementVocabulary {
            clause: condition.id.clone(),
            kind: kind.clone(),
        }),
        _ => None,
    });
    other.into_iter().chain(kinds)
}
