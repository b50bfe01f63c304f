//! The invariants of a list's contents: what must hold whoever signed it and whenever it is read.
//!
//! Each check is at most n log n in the entries: a list is checked before anybody answers for it.

use std::collections::BTreeSet;

use crate::licence::value::DigestValue;
use crate::reason::Reason;

use super::{
    FOR_EVER, ListContents, ListType, ServiceStatus, ServiceType, Territory, TrustedEntity,
    TrustedService, WithdrawalEffect, identities, sources,
};

/// Reasons that are told of one list: the first so many of a list with more are enough to know that it is void.
const REASONS: usize = 100;

/// Every rule that the contents break, in the order of `spec/trust-lists.md`, section 4; none of a right list.
pub(super) fn check(list: &ListContents) -> Vec<Reason> {
    let mut found = Found::new();
    extensions(list, &mut found);
    dates_and_numbers(list, &mut found);
    names(list, &mut found);
    kind(list, &mut found);
    pointers(list, &mut found);
    for entity in &list.trusted_entities {
        for service in &entity.services {
            history(service, &mut found);
            service_members(service, list, &mut found);
        }
    }
    identities::check(list, &mut found);
    sources::check(list, &mut found);
    found.into_reasons()
}

/// The reasons so far, and no more than [`REASONS`].
pub(super) struct Found(Vec<Reason>);

impl Found {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn into_reasons(self) -> Vec<Reason> {
        self.0
    }

    pub(super) fn push(&mut self, reason: Reason) {
        if self.0.len() < REASONS {
            self.0.push(reason);
        }
    }

    /// A rule of the contents: the reason [`Reason::ListInvalid`] unless it holds.
    pub(super) fn must(&mut self, holds: bool, subject: &str, rule: &'static str) {
        if !holds {
            self.push(Reason::ListInvalid {
                rule,
                subject: subject.to_owned(),
            });
        }
    }

    /// Names that must differ: the reason [`Reason::ListDuplicate`] for each that is there again.
    pub(super) fn unique<'n>(&mut self, what: &'static str, names: impl Iterator<Item = &'n str>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                self.push(Reason::ListDuplicate {
                    what,
                    id: name.to_owned(),
                });
            }
        }
    }
}

/// None is understood by this version, so a critical one is a reason to refuse the list (ETSI TS 119 602, 6.3.17).
fn extensions(list: &ListContents, found: &mut Found) {
    for extension in list.extensions.iter().filter(|e| e.critical) {
        found.push(Reason::ListCriticalExtension {
            id: extension.id.clone(),
        });
    }
    found.unique("extensions", list.extensions.iter().map(|e| e.id.as_str()));
}

fn dates_and_numbers(list: &ListContents, found: &mut Found) {
    let (issued, last) = (list.list_issue_date_time, list.not_after);
    let next = list.next_update.unwrap_or(last);
    found.must(
        issued <= next,
        "nextUpdate",
        "the next issue is due after this one is made",
    );
    found.must(
        next <= last,
        "nextUpdate",
        "the next issue is due before this one stops to count",
    );
    found.must(
        issued < last,
        "notAfter",
        "the list counts for some time after it is made",
    );
    found.must(
        list.historical_information_period == FOR_EVER,
        "historicalInformationPeriod",
        "history is kept for ever, which is 65535",
    );
    found.must(
        list.sequence_number >= 1,
        "sequenceNumber",
        "the first issue has the number 1",
    );
    let rule =
        "every issue but the first names the one before by number and digest, and the first none";
    let before = list.previous_issue.as_ref().map(|p| p.sequence_number);
    let right = match before {
        None => list.sequence_number <= 1,
        Some(before) => before >= 1 && before.checked_add(1) == Some(list.sequence_number),
    };
    found.must(right, "previousIssue", rule);
    let sha_256 = |p: &super::PreviousIssue| p.digest.algorithm() == DigestValue::SHA_256;
    found.must(
        list.previous_issue.as_ref().is_none_or(sha_256),
        "previousIssue",
        "the digest of an issue is SHA-256",
    );
    if let (Territory::Region(region), Some(minutes)) =
        (&list.scheme_territory, list.utc_offset_minutes)
    {
        found.must(
            region
                .utc_offset_minutes()
                .is_none_or(|known| known == minutes),
            "utcOffsetMinutes",
            "the offset is the one that is known for the territory",
        );
    }
}

fn names(list: &ListContents, found: &mut Found) {
    let entities = || list.trusted_entities.iter();
    found.unique("entities", entities().map(|e| e.entity_id.as_str()));
    found.unique(
        "services",
        services(list).map(|(_, s)| s.service_id.as_str()),
    );
    let pointers = list.pointers_to_other_lists.iter();
    found.unique("pointers", pointers.map(|p| p.list_id.as_str()));
}

