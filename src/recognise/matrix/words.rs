//! The words of a matrix in three languages. A word that one language lacks does not compile.

use crate::licence::Language;

use super::{Axis, Sort};

/// The words of one language. `{0}` stands for what a sentence is about.
#[derive(Debug)]
pub(super) struct Words {
    /// Fonts that have its characters.
    pub(super) fonts: &'static str,
    title_issue: &'static str,
    title_use: &'static str,
    pub(super) licence_type: &'static str,
    region_issue: &'static str,
    region_use: &'static str,
    pub(super) purpose: &'static str,
    pub(super) at: &'static str,
    pub(super) legend: &'static str,
    pub(super) notes: &'static str,
    /// In the order of [`Sort::ALL`]: name, and what it means.
    sorts: [(&'static str, &'static str); 7],
    /// Beside a symbol, with a number.
    pub(super) conditions: &'static str,
    pub(super) supplements: &'static str,
    /// In the order of [`CODES`].
    codes: [&'static str; CODES.len()],
}

/// The codes with which no licence of a type is recognised, whatever it says.
pub(super) const CODES: [&str; 16] = [
    "recognise.no-agreement",
    "recognise.type-not-covered",
    "recognise.purpose-not-covered",
    "recognise.territory-not-covered",
    "recognise.equivalence-not-in-force",
    "recognise.agreement-not-yet",
    "recognise.agreement-suspended",
    "recognise.agreement-repealed",
    "recognise.run-off-over",
    "recognise.countersignature-missing",
    "recognise.not-transitive",
    "recognise.depth-exceeded",
    "recognise.vocabulary-unknown",
    "recognise.agreement-expired",
    "recognise.agreement-conflict",
    "recognise.issuance-unknown",
];

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
            Language::Ko => &KO,
        }
    }

    pub(super) const fn title(&self, axis: Axis) -> &'static str {
        match axis {
            Axis::Issue => self.title_issue,
            Axis::Use => self.title_use,
        }
    }

    pub(super) const fn region(&self, axis: Axis) -> &'static str {
        match axis {
            Axis::Issue => self.region_issue,
            Axis::Use => self.region_use,
        }
    }

    /// Its name, and what it means.
    pub(super) fn sort(&self, sort: Sort) -> (&'static str, &'static str) {
        let place = Sort::ALL.iter().position(|other| *other == sort);
        let found = place.and_then(|place| self.sorts.get(place));
        found.copied().unwrap_or_default()
    }

    /// What a code says; nothing where it has no sentence here.
    pub(super) fn code(&self, code: &str) -> Option<&'static str> {
        let place = CODES.iter().position(|other| *other == code)?;
        self.codes.get(place).copied()
    }
}

const ZH: Words = Words {
    fonts: "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif",
    title_issue: "各地证照在{0}的认可情况",
    title_use: "{0}签发的证照在各地的认可情况",
    licence_type: "证照类型",
    region_issue: "签发地区",
    region_use: "使用地区",
    purpose: "目的：{0}",
    at: "截至 {0}，以此时签发的证照为准",
    legend: "图例",
    notes: "注释",
    sorts: [
        ("认可", "不附其他要求"),
        ("附条件认可", "每份证照须符合所列条件"),
        ("需补充材料", "须一并提交补充材料"),
        ("仅作证据", "不替代当地证照，仅采信其所载内容"),
        ("无需协议", "两地一方属于另一方，证照直接有效"),
        ("不认可", "证照本身仍然有效"),
        ("无法判定", "协议已过期，或者各协议相互矛盾"),
    ],
    conditions: "条件 {0} 项",
    supplements: "补充 {0} 项",
    codes: [
        "没有协议涵盖该地区的证照",
        "协议不涵盖该证照类型",
        "协议不适用于该目的",
        "协议不适用于该使用地区",
        "该条款尚未生效或者已经失效",
        "协议尚未生效",
        "协议已中止",
        "协议已废止或者终止",
        "协议已废止，过渡期不适用",
        "缺少被认可方的会签",
        "两份协议不能衔接：双方均须允许",
        "协议不允许转认可",
        "协议含有本版本所不知的条件",
        "协议文本已过期，需要新版本",
        "各协议规定不同，且未规定以何者为准",
        "须知签发日期",
    ],
};

