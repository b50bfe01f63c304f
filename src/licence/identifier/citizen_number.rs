//! The citizen identity number (公民身份号码).

use core::fmt;

use crate::time::Date;

use super::IdentifierError;

/// A citizen number whose check character fits and whose day of birth exists.
///
/// Shape: 18 characters: six digits of a division, `YYYYMMDD` of birth, three digits of sequence, check
/// (`0-9X`, ISO/IEC 7064 MOD 11-2).
///
/// `Debug` shows nothing of it, and there is no `Display`, so that it gets into no log by accident: the only
/// way to the text is [`as_str`](Self::as_str). The division is not looked up: it is the one of the first
/// registration, often abolished long since.
///
/// Clause: GB 11643-1999.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CitizenNumber {
    text: String,
    born: Date,
}

impl CitizenNumber {
    /// Reads a citizen number.
    ///
    /// # Errors
    ///
    /// [`IdentifierError::CitizenNumberOldForm`], [`IdentifierError::CitizenNumberLength`],
    /// [`IdentifierError::CitizenNumberLowerCase`], [`IdentifierError::CitizenNumberCharacter`],
    /// [`IdentifierError::CitizenNumberDate`], [`IdentifierError::CitizenNumberCheck`], the first that holds.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        if text.len() == 15 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(IdentifierError::CitizenNumberOldForm);
        }
        if text.chars().count() != 18 {
            return Err(IdentifierError::CitizenNumberLength);
        }
        let Some((digits, check)) = text.split_at_checked(17) else {
            return Err(IdentifierError::CitizenNumberCharacter);
        };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(IdentifierError::CitizenNumberCharacter);
        }
        match check {
            "x" => return Err(IdentifierError::CitizenNumberLowerCase),
            "X" => {}
            _ if check.bytes().all(|b| b.is_ascii_digit()) => {}
            _ => return Err(IdentifierError::CitizenNumberCharacter),
        }
        let born = birth(digits).ok_or(IdentifierError::CitizenNumberDate)?;
        if check.chars().next() != check_character(digits) {
            return Err(IdentifierError::CitizenNumberCheck);
        }
        Ok(Self {
            text: text.to_owned(),
            born,
        })
    }

    /// The 18 characters, personal data: for the licence itself, not for messages and logs.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The day of birth that the number carries.
    #[must_use]
    pub const fn birth_date(&self) -> Date {
        self.born
    }
}

impl fmt::Debug for CitizenNumber {
    /// Shows nothing of the number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CitizenNumber").finish_non_exhaustive()
    }
}

const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

fn birth(digits: &str) -> Option<Date> {
    let (year, month, day) = (digits.get(6..10)?, digits.get(10..12)?, digits.get(12..14)?);
    Date::parse(&format!("{year}-{month}-{day}"))
}

fn check_character(digits: &str) -> Option<char> {
    let mut sum = 0_usize;
    for (digit, weight) in digits.bytes().zip(WEIGHTS) {
        sum += usize::from(digit.checked_sub(b'0')?) * weight;
    }
    b"10X98765432".get(sum % 11).copied().map(char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_examples_are_read() {
        for (number, born) in [
            ("11010519491231002X", "1949-12-31"),
            ("440524188001010014", "1880-01-01"),
        ] {
            let read = CitizenNumber::parse(number).unwrap();
            assert_eq!(
                (read.as_str(), Some(read.birth_date())),
                (number, Date::parse(born))
            );
        }
    }

    #[test]
    fn a_wrong_check_is_refused() {
        assert_eq!(
            CitizenNumber::parse("110105194912310021"),
            Err(IdentifierError::CitizenNumberCheck)
        );
    }

    #[test]
    fn the_forms_met_in_old_data_are_named() {
        assert_eq!(
            CitizenNumber::parse("11010519491231002x"),
            Err(IdentifierError::CitizenNumberLowerCase)
        );
        assert_eq!(
            CitizenNumber::parse("110105491231002"),
            Err(IdentifierError::CitizenNumberOldForm)
        );
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_though_the_check_fits() {
        let digits = "11010519490229002";
        let number = format!("{digits}{}", check_character(digits).unwrap());
        assert_eq!(
            CitizenNumber::parse(&number),
            Err(IdentifierError::CitizenNumberDate)
        );
    }

    #[test]
    fn debug_shows_nothing_of_the_number() {
        let number = CitizenNumber::parse("11010519491231002X").unwrap();
        assert_eq!(format!("{number:?}"), "CitizenNumber { .. }");
    }
}
