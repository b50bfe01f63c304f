//! The keys in a list: each can be read, and is of a kind that its service can use.
//!
//! A certificate that cannot be used would be there for nothing, and the keeper of the list would learn of it from those
//! whose licences are refused. So it makes the list void, when it is signed and when it is read.

use std::collections::{BTreeMap, BTreeSet};

use crate::crypto::VerifyingKey;
use crate::reason::Reason;

use super::super::certificate::Certificate;
use super::super::profile::{self, Place, Rules};
use super::super::{Profile, certificate::CertificateFault};
use super::check::{Found, services};
use super::signer::check_certificate;
use super::{DigitalIdentity, ListContents, ServiceType, TrustedService};

/// All identities of services, pointers and successors.
pub(super) fn check<'l>(list: &'l ListContents, found: &mut Found) {
    let mut known = Known::default();
    for signer in &list.successor_signers {
        let rule = known.certificate(&signer.certificate, Use::Lists).err();
        refuse(rule, "successorSigners", found);
    }
    let successors = list.successor_signers.iter();
    none_twice(
        successors.map(|s| s.certificate.as_slice()),
        "successorSigners",
        found,
    );
    let mut all = |identities: &'l [DigitalIdentity], of: Use, subject: &str| {
        for identity in identities {
            let rule = match identity {
                DigitalIdentity::Certificate(der) => known.certificate(der, of).err(),
                DigitalIdentity::Key(spki) => VerifyingKey::from_spki_der(spki)
                    .err()
                    .map(|_| "a key is a SubjectPublicKeyInfo in DER, of a kind on the list"),
            };
            refuse(rule, subject, found);
        }
        let bytes = identities.iter().map(|identity| match identity {
            DigitalIdentity::Certificate(bytes) | DigitalIdentity::Key(bytes) => bytes.as_slice(),
        });
        none_twice(bytes, subject, found);
    };
    for pointer in &list.pointers_to_other_lists {
        all(
            &pointer.service_digital_identities,
            Use::Lists,
            &pointer.list_id,
        );
    }
    for (_, service) in services(list) {
        all(
            &service.service_digital_identities,
            Use::of(service),
            &service.service_id,
        );
    }
}

fn refuse(rule: Option<&'static str>, subject: &str, found: &mut Found) {
    found.must(rule.is_none(), subject, rule.unwrap_or_default());
}

fn none_twice<'b>(identities: impl Iterator<Item = &'b [u8]>, subject: &str, found: &mut Found) {
    let mut all: Vec<&[u8]> = identities.collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    if all.len() != count {
        found.push(Reason::ListDuplicate {
            what: "identities",
            id: subject.to_owned(),
        });
    }
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// Seals licences, or stands above those that do.
    Licences(Profile),
    /// Signs lists.
    Lists,
    /// Signs something else.
    Other,
}

impl Use {
    fn of(service: &TrustedService) -> Self {
        match service.service_type {
            ServiceType::LicenceIssuance => {
                let profile = |doc_type: &str| Profile::of_doc_type(doc_type);
                let foreign = |s: &super::LicenceScope| profile(&s.doc_type) == Profile::Iso18013;
                let scope = &service.licence_scope;
                // What serves a native type obeys the strict rules, whatever it serves beside it.
                if !scope.is_empty() && scope.iter().all(foreign) {
                    Self::Licences(Profile::Iso18013)
                } else {
                    Self::Licences(Profile::Elicence)
                }
            }
            ServiceType::ListSigner => Self::Lists,
            _ => Self::Other,
        }
    }
}

/// Certificates that were read: of many departments under one CA each names that CA.
#[derive(Default)]
struct Known<'l> {
    read: BTreeMap<(&'l [u8], Use), Result<(), &'static str>>,
    /// The CAs of one name, which are all tried on each certificate that has it as its issuer's.
    of_name: BTreeMap<Vec<u8>, BTreeSet<&'l [u8]>>,
}

/// CAs of one name in a list: a new key each year, and all that ever were, with room.
const OF_ONE_NAME: usize = 64;

impl<'l> Known<'l> {
    fn certificate(&mut self, der: &'l [u8], of: Use) -> Result<(), &'static str> {
        if let Some(known) = self.read.get(&(der, of)) {
            return *known;
        }
        let found = self.look(der, of);
        self.read.insert((der, of), found);
        found
    }

    fn look(&mut self, der: &'l [u8], of: Use) -> Result<(), &'static str> {
        let certificate = Certificate::read(der).map_err(|fault| rule(&fault))?;
        check_use(&certificate, of).map_err(|fault| rule(&fault))?;
        if is_ca(&certificate) {
            let same = self.of_name.entry(certificate.subject.raw).or_default();
            same.insert(der);
            if same.len() > OF_ONE_NAME {
                return Err("at most 64 CAs of a list have one name");
            }
        }
        Ok(())
    }
}

fn is_ca(certificate: &Certificate) -> bool {
    let basic = certificate.extensions.basic_constraints;
    basic.is_some_and(|basic| basic.ca)
}

fn check_use(certificate: &Certificate, of: Use) -> Result<(), CertificateFault> {
    let is_ca = is_ca(certificate);
    match of {
        Use::Lists => {
            check_certificate(certificate).map_err(|rule| CertificateFault::Usage { rule })
        }
        Use::Licences(profile) => {
            let place = if is_ca { Place::Anchor } else { Place::Pin };
            profile::check(certificate, place, &Rules::of(profile))
        }
        Use::Other if is_ca => {
            profile::check(certificate, Place::Anchor, &Rules::of(Profile::Elicence))
        }
        Use::Other => check_end(certificate),
    }
}

/// The certificate of a service that signs neither licences nor lists.
fn check_end(certificate: &Certificate) -> Result<(), CertificateFault> {
    let rule = match certificate.extensions.key_usage {
        Some(bits) if bits.key_cert_sign() => "a key that signs certificates is a CA's",
        Some(bits) if bits.digital_signature() => return Ok(()),
        _ => "keyUsage has digitalSignature",
    };
    Err(CertificateFault::Usage { rule })
}

fn rule(fault: &CertificateFault) -> &'static str {
    match fault {
        CertificateFault::Malformed { rule, .. }
        | CertificateFault::Profile { rule }
        | CertificateFault::Usage { rule } => rule,
        CertificateFault::OverLimit { .. } => "a certificate has at most 16384 bytes",
    }
}
