//! What is wrong with a definition.

use core::fmt;

/// A definition that is not used, with everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeError {
    faults: Vec<TypeFault>,
}

/// One inconsistency of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeFault {
    /// Where: the path of members, for example `elements.total.scale`.
    pub at: String,
    /// The rule that is broken, as a sentence.
    pub rule: String,
}

impl TypeError {
    pub(super) const fn new(faults: Vec<TypeFault>) -> Self {
        Self { faults }
    }

    /// Everything that is wrong, in the order of the definition; at least one.
    #[must_use]
    pub fn faults(&self) -> &[TypeFault] {
        &self.faults
    }
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the definition of a licence type is not consistent: ")?;
        for (i, fault) in self.faults.iter().enumerate() {
            let separator = if i == 0 { "" } else { "; " };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}

impl core::error::Error for TypeError {}

impl fmt::Display for TypeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.at, self.rule)
    }
}
