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

const SHIPPED: &str = "../../examples/data/drafts/business_licence.json";

pub(crate) fn make(out: &mut Out) {
    files(out);
    good(out);
    certificates(out);
    algorithms(out);
    issuers(out);
    times(out);
    withheld_days(out);
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
        json!({ "made_by": "generate/src/sealing.rs", "version": "0.1.0" }),
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

fn certificates(out: &mut Out) {
    let twin = "business-licence";
    refused(
        "certificate-missing",
        "no certificate",
        &["s-5.1a"],
        &["seal.certificate-missing"],
        twin,
    )
    .given("chain", json!([]))
    .add(out);
    let draft = || leaf_draft((SEAL, SEAL_KEY), THE_ROOT);
    let ca = ca_draft((SEAL, SEAL_KEY), THE_ROOT, 0);
    let private = pki::extension(
        &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0xde, 0x1b],
        false,
        &pki::tlv(0x04, &[&vec![0; 16_384]]),
    );
    let sign = |draft: &Draft| signed(draft, ROOT_KEY);
    let cases: [(&str, Vec<u8>, &str, &str); 6] = [
        (
            "trailing-byte",
            [leaf(), vec![0]].concat(),
            "trust.certificate-malformed",
            "a byte behind the certificate",
        ),
        (
            "no-authority-key",
            sign(&draft().with(pki::AUTHORITY_KEY, None)),
            "trust.certificate-profile",
            "no authorityKeyIdentifier",
        ),
        (
            "no-purposes",
            sign(&draft().with(pki::PURPOSES, None)),
            "trust.certificate-usage",
            "no purposes",
        ),
        (
            "key-agreement",
            sign(&draft().with(
                pki::KEY_USAGE,
                Some(pki::extension(
                    pki::KEY_USAGE,
                    true,
                    &[0x03, 0x02, 0x03, 0x08],
                )),
            )),
            "trust.certificate-usage",
            "a key for key agreement only",
        ),
        (
            "of-a-ca",
            sign(&ca),
            "trust.certificate-usage",
            "the certificate of a CA",
        ),
        (
            "too-large",
            sign(&draft().with(&[0x2b], Some(private))),
            "trust.over-limit",
            "more than 16 KiB",
        ),
    ];
    for (name, der, code, says) in cases {
        certificate(out, name, &der);
        refused(
            &format!("certificate-{name}"),
            says,
            &["s-5.1b"],
            &[code],
            twin,
        )
        .certificate(name)
        .add(out);
    }
    let key = KeyName("document signer", Algorithm::Sm2);
    secret(out, "document-signer-sm2", key);
    let sm2 = signed(
        &leaf_draft((THE_SIGNER.0, key), crate::authorities::THE_IACA),
        IACA_KEY,
    );
    certificate(out, "document-signer-sm2", &sm2);
    refused(
        "foreign-sm2",
        "a foreign document with a key that its standard does not have",
        &["s-5.1b"],
        &["trust.certificate-profile"],
        "foreign",
    )
    .foreign()
    .certificate("document-signer-sm2")
    .given("key", "keys/document-signer-sm2.pem")
    .given("algorithm", "SM2")
    .feature("sm")
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

fn issuers(out: &mut Out) {
    let twin = "business-licence";
    let of = |code: &'static str| {
        signed(
            &leaf_draft(
                (
                    Subject {
                        organization_identifier: code,
                        ..SEAL
                    },
                    SEAL_KEY,
                ),
                THE_ROOT,
            ),
            ROOT_KEY,
        )
    };
    certificate(out, "seal-small-letters", &of("y1440100tem000037d"));
    certificate(out, "seal-with-prefix", &of("NTRCN-Y1440100TEM000037D"));
    for (name, certificate, says) in [
        (
            "another",
            "seal-of-another",
            "the certificate of another authority",
        ),
        (
            "small-letters",
            "seal-small-letters",
            "the code of the authority in small letters",
        ),
        (
            "prefix",
            "seal-with-prefix",
            "the code of the authority behind a prefix",
        ),
    ] {
        refused(
            &format!("issuer-{name}"),
            says,
            &["s-5.3a"],
            &["trust.issuer-mismatch"],
            twin,
        )
        .certificate(certificate)
        .add(out);
    }
    certificate(out, "seal-of-nobody", &of(""));
    refused(
        "issuer-unstated",
        "a certificate that does not say whose seal it is",
        &["s-5.3b"],
        &["trust.issuer-unstated"],
        twin,
    )
    .certificate("seal-of-nobody")
    .add(out);
    let mut two = leaf_draft((SEAL, SEAL_KEY), THE_ROOT);
    let codes = [GUANGZHOU, TIANHE].map(|code| {
        let kind = [0x06, 0x03, 0x55, 0x04, 0x61];
        pki::tlv(
            0x31,
            &[&pki::tlv(
                0x30,
                &[&kind, &pki::tlv(0x0c, &[code.as_bytes()])],
            )],
        )
    });
    two.subject = pki::tlv(0x30, &[&codes[0], &codes[1]]);
    certificate(out, "seal-of-two", &signed(&two, ROOT_KEY));
    refused(
        "issuer-of-two",
        "a certificate that names two authorities",
        &["s-5.3b"],
        &["trust.issuer-unstated"],
        twin,
    )
    .certificate("seal-of-two")
    .add(out);
}

