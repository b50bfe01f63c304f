//! Finds the vectors of `test-vectors/`; what each member means stands in its README.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// One vector, and the folder that its paths start from.
#[derive(Clone)]
pub(crate) struct Vector {
    pub(crate) id: String,
    pub(crate) folder: PathBuf,
    pub(crate) json: Value,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("test-vectors")
}

/// Every file that has vectors, with its folder.
pub(crate) fn manifests() -> Vec<(PathBuf, Value)> {
    let mut found = Vec::new();
    for stage in [
        "issue",
        "licence",
        "recognise",
        "seal",
        "status",
        "trust",
        "verify",
    ] {
        let folder = root().join(stage);
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "json") {
                let json: Value =
                    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
                if json["vectors"].is_array() {
                    found.push((folder.clone(), json));
                }
            }
        }
    }
    found
}

/// The vectors of this runner: documents to judge or take, licences to seal, and what an issuer enters. Issuing and identifiers have tests of their own.
pub(crate) fn all() -> Vec<Vector> {
    let mut found = Vec::new();
    for (folder, manifest) in manifests() {
        for json in manifest["vectors"].as_array().unwrap() {
            let document = json["file"]
                .as_str()
                .is_some_and(|file| file.ends_with(".cbor") || file.ends_with(".crl"));
            if document || manifest["stage"] == "seal" || manifest["stage"] == "status" {
                let id = json["id"].as_str().unwrap().to_owned();
                found.push(Vector {
                    id,
                    folder: folder.clone(),
                    json: json.clone(),
                });
            }
        }
    }
    found
}

impl Vector {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        fs::read(self.folder.join(self.json["file"].as_str().unwrap())).unwrap()
    }
}
