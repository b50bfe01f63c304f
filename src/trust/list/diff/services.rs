//! Entities, their services, and what these may do.

use std::collections::BTreeSet;

use crate::document::{in_every_language, matched::matched};
use crate::licence::Region;
use crate::time::UnixTime;
use crate::trust::list::{
    LicenceScope, ListContents, ServiceState, ServiceType, TrustedEntity, TrustedService,
};

use super::Change;
use super::keys::identities;
use super::members::{Members, reordered};

pub(super) fn entities(old: &ListContents, new: &ListContents, changes: &mut Vec<Change>) {
    let from = new.list_issue_date_time;
    let (old, new) = (&old.trusted_entities, &new.trusted_entities);
    let found = matched(old, new, |entity| &entity.entity_id);
    for after in &found.added {
        changes.push(Change::EntityAdded {
            entity: after.entity_id.clone(),
        });
        compare_services(after, &[], &after.services, from, changes);
    }
    for before in &found.removed {
        changes.push(Change::EntityRemoved {
            entity: before.entity_id.clone(),
        });
        compare_services(before, &before.services, &[], from, changes);
    }
    for (before, after) in &found.both {
        let mut entity = Members {
            of: after.entity_id.clone(),
            changes: &mut *changes,
        };
        entity.compare("name", &before.name, &after.name, |name| {
            Some(in_every_language(name))
        });
        entity.compare("tradeName", &before.trade_name, &after.trade_name, |name| {
            name.as_ref().map(in_every_language)
        });
        compare_services(after, &before.services, &after.services, from, changes);
    }
    reordered(found.in_order, "the entities", changes);
}

fn compare_services(
    entity: &TrustedEntity,
    old: &[TrustedService],
    new: &[TrustedService],
    from: UnixTime,
    changes: &mut Vec<Change>,
) {
    let found = matched(old, new, |service| &service.service_id);
    for after in &found.added {
        changes.push(Change::ServiceAdded {
            entity: entity.entity_id.clone(),
            service: after.service_id.clone(),
            kind: kind(&after.service_type),
        });
        scope(
            entity,
            after,
            None,
            Some(&after.licence_scope),
            from,
            changes,
        );
    }
    for before in &found.removed {
        changes.push(Change::ServiceRemoved {
            entity: entity.entity_id.clone(),
            service: before.service_id.clone(),
        });
        scope(
            entity,
            before,
            Some(&before.licence_scope),
            None,
            from,
            changes,
        );
    }
    for (before, after) in &found.both {
        service(before, after, changes);
        let (old, new) = (&before.licence_scope, &after.licence_scope);
        scope(entity, after, Some(old), Some(new), from, changes);
    }
    let what = format!("the services of {}", entity.entity_id);
    reordered(found.in_order, &what, changes);
}

fn service(old: &TrustedService, new: &TrustedService, changes: &mut Vec<Change>) {
    let id = &new.service_id;
    let mut service = Members {
        of: id.clone(),
        changes: &mut *changes,
    };
    let list = |list: &Vec<String>| (!list.is_empty()).then(|| list.join(" "));
    service.compare("serviceType", &old.service_type, &new.service_type, |t| {
        Some(kind(t))
    });
    service.compare(
        "serviceName",
        &old.service_name,
        &new.service_name,
        |name| Some(in_every_language(name)),
    );
    service.compare(
        "statusListPrefixes",
        &old.status_list_prefixes,
        &new.status_list_prefixes,
        list,
    );
    service.compare("purposes", &old.purposes, &new.purposes, list);
    service.compare(
        "takenOverBy",
        &old.taken_over_by,
        &new.taken_over_by,
        Clone::clone,
    );
    identities(
        id,
        &old.service_digital_identities,
        &new.service_digital_identities,
        changes,
    );
    states(old, new, changes);
}

