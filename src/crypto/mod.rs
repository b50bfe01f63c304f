//! Algorithms behind one door: what COSE names, and the default provider in pure Rust.
