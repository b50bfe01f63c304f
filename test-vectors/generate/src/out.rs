//! What is written: files, and one manifest for each stage.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::{Map, Value, json};

use crate::{
    authorities::{NOW, time},
    flags::FLAGS,
};

/// Everything that is made, by its path below `test-vectors/`.
#[derive(Default)]
pub(crate) struct Out {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    vectors: BTreeMap<String, Vec<Value>>,
    trusts: BTreeMap<String, Value>,
    /// The source file that makes what follows.
    pub(crate) family: &'static str,
}

/// One vector in the making.
#[must_use]
pub(crate) struct Vector {
    id: String,
    bytes: Vec<u8>,
    says: String,
    clause: Vec<String>,
    flags: Vec<&'static str>,
    importance: &'static str,
    features: Vec<&'static str>,
    given: Map<String, Value>,
    expect: Map<String, Value>,
    twin: Option<String>,
    kind: Option<String>,
}

impl Vector {
    fn new(
        id: &str,
        bytes: Vec<u8>,
        says: &str,
        importance: &'static str,
        result: &str,
        codes: &[&str],
    ) -> Self {
        let mut given = Map::new();
        given.insert("now".into(), time(NOW).seconds().into());
        given.insert("trust".into(), "guangdong".into());
        let mut expect = Map::new();
        expect.insert("result".into(), result.into());
        expect.insert("codes".into(), json!(codes));
        Self {
            id: id.to_owned(),
            bytes,
            says: says.to_owned(),
            clause: Vec::new(),
            flags: Vec::new(),
            importance,
            features: Vec::new(),
            given,
            expect,
            twin: None,
            kind: None,
        }
    }

    pub(crate) fn accepted(id: &str, bytes: Vec<u8>, says: &str) -> Self {
        Self::new(id, bytes, says, "medium", "in-force", &[])
    }

    pub(crate) fn refused(id: &str, bytes: Vec<u8>, says: &str, codes: &[&str]) -> Self {
        Self::new(id, bytes, says, "high", "refused", codes)
    }

    pub(crate) fn undecided(id: &str, bytes: Vec<u8>, says: &str, codes: &[&str]) -> Self {
        Self::new(id, bytes, says, "high", "indeterminate", codes)
    }

    /// `at` is the byte where the error stands, `field` what it stands in.
    pub(crate) fn malformed(
        id: &str,
        bytes: Vec<u8>,
        says: &str,
        code: &str,
        at: usize,
        field: &str,
    ) -> Self {
        let mut vector = Self::new(id, bytes, says, "high", "malformed", &[code]);
        vector.expect.insert("at".into(), at.into());
        vector.expect.insert("field".into(), field.into());
        vector.given.remove("now");
        vector.given.remove("trust");
        vector
    }

    /// A document of this kind that a verifier takes.
    pub(crate) fn taken(id: &str, kind: &str, bytes: Vec<u8>, says: &str) -> Self {
        Self::new(id, bytes, says, "medium", "taken", &[])
            .by_lists()
            .kind(kind)
    }

    /// One that it does not take: it is `refused` or `malformed`.
    pub(crate) fn not_taken(
        id: &str,
        kind: &str,
        bytes: Vec<u8>,
        says: &str,
        result: &str,
        codes: &[&str],
    ) -> Self {
        Self::new(id, bytes, says, "high", result, codes)
            .by_lists()
            .kind(kind)
    }

    fn kind(self, kind: &str) -> Self {
        Self {
            kind: Some(kind.to_owned()),
            ..self
        }
    }

    /// Nobody is trusted by hand.
    pub(crate) fn by_lists(mut self) -> Self {
        self.given.remove("trust");
        self
    }

    /// Clauses by their anchors: `v-2.1.4` stands in `spec/verify.md`.
    pub(crate) fn clause(mut self, anchors: &[&str]) -> Self {
        self.clause.extend(anchors.iter().map(|anchor| {
            let file = match anchor.split_once('-') {
                Some(("l", _)) => "licence",
                Some(("i", _)) => "issue",
                Some(("s", _)) => "seal",
                Some(("t", _)) => "trust",
                Some(("rv", _)) => "revocation",
                Some(("fl", _)) => "foreign-lists",
                Some(("st", _)) => "status",
                Some(("tl", _)) => "trust-lists",
                Some(("ts", _)) => "trust-store",
                Some(("v", _)) => "verify",
                Some(("r", _)) => "recognise",
                Some(("ag", _)) => "agreements",
                Some(("as", _)) => "agreement-signing",
                _ => panic!("no file for the anchor {anchor}"),
            };
            format!("spec/{file}.md#{anchor}")
        }));
        self
    }

