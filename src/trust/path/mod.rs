//! Paths: which anchors vouch for a leaf, through which intermediates (RFC 5280, section 6).
//!
//! The certificates that come in have passed the profile. The engine is behind a trait, so that it can be replaced.

pub(super) mod algorithms;
pub(super) mod cache;
mod diagnosis;
mod engine;

use crate::reason::Reason;
use crate::time::UnixTime;

use super::certificate::{Certificate, MAIL_ADDRESS};
use super::profile::{self, Place, Rules};
use super::revocation::{Inquiry, Standing};

#[cfg(test)]
pub(in crate::trust) mod limbo;

/// A path that holds at the time asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// Indices of the intermediates, from the leaf's issuer upwards.
    pub(super) intermediates: Vec<usize>,
    /// The anchors at its end: certificates of one name and key, all valid at the time.
    pub(super) ends: Vec<End>,
}

/// One anchor at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// Its index.
    pub(super) anchor: usize,
    /// What the revocation lists say about the certificates below it; never [`Standing::Revoked`].
    pub(super) standing: Standing,
}

/// What the engine found, before we have looked at it.
struct Candidate {
    intermediates: Vec<usize>,
    anchors: Vec<usize>,
}

/// The private interface to a path engine.
trait Engine {
    /// Shows `accept` every path whose signatures, names, path lengths, validities and name constraints are right,
    /// until `accept` has seen enough and says so. Answers why the last candidate failed.
    fn explore(
        &self,
        leaf: &Certificate,
        intermediates: &[&Certificate],
        anchors: &[&Certificate],
        at: UnixTime,
        accept: &dyn Fn(&Candidate) -> bool,
    ) -> Failure;
}

/// The most specific thing that stood in the way, in our own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    None,
    NoIssuer,
    Signature,
    PathLength,
    NameConstraint,
    Limit,
    Other(&'static str),
}

/// Paths of one leaf that are looked at; more than this is not a licence's chain.
const MAX_PATHS: usize = 16;

/// Every path from `leaf` to one of `anchors` at the time asked about, or the reasons why there is none.
///
/// A path on which revocation is not known is one: whether another holds, or its anchor serves the document at all, is
/// for the caller to see first.
pub(super) fn find(
    leaf: &Certificate,
    intermediates: &[&Certificate],
    anchors: &[&Certificate],
    rules: &Rules,
    inquiry: &Inquiry<'_>,
) -> Result<Vec<Path>, Vec<Reason>> {
    let at = inquiry.question.at();
    let found = core::cell::RefCell::new((Vec::new(), Vec::new()));
    let failure = engine::Webpki.explore(leaf, intermediates, anchors, at, &|path| {
        let mut found = found.borrow_mut();
        let (paths, reasons) = &mut *found;
        match judge_candidate(path, leaf, intermediates, anchors, rules, inquiry) {
            Ok(path) => paths.push(path),
            Err(more) => reasons.extend(more),
        }
        paths.len() >= MAX_PATHS
    });
    let (paths, mut reasons) = found.into_inner();
    if !paths.is_empty() {
        return Ok(paths);
    }
    reasons.dedup();
    if reasons.is_empty() {
        let failure = match failure {
            Failure::Signature => {
                diagnosis::beside_signatures(leaf, intermediates, anchors).unwrap_or(failure)
            }
            _ => failure,
        };
        reasons.push(failure.reason());
    }
    Err(reasons)
}

/// What the engine does not look at: our limit, mail addresses in subjects, everything about the anchor but name, key and
/// constraints, and the revocation of each certificate below it. A refusal leaves the other candidates their chance.
fn judge_candidate(
    path: &Candidate,
    leaf: &Certificate,
    intermediates: &[&Certificate],
    anchors: &[&Certificate],
    rules: &Rules,
    inquiry: &Inquiry<'_>,
) -> Result<Path, Vec<Reason>> {
    let at = inquiry.question.at();
    if path.intermediates.len() > rules.intermediates {
        return Err(vec![Reason::TrustPathTooLong {
            rule: "the profile allows fewer intermediates",
        }]);
    }
    let above = path
        .intermediates
        .iter()
        .filter_map(|i| intermediates.get(*i).copied());
    let below: Vec<&Certificate> = core::iter::once(leaf).chain(above).collect();
    let counted = below.iter().skip(1).filter(|c| !c.is_self_issued()).count();
    let mut valid = Vec::new();
    let mut reasons = Vec::new();
    for &index in &path.anchors {
        let Some(anchor) = anchors.get(index) else {
            continue;
        };
        let allowed = anchor
            .extensions
            .basic_constraints
            .and_then(|b| b.path_length);
        if allowed.is_some_and(|allowed| usize::from(allowed) < counted) {
            reasons.push(Reason::TrustPathTooLong {
                rule: "the anchor allows fewer intermediates",
            });
        } else if breaks_mail_constraint(path, leaf, intermediates, anchor) {
            reasons.push(Reason::TrustNameConstraint);
        } else if let Err(reason) = profile::check_time(anchor, Place::Anchor, at) {
            reasons.push(reason);
        } else {
            match inquiry.standing(&below, index, anchor) {
                Standing::Revoked(more) => reasons.extend(more),
                standing => valid.push(End {
                    anchor: index,
                    standing,
                }),
            }
        }
    }
    if valid.is_empty() {
        Err(reasons)
    } else {
        Ok(Path {
            intermediates: path.intermediates.clone(),
            ends: valid,
        })
    }
}

/// Whether a certificate has a mail address in its subject, below a CA that constrains mail names.
///
/// RFC 5280, 4.2.1.10, wants the address compared. The engine looks at alternative names only, and refuses those over
/// mail whatever they are; so here.
fn breaks_mail_constraint(
    path: &Candidate,
    leaf: &Certificate,
    intermediates: &[&Certificate],
    anchor: &Certificate,
) -> bool {
    let below = path
        .intermediates
        .iter()
        .rev()
        .filter_map(|i| intermediates.get(*i).copied())
        .chain([leaf]);
    let mut constrained = anchor.extensions.mail_constraints;
    for certificate in below {
        if constrained && certificate.subject.count(MAIL_ADDRESS) > 0 {
            return true;
        }
        constrained |= certificate.extensions.mail_constraints;
    }
    false
}

impl Failure {
    fn reason(self) -> Reason {
        match self {
            Self::None | Self::NoIssuer => Reason::TrustNoPath {
                detail: "no trusted authority has the name of its issuer",
            },
            Self::Signature => Reason::TrustNoPath {
                detail: "an authority has the name of its issuer, but not the key",
            },
            Self::PathLength => Reason::TrustPathTooLong {
                rule: "a CA of the path allows fewer intermediates",
            },
            Self::NameConstraint => Reason::TrustNameConstraint,
            Self::Limit => Reason::CertificateOverLimit {
                limit: "signatures",
                allowed: 100,
            },
            Self::Other(detail) => Reason::TrustNoPath { detail },
        }
    }
}
