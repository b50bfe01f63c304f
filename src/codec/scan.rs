//! One pass over foreign CBOR before anything is read from it.
//!
//! After [`scan`] the input is known to be well-formed, within its budgets, free of duplicate map keys and of
//! trailing bytes, so that the readers behind it need no such checks of their own. Content of byte strings
//! (tag 24) is not looked into: whoever opens it scans it.

use core::ops::ControlFlow;
use std::{borrow::Cow, collections::HashSet};

use super::{
    Cbor,
    head::{self, ARRAY, BREAK, BYTES, ChunkFault, Fault, Head, MAP, NEGATIVE, SIMPLE, TAG, TEXT},
    limits::Budget,
};
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
        bytes,
        position: 0,
        base,
        field,
        depth: budget.depth.min(DEPTH_CEILING),
        budget,
    };
    scanner.item(0)?;
    if scanner.position != bytes.len() {
        return Err(scanner.error(Kind::TrailingBytes));
    }
    Ok(())
}

struct Scanner<'s, 'b> {
    bytes: &'b [u8],
    position: usize,
    base: usize,
    field: &'s str,
    depth: usize,
    budget: &'s Budget<'s>,
}

impl<'b> Scanner<'_, 'b> {
    fn error(&self, kind: Kind) -> DecodeError {
        self.error_at(kind, self.position)
    }

    #[cold]
    fn error_at(&self, kind: Kind, at: usize) -> DecodeError {
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

    /// Reads the next head and stands behind it.
    fn head(&mut self) -> Result<Head, DecodeError> {
        match Head::read(self.bytes, self.position) {
            Ok(head) => {
                self.position = head.after;
                Ok(head)
            }
            Err(Fault::Truncated) => Err(self.error(Kind::Truncated)),
            Err(Fault::NotWellFormed) => Err(self.error(Kind::NotWellFormed)),
        }
    }

    /// Steps over an item that was counted. What is wrong with a head or a string is told where its item began.
    fn entered(&mut self, level: usize) -> Result<(), DecodeError> {
        let at = self.position;
        let head = self.head()?;
        match head.major {
            BYTES if head.is_indefinite() => {
                self.chunks(at, head, Kind::NotWellFormed, |_| ControlFlow::Continue(()))
            }
            BYTES => self.content(at, head).map(|_| ()),
            TEXT if head.is_indefinite() => {
                self.chunks(
                    at,
                    head,
                    Kind::InvalidUtf8,
                    |chunk| match core::str::from_utf8(chunk) {
                        Ok(_) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    },
                )
            }
            TEXT => self.text(at, head).map(|_| ()),
            ARRAY => self.members(head, |scanner| scanner.item(level.saturating_add(1))),
            MAP => self.map(head, level),
            TAG => self.item(level.saturating_add(1)),
            SIMPLE if !well_formed_simple(head) => Err(self.error_at(Kind::NotWellFormed, at)),
            _ => Ok(()),
        }
    }

    /// Steps over the content of a string of definite length.
    fn content(&mut self, at: usize, head: Head) -> Result<&'b [u8], DecodeError> {
        let Some(content) = head.content(self.bytes) else {
            return Err(self.error_at(Kind::Truncated, at));
        };
        self.position = head.after.saturating_add(content.len());
        Ok(content)
    }

    fn text(&mut self, at: usize, head: Head) -> Result<&'b str, DecodeError> {
        let content = self.content(at, head)?;
        core::str::from_utf8(content).map_err(|_| self.error_at(Kind::InvalidUtf8, at))
    }

    /// Steps over the chunks of a string of indefinite length; `wrong` is what a bad chunk is.
    fn chunks(
        &mut self,
        at: usize,
        head: Head,
        wrong: Kind,
        each: impl FnMut(&'b [u8]) -> ControlFlow<()>,
    ) -> Result<(), DecodeError> {
        match head::chunks(self.bytes, head.after, head.major, each) {
            Ok(end) => {
                self.position = end;
                Ok(())
            }
            Err(ChunkFault::Truncated) => Err(self.error_at(Kind::Truncated, at)),
            Err(ChunkFault::Wrong) => Err(self.error_at(wrong, at)),
        }
    }

    fn map(&mut self, head: Head, level: usize) -> Result<(), DecodeError> {
        let level = level.saturating_add(1);
        let mut keys = Keys::default();
        self.members(head, |scanner| {
            let at = scanner.position;
            let key = scanner.key(level)?;
            if !keys.insert(scanner.bytes, at, key) {
                return Err(scanner.error_at(Kind::DuplicateKey, at));
            }
            scanner.item(level)
        })
    }

    /// Runs `member` as often as the head says, or up to the break. A huge count costs nothing: each member
    /// takes at least one byte, so the end of the input comes first.
    fn members(
        &mut self,
        head: Head,
        mut member: impl FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        if !head.is_indefinite() {
            return (0..head.argument).try_for_each(|_| member(self));
        }
        while self.bytes.get(self.position) != Some(&BREAK) {
            if self.position >= self.bytes.len() {
                return Err(self.error(Kind::Truncated));
            }
            member(self)?;
        }
        self.position = self.position.saturating_add(1);
        Ok(())
    }

    fn key(&mut self, level: usize) -> Result<Key<'b>, DecodeError> {
        self.enter(level)?;
        let at = self.position;
        // Nearly every key: read once, and not gone over again.
        match Head::read(self.bytes, at) {
            Ok(head) if head.major == TEXT && !head.is_indefinite() => {
                return self.text(at, head).map(|text| Key::Text(text.into()));
            }
            Ok(head) if head.major == head::UNSIGNED => {
                self.position = head.after;
                return Ok(Key::Unsigned(head.argument));
            }
            _ => {}
        }
        self.entered(level)?;
        Key::read_scanned(self.bytes, at).ok_or_else(|| self.error_at(Kind::NotWellFormed, at))
    }
}

