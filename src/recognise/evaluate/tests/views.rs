//! Section 5: the local view, and what refuses it.

use super::*;
use crate::recognise::LocalView;

fn own(identifier: &str) -> Element {
    Element::new(PERMIT, identifier)
}

fn mapped(mapping: AttributeMapping, paper: &Paper) -> Recognition<'static> {
    bench([agreement("urn:a").mapping(mapping)]).ask(paper)
}

/// Value and who states it.
fn shown(view: &LocalView<'_>, identifier: &str) -> Option<(Cbor, &'static str)> {
    let element = view
        .elements
        .iter()
        .find(|e| e.name_space == LOCAL && e.identifier == identifier);
    element.map(|e| (e.value.clone().into_owned(), e.stated_by.word()))
}

fn class(value: Cbor) -> Paper {
    Paper::new().own("class", value)
}

#[test]
fn what_every_licence_has_is_shown_as_it_is_and_nothing_else_that_is_not_mapped() {
    let found = bench([agreement("urn:a")]).ask(&class(Cbor::text("A")));
    let view = found.local_view().unwrap();
    assert_eq!(view.doc_type, LOCAL);
    let names: Vec<_> = view
        .elements
        .iter()
        .map(|e| (e.name_space, e.identifier, e.stated_by.word()))
        .collect();
    assert_eq!(
        names,
        [
            (COMMON, "issue_date", "issuer"),
            (COMMON, "seal", "issuer"),
            (COMMON, "valid_until", "issuer"),
        ]
    );
    assert!(view.dropped.is_empty());
}

#[test]
fn an_identity_copies_whatever_it_is() {
    let value = Cbor::map([(
        "a",
        Cbor::Array(vec![Cbor::Integer(1), Cbor::Bytes(vec![2])]),
    )]);
    let found = mapped(
        mapping(own("class"), "kind", Transform::Identity),
        &class(value.clone()),
    );
    assert_eq!(
        shown(found.local_view().unwrap(), "kind"),
        Some((value, "issuer"))
    );
}

#[test]
fn a_table_maps_each_code_drops_doubles_and_keeps_the_order() {
    let by = |rows: &[(&str, &[&str])], value| {
        let found = mapped(mapping(own("class"), "kind", table(rows)), &class(value));
        shown(found.local_view().unwrap(), "kind").unwrap()
    };
    let rows: &[(&str, &[&str])] = &[("A", &["1"]), ("B", &["2", "1"]), ("C", &["3", "2"])];
    let stated = "issuer-through-agreement";
    assert_eq!(by(rows, Cbor::text("A")), (Cbor::text("1"), stated));
    assert_eq!(by(rows, Cbor::text("B")), (texts(&["2", "1"]), stated));
    assert_eq!(
        by(rows, texts(&["C", "B", "A", "C"])),
        (texts(&["3", "2", "1"]), stated)
    );
    assert_eq!(by(rows, texts(&["A", "A"])), (Cbor::text("1"), stated));
}

#[test]
fn a_code_that_is_not_in_the_table_refuses_or_is_dropped_and_named() {
    let with = |on_unmapped| AttributeMapping {
        on_unmapped,
        ..mapping(own("class"), "kind", table(&[("A", &["1"])]))
    };
    let paper = class(texts(&["A", "X"]));
    let found = mapped(with(OnUnmapped::Reject), &paper);
    assert_eq!(says(&found), "not-recognised recognise.code-unmapped");
    assert_eq!(found.local_view(), None);
    let reason = found.reasons().next().unwrap().to_string();
    assert!(
        reason.contains("org.elicence.permit.1/class") && !reason.contains('X'),
        "{reason}"
    );
    let found = mapped(with(OnUnmapped::Drop), &paper);
    let view = found.local_view().unwrap();
    assert_eq!(
        shown(view, "kind"),
        Some((Cbor::text("1"), "issuer-through-agreement"))
    );
    assert_eq!(view.dropped, ["org.elicence.local_permit.1/kind"]);
    let found = mapped(with(OnUnmapped::Drop), &class(Cbor::text("X")));
    let view = found.local_view().unwrap();
    assert_eq!((shown(view, "kind"), view.dropped.len()), (None, 1));
}

