//! What an element may hold: a kind of value and its bounds.

use std::sync::Arc;

use super::{CodeList, Scheme};
use crate::licence::{
    Labels,
    derivation::DerivationRule,
    value::{Media, ValueKind},
};

/// A kind of value with the bounds that a definition sets.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ElementKind {
    /// Text.
    Text {
        /// The most characters (Unicode scalar values). Default 4,000.
        max_chars: u32,
        /// What the whole text matches.
        pattern: Option<Pattern>,
    },
    /// A whole number.
    Integer {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
        /// The unit, for example `g`.
        unit: Option<String>,
    },
    /// True or false.
    Boolean,
    /// A civil day.
    Date,
    /// An instant.
    Instant,
    /// The end of a validity, of one of these forms.
    End(EndForms),
    /// A decimal amount.
    Amount {
        /// The unit, for example `CNY`.
        unit: String,
        /// The number of decimals, 0 to 18.
        scale: u8,
    },
    /// A member of a code list.
    Code(Arc<CodeList>),
    /// An identifier.
    Identifier(Scheme),
    /// A picture.
    Picture {
        /// The media types.
        media: Vec<Media>,
        /// The most bytes.
        max_bytes: usize,
    },
    /// A file, or its digest.
    Attachment {
        /// The media types.
        media: Vec<String>,
        /// The most bytes, inside or outside.
        max_bytes: u64,
    },
    /// A table.
    Table {
        /// The columns, in order.
        columns: Vec<Column>,
        /// The fewest rows.
        min_rows: u32,
        /// The most rows.
        max_rows: u32,
    },
    /// A state or a band that this rule gives.
    Derived(Arc<DerivationRule>),
    /// A digest.
    Digest,
    /// `"none"`, or what binds a seal object to the licence.
    Seal,
}

impl ElementKind {
    /// The kind of value; `None` for [`Seal`](Self::Seal), which has a shape of its own.
    #[must_use]
    pub const fn value_kind(&self) -> Option<ValueKind> {
        Some(match self {
            Self::Text { .. } => ValueKind::Text,
            Self::Integer { .. } => ValueKind::Integer,
            Self::Boolean => ValueKind::Boolean,
            Self::Date => ValueKind::Date,
            Self::Instant => ValueKind::Instant,
            Self::End(_) => ValueKind::End,
            Self::Amount { .. } => ValueKind::Amount,
            Self::Code(_) => ValueKind::Code,
            Self::Identifier(_) => ValueKind::Identifier,
            Self::Picture { .. } => ValueKind::Picture,
            Self::Attachment { .. } => ValueKind::Attachment,
            Self::Table { .. } => ValueKind::Table,
            Self::Derived(_) => ValueKind::Derived,
            Self::Digest => ValueKind::Digest,
            Self::Seal => return None,
        })
    }
}

/// The forms of an end of validity that a type has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "three forms, as in the CDDL")]
pub struct EndForms {
    /// A civil day.
    pub date: bool,
    /// `long-term`.
    pub long_term: bool,
    /// `not-applicable`.
    pub not_applicable: bool,
}

/// One column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    pub(super) id: String,
    pub(super) labels: Labels,
    pub(super) kind: ColumnKind,
    pub(super) nullable: bool,
}

/// What the cells of a column hold.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ColumnKind {
    /// Text of at most 4,000 characters.
    Text,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A civil day.
    Date,
    /// An instant.
    Instant,
    /// A decimal amount.
    Amount {
        /// The unit.
        unit: String,
        /// The number of decimals.
        scale: u8,
    },
    /// A member of a code list.
    Code(Arc<CodeList>),
}

impl Column {
    /// The identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is called.
    #[must_use]
    pub const fn labels(&self) -> &Labels {
        &self.labels
    }

    /// What its cells hold.
    #[must_use]
    pub const fn kind(&self) -> &ColumnKind {
        &self.kind
    }

    /// Whether a cell may be null.
    #[must_use]
    pub const fn is_nullable(&self) -> bool {
        self.nullable
    }
}

/// A regular expression for a whole text; linear time, no look-around.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    regex: regex_lite::Regex,
}

impl Pattern {
    /// Reads a pattern that begins with `^` and ends with `$`.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        if !text.starts_with('^') || !text.ends_with('$') || text.ends_with("\\$") {
            return Err("a pattern begins with `^` and ends with `$`");
        }
        // The group makes `^a|b$` mean the whole text too, not "begins with a, or ends with b".
        let regex = regex_lite::Regex::new(&format!("^(?:{text})$"))
            .map_err(|_| "not a regular expression of the allowed syntax")?;
        Ok(Self {
            text: text.to_owned(),
            regex,
        })
    }

    /// The pattern as the definition has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}
