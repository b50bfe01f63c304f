//! The form of the document: what is read, what is not, and where the fault is said to be.

use crate::codec::{Cbor, Limits};
use crate::document::tree::{Fault, Node};
use crate::error::{DecodeError, DecodeErrorKind};

use super::*;

fn read(tree: &Cbor) -> Result<AgreementContents, DecodeError> {
    read::contents(&Node::cbor(tree)).map_err(|fault: Fault| fault.in_cbor(&tree.to_vec(), 0))
}

/// Every value of the tree with the way to it, but what an extension holds.
fn places(item: &Cbor, path: &str, all: &mut Vec<(String, Cbor)>) {
    all.push((path.to_owned(), item.clone()));
    if path.ends_with("].value") && path.starts_with(".extensions") {
        return;
    }
    match item {
        Cbor::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{path}[{index}]"), all);
            }
        }
        Cbor::Map(members) => {
            for (key, value) in members {
                places(value, &format!("{path}.{}", key.as_text().unwrap()), all);
            }
        }
        _ => {}
    }
}

fn all_places() -> Vec<(String, Cbor)> {
    let mut all = Vec::new();
    places(&agreement().to_cbor(), "", &mut all);
    all
}

/// The tree with another value at the place.
fn put(item: &Cbor, path: &str, place: &str, value: &Cbor) -> Cbor {
    if path == place {
        return value.clone();
    }
    match item {
        Cbor::Array(items) => {
            let each = items.iter().enumerate();
            Cbor::Array(
                each.map(|(index, item)| put(item, &format!("{path}[{index}]"), place, value))
                    .collect(),
            )
        }
        Cbor::Map(members) => {
            let each = members.iter().map(|(key, member)| {
                let path = format!("{path}.{}", key.as_text().unwrap());
                (key.clone(), put(member, &path, place, value))
            });
            Cbor::Map(each.collect())
        }
        other => other.clone(),
    }
}

fn with(place: &str, value: &Cbor) -> Cbor {
    put(&agreement().to_cbor(), "", place, value)
}

#[track_caller]
fn fault(place: &str, value: &Cbor) -> DecodeError {
    let tree = with(place, value);
    match read(&tree) {
        Err(error) => error,
        Ok(_) => panic!("{place}: {value:?}"),
    }
}

/// Whether the members of the map have names of the author's, as languages and codes.
fn is_keyed(place: &str) -> bool {
    let last = place.rsplit('.').next().unwrap();
    ["title", "label", "reason", "contact", "table"].contains(&last)
}

fn is_optional(parent: &[(Cbor, Cbor)], name: &str) -> bool {
    let has = |name: &str| parent.iter().any(|(key, _)| key.as_text() == Some(name));
    let kind = parent.iter().find(|(key, _)| key.as_text() == Some("kind"));
    let kind = kind.and_then(|(_, value)| value.as_text());
    match name {
        "equivalenceHistory" | "validUntil" | "noticePeriod" | "runOff" | "onwardParties"
        | "extensions" | "territories" | "validity" | "derived" | "docType" | "unless" => true,
        "until" => has("from"),
        "notBefore" | "notAfter" => kind.is_some(),
        "min" | "max" => kind == Some("elementRange"),
        "minAge" | "maxAge" => kind == Some("elementDate"),
        _ => false,
    }
}

#[test]
fn what_is_written_is_read() {
    let tree = agreement().to_cbor();
    assert_eq!(read(&tree), Ok(agreement()));
    let bytes = tree.to_vec();
    let decoded = Cbor::decode(&bytes, &Limits::default()).unwrap();
    assert_eq!(read(&decoded).unwrap().to_cbor().to_vec(), bytes);
}

