//! The JSON form of a document, for the people who keep it: the members of the CBOR, bytes in base64, dates as text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::codec::Cbor;

/// A document as indented JSON. What is in an extension may have no form in JSON, so it stands there as its encoding.
pub(crate) fn pretty(document: &Cbor) -> String {
    let json = match document {
        Cbor::Map(members) => object(members, |name, value| match (name, value) {
            ("extensions", Cbor::Array(all)) => {
                Value::Array(all.iter().map(extension_to_json).collect())
            }
            _ => to_json(value),
        }),
        other => to_json(other),
    };
    let mut text = serde_json::to_string_pretty(&json).unwrap_or_default();
    text.push('\n');
    text
}

fn to_json(item: &Cbor) -> Value {
    match item {
        Cbor::Map(members) => object(members, |_, value| to_json(value)),
        Cbor::Array(items) => Value::Array(items.iter().map(to_json).collect()),
        Cbor::Tag(_, content) => to_json(content),
        Cbor::Text(text) => Value::String(text.clone()),
        Cbor::Bytes(bytes) => base64(bytes),
        Cbor::Bool(value) => Value::Bool(*value),
        Cbor::Integer(number) => i64::try_from(*number).map_or(Value::Null, Value::from),
        _ => Value::Null,
    }
}

fn extension_to_json(item: &Cbor) -> Value {
    let Cbor::Map(members) = item else {
        return Value::Null;
    };
    object(members, |name, value| match name {
        "value" => base64(&value.to_vec()),
        _ => to_json(value),
    })
}

fn object(members: &[(Cbor, Cbor)], write: impl Fn(&str, &Cbor) -> Value) -> Value {
    let named = members.iter().filter_map(|(key, value)| {
        let name = key.as_text()?;
        Some((name.to_owned(), write(name, value)))
    });
    Value::Object(named.collect())
}

fn base64(bytes: &[u8]) -> Value {
    Value::String(STANDARD.encode(bytes))
}
