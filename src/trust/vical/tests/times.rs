//! Freshness, rollback, and the form of the bytes.

use super::maker::*;
use super::*;
use crate::codec::Cbor;
use crate::trust::VicalFloor;

const DAY: u32 = 86_400;

#[test]
fn a_list_of_tomorrow_is_refused_and_one_of_this_second_is_not() {
    let of = |date: &str| check(&List::new().with("date", tdate(date)));
    assert!(of("2026-06-01T12:00:00Z").is_ok());
    assert_eq!(
        of("2026-06-01T12:00:01Z").unwrap_err(),
        [Reason::ListInFuture {
            issued: time("2026-06-01T12:00:01Z"),
            now: now(),
        }]
    );
}

#[test]
fn a_list_counts_to_the_last_second_before_its_successor_is_late() {
    let until = |next: &str, terms: &VicalTerms| {
        check_on(&List::new().with("nextUpdate", tdate(next)), terms)
    };
    let none = VicalTerms::new();
    assert!(until("2026-06-01T12:00:00Z", &none).is_ok());
    assert_eq!(
        codes(until("2026-06-01T11:59:59Z", &none)),
        ["trust.list-expired"]
    );
    let graced = until("2026-06-01T11:59:59Z", &none.with_grace(1)).unwrap();
    assert_eq!(graced.valid_until(), now());
    assert_eq!(
        graced.notes(),
        [Reason::ListStale {
            list: "Association".to_owned(),
            next_update: time("2026-06-01T11:59:59Z"),
        }]
    );
    assert_eq!(
        codes(until("2026-06-01T11:59:58Z", &none.with_grace(1))),
        ["trust.list-expired"]
    );
}

#[test]
fn a_list_without_an_end_needs_one_from_the_caller() {
    let list = List::new().without("nextUpdate");
    assert_eq!(check(&list).unwrap_err(), [Reason::ListUnbounded]);
    assert_eq!(
        codes(check_on(&list, &VicalTerms::new().with_grace(DAY))),
        ["trust.list-unbounded"],
        "grace is no bound"
    );
    let checked = check_on(&list, &VicalTerms::new().with_max_age(DAY)).unwrap();
    assert_eq!(checked.valid_until(), time("2026-06-02T00:00:00Z"));
    assert_eq!(
        codes(check_on(&list, &VicalTerms::new().with_max_age(43_199))),
        ["trust.list-expired"]
    );
}

#[test]
fn the_earlier_of_next_update_and_the_callers_age_counts() {
    let year = List::new().with("nextUpdate", tdate("2027-06-01T00:00:00Z"));
    let checked = check_on(&year, &VicalTerms::new().with_max_age(7 * DAY)).unwrap();
    assert_eq!(checked.valid_until(), time("2026-06-08T00:00:00Z"));
    // Without the caller's bound the signer's certificate ends first.
    assert_eq!(
        check(&year).unwrap().valid_until(),
        time("2026-12-31T23:59:59Z")
    );
    let short = check_on(&List::new(), &VicalTerms::new().with_max_age(7 * DAY)).unwrap();
    assert_eq!(short.valid_until(), time("2026-06-02T00:00:00Z"));
}

#[test]
fn an_older_list_is_a_rollback_whatever_its_number() {
    let of = |date: &str, number: i128| {
        List::new()
            .with("date", tdate(date))
            .with("vicalIssueID", Cbor::Integer(number))
    };
    let floor = check(&of("2026-06-01T06:00:00Z", 616_575)).unwrap().floor();
    let terms = VicalTerms::new().with_floor(floor);
    let newer_with_smaller_number = of("2026-06-01T06:00:01Z", 227_602);
    assert!(check_on(&newer_with_smaller_number, &terms).is_ok());
    let older_with_larger_number = of("2026-06-01T05:59:59Z", 999_999);
    assert_eq!(
        codes(check_on(&older_with_larger_number, &terms)),
        ["trust.list-rollback"]
    );
    let same = of("2026-06-01T06:00:00Z", 616_575);
    assert!(check_on(&same, &terms).is_ok());
    let forked = of("2026-06-01T06:00:00Z", 616_576);
    assert_eq!(
        check_on(&forked, &terms).unwrap_err(),
        [Reason::ListForked {
            sequence_number: 616_576
        }]
    );
    let older = check(&older_with_larger_number).unwrap();
    assert_eq!(
        older.check_newer(&floor).unwrap_err().code(),
        "trust.list-rollback"
    );
}

#[test]
fn the_floor_does_not_see_what_is_not_signed() {
    let first = check(&List::new()).unwrap();
    let padded = List {
        unprotected: vec![(Cbor::Integer(99), Cbor::Null)],
        tagged: true,
        ..List::new()
    };
    let terms = VicalTerms::new().with_floor(first.floor());
    assert_eq!(check_on(&padded, &terms).unwrap().floor(), first.floor());
}

