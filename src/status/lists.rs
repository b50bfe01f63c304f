//! The lists that a verifier holds: what is taken in, and what never again.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    StatusAuthorities, StatusReference,
    prefix::prefix_covers,
    signer::Identity,
    token::{StatusToken, sha256},
};
use crate::{
    Reason,
    codec::Limits,
    error::DecodeError,
    time::UnixTime,
    trust::{StatusSigningCertificate, StatusStanding as Standing},
};

/// Status lists whose signatures were checked, the newest of each name and signer, with floors against rollback.
///
/// Taking a list in is transactional: one that is refused changes nothing. Whether a list counts for a licence is asked at
/// every judgement, [`judge`](Self::judge).
///
/// Clause: `spec/status.md`, section 5.
#[derive(Clone, Debug, Default)]
pub struct StatusLists {
    pub(super) held: BTreeMap<String, Vec<Held>>,
    pub(super) floors: BTreeMap<(String, Identity), Floor>,
    limits: Limits,
}

/// A list, and who signed it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) token: StatusToken,
    pub(super) certificate: StatusSigningCertificate,
    pub(super) identities: BTreeSet<Identity>,
    /// When it was last taken in, which is when it was fetched: from here on its time to live runs.
    pub(super) taken_at: UnixTime,
    /// The certificate by which a licence vouched for its signer.
    pub(super) named: Option<Vec<u8>>,
}

/// No list older than this is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Floor {
    pub(super) issued_at: UnixTime,
    pub(super) claims_digest: [u8; 32],
}

/// A list that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Taken {
    /// Its name.
    pub uri: String,
    /// When it was made.
    pub issued_at: UnixTime,
    /// Whether it is another than was held.
    pub news: bool,
}

/// Why a list was not taken in. Nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(
    clippy::exhaustive_enums,
    reason = "two kinds, which the caller tells apart"
)]
pub enum NotTaken {
    /// The bytes are not of the format.
    #[error(transparent)]
    Malformed(#[from] DecodeError),
    /// The list does not count.
    #[error("the status list is refused: {}: {}", .0.code(), .0)]
    Refused(Reason),
}

impl NotTaken {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(error) => error.code(),
            Self::Refused(reason) => reason.code(),
        }
    }
}

impl From<Reason> for NotTaken {
    fn from(reason: Reason) -> Self {
        Self::Refused(reason)
    }
}

impl StatusLists {
    /// No list, no floor.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With other budgets.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Takes a list in that was fetched at `now`, signed by somebody whom `authorities` know.
    ///
    /// That it is expired does not keep it out, for it may still raise a floor.
    ///
    /// # Errors
    ///
    /// [`NotTaken`]: malformed; [`Reason::StatusAlgorithm`], [`Reason::StatusSignatureMismatch`]; the reasons of
    /// [`StatusSigningCertificate`] and of [`StatusAuthorities::status_signers`]; [`Reason::StatusSigner`] where no prefix of the
    /// signer covers the list; [`Reason::StatusListInFuture`]; [`Reason::StatusListRollback`], also for another list of the
    /// same instant.
    ///
    /// Clause: `spec/status.md`, section 5.
    pub fn load(
        &mut self,
        bytes: &[u8],
        authorities: &dyn StatusAuthorities,
        now: UnixTime,
    ) -> Result<Taken, NotTaken> {
        self.take(bytes, None, authorities, now)
    }

    /// Takes a list in that was fetched for a licence with this `reference`: the certificate that it names may vouch too.
    ///
    /// # Errors
    ///
    /// As [`load`](Self::load), and [`Reason::StatusUriMismatch`] for a list of another name.
    pub fn load_for(
        &mut self,
        reference: &StatusReference,
        bytes: &[u8],
        authorities: &dyn StatusAuthorities,
        now: UnixTime,
    ) -> Result<Taken, NotTaken> {
        self.take(bytes, Some(reference), authorities, now)
    }

    /// The names of the lists that are held.
    pub fn uris(&self) -> impl Iterator<Item = &str> {
        self.held.keys().map(String::as_str)
    }

    /// The lists of this name, one for each signer.
    pub fn tokens(&self, uri: &str) -> impl Iterator<Item = &StatusToken> {
        self.held
            .get(uri)
            .into_iter()
            .flatten()
            .map(|held| &held.token)
    }

