//! Checked identifiers: a value of one of these types has the shape and the check character that its standard asks for.
//!
//! Each type is made by `parse` (or by a call that computes the check) and never by deserialising, so nothing
//! goes round the check. A check character finds slips of the pen; it proves nothing about who issued the value.
//!
//! # Examples
//!
//! ```
//! use elicence::licence::{IdentifierError, LicenceId, Region};
//!
//! let id = LicenceId::parse("1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F")?;
//! assert_eq!(id.authority().as_str(), "11220000013544541J");
//!
//! let refused = Region::parse("CN-GD");
//! assert_eq!(refused, Err(IdentifierError::RegionAlias { right: "CN-44".into() }));
//! # Ok::<(), IdentifierError>(())
//! ```

mod citizen_number;
mod country;
mod error;
mod holder_code;
mod licence_id;
mod names;
mod province;
mod region;
mod type_code;
mod uscc;

pub use citizen_number::CitizenNumber;
pub use error::IdentifierError;
pub use holder_code::HolderCodeType;
pub use licence_id::LicenceId;
pub use names::Names;
pub use region::{Region, RegionLevel};
pub use type_code::TypeCode;
pub use uscc::Uscc;

#[cfg(test)]
mod tests;
