//! JSON as a tree that keeps what `serde_json::Value` would drop: a member given twice.

use core::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

/// A JSON text as it stands. Numbers are whole: a licence has no floats, so a text with one is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Integer(i64),
    Text(String),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Json {
    /// Reads a whole text; the message names line and column, never a value.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| {
            let what = match error.classify() {
                serde_json::error::Category::Data => {
                    "a number that is not whole, or beyond 64 bits"
                }
                _ => "not well-formed JSON",
            };
            format!("{what} (line {}, column {})", error.line(), error.column())
        })
    }

    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Integer(_) => "a number",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The member of an object, when it is there exactly once.
    pub(crate) fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let mut found = members.iter().filter(|(key, _)| key == name);
        let first = found.next()?;
        found.next().is_none().then_some(&first.1)
    }

    /// The first member's name that stands twice in an object.
    pub(crate) fn duplicate(&self) -> Option<&str> {
        let Self::Object(members) = self else {
            return None;
        };
        members
            .iter()
            .enumerate()
            .find(|(i, (name, _))| members.iter().take(*i).any(|(other, _)| other == name))
            .map(|(_, (name, _))| name.as_str())
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Integer(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Json, E> {
        i64::try_from(value)
            .map(Json::Integer)
            .map_err(|_| E::custom("number"))
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Json, E> {
        Err(E::custom("number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element()? {
            array.push(item);
        }
        Ok(Json::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry::<String, Json>()? {
            object.push(member);
        }
        // A tree of members is searched by name; 10,000 of them are no licence and no definition.
        if object.len() > 10_000 {
            return Err(A::Error::custom("members"));
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_given_twice_is_kept_and_found() {
        let json = Json::parse(r#"{"a": 1, "b": [true, null], "a": "x"}"#).unwrap();
        assert_eq!(json.duplicate(), Some("a"));
        assert_eq!(json.member("a"), None);
        assert_eq!(
            json.member("b"),
            Some(&Json::Array(vec![Json::Bool(true), Json::Null]))
        );
    }

    #[test]
    fn fractions_are_refused_without_showing_them() {
        assert_eq!(
            Json::parse("{\"a\": 12.5}").unwrap_err(),
            "a number that is not whole, or beyond 64 bits (line 1, column 10)"
        );
        assert_eq!(
            Json::parse("{").unwrap_err(),
            "not well-formed JSON (line 1, column 1)"
        );
    }
}
