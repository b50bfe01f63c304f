//! One certificate, read strictly from its raw DER: RFC 5280, 4.1 and 4.2, and nothing that is not there.
//!
//! `x509-parser` reads it too and must agree that every known extension parses, but it is never the only gate: it takes
//! BER in many places.

mod constraints;
mod extensions;
pub(super) mod names;
pub(super) mod values;

use core::fmt;

use x509_parser::prelude::{FromDer, ParsedExtension, X509Certificate};

use crate::codec::Limits;
use crate::codec::der::{self, DerFault, Reader, Tlv, tag};
use crate::crypto::{DigestAlgorithm, VerifyingKey};
use crate::time::UnixTime;

pub(super) use extensions::{Extensions, KeyUsage};
pub(crate) use names::is_misleading;
pub(super) use names::{COUNTRY, MAIL_ADDRESS, Name, ORGANISATION, ORGANISATION_IDENTIFIER, STATE};

use super::path::algorithms;

/// A certificate whose encoding and form are right; whether it may be used is for the profile to say.
#[derive(Clone, Debug)]
pub(super) struct Certificate {
    pub(super) der: Vec<u8>,
    pub(super) fingerprint: [u8; 32],
    /// The contents of the serial number, an INTEGER in the shortest form.
    pub(super) serial: Vec<u8>,
    pub(super) issuer: Name,
    pub(super) subject: Name,
    pub(super) not_before: UnixTime,
    pub(super) not_after: UnixTime,
    pub(super) key: VerifyingKey,
    pub(super) extensions: Extensions,
}

/// What is wrong with one certificate, before its place in the path is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CertificateFault {
    Malformed { rule: &'static str, at: usize },
    Profile { rule: &'static str },
    Usage { rule: &'static str },
    OverLimit { limit: &'static str, allowed: usize },
}

impl fmt::Display for CertificateFault {
    /// As a sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { rule, at } => write!(f, "malformed at byte {at}: {rule}"),
            Self::Profile { rule } | Self::Usage { rule } => f.write_str(rule),
            Self::OverLimit { limit, allowed } => {
                write!(f, "more than the limit `{limit}` of {allowed}")
            }
        }
    }
}

impl From<DerFault> for CertificateFault {
    fn from(fault: DerFault) -> Self {
        Self::Malformed {
            rule: fault.rule,
            at: fault.at,
        }
    }
}

impl Certificate {
    /// Reads a certificate; every rule that concerns any certificate alike is checked here.
    pub(super) fn read(der: &[u8]) -> Result<Self, CertificateFault> {
        if der.len() > Limits::CERTIFICATE_BYTES {
            return Err(CertificateFault::OverLimit {
                limit: "certificate_bytes",
                allowed: Limits::CERTIFICATE_BYTES,
            });
        }
        let mut certificate =
            der::single(der, tag::SEQUENCE, "a certificate is a SEQUENCE")?.inside();
        let to_be_signed = certificate.expect(tag::SEQUENCE, "tbsCertificate is a SEQUENCE")?;
        let outer_algorithm =
            certificate.expect(tag::SEQUENCE, "signatureAlgorithm is a SEQUENCE")?;
        let signature = certificate.expect(tag::BIT_STRING, "signatureValue is a BIT STRING")?;
        certificate.finish("a certificate has three members")?;
        if !matches!(signature.value, [0, _, ..]) {
            return Err(signature
                .fault("the signature is empty or not of whole bytes")
                .into());
        }

        let mut fields = to_be_signed.inside();
        check_version(&mut fields)?;
        let serial = fields.expect(tag::INTEGER, "the serial number is an INTEGER")?;
        check_serial(&serial)?;
        let inner_algorithm =
            fields.expect(tag::SEQUENCE, "the signature algorithm is a SEQUENCE")?;
        if inner_algorithm.whole != outer_algorithm.whole {
            return Err(CertificateFault::Profile {
                rule: "the signature algorithm differs inside and outside",
            });
        }
        if !algorithms::is_allowed(inner_algorithm.value) {
            return Err(CertificateFault::Profile {
                rule: "the signature algorithm is not on the list",
            });
        }
        let issuer = Name::read(&fields.expect(tag::SEQUENCE, "the issuer is a SEQUENCE")?)?;
        let (not_before, not_after) =
            read_validity(&fields.expect(tag::SEQUENCE, "the validity is a SEQUENCE")?)?;
        let subject = Name::read(&fields.expect(tag::SEQUENCE, "the subject is a SEQUENCE")?)?;
        let spki = fields.expect(tag::SEQUENCE, "the public key is a SEQUENCE")?;
        let extensions = fields.expect(
            0xa3,
            "extensions follow the public key, and no unique identifiers",
        )?;
        fields.finish("nothing follows the extensions")?;
        let extensions = Extensions::read(&extensions)?;
        if issuer.is_empty() {
            return Err(CertificateFault::Profile {
                rule: "the issuer is not empty",
            });
        }
        let key = VerifyingKey::from_spki_der(spki.whole)
            .map_err(|_| CertificateFault::Profile { rule: "the public key is of a kind on the list, on a named curve, and a point of it" })?;
        second_opinion(der)?;
        Ok(Self {
            fingerprint: fingerprint(der),
            der: der.to_vec(),
            serial: serial.value.to_vec(),
            issuer,
            subject,
            not_before,
            not_after,
            key,
            extensions,
        })
    }

    /// Whether its holder issues certificates.
    pub(super) fn is_ca(&self) -> bool {
        self.extensions.basic_constraints.is_some_and(|b| b.ca)
    }

    /// Subject and issuer have one name: such a certificate says nothing about who vouches for it.
    pub(super) fn is_self_issued(&self) -> bool {
        self.subject.raw == self.issuer.raw
    }
}

/// SHA-256 of the whole certificate.
pub(super) fn fingerprint(der: &[u8]) -> [u8; 32] {
    sha256(&[der])
}

/// SHA-256 of all parts one after the other.
pub(super) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let digest = DigestAlgorithm::Sha256.digest(parts);
    digest.as_bytes().try_into().unwrap_or([0; 32])
}

