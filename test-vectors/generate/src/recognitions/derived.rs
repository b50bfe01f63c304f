//! Derived data: read by their rule and their age, and mapped as they are.

use serde_json::{Value, json};

use super::{Answer, Asks, YES, licence, provision};
use crate::{
    agreements::{agreement, parties},
    cbor::{FALSE, Node, TRUE, date, map, text},
    document::Parts,
    good::BUSINESS,
    out::Out,
};

const UNMET: Answer = ("not-recognised", &["recognise.condition-not-met"]);
const MISSING: Answer = ("not-recognised", &["recognise.data-missing"]);

const TAX: &str = "org.elicence.tax_certificate.1";
const RULE: &str = "at_least(total,0.01)";

/// A tax certificate that says only whether tax was paid, by this rule and for this day.
fn paid(value: Node, rule: &str, as_of: &str) -> Parts {
    let mut parts = super::holders::tax_certificate(&[]);
    let statement = map([
        ("value", value),
        ("rule", text(rule)),
        ("as_of", date(as_of)),
    ]);
    parts.add(TAX, "tax_paid", statement);
    parts
}

fn about_tax(agreement: &mut Value) {
    let provision = provision(agreement);
    provision["pointedType"] = TAX.into();
    provision["pointingType"] = TAX.into();
    provision["attributeMap"] = json!([]);
}

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "derived");
    let condition = |derived: Value| json!([{ "id": "c1", "kind": "elementIn", "element": [TAX, "tax_paid"], "values": ["true"], "derived": derived }]);
    // The day began 2026-05-29T16:00:00Z, 201600 seconds before the judgement.
    let by_rule = |max_age: u64| json!({ "rule": RULE, "maxAge": max_age });
    for (name, parts, derived, says, answer) in [
        (
            "derived",
            paid(TRUE, RULE, "2026-05-30"),
            by_rule(201_600),
            "a state by the rule that is asked for, as old as it may be",
            YES,
        ),
        (
            "derived-too-old",
            paid(TRUE, RULE, "2026-05-30"),
            by_rule(201_599),
            "a second older than it may be",
            MISSING,
        ),
        (
            "derived-from-the-future",
            paid(TRUE, RULE, "2026-06-02"),
            by_rule(201_600),
            "a state for a day to come",
            MISSING,
        ),
        (
            "derived-today",
            paid(TRUE, RULE, "2026-06-01"),
            by_rule(201_600),
            "a state for today, which has begun eight hours ago",
            YES,
        ),
        (
            "derived-otherwise",
            paid(FALSE, RULE, "2026-05-30"),
            by_rule(201_600),
            "the other state",
            UNMET,
        ),
        (
            "derived-by-another-rule",
            paid(TRUE, RULE, "2026-05-30"),
            json!({ "rule": "at_least(total,1.00)", "maxAge": 201_600 }),
            "a state by another rule than the one that is asked for",
            MISSING,
        ),
        (
            "derived-by-a-rule-with-a-blank",
            paid(TRUE, RULE, "2026-05-30"),
            json!({ "rule": "at_least(total, 0.01)", "maxAge": 201_600 }),
            "the rule differs in a blank",
            MISSING,
        ),
    ] {
        let changed = agreement(name, |a| {
            about_tax(a);
            provision(a)["conditions"] = condition(derived);
        });
        asks.verifier = super::agreed(&[&changed]);
        asks.answers(name, &parts, says, "r-derived", answer);
    }
    let parts = paid(TRUE, RULE, "2026-05-30");
    let bare = agreement("derived-not-asked", |a| {
        about_tax(a);
        provision(a)["conditions"] = json!([{ "id": "c1", "kind": "elementIn", "element": [TAX, "tax_paid"], "values": ["true"] }]);
    });
    asks.verifier = super::agreed(&[&bare]);
    let says = "a condition that names no rule does not read derived data";
    asks.answers("derived-not-asked", &parts, says, "r-derived", MISSING);
    let plain = agreement("derived-asked-of-what-is-stated", |a| {
        provision(a)["conditions"] = json!([{ "id": "c1", "kind": "elementIn", "element": [BUSINESS, "legal_form"], "values": ["limited-company"], "derived": { "rule": RULE, "maxAge": 86_400 } }]);
    });
    asks.verifier = super::agreed(&[&plain]);
    let says = "a condition on derived data does not read what is stated";
    asks.answers(
        "derived-asked-of-what-is-stated",
        &licence(),
        says,
        "r-derived",
        MISSING,
    );
    for (name, transform, answer, says) in [
        (
            "map-derived",
            json!("identity"),
            YES,
            "derived data are mapped as they are",
        ),
        (
            "map-derived-by-a-table",
            json!({ "table": { "true": ["yes"] } }),
            ("not-recognised", &["recognise.mapped-element-missing"][..]),
            "a code table would hide rule and day: for it, there are no codes",
        ),
    ] {
        let changed = agreement(name, |a| {
            about_tax(a);
            provision(a)["attributeMap"] = json!([{ "from": [TAX, "tax_paid"], "to": [TAX, "tax_paid"], "transform": transform, "onUnmapped": "reject" }]);
        });
        asks.verifier = super::agreed(&[&changed]);
        asks.answers(name, &parts, says, "r-map-derived", answer);
    }
}
