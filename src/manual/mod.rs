//! The manual: what has no one item to hang on.
//!
//! | page | answers |
//! |---|---|
//! | [`checks`] | what does the crate check, and what must I check? |
//! | [`how_to`] | how do I issue, seal and verify from code, keep lists and verify by them? |
//! | [`recognition`] | how do I make and keep agreements, ask whether a licence counts here, and what proves what a service asks for? |
//! | [`defaults`] | why is this the default? |
//! | [`failures`] | what went wrong elsewhere, and why not here? |
//!
//! The rules themselves stand in `spec/`, numbered; `spec/threats.md` goes through the boundaries one by one, and
//! `spec/decisions/` through the larger choices. These pages hold no rule that is not there.

pub mod checks;
pub mod defaults;
pub mod failures;
pub mod how_to;
pub mod recognition;
