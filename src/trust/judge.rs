//! The judgement, in the order that the module's page gives.

use std::sync::{Arc, PoisonError};

use crate::codec::Limits;
use crate::reason::Reason;

use super::by_list;
use super::certificate::{Certificate, fingerprint, sha256};
use super::judged::{self, Judged, LineEnd};
use super::path::cache;
use super::profile::{self, Place, Rules};
use super::signer::Leaf;
use super::store::TrustStore;
use super::{Basis, Examined, Grant, PathEntry, Question, Scope, TrustAnchors, TrustedSigner};

/// A pinned sealing certificate.
#[derive(Clone, Debug)]
pub(super) struct Pin {
    leaf: Arc<Leaf>,
    certificate: Arc<Certificate>,
    path: Arc<[PathEntry]>,
    scope: Option<Arc<Scope>>,
}

impl Pin {
    pub(super) fn new(certificate: &Certificate, scope: Option<Arc<Scope>>) -> Self {
        let leaf = Leaf::new(certificate);
        Self {
            path: Arc::from([leaf.entry()]),
            leaf: Arc::new(leaf),
            certificate: Arc::new(certificate.clone()),
            scope,
        }
    }

    /// Whether it may serve such a document; its validity is judged after.
    fn may_serve(&self, question: &Question<'_>) -> Result<(), Reason> {
        match &self.scope {
            None if question.native() => Err(Reason::TrustPinForeignOnly),
            None => Ok(()),
            Some(scope) => serves(scope, question),
        }
    }

    fn signer(&self) -> TrustedSigner {
        let notes = match self.scope {
            None => vec![Reason::PinUnscoped, Reason::PinNotRevocable],
            Some(_) => vec![Reason::PinNotRevocable],
        };
        let grant = Grant {
            basis: Basis::Pin,
            path: Arc::clone(&self.path),
            scope: self.scope.clone(),
            valid_until: self.certificate.not_after,
            not_revoked: None,
            listed: None,
            service: None,
            notes: Vec::new(),
        };
        TrustedSigner {
            leaf: Arc::clone(&self.leaf),
            grants: vec![grant],
            notes,
        }
    }
}

impl TrustAnchors {
    /// Whether the first certificate of `chain` may seal what `question` asks about.
    ///
    /// `chain` is `x5chain` as received, each certificate in DER, the sealing certificate first; the order of the
    /// others does not matter and a root among them is not needed. Who trusts nobody gets no path.
    ///
    /// # Errors
    ///
    /// Every [`Reason`] against it, the primary one first; never empty.
    pub fn judge(
        &self,
        chain: &[&[u8]],
        question: &Question<'_>,
    ) -> Result<TrustedSigner, Vec<Reason>> {
        examine(self, None, chain, question).into_result()
    }

    /// The pin of this very certificate, if there is one.
    fn pin(&self, leaf: &[u8]) -> Option<&Pin> {
        // Most verifiers pin nobody, and then the digest of the leaf is not needed here.
        if self.pins.is_empty() {
            None
        } else {
            self.pins.get(&fingerprint(leaf))
        }
    }
}

/// The judgement by what is trusted by hand, and by lists where there is a store of them.
pub(super) fn examine(
    anchors: &TrustAnchors,
    store: Option<&TrustStore>,
    chain: &[&[u8]],
    question: &Question<'_>,
) -> Examined {
    // 1. Limits.
    let Some((leaf, _)) = chain.split_first() else {
        return refused(Reason::TrustNoPath {
            detail: "the licence carries no certificate",
        });
    };
    if chain.len() > Limits::CHAIN {
        return refused(Reason::CertificateOverLimit {
            limit: "chain",
            allowed: Limits::CHAIN,
        });
    }
    if anchors.is_empty() && store.is_none() {
        return refused(Reason::TrustNoPath {
            detail: "nobody is trusted",
        });
    }
    // 3. Pins, which were checked by themselves when they were added.
    let mut against = None;
    if let Some(pin) = anchors.pin(leaf) {
        match pin.may_serve(question) {
            Ok(()) => {
                return match profile::check_time(&pin.certificate, Place::Leaf, question.at()) {
                    Ok(()) => Examined::trusted(pin.signer()),
                    Err(reason) => refused(reason),
                };
            }
            Err(reason) => against = Some(reason),
        }
    }
    // 2, 4 to 7. Remembered between calls.
    let answer = match judged(anchors, store, chain, question) {
        Ok(judged) => grant(anchors, store, &judged, question),
        Err(reasons) => Examined::refused(reasons),
    };
    match against {
        Some(pin) => answer.with_pin_against(pin),
        None => answer,
    }
}

fn refused(reason: Reason) -> Examined {
    Examined::refused(vec![reason])
}

