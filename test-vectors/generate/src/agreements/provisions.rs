//! Rules for what is excluded and what is recognised: `spec/agreements.md`, section 3.4. Every signature is right.

use serde_json::{Value, json};

use super::{
    Asks, parties,
    rules::{INVALID, rule},
};
use crate::{good::BUSINESS, out::Out};

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "agreement-good");
    conditions(asks);
    exclusions(asks);
    reach(asks);
}

/// A provision with these conditions.
pub(super) fn asking(conditions: &Value) -> Value {
    json!({ "/equivalences/0/conditions": conditions })
}

/// An agreement that excludes what meets one of these conditions.
fn excluding(conditions: &Value) -> Value {
    json!({ "/exclusions": [exclusion("excluded", conditions)] })
}

pub(super) fn exclusion(id: &str, conditions: &Value) -> Value {
    json!({ "id": id, "reason": { "en": "Test" }, "any": conditions })
}

pub(super) fn issued(id: &str, first: &str, last: &str) -> Value {
    json!({ "id": id, "kind": "issuedAt", "notBefore": first, "notAfter": last })
}

pub(super) fn issuer(id: &str, kind: &str, entities: &[&str]) -> Value {
    json!({ "id": id, "kind": kind, "entities": entities })
}

pub(super) fn range(id: &str, min: i64, max: i64) -> Value {
    json!({ "id": id, "kind": "elementRange", "element": [BUSINESS, "registered_capital"], "min": min, "max": max })
}

pub(super) const JANUARY: &str = "2026-01-01T00:00:00Z";
pub(super) const FEBRUARY: &str = "2026-02-01T00:00:00Z";
pub(super) const MARCH: &str = "2026-03-01T00:00:00Z";

fn conditions(asks: &mut Asks<'_>) {
    let element = json!([BUSINESS, "establishment_date"]);
    let ages =
        json!({ "id": "c", "kind": "elementDate", "element": element, "minAge": 2, "maxAge": 1 });
    rule(
        asks,
        "ag-bounds",
        INVALID,
        Some((
            "bounds-equal",
            asking(&json!([issued("c", JANUARY, JANUARY)])),
            "a condition with two equal bounds",
        )),
        vec![
            (
                "bounds-none",
                asking(&json!([{ "id": "c", "kind": "issuedAt" }])),
                "a condition without bounds",
            ),
            (
                "bounds-of-times",
                asking(&json!([issued("c", FEBRUARY, JANUARY)])),
                "nothing was issued between the bounds",
            ),
            (
                "bounds-of-numbers",
                asking(&json!([range("c", 2, 1)])),
                "no number lies between the bounds",
            ),
            (
                "bounds-of-ages",
                asking(&json!([ages])),
                "no age lies between the bounds",
            ),
        ],
    );
    rule(
        asks,
        "ag-lists",
        INVALID,
        Some((
            "two-issuers",
            asking(&json!([issuer("c", "issuerIn", &["one", "two"])])),
            "one of two issuers",
        )),
        vec![
            (
                "issuer-twice",
                asking(&json!([issuer("c", "issuerIn", &["one", "one"])])),
                "one issuer twice",
            ),
            (
                "category-unknown",
                asking(&json!([{ "id": "c", "kind": "categoryIn", "categories": ["passport"] }])),
                "a category that does not exist",
            ),
            (
                "method-unknown",
                asking(&json!([{ "id": "c", "kind": "holderBinding", "anyMethod": ["password"] }])),
                "a way of binding that does not exist",
            ),
        ],
    );
    let derived = |element: Value| {
        let by = json!({ "rule": "band(total)", "maxAge": 86_400 });
        asking(
            &json!([{ "id": "c", "kind": "elementIn", "element": element, "values": ["a"], "derived": by }]),
        )
    };
    rule(
        asks,
        "",
        INVALID,
        Some((
            "derived",
            derived(json!([BUSINESS, "band"])),
            "data that were derived, of the type",
        )),
        vec![
            (
                "derived-in-common",
                derived(json!(["org.elicence.1", "category"])),
                "derived data among what every licence says",
            ),
            (
                "derived-member",
                derived(json!([BUSINESS, "band", "column"])),
                "a column of derived data",
            ),
        ],
    );
}