#[test]
fn a_member_is_required_unless_the_format_says_otherwise() {
    let mut required = 0;
    for (place, item) in all_places() {
        let Cbor::Map(members) = &item else { continue };
        if is_keyed(&place) || place.ends_with("].value") {
            continue;
        }
        for index in 0..members.len() {
            let mut fewer = members.clone();
            let (key, _) = fewer.remove(index);
            let name = key.as_text().unwrap();
            let value = Cbor::Map(fewer);
            if is_optional(members, name) {
                assert!(read(&with(&place, &value)).is_ok(), "{place} {name}");
                continue;
            }
            let error = fault(&place, &value);
            let code = match name {
                "table" | "constant" => "codec.invalid-value",
                _ => "codec.missing-field",
            };
            assert_eq!(error.code(), code, "{place} {name}");
            assert_eq!(error.field, format!("payload{place}"), "{name}");
            let bytes = with(&place, &value).to_vec();
            assert!(bytes[error.at..].starts_with(&value.to_vec()), "{place}");
            required += 1;
        }
    }
    assert!(required > 200, "{required}");
}

#[test]
fn the_schema_is_closed_at_every_level() {
    for (place, item) in all_places() {
        let Cbor::Map(mut members) = item else {
            continue;
        };
        if is_keyed(&place) || place.ends_with("].value") {
            continue;
        }
        members.push((Cbor::text("colour"), Cbor::Null));
        let error = fault(&place, &Cbor::Map(members));
        let expected = "no member but those of the format";
        assert_eq!(error.kind, DecodeErrorKind::InvalidValue { expected });
        assert_eq!(error.field, format!("payload{place}"));
    }
}

#[test]
fn no_member_stands_twice() {
    for (place, item) in all_places() {
        let Cbor::Map(mut members) = item else {
            continue;
        };
        if place.ends_with("].value") {
            continue;
        }
        members.push(members[0].clone());
        let error = fault(&place, &Cbor::Map(members));
        assert_eq!(error.kind, DecodeErrorKind::DuplicateKey, "{place}");
    }
}

#[test]
fn a_value_of_another_type_is_refused_where_it_stands() {
    for (place, item) in all_places() {
        if place.ends_with("].value") && place.starts_with(".extensions") {
            assert!(read(&with(&place, &Cbor::Null)).is_ok());
            continue;
        }
        let error = fault(&place, &Cbor::Null);
        assert_eq!(error.code(), "codec.wrong-type", "{place}");
        // A code of a table may be anything, so a path does not repeat it unless it is plain.
        if !place.contains("transform.table") {
            assert_eq!(error.field, format!("payload{place}"));
        }
        if matches!(item, Cbor::Text(_)) {
            let error = fault(&place, &Cbor::text(""));
            assert_eq!(error.code(), "codec.invalid-value", "{place}");
        }
    }
}

#[test]
fn an_empty_list_is_absent_unless_the_format_has_it() {
    let may_be_empty = [
        "supersedes",
        "exclusions",
        "conditions",
        "invalid",
        "attributeMap",
        "supplements",
    ];
    for (place, item) in all_places() {
        let Cbor::Array(_) = item else { continue };
        let last = place.rsplit('.').next().unwrap();
        let table = place.contains("transform.table");
        let result = read(&with(&place, &Cbor::Array(Vec::new())));
        if may_be_empty.contains(&last) || table {
            assert!(result.is_ok(), "{place}");
        } else {
            let code = match last {
                "element" | "from" | "to" => "codec.invalid-value",
                _ => "codec.empty",
            };
            assert_eq!(result.unwrap_err().code(), code, "{place}");
        }
    }
}

#[test]
fn words_are_those_of_the_format() {
    for place in [
        ".type",
        ".currentState.equivalenceStatus",
        ".requireEnactedAt[0]",
        ".precedence",
        ".archive.keep[0]",
        ".equivalences[0].effect",
        ".equivalences[0].attributeMap[0].onUnmapped",
        ".equivalences[0].attributeMap[1].transform",
        ".equivalences[0].supplements[1].deadline",
        ".equivalences[1].conditions[2].min",
        ".legalTexts[0].lang",
        ".pointedParty.territory",
        ".equivalences[0].pointedType",
    ] {
        let error = fault(place, &Cbor::text("no such *word"));
        assert_eq!(error.code(), "codec.invalid-value", "{place}");
        assert_eq!(error.field, format!("payload{place}"));
    }
}

