//! A definition that is accepted is found again by its digest, and none of its rules breaks on a value.
#![no_main]
use elicence::{
    codec::{Cbor, Limits},
    licence::{LicenceType, TypeRegistry},
};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let Ok(definition) = LicenceType::from_json(text) else {
        return;
    };
    assert_eq!(
        LicenceType::from_json(text)
            .as_ref()
            .map(LicenceType::digest)
            .ok(),
        Some(definition.digest())
    );
    let mut types = TypeRegistry::empty();
    types.add(definition.clone());
    assert!(types.knows(definition.doc_type()));
    assert!(
        types
            .find(definition.doc_type(), definition.digest())
            .is_some()
    );
    for (name_space, identifier) in definition.always_disclosed() {
        assert!(
            definition.element(name_space, identifier).is_some(),
            "{name_space}/{identifier}"
        );
    }
    let values = [
        Cbor::Null,
        Cbor::Integer(-1),
        Cbor::text("1"),
        Cbor::Tag(1004, Box::new(Cbor::text("2026-01-01"))),
    ];
    for element in definition.elements() {
        assert_eq!(element.index_of(&element.identifier(1)), Some(1));
        values
            .iter()
            .for_each(|value| _ = element.check(value, &Limits::default()));
    }
});
