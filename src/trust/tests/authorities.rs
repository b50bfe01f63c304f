//! Anchors and pins: what may be one, which of them a path reaches, and what is remembered.

use super::pki::{Draft, KEY_USAGE, date, extension, tlv};
use super::*;
use crate::trust::{AnchorError, Basis, certificate_from_pem_or_der};

const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
const SUBJECT_NAMES: &[u8] = &[0x55, 0x1d, 17];

fn load(der: &[u8]) -> Result<(), AnchorError> {
    TrustAnchors::new().add_anchor(der, scope("elicence:*:CN"))
}

fn permitting(base: &[u8]) -> Vec<u8> {
    extension(
        NAME_CONSTRAINTS,
        true,
        &tlv(0x30, &[&tlv(0xa0, &[&tlv(0x30, &[base])])]),
    )
}

#[test]
fn an_anchor_is_a_ca_in_every_respect() {
    let unknown = root_draft().with(&[0x2a, 0x03], Some(extension(&[0x2a, 0x03], true, b"?")));
    let no_sign = root_draft().with(
        KEY_USAGE,
        Some(extension(KEY_USAGE, true, &[0x03, 0x02, 0x01, 0x02])),
    );
    let v1 = Draft {
        version: Vec::new(),
        ..root_draft()
    };
    let nameless = Draft {
        subject: tlv(0x30, &[]),
        ..root_draft()
    };
    for (draft, rule) in [
        (leaf_draft(), "it is not a CA's"),
        (unknown, "no unknown extension is critical"),
        (no_sign, "keyUsage of a CA has keyCertSign"),
        (v1, "the certificate is of version 3"),
        (nameless, "the subject is not empty"),
        (
            root_draft().with(
                NAME_CONSTRAINTS,
                Some(permitting(&tlv(0xa4, &[&pki::name(&ROOT)]))),
            ),
            "name constraints over distinguished names are not supported",
        ),
    ] {
        assert_eq!(
            load(&signed(&draft, ROOT_KEY)),
            Err(AnchorError::Rule { rule })
        );
    }
    assert_eq!(
        load(b""),
        Err(AnchorError::Malformed {
            rule: "a value is missing",
            at: 0
        })
    );
    assert_eq!(
        load(&[root(), vec![0]].concat()),
        Err(AnchorError::Malformed {
            rule: "bytes follow the value",
            at: root().len()
        })
    );
    assert_eq!(
        load(&vec![0x30; 16_385]),
        Err(AnchorError::OverLimit {
            limit: "certificate_bytes",
            allowed: 16_384
        })
    );
}

#[test]
fn malformed_name_constraints_are_refused() {
    for (base, rule) in [
        (
            tlv(0x82, &[b".example.org"]),
            "a DNS constraint is a host or a domain",
        ),
        (
            tlv(0x82, &[b"*.example.org"]),
            "a DNS constraint is a host or a domain",
        ),
        (
            tlv(0x81, &[b"a@b@example.org"]),
            "a mail constraint is a mailbox, a host or a domain",
        ),
        (
            tlv(0x87, &[&[192, 0, 2, 0]]),
            "an IP constraint is an address and a mask of leading ones",
        ),
        (
            tlv(0x87, &[&[192, 0, 2, 0, 255, 0, 255, 0]]),
            "an IP constraint is an address and a mask of leading ones",
        ),
        (
            [tlv(0x82, &[b"example.org"]), vec![0x80, 0x01, 0x01]].concat(),
            "a subtree has a base and no minimum or maximum",
        ),
        (tlv(0x8a, &[b"?"]), "not one of the forms of a name"),
    ] {
        let der = signed(
            &root_draft().with(NAME_CONSTRAINTS, Some(permitting(&base))),
            ROOT_KEY,
        );
        assert!(
            matches!(load(&der), Err(AnchorError::Malformed { rule: found, .. }) if found == rule),
            "{rule}: {:?}",
            load(&der)
        );
    }
    for empty in [&[0x30, 0x00][..], &[0x30, 0x02, 0xa0, 0x00]] {
        let der = signed(
            &root_draft().with(
                NAME_CONSTRAINTS,
                Some(extension(NAME_CONSTRAINTS, true, empty)),
            ),
            ROOT_KEY,
        );
        assert!(matches!(load(&der), Err(AnchorError::Malformed { .. })));
    }
}

