//! The digest by which a licence names the definition that it was made under.

use crate::{
    codec::Cbor,
    crypto::DigestAlgorithm,
    licence::{json::Json, value::DigestValue},
};

/// SHA-256 over the definition as deterministic CBOR, without its labels.
///
/// `names` is left out at every level, and so is the `$schema` of an editor; arrays keep their order.
pub(super) fn of(definition: &Json) -> Option<DigestValue> {
    let bytes = to_cbor(definition).to_vec();
    let digest = DigestAlgorithm::Sha256.digest(&[&bytes]);
    DigestValue::new(DigestValue::SHA_256, digest.as_bytes().to_vec())
}

fn to_cbor(json: &Json) -> Cbor {
    match json {
        Json::Null => Cbor::Null,
        Json::Bool(b) => Cbor::Bool(*b),
        Json::Integer(n) => Cbor::Integer((*n).into()),
        Json::Text(text) => Cbor::Text(text.clone()),
        Json::Array(items) => Cbor::Array(items.iter().map(to_cbor).collect()),
        Json::Object(members) => Cbor::Map(
            members
                .iter()
                .filter(|(name, _)| name != "names" && name != "$schema")
                .map(|(name, value)| (Cbor::Text(name.clone()), to_cbor(value)))
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_has_its_bytes_and_its_digest() {
        let json = r#"{"format": "org.elicence.type.1", "names": {"zh": "x"}, "revision": 1}"#;
        let json = Json::parse(json).unwrap();
        assert_eq!(
            hex::encode(to_cbor(&json).to_vec()),
            "a266666f726d6174736f72672e656c6963656e63652e747970652e31687265766973696f6e01"
        );
        assert_eq!(
            hex::encode(of(&json).unwrap().value()),
            "3875c726a78ed55c00a36f142991f5ec2fd89967e4bf0841e9cf9e33c8bb056a"
        );
    }
}