/// RFC 8949, 3.3: the break stands alone nowhere, and a simple value below 32 takes one byte.
const fn well_formed_simple(head: Head) -> bool {
    match head.info {
        24 => head.argument >= 32,
        info => info != head::INDEFINITE,
    }
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

impl<'b> Key<'b> {
    /// The key at `at`, which was scanned.
    fn read_scanned(bytes: &'b [u8], at: usize) -> Option<Self> {
        let head = Head::read(bytes, at).ok()?;
        Some(match head.major {
            head::UNSIGNED => Self::Unsigned(head.argument),
            NEGATIVE => Self::Negative(head.argument),
            TEXT if !head.is_indefinite() => {
                let text = core::str::from_utf8(head.content(bytes)?).ok()?;
                Self::Text(text.into())
            }
            BYTES if !head.is_indefinite() => Self::Bytes(head.content(bytes)?.into()),
            // A string in chunks is the string that they make: the readers behind this take the two for one key.
            _ => {
                let encoded = bytes.get(at..head::skip(bytes, at)?)?;
                match Cbor::read_scanned(encoded).ok()? {
                    Cbor::Text(text) => Self::Text(text.into()),
                    Cbor::Bytes(bytes) => Self::Bytes(bytes.into()),
                    other => Self::Other(other.to_vec()),
                }
            }
        })
    }

    /// Whether the deterministic order (RFC 8949, 4.2.1) has `self` after `other`; `false` where it is not worth finding out.
    fn is_above(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unsigned(a), Self::Unsigned(b)) | (Self::Negative(a), Self::Negative(b)) => {
                a > b
            }
            (Self::Text(a), Self::Text(b)) => (a.len(), a) > (b.len(), b),
            (Self::Negative(_), Self::Unsigned(_))
            | (Self::Text(_), Self::Unsigned(_) | Self::Negative(_)) => true,
            _ => false,
        }
    }
}

/// So many keys of one map are compared, not hashed.
const FEW: usize = 16;

/// The keys seen in one map.
///
/// Nearly every map comes in the deterministic order, in which a key above all others is new without a look at them. In
/// another order, few keys are compared and many are hashed.
#[derive(Default)]
struct Keys<'b> {
    /// The last of those that have an order here.
    highest: Option<Key<'b>>,
    /// Where the keys begin, as far as they are few.
    few: [usize; FEW],
    /// Where the others begin.
    more: Vec<usize>,
    count: usize,
    /// All of them, once they are many and out of order.
    hashed: Option<HashSet<Key<'b>>>,
}

impl<'b> Keys<'b> {
    /// Whether `key`, which stands at `at`, is new.
    fn insert(&mut self, bytes: &'b [u8], at: usize, key: Key<'b>) -> bool {
        if let Some(hashed) = &mut self.hashed {
            return hashed.insert(key);
        }
        let highest = self.highest.as_ref();
        let ordered = !matches!(key, Key::Bytes(_) | Key::Other(_));
        let above = ordered && highest.is_none_or(|highest| key.is_above(highest));
        let seen = self.few.iter().take(self.count).chain(&self.more);
        let mut seen = seen.filter_map(|at| Key::read_scanned(bytes, *at));
        if !above && self.count > FEW {
            let mut hashed: HashSet<_> = seen.collect();
            let is_new = hashed.insert(key);
            self.hashed = Some(hashed);
            return is_new;
        }
        if !above && seen.any(|other| other == key) {
            return false;
        }
        match self.few.get_mut(self.count) {
            Some(place) => *place = at,
            None => self.more.push(at),
        }
        self.count = self.count.saturating_add(1);
        if above {
            self.highest = Some(key);
        }
        true
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
