//! What a sealer refuses, and what it makes: the runner seals, so these vectors have no file of bytes.

use serde_json::{Value, json};

use crate::{
    authorities::{
        NOT_AFTER, NOT_BEFORE, ROOT_KEY, SEAL, SEAL_KEY, SIGNED, THE_ROOT, THE_SEAL, TIANHE,
        VALID_UNTIL, leaf, leaf_draft, leaf_of, pem, signed, time,
    },
    out::{Out, pretty},
    pki::{KEY_USAGE, Subject},
    types,
};

struct Sealing {
    name: &'static str,
    says: &'static str,
    clause: &'static str,
    /// Members of `given` that differ from the right ones.
    given: Value,
    codes: &'static [&'static str],
}

pub(crate) fn make(out: &mut Out) {
    certificates(out);
    for name in types::POLICIES {
        let draft: Value = serde_json::from_str(&types::policy_draft(name)).unwrap();
        out.file(format!("common/drafts/{name}.json"), pretty(&draft));
    }
    let day = |instant: &str, seconds: i64| {
        Value::from(time(instant).saturating_add(seconds).to_string())
    };
    let chain = |name: &str| json!([format!("../common/certificates/{name}.pem")]);
    let of_type = |name: &str| json!({ "draft": format!("../common/drafts/{name}.json"), "types": [format!("../common/types/{name}.json")] });
    let status: String = crate::status::reference()
        .write()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let with_status = |name: &str| {
        let mut given = of_type(name);
        given["status"] = status.clone().into();
        given
    };
    let marriage = |from: &str| json!({ "draft": "../../examples/data/drafts/marriage_certificate.json", "chain": ["../common/certificates/seal-of-tianhe.pem"], "signed": from, "valid_from": from, "not_before": null });
    let cases = [
        Sealing {
            name: "right",
            says: "a business licence, sealed for the holder",
            clause: "s-5.9b",
            given: json!({}),
            codes: &[],
        },
        Sealing {
            name: "right-without-holder",
            says: "a business licence without a holder's key",
            clause: "s-5.7",
            given: json!({ "holder_key": null }),
            codes: &[],
        },
        Sealing {
            name: "without-certificate",
            says: "no certificate",
            clause: "s-5.1a",
            given: json!({ "chain": [] }),
            codes: &["seal.certificate-missing"],
        },
        Sealing {
            name: "under-a-ca",
            says: "the certificate is a CA's",
            clause: "s-5.1b",
            given: json!({ "chain": chain("root") }),
            codes: &["trust.certificate-usage"],
        },
        Sealing {
            name: "under-a-certificate-of-no-usage",
            says: "the certificate has no keyUsage",
            clause: "s-5.1b",
            given: json!({ "chain": chain("seal-without-usage") }),
            codes: &["trust.certificate-usage"],
        },
        Sealing {
            name: "with-an-algorithm-of-another-key",
            says: "ES384 with a key for ES256",
            clause: "s-5.2",
            given: json!({ "algorithm": "ES384" }),
            codes: &["seal.key-mismatch"],
        },
        Sealing {
            name: "for-another-issuer",
            says: "the certificate of another authority",
            clause: "s-5.3a",
            given: json!({ "chain": chain("seal-of-tianhe") }),
            codes: &["trust.issuer-mismatch"],
        },
        Sealing {
            name: "for-nobody",
            says: "a certificate without organizationIdentifier",
            clause: "s-5.3b",
            given: json!({ "chain": chain("seal-of-nobody") }),
            codes: &["trust.issuer-unstated"],
        },
        Sealing {
            name: "valid-from-before-signed",
            says: "validFrom is one second before signed",
            clause: "s-5.4a",
            given: json!({ "valid_from": day(SIGNED, -1) }),
            codes: &["verify.validity-inconsistent"],
        },
        Sealing {
            name: "valid-for-no-second",
            says: "validUntil is validFrom",
            clause: "s-5.4a",
            given: json!({ "valid_until": SIGNED }),
            codes: &["verify.validity-inconsistent"],
        },
        Sealing {
            name: "valid-for-one-second",
            says: "validUntil is one second after validFrom",
            clause: "s-5.4a",
            given: json!({ "signed": crate::authorities::NOW, "valid_from": crate::authorities::NOW, "valid_until": day(crate::authorities::NOW, 1) }),
            codes: &[],
        },
        Sealing {
            name: "signed-before-the-certificate",
            says: "signed one second before the certificate",
            clause: "s-5.4b",
            given: json!({ "signed": day(NOT_BEFORE, -1) }),
            codes: &["verify.validity-outside-certificate"],
        },
        Sealing {
            name: "signed-with-the-certificate",
            says: "signed in the certificate's first second",
            clause: "s-5.4b",
            given: json!({ "signed": NOT_BEFORE }),
            codes: &[],
        },
        Sealing {
            name: "valid-beyond-the-certificate",
            says: "validUntil is one second after the certificate's end",
            clause: "s-5.4c",
            given: json!({ "valid_until": day(NOT_AFTER, 1) }),
            codes: &["verify.validity-outside-certificate"],
        },
        Sealing {
            name: "valid-until-the-certificate",
            says: "validUntil is the certificate's last second",
            clause: "s-5.4c",
            given: json!({ "valid_until": NOT_AFTER }),
            codes: &[],
        },
        Sealing {
            name: "before-the-withheld-day",
            says: "a type that lets valid_from be withheld, and a validFrom before that day begins in UTC+08:00",
            clause: "s-5.4d",
            given: {
                let mut given = marriage("2026-04-30T15:59:59Z");
                given["patch"] =
                    json!({ "common": { "valid_from": "2026-05-01", "issue_date": "2026-05-01" } });
                given
            },
            codes: &["verify.validity-inconsistent"],
        },
        Sealing {
            name: "with-the-withheld-day",
            says: "the same from the first second of that day",
            clause: "s-5.4d",
            given: {
                let mut given = marriage("2026-04-30T16:00:00Z");
                given["patch"] =
                    json!({ "common": { "valid_from": "2026-05-01", "issue_date": "2026-05-01" } });
                given
            },
            codes: &[],
        },
        Sealing {
            name: "without-the-seal-object",
            says: "a type that asks for a seal object",
            clause: "s-5.5",
            given: of_type("test_seal_required"),
            codes: &["seal.object-missing"],
        },
        Sealing {
            name: "of-a-type-without-seal-object",
            says: "a type that has no seal object",
            clause: "s-5.5",
            given: of_type("test_seal_none"),
            codes: &[],
        },
        Sealing {
            name: "without-the-status-reference",
            says: "a type that asks for a status reference",
            clause: "s-5.6a",
            given: of_type("test_status_required"),
            codes: &["status.reference-missing"],
        },
        Sealing {
            name: "with-the-status-reference",
            says: "the same with one",
            clause: "s-5.6a",
            given: with_status("test_status_required"),
            codes: &[],
        },
        Sealing {
            name: "with-a-forbidden-status-reference",
            says: "a status reference for a type that has none",
            clause: "s-5.6b",
            given: with_status("test_status_none"),
            codes: &["status.reference-forbidden"],
        },
        Sealing {
            name: "of-a-type-without-status",
            says: "a type that has no status reference, without one",
            clause: "s-5.6b",
            given: of_type("test_status_none"),
            codes: &[],
        },
        Sealing {
            name: "by-another-key",
            says: "the signature is by another key than the certificate's",
            clause: "s-5.9a",
            given: json!({ "key": "../common/keys/root.jwk" }),
            codes: &["seal.signature-mismatch"],
        },
    ];
    let vectors: Vec<Value> = cases.into_iter().map(|case| vector(&case)).collect();
    let manifest = json!({
        "$schema": "../manifest.schema.json",
        "version": 1,
        "stage": "seal",
        "says": "The runner issues `given.draft` under `given.types` (with the merge patch `given.patch`) and seals it. A sealed licence is in force under the root of common/ at its valid_from.",
        "vectors": vectors,
    });
    out.file("seal/sealing.json".to_owned(), pretty(&manifest));
}

