//! What can go wrong besides a refusal: bytes that are not of the format, and calls that are not right.
//!
//! A refused licence is neither: see [`Refused`](crate::verify::Refused) and [`Reason`](crate::Reason).

use crate::coded::coded;

/// The bytes are not of the format: what is wrong, at which byte, in which field.
///
/// Never carries a value of the input, so it can be shown and logged.
///
/// Clause: `spec/licence.md`, section 2.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {kind} (at byte {at})")]
#[non_exhaustive]
pub struct DecodeError {
    /// What is wrong.
    pub kind: DecodeErrorKind,
    /// Offset of the first byte of the faulty item, from the start of the input.
    pub at: usize,
    /// The field's path in the words of the standard, for example `issuerAuth.payload`.
    pub field: String,
}

impl DecodeError {
    /// The same error, in the member `name` of its field.
    pub(crate) fn in_member(mut self, name: &str) -> Self {
        self.field.push('.');
        self.field.push_str(name);
        self
    }

    pub(crate) fn new(kind: DecodeErrorKind, at: usize, field: impl Into<String>) -> Self {
        Self {
            kind,
            at,
            field: field.into(),
        }
    }

    /// The stable code, `codec.condition`, listed in `spec/reason-codes.md`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }
}

coded! {
    /// The ways in which bytes fail to be of the format.
    pub enum DecodeErrorKind {
        /// The input ends inside an item.
        Truncated = "codec.truncated", "the input ends here, more bytes were expected";
        /// Bytes follow the item that should be the last.
        TrailingBytes = "codec.trailing-bytes", "bytes follow where the item should end";
        /// Not well-formed CBOR (RFC 8949, section 5.1).
        NotWellFormed = "codec.not-well-formed", "not well-formed CBOR";
        /// A text string that is not UTF-8.
        InvalidUtf8 = "codec.invalid-utf8", "a text string is not UTF-8";
        /// Nested deeper than [`Limits::depth`](crate::codec::Limits).
        TooDeep { limit: usize } = "codec.too-deep", "nested deeper than {limit} levels";
        /// Larger than one of the [`Limits`](crate::codec::Limits).
        OverLimit { limit: &'static str, allowed: usize } = "codec.over-limit", "more than the limit `{limit}` of {allowed}";
        /// Well-formed, but not the one deterministic encoding that our own signed documents have (RFC 8949, section 4.2.1).
        NotDeterministic = "codec.not-deterministic", "not the deterministic encoding";
        /// A map has the same key twice (RFC 8949, section 5.6).
        DuplicateKey = "codec.duplicate-key", "the map has this key twice";
        /// An item of another type than the format has here.
        WrongType { expected: &'static str } = "codec.wrong-type", "expected {expected}";
        /// A member that must be there is not.
        MissingField { name: &'static str } = "codec.missing-field", "the member `{name}` is missing";
        /// The right type, but not a value that the format allows here.
        InvalidValue { expected: &'static str } = "codec.invalid-value", "expected {expected}";
        /// An array or map that must hold something is empty.
        Empty = "codec.empty", "must not be empty";
        /// A version of the format that this crate does not know.
        UnknownVersion = "codec.unknown-version", "a version of the format that is not known here";
        /// Two elements of one name space have the same identifier.
        DuplicateElement = "codec.duplicate-element", "two elements of this name space have one identifier";
        /// Two elements of one name space have the same digest identifier.
        DuplicateDigestId = "codec.duplicate-digest-id", "two elements of this name space have one digest identifier";
        /// None of the structures that are read here.
        UnknownStructure = "codec.unknown-structure", "not an IssuerSigned, a Document or a DeviceResponse";
    }
}

/// The caller called it wrongly: found by reading the code, never by input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Misuse {
    /// A key, certificate or signature was given to a call whose other arguments it does not fit.
    #[error("the {what} does not fit: {rule}")]
    DoesNotFit {
        /// What was given.
        what: &'static str,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// The system's random generator failed.
    #[error("the system's random generator failed")]
    NoRandomness,
}
