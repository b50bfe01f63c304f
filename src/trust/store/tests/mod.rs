//! Attacks on the store, with lists made for the purpose.
