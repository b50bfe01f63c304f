//! 6.4.1 and 6.4.2: of several agreements, those whose word counts.

use crate::{
    recognise::agreement::{Precedence, Superseded},
    time::UnixTime,
};

use super::{Candidate, trail::Trail, until::Until, ways::Tried};

/// 6.4.1: whose place another one has taken is as though it were not there, however that other one fares.
pub(super) fn leave_superseded_out(
    candidates: &[Candidate<'_>],
    tried: &mut Vec<Tried<'_>>,
    now: UnixTime,
    until: &mut Until,
    trail: &mut Trail,
) {
    if candidates.iter().all(|c| c.contents.supersedes.is_empty()) {
        return;
    }
    tried.retain(|one| {
        let mut by = one.agreements().flat_map(|old| {
            let takes = candidates.iter().filter(|new| takes_place_of(new, old));
            takes.filter_map(|new| Some((first_state(new)?, new.id())))
        });
        let (begun, to_come): (Vec<_>, Vec<_>) = by.by_ref().partition(|(from, _)| *from <= now);
        to_come.into_iter().for_each(|(from, _)| until.before(from));
        let Some((_, by)) = begun.into_iter().min_by_key(|(_, id)| *id) else {
            return true;
        };
        trail.left_out("6.4.1", one, ("not superseded", by));
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
pub(super) fn leave_others_out(tried: &mut Vec<Tried<'_>>, trail: &mut Trail) {
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
        trail.left_out("6.4.2", tried, ("precedence", word(tried.precedence())));
        false
    });
}

const fn word(precedence: Precedence) -> &'static str {
    match precedence {
        Precedence::Yields => "yields",
        Precedence::Prevails => "prevails",
        Precedence::None => "none",
    }
}
