//! Makes lists: right ones, and each kind of wrong one.

use coset::iana;
use x509_parser::prelude::{FromDer, ParsedExtension, X509Certificate};

use super::pki::{self, Draft, Kind, Subject, extension, tlv};
use super::time;
use crate::codec::Cbor;
use crate::crypto::{Algorithm, RandomSource, Signer, SoftwareKey};
use crate::error::Misuse;

pub(super) const ROOT: Subject<'static> = Subject {
    c: "US",
    st: "",
    o: "Association",
    organization_identifier: "",
    cn: "List Root",
};
pub(super) const MIDDLE: Subject<'static> = Subject {
    cn: "List Issuer",
    ..ROOT
};
pub(super) const SIGNER: Subject<'static> = Subject {
    cn: "List Signer",
    ..ROOT
};
pub(super) const MARYLAND: Subject<'static> = Subject {
    c: "US",
    st: "US-MD",
    o: "Motor Vehicles",
    organization_identifier: "",
    cn: "Licence Root",
};

pub(super) const ROOT_KEY: u8 = 1;
pub(super) const MIDDLE_KEY: u8 = 2;
pub(super) const SIGNER_KEY: u8 = 3;
pub(super) const LICENCE_KEY: u8 = 4;
pub(super) const THIEF_KEY: u8 = 9;

/// 1.0.18013.5.1.8
pub(super) const VICAL_SIGNER: &[u8] = &[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x08];

struct Numbered(u16);

impl RandomSource for Numbered {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        bytes.fill(1);
        bytes[..2].copy_from_slice(&self.0.to_be_bytes());
        Ok(())
    }
}

pub(super) fn key(number: u8) -> SoftwareKey {
    numbered_key(u16::from(number))
}

pub(super) fn numbered_key(number: u16) -> SoftwareKey {
    SoftwareKey::generate_with(Algorithm::Es256, &mut Numbered(number)).unwrap()
}

pub(super) fn draft(
    subject: &Subject<'_>,
    subject_key: u8,
    issuer: &Subject<'_>,
    issuer_key: u8,
    kind: Kind,
) -> Draft {
    let validity = (time("2026-01-01T00:00:00Z"), time("2026-12-31T23:59:59Z"));
    Draft::new(
        subject,
        &key(subject_key).verifying_key(),
        issuer,
        &key(issuer_key).verifying_key(),
        validity,
        kind,
        200,
    )
}

/// A CA of its own.
pub(super) fn authority(subject: &Subject<'_>, number: u8) -> Vec<u8> {
    let draft = draft(
        subject,
        number,
        subject,
        number,
        Kind::Ca { path_length: 1 },
    );
    draft.sign(&key(number)).unwrap()
}

pub(super) fn root() -> Vec<u8> {
    authority(&ROOT, ROOT_KEY)
}

pub(super) fn middle() -> Vec<u8> {
    draft(
        &MIDDLE,
        MIDDLE_KEY,
        &ROOT,
        ROOT_KEY,
        Kind::Ca { path_length: 0 },
    )
    .sign(&key(ROOT_KEY))
    .unwrap()
}

pub(super) fn signer_draft() -> Draft {
    draft(&SIGNER, SIGNER_KEY, &MIDDLE, MIDDLE_KEY, Kind::Sealer)
        .with(pki::PURPOSES, Some(purposes(&[VICAL_SIGNER])))
}

pub(super) fn purposes(list: &[&[u8]]) -> Vec<u8> {
    let list: Vec<Vec<u8>> = list.iter().map(|oid| tlv(0x06, &[oid])).collect();
    let list: Vec<&[u8]> = list.iter().map(Vec::as_slice).collect();
    extension(pki::PURPOSES, true, &tlv(0x30, &list))
}

pub(super) fn signer() -> Vec<u8> {
    signer_draft().sign(&key(MIDDLE_KEY)).unwrap()
}

/// A list before it is signed, every part open to a test.
#[derive(Clone)]
pub(super) struct List {
    pub(super) payload: Vec<(Cbor, Cbor)>,
    pub(super) entries: Vec<Entry>,
    pub(super) chain: Vec<Vec<u8>>,
    pub(super) key: u8,
    pub(super) algorithm: Cbor,
    pub(super) tagged: bool,
    pub(super) chain_protected: bool,
    pub(super) protected: Vec<(Cbor, Cbor)>,
    pub(super) unprotected: Vec<(Cbor, Cbor)>,
}

/// The members of one entry.
#[derive(Clone)]
pub(super) struct Entry(pub(super) Vec<(Cbor, Cbor)>);

