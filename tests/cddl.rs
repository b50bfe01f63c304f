//! Holds `spec/licence.cddl` against documents: hand-made ones, and every vector that is in force. Holds
//! `spec/trust-list.cddl` against a list and what is made of it, `spec/agreement.cddl` and
//! `spec/agreement-envelope.cddl` against agreements, and
//! `spec/status.cddl` against what the library writes.
//!
//! `cddl-cat` knows no tags and does not anchor `.regexp`, so grammar and documents are both changed before they meet,
//! as `spec/licence.md`, section 9, says: `#6.N(T)` becomes `["#6.N", T]`.

#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker of the examples, of which few calls are needed"
)]
mod pki;

use std::{fs, path::Path};

use cddl_cat::{cbor::validate_cbor, context::BasicContext, flatten::flatten_from_str};
use ciborium::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The grammar, changed so that `cddl-cat` can judge by it.
struct Grammar(BasicContext);

impl Grammar {
    fn read() -> Self {
        Self::of("spec/licence.cddl")
    }

    fn of(file: &str) -> Self {
        let text = fs::read_to_string(root().join(file)).unwrap();
        Self(BasicContext::new(
            flatten_from_str(&changed_grammar(&text)).unwrap(),
        ))
    }

    fn takes(&self, rule: &str, document: &Value) -> Result<(), String> {
        let rule = self
            .0
            .rules
            .get(rule)
            .unwrap_or_else(|| panic!("no rule `{rule}`"));
        validate_cbor(rule, &changed(document), &self.0).map_err(|error| error.to_string())
    }
}

fn changed_grammar(text: &str) -> String {
    let (mut out, mut tags) = (String::new(), Vec::new());
    for line in text.lines() {
        let mut characters = line.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                ';' => break,
                '"' => {
                    let anchored = out.ends_with(".regexp ");
                    out.push_str(if anchored { "\"^(?:" } else { "\"" });
                    while let Some(inside) = characters.next() {
                        match inside {
                            '"' => break,
                            '\\' => out.extend([inside, characters.next().unwrap()]),
                            _ => out.push(inside),
                        }
                    }
                    out.push_str(if anchored { ")$\"" } else { "\"" });
                }
                '#' => {
                    let number: String = characters.by_ref().take_while(|c| *c != '(').collect();
                    out.push_str(&format!("[ \"#{number}\", "));
                    tags.push(true);
                }
                '(' => {
                    tags.push(false);
                    out.push(c);
                }
                ')' => out.push_str(if tags.pop().unwrap() { " ]" } else { ")" }),
                _ => out.push(c),
            }
        }
        out.push('\n');
    }
    out
}

