//! The steps of `spec/recognise.md`: a pure function of the licence, what is beside it, the agreements and the question.
//!
//! ```text
//! 6.0 containment → 6.1 to 6.5 which provisions lead here → 6.6 clauses → 6.7 view → 6.8 supplements
//! ```

mod clauses;
mod condition;
mod holders;
mod judge;
mod onward;
mod precedence;
mod provision;
mod rests_on;
mod said;
mod seen;
mod select;
mod supplements;
mod trail;
mod until;
mod view;
mod ways;
mod words;

pub(super) use provision::{Provision, is_understood, provision};
pub use said::Said;

pub(super) use rests_on::{RestsOn, element_of, holds};
pub(super) use ways::{Hop, Way};

use super::{
    Cited, Recognition, RecognitionResult, candidate::Candidate, question::Asked, subject::Subject,
};
use crate::{Reason, licence::Region, verify::Outcome};

use judge::{Judgement, judge};
use said::Words;
use select::Case;
use supplements::Document;
use trail::Trail;
use until::Until;
use ways::Ways;

/// The answer about `subject`, with `beside` presented together with it.
pub(super) fn evaluate<'a>(
    subject: &Subject<'a>,
    beside: &[Subject<'a>],
    asked: &Asked<'a>,
) -> Recognition<'a> {
    let alone = beside.iter().map(|document| {
        let recognition = answer(document, &[], asked);
        (document, recognition)
    });
    let alone: Vec<(&Subject<'a>, Recognition<'a>)> = alone.collect();
    let beside = alone.iter().map(|(document, found)| (*document, found));
    evaluate_beside(subject, beside, asked)
}

/// The same where the answer about each document by itself, to the same question at the same time, is known.
pub(super) fn evaluate_beside<'d, 'a: 'd>(
    subject: &Subject<'a>,
    beside: impl IntoIterator<Item = (&'d Subject<'a>, &'d Recognition<'a>)>,
    asked: &Asked<'a>,
) -> Recognition<'a> {
    let documents = beside.into_iter();
    let documents = documents.map(|(document, found)| Document::of(document, found, subject));
    answer(subject, &documents.collect::<Vec<_>>(), asked)
}

/// All steps.
fn answer<'a>(
    subject: &Subject<'a>,
    documents: &[Document<'_, 'a>],
    asked: &Asked<'a>,
) -> Recognition<'a> {
    #[cfg(test)]
    tests::count_answer();
    let mut trail = Trail::with_room(32);
    let mut until = Until::new(asked.now, subject.effective_until);
    // 6.0
    let Some(there) = subject.region else {
        trail.unknown("6.0", Reason::RegionUnknown);
        return Recognition::new(RecognitionResult::NotRecognised, trail, until);
    };
    if needs_none(asked.here, there) {
        trail
            .pass("6.0")
            .compared(asked.here.as_str(), there.as_str());
        let mut recognition = Recognition::new(RecognitionResult::Recognised, trail, until);
        recognition.containment = true;
        return recognition;
    }
    let between = trail.push("6.0", Outcome::Skipped);
    between.compared(asked.here.as_str(), there.as_str());
    // 6.1 to 6.5
    let case = Case {
        there,
        doc_type: subject.doc_type,
        issued: subject.issued,
    };
    let Ways {
        ways,
        nearest,
        out_of_date,
    } = ways::find(&case, asked, &mut until, &mut trail);
    if ways.is_empty() {
        let result = if out_of_date {
            RecognitionResult::Indeterminate
        } else {
            RecognitionResult::NotRecognised
        };
        let mut recognition = Recognition::new(result, trail, until);
        recognition.cite(nearest.into_iter().map(|agreement| (agreement, None)));
        return recognition;
    }
    // 6.6 to 6.8
    let judged = |way| judge(way, subject, documents, asked, &mut until);
    let judgements: Vec<Judgement<'_>> = ways.into_iter().map(judged).collect();
    one_answer(judgements, trail, until)
}

