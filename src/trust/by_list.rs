//! Who answers for a chain by the trust lists: the service that has the sealing key, or a CA above it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::judge::Found;
use super::judged::{Judged, Line, LineEnd};
use super::list::{ServiceType, TrustedService};
use super::signer::Leaf;
use super::store::{ListedService, Sealed, Services, TrustStore, check_territory, choose};
use super::{Basis, DocTypes, Grant, Listing, PathEntry, Question, Scope};

/// Whether a list that counts has the sealing certificate or its key itself.
pub(super) fn is_listed(store: &TrustStore, leaf: &Leaf, question: &Question<'_>) -> bool {
    !direct(store, leaf, None, question.now).counting.is_empty()
}

/// Steps 3.1, 3.3, 3.4 and 3.5 of `spec/verify.md`: the one service that may have sealed this.
pub(super) fn ask(store: &TrustStore, judged: &Judged, question: &Question<'_>) -> Found {
    let leaf = &judged.leaf;
    let region = match question.region {
        Some(region) => Some(region.clone()),
        None if question.native() => None,
        // Where the certificate states none, nobody confirms one, and step 3.4 says so.
        None => leaf.stated_region().ok(),
    };
    let sealed = Sealed {
        doc_type: question.doc_type,
        region: region.as_ref(),
        entity_code: leaf.organisation_identifier(),
        at: question.at(),
        now: question.now,
    };
    let mut found = Found::default();
    let routes = Routes::of(store, judged, (question, region.as_ref()), &mut found);
    match settle(store, &routes.counting, &sealed) {
        Ok(Some(chosen)) => {
            let others = routes.unchanged_until(store, &sealed);
            for route in routes.counting.iter().filter(|route| route.is(&chosen)) {
                let mut grant = grant(&chosen, route, leaf, (question, region.as_ref()));
                grant.valid_until = others.map_or(grant.valid_until, |o| o.min(grant.valid_until));
                match route.line {
                    Some(line) if !line.unknown.is_empty() => {
                        found.provisional.push(grant);
                        found.unknown.extend(line.unknown.iter().cloned());
                    }
                    _ => found.grants.push(grant),
                }
            }
            return found;
        }
        Ok(None) => {}
        Err(reasons) => found.tell(reasons),
    }
    // Nobody by the lists that count. What one that does not count would say is not known, and not "no".
    if let Ok(Some(chosen)) = settle(store, &routes.not_counting, &sealed) {
        for route in routes.not_counting.iter().filter(|route| route.is(&chosen)) {
            found
                .provisional
                .push(grant(&chosen, route, leaf, (question, region.as_ref())));
            found.unknown.extend(route.against.iter().cloned());
        }
    }
    // None of them would answer for it either, as far as they knew; that they do not count is all there is to say.
    let silent = found.provisional.is_empty() && found.unknown.is_empty();
    if silent && found.against.is_empty() {
        let over = routes.not_counting.iter();
        found.unknown.extend(over.flat_map(|r| r.against.clone()));
    }
    found
}

/// The one service of these that may have sealed it; `None` where there is none at all.
fn settle(
    store: &TrustStore,
    routes: &[Route<'_>],
    sealed: &Sealed<'_>,
) -> Result<Option<ListedService>, Vec<Reason>> {
    if routes.is_empty() {
        return Ok(None);
    }
    let services: Vec<ListedService> = routes.iter().map(|r| r.service.clone()).collect();
    let chosen = choose(&services, sealed)?;
    if let Some(region) = sealed.region {
        store
            .check_source(chosen, sealed.doc_type, region, sealed.at, sealed.now)
            .map_err(|reason| vec![reason])?;
    }
    Ok(Some(chosen.clone()))
}

/// A way from the chain to a service.
struct Route<'j> {
    service: ListedService,
    /// The path to the service's CA; `None` where the list has the sealing certificate or key itself.
    line: Option<&'j Line>,
    /// Why its list does not count, if it does not.
    against: Option<Reason>,
}

