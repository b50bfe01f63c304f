//! The default provider: pure Rust, one generation of the `RustCrypto` crates.

use hmac::{Hmac, KeyInit, Mac};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::provider::{Digests, Macs, Scheme, Verifies};
use super::{Digest, DigestAlgorithm, KeyType};

/// Pure Rust, on every platform.
///
/// Of the public calls of `p256` 0.14 the prehashed verification is the fastest: it takes the parsed point, uses
/// the table of multiples of the generator and arithmetic in variable time.
pub(super) struct RustCrypto;

/// The user identity of SM2 where none is agreed (GB/T 35276; RFC 8998, section 3.2.1).
#[cfg(feature = "sm")]
pub(super) const SM2_USER_ID: &str = "1234567812345678";

pub(super) enum Key {
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    P521(p521::ecdsa::VerifyingKey),
    Ed25519(ed25519_dalek::VerifyingKey),
    #[cfg(feature = "sm")]
    Sm2(sm2::dsa::VerifyingKey),
}

impl Verifies for RustCrypto {
    type Key = Key;

    fn load(key_type: KeyType, encoded: &[u8]) -> Option<(Key, Vec<u8>)> {
        Some(match key_type {
            KeyType::P256 => {
                let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(encoded).ok()?;
                let point = key.to_sec1_point(false).as_bytes().to_vec();
                (Key::P256(key), point)
            }
            KeyType::P384 => {
                let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(encoded).ok()?;
                let point = key.to_sec1_point(false).as_bytes().to_vec();
                (Key::P384(key), point)
            }
            KeyType::P521 => {
                let key = p521::ecdsa::VerifyingKey::from_sec1_bytes(encoded).ok()?;
                let point = key.to_sec1_point(false).as_bytes().to_vec();
                (Key::P521(key), point)
            }
            KeyType::Ed25519 => {
                let key = ed25519_dalek::VerifyingKey::try_from(encoded).ok()?;
                let canonical = key.to_edwards().compress().to_bytes();
                if key.is_weak() || canonical != encoded {
                    return None;
                }
                (Key::Ed25519(key), canonical.to_vec())
            }
            #[cfg(feature = "sm")]
            KeyType::Sm2 => {
                use sm2::elliptic_curve::sec1::ToSec1Point;
                let key = sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_USER_ID, encoded).ok()?;
                let point = key.to_sec1_point(false).as_bytes().to_vec();
                (Key::Sm2(key), point)
            }
        })
    }

    fn verify(key: &Key, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool {
        match (key, scheme) {
            (Key::P256(key), Scheme::Ecdsa(hash)) => {
                ecdsa_matches::<_, p256::ecdsa::Signature>(key, hash, message, signature)
            }
            (Key::P384(key), Scheme::Ecdsa(hash)) => {
                ecdsa_matches::<_, p384::ecdsa::Signature>(key, hash, message, signature)
            }
            (Key::P521(key), Scheme::Ecdsa(hash)) => {
                ecdsa_matches::<_, p521::ecdsa::Signature>(key, hash, message, signature)
            }
            (Key::Ed25519(key), Scheme::Ed25519) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            #[cfg(feature = "sm")]
            (Key::Sm2(key), Scheme::Sm2) => {
                use sm2::dsa::signature::Verifier;
                sm2::dsa::Signature::from_slice(signature)
                    .is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
            _ => false,
        }
    }
}

/// r and s out of 1..n−1 fail where the signature is read.
fn ecdsa_matches<K, S>(key: &K, hash: DigestAlgorithm, message: &[u8], signature: &[u8]) -> bool
where
    K: PrehashVerifier<S>,
    S: for<'a> TryFrom<&'a [u8]>,
{
    S::try_from(signature).is_ok_and(|signature| {
        let digest = RustCrypto::digest(hash, &[message]);
        key.verify_prehash(digest.as_bytes(), &signature).is_ok()
    })
}

impl Digests for RustCrypto {
    fn digest(algorithm: DigestAlgorithm, parts: &[&[u8]]) -> Digest {
        match algorithm {
            DigestAlgorithm::Sha256 => <[u8; 32]>::from(hash::<Sha256>(parts)).into(),
            DigestAlgorithm::Sha384 => <[u8; 48]>::from(hash::<Sha384>(parts)).into(),
            DigestAlgorithm::Sha512 => <[u8; 64]>::from(hash::<Sha512>(parts)).into(),
            #[cfg(feature = "sm")]
            DigestAlgorithm::Sm3 => <[u8; 32]>::from(hash::<sm3::Sm3>(parts)).into(),
        }
    }
}

fn hash<H: sha2::Digest>(parts: &[&[u8]]) -> sha2::digest::Output<H> {
    let mut hasher = H::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize()
}

impl Macs for RustCrypto {
    fn hkdf_sha256(secret: &[u8], salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        // Fails for more than 255 blocks only, and this is one.
        let expanded = hkdf::Hkdf::<Sha256>::new(Some(salt), secret).expand(info, key.as_mut());
        debug_assert!(expanded.is_ok());
        key
    }

    fn hmac_sha256(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
        keyed(key, message).finalize().into_bytes().into()
    }

    fn hmac_sha256_matches(key: &[u8; 32], message: &[u8], tag: &[u8]) -> bool {
        keyed(key, message).verify_slice(tag).is_ok()
    }
}

fn keyed(key: &[u8; 32], message: &[u8]) -> Hmac<Sha256> {
    // A block of HMAC is 64 bytes: a shorter key is filled with zeros (RFC 2104, section 2).
    let mut block = Zeroizing::new([0; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    Hmac::<Sha256>::new((&*block).into()).chain_update(message)
}