/// The instant so many seconds after `instant`.
fn after(instant: &str, seconds: i64) -> String {
    elicence::time::UnixTime::from_seconds(time(instant).seconds() + seconds)
        .unwrap()
        .to_string()
}

fn times(out: &mut Out) {
    const INCONSISTENT: &str = "verify.validity-inconsistent";
    const OUTSIDE: &str = "verify.validity-outside-certificate";
    let clause = &["s-5.4a"];
    sealed(
        "valid-from-later",
        "counting from a month after it is signed",
        clause,
    )
    .given("valid_from", "2026-05-01T00:00:00Z")
    .add(out);
    refused(
        "valid-from-before-signed",
        "counting from the second before it is signed",
        clause,
        &[INCONSISTENT],
        "business-licence",
    )
    .given("valid_from", after(SIGNED, -1))
    .add(out);
    sealed(
        "valid-for-one-second",
        "counting for one second, which is over",
        clause,
    )
    .given("valid_until", after(SIGNED, 1))
    .verdict("refused")
    .add(out);
    for (name, seconds, says) in [
        ("at-once", 0, "valid until it begins"),
        ("before", -1, "valid until before it begins"),
    ] {
        refused(
            &format!("valid-until-{name}"),
            says,
            clause,
            &[INCONSISTENT],
            "valid-for-one-second",
        )
        .given("valid_until", after(SIGNED, seconds))
        .add(out);
    }

    let clause = &["s-5.4b"];
    sealed(
        "signed-with-the-certificate",
        "signed in the first second of the certificate",
        clause,
    )
    .given("signed", NOT_BEFORE)
    .add(out);
    refused(
        "signed-before-the-certificate",
        "signed the second before",
        clause,
        &[OUTSIDE],
        "signed-with-the-certificate",
    )
    .given("signed", after(NOT_BEFORE, -1))
    .add(out);
    sealed(
        "foreign-signed-at-the-end",
        "a foreign document signed in the last second of the certificate",
        clause,
    )
    .foreign()
    .given("signed", NOT_AFTER)
    .given("valid_until", after(NOT_AFTER, 3600))
    .verdict("refused")
    .add(out);
    refused(
        "foreign-signed-after-the-end",
        "the same a second later",
        clause,
        &[OUTSIDE],
        "foreign-signed-at-the-end",
    )
    .foreign()
    .given("signed", after(NOT_AFTER, 1))
    .given("valid_until", after(NOT_AFTER, 3600))
    .add(out);

    let clause = &["s-5.4c"];
    sealed(
        "valid-to-the-end",
        "valid until the last second of the certificate",
        clause,
    )
    .given("valid_until", NOT_AFTER)
    .add(out);
    refused(
        "valid-beyond-the-end",
        "valid a second longer than the certificate",
        clause,
        &[OUTSIDE],
        "valid-to-the-end",
    )
    .given("valid_until", after(NOT_AFTER, 1))
    .add(out);
    sealed(
        "foreign-valid-beyond-the-end",
        "a foreign document may be valid longer than its certificate",
        clause,
    )
    .foreign()
    .given("valid_until", after(NOT_AFTER, 1))
    .add(out);
    refused(
        "everything-wrong",
        "every reason at once, in the order of the steps",
        &["s-5.2", "s-5.3a", "s-5.4a", "s-5.4b", "s-5.4c", "s-5.5"],
        &[
            "seal.key-mismatch",
            "trust.issuer-mismatch",
            INCONSISTENT,
            OUTSIDE,
            OUTSIDE,
            "seal.object-missing",
        ],
        "business-licence",
    )
    .policy_type("test_seal_required")
    .certificate("seal-of-another")
    .given("algorithm", "ES384")
    .given("signed", after(NOT_AFTER, 10))
    .given("valid_from", after(NOT_AFTER, 9))
    .given("valid_until", after(NOT_AFTER, 20))
    .add(out);
}