fn changed(document: &Value) -> Value {
    match document {
        Value::Tag(number, content) => {
            let content = match (number, content.as_ref()) {
                (24, Value::Bytes(embedded)) => changed_inside(embedded),
                (_, content) => changed(content),
            };
            Value::Array(vec![Value::Text(format!("#6.{number}")), content])
        }
        // A signature with its payload, which is a byte string around a tag 24 and has no tag of its own.
        Value::Array(items) if is_signature(items) => {
            let mut items: Vec<Value> = items.iter().map(changed).collect();
            items[2] = changed_inside(items[2].as_bytes().unwrap());
            Value::Array(items)
        }
        Value::Array(items) => {
            let posing =
                matches!(items.first(), Some(Value::Text(text)) if text.starts_with("#6."));
            assert!(!posing, "an array that looks like a changed tag");
            Value::Array(items.iter().map(changed).collect())
        }
        Value::Map(members) => Value::Map(
            members
                .iter()
                .map(|(k, v)| (changed(k), changed(v)))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn is_signature(items: &[Value]) -> bool {
    matches!(
        items,
        [
            Value::Bytes(_),
            Value::Map(_),
            Value::Bytes(_),
            Value::Bytes(_)
        ]
    )
}

fn changed_inside(embedded: &[u8]) -> Value {
    Value::Bytes(
        ciborium::from_reader(embedded)
            .map_or_else(|_| embedded.to_vec(), |value| encoded(&changed(&value))),
    )
}

fn encoded(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    ciborium::into_writer(value, &mut out).unwrap();
    out
}

// ---- documents by hand ----------------------------------------------------------------------------

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn bytes(length: usize) -> Value {
    Value::Bytes(vec![7; length])
}

fn tag(number: u64, content: Value) -> Value {
    Value::Tag(number, Box::new(content))
}

fn date(day: &str) -> Value {
    tag(1004, text(day))
}

fn map<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Map(members.map(|(key, value)| (text(key), value)).to_vec())
}

fn amount(exponent: i64, mantissa: i64) -> Value {
    tag(4, Value::Array(vec![exponent.into(), mantissa.into()]))
}

fn item(random: usize, identifier: &str, value: Value) -> Value {
    let item = map([
        ("digestID", 0.into()),
        ("random", bytes(random)),
        ("elementIdentifier", text(identifier)),
        ("elementValue", value),
    ]);
    tag(24, Value::Bytes(encoded(&item)))
}

fn mso(version: &str, digest: &str, signed: Value) -> Value {
    let digests = Value::Map(vec![(0.into(), bytes(32))]);
    let instant = || tag(0, text("2027-03-05T02:00:00Z"));
    let key = [
        (1, 2.into()),
        (-1, 1.into()),
        (-2, bytes(32)),
        (-3, bytes(32)),
    ];
    let key = Value::Map(
        key.map(|(label, value): (i64, Value)| (label.into(), value))
            .to_vec(),
    );
    map([
        ("version", text(version)),
        ("digestAlgorithm", text(digest)),
        ("valueDigests", map([("org.elicence.1", digests)])),
        ("deviceKeyInfo", map([("deviceKey", key)])),
        ("docType", text("org.elicence.tax_certificate.1")),
        (
            "validityInfo",
            map([
                ("signed", signed),
                ("validFrom", instant()),
                ("validUntil", instant()),
            ]),
        ),
    ])
}

fn right_mso() -> Value {
    mso("1.0", "SHA-256", tag(0, text("2026-03-05T02:00:00Z")))
}

fn sealed(name_space: &str, items: Vec<Value>, mso: &Value) -> Value {
    let payload = encoded(&tag(24, Value::Bytes(encoded(mso))));
    let unprotected = Value::Map(vec![(33.into(), bytes(300))]);
    let auth = vec![
        Value::Bytes(vec![0xa1, 0x01, 0x26]),
        unprotected,
        Value::Bytes(payload),
        bytes(64),
    ];
    map([
        ("nameSpaces", map([(name_space, Value::Array(items))])),
        ("issuerAuth", Value::Array(auth)),
    ])
}

fn common(identifier: &str, value: Value) -> Value {
    sealed(
        "org.elicence.1",
        vec![item(32, identifier, value)],
        &right_mso(),
    )
}

fn document(device_auth: Value) -> Value {
    map([
        ("docType", text("org.elicence.tax_certificate.1")),
        ("issuerSigned", common("seal", text("none"))),
        (
            "deviceSigned",
            map([
                ("nameSpaces", tag(24, Value::Bytes(vec![0xa0]))),
                ("deviceAuth", device_auth),
            ]),
        ),
    ])
}

fn proof(payload: Value) -> Value {
    let protected = Value::Bytes(vec![0xa1, 0x01, 0x26]);
    Value::Array(vec![protected, Value::Map(vec![]), payload, bytes(64)])
}

fn digest() -> Value {
    map([("alg", Value::from(-16)), ("value", bytes(32))])
}

#[test]
fn the_grammar_takes_right_documents() {
    let grammar = Grammar::read();
    let foreign = sealed(
        "org.iso.18013.5.1",
        vec![item(16, "birth_date", date("2000-01-01"))],
        &right_mso(),
    );
    let signed = document(map([("deviceSignature", proof(Value::Null))]));
    let response = map([
        ("version", text("1.0")),
        ("documents", Value::Array(vec![signed.clone()])),
        ("status", 0.into()),
    ]);
    let rows = Value::Array(vec![Value::Array(vec![text("vat"), amount(-2, -500)])]);
    let table = map([
        ("columns", Value::Array(vec![text("tax"), text("paid")])),
        ("rows", rows),
    ]);
    let derived = map([
        ("value", true.into()),
        ("rule", text("in_force()")),
        ("as_of", date("2026-03-05")),
    ]);
    let seal = map([
        ("digest", digest()),
        ("es_id", text("44010000000001")),
        ("required", true.into()),
    ]);
    let picture = map([("media", text("image/png")), ("data", bytes(9))]);
    let outside = map([
        ("media", text("a/b")),
        ("name", text("n")),
        ("digest", digest()),
        ("size", 5.into()),
    ]);
    for (rule, document) in [
        ("issuer-signed", foreign),
        (
            "native-issuer-signed",
            common("holder_name_20", text("蒋己")),
        ),
        ("native-issuer-signed", common("seal", seal)),
        (
            "native-issuer-signed",
            common("valid_until", text("long-term")),
        ),
        ("native-issuer-signed", common("type_digest", digest())),
        ("document", signed),
        (
            "document",
            document(map([("deviceMac", proof(Value::Null))])),
        ),
        ("device-response", response),
        ("mso", right_mso()),
        ("native-element-value", text("蒋己")),
        ("native-element-value", amount(-2, 12_280_032)),
        ("native-element-value", date("2026-03-05")),
        ("native-element-value", table),
        ("native-element-value", derived),
        ("native-element-value", picture),
        ("native-element-value", outside),
    ] {
        assert_eq!(
            grammar.takes(rule, &document),
            Ok(()),
            "{rule}: {document:?}"
        );
    }
}

#[test]
fn the_grammar_refuses_faulty_documents() {
    let grammar = Grammar::read();
    let both = map([
        ("deviceSignature", proof(Value::Null)),
        ("deviceMac", proof(Value::Null)),
    ]);
    let one_item = |namespace: &str, random| {
        sealed(namespace, vec![item(random, "x", 1.into())], &right_mso())
    };
    let no_documents = map([
        ("version", text("1.0")),
        ("documents", Value::Array(vec![])),
        ("status", 0.into()),
    ]);
    for (rule, document) in [
        ("issuer-signed", map([("nameSpaces", map([]))])),
        ("issuer-signed", sealed("a", vec![], &right_mso())),
        ("issuer-signed", one_item("a", 15)),
        (
            "issuer-signed",
            sealed(
                "a",
                vec![item(16, "x", 1.into())],
                &mso("2.0", "SHA-256", tag(0, text("2026-03-05T02:00:00Z"))),
            ),
        ),
        ("native-issuer-signed", one_item("org.elicence.1", 32)),
        (
            "native-issuer-signed",
            sealed(
                "org.elicence.1",
                vec![item(16, "seal", text("none"))],
                &right_mso(),
            ),
        ),
        ("native-issuer-signed", common("holder_name_1", text("x"))),
        ("native-issuer-signed", common("holder_name_21", text("x"))),
        ("native-issuer-signed", common("valid_until", text(""))),
        (
            "native-issuer-signed",
            common("valid_until", text("2026-01-01")),
        ),
        (
            "native-issuer-signed",
            common("issue_date", text("2026-01-01")),
        ),
        ("native-issuer-signed", common("category", text("permit"))),
        ("native-issuer-signed", common("seal", text("None"))),
        ("document", document(map([]))),
        ("document", document(both)),
        (
            "document",
            document(map([("deviceSignature", proof(bytes(3)))])),
        ),
        ("device-response", no_documents),
        (
            "mso",
            mso("2.0", "SHA-256", tag(0, text("2026-03-05T02:00:00Z"))),
        ),
        (
            "mso",
            mso("1.0", "MD5", tag(0, text("2026-03-05T02:00:00Z"))),
        ),
        ("mso", mso("1.0", "SHA-256", text("2026-03-05T02:00:00Z"))),
        (
            "mso",
            mso("1.0", "SHA-256", tag(0, text("2026-03-05T02:00:00+08:00"))),
        ),
        ("native-element-value", Value::Float(12.5)),
        ("native-element-value", Value::Null),
        ("native-element-value", text("")),
        ("native-element-value", text("a\nb")),
        ("native-element-value", amount(1, 5)),
        ("native-element-value", amount(-19, 5)),
        ("native-element-value", date("2026-1-1")),
        (
            "native-element-value",
            tag(0, text("2026-03-05T02:00:00.5Z")),
        ),
        (
            "native-element-value",
            map([("media", text("image/gif")), ("data", bytes(1))]),
        ),
        ("native-element-value", Value::Array(vec![1.into()])),
    ] {
        assert!(
            grammar.takes(rule, &document).is_err(),
            "{rule}: {document:?}"
        );
    }
}

/// Vectors that are read and do not fit, with the reason. The grammar is what a sealer writes.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "seal.chain-protected",
        "a sealer puts x5chain into the unprotected header",
    ),
    (
        "seal.chain-as-array-of-one",
        "a sealer writes one certificate as a byte string (RFC 9360, section 2)",
    ),
    (
        "verify.foreign-value-simple",
        "cddl-cat has no simple values beside false, true and null",
    ),
];

