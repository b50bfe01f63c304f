//! Who may sign a status list: the question that this part asks of trust.

use crate::{Reason, time::UnixTime};

/// Whoever knows the authorities: the caller's anchors, or a trust store.
///
/// An answer is about `now`: it is asked anew at every judgement, so that a signer who has been withdrawn does not
/// count because he once did.
pub trait StatusAuthorities {
    /// In what capacities the first certificate of `chain` may sign status lists at `now`; none is an error.
    ///
    /// Who answers checks the path, its revocation and the state of the service. That the certificate is a status
    /// signer's by itself, its signature, and which lists and licences it serves are checked here.
    ///
    /// # Errors
    ///
    /// The [`Reason`] why it may not, [`Reason::StatusSigner`] where no other says more.
    fn status_signers(&self, chain: &[&[u8]], now: UnixTime) -> Result<Vec<StatusSigner>, Reason>;

    /// Until when a path leads from the first certificate of `chain` to the CA `certificate` at `now`, by the same
    /// rules. The signed object of a licence names that CA, so nobody else need vouch for it.
    ///
    /// # Errors
    ///
    /// As above; the default knows no path.
    fn status_signer_under(
        &self,
        chain: &[&[u8]],
        certificate: &[u8],
        now: UnixTime,
    ) -> Result<UnixTime, Reason> {
        let _ = (chain, certificate, now);
        Err(Reason::StatusSigner {
            rule: "no path leads to the certificate that the licence names".to_owned(),
        })
    }
}

/// One capacity in which a key may sign status lists.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "whoever knows the authorities makes it"
)]
pub struct StatusSigner {
    /// On whose word.
    pub standing: Standing,
    /// The last second at which this is known to hold: the end of the path, or the next change of the service's state.
    pub valid_until: UnixTime,
}

/// On whose word a key may sign status lists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever knows the authorities makes it"
)]
pub enum Standing {
    /// A trust list has it as the key of a status service that is granted now.
    Service {
        /// The service.
        service_id: String,
        /// The entity that the service belongs to.
        entity_id: String,
        /// Other entities whose status services this one took over.
        serves: Vec<String>,
        /// `statusListPrefixes`: the lists that it may sign.
        prefixes: Vec<String>,
    },
    /// A path leads to an anchor of the caller.
    Anchor {
        /// SHA-256 of the anchor's certificate.
        fingerprint: [u8; 32],
        /// `organizationIdentifier` of the signing certificate.
        organisation: Option<String>,
    },
}

impl Standing {
    /// Whether somebody of this standing speaks for licences of `issuer` that were sealed under `anchors`: rules (a) and
    /// (c) of `spec/status.md`, section 4.
    pub(super) fn serves(&self, native: bool, issuer: Option<&str>, anchors: &[[u8; 32]]) -> bool {
        match self {
            Self::Service {
                entity_id, serves, ..
            } => issuer
                .is_some_and(|issuer| entity_id == issuer || serves.iter().any(|s| s == issuer)),
            Self::Anchor {
                fingerprint,
                organisation,
            } => {
                let same_office = organisation.is_some() && organisation.as_deref() == issuer;
                anchors.contains(fingerprint) && (!native || same_office)
            }
        }
    }
}

/// Under what name a list's floor against rollback is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    Entity(String),
    Anchor([u8; 32], Option<String>),
    Named([u8; 32]),
}

impl From<&Standing> for Identity {
    fn from(standing: &Standing) -> Self {
        match standing {
            Standing::Service { entity_id, .. } => Self::Entity(entity_id.clone()),
            Standing::Anchor {
                fingerprint,
                organisation,
            } => Self::Anchor(*fingerprint, organisation.clone()),
        }
    }
}
