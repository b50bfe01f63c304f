//! What an issue must announce.

use super::*;

/// The findings about an amendment of the sample.
fn amended(change: impl FnOnce(&mut AgreementContents)) -> Vec<String> {
    let previous = sample();
    let mut contents = previous.clone();
    contents.sequence_number += 1;
    change(&mut contents);
    named(&lint(
        &contents,
        Some(&previous),
        &TypeRegistry::builtin(),
        now(),
    ))
}

#[test]
fn what_opens_is_announced() {
    assert_eq!(amended(|_| {}), [""; 0]);
    assert_eq!(
        amended(|c| shop(c).purposes.push("urn:bank".to_owned())),
        ["shop opens-unannounced"]
    );
    assert_eq!(
        amended(|c| c.exclusions.clear()),
        ["barred-issuer opens-unannounced"]
    );
    let new = |from: &'static str| {
        move |contents: &mut AgreementContents| {
            let mut equivalence = drive();
            equivalence.equivalence_id = "drive-2".to_owned();
            equivalence.territories = vec![region("CN-4403")];
            equivalence.validity = Some(Interval {
                from: time(from),
                until: None,
            });
            contents.equivalences.push(equivalence);
        }
    };
    assert_eq!(
        amended(new("2026-06-30T23:59:59Z")),
        ["drive-2 opens-unannounced"]
    );
    assert_eq!(amended(new("2026-07-01T00:00:00Z")), [""; 0]);
}

#[test]
fn what_closes_may_close_at_once() {
    assert_eq!(amended(|c| c.equivalences.truncate(1)), [""; 0]);
    assert_eq!(
        amended(|c| shop(c).supplements[0].deadline = Deadline::BeforeUse),
        [""; 0]
    );
    let state = |status, start: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.equivalence_history = vec![contents.current_state];
            contents.current_state = AgreementState {
                status,
                starting_time: time(start),
            };
        }
    };
    let (suspended, repealed) = (EquivalenceStatus::Suspended, EquivalenceStatus::Repealed);
    assert_eq!(amended(state(suspended, "2026-06-01T00:00:00Z")).len(), 1); // in force no more
    assert_eq!(amended(state(suspended, "2026-06-02T00:00:00Z")), [""; 0]);
    assert_eq!(
        amended(state(repealed, "2026-06-30T23:59:59Z")),
        ["currentState repeal-unannounced"]
    );
    assert_eq!(amended(state(repealed, "2026-07-01T00:00:00Z")), [""; 0]);
}

#[test]
fn an_amendment_is_bound_by_the_notice_of_the_issue_before() {
    assert_eq!(
        amended(|c| {
            c.notice_period = Some(1);
            shop(c).purposes.push("urn:bank".to_owned());
        }),
        ["noticePeriod notice-shortened", "shop opens-unannounced"]
    );
    assert_eq!(amended(|c| c.notice_period = Some(9_000_000)), [""; 0]);
    assert_eq!(
        amended(|c| c.notice_period = None),
        ["noticePeriod no-notice", "noticePeriod notice-shortened"]
    );
    assert_eq!(
        amended(|c| c.agreement_id = "urn:other".to_owned()),
        ["agreementId previous-other"]
    );
}
