//! Who may sign agreements for a region: the agreement signers of its trust list.

use std::collections::BTreeSet;

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

/// The party that somebody signs an agreement for, and what the agreement is about on its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "whoever asks says all of it, and a further member is a further question"
)]
pub struct AgreementParty<'a> {
    /// The trust list in which it stands.
    pub list_id: &'a str,
    /// The entity in that list.
    pub entity_id: &'a str,
    /// Its region.
    pub territory: &'a Region,
    /// The docTypes of the provisions on its side: of who recognises each `pointingType`, of who is recognised each
    /// `pointedType`. Without one, only the territory is asked about.
    pub doc_types: &'a [&'a str],
}

/// Why a certificate does not sign for a party.
#[derive(Clone, Debug)]
pub(crate) enum NotSigner {
    /// 2.1 to 2.4: it is not the party's, whatever else the list says of it, now or later.
    Stranger(Reason),
    /// 2.5 to 2.8: it is the party's, and is not known to be entitled now; or it is not known, because nobody vouches for the list.
    NotNow(Reason),
}

impl NotSigner {
    pub(crate) fn into_reason(self) -> Reason {
        match self {
            Self::Stranger(reason) | Self::NotNow(reason) => reason,
        }
    }
}

impl TrustStore {
    /// Whether whoever has the certificate `leaf` (DER) may sign an agreement for `party` at `now`.
    ///
    /// No path is built: the list names the certificate itself or its key. Says nothing about a signature. A service without
    /// `licenceScope` signs for the very territory of its list, one with it for the territories and types of its rows.
    ///
    /// # Errors
    ///
    /// The first [`Reason`] against it: [`Reason::AgreementSigner`]; of whoever is listed as one, [`Reason::ListExpired`],
    /// [`Reason::ListStale`] or [`Reason::ListRollback`] where the list does not count now, so that it is not known,
    /// [`Reason::AgreementSigner`] where the scope of the service is another, [`Reason::AuthorityNotYet`],
    /// [`Reason::AuthoritySuspended`], [`Reason::AuthorityWithdrawn`], [`Reason::CertificateNotYetValid`],
    /// [`Reason::CertificateExpired`].
    ///
    /// Clause: `spec/agreement-signing.md`, section 2.
    pub fn agreement_signer(
        &self,
        leaf: &[u8],
        party: &AgreementParty<'_>,
        now: UnixTime,
    ) -> Result<AgreementSigner, Reason> {
        let certificate = AgreementCertificate::read(leaf)?;
        self.agreement_signer_with(&certificate, party, now)
            .map_err(NotSigner::into_reason)
    }

    /// The same of a certificate that was read.
    pub(crate) fn agreement_signer_with(
        &self,
        certificate: &AgreementCertificate,
        party: &AgreementParty<'_>,
        now: UnixTime,
    ) -> Result<AgreementSigner, NotSigner> {
        let (at, _) = self.time(now);
        // 2.2 The certificate names the party; 2.1 it has passed.
        certificate
            .check_name(party.entity_id, party.territory)
            .map_err(NotSigner::Stranger)?;
        // 2.3 to 2.7 The services of the entity, in this list, that have the certificate or the key.
        let (mut entitled, mut against) = (Vec::new(), Vec::new());
        let entity = Some(party.entity_id);
        for services in [
            self.services_with_certificate(certificate.fingerprint(), entity, at),
            self.services_with_key(certificate.verifying_key(), entity, at),
        ] {
            let of_list = |listed: &ListedService| listed.list().list_id == party.list_id;
            for listed in services.counting.into_iter().filter(of_list) {
                match check_listed(&listed, party).and_then(|()| check_now(&listed, party, at)) {
                    Ok(()) => entitled.push(listed),
                    Err(reason) => against.push(reason),
                }
            }
            for (listed, reason) in services.not_counting {
                if of_list(&listed) && is_signer(&listed) {
                    let elsewhere = check_listed(&listed, party).err();
                    against.push(elsewhere.unwrap_or((Rung::List, reason)));
                }
            }
        }
        let until = |listed: &ListedService| certificate.not_after().min(listed.answer_until(at));
        // Of two services that have it, the one that lasts.
        let Some(listed) = entitled.into_iter().max_by_key(until) else {
            let nearest = against.into_iter().max_by_key(|(rung, _)| *rung);
            // A list that nobody vouches for now may have it still.
            let unknown = matches!(self.counts(party.list_id, at), Err(Reason::ListUnknown));
            return Err(match nearest {
                Some(nearest) => not_signer(nearest),
                None if unknown => NotSigner::NotNow(not_listed()),
                None => NotSigner::Stranger(not_listed()),
            });
        };
        // 2.8 The certificate is valid now.
        certificate.check_time(at).map_err(NotSigner::NotNow)?;
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
    Scope,
    State,
}

fn not_signer((rung, reason): (Rung, Reason)) -> NotSigner {
    match rung {
        Rung::Kind | Rung::Territory => NotSigner::Stranger(reason),
        Rung::List | Rung::Scope | Rung::State => NotSigner::NotNow(reason),
    }
}

/// 2.3 and 2.4 of one service: no later issue of its list changes them.
fn check_listed(listed: &ListedService, party: &AgreementParty<'_>) -> Result<(), (Rung, Reason)> {
    if !is_signer(listed) {
        let rule = "its key is listed, but for another service than signing agreements";
        return Err((Rung::Kind, refused(rule)));
    }
    // A federation that is no region recognises nothing.
    let inside = match &listed.list().scheme_territory {
        Territory::Region(region) => region.contains(party.territory),
        Territory::Private(_) => false,
    };
    if !inside {
        let rule = "the party's territory is not in that of the list";
        return Err((Rung::Territory, refused(rule)));
    }
    Ok(())
}

/// 2.6 and 2.7 of one service in a list that counts.
fn check_now(
    listed: &ListedService,
    party: &AgreementParty<'_>,
    at: UnixTime,
) -> Result<(), (Rung, Reason)> {
    check_scope(listed, party).map_err(|rule| (Rung::Scope, refused(&rule)))?;
    check_state(&listed.service, at, at).map_err(|reason| (Rung::State, reason))
}

/// 2.6 What the list lets the service sign for: otherwise any signer in the list of a state would sign for all of its parts.
fn check_scope(listed: &ListedService, party: &AgreementParty<'_>) -> Result<(), String> {
    let rows = &listed.service.licence_scope;
    if rows.is_empty() {
        return match &listed.list().scheme_territory {
            Territory::Region(own) if own == party.territory => Ok(()),
            _ => Err(
                "a service without a scope signs for no part of its list's territory".to_owned(),
            ),
        };
    }
    let types: BTreeSet<&str> = rows
        .iter()
        .filter(|row| {
            row.territories
                .iter()
                .any(|own| own.contains(party.territory))
        })
        .map(|row| row.doc_type.as_str())
        .collect();
    if types.is_empty() {
        return Err("the party's territory is not in the scope of its service".to_owned());
    }
    match party.doc_types.iter().find(|asked| !types.contains(*asked)) {
        None => Ok(()),
        Some(other) => Err(format!(
            "the type {other} is not in the scope of its service for the party's territory"
        )),
    }
}

fn is_signer(listed: &ListedService) -> bool {
    listed.service.service_type == ServiceType::AgreementSigner
}

fn not_listed() -> Reason {
    let rule = "no list that is trusted has its certificate or key as the party's";
    refused(rule)
}

fn refused(rule: &str) -> Reason {
    Reason::AgreementSigner {
        rule: rule.to_owned(),
    }
}
