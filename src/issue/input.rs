//! A value in the JSON of a draft, read as the kind that its element has.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    codec::Limits,
    licence::{
        json::Json,
        types::{Column, ColumnKind, ElementKind},
        value::{
            Amount, Attachment, Cell, Content, DigestValue, End, Media, Picture, Table, Text,
            Value, ValueFault, ValueKind,
        },
    },
    time::{Date, UnixTime},
};

/// Reads `json` as a value of `kind`; the bounds of the element are checked afterwards.
pub(super) fn read(kind: &ElementKind, json: &Json, limits: &Limits) -> Result<Value, ValueFault> {
    let Some(value_kind) = kind.value_kind() else {
        return Err(ValueFault::WrongKind(ValueKind::Text));
    };
    let wrong = || ValueFault::WrongKind(value_kind);
    match (kind, json) {
        (
            ElementKind::Text { .. } | ElementKind::Code(_) | ElementKind::Identifier(_),
            Json::Text(text),
        ) => Text::new(text.as_str()).map(Value::Text),
        (ElementKind::Integer { .. }, Json::Integer(n)) => Ok(Value::Integer(*n)),
        (ElementKind::Boolean, Json::Bool(b)) => Ok(Value::Boolean(*b)),
        (ElementKind::Date, Json::Text(text)) => {
            Date::parse(text).map(Value::Date).ok_or_else(wrong)
        }
        (ElementKind::Instant, Json::Text(text)) => UnixTime::parse_rfc3339(text)
            .map(Value::Instant)
            .ok_or_else(wrong),
        (ElementKind::End(_), Json::Text(text)) => {
            End::parse(text).map(Value::End).ok_or_else(wrong)
        }
        (ElementKind::Amount { scale, .. }, Json::Text(text)) => {
            amount(text, *scale).map(Value::Amount)
        }
        (ElementKind::Picture { max_bytes, .. }, Json::Object(_)) => {
            let [media, base64] = members(json, ["media", "base64"]).ok_or_else(wrong)?;
            let media = media
                .and_then(Json::as_text)
                .and_then(Media::from_name)
                .ok_or_else(wrong)?;
            let most = (*max_bytes).min(limits.picture_bytes);
            let data = decode(base64.ok_or_else(wrong)?, most, value_kind)?;
            Picture::new(media, data, limits).map(Value::Picture)
        }
        (ElementKind::Attachment { max_bytes, .. }, Json::Object(_)) => {
            let most = usize::try_from(*max_bytes).unwrap_or(usize::MAX);
            attachment(json, most.min(limits.licence_bytes)).map(Value::Attachment)
        }
        (ElementKind::Table { columns, .. }, Json::Array(rows)) => {
            table(columns, rows, limits).map(Value::Table)
        }
        (ElementKind::Digest, _) => digest(json).map(Value::Digest).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn amount(text: &str, scale: u8) -> Result<Amount, ValueFault> {
    Amount::parse(text)
        .ok_or(ValueFault::WrongKind(ValueKind::Amount))?
        .with_scale(scale)
        .ok_or(ValueFault::Scale { scale })
}

fn attachment(json: &Json, most: usize) -> Result<Attachment, ValueFault> {
    let wrong = || ValueFault::WrongKind(ValueKind::Attachment);
    let [media, name, base64, digest_json, size] =
        members(json, ["media", "name", "base64", "digest", "size"]).ok_or_else(wrong)?;
    let media = media.and_then(Json::as_text).ok_or_else(wrong)?;
    let name = name.and_then(Json::as_text).ok_or_else(wrong)?;
    let content = match (base64, digest_json, size) {
        (Some(base64), None, None) => Content::Inside(decode(base64, most, ValueKind::Attachment)?),
        (None, Some(digest_json), Some(Json::Integer(size))) => Content::Outside {
            digest: digest(digest_json).ok_or_else(wrong)?,
            size: u64::try_from(*size).map_err(|_| wrong())?,
        },
        _ => return Err(wrong()),
    };
    Attachment::new(media, name, content)
}

fn table(columns: &[Column], rows: &[Json], limits: &Limits) -> Result<Table, ValueFault> {
    let names: Vec<String> = columns
        .iter()
        .map(|column| column.id().to_owned())
        .collect();
    let mut read = Vec::new();
    // The table itself counts its cells; rows beyond the limit are not read first.
    let most = limits
        .table_cells
        .checked_div(columns.len().max(1))
        .unwrap_or(0);
    if rows.len() > most {
        return Err(ValueFault::Cells {
            max: limits.table_cells,
        });
    }
    for (i, row) in rows.iter().enumerate() {
        let Json::Object(cells) = row else {
            return Err(ValueFault::WrongKind(ValueKind::Table));
        };
        if row.duplicate().is_some() || cells.iter().any(|(name, _)| !names.contains(name)) {
            return Err(ValueFault::Columns {
                columns: names.join(", "),
            });
        }
        read.push(
            columns
                .iter()
                .map(|column| match row.member(column.id()) {
                    None => Ok(Cell::Null),
                    Some(json) => cell(column, json).map_err(|fault| fault.in_cell(column.id(), i)),
                })
                .collect::<Result<Vec<_>, _>>()?,
        );
    }
    Table::new(names, read, limits)
}

fn cell(column: &Column, json: &Json) -> Result<Cell, ValueFault> {
    let wrong = || ValueFault::WrongKind(column.kind().value_kind());
    match (column.kind(), json) {
        (_, Json::Null) => Ok(Cell::Null),
        (ColumnKind::Text | ColumnKind::Code(_), Json::Text(text)) => {
            Text::new(text.as_str()).map(Cell::Text)
        }
        (ColumnKind::Integer, Json::Integer(n)) => Ok(Cell::Integer(*n)),
        (ColumnKind::Boolean, Json::Bool(b)) => Ok(Cell::Boolean(*b)),
        (ColumnKind::Date, Json::Text(text)) => Date::parse(text).map(Cell::Date).ok_or_else(wrong),
        (ColumnKind::Instant, Json::Text(text)) => UnixTime::parse_rfc3339(text)
            .map(Cell::Instant)
            .ok_or_else(wrong),
        (ColumnKind::Amount { scale, .. }, Json::Text(text)) => {
            amount(text, *scale).map(Cell::Amount)
        }
        _ => Err(wrong()),
    }
}

/// `{"alg": -16, "hex": "…"}`, small letters.
fn digest(json: &Json) -> Option<DigestValue> {
    let [Some(Json::Integer(algorithm)), Some(Json::Text(hex))] = members(json, ["alg", "hex"])?
    else {
        return None;
    };
    let digits = hex.as_bytes();
    if digits.len() > 128 || !digits.len().is_multiple_of(2) {
        return None;
    }
    let nibble = |digit: &u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let bytes: Option<Vec<u8>> = digits
        .chunks_exact(2)
        .map(|pair| match pair {
            [high, low] => Some(nibble(high)? << 4 | nibble(low)?),
            _ => None,
        })
        .collect();
    DigestValue::new(*algorithm, bytes?)
}

/// Base64 with padding (RFC 4648, section 4), refused by its length before it is decoded.
fn decode(json: &Json, most: usize, kind: ValueKind) -> Result<Vec<u8>, ValueFault> {
    let wrong = ValueFault::WrongKind(kind);
    let Some(text) = json.as_text() else {
        return Err(wrong);
    };
    if text.len() / 4 > most / 3 + 1 {
        return Err(ValueFault::Bytes { max: most });
    }
    STANDARD.decode(text).map_err(|_| wrong)
}

/// The members of an object that has these names and no others, each at most once.
fn members<'a, const N: usize>(json: &'a Json, names: [&str; N]) -> Option<[Option<&'a Json>; N]> {
    let Json::Object(all) = json else {
        return None;
    };
    if json.duplicate().is_some() || all.iter().any(|(name, _)| !names.contains(&name.as_str())) {
        return None;
    }
    Some(names.map(|name| json.member(name)))
}
