use super::*;

#[track_caller]
fn refused(text: &str, at: &str, rule: &str) {
    let error = AgreementContents::from_json(text).unwrap_err();
    assert_eq!((error.at.as_str(), error.rule.as_str()), (at, rule));
}

/// The usual JSON with one text in another's place.
fn with(from: &str, to: &str) -> String {
    assert!(JSON.contains(from), "{from}");
    JSON.replacen(from, to, 1)
}

#[test]
fn what_is_written_is_read() {
    let written = agreement().to_json();
    assert_eq!(AgreementContents::from_json(&written), Ok(agreement()));
    let tree = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(tree(&written), tree(JSON));
    let mut least = agreement();
    bare(&mut least);
    least.equivalence_history.clear();
    least.valid_until = None;
    least.notice_period = None;
    least.run_off = None;
    least.mra_depth = 0;
    least.onward_parties.clear();
    least.supersedes.clear();
    least.extensions.clear();
    assert_eq!(check(&least), []);
    assert_eq!(AgreementContents::from_json(&least.to_json()), Ok(least));
}

#[test]
fn a_member_that_is_not_known_is_refused_by_path() {
    refused(
        &with(
            r#""currentState": {"#,
            r#""currentState": {"colour": "red","#,
        ),
        "currentState",
        "unknown member `colour`, expected one of: equivalenceStatus, equivalenceStatusStartingTime",
    );
    refused(
        &with(r#""max": 11"#, r#""max": 11, "mean": 3"#),
        "equivalences[0].conditions[8]",
        "unknown member `mean`, expected one of: id, kind, element, min, max",
    );
    refused(
        &with(
            r#""deadline": 5184000"#,
            "\"deadline\": 1, \"tele\\nphone\": \"1\"",
        ),
        "objection",
        "unknown member `tele\\nphone`, expected one of: contact, uri, deadline",
    );
}

#[test]
fn a_member_twice_is_refused() {
    refused(
        &with(r#""mraDepth": 1"#, r#""mraDepth": 1, "mraDepth": 0"#),
        "mraDepth",
        "the map has this key twice",
    );
    refused(
        &with(r#""C2": ["C2"]"#, r#""C2": ["C2"], "C2": []"#),
        "equivalences[0].attributeMap[0].transform.table.C2",
        "the map has this key twice",
    );
}

#[test]
fn a_wrong_value_is_refused_with_what_was_expected() {
    refused(
        &with(r#""transform": "identity""#, r#""transform": "copy""#),
        "equivalences[0].attributeMap[1].transform",
        "expected identity, or an object with a table or a constant, and not both",
    );
    refused(
        &with(
            r#"{"constant": "recognised under art. 5"}"#,
            r#"{"constant": "a", "table": {"a": []}}"#,
        ),
        "equivalences[0].attributeMap[2].transform",
        "expected identity, or an object with a table or a constant, and not both",
    );
    refused(
        &with(r#""deadline": "beforeUse""#, r#""deadline": "later""#),
        "equivalences[0].supplements[1].deadline",
        "expected beforeUse, or seconds",
    );
    refused(
        &with(r#""lang": "zh""#, r#""lang": "z""#),
        "legalTexts[0].lang",
        "expected a language tag of BCP 47",
    );
    refused(
        &with(r#""min": 2592000"#, r#""min": "P30D""#),
        "equivalences[0].conditions[1].min",
        "expected an integer",
    );
    refused("[]", "", "expected an object");
}
