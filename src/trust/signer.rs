//! The answer: a sealing key that is trusted, for what, and on whose word.

use std::sync::Arc;

use crate::crypto::VerifyingKey;
use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::certificate::{COUNTRY, Certificate, ORGANISATION, ORGANISATION_IDENTIFIER, STATE};
use super::store::ListedService;
use super::{NotRevoked, Scope};

/// A sealing key that may seal the type of licence that was asked about, at the time asked about.
///
/// Only [`TrustAnchors::judge`](super::TrustAnchors::judge) makes one. It does not say that the licence names the
/// right authority and region: see [`check_issuer_code`] and [`check_region`].
#[derive(Clone, Debug)]
pub struct TrustedSigner {
    pub(super) leaf: Arc<Leaf>,
    pub(super) grants: Vec<Grant>,
    pub(super) notes: Vec<Reason>,
}

/// What the sealing certificate says, read once.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) key: VerifyingKey,
    subject: String,
    fingerprint: [u8; 32],
    organisation_identifier: Option<String>,
    organisation: Option<String>,
    country: Option<String>,
    state: Option<String>,
    states: usize,
    pub(super) not_before: UnixTime,
    pub(super) not_after: UnixTime,
}

impl Leaf {
    pub(super) fn new(certificate: &Certificate) -> Self {
        let only = |kind| certificate.subject.only(kind).map(str::to_owned);
        Self {
            key: certificate.key.clone(),
            subject: certificate.subject.to_string(),
            fingerprint: certificate.fingerprint,
            organisation_identifier: only(ORGANISATION_IDENTIFIER),
            organisation: only(ORGANISATION),
            country: only(COUNTRY),
            state: only(STATE),
            states: certificate.subject.count(STATE),
            not_before: certificate.not_before,
            not_after: certificate.not_after,
        }
    }

    /// The region that the certificate states, which nobody has confirmed.
    pub(super) fn stated_region(&self) -> Result<Region, &'static str> {
        stated_region(self.country.as_deref(), self.state.as_deref(), self.states)
    }

    pub(super) const fn fingerprint(&self) -> &[u8; 32] {
        &self.fingerprint
    }

    pub(super) fn organisation_identifier(&self) -> Option<&str> {
        self.organisation_identifier.as_deref()
    }

    pub(super) fn entry(&self) -> PathEntry {
        PathEntry {
            subject: self.subject.clone(),
            fingerprint: self.fingerprint,
            not_after: self.not_after,
        }
    }
}

/// On whose word a key is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Basis {
    /// A path leads to an anchor of the caller; its certificate is the last of the path.
    Anchor,
    /// The caller pinned this very certificate.
    Pin,
    /// A trust list has the key, or a CA above it, as that of a service that issues such licences.
    List,
}

/// The service of a trust list that answers for a key, and the issue that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listing {
    /// The list's name.
    pub list_id: String,
    /// The number of the issue.
    pub sequence_number: u64,
    /// SHA-256 of the issue, as signed.
    pub digest: [u8; 32],
    /// The entity's code.
    pub entity_id: String,
    /// The service's name.
    pub service_id: String,
    /// Minutes by which the clocks of the list's territory are ahead of UTC, where the list says so.
    pub utc_offset_minutes: Option<i16>,
    /// The level of assurance up to which the service is listed for the type in the region. Where several rows have both, the
    /// lowest; `None` where one of them says nothing, or the region is not known.
    pub max_assurance: Option<u64>,
    /// The schemes of the list: they give the level its meaning.
    pub scheme_type_community_rules: Vec<String>,
}

/// One certificate of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathEntry {
    /// The subject, as `C=CN, O=…, CN=…` with misleading characters escaped.
    pub subject: String,
    /// SHA-256 of the certificate.
    pub fingerprint: [u8; 32],
    /// The last second of its validity.
    pub not_after: UnixTime,
}

/// One line of trust: a path, and the scope of the authority at its end.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Grant {
    /// On whose word.
    pub basis: Basis,
    /// From the sealing certificate to the anchor, both included; of a pin the one certificate.
    pub path: Arc<[PathEntry]>,
    /// What it is for; `None` for a pin without a scope.
    pub scope: Option<Arc<Scope>>,
    /// The earliest end of validity in the path, and of the revocation lists that were needed.
    pub valid_until: UnixTime,
    /// What the revocation lists say about the path; `None` where they were not asked.
    pub not_revoked: Option<NotRevoked>,
    /// The listed service that answers; `None` for anchors and pins.
    pub listed: Option<Listing>,
    pub(super) service: Option<ListedService>,
    pub(super) notes: Vec<Reason>,
}

