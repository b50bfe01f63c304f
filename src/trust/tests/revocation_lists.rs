//! Revocation lists: which are read, which say something, and for whom.

use super::pki::{AUTHORITY_KEY, KEY_USAGE, LIST_NUMBER, REASON, entry, extension, tlv};
use super::*;
use crate::trust::{Revocation, revocation_list_from_pem_or_der};

const DELTA: &[u8] = &[0x55, 0x1d, 27];
const POINT: &[u8] = &[0x55, 0x1d, 28];
const CERTIFICATE_ISSUER: &[u8] = &[0x55, 0x1d, 29];
const STRANGE: &[u8] = &[0x2a, 0x03];
/// What the certificates of the maker name as their distribution point.
const URI: &[u8] = b"https://pki.example/list.crl";

fn good() -> ListDraft {
    list_draft(&ROOT, ROOT_KEY, &[])
}

fn other() -> Revoked {
    Revoked {
        serial: 8,
        since: time("2026-05-01T00:00:00Z"),
        reason: Some(1),
        invalid: None,
    }
}

/// What a sealing certificate is, when this is the one list.
fn outcome(draft: &ListDraft) -> Vec<Reason> {
    let trust = with_lists(&[signed_list(draft, ROOT_KEY)]);
    judge(&trust, &[&leaf()]).err().unwrap_or_default()
}

fn unusable(rule: &'static str) -> Vec<Reason> {
    let place = "sealing".to_owned();
    vec![Reason::RevocationListUnusable { place, rule }]
}

fn missing() -> Vec<Reason> {
    let place = "sealing".to_owned();
    vec![Reason::RevocationListMissing { place }]
}

fn add(der: &[u8]) -> Result<(), Reason> {
    TrustAnchors::new().add_revocation_list(der)
}

/// A list with this value as its scope.
fn scoped(value: &[u8]) -> ListDraft {
    good().with(POINT, Some(extension(POINT, true, value)))
}

/// Full names under the tag of `distributionPoint`.
fn at(uri: &[u8]) -> Vec<u8> {
    tlv(0xa0, &[&tlv(0xa0, &[&tlv(0x86, &[uri])])])
}

#[test]
fn a_current_list_without_the_certificate_is_good() {
    assert_eq!(outcome(&good()), []);
    assert_eq!(outcome(&list_draft(&ROOT, ROOT_KEY, &[other()])), []);
    let signer = judge(&with_lists(&[list(&[])]), &[&leaf()]).unwrap();
    let lists = signer.grants()[0].not_revoked.unwrap();
    assert_eq!((lists.this_update, lists.next_update), updates());
    assert_eq!(signer.valid_until(), updates().1);
    assert_eq!(signer.notes(), []);
}

#[test]
fn without_a_list_nothing_is_asked_unless_it_is_required() {
    let trust = trusting(&root());
    let signer = judge(&trust, &[&leaf()]).unwrap();
    assert_eq!(signer.notes(), [Reason::RevocationNotAsked]);
    assert_eq!(signer.grants()[0].not_revoked, None);
    let required = Question::new(TYPE, now()).with_revocation(Revocation::Required);
    assert_eq!(trust.judge(&[&leaf()], &required).unwrap_err(), missing());
    // With a list both policies are one.
    let trust = with_lists(&[signed_list(&list_draft(&LOWER, LOWER_KEY, &[]), LOWER_KEY)]);
    assert_eq!(judge(&trust, &[&leaf()]).unwrap_err(), missing());
}

#[test]
fn a_pin_is_not_asked_about() {
    let mut trust = with_lists(&[list(&[Revoked {
        serial: 7,
        ..other()
    }])]);
    trust
        .add_pin(&leaf(), Some(scope("elicence:*:CN-44")))
        .unwrap();
    let signer = judge(&trust, &[&leaf()]).unwrap();
    assert_eq!(signer.notes(), [Reason::PinNotRevocable]);
}

#[test]
fn a_list_counts_from_its_first_second_to_its_last() {
    let trust = with_lists(&[list(&[])]);
    for (text, known) in [
        ("2026-05-24T23:59:59Z", false),
        ("2026-05-25T00:00:00Z", true),
        ("2026-06-08T00:00:00Z", true),
        ("2026-06-08T00:00:01Z", false),
    ] {
        let stale = Reason::RevocationListStale {
            place: "sealing".into(),
            next_update: updates().1,
        };
        let expected = if known { vec![] } else { vec![stale] };
        let answer = trust.judge(&[&leaf()], &Question::new(TYPE, time(text)));
        assert_eq!(answer.err().unwrap_or_default(), expected, "{text}");
    }
}

