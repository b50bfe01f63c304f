//! A licence as a table for people, with the labels of its type.

use elicence::{
    codec::Cbor,
    licence::{
        COMMON_NAME_SPACE, ElementDefinition, Language, LicenceType, TypeRegistry,
        value::DigestValue,
    },
};

use crate::{
    layout::{Rows, harmless},
    value,
    wording::{self, Phrase},
};

/// One element to be shown.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) name_space: &'a str,
    pub(crate) identifier: &'a str,
    pub(crate) value: &'a Cbor,
    /// Who states it, where that is not the issuer.
    pub(crate) by: Option<&'static Phrase>,
}

/// The definition that a licence names by its digest, if it is at hand.
pub(crate) fn definition_of<'r>(
    types: &'r TypeRegistry,
    doc_type: &str,
    elements: &[Shown<'_>],
) -> Option<&'r LicenceType> {
    let digest = elements
        .iter()
        .find(|e| e.name_space == COMMON_NAME_SPACE && e.identifier == "type_digest")?;
    types.find(doc_type, &DigestValue::from_cbor(digest.value)?)
}

/// Every element with its label, name space by name space; those of a known type in the order of its definition.
pub(crate) fn licence(
    elements: &[Shown<'_>],
    definition: Option<&LicenceType>,
    language: Language,
) -> String {
    let mut name_spaces: Vec<&str> = Vec::new();
    for element in elements {
        if !name_spaces.contains(&element.name_space) {
            name_spaces.push(element.name_space);
        }
    }
    name_spaces.sort_by_key(|name| *name != COMMON_NAME_SPACE);
    let mut text = String::new();
    for name_space in name_spaces {
        let mut members: Vec<_> = elements
            .iter()
            .filter(|e| e.name_space == name_space)
            .map(|e| (definition.and_then(|d| place(d, e)), e))
            .collect();
        // Stable: what has no definition stays where it was, after the rest.
        members.sort_by_key(|(place, _)| {
            place.map_or((usize::MAX, 0), |(order, nth, _)| (order, nth))
        });
        let mut rows = Rows::default();
        for (place, element) in members {
            rows.push_all(row(
                place.map(|(_, nth, d)| (nth, d)),
                element,
                definition,
                language,
            ));
        }
        text.push_str(&format!(
            "{}\n{}",
            heading(name_space, definition, language),
            rows.to_text(2)
        ));
    }
    text
}

/// Where in its type an element stands, which of its repeats it is, and its definition.
fn place<'t>(
    definition: &'t LicenceType,
    element: &Shown<'_>,
) -> Option<(usize, u32, &'t ElementDefinition)> {
    definition
        .elements()
        .enumerate()
        .find_map(|(order, candidate)| {
            let nth = candidate
                .index_of(element.identifier)
                .filter(|_| candidate.namespace() == element.name_space)?;
            Some((order, nth, candidate))
        })
}

fn heading(name_space: &str, definition: Option<&LicenceType>, language: Language) -> String {
    match definition {
        Some(_) if name_space == COMMON_NAME_SPACE => wording::COMMON.get(language).to_owned(),
        Some(definition) if name_space == definition.doc_type() => {
            definition.labels().get(language).to_owned()
        }
        _ => harmless(name_space),
    }
}

fn row(
    place: Option<(u32, &ElementDefinition)>,
    element: &Shown<'_>,
    licence_type: Option<&LicenceType>,
    language: Language,
) -> Vec<String> {
    let label = match place {
        Some((1, definition)) => definition.labels().get(language).to_owned(),
        Some((nth, definition)) => format!("{} {nth}", definition.labels().get(language)),
        None => harmless(element.identifier),
    };
    let mut text = match (place, licence_type) {
        (Some((_, definition)), Some(licence_type)) => {
            value::defined(definition, licence_type, element.value, language)
        }
        _ => value::foreign(element.value),
    };
    if let Some(by) = element.by {
        text.push_str(by.get(language));
    }
    vec![label, text]
}
