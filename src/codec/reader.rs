//! Reading the structures of a format out of CBOR that [`scan`](super::scan::scan) has let pass.

use std::borrow::Cow;

use minicbor::{Decoder, data::Type};

use super::{Limits, limits::Budget, scan::scan};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// A position in scanned CBOR. Each call reads one item, or says at which byte and in which field it is not as expected.
pub(crate) struct Reader<'b> {
    decoder: Decoder<'b>,
    base: usize,
}

/// One item as it was received: what digests and signatures are computed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Raw<'b> {
    /// The encoded item.
    pub(crate) bytes: &'b [u8],
    /// Where it begins in the whole input.
    pub(crate) at: usize,
}

impl<'b> Reader<'b> {
    /// Scans `bytes` as one item and stands before it. `base` is their place in the whole input.
    pub(crate) fn open(
        bytes: &'b [u8],
        base: usize,
        field: &str,
        limits: &Budget<'_>,
    ) -> Result<Self, DecodeError> {
        scan(bytes, base, field, limits)?;
        Ok(Self {
            decoder: Decoder::new(bytes),
            base,
        })
    }

    /// Stands before `bytes`, a whole input that was scanned.
    pub(crate) fn open_scanned(bytes: &'b [u8]) -> Self {
        Self::inside(Raw { bytes, at: 0 })
    }

    /// Stands before an item that lies inside scanned bytes.
    pub(crate) fn inside(raw: Raw<'b>) -> Self {
        Self {
            decoder: Decoder::new(raw.bytes),
            base: raw.at,
        }
    }

    /// Where the next item begins in the whole input.
    pub(crate) fn at(&self) -> usize {
        self.base.saturating_add(self.decoder.position())
    }

    pub(crate) fn error(&self, kind: Kind, field: impl Into<String>) -> DecodeError {
        DecodeError::new(kind, self.at(), field)
    }

    fn expected<T>(&self, expected: &'static str, field: &str) -> Result<T, DecodeError> {
        Err(self.error(Kind::WrongType { expected }, field))
    }

    fn datatype(&self) -> Option<Type> {
        self.decoder.datatype().ok()
    }

