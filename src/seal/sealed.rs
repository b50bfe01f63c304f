//! The second phase: the signature comes back, is verified, and the licence is whole.

use core::fmt;

use coset::{CborSerializable, Header, HeaderBuilder, ProtectedHeader};

use super::SealError;
use crate::{
    Reason,
    codec::{Cbor, Limits, cose::signature_input},
    crypto::{Algorithm, VerifyingKey},
};

/// A licence that waits for its signature.
pub struct Prepared {
    name_spaces: Vec<(String, Vec<Cbor>)>,
    algorithm: Algorithm,
    protected: ProtectedHeader,
    unprotected: Header,
    payload: Vec<u8>,
    to_be_signed: Vec<u8>,
    key: VerifyingKey,
}

impl Prepared {
    pub(super) fn new(
        name_spaces: Vec<(String, Vec<Cbor>)>,
        algorithm: Algorithm,
        unprotected: Header,
        payload: Vec<u8>,
        key: VerifyingKey,
    ) -> Self {
        let mut header = HeaderBuilder::new().build();
        header.alg = Some(algorithm.to_cose());
        let protected = ProtectedHeader {
            original_data: header.clone().to_vec().ok(),
            header,
        };
        let to_be_signed = signature_input(&protected, &payload);
        Self {
            name_spaces,
            algorithm,
            protected,
            unprotected,
            payload,
            to_be_signed,
            key,
        }
    }

    /// What the seal signs: the `Sig_structure` of RFC 9052, 4.4. The signer hashes it as its algorithm says.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        &self.to_be_signed
    }

    /// The algorithm that the signature must be made with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Puts the signature in, after verifying it with the key of the sealing certificate.
    ///
    /// # Errors
    ///
    /// [`SealError::WouldNotCount`] with [`Reason::SealSignatureMismatch`] when the signature does not fit: nothing is sealed.
    ///
    /// Clause: `spec/seal.md`, section 5, step 9.
    pub fn complete(self, signature: &[u8]) -> Result<SealedLicence, SealError> {
        self.key
            .verify(self.algorithm, &self.to_be_signed, signature)
            .map_err(|_| SealError::WouldNotCount(vec![Reason::SealSignatureMismatch]))?;
        let unprotected = self
            .unprotected
            .to_vec()
            .ok()
            .and_then(|bytes| Cbor::decode(&bytes, &Limits::default()).ok());
        let issuer_auth = Cbor::Array(vec![
            Cbor::Bytes(self.protected.original_data.unwrap_or_default()),
            unprotected.unwrap_or_else(|| Cbor::Map(Vec::new())),
            Cbor::Bytes(self.payload),
            Cbor::Bytes(signature.to_vec()),
        ]);
        let name_spaces = self
            .name_spaces
            .into_iter()
            .map(|(name_space, items)| (name_space, Cbor::Array(items)));
        let issuer_signed = Cbor::map([
            ("nameSpaces", Cbor::map(name_spaces)),
            ("issuerAuth", issuer_auth),
        ]);
        Ok(SealedLicence {
            bytes: issuer_signed.to_vec(),
        })
    }
}

impl fmt::Debug for Prepared {
    /// Leaves out the elements.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

/// A sealed licence: an `IssuerSigned` of ISO/IEC 18013-5 in deterministic CBOR, with every element in it.
///
/// It goes to the holder; what leaves the holder is a presentation with fewer elements.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedLicence {
    bytes: Vec<u8>,
}

impl SealedLicence {
    /// The encoded `IssuerSigned`.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The encoded `IssuerSigned`.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl fmt::Debug for SealedLicence {
    /// Leaves out the elements.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedLicence")
            .field("bytes", &self.bytes.len())
            .finish()
    }
}
