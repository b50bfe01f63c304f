//! 6.5: one step onward. Zhejiang recognises Beijing, and Beijing recognises Guangdong.

use serde_json::{Value, json};

use super::{Answer, Asks, YES, licence, provision};
use crate::{
    agreements::{PURPOSE, agreement, of_beijing, parties},
    document::Parts,
    good::BUSINESS,
    lists::federation::TAKEN,
    out::Out,
};

const FIRST: &str = "https://agreements.example/cn-33/cn-11";
const SECOND: &str = "https://agreements.example/cn-11/cn-44";
const DEPTH: Answer = ("not-recognised", &["recognise.depth-exceeded"]);
const NOT_TRANSITIVE: Answer = ("not-recognised", &["recognise.not-transitive"]);
const UNMAPPED: Answer = ("not-recognised", &["recognise.code-unmapped"]);
const MISSING: Answer = ("not-recognised", &["recognise.data-missing"]);
const EXCLUDED: Answer = ("not-recognised", &["recognise.excluded"]);

/// A change of an agreement.
type Edit = fn(&mut Value);

const SAME: Edit = |_| {};

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, parties::verifier_of_three(), "onward");
    steps(&mut asks);
    provisions(&mut asks);
    unions(&mut asks);
    maps(&mut asks);
}

/// The first agreement allows the step, and the second lets itself be used; then they are changed.
fn asked(
    asks: &mut Asks<'_>,
    name: &str,
    edits: (Edit, Edit),
    says: &str,
    clause: &str,
    answer: Answer,
) {
    asked_of(asks, name, &licence(), edits, says, clause, answer);
}

/// The same about another licence.
fn asked_of(
    asks: &mut Asks<'_>,
    name: &str,
    licence: &Parts,
    (first, second): (Edit, Edit),
    says: &str,
    clause: &str,
    answer: Answer,
) {
    let first = agreement(&format!("{name}-1"), |a| {
        a["agreementId"] = FIRST.into();
        let party = &mut a["pointedParty"];
        party["territory"] = "CN-11".into();
        party["listId"] = parties::BETWEEN.into();
        party["entityId"] = parties::BEIJING.into();
        a["mraDepth"] = 1.into();
        a["onwardParties"] = json!(["CN-44"]);
        first(a);
    });
    let second = of_beijing(&format!("{name}-2"), |a| {
        a["onwardUse"] = true.into();
        second(a);
    });
    asks.verifier = parties::verifier_of_three()
        .agreeing(&first, TAKEN)
        .agreeing(&second, TAKEN);
    asks.answers(name, licence, says, clause, answer);
}

fn steps(asks: &mut Asks<'_>) {
    asks.expect = vec![("agreements", json!([FIRST, SECOND]))];
    asked(
        asks,
        "onward",
        (SAME, SAME),
        "an agreement with Beijing that leads on to Guangdong, and one of Beijing that may be used so",
        "r-depth",
        YES,
    );
    asks.expect.clear();
    let shallow: Edit = |a| {
        a["mraDepth"] = 0.into();
        a.as_object_mut().unwrap().remove("onwardParties");
    };
    let unlisted: Edit = |a| a["onwardParties"] = json!(["CN-32"]);
    let part: Edit = |a| a["onwardParties"] = json!(["CN-4403"]);
    let city: Edit = |a| a["onwardParties"] = json!(["CN-4401"]);
    let unused: Edit = |a| a["onwardUse"] = false.into();
    let neither: Edit = unused;
    for (name, edits, says, answer) in [
        (
            "depth",
            (shallow, SAME),
            "the first agreement has no depth, and the second lets itself be used",
            DEPTH,
        ),
        (
            "depth-and-use",
            (shallow, neither),
            "the first agreement has no depth, and the second does not let itself be used",
            DEPTH,
        ),
        (
            "unlisted",
            (unlisted, SAME),
            "the first agreement leads on to another region",
            NOT_TRANSITIVE,
        ),
        (
            "listed-elsewhere",
            (part, SAME),
            "the first agreement leads on to another city",
            NOT_TRANSITIVE,
        ),
        (
            "listed-city",
            (city, SAME),
            "the first agreement leads on to the city of the licence",
            YES,
        ),
        (
            "unused",
            (SAME, unused),
            "the second agreement does not let itself be used",
            NOT_TRANSITIVE,
        ),
    ] {
        asked(
            asks,
            &format!("onward-{name}"),
            edits,
            says,
            "r-depth",
            answer,
        );
    }
    let none = ("not-recognised", &["recognise.no-agreement"][..]);
    let elsewhere: Edit = |a| a["pointedParty"]["territory"] = "CN-32".into();
    asked(
        asks,
        "onward-third-step",
        (SAME, elsewhere),
        "two agreements that do not reach Guangdong: there is no third step",
        "r-depth",
        none,
    );
    let direct = agreement("agreement-1", |_| {});
    asks.verifier = parties::verifier_of_three().agreeing(&direct, TAKEN);
    asks.here = "CN-11";
    asks.differ_from("good");
    asks.answers(
        "onward-turned",
        &licence(),
        "an agreement of Zhejiang is asked about in Beijing",
        "r-depth",
        none,
    );
    asks.here = "CN-33";
    asks.differ_from("onward");
}

