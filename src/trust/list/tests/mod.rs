//! Lists that are right, and each thing that can be wrong with one.
