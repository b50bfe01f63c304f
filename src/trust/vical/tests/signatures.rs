//! Who signed, with what, and in which form.

use super::maker::*;
use super::pki::{self, Kind};
use super::*;
use crate::codec::Cbor;

#[test]
fn a_list_holds_with_a_tag_or_without_and_with_the_chain_in_either_header() {
    for (tagged, chain_protected) in [(false, false), (true, false), (false, true), (true, true)] {
        let list = List {
            tagged,
            chain_protected,
            ..List::new()
        };
        let checked = check(&list).unwrap();
        assert_eq!(scopes(&checked), [format!("iso18013:{MDL}:US-MD")]);
        assert_eq!(checked.notes(), []);
    }
}

#[test]
fn the_caller_may_name_the_root_the_issuing_ca_or_the_signer_itself() {
    let vical = Vical::decode(&List::new().encode()).unwrap();
    for given in [root(), middle(), signer()] {
        assert!(vical.check(&[&given], &VicalTerms::new(), now()).is_ok());
    }
    let none = vical.check(&[], &VicalTerms::new(), now());
    assert_eq!(codes(none), ["trust.list-signer-unknown"]);
}

#[test]
fn a_list_without_a_signature_is_refused() {
    let alone = List::new().payload().to_vec();
    let vical = Vical::decode(&alone).unwrap();
    let outcome = vical.check(&[&root()], &VicalTerms::new(), now());
    assert_eq!(outcome.unwrap_err(), [Reason::ListUnsigned]);

    let Cbor::Array(mut members) =
        Cbor::decode(&List::new().encode(), &crate::codec::Limits::default()).unwrap()
    else {
        panic!()
    };
    members[3] = Cbor::Bytes(Vec::new());
    let vical = Vical::decode(&Cbor::Array(members).to_vec()).unwrap();
    let outcome = vical.check(&[&root()], &VicalTerms::new(), now());
    assert_eq!(outcome.unwrap_err(), [Reason::ListUnsigned]);
}

#[test]
fn a_signature_by_another_key_is_refused() {
    let list = List {
        key: THIEF_KEY,
        ..List::new()
    };
    assert_eq!(codes(check(&list)), ["trust.list-signature-mismatch"]);
}

#[test]
fn a_stranger_with_the_same_names_is_refused() {
    let thief = |subject, number, issuer, kind| draft(subject, number, issuer, THIEF_KEY, kind);
    let ca = thief(&ROOT, THIEF_KEY, &ROOT, Kind::Ca { path_length: 1 })
        .sign(&key(THIEF_KEY))
        .unwrap();
    let own = thief(&SIGNER, THIEF_KEY, &ROOT, Kind::Sealer)
        .with(pki::PURPOSES, Some(purposes(&[VICAL_SIGNER])))
        .sign(&key(THIEF_KEY))
        .unwrap();
    let list = List::new().signed_under(vec![own.clone(), ca], THIEF_KEY);
    assert_eq!(codes(check(&list)), ["trust.list-signer-unknown"]);
    let list = List::new().signed_under(vec![own], THIEF_KEY);
    assert_eq!(codes(check(&list)), ["trust.list-signer-unknown"]);
}

/// Signed by a certificate of the right CA that is not one for lists.
fn signed_by(draft: &pki::Draft) -> Vec<Reason> {
    let certificate = draft.sign(&key(MIDDLE_KEY)).unwrap();
    let list = List::new().signed_under(vec![certificate.clone(), middle()], SIGNER_KEY);
    let by_path = check(&list).unwrap_err();
    let pinned =
        Vical::decode(&list.encode())
            .unwrap()
            .check(&[&certificate], &VicalTerms::new(), now());
    assert_eq!(pinned.unwrap_err(), by_path, "to be pinned excuses nothing");
    by_path
}

#[test]
fn only_a_certificate_for_lists_signs_lists() {
    let any_purpose = &[0x55, 0x1d, 0x25, 0x00];
    let with = |list: &[&[u8]]| signer_draft().with(pki::PURPOSES, Some(purposes(list)));
    for (draft, rule) in [
        (
            with(&[pki::DOCUMENT_SIGNER]),
            "the purpose 1.0.18013.5.1.8 is stated",
        ),
        (
            with(&[any_purpose]),
            "the purpose 1.0.18013.5.1.8 is stated",
        ),
        (
            signer_draft().with(pki::PURPOSES, None),
            "the purpose 1.0.18013.5.1.8 is stated",
        ),
        (
            with(&[VICAL_SIGNER, pki::DOCUMENT_SIGNER]),
            "a signer of lists does not seal documents",
        ),
        (
            signer_draft().with(pki::KEY_USAGE, None),
            "keyUsage has digitalSignature or contentCommitment",
        ),
        (
            signer_draft().with(pki::AUTHORITY_KEY, None),
            "authorityKeyIdentifier is there",
        ),
        (
            draft(
                &SIGNER,
                SIGNER_KEY,
                &MIDDLE,
                MIDDLE_KEY,
                Kind::Ca { path_length: 0 },
            )
            .with(pki::PURPOSES, Some(purposes(&[VICAL_SIGNER]))),
            "a CA does not sign lists",
        ),
    ] {
        let expected = Reason::ListSignerCertificate {
            rule: rule.to_owned(),
        };
        assert_eq!(signed_by(&draft), [expected], "{rule}");
    }
}

