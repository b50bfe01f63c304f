//! The only place where CBOR, COSE and DER are read or written.

mod cbor;
pub(crate) mod der;
mod limits;

pub use cbor::Cbor;
pub use limits::Limits;
