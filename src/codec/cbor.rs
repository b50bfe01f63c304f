//! CBOR as a tree of values, for elements whose shape is not known beforehand.

/// One CBOR data item (RFC 8949), nothing dropped.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cbor {
    /// Major types 0 and 1: −2⁶⁴ to 2⁶⁴ − 1.
    Integer(i128),
    /// Major type 2.
    Bytes(Vec<u8>),
    /// Major type 3.
    Text(String),
    /// Major type 4.
    Array(Vec<Cbor>),
    /// Major type 5, in the order received.
    Map(Vec<(Cbor, Cbor)>),
    /// Major type 6.
    Tag(u64, Box<Cbor>),
    /// `false` or `true`.
    Bool(bool),
    /// `null`.
    Null,
    /// `undefined`.
    Undefined,
    /// Another simple value.
    Simple(u8),
    /// A float of any width.
    Float(f64),
}
