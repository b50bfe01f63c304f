//! Agreeing on a secret with the other side, and the device's MAC under it.

use core::fmt;

use zeroize::Zeroizing;

use super::provider::{Default as Provider, Macs};
use super::{DigestAlgorithm, SignerError, VerifyingKey};

/// Whoever has a private key for key agreement: a hardware module, a [`SoftwareKey`](super::SoftwareKey).
pub trait KeyAgreement {
    /// The x-coordinate of the product of the private key and the `peer`'s point, as long as the curve's field.
    ///
    /// Clause: SP 800-56A, 5.7.1.2 (ECC CDH); ISO/IEC 18013-5, 9.1.3.5.
    ///
    /// # Errors
    ///
    /// [`SignerError`] when the key's owner did not answer or the `peer` is of another curve.
    fn agree(&self, peer: &VerifyingKey) -> Result<SharedSecret, SignerError>;
}

/// What two sides agreed on. Wiped from memory when dropped; never shown.
pub struct SharedSecret(Zeroizing<Vec<u8>>);

impl SharedSecret {
    /// Takes the x-coordinate that a [`KeyAgreement`] computed.
    #[must_use]
    pub const fn new(x: Zeroizing<Vec<u8>>) -> Self {
        Self(x)
    }
}

impl fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedSecret(..)")
    }
}

/// The key of the device's MAC: HKDF with SHA-256, salt the SHA-256 of `session_transcript_bytes`, info `EMacKey`.
///
/// `session_transcript_bytes` is the whole `SessionTranscriptBytes`, tag 24 and all.
///
/// Clause: ISO/IEC 18013-5, 9.1.3.5.
#[must_use]
pub fn device_mac_key(secret: &SharedSecret, session_transcript_bytes: &[u8]) -> MacKey {
    let salt = DigestAlgorithm::Sha256.digest(&[session_transcript_bytes]);
    MacKey(Provider::hkdf_sha256(
        &secret.0,
        salt.as_bytes(),
        b"EMacKey",
    ))
}

/// A key for HMAC 256/256 (COSE 5; RFC 9053, section 3.1). Wiped from memory when dropped; never shown.
pub struct MacKey(Zeroizing<[u8; 32]>);

impl MacKey {
    /// The tag over `message`, whole: 32 bytes.
    #[must_use]
    pub fn compute(&self, message: &[u8]) -> [u8; 32] {
        Provider::hmac_sha256(&self.0, message)
    }

    /// Whether `tag` is the whole tag over `message`, in constant time.
    #[must_use]
    pub fn verify(&self, message: &[u8], tag: &[u8]) -> bool {
        Provider::hmac_sha256_matches(&self.0, message, tag)
    }
}

impl fmt::Debug for MacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MacKey(..)")
    }
}

#[cfg(test)]
mod tests;
