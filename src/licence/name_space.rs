//! Which names are ours.

/// What every native document type and name space begins with.
const NATIVE: &str = "org.elicence.";

/// The name space of the elements that every native licence has.
///
/// Clause: `spec/licence.md`, section 6.
pub const COMMON_NAME_SPACE: &str = "org.elicence.1";

/// Whether a document type or a name space is one of this format. Told by the name alone, so that a document cannot
/// choose by which rules it is judged.
///
/// Clause: `spec/licence.md`, section 4.
#[must_use]
pub fn is_native(name: &str) -> bool {
    name.starts_with(NATIVE)
}
