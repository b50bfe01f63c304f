//! Each licence by itself, and which of the others it needs beside it.

use super::super::{
    Question, Recognition, RecognitionResult, evaluate::evaluate_beside, subject::Subject,
};

/// What was found of a licence, and which of the others count for it as supplements: their places, ascending.
pub(super) type Judged<'a> = (Recognition<'a>, Vec<usize>);

/// Section 5, step 1, for licences that are judged for one time; one for each of them, in their order.
///
/// Asks about each licence by itself once: what it is by itself is what it is beside any other.
pub(super) fn judged<'a>(licences: &[Subject<'a>], question: &'a Question<'a>) -> Vec<Judged<'a>> {
    let by_itself = |subject| ask(subject, [], question);
    let alone: Vec<Recognition<'a>> = licences.iter().map(by_itself).collect();
    let places = 0..licences.len();
    let together = places.map(|place| supplemented(place, licences, &alone, question));
    let together: Vec<Option<Judged<'a>>> = together.collect();
    let all = together.into_iter().zip(alone);
    all.map(|(with, alone)| with.unwrap_or((alone, Vec::new())))
        .collect()
}

/// The answer that needs others beside the licence, and the others; `None` where there is none.
fn supplemented<'a>(
    place: usize,
    licences: &[Subject<'a>],
    alone: &[Recognition<'a>],
    question: &'a Question<'a>,
) -> Option<Judged<'a>> {
    let subject = licences.get(place)?;
    if alone.get(place)?.result() != RecognitionResult::RecognisedWithSupplements {
        return None;
    }
    let others: Vec<usize> = (0..licences.len())
        .filter(|other| *other != place)
        .collect();
    fewest(&others, |beside| {
        let known = |other: &usize| Some((licences.get(*other)?, alone.get(*other)?));
        let found = ask(subject, beside.iter().filter_map(known), question);
        (found.result() == RecognitionResult::Recognised).then_some(found)
    })
}

fn ask<'d, 'a: 'd>(
    subject: &Subject<'a>,
    beside: impl IntoIterator<Item = (&'d Subject<'a>, &'d Recognition<'a>)>,
    question: &'a Question<'a>,
) -> Recognition<'a> {
    let asked = question.at(subject.judged_at);
    evaluate_beside(subject, beside, &asked)
}

/// What is left of `others` when one after the other is left out, the last first, as long as there is an answer `with` what is
/// left. Without any there is none.
///
/// More beside a licence never takes an answer away, so the next that must stay is found by halving.
fn fewest<A>(others: &[usize], with: impl Fn(&[usize]) -> Option<A>) -> Option<(A, Vec<usize>)> {
    let mut best = with(others)?;
    // What must stay, and of what nothing is decided yet; `best` is the answer with both.
    let (mut kept, mut open) = (Vec::new(), others);
    while !open.is_empty() {
        if !kept.is_empty()
            && let Some(answer) = with(&kept)
        {
            return Some((answer, kept));
        }
        let (mut too_few, mut enough) = (0, open.len());
        while enough - too_few > 1 {
            let middle = too_few + (enough - too_few) / 2;
            let first = open.get(..middle).unwrap_or(open);
            match with(&[first, &kept].concat()) {
                Some(answer) => (best, enough) = (answer, middle),
                None => too_few = middle,
            }
        }
        let Some((last, first)) = open.get(..enough).and_then(<[usize]>::split_last) else {
            break;
        };
        kept.insert(0, *last);
        open = first;
    }
    Some((best, kept))
}
