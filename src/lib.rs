//! Issue, seal, verify and recognise electronic licences and certificates (电子证照) offline, across departments and
//! regions. A sealed licence is an ISO/IEC 18013-5 mdoc whose content, rules and trust are those of licences.
//!
//! ```text
//! Draft ──issue──▶ Licence ──seal──▶ SealedLicence ──▶ bytes ──decode──▶ Presented ──verify──▶ Verified | Refused
//!                                                                      Verified ──recognise──▶ Recognition
//! ```
//!
//! Whom to trust is told by hand, [`TrustAnchors`](trust::TrustAnchors), or by signed lists of a region or a federation,
//! [`TrustStore`](trust::store::TrustStore). Whether a licence was revoked is told by [`StatusLists`](status::StatusLists).
//! Whether it counts in another region is told by signed agreements, [`Agreements`](recognise::Agreements).
//!
//! Whoever holds a [`Verified`](verify::Verified) holds a licence for which every check was made and held. There is no
//! other way to its data than one whose name says `unverified`.
//!
//! ```
//! use elicence::{codec::Cbor, licence::{Region, TypeRegistry}, time::UnixTime, verify::{Policy, Presented}};
//! use elicence::trust::{DocTypes, Profile, Scope, TrustAnchors, certificate_from_pem_or_der};
//!
//! let authority = certificate_from_pem_or_der(include_bytes!("../examples/data/demo-ca.pem"))?;
//! let mut trust = TrustAnchors::new();
//! trust.add_anchor(&authority, Scope::new(Profile::Elicence, DocTypes::All, vec![Region::parse("CN-44")?])?)?;
//!
//! let presented = Presented::decode(include_bytes!("../examples/data/business-licence.mdoc"))?;
//! let (types, now) = (TypeRegistry::builtin(), UnixTime::parse_rfc3339("2026-11-21T00:00:00Z").unwrap());
//! let licence = presented.documents()[0].verify(&trust, &Policy::new(&types), now).expect("in force");
//! assert_eq!(licence.element("org.elicence.1", "region"), Some(&Cbor::text("CN-4401")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same with lists is in [`manual::how_to`].
//!
//! The library takes bytes, keys and `now`. It has no network, clock, files, printing or logging.
//!
//! # Features
//!
//! - `sm` (default): SM2 signatures and the SM3 digest beside the international algorithms. Without it they are not
//!   known and refused.
//!
//! # More
//!
//! What is not about one item is in [`manual`]. The rules are in `spec/`, each code of a refusal in
//! `spec/reason-codes.md`.

#![warn(
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::missing_errors_doc,
    clippy::doc_markdown
)]
#![cfg_attr(
    not(test),
    deny(
        clippy::as_conversions,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::print_stderr,
        clippy::print_stdout,
        clippy::string_slice,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

// The unit tests use the certificate maker of the example, which names the crate as its users do.
#[cfg(test)]
extern crate self as elicence;

// The facts.
pub mod licence;

// The journey, in its order.
pub mod issue;
pub mod recognise;
pub mod seal;
pub mod verify;

// Beside the journey.
pub mod status;
pub mod trust;

// To be read.
pub mod manual;

// Underneath.
pub mod codec;
mod coded;
pub mod document;

pub mod crypto;
pub mod error;
pub mod reason;
pub mod time;

pub use error::{DecodeError, DecodeErrorKind, Misuse};
pub use reason::Reason;

/// The README's example, compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
