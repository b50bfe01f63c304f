//! Vectors of stage `seal` that are made: a draft is issued and sealed, and what was made is read again.

use std::collections::BTreeSet;

use elicence::{
    codec::{Cbor, Limits},
    crypto::{Algorithm, Signer, SoftwareKey, SystemRandom},
    issue::{Draft, issue},
    licence::TypeRegistry,
    seal::{ForeignDocument, Preparation, SealError, TechnicalValidity},
    time::UnixTime,
    trust::certificate_from_pem_or_der,
    verify::{Policy, Presented, Report, verify_many},
};
use serde_json::json;

use super::Found;
use crate::vectors_support::Vector;

/// Issues and seals as a vector's `given` says.
pub(crate) fn make(vector: &Vector) -> Found {
    let types = vector.types();
    let (preparation, elements) = preparation(vector, &types);
    match sealed(vector, preparation) {
        Ok(bytes) => read(vector, &types, &bytes, elements),
        Err(error @ SealError::WouldNotCount(_)) => {
            let SealError::WouldNotCount(reasons) = &error else {
                unreachable!()
            };
            let codes: Vec<_> = reasons.iter().map(elicence::Reason::code).collect();
            Found {
                members: json!({ "result": "refused", "codes": codes }),
                explanation: error.to_string(),
            }
        }
        Err(error) => panic!("{}: {error}", vector.id),
    }
}

/// The first phase, ready to be done, and how many elements there will be.
fn preparation(vector: &Vector, types: &TypeRegistry) -> (Preparation, usize) {
    let given = &vector.json["given"];
    let instant = |name: &str| {
        given[name]
            .as_str()
            .map(|text| UnixTime::parse_rfc3339(text).unwrap())
    };
    let mut validity =
        TechnicalValidity::new(instant("signed").unwrap(), instant("valid_until").unwrap());
    if let Some(from) = instant("valid_from") {
        validity = validity.with_valid_from(from);
    }
    let chain = given["chain"].as_array().unwrap().iter();
    let chain = chain
        .map(|path| {
            certificate_from_pem_or_der(vector.text(path.as_str().unwrap()).as_bytes()).unwrap()
        })
        .collect();
    let name = given["algorithm"].as_str().unwrap();
    let algorithm = *Algorithm::ALL
        .iter()
        .find(|algorithm| algorithm.name() == name)
        .unwrap();
    let (preparation, elements) = if let Some(path) = given["draft"].as_str() {
        let draft = Draft::from_json(&vector.text(path)).unwrap();
        let definition = types.latest(draft.doc_type()).unwrap();
        let licence = issue(&draft, definition, &Limits::default())
            .unwrap_or_else(|e| panic!("{}: {e}", vector.id));
        let elements = licence.elements().len() + 1; // `seal`
        (
            Preparation::new(licence, chain, algorithm, validity),
            elements,
        )
    } else {
        let mut elements = Vec::new();
        for (name_space, members) in given["document"]["elements"].as_object().unwrap() {
            for (identifier, value) in members.as_object().unwrap() {
                elements.push((
                    name_space.clone(),
                    identifier.clone(),
                    Cbor::text(value.as_str().unwrap()),
                ));
            }
        }
        let count = elements.len();
        let document =
            ForeignDocument::new(given["document"]["doc_type"].as_str().unwrap(), elements)
                .unwrap();
        (
            Preparation::foreign(document, chain, algorithm, validity),
            count,
        )
    };
    match given["status"].as_str() {
        Some(hex) => (
            preparation.with_status(Cbor::decode(&bytes_of(hex), &Limits::default()).unwrap()),
            elements,
        ),
        None => (preparation, elements),
    }
}

fn sealed(vector: &Vector, preparation: Preparation) -> Result<Vec<u8>, SealError> {
    let prepared = preparation.prepare(&mut SystemRandom)?;
    let signature = match vector.given("signature") {
        Some(hex) => bytes_of(hex),
        None => {
            let path = vector.given("key").unwrap();
            SoftwareKey::from_pkcs8_pem(&vector.text(path))
                .unwrap()
                .sign(prepared.to_be_signed())
                .unwrap()
        }
    };
    prepared
        .complete(&signature)
        .map(|sealed| sealed.into_bytes())
}

/// s-5.7 and s-5.9b, and what a verifier says.
fn read(vector: &Vector, types: &TypeRegistry, bytes: &[u8], elements: usize) -> Found {
    let whole = deterministic(bytes);
    let mut random = BTreeSet::new();
    let mut count = 0;
    let Some(Cbor::Map(name_spaces)) = whole.member("nameSpaces") else {
        panic!("{}: no name spaces", vector.id)
    };
    for (_, items) in name_spaces {
        let Cbor::Array(items) = items else {
            panic!("{}: no items", vector.id)
        };
        for item in items {
            let Cbor::Tag(24, content) = item else {
                panic!("{}: an item that is not embedded", vector.id)
            };
            let Cbor::Bytes(content) = content.as_ref() else {
                panic!("{}: an item that is no bytes", vector.id)
            };
            let content = deterministic(content);
            let Some(Cbor::Bytes(salt)) = content.member("random") else {
                panic!("{}: no random", vector.id)
            };
            assert_eq!(salt.len(), 32, "{}", vector.id);
            assert!(
                random.insert(salt.clone()),
                "{}: the same random twice",
                vector.id
            );
            count += 1;
        }
    }
    assert_eq!(count, elements, "{}: every element is there", vector.id);
    let Some(Cbor::Array(auth)) = whole.member("issuerAuth") else {
        panic!("{}: no issuerAuth", vector.id)
    };
    let [_, _, Cbor::Bytes(payload), _] = auth.as_slice() else {
        panic!("{}: not four members", vector.id)
    };
    let Cbor::Tag(24, mso) = deterministic(payload) else {
        panic!("{}: a payload that is not embedded", vector.id)
    };
    let Cbor::Bytes(mso) = *mso else {
        panic!("{}: an MSO that is no bytes", vector.id)
    };
    deterministic(&mso);
    let now = UnixTime::from_seconds(vector.json["given"]["now"].as_i64().unwrap()).unwrap();
    let presented = Presented::decode(bytes).unwrap();
    let verdicts = verify_many(
        presented.documents(),
        &vector.trust(None).store,
        &Policy::new(types),
        now,
    );
    let report = Report::of(&verdicts);
    Found {
        members: json!({ "result": "sealed", "codes": [], "verdict": report.result }),
        explanation: report.to_json(),
    }
}

/// Reads what must be written as it is read.
fn deterministic(bytes: &[u8]) -> Cbor {
    let item = Cbor::decode(bytes, &Limits::default()).unwrap();
    assert_eq!(item.to_vec(), bytes, "not deterministic");
    item
}

pub(super) fn bytes_of(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}
