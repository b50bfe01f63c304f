//! The checks of `spec/verify.md`, phases 2 to 5 and 7, on one document.
//!
//! Everything but the seal's signature is checked in [`Judgement::begin`]; the signature is handed out, so that many
//! can be verified in one batch, and comes back to [`Judgement::end`]. The trail is put into its fixed order there.

use super::{
    authority::{check_authority, check_binding},
    compared::Fact,
    holder,
    integrity::{PendingSignature, check_algorithm, check_digests, check_signed_type, check_type},
    native,
    policy::Policy,
    presented::PresentedDocument,
    status,
    trail::{Outcome, Trail},
    validity,
    verdict::{
        Element, Evidence, Holder, HolderProof, Refused, RefusedOutcome, StatedBy, Verified,
    },
};
use crate::{
    Reason,
    codec::Cbor,
    crypto::Algorithm,
    licence::{LicenceType, Region, types::Policy as Demand},
    time::UnixTime,
    trust::{Trust, TrustedSigner},
};

/// A judgement that waits for its signature check.
pub(super) struct Judgement<'d, 'b> {
    document: &'d PresentedDocument<'b>,
    /// What the issuer states, read once; nobody sees it before every check holds.
    elements: Vec<Element>,
    now: UnixTime,
    trail: Trail,
    signer: Option<TrustedSigner>,
    region: Option<Region>,
    holder: Holder,
    holder_proof: Option<HolderProof>,
    legal_end: Option<UnixTime>,
    status: status::Found,
    pub(super) signature: Option<PendingSignature>,
}

impl<'d, 'b> Judgement<'d, 'b> {
    /// Makes every check but that of the seal's signature.
    pub(super) fn begin(
        document: &'d PresentedDocument<'b>,
        trust: &dyn Trust,
        policy: &Policy<'_>,
        now: UnixTime,
    ) -> Self {
        let mut trail = Trail::new();
        let now = check_clock(trust, now, &mut trail);
        trail.pass("2.1.1"); // it would not have been decoded otherwise

        let elements = issuer_elements(document);
        let definition = check_type(document, &elements, policy, &mut trail);
        check_digests(document, &mut trail);
        let facts = match definition {
            Some(definition) => {
                native::check_elements(&elements, definition, &policy.limits, &mut trail)
            }
            None => native::Facts::default(),
        };
        let (signer, key) = check_authority(document, trust, &facts, policy, now, &mut trail);
        let signature = check_algorithm(document, key.as_ref(), &mut trail);
        check_signed_type(document, &mut trail);
        let region = check_binding(document, signer.as_ref(), &facts, &mut trail);
        check_seal_object(definition, &facts, &mut trail);
        let legal_end = validity::check(document, signer.as_ref(), &facts, now, &mut trail);
        let status = status::check(
            document,
            definition,
            (trust, signer.as_ref()),
            policy,
            now,
            &mut trail,
        );
        let (holder, holder_proof) = holder::check(document, key.as_ref(), policy, &mut trail);
        Self {
            document,
            elements,
            now,
            trail,
            signer,
            region,
            holder,
            holder_proof,
            legal_end,
            status,
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
        let shown = self.elements.len();
        let mut elements = self.elements;
        elements.extend(holder_elements(self.document));
        let sealed = issuer_signed.mso.value_digests.len();
        let validity = issuer_signed.mso.validity;
        let ends = [
            Some(validity.valid_until),
            Some(signer.valid_until()),
            self.legal_end,
            self.status.good_until,
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
                statuses: self.status.evidence,
                holder_proof: self.holder_proof,
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

/// 0.1: a clock that is behind what was seen signed gives way to it. Anchors given by hand have no floor.
fn check_clock(trust: &dyn Trust, now: UnixTime, trail: &mut Trail) -> UnixTime {
    const STEP: &str = "0.1";
    let Some(floor) = trust.clock_floor() else {
        return now;
    };
    if now < floor {
        trail.push(
            STEP,
            Outcome::Pass,
            Some(Reason::ClockBehind { floor, now }),
        );
        trail.compare([("now", Fact::Time(now)), ("floor", Fact::Time(floor))]);
    } else {
        // Without the floor: every list that is taken moves it, and a verdict that rests on another stays as it was.
        trail.pass(STEP);
        trail.compare([("now", Fact::Time(now))]);
    }
    now.max(floor)
}

/// What the issuer states. Every value was scanned when the document was decoded, so none is dropped here.
fn issuer_elements(document: &PresentedDocument<'_>) -> Vec<Element> {
    let name_spaces = &document.issuer_signed.name_spaces;
    let items = name_spaces
        .iter()
        .flat_map(|(name_space, items)| items.iter().map(move |item| (name_space, item)));
    let count = name_spaces.iter().map(|(_, items)| items.len()).sum();
    let mut elements = Vec::with_capacity(count);
    elements.extend(items.filter_map(|(name_space, item)| {
        Some(Element {
            name_space: name_space.clone(),
            identifier: item.identifier.clone(),
            value: Cbor::read_scanned(item.value()).ok()?,
            stated_by: StatedBy::Issuer,
        })
    }));
    elements
}

/// What the holder states, likewise.
fn holder_elements(document: &PresentedDocument<'_>) -> impl Iterator<Item = Element> {
    let stated = document
        .device_signed
        .iter()
        .flat_map(|signed| &signed.elements);
    stated.filter_map(|(name_space, identifier, value)| {
        Some(Element {
            name_space: name_space.clone(),
            identifier: identifier.clone(),
            value: Cbor::read_scanned(value).ok()?,
            stated_by: StatedBy::Holder,
        })
    })
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
