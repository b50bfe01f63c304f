//! 6.1 to 6.3, 6.4.1 and 6.5: which agreements lead from the licence to here.

use elicence::{
    licence::Region,
    recognise::agreement::{AgreementContents, Equivalence, EquivalenceStatus, Moment, Party},
    time::UnixTime,
};

use super::{Ask, Facts, Held};

/// An agreement with its provision, or two of them one after the other: the first leads here, the last to the licence.
#[derive(Clone)]
pub(super) struct Way<'a> {
    pub(super) steps: Vec<(Held<'a>, &'a Equivalence)>,
}

impl Way<'_> {
    pub(super) fn name(&self) -> Vec<&str> {
        let steps = self.steps.iter();
        steps
            .map(|(held, _)| held.contents.agreement_id.as_str())
            .collect()
    }
}

/// Why one agreement does not apply, and how far it came.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fell {
    pub(super) stage: u8,
    pub(super) code: &'static str,
    pub(super) name: String,
}

/// What an agreement may fail by and is asked on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Beside {
    Nothing,
    /// A day of issue that is not known.
    Day,
    /// That, and 6.1.1.
    DayAndDate,
}

/// Those that pass, and those that do not.
pub(super) fn find<'a>(
    licence: &Facts<'_>,
    ask: &Ask<'a>,
    there: &Region,
    beside: Beside,
) -> (Vec<Way<'a>>, Vec<Fell>) {
    // 6.4.1: what is superseded is as though it had not been taken, but that it still leads directly.
    let left: Vec<Held<'_>> = ask
        .agreements
        .iter()
        .filter(|held| !superseded(held.contents, ask, licence.now()))
        .copied()
        .collect();
    // 6.1
    let direct: Vec<Held<'_>> = ask
        .agreements
        .iter()
        .filter(|held| {
            let agreement = held.contents;
            agreement.pointing_party.territory.contains(&ask.here)
                && agreement.pointed_party.territory.contains(there)
        })
        .copied()
        .collect();
    if direct.is_empty() {
        return onward(&left, licence, ask, there, beside);
    }
    let is_left = |held: &&Held<'_>| {
        left.iter()
            .any(|other| std::ptr::eq(other.contents, held.contents))
    };
    let direct: Vec<_> = direct.iter().filter(is_left).copied().collect();
    straight(&direct, licence, ask, beside)
}

/// 6.1 to 6.3 for each agreement that leads directly.
fn straight<'a>(
    direct: &[Held<'a>],
    licence: &Facts<'_>,
    ask: &Ask<'_>,
    beside: Beside,
) -> (Vec<Way<'a>>, Vec<Fell>) {
    let (mut ways, mut fallen) = (Vec::new(), Vec::new());
    for held in direct {
        let now = licence.now();
        let found = usable(held, ask, now, beside)
            .and_then(|()| in_force(held.contents, licence.issued(), now, beside))
            .and_then(|()| {
                let here = Some(&ask.here);
                provision(held.contents, licence.doc_type(), ask.purpose, here, now)
            });
        match found {
            Ok(equivalence) => ways.push(Way {
                steps: vec![(*held, equivalence)],
            }),
            Err((stage, code)) => fallen.push(Fell {
                stage,
                code,
                name: held.contents.agreement_id.clone(),
            }),
        }
    }
    (ways, fallen)
}

/// 6.5: every pair.
fn onward<'a>(
    left: &[Held<'a>],
    licence: &Facts<'_>,
    ask: &Ask<'_>,
    there: &Region,
    beside: Beside,
) -> (Vec<Way<'a>>, Vec<Fell>) {
    let (mut ways, mut fallen) = (Vec::new(), Vec::new());
    for first in left {
        for second in left {
            let (a, b) = (first.contents, second.contents);
            let met = is_one(&a.pointed_party, &b.pointing_party);
            let leads = a.pointing_party.territory.contains(&ask.here)
                && b.pointed_party.territory.contains(there);
            if !met || !leads {
                continue;
            }
            match pair(first, second, licence, ask, there, beside) {
                Ok(steps) => ways.push(Way { steps }),
                Err((stage, code)) => fallen.push(Fell {
                    stage,
                    code,
                    name: format!("{} {}", a.agreement_id, b.agreement_id),
                }),
            }
        }
    }
    (ways, fallen)
}

type Steps<'a> = Vec<(Held<'a>, &'a Equivalence)>;

fn pair<'a>(
    first: &Held<'a>,
    second: &Held<'a>,
    licence: &Facts<'_>,
    ask: &Ask<'_>,
    there: &Region,
    beside: Beside,
) -> Result<Steps<'a>, (u8, &'static str)> {
    let (a, b) = (first.contents, second.contents);
    let now = licence.now();
    // 6.5.1
    if a.mra_depth != 1 {
        return Err((0, "recognise.depth-exceeded"));
    }
    if !a.onward_parties.iter().any(|party| party.contains(there)) || !b.onward_use {
        return Err((0, "recognise.not-transitive"));
    }
    // 6.5.2
    usable(first, ask, now, beside)?;
    usable(second, ask, now, beside)?;
    in_force(a, licence.issued(), now, beside)?;
    in_force(b, licence.issued(), now, beside)?;
    let of_second = provision(b, licence.doc_type(), ask.purpose, None, now)?;
    let here = Some(&ask.here);
    let of_first = provision(a, &of_second.pointing_type, ask.purpose, here, now)?;
    Ok(vec![(*first, of_first), (*second, of_second)])
}