impl Services {
    /// Leaves out what does not confirm the region, and says so.
    fn keep(&mut self, confirms: impl Fn(&ListedService) -> bool, found: &mut Found) {
        let before = self.counting.len().saturating_add(self.not_counting.len());
        self.counting.retain(&confirms);
        self.not_counting.retain(|(listed, _)| confirms(listed));
        if self.counting.len().saturating_add(self.not_counting.len()) < before {
            found.against.push(Reason::TrustRegionUnconfirmed {
                detail: "a listed key does not confirm what the certificate says",
            });
        }
    }
}

impl Route<'_> {
    fn is(&self, service: &ListedService) -> bool {
        Arc::ptr_eq(&self.service.service, &service.service)
    }
}

/// Every way to a service, the best to each.
#[derive(Default)]
struct Routes<'j> {
    counting: Vec<Route<'j>>,
    not_counting: Vec<Route<'j>>,
    /// The place of a service among them, by its address.
    places: BTreeMap<*const TrustedService, usize>,
}

impl<'j> Routes<'j> {
    /// What stands against a way that is none goes to `found`.
    fn of(
        store: &TrustStore,
        judged: &'j Judged,
        (question, region): (&Question<'_>, Option<&Region>),
        found: &mut Found,
    ) -> Self {
        let stated = judged.leaf.organisation_identifier();
        let mut routes = Self::default();
        let leaf = &judged.leaf;
        let listed = store.services_with_certificate(leaf.fingerprint(), stated, question.now);
        routes.take(listed, None);
        let mut by_key = store.services_with_key(&leaf.key, stated, question.now);
        if !question.native() {
            by_key.keep(|listed| confirms(listed, question.doc_type, region), found);
        }
        routes.take(by_key, None);
        for line in &judged.lines {
            let LineEnd::Listed(fingerprint) = &line.end else {
                continue;
            };
            // Of the departments under one CA each seals for itself only, so its certificates say whose they are.
            if stated.is_none() && question.native() {
                found.against.push(Reason::TrustIssuerUnstated);
                continue;
            }
            let services = store.services_with_certificate(fingerprint, stated, question.now);
            if stated.is_none()
                && let Some(several) = entities(&services, region)
            {
                found.against.push(several);
                continue;
            }
            if services.counting.is_empty() && services.not_counting.is_empty() {
                found.against.push(Reason::TrustNoPath {
                    detail: "the certificate names an entity that is not listed with its CA",
                });
            }
            routes.take(services, Some(line));
        }
        routes
    }

    /// The last second at which what the lists say about others leaves the choice as it is: another service with the
    /// key may begin, and so may a row that gives the type to somebody else. `None` where no change is known.
    fn unchanged_until(&self, store: &TrustStore, sealed: &Sealed<'_>) -> Option<UnixTime> {
        let routes = self.counting.iter();
        let changes = routes.filter_map(|r| r.service.service.next_change(sealed.now));
        let change = changes.min().map(|change| change.saturating_add(-1));
        let region = sealed.region;
        let rows = region.and_then(|r| store.sources_until(sealed.doc_type, r, sealed.now));
        change.into_iter().chain(rows).min()
    }

    fn take(&mut self, services: Services, line: Option<&'j Line>) {
        let route = |service, against| Route {
            service,
            line,
            against,
        };
        for service in services.counting {
            add(&mut self.counting, &mut self.places, route(service, None));
        }
        for (service, against) in services.not_counting {
            let route = route(service, Some(against));
            add(&mut self.not_counting, &mut self.places, route);
        }
    }
}

/// Whether a service that is found by its key alone confirms the region of a foreign document: the one of its scope.
///
/// Nobody vouches for what the certificate says: anybody can write another around the key that he reads in it.
fn confirms(listed: &ListedService, doc_type: &str, region: Option<&Region>) -> bool {
    let rows = listed.service.licence_scope.iter();
    let mut territories = rows
        .filter(|row| row.doc_type == doc_type)
        .flat_map(|row| &row.territories);
    match (territories.next(), territories.next()) {
        (Some(only), None) => region.is_none_or(|region| only == region),
        (Some(_), Some(_)) => false,
        (None, _) => true, // no row has the type, which says more
    }
}

/// That a CA stands for several entities which could have sealed in the region, where its certificate names none of them.
///
/// The type tells them apart as little as the state does: whoever of them sealed it chose the type.
fn entities(services: &Services, region: Option<&Region>) -> Option<Reason> {
    let over = services.not_counting.iter().map(|(service, _)| service);
    let sealing = services.counting.iter().chain(over).filter(|listed| {
        let territory = &listed.list().scheme_territory;
        listed.service.service_type == ServiceType::LicenceIssuance
            && check_territory(territory, region).is_ok()
    });
    let mut names: Vec<(&str, &str)> = sealing
        .map(|listed| {
            (
                listed.entity_id.as_ref(),
                listed.service.service_id.as_str(),
            )
        })
        .collect();
    names.sort_unstable();
    let first = names.first().map(|(entity, _)| *entity)?;
    if names.iter().all(|(entity, _)| *entity == first) {
        return None;
    }
    let services: Vec<&str> = names.into_iter().map(|(_, service)| service).collect();
    Some(Reason::AuthorityAmbiguous {
        services: services.join(", "),
    })
}

/// Of two ways to one service, the one on which nothing is missing. A service counts or it does not, whichever the way.
fn add<'j>(
    routes: &mut Vec<Route<'j>>,
    places: &mut BTreeMap<*const TrustedService, usize>,
    new: Route<'j>,
) {
    let place = *places
        .entry(Arc::as_ptr(&new.service.service))
        .or_insert(routes.len());
    match routes.get_mut(place) {
        Some(route) if route.line.is_some_and(|line| !line.unknown.is_empty()) => *route = new,
        Some(_) => {}
        None => routes.push(new),
    }
}

