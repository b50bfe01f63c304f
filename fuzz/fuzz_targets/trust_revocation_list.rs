//! No list makes a certificate good or revoked unless its issuer signed it, memory changes no answer, and two readings agree.
#![no_main]
use std::sync::LazyLock;

use elicence::{
    Reason,
    trust::{Question, Revocation, SealingTime, TrustAnchors, revocation_list_from_pem_or_der},
};
use elicence_fuzz::{Authority, anchors_in, certificates_in, now};

static STRANGER: LazyLock<Authority> = LazyLock::new(Authority::stranger);

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let der = revocation_list_from_pem_or_der(input).unwrap_or_else(|_| input.to_vec());
    let question = Question::new("org.elicence.business_licence.1", now());
    let mut trust = STRANGER.anchors();
    match trust.add_revocation_list(&der) {
        Ok(()) => {
            // The stranger never signed a list: this one says nothing, good or bad.
            let reasons = trust
                .judge(&[&STRANGER.sealing], &question)
                .expect_err("a forged list");
            assert!(reasons.iter().all(Reason::is_unknown), "a forged list");
            trust.add_revocation_list(&der).expect("read before");
        }
        Err(reason) => {
            assert!(matches!(
                reason,
                Reason::RevocationListMalformed { .. } | Reason::RevocationListOverLimit { .. }
            ));
            assert!(trust.judge(&[&STRANGER.sealing], &question).is_ok());
        }
    }
    // What the input brings along, judged by itself: certificates as authorities, and whatever looks like a list.
    let (mut warm, mut cold) = (anchors_in(&der), anchors_in(&der).without_cache());
    for part in certificates_in(&der).into_iter().chain([der.as_slice()]) {
        let answers: [Result<(), Reason>; 2] =
            [&mut warm, &mut cold].map(|trust: &mut TrustAnchors| trust.add_revocation_list(part));
        assert_eq!(answers[0], answers[1]);
    }
    for chain in certificates_in(&der).chunks(3) {
        for proven in [now(), now().saturating_add(-86_400)] {
            let question = question
                .sealed_at(SealingTime::Proven(proven))
                .with_revocation(Revocation::Required);
            let [first, again, fresh] = [&warm, &warm, &cold].map(|trust| {
                let answer = trust.judge(chain, &question);
                answer.map(|signer| (*signer.fingerprint(), signer.valid_until()))
            });
            assert!(
                first == again && again == fresh,
                "memory changed the answer"
            );
        }
    }
});
