//! Recognition agreements: their format, who may sign them, and whether a verifier takes them.

mod contents;
pub(crate) mod contradictions;
pub(crate) mod countersigned;
pub(crate) mod form;
pub(crate) mod issues;
pub(crate) mod maps;
pub(crate) mod parties;
pub(crate) mod provisions;
pub(crate) mod rules;
pub(crate) mod shape;
pub(crate) mod signers;

use serde_json::Value;

use crate::{
    authorities::NOW,
    lists::verifier::Verifier,
    out::{Out, Vector},
};

pub(crate) use contents::{PURPOSE, agreement, changed, contents, of_beijing, signed_by};

/// What the families share.
pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, parties::verifier(), "agreement-good");
    asks.takes(
        "agreement-good",
        agreement("agreement-1", |_| {}).write(),
        "an agreement of two provinces, signed by the agreement signer that the list of the first one names",
        "",
    );
}

/// Vectors of agreements that one verifier is asked to take.
pub(crate) struct Asks<'o> {
    pub(crate) out: &'o mut Out,
    pub(crate) verifier: Verifier,
    /// The accepted vector that what is refused differs from.
    pub(crate) twin: String,
    pub(crate) now: &'static str,
    /// Further members of `given`: `padded_to`.
    pub(crate) given: Vec<(&'static str, Value)>,
}

impl<'o> Asks<'o> {
    /// Refused vectors differ from that of the name `twin`, which follows `recognise.`.
    pub(crate) fn new(out: &'o mut Out, verifier: Verifier, twin: &str) -> Self {
        Self {
            out,
            verifier,
            twin: format!("recognise.{twin}"),
            now: NOW,
            given: Vec::new(),
        }
    }

    /// Refused vectors differ from that of the name `twin`, which follows `recognise.`.
    pub(crate) fn differ_from(&mut self, twin: &str) {
        self.twin = format!("recognise.{twin}");
    }

    fn add(&mut self, vector: Vector, clause: &str) {
        let clauses: Vec<&str> = clause.split_whitespace().collect();
        let mut vector = vector.clause(&clauses).flags(&["agreement"]).now(self.now);
        for (name, value) in &self.given {
            vector = vector.given(name, value.clone());
        }
        self.verifier.asked(vector, self.out).add(self.out);
    }

    /// It is taken.
    pub(crate) fn takes(&mut self, name: &str, bytes: Vec<u8>, says: &str, clause: &str) {
        self.takes_with(name, bytes, says, clause, &[]);
    }

    /// It is taken, with these notes.
    pub(crate) fn takes_with(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        says: &str,
        clause: &str,
        notes: &[&str],
    ) {
        let vector = Vector::taken(&format!("recognise.{name}"), "agreement", bytes, says);
        self.add(vector.notes(notes), clause);
    }

    /// It is refused, for these reasons.
    pub(crate) fn refuses(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        says: &str,
        clause: &str,
        codes: &[&str],
    ) {
        let malformed = codes.iter().all(|code| code.starts_with("codec."));
        let result = if malformed { "malformed" } else { "refused" };
        let id = format!("recognise.{name}");
        let vector = Vector::not_taken(&id, "agreement", bytes, says, result, codes);
        let vector = vector.critical().twin(&self.twin.clone());
        self.add(vector, clause);
    }
}