    fn take(
        &mut self,
        bytes: &[u8],
        reference: Option<&StatusReference>,
        authorities: &dyn StatusAuthorities,
        now: UnixTime,
    ) -> Result<Taken, NotTaken> {
        let (token, signed) = StatusToken::decode_signed(bytes, &self.limits)?;
        // 1. the list that was asked for
        let named = match reference {
            None => None,
            Some(reference) => named_for(reference, token.uri())?,
        };
        // 2. the signature
        let chain: Vec<&[u8]> = token.chain().collect();
        let certificate = signed.check(&chain, now)?;
        // 3. its time
        if token.issued_at() > now {
            let issued = token.issued_at();
            return Err(Reason::StatusListInFuture { issued, now }.into());
        }
        // 4. who signed it
        let known = known_as(&chain, token.uri(), authorities, now);
        let vouched = named.filter(|named| vouches(named, &chain, authorities, now).is_ok());
        let mut identities: BTreeSet<Identity> = match (known, vouched) {
            (Ok(known), _) => known,
            (Err(_), Some(_)) => BTreeSet::new(),
            (Err(reason), None) => return Err(reason.into()),
        };
        identities.extend(vouched.map(|named| Identity::Named(sha256(named))));
        // 5. nothing older than was seen, and no other of the same instant
        let floor = Floor {
            issued_at: token.issued_at(),
            claims_digest: signed.content_digest,
        };
        let news = self.check_floors(&token, &identities, floor)?;
        // From here on nothing fails.
        let uri = token.uri().to_owned();
        let named = vouched.map(<[u8]>::to_vec);
        for identity in &identities {
            self.floors.insert((uri.clone(), identity.clone()), floor);
        }
        let taken = Taken {
            uri: uri.clone(),
            issued_at: token.issued_at(),
            news,
        };
        let same_name = self.held.entry(uri).or_default();
        same_name.retain(|held| held.identities.is_disjoint(&identities));
        same_name.push(Held {
            token,
            certificate,
            identities,
            taken_at: now,
            named,
        });
        Ok(taken)
    }

    /// Whether the list is another than the last of each of its signers.
    fn check_floors(
        &self,
        token: &StatusToken,
        identities: &BTreeSet<Identity>,
        floor: Floor,
    ) -> Result<bool, Reason> {
        let mut news = false;
        for identity in identities {
            let key = (token.uri().to_owned(), identity.clone());
            match self.floors.get(&key) {
                Some(known) if known == &floor => {}
                Some(known) if floor.issued_at <= known.issued_at => {
                    return Err(Reason::StatusListRollback {
                        issued: floor.issued_at,
                        newest: known.issued_at,
                    });
                }
                _ => news = true,
            }
        }
        Ok(news)
    }
}

/// The certificate that the reference names for the list `uri`, if it names one.
fn named_for<'r>(reference: &'r StatusReference, uri: &str) -> Result<Option<&'r [u8]>, Reason> {
    let list = reference.status_list.as_ref();
    let identifiers = reference.identifier_list.as_ref();
    let places = list
        .map(|l| (&l.uri, &l.certificate))
        .into_iter()
        .chain(identifiers.map(|l| (&l.uri, &l.certificate)));
    let mut same = places.filter(|(name, _)| name.as_str() == uri).peekable();
    if same.peek().is_none() {
        return Err(Reason::StatusUriMismatch);
    }
    Ok(same.find_map(|(_, certificate)| certificate.as_deref()))
}

/// As whom the authorities know the signer, for this list.
fn known_as(
    chain: &[&[u8]],
    uri: &str,
    authorities: &dyn StatusAuthorities,
    now: UnixTime,
) -> Result<BTreeSet<Identity>, Reason> {
    let signers = authorities.status_signers(chain, now)?;
    let known: BTreeSet<Identity> = signers
        .iter()
        .filter(|signer| covers(&signer.standing, uri))
        .map(|signer| Identity::from(&signer.standing))
        .collect();
    if known.is_empty() {
        return Err(Reason::StatusSigner {
            rule: "no prefix of its service covers the list".to_owned(),
        });
    }
    Ok(known)
}

/// Whether somebody of this standing may sign the list `uri` at all.
pub(super) fn covers(standing: &Standing, uri: &str) -> bool {
    match standing {
        Standing::Service { prefixes, .. } => {
            prefixes.iter().any(|prefix| prefix_covers(prefix, uri))
        }
        Standing::Anchor { .. } => true,
    }
}

/// Until when the certificate that a licence names vouches for the signer: it is the signer's own, or a CA's above it.
pub(super) fn vouches(
    named: &[u8],
    chain: &[&[u8]],
    authorities: &dyn StatusAuthorities,
    now: UnixTime,
) -> Result<UnixTime, Reason> {
    match chain.first() {
        Some(leaf) if *leaf == named => {
            let certificate = StatusSigningCertificate::read(named)?;
            certificate.check_time(now)?;
            Ok(certificate.not_after())
        }
        _ => authorities.status_signer_under(chain, named, now),
    }
}
