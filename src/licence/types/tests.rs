use serde_json::{Value as Json, json};

use super::*;
use crate::{
    codec::{Cbor, Limits},
    licence::COMMON_NAME_SPACE,
};

const TAX: &str = include_str!("../../../spec/types/tax_certificate.json");
const ESTATE: &str = include_str!("../../../spec/types/real_estate_title.json");
const BIRTH: &str = include_str!("../../../spec/types/birth_certificate.json");

#[test]
fn every_shipped_definition_is_consistent() {
    load::common(builtin::COMMON).unwrap_or_else(|error| panic!("{error}"));
    for text in builtin::TYPES {
        if let Err(error) = LicenceType::from_json(text) {
            panic!("{error}");
        }
    }
    assert_eq!(TypeRegistry::builtin().iter().count(), builtin::TYPES.len());
}

/// The tax certificate with the member at each pointer set, or removed for null.
fn tax(changes: &[(&str, Json)]) -> Result<LicenceType, TypeError> {
    let mut definition: Json = serde_json::from_str(TAX).unwrap();
    for (pointer, value) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match definition.pointer_mut(parent).unwrap() {
            Json::Object(members) if value.is_null() => {
                members.remove(name);
            }
            Json::Object(members) => {
                members.insert(name.to_owned(), value.clone());
            }
            Json::Array(items) => items.push(value.clone()),
            _ => panic!("{pointer}"),
        }
    }
    LicenceType::from_json(&definition.to_string())
}

fn first_fault(changes: &[(&str, Json)]) -> String {
    tax(changes).unwrap_err().faults()[0].to_string()
}

fn names() -> Json {
    json!({"zh": "甲", "en": "a", "ko": "가"})
}

