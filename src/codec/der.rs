//! Distinguished Encoding Rules, strictly: what is read here has one encoding and no other (X.690, clauses 8 to 11).
//!
//! Two things: [`check`] walks a whole value and refuses every encoding that is not DER, and [`Reader`] takes the
//! values of a constructed one by one. General parsers take BER in many places, so the walk runs before any of them.

use crate::time::UnixTime;

/// What is not DER, and at which byte of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DerFault {
    /// The rule that is broken.
    pub(crate) rule: &'static str,
    /// Offset of the value that breaks it, from the start of the input.
    pub(crate) at: usize,
}

/// Tags of X.690 that certificates use, as their identifier octet.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const ENUMERATED: u8 = 0x0a;
    pub(crate) const UTF8_STRING: u8 = 0x0c;
    pub(crate) const NUMERIC_STRING: u8 = 0x12;
    pub(crate) const PRINTABLE_STRING: u8 = 0x13;
    pub(crate) const TELETEX_STRING: u8 = 0x14;
    pub(crate) const IA5_STRING: u8 = 0x16;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const VISIBLE_STRING: u8 = 0x1a;
    pub(crate) const UNIVERSAL_STRING: u8 = 0x1c;
    pub(crate) const BMP_STRING: u8 = 0x1e;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;

    pub(crate) const CONSTRUCTED: u8 = 0x20;
    pub(crate) const CLASS: u8 = 0xc0;
    pub(crate) const NUMBER: u8 = 0x1f;
}

/// Levels of nesting that are followed; a certificate with name constraints and policies is at 9.
const DEPTH: usize = 16;

/// One value: identifier octet, contents, and the whole encoding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    pub(crate) value: &'a [u8],
    pub(crate) whole: &'a [u8],
    /// Offset of the identifier octet from the start of the input.
    pub(crate) at: usize,
}

impl<'a> Tlv<'a> {
    /// A reader of the values inside.
    pub(crate) const fn inside(&self) -> Reader<'a> {
        Reader {
            rest: self.value,
            at: self.contents_at(),
        }
    }

    /// Offset of the first byte of the contents.
    pub(crate) const fn contents_at(&self) -> usize {
        self.at + self.whole.len() - self.value.len()
    }

    pub(crate) const fn fault(&self, rule: &'static str) -> DerFault {
        DerFault { rule, at: self.at }
    }
}

/// Takes values from a run of encodings, one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(input: &'a [u8]) -> Self {
        Self { rest: input, at: 0 }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) const fn fault(&self, rule: &'static str) -> DerFault {
        DerFault { rule, at: self.at }
    }

    /// The next value, whatever it is.
    pub(crate) fn next(&mut self) -> Result<Tlv<'a>, DerFault> {
        let fault = |rule| DerFault { rule, at: self.at };
        let (&tag, after_tag) = self
            .rest
            .split_first()
            .ok_or_else(|| fault("a value is missing"))?;
        if tag & tag::NUMBER == tag::NUMBER {
            return Err(fault("tags of more than one byte are not used here"));
        }
        let (&first, after_first) = after_tag
            .split_first()
            .ok_or_else(|| fault("the length is missing"))?;
        let (length, body) = match first {
            0..=0x7f => (usize::from(first), after_first),
            0x81..=0x84 => {
                let (octets, body) = after_first
                    .split_at_checked(usize::from(first & 0x7f))
                    .ok_or_else(|| fault("the length is cut short"))?;
                let length = octets
                    .iter()
                    .fold(0_usize, |n, b| (n << 8) | usize::from(*b));
                if length < 0x80 || octets.first() == Some(&0) {
                    return Err(fault("the length is not in the shortest form"));
                }
                (length, body)
            }
            0x80 => return Err(fault("the length is indefinite")),
            _ => return Err(fault("the length has more than four bytes")),
        };
        let (value, rest) = body
            .split_at_checked(length)
            .ok_or_else(|| fault("the value is cut short"))?;
        let used = self.rest.len() - rest.len();
        let whole = self
            .rest
            .get(..used)
            .ok_or_else(|| fault("the value is cut short"))?;
        let tlv = Tlv {
            tag,
            value,
            whole,
            at: self.at,
        };
        self.rest = rest;
        self.at += used;
        Ok(tlv)
    }

    /// The next value, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8, rule: &'static str) -> Result<Tlv<'a>, DerFault> {
        let tlv = self.next().map_err(|fault| DerFault { rule, ..fault })?;
        if tlv.tag == tag {
            Ok(tlv)
        } else {
            Err(tlv.fault(rule))
        }
    }

    /// The next value if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Tlv<'a>>, DerFault> {
        if self.rest.first() == Some(&tag) {
            self.next().map(Some)
        } else {
            Ok(None)
        }
    }

    /// Nothing may be left.
    pub(crate) fn finish(self, rule: &'static str) -> Result<(), DerFault> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(self.fault(rule))
        }
    }
}

