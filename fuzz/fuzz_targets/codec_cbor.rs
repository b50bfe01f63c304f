//! What decodes has one deterministic encoding, which decodes to the same.
#![no_main]
use elicence::codec::{Cbor, Limits};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(item) = Cbor::decode(input, &Limits::default()) else {
        return;
    };
    let encoded = item.to_vec();
    let again =
        Cbor::decode(&encoded, &Limits::default()).expect("what was decoded can be decoded again");
    assert_eq!(again.to_vec(), encoded);
});