/// The states, wherever they stand: one that goes from the present into the history is no change.
fn states(old: &TrustedService, new: &TrustedService, changes: &mut Vec<Change>) {
    let all = |service: &TrustedService| -> Vec<ServiceState> {
        let current = core::iter::once(service.current_state);
        current
            .chain(service.service_history.iter().copied())
            .collect()
    };
    let (before, after) = (all(old), all(new));
    let found = matched(&before, &after, |state| {
        (state.starting_time, format!("{:?}", state.status))
    });
    changes.extend(found.added.iter().map(|state| Change::State {
        service: new.service_id.clone(),
        state: **state,
    }));
    changes.extend(found.removed.iter().map(|state| Change::StateDropped {
        service: new.service_id.clone(),
        state: **state,
    }));
    let what = format!("the states of {}", new.service_id);
    reordered(found.in_order, &what, changes);
}

/// What may be issued, by type and region; or asked for, or signed about. Of agreement signers, that there is no row is told as
/// what it means; of who is not listed there are no rows, which is `None`. Rows that say the same in another way are told as such.
fn scope(
    entity: &TrustedEntity,
    service: &TrustedService,
    old: Option<&[LicenceScope]>,
    new: Option<&[LicenceScope]>,
    from: UnixTime,
    changes: &mut Vec<Change>,
) {
    let authority = format!("{} ({})", entity.entity_id, service.service_id);
    let signs = service.service_type == ServiceType::AgreementSigner;
    let whole = |rows: Option<&[LicenceScope]>| signs && rows.is_some_and(<[_]>::is_empty);
    match (whole(old), whole(new)) {
        (false, true) => changes.push(Change::WholeGained {
            authority: authority.clone(),
            from,
        }),
        (true, false) => changes.push(Change::WholeLost {
            authority: authority.clone(),
            from,
        }),
        _ => {}
    }
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    let (before, after) = (pairs(old), pairs(new));
    for (doc_type, region) in after.difference(&before) {
        changes.push(Change::ScopeGained {
            authority: authority.clone(),
            kind: service.service_type.clone(),
            doc_type: (*doc_type).to_owned(),
            region: (*region).clone(),
            from,
        });
    }
    for (doc_type, region) in before.difference(&after) {
        changes.push(Change::ScopeLost {
            authority: authority.clone(),
            kind: service.service_type.clone(),
            doc_type: (*doc_type).to_owned(),
            region: (*region).clone(),
            from,
        });
    }
    let levels = |rows: &[LicenceScope]| -> BTreeSet<(String, Option<u64>)> {
        let row = |row: &LicenceScope| (row.doc_type.clone(), row.max_assurance);
        rows.iter().map(row).collect()
    };
    let (known, now) = (levels(old), levels(new));
    let told = changes.len();
    for (doc_type, level) in now.difference(&known) {
        let was = known.range((doc_type.clone(), None)..).next();
        if let Some((_, was)) = was.filter(|(other, _)| other == doc_type) {
            changes.push(Change::Member {
                of: format!("{authority} for {doc_type}"),
                member: "maxAssurance",
                old: was.map(|level| level.to_string()),
                new: level.map(|level| level.to_string()),
            });
        }
    }
    if before == after && told == changes.len() && old != new {
        changes.push(Change::Reordered {
            what: format!("the scope of {authority}"),
        });
    }
}

fn pairs(rows: &[LicenceScope]) -> BTreeSet<(&str, &Region)> {
    rows.iter()
        .flat_map(|row| {
            let doc_type = row.doc_type.as_str();
            row.territories.iter().map(move |region| (doc_type, region))
        })
        .collect()
}

fn kind(kind: &ServiceType) -> String {
    match kind {
        ServiceType::LicenceIssuance => "licence issuance",
        ServiceType::LicenceStatus => "licence status",
        ServiceType::SealRegister => "seal register",
        ServiceType::TimeStamping => "time stamping",
        ServiceType::ListSigner => "list signer",
        ServiceType::AgreementSigner => "agreement signer",
        ServiceType::Requester => "requester",
        ServiceType::Other(uri) => uri,
    }
    .to_owned()
}
