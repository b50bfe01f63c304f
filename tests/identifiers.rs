//! Runs `test-vectors/licence/identifiers.json`.

use std::collections::BTreeSet;

use elicence::licence::{
    CitizenNumber, HolderCodeType, IdentifierError, LicenceId, Region, TypeCode, Uscc,
};
use serde_json::Value;

const MANIFEST: &str = include_str!("../test-vectors/licence/identifiers.json");

fn vectors() -> Vec<Value> {
    let manifest: Value = serde_json::from_str(MANIFEST).unwrap();
    assert_eq!(
        (&manifest["version"], &manifest["stage"]),
        (&1.into(), &"licence".into())
    );
    manifest["vectors"].as_array().unwrap().clone()
}

/// The text read back, or why it was refused.
fn read(vector: &Value) -> Result<String, IdentifierError> {
    let value = vector["value"].as_str().unwrap();
    match vector["kind"].as_str().unwrap() {
        "licence-id" => LicenceId::parse(value).map(|read| read.to_string()),
        "licence-id-next" => LicenceId::parse(value)
            .unwrap()
            .next_version()
            .map(|_| value.to_owned()),
        "type-code" => TypeCode::parse(value).map(|read| read.to_string()),
        "uscc" => Uscc::parse(value).map(|read| read.to_string()),
        "citizen-number" => CitizenNumber::parse(value).map(|read| read.as_str().to_owned()),
        "region" => Region::parse(value).map(|read| read.to_string()),
        "holder-code-type" => HolderCodeType::parse(value).map(|read| read.to_string()),
        "holder-code" => {
            let kind = HolderCodeType::parse(vector["given"]["code_type"].as_str().unwrap());
            kind.unwrap().check(value).map(|()| value.to_owned())
        }
        other => panic!("{}: no such kind: {other}", vector["id"]),
    }
}

fn codes(vector: &Value) -> Vec<&str> {
    let codes = vector["expect"]["codes"].as_array();
    codes
        .into_iter()
        .flatten()
        .map(|code| code.as_str().unwrap())
        .collect()
}

#[test]
fn every_vector_gives_its_result() {
    for vector in vectors() {
        let id = &vector["id"];
        match (read(&vector), vector["expect"]["result"].as_str().unwrap()) {
            (Ok(text), "ok") => assert_eq!(text, vector["value"].as_str().unwrap(), "{id}"),
            (Err(error), "refused") => {
                assert_eq!([error.code()].as_slice(), codes(&vector), "{id}");
                if let IdentifierError::RegionAlias { right } = error {
                    assert_eq!(vector["given"]["right"], right, "{id}");
                }
            }
            (got, expected) => panic!("{id}: expected {expected}, got {got:?}"),
        }
    }
}

#[test]
fn every_code_has_a_refused_vector() {
    let vectors = vectors();
    let refused: BTreeSet<&str> = vectors.iter().flat_map(codes).collect();
    assert_eq!(refused, IdentifierError::CODES.iter().copied().collect());
}

#[test]
fn every_kind_has_an_accepted_vector() {
    let vectors = vectors();
    let kinds = |accepted: bool| -> BTreeSet<&str> {
        let chosen = vectors
            .iter()
            .filter(|v| !accepted || v["expect"]["result"] == "ok");
        chosen.map(|v| v["kind"].as_str().unwrap()).collect()
    };
    assert_eq!(kinds(true), kinds(false));
}

#[test]
fn no_id_is_there_twice() {
    let vectors = vectors();
    let ids: BTreeSet<&str> = vectors.iter().map(|v| v["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), vectors.len());
}

#[test]
fn no_sentence_repeats_the_value() {
    for vector in vectors() {
        let value = vector["value"].as_str().unwrap();
        if let Err(error) = read(&vector) {
            // `US` would be in any sentence about USA: only what could tell of a holder counts.
            assert!(
                value.len() < 12 || !error.to_string().contains(value),
                "{}",
                vector["id"]
            );
        }
    }
}
