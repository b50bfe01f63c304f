//! 6.4.1 to 6.4.3: of several agreements, those whose word counts.

use crate::{
    Reason,
    recognise::{
        ClauseCheck,
        agreement::{Precedence, Superseded},
        question::Asked,
    },
    time::UnixTime,
};

use super::{
    Candidate,
    select::{Case, Reached},
    trail::Trail,
    until::Until,
    ways::Tried,
};

/// 6.4.1: whose place another one has taken is as though it were not there, however that other one fares.
pub(super) fn leave_superseded_out<'a>(
    tried: &mut Vec<Tried<'a>>,
    asked: &Asked<'a>,
    until: &mut Until,
    trail: &mut Trail<'a>,
) {
    tried.retain(|one| {
        let mut by = one.agreements().flat_map(|old| {
            let new = asked.agreements.superseding(&old).into_iter();
            let takes = new.filter(move |new| takes_place_of(new, &old));
            takes.filter_map(|new| Some((first_state(&new)?, new.id())))
        });
        let (begun, to_come): (Vec<_>, Vec<_>) =
            by.by_ref().partition(|(from, _)| *from <= asked.now);
        to_come.into_iter().for_each(|(from, _)| until.before(from));
        let Some((_, by)) = begun.into_iter().min_by_key(|(_, id)| *id) else {
            return true;
        };
        trail.left_out("6.4.1", one, ["not superseded", by]);
        false
    });
}

fn takes_place_of(new: &Candidate<'_>, old: &Candidate<'_>) -> bool {
    let names = |superseded: &Superseded| {
        superseded.agreement_id == old.id() && old.contents.sequence_number <= superseded.up_to
    };
    new.id() != old.id()
        && new.is_by(&old.contents.pointing_party)
        && new.contents.supersedes.iter().any(names)
}

fn first_state(candidate: &Candidate<'_>) -> Option<UnixTime> {
    let states = candidate.contents.states();
    states.map(|state| state.starting_time).min()
}

/// 6.4.2: those that prevail before all others, and those that yield only where all do.
pub(super) fn leave_others_out<'a>(tried: &mut Vec<Tried<'a>>, trail: &mut Trail<'a>) {
    let applies = |tried: &&Tried<'_>| tried.outcome.is_ok();
    let says = |what: Precedence| {
        let mut applying = tried.iter().filter(applies);
        applying.any(|tried| tried.precedence() == what)
    };
    let counts: fn(Precedence) -> bool = if says(Precedence::Prevails) {
        |precedence| precedence == Precedence::Prevails
    } else if says(Precedence::None) {
        |precedence| precedence != Precedence::Yields
    } else {
        |_| true
    };
    tried.retain(|tried| {
        if tried.outcome.is_err() || counts(tried.precedence()) {
            return true;
        }
        left_out("6.4.2", tried, trail);
        false
    });
}

/// Why it is in doubt whether an agreement applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InDoubt {
    /// It is out of date, or its countersignature is, and the issue in its place might say otherwise.
    OutOfDate,
    /// It is not known when the licence was issued.
    Issuance,
}

/// 6.4.3: the first that is in doubt and stands in the way of those that apply. What was asked of each that might is in its trail.
///
/// What [`leave_others_out`] left has one precedence, and stands before all that are lower. One that is out of date is in the way where
/// it stands before all others; one that hangs on the day of issue also where it stands beside them, for it might say otherwise.
pub(super) fn in_doubt<'a>(
    tried: &mut [Tried<'a>],
    case: &Case<'a>,
    asked: &Asked<'a>,
) -> Option<(usize, InDoubt)> {
    let applying = tried.iter().find(|tried| tried.outcome.is_ok())?;
    let standing = rank(applying.precedence());
    let mut found = Vec::new();
    for (place, one) in tried.iter_mut().enumerate() {
        let rank = rank(one.precedence());
        let stopped = match one.outcome {
            Err(Reached::Counts | Reached::Lapsed) => true,
            Err(Reached::State) => case.issued.is_none(),
            _ => false,
        };
        if !stopped || rank < standing {
            continue;
        }
        let asked_on = one.asked_on(case, asked);
        if asked_on.outcome.is_ok() {
            let over = |check: &ClauseCheck<'_>| {
                matches!(
                    check.reason,
                    Some(Reason::AgreementExpired { .. } | Reason::CountersignatureMissing { .. })
                )
            };
            let why = if asked_on.trail.checks.iter().any(over) {
                InDoubt::OutOfDate
            } else {
                InDoubt::Issuance
            };
            found.push((place, rank, why));
        }
        one.trail = asked_on.trail;
    }
    let by_issuance = found.iter().filter(|(.., why)| *why == InDoubt::Issuance);
    let highest = by_issuance.map(|(_, rank, _)| *rank).max();
    let highest = highest.map_or(standing, |highest| highest.max(standing));
    let before_all = found
        .iter()
        .find(|(_, rank, why)| *why == InDoubt::OutOfDate && *rank > highest);
    let in_the_way = before_all.or_else(|| {
        let beside =
            |(_, rank, why): &&(usize, u8, InDoubt)| *why == InDoubt::Issuance && *rank == highest;
        found.iter().find(beside)
    });
    in_the_way.map(|(place, _, why)| (*place, *why))
}

/// That a way was left out for the precedence of another one.
pub(super) fn left_out<'a>(step: &'static str, tried: &Tried<'a>, trail: &mut Trail<'a>) {
    trail.left_out(step, tried, ["precedence", word(tried.precedence())]);
}

/// The higher leaves the lower out.
const fn rank(precedence: Precedence) -> u8 {
    match precedence {
        Precedence::Yields => 0,
        Precedence::None => 1,
        Precedence::Prevails => 2,
    }
}

const fn word(precedence: Precedence) -> &'static str {
    match precedence {
        Precedence::Yields => "yields",
        Precedence::Prevails => "prevails",
        Precedence::None => "none",
    }
}
