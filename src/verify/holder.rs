//! Phase 7: whether the presenter is the holder (ISO/IEC 18013-5, 9.1.3).

use super::{
    policy::{HolderBinding, Policy, Session},
    presented::PresentedDocument,
    trail::Trail,
    verdict::{Holder, HolderProof, ProofMethod},
};
use crate::{
    Reason,
    codec::{
        Cbor,
        cose::{Cose1, mac_input, signature_input},
        mdoc::{DeviceAuth, DeviceSigned},
    },
    crypto::{Algorithm, DigestAlgorithm, VerifyingKey, device_mac_key},
    licence::is_native,
};

/// COSE algorithm identifier of HMAC 256/256, the one MAC that ISO/IEC 18013-5, 9.1.3.5 has.
const HMAC_256: i64 = 5;

/// 7.1 to 7.3. `sealing_key` is the key in the sealing certificate, trusted or not.
pub(super) fn check(
    document: &PresentedDocument<'_>,
    sealing_key: Option<&VerifyingKey>,
    policy: &Policy<'_>,
    trail: &mut Trail,
) -> (Holder, Option<HolderProof>) {
    let device_key = document.issuer_signed.mso.device_key.as_ref();
    // Without a holder's key the signed object holds the sealing key, because it must hold one.
    let no_holder = device_key
        .zip(sealing_key)
        .is_some_and(|(device_key, sealing_key)| sealing_key.is_cose_key(device_key));
    let mut proof = None;
    let holder = match &document.device_signed {
        None if no_holder => Holder::None,
        None => Holder::NotBound,
        Some(signed) => {
            check_authorisations(document, signed, trail);
            if no_holder {
                trail.fail("7.2", Reason::DeviceKeyIsSealingKey);
                Holder::None
            } else {
                let device_key = device_key.and_then(|key| VerifyingKey::from_cose_key(key).ok());
                match check_proof(document, signed, device_key.as_ref(), policy, trail) {
                    Ok(held) => {
                        proof = Some(held);
                        Holder::Bound
                    }
                    Err(holder) => holder,
                }
            }
        }
    };
    match (policy.holder, holder) {
        (HolderBinding::Required, Holder::NotBound | Holder::None) => {
            trail.fail("7.3", Reason::HolderNotBound);
        }
        (HolderBinding::Required, Holder::Unchecked) => {} // 7.2 says why it is not known
        _ => _ = trail.pass("7.3"),
    }
    (holder, proof)
}

/// 7.1: an element of the holder's own counts only where the issuer authorised the key for it (9.1.2.4).
fn check_authorisations(
    document: &PresentedDocument<'_>,
    signed: &DeviceSigned<'_>,
    trail: &mut Trail,
) {
    let allowed = &document.issuer_signed.mso.key_authorizations;
    let stated = signed
        .elements
        .iter()
        .filter(|(name_space, identifier, _)| !allowed.allow(name_space, identifier));
    let reasons = stated
        .map(|(ns, id, _)| Reason::DeviceElementUnauthorised {
            element: format!("{ns}/{id}"),
        })
        .collect();
    trail.conclude("7.1", reasons);
}