/// 6.0: whether the one region lies in the other, so that no agreement is needed.
fn needs_none(here: &Region, there: &Region) -> bool {
    here.contains(there) || there.contains(here)
}

/// 6.4.4: what every way says, or that they contradict each other.
fn one_answer<'a>(
    judgements: Vec<Judgement<'a>>,
    mut trail: Trail<'a>,
    until: Until,
) -> Recognition<'a> {
    let mut judgements = judgements.into_iter();
    let Some(mut first) = judgements.next() else {
        return Recognition::new(RecognitionResult::NotRecognised, trail, until);
    };
    let others: Vec<Judgement<'_>> = judgements.collect();
    if others.iter().all(|other| first.agrees_with(other)) {
        for other in &others {
            let check = trail.pass("6.4.4").by(other.way.first.candidate.id());
            check.compared(first.result.word(), other.result.word());
        }
        trail.checks.append(&mut first.trail.checks);
        let mut recognition = Recognition::new(first.result, trail, until);
        recognition.cite(first.way.hops().map(cited));
        recognition.effect = first.local_view.is_some().then(|| first.effect());
        recognition.local_view = first.local_view;
        recognition.supplements = first.supplements;
        return recognition;
    }
    let all = || core::iter::once(&first).chain(&others);
    let names: Vec<String> = all().map(|judgement| judgement.way.name()).collect();
    let answers: Vec<&str> = all().map(|judgement| judgement.result.word()).collect();
    let agreements = names.join(", ");
    let check = trail.unknown("6.4.4", Reason::AgreementConflict { agreements });
    check.compared("one answer", Words::Texts(answers));
    let ways: Vec<Way<'_>> = all().map(|judgement| judgement.way).collect();
    for mut judgement in core::iter::once(first).chain(others) {
        trail.checks.append(&mut judgement.trail.checks);
    }
    let mut recognition = Recognition::new(RecognitionResult::Indeterminate, trail, until);
    recognition.cite(ways.iter().flat_map(Way::hops).map(cited));
    recognition
}

const fn cited<'a>(hop: Hop<'a>) -> (Candidate<'a>, Option<Hop<'a>>) {
    (hop.candidate, Some(hop))
}

impl<'a> Way<'a> {
    pub(super) fn hops(&self) -> impl Iterator<Item = Hop<'a>> + use<'a> {
        core::iter::once(self.first).chain(self.second)
    }

    fn name(&self) -> String {
        let ids: Vec<&str> = self.hops().map(|hop| hop.candidate.id()).collect();
        ids.join(" with ")
    }
}

impl<'a> Recognition<'a> {
    /// An answer that rests on nothing but its checks.
    fn new(result: RecognitionResult, trail: Trail<'a>, until: Until) -> Self {
        Self {
            result,
            checks: trail.complete(),
            cited: Vec::new(),
            containment: false,
            effect: None,
            local_view: None,
            supplements: Vec::new(),
            objection: None,
            archive: None,
            effective_until: until.end(),
        }
    }

    /// Rests the answer on agreements. Where to object and what to keep is for the first of them to say: that of here.
    fn cite(&mut self, all: impl Iterator<Item = (Candidate<'a>, Option<Hop<'a>>)>) {
        for (agreement, hop) in all {
            let contents = agreement.contents;
            if self.cited.is_empty() {
                self.objection = Some(&contents.objection);
                self.archive = Some(&contents.archive);
            }
            let provision = hop.map(|hop| hop.equivalence);
            self.cited.push(Cited {
                agreement_id: &contents.agreement_id,
                sequence_number: contents.sequence_number,
                digest: agreement.digest,
                equivalence_id: provision.map(|provision| provision.equivalence_id.as_str()),
                legal_identifier: provision.map(|provision| provision.legal_identifier.as_str()),
            });
        }
    }
}

#[cfg(test)]
pub(in crate::recognise) mod tests;