#[test]
fn every_vector_that_is_in_force_fits_the_grammar() {
    let grammar = Grammar::read();
    let (mut judged, mut wrong) = (0, Vec::new());
    for stage in ["licence", "seal", "trust", "verify"] {
        let folder = root().join("test-vectors").join(stage);
        let Ok(manifest) = fs::read_to_string(folder.join("manifest.json")) else {
            println!("skipped: no vectors of `{stage}`");
            continue;
        };
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        for vector in manifest["vectors"].as_array().unwrap() {
            let Some(file) = vector["file"]
                .as_str()
                .filter(|_| vector["expect"]["result"] == "in-force")
            else {
                continue;
            };
            let document: Value =
                ciborium::from_reader(fs::read(folder.join(file)).unwrap().as_slice()).unwrap();
            let has = |key: &str| {
                document
                    .as_map()
                    .unwrap()
                    .iter()
                    .any(|(k, _)| k.as_text() == Some(key))
            };
            let rule = match (has("issuerAuth"), has("issuerSigned")) {
                (true, _) => "issuer-signed",
                (_, true) => "document",
                _ => "device-response",
            };
            let id = vector["id"].as_str().unwrap();
            let exception = EXCEPTIONS.iter().any(|(excepted, _)| *excepted == id);
            match grammar.takes(rule, &document) {
                Err(error) if !exception => wrong.push(format!("{id}: {error}")),
                Ok(()) if exception => wrong.push(format!("{id}: the exception no longer applies")),
                _ => {}
            }
            judged += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{judged} vectors judged");
}

#[test]
fn the_standards_own_example_fits_the_grammar() {
    let file = root().join("../shared/data/iso18013-annex-d/device_response.cbor");
    let Ok(response) = fs::read(&file) else {
        println!("skipped: {} is not there", file.display());
        return;
    };
    let response: Value = ciborium::from_reader(response.as_slice()).unwrap();
    assert_eq!(Grammar::read().takes("device-response", &response), Ok(()));
}

// ---- status ---------------------------------------------------------------------------------------

/// A key, and a certificate that lets it sign lists.
fn status_signer() -> (elicence::crypto::SoftwareKey, Vec<u8>) {
    use elicence::{crypto::Signer as _, time::UnixTime};
    const PURPOSES: &[u8] = &[0x55, 0x1d, 37];
    const STATUS_SIGNER: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 30];
    let key = elicence::crypto::SoftwareKey::generate(elicence::crypto::Algorithm::Es256).unwrap();
    let subject = pki::Subject {
        c: "CN",
        o: "Status Office",
        cn: "Status 1",
        ..pki::Subject::default()
    };
    let validity = ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"]
        .map(|text| UnixTime::parse_tdate(text).unwrap());
    let purpose = pki::tlv(0x30, &[&pki::tlv(0x06, &[STATUS_SIGNER])]);
    let public = key.verifying_key();
    let certificate = pki::Draft::new(
        &subject,
        &public,
        &subject,
        &public,
        validity.into(),
        pki::Kind::Sealer,
        1,
    )
    .with(PURPOSES, Some(pki::extension(PURPOSES, true, &purpose)))
    .sign(&key)
    .unwrap();
    (key, certificate)
}

fn read(encoded: &[u8]) -> Value {
    ciborium::from_reader(encoded).unwrap()
}

#[test]
fn lists_references_and_statements_are_written_as_the_grammar_says() {
    use elicence::{crypto::Algorithm, status::*, time::UnixTime};
    let grammar = Grammar::of("spec/status.cddl");
    let (key, certificate) = status_signer();
    let now = UnixTime::parse_tdate("2026-06-01T00:00:00Z").unwrap();
    let until = now.saturating_add(86_400);
    let uri = "https://status.example/1";
    let mut draft = StatusListDraft::new(uri, 100).unwrap();
    draft.set(7, ListedStatus::Superseded).unwrap();
    let publication = Publication::new(vec![certificate.clone()], Algorithm::Es256, now, until);
    for (draft, publication) in [
        (draft.clone(), publication.clone()),
        (
            draft.derived(uri).unwrap(),
            publication.with_time_to_live(60),
        ),
    ] {
        let token = read(&draft.publish(&publication, &key).unwrap());
        assert_eq!(grammar.takes("status-list-token", &token), Ok(()));
        let protected = token.as_tag().unwrap().1.as_array().unwrap()[0]
            .as_bytes()
            .unwrap();
        assert_eq!(grammar.takes("protected-header", &read(protected)), Ok(()));
        assert!(grammar.takes("signed-status-statement", &token).is_err());
    }
    let reference = StatusReference::to_status_list(uri, 7).to_cbor().to_vec();
    assert_eq!(grammar.takes("status-reference", &read(&reference)), Ok(()));

    let mut life = LifeCycle::begin(Change::new(Transition::Issue, now)).unwrap();
    let change = Change::new(Transition::Supersede, now).on_ground("art. 49");
    life.apply(change.with_successor("2")).unwrap();
    let statement = StatusStatement::of("1", &life).unwrap();
    let signed = read(&statement.sign(&[certificate], &key).unwrap());
    assert_eq!(grammar.takes("signed-status-statement", &signed), Ok(()));
    assert!(grammar.takes("status-list-token", &signed).is_err());
}

// ---- trust lists ----------------------------------------------------------------------------------

mod lists {
    use elicence::crypto::{Algorithm, RandomSource, Signer as _, SoftwareKey};
    use elicence::trust::list::{ListContents, ListDraft, PreviousIssue, TrustList};
    use elicence::{Misuse, licence::value::DigestValue, time::UnixTime};

    use super::*;

    struct Fixed;

    impl RandomSource for Fixed {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
            bytes.fill(5);
            Ok(())
        }
    }

    fn signed(contents: ListContents) -> TrustList {
        let key = SoftwareKey::generate_with(Algorithm::Es256, &mut Fixed).unwrap();
        let subject = pki::Subject {
            c: "CN",
            o: "Example List Office",
            ..pki::Subject::default()
        };
        let validity = ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"]
            .map(|t| UnixTime::parse_tdate(t).unwrap());
        let (public, kind) = (key.verifying_key(), pki::Kind::Sealer);
        let purpose = pki::tlv(0x06, &[&[0x04, 0x00, 0x91, 0x37, 0x03, 0x00]]);
        let purposes = pki::extension(pki::PURPOSES, true, &pki::tlv(0x30, &[&purpose]));
        let certificate = pki::Draft::new(
            &subject,
            &public,
            &subject,
            &public,
            (validity[0], validity[1]),
            kind,
            1,
        )
        .with(pki::PURPOSES, Some(purposes))
        .sign(&key)
        .unwrap();
        let list = ListDraft::new(contents)
            .prepare(Algorithm::Es256, &[certificate])
            .unwrap();
        list.complete(&key.sign(&list.to_be_signed()).unwrap())
            .unwrap()
    }

    fn sample() -> ListContents {
        let json = fs::read_to_string(root().join("examples/data/trust-list.json")).unwrap();
        ListContents::from_json(&json).unwrap()
    }

    /// The payload and the protected header, as values.
    fn inside(list: &TrustList) -> (Value, Value) {
        let Value::Tag(18, array) = ciborium::from_reader(list.bytes()).unwrap() else {
            panic!("no tag");
        };
        let members = array.into_array().unwrap();
        let read = |v: &Value| ciborium::from_reader(v.as_bytes().unwrap().as_slice()).unwrap();
        (read(&members[2]), read(&members[0]))
    }

    #[test]
    fn a_list_that_is_made_fits_the_grammar() {
        let grammar = Grammar::of("spec/trust-list.cddl");
        let first = signed(sample());
        let mut contents = sample();
        contents.sequence_number = 2;
        contents.next_update = None;
        contents.extensions.clear();
        contents.previous_issue = Some(PreviousIssue {
            sequence_number: 1,
            digest: DigestValue::new(-16, first.digest().to_vec()).unwrap(),
        });
        for list in [first, signed(contents)] {
            let (payload, protected) = inside(&list);
            assert_eq!(grammar.takes("trust-list", &payload), Ok(()));
            assert_eq!(grammar.takes("protected-header", &protected), Ok(()));
        }
    }

    #[test]
    fn what_the_reader_refuses_the_grammar_refuses() {
        let grammar = Grammar::of("spec/trust-list.cddl");
        let (payload, _) = inside(&signed(sample()));
        let members = payload.into_map().unwrap();
        for at in 0..members.len() {
            let (name, _) = &members[at];
            let optional = ["utcOffsetMinutes", "extensions"].map(text).contains(name);
            let mut without = members.clone();
            without.remove(at);
            assert_eq!(
                grammar.takes("trust-list", &Value::Map(without)).is_ok(),
                optional,
                "without {name:?}"
            );
            let mut null = members.clone();
            null[at].1 = Value::Null;
            assert_eq!(
                grammar.takes("trust-list", &Value::Map(null)).is_ok(),
                *name == text("nextUpdate"),
                "null {name:?}"
            );
        }
        let mut more = members;
        more.push((text("colour"), Value::Null));
        assert!(grammar.takes("trust-list", &Value::Map(more)).is_err());
    }
}

