//! 6.8 and section 6: what is needed beside the licence, and whose it is.

use serde_json::{Value, json};

use super::{Answer, Asks, YES, agreed, provision};
use crate::{
    agreements::{agreement, parties},
    authorities::{GUANGZHOU, HOLDER_KEY, SEAL_KEY, leaf},
    cbor::text,
    document::{COMMON, Parts},
    good::shipped,
    lists::document::List,
    out::Out,
    session::{Proof, document, response},
};

const DRIVING: &str = "org.elicence.driving_licence.1";
const TAX: &str = "org.elicence.tax_certificate.1";
const SELF: &str = "110105199005040014";
const OTHER: &str = "11010519881205010X";
const WITH: &str = "recognised-with-supplements";
const REQUIRED: Answer = (WITH, &["recognise.supplement-required"]);
const INVALID: Answer = (
    WITH,
    &[
        "recognise.supplement-invalid",
        "recognise.supplement-required",
    ],
);
const MISMATCH: Answer = (
    WITH,
    &["recognise.holder-mismatch", "recognise.supplement-required"],
);
const UNKNOWN: Answer = (
    WITH,
    &["recognise.holder-unknown", "recognise.supplement-required"],
);

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, parties::verifier(), "supplement");
    needs(&mut asks);
    recognised(&mut asks);
    holders(&mut asks);
    proven(&mut asks);
}

/// A shipped licence of Guangzhou, which shows these elements.
pub(super) fn guangzhou(name: &str, showing: &[&str]) -> Parts {
    Parts::open(&shipped(name), SEAL_KEY)
        .showing(showing)
        .with_key(SEAL_KEY)
        .with_chain(&[&leaf()])
}

/// A driving licence of Guangzhou, which shows these elements.
pub(super) fn driving_licence(showing: &[&str]) -> Parts {
    guangzhou("driving_licence", showing)
}

/// A tax certificate of Guangzhou, which shows these elements.
pub(super) fn tax_certificate(showing: &[&str]) -> Parts {
    guangzhou("tax_certificate", showing)
}

const CODE: &[&str] = &["holder_code", "holder_code_type"];

/// The tax certificate of the holder with this code.
fn tax_of(code: &str) -> Parts {
    let mut parts = tax_certificate(CODE);
    parts.set(COMMON, "holder_code", text(code));
    parts
}

/// Driving licences count together with a tax certificate, and these as such.
fn both(name: &str, edit: impl FnOnce(&mut Value)) -> List {
    agreement(name, |a| {
        let licences = provision(a);
        licences["equivalenceId"] = "driving".into();
        licences["pointedType"] = DRIVING.into();
        licences["pointingType"] = DRIVING.into();
        licences["attributeMap"] = json!([]);
        let mut certificates = licences.clone();
        certificates["equivalenceId"] = "tax".into();
        certificates["pointedType"] = TAX.into();
        certificates["pointingType"] = TAX.into();
        licences["supplements"] = json!([supplement("s1", "beforeUse")]);
        a["equivalences"].as_array_mut().unwrap().push(certificates);
        edit(a);
    })
}

fn supplement(id: &str, deadline: &str) -> Value {
    json!({ "id": id, "label": { "en": "Test certificate of tax" }, "evidenceType": "urn:example:evidence:tax", "docType": TAX, "deadline": deadline })
}

/// With this document beside the driving licence.
fn with(
    asks: &mut Asks<'_>,
    name: &str,
    licence: &Parts,
    beside: &Parts,
    says: &str,
    clause: &str,
    answer: Answer,
) {
    let file = asks.beside(name, &beside.write());
    asks.given.push(("supplements", file));
    let word = if answer == YES { "presented" } else { "needed" };
    asks.expect = vec![("supplements", json!({ "s1": word }))];
    asks.answers(name, licence, says, clause, answer);
    asks.given.pop();
    asks.expect.clear();
}

