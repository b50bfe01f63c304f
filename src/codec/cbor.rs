//! CBOR as a tree of values, for elements whose shape is not known beforehand, and the deterministic writer.

use std::borrow::Cow;

use minicbor::{Decoder, Encoder, data::Int};

use super::{
    Limits,
    head::{self, Head},
    limits::Budget,
    scan::scan,
};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

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
    Array(Vec<Self>),
    /// Major type 5, in the order received.
    Map(Vec<(Self, Self)>),
    /// Major type 6.
    Tag(u64, Box<Self>),
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

impl Cbor {
    /// Reads exactly one item.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the bytes are not one well-formed item within `limits`, or a map has a key twice.
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, DecodeError> {
        scan(bytes, 0, "item", &Budget::new(limits))?;
        Self::read_scanned(bytes)
    }

    /// Reads an item that has been scanned, so that the only errors left are faults of this crate.
    pub(crate) fn read_scanned(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut at = 0;
        read(bytes, &mut at).ok_or_else(|| DecodeError::new(Kind::NotWellFormed, at, "item"))
    }

    /// The deterministic encoding of RFC 8949, section 4.2.1: shortest heads, definite lengths, keys sorted bytewise.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        let mut out = Vec::new();
        write(self, &mut Encoder::new(&mut out));
        out
    }

    /// The member of a map with the text key `key`.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Self> {
        let Self::Map(members) = self else {
            return None;
        };
        members
            .iter()
            .find(|(k, _)| matches!(k, Self::Text(text) if text == key))
            .map(|(_, value)| value)
    }

    /// The text of a text string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// A text string.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A map with text keys.
    #[must_use]
    pub fn map<K: Into<String>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Map(
            members
                .into_iter()
                .map(|(key, value)| (Self::Text(key.into()), value))
                .collect(),
        )
    }

    /// `#6.24(bstr .cbor self)`: this item embedded in a byte string (RFC 8949, 3.4.5.1).
    #[must_use]
    pub fn embedded(&self) -> Self {
        Self::Tag(24, Box::new(Self::Bytes(self.to_vec())))
    }
}

/// Reads the item at `at` and moves behind it; `None` for a fault of this crate. Recursive as deep as the scan allowed.
fn read(bytes: &[u8], at: &mut usize) -> Option<Cbor> {
    let start = *at;
    let head = Head::read(bytes, start).ok()?;
    *at = head.after;
    Some(match head.major {
        head::UNSIGNED => Cbor::Integer(head.argument.into()),
        head::NEGATIVE => Cbor::Integer(-1 - i128::from(head.argument)),
        head::BYTES => {
            let (content, end) = head.string(bytes)?;
            *at = end;
            Cbor::Bytes(content.into_owned())
        }
        head::TEXT => {
            let (content, end) = head.string(bytes)?;
            *at = end;
            Cbor::Text(match content {
                Cow::Borrowed(content) => core::str::from_utf8(content).ok()?.to_owned(),
                Cow::Owned(content) => String::from_utf8(content).ok()?,
            })
        }
        head::ARRAY => Cbor::Array(members(head, bytes, at, read)?),
        head::MAP => Cbor::Map(members(head, bytes, at, |bytes, at| {
            Some((read(bytes, at)?, read(bytes, at)?))
        })?),
        head::TAG => Cbor::Tag(head.argument, Box::new(read(bytes, at)?)),
        _ => match head.info {
            20 => Cbor::Bool(false),
            21 => Cbor::Bool(true),
            22 => Cbor::Null,
            23 => Cbor::Undefined,
            25 => Cbor::Float(f64::from(Decoder::new(bytes.get(start..)?).f16().ok()?)),
            26 => Cbor::Float(f64::from(f32::from_bits(
                u32::try_from(head.argument).ok()?,
            ))),
            27 => Cbor::Float(f64::from_bits(head.argument)),
            head::INDEFINITE => return None,
            _ => Cbor::Simple(u8::try_from(head.argument).ok()?),
        },
    })
}

fn members<T>(
    head: Head,
    bytes: &[u8],
    at: &mut usize,
    member: impl Fn(&[u8], &mut usize) -> Option<T>,
) -> Option<Vec<T>> {
    if !head.is_indefinite() {
        let count = usize::try_from(head.argument).ok()?;
        let mut all = Vec::with_capacity(count.min(bytes.len())); // each takes a byte at least
        for _ in 0..count {
            all.push(member(bytes, at)?);
        }
        return Some(all);
    }
    let mut all = Vec::new();
    while *bytes.get(*at)? != head::BREAK {
        all.push(member(bytes, at)?);
    }
    *at = at.saturating_add(1);
    Some(all)
}

/// Writing to a `Vec` cannot fail, so each result is dropped.
fn write(item: &Cbor, out: &mut Encoder<&mut Vec<u8>>) {
    match item {
        Cbor::Integer(n) => {
            // An integer outside CBOR's range can only be built by hand; it is written as the nearest one that exists.
            let clamped = (*n).clamp(-(1 << 64), (1 << 64) - 1);
            if let Ok(int) = Int::try_from(clamped) {
                let _ = out.int(int);
            }
        }
        Cbor::Bytes(bytes) => _ = out.bytes(bytes),
        Cbor::Text(text) => _ = out.str(text),
        Cbor::Array(items) => {
            let _ = out.array(length(items.len()));
            items.iter().for_each(|item| write(item, out));
        }
        Cbor::Map(entries) => {
            let mut encoded: Vec<(Vec<u8>, &Cbor)> = entries
                .iter()
                .map(|(key, value)| (key.to_vec(), value))
                .collect();
            encoded.sort_by(|a, b| a.0.cmp(&b.0));
            let _ = out.map(length(encoded.len()));
            for (key, value) in encoded {
                out.writer_mut().extend_from_slice(&key);
                write(value, out);
            }
        }
        Cbor::Tag(number, content) => {
            let _ = out.tag(minicbor::data::Tag::new(*number));
            write(content, out);
        }
        Cbor::Bool(value) => _ = out.bool(*value),
        Cbor::Null => _ = out.null(),
        Cbor::Undefined => _ = out.undefined(),
        Cbor::Simple(value) => _ = out.simple(*value),
        Cbor::Float(value) => write_float(*value, out),
    }
}

/// The shortest of the three widths that keeps the value; every NaN as `f97e00`.
fn write_float(value: f64, out: &mut Encoder<&mut Vec<u8>>) {
    if value.is_nan() {
        out.writer_mut().extend_from_slice(&[0xf9, 0x7e, 0x00]);
        return;
    }
    #[expect(
        clippy::as_conversions,
        reason = "whether the narrowing loses anything is what is being found out"
    )]
    let single = value as f32;
    if f64::from(single).to_bits() != value.to_bits() {
        let _ = out.f64(value);
        return;
    }
    let mut half = Vec::new();
    let _ = Encoder::new(&mut half).f16(single);
    let kept = Decoder::new(&half)
        .f16()
        .is_ok_and(|back| back.to_bits() == single.to_bits());
    let _ = if kept {
        out.f16(single)
    } else {
        out.f32(single)
    };
}

fn length(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
