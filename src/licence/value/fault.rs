//! What is wrong with one value.

use core::fmt;

use super::ValueKind;
use crate::licence::IdentifierError;

/// Why a value is not one that its element may hold.
///
/// `Display` is what was expected, as a noun phrase that fits behind "the element is not"; it never shows the value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueFault {
    /// Not of the element's kind at all.
    WrongKind(ValueKind),
    /// Text that is not NFC, or has a control character.
    TextForm,
    /// Text, a code or a table cell of no characters.
    Empty,
    /// More characters than the element may have.
    TextLength {
        /// Characters allowed.
        max: u32,
    },
    /// Text that does not match the element's pattern.
    Pattern,
    /// An amount with another number of decimals than the element has.
    Scale {
        /// Decimals of the element.
        scale: u8,
    },
    /// An integer outside the element's bounds.
    Range {
        /// The smallest allowed.
        min: i64,
        /// The largest allowed.
        max: i64,
    },
    /// A code that is not in the code list.
    Code {
        /// The code list's name.
        list: String,
    },
    /// Not an identifier of the element's scheme.
    Identifier {
        /// The scheme's name.
        scheme: &'static str,
        /// What is wrong with it.
        cause: IdentifierError,
    },
    /// A validity end of a form that the type does not have.
    End,
    /// Neither `"none"` nor what binds a seal object.
    Seal,
    /// A media type that the element does not take.
    Media {
        /// The media types that it takes, separated by commas.
        allowed: String,
    },
    /// A picture whose bytes are not of the media type that it names.
    PictureContent,
    /// A picture whose declared width or height is not that of its bytes.
    PictureSize,
    /// More bytes than the element or the limits allow.
    Bytes {
        /// Bytes allowed.
        max: usize,
    },
    /// More pixels than the limits allow.
    Pixels {
        /// Pixels allowed.
        max: u64,
    },
    /// A table with other columns than the element has.
    Columns {
        /// The element's columns, separated by commas.
        columns: String,
    },
    /// A table with too few or too many rows.
    Rows {
        /// The fewest rows.
        min: u32,
        /// The most rows.
        max: u32,
    },
    /// A table with more cells than the limits allow.
    Cells {
        /// Cells allowed.
        max: usize,
    },
    /// A cell that its column may not hold.
    Cell {
        /// The column's identifier.
        column: String,
        /// The row, counted from 1.
        row: usize,
        /// What is wrong with the cell.
        fault: Box<Self>,
    },
    /// A derived value that its rule cannot give.
    Derived {
        /// The canonical text of the rule.
        rule: String,
    },
}

impl fmt::Display for ValueFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongKind(kind) => f.write_str(kind.describe()),
            Self::TextForm => f.write_str("text in NFC without control characters"),
            Self::Empty => f.write_str("text of at least one character"),
            Self::TextLength { max } => write!(f, "text of at most {max} characters"),
            Self::Pattern => f.write_str("text of the element's pattern"),
            Self::Scale { scale } => write!(f, "an amount with {scale} decimals"),
            Self::Range { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::Code { list } => write!(f, "a code of the list `{list}`"),
            Self::Identifier { scheme, cause } => write!(f, "a right {scheme}: {cause}"),
            Self::End => f.write_str("an end of validity that the type has"),
            Self::Seal => f.write_str("`none`, or a map of digest, es_id and required"),
            Self::Media { allowed } => {
                write!(f, "of a media type that the element takes: {allowed}")
            }
            Self::PictureContent => {
                f.write_str("a picture whose bytes are of the media type that it names")
            }
            Self::PictureSize => f.write_str("a picture of the width and height that it declares"),
            Self::Bytes { max } => write!(f, "of at most {max} bytes"),
            Self::Pixels { max } => write!(f, "a picture of at most {max} pixels"),
            Self::Columns { columns } => write!(f, "a table with the columns {columns}"),
            Self::Rows { min, max } => write!(f, "a table of {min} to {max} rows"),
            Self::Cells { max } => write!(f, "a table of at most {max} cells"),
            Self::Cell { column, row, fault } => {
                write!(
                    f,
                    "a right table: column `{column}` of row {row} is not {fault}"
                )
            }
            Self::Derived { rule } => write!(f, "a value that the rule {rule} gives"),
        }
    }
}
