//! Runs the library on a vector, as `spec/conformance.md` says.

#[path = "entering.rs"]
mod entering;
#[path = "recognising.rs"]
mod recognising;
#[path = "sealing.rs"]
mod sealing;
#[path = "trusting.rs"]
mod trusting;

pub(crate) use entering::enter;
pub(crate) use sealing::make;
pub(crate) use trusting::take;

use std::{borrow::Cow, fs, sync::LazyLock};

use elicence::{
    codec::Limits,
    crypto::SoftwareKey,
    licence::TypeRegistry,
    status::StaleStatus,
    time::UnixTime,
    trust::Revocation,
    verify::{
        HolderBinding, Outcome, Policy, Presented, Report, Session, UnreferencedStatus, verify_many,
    },
};
use serde_json::{Value, json};

use crate::vectors_support::Vector;

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

impl Vector {
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
                "proven-time" => true, // nothing proves one yet
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
                "documents" => limits.documents = value,
                "items" => limits.items = value,
                "picture_bytes" => limits.picture_bytes = value,
                other => panic!("{}: no such limit: {other}", self.id),
            }
        }
        limits
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
    if vector.given("revocation") == Some("required") {
        policy = policy.with_revocation(Revocation::Required);
    }
    if vector.given("stale_status") == Some("note") {
        policy = policy.with_stale_status(StaleStatus::Note);
    }
    let reference = presented
        .documents()
        .iter()
        .find_map(|document| document.status_reference_unverified()?.ok());
    let mut held = vector.trust(reference.as_ref());
    held.agreements.renew(&held.store, now);
    policy = policy.with_statuses(&held.statuses);
    let verdicts = verify_many(presented.documents(), &held.store, &policy, now);
    if vector.given("here").is_some() {
        return recognising::answer(vector, &verdicts, (&held, &policy, now));
    }
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