impl TrustedSigner {
    /// The key, ready to verify.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.leaf.key
    }

    /// The subject of the sealing certificate, as in [`PathEntry::subject`].
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.leaf.subject
    }

    /// SHA-256 of the sealing certificate.
    #[must_use]
    pub fn fingerprint(&self) -> &[u8; 32] {
        &self.leaf.fingerprint
    }

    /// `organizationIdentifier` (2.5.4.97), if it is there exactly once.
    #[must_use]
    pub fn organisation_identifier(&self) -> Option<&str> {
        self.leaf.organisation_identifier.as_deref()
    }

    /// `organizationName`, if it is there exactly once.
    #[must_use]
    pub fn organisation(&self) -> Option<&str> {
        self.leaf.organisation.as_deref()
    }

    /// `countryName`, if it is there exactly once. What the certificate says, not yet confirmed: see [`foreign_region`].
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.leaf.country.as_deref()
    }

    /// `stateOrProvinceName`, if it is there exactly once; as [`country`](Self::country).
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.leaf.state.as_deref()
    }

    /// The first second of the sealing certificate's validity.
    #[must_use]
    pub fn not_before(&self) -> UnixTime {
        self.leaf.not_before
    }

    /// The last second of the sealing certificate's validity.
    #[must_use]
    pub fn not_after(&self) -> UnixTime {
        self.leaf.not_after
    }

    /// Every line of trust whose scope has the type asked about, at least one; the first is the one to show.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// The listed service that answers, where one does; never two.
    #[must_use]
    pub fn listing(&self) -> Option<&Listing> {
        self.grants.iter().find_map(|grant| grant.listed.as_ref())
    }

    /// SHA-256 of the anchors given by hand at the ends of the lines of trust.
    #[must_use]
    pub fn anchors(&self) -> Vec<[u8; 32]> {
        let by_hand = self.grants.iter().filter(|g| g.basis == Basis::Anchor);
        let mut all: Vec<[u8; 32]> = by_hand
            .filter_map(|grant| Some(grant.path.last()?.fingerprint))
            .collect();
        all.dedup();
        all
    }

    /// The line of trust whose scope has `region`, if any.
    #[must_use]
    pub fn grant_for(&self, region: &Region) -> Option<&Grant> {
        self.grants.iter().find(|grant| {
            grant
                .scope
                .as_ref()
                .is_some_and(|scope| scope.covers(region))
        })
    }

    /// What the reader of a verdict should know about the trust behind it; changes no verdict.
    #[must_use]
    pub fn notes(&self) -> &[Reason] {
        &self.notes
    }

    /// The earliest end of validity over every line of trust.
    #[must_use]
    pub fn valid_until(&self) -> UnixTime {
        self.grants
            .iter()
            .map(|grant| grant.valid_until)
            .min()
            .unwrap_or(self.leaf.not_after)
    }
}

/// The licence names the authority whose seal it is: `issuer_code` equals the certificate's organizationIdentifier.
///
/// Equal to the letter: the bare code and no other spelling. ETSI EN 319 412-1 writes the same code with a prefix
/// (`NTRCN-…`); that is another text, and two spellings of one authority are refused rather than guessed at.
///
/// # Errors
///
/// [`Reason::TrustIssuerUnstated`], [`Reason::TrustIssuerMismatch`].
pub fn check_issuer_code(signer: &TrustedSigner, issuer_code: &str) -> Result<(), Reason> {
    stated_issuer_is(&signer.leaf, issuer_code)
}

pub(super) fn stated_issuer_is(leaf: &Leaf, issuer_code: &str) -> Result<(), Reason> {
    match leaf.organisation_identifier.as_deref() {
        None => Err(Reason::TrustIssuerUnstated),
        Some(stated) if stated == issuer_code => Ok(()),
        Some(stated) => Err(Reason::TrustIssuerMismatch {
            certificate: stated.to_owned(),
            licence: issuer_code.to_owned(),
        }),
    }
}

/// The licence's region lies within the scope of an authority that vouches for its sealing key.
///
/// # Errors
///
/// [`Reason::TrustRegionOutOfScope`], also where a pin without a scope is all there is.
pub fn check_region(signer: &TrustedSigner, region: &Region) -> Result<(), Reason> {
    match signer.grant_for(region) {
        Some(_) => Ok(()),
        None => Err(Reason::TrustRegionOutOfScope {
            region: region.as_str().to_owned(),
        }),
    }
}

/// The region of a foreign document: what its certificate states, confirmed by the anchor's scope.
///
/// `stateOrProvinceName` when there is one, as ISO 3166-2 with (`US-MD`) or without (`MD`) the country in front, else
/// `countryName`. `None` for a pin without a scope: nobody confirms anything, and the document has no region.
///
/// # Errors
///
/// [`Reason::TrustRegionUnconfirmed`] when the certificate states no region, one that cannot be read, or one outside
/// every scope.
pub fn foreign_region(signer: &TrustedSigner) -> Result<Option<Region>, Reason> {
    let unconfirmed = |detail| Reason::TrustRegionUnconfirmed { detail };
    if signer.grants.iter().all(|grant| grant.scope.is_none()) {
        return Ok(None);
    }
    let region = signer.leaf.stated_region().map_err(unconfirmed)?;
    match signer.grant_for(&region) {
        Some(_) => Ok(Some(region)),
        None => Err(unconfirmed("it lies outside the authority's scope")),
    }
}

/// The region that a country and a state name together; `states` is how often a state is there.
pub(super) fn stated_region(
    country: Option<&str>,
    state: Option<&str>,
    states: usize,
) -> Result<Region, &'static str> {
    const UNREADABLE: &str = "the certificate's country and state are not codes of ISO 3166";
    let country = country.ok_or("the certificate does not name one country")?;
    // Else a subdivision could stand where the country belongs.
    if country.len() != 2 {
        return Err(UNREADABLE);
    }
    let text = match (state, states) {
        (_, 0) => country.to_owned(),
        (Some(state), _)
            if state.starts_with(country) && state.as_bytes().get(2) == Some(&b'-') =>
        {
            state.to_owned()
        }
        (Some(state), _) => format!("{country}-{state}"),
        (None, _) => return Err("the certificate does not name one state or province"),
    };
    Region::parse(&text).map_err(|_| UNREADABLE)
}
