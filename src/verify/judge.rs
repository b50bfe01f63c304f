//! The checks of `spec/verify.md`, phases 2 to 5 and 7, on one document.
//!
//! Everything but the seal's signature is checked in [`Judgement::begin`]; the signature is handed out, so that many
//! can be verified in one batch, and comes back to [`Judgement::end`]. The trail is put into its fixed order there.

use super::{
    holder, native,
    policy::{Policy, UnreferencedStatus},
    presented::PresentedDocument,
    trail::{Outcome, Trail},
    validity,
    verdict::{Element, Evidence, Holder, Refused, RefusedOutcome, StatedBy, Verified},
};
use crate::{
    Reason,
    codec::{Cbor, cose::signature_input},
    crypto::{Algorithm, DigestAlgorithm, VerifyingKey},
    licence::{LicenceType, Region, is_native, types::Policy as Demand},
    time::UnixTime,
    trust::{self, Question, TrustAnchors, TrustNote, TrustedSigner},
};

/// A judgement that waits for its signature check.
pub(super) struct Judgement<'d, 'b> {
    document: &'d PresentedDocument<'b>,
    now: UnixTime,
    trail: Trail,
    signer: Option<TrustedSigner>,
    region: Option<Region>,
    holder: Holder,
    legal_end: Option<UnixTime>,
    pub(super) signature: Option<PendingSignature>,
}

/// The seal's signature: everything that a batch needs.
pub(super) struct PendingSignature {
    pub(super) key: VerifyingKey,
    pub(super) algorithm: Algorithm,
    pub(super) message: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

impl<'d, 'b> Judgement<'d, 'b> {
    /// Makes every check but that of the seal's signature.
    pub(super) fn begin(
        document: &'d PresentedDocument<'b>,
        trust: &TrustAnchors,
        policy: &Policy<'_>,
        now: UnixTime,
    ) -> Self {
        let mut trail = Trail::new();
        // 0.1, 1.1 and 3.3 belong to a trust store; anchors given by the caller have no floors, lists and states.
        trail.pass("2.1.1"); // it would not have been decoded otherwise

        let definition = check_type(document, policy, &mut trail);
        check_digests(document, &mut trail);
        let facts = match definition {
            Some(definition) => {
                native::check_elements(document, definition, &policy.limits, &mut trail)
            }
            None => native::Facts::default(),
        };
        let (signer, key) = check_authority(document, trust, now, &mut trail);
        let signature = check_algorithm(document, key.as_ref(), &mut trail);
        check_signed_type(document, &mut trail);
        let region = check_binding(document, signer.as_ref(), &facts, &mut trail);
        check_seal_object(definition, &facts, &mut trail);
        let legal_end = validity::check(document, signer.as_ref(), &facts, now, &mut trail);
        check_status(document, definition, policy, &mut trail);
        let holder = holder::check(document, key.as_ref(), policy, &mut trail);
        Self {
            document,
            now,
            trail,
            signer,
            region,
            holder,
            legal_end,
            signature,
        }
    }

    /// Adds the outcome of the signature check and gives the verdict.
    pub(super) fn end(mut self, signature_fits: bool) -> Result<Verified, Refused> {
        // 2.2.2
        let pending = self.signature.take();
        match &pending {
            Some(_) if signature_fits => _ = self.trail.pass("2.2.2"),
            Some(_) => _ = self.trail.fail("2.2.2", Reason::SealSignatureMismatch),
            None => {}
        }
        self.trail.complete();
        let reasons = self.trail.reasons();
        match (reasons.is_empty(), self.signer.take(), pending) {
            (true, Some(signer), Some(pending)) => Ok(self.verified(signer, pending.algorithm)),
            _ => Err(self.refused(reasons)),
        }
    }

