//! Stage `seal`, the making: section 5 of `spec/seal.md`. A vector names the draft, certificate, algorithm and times; no
//! bytes are fixed, because the random ones are the sealer's.

use elicence::crypto::{Algorithm, Signer};
use serde_json::{Map, Value, json};

use crate::{
    authorities::{
        DOCUMENT_SIGNER_KEY, GUANGZHOU, IACA_KEY, KeyName, NOT_AFTER, NOT_BEFORE, NOW, ROOT_KEY,
        SEAL, SEAL_KEY, SIGNED, THE_ROOT, THE_SIGNER, THIEF_KEY, TIANHE, VALID_UNTIL, ca_draft,
        leaf, leaf_draft, leaf_of, pem, signed, signer, time,
    },
    cbor::{Node, map, text},
    good::shipped_draft,
    out::Out,
    pki::{self, Draft, Subject},
    types,
};

mod certificates;
mod times;

const SHIPPED: &str = "../../examples/data/drafts/business_licence.json";

pub(crate) fn make(out: &mut Out) {
    files(out);
    good(out);
    certificates::certificates(out);
    algorithms(out);
    certificates::issuers(out);
    times::times(out);
    times::withheld_days(out);
    policies(out);
    signatures(out);
}

/// One vector in the making: a business licence, sealed as it should be.
struct Sealing {
    json: Map<String, Value>,
    given: Map<String, Value>,
    expect: Value,
}

fn sealed(name: &str, says: &str, clause: &[&str]) -> Sealing {
    let mut json = Map::new();
    json.insert("id".into(), format!("seal.make-{name}").into());
    json.insert("says".into(), says.into());
    json.insert(
        "clause".into(),
        clause
            .iter()
            .map(|anchor| format!("spec/seal.md#{anchor}"))
            .collect(),
    );
    json.insert("flags".into(), json!([]));
    json.insert("importance".into(), "high".into());
    json.insert("features".into(), json!([]));
    json.insert(
        "source".into(),
        json!({ "made_by": "generate/src/sealing/mod.rs", "version": "0.1.0" }),
    );
    let given = json!({
        "draft": SHIPPED, "chain": ["certificates/seal.pem"], "key": "keys/seal.pem", "algorithm": "ES256",
        "signed": SIGNED, "valid_until": VALID_UNTIL,
        "now": time(NOW).seconds(), "trust": "guangdong-and-france",
    });
    let given = given.as_object().unwrap().clone();
    Sealing {
        json,
        given,
        expect: json!({ "result": "sealed", "codes": [], "verdict": "in-force" }),
    }
}

fn refused(name: &str, says: &str, clause: &[&str], codes: &[&str], twin: &str) -> Sealing {
    let mut vector = sealed(name, says, clause);
    vector
        .json
        .insert("twin".into(), format!("seal.make-{twin}").into());
    vector.given.remove("now");
    vector.given.remove("trust");
    vector.expect = json!({ "result": "refused", "codes": codes });
    vector
}

impl Sealing {
    fn given(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.given.insert(member.to_owned(), value.into());
        self
    }

    fn certificate(self, name: &str) -> Self {
        self.given("chain", json!([format!("certificates/{name}.pem")]))
    }

    fn draft(self, name: &str) -> Self {
        self.given("draft", format!("../common/drafts/{name}.json"))
    }

    fn policy_type(self, name: &str) -> Self {
        self.draft(name)
            .given("types", json!([format!("../common/types/{name}.json")]))
    }

    fn foreign(mut self) -> Self {
        self.given.remove("draft");
        if self.given.contains_key("trust") {
            self.given.insert("trust".into(), "maryland".into());
        }
        let elements = json!({ "org.iso.18013.5.1": { "family_name": "Example", "given_name": "Erika", "document_number": "T0000001" } });
        self.given(
            "document",
            json!({ "doc_type": "org.iso.18013.5.1.mDL", "elements": elements }),
        )
        .certificate("document-signer")
        .given("key", "keys/document-signer.pem")
    }

    fn feature(mut self, feature: &str) -> Self {
        self.json.insert("features".into(), json!([feature]));
        self
    }

    fn verdict(mut self, verdict: &str) -> Self {
        self.expect["verdict"] = verdict.into();
        self
    }

    fn add(mut self, out: &mut Out) {
        self.json.insert("given".into(), self.given.into());
        self.json.insert("expect".into(), self.expect);
        out.vector("seal", self.json.into());
    }
}

fn files(out: &mut Out) {
    for (name, key) in [
        ("seal", SEAL_KEY),
        ("document-signer", DOCUMENT_SIGNER_KEY),
        ("stranger", THIEF_KEY),
    ] {
        secret(out, name, key);
    }
    certificate(out, "seal", &leaf());
    certificate(out, "seal-of-another", &leaf_of(TIANHE));
    certificate(out, "document-signer", &signer());
    for name in types::POLICIES {
        out.file(
            &format!("common/drafts/{name}.json"),
            types::policy_draft(name),
        );
    }
}

fn certificate(out: &mut Out, name: &str, der: &[u8]) {
    out.file(&format!("seal/certificates/{name}.pem"), pem(der));
}

