//! One issue after another: nothing that was said is unsaid.

use std::collections::BTreeMap;

use crate::reason::Reason;
use crate::time::UnixTime;

use super::check::{Found, services};
use super::{ListContents, ServiceState, TrustList, TrustedService};

/// Every rule that `list` breaks as the issue after `previous`.
pub(super) fn check(list: &ListContents, previous: &TrustList) -> Vec<Reason> {
    let before = previous.contents();
    let mut found = Found::new();
    found.must(list.list_id == before.list_id, "listId", SAME);
    found.must(list.list_type == before.list_type, "listType", SAME);
    found.must(
        list.scheme_territory == before.scheme_territory,
        "schemeTerritory",
        SAME,
    );
    order(list, previous, &mut found);
    history(list, before, &mut found);
    found.into_reasons()
}

const SAME: &str = "every issue of a list says the same here";

fn order(list: &ListContents, previous: &TrustList, found: &mut Found) {
    let before = previous.contents();
    if before.sequence_number.checked_add(1) != Some(list.sequence_number) {
        found.push(Reason::ListChainBroken {
            rule: "its number is not one more",
        });
    }
    let named = list.previous_issue.as_ref();
    if named.is_none_or(|named| named.digest.value() != previous.digest()) {
        found.push(Reason::ListChainBroken {
            rule: "it names another issue as the one before",
        });
    }
    if list.list_issue_date_time < before.list_issue_date_time {
        found.push(Reason::ListRollback {
            rule: "it has a higher number and an earlier date",
        });
    }
    if before.next_update.is_none() {
        found.push(Reason::ListClosed {
            list: before.list_id.clone(),
        });
    }
}

/// Who was listed stays listed, with every key and every state that has begun.
fn history(list: &ListContents, before: &ListContents, found: &mut Found) {
    let now: BTreeMap<&str, (&str, &TrustedService)> = services(list)
        .map(|(entity, service)| {
            (
                service.service_id.as_str(),
                (entity.entity_id.as_str(), service),
            )
        })
        .collect();
    for (entity, old) in services(before) {
        let rule = match now.get(old.service_id.as_str()) {
            None => Some("the service is not listed any more"),
            Some((owner, _)) if *owner != entity.entity_id => {
                Some("the service is listed for another entity")
            }
            Some((_, new)) => changed(new, old, list, before),
        };
        if let Some(rule) = rule {
            found.push(Reason::ListHistory {
                service: old.service_id.clone(),
                rule,
            });
        }
    }
}

fn changed(
    new: &TrustedService,
    old: &TrustedService,
    list: &ListContents,
    before: &ListContents,
) -> Option<&'static str> {
    if new.service_type != old.service_type {
        return Some("the service is of another type");
    }
    let mut kept: Vec<_> = new.service_digital_identities.iter().collect();
    kept.sort();
    let lost = |identity| kept.binary_search(&identity).is_err();
    if old.service_digital_identities.iter().any(lost) {
        return Some("a key of the service is not listed any more");
    }
    // What had not begun when the new issue was made may still be changed.
    let begun = |state: &&ServiceState| state.starting_time <= list.list_issue_date_time;
    let past: Vec<_> = old.states().filter(begun).collect();
    let newest = past.first().map(|state| state.starting_time);
    let same_age = |state: &&ServiceState| newest.is_some_and(|at| state.starting_time <= at);
    if !new.states().filter(same_age).eq(past) {
        return Some("a state that had begun was changed or lost");
    }
    let added = |state: &&ServiceState| newest.is_none_or(|at| state.starting_time > at);
    let oldest_added: Option<UnixTime> = new.states().filter(added).map(|s| s.starting_time).min();
    if oldest_added.is_some_and(|at| at < before.list_issue_date_time) {
        return Some("a new state begins before the issue that did not know it");
    }
    None
}
