//! 6.5: one step onward, by two agreements. There is no third.

use crate::{
    Reason,
    recognise::{agreement::Equivalence, question::Asked},
};

use super::{
    Candidate,
    select::{self, Case, Doubt, Place, Reached},
    trail::Trail,
    ways::{Hop, Tried, Way},
};

/// Every pair: a first agreement of here, and a second that its pointed party made about the region of the licence.
pub(super) fn pairs<'a>(
    candidates: &'a [Candidate<'a>],
    case: &Case<'_>,
    asked: &Asked<'_>,
) -> Vec<Tried<'a>> {
    let seconds: Vec<&Candidate<'_>> = candidates
        .iter()
        .filter(|second| second.leads_to(case.there))
        .collect();
    let mut pairs = Vec::new();
    for first in candidates.iter().filter(|first| first.is_of(asked.here)) {
        let between = &first.contents.pointed_party;
        for second in seconds.iter().filter(|second| second.is_by(between)) {
            pairs.push(one((first, second), case, asked, Doubt::Stops));
        }
    }
    pairs
}

/// 6.5 of one pair.
pub(super) fn one<'a>(
    (first, second): (&'a Candidate<'a>, &'a Candidate<'a>),
    case: &Case<'_>,
    asked: &Asked<'_>,
    doubt: Doubt,
) -> Tried<'a> {
    let mut trail = Trail::default();
    let outcome = pair((first, second), case, asked, doubt, &mut trail);
    Tried {
        first,
        second: Some(second),
        outcome,
        trail,
    }
}

fn pair<'a>(
    (first, second): (&'a Candidate<'a>, &'a Candidate<'a>),
    case: &Case<'_>,
    asked: &Asked<'_>,
    doubt: Doubt,
    trail: &mut Trail,
) -> Result<Way<'a>, Reached> {
    // 6.5.1
    let allowed = allowed(first, second, case);
    let is_allowed = allowed.is_ok();
    let check = match allowed {
        Ok(()) => trail.pass("6.5.1"),
        Err(reason) => trail.fail("6.5.1", reason),
    };
    check.by(first.id()).of_clause(second.id());
    if !is_allowed {
        return Err(Reached::Onward);
    }
    // 6.5.2
    for agreement in [first, second] {
        select::counts(agreement, asked, doubt, trail)?;
        select::in_force(agreement.contents, case.issued, asked.now, doubt, trail)?;
    }
    let provision = |of: &'a Candidate<'a>, doc_type: &str, place, trail: &mut Trail| {
        let found = select::provision(of.contents, doc_type, place, asked, trail)?;
        Ok(hop(of, found))
    };
    let second = provision(second, case.doc_type, Place::Everywhere, trail)?;
    let in_between = &second.equivalence.pointing_type;
    let first = provision(first, in_between, Place::Here(asked.here), trail)?;
    Ok(Way {
        first,
        second: Some(second),
    })
}

const fn hop<'a>(candidate: &'a Candidate<'a>, equivalence: &'a Equivalence) -> Hop<'a> {
    Hop {
        candidate,
        equivalence,
    }
}

/// Whether both say that they may be used together.
fn allowed(first: &Candidate<'_>, second: &Candidate<'_>, case: &Case<'_>) -> Result<(), Reason> {
    if first.contents.mra_depth != 1 {
        let path = first.id().to_owned();
        return Err(Reason::DepthExceeded { path });
    }
    let listed = &first.contents.onward_parties;
    if listed.iter().any(|region| region.contains(case.there)) && second.contents.onward_use {
        Ok(())
    } else {
        let path = format!("{}, {}", first.id(), second.id());
        Err(Reason::NotTransitive { path })
    }
}