#[test]
fn each_inconsistency_is_named_with_its_place() {
    // Elements 1, 2 and 3 are `total`, `total_in_words` and `items`.
    for (pointer, value, fault) in [
        (
            "/format",
            json!("x"),
            "`format`: must be one of: org.elicence.type.1",
        ),
        (
            "/doc_type",
            json!("org.elicence.Tax.1"),
            "`doc_type`: must be `org.elicence.<name>.<major version>`",
        ),
        (
            "/doc_type",
            json!("org.elicence.tax.01"),
            "`doc_type`: must be `org.elicence.<name>.<major version>`",
        ),
        (
            "/revision",
            json!(-1),
            "`revision`: must be a whole number in range",
        ),
        (
            "/surprise",
            json!(1),
            "``: has an unknown member `surprise`",
        ),
        ("/names/ko", Json::Null, "`names.ko`: is missing"),
        (
            "/names/zh",
            json!("完税\n证明"),
            "`names.zh`: must be in NFC without control characters",
        ),
        (
            "/definer/code",
            json!("Y1440100TEM000037D"),
            "`definer.code`: must be the first 18 characters of `type_code`",
        ),
        (
            "/holders/kinds/-",
            json!("777"),
            "`holders.kinds[10]`: no holder-code type of GB/T 36903 has this code",
        ),
        (
            "/holders/code",
            json!("absent"),
            "`holders`: `kinds` is empty if and only if `code` is `absent`",
        ),
        ("/holders/min", json!(2), "`holders`: `min` is 1 to `max`"),
        (
            "/validity/ends",
            json!([]),
            "`validity.ends`: must allow one form of end",
        ),
        (
            "/validity/max_years",
            json!(3),
            "`validity.max_years`: is at least 1, and only for a type whose validity ends on a day",
        ),
        (
            "/number/pattern",
            json!("[0-9]+"),
            "`number.pattern`: a pattern begins with `^` and ends with `$`",
        ),
        (
            "/number/pattern",
            json!("^([0-9]$"),
            "`number.pattern`: not a regular expression of the allowed syntax",
        ),
        (
            "/common/nothing",
            json!({}),
            "`common.nothing`: there is no such common element",
        ),
        (
            "/common/region",
            json!({"withheld": "may"}),
            "`common.region`: has an unknown member `withheld`",
        ),
        (
            "/code_lists/category",
            json!([{"code": "x", "names": names()}]),
            "`code_lists.category`: a common code list has this name",
        ),
        (
            "/code_lists/tax",
            json!([]),
            "`code_lists.tax`: must have a code",
        ),
        (
            "/elements/1/scale",
            json!(19),
            "`elements.total.scale`: an amount has 18 decimals at most",
        ),
        (
            "/elements/1/pattern",
            json!("^1$"),
            "`elements.total`: has a member `pattern` that the kind `amount` does not have",
        ),
        (
            "/elements/1/id",
            json!("Total"),
            "`elements.Total`: an identifier has small letters, digits and `_`, a letter first, 64 at most",
        ),
        (
            "/elements/1/kind",
            json!("float"),
            "`elements.total`: has a member `unit` that the kind `float` does not have",
        ),
        (
            "/elements/1/id",
            json!("remarks"),
            "`elements.remarks`: another element has this identifier",
        ),
        (
            "/elements/1/repeats",
            json!(0),
            "`elements.total`: `repeats` is 1 to 1,000, and `repeats_min` is 1 to `repeats`",
        ),
        (
            "/elements/1/sharing_basis",
            Json::Null,
            "`elements.total.sharing_basis`: sharing `conditional` or `none` needs a legal basis",
        ),
        (
            "/elements/1/obligation",
            json!({"mandatory_if": {"element": "nobody", "is": ["x"]}}),
            "`elements.total.obligation`: names the unknown element `nobody`",
        ),
        (
            "/elements/1/obligation",
            json!({"mandatory_if": {"element": "category", "is": ["x"]}}),
            "`elements.total.obligation`: names the code `x`, which `category` cannot have",
        ),
        (
            "/elements/3/columns/1/code_list",
            json!("levy"),
            "`elements.items.columns[1].code_list`: names the unknown code list `levy`",
        ),
        (
            "/elements/3/columns/2/id",
            json!("tax"),
            "`elements.items`: has two columns `tax`",
        ),
        (
            "/elements/3/repeats",
            json!(2),
            "`elements.items`: a table that repeats has one row each",
        ),
        (
            "/checks/0/column",
            json!("fee"),
            "`checks[0].column`: the table `items` has no column `fee`",
        ),
        (
            "/checks/0/column",
            json!("tax"),
            "`checks[0].column`: is a column of a kind that the rule does not fit",
        ),
        (
            "/checks/0/equals",
            json!("remarks"),
            "`checks[0].equals`: the element `remarks` must be an amount",
        ),
        (
            "/checks/0/rule",
            json!("mean"),
            "`checks[0].rule`: there is no rule `mean`",
        ),
        (
            "/derivations/0/source",
            json!("remarks"),
            "`derivations.tax_paid.source`: the element `remarks` must be an amount, an integer or a code of whole numbers",
        ),
        (
            "/derivations/0/threshold",
            json!("1,000"),
            "`derivations.tax_paid.threshold`: must be a decimal number in a string",
        ),
        (
            "/derivations/0/rule",
            json!("guess"),
            "`derivations.tax_paid`: has a member `source` that the rule `guess` does not have",
        ),
        (
            "/derivations/0/id",
            json!("total"),
            "`derivations.total`: another element has this identifier",
        ),
        (
            "/derivations/1/negate",
            json!(true),
            "`derivations.tax_band.negate`: only a state can be turned round, not a band",
        ),
        (
            "/derivations/1/bands/1/from",
            json!("0.02"),
            "`derivations.tax_band.bands`: there is a gap between `none` and `under-10k`",
        ),
        (
            "/derivations/1/bands/1/from",
            json!("0"),
            "`derivations.tax_band.bands`: there is an overlap between `none` and `under-10k`",
        ),
        (
            "/derivations/1/bands/1/from",
            Json::Null,
            "`derivations.tax_band.bands`: between `none` and `under-10k` a `below` and a `from` must stand",
        ),
        (
            "/derivations/1/bands/0/from",
            json!("-1"),
            "`derivations.tax_band.bands`: the first band `none` must have no `from`",
        ),
        (
            "/derivations/1/bands/4/below",
            json!("2000000"),
            "`derivations.tax_band.bands`: the last band `1m-or-more` must have no `below`",
        ),
        (
            "/derivations/1/bands/4/code",
            json!("none"),
            "`derivations.tax_band.bands`: two bands have the code `none`",
        ),
    ] {
        assert_eq!(first_fault(&[(pointer, value)]), fault, "{pointer}");
    }
}

