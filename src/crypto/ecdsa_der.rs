//! The DER form of an ECDSA or SM2 signature, as certificates have it.
//!
//! ```asn1
//! Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }   -- RFC 3279, 2.2.3; GM/T 0009, 7.3
//! ```

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;

/// Reads a signature in DER into r‖s, each `half` bytes long.
///
/// `None` for anything but the one DER encoding: a length that is not the shortest, an integer with needless
/// zeros, negative or too long for the curve, bytes left over. That r and s are in 1..n−1 is left to the provider.
pub(super) fn to_fixed(der: &[u8], half: usize) -> Option<Vec<u8>> {
    let (content, rest) = value(der, SEQUENCE)?;
    let (r, content) = value(content, INTEGER)?;
    let (s, content) = value(content, INTEGER)?;
    if !rest.is_empty() || !content.is_empty() {
        return None;
    }
    let mut fixed = Vec::with_capacity(half.saturating_mul(2));
    for integer in [r, s] {
        let magnitude = magnitude(integer)?;
        fixed.resize(fixed.len() + half.checked_sub(magnitude.len())?, 0);
        fixed.extend_from_slice(magnitude);
    }
    Some(fixed)
}

/// The content of the first item and what follows it. Lengths to 255: the longest signature here has 139 bytes.
fn value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (len, rest) = match der {
        [t, len, rest @ ..] if *t == tag && *len < 0x80 => (*len, rest),
        [t, 0x81, len, rest @ ..] if *t == tag && *len >= 0x80 => (*len, rest),
        _ => return None,
    };
    rest.split_at_checked(usize::from(len))
}

/// The bytes of a positive integer without the zero that only marks its sign.
fn magnitude(integer: &[u8]) -> Option<&[u8]> {
    match integer {
        [0, magnitude @ ..] if magnitude.first().is_some_and(|high| *high >= 0x80) => {
            Some(magnitude)
        }
        [1..=0x7f, ..] => Some(integer),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(der: &str) -> Option<String> {
        to_fixed(&hex::decode(der).unwrap(), 4).map(hex::encode)
    }

    #[test]
    fn integers_are_padded_to_the_length_of_the_curve() {
        assert_eq!(read("3006020101020102").unwrap(), "0000000100000002");
        assert_eq!(read("30080202008002020081").unwrap(), "0000008000000081");
        assert_eq!(
            read("300e020500ffffffff020500ffffffff").unwrap(),
            "ffffffffffffffff"
        );
    }

    #[test]
    fn only_the_one_der_encoding_is_read() {
        for (der, why) in [
            ("", "empty"),
            ("30060201010201", "cut off"),
            ("300602010102010200", "bytes after the sequence"),
            ("300702010102010200", "bytes after s"),
            ("30070202000102010200", "r with a needless zero"),
            ("3007020200010201", "r with a needless zero, cut off"),
            ("30070201010202ff", "s cut off"),
            ("3006020181020102", "negative r"),
            ("3006020100020102", "r is zero"),
            ("3005020002010200", "r has no bytes"),
            ("308106020101020102", "long form of a short length"),
            ("30800201010201020000", "indefinite length"),
            ("3106020101020102", "a set"),
            ("3006030101020102", "r is a bit string"),
            ("3003020101", "s is missing"),
            ("3009020101020102020103", "a third integer"),
            ("300a02050100000000020102", "r longer than the curve"),
            ("0000000100000002", "raw"),
        ] {
            assert_eq!(read(der), None, "{why}");
        }
    }
}
