//! Steps 4.2, 5.2 and 5.3: the seal object and the status reference, against what the type asks for.

use elicence::{crypto::Algorithm, seal::Preparation};

use crate::{
    authorities::{HOLDER_KEY, SEAL_KEY, leaf},
    cbor::{FALSE, Node, TRUE, bytes, int, map, text},
    document::{COMMON, Parts},
    good::{business, licence, mdl, sealed, validity},
    out::{Out, Vector},
    types,
};

pub(crate) fn make(out: &mut Out) {
    seal_objects(out);
    references(out);
}

/// A reference as the IETF's token status list has it.
pub(crate) fn reference() -> Node {
    map([(
        "status_list",
        map([
            ("idx", Node::Uint(412)),
            ("uri", text("https://status.example/1")),
        ]),
    )])
}

/// A licence of one of the policy types. Those that the library would not seal are sealed under an optional one first.
fn of_type(name: &str) -> Parts {
    let definition = types::policy(name);
    let optional = definition.replace("\"required\"", "\"optional\"");
    let licence = licence(
        &types::policy_draft(name),
        &types::registry(core::slice::from_ref(&optional)),
    );
    let preparation = Preparation::new(licence, vec![leaf()], Algorithm::Es256, validity())
        .with_holder_key(HOLDER_KEY.public());
    let mut parts = Parts::open(&sealed(preparation, SEAL_KEY, name), SEAL_KEY).showing(&["text"]);
    if optional != definition {
        // Under the digest of the definition that is meant.
        let digest = types::registry(&[definition])
            .latest(&parts.doc_type())
            .unwrap()
            .digest()
            .value()
            .to_vec();
        parts.set(
            COMMON,
            "type_digest",
            map([("alg", int(-16)), ("value", bytes(&digest))]),
        );
    }
    parts
}

fn object(required: bool) -> Node {
    map([
        (
            "digest",
            map([("alg", int(-16)), ("value", bytes(&[9; 32]))]),
        ),
        ("es_id", text("4401000000001")),
        ("required", if required { TRUE } else { FALSE }),
    ])
}

fn seal_objects(out: &mut Out) {
    let with = |mut parts: Parts, seal: Node| {
        parts.set(COMMON, "seal", seal);
        parts.write()
    };
    let refused = |name: &str, bytes: Vec<u8>, says: &str, codes: &[&str]| {
        Vector::refused(&format!("verify.{name}"), bytes, says, codes)
            .critical()
            .flags(&["seal"])
            .twin("verify.seal-object-none-where-optional")
    };
    Vector::accepted(
        "verify.seal-object-none-where-optional",
        business().write(),
        "no seal object where the type leaves it open",
    )
    .clause(&["v-4.2a"])
    .flags(&["seal"])
    .add(out);
    Vector::accepted(
        "verify.seal-object-none-where-never",
        of_type("test_seal_none").write(),
        "no seal object where the type has none",
    )
    .clause(&["v-4.2d"])
    .types(&["test_seal_none"])
    .flags(&["seal"])
    .add(out);
    refused(
        "seal-object-missing",
        of_type("test_seal_required").write(),
        "no seal object where the type asks for one",
        &["seal.object-missing"],
    )
    .clause(&["v-4.2a"])
    .types(&["test_seal_required"])
    .add(out);
    refused(
        "seal-object-not-required",
        with(of_type("test_seal_required"), object(false)),
        "a seal object that says it is not required, where the type asks for one",
        &["seal.object-missing"],
    )
    .clause(&["v-4.2b"])
    .types(&["test_seal_required"])
    .add(out);
    refused(
        "seal-object-forbidden",
        with(of_type("test_seal_none"), object(true)),
        "a seal object where the type has none",
        &["seal.object-forbidden"],
    )
    .clause(&["v-4.2d"])
    .types(&["test_seal_none"])
    .twin("verify.seal-object-none-where-never")
    .add(out);
    for (name, bytes, types) in [
        (
            "seal-object-unchecked",
            with(business(), object(false)),
            None,
        ),
        (
            "seal-object-required-and-unchecked",
            with(of_type("test_seal_required"), object(true)),
            Some("test_seal_required"),
        ),
    ] {
        let vector = Vector::undecided(
            &format!("verify.{name}"),
            bytes,
            "a seal object that the verifier does not check",
            &["seal.object-unchecked"],
        )
        .clause(&["v-4.2c"])
        .critical()
        .flags(&["seal"])
        .twin("verify.seal-object-none-where-optional");
        match types {
            Some(types) => vector.types(&[types]).add(out),
            None => vector.add(out),
        }
    }
    for (name, seal, says) in [
        (
            "seal-element-of-another-word",
            text("no"),
            "the element seal is a word that it does not have",
        ),
        ("seal-element-empty", text(""), "the element seal is empty"),
        ("seal-element-false", FALSE, "the element seal is false"),
        (
            "seal-element-without-required",
            {
                let mut seal = object(true);
                seal.remove("required");
                seal
            },
            "the reference of a seal object without `required`",
        ),
        (
            "seal-element-with-more",
            {
                let mut seal = object(true);
                seal.set("more", TRUE);
                seal
            },
            "the reference of a seal object with a member that it does not have",
        ),
    ] {
        // 4.2 is skipped: what is not the whole reference names no seal object.
        refused(
            name,
            with(business(), seal),
            says,
            &["verify.element-invalid"],
        )
        .clause(&["l-5.20"])
        .add(out);
    }
}

