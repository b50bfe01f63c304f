//! What decodes has one deterministic encoding, which decodes to the same and is never longer.
#![no_main]
use elicence::codec::{Cbor, Limits};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(item) = Cbor::decode(input, &Limits::default()) else {
        return;
    };
    let encoded = item.to_vec();
    assert!(
        encoded.len() <= input.len(),
        "the shortest encoding is longer than the one received"
    );
    let again =
        Cbor::decode(&encoded, &Limits::default()).expect("what was decoded can be decoded again");
    assert_eq!(again.to_vec(), encoded);
});
