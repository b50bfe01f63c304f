//! What other implementations say to our licences, and we to theirs.
//!
//! A [`Sample`] is one sealed document with what a reader of it should find. [`sealed::sealed_samples`] makes the
//! samples that `elicence` seals, [`issued::issued_samples`] those that the peer `isomdl` issues, and
//! [`faulty::faulty_samples`] those that a careless issuer would. [`theirs::ask`]
//! and [`ours::ask`] ask that peer and `elicence` about one; `main.rs` writes them all to a folder, where the peers in
//! other languages (`js/`, `python/`) find them. `README.md` says what each peer checks and what it does not.

pub mod answer;
pub mod authority;
pub mod changes;

pub mod faulty;
pub mod issued;
pub mod ours;
mod parts;
pub mod plain;
pub mod reads;
pub mod sample;
pub mod sealed;
pub mod theirs;

#[path = "../../../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker has parts that only other users need"
)]
mod pki;

pub use sample::{Form, Sample};