/// 6.1.1 and 6.1.2
fn usable(
    held: &Held<'_>,
    ask: &Ask<'_>,
    now: UnixTime,
    beside: Beside,
) -> Result<(), (u8, &'static str)> {
    let over = now > held.contents.not_after || now > held.signer_until;
    if over && beside != Beside::DayAndDate {
        return Err((1, "recognise.agreement-expired"));
    }
    if ask.countersignature_required && !held.countersigned {
        return Err((2, "recognise.countersignature-missing"));
    }
    Ok(())
}

/// 6.2
fn in_force(
    agreement: &AgreementContents,
    issued: Option<UnixTime>,
    now: UnixTime,
    beside: Beside,
) -> Result<(), (u8, &'static str)> {
    let over = |at: UnixTime| agreement.valid_until.is_some_and(|until| at >= until);
    let state = |at: UnixTime| {
        let mut begun: Vec<_> = agreement
            .equivalence_history
            .iter()
            .chain([&agreement.current_state])
            .filter(|state| state.starting_time <= at)
            .collect();
        begun.sort_by_key(|state| state.starting_time);
        begun.last().map(|state| state.status)
    };
    let not_enacted = |at: UnixTime| match state(at) {
        _ if over(at) => Some("recognise.agreement-repealed"),
        None => Some("recognise.agreement-not-yet"),
        Some(EquivalenceStatus::Suspended) => Some("recognise.agreement-suspended"),
        Some(EquivalenceStatus::Repealed) => Some("recognise.agreement-repealed"),
        Some(EquivalenceStatus::Enacted) => None,
    };
    for moment in [Moment::Issuance, Moment::Use] {
        if !agreement.require_enacted_at.contains(&moment) {
            continue;
        }
        let at = match moment {
            Moment::Use => now,
            Moment::Issuance => match issued {
                Some(day) => day,
                None if beside != Beside::Nothing => continue,
                None => return Err((3, "recognise.issuance-unknown")),
            },
        };
        let Some(code) = not_enacted(at) else {
            continue;
        };
        let repealed =
            moment == Moment::Use && state(now) == Some(EquivalenceStatus::Repealed) && !over(now);
        match agreement.run_off.filter(|_| repealed) {
            Some(run_off) if issued.is_none() && now < run_off.until => {
                if beside != Beside::Nothing {
                    continue;
                }
                return Err((3, "recognise.issuance-unknown"));
            }
            Some(run_off)
                if issued.is_some_and(|day| day < run_off.issued_before) && now < run_off.until => {
            }
            Some(_) => return Err((3, "recognise.run-off-over")),
            None => return Err((3, code)),
        }
    }
    Ok(())
}

/// 6.3
fn provision<'a>(
    agreement: &'a AgreementContents,
    doc_type: &str,
    purpose: &str,
    here: Option<&Region>,
    now: UnixTime,
) -> Result<&'a Equivalence, (u8, &'static str)> {
    let left: Vec<_> = agreement
        .equivalences
        .iter()
        .filter(|e| e.pointed_type == doc_type)
        .collect();
    if left.is_empty() {
        return Err((4, "recognise.type-not-covered"));
    }
    let left: Vec<_> = left
        .into_iter()
        .filter(|e| e.purposes.iter().any(|p| p == purpose))
        .collect();
    if left.is_empty() {
        return Err((5, "recognise.purpose-not-covered"));
    }
    let covers = |e: &&Equivalence| match here {
        Some(here) => e.territories.is_empty() || e.territories.iter().any(|t| t.contains(here)),
        None => e.territories.is_empty(),
    };
    let left: Vec<_> = left.into_iter().filter(covers).collect();
    if left.is_empty() {
        return Err((6, "recognise.territory-not-covered"));
    }
    let current = left
        .into_iter()
        .find(|e| e.validity.is_none_or(|interval| interval.contains(now)));
    current.ok_or((7, "recognise.equivalence-not-in-force"))
}

fn is_one(party: &Party, other: &Party) -> bool {
    party.territory == other.territory
        && party.list_id == other.list_id
        && party.entity_id == other.entity_id
}

/// 6.4.1
fn superseded(old: &AgreementContents, ask: &Ask<'_>, now: UnixTime) -> bool {
    ask.agreements
        .iter()
        .map(|held| held.contents)
        .any(|other| {
            let mut states = other
                .equivalence_history
                .iter()
                .chain([&other.current_state]);
            let begun = states.any(|state| state.starting_time <= now);
            let mut named = other.supersedes.iter();
            let names =
                named.any(|s| s.agreement_id == old.agreement_id && old.sequence_number <= s.up_to);
            begun && names && is_one(&other.pointing_party, &old.pointing_party)
        })
}
