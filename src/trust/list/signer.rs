//! Who signed a list: the rules for the signer's certificate, its name and the signature.
//!
//! No path is built. Whoever may sign a list is named by its very certificate or key, by the caller, by the list that
//! points here, or by an earlier issue; who that is, is for the store to say.

use crate::codec::envelope::Envelope;
use crate::crypto::{Algorithm, VerifyingKey};
use crate::reason::Reason;
use crate::time::UnixTime;

use super::super::certificate::{COUNTRY, Certificate, KeyUsage, ORGANISATION, fingerprint};
use super::super::profile::DOCUMENT_SIGNER;
use super::{DigitalIdentity, ListContents, Territory};

/// `id-tsl-kp-tslSigning`, 0.4.0.2231.3.0 (ETSI TS 119 612, 5.7.1). Contents of the OBJECT IDENTIFIER.
const LIST_SIGNER: &[u8] = &[0x04, 0x00, 0x91, 0x37, 0x03, 0x00];

/// Who signed a list, by a certificate that may sign lists. That this one may is not said.
#[derive(Clone, Debug)]
pub struct ListSigner {
    key: VerifyingKey,
    subject: String,
    fingerprint: [u8; 32],
    not_after: UnixTime,
}

impl ListSigner {
    /// The key, ready to verify.
    #[must_use]
    pub const fn verifying_key(&self) -> &VerifyingKey {
        &self.key
    }

    /// The subject of the certificate, as `C=CN, O=…, CN=…` with misleading characters escaped.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// SHA-256 of the certificate.
    #[must_use]
    pub const fn fingerprint(&self) -> &[u8; 32] {
        &self.fingerprint
    }

    /// The last second of the certificate's validity.
    #[must_use]
    pub const fn not_after(&self) -> UnixTime {
        self.not_after
    }
}

/// Everything about the signature of `contents` that does not depend on who may sign.
pub(super) fn check(
    envelope: &Envelope<'_>,
    contents: &ListContents,
    now: UnixTime,
) -> Result<ListSigner, Reason> {
    let algorithm = envelope
        .algorithm()
        .and_then(|id| Algorithm::from_cose_id(id).ok_or_else(|| id.to_string()))
        .map_err(|found| Reason::ListAlgorithm { found })?;
    let leaf = envelope.chain.first().map_or(&[][..], Vec::as_slice);
    let signer = check_unsigned(leaf, algorithm, contents, now)?;
    signer
        .key
        .verify(algorithm, &envelope.to_be_signed(), &envelope.signature)
        .map_err(|_| Reason::ListSignatureMismatch)?;
    Ok(signer)
}

/// The same before there is a signature.
pub(super) fn check_unsigned(
    leaf: &[u8],
    algorithm: Algorithm,
    contents: &ListContents,
    now: UnixTime,
) -> Result<ListSigner, Reason> {
    let refused = |rule: String| Reason::ListSignerCertificate { rule };
    let certificate = Certificate::read(leaf).map_err(|fault| refused(fault.to_string()))?;
    check_certificate(&certificate).map_err(|rule| refused(rule.to_owned()))?;
    if now < certificate.not_before {
        return Err(refused(format!(
            "it is valid from {} on",
            certificate.not_before
        )));
    }
    if now > certificate.not_after {
        return Err(refused(format!(
            "it was valid until {}",
            certificate.not_after
        )));
    }
    if contents.not_after > certificate.not_after {
        return Err(refused(format!(
            "the list counts until {}, and the certificate only until {}",
            contents.not_after, certificate.not_after
        )));
    }
    check_name(&certificate, contents).map_err(|rule| Reason::ListSignerName { rule })?;
    if !certificate.key.fits(algorithm) {
        return Err(Reason::ListAlgorithm {
            found: format!("{algorithm} with a key on {}", certificate.key.key_type()),
        });
    }
    Ok(ListSigner {
        subject: certificate.subject.to_string(),
        fingerprint: fingerprint(leaf),
        not_after: certificate.not_after,
        key: certificate.key,
    })
}

/// What a certificate must be to sign lists, whichever.
pub(super) fn check_certificate(certificate: &Certificate) -> Result<(), &'static str> {
    let extensions = &certificate.extensions;
    if certificate.subject.is_empty() {
        return Err("the subject is not empty");
    }
    if extensions.basic_constraints.is_some_and(|b| b.ca) {
        return Err("a CA does not sign lists");
    }
    if !extensions
        .key_usage
        .is_some_and(KeyUsage::digital_signature)
    {
        return Err("keyUsage has digitalSignature");
    }
    if extensions.key_usage.is_some_and(KeyUsage::key_cert_sign) {
        return Err("a key that signs lists does not sign certificates");
    }
    let purposes = extensions.purposes.as_ref().map_or(&[][..], |p| &p.list);
    if !purposes.iter().any(|p| p == LIST_SIGNER) {
        return Err("the purpose 0.4.0.2231.3.0 is stated");
    }
    if purposes.iter().any(|p| p == DOCUMENT_SIGNER) {
        return Err("a key that seals licences does not sign lists");
    }
    Ok(())
}

/// Organisation and country are the list's operator and territory (ETSI TS 119 602, 6.8).
fn check_name(certificate: &Certificate, contents: &ListContents) -> Result<(), &'static str> {
    let organisation = certificate
        .subject
        .only(ORGANISATION)
        .ok_or("the certificate names one organisation")?;
    if !contents
        .scheme_operator_name
        .values()
        .any(|name| name == organisation)
    {
        return Err("the certificate's organisation is the list's operator");
    }
    match &contents.scheme_territory {
        Territory::Private(_) => Ok(()),
        Territory::Region(region) => match certificate.subject.only(COUNTRY) {
            Some(country) if country == region.country() => Ok(()),
            _ => Err("the certificate's country is that of the list's territory"),
        },
    }
}

/// Whether the certificate `leaf` or its key is one of `identities`.
pub(super) fn is_one_of(leaf: &[u8], identities: &[DigitalIdentity]) -> bool {
    let key = Certificate::read(leaf).ok().map(|c| c.key);
    identities.iter().any(|identity| match identity {
        DigitalIdentity::Certificate(der) => der == leaf,
        DigitalIdentity::Key(spki) => match (&key, VerifyingKey::from_spki_der(spki)) {
            (Some(key), Ok(named)) => *key == named,
            _ => false,
        },
    })
}