fn certificates(out: &mut Out) {
    let of =
        |subject: Subject<'static>| signed(&leaf_draft((subject, SEAL_KEY), THE_ROOT), ROOT_KEY);
    let mut no_usage = leaf_draft(THE_SEAL, THE_ROOT);
    no_usage = no_usage.with(KEY_USAGE, None);
    for (name, der) in [
        ("seal", leaf()),
        ("seal-of-tianhe", leaf_of(TIANHE)),
        (
            "seal-of-nobody",
            of(Subject {
                organization_identifier: "",
                ..SEAL
            }),
        ),
        ("seal-without-usage", signed(&no_usage, ROOT_KEY)),
    ] {
        out.file(format!("common/certificates/{name}.pem"), pem(&der));
    }
}

fn vector(case: &Sealing) -> Value {
    let mut given = json!({
        "draft": "../../examples/data/drafts/business_licence.json",
        "key": "../common/keys/seal.jwk",
        "holder_key": "../common/keys/holder.jwk",
        "chain": ["../common/certificates/seal.pem"],
        "algorithm": "ES256",
        "signed": SIGNED,
        "valid_from": SIGNED,
        "valid_until": VALID_UNTIL,
    });
    for (key, value) in case.given.as_object().unwrap() {
        given[key] = value.clone();
    }
    let given: serde_json::Map<String, Value> = given
        .as_object()
        .unwrap()
        .clone()
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .collect();
    json!({
        "id": format!("seal.sealing-{}", case.name),
        "says": case.says,
        "clause": [format!("spec/seal.md#{}", case.clause)],
        "importance": if case.codes.is_empty() { "medium" } else { "high" },
        "features": [],
        "source": { "made_by": "generate/src/sealing.rs", "version": "0.1.0" },
        "given": given,
        "expect": { "result": if case.codes.is_empty() { "sealed" } else { "refused" }, "codes": case.codes },
    })
}