#[test]
fn name_constraints_of_the_anchor_hold_for_every_certificate_below() {
    let with_name = |draft: Draft, host: &[u8]| {
        draft.with(
            SUBJECT_NAMES,
            Some(extension(
                SUBJECT_NAMES,
                false,
                &tlv(0x30, &[&tlv(0x82, &[host])]),
            )),
        )
    };
    let root = signed(
        &root_draft().with(
            NAME_CONSTRAINTS,
            Some(permitting(&tlv(0x82, &[b"example.org"]))),
        ),
        ROOT_KEY,
    );
    let trust = trusting(&root);
    let inside = signed(&with_name(middle_draft(), b"ca.example.org"), ROOT_KEY);
    let outside = signed(&with_name(middle_draft(), b"ca.example.com"), ROOT_KEY);
    assert_eq!(codes(&trust, &[&leaf_of_middle(), &inside]), [""; 0]);
    assert_eq!(
        codes(&trust, &[&leaf_of_middle(), &outside]),
        ["trust.name-constraint"]
    );
}

#[test]
fn mail_constraints_hold_for_an_address_in_the_subject_too() {
    // RFC 5280, 4.2.1.10: emailAddress (1.2.840.113549.1.9.1), where no alternative name says the address.
    let with_address = |draft: Draft, address: &[u8]| {
        let kind: &[u8] = &[
            0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01,
        ];
        let part = tlv(0x31, &[&tlv(0x30, &[kind, &tlv(0x16, &[address])])]);
        Draft {
            subject: tlv(0x30, &[&draft.subject[2..], &part]),
            ..draft
        }
    };
    let leaf = with_address(leaf_draft(), b"seal@example.com");
    let below = with_address(
        draft(&SEALER, SEALER_KEY, &MIDDLE, MIDDLE_KEY, Kind::Sealer),
        b"seal@example.com",
    );
    let (leaf, below) = (signed(&leaf, ROOT_KEY), signed(&below, MIDDLE_KEY));
    let constrained = |draft: Draft, constraint: Vec<u8>| {
        signed(&draft.with(NAME_CONSTRAINTS, Some(constraint)), ROOT_KEY)
    };
    let mail = permitting(&tlv(0x81, &[b"example.org"]));
    let excluding = extension(
        NAME_CONSTRAINTS,
        true,
        &tlv(
            0x30,
            &[&tlv(0xa1, &[&tlv(0x30, &[&tlv(0x81, &[b"example.com"])])])],
        ),
    );
    let host = permitting(&tlv(0x82, &[b"example.org"]));
    for (constraint, expected) in [
        (mail, vec!["trust.name-constraint"]),
        (excluding, vec!["trust.name-constraint"]),
        (host, vec![]),
    ] {
        let root_with = constrained(root_draft(), constraint.clone());
        let middle_with = constrained(middle_draft(), constraint);
        assert_eq!(codes(&trusting(&root_with), &[&leaf]), expected);
        assert_eq!(codes(&trusting(&root_with), &[&below, &middle()]), expected);
        assert_eq!(codes(&trusting(&root()), &[&below, &middle_with]), expected);
        assert_eq!(
            codes(&trusting(&root_with), &[&leaf_of_middle(), &middle()]),
            [""; 0]
        );
    }
}

#[test]
fn an_intermediate_with_constraints_over_distinguished_names_is_refused_by_name() {
    let middle = middle_draft().with(
        NAME_CONSTRAINTS,
        Some(permitting(&tlv(0xa4, &[&pki::name(&ROOT)]))),
    );
    let outcome = judge(
        &trusting(&root()),
        &[&leaf_of_middle(), &signed(&middle, ROOT_KEY)],
    );
    assert_eq!(
        rule(outcome),
        "name constraints over distinguished names are not supported"
    );
}

