//! Who may sign agreements for a region: the agreement signers of its trust list.

use crate::crypto::VerifyingKey;
use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::agreement_certificate::AgreementCertificate;
use super::list::{ServiceType, Territory};
use super::store::{ListedService, TrustStore, check_state};

/// Who may sign agreements for a region, by a list that counts.
#[derive(Clone, Debug)]
pub struct AgreementSigner {
    key: VerifyingKey,
    subject: String,
    fingerprint: [u8; 32],
    service_id: String,
    until: UnixTime,
    notes: Vec<Reason>,
}

impl AgreementSigner {
    /// The key, ready to verify.
    #[must_use]
    pub const fn verifying_key(&self) -> &VerifyingKey {
        &self.key
    }

    /// The subject of the certificate, as `C=CN, O=…, CN=…` with misleading characters escaped.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// SHA-256 of the certificate.
    #[must_use]
    pub const fn fingerprint(&self) -> &[u8; 32] {
        &self.fingerprint
    }

    /// The service of the list that has the certificate or the key.
    #[must_use]
    pub fn service_id(&self) -> &str {
        &self.service_id
    }

    /// The last second at which this is known to hold: before the next change of the service's state, or the end of its list
    /// or of the certificate.
    #[must_use]
    pub const fn until(&self) -> UnixTime {
        self.until
    }

    /// That the list is stale or closed: [`Reason::ListStale`], [`Reason::ListClosed`].
    #[must_use]
    pub fn notes(&self) -> &[Reason] {
        &self.notes
    }
}

impl TrustStore {
    /// Whether whoever has the certificate `leaf` (DER) may sign agreements for `territory` at `now`, as the entity
    /// `entity_id` of the list `list_id`.
    ///
    /// No path is built: the list names the certificate itself or its key. Says nothing about a signature.
    ///
    /// # Errors
    ///
    /// The first [`Reason`] against it: [`Reason::AgreementSigner`]; of whoever is listed as one, [`Reason::ListExpired`],
    /// [`Reason::ListStale`] or [`Reason::ListRollback`] where the list does not count now, so that it is not known,
    /// [`Reason::AuthorityNotYet`], [`Reason::AuthoritySuspended`], [`Reason::AuthorityWithdrawn`],
    /// [`Reason::CertificateNotYetValid`], [`Reason::CertificateExpired`].
    ///
    /// Clause: `spec/agreement-signing.md`, section 2.
    pub fn agreement_signer(
        &self,
        leaf: &[u8],
        list_id: &str,
        entity_id: &str,
        territory: &Region,
        now: UnixTime,
    ) -> Result<AgreementSigner, Reason> {
        let certificate = AgreementCertificate::read(leaf)?;
        self.agreement_signer_with(&certificate, list_id, entity_id, territory, now)
    }

    /// The same of a certificate that was read.
    pub(crate) fn agreement_signer_with(
        &self,
        certificate: &AgreementCertificate,
        list_id: &str,
        entity_id: &str,
        territory: &Region,
        now: UnixTime,
    ) -> Result<AgreementSigner, Reason> {
        let (at, _) = self.time(now);
        // 2.2 The certificate names the party; 2.1 it has passed.
        certificate.check_name(entity_id, territory)?;
        // 2.3 to 2.6 The services of the entity, in this list, that have the certificate or the key.
        let (mut entitled, mut against) = (Vec::new(), Vec::new());
        let entity = Some(entity_id);
        for services in [
            self.services_with_certificate(certificate.fingerprint(), entity, at),
            self.services_with_key(certificate.verifying_key(), entity, at),
        ] {
            let of_list = |listed: &ListedService| listed.list().list_id == list_id;
            for listed in services.counting.into_iter().filter(of_list) {
                match check(&listed, territory, at) {
                    Ok(()) => entitled.push(listed),
                    Err(reason) => against.push(reason),
                }
            }
            for (listed, reason) in services.not_counting {
                if of_list(&listed) && is_signer(&listed) {
                    against.push((Rung::List, reason));
                }
            }
        }
        let until = |listed: &ListedService| certificate.not_after().min(listed.answer_until(at));
        // Of two services that have it, the one that lasts.
        let Some(listed) = entitled.into_iter().max_by_key(until) else {
            let nearest = against.into_iter().max_by_key(|(rung, _)| *rung);
            return Err(nearest.map_or_else(not_listed, |(_, reason)| reason));
        };
        // 2.7 The certificate is valid now.
        certificate.check_time(at)?;
        Ok(AgreementSigner {
            key: certificate.verifying_key().clone(),
            subject: certificate.subject(),
            fingerprint: *certificate.fingerprint(),
            service_id: listed.service.service_id.clone(),
            until: until(&listed),
            notes: listed.notes,
        })
    }
}

/// How near a service comes: what is nearest says most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rung {
    Kind,
    Territory,
    List,
    State,
}

/// 2.3, 2.4 and 2.6 of one service in a list that counts.
fn check(listed: &ListedService, territory: &Region, at: UnixTime) -> Result<(), (Rung, Reason)> {
    if !is_signer(listed) {
        let rule = "its key is listed, but for another service than signing agreements";
        return Err((Rung::Kind, refused(rule)));
    }
    // A federation that is no region recognises nothing.
    let inside = match &listed.list().scheme_territory {
        Territory::Region(region) => region.contains(territory),
        Territory::Private(_) => false,
    };
    if !inside {
        let rule = "the party's territory is not in that of the list";
        return Err((Rung::Territory, refused(rule)));
    }
    check_state(&listed.service, at, at).map_err(|reason| (Rung::State, reason))
}

fn is_signer(listed: &ListedService) -> bool {
    listed.service.service_type == ServiceType::AgreementSigner
}

fn not_listed() -> Reason {
    refused("no list that is trusted has its certificate or key as the party's")
}

fn refused(rule: &str) -> Reason {
    Reason::AgreementSigner {
        rule: rule.to_owned(),
    }
}
