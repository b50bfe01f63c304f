//! What is recognised: each provision by itself, and no two of them for one licence.

use std::collections::BTreeMap;

use crate::document::Interval;

use super::super::{AgreementContents, Deadline, Equivalence, StatusEquivalence};
use super::{Found, attributes, conditions, names};

/// Values of a status list have one to eight bits (`spec/status.md`).
const LARGEST_STATUS: u64 = 255;

pub(super) fn check(agreement: &AgreementContents, found: &mut Found) {
    found.must(
        !agreement.equivalences.is_empty(),
        "equivalences",
        "there is at least one",
    );
    for (index, equivalence) in agreement.equivalences.iter().enumerate() {
        let at = names::at("equivalences", &equivalence.equivalence_id, index);
        reach(equivalence, agreement, &at, found);
        statuses(&equivalence.status_equivalence, &at, found);
        conditions::clauses(&equivalence.conditions, &format!("{at}.conditions"), found);
        attributes::check(equivalence, &at, found);
        supplements(equivalence, &at, found);
    }
    one_answer(&agreement.equivalences, found);
}

/// For what, where and when.
fn reach(equivalence: &Equivalence, agreement: &AgreementContents, at: &str, found: &mut Found) {
    found.set(&equivalence.purposes, &format!("{at}.purposes"));
    let territories = &equivalence.territories;
    let subject = format!("{at}.territories");
    found.distinct(territories, &subject);
    let party = &agreement.pointing_party.territory;
    found.must(
        territories.iter().all(|region| party.contains(region)),
        &subject,
        "a provision holds in the pointing party and not beyond",
    );
    let Some(validity) = &equivalence.validity else {
        return;
    };
    let subject = format!("{at}.validity");
    let is_some = validity.until.is_none_or(|until| validity.from < until);
    found.must(is_some, &subject, "it begins before it is over");
    let agreed = agreement.states().last().map(|first| Interval {
        from: first.starting_time,
        until: agreement.valid_until,
    });
    found.must(
        !is_some || agreed.is_none_or(|agreed| agreed.overlaps(validity)),
        &subject,
        "the provision and the agreement are in force at one time",
    );
}

fn statuses(statuses: &StatusEquivalence, at: &str, found: &mut Found) {
    let at = format!("{at}.statusEquivalence");
    let StatusEquivalence { valid, invalid } = statuses;
    found.must(
        !valid.is_empty(),
        &format!("{at}.valid"),
        "there is at least one",
    );
    found.distinct(valid.iter().chain(invalid), &at);
    found.must(
        valid.iter().chain(invalid).all(|v| *v <= LARGEST_STATUS),
        &at,
        "the value of a status is 0 to 255",
    );
}

fn supplements(equivalence: &Equivalence, at: &str, found: &mut Found) {
    for (index, supplement) in equivalence.supplements.iter().enumerate() {
        let at = names::at(&format!("{at}.supplements"), &supplement.id, index);
        conditions::all(&supplement.unless, &format!("{at}.unless"), found);
        found.must(
            supplement.deadline != Deadline::Within(0),
            &format!("{at}.deadline"),
            "a supplement that is needed at once is needed `beforeUse`",
        );
    }
}

/// A licence meets one provision at most, so that an answer rests on one.
fn one_answer(all: &[Equivalence], found: &mut Found) {
    let mut by_type: BTreeMap<&str, Vec<&Equivalence>> = BTreeMap::new();
    for (index, equivalence) in all.iter().enumerate() {
        let earlier = by_type.entry(&equivalence.pointed_type).or_default();
        found.must(
            !earlier.iter().any(|other| meet(other, equivalence)),
            &names::at("equivalences", &equivalence.equivalence_id, index),
            "no other provision recognises the same type for the same purpose at the same place and time",
        );
        earlier.push(equivalence);
    }
}

fn meet(one: &Equivalence, other: &Equivalence) -> bool {
    let times = match (&one.validity, &other.validity) {
        (Some(one), Some(other)) => one.overlaps(other),
        _ => true,
    };
    let purposes = || one.purposes.iter().any(|p| other.purposes.contains(p));
    let places = || {
        one.territories.is_empty()
            || other.territories.is_empty()
            || one.territories.iter().any(|a| {
                other
                    .territories
                    .iter()
                    .any(|b| a.contains(b) || b.contains(a))
            })
    };
    times && purposes() && places()
}
