//! What is issued keeps the rules of its type as the verifier reads them: sealed, it is in force or out of its dates.
#![no_main]
use std::sync::LazyLock;

use elicence::{
    codec::Limits,
    issue::{Draft, issue},
    licence::TypeRegistry,
    verify::{Policy, Presented},
};
use elicence_fuzz::{Authority, now};

static TYPES: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::builtin);

/// What may still be wrong with a licence that was issued well: its dates, its region's offset, what sealing adds.
const OTHERWISE: [&str; 6] = [
    "verify.not-yet-valid",
    "verify.expired",
    "verify.offset-unknown",
    "trust.region-out-of-scope",
    "seal.object-missing",
    "status.reference-missing",
];

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(draft) = std::str::from_utf8(input)
        .map_err(drop)
        .and_then(|text| Draft::from_json(text).map_err(drop))
    else {
        return;
    };
    let Some(definition) = TYPES.latest(draft.doc_type()) else {
        return;
    };
    let licence = match issue(&draft, definition, &Limits::default()) {
        Ok(licence) => licence,
        Err(not_issued) => return assert!(!not_issued.faults().is_empty()),
    };
    let authority = Authority::new(licence.issuer_code().as_str(), 23);
    let Ok(sealed) = authority.seal(licence) else {
        return;
    };
    let presented = Presented::decode(&sealed).expect("what was sealed can be read");
    let verdict =
        presented.documents()[0].verify(&authority.anchors(), &Policy::new(&TYPES), now());
    if let Err(refused) = verdict {
        let codes: Vec<_> = refused.reasons.iter().map(|reason| reason.code()).collect();
        assert!(
            codes.iter().all(|code| OTHERWISE.contains(code)),
            "issued, sealed, and refused: {codes:?}"
        );
    }
});
