//! What the crate needs of an implementation of the algorithms: one private trait for each need.
//!
//! Forms are checked before a provider is asked: an encoded key has the length of its type, a signature is
//! r‖s of the right length. A provider answers yes or no, so that no other can give another verdict.

use super::{Digest, DigestAlgorithm, KeyType};

/// The provider of this build.
pub(super) type Default = super::rustcrypto::RustCrypto;

/// Digests.
pub(super) trait Digests {
    /// The digest of all `parts` one after the other.
    fn digest(algorithm: DigestAlgorithm, parts: &[&[u8]]) -> Digest;
}

/// Signatures.
pub(super) trait Verifies: Sized {
    /// A public key, parsed, with whatever the provider computes once for each key.
    type Key: Send + Sync;

    /// Parses a point (SEC 1 with tag 02, 03 or 04) or an Ed25519 key of the right length, and gives it together
    /// with its one plain form (tag 04). `None` when it is not a point of the curve or, for Ed25519, not in
    /// canonical form or of small order.
    fn load(key_type: KeyType, encoded: &[u8]) -> Option<(Self::Key, Vec<u8>)>;

    /// Whether `signature` (r‖s, or the 64 bytes of Ed25519) is right; `false` also for a scheme that does not
    /// fit the key.
    fn verify(key: &Self::Key, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool;

    /// Many at once, each with its own answer, in the order of `checks`.
    fn verify_batch(checks: &[Check<'_, Self>]) -> Vec<bool> {
        checks
            .iter()
            .map(|check| match check {
                Some(c) => Self::verify(c.key, c.scheme, c.message, c.signature),
                None => false,
            })
            .collect()
    }
}

/// One check of a batch; `None` when the form was wrong already, to keep the places.
pub(super) type Check<'a, P> = Option<Prepared<'a, P>>;

/// A check whose form is right.
pub(super) struct Prepared<'a, P: Verifies> {
    pub(super) key: &'a P::Key,
    pub(super) scheme: Scheme,
    pub(super) message: &'a [u8],
    pub(super) signature: &'a [u8],
}

/// How a signature is made over a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// ECDSA over the digest of the message; any s in 1..n−1, as neither ISO nor X.509 forbids the high half.
    Ecdsa(DigestAlgorithm),
    /// Ed25519, strict: no small order, canonical R and s, the equation without the cofactor.
    Ed25519,
    /// SM2 with SM3 and the default user identity.
    #[cfg(feature = "sm")]
    Sm2,
}

/// Keys and tags of the device's MAC.
pub(super) trait Macs {
    /// HKDF with SHA-256 (RFC 5869), 32 bytes.
    fn hkdf_sha256(secret: &[u8], salt: &[u8], info: &[u8]) -> zeroize::Zeroizing<[u8; 32]>;

    /// HMAC with SHA-256 (RFC 2104).
    fn hmac_sha256(key: &[u8; 32], message: &[u8]) -> [u8; 32];

    /// Whether `tag` is the whole HMAC, in constant time.
    fn hmac_sha256_matches(key: &[u8; 32], message: &[u8], tag: &[u8]) -> bool;
}
