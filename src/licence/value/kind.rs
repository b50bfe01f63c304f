//! The kinds by name.

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A civil day.
    Date,
    /// An instant.
    Instant,
    /// The end of a validity.
    End,
    /// A decimal amount.
    Amount,
    /// A member of a code list.
    Code,
    /// An identifier with rules of its own.
    Identifier,
    /// A picture.
    Picture,
    /// A table.
    Table,
    /// A file, or its digest.
    Attachment,
    /// A state or a band.
    Derived,
    /// A digest.
    Digest,
}

impl ValueKind {
    /// The name in definitions, for example `amount`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Instant => "instant",
            Self::End => "end",
            Self::Amount => "amount",
            Self::Code => "code",
            Self::Identifier => "identifier",
            Self::Picture => "picture",
            Self::Table => "table",
            Self::Attachment => "attachment",
            Self::Derived => "derived",
            Self::Digest => "digest",
        }
    }

    /// The form of the kind as a noun phrase, for messages.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Integer => "a whole number of 64 bits",
            Self::Boolean => "true or false",
            Self::Date => "a civil day (YYYY-MM-DD)",
            Self::Instant => "an instant (RFC 3339, whole seconds)",
            Self::End => "a civil day, `long-term` or `not-applicable`",
            Self::Amount => "a decimal amount such as 12.50",
            Self::Code => "a code",
            Self::Identifier => "an identifier",
            Self::Picture => "a picture with media type and bytes",
            Self::Table => "a table with columns and rows",
            Self::Attachment => "an attachment with media type, name, and bytes or digest and size",
            Self::Derived => "a derived value with rule and day",
            Self::Digest => "a digest with algorithm and bytes",
        }
    }
}
