//! Whether CBOR is in its one deterministic encoding (RFC 8949, 4.2.1), as our own signed documents must be.
//!
//! Two encodings of one document would have two digests, and a reader of one and a reader of the other could be told
//! apart by whoever sends them.

use super::{limits::Budget, scan::scan};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// Checks that `bytes` are one item that passes [`scan`], and are its deterministic encoding to the last byte:
/// shortest heads, definite lengths, map keys in bytewise order, floats in the shortest width, no big number that is a
/// small one. Contents of byte strings are not looked into.
///
/// `base` is where `bytes` begin in the whole input, `field` what they are called in errors.
pub(crate) fn scan_deterministic(
    bytes: &[u8],
    base: usize,
    field: &str,
    budget: &Budget<'_>,
) -> Result<(), DecodeError> {
    scan(bytes, base, field, budget)?;
    let mut walk = Walk { bytes, at: 0 };
    walk.item()
        .map_err(|at| DecodeError::new(Kind::NotDeterministic, base.saturating_add(at), field))
}

/// A position in scanned bytes: well-formed, of bounded depth. Errors are the offset of the item at fault.
struct Walk<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Walk<'b> {
    fn item(&mut self) -> Result<(), usize> {
        let at = self.at;
        let (major, argument) = self.head()?;
        match major {
            0 | 1 => Ok(()),
            2 | 3 => self.take(argument).map(drop),
            4 => (0..argument).try_for_each(|_| self.item()),
            5 => self.map(argument),
            6 => self.tagged(argument, at),
            _ => Ok(()),
        }
    }

    /// Reads a head: the major type and the argument, which for a float or simple value has no meaning.
    fn head(&mut self) -> Result<(u8, u64), usize> {
        let at = self.at;
        let first = self.take(1)?.first().copied().ok_or(at)?;
        let (major, information) = (first >> 5, first & 0x1f);
        let width = match information {
            0..=23 => return Ok((major, information.into())),
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => return Err(at),
        };
        let argument = self
            .take(width)?
            .iter()
            .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        let shortest = if major == 7 {
            match width {
                // A simple value; the scan has refused those below 32.
                1 => true,
                2 => half_is_preferred(argument),
                4 => single_is_preferred(argument),
                _ => double_is_preferred(argument),
            }
        } else {
            match width {
                1 => argument >= 24,
                2 => argument > 0xff,
                4 => argument > 0xffff,
                _ => argument > 0xffff_ffff,
            }
        };
        if shortest {
            Ok((major, argument))
        } else {
            Err(at)
        }
    }

    /// The next `length` bytes.
    fn take(&mut self, length: u64) -> Result<&'b [u8], usize> {
        let at = self.at;
        let end = usize::try_from(length)
            .ok()
            .and_then(|length| at.checked_add(length))
            .ok_or(at)?;
        let taken = self.bytes.get(at..end).ok_or(at)?;
        self.at = end;
        Ok(taken)
    }

    /// The members of a map: each key is after the one before it.
    fn map(&mut self, count: u64) -> Result<(), usize> {
        let mut before: Option<&[u8]> = None;
        for _ in 0..count {
            let at = self.at;
            self.item()?;
            let key = self.bytes.get(at..self.at).ok_or(at)?;
            if before.is_some_and(|before| before >= key) {
                return Err(at);
            }
            before = Some(key);
            self.item()?;
        }
        Ok(())
    }

    /// RFC 8949, 3.4.3: a number that fits an integer is none of the big ones, and a big one has no leading zeros.
    fn tagged(&mut self, number: u64, at: usize) -> Result<(), usize> {
        let inside = self.at;
        self.item()?;
        if !matches!(number, 2 | 3) {
            return Ok(());
        }
        let mut content = Walk {
            bytes: self.bytes,
            at: inside,
        };
        let (major, length) = content.head()?;
        let leading = content.take(length.min(1)).unwrap_or_default().first();
        if major == 2 && length > 8 && leading != Some(&0) {
            Ok(())
        } else {
            Err(at)
        }
    }
}

/// There is one NaN.
const fn half_is_preferred(bits: u64) -> bool {
    bits & 0x7c00 != 0x7c00 || bits & 0x03ff == 0 || bits == 0x7e00
}

/// A single float that is not NaN and would lose something as a half.
fn single_is_preferred(bits: u64) -> bool {
    let (exponent, fraction) = (bits >> 23 & 0xff, bits & 0x7f_ffff);
    match exponent {
        0xff => false,
        0 => fraction != 0,
        // As a normal half: ten bits of fraction.
        113..=142 => fraction & 0x1fff != 0,
        // As a subnormal half: the fraction with its hidden bit in steps of 2^-24.
        103..=112 => (fraction | 0x80_0000) & ((1 << (126 - exponent)) - 1) != 0,
        _ => true,
    }
}