#[test]
fn all_faults_are_reported_at_once() {
    let error = tax(&[
        ("/revision", Json::Null),
        ("/elements/1/scale", json!(19)),
        ("/seal", json!("maybe")),
    ])
    .unwrap_err();
    let places: Vec<_> = error
        .faults()
        .iter()
        .map(|fault| fault.at.as_str())
        .collect();
    assert!(
        ["revision", "seal", "elements.total.scale"]
            .iter()
            .all(|at| places.contains(at)),
        "{places:?}"
    );
}

#[test]
fn a_member_given_twice_and_text_that_is_no_json_are_refused() {
    let twice = TAX.replacen("\"revision\": 1", "\"revision\": 1, \"revision\": 2", 1);
    let error = LicenceType::from_json(&twice).unwrap_err();
    assert_eq!(
        error.faults()[0].to_string(),
        "``: has the member `revision` twice"
    );
    let error = LicenceType::from_json("{").unwrap_err();
    assert_eq!(
        error.faults()[0].to_string(),
        "``: not well-formed JSON (line 1, column 1)"
    );
}

#[test]
fn a_band_is_refused_where_the_exact_value_is_always_disclosed() {
    let computed = "the exact value of `total` can be computed from what is always disclosed";
    // By itself, from its words, and from the rows that add up to it.
    for element in [1, 2, 3] {
        let pointer = format!("/elements/{element}/withheld");
        let fault = first_fault(&[(&pointer, json!("must-not"))]);
        assert_eq!(
            fault,
            format!("`derivations.tax_paid.source`: {computed}"),
            "{element}"
        );
    }
    // Through two rules: the copy is the same as the words, and the words are the amount.
    let copy = json!({"id": "copy", "kind": "text", "obligation": "mandatory", "sensitivity": "public", "sharing": "open", "withheld": "must-not", "names": names()});
    let fault = first_fault(&[
        ("/elements/-", copy),
        (
            "/checks/-",
            json!({"rule": "same", "a": "total_in_words", "b": "copy"}),
        ),
    ]);
    assert_eq!(fault, format!("`derivations.tax_paid.source`: {computed}"));
}

#[test]
fn a_state_of_age_is_refused_where_a_citizen_number_is_always_disclosed() {
    let number = json!({"id": "payer", "kind": "identifier", "scheme": "citizen-number", "obligation": "mandatory", "sensitivity": "public", "sharing": "open", "withheld": "must-not", "names": names()});
    let age = json!({"id": "adult", "rule": "age_over", "source": "period_from", "years": 18, "names": names()});
    assert_eq!(
        first_fault(&[("/elements/-", number), ("/derivations/-", age)]),
        "`derivations.adult.source`: a citizen number, which holds the day of birth, is always disclosed"
    );
}

#[test]
fn the_digest_covers_the_rules_and_not_the_labels_or_the_order_of_members() {
    let plain = LicenceType::from_json(TAX).unwrap();
    let renamed = tax(&[
        ("/names/en", json!("Another name")),
        ("/elements/1/names/ko", json!("합계")),
    ])
    .unwrap();
    assert_eq!(plain.digest(), renamed.digest());
    let moved = tax(&[("/revision", Json::Null), ("/revision", json!(1))]).unwrap();
    assert_eq!(plain.digest(), moved.digest());
    let other = tax(&[("/elements/8/max_chars", json!(999))]).unwrap();
    assert_ne!(plain.digest(), other.digest());
}

#[test]
fn a_registry_keeps_old_revisions_and_finds_by_digest_only() {
    let mut registry = TypeRegistry::empty();
    let (first, second) = (
        LicenceType::from_json(TAX).unwrap(),
        tax(&[("/revision", json!(2))]).unwrap(),
    );
    let (old, new) = (first.digest().clone(), second.digest().clone());
    registry.add(second);
    registry.add(first.clone());
    registry.add(first);
    assert_eq!(registry.iter().count(), 2);
    let name = "org.elicence.tax_certificate.1";
    assert_eq!(registry.latest(name).unwrap().digest(), &new);
    assert_eq!(registry.find(name, &old).unwrap().revision(), 1);
    assert!(
        registry
            .find("org.elicence.marriage_certificate.1", &old)
            .is_none()
    );
    assert!(!registry.knows("org.iso.18013.5.1.mDL"));
}

