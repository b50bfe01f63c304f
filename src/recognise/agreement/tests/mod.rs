//! Agreements that are right, and each thing that can be wrong with one.

mod contradictions;
mod head;
mod json;
mod provisions;
mod shape;

use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::check::{check, check_for_signing};
use super::*;

/// The contents of an agreement as its authors have it.
pub(crate) const JSON: &str = include_str!("../../../../examples/data/agreement.json");

/// A right agreement: what Zhejiang (CN-33) issues counts in Guangdong (CN-44). It has every member and every kind of
/// condition somewhere, under the provisions `driving`, `residence` and `tax`.
pub(crate) fn agreement() -> AgreementContents {
    AgreementContents::from_json(JSON).unwrap()
}

fn time(text: &str) -> UnixTime {
    UnixTime::parse_tdate(text).unwrap()
}

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|&one| one.to_owned()).collect()
}

fn condition(id: &str, kind: Kind) -> Condition {
    Condition {
        id: id.to_owned(),
        kind,
    }
}

/// What is wrong with the right agreement once it is changed.
fn reasons(change: impl FnOnce(&mut AgreementContents)) -> Vec<Reason> {
    let mut agreement = agreement();
    change(&mut agreement);
    check(&agreement)
}

/// The one rule that the changed agreement breaks.
#[track_caller]
fn rule(change: impl FnOnce(&mut AgreementContents)) -> (String, &'static str) {
    match reasons(change).as_slice() {
        [Reason::AgreementInvalid { rule, subject }] => (subject.clone(), rule),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn broken(change: impl FnOnce(&mut AgreementContents), subject: &str, expected: &str) {
    let (found, rule) = rule(change);
    assert_eq!((found.as_str(), rule), (subject, expected));
}

#[track_caller]
fn right(change: impl FnOnce(&mut AgreementContents)) {
    assert_eq!(reasons(change), []);
}

/// The provision about driving licences, alone, without conditions, exclusions and supplements.
fn bare(agreement: &mut AgreementContents) -> &mut Equivalence {
    agreement.exclusions.clear();
    agreement.equivalences.truncate(1);
    let driving = &mut agreement.equivalences[0];
    driving.conditions.clear();
    driving.supplements.clear();
    driving
}

#[test]
fn the_right_agreement_is_right() {
    right(|_| {});
    assert_eq!(check_for_signing(&agreement()), []);
    right(|agreement| bare(agreement).attribute_map.clear());
}

#[test]
fn the_right_agreement_has_every_kind_of_condition() {
    let mut kinds: Vec<String> = JSON
        .split("\"kind\": \"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds.len(), 18, "{kinds:?}");
}

#[test]
fn an_error_tells_its_first_code_and_all_of_them() {
    let refused = AgreementError::Refused(reasons(|agreement| {
        agreement.sequence_number = 0;
        agreement.extensions[0].critical = true;
    }));
    assert_eq!(refused.code(), "recognise.agreement-critical-extension");
    assert_eq!(
        refused.codes(),
        [
            "recognise.agreement-critical-extension",
            "recognise.agreement-invalid"
        ]
    );
    assert_eq!(
        refused.to_string(),
        "the agreement is void: the agreement has a critical extension that is not understood: \
         urn:example:extension:register; sequenceNumber: the first issue has the number 1"
    );
}