/// Walks the one value that `input` must be, to its last byte.
pub(crate) fn check(input: &[u8]) -> Result<(), DerFault> {
    let mut reader = Reader::new(input);
    let tlv = reader.next()?;
    reader.finish("bytes follow the value")?;
    check_value(&tlv, DEPTH)
}

/// The single value that `input` must be, after [`check`].
pub(crate) fn single<'a>(
    input: &'a [u8],
    tag: u8,
    rule: &'static str,
) -> Result<Tlv<'a>, DerFault> {
    check(input)?;
    Reader::new(input).expect(tag, rule)
}

/// Checks a value under an implicit tag as the type of `tag` that it is: its own tag does not say so.
pub(crate) fn check_as(tlv: &Tlv<'_>, tag: u8) -> Result<(), DerFault> {
    check_value(&Tlv { tag, ..*tlv }, DEPTH)
}

fn check_value(tlv: &Tlv<'_>, depth: usize) -> Result<(), DerFault> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(tlv.fault("nested too deep"));
    };
    if tlv.tag & tag::CLASS == 0 {
        let well_formed = match tlv.tag {
            tag::SEQUENCE | tag::SET => return check_inside(tlv, depth),
            tag::BOOLEAN => matches!(tlv.value, [0 | 0xff]),
            tag::INTEGER | tag::ENUMERATED => is_minimal_integer(tlv.value),
            tag::BIT_STRING => is_bit_string(tlv.value),
            tag::OCTET_STRING | tag::TELETEX_STRING => true,
            tag::NULL => tlv.value.is_empty(),
            tag::OID => is_oid(tlv.value),
            tag::UTF8_STRING => core::str::from_utf8(tlv.value).is_ok(),
            tag::NUMERIC_STRING => tlv.value.iter().all(|b| b.is_ascii_digit() || *b == b' '),
            tag::PRINTABLE_STRING => tlv.value.iter().all(|b| is_printable(*b)),
            tag::IA5_STRING => tlv.value.is_ascii(),
            tag::VISIBLE_STRING => tlv.value.iter().all(|b| matches!(b, 0x20..=0x7e)),
            tag::UNIVERSAL_STRING => tlv.value.len().is_multiple_of(4),
            tag::BMP_STRING => tlv.value.len().is_multiple_of(2),
            tag::UTC_TIME | tag::GENERALIZED_TIME => time(tlv).is_some(),
            _ => {
                return Err(
                    tlv.fault("a type that certificates do not use, or not in its DER form")
                );
            }
        };
        return if well_formed {
            Ok(())
        } else {
            Err(tlv.fault(rule_of(tlv.tag)))
        };
    }
    if tlv.tag & tag::CONSTRUCTED != 0 {
        check_inside(tlv, depth)
    } else {
        Ok(())
    }
}

fn check_inside(tlv: &Tlv<'_>, depth: usize) -> Result<(), DerFault> {
    let mut reader = tlv.inside();
    let mut previous: Option<&[u8]> = None;
    while !reader.is_empty() {
        let inner = reader.next()?;
        check_value(&inner, depth)?;
        if tlv.tag == tag::SET {
            // Clause 11.6: ascending order, and twice the same is no set.
            if previous.is_some_and(|previous| previous >= inner.whole) {
                return Err(inner.fault("the members of a SET are not in order"));
            }
            previous = Some(inner.whole);
        }
    }
    Ok(())
}

const fn rule_of(tag: u8) -> &'static str {
    match tag {
        tag::BOOLEAN => "TRUE is one byte FF, FALSE one byte 00",
        tag::INTEGER | tag::ENUMERATED => "an INTEGER is not in the shortest form",
        tag::BIT_STRING => "the padding of a BIT STRING is not zero",
        tag::NULL => "NULL is empty",
        tag::OID => "an OBJECT IDENTIFIER is not in the shortest form",
        tag::UTC_TIME => "a UTCTime is YYMMDDHHMMSSZ and exists",
        tag::GENERALIZED_TIME => "a GeneralizedTime is YYYYMMDDHHMMSSZ and exists",
        _ => "a string has characters that its type does not have",
    }
}

fn is_minimal_integer(value: &[u8]) -> bool {
    match value {
        [] => false,
        [0x00, next, ..] => *next >= 0x80,
        [0xff, next, ..] => *next < 0x80,
        _ => true,
    }
}

fn is_bit_string(value: &[u8]) -> bool {
    match value {
        [0] => true,
        [unused @ 0..=7, .., last] => last.trailing_zeros() >= u32::from(*unused),
        _ => false,
    }
}

fn is_oid(value: &[u8]) -> bool {
    let mut starts = true;
    for byte in value {
        if starts && *byte == 0x80 {
            return false;
        }
        starts = byte & 0x80 == 0;
    }
    starts && !value.is_empty()
}

const fn is_printable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b' ' | b'\'' | b'(' | b')' | b'+' | b',' | b'-' | b'.' | b'/' | b':' | b'=' | b'?'
        )
}

