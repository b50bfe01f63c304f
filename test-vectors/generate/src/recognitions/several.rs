//! 6.4: one answer of several agreements.

use serde_json::{Value, json};

use super::{Answer, Asks, JUST_AFTER, ON_TIME, YES, agreed, licence, provision};
use crate::{
    agreements::{agreement, parties::verifier},
    lists::document::List,
    out::Out,
};

pub(super) const A: &str = "https://agreements.example/cn-33/a";
pub(super) const B: &str = "https://agreements.example/cn-33/b";
const CONFLICT: Answer = ("indeterminate", &["recognise.agreement-conflict"]);
const REPEALED: Answer = ("not-recognised", &["recognise.agreement-repealed"]);

/// A change of an agreement.
pub(super) type Edit = fn(&mut Value);

pub(super) const SAME: Edit = |_| {};
/// What makes the answer another one.
pub(super) const PARTIAL: Edit = |a| provision(a)["effect"] = "partial".into();

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, verifier(), "two-agree");
    conflicts(&mut asks);
    precedence(&mut asks);
    supersession(&mut asks);
}

/// The pair of both names.
pub(super) fn pair(name: &str, a: Edit, b: Edit) -> [List; 2] {
    [("a", A, a), ("b", B, b)].map(|(which, id, edit)| {
        agreement(&format!("{name}-{which}"), |agreement| {
            agreement["agreementId"] = id.into();
            edit(agreement);
        })
    })
}

/// Both orders of taking them; the answer rests on these.
pub(super) fn both(
    asks: &mut Asks<'_>,
    name: &str,
    (a, b): (Edit, Edit),
    says: &str,
    clause: &str,
    answer: Answer,
    cited: &[&str],
) {
    let [a, b] = pair(name, a, b);
    asks.expect = vec![("agreements", json!(cited))];
    asks.verifier = agreed(&[&a, &b]);
    asks.answers(name, &licence(), says, clause, answer);
    asks.verifier = agreed(&[&b, &a]);
    let says = format!("{says}; taken the other way round");
    asks.answers(&format!("{name}-turned"), &licence(), &says, clause, answer);
    asks.expect.clear();
}

fn conflicts(asks: &mut Asks<'_>) {
    let clause = "r-conflict";
    both(
        asks,
        "two-agree",
        (SAME, SAME),
        "two agreements that say the same: the first by name is cited",
        clause,
        YES,
        &[A],
    );
    both(
        asks,
        "conflict-of-effect",
        (SAME, PARTIAL),
        "two agreements that differ in effect, and none says which one counts",
        clause,
        CONFLICT,
        &[A, B],
    );
    let other_type: Edit = |a| {
        provision(a)["pointingType"] = "org.elicence.tax_certificate.1".into();
        provision(a)["attributeMap"] = json!([]);
    };
    both(
        asks,
        "conflict-of-type",
        (SAME, other_type),
        "two agreements that differ in the local type",
        clause,
        CONFLICT,
        &[A, B],
    );
    let unmapped: Edit = |a| provision(a)["attributeMap"] = json!([]);
    both(
        asks,
        "conflict-of-view",
        (SAME, unmapped),
        "two agreements that differ in the local view",
        clause,
        CONFLICT,
        &[A, B],
    );
    let supplement: Edit = |a| {
        provision(a)["supplements"] = json!([{ "id": "s1", "label": { "en": "Test evidence" }, "evidenceType": "urn:example:evidence", "deadline": "beforeUse" }]);
    };
    let open = (
        "indeterminate",
        &[
            "recognise.agreement-conflict",
            "recognise.supplement-required",
        ][..],
    );
    both(
        asks,
        "conflict-of-supplements",
        (SAME, supplement),
        "one agreement asks for something beside the licence, the other one for nothing",
        clause,
        open,
        &[A, B],
    );
    let never: Edit = |a| {
        provision(a)["conditions"] = json!([{ "id": "c1", "kind": "issuerNotIn", "entities": [crate::authorities::GUANGZHOU] }]);
    };
    let refused = (
        "indeterminate",
        &[
            "recognise.agreement-conflict",
            "recognise.condition-not-met",
        ][..],
    );
    both(
        asks,
        "conflict-of-result",
        (SAME, never),
        "one agreement recognises, the other one does not",
        clause,
        refused,
        &[A, B],
    );
    let elsewhere: Edit = |a| provision(a)["pointedType"] = "org.elicence.driving_licence.1".into();
    both(
        asks,
        "conflict-not-with-another-type",
        (SAME, elsewhere),
        "the other agreement is about another type, and does not apply",
        clause,
        YES,
        &[A],
    );
}

