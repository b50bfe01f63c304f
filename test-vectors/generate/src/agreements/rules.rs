//! Rules for an agreement as a whole: `spec/agreements.md`, sections 3.1 to 3.3. Every signature is right.

use serde_json::{Value, json};

use super::{Asks, changed, parties};
use crate::out::Out;

pub(super) const INVALID: &str = "recognise.agreement-invalid";
const HISTORY: &str = "recognise.agreement-history";

/// What is right, or what is not: a name, the members that differ, and what is said of it.
pub(super) type Case<'c> = (&'c str, Value, &'c str);

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "agreement-good");
    budgets(asks);
    extensions(asks);
    dates(asks);
    states(asks);
    ends(asks);
    territories(asks);
    lists(asks);
    names(asks);
}

/// One rule: what it just allows, and what breaks it and no other.
pub(super) fn rule(
    asks: &mut Asks<'_>,
    clause: &str,
    code: &str,
    right: Option<Case<'_>>,
    broken: Vec<Case<'_>>,
) {
    asks.differ_from("agreement-good");
    if let Some((name, members, says)) = right {
        let name = format!("agreement-{name}");
        asks.takes(&name, changed(&name, &members).write(), says, clause);
        asks.differ_from(&name);
    }
    for (name, members, says) in broken {
        let name = format!("agreement-{name}");
        let bytes = changed(&name, &members).write();
        asks.refuses(&name, bytes, says, clause, &[code]);
    }
}

fn budgets(asks: &mut Asks<'_>) {
    let entities = |entities: Vec<String>| {
        let condition = json!({ "id": "issuers", "kind": "issuerNotIn", "entities": entities });
        json!({ "/equivalences/0/conditions": [condition] })
    };
    rule(
        asks,
        "ag-budgets",
        INVALID,
        Some((
            "entries-16384",
            entities((0..16_384).map(|n| format!("{n:x}")).collect()),
            "lists of conditions with 16,384 entries in all",
        )),
        vec![(
            "entries-16385",
            entities(vec!["a".to_owned(); 16_385]),
            "lists of conditions with 16,385 entries in all: that they are all the same is not looked into",
        )],
    );
    let conditions = |count: usize| {
        let one = |n| json!({ "id": format!("{n:x}"), "kind": "statusFresh", "maxAge": 1 });
        json!({ "/equivalences/0/conditions": (0..count).map(one).collect::<Vec<_>>() })
    };
    let purposes = |count: usize| {
        let one = |n| format!("urn:example:{n:x}");
        let purposes: Vec<_> = (0..count - 1).map(one).collect();
        json!({ "/equivalences/0/purposes": purposes, "/equivalences/0/territories": ["CN-33"] })
    };
    let provisions = |count: usize| {
        let base: Value = serde_json::from_str(include_str!("base.json")).unwrap();
        let one = |n: usize| {
            let mut provision = base["equivalences"][0].clone();
            provision["equivalenceId"] = format!("e{n}").into();
            provision["purposes"] = json!([format!("urn:example:{n:x}")]);
            provision["attributeMap"] = json!([]);
            provision
        };
        json!({ "/equivalences": (0..count).map(one).collect::<Vec<_>>() })
    };
    let of_provisions: &dyn Fn(usize) -> Value = &provisions;
    for (what, last, members, said) in [
        (
            "provisions",
            256,
            of_provisions,
            ["256 provisions", "257 provisions"],
        ),
        (
            "clauses",
            4_096,
            &conditions,
            ["4,096 conditions", "4,097 conditions"],
        ),
        (
            "places",
            4_096,
            &purposes,
            [
                "4,096 purposes and territories in all",
                "4,097 purposes and territories in all",
            ],
        ),
    ] {
        let (right, broken) = (format!("{what}-{last}"), format!("{what}-{}", last + 1));
        rule(
            asks,
            "ag-budgets",
            INVALID,
            Some((&right, members(last), said[0])),
            vec![(&broken, members(last + 1), said[1])],
        );
    }
}

fn extensions(asks: &mut Asks<'_>) {
    let extension = |critical: bool| json!({ "id": "urn:example:extension:one", "critical": critical, "value": "GCo=" });
    let one = |critical| json!({ "/extensions": [extension(critical)] });
    rule(
        asks,
        "ag-critical",
        "recognise.agreement-critical-extension",
        Some((
            "extension",
            one(false),
            "an extension that need not be understood",
        )),
        vec![(
            "extension-critical",
            one(true),
            "an extension that must be understood and is not",
        )],
    );
    let twice = json!({ "/extensions": [extension(false), extension(false)] });
    let says = "one extension twice";
    let broken = vec![("extension-twice", twice, says)];
    rule(asks, "", INVALID, None, broken);
}