/// 7.2
///
/// # Errors
///
/// How far the proof came that did not hold.
fn check_proof(
    document: &PresentedDocument<'_>,
    signed: &DeviceSigned<'_>,
    device_key: Option<&VerifyingKey>,
    policy: &Policy<'_>,
    trail: &mut Trail,
) -> Result<HolderProof, Holder> {
    const STEP: &str = "7.2";
    let session = policy.session.as_ref();
    let session = session.and_then(|session| Some((session, session.transcript()?)));
    let Some((session, transcript)) = session else {
        trail.unknown(STEP, Reason::TranscriptMissing);
        return Err(Holder::Unchecked);
    };
    let Some(device_key) = device_key else {
        trail.unknown(STEP, Reason::DeviceKeyUnsupported);
        return Err(Holder::Unchecked);
    };
    let message = device_authentication(transcript, &document.doc_type, signed.name_spaces_tagged);
    let (method, proof) = match &signed.auth {
        DeviceAuth::Signature(cose) => (
            ProofMethod::Signature,
            check_signature(cose, device_key, &message, is_native(&document.doc_type)),
        ),
        DeviceAuth::Mac(cose) => (
            ProofMethod::Mac,
            check_mac(cose, device_key, session, &message),
        ),
    };
    match proof {
        Ok(()) => {
            trail.pass(STEP);
            Ok(HolderProof {
                method,
                device_key: sha256(&device_key.to_spki_der()),
                session: sha256(session.transcript_bytes()),
            })
        }
        Err(reason @ Reason::ReaderKeyMissing) => {
            trail.unknown(STEP, reason);
            Err(Holder::Unchecked)
        }
        Err(reason) => {
            trail.fail(STEP, reason);
            Err(Holder::NotBound)
        }
    }
}

/// What the holder signs: `#6.24(bstr .cbor ["DeviceAuthentication", SessionTranscript, DocType, DeviceNameSpacesBytes])`.
///
/// Transcript and name spaces go in as received; each is one encoded item, so they are spliced, not decoded.
///
/// Clause: ISO/IEC 18013-5, 9.1.3.4.
fn device_authentication(transcript: &[u8], doc_type: &str, name_spaces_tagged: &[u8]) -> Vec<u8> {
    let mut inside = vec![0x84]; // an array of four
    inside.extend(Cbor::text("DeviceAuthentication").to_vec());
    inside.extend_from_slice(transcript);
    inside.extend(Cbor::text(doc_type).to_vec());
    inside.extend_from_slice(name_spaces_tagged);
    Cbor::Tag(24, Box::new(Cbor::Bytes(inside))).to_vec()
}

fn check_signature(
    cose: &Cose1<'_>,
    key: &VerifyingKey,
    message: &[u8],
    native: bool,
) -> Result<(), Reason> {
    let found = cose_algorithm(cose)?;
    let algorithm = Algorithm::from_cose_id(found)
        .filter(|algorithm| key.fits(*algorithm) && (algorithm.is_iso_18013_5() || native));
    let algorithm = algorithm.ok_or_else(|| Reason::DeviceAlgorithm {
        found: found.to_string(),
    })?;
    key.verify(
        algorithm,
        &signature_input(&cose.protected, message),
        &cose.signature,
    )
    .map_err(|_| Reason::DeviceSignatureMismatch)
}

fn check_mac(
    cose: &Cose1<'_>,
    key: &VerifyingKey,
    session: &Session<'_>,
    message: &[u8],
) -> Result<(), Reason> {
    let found = cose_algorithm(cose)?;
    if found != HMAC_256 {
        return Err(Reason::DeviceAlgorithm {
            found: found.to_string(),
        });
    }
    let reader_key = session.reader_key().ok_or(Reason::ReaderKeyMissing)?;
    // A key on another curve, or a key store that fails: the MAC could not be checked, and why stays in the store.
    let secret = reader_key
        .agree(key)
        .map_err(|_| Reason::ReaderKeyMissing)?;
    let mac_key = device_mac_key(&secret, session.transcript_bytes());
    let fits = mac_key.verify(&mac_input(&cose.protected, message), &cose.signature);
    if fits {
        Ok(())
    } else {
        Err(Reason::DeviceMacMismatch)
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    let digest = DigestAlgorithm::Sha256.digest(&[bytes]);
    digest.as_bytes().try_into().unwrap_or([0; 32]) // of this algorithm always 32 bytes
}

fn cose_algorithm(cose: &Cose1<'_>) -> Result<i64, Reason> {
    if cose.has_critical() {
        return Err(Reason::DeviceAlgorithm {
            found: "with critical header members".to_owned(),
        });
    }
    cose.algorithm()
        .map_err(|found| Reason::DeviceAlgorithm { found })
}