#[test]
fn every_reason_of_time_is_given() {
    let list = List::new().with("nextUpdate", tdate("2026-05-01T00:00:00Z"));
    let floor = VicalFloor {
        date: now(),
        digest: [0; 32],
    };
    assert_eq!(
        codes(check_on(&list, &VicalTerms::new().with_floor(floor))),
        ["trust.list-expired", "trust.list-rollback"]
    );
}

fn decode_code(bytes: &[u8]) -> &'static str {
    Vical::decode(bytes).unwrap_err().code()
}

#[test]
fn every_prefix_is_malformed() {
    let bytes = List::new().encode();
    for end in 0..bytes.len() {
        assert_eq!(decode_code(&bytes[..end]), "codec.truncated", "{end}");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(decode_code(&longer), "codec.trailing-bytes");
}

#[test]
fn other_encodings_of_the_same_list_are_read() {
    // The same payload in indefinite lengths, as other writers make it.
    let list = List::new();
    let Cbor::Map(members) = list.payload() else {
        panic!()
    };
    let mut payload = vec![0xbf];
    for (key, value) in members.iter().rev() {
        payload.extend(key.to_vec());
        payload.extend(value.to_vec());
    }
    payload.push(0xff);
    let vical = Vical::decode(&list.encode_over(payload)).unwrap();
    let checked = vical.check(&[&root()], &VicalTerms::new(), now()).unwrap();
    assert_eq!(scopes(&checked), [format!("iso18013:{MDL}:US-MD")]);
}

#[test]
fn a_member_twice_is_malformed() {
    let list = List::new();
    let Cbor::Map(mut members) = list.payload() else {
        panic!()
    };
    members.push((Cbor::text("date"), tdate("2026-06-01T11:00:00Z")));
    let bytes = list.encode_over(Cbor::Map(members).to_vec());
    assert_eq!(decode_code(&bytes), "codec.duplicate-key");
}

#[test]
fn members_of_another_form_are_malformed() {
    let new = List::new;
    let entry = || new().entries.remove(0);
    let deep = (0..20).fold(Cbor::Null, |inner, _| Cbor::Array(vec![inner]));
    for (list, code) in [
        (
            new().with("version", Cbor::text("2.0")),
            "codec.unknown-version",
        ),
        (new().without("version"), "codec.missing-field"),
        (new().without("vicalProvider"), "codec.missing-field"),
        (new().without("date"), "codec.missing-field"),
        (
            new().with("date", Cbor::text("2026-06-01T00:00:00Z")),
            "codec.wrong-type",
        ),
        (
            new().with("date", tdate("2026-06-01T00:00:00+02:00")),
            "codec.invalid-value",
        ),
        (new().with("nextUpdate", Cbor::Null), "codec.wrong-type"),
        (
            new().with("vicalIssueID", Cbor::Integer(-1)),
            "codec.wrong-type",
        ),
        (new().with("extensions", deep), "codec.too-deep"),
        (
            List::of([entry().without("certificate")]),
            "codec.missing-field",
        ),
        (
            List::of([entry().without("serialNumber")]),
            "codec.missing-field",
        ),
        (List::of([entry().without("ski")]), "codec.missing-field"),
        (
            List::of([entry().without("docType")]),
            "codec.missing-field",
        ),
        (
            List::of([entry().with("docType", Cbor::Array(Vec::new()))]),
            "codec.empty",
        ),
        (
            List::of([entry().with("docType", Cbor::text(MDL))]),
            "codec.wrong-type",
        ),
    ] {
        assert_eq!(decode_code(&list.encode()), code);
    }
    assert_eq!(
        decode_code(&new().encode_over(Cbor::Array(Vec::new()).to_vec())),
        "codec.wrong-type"
    );
    assert_eq!(
        decode_code(&Cbor::text("vical").to_vec()),
        "codec.wrong-type"
    );
}

#[test]
fn the_members_of_later_editions_are_passed_over() {
    let nothing = || Cbor::map([("x", Cbor::Null)]);
    let entry = List::new().entries.remove(0);
    let entry = entry
        .with("Extensions", nothing())
        .with("extensions", nothing())
        .with("CertificateProfile", Cbor::Array(vec![Cbor::text("urn:x")]))
        .with("notBefore", tdate("2026-01-01T12:00:00Z"))
        .with("notAfter", Cbor::Null);
    let list = List::of([entry])
        .with("version", Cbor::text("1.1"))
        .with("vicalURL", Cbor::text("https://list.example/"))
        .with("Extensions", nothing());
    let checked = check(&list).unwrap();
    assert_eq!((checked.anchors().count(), checked.notes().len()), (1, 0));
}
