//! No chain leads to an authority that did not sign it, nobody is trusted by default, and memory changes no answer.
#![no_main]
use std::sync::LazyLock;

use elicence::trust::{
    Profile, Question, SealingCertificate, TrustAnchors, certificate_from_pem_or_der,
    foreign_region,
};
use elicence_fuzz::{Authority, anchors_in, certificates_in, now};

static STRANGER: LazyLock<Authority> = LazyLock::new(Authority::stranger);
static TRUST: LazyLock<TrustAnchors> = LazyLock::new(|| STRANGER.anchors());

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let der = certificate_from_pem_or_der(input).unwrap_or_else(|_| input.to_vec());
    let mut chain = certificates_in(&der);
    if chain.is_empty() {
        chain.push(&der);
    }
    for profile in [Profile::Elicence, Profile::Iso18013] {
        if let Ok(sealing) = SealingCertificate::read(chain[0], profile) {
            assert!(sealing.not_before() <= sealing.not_after());
        }
    }
    let own = anchors_in(&der);
    let own_cold = anchors_in(&der).without_cache();
    for doc_type in ["org.elicence.business_licence.1", "org.iso.18013.5.1.mDL"] {
        let question = Question::new(doc_type, now());
        assert!(TrustAnchors::new().judge(&chain, &question).is_err());
        assert!(
            TRUST.judge(&chain, &question).is_err() || chain[0] == STRANGER.sealing,
            "a forged certificate"
        );
        let under_it: Vec<&[u8]> = [chain[0], &STRANGER.certificate].into();
        assert!(
            TRUST.judge(&under_it, &question).is_err() || chain[0] == STRANGER.sealing,
            "a forged certificate"
        );
        let answers = [&own, &own, &own_cold].map(|anchors| anchors.judge(&chain, &question));
        let answers = answers.map(|answer| {
            answer.map(|signer| {
                (
                    *signer.fingerprint(),
                    signer.valid_until(),
                    foreign_region(&signer),
                )
            })
        });
        assert!(
            answers[0] == answers[1] && answers[1] == answers[2],
            "memory changed the answer"
        );
        assert!(
            answers[0]
                .as_ref()
                .err()
                .is_none_or(|reasons| !reasons.is_empty())
        );
    }
});
