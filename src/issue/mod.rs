//! Stage 1: a draft becomes a licence when it keeps every rule of its type.
//!
//! A [`Draft`] and a [`LicenceType`] arrive, a [`Licence`] leaves, or [`NotIssued`] with every fault at once.
//! Nothing is signed here. See `spec/issue.md`.

mod capital_numerals;
mod cross_checks;
mod derive;
mod draft;
mod fault;
mod fill;
mod holders;
mod input;
mod licence;
mod rules;
mod work;

pub use draft::{Draft, DraftError};
pub use fault::{Fault, FaultCode, NotIssued};
pub use licence::{Element, Licence, Warning};

use self::work::Work;
use crate::{
    codec::Limits,
    licence::{
        CitizenNumber, LicenceId, LicenceType, Region, Uscc,
        value::{End, Value},
    },
    time::Date,
};

/// Judges a draft by the definition of its type and makes the licence.
///
/// Fills in what the type says itself (`type_code`, `type_name`, `type_digest`, `category`, `definer_name`,
/// `definer_code`, `version`, and `legal_basis` where the draft has none) and computes the derived data. Does not
/// write the element `seal`, and does not sign: see the seal stage.
///
/// # Errors
///
/// [`NotIssued`] with every fault of the draft, each with its code, element and rule.
///
/// Clause: `spec/issue.md`, section 3.
pub fn issue(
    draft: &Draft,
    definition: &LicenceType,
    limits: &Limits,
) -> Result<Licence, NotIssued> {
    // 1. The draft is for this type; otherwise every element would be a fault of its own.
    if draft.doc_type != definition.doc_type() {
        return Err(NotIssued::new(vec![Fault::new(
            FaultCode::DocType,
            "",
            "",
            format!("the draft must be for `{}`", definition.doc_type()),
            Some(draft.doc_type.clone()),
        )]));
    }
    // 2. Each element by itself.
    let mut work = Work::gather(draft, definition, limits)?;
    // 3. What the type says itself.
    fill::fill_in(&mut work);
    // 4. What must be there.
    rules::check_obligations(&mut work);
    // 5. Rules of every licence.
    rules::check_licence_id(&mut work);
    rules::check_legal_basis(&mut work);
    rules::check_dates(&mut work);
    holders::check(&mut work);
    // 6. Rules of the type.
    cross_checks::check(&mut work);
    // 7. Derived data, from the facts and never from the draft.
    derive::derive(draft, &mut work);
    finish(draft, work)
}

fn finish(draft: &Draft, mut work: Work<'_>) -> Result<Licence, NotIssued> {
    let definition = work.definition;
    let parts = (
        work.text("issuer_code")
            .and_then(|code| Uscc::parse(code).ok()),
        work.text("region")
            .and_then(|region| Region::parse(region).ok()),
        work.date("valid_from"),
        work.end("valid_until"),
    );
    match parts {
        (Some(issuer_code), Some(region), Some(valid_from), Some(valid_until))
            if work.faults.is_empty() =>
        {
            let warnings = warnings(draft, &work);
            Ok(Licence {
                doc_type: definition.doc_type().to_owned(),
                type_digest: definition.digest().clone(),
                elements: work.into_elements(),
                warnings,
                issuer_code,
                region,
                valid_from,
                valid_until,
                dates_may_be_withheld: definition.validity().dates_may_be_withheld,
                seal_policy: definition.seal_policy(),
                status_policy: definition.status_policy(),
            })
        }
        // The four are mandatory in `common.json`, which a test holds; a set of common elements without them
        // makes no licence.
        _ => {
            if work.faults.is_empty() {
                work.fault(
                    FaultCode::ElementMissing,
                    "valid_until",
                    "must be there",
                    None,
                );
            }
            Err(NotIssued::new(work.faults))
        }
    }
}

fn warnings(draft: &Draft, work: &Work<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let licence_id = work
        .text("licence_id")
        .and_then(|id| LicenceId::parse(id).ok());
    if licence_id.is_some_and(|id| id.carries_citizen_number()) {
        warnings.push(Warning::SerialHoldsCitizenNumber);
    }
    if work.text("number").is_some_and(holds_citizen_number) {
        warnings.push(Warning::NumberHoldsCitizenNumber);
    }
    let as_of = derive::day(draft, work);
    let gives_away = work.definition.validity().dates_may_be_withheld
        && work.has_derived()
        && as_of.is_some()
        && (as_of == work.date("issue_date") || as_of == work.date("valid_from"));
    if gives_away {
        warnings.push(Warning::AsOfGivesDateAway);
    }
    warnings
}

fn holds_citizen_number(text: &str) -> bool {
    text.as_bytes()
        .windows(18)
        .filter_map(|window| core::str::from_utf8(window).ok())
        .any(|window| CitizenNumber::parse(window).is_ok())
}

/// The civil day of a value, where it has one; an instant's in the region that issues.
fn day_of(value: &Value, offset_minutes: i16) -> Option<Date> {
    match value {
        Value::Date(day) | Value::End(End::On(day)) => Some(*day),
        Value::Instant(instant) => Date::at(*instant, offset_minutes),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
