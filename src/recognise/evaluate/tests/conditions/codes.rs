//! Conditions on the codes of an element.

use super::*;

#[test]
fn an_element_is_present_or_not_known() {
    let kind = Kind::ElementPresent {
        element: own("class"),
        derived: None,
    };
    is(&kind, &Paper::new().own("class", Cbor::Null), True);
    is(&kind, &Paper::new(), Unknown);
    is(
        &kind,
        &Paper::new().with(LOCAL, "class", Cbor::text("A")),
        Unknown,
    );
}

#[test]
fn what_the_holder_states_is_not_there() {
    let mut paper = Paper::new().own("class", Cbor::text("A"));
    paper.elements.last_mut().unwrap().stated_by = StatedBy::Holder;
    is(
        &Kind::ElementPresent {
            element: own("class"),
            derived: None,
        },
        &paper,
        Unknown,
    );
}

fn codes(values: &[&str], element: Element) -> [Kind; 2] {
    let values = owned(values);
    [
        Kind::ElementIn {
            element: element.clone(),
            values: values.clone(),
            derived: None,
        },
        Kind::ElementNotIn {
            element,
            values,
            derived: None,
        },
    ]
}

/// Of `elementIn` and of `elementNotIn`.
#[track_caller]
fn both(values: &[&str], element: &Element, value: Cbor, expected: [Answer; 2]) {
    let paper = Paper::new().own("class", value);
    for (kind, expected) in codes(values, element.clone()).iter().zip(expected) {
        is(kind, &paper, expected);
    }
}

#[test]
fn every_code_is_one_of_them_or_none_is() {
    let class = own("class");
    both(&["A", "B"], &class, Cbor::text("B"), [True, False]);
    both(&["A", "B"], &class, Cbor::text("C"), [False, True]);
    both(&["A", "B"], &class, texts(&["B", "A", "B"]), [True, False]);
    both(&["A", "B"], &class, texts(&["B", "C"]), [False, False]);
    both(&["A", "B"], &class, texts(&["C", "D"]), [False, True]);
    for kind in codes(&["A"], class) {
        is(&kind, &Paper::new(), Unknown);
    }
}

#[test]
fn what_has_no_codes_is_neither_in_nor_out() {
    let class = own("class");
    for value in [
        Cbor::Integer(1),
        Cbor::Bool(true),
        Cbor::Null,
        texts(&[]),
        Cbor::Array(vec![Cbor::text("A"), Cbor::Integer(1)]),
        Cbor::map([("value", Cbor::text("A"))]),
        date("2026-01-01"),
    ] {
        both(
            &["A", "1", "true", "2026-01-01"],
            &class,
            value,
            [Unknown, Unknown],
        );
    }
}

#[test]
fn many_codes_and_many_values_are_compared_all_the_same() {
    let values: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    both(&values, &own("class"), texts(&values), [True, False]);
    let mut more = values.clone();
    more.push("other");
    both(&values, &own("class"), texts(&more), [False, False]);
    let others: Vec<String> = (0..50).map(|n| format!("x{n}")).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    both(&values, &own("class"), texts(&others), [False, True]);
}

#[test]
fn a_member_is_a_column_of_a_table() {
    let table = |cells: Vec<Cbor>| {
        let rows = cells
            .into_iter()
            .map(|cell| Cbor::Array(vec![Cbor::Integer(0), cell]));
        Cbor::map([
            ("columns", texts(&["n", "code"])),
            ("rows", Cbor::Array(rows.collect())),
        ])
    };
    let code = member("code");
    both(
        &["A"],
        &code,
        table(vec![Cbor::text("A"), Cbor::Null]),
        [True, False],
    );
    both(
        &["A"],
        &code,
        table(vec![Cbor::text("B"), Cbor::text("A")]),
        [False, False],
    );
    both(
        &["A"],
        &code,
        table(vec![Cbor::text("A"), Cbor::Integer(1)]),
        [Unknown, Unknown],
    );
    both(&["A"], &code, table(vec![Cbor::Null]), [Unknown, Unknown]);
    both(&["A"], &code, table(Vec::new()), [Unknown, Unknown]);
    both(
        &["A"],
        &member("other"),
        table(vec![Cbor::text("A")]),
        [Unknown, Unknown],
    );
    both(
        &["0"],
        &member("n"),
        table(vec![Cbor::text("A")]),
        [Unknown, Unknown],
    );
}

#[test]
fn a_member_is_a_key_in_a_list_of_maps() {
    let list = |codes: &[&str]| {
        let one = |code: &&str| Cbor::map([("vehicle_category_code", Cbor::text(*code))]);
        let mut items: Vec<Cbor> = codes.iter().map(one).collect();
        items.push(Cbor::map([("issue_date", date("2020-01-01"))]));
        Cbor::Array(items)
    };
    let code = member("vehicle_category_code");
    both(&["A", "B"], &code, list(&["B"]), [True, False]);
    both(&["A", "B"], &code, list(&["B", "C"]), [False, False]);
    both(&["A"], &code, list(&[]), [Unknown, Unknown]);
    both(
        &["A"],
        &code,
        Cbor::Array(vec![Cbor::text("A")]),
        [Unknown, Unknown],
    );
    both(&["A"], &code, Cbor::text("A"), [Unknown, Unknown]);
    let present = Kind::ElementPresent {
        element: member("other"),
        derived: None,
    };
    is(&present, &Paper::new().own("class", list(&["B"])), Unknown);
    let present = Kind::ElementPresent {
        element: code,
        derived: None,
    };
    is(&present, &Paper::new().own("class", list(&["B"])), True);
}
