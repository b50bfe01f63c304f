//! Agreements that are signed, countersigned and taken, and everybody who would like to.

mod countersigning;
mod field;
mod finding;
mod making;
mod renewing;
mod rollback;
mod signers;
mod state;
mod taking;
