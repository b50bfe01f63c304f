//! Vectors of the stage `recognise`: a licence in force that counts here, or does not.

use elicence::{
    Reason,
    licence::Region,
    recognise::{Countersignature, Question, Recognition, recognise},
    time::UnixTime,
    verify::{Outcome, Policy, Presented, Verified, verify_many},
};
use serde_json::{Map, Value, json};

use super::{Found, trusting::Held};
use crate::vectors_support::Vector;

/// What a vector has recognised: the licence in its file, beside its supplements.
pub(super) fn answer(
    vector: &Vector,
    verdicts: &[Result<Verified, elicence::verify::Refused>],
    (held, policy, now): (&Held, &Policy<'_>, UnixTime),
) -> Found {
    let [Ok(licence)] = verdicts else {
        panic!("{}: not one licence in force", vector.id);
    };
    let beside: Vec<Verified> = vector
        .list("supplements")
        .iter()
        .flat_map(|path| {
            let bytes = vector.file(path.as_str().unwrap());
            let presented = Presented::decode(&bytes).unwrap();
            verify_many(presented.documents(), &held.store, policy, now)
        })
        .flatten()
        .collect();
    let beside: Vec<&Verified> = beside.iter().collect();
    let here = Region::parse(vector.given("here").unwrap()).unwrap();
    let purpose = vector.given("purpose").unwrap();
    let mut question = Question::new(&here, purpose, &held.agreements).with_supplements(&beside);
    if vector.given("countersignature") == Some("required") {
        question = question.with_countersignature(Countersignature::Required);
    }
    let recognition = recognise(licence, &question);
    Found {
        members: members(&recognition),
        explanation: recognition.to_string(),
    }
}

fn members(recognition: &Recognition<'_>) -> Value {
    let report =
        serde_json::to_value(elicence::recognise::RecognitionReport::of(recognition)).unwrap();
    let notes = recognition
        .checks()
        .iter()
        .filter(|check| check.outcome == Outcome::Pass)
        .filter_map(|check| check.code());
    let codes: Vec<_> = recognition
        .reasons()
        .map(Reason::code)
        .chain(notes)
        .collect();
    let against = |outcome| matches!(outcome, Outcome::Fail | Outcome::Unknown);
    let clauses: Vec<_> = recognition
        .checks()
        .iter()
        .filter(|check| against(check.outcome))
        .filter_map(|check| check.clause)
        .collect();
    let agreements: Vec<_> = recognition
        .cited()
        .iter()
        .map(|cited| cited.agreement_id)
        .collect();
    let supplements: Map<String, Value> = recognition
        .supplements()
        .iter()
        .map(|supplement| {
            (
                supplement.supplement.id.clone(),
                supplement.need.word().into(),
            )
        })
        .collect();
    let view: Option<Map<String, Value>> = recognition.local_view().map(|view| {
        let elements = view.elements.iter().map(|element| {
            let value: String = element
                .value
                .to_vec()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            (
                format!("{}/{}", element.name_space, element.identifier),
                json!({ "stated_by": element.stated_by.word(), "value": value }),
            )
        });
        elements.collect()
    });
    json!({
        "result": recognition.result().word(),
        "codes": codes,
        "primary_code": recognition.primary_code(),
        "basis": if recognition.containment() { "containment" } else { "agreement" },
        "agreements": agreements,
        "clauses": clauses,
        "local_view": view,
        "dropped": recognition.local_view().map(|view| view.dropped.clone()),
        "supplements": supplements,
        "objection": recognition.objection().map(|objection| {
            json!({ "uri": objection.uri, "deadline": objection.deadline })
        }),
        "archive": report["archive"],
        "effective_until": recognition.effective_until().to_string(),
    })
}
