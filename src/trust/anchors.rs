//! The caller's anchors and pins: loaded once, checked when loaded.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::authority::{Authorities, Authority};
use super::certificate::{Certificate, CertificateFault};
use super::judge::{Judged, Pin};
use super::path::cache::Cache;
use super::profile::{self, Place, Rules};
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
        self.authorities.add(Authority {
            certificate: Arc::new(certificate),
            scope: Arc::new(scope),
            until: None,
        });
        self.forget();
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
        self.forget();
        Ok(())
    }

    /// Whether nobody is trusted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.authorities.is_empty() && self.pins.is_empty()
    }

    /// What was judged before other anchors were there is judged anew.
    pub(super) fn forget(&mut self) {
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