/// A licence that may withhold its days counts from them at the earliest.
fn withheld_days(out: &mut Out) {
    let clause = &["s-5.4d"];
    for (file, shipped, region) in [
        ("birth-on-2-april", "birth_certificate", None),
        (
            "birth-on-2-april-elsewhere",
            "birth_certificate",
            Some("FR"),
        ),
        ("business-from-2-april", "business_licence", None),
    ] {
        let mut draft: Value = serde_json::from_str(&shipped_draft(shipped)).unwrap();
        let common = &mut draft["common"];
        common["issue_date"] = "2026-04-02".into();
        common["valid_from"] = "2026-04-02".into();
        common["created_at"] = "2026-04-02T01:30:00Z".into();
        if let Some(region) = region {
            common["region"] = region.into();
        }
        out.file(
            &format!("common/drafts/{file}.json"),
            crate::out::pretty(&draft),
        );
    }
    let birth = |vector: Sealing, file: &str, from: &str| {
        vector
            .draft(file)
            .certificate("seal-of-another")
            .given("valid_from", from)
    };
    let (here, elsewhere) = ("birth-on-2-april", "birth-on-2-april-elsewhere");
    birth(
        sealed(
            "withheld-day-begun",
            "counting from the first second of the day of issue, UTC+08:00",
            clause,
        ),
        here,
        "2026-04-01T16:00:00Z",
    )
    .add(out);
    let says = "counting from the second before, which would give a wrong day away";
    birth(
        refused(
            "withheld-day-not-begun",
            says,
            clause,
            &["verify.validity-inconsistent"],
            "withheld-day-begun",
        ),
        here,
        "2026-04-01T15:59:59Z",
    )
    .add(out);
    let says =
        "where the region's offset is not known, the day has begun when it has begun at UTC-12:00";
    birth(
        sealed("withheld-day-begun-everywhere", says, clause),
        elsewhere,
        "2026-04-02T12:00:00Z",
    )
    .add(out);
    let codes = &["verify.validity-inconsistent"];
    birth(
        refused(
            "withheld-day-not-everywhere",
            "the second before",
            clause,
            codes,
            "withheld-day-begun-everywhere",
        ),
        elsewhere,
        "2026-04-02T11:59:59Z",
    )
    .add(out);
    let says = "a licence that always shows its days may be sealed before them";
    sealed("shown-day-not-begun", says, clause)
        .draft("business-from-2-april")
        .add(out);
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
