//! Every interval, one second before its edge, at it, and one second after.

use elicence::{
    document::Interval,
    recognise::agreement::{
        AgreementContents, AgreementState, DerivedBy, EquivalenceStatus, Kind, Moment, RunOff,
    },
    time::UnixTime,
};

use crate::{
    agreeing::{contents, one, rich, rich_element},
    asking::Scene,
    offices::{day, time},
    papers::Paper,
    world::status_made,
};

const YES: &str = "recognised";
const NOT_MET: &str = "not-recognised: recognise.condition-not-met";
const MISSING: &str = "not-recognised: recognise.data-missing";
const NOT_YET: &str = "not-recognised: recognise.agreement-not-yet";
const SUSPENDED: &str = "not-recognised: recognise.agreement-suspended";
const REPEALED: &str = "not-recognised: recognise.agreement-repealed";
const RUN_OFF: &str = "not-recognised: recognise.run-off-over";
const OUTSIDE: &str = "not-recognised: recognise.equivalence-not-in-force";
const EXPIRED: &str = "indeterminate: recognise.agreement-expired";
const STALE: &str = "not-recognised: recognise.status-stale";

fn agreement(change: impl FnOnce(&mut AgreementContents)) -> AgreementContents {
    let mut agreement = contents("a", "CN-33", "CN-44");
    change(&mut agreement);
    agreement
}

fn asking(kind: Kind) -> AgreementContents {
    agreement(|a| rich(a).conditions.push(one("c", kind)))
}

/// The beginning of the day of issue in China.
fn issued() -> UnixTime {
    time("2025-11-04T16:00:00Z")
}

/// Says one thing up to the second before `edge` and another from it on; and where the first thing is good, that it ends there.
#[track_caller]
fn turns(contents: AgreementContents, edge: UnixTime, before: &str, after: &str) {
    let scene = Scene::new(Paper::rich("CN-44"), "CN-33", vec![contents]);
    let around = [-1, 0, 1].map(|seconds| scene.says_at(edge.saturating_add(seconds)));
    assert_eq!(around, [before, after, after]);
    let last = edge.saturating_add(-1);
    // From far away another edge of the same agreement may come before.
    for at in [edge.saturating_add(-3_600), last] {
        let found = scene.asked_at(at);
        if found.says() == YES && after != YES {
            assert_eq!(found.until(), last, "asked at {at}");
        }
        assert!(
            found.until() <= last || before == after || before != YES,
            "asked at {at}"
        );
    }
    assert!(scene.asked_at(edge).until() >= edge);
}

/// As [`turns`], of an agreement that is entered into another state on a day.
fn entering(status: EquivalenceStatus) -> impl FnOnce(&mut AgreementContents) {
    move |a| {
        a.equivalence_history.insert(0, a.current_state);
        a.current_state = AgreementState {
            status,
            starting_time: day(40),
        };
    }
}

#[test]
fn states_begin_at_their_instant() {
    turns(
        agreement(|a| a.current_state.starting_time = day(40)),
        day(40),
        NOT_YET,
        YES,
    );
    turns(
        agreement(entering(EquivalenceStatus::Suspended)),
        day(40),
        YES,
        SUSPENDED,
    );
    turns(
        agreement(entering(EquivalenceStatus::Repealed)),
        day(40),
        YES,
        REPEALED,
    );
    let resumed = agreement(|a| {
        a.equivalence_history.push(a.current_state);
        a.current_state = AgreementState {
            status: EquivalenceStatus::Suspended,
            starting_time: day(1),
        };
        entering(EquivalenceStatus::Enacted)(a);
    });
    turns(resumed, day(40), SUSPENDED, YES);
}

#[test]
fn a_run_off_ends_at_its_instant_and_is_for_what_was_issued_before_its_other_one() {
    let run_off = |issued_before| {
        agreement(|a| {
            entering(EquivalenceStatus::Repealed)(a);
            a.run_off = Some(RunOff {
                issued_before,
                until: day(50),
            });
        })
    };
    turns(run_off(issued().saturating_add(1)), day(50), YES, RUN_OFF);
    turns(run_off(issued()), day(40), YES, RUN_OFF);
}

#[test]
fn an_agreement_ends_at_its_end_and_counts_through_its_last_second() {
    turns(
        agreement(|a| a.valid_until = Some(day(50))),
        day(50),
        YES,
        REPEALED,
    );
    let until = |not_after| agreement(|a| (a.next_update, a.not_after) = (day(49), not_after));
    turns(until(day(50)), day(50).saturating_add(1), YES, EXPIRED);
}

#[test]
fn the_moment_of_issue_has_the_same_edges() {
    let at_issue = |change: &dyn Fn(&mut AgreementContents)| {
        let contents = agreement(|a| {
            a.require_enacted_at = vec![Moment::Issuance];
            change(a);
        });
        Scene::new(Paper::rich("CN-44"), "CN-33", vec![contents]).says_on(2)
    };
    let moved = |seconds: i64| issued().saturating_add(seconds);
    assert_eq!(at_issue(&|a| a.current_state.starting_time = moved(0)), YES);
    assert_eq!(
        at_issue(&|a| a.current_state.starting_time = moved(1)),
        NOT_YET
    );
    let ended = |seconds: i64| {
        at_issue(&move |a: &mut AgreementContents| {
            a.equivalence_history.insert(0, a.current_state);
            a.current_state = AgreementState {
                status: EquivalenceStatus::Repealed,
                starting_time: moved(seconds),
            };
        })
    };
    assert_eq!([ended(1), ended(0), ended(-1)], [YES, REPEALED, REPEALED]);
    assert_eq!(at_issue(&|a| a.valid_until = Some(moved(1))), YES);
    assert_eq!(at_issue(&|a| a.valid_until = Some(moved(0))), REPEALED);
}

