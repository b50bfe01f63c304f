//! What an answer costs: on an agreement of fifty provisions, by number of conditions, by number of agreements; of a service
//! item by number of licences; and what it costs to ask the trust lists again who may sign.
//!
//! `cargo bench --bench recognise`. Each line is the median of rounds of a thousand answers; beside it the raw cost of one
//! signature verification in the same run. What grows with conditions must grow no faster than they do, and what grows with
//! agreements that lead elsewhere must stay near 1. Licences that need one another must grow slower than their square.

#[path = "../../tests/regions/offices.rs"]
#[expect(
    dead_code,
    reason = "the makers of the tests, of which a part is needed"
)]
mod offices;
#[path = "../../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker of the examples, of which a part is needed"
)]
mod pki;

mod needs;
mod stage;

use elicence::recognise::agreement::{Clause, Condition, Element, Kind};

use stage::{Stage, TYPE};

fn main() {
    let stage = Stage::new();
    println!("raw: one signature verification takes {:.1} µs", stage.raw);
    println!(
        "{:<44} {:>9} {:>11} {:>9} {:>9}",
        "an answer", "µs", "a second", "to raw", "to first"
    );

    // The last of fifty provisions, each for a purpose of its own, with three conditions.
    let mut fifty = stage.agreement("fifty", "CN-44");
    let template = fifty.equivalences[0].clone();
    fifty.equivalences = (0..50)
        .map(|number| {
            let mut one = template.clone();
            one.equivalence_id = format!("e{number}");
            one.purposes = vec![format!("urn:example:item:{number}")];
            let named = |clause: &Clause| {
                let condition = &clause.conditions()[0];
                let id = format!("{}.{number}", condition.id);
                Clause::One(Condition {
                    id,
                    kind: condition.kind.clone(),
                })
            };
            one.conditions = conditions(3).iter().map(named).collect();
            one
        })
        .collect();
    let agreements = stage.take([fifty]);
    let (first, last) = (
        stage.cost(&agreements, "urn:example:item:0"),
        stage.cost(&agreements, "urn:example:item:49"),
    );
    stage.row("50 provisions, 3 conditions, the first", first, first);
    stage.row("50 provisions, 3 conditions, the last", last, first);

    let mut least = 0.0;
    for count in [1, 5, 10, 20, 40] {
        let mut contents = stage.agreement("conditions", "CN-44");
        contents.equivalences[0].conditions = conditions(count);
        let cost = stage.cost(&stage.take([contents]), "urn:example:item:0");
        least = if count == 1 { cost } else { least };
        stage.row(&format!("{count} conditions"), cost, least);
    }

    // All but one lead from here to other cities.
    let (mut least, mut first) = (0.0, 0.0);
    for count in [1, 10, 100, 1_000] {
        let elsewhere = (0..count - 1).map(|number| {
            let place = format!("CN-{:02}{:02}", 50 + number / 60 % 5, 1 + number % 60);
            stage.agreement(&format!("other-{number}"), &place)
        });
        let all = elsewhere.chain([stage.agreement("this", "CN-44")]);
        let mut agreements = stage.take(all);
        let cost = stage.cost(&agreements, "urn:example:item:0");
        let renewal = stage.renewal(&mut agreements);
        if count == 1 {
            (least, first) = (cost, renewal);
        }
        stage.row(&format!("{count} agreements"), cost, least);
        let what = format!("{count} agreements, to renew each");
        stage.row(&what, renewal, first);
    }

    needs::rows(&stage);
}

/// So many conditions that all hold, of kinds that are asked in practice.
fn conditions(count: usize) -> Vec<Clause> {
    let element = |identifier: &str| Element::new(TYPE, identifier);
    let kinds = [
        Kind::LicenceAge {
            max: 2_000 * 86_400,
        },
        Kind::RemainingValidity { min: 30 * 86_400 },
        Kind::IssuerNotIn {
            entities: vec!["X".to_owned()],
        },
        Kind::LevelIn {
            levels: vec!["prefectural".to_owned(), "county".to_owned()],
        },
        Kind::ElementPresent {
            element: element("premises"),
            derived: None,
        },
        Kind::ElementIn {
            element: element("legal_form"),
            values: vec!["limited-company".to_owned()],
            derived: None,
        },
        Kind::ElementNotIn {
            element: element("exemplar"),
            values: vec!["duplicate".to_owned()],
            derived: None,
        },
        Kind::ElementRange {
            element: element("registered_capital"),
            min: Some(1),
            max: None,
        },
    ];
    let kinds = kinds.into_iter().cycle().take(count).enumerate();
    kinds
        .map(|(number, kind)| {
            Clause::One(Condition {
                id: format!("c{number}"),
                kind,
            })
        })
        .collect()
}
