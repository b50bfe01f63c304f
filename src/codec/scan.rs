//! One pass over foreign CBOR before anything is read from it.
//!
//! After [`scan`] the input is known to be well-formed, within its budgets, free of duplicate map keys and of
//! trailing bytes, so that the readers behind it need no such checks of their own. Content of byte strings
//! (tag 24) is not looked into: whoever opens it scans it.

use std::borrow::Cow;

use minicbor::{Decoder, data::Type};

use super::{Cbor, limits::Budget};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// Deeper nesting is refused whatever [`Limits::depth`](super::Limits) says: the scan is recursive, and 128 frames fit any stack.
const DEPTH_CEILING: usize = 128;

/// Checks that `bytes` are exactly one well-formed item (RFC 8949, section 5.1) with unique map keys (5.6).
///
/// `base` is where `bytes` begin in the whole input, `field` what they are called in errors.
pub(crate) fn scan(
    bytes: &[u8],
    base: usize,
    field: &str,
    budget: &Budget<'_>,
) -> Result<(), DecodeError> {
    let mut scanner = Scanner {
        decoder: Decoder::new(bytes),
        base,
        field,
        depth: budget.depth.min(DEPTH_CEILING),
        budget,
    };
    scanner.item(0)?;
    if scanner.decoder.position() != bytes.len() {
        return Err(scanner.error(Kind::TrailingBytes));
    }
    Ok(())
}

struct Scanner<'s, 'b> {
    decoder: Decoder<'b>,
    base: usize,
    field: &'s str,
    depth: usize,
    budget: &'s Budget<'s>,
}

