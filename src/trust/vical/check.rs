//! Whether a list is its provider's and counts now, in the steps of `spec/foreign-lists.md`, section 3.

use std::sync::Arc;

use crate::codec::vical::Signed;
use crate::crypto::{Algorithm, DigestAlgorithm, VerifyingKey};
use crate::reason::Reason;
use crate::time::UnixTime;

use super::{CheckedVical, ListEnd, Vical, VicalTerms, entries, signer};

impl Vical {
    /// Asks whether one of `signers` answers for the list, and whether it counts at `now` on the caller's terms.
    ///
    /// `signers` are certificates in DER that the caller trusts to name authorities: a CA of the provider, or the very
    /// certificate that signs. Whether the signer was revoked is not asked. An entry that cannot be trusted does not
    /// spoil the list: see [`CheckedVical::notes`].
    ///
    /// # Errors
    ///
    /// Every [`Reason`] against it, the primary one first; never empty. [`Reason::ListUnsigned`],
    /// [`Reason::ListSignerCertificate`], [`Reason::ListSignerUnknown`] with what stood in the way,
    /// [`Reason::ListCriticalExtension`], [`Reason::ListAlgorithm`], [`Reason::ListSignatureMismatch`]; then
    /// [`Reason::ListInFuture`], [`Reason::ListUnbounded`], [`Reason::ListExpired`], [`Reason::ListRollback`],
    /// [`Reason::ListForked`].
    pub fn check(
        &self,
        signers: &[&[u8]],
        terms: &VicalTerms,
        now: UnixTime,
    ) -> Result<CheckedVical, Vec<Reason>> {
        // 1. There is a signature.
        let Some(signed) = &self.document.signed else {
            return Err(vec![Reason::ListUnsigned]);
        };
        if signed.signature.is_empty() {
            return Err(vec![Reason::ListUnsigned]);
        }
        // 2. The signer may sign such lists, and somebody whom the caller trusts answers for it.
        let signer = signer::find(&signed.chain, signers, now)?;
        // 3, 4. The algorithm, the signature.
        check_signature(signed, &signer.key).map_err(|reason| vec![reason])?;
        // 5 to 8. The times, now that they are known to be the provider's.
        let payload = &self.document.payload;
        let mut against = Vec::new();
        if payload.date > now {
            against.push(Reason::ListInFuture {
                issued: payload.date,
                now,
            });
        }
        let end = terms.end(payload.date, payload.next_update);
        let end = end.map(|end| end.min(signer.valid_until));
        match end {
            None => against.push(Reason::ListUnbounded),
            Some(not_after) if not_after < now => against.push(Reason::ListExpired {
                list: payload.provider.clone(),
                not_after,
            }),
            Some(_) => {}
        }
        let digest = digest(&self.document.payload_bytes);
        if let Some(floor) = &terms.floor {
            against.extend(floor.check(payload.date, &digest, payload.issue_id).err());
        }
        let Some(at) = end.filter(|_| against.is_empty()) else {
            return Err(against);
        };
        // 9. The entries, each by itself.
        let (listed, left_out) = entries::read(&payload.entries);
        let stale = payload.next_update.filter(|next| *next < now);
        let stale = stale.map(|next_update| Reason::ListStale {
            list: payload.provider.clone(),
            next_update,
        });
        Ok(CheckedVical {
            date: payload.date,
            issue_id: payload.issue_id,
            next_update: payload.next_update,
            digest,
            end: Arc::new(ListEnd {
                list: payload.provider.clone(),
                at,
            }),
            listed,
            notes: stale.into_iter().chain(left_out).collect(),
        })
    }
}

fn check_signature(signed: &Signed, key: &VerifyingKey) -> Result<(), Reason> {
    if signed.critical {
        return Err(Reason::ListCriticalExtension {
            id: "header members of the signature".to_owned(),
        });
    }
    let id = signed
        .algorithm
        .clone()
        .map_err(|found| Reason::ListAlgorithm { found })?;
    let algorithm = Algorithm::from_cose_id(id)
        .filter(|algorithm| algorithm.is_iso_18013_5())
        .ok_or_else(|| Reason::ListAlgorithm {
            found: id.to_string(),
        })?;
    if !key.fits(algorithm) {
        return Err(Reason::ListAlgorithm {
            found: format!("{}, which is not for the signer's key", algorithm.name()),
        });
    }
    key.verify(algorithm, &signed.message, &signed.signature)
        .map_err(|_| Reason::ListSignatureMismatch)
}

fn digest(payload: &[u8]) -> [u8; 32] {
    let digest = DigestAlgorithm::Sha256.digest(&[payload]);
    digest.as_bytes().try_into().unwrap_or([0; 32])
}