fn dates(asks: &mut Asks<'_>) {
    let dates = |issued: &str, next: &str, last: &str| json!({ "/issueDateTime": issued, "/nextUpdate": next, "/notAfter": last });
    let (issued, next, last) = (
        "2026-02-01T00:00:00Z",
        "2026-07-01T00:00:00Z",
        "2026-09-01T00:00:00Z",
    );
    rule(
        asks,
        "ag-dates",
        INVALID,
        Some((
            "dates-equal",
            dates(issued, last, last),
            "the next issue is due when this one ends",
        )),
        vec![
            (
                "due-before-issue",
                dates(issued, "2026-01-31T23:59:59Z", last),
                "the next issue was due one second before this one was made",
            ),
            (
                "due-after-end",
                dates(issued, "2026-09-01T00:00:01Z", last),
                "the next issue is due one second after this one ends",
            ),
            (
                "ends-at-issue",
                dates(next, next, next),
                "it ends when it is made",
            ),
        ],
    );
    let supplement = json!({ "id": "s", "label": { "en": "Supplement" }, "evidenceType": "urn:example:evidence", "deadline": 0 });
    let superseded = json!([{ "agreementId": "urn:example:agreement:other", "upTo": 0 }]);
    rule(
        asks,
        "",
        INVALID,
        None,
        vec![
            (
                "number-0",
                json!({ "/sequenceNumber": 0 }),
                "an issue with the number 0",
            ),
            (
                "supersedes-up-to-0",
                json!({ "/supersedes": superseded }),
                "another is superseded up to issue 0",
            ),
            (
                "notice-0",
                json!({ "/noticePeriod": 0 }),
                "a notice period of 0 seconds",
            ),
            (
                "objection-0",
                json!({ "/objection/deadline": 0 }),
                "0 seconds to object",
            ),
            (
                "retention-0",
                json!({ "/archive/retentionDays": 0 }),
                "answers are kept for 0 days",
            ),
            (
                "supplement-within-0",
                json!({ "/equivalences/0/supplements": [supplement] }),
                "a supplement within 0 seconds",
            ),
        ],
    );
}

fn state(status: &str, since: &str) -> Value {
    json!({ "equivalenceStatus": status, "equivalenceStatusStartingTime": since })
}

const MARCH: &str = "2026-03-01T00:00:00Z";
const APRIL: &str = "2026-04-01T00:00:00Z";
const MAY: &str = "2026-05-01T00:00:00Z";

fn states(asks: &mut Asks<'_>) {
    let since =
        |now: Value, before: Value| json!({ "/currentState": now, "/equivalenceHistory": before });
    rule(
        asks,
        "ag-history",
        HISTORY,
        Some((
            "three-states",
            since(
                state("repealed", MAY),
                json!([state("suspended", APRIL), state("enacted", MARCH)]),
            ),
            "enacted, suspended and repealed, the newest first",
        )),
        vec![
            (
                "states-at-one-time",
                since(state("suspended", MARCH), json!([state("enacted", MARCH)])),
                "two states begin at one time",
            ),
            (
                "states-oldest-first",
                since(state("suspended", MARCH), json!([state("enacted", APRIL)])),
                "the older state stands first",
            ),
            (
                "states-of-one-kind",
                since(state("enacted", APRIL), json!([state("enacted", MARCH)])),
                "two states of one kind in a row",
            ),
            (
                "begins-suspended",
                json!({ "/currentState": state("suspended", MARCH) }),
                "the first state is suspended",
            ),
            (
                "state-after-repeal",
                since(
                    state("enacted", MAY),
                    json!([state("repealed", APRIL), state("enacted", MARCH)]),
                ),
                "enacted again after it was repealed",
            ),
        ],
    );
}

fn ends(asks: &mut Asks<'_>) {
    rule(
        asks,
        "ag-valid-until",
        INVALID,
        Some((
            "over-a-second-later",
            json!({ "/validUntil": "2026-03-01T00:00:01Z" }),
            "it is over one second after it begins",
        )),
        vec![(
            "over-when-it-begins",
            json!({ "/validUntil": MARCH }),
            "it is over when it begins",
        )],
    );
    let run_off = |before: &str, until: &str| {
        json!({
            "/currentState": state("repealed", APRIL),
            "/equivalenceHistory": [state("enacted", MARCH)],
            "/runOff": { "issuedBefore": before, "until": until },
        })
    };
    rule(
        asks,
        "ag-run-off",
        INVALID,
        Some((
            "run-off",
            run_off(APRIL, "2026-04-01T00:00:01Z"),
            "what was issued before the repeal goes on for a second",
        )),
        vec![
            (
                "run-off-for-later",
                run_off("2026-04-01T00:00:01Z", MAY),
                "what was issued a second after the repeal goes on",
            ),
            (
                "run-off-over",
                run_off(MARCH, APRIL),
                "what goes on ends with the repeal",
            ),
            (
                "run-off-backwards",
                json!({ "/runOff": { "issuedBefore": MAY, "until": APRIL } }),
                "it goes on for licences that are issued after that is over",
            ),
        ],
    );
}