#[test]
fn a_choice_is_between_two_at_least() {
    let one = Cbor::Array(vec![Cbor::map([
        ("id", Cbor::text("a")),
        ("kind", Cbor::text("licenceAge")),
        ("max", Cbor::Integer(1)),
    ])]);
    let error = fault(".equivalences[2].conditions[2].anyOf", &one);
    assert_eq!(error.code(), "codec.invalid-value");
    assert_eq!(error.field, "payload.equivalences[2].conditions[2].anyOf");
}

#[test]
fn an_element_has_two_names_or_three() {
    let place = ".equivalences[0].conditions[7].element";
    let names = |n: usize| Cbor::Array(vec![Cbor::text("a"); n]);
    for n in [1, 4] {
        assert_eq!(fault(place, &names(n)).code(), "codec.invalid-value");
    }
    for n in [2, 3] {
        assert!(read(&with(place, &names(n))).is_ok());
    }
}

/// A condition of a kind of a later version.
fn later() -> Cbor {
    Cbor::map([
        ("id", Cbor::text("later")),
        ("kind", Cbor::text("moonPhase")),
        ("phase", Cbor::Array(vec![Cbor::text("full")])),
    ])
}

#[test]
fn a_kind_that_is_not_known_is_read_as_its_name() {
    let tree = with(".equivalences[0].conditions[0]", &later());
    let contents = read(&tree).unwrap();
    let kind = Kind::Other {
        kind: "moonPhase".to_owned(),
    };
    assert_eq!(
        contents.equivalences[0].conditions[0],
        Clause::One(condition("later", kind))
    );
    assert_eq!(check(&contents), []);
    let reason = Reason::AgreementVocabulary {
        clause: "later".to_owned(),
        kind: "moonPhase".to_owned(),
    };
    assert_eq!(check_for_signing(&contents), [reason]);
    // What is written is its name and nothing else.
    let written = read(&contents.to_cbor()).unwrap();
    assert_eq!(written, contents);
    // Its name is needed all the same, and once.
    let without = Cbor::map([("id", Cbor::text("later")), ("phase", Cbor::Null)]);
    let error = fault(".equivalences[0].conditions[0]", &without);
    assert_eq!(error.kind, DecodeErrorKind::MissingField { name: "kind" });
    let Cbor::Map(mut members) = later() else {
        panic!()
    };
    members.push((Cbor::text("phase"), Cbor::Null));
    let error = fault(".equivalences[0].conditions[0]", &Cbor::Map(members));
    assert_eq!(error.kind, DecodeErrorKind::DuplicateKey);
}

#[test]
fn in_another_vocabulary_no_kind_is_known() {
    let tree = with(
        ".conditionVocabulary",
        &Cbor::text("org.elicence.conditions.2"),
    );
    let contents = read(&tree).unwrap();
    let mut conditions = contents.equivalences.iter().flat_map(|e| &e.conditions);
    assert!(conditions.all(|clause| {
        clause
            .conditions()
            .iter()
            .all(|condition| matches!(condition.kind, Kind::Other { .. }))
    }));
    assert_eq!(check(&contents), []);
    let reasons = check_for_signing(&contents);
    assert_eq!(
        reasons[0],
        Reason::AgreementVocabulary {
            clause: "conditionVocabulary".to_owned(),
            kind: "org.elicence.conditions.2".to_owned()
        }
    );
    assert!(reasons.len() > 10);
}

#[test]
fn numbers_reach_as_far_as_every_reader_of_json() {
    let largest = (1 << 53) - 1;
    assert!(read(&with(".sequenceNumber", &Cbor::Integer(largest))).is_ok());
    for number in [-1, largest + 1] {
        let error = fault(".sequenceNumber", &Cbor::Integer(number));
        assert_eq!(error.code(), "codec.invalid-value");
    }
    for number in [i64::MIN, i64::MAX] {
        let place = ".equivalences[0].conditions[8].min";
        assert!(read(&with(place, &Cbor::Integer(number.into()))).is_ok());
    }
}