#[test]
fn content_commitment_alone_is_usage_enough_as_in_the_real_signer() {
    let usage = pki::extension(pki::KEY_USAGE, true, &[0x03, 0x02, 0x06, 0x40]);
    let certificate = signer_draft()
        .with(pki::KEY_USAGE, Some(usage))
        .sign(&key(MIDDLE_KEY))
        .unwrap();
    let list = List::new().signed_under(vec![certificate, middle()], SIGNER_KEY);
    assert!(check(&list).is_ok());
}

#[test]
fn a_signer_is_valid_when_the_list_is_checked_and_the_list_ends_with_it() {
    let during = |from: &str, until: &str| {
        let validity = pki::tlv(0x30, &[&pki::date(time(from)), &pki::date(time(until))]);
        pki::Draft {
            validity,
            ..signer_draft()
        }
    };
    for (draft, rule) in [
        (
            during("2026-01-01T00:00:00Z", "2026-06-01T11:59:59Z"),
            "its validity is not over",
        ),
        (
            during("2026-06-01T12:00:01Z", "2026-12-01T00:00:00Z"),
            "its validity has begun",
        ),
    ] {
        let expected = Reason::ListSignerCertificate {
            rule: rule.to_owned(),
        };
        assert_eq!(signed_by(&draft), [expected]);
    }
    let short = during("2026-01-01T00:00:00Z", "2026-06-01T13:00:00Z")
        .sign(&key(MIDDLE_KEY))
        .unwrap();
    let list = List::new().signed_under(vec![short, middle()], SIGNER_KEY);
    assert_eq!(
        check(&list).unwrap().valid_until(),
        time("2026-06-01T13:00:00Z")
    );
}

#[test]
fn a_missing_link_and_a_chain_that_is_too_long_are_refused() {
    let list = List::new().signed_under(vec![signer()], SIGNER_KEY);
    assert_eq!(codes(check(&list)), ["trust.list-signer-unknown"]);
    let list = List::new().signed_under(Vec::new(), SIGNER_KEY);
    assert_eq!(codes(check(&list)), ["trust.list-signer-certificate"]);
    let five = vec![signer(), middle(), root(), middle(), root()];
    let list = List::new().signed_under(five, SIGNER_KEY);
    assert_eq!(codes(check(&list)), ["trust.over-limit"]);
}

#[test]
fn a_given_certificate_that_is_no_ca_is_named_beside_the_unknown_signer() {
    let other = draft(&MARYLAND, LICENCE_KEY, &ROOT, ROOT_KEY, Kind::Sealer)
        .sign(&key(ROOT_KEY))
        .unwrap();
    let outcome =
        Vical::decode(&List::new().encode())
            .unwrap()
            .check(&[&other], &VicalTerms::new(), now());
    assert_eq!(
        codes(outcome),
        ["trust.list-signer-unknown", "trust.certificate-usage"]
    );
}

#[test]
fn the_algorithm_is_protected_on_the_list_and_one_for_the_key() {
    let with = |algorithm: Cbor| List {
        algorithm,
        ..List::new()
    };
    for (list, found) in [
        (with(Cbor::Null), "not given"),
        (with(Cbor::Integer(-257)), "-257"),
        (with(Cbor::text("ES256")), "given as text"),
        (
            with(Cbor::Integer(-35)),
            "ES384, which is not for the signer's key",
        ),
    ] {
        let expected = Reason::ListAlgorithm {
            found: found.to_owned(),
        };
        assert_eq!(check(&list).unwrap_err(), [expected]);
    }
    let unprotected = List {
        unprotected: vec![(Cbor::Integer(1), Cbor::Integer(-7))],
        ..with(Cbor::Null)
    };
    assert_eq!(
        codes(check(&unprotected)),
        ["trust.list-algorithm-not-allowed"]
    );
}

#[test]
fn a_header_that_must_be_understood_is_not() {
    let list = List {
        protected: vec![(Cbor::Integer(2), Cbor::Array(vec![Cbor::Integer(33)]))],
        ..List::new()
    };
    assert_eq!(codes(check(&list)), ["trust.list-critical-extension"]);
}

#[test]
fn no_altered_byte_changes_what_a_list_says() {
    let (bytes, root) = (List::new().encode(), root());
    let whole = check(&List::new()).unwrap();
    // Every fifth: each costs three signatures.
    for at in (0..bytes.len()).step_by(5) {
        let mut altered = bytes.clone();
        altered[at] ^= 0x10;
        let Ok(vical) = Vical::decode(&altered) else {
            continue;
        };
        if let Ok(checked) = vical.check(&[&root], &VicalTerms::new(), now()) {
            assert_eq!(checked.digest(), whole.digest(), "byte {at}");
        }
    }
}

#[test]
fn a_chain_in_both_headers_is_none() {
    let list = List {
        protected: vec![(Cbor::Integer(33), Cbor::Bytes(signer()))],
        ..List::new()
    };
    assert_eq!(
        check(&list).unwrap_err(),
        [Reason::ListSignerCertificate {
            rule: "it comes with the list, in one x5chain".to_owned()
        }]
    );
    let alone = List {
        protected: vec![(Cbor::Integer(33), Cbor::Bytes(signer()))],
        ..List::new().signed_under(Vec::new(), SIGNER_KEY)
    };
    let outcome = Vical::decode(&alone.encode()).unwrap();
    let outcome = outcome.check(&[&middle()], &VicalTerms::new(), now());
    assert!(outcome.is_ok(), "one byte string is a chain of one");
}

#[test]
fn a_chain_that_does_not_begin_with_the_signer_is_refused() {
    let list = List::new().signed_under(vec![middle(), signer()], SIGNER_KEY);
    assert_eq!(codes(check(&list)), ["trust.list-signer-certificate"]);
}
