//! The identifier of one licence in one version (证照标识).

use core::fmt;

use super::{CitizenNumber, IdentifierError, TypeCode, Uscc};

/// A licence identifier whose parts are right and whose check character fits.
///
/// ```text
/// 1.2.156.3005.2 . type code . issuing authority . serial . version . check
/// ```
///
/// The type code is a [`TypeCode`] of 21 characters, the authority a [`Uscc`] of 18, the serial 1 to 66 of
/// `0-9A-Z`, the version `001` to `999` (one more for each re-issue), the check ISO/IEC 7064 MOD 37,36 over
/// these four without root and dots. At most 128 characters in all, the width of the columns in which such
/// identifiers are kept; the standard's own limit of the serial is not known here.
///
/// The dialects met in the field are refused by name: another root and no authority, a division in place of
/// the authority (even where the check fits), letters valued one too high in the check.
///
/// `Debug` leaves the serial out where it carries a citizen number; `Display` is the identifier itself.
///
/// Clause: GB/T 36904-2018.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LicenceId {
    text: String,
    type_code: TypeCode,
    authority: Uscc,
    serial: String,
    version: u16,
    check: char,
}

impl LicenceId {
    /// Reads a licence identifier.
    ///
    /// # Errors
    ///
    /// One of the `Id…` conditions of [`IdentifierError`], the first from left to right; the check last.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        if !text.is_ascii() {
            return Err(IdentifierError::IdNotAscii);
        }
        if text.starts_with(PRODUCT_ROOT) {
            return Err(IdentifierError::IdDialectProduct);
        }
        let rest = text.strip_prefix(ROOT).ok_or(IdentifierError::IdRoot)?;
        let parts: Vec<&str> = rest.split('.').collect();
        let [type_code, authority, serial, version, check] = parts.as_slice() else {
            return Err(if parts.len() < 5 {
                IdentifierError::IdPartMissing
            } else {
                IdentifierError::IdPartExtra
            });
        };
        if parts.iter().any(|part| part.is_empty()) {
            return Err(IdentifierError::IdPartMissing);
        }
        let type_code =
            TypeCode::parse(type_code).map_err(|cause| IdentifierError::IdTypeCode {
                cause: Box::new(cause),
            })?;
        if authority.len() == 6 && authority.bytes().all(|b| b.is_ascii_digit()) {
            return Err(IdentifierError::IdDialectDivisionAuthority);
        }
        let authority = Uscc::parse(authority).map_err(|cause| IdentifierError::IdAuthority {
            cause: Box::new(cause),
        })?;
        check_serial(serial)?;
        let digits = version.len() == 3 && version.bytes().all(|b| b.is_ascii_digit());
        let version = version
            .parse()
            .ok()
            .filter(|_| digits)
            .ok_or(IdentifierError::IdVersion)?;
        let mut characters = check.chars();
        let (Some(check @ ('0'..='9' | 'A'..='Z')), None) = (characters.next(), characters.next())
        else {
            return Err(IdentifierError::IdCheckCharacter);
        };
        let right = Self::with_check(type_code, authority, serial, version)?;
        if right.check == check {
            Ok(right)
        } else if shifted_letters_check(&right.checked_part()) == Some(check) {
            Err(IdentifierError::IdDialectShiftedLetters)
        } else {
            Err(IdentifierError::IdCheck)
        }
    }

    /// Puts an identifier together and computes its check character.
    ///
    /// `serial` is the licence number or an own number: 1 to 66 of `0-9A-Z`; `version` is 1 to 999.
    ///
    /// # Errors
    ///
    /// [`IdentifierError::IdNotAscii`], [`IdentifierError::IdPartMissing`],
    /// [`IdentifierError::IdSerialCharacter`], [`IdentifierError::IdSerialLength`], [`IdentifierError::IdVersion`].
    pub fn compose(
        type_code: &TypeCode,
        authority: &Uscc,
        serial: &str,
        version: u16,
    ) -> Result<Self, IdentifierError> {
        if !serial.is_ascii() {
            return Err(IdentifierError::IdNotAscii);
        }
        if serial.is_empty() {
            return Err(IdentifierError::IdPartMissing);
        }
        check_serial(serial)?;
        Self::with_check(type_code.clone(), authority.clone(), serial, version)
    }

    /// The identifier of the next version of the same licence.
    ///
    /// # Errors
    ///
    /// [`IdentifierError::IdVersionExhausted`] after version 999.
    pub fn next_version(&self) -> Result<Self, IdentifierError> {
        if self.version >= LAST_VERSION {
            return Err(IdentifierError::IdVersionExhausted);
        }
        Self::with_check(
            self.type_code.clone(),
            self.authority.clone(),
            &self.serial,
            self.version + 1,
        )
    }

    /// The whole identifier, root and check included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The licence type's code.
    #[must_use]
    pub const fn type_code(&self) -> &TypeCode {
        &self.type_code
    }

    /// The issuing authority (证照颁发机构).
    #[must_use]
    pub const fn authority(&self) -> &Uscc {
        &self.authority
    }

    /// The serial (流水号).
    #[must_use]
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The version, 1 to 999.
    #[must_use]
    pub const fn version(&self) -> u16 {
        self.version
    }

    /// The check character, `0-9A-Z`.
    #[must_use]
    pub const fn check(&self) -> char {
        self.check
    }

    /// Whether the serial carries a citizen number with a right check: every presentation then discloses it.
    ///
    /// Looks at each 18 characters in a row, so the 20 characters of a disability certificate are found. Does
    /// not find the old form of 15 digits, which has no check. For a warning on issue, not a refusal: such
    /// identifiers are in use.
    #[must_use]
    pub fn carries_citizen_number(&self) -> bool {
        self.serial
            .as_bytes()
            .windows(18)
            .filter_map(|window| core::str::from_utf8(window).ok())
            .any(|window| CitizenNumber::parse(window).is_ok())
    }

    fn with_check(
        type_code: TypeCode,
        authority: Uscc,
        serial: &str,
        version: u16,
    ) -> Result<Self, IdentifierError> {
        if version == 0 || version > LAST_VERSION {
            return Err(IdentifierError::IdVersion);
        }
        let mut id = Self {
            text: String::new(),
            type_code,
            authority,
            serial: serial.to_owned(),
            version,
            check: '0',
        };
        id.check = check_character(&id.checked_part()).ok_or(IdentifierError::IdSerialCharacter)?;
        id.text = format!(
            "{ROOT}{}.{}.{serial}.{version:03}.{}",
            id.type_code, id.authority, id.check
        );
        Ok(id)
    }

    fn checked_part(&self) -> String {
        format!(
            "{}{}{}{:03}",
            self.type_code, self.authority, self.serial, self.version
        )
    }
}

