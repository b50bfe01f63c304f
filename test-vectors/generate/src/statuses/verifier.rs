//! What a verifier took before it is asked about a licence.

use serde_json::{Value, json};

use super::token::Token;
use crate::{
    authorities::{NOW, time},
    lists::listing_status::Listing,
    out::{Out, Vector},
};

/// The verifier of a vector: it trusts by hand, or by a trust list.
#[derive(Clone, Default)]
pub(super) struct Verifier {
    listing: Option<Listing>,
    /// Issues of the trust list that are taken after the status lists.
    later: usize,
    takes: Vec<(Token, String, bool)>,
}

impl Verifier {
    /// One that trusts by this list and by nobody's hand.
    pub(super) fn by(listing: &Listing) -> Self {
        Self {
            listing: Some(listing.clone()),
            ..Self::default()
        }
    }

    /// Takes the last issue of its trust list after everything else.
    pub(super) fn learning_later(self) -> Self {
        Self { later: 1, ..self }
    }

    /// Took this list an hour before now.
    pub(super) fn holding(self, token: &Token) -> Self {
        self.holding_since(token, "2026-05-31T23:00:00Z")
    }

    pub(super) fn holding_since(mut self, token: &Token, at: &str) -> Self {
        self.takes.push((token.clone(), at.to_owned(), false));
        self
    }

    /// Took this list for the licence that is judged.
    pub(super) fn holding_for_it(mut self, token: &Token) -> Self {
        let at = "2026-05-31T23:00:00Z".to_owned();
        self.takes.push((token.clone(), at, true));
        self
    }

    /// The vector, asked of this verifier.
    pub(super) fn asked(&self, vector: Vector, out: &mut Out) -> Vector {
        let mut vector = vector;
        if let Some(listing) = &self.listing {
            vector = listing.asked(vector, self.later, out);
        }
        for (token, at, named) in &self.takes {
            let file = out.shared("common/statuses/", &token.name, ".cbor", &token.write());
            let mut taken =
                json!({ "kind": "status-list", "file": file, "now": time(at).seconds() });
            if *named {
                taken["named_by_document"] = true.into();
            }
            vector = vector.taking(taken);
        }
        if let Some(listing) = self.listing.as_ref().filter(|_| self.later > 0) {
            let (name, bytes) = listing.last();
            let file = out.shared("common/lists/", name, ".cbor", &bytes);
            let now = time("2026-05-31T23:30:00Z").seconds();
            vector = vector.taking(json!({ "kind": "trust-list", "file": file, "now": now }));
        }
        vector
    }
}

/// Vectors of one family.
pub(super) struct Asks<'o> {
    pub(super) out: &'o mut Out,
    pub(super) verifier: Verifier,
    /// Anchors by hand, where no trust list is.
    pub(super) trust: &'static str,
    pub(super) now: &'static str,
    /// What the next refused vector differs from.
    pub(super) twin: String,
    pub(super) flags: &'static [&'static str],
    /// What else is given.
    pub(super) given: Vec<(&'static str, Value)>,
}

impl<'o> Asks<'o> {
    pub(super) fn new(out: &'o mut Out, twin: &str) -> Self {
        Self {
            out,
            verifier: Verifier::default(),
            trust: "guangdong",
            now: NOW,
            twin: format!("status.{twin}"),
            flags: &["N23"],
            given: Vec::new(),
        }
    }

    pub(super) fn differ_from(&mut self, twin: &str) {
        self.twin = format!("status.{twin}");
    }

    fn add(&mut self, vector: Vector, clause: &str) {
        let clauses: Vec<&str> = clause.split(' ').collect();
        let mut vector = vector.clause(&clauses).flags(self.flags).now(self.now);
        if self.verifier.listing.is_none() {
            vector = vector.trust(self.trust);
        }
        for (member, value) in &self.given {
            vector = vector.given(member, value.clone());
        }
        self.verifier.asked(vector, self.out).add(self.out);
    }

    /// The document is in force, and with these notes.
    pub(super) fn good(&mut self, name: &str, bytes: Vec<u8>, says: &str, clause: &str) {
        self.good_until(name, bytes, says, clause, &[], None);
    }

    /// The same with notes, and until when the verdict holds.
    pub(super) fn good_until(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        says: &str,
        clause: &str,
        notes: &[&str],
        until: Option<&str>,
    ) {
        let mut vector = Vector::accepted(&format!("status.{name}"), bytes, says).notes(notes);
        if let Some(until) = until {
            vector = vector.expect("effective_until", until.into());
        }
        self.add(vector, clause);
    }

    /// It is refused for this reason.
    pub(super) fn bad(&mut self, name: &str, bytes: Vec<u8>, says: &str, clause: &str, code: &str) {
        let id = format!("status.{name}");
        let vector = Vector::refused(&id, bytes, says, &[code]);
        let vector = vector.critical().twin(&self.twin.clone());
        self.add(vector, clause);
    }

    /// It cannot be told, for this reason.
    pub(super) fn open(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        says: &str,
        clause: &str,
        code: &str,
    ) {
        let id = format!("status.{name}");
        let vector = Vector::undecided(&id, bytes, says, &[code]);
        let vector = vector.critical().twin(&self.twin.clone());
        self.add(vector, clause);
    }

    /// The status list is taken.
    pub(super) fn takes(&mut self, name: &str, bytes: Vec<u8>, says: &str, clause: &str) {
        let vector = Vector::taken(&format!("status.{name}"), "status-list", bytes, says);
        self.add(vector, clause);
    }

    /// It is not taken: malformed, or refused.
    pub(super) fn refuses(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        says: &str,
        clause: &str,
        code: &str,
    ) {
        let malformed = code.starts_with("codec.");
        let result = if malformed { "malformed" } else { "refused" };
        let id = format!("status.{name}");
        let vector = Vector::not_taken(&id, "status-list", bytes, says, result, &[code]);
        let vector = vector.critical().twin(&self.twin.clone());
        self.add(vector, clause);
    }
}
