//! Chains: who signed what, through whom, with which algorithm.

use super::pki::{
    AUTHORITY_KEY, BASIC_CONSTRAINTS, KEY_USAGE, PURPOSES, SUBJECT_KEY, date, extension, tlv,
};
use super::*;
use crate::codec::der::Reader;

fn lower() -> Vec<u8> {
    signed(
        &draft(
            &LOWER,
            LOWER_KEY,
            &MIDDLE,
            MIDDLE_KEY,
            Kind::Ca { path_length: 0 },
        ),
        MIDDLE_KEY,
    )
}

fn leaf_of_lower() -> Vec<u8> {
    signed(
        &draft(&SEALER, SEALER_KEY, &LOWER, LOWER_KEY, Kind::Sealer),
        LOWER_KEY,
    )
}

/// The verdict on a leaf under a spoiled middle CA.
fn through(middle: &Draft) -> Result<TrustedSigner, Vec<Reason>> {
    judge(
        &trusting(&root()),
        &[&leaf_of_middle(), &signed(middle, ROOT_KEY)],
    )
}

#[test]
fn intermediates_may_stand_in_any_order_and_the_root_among_them() {
    let trust = trusting(&root());
    let path = |chain: &[&[u8]]| {
        judge(&trust, chain).unwrap().grants()[0]
            .path
            .iter()
            .map(|e| e.subject.clone())
            .collect::<Vec<_>>()
    };
    let straight = path(&[&leaf_of_lower(), &lower(), &middle()]);
    assert_eq!(
        straight,
        [
            format!("C=CN, ST=CN-44, O=Licence Office, organizationIdentifier={CODE}, CN=Seal 1"),
            "C=CN, ST=CN-44, O=Root Office, CN=Lower".to_owned(),
            "C=CN, ST=CN-44, O=Root Office, CN=Middle".to_owned(),
            "C=CN, ST=CN-44, O=Root Office, CN=Root".to_owned(),
        ]
    );
    assert_eq!(path(&[&leaf_of_lower(), &middle(), &lower()]), straight);
    assert_eq!(
        path(&[&leaf_of_lower(), &root(), &middle(), &lower()]),
        straight
    );
    assert_eq!(path(&[&leaf(), &root()]).len(), 2);
}

#[test]
fn without_its_intermediate_a_leaf_has_no_path() {
    assert_eq!(
        rule(judge(&trusting(&root()), &[&leaf_of_middle()])),
        "no trusted authority has the name of its issuer"
    );
}

#[test]
fn an_intermediate_that_may_not_sign_certificates_is_left_out_and_named() {
    let bare = middle_draft().with(BASIC_CONSTRAINTS, None);
    let not_ca = middle_draft().with(
        BASIC_CONSTRAINTS,
        Some(extension(BASIC_CONSTRAINTS, true, &[0x30, 0x00])),
    );
    let not_critical = middle_draft().with(
        BASIC_CONSTRAINTS,
        Some(extension(
            BASIC_CONSTRAINTS,
            false,
            &[0x30, 0x03, 0x01, 0x01, 0xff],
        )),
    );
    let lists_only = middle_draft().with(
        KEY_USAGE,
        Some(extension(KEY_USAGE, true, &[0x03, 0x02, 0x01, 0x02])),
    );
    for (draft, expected) in [
        (bare, "it is not a CA's"),
        (not_ca, "it is not a CA's"),
        (not_critical, "basicConstraints of a CA is critical"),
        (lists_only, "keyUsage of a CA has keyCertSign"),
        (
            middle_draft().with(KEY_USAGE, None),
            "keyUsage of a CA has keyCertSign",
        ),
        (
            middle_draft().with(SUBJECT_KEY, None),
            "subjectKeyIdentifier of a CA is there",
        ),
        (
            middle_draft().with(AUTHORITY_KEY, None),
            "authorityKeyIdentifier is there",
        ),
        (
            middle_draft().with(&[0x2a, 0x03], Some(extension(&[0x2a, 0x03], true, b"?"))),
            "no unknown extension is critical",
        ),
        (
            middle_draft().with(
                &[0x55, 0x1d, 36],
                Some(extension(
                    &[0x55, 0x1d, 36],
                    true,
                    &[0x30, 0x03, 0x80, 0x01, 0x00],
                )),
            ),
            "required or mapped policies are not supported",
        ),
    ] {
        assert_eq!(rule(through(&draft)), expected);
    }
}