/// The paths, remembered or found.
pub(super) fn judged(
    anchors: &TrustAnchors,
    store: Option<&TrustStore>,
    chain: &[&[u8]],
    question: &Question<'_>,
) -> Result<Arc<Judged>, Vec<Reason>> {
    let rules = Rules::of(question.profile()).about(question.purpose);
    let Some(cache) = &anchors.cache else {
        return judged::judge(anchors, store, chain, &rules, question)
            .map(|(judged, _)| Arc::new(judged));
    };
    // A thread that panicked inside left at worst a missing entry.
    let cache = || cache.lock().unwrap_or_else(PoisonError::into_inner);
    let state = match store {
        Some(store) => sha256(&[&anchors.state, &store.state()]),
        None => anchors.state,
    };
    let key = cache::key(&state, question, chain);
    if let Some(known) = cache().get(&key, question) {
        return Ok(known);
    }
    let (judged, window) = judged::judge(anchors, store, chain, &rules, question)?;
    let judged = Arc::new(judged);
    // What is not accepted has no claim on the room.
    if judged.is_settled() || store.is_some_and(|s| by_list::is_listed(s, &judged.leaf, question)) {
        cache().put(key, window, Arc::clone(&judged));
    }
    Ok(judged)
}

/// Step 8: who at the ends of the paths answers for this document.
fn grant(
    anchors: &TrustAnchors,
    store: Option<&TrustStore>,
    judged: &Judged,
    question: &Question<'_>,
) -> Examined {
    let mut found = by_hand(anchors, judged, question);
    if let Some(store) = store {
        found.join(by_list::ask(store, judged, question));
    }
    let signer = |grants: Vec<Grant>| {
        let by_hand = |grant: &Grant| grant.listed.is_none() && grant.not_revoked.is_none();
        let not_asked = grants.iter().any(by_hand);
        let stale = grants.iter().flat_map(|grant| &grant.notes).cloned();
        let asked = not_asked.then_some(Reason::RevocationNotAsked);
        let mut notes: Vec<Reason> = stale.chain(asked).collect();
        notes.dedup();
        TrustedSigner {
            leaf: Arc::clone(&judged.leaf),
            grants,
            notes,
        }
    };
    if !found.grants.is_empty() {
        return Examined::trusted(signer(found.grants));
    }
    found.unknown.dedup();
    // Paths are alternatives: with what is missing one might hold, so what stands against another is no failure of the
    // whole.
    if found.provisional.is_empty() {
        let first_told = [found.unknown, found.against, judged.against.clone()];
        let told = first_told.into_iter().find(|reasons| !reasons.is_empty());
        let nobody = Reason::TrustNoPath {
            detail: "nobody who is trusted answers for it",
        };
        return Examined::refused(told.unwrap_or_else(|| vec![nobody]));
    }
    Examined::undetermined(signer(found.provisional), found.unknown)
}

/// What the ends of the paths have to say.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Who answers for the document.
    pub(super) grants: Vec<Grant>,
    /// Who would, if what is not known turned out well.
    pub(super) provisional: Vec<Grant>,
    pub(super) unknown: Vec<Reason>,
    pub(super) against: Vec<Reason>,
}

impl Found {
    /// Sorts reasons into what is not known and what stands against it.
    pub(super) fn tell(&mut self, reasons: Vec<Reason>) {
        for reason in reasons {
            if reason.is_unknown() {
                self.unknown.push(reason);
            } else {
                self.against.push(reason);
            }
        }
    }

    fn join(&mut self, other: Self) {
        self.grants.extend(other.grants);
        self.provisional.extend(other.provisional);
        self.unknown.extend(other.unknown);
        for reason in other.against {
            if !self.against.contains(&reason) {
                self.against.push(reason);
            }
        }
    }
}

/// The anchors given by hand: their scope has the document's type.
fn by_hand(anchors: &TrustAnchors, judged: &Judged, question: &Question<'_>) -> Found {
    let mut found = Found::default();
    for line in &judged.lines {
        let LineEnd::Anchor(index) = line.end else {
            continue;
        };
        let Some(authority) = anchors.authorities.get(index) else {
            continue;
        };
        let grant = || Grant {
            basis: Basis::Anchor,
            path: Arc::clone(&line.path),
            scope: Some(Arc::clone(&authority.scope)),
            valid_until: authority.bounded(line.valid_until),
            not_revoked: line.not_revoked,
            listed: None,
            service: None,
            notes: Vec::new(),
        };
        match serves(&authority.scope, question) {
            Ok(()) => {
                let over = authority.counts(question.now).err();
                let unknown: Vec<Reason> = line.unknown.iter().cloned().chain(over).collect();
                if unknown.is_empty() {
                    found.grants.push(grant());
                } else {
                    found.provisional.push(grant());
                    found.unknown.extend(unknown);
                }
            }
            Err(reason) if !found.against.contains(&reason) => found.against.push(reason),
            Err(_) => {}
        }
    }
    found
}

/// Why a scope does not serve the document, if it does not.
fn serves(scope: &Scope, question: &Question<'_>) -> Result<(), Reason> {
    if scope.profile != question.profile() {
        return Err(Reason::TrustWrongProfile {
            anchor: scope.profile.name(),
            needed: question.profile().name(),
        });
    }
    if scope.serves(question.doc_type) {
        Ok(())
    } else {
        Err(Reason::TrustOutOfScope {
            doc_type: question.doc_type.to_owned(),
        })
    }
}