    /// The next item whole, as received.
    pub(crate) fn raw(&mut self, field: &str) -> Result<Raw<'b>, DecodeError> {
        let (at, start) = (self.at(), self.decoder.position());
        if self.decoder.skip().is_err() {
            return Err(DecodeError::new(Kind::Truncated, at, field));
        }
        let bytes = self
            .decoder
            .input()
            .get(start..self.decoder.position())
            .unwrap_or_default();
        Ok(Raw { bytes, at })
    }

    pub(crate) fn text(&mut self, field: &str) -> Result<Cow<'b, str>, DecodeError> {
        match self.datatype() {
            Some(Type::String) => self
                .decoder
                .str()
                .map(Cow::Borrowed)
                .or_else(|_| self.expected("a text string", field)),
            Some(Type::StringIndef) => {
                let joined = self
                    .decoder
                    .str_iter()
                    .and_then(Iterator::collect::<Result<String, _>>);
                joined
                    .map(Cow::Owned)
                    .or_else(|_| self.expected("a text string", field))
            }
            _ => self.expected("a text string", field),
        }
    }

    pub(crate) fn bytes(&mut self, field: &str) -> Result<Cow<'b, [u8]>, DecodeError> {
        match self.datatype() {
            Some(Type::Bytes) => self
                .decoder
                .bytes()
                .map(Cow::Borrowed)
                .or_else(|_| self.expected("a byte string", field)),
            Some(Type::BytesIndef) => {
                let joined = self.decoder.bytes_iter().and_then(|mut chunks| {
                    chunks.try_fold(Vec::new(), |mut all, chunk| {
                        all.extend_from_slice(chunk?);
                        Ok(all)
                    })
                });
                joined
                    .map(Cow::Owned)
                    .or_else(|_| self.expected("a byte string", field))
            }
            _ => self.expected("a byte string", field),
        }
    }

    pub(crate) fn unsigned(&mut self, field: &str) -> Result<u64, DecodeError> {
        match self.datatype() {
            Some(Type::U8 | Type::U16 | Type::U32 | Type::U64) => self
                .decoder
                .u64()
                .or_else(|_| self.expected("an unsigned integer", field)),
            _ => self.expected("an unsigned integer", field),
        }
    }

    /// Steps over `null` if it is next, and says whether it was.
    pub(crate) fn null(&mut self) -> bool {
        self.datatype() == Some(Type::Null) && self.decoder.null().is_ok()
    }

    /// Reads the tag `number` and stands before its content.
    pub(crate) fn tag(
        &mut self,
        number: u64,
        expected: &'static str,
        field: &str,
    ) -> Result<(), DecodeError> {
        let found = if self.datatype() == Some(Type::Tag) {
            self.decoder.probe().tag().ok()
        } else {
            None
        };
        if found.is_none_or(|tag| tag.as_u64() != number) {
            return self.expected(expected, field);
        }
        self.decoder
            .tag()
            .map(|_| ())
            .or_else(|_| self.expected(expected, field))
    }

    /// `#6.24(bstr .cbor …)`: the content, not yet scanned, and where it begins in the whole input.
    pub(crate) fn embedded(&mut self, field: &str) -> Result<(Cow<'b, [u8]>, usize), DecodeError> {
        const EXPECTED: &str = "an embedded CBOR item, #6.24(bstr)";
        self.tag(24, EXPECTED, field)?;
        let content = self.bytes(field)?;
        // In the usual definite form the content ends where the item ends; of a chunked one only the item's end is known.
        let at = self.at().saturating_sub(content.len());
        Ok((content, at))
    }

    /// Reads each member of an array: `member` must read exactly one item.
    pub(crate) fn array(
        &mut self,
        field: &str,
        mut member: impl FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match self.datatype() {
            Some(Type::Array | Type::ArrayIndef) => {}
            _ => return self.expected("an array", field),
        }
        let Ok(length) = self.decoder.array() else {
            return self.expected("an array", field);
        };
        self.members(length, &mut member)
    }

    /// Reads each member of a map with text keys: `member` gets the key and must read exactly one item.
    pub(crate) fn map(
        &mut self,
        field: &str,
        mut member: impl FnMut(&mut Self, &str) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match self.datatype() {
            Some(Type::Map | Type::MapIndef) => {}
            _ => return self.expected("a map", field),
        }
        let Ok(length) = self.decoder.map() else {
            return self.expected("a map", field);
        };
        self.members(length, &mut |reader: &mut Self| {
            let key = reader.text(field)?;
            member(reader, &key)
        })
    }

    /// Reads each member of a map with unsigned keys.
    pub(crate) fn map_by_number(
        &mut self,
        field: &str,
        mut member: impl FnMut(&mut Self, u64) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match self.datatype() {
            Some(Type::Map | Type::MapIndef) => {}
            _ => return self.expected("a map", field),
        }
        let Ok(length) = self.decoder.map() else {
            return self.expected("a map", field);
        };
        self.members(length, &mut |reader: &mut Self| {
            let key = reader.unsigned(field)?;
            member(reader, key)
        })
    }

    fn members(
        &mut self,
        length: Option<u64>,
        member: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match length {
            Some(count) => (0..count).try_for_each(|_| member(self)),
            None => {
                while self
                    .datatype()
                    .is_some_and(|datatype| datatype != Type::Break)
                {
                    member(self)?;
                }
                self.decoder
                    .set_position(self.decoder.position().saturating_add(1));
                Ok(())
            }
        }
    }
}

/// `value`, or the error that the member `name` of `field` is missing at `at`.
pub(crate) fn required<T>(
    value: Option<T>,
    name: &'static str,
    field: &str,
    at: usize,
) -> Result<T, DecodeError> {
    value.ok_or_else(|| DecodeError::new(Kind::MissingField { name }, at, field))
}

/// The error that there are more than `allowed` of what `limit` counts, where there are.
pub(crate) fn over(
    count: usize,
    limit: &'static str,
    allowed: usize,
    at: usize,
    field: &str,
) -> Result<(), DecodeError> {
    if count > allowed {
        Err(DecodeError::new(
            Kind::OverLimit { limit, allowed },
            at,
            field,
        ))
    } else {
        Ok(())
    }
}

/// A copy of the name of a type, a name space, an element or an algorithm. Copies of one stand beside many elements and reasons, so
/// that a long one would make more of them than the input has bytes. Reasons are shown, so that it has no character
/// which makes one line look like another or like two.
pub(crate) fn name(
    text: &str,
    limits: &Limits,
    at: usize,
    field: &str,
) -> Result<String, DecodeError> {
    over(text.len(), "name_bytes", limits.name_bytes, at, field)?;
    let misleads = |c: char| {
        c.is_control()
            || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.chars().any(misleads) {
        let expected = "a name without control characters";
        return Err(DecodeError::new(Kind::InvalidValue { expected }, at, field));
    }
    Ok(text.to_owned())
}
