//! The signature over a list or a statement, and the certificate that it was made with.

use crate::{
    Reason, codec::Limits, crypto::Algorithm, time::UnixTime, trust::StatusSigningCertificate,
};

/// What was signed, beside what it says, so that it is dropped once it was checked.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) algorithm: Result<i64, String>,
    pub(super) critical: bool,
    pub(super) message: Vec<u8>,
    pub(super) signature: Vec<u8>,
    /// SHA-256 of the content: what tells two lists of one instant apart, where ECDSA gives one list many signatures.
    pub(super) content_digest: [u8; 32],
}

impl Signed {
    /// The certificate of the signer, whose key made the signature. Nobody vouches for it yet.
    ///
    /// Clause: `spec/status.md`, section 5, step 2.
    pub(super) fn check(
        &self,
        chain: &[&[u8]],
        now: UnixTime,
    ) -> Result<StatusSigningCertificate, Reason> {
        let not_allowed = |found: String| Reason::StatusAlgorithm { found };
        if self.critical {
            let found = "with critical header members that are not understood";
            return Err(not_allowed(found.to_owned()));
        }
        if chain.len() > Limits::CHAIN {
            return Err(Reason::CertificateOverLimit {
                limit: "chain",
                allowed: Limits::CHAIN,
            });
        }
        let leaf = chain.first().ok_or_else(|| Reason::StatusSigner {
            rule: "it comes without a certificate chain".to_owned(),
        })?;
        let certificate = StatusSigningCertificate::read(leaf)?;
        certificate.check_time(now)?;
        let number = self.algorithm.clone().map_err(not_allowed)?;
        let algorithm = Algorithm::from_cose_id(number)
            .ok_or_else(|| not_allowed(format!("number {number}")))?;
        let key = certificate.verifying_key();
        if !key.fits(algorithm) {
            return Err(not_allowed(format!(
                "{algorithm}, which is not for the signer's key"
            )));
        }
        key.verify(algorithm, &self.message, &self.signature)
            .map_err(|_| Reason::StatusSignatureMismatch)?;
        Ok(certificate)
    }
}
