//! The code of a licence type (证照类型代码).

use core::fmt;

use super::{IdentifierError, Uscc};

/// A licence type code: the authority that defines the type, and the type's number with that authority.
///
/// Shape: 21 characters, an 18-character [`Uscc`] and three digits. Does not say that the type exists.
///
/// Clause: GB/T 36904-2018.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeCode {
    text: String,
    authority: Uscc,
}

impl TypeCode {
    /// Reads a licence type code.
    ///
    /// # Errors
    ///
    /// [`IdentifierError::TypeCodeLength`], [`IdentifierError::TypeCodeAuthority`],
    /// [`IdentifierError::TypeCodeNumber`], the first that holds.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        if text.chars().count() != 21 {
            return Err(IdentifierError::TypeCodeLength);
        }
        // Not at a character's edge: then there is a character in it that no code has.
        let (authority, number) =
            text.split_at_checked(18)
                .ok_or_else(|| IdentifierError::TypeCodeAuthority {
                    cause: Box::new(IdentifierError::UsccCharacter),
                })?;
        let authority =
            Uscc::parse(authority).map_err(|cause| IdentifierError::TypeCodeAuthority {
                cause: Box::new(cause),
            })?;
        if !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(IdentifierError::TypeCodeNumber);
        }
        Ok(Self {
            text: text.to_owned(),
            authority,
        })
    }

    /// The 21 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The authority that defines the type (证照定义机构), which need not be the one that issues.
    #[must_use]
    pub const fn authority(&self) -> &Uscc {
        &self.authority
    }

    /// The three digits of the type within its authority.
    #[must_use]
    pub fn number(&self) -> &str {
        self.text.get(18..).unwrap_or_default()
    }
}

impl fmt::Display for TypeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_use_are_read() {
        for code in [
            "11100000MB0143028R001",
            "11100000000013127D001",
            "11100000MB03271699001",
            "11100000MB03271699022",
            "111000000000131433001",
            "11100000000019713D008",
            "11100000000019713D079",
            "11100000000013338W011",
            "11100000000013338W032",
            "1110000000001332XW059",
            "11100000MB0341032Y002",
            "Y1110000TEM0000100001",
        ] {
            let read = TypeCode::parse(code).unwrap();
            assert_eq!(
                (read.as_str(), read.authority().as_str(), read.number()),
                (code, &code[..18], &code[18..])
            );
        }
    }

    #[test]
    fn a_full_width_character_across_the_edge_is_refused() {
        assert_eq!(
            TypeCode::parse("11100000MB0143028１001"),
            Err(IdentifierError::TypeCodeAuthority {
                cause: Box::new(IdentifierError::UsccCharacter)
            })
        );
    }

    #[test]
    fn a_letter_in_the_number_is_refused() {
        assert_eq!(
            TypeCode::parse("11100000MB0143028R00A"),
            Err(IdentifierError::TypeCodeNumber)
        );
    }
}
