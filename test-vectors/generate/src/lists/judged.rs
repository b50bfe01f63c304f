//! Licences that rest on lists, and what families about them share.

use serde_json::json;

use super::{
    document::List,
    federation::{
        FEDERATION, GUANGDONG, TAKEN, entity, federation, federation_office, guangdong,
        guangdong_office, key, seals,
    },
    verifier::Verifier,
};
use crate::{
    authorities::{
        GUANGZHOU, IACA, IACA_KEY, KeyName, ROOT, ROOT_KEY, SEAL_KEY, THE_ROOT, THE_SEAL, TIANHE,
        leaf_draft, leaf_of, signed, time,
    },
    cbor::{Node, text},
    document::{COMMON, Parts},
    good::business,
    out::{Out, Vector},
    pki::{Revoked, Subject, make_revocation_list},
};

/// The last second of the revocation lists.
pub(super) const CRL_NEXT: &str = "2026-11-15T00:00:00Z";

/// Vectors of licences that one verifier judges.
pub(super) struct Judges<'o> {
    pub(super) out: &'o mut Out,
    pub(super) verifier: Verifier,
    pub(super) twin: String,
    pub(super) now: &'static str,
    pub(super) flags: &'static [&'static str],
    pub(super) features: &'static [&'static str],
    /// A proven sealing time, for whoever can take one.
    pub(super) sealed_at: Option<&'static str>,
}

impl<'o> Judges<'o> {
    /// Names follow `verify.`.
    pub(super) fn new(out: &'o mut Out, verifier: Verifier, twin: &str) -> Self {
        Self {
            out,
            verifier,
            twin: format!("verify.{twin}"),
            now: crate::authorities::NOW,
            flags: &["list"],
            features: &[],
            sealed_at: None,
        }
    }

    pub(super) fn differ_from(&mut self, twin: &str) {
        self.twin = format!("verify.{twin}");
    }

    fn add(&mut self, vector: Vector, clause: &str) {
        let clauses: Vec<&str> = clause.split(' ').collect();
        let mut vector = vector.clause(&clauses).flags(self.flags).now(self.now);
        for feature in self.features {
            vector = vector.feature(feature);
        }
        if let Some(instant) = self.sealed_at {
            vector = vector.given("sealed_at", time(instant).seconds().into());
        }
        self.verifier.asked(vector, self.out).add(self.out);
    }

    pub(super) fn accepts(&mut self, name: &str, licence: &Parts, says: &str, clause: &str) {
        self.accepts_with(name, licence, says, clause, &[], None);
    }

    /// In force, with these notes, until this instant.
    pub(super) fn accepts_with(
        &mut self,
        name: &str,
        licence: &Parts,
        says: &str,
        clause: &str,
        notes: &[&str],
        until: Option<&str>,
    ) {
        let mut vector = Vector::accepted(&format!("verify.{name}"), licence.write(), says);
        if let Some(until) = until {
            vector = vector.expect("effective_until", json!(until));
        }
        self.add(vector.notes(notes), clause);
    }

    pub(super) fn refuses(
        &mut self,
        name: &str,
        licence: &Parts,
        says: &str,
        clause: &str,
        codes: &[&str],
    ) {
        let id = format!("verify.{name}");
        let vector = Vector::refused(&id, licence.write(), says, codes);
        let vector = vector.critical().twin(&self.twin.clone());
        self.add(vector, clause);
    }

    pub(super) fn leaves_open(
        &mut self,
        name: &str,
        licence: &Parts,
        says: &str,
        clause: &str,
        codes: &[&str],
    ) {
        let id = format!("verify.{name}");
        let vector = Vector::undecided(&id, licence.write(), says, codes);
        let vector = vector.critical().twin(&self.twin.clone());
        self.add(vector, clause);
    }
}

/// Pins the signer of the list of lists, and took it.
pub(super) fn member() -> Verifier {
    Verifier::pinning(FEDERATION, &federation_office()).taking(&federation(), TAKEN)
}

/// Pins the signer of the list of Guangdong, and took this issue of it.
pub(super) fn alone(list: &List) -> Verifier {
    Verifier::pinning(GUANGDONG, &guangdong_office()).taking(list, TAKEN)
}

/// A list of Guangdong with one service of one authority, known by its sealing key: no revocation list is needed.
pub(super) fn keyed(name: &str, edit: impl FnOnce(&mut Node)) -> List {
    guangdong().called(name).edited(|list| {
        let mut service = seals(super::federation::GUANGZHOU_SEALS, key(SEAL_KEY), "CN-44");
        edit(&mut service);
        only(list, vec![service]);
    })
}

/// A list of Guangdong with these services of one authority.
pub(super) fn with_services(name: &str, services: Vec<Node>) -> List {
    guangdong().called(name).edited(|list| only(list, services))
}

fn only(list: &mut Node, services: Vec<Node>) {
    let entities = Node::Array(vec![entity(GUANGZHOU, services)]);
    list.set("trustedEntities", entities);
}

pub(super) fn revocation_list(revoked: &[Revoked]) -> Vec<u8> {
    list_of(&ROOT, ROOT_KEY, revoked)
}

pub(super) fn iaca_revocation_list() -> Vec<u8> {
    list_of(&IACA, IACA_KEY, &[])
}

fn list_of(issuer: &Subject<'_>, key: KeyName, revoked: &[Revoked]) -> Vec<u8> {
    let updates = (time("2026-05-01T00:00:00Z"), time(CRL_NEXT));
    make_revocation_list(issuer, &key.get(), updates, 1, revoked).unwrap()
}

/// Has a fresh revocation list of the CA.
pub(super) fn informed(verifier: Verifier) -> Verifier {
    verifier.with_revocation_list("root-nobody-revoked", revocation_list(&[]))
}

/// The business licence of this authority, in this region, under a certificate that states `stated`.
pub(super) fn licence(issuer: &str, region: &str, stated: &'static str) -> Parts {
    let certificate = if stated.is_empty() {
        let nobody = Subject {
            organization_identifier: "",
            ..THE_SEAL.0
        };
        signed(&leaf_draft((nobody, SEAL_KEY), THE_ROOT), ROOT_KEY)
    } else {
        leaf_of(stated)
    };
    let mut parts = business().with_chain(&[&certificate]);
    if issuer != GUANGZHOU {
        parts.set(COMMON, "issuer_code", text(issuer));
    }
    if region != "CN-4401" {
        parts.set(COMMON, "region", text(region));
    }
    parts
}

/// That of the other department, in its own district.
pub(super) fn of_tianhe() -> Parts {
    licence(TIANHE, "CN-440104", TIANHE)
}