mod agreements {
    use elicence::recognise::agreement::AgreementContents;

    use super::*;

    fn sample() -> Value {
        let json = fs::read_to_string(root().join("examples/data/agreement.json")).unwrap();
        let contents = AgreementContents::from_json(&json).unwrap();
        read(&contents.to_cbor().to_vec())
    }

    /// Every value with the way to it, but what an extension holds.
    fn places(item: &Value, path: &[usize], all: &mut Vec<Vec<usize>>) {
        all.push(path.to_vec());
        let children: Vec<&Value> = match item {
            Value::Array(items) => items.iter().collect(),
            Value::Map(members) => members.iter().map(|(_, value)| value).collect(),
            _ => Vec::new(),
        };
        for (index, child) in children.into_iter().enumerate() {
            places(child, &[path, &[index]].concat(), all);
        }
    }

    fn at<'v>(item: &'v mut Value, path: &[usize]) -> &'v mut Value {
        match (item, path) {
            (item, []) => item,
            (Value::Array(items), [index, rest @ ..]) => at(&mut items[*index], rest),
            (Value::Map(members), [index, rest @ ..]) => at(&mut members[*index].1, rest),
            other => panic!("{other:?}"),
        }
    }

    /// The document, changed at one place.
    fn with(document: &Value, path: &[usize], change: impl FnOnce(&mut Value)) -> Value {
        let mut changed = document.clone();
        change(at(&mut changed, path));
        changed
    }

    fn reads(document: &Value) -> bool {
        // The reader that the JSON form is read by, reached by way of it.
        let Ok(json) = serde_json::to_string(&json(document)) else {
            return false;
        };
        AgreementContents::from_json(&json).is_ok()
    }

    fn json(item: &Value) -> serde_json::Value {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        match item {
            Value::Text(text) => text.as_str().into(),
            Value::Bool(value) => (*value).into(),
            Value::Integer(number) => i64::try_from(*number).unwrap().into(),
            Value::Bytes(bytes) => STANDARD.encode(bytes).into(),
            Value::Tag(0, content) => json(content),
            Value::Array(items) => items.iter().map(json).collect(),
            Value::Map(members) => {
                let member = |(key, value): &(Value, Value)| {
                    let name = key.as_text().unwrap().to_owned();
                    let value = match (name.as_str(), value) {
                        ("value", Value::Bytes(_)) => json(value),
                        ("value", value) => STANDARD.encode(encoded(value)).into(),
                        _ => json(value),
                    };
                    (name, value)
                };
                serde_json::Value::Object(members.iter().map(member).collect())
            }
            _ => serde_json::Value::Null,
        }
    }

    #[test]
    fn an_agreement_that_is_written_fits_the_grammar() {
        let grammar = Grammar::of("spec/agreement.cddl");
        assert_eq!(grammar.takes("recognition-agreement", &sample()), Ok(()));
        assert!(reads(&sample()));
    }

    #[test]
    fn what_the_reader_refuses_the_grammar_refuses() {
        let grammar = Grammar::of("spec/agreement.cddl");
        let takes = |document: &Value| grammar.takes("recognition-agreement", document).is_ok();
        let mut all = Vec::new();
        let mut sample = sample();
        places(&sample, &[], &mut all);
        let mut held = 0;
        for path in all {
            let is = at(&mut sample, &path).clone();
            let mut changed = vec![with(&sample, &path, |v| *v = Value::Null)];
            if let Value::Map(members) = &is {
                changed.push(with(&sample, &path, |v| {
                    let Value::Map(members) = v else { panic!() };
                    members.push((text("no-member-of-it"), Value::Null));
                }));
                for index in 0..members.len() {
                    changed.push(with(&sample, &path, |v| {
                        let Value::Map(members) = v else { panic!() };
                        drop(members.remove(index));
                    }));
                }
            }
            if let Value::Array(_) = &is {
                changed.push(with(&sample, &path, |v| *v = Value::Array(Vec::new())));
            }
            for document in changed {
                // The grammar also has a bound on one side at least, which the reader leaves to the checks behind it.
                let (read, taken) = (reads(&document), takes(&document));
                let bounded = matches!(&is, Value::Map(m) if m.iter().any(|(k, v)| {
                    *k == text("kind")
                        && [text("issuedAt"), text("elementRange"), text("elementDate")].contains(v)
                }));
                assert!(read == taken || read && bounded, "{path:?} {is:?}");
                held += 1;
            }
        }
        assert!(held > 800, "{held}");
    }
}

