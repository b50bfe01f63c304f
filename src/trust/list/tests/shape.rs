//! The form of the document: what is read, what is not, and where the fault is said to be.

use proptest::prelude::*;

use super::*;
use crate::codec::Limits;
use crate::error::{DecodeError, DecodeErrorKind};

fn payload(contents: &ListContents) -> Cbor {
    write::contents(contents)
}

/// Replaces the member at this path; `None` takes it away.
fn put(item: &mut Cbor, path: &[&str], value: Option<Cbor>) {
    let (first, rest) = path.split_first().unwrap();
    match item {
        Cbor::Array(items) => {
            let index: usize = first.parse().unwrap();
            match (rest, value) {
                ([], Some(value)) => items[index] = value,
                (rest, value) => put(&mut items[index], rest, value),
            }
        }
        Cbor::Map(members) => {
            let key = Cbor::text(*first);
            let place = members.iter().position(|(k, _)| *k == key);
            match (place, value, rest) {
                (Some(place), value, [_, ..]) => put(&mut members[place].1, rest, value),
                (Some(place), Some(value), []) => members[place].1 = value,
                (Some(place), None, []) => drop(members.remove(place)),
                (None, Some(value), []) => members.push((key, value)),
                other => panic!("{other:?}"),
            }
        }
        other => panic!("{other:?}"),
    }
}

fn decode_with(
    contents: &ListContents,
    path: &[&str],
    value: Option<Cbor>,
) -> Result<TrustList, ListError> {
    let mut item = payload(contents);
    put(&mut item, path, value);
    TrustList::decode(&forced_payload(item.to_vec()))
}