/// The instant that a `UTCTime` (1950 to 2049) or `GeneralizedTime` names; `None` in any other form than RFC 5280, 4.1.2.5 has.
pub(crate) fn time(tlv: &Tlv<'_>) -> Option<UnixTime> {
    let text = core::str::from_utf8(tlv.value).ok()?;
    let digits = text.strip_suffix('Z')?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match tlv.tag {
        tag::UTC_TIME => {
            let (year, rest) = digits.split_at_checked(2)?;
            let century = if year >= "50" { "19" } else { "20" };
            (format!("{century}{year}"), rest)
        }
        tag::GENERALIZED_TIME => {
            let (year, rest) = digits.split_at_checked(4)?;
            (year.to_owned(), rest)
        }
        _ => return None,
    };
    let part = |from: usize| rest.get(from..from + 2);
    if rest.len() != 10 {
        return None;
    }
    let (month, day, hour, minute, second) = (part(0)?, part(2)?, part(4)?, part(6)?, part(8)?);
    UnixTime::parse_tdate(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(bytes: &[u8]) -> Option<&'static str> {
        check(bytes).err().map(|fault| fault.rule)
    }

    #[test]
    fn der_values_pass() {
        for bytes in [
            &[0x30, 0x00][..],
            &[0x01, 0x01, 0xff],
            &[0x02, 0x02, 0x00, 0x80],
            &[0x03, 0x02, 0x07, 0x80],
            &[0x06, 0x05, 0x28, 0x81, 0x8c, 0x5d, 0x05],
            &[0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02],
            b"\x17\x0d260101000000Z",
            b"\x18\x0f99991231235959Z",
        ] {
            assert_eq!(check(bytes), Ok(()), "{bytes:02x?}");
        }
    }

    #[test]
    fn every_other_encoding_of_a_value_is_refused() {
        for (bytes, expected) in [
            (&[0x30, 0x80, 0x00, 0x00][..], "the length is indefinite"),
            (
                &[0x04, 0x81, 0x01, 0x00],
                "the length is not in the shortest form",
            ),
            (
                &[0x04, 0x82, 0x00, 0x80],
                "the length is not in the shortest form",
            ),
            (
                &[0x01, 0x01, 0x01],
                "TRUE is one byte FF, FALSE one byte 00",
            ),
            (
                &[0x02, 0x02, 0x00, 0x7f],
                "an INTEGER is not in the shortest form",
            ),
            (
                &[0x02, 0x02, 0xff, 0x80],
                "an INTEGER is not in the shortest form",
            ),
            (&[0x02, 0x00], "an INTEGER is not in the shortest form"),
            (
                &[0x03, 0x02, 0x07, 0x81],
                "the padding of a BIT STRING is not zero",
            ),
            (
                &[0x03, 0x01, 0x01],
                "the padding of a BIT STRING is not zero",
            ),
            (
                &[0x24, 0x00],
                "a type that certificates do not use, or not in its DER form",
            ),
            (
                &[0x06, 0x02, 0x80, 0x01],
                "an OBJECT IDENTIFIER is not in the shortest form",
            ),
            (
                &[0x06, 0x01, 0x81],
                "an OBJECT IDENTIFIER is not in the shortest form",
            ),
            (
                &[0x31, 0x06, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01],
                "the members of a SET are not in order",
            ),
            (
                &[0x31, 0x06, 0x02, 0x01, 0x02, 0x02, 0x01, 0x02],
                "the members of a SET are not in order",
            ),
            (
                b"\x17\x0b2601010000Z",
                "a UTCTime is YYMMDDHHMMSSZ and exists",
            ),
            (
                b"\x17\x0d260230000000Z",
                "a UTCTime is YYMMDDHHMMSSZ and exists",
            ),
            (
                b"\x18\x1120260101000000.5Z",
                "a GeneralizedTime is YYYYMMDDHHMMSSZ and exists",
            ),
            (
                b"\x13\x01*",
                "a string has characters that its type does not have",
            ),
            (&[0x05, 0x00, 0x00], "bytes follow the value"),
            (&[0x04, 0x02, 0x00], "the value is cut short"),
            (
                &[0x1f, 0x01, 0x00],
                "tags of more than one byte are not used here",
            ),
        ] {
            assert_eq!(rule(bytes), Some(expected), "{bytes:02x?}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let mut bytes = vec![0x30, 0x00];
        for _ in 0..40 {
            let length = u8::try_from(bytes.len()).unwrap();
            bytes.splice(0..0, [0x30, length]);
        }
        assert_eq!(rule(&bytes), Some("nested too deep"));
    }

    #[test]
    fn two_digit_years_turn_in_1950() {
        for (text, expected) in [
            ("491231235959Z", "2049-12-31T23:59:59Z"),
            ("500101000000Z", "1950-01-01T00:00:00Z"),
        ] {
            let tlv = Tlv {
                tag: tag::UTC_TIME,
                value: text.as_bytes(),
                whole: text.as_bytes(),
                at: 0,
            };
            assert_eq!(time(&tlv).unwrap().to_string(), expected);
        }
    }
}
