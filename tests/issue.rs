//! The vectors of `test-vectors/issue`: drafts that are issued or refused, each with its codes.

use std::{collections::BTreeSet, fs, path::PathBuf};

use elicence::{
    codec::Limits,
    issue::{Draft, DraftError, FaultCode, Licence, NotIssued, Warning, issue},
    licence::{
        COMMON_NAME_SPACE, LicenceType, TypeRegistry, Value,
        value::{DerivedValue, End},
    },
};
use serde_json::Value as Json;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn vectors() -> Vec<Json> {
    let text = fs::read_to_string(root().join("test-vectors/issue/manifest.json")).unwrap();
    let manifest: Json = serde_json::from_str(&text).unwrap();
    manifest["vectors"].as_array().unwrap().clone()
}

/// JSON merge patch, RFC 7396.
fn merge(target: &mut Json, patch: &Json) {
    let Json::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Json::Object(serde_json::Map::new());
    }
    let object = target.as_object_mut().unwrap();
    for (name, value) in patch {
        if value.is_null() {
            object.remove(name);
        } else {
            merge(object.entry(name).or_insert(Json::Null), value);
        }
    }
}

fn draft_text(vector: &Json, patch: &str) -> String {
    if let Some(text) = vector["text"].as_str() {
        return text.to_owned();
    }
    if let Some(file) = vector["file"].as_str() {
        return fs::read_to_string(root().join("test-vectors/issue").join(file)).unwrap();
    }
    let name = vector["draft"].as_str().unwrap();
    let path = root()
        .join("examples/data/drafts")
        .join(format!("{name}.json"));
    let mut draft: Json = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    merge(&mut draft, &vector[patch]);
    draft.to_string()
}

fn limits(vector: &Json, member: &str) -> Limits {
    let mut limits = Limits::default();
    for (name, value) in vector[member].as_object().into_iter().flatten() {
        let value = value.as_u64().unwrap();
        let size = usize::try_from(value).unwrap();
        match name.as_str() {
            "elements" => limits.elements = size,
            "picture_bytes" => limits.picture_bytes = size,
            "picture_pixels" => limits.picture_pixels = value,
            "table_cells" => limits.table_cells = size,
            other => panic!("no limit {other}"),
        }
    }
    limits
}

fn sample(definition: &LicenceType) -> Json {
    let name = definition.doc_type().split('.').nth(2).unwrap();
    let path = root()
        .join("examples/data/drafts")
        .join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

enum Outcome {
    Malformed(DraftError),
    Refused(NotIssued),
    Issued(Box<Licence>),
}

impl Outcome {
    fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::Malformed(error) => vec![error.code()],
            Self::Refused(refused) => {
                let mut codes: Vec<_> = refused.faults().iter().map(|f| f.code().code()).collect();
                codes.dedup();
                codes
            }
            Self::Issued(licence) => licence.warnings().iter().map(|w| w.code()).collect(),
        }
    }
}

fn run(vector: &Json, patch: &str, limits_member: &str) -> Outcome {
    let draft = match Draft::from_json(&draft_text(vector, patch)) {
        Ok(draft) => draft,
        Err(error) => return Outcome::Malformed(error),
    };
    let doc_type = vector["definition"]
        .as_str()
        .unwrap_or_else(|| draft.doc_type())
        .to_owned();
    let registry = TypeRegistry::builtin();
    let definition: &LicenceType = registry.latest(&doc_type).unwrap();
    match issue(&draft, definition, &limits(vector, limits_member)) {
        Ok(licence) => Outcome::Issued(Box::new(licence)),
        Err(refused) => Outcome::Refused(refused),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.as_str().to_owned(),
        Value::Instant(instant) => instant.to_string(),
        Value::Date(day) | Value::End(End::On(day)) => day.to_string(),
        other => panic!("{other:?} is not compared"),
    }
}

