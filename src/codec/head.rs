//! The head of a CBOR item (RFC 8949, section 3): its major type and the number that goes with it.
//!
//! Read by hand, because a verdict reads some two thousand heads and does little else for long.

use core::ops::ControlFlow;
use std::borrow::Cow;

pub(super) const UNSIGNED: u8 = 0;
pub(super) const NEGATIVE: u8 = 1;
pub(super) const BYTES: u8 = 2;
pub(super) const TEXT: u8 = 3;
pub(super) const ARRAY: u8 = 4;
pub(super) const MAP: u8 = 5;
pub(super) const TAG: u8 = 6;
/// Simple values, floats, and the break.
pub(super) const SIMPLE: u8 = 7;

/// The additional information of an indefinite length, and of the break.
pub(super) const INDEFINITE: u8 = 31;
/// `null` in one byte.
pub(super) const NULL: u8 = 0xf6;
pub(super) const BREAK: u8 = 0xff;

/// One head.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) major: u8,
    /// The additional information: the number itself below 24, else how long the number is.
    pub(super) info: u8,
    /// A number, a length, a tag, or the bits of a float; 0 where the length is indefinite.
    pub(super) argument: u64,
    /// Where what follows the head begins.
    pub(super) after: usize,
}

/// Why there is no head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Truncated,
    NotWellFormed,
}

impl Head {
    /// The head at `at`.
    #[inline]
    pub(super) fn read(bytes: &[u8], at: usize) -> Result<Self, Fault> {
        let (first, rest) = bytes
            .get(at..)
            .and_then(<[u8]>::split_first)
            .ok_or(Fault::Truncated)?;
        let (major, info) = (first >> 5, first & 0x1f);
        let (argument, length) = match info {
            0..=23 => (u64::from(info), 1),
            24 => (u64::from(u8::from_be_bytes(number(rest)?)), 2),
            25 => (u64::from(u16::from_be_bytes(number(rest)?)), 3),
            26 => (u64::from(u32::from_be_bytes(number(rest)?)), 5),
            27 => (u64::from_be_bytes(number(rest)?), 9),
            INDEFINITE if !matches!(major, UNSIGNED | NEGATIVE | TAG) => (0, 1),
            _ => return Err(Fault::NotWellFormed),
        };
        Ok(Self {
            major,
            info,
            argument,
            after: at.saturating_add(length),
        })
    }

    pub(super) const fn is_indefinite(self) -> bool {
        self.info == INDEFINITE
    }

    /// The string that the head begins, of definite length; `None` where the input ends before it does.
    #[inline]
    pub(super) fn content(self, bytes: &[u8]) -> Option<&[u8]> {
        let length = usize::try_from(self.argument).ok()?;
        bytes.get(self.after..self.after.checked_add(length)?)
    }
}

impl Head {
    /// The content of the string that the head begins, its chunks put together, and where it ends.
    pub(super) fn string<'b>(self, bytes: &'b [u8]) -> Option<(Cow<'b, [u8]>, usize)> {
        if !self.is_indefinite() {
            let content = self.content(bytes)?;
            let end = self.after.saturating_add(content.len());
            return Some((Cow::Borrowed(content), end));
        }
        let mut all = Vec::new();
        let end = chunks(bytes, self.after, self.major, |chunk| {
            all.extend_from_slice(chunk);
            ControlFlow::Continue(())
        });
        Some((Cow::Owned(all), end.ok()?))
    }
}

fn number<const N: usize>(rest: &[u8]) -> Result<[u8; N], Fault> {
    rest.first_chunk().copied().ok_or(Fault::Truncated)
}

/// Why a string in chunks is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChunkFault {
    Truncated,
    /// A chunk is of another type, of indefinite length itself, or not what the caller takes.
    Wrong,
}

/// Gives `each` the chunks of a string whose head of indefinite length ends at `at`, and says where the string ends.
pub(super) fn chunks<'b>(
    bytes: &'b [u8],
    mut at: usize,
    major: u8,
    mut each: impl FnMut(&'b [u8]) -> ControlFlow<()>,
) -> Result<usize, ChunkFault> {
    loop {
        let first = *bytes.get(at).ok_or(ChunkFault::Truncated)?;
        if first == BREAK {
            return Ok(at.saturating_add(1));
        }
        if first >> 5 != major || first & 0x1f == INDEFINITE {
            return Err(ChunkFault::Wrong);
        }
        let head = Head::read(bytes, at).map_err(|fault| match fault {
            Fault::Truncated => ChunkFault::Truncated,
            Fault::NotWellFormed => ChunkFault::Wrong,
        })?;
        let chunk = head.content(bytes).ok_or(ChunkFault::Truncated)?;
        if each(chunk).is_break() {
            return Err(ChunkFault::Wrong);
        }
        at = head.after.saturating_add(chunk.len());
    }
}

/// Where the item at `at` ends, of bytes that were scanned; `None` for a fault of this crate.
///
/// Recursive in arrays and maps of indefinite length alone, whose nesting the scan has bounded.
pub(super) fn skip(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut left = 1_u64;
    while left > 0 {
        left -= 1;
        let head = Head::read(bytes, at).ok()?;
        at = match head.major {
            BYTES | TEXT if head.is_indefinite() => {
                chunks(bytes, head.after, head.major, |_| ControlFlow::Continue(())).ok()?
            }
            BYTES | TEXT => head.after.saturating_add(head.content(bytes)?.len()),
            ARRAY | MAP if head.is_indefinite() => {
                let mut at = head.after;
                while *bytes.get(at)? != BREAK {
                    at = skip(bytes, at)?;
                }
                at.saturating_add(1)
            }
            ARRAY => {
                left = left.checked_add(head.argument)?;
                head.after
            }
            MAP => {
                left = left.checked_add(head.argument.checked_mul(2)?)?;
                head.after
            }
            TAG => {
                left = left.checked_add(1)?;
                head.after
            }
            _ => head.after,
        };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_ends_where_the_next_begins() {
        for item in [
            "00",
            "1818",
            "1b0000000000000000",
            "3903e8",
            "4161",
            "5f41614162ff",
            "6161",
            "7f61616162ff",
            "83000102",
            "9f00820102ff",
            "a201020304",
            "bf01a10203ff",
            "c2c2c100",
            "f6",
            "f820",
            "fb3ff0000000000000",
        ] {
            let mut bytes = hex::decode(item).unwrap();
            let whole = bytes.len();
            bytes.push(0);
            assert_eq!(skip(&bytes, 0), Some(whole), "{item}");
            for end in 0..whole {
                assert_eq!(skip(&bytes[..end], 0), None, "{item} cut at {end}");
            }
        }
    }

    #[test]
    fn reserved_heads_are_none() {
        for first in 0..=u8::MAX {
            let bytes = [first, 0, 0, 0, 0, 0, 0, 0, 0];
            let reserved = matches!(first & 0x1f, 28..=30) || matches!(first, 0x1f | 0x3f | 0xdf);
            let read = Head::read(&bytes, 0).map(|head| head.major);
            let expected = if reserved {
                Err(Fault::NotWellFormed)
            } else {
                Ok(first >> 5)
            };
            assert_eq!(read, expected, "{first:02x}");
        }
    }
}
