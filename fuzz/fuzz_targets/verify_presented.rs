//! Nothing verifies that no trusted authority sealed; one input, one verdict; verified data is what was presented.
#![no_main]
use std::sync::LazyLock;

use elicence::{
    licence::TypeRegistry,
    trust::TrustAnchors,
    verify::{Policy, Presented, Refused, Report, StatedBy, Verified, verify_many},
};
use elicence_fuzz::{Authority, anchors_in, now};

static TYPES: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::builtin);
static STRANGER: LazyLock<TrustAnchors> = LazyLock::new(|| Authority::stranger().anchors());

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let presented = match Presented::decode(input) {
        Ok(presented) => presented,
        Err(error) => return assert!(error.at <= input.len() && !error.code().is_empty()),
    };
    let policy = Policy::new(&TYPES);
    for trust in [&TrustAnchors::new(), &STRANGER, &anchors_in(input)] {
        let one_by_one: Vec<Result<Verified, Refused>> = presented
            .documents()
            .iter()
            .map(|document| document.verify(trust, &policy, now()))
            .collect();
        let together = verify_many(presented.documents(), trust, &policy, now());
        assert_eq!(
            Report::of(&one_by_one).to_json(),
            Report::of(&together).to_json()
        );
        for (document, verdict) in presented.documents().iter().zip(one_by_one) {
            let claims = document.claims_unverified();
            match verdict {
                Ok(verified) => {
                    assert_eq!(verified.doc_type(), claims.doc_type);
                    let stated = verified
                        .elements()
                        .iter()
                        .filter(|e| e.stated_by == StatedBy::Issuer);
                    let stated: Vec<_> = stated
                        .map(|e| (&*e.name_space, &*e.identifier, e.value.to_vec()))
                        .collect();
                    let claimed: Vec<_> = claims
                        .elements
                        .iter()
                        .map(|(ns, id, value)| (*ns, *id, value.to_vec()))
                        .collect();
                    assert_eq!(stated, claimed);
                    assert!(
                        !std::ptr::eq(trust, &*STRANGER) && !trust.is_empty(),
                        "a forged seal"
                    );
                }
                Err(refused) => {
                    assert!(!refused.reasons.is_empty() && !refused.primary_code().is_empty())
                }
            }
        }
    }
});
