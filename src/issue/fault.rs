//! Everything for which a draft is not issued.

use core::fmt;

use crate::licence::value::ValueFault;

/// The enum, its codes and what they mean from one table, so that they cannot drift apart.
macro_rules! fault_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)+) => {
        /// What is wrong with a draft, without its values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum FaultCode {
            $($(#[$doc])* $name,)+
        }

        impl FaultCode {
            /// Every code, in the order of `spec/reason-codes.md`.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code, `issue.condition`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

fault_codes! {
    // ---- the draft as a whole -------------------------------------------------------------------
    /// The text is not the JSON form of a draft.
    DraftMalformed = "issue.draft-malformed";
    /// The draft names another `docType` than the definition.
    DocType = "issue.doc-type";
    /// More elements than the limit.
    TooManyElements = "issue.too-many-elements";
    /// The definition does not have this element.
    ElementUnknown = "issue.element-unknown";
    /// The draft gives an element twice.
    ElementDuplicate = "issue.element-duplicate";
    /// A mandatory element is missing.
    ElementMissing = "issue.element-missing";
    /// A repeat is there without the one before it.
    RepeatGap = "issue.repeat-gap";
    /// An element that `issue` fills in was given another value.
    FilledIn = "issue.filled-in";
    /// An element that only a later stage or a derivation writes.
    Reserved = "issue.reserved";

    // ---- one value ------------------------------------------------------------------------------
    /// The value is not of the element's kind.
    WrongKind = "issue.wrong-kind";
    /// Text that is not NFC, or has a control character.
    TextForm = "issue.text-form";
    /// Text of no characters.
    TextEmpty = "issue.text-empty";
    /// Text of too many characters.
    TextLength = "issue.text-length";
    /// Text that does not match the pattern.
    Pattern = "issue.pattern";
    /// An amount with more decimals than the element has.
    AmountScale = "issue.amount-scale";
    /// An integer out of bounds.
    IntegerRange = "issue.integer-range";
    /// A code that is not in the list.
    CodeUnknown = "issue.code-unknown";
    /// An identifier that is not right.
    Identifier = "issue.identifier";
    /// A form of end that the type does not have.
    EndForm = "issue.end-form";
    /// A media type that the element does not take.
    MediaType = "issue.media-type";
    /// A picture whose bytes are not of its media type.
    PictureContent = "issue.picture-content";
    /// More bytes than the element or the limits allow.
    TooManyBytes = "issue.too-many-bytes";
    /// More pixels than the limits allow.
    TooManyPixels = "issue.too-many-pixels";
    /// A table with other columns than the element has.
    TableColumns = "issue.table-columns";
    /// A table with too few or too many rows.
    TableRows = "issue.table-rows";
    /// A table with more cells than the limits allow.
    TableCells = "issue.table-cells";

    // ---- rules of every licence -----------------------------------------------------------------
    /// The type in the licence identifier is not the definition's.
    LicenceIdType = "issue.licence-id-type";
    /// The authority in the licence identifier is not the issuer.
    LicenceIdIssuer = "issue.licence-id-issuer";
    /// The version is not the one in the licence identifier.
    LicenceIdVersion = "issue.licence-id-version";
    /// A legal basis that the definition does not name.
    LegalBasis = "issue.legal-basis";
    /// Too few or too many holders, or a holder without a name.
    HolderCount = "issue.holder-count";
    /// A holder code where the type has none.
    HolderCodeNotAllowed = "issue.holder-code-not-allowed";
    /// A kind of holder that the type does not have.
    HolderKind = "issue.holder-kind";
    /// A holder code that is not right for its type.
    HolderCode = "issue.holder-code";
    /// Days in the wrong order.
    DateOrder = "issue.date-order";
    /// Valid for more years than the law allows.
    ValidityTooLong = "issue.validity-too-long";

    // ---- rules of the type ----------------------------------------------------------------------
    /// The rows do not add up to the amount.
    Sum = "issue.sum";
    /// The capital numerals are not the amount.
    AmountInWords = "issue.amount-in-words";
    /// Characters of a text do not say what another element says.
    Characters = "issue.characters";
    /// Two elements that must be the same are not.
    Same = "issue.same";
    /// Shares do not add up to one, or only some are stated.
    Shares = "issue.shares";
    /// Some of the elements that go together are missing.
    Together = "issue.together";

    // ---- derived data ---------------------------------------------------------------------------
    /// The definition does not have this derivation.
    DerivationUnknown = "issue.derivation-unknown";
    /// A derivation was asked for and its source is absent.
    DerivationSource = "issue.derivation-source";
    /// The day of the statement is before the day that it is about.
    DerivationDay = "issue.derivation-day";
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl From<&ValueFault> for FaultCode {
    fn from(fault: &ValueFault) -> Self {
        match fault {
            ValueFault::WrongKind(_) | ValueFault::Seal | ValueFault::Derived { .. } => {
                Self::WrongKind
            }
            ValueFault::TextForm => Self::TextForm,
            ValueFault::Empty => Self::TextEmpty,
            ValueFault::TextLength { .. } => Self::TextLength,
            ValueFault::Pattern => Self::Pattern,
            ValueFault::Scale { .. } => Self::AmountScale,
            ValueFault::Range { .. } => Self::IntegerRange,
            ValueFault::Code { .. } => Self::CodeUnknown,
            ValueFault::Identifier { .. } => Self::Identifier,
            ValueFault::End => Self::EndForm,
            ValueFault::Media { .. } => Self::MediaType,
            ValueFault::PictureContent | ValueFault::PictureSize => Self::PictureContent,
            ValueFault::Bytes { .. } => Self::TooManyBytes,
            ValueFault::Pixels { .. } => Self::TooManyPixels,
            ValueFault::Columns { .. } => Self::TableColumns,
            ValueFault::Rows { .. } => Self::TableRows,
            ValueFault::Cells { .. } => Self::TableCells,
            ValueFault::Cell { fault, .. } => Self::from(fault.as_ref()),
        }
    }
}

/// One reason for which a draft is not issued.
///
/// `Display` and `Debug` never show what was found, which is the holder's; a form for the operator who wrote the
/// draft asks [`found`](Self::found).
#[derive(Clone, PartialEq, Eq)]
pub struct Fault {
    code: FaultCode,
    namespace: String,
    identifier: String,
    rule: String,
    found: Option<String>,
}

impl Fault {
    pub(super) fn new(
        code: FaultCode,
        namespace: &str,
        identifier: &str,
        rule: impl Into<String>,
        found: Option<String>,
    ) -> Self {
        Self {
            code,
            namespace: namespace.to_owned(),
            identifier: identifier.to_owned(),
            rule: rule.into(),
            found,
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> FaultCode {
        self.code
    }

    /// The name space of the element; empty where the fault is the whole draft's.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The element's identifier; empty where the fault is the whole draft's.
    #[must_use]
    pub fn identifier(&self) -> &str {
        &self.identifier
    }

    /// The rule that is broken, as a sentence.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// What the draft has there, at most 200 characters. **The holder's data**: for the operator's own form only.
    #[must_use]
    pub fn found(&self) -> Option<&str> {
        self.found.as_deref()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.identifier.is_empty() {
            write!(f, "{}", self.rule)
        } else {
            write!(f, "`{}`: {}", self.identifier, self.rule)
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fault")
            .field("code", &self.code)
            .field("namespace", &self.namespace)
            .field("identifier", &self.identifier)
            .field("rule", &self.rule)
            .finish_non_exhaustive()
    }
}

/// A draft was not issued: everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotIssued {
    faults: Vec<Fault>,
}

impl NotIssued {
    pub(super) const fn new(faults: Vec<Fault>) -> Self {
        Self { faults }
    }

    /// The faults, at least one: those of single elements first, then those of rules across elements.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl fmt::Display for NotIssued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the draft does not keep the rules of its type: ")?;
        for (i, fault) in self.faults.iter().enumerate() {
            let separator = if i == 0 { "" } else { "; " };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}

impl core::error::Error for NotIssued {}
