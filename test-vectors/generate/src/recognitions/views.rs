//! 6.7 and section 5: the licence as the local type sees it.

use serde_json::{Map, Value, json};

use super::{Answer, Asks, YES, agreed, licence, provision};
use crate::{
    agreements::{agreement, parties},
    cbor::{Node, text},
    document::{COMMON, Parts, identifier},
    good::BUSINESS,
    out::Out,
};

const DRIVING: &str = "org.elicence.driving_licence.1";
const UNMAPPED: Answer = ("not-recognised", &["recognise.code-unmapped"]);
const MISSING: Answer = ("not-recognised", &["recognise.mapped-element-missing"]);

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, parties::verifier(), "map-identity");
    of_a_business(&mut asks);
    withheld(&mut asks);
    classes(&mut asks);
}

/// What everybody sees of the licence, and what the map adds: the name, who states it, the value.
fn view(licence: &Parts, mapped: &[(&str, &str, Node)]) -> Value {
    let element = |stated_by: &str, value: &Node| {
        let value: String = value
            .write()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        json!({ "stated_by": stated_by, "value": value })
    };
    let common = licence
        .name_spaces
        .iter()
        .filter(|(space, _)| space == COMMON);
    let mut all: Map<String, Value> = common
        .flat_map(|(_, items)| items)
        .map(|item| {
            let value = Node::read(item).opened().at("elementValue").clone();
            (
                format!("{COMMON}/{}", identifier(item)),
                element("issuer", &value),
            )
        })
        .collect();
    for (name, stated_by, value) in mapped {
        all.insert((*name).to_owned(), element(stated_by, value));
    }
    all.into()
}

/// One mapping, its result and what is left out.
struct Mapped<'m> {
    name: &'m str,
    transform: Value,
    on_unmapped: &'m str,
    says: &'m str,
    clause: &'m str,
    answer: Answer,
    /// Who states the element, and what it is.
    shown: Option<(&'m str, Node)>,
    dropped: bool,
}

/// The vectors of `rows` about the one element, which becomes an element of the same name.
fn rows(
    asks: &mut Asks<'_>,
    licence: &Parts,
    (doc_type, from): (&str, &[&str]),
    rows: Vec<Mapped<'_>>,
) {
    let id = format!("{doc_type}/{}", from[0]);
    for row in rows {
        let mut element = vec![doc_type];
        element.extend(from);
        let changed = agreement(row.name, |a| {
            let provision = provision(a);
            provision["pointedType"] = doc_type.into();
            provision["pointingType"] = doc_type.into();
            provision["attributeMap"] = json!([{
                "from": element, "to": [doc_type, from[0]],
                "transform": row.transform, "onUnmapped": row.on_unmapped,
            }]);
        });
        asks.verifier = agreed(&[&changed]);
        asks.expect.clear();
        if row.answer == YES {
            let mapped: Vec<_> = row
                .shown
                .into_iter()
                .map(|(by, value)| (id.as_str(), by, value))
                .collect();
            let dropped = if row.dropped {
                vec![id.clone()]
            } else {
                Vec::new()
            };
            asks.expect = vec![
                ("local_view", view(licence, &mapped)),
                ("dropped", json!(dropped)),
            ];
        }
        asks.answers(row.name, licence, row.says, row.clause, row.answer);
    }
    asks.expect.clear();
}

fn several(codes: &[&str]) -> Node {
    Node::Array(codes.iter().map(|code| text(code)).collect())
}

const THROUGH: &str = "issuer-through-agreement";

