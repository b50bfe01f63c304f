//! What kind of number identifies a holder (持证主体代码类型), and which check each kind has.

use core::fmt;

use unicode_normalization::is_nfc;

use super::{CitizenNumber, IdentifierError, Names, Uscc};

/// The enum, its codes, names and checks from one table, so that they cannot drift apart.
macro_rules! holder_code_types {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $zh:literal, $en:literal, $ko:literal, $check:ident;)+) => {
        /// A type of holder code of GB/T 36903-2018, Annex A.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum HolderCodeType {
            $($(#[$doc])* $name,)+
        }

        impl HolderCodeType {
            /// Every type, by code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The three digits of the type.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// What the type is called.
            #[must_use]
            pub const fn names(self) -> Names {
                match self { $(Self::$name => Names::new($zh, $en, $ko),)+ }
            }

            const fn rule(self) -> Check {
                match self { $(Self::$name => Check::$check,)+ }
            }
        }
    };
}

holder_code_types! {
    /// Unified social credit code (统一社会信用代码).
    Organisation = "001", "统一社会信用代码", "unified social credit code", "통일사회신용코드", Uscc;
    /// Other valid document of a legal person or other organisation (其他法人或其他组织有效证件代码).
    OtherOrganisation = "099", "其他法人或其他组织有效证件代码", "other valid document of a legal person or other organisation", "기타 법인 및 단체의 유효 증명서 번호", Text;
    /// Citizen identity number (公民身份号码).
    Citizen = "111", "公民身份号码", "citizen identity number", "공민신분번호", CitizenNumber;
    /// Army officer's card (解放军军官证).
    ArmyOfficer = "114", "解放军军官证", "army officer's card", "인민해방군 장교증", Text;
    /// Armed police officer's card (武警警官证).
    PoliceOfficer = "115", "武警警官证", "armed police officer's card", "무장경찰 경관증", Text;
    /// Army soldier's card (解放军士兵证).
    ArmySoldier = "118", "解放军士兵证", "army soldier's card", "인민해방군 사병증", Text;
    /// Armed police soldier's card (武警士兵证).
    PoliceSoldier = "119", "武警士兵证", "armed police soldier's card", "무장경찰 사병증", Text;
    /// Army civilian cadre's card (解放军文职干部证).
    ArmyCivilian = "120", "解放军文职干部证", "army civilian cadre's card", "인민해방군 문직간부증", Text;
    /// Armed police civilian cadre's card (武警文职干部证).
    PoliceCivilian = "122", "武警文职干部证", "armed police civilian cadre's card", "무장경찰 문직간부증", Text;
    /// Diplomatic passport (外交护照).
    DiplomaticPassport = "411", "外交护照", "diplomatic passport", "외교여권", Passport;
    /// Service passport (公务护照).
    ServicePassport = "412", "公务护照", "service passport", "공무여권", Passport;
    /// Ordinary passport for public affairs (公务普通护照).
    PublicAffairsPassport = "413", "公务普通护照", "ordinary passport for public affairs", "공무보통여권", Passport;
    /// Ordinary passport (普通护照).
    OrdinaryPassport = "414", "普通护照", "ordinary passport", "일반여권", Passport;
    /// Mainland travel permit for Taiwan residents (台湾居民来往大陆通行证).
    TaiwanPermit = "511", "台湾居民来往大陆通行证", "mainland travel permit for Taiwan residents", "타이완 주민 대륙 통행증", Text;
    /// Mainland travel permit for Hong Kong and Macao residents (港澳居民来往内地通行证).
    HongKongMacaoPermit = "516", "港澳居民来往内地通行证", "mainland travel permit for Hong Kong and Macao residents", "홍콩·마카오 주민 내지 통행증", Text;
    /// Other valid document of a natural person (其他自然人有效证件代码).
    OtherPerson = "999", "其他自然人有效证件代码", "other valid document of a natural person", "기타 자연인의 유효 증명서 번호", Text;
}

impl HolderCodeType {
    /// Reads the three digits of a type.
    ///
    /// # Errors
    ///
    /// [`IdentifierError::HolderCodeType`].
    pub fn parse(code: &str) -> Result<Self, IdentifierError> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.code() == code)
            .ok_or(IdentifierError::HolderCodeType)
    }

    /// Checks a holder code of this type.
    ///
    /// | type | check |
    /// |---|---|
    /// | 001 | [`Uscc`] |
    /// | 111 | [`CitizenNumber`] |
    /// | 411 to 414 | 5 to 20 of `0-9A-Z`: no rule holds for the passports of all countries |
    /// | the others | text of 1 to 64 characters in NFC: the rules of these cards are not public |
    ///
    /// # Errors
    ///
    /// Those of [`Uscc::parse`] and [`CitizenNumber::parse`], [`IdentifierError::HolderCodePassport`], and for
    /// text [`IdentifierError::HolderCodeEmpty`], [`IdentifierError::HolderCodeLength`],
    /// [`IdentifierError::HolderCodeBlank`], [`IdentifierError::HolderCodeNotNfc`].
    pub fn check(self, holder_code: &str) -> Result<(), IdentifierError> {
        if holder_code.is_empty() {
            return Err(IdentifierError::HolderCodeEmpty);
        }
        match self.rule() {
            Check::Uscc => Uscc::parse(holder_code).map(drop),
            Check::CitizenNumber => CitizenNumber::parse(holder_code).map(drop),
            Check::Passport => check_passport(holder_code),
            Check::Text => check_text(holder_code),
        }
    }
}

impl fmt::Display for HolderCodeType {
    /// The three digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

enum Check {
    Uscc,
    CitizenNumber,
    Passport,
    Text,
}

/// Longer than every number seen (a serial of 32), short enough for a screen.
const MAX_TEXT: usize = 64;

fn check_passport(number: &str) -> Result<(), IdentifierError> {
    let right = (5..=20).contains(&number.len())
        && number
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    right
        .then_some(())
        .ok_or(IdentifierError::HolderCodePassport)
}

fn check_text(text: &str) -> Result<(), IdentifierError> {
    if text.chars().count() > MAX_TEXT {
        return Err(IdentifierError::HolderCodeLength { allowed: MAX_TEXT });
    }
    if text.trim() != text || text.chars().any(char::is_control) {
        return Err(IdentifierError::HolderCodeBlank);
    }
    if !is_nfc(text) {
        return Err(IdentifierError::HolderCodeNotNfc);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_read_back_from_its_code() {
        assert_eq!(HolderCodeType::ALL.len(), 16);
        for kind in HolderCodeType::ALL {
            assert_eq!(HolderCodeType::parse(kind.code()), Ok(*kind));
        }
    }

    #[test]
    fn each_type_has_its_check() {
        let passport = HolderCodeType::OrdinaryPassport;
        assert_eq!(
            HolderCodeType::Organisation.check("11220000013544541J"),
            Ok(())
        );
        assert_eq!(
            HolderCodeType::Organisation.check("11010519491231002X"),
            Err(IdentifierError::UsccCheck)
        );
        assert_eq!(HolderCodeType::Citizen.check("11010519491231002X"), Ok(()));
        assert_eq!(passport.check("E12345678"), Ok(()));
        assert_eq!(
            passport.check("e12345678"),
            Err(IdentifierError::HolderCodePassport)
        );
        assert_eq!(HolderCodeType::ArmyOfficer.check("军字第0012345号"), Ok(()));
        assert_eq!(
            HolderCodeType::ArmyOfficer.check(" 0012345"),
            Err(IdentifierError::HolderCodeBlank)
        );
    }
}