/// What each kind of list may hold: a list of lists vouches for lists and for nobody who issues licences.
fn kind(list: &ListContents, found: &mut Found) {
    match list.list_type {
        ListType::Regional => {
            found.must(
                matches!(list.scheme_territory, Territory::Region(_)),
                "schemeTerritory",
                "the list of a region is for a region",
            );
            found.must(
                list.pointers_to_other_lists.is_empty(),
                "pointersToOtherLists",
                "the list of a region points to no other list",
            );
        }
        ListType::ListOfLists => {
            for (_, service) in services(list) {
                let regional = matches!(
                    service.service_type,
                    ServiceType::LicenceIssuance
                        | ServiceType::LicenceStatus
                        | ServiceType::SealRegister
                );
                found.must(
                    !regional,
                    &service.service_id,
                    "services around licences stand in the list of their region",
                );
            }
            found.must(
                list.authoritative_sources.is_empty(),
                "authoritativeSources",
                "the sources of a region stand in its own list",
            );
        }
    }
}

fn pointers(list: &ListContents, found: &mut Found) {
    for pointer in &list.pointers_to_other_lists {
        found.must(
            pointer.list_id != list.list_id,
            &pointer.list_id,
            "a list does not point to itself",
        );
        let inside = match (&list.scheme_territory, &pointer.scheme_territory) {
            (own, Territory::Region(region)) => own.contains(region),
            (Territory::Private(_), Territory::Private(_)) => true,
            (Territory::Region(_), Territory::Private(_)) => false,
        };
        found.must(
            inside,
            &pointer.list_id,
            "the territory of a list that is pointed to lies inside that of the list",
        );
        found.must(
            pointer.list_type == ListType::ListOfLists
                || matches!(pointer.scheme_territory, Territory::Region(_)),
            &pointer.list_id,
            "the list of a region is for a region",
        );
    }
}

/// The states are newest first. Each ends where the next begins, so that there are neither gaps nor overlaps as long as no
/// two begin at one time.
fn history(service: &TrustedService, found: &mut Found) {
    let mut broken = |rule| {
        found.push(Reason::ListHistory {
            service: service.service_id.clone(),
            rule,
        });
    };
    let states = || service.states();
    if states()
        .zip(states().skip(1))
        .any(|(newer, older)| newer.starting_time <= older.starting_time)
    {
        broken("states are newest first, and no two begin at one time");
    }
    let retroactive = |status| match status {
        ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive { to }) => Some(to),
        _ => None,
    };
    if states().any(|s| retroactive(s.status).is_some_and(|to| to > s.starting_time)) {
        broken("a withdrawal has effect back in time, not forward");
    }
    // Whoever judges takes the withdrawal for the last word, so the list must not say that it is not.
    let revived = states()
        .skip_while(|state| {
            !matches!(
                state.status,
                ServiceStatus::Granted | ServiceStatus::Suspended
            )
        })
        .any(|state| retroactive(state.status).is_some());
    if revived {
        broken("after a withdrawal with effect back in time the service is not granted again");
    }
}

fn service_members(service: &TrustedService, list: &ListContents, found: &mut Found) {
    let id = service.service_id.as_str();
    found.must(
        service.taken_over_by.as_deref() != Some(id),
        id,
        "a service is taken over by another",
    );
    let is = |kind: &ServiceType| {
        service.service_type == *kind || matches!(service.service_type, ServiceType::Other(_))
    };
    found.must(
        service.status_list_prefixes.is_empty() || is(&ServiceType::LicenceStatus),
        id,
        "only a licence status service has statusListPrefixes",
    );
    found.must(
        service.purposes.is_empty() || is(&ServiceType::Requester),
        id,
        "only a requester has purposes",
    );
    found.unique(
        "scopes of one service",
        service.licence_scope.iter().map(|s| s.doc_type.as_str()),
    );
    let outside = service
        .licence_scope
        .iter()
        .flat_map(|scope| &scope.territories)
        .find(|region| !list.scheme_territory.contains(region));
    found.must(
        outside.is_none(),
        id,
        "the territories of a scope lie inside that of the list",
    );
}

/// Every service, with whose it is.
pub(super) fn services(
    list: &ListContents,
) -> impl Iterator<Item = (&TrustedEntity, &TrustedService)> {
    list.trusted_entities
        .iter()
        .flat_map(|entity| entity.services.iter().map(move |service| (entity, service)))
}
