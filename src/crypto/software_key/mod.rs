//! A private key in memory, for trying out and for tests.

use core::fmt;

use p256::ecdsa::signature::Signer as _;
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};
use zeroize::{Zeroize, Zeroizing};

use super::{
    Algorithm, KeyAgreement, KeyError, KeyType, RandomSource, SharedSecret, Signer, SignerError,
    SystemRandom, VerifyingKey, jwk,
};
use crate::error::Misuse;

const PKCS8: KeyError = KeyError::Encoding { form: "PKCS #8" };

/// A private key in memory, for trying out and for tests: an authority's key belongs into hardware.
///
/// Signatures are deterministic (RFC 6979; RFC 8032). The key is wiped from memory when dropped, cannot be cloned
/// and is never shown.
pub struct SoftwareKey {
    secret: Secret,
    public: VerifyingKey,
}

enum Secret {
    P256(p256::SecretKey),
    P384(p384::SecretKey),
    P521(p521::SecretKey),
    Ed25519(Box<ed25519_dalek::SigningKey>),
    #[cfg(feature = "sm")]
    Sm2(sm2::SecretKey),
}

impl SoftwareKey {
    /// A new key from the system's generator.
    ///
    /// # Errors
    ///
    /// [`Misuse::NoRandomness`] when the generator fails.
    pub fn generate(algorithm: Algorithm) -> Result<Self, Misuse> {
        Self::generate_with(algorithm, &mut SystemRandom)
    }

    /// A new key from another generator; the same bytes give the same key.
    ///
    /// # Errors
    ///
    /// [`Misuse::NoRandomness`] when the generator fails or its bytes are never a key.
    pub fn generate_with(
        algorithm: Algorithm,
        random: &mut dyn RandomSource,
    ) -> Result<Self, Misuse> {
        let key_type = algorithm.key_type();
        let mut bytes = Zeroizing::new(vec![0; key_type.coordinate_len()]);
        // Each try fails with a probability below one half (P-521: once in 2^130 or so), unless the generator is broken.
        for _ in 0..64 {
            random.fill(&mut bytes)?;
            if key_type == KeyType::P521
                && let Some(first) = bytes.first_mut()
            {
                *first &= 1;
            }
            if let Some(key) = Self::from_secret_bytes(key_type, &bytes) {
                return Ok(key);
            }
        }
        Err(Misuse::NoRandomness)
    }

    /// Reads an unencrypted PKCS #8 private key in PEM (RFC 5958; RFC 7468, section 10).
    ///
    /// # Errors
    ///
    /// [`KeyError::Encoding`] for anything else.
    pub fn from_pkcs8_pem(pem: &str) -> Result<Self, KeyError> {
        let secret = p256::SecretKey::from_pkcs8_pem(pem)
            .map(Secret::P256)
            .or_else(|_| p384::SecretKey::from_pkcs8_pem(pem).map(Secret::P384))
            .or_else(|_| p521::SecretKey::from_pkcs8_pem(pem).map(Secret::P521))
            .or_else(|_| {
                ed25519_dalek::SigningKey::from_pkcs8_pem(pem).map(|k| Secret::Ed25519(Box::new(k)))
            });
        #[cfg(feature = "sm")]
        let secret = secret.or_else(|_| sm2::SecretKey::from_pkcs8_pem(pem).map(Secret::Sm2));
        secret.ok().and_then(Self::from_secret).ok_or(PKCS8)
    }

    /// Reads a private JSON Web Key: as [`VerifyingKey::from_jwk`], with `d`.
    ///
    /// # Errors
    ///
    /// [`KeyError`]; [`KeyError::NoPrivate`] when `d` is missing or does not belong to `x` and `y`.
    pub fn from_jwk(jwk: &str) -> Result<Self, KeyError> {
        let jwk = jwk::parse(jwk)?;
        let key_type = jwk.public.key_type();
        let private = jwk.private.ok_or(KeyError::NoPrivate)?;
        if private.len() != key_type.coordinate_len() {
            return Err(KeyError::CoordinateLength);
        }
        Self::from_secret_bytes(key_type, &private)
            .filter(|key| key.public == jwk.public)
            .ok_or(KeyError::NoPrivate)
    }

    /// As unencrypted PKCS #8 in PEM; the text is wiped when dropped.
    ///
    /// # Errors
    ///
    /// [`SignerError`] when the encoder fails.
    pub fn to_pkcs8_pem(&self) -> Result<Zeroizing<String>, SignerError> {
        match &self.secret {
            Secret::P256(key) => key.to_pkcs8_pem(LineEnding::LF),
            Secret::P384(key) => key.to_pkcs8_pem(LineEnding::LF),
            Secret::P521(key) => key.to_pkcs8_pem(LineEnding::LF),
            // Version 1, without the public key: OpenSSL 3.0 does not read version 2.
            Secret::Ed25519(key) => {
                let mut pair = ed25519_dalek::pkcs8::KeypairBytes {
                    secret_key: key.to_bytes(),
                    public_key: None,
                };
                let pem = pair.to_pkcs8_pem(LineEnding::LF);
                pair.secret_key.zeroize();
                pem
            }
            #[cfg(feature = "sm")]
            Secret::Sm2(key) => key.to_pkcs8_pem(LineEnding::LF),
        }
        .map_err(SignerError::new)
    }