#[test]
fn an_anchor_is_not_good_beyond_its_validity() {
    let day = tlv(0x30, &[&date(validity().0), &date(validity().0)]);
    let expired = signed(
        &Draft {
            validity: day,
            ..root_draft()
        },
        ROOT_KEY,
    );
    let reasons = judge(&trusting(&expired), &[&leaf()]).unwrap_err();
    assert_eq!(
        reasons,
        [Reason::CertificateExpired {
            place: "anchor's".into(),
            not_after: validity().0
        }]
    );
    // A renewed certificate of the same key beside it is enough.
    let mut both = trusting(&expired);
    both.add_anchor(&root(), scope("elicence:*:CN-44")).unwrap();
    assert_eq!(
        judge(&both, &[&leaf()]).unwrap().valid_until(),
        validity().1
    );
}

#[test]
fn of_two_anchors_with_one_name_the_one_with_the_key_vouches() {
    let mut twin = root_draft();
    twin.spki = key(THIEF_KEY).verifying_key().to_spki_der();
    let twin = signed(&twin, THIEF_KEY);
    for order in [[&twin, &root()], [&root(), &twin]] {
        let mut trust = TrustAnchors::new();
        for der in order {
            let regions = if der == &twin {
                "elicence:*:CN-11"
            } else {
                "elicence:*:CN-44"
            };
            trust.add_anchor(der, scope(regions)).unwrap();
        }
        let signer = judge(&trust, &[&leaf()]).unwrap();
        assert_eq!(signer.grants().len(), 1);
        assert_eq!(
            signer.grants()[0].scope.as_deref(),
            Some(&scope("elicence:*:CN-44"))
        );
    }
}

#[test]
fn an_anchor_seals_nothing_itself() {
    assert_eq!(
        codes(&trusting(&root()), &[&root()]),
        ["trust.certificate-usage"]
    );
    let self_signed = signed(
        &draft(&ROOT, ROOT_KEY, &ROOT, ROOT_KEY, Kind::Sealer),
        ROOT_KEY,
    );
    assert_eq!(
        load(&self_signed),
        Err(AnchorError::Rule {
            rule: "it is not a CA's"
        })
    );
}

#[test]
fn who_trusts_nobody_gets_no_path() {
    assert_eq!(
        rule(judge(&TrustAnchors::new(), &[&leaf(), &root()])),
        "nobody is trusted"
    );
    assert_eq!(
        rule(judge(&trusting(&root()), &[])),
        "the licence carries no certificate"
    );
}

#[test]
fn a_pin_is_that_certificate_and_no_other_of_its_key() {
    let mut trust = TrustAnchors::new();
    trust
        .add_pin(&leaf(), Some(scope("elicence:*:CN-44")))
        .unwrap();
    let signer = judge(&trust, &[&leaf(), &middle()]).unwrap();
    assert_eq!(
        (signer.grants()[0].basis, signer.notes()),
        (Basis::Pin, [Reason::PinNotRevocable].as_slice())
    );
    let renewed = signed(
        &Draft {
            serial: vec![0x02, 0x01, 0x08],
            ..leaf_draft()
        },
        ROOT_KEY,
    );
    assert_eq!(codes(&trust, &[&renewed]), ["trust.no-path"]);
    assert_eq!(codes(&trust, &[&renewed, &leaf()]), ["trust.no-path"]);
}

#[test]
fn a_pin_is_judged_at_the_time_too() {
    let mut trust = TrustAnchors::new();
    trust
        .add_pin(&leaf(), Some(scope("elicence:*:CN-44")))
        .unwrap();
    let at = |text| codes_of(trust.judge(&[&leaf()], &Question::new(TYPE, time(text))));
    assert_eq!(at("2027-01-01T00:00:00Z"), ["trust.certificate-expired"]);
    assert_eq!(
        at("2025-01-01T00:00:00Z"),
        ["trust.certificate-not-yet-valid"]
    );
}

#[test]
fn a_pin_without_a_scope_serves_foreign_documents_only_and_says_so() {
    let mut trust = TrustAnchors::new();
    trust.add_pin(&leaf(), None).unwrap();
    assert_eq!(codes(&trust, &[&leaf()]), ["trust.pin-foreign-only"]);
    let signer = foreign(&trust, &[&leaf()]).unwrap();
    assert_eq!(
        signer.notes(),
        [Reason::PinUnscoped, Reason::PinNotRevocable]
    );
    // An anchor may still vouch for it.
    trust
        .add_anchor(&root(), scope("elicence:*:CN-44"))
        .unwrap();
    assert_eq!(
        judge(&trust, &[&leaf()]).unwrap().grants()[0].basis,
        Basis::Anchor
    );
}

