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
pub(super) fn pairs<'a>(case: &Case<'a>, asked: &Asked<'a>) -> Vec<Tried<'a>> {
    let pairs = asked.agreements.pairs(asked.here, case.there).into_iter();
    pairs
        .map(|pair| one(pair, case, asked, Doubt::Stops))
        .collect()
}

/// 6.5 of one pair.
pub(super) fn one<'a>(
    [first, second]: [Candidate<'a>; 2],
    case: &Case<'a>,
    asked: &Asked<'a>,
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
    (first, second): (Candidate<'a>, Candidate<'a>),
    case: &Case<'a>,
    asked: &Asked<'a>,
    doubt: Doubt,
    trail: &mut Trail<'a>,
) -> Result<Way<'a>, Reached> {
    // 6.5.1
    let allowed = allowed(&first, &second, case);
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
        select::counts(&agreement, asked, doubt, trail)?;
        select::in_force(agreement.contents, case.issued, asked.now, doubt, trail)?;
    }
    let provision = |of: Candidate<'a>, doc_type: &'a str, place, trail: &mut Trail<'a>| {
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

const fn hop<'a>(candidate: Candidate<'a>, equivalence: &'a Equivalence) -> Hop<'a> {
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
