//! What an authority knows about a licence before any rule was checked.

use core::fmt;

use super::FaultCode;
use crate::{
    licence::{COMMON_NAME_SPACE, json::Json, value::Value},
    time::Date,
};

/// The facts for one licence, unchecked.
///
/// Made from JSON ([`from_json`](Self::from_json)), where the type says the kind of each value, or in Rust with
/// [`new`](Self::new) and [`with`](Self::with). Derived data and what the type says itself are left out: `issue`
/// computes and fills them in.
#[derive(Clone)]
#[must_use]
pub struct Draft {
    pub(super) doc_type: String,
    pub(super) as_of: Option<Date>,
    pub(super) derive: Option<Vec<String>>,
    pub(super) entries: Vec<Entry>,
}

#[derive(Clone)]
pub(super) struct Entry {
    pub(super) namespace: String,
    pub(super) identifier: String,
    pub(super) input: Input,
}

#[derive(Clone)]
pub(super) enum Input {
    Json(Json),
    Value(Value),
}

/// The text is not the JSON form of a draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a draft: {rule}")]
pub struct DraftError {
    rule: String,
}

impl DraftError {
    fn new(rule: impl Into<String>) -> Self {
        Self { rule: rule.into() }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        FaultCode::DraftMalformed.code()
    }
}

impl Draft {
    /// A draft of this `docType` without elements.
    pub fn new(doc_type: impl Into<String>) -> Self {
        Self {
            doc_type: doc_type.into(),
            as_of: None,
            derive: None,
            entries: Vec::new(),
        }
    }

    /// With this element; `namespace` is [`COMMON_NAME_SPACE`] or the `docType`.
    ///
    /// An element given twice is a fault at issuing, not the last one's.
    pub fn with(mut self, namespace: &str, identifier: &str, value: Value) -> Self {
        self.entries.push(Entry {
            namespace: namespace.to_owned(),
            identifier: identifier.to_owned(),
            input: Input::Value(value),
        });
        self
    }

    /// With this day for derived data; without it, the day of issue.
    pub const fn with_as_of(mut self, day: Date) -> Self {
        self.as_of = Some(day);
        self
    }

    /// With these derivations only; without it, all whose source is there.
    pub fn with_derivations(mut self, identifiers: Vec<String>) -> Self {
        self.derive = Some(identifiers);
        self
    }

    /// The `docType`: which definition to issue it under.
    #[must_use]
    pub fn doc_type(&self) -> &str {
        &self.doc_type
    }

    /// Reads the JSON form; values are judged at issuing.
    ///
    /// ```json
    /// {"doc_type": "...", "as_of": "2026-01-01", "common": {"id": "value"}, "elements": {}, "derive": ["..."]}
    /// ```
    ///
    /// # Errors
    ///
    /// [`DraftError`] for what is not this shape; it never shows a value.
    ///
    /// Clause: `spec/issue.md`, section 2.
    pub fn from_json(text: &str) -> Result<Self, DraftError> {
        let json = Json::parse(text).map_err(DraftError::new)?;
        if let Some(name) = json.duplicate() {
            return Err(DraftError::new(format!("has the member `{name}` twice")));
        }
        let Json::Object(members) = json else {
            return Err(DraftError::new("must be an object"));
        };
        let mut draft = Self::new("");
        let mut doc_type = None;
        for (name, value) in members {
            match (name.as_str(), value) {
                ("doc_type", Json::Text(text)) => doc_type = Some(text),
                ("as_of", Json::Text(text)) => {
                    let day = Date::parse(&text);
                    draft.as_of =
                        Some(day.ok_or_else(|| DraftError::new("`as_of` must be a civil day"))?);
                }
                ("derive", Json::Array(items)) => {
                    let names: Option<Vec<_>> = items
                        .iter()
                        .map(|item| item.as_text().map(str::to_owned))
                        .collect();
                    draft.derive =
                        Some(names.ok_or_else(|| {
                            DraftError::new("`derive` must be an array of strings")
                        })?);
                }
                ("common" | "elements", Json::Object(elements)) => {
                    // The type's own name space is known when every member has been read.
                    let namespace = if name == "common" {
                        COMMON_NAME_SPACE
                    } else {
                        ""
                    };
                    draft
                        .entries
                        .extend(elements.into_iter().map(|(id, value)| Entry {
                            namespace: namespace.to_owned(),
                            identifier: id,
                            input: Input::Json(value),
                        }));
                }
                ("doc_type" | "as_of" | "derive" | "common" | "elements", value) => {
                    let rule = format!("`{name}` must not be {}", value.kind());
                    return Err(DraftError::new(rule));
                }
                _ => {
                    let rule =
                        "may have these members only: doc_type, as_of, common, elements, derive";
                    return Err(DraftError::new(rule));
                }
            }
        }
        draft.doc_type = doc_type.ok_or_else(|| DraftError::new("`doc_type` is missing"))?;
        for entry in &mut draft.entries {
            if entry.namespace.is_empty() {
                entry.namespace.clone_from(&draft.doc_type);
            }
        }
        Ok(draft)
    }
}

impl fmt::Debug for Draft {
    /// Without values, which are the holder's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("doc_type", &self.doc_type)
            .field("elements", &self.entries.len())
            .finish_non_exhaustive()
    }
}
