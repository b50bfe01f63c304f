//! Attacks on lists, their signers and their age, with certificates made for the purpose.

mod draft_vectors;
mod judging;
mod life;
mod loading;
mod publishing;
mod statements;
mod tokens;

use crate::trust::tests::pki::{self, Kind, Subject};
use crate::trust::{StatusSigner, StatusStanding as Standing};

use super::*;
use crate::crypto::{Algorithm, RandomSource, Signer, SoftwareKey};
use crate::error::Misuse;
use crate::reason::Reason;
use crate::time::UnixTime;

const CODE: &str = "11440000006939748M";
const OTHER_CODE: &str = "11100000000013338W";
const URI: &str = "https://status.example.cn/lists/1";
const PREFIX: &str = "https://status.example.cn/lists";

const OFFICE: Subject<'static> = Subject {
    c: "CN",
    st: "CN-44",
    o: "Licence Office",
    organization_identifier: CODE,
    cn: "Status 1",
};

struct Numbered(u8);

impl RandomSource for Numbered {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        bytes.fill(self.0);
        Ok(())
    }
}

/// The P-256 key of this number; the same in every test.
fn key(number: u8) -> SoftwareKey {
    SoftwareKey::generate_with(Algorithm::Es256, &mut Numbered(number)).unwrap()
}

fn time(text: &str) -> UnixTime {
    UnixTime::parse_tdate(text).unwrap()
}

/// The first second of this day of June.
fn june(day: u8) -> UnixTime {
    time(&format!("2026-06-{day:02}T00:00:00Z"))
}

const STATUS_SIGNER: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 30];
const DOCUMENT_SIGNER: &[u8] = &[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x02];
const PURPOSES: &[u8] = &[0x55, 0x1d, 37];
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];

/// A certificate of the key `number` before it is signed, with these purposes, valid in 2026.
fn certificate_draft(number: u8, purposes: &[&[u8]]) -> pki::Draft {
    let root = Subject {
        cn: "Root",
        ..OFFICE
    };
    let validity = (time("2026-01-01T00:00:00Z"), time("2026-12-31T23:59:59Z"));
    let purposes: Vec<Vec<u8>> = purposes.iter().map(|p| pki::tlv(0x06, &[p])).collect();
    let parts: Vec<&[u8]> = purposes.iter().map(Vec::as_slice).collect();
    let purposes = pki::extension(PURPOSES, true, &pki::tlv(0x30, &parts));
    pki::Draft::new(
        &OFFICE,
        &key(number).verifying_key(),
        &root,
        &key(1).verifying_key(),
        validity,
        Kind::Sealer,
        u64::from(number),
    )
    .with(PURPOSES, Some(purposes))
}

/// The certificate of the status signer with this key.
fn certificate(number: u8) -> Vec<u8> {
    certificate_draft(number, &[STATUS_SIGNER])
        .sign(&key(1))
        .unwrap()
}

/// The key of the signer in most tests.
const SIGNER: u8 = 5;

/// A list with these statuses, made on the given day of June, counting to the tenth, signed by `SIGNER`.
fn list(day: u8, statuses: &[(u64, ListedStatus)]) -> Vec<u8> {
    list_named(URI, day, SIGNER, statuses)
}

fn list_named(uri: &str, day: u8, signer: u8, statuses: &[(u64, ListedStatus)]) -> Vec<u8> {
    let mut draft = StatusListDraft::new(uri, 1_000).unwrap();
    for (index, status) in statuses {
        draft.set(*index, *status).unwrap();
    }
    draft
        .publish(&publication(day, signer), &key(signer))
        .unwrap()
}

fn publication(day: u8, signer: u8) -> Publication {
    let chain = vec![certificate(signer)];
    Publication::new(chain, Algorithm::Es256, june(day), june(10))
}

/// Authorities that say what they are told to, of whoever has a certificate on their list.
#[derive(Clone, Default)]
struct Told {
    signers: Vec<(Vec<u8>, StatusSigner)>,
    under: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Told {
    fn of(standing: Standing) -> Self {
        Self::default().and(SIGNER, standing)
    }

    fn and(mut self, signer: u8, standing: Standing) -> Self {
        let valid_until = june(30);
        let signer_told = StatusSigner {
            standing,
            valid_until,
        };
        self.signers.push((certificate(signer), signer_told));
        self
    }

    /// The service of the office.
    fn office() -> Self {
        Self::of(service(CODE))
    }
}

impl StatusAuthorities for Told {
    fn status_signers(&self, chain: &[&[u8]], _: UnixTime) -> Result<Vec<StatusSigner>, Reason> {
        let of_leaf = |(der, signer): &(Vec<u8>, StatusSigner)| {
            (chain.first() == Some(&der.as_slice())).then(|| signer.clone())
        };
        let found: Vec<_> = self.signers.iter().filter_map(of_leaf).collect();
        if found.is_empty() {
            return Err(unknown());
        }
        Ok(found)
    }

    fn status_signer_under(
        &self,
        chain: &[&[u8]],
        ca: &[u8],
        _: UnixTime,
    ) -> Result<UnixTime, Reason> {
        let path = |(leaf, above): &(Vec<u8>, Vec<u8>)| {
            chain.first() == Some(&leaf.as_slice()) && above == ca
        };
        self.under
            .iter()
            .any(path)
            .then(|| june(20))
            .ok_or_else(unknown)
    }
}

fn unknown() -> Reason {
    Reason::StatusSigner {
        rule: "nobody knows it".to_owned(),
    }
}

fn service(entity: &str) -> Standing {
    Standing::Service {
        list_id: "urn:x:list".to_owned(),
        service_id: "urn:x:status".to_owned(),
        entity_id: entity.to_owned(),
        serves: Vec::new(),
        prefixes: vec![PREFIX.to_owned()],
    }
}

fn anchor(fingerprint: u8, organisation: Option<&str>) -> Standing {
    Standing::Anchor {
        fingerprint: [fingerprint; 32],
        organisation: organisation.map(str::to_owned),
    }
}

fn reference(index: u64) -> StatusReference {
    StatusReference::to_status_list(URI, index)
}

fn refused(outcome: Result<Taken, NotTaken>) -> &'static str {
    outcome.unwrap_err().code()
}
