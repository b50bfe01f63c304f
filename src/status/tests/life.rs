//! The steps of a life, legal and not.

use super::LicenceState::{Cancelled, InForce, Lapsed, MovedOut, Suspended, Void, Withdrawn};
use super::*;

const TRANSITIONS: [Transition; 9] = [
    Transition::Issue,
    Transition::Suspend,
    Transition::Resume,
    Transition::RevokeAsVoid,
    Transition::RevokeAsPenalty,
    Transition::Cancel,
    Transition::Supersede,
    Transition::Lapse,
    Transition::MoveOut,
];

/// A change with all that its step needs.
fn change(transition: Transition) -> Change {
    let change =
        Change::new(transition, june(1)).on_ground("Administrative Licensing Law, article 69");
    match transition {
        Transition::Supersede => change.with_successor("1.2.156.3005.2.1"),
        _ => change,
    }
}

fn life(steps: &[Transition]) -> Result<LifeCycle, StatusFault> {
    let mut life = LifeCycle::begin(change(Transition::Issue))?;
    for step in steps {
        life.apply(change(*step))?;
    }
    Ok(life)
}

#[test]
fn exactly_the_steps_of_the_table_are_legal() {
    let ways: [(&[Transition], LicenceState, &str); 8] = [
        (
            &[],
            InForce,
            "suspend void penalty cancel supersede lapse move",
        ),
        (
            &[Transition::Suspend],
            Suspended,
            "resume void penalty cancel lapse",
        ),
        (&[Transition::RevokeAsVoid], Void, "cancel"),
        (&[Transition::RevokeAsPenalty], Withdrawn, "cancel"),
        (&[Transition::Cancel], Cancelled, ""),
        (&[Transition::Supersede], LicenceState::Superseded, "void"),
        (&[Transition::Lapse], Lapsed, "void cancel"),
        (&[Transition::MoveOut], MovedOut, "void"),
    ];
    let words = [
        "issue",
        "suspend",
        "resume",
        "void",
        "penalty",
        "cancel",
        "supersede",
        "lapse",
        "move",
    ];
    for (way, state, legal) in ways {
        let life = life(way).unwrap();
        assert_eq!(life.state(), state);
        for (transition, word) in TRANSITIONS.into_iter().zip(words) {
            let outcome = life.clone().apply(change(transition));
            if legal.split(' ').any(|l| l == word) {
                assert_eq!(outcome, Ok(()), "{state:?} {word}");
            } else {
                let illegal = StatusFault::TransitionIllegal {
                    transition: transition.name(),
                    state: state.name(),
                };
                assert_eq!(outcome, Err(illegal), "{state:?} {word}");
            }
        }
    }
    for transition in TRANSITIONS.into_iter().skip(1) {
        let outcome = LifeCycle::begin(change(transition)).unwrap_err();
        assert_eq!(outcome.code(), "status.transition-illegal");
    }
}

#[test]
fn a_decision_names_its_ground_and_the_passing_of_time_needs_none() {
    for transition in TRANSITIONS.into_iter().skip(1) {
        let from = if transition == Transition::Resume {
            vec![Transition::Suspend]
        } else {
            vec![]
        };
        let mut life = life(&from).unwrap();
        let outcome = life.apply(change(transition).on_ground("  "));
        let expected = if transition == Transition::Lapse {
            Ok(())
        } else {
            Err(StatusFault::TransitionGroundMissing {
                transition: transition.name(),
            })
        };
        assert_eq!(outcome, expected);
    }
}

#[test]
fn only_what_is_replaced_has_a_successor() {
    let mut replaced = life(&[]).unwrap();
    let mut bare = change(Transition::Supersede);
    bare.successor = None;
    assert_eq!(
        replaced.apply(bare).unwrap_err().code(),
        "status.transition-successor-missing"
    );
    let cancelled = change(Transition::Cancel).with_successor("x");
    assert_eq!(
        replaced.apply(cancelled).unwrap_err().code(),
        "status.transition-successor-unexpected"
    );
    assert_eq!(
        replaced.changes().len(),
        1,
        "a refused step leaves no trace"
    );
    assert!(
        replaced
            .apply(change(Transition::MoveOut).with_successor("x"))
            .is_ok()
    );
}

#[test]
fn a_change_is_recorded_in_order_and_not_before_it_has_effect() {
    let mut life = life(&[]).unwrap();
    let early = change(Transition::Suspend).effective_from(june(2));
    assert_eq!(
        life.apply(early).unwrap_err().code(),
        "status.transition-time"
    );
    let mut past = change(Transition::Suspend);
    past.recorded_at = june(1).saturating_add(-1);
    past.effective_from = past.recorded_at;
    assert_eq!(
        life.apply(past).unwrap_err().code(),
        "status.transition-time"
    );
    let void = change(Transition::RevokeAsVoid).effective_from(time("2020-01-01T00:00:00Z"));
    assert!(life.apply(void).is_ok());
}

#[test]
fn every_state_has_a_name_and_a_place_in_the_list() {
    for state in LicenceState::ALL {
        assert_eq!(LicenceState::from_name(state.name()), Some(*state));
        let listed = state.listed_as();
        assert_eq!(ListedStatus::from_value(listed.value()), Some(listed));
        assert_eq!(
            listed == ListedStatus::Valid,
            matches!(state, InForce | Lapsed)
        );
    }
    assert_eq!(
        (LicenceState::from_name("Void"), ListedStatus::from_value(4)),
        (None, None)
    );
}
