//! Findings in words, in three languages.

use crate::licence::Language;

use super::{Finding, FindingKind};

/// `subject: sentence`.
pub(super) fn of(finding: &Finding, language: Language) -> String {
    if let FindingKind::Refused(reason) = &finding.kind {
        return reason.to_string();
    }
    let [en, zh, ko] = sentences(&finding.kind);
    let sentence = match language {
        Language::Zh => zh,
        Language::Ko => ko,
        Language::En => en,
    };
    format!("{}: {sentence}", finding.subject)
}

/// English, Chinese, Korean.
fn sentences(kind: &FindingKind) -> [String; 3] {
    let fixed = |en: &str, zh: &str, ko: &str| [en.to_owned(), zh.to_owned(), ko.to_owned()];
    match kind {
        FindingKind::Refused(reason) => {
            [reason.to_string(), reason.to_string(), reason.to_string()]
        }
        FindingKind::Closed => fixed(
            "the list is closed: no later issue will be taken",
            "列表已关闭，不再接受后续版本",
            "목록이 종료되어 이후 발행본은 받아들여지지 않습니다",
        ),
        FindingKind::Late { due } => [
            format!("the next issue was due by {due}"),
            format!("下一版本应在 {due} 前发布"),
            format!("다음 발행본은 {due}까지 나왔어야 합니다"),
        ],
        FindingKind::NextUpdateFar { due } => [
            format!("the next issue is due by {due}, more than six months after this one"),
            format!("下一版本的期限为 {due}，距本版本超过六个月"),
            format!("다음 발행 기한 {due}이 이번 발행으로부터 6개월을 넘습니다"),
        ],
        FindingKind::NotAfterFar { not_after } => [
            format!(
                "the list counts until {not_after}, more than six months after the next issue is due"
            ),
            format!("列表有效至 {not_after}，超过下一版本期限六个月以上"),
            format!("목록이 {not_after}까지 유효하여 다음 발행 기한보다 6개월 넘게 깁니다"),
        ],
        FindingKind::BeyondSuccessor { ends } => [
            format!(
                "the list counts longer than the certificate of a successor, which ends at {ends}"
            ),
            format!("列表的有效期超过后继签名者证书的截止时间 {ends}"),
            format!("목록의 유효 기간이 후임 서명자 인증서의 만료 {ends}보다 깁니다"),
        ],
        FindingKind::KeyExpired { ended } => [
            format!("a certificate in use ended at {ended}"),
            format!("使用中的证书已于 {ended} 过期"),
            format!("사용 중인 인증서가 {ended}에 만료되었습니다"),
        ],
        FindingKind::KeyExpiring { ends } => [
            format!("a certificate in use ends at {ends}, within ninety days"),
            format!("使用中的证书将于 {ends} 过期，不足九十天"),
            format!("사용 중인 인증서가 90일 안에, {ends}에 만료됩니다"),
        ],
        FindingKind::NoKey => fixed(
            "there is no key, so nothing can be signed by it",
            "没有密钥，无法签署任何内容",
            "키가 없어 아무것도 서명할 수 없습니다",
        ),
        FindingKind::KeyShared { with } => [
            format!(
                "its key is also that of {with}, and it is not a CA's: nobody can tell them apart"
            ),
            format!("其密钥与 {with} 相同且不属于证书机构，无法区分两者"),
            format!("키가 {with}의 것과 같고 인증기관의 키가 아니어서 구별할 수 없습니다"),
        ],
        FindingKind::KeyOfAnother => fixed(
            "its certificate does not name the entity (organizationIdentifier), so its licences are refused",
            "其证书未载明该主体的代码（organizationIdentifier），所签证照将被拒绝",
            "인증서에 이 기관의 코드(organizationIdentifier)가 없어 발급한 증서가 거부됩니다",
        ),
        FindingKind::NoScope => fixed(
            "it has no type and region, so it may issue nothing",
            "未规定证照类型和地区，不得签发任何证照",
            "유형과 지역이 없어 아무것도 발급할 수 없습니다",
        ),
        FindingKind::WholeTerritoryOnly { territory } => [
            format!(
                "it has no scope, so it signs agreements for {territory} itself, about every type, and for no part of it"
            ),
            format!(
                "未规定范围，可就任何证照类型为 {territory} 本身签署协定，但不得为其任何下级地区签署"
            ),
            format!(
                "범위가 없어 {territory} 자체를 위해서만 모든 유형의 협정에 서명하며, 그 하위 지역을 위해서는 서명하지 못합니다"
            ),
        ],
        FindingKind::NoPrefixes => fixed(
            "it has no `statusListPrefixes`, so no status list is its own",
            "没有 `statusListPrefixes`，任何状态列表都不归其所有",
            "`statusListPrefixes`가 없어 어떤 상태 목록도 이 서비스의 것이 아닙니다",
        ),
        FindingKind::NoStatusService => fixed(
            "it issues licences and has no status service",
            "签发证照但没有状态服务",
            "증서를 발급하지만 상태 서비스가 없습니다",
        ),
        FindingKind::NotSource { doc_type } => [
            format!("`{doc_type}` has authoritative sources, and it is an issuer of none"),
            format!("`{doc_type}` 已有数据源，而本服务不是其签发者"),
            format!("`{doc_type}`의 원천 제공기관이 따로 있고 이 서비스는 그 발급자가 아닙니다"),
        ],
        FindingKind::NoName => fixed(
            "the name is missing or blank",
            "名称缺失或为空白",
            "이름이 없거나 비어 있습니다",
        ),
        FindingKind::SameName { with } => [
            format!("it has the name of {with}"),
            format!("与 {with} 同名"),
            format!("{with}와 이름이 같습니다"),
        ],
        FindingKind::SuccessorElsewhere { successor } => [
            format!("its successor {successor} is not in this list"),
            format!("其承接服务 {successor} 不在本列表中"),
            format!("승계 서비스 {successor}가 이 목록에 없습니다"),
        ],
        FindingKind::NoMinimum => fixed(
            "`minSequenceNumber` is 1: who has seen no issue takes any",
            "`minSequenceNumber` 为 1：未见过任何版本者会接受任意版本",
            "`minSequenceNumber`가 1이어서 처음 보는 쪽은 아무 발행본이나 받아들입니다",
        ),
    }
}
