//! No state adds trust: what it brings is verified, what is left is a state again, and its floors stay.
#![no_main]
use std::sync::LazyLock;

use elicence::trust::{
    TrustAnchors,
    list::DigitalIdentity,
    store::{Import, ListRoot, StoreTerms, TrustStore},
};
use elicence_fuzz::{Authority, now};

/// The name of the list in the seeds; no key that ever signed it is trusted here.
const LIST: &str = "urn:example:city";

static STRANGER: LazyLock<DigitalIdentity> =
    LazyLock::new(|| DigitalIdentity::Certificate(Authority::stranger().sealing));

fn import(state: &[u8]) -> Option<Import> {
    let roots = [ListRoot::new(LIST, vec![STRANGER.clone()])];
    TrustStore::import(state, TrustAnchors::new(), roots, StoreTerms::new(), now()).ok()
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some(first) = import(input) else {
        return;
    };
    assert_eq!(first.store.lists().count(), 0, "a forged list");
    assert!(
        first.store.clock_floor() <= Some(now()),
        "nobody vouches for a clock ahead"
    );
    let state = first.store.export();
    let second = import(&state).expect("what is exported can be imported");
    assert_eq!(second.store.export(), state);
    assert!(second.left_out.is_empty());
});
