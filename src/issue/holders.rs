//! Who holds the licence: how many, with which codes.

use super::{FaultCode, work::Work};
use crate::licence::{
    COMMON_NAME_SPACE, HolderCodeType,
    types::{ElementDefinition, HolderCode},
    value::Value,
};

const PARTS: [&str; 5] = [
    "holder_name",
    "holder_code",
    "holder_code_type",
    "holder_share",
    "holder_role",
];

/// Counts the holders by what is given of them, and checks each one's code.
pub(super) fn check(work: &mut Work<'_>) {
    let definition = work.definition;
    let parts: Vec<&ElementDefinition> = PARTS
        .iter()
        .filter_map(|part| definition.element(COMMON_NAME_SPACE, part))
        .collect();
    let most = parts.iter().map(|part| part.repeats()).max().unwrap_or(0);
    let count = (1..=most)
        .rev()
        .find(|n| {
            parts
                .iter()
                .any(|part| work.is_given(part, &part.identifier(*n)))
        })
        .unwrap_or(0);
    let holders = definition.holders();
    if !(holders.min..=holders.max).contains(&count) {
        let rule = format!("there must be {} to {} holders", holders.min, holders.max);
        work.fault(FaultCode::HolderCount, "holder_name", rule, None);
    }
    for n in 1..=count {
        let [name, code, kind] = ["holder_name", "holder_code", "holder_code_type"].map(|part| {
            if n == 1 {
                part.to_owned()
            } else {
                format!("{part}_{n}")
            }
        });
        if !work.gives(&name) {
            let rule = "each holder must have a name, and holders are numbered without a gap";
            work.fault(FaultCode::HolderCount, &name, rule, None);
        }
        check_code(work, &code, &kind);
    }
}

fn check_code(work: &mut Work<'_>, code: &str, kind: &str) {
    let holders = work.definition.holders();
    match holders.code {
        HolderCode::Absent => {
            for name in [code, kind] {
                if work.gives(name) {
                    let found = work.get(name).cloned();
                    let rule = "a holder of this type has no code";
                    work.fault(FaultCode::HolderCodeNotAllowed, name, rule, found.as_ref());
                }
            }
            return;
        }
        HolderCode::Mandatory => {
            for name in [code, kind] {
                if !work.gives(name) {
                    let rule = "must be there for each holder";
                    work.fault(FaultCode::ElementMissing, name, rule, None);
                }
            }
        }
        HolderCode::Optional => {}
    }
    let Some(Value::Text(digits)) = work.get(kind).cloned() else {
        return;
    };
    let Ok(code_type) = HolderCodeType::parse(digits.as_str()) else {
        return; // the code list has no such member either
    };
    if !holders.kinds.contains(&code_type) {
        let kinds: Vec<_> = holders.kinds.iter().map(|kind| kind.code()).collect();
        let rule = format!("must be one of {}", kinds.join(", "));
        work.fault(
            FaultCode::HolderKind,
            kind,
            rule,
            Some(&Value::Text(digits)),
        );
    }
    let Some(Value::Text(found)) = work.get(code).cloned() else {
        return;
    };
    if let Err(error) = code_type.check(found.as_str()) {
        let rule = format!("must be right for its `{kind}`: {error}");
        work.fault(FaultCode::HolderCode, code, rule, Some(&Value::Text(found)));
    }
}
