//! What stood in the way of a path, where the engine says only that a signature did not fit.
//!
//! Of several certificates with one name the engine reports the one that lacks the key, though another has it: the old
//! and the new key of a CA, or an authority and whoever took its name. Changes no verdict, only its reason.

use crate::trust::certificate::Certificate;

use super::{Failure, algorithms};

/// Signatures that are looked at again; a chain has at most three certificates above its leaf.
const MAX_SIGNATURES: usize = 16;

/// The failure of the first path whose names and signatures all fit, if there is one.
pub(super) fn beside_signatures(
    leaf: &Certificate,
    intermediates: &[&Certificate],
    anchors: &[&Certificate],
) -> Option<Failure> {
    let mut walk = Walk {
        intermediates,
        anchors,
        signatures: 0,
    };
    walk.climb(&[leaf])
}

struct Walk<'a> {
    intermediates: &'a [&'a Certificate],
    anchors: &'a [&'a Certificate],
    signatures: usize,
}

impl Walk<'_> {
    fn climb(&mut self, path: &[&Certificate]) -> Option<Failure> {
        let top = path.last()?;
        for anchor in self.anchors {
            if self.is_signed_by(top, anchor) {
                return obstacle(path, anchor);
            }
        }
        for issuer in self.intermediates {
            let met = path.iter().any(|c| c.fingerprint == issuer.fingerprint);
            if !met && self.is_signed_by(top, issuer) {
                let longer: Vec<&Certificate> = path.iter().copied().chain([*issuer]).collect();
                if let Some(failure) = self.climb(&longer) {
                    return Some(failure);
                }
            }
        }
        None
    }

    fn is_signed_by(&mut self, below: &Certificate, above: &Certificate) -> bool {
        if below.issuer.raw != above.subject.raw || self.signatures >= MAX_SIGNATURES {
            return false;
        }
        self.signatures += 1;
        algorithms::is_signed_by(below, &above.key)
    }
}

/// Times, uses and signatures are right, so only the bounds that CAs set are left.
fn obstacle(path: &[&Certificate], anchor: &Certificate) -> Option<Failure> {
    let authorities = || path.iter().skip(1);
    // Below the first CA stands no intermediate, below the second one, and so on.
    let too_long = authorities().enumerate().any(|(below, ca)| {
        let bound = ca.extensions.basic_constraints.and_then(|b| b.path_length);
        bound.is_some_and(|bound| usize::from(bound) < below)
    });
    if too_long {
        return Some(Failure::PathLength);
    }
    let constrained = anchor.extensions.name_constraints
        || authorities().any(|ca| ca.extensions.name_constraints);
    constrained.then_some(Failure::NameConstraint)
}