fn of_a_business(asks: &mut Asks<'_>) {
    let row = |name, transform, on_unmapped, says, clause, answer, shown, dropped| Mapped {
        name,
        transform,
        on_unmapped,
        says,
        clause,
        answer,
        shown,
        dropped,
    };
    let table = |table: Value| json!({ "table": table });
    let all = vec![
        row(
            "map-identity",
            json!("identity"),
            "reject",
            "an element as it is",
            "r-unmapped",
            YES,
            Some(("issuer", text("limited-company"))),
            false,
        ),
        row(
            "map-one",
            table(json!({ "limited-company": ["company"] })),
            "reject",
            "one code for one",
            "r-unmapped",
            YES,
            Some((THROUGH, text("company"))),
            false,
        ),
        row(
            "map-several",
            table(json!({ "limited-company": ["company", "firm"] })),
            "reject",
            "two codes for one",
            "r-unmapped",
            YES,
            Some((THROUGH, several(&["company", "firm"]))),
            false,
        ),
        row(
            "map-none",
            table(json!({ "limited-company": [] })),
            "reject",
            "no local counterpart: left out and told, and that rejects nothing",
            "r-unmapped",
            YES,
            None,
            true,
        ),
        row(
            "map-unmapped",
            table(json!({ "partnership": ["firm"] })),
            "reject",
            "a code that is not in the table, and must be",
            "r-unmapped",
            UNMAPPED,
            None,
            false,
        ),
        row(
            "map-unmapped-dropped",
            table(json!({ "partnership": ["firm"] })),
            "drop",
            "a code that is not in the table, and may be left out",
            "r-unmapped",
            YES,
            None,
            true,
        ),
        row(
            "map-unmapped-in-capitals",
            table(json!({ "Limited-Company": ["firm"] })),
            "reject",
            "a code that differs in capitals from that in the table",
            "r-unmapped",
            UNMAPPED,
            None,
            false,
        ),
        row(
            "map-constant",
            json!({ "constant": "foreign-company" }),
            "reject",
            "a constant is stated by the agreement",
            "r-map-missing",
            YES,
            Some(("agreement", text("foreign-company"))),
            false,
        ),
    ];
    rows(asks, &licence(), (BUSINESS, &["legal_form"]), all);
}

fn withheld(asks: &mut Asks<'_>) {
    let mut parts = licence();
    parts.withhold(BUSINESS, "legal_form");
    let row = |name, transform: Value, on_unmapped, says, answer, dropped| Mapped {
        name,
        transform,
        on_unmapped,
        says,
        clause: "r-map-missing",
        answer,
        shown: None,
        dropped,
    };
    let all = vec![
        row(
            "map-missing",
            json!("identity"),
            "reject",
            "an element that is withheld, and must be there",
            MISSING,
            false,
        ),
        row(
            "map-missing-dropped",
            json!("identity"),
            "drop",
            "an element that is withheld, and may be left out",
            YES,
            true,
        ),
        row(
            "map-missing-for-a-table",
            json!({ "table": { "limited-company": ["company"] } }),
            "reject",
            "an element that is withheld, for a code table",
            MISSING,
            false,
        ),
        row(
            "map-missing-for-a-constant",
            json!({ "constant": "foreign-company" }),
            "reject",
            "a constant for an element that is withheld: an agreement states nothing about what is not there",
            MISSING,
            false,
        ),
        row(
            "map-missing-for-a-constant-dropped",
            json!({ "constant": "foreign-company" }),
            "drop",
            "a constant for an element that is withheld, and may be left out",
            YES,
            true,
        ),
    ];
    rows(asks, &parts, (BUSINESS, &["legal_form"]), all);
}

/// A driving licence of the classes C1 and D.
fn classes(asks: &mut Asks<'_>) {
    let parts = super::holders::driving_licence(&["vehicle_classes"]);
    let row =
        |name, table: Value, on_unmapped, says, answer, shown: Option<Node>, dropped| Mapped {
            name,
            transform: json!({ "table": table }),
            on_unmapped,
            says,
            clause: "r-unmapped",
            answer,
            shown: shown.map(|value| (THROUGH, value)),
            dropped,
        };
    let all = vec![
        row(
            "map-classes",
            json!({ "C1": ["B"], "D": ["D1"] }),
            "reject",
            "two classes, each with one counterpart",
            YES,
            Some(several(&["B", "D1"])),
            false,
        ),
        row(
            "map-classes-to-several",
            json!({ "C1": ["B", "C1"], "D": ["D1", "B"] }),
            "reject",
            "one class becomes several; doubles are left out, in the order in which they came",
            YES,
            Some(several(&["B", "C1", "D1"])),
            false,
        ),
        row(
            "map-classes-to-one",
            json!({ "C1": ["B"], "D": ["B"] }),
            "reject",
            "two classes become one, which is a text",
            YES,
            Some(text("B")),
            false,
        ),
        row(
            "map-classes-one-without-counterpart",
            json!({ "C1": ["B"], "D": [] }),
            "reject",
            "one class has no counterpart: it is left out and told",
            YES,
            Some(text("B")),
            true,
        ),
        row(
            "map-classes-one-unmapped",
            json!({ "C1": ["B"] }),
            "reject",
            "one class is not in the table",
            UNMAPPED,
            None,
            false,
        ),
        row(
            "map-classes-one-unmapped-dropped",
            json!({ "C1": ["B"] }),
            "drop",
            "one class is not in the table, and is left out and told",
            YES,
            Some(text("B")),
            true,
        ),
    ];
    rows(asks, &parts, (DRIVING, &["vehicle_classes", "class"]), all);
}