fn exclusions(asks: &mut Asks<'_>) {
    let categories = |categories: &[&str]| {
        excluding(&json!([{ "id": "c", "kind": "categoryIn", "categories": categories }]))
    };
    let level =
        |level: &str| excluding(&json!([{ "id": "c", "kind": "signatureLevel", "min": level }]));
    let remaining = |seconds: u64| {
        excluding(&json!([{ "id": "c", "kind": "remainingValidity", "min": seconds }]))
    };
    let present =
        json!({ "id": "c", "kind": "elementPresent", "element": [BUSINESS, "registered_capital"] });
    let broken = vec![(
        "excludes-what-is-there",
        excluding(&json!([present])),
        "an exclusion by an element that is there: what is withheld is excluded too",
    )];
    rule(asks, "ag-exclusion", INVALID, None, broken);
    for (right, broken) in [
        (
            (
                "excludes-two-categories",
                categories(&["licence", "proof"]),
                "an exclusion of two categories",
            ),
            (
                "excludes-all-categories",
                categories(&["licence", "proof", "identity-document"]),
                "an exclusion of all categories",
            ),
        ),
        (
            (
                "excludes-level-t",
                level("T"),
                "an exclusion of what has a time-stamp",
            ),
            (
                "excludes-level-b",
                level("B"),
                "an exclusion of what has a signature",
            ),
        ),
        (
            (
                "excludes-a-second",
                remaining(1),
                "an exclusion of what is valid for another second",
            ),
            (
                "excludes-no-seconds",
                remaining(0),
                "an exclusion of what is valid",
            ),
        ),
    ] {
        rule(asks, "ag-exclusion", INVALID, Some(right), vec![broken]);
    }
}

fn reach(asks: &mut Asks<'_>) {
    let purposes = |purposes: &[&str]| json!({ "/equivalences/0/purposes": purposes });
    rule(
        asks,
        "ag-purposes",
        INVALID,
        Some((
            "two-purposes",
            purposes(&["urn:example:one", "urn:example:two"]),
            "two purposes",
        )),
        vec![(
            "purpose-twice",
            purposes(&["urn:example:one", "urn:example:one"]),
            "one purpose twice",
        )],
    );
    let territories = |territories: &[&str]| json!({ "/equivalences/0/territories": territories });
    rule(
        asks,
        "ag-territories",
        INVALID,
        Some((
            "in-one-city",
            territories(&["CN-3301"]),
            "a provision for one city",
        )),
        vec![
            (
                "in-the-other-party",
                territories(&["CN-44"]),
                "a provision that holds in the other party",
            ),
            (
                "in-the-country",
                territories(&["CN"]),
                "a provision that holds in the whole country",
            ),
            (
                "in-one-city-twice",
                territories(&["CN-3301", "CN-3301"]),
                "a provision for one city twice",
            ),
        ],
    );
    let validity = |from: &str, until: &str| json!({ "/equivalences/0/validity": { "from": from, "until": until } });
    rule(
        asks,
        "ag-validity",
        INVALID,
        Some((
            "provision-for-a-second",
            validity(FEBRUARY, "2026-03-01T00:00:01Z"),
            "a provision that is over one second after the agreement begins",
        )),
        vec![
            (
                "provision-over",
                validity(FEBRUARY, MARCH),
                "a provision that is over when the agreement begins",
            ),
            (
                "provision-never",
                validity(MARCH, MARCH),
                "a provision that is over when it begins",
            ),
            (
                "provision-after-the-end",
                json!({ "/validUntil": "2026-04-01T00:00:00Z", "/equivalences/0/validity": { "from": "2026-04-01T00:00:00Z" } }),
                "a provision that begins when the agreement is over",
            ),
        ],
    );
    let statuses = |valid: &[u64], invalid: &[u64]| json!({ "/equivalences/0/statusEquivalence": { "valid": valid, "invalid": invalid } });
    rule(
        asks,
        "ag-status",
        INVALID,
        Some(("status-255", statuses(&[0], &[255]), "a status of 255")),
        vec![
            ("status-256", statuses(&[0], &[256]), "a status of 256"),
            (
                "status-both",
                statuses(&[0, 1], &[1]),
                "a status that is valid and not",
            ),
        ],
    );
}
