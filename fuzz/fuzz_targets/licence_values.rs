//! A value that its element accepts is of the element's kind, and is the same when written and read again.
#![no_main]
use std::sync::LazyLock;

use elicence::{
    codec::{Cbor, Limits},
    licence::{TypeRegistry, Value},
};

static TYPES: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::builtin);

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let limits = Limits::default();
    let Ok(item) = Cbor::decode(input, &limits) else {
        return;
    };
    for element in TYPES.iter().flat_map(|definition| definition.elements()) {
        let accepted = element.check(&item, &limits).is_ok();
        let Some(kind) = element.kind().value_kind() else {
            continue;
        };
        let value = Value::from_cbor(kind, &item, &limits);
        assert!(!accepted || value.is_ok(), "{}: {value:?}", element.id());
        if let Ok(value) = value {
            assert_eq!(
                Value::from_cbor(kind, &value.to_cbor(), &limits).as_ref(),
                Ok(&value)
            );
        }
    }
});
