//! Entities and services: names, scopes, who says what became of a licence.

use std::collections::{BTreeMap, BTreeSet};

use crate::licence::{Region, RegionLevel};
use crate::time::UnixTime;
use crate::trust::list::{
    ListContents, MlText, ServiceStatus, ServiceType, Territory, TrustedEntity, TrustedService,
};

use super::{FindingKind, Findings, is_named};

pub(super) fn look(list: &ListContents, now: UnixTime, found: &mut Findings) {
    let sources = Sources::of(list, now);
    let known: BTreeSet<&str> = list
        .trusted_entities
        .iter()
        .flat_map(|entity| &entity.services)
        .map(|service| service.service_id.as_str())
        .collect();
    let mut names: BTreeMap<&MlText, &str> = BTreeMap::new();
    for entity in &list.trusted_entities {
        if !is_named(&entity.name) {
            found.add(&entity.entity_id, FindingKind::NoName);
        } else if let Some(other) = names.insert(&entity.name, &entity.entity_id) {
            let with = other.to_owned();
            found.add(&entity.entity_id, FindingKind::SameName { with });
        }
        status(entity, now, found);
        for service in &entity.services {
            one(service, now, &known, found);
            agreements(service, &list.scheme_territory, now, found);
            sources.compare(entity, service, now, found);
        }
    }
}

/// Whether anything is signed by the service now or later.
pub(super) fn is_used(service: &TrustedService, now: UnixTime) -> bool {
    let granted = |status| matches!(status, ServiceStatus::Granted);
    service
        .state_at(now, now)
        .is_some_and(|state| granted(state.status))
        || (service.current_state.starting_time > now && granted(service.current_state.status))
}

fn one(service: &TrustedService, now: UnixTime, known: &BTreeSet<&str>, found: &mut Findings) {
    let id = &service.service_id;
    if !is_named(&service.service_name) {
        found.add(id, FindingKind::NoName);
    }
    if let Some(successor) = &service.taken_over_by
        && !known.contains(successor.as_str())
    {
        let successor = successor.clone();
        found.add(id, FindingKind::SuccessorElsewhere { successor });
    }
    if !is_used(service, now) {
        return;
    }
    if service.service_digital_identities.is_empty() {
        found.add(id, FindingKind::NoKey);
    }
    let empty = service
        .licence_scope
        .iter()
        .all(|row| row.territories.is_empty());
    if service.service_type == ServiceType::LicenceIssuance && empty {
        found.add(id, FindingKind::NoScope);
    }
    let prefixes = &service.status_list_prefixes;
    if service.service_type == ServiceType::LicenceStatus && prefixes.is_empty() {
        found.add(id, FindingKind::NoPrefixes);
    }
}

/// An agreement signer that may be meant for a part of the list's territory says so.
fn agreements(service: &TrustedService, of: &Territory, now: UnixTime, found: &mut Findings) {
    let signs = service.service_type == ServiceType::AgreementSigner && is_used(service, now);
    if let Territory::Region(territory) = of
        && signs
        && service.licence_scope.is_empty()
        && has_parts(territory)
    {
        let territory = territory.clone();
        found.add(
            &service.service_id,
            FindingKind::WholeTerritoryOnly { territory },
        );
    }
}

fn has_parts(region: &Region) -> bool {
    match region.level() {
        RegionLevel::Country => true,
        RegionLevel::Province | RegionLevel::City => region.country() == "CN",
        RegionLevel::County => false,
    }
}

/// Who issues also says what became of it, unless a successor does.
fn status(entity: &TrustedEntity, now: UnixTime, found: &mut Findings) {
    let uses = |kind: &ServiceType| {
        let of_kind = |service: &&TrustedService| service.service_type == *kind;
        let mut services = entity.services.iter().filter(of_kind);
        services.any(|service| is_used(service, now))
    };
    let taken_over = entity
        .services
        .iter()
        .any(|s| s.service_type == ServiceType::LicenceStatus && s.taken_over_by.is_some());
    if uses(&ServiceType::LicenceIssuance) && !uses(&ServiceType::LicenceStatus) && !taken_over {
        found.add(&entity.entity_id, FindingKind::NoStatusService);
    }
}

/// Who may issue each type that has a source, now or later.
struct Sources<'l>(BTreeMap<&'l str, BTreeSet<&'l str>>);

impl<'l> Sources<'l> {
    fn of(list: &'l ListContents, now: UnixTime) -> Self {
        let mut issuers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in &list.authoritative_sources {
            if row.validity.until.is_none_or(|until| until > now) {
                let known = issuers.entry(&row.doc_type).or_default();
                known.extend(row.issuers.iter().map(String::as_str));
            }
        }
        Self(issuers)
    }

    fn compare(
        &self,
        entity: &TrustedEntity,
        service: &TrustedService,
        now: UnixTime,
        found: &mut Findings,
    ) {
        if service.service_type != ServiceType::LicenceIssuance || !is_used(service, now) {
            return;
        }
        for row in &service.licence_scope {
            let issuers = self.0.get(row.doc_type.as_str());
            let id = service.service_id.as_str();
            if issuers.is_some_and(|i| !i.contains(id) && !i.contains(&*entity.entity_id)) {
                let doc_type = row.doc_type.clone();
                found.add(id, FindingKind::NotSource { doc_type });
            }
        }
    }
}
