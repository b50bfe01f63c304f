//! The certificate of an agreement signer by itself, before any list vouches for it.

use super::certificate::{COUNTRY, Certificate, KeyUsage, ORGANISATION_IDENTIFIER};
use super::profile::DOCUMENT_SIGNER;
use crate::{Reason, crypto::Algorithm, crypto::VerifyingKey, licence::Region, time::UnixTime};

const PLACE: &str = "agreement-signing";

/// A certificate that may sign agreements, as far as it says so itself. That this one may is for the lists to say.
#[derive(Clone, Debug)]
pub(crate) struct AgreementCertificate(Certificate);

impl AgreementCertificate {
    /// Reads a DER certificate: strict DER, version 3, no CA, digitalSignature and no keyCertSign, not the purpose of
    /// document signers. No purpose is asked for.
    ///
    /// Looks at no time and no name.
    ///
    /// # Errors
    ///
    /// [`Reason::AgreementSigner`].
    ///
    /// Clause: `spec/agreement-signing.md`, section 2.
    pub(crate) fn read(der: &[u8]) -> Result<Self, Reason> {
        let certificate = Certificate::read(der)
            .map_err(|fault| refused(format!("its certificate is not one: {fault}")))?;
        check(&certificate).map_err(refused)?;
        Ok(Self(certificate))
    }

    /// The key that it certifies.
    pub(crate) const fn verifying_key(&self) -> &VerifyingKey {
        &self.0.key
    }

    /// SHA-256 of the certificate.
    pub(crate) const fn fingerprint(&self) -> &[u8; 32] {
        &self.0.fingerprint
    }

    /// The subject, with misleading characters escaped.
    pub(crate) fn subject(&self) -> String {
        self.0.subject.to_string()
    }

    /// The first second of its validity.
    pub(crate) const fn not_before(&self) -> UnixTime {
        self.0.not_before
    }

    /// The last second of its validity.
    pub(crate) const fn not_after(&self) -> UnixTime {
        self.0.not_after
    }

    /// It names the party: its country is that of the territory, its organisation, where stated, the entity.
    ///
    /// # Errors
    ///
    /// [`Reason::AgreementSigner`].
    pub(crate) fn check_name(&self, entity_id: &str, territory: &Region) -> Result<(), Reason> {
        let subject = &self.0.subject;
        if subject.only(COUNTRY) != Some(territory.country()) {
            return Err(refused(
                "the certificate's country is that of the party's territory",
            ));
        }
        let stated = subject.count(ORGANISATION_IDENTIFIER) > 0;
        if stated && subject.only(ORGANISATION_IDENTIFIER) != Some(entity_id) {
            return Err(refused(
                "the certificate's organisation is the party's entity",
            ));
        }
        Ok(())
    }

    /// It is valid at `at`.
    ///
    /// # Errors
    ///
    /// [`Reason::CertificateNotYetValid`], [`Reason::CertificateExpired`].
    pub(crate) fn check_time(&self, at: UnixTime) -> Result<(), Reason> {
        let place = PLACE.to_owned();
        let (not_before, not_after) = (self.0.not_before, self.0.not_after);
        if at < not_before {
            return Err(Reason::CertificateNotYetValid { place, not_before });
        }
        if at > not_after {
            return Err(Reason::CertificateExpired { place, not_after });
        }
        Ok(())
    }

    /// The key is one for `algorithm`.
    ///
    /// # Errors
    ///
    /// [`Reason::AgreementAlgorithm`].
    pub(crate) fn check_algorithm(&self, algorithm: Algorithm) -> Result<(), Reason> {
        let key = &self.0.key;
        if key.fits(algorithm) {
            return Ok(());
        }
        Err(Reason::AgreementAlgorithm {
            found: format!("{algorithm} with a key on {}", key.key_type()),
        })
    }
}

fn check(certificate: &Certificate) -> Result<(), &'static str> {
    let extensions = &certificate.extensions;
    if certificate.subject.is_empty() {
        return Err("the subject of its certificate is not empty");
    }
    if certificate.is_ca() {
        return Err("a CA does not sign agreements");
    }
    if !extensions
        .key_usage
        .is_some_and(KeyUsage::digital_signature)
    {
        return Err("keyUsage has digitalSignature");
    }
    if extensions.key_usage.is_some_and(KeyUsage::key_cert_sign) {
        return Err("a key that signs agreements does not sign certificates");
    }
    let purposes = extensions.purposes.as_ref().map_or(&[][..], |p| &p.list);
    if purposes.iter().any(|purpose| purpose == DOCUMENT_SIGNER) {
        return Err("a key that seals licences does not sign agreements");
    }
    Ok(())
}

fn refused(rule: impl Into<String>) -> Reason {
    Reason::AgreementSigner { rule: rule.into() }
}
