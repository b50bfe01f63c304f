//! A second evaluator, written from `spec/recognise.md` alone: slow, plain, and in its order.

mod condition;
mod facts;
mod holder;
mod view;

use std::collections::BTreeSet;

use elicence::{
    licence::Region,
    recognise::agreement::{
        AgreementContents, Clause, Effect, Equivalence, EquivalenceStatus, Exclusion, Kind, Moment,
        Party, Precedence, VOCABULARY,
    },
    time::UnixTime,
};

pub(crate) use condition::{Truth, truth};
pub(crate) use facts::Facts;
pub(crate) use holder::{Holders, same_holder};
pub(crate) use view::View;

/// What the verifier gives beside the licence.
pub(crate) struct Ask<'a> {
    pub(crate) here: Region,
    pub(crate) purpose: &'a str,
    pub(crate) agreements: &'a [Held<'a>],
    pub(crate) supplements: &'a [&'a Facts<'a>],
    pub(crate) countersignature_required: bool,
}

/// An agreement that was taken.
#[derive(Clone, Copy)]
pub(crate) struct Held<'a> {
    pub(crate) contents: &'a AgreementContents,
    pub(crate) countersigned: bool,
    pub(crate) signer_until: UnixTime,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) word: &'static str,
    pub(crate) code: Option<&'static str>,
    /// The agreements that the answer cites, by name.
    pub(crate) cited: Vec<String>,
    pub(crate) local_type: Option<String>,
    pub(crate) view: Option<View>,
    /// The supplements that are still needed.
    pub(crate) needed: Vec<String>,
    effect: Option<Effect>,
    /// What kinds of supplements are still needed.
    kinds: BTreeSet<String>,
}

impl Answer {
    fn plain(word: &'static str, code: Option<&'static str>) -> Self {
        Self {
            word,
            code,
            cited: Vec::new(),
            local_type: None,
            view: None,
            needed: Vec::new(),
            effect: None,
            kinds: BTreeSet::new(),
        }
    }

    fn no(code: &'static str) -> Self {
        Self::plain("not-recognised", Some(code))
    }
}

/// Why one agreement does not apply, and how far it came.
#[derive(Clone, Debug, PartialEq)]
struct Fell {
    stage: u8,
    code: &'static str,
    name: String,
}

/// An agreement with its provision, or two of them one after the other: the first leads here, the last to the licence.
struct Way<'a> {
    steps: Vec<(Held<'a>, &'a Equivalence)>,
}

pub(crate) fn recognise(licence: &Facts<'_>, ask: &Ask<'_>) -> Answer {
    // 6.0
    let Some(there) = licence.region() else {
        return Answer::no("recognise.region-unknown");
    };
    if ask.here.contains(there) || there.contains(&ask.here) {
        return Answer::plain("recognised", None);
    }
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
    let (ways, fallen) = if direct.is_empty() {
        onward(&left, licence, ask, there)
    } else {
        let is_left = |held: &&Held<'_>| {
            left.iter()
                .any(|other| std::ptr::eq(other.contents, held.contents))
        };
        straight(
            &direct.iter().filter(is_left).copied().collect::<Vec<_>>(),
            licence,
            ask,
        )
    };
    // 6.4.2
    let ways = one_answer(ways);
    if ways.is_empty() {
        return none_passes(fallen);
    }
    let judged: Vec<Answer> = ways.iter().map(|way| judge(way, licence, ask)).collect();
    let first = &judged[0];
    let counts = |answer: &Answer| answer.word.starts_with("recognised");
    let differs = judged.iter().any(|other| {
        let said = |answer: &Answer| {
            (
                answer.local_type.clone(),
                answer.effect,
                answer.view.clone(),
                answer.kinds.clone(),
            )
        };
        other.word != first.word || counts(first) && said(other) != said(first)
    });
    if differs {
        let mut answer = Answer::plain("indeterminate", Some("recognise.agreement-conflict"));
        answer.cited = judged.into_iter().flat_map(|each| each.cited).collect();
        answer.cited.sort();
        answer.cited.dedup();
        return answer;
    }
    let named = judged.into_iter().min_by(|a, b| a.cited.cmp(&b.cited));
    named.unwrap()
}

