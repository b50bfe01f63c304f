//! Making an agreement: contents, the bytes to be signed, the signature, an agreement that was read back.

use crate::codec::envelope::Draft;
use crate::crypto::Algorithm;
use crate::reason::Reason;
use crate::trust::AgreementCertificate;

use super::signed::TYP;
use super::{Agreement, AgreementContents, AgreementError, check, issues, write};

/// Contents that are to be signed.
///
/// The signature is made outside: [`prepare`](Self::prepare) gives the bytes, [`PreparedAgreement::complete`] takes the
/// signature. No private key comes near.
///
/// Clause: `spec/agreement-signing.md`, section 6.
#[derive(Clone, Debug)]
pub struct AgreementDraft<'p> {
    contents: AgreementContents,
    previous: Option<&'p Agreement>,
}

impl<'p> AgreementDraft<'p> {
    /// A draft of these contents.
    #[must_use]
    pub const fn new(contents: AgreementContents) -> Self {
        Self {
            contents,
            previous: None,
        }
    }

    /// Also holds the contents against the issue before, as [`Agreement::check_against`]. Default: not.
    #[must_use]
    pub fn following(self, previous: &'p Agreement) -> Self {
        Self {
            previous: Some(previous),
            ..self
        }
    }

    /// The bytes to be signed with `algorithm` by the key of the first certificate of `chain` (DER, one to four).
    ///
    /// # Errors
    ///
    /// [`AgreementError`]: everything for which any verifier would refuse the agreement, with the time of issue as the time
    /// of loading, and what a verifier bears with and nobody signs. That the trust list has the signer is not looked at.
    pub fn prepare(
        self,
        algorithm: Algorithm,
        chain: &[Vec<u8>],
    ) -> Result<PreparedAgreement, AgreementError> {
        let payload = write::contents(&self.contents).to_vec();
        let draft = Draft::new(TYP, algorithm.cose_id(), chain, payload);
        // What was built by hand may have a shape that the format has not: only what can be read back counts.
        let read_back = Agreement::read(&draft.complete(&[]))?;
        let contents = read_back.contents();
        let mut reasons = check::check_for_signing(contents);
        if let Some(previous) = self.previous {
            reasons.extend(issues::check_next(contents, previous.contents()));
        }
        match check_signer(&read_back, algorithm) {
            Ok(signer) if reasons.is_empty() => return Ok(PreparedAgreement { draft, signer }),
            Ok(_) => {}
            Err(reason) => reasons.push(reason),
        }
        Err(AgreementError::Refused(reasons))
    }
}

fn check_signer(
    agreement: &Agreement,
    algorithm: Algorithm,
) -> Result<AgreementCertificate, Reason> {
    let signer = agreement.signer()?;
    let contents = agreement.contents();
    let party = &contents.pointing_party;
    signer.check_name(&party.entity_id, &party.territory)?;
    signer.check_time(contents.issue_date_time)?;
    signer.check_algorithm(algorithm)?;
    Ok(signer)
}

/// An agreement that lacks nothing but its signature.
#[derive(Clone, Debug)]
pub struct PreparedAgreement {
    draft: Draft,
    signer: AgreementCertificate,
}

impl PreparedAgreement {
    /// The bytes to be signed (RFC 9052, 4.4), whole: the algorithm hashes them itself.
    #[must_use]
    pub fn to_be_signed(&self) -> Vec<u8> {
        self.draft.to_be_signed()
    }

    /// The signed agreement, if the signature is right: r‖s, each as long as the curve's order, or the 64 bytes of Ed25519.
    ///
    /// # Errors
    ///
    /// [`Reason::AgreementSignatureMismatch`]; [`AgreementError::Decode`] if it would be too large with the signature.
    pub fn complete(&self, signature: &[u8]) -> Result<Agreement, AgreementError> {
        let agreement = Agreement::read(&self.draft.complete(signature))?;
        agreement.check_signature_of(&self.signer)?;
        Ok(agreement)
    }
}