#[test]
fn repeats_have_one_spelling_each() {
    let estate = LicenceType::from_json(ESTATE).unwrap();
    let own = estate.doc_type();
    assert_eq!(estate.element(own, "co_owner").unwrap().id(), "co_owner");
    assert_eq!(
        estate
            .element(own, "co_owner_20")
            .unwrap()
            .index_of("co_owner_20"),
        Some(20)
    );
    for wrong in [
        "co_owner_1",
        "co_owner_02",
        "co_owner_21",
        "co_owner_",
        "co_owner_+2",
        "co_owner_2_2",
        "location_2",
    ] {
        assert!(estate.element(own, wrong).is_none(), "{wrong}");
    }
    assert_eq!(
        estate.element(own, "co_owner_number_2").unwrap().id(),
        "co_owner_number"
    );
    assert!(estate.element(own, "region").is_none());
    assert!(estate.element(COMMON_NAME_SPACE, "region").is_some());
}

#[test]
fn the_dates_are_always_disclosed_unless_they_give_a_person_away() {
    let ids = |text: &str| {
        let definition = LicenceType::from_json(text).unwrap();
        let ids: Vec<String> = definition
            .always_disclosed()
            .map(|(_, id)| id.to_owned())
            .collect();
        ids
    };
    assert_eq!(
        ids(TAX),
        [
            "type_digest",
            "issuer_code",
            "region",
            "issue_date",
            "valid_from",
            "valid_until",
            "category",
            "seal"
        ]
    );
    assert_eq!(
        ids(BIRTH),
        [
            "type_digest",
            "issuer_code",
            "region",
            "valid_until",
            "category",
            "seal"
        ]
    );
}

#[test]
fn a_value_is_judged_by_its_definition() {
    let tax = LicenceType::from_json(TAX).unwrap();
    let limits = Limits::default();
    let check = |namespace: &str, id: &str, value: &Cbor| {
        tax.element(namespace, id)
            .unwrap()
            .check(value, &limits)
            .map_err(|fault| fault.to_string())
    };
    let amount = |exponent: i128| {
        Cbor::Tag(
            4,
            Box::new(Cbor::Array(vec![
                Cbor::Integer(exponent),
                Cbor::Integer(1250),
            ])),
        )
    };
    let own = tax.doc_type();
    assert_eq!(check(own, "total", &amount(-2)), Ok(()));
    assert_eq!(
        check(own, "total", &amount(-3)),
        Err("an amount with 2 decimals".into())
    );
    assert_eq!(
        check(own, "total", &Cbor::Integer(1250)),
        Err("a decimal amount such as 12.50".into())
    );
    let derived = |value: Cbor, rule: &str| {
        Cbor::map([
            ("value", value),
            ("rule", Cbor::text(rule)),
            ("as_of", Cbor::Tag(1004, Box::new(Cbor::text("2026-01-01")))),
        ])
    };
    assert_eq!(
        check(own, "tax_band", &derived(Cbor::text("none"), "band(total)")),
        Ok(())
    );
    for wrong in [
        derived(Cbor::text("122800.32"), "band(total)"),
        derived(Cbor::text("none"), "band(arrears)"),
        derived(Cbor::Bool(true), "band(total)"),
    ] {
        assert_eq!(
            check(own, "tax_band", &wrong),
            Err("a value that the rule band(total) gives".into())
        );
    }
    assert_eq!(
        check(COMMON_NAME_SPACE, "seal", &Cbor::text("none")),
        Ok(())
    );
    assert_eq!(
        check(COMMON_NAME_SPACE, "seal", &Cbor::text("some")),
        Err("`none`, or a map of digest, es_id and required".into())
    );
    assert_eq!(
        check(COMMON_NAME_SPACE, "valid_until", &Cbor::text("long-term")),
        Err("an end of validity that the type has".into())
    );
}

#[test]
fn a_pattern_means_the_whole_text_even_with_an_alternative() {
    let pattern = Pattern::parse("^a|b$").unwrap();
    assert!(pattern.matches("a") && pattern.matches("b"));
    assert!(!pattern.matches("ax") && !pattern.matches("xb") && !pattern.matches("b\n"));
}
