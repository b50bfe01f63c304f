//! What an issuer enters: steps in the life of a licence, and indices for new ones.

use elicence::{
    Misuse,
    crypto::RandomSource,
    status::{AllocationError, Change, IndexAllocator, LifeCycle, STEPS, StatusFault, Transition},
    time::UnixTime,
};
use serde_json::{Value, json};

use super::Found;
use crate::vectors_support::Vector;

/// Runs a vector of the kinds `life-cycle` and `allocator`.
pub(crate) fn enter(vector: &Vector) -> Found {
    let members = match vector.json["kind"].as_str().unwrap() {
        "life-cycle" => live(&vector.json["given"]["steps"]),
        "allocator" => allocate(&vector.json["given"]),
        other => panic!("{}: no such kind: {other}", vector.id),
    };
    Found {
        explanation: members.to_string(),
        members,
    }
}

fn live(steps: &Value) -> Value {
    let mut life: Option<LifeCycle> = None;
    let mut fault: Option<StatusFault> = None;
    for step in steps.as_array().unwrap() {
        let change = change(step);
        let outcome = match &mut life {
            Some(life) => life.apply(change),
            None => LifeCycle::begin(change).map(|begun| life = Some(begun)),
        };
        if let Err(refusal) = outcome {
            fault = Some(refusal);
            break;
        }
    }
    let state = life.as_ref().map(LifeCycle::state);
    json!({
        "result": if fault.is_none() { "ok" } else { "refused" },
        "codes": fault.iter().map(StatusFault::code).collect::<Vec<_>>(),
        "state": state.map(|state| state.name()),
        "listed": state.map(|state| state.listed_as().value()),
    })
}

/// A step by its name in the table of the specification.
fn change(step: &Value) -> Change {
    let name = match step["step"].as_str().unwrap() {
        "revoke as penalty" => "revoke as a penalty",
        other => other,
    };
    let known = |transition: &Transition| transition.name() == name;
    let transition = STEPS.iter().map(|step| step.transition).find(known);
    let time = |value: &Value| UnixTime::from_seconds(value.as_i64()?);
    let recorded_at = time(&step["recorded_at"]).unwrap();
    let mut change = Change::new(transition.unwrap(), recorded_at);
    if let Some(ground) = step["ground"].as_str() {
        change = change.on_ground(ground);
    }
    if let Some(at) = time(&step["effective_from"]) {
        change = change.effective_from(at);
    }
    if let Some(successor) = step["successor"].as_str() {
        change = change.with_successor(successor);
    }
    change
}

/// Random enough for a test, and the same each time.
struct Mixed(u64);

impl RandomSource for Mixed {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        for byte in bytes {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            *byte = self.0.to_be_bytes()[0];
        }
        Ok(())
    }
}

fn allocate(given: &Value) -> Value {
    let capacity = given["capacity"].as_u64().unwrap();
    let mut indices = IndexAllocator::new(capacity).unwrap();
    let (mut drawn, mut random) = (std::collections::BTreeSet::new(), Mixed(1));
    for _ in 0..given["draws"].as_u64().unwrap() {
        match indices.allocate(&mut random) {
            Ok(index) => assert!(
                index < capacity && drawn.insert(index),
                "{index}, which is taken or past the end"
            ),
            Err(AllocationError::Exhausted(fault)) => {
                return json!({ "result": "refused", "codes": [fault.code()], "distinct": drawn.len() });
            }
            Err(other) => panic!("{other}"),
        }
    }
    json!({ "result": "ok", "codes": [], "distinct": drawn.len() })
}