    pub(crate) fn flags(mut self, flags: &[&'static str]) -> Self {
        self.flags.extend(flags);
        self
    }

    /// A failure would be exploitable.
    pub(crate) const fn critical(mut self) -> Self {
        self.importance = "critical";
        self
    }

    pub(crate) fn feature(mut self, feature: &'static str) -> Self {
        self.features.push(feature);
        self
    }

    pub(crate) fn given(mut self, key: &str, value: Value) -> Self {
        self.given.insert(key.to_owned(), value);
        self
    }

    /// One more thing that the verifier took before.
    pub(crate) fn taking(mut self, taken: Value) -> Self {
        let takes = self.given.entry("takes").or_insert_with(|| json!([]));
        takes.as_array_mut().unwrap().push(taken);
        self
    }

    pub(crate) fn now(self, instant: &str) -> Self {
        self.given("now", time(instant).seconds().into())
    }

    /// Who is trusted, by the name given to [`Out::trust`].
    pub(crate) fn trust(self, name: &str) -> Self {
        self.given("trust", name.into())
    }

    pub(crate) fn session(self, name: &str) -> Self {
        self.given(
            "session_transcript",
            format!("../common/session/{name}.cbor").into(),
        )
    }

    pub(crate) fn reader_key(self) -> Self {
        self.given("reader_key", "../common/keys/reader.jwk".into())
    }

    pub(crate) fn holder_required(self) -> Self {
        self.given("holder", "required".into())
    }

    pub(crate) fn types(self, names: &[&str]) -> Self {
        let names: Vec<String> = names
            .iter()
            .map(|name| format!("../common/types/{name}.json"))
            .collect();
        self.given("types", json!(names))
    }

    /// A limit of the reader, lower than its default.
    pub(crate) fn limit(self, name: &str, value: usize) -> Self {
        self.feature("limits")
            .given("limits", json!({ name: value }))
    }

    /// Codes of notes beside an acceptance.
    pub(crate) fn notes(mut self, codes: &[&str]) -> Self {
        self.expect.insert("codes".into(), json!(codes));
        self
    }

    pub(crate) fn holder(self, word: &str) -> Self {
        self.expect("holder", word.into())
    }

    pub(crate) fn expect(mut self, key: &str, value: Value) -> Self {
        self.expect.insert(key.to_owned(), value);
        self
    }

    /// The results of the documents of a set, in order.
    pub(crate) fn documents(self, results: &[&str]) -> Self {
        self.expect("documents", json!(results))
    }

    /// The accepted vector that differs in the one thing.
    pub(crate) fn twin(mut self, id: &str) -> Self {
        self.twin = Some(id.to_owned());
        self
    }

    pub(crate) fn add(self, out: &mut Out) {
        let (stage, name) = self.id.split_once('.').unwrap();
        let end = match self.kind.as_deref() {
            Some("revocation-list") => "crl",
            _ => "cbor",
        };
        let file = format!("{name}.{end}");
        let mut json = Map::new();
        json.insert("id".into(), self.id.clone().into());
        if let Some(kind) = self.kind {
            json.insert("kind".into(), kind.into());
        }
        json.insert("file".into(), file.clone().into());
        json.insert("says".into(), self.says.into());
        json.insert("clause".into(), json!(self.clause));
        json.insert("flags".into(), json!(self.flags));
        json.insert("importance".into(), self.importance.into());
        json.insert("features".into(), json!(self.features));
        json.insert(
            "source".into(),
            json!({ "made_by": format!("generate/src/{}", out.family), "version": "0.1.0" }),
        );
        if let Some(twin) = self.twin {
            json.insert("twin".into(), twin.into());
        }
        json.insert("given".into(), self.given.into());
        json.insert("expect".into(), self.expect.into());
        out.file(&format!("{stage}/{file}"), self.bytes);
        out.vectors
            .entry(stage.to_owned())
            .or_default()
            .push(json.into());
    }
}

impl Out {
    /// A vector that has no file: everything stands in its members.
    pub(crate) fn vector(&mut self, stage: &str, vector: Value) {
        self.vectors
            .entry(stage.to_owned())
            .or_default()
            .push(vector);
    }

    pub(crate) fn file(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        let old = self.files.insert(path.to_owned(), bytes.into());
        assert!(old.is_none(), "{path} twice");
    }

    /// Anchors and pins under a name that vectors use.
    pub(crate) fn trust(&mut self, name: &str, trust: &Value) {
        let old = self.trusts.insert(name.to_owned(), trust.clone());
        assert!(old.is_none(), "the trust {name} twice");
    }

