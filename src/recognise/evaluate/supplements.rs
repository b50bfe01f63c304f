//! 6.8 and section 6: what is needed beside the licence, and which of the documents beside it count.

use crate::{
    Reason,
    recognise::{
        ClauseCheck, Need, Recognition, RecognitionResult, SupplementState, agreement::Supplement,
        subject::Subject,
    },
    time::UnixTime,
    verify::Outcome,
};

use super::{
    condition::{Answer, ask as ask_condition},
    holders,
    seen::Seen,
    trail::Trail,
    until::Until,
    ways::Hop,
};

/// A document beside the licence, judged by itself: what counts only together with something else proves nothing yet.
#[derive(Debug)]
pub(super) struct Document<'d, 'a> {
    subject: &'d Subject<'a>,
    recognition: &'d Recognition<'a>,
    /// Whether it belongs to the holder of the licence.
    holder: Answer,
}

impl<'d, 'a> Document<'d, 'a> {
    /// `recognition`: all steps for the document, with nothing beside it.
    pub(super) fn of(
        subject: &'d Subject<'a>,
        recognition: &'d Recognition<'a>,
        licence: &Subject<'_>,
    ) -> Self {
        Self {
            subject,
            recognition,
            holder: holders::same(licence, subject),
        }
    }

    /// Whether it is of the type, or is recognised as it.
    fn is_of(&self, doc_type: &str) -> bool {
        let local = self.recognition.local_view().map(|view| view.doc_type);
        self.subject.doc_type == doc_type || local == Some(doc_type)
    }

    /// Why it does not count.
    fn check(&self, now: UnixTime) -> Result<(), (Outcome, Reason)> {
        let doc_type = self.subject.doc_type.to_owned();
        let invalid = |code| {
            let doc_type = doc_type.clone();
            Err((Outcome::Fail, Reason::SupplementInvalid { doc_type, code }))
        };
        // Its verdict must stand at the time of the licence's.
        if now < self.subject.judged_at {
            return invalid("verify.not-yet-valid");
        }
        if now > self.subject.effective_until {
            return invalid("verify.expired");
        }
        if self.recognition.result() != RecognitionResult::Recognised {
            return invalid(self.recognition.primary_code().unwrap_or_default());
        }
        match self.holder {
            Answer::True => Ok(()),
            Answer::False => Err((Outcome::Fail, Reason::HolderMismatch { doc_type })),
            Answer::Unknown => Err((Outcome::Unknown, Reason::HolderUnknown { doc_type })),
        }
    }
}

/// Asks for the supplements of each agreement, in its order.
pub(super) fn ask<'s, 'a: 's>(
    hops: impl Iterator<Item = (Hop<'a>, Seen<'s, 'a>)>,
    documents: &[Document<'_, 'a>],
    now: UnixTime,
    until: &mut Until,
    trail: &mut Trail<'a>,
) -> Vec<SupplementState<'a>> {
    let mut states = Vec::new();
    let mut used = vec![false; documents.len()];
    for (hop, seen) in hops {
        for supplement in &hop.equivalence.supplements {
            let spared = is_spared(supplement, &seen, now, until);
            let need = if spared {
                let check = trail.pass("6.8").by(hop.candidate.id());
                check.of_clause(&supplement.id).found = Some(Need::NotNeeded.word().into());
                Need::NotNeeded
            } else {
                let id = hop.candidate.id();
                look_for(supplement, id, documents, &mut used, now, until, trail)
            };
            states.push(SupplementState {
                agreement_id: hop.candidate.id(),
                supplement,
                need,
            });
        }
    }
    tell_unused(documents, &used, trail);
    if states.is_empty() && documents.is_empty() {
        trail.pass("6.8");
    }
    states
}

/// Whether the licence makes it unnecessary: every condition is true.
fn is_spared(
    supplement: &Supplement,
    seen: &Seen<'_, '_>,
    now: UnixTime,
    until: &mut Until,
) -> bool {
    // Each is asked, for each may change by itself.
    let mut all = !supplement.unless.is_empty();
    for condition in &supplement.unless {
        all &= ask_condition(&condition.kind, seen, now, until) == Answer::True;
    }
    all
}

/// The documents that might be it. One that counts is enough; of several it is that which stands longest.
fn look_for<'a>(
    supplement: &'a Supplement,
    agreement: &'a str,
    documents: &[Document<'_, 'a>],
    used: &mut [bool],
    now: UnixTime,
    until: &mut Until,
    trail: &mut Trail<'a>,
) -> Need {
    let mut made = Trail::default();
    let mut counts_until = None;
    for (document, used) in documents.iter().zip(used) {
        let Some(doc_type) = supplement.doc_type.as_deref() else {
            break;
        };
        if !document.is_of(doc_type) {
            continue;
        }
        *used = true;
        let check = match document.check(now) {
            Ok(()) => {
                counts_until = counts_until.max(Some(document.recognition.effective_until()));
                made.pass("6.8")
            }
            Err((outcome, reason)) => made.push("6.8", outcome).with_reason(reason),
        };
        check.by(agreement).of_clause(&supplement.id);
        check.compared(doc_type, document.subject.doc_type);
    }
    sort(&mut made.checks);
    let need = match counts_until {
        Some(last) => {
            until.through(last);
            made.put_aside();
            Need::Presented
        }
        None => {
            let clause = supplement.id.clone();
            let check = made.fail("6.8", Reason::SupplementRequired { clause });
            check.by(agreement).of_clause(&supplement.id);
            let kind = supplement.doc_type.as_ref();
            let required = kind.unwrap_or(&supplement.evidence_type).as_str();
            check.required = Some(required.into());
            Need::Needed
        }
    };
    trail.checks.append(&mut made.checks);
    need
}

/// What is of no use is told, and leaves the answer as it is.
fn tell_unused<'a>(documents: &[Document<'_, 'a>], used: &[bool], trail: &mut Trail<'a>) {
    let mut made = Trail::default();
    let unused = documents.iter().zip(used).filter(|(_, used)| !**used);
    for (document, _) in unused {
        let check = made.push("6.8", Outcome::Skipped);
        check.found = Some(document.subject.doc_type.into());
    }
    sort(&mut made.checks);
    trail.checks.append(&mut made.checks);
}

/// By what is told of them, so that the order of the documents does not show.
fn sort(checks: &mut [ClauseCheck<'_>]) {
    let told = |check: &ClauseCheck<'_>| {
        let reason = check.reason.as_ref();
        let says = reason.map(ToString::to_string);
        (
            check.outcome.word(),
            check.code(),
            says,
            check.found.as_ref().map(ToString::to_string),
        )
    };
    checks.sort_by_cached_key(told);
}
