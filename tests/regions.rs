//! Stories of many regions: lists, revocation and status, each licence issued, sealed, decoded and verified.

#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker has parts that only other users need"
)]
mod pki;

#[path = "regions/authority.rs"]
mod authority;
#[path = "regions/city.rs"]
mod city;
#[path = "regions/clock.rs"]
mod clock;
#[path = "regions/federation.rs"]
mod federation;
#[path = "regions/licences.rs"]
mod licences;
#[path = "regions/offices.rs"]
#[expect(dead_code, reason = "the makers have parts that only other users need")]
mod offices;
#[path = "regions/whole.rs"]
mod whole;