    /// The anchors and pins of a vector, their certificates written as files.
    fn expand_trust(&mut self, vector: &mut Value) {
        let given = vector["given"].as_object_mut().unwrap();
        let Some(name) = given.remove("trust") else {
            return;
        };
        let name = name.as_str().unwrap();
        let trust = self
            .trusts
            .get(name)
            .unwrap_or_else(|| panic!("no trust {name}"))
            .clone();
        for list in ["anchors", "pins"] {
            let entries = trust[list].as_array().unwrap().iter().enumerate();
            let entries: Vec<Value> = entries
                .map(|(place, entry)| {
                    let file = self.certificate(
                        &format!("{name}-{list}-{place}"),
                        entry["certificate"].as_str().unwrap(),
                    );
                    match entry["scope"].as_str() {
                        Some(scope) => json!({ "file": file, "scope": scope }),
                        None => json!({ "file": file }),
                    }
                })
                .collect();
            if !entries.is_empty() || list == "anchors" {
                given.insert(list.to_owned(), entries.into());
            }
        }
    }

    /// The file of a certificate, which is written once.
    pub(crate) fn certificate(&mut self, name: &str, pem: &str) -> String {
        self.shared("common/certificates/", name, ".pem", pem.as_bytes())
    }

    /// The file of these bytes that vectors share, which is written once; as a vector names it.
    pub(crate) fn shared(&mut self, folder: &str, name: &str, end: &str, bytes: &[u8]) -> String {
        let known = self
            .files
            .iter()
            .find(|(path, known)| path.starts_with(folder) && known.as_slice() == bytes)
            .map(|(path, _)| path.clone());
        let path = known.unwrap_or_else(|| {
            let path = format!("{folder}{name}{end}");
            self.file(&path, bytes);
            path
        });
        format!("../{path}")
    }

    /// The manifests, last.
    pub(crate) fn finish(mut self) -> BTreeMap<String, Vec<u8>> {
        for (stage, mut vectors) in core::mem::take(&mut self.vectors) {
            for vector in &mut vectors {
                note_that_revocation_is_not_asked(vector);
                self.expand_trust(vector);
            }
            let used: BTreeSet<&str> = vectors
                .iter()
                .flat_map(|vector| vector["flags"].as_array().unwrap())
                .map(|flag| flag.as_str().unwrap())
                .collect();
            let flags: Map<String, Value> = FLAGS
                .iter()
                .filter(|(flag, ..)| used.contains(flag))
                .map(|(flag, bug, effect)| {
                    ((*flag).to_owned(), json!({ "bug": bug, "effect": effect }))
                })
                .collect();
            for flag in &used {
                assert!(
                    flags.contains_key(*flag),
                    "the flag {flag} is not explained"
                );
            }
            let manifest = json!({ "$schema": "../manifest.schema.json", "version": 1, "stage": stage, "flags": flags, "vectors": vectors });
            self.file(&format!("{stage}/manifest.json"), pretty(&manifest));
        }
        self.files
    }
}

/// Beside each document that an anchor makes in force stands the note on revocation, where no list is given and none is asked for.
fn note_that_revocation_is_not_asked(vector: &mut Value) {
    const NOTE: &str = "trust.note-revocation-not-asked";
    let given = &vector["given"];
    let asked = !given["revocation_lists"].is_null() || given["revocation"] == "required";
    if given["trust"].is_null() || asked {
        return;
    }
    let expect = &mut vector["expect"];
    let results = match &expect["documents"] {
        Value::Array(results) => results.clone(),
        _ => vec![expect["result"].clone()],
    };
    let Some(codes) = expect["codes"].as_array_mut() else {
        return;
    };
    // A pinned signer is not asked about, and has a note of its own.
    if codes
        .iter()
        .any(|code| code == "trust.note-pin-not-revocable")
    {
        return;
    }
    // No set of the vectors has more than one document that is not in force between others.
    let before = results.iter().take_while(|r| *r == "in-force").count();
    let after = results
        .iter()
        .skip(before)
        .filter(|r| *r == "in-force")
        .count();
    codes.splice(0..0, vec![Value::from(NOTE); before]);
    codes.extend(vec![Value::from(NOTE); after]);
}

pub(crate) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

/// Writes what differs, and answers how many files did. What is there and not made any more is removed where only
/// the generator writes.
pub(crate) fn write(root: &Path, files: &BTreeMap<String, Vec<u8>>, check: bool) -> Vec<String> {
    let mut changed = Vec::new();
    for (path, bytes) in files {
        let whole = root.join(path);
        if fs::read(&whole).ok().as_deref() != Some(bytes) {
            changed.push(path.clone());
            if !check {
                fs::create_dir_all(whole.parent().unwrap()).unwrap();
                fs::write(&whole, bytes).unwrap();
            }
        }
    }
    for folder in [
        "common",
        "licence",
        "recognise",
        "seal",
        "status",
        "trust",
        "verify",
    ] {
        for stale in below(&root.join(folder)) {
            let path = stale
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let by_hand = path.ends_with(".md") || path == "licence/identifiers.json";
            if !files.contains_key(&path) && !by_hand {
                changed.push(path);
                if !check {
                    fs::remove_file(stale).unwrap();
                }
            }
        }
    }
    changed
}

fn below(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