#[test]
fn a_list_of_another_is_no_list() {
    // Another name, whatever key signed it.
    for key in [ROOT_KEY, MIDDLE_KEY] {
        let list = signed_list(&list_draft(&MIDDLE, MIDDLE_KEY, &[]), key);
        assert_eq!(
            judge(&with_lists(&[list]), &[&leaf()]).unwrap_err(),
            missing()
        );
    }
    // The name in other letters.
    let shouted = Subject { cn: "ROOT", ..ROOT };
    assert_eq!(outcome(&list_draft(&shouted, ROOT_KEY, &[])), missing());
    // The right name and another key: nothing that it says counts, good or bad.
    for revoked in [
        vec![],
        vec![Revoked {
            serial: 7,
            ..other()
        }],
    ] {
        let forged = signed_list(&list_draft(&ROOT, ROOT_KEY, &revoked), THIEF_KEY);
        assert_eq!(
            judge(&with_lists(std::slice::from_ref(&forged)), &[&leaf()]).unwrap_err(),
            unusable("the signature is by the issuer's key")
        );
        assert_eq!(
            judge(&with_lists(&[forged, list(&[])]), &[&leaf()]).err(),
            None
        );
    }
    // The sealing certificate's own key signs no list, also not under its own name.
    let own = signed_list(&list_draft(&ROOT, SEALER_KEY, &[]), SEALER_KEY);
    assert_eq!(judge(&with_lists(&[own]), &[&leaf()]).unwrap_err().len(), 1);
}

#[test]
fn an_issuer_without_crl_sign_signs_no_list() {
    let only_certificates = extension(KEY_USAGE, true, &[0x03, 0x02, 0x02, 0x04]);
    let root = signed(
        &root_draft().with(KEY_USAGE, Some(only_certificates.clone())),
        ROOT_KEY,
    );
    let mut trust = trusting(&root);
    trust.add_revocation_list(&list(&[])).unwrap();
    let rule = "keyUsage of its issuer has cRLSign";
    assert_eq!(judge(&trust, &[&leaf()]).unwrap_err(), unusable(rule));

    let middle = signed(
        &middle_draft().with(KEY_USAGE, Some(only_certificates)),
        ROOT_KEY,
    );
    let below = signed_list(&list_draft(&MIDDLE, MIDDLE_KEY, &[]), MIDDLE_KEY);
    let trust = with_lists(&[list(&[]), below]);
    assert_eq!(
        judge(&trust, &[&leaf_of_middle(), &middle]).unwrap_err(),
        unusable(rule)
    );
    assert_eq!(
        codes(&trust, &[&leaf_of_middle(), &super::middle()]),
        [""; 0]
    );
}

