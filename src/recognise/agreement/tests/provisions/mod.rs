//! The rules for each provision, its conditions and its map, and for provisions beside each other.

mod conditions;
mod maps;

use crate::document::Interval;
use crate::licence::COMMON_NAME_SPACE;

use super::*;

const DRIVING: &str = "org.elicence.driving_licence.1";

fn interval(from: &str, until: Option<&str>) -> Interval {
    Interval {
        from: time(from),
        until: until.map(time),
    }
}

/// The one condition of the one provision.
fn only(kind: Kind) -> impl FnOnce(&mut AgreementContents) {
    move |agreement| {
        bare(agreement).conditions = vec![Clause::One(condition("c", kind))];
    }
}

#[test]
fn there_is_a_provision_with_a_purpose() {
    broken(
        |a| a.equivalences.clear(),
        "equivalences",
        "there is at least one",
    );
    broken(
        |a| a.equivalences[0].purposes.clear(),
        "equivalences[driving].purposes",
        "there is at least one",
    );
    broken(
        |a| {
            let purposes = &mut a.equivalences[0].purposes;
            purposes.push(purposes[0].clone());
        },
        "equivalences[driving].purposes",
        "nothing stands twice",
    );
}

#[test]
fn a_provision_holds_in_the_pointing_party() {
    let at = |all: &[&str]| {
        let all = all.iter().map(|one| region(one)).collect();
        move |a: &mut AgreementContents| a.equivalences[1].territories = all
    };
    right(at(&["CN-44"]));
    right(at(&["CN-4401", "CN-440103"]));
    for outside in ["CN", "CN-33", "CN-3301", "KR"] {
        broken(
            at(&["CN-4401", outside]),
            "equivalences[residence].territories",
            "a provision holds in the pointing party and not beyond",
        );
    }
    broken(
        at(&["CN-4401", "CN-4401"]),
        "equivalences[residence].territories",
        "nothing stands twice",
    );
}

#[test]
fn a_provision_begins_before_it_is_over_and_within_the_agreement() {
    let valid = |from: &str, until: Option<&str>| {
        let validity = interval(from, until);
        move |a: &mut AgreementContents| a.equivalences[1].validity = Some(validity)
    };
    right(valid("2026-01-01T00:00:00Z", Some("2026-01-01T00:00:01Z")));
    broken(
        valid("2026-01-01T00:00:00Z", Some("2026-01-01T00:00:00Z")),
        "equivalences[residence].validity",
        "it begins before it is over",
    );
    let together = "the provision and the agreement are in force at one time";
    right(valid("2032-12-31T23:59:59Z", None));
    broken(
        valid("2033-01-01T00:00:00Z", None),
        "equivalences[residence].validity",
        together,
    );
    right(valid("2000-01-01T00:00:00Z", Some("2023-01-01T00:00:01Z")));
    broken(
        valid("2000-01-01T00:00:00Z", Some("2023-01-01T00:00:00Z")),
        "equivalences[residence].validity",
        together,
    );
}

#[test]
fn no_two_provisions_meet_in_one_licence() {
    /// A second provision about what the residence permit is about.
    fn second(change: impl FnOnce(&mut Equivalence)) -> impl FnOnce(&mut AgreementContents) {
        move |a| {
            let mut second = a.equivalences[1].clone();
            second.equivalence_id = "second".to_owned();
            second.conditions.clear();
            change(&mut second);
            a.equivalences.push(second);
        }
    }
    let rule = "no other provision recognises the same type for the same purpose at the same place and time";
    broken(second(|_| {}), "equivalences[second]", rule);
    broken(
        second(|e| e.territories.clear()),
        "equivalences[second]",
        rule,
    );
    broken(
        second(|e| e.territories = vec![region("CN-440103")]),
        "equivalences[second]",
        rule,
    );
    broken(
        second(|e| e.territories = vec![region("CN-44")]),
        "equivalences[second]",
        rule,
    );
    broken(second(|e| e.validity = None), "equivalences[second]", rule);
    broken(
        second(|e| e.validity = Some(interval("2030-12-31T23:59:59Z", None))),
        "equivalences[second]",
        rule,
    );
    broken(
        second(|e| e.purposes.push("urn:example:other".to_owned())),
        "equivalences[second]",
        rule,
    );
    right(second(|e| e.purposes = texts(&["urn:example:other"])));
    right(second(|e| e.territories = vec![region("CN-4402")]));
    right(second(|e| {
        e.validity = Some(interval("2031-01-01T00:00:00Z", None))
    }));
    right(second(|e| {
        e.pointed_type = "org.elicence.other.1".to_owned()
    }));
}

#[test]
fn statuses_are_bytes_and_each_counts_as_one_thing() {
    let set = |valid: &[u64], invalid: &[u64]| {
        let statuses = StatusEquivalence {
            valid: valid.to_vec(),
            invalid: invalid.to_vec(),
        };
        move |a: &mut AgreementContents| a.equivalences[0].status_equivalence = statuses
    };
    let at = "equivalences[driving].statusEquivalence";
    right(set(&[0, 255], &[1]));
    broken(
        set(&[], &[1]),
        "equivalences[driving].statusEquivalence.valid",
        "there is at least one",
    );
    broken(set(&[0, 0], &[]), at, "nothing stands twice");
    broken(set(&[0], &[1, 1]), at, "nothing stands twice");
    broken(set(&[0], &[0]), at, "nothing stands twice");
    broken(set(&[0, 256], &[]), at, "the value of a status is 0 to 255");
    broken(set(&[0], &[256]), at, "the value of a status is 0 to 255");
}

#[test]
fn a_supplement_that_is_needed_at_once_is_needed_before_use() {
    broken(
        |a| a.equivalences[0].supplements[0].deadline = Deadline::Within(0),
        "equivalences[driving].supplements[driving-residence].deadline",
        "a supplement that is needed at once is needed `beforeUse`",
    );
    right(|a| a.equivalences[0].supplements[0].deadline = Deadline::Within(1));
}
