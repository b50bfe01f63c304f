//! Seals a licence: an ISO/IEC 18013-5 `IssuerSigned`, signed by the authority's seal certificate.
//!
//! ```text
//! Licence ──prepare──▶ Prepared ──(the seal signs `to_be_signed`)──▶ complete ──▶ SealedLicence
//! ```
//!
//! The private key stays where it is: in an HSM, a seal server, a smart card. [`seal`] does both steps for a
//! [`Signer`] that answers at once.
//!
//! Clause: `spec/seal.md`.

mod content;
mod digested;
mod prepare;
mod sealed;

pub use content::ForeignDocument;
pub use prepare::{Preparation, TechnicalValidity};
pub use sealed::{Prepared, SealedLicence};

use crate::{
    Misuse, Reason,
    crypto::{RandomSource, Signer, SignerError},
};

/// Seals in one call, with a signer that answers at once.
///
/// # Errors
///
/// As [`Preparation::prepare`] and [`Prepared::complete`]; [`SealError::Signer`] when the signer fails.
pub fn seal(
    preparation: Preparation,
    signer: &dyn Signer,
    random: &mut dyn RandomSource,
) -> Result<SealedLicence, SealError> {
    let prepared = preparation.prepare(random)?;
    let signature = signer
        .sign(prepared.to_be_signed())
        .map_err(SealError::Signer)?;
    prepared.complete(&signature)
}

/// Why a licence was not sealed. Nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// What was asked for would be refused by every verifier: the reasons it would give.
    #[error("the seal would not count: {}", .0.iter().map(|reason| format!("{}: {reason}", reason.code())).collect::<Vec<_>>().join("; "))]
    WouldNotCount(Vec<Reason>),
    /// The call was wrong.
    #[error(transparent)]
    Misuse(#[from] Misuse),
    /// The signer failed.
    #[error("the signer failed")]
    Signer(#[source] SignerError),
}

impl SealError {
    /// The code of the first reason, where a verifier would give one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        if let Self::WouldNotCount(reasons) = self {
            reasons.first().map(Reason::code)
        } else {
            None
        }
    }
}
