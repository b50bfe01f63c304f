//! 6.1 to 6.5: which agreements, and which provisions of them, lead from the licence to here.

use crate::{
    Reason,
    recognise::{
        agreement::{Equivalence, Precedence},
        question::Asked,
    },
    verify::Outcome,
};

use super::{
    Candidate, onward,
    precedence::{self, InDoubt},
    select::{self, Case, Doubt, Place, Reached},
    trail::Trail,
    until::Until,
};

/// One agreement and its provision.
#[derive(Clone, Copy, Debug)]
pub(in crate::recognise) struct Hop<'a> {
    pub(in crate::recognise) candidate: Candidate<'a>,
    pub(in crate::recognise) equivalence: &'a Equivalence,
}

/// A way from the licence to here: one agreement, or two of which the second is about the licence.
#[derive(Clone, Copy, Debug)]
pub(in crate::recognise) struct Way<'a> {
    /// The agreement of the verifier's region.
    pub(in crate::recognise) first: Hop<'a>,
    /// That of the region in between.
    pub(in crate::recognise) second: Option<Hop<'a>>,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Ways<'a> {
    /// Those that apply, by name; each must give the same answer.
    pub(super) ways: Vec<Way<'a>>,
    /// Where none applies, the agreements that came furthest, or that stand in the way of those that do.
    pub(super) nearest: Vec<Candidate<'a>>,
    /// Where none applies, whether that may be because one is out of date; also where that one would leave out all that do.
    pub(super) out_of_date: bool,
}

/// An agreement, or a pair, as far as it came.
pub(super) struct Tried<'a> {
    pub(super) first: Candidate<'a>,
    pub(super) second: Option<Candidate<'a>>,
    pub(super) outcome: Result<Way<'a>, Reached>,
    pub(super) trail: Trail<'a>,
}

impl<'a> Tried<'a> {
    /// The order among equals: by name.
    fn place(&self) -> impl Ord + use<'a> {
        (self.first.place(), self.second.map(|second| second.place()))
    }

    pub(super) fn agreements(&self) -> impl Iterator<Item = Candidate<'a>> + use<'a> {
        core::iter::once(self.first).chain(self.second)
    }

    /// The same, asked on past what is in doubt.
    pub(super) fn asked_on(&self, case: &Case<'a>, asked: &Asked<'a>) -> Self {
        let first = self.first;
        match self.second {
            Some(second) => onward::one([first, second], case, asked, Doubt::GoesOn),
            None => one(first, case, asked, Doubt::GoesOn),
        }
    }

    /// What it says when another one applies too.
    pub(super) fn precedence(&self) -> Precedence {
        self.first.contents.precedence
    }
}

/// Every way that applies, with the checks that led to it.
pub(super) fn find<'a>(
    case: &Case<'a>,
    asked: &Asked<'a>,
    until: &mut Until,
    trail: &mut Trail<'a>,
) -> Ways<'a> {
    let direct = asked.agreements.direct(asked.here, case.there).into_iter();
    let mut tried: Vec<Tried<'a>> = direct
        .map(|candidate| one(candidate, case, asked, Doubt::Stops))
        .collect();
    let is_direct = !tried.is_empty();
    if !is_direct {
        tried = onward::pairs(case, asked);
    }
    tried.sort_by_key(Tried::place);
    for looked_at in tried.iter().flat_map(Tried::agreements) {
        until.agreement(&looked_at, asked);
        let of_type = looked_at.contents.equivalences.iter();
        of_type
            .filter(|equivalence| !is_direct || equivalence.pointed_type == case.doc_type)
            .for_each(|equivalence| until.provision(equivalence));
    }
    precedence::leave_superseded_out(&mut tried, asked, until, trail);
    if tried.iter().any(|tried| tried.outcome.is_ok()) {
        applying(tried, case, asked, trail)
    } else {
        none(tried, case, asked, trail)
    }
}

/// 6.1 to 6.3 of one agreement that leads directly.
fn one<'a>(
    candidate: Candidate<'a>,
    case: &Case<'a>,
    asked: &Asked<'a>,
    doubt: Doubt,
) -> Tried<'a> {
    let mut trail = Trail::default();
    let contents = candidate.contents;
    let outcome = select::counts(&candidate, asked, doubt, &mut trail)
        .and_then(|()| select::in_force(contents, case.issued, asked.now, doubt, &mut trail))
        .and_then(|()| {
            let place = Place::Here(asked.here);
            select::provision(contents, case.doc_type, place, asked, &mut trail)
        })
        .map(|equivalence| Way {
            first: Hop {
                candidate,
                equivalence,
            },
            second: None,
        });
    Tried {
        first: candidate,
        second: None,
        outcome,
        trail,
    }
}

/// Some apply: what failed of the others does not count, but for one that is in doubt and would count before them or beside them.
fn applying<'a>(
    mut tried: Vec<Tried<'a>>,
    case: &Case<'a>,
    asked: &Asked<'a>,
    trail: &mut Trail<'a>,
) -> Ways<'a> {
    // 6.4.2
    precedence::leave_others_out(&mut tried, trail);
    // 6.4.3
    let in_doubt = precedence::in_doubt(&mut tried, case, asked);
    let mut found = Ways {
        ways: Vec::with_capacity(1),
        nearest: Vec::new(),
        out_of_date: matches!(in_doubt, Some((_, InDoubt::OutOfDate))),
    };
    for (place, mut one) in tried.into_iter().enumerate() {
        match (in_doubt, one.outcome) {
            (None, Ok(way)) => found.ways.push(way),
            (Some((first, _)), _) if place == first => found.nearest = one.agreements().collect(),
            (Some(_), Ok(_)) => {
                precedence::left_out("6.4.3", &one, trail);
                continue;
            }
            (_, Err(_)) => one.trail.put_aside(),
        }
        trail.checks.append(&mut one.trail.checks);
    }
    found
}

/// None applies: the reasons are those against the one that came furthest, or that one is out of date.
fn none<'a>(
    tried: Vec<Tried<'a>>,
    case: &Case<'_>,
    asked: &Asked<'_>,
    trail: &mut Trail<'a>,
) -> Ways<'a> {
    let reached = |tried: &Tried<'_>| tried.outcome.err().unwrap_or(Reached::Provision);
    let stale = tried
        .iter()
        .position(|tried| reached(tried) == Reached::Counts);
    // Of equals `max_by_key` would take the last.
    let furthest = tried.iter().map(reached).max();
    let nearest = stale.or_else(|| tried.iter().position(|t| Some(reached(t)) == furthest));
    let mut ways = Ways {
        ways: Vec::new(),
        nearest: Vec::new(),
        out_of_date: stale.is_some(),
    };
    if nearest.is_none() {
        let here = asked.here.to_string();
        let there = case.there.to_string();
        trail.fail("6.1", Reason::NoAgreement { here, there });
    }
    for (place, mut one) in tried.into_iter().enumerate() {
        if Some(place) == nearest {
            ways.nearest = one.agreements().collect();
        } else {
            one.trail.put_aside();
        }
        trail.checks.append(&mut one.trail.checks);
    }
    ways
}

impl<'a> Trail<'a> {
    /// That one way was left out for another, which is no failure.
    pub(super) fn left_out(&mut self, step: &'static str, tried: &Tried<'a>, why: [&'a str; 2]) {
        let check = self.push(step, Outcome::Skipped).by(tried.first.id());
        check.clause = tried.second.map(|second| second.id());
        let [required, found] = why;
        check.compared(required, found);
    }
}
