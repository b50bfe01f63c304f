//! Algorithms behind one door: what COSE names, and the default provider in pure Rust.
//!
//! Keys come in as SPKI, PEM, JWK or `COSE_Key` and become a [`VerifyingKey`], which is parsed and checked once
//! and then verifies any number of signatures. Private keys stay with their owner: the crate asks a [`Signer`]
//! or a [`KeyAgreement`]; [`SoftwareKey`] is both, for trying out.
//!
//! | [`Algorithm`] | COSE | key | hash | signature |
//! |---|---|---|---|---|
//! | `Es256` | −7 | P-256 | SHA-256 | 64 bytes, r‖s |
//! | `Es384` | −35 | P-384 | SHA-384 | 96 bytes, r‖s |
//! | `Es512` | −36 | P-521 | SHA-512 | 132 bytes, r‖s |
//! | `EdDsa` | −8 | Ed25519 | (SHA-512) | 64 bytes |
//! | `Sm2` (feature `sm`) | −66001, private use | SM2 curve | SM3 with Z | 64 bytes, r‖s |
//!
//! # The provider
//!
//! `provider.rs` has one private trait for each need; `rustcrypto.rs` answers it in pure Rust. Another provider
//! may be faster; it never changes a verdict, and it never sees bytes whose form was not checked before.

mod agreement;
mod algorithm;
mod cose_key;
mod digest;
mod ecdsa_der;
mod jwk;
mod provider;
mod random;
mod rustcrypto;
mod signer;
mod software_key;
mod spki;
mod verifying_key;

pub use agreement::{KeyAgreement, MacKey, SharedSecret, device_mac_key};
pub use algorithm::{Algorithm, CertificateSignature, KeyType};
pub use digest::{Digest, DigestAlgorithm};
pub use random::{RandomSource, SystemRandom};
pub use signer::{Signer, SignerError};
pub use software_key::SoftwareKey;
pub use verifying_key::{KeyError, SignatureCheck, SignatureMismatch, VerifyingKey, verify_batch};