#[test]
fn what_a_list_must_have() {
    let version = |bytes: &[u8]| ListDraft {
        version: bytes.to_vec(),
        ..good()
    };
    let number =
        |value: &[u8]| good().with(LIST_NUMBER, Some(extension(LIST_NUMBER, false, value)));
    let long = [&[0x02, 21, 1][..], &[0; 20]].concat();
    let no_next = ListDraft {
        next_update: vec![],
        ..good()
    };
    let backwards = ListDraft {
        next_update: pki::date(time("2026-05-24T23:59:59Z")),
        ..good()
    };
    let wordy = ListDraft {
        this_update: pki::long_date(updates().0),
        ..good()
    };
    let other_inside = ListDraft {
        inner_algorithm: tlv(0x30, &[&[0x06, 0x03, 0x2b, 0x65, 0x70]]),
        ..good()
    };
    // ecdsa-with-SHA1
    let weak = tlv(
        0x30,
        &[&[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01]],
    );
    let weak = ListDraft {
        inner_algorithm: weak.clone(),
        outer_algorithm: weak,
        ..good()
    };
    let parameters = tlv(0x30, &[&good().inner_algorithm[2..], &[0x05, 0x00]]);
    let parameters = ListDraft {
        inner_algorithm: parameters.clone(),
        outer_algorithm: parameters,
        ..good()
    };
    let twice = {
        let mut draft = good();
        draft.extensions.push(draft.extensions[1].clone());
        draft
    };
    let issuer_twice = extension(AUTHORITY_KEY, false, &tlv(0x30, &[&tlv(0x82, &[&[1]])]));
    for (draft, rule) in [
        (version(&[]), "the list is of version 2"),
        (version(&[2, 1, 2]), "the list is of version 2"),
        (no_next, "nextUpdate is there"),
        (backwards, "nextUpdate is not before thisUpdate"),
        (
            wordy,
            "dates to the year 2049 are UTCTime, later ones GeneralizedTime",
        ),
        (
            other_inside,
            "the signature algorithm differs inside and outside",
        ),
        (weak, "the signature algorithm is not on the list"),
        (parameters, "the signature algorithm is not on the list"),
        (good().with(LIST_NUMBER, None), "cRLNumber is there"),
        (
            ListDraft {
                extensions: vec![],
                ..good()
            },
            "cRLNumber is there",
        ),
        (
            good().with(LIST_NUMBER, Some(extension(LIST_NUMBER, true, &[2, 1, 1]))),
            "cRLNumber is not critical",
        ),
        (
            number(&[2, 1, 0xff]),
            "cRLNumber is not negative and has at most 20 bytes",
        ),
        (
            number(&long),
            "cRLNumber is not negative and has at most 20 bytes",
        ),
        (number(&[2, 2, 0, 1]), "cRLNumber is an INTEGER"),
        (number(&[2, 1, 1, 0]), "cRLNumber is an INTEGER"),
        (twice, "no extension is there twice"),
        (
            good().with(AUTHORITY_KEY, Some(issuer_twice)),
            "authorityKeyIdentifier can be read",
        ),
        (
            good().with(STRANGE, Some(extension(STRANGE, true, b"?"))),
            "no unknown extension is critical",
        ),
        (
            good().with(DELTA, Some(extension(DELTA, true, &[2, 1, 1]))),
            "it is a delta, not a complete list",
        ),
        (
            good().with(DELTA, Some(extension(DELTA, false, &[2, 1, 1]))),
            "it is a delta, not a complete list",
        ),
    ] {
        assert_eq!(outcome(&draft), unusable(rule));
        // A usable list beside it serves.
        let both = with_lists(&[signed_list(&draft, ROOT_KEY), list(&[])]);
        assert_eq!(judge(&both, &[&leaf()]).err(), None, "{rule}");
    }
    let harmless = extension(STRANGE, false, b"?");
    assert_eq!(outcome(&good().with(STRANGE, Some(harmless))), []);
}

#[test]
fn every_entry_of_a_list_must_be_understood() {
    let since = time("2026-05-01T00:00:00Z");
    let with = |extensions: &[Vec<u8>]| ListDraft {
        entries: vec![entry(&[2, 1, 8], since, extensions), other().entry()],
        ..good()
    };
    let reason = |value: &[u8]| vec![extension(REASON, false, value)];
    for (extensions, rule) in [
        (
            vec![extension(STRANGE, true, b"?")],
            "no unknown extension of an entry is critical",
        ),
        (
            vec![extension(
                CERTIFICATE_ISSUER,
                true,
                &tlv(0x30, &[&tlv(0xa4, &[&pki::name(&MIDDLE)])]),
            )],
            "it is not indirect",
        ),
        (reason(&[0x0a, 1, 7]), "the reason of an entry can be read"),
        (reason(&[0x0a, 1, 11]), "the reason of an entry can be read"),
        (reason(&[0x02, 1, 1]), "the reason of an entry can be read"),
        (
            reason(&[0x0a, 2, 0, 1]),
            "the reason of an entry can be read",
        ),
        (
            vec![extension(pki::INVALIDITY, false, &pki::date(since))],
            "the invalidity date of an entry can be read",
        ),
        (
            [reason(&[0x0a, 1, 1]), reason(&[0x0a, 1, 1])].concat(),
            "no extension is there twice",
        ),
    ] {
        assert_eq!(outcome(&with(&extensions)), unusable(rule));
    }
    assert_eq!(outcome(&with(&[extension(STRANGE, false, b"?")])), []);
}

#[test]
fn a_list_for_other_certificates_is_no_list() {
    let (users, authorities) = ([0x81, 1, 0xff], [0x82, 1, 0xff]);
    let here = at(URI);
    let also = tlv(
        0xa0,
        &[&tlv(
            0xa0,
            &[&tlv(0x86, &[b"https://a.example"]), &tlv(0x86, &[URI])],
        )],
    );
    for (value, expected) in [
        (tlv(0x30, &[&here]), vec![]),
        (tlv(0x30, &[&also]), vec![]),
        (tlv(0x30, &[&users]), vec![]),
        (tlv(0x30, &[&here, &users]), vec![]),
        (
            tlv(0x30, &[&at(b"https://pki.example/other.crl")]),
            missing(),
        ),
        (tlv(0x30, &[&authorities]), missing()),
        (tlv(0x30, &[&here, &authorities]), missing()),
    ] {
        assert_eq!(outcome(&scoped(&value)), expected, "{value:02x?}");
    }
    let middle_list = signed_list(&list_draft(&MIDDLE, MIDDLE_KEY, &[]), MIDDLE_KEY);
    for (flag, found) in [(users, false), (authorities, true)] {
        let root_list = signed_list(&scoped(&tlv(0x30, &[&flag])), ROOT_KEY);
        let trust = with_lists(&[root_list, middle_list.clone()]);
        let answer = judge(&trust, &[&leaf_of_middle(), &middle()]);
        assert_eq!(answer.is_ok(), found);
    }
}

