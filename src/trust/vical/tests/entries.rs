//! One entry at a time: what is left out, what is narrowed, what is never widened.

use super::maker::*;
use super::pki::{self, Kind, Subject};
use super::*;
use crate::codec::Cbor;
use crate::crypto::Signer as _;

fn entry() -> Entry {
    Entry::of(&authority(&MARYLAND, LICENCE_KEY))
}

/// The one scope of an entry that is trusted.
fn scope_of(entry: Entry) -> String {
    let checked = check(&List::of([entry])).unwrap();
    assert_eq!(checked.notes(), []);
    scopes(&checked).remove(0)
}

/// The rule for which an entry is left out; the entry after it counts all the same.
fn rule_of(wrong: Entry) -> &'static str {
    let good = Entry::of(&authority(
        &Subject {
            st: "US-VA",
            ..MARYLAND
        },
        8,
    ));
    let good = good.with("stateOrProvinceName", Cbor::text("US-VA"));
    let checked = check(&List::of([wrong, good])).unwrap();
    assert_eq!(scopes(&checked), [format!("iso18013:{MDL}:US-VA")]);
    let notes = notes(&checked);
    assert_eq!(notes.len(), 1);
    assert!(notes[0].0.starts_with("0 ("), "{notes:?}");
    notes[0].1
}

#[test]
fn a_certificate_that_cannot_be_read_is_left_out_by_its_number() {
    let whole = authority(&MARYLAND, LICENCE_KEY);
    let cut = entry().with(
        "certificate",
        Cbor::Bytes(whole[..whole.len() - 1].to_vec()),
    );
    let checked = check(&List::of([entry(), cut])).unwrap();
    assert_eq!(checked.anchors().count(), 1);
    let notes = notes(&checked);
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].0, "1 (serial number c8)");
    let large = entry().with("certificate", Cbor::Bytes(vec![0x30; 20_000]));
    assert_eq!(rule_of(large), "a certificate has at most 16,384 bytes");
}

#[test]
fn a_certificate_that_is_no_ca_is_left_out() {
    let leaf = draft(&MARYLAND, LICENCE_KEY, &MARYLAND, LICENCE_KEY, Kind::Sealer)
        .sign(&key(LICENCE_KEY))
        .unwrap();
    assert_eq!(rule_of(Entry::of(&leaf)), "it is not a CA's");
}

#[test]
fn an_entry_that_describes_another_certificate_is_left_out() {
    let bytes = |member, value: &[u8]| entry().with(member, Cbor::Bytes(value.to_vec()));
    for (wrong, rule) in [
        (
            entry().with("serialNumber", Cbor::Integer(201)),
            "`serialNumber` is not the certificate's",
        ),
        (bytes("ski", &[0; 20]), "`ski` is not the certificate's"),
        (bytes("ski", &[]), "`ski` is not the certificate's"),
        (
            bytes("issuer", &[0x30, 0]),
            "`issuer` is not the certificate's",
        ),
        (
            bytes("subject", &pki::name(&ROOT)),
            "`subject` is not the certificate's",
        ),
    ] {
        assert_eq!(rule_of(wrong), rule);
    }
}

#[test]
fn a_serial_number_counts_with_and_without_leading_zeros_and_as_a_number() {
    let bignum = |bytes: &[u8]| Cbor::Tag(2, Box::new(Cbor::Bytes(bytes.to_vec())));
    for stated in [bignum(&[200]), bignum(&[0, 0, 200]), Cbor::Integer(200)] {
        assert_eq!(
            scope_of(entry().with("serialNumber", stated)),
            format!("iso18013:{MDL}:US-MD")
        );
    }
}

#[test]
fn a_key_identifier_counts_bare_and_in_one_or_two_octet_strings() {
    let Some((_, Cbor::Bytes(bare))) = entry()
        .0
        .into_iter()
        .find(|(key, _)| *key == Cbor::text("ski"))
    else {
        panic!()
    };
    let once = pki::tlv(0x04, &[&bare]);
    let twice = pki::tlv(0x04, &[&once]);
    let thrice = pki::tlv(0x04, &[&twice]);
    for stated in [bare, once, twice] {
        scope_of(entry().with("ski", Cbor::Bytes(stated)));
    }
    assert_eq!(
        rule_of(entry().with("ski", Cbor::Bytes(thrice))),
        "`ski` is not the certificate's"
    );
}

#[test]
fn types_are_kept_to_the_letter_and_native_ones_are_never_served() {
    let of = |types: &[&str]| {
        let types = types.iter().map(|t| Cbor::text(*t)).collect();
        entry().with("docType", Cbor::Array(types))
    };
    assert_eq!(
        scope_of(of(&[PHOTO_ID, MDL, MDL])),
        format!("iso18013:{MDL},{PHOTO_ID}:US-MD")
    );
    let mixed = check(&List::of([of(&[
        "org.elicence.business_licence.1",
        MDL,
        "*",
        "a,b",
        "",
    ])]))
    .unwrap();
    assert_eq!(scopes(&mixed), [format!("iso18013:{MDL}:US-MD")]);
    let rules: Vec<_> = notes(&mixed).into_iter().map(|(_, rule)| rule).collect();
    assert_eq!(
        rules,
        [
            "no foreign list speaks for native types",
            "it is no docType",
            "it is no docType",
            "it is no docType"
        ]
    );
    for only in ["org.elicence.business_licence.1", "*"] {
        let checked = check(&List::of([of(&[only])])).unwrap();
        assert_eq!(checked.anchors().count(), 0, "{only}");
        assert_eq!(notes(&checked).last().unwrap().1, "no type is left");
    }
}

