//! A digest that is data of a licence.

use super::map_members;
use crate::{codec::Cbor, crypto::DigestAlgorithm};

/// A digest of something outside the licence.
///
/// ```cddl
/// digest = { "alg": int, "value": bstr }   ; COSE hash algorithm (RFC 9054), for example -16, SHA-256
/// ```
///
/// Says nothing about whether the algorithm is known here; a known one has a value of its own length.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DigestValue {
    algorithm: i64,
    value: Vec<u8>,
}

impl DigestValue {
    /// The COSE identifier of SHA-256.
    pub const SHA_256: i64 = -16;

    /// A digest of its algorithm's length; of 16 to 64 bytes where the algorithm is not known here.
    #[must_use]
    pub fn new(algorithm: i64, value: Vec<u8>) -> Option<Self> {
        let right = match DigestAlgorithm::from_cose_id(algorithm) {
            Some(known) => value.len() == known.len(),
            None => (16..=64).contains(&value.len()),
        };
        right.then_some(Self { algorithm, value })
    }

    /// The COSE hash algorithm.
    #[must_use]
    pub const fn algorithm(&self) -> i64 {
        self.algorithm
    }

    /// The bytes.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// Reads the map above; `None` for anything else.
    #[must_use]
    pub fn from_cbor(cbor: &Cbor) -> Option<Self> {
        let [Some(Cbor::Integer(algorithm)), Some(Cbor::Bytes(value))] =
            map_members(cbor, ["alg", "value"])?
        else {
            return None;
        };
        Self::new(i64::try_from(*algorithm).ok()?, value.clone())
    }

    /// The map above.
    #[must_use]
    pub fn to_cbor(&self) -> Cbor {
        Cbor::Map(vec![
            (
                Cbor::Text("alg".into()),
                Cbor::Integer(self.algorithm.into()),
            ),
            (Cbor::Text("value".into()), Cbor::Bytes(self.value.clone())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_algorithm_has_one_length_and_an_unknown_one_a_range() {
        for (algorithm, length, right) in [
            (-16, 32, true),
            (-16, 31, false),
            (-43, 48, true),
            (-44, 64, true),
            (-44, 32, false),
            (-999, 16, true),
            (-999, 64, true),
            (-999, 15, false),
            (-999, 65, false),
        ] {
            let digest = DigestValue::new(algorithm, vec![0; length]);
            assert_eq!(digest.is_some(), right, "{algorithm} {length}");
        }
    }
}
