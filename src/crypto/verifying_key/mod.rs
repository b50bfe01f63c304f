//! Public keys that are ready to verify.

use core::fmt;
use std::sync::Arc;

use super::provider::{Check, Default as Provider, Prepared, Scheme, Verifies};
use super::{
    Algorithm, CertificateSignature, DigestAlgorithm, KeyType, cose_key, ecdsa_der, jwk, spki,
};

/// A public key: parsed and checked once, cheap to clone, room for what a provider computes once for each key.
///
/// Equal when type and point are equal, whatever form they came in.
#[derive(Clone)]
pub struct VerifyingKey(Arc<Inner>);

struct Inner {
    key_type: KeyType,
    /// The uncompressed point of SEC 1 (tag 04), or the 32 bytes of Ed25519.
    encoded: Vec<u8>,
    loaded: <Provider as Verifies>::Key,
}

impl VerifyingKey {
    /// Reads a `SubjectPublicKeyInfo` in DER: named curve, uncompressed point, nothing after it.
    ///
    /// Clause: RFC 5480, section 2; RFC 8410, section 4.
    ///
    /// # Errors
    ///
    /// [`KeyError`]; explicit curve parameters and compressed points are refused.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, KeyError> {
        spki::from_der(der)
    }

    /// Reads a `SubjectPublicKeyInfo` in PEM (RFC 7468, section 13), as strictly as
    /// [`from_spki_der`](Self::from_spki_der).
    ///
    /// # Errors
    ///
    /// [`KeyError`], also for a private key and for bytes around the PEM block.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        spki::from_pem(pem)
    }

    /// Reads a `COSE_Key`: EC2 with `y` as bytes or, compressed, as a bool; OKP with Ed25519.
    ///
    /// Coordinates have the length of the curve, with their leading zeros. `alg` may be absent; members that are
    /// not known here are passed over. Clause: RFC 9053, section 7; ISO/IEC 18013-5, 9.1.2.4.
    ///
    /// # Errors
    ///
    /// [`KeyError`], also when the key is private or `alg` is a signature algorithm that does not fit it.
    pub fn from_cose_key(key: &coset::CoseKey) -> Result<Self, KeyError> {
        cose_key::read(key)
    }

    /// Whether [`from_cose_key`](Self::from_cose_key) makes this key of `key`.
    pub(crate) fn is_cose_key(&self, key: &coset::CoseKey) -> bool {
        cose_key::is_written(key, self) || cose_key::read(key).is_ok_and(|key| key == *self)
    }

    /// Reads a JSON Web Key of `kty` `EC` or `OKP`. Members that are not known here are passed over.
    ///
    /// Clause: RFC 7518, section 6.2; RFC 8037, section 2.
    ///
    /// # Errors
    ///
    /// [`KeyError`], also when the key is private or `alg` is a signature algorithm that does not fit it.
    pub fn from_jwk(jwk: &str) -> Result<Self, KeyError> {
        let jwk = jwk::parse(jwk)?;
        match jwk.private {
            None => Ok(jwk.public),
            Some(_) => Err(KeyError::Private),
        }
    }

    /// As `COSE_Key`, uncompressed, with `kty`, `crv`, `x` and `y` only.
    #[must_use]
    pub fn to_cose_key(&self) -> coset::CoseKey {
        cose_key::write(self)
    }

    /// As `SubjectPublicKeyInfo` in DER; [`from_spki_der`](Self::from_spki_der) reads it back.
    #[must_use]
    pub fn to_spki_der(&self) -> Vec<u8> {
        spki::to_der(self)
    }

    /// The type of this key.
    #[must_use]
    pub fn key_type(&self) -> KeyType {
        self.0.key_type
    }

    /// Whether signatures of `algorithm` can be by this key.
    #[must_use]
    pub fn fits(&self, algorithm: Algorithm) -> bool {
        algorithm.key_type() == self.key_type()
    }

    /// Verifies the signature of a COSE object: r‖s, each as long as the curve's order, or the 64 bytes of Ed25519.
    ///
    /// Clause: RFC 9053, section 2.
    ///
    /// # Errors
    ///
    /// [`SignatureMismatch`] for whatever reason: wrong key, message, length, form or algorithm.
    pub fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureMismatch> {
        match self.prepare(algorithm, message, signature) {
            Some(c) if Provider::verify(c.key, c.scheme, c.message, c.signature) => Ok(()),
            _ => Err(SignatureMismatch),
        }
    }

    /// Verifies the signature of a certificate or a revocation list: strict DER, or the 64 bytes of Ed25519.
    ///
    /// ECDSA goes with any hash and any P curve; a hash longer than the order is cut to its length.
    /// Clause: RFC 5480, section 3; RFC 8410, section 6; GM/T 0009, 7.3.
    ///
    /// # Errors
    ///
    /// [`SignatureMismatch`] for whatever reason: wrong key, message, form or algorithm.
    pub fn verify_certificate(
        &self,
        scheme: CertificateSignature,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureMismatch> {
        let half = self.key_type().coordinate_len();
        let scheme = match scheme {
            CertificateSignature::EcdsaSha256 => Scheme::Ecdsa(DigestAlgorithm::Sha256),
            CertificateSignature::EcdsaSha384 => Scheme::Ecdsa(DigestAlgorithm::Sha384),
            CertificateSignature::EcdsaSha512 => Scheme::Ecdsa(DigestAlgorithm::Sha512),
            CertificateSignature::Ed25519 => Scheme::Ed25519,
            #[cfg(feature = "sm")]
            CertificateSignature::Sm2Sm3 => Scheme::Sm2,
        };
        let right = if scheme == Scheme::Ed25519 {
            Provider::verify(&self.0.loaded, scheme, message, signature)
        } else {
            ecdsa_der::to_fixed(signature, half)
                .is_some_and(|fixed| Provider::verify(&self.0.loaded, scheme, message, &fixed))
        };
        if right {
            Ok(())
        } else {
            Err(SignatureMismatch)
        }
    }

    /// The uncompressed point of SEC 1 (tag 04), or the 32 bytes of Ed25519.
    pub(super) fn encoded(&self) -> &[u8] {
        &self.0.encoded
    }

    /// x and y; for Ed25519 the 32 bytes and nothing.
    pub(super) fn coordinates(&self) -> (&[u8], &[u8]) {
        match self.0.encoded.as_slice() {
            [0x04, point @ ..] if self.key_type().has_two_coordinates() => {
                point.split_at_checked(point.len() / 2).unwrap_or_default()
            }
            encoded => (encoded, &[]),
        }
    }

    pub(super) fn from_coordinates(
        key_type: KeyType,
        x: &[u8],
        y: &[u8],
    ) -> Result<Self, KeyError> {
        if y.len() != key_type.coordinate_len() || x.len() != y.len() {
            return Err(KeyError::CoordinateLength);
        }
        Self::from_encoded(key_type, &[&[0x04], x, y].concat())
    }

    pub(super) fn from_compressed(
        key_type: KeyType,
        x: &[u8],
        y_is_odd: bool,
    ) -> Result<Self, KeyError> {
        if x.len() != key_type.coordinate_len() {
            return Err(KeyError::CoordinateLength);
        }
        Self::from_encoded(key_type, &[&[0x02 | u8::from(y_is_odd)], x].concat())
    }

    /// From a point whose tag and length the caller checked, or from Ed25519 bytes of any length.
    pub(super) fn from_encoded(key_type: KeyType, encoded: &[u8]) -> Result<Self, KeyError> {
        if !key_type.has_two_coordinates() && encoded.len() != key_type.coordinate_len() {
            return Err(KeyError::CoordinateLength);
        }
        let (loaded, encoded) = Provider::load(key_type, encoded).ok_or(KeyError::NotOnCurve)?;
        Ok(Self(Arc::new(Inner {
            key_type,
            encoded,
            loaded,
        })))
    }

    fn prepare<'a>(
        &'a self,
        algorithm: Algorithm,
        message: &'a [u8],
        signature: &'a [u8],
    ) -> Check<'a, Provider> {
        (self.fits(algorithm) && signature.len() == algorithm.signature_len()).then(|| Prepared {
            key: &self.0.loaded,
            scheme: match algorithm {
                Algorithm::Es256 => Scheme::Ecdsa(DigestAlgorithm::Sha256),
                Algorithm::Es384 => Scheme::Ecdsa(DigestAlgorithm::Sha384),
                Algorithm::Es512 => Scheme::Ecdsa(DigestAlgorithm::Sha512),
                Algorithm::EdDsa => Scheme::Ed25519,
                #[cfg(feature = "sm")]
                Algorithm::Sm2 => Scheme::Sm2,
            },
            message,
            signature,
        })
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
        self.key_type() == other.key_type() && self.encoded() == other.encoded()
    }
}

