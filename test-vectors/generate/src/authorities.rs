//! Authorities that exist in these files only, their certificates, and who trusts whom.

use base64::{Engine, engine::general_purpose::STANDARD};
use elicence::{
    crypto::{Algorithm, Signer},
    time::UnixTime,
};
use serde_json::{Value, json};

use crate::{
    keys::key,
    pki::{Draft, Kind, Subject},
};

/// 2026-06-01T00:00:00Z: the time of judgement where a vector says no other.
pub(crate) const NOW: &str = "2026-06-01T00:00:00Z";
/// The technical validity of what is sealed here.
pub(crate) const SIGNED: &str = "2026-04-01T00:00:00Z";
pub(crate) const VALID_UNTIL: &str = "2026-11-30T00:00:00Z";
/// The life of the sealing certificates.
pub(crate) const NOT_BEFORE: &str = "2026-01-01T00:00:00Z";
pub(crate) const NOT_AFTER: &str = "2026-12-31T23:59:59Z";
/// The life of the CAs.
pub(crate) const CA_NOT_BEFORE: &str = "2020-01-01T00:00:00Z";
pub(crate) const CA_NOT_AFTER: &str = "2039-12-31T23:59:59Z";

pub(crate) const GUANGZHOU: &str = "Y1440100TEM000037D";
pub(crate) const TIANHE: &str = "Y1440104TEM0000452";

pub(crate) const ROOT: Subject<'static> = Subject {
    c: "CN",
    st: "CN-44",
    o: "Test Root Office",
    organization_identifier: "",
    cn: "Test Root",
};
pub(crate) const MIDDLE: Subject<'static> = Subject {
    cn: "Test Middle",
    ..ROOT
};
pub(crate) const LOWER: Subject<'static> = Subject {
    cn: "Test Lower",
    ..ROOT
};
pub(crate) const SEAL: Subject<'static> = Subject {
    o: "Test Licence Office",
    organization_identifier: GUANGZHOU,
    cn: "Test Seal",
    ..ROOT
};
pub(crate) const IACA: Subject<'static> = Subject {
    c: "US",
    st: "US-MD",
    o: "Test IACA Office",
    organization_identifier: "",
    cn: "Test IACA",
};
pub(crate) const DOCUMENT_SIGNER: Subject<'static> = Subject {
    o: "Test mDL Office",
    cn: "Test mDL Signer",
    ..IACA
};

/// A test key by name and algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyName(pub(crate) &'static str, pub(crate) Algorithm);

impl KeyName {
    pub(crate) fn get(self) -> elicence::crypto::SoftwareKey {
        key(self.0, self.1)
    }

    pub(crate) fn public(self) -> elicence::crypto::VerifyingKey {
        self.get().verifying_key()
    }
}

pub(crate) const ROOT_KEY: KeyName = KeyName("root", Algorithm::Es256);
pub(crate) const MIDDLE_KEY: KeyName = KeyName("middle", Algorithm::Es256);
pub(crate) const LOWER_KEY: KeyName = KeyName("lower", Algorithm::Es256);
pub(crate) const SEAL_KEY: KeyName = KeyName("seal", Algorithm::Es256);
pub(crate) const IACA_KEY: KeyName = KeyName("iaca", Algorithm::Es256);
pub(crate) const DOCUMENT_SIGNER_KEY: KeyName = KeyName("document signer", Algorithm::Es256);
pub(crate) const THIEF_KEY: KeyName = KeyName("thief", Algorithm::Es256);
pub(crate) const HOLDER_KEY: KeyName = KeyName("holder", Algorithm::Es256);
pub(crate) const READER_KEY: KeyName = KeyName("reader", Algorithm::Es256);

pub(crate) fn time(text: &str) -> UnixTime {
    UnixTime::parse_tdate(text).unwrap()
}

pub(crate) fn ca_life() -> (UnixTime, UnixTime) {
    (time(CA_NOT_BEFORE), time(CA_NOT_AFTER))
}

pub(crate) fn leaf_life() -> (UnixTime, UnixTime) {
    (time(NOT_BEFORE), time(NOT_AFTER))
}

/// Who a certificate is about or by: name and key.
pub(crate) type Party = (Subject<'static>, KeyName);

pub(crate) const THE_ROOT: Party = (ROOT, ROOT_KEY);
pub(crate) const THE_MIDDLE: Party = (MIDDLE, MIDDLE_KEY);
pub(crate) const THE_LOWER: Party = (LOWER, LOWER_KEY);
pub(crate) const THE_SEAL: Party = (SEAL, SEAL_KEY);
pub(crate) const THE_IACA: Party = (IACA, IACA_KEY);
pub(crate) const THE_SIGNER: Party = (DOCUMENT_SIGNER, DOCUMENT_SIGNER_KEY);

pub(crate) fn draft(of: Party, by: Party, kind: Kind) -> Draft {
    let life = if kind == Kind::Sealer {
        leaf_life()
    } else {
        ca_life()
    };
    Draft::new(&of.0, &of.1.public(), &by.0, &by.1.public(), life, kind, 7)
}

pub(crate) fn ca_draft(of: Party, by: Party, path_length: u8) -> Draft {
    draft(of, by, Kind::Ca { path_length })
}

pub(crate) fn leaf_draft(of: Party, by: Party) -> Draft {
    draft(of, by, Kind::Sealer)
}

pub(crate) fn signed(draft: &Draft, by: KeyName) -> Vec<u8> {
    draft.sign(&by.get()).unwrap()
}

pub(crate) fn root() -> Vec<u8> {
    signed(&ca_draft(THE_ROOT, THE_ROOT, 2), ROOT_KEY)
}

pub(crate) fn iaca() -> Vec<u8> {
    signed(&ca_draft(THE_IACA, THE_IACA, 0), IACA_KEY)
}

/// The sealing certificate of the authority with this code, straight under the root.
pub(crate) fn leaf_of(code: &'static str) -> Vec<u8> {
    let subject = Subject {
        organization_identifier: code,
        ..SEAL
    };
    signed(&leaf_draft((subject, SEAL_KEY), THE_ROOT), ROOT_KEY)
}

pub(crate) fn leaf() -> Vec<u8> {
    leaf_of(GUANGZHOU)
}

pub(crate) fn signer() -> Vec<u8> {
    signed(&leaf_draft(THE_SIGNER, THE_IACA), IACA_KEY)
}

pub(crate) fn pem(der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let lines: Vec<&str> = body
        .as_bytes()
        .chunks(64)
        .map(|line| core::str::from_utf8(line).unwrap())
        .collect();
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        lines.join("\n")
    )
}

/// Who is trusted: anchors with their scope, pins with or without.
pub(crate) fn trust(anchors: &[(&[u8], &str)], pins: &[(&[u8], Option<&str>)]) -> Value {
    let anchors: Vec<Value> = anchors
        .iter()
        .map(|(der, scope)| json!({ "certificate": pem(der), "scope": scope }))
        .collect();
    let pins: Vec<Value> = pins
        .iter()
        .map(|(der, scope)| json!({ "certificate": pem(der), "scope": scope }))
        .collect();
    json!({ "anchors": anchors, "pins": pins })
}
