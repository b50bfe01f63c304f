//! A sealed licence, changed: whatever of it still verifies says nothing that the licence did not say.
//!
//! Input: edits of four bytes each: what to do, where (two bytes), with which byte.
#![no_main]
use std::sync::LazyLock;

use elicence::{
    codec::Limits,
    issue::{Draft, issue},
    licence::TypeRegistry,
    trust::TrustAnchors,
    verify::{Element, Holder, Policy, Presented},
};
use elicence_fuzz::{Authority, now};

static TYPES: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::builtin);
static SEALED: LazyLock<(Vec<u8>, TrustAnchors, Vec<Element>)> = LazyLock::new(|| {
    let draft = Draft::from_json(include_str!(
        "../../examples/data/drafts/food_business_permit.json"
    ))
    .expect("a draft");
    let definition = TYPES.latest(draft.doc_type()).expect("a built-in type");
    let licence = issue(&draft, definition, &Limits::default()).expect("keeps its rules");
    let authority = Authority::new(licence.issuer_code().as_str(), 23);
    let (sealed, trust) = (authority.seal(licence).expect("seals"), authority.anchors());
    let elements = verified(&sealed, &trust).expect("in force as it was sealed");
    (sealed, trust, elements)
});

fn verified(bytes: &[u8], trust: &TrustAnchors) -> Option<Vec<Element>> {
    let presented = Presented::decode(bytes).ok()?;
    let verified = presented.documents()[0]
        .verify(trust, &Policy::new(&TYPES), now())
        .ok()?;
    assert_ne!(verified.holder(), Holder::Bound, "no session, no proof");
    Some(verified.elements().to_vec())
}

libfuzzer_sys::fuzz_target!(|edits: &[u8]| {
    let (sealed, trust, original) = &*SEALED;
    let mut changed = sealed.clone();
    for edit in edits.chunks_exact(4) {
        let at = usize::from(u16::from_be_bytes([edit[1], edit[2]])) % changed.len().max(1);
        match edit[0] % 5 {
            0 => changed[at..]
                .first_mut()
                .into_iter()
                .for_each(|byte| *byte ^= edit[3]),
            1 => changed.insert(at, edit[3]),
            2 => drop(changed.drain(at..changed.len().min(at + usize::from(edit[3])))),
            3 => changed.extend_from_within(at..changed.len().min(at + usize::from(edit[3]))),
            _ => changed.truncate(at),
        }
    }
    for element in verified(&changed, trust).into_iter().flatten() {
        assert!(
            original.contains(&element),
            "{}/{} was made up",
            element.name_space,
            element.identifier
        );
    }
});
