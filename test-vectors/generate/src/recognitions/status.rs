//! 6.6.3 and `statusFresh`: what a status list said, and how old it is.

use serde_json::{Value, json};

use super::{Answer, Asks, YES, licence, provision};
use crate::{
    agreements::{agreement, parties},
    lists::federation::TAKEN,
    out::Out,
    statuses,
};

const MISSING: Answer = ("not-recognised", &["recognise.data-missing"]);
const STALE: Answer = ("not-recognised", &["recognise.status-stale"]);
const STATUS: Answer = ("not-recognised", &["recognise.status-not-equivalent"]);

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "status");
    let fresh = |max_age: u64| json!([{ "id": "c1", "kind": "statusFresh", "maxAge": max_age }]);
    let rows: [(&str, Value, Value, &str, &str, Answer); 4] = [
        (
            "status",
            json!([0]),
            json!([]),
            "the value in the list is one of those that are valid",
            "r-status",
            YES,
        ),
        (
            "status-not-equivalent",
            json!([3]),
            json!([]),
            "the value in the list is not one of those that are valid for the agreement",
            "r-status",
            STATUS,
        ),
        (
            "status-fresh",
            json!([0]),
            fresh(86_400),
            "a status list that is as old as it may be",
            "r-condition",
            YES,
        ),
        (
            "status-stale",
            json!([0]),
            fresh(86_399),
            "a status list that is a second older than it may be",
            "r-condition",
            STALE,
        ),
    ];
    asks.trust = Some("guangdong");
    for (name, valid, conditions, says, clause, answer) in rows {
        let changed = agreement(name, |a| {
            provision(a)["statusEquivalence"] = json!({ "valid": valid, "invalid": [1, 2] });
            provision(a)["conditions"] = conditions;
        });
        asks.verifier = parties::verifier_of_agreements()
            .agreeing(&changed, TAKEN)
            .asking("office-0", statuses::valid(), "2026-05-31T23:00:00Z");
        asks.answers(name, &statuses::listed(), says, clause, answer);
    }
    asks.trust = None;
    let changed = agreement("status-fresh-of-none", |a| {
        provision(a)["conditions"] = fresh(86_400)
    });
    asks.verifier = super::agreed(&[&changed]);
    let says = "a fresh status list is asked for, and the licence names none";
    asks.answers(
        "status-fresh-of-none",
        &licence(),
        says,
        "r-status r-condition",
        MISSING,
    );
    let changed = agreement("status-of-none", |a| {
        provision(a)["statusEquivalence"] = json!({ "valid": [3], "invalid": [] })
    });
    asks.verifier = super::agreed(&[&changed]);
    let says = "a licence that names no status list has no value that could be another one";
    asks.answers("status-of-none", &licence(), says, "r-status", YES);
}