fn needs(asks: &mut Asks<'_>) {
    let licence = driving_licence(CODE);
    asks.verifier = agreed(&[&both("supplements", |_| {})]);
    let says = "a tax certificate is needed and presented, of the same holder";
    with(
        asks,
        "supplement",
        &licence,
        &tax_of(SELF),
        says,
        "r-holder r-supplement-recognised",
        YES,
    );
    asks.expect = vec![("supplements", json!({ "s1": "needed" }))];
    let says = "a tax certificate is needed, and nothing is presented";
    asks.answers("supplement-required", &licence, says, "r-primary", REQUIRED);
    asks.expect.clear();
    let says = "a document of another type is presented";
    with(
        asks,
        "supplement-of-another-type",
        &licence,
        &licence,
        says,
        "r-holder",
        REQUIRED,
    );
    let no_document = both("supplement-by-a-clerk", |a| {
        let all = &mut provision(a)["supplements"];
        all[0].as_object_mut().unwrap().remove("docType");
    });
    asks.verifier = agreed(&[&no_document]);
    let says = "a supplement that no document is: a clerk takes it";
    with(
        asks,
        "supplement-by-a-clerk",
        &licence,
        &tax_of(SELF),
        says,
        "r-holder",
        REQUIRED,
    );
    for (name, entity, says, need, answer) in [
        (
            "supplement-unless",
            GUANGZHOU,
            "a condition holds under which nothing is needed",
            "not-needed",
            YES,
        ),
        (
            "supplement-unless-not",
            "Y1440000TEM0000378",
            "a condition does not hold under which nothing would be needed",
            "needed",
            REQUIRED,
        ),
    ] {
        let changed = both(name, |a| {
            provision(a)["supplements"][0]["unless"] =
                json!([{ "id": "u1", "kind": "issuerIn", "entities": [entity] }]);
        });
        asks.verifier = agreed(&[&changed]);
        asks.expect = vec![("supplements", json!({ "s1": need }))];
        asks.answers(name, &licence, says, "r-condition", answer);
    }
    let unknown = both("supplement-unless-unknown", |a| {
        provision(a)["supplements"][0]["unless"] =
            json!([{ "id": "u1", "kind": "levelIn", "levels": ["prefectural"] }]);
    });
    asks.verifier = agreed(&[&unknown]);
    asks.expect = vec![("supplements", json!({ "s1": "needed" }))];
    let says = "a condition is not known under which nothing would be needed";
    asks.answers(
        "supplement-unless-unknown",
        &licence,
        says,
        "r-unknown",
        REQUIRED,
    );
    asks.expect.clear();
}

fn recognised(asks: &mut Asks<'_>) {
    let licence = driving_licence(CODE);
    let clause = "r-supplement-recognised";
    let unrecognised = both("supplement-not-recognised", |a| {
        a["equivalences"].as_array_mut().unwrap().pop();
    });
    asks.verifier = agreed(&[&unrecognised]);
    let says = "a tax certificate that no agreement recognises";
    with(
        asks,
        "supplement-not-recognised",
        &licence,
        &tax_of(SELF),
        says,
        clause,
        INVALID,
    );
    let other_purpose = both("supplement-for-another-purpose", |a| {
        a["equivalences"][1]["purposes"] = json!(["urn:example:other"]);
    });
    asks.verifier = agreed(&[&other_purpose]);
    let says = "a tax certificate that is recognised for another purpose";
    with(
        asks,
        "supplement-for-another-purpose",
        &licence,
        &tax_of(SELF),
        says,
        clause,
        INVALID,
    );
    let needs_more = both("supplement-that-needs-more", |a| {
        a["equivalences"][1]["supplements"] = json!([{ "id": "s2", "label": { "en": "Test evidence" }, "evidenceType": "urn:example:evidence", "deadline": "beforeUse" }]);
    });
    asks.verifier = agreed(&[&needs_more]);
    let says = "a tax certificate that would be recognised together with something else";
    with(
        asks,
        "supplement-that-needs-more",
        &licence,
        &tax_of(SELF),
        says,
        clause,
        INVALID,
    );
}

