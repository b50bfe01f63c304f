//! Why a document is no agreement that anybody may use.

use core::fmt;

use crate::error::DecodeError;
use crate::reason::Reason;

/// The document is not of the format, or its contents break a rule that every agreement must keep.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "bytes are not of the format, or what they say is not right"
)]
pub enum AgreementError {
    /// The bytes are not of the format.
    Decode(DecodeError),
    /// The rules that are broken, in the order of the checks; at least one.
    Refused(Vec<Reason>),
}

impl AgreementError {
    /// The primary code: that of the first rule that is broken.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.codes()
            .first()
            .copied()
            .unwrap_or("recognise.agreement-invalid")
    }

    /// The code of every rule that is broken, in the order of the checks.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::Decode(error) => vec![error.code()],
            Self::Refused(reasons) => reasons.iter().map(Reason::code).collect(),
        }
    }
}

impl fmt::Display for AgreementError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => write!(f, "not an agreement: {error}"),
            Self::Refused(reasons) => {
                f.write_str("the agreement is void: ")?;
                for (i, reason) in reasons.iter().enumerate() {
                    let separator = if i == 0 { "" } else { "; " };
                    write!(f, "{separator}{reason}")?;
                }
                Ok(())
            }
        }
    }
}

impl core::error::Error for AgreementError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}

impl From<DecodeError> for AgreementError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl From<Reason> for AgreementError {
    fn from(reason: Reason) -> Self {
        Self::Refused(vec![reason])
    }
}
