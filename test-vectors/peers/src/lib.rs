//! What other implementations say to our licences, and what they issue for us to judge.
//!
//! A [`Sample`] is one sealed document with what a reader of it should find. [`sealed::sealed_samples`] makes the
//! samples that `elicence` seals, [`issued::issued_samples`] those that the peer `isomdl` issues, and
//! [`reads::read`] is the peer `isomdl` reading one. `main.rs` writes them all to a folder for the peers in
//! other languages (`js/`, `python/`), `README.md` says what each peer checks and what it does not.

pub mod issued;
pub mod plain;
pub mod reads;
pub mod sample;
pub mod sealed;

pub use sample::{Form, Sample};
