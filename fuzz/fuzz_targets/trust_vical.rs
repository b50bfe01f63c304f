//! Nobody answers for a list but whom the caller names, and what a list brings is for foreign types and ends with it.
#![no_main]
use std::sync::LazyLock;

use elicence::trust::{DocTypes, Profile, Question, TrustAnchors, Vical, VicalTerms};
use elicence_fuzz::{Authority, certificates_in, now};

static STRANGER: LazyLock<Authority> = LazyLock::new(Authority::stranger);

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(list) = Vical::decode(input) else {
        return;
    };
    let terms = VicalTerms::new().with_max_age(36_500 * 86_400);
    assert!(list.check(&[], &terms, now()).is_err(), "nobody was named");
    let stranger = list.check(&[&STRANGER.certificate, &STRANGER.sealing], &terms, now());
    assert!(
        stranger.is_err_and(|reasons| !reasons.is_empty()),
        "a forged list"
    );
    let signers = certificates_in(input);
    let Ok(checked) = list.check(&signers, &terms, now()) else {
        return;
    };
    assert!(checked.check_newer(&checked.floor()).is_ok());
    assert!(now() <= checked.valid_until());
    for (_, scope) in checked.anchors() {
        assert_eq!(scope.profile, Profile::Iso18013);
        assert!(matches!(&scope.doc_types, DocTypes::Only(types) if !types.is_empty()));
        assert!(!scope.serves("org.elicence.business_licence.1"));
        assert_eq!(scope.regions.len(), 1);
    }
    let mut trust = TrustAnchors::new();
    trust.add_vical(&checked);
    let late = checked.valid_until().saturating_add(1);
    if late > checked.valid_until() {
        for (der, _) in checked.anchors() {
            let question = Question::new("org.iso.18013.5.1.mDL", late);
            assert!(trust.judge(&[der], &question).is_err(), "after its end");
        }
    }
});
