//! A service of a list that counts, and the judgement of one: is it the one that may seal this licence?
//!
//! Pure functions, each the numbered step of `spec/trust-store.md`, section 6.

use std::sync::Arc;

use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::list::{
    ListContents, ServiceStatus, ServiceType, Territory, TrustList, TrustedService,
    WithdrawalEffect,
};

/// A service of a list that counts at the time asked about.
#[derive(Clone, Debug)]
pub(in crate::trust) struct ListedService {
    list: Arc<TrustList>,
    /// The code of its entity, which licences name.
    pub(in crate::trust) entity_id: Arc<str>,
    /// The service.
    pub(in crate::trust) service: Arc<TrustedService>,
    /// Until when the list counts, by its own `notAfter` and by those of the lists above it.
    pub(in crate::trust) until: UnixTime,
    /// That the list or one above it is stale, or that it was closed.
    pub(in crate::trust) notes: Vec<Reason>,
}

/// What a service is asked to have sealed.
#[derive(Clone, Copy, Debug)]
pub(in crate::trust) struct Sealed<'a> {
    pub(in crate::trust) doc_type: &'a str,
    /// The licence's region; `None` where only the certificate could tell it.
    pub(in crate::trust) region: Option<&'a Region>,
    /// The code of the authority, from the sealing certificate or the licence; `None` in foreign documents.
    pub(in crate::trust) entity_code: Option<&'a str>,
    /// The sealing time if it is proven, else `now`.
    pub(in crate::trust) at: UnixTime,
    /// The time of judgement, by the clock or by its floor.
    pub(in crate::trust) now: UnixTime,
}

impl ListedService {
    pub(super) const fn new(
        list: Arc<TrustList>,
        entity_id: Arc<str>,
        service: Arc<TrustedService>,
        until: UnixTime,
        notes: Vec<Reason>,
    ) -> Self {
        Self {
            list,
            entity_id,
            service,
            until,
            notes,
        }
    }

    /// What the list says.
    pub(in crate::trust) fn list(&self) -> &ListContents {
        self.list.contents()
    }

    /// Names the issue of the list that was asked.
    pub(in crate::trust) fn list_digest(&self) -> &[u8; 32] {
        self.list.digest()
    }

    /// The last second of this answer by what is known today: that before the state's next change, or the end of the list.
    pub(in crate::trust) fn answer_until(&self, now: UnixTime) -> UnixTime {
        let change = self.service.next_change(now);
        change.map_or(self.until, |change| {
            change.saturating_add(-1).min(self.until)
        })
    }
}

/// Step 3.1: of the services that have the key, the one that could have sealed this.
///
/// A service that had not begun, or had ended, could not have: when a key passed from one service to another, one is left.
///
/// # Errors
///
/// [`Reason::AuthorityAmbiguous`]; where no service is left, the reasons against the one that comes nearest.
pub(in crate::trust) fn choose<'s>(
    services: &'s [ListedService],
    sealed: &Sealed<'_>,
) -> Result<&'s ListedService, Vec<Reason>> {
    let (mut chosen, mut nearest) = (Vec::new(), None::<Against>);
    for service in services {
        match judge_service(service, sealed) {
            Ok(()) => chosen.push(service),
            Err(against) if nearest.as_ref().is_none_or(|n| against.step > n.step) => {
                nearest = Some(against);
            }
            Err(_) => {}
        }
    }
    match chosen.as_slice() {
        [one] => Ok(one),
        [] => Err(nearest.map_or_else(|| vec![NOT_LISTED], |against| against.reasons)),
        several => {
            let name = |listed: &&ListedService| listed.service.service_id.clone();
            let mut names: Vec<String> = several.iter().map(name).collect();
            names.sort_unstable();
            Err(vec![Reason::AuthorityAmbiguous {
                services: names.join(", "),
            }])
        }
    }
}

/// Why a service did not seal this, in the order of the steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::trust) struct Against {
    /// How far it came: the first rung that it fails.
    step: Step,
    /// Never empty.
    pub(in crate::trust) reasons: Vec<Reason>,
}

/// The later a service fails, the nearer it comes; its state may change, its kind does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Kind,
    Entity,
    Territory,
    Scope,
    State,
}

