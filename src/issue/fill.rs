//! What the type says itself, and so no draft need say.

use super::{FaultCode, work::Work};
use crate::licence::{Language, LicenceId, Value, value::Text};

/// Writes what the draft leaves out, and refuses what it says otherwise.
pub(super) fn fill_in(work: &mut Work<'_>) {
    let definition = work.definition;
    let text = |text: &str| Text::new(text).ok().map(Value::Text);
    let version = work
        .text("licence_id")
        .and_then(|id| LicenceId::parse(id).ok())
        .map(|id| format!("{:03}", id.version()));
    let definer = definition.definer();
    for (name, value) in [
        ("type_code", text(definition.type_code().as_str())),
        ("type_name", text(definition.labels().get(Language::Zh))),
        (
            "type_digest",
            Some(Value::Digest(definition.digest().clone())),
        ),
        ("category", text(definition.category().name())),
        ("definer_name", text(definer.labels().get(Language::Zh))),
        ("definer_code", text(definer.code().as_str())),
        ("version", version.as_deref().and_then(text)),
    ] {
        let Some(value) = value else {
            continue; // no right licence identifier, which is a fault of its own
        };
        if !work.gives(name) {
            put(work, name, value);
        } else if let Some(found) = work.get(name).filter(|found| **found != value).cloned() {
            let (code, rule) = if name == "version" {
                (
                    FaultCode::LicenceIdVersion,
                    "must be the version in `licence_id`, or left out",
                )
            } else {
                (
                    FaultCode::FilledIn,
                    "must be what the type says, or left out",
                )
            };
            work.fault(code, name, rule, Some(&found));
        }
    }
    let none_given = work
        .definition
        .resolve("legal_basis")
        .is_some_and(|element| {
            (1..=element.repeats()).all(|n| !work.gives(&element.identifier(n)))
        });
    if none_given && let Some(element) = definition.resolve("legal_basis") {
        for (n, basis) in (1..=element.repeats()).zip(definition.legal_basis()) {
            if let Some(value) = text(basis.id()) {
                put(work, &element.identifier(n), value);
            }
        }
    }
}

fn put(work: &mut Work<'_>, name: &str, value: Value) {
    if let Some(element) = work.definition.resolve(name) {
        work.put(element, name, value);
    }
}
