//! Extensions of a certificate (RFC 5280, 4.2): each known one in full, none twice, no unknown critical one.

use crate::codec::der::{self, DerFault, Tlv, tag};

use super::names::{self, NameForms};
use super::{CertificateFault, constraints, values};

/// What the extensions say, as far as a path rests on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::trust) struct Extensions {
    pub(in crate::trust) basic_constraints: Option<BasicConstraints>,
    pub(in crate::trust) key_usage: Option<KeyUsage>,
    pub(in crate::trust) purposes: Option<Purposes>,
    pub(in crate::trust) alternative_names: Option<NameForms>,
    pub(in crate::trust) name_constraints: bool,
    /// Some of the name constraints are over mail names.
    pub(in crate::trust) mail_constraints: bool,
    pub(in crate::trust) authority_key: bool,
    pub(in crate::trust) subject_key: bool,
    /// Where the issuer publishes complete lists: full names, each as its whole encoding.
    pub(in crate::trust) distribution_points: Vec<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::trust) struct BasicConstraints {
    pub(in crate::trust) critical: bool,
    pub(in crate::trust) ca: bool,
    pub(in crate::trust) path_length: Option<u8>,
}

/// The nine bits of `KeyUsage`, first bit highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::trust) struct KeyUsage {
    pub(super) bits: u16,
}

impl KeyUsage {
    pub(in crate::trust) const fn digital_signature(self) -> bool {
        self.bits & 0x8000 != 0
    }

    pub(in crate::trust) const fn content_commitment(self) -> bool {
        self.bits & 0x4000 != 0
    }

    pub(in crate::trust) const fn key_cert_sign(self) -> bool {
        self.bits & 0x0400 != 0
    }

    pub(in crate::trust) const fn crl_sign(self) -> bool {
        self.bits & 0x0200 != 0
    }

    /// No other bit than digitalSignature and contentCommitment.
    pub(in crate::trust) const fn only_signs(self) -> bool {
        self.bits & !0xc000 == 0
    }
}

/// The key purposes of `ExtKeyUsageSyntax`, each as the contents of its OBJECT IDENTIFIER.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::trust) struct Purposes {
    pub(in crate::trust) critical: bool,
    pub(in crate::trust) list: Vec<Vec<u8>>,
}

impl Extensions {
    /// Reads the explicitly tagged list.
    pub(super) fn read(tagged: &Tlv<'_>) -> Result<Self, CertificateFault> {
        let mut outer = tagged.inside();
        let mut list = outer
            .expect(tag::SEQUENCE, "extensions are a SEQUENCE")?
            .inside();
        outer.finish("extensions are one SEQUENCE")?;
        if list.is_empty() {
            return Err(list.fault("a list of extensions is not empty").into());
        }
        let mut found = Self::default();
        let mut seen: Vec<&[u8]> = Vec::new();
        while !list.is_empty() {
            let extension = list.expect(tag::SEQUENCE, "an extension is a SEQUENCE")?;
            let mut members = extension.inside();
            let id = members.expect(tag::OID, "an extension has an identifier")?;
            let critical = members.optional(tag::BOOLEAN)?;
            if critical.is_some_and(|b| b.value != [0xff]) {
                return Err(extension
                    .fault("an extension that is not critical does not say so")
                    .into());
            }
            let value = members.expect(tag::OCTET_STRING, "an extension has a value")?;
            members.finish("nothing follows the value of an extension")?;
            if seen.contains(&id.value) {
                return Err(CertificateFault::Profile {
                    rule: "no extension is there twice",
                });
            }
            seen.push(id.value);
            found.take(id.value, critical.is_some(), &value)?;
        }
        Ok(found)
    }

    fn take(&mut self, id: &[u8], critical: bool, value: &Tlv<'_>) -> Result<(), CertificateFault> {
        let here = |fault: DerFault| DerFault {
            at: value.contents_at() + fault.at,
            ..fault
        };
        let must = |right: bool, rule| {
            if right {
                Ok(())
            } else {
                Err(CertificateFault::Profile { rule })
            }
        };
        let sequence = || {
            der::single(
                value.value,
                tag::SEQUENCE,
                "the value of the extension is a SEQUENCE",
            )
            .map_err(here)
        };
        match id {
            BASIC_CONSTRAINTS => {
                self.basic_constraints =
                    Some(values::basic_constraints(&sequence()?, critical).map_err(here)?)
            }
            KEY_USAGE => self.key_usage = Some(values::key_usage(value.value).map_err(here)?),
            PURPOSES => {
                self.purposes = Some(Purposes {
                    critical,
                    list: values::purposes(&sequence()?).map_err(here)?,
                })
            }
            SUBJECT_NAMES => {
                self.alternative_names =
                    Some(names::general_names(sequence()?.inside()).map_err(here)?)
            }
            ISSUER_NAMES => {
                must(!critical, "issuerAltName is not critical")?;
                names::general_names(sequence()?.inside()).map_err(here)?;
            }
            NAME_CONSTRAINTS => {
                must(critical, "nameConstraints is critical")?;
                self.mail_constraints =
                    constraints::check(&sequence()?).map_err(|fault| match fault {
                        CertificateFault::Malformed { rule, at } => {
                            here(DerFault { rule, at }).into()
                        }
                        other => other,
                    })?;
                self.name_constraints = true;
            }
            AUTHORITY_KEY => {
                must(!critical, "authorityKeyIdentifier is not critical")?;
                values::authority_key(&sequence()?).map_err(here)?;
                self.authority_key = true;
            }
            SUBJECT_KEY => {
                must(!critical, "subjectKeyIdentifier is not critical")?;
                let key = der::single(
                    value.value,
                    tag::OCTET_STRING,
                    "a key identifier is an OCTET STRING",
                )
                .map_err(here)?;
                if key.value.is_empty() {
                    return Err(here(key.fault("a key identifier is not empty")).into());
                }
                self.subject_key = true;
            }
            AUTHORITY_INFORMATION | SUBJECT_INFORMATION => {
                must(!critical, "access to information is not critical")?;
                values::access(&sequence()?).map_err(here)?;
            }
            DISTRIBUTION_POINTS | FRESHEST => {
                must(!critical, "where to find revocation lists is not critical")?;
                let names = values::distribution_points(&sequence()?).map_err(here)?;
                if id == DISTRIBUTION_POINTS {
                    self.distribution_points = names;
                }
            }
            POLICIES => {
                must(
                    !critical,
                    "certificate policies are not critical, for none is judged",
                )?;
                values::policies(&sequence()?).map_err(here)?;
            }
            POLICY_MAPPINGS | POLICY_CONSTRAINTS | INHIBIT_ANY_POLICY => {
                must(false, "required or mapped policies are not supported")?
            }
            _ => must(!critical, "no unknown extension is critical")?,
        }
        Ok(())
    }
}

const SUBJECT_KEY: &[u8] = &[0x55, 0x1d, 14];
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
const SUBJECT_NAMES: &[u8] = &[0x55, 0x1d, 17];
const ISSUER_NAMES: &[u8] = &[0x55, 0x1d, 18];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
const DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 31];
const POLICIES: &[u8] = &[0x55, 0x1d, 32];
const POLICY_MAPPINGS: &[u8] = &[0x55, 0x1d, 33];
const AUTHORITY_KEY: &[u8] = &[0x55, 0x1d, 35];
const POLICY_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 36];
const PURPOSES: &[u8] = &[0x55, 0x1d, 37];
const FRESHEST: &[u8] = &[0x55, 0x1d, 46];
const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 0x1d, 54];
const AUTHORITY_INFORMATION: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
const SUBJECT_INFORMATION: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 11];