fn secret(out: &mut Out, name: &str, key: KeyName) {
    out.file(
        &format!("seal/keys/{name}.pem"),
        key.get().to_pkcs8_pem().unwrap().as_bytes(),
    );
}

fn good(out: &mut Out) {
    let all = [
        "s-5.1a", "s-5.1b", "s-5.2", "s-5.3a", "s-5.7", "s-5.9a", "s-5.9b",
    ];
    sealed(
        "business-licence",
        "a business licence, sealed by its authority with ES256",
        &all,
    )
    .add(out);
    sealed(
        "foreign",
        "a driving licence of ISO/IEC 18013-5, sealed by the same steps",
        &["s-5.1b", "s-5.9b"],
    )
    .foreign()
    .add(out);
}

fn algorithms(out: &mut Out) {
    let clause = &["s-5.2"];
    for algorithm in Algorithm::ALL
        .iter()
        .copied()
        .filter(|algorithm| *algorithm != Algorithm::Es256)
    {
        let (name, key) = (algorithm.name().to_lowercase(), KeyName("seal", algorithm));
        secret(out, &format!("seal-{name}"), key);
        certificate(
            out,
            &format!("seal-{name}"),
            &signed(&leaf_draft((SEAL, key), THE_ROOT), ROOT_KEY),
        );
        let sm = algorithm == Algorithm::Sm2;
        let with = |vector: Sealing| if sm { vector.feature("sm") } else { vector };
        with(sealed(
            &name,
            &format!("sealed with {}", algorithm.name()),
            clause,
        ))
        .certificate(&format!("seal-{name}"))
        .given("key", format!("keys/seal-{name}.pem"))
        .given("algorithm", algorithm.name())
        .add(out);
        with(refused(
            &format!("{name}-with-p-256"),
            &format!("{} with a certificate for a key of P-256", algorithm.name()),
            clause,
            &["seal.key-mismatch"],
            "business-licence",
        ))
        .given("algorithm", algorithm.name())
        .add(out);
        with(refused(
            &format!("es256-with-{name}"),
            &format!("ES256 with a certificate for a key of {}", algorithm.name()),
            clause,
            &["seal.key-mismatch"],
            &name,
        ))
        .certificate(&format!("seal-{name}"))
        .given("key", format!("keys/seal-{name}.pem"))
        .add(out);
    }
}

fn policies(out: &mut Out) {
    sealed("seal-object-none", "a type without seal object", &["s-5.5"])
        .policy_type("test_seal_none")
        .add(out);
    refused(
        "seal-object-missing",
        "a type that needs one",
        &["s-5.5"],
        &["seal.object-missing"],
        "seal-object-none",
    )
    .policy_type("test_seal_required")
    .add(out);
    let list = map([(
        "status_list",
        map([
            ("idx", Node::Uint(412)),
            ("uri", text("https://status.example/1")),
        ]),
    )])
    .write();
    let hex: String = list.iter().map(|byte| format!("{byte:02x}")).collect();
    // Nobody reads the list yet: what is made is right, and cannot be called in force.
    sealed(
        "status-reference",
        "a type that needs a status reference, with one",
        &["s-5.6a"],
    )
    .policy_type("test_status_required")
    .given("status", hex.clone())
    .verdict("indeterminate")
    .add(out);
    refused(
        "status-reference-missing",
        "the same without",
        &["s-5.6a"],
        &["status.reference-missing"],
        "status-reference",
    )
    .policy_type("test_status_required")
    .add(out);
    sealed(
        "status-none",
        "a type that has no status reference",
        &["s-5.6b"],
    )
    .policy_type("test_status_none")
    .add(out);
    refused(
        "status-reference-forbidden",
        "the same with one",
        &["s-5.6b"],
        &["status.reference-forbidden"],
        "status-none",
    )
    .policy_type("test_status_none")
    .given("status", hex)
    .add(out);
}

/// The second phase: what comes back is not the seal's signature over these bytes.
fn signatures(out: &mut Out) {
    let (clause, codes, twin) = (
        &["s-5.9a"],
        &["seal.signature-mismatch"],
        "business-licence",
    );
    refused(
        "signed-by-a-stranger",
        "the signer has another key than the certificate",
        clause,
        codes,
        twin,
    )
    .given("key", "keys/stranger.pem")
    .add(out);
    refused(
        "signed-with-another-algorithm",
        "the signer has a key of another curve",
        clause,
        codes,
        twin,
    )
    .given("key", "keys/seal-es384.pem")
    .add(out);
    let of_other_bytes = SEAL_KEY.get().sign(b"other bytes").unwrap();
    for (name, signature, says) in [
        (
            "other-bytes",
            of_other_bytes.clone(),
            "the seal's signature over other bytes",
        ),
        ("empty", vec![], "no byte in place of the signature"),
        ("zero", vec![0; 64], "zeros in place of the signature"),
        (
            "short",
            of_other_bytes[..63].to_vec(),
            "a signature that lacks its last byte",
        ),
    ] {
        let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        refused(&format!("signature-{name}"), says, clause, codes, twin)
            .given("signature", hex)
            .add(out);
    }
}
