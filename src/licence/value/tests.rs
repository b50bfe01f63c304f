use super::*;

fn text(t: &str) -> Cbor {
    Cbor::Text(t.into())
}

fn map<const N: usize>(members: [(&str, Cbor); N]) -> Cbor {
    Cbor::Map(members.into_iter().map(|(k, v)| (text(k), v)).collect())
}

fn read(kind: ValueKind, cbor: &Cbor) -> Result<Value, ValueFault> {
    Value::from_cbor(kind, cbor, &Limits::default())
}

#[test]
fn every_kind_is_read_back_as_it_was_written() {
    let day = Date::parse("2026-01-31").unwrap();
    let digest = DigestValue::new(-16, vec![7; 32]).unwrap();
    let table = Table::new(
        vec!["a".into(), "b".into()],
        vec![
            vec![Cell::Amount(Amount::parse("-1.50").unwrap()), Cell::Null],
            vec![Cell::Date(day), Cell::Integer(-3)],
        ],
        &Limits::default(),
    );
    let outside = Content::Outside {
        digest: digest.clone(),
        size: 12,
    };
    for (kind, value) in [
        (ValueKind::Text, Value::Text(Text::new("中文").unwrap())),
        (ValueKind::Integer, Value::Integer(i64::MIN)),
        (ValueKind::Boolean, Value::Boolean(true)),
        (ValueKind::Date, Value::Date(day)),
        (
            ValueKind::Instant,
            Value::Instant(UnixTime::parse_tdate("2026-01-31T00:00:00Z").unwrap()),
        ),
        (ValueKind::End, Value::End(End::On(day))),
        (ValueKind::End, Value::End(End::LongTerm)),
        (ValueKind::End, Value::End(End::NotApplicable)),
        (
            ValueKind::Amount,
            Value::Amount(Amount::parse("0.01").unwrap()),
        ),
        (ValueKind::Table, Value::Table(table.unwrap())),
        (
            ValueKind::Attachment,
            Value::Attachment(Attachment::new("text/plain", "a.txt", outside).unwrap()),
        ),
        (
            ValueKind::Attachment,
            Value::Attachment(
                Attachment::new("text/plain", "a.txt", Content::Inside(vec![1])).unwrap(),
            ),
        ),
        (
            ValueKind::Derived,
            Value::Derived(Derived::new(
                DerivedValue::State(false),
                "in_force()".into(),
                day,
            )),
        ),
        (
            ValueKind::Derived,
            Value::Derived(Derived::new(
                DerivedValue::Band("low".into()),
                "band(total)".into(),
                day,
            )),
        ),
        (ValueKind::Digest, Value::Digest(digest)),
    ] {
        assert_eq!(read(kind, &value.to_cbor()), Ok(value), "{kind:?}");
    }
}

#[test]
fn a_date_without_its_tag_is_not_a_date() {
    assert_eq!(
        read(ValueKind::Date, &text("2026-01-31")),
        Err(ValueFault::WrongKind(ValueKind::Date))
    );
    assert_eq!(
        read(ValueKind::End, &text("2026-01-31")),
        Err(ValueFault::WrongKind(ValueKind::End))
    );
    assert_eq!(
        read(ValueKind::End, &text("")),
        Err(ValueFault::WrongKind(ValueKind::End))
    );
}

#[test]
fn members_that_do_not_belong_or_stand_twice_are_refused() {
    let day = Cbor::Tag(1004, Box::new(text("2026-01-31")));
    let wrong = Err(ValueFault::WrongKind(ValueKind::Derived));
    let more = map([
        ("value", Cbor::Bool(true)),
        ("rule", text("r")),
        ("as_of", day.clone()),
        ("exact", Cbor::Integer(17)),
    ]);
    let twice = map([
        ("value", Cbor::Bool(true)),
        ("rule", text("r")),
        ("as_of", day.clone()),
        ("value", Cbor::Bool(false)),
    ]);
    let exact = map([
        ("value", Cbor::Integer(17)),
        ("rule", text("r")),
        ("as_of", day),
    ]);
    assert_eq!(read(ValueKind::Derived, &more), wrong);
    assert_eq!(read(ValueKind::Derived, &twice), wrong);
    assert_eq!(read(ValueKind::Derived, &exact), wrong);
}

#[test]
fn a_row_that_is_too_short_is_refused_and_a_bad_cell_is_named() {
    let table = |rows: Vec<Cbor>| {
        map([
            ("columns", Cbor::Array(vec![text("a"), text("b")])),
            ("rows", Cbor::Array(rows)),
        ])
    };
    assert_eq!(
        read(
            ValueKind::Table,
            &table(vec![Cbor::Array(vec![Cbor::Null])])
        ),
        Err(ValueFault::WrongKind(ValueKind::Table))
    );
    let bad = read(
        ValueKind::Table,
        &table(vec![Cbor::Array(vec![Cbor::Null, text("x\ny")])]),
    )
    .unwrap_err();
    assert_eq!(
        bad.to_string(),
        "a right table: column `b` of row 1 is not text in NFC without control characters"
    );
}

#[test]
fn a_table_may_have_as_many_cells_as_the_limit_and_no_more() {
    let limits = Limits {
        table_cells: 4,
        ..Limits::default()
    };
    let rows = |n: usize| vec![vec![Cell::Null, Cell::Null]; n];
    let columns = || vec!["a".to_owned(), "b".to_owned()];
    assert!(Table::new(columns(), rows(2), &limits).is_ok());
    assert_eq!(
        Table::new(columns(), rows(3), &limits),
        Err(ValueFault::Cells { max: 4 })
    );
}
