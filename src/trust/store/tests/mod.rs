//! Attacks on the store, with lists made for the purpose.

mod answers;
mod federation;
mod field;
mod pointers;
mod rollback;
mod state;
