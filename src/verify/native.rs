//! What a native licence must disclose, and the facts among it that a verdict rests on.

use super::{trail::Trail, verdict::Element};
use crate::{
    Reason,
    codec::{Cbor, Limits},
    licence::{COMMON_NAME_SPACE, LicenceType, Region, Uscc, value::DigestValue},
    time::Date,
};

/// The always disclosed elements of a native licence that other steps need; `None` where absent or of another kind.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) region: Option<Region>,
    pub(super) issuer_code: Option<String>,
    pub(super) valid_from: Option<Date>,
    pub(super) valid_until: Option<End>,
    pub(super) seal: Option<Seal>,
    /// Whether the first day gives a person away, so that it may be withheld and stands in no report.
    pub(super) private_days: bool,
}

/// The end of the legal validity: `end = date / "long-term" / "not-applicable"`.
pub(super) enum End {
    On(Date),
    Open,
}

/// `seal`: `"none"`, or `{ "digest", "es_id", "required" }`.
pub(super) enum Seal {
    None,
    Object { required: bool },
}

/// 2.1.5, 2.1.6: what may not be withheld is there, and every element is of the kind that its definition says.
pub(super) fn check_elements(
    elements: &[Element],
    definition: &LicenceType,
    limits: &Limits,
    trail: &mut Trail,
) -> Facts {
    let missing = definition
        .always_disclosed()
        .filter(|(name_space, identifier)| value(elements, name_space, identifier).is_none());
    let missing = missing
        .map(|(ns, id)| Reason::ElementMissing {
            element: format!("{ns}/{id}"),
        })
        .collect();
    trail.conclude("2.1.5", missing);

    let mut reasons = Vec::new();
    for Element {
        name_space,
        identifier,
        value,
        ..
    } in elements
    {
        let element = || format!("{name_space}/{identifier}");
        match definition.element(name_space, identifier) {
            None => reasons.push(Reason::ElementUnknown { element: element() }),
            Some(expected) => {
                let fault = expected.check(value, limits).err();
                reasons.extend(fault.map(|fault| Reason::ElementInvalid {
                    element: element(),
                    expected: fault.to_string(),
                }));
            }
        }
    }
    reasons.extend(contradictions(elements, definition));
    trail.conclude("2.1.6", reasons);
    Facts {
        private_days: definition.validity().dates_may_be_withheld,
        ..facts(elements)
    }
}

/// What the definition says of every licence of its type, the licence does not say otherwise.
fn contradictions(elements: &[Element], definition: &LicenceType) -> Vec<Reason> {
    let stated = [
        ("category", definition.category().name()),
        ("type_code", definition.type_code().as_str()),
        ("definer_code", definition.definer().code().as_str()),
    ];
    let differs = |identifier: &str, right: &str| {
        common(elements, identifier).is_some_and(|v| v.as_text().is_some_and(|t| t != right))
    };
    stated
        .into_iter()
        .filter(|(identifier, right)| differs(identifier, right))
        .map(|(identifier, right)| Reason::ElementInvalid {
            element: format!("{COMMON_NAME_SPACE}/{identifier}"),
            expected: format!("`{right}`, as its type has it"),
        })
        .collect()
}

/// The digest of the definition that the licence was made under, as it states it.
pub(super) fn type_digest(elements: &[Element]) -> Option<DigestValue> {
    DigestValue::from_cbor(common(elements, "type_digest")?)
}

fn facts(elements: &[Element]) -> Facts {
    let text = |identifier| common(elements, identifier).and_then(Cbor::as_text);
    Facts {
        region: text("region").and_then(|region| Region::parse(region).ok()),
        // What is no such code is not compared, and stands in no reason: nobody has verified it.
        issuer_code: text("issuer_code")
            .filter(|code| Uscc::parse(code).is_ok())
            .map(str::to_owned),
        valid_from: common(elements, "valid_from").and_then(date),
        valid_until: common(elements, "valid_until").and_then(|value| match value {
            Cbor::Text(word) => {
                matches!(word.as_str(), "long-term" | "not-applicable").then_some(End::Open)
            }
            other => date(other).map(End::On),
        }),
        seal: common(elements, "seal").and_then(|value| match value {
            Cbor::Text(none) if none == "none" => Some(Seal::None),
            // What is not the whole reference names no seal object: 2.1.6 has said so, and 4.2 has nothing to judge.
            Cbor::Map(members) => {
                match ["digest", "es_id", "required"].map(|key| value.member(key)) {
                    [
                        Some(digest),
                        Some(Cbor::Text(_)),
                        Some(Cbor::Bool(required)),
                    ] if members.len() == 3 && DigestValue::from_cbor(digest).is_some() => {
                        Some(Seal::Object {
                            required: *required,
                        })
                    }
                    _ => None,
                }
            }
            _ => None,
        }),
        private_days: false,
    }
}

fn date(value: &Cbor) -> Option<Date> {
    let Cbor::Tag(1004, content) = value else {
        return None;
    };
    Date::parse(content.as_text()?)
}

fn common<'e>(elements: &'e [Element], identifier: &str) -> Option<&'e Cbor> {
    value(elements, COMMON_NAME_SPACE, identifier)
}

fn value<'e>(elements: &'e [Element], name_space: &str, identifier: &str) -> Option<&'e Cbor> {
    elements
        .iter()
        .find(|element| element.identifier == identifier && element.name_space == name_space)
        .map(|element| &element.value)
}
