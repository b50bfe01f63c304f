//! Findings in words, in three languages.

use crate::licence::Language;

use super::{ItemFinding, ItemFindingKind};

/// `subject: sentence`.
pub(super) fn of(finding: &ItemFinding, language: Language) -> String {
    let [en, zh, ko] = sentences(&finding.kind);
    let sentence = match language {
        Language::Zh => zh,
        Language::Ko => ko,
        Language::En => en,
    };
    format!("{}: {sentence}", finding.subject)
}

/// English, Chinese, Korean.
fn sentences(kind: &ItemFindingKind) -> [String; 3] {
    let fixed = |en: &str, zh: &str, ko: &str| [en.to_owned(), zh.to_owned(), ko.to_owned()];
    match kind {
        ItemFindingKind::Exact { element, instead } => {
            let instead = instead.join(", ");
            [
                format!("reads the exact value of {element}; the type has {instead} in its place"),
                format!("读取了 {element} 的精确值；该证照类型有可替代的 {instead}"),
                format!(
                    "{element}의 정확한 값을 읽습니다. 이 유형에는 대신할 {instead}이(가) 있습니다"
                ),
            ]
        }
        ItemFindingKind::NotShared { element } => [
            format!("reads {element}, which departments do not share, by a legal basis"),
            format!("读取了依法不予共享的 {element}"),
            format!("법적 근거에 따라 공유하지 않는 {element}을(를) 읽습니다"),
        ],
        ItemFindingKind::Idle { with } => [
            format!("is never needed: `{with}` asks for less"),
            format!("永远用不到：`{with}` 要求更少"),
            format!("쓰일 일이 없습니다: `{with}`이(가) 더 적게 요구합니다"),
        ],
        ItemFindingKind::Alone => fixed(
            "the type has no holder's code, so it can be combined with no other licence",
            "该证照类型没有持证主体代码，不能与其他证照联用",
            "이 유형에는 소지자 코드가 없어 다른 증명서와 함께 쓸 수 없습니다",
        ),
        ItemFindingKind::MaybeOne { with } => [
            format!("one licence may be this and `{with}`: no condition keeps them apart"),
            format!("同一证照可能既是此项又是 `{with}`：没有条件将二者区分"),
            format!("한 증명서가 이것이면서 `{with}`일 수 있습니다: 둘을 가르는 조건이 없습니다"),
        ],
        ItemFindingKind::Needless => fixed(
            "proves nothing that the item requires: it need not be asked for",
            "不能证明本事项要求的任何内容，无须提交",
            "이 사항이 요구하는 것을 증명하지 않으므로 요구할 필요가 없습니다",
        ),
    }
}
