//! 6.0 to 6.5 without a licence: what the agreements say about a type of a region.

use crate::{Reason, licence::Region, recognise::question::Asked};

use super::{
    clauses, needs_none,
    select::Case,
    trail::Trail,
    until::Until,
    ways::{self, Way},
};

/// Which provisions of which agreements lead from a type of a region to here.
#[derive(Debug)]
pub(in crate::recognise) enum Provision<'a> {
    /// The one region contains the other: no agreement is needed.
    NotNeeded,
    /// These do, by name. Where there are several each must give the same answer about a licence.
    By(Vec<Way<'a>>),
    /// None does.
    None(Vec<Reason>),
    /// None does, and one that is out of date might; or such a one would leave out all that do (6.4.3).
    Indeterminate(Vec<Reason>),
}

/// What applies at `asked.now` to a licence of `doc_type` from `there` that is issued now.
///
/// When a licence was issued is not known without one. An agreement that must have been in force at issuance is therefore asked about
/// now, and one that only runs off gives [`Provision::None`].
pub(in crate::recognise) fn provision<'a>(
    there: &'a Region,
    doc_type: &'a str,
    asked: &Asked<'a>,
) -> Provision<'a> {
    if needs_none(asked.here, there) {
        return Provision::NotNeeded;
    }
    let case = Case {
        there,
        doc_type,
        issued: Some(asked.now),
    };
    let mut trail = Trail::default();
    let mut until = Until::new(asked.now, asked.now);
    let found = ways::find(&case, asked, &mut until, &mut trail);
    if !found.ways.is_empty() {
        return Provision::By(found.ways);
    }
    let reasons = trail.reasons();
    if found.out_of_date {
        Provision::Indeterminate(reasons)
    } else {
        Provision::None(reasons)
    }
}

/// 6.6.1: whether every condition on the way is one that this version evaluates. Where not, no licence is recognised.
pub(in crate::recognise) fn is_understood(way: &Way<'_>) -> bool {
    let mut hops = way.hops();
    hops.all(|hop| clauses::vocabulary(&hop, &mut Trail::default()))
}