    fn verified(self, signer: TrustedSigner, algorithm: Algorithm) -> Verified {
        let issuer_signed = &self.document.issuer_signed;
        let issuer = issuer_signed
            .name_spaces
            .iter()
            .flat_map(|(name_space, items)| {
                items
                    .iter()
                    .map(move |item| (name_space, &item.identifier, item.value(), StatedBy::Issuer))
            });
        let holder = self.document.device_signed.iter().flat_map(|signed| {
            signed
                .elements
                .iter()
                .map(|(name_space, identifier, value)| {
                    (name_space, identifier, value.as_slice(), StatedBy::Holder)
                })
        });
        let elements: Vec<Element> = issuer
            .chain(holder)
            .filter_map(|(name_space, identifier, value, stated_by)| {
                let value = Cbor::read_scanned(value).ok()?; // scanned when decoded, so none is dropped here
                Some(Element {
                    name_space: name_space.clone(),
                    identifier: identifier.clone(),
                    value,
                    stated_by,
                })
            })
            .collect();
        let sealed: usize = issuer_signed
            .mso
            .value_digests
            .values()
            .map(std::collections::BTreeMap::len)
            .sum();
        let shown: usize = issuer_signed
            .name_spaces
            .iter()
            .map(|(_, items)| items.len())
            .sum();
        let validity = issuer_signed.mso.validity;
        let ends = [
            Some(validity.valid_until),
            Some(signer.valid_until()),
            self.legal_end,
        ];
        Verified {
            doc_type: issuer_signed.mso.doc_type.clone(),
            elements,
            withheld: sealed.saturating_sub(shown),
            region: self.region,
            holder: self.holder,
            effective_until: ends.into_iter().flatten().min().unwrap_or(self.now),
            evidence: Evidence {
                signer,
                algorithm,
                signed_claimed: validity.signed,
                judged_at: self.now,
            },
            trail: self.trail,
        }
    }

