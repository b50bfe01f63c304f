//! The only place where CBOR, COSE and DER are read or written.

mod cbor;
pub(crate) mod cose;
pub(crate) mod countersignature;
pub(crate) mod der;
pub(crate) mod deterministic;
pub(crate) mod envelope;
mod head;
pub(crate) mod limits;
pub(crate) mod mdoc;
pub(crate) mod mso;
mod protected;
pub(crate) mod reader;
pub(crate) mod scan;
pub(crate) mod vical;

pub use cbor::Cbor;
pub use limits::Limits;
