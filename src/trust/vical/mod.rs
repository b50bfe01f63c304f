//! Another body's list of authorities for foreign documents: the VICAL of ISO/IEC 18013-5, Annex C.
//!
//! [`Vical::decode`] reads one, [`Vical::check`] asks whether the provider signed it and whether it counts now, and
//! [`TrustAnchors::add_vical`] trusts its certificates, each for what the list says and the certificate confirms. One
//! that cannot be trusted is left out by name, and the others count.
//!
//! A VICAL has no history and no suspension: it says who is listed today and nothing about any day before.
//!
//! Clause: `spec/foreign-lists.md`.

mod check;
mod entries;
mod region;
mod signer;
mod terms;

use std::sync::Arc;

use crate::codec::vical::VicalDocument;
use crate::error::DecodeError;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::authority::{Authority, ListEnd};
use super::{Scope, TrustAnchors};

use entries::Listed;
pub use terms::{VicalFloor, VicalTerms};

/// A list as received: its form is right, and nobody vouches for it yet.
///
/// ```cddl
/// vical = COSE_Sign1 / #6.18(COSE_Sign1)   ; x5chain in either header, the payload attached
/// ```
///
/// At most 16 MiB and 4,096 entries.
///
/// Clause: ISO/IEC 18013-5, Annex C; `spec/foreign-lists.md`, section 2.
#[derive(Debug)]
pub struct Vical {
    document: VicalDocument,
}

impl Vical {
    /// Reads a list, with the tag of `COSE_Sign1` or without it.
    ///
    /// Reads no certificate and judges nothing: next comes [`check`](Self::check).
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the bytes are not of the format, or over a limit.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        VicalDocument::decode(bytes).map(|document| Self { document })
    }

    /// Who the list says it is from. Nobody vouches for that before [`check`](Self::check).
    #[must_use]
    pub fn provider_unverified(&self) -> &str {
        &self.document.payload.provider
    }
}

/// A list that its provider signed and that counts: the answer of [`Vical::check`].
#[derive(Clone, Debug)]
pub struct CheckedVical {
    date: UnixTime,
    issue_id: Option<u64>,
    next_update: Option<UnixTime>,
    digest: [u8; 32],
    end: Arc<ListEnd>,
    listed: Vec<Listed>,
    notes: Vec<Reason>,
}

impl CheckedVical {
    /// Its provider's name, `vicalProvider`.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.end.list
    }

    /// When it was made, as signed.
    #[must_use]
    pub const fn date(&self) -> UnixTime {
        self.date
    }

    /// `vicalIssueID`, for people to read. Newer lists of real providers have smaller ones, so nothing rests on it.
    #[must_use]
    pub const fn issue_id(&self) -> Option<u64> {
        self.issue_id
    }

    /// When the next list was promised.
    #[must_use]
    pub const fn next_update(&self) -> Option<UnixTime> {
        self.next_update
    }

    /// The last second at which its anchors count: the earliest of what the list, the caller's terms and the signer's
    /// certificates allow.
    #[must_use]
    pub fn valid_until(&self) -> UnixTime {
        self.end.at
    }

    /// SHA-256 of the payload as received. Not of the whole document, which anybody can alter where it is not signed.
    #[must_use]
    pub const fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// The certificates that may be trusted, each in DER with what it is listed for; in the order of the list.
    pub fn anchors(&self) -> impl Iterator<Item = (&[u8], &Scope)> {
        self.listed
            .iter()
            .map(|listed| (listed.certificate.der.as_slice(), listed.scope.as_ref()))
    }

    /// What was left out and why, [`Reason::ListEntryLeftOut`], and [`Reason::ListStale`] where a newer list is due.
    #[must_use]
    pub fn notes(&self) -> &[Reason] {
        &self.notes
    }

    /// What the caller keeps, so that no older list of this provider is taken after this one: see
    /// [`VicalTerms::with_floor`].
    #[must_use]
    pub const fn floor(&self) -> VicalFloor {
        VicalFloor {
            date: self.date,
            digest: self.digest,
        }
    }

    /// The list is the one of `floor`, or was signed after it.
    ///
    /// # Errors
    ///
    /// [`Reason::ListRollback`] when it is older, [`Reason::ListForked`] when it is another one of the same date.
    pub fn check_newer(&self, floor: &VicalFloor) -> Result<(), Reason> {
        floor.check(self.date, &self.digest, self.issue_id)
    }
}

impl TrustAnchors {
    /// Trusts the certificates of a list, each for what it is listed for, until the list ends.
    ///
    /// After [`valid_until`](CheckedVical::valid_until) they count no more, also for licences that were sealed before.
    /// Adding a newer list takes nothing of an older one away: begin with new anchors to let a certificate go.
    pub fn add_vical(&mut self, vical: &CheckedVical) {
        for listed in &vical.listed {
            self.authorities.add(Authority {
                certificate: Arc::clone(&listed.certificate),
                scope: Arc::clone(&listed.scope),
                until: Some(Arc::clone(&vical.end)),
            });
        }
        self.changed(b"vical", &vical.digest);
    }
}

#[cfg(test)]
mod tests;
