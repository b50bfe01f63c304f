//! Loads vectors and runs the library on them; what each member means stands in `test-vectors/README.md`.

pub(crate) mod sealing;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use elicence::{
    codec::Limits,
    crypto::SoftwareKey,
    licence::TypeRegistry,
    time::UnixTime,
    trust::{Scope, TrustAnchors, certificate_from_pem_or_der},
    verify::{HolderBinding, Outcome, Policy, Presented, Report, Session, UnreferencedStatus, verify_many},
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
                let json: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
                if json["vectors"].is_array() {
                    found.push((folder.clone(), json));
                }
            }
        }
    }
    found
}

/// The vectors that are judged as documents; those of issuing and of identifiers have tests of their own.
pub(crate) fn all() -> Vec<Vector> {
    let mut found = Vec::new();
    for (folder, manifest) in manifests() {
        for json in manifest["vectors"].as_array().unwrap() {
            if json["file"].as_str().is_some_and(|file| file.ends_with(".cbor")) {
                let id = json["id"].as_str().unwrap().to_owned();
                found.push(Vector { id, folder: folder.clone(), json: json.clone() });
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
        features.filter_map(Value::as_str).find(|feature| match *feature {
            "limits" => false,
            "sm" => !cfg!(feature = "sm"),
            other => panic!("{}: no such feature: {other}", self.id),
        })
    }

    fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for (name, value) in self.json["given"]["limits"].as_object().into_iter().flatten() {
            let value = usize::try_from(value.as_u64().unwrap()).unwrap();
            match name.as_str() {
                "set_bytes" => limits.set_bytes = value,
                "licence_bytes" => limits.licence_bytes = value,
                "elements" => limits.elements = value,
                "documents" => limits.documents = value,
                "items" => limits.items = value,
                "picture_bytes" => limits.picture_bytes = value,
                other => panic!("{}: no such limit: {other}", self.id),
            }
        }
        limits
    }

    fn trust(&self) -> TrustAnchors {
        let json: Value = serde_json::from_str(&self.text(self.given("trust").unwrap())).unwrap();
        let der = |entry: &Value| {
            certificate_from_pem_or_der(entry["certificate"].as_str().unwrap().as_bytes()).unwrap()
        };
        let mut trust = TrustAnchors::new();
        for anchor in json["anchors"].as_array().unwrap() {
            let scope = Scope::parse(anchor["scope"].as_str().unwrap()).unwrap();
            trust.add_anchor(&der(anchor), scope).unwrap_or_else(|e| panic!("{}: {e}", self.id));
        }
        for pin in json["pins"].as_array().unwrap() {
            let scope = pin["scope"].as_str().map(|scope| Scope::parse(scope).unwrap());
            trust.add_pin(&der(pin), scope).unwrap_or_else(|e| panic!("{}: {e}", self.id));
        }
        trust
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
        return Found { members: json!({ "result": "well-formed" }), explanation: String::new() };
    };
    let now = UnixTime::from_seconds(now).unwrap();
    let given_types = vector.json["given"]["types"].as_array();
    let own = given_types.map(|paths| {
        let mut types = TypeRegistry::builtin();
        for path in paths {
            types.add_json(&vector.text(path.as_str().unwrap())).unwrap();
        }
        types
    });
    let types = own.as_ref().unwrap_or(&BUILTIN);
    let transcript = vector.given("session_transcript").map(|path| fs::read(vector.folder.join(path)).unwrap());
    let reader_key = vector.given("reader_key").map(|path| SoftwareKey::from_pkcs8_pem(&vector.text(path)).unwrap());
    let mut policy = Policy::new(types).with_limits(limits);
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
            Ok(verified) => codes.extend(verified.trail().ended(Outcome::Pass).filter_map(|check| check.code())),
            Err(refused) => codes.extend(refused.reasons.iter().map(elicence::Reason::code)),
        }
    }
    let stated: Vec<_> = verdicts.iter().flatten().map(|v| v.elements().len()).collect();
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
