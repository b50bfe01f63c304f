//! An answer as one JSON object: the interface for programs. The same input gives the same bytes.

use serde_json::{Value, json};

use super::{
    ask::names,
    resolution::{Lack, Outcome, PaperState, Resolution},
};

impl Resolution {
    /// The answer as indented JSON, without a final line break.
    ///
    /// ```json
    /// { "item": "…", "proven": false, "implied": 6, "asked": 7, "requirements": [], "disclosures": [], "papers": [], "effective_until": null }
    /// ```
    ///
    /// Holds names of elements and no value of any licence. Licences are told by their place among those given, from 0.
    #[must_use]
    pub fn to_json(&self) -> String {
        let requirements = self.requirements.iter().map(|one| {
            let mut of = json!({ "requirement": one.requirement, "proven": false });
            outcome(&one.outcome, &mut of);
            of
        });
        let disclosures = self.disclosures.iter().map(|one| {
            json!({
                "licence": one.licence,
                "doc_type": one.doc_type,
                "elements": names(&one.elements),
                "holder": names(&one.holder),
                "always": names(&one.always),
            })
        });
        let papers = self.papers.iter().map(|one| {
            let mut of = json!({ "paper": one.paper, "state": one.state.word() });
            match &one.state {
                PaperState::Implied { by } => put(&mut of, "by", json!(by)),
                PaperState::Needed { open } => put(&mut of, "open", json!(open)),
                PaperState::Baseless => {}
            }
            of
        });
        let report = json!({
            "item": self.code,
            "proven": self.is_proven(),
            "implied": self.implied(),
            "asked": self.papers.len(),
            "requirements": requirements.collect::<Vec<_>>(),
            "disclosures": disclosures.collect::<Vec<_>>(),
            "papers": papers.collect::<Vec<_>>(),
            "effective_until": self.effective_until.map(|until| until.to_string()),
        });
        serde_json::to_string_pretty(&report).unwrap_or_default() // texts and lists only: always serialisable
    }
}

fn outcome(outcome: &Outcome, of: &mut Value) {
    match outcome {
        Outcome::Proven { set, by } => {
            put(of, "proven", json!(true));
            put(of, "set", json!(set));
            let by = by.iter().map(|one| {
                let cited = one.cited.iter().map(|cited| {
                    json!({
                        "agreement": cited.id,
                        "number": cited.sequence_number,
                        "equivalence": cited.equivalence,
                        "provision": cited.legal_identifier,
                    })
                });
                let cited: Vec<Value> = cited.collect();
                json!({ "evidence": one.evidence, "licence": one.licence, "cited": cited })
            });
            put(of, "by", by.collect());
        }
        Outcome::Open { set, evidence } => {
            put(of, "set", json!(set));
            let evidence = evidence.iter().map(|one| {
                let mut state = json!({
                    "evidence": one.evidence,
                    "doc_type": one.doc_type,
                    "licence": one.licence,
                    "lack": one.lack.as_ref().map(Lack::word),
                });
                match &one.lack {
                    Some(Lack::NotRecognised { code }) => put(&mut state, "code", json!(code)),
                    Some(Lack::Withheld { elements, choices }) => {
                        let choices: Vec<_> = choices.iter().map(|one| names(one)).collect();
                        put(&mut state, "elements", json!(names(elements)));
                        put(&mut state, "choices", json!(choices));
                    }
                    Some(Lack::NotMet { conditions } | Lack::NotKnown { conditions }) => {
                        put(&mut state, "conditions", json!(conditions));
                    }
                    _ => {}
                }
                state
            });
            put(of, "evidence", evidence.collect());
        }
    }
}

fn put(of: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = of {
        members.insert(name.to_owned(), value);
    }
}
