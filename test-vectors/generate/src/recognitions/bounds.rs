//! Section 4: numbers, days and levels at the last value that holds and the first that does not.

use serde_json::{Value, json};

use super::{Answer, Asks, Row, YES, agreed_by, holders::guangzhou, licence, provision};
use crate::{
    agreements::{agreement, parties},
    cbor::int,
    good::BUSINESS,
    lists::document::items,
    out::Out,
};

const UNMET: Answer = ("not-recognised", &["recognise.condition-not-met"]);
const MISSING: Answer = ("not-recognised", &["recognise.data-missing"]);

/// Seconds from the beginning of the day of establishment, 2021-03-15 in Guangzhou, to the judgement.
const AGE: u64 = 164_534_400;
/// The registered capital, in yuan.
const CAPITAL: u64 = 5_000_000;

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, parties::verifier(), "good");
    asks.under(
        BOUNDS,
        &guangzhou(
            "business_licence",
            &["establishment_date", "registered_capital"],
        ),
    );
    assurance(&mut asks);
}

fn ask(agreement: &mut Value, condition: &Value) {
    let mut condition = condition.clone();
    condition["id"] = "c1".into();
    provision(agreement)["conditions"] = json!([condition]);
}

const BOUNDS: &[Row] = &[
    (
        "date-as-old-as-asked",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementDate", "element": [BUSINESS, "establishment_date"], "minAge": AGE }),
            )
        },
        "a day that is as long ago as is asked for, to the second",
        "r-condition",
        YES,
    ),
    (
        "date-too-young",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementDate", "element": [BUSINESS, "establishment_date"], "minAge": AGE + 1 }),
            )
        },
        "a day that is a second too young",
        "r-condition",
        UNMET,
    ),
    (
        "date-as-young-as-asked",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementDate", "element": [BUSINESS, "establishment_date"], "maxAge": AGE }),
            )
        },
        "a day that is as long ago as it may be, to the second",
        "r-condition",
        YES,
    ),
    (
        "date-too-old",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementDate", "element": [BUSINESS, "establishment_date"], "maxAge": AGE - 1 }),
            )
        },
        "a day that is a second too long ago",
        "r-condition",
        UNMET,
    ),
    (
        "range-at-the-least",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementRange", "element": [BUSINESS, "registered_capital"], "min": CAPITAL }),
            )
        },
        "an amount that is the least that is asked for",
        "r-condition",
        YES,
    ),
    (
        "range-below",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementRange", "element": [BUSINESS, "registered_capital"], "min": CAPITAL + 1 }),
            )
        },
        "an amount that is one below what is asked for",
        "r-condition",
        UNMET,
    ),
    (
        "range-at-the-most",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementRange", "element": [BUSINESS, "registered_capital"], "max": CAPITAL }),
            )
        },
        "an amount that is the most that it may be",
        "r-condition",
        YES,
    ),
    (
        "range-above",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementRange", "element": [BUSINESS, "registered_capital"], "max": CAPITAL - 1 }),
            )
        },
        "an amount that is one above what it may be",
        "r-condition",
        UNMET,
    ),
    (
        "range-of-a-day",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementRange", "element": [BUSINESS, "establishment_date"], "min": 1 }),
            )
        },
        "a number is asked for, and there is a day",
        "r-condition",
        MISSING,
    ),
    (
        "date-of-an-amount",
        |a| {
            ask(
                a,
                &json!({ "kind": "elementDate", "element": [BUSINESS, "registered_capital"], "minAge": 1 }),
            )
        },
        "a day is asked for, and there is an amount",
        "r-condition",
        MISSING,
    ),
];

/// The list says of the licences of Guangzhou that their assurance is of the second level at most.
fn assurance(asks: &mut Asks<'_>) {
    let verifier = || {
        parties::verifier_of_those(&parties::there_as("agreements-cn-44-assurance", |seals| {
            for scope in items(seals.at_mut("licenceScope")) {
                scope.set("maxAssurance", int(2));
            }
        }))
    };
    asks.differ_from("assurance-reached");
    for (name, level, scheme, says, answer) in [
        (
            "assurance-reached",
            2,
            "https://lists.example/rules",
            "the level of assurance that the list gives is asked for",
            YES,
        ),
        (
            "assurance-below",
            3,
            "https://lists.example/rules",
            "a level of assurance above that of the list is asked for",
            UNMET,
        ),
        (
            "assurance-of-another-scheme",
            2,
            "https://lists.example/other-rules",
            "a level of assurance of rules that the list does not name is asked for",
            MISSING,
        ),
    ] {
        let changed = agreement(name, |a| {
            let condition = json!({ "kind": "assuranceAtLeast", "scheme": scheme, "level": level });
            ask(a, &condition);
        });
        asks.verifier = agreed_by(verifier(), &[&changed]);
        asks.answers(name, &licence(), says, "r-condition", answer);
    }
}
