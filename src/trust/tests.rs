//! Attacks on paths, anchors and scopes, with certificates made for the purpose.

#[path = "../../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "each user of the certificate maker needs another part of it"
)]
mod pki;
