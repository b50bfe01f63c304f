//! The keys of services and successors: how long they last, and whose they are.

use std::collections::BTreeMap;

use crate::licence::is_native;
use crate::time::UnixTime;
use crate::trust::certificate::{Certificate, ORGANISATION_IDENTIFIER};
use crate::trust::list::{
    DigitalIdentity, ListContents, ServiceType, TrustedEntity, TrustedService,
};

use super::services::is_used;
use super::{FindingKind, Findings};

/// Seconds before its end from which on a certificate is worth a look: ninety days.
const SOON: i64 = 90 * 86_400;

pub(super) fn look(list: &ListContents, now: UnixTime, found: &mut Findings) {
    for successor in &list.successor_signers {
        let Ok(certificate) = Certificate::read(&successor.certificate) else {
            continue; // the check says so
        };
        if certificate.not_after < list.not_after {
            let ends = certificate.not_after;
            found.add("successorSigners", FindingKind::BeyondSuccessor { ends });
        }
        validity(&certificate, "successorSigners", now, found);
    }
    for pointer in &list.pointers_to_other_lists {
        for certificate in certificates(&pointer.service_digital_identities) {
            validity(&certificate, &pointer.list_id, now, found);
        }
    }
    let mut owners: BTreeMap<Vec<u8>, &str> = BTreeMap::new();
    for entity in &list.trusted_entities {
        for service in entity.services.iter().filter(|s| is_used(s, now)) {
            of_service(entity, service, now, &mut owners, found);
        }
    }
}

fn of_service<'l>(
    entity: &'l TrustedEntity,
    service: &TrustedService,
    now: UnixTime,
    owners: &mut BTreeMap<Vec<u8>, &'l str>,
    found: &mut Findings,
) {
    let id = service.service_id.as_str();
    let native = service
        .licence_scope
        .iter()
        .any(|row| is_native(&row.doc_type));
    let seals = native && service.service_type == ServiceType::LicenceIssuance;
    for identity in &service.service_digital_identities {
        let key = match identity {
            DigitalIdentity::Key(spki) => spki.clone(),
            DigitalIdentity::Certificate(der) => {
                let Ok(certificate) = Certificate::read(der) else {
                    continue;
                };
                validity(&certificate, id, now, found);
                let ca = certificate
                    .extensions
                    .basic_constraints
                    .is_some_and(|basic| basic.ca);
                if ca {
                    // Leaves below it carry the code of their entity, so that many may share it.
                    continue;
                }
                let code = certificate.subject.only(ORGANISATION_IDENTIFIER);
                if seals && code != Some(entity.entity_id.as_str()) {
                    found.add(id, FindingKind::KeyOfAnother);
                }
                certificate.key.to_spki_der()
            }
        };
        match owners.insert(key, &entity.entity_id) {
            Some(other) if other != entity.entity_id => {
                let with = other.to_owned();
                found.add(id, FindingKind::KeyShared { with });
            }
            _ => {}
        }
    }
}

fn certificates(identities: &[DigitalIdentity]) -> impl Iterator<Item = Certificate> {
    identities.iter().filter_map(|identity| match identity {
        DigitalIdentity::Certificate(der) => Certificate::read(der).ok(),
        DigitalIdentity::Key(_) => None,
    })
}

fn validity(certificate: &Certificate, subject: &str, now: UnixTime, found: &mut Findings) {
    let ends = certificate.not_after;
    if ends < now {
        found.add(subject, FindingKind::KeyExpired { ended: ends });
    } else if ends < now.saturating_add(SOON) {
        found.add(subject, FindingKind::KeyExpiring { ends });
    }
}
