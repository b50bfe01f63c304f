//! Who may sign status lists: the status services of trust lists, and who an anchor given by hand answers for.

use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::judge::judged;
use super::judged::LineEnd;
use super::list::ServiceType;
use super::question::Purpose;
use super::store::{Services, TrustStore, check_state};
use super::{DocTypes, Profile, Question, Revocation, Scope, TrustAnchors, TrustedSigner};

/// One capacity in which a key may sign status lists.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "whoever knows the authorities makes it"
)]
pub struct StatusSigner {
    /// On whose word.
    pub standing: StatusStanding,
    /// The last second at which this is known to hold: the end of the path, or the next change of the service's state.
    pub valid_until: UnixTime,
}

/// On whose word a key may sign status lists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever knows the authorities makes it"
)]
pub enum StatusStanding {
    /// A trust list has it as the key of a status service that is granted now.
    Service {
        /// The list that has the service: names of services and entities are unique in a list, not in the world.
        list_id: String,
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

impl StatusStanding {
    /// Whether somebody of this standing speaks for licences of `issuer` that were sealed under `anchors`: rules (a) and
    /// (c) of `spec/status.md`, section 4.
    pub(crate) fn serves(&self, native: bool, issuer: Option<&str>, anchors: &[[u8; 32]]) -> bool {
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

/// The question under each profile; the types stand for all of theirs.
const PROFILES: [&str; 2] = ["org.elicence.", ""];

/// In what capacities the first certificate of `chain` may sign status lists at `now`; none is an error.
///
/// # Errors
///
/// The first [`Reason`] why it may not.
pub(super) fn find(
    anchors: &TrustAnchors,
    store: Option<&TrustStore>,
    chain: &[&[u8]],
    now: UnixTime,
    revocation: Revocation,
) -> Result<Vec<StatusSigner>, Reason> {
    let (mut found, mut against) = (Vec::new(), Vec::new());
    for doc_type in PROFILES {
        let question = Question::new(doc_type, now)
            .with_revocation(revocation)
            .of(Purpose::StatusSigning);
        let judged = match judged(anchors, store, chain, &question) {
            Ok(judged) => judged,
            Err(reasons) => {
                against.extend(reasons);
                continue;
            }
        };
        against.extend(judged.against.iter().cloned());
        let stated = judged.leaf.organisation_identifier();
        for line in &judged.lines {
            if !line.unknown.is_empty() {
                against.extend(line.unknown.iter().cloned());
                continue;
            }
            match &line.end {
                LineEnd::Anchor(index) => {
                    let authority = anchors.authorities.get(*index);
                    let serving = authority.filter(|a| a.scope.profile == question.profile());
                    if let Some(authority) = serving.filter(|a| a.counts(now).is_ok()) {
                        found.push(StatusSigner {
                            standing: StatusStanding::Anchor {
                                fingerprint: authority.certificate.fingerprint,
                                organisation: stated.map(str::to_owned),
                            },
                            valid_until: authority.bounded(line.valid_until),
                        });
                    }
                }
                // Of a CA the certificate says whose service it is.
                LineEnd::Listed(ca) => {
                    if let (Some(store), Some(stated)) = (store, stated) {
                        let services = store.services_with_certificate(ca, Some(stated), now);
                        listed(services, line.valid_until, now, &mut found, &mut against);
                    }
                }
            }
        }
        if let Some(store) = store {
            let until = judged.leaf.not_after;
            let services = store.services_with_certificate(judged.leaf.fingerprint(), stated, now);
            listed(services, until, now, &mut found, &mut against);
            let services = store.services_with_key(&judged.leaf.key, stated, now);
            listed(services, until, now, &mut found, &mut against);
        }
    }
    if !found.is_empty() {
        return Ok(found);
    }
    // That there is no path says least.
    let told = against
        .iter()
        .position(|reason| !matches!(reason, Reason::TrustNoPath { .. }));
    Err(match told {
        Some(place) => against.swap_remove(place),
        None => Reason::StatusSigner {
            rule: "nobody who is trusted answers for it".to_owned(),
        },
    })
}

/// The status services among these that are granted now.
fn listed(
    services: Services,
    until: UnixTime,
    now: UnixTime,
    found: &mut Vec<StatusSigner>,
    against: &mut Vec<Reason>,
) {
    against.extend(services.not_counting.into_iter().map(|(_, reason)| reason));
    for listed in services.counting {
        let service = &listed.service;
        if service.service_type != ServiceType::LicenceStatus {
            continue;
        }
        if let Err(reason) = check_state(service, now, now) {
            against.push(reason);
            continue;
        }
        let signer = StatusSigner {
            standing: StatusStanding::Service {
                list_id: listed.list().list_id.clone(),
                service_id: service.service_id.clone(),
                entity_id: listed.entity_id.as_ref().to_owned(),
                serves: Vec::new(),
                prefixes: service.status_list_prefixes.clone(),
            },
            valid_until: until.min(listed.answer_until(now)),
        };
        if !found.contains(&signer) {
            found.push(signer);
        }
    }
}

/// The status services that answer for what `signer` seals: those of its entity and of who took over, by its own list.
pub(super) fn services_of(
    store: &TrustStore,
    signer: &TrustedSigner,
    now: UnixTime,
) -> Vec<(String, String, String)> {
    let services = signer
        .grants
        .iter()
        .filter_map(|grant| grant.service.as_ref());
    let mut names: Vec<(String, String, String)> = services
        .flat_map(|service| store.status_services(service, now).counting)
        .map(|listed| {
            let list = listed.list().list_id.clone();
            let entity = listed.entity_id.as_ref().to_owned();
            (list, entity, listed.service.service_id.clone())
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Until when a path leads from the first certificate of `chain` to the CA `certificate`, whoever else trusts it.
///
/// # Errors
///
/// The first [`Reason`] why none does.
pub(super) fn under(
    anchors: &TrustAnchors,
    chain: &[&[u8]],
    certificate: &[u8],
    now: UnixTime,
    revocation: Revocation,
) -> Result<UnixTime, Reason> {
    let nobody = || Reason::StatusSigner {
        rule: "no path leads to the certificate that the licence names".to_owned(),
    };
    for (doc_type, profile) in PROFILES
        .into_iter()
        .zip([Profile::Elicence, Profile::Iso18013])
    {
        // For what it is trusted is not asked here: it answers for the lists of the licences that name it.
        let mut alone = TrustAnchors::new().without_cache();
        let added = Region::parse("CN")
            .ok()
            .and_then(|region| Scope::new(profile, DocTypes::All, vec![region]).ok())
            .map(|scope| alone.add_anchor(certificate, scope));
        if !matches!(added, Some(Ok(()))) {
            continue;
        }
        alone.lists = anchors.lists.share();
        let question = Question::new(doc_type, now)
            .with_revocation(revocation)
            .of(Purpose::StatusSigning);
        let Ok(judged) = judged(&alone, None, chain, &question) else {
            continue;
        };
        let settled = judged.lines.iter().filter(|line| line.unknown.is_empty());
        if let Some(until) = settled.map(|line| line.valid_until).max() {
            return Ok(until);
        }
    }
    Err(nobody())
}