/// An entry for an authority of this country and state, with what the list says of both.
fn placed(own: (&str, &str), country: Option<&str>, state: Option<&str>) -> Entry {
    let subject = Subject {
        c: own.0,
        st: own.1,
        ..MARYLAND
    };
    let mut entry = Entry::of(&authority(&subject, LICENCE_KEY))
        .without("issuingCountry")
        .without("stateOrProvinceName");
    if let Some(country) = country {
        entry = entry.with("issuingCountry", Cbor::text(country));
    }
    if let Some(state) = state {
        entry = entry.with("stateOrProvinceName", Cbor::text(state));
    }
    entry
}

#[test]
fn the_region_is_the_certificates_and_the_list_may_only_narrow_it() {
    for (own, country, state, region) in [
        (("US", "US-MD"), Some("US"), Some("US-MD"), "US-MD"),
        (("US", "US-MD"), Some("US"), Some("MD"), "US-MD"),
        (("US", "AK"), Some("US"), Some("AK"), "US-AK"),
        (("US", "AK"), Some("US"), Some("US-AK"), "US-AK"),
        (("US", "US-MD"), Some("US"), None, "US-MD"),
        (("US", "US-MD"), None, None, "US-MD"),
        (("US", "US-MD"), None, Some("MD"), "US-MD"),
        (("US", ""), Some("US"), Some("US-MD"), "US-MD"),
        (("US", ""), Some("US"), None, "US"),
        (("FR", ""), Some("FR"), Some("MEL"), "FR-MEL"),
    ] {
        let entry = placed(own, country, state);
        assert_eq!(
            scope_of(entry),
            format!("iso18013:{MDL}:{region}"),
            "{own:?} {country:?} {state:?}"
        );
    }
}

#[test]
fn a_region_that_the_certificate_does_not_confirm_leaves_the_entry_out() {
    let codes = "`issuingCountry` and `stateOrProvinceName` are not codes of ISO 3166";
    let not_its = "`issuingCountry` and `stateOrProvinceName` are not the certificate's";
    let unreadable = "the certificate's country and state are not codes of ISO 3166";
    for (own, country, state, rule) in [
        (("US", "US-MD"), Some("US"), Some("US-AK"), not_its),
        (("US", "US-MD"), Some("FR"), None, not_its),
        (("US", ""), Some("FR"), Some("MEL"), not_its),
        (("US", "US-MD"), Some("UT"), None, codes),
        (("US", "US-MD"), Some("US"), Some("Maryland"), codes),
        (("UT", ""), Some("UT"), None, unreadable),
        (("US", "Maryland"), Some("US"), None, unreadable),
        (("US", "FR-IDF"), Some("US"), None, unreadable),
        (
            ("", "US-MD"),
            Some("US"),
            Some("US-MD"),
            "the certificate does not name one country",
        ),
    ] {
        let entry = placed(own, country, state);
        assert_eq!(rule_of(entry), rule, "{own:?} {country:?} {state:?}");
    }
}

#[test]
fn an_expired_authority_is_listed_and_serves_nothing() {
    let old = pki::Draft {
        validity: pki::tlv(
            0x30,
            &[
                &pki::date(time("2020-01-01T00:00:00Z")),
                &pki::date(time("2021-01-01T00:00:00Z")),
            ],
        ),
        ..draft(
            &MARYLAND,
            LICENCE_KEY,
            &MARYLAND,
            LICENCE_KEY,
            Kind::Ca { path_length: 0 },
        )
    };
    let old = old.sign(&key(LICENCE_KEY)).unwrap();
    let list = List::of([Entry::of(&old)]);
    assert_eq!(check(&list).unwrap().anchors().count(), 1);
    assert_eq!(
        serving::judge(&list, MDL, now()),
        Err(vec!["trust.certificate-expired"])
    );
}

#[test]
fn of_authorities_with_one_name_as_many_are_kept_as_a_path_engine_would_try() {
    let of = |number: u16| {
        let key = numbered_key(number);
        let verifying = key.verifying_key();
        let validity = (time("2026-01-01T00:00:00Z"), time("2026-12-31T23:59:59Z"));
        let kind = Kind::Ca { path_length: 0 };
        let serial = u64::from(number);
        let draft = pki::Draft::new(
            &MARYLAND, &verifying, &MARYLAND, &verifying, validity, kind, serial,
        );
        Entry::of(&draft.sign(&key).unwrap())
    };
    let checked = check(&List::of((100..200).map(of))).unwrap();
    assert_eq!(checked.anchors().count(), 64);
    let notes = notes(&checked);
    assert_eq!(notes.len(), 36);
    assert!(notes[0].0.starts_with("64 (C=US, ST=US-MD"));
    assert_eq!(
        notes[0].1,
        "too many certificates of the list have its name"
    );
}

#[test]
fn a_list_has_at_most_4096_entries() {
    let junk = entry().with("certificate", Cbor::Bytes(vec![0x30, 0]));
    let most = check(&List::of(vec![junk.clone(); 4_096])).unwrap();
    assert_eq!((most.anchors().count(), most.notes().len()), (0, 4_096));
    let more = Vical::decode(&List::of(vec![junk; 4_097]).encode()).unwrap_err();
    assert_eq!(more.code(), "codec.over-limit");
    assert!(more.to_string().contains("entries"), "{more}");
    let types = Cbor::Array((0..257).map(|i| Cbor::text(format!("t{i}"))).collect());
    let more = Vical::decode(&List::of([entry().with("docType", types)]).encode()).unwrap_err();
    assert!(more.to_string().contains("doc_types"), "{more}");
}

#[test]
fn an_empty_list_trusts_nobody() {
    let checked = check(&List::of([])).unwrap();
    assert_eq!((checked.anchors().count(), checked.notes().len()), (0, 0));
    assert_eq!(
        serving::judge(&List::of([]), MDL, now()),
        Err(vec!["trust.no-path"])
    );
}
