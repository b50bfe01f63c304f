//! Signature algorithms and key types, and what the standards call them.

use coset::iana::EnumI64;

/// A signature algorithm, as the `alg` of a COSE header names it.
///
/// Each fits one type of key only: ES256 with P-256, ES384 with P-384, ES512 with P-521, as ISO/IEC 18013-5,
/// table 22 has it.
///
/// SM2 has no number in the IANA registry. This crate uses numbers from the range for private use (below
/// −65536; RFC 9052, section 11): −66001 for the signature, −66002 for the SM3 digest, −66003 for the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// ECDSA with P-256 and SHA-256 (FIPS 186-5); COSE −7.
    Es256,
    /// ECDSA with P-384 and SHA-384 (FIPS 186-5); COSE −35.
    Es384,
    /// ECDSA with P-521 and SHA-512 (FIPS 186-5); COSE −36.
    Es512,
    /// Edwards-curve signatures with Ed25519 (RFC 8032, 5.1); COSE −8.
    EdDsa,
    /// SM2 with SM3 and the user identity `1234567812345678` (GB/T 32918.2; GB/T 35276); COSE −66001, private use.
    #[cfg(feature = "sm")]
    Sm2,
}

impl Algorithm {
    /// Every algorithm of this build.
    pub const ALL: &'static [Self] = &[
        Self::Es256,
        Self::Es384,
        Self::Es512,
        Self::EdDsa,
        #[cfg(feature = "sm")]
        Self::Sm2,
    ];

    /// Whether ISO/IEC 18013-5, 9.1.2.4 has this algorithm, so that foreign documents may use it.
    #[must_use]
    pub const fn is_iso_18013_5(self) -> bool {
        match self {
            #[cfg(feature = "sm")]
            Self::Sm2 => false,
            _ => true,
        }
    }

    /// The number of this algorithm in a COSE header.
    #[must_use]
    pub const fn cose_id(self) -> i64 {
        match self {
            Self::Es256 => -7,
            Self::Es384 => -35,
            Self::Es512 => -36,
            Self::EdDsa => -8,
            #[cfg(feature = "sm")]
            Self::Sm2 => -66_001,
        }
    }

    /// The algorithm that has this number in a COSE header; `None` for one that is not known here.
    #[must_use]
    pub fn from_cose_id(id: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.cose_id() == id)
    }

    /// The name, as JOSE and the IANA registry of COSE have it: `ES256`, `EdDSA`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
            Self::EdDsa => "EdDSA",
            #[cfg(feature = "sm")]
            Self::Sm2 => "SM2",
        }
    }

    /// The algorithm of this [`name`](Self::name); upper and lower case differ.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.name() == name)
    }

    /// As the `alg` of a COSE header.
    #[must_use]
    pub fn to_cose(self) -> coset::Algorithm {
        let id = self.cose_id();
        coset::iana::Algorithm::from_i64(id)
            .map_or(coset::Algorithm::PrivateUse(id), coset::Algorithm::Assigned)
    }

    /// From the `alg` of a COSE header; `None` for a text or a number that is not known here.
    #[must_use]
    pub fn from_cose(algorithm: &coset::Algorithm) -> Option<Self> {
        match algorithm {
            coset::Algorithm::Assigned(assigned) => Self::from_cose_id(assigned.to_i64()),
            coset::Algorithm::PrivateUse(id) => Self::from_cose_id(*id),
            coset::Algorithm::Text(_) => None,
        }
    }

    /// The one type of key that this algorithm fits.
    #[must_use]
    pub const fn key_type(self) -> KeyType {
        match self {
            Self::Es256 => KeyType::P256,
            Self::Es384 => KeyType::P384,
            Self::Es512 => KeyType::P521,
            Self::EdDsa => KeyType::Ed25519,
            #[cfg(feature = "sm")]
            Self::Sm2 => KeyType::Sm2,
        }
    }

    /// The length of a signature in bytes.
    #[must_use]
    pub const fn signature_len(self) -> usize {
        2 * self.key_type().coordinate_len()
    }
}

impl core::fmt::Display for Algorithm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

