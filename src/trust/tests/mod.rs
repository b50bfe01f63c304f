//! Attacks on paths, anchors and scopes, with certificates made for the purpose.

mod authorities;
mod chains;
mod field;
mod leaf;
mod revocation;
mod revocation_lists;
mod scopes;

#[path = "../../../examples/elicence/pki.rs"]
mod pki;

use pki::{Draft, Kind, ListDraft, Revoked, Subject};

use crate::crypto::{Algorithm, RandomSource, Signer, SoftwareKey};
use crate::error::Misuse;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::{Question, Scope, TrustAnchors, TrustedSigner};

const TYPE: &str = "org.elicence.business_licence.1";
const MDL: &str = "org.iso.18013.5.1.mDL";
const CODE: &str = "11440000006939748M";

const ROOT: Subject<'static> = Subject {
    c: "CN",
    st: "CN-44",
    o: "Root Office",
    organization_identifier: "",
    cn: "Root",
};
const MIDDLE: Subject<'static> = Subject {
    cn: "Middle",
    ..ROOT
};
const LOWER: Subject<'static> = Subject {
    cn: "Lower",
    ..ROOT
};
const SEALER: Subject<'static> = Subject {
    o: "Licence Office",
    organization_identifier: CODE,
    cn: "Seal 1",
    ..ROOT
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

const ROOT_KEY: u8 = 1;
const MIDDLE_KEY: u8 = 2;
const LOWER_KEY: u8 = 3;
const SEALER_KEY: u8 = 4;
const THIEF_KEY: u8 = 9;

fn time(text: &str) -> UnixTime {
    UnixTime::parse_tdate(text).unwrap()
}

fn now() -> UnixTime {
    time("2026-06-01T00:00:00Z")
}

fn validity() -> (UnixTime, UnixTime) {
    (time("2026-01-01T00:00:00Z"), time("2026-12-31T23:59:59Z"))
}

fn draft(
    subject: &Subject<'_>,
    subject_key: u8,
    issuer: &Subject<'_>,
    issuer_key: u8,
    kind: Kind,
) -> Draft {
    let (subject_key, issuer_key) = (
        key(subject_key).verifying_key(),
        key(issuer_key).verifying_key(),
    );
    Draft::new(
        subject,
        &subject_key,
        issuer,
        &issuer_key,
        validity(),
        kind,
        7,
    )
}

fn root_draft() -> Draft {
    draft(
        &ROOT,
        ROOT_KEY,
        &ROOT,
        ROOT_KEY,
        Kind::Ca { path_length: 2 },
    )
}

fn middle_draft() -> Draft {
    draft(
        &MIDDLE,
        MIDDLE_KEY,
        &ROOT,
        ROOT_KEY,
        Kind::Ca { path_length: 1 },
    )
}

/// A sealing certificate straight under the root.
fn leaf_draft() -> Draft {
    draft(&SEALER, SEALER_KEY, &ROOT, ROOT_KEY, Kind::Sealer)
}

fn signed(draft: &Draft, issuer_key: u8) -> Vec<u8> {
    draft.sign(&key(issuer_key)).unwrap()
}

fn root() -> Vec<u8> {
    signed(&root_draft(), ROOT_KEY)
}

fn leaf() -> Vec<u8> {
    signed(&leaf_draft(), ROOT_KEY)
}

fn middle() -> Vec<u8> {
    signed(&middle_draft(), ROOT_KEY)
}

/// A sealing certificate under the middle CA.
fn leaf_of_middle() -> Vec<u8> {
    signed(
        &draft(&SEALER, SEALER_KEY, &MIDDLE, MIDDLE_KEY, Kind::Sealer),
        MIDDLE_KEY,
    )
}

/// A list that is current now.
fn updates() -> (UnixTime, UnixTime) {
    (time("2026-05-25T00:00:00Z"), time("2026-06-08T00:00:00Z"))
}

fn list_draft(issuer: &Subject<'_>, issuer_key: u8, revoked: &[Revoked]) -> ListDraft {
    let key = key(issuer_key).verifying_key();
    ListDraft::new(issuer, &key, updates(), 1, revoked)
}

/// A list of the root.
fn list(revoked: &[Revoked]) -> Vec<u8> {
    pki::make_revocation_list(&ROOT, &key(ROOT_KEY), updates(), 1, revoked).unwrap()
}

fn signed_list(draft: &ListDraft, issuer_key: u8) -> Vec<u8> {
    draft.sign(&key(issuer_key)).unwrap()
}

/// Trusts the root, and has these lists.
fn with_lists(lists: &[Vec<u8>]) -> TrustAnchors {
    let mut trust = trusting(&root());
    for der in lists {
        trust.add_revocation_list(der).unwrap();
    }
    trust
}

fn scope(text: &str) -> Scope {
    Scope::parse(text).unwrap()
}

/// Trusts the root for every native type in Guangdong.
fn trusting(root: &[u8]) -> TrustAnchors {
    let mut anchors = TrustAnchors::new();
    anchors.add_anchor(root, scope("elicence:*:CN-44")).unwrap();
    anchors
}

fn judge(anchors: &TrustAnchors, chain: &[&[u8]]) -> Result<TrustedSigner, Vec<Reason>> {
    anchors.judge(chain, &Question::new(TYPE, now()))
}

/// The codes of the reasons; none when the chain is trusted.
fn codes(anchors: &TrustAnchors, chain: &[&[u8]]) -> Vec<&'static str> {
    codes_of(judge(anchors, chain))
}

fn codes_of(outcome: Result<TrustedSigner, Vec<Reason>>) -> Vec<&'static str> {
    outcome.map_or_else(
        |reasons| reasons.iter().map(Reason::code).collect(),
        |_| Vec::new(),
    )
}

/// The rule that the one reason names.
fn rule(outcome: Result<TrustedSigner, Vec<Reason>>) -> &'static str {
    match outcome.unwrap_err().as_slice() {
        [
            Reason::CertificateMalformed { rule, .. }
            | Reason::CertificateProfile { rule, .. }
            | Reason::CertificateUsage { rule, .. }
            | Reason::TrustPathTooLong { rule },
        ] => rule,
        [Reason::TrustNoPath { detail }] => detail,
        other => panic!("{other:?}"),
    }
}

/// A question about a foreign document under the same certificates.
fn foreign(anchors: &TrustAnchors, chain: &[&[u8]]) -> Result<TrustedSigner, Vec<Reason>> {
    anchors.judge(chain, &Question::new(MDL, now()))
}

fn trusting_foreign(root: &[u8]) -> TrustAnchors {
    let mut anchors = TrustAnchors::new();
    anchors.add_anchor(root, scope("iso18013:*:CN-44")).unwrap();
    anchors
}
