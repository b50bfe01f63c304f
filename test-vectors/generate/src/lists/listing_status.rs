//! Trust lists with status services: who may sign the status lists of whose licences.

use super::{
    document::List,
    federation::{
        GUANGDONG, GUANGDONG_OFFICE, SINCE, TAKEN, bare, entity, guangdong_office, key, seals,
        service, state,
    },
    verifier::Verifier,
};
use crate::{
    authorities::{GUANGZHOU, KeyName, SEAL_KEY, TIANHE},
    cbor::{Node, text},
    out::{Out, Vector},
};

/// The services that sign status lists.
pub(crate) const GUANGZHOU_STATUS: &str = "cn-44/guangzhou/status";
pub(crate) const TIANHE_STATUS: &str = "cn-44/tianhe/status";

/// A trust list of Guangdong with these authorities beside the sealing service of Guangzhou's.
#[derive(Clone)]
pub(crate) struct Listing(Vec<List>);

/// A status service that is granted, for the lists under `prefixes`.
pub(crate) fn status_service(id: &str, of: KeyName, prefixes: &[&str]) -> Node {
    let mut service = service(id, "licence-status", key(of));
    let prefixes = prefixes.iter().map(|prefix| text(prefix)).collect();
    service.set("statusListPrefixes", Node::Array(prefixes));
    service
}

/// The same once it has this state, which began on 10 May.
pub(crate) fn ended(mut service: Node, status: &str, taken_over_by: Option<&str>) -> Node {
    service.set("currentState", state(status, "2026-05-10T00:00:00Z"));
    service.set("serviceHistory", Node::Array(vec![state("granted", SINCE)]));
    if let Some(successor) = taken_over_by {
        service.set("takenOverBy", text(successor));
    }
    service
}

fn authorities(guangzhou: Option<Node>, tianhe: Option<Node>) -> Node {
    let mut services = vec![seals("cn-44/guangzhou/seals", key(SEAL_KEY), "CN-44")];
    services.extend(guangzhou);
    let mut all = vec![entity(GUANGZHOU, services)];
    all.extend(tianhe.map(|service| entity(TIANHE, vec![service])));
    Node::Array(all)
}

impl Listing {
    /// The first issue, named so: Guangzhou seals, and these two sign status lists.
    pub(crate) fn new(name: &str, guangzhou: Option<Node>, tianhe: Option<Node>) -> Self {
        let mut payload = bare(GUANGDONG, "regional", "CN-44", GUANGDONG_OFFICE);
        payload.set("trustedEntities", authorities(guangzhou, tianhe));
        let name = format!("{name}-1");
        Self(vec![List::new(&name, payload, &guangdong_office())])
    }

    /// The issue after it, of 11 May.
    pub(crate) fn then(mut self, guangzhou: Option<Node>, tianhe: Option<Node>) -> Self {
        let next = self.0[self.0.len() - 1].next("2026-05-11T00:00:00Z");
        self.0
            .push(next.with("trustedEntities", authorities(guangzhou, tianhe)));
        self
    }

    /// The vector, asked of a verifier that pins the signer of the list and took all issues but `later` at once.
    pub(crate) fn asked(&self, vector: Vector, later: usize, out: &mut Out) -> Vector {
        let mut verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
        for list in &self.0[..self.0.len() - later] {
            verifier = verifier.taking(list, TAKEN);
        }
        verifier.asked(vector, out)
    }

    /// The last issue: its name and its bytes.
    pub(crate) fn last(&self) -> (&str, Vec<u8>) {
        let last = &self.0[self.0.len() - 1];
        (last.name(), last.write())
    }
}