/// The type of a public key: its curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyType {
    /// NIST P-256, secp256r1 (SP 800-186).
    P256,
    /// NIST P-384, secp384r1 (SP 800-186).
    P384,
    /// NIST P-521, secp521r1 (SP 800-186).
    P521,
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// The curve that GB/T 32918.5 recommends.
    #[cfg(feature = "sm")]
    Sm2,
}

impl KeyType {
    /// Every type of key of this build.
    pub const ALL: &'static [Self] = &[
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Ed25519,
        #[cfg(feature = "sm")]
        Self::Sm2,
    ];

    /// The name, as JOSE has it: `P-256`, `Ed25519`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Ed25519 => "Ed25519",
            #[cfg(feature = "sm")]
            Self::Sm2 => "SM2",
        }
    }

    /// The one signature algorithm that COSE uses here with a key of this type.
    #[must_use]
    pub const fn algorithm(self) -> Algorithm {
        match self {
            Self::P256 => Algorithm::Es256,
            Self::P384 => Algorithm::Es384,
            Self::P521 => Algorithm::Es512,
            Self::Ed25519 => Algorithm::EdDsa,
            #[cfg(feature = "sm")]
            Self::Sm2 => Algorithm::Sm2,
        }
    }

    /// The length in bytes of a coordinate, and of half a signature.
    pub(crate) const fn coordinate_len(self) -> usize {
        match self {
            Self::P256 | Self::Ed25519 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
            #[cfg(feature = "sm")]
            Self::Sm2 => 32,
        }
    }

    /// The `crv` of a `COSE_Key` (RFC 9053, section 7.1).
    pub(crate) const fn cose_curve(self) -> i64 {
        match self {
            Self::P256 => 1,
            Self::P384 => 2,
            Self::P521 => 3,
            Self::Ed25519 => 6,
            #[cfg(feature = "sm")]
            Self::Sm2 => -66_003,
        }
    }

    /// Whether keys are points with two coordinates: all but Ed25519.
    pub(crate) fn has_two_coordinates(self) -> bool {
        self != Self::Ed25519
    }
}

impl core::fmt::Display for KeyType {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

/// How a certificate or a revocation list is signed.
///
/// X.509 names the hash apart from the curve, so ECDSA with any of these hashes goes with any of the P curves.
/// Which of them a profile allows is decided where trust is, not here.
///
/// Clause: RFC 5758, section 3.2; RFC 8410, section 3; GM/T 0015.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CertificateSignature {
    /// `ecdsa-with-SHA256`, 1.2.840.10045.4.3.2.
    EcdsaSha256,
    /// `ecdsa-with-SHA384`, 1.2.840.10045.4.3.3.
    EcdsaSha384,
    /// `ecdsa-with-SHA512`, 1.2.840.10045.4.3.4.
    EcdsaSha512,
    /// `id-Ed25519`, 1.3.101.112.
    Ed25519,
    /// SM2 with SM3, 1.2.156.10197.1.501.
    #[cfg(feature = "sm")]
    Sm2Sm3,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_lead_back_to_their_algorithm() {
        for &algorithm in Algorithm::ALL {
            assert_eq!(
                Algorithm::from_cose_id(algorithm.cose_id()),
                Some(algorithm)
            );
            assert_eq!(Algorithm::from_cose(&algorithm.to_cose()), Some(algorithm));
            assert_eq!(Algorithm::from_name(algorithm.name()), Some(algorithm));
            assert_eq!(algorithm.key_type().algorithm(), algorithm);
        }
    }

    #[test]
    fn numbers_that_are_not_signatures_here_are_unknown() {
        for id in [0, 7, -16, -25, -37, -65_535, -66_002, i64::MIN] {
            assert_eq!(Algorithm::from_cose_id(id), None, "{id}");
        }
        assert_eq!(
            Algorithm::from_cose(&coset::Algorithm::Text("ES256".into())),
            None
        );
    }

    #[test]
    fn signatures_have_the_lengths_of_rfc_9053() {
        assert_eq!(Algorithm::Es256.signature_len(), 64);
        assert_eq!(Algorithm::Es384.signature_len(), 96);
        assert_eq!(Algorithm::Es512.signature_len(), 132);
        assert_eq!(Algorithm::EdDsa.signature_len(), 64);
    }
}
