//! What ships as JSON is what its schema says: the manifests of the vectors, the definitions of licence types, and
//! trust lists for people.
//!
//! Here and not beside the other tests, so that whoever builds the crate or its command line builds no schema checker.

use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap())
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The JSON files of a folder, in order.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    files
}

#[track_caller]
fn all_fit(schema: &str, files: &[PathBuf]) {
    let schema = jsonschema::validator_for(&read(&root().join(schema))).unwrap();
    assert!(!files.is_empty());
    for file in files {
        let json = read(file);
        let wrong: Vec<_> = schema
            .iter_errors(&json)
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", file.display());
    }
}

#[test]
fn every_definition_of_a_type_fits_the_schema() {
    let files = json_files(&root().join("spec/types"));
    let files: Vec<_> = files
        .into_iter()
        .filter(|file| !file.ends_with("type.schema.json"))
        .collect();
    assert_eq!(files.len(), 11, "ten types and the common elements");
    all_fit("spec/types/type.schema.json", &files);
}

#[test]
fn every_manifest_of_vectors_fits_the_schema() {
    let stages = ["issue", "licence", "seal", "trust", "verify"];
    let files = stages
        .iter()
        .flat_map(|stage| json_files(&root().join("test-vectors").join(stage)));
    let manifests: Vec<_> = files
        .filter(|file| read(file)["vectors"].is_array())
        .collect();
    assert!(manifests.len() >= stages.len());
    all_fit("test-vectors/manifest.schema.json", &manifests);
}

#[test]
fn a_definition_with_a_member_that_no_type_has_does_not_fit() {
    let mut json = read(&root().join("spec/types/tax_certificate.json"));
    json["colour"] = "red".into();
    let schema =
        jsonschema::validator_for(&read(&root().join("spec/types/type.schema.json"))).unwrap();
    assert!(!schema.is_valid(&json));
}

/// Every value that can be reached, as a JSON pointer.
fn places(json: &Value, here: &str, out: &mut Vec<String>) {
    out.push(here.to_owned());
    match json {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| places(value, &format!("{here}/{name}"), out)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, value)| places(value, &format!("{here}/{i}"), out)),
        _ => {}
    }
}

/// The value is replaced; of an object also each member taken away, and one added.
fn spoilt(json: &Value, place: &str) -> Vec<Value> {
    let with = |change: &dyn Fn(&mut Value)| {
        let mut other = json.clone();
        change(other.pointer_mut(place).unwrap());
        other
    };
    let mut all = vec![
        with(&|v| *v = Value::Null),
        with(&|v| *v = true.into()),
        with(&|v| *v = (-1).into()),
        with(&|v| *v = "".into()),
        with(&|v| *v = serde_json::json!([])),
        with(&|v| *v = serde_json::json!({})),
    ];
    if let Some(Value::Object(members)) = json.pointer(place) {
        all.push(with(&|v| v["colour"] = Value::Null));
        for name in members.keys() {
            all.push(with(&|v| drop(v.as_object_mut().unwrap().remove(name))));
        }
    }
    all
}

#[test]
fn the_schema_of_trust_lists_takes_what_the_reader_takes() {
    let schema =
        jsonschema::validator_for(&read(&root().join("spec/trust-list.schema.json"))).unwrap();
    let sample = read(&root().join("examples/data/trust-list.json"));
    let reads = |json: &Value| elicence::trust::list::ListContents::from_json(&json.to_string());
    let list = reads(&sample).unwrap();
    let written: Value = serde_json::from_str(&list.to_json()).unwrap();
    assert_eq!(written, sample);
    assert!(schema.is_valid(&sample));
    let mut all = Vec::new();
    places(&sample, "", &mut all);
    for place in all {
        for other in spoilt(&sample, &place) {
            // The schema also has the two constants that the reader leaves to the checks behind it.
            let constant = matches!(
                place.as_str(),
                "/historicalInformationPeriod" | "/sequenceNumber"
            );
            if !constant {
                assert_eq!(
                    schema.is_valid(&other),
                    reads(&other).is_ok(),
                    "{place}: {other}"
                );
            }
        }
    }
}

#[test]
fn the_schema_of_agreements_takes_what_the_reader_takes() {
    let schema =
        jsonschema::validator_for(&read(&root().join("spec/agreement.schema.json"))).unwrap();
    let sample = read(&root().join("examples/data/agreement.json"));
    let reads = |json: &Value| {
        elicence::recognise::agreement::AgreementContents::from_json(&json.to_string())
    };
    let agreement = reads(&sample).unwrap();
    let written: Value = serde_json::from_str(&agreement.to_json()).unwrap();
    assert_eq!(written, sample);
    assert!(schema.is_valid(&sample));
    let mut all = Vec::new();
    places(&sample, "", &mut all);
    for place in all {
        for other in spoilt(&sample, &place) {
            let (by_schema, by_reader) = (schema.is_valid(&other), reads(&other).is_ok());
            // The schema also asks for a bound on one side, which the reader leaves to the checks behind it.
            let kind = &other.pointer(&place).unwrap()["kind"];
            let bounded = ["issuedAt", "elementRange", "elementDate"];
            let left = by_reader && bounded.iter().any(|bounded| kind == bounded);
            assert!(by_schema == by_reader || left, "{place}: {other}");
        }
    }
}

#[test]
fn every_member_of_an_agreement_is_labelled_in_three_languages() {
    let schema = read(&root().join("spec/agreement.schema.json"));
    let mut all = Vec::new();
    places(&schema, "", &mut all);
    let mut labelled = 0;
    for place in all.iter().filter(|place| place.ends_with("/properties")) {
        for (name, member) in schema.pointer(place).unwrap().as_object().unwrap() {
            let labels = &member["x-labels"];
            for language in ["zh", "en", "ko"] {
                let label = labels[language].as_str().unwrap_or_default();
                assert!(!label.is_empty(), "{place}/{name}: {language}");
            }
            assert_eq!(labels["en"], member["title"], "{place}/{name}");
            labelled += 1;
        }
    }
    assert!(labelled > 100, "{labelled}");
}
