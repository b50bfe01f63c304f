//! One value as text for people: by its definition with labels, or as it is.

use elicence::{
    codec::{Cbor, Limits},
    crypto::DigestAlgorithm,
    licence::{
        ElementDefinition, Language, LicenceType, Region, Value,
        types::{CodeList, Column, ColumnKind, ElementKind, Scheme},
        value::{Attachment, Cell, Content, Derived, DerivedValue, DigestValue, End, Table},
    },
};

use crate::{
    layout::{Rows, harmless, hex},
    wording,
};

/// A value as its definition says; what does not fit it is shown as it is.
pub(crate) fn defined(
    definition: &ElementDefinition,
    licence_type: &LicenceType,
    cbor: &Cbor,
    language: Language,
) -> String {
    let kind = definition.kind();
    let Some(value) = kind
        .value_kind()
        .and_then(|kind| Value::from_cbor(kind, cbor, &Limits::default()).ok())
    else {
        return match cbor.as_text() {
            Some("none") if matches!(kind, ElementKind::Seal) => {
                wording::NO_SEAL.get(language).to_owned()
            }
            _ => foreign(cbor),
        };
    };
    match (&value, kind) {
        (Value::Text(text), ElementKind::Code(list)) => code(list, text.as_str(), language),
        (Value::Text(text), ElementKind::Identifier(Scheme::Region)) => {
            region(text.as_str(), language)
        }
        (Value::Text(text), _) if definition.id() == "legal_basis" => {
            let basis = licence_type
                .legal_basis()
                .iter()
                .find(|basis| basis.id() == text.as_str());
            basis.map_or_else(
                || harmless(text.as_str()),
                |basis| basis.labels().get(language).to_owned(),
            )
        }
        (Value::Amount(amount), ElementKind::Amount { unit, .. }) => format!("{amount} {unit}"),
        (
            Value::Integer(number),
            ElementKind::Integer {
                unit: Some(unit), ..
            },
        ) => format!("{number} {unit}"),
        (Value::Table(rows), ElementKind::Table { columns, .. }) => table(rows, columns, language),
        (Value::Derived(derived), ElementKind::Derived(rule)) => {
            let band = |code: &str| {
                rule.bands()
                    .iter()
                    .find(|b| b.code() == code)
                    .map(|b| b.labels().get(language).to_owned())
            };
            derived_value(derived, band, language)
        }
        _ => plain(&value, language),
    }
}

fn plain(value: &Value, language: Language) -> String {
    match value {
        Value::Text(text) => harmless(text.as_str()),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(state) => yes_or_no(*state, language),
        Value::Date(date) | Value::End(End::On(date)) => date.to_string(),
        Value::Instant(instant) => instant.to_string(),
        Value::End(End::LongTerm) => wording::LONG_TERM.get(language).to_owned(),
        Value::End(End::NotApplicable) => wording::NOT_APPLICABLE.get(language).to_owned(),
        Value::Amount(amount) => amount.to_string(),
        Value::Picture(picture) => {
            let size = wording::bytes(
                u64::try_from(picture.data().len()).unwrap_or(u64::MAX),
                language,
            );
            format!(
                "[{}, {} × {}, {size}]",
                picture.media().name(),
                picture.width(),
                picture.height()
            )
        }
        Value::Attachment(attachment) => attached(attachment, language),
        Value::Derived(derived) => derived_value(derived, |_| None, language),
        Value::Digest(digest) => digest_value(digest),
        other => foreign(&other.to_cbor()),
    }
}

fn yes_or_no(state: bool, language: Language) -> String {
    if state { wording::YES } else { wording::NO }
        .get(language)
        .to_owned()
}

/// The label of a code.
fn code(list: &CodeList, code: &str, language: Language) -> String {
    list.labels(code)
        .map_or_else(|| harmless(code), |labels| labels.get(language).to_owned())
}

fn region(text: &str, language: Language) -> String {
    let names = Region::parse(text)
        .ok()
        .and_then(|region| region.province_names());
    names.map_or_else(
        || harmless(text),
        |names| format!("{} ({})", harmless(text), name_in(names, language)),
    )
}

/// A registered name in one of the languages.
pub(crate) const fn name_in(names: elicence::licence::Names, language: Language) -> &'static str {
    match language {
        Language::Zh => names.zh,
        Language::En => names.en,
        Language::Ko => names.ko,
    }
}

fn derived_value(
    derived: &Derived,
    band: impl Fn(&str) -> Option<String>,
    language: Language,
) -> String {
    let value = match derived.value() {
        DerivedValue::State(state) => yes_or_no(*state, language),
        DerivedValue::Band(code) => band(code).unwrap_or_else(|| harmless(code)),
    };
    value + &wording::as_of(&derived.as_of().to_string(), language)
}

