//! The caller's anchors and pins: loaded once, checked when loaded.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::crypto::DigestAlgorithm;
use crate::reason::Reason;

use super::authority::{Authorities, Authority};
use super::certificate::{Certificate, CertificateFault};
use super::judge::Pin;
use super::judged::Judged;
use super::path::cache::Cache;
use super::profile::{self, Place, Rules};
use super::revocation::RevocationLists;
use super::{Profile, Scope};

/// Whom the caller trusts, and for what: CA certificates with a scope, and pinned sealing certificates.
///
/// Empty when new, and then nothing is trusted. Cost of a judgement grows with the logarithm of the number of anchors.
///
/// Clause: `spec/trust.md`, section 2.
#[derive(Debug)]
pub struct TrustAnchors {
    pub(super) authorities: Authorities,
    pub(super) pins: BTreeMap<[u8; 32], Pin>,
    pub(super) lists: RevocationLists,
    /// A running digest of all that was added, so that nothing is remembered beyond it.
    pub(super) state: [u8; 32],
    /// `None` when each judgement starts cold.
    pub(super) cache: Option<Mutex<Cache<Judged>>>,
}

impl Default for TrustAnchors {
    /// The same as [`new`](Self::new): nobody is trusted.
    fn default() -> Self {
        Self::new()
    }
}

impl TrustAnchors {
    /// Trusts nobody.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            authorities: Authorities::new(),
            pins: BTreeMap::new(),
            lists: RevocationLists::new(),
            state: [0; 32],
            cache: Some(Mutex::new(Cache::new())),
        }
    }

    /// The same anchors without the memory of paths, so that each judgement checks every signature: for measuring.
    #[must_use]
    pub fn without_cache(self) -> Self {
        Self {
            cache: None,
            ..self
        }
    }

    /// Trusts a CA for `scope`. Adding it again with another scope trusts it for both.
    ///
    /// That it is expired is judged when it is used, not here.
    ///
    /// # Errors
    ///
    /// [`AnchorError`] when the certificate breaks a rule for CAs of the scope's profile. A sealing certificate is no
    /// anchor: see [`add_pin`](Self::add_pin).
    pub fn add_anchor(&mut self, certificate_der: &[u8], scope: Scope) -> Result<(), AnchorError> {
        let certificate = load(certificate_der, Place::Anchor, scope.profile)?;
        let fingerprint = certificate.fingerprint;
        self.authorities.add(Authority {
            certificate: Arc::new(certificate),
            scope: Arc::new(scope),
        });
        self.changed(b"anchor", &fingerprint);
        Ok(())
    }

    /// Trusts exactly this sealing certificate, whoever issued it and whether revoked or not.
    ///
    /// Without a scope it serves foreign documents only, of any type, and each judgement says so in a
    /// note, [`PinUnscoped`](crate::Reason::PinUnscoped). Adding it again replaces its scope.
    ///
    /// # Errors
    ///
    /// [`AnchorError`] when the certificate breaks a rule for sealing certificates of the profile.
    pub fn add_pin(
        &mut self,
        certificate_der: &[u8],
        scope: Option<Scope>,
    ) -> Result<(), AnchorError> {
        let profile = scope
            .as_ref()
            .map_or(Profile::Iso18013, |scope| scope.profile);
        let certificate = load(certificate_der, Place::Pin, profile)?;
        self.pins.insert(
            certificate.fingerprint,
            Pin::new(&certificate, scope.map(Arc::new)),
        );
        self.changed(b"pin", &certificate.fingerprint);
        Ok(())
    }

    /// Has a revocation list (CRL) say which certificates are revoked; DER, see
    /// [`revocation_list_from_pem_or_der`](super::revocation_list_from_pem_or_der).
    ///
    /// From the first list on, every certificate below an anchor needs one that counts. Whose it is, and whether it
    /// counts at the time, is judged when it is used. A list that is well formed and cannot be used (a delta, a critical
    /// extension that is not understood) is taken, and is then the reason why its issuer's certificates are
    /// undetermined. The same list twice is one list. Nothing bounds how many are added but the caller's memory, each
    /// takes up to twice its size.
    ///
    /// # Errors
    ///
    /// [`Reason::RevocationListMalformed`], [`Reason::RevocationListOverLimit`].
    ///
    /// Clause: `spec/revocation.md`, sections 3 and 4.
    pub fn add_revocation_list(&mut self, der: &[u8]) -> Result<(), Reason> {
        let digest = self.lists.add(der)?;
        self.changed(b"list", &digest);
        Ok(())
    }

    /// Whether nobody is trusted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.authorities.is_empty() && self.pins.is_empty()
    }

    /// What was judged before other anchors and lists were there is judged anew.
    pub(super) fn changed(&mut self, kind: &[u8], digest: &[u8; 32]) {
        let state = DigestAlgorithm::Sha256.digest(&[&self.state, kind, digest]);
        self.state = state.as_bytes().try_into().unwrap_or([0; 32]);
        if let Some(cache) = &mut self.cache {
            // A thread that panicked inside left at worst a missing entry, and all go now.
            cache
                .get_mut()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .clear();
        }
    }
}

fn load(der: &[u8], place: Place, profile: Profile) -> Result<Certificate, AnchorError> {
    let certificate = Certificate::read(der)?;
    profile::check(&certificate, place, &Rules::of(profile))?;
    Ok(certificate)
}

/// The DER of a certificate in either form; PEM is exactly one `CERTIFICATE` block (RFC 7468), blank lines around it allowed.
///
/// Reads the armour only, the certificate itself is checked when it is added.
///
/// # Errors
///
/// [`AnchorError::Pem`] when the input is neither.
pub fn certificate_from_pem_or_der(input: &[u8]) -> Result<Vec<u8>, AnchorError> {
    if input.first() == Some(&0x30) {
        return Ok(input.to_vec());
    }
    let text = core::str::from_utf8(input)
        .map_err(|_| AnchorError::Pem)?
        .trim();
    let body = text
        .strip_prefix("-----BEGIN CERTIFICATE-----")
        .and_then(|t| t.strip_suffix("-----END CERTIFICATE-----"))
        .ok_or(AnchorError::Pem)?;
    let base64: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(base64).map_err(|_| AnchorError::Pem)
}

/// Why a certificate cannot be an anchor or a pin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnchorError {
    /// Neither DER nor one PEM block.
    #[error("neither a DER certificate nor one PEM block of a certificate")]
    Pem,
    /// Not DER, or not of the form of RFC 5280.
    #[error("malformed at byte {at}: {rule}")]
    Malformed {
        /// The rule that it breaks.
        rule: &'static str,
        /// Offset from the start of the DER.
        at: usize,
    },
    /// Well-formed, but it breaks a rule for its place.
    #[error("not usable here: {rule}")]
    Rule {
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// Larger than any certificate has to be.
    #[error("more than the limit `{limit}` of {allowed}")]
    OverLimit {
        /// The limit's name.
        limit: &'static str,
        /// Its value.
        allowed: usize,
    },
}

impl From<CertificateFault> for AnchorError {
    fn from(fault: CertificateFault) -> Self {
        match fault {
            CertificateFault::Malformed { rule, at } => Self::Malformed { rule, at },
            CertificateFault::Profile { rule } | CertificateFault::Usage { rule } => {
                Self::Rule { rule }
            }
            CertificateFault::OverLimit { limit, allowed } => Self::OverLimit { limit, allowed },
        }
    }
}