fn territories(asks: &mut Asks<'_>) {
    rule(
        asks,
        "ag-parties",
        INVALID,
        Some((
            "with-itself",
            json!({ "/pointedParty/territory": "CN-33" }),
            "a province and itself",
        )),
        vec![
            (
                "with-its-city",
                json!({ "/pointedParty/territory": "CN-3301" }),
                "a province and a city in it",
            ),
            (
                "with-its-country",
                json!({ "/pointedParty/territory": "CN" }),
                "a province and the country around it",
            ),
        ],
    );
    let superseded = |names: &[&str]| {
        let all: Vec<Value> = names
            .iter()
            .map(|name| json!({ "agreementId": name, "upTo": 3 }))
            .collect();
        json!({ "/supersedes": all })
    };
    let other = "urn:example:agreement:pilot";
    rule(
        asks,
        "ag-supersedes",
        INVALID,
        Some(("supersedes", superseded(&[other]), "it supersedes another")),
        vec![
            (
                "supersedes-itself",
                superseded(&["https://agreements.example/cn-33/cn-44"]),
                "it supersedes itself",
            ),
            (
                "supersedes-twice",
                superseded(&[other, other]),
                "it supersedes another twice",
            ),
        ],
    );
    let onward =
        |depth: u64, parties: &[&str]| json!({ "/mraDepth": depth, "/onwardParties": parties });
    rule(
        asks,
        "ag-depth",
        INVALID,
        Some((
            "onward",
            onward(1, &["CN-31"]),
            "one step onward to a third province",
        )),
        vec![
            ("onward-2", onward(2, &["CN-31"]), "two steps onward"),
            (
                "onward-nowhere",
                json!({ "/mraDepth": 1 }),
                "one step onward to nobody",
            ),
            (
                "onward-0",
                onward(0, &["CN-31"]),
                "no step onward to a third province",
            ),
            (
                "onward-to-itself",
                onward(1, &["CN-3301"]),
                "one step onward to a city of its own",
            ),
            (
                "onward-to-the-other",
                onward(1, &["CN-44"]),
                "one step onward to the other party",
            ),
        ],
    );
}

fn lists(asks: &mut Asks<'_>) {
    let digest = json!({ "alg": -16, "value": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" });
    let text = |lang: &str| json!({ "lang": lang, "uri": "https://agreements.example/texts/1", "digest": digest });
    rule(
        asks,
        "",
        INVALID,
        Some((
            "texts-in-two-languages",
            json!({ "/legalTexts": [text("en"), text("zh")] }),
            "the text in two languages",
        )),
        vec![
            (
                "text-twice",
                json!({ "/legalTexts": [text("en"), text("en")] }),
                "one text twice",
            ),
            (
                "enacted-at-use-twice",
                json!({ "/requireEnactedAt": ["use", "use"] }),
                "the moment of use twice",
            ),
            (
                "keep-twice",
                json!({ "/archive/keep": ["verdict", "verdict"] }),
                "the verdict is kept twice",
            ),
        ],
    );
}

fn names(asks: &mut Asks<'_>) {
    let long = "a".repeat(64);
    let named = |name: &str| json!({ "/equivalences/0/equivalenceId": name });
    let condition = |name: &str| {
        let condition = json!({ "id": name, "kind": "licenceAge", "max": 31_622_400 });
        json!({ "/equivalences/0/conditions": [condition] })
    };
    rule(
        asks,
        "ag-names",
        INVALID,
        Some(("name-of-64", named(&long), "a name of 64 letters")),
        vec![
            (
                "name-of-65",
                named(&format!("{long}a")),
                "a name of 65 letters",
            ),
            ("name-with-a-space", named("a b"), "a name with a space"),
            (
                "name-with-a-dash-first",
                named("-a"),
                "a name that begins with a dash",
            ),
            ("name-in-chinese", named("营业执照"), "a name in Chinese"),
            (
                "name-twice",
                condition("business"),
                "a condition with the name of its provision",
            ),
        ],
    );
}
