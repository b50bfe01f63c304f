//! May this key seal this type of licence in this region at this time? Bytes in, no network, no clock.
//!
//! The caller names whom to trust and for what: by hand, [`TrustAnchors`], each with a mandatory [`Scope`]; or by the roots of
//! signed lists, whose authorities, types and regions a [`TrustStore`](store::TrustStore) holds. Both are [`Trust`], and answer
//! a [`Question`] about a chain of certificates with a [`TrustedSigner`] or the reasons against it. Nothing is trusted by
//! default: no anchor and no list, no answer but "no path".
//!
//! # Order of checks
//!
//! 1. limits: the number of certificates, the size of each;
//! 2. the sealing certificate alone: strict DER, form, the rules of the profile, its validity;
//! 3. pins: is this very certificate pinned, and may the pin serve this document?
//! 4. the other certificates alone, by the same rules for CAs; a bad one is left out and remembered;
//! 5. every path to an anchor, or to the CA of a listed service, of the right name: signatures, chaining, path lengths, name
//!    constraints;
//! 6. for each path: at most two intermediates, the anchor valid at the time;
//! 7. for each path: revocation of every certificate below the anchor, at the [`SealingTime`], where lists are given or asked
//!    for; below the CA of a listed service always;
//! 8. who answers at the end of each path. By hand, the scope of the anchor: profile, then docType. By lists, the one service
//!    that has the CA, the sealing certificate or its key in a list that counts (1.1): its entity and the list's territory (3.1),
//!    its state (3.3), its scope (3.4), and that no row of sources gives the type to another (3.5). The numbers are those of
//!    `spec/trust-store.md`, section 6.
//!
//! Steps 2 and 4 to 7 are remembered between calls, step 8 is asked for every licence anew; the memory is keyed by everything
//! that was loaded, so that a newer list, revocation list or root empties it. The licence's issuer and
//! region are held against the answer by [`check_issuer_code`] and [`check_region`].
//!
//! Who may sign agreements between regions is asked apart: [`AgreementSigner`].
//!
//! Clauses: `spec/trust.md`, `spec/revocation.md`, `spec/trust-lists.md`, `spec/trust-store.md`, `spec/foreign-lists.md`;
//! `spec/agreement-signing.md`, section 2.

mod agreement_certificate;
mod agreement_signer;
mod anchors;
mod authority;
mod by_list;
mod certificate;
mod chain;
mod judge;
mod judged;
pub mod list;
mod path;
mod profile;
mod question;
mod revocation;
mod scope;
mod sealing_certificate;
mod signer;
mod source;
mod status_certificate;
mod status_signer;
pub mod store;
mod vical;

pub(crate) use agreement_certificate::AgreementCertificate;
pub(crate) use agreement_signer::NotSigner;
pub use agreement_signer::{AgreementParty, AgreementSigner};
pub use anchors::{AnchorError, TrustAnchors, certificate_from_pem_or_der};
pub(crate) use certificate::is_misleading;
pub use question::{Question, SealingTime};
pub use revocation::{NotRevoked, Revocation, revocation_list_from_pem_or_der};
pub use scope::{DocTypes, Profile, Scope, ScopeError};
pub use sealing_certificate::SealingCertificate;
pub(crate) use sealing_certificate::leaf_key_unverified;
pub use signer::{
    Basis, Grant, Listing, PathEntry, TrustedSigner, check_issuer_code, check_region,
    foreign_region,
};
pub use vical::{CheckedVical, Vical, VicalFloor, VicalTerms};

pub use source::{Examined, Trust};
pub use status_certificate::StatusSigningCertificate;
pub use status_signer::{StatusSigner, StatusStanding};

#[cfg(test)]
pub(crate) mod tests;
