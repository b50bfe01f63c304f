//! Who answers for a chain by the trust lists: the service that has the sealing key, or a CA above it.

use std::sync::Arc;

use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::judge::Found;
use super::judged::{Judged, Line, LineEnd};
use super::signer::{Leaf, stated_region};
use super::store::{Candidates, Identity, ListedService, Sealed, TrustStore};
use super::{Basis, DocTypes, Grant, Listing, PathEntry, Question, Scope};

/// Whether a list that counts has the sealing certificate or its key itself.
pub(super) fn is_listed(store: &TrustStore, leaf: &Leaf, question: &Question<'_>) -> bool {
    !direct(store, leaf, None, question.now).services.is_empty()
}

/// Steps 3.1, 3.3, 3.4 and 3.5 of `spec/verify.md`: the one service that may have sealed this.
pub(super) fn ask(store: &TrustStore, judged: &Judged, question: &Question<'_>) -> Found {
    let leaf = &judged.leaf;
    let mut found = Found::default();
    let stated = leaf.organisation_identifier();
    let region = match question.region {
        Some(region) => Some(region.clone()),
        None if question.native() => None,
        // Where the certificate states none, nobody confirms one, and step 3.4 says so.
        None => stated_region(leaf).ok(),
    };
    let routes = routes(store, judged, stated, question, &mut found);
    let services: Vec<ListedService> = routes.iter().map(|r| r.service.clone()).collect();
    if services.is_empty() {
        return found;
    }
    let sealed = Sealed {
        doc_type: question.doc_type,
        region: region.as_ref(),
        entity_code: stated,
        at: question.at(),
        now: question.now,
    };
    let chosen = match store.judge_listed(&services, &sealed) {
        Ok(chosen) => chosen,
        Err(reasons) => {
            let (unknown, against): (Vec<_>, Vec<_>) =
                reasons.into_iter().partition(Reason::is_unknown);
            found.unknown.extend(unknown);
            found.against.extend(against);
            return found;
        }
    };
    let same = |route: &&Route<'_>| Arc::ptr_eq(&route.service.service, &chosen.service);
    for route in routes.iter().filter(same) {
        match route.line {
            Some(line) if !line.unknown.is_empty() => {
                found
                    .provisional
                    .push(grant(&chosen, route, leaf, question));
                found.unknown.extend(line.unknown.iter().cloned());
            }
            _ => found.grants.push(grant(&chosen, route, leaf, question)),
        }
    }
    found
}

/// A way from the chain to a service.
struct Route<'j> {
    service: ListedService,
    /// The path to the service's CA; `None` where the list has the sealing certificate or key itself.
    line: Option<&'j Line>,
}

/// Every way, each service once for each; what stands against others goes to `found`.
fn routes<'j>(
    store: &TrustStore,
    judged: &'j Judged,
    stated: Option<&str>,
    question: &Question<'_>,
    found: &mut Found,
) -> Vec<Route<'j>> {
    let mut routes: Vec<Route<'j>> = Vec::new();
    let mut take = |candidates: Candidates, line: Option<&'j Line>, found: &mut Found| {
        found.unknown.extend(candidates.unknown);
        for service in candidates.services {
            let known = |route: &Route<'_>| Arc::ptr_eq(&route.service.service, &service.service);
            // Of two ways to one service, the one on which nothing is missing.
            match routes.iter_mut().find(|route| known(route)) {
                Some(route) if route.line.is_some_and(|line| !line.unknown.is_empty()) => {
                    route.line = line;
                }
                Some(_) => {}
                None => routes.push(Route { service, line }),
            }
        }
    };
    take(
        direct(store, &judged.leaf, stated, question.now),
        None,
        found,
    );
    for line in &judged.lines {
        let LineEnd::Listed(fingerprint) = &line.end else {
            continue;
        };
        // Of the departments under one CA each seals for itself only, so its certificates say whose they are.
        if stated.is_none() && question.native() {
            found.against.push(Reason::TrustIssuerUnstated);
            continue;
        }
        let candidates = store.candidates(Identity::Certificate(fingerprint), stated, question.now);
        if candidates.services.is_empty() && candidates.unknown.is_empty() {
            found.against.push(Reason::TrustNoPath {
                detail: "the certificate names an entity that is not listed with its CA",
            });
        }
        take(candidates, Some(line), found);
    }
    routes
}

/// The services that have the sealing certificate, or its key, themselves.
fn direct(store: &TrustStore, leaf: &Leaf, stated: Option<&str>, now: UnixTime) -> Candidates {
    let mut found = store.candidates(Identity::Certificate(leaf.fingerprint()), stated, now);
    let by_key = store.candidates(Identity::Key(&leaf.key), stated, now);
    found.unknown.extend(by_key.unknown);
    for service in by_key.services {
        let known = |other: &ListedService| Arc::ptr_eq(&other.service, &service.service);
        if !found.services.iter().any(known) {
            found.services.push(service);
        }
    }
    found
}

fn grant(chosen: &ListedService, route: &Route<'_>, leaf: &Leaf, question: &Question<'_>) -> Grant {
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
        }),
        notes: chosen.notes.clone(),
    }
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
