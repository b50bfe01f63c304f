//! The countersignature of the recognised party: that it knows the agreement as it was signed.
//!
//! The effect of an agreement comes from the signature of the party that recognises. A countersignature adds nothing to it and
//! takes nothing away; a verifier may ask for one.

use crate::codec::countersignature::{Countersignature, CountersignatureDraft};
use crate::crypto::Algorithm;
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::AgreementCertificate;

use super::{Agreement, AgreementError};

/// The countersignature in a document. That it is right is not said: [`Agreement::check_countersignature`].
#[derive(Clone, Copy, Debug)]
pub struct AttachedCountersignature<'a>(&'a Countersignature);

impl<'a> AttachedCountersignature<'a> {
    /// The certificates beside it, in DER, the countersigner's own first; one to four. Only the first is looked at.
    #[must_use]
    pub fn chain(&self) -> &'a [Vec<u8>] {
        self.0.chain()
    }

    /// The algorithm, if it is one of this build.
    #[must_use]
    pub fn algorithm(&self) -> Option<Algorithm> {
        let id = self.0.algorithm().ok()?;
        Algorithm::from_cose_id(id)
    }
}

impl Agreement {
    /// The countersignature that the document has.
    #[must_use]
    pub const fn countersignature(&self) -> Option<AttachedCountersignature<'_>> {
        match &self.envelope.countersignature {
            Some(countersignature) => Some(AttachedCountersignature(countersignature)),
            None => None,
        }
    }

    /// Checks the countersigner's certificate at `at`, that it names the pointed party, and the countersignature. Not that the
    /// countersigner may sign for the party: that is for its trust list to say.
    ///
    /// # Errors
    ///
    /// [`Reason::CountersignatureMissing`], [`Reason::CountersignatureMismatch`].
    ///
    /// Clause: `spec/agreement-signing.md`, section 3.
    pub fn check_countersignature(&self, at: UnixTime) -> Result<(), Reason> {
        let Some(countersignature) = &self.envelope.countersignature else {
            return Err(Reason::CountersignatureMissing {
                agreement: self.contents().agreement_id.clone(),
            });
        };
        let countersigner = self.check_made(countersignature)?;
        let party = &self.contents().pointed_party;
        countersigner
            .check_name(&party.entity_id, &party.territory)
            .and_then(|()| countersigner.check_time(at))
            .map_err(mismatch)
    }

    /// The countersigner's certificate, if there is a countersignature and it is that of its key over this document. Looks
    /// at no time, name or list.
    pub(in crate::recognise) fn countersigner(
        &self,
    ) -> Option<Result<AgreementCertificate, Reason>> {
        let countersignature = self.envelope.countersignature.as_ref()?;
        Some(self.check_made(countersignature))
    }

    fn check_made(
        &self,
        countersignature: &Countersignature,
    ) -> Result<AgreementCertificate, Reason> {
        let leaf = countersignature.chain().first();
        let certificate = AgreementCertificate::read(leaf.map_or(&[][..], Vec::as_slice));
        let certificate = certificate.map_err(mismatch)?;
        let algorithm = countersignature
            .algorithm()
            .and_then(|id| Algorithm::from_cose_id(id).ok_or_else(|| id.to_string()))
            .map_err(|found| mismatch(Reason::AgreementAlgorithm { found }))?;
        certificate.check_algorithm(algorithm).map_err(mismatch)?;
        let signed = countersignature.to_be_signed(&self.envelope);
        certificate
            .verifying_key()
            .verify(algorithm, &signed, countersignature.signature())
            .map_err(|_| not_over_this())?;
        Ok(certificate)
    }

    /// The bytes that the pointed party countersigns with `algorithm` and the key of the first certificate of `chain` (DER, one
    /// to four).
    ///
    /// # Errors
    ///
    /// [`Reason::CountersignatureMismatch`] for a certificate that may not sign agreements, does not name the pointed party, or is
    /// never valid while the agreement counts; [`Reason::AgreementSigner`], [`Reason::AgreementAlgorithm`] and
    /// [`Reason::AgreementSignatureMismatch`] where the agreement itself is not signed by the key that it names.
    pub fn countersign(
        &self,
        algorithm: Algorithm,
        chain: &[Vec<u8>],
    ) -> Result<PreparedCountersignature, AgreementError> {
        self.check_signature_of(&self.signer()?)?;
        let draft = CountersignatureDraft::new(algorithm.cose_id(), chain);
        // As for the agreement: only what can be read back counts.
        let read_back = Self::read(&draft.complete(&self.bytes, &[])?)?;
        let leaf = chain.first().map_or(&[][..], Vec::as_slice);
        let certificate = AgreementCertificate::read(leaf).map_err(mismatch)?;
        let contents = self.contents();
        let party = &contents.pointed_party;
        // It may be younger than the agreement.
        let at = contents.issue_date_time.max(certificate.not_before());
        certificate
            .check_name(&party.entity_id, &party.territory)
            .and_then(|()| certificate.check_time(at))
            .map_err(mismatch)?;
        if at > contents.not_after {
            let rule = "its certificate begins after the agreement is over".to_owned();
            return Err(Reason::CountersignatureMismatch { rule }.into());
        }
        certificate.check_algorithm(algorithm).map_err(mismatch)?;
        Ok(PreparedCountersignature {
            agreement: read_back,
            draft,
        })
    }
}

/// A countersignature that lacks nothing but the signature.
#[derive(Clone, Debug)]
pub struct PreparedCountersignature {
    /// The agreement with an empty countersignature.
    agreement: Agreement,
    draft: CountersignatureDraft,
}

impl PreparedCountersignature {
    /// The bytes to be signed (RFC 9338, 3.3), whole: the algorithm hashes them itself.
    #[must_use]
    pub fn to_be_signed(&self) -> Vec<u8> {
        self.draft.to_be_signed(&self.agreement.envelope)
    }

    /// The agreement with the countersignature, if that is right; in the place of the one that it may have had.
    ///
    /// # Errors
    ///
    /// [`Reason::CountersignatureMismatch`]; [`AgreementError::Decode`] if it would be too large with the countersignature.
    pub fn complete(&self, signature: &[u8]) -> Result<Agreement, AgreementError> {
        let bytes = self.draft.complete(&self.agreement.bytes, signature)?;
        let agreement = Agreement::read(&bytes)?;
        match agreement.countersigner() {
            Some(Ok(_)) => Ok(agreement),
            Some(Err(reason)) => Err(reason.into()),
            None => Err(not_over_this().into()),
        }
    }
}

/// Everything about a countersignature has one code.
pub(in crate::recognise) fn mismatch(reason: Reason) -> Reason {
    let rule = match reason {
        Reason::CountersignatureMismatch { rule } | Reason::AgreementSigner { rule } => rule,
        other => other.to_string(),
    };
    Reason::CountersignatureMismatch { rule }
}

fn not_over_this() -> Reason {
    Reason::CountersignatureMismatch {
        rule: "it is not that of the countersigner's key over this agreement as it was signed"
            .to_owned(),
    }
}
