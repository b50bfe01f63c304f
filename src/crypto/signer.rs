//! Signing without holding the key.

use super::{Algorithm, VerifyingKey};

/// Whoever has the private key: a hardware module, a service, a [`SoftwareKey`](super::SoftwareKey).
pub trait Signer {
    /// The algorithm of the signatures.
    fn algorithm(&self) -> Algorithm;

    /// The public key that verifies them.
    fn verifying_key(&self) -> VerifyingKey;

    /// Signs `message` (which is not hashed yet) and gives r‖s, each as long as the curve's order, or the 64
    /// bytes of Ed25519. Not DER.
    ///
    /// # Errors
    ///
    /// [`SignerError`] when the key's owner did not sign.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError>;
}

/// The owner of a private key did not do what was asked; its own error is the [source](core::error::Error::source).
#[derive(Debug, thiserror::Error)]
#[error("the private key was not used: {0}")]
pub struct SignerError(#[source] Box<dyn core::error::Error + Send + Sync>);

impl SignerError {
    /// Wraps what the owner of the key said.
    pub fn new(source: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}