#[test]
fn a_certificate_that_names_no_such_point_is_in_no_such_list() {
    let scoped = signed_list(&scoped(&tlv(0x30, &[&at(URI)])), ROOT_KEY);
    let trust = with_lists(&[scoped]);
    let point = |members: &[&[u8]]| {
        extension(
            pki::DISTRIBUTION_POINTS,
            false,
            &tlv(0x30, &[&tlv(0x30, members)]),
        )
    };
    let issuer = tlv(0xa2, &[&tlv(0xa4, &[&pki::name(&ROOT)])]);
    for (points, expected) in [
        (Some(point(&[&at(URI)])), vec![]),
        (None, missing()),
        (
            Some(point(&[&at(b"https://pki.example/LIST.crl")])),
            missing(),
        ),
        // For some reasons only, or by another issuer.
        (Some(point(&[&at(URI), &[0x81, 2, 6, 0x40]])), missing()),
        (Some(point(&[&at(URI), &issuer])), missing()),
    ] {
        let leaf = signed(
            &leaf_draft().with(pki::DISTRIBUTION_POINTS, points),
            ROOT_KEY,
        );
        assert_eq!(judge(&trust, &[&leaf]).err().unwrap_or_default(), expected);
    }
}

#[test]
fn a_scope_that_is_not_understood_in_full_makes_a_list_unusable() {
    const UNREADABLE: &str = "issuingDistributionPoint can be read in full";
    let relative = tlv(
        0xa0,
        &[&tlv(
            0xa1,
            &[&tlv(0x30, &[&[6, 3, 0x55, 4, 3], &tlv(12, &[b"x"])])],
        )],
    );
    let both = [0x81, 1, 0xff, 0x82, 1, 0xff];
    for (value, rule) in [
        (
            tlv(0x30, &[&relative]),
            "the name of its distribution point is a full one",
        ),
        (
            tlv(0x30, &[&[0x83, 2, 6, 0x40]]),
            "it is not for some reasons only",
        ),
        (tlv(0x30, &[&[0x84, 1, 0xff]]), "it is not indirect"),
        (
            tlv(0x30, &[&[0x85, 1, 0xff]]),
            "it is not for attribute certificates only",
        ),
        (
            tlv(0x30, &[&both]),
            "it is not for sealing certificates and for CAs only at once",
        ),
        (tlv(0x30, &[]), UNREADABLE),
        (b"garbage".to_vec(), UNREADABLE),
        (vec![], UNREADABLE),
        (tlv(0x30, &[&[0x86, 1, 0xff]]), UNREADABLE),
        (tlv(0x30, &[&at(URI), &[0x86, 1, 0xff]]), UNREADABLE),
        (tlv(0x30, &[&[0x81, 1, 0x00]]), UNREADABLE),
        (tlv(0x30, &[&[0x81, 1, 0x01]]), UNREADABLE),
        (tlv(0x30, &[&[0x82, 1, 0xff, 0x81, 1, 0xff]]), UNREADABLE),
        (tlv(0x30, &[&tlv(0xa0, &[])]), UNREADABLE),
        (tlv(0x30, &[&tlv(0xa0, &[&tlv(0xa0, &[])])]), UNREADABLE),
        ([tlv(0x30, &[&at(URI)]), vec![0]].concat(), UNREADABLE),
        (vec![0x30, 0x81, 3, 0x81, 1, 0xff], UNREADABLE),
    ] {
        assert_eq!(outcome(&scoped(&value)), unusable(rule), "{value:02x?}");
    }
    let lenient = good().with(
        POINT,
        Some(extension(POINT, false, &tlv(0x30, &[&at(URI)]))),
    );
    assert_eq!(
        outcome(&lenient),
        unusable("issuingDistributionPoint is critical")
    );
}

