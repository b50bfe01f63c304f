//! The entries of a list, each by itself: a bad one is left out by name, the others count.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use x509_parser::prelude::{FromDer, ParsedExtension, X509Certificate};

use crate::codec::vical::VicalEntry;
use crate::reason::Reason;
use crate::trust::certificate::Certificate;
use crate::trust::profile::{self, Place, Rules};
use crate::trust::{DocTypes, Profile, Scope};

use super::{region, signer::words};

/// Certificates of one subject that are kept. Of more than 100 no path engine tries each; real lists have three.
const SAME_NAME: usize = 64;

/// An entry that may be trusted.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) certificate: Arc<Certificate>,
    pub(super) scope: Arc<Scope>,
}

/// The entries that may be trusted, and a note for each thing that may not.
pub(super) fn read(entries: &[VicalEntry]) -> (Vec<Listed>, Vec<Reason>) {
    let (mut listed, mut notes) = (Vec::new(), Vec::new());
    let mut names: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let mut note = |what: &str, rule| {
            notes.push(Reason::ListEntryLeftOut {
                entry: format!("{index}{what}"),
                rule,
            });
        };
        let certificate = match read_certificate(entry) {
            Ok(certificate) => certificate,
            Err(rule) => {
                note(&serial(entry), rule);
                continue;
            }
        };
        let subject = shown(&certificate);
        let (doc_types, refused) = doc_types(entry);
        for (doc_type, rule) in refused {
            note(&format!("{subject}, type {doc_type}"), rule);
        }
        let scope = region::of(entry, &certificate).and_then(|region| {
            Scope::new(Profile::Iso18013, DocTypes::Only(doc_types), vec![region])
                .map_err(|_| "no type is left")
        });
        let scope = match scope {
            Ok(scope) => scope,
            Err(rule) => {
                note(&subject, rule);
                continue;
            }
        };
        let same = names.entry(certificate.subject.raw.clone()).or_default();
        if *same >= SAME_NAME {
            note(&subject, "too many certificates of the list have its name");
            continue;
        }
        *same += 1;
        listed.push(Listed {
            certificate: Arc::new(certificate),
            scope: Arc::new(scope),
        });
    }
    (listed, notes)
}

/// The certificate, by the rules for CAs, and what the entry says about it.
fn read_certificate(entry: &VicalEntry) -> Result<Certificate, &'static str> {
    let certificate = Certificate::read(&entry.certificate).map_err(|fault| words(&fault))?;
    let rules = Rules::of(Profile::Iso18013);
    profile::check(&certificate, Place::Anchor, &rules).map_err(|fault| words(&fault))?;
    check_description(entry)?;
    Ok(certificate)
}

/// The entry describes the certificate that it holds: whoever compiled the list looked at another one otherwise.
///
/// `notBefore` and `notAfter` are not compared. Six of fourteen real entries have them twelve hours early, from a clock
/// of twelve hours; the certificate's own count.
fn check_description(entry: &VicalEntry) -> Result<(), &'static str> {
    let (_, certificate) = X509Certificate::from_der(&entry.certificate)
        .map_err(|_| "a second parser cannot read it")?;
    if significant(certificate.raw_serial()) != significant(&entry.serial_number) {
        return Err("`serialNumber` is not the certificate's");
    }
    let identifier =
        certificate
            .extensions()
            .iter()
            .find_map(|extension| match extension.parsed_extension() {
                ParsedExtension::SubjectKeyIdentifier(identifier) => Some(identifier.0),
                _ => None,
            });
    if !identifier.is_some_and(|identifier| is_ski(&entry.ski, identifier)) {
        return Err("`ski` is not the certificate's");
    }
    let differs = |stated: &Option<Vec<u8>>, name: &[u8]| {
        stated.as_ref().is_some_and(|stated| stated != name)
    };
    if differs(&entry.issuer, certificate.issuer().as_raw()) {
        return Err("`issuer` is not the certificate's");
    }
    if differs(&entry.subject, certificate.subject().as_raw()) {
        return Err("`subject` is not the certificate's");
    }
    Ok(())
}

/// A number without its leading zeros: `serialNumber` is written with the sign's octet and without it.
fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// Whether `stated` is the key identifier, bare or in one or two OCTET STRINGs: the extension's value and its wrapping
/// are both met.
fn is_ski(stated: &[u8], identifier: &[u8]) -> bool {
    let unwrapped = unwrap(stated);
    stated == identifier
        || unwrapped == Some(identifier)
        || unwrapped.and_then(unwrap) == Some(identifier)
}

/// The contents of an OCTET STRING of less than 128 bytes.
fn unwrap(der: &[u8]) -> Option<&[u8]> {
    match der {
        [0x04, length @ ..=0x7f, contents @ ..] if usize::from(*length) == contents.len() => {
            Some(contents)
        }
        _ => None,
    }
}

/// The types that a foreign list may speak for, and those that it may not.
fn doc_types(entry: &VicalEntry) -> (BTreeSet<String>, Vec<(&str, &'static str)>) {
    let (mut kept, mut refused) = (BTreeSet::new(), Vec::new());
    for doc_type in &entry.doc_types {
        if Profile::of_doc_type(doc_type) == Profile::Elicence {
            refused.push((doc_type.as_str(), "no foreign list speaks for native types"));
        } else if DocTypes::parse(doc_type) == Some(DocTypes::Only([doc_type.clone()].into())) {
            kept.insert(doc_type.clone());
        } else {
            refused.push((doc_type.as_str(), "it is no docType"));
        }
    }
    (kept, refused)
}

/// The subject as it stands in a note, cut to what is enough to find it.
fn shown(certificate: &Certificate) -> String {
    let subject: String = certificate.subject.to_string().chars().take(120).collect();
    format!(" ({subject})")
}

/// The serial number that the entry states, where the certificate itself cannot be read.
fn serial(entry: &VicalEntry) -> String {
    let number = significant(&entry.serial_number);
    let digits: String = number
        .iter()
        .take(20)
        .map(|octet| format!("{octet:02x}"))
        .collect();
    format!(" (serial number {digits})")
}