#[test]
fn a_sealing_certificate_issues_nothing() {
    let below = signed(
        &draft(
            &Subject {
                cn: "Seal 2",
                ..SEALER
            },
            THIEF_KEY,
            &SEALER,
            SEALER_KEY,
            Kind::Sealer,
        ),
        SEALER_KEY,
    );
    let outcome = judge(&trusting(&root()), &[&below, &leaf()]);
    assert_eq!(
        outcome.unwrap_err(),
        [Reason::CertificateUsage {
            place: "intermediate (number 1 of the chain)".into(),
            rule: "it is not a CA's"
        }]
    );
}

#[test]
fn path_lengths_of_every_ca_hold_the_anchors_too() {
    let closed_root = signed(
        &draft(
            &ROOT,
            ROOT_KEY,
            &ROOT,
            ROOT_KEY,
            Kind::Ca { path_length: 0 },
        ),
        ROOT_KEY,
    );
    assert_eq!(
        rule(judge(
            &trusting(&closed_root),
            &[&leaf_of_middle(), &middle()]
        )),
        "the anchor allows fewer intermediates"
    );
    assert_eq!(codes(&trusting(&closed_root), &[&leaf()]), [""; 0]);
    let closed_middle = signed(
        &draft(
            &MIDDLE,
            MIDDLE_KEY,
            &ROOT,
            ROOT_KEY,
            Kind::Ca { path_length: 0 },
        ),
        ROOT_KEY,
    );
    assert_eq!(
        rule(judge(
            &trusting(&root()),
            &[&leaf_of_lower(), &lower(), &closed_middle]
        )),
        "a CA of the path allows fewer intermediates"
    );
    assert_eq!(
        codes(&trusting(&root()), &[&leaf_of_middle(), &closed_middle]),
        [""; 0]
    );
}

#[test]
fn a_self_issued_ca_does_not_count_against_the_anchors_path_length() {
    // The root's new key, vouched for by its old one.
    let closed_root = signed(
        &draft(
            &ROOT,
            ROOT_KEY,
            &ROOT,
            ROOT_KEY,
            Kind::Ca { path_length: 0 },
        ),
        ROOT_KEY,
    );
    let rolled = signed(
        &draft(
            &ROOT,
            THIEF_KEY,
            &ROOT,
            ROOT_KEY,
            Kind::Ca { path_length: 0 },
        ),
        ROOT_KEY,
    );
    let leaf = signed(
        &draft(&SEALER, SEALER_KEY, &ROOT, THIEF_KEY, Kind::Sealer),
        THIEF_KEY,
    );
    assert_eq!(codes(&trusting(&closed_root), &[&leaf, &rolled]), [""; 0]);
}

#[test]
fn a_certificate_of_the_same_name_without_the_key_does_not_hide_what_is_wrong_with_the_path() {
    let ca = |subject_key, issuer_key, path_length| {
        let draft = draft(
            &MIDDLE,
            subject_key,
            if issuer_key == ROOT_KEY {
                &ROOT
            } else {
                &MIDDLE
            },
            issuer_key,
            Kind::Ca { path_length },
        );
        signed(&draft, issuer_key)
    };
    // The middle CA's new key, vouched for by its old one, which allows no CA below it.
    let chain = [
        signed(
            &draft(&SEALER, SEALER_KEY, &MIDDLE, LOWER_KEY, Kind::Sealer),
            LOWER_KEY,
        ),
        ca(LOWER_KEY, MIDDLE_KEY, 0),
        ca(MIDDLE_KEY, ROOT_KEY, 0),
    ];
    assert_eq!(
        rule(judge(
            &trusting(&root()),
            &chain.each_ref().map(Vec::as_slice)
        )),
        "a CA of the path allows fewer intermediates"
    );
}

