//! 6.4.3: an agreement that is out of date, or hangs on a day of issue that is not known, beside one that applies.

use serde_json::{Value, json};

use super::{
    Answer, Asks, YES, agreed,
    foreign_days::{OFFICE, contract_about, dated},
    provision,
    several::{A, B, Edit, PARTIAL, SAME, both, pair},
};
use crate::{agreements::parties::verifier, good::MDL_SPACE, out::Out};

const EXPIRED: Answer = ("indeterminate", &["recognise.agreement-expired"]);
const UNKNOWN: Answer = ("not-recognised", &["recognise.issuance-unknown"]);

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, verifier(), "out-of-date-beside-its-equal");
    out_of_date(&mut asks);
    day_of_issue(&mut asks);
}

fn over(agreement: &mut Value) {
    PARTIAL(agreement);
    agreement["nextUpdate"] = "2026-05-20T00:00:00Z".into();
    agreement["notAfter"] = super::JUST_BEFORE.into();
}

fn out_of_date(asks: &mut Asks<'_>) {
    let yields: Edit = |a| a["precedence"] = "yields".into();
    let prevails: Edit = |a| a["precedence"] = "prevails".into();
    let over_and_prevails: Edit = |a| {
        over(a);
        a["precedence"] = "prevails".into();
    };
    let over_and_yields: Edit = |a| {
        over(a);
        a["precedence"] = "yields".into();
    };
    let over_elsewhere: Edit = |a| {
        over(a);
        a["precedence"] = "prevails".into();
        provision(a)["purposes"] = json!(["urn:example:other"]);
    };
    let over_and_suspended: Edit = |a| {
        over(a);
        a["precedence"] = "prevails".into();
        a["equivalenceHistory"] = json!([a["currentState"]]);
        a["currentState"] = json!({ "equivalenceStatus": "suspended", "equivalenceStatusStartingTime": "2026-05-01T00:00:00Z" });
    };
    let supersedes: Edit = |a| a["supersedes"] = json!([{ "agreementId": B, "upTo": 1 }]);
    let stale: Edit = over;
    let clause = "r-out-of-date-first r-expired";
    for (name, edits, says, answer, cited) in [
        (
            "beside-its-equal",
            (SAME, stale),
            "one is out of date and of equal precedence: the other one answers",
            YES,
            A,
        ),
        (
            "and-prevails",
            (SAME, over_and_prevails),
            "one is out of date and prevails: its next issue might say otherwise",
            EXPIRED,
            B,
        ),
        (
            "where-the-other-yields",
            (yields, stale),
            "one is out of date, and the other one yields to it",
            EXPIRED,
            B,
        ),
        (
            "and-both-prevail",
            (prevails, over_and_prevails),
            "one is out of date, and both prevail",
            YES,
            A,
        ),
        (
            "and-yields",
            (SAME, over_and_yields),
            "one is out of date and yields",
            YES,
            A,
        ),
        (
            "and-prevails-elsewhere",
            (SAME, over_elsewhere),
            "one is out of date, prevails, and is for another purpose",
            YES,
            A,
        ),
        (
            "and-suspended",
            (SAME, over_and_suspended),
            "one is out of date, prevails, and is suspended",
            YES,
            A,
        ),
        (
            "and-superseded",
            (supersedes, over_and_prevails),
            "one is out of date and prevails, and the other one has taken its place",
            YES,
            A,
        ),
    ] {
        let name = format!("out-of-date-{name}");
        both(asks, &name, edits, says, clause, answer, &[cited]);
    }
}

fn day_of_issue(asks: &mut Asks<'_>) {
    let clause = "r-date-in-doubt r-unknown";
    let since_issuance: Edit = |a| {
        contract_about(a);
        a["requireEnactedAt"] = json!(["issuance"]);
    };
    let yielding: Edit = |a| {
        contract_about(a);
        a["requireEnactedAt"] = json!(["issuance"]);
        a["precedence"] = "yields".into();
    };
    let always: Edit = contract_about;
    let shown = dated("2026-03-15");
    let mut withheld = shown.clone();
    withheld.withhold(MDL_SPACE, "issue_date");
    asks.trust = Some(OFFICE);
    asks.differ_from("issuance-shown");
    for (name, licence, (a, b), says, answer, cited) in [
        (
            "issuance-shown",
            &shown,
            (always, since_issuance),
            "two agreements, of which one must have been enacted on the day of issue, which is shown",
            YES,
            A,
        ),
        (
            "issuance-withheld",
            &withheld,
            (always, since_issuance),
            "the day of issue is withheld: the other agreement does not answer alone",
            UNKNOWN,
            B,
        ),
        (
            "issuance-withheld-from-one-that-yields",
            &withheld,
            (always, yielding),
            "the day of issue is withheld, and the agreement that asks for it would yield to the other one",
            YES,
            A,
        ),
    ] {
        let [a, b] = pair(name, a, b);
        asks.expect = vec![("agreements", json!([cited]))];
        asks.verifier = agreed(&[&a, &b]);
        asks.answers(name, licence, says, clause, answer);
    }
}
