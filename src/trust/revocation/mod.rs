//! Was a certificate revoked, and does that count at the sealing time? Lists in, judged at `now`, nothing fetched.
//!
//! A [`RevocationList`] is a complete CRL of one issuer, read strictly. What is well formed and still says nothing (a
//! delta, a scope that is not understood) is kept, so that the answer is "unknown" for a reason and not "missing".
//! [`Inquiry`] asks [`RevocationLists`] about every certificate of a path below its anchor.
//!
//! Not done: delta and indirect lists, attribute certificates, lists by some reasons only, names relative to the issuer,
//! OCSP. Nothing is downloaded: that is the caller's.
//!
//! Clause: `spec/revocation.md`; RFC 5280, sections 5 and 6.3.

mod entry;
mod extensions;
mod judge;
mod list;
mod scope;
mod set;

pub use judge::NotRevoked;
pub(super) use judge::{Inquiry, Standing};
pub use list::revocation_list_from_pem_or_der;
pub(super) use set::RevocationLists;

/// Whether a certificate that no list speaks for counts.
///
/// As soon as one list is given, revocation is asked for under either: who has lists means them. A pinned certificate is
/// never asked about.
///
/// Clause: `spec/revocation.md`, section 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Revocation {
    /// Every certificate below the authority needs a list that counts; without one the answer is unknown.
    Required,
    /// The same where any list was given; with none at all revocation is not asked, and a note says so,
    /// [`RevocationNotAsked`](crate::Reason::RevocationNotAsked).
    #[default]
    WhereGiven,
}
