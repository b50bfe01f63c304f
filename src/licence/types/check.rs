//! One value against one definition.

use super::{Column, ColumnKind, ElementDefinition, ElementKind, EndForms};
use crate::{
    codec::{Cbor, Limits},
    licence::value::{
        Cell, DigestValue, End, Media, Picture, Table, Text, Value, ValueFault, ValueKind,
    },
};

/// Cells of text have no bound of their own in a definition.
const CELL_CHARS: u32 = 4_000;

pub(super) fn check(
    element: &ElementDefinition,
    cbor: &Cbor,
    limits: &Limits,
) -> Result<(), ValueFault> {
    match (&element.kind, cbor) {
        // Nearly all of a licence is texts and a picture, which are looked at where they are.
        (
            kind @ (ElementKind::Text { .. } | ElementKind::Code(_) | ElementKind::Identifier(_)),
            Cbor::Text(text),
        ) => {
            Text::check(text)?;
            check_text(kind, text)
        }
        (ElementKind::Picture { media, max_bytes }, _) => {
            let (found, data) = Picture::inspect(cbor, limits)?;
            check_picture(media, *max_bytes, found, data.len())
        }
        (kind, _) => match kind.value_kind() {
            None => check_seal(cbor),
            Some(value_kind) => check_bounds(kind, &Value::from_cbor(value_kind, cbor, limits)?),
        },
    }
}

pub(super) fn check_bounds(kind: &ElementKind, value: &Value) -> Result<(), ValueFault> {
    match (kind, value) {
        (
            ElementKind::Text { .. } | ElementKind::Code(_) | ElementKind::Identifier(_),
            Value::Text(text),
        ) => check_text(kind, text.as_str()),
        (ElementKind::Integer { min, max, .. }, Value::Integer(n)) => {
            if (min..=max).contains(&n) {
                Ok(())
            } else {
                Err(ValueFault::Range {
                    min: *min,
                    max: *max,
                })
            }
        }
        (ElementKind::End(forms), Value::End(end)) => check_end(*forms, *end),
        (ElementKind::Amount { scale, .. }, Value::Amount(amount)) => {
            check_scale(*scale, amount.scale())
        }
        (ElementKind::Picture { media, max_bytes }, Value::Picture(picture)) => {
            check_picture(media, *max_bytes, picture.media(), picture.data().len())
        }
        (ElementKind::Attachment { media, max_bytes }, Value::Attachment(attachment)) => {
            if !media.iter().any(|m| m == attachment.media()) {
                return Err(ValueFault::Media {
                    allowed: media.join(", "),
                });
            }
            if attachment.size() > *max_bytes {
                return Err(ValueFault::Bytes {
                    max: usize::try_from(*max_bytes).unwrap_or(usize::MAX),
                });
            }
            Ok(())
        }
        (
            ElementKind::Table {
                columns,
                min_rows,
                max_rows,
            },
            Value::Table(table),
        ) => check_table(columns, *min_rows, *max_rows, table),
        (ElementKind::Derived(rule), Value::Derived(derived)) => {
            if derived.rule() == rule.text() && rule.can_give(derived.value()) {
                Ok(())
            } else {
                Err(ValueFault::Derived {
                    rule: rule.text().to_owned(),
                })
            }
        }
        (ElementKind::Boolean, Value::Boolean(_))
        | (ElementKind::Date, Value::Date(_))
        | (ElementKind::Instant, Value::Instant(_))
        | (ElementKind::Digest, Value::Digest(_)) => Ok(()),
        _ => Err(ValueFault::WrongKind(
            kind.value_kind().unwrap_or(ValueKind::Text),
        )),
    }
}

/// The bounds of a text, a code or an identifier.
fn check_text(kind: &ElementKind, text: &str) -> Result<(), ValueFault> {
    match kind {
        ElementKind::Text { max_chars, pattern } => {
            check_length(text, *max_chars)?;
            match pattern {
                Some(pattern) if !pattern.matches(text) => Err(ValueFault::Pattern),
                _ => Ok(()),
            }
        }
        ElementKind::Code(list) => list.check(text),
        ElementKind::Identifier(scheme) => scheme.check(text),
        _ => Err(ValueFault::WrongKind(ValueKind::Text)),
    }
}

