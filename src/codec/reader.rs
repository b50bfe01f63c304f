//! Reading the structures of a format out of CBOR that [`scan`](super::scan::scan) has let pass.

use std::borrow::Cow;

use super::{
    Limits,
    head::{self, ARRAY, BREAK, BYTES, Head, MAP, NULL, TAG, TEXT, UNSIGNED},
    limits::Budget,
    scan::scan,
};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// A position in scanned CBOR. Each call reads one item, or says at which byte and in which field it is not as expected.
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
    position: usize,
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
        Ok(Self::inside(Raw { bytes, at: base }))
    }

    /// Stands before `bytes`, a whole input that was scanned.
    pub(crate) fn open_scanned(bytes: &'b [u8]) -> Self {
        Self::inside(Raw { bytes, at: 0 })
    }

    /// Stands before an item that lies inside scanned bytes.
    pub(crate) fn inside(raw: Raw<'b>) -> Self {
        Self {
            bytes: raw.bytes,
            position: 0,
            base: raw.at,
        }
    }

    /// Where the next item begins in the whole input.
    pub(crate) fn at(&self) -> usize {
        self.base.saturating_add(self.position)
    }

    pub(crate) fn error(&self, kind: Kind, field: impl Into<String>) -> DecodeError {
        DecodeError::new(kind, self.at(), field)
    }

    #[cold]
    fn expected<T>(&self, expected: &'static str, field: &str) -> Result<T, DecodeError> {
        Err(self.error(Kind::WrongType { expected }, field))
    }

    /// The next head, where it is of the major type `major`.
    fn head(&self, major: u8) -> Option<Head> {
        let head = Head::read(self.bytes, self.position).ok()?;
        (head.major == major).then_some(head)
    }

    /// The next item whole, as received.
    pub(crate) fn raw(&mut self, field: &str) -> Result<Raw<'b>, DecodeError> {
        let (at, start) = (self.at(), self.position);
        let end = head::skip(self.bytes, start);
        let item = end.and_then(|end| Some((end, self.bytes.get(start..end)?)));
        let Some((end, bytes)) = item else {
            return Err(DecodeError::new(Kind::Truncated, at, field));
        };
        self.position = end;
        Ok(Raw { bytes, at })
    }

    pub(crate) fn text(&mut self, field: &str) -> Result<Cow<'b, str>, DecodeError> {
        let text = match self.string(TEXT) {
            Some((Cow::Borrowed(bytes), end)) => core::str::from_utf8(bytes)
                .ok()
                .map(|text| (Cow::Borrowed(text), end)),
            // Each chunk is text by itself (RFC 8949, 3.2.3), so that all of them are.
            Some((Cow::Owned(bytes), end)) => String::from_utf8(bytes)
                .ok()
                .map(|text| (Cow::Owned(text), end)),
            None => None,
        };
        match text {
            Some((text, end)) => {
                self.position = end;
                Ok(text)
            }
            None => self.expected("a text string", field),
        }
    }

    pub(crate) fn bytes(&mut self, field: &str) -> Result<Cow<'b, [u8]>, DecodeError> {
        match self.string(BYTES) {
            Some((bytes, end)) => {
                self.position = end;
                Ok(bytes)
            }
            None => self.expected("a byte string", field),
        }
    }

    /// The content of the next item, where it is a string of the major type `major`, and where it ends.
    fn string(&self, major: u8) -> Option<(Cow<'b, [u8]>, usize)> {
        self.head(major)?.string(self.bytes)
    }

    pub(crate) fn unsigned(&mut self, field: &str) -> Result<u64, DecodeError> {
        match self.head(UNSIGNED) {
            Some(head) => {
                self.position = head.after;
                Ok(head.argument)
            }
            None => self.expected("an unsigned integer", field),
        }
    }

    /// Steps over `null` if it is next, and says whether it was.
    pub(crate) fn null(&mut self) -> bool {
        let next = self.next() == Some(NULL);
        if next {
            self.position = self.position.saturating_add(1);
        }
        next
    }

    fn next(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    /// Reads the tag `number` and stands before its content.
    pub(crate) fn tag(
        &mut self,
        number: u64,
        expected: &'static str,
        field: &str,
    ) -> Result<(), DecodeError> {
        match self.head(TAG) {
            Some(head) if head.argument == number => {
                self.position = head.after;
                Ok(())
            }
            _ => self.expected(expected, field),
        }
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
        let Some(head) = self.head(ARRAY) else {
            return self.expected("an array", field);
        };
        self.members(head, &mut member)
    }

    /// Reads each member of a map with text keys: `member` gets the key and must read exactly one item.
    pub(crate) fn map(
        &mut self,
        field: &str,
        mut member: impl FnMut(&mut Self, &str) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let Some(head) = self.head(MAP) else {
            return self.expected("a map", field);
        };
        self.members(head, &mut |reader: &mut Self| {
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
        let Some(head) = self.head(MAP) else {
            return self.expected("a map", field);
        };
        self.members(head, &mut |reader: &mut Self| {
            let key = reader.unsigned(field)?;
            member(reader, key)
        })
    }

    fn members(
        &mut self,
        head: Head,
        member: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.position = head.after;
        if !head.is_indefinite() {
            return (0..head.argument).try_for_each(|_| member(self));
        }
        while self.next().is_some_and(|next| next != BREAK) {
            member(self)?;
        }
        self.position = self.position.saturating_add(1);
        Ok(())
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
    let plain = |byte: u8| matches!(byte, 0x20..=0x7e); // nearly every name is of such bytes only
    if !text.bytes().all(plain) && text.chars().any(misleads) {
        let expected = "a name without control characters";
        return Err(DecodeError::new(Kind::InvalidValue { expected }, at, field));
    }
    Ok(text.to_owned())
}