/// A map key, so that two encodings of one key are equal.
#[derive(PartialEq, Eq, Hash)]
enum Key<'b> {
    Unsigned(u64),
    Negative(u64),
    Text(Cow<'b, str>),
    Bytes(Cow<'b, [u8]>),
    /// Anything else by its deterministic encoding.
    Other(Vec<u8>),
}

impl<'b> Scanner<'_, 'b> {
    fn error(&self, kind: Kind) -> DecodeError {
        DecodeError::new(
            kind,
            self.base.saturating_add(self.decoder.position()),
            self.field,
        )
    }

    /// minicbor's error, which it may report after having moved on, placed where the item began.
    fn foreign(&self, error: &minicbor::decode::Error, at: usize) -> DecodeError {
        let kind = if error.is_end_of_input() {
            Kind::Truncated
        } else {
            Kind::NotWellFormed
        };
        DecodeError::new(kind, self.base.saturating_add(at), self.field)
    }

    /// Steps over one item and all that is inside.
    fn item(&mut self, level: usize) -> Result<(), DecodeError> {
        self.enter(level)?;
        self.entered(level)
    }

    /// Counts the next item against the budgets.
    fn enter(&self, level: usize) -> Result<(), DecodeError> {
        if level > self.depth {
            return Err(self.error(Kind::TooDeep { limit: self.depth }));
        }
        if !self.budget.item() {
            return Err(self.error(Kind::OverLimit {
                limit: "items",
                allowed: self.budget.items,
            }));
        }
        Ok(())
    }

    /// Steps over an item that was counted.
    fn entered(&mut self, level: usize) -> Result<(), DecodeError> {
        let at = self.decoder.position();
        let datatype = self.decoder.datatype().map_err(|e| self.foreign(&e, at))?;
        let result = match datatype {
            Type::Array | Type::ArrayIndef => return self.array(level),
            Type::Map | Type::MapIndef => return self.map(level),
            Type::Tag => {
                self.decoder.tag().map_err(|e| self.foreign(&e, at))?;
                return self.item(level.saturating_add(1));
            }
            Type::String => {
                return match self.decoder.str() {
                    Ok(_) => Ok(()),
                    Err(error) => Err(self.text_error(&error, at)),
                };
            }
            Type::StringIndef => return self.text(at),
            Type::Bytes => self.decoder.bytes().map(|_| ()),
            Type::BytesIndef => self
                .decoder
                .bytes_iter()
                .and_then(|mut chunks| chunks.try_for_each(|chunk| chunk.map(|_| ()))),
            Type::U8
            | Type::U16
            | Type::U32
            | Type::U64
            | Type::I8
            | Type::I16
            | Type::I32
            | Type::I64
            | Type::Int => self.decoder.int().map(|_| ()),
            Type::Bool => self.decoder.bool().map(|_| ()),
            Type::Null => self.decoder.null(),
            Type::Undefined => self.decoder.undefined(),
            Type::F16 => self.decoder.f16().map(|_| ()),
            Type::F32 => self.decoder.f32().map(|_| ()),
            Type::F64 => self.decoder.f64().map(|_| ()),
            Type::Simple => return self.simple(at),
            Type::Break | Type::Unknown(_) => return Err(self.error(Kind::NotWellFormed)),
        };
        result.map_err(|e| self.foreign(&e, at))
    }

    /// RFC 8949, 3.3: a two-byte simple value below 32 is not well-formed; minicbor lets it pass.
    fn simple(&mut self, at: usize) -> Result<(), DecodeError> {
        let value = self.decoder.simple().map_err(|e| self.foreign(&e, at))?;
        let two_bytes = self.decoder.position().saturating_sub(at) == 2;
        if two_bytes && value < 32 {
            return Err(DecodeError::new(
                Kind::NotWellFormed,
                self.base.saturating_add(at),
                self.field,
            ));
        }
        Ok(())
    }

    fn text(&mut self, at: usize) -> Result<(), DecodeError> {
        let result = self
            .decoder
            .str_iter()
            .and_then(|mut chunks| chunks.try_for_each(|chunk| chunk.map(|_| ())));
        result.map_err(|error| self.text_error(&error, at))
    }

    /// minicbor reports both as its own kinds; only the end of the input is told apart by a method.
    fn text_error(&self, error: &minicbor::decode::Error, at: usize) -> DecodeError {
        let kind = if error.is_end_of_input() {
            Kind::Truncated
        } else {
            Kind::InvalidUtf8
        };
        DecodeError::new(kind, self.base.saturating_add(at), self.field)
    }

    fn array(&mut self, level: usize) -> Result<(), DecodeError> {
        let at = self.decoder.position();
        let length = self.decoder.array().map_err(|e| self.foreign(&e, at))?;
        self.members(length, |scanner| scanner.item(level.saturating_add(1)))
    }

    fn map(&mut self, level: usize) -> Result<(), DecodeError> {
        let at = self.decoder.position();
        let length = self.decoder.map().map_err(|e| self.foreign(&e, at))?;
        let mut keys = Keys::default();
        self.members(length, |scanner| {
            let at = scanner.decoder.position();
            let key = scanner.key(level.saturating_add(1))?;
            if !keys.insert(key) {
                return Err(DecodeError::new(
                    Kind::DuplicateKey,
                    scanner.base.saturating_add(at),
                    scanner.field,
                ));
            }
            scanner.item(level.saturating_add(1))
        })
    }

    /// Runs `member` as often as the head says, or up to the break. A huge count costs nothing: each member
    /// takes at least one byte, so the end of the input comes first.
    fn members(
        &mut self,
        length: Option<u64>,
        mut member: impl FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match length {
            Some(count) => (0..count).try_for_each(|_| member(self)),
            None => loop {
                let at = self.decoder.position();
                if self.decoder.datatype().map_err(|e| self.foreign(&e, at))? == Type::Break {
                    self.decoder.set_position(at.saturating_add(1));
                    return Ok(());
                }
                member(self)?;
            },
        }
    }

    fn key(&mut self, level: usize) -> Result<Key<'b>, DecodeError> {
        self.enter(level)?;
        let at = self.decoder.position();
        let mut probe = Decoder::new(self.decoder.input());
        probe.set_position(at);
        match probe.datatype() {
            // Nearly every key: read once, and not gone over again.
            Ok(Type::String) => {
                let text = self.decoder.str();
                return text
                    .map(|text| Key::Text(Cow::Borrowed(text)))
                    .map_err(|e| self.text_error(&e, at));
            }
            Ok(Type::U8 | Type::U16 | Type::U32 | Type::U64) => {
                let number = self.decoder.u64();
                return number.map(Key::Unsigned).map_err(|e| self.foreign(&e, at));
            }
            _ => {}
        }
        self.entered(level)?;
        let encoded = self
            .decoder
            .input()
            .get(at..self.decoder.position())
            .unwrap_or_default();
        let usual = match probe.datatype() {
            Ok(Type::Bytes) => probe
                .bytes()
                .ok()
                .map(|bytes| Key::Bytes(Cow::Borrowed(bytes))),
            Ok(Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::Int) => probe
                .i128()
                .ok()
                .and_then(|n| u64::try_from(-1 - n).ok())
                .map(Key::Negative),
            _ => None,
        };
        if let Some(key) = usual {
            return Ok(key);
        }
        // A string in chunks is the string that they make: the readers behind this take the two for one key.
        let read = Cbor::read_scanned(encoded).map_err(|_| {
            DecodeError::new(
                Kind::NotWellFormed,
                self.base.saturating_add(at),
                self.field,
            )
        })?;
        Ok(match read {
            Cbor::Text(text) => Key::Text(Cow::Owned(text)),
            Cbor::Bytes(bytes) => Key::Bytes(Cow::Owned(bytes)),
            other => Key::Other(other.to_vec()),
        })
    }
}

/// The keys seen in one map. Nearly every map is small, and comparing is then cheaper than hashing.
#[derive(Default)]
struct Keys<'b> {
    few: Vec<Key<'b>>,
    many: std::collections::HashSet<Key<'b>>,
}

impl<'b> Keys<'b> {
    const FEW: usize = 16;

