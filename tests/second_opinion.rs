//! Another reader of CBOR, `serde_cbor`, sees the same tree in every accepted vector and in the shipped licence.
//!
//! It is archived (RUSTSEC-2021-0127) and never used outside tests; a second opinion needs no maintenance.

mod vectors_support;

use elicence::codec::{Cbor, Limits};
use serde_cbor::Value;
use vectors_support::{all, root};

/// Vectors that it cannot read, with the reason. One that it reads after all fails the test.
const EXCEPTIONS: &[(&str, &str)] = &[(
    "verify.foreign-value-simple",
    "serde_cbor has no simple values beside false, true, null and undefined",
)];

/// Ours in its terms: `undefined` is its null, a map is sorted.
fn translated(tree: &Cbor) -> Value {
    match tree {
        Cbor::Integer(number) => Value::Integer(*number),
        Cbor::Bytes(bytes) => Value::Bytes(bytes.clone()),
        Cbor::Text(text) => Value::Text(text.clone()),
        Cbor::Array(members) => Value::Array(members.iter().map(translated).collect()),
        Cbor::Map(members) => {
            let translated: std::collections::BTreeMap<_, _> = members
                .iter()
                .map(|(k, v)| (translated(k), translated(v)))
                .collect();
            assert_eq!(translated.len(), members.len(), "two keys became one");
            Value::Map(translated)
        }
        Cbor::Tag(number, content) => Value::Tag(*number, Box::new(translated(content))),
        Cbor::Bool(value) => Value::Bool(*value),
        Cbor::Null | Cbor::Undefined => Value::Null,
        Cbor::Float(number) => Value::Float(*number),
        other => panic!("not a value that it has: {other:?}"),
    }
}

/// `NaN` is not equal to itself, so trees are compared as they print.
fn agree(bytes: &[u8]) -> Result<(), String> {
    let theirs: Value = serde_cbor::from_slice(bytes).map_err(|e| e.to_string())?;
    let ours = Cbor::decode(bytes, &Limits::default()).map_err(|e| e.to_string())?;
    let expected = translated(&ours);
    if format!("{theirs:?}") != format!("{expected:?}") {
        return Err(format!("{theirs:?}\nis not\n{expected:?}"));
    }
    embedded(&ours)
}

/// The items inside byte strings of tag 24, too.
fn embedded(tree: &Cbor) -> Result<(), String> {
    match tree {
        Cbor::Tag(24, content) => match content.as_ref() {
            Cbor::Bytes(bytes) => agree(bytes),
            other => Err(format!("tag 24 over {other:?}")),
        },
        Cbor::Tag(_, content) => embedded(content),
        Cbor::Array(members) => members.iter().try_for_each(embedded),
        Cbor::Map(members) => members.iter().try_for_each(|(_, value)| embedded(value)),
        _ => Ok(()),
    }
}

#[test]
fn serde_cbor_sees_the_same_tree_in_every_accepted_vector() {
    let mut seen = 0;
    for vector in all() {
        if vector.json["expect"]["result"] != "in-force" {
            continue;
        }
        seen += 1;
        let exception = EXCEPTIONS.iter().find(|(id, _)| *id == vector.id);
        match (agree(&vector.bytes()), exception) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some(_)) => panic!("{}: the exception no longer applies", vector.id),
            (Err(error), None) => panic!("{}: {error}", vector.id),
        }
    }
    assert!(seen > 100, "only {seen} accepted vectors were found");
}

#[test]
fn serde_cbor_sees_the_same_tree_in_the_shipped_licence() {
    let bytes = std::fs::read(root().join("../examples/data/business-licence.mdoc")).unwrap();
    assert_eq!(agree(&bytes), Ok(()));
}
