//! A sealing certificate by itself: what its holder must know before sealing with it.

use super::{
    Profile,
    certificate::{Certificate, CertificateFault},
    profile::{self, Place, Rules},
    signer::{Leaf, stated_issuer_is},
};
use crate::{Reason, crypto::VerifyingKey, time::UnixTime};

/// A certificate that may seal under a profile. Nobody vouches for it yet: that is [`TrustAnchors::judge`](super::TrustAnchors::judge).
#[derive(Clone, Debug)]
pub struct SealingCertificate {
    leaf: Leaf,
}

impl SealingCertificate {
    /// Reads a DER certificate by the rules that `profile` has for sealing certificates.
    ///
    /// Looks at no time and no path.
    ///
    /// # Errors
    ///
    /// [`Reason::CertificateMalformed`], [`Reason::CertificateProfile`], [`Reason::CertificateUsage`],
    /// [`Reason::CertificateOverLimit`].
    ///
    /// Clause: `spec/trust.md`, sections 5 and 6.
    pub fn read(der: &[u8], profile: Profile) -> Result<Self, Reason> {
        let at_leaf = |fault: CertificateFault| fault.at(Place::Leaf);
        let certificate = Certificate::read(der).map_err(at_leaf)?;
        profile::check(&certificate, Place::Leaf, &Rules::of(profile)).map_err(at_leaf)?;
        Ok(Self {
            leaf: Leaf::new(&certificate),
        })
    }

    /// The key that it certifies.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.leaf.key
    }

    /// The first second of its validity.
    #[must_use]
    pub fn not_before(&self) -> UnixTime {
        self.leaf.not_before
    }

    /// The last second of its validity.
    #[must_use]
    pub fn not_after(&self) -> UnixTime {
        self.leaf.not_after
    }

    /// The rule of [`check_issuer_code`](super::check_issuer_code), before anybody vouches for the certificate.
    ///
    /// # Errors
    ///
    /// [`Reason::TrustIssuerUnstated`], [`Reason::TrustIssuerMismatch`].
    pub fn check_issuer_code(&self, issuer_code: &str) -> Result<(), Reason> {
        stated_issuer_is(&self.leaf, issuer_code)
    }
}

/// The key of a certificate that nobody vouches for, so that a trail can tell a broken seal from an unknown one.
pub(crate) fn leaf_key_unverified(der: &[u8]) -> Option<VerifyingKey> {
    Certificate::read(der)
        .ok()
        .map(|certificate| certificate.key)
}
