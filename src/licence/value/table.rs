//! Tables: columns and rows of cells.

use super::{
    Amount, Text, ValueFault, ValueKind, date_from_cbor, date_to_cbor, instant_from_cbor,
    instant_to_cbor, map_members,
};
use crate::{
    codec::{Cbor, Limits},
    time::{Date, UnixTime},
};

/// A table; every row has a cell for each column.
///
/// ```cddl
/// table = { "columns": [ + tstr ], "rows": [ * [ + cell ] ] }   ; column kinds are fixed by the type
/// cell = tstr / int / bool / date / instant / amount / null
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the CDDL has these seven")]
pub enum Cell {
    /// A text or a code.
    Text(Text),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// A civil day.
    Date(Date),
    /// An instant.
    Instant(UnixTime),
    /// A decimal amount.
    Amount(Amount),
    /// Nothing is known, or nothing applies.
    Null,
}

impl Table {
    /// A table of these columns and rows.
    ///
    /// # Errors
    ///
    /// [`ValueFault::WrongKind`] for no columns, a column named twice, or a row of another length than the columns;
    /// [`ValueFault::Cells`].
    pub fn new(
        columns: Vec<String>,
        rows: Vec<Vec<Cell>>,
        limits: &Limits,
    ) -> Result<Self, ValueFault> {
        let wrong = ValueFault::WrongKind(ValueKind::Table);
        if columns.len().saturating_mul(rows.len().max(1)) > limits.table_cells {
            return Err(ValueFault::Cells {
                max: limits.table_cells,
            });
        }
        let mut names: Vec<&String> = columns.iter().collect();
        names.sort_unstable();
        names.dedup();
        if columns.is_empty()
            || names.len() != columns.len()
            || rows.iter().any(|row| row.len() != columns.len())
        {
            return Err(wrong);
        }
        Ok(Self { columns, rows })
    }

    /// The columns' identifiers.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows, each as long as [`columns`](Self::columns).
    #[must_use]
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The cells of one column, top down; nothing where there is no such column.
    pub fn column<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Cell> + use<'a> {
        let at = self.columns.iter().position(|column| column == name);
        self.rows
            .iter()
            .filter_map(move |row| at.and_then(|at| row.get(at)))
    }

    pub(crate) fn from_cbor(cbor: &Cbor, limits: &Limits) -> Result<Self, ValueFault> {
        let wrong = || ValueFault::WrongKind(ValueKind::Table);
        let [Some(Cbor::Array(columns)), Some(Cbor::Array(rows))] =
            map_members(cbor, ["columns", "rows"]).ok_or_else(wrong)?
        else {
            return Err(wrong());
        };
        let cells = columns.len().saturating_mul(rows.len().max(1));
        if cells > limits.table_cells {
            return Err(ValueFault::Cells {
                max: limits.table_cells,
            });
        }
        let names = columns
            .iter()
            .map(|column| match column {
                // Nobody has verified it, and a fault of a cell names its column.
                Cbor::Text(name) if is_name(name) => Ok(name.clone()),
                _ => Err(wrong()),
            })
            .collect::<Result<Vec<_>, _>>()?;
        let rows = rows
            .iter()
            .enumerate()
            .map(|(i, row)| match row {
                Cbor::Array(cells) if cells.len() == names.len() => cells
                    .iter()
                    .zip(&names)
                    .map(|(cell, name)| {
                        Cell::from_cbor(cell).map_err(|fault| fault.in_cell(name, i))
                    })
                    .collect::<Result<Vec<_>, _>>(),
                _ => Err(wrong()),
            })
            .collect::<Result<Vec<_>, _>>()?;
        Self::new(names, rows, limits)
    }

    pub(crate) fn to_cbor(&self) -> Cbor {
        let rows = self
            .rows
            .iter()
            .map(|row| Cbor::Array(row.iter().map(Cell::to_cbor).collect()))
            .collect();
        let columns = self.columns.iter().map(|c| Cbor::Text(c.clone())).collect();
        Cbor::Map(vec![
            (Cbor::Text("rows".into()), Cbor::Array(rows)),
            (Cbor::Text("columns".into()), Cbor::Array(columns)),
        ])
    }
}

impl Cell {
    fn from_cbor(cbor: &Cbor) -> Result<Self, ValueFault> {
        match cbor {
            Cbor::Text(text) => Text::new(text.as_str()).map(Self::Text),
            Cbor::Integer(n) => i64::try_from(*n)
                .map(Self::Integer)
                .map_err(|_| ValueFault::WrongKind(ValueKind::Integer)),
            Cbor::Bool(b) => Ok(Self::Boolean(*b)),
            Cbor::Tag(1004, _) => date_from_cbor(cbor)
                .map(Self::Date)
                .ok_or(ValueFault::WrongKind(ValueKind::Date)),
            Cbor::Tag(0, _) => instant_from_cbor(cbor)
                .map(Self::Instant)
                .ok_or(ValueFault::WrongKind(ValueKind::Instant)),
            Cbor::Tag(4, _) => Amount::from_cbor(cbor).map(Self::Amount),
            Cbor::Null => Ok(Self::Null),
            _ => Err(ValueFault::WrongKind(ValueKind::Table)),
        }
    }

    fn to_cbor(&self) -> Cbor {
        match self {
            Self::Text(text) => Cbor::Text(text.as_str().to_owned()),
            Self::Integer(n) => Cbor::Integer((*n).into()),
            Self::Boolean(b) => Cbor::Bool(*b),
            Self::Date(date) => date_to_cbor(*date),
            Self::Instant(instant) => instant_to_cbor(*instant),
            Self::Amount(amount) => amount.to_cbor(),
            Self::Null => Cbor::Null,
        }
    }
}

impl ValueFault {
    /// This fault, found in row `index` (counted from 0) of `column`.
    pub(crate) fn in_cell(self, column: &str, index: usize) -> Self {
        Self::Cell {
            column: column.to_owned(),
            row: index.saturating_add(1),
            fault: Box::new(self),
        }
    }
}

/// Whether a definition can have a column of this name.
fn is_name(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (1..=64).contains(&text.len()) && text.bytes().all(fits)
}
