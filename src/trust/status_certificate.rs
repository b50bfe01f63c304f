//! The certificate of a status-list signer by itself, before anybody vouches for it.

use super::certificate::{Certificate, CertificateFault, KeyUsage, ORGANISATION_IDENTIFIER};
use crate::{Reason, crypto::VerifyingKey, time::UnixTime};

/// `id-kp-oauthStatusSigning` under the number in use, 1.3.6.1.5.5.7.3.30. Contents of the OBJECT IDENTIFIER.
///
/// The draft has no number yet (`id-kp TBD`), and what implementations take for it is that of routers (RFC 8209). Nothing
/// rests on it alone: who may sign is decided by entity, prefix and path.
pub(super) const STATUS_SIGNER: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 30];
/// `id-mdl-kp-mdlDS`, 1.0.18013.5.1.2.
const DOCUMENT_SIGNER: &[u8] = &[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x02];

const PLACE: &str = "status-signing";

/// A certificate that may sign status lists, as far as it says so itself.
#[derive(Clone, Debug)]
pub struct StatusSigningCertificate {
    key: VerifyingKey,
    fingerprint: [u8; 32],
    organisation_identifier: Option<String>,
    not_before: UnixTime,
    not_after: UnixTime,
}

impl StatusSigningCertificate {
    /// Reads a DER certificate: strict DER, version 3, no CA, digitalSignature and no keyCertSign, the purpose of
    /// status signing by name and not that of document signers.
    ///
    /// Looks at no time and no path.
    ///
    /// # Errors
    ///
    /// [`Reason::CertificateMalformed`], [`Reason::CertificateProfile`], [`Reason::CertificateUsage`],
    /// [`Reason::CertificateOverLimit`].
    ///
    /// Clause: `spec/status.md`, section 4.
    pub fn read(der: &[u8]) -> Result<Self, Reason> {
        let certificate = Certificate::read(der).map_err(|fault| reason(&fault))?;
        check(&certificate).map_err(|fault| reason(&fault))?;
        Ok(Self {
            organisation_identifier: certificate
                .subject
                .only(ORGANISATION_IDENTIFIER)
                .map(str::to_owned),
            key: certificate.key,
            fingerprint: certificate.fingerprint,
            not_before: certificate.not_before,
            not_after: certificate.not_after,
        })
    }

    /// The key that it certifies.
    #[must_use]
    pub const fn verifying_key(&self) -> &VerifyingKey {
        &self.key
    }

    /// SHA-256 of the certificate.
    #[must_use]
    pub const fn fingerprint(&self) -> &[u8; 32] {
        &self.fingerprint
    }

    /// `organizationIdentifier` (2.5.4.97), if it is there exactly once.
    #[must_use]
    pub fn organisation_identifier(&self) -> Option<&str> {
        self.organisation_identifier.as_deref()
    }

    /// The first second of its validity.
    #[must_use]
    pub const fn not_before(&self) -> UnixTime {
        self.not_before
    }

    /// The last second of its validity.
    #[must_use]
    pub const fn not_after(&self) -> UnixTime {
        self.not_after
    }

    /// It is valid at `at`.
    ///
    /// # Errors
    ///
    /// [`Reason::CertificateNotYetValid`], [`Reason::CertificateExpired`].
    pub fn check_time(&self, at: UnixTime) -> Result<(), Reason> {
        let place = PLACE.to_owned();
        if at < self.not_before {
            let not_before = self.not_before;
            return Err(Reason::CertificateNotYetValid { place, not_before });
        }
        if at > self.not_after {
            let not_after = self.not_after;
            return Err(Reason::CertificateExpired { place, not_after });
        }
        Ok(())
    }
}

fn check(certificate: &Certificate) -> Result<(), CertificateFault> {
    let extensions = &certificate.extensions;
    let usage = |rule| Err(CertificateFault::Usage { rule });
    if certificate.subject.is_empty() {
        return Err(CertificateFault::Profile {
            rule: "the subject is not empty",
        });
    }
    if extensions.basic_constraints.is_some_and(|b| b.ca) {
        return usage("a CA does not sign status lists");
    }
    match extensions.key_usage {
        Some(bits) if KeyUsage::key_cert_sign(bits) => {
            return usage("a status-signing key does not sign certificates");
        }
        Some(bits) if bits.digital_signature() => {}
        _ => return usage("keyUsage has digitalSignature"),
    }
    let purposes = extensions.purposes.as_ref().map(|purposes| &purposes.list);
    let states = |wanted: &[u8]| purposes.is_some_and(|list| list.iter().any(|p| p == wanted));
    if !states(STATUS_SIGNER) {
        return usage("the purpose of status signing is stated");
    }
    if states(DOCUMENT_SIGNER) {
        return usage("a status-signing key does not seal");
    }
    Ok(())
}

fn reason(fault: &CertificateFault) -> Reason {
    let place = PLACE.to_owned();
    match *fault {
        CertificateFault::Malformed { rule, at } => {
            Reason::CertificateMalformed { place, rule, at }
        }
        CertificateFault::Profile { rule } => Reason::CertificateProfile { place, rule },
        CertificateFault::Usage { rule } => Reason::CertificateUsage { place, rule },
        CertificateFault::OverLimit { limit, allowed } => {
            Reason::CertificateOverLimit { limit, allowed }
        }
    }
}
