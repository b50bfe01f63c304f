//! Rules that hold for every licence, whatever its type.

use super::{FaultCode, work::Work};
use crate::{
    licence::{
        COMMON_NAME_SPACE, LicenceId,
        types::{ElementDefinition, ElementKind, Obligation},
        value::{End, Value},
    },
    time::Date,
};

/// Mandatory elements are there; repeats of a mandatory element have no gap.
pub(super) fn check_obligations(work: &mut Work<'_>) {
    let definition = work.definition;
    for element in definition.elements() {
        if matches!(element.kind(), ElementKind::Seal) || is_ruled_elsewhere(element) {
            continue;
        }
        let rule = match element.obligation() {
            Obligation::Optional => continue,
            Obligation::Mandatory => "must be there".to_owned(),
            Obligation::MandatoryIf { element: other, is } => {
                if !work
                    .text(other)
                    .is_some_and(|value| is.iter().any(|one| one == value))
                {
                    continue;
                }
                format!("must be there when `{other}` is {}", is.join(" or "))
            }
        };
        let last = (1..=element.repeats())
            .rev()
            .find(|n| work.is_given(element, &element.identifier(*n)))
            .unwrap_or(0);
        for n in 1..=last.max(element.repeats_min()) {
            let identifier = element.identifier(n);
            if work.is_given(element, &identifier) {
                continue;
            }
            if n <= element.repeats_min() {
                work.fault(FaultCode::ElementMissing, &identifier, rule.clone(), None);
            } else {
                let rule = "must be there, because a later one is";
                work.fault(FaultCode::RepeatGap, &identifier, rule, None);
            }
        }
    }
}

/// The type's rule for holders says when theirs must be there; the version follows from the licence identifier,
/// whose absence is one fault and not two.
fn is_ruled_elsewhere(element: &ElementDefinition) -> bool {
    element.namespace() == COMMON_NAME_SPACE
        && matches!(
            element.id(),
            "holder_name" | "holder_code" | "holder_code_type" | "version"
        )
}

/// The licence identifier names the type and the issuer of this licence.
pub(super) fn check_licence_id(work: &mut Work<'_>) {
    let Some(found) = work.get("licence_id").cloned() else {
        return;
    };
    let Some(id) = work
        .text("licence_id")
        .and_then(|id| LicenceId::parse(id).ok())
    else {
        return;
    };
    if id.type_code() != work.definition.type_code() {
        let rule = format!(
            "must name the type `{}`",
            work.definition.type_code().as_str()
        );
        work.fault(FaultCode::LicenceIdType, "licence_id", rule, Some(&found));
    }
    if work
        .text("issuer_code")
        .is_some_and(|code| code != id.authority().as_str())
    {
        let rule = "must name the authority in `issuer_code`";
        work.fault(FaultCode::LicenceIdIssuer, "licence_id", rule, Some(&found));
    }
}

/// Each legal basis is one of the type's, once.
pub(super) fn check_legal_basis(work: &mut Work<'_>) {
    let definition = work.definition;
    let Some(element) = definition.resolve("legal_basis") else {
        return;
    };
    let mut seen: Vec<Value> = Vec::new();
    for n in 1..=element.repeats() {
        let identifier = element.identifier(n);
        let Some(found) = work.get(&identifier).cloned() else {
            continue;
        };
        let named = matches!(&found, Value::Text(id)
            if definition.legal_basis().iter().any(|basis| basis.id() == id.as_str()));
        if !named || seen.contains(&found) {
            let rule = "must be a legal basis of the type, each once";
            work.fault(FaultCode::LegalBasis, &identifier, rule, Some(&found));
        }
        seen.push(found);
    }
}

/// The days of issue and validity are in order, and the validity is not longer than the law allows.
pub(super) fn check_dates(work: &mut Work<'_>) {
    let Some(End::On(last)) = work.end("valid_until") else {
        return;
    };
    let found = Value::End(End::On(last));
    if work.date("issue_date").is_some_and(|issued| issued > last) {
        let rule = "must not be before `issue_date`";
        work.fault(FaultCode::DateOrder, "valid_until", rule, Some(&found));
    }
    let too_long = |from: Date, years: u32| {
        // The same day of the last year is still in: `2021-03-01` to `2026-03-01` is five years in practice.
        day_before(last)
            .is_none_or(|before| i64::from(from.whole_years_until(before)) >= i64::from(years))
    };
    if let (Some(from), Some(years)) = (
        work.date("valid_from"),
        work.definition.validity().max_years,
    ) && from <= last
        && too_long(from, years)
    {
        let rule = format!("must be at most {years} years after `valid_from`");
        work.fault(
            FaultCode::ValidityTooLong,
            "valid_until",
            rule,
            Some(&found),
        );
    }
}

fn day_before(day: Date) -> Option<Date> {
    Date::at(day.starts_at(0).saturating_add(-1), 0)
}