#[test]
fn three_intermediates_are_too_many() {
    let open = |subject: &Subject<'_>, subject_key, issuer: &Subject<'_>, issuer_key| {
        signed(
            &draft(
                subject,
                subject_key,
                issuer,
                issuer_key,
                Kind::Ca { path_length: 9 },
            ),
            issuer_key,
        )
    };
    let third = Subject {
        cn: "Third",
        ..ROOT
    };
    let root = open(&ROOT, ROOT_KEY, &ROOT, ROOT_KEY);
    let chain = [
        signed(&draft(&SEALER, SEALER_KEY, &third, 5, Kind::Sealer), 5),
        open(&third, 5, &LOWER, LOWER_KEY),
        open(&LOWER, LOWER_KEY, &MIDDLE, MIDDLE_KEY),
        open(&MIDDLE, MIDDLE_KEY, &ROOT, ROOT_KEY),
    ];
    let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    assert_eq!(
        rule(judge(&trusting(&root), &chain)),
        "the profile allows fewer intermediates"
    );
    assert_eq!(
        codes(
            &trusting(&root),
            &[chain[0], chain[0], chain[0], chain[0], chain[0]]
        ),
        ["trust.over-limit"]
    );
}

#[test]
fn names_chain_even_where_key_identifiers_match() {
    // Signed by the root's key and with its key identifier, but another issuer's name.
    let mut other = leaf_draft();
    other.issuer = middle_draft().subject;
    assert_eq!(
        rule(judge(&trusting(&root()), &[&signed(&other, ROOT_KEY)])),
        "no trusted authority has the name of its issuer"
    );
    // A trailing space is another name.
    let mut spaced = leaf_draft();
    spaced.issuer = pki::name(&Subject {
        cn: "Root ",
        ..ROOT
    });
    assert_eq!(
        rule(judge(&trusting(&root()), &[&signed(&spaced, ROOT_KEY)])),
        "no trusted authority has the name of its issuer"
    );
}

#[test]
fn a_forged_twin_of_an_anchor_vouches_for_nobody() {
    // Same name, same key identifiers, another key.
    let mut twin = root_draft();
    twin.spki = key(THIEF_KEY).verifying_key().to_spki_der();
    let twin = signed(&twin, THIEF_KEY);
    let forged = signed(&leaf_draft(), THIEF_KEY);
    let expected = "an authority has the name of its issuer, but not the key";
    assert_eq!(rule(judge(&trusting(&root()), &[&forged])), expected);
    assert_eq!(rule(judge(&trusting(&root()), &[&forged, &twin])), expected);
}

#[test]
fn a_leaf_with_a_pinned_or_anchored_key_identifier_is_still_nobody() {
    let mut claimed = draft(&SEALER, THIEF_KEY, &SEALER, THIEF_KEY, Kind::Sealer);
    claimed.extensions = leaf_draft().extensions;
    let mut trust = trusting(&root());
    trust
        .add_pin(&leaf(), Some(scope("elicence:*:CN-44")))
        .unwrap();
    assert_eq!(
        codes(&trust, &[&signed(&claimed, THIEF_KEY)]),
        ["trust.no-path"]
    );
}

#[test]
fn cycles_end() {
    let cross = |subject: &Subject<'_>, subject_key, issuer: &Subject<'_>, issuer_key| {
        signed(
            &draft(
                subject,
                subject_key,
                issuer,
                issuer_key,
                Kind::Ca { path_length: 9 },
            ),
            issuer_key,
        )
    };
    let a = cross(&MIDDLE, MIDDLE_KEY, &LOWER, LOWER_KEY);
    let b = cross(&LOWER, LOWER_KEY, &MIDDLE, MIDDLE_KEY);
    assert_eq!(
        codes(&trusting(&root()), &[&leaf_of_middle(), &a, &b, &a]),
        ["trust.no-path"]
    );
    assert_eq!(
        codes(&trusting(&root()), &[&leaf_of_middle(), &a, &b, &middle()]),
        [""; 0]
    );
}

