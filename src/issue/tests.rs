use super::*;
use crate::{
    codec::Cbor,
    licence::{
        COMMON_NAME_SPACE, TypeRegistry,
        value::{Media, Picture, Text},
    },
};

fn sample(definition: &LicenceType) -> Draft {
    let name = definition.doc_type().split('.').nth(2).unwrap();
    let path = format!(
        "{}/examples/data/drafts/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    Draft::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn codes(result: Result<Licence, NotIssued>) -> Vec<&'static str> {
    let faults = result.unwrap_err();
    faults.faults().iter().map(|f| f.code().code()).collect()
}

/// The same facts, given in Rust.
fn rebuilt(licence: &Licence) -> Draft {
    licence.elements().iter().fold(
        Draft::new(licence.doc_type()),
        |draft, element| match element.value() {
            Value::Derived(derived) => draft.with_as_of(derived.as_of()),
            value => draft.with(element.namespace(), element.identifier(), value.clone()),
        },
    )
}

#[test]
fn a_draft_in_rust_gives_the_licence_of_the_same_draft_in_json() {
    for definition in TypeRegistry::builtin().iter() {
        let limits = Limits::default();
        let first = issue(&sample(definition), definition, &limits).unwrap();
        let second = issue(&rebuilt(&first), definition, &limits).unwrap();
        let facts = |licence: &Licence| -> Vec<(String, String, Cbor)> {
            let triple = |e: &Element| (e.namespace().into(), e.identifier().into(), e.to_cbor());
            licence.elements().iter().map(triple).collect()
        };
        assert_eq!(facts(&first), facts(&second));
    }
}

#[test]
fn every_element_of_a_licence_is_right_by_its_own_definition_and_none_is_the_seal() {
    let limits = Limits::default();
    for definition in TypeRegistry::builtin().iter() {
        let licence = issue(&sample(definition), definition, &limits).unwrap();
        for element in licence.elements() {
            let own = definition.element(element.namespace(), element.identifier());
            assert_eq!(own.unwrap().check(&element.to_cbor(), &limits), Ok(()));
            assert_ne!(element.identifier(), "seal");
        }
        for (namespace, id) in definition
            .always_disclosed()
            .filter(|(_, id)| *id != "seal")
        {
            assert!(licence.value(namespace, id).is_some(), "{id}");
        }
    }
}

#[test]
fn an_element_given_twice_in_rust_is_a_fault_and_not_the_last_ones() {
    let registry = TypeRegistry::builtin();
    let definition = registry.latest("org.elicence.tax_certificate.1").unwrap();
    let name = Value::Text(Text::new("another").unwrap());
    let draft = sample(definition).with(COMMON_NAME_SPACE, "holder_name", name);
    let result = issue(&draft, definition, &Limits::default());
    assert_eq!(codes(result), ["issue.element-duplicate"]);
}

#[test]
fn a_picture_made_under_wider_limits_is_judged_again() {
    let registry = TypeRegistry::builtin();
    let definition = registry.latest("org.elicence.tax_certificate.1").unwrap();
    let mut png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
    png.extend([0, 0, 0, 99, 0, 0, 0, 99]);
    let picture = Picture::new(Media::Png, png, &Limits::default()).unwrap();
    let first = issue(&sample(definition), definition, &Limits::default()).unwrap();
    let draft = first
        .elements()
        .iter()
        .filter(|e| !matches!(e.value(), Value::Derived(_) | Value::Picture(_)))
        .fold(Draft::new(definition.doc_type()), |draft, e| {
            draft.with(e.namespace(), e.identifier(), e.value().clone())
        })
        .with(definition.doc_type(), "qr_code", Value::Picture(picture));
    let limits = |pixels| Limits {
        picture_pixels: pixels,
        ..Limits::default()
    };
    assert!(issue(&draft, definition, &limits(9_801)).is_ok());
    let result = issue(&draft, definition, &limits(9_800));
    assert_eq!(codes(result), ["issue.too-many-pixels"]);
}

#[test]
fn debug_output_shows_no_value() {
    let registry = TypeRegistry::builtin();
    let definition = registry.latest("org.elicence.tax_certificate.1").unwrap();
    let draft = sample(definition);
    let licence = issue(&draft, definition, &Limits::default()).unwrap();
    let shown = format!("{draft:?} {licence:?} {:?}", licence.elements());
    assert!(
        !shown.contains("蒋己") && !shown.contains("122800"),
        "{shown}"
    );
}