#[test]
fn every_vector_gives_exactly_its_codes() {
    for vector in vectors() {
        let id = vector["id"].as_str().unwrap();
        let outcome = run(&vector, "patch", "limits");
        let expect = &vector["expect"];
        let result = match &outcome {
            Outcome::Issued(_) => "issued",
            _ => "refused",
        };
        assert_eq!(result, expect["result"], "{id}: {:?}", outcome.codes());
        let codes: Vec<_> = match expect["codes"].as_array() {
            Some(codes) => codes.iter().map(|code| code.as_str().unwrap()).collect(),
            None => outcome.codes(), // issued; the vector is about something else than its warnings
        };
        match &outcome {
            Outcome::Refused(refused) => assert_eq!(outcome.codes(), codes, "{id}: {refused}"),
            _ => assert_eq!(outcome.codes(), codes, "{id}"),
        }
        if let Outcome::Issued(licence) = outcome {
            compare(id, &licence, expect);
        }
    }
}

fn compare(id: &str, licence: &Licence, expect: &Json) {
    for (name, expected) in expect["derived"].as_object().into_iter().flatten() {
        let found = licence
            .value(licence.doc_type(), name)
            .map(|value| match value {
                Value::Derived(derived) => match derived.value() {
                    DerivedValue::State(state) => Json::Bool(*state),
                    DerivedValue::Band(code) => Json::String(code.clone()),
                },
                other => panic!("{id}: {other:?}"),
            });
        assert_eq!(found.unwrap_or(Json::Null), *expected, "{id}: {name}");
    }
    for (name, expected) in expect["elements"].as_object().into_iter().flatten() {
        let value = licence.value(COMMON_NAME_SPACE, name).unwrap();
        assert_eq!(shown(value), expected.as_str().unwrap(), "{id}: {name}");
    }
}

#[test]
fn every_twin_is_issued() {
    let mut twins = 0;
    for vector in vectors()
        .iter()
        .filter(|v| v.get("twin").is_some() && v["draft"].is_string())
    {
        let mut twin = vector.clone();
        twin.as_object_mut().unwrap().remove("definition");
        match run(&twin, "twin", "twin_limits") {
            Outcome::Issued(_) => twins += 1,
            Outcome::Refused(refused) => panic!("{}: {refused}", vector["id"]),
            Outcome::Malformed(error) => panic!("{}: {error}", vector["id"]),
        }
    }
    assert!(twins > 50, "{twins}");
}

#[test]
fn every_code_has_a_vector_and_every_file_is_named() {
    let vectors = vectors();
    let mut met = BTreeSet::new();
    for vector in &vectors {
        let codes = vector["expect"]["codes"].as_array();
        met.extend(codes.into_iter().flatten().map(|c| c.as_str().unwrap()));
    }
    let all: BTreeSet<&str> = FaultCode::CODES
        .iter()
        .chain(Warning::CODES)
        .copied()
        .collect();
    assert_eq!(met, all);
    let ids: BTreeSet<_> = vectors.iter().map(|v| v["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), vectors.len(), "an id stands twice");
    for entry in fs::read_dir(root().join("test-vectors/issue")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let named = name == "manifest.json" || vectors.iter().any(|v| v["file"] == name.as_str());
        assert!(named, "{name} is in no vector");
    }
}

#[test]
fn a_message_never_shows_a_value_but_the_operators_form_can() {
    const SECRET: &str = "秘密Wert42";
    for definition in TypeRegistry::builtin().iter() {
        let mut draft = sample(definition);
        for group in ["common", "elements"] {
            for (_, value) in draft[group].as_object_mut().unwrap() {
                if value.is_string() {
                    *value = Json::from(SECRET);
                }
            }
        }
        let draft = Draft::from_json(&draft.to_string()).unwrap();
        let refused = issue(&draft, definition, &Limits::default()).unwrap_err();
        assert!(!format!("{refused} {refused:?} {draft:?}").contains(SECRET));
        assert!(
            refused
                .faults()
                .iter()
                .any(|fault| fault.found() == Some(SECRET))
        );
    }
}

#[test]
fn a_draft_with_any_one_element_lost_or_swapped_is_judged() {
    let registry = TypeRegistry::builtin();
    for definition in registry.iter() {
        let draft = sample(definition);
        for group in ["common", "elements"] {
            for id in draft[group].as_object().unwrap().keys() {
                for replacement in [Json::Null, Json::from("x"), serde_json::json!({})] {
                    let mut changed = draft.clone();
                    changed[group][id] = replacement;
                    let draft = Draft::from_json(&changed.to_string()).unwrap();
                    if let Err(refused) = issue(&draft, definition, &Limits::default()) {
                        assert!(!refused.faults().is_empty());
                    }
                }
            }
        }
    }
}
