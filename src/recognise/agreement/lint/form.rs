//! What an element holds, as a finding says it.

use crate::licence::Language;
use crate::licence::types::ElementKind;
use crate::recognise::agreement::worded::{Said, in_language};

/// What an element holds, or should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// A text, a code, or a column of either.
    Codes,
    /// A whole number or an amount.
    Number,
    /// A civil day or an instant.
    Day,
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A civil day.
    Date,
    /// An instant.
    Instant,
    /// The end of a validity.
    End,
    /// A decimal amount.
    Amount,
    /// A code of a list.
    Code,
    /// An identifier.
    Identifier,
    /// A picture.
    Picture,
    /// A file.
    Attachment,
    /// A table.
    Table,
    /// Derived data.
    Derived,
    /// A digest.
    Digest,
    /// A seal.
    Seal,
}

impl Form {
    pub(super) const fn of(kind: &ElementKind) -> Self {
        match kind {
            ElementKind::Text { .. } => Self::Text,
            ElementKind::Integer { .. } => Self::Integer,
            ElementKind::Boolean => Self::Boolean,
            ElementKind::Date => Self::Date,
            ElementKind::Instant => Self::Instant,
            ElementKind::End(_) => Self::End,
            ElementKind::Amount { .. } => Self::Amount,
            ElementKind::Code(_) => Self::Code,
            ElementKind::Identifier(_) => Self::Identifier,
            ElementKind::Picture { .. } => Self::Picture,
            ElementKind::Attachment { .. } => Self::Attachment,
            ElementKind::Table { .. } => Self::Table,
            ElementKind::Derived(_) => Self::Derived,
            ElementKind::Digest => Self::Digest,
            ElementKind::Seal => Self::Seal,
        }
    }
}

impl Said for Form {
    fn said(&self, language: Language) -> String {
        let [en, zh, ko] = match self {
            Self::Codes => ["a text or codes", "文本或代码", "글 또는 코드"],
            Self::Number => [
                "a whole number or an amount",
                "整数或金额",
                "정수 또는 금액",
            ],
            Self::Day => ["a date or an instant", "日期或时刻", "날짜 또는 시각"],
            Self::Text => ["a text", "文本", "글"],
            Self::Integer => ["a whole number", "整数", "정수"],
            Self::Boolean => ["true or false", "真或假", "참 또는 거짓"],
            Self::Date => ["a date", "日期", "날짜"],
            Self::Instant => ["an instant", "时刻", "시각"],
            Self::End => ["the end of a validity", "有效期截止", "유효기간 만료"],
            Self::Amount => ["an amount", "金额", "금액"],
            Self::Code => ["a code", "代码", "코드"],
            Self::Identifier => ["an identifier", "标识", "식별자"],
            Self::Picture => ["a picture", "图片", "그림"],
            Self::Attachment => ["a file", "文件", "파일"],
            Self::Table => ["a table", "表格", "표"],
            Self::Derived => ["derived data", "派生数据", "파생 데이터"],
            Self::Digest => ["a digest", "摘要", "다이제스트"],
            Self::Seal => ["a seal", "印章", "관인"],
        };
        in_language(language, en, zh, ko)
    }
}
