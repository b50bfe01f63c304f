//! One issue after another: nothing that was agreed for the past is unsaid.

use crate::reason::Reason;
use crate::time::UnixTime;

use super::{AgreementContents, AgreementState, Party};

/// Every rule that `next` breaks as the issue after `before` at once.
///
/// Clause: `spec/agreement-signing.md`, section 4.
pub(super) fn check_next(next: &AgreementContents, before: &AgreementContents) -> Vec<Reason> {
    let mut against = Vec::new();
    if next.agreement_id != before.agreement_id {
        against.push(another("agreementId"));
    }
    if before.sequence_number.checked_add(1) != Some(next.sequence_number) {
        against.push(Reason::AgreementRollback {
            rule: "its number is not one more than that of the issue before",
        });
    }
    if next.issue_date_time < before.issue_date_time {
        against.push(Reason::AgreementRollback {
            rule: "it has a higher number and an earlier date",
        });
    }
    against.extend(check_kept(next, before));
    against
}

/// Every rule that `next` breaks as a later issue than `before`, whether there were others between.
pub(in crate::recognise) fn check_kept(
    next: &AgreementContents,
    before: &AgreementContents,
) -> Vec<Reason> {
    let same = |party: &Party, other: &Party, subject| (party != other).then(|| another(subject));
    let mut against: Vec<Reason> = [
        same(
            &next.pointing_party,
            &before.pointing_party,
            "pointingParty",
        ),
        same(&next.pointed_party, &before.pointed_party, "pointedParty"),
    ]
    .into_iter()
    .flatten()
    .collect();
    // What had not begun when the next issue was made may still be changed, and one that was skipped may have done so.
    let follows = before.sequence_number.checked_add(1) == Some(next.sequence_number);
    let past = if follows {
        next.issue_date_time
    } else {
        before.issue_date_time
    };
    let rules = [
        check_states(next, before, past),
        check_end(next, before, past),
    ];
    let reason = |rule| Reason::AgreementHistory { rule };
    against.extend(rules.into_iter().flatten().map(reason));
    against
}

fn another(subject: &str) -> Reason {
    Reason::AgreementInvalid {
        rule: "every issue of an agreement says the same here",
        subject: subject.to_owned(),
    }
}

fn check_states(
    next: &AgreementContents,
    before: &AgreementContents,
    past: UnixTime,
) -> Option<&'static str> {
    let begun: Vec<&AgreementState> = before
        .states()
        .filter(|state| state.starting_time <= past)
        .collect();
    let newest = begun.first().map(|state| state.starting_time);
    let is_old = |state: &&AgreementState| newest.is_some_and(|at| state.starting_time <= at);
    if !next.states().filter(is_old).eq(begun) {
        return Some("a state that had begun was changed or lost");
    }
    let earliest = next
        .states()
        .filter(|state| !is_old(state))
        .map(|state| state.starting_time)
        .min();
    if earliest.is_some_and(|at| at < before.issue_date_time) {
        return Some("a new state begins before the issue that did not know it");
    }
    None
}

/// `validUntil` ends whatever state there is, so it is as much of the past as they are.
fn check_end(
    next: &AgreementContents,
    before: &AgreementContents,
    past: UnixTime,
) -> Option<&'static str> {
    if next.valid_until == before.valid_until {
        return None;
    }
    if before.valid_until.is_some_and(|end| end <= past) {
        return Some("the agreement was over, and its end was changed");
    }
    if next
        .valid_until
        .is_some_and(|end| end < before.issue_date_time)
    {
        return Some("it ends before the issue that did not know its end");
    }
    None
}
