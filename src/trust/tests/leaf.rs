//! The sealing certificate alone: one thing wrong with it at a time.

use super::pki::{
    AUTHORITY_KEY, BASIC_CONSTRAINTS, DISTRIBUTION_POINTS, DOCUMENT_SIGNER, ISSUER_NAMES,
    KEY_USAGE, PURPOSES, SUBJECT_KEY, date, extension, name, tlv,
};
use super::*;

const SUBJECT_NAMES: &[u8] = &[0x55, 0x1d, 17];
const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
const ANY_PURPOSE: &[u8] = &[0x55, 0x1d, 37, 0];
const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];

fn with(id: &[u8], critical: bool, value: &[u8]) -> Draft {
    leaf_draft().with(id, Some(extension(id, critical, value)))
}

fn purposes(critical: bool, list: &[&[u8]]) -> Draft {
    let oids: Vec<Vec<u8>> = list.iter().map(|oid| tlv(0x06, &[oid])).collect();
    with(
        PURPOSES,
        critical,
        &tlv(0x30, &oids.iter().map(Vec::as_slice).collect::<Vec<_>>()),
    )
}

fn verdict(draft: &Draft) -> (&'static str, &'static str) {
    let der = signed(draft, ROOT_KEY);
    let outcome = judge(&trusting(&root()), &[&der]);
    (
        outcome
            .as_ref()
            .map_or_else(|reasons| reasons[0].code(), |_| ""),
        if outcome.is_ok() { "" } else { rule(outcome) },
    )
}

#[test]
fn a_right_sealing_certificate_is_trusted_under_both_profiles() {
    assert_eq!(codes(&trusting(&root()), &[&leaf()]), [""; 0]);
    assert_eq!(
        codes_of(foreign(&trusting_foreign(&root()), &[&leaf()])),
        [""; 0]
    );
}

#[test]
fn a_certificate_may_not_be_used_for_what_it_does_not_say() {
    let ca = extension(BASIC_CONSTRAINTS, true, &[0x30, 0x03, 0x01, 0x01, 0xff]);
    for (draft, expected) in [
        (
            leaf_draft().with(BASIC_CONSTRAINTS, Some(ca)),
            "a CA does not seal",
        ),
        (leaf_draft().with(KEY_USAGE, None), "keyUsage is there"),
        (
            with(KEY_USAGE, true, &[0x03, 0x02, 0x02, 0x84]),
            "a sealing key does not sign certificates",
        ),
        (
            with(KEY_USAGE, true, &[0x03, 0x02, 0x06, 0x40]),
            "keyUsage has digitalSignature",
        ),
        (
            with(KEY_USAGE, true, &[0x03, 0x02, 0x05, 0xa0]),
            "a sealing key only signs",
        ),
        (
            leaf_draft().with(PURPOSES, None),
            "the purpose 1.0.18013.5.1.2 is stated",
        ),
        (
            purposes(true, &[ANY_PURPOSE]),
            "the purpose 1.0.18013.5.1.2 is stated",
        ),
        (
            purposes(true, &[SERVER_AUTH]),
            "the purpose 1.0.18013.5.1.2 is stated",
        ),
        (
            purposes(true, &[&[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x03]]),
            "the purpose 1.0.18013.5.1.2 is stated",
        ),
        (
            purposes(true, &[DOCUMENT_SIGNER, SERVER_AUTH]),
            "the purpose 1.0.18013.5.1.2 is critical and the only one",
        ),
        (
            purposes(false, &[DOCUMENT_SIGNER]),
            "the purpose 1.0.18013.5.1.2 is critical and the only one",
        ),
    ] {
        assert_eq!(verdict(&draft), ("trust.certificate-usage", expected));
    }
}

#[test]
fn profile_iso18013_gives_the_leeway_that_its_table_says_and_no_more() {
    let trust = trusting_foreign(&root());
    let outcome = |draft: &Draft| codes_of(foreign(&trust, &[&signed(draft, ROOT_KEY)]));
    assert_eq!(
        outcome(&purposes(false, &[DOCUMENT_SIGNER, SERVER_AUTH])),
        [""; 0]
    );
    assert_eq!(
        outcome(&with(KEY_USAGE, true, &[0x03, 0x02, 0x05, 0xa0])),
        [""; 0]
    );
    for draft in [
        purposes(true, &[ANY_PURPOSE]),
        leaf_draft().with(PURPOSES, None),
        leaf_draft().with(KEY_USAGE, None),
        with(KEY_USAGE, true, &[0x03, 0x02, 0x02, 0x84]),
    ] {
        assert_eq!(outcome(&draft), ["trust.certificate-usage"]);
    }
}