mod signed_agreements {
    use elicence::crypto::{Algorithm, RandomSource, Signer as _, SoftwareKey};
    use elicence::recognise::Agreements;
    use elicence::recognise::agreement::{Agreement, AgreementContents, AgreementDraft};
    use elicence::{Misuse, time::UnixTime};

    use super::*;

    struct Fixed(u8);

    impl RandomSource for Fixed {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    /// A key, and a certificate of it under which agreements are signed.
    fn office(number: u8) -> (SoftwareKey, Vec<u8>) {
        let key = SoftwareKey::generate_with(Algorithm::Es256, &mut Fixed(number)).unwrap();
        let subject = pki::Subject {
            c: "CN",
            o: "Example Agreement Office",
            ..pki::Subject::default()
        };
        let validity = ["2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z"]
            .map(|t| UnixTime::parse_tdate(t).unwrap());
        let (public, kind) = (key.verifying_key(), pki::Kind::Sealer);
        let validity = (validity[0], validity[1]);
        let draft = pki::Draft::new(&subject, &public, &subject, &public, validity, kind, 1);
        let certificate = draft.with(pki::PURPOSES, None).sign(&key).unwrap();
        (key, certificate)
    }

    fn signed() -> Agreement {
        let json = fs::read_to_string(root().join("examples/data/agreement.json")).unwrap();
        let contents = AgreementContents::from_json(&json).unwrap();
        let (key, certificate) = office(5);
        let prepared = AgreementDraft::new(contents)
            .prepare(Algorithm::Es256, &[certificate])
            .unwrap();
        let signature = key.sign(&prepared.to_be_signed()).unwrap();
        prepared.complete(&signature).unwrap()
    }