fn check_version(fields: &mut Reader<'_>) -> Result<(), CertificateFault> {
    // Version 1 has no such member at all, so its absence is the version and no fault of the encoding.
    let version = fields.optional(0xa0)?.ok_or(CertificateFault::Profile {
        rule: "the certificate is of version 3",
    })?;
    let mut inside = version.inside();
    let number = inside.expect(tag::INTEGER, "the version is an INTEGER")?;
    inside.finish("the version is one INTEGER")?;
    if number.value == [2] {
        Ok(())
    } else {
        Err(CertificateFault::Profile {
            rule: "the certificate is of version 3",
        })
    }
}

fn check_serial(serial: &Tlv<'_>) -> Result<(), CertificateFault> {
    let positive = serial.value.first().is_some_and(|first| *first < 0x80) && serial.value != [0];
    if positive && serial.value.len() <= 20 {
        Ok(())
    } else {
        Err(CertificateFault::Profile {
            rule: "the serial number is positive and has at most 20 bytes",
        })
    }
}

fn read_validity(validity: &Tlv<'_>) -> Result<(UnixTime, UnixTime), CertificateFault> {
    let mut inside = validity.inside();
    let not_before = read_time(&inside.next()?)?;
    let not_after = read_time(&inside.next()?)?;
    inside.finish("the validity has two members")?;
    if not_before > not_after {
        return Err(CertificateFault::Profile {
            rule: "the validity does not end before it begins",
        });
    }
    Ok((not_before, not_after))
}

fn read_time(tlv: &Tlv<'_>) -> Result<UnixTime, CertificateFault> {
    /// 2050-01-01T00:00:00Z, from when on dates are `GeneralizedTime` (RFC 5280, 4.1.2.5).
    const YEAR_2050: i64 = 2_524_608_000;
    let time =
        der::time(tlv).ok_or_else(|| tlv.fault("a date is a UTCTime or a GeneralizedTime"))?;
    if (tlv.tag == tag::GENERALIZED_TIME) == (time.seconds() >= YEAR_2050) {
        Ok(time)
    } else {
        Err(CertificateFault::Profile {
            rule: "dates to the year 2049 are UTCTime, later ones GeneralizedTime",
        })
    }
}

/// The parser that others use must read the certificate to its end and understand each extension that it knows.
fn second_opinion(der: &[u8]) -> Result<(), CertificateFault> {
    let malformed = |rule| CertificateFault::Malformed { rule, at: 0 };
    let (rest, certificate) =
        X509Certificate::from_der(der).map_err(|_| malformed("a second parser cannot read it"))?;
    if !rest.is_empty() {
        return Err(malformed("bytes follow the value"));
    }
    let faulty =
        |extension: &ParsedExtension<'_>| matches!(extension, ParsedExtension::ParseError { .. });
    if certificate
        .extensions()
        .iter()
        .any(|e| faulty(e.parsed_extension()))
    {
        return Err(malformed("an extension cannot be read"));
    }
    Ok(())
}
