//! What can never hold: `spec/agreements.md`, section 3.5. Every signature is right.

use serde_json::{Value, json};

use super::{
    Asks, parties,
    provisions::{FEBRUARY, JANUARY, asking, exclusion, issued, issuer, range},
    rules::{INVALID, rule},
};
use crate::{good::BUSINESS, out::Out};

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "agreement-good");
    contradictions(asks);
    excluded(asks);
}

fn code(id: &str, values: &[&str]) -> Value {
    json!({ "id": id, "kind": "elementIn", "element": [BUSINESS, "registered_capital"], "values": values })
}

fn contradictions(asks: &mut Asks<'_>) {
    let supplement = |unless: Value| {
        json!({ "/equivalences/0/supplements": [{
            "id": "s",
            "label": { "en": "Supplement" },
            "evidenceType": "urn:example:evidence",
            "unless": unless,
            "deadline": "beforeUse",
        }] })
    };
    let both = json!([
        issuer("c", "issuerIn", &["one"]),
        issuer("d", "issuerIn", &["two"])
    ]);
    let shared = json!([
        issuer("c", "issuerIn", &["one", "two"]),
        issuer("d", "issuerIn", &["two", "three"])
    ]);
    rule(
        asks,
        "ag-never",
        INVALID,
        Some((
            "issuers-in-common",
            asking(&shared),
            "two lists of issuers with one in common",
        )),
        vec![
            (
                "issuers-apart",
                asking(&both),
                "two lists of issuers with none in common",
            ),
            (
                "ranges-apart",
                asking(&json!([range("c", 0, 1), range("d", 2, 3)])),
                "two ranges of one number with nothing in common",
            ),
            (
                "code-and-number",
                asking(&json!([range("c", 0, 1), code("d", &["1"])])),
                "one element that is a number and has codes",
            ),
            (
                "times-apart",
                asking(&json!([
                    issued("c", JANUARY, JANUARY),
                    issued("d", FEBRUARY, FEBRUARY)
                ])),
                "two times of issue with nothing in common",
            ),
            (
                "choice-of-none",
                asking(
                    &json!([issuer("c", "issuerIn", &["one"]), { "anyOf": [issuer("d", "issuerIn", &["two"]), issuer("e", "issuerNotIn", &["one"])] }]),
                ),
                "a choice of two, neither of which is possible beside another clause",
            ),
            (
                "unless-never",
                supplement(both.clone()),
                "a supplement that is not needed for what cannot be",
            ),
        ],
    );
}

fn excluded(asks: &mut Asks<'_>) {
    let excluding = |asked: Value, all: &[Value]| {
        let exclusions: Vec<Value> = all
            .iter()
            .enumerate()
            .map(|(place, one)| exclusion(&format!("x{place}"), &json!([one])))
            .collect();
        json!({ "/equivalences/0/conditions": asked, "/exclusions": exclusions })
    };
    let asked = json!([issuer("c", "issuerIn", &["one", "two"])]);
    rule(
        asks,
        "ag-excludes-all",
        INVALID,
        Some((
            "excludes-one-of-two",
            excluding(asked.clone(), &[issuer("d", "issuerIn", &["one"])]),
            "an exclusion of one of two issuers",
        )),
        vec![
            (
                "excludes-both-of-two",
                excluding(asked.clone(), &[issuer("d", "issuerIn", &["one", "two"])]),
                "an exclusion of both of two issuers",
            ),
            (
                "excludes-one-after-the-other",
                excluding(
                    asked,
                    &[
                        issuer("d", "issuerIn", &["one"]),
                        issuer("e", "issuerIn", &["two"]),
                    ],
                ),
                "an exclusion of one of two issuers, and one of the other",
            ),
            (
                "excludes-everybody",
                excluding(
                    json!([]),
                    &[
                        issuer("d", "issuerIn", &["one"]),
                        issuer("e", "issuerNotIn", &["one"]),
                    ],
                ),
                "an exclusion of one issuer, and one of all others",
            ),
        ],
    );
}