fn references(out: &mut Out) {
    let with = |mut parts: Parts| {
        parts.mso.set("status", reference());
        parts.write()
    };
    let refused = |name: &str, bytes: Vec<u8>, says: &str, codes: &[&str]| {
        Vector::refused(&format!("verify.{name}"), bytes, says, codes)
            .critical()
            .flags(&["N23"])
    };
    refused(
        "status-missing",
        of_type("test_status_required").write(),
        "no status reference where the type asks for one",
        &["status.reference-missing"],
    )
    .clause(&["v-5.2a"])
    .types(&["test_status_required"])
    .twin("verify.business-licence")
    .add(out);
    Vector::accepted(
        "verify.status-none-where-never",
        of_type("test_status_none").write(),
        "no status reference where the type has none",
    )
    .clause(&["v-5.2c"])
    .types(&["test_status_none"])
    .flags(&["N23"])
    .add(out);
    refused(
        "status-forbidden",
        with(of_type("test_status_none")),
        "a status reference where the type has none",
        &["status.reference-forbidden", "status.unavailable"],
    )
    .clause(&["v-5.2c", "v-refused", "v-primary"])
    .types(&["test_status_none"])
    .twin("verify.status-none-where-never")
    .add(out);
    let undecided = |name: &str, bytes: Vec<u8>, says: &str, code: &str| {
        Vector::undecided(&format!("verify.{name}"), bytes, says, &[code])
            .critical()
            .flags(&["N23"])
    };
    undecided(
        "status-unavailable",
        with(business()),
        "a status reference, and no list at hand",
        "status.unavailable",
    )
    .clause(&["v-5.3", "v-indeterminate"])
    .twin("verify.business-licence")
    .add(out);
    undecided(
        "status-required-and-unavailable",
        with(of_type("test_status_required")),
        "the status reference that the type asks for, and no list at hand",
        "status.unavailable",
    )
    .clause(&["v-5.3", "v-5.2a"])
    .types(&["test_status_required"])
    .twin("verify.business-licence")
    .add(out);
    undecided(
        "foreign-status-unavailable",
        with(mdl()),
        "a foreign document with a status reference, and no list at hand",
        "status.unavailable",
    )
    .clause(&["v-5.3"])
    .trust("maryland")
    .twin("verify.mdl")
    .add(out);
    undecided(
        "foreign-status-missing",
        mdl().write(),
        "a foreign document without a status reference, where the verifier holds that to be open",
        "status.reference-missing",
    )
    .clause(&["v-5.2b"])
    .given("unreferenced_status", "undetermined".into())
    .trust("maryland")
    .twin("verify.mdl")
    .add(out);
    let mut parts = business();
    parts.set(COMMON, "valid_until", crate::cbor::date("2026-05-31"));
    parts.mso.set("status", reference());
    refused(
        "expired-with-unknown-status",
        parts.write(),
        "expired, and a status that cannot be found out: refused, not open",
        &["verify.expired", "status.unavailable"],
    )
    .clause(&["v-refused", "v-primary"])
    .twin("verify.business-licence")
    .add(out);
}