fn provisions(asks: &mut Asks<'_>) {
    let purpose: Edit = |a| provision(a)["purposes"] = json!(["urn:example:other"]);
    let place: Edit = |a| provision(a)["territories"] = json!(["CN-11"]);
    let types: Edit = |a| {
        provision(a)["pointingType"] = "org.elicence.tax_certificate.1".into();
        provision(a)["attributeMap"] = json!([]);
    };
    let suspended: Edit = |a| {
        a["equivalenceHistory"] = json!([a["currentState"]]);
        a["currentState"] = json!({ "equivalenceStatus": "suspended", "equivalenceStatusStartingTime": "2026-05-01T00:00:00Z" });
    };
    let no = |code| ("not-recognised", code);
    for (name, edits, says, clause, answer) in [
        (
            "first-purpose",
            (purpose, SAME),
            "the first agreement is for another purpose",
            "r-provision",
            no(&["recognise.purpose-not-covered"][..]),
        ),
        (
            "second-purpose",
            (SAME, purpose),
            "the second agreement is for another purpose",
            "r-provision",
            no(&["recognise.purpose-not-covered"]),
        ),
        (
            "second-place",
            (SAME, place),
            "the provision of the second agreement is for a place of its own",
            "r-provision",
            no(&["recognise.territory-not-covered"]),
        ),
        (
            "between-type",
            (SAME, types),
            "the second makes another type of it than the first recognises",
            "r-provision",
            no(&["recognise.type-not-covered"]),
        ),
        (
            "first-suspended",
            (suspended, SAME),
            "the first agreement is suspended",
            "r-state",
            no(&["recognise.agreement-suspended"]),
        ),
        (
            "second-suspended",
            (SAME, suspended),
            "the second agreement is suspended",
            "r-state",
            no(&["recognise.agreement-suspended"]),
        ),
    ] {
        asked(asks, &format!("onward-{name}"), edits, says, clause, answer);
    }
}

fn exclude(agreement: &mut Value, code: &str) {
    agreement["exclusions"] = json!([{
        "id": "x1", "reason": { "en": "Test exclusion" },
        "any": [{ "id": "x1a", "kind": "elementIn", "element": [BUSINESS, "legal_form"], "values": [code] }],
    }]);
}

fn ask_for(agreement: &mut Value, code: &str) {
    provision(agreement)["conditions"] = json!([
        { "id": "c1", "kind": "elementIn", "element": [BUSINESS, "legal_form"], "values": [code] }
    ]);
}

fn becomes(agreement: &mut Value, table: &Value) {
    provision(agreement)["attributeMap"][0]["transform"] = json!({ "table": table });
}

