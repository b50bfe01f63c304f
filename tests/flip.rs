//! Every byte of the shipped licence matters: changed, the licence is refused or malformed, with a code.

use std::path::PathBuf;

use elicence::{
    codec::{Cbor, Limits},
    licence::TypeRegistry,
    time::UnixTime,
    trust::{Scope, TrustAnchors, certificate_from_pem_or_der},
    verify::{Policy, Presented},
};

fn shipped(name: &str) -> Vec<u8> {
    std::fs::read(
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("examples/data")
            .join(name),
    )
    .unwrap()
}

fn trust() -> TrustAnchors {
    let mut trust = TrustAnchors::new();
    let ca = certificate_from_pem_or_der(&shipped("demo-ca.pem")).unwrap();
    trust
        .add_anchor(&ca, Scope::parse("elicence:*:CN-44").unwrap())
        .unwrap();
    trust
}

/// The elements when it is in force, else the first code.
fn judge(
    bytes: &[u8],
    trust: &TrustAnchors,
    types: &TypeRegistry,
) -> Result<Vec<(String, Cbor)>, &'static str> {
    let now = UnixTime::parse_rfc3339("2026-07-01T00:00:00Z").unwrap();
    let presented = Presented::decode(bytes).map_err(|malformed| malformed.code())?;
    let verified = presented.documents()[0]
        .verify(trust, &Policy::new(types), now)
        .map_err(|refused| refused.primary_code())?;
    Ok(verified
        .elements()
        .iter()
        .map(|e| (e.identifier.clone(), e.value.clone()))
        .collect())
}

/// Flips one bit of every byte in `range` and gives those flips that were accepted, with what was read.
fn accepted(licence: &[u8], range: core::ops::Range<usize>) -> Vec<(usize, Vec<(String, Cbor)>)> {
    let types = TypeRegistry::builtin();
    let middle = range.start + range.len() / 2;
    let half = |range: core::ops::Range<usize>| {
        let trust = trust();
        let mut changed = licence.to_vec();
        let mut accepted = Vec::new();
        for at in range {
            // Another bit for each byte, so that values, lengths and major types all have their turn.
            let mask = 1 << (at % 8);
            changed[at] ^= mask;
            match judge(&changed, &trust, &types) {
                Ok(elements) => accepted.push((at, elements)),
                Err(code) => assert!(code.contains('.'), "byte {at}: `{code}` is no code"),
            }
            changed[at] ^= mask;
        }
        accepted
    };
    std::thread::scope(|scope| {
        let first = scope.spawn(|| half(range.start..middle));
        let mut all = half(middle..range.end);
        all.extend(first.join().unwrap());
        all
    })
}

#[test]
fn the_shipped_licence_is_in_force() {
    let elements = judge(
        &shipped("business-licence.mdoc"),
        &trust(),
        &TypeRegistry::builtin(),
    )
    .unwrap();
    assert!(elements.contains(&(
        "holder_name".to_owned(),
        Cbor::text("广州市示例贸易有限公司")
    )));
}

#[test]
fn no_byte_of_the_shipped_licence_can_be_changed() {
    let licence = shipped("business-licence.mdoc");
    let accepted: Vec<usize> = accepted(&licence, 0..licence.len())
        .into_iter()
        .map(|(at, _)| at)
        .collect();
    assert_eq!(accepted, Vec::<usize>::new(), "these bytes can be changed");
}

#[test]
fn an_unprotected_header_member_that_no_check_uses_changes_nothing() {
    let note = "a note by whoever carried it";
    let licence = with_unprotected(&shipped("business-licence.mdoc"), note);
    let untouched = judge(&licence, &trust(), &TypeRegistry::builtin()).unwrap();
    let begin = licence
        .windows(note.len())
        .position(|window| window == note.as_bytes())
        .unwrap();
    let accepted = accepted(&licence, begin..begin + note.len());
    assert!(!accepted.is_empty(), "most flips leave it text");
    for (at, elements) in accepted {
        assert_eq!(elements, untouched, "byte {at} changed the data");
    }
}

/// The licence with the member `"note": note` in the unprotected header of its seal.
fn with_unprotected(licence: &[u8], note: &str) -> Vec<u8> {
    let mut tree = Cbor::decode(licence, &Limits::default()).unwrap();
    let Cbor::Map(members) = &mut tree else {
        panic!("not a map")
    };
    let (_, issuer_auth) = members
        .iter_mut()
        .find(|(key, _)| *key == Cbor::text("issuerAuth"))
        .unwrap();
    let Cbor::Array(parts) = issuer_auth else {
        panic!("not an array")
    };
    let Cbor::Map(unprotected) = &mut parts[1] else {
        panic!("not a map")
    };
    unprotected.push((Cbor::text("note"), Cbor::text(note)));
    tree.to_vec()
}