const EN: Words = Words {
    fonts: "system-ui,'Segoe UI','Helvetica Neue','Noto Sans',sans-serif",
    title_issue: "Which licences count in {0}",
    title_use: "Where licences of {0} count",
    licence_type: "Licence type",
    region_issue: "Region of issue",
    region_use: "Region of use",
    purpose: "Purpose: {0}",
    at: "At {0}, for licences issued then",
    legend: "Legend",
    notes: "Notes",
    sorts: [
        ("recognised", "nothing more is asked"),
        ("conditions", "each licence must meet conditions"),
        ("supplements", "something else is needed beside the licence"),
        (
            "evidence only",
            "believed, but no substitute for a local one",
        ),
        ("no agreement needed", "one region contains the other"),
        ("not recognised", "the licence itself stays valid"),
        ("indeterminate", "agreements are out of date or disagree"),
    ],
    conditions: "conditions: {0}",
    supplements: "supplements: {0}",
    codes: [
        "no agreement covers licences of the region",
        "the agreement does not cover the type",
        "the agreement does not cover the purpose",
        "the agreement does not apply in the region of use",
        "the provision is not in force yet, or not any more",
        "the agreement is not in force yet",
        "the agreement is suspended",
        "the agreement is repealed or over",
        "the agreement is repealed, and what is left of it does not apply",
        "the recognised party has not countersigned",
        "two agreements do not lead on: both must say so",
        "the agreement allows no step onward",
        "the agreement asks something that is not known here",
        "the agreement is out of date: a newer issue is needed",
        "agreements differ, and none says which counts",
        "the day of issue must be known",
    ],
};

const KO: Words = Words {
    fonts: "'Apple SD Gothic Neo','Malgun Gothic','Noto Sans CJK KR','Noto Sans KR',sans-serif",
    title_issue: "{0} 지역에서의 각지 증명서 인정 현황",
    title_use: "{0} 지역 발급 증명서의 각지 인정 현황",
    licence_type: "증명서 유형",
    region_issue: "발급 지역",
    region_use: "이용 지역",
    purpose: "목적: {0}",
    at: "{0} 기준, 그 시점에 발급된 증명서",
    legend: "범례",
    notes: "주석",
    sorts: [
        ("인정", "추가 요건 없음"),
        ("조건부 인정", "증명서마다 조건을 충족해야 함"),
        ("보완 서류 필요", "증명서와 함께 보완 서류가 필요함"),
        (
            "증거로만 인정",
            "현지 증명서를 대체하지 않으며 기재 내용만 받아들임",
        ),
        ("협정 불필요", "한 지역이 다른 지역에 속함"),
        ("불인정", "증명서 자체는 계속 유효함"),
        ("판단 불가", "협정의 기한이 지났거나 협정이 서로 모순됨"),
    ],
    conditions: "조건 {0}개",
    supplements: "보완 {0}건",
    codes: [
        "해당 지역의 증명서를 다루는 협정이 없음",
        "협정이 이 유형을 다루지 않음",
        "협정이 이 목적을 다루지 않음",
        "협정이 이용 지역에 적용되지 않음",
        "해당 조항이 아직 시행 전이거나 효력을 잃음",
        "협정이 아직 시행 전임",
        "협정의 효력이 정지됨",
        "협정이 폐지되었거나 종료됨",
        "협정이 폐지되었고 경과 규정이 적용되지 않음",
        "피인정 당사자의 연서명이 없음",
        "두 협정이 이어지지 않음. 양쪽 모두 허용해야 함",
        "협정이 연계 인정을 허용하지 않음",
        "협정에 이 버전에서 알 수 없는 조건이 있음",
        "협정 문서의 기한이 지나 새 발행본이 필요함",
        "협정들이 서로 다르고 우선순위를 정하지 않음",
        "발급일을 알아야 함",
    ],
};
