//! Section 7: until when an answer holds. Everything here ends, or begins, a second after the judgement.

use serde_json::{Value, json};

use super::{Answer, Asks, JUST_AFTER, ON_TIME, Row, YES, licence, provision};
use crate::{
    agreements::{PURPOSE, parties},
    out::Out,
};

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, parties::verifier(), "good");
    asks.purpose = PURPOSE;
    asks.expect = vec![("effective_until", ON_TIME.into())];
    asks.under(ROWS, &licence());
}

const NOT_YET: Answer = ("not-recognised", &["recognise.agreement-not-yet"]);
const TIME: Answer = ("not-recognised", &["recognise.equivalence-not-in-force"]);

fn then(agreement: &mut Value, status: &str, since: &str) {
    agreement["equivalenceHistory"] = json!([agreement["currentState"]]);
    agreement["currentState"] =
        json!({ "equivalenceStatus": status, "equivalenceStatusStartingTime": since });
}

const ROWS: &[Row] = &[
    (
        "until-suspended",
        |a| then(a, "suspended", JUST_AFTER),
        "suspended in a second: the answer holds until then",
        "r-state",
        YES,
    ),
    (
        "until-enacted",
        |a| a["currentState"]["equivalenceStatusStartingTime"] = JUST_AFTER.into(),
        "enacted in a second: that it does not count holds until then",
        "r-state",
        NOT_YET,
    ),
    (
        "until-over",
        |a| a["validUntil"] = JUST_AFTER.into(),
        "over in a second",
        "r-state",
        YES,
    ),
    (
        "until-the-run-off-is-over",
        |a| {
            then(a, "repealed", "2026-05-01T00:00:00Z");
            a["runOff"] = json!({ "issuedBefore": "2026-05-01T00:00:00Z", "until": JUST_AFTER });
        },
        "repealed, and the run-off is over in a second",
        "r-runoff",
        YES,
    ),
    (
        "until-the-provision-ends",
        |a| {
            provision(a)["validity"] =
                json!({ "from": "2026-03-01T00:00:00Z", "until": JUST_AFTER })
        },
        "the provision ends in a second",
        "r-provision",
        YES,
    ),
    (
        "until-the-provision-begins",
        |a| provision(a)["validity"] = json!({ "from": JUST_AFTER }),
        "the provision begins in a second",
        "r-provision",
        TIME,
    ),
    (
        "until-it-is-too-old",
        |a| {
            provision(a)["conditions"] =
                json!([{ "id": "c1", "kind": "licenceAge", "max": 31_392_000 }])
        },
        "a second later the licence is older than it may be",
        "r-condition",
        YES,
    ),
];