fn attached(attachment: &Attachment, language: Language) -> String {
    let size = wording::bytes(attachment.size(), language);
    let place = match attachment.content() {
        Content::Inside(_) => String::new(),
        Content::Outside { digest, .. } => format!(", {}", digest_value(digest)),
    };
    format!(
        "[{}, {}, {size}{place}]",
        harmless(attachment.name()),
        harmless(attachment.media())
    )
}

fn digest_value(digest: &DigestValue) -> String {
    let name =
        DigestAlgorithm::from_cose_id(digest.algorithm()).map_or("", DigestAlgorithm::mso_name);
    format!("{name} {}", hex(digest.value()))
}

/// The width that the rows of a table may have beside the labels of the licence.
const TABLE: usize = 54;

/// One row as label and value; several under the labels of their columns, or where that is too wide, row by row.
fn table(table: &Table, columns: &[Column], language: Language) -> String {
    let definition = |id: &String| columns.iter().find(|column| column.id() == id);
    let labels: Vec<String> = table
        .columns()
        .iter()
        .map(|id| {
            definition(id).map_or_else(
                || harmless(id),
                |column| column.labels().get(language).to_owned(),
            )
        })
        .collect();
    let cells = |row: &[Cell]| -> Vec<String> {
        row.iter()
            .zip(table.columns())
            .map(|(value, id)| cell(value, definition(id).map(Column::kind), language))
            .collect()
    };
    let mut rows = Rows::default();
    match table.rows() {
        [] => return wording::EMPTY.get(language).to_owned(),
        [only] => labels
            .into_iter()
            .zip(cells(only))
            .for_each(|(label, value)| rows.push_all(vec![label, value])),
        many => {
            rows.push_all(labels.clone());
            many.iter().for_each(|row| rows.push_all(cells(row)));
            if rows.width() > TABLE {
                rows = Rows::default();
                for (n, row) in many.iter().enumerate() {
                    for (i, (label, value)) in labels.iter().zip(cells(row)).enumerate() {
                        let number = if i == 0 {
                            format!("{}", n + 1)
                        } else {
                            String::new()
                        };
                        rows.push([&number, label, &value]);
                    }
                }
            }
        }
    }
    rows.to_lines(0, TABLE).trim_end().to_owned()
}

fn cell(value: &Cell, kind: Option<&ColumnKind>, language: Language) -> String {
    match (value, kind) {
        (Cell::Text(text), Some(ColumnKind::Code(list))) => code(list, text.as_str(), language),
        (Cell::Text(text), _) => harmless(text.as_str()),
        (Cell::Integer(number), _) => number.to_string(),
        (Cell::Boolean(state), _) => yes_or_no(*state, language),
        (Cell::Date(date), _) => date.to_string(),
        (Cell::Instant(instant), _) => instant.to_string(),
        (Cell::Amount(amount), Some(ColumnKind::Amount { unit, .. })) => format!("{amount} {unit}"),
        (Cell::Amount(amount), _) => amount.to_string(),
        (Cell::Null, _) => "-".to_owned(),
    }
}

/// A value of which nothing is known but its encoding: plain where it is one text or number, else as in the diagnostic
/// notation of RFC 8949, section 8. Long byte strings are cut: a picture goes to a file, never to the terminal.
pub(crate) fn foreign(value: &Cbor) -> String {
    match value {
        Cbor::Text(text) => harmless(text),
        Cbor::Tag(0 | 1004, inner) if inner.as_text().is_some() => {
            harmless(inner.as_text().unwrap_or_default())
        }
        other => diagnostic(other),
    }
}

fn diagnostic(value: &Cbor) -> String {
    const SHOWN: usize = 16;
    match value {
        Cbor::Integer(number) => number.to_string(),
        Cbor::Bytes(bytes) if bytes.len() > SHOWN => {
            format!(
                "h'{}…' ({} bytes)",
                hex(bytes.get(..SHOWN).unwrap_or_default()),
                bytes.len()
            )
        }
        Cbor::Bytes(bytes) => format!("h'{}'", hex(bytes)),
        Cbor::Text(text) => format!("\"{}\"", harmless(text)),
        Cbor::Array(items) => format!(
            "[{}]",
            items.iter().map(diagnostic).collect::<Vec<_>>().join(", ")
        ),
        Cbor::Map(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(k, v)| format!("{}: {}", diagnostic(k), diagnostic(v)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
        Cbor::Tag(tag, inner) => format!("{tag}({})", diagnostic(inner)),
        Cbor::Bool(state) => state.to_string(),
        Cbor::Null => "null".to_owned(),
        Cbor::Simple(number) => format!("simple({number})"),
        Cbor::Float(number) => number.to_string(),
        _ => "undefined".to_owned(),
    }
}