#[test]
fn what_is_not_der_is_no_list_at_all() {
    let whole = list(&[other()]);
    let spoilt = |find: &[u8], by: &[u8]| {
        let at = whole.windows(find.len()).position(|w| w == find).unwrap();
        [&whole[..at], by, &whole[at + find.len()..]].concat()
    };
    let long_serial = ListDraft {
        entries: vec![entry(&[2, 2, 0, 7], now(), &[])],
        ..good()
    };
    let long_length = ListDraft {
        entries: vec![entry(&[2, 0x81, 1, 7], now(), &[])],
        ..good()
    };
    let empty = ListDraft {
        entries: vec![vec![]],
        ..good()
    };
    let false_written = tlv(0x30, &[&tlv(6, &[STRANGE]), &[1, 1, 0], &tlv(4, &[b"?"])]);
    let one_is_true = tlv(0x30, &[&tlv(6, &[STRANGE]), &[1, 1, 1], &tlv(4, &[b"?"])]);
    for (der, rule) in [
        (vec![], "a value is missing"),
        (leaf(), "a date is a UTCTime or a GeneralizedTime"),
        ([whole.clone(), vec![0]].concat(), "bytes follow the value"),
        (whole[..whole.len() - 1].to_vec(), "the value is cut short"),
        (
            signed_list(&long_serial, ROOT_KEY),
            "an INTEGER is not in the shortest form",
        ),
        (
            signed_list(&long_length, ROOT_KEY),
            "the length is not in the shortest form",
        ),
        (
            signed_list(&empty, ROOT_KEY),
            "a list of revoked certificates is not empty",
        ),
        (
            signed_list(&good().with(STRANGE, Some(false_written)), ROOT_KEY),
            "an extension that is not critical does not say so",
        ),
        (
            signed_list(&good().with(STRANGE, Some(one_is_true)), ROOT_KEY),
            "TRUE is one byte FF, FALSE one byte 00",
        ),
        (
            spoilt(b"260525000000Z", b"260532000000Z"),
            "a UTCTime is YYMMDDHHMMSSZ and exists",
        ),
    ] {
        let found = add(&der).unwrap_err();
        let found_rule = match found {
            Reason::RevocationListMalformed { rule, .. } => rule,
            other => panic!("{other:?}"),
        };
        if rule != "a date is a UTCTime or a GeneralizedTime" {
            assert_eq!(found_rule, rule);
        }
    }
    assert_eq!(
        add(&vec![0x30; (16 << 20) + 1]),
        Err(Reason::RevocationListOverLimit {
            limit: "revocation_list_bytes",
            allowed: 16 << 20
        })
    );
}

#[test]
fn no_cut_of_a_list_is_read() {
    let whole = list(&[other()]);
    for length in 0..whole.len() {
        assert!(matches!(
            add(&whole[..length]),
            Err(Reason::RevocationListMalformed { .. })
        ));
    }
}

#[test]
fn no_flipped_bit_of_a_list_that_revokes_makes_it_good() {
    let whole = list(&[Revoked {
        serial: 7,
        ..other()
    }]);
    let leaf = leaf();
    for at in 0..whole.len() {
        for bit in [0x01, 0x80] {
            let mut spoilt = whole.clone();
            spoilt[at] ^= bit;
            let mut trust = trusting(&root());
            if trust.add_revocation_list(&spoilt).is_ok() {
                let reasons = judge(&trust, &[&leaf]).unwrap_err();
                assert!(reasons.iter().all(Reason::is_unknown), "{at}: {reasons:?}");
            }
        }
    }
}

#[test]
fn the_same_list_twice_is_one() {
    let trust = with_lists(&[list(&[]), list(&[])]);
    assert_eq!(codes(&trust, &[&leaf()]), [""; 0]);
}

#[test]
fn pem_and_der_are_one_list() {
    use base64::Engine as _;
    let der = list(&[]);
    let body = base64::engine::general_purpose::STANDARD.encode(&der);
    let pem = format!("\n-----BEGIN X509 CRL-----\r\n{body}\r\n-----END X509 CRL-----\n\n");
    assert_eq!(
        revocation_list_from_pem_or_der(pem.as_bytes()),
        Ok(der.clone())
    );
    assert_eq!(revocation_list_from_pem_or_der(&der), Ok(der));
    for text in [
        "",
        "hello",
        &pem.replace("X509 CRL", "CERTIFICATE"),
        &format!("{pem}{pem}"),
    ] {
        assert_eq!(
            revocation_list_from_pem_or_der(text.as_bytes()),
            Err(Reason::RevocationListMalformed {
                rule: "it is neither DER nor one PEM block of a revocation list",
                at: 0
            })
        );
    }
}
