//! The kinds of change, and the sentence of each.

use crate::recognise::agreement::EquivalenceStatus;
use crate::recognise::agreement::worded::worded;
use crate::time::UnixTime;

worded! {
    /// The kinds of change.
    pub enum ChangeKind {
        /// A member has another value.
        Member { member: &'static str, old: Option<String>, new: Option<String> } = "member",
            "`{member}` is {new}, it was {old}",
            "`{member}` 由 {old} 改为 {new}",
            "`{member}`: {old}에서 {new}(으)로";
        /// A value is new among those of a member.
        ValueAdded { member: &'static str, value: String } = "value-added",
            "`{value}` is now among `{member}`",
            "`{member}` 新增 `{value}`",
            "`{member}`에 `{value}` 추가";
        /// A value is not among those of a member any more.
        ValueRemoved { member: &'static str, value: String } = "value-removed",
            "`{value}` is not among `{member}` any more",
            "`{member}` 删去 `{value}`",
            "`{member}`에서 `{value}` 삭제";
        /// Through this time the agreement has another state than it had.
        State { start: UnixTime, end: Option<UnixTime>, old: Option<EquivalenceStatus>, new: Option<EquivalenceStatus> } = "state",
            "{new} in place of {old}, from {start} until {end}",
            "{start} 至 {end} 的状态由 {old} 改为 {new}",
            "{start}부터 {end} 전까지 상태가 {old}에서 {new}(으)로";
        /// An equivalence is new: a type counts as another.
        EquivalenceAdded { doc_type: String, there: String, local: String, purposes: Vec<String>, here: String } = "equivalence-added",
            "`{doc_type}` of {there} counts as `{local}` in {here} for {purposes}",
            "{there} 的 `{doc_type}` 在 {here} 用于 {purposes} 时视同 `{local}`",
            "{there}의 `{doc_type}`이(가) {here}에서 {purposes} 용도로 `{local}`(으)로 인정됨";
        /// An equivalence is gone.
        EquivalenceRemoved { doc_type: String, there: String, local: String, purposes: Vec<String>, here: String } = "equivalence-removed",
            "`{doc_type}` of {there} does not count as `{local}` in {here} for {purposes} any more",
            "{there} 的 `{doc_type}` 在 {here} 用于 {purposes} 时不再视同 `{local}`",
            "{there}의 `{doc_type}`이(가) {here}에서 {purposes} 용도로 더 이상 `{local}`(으)로 인정되지 않음";
        /// A clause is new: something more is asked.
        ConditionAdded { asks: String } = "condition-added",
            "is now asked: {asks}",
            "新增条件：{asks}",
            "조건 추가: {asks}";
        /// A clause is gone: something is not asked any more.
        ConditionRemoved { asks: String } = "condition-removed",
            "is not asked any more: {asks}",
            "不再要求：{asks}",
            "조건 삭제: {asks}";
        /// One more condition is enough for a clause.
        AlternativeAdded { asks: String } = "alternative-added",
            "is now enough for its clause: {asks}",
            "现可择一满足：{asks}",
            "선택 조건 추가: {asks}";
        /// A condition is not enough for a clause any more.
        AlternativeRemoved { asks: String } = "alternative-removed",
            "is not enough for its clause any more: {asks}",
            "不再可择一满足：{asks}",
            "선택 조건 삭제: {asks}";
        /// An exclusion has one more condition.
        ExclusionAdded { asks: String } = "exclusion-added",
            "now excludes: {asks}",
            "新增排除：{asks}",
            "제외 추가: {asks}";
        /// An exclusion has one condition less.
        ExclusionRemoved { asks: String } = "exclusion-removed",
            "does not exclude any more: {asks}",
            "不再排除：{asks}",
            "제외 삭제: {asks}";
        /// The local view has an element that it did not have, or another one.
        MappingAdded { to: String, from: String, how: String } = "mapping-added",
            "the local view has {to} from {from}: {how}",
            "本地视图由 {from} 得出 {to}：{how}",
            "현지 보기의 {to}을(를) {from}에서 얻음: {how}";
        /// The local view does not have an element any more.
        MappingRemoved { to: String, from: String, how: String } = "mapping-removed",
            "the local view does not have {to} from {from} any more: {how}",
            "本地视图不再由 {from} 得出 {to}：{how}",
            "현지 보기의 {to}을(를) 더 이상 {from}에서 얻지 않음: {how}";
        /// A mapping refuses a licence that it cannot map.
        MappingNeeded { from: String } = "mapping-needed",
            "a licence is refused where {from} cannot be mapped",
            "{from} 无法映射的证照不予承认",
            "{from}을(를) 대응할 수 없는 증서는 거부됨";
        /// A mapping does not refuse a licence any more that it cannot map.
        MappingNotNeeded { from: String } = "mapping-not-needed",
            "a licence is not refused any more where {from} cannot be mapped",
            "{from} 无法映射的证照不再因此不予承认",
            "{from}을(를) 대응할 수 없어도 더 이상 거부되지 않음";
        /// A code has a local counterpart.
        CodeMapped { to: String, code: String, becomes: String } = "code-mapped",
            "code `{code}` becomes `{becomes}` in {to}",
            "代码 `{code}` 在 {to} 中对应 `{becomes}`",
            "코드 `{code}`이(가) {to}에서 `{becomes}`(으)로 대응됨";
        /// A code does not have a local counterpart any more.
        CodeUnmapped { to: String, code: String, becomes: String } = "code-unmapped",
            "code `{code}` does not become `{becomes}` in {to} any more",
            "代码 `{code}` 在 {to} 中不再对应 `{becomes}`",
            "코드 `{code}`이(가) {to}에서 더 이상 `{becomes}`(으)로 대응되지 않음";
        /// A code is in a table that did not have it, with or without a counterpart.
        CodeListed { to: String, code: String } = "code-listed",
            "code `{code}` is in the table of {to}",
            "{to} 的对照表新增代码 `{code}`",
            "{to}의 대응표에 코드 `{code}` 추가";
        /// A code is not in a table any more.
        CodeUnlisted { to: String, code: String } = "code-unlisted",
            "code `{code}` is not in the table of {to} any more",
            "{to} 的对照表删去代码 `{code}`",
            "{to}의 대응표에서 코드 `{code}` 삭제";
        /// Something more is needed beside the licence.
        SupplementAdded { evidence: String } = "supplement-added",
            "is now needed beside the licence: {evidence}",
            "新增补充材料：{evidence}",
            "추가 증빙이 필요함: {evidence}";
        /// Something is not needed beside the licence any more.
        SupplementRemoved { evidence: String } = "supplement-removed",
            "is not needed beside the licence any more: {evidence}",
            "不再需要补充材料：{evidence}",
            "추가 증빙이 더 이상 필요하지 않음: {evidence}";
        /// A supplement has one more condition under which it is not needed.
        UnlessAdded { asks: String } = "unless-added",
            "is asked of a licence that needs no such supplement: {asks}",
            "免交补充材料的条件新增：{asks}",
            "추가 증빙 면제 조건 추가: {asks}";
        /// A supplement has one condition less under which it is not needed.
        UnlessRemoved { asks: String } = "unless-removed",
            "is not asked any more of a licence that needs no such supplement: {asks}",
            "免交补充材料的条件删去：{asks}",
            "추가 증빙 면제 조건 삭제: {asks}";
        /// The same things in another order.
        Reordered { what: &'static str } = "reordered",
            "the `{what}` stand in another order",
            "`{what}` 的顺序不同",
            "`{what}`의 순서가 다름";
        /// A difference that has no kind of its own.
        Other = "other",
            "the issues differ in something else",
            "两个版本另有差异",
            "두 발행본이 그 밖의 점에서 다름";
    }
}
