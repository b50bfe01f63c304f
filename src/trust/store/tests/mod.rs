//! Attacks on the store, with lists made for the purpose.

mod answers;
mod federation;
mod field;
mod pointers;
mod rollback;
mod state;

#[path = "../../../../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker of the examples, of which these tests need a part"
)]
mod pki;