    /// Whether `key` is new.
    fn insert(&mut self, key: Key<'b>) -> bool {
        if self.many.is_empty() {
            if self.few.contains(&key) {
                return false;
            }
            self.few.push(key);
            if self.few.len() > Self::FEW {
                self.many.extend(self.few.drain(..));
            }
            return true;
        }
        self.many.insert(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Limits;

    fn scan_alone(bytes: &[u8]) -> Result<(), DecodeError> {
        scan(bytes, 0, "x", &Budget::new(&Limits::default()))
    }

    #[track_caller]
    fn refused(hex_text: &str, kind: Kind, at: usize) {
        let bytes = hex::decode(hex_text.replace(' ', "")).unwrap();
        assert_eq!(
            scan_alone(&bytes),
            Err(DecodeError::new(kind, at, "x")),
            "{hex_text}"
        );
    }

    #[track_caller]
    fn accepted(hex_text: &str) {
        let bytes = hex::decode(hex_text.replace(' ', "")).unwrap();
        assert!(scan_alone(&bytes).is_ok(), "{hex_text}");
    }

    #[test]
    fn one_key_in_two_encodings_is_a_duplicate() {
        refused("a2 01 00 1801 00", Kind::DuplicateKey, 3); // 1 and 1 in two bytes
        refused("a2 20 00 3800 00", Kind::DuplicateKey, 3); // −1 and −1 in two bytes
        refused("a2 6161 00 7801 61 00", Kind::DuplicateKey, 4); // "a" and "a" with a long length
        refused("bf 6161 00 6161 00 ff", Kind::DuplicateKey, 4);
        refused("a2 6161 00 7f 6161 ff 00", Kind::DuplicateKey, 4); // "a" and "a" in chunks
        refused("a2 5f 41 61 40 ff 00 4161 00", Kind::DuplicateKey, 7); // h'61' in chunks and h'61'
        refused("a2 f93c00 00 fa3f800000 00", Kind::DuplicateKey, 5); // 1.0 in two widths
        refused("a2 8101 00 9f01ff 00", Kind::DuplicateKey, 4); // [1] in two forms
        accepted("a2 01 00 20 00");
        accepted("a2 6161 00 4161 00"); // a text and a byte string are two keys
    }

    #[test]
    fn duplicates_are_found_among_many_keys() {
        let mut bytes = vec![0xb8, 40];
        (0..39).for_each(|n| bytes.extend([0x18, 24 + n, 0x00]));
        bytes.extend([0x18, 24, 0x00]);
        assert_eq!(scan_alone(&bytes).unwrap_err().kind, Kind::DuplicateKey);
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        refused("f8 10", Kind::NotWellFormed, 0); // simple(16) in two bytes
        refused("1c", Kind::NotWellFormed, 0); // reserved additional information
        refused("ff", Kind::NotWellFormed, 0); // a break alone
        refused("5f 6161 ff", Kind::NotWellFormed, 0); // a text chunk in a byte string
        refused("62 c328", Kind::InvalidUtf8, 0);
        refused("00 00", Kind::TrailingBytes, 1);
        refused("", Kind::Truncated, 0);
        refused("9b ffffffffffffffff", Kind::Truncated, 9); // an array of 2⁶⁴ − 1 members
        refused("5b ffffffffffffffff 00", Kind::Truncated, 0);
        accepted("f8 20");
        accepted("5f 4161 4162 ff");
        accepted("9f bf 6161 f97e00 ff ff");
    }

    #[test]
    fn depth_is_bounded_at_the_limit() {
        let limit = Limits::default().depth;
        accepted(&("81".repeat(limit) + "00"));
        refused(
            &("81".repeat(limit + 1) + "00"),
            Kind::TooDeep { limit },
            limit + 1,
        );
        refused(
            &("c1".repeat(100_000) + "00"),
            Kind::TooDeep { limit },
            limit + 1,
        );
    }

    #[test]
    fn small_items_are_counted_because_their_bytes_are_few() {
        let limits = Limits {
            items: 4,
            ..Limits::default()
        };
        assert_eq!(
            scan(&[0x83, 0, 0, 0], 0, "x", &Budget::new(&limits)),
            Ok(())
        );
        assert_eq!(
            scan(
                &[0xa1, 0x61, 0x61, 0xc1, 0x00],
                0,
                "x",
                &Budget::new(&limits)
            ),
            Ok(())
        );
        let together = Budget::new(&limits);
        assert_eq!(scan(&[0x81, 0], 0, "x", &together), Ok(()));
        assert!(scan(&[0x82, 0, 0], 0, "x", &together).is_err());
        let kind = Kind::OverLimit {
            limit: "items",
            allowed: 4,
        };
        assert_eq!(
            scan(&[0x84, 0, 0, 0, 0], 0, "x", &Budget::new(&limits)),
            Err(DecodeError::new(kind, 4, "x"))
        );
    }

    #[test]
    fn every_truncation_is_refused() {
        let whole = hex::decode("a3616101616282f97e005f4161ff6163c11a514b67b0").unwrap();
        assert!(scan_alone(&whole).is_ok());
        for end in 0..whole.len() {
            assert_eq!(
                scan_alone(&whole[..end]).unwrap_err().kind,
                Kind::Truncated,
                "{end}"
            );
        }
    }
}
