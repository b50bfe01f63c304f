//! Loads vectors and runs the library on them; what each member means stands in `test-vectors/README.md`.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use elicence::{
    codec::{Cbor, Limits},
    crypto::{Algorithm, Signer, SoftwareKey, SystemRandom},
    issue::{Draft, issue},
    licence::TypeRegistry,
    seal::{Preparation, SealError, TechnicalValidity, seal},
    time::UnixTime,
    trust::{Scope, TrustAnchors, certificate_from_pem_or_der},
    verify::{
        HolderBinding, Outcome, Policy, Presented, Report, Session, UnreferencedStatus, verify_many,
    },
};
use serde_json::{Value, json};

/// One vector, and the folder that its paths start from.
#[derive(Clone)]
pub(crate) struct Vector {
    pub(crate) id: String,
    pub(crate) folder: PathBuf,
    pub(crate) json: Value,
}

/// What the library says, under the names that `expect` has.
pub(crate) struct Found {
    members: Value,
    pub(crate) explanation: String,
}

impl Found {
    pub(crate) fn member(&self, name: &str) -> Value {
        self.members[name].clone()
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("test-vectors")
}

/// Every file that has vectors, with its folder.
pub(crate) fn manifests() -> Vec<(PathBuf, Value)> {
    let mut found = Vec::new();
    for stage in ["issue", "licence", "seal", "trust", "verify"] {
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

/// The vectors of this runner: documents to judge, and licences to seal. Issuing and identifiers have tests of their own.
pub(crate) fn all() -> Vec<Vector> {
    let mut found = Vec::new();
    for (folder, manifest) in manifests() {
        for json in manifest["vectors"].as_array().unwrap() {
            let document = json["file"]
                .as_str()
                .is_some_and(|file| file.ends_with(".cbor"));
            if document || manifest["stage"] == "seal" {
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

    fn given(&self, name: &str) -> Option<&str> {
        self.json["given"][name].as_str()
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// The first feature that this build lacks.
    pub(crate) fn missing_feature(&self) -> Option<&str> {
        let features = self.json["features"].as_array().into_iter().flatten();
        features
            .filter_map(Value::as_str)
            .find(|feature| match *feature {
                "limits" => false,
                "sm" => !cfg!(feature = "sm"),
                other => panic!("{}: no such feature: {other}", self.id),
            })
    }

    fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for (name, value) in self.json["given"]["limits"]
            .as_object()
            .into_iter()
            .flatten()
        {
            let value = usize::try_from(value.as_u64().unwrap()).unwrap();
            match name.as_str() {
                "set_bytes" => limits.set_bytes = value,
                "licence_bytes" => limits.licence_bytes = value,
                "elements" => limits.elements = value,
                "picture_bytes" => limits.picture_bytes = value,
                other => panic!("{}: no such limit: {other}", self.id),
            }
        }
        limits
    }

    fn trust(&self) -> TrustAnchors {
        let der = |entry: &Value| {
            let path = entry["file"].as_str().unwrap();
            certificate_from_pem_or_der(self.text(path).as_bytes()).unwrap()
        };
        let scope = |entry: &Value| {
            entry["scope"]
                .as_str()
                .map(|scope| Scope::parse(scope).unwrap())
        };
        let mut trust = TrustAnchors::new();
        for anchor in self.list("anchors") {
            let added = trust.add_anchor(&der(anchor), scope(anchor).unwrap());
            added.unwrap_or_else(|e| panic!("{}: {e}", self.id));
        }
        for pin in self.list("pins") {
            trust
                .add_pin(&der(pin), scope(pin))
                .unwrap_or_else(|e| panic!("{}: {e}", self.id));
        }
        trust
    }

    /// The shipped types, and those that the vector gives.
    fn types(&self) -> Cow<'static, TypeRegistry> {
        let mut types = Cow::Borrowed(&*BUILTIN);
        for path in self.list("types") {
            types
                .to_mut()
                .add_json(&self.text(path.as_str().unwrap()))
                .unwrap();
        }
        types
    }

    fn list(&self, name: &str) -> &[Value] {
        self.json["given"][name]
            .as_array()
            .map_or(&[], Vec::as_slice)
    }
}

/// The shipped types, read once.
static BUILTIN: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::builtin);

/// Decodes and judges a vector's file as its `given` says.
pub(crate) fn judge(vector: &Vector) -> Found {
    let bytes = vector.bytes();
    let limits = vector.limits();
    let presented = match Presented::decode_within(&bytes, &limits) {
        Ok(presented) => presented,
        Err(error) => {
            return Found {
                explanation: error.to_string(),
                members: json!({ "result": "malformed", "codes": [error.code()], "at": error.at, "field": error.field }),
            };
        }
    };
    let Some(now) = vector.json["given"]["now"].as_i64() else {
        return Found {
            members: json!({ "result": "well-formed" }),
            explanation: String::new(),
        };
    };
    let now = UnixTime::from_seconds(now).unwrap();
    let types = vector.types();
    let transcript = vector
        .given("session_transcript")
        .map(|path| fs::read(vector.folder.join(path)).unwrap());
    let reader_key = vector
        .given("reader_key")
        .map(|path| SoftwareKey::from_jwk(&vector.text(path)).unwrap());
    let mut policy = Policy::new(&types).with_limits(limits);
    if vector.given("holder") == Some("required") {
        policy = policy.with_holder_binding(HolderBinding::Required);
    }
    if vector.given("unreferenced_status") == Some("undetermined") {
        policy = policy.with_unreferenced_status(UnreferencedStatus::Undetermined);
    }
    if let Some(transcript) = &transcript {
        let mut session = Session::new(transcript);
        if let Some(key) = &reader_key {
            session = session.with_reader_key(key);
        }
        policy = policy.with_session(session);
    }
    let verdicts = verify_many(presented.documents(), &vector.trust(), &policy, now);
    let report = Report::of(&verdicts);
    let mut codes = Vec::new();
    for verdict in &verdicts {
        match verdict {
            // Beside an acceptance stand the notes of its trail.
            Ok(verified) => codes.extend(
                verified
                    .trail()
                    .ended(Outcome::Pass)
                    .filter_map(|check| check.code()),
            ),
            Err(refused) => codes.extend(refused.reasons.iter().map(elicence::Reason::code)),
        }
    }
    let stated: Vec<_> = verdicts
        .iter()
        .flatten()
        .map(|v| v.elements().len())
        .collect();
    Found {
        members: json!({
            "result": report.result,
            "codes": codes,
            "primary_code": report.primary_code,
            "holder": report.holder,
            "documents": report.documents.iter().map(|d| d.result).collect::<Vec<_>>(),
            "effective_until": report.effective_until,
            "elements": stated,
            "region": verdicts.iter().flatten().map(|v| v.region().map(ToString::to_string)).collect::<Vec<_>>(),
        }),
        explanation: report.to_json(),
    }
}

/// Issues and seals as a vector's `given` says.
pub(crate) fn make(vector: &Vector) -> Found {
    let given = &vector.json["given"];
    let time = |name: &str| UnixTime::parse_rfc3339(vector.given(name).unwrap()).unwrap();
    let key = |name: &str| {
        vector
            .given(name)
            .map(|path| SoftwareKey::from_jwk(&vector.text(path)).unwrap())
    };
    let types = vector.types();
    let mut draft: Value =
        serde_json::from_str(&vector.text(vector.given("draft").unwrap())).unwrap();
    merge(&mut draft, &given["patch"]);
    let draft = Draft::from_json(&draft.to_string()).unwrap();
    let licence = issue(
        &draft,
        types.latest(draft.doc_type()).unwrap(),
        &Limits::default(),
    )
    .unwrap();
    let count = licence.elements().len();
    let chain = vector.list("chain").iter().map(|path| {
        certificate_from_pem_or_der(vector.text(path.as_str().unwrap()).as_bytes()).unwrap()
    });
    let validity = TechnicalValidity::new(time("signed"), time("valid_until"))
        .with_valid_from(time("valid_from"));
    let algorithm = Algorithm::from_name(vector.given("algorithm").unwrap()).unwrap();
    let mut preparation = Preparation::new(licence, chain.collect(), algorithm, validity);
    if let Some(holder) = key("holder_key") {
        preparation = preparation.with_holder_key(holder.verifying_key());
    }
    if let Some(status) = vector.given("status") {
        let status = hex::decode(status).unwrap();
        preparation = preparation.with_status(Cbor::decode(&status, &Limits::default()).unwrap());
    }
    match seal(preparation, &key("key").unwrap(), &mut SystemRandom) {
        Ok(sealed) => {
            check_sealed(sealed.as_bytes(), count);
            Found {
                members: json!({ "result": "sealed", "codes": [] }),
                explanation: String::new(),
            }
        }
        Err(error) => {
            let SealError::WouldNotCount(reasons) = &error else {
                panic!("{}: {error}", vector.id)
            };
            let codes: Vec<_> = reasons.iter().map(elicence::Reason::code).collect();
            Found {
                members: json!({ "result": "refused", "codes": codes }),
                explanation: error.to_string(),
            }
        }
    }
}

/// Deterministic, with every element of the licence and the element `seal`, each with 32 random bytes of its own.
#[track_caller]
fn check_sealed(sealed: &[u8], elements: usize) {
    let tree = Cbor::decode(sealed, &Limits::default()).unwrap();
    assert_eq!(tree.to_vec(), sealed, "not in the deterministic encoding");
    let Some(Cbor::Map(name_spaces)) = tree.member("nameSpaces") else {
        panic!("no elements")
    };
    let mut salts = BTreeSet::new();
    for (_, items) in name_spaces {
        let Cbor::Array(items) = items else {
            panic!("no list")
        };
        for item in items {
            let Cbor::Tag(24, content) = item else {
                panic!("not embedded")
            };
            let Cbor::Bytes(content) = content.as_ref() else {
                panic!("not embedded")
            };
            let item = Cbor::decode(content, &Limits::default()).unwrap();
            assert_eq!(item.to_vec(), *content, "not in the deterministic encoding");
            let Some(Cbor::Bytes(salt)) = item.member("random") else {
                panic!("no random")
            };
            assert_eq!(salt.len(), 32);
            assert!(salts.insert(salt.clone()), "two elements have one random");
        }
    }
    assert_eq!(salts.len(), elements + 1);
}

/// A merge patch (RFC 7396).
fn merge(target: &mut Value, patch: &Value) {
    let Some(patch) = patch.as_object() else {
        return;
    };
    for (key, value) in patch {
        if value.is_object() {
            merge(&mut target[key], value);
        } else {
            target[key] = value.clone();
        }
    }
}
