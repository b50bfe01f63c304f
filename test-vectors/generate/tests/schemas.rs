//! What ships as JSON is what its schema says: the manifests of the vectors and the definitions of licence types.
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