const NOT_LISTED: Reason = Reason::TrustNoPath {
    detail: "no list that counts has the key",
};

/// Steps 3.1, 3.3 and 3.4 for one service, all of them.
///
/// # Errors
///
/// Each [`Reason`] against it.
pub(in crate::trust) fn judge_service(
    listed: &ListedService,
    sealed: &Sealed<'_>,
) -> Result<(), Against> {
    if listed.service.service_type != ServiceType::LicenceIssuance {
        let detail = "the key is listed, but for another service than sealing licences";
        return Err(Against {
            step: Step::Kind,
            reasons: vec![Reason::TrustNoPath { detail }],
        });
    }
    let checks = [
        (
            Step::Entity,
            check_entity(&listed.entity_id, sealed.entity_code),
        ),
        (
            Step::Territory,
            check_territory(&listed.list().scheme_territory, sealed.region),
        ),
        (
            Step::State,
            check_state(&listed.service, sealed.at, sealed.now),
        ),
        (
            Step::Scope,
            check_scope(&listed.service, sealed.doc_type, sealed.region),
        ),
    ];
    let failed: Vec<(Step, Reason)> = checks
        .into_iter()
        .filter_map(|(step, outcome)| Some((step, outcome.err()?)))
        .collect();
    match failed.iter().map(|(step, _)| *step).min() {
        None => Ok(()),
        Some(step) => Err(Against {
            step,
            reasons: failed.into_iter().map(|(_, reason)| reason).collect(),
        }),
    }
}

/// Step 3.1: the code in the certificate or the licence is that of the entity.
pub(in crate::trust) fn check_entity(entity_id: &str, code: Option<&str>) -> Result<(), Reason> {
    match code {
        Some(code) if code != entity_id => Err(Reason::TrustIssuerMismatch {
            certificate: entity_id.to_owned(),
            licence: code.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Step 3.1: the licence's region lies in the territory of the list.
pub(in crate::trust) fn check_territory(
    territory: &Territory,
    region: Option<&Region>,
) -> Result<(), Reason> {
    match region {
        Some(region) if !territory.contains(region) => Err(Reason::AuthorityTerritory {
            region: region.to_string(),
            territory: territory.as_str().to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Step 3.4: one row of the scope has the type and the region; no row, no type.
pub(in crate::trust) fn check_scope(
    service: &TrustedService,
    doc_type: &str,
    region: Option<&Region>,
) -> Result<(), Reason> {
    let mut of_type = service
        .licence_scope
        .iter()
        .filter(|scope| scope.doc_type == doc_type)
        .peekable();
    if of_type.peek().is_none() {
        return Err(Reason::TrustOutOfScope {
            doc_type: doc_type.to_owned(),
        });
    }
    let Some(region) = region else {
        return Ok(());
    };
    if of_type.any(|scope| scope.territories.iter().any(|own| own.contains(region))) {
        Ok(())
    } else {
        Err(Reason::TrustRegionOutOfScope {
            region: region.to_string(),
        })
    }
}

/// Step 3.3: the service was granted at `at`, as is known at `now`.
///
/// That another service took its duties over changes nothing here: the right to seal does not pass.
pub(in crate::trust) fn check_state(
    service: &TrustedService,
    at: UnixTime,
    now: UnixTime,
) -> Result<(), Reason> {
    let id = || service.service_id.clone();
    let Some(state) = service.state_at(at, now) else {
        let first = service.states().map(|state| state.starting_time).min();
        return Err(Reason::AuthorityNotYet {
            service: id(),
            from: first.unwrap_or(at),
        });
    };
    match state.status {
        ServiceStatus::Granted => Ok(()),
        ServiceStatus::Suspended => Err(Reason::AuthoritySuspended {
            service: id(),
            since: state.starting_time,
        }),
        ServiceStatus::Withdrawn(effect) => Err(Reason::AuthorityWithdrawn {
            service: id(),
            since: match effect {
                WithdrawalEffect::Prospective => state.starting_time,
                WithdrawalEffect::Retroactive { to } => to.min(state.starting_time),
            },
        }),
    }
}