#[test]
fn extensions_are_there_once_and_understood_when_critical() {
    let twice = {
        let mut d = leaf_draft();
        d.extensions.push(d.extensions[0].clone());
        d
    };
    let dns = tlv(0x30, &[&tlv(0x82, &[b"seal.example"])]);
    let mail = tlv(0x30, &[&tlv(0x81, &[b"seal@example.org"])]);
    let ip = tlv(0x30, &[&tlv(0x87, &[&[192, 0, 2, 1]])]);
    let constraints = tlv(
        0x30,
        &[&tlv(0xa0, &[&tlv(0x30, &[&tlv(0x82, &[b"example.org"])])])],
    );
    let key_id = tlv(0x30, &[&tlv(0x80, &[b"key"])]);
    let policy = tlv(0x30, &[&tlv(0x30, &[&[0x06, 0x01, 0x2a]])]);
    for (draft, expected) in [
        (twice, "no extension is there twice"),
        (
            with(&[0x2a, 0x03, 0x04], true, b"?"),
            "no unknown extension is critical",
        ),
        (
            with(ISSUER_NAMES, true, &dns),
            "issuerAltName is not critical",
        ),
        (
            with(AUTHORITY_KEY, true, &key_id),
            "authorityKeyIdentifier is not critical",
        ),
        (
            with(SUBJECT_KEY, true, &[0x04, 0x01, 0x01]),
            "subjectKeyIdentifier is not critical",
        ),
        (
            leaf_draft().with(AUTHORITY_KEY, None),
            "authorityKeyIdentifier is there",
        ),
        (
            with(SUBJECT_NAMES, false, &dns),
            "a sealing certificate has no DNS, mail or IP name",
        ),
        (
            with(SUBJECT_NAMES, false, &mail),
            "a sealing certificate has no DNS, mail or IP name",
        ),
        (
            with(SUBJECT_NAMES, false, &ip),
            "a sealing certificate has no DNS, mail or IP name",
        ),
        (
            with(NAME_CONSTRAINTS, true, &constraints),
            "only a CA has name constraints",
        ),
        (
            with(NAME_CONSTRAINTS, false, &constraints),
            "nameConstraints is critical",
        ),
        (
            with(&[0x55, 0x1d, 32], true, &policy),
            "certificate policies are not critical, for none is judged",
        ),
        (
            with(&[0x55, 0x1d, 33], false, &[0x30, 0x00]),
            "required or mapped policies are not supported",
        ),
        (
            with(&[0x55, 0x1d, 36], false, &[0x30, 0x00]),
            "required or mapped policies are not supported",
        ),
        (
            with(&[0x55, 0x1d, 54], false, &[0x02, 0x01, 0x00]),
            "required or mapped policies are not supported",
        ),
    ] {
        assert_eq!(verdict(&draft), ("trust.certificate-profile", expected));
    }
}

#[test]
fn an_unknown_extension_that_is_not_critical_and_a_uri_name_change_nothing() {
    let uri = tlv(0x30, &[&tlv(0x86, &[b"https://example.org"])]);
    for draft in [
        with(&[0x2a, 0x03, 0x04], false, b"?"),
        with(SUBJECT_NAMES, false, &uri),
        leaf_draft().with(DISTRIBUTION_POINTS, None),
    ] {
        assert_eq!(verdict(&draft), ("", ""));
    }
}