    fn refused(self, reasons: Vec<Reason>) -> Refused {
        let failed = self.trail.ended(Outcome::Fail).next().is_some();
        Refused {
            outcome: if failed {
                RefusedOutcome::Refused
            } else {
                RefusedOutcome::Indeterminate
            },
            reasons,
            claimed_doc_type: self.document.doc_type.clone(),
            holder: self.holder,
            trail: self.trail,
        }
    }
}

/// 2.1.2: the definition that a native licence was made under; a foreign document has none and may not pose as native.
fn check_type<'p>(
    document: &PresentedDocument<'_>,
    policy: &Policy<'p>,
    trail: &mut Trail,
) -> Option<&'p LicenceType> {
    const STEP: &str = "2.1.2";
    let doc_type = &document.doc_type;
    if !is_native(doc_type) {
        let signed = document.issuer_signed.mso.value_digests.keys();
        let held = document
            .device_signed
            .iter()
            .flat_map(|signed| signed.elements.iter().map(|(name_space, ..)| name_space));
        let shown = document
            .issuer_signed
            .name_spaces
            .iter()
            .map(|(name_space, _)| name_space);
        let reserved = signed
            .chain(held)
            .chain(shown)
            .find(|name_space| is_native(name_space));
        trail.conclude(
            STEP,
            reserved
                .map(|ns| Reason::NamespaceReserved {
                    namespace: ns.clone(),
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
    match native::type_digest(document) {
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
fn check_digests(document: &PresentedDocument<'_>, trail: &mut Trail) {
    let mso = &document.issuer_signed.mso;
    let Some(algorithm) = DigestAlgorithm::from_mso_name(&mso.digest_algorithm) else {
        trail.fail(
            "2.1.3",
            Reason::DigestAlgorithm {
                name: mso.digest_algorithm.chars().take(32).collect(),
            },
        );
        return;
    };
    trail.pass("2.1.3");
    let mut reasons = Vec::new();
    for (name_space, items) in &document.issuer_signed.name_spaces {
        let signed = mso.value_digests.get(name_space);
        for item in items {
            let element = || format!("{name_space}/{}", item.identifier);
            match signed.and_then(|digests| digests.get(&item.digest_id)) {
                None => reasons.push(Reason::DigestMissing { element: element() }),
                Some(digest) if item.digest(algorithm).as_bytes() != digest.as_slice() => {
                    reasons.push(Reason::DigestMismatch { element: element() });
                }
                Some(_) => {}
            }
        }
    }
    trail.conclude("2.1.4", reasons);
}

/// 2.2.1: the algorithm is named where it is signed, allowed, and one for the sealing key.
fn check_algorithm(
    document: &PresentedDocument<'_>,
    key: Option<&VerifyingKey>,
    trail: &mut Trail,
) -> Option<PendingSignature> {
    const STEP: &str = "2.2.1";
    let auth = &document.issuer_signed.issuer_auth;
    if auth.has_critical() {
        trail.fail(STEP, Reason::SealCriticalHeader);
        return None;
    }
    let algorithm = match auth.algorithm().map(|id| (id, Algorithm::from_cose_id(id))) {
        Ok((_, Some(algorithm))) => algorithm,
        Ok((id, None)) => {
            trail.fail(
                STEP,
                Reason::SealAlgorithm {
                    found: id.to_string(),
                },
            );
            return None;
        }
        Err(found) => {
            trail.fail(STEP, Reason::SealAlgorithm { found });
            return None;
        }
    };
    let Some(key) = key else {
        return None; // 3.1 says why there is no key
    };
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
        .insert("algorithm", algorithm.name().to_owned());
    let payload = auth
        .payload
        .as_ref()
        .map(|(payload, _)| payload.as_ref())
        .unwrap_or_default();
    Some(PendingSignature {
        key: key.clone(),
        algorithm,
        message: signature_input(&auth.protected, payload),
        signature: auth.signature.to_vec(),
    })
}

/// 2.2.3
fn check_signed_type(document: &PresentedDocument<'_>, trail: &mut Trail) {
    let signed = &document.issuer_signed.mso.doc_type;
    let differs = *signed != document.doc_type;
    let mismatch = differs.then(|| Reason::TypeMismatch {
        document: document.doc_type.clone(),
        signed: signed.clone(),
    });
    trail.conclude("2.2.3", mismatch.into_iter().collect());
}

/// 3.1 to 3.4 as far as the certificates alone decide them, and 4.1. The key is that of the leaf even when nobody
/// vouches for it, so that the trail can tell a broken seal from an unknown one; only `TrustedSigner` makes it count.
fn check_authority(
    document: &PresentedDocument<'_>,
    trust: &TrustAnchors,
    now: UnixTime,
    trail: &mut Trail,
) -> (Option<TrustedSigner>, Option<VerifyingKey>) {
    trail
        .pass("3.2")
        .compared
        .extend([("sealing_time", "now".to_owned()), ("now", now.to_string())]);
    let Some(chain) = document.issuer_signed.issuer_auth.x5chain() else {
        trail.fail("3.1", Reason::SealCertificateMissing);
        return (None, None);
    };
    match trust.judge(&chain, &Question::new(&document.doc_type, now)) {
        Ok(signer) => {
            let check = trail.pass("3.1");
            check.subject = Some(signer.subject().to_owned());
            if let Some(anchor) = signer.grants().first().and_then(|grant| grant.path.last()) {
                check.compared.insert("authority", anchor.subject.clone());
            }
            for note in signer.notes() {
                trail.push("3.1", Outcome::Pass, Some(note_reason(*note)));
            }
            trail
                .pass("4.1")
                .compared
                .insert("valid_until", signer.valid_until().to_string());
            let key = signer.verifying_key().clone();
            (Some(signer), Some(key))
        }
        Err(reasons) => {
            for reason in reasons {
                let step = trust_step(&reason);
                trail.fail(step, reason);
            }
            let leaf = chain
                .first()
                .and_then(|leaf| trust::leaf_key_unverified(leaf));
            (None, leaf)
        }
    }
}

/// What the trail says beside a pass.
const fn note_reason(note: TrustNote) -> Reason {
    match note {
        TrustNote::PinUnscoped => Reason::PinUnscoped,
        TrustNote::PinNotRevocable => Reason::PinNotRevocable,
    }
}

/// Which step a reason of [`TrustAnchors::judge`] belongs to.
fn trust_step(reason: &Reason) -> &'static str {
    let code = reason.code();
    if code.starts_with("trust.certificate-") {
        "4.1"
    } else if code.ends_with("out-of-scope") {
        "3.4"
    } else {
        "3.1"
    }
}

/// 3.4, 3.5: the region lies in the authority's, and the certificate's authority is the issuer that the licence names.
fn check_binding(
    document: &PresentedDocument<'_>,
    signer: Option<&TrustedSigner>,
    facts: &native::Facts,
    trail: &mut Trail,
) -> Option<Region> {
    let Some(signer) = signer else {
        return None;
    };
    if !is_native(&document.doc_type) {
        // 3.5 falls away: a foreign document names no issuer code to compare.
        return match trust::foreign_region(signer) {
            Ok(region) => {
                trail.pass("3.4");
                region
            }
            Err(reason) => {
                trail.fail("3.4", reason);
                None
            }
        };
    }
    // Where one of the two is absent, 2.1.5 or 2.1.6 has failed.
    if let Some(region) = &facts.region {
        trail.conclude(
            "3.4",
            trust::check_region(signer, region)
                .err()
                .into_iter()
                .collect(),
        );
    }
    if let Some(code) = &facts.issuer_code {
        trail.conclude(
            "3.5",
            trust::check_issuer_code(signer, code)
                .err()
                .into_iter()
                .collect(),
        );
    }
    facts.region.clone()
}

/// 4.2: the seal object of GB/T 38540, apart from the signature. What is there and not checked is not good.
fn check_seal_object(definition: Option<&LicenceType>, facts: &native::Facts, trail: &mut Trail) {
    const STEP: &str = "4.2";
    let (Some(definition), Some(seal)) = (definition, &facts.seal) else {
        return; // foreign, or 2.1.5 or 2.1.6 has failed
    };
    match (definition.seal_policy(), seal) {
        (Demand::Required, native::Seal::None | native::Seal::Object { required: false }) => {
            trail.fail(STEP, Reason::SealObjectMissing);
        }
        (Demand::Never, native::Seal::Object { .. }) => {
            _ = trail.fail(STEP, Reason::SealObjectForbidden)
        }
        (_, native::Seal::Object { .. }) => _ = trail.unknown(STEP, Reason::SealObjectUnchecked),
        (_, native::Seal::None) => _ = trail.pass(STEP),
    }
}

/// 5.2, 5.3: a status list that is named and not at hand leaves the status unknown.
fn check_status(
    document: &PresentedDocument<'_>,
    definition: Option<&LicenceType>,
    policy: &Policy<'_>,
    trail: &mut Trail,
) {
    const STEP: &str = "5.2";
    let referenced = document.issuer_signed.mso.status.is_some();
    let demand = definition.map(LicenceType::status_policy);
    match (referenced, demand, policy.unreferenced_status) {
        (true, Some(Demand::Never), _) => _ = trail.fail(STEP, Reason::StatusReferenceForbidden),
        (false, Some(Demand::Required), _) => _ = trail.fail(STEP, Reason::StatusReferenceMissing),
        (false, None, UnreferencedStatus::Undetermined) => {
            _ = trail.unknown(STEP, Reason::StatusReferenceMissing)
        }
        (false, None, UnreferencedStatus::Allow) => {
            trail
                .pass(STEP)
                .compared
                .insert("status", "not referenced".to_owned());
        }
        _ => _ = trail.pass(STEP),
    }
    if referenced {
        trail.unknown("5.3", Reason::StatusUnavailable);
    }
}