/// 6.1 to 6.3 for each agreement that leads directly.
fn straight<'a>(
    direct: &[Held<'a>],
    licence: &Facts<'_>,
    ask: &Ask<'_>,
) -> (Vec<Way<'a>>, Vec<Fell>) {
    let (mut ways, mut fallen) = (Vec::new(), Vec::new());
    for held in direct {
        let now = licence.now();
        let found = usable(held, ask, now)
            .and_then(|()| in_force(held.contents, licence.issued(), now))
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
            match pair(first, second, licence, ask, there) {
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
    usable(first, ask, now)?;
    usable(second, ask, now)?;
    in_force(a, licence.issued(), now)?;
    in_force(b, licence.issued(), now)?;
    let of_second = provision(b, licence.doc_type(), ask.purpose, None, now)?;
    let here = Some(&ask.here);
    let of_first = provision(a, &of_second.pointing_type, ask.purpose, here, now)?;
    Ok(vec![(*first, of_first), (*second, of_second)])
}

/// 6.1.1 and 6.1.2
fn usable(held: &Held<'_>, ask: &Ask<'_>, now: UnixTime) -> Result<(), (u8, &'static str)> {
    if now > held.contents.not_after || now > held.signer_until {
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
            Moment::Issuance => issued.ok_or((3, "recognise.issuance-unknown"))?,
        };
        let Some(code) = not_enacted(at) else {
            continue;
        };
        let repealed =
            moment == Moment::Use && state(now) == Some(EquivalenceStatus::Repealed) && !over(now);
        match agreement.run_off.filter(|_| repealed) {
            Some(run_off) if issued.is_none() && now < run_off.until => {
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

/// 6.4.2
fn one_answer(ways: Vec<Way<'_>>) -> Vec<Way<'_>> {
    let precedence = |way: &Way<'_>| way.steps[0].0.contents.precedence;
    let keep = if ways
        .iter()
        .any(|way| precedence(way) == Precedence::Prevails)
    {
        |p| p == Precedence::Prevails
    } else if ways.iter().any(|way| precedence(way) != Precedence::Yields) {
        |p| p != Precedence::Yields
    } else {
        |_| true
    };
    ways.into_iter()
        .filter(|way| keep(precedence(way)))
        .collect()
}

fn none_passes(mut fallen: Vec<Fell>) -> Answer {
    let expired = "recognise.agreement-expired";
    if fallen.iter().any(|fell| fell.code == expired) {
        return Answer::plain("indeterminate", Some(expired));
    }
    fallen.sort_by(|a, b| b.stage.cmp(&a.stage).then_with(|| a.name.cmp(&b.name)));
    Answer::no(
        fallen
            .first()
            .map_or("recognise.no-agreement", |fell| fell.code),
    )
}

/// 6.6 to 6.8, of one agreement or of two.
fn judge(way: &Way<'_>, licence: &Facts<'_>, ask: &Ask<'_>) -> Answer {
    let onward = way.steps.len() == 2;
    let mut answer = Answer::plain("recognised", None);
    answer.cited = way
        .steps
        .iter()
        .map(|(held, _)| held.contents.agreement_id.clone())
        .collect();
    answer.local_type = Some(way.steps[0].1.pointing_type.clone());
    answer.effect = way
        .steps
        .iter()
        .map(|(_, equivalence)| equivalence.effect)
        .max();

    // The second is asked about the licence, the first about what the second makes of it.
    let mut asked: Vec<(&AgreementContents, &Equivalence, Facts<'_>)> = Vec::new();
    let mut mapping = Vec::new();
    let mut view: Option<View> = None;
    let mut facts = licence.clone();
    for (held, equivalence) in way.steps.iter().rev() {
        asked.push((held.contents, equivalence, facts.clone()));
        let (shown, faults) = view::of(&facts, equivalence, onward);
        mapping.extend(faults);
        facts = facts.seen_as(&equivalence.pointing_type, &shown);
        view = Some(shown);
    }

    let mut codes: Vec<&'static str> = Vec::new();
    // 6.6.1
    for (agreement, equivalence, _) in &asked {
        if agreement.condition_vocabulary != VOCABULARY || unknown_kinds(agreement, equivalence) {
            return Answer {
                word: "not-recognised",
                code: Some("recognise.vocabulary-unknown"),
                ..answer
            };
        }
    }
    // 6.6.2
    for (agreement, _, facts) in &asked {
        let hits = |exclusion: &Exclusion| {
            exclusion
                .any
                .iter()
                .any(|c| truth(&c.kind, facts) != Truth::False)
        };
        if agreement.exclusions.iter().any(hits) {
            codes.push("recognise.excluded");
        }
    }
    // 6.6.3
    for (_, equivalence, facts) in &asked {
        let valid = &equivalence.status_equivalence.valid;
        if facts
            .status_values()
            .iter()
            .any(|value| !valid.contains(value))
        {
            codes.push("recognise.status-not-equivalent");
        }
    }
    // 6.6.4
    for (_, equivalence, facts) in &asked {
        codes.extend(
            equivalence
                .conditions
                .iter()
                .filter_map(|clause| fails(clause, facts)),
        );
    }
    // 6.7
    codes.extend(mapping);
    if let Some(code) = codes.first() {
        let answer = Answer {
            word: "not-recognised",
            code: Some(code),
            ..answer
        };
        return answer;
    }
    answer.view = view;

    // 6.8
    for (_, equivalence, facts) in &asked {
        for supplement in &equivalence.supplements {
            let waived = !supplement.unless.is_empty()
                && supplement
                    .unless
                    .iter()
                    .all(|c| truth(&c.kind, facts) == Truth::True);
            if !waived && !presented(supplement.doc_type.as_deref(), licence, ask) {
                answer.needed.push(supplement.id.clone());
                let (kind, doc_type) = (
                    supplement.evidence_type.clone(),
                    supplement.doc_type.clone(),
                );
                answer
                    .kinds
                    .insert(format!("{kind} {doc_type:?} {:?}", supplement.deadline));
            }
        }
    }
    answer.needed.sort();
    if !answer.needed.is_empty() {
        answer.word = "recognised-with-supplements";
        answer.code = Some("recognise.supplement-required");
    }
    answer
}

fn unknown_kinds(agreement: &AgreementContents, equivalence: &Equivalence) -> bool {
    let excluding = agreement
        .exclusions
        .iter()
        .flat_map(|exclusion| &exclusion.any);
    let asking = equivalence.conditions.iter().flat_map(Clause::conditions);
    let waiving = equivalence
        .supplements
        .iter()
        .flat_map(|supplement| &supplement.unless);
    let mut all = excluding.chain(asking).chain(waiving);
    all.any(|condition| matches!(condition.kind, Kind::Other { .. }))
}

/// The code of a clause that does not hold.
fn fails(clause: &Clause, facts: &Facts<'_>) -> Option<&'static str> {
    let found: Vec<Truth> = clause
        .conditions()
        .iter()
        .map(|c| truth(&c.kind, facts))
        .collect();
    if found.contains(&Truth::True) {
        return None;
    }
    let first = [
        (Truth::NotKnown, "recognise.data-missing"),
        (Truth::Stale, "recognise.status-stale"),
        (Truth::False, "recognise.condition-not-met"),
    ];
    first
        .into_iter()
        .find(|(truth, _)| found.contains(truth))
        .map(|(_, code)| code)
}

/// Section 6.
fn presented(doc_type: Option<&str>, licence: &Facts<'_>, ask: &Ask<'_>) -> bool {
    let Some(wanted) = doc_type else { return false };
    ask.supplements.iter().any(|paper| {
        let alone = Ask {
            here: ask.here.clone(),
            supplements: &[],
            ..*ask
        };
        let found = recognise(paper, &alone);
        let is_of = paper.doc_type() == wanted || found.local_type.as_deref() == Some(wanted);
        is_of && found.word == "recognised" && same_holder(licence, paper) == Holders::Same
    })
}
