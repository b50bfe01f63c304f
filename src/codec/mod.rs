//! The only place where CBOR, COSE and DER are read or written.

mod cbor;
pub(crate) mod cose;
pub(crate) mod der;
pub(crate) mod deterministic;
pub(crate) mod envelope;
pub(crate) mod limits;
pub(crate) mod mdoc;
pub(crate) mod mso;
pub(crate) mod reader;
pub(crate) mod scan;

pub use cbor::Cbor;
pub use limits::Limits;
