//! 6.6 to 6.8 of one way: what its agreements say about the licence.

use crate::{
    recognise::{
        LocalView, Need, RecognitionResult, SupplementState,
        agreement::{Deadline, Effect, Supplement},
        question::Asked,
        subject::Subject,
    },
    time::UnixTime,
};

use super::{
    clauses,
    seen::Seen,
    supplements::{self, Document},
    trail::Trail,
    until::Until,
    view::{self, Unmapped, View},
    ways::{Hop, Way},
};

/// What one way gives.
#[derive(Debug)]
pub(super) struct Judgement<'a> {
    pub(super) way: Way<'a>,
    pub(super) result: RecognitionResult,
    pub(super) trail: Trail<'a>,
    pub(super) local_view: Option<LocalView<'a>>,
    pub(super) supplements: Vec<SupplementState<'a>>,
}

/// Asks the agreements of `way`.
pub(super) fn judge<'a>(
    way: Way<'a>,
    subject: &Subject<'a>,
    documents: &[Document<'_, 'a>],
    asked: &Asked<'a>,
    until: &mut Until,
) -> Judgement<'a> {
    let mut trail = Trail::default();
    let mut ask = |hop: &Hop<'a>, seen: &Seen<'_, 'a>, unmapped| {
        clauses_and_view(hop, seen, unmapped, asked.now, until, &mut trail)
    };
    // The second is asked about the licence; the first about what the second makes of it.
    let licence = Seen {
        subject,
        view: None,
    };
    let unmapped = Unmapped::on(&way);
    let between = way.second.map(|second| ask(&second, &licence, unmapped));
    let for_first = Seen {
        subject,
        view: between.as_ref().and_then(Option::as_ref),
    };
    // Where the second's clauses could not be read, there is nothing to ask the first about.
    let view = match &between {
        Some(None) => None,
        _ => ask(&way.first, &for_first, unmapped),
    };
    let mut judgement = Judgement {
        way,
        result: RecognitionResult::NotRecognised,
        trail,
        local_view: None,
        supplements: Vec::new(),
    };
    let Some(view) = view.filter(|_| !judgement.trail.is_against()) else {
        return judgement;
    };
    judgement.local_view = Some(view.local(subject));
    let hops = [
        way.second.map(|hop| (hop, licence)),
        Some((way.first, for_first)),
    ];
    judgement.supplements = supplements::ask(
        hops.into_iter().flatten(),
        documents,
        asked.now,
        until,
        &mut judgement.trail,
    );
    let needed = judgement.needed().next().is_some();
    judgement.result = if needed {
        RecognitionResult::RecognisedWithSupplements
    } else {
        RecognitionResult::Recognised
    };
    judgement
}

/// 6.6 and 6.7 of one agreement; `None` where its conditions are not of this version.
fn clauses_and_view<'a>(
    hop: &Hop<'a>,
    seen: &Seen<'_, 'a>,
    unmapped: Unmapped,
    now: UnixTime,
    until: &mut Until,
    trail: &mut Trail<'a>,
) -> Option<View<'a>> {
    if !clauses::vocabulary(hop, trail) {
        return None;
    }
    clauses::exclusions(hop.candidate.contents, seen, now, until, trail);
    clauses::status(hop, seen, trail);
    clauses::conditions(hop, seen, now, until, trail);
    let agreement = hop.candidate.id();
    Some(view::map(hop.equivalence, seen, unmapped, agreement, trail))
}

impl<'a> Judgement<'a> {
    pub(super) fn needed(&self) -> impl Iterator<Item = &SupplementState<'a>> {
        let needed = |state: &&SupplementState<'_>| state.need == Need::Needed;
        self.supplements.iter().filter(needed)
    }

    /// Of two agreements the effect is the lesser.
    pub(super) fn effect(&self) -> Effect {
        let first = self.way.first.equivalence.effect;
        let second = self.way.second.map(|second| second.equivalence.effect);
        second.map_or(first, |second| second.max(first))
    }

    /// Whether the other way gives the same answer: result, local type, effect, view and what is needed. Why a licence is not
    /// recognised may differ.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        let needed = |judgement: &Self| {
            let what = |state: &SupplementState<'a>| {
                let Supplement {
                    evidence_type,
                    doc_type,
                    deadline,
                    ..
                } = state.supplement;
                (evidence_type, doc_type, seconds(*deadline))
            };
            let mut all: Vec<_> = judgement.needed().map(what).collect();
            all.sort_unstable();
            all
        };
        self.result == other.result
            && self.local_view == other.local_view
            && (self.local_view.is_none() || self.effect() == other.effect())
            && needed(self) == needed(other)
    }
}

const fn seconds(deadline: Deadline) -> Option<u64> {
    match deadline {
        Deadline::BeforeUse => None,
        Deadline::Within(seconds) => Some(seconds),
    }
}
