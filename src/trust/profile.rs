//! What a profile asks of a certificate in its place, before any path is built.
//!
//! | rule | `elicence` | `iso18013` |
//! |---|---|---|
//! | strict DER, version 3, serial number, one algorithm inside and outside, dates, extensions | yes | yes |
//! | CA: `cA`, basicConstraints critical, keyCertSign, subject, subjectKeyIdentifier | yes | yes |
//! | authorityKeyIdentifier, save in a self-issued anchor | yes | yes |
//! | leaf: no CA, digitalSignature, no keyCertSign, no name constraints, subject not empty | yes | yes |
//! | leaf: no DNS, mail or IP name in subjectAltName | yes | yes |
//! | leaf: purpose 1.0.18013.5.1.2 by name | the only purpose, critical | among the purposes |
//! | leaf: other key usages | contentCommitment only | any but keyCertSign |
//! | keys on the SM2 curve | yes | no: ISO/IEC 18013-5 has no such algorithm |
//!
//! Annex B asks for more that is not held against a document here, because no decision rests on it: countryName (a
//! region that cannot be confirmed is its own reason), issuerAltName, cRLDistributionPoints, and the longest lifetimes.

use crate::crypto::KeyType;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::Profile;
use super::certificate::{Certificate, CertificateFault, KeyUsage};
use super::question::Purpose;
use super::status_certificate::STATUS_SIGNER;

/// `id-mdl-kp-mdlDS`, 1.0.18013.5.1.2: this key signs mdocs. Contents of the OBJECT IDENTIFIER.
pub(super) const DOCUMENT_SIGNER: &[u8] = &[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x02];

/// The rules that differ between profiles, as data, so that tests can leave some out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) profile: Profile,
    /// The purpose that the leaf must state.
    pub(super) purpose: Option<&'static [u8]>,
    /// The leaf has no DNS, mail or IP name.
    pub(super) no_network_names: bool,
    /// Intermediates between leaf and anchor at most.
    pub(super) intermediates: usize,
}

impl Rules {
    pub(super) const fn of(profile: Profile) -> Self {
        Self {
            profile,
            purpose: Some(DOCUMENT_SIGNER),
            no_network_names: true,
            intermediates: 2,
        }
    }

    /// The same rules where the leaf is for another purpose.
    pub(super) const fn about(self, purpose: Purpose) -> Self {
        let purpose = match purpose {
            Purpose::Sealing => self.purpose,
            Purpose::StatusSigning => Some(STATUS_SIGNER),
        };
        Self { purpose, ..self }
    }

    const fn strict(&self) -> bool {
        matches!(self.profile, Profile::Elicence)
    }
}

/// Where a certificate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Leaf,
    Pin,
    /// Its index in the chain as received.
    Intermediate(usize),
    Anchor,
}

impl Place {
    /// As it stands in a reason.
    pub(super) fn name(self) -> String {
        match self {
            Self::Leaf | Self::Pin => "sealing".to_owned(),
            Self::Intermediate(index) => format!("intermediate (number {index} of the chain)"),
            Self::Anchor => "anchor's".to_owned(),
        }
    }
}

/// Every rule of the profile that concerns this certificate alone, its validity apart.
pub(super) fn check(
    certificate: &Certificate,
    place: Place,
    rules: &Rules,
) -> Result<(), CertificateFault> {
    if certificate.subject.is_empty() {
        return Err(CertificateFault::Profile {
            rule: "the subject is not empty",
        });
    }
    if !rules.strict() && is_sm2(certificate.key.key_type()) {
        return Err(CertificateFault::Profile {
            rule: "the key is of a kind that ISO/IEC 18013-5 has",
        });
    }
    let alone = matches!(place, Place::Anchor | Place::Pin) && certificate.is_self_issued();
    if !certificate.extensions.authority_key && !alone {
        return Err(CertificateFault::Profile {
            rule: "authorityKeyIdentifier is there",
        });
    }
    match place {
        Place::Leaf | Place::Pin => check_leaf(certificate, rules),
        Place::Intermediate(_) | Place::Anchor => check_authority(certificate),
    }
}