    fn countersigned(agreement: &Agreement, times: usize) -> Agreement {
        let (key, certificate) = office(6);
        let prepared = agreement
            .countersign(Algorithm::Es256, &vec![certificate; times])
            .unwrap();
        let signature = key.sign(&prepared.to_be_signed()).unwrap();
        prepared.complete(&signature).unwrap()
    }

    #[test]
    fn what_is_signed_and_countersigned_fits_the_grammar() {
        let grammar = Grammar::of("spec/agreement-envelope.cddl");
        let first = signed();
        for agreement in [&first, &countersigned(&first, 1), &countersigned(&first, 4)] {
            let document = read(agreement.bytes());
            assert_eq!(grammar.takes("signed-agreement", &document), Ok(()));
            // With the countersignature in an array, or anything beside it, it is another document.
            type Change = fn(&mut Vec<(Value, Value)>);
            let changes: [Change; 2] = [
                |header| header.push((Value::from(12), Value::Null)),
                |header| {
                    let (_, value) = header.pop().unwrap_or((Value::Null, Value::Null));
                    header.push((Value::from(11), Value::Array(vec![value])));
                },
            ];
            for change in changes {
                let mut changed = document.clone();
                if let Value::Tag(_, inside) = &mut changed
                    && let Value::Array(members) = inside.as_mut()
                    && let Value::Map(header) = &mut members[1]
                {
                    change(header);
                }
                assert!(grammar.takes("signed-agreement", &changed).is_err());
                assert!(Agreement::decode(&encoded(&changed)).is_err());
            }
        }
    }

