//! Issue, seal, embed and verify electronic licences and certificates (电子证照) offline.
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

pub mod codec;
pub mod crypto;
pub mod error;
pub mod issue;
pub mod licence;
pub mod reason;
pub mod seal;
pub mod time;
pub mod trust;
pub mod verify;

pub use error::{DecodeError, DecodeErrorKind, Misuse};
pub use reason::Reason;
