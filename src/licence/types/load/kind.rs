//! The kinds of elements and columns, with their bounds.

use super::{
    element::{Lists, is_identifier},
    node::{Faults, Members, Node},
};
use crate::licence::{
    types::{Column, ColumnKind, ElementKind, EndForms, Pattern, Scheme},
    value::{Amount, Media},
};

const TEXT_CHARS: u32 = 4_000;
const TABLE_ROWS: u32 = 1_000;

/// The members of a definition that only this kind has.
pub(super) fn own_members(kind: &str) -> &'static [&'static str] {
    match kind {
        "text" => &["max_chars", "pattern"],
        "integer" => &["min", "max", "unit"],
        "amount" => &["unit", "scale"],
        "code" => &["code_list"],
        "identifier" => &["scheme"],
        "picture" | "attachment" => &["media", "max_bytes"],
        "table" => &["columns", "min_rows", "max_rows"],
        _ => &[],
    }
}

pub(super) fn kind(
    name: &str,
    members: &Members<'_>,
    lists: Lists<'_>,
    faults: &mut Faults,
) -> Option<ElementKind> {
    Some(match name {
        "text" => {
            let pattern = members.optional_text("pattern", faults).and_then(|text| {
                Pattern::parse(text)
                    .map_err(|rule| faults.add(&members.path_of("pattern"), rule))
                    .ok()
            });
            let max_chars = members.number("max_chars", Some(TEXT_CHARS), faults)?;
            ElementKind::Text { max_chars, pattern }
        }
        "integer" => {
            let min = members.number("min", Some(i64::MIN), faults)?;
            let max = members.number("max", Some(i64::MAX), faults)?;
            if min > max {
                faults.add(&members.path, "`min` is more than `max`");
            }
            let unit = members.optional_text("unit", faults).map(str::to_owned);
            ElementKind::Integer { min, max, unit }
        }
        "boolean" => ElementKind::Boolean,
        "date" => ElementKind::Date,
        "instant" => ElementKind::Instant,
        "end" => ElementKind::End(EndForms {
            date: true,
            long_term: true,
            not_applicable: true,
        }),
        "amount" => {
            let (unit, scale) = unit_and_scale(members, faults)?;
            ElementKind::Amount { unit, scale }
        }
        "code" => ElementKind::Code(lists.find(members, faults)?),
        "identifier" => {
            let name = members.text("scheme", faults)?;
            let scheme = Scheme::from_name(name);
            if scheme.is_none() {
                faults.add(
                    &members.path_of("scheme"),
                    format!("names the unknown scheme `{name}`"),
                );
            }
            ElementKind::Identifier(scheme?)
        }
        "picture" => {
            let mut media = Vec::new();
            for item in members.items("media", faults) {
                match item.text(faults).map(Media::from_name) {
                    Some(Some(name)) => media.push(name),
                    Some(None) => {
                        faults.add(&item.path, "a picture is `image/jpeg` or `image/png`")
                    }
                    None => {}
                }
            }
            let max_bytes = members.number("max_bytes", None, faults)?;
            ElementKind::Picture { media, max_bytes }
        }
        "attachment" => {
            let media = members.texts("media", faults);
            let max_bytes = members.number("max_bytes", None, faults)?;
            ElementKind::Attachment { media, max_bytes }
        }
        "table" => {
            let mut columns: Vec<Column> = Vec::new();
            for node in members.items("columns", faults) {
                let Some(column) = column(node, lists, faults) else {
                    continue;
                };
                if columns.iter().any(|other| other.id == column.id) {
                    faults.add(&members.path, format!("has two columns `{}`", column.id));
                }
                columns.push(column);
            }
            let min_rows = members.number("min_rows", Some(0), faults)?;
            let max_rows = members.number("max_rows", Some(TABLE_ROWS), faults)?;
            if columns.is_empty() || min_rows > max_rows || max_rows == 0 {
                faults.add(
                    &members.path,
                    "a table has a column, and `min_rows` is at most `max_rows`",
                );
            }
            ElementKind::Table {
                columns,
                min_rows,
                max_rows,
            }
        }
        "digest" => ElementKind::Digest,
        "seal" => ElementKind::Seal,
        _ => {
            faults.add(
                &members.path_of("kind"),
                format!("there is no kind `{name}`"),
            );
            return None;
        }
    })
}

fn column(node: Node<'_>, lists: Lists<'_>, faults: &mut Faults) -> Option<Column> {
    let members = node.object(
        &[
            "id",
            "kind",
            "code_list",
            "unit",
            "scale",
            "nullable",
            "names",
        ],
        faults,
    )?;
    let id = members.text("id", faults)?.to_owned();
    if !is_identifier(&id) {
        faults.add(
            &members.path_of("id"),
            "an identifier has small letters, digits and `_`, a letter first, 64 at most",
        );
    }
    let kind_name = members.text("kind", faults)?;
    let kind = match kind_name {
        "text" => ColumnKind::Text,
        "integer" => ColumnKind::Integer,
        "boolean" => ColumnKind::Boolean,
        "date" => ColumnKind::Date,
        "instant" => ColumnKind::Instant,
        "amount" => {
            let (unit, scale) = unit_and_scale(&members, faults)?;
            ColumnKind::Amount { unit, scale }
        }
        "code" => ColumnKind::Code(lists.find(&members, faults)?),
        _ => {
            faults.add(
                &members.path_of("kind"),
                format!("a column cannot be of the kind `{kind_name}`"),
            );
            return None;
        }
    };
    let nullable = members.flag("nullable", faults);
    Some(Column {
        id,
        labels: members.labels(faults)?,
        kind,
        nullable,
    })
}

fn unit_and_scale(members: &Members<'_>, faults: &mut Faults) -> Option<(String, u8)> {
    let unit = members.text("unit", faults);
    let scale = members.number("scale", None, faults)?;
    if scale > Amount::MAX_SCALE {
        faults.add(
            &members.path_of("scale"),
            "an amount has 18 decimals at most",
        );
    }
    Some((unit?.to_owned(), scale))
}
