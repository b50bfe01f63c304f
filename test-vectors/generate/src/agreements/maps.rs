//! Limits of a map, and one provision for one licence: `spec/agreements.md`, section 3.4. Every signature is right.

use serde_json::{Value, json};

use super::{
    Asks, parties,
    provisions::MARCH,
    rules::{INVALID, rule},
};
use crate::{good::BUSINESS, out::Out};

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "agreement-good");
    one_answer(asks);
    maps(asks);
    tables(asks);
}

fn one_answer(asks: &mut Asks<'_>) {
    let provision = |id: &str, more: Value| {
        let mut provision = json!({
            "equivalenceId": id,
            "legalIdentifier": "article 4",
            "label": { "en": "Business licence" },
            "pointedType": BUSINESS,
            "pointingType": BUSINESS,
            "purposes": ["urn:example:one"],
            "effect": "full",
            "conditions": [],
            "statusEquivalence": { "valid": [0], "invalid": [] },
            "attributeMap": [],
            "supplements": [],
        });
        for (member, value) in more.as_object().unwrap() {
            provision[member] = value.clone();
        }
        provision
    };
    let two = |one: Value, other: Value| json!({ "/equivalences": [provision("one", one), provision("other", other)] });
    let until = |from: &str, until: &str| json!({ "validity": { "from": from, "until": until } });
    let in_place = |place: &str| json!({ "territories": [place] });
    let (april, may) = ("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z");
    for (right, broken) in [
        (
            (
                "one-after-another",
                two(until(MARCH, april), until(april, may)),
                "two provisions for one type, one after the other",
            ),
            (
                "both-for-a-second",
                two(until(MARCH, "2026-04-01T00:00:01Z"), until(april, may)),
                "two provisions for one type, with a second in common",
            ),
        ),
        (
            (
                "one-beside-another",
                two(in_place("CN-3301"), in_place("CN-3302")),
                "two provisions for one type, in two cities",
            ),
            (
                "one-inside-another",
                two(in_place("CN-3301"), json!({})),
                "two provisions for one type, in a city and everywhere",
            ),
        ),
        (
            (
                "two-purposes-apart",
                two(json!({}), json!({ "purposes": ["urn:example:two"] })),
                "two provisions for one type, for two purposes",
            ),
            (
                "two-purposes-shared",
                two(
                    json!({}),
                    json!({ "purposes": ["urn:example:two", "urn:example:one"] }),
                ),
                "two provisions for one type, with a purpose in common",
            ),
        ),
    ] {
        rule(asks, "ag-one-answer", INVALID, Some(right), vec![broken]);
    }
}

fn mapping(from: &Value, to: &Value, transform: &Value) -> Value {
    json!({ "from": from, "to": to, "transform": transform, "onUnmapped": "drop" })
}

fn maps(asks: &mut Asks<'_>) {
    let form = json!([BUSINESS, "legal_form"]);
    let copied = |to: Value| mapping(&form, &to, &json!("identity"));
    let to = |to: Value| json!({ "/equivalences/0/attributeMap": [copied(to)] });
    let foreign = |to: Value| json!({ "/equivalences/0/pointingType": "com.example.licence.1", "/equivalences/0/attributeMap": [copied(to)] });
    let broken = vec![(
        "map-to-common",
        to(json!(["org.elicence.1", "category"])),
        "a map that writes what every licence says",
    )];
    rule(asks, "ag-map-common", INVALID, None, broken);
    rule(
        asks,
        "ag-map-holder",
        INVALID,
        Some((
            "map-to-holders",
            to(json!([BUSINESS, "holders"])),
            "a map that writes an element whose name only begins with the same letters",
        )),
        vec![
            (
                "map-to-holder",
                to(json!([BUSINESS, "holder"])),
                "a map that writes the holder",
            ),
            (
                "map-to-holder-name",
                to(json!([BUSINESS, "holder_name"])),
                "a map that writes the holder's name",
            ),
        ],
    );
    rule(
        asks,
        "ag-map-space",
        INVALID,
        Some((
            "map-to-foreign",
            foreign(json!(["com.example.1", "form"])),
            "a map to a foreign type that writes a foreign name space",
        )),
        vec![
            (
                "map-to-another-type",
                to(json!(["org.elicence.tax_certificate.1", "form"])),
                "a map that writes into another type",
            ),
            (
                "map-to-foreign-space",
                to(json!(["com.example.1", "form"])),
                "a map to a native type that writes a foreign name space",
            ),
            (
                "map-of-foreign-to-native",
                foreign(json!([BUSINESS, "form"])),
                "a map to a foreign type that writes a native name space",
            ),
        ],
    );
    let one = copied(json!([BUSINESS, "form"]));
    let other = copied(json!([BUSINESS, "other_form"]));
    rule(
        asks,
        "ag-map-once",
        INVALID,
        Some((
            "map-to-two",
            json!({ "/equivalences/0/attributeMap": [one, other] }),
            "a map that writes two elements",
        )),
        vec![
            (
                "map-to-one-twice",
                json!({ "/equivalences/0/attributeMap": [one, one] }),
                "a map that writes one element twice",
            ),
            (
                "map-to-a-member",
                to(json!([BUSINESS, "forms", "form"])),
                "a map that writes a column",
            ),
        ],
    );
}

fn tables(asks: &mut Asks<'_>) {
    let column = json!([BUSINESS, "shareholders", "share"]);
    let by = |from: &Value, transform: Value| {
        let mapping = mapping(from, &json!([BUSINESS, "form"]), &transform);
        json!({ "/equivalences/0/attributeMap": [mapping] })
    };
    rule(
        asks,
        "ag-map-member",
        INVALID,
        Some((
            "map-of-a-member",
            by(&column, json!({ "table": { "a": ["b", "c"], "d": [] } })),
            "a table that reads a column, and makes two codes or none of one",
        )),
        vec![
            (
                "map-copies-a-member",
                by(&column, json!("identity")),
                "a map that copies a column",
            ),
            (
                "map-constant-of-a-member",
                by(&column, json!({ "constant": "a" })),
                "a constant for a column",
            ),
            (
                "map-code-twice",
                by(&column, json!({ "table": { "a": ["b", "b"] } })),
                "a table that makes one code twice of another",
            ),
        ],
    );
}