impl Eq for VerifyingKey {}

impl core::hash::Hash for VerifyingKey {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.key_type().hash(state);
        self.encoded().hash(state);
    }
}

impl fmt::Debug for VerifyingKey {
    /// The type only: a holder's public key tells who the holder is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VerifyingKey")
            .field(&self.key_type())
            .finish()
    }
}

/// One signature of many for [`verify_batch`]; as the arguments of [`VerifyingKey::verify`].
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct SignatureCheck<'a> {
    /// The public key.
    pub key: &'a VerifyingKey,
    /// The algorithm of the signature.
    pub algorithm: Algorithm,
    /// What was signed.
    pub message: &'a [u8],
    /// r‖s, or the 64 bytes of Ed25519.
    pub signature: &'a [u8],
}

impl<'a> SignatureCheck<'a> {
    /// The check that [`VerifyingKey::verify`] makes of the same arguments.
    #[must_use]
    pub const fn new(
        key: &'a VerifyingKey,
        algorithm: Algorithm,
        message: &'a [u8],
        signature: &'a [u8],
    ) -> Self {
        Self {
            key,
            algorithm,
            message,
            signature,
        }
    }
}

impl fmt::Debug for SignatureCheck<'_> {
    /// The algorithm only: the message may hold a holder's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SignatureCheck")
            .field(&self.algorithm)
            .finish()
    }
}