impl List {
    /// A list of Maryland's authority, made today and good until tomorrow.
    pub(super) fn new() -> Self {
        let list = Self {
            payload: Vec::new(),
            entries: vec![Entry::of(&authority(&MARYLAND, LICENCE_KEY))],
            chain: vec![signer(), middle()],
            key: SIGNER_KEY,
            algorithm: Cbor::Integer(i128::from(iana::Algorithm::ES256 as i64)),
            tagged: false,
            chain_protected: false,
            protected: Vec::new(),
            unprotected: Vec::new(),
        };
        list.with("version", Cbor::text("1.0"))
            .with("vicalProvider", Cbor::text("Association"))
            .with("date", tdate("2026-06-01T00:00:00Z"))
            .with("nextUpdate", tdate("2026-06-02T00:00:00Z"))
            .with("vicalIssueID", Cbor::Integer(7))
    }

    pub(super) fn with(mut self, member: &str, value: Cbor) -> Self {
        self.payload = set(self.payload, member, Some(value));
        self
    }

    pub(super) fn without(mut self, member: &str) -> Self {
        self.payload = set(self.payload, member, None);
        self
    }

    pub(super) fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self {
            entries: entries.into_iter().collect(),
            ..Self::new()
        }
    }

    pub(super) fn signed_under(self, chain: Vec<Vec<u8>>, key: u8) -> Self {
        Self { chain, key, ..self }
    }

    pub(super) fn payload(&self) -> Cbor {
        let entries = self.entries.iter().map(|e| Cbor::Map(e.0.clone()));
        let entries = Cbor::Array(entries.collect());
        Cbor::Map(set(self.payload.clone(), "certificateInfos", Some(entries)))
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        self.encode_over(self.payload().to_vec())
    }

    /// The list with whatever stands in its payload.
    pub(super) fn encode_over(&self, payload: Vec<u8>) -> Vec<u8> {
        let chain = (
            Cbor::Integer(33),
            Cbor::Array(self.chain.iter().cloned().map(Cbor::Bytes).collect()),
        );
        let mut protected = self.protected.clone();
        if self.algorithm != Cbor::Null {
            protected.push((Cbor::Integer(1), self.algorithm.clone()));
        }
        let mut unprotected = self.unprotected.clone();
        match (self.chain.is_empty(), self.chain_protected) {
            (true, _) => {}
            (_, true) => protected.push(chain),
            (_, false) => unprotected.push(chain),
        }
        let protected = Cbor::Map(protected).to_vec();
        let message = Cbor::Array(vec![
            Cbor::text("Signature1"),
            Cbor::Bytes(protected.clone()),
            Cbor::Bytes(Vec::new()),
            Cbor::Bytes(payload.clone()),
        ]);
        let signature = key(self.key).sign(&message.to_vec()).unwrap();
        let signed = Cbor::Array(vec![
            Cbor::Bytes(protected),
            Cbor::Map(unprotected),
            Cbor::Bytes(payload),
            Cbor::Bytes(signature),
        ]);
        if self.tagged {
            Cbor::Tag(18, Box::new(signed)).to_vec()
        } else {
            signed.to_vec()
        }
    }
}

impl Entry {
    /// What a careful provider writes about a certificate: mDL, and the region in full.
    pub(super) fn of(certificate: &[u8]) -> Self {
        let (_, read) = X509Certificate::from_der(certificate).unwrap();
        let ski =
            read.extensions()
                .iter()
                .find_map(|extension| match extension.parsed_extension() {
                    ParsedExtension::SubjectKeyIdentifier(id) => Some(id.0.to_vec()),
                    _ => None,
                });
        Self(Vec::new())
            .with("certificate", Cbor::Bytes(certificate.to_vec()))
            .with(
                "serialNumber",
                Cbor::Tag(2, Box::new(Cbor::Bytes(read.raw_serial().to_vec()))),
            )
            .with("ski", Cbor::Bytes(ski.unwrap_or_default()))
            .with("docType", Cbor::Array(vec![Cbor::text(super::MDL)]))
            .with("issuingCountry", Cbor::text("US"))
            .with("stateOrProvinceName", Cbor::text("US-MD"))
            .with("issuer", Cbor::Bytes(read.issuer().as_raw().to_vec()))
            .with("subject", Cbor::Bytes(read.subject().as_raw().to_vec()))
    }

    pub(super) fn with(self, member: &str, value: Cbor) -> Self {
        Self(set(self.0, member, Some(value)))
    }

    pub(super) fn without(self, member: &str) -> Self {
        Self(set(self.0, member, None))
    }
}

fn set(members: Vec<(Cbor, Cbor)>, name: &str, value: Option<Cbor>) -> Vec<(Cbor, Cbor)> {
    let name = Cbor::text(name);
    let others = members.into_iter().filter(|(key, _)| *key != name);
    others
        .chain(value.map(|value| (name.clone(), value)))
        .collect()
}

pub(super) fn tdate(text: &str) -> Cbor {
    Cbor::Tag(0, Box::new(Cbor::text(text)))
}