/// The services that have the sealing certificate, or its key, themselves.
fn direct(store: &TrustStore, leaf: &Leaf, stated: Option<&str>, now: UnixTime) -> Services {
    let mut found = store.services_with_certificate(leaf.fingerprint(), stated, now);
    let by_key = store.services_with_key(&leaf.key, stated, now);
    found.counting.extend(by_key.counting);
    found.not_counting.extend(by_key.not_counting);
    found
}

fn grant(
    chosen: &ListedService,
    route: &Route<'_>,
    leaf: &Leaf,
    (question, region): (&Question<'_>, Option<&Region>),
) -> Grant {
    let alone: Arc<[PathEntry]> = Arc::from([leaf.entry()]);
    let (path, valid_until, not_revoked) = match route.line {
        Some(line) => (Arc::clone(&line.path), line.valid_until, line.not_revoked),
        None => (alone, leaf.not_after, None),
    };
    let list = chosen.list();
    Grant {
        basis: Basis::List,
        path,
        scope: scope(chosen, question).map(Arc::new),
        valid_until: valid_until.min(chosen.answer_until(question.now)),
        not_revoked,
        listed: Some(Listing {
            list_id: list.list_id.clone(),
            sequence_number: list.sequence_number,
            digest: *chosen.list_digest(),
            entity_id: chosen.entity_id.as_ref().to_owned(),
            service_id: chosen.service.service_id.clone(),
            utc_offset_minutes: list.utc_offset_minutes,
            max_assurance: max_assurance(&chosen.service, question.doc_type, region),
            scheme_type_community_rules: list.scheme_type_community_rules.clone(),
        }),
        service: Some(chosen.clone()),
        notes: chosen.notes.clone(),
    }
}

/// The level that every row agrees to which has the type and the region: the lowest, for a higher one may be meant for another
/// part of the region.
fn max_assurance(service: &TrustedService, doc_type: &str, region: Option<&Region>) -> Option<u64> {
    let region = region?;
    let rows = service.licence_scope.iter().filter(|row| {
        row.doc_type == doc_type && row.territories.iter().any(|own| own.contains(region))
    });
    let levels: Option<Vec<u64>> = rows.map(|row| row.max_assurance).collect();
    levels?.into_iter().min()
}

/// The rows of the service that have the type, as a scope; the check of the region asks it again.
fn scope(chosen: &ListedService, question: &Question<'_>) -> Option<Scope> {
    let rows = &chosen.service.licence_scope;
    let territories: Vec<Region> = rows
        .iter()
        .filter(|row| row.doc_type == question.doc_type)
        .flat_map(|row| row.territories.iter().cloned())
        .collect();
    let types = DocTypes::Only([question.doc_type.to_owned()].into());
    Scope::new(question.profile(), types, territories).ok()
}
