//! 6.6: exclusions, status and conditions of one agreement. All are asked, so that the holder learns everything at once.

use crate::{
    Reason,
    recognise::{
        ClauseCheck,
        agreement::{AgreementContents, Condition, Equivalence, Kind, VOCABULARY},
    },
    time::UnixTime,
};

use super::{
    condition::{Answer, ask},
    said::Words,
    seen::Seen,
    trail::Trail,
    until::Until,
    ways::Hop,
    words,
};

/// 6.6.1: every condition is one that this version evaluates. Where not, none of them is asked.
pub(super) fn vocabulary<'a>(hop: &Hop<'a>, trail: &mut Trail<'a>) -> bool {
    let AgreementContents {
        agreement_id: id,
        condition_vocabulary,
        exclusions,
        ..
    } = hop.candidate.contents;
    let clause = hop.equivalence.equivalence_id.as_str();
    if condition_vocabulary != VOCABULARY {
        let kind = condition_vocabulary.clone();
        unknown_kind(id, clause, kind, trail);
        return false;
    }
    let excluding = exclusions.iter().flat_map(|exclusion| &exclusion.any);
    let clauses = hop.equivalence.conditions.iter();
    let asking = clauses.flat_map(|clause| clause.conditions());
    let supplements = hop.equivalence.supplements.iter();
    let unless = supplements.flat_map(|supplement| &supplement.unless);
    let mut all = true;
    for condition in excluding.chain(asking).chain(unless) {
        if let Kind::Other { kind } = &condition.kind {
            unknown_kind(id, &condition.id, kind.clone(), trail);
            all = false;
        }
    }
    if all {
        trail.pass("6.6.1").by(id).of_clause(clause);
    }
    all
}

fn unknown_kind<'a>(agreement: &'a str, clause: &'a str, kind: String, trail: &mut Trail<'a>) {
    let reason = Reason::AgreementVocabulary {
        clause: clause.to_owned(),
        kind,
    };
    let check = trail.unknown("6.6.1", reason);
    check.by(agreement).of_clause(clause);
}

/// 6.6.2: nothing excludes the licence; what is not known excludes it.
pub(super) fn exclusions<'a>(
    contents: &'a AgreementContents,
    seen: &Seen<'_, 'a>,
    now: UnixTime,
    until: &mut Until,
    trail: &mut Trail<'a>,
) {
    const STEP: &str = "6.6.2";
    for exclusion in &contents.exclusions {
        let reason = || Reason::Excluded {
            clause: exclusion.id.clone(),
        };
        for condition in &exclusion.any {
            let check = match ask(&condition.kind, seen, now, until) {
                Answer::False => trail.pass(STEP),
                Answer::True => trail.fail(STEP, reason()),
                Answer::Unknown => trail.unknown(STEP, reason()),
            };
            describe(check, &contents.agreement_id, condition, seen);
            // Turned round: what the agreement asks for is that it does not hold.
            check.required = Some(Words::AsksNot(&condition.kind).into());
        }
    }
}

/// 6.6.3: every status that a list gave counts as valid.
pub(super) fn status<'a>(hop: &Hop<'a>, seen: &Seen<'_, 'a>, trail: &mut Trail<'a>) {
    const STEP: &str = "6.6.3";
    let Equivalence {
        equivalence_id: clause,
        status_equivalence,
        ..
    } = hop.equivalence;
    let valid = &status_equivalence.valid;
    let required = || Words::Statuses(valid);
    let given = seen.subject.statuses.iter();
    let mut values: Vec<u8> = given.filter_map(|(value, _)| *value).collect();
    values.sort_unstable();
    values.dedup();
    for value in &values {
        let check = if valid.contains(&u64::from(*value)) {
            trail.pass(STEP)
        } else {
            let (clause, value) = (clause.clone(), *value);
            trail.fail(STEP, Reason::StatusNotEquivalent { clause, value })
        };
        check.by(hop.candidate.id()).of_clause(clause);
        check.compared(required(), Words::Status(*value));
    }
    if values.is_empty() {
        let check = trail.pass(STEP).by(hop.candidate.id());
        check.of_clause(clause).required = Some(required().into());
    }
}

/// 6.6.4: every clause holds; of a choice, one condition.
pub(super) fn conditions<'a>(
    hop: &Hop<'a>,
    seen: &Seen<'_, 'a>,
    now: UnixTime,
    until: &mut Until,
    trail: &mut Trail<'a>,
) {
    const STEP: &str = "6.6.4";
    for clause in &hop.equivalence.conditions {
        let conditions = clause.conditions();
        let first = trail.checks.len();
        let mut holds = false;
        for condition in conditions {
            let check = match ask(&condition.kind, seen, now, until) {
                Answer::True => {
                    holds = true;
                    trail.pass(STEP)
                }
                Answer::False => trail.fail(STEP, not_met(condition, seen)),
                Answer::Unknown => trail.unknown(STEP, missing(condition)),
            };
            describe(check, hop.candidate.id(), condition, seen);
        }
        if holds {
            trail.put_aside_from(first); // the others of the choice
        } else {
            // A choice without a true condition is not known if one of them is not.
            let made = trail.checks.get_mut(first..).unwrap_or_default();
            made.sort_by_key(|check| weight(check.reason.as_ref()));
        }
    }
}

/// What stands first of a choice of which nothing holds.
const fn weight(reason: Option<&Reason>) -> u8 {
    match reason {
        Some(Reason::DataMissing { .. }) => 0,
        Some(Reason::StatusStale { .. }) => 1,
        _ => 2,
    }
}

fn describe<'a>(
    check: &mut ClauseCheck<'a>,
    agreement: &'a str,
    condition: &'a Condition,
    seen: &Seen<'_, 'a>,
) {
    check.by(agreement).of_clause(&condition.id);
    check.required = Some(Words::Asks(&condition.kind).into());
    check.found = words::found(&condition.kind, seen);
}

fn not_met(condition: &Condition, seen: &Seen<'_, '_>) -> Reason {
    let clause = condition.id.clone();
    let statuses = seen.subject.statuses.iter();
    match (&condition.kind, statuses.map(|(_, made)| *made).min()) {
        (Kind::StatusFresh { .. }, Some(issued)) => Reason::StatusStale { clause, issued },
        _ => Reason::ConditionNotMet { clause },
    }
}

fn missing(condition: &Condition) -> Reason {
    Reason::DataMissing {
        clause: condition.id.clone(),
        what: words::missing(&condition.kind),
    }
}