impl fmt::Display for LicenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for LicenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.carries_citizen_number() {
            f.debug_struct("LicenceId")
                .field("type_code", &self.type_code)
                .field("authority", &self.authority)
                .field("version", &self.version)
                .finish_non_exhaustive()
        } else {
            f.debug_tuple("LicenceId").field(&self.text).finish()
        }
    }
}

const ROOT: &str = "1.2.156.3005.2.";
const PRODUCT_ROOT: &str = "1.2.156.3003.2.";
const LAST_VERSION: u16 = 999;
/// 128 characters in all, less root, type code, authority, version, check and four dots.
const MAX_SERIAL: usize = 128 - 15 - 21 - 18 - 3 - 1 - 4;

fn check_serial(serial: &str) -> Result<(), IdentifierError> {
    if !serial
        .bytes()
        .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
    {
        return Err(IdentifierError::IdSerialCharacter);
    }
    if serial.len() > MAX_SERIAL {
        return Err(IdentifierError::IdSerialLength {
            allowed: MAX_SERIAL,
        });
    }
    Ok(())
}

/// ISO/IEC 7064, hybrid system MOD 37,36.
///
/// Finds every substitution of one character. Of the exchanges of two neighbours it misses one pair of
/// characters for each running product, 36 of 22,680: a property of the system, not a fault here.
fn check_character(checked: &str) -> Option<char> {
    let mut product = 36;
    for character in checked.chars() {
        product = next_product(product, character.to_digit(36)?);
    }
    char::from_digit((37 - product) % 36, 36).map(|c| c.to_ascii_uppercase())
}

fn next_product(product: u32, value: u32) -> u32 {
    let sum = match (product + value) % 36 {
        0 => 36,
        other => other,
    };
    2 * sum % 37
}

/// The check of the shifted-letters dialect: A counts 11 (not 10) to Z 36, modulus 37 throughout.
///
/// Rebuilt to give the one sample at hand, so it may name a dialect where there is only a slip (1 in 36).
fn shifted_letters_check(checked: &str) -> Option<char> {
    let mut product = 0;
    for character in checked.chars() {
        let value = character.to_digit(36)?;
        let shifted = if value < 10 { value } else { value + 1 };
        product = 2 * ((product + shifted) % 37) % 37;
    }
    match (37 - product) % 37 {
        digit @ 0..=9 => char::from_digit(digit, 10),
        10 => None,
        letter => char::from_digit(letter - 1, 36).map(|c| c.to_ascii_uppercase()),
    }
}

#[cfg(test)]
mod tests;