#[test]
fn a_known_extension_that_is_malformed_refuses_the_certificate() {
    for (draft, expected) in [
        (
            with(KEY_USAGE, true, &[0x03, 0x02, 0x00, 0x80]),
            "keyUsage has at least one bit and no zeros at its end",
        ),
        (
            with(KEY_USAGE, true, &[0x03, 0x01, 0x00]),
            "keyUsage has at least one bit and no zeros at its end",
        ),
        (
            with(KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x80, 0x00]),
            "bytes follow the value",
        ),
        (
            with(KEY_USAGE, true, &[0x03, 0x03, 0x07, 0x80]),
            "the value is cut short",
        ),
        (with(PURPOSES, true, &[0x30, 0x00]), "the list is not empty"),
        (
            with(BASIC_CONSTRAINTS, true, &[0x30, 0x03, 0x01, 0x01, 0x00]),
            "a certificate that is not a CA's does not say so",
        ),
        (
            with(BASIC_CONSTRAINTS, true, &[0x30, 0x03, 0x01, 0x01, 0x01]),
            "TRUE is one byte FF, FALSE one byte 00",
        ),
        (
            with(BASIC_CONSTRAINTS, true, &[0x30, 0x03, 0x02, 0x01, 0x00]),
            "a path length is 0 to 255, and a CA's",
        ),
        (
            with(SUBJECT_NAMES, false, &[0x30, 0x00]),
            "a list of names is not empty",
        ),
        (
            with(SUBJECT_NAMES, false, &[0x30, 0x02, 0x87, 0x00]),
            "an IP address has 4 or 16 bytes",
        ),
        (
            with(SUBJECT_NAMES, false, &[0x30, 0x02, 0x8b, 0x00]),
            "not one of the forms of a name",
        ),
        (
            with(AUTHORITY_KEY, false, &[0x30, 0x00]),
            "authorityKeyIdentifier has a key identifier",
        ),
        (
            with(DISTRIBUTION_POINTS, false, &[0x30, 0x02, 0x30, 0x00]),
            "a distribution point has a name or an issuer",
        ),
        (
            with(&[0x2b, 6, 1, 5, 5, 7, 1, 1], false, &[0x30, 0x00]),
            "the list is not empty",
        ),
    ] {
        assert_eq!(verdict(&draft), ("trust.certificate-malformed", expected));
    }
}

#[test]
fn a_value_under_an_implicit_tag_is_der_too() {
    let issuer = tlv(0xa1, &[&tlv(0xa4, &[&name(&ROOT)])]);
    let authority_key = |serial: &[u8]| {
        let value = tlv(
            0x30,
            &[&tlv(0x80, &[b"key"]), &issuer, &tlv(0x82, &[serial])],
        );
        with(AUTHORITY_KEY, false, &value)
    };
    let reasons = |bits: &[u8]| {
        let point = tlv(
            0x30,
            &[
                &tlv(0xa0, &[&tlv(0xa0, &[&tlv(0x86, &[b"https://a.example"])])]),
                &tlv(0x81, &[bits]),
            ],
        );
        with(DISTRIBUTION_POINTS, false, &tlv(0x30, &[&point]))
    };
    let registered =
        |id: &[u8]| with(SUBJECT_NAMES, false, &tlv(0x30, &[&tlv(0x88, &[id])]));
    for (right, wrong, expected) in [
        (
            authority_key(&[7]),
            authority_key(&[0, 7]),
            "an INTEGER is not in the shortest form",
        ),
        (
            reasons(&[7, 0x80]),
            reasons(&[7, 0x81]),
            "the padding of a BIT STRING is not zero",
        ),
        (
            registered(&[0x2a, 0x03]),
            registered(&[0x2a, 0x80, 0x03]),
            "an OBJECT IDENTIFIER is not in the shortest form",
        ),
    ] {
        assert_eq!(verdict(&right), ("", ""));
        assert_eq!(verdict(&wrong), ("trust.certificate-malformed", expected));
    }
}

#[test]
fn versions_serials_and_unique_identifiers_are_as_rfc_5280_has_them() {
    let v1 = Draft {
        version: Vec::new(),
        ..leaf_draft()
    };
    let v2 = Draft {
        version: vec![0xa0, 0x03, 0x02, 0x01, 0x01],
        ..leaf_draft()
    };
    assert_eq!(
        verdict(&v1),
        (
            "trust.certificate-profile",
            "the certificate is of version 3"
        )
    );
    assert_eq!(
        verdict(&v2),
        (
            "trust.certificate-profile",
            "the certificate is of version 3"
        )
    );
    let rule = "the serial number is positive and has at most 20 bytes";
    for serial in [
        vec![0x02, 0x01, 0x00],
        vec![0x02, 0x01, 0xff],
        tlv(0x02, &[&[1; 21]]),
    ] {
        assert_eq!(
            verdict(&Draft {
                serial,
                ..leaf_draft()
            }),
            ("trust.certificate-profile", rule)
        );
    }
    assert_eq!(
        verdict(&Draft {
            serial: tlv(0x02, &[&[1; 20]]),
            ..leaf_draft()
        }),
        ("", "")
    );
    assert_eq!(
        verdict(&Draft {
            serial: vec![0x02, 0x02, 0x00, 0x01],
            ..leaf_draft()
        }),
        (
            "trust.certificate-malformed",
            "an INTEGER is not in the shortest form"
        )
    );
    let unique = Draft {
        spki: [leaf_draft().spki, vec![0x81, 0x02, 0x00, 0x01]].concat(),
        ..leaf_draft()
    };
    assert_eq!(
        verdict(&unique),
        (
            "trust.certificate-malformed",
            "extensions follow the public key, and no unique identifiers"
        )
    );
    let nobody = Draft {
        subject: name(&Subject::default()),
        ..leaf_draft()
    };
    assert_eq!(
        verdict(&nobody),
        ("trust.certificate-profile", "the subject is not empty")
    );
}