#[test]
fn a_bad_twin_of_an_intermediate_does_not_hide_the_good_one() {
    let expired = Draft {
        validity: tlv(0x30, &[&date(validity().0), &date(validity().0)]),
        ..middle_draft()
    };
    let forged = signed(&middle_draft(), THIEF_KEY);
    let chain = [
        leaf_of_middle(),
        signed(&expired, ROOT_KEY),
        forged,
        middle(),
    ];
    assert_eq!(
        codes(&trusting(&root()), &chain.each_ref().map(Vec::as_slice)),
        [""; 0]
    );
}

#[test]
fn an_expired_intermediate_is_named() {
    let expired = Draft {
        validity: tlv(0x30, &[&date(validity().0), &date(validity().0)]),
        ..middle_draft()
    };
    assert_eq!(
        through(&expired).unwrap_err(),
        [Reason::CertificateExpired {
            place: "intermediate (number 1 of the chain)".into(),
            not_after: validity().0
        }]
    );
}

#[test]
fn signatures_have_one_form_over_one_algorithm() {
    let trust = trusting(&root());
    let draft = leaf_draft();
    let to_be_signed = draft.to_be_signed();
    let right = draft.sign(&key(ROOT_KEY)).unwrap();
    let raw = key(ROOT_KEY).sign(&to_be_signed).unwrap();
    let mut parts = Reader::new(&right).next().unwrap().inside();
    let der = [parts.next(), parts.next(), parts.next()][2].unwrap().value[1..].to_vec();
    assert_eq!(
        codes(&trust, &[&draft.assemble(&to_be_signed, &der)]),
        [""; 0]
    );
    for (spoiled, code) in [
        (raw, "trust.no-path"),
        (
            vec![0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00],
            "trust.no-path",
        ),
        ([der, vec![0]].concat(), "trust.no-path"),
        (vec![0; 64], "trust.no-path"),
        (Vec::new(), "trust.certificate-malformed"),
    ] {
        assert_eq!(
            codes(&trust, &[&draft.assemble(&to_be_signed, &spoiled)]),
            [code],
            "{spoiled:02x?}"
        );
    }
}

#[test]
fn algorithms_are_on_the_list_without_parameters_and_the_same_inside_and_outside() {
    let trust = trusting(&root());
    let of = |oid: &[u8], parameters: &[u8]| tlv(0x30, &[&tlv(0x06, &[oid]), parameters]);
    let sha256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
    let sha384: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03];
    let sha1: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01];
    let both = |algorithm: Vec<u8>| Draft {
        inner_algorithm: algorithm.clone(),
        outer_algorithm: algorithm,
        ..leaf_draft()
    };
    for (draft, expected) in [
        (
            Draft {
                inner_algorithm: of(sha384, &[]),
                ..leaf_draft()
            },
            "the signature algorithm differs inside and outside",
        ),
        (
            Draft {
                outer_algorithm: of(sha384, &[]),
                ..leaf_draft()
            },
            "the signature algorithm differs inside and outside",
        ),
        (
            both(of(sha256, &[0x05, 0x00])),
            "the signature algorithm is not on the list",
        ),
        (
            both(of(sha1, &[])),
            "the signature algorithm is not on the list",
        ),
    ] {
        assert_eq!(rule(judge(&trust, &[&signed(&draft, ROOT_KEY)])), expected);
    }
    // Said to be SHA-384 inside and outside, signed with SHA-256.
    assert_eq!(
        codes(&trust, &[&signed(&both(of(sha384, &[])), ROOT_KEY)]),
        ["trust.no-path"]
    );
}

