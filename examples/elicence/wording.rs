//! The few words around a licence's own labels, in its three languages.

use elicence::licence::Language;

/// One phrase in Chinese, English and Korean.
pub(crate) struct Phrase(&'static str, &'static str, &'static str);

impl Phrase {
    pub(crate) const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.0,
            Language::En => self.1,
            Language::Ko => self.2,
        }
    }
}

pub(crate) const COMMON: Phrase = Phrase("通用信息", "Common to every licence", "공통 항목");
pub(crate) const YES: Phrase = Phrase("是", "yes", "예");
pub(crate) const NO: Phrase = Phrase("否", "no", "아니요");
pub(crate) const LONG_TERM: Phrase = Phrase("长期", "long-term", "장기(만료일 없음)");
pub(crate) const NOT_APPLICABLE: Phrase = Phrase(
    "不适用（不会失效）",
    "not applicable (does not expire)",
    "해당 없음(만료되지 않음)",
);
pub(crate) const NO_SEAL: Phrase = Phrase("无电子印章", "no seal object", "전자인장 없음");
pub(crate) const EMPTY: Phrase = Phrase("（无）", "(none)", "(없음)");
pub(crate) const BY_HOLDER: Phrase =
    Phrase("（持有人自述）", "(stated by the holder)", "(소지자 진술)");

pub(crate) const THROUGH_AGREEMENT: Phrase = Phrase(
    "（按协议对照表换算）",
    " (by the agreement's table)",
    " (협정의 대조표에 따름)",
);
pub(crate) const BY_AGREEMENT: Phrase = Phrase(
    "（由协议规定，非颁发机关所述）",
    " (stated by the agreement, not by the issuer)",
    " (발급기관이 아닌 협정에 따른 내용)",
);

/// That a statement was right on a day.
pub(crate) fn as_of(day: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("（截至 {day}）"),
        Language::En => format!(" (as of {day})"),
        Language::Ko => format!(" ({day} 기준)"),
    }
}

/// A number of bytes.
pub(crate) fn bytes(count: u64, language: Language) -> String {
    match language {
        Language::Zh => format!("{count} 字节"),
        Language::En => format!("{count} bytes"),
        Language::Ko => format!("{count}바이트"),
    }
}

/// That elements were sealed and are not shown.
pub(crate) fn withheld(count: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("另有 {count} 项未出示"),
        Language::En => format!("{count} sealed elements are not shown"),
        Language::Ko => format!("제시되지 않은 항목 {count}개"),
    }
}