/// A double float that is not NaN and would lose something as a single.
fn double_is_preferred(bits: u64) -> bool {
    let value = f64::from_bits(bits);
    #[expect(
        clippy::as_conversions,
        reason = "whether the narrowing loses anything is what is being found out"
    )]
    let single = value as f32;
    !value.is_nan() && f64::from(single).to_bits() != bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{Cbor, Limits};

    fn check(bytes: &[u8]) -> Result<(), DecodeError> {
        scan_deterministic(bytes, 0, "x", &Budget::new(&Limits::default()))
    }

    #[track_caller]
    fn refused(hex_text: &str, at: usize) {
        let bytes = hex::decode(hex_text.replace(' ', "")).unwrap();
        assert_eq!(
            check(&bytes),
            Err(DecodeError::new(Kind::NotDeterministic, at, "x")),
            "{hex_text}"
        );
    }

    #[track_caller]
    fn accepted(hex_text: &str) {
        let bytes = hex::decode(hex_text.replace(' ', "")).unwrap();
        assert_eq!(check(&bytes), Ok(()), "{hex_text}");
    }

    #[test]
    fn heads_are_the_shortest() {
        for long in [
            "1817",
            "1900ff",
            "1a0000ffff",
            "1b00000000ffffffff",
            "3817",
            "5817",
            "780161",
            "980100",
            "b8010000",
            "d81700",
            "d900ff00",
        ] {
            let padded = format!("{long}{}", "00".repeat(if long == "5817" { 23 } else { 0 }));
            refused(&padded, 0);
        }
        for short in [
            "17",
            "1818",
            "190100",
            "1a00010000",
            "1b0000000100000000",
            "3818",
            "d81800",
        ] {
            accepted(short);
        }
        refused("82 00 1800", 2);
    }

    #[test]
    fn lengths_are_definite() {
        for open in ["9f00ff", "bf0000ff", "5f4100ff", "7f6161ff"] {
            refused(open, 0);
            refused(&format!("81{open}"), 1);
        }
    }

    #[test]
    fn keys_are_in_bytewise_order() {
        accepted("a4 00 00 1818 00 20 00 6161 00"); // 0, 24, -1, "a"
        accepted("a2 6162 00 626161 00"); // "b" before "aa": the shorter head is first
        refused("a2 01 00 00 00", 3);
        refused("a2 626161 00 6162 00", 5);
        refused("a2 20 00 1818 00", 3);
        refused("a1 a2 01 00 00 00 00", 4); // in a key
        refused("a1 00 a2 01 00 00 00", 5); // in a value
        assert_eq!(
            check(&[0xa2, 0x01, 0x00, 0x01, 0x00]).unwrap_err().kind,
            Kind::DuplicateKey
        );
    }

    #[test]
    fn floats_are_in_the_shortest_width_that_keeps_them() {
        accepted("f93c00");
        accepted("f98000"); // -0.0
        accepted("f97c00");
        accepted("f97e00");
        refused("f97e01", 0); // another NaN
        refused("f9fe00", 0);
        refused("fa3f800000", 0); // 1.0
        refused("fa7f800000", 0); // infinity
        refused("fa7fc00000", 0); // NaN
        refused("fb3ff0000000000000", 0);
        refused("fb7ff8000000000000", 0);
        refused("fb3ff0000020000000", 0); // fits a single
        accepted("fb3ff0000010000000");
        accepted("fa47c35000"); // 100000.0
    }

    #[test]
    fn the_width_of_floats_agrees_with_the_writer() {
        // Around every edge between the widths, and a spread of all others.
        let edges = (0_u32..=0x1ff).flat_map(|exponent| {
            let fractions = [
                0, 1, 0x1000, 0x1fff, 0x2000, 0x2001, 0x3fff, 0x4000, 0x40_0000, 0x7f_e000,
                0x7f_ffff,
            ];
            fractions.map(|fraction| exponent << 23 | fraction)
        });
        let ones = (0_u32..=0x1ff).flat_map(|e| (0..23).map(move |bit| e << 23 | 1 << bit));
        for bits in edges.chain(ones) {
            let item = Cbor::Float(f64::from(f32::from_bits(bits)));
            let written = item.to_vec();
            assert_eq!(check(&written), Ok(()), "{bits:08x}");
            let whole = [&[0xfa], bits.to_be_bytes().as_slice()].concat();
            assert_eq!(check(&whole).is_ok(), written == whole, "{bits:08x}");
        }
    }

    #[test]
    fn a_big_number_is_too_big_for_an_integer() {
        accepted("c2 49 010000000000000000");
        accepted("c3 49 010000000000000000");
        refused("c2 48 ffffffffffffffff", 0);
        refused("c2 40", 0);
        refused("c2 4a 00010000000000000000", 0);
        refused("c2 00", 0);
        accepted("c0 6161");
    }

    #[test]
    fn a_string_is_not_looked_into() {
        accepted("43 1b0000");
        accepted("d818 43 9f00ff");
    }
}