#[test]
fn keys_are_points_of_named_curves() {
    let trust = trusting(&root());
    let good = leaf_draft().spki;
    let mut off_curve = good.clone();
    *off_curve.last_mut().unwrap() ^= 1;
    let explicit = tlv(
        0x30,
        &[
            &tlv(
                0x30,
                &[
                    &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
                    &[0x30, 0x03, 0x02, 0x01, 0x01],
                ],
            ),
            &good[good.len() - 68..],
        ],
    );
    let p192 = tlv(
        0x30,
        &[
            &tlv(
                0x30,
                &[&[
                    0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
                    0x48, 0xce, 0x3d, 0x03, 0x01, 0x01,
                ]],
            ),
            &tlv(0x03, &[&[0, 4], &[7; 48]]),
        ],
    );
    let rsa = tlv(
        0x30,
        &[
            &tlv(
                0x30,
                &[&[
                    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
                ]],
            ),
            &tlv(
                0x03,
                &[
                    &[0],
                    &tlv(0x30, &[&tlv(0x02, &[&[0x7f; 128]]), &[0x02, 0x01, 0x03]]),
                ],
            ),
        ],
    );
    for spki in [off_curve, explicit, p192, rsa] {
        let outcome = judge(
            &trust,
            &[&signed(
                &Draft {
                    spki,
                    ..leaf_draft()
                },
                ROOT_KEY,
            )],
        );
        assert_eq!(
            rule(outcome),
            "the public key is of a kind on the list, on a named curve, and a point of it"
        );
    }
}

#[test]
fn every_algorithm_of_the_profile_makes_paths() {
    let algorithms = [
        Algorithm::Es256,
        Algorithm::Es384,
        Algorithm::Es512,
        Algorithm::EdDsa,
        #[cfg(feature = "sm")]
        Algorithm::Sm2,
    ];
    for ca in algorithms {
        let ca_key = SoftwareKey::generate_with(ca, &mut Numbered(5)).unwrap();
        let public = ca_key.verifying_key();
        let root = Draft::new(
            &ROOT,
            &public,
            &ROOT,
            &public,
            validity(),
            Kind::Ca { path_length: 0 },
            1,
        )
        .sign(&ca_key)
        .unwrap();
        let leaf = Draft::new(
            &SEALER,
            &public,
            &ROOT,
            &public,
            validity(),
            Kind::Sealer,
            2,
        )
        .sign(&ca_key)
        .unwrap();
        assert_eq!(
            judge(&trusting(&root), &[&leaf]).unwrap().verifying_key(),
            &public,
            "{ca:?}"
        );
        let sm2 = ca.name() == "SM2";
        let mut trust = TrustAnchors::new();
        assert_eq!(
            trust.add_anchor(&root, scope("iso18013:*:CN")).is_err(),
            sm2,
            "{ca:?}"
        );
        assert_eq!(foreign(&trust, &[&leaf]).is_err(), sm2, "{ca:?}");
    }
}

#[test]
fn the_purposes_of_a_ca_mean_nothing() {
    let server_only = tlv(0x30, &[&[0x06, 0x08, 0x2b, 6, 1, 5, 5, 7, 3, 1]]);
    let middle = middle_draft().with(PURPOSES, Some(extension(PURPOSES, true, &server_only)));
    assert!(through(&middle).is_ok());
}

#[test]
fn the_same_parts_make_the_same_certificate() {
    let make = || {
        let (subject_key, issuer_key) = (key(SEALER_KEY).verifying_key(), key(ROOT_KEY));
        pki::make_certificate(
            &SEALER,
            &subject_key,
            &ROOT,
            &issuer_key,
            validity(),
            Kind::Sealer,
            7,
        )
        .unwrap()
    };
    assert_eq!(make(), make());
    assert_eq!(make(), leaf());
}

#[test]
fn no_mutation_of_a_chain_is_trusted_or_panics() {
    let trust = trusting(&root()).without_cache();
    let good = [leaf_of_middle(), middle()];
    // A small generator with a fixed start: the same mutations in every run.
    let mut state = 0x9e37_79b9_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 8).unwrap() % below
    };
    for _ in 0..3_000 {
        let mut chain = good.clone();
        let spoiled = &mut chain[next(2)];
        let at = next(spoiled.len());
        match next(4) {
            0 => spoiled[at] = spoiled[at].wrapping_add(u8::try_from(1 + next(255)).unwrap()),
            1 => drop(spoiled.remove(at)),
            2 => spoiled.insert(at, [0x00, 0x80, 0xff, 0x30][next(4)]),
            _ => spoiled.truncate(at),
        }
        if chain != good {
            assert_ne!(codes(&trust, &chain.each_ref().map(Vec::as_slice)), [""; 0]);
        }
    }
}
