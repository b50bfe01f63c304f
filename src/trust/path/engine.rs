//! `rustls-webpki` as the engine; revocation and key purposes are judged by us, so both are off here.

use core::cell::Cell;
use core::time::Duration;

use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime as EngineTime};
use webpki::{
    EndEntityCert, Error, ExtendedKeyUsageValidator, KeyPurposeIdIter, VerifiedPath,
    anchor_from_trusted_cert,
};

use crate::time::UnixTime;
use crate::trust::certificate::Certificate;

use super::{Candidate, Engine, Failure, algorithms};

pub(super) struct Webpki;

/// Key purposes: the profile has looked at the leaf's by name, and RFC 5280 gives those of a CA no meaning.
struct AnyPurpose;

impl ExtendedKeyUsageValidator for AnyPurpose {
    fn validate(&self, mut purposes: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        purposes.try_for_each(|purpose| purpose.map(drop))
    }
}

impl Engine for Webpki {
    fn explore(
        &self,
        leaf: &Certificate,
        intermediates: &[&Certificate],
        anchors: &[&Certificate],
        at: UnixTime,
        accept: &dyn Fn(&Candidate) -> bool,
    ) -> Failure {
        let Ok(seconds) = u64::try_from(at.seconds()) else {
            return Failure::Other("paths are not judged before 1970");
        };
        let at = EngineTime::since_unix_epoch(Duration::from_secs(seconds));
        let leaf_der = CertificateDer::from(leaf.der.as_slice());
        let Ok(leaf) = EndEntityCert::try_from(&leaf_der) else {
            return Failure::Other("the path engine cannot read the sealing certificate");
        };
        let chain: Vec<CertificateDer<'_>> = intermediates
            .iter()
            .map(|c| CertificateDer::from(c.der.as_slice()))
            .collect();
        let anchor_ders: Vec<CertificateDer<'_>> = anchors
            .iter()
            .map(|c| CertificateDer::from(c.der.as_slice()))
            .collect();
        let groups = group(&anchor_ders);
        let ends: Vec<TrustAnchor<'_>> = groups.iter().map(|(anchor, _)| anchor.clone()).collect();
        let enough = Cell::new(false);

        let show = |path: &VerifiedPath<'_>| {
            let used = path
                .intermediate_certificates()
                .map(|c| c.der())
                .map(|der| intermediates.iter().position(|i| i.der == der.as_ref()));
            let anchors = groups
                .iter()
                .find(|(anchor, _)| anchor == path.anchor())
                .map(|(_, indices)| indices.clone());
            if let (Some(intermediates), Some(anchors)) = (used.collect(), anchors) {
                enough.set(accept(&Candidate {
                    intermediates,
                    anchors,
                }));
            }
            // A refusal makes the engine look for the next path; ours are all wanted.
            if enough.get() {
                Ok(())
            } else {
                Err(Error::UnknownIssuer)
            }
        };
        match leaf.verify_for_usage(
            &algorithms::all(),
            &ends,
            &chain,
            at,
            AnyPurpose,
            None,
            Some(&show),
        ) {
            Ok(_) => Failure::None,
            Err(error) => failure(&error),
        }
    }
}

/// Anchors with one name, key and constraints are one to the engine: a renewed certificate, or one with two scopes.
fn group<'a>(ders: &'a [CertificateDer<'a>]) -> Vec<(TrustAnchor<'a>, Vec<usize>)> {
    let mut groups: Vec<(TrustAnchor<'a>, Vec<usize>)> = Vec::new();
    for (index, der) in ders.iter().enumerate() {
        let Ok(anchor) = anchor_from_trusted_cert(der) else {
            continue;
        };
        match groups.iter_mut().find(|(known, _)| *known == anchor) {
            Some((_, indices)) => indices.push(index),
            None => groups.push((anchor, vec![index])),
        }
    }
    groups
}

/// The engine's errors, one to one where one can still happen after the profile.
fn failure(error: &Error) -> Failure {
    match error {
        Error::UnknownIssuer => Failure::NoIssuer,
        Error::InvalidSignatureForPublicKey
        | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => Failure::Signature,
        Error::PathLenConstraintViolated => Failure::PathLength,
        Error::NameConstraintViolation => Failure::NameConstraint,
        Error::MaximumSignatureChecksExceeded
        | Error::MaximumPathBuildCallsExceeded
        | Error::MaximumPathDepthExceeded
        | Error::MaximumNameConstraintComparisonsExceeded => Failure::Limit,
        Error::CertExpired { .. } | Error::CertNotValidYet { .. } => {
            Failure::Other("a certificate of the path is not valid at the time")
        }
        Error::CaUsedAsEndEntity | Error::EndEntityUsedAsCa => {
            Failure::Other("a certificate of the path is not a CA's")
        }
        Error::MalformedNameConstraint
        | Error::InvalidNetworkMaskConstraint
        | Error::MalformedDnsIdentifier
        | Error::UnsupportedNameType => {
            Failure::Other("name constraints of the path cannot be judged")
        }
        _ => Failure::Other("the path engine refuses a certificate of the path"),
    }
}
