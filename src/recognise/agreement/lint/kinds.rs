//! The kinds of finding: what is wrong, what was expected, what to do.

use crate::reason::Reason;
use crate::recognise::agreement::diff::Change;
use crate::recognise::agreement::worded::worded;
use crate::time::UnixTime;

use super::{Form, Severity};

worded! {
    /// The kinds of finding.
    pub enum FindingKind {
        /// The agreement is refused for this reason when it is signed or loaded. Told in English in every language.
        Refused { reason: Reason } = "refused",
            "{reason}",
            "{reason}",
            "{reason}";

        // ---- empty and unreachable ---------------------------------------------------------------------
        /// At no time that is left is the agreement in force, and it never was.
        NeverInForce = "never-in-force",
            "it is over before it is in force: set `validUntil` and `notAfter` after the first state that is enacted",
            "协定尚未生效即已届满：`validUntil` 和 `notAfter` 应晚于首个生效状态",
            "시행되기 전에 끝납니다: `validUntil`과 `notAfter`를 첫 시행 상태 뒤로 정하십시오";
        /// The agreement was in force and is not any more, from its issue on.
        Over = "over",
            "it was in force and recognises nothing from this issue on, not even by a run-off",
            "协定曾经生效，自本版本起不再承认任何证照，也无过渡安排",
            "시행되었으나 이 발행부터는 경과 조치도 없이 아무것도 인정하지 않습니다";
        /// An equivalence is in force at no time at which the agreement is.
        EquivalenceNeverInForce = "equivalence-never-in-force",
            "its `validity` and the time for which the agreement is in force have no instant in common: change the one or the other",
            "`validity` 与协定的生效时间没有交集：请修改其一",
            "`validity`와 협정의 시행 기간이 겹치지 않습니다: 어느 하나를 고치십시오";
        /// No licence of the type can meet the conditions of an equivalence.
        EquivalenceUnreachable { doc_type: String } = "equivalence-unreachable",
            "no `{doc_type}` can be recognised by it: mend or remove the clause that can never hold",
            "任何 `{doc_type}` 都无法据此获得承认：请修改或删除不可能成立的条款",
            "어떤 `{doc_type}`도 이로써 인정될 수 없습니다: 성립할 수 없는 조항을 고치거나 빼십시오";
        /// No equivalence recognises anything.
        NothingRecognised = "nothing-recognised",
            "no equivalence can recognise anything: the agreement is empty",
            "没有任何条款能够承认证照：协定为空",
            "어떤 조항도 아무것도 인정할 수 없습니다: 협정이 비어 있습니다";
        /// A condition holds for no licence of the type.
        ConditionNever { asks: String, doc_type: String } = "condition-never",
            "it holds for no `{doc_type}` ({asks}): ask what the type can have",
            "没有 `{doc_type}` 能满足（{asks}）：请改为该类型可能具备的内容",
            "어떤 `{doc_type}`에도 성립하지 않습니다({asks}): 이 유형이 가질 수 있는 것을 요구하십시오";
        /// A condition holds for every licence of the type.
        ConditionAlways { asks: String, doc_type: String } = "condition-always",
            "it holds for every `{doc_type}` ({asks}), and its clause asks nothing: leave it out",
            "所有 `{doc_type}` 都满足（{asks}），该条款没有作用：请删去",
            "모든 `{doc_type}`에 성립하여({asks}) 조항이 아무것도 요구하지 않습니다: 빼십시오";
        /// An alternative that holds only where another of its clause does too.
        AlternativeImplied { by: String } = "alternative-implied",
            "it holds only where `{by}` of the same choice holds too: leave it out, or ask something else",
            "仅当同组的 `{by}` 成立时才成立：请删去，或改为其他条件",
            "같은 선택의 `{by}`이(가) 성립할 때만 성립합니다: 빼거나 다른 것을 요구하십시오";
        /// A clause that holds wherever another clause does.
        ConditionImplied { by: String } = "condition-implied",
            "it holds wherever `{by}` does, which is asked anyhow: leave it out",
            "凡满足 `{by}` 者均满足本条，而 `{by}` 已是必要条件：请删去",
            "`{by}`이(가) 성립하면 늘 성립하고 그것은 어차피 요구됩니다: 빼십시오";
        /// The licences of an equivalence are all excluded, because the condition is true of them or not known.
        ExcludesAll { equivalence: String, doc_type: String } = "excludes-all",
            "it excludes every `{doc_type}`, which `{equivalence}` recognises: what is not known excludes too; ask what the type has, or move it into a condition of the other equivalences",
            "它排除了 `{equivalence}` 所承认的全部 `{doc_type}`，因为无法判断也视为排除：请改为该类型具备的内容，或移入其他条款的条件",
            "`{equivalence}`이(가) 인정하는 모든 `{doc_type}`을(를) 제외합니다. 알 수 없는 것도 제외되기 때문입니다: 이 유형이 가진 것을 묻거나 다른 조항의 조건으로 옮기십시오";
        /// An exclusion that excludes no licence of any type.
        ExclusionNever { asks: String } = "exclusion-never",
            "it excludes no licence of the types that are recognised ({asks}): leave it out, or correct it",
            "它不会排除任何被承认类型的证照（{asks}）：请删去或更正",
            "인정되는 유형의 어떤 증서도 제외하지 않습니다({asks}): 빼거나 고치십시오";
        /// An exclusion about codes of an element that can have several, which is true only if it is true of every one of them.
        ExclusionOfEveryCode { element: String, instead: String } = "exclusion-of-every-code",
            "{element} can have several codes, and it excludes only where it is true of every one: one other code and the licence counts; ask for what may be there by a condition `{instead}`",
            "{element} 可能有多个代码，仅当每个代码都符合时才排除，只要另有一个代码便不排除：请改用条件 `{instead}` 作出要求",
            "{element}은(는) 코드를 여럿 가질 수 있는데 모든 코드에 해당할 때만 제외되고 다른 코드가 하나라도 있으면 제외되지 않습니다: 조건 `{instead}`으로 요구하십시오";
        /// A supplement that is never needed.
        UnlessAlways = "unless-always",
            "its `unless` holds for every licence, so that it is never needed: leave the supplement out, or correct `unless`",
            "`unless` 对所有证照成立，补充材料永远不需要：请删去该材料或更正 `unless`",
            "`unless`가 모든 증서에 성립하여 전혀 필요하지 않습니다: 추가 증빙을 빼거나 `unless`를 고치십시오";
        /// A supplement that is needed in spite of its `unless`, which can never hold.
        UnlessNever = "unless-never",
            "its `unless` can never hold, so that nobody is excused: leave `unless` out, or correct it",
            "`unless` 永远不成立，无人可以免交：请删去或更正 `unless`",
            "`unless`가 성립할 수 없어 아무도 면제되지 않습니다: `unless`를 빼거나 고치십시오";
        /// Both parties are one region that has no parts, so that no agreement is ever asked for.
        NeverNeeded = "never-needed",
            "both parties are one region without parts, where licences count without an agreement",
            "双方为同一个不再细分的地区，其证照无需协定即可通用",
            "두 당사자가 더 나뉘지 않는 같은 지역이어서 협정 없이도 통용됩니다";

        // ---- the types ---------------------------------------------------------------------------------
        /// No definition of a native type is at hand.
        TypeUnknown { doc_type: String } = "type-unknown",
            "no definition of `{doc_type}` is at hand: correct the name, or give the definition",
            "没有 `{doc_type}` 的定义：请更正名称或提供定义",
            "`{doc_type}`의 정의가 없습니다: 이름을 고치거나 정의를 제공하십시오";
        /// A foreign type, whose elements nobody checks here.
        TypeForeign { doc_type: String } = "type-foreign",
            "`{doc_type}` is a foreign type: whether it has the elements that are named was not checked",
            "`{doc_type}` 为外部类型：未检查其是否具有所列要素",
            "`{doc_type}`은(는) 외부 유형입니다: 명시된 항목이 있는지 확인하지 않았습니다";
        /// An element that the type does not have.
        ElementUnknown { element: String, doc_type: String } = "element-unknown",
            "`{doc_type}` has no element {element}, so that it is never known: name one that the type has",
            "`{doc_type}` 没有要素 {element}，永远无法得知：请改用该类型具有的要素",
            "`{doc_type}`에 {element} 항목이 없어 결코 알 수 없습니다: 유형에 있는 항목을 쓰십시오";
        /// An element that is never disclosed.
        ElementWithheld { element: String } = "element-withheld",
            "{element} is never disclosed: ask for data derived from it",
            "{element} 从不出示：请改用由其派生的数据",
            "{element}은(는) 결코 공개되지 않습니다: 그로부터 파생된 데이터를 요구하십시오";
        /// An element of another kind than is asked for.
        ElementKind { element: String, expected: Form } = "element-kind",
            "{element} is not of the kind that is asked for, which is {expected}: use another element, member or condition",
            "{element} 的种类不符，应为 {expected}：请改用其他要素、成员或条件",
            "{element}의 종류가 다릅니다. {expected}이어야 합니다: 다른 항목, 구성원 또는 조건을 쓰십시오";
        /// Codes that the element can never have.
        CodesUnknown { element: String, codes: Vec<String> } = "codes-unknown",
            "{element} never has {codes}: correct or remove them",
            "{element} 不可能取值 {codes}：请更正或删去",
            "{element}은(는) {codes} 값을 가질 수 없습니다: 고치거나 빼십시오";
        /// Derived data are read without their rule.
        RuleMissing { element: String, rule: String } = "rule-missing",
            "{element} is derived data and is not known without `derived`: add the rule `{rule}` and the greatest age",
            "{element} 为派生数据，缺少 `derived` 时无法得知：请加上规则 `{rule}` 和最大时效",
            "{element}은(는) 파생 데이터여서 `derived` 없이는 알 수 없습니다: 규칙 `{rule}`과(와) 최대 경과 시간을 더하십시오";
        /// Data that are not derived are read by a rule.
        RuleNeedless { element: String } = "rule-needless",
            "{element} is not derived data and is not known with `derived`: leave `derived` out",
            "{element} 不是派生数据，带有 `derived` 时无法得知：请删去 `derived`",
            "{element}은(는) 파생 데이터가 아니어서 `derived`가 있으면 알 수 없습니다: `derived`를 빼십시오";
        /// Derived data are read by another rule than theirs.
        RuleOther { element: String, rule: String } = "rule-other",
            "the rule of {element} is `{rule}` to the letter: write it so",
            "{element} 的规则应逐字写作 `{rule}`",
            "{element}의 규칙은 글자 그대로 `{rule}`입니다: 그렇게 쓰십시오";

        // ---- the attribute map -------------------------------------------------------------------------
        /// Codes that the table lacks and that therefore refuse a licence.
        CodesRefused { element: String, codes: Vec<String> } = "codes-refused",
            "a licence with one of these codes of {element} is refused, because the table has none of them: {codes}; map them, if only to nothing",
            "{element} 含以下代码的证照因对照表未列而不予承认：{codes}；请列入对照表，哪怕对应为空",
            "{element}에 다음 코드가 있는 증서는 대응표에 없어 거부됩니다: {codes}; 빈 대응이라도 넣으십시오";
        /// Codes that the table lacks and that therefore are left out.
        CodesDropped { element: String, codes: Vec<String> } = "codes-dropped",
            "these codes of {element} are left out, because the table has none of them: {codes}",
            "{element} 的以下代码未列入对照表，将被略去：{codes}",
            "{element}의 다음 코드는 대응표에 없어 생략됩니다: {codes}";
        /// The local type does not have the element that is written.
        TargetUnknown { element: String, doc_type: String } = "target-unknown",
            "the local type `{doc_type}` has no element {element}: write one that it has",
            "本地类型 `{doc_type}` 没有要素 {element}：请改写其具有的要素",
            "현지 유형 `{doc_type}`에 {element} 항목이 없습니다: 있는 항목에 쓰십시오";
        /// The local element cannot hold what is written into it.
        TargetKind { element: String, expected: Form } = "target-kind",
            "{element} holds {expected}, and something else is written into it",
            "{element} 应为 {expected}，写入的内容与之不符",
            "{element}은(는) {expected}을(를) 담는데 다른 것이 쓰입니다";
        /// Codes that the local element can never have.
        TargetCodes { element: String, codes: Vec<String> } = "target-codes",
            "the local element {element} has no codes {codes}: use those of its code list",
            "本地要素 {element} 没有代码 {codes}：请使用其代码表中的代码",
            "현지 항목 {element}에 코드 {codes}이(가) 없습니다: 그 코드 목록의 것을 쓰십시오";
        /// A constant says something about a person that no issuer said.
        ConstantPersonal { element: String } = "constant-personal",
            "{element} is personal data, and a constant states it of everybody: take it from an element of the licence",
            "{element} 为个人信息，而常量对所有人作同一陈述：请取自证照的要素",
            "{element}은(는) 개인정보인데 상수는 모두에게 같은 것을 말합니다: 증서의 항목에서 가져오십시오";
        /// What is protected in the licence is less so in the local type.
        LessProtected { from: String, to: String } = "less-protected",
            "{from} is more protected than {to}, into which it is copied",
            "{from} 的保护级别高于其写入的 {to}",
            "{from}의 보호 수준이 그것이 쓰이는 {to}보다 높습니다";
        /// What the local type must have and no mapping writes.
        MandatoryUnmapped { elements: Vec<String> } = "mandatory-unmapped",
            "the effect is full, and nothing is mapped onto what the local type must have: {elements}; map them, or make the effect partial",
            "效力为完全，但本地类型的必备要素没有映射：{elements}；请映射，或改为部分效力",
            "효력이 전부인데 현지 유형의 필수 항목에 대응이 없습니다: {elements}; 대응시키거나 효력을 일부로 하십시오";
        /// The effect goes as far as a map that is empty.
        PartialWithoutMap = "partial-without-map",
            "the effect is partial, which is as far as the attribute map goes, and the map is empty: map something, or say `evidence`",
            "效力为部分，即以属性映射为限，而映射为空：请添加映射，或改为 `evidence`",
            "효력이 일부, 곧 속성 대응이 미치는 데까지인데 대응이 비어 있습니다: 대응을 넣거나 `evidence`로 하십시오";
        /// A value that means not valid counts as valid.
        StatusLenient { value: u64 } = "status-lenient",
            "the status {value} counts as valid, which the registry knows as revoked, suspended or superseded: is that meant?",
            "状态值 {value} 视为有效，而登记含义为撤销、中止或被替代：确有此意？",
            "상태 값 {value}이(가) 유효로 처리됩니다. 등록된 뜻은 취소, 정지 또는 대체입니다: 의도한 것입니까?";
        /// A licence that is valid by its own list does not count.
        StatusValidMissing = "status-valid-missing",
            "the status 0 (valid) is not among `statusEquivalence.valid`: no licence with a status list is recognised; add it",
            "`statusEquivalence.valid` 不含状态值 0（有效）：凡有状态列表的证照均不予承认；请加入",
            "`statusEquivalence.valid`에 상태 0(유효)이 없어 상태 목록이 있는 증서는 인정되지 않습니다: 넣으십시오";

        // ---- time --------------------------------------------------------------------------------------
        /// The next issue is late.
        Late { due: UnixTime } = "late",
            "the next issue was due by {due}",
            "下一版本应在 {due} 前发布",
            "다음 발행본은 {due}까지 나왔어야 합니다";
        /// The next issue is due later than six months after this one.
        NextUpdateFar { due: UnixTime } = "next-update-far",
            "the next issue is due by {due}, more than six months after this one: a change may remain unnoticed for so long",
            "下一版本的期限为 {due}，距本版本超过六个月：变更可能长期不被察觉",
            "다음 발행 기한 {due}이 이번 발행으로부터 6개월을 넘습니다: 그동안 변경이 알려지지 않을 수 있습니다";
        /// The agreement counts for more than six months after its next issue is due.
        NotAfterFar { not_after: UnixTime } = "not-after-far",
            "it counts until {not_after}, more than six months after the next issue is due: for so long nobody notices that it is withheld",
            "有效至 {not_after}，超过下一版本期限六个月以上：期间被扣留也无人察觉",
            "{not_after}까지 유효하여 다음 발행 기한보다 6개월 넘게 깁니다: 그동안 가로채여도 알 수 없습니다";
        /// A state that begins when the agreement is over.
        StateAfterEnd { start: UnixTime, end: UnixTime } = "state-after-end",
            "the state from {start} never holds, because the agreement is over at {end}",
            "自 {start} 起的状态永远不会生效，因为协定于 {end} 届满",
            "협정이 {end}에 끝나므로 {start}부터의 상태는 결코 오지 않습니다";
        /// The run-off is cut short by the end of the agreement.
        RunOffCut { until: UnixTime, end: UnixTime } = "run-off-cut",
            "the run-off is to last until {until}, and the agreement is over at {end}: it ends then",
            "过渡期定至 {until}，而协定于 {end} 届满：过渡期随之结束",
            "경과 조치가 {until}까지인데 협정이 {end}에 끝납니다: 그때 함께 끝납니다";
        /// A repeal does not end what was issued before it.
        IssuanceOnly = "issuance-only",
            "it need not be enacted at `use`: a repeal or suspension ends nothing for licences issued before it",
            "未要求 `use` 时生效：废止或中止对此前签发的证照没有影响",
            "`use` 시점의 시행을 요구하지 않습니다: 폐지나 정지가 그 전에 발급된 증서에는 미치지 않습니다";
        /// Nobody promises to announce what opens or is repealed.
        NoNotice = "no-notice",
            "no `noticePeriod` is stated: those who rely on the agreement have no time to prepare for an amendment",
            "未规定 `noticePeriod`：依赖协定者没有时间为修订做准备",
            "`noticePeriod`가 없습니다: 협정에 의지하는 쪽이 개정에 대비할 시간이 없습니다";
        /// The notice is shorter than in the issue before. Until it has passed, the longer one is owed.
        NoticeShortened { old: u64 } = "notice-shortened",
            "the notice is shorter than the {old} seconds of the issue before, which are owed for this one",
            "预告期短于上一版本的 {old} 秒，本版本仍应遵守后者",
            "예고 기간이 앞 발행본의 {old}초보다 짧습니다. 이번 발행에는 앞의 것이 적용됩니다";
        /// The issue before is of another agreement, so that nothing was compared.
        PreviousOther { agreement: String } = "previous-other",
            "the issue before is that of `{agreement}`: nothing was compared with it",
            "上一版本属于 `{agreement}`：未作比较",
            "앞 발행본은 `{agreement}`의 것입니다: 비교하지 않았습니다";
        /// Something opens before the notice has passed.
        OpensUnannounced { change: Box<Change>, earliest: UnixTime } = "opens-unannounced",
            "it opens without notice: {change}; begin it at {earliest} or later, by the `validity` of a new equivalence",
            "未经预告即放宽：{change}；请通过新条款的 `validity` 使其不早于 {earliest} 开始",
            "예고 없이 개방됩니다: {change}; 새 조항의 `validity`로 {earliest} 이후에 시작하게 하십시오";
        /// The agreement is repealed before the notice has passed.
        RepealUnannounced { start: UnixTime, earliest: UnixTime } = "repeal-unannounced",
            "it is repealed at {start} without notice: repeal it at {earliest} or later, and suspend it until then if need be",
            "未经预告即于 {start} 废止：请改为不早于 {earliest}，必要时此前先行中止",
            "예고 없이 {start}에 폐지됩니다: {earliest} 이후로 하고 필요하면 그때까지 정지하십시오";

        // ---- texts and offices -------------------------------------------------------------------------
        /// Languages that a text lacks.
        LanguagesMissing { languages: Vec<String> } = "languages-missing",
            "the text is missing in {languages}",
            "缺少以下语言的文本：{languages}",
            "다음 언어의 글이 없습니다: {languages}";
        /// A text that says nothing.
        TextBlank { languages: Vec<String> } = "text-blank",
            "the text is missing or blank: {languages}",
            "文本缺失或为空白：{languages}",
            "글이 없거나 비어 있습니다: {languages}";
        /// A language of the title in which there is no legal text.
        LegalTextMissing { languages: Vec<String> } = "legal-text-missing",
            "the title is in {languages}, and no legal text is: add it, so that everybody can read what was signed",
            "标题有 {languages} 文本，而法律文本没有：请补充，使各方都能阅读所签内容",
            "제목은 {languages}(으)로 있으나 법적 문서는 없습니다: 서명된 것을 모두 읽을 수 있게 더하십시오";
        /// An office that nobody can reach.
        ObjectionUnreachable { uri: String } = "objection-unreachable",
            "`{uri}` is no address at which a person can object: use `https:`, `mailto:` or `tel:`",
            "`{uri}` 不是可供提出异议的地址：请使用 `https:`、`mailto:` 或 `tel:`",
            "`{uri}`은(는) 이의를 낼 수 있는 주소가 아닙니다: `https:`, `mailto:`, `tel:`을 쓰십시오";
        /// The records are gone before an objection is due.
        ArchiveShort { days: u64 } = "archive-short",
            "what is kept is deleted after {days} days, before the time to object is over: keep it longer",
            "记录在 {days} 天后删除，早于异议期限届满：请延长保存",
            "기록이 이의 기간이 끝나기 전인 {days}일 뒤에 지워집니다: 더 오래 보관하십시오";
        /// The answer itself is not kept.
        VerdictNotKept = "verdict-not-kept",
            "the report is not among what is kept: nobody can tell afterwards why a licence was refused",
            "保存内容不含判定报告：事后无法查明证照为何不予承认",
            "보관 항목에 판정 보고서가 없습니다: 왜 거부되었는지 나중에 알 수 없습니다";
        /// It may be a second step, and none of its equivalences can.
        OnwardTerritories = "onward-territories",
            "`onwardUse` is true, and every equivalence is limited to territories, so that none can be the second step",
            "`onwardUse` 为真，但各条款都限定了地区，均不能作为第二步",
            "`onwardUse`가 참이지만 모든 조항이 지역으로 한정되어 둘째 단계가 될 수 없습니다";
    }
}

impl FindingKind {
    pub(super) const fn severity(&self) -> Severity {
        match self {
            Self::Refused { .. } => Severity::Error,
            Self::Over
            | Self::ConditionAlways { .. }
            | Self::AlternativeImplied { .. }
            | Self::ConditionImplied { .. }
            | Self::ExclusionNever { .. }
            | Self::NeverNeeded
            | Self::TypeForeign { .. }
            | Self::CodesDropped { .. }
            | Self::LessProtected { .. }
            | Self::MandatoryUnmapped { .. }
            | Self::StateAfterEnd { .. }
            | Self::IssuanceOnly
            | Self::LanguagesMissing { .. }
            | Self::VerdictNotKept
            | Self::OnwardTerritories => Severity::Hint,
            _ => Severity::Warning,
        }
    }
}
