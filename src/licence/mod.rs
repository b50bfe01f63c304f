//! The licence as data: checked identifiers, types of licence, and what a licence holds.
//!
//! Text comes in, checked values leave: whoever holds a [`LicenceId`] or a [`Region`] holds a right one.
//! A value of a known dialect is refused with the dialect's name, never repaired.

// Identifiers
pub mod identifier;
pub use identifier::{
    CitizenNumber, HolderCodeType, IdentifierError, LicenceId, Names, Region, RegionLevel,
    TypeCode, Uscc,
};

// Names
mod name_space;
pub use name_space::{COMMON_NAME_SPACE, is_native};

// Values, types of licence, derived data
pub mod derivation;
pub(crate) mod json;
mod language;
pub mod types;
pub mod value;
pub use language::{Labels, Language};
pub use types::{ElementDefinition, LicenceType, TypeError, TypeRegistry};
pub use value::Value;
