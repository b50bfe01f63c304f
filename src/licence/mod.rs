//! The facts: what a licence says. No keys, no signatures.

pub mod derivation;
mod json;
mod language;
pub mod types;
pub mod value;

pub use language::{Language, Labels};
pub use types::{ElementDefinition, LicenceType, TypeError, TypeRegistry};
pub use value::Value;
