//! Digests: what the signed object names, and their values.

use super::provider::{Default as Provider, Digests};

/// A digest algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// SHA-256 (FIPS 180-4); COSE −16.
    Sha256,
    /// SHA-384 (FIPS 180-4); COSE −43.
    Sha384,
    /// SHA-512 (FIPS 180-4); COSE −44.
    Sha512,
    /// SM3 (GB/T 32905); COSE −66002, private use.
    #[cfg(feature = "sm")]
    Sm3,
}

impl DigestAlgorithm {
    /// Every digest algorithm of this build.
    pub const ALL: &'static [Self] = &[
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        #[cfg(feature = "sm")]
        Self::Sm3,
    ];

    /// The name in the `digestAlgorithm` of a `MobileSecurityObject` (ISO/IEC 18013-5, 9.1.2.5), and `SM3`.
    #[must_use]
    pub const fn mso_name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            #[cfg(feature = "sm")]
            Self::Sm3 => "SM3",
        }
    }

    /// The algorithm of this [`mso_name`](Self::mso_name); upper and lower case differ.
    #[must_use]
    pub fn from_mso_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.mso_name() == name)
    }

    /// Whether ISO/IEC 18013-5, 9.1.2.5 has this digest, so that foreign documents may use it.
    #[must_use]
    pub const fn is_iso_18013_5(self) -> bool {
        match self {
            #[cfg(feature = "sm")]
            Self::Sm3 => false,
            _ => true,
        }
    }

    /// The number in the IANA registry of COSE algorithms (RFC 9054), private use for SM3.
    #[must_use]
    pub const fn cose_id(self) -> i64 {
        match self {
            Self::Sha256 => -16,
            Self::Sha384 => -43,
            Self::Sha512 => -44,
            #[cfg(feature = "sm")]
            Self::Sm3 => -66_002,
        }
    }

    /// The algorithm of this [`cose_id`](Self::cose_id).
    #[must_use]
    pub fn from_cose_id(id: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.cose_id() == id)
    }

    /// The length of a digest in bytes; never zero.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "no digest is empty")]
    pub const fn len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
            #[cfg(feature = "sm")]
            Self::Sm3 => 32,
        }
    }

    /// The digest of all `parts` one after the other, as of one byte string.
    #[must_use]
    pub fn digest(self, parts: &[&[u8]]) -> Digest {
        Provider::digest(self, parts)
    }
}

/// The value of a digest. Public data: compared as any other.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(Bytes);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Bytes {
    B32([u8; 32]),
    B48([u8; 48]),
    B64([u8; 64]),
}

impl Digest {
    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Bytes::B32(bytes) => bytes,
            Bytes::B48(bytes) => bytes,
            Bytes::B64(bytes) => bytes,
        }
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(Bytes::B32(bytes))
    }
}

impl From<[u8; 48]> for Digest {
    fn from(bytes: [u8; 48]) -> Self {
        Self(Bytes::B48(bytes))
    }
}

impl From<[u8; 64]> for Digest {
    fn from(bytes: [u8; 64]) -> Self {
        Self(Bytes::B64(bytes))
    }
}

impl core::fmt::Debug for Digest {
    /// In lower-case hexadecimal.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Digest(")?;
        for byte in self.as_bytes() {
            write!(f, "{byte:02x}")?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex_of(algorithm: DigestAlgorithm, parts: &[&[u8]]) -> String {
        hex::encode(algorithm.digest(parts).as_bytes())
    }

    #[test]
    fn abc_has_the_digests_of_fips_180_4() {
        use DigestAlgorithm::{Sha256, Sha384, Sha512};
        assert_eq!(
            hex_of(Sha256, &[b"abc"]),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            hex_of(Sha384, &[b"abc"]),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
        );
        assert_eq!(
            hex_of(Sha512, &[b"abc"]),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        );
    }

    #[cfg(feature = "sm")]
    #[test]
    fn abc_has_the_digest_of_gb_t_32905_annex_a() {
        assert_eq!(
            hex_of(DigestAlgorithm::Sm3, &[b"abc"]),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }

    #[test]
    fn parts_are_digested_as_one_string() {
        for &algorithm in DigestAlgorithm::ALL {
            let whole = algorithm.digest(&[b"abc"]);
            assert_eq!(algorithm.digest(&[b"a", b"", b"bc"]), whole);
            assert_eq!(whole.as_bytes().len(), algorithm.len());
            assert_ne!(algorithm.digest(&[]), whole);
        }
    }

    #[test]
    fn names_and_numbers_lead_back_to_their_algorithm() {
        for &algorithm in DigestAlgorithm::ALL {
            assert_eq!(
                DigestAlgorithm::from_mso_name(algorithm.mso_name()),
                Some(algorithm)
            );
            assert_eq!(
                DigestAlgorithm::from_cose_id(algorithm.cose_id()),
                Some(algorithm)
            );
        }
        assert_eq!(DigestAlgorithm::from_mso_name("sha-256"), None);
        assert_eq!(DigestAlgorithm::from_mso_name("SHA-1"), None);
        assert_eq!(DigestAlgorithm::from_cose_id(-14), None);
    }
}