fn unions(asks: &mut Asks<'_>) {
    let no: Edit = |a| ask_for(a, "partnership");
    let out_of_view: Edit = |a| {
        provision(a)["conditions"] = json!([{ "id": "c1", "kind": "elementPresent", "element": [BUSINESS, "legal_representative"] }]);
    };
    let in_view: Edit = |a| ask_for(a, "company");
    let company: Edit = |a| becomes(a, &json!({ "limited-company": ["company"] }));
    let unmet = ("not-recognised", &["recognise.condition-not-met"][..]);
    let supplement: Edit = |a| {
        provision(a)["supplements"] = json!([{ "id": "s1", "label": { "en": "Test evidence" }, "evidenceType": "urn:example:evidence", "deadline": "beforeUse" }]);
    };
    let needed = (
        "recognised-with-supplements",
        &["recognise.supplement-required"][..],
    );
    let status = (
        "not-recognised",
        &["recognise.excluded", "recognise.excluded"][..],
    );
    let limited: Edit = |a| exclude(a, "limited-company");
    for (name, edits, says, answer) in [
        (
            "first-excludes",
            (limited, SAME),
            "the first agreement excludes it",
            EXCLUDED,
        ),
        (
            "second-excludes",
            (SAME, limited),
            "the second agreement excludes it",
            EXCLUDED,
        ),
        (
            "both-exclude",
            (limited, limited),
            "both agreements exclude it",
            status,
        ),
        (
            "first-condition",
            (no, SAME),
            "a condition of the first agreement does not hold",
            unmet,
        ),
        (
            "second-condition",
            (SAME, no),
            "a condition of the second agreement does not hold",
            unmet,
        ),
        (
            "first-asks-beyond-the-view",
            (out_of_view, SAME),
            "the first asks for an element that the licence shows, and the second does not map",
            MISSING,
        ),
        (
            "second-asks-the-licence",
            (SAME, out_of_view),
            "the second asks for an element of the licence that it does not map",
            YES,
        ),
        (
            "first-asks-the-view",
            (in_view, company),
            "the first asks for the code that the second makes of it",
            YES,
        ),
        (
            "first-asks-the-licence",
            (limited_only, company),
            "the first asks for the code of the licence, which the second replaces",
            unmet,
        ),
        (
            "first-excludes-in-the-view",
            (|a| exclude(a, "company"), company),
            "the first excludes the code that the second makes of it",
            EXCLUDED,
        ),
        (
            "first-supplement",
            (supplement, SAME),
            "the first asks for something beside the licence",
            needed,
        ),
        (
            "second-supplement",
            (SAME, supplement),
            "the second asks for something beside the licence",
            needed,
        ),
    ] {
        asked(
            asks,
            &format!("onward-{name}"),
            edits,
            says,
            "r-union",
            answer,
        );
    }
    let unknown: Edit = |a| {
        provision(a)["conditions"] = json!([{ "id": "c1", "kind": "moonPhase" }]);
    };
    let vocabulary = ("not-recognised", &["recognise.vocabulary-unknown"][..]);
    asked(
        asks,
        "onward-first-vocabulary",
        (unknown, SAME),
        "the first asks something that nobody knows",
        "r-vocabulary r-union",
        vocabulary,
    );
    asked(
        asks,
        "onward-second-vocabulary",
        (SAME, unknown),
        "the second asks something that nobody knows",
        "r-vocabulary r-union",
        vocabulary,
    );
}

fn limited_only(agreement: &mut Value) {
    ask_for(agreement, "limited-company");
}

fn maps(asks: &mut Asks<'_>) {
    let company: Edit = |a| becomes(a, &json!({ "limited-company": ["company"] }));
    let again: Edit = |a| becomes(a, &json!({ "company": ["firm"] }));
    let other: Edit = |a| becomes(a, &json!({ "partnership": ["firm"] }));
    let none: Edit = |a| becomes(a, &json!({ "limited-company": [] }));
    let needs: Edit = |a| provision(a)["attributeMap"][0]["onUnmapped"] = "reject".into();
    let element = ("not-recognised", &["recognise.mapped-element-missing"][..]);
    for (name, edits, says, answer) in [
        ("maps", (again, company), "the maps are composed", YES),
        (
            "second-unmapped",
            (SAME, other),
            "a code that is not in the table of the second, which says `drop`",
            UNMAPPED,
        ),
        (
            "first-unmapped",
            (other, company),
            "a code that is not in the table of the first, which says `drop`",
            UNMAPPED,
        ),
        (
            "second-drops",
            (SAME, none),
            "the second has no counterpart for the code: it is missing for the first, which copies it and can do without",
            YES,
        ),
        (
            "second-drops-what-is-mapped",
            (again, none),
            "the second has no counterpart for the code, and the first maps it by a table: that it says `drop` is of no use to it",
            element,
        ),
        (
            "second-drops-what-is-needed",
            (needs, none),
            "the second has no counterpart for the code, and the first needs it",
            element,
        ),
    ] {
        let clause = if answer == element {
            "r-onward-missing"
        } else {
            "r-onward-unmapped"
        };
        asked(asks, &format!("onward-{name}"), edits, says, clause, answer);
    }
    let neither = (
        "not-recognised",
        &[
            "recognise.mapped-element-missing",
            "recognise.mapped-element-missing",
        ][..],
    );
    let mut withheld = licence();
    withheld.withhold(BUSINESS, "legal_form");
    for (name, edits, says, answer) in [
        (
            "copied-and-withheld",
            (SAME, SAME),
            "what both copy is withheld, and both say `drop`",
            YES,
        ),
        (
            "both-map-what-is-withheld",
            (again, company),
            "what both map by a table is withheld, and both say `drop`",
            neither,
        ),
        (
            "first-maps-what-is-withheld",
            (again, SAME),
            "what the first maps by a table is withheld, and both say `drop`",
            element,
        ),
    ] {
        let name = format!("onward-{name}");
        asked_of(
            asks,
            &name,
            &withheld,
            edits,
            says,
            "r-onward-missing",
            answer,
        );
        asks.differ_from("onward-copied-and-withheld");
    }
    asks.differ_from("onward");
    asks.purpose = PURPOSE;
}
