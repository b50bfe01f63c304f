//! What decodes has one encoding; no list is signed by a key that never signed one; the JSON form says the same.
#![no_main]
use elicence::codec::{Cbor, Limits};
use elicence::crypto::{Algorithm, Signer as _};
use elicence::trust::list::{DigitalIdentity, ListContents, ListDraft, ListError, TrustList};
use elicence_fuzz::{key, now};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(text) = core::str::from_utf8(input) {
        if let Ok(contents) = ListContents::from_json(text) {
            let again = ListContents::from_json(&contents.to_json()).expect("what was written");
            assert_eq!(again.to_json(), contents.to_json());
            // Whatever the contents are, a draft of them is refused or ready, and nothing else.
            let _ = ListDraft::new(contents).prepare(Algorithm::Es256, &[vec![0x30, 0x00]]);
        }
    }
    let list = match TrustList::decode(input) {
        Ok(list) => list,
        Err(ListError::Decode(_)) => return,
        Err(ListError::Refused(reasons)) => {
            assert!(!reasons.is_empty());
            return;
        }
    };
    assert_eq!(list.bytes(), input);
    let again = ListContents::from_json(&list.contents().to_json()).expect("what was written");
    assert_eq!(again.to_json(), list.contents().to_json());
    assert_eq!(Some(again.to_cbor().to_vec()), payload(input));
    // This key never signs: whatever is signed by it is a forgery.
    let stranger = key(Algorithm::Es256, 5).verifying_key();
    let strangers = [DigitalIdentity::Key(stranger.to_spki_der())];
    assert!(
        !(list.signed_by(&strangers) && list.check_signature(now()).is_ok()),
        "a forged list"
    );
});

/// The third member of the envelope.
fn payload(document: &[u8]) -> Option<Vec<u8>> {
    let Ok(Cbor::Tag(18, envelope)) = Cbor::decode(document, &Limits::default()) else {
        return None;
    };
    match *envelope {
        Cbor::Array(members) => match members.into_iter().nth(2) {
            Some(Cbor::Bytes(payload)) => Some(payload),
            _ => None,
        },
        _ => None,
    }
}
