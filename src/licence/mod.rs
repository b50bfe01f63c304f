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
