//! Licences in force, and whether they count in another region: the steps of `spec/recognise.md`.

pub(crate) mod bounds;
pub(crate) mod conditions;
pub(crate) mod derived;
pub(crate) mod foreign_days;
pub(crate) mod holders;
pub(crate) mod in_doubt;
pub(crate) mod onward;
pub(crate) mod provisions;
pub(crate) mod several;
pub(crate) mod states;
pub(crate) mod status;
pub(crate) mod until;
pub(crate) mod views;

use serde_json::{Value, json};

use crate::{
    agreements::{PURPOSE, agreement, parties},
    authorities::{NOW, SEAL_KEY, leaf},
    document::Parts,
    good::business,
    lists::{document::List, federation::TAKEN, verifier::Verifier},
    out::{Out, Vector},
};

/// What the families share.
pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, agreed(&[&agreement("agreement-1", |_| {})]), "good");
    // Where to object, and what to keep, are the agreement's.
    asks.expect = vec![
        (
            "objection",
            json!({ "uri": "mailto:recognition@agreements.example", "deadline": 2_592_000 }),
        ),
        (
            "archive",
            json!({ "keep": ["verdict"], "retention_days": 3_650 }),
        ),
    ];
    asks.answers(
        "good",
        &licence(),
        "an agreement of the verifier's province recognises the type for this purpose",
        "",
        ("recognised", &[]),
    );
}

/// The business licence of Guangzhou, under the certificate that the list names.
pub(crate) fn licence() -> Parts {
    business().with_key(SEAL_KEY).with_chain(&[&leaf()])
}

/// The verifier of both lists that also took these agreements, in this order.
pub(crate) fn agreed(agreements: &[&List]) -> Verifier {
    agreed_by(parties::verifier(), agreements)
}

/// The same of a verifier of other lists.
pub(crate) fn agreed_by(verifier: Verifier, agreements: &[&List]) -> Verifier {
    agreements.iter().fold(verifier, |verifier, agreement| {
        verifier.agreeing(agreement, TAKEN)
    })
}

/// The time of judgement, and a second before and after it.
const ON_TIME: &str = NOW;
const JUST_BEFORE: &str = "2026-05-31T23:59:59Z";
const JUST_AFTER: &str = "2026-06-01T00:00:01Z";

/// The answer, and its codes.
type Answer = (&'static str, &'static [&'static str]);
const YES: Answer = ("recognised", &[]);

/// Name, change of the agreement, what it says, clause, answer.
type Row = (
    &'static str,
    fn(&mut Value),
    &'static str,
    &'static str,
    Answer,
);

/// The one provision.
fn provision(agreement: &mut Value) -> &mut Value {
    &mut agreement["equivalences"][0]
}

/// Vectors of licences that one verifier is asked to recognise.
pub(crate) struct Asks<'o> {
    pub(crate) out: &'o mut Out,
    pub(crate) verifier: Verifier,
    /// The recognised vector that what is not recognised differs from.
    pub(crate) twin: String,
    pub(crate) now: &'static str,
    pub(crate) here: &'static str,
    pub(crate) purpose: &'static str,
    /// Anchors by hand beside the lists.
    pub(crate) trust: Option<&'static str>,
    /// Further members of `given`: `countersignature`, `supplements`, `holder`, `session_transcript` …
    pub(crate) given: Vec<(&'static str, Value)>,
    /// Further members of `expect`: `agreements`, `clauses`, `local_view`, `supplements`, `effective_until` …
    pub(crate) expect: Vec<(&'static str, Value)>,
}

impl<'o> Asks<'o> {
    /// What is not recognised differs from the vector of the name `twin`, which follows `recognise.`.
    pub(crate) fn new(out: &'o mut Out, verifier: Verifier, twin: &str) -> Self {
        Self {
            out,
            verifier,
            twin: format!("recognise.{twin}"),
            now: NOW,
            here: "CN-33",
            purpose: PURPOSE,
            trust: None,
            given: Vec::new(),
            expect: Vec::new(),
        }
    }

    pub(crate) fn differ_from(&mut self, twin: &str) {
        self.twin = format!("recognise.{twin}");
    }

    /// Each row under an agreement of its own.
    fn under(&mut self, rows: &[Row], licence: &Parts) {
        for (name, edit, says, clause, answer) in rows {
            self.verifier = agreed(&[&agreement(name, edit)]);
            self.answers(name, licence, says, clause, *answer);
        }
    }

    /// The answer, and its codes: those of reasons, then those of notes.
    pub(crate) fn answers(
        &mut self,
        name: &str,
        licence: &Parts,
        says: &str,
        clause: &str,
        answer: (&str, &[&str]),
    ) {
        self.answers_bytes(name, licence.write(), says, clause, answer);
    }

    /// The same for what is presented in another form.
    pub(crate) fn answers_bytes(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        says: &str,
        clause: &str,
        (result, codes): (&str, &[&str]),
    ) {
        let id = format!("recognise.{name}");
        let mut vector = match result {
            "recognised" => Vector::accepted(&id, bytes, says),
            _ => Vector::refused(&id, bytes, says, codes).twin(&self.twin.clone()),
        };
        vector = vector
            .expect("result", result.into())
            .notes(codes)
            .given("here", self.here.into())
            .given("purpose", self.purpose.into());
        for (name, value) in &self.given {
            vector = vector.given(name, value.clone());
        }
        for (name, value) in &self.expect {
            vector = vector.expect(name, value.clone());
        }
        let clauses: Vec<&str> = clause.split_whitespace().collect();
        let vector = vector.clause(&clauses).flags(&["agreement"]).now(self.now);
        let mut vector = self.verifier.asked(vector, self.out);
        if let Some(trust) = self.trust {
            vector = vector.trust(trust);
        }
        vector.add(self.out);
    }

    /// The file of what is presented beside the licence, as `given.supplements` names it.
    pub(crate) fn beside(&mut self, name: &str, bytes: &[u8]) -> Value {
        json!([self.out.shared("common/supplements/", name, ".cbor", bytes)])
    }
}