#[track_caller]
fn fault(path: &[&str], value: Option<Cbor>) -> DecodeError {
    match decode_with(&regional(), path, value) {
        Err(ListError::Decode(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_written_is_read() {
    for contents in [regional(), list_of_lists()] {
        let list = signed(contents.clone());
        assert_eq!(*list.contents(), contents);
        let again = TrustList::decode(list.bytes()).unwrap();
        assert_eq!(again.contents(), list.contents());
        assert_eq!(again.bytes(), list.bytes());
        assert_eq!(again.digest(), list.digest());
    }
}

#[test]
fn every_required_member_is_required() {
    let top = [
        "type",
        "listId",
        "listType",
        "sequenceNumber",
        "schemeTerritory",
        "schemeOperatorName",
        "schemeTypeCommunityRules",
        "statusDeterminationApproach",
        "historicalInformationPeriod",
        "listIssueDateTime",
        "nextUpdate",
        "notAfter",
        "pointersToOtherLists",
        "trustedEntities",
        "authoritativeSources",
    ];
    for name in top {
        let error = fault(&[name], None);
        assert_eq!(error.kind, DecodeErrorKind::MissingField { name });
        assert_eq!(error.field, "payload");
    }
    let inner: [(&[&str], &str); 9] = [
        (
            &["trustedEntities", "0", "entityId"],
            "payload.trustedEntities[0]",
        ),
        (
            &["trustedEntities", "1", "services"],
            "payload.trustedEntities[1]",
        ),
        (
            &["trustedEntities", "0", "services", "0", "currentState"],
            "payload.trustedEntities[0].services[0]",
        ),
        (
            &[
                "trustedEntities",
                "0",
                "services",
                "0",
                "serviceHistory",
                "1",
                "serviceStatus",
            ],
            "payload.trustedEntities[0].services[0].serviceHistory[1]",
        ),
        (
            &[
                "trustedEntities",
                "0",
                "services",
                "0",
                "licenceScope",
                "1",
                "territories",
            ],
            "payload.trustedEntities[0].services[0].licenceScope[1]",
        ),
        (
            &["authoritativeSources", "1", "validity"],
            "payload.authoritativeSources[1]",
        ),
        (
            &["authoritativeSources", "1", "validity", "from"],
            "payload.authoritativeSources[1].validity",
        ),
        (
            &["successorSigners", "0", "from"],
            "payload.successorSigners[0]",
        ),
        (&["extensions", "0", "critical"], "payload.extensions[0]"),
    ];
    for (path, field) in inner {
        let error = fault(path, None);
        assert_eq!(error.code(), "codec.missing-field", "{path:?}");
        assert_eq!(error.field, field);
    }
}

#[test]
fn the_schema_is_closed_at_every_level() {
    let expected = DecodeErrorKind::InvalidValue {
        expected: "no member but those of the format",
    };
    let places: [&[&str]; 9] = [
        &["colour"],
        &["trustedEntities", "0", "colour"],
        &["trustedEntities", "0", "services", "0", "colour"],
        &[
            "trustedEntities",
            "0",
            "services",
            "0",
            "currentState",
            "colour",
        ],
        &[
            "trustedEntities",
            "0",
            "services",
            "0",
            "serviceDigitalIdentities",
            "0",
            "ski",
        ],
        &[
            "trustedEntities",
            "0",
            "services",
            "0",
            "licenceScope",
            "0",
            "colour",
        ],
        &["authoritativeSources", "0", "colour"],
        &["authoritativeSources", "0", "validity", "colour"],
        &["extensions", "0", "colour"],
    ];
    for path in places {
        let error = fault(path, Some(Cbor::Null));
        assert_eq!(error.kind, expected, "{path:?}");
        assert!(!error.field.contains("colour"), "{}", error.field);
    }
    // What stands in an extension is its own.
    let value = Cbor::map([("colour", Cbor::Null)]);
    assert!(decode_with(&regional(), &["extensions", "0", "value"], Some(value)).is_ok());
}

#[test]
fn a_fault_is_named_by_path_and_byte() {
    let path = [
        "trustedEntities",
        "0",
        "services",
        "1",
        "currentState",
        "serviceStatus",
    ];
    let mut item = payload(&regional());
    put(&mut item, &path, Some(Cbor::text("gone")));
    let bytes = forced_payload(item.to_vec());
    let Err(ListError::Decode(error)) = TrustList::decode(&bytes) else {
        panic!()
    };
    assert_eq!(
        error.field,
        "payload.trustedEntities[0].services[1].currentState.serviceStatus"
    );
    assert_eq!(bytes[error.at..error.at + 5], *b"\x64gone");
}

#[test]
fn values_are_of_the_format() {
    let text = |text: &str| Some(Cbor::text(text));
    let number = |n: i128| Some(Cbor::Integer(n));
    let date = |t: &str| Some(Cbor::Tag(0, Box::new(Cbor::text(t))));
    let service = |name: &'static str| ["trustedEntities", "0", "services", "0", name];
    let long = "x".repeat(257);
    let long_uri = format!("urn:{}", "x".repeat(1_021));
    let top: Vec<(&str, Option<Cbor>, &str)> = vec![
        (
            "type",
            text("org.elicence.trustlist.2"),
            "codec.invalid-value",
        ),
        ("listId", text("no uri"), "codec.invalid-value"),
        ("listId", text("urn:"), "codec.invalid-value"),
        ("listId", text(":x"), "codec.invalid-value"),
        ("listId", text("1rn:x"), "codec.invalid-value"),
        ("listId", text("urn:x y"), "codec.invalid-value"),
        ("listId", text("urn:é"), "codec.invalid-value"),
        ("listId", text(&long_uri), "codec.invalid-value"),
        ("listId", number(1), "codec.wrong-type"),
        (
            "listType",
            text("urn:elicence:list:other"),
            "codec.invalid-value",
        ),
        ("sequenceNumber", number(-1), "codec.invalid-value"),
        ("sequenceNumber", number(1 << 53), "codec.invalid-value"),
        ("sequenceNumber", text("1"), "codec.wrong-type"),
        ("schemeTerritory", text("CN-GD"), "codec.invalid-value"),
        ("schemeTerritory", text("cn"), "codec.invalid-value"),
        ("schemeTerritory", text("x-"), "codec.invalid-value"),
        (
            "schemeTerritory",
            text("x-Federation"),
            "codec.invalid-value",
        ),
        ("schemeOperatorName", Some(Cbor::Map(vec![])), "codec.empty"),
        (
            "schemeOperatorName",
            Some(Cbor::map([("e", Cbor::text("x"))])),
            "codec.invalid-value",
        ),
        (
            "schemeOperatorName",
            Some(Cbor::map([("en", Cbor::text(""))])),
            "codec.invalid-value",
        ),
        (
            "schemeOperatorName",
            Some(Cbor::map([("en", Cbor::text("a\u{202e}b"))])),
            "codec.invalid-value",
        ),
        (
            "schemeOperatorName",
            Some(Cbor::map([("en", Cbor::text("e\u{301}"))])),
            "codec.invalid-value",
        ),
        (
            "schemeOperatorName",
            Some(Cbor::Map(vec![(Cbor::Integer(1), Cbor::Null)])),
            "codec.invalid-value",
        ),
        (
            "schemeTypeCommunityRules",
            Some(Cbor::Array(vec![])),
            "codec.empty",
        ),
        (
            "listIssueDateTime",
            text("2026-06-01T00:00:00Z"),
            "codec.wrong-type",
        ),
        (
            "listIssueDateTime",
            date("2026-06-01T00:00:00+00:00"),
            "codec.invalid-value",
        ),
        (
            "listIssueDateTime",
            date("2026-06-01T00:00:00.0Z"),
            "codec.invalid-value",
        ),
        (
            "listIssueDateTime",
            date("2026-06-01t00:00:00Z"),
            "codec.invalid-value",
        ),
        (
            "listIssueDateTime",
            date("2026-06-30T23:59:60Z"),
            "codec.invalid-value",
        ),
        (
            "listIssueDateTime",
            Some(Cbor::Tag(1, Box::new(Cbor::Integer(0)))),
            "codec.wrong-type",
        ),
        ("notAfter", Some(Cbor::Null), "codec.wrong-type"),
        ("utcOffsetMinutes", number(841), "codec.invalid-value"),
        ("utcOffsetMinutes", number(-721), "codec.invalid-value"),
        ("successorSigners", Some(Cbor::Array(vec![])), "codec.empty"),
        ("extensions", Some(Cbor::Array(vec![])), "codec.empty"),
        (
            "trustedEntities",
            Some(Cbor::Map(vec![])),
            "codec.wrong-type",
        ),
    ];
    for (name, value, code) in top {
        let shown = format!("{value:?}");
        assert_eq!(fault(&[name], value).code(), code, "{name} {shown}");
    }
    for (name, value, code) in [
        ("serviceId", text(&long), "codec.invalid-value"),
        ("serviceId", text(""), "codec.invalid-value"),
        ("serviceId", text("a\nb"), "codec.invalid-value"),
        (
            "serviceTypeIdentifier",
            text("issuance"),
            "codec.invalid-value",
        ),
        (
            "serviceDigitalIdentities",
            Some(Cbor::Array(vec![])),
            "codec.empty",
        ),
        ("serviceHistory", Some(Cbor::Array(vec![])), "codec.empty"),
        ("licenceScope", Some(Cbor::Array(vec![])), "codec.empty"),
    ] {
        assert_eq!(fault(&service(name), value).code(), code, "{name}");
    }
    let scope = [
        "trustedEntities",
        "0",
        "services",
        "0",
        "licenceScope",
        "0",
        "docType",
    ];
    for wrong in ["*", "a,b", "org.elicence.*", "a b"] {
        assert_eq!(
            fault(&scope, text(wrong)).code(),
            "codec.invalid-value",
            "{wrong}"
        );
    }
}

#[test]
fn an_identity_is_a_certificate_or_a_key_and_not_both() {
    let path = [
        "trustedEntities",
        "0",
        "services",
        "0",
        "serviceDigitalIdentities",
        "0",
    ];
    let bytes = || Cbor::Bytes(vec![1]);
    for wrong in [
        Cbor::Map(vec![]),
        Cbor::map([("certificate", bytes()), ("key", bytes())]),
    ] {
        assert_eq!(fault(&path, Some(wrong)).code(), "codec.invalid-value");
    }
}

#[test]
fn only_a_withdrawal_has_an_effect() {
    let date = || Cbor::Tag(0, Box::new(Cbor::text("2026-01-01T00:00:00Z")));
    let state = |status: &str, effect: Cbor| {
        Cbor::map([
            ("serviceStatus", Cbor::text(status)),
            ("statusStartingTime", date()),
            ("withdrawalEffect", effect),
        ])
    };
    let path = ["trustedEntities", "0", "services", "0", "currentState"];
    let back = || Cbor::map([("retroactiveTo", date())]);
    for status in ["granted", "suspended"] {
        assert_eq!(
            fault(&path, Some(state(status, back()))).code(),
            "codec.invalid-value"
        );
    }
    // Absent is the one way to say it.
    let said = state("withdrawn", Cbor::text("prospective"));
    assert_eq!(fault(&path, Some(said)).code(), "codec.wrong-type");
    assert!(decode_with(&regional(), &path, Some(state("withdrawn", back()))).is_ok());
}

#[test]
fn a_payload_in_another_encoding_is_refused() {
    let right = payload(&regional()).to_vec();
    assert_eq!(right[0], 0xb2); // 18 members
    for wrong in [
        [&[0xb8, 18], &right[1..]].concat(),
        [&[0xbf], &right[1..], &[0xff]].concat(),
    ] {
        let Err(ListError::Decode(error)) = TrustList::decode(&forced_payload(wrong)) else {
            panic!()
        };
        assert_eq!(
            (error.code(), error.field.as_str()),
            ("codec.not-deterministic", "payload")
        );
    }
}

#[test]
fn a_list_without_an_envelope_is_told_as_unsigned() {
    let unsigned = Err(ListError::Refused(vec![Reason::ListUnsigned]));
    let bare = payload(&regional()).to_vec();
    assert_eq!(TrustList::decode(&bare).map(|_| ()), unsigned);
    let open = [&[0xbf], &bare[1..], &[0xff]].concat();
    assert_eq!(TrustList::decode(&open).map(|_| ()), unsigned);
    let other = Cbor::map([("type", Cbor::text("org.elicence.agreement.1"))]).to_vec();
    assert_eq!(
        TrustList::decode(&other).unwrap_err().code(),
        "codec.wrong-type"
    );
    assert_eq!(
        TrustList::decode(b"").unwrap_err().code(),
        "codec.truncated"
    );
}

#[test]
fn a_document_of_another_type_is_no_list() {
    let draft = crate::codec::envelope::Draft::new(
        "application/elicence-agreement+cbor",
        -7,
        &chain(),
        payload(&regional()).to_vec(),
    );
    let Err(ListError::Decode(error)) = TrustList::decode(&draft.complete(&[0; 64])) else {
        panic!()
    };
    assert_eq!(error.field, "protected.typ");
}

#[test]
fn the_limits_of_a_list_are_its_own() {
    let deep = |levels: usize| (0..levels).fold(Cbor::Null, |inner, _| Cbor::Array(vec![inner]));
    let value = ["extensions", "0", "value"];
    assert!(decode_with(&regional(), &value, Some(deep(13))).is_ok());
    assert_eq!(fault(&value, Some(deep(14))).code(), "codec.too-deep");
    let large = vec![0; TrustList::BYTES + 1];
    let Err(ListError::Decode(error)) = TrustList::decode(&large) else {
        panic!()
    };
    assert_eq!(
        error.kind,
        DecodeErrorKind::OverLimit {
            limit: "list_bytes",
            allowed: 16 << 20
        }
    );
    let many = Cbor::Array(vec![Cbor::Null; 1 << 20]);
    assert_eq!(fault(&value, Some(many)).code(), "codec.over-limit");
}

#[test]
fn every_byte_counts() {
    let list = signed(regional());
    let bytes = list.bytes();
    for at in (0..bytes.len()).step_by(7) {
        let mut flipped = bytes.to_vec();
        flipped[at] ^= 0x04;
        let verdict = TrustList::decode(&flipped).map(|list| {
            let known = list.signed_by(&[spki(SIGNER_KEY)]);
            known && list.check_signature(now()).is_ok()
        });
        assert!(!matches!(verdict, Ok(true)), "byte {at}");
        assert!(TrustList::decode(&bytes[..at]).is_err());
    }
}

#[test]
fn contents_that_the_format_has_not_are_not_signed() {
    type Change = fn(&mut ListContents);
    let changes: [(Change, &str); 6] = [
        (|l| l.list_id.clear(), "payload.listId"),
        (
            |l| l.scheme_operator_name.clear(),
            "payload.schemeOperatorName",
        ),
        (
            |l| l.trusted_entities[0].services.clear(),
            "payload.trustedEntities[0].services",
        ),
        (
            |l| issuance(l).licence_scope[0].doc_type = "*".to_owned(),
            "payload.trustedEntities[0].services[0].licenceScope[0].docType",
        ),
        (|l| l.sequence_number = u64::MAX, "payload.sequenceNumber"),
        (
            |l| l.scheme_territory = Territory::Private("CN".to_owned()),
            "",
        ),
    ];
    for (change, field) in changes {
        let mut contents = regional();
        change(&mut contents);
        match prepared(contents.clone()) {
            Err(ListError::Decode(error)) => assert_eq!(error.field, field),
            // Written, this is a region like any other.
            Ok(_) if field.is_empty() => {}
            other => panic!("{field} {other:?}"),
        }
    }
}

#[test]
fn no_chain_and_a_long_one_are_refused() {
    for count in [0, 5] {
        let chain = vec![signer_certificate(SIGNER_KEY); count];
        let made = ListDraft::new(regional()).prepare(Algorithm::Es256, &chain);
        let Err(ListError::Decode(error)) = made else {
            panic!()
        };
        assert_eq!(error.field, "protected.x5chain");
    }
}

#[test]
fn errors_are_told_in_one_line() {
    let mut contents = regional();
    contents.historical_information_period = 1;
    contents.extensions[0].critical = true;
    let error = prepared(contents).unwrap_err();
    assert_eq!(error.code(), "trust.list-critical-extension");
    assert_eq!(
        error.codes(),
        ["trust.list-critical-extension", "trust.list-invalid"]
    );
    assert_eq!(
        error.to_string(),
        "the trust list is void: the list has a critical extension that is not understood: urn:example:extension; \
         historicalInformationPeriod: history is kept for ever, which is 65535"
    );
    assert_eq!(
        TrustList::decode(&[0]).unwrap_err().to_string(),
        "not a trust list: document: expected a COSE_Sign1, #6.18([…]) (at byte 0)"
    );
}

fn any_item() -> impl Strategy<Value = Cbor> {
    let leaf = prop_oneof![
        Just(Cbor::Null),
        any::<bool>().prop_map(Cbor::Bool),
        any::<i64>().prop_map(|n| Cbor::Integer(n.into())),
        any::<f32>().prop_map(|f| Cbor::Float(f.into())),
        ".{0,6}".prop_map(Cbor::Text),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Cbor::Bytes),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Cbor::Array),
            prop::collection::btree_map(".{0,3}", inner.clone(), 0..4).prop_map(Cbor::map),
            (any::<u64>(), inner).prop_map(|(tag, item)| Cbor::Tag(tag.max(4), Box::new(item))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_read_is_written_to_the_byte(
        number in 1_u64..=9_007_199_254_740_991,
        seconds in 0_i64..3_000_000_000,
        item in any_item(),
        names in prop::collection::btree_map("[a-z]{2,8}(-[A-Za-z0-9]{1,8})?", "[ -~]{1,40}", 1..4),
        closed in any::<bool>(),
    ) {
        let mut contents = regional();
        contents.sequence_number = number;
        contents.list_issue_date_time = UnixTime::from_seconds(seconds).unwrap();
        contents.scheme_operator_name = names;
        contents.extensions[0].value = item;
        if closed {
            contents.next_update = None;
        }
        let bytes = forced(&contents);
        let read = TrustList::read(&bytes).unwrap();
        prop_assert_eq!(&forced(read.contents()), &bytes);
        let json = ListContents::from_json(&contents.to_json()).unwrap();
        prop_assert_eq!(forced(&json), bytes);
        let deterministic = Cbor::decode(&forced(&contents), &Limits::default()).unwrap().to_vec();
        prop_assert_eq!(deterministic, forced(&contents));
    }
}