#[test]
fn an_empty_list_in_the_table_rejects_nothing_and_is_named() {
    let rows: &[(&str, &[&str])] = &[("A", &["1"]), ("B", &[])];
    let found = mapped(
        mapping(own("class"), "kind", table(rows)),
        &class(texts(&["B", "A"])),
    );
    let view = found.local_view().unwrap();
    assert_eq!(
        shown(view, "kind"),
        Some((Cbor::text("1"), "issuer-through-agreement"))
    );
    assert_eq!(view.dropped, ["org.elicence.local_permit.1/kind"]);
    let found = mapped(
        mapping(own("class"), "kind", table(rows)),
        &class(Cbor::text("B")),
    );
    assert_eq!(says(&found), "recognised");
    assert_eq!(shown(found.local_view().unwrap(), "kind"), None);
}

#[test]
fn an_element_that_is_missing_refuses_or_is_dropped_and_named() {
    let transforms = || {
        [
            Transform::Identity,
            Transform::Constant("x".to_owned()),
            table(&[("A", &["1"])]),
        ]
    };
    for transform in transforms() {
        let with = |on_unmapped| AttributeMapping {
            on_unmapped,
            ..mapping(own("class"), "kind", transform.clone())
        };
        let found = mapped(with(OnUnmapped::Reject), &Paper::new());
        assert_eq!(
            says(&found),
            "not-recognised recognise.mapped-element-missing"
        );
        let found = mapped(with(OnUnmapped::Drop), &Paper::new());
        assert_eq!(says(&found), "recognised");
        assert_eq!(
            found.local_view().unwrap().dropped,
            ["org.elicence.local_permit.1/kind"]
        );
    }
    let found = mapped(
        mapping(own("class"), "kind", table(&[("1", &["1"])])),
        &class(Cbor::Integer(1)),
    );
    assert_eq!(
        says(&found),
        "not-recognised recognise.mapped-element-missing"
    );
}

#[test]
fn a_constant_is_stated_by_the_agreement_whatever_the_licence_says() {
    let constant = || {
        mapping(
            own("class"),
            "kind",
            Transform::Constant("local".to_owned()),
        )
    };
    for value in [Cbor::text("A"), Cbor::Integer(7), Cbor::Null] {
        let found = mapped(constant(), &class(value));
        assert_eq!(
            shown(found.local_view().unwrap(), "kind"),
            Some((Cbor::text("local"), "agreement"))
        );
    }
}

#[test]
fn nothing_is_written_into_what_every_licence_has() {
    let onto = AttributeMapping {
        to: Element::new(COMMON, "issue_date"),
        ..mapping(own("class"), "x", Transform::Identity)
    };
    let found = mapped(onto, &class(date("1999-01-01")));
    let view = found.local_view().unwrap();
    let days: Vec<&Cbor> = view
        .elements
        .iter()
        .filter(|e| e.identifier == "issue_date")
        .map(|e| &*e.value)
        .collect();
    assert_eq!(days, [&date("2026-01-01")]);
}

#[test]
fn every_map_is_told_though_a_condition_fails() {
    let held = agreement("urn:a")
        .asking(Kind::RemainingValidity { min: u64::MAX })
        .mapping(mapping(own("class"), "a", Transform::Identity))
        .mapping(mapping(own("class"), "b", table(&[("A", &["1"])])));
    let found = bench([held]).ask(&Paper::new());
    let codes: Vec<&str> = found.reasons().map(crate::Reason::code).collect();
    assert_eq!(
        codes,
        [
            "recognise.condition-not-met",
            "recognise.mapped-element-missing",
            "recognise.mapped-element-missing",
        ]
    );
}
