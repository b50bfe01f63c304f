//! Steps 2.1.2, 2.1.5 and 2.1.6 for native licences: the type, what may not be withheld, what is defined.

use crate::{
    authorities::SEAL_KEY,
    cbor::{Node, bytes, int, map, text},
    document::{COMMON, Parts},
    good::{BUSINESS, business, kinds, shipped},
    out::{Out, Vector, pretty},
    types::kinds_json,
};

pub(crate) fn make(out: &mut Out) {
    shipped_types(out);
    definitions(out);
    withheld(out);
    undefined(out);
}

fn shipped_types(out: &mut Out) {
    for name in [
        "birth_certificate",
        "business_licence",
        "degree_certificate",
        "disability_certificate",
        "driving_licence",
        "food_business_permit",
        "marriage_certificate",
        "real_estate_title",
        "residence_permit",
        "tax_certificate",
    ] {
        let bytes = shipped(name);
        let words = name.replace('_', "-");
        out.file(
            &format!("verify/all-of-{words}.diag"),
            crate::diag::print(&bytes),
        );
        Vector::accepted(
            &format!("verify.all-of-{words}"),
            bytes,
            &format!(
                "a {} with every element of its draft in examples/data/drafts",
                name.replace('_', " ")
            ),
        )
        .clause(&["v-2.1.6b", "v-2.1.5"])
        .holder("not-bound")
        .flags(&["value"])
        .add(out);
    }
    Vector::accepted(
        "verify.only-what-must-be",
        business().showing(&[]).write(),
        "a licence that shows only what may not be withheld",
    )
    .clause(&["v-2.1.5"])
    .flags(&["disclosure"])
    .add(out);
}

fn definitions(out: &mut Out) {
    let kinds = kinds().showing(&["text"]);
    Vector::accepted(
        "verify.type-of-the-caller",
        kinds.write(),
        "a licence of a type that the verifier was given",
    )
    .clause(&["v-2.1.2b"])
    .types(&["test_kinds"])
    .flags(&["value"])
    .add(out);
    let unknown = |name: &str, says: &str| {
        Vector::refused(
            &format!("verify.{name}"),
            kinds.write(),
            says,
            &["verify.type-unknown"],
        )
        .clause(&["v-2.1.2b"])
        .critical()
        .flags(&["value"])
        .twin("verify.type-of-the-caller")
    };
    unknown(
        "type-unknown",
        "a native licence of a type that the verifier has no definition of",
    )
    .add(out);
    let mut labels = kinds_json();
    labels["names"]["en"] = "Another label".into();
    out.file("common/types/test_kinds_other_labels.json", pretty(&labels));
    Vector::accepted(
        "verify.type-with-other-labels",
        kinds.write(),
        "the definition at hand has other labels, which are not part of its digest",
    )
    .clause(&["v-2.1.2c"])
    .types(&["test_kinds_other_labels"])
    .flags(&["value"])
    .add(out);
    let mut wider = kinds_json();
    wider["elements"][0]["max_chars"] = 9.into();
    out.file("common/types/test_kinds_wider.json", pretty(&wider));
    let mismatch = |name: &str, bytes: Vec<u8>, says: &str| {
        Vector::refused(
            &format!("verify.{name}"),
            bytes,
            says,
            &["verify.type-digest-mismatch"],
        )
        .clause(&["v-2.1.2c"])
        .critical()
        .flags(&["value"])
        .twin("verify.type-of-the-caller")
    };
    mismatch(
        "type-digest-of-another-definition",
        kinds.write(),
        "the definition at hand allows one character more than the one it was made under",
    )
    .types(&["test_kinds_wider"])
    .add(out);
    let mut parts = business();
    parts.set(
        COMMON,
        "type_digest",
        map([("alg", int(-16)), ("value", bytes(&[7; 32]))]),
    );
    mismatch(
        "type-digest-unknown",
        parts.write(),
        "a type_digest of no definition",
    )
    .twin("verify.business-licence")
    .add(out);
    let mut parts = business();
    let other = Parts::open(&shipped("tax_certificate"), SEAL_KEY);
    let digest = other
        .name_spaces
        .iter()
        .find(|(ns, _)| ns == COMMON)
        .unwrap()
        .1
        .iter();
    let digest = digest
        .map(|item| Node::read(item).opened())
        .find(|item| item.at("elementIdentifier") == &text("type_digest"));
    parts.set(
        COMMON,
        "type_digest",
        digest.unwrap().at("elementValue").clone(),
    );
    mismatch(
        "type-digest-of-another-type",
        parts.write(),
        "the type_digest of another type",
    )
    .twin("verify.business-licence")
    .add(out);
}

fn withheld(out: &mut Out) {
    for id in [
        "type_digest",
        "issuer_code",
        "region",
        "issue_date",
        "valid_from",
        "valid_until",
        "category",
        "seal",
    ] {
        let mut parts = business();
        parts.withhold(COMMON, id);
        Vector::refused(
            &format!("verify.withheld-{}", id.replace('_', "-")),
            parts.write(),
            &format!("{id} is withheld, which a verdict rests on"),
            &["verify.element-missing"],
        )
        .clause(&["v-2.1.5"])
        .critical()
        .flags(&["disclosure"])
        .twin("verify.business-licence")
        .add(out);
    }
    let mut parts = business();
    for id in ["issuer_code", "region", "seal"] {
        parts.withhold(COMMON, id);
    }
    Vector::refused(
        "verify.withheld-three",
        parts.write(),
        "three elements are withheld that must be there",
        &["verify.element-missing"; 3],
    )
    .clause(&["v-2.1.5"])
    .flags(&["disclosure"])
    .twin("verify.business-licence")
    .add(out);
}

fn undefined(out: &mut Out) {
    for (name, name_space, id, says) in [
        (
            "element-unknown",
            BUSINESS,
            "favourite_colour",
            "an element that the type does not define",
        ),
        (
            "element-of-another-type",
            "org.elicence.tax_certificate.1",
            "total_in_words",
            "an element of another type's name space",
        ),
        (
            "element-of-a-foreign-name-space",
            "org.example",
            "note",
            "an element of a foreign name space in a native licence",
        ),
        (
            "element-in-the-wrong-name-space",
            BUSINESS,
            "holder_name",
            "a common element in the name space of the type",
        ),
    ] {
        let mut parts = business();
        parts.add(name_space, id, text("甲"));
        Vector::refused(
            &format!("verify.{name}"),
            parts.write(),
            says,
            &["verify.element-unknown"],
        )
        .clause(&["v-2.1.6a"])
        .flags(&["value"])
        .twin("verify.business-licence")
        .add(out);
    }
}
