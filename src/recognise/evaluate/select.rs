//! 6.1 to 6.3: whether one agreement counts, was in force, and has a provision for the licence.

use crate::{
    Reason,
    licence::Region,
    recognise::{
        agreement::{AgreementContents, Equivalence, EquivalenceStatus, Moment, RunOff},
        question::{Asked, Countersignature},
    },
    time::UnixTime,
};

use super::{
    Candidate,
    said::{Said, Words},
    trail::Trail,
};

/// What the choice of an agreement depends on, of the licence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case<'l> {
    pub(super) there: &'l Region,
    pub(super) doc_type: &'l str,
    /// The beginning of the day of issue, if it is known.
    pub(super) issued: Option<UnixTime>,
}

/// How far an agreement came: the further, the closer it is to the licence. In the order in which the steps are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reached {
    Onward,
    Counts,
    /// It was countersigned, by somebody of whom it is not known that he is entitled still.
    Lapsed,
    Countersigned,
    State,
    Type,
    Purpose,
    Territory,
    Validity,
    /// Past all of them.
    Provision,
}

/// What becomes of an agreement of which it is in doubt whether it applies: it is out of date by 6.1.1 or its countersignature by 6.1.2, or
/// 6.2 hangs on a day of issue that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It comes no further.
    Stops,
    /// It is asked on, to see whether it might apply (6.4.3).
    GoesOn,
}

/// 6.1: the document counts now, and has the countersignature if one is asked for.
pub(super) fn counts<'a>(
    candidate: &Candidate<'a>,
    asked: &Asked<'a>,
    doubt: Doubt,
    trail: &mut Trail<'a>,
) -> Result<(), Reached> {
    let AgreementContents {
        agreement_id: id,
        not_after,
        next_update,
        ..
    } = candidate.contents;
    let last = candidate.signer_until.min(*not_after);
    // 6.1.1
    if asked.now > last {
        let agreement = id.clone();
        let over = Reason::AgreementExpired {
            agreement,
            not_after: last,
        };
        let check = trail.unknown("6.1.1", over).by(id);
        check.compared(Words::CountsUntil(last), asked.now);
        if doubt == Doubt::Stops {
            return Err(Reached::Counts);
        }
    } else {
        let check = trail.pass("6.1.1").by(id);
        check.compared(Words::CountsUntil(last), asked.now);
        if asked.now > *next_update {
            check.reason = Some(Reason::AgreementStale {
                agreement: id.clone(),
                next_update: *next_update,
            });
        }
    }
    // 6.1.2
    if asked.countersignature == Countersignature::NotRequired {
        return Ok(());
    }
    match candidate.countersigned_until {
        Some(last) if asked.now <= last => {
            trail.pass("6.1.2").by(id);
            Ok(())
        }
        lapsed => {
            let agreement = id.clone();
            let missing = Reason::CountersignatureMissing { agreement };
            trail.fail("6.1.2", missing).by(id);
            match (lapsed, doubt) {
                (None, _) => Err(Reached::Countersigned),
                (Some(_), Doubt::Stops) => Err(Reached::Lapsed),
                (Some(_), Doubt::GoesOn) => Ok(()),
            }
        }
    }
}

/// 6.2: enacted at each moment that the agreement names, or running off.
pub(super) fn in_force<'a>(
    contents: &'a AgreementContents,
    issued: Option<UnixTime>,
    now: UnixTime,
    doubt: Doubt,
    trail: &mut Trail<'a>,
) -> Result<(), Reached> {
    let id = &contents.agreement_id;
    let mut held = Ok(());
    for moment in [Moment::Issuance, Moment::Use] {
        if !contents.require_enacted_at.contains(&moment) {
            continue;
        }
        let (required, at) = match moment {
            Moment::Issuance => ("enacted at issuance", issued),
            Moment::Use => ("enacted at use", Some(now)),
        };
        let state = match (moment, at) {
            (_, None) => Err(Reason::IssuanceUnknown {
                agreement: id.clone(),
            }),
            (Moment::Issuance, Some(at)) => enacted(contents, at),
            (Moment::Use, Some(_)) => enacted(contents, now)
                .or_else(|reason| run_off(contents, issued, now).unwrap_or(Err(reason))),
        };
        let check = match state {
            Ok(()) => trail.pass("6.2"),
            Err(reason @ Reason::IssuanceUnknown { .. }) => {
                if doubt == Doubt::Stops {
                    held = Err(Reached::State);
                }
                trail.unknown("6.2", reason)
            }
            Err(reason) => {
                held = Err(Reached::State);
                trail.fail("6.2", reason)
            }
        };
        check.by(id).required = Some(required.into());
        check.found = at.map(Said::from);
    }
    held
}

