//! The shape of an agreement: `spec/agreements.md`, section 2. Every signature is right.

use serde_json::json;

use super::{
    Asks, changed,
    form::{INVALID, WRONG_TYPE, good},
    parties,
};
use crate::{
    cbor::{NULL, Node, TRUE, int, map, tag, text},
    lists::document::{List, item, items},
    out::Out,
};

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, parties::verifier(), "agreement-good");
    members(asks);
    conditions(asks);
    values(asks);
}

fn extended(value: Node) -> Node {
    let id = text("urn:example:extension:one");
    let critical = Node::Simple(20);
    Node::Array(vec![map([
        ("id", id),
        ("critical", critical),
        ("value", value),
    ])])
}

fn members(asks: &mut Asks<'_>) {
    let anything = map([("anything", Node::Array(vec![int(-1), NULL, TRUE]))]);
    asks.takes(
        "agreement-extension-of-anything",
        good().with("extensions", extended(anything)).write(),
        "an extension whose value is whatever somebody else wants",
        "ag-closed",
    );
    asks.differ_from("agreement-extension-of-anything");
    let provision = |payload: &mut Node, edit: &dyn Fn(&mut Node)| {
        edit(item(payload.at_mut("equivalences"), 0));
    };
    let more: [(&str, List, &str); 4] = [
        (
            "agreement",
            good().with("comment", text("c")),
            "a member of the agreement that the format does not have",
        ),
        (
            "party",
            good().edited(|p| p.at_mut("pointingParty").set("name", text("c"))),
            "a member of a party that the format does not have",
        ),
        (
            "provision",
            good().edited(|p| provision(p, &|e| e.set("comment", text("c")))),
            "a member of a provision that the format does not have",
        ),
        (
            "objection",
            good().edited(|p| p.at_mut("objection").set("Uri", text("urn:c:d"))),
            "a member of the format in other letters",
        ),
    ];
    for (name, list, says) in more {
        let name = format!("agreement-more-in-{name}");
        asks.refuses(&name, list.write(), says, "ag-closed", &[INVALID]);
    }
    asks.differ_from("agreement-good");
    for member in [
        "agreementId",
        "sequenceNumber",
        "issueDateTime",
        "conditionVocabulary",
        "pointingParty",
        "currentState",
        "requireEnactedAt",
        "precedence",
        "exclusions",
        "equivalences",
        "notAfter",
    ] {
        let says = format!("an agreement without `{member}`");
        let document = good().without(member).write();
        let name = format!("agreement-without-{}", in_small(member));
        asks.refuses(
            &name,
            document,
            &says,
            "ag-missing",
            &["codec.missing-field"],
        );
    }
    for (name, list, says) in [
        (
            "territory",
            good().edited(|p| _ = p.at_mut("pointedParty").remove("territory")),
            "a party without a territory",
        ),
        (
            "conditions",
            good().edited(|p| provision(p, &|e| _ = e.remove("conditions"))),
            "a provision that does not say its conditions",
        ),
    ] {
        let name = format!("agreement-without-{name}");
        asks.refuses(
            &name,
            list.write(),
            says,
            "ag-missing",
            &["codec.missing-field"],
        );
    }
    let none = || Node::Array(Vec::new());
    for member in [
        "legalTexts",
        "requireEnactedAt",
        "equivalences",
        "equivalenceHistory",
        "onwardParties",
        "extensions",
    ] {
        let says = format!("`{member}` is there and empty");
        let name = format!("agreement-empty-{}", in_small(member));
        let document = good().with(member, none()).write();
        asks.refuses(&name, document, &says, "ag-one-way", &["codec.empty"]);
    }
    for member in ["purposes", "territories"] {
        let list = good().edited(|p| provision(p, &|e| e.set(member, none())));
        let says = format!("`{member}` of a provision is there and empty");
        let name = format!("agreement-empty-{}", in_small(member));
        asks.refuses(&name, list.write(), &says, "ag-one-way", &["codec.empty"]);
    }
}

/// `notAfter` as it stands in the name of a vector: `not-after`.
fn in_small(member: &str) -> String {
    let letters = member.chars().map(|letter| match letter {
        'A'..='Z' => format!("-{}", letter.to_ascii_lowercase()),
        _ => letter.to_string(),
    });
    letters.collect()
}

/// The agreement with one condition.
fn asking(condition: Node) -> List {
    good().edited(|payload| {
        let provision = item(payload.at_mut("equivalences"), 0);
        items(provision.at_mut("conditions")).push(condition);
    })
}