fn precedence(asks: &mut Asks<'_>) {
    let yields: Edit = |a| a["precedence"] = "yields".into();
    let prevails: Edit = |a| a["precedence"] = "prevails".into();
    let partial_yields: Edit = |a| {
        PARTIAL(a);
        a["precedence"] = "yields".into();
    };
    let partial_prevails: Edit = |a| {
        PARTIAL(a);
        a["precedence"] = "prevails".into();
    };
    let clause = "r-conflict";
    both(
        asks,
        "precedence-yields",
        (SAME, partial_yields),
        "two that differ, of which one yields",
        clause,
        YES,
        &[A],
    );
    both(
        asks,
        "precedence-prevails",
        (SAME, partial_prevails),
        "two that differ, of which one prevails",
        clause,
        YES,
        &[B],
    );
    both(
        asks,
        "precedence-of-both",
        (yields, partial_prevails),
        "one yields, the other one prevails",
        clause,
        YES,
        &[B],
    );
    both(
        asks,
        "precedence-both-yield",
        (yields, partial_yields),
        "two that differ and both yield",
        clause,
        CONFLICT,
        &[A, B],
    );
    both(
        asks,
        "precedence-both-prevail",
        (prevails, partial_prevails),
        "two that differ and both prevail",
        clause,
        CONFLICT,
        &[A, B],
    );
    let prevails_elsewhere: Edit = |a| {
        a["precedence"] = "prevails".into();
        provision(a)["purposes"] = json!(["urn:example:other"]);
    };
    both(
        asks,
        "precedence-where-it-does-not-apply",
        (SAME, prevails_elsewhere),
        "one that prevails, and does not apply",
        clause,
        YES,
        &[A],
    );
}

fn supersession(asks: &mut Asks<'_>) {
    let takes_place: Edit = |a| {
        PARTIAL(a);
        a["supersedes"] = json!([{ "agreementId": A, "upTo": 1 }]);
    };
    let clause = "r-superseded";
    both(
        asks,
        "superseded",
        (SAME, takes_place),
        "two that differ, of which one has taken the place of the other",
        clause,
        YES,
        &[B],
    );
    let since: Edit = |a| {
        PARTIAL(a);
        a["supersedes"] = json!([{ "agreementId": A, "upTo": 1 }]);
        a["currentState"]["equivalenceStatusStartingTime"] = ON_TIME.into();
    };
    both(
        asks,
        "superseded-now",
        (SAME, since),
        "the first second of the one that takes the place",
        clause,
        YES,
        &[B],
    );
    let later: Edit = |a| {
        PARTIAL(a);
        a["supersedes"] = json!([{ "agreementId": A, "upTo": 1 }]);
        a["currentState"]["equivalenceStatusStartingTime"] = JUST_AFTER.into();
    };
    both(
        asks,
        "superseded-in-a-second",
        (SAME, later),
        "the one that takes the place begins in a second",
        clause,
        YES,
        &[A],
    );
    let second: Edit = |a| a["sequenceNumber"] = 2.into();
    both(
        asks,
        "superseded-up-to-another-number",
        (second, takes_place),
        "an issue with a higher number than those whose place was taken",
        clause,
        CONFLICT,
        &[A, B],
    );
    let repealed: Edit = |a| {
        a["supersedes"] = json!([{ "agreementId": A, "upTo": 1 }]);
        a["equivalenceHistory"] = json!([a["currentState"]]);
        a["currentState"] =
            json!({ "equivalenceStatus": "repealed", "equivalenceStatusStartingTime": ON_TIME });
    };
    both(
        asks,
        "superseded-by-one-repealed",
        (SAME, repealed),
        "the one that took the place is repealed: the old one does not come back",
        clause,
        REPEALED,
        &[B],
    );
    let expired: Edit = |a| {
        a["supersedes"] = json!([{ "agreementId": A, "upTo": 1 }]);
        a["nextUpdate"] = "2026-05-20T00:00:00Z".into();
        a["notAfter"] = super::JUST_BEFORE.into();
    };
    let out_of_date = ("indeterminate", &["recognise.agreement-expired"][..]);
    both(
        asks,
        "superseded-by-one-expired",
        (SAME, expired),
        "the one that took the place is out of date",
        clause,
        out_of_date,
        &[B],
    );
}
