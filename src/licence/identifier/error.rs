//! Why a text is not the identifier it should be.

use crate::coded::coded;

coded! {
    /// Why a text is not the identifier it should be.
    ///
    /// Neither the sentence nor a field holds the value itself, so both can be shown and logged; the one
    /// exception is the right spelling of a region, which says nothing about a holder.
    pub enum IdentifierError {
        // ---- licence identifier, GB/T 36904 --------------------------------------------------------
        /// Not only ASCII: full-width digits, or the Chinese characters of a printed licence number.
        IdNotAscii = "licence.id-not-ascii", "a licence identifier has only ASCII digits, capital letters and full stops";
        /// Does not begin with the root of e-licences.
        IdRoot = "licence.id-root", "a licence identifier begins with `1.2.156.3005.2.`";
        /// The product dialect: root `1.2.156.3003.2`, no authority, a version of two digits.
        IdDialectProduct = "licence.id-dialect-product", "the product dialect with the root `1.2.156.3003.2` is not GB/T 36904";
        /// Fewer than the five parts after the root, or an empty one.
        IdPartMissing = "licence.id-part-missing", "a licence identifier has five parts after its root, one is missing or empty";
        /// More than the five parts after the root.
        IdPartExtra = "licence.id-part-extra", "a licence identifier has five parts after its root, there are more";
        /// The type code is wrong.
        IdTypeCode { cause: Box<IdentifierError> } = "licence.id-type-code", "the type code of the licence identifier is wrong: {cause}";
        /// The code of the issuing authority is wrong.
        IdAuthority { cause: Box<IdentifierError> } = "licence.id-authority", "the issuing authority of the licence identifier is wrong: {cause}";
        /// The division dialect: six digits of GB/T 2260 where the issuing authority's code should be.
        IdDialectDivisionAuthority = "licence.id-dialect-division-authority", "the licence identifier names a division where its issuing authority's unified social credit code should be";
        /// The serial has another character than `0-9A-Z`.
        IdSerialCharacter = "licence.id-serial-character", "the serial of a licence identifier has only digits and capital letters";
        /// The serial is longer than the whole identifier of 128 characters allows.
        IdSerialLength { allowed: usize } = "licence.id-serial-length", "the serial of the licence identifier is longer than {allowed} characters";
        /// The version is not `001` to `999`.
        IdVersion = "licence.id-version", "the version of a licence identifier is three digits from `001`";
        /// There is no version after `999`.
        IdVersionExhausted = "licence.id-version-exhausted", "the licence identifier has its last version, `999`";
        /// The check is not one character of `0-9A-Z`.
        IdCheckCharacter = "licence.id-check-character", "the check of a licence identifier is one digit or capital letter";
        /// The check character is that of the shifted-letters dialect, not ISO/IEC 7064 MOD 37,36.
        IdDialectShiftedLetters = "licence.id-dialect-shifted-letters", "the check character of the licence identifier is that of the shifted-letters dialect, not MOD 37,36";
        /// The check character does not fit.
        IdCheck = "licence.id-check", "the check character of the licence identifier does not fit";

        // ---- type code ----------------------------------------------------------------------------
        /// Not 21 characters.
        TypeCodeLength = "licence.type-code-length", "a licence type code has 21 characters";
        /// The first 18 characters are not the code of an authority.
        TypeCodeAuthority { cause: Box<IdentifierError> } = "licence.type-code-authority", "the defining authority of the type code is wrong: {cause}";
        /// The last three characters are not digits.
        TypeCodeNumber = "licence.type-code-number", "a licence type code ends in three digits";

        // ---- unified social credit code, GB 32100 -------------------------------------------------
        /// Not 18 characters.
        UsccLength = "licence.uscc-length", "a unified social credit code has 18 characters";
        /// A character outside the 31 of the standard (there is no I, O, S, V or Z, and no small letter).
        UsccCharacter = "licence.uscc-character", "a unified social credit code has only digits and capital letters without I, O, S, V and Z";
        /// Characters 3 to 8 are not digits.
        UsccDivision = "licence.uscc-division", "characters 3 to 8 of a unified social credit code are the digits of a division";
        /// Character 18 does not fit (GB 32100).
        UsccCheck = "licence.uscc-check", "the check character of the unified social credit code does not fit";
        /// Character 17 does not fit (GB 11714), although character 18 does.
        UsccOrganisationCheck = "licence.uscc-organisation-check", "the check character of the organisation code inside the unified social credit code does not fit";

        // ---- citizen number, GB 11643 -------------------------------------------------------------
        /// The form of 15 digits in use before 1999: it has no check and no century.
        CitizenNumberOldForm = "licence.citizen-number-old-form", "a citizen number has 18 characters, this is the old form of 15 digits";
        /// Not 18 characters.
        CitizenNumberLength = "licence.citizen-number-length", "a citizen number has 18 characters";
        /// The check character is a small `x`.
        CitizenNumberLowerCase = "licence.citizen-number-lower-case", "the check character of a citizen number is a capital `X`";
        /// Not 17 digits and a digit or `X`.
        CitizenNumberCharacter = "licence.citizen-number-character", "a citizen number is 17 digits and then a digit or `X`";
        /// The day of birth does not exist.
        CitizenNumberDate = "licence.citizen-number-date", "characters 7 to 14 of a citizen number are a day that exists";
        /// The check character does not fit.
        CitizenNumberCheck = "licence.citizen-number-check", "the check character of the citizen number does not fit";

        // ---- region -------------------------------------------------------------------------------
        /// A region in another spelling than the one used here.
        RegionAlias { right: String } = "licence.region-alias", "this region is spelt `{right}` here";
        /// Not the shape of a region.
        RegionShape = "licence.region-shape", "a region is a country of two capital letters, alone or with `-` and a subdivision";
        /// No such country in ISO 3166-1, or no such province in GB/T 2260.
        RegionUnknown = "licence.region-unknown", "no country of ISO 3166-1 or province of GB/T 2260 has this code";
        /// City or county digits that GB/T 2260 gives to nobody.
        RegionDivision = "licence.region-division", "no city or county has these digits under GB/T 2260";

        // ---- holder code --------------------------------------------------------------------------
        /// Not one of the holder-code types of GB/T 36903, Annex A.
        HolderCodeType = "licence.holder-code-type", "no holder-code type of GB/T 36903 has this code";
        /// Nothing there.
        HolderCodeEmpty = "licence.holder-code-empty", "a holder code must not be empty";
        /// Longer than the limit.
        HolderCodeLength { allowed: usize } = "licence.holder-code-length", "a holder code has at most {allowed} characters";
        /// Blanks around it, or a control character in it.
        HolderCodeBlank = "licence.holder-code-blank", "a holder code has no blanks around it and no control characters";
        /// Not in Unicode's normal form C.
        HolderCodeNotNfc = "licence.holder-code-not-nfc", "a holder code is text in the normal form NFC";
        /// Not the shape of a passport number.
        HolderCodePassport = "licence.holder-code-passport", "a passport number is 5 to 20 digits and capital letters";
    }
}

// The cause stands in the sentence already, so it is not given a second time as `source`.
impl core::error::Error for IdentifierError {}