    #[test]
    fn a_state_fits_the_grammar() {
        let grammar = Grammar::of("spec/agreement-envelope.cddl");
        let mut state = read(&Agreements::new().export());
        assert_eq!(grammar.takes("agreement-state", &state), Ok(()));
        let floor = Value::Array(vec![
            text("urn:example:list"),
            text("entity"),
            text("urn:example:agreement"),
            Value::from(1),
            Value::Tag(0, Box::new(text("2026-06-01T00:00:00Z"))),
            Value::Bytes(signed().digest().to_vec()),
        ]);
        let Value::Map(members) = &mut state else {
            panic!("a map");
        };
        for (name, value) in members {
            match name.as_text() {
                Some("floors") => *value = Value::Array(vec![floor.clone()]),
                Some("agreements") => {
                    *value = Value::Array(vec![Value::Bytes(signed().bytes().to_vec())]);
                }
                _ => {}
            }
        }
        assert_eq!(grammar.takes("agreement-state", &state), Ok(()));
        let mut agreements = Agreements::new();
        let now = UnixTime::parse_tdate("2026-07-01T00:00:00Z").unwrap();
        let nobody = elicence::trust::store::TrustStore::new(elicence::trust::TrustAnchors::new());
        let left_out = agreements.import(&encoded(&state), &nobody, now).unwrap();
        assert!(left_out.is_empty(), "{left_out:?}");
        let standing = agreements.iter().next().unwrap().standing();
        assert_eq!(
            standing.unwrap_err().code(),
            "recognise.agreement-signer-not-allowed"
        );
    }
}
