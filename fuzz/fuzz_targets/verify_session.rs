//! A holder's proof in one session is none in another, whatever is given as the transcript.
//!
//! Input: the length of the transcript in two bytes, the transcript, the document.
#![no_main]
use std::sync::LazyLock;

use elicence::{
    crypto::{Algorithm, SoftwareKey},
    licence::TypeRegistry,
    trust::TrustAnchors,
    verify::{Holder, Policy, Presented, Session},
};
use elicence_fuzz::{anchors_in, key, now};

static TYPES: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::builtin);
static READER: LazyLock<SoftwareKey> = LazyLock::new(|| key(Algorithm::Es256, 11));

fn holder(
    document: &elicence::verify::PresentedDocument<'_>,
    trust: &TrustAnchors,
    session: Session<'_>,
) -> Holder {
    let verdict = document.verify(trust, &Policy::new(&TYPES).with_session(session), now());
    verdict.map_or_else(|refused| refused.holder, |verified| verified.holder())
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((length, rest)) = input.split_first_chunk() else {
        return;
    };
    let (transcript, document) =
        rest.split_at(usize::from(u16::from_be_bytes(*length)).min(rest.len()));
    let Ok(presented) = Presented::decode(document) else {
        return;
    };
    let trust = anchors_in(document);
    let other = [transcript, &[0xf6]].concat();
    for document in presented.documents() {
        let here = holder(
            document,
            &trust,
            Session::new(transcript).with_reader_key(&*READER),
        );
        let there = holder(
            document,
            &trust,
            Session::new(&other).with_reader_key(&*READER),
        );
        assert!(
            here != Holder::Bound || there != Holder::Bound,
            "one proof for two sessions"
        );
        let _ = holder(document, &trust, Session::new(transcript));
    }
});
