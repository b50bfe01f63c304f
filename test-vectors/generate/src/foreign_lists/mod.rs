//! Lists of other bodies.
