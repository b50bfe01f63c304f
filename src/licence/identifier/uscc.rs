//! The unified social credit code (统一社会信用代码) of an organisation, with the organisation code inside it.

use core::fmt;

use super::IdentifierError;

/// A unified social credit code whose two check characters fit.
///
/// Shape: 18 characters of `0-9A-Z` without I, O, S, V and Z: registering department, category, six digits of
/// the division, nine characters of the organisation code (its last one a check), check.
///
/// Both checks must fit. Every sample of an authority's code at hand passes both. Some companies registered in
/// Xiamen before 2016 (organisation codes `M0001…`) are reported to hold codes whose outer check does not fit:
/// such a holder is named under the type 099, "other organisation", and not by a number that pretends.
///
/// The department and the category are not looked up: departments are added to the standard's list from time to
/// time. Nor is the division: an abolished one stays right in a code that was given before.
///
/// Clauses: GB 32100-2015; GB 11714-1997 for characters 9 to 17.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc(String);

impl Uscc {
    /// Reads a unified social credit code.
    ///
    /// # Errors
    ///
    /// [`IdentifierError::UsccLength`], [`IdentifierError::UsccCharacter`], [`IdentifierError::UsccDivision`],
    /// [`IdentifierError::UsccCheck`], [`IdentifierError::UsccOrganisationCheck`], the first that holds.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        if text.chars().count() != 18 {
            return Err(IdentifierError::UsccLength);
        }
        if !text.bytes().all(|b| ALPHABET.contains(&b)) {
            return Err(IdentifierError::UsccCharacter);
        }
        if !text.bytes().skip(2).take(6).all(|b| b.is_ascii_digit()) {
            return Err(IdentifierError::UsccDivision);
        }
        if text.as_bytes().get(17).copied() != outer_check(text.as_bytes()) {
            return Err(IdentifierError::UsccCheck);
        }
        if text.as_bytes().get(16).copied() != organisation_check(text.as_bytes()) {
            return Err(IdentifierError::UsccOrganisationCheck);
        }
        Ok(Self(text.to_owned()))
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The six digits of the division that registered the organisation (GB/T 2260), `100000` for the state.
    #[must_use]
    pub fn division(&self) -> &str {
        self.0.get(2..8).unwrap_or_default()
    }

    /// The nine characters of the organisation code (组织机构代码), its check included.
    #[must_use]
    pub fn organisation_code(&self) -> &str {
        self.0.get(8..17).unwrap_or_default()
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// 3^(i-1) mod 31.
const OUTER_WEIGHTS: [usize; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];

const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// Character 18 for the first 17.
fn outer_check(code: &[u8]) -> Option<u8> {
    let mut sum = 0_usize;
    for (character, weight) in code.iter().zip(OUTER_WEIGHTS) {
        sum += ALPHABET.iter().position(|a| a == character)? * weight;
    }
    // 31 less the remainder, and 31 itself counts as 0: the case that a well-known library forgets.
    ALPHABET.get((31 - sum % 31) % 31).copied()
}

/// Character 17 for characters 9 to 16.
fn organisation_check(code: &[u8]) -> Option<u8> {
    let mut sum = 0_u32;
    for (character, weight) in code.iter().skip(8).zip(ORGANISATION_WEIGHTS) {
        sum += char::from(*character).to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some(b'X'),
        11 => Some(b'0'),
        digit => char::from_digit(digit, 10).and_then(|c| u8::try_from(c).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_codes_and_test_authorities_pass_both_checks() {
        for code in [
            "11430000006122244L",
            "11220000013544541J",
            "11330105002500287C",
            "11420503087246977F",
            "113700000045046442",
            "11100000MB0143028R",
            "11100000000013127D",
            "11100000MB03271699",
            "111000000000131433",
            "11100000000019713D",
            "11100000000013338W",
            "11100000000014445H",
            "1110000000001332XW",
            "91350100M000100Y43",
            "11100000MB0341032Y",
            "Y1110000TEM0000100",
            "Y1310000TEM000029A",
            "Y1440100TEM000037D",
            "Y1440104TEM0000452",
            "Y1510100TEM000053D",
        ] {
            assert_eq!(
                Uscc::parse(code).map(|u| u.to_string()),
                Ok(code.to_owned())
            );
        }
    }

    #[test]
    fn the_standards_own_printed_example_is_refused_for_its_z() {
        assert_eq!(
            Uscc::parse("91350100M000100Y4Z"),
            Err(IdentifierError::UsccCharacter)
        );
    }

    #[test]
    fn a_wrong_outer_check_is_refused() {
        assert_eq!(
            Uscc::parse("91310115MA1H8R7C6D"),
            Err(IdentifierError::UsccCheck)
        );
    }

    #[test]
    fn a_remainder_of_zero_gives_the_check_character_0() {
        let code = "Y1110000TEM0000880";
        let sum: usize = code
            .bytes()
            .zip(OUTER_WEIGHTS)
            .map(|(c, w)| ALPHABET.iter().position(|a| *a == c).unwrap() * w)
            .sum();
        assert_eq!(sum % 31, 0);
        assert_eq!(
            Uscc::parse(code).map(|u| u.to_string()),
            Ok(code.to_owned())
        );
    }

    #[test]
    fn both_special_cases_of_the_organisation_check_pass() {
        for (code, organisation) in [
            ("1110000000001332XW", "00001332X"),
            ("Y1110000TEM0000100", "TEM000010"),
        ] {
            assert_eq!(Uscc::parse(code).unwrap().organisation_code(), organisation);
        }
    }

    #[test]
    fn parts_are_those_of_the_standard() {
        let code = Uscc::parse("91350100M000100Y43").unwrap();
        assert_eq!(
            (code.division(), code.organisation_code()),
            ("350100", "M000100Y4")
        );
    }
}
