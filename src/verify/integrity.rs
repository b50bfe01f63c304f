//! Phase 2: what arrived is what was sealed, by the key that came with it, under a definition that is known.

use super::{
    compared::Fact, native, policy::Policy, presented::PresentedDocument, trail::Trail,
    verdict::Element,
};
use crate::{
    Reason,
    codec::cose::{Cose1, signature_input},
    crypto::{Algorithm, DigestAlgorithm, VerifyingKey},
    licence::{LicenceType, is_native},
};

/// The seal's signature: everything that a batch needs.
pub(super) struct PendingSignature {
    pub(super) key: VerifyingKey,
    pub(super) algorithm: Algorithm,
    pub(super) message: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

/// 2.1.2: the definition that a native licence was made under; a foreign document has none and may not pose as native.
pub(super) fn check_type<'p>(
    document: &PresentedDocument<'_>,
    elements: &[Element],
    policy: &Policy<'p>,
    trail: &mut Trail,
) -> Option<&'p LicenceType> {
    const STEP: &str = "2.1.2";
    let doc_type = &document.doc_type;
    if !is_native(doc_type) {
        let signed = document.issuer_signed.mso.value_digests.name_spaces();
        let held = document
            .device_signed
            .iter()
            .flat_map(|signed| signed.elements.iter().map(|(name_space, ..)| &**name_space));
        let shown = document
            .issuer_signed
            .name_spaces
            .iter()
            .map(|(name_space, _)| &**name_space);
        let reserved = |name_space: &&str| is_native(name_space);
        let reserved = signed
            .filter(reserved)
            .min()
            .or_else(|| held.chain(shown).find(reserved));
        trail.conclude(
            STEP,
            reserved
                .map(|ns| Reason::NamespaceReserved {
                    namespace: ns.to_owned(),
                })
                .into_iter()
                .collect(),
        );
        return None;
    }
    let Some(latest) = policy.types.latest(doc_type) else {
        trail.fail(
            STEP,
            Reason::TypeUnknown {
                doc_type: doc_type.clone(),
            },
        );
        return None;
    };
    match native::type_digest(elements) {
        // Withheld: 2.1.5 says so, and any revision of the type knows what may not be withheld.
        None => Some(latest),
        Some(digest) => {
            let found = policy.types.find(doc_type, &digest);
            trail.conclude(
                STEP,
                if found.is_some() {
                    vec![]
                } else {
                    vec![Reason::TypeDigestMismatch]
                },
            );
            found
        }
    }
}

/// 2.1.3, 2.1.4: every disclosed element has the digest that was signed.
pub(super) fn check_digests(document: &PresentedDocument<'_>, trail: &mut Trail) {
    let mso = &document.issuer_signed.mso;
    let algorithm = DigestAlgorithm::from_mso_name(&mso.digest_algorithm)
        .filter(|algorithm| algorithm.is_iso_18013_5() || is_native(&document.doc_type));
    let Some(algorithm) = algorithm else {
        let name = mso.digest_algorithm.chars().take(32).collect(); // enough to recognise it
        trail.fail("2.1.3", Reason::DigestAlgorithm { name });
        return;
    };
    trail.pass("2.1.3");
    let mut reasons = Vec::new();
    for (name_space, items) in &document.issuer_signed.name_spaces {
        let signed = mso.value_digests.of(name_space);
        for item in items {
            let element = || format!("{name_space}/{}", item.identifier);
            match signed.get(item.digest_id) {
                None => reasons.push(Reason::DigestMissing { element: element() }),
                Some(digest) if item.digest(algorithm).as_bytes() != digest => {
                    reasons.push(Reason::DigestMismatch { element: element() });
                }
                Some(_) => {}
            }
        }
    }
    trail.conclude("2.1.4", reasons);
}

/// 2.2.1: the algorithm is named where it is signed, allowed, and one for the sealing key.
pub(super) fn check_algorithm(
    document: &PresentedDocument<'_>,
    key: Option<&VerifyingKey>,
    trail: &mut Trail,
) -> Option<PendingSignature> {
    const STEP: &str = "2.2.1";
    let auth = &document.issuer_signed.issuer_auth;
    let algorithm = match allowed_algorithm(auth, is_native(&document.doc_type)) {
        Ok(algorithm) => algorithm,
        Err(reason) => {
            trail.fail(STEP, reason);
            return None;
        }
    };
    let key = key?; // 3.1 says why there is none
    if !key.fits(algorithm) {
        trail.fail(
            STEP,
            Reason::SealKeyMismatch {
                algorithm: algorithm.name(),
            },
        );
        return None;
    }
    trail
        .pass(STEP)
        .compared
        .extend([("algorithm", Fact::Word(algorithm.name()))]);
    let payload = auth
        .payload
        .as_ref()
        .map(|payload| payload.bytes.as_ref())
        .unwrap_or_default();
    Some(PendingSignature {
        key: key.clone(),
        algorithm,
        message: signature_input(&auth.protected, payload),
        signature: auth.signature.to_vec(),
    })
}

fn allowed_algorithm(auth: &Cose1<'_>, native: bool) -> Result<Algorithm, Reason> {
    if auth.has_critical() {
        return Err(Reason::SealCriticalHeader);
    }
    let id = auth
        .algorithm()
        .map_err(|found| Reason::SealAlgorithm { found })?;
    Algorithm::from_cose_id(id)
        .filter(|algorithm| algorithm.is_iso_18013_5() || native)
        .ok_or_else(|| Reason::SealAlgorithm {
            found: id.to_string(),
        })
}

/// 2.2.3
pub(super) fn check_signed_type(document: &PresentedDocument<'_>, trail: &mut Trail) {
    let signed = &document.issuer_signed.mso.doc_type;
    let differs = *signed != document.doc_type;
    let mismatch = differs.then(|| Reason::TypeMismatch {
        document: document.doc_type.clone(),
        signed: signed.clone(),
    });
    trail.conclude("2.2.3", mismatch.into_iter().collect());
}