#[test]
fn a_pin_is_a_sealing_certificate() {
    let mut trust = TrustAnchors::new();
    assert_eq!(
        trust.add_pin(&root(), None),
        Err(AnchorError::Rule {
            rule: "a CA does not seal"
        })
    );
}

#[test]
fn what_is_remembered_changes_no_verdict() {
    let warm = trusting(&root());
    let cold = trusting(&root()).without_cache();
    let der = leaf();
    for text in [
        "2026-06-01T00:00:00Z",
        "2026-12-31T23:59:59Z",
        "2027-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
        "2025-12-31T23:59:59Z",
        "2026-06-01T00:00:00Z",
    ] {
        for doc_type in [TYPE, "org.elicence.other.1", MDL] {
            let question = Question::new(doc_type, time(text));
            assert_eq!(
                codes_of(warm.judge(&[&der], &question)),
                codes_of(cold.judge(&[&der], &question)),
                "{text} {doc_type}"
            );
        }
    }
}

#[test]
fn scope_is_asked_for_every_licence_anew() {
    let mut trust = TrustAnchors::new();
    trust
        .add_anchor(
            &root(),
            scope("elicence:org.elicence.business_licence.1:CN-44"),
        )
        .unwrap();
    assert_eq!(codes(&trust, &[&leaf()]), [""; 0]);
    let other = Question::new("org.elicence.other.1", now());
    assert_eq!(
        codes_of(trust.judge(&[&leaf()], &other)),
        ["trust.out-of-scope"]
    );
}

#[test]
fn a_new_anchor_is_seen_at_once() {
    let mut trust = trusting(&root());
    assert_eq!(judge(&trust, &[&leaf()]).unwrap().grants().len(), 1);
    trust
        .add_anchor(&root(), scope("elicence:*:CN-11"))
        .unwrap();
    assert_eq!(judge(&trust, &[&leaf()]).unwrap().grants().len(), 2);
    trust
        .add_anchor(&root(), scope("elicence:*:CN-11"))
        .unwrap();
    assert_eq!(judge(&trust, &[&leaf()]).unwrap().grants().len(), 2);
}

#[test]
fn pem_and_der_are_one_certificate() {
    use base64::Engine as _;
    let der = root();
    let body = base64::engine::general_purpose::STANDARD.encode(&der);
    let wrapped: Vec<&str> = (0..body.len())
        .step_by(64)
        .map(|at| &body[at..body.len().min(at + 64)])
        .collect();
    let pem = format!(
        "\n-----BEGIN CERTIFICATE-----\r\n{}\r\n-----END CERTIFICATE-----\n\n",
        wrapped.join("\r\n")
    );
    assert_eq!(certificate_from_pem_or_der(pem.as_bytes()), Ok(der.clone()));
    assert_eq!(certificate_from_pem_or_der(&der), Ok(der));
    for text in [
        "",
        "hello",
        "-----BEGIN CERTIFICATE-----",
        &pem.replace("CERTIFICATE", "PUBLIC KEY"),
        &format!("{pem}{pem}"),
    ] {
        assert_eq!(
            certificate_from_pem_or_der(text.as_bytes()),
            Err(AnchorError::Pem),
            "{text}"
        );
    }
}

#[test]
fn an_authority_under_another_does_not_hide_it() {
    let mut trust = trusting(&root());
    trust
        .add_anchor(&middle(), scope("elicence:org.elicence.other.1:CN-44"))
        .unwrap();
    let signer = judge(&trust, &[&leaf_of_middle(), &middle(), &root()]).unwrap();
    assert_eq!(signer.grants().len(), 1);
    assert_eq!(signer.grants()[0].path.len(), 3);
    // Alone it vouches only for what it is trusted for.
    assert_eq!(codes(&trust, &[&leaf_of_middle()]), ["trust.out-of-scope"]);
}

#[test]
fn anchors_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&TrustAnchors::new());
}