/// Whether the state that holds at `at` is `enacted`, and `validUntil` has not come.
fn enacted(contents: &AgreementContents, at: UnixTime) -> Result<(), Reason> {
    let agreement = || contents.agreement_id.clone();
    if let Some(over) = contents.valid_until.filter(|over| at >= *over) {
        let (agreement, since) = (agreement(), over);
        return Err(Reason::AgreementRepealed { agreement, since });
    }
    let Some(state) = contents.state_at(at) else {
        let first = contents.states().map(|state| state.starting_time).min();
        return Err(Reason::AgreementNotYet {
            agreement: agreement(),
            from: first.unwrap_or(at),
        });
    };
    let since = state.starting_time;
    match state.status {
        EquivalenceStatus::Enacted => Ok(()),
        EquivalenceStatus::Suspended => Err(Reason::AgreementSuspended {
            agreement: agreement(),
            since,
        }),
        EquivalenceStatus::Repealed => Err(Reason::AgreementRepealed {
            agreement: agreement(),
            since,
        }),
    }
}

/// What is left of an agreement that is repealed now; `None` where it leaves nothing, or is not repealed but over.
fn run_off(
    contents: &AgreementContents,
    issued: Option<UnixTime>,
    now: UnixTime,
) -> Option<Result<(), Reason>> {
    let RunOff {
        issued_before,
        until,
    } = contents.run_off?;
    let repealed = contents
        .state_at(now)
        .is_some_and(|state| state.status == EquivalenceStatus::Repealed);
    let over = contents.valid_until.is_some_and(|over| now >= over);
    if !repealed || over {
        return None;
    }
    let agreement = contents.agreement_id.clone();
    Some(match issued {
        _ if now >= until => Err(Reason::RunOffOver { agreement, until }),
        None => Err(Reason::IssuanceUnknown { agreement }),
        Some(issued) if issued < issued_before => Ok(()),
        Some(_) => Err(Reason::RunOffOver { agreement, until }),
    })
}

/// Where a provision must apply.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'p> {
    /// At the verifier's.
    Here(&'p Region),
    /// Anywhere, as the second of two: one that is for a part of the region is not for another region.
    Everywhere,
}

/// 6.3: the provision for this type and purpose, at this place and time.
pub(super) fn provision<'a>(
    contents: &'a AgreementContents,
    doc_type: &'a str,
    place: Place<'_>,
    asked: &Asked<'a>,
    trail: &mut Trail<'a>,
) -> Result<&'a Equivalence, Reached> {
    let id = &contents.agreement_id;
    let mut nearest: Option<(Reached, &Equivalence)> = None;
    for equivalence in &contents.equivalences {
        if equivalence.pointed_type != doc_type {
            continue;
        }
        let reached = reach(equivalence, place, asked);
        if reached == Reached::Provision {
            let check = trail
                .pass("6.3")
                .by(id)
                .of_clause(&equivalence.equivalence_id);
            check.compared(asked.purpose, doc_type);
            return Ok(equivalence);
        }
        if nearest.is_none_or(|(other, _)| reached > other) {
            nearest = Some((reached, equivalence));
        }
    }
    let agreement = id.clone();
    let Some((reached, equivalence)) = nearest else {
        let doc_type = doc_type.to_owned();
        trail
            .fail(
                "6.3",
                Reason::TypeNotCovered {
                    agreement,
                    doc_type,
                },
            )
            .by(id);
        return Err(Reached::Type);
    };
    let reason = match (reached, equivalence.validity) {
        (Reached::Purpose, _) => Reason::PurposeNotCovered {
            agreement,
            purpose: asked.purpose.to_owned(),
        },
        (Reached::Validity, Some(validity)) => Reason::EquivalenceNotInForce {
            clause: equivalence.equivalence_id.clone(),
            since: match validity.until {
                Some(until) if until <= asked.now => until,
                _ => validity.from,
            },
        },
        _ => Reason::TerritoryNotCovered {
            agreement,
            region: asked.here.to_string(),
        },
    };
    let check = trail.fail("6.3", reason).by(id);
    check.of_clause(&equivalence.equivalence_id);
    Err(reached)
}

/// How far a provision for the type comes.
fn reach(equivalence: &Equivalence, place: Place<'_>, asked: &Asked<'_>) -> Reached {
    let territories = &equivalence.territories;
    let applies = territories.is_empty()
        || match place {
            Place::Here(here) => territories.iter().any(|region| region.contains(here)),
            Place::Everywhere => false,
        };
    if !equivalence
        .purposes
        .iter()
        .any(|purpose| purpose == asked.purpose)
    {
        Reached::Purpose
    } else if !applies {
        Reached::Territory
    } else if !equivalence
        .validity
        .is_none_or(|validity| validity.contains(asked.now))
    {
        Reached::Validity
    } else {
        Reached::Provision
    }
}