fn holders(asks: &mut Asks<'_>) {
    asks.verifier = agreed(&[&both("supplements", |_| {})]);
    let licence = || driving_licence(CODE);
    let other_type = {
        let mut parts = tax_of(SELF);
        parts.set(COMMON, "holder_code_type", text("414"));
        parts
    };
    let same_name = {
        let mut parts = tax_certificate(&["holder_name"]);
        parts.set(COMMON, "holder_name", text("李四"));
        parts
    };
    for (name, licence, beside, says, clause, answer) in [
        (
            "holder-mismatch",
            licence(),
            tax_of(OTHER),
            "somebody else's tax certificate",
            "r-holder",
            MISMATCH,
        ),
        (
            "holder-code-withheld",
            licence(),
            tax_certificate(&["holder_code_type"]),
            "a tax certificate that withholds whose it is",
            "r-holder-unknown r-holder r-unknown",
            UNKNOWN,
        ),
        (
            "holder-code-type-withheld",
            licence(),
            tax_certificate(&["holder_code"]),
            "a tax certificate that withholds what its code is",
            "r-holder-unknown",
            UNKNOWN,
        ),
        (
            "holder-code-of-the-licence-withheld",
            driving_licence(&["holder_code_type"]),
            tax_of(SELF),
            "the licence withholds whose it is",
            "r-holder-unknown",
            UNKNOWN,
        ),
        (
            "holder-codes-of-two-types",
            licence(),
            other_type,
            "codes that are equal, and of two types",
            "r-holder-unknown",
            UNKNOWN,
        ),
        (
            "holder-names-equal",
            driving_licence(&["holder_name"]),
            same_name,
            "names that are equal, and no codes",
            "r-holder-unknown",
            UNKNOWN,
        ),
    ] {
        with(asks, name, &licence, &beside, says, clause, answer);
    }
    second_holder(asks);
    let own = tax_of(SELF).write();
    let others = tax_of(OTHER).write();
    let mut files = asks.beside("holder-mismatch", &others);
    let second = asks.beside("supplement", &own)[0].clone();
    files.as_array_mut().unwrap().push(second);
    asks.given.push(("supplements", files));
    let says = "somebody else's tax certificate beside the holder's own: one that counts is enough";
    asks.answers("holder-one-of-two", &licence(), says, "r-holder", YES);
    asks.given.clear();
}

/// Somebody else's licence that has the holder of the supplement as its second.
fn second_holder(asks: &mut Asks<'_>) {
    let of_two = |code: &str| {
        let mut parts = driving_licence(CODE);
        parts.set(COMMON, "holder_code", text(OTHER));
        parts.add(COMMON, "holder_code_2", text(code));
        parts.add(COMMON, "holder_code_type_2", text("111"));
        parts
    };
    let without_type = {
        let mut parts = of_two(SELF);
        parts.withhold(COMMON, "holder_code_type_2");
        parts.withhold(COMMON, "holder_code_type");
        parts
    };
    for (name, licence, says, clause, answer) in [
        (
            "holder-second",
            of_two(SELF),
            "a licence of two holders, and a tax certificate of the second",
            "r-holder",
            YES,
        ),
        (
            "holder-neither",
            of_two("110105199201170078"),
            "a licence of two holders, and a tax certificate of neither",
            "r-holder",
            MISMATCH,
        ),
        (
            "holder-second-type-withheld",
            without_type,
            "a licence of two holders that withholds what their codes are",
            "r-holder-unknown",
            UNKNOWN,
        ),
    ] {
        with(asks, name, &licence, &tax_of(SELF), says, clause, answer);
        asks.differ_from("holder-second");
    }
    asks.differ_from("supplement");
}

/// What the holder presents with a proof of the key.
fn presented(parts: &Parts, session: &'static str) -> Vec<u8> {
    let proof = Proof {
        session,
        ..Proof::new(&parts.doc_type(), -7)
    };
    let signed = proof.signed(&HOLDER_KEY.get());
    response(vec![document(
        &parts.doc_type(),
        parts.sign().node(),
        signed,
    )])
    .write()
}

fn proven(asks: &mut Asks<'_>) {
    asks.verifier = agreed(&[&both("supplements", |_| {})]);
    let licence = presented(&driving_licence(&[]), "session");
    let beside = asks.beside(
        "holder-of-one-key",
        &presented(&tax_certificate(&[]), "session"),
    );
    asks.given = vec![
        ("supplements", beside),
        (
            "session_transcript",
            "../common/session/session.cbor".into(),
        ),
    ];
    let says = "both under one key of the holder, proven in one session; no codes are shown";
    asks.answers_bytes("holder-of-one-key", licence.clone(), says, "r-holder", YES);
    let beside = asks.beside("holder-unproven", &tax_certificate(&[]).write());
    asks.given[0].1 = beside;
    asks.differ_from("holder-of-one-key");
    let says = "both under one key of the holder, proven for the licence alone";
    asks.answers_bytes(
        "holder-unproven",
        licence,
        says,
        "r-holder-unknown",
        UNKNOWN,
    );
    asks.given.clear();
}
