//! A verdict as text for people; its first word is the answer.

use elicence::{
    DecodeError,
    licence::{Language, TypeRegistry},
    verify::{
        Check, Element, Outcome, Refused, RefusedOutcome, Report, STEPS, StatedBy, Trail, Verified,
    },
};

use crate::{
    layout::{Rows, harmless},
    render::{self, Shown},
    wording,
};

/// The verdict on a set: one line for all, then each document with its reasons or its data, and its trail where asked for.
pub(crate) fn for_people(
    verdicts: &[Result<Verified, Refused>],
    report: &Report,
    types: &TypeRegistry,
    language: Language,
    with_trail: bool,
) -> String {
    let mut text = String::new();
    if let [_, _, ..] = verdicts {
        let holder = report.holder.unwrap_or_default();
        text.push_str(&format!(
            "{}   {} documents; holder: {holder}\n\n",
            capitals(report.result),
            verdicts.len()
        ));
    }
    for verdict in verdicts {
        match verdict {
            Ok(verified) => text.push_str(&in_force(verified, types, language)),
            Err(refused) => text.push_str(&not_in_force(refused)),
        }
        if with_trail {
            text.push_str(&trail(
                verdict
                    .as_ref()
                    .map_or_else(|refused| &refused.trail, Verified::trail),
            ));
        }
        text.push('\n');
    }
    text + "Tip: to see every check, use --trail; for machine-readable output, use --json\n"
}

pub(crate) fn capitals(word: &str) -> String {
    word.to_uppercase().replace('-', " ")
}

/// The elements of a verified document.
pub(crate) fn shown(verified: &Verified) -> Vec<Shown<'_>> {
    let by =
        |element: &Element| (element.stated_by == StatedBy::Holder).then_some(&wording::BY_HOLDER);
    verified
        .elements()
        .iter()
        .map(|e| Shown {
            name_space: &e.name_space,
            identifier: &e.identifier,
            value: &e.value,
            by: by(e),
        })
        .collect()
}

fn in_force(verified: &Verified, types: &TypeRegistry, language: Language) -> String {
    let elements = shown(verified);
    let definition = render::definition_of(types, verified.doc_type(), &elements);
    let name = definition.map_or_else(String::new, |d| format!("{}, ", d.labels().get(language)));
    let signer = &verified.evidence().signer;
    let mut text = format!(
        "IN FORCE   {name}{}; holder: {}\n  until {}, sealed by {}\n",
        harmless(verified.doc_type()),
        verified.holder().word(),
        verified.effective_until(),
        harmless(signer.subject()),
    );
    if let Some(listing) = signer.listing() {
        text.push_str(&harmless(&format!(
            "  as service `{}` of {}, by issue {} of `{}`",
            listing.service_id, listing.entity_id, listing.sequence_number, listing.list_id
        )));
        text.push('\n');
    }
    for status in &verified.evidence().statuses {
        text.push_str(&harmless(&format!(
            "  status by `{}` of {}",
            status.uri, status.issued_at
        )));
        text.push('\n');
    }
    // What changes nothing and should be known all the same.
    let mut notes = Rows::default();
    for note in verified
        .trail()
        .checks()
        .iter()
        .filter_map(|check| check.reason.as_ref())
    {
        notes.push([note.code(), &harmless(&note.to_string())]);
    }
    text.push_str(&format!("{}\n", notes.to_text(2)));
    text.push_str(&render::licence(&elements, definition, language));
    if verified.withheld() > 0 {
        text.push_str(&format!(
            "{}\n",
            wording::withheld(verified.withheld(), language)
        ));
    }
    text
}

/// Nothing of the document but the type that it claims: what failed verification is not data.
fn not_in_force(refused: &Refused) -> String {
    let mut rows = Rows::default();
    refused
        .reasons
        .iter()
        .for_each(|reason| rows.push([reason.code(), &harmless(&reason.to_string())]));
    let word = match refused.outcome {
        RefusedOutcome::Refused => "REFUSED",
        RefusedOutcome::Indeterminate => "INDETERMINATE",
    };
    let (claimed, holder) = (harmless(&refused.claimed_doc_type), refused.holder.word());
    format!(
        "{word}   claimed {claimed}; holder: {holder}\n{}",
        rows.to_text(2)
    )
}

/// Every check: its number and outcome, what it asks, and why it ended so.
fn trail(trail: &Trail) -> String {
    let mut rows = Rows::default();
    for check in trail.checks() {
        rows.push([check.id, check.outcome.word(), &told(check)]);
    }
    format!("\nChecks\n{}", rows.to_text(2))
}

fn told(check: &Check) -> String {
    let asks = STEPS
        .iter()
        .find(|(id, _)| *id == check.id)
        .map_or("", |(_, asks)| asks);
    let subject = check
        .subject
        .as_ref()
        .map_or_else(String::new, |subject| format!(" ({})", harmless(subject)));
    let mut told = format!("{asks}{subject}");
    if let Some(reason) = &check.reason {
        told.push_str(&format!(
            "\n{}: {}",
            reason.code(),
            harmless(&reason.to_string())
        ));
    }
    if check.outcome != Outcome::Skipped {
        check
            .compared
            .iter()
            .for_each(|(name, value)| told.push_str(&format!("\n{name}: {}", harmless(value))));
    }
    told
}

/// Bytes that are not of the format.
pub(crate) fn malformed(error: &DecodeError) -> String {
    let mut rows = Rows::default();
    rows.push([error.code(), &error.to_string()]);
    format!(
        "MALFORMED   nothing can be said about what it is\n{}\nTip: for machine-readable output, use --json\n",
        rows.to_text(2)
    )
}