    /// `bytes` as long as the curve's order; `None` when they are zero or not below it.
    pub(super) fn from_secret_bytes(key_type: KeyType, bytes: &[u8]) -> Option<Self> {
        Self::from_secret(match key_type {
            KeyType::P256 => Secret::P256(p256::SecretKey::from_slice(bytes).ok()?),
            KeyType::P384 => Secret::P384(p384::SecretKey::from_slice(bytes).ok()?),
            KeyType::P521 => Secret::P521(p521::SecretKey::from_slice(bytes).ok()?),
            KeyType::Ed25519 => {
                Secret::Ed25519(Box::new(ed25519_dalek::SigningKey::try_from(bytes).ok()?))
            }
            #[cfg(feature = "sm")]
            KeyType::Sm2 => Secret::Sm2(sm2::SecretKey::from_slice(bytes).ok()?),
        })
    }

    fn from_secret(secret: Secret) -> Option<Self> {
        let (key_type, encoded) = match &secret {
            Secret::P256(key) => (KeyType::P256, key.public_key().to_sec1_bytes().to_vec()),
            Secret::P384(key) => (KeyType::P384, key.public_key().to_sec1_bytes().to_vec()),
            Secret::P521(key) => (KeyType::P521, key.public_key().to_sec1_bytes().to_vec()),
            Secret::Ed25519(key) => (KeyType::Ed25519, key.verifying_key().to_bytes().to_vec()),
            #[cfg(feature = "sm")]
            Secret::Sm2(key) => (KeyType::Sm2, key.public_key().to_sec1_bytes().to_vec()),
        };
        let public = VerifyingKey::from_encoded(key_type, &encoded).ok()?;
        Some(Self { secret, public })
    }
}

impl Signer for SoftwareKey {
    fn algorithm(&self) -> Algorithm {
        self.public.key_type().algorithm()
    }

    fn verifying_key(&self) -> VerifyingKey {
        self.public.clone()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        match &self.secret {
            Secret::P256(key) => p256::ecdsa::SigningKey::from(key)
                .try_sign(message)
                .map(|s: p256::ecdsa::Signature| s.to_vec()),
            Secret::P384(key) => p384::ecdsa::SigningKey::from(key)
                .try_sign(message)
                .map(|s: p384::ecdsa::Signature| s.to_vec()),
            Secret::P521(key) => p521::ecdsa::SigningKey::from(key)
                .try_sign(message)
                .map(|s: p521::ecdsa::Signature| s.to_vec()),
            Secret::Ed25519(key) => key.try_sign(message).map(|s| s.to_vec()),
            // Kept as `SecretKey`, which is wiped; the signing key of `sm2` is not, so it lives for one signature only.
            #[cfg(feature = "sm")]
            Secret::Sm2(key) => sm2::dsa::SigningKey::new(super::rustcrypto::SM2_USER_ID, key)
                .and_then(|k| k.try_sign(message))
                .map(|s: sm2::dsa::Signature| s.to_vec()),
        }
        .map_err(SignerError::new)
    }
}

impl KeyAgreement for SoftwareKey {
    fn agree(&self, peer: &VerifyingKey) -> Result<SharedSecret, SignerError> {
        if self.public.key_type() != peer.key_type() {
            return Err(SignerError::new("the peer's key is of another curve"));
        }
        let point = peer.encoded();
        let x = match &self.secret {
            Secret::P256(key) => p256::PublicKey::from_sec1_bytes(point)
                .map(|p| key.diffie_hellman(&p).raw_secret_bytes().to_vec()),
            Secret::P384(key) => p384::PublicKey::from_sec1_bytes(point)
                .map(|p| key.diffie_hellman(&p).raw_secret_bytes().to_vec()),
            Secret::P521(key) => p521::PublicKey::from_sec1_bytes(point)
                .map(|p| key.diffie_hellman(&p).raw_secret_bytes().to_vec()),
            _ => return Err(SignerError::new("no key agreement with a key of this type")),
        };
        x.map(|x| SharedSecret::new(Zeroizing::new(x)))
            .map_err(SignerError::new)
    }
}

impl fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SoftwareKey")
            .field(&self.algorithm())
            .finish()
    }
}

#[cfg(test)]
mod tests;
