//! Who may sign a status list: the question that this part asks of trust.

use crate::{
    Reason,
    time::UnixTime,
    trust::{Revocation, StatusSigner, StatusStanding as Standing, Trust, TrustedSigner},
};

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

/// Under what name a list's floor against rollback is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    /// Of the list that has it: another list may name an entity alike, and must not touch its floors.
    Entity(String, String),
    Anchor([u8; 32], Option<String>),
    Named([u8; 32]),
}

impl From<&Standing> for Identity {
    fn from(standing: &Standing) -> Self {
        match standing {
            Standing::Service {
                list_id, entity_id, ..
            } => Self::Entity(list_id.clone(), entity_id.clone()),
            Standing::Anchor {
                fingerprint,
                organisation,
            } => Self::Anchor(*fingerprint, organisation.clone()),
        }
    }
}

impl<T: Trust> StatusAuthorities for T {
    fn status_signers(&self, chain: &[&[u8]], now: UnixTime) -> Result<Vec<StatusSigner>, Reason> {
        Trust::status_signers(self, chain, now, Revocation::WhereGiven)
    }

    fn status_signer_under(
        &self,
        chain: &[&[u8]],
        certificate: &[u8],
        now: UnixTime,
    ) -> Result<UnixTime, Reason> {
        Trust::status_signer_under(self, chain, certificate, now, Revocation::WhereGiven)
    }
}

/// The authorities of one licence: of all status services, those that answer for what its signer seals.
#[derive(Clone, Copy)]
pub(crate) struct OfLicence<'a> {
    pub(crate) trust: &'a dyn Trust,
    pub(crate) signer: &'a TrustedSigner,
    /// The code of the authority that issued it.
    pub(crate) issuer: Option<&'a str>,
    pub(crate) revocation: Revocation,
}

impl StatusAuthorities for OfLicence<'_> {
    fn status_signers(&self, chain: &[&[u8]], now: UnixTime) -> Result<Vec<StatusSigner>, Reason> {
        let answering = self.trust.status_services(self.signer, now);
        let all = self.trust.status_signers(chain, now, self.revocation)?;
        let mut serving = Vec::new();
        for mut signer in all {
            if let Standing::Service {
                list_id,
                service_id,
                entity_id,
                serves,
                ..
            } = &mut signer.standing
            {
                let answers = |(list, entity, service): &(String, String, String)| {
                    list == list_id && entity == entity_id && service == service_id
                };
                if !answering.iter().any(answers) {
                    continue;
                }
                serves.extend(self.issuer.map(str::to_owned));
            }
            serving.push(signer);
        }
        if serving.is_empty() {
            return Err(Reason::StatusSigner {
                rule: "it is no status service of the authority that issued the licence".to_owned(),
            });
        }
        Ok(serving)
    }

    fn status_signer_under(
        &self,
        chain: &[&[u8]],
        certificate: &[u8],
        now: UnixTime,
    ) -> Result<UnixTime, Reason> {
        self.trust
            .status_signer_under(chain, certificate, now, self.revocation)
    }
}