#[test]
fn the_bounds_of_validity_belong_to_it() {
    let der = leaf();
    let trust = trusting(&root());
    let at = |text| codes_of(trust.judge(&[&der], &Question::new(TYPE, time(text))));
    assert_eq!(
        at("2025-12-31T23:59:59Z"),
        ["trust.certificate-not-yet-valid"]
    );
    assert_eq!(at("2026-01-01T00:00:00Z"), [""; 0]);
    assert_eq!(at("2026-12-31T23:59:59Z"), [""; 0]);
    assert_eq!(at("2027-01-01T00:00:00Z"), ["trust.certificate-expired"]);
}

#[test]
fn dates_have_one_form_each() {
    let utc = |text: &str| tlv(0x17, &[text.as_bytes()]);
    let general = |text: &str| tlv(0x18, &[text.as_bytes()]);
    let (from, until) = (date(validity().0), date(validity().1));
    for (dates, code) in [
        ([from.clone(), general("99991231235959Z")], ""),
        ([from.clone(), general("20500101000000Z")], ""),
        (
            [from.clone(), general("20491231235959Z")],
            "trust.certificate-profile",
        ),
        ([until, from.clone()], "trust.certificate-profile"),
        (
            [from.clone(), utc("2701010000Z")],
            "trust.certificate-malformed",
        ),
        (
            [from.clone(), utc("270101000000+0800")],
            "trust.certificate-malformed",
        ),
        (
            [from.clone(), general("20500101000000.5Z")],
            "trust.certificate-malformed",
        ),
        (
            [from, tlv(0x04, &[b"270101000000Z"])],
            "trust.certificate-malformed",
        ),
    ] {
        let validity = tlv(0x30, &[&dates[0], &dates[1]]);
        assert_eq!(
            verdict(&Draft {
                validity,
                ..leaf_draft()
            })
            .0,
            code,
            "{dates:02x?}"
        );
    }
}

#[test]
fn a_proven_sealing_time_is_judged_instead_of_now() {
    let (trust, der) = (trusting(&root()), leaf());
    let later = Question::new(TYPE, time("2030-01-01T00:00:00Z"));
    assert_eq!(
        codes_of(trust.judge(&[&der], &later)),
        ["trust.certificate-expired"]
    );
    assert_eq!(
        codes_of(trust.judge(
            &[&der],
            &later.sealed_at(crate::trust::SealingTime::Proven(now()))
        )),
        [""; 0]
    );
    let ahead = Question::new(TYPE, time("2025-01-01T00:00:00Z"))
        .sealed_at(crate::trust::SealingTime::Proven(now()));
    assert_eq!(
        codes_of(trust.judge(&[&der], &ahead)),
        ["trust.certificate-not-yet-valid"]
    );
}

#[test]
fn no_flip_of_a_bit_is_trusted() {
    let (trust, der) = (trusting(&root()), leaf());
    for (index, bit) in (0..der.len()).zip((0..8).cycle()) {
        let mut flipped = der.clone();
        flipped[index] ^= 1 << bit;
        assert_ne!(codes(&trust, &[&flipped]), [""; 0], "byte {index}");
    }
}

#[test]
fn no_cut_and_no_byte_more_is_a_certificate() {
    let (trust, der) = (trusting(&root()), leaf());
    for length in 0..der.len() {
        assert_eq!(
            codes(&trust, &[&der[..length]]),
            ["trust.certificate-malformed"],
            "{length} bytes"
        );
    }
    assert_eq!(
        codes(&trust, &[&[der.as_slice(), &[0]].concat()]),
        ["trust.certificate-malformed"]
    );
    assert_eq!(codes(&trust, &[&vec![0x30; 20_000]]), ["trust.over-limit"]);
}
