use super::*;

#[track_caller]
fn refused(text: &str, at: &str, rule: &str) {
    let error = ListContents::from_json(text).unwrap_err();
    assert_eq!((error.at.as_str(), error.rule.as_str()), (at, rule));
}

/// The JSON of the usual list with one text in another's place.
fn with(from: &str, to: &str) -> String {
    let json = regional().to_json();
    assert!(json.contains(from), "{json}");
    json.replacen(from, to, 1)
}

#[test]
fn what_is_written_is_read() {
    for contents in [regional(), list_of_lists()] {
        assert_eq!(ListContents::from_json(&contents.to_json()), Ok(contents));
    }
}

#[test]
fn dates_are_text_and_bytes_are_base64() {
    let json = regional().to_json();
    assert!(json.contains(r#""listIssueDateTime": "2026-06-01T00:00:00Z""#));
    assert!(json.contains(r#""certificate": "MII"#));
    assert!(json.contains(r#""value": "oWRub3Rlgvb5PgA=""#)); // the extension, as CBOR
    let mut closed = regional();
    closed.next_update = None;
    assert!(closed.to_json().contains(r#""nextUpdate": null"#));
}

#[test]
fn a_member_that_is_not_known_is_refused_by_path() {
    refused(
        &with(
            r#""currentState": {"#,
            r#""currentState": {"colour": "red","#,
        ),
        "trustedEntities[0].services[0].currentState",
        "unknown member `colour`, expected one of: serviceStatus, statusStartingTime, withdrawalEffect",
    );
    refused(
        &with(r#""listId""#, r#""list\nId""#),
        "",
        "unknown member `list\\nId`, expected one of: type, listId, listType, sequenceNumber, schemeTerritory, \
         schemeOperatorName, schemeTypeCommunityRules, statusDeterminationApproach, historicalInformationPeriod, \
         listIssueDateTime, nextUpdate, notAfter, previousIssue, successorSigners, utcOffsetMinutes, \
         pointersToOtherLists, trustedEntities, authoritativeSources, extensions",
    );
}

#[test]
fn a_member_twice_is_refused() {
    refused(
        &with(
            r#""sequenceNumber": 1"#,
            r#""sequenceNumber": 1, "sequenceNumber": 2"#,
        ),
        "sequenceNumber",
        "the map has this key twice",
    );
    refused(
        &with(r#""en": "Office""#, r#""en": "Office", "en": "Other""#),
        "trustedEntities[0].name.en",
        "the map has this key twice",
    );
}

#[test]
fn a_wrong_value_is_refused_with_what_was_expected() {
    refused(
        &with(r#""sequenceNumber": 1"#, r#""sequenceNumber": "1""#),
        "sequenceNumber",
        "expected an integer",
    );
    refused(
        &with(r#""sequenceNumber": 1"#, r#""sequenceNumber": -1"#),
        "sequenceNumber",
        "expected a number from 0 to 9007199254740991",
    );
    refused(
        &with(r#""certificate": "M"#, r#""certificate": "*"#),
        "successorSigners[0].certificate",
        "expected bytes in base64, with padding",
    );
    refused(
        &with("2026-06-01T00:00:00Z", "2026-06-01"),
        "listIssueDateTime",
        "expected a date and time in UTC, as 2026-01-01T00:00:00Z",
    );
    refused(
        &with(r#""notAfter""#, r#""nextUpdate2""#)
            .replace("\"nextUpdate2\": \"2026-08-01T00:00:00Z\",", ""),
        "",
        "the member `notAfter` is missing",
    );
    refused("[]", "", "expected an object");
    refused("{", "", "not well-formed JSON (line 1, column 1)");
    refused(
        &with("oWRub3Rlgvb5PgA=", "v2Rub3Rlgvb5PgD/"),
        "extensions[0].value",
        "expected an item of deterministic CBOR, in base64",
    );
}
