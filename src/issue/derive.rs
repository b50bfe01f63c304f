//! Derived data at issuing.

use super::{Draft, FaultCode, work::Work};
use crate::{
    licence::{
        Value,
        derivation::{DerivationRule, Facts, NotDerived},
        types::{ElementDefinition, ElementKind},
    },
    time::Date,
};

/// The day for which derived data are right: the draft's, else the day of issue.
pub(super) fn day(draft: &Draft, work: &Work<'_>) -> Option<Date> {
    draft.as_of.or_else(|| work.date("issue_date"))
}

/// Computes the derivations that the draft asks for, or all whose source is there.
pub(super) fn derive(draft: &Draft, work: &mut Work<'_>) {
    let definition = work.definition;
    for id in draft.derive.iter().flatten() {
        if !definition
            .derived_elements()
            .iter()
            .any(|element| element.id() == id)
        {
            work.fault(
                FaultCode::DerivationUnknown,
                id,
                "the type has no such derivation",
                None,
            );
        }
    }
    let Some(as_of) = day(draft, work) else {
        return; // the day of issue is missing, a fault of its own
    };
    for element in definition.derived_elements() {
        let asked = draft
            .derive
            .as_ref()
            .map(|ids| ids.iter().any(|id| id == element.id()));
        if let (ElementKind::Derived(rule), None | Some(true)) = (element.kind(), asked) {
            derive_one(work, element, rule, as_of, asked.is_some());
        }
    }
}

fn derive_one<'a>(
    work: &mut Work<'a>,
    element: &'a ElementDefinition,
    rule: &DerivationRule,
    as_of: Date,
    asked: bool,
) {
    let source_element = rule
        .source()
        .and_then(|source| work.definition.resolve(source));
    let source = rule
        .source()
        .map(|source| work.all(source))
        .unwrap_or_default();
    // A source with a fault of its own is given but not known: its derivation is no second fault.
    let faulty = source_element.is_some_and(|source_element| {
        let given = (1..=source_element.repeats())
            .filter(|n| work.is_given(source_element, &source_element.identifier(*n)))
            .count();
        given != source.len()
    });
    if faulty {
        return;
    }
    let facts = Facts {
        source: &source,
        source_is_table: source_element
            .is_some_and(|source| matches!(source.kind(), ElementKind::Table { .. })),
        as_of,
        valid_from: work.date("valid_from"),
        valid_until: work.end("valid_until"),
    };
    match rule.derive(facts) {
        Ok(derived) => work.put(element, element.id(), Value::Derived(derived)),
        Err(NotDerived::After) => {
            let rule = format!(
                "the day of the statement must not be before `{}`",
                rule.source().unwrap_or_default()
            );
            work.fault(FaultCode::DerivationDay, element.id(), rule, None);
        }
        Err(NotDerived::Absent | NotDerived::OutsideBands) => {
            if asked {
                let rule = format!(
                    "`{}` must be there to derive this",
                    rule.source().unwrap_or("valid_from")
                );
                work.fault(FaultCode::DerivationSource, element.id(), rule, None);
            }
        }
    }
}
