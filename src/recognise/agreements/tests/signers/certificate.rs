//! What the certificate of a signer says, and what it must not.

use super::*;
use crate::trust::tests::pki::{
    BASIC_CONSTRAINTS, Draft, KEY_USAGE, PURPOSES, Subject, extension, name, tlv,
};

const SUBJECT: Subject<'static> = Subject {
    c: "CN",
    st: "",
    o: "Agreements",
    organization_identifier: HERE,
    cn: "Agreements 1",
};

/// The office of Guangdong with a certificate of its own making, in a list that names its key.
fn with_certificate(office: &Office) -> Result<(), Reason> {
    let store = store_of(&[here_list(here().key_identity()), there_list()]);
    asked(&store, &office.certificate, HERE).map(drop)
}

#[test]
fn the_certificate_is_that_of_no_ca_and_no_sealer() {
    let rule = |office: Office| match with_certificate(&office) {
        Err(Reason::AgreementSigner { rule }) => rule,
        other => panic!("{other:?}"),
    };
    let with = |change: fn(Draft) -> Draft| rule(Office::with(1, &SUBJECT, change));
    assert_eq!(
        with(|draft| draft),
        "a key that seals licences does not sign agreements"
    );
    let ca = tlv(0x30, &[&[0x01, 0x01, 0xff]]);
    assert_eq!(
        rule(Office::with(1, &SUBJECT, |draft| {
            let constraints = extension(BASIC_CONSTRAINTS, true, &ca);
            draft
                .with(PURPOSES, None)
                .with(BASIC_CONSTRAINTS, Some(constraints))
        })),
        "a CA does not sign agreements"
    );
    let usage = |bits: &[u8]| Some(extension(KEY_USAGE, true, bits));
    for bits in [None, usage(&[0x03, 0x02, 0x06, 0x40])] {
        assert_eq!(
            rule(Office::with(1, &SUBJECT, |draft| {
                draft.with(PURPOSES, None).with(KEY_USAGE, bits)
            })),
            "keyUsage has digitalSignature"
        );
    }
    let both = usage(&[0x03, 0x02, 0x02, 0x84]);
    assert_eq!(
        rule(Office::with(1, &SUBJECT, |draft| {
            draft.with(PURPOSES, None).with(KEY_USAGE, both)
        })),
        "a key that signs agreements does not sign certificates"
    );
    let empty = Subject::default();
    let nobody = Office::with(1, &empty, |mut draft| {
        draft.issuer = name(&SUBJECT);
        draft.with(PURPOSES, None)
    });
    assert_eq!(rule(nobody), "the subject of its certificate is not empty");
    // Any purpose but that one is no matter.
    let time_stamps = tlv(0x30, &[&tlv(0x06, &[&[0x2b, 6, 1, 5, 5, 7, 3, 8]])]);
    let office = Office::with(1, &SUBJECT, |draft| {
        draft.with(PURPOSES, Some(extension(PURPOSES, true, &time_stamps)))
    });
    assert_eq!(with_certificate(&office), Ok(()));
}

#[test]
fn what_is_no_certificate_is_refused() {
    let mut office = here();
    office.certificate.push(0);
    assert!(matches!(
        with_certificate(&office),
        Err(Reason::AgreementSigner { rule }) if rule.starts_with("its certificate is not one: ")
    ));
}

#[test]
fn the_certificate_names_the_party() {
    let named = |subject: &Subject<'_>| {
        with_certificate(&Office::with(1, subject, |draft| {
            draft.with(PURPOSES, None)
        }))
    };
    assert_eq!(named(&SUBJECT), Ok(()));
    let silent = Subject {
        organization_identifier: "",
        ..SUBJECT
    };
    assert_eq!(named(&silent), Ok(()));
    let refused = |rule: &str| Err(not_allowed(rule).remove(0));
    let other = Subject {
        organization_identifier: THERE,
        ..SUBJECT
    };
    let rule = "the certificate's organisation is the party's entity";
    assert_eq!(named(&other), refused(rule));
    let rule = "the certificate's country is that of the party's territory";
    for country in ["KR", ""] {
        let abroad = Subject {
            c: country,
            ..SUBJECT
        };
        assert_eq!(named(&abroad), refused(rule));
    }
    // Twice is not stated once.
    let twice = Office::with(1, &SUBJECT, |mut draft| {
        let one = &draft.subject[2..];
        draft.subject = tlv(0x30, &[one, one]);
        draft.issuer = draft.subject.clone();
        draft.with(PURPOSES, None)
    });
    assert_eq!(with_certificate(&twice), refused(rule));
}

#[test]
fn the_certificate_is_valid_now() {
    let valid = |from, until| {
        let plain = |draft: Draft| draft.with(PURPOSES, None);
        with_certificate(&Office::valid(1, &SUBJECT, (from, until), plain))
    };
    let place = || "agreement-signing".to_owned();
    assert_eq!(valid("2026-06-04", "2026-06-04"), Ok(()));
    assert_eq!(
        valid("2026-06-05", "2026-07-01"),
        Err(Reason::CertificateNotYetValid {
            place: place(),
            not_before: day(5)
        })
    );
    assert_eq!(
        valid("2026-01-01", "2026-06-03"),
        Err(Reason::CertificateExpired {
            place: place(),
            not_after: day(3)
        })
    );
}

#[test]
fn the_certificate_of_a_ca_in_the_list_vouches_for_nobody() {
    let ca = Office::with(8, &SUBJECT, |draft| {
        let ca = tlv(0x30, &[&[0x01, 0x01, 0xff], &[0x02, 0x01, 0x00]]);
        draft
            .with(PURPOSES, None)
            .with(
                BASIC_CONSTRAINTS,
                Some(extension(BASIC_CONSTRAINTS, true, &ca)),
            )
            .with(
                KEY_USAGE,
                Some(extension(KEY_USAGE, true, &[0x03, 0x02, 0x01, 0x06])),
            )
    });
    let store = store_of(&[here_list(ca.identity()), there_list()]);
    assert_eq!(against(&store, day(4)), not_allowed(NOT_LISTED));
    assert_eq!(
        asked(&store, &ca.certificate, HERE).map(drop),
        Err(not_allowed("a CA does not sign agreements").remove(0))
    );
}
