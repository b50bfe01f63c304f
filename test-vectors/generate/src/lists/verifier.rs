//! What a verifier believes before it is asked: the roots that it pins, what it took, and its revocation lists.

use elicence::crypto::DigestAlgorithm;
use serde_json::{Value, json};

use super::{document::List, federation::Operator};
use crate::{
    authorities::{NOW, pem, time},
    out::{Out, Vector},
};

/// What a verifier took.
#[derive(Clone, Copy)]
enum Taken {
    List,
    Agreement,
    Status,
}

/// The verifier of a vector.
#[derive(Clone, Default)]
pub(crate) struct Verifier {
    /// Names of lists, and the certificates of who may sign them.
    roots: Vec<(String, Vec<u8>)>,
    /// Kinds, names, documents, and when they were taken.
    takes: Vec<(Taken, String, Vec<u8>, String)>,
    revocation_lists: Vec<(String, Vec<u8>)>,
    strict: bool,
}

impl Verifier {
    /// Pins the signer of this list.
    pub(crate) fn pinning(list_id: &str, signer: &Operator) -> Self {
        Self::default().and_pinning(list_id, signer)
    }

    pub(crate) fn and_pinning(mut self, list_id: &str, signer: &Operator) -> Self {
        let root = (list_id.to_owned(), signer.certificate.clone());
        self.roots.push(root);
        self
    }

    /// Took this list at `now`.
    pub(crate) fn taking(self, list: &List, now: &str) -> Self {
        self.taking_kind(Taken::List, list, now)
    }

    /// Took this agreement at `now`.
    pub(crate) fn agreeing(self, agreement: &List, now: &str) -> Self {
        self.taking_kind(Taken::Agreement, agreement, now)
    }

    /// Took this agreement at `now`, as somebody has countersigned it.
    pub(crate) fn agreeing_to(mut self, name: &str, bytes: Vec<u8>, now: &str) -> Self {
        let taken = (Taken::Agreement, name.to_owned(), bytes, now.to_owned());
        self.takes.push(taken);
        self
    }

    /// Took this status list at `now`.
    pub(crate) fn asking(mut self, name: &str, bytes: Vec<u8>, now: &str) -> Self {
        let taken = (Taken::Status, name.to_owned(), bytes, now.to_owned());
        self.takes.push(taken);
        self
    }

    fn taking_kind(mut self, kind: Taken, document: &List, now: &str) -> Self {
        let taken = (
            kind,
            document.name().to_owned(),
            document.write(),
            now.to_owned(),
        );
        self.takes.push(taken);
        self
    }

    pub(super) fn with_revocation_list(mut self, name: &str, der: Vec<u8>) -> Self {
        self.revocation_lists.push((name.to_owned(), der));
        self
    }

    /// What should have been replaced does not count.
    pub(crate) fn strict(self) -> Self {
        Self {
            strict: true,
            ..self
        }
    }

    /// The vector, asked of this verifier.
    pub(crate) fn asked(&self, vector: Vector, out: &mut Out) -> Vector {
        let mut vector = vector.by_lists();
        let roots: Vec<Value> = self
            .roots
            .iter()
            .map(|(list_id, certificate)| {
                // Many sign one list in other vectors, and names must not depend on the order of these.
                let digest = DigestAlgorithm::Sha256.digest(&[certificate]);
                let short: String = digest.as_bytes()[..3]
                    .iter()
                    .map(|b| format!("{b:02x}"))
                    .collect();
                let name = format!("signer-of-{}-{short}", list_id.rsplit('/').next().unwrap());
                let file = out.certificate(&name, &pem(certificate));
                json!({ "list_id": list_id, "certificates": [file] })
            })
            .collect();
        if !roots.is_empty() {
            vector = vector.given("roots", roots.into());
        }
        let lists: Vec<String> = self
            .revocation_lists
            .iter()
            .map(|(name, der)| out.shared("common/revocation/", name, ".crl", der))
            .collect();
        if !lists.is_empty() {
            vector = vector.given("revocation_lists", json!(lists));
        }
        let takes: Vec<Value> = self
            .takes
            .iter()
            .map(|(kind, name, bytes, now)| {
                let (kind, folder) = match kind {
                    Taken::List => ("trust-list", "common/lists/"),
                    Taken::Agreement => ("agreement", "common/agreements/"),
                    Taken::Status => ("status-list", "common/statuses/"),
                };
                let file = out.shared(folder, name, ".cbor", bytes);
                json!({ "kind": kind, "file": file, "now": time(now).seconds() })
            })
            .collect();
        if !takes.is_empty() {
            vector = vector.given("takes", takes.into());
        }
        if self.strict {
            vector = vector.given("stale_lists", "undetermined".into());
        }
        vector
    }
}

/// Vectors of lists that one verifier is asked to take.
pub(super) struct Asks<'o> {
    pub(super) out: &'o mut Out,
    pub(super) verifier: Verifier,
    /// The accepted vector that what is refused differs from.
    pub(super) twin: String,
    pub(super) now: &'static str,
    pub(super) flags: &'static [&'static str],
}

impl<'o> Asks<'o> {
    /// Refused vectors differ from that of the name `twin`, which follows `trust.`.
    pub(super) fn new(out: &'o mut Out, verifier: Verifier, twin: &str) -> Self {
        Self {
            out,
            verifier,
            twin: format!("trust.{twin}"),
            now: NOW,
            flags: &["list"],
        }
    }

    pub(super) fn differ_from(&mut self, twin: &str) {
        self.twin = format!("trust.{twin}");
    }

    fn add(&mut self, vector: Vector, clause: &str) {
        let clauses: Vec<&str> = clause.split(' ').collect();
        let vector = vector.clause(&clauses).flags(self.flags).now(self.now);
        self.verifier.asked(vector, self.out).add(self.out);
    }

    /// It is taken.
    pub(super) fn takes(&mut self, name: &str, bytes: Vec<u8>, says: &str, clause: &str) {
        self.takes_with(name, bytes, says, clause, &[]);
    }

    /// It is taken, with these notes.
    pub(super) fn takes_with(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        says: &str,
        clause: &str,
        notes: &[&str],
    ) {
        let vector = Vector::taken(&format!("trust.{name}"), "trust-list", bytes, says);
        self.add(vector.notes(notes), clause);
    }

    /// It is refused, for these reasons.
    pub(super) fn refuses(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        says: &str,
        clause: &str,
        codes: &[&str],
    ) {
        let malformed = codes.iter().all(|code| code.starts_with("codec."));
        let result = if malformed { "malformed" } else { "refused" };
        let id = format!("trust.{name}");
        let vector = Vector::not_taken(&id, "trust-list", bytes, says, result, codes);
        let vector = vector.critical().twin(&self.twin.clone());
        self.add(vector, clause);
    }
}