/// The certificate is valid at `at`.
pub(super) fn check_time(
    certificate: &Certificate,
    place: Place,
    at: UnixTime,
) -> Result<(), Reason> {
    if at < certificate.not_before {
        return Err(Reason::CertificateNotYetValid {
            place: place.name(),
            not_before: certificate.not_before,
        });
    }
    if at > certificate.not_after {
        return Err(Reason::CertificateExpired {
            place: place.name(),
            not_after: certificate.not_after,
        });
    }
    Ok(())
}

impl CertificateFault {
    /// The reason, now that the place is known.
    pub(super) fn at(self, place: Place) -> Reason {
        let place = place.name();
        match self {
            Self::Malformed { rule, at } => Reason::CertificateMalformed { place, rule, at },
            Self::Profile { rule } => Reason::CertificateProfile { place, rule },
            Self::Usage { rule } => Reason::CertificateUsage { place, rule },
            Self::OverLimit { limit, allowed } => Reason::CertificateOverLimit { limit, allowed },
        }
    }
}

fn check_leaf(certificate: &Certificate, rules: &Rules) -> Result<(), CertificateFault> {
    let extensions = &certificate.extensions;
    let usage = |rule| Err(CertificateFault::Usage { rule });
    if extensions.basic_constraints.is_some_and(|b| b.ca) {
        return usage("a CA does not seal");
    }
    match extensions.key_usage {
        None => return usage("keyUsage is there"),
        Some(bits) if bits.key_cert_sign() => {
            return usage("a sealing key does not sign certificates");
        }
        Some(bits) if !bits.digital_signature() => return usage("keyUsage has digitalSignature"),
        Some(bits) if rules.strict() && !bits.only_signs() => {
            return usage("a sealing key only signs");
        }
        Some(_) => {}
    }
    if let Some(purpose) = rules.purpose {
        let Some(purposes) = &extensions.purposes else {
            return usage("the purpose 1.0.18013.5.1.2 is stated");
        };
        if !purposes.list.iter().any(|p| p == purpose) {
            return usage("the purpose 1.0.18013.5.1.2 is stated");
        }
        if rules.strict() && (purposes.list.len() != 1 || !purposes.critical) {
            return usage("the purpose 1.0.18013.5.1.2 is critical and the only one");
        }
    }
    if extensions.name_constraints {
        return Err(CertificateFault::Profile {
            rule: "only a CA has name constraints",
        });
    }
    if rules.no_network_names
        && extensions
            .alternative_names
            .is_some_and(|n| n.dns || n.mail || n.ip)
    {
        return Err(CertificateFault::Profile {
            rule: "a sealing certificate has no DNS, mail or IP name",
        });
    }
    Ok(())
}

fn check_authority(certificate: &Certificate) -> Result<(), CertificateFault> {
    let usage = |rule| Err(CertificateFault::Usage { rule });
    match certificate.extensions.basic_constraints {
        Some(basic) if basic.ca && !basic.critical => {
            return Err(CertificateFault::Profile {
                rule: "basicConstraints of a CA is critical",
            });
        }
        Some(basic) if basic.ca => {}
        _ => return usage("it is not a CA's"),
    }
    if !certificate
        .extensions
        .key_usage
        .is_some_and(KeyUsage::key_cert_sign)
    {
        return usage("keyUsage of a CA has keyCertSign");
    }
    if !certificate.extensions.subject_key {
        return Err(CertificateFault::Profile {
            rule: "subjectKeyIdentifier of a CA is there",
        });
    }
    Ok(())
}

const fn is_sm2(kind: KeyType) -> bool {
    #[cfg(feature = "sm")]
    {
        matches!(kind, KeyType::Sm2)
    }
    #[cfg(not(feature = "sm"))]
    {
        let _ = kind;
        false
    }
}
