//! Rules across elements, evaluated at issuing.

/// One rule across elements. A rule whose elements are absent holds.
///
/// Elements are named without their name space: first the type's own, then the common ones.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CrossCheck {
    /// The amounts of a column add up to an amount.
    Sum {
        /// The table.
        table: String,
        /// Its column.
        column: String,
        /// The amount.
        equals: String,
    },
    /// An amount in Chinese capital numerals is the amount in figures.
    AmountInWords {
        /// The text in capital numerals.
        words: String,
        /// The amount.
        equals: String,
    },
    /// One day is not after another.
    NotAfter {
        /// The earlier.
        earlier: String,
        /// The later, or the same.
        later: String,
    },
    /// Characters of a text are the value of another element.
    Characters {
        /// The text.
        of: String,
        /// The first character, counted from 0.
        from: u32,
        /// The number of characters.
        length: u32,
        /// The other element.
        equals: String,
        /// What the characters stand for; without it they are the value itself.
        map: Vec<(String, String)>,
    },
    /// Two elements have the same value.
    Same {
        /// One.
        a: String,
        /// The other.
        b: String,
    },
    /// The shares of a column, such as `1/3` or `50%`, over all repeats add up to one; or none is stated.
    SharesSumToOne {
        /// The table.
        table: String,
        /// Its column.
        column: String,
    },
    /// All of these elements are there, or none; index by index where they repeat.
    Together {
        /// The elements.
        elements: Vec<String>,
    },
}

impl CrossCheck {
    /// The name in definitions, for example `not-after`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sum { .. } => "sum",
            Self::AmountInWords { .. } => "amount-in-words",
            Self::NotAfter { .. } => "not-after",
            Self::Characters { .. } => "characters",
            Self::Same { .. } => "same",
            Self::SharesSumToOne { .. } => "shares-sum-to-one",
            Self::Together { .. } => "together",
        }
    }
}
