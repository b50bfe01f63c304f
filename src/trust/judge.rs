//! The judgement, in the order that the module's page gives.

use std::sync::{Arc, PoisonError};

use crate::codec::Limits;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::certificate::{Certificate, fingerprint};
use super::chain;
use super::path::cache::{self, Window};
use super::path::{self, Path};
use super::profile::{self, Place, Rules};
use super::signer::Leaf;
use super::{Basis, Grant, PathEntry, Question, Scope, TrustAnchors, TrustedSigner};

/// What is remembered of a chain: the leaf, and every path that holds. Scope is not part of it.
#[derive(Debug)]
pub(super) struct Judged {
    leaf: Arc<Leaf>,
    lines: Vec<Line>,
}

/// One path to one anchor.
#[derive(Debug)]
struct Line {
    authority: usize,
    path: Arc<[PathEntry]>,
    valid_until: UnixTime,
}

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
        let Some((leaf, _)) = chain.split_first() else {
            return Err(vec![Reason::TrustNoPath {
                detail: "the licence carries no certificate",
            }]);
        };
        if chain.len() > Limits::CHAIN {
            return Err(vec![Reason::CertificateOverLimit {
                limit: "chain",
                allowed: Limits::CHAIN,
            }]);
        }
        if self.is_empty() {
            return Err(vec![Reason::TrustNoPath {
                detail: "nobody is trusted",
            }]);
        }
        let mut against = None;
        // Most verifiers pin nobody, and then the digest of the leaf is not needed here.
        let pin = if self.pins.is_empty() {
            None
        } else {
            self.pins.get(&fingerprint(leaf))
        };
        if let Some(pin) = pin {
            match pin.may_serve(question) {
                Ok(()) => {
                    profile::check_time(&pin.certificate, Place::Leaf, question.at())
                        .map_err(|reason| vec![reason])?;
                    return Ok(pin.signer());
                }
                Err(reason) => against = Some(reason),
            }
        }
        let by_path = self
            .judged(chain, question)
            .and_then(|judged| self.grant(&judged, question));
        by_path.map_err(|reasons| match against {
            // That nothing else was found is no news beside why the pin does not serve.
            Some(pin) if matches!(reasons.as_slice(), [Reason::TrustNoPath { .. }]) => vec![pin],
            Some(pin) => [vec![pin], reasons].concat(),
            None => reasons,
        })
    }

    /// The paths, remembered or found.
    fn judged(&self, chain: &[&[u8]], question: &Question<'_>) -> Result<Arc<Judged>, Vec<Reason>> {
        let (profile, at) = (question.profile(), question.at());
        let Some(cache) = &self.cache else {
            return self
                .judge_cold(chain, &Rules::of(profile), at)
                .map(|(judged, _)| Arc::new(judged));
        };
        let key = cache::key(profile, chain);
        if let Some(known) = cache
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key, at)
        {
            return Ok(known);
        }
        let (judged, window) = self.judge_cold(chain, &Rules::of(profile), at)?;
        let judged = Arc::new(judged);
        cache
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .put(key, window, Arc::clone(&judged));
        Ok(judged)
    }

    pub(super) fn judge_cold(
        &self,
        chain: &[&[u8]],
        rules: &Rules,
        at: UnixTime,
    ) -> Result<(Judged, Window), Vec<Reason>> {
        let (leaf, others) = chain::read(chain, rules, at)?;
        let (used, mut against) = chain::usable(&others, &leaf, rules, at);
        // An anchor's own certificate in the chain would only lead in circles.
        let used: Vec<&Certificate> = used
            .into_iter()
            .filter(|c| !self.authorities.end_at(c))
            .collect();
        let issuers = core::iter::once(&leaf)
            .chain(used.iter().copied())
            .map(|c| &c.issuer);
        let candidates = self.authorities.named(issuers);
        let anchors: Vec<&Certificate> = candidates
            .iter()
            .filter_map(|i| self.authorities.get(*i))
            .map(|a| a.certificate.as_ref())
            .collect();
        let paths = match path::find(&leaf, &used, &anchors, at, rules) {
            Ok(paths) => paths,
            Err(reasons) => {
                // What is wrong with a certificate that was left out says more than that no path was found without it.
                against.extend(
                    reasons
                        .iter()
                        .filter(|r| !matches!(r, Reason::TrustNoPath { .. }))
                        .cloned(),
                );
                if against.is_empty() {
                    against = reasons;
                }
                return Err(against);
            }
        };
        let every = core::iter::once(&leaf)
            .chain(others.iter().filter_map(|o| o.certificate.as_ref().ok()))
            .chain(anchors.iter().copied());
        let window = Window::around(at, every);
        let facts = Leaf::new(&leaf);
        let lines = paths
            .iter()
            .flat_map(|path| lines(path, &facts, &used, &anchors, &candidates))
            .collect();
        Ok((
            Judged {
                leaf: Arc::new(facts),
                lines,
            },
            window,
        ))
    }

    /// Step 8: which of the anchors at the ends serve this document, and stand in a list that still counts.
    fn grant(
        &self,
        judged: &Judged,
        question: &Question<'_>,
    ) -> Result<TrustedSigner, Vec<Reason>> {
        let mut grants = Vec::new();
        let mut against = Vec::new();
        for line in &judged.lines {
            let Some(authority) = self.authorities.get(line.authority) else {
                continue;
            };
            let served =
                serves(&authority.scope, question).and_then(|()| authority.counts(question.now));
            match served {
                Ok(()) => grants.push(Grant {
                    basis: Basis::Anchor,
                    path: Arc::clone(&line.path),
                    scope: Some(Arc::clone(&authority.scope)),
                    valid_until: authority.bounded(line.valid_until),
                }),
                Err(reason) if !against.contains(&reason) => against.push(reason),
                Err(_) => {}
            }
        }
        if grants.is_empty() {
            Err(against)
        } else {
            Ok(TrustedSigner {
                leaf: Arc::clone(&judged.leaf),
                grants,
                notes: Vec::new(),
            })
        }
    }
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

fn lines(
    path: &Path,
    leaf: &Leaf,
    used: &[&Certificate],
    anchors: &[&Certificate],
    candidates: &[usize],
) -> Vec<Line> {
    let entry = |c: &Certificate| PathEntry {
        subject: c.subject.to_string(),
        fingerprint: c.fingerprint,
        not_after: c.not_after,
    };
    let below: Vec<PathEntry> = core::iter::once(leaf.entry())
        .chain(
            path.intermediates
                .iter()
                .filter_map(|i| used.get(*i))
                .map(|c| entry(c)),
        )
        .collect();
    let line = |index: &usize| {
        let (anchor, authority) = (anchors.get(*index)?, candidates.get(*index)?);
        let whole: Arc<[PathEntry]> = below.iter().cloned().chain([entry(anchor)]).collect();
        let valid_until = whole.iter().map(|e| e.not_after).min()?;
        Some(Line {
            authority: *authority,
            path: whole,
            valid_until,
        })
    };
    path.anchors.iter().filter_map(line).collect()
}