#[test]
fn a_provision_is_in_force_from_its_first_instant_until_before_its_last() {
    let within = |from, until| agreement(|a| rich(a).validity = Some(Interval { from, until }));
    turns(within(day(40), None), day(40), OUTSIDE, YES);
    turns(within(day(1), Some(day(40))), day(40), YES, OUTSIDE);
}

#[test]
fn issue_dates_are_compared_with_both_ends_inside() {
    let says = |not_before: Option<i64>, not_after: Option<i64>| {
        let moved = |seconds: i64| issued().saturating_add(seconds);
        let kind = Kind::IssuedAt {
            not_before: not_before.map(moved),
            not_after: not_after.map(moved),
        };
        Scene::new(Paper::rich("CN-44"), "CN-33", vec![asking(kind)]).says_on(2)
    };
    assert_eq!([-1, 0, 1].map(|s| says(Some(s), None)), [YES, YES, NOT_MET]);
    assert_eq!([-1, 0, 1].map(|s| says(None, Some(s))), [NOT_MET, YES, YES]);
    assert_eq!(says(Some(0), Some(0)), YES);
}

/// Seconds from an instant to the fortieth day.
fn since(instant: UnixTime) -> u64 {
    u64::try_from(day(40).seconds() - instant.seconds()).unwrap()
}

#[test]
fn ages_hold_through_their_last_second() {
    let after = day(40).saturating_add(1);
    turns(
        asking(Kind::LicenceAge {
            max: since(issued()),
        }),
        after,
        YES,
        NOT_MET,
    );
    turns(
        asking(Kind::StatusFresh {
            max_age: since(status_made()),
        }),
        after,
        YES,
        STALE,
    );
    let seen = time("2026-05-01T00:00:00Z");
    let element = || rich_element("seen");
    turns(
        asking(Kind::ElementDate {
            element: element(),
            min_age: None,
            max_age: Some(since(seen)),
        }),
        after,
        YES,
        NOT_MET,
    );
    turns(
        asking(Kind::ElementDate {
            element: element(),
            min_age: Some(since(seen)),
            max_age: None,
        }),
        day(40),
        NOT_MET,
        YES,
    );
    // A day begins at midnight in China.
    let day_of = Kind::ElementDate {
        element: rich_element("since"),
        min_age: None,
        max_age: Some(since(time("2000-05-31T16:00:00Z"))),
    };
    turns(asking(day_of), after, YES, NOT_MET);
}

#[test]
fn what_remains_is_counted_to_the_last_second_of_the_last_day() {
    let end = time("2027-05-31T15:59:59Z");
    let min = u64::try_from(end.seconds() - day(40).seconds()).unwrap();
    turns(
        asking(Kind::RemainingValidity { min }),
        day(40).saturating_add(1),
        YES,
        NOT_MET,
    );
    for until in ["long-term", "not-applicable"] {
        let paper = Paper {
            until,
            ..Paper::rich("CN-44")
        };
        let scene = Scene::new(
            paper,
            "CN-33",
            vec![asking(Kind::RemainingValidity { min: 1 << 40 })],
        );
        assert_eq!(scene.says_on(40), YES);
    }
}

#[test]
fn derived_data_are_good_from_the_beginning_of_their_day_for_as_long_as_was_agreed() {
    let rule = "age_over(since,18)".to_owned();
    let begin = time("2026-05-31T16:00:00Z");
    let asking_for = |max_age| {
        let derived = Some(DerivedBy {
            rule: rule.clone(),
            max_age,
        });
        asking(Kind::ElementIn {
            element: rich_element("since_18"),
            values: vec!["true".to_owned()],
            derived,
        })
    };
    turns(
        asking_for(since(begin)),
        day(40).saturating_add(1),
        YES,
        MISSING,
    );
    // Of a day to come: that begins while the licence is asked about.
    let paper = Paper {
        as_of: "2026-07-11",
        ..Paper::rich("CN-44")
    };
    let scene = Scene::new(paper, "CN-33", vec![asking_for(86_400)]);
    let begin = time("2026-07-10T16:00:00Z");
    let says = [-1, 0, 86_400, 86_401].map(|s| scene.says_at(begin.saturating_add(s)));
    assert_eq!(says, [MISSING, YES, YES, MISSING]);
    assert_eq!(scene.asked_at(begin).until(), begin.saturating_add(86_400));
}

#[test]
fn a_licence_from_tomorrow_has_no_age() {
    // The verdict says that it is not yet valid; a foreign one may get this far, see the attacks.
    let scene = Scene::new(
        Paper::rich("CN-44"),
        "CN-33",
        vec![asking(Kind::LicenceAge { max: 0 })],
    );
    assert_eq!(scene.says_on(2), NOT_MET);
}
