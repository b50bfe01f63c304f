use super::*;

#[test]
fn every_shipped_definition_is_consistent() {
    load::common(builtin::COMMON).unwrap_or_else(|error| panic!("{error}"));
    for text in builtin::TYPES {
        if let Err(error) = LicenceType::from_json(text) {
            panic!("{error}");
        }
    }
    assert_eq!(TypeRegistry::builtin().iter().count(), builtin::TYPES.len());
}
