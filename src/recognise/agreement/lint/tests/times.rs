//! When the agreement holds, and when its issues come.

use super::*;

#[test]
fn an_equivalence_outside_the_time_of_the_agreement_is_told() {
    let from = |text: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.equivalences[1].validity = Some(Interval {
                from: time(text),
                until: None,
            });
        }
    };
    assert_eq!(found(from("2027-03-01T00:00:00Z")), [""; 0]);
    assert_eq!(
        found(from("2027-03-01T00:00:01Z")),
        ["drive equivalence-never-in-force"]
    );
}

#[test]
fn an_agreement_that_is_never_in_force_is_told_once() {
    let starts = |text: &'static str| {
        move |contents: &mut AgreementContents| contents.current_state.starting_time = time(text)
    };
    assert_eq!(found(starts("2027-03-01T00:00:00Z")), [""; 0]);
    assert_eq!(
        found(starts("2027-03-01T00:00:01Z")),
        ["currentState never-in-force"]
    );
}

#[test]
fn a_repeal_without_run_off_is_over() {
    let repealed = |contents: &mut AgreementContents| {
        contents.equivalence_history = vec![contents.current_state];
        contents.current_state = AgreementState {
            status: EquivalenceStatus::Repealed,
            starting_time: time("2026-05-01T00:00:00Z"),
        };
    };
    assert_eq!(found(repealed), ["currentState over"]);
    assert_eq!(
        found(|contents| {
            repealed(contents);
            contents.run_off = Some(RunOff {
                issued_before: time("2026-05-01T00:00:00Z"),
                until: time("2026-12-01T00:00:00Z"),
            });
        }),
        [""; 0]
    );
}

#[test]
fn times_of_an_issue_are_looked_at() {
    assert_eq!(
        found(|c| c.next_update = time("2026-06-14T23:59:59Z")),
        ["nextUpdate late", "notAfter not-after-far"]
    );
    assert_eq!(
        found(|c| {
            c.next_update = time("2026-06-15T00:00:00Z");
            c.not_after = time("2026-12-01T00:00:00Z");
        }),
        [""; 0]
    );
    assert_eq!(
        found(|c| c.next_update = time("2026-12-02T00:00:00Z")),
        [""; 0]
    );
    assert_eq!(
        found(|c| c.next_update = time("2026-12-02T00:00:01Z")),
        ["nextUpdate next-update-far"]
    );
    assert_eq!(
        found(|c| {
            c.next_update = time("2026-06-10T00:00:00Z");
            c.not_after = time("2026-06-14T00:00:00Z");
        }),
        ["notAfter refused"]
    );
    assert_eq!(
        found(|c| {
            c.require_enacted_at = vec![Moment::Issuance];
        }),
        ["requireEnactedAt issuance-only"]
    );
}

#[test]
fn what_comes_after_the_end_is_told() {
    let suspended = |start: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.equivalence_history = vec![contents.current_state];
            contents.current_state = AgreementState {
                status: EquivalenceStatus::Suspended,
                starting_time: time(start),
            };
        }
    };
    assert_eq!(found(suspended("2035-12-31T23:59:59Z")), [""; 0]);
    assert_eq!(
        found(suspended("2036-01-01T00:00:00Z")),
        ["currentState state-after-end"]
    );
    let run_off = |until: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.run_off = Some(RunOff {
                issued_before: time("2026-05-01T00:00:00Z"),
                until: time(until),
            });
        }
    };
    assert_eq!(found(run_off("2036-01-01T00:00:00Z")), [""; 0]);
    assert_eq!(
        found(run_off("2036-01-01T00:00:01Z")),
        ["runOff run-off-cut"]
    );
}