/// Verifies many signatures: one answer for each, in their order, the same as [`VerifyingKey::verify`] gives.
///
/// Never "all are right" by a sum: one wrong signature is found as such.
#[must_use]
pub fn verify_batch(checks: &[SignatureCheck<'_>]) -> Vec<bool> {
    let prepared: Vec<_> = checks
        .iter()
        .map(|c| c.key.prepare(c.algorithm, c.message, c.signature))
        .collect();
    Provider::verify_batch(&prepared)
}

/// The signature is not by this key over this message. Why not is not told: there is nothing to repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not match")]
#[non_exhaustive]
pub struct SignatureMismatch;

/// Why bytes are not a key that can be used here. Carries nothing of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not of the form, or not in its one strict encoding.
    #[error("not a strict {form} of a key that is supported")]
    Encoding {
        /// The form that was to be read: `SubjectPublicKeyInfo`, `PEM`, `JWK`, `COSE_Key`, `PKCS #8`.
        form: &'static str,
    },
    /// A type of key or a curve that is not supported here.
    #[error("this type of key or curve is not supported")]
    Unsupported,
    /// A coordinate is shorter or longer than the curve's field.
    #[error("a coordinate does not have the length of the curve")]
    CoordinateLength,
    /// The coordinates are not a point of the curve, or one of small order.
    #[error("not a point of the curve that can be a key")]
    NotOnCurve,
    /// The key's `alg` is a signature algorithm that does not fit the key.
    #[error("the key is labelled for an algorithm that does not fit it")]
    DoesNotFit,
    /// A private key where a public key is asked for.
    #[error("a private key where a public key is expected")]
    Private,
    /// A public key where a private key is asked for, or two that do not belong together.
    #[error("no private key that fits the public key")]
    NoPrivate,
}

#[cfg(test)]
mod tests;