fn check_picture(
    allowed: &[Media],
    max: usize,
    media: Media,
    bytes: usize,
) -> Result<(), ValueFault> {
    if !allowed.contains(&media) {
        let names: Vec<_> = allowed.iter().map(|m| m.name()).collect();
        return Err(ValueFault::Media {
            allowed: names.join(", "),
        });
    }
    if bytes > max {
        return Err(ValueFault::Bytes { max });
    }
    Ok(())
}

fn check_length(text: &str, max: u32) -> Result<(), ValueFault> {
    let most = usize::try_from(max).unwrap_or(usize::MAX);
    if text.chars().take(most.saturating_add(1)).count() > most {
        return Err(ValueFault::TextLength { max });
    }
    Ok(())
}

const fn check_scale(scale: u8, found: u8) -> Result<(), ValueFault> {
    if scale == found {
        Ok(())
    } else {
        Err(ValueFault::Scale { scale })
    }
}

const fn check_end(forms: EndForms, end: End) -> Result<(), ValueFault> {
    let allowed = match end {
        End::On(_) => forms.date,
        End::LongTerm => forms.long_term,
        End::NotApplicable => forms.not_applicable,
    };
    if allowed {
        Ok(())
    } else {
        Err(ValueFault::End)
    }
}

fn check_table(columns: &[Column], min: u32, max: u32, table: &Table) -> Result<(), ValueFault> {
    if !columns.iter().map(Column::id).eq(table.columns()) {
        let names: Vec<_> = columns.iter().map(Column::id).collect();
        return Err(ValueFault::Columns {
            columns: names.join(", "),
        });
    }
    let rows = u32::try_from(table.rows().len()).unwrap_or(u32::MAX);
    if !(min..=max).contains(&rows) {
        return Err(ValueFault::Rows { min, max });
    }
    for (i, row) in table.rows().iter().enumerate() {
        for (column, cell) in columns.iter().zip(row) {
            check_cell(column, cell).map_err(|fault| fault.in_cell(&column.id, i))?;
        }
    }
    Ok(())
}

fn check_cell(column: &Column, cell: &Cell) -> Result<(), ValueFault> {
    let expected = match (&column.kind, cell) {
        (_, Cell::Null) if column.nullable => return Ok(()),
        (ColumnKind::Text, Cell::Text(text)) => return check_length(text.as_str(), CELL_CHARS),
        (ColumnKind::Code(list), Cell::Text(code)) => return list.check(code.as_str()),
        (ColumnKind::Amount { scale, .. }, Cell::Amount(amount)) => {
            return check_scale(*scale, amount.scale());
        }
        (ColumnKind::Integer, Cell::Integer(_))
        | (ColumnKind::Boolean, Cell::Boolean(_))
        | (ColumnKind::Date, Cell::Date(_))
        | (ColumnKind::Instant, Cell::Instant(_)) => return Ok(()),
        (kind, _) => kind.value_kind(),
    };
    Err(ValueFault::WrongKind(expected))
}

impl ColumnKind {
    /// The kind of value in the cells.
    #[must_use]
    pub const fn value_kind(&self) -> ValueKind {
        match self {
            Self::Text => ValueKind::Text,
            Self::Integer => ValueKind::Integer,
            Self::Boolean => ValueKind::Boolean,
            Self::Date => ValueKind::Date,
            Self::Instant => ValueKind::Instant,
            Self::Amount { .. } => ValueKind::Amount,
            Self::Code(_) => ValueKind::Code,
        }
    }
}

/// `"none"`, or `{ "digest": digest, "es_id": tstr, "required": bool }` (design of the seal stage).
fn check_seal(cbor: &Cbor) -> Result<(), ValueFault> {
    let wrong = Err(ValueFault::Seal);
    match cbor {
        Cbor::Text(text) if text == "none" => Ok(()),
        Cbor::Map(members) => {
            let mut seen = [false; 3];
            for (key, value) in members {
                let at = match (key, value) {
                    (Cbor::Text(key), _) if key == "digest" => {
                        DigestValue::from_cbor(value).map(|_| 0_usize)
                    }
                    (Cbor::Text(key), Cbor::Text(_)) if key == "es_id" => Some(1),
                    (Cbor::Text(key), Cbor::Bool(_)) if key == "required" => Some(2),
                    _ => None,
                };
                match at.and_then(|at| seen.get_mut(at)) {
                    Some(seen) if !*seen => *seen = true,
                    _ => return wrong,
                }
            }
            if seen == [true; 3] { Ok(()) } else { wrong }
        }
        _ => wrong,
    }
}
