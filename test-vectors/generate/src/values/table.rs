//! l-5.14 to l-5.16: tables.

use super::{accepted, refused};
use crate::{
    cbor::{FALSE, NULL, Node, int, map, tag, text},
    out::Out,
};

const COLUMNS: [&str; 3] = ["label", "paid", "count"];

pub(super) fn make(out: &mut Out) {
    columns(out);
    cells(out);
    sizes(out);
}

pub(super) fn table(columns: &[&str], rows: Vec<Vec<Node>>) -> Node {
    let columns = columns.iter().map(|column| text(column)).collect();
    let rows = rows.into_iter().map(Node::Array).collect();
    map([
        ("columns", Node::Array(columns)),
        ("rows", Node::Array(rows)),
    ])
}

fn paid(cents: i64) -> Node {
    tag(4, Node::Array(vec![int(-2), int(cents)]))
}

fn row() -> Vec<Node> {
    vec![text("a"), paid(100), int(1)]
}

fn columns(out: &mut Out) {
    let clause = &["l-5.14"];
    accepted(
        "table-of-one-row",
        "the columns of the definition and one row",
        clause,
        "table",
        table(&COLUMNS, vec![row()]),
    )
    .flags(&["boundary"])
    .add(out);
    let swapped = vec![paid(100), text("a"), int(1)];
    for (name, value, says) in [
        (
            "column-order",
            table(&["paid", "label", "count"], vec![swapped]),
            "two columns in the other order",
        ),
        (
            "column-missing",
            table(&["label", "paid"], vec![row()[..2].to_vec()]),
            "a column is missing",
        ),
        (
            "column-added",
            table(
                &["label", "paid", "count", "more"],
                vec![[row(), vec![int(2)]].concat()],
            ),
            "a column more",
        ),
        (
            "column-twice",
            table(
                &["label", "paid", "count", "count"],
                vec![[row(), vec![int(2)]].concat()],
            ),
            "a column twice",
        ),
        (
            "column-renamed",
            table(&["label", "paid", "Count"], vec![row()]),
            "a column of another name",
        ),
        ("no-columns", table(&[], vec![vec![]]), "no columns"),
        (
            "row-short",
            table(&COLUMNS, vec![row()[..2].to_vec()]),
            "a row of one cell fewer",
        ),
        (
            "row-long",
            table(&COLUMNS, vec![[row(), vec![int(2)]].concat()]),
            "a row of one cell more",
        ),
        (
            "row-empty",
            table(&COLUMNS, vec![row(), vec![]]),
            "a row of no cell",
        ),
    ] {
        refused(
            &format!("table-{name}"),
            says,
            clause,
            "table",
            value,
            "table-of-one-row",
        )
        .add(out);
    }
    let mut more = table(&COLUMNS, vec![row()]);
    more.set("note", text("甲"));
    refused(
        "table-another-member",
        "a member that the grammar does not have",
        &["l-5.1"],
        "table",
        more,
        "table-of-one-row",
    )
    .add(out);
    let mut rows = table(&COLUMNS, vec![]);
    rows.set("rows", Node::Array(vec![text("a")]));
    refused(
        "table-row-no-list",
        "a row that is no list",
        clause,
        "table",
        rows,
        "table-of-one-row",
    )
    .add(out);
}

fn cells(out: &mut Out) {
    let clause = &["l-5.15"];
    let with = |cells: [Node; 3]| table(&COLUMNS, vec![row(), cells.to_vec()]);
    accepted(
        "table-null",
        "null in the column that may have it",
        clause,
        "table",
        with([text("b"), NULL, int(-1)]),
    )
    .add(out);
    for (name, cells, says) in [
        (
            "null-label",
            [NULL, NULL, int(1)],
            "null in a column of text that has no null",
        ),
        (
            "null-count",
            [text("b"), NULL, NULL],
            "null in a column of numbers that has no null",
        ),
        (
            "undefined",
            [text("b"), Node::Simple(23), int(1)],
            "undefined in place of null",
        ),
        (
            "count-text",
            [text("b"), NULL, text("1")],
            "text in a column of numbers",
        ),
        (
            "count-float",
            [text("b"), NULL, Node::Raw(vec![0xf9, 0x3c, 0])],
            "a float in a column of numbers",
        ),
        (
            "count-false",
            [text("b"), NULL, FALSE],
            "false in a column of numbers",
        ),
        (
            "label-number",
            [int(1), NULL, int(1)],
            "a number in a column of text",
        ),
        (
            "paid-number",
            [text("b"), int(100), int(1)],
            "a whole number in a column of amounts",
        ),
        (
            "paid-scale",
            [
                text("b"),
                tag(4, Node::Array(vec![int(-1), int(10)])),
                int(1),
            ],
            "an amount of another number of decimals",
        ),
        (
            "list",
            [Node::Array(vec![text("b")]), NULL, int(1)],
            "a list in a cell",
        ),
        (
            "count-beyond-64-bits",
            [text("b"), NULL, Node::Uint(u64::MAX)],
            "2⁶⁴ − 1 in a column of numbers",
        ),
    ] {
        refused(
            &format!("table-cell-{name}"),
            says,
            clause,
            "table",
            with(cells),
            "table-null",
        )
        .flags(&["N29"])
        .add(out);
    }
}

fn sizes(out: &mut Out) {
    let clause = &["l-5.16"];
    let rows = |count: usize| table(&COLUMNS, (0..count).map(|_| row()).collect());
    let numbers = |count: usize| table(&["n"], (0..count).map(|_| vec![int(0)]).collect());
    accepted(
        "table-most-rows",
        "the most rows of the element",
        clause,
        "table",
        rows(3),
    )
    .flags(&["boundary"])
    .add(out);
    accepted(
        "table-most-cells",
        "10,000 cells",
        clause,
        "cells",
        numbers(10_000),
    )
    .flags(&["boundary"])
    .add(out);
    refused(
        "table-no-row",
        "no row where the element has one at least",
        clause,
        "table",
        rows(0),
        "table-of-one-row",
    )
    .flags(&["boundary"])
    .add(out);
    refused(
        "table-four-rows",
        "a row more than the element has",
        clause,
        "table",
        rows(4),
        "table-most-rows",
    )
    .flags(&["boundary"])
    .add(out);
    refused(
        "table-too-many-cells",
        "a cell more than 10,000",
        clause,
        "cells",
        numbers(10_001),
        "table-most-cells",
    )
    .flags(&["boundary", "N28"])
    .add(out);
}
