//! A second evaluator, written from `spec/recognise.md` alone: slow, plain, and in its order.

mod condition;
mod facts;
mod holder;
mod leading;
mod view;

use std::collections::BTreeSet;

use elicence::{
    licence::Region,
    recognise::agreement::{
        AgreementContents, Clause, Effect, Equivalence, Exclusion, Kind, Precedence, VOCABULARY,
    },
    time::UnixTime,
};

pub(crate) use condition::{Truth, truth};
pub(crate) use facts::Facts;
pub(crate) use holder::{Holders, same_holder};
use leading::{Beside, Fell, Way};
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

pub(crate) fn recognise(licence: &Facts<'_>, ask: &Ask<'_>) -> Answer {
    // 6.0
    let Some(there) = licence.region() else {
        return Answer::no("recognise.region-unknown");
    };
    if ask.here.contains(there) || there.contains(&ask.here) {
        return Answer::plain("recognised", None);
    }
    // 6.1 to 6.3, 6.4.1 and 6.5
    let (passing, fallen) = leading::find(licence, ask, there, Beside::Nothing);
    if passing.is_empty() {
        return none_passes(fallen);
    }
    // 6.4.3
    if let Some(answer) = in_doubt(&passing, licence, ask, there) {
        return answer;
    }
    // 6.4.2
    let ways = those_that_count(passing);
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

/// 6.4.2
fn those_that_count(ways: Vec<Way<'_>>) -> Vec<Way<'_>> {
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

/// 6.4.3: where what is in doubt is in the way, the answer.
fn in_doubt(
    passing: &[Way<'_>],
    licence: &Facts<'_>,
    ask: &Ask<'_>,
    there: &Region,
) -> Option<Answer> {
    let but_for = |beside| leading::find(licence, ask, there, beside).0;
    let is_new = |way: &Way<'_>, others: &[Way<'_>]| !others.iter().any(|o| o.name() == way.name());
    let with_day = but_for(Beside::Day);
    let all = but_for(Beside::DayAndDate);
    for way in all.iter().filter(|way| is_new(way, &with_day)) {
        let mut together = with_day.clone();
        together.push(way.clone());
        let left = those_that_count(together);
        if left.len() == 1 && left[0].name() == way.name() {
            let expired = Some("recognise.agreement-expired");
            return Some(Answer::plain("indeterminate", expired));
        }
    }
    let left = those_that_count(with_day);
    let unknown = left.iter().any(|way| is_new(way, passing));
    unknown.then(|| Answer::no("recognise.issuance-unknown"))
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
                .any(|c| !matches!(truth(&c.kind, facts), Truth::False | Truth::Stale))
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