fn conditions(asks: &mut Asks<'_>) {
    let of = |kind: &str, member: &str, value: Node| {
        map([("id", text("c")), ("kind", text(kind)), (member, value)])
    };
    let later = || of("phaseOfTheMoon", "phases", Node::Array(vec![int(3), NULL]));
    asks.takes(
        "agreement-later-kind",
        asking(later()).write(),
        "a condition of a kind that is not known, with members that nobody knows: nobody signs such an agreement with this \
         version, and it is taken",
        "ag-later-kind ag-sign-known",
    );
    asks.differ_from("agreement-later-kind");
    let misspelt = of("licenceAge", "maximum", int(1));
    asks.refuses(
        "agreement-known-kind-misspelt",
        asking(misspelt.clone()).write(),
        "a condition of a kind that is known, with a member that is not",
        "ag-closed",
        &[INVALID],
    );
    let nameless = map([("kind", text("phaseOfTheMoon"))]);
    asks.refuses(
        "agreement-later-kind-without-a-name",
        asking(nameless).write(),
        "a condition of a kind that is not known, without a name",
        "ag-missing",
        &["codec.missing-field"],
    );
    let nested = map([(
        "anyOf",
        Node::Array(vec![later(), map([("anyOf", Node::Array(vec![later()]))])]),
    )]);
    asks.refuses(
        "agreement-choice-in-a-choice",
        asking(nested).write(),
        "a choice in a choice",
        "ag-missing",
        &["codec.missing-field"],
    );
    asks.takes(
        "agreement-other-vocabulary",
        asking(misspelt)
            .with("conditionVocabulary", text("org.elicence.conditions.2"))
            .write(),
        "another vocabulary, in which a condition is called as one of ours and has other members",
        "ag-other-vocabulary ag-sign-known",
    );
    asks.differ_from("agreement-good");
}

fn values(asks: &mut Asks<'_>) {
    let provision = |payload: &mut Node, member: &str, value: Node| {
        item(payload.at_mut("equivalences"), 0).set(member, value);
    };
    for (name, list, says) in [
        (
            "type",
            good().with("type", text("org.elicence.agreement.2")),
            "another format",
        ),
        (
            "precedence",
            good().with("precedence", text("first")),
            "a word for precedence that the format does not have",
        ),
        (
            "state",
            good().edited(|p| {
                p.at_mut("currentState")
                    .set("equivalenceStatus", text("Enacted"))
            }),
            "a state in capitals",
        ),
        (
            "moment",
            good().with("requireEnactedAt", Node::Array(vec![text("always")])),
            "a moment that the format does not have",
        ),
        (
            "effect",
            good().edited(|p| provision(p, "effect", text("some"))),
            "an effect that the format does not have",
        ),
        (
            "record",
            good().edited(|p| {
                p.at_mut("archive")
                    .set("keep", Node::Array(vec![text("all")]))
            }),
            "something to keep that the format does not have",
        ),
    ] {
        let name = format!("agreement-word-{name}");
        asks.refuses(&name, list.write(), says, "ag-word", &[INVALID]);
    }
    for (name, list) in [
        ("title", good().with("title", Node::Map(Vec::new()))),
        (
            "table",
            good().edited(|p| {
                let maps = item(p.at_mut("equivalences"), 0).at_mut("attributeMap");
                let table = map([("table", Node::Map(Vec::new()))]);
                item(maps, 0).set("transform", table);
            }),
        ),
    ] {
        let says = format!("a {name} without an entry");
        let name = format!("agreement-empty-{name}");
        asks.refuses(&name, list.write(), &says, "ag-one-way", &["codec.empty"]);
    }
    for (name, list, says, code) in [
        (
            "number-as-a-text",
            good().with("sequenceNumber", text("1")),
            "the number as a text",
            WRONG_TYPE,
        ),
        (
            "date-as-a-text",
            good().with("notAfter", text("2026-09-01T00:00:00Z")),
            "a date without its tag",
            WRONG_TYPE,
        ),
        (
            "date-as-a-number",
            good().with("notAfter", tag(1, int(1_788_220_800))),
            "a date as a number",
            WRONG_TYPE,
        ),
        (
            "id-tagged",
            good().with("agreementId", tag(32, text("urn:a:b"))),
            "a URI with its tag",
            WRONG_TYPE,
        ),
        (
            "onward-use-null",
            good().with("onwardUse", NULL),
            "null in place of yes or no",
            WRONG_TYPE,
        ),
        (
            "id-relative",
            good().with("agreementId", text("cn-33/cn-44")),
            "a name that is no URI",
            INVALID,
        ),
        (
            "second-60",
            good().with("notAfter", tag(0, text("2026-08-31T23:59:60Z"))),
            "a leap second",
            INVALID,
        ),
        (
            "number-too-large",
            good().with("sequenceNumber", Node::Uint(1 << 53)),
            "the number 2⁵³",
            INVALID,
        ),
        (
            "region-in-small",
            good().edited(|p| p.at_mut("pointedParty").set("territory", text("cn-44"))),
            "a region in small letters",
            INVALID,
        ),
    ] {
        let name = format!("agreement-{name}");
        asks.refuses(&name, list.write(), says, "", &[code]);
    }
    let condition = json!({ "id": "c", "kind": "issuerIn", "entities": ["one"] });
    let list = changed(
        "agreement-choice",
        &json!({ "/equivalences/0/conditions": [{ "anyOf": [condition, { "id": "d", "kind": "licenceAge", "max": 1 }] }] }),
    );
    asks.takes(
        "agreement-choice",
        list.write(),
        "a choice of two conditions",
        "",
    );
    asks.differ_from("agreement-choice");
    let one = map([
        ("id", text("c")),
        ("kind", text("licenceAge")),
        ("max", int(1)),
    ]);
    for (name, choice, code) in [
        ("one", vec![one], INVALID),
        ("none", Vec::new(), "codec.empty"),
    ] {
        let list = asking(map([("anyOf", Node::Array(choice))]));
        let clause = if name == "none" { "ag-one-way" } else { "" };
        let says = format!("a choice of {name}");
        asks.refuses(
            &format!("agreement-choice-of-only-{name}"),
            list.write(),
            &says,
            clause,
            &[code],
        );
    }
    asks.differ_from("agreement-good");
}
