//! How fast it is: run by hand, `cargo test --release --lib recognise::evaluate::tests::speed -- --ignored --nocapture`.

use std::time::Instant;

use super::*;

/// One provision among fifty, with six conditions, an exclusion, a table and a supplement.
fn one_of_fifty() -> Held {
    let element = |identifier: &str| Element::new(PERMIT, identifier);
    let is_in = |name: &str| Kind::ElementIn {
        element: element(name),
        values: owned(&["A", "B", "C"]),
        derived: None,
    };
    let held = agreement("urn:example:agreement")
        .asking(is_in("class"))
        .asking(is_in("kind"))
        .asking(Kind::RemainingValidity { min: 60 })
        .asking(Kind::LicenceAge { max: 1 << 40 })
        .asking(Kind::ElementRange {
            element: element("number"),
            min: Some(0),
            max: Some(10),
        })
        .asking(Kind::IssuerNotIn {
            entities: owned(&["X", "Y"]),
        })
        .excluding(Kind::CategoryIn {
            categories: owned(&["proof"]),
        })
        .mapping(mapping(
            element("class"),
            "class",
            table(&[("A", &["1"]), ("B", &["2"])]),
        ))
        .mapping(mapping(element("kind"), "kind", Transform::Identity));
    held.change(|a| {
        for n in 0..49 {
            let other = format!("org.elicence.other_{n}.1");
            a.equivalences
                .insert(n, equivalence(&format!("o{n}"), &other, LOCAL));
        }
    })
}

#[test]
#[ignore = "a measurement"]
fn evaluations_a_second() {
    let mut paper = Paper::new()
        .with(COMMON, "category", Cbor::text("licence"))
        .own("class", Cbor::text("A"))
        .own("kind", Cbor::text("B"))
        .own("number", Cbor::Integer(7));
    for n in 0..30 {
        paper = paper.own(&format!("further_{n}"), Cbor::text("text"));
    }
    let bench = bench([one_of_fifty()]);
    let asked = bench.asked();
    let ask = || {
        let mut subject = paper.subject(); // as each licence is read anew
        subject.entity = Some("Z");
        super::super::evaluate(&subject, &[], &asked)
    };
    assert_eq!(says(&ask()), "recognised");
    let rounds = 200_000_u32;
    let start = Instant::now();
    for _ in 0..rounds {
        std::hint::black_box(ask());
    }
    println!("{:?} each", start.elapsed() / rounds);
}
