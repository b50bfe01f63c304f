//! Element values in a JSON form that loses no type, so that three languages can compare the same thing.

use ciborium::Value;
use serde_json::json;

/// Writes a CBOR value as JSON without losing its type.
///
/// Text, truth values, null and integers up to 2^53 stand for themselves and arrays for arrays; the rest is marked:
/// `{"int": "…"}`, `{"float": "…"}`, `{"bytes": "hex"}`, `{"tag": n, "of": …}`, `{"map": [[key, value], …]}`.
/// The pairs of a map are sorted by the text of their key, since the order of a map says nothing.
#[must_use]
pub fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Integer(integer) => {
            let wide = i128::from(*integer);
            match i64::try_from(wide) {
                Ok(small) if small.unsigned_abs() <= 1 << 53 => json!(small),
                _ => json!({"int": wide.to_string()}),
            }
        }
        Value::Bytes(bytes) => json!({"bytes": hex::encode(bytes)}),
        Value::Float(float) => json!({"float": format!("{float:?}")}),
        Value::Text(text) => json!(text),
        Value::Bool(truth) => json!(truth),
        Value::Tag(tag, of) => json!({"tag": tag, "of": plain(of)}),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Map(pairs) => {
            let mut pairs: Vec<_> = pairs
                .iter()
                .map(|(key, value)| (plain(key), plain(value)))
                .collect();
            pairs.sort_by_key(|(key, _)| key.to_string());
            json!({"map": pairs})
        }
        _ => serde_json::Value::Null,
    }
}

/// Finds a member of a CBOR map by its text key.
#[must_use]
pub fn member<'a>(map: &'a Value, name: &str) -> Option<&'a Value> {
    map.as_map()?
        .iter()
        .find(|(key, _)| key.as_text() == Some(name))
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_json_lacks_are_marked_with_their_type() {
        let amount = Value::Tag(
            4,
            Box::new(Value::Array(vec![Value::from(-2), Value::from(12_345)])),
        );
        let row = Value::Map(vec![
            (Value::from("b"), Value::from(vec![1_u8])),
            (Value::from("a"), amount),
        ]);
        let expected =
            json!({"map": [["a", {"tag": 4, "of": [-2, 12345]}], ["b", {"bytes": "01"}]]});
        assert_eq!(plain(&row), expected);
        assert_eq!(
            plain(&Value::from(u64::MAX)),
            json!({"int": "18446744073709551615"})
        );
    }
}
