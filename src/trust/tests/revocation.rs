//! Revocation against the sealing time: which entry counts, whose, and what is remembered.

use super::pki::{Revoked, entry};
use super::*;
use crate::trust::{Revocation, SealingTime};

const REASONS: [(Option<u8>, &str, bool); 10] = [
    (None, "unspecified", false),
    (Some(0), "unspecified", false),
    (Some(1), "keyCompromise", false),
    (Some(2), "cACompromise", false),
    (Some(3), "affiliationChanged", true),
    (Some(4), "superseded", true),
    (Some(5), "cessationOfOperation", true),
    (Some(6), "certificateHold", false),
    (Some(9), "privilegeWithdrawn", true),
    (Some(10), "aACompromise", false),
];

const BEFORE: &str = "2026-03-31T23:59:59Z";
const REVOKED: &str = "2026-04-01T00:00:00Z";

/// The sealing certificate's entry.
fn revoked(reason: Option<u8>) -> Revoked {
    Revoked {
        serial: 7,
        since: time(REVOKED),
        reason,
        invalid: None,
    }
}

fn sealed_at(trust: &TrustAnchors, text: &str) -> Result<TrustedSigner, Vec<Reason>> {
    let question = Question::new(TYPE, now()).sealed_at(SealingTime::Proven(time(text)));
    trust.judge(&[&leaf()], &question)
}

fn revocation(place: &str, since: &str, cause: &'static str) -> Vec<Reason> {
    vec![Reason::CertificateRevoked {
        place: place.to_owned(),
        since: time(since),
        cause,
    }]
}

#[test]
fn every_reason_refuses_what_was_sealed_after() {
    for (reason, cause, _) in REASONS {
        let trust = with_lists(&[list(&[revoked(reason)])]);
        let expected = revocation("sealing", REVOKED, cause);
        assert_eq!(judge(&trust, &[&leaf()]).unwrap_err(), expected);
        assert_eq!(sealed_at(&trust, REVOKED).unwrap_err(), expected);
        assert_eq!(
            sealed_at(&trust, "2026-05-01T00:00:00Z").unwrap_err(),
            expected
        );
    }
}

#[test]
fn what_is_proven_to_be_older_is_good_only_where_the_key_was_never_lost() {
    for (reason, cause, lenient) in REASONS {
        let trust = with_lists(&[list(&[revoked(reason)])]);
        let expected = if lenient {
            vec![]
        } else {
            revocation("sealing", REVOKED, cause)
        };
        let found = sealed_at(&trust, BEFORE).err().unwrap_or_default();
        assert_eq!(found, expected, "{cause}");
    }
}

#[test]
fn a_revocation_to_come_counts_where_no_time_is_proven() {
    for (reason, cause, lenient) in REASONS {
        let since = "2026-06-02T00:00:00Z";
        let entry = Revoked {
            since: time(since),
            ..revoked(reason)
        };
        let trust = with_lists(&[list(&[entry])]);
        let expected = revocation("sealing", since, cause);
        assert_eq!(judge(&trust, &[&leaf()]).unwrap_err(), expected);
        // A proven time after now is none.
        assert_eq!(
            sealed_at(&trust, "2026-06-01T00:00:01Z").unwrap_err(),
            expected
        );
        assert_eq!(sealed_at(&trust, "2026-06-01T00:00:00Z").is_ok(), lenient);
    }
}

#[test]
fn an_invalidity_date_by_the_sealing_time_refuses_whatever_the_reason() {
    for (reason, cause, lenient) in REASONS {
        let invalid = Revoked {
            invalid: Some(time("2026-03-01T00:00:00Z")),
            ..revoked(reason)
        };
        let trust = with_lists(&[list(&[invalid])]);
        assert_eq!(
            sealed_at(&trust, "2026-03-01T00:00:00Z").unwrap_err(),
            revocation("sealing", "2026-03-01T00:00:00Z", cause)
        );
        assert_eq!(sealed_at(&trust, "2026-02-28T23:59:59Z").is_ok(), lenient);
    }
}

#[test]
fn an_entry_that_was_taken_off_has_no_place_in_a_complete_list() {
    let since = time("2026-05-30T00:00:00Z");
    let removed = Revoked {
        since,
        ..revoked(Some(8))
    };
    let trust = with_lists(&[list(&[removed])]);
    let expected = revocation("sealing", "2026-05-30T00:00:00Z", "removeFromCRL");
    assert_eq!(sealed_at(&trust, BEFORE).unwrap_err(), expected);
}

#[test]
fn any_list_that_revokes_wins_in_any_order() {
    let later = ListDraft {
        this_update: pki::date(time("2026-05-31T00:00:00Z")),
        ..list_draft(&ROOT, ROOT_KEY, &[])
    };
    let later = signed_list(&later, ROOT_KEY);
    let bad = list(&[revoked(Some(6))]);
    for lists in [[bad.clone(), later.clone()], [later, bad]] {
        assert_eq!(
            judge(&with_lists(&lists), &[&leaf()]).unwrap_err(),
            revocation("sealing", REVOKED, "certificateHold")
        );
    }
}

#[test]
fn bad_news_does_not_go_stale() {
    let over = |reason| {
        let draft = ListDraft {
            this_update: pki::date(time("2026-04-01T00:00:00Z")),
            next_update: pki::date(time("2026-04-08T00:00:00Z")),
            ..list_draft(&ROOT, ROOT_KEY, &[revoked(reason)])
        };
        signed_list(&draft, ROOT_KEY)
    };
    let good = list(&[]);
    for (reason, cause, _) in REASONS
        .into_iter()
        .filter(|(reason, ..)| *reason != Some(6))
    {
        for lists in [vec![over(reason)], vec![over(reason), good.clone()]] {
            assert_eq!(
                judge(&with_lists(&lists), &[&leaf()]).unwrap_err(),
                revocation("sealing", REVOKED, cause)
            );
        }
    }
    // A hold may have been lifted since.
    assert_eq!(
        codes(&with_lists(&[over(Some(6))]), &[&leaf()]),
        ["trust.revocation-list-stale"]
    );
    assert_eq!(
        codes(&with_lists(&[over(Some(6)), good]), &[&leaf()]),
        [""; 0]
    );
}

#[test]
fn a_list_from_the_future_says_nothing() {
    let draft = ListDraft {
        this_update: pki::date(time("2026-06-01T00:00:01Z")),
        ..list_draft(&ROOT, ROOT_KEY, &[revoked(Some(1))])
    };
    let future = signed_list(&draft, ROOT_KEY);
    assert_eq!(
        codes(&with_lists(std::slice::from_ref(&future)), &[&leaf()]),
        ["trust.revocation-list-stale"]
    );
    // Until it begins.
    let signer = judge(&with_lists(&[future, list(&[])]), &[&leaf()]).unwrap();
    assert_eq!(signer.valid_until(), now());
}

#[test]
fn revocation_of_the_issuing_ca_counts_too() {
    let middle_list = signed_list(&list_draft(&MIDDLE, MIDDLE_KEY, &[]), MIDDLE_KEY);
    let chain: [&[u8]; 2] = [&leaf_of_middle(), &middle()];
    let place = "intermediate (number 1 of the chain)";
    let bad = with_lists(&[list(&[revoked(Some(2))]), middle_list.clone()]);
    assert_eq!(
        judge(&bad, &chain).unwrap_err(),
        revocation(place, REVOKED, "cACompromise")
    );
    // Nothing is known about the leaf: the revocation comes first.
    let bad = with_lists(&[list(&[revoked(Some(2))])]);
    assert_eq!(
        codes(&bad, &chain),
        ["trust.certificate-revoked", "trust.revocation-list-missing"]
    );
    let half = with_lists(std::slice::from_ref(&middle_list));
    assert_eq!(
        judge(&half, &chain).unwrap_err(),
        [Reason::RevocationListMissing {
            place: place.into()
        }]
    );
    let whole = with_lists(&[list(&[]), middle_list]);
    assert_eq!(codes(&whole, &chain), [""; 0]);
    // The anchor has nobody above it to ask.
    let own = with_lists(&[list(&[revoked(Some(1))])]);
    let other = signed(
        &Draft {
            serial: vec![2, 1, 8],
            ..leaf_draft()
        },
        ROOT_KEY,
    );
    assert_eq!(codes(&own, &[&other]), [""; 0]);
}

#[test]
fn a_middle_ca_does_not_revoke_for_the_root() {
    // One serial number, two issuers.
    let middle_list = signed_list(
        &list_draft(&MIDDLE, MIDDLE_KEY, &[revoked(Some(1))]),
        MIDDLE_KEY,
    );
    let trust = with_lists(&[list(&[]), middle_list]);
    assert_eq!(codes(&trust, &[&leaf(), &middle()]), [""; 0]);
    assert_eq!(
        codes(&trust, &[&leaf_of_middle(), &middle()]),
        ["trust.certificate-revoked"]
    );
}

#[test]
fn serial_numbers_are_compared_whole() {
    let since = time(REVOKED);
    let long = [&[2, 20, 0x7f][..], &[0xee; 19]].concat();
    let leaf_with = |serial: &[u8]| {
        signed(
            &Draft {
                serial: serial.to_vec(),
                ..leaf_draft()
            },
            ROOT_KEY,
        )
    };
    let near: [&[u8]; 6] = [
        &[2, 1, 0x80],
        &[2, 2, 1, 0x80],
        &[2, 1, 0],
        &[2, 3, 0, 0x80, 0],
        &[
            2, 19, 0x7f, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee,
            0xee, 0xee, 0xee, 0xee, 0xee, 0xee,
        ],
        &[2, 1, 8],
    ];
    let entries = |serials: &[&[u8]]| {
        let draft = ListDraft {
            entries: serials.iter().map(|s| entry(s, since, &[])).collect(),
            ..list_draft(&ROOT, ROOT_KEY, &[])
        };
        with_lists(&[signed_list(&draft, ROOT_KEY)])
    };
    for serial in [&[2, 2, 0, 0x80][..], &[2, 1, 0x7f], &long, &[2, 1, 7]] {
        let leaf = leaf_with(serial);
        assert_eq!(codes(&entries(&near), &[&leaf]), [""; 0]);
        for at in [0, 3, near.len()] {
            let mut all = near.to_vec();
            all.insert(at, serial);
            assert_eq!(
                codes(&entries(&all), &[&leaf]),
                ["trust.certificate-revoked"]
            );
        }
    }
}

#[test]
fn the_last_of_many_entries_is_found_and_none_between() {
    let many: Vec<Revoked> = (0..20_000)
        .map(|n| Revoked {
            serial: 3 * (20_000 - n),
            ..revoked(Some(4))
        })
        .collect();
    let trust = with_lists(&[list(&many)]);
    for (serial, found) in [
        (3_u64, true),
        (60_000, true),
        (30_000, true),
        (30_001, false),
        (60_001, false),
    ] {
        let leaf = pki::make_certificate(
            &SEALER,
            &key(SEALER_KEY).verifying_key(),
            &ROOT,
            &key(ROOT_KEY),
            validity(),
            Kind::Sealer,
            serial,
        );
        assert_eq!(judge(&trust, &[&leaf.unwrap()]).is_err(), found, "{serial}");
    }
}

#[test]
fn of_two_entries_for_one_certificate_the_bad_one_counts() {
    for order in [[Some(4), Some(1)], [Some(1), Some(4)]] {
        let trust = with_lists(&[list(&order.map(revoked))]);
        assert_eq!(
            sealed_at(&trust, BEFORE).unwrap_err(),
            revocation("sealing", REVOKED, "keyCompromise")
        );
    }
}

#[test]
fn of_two_paths_the_one_that_is_known_to_be_good_serves() {
    // The root is an anchor, and so is the middle CA; only the list of the middle CA is at hand.
    let middle_list = signed_list(&list_draft(&MIDDLE, MIDDLE_KEY, &[]), MIDDLE_KEY);
    let mut trust = with_lists(std::slice::from_ref(&middle_list));
    trust
        .add_anchor(&middle(), scope("elicence:*:CN-44"))
        .unwrap();
    let chain: [&[u8]; 2] = [&leaf_of_middle(), &middle()];
    let signer = judge(&trust, &chain).unwrap();
    assert_eq!(
        (signer.grants().len(), signer.grants()[0].path.len()),
        (1, 2)
    );
    // Where the known one does not serve, the other might: not known.
    let mut trust = with_lists(&[middle_list]);
    trust
        .add_anchor(&middle(), scope("elicence:org.elicence.other.1:CN-44"))
        .unwrap();
    assert_eq!(codes(&trust, &chain), ["trust.revocation-list-missing"]);
    // An anchor that does not serve at all is no reason to wait for a list.
    let question = Question::new(MDL, now());
    assert_eq!(
        codes_of(trust.judge(&[&leaf_of_middle(), &middle()], &question)),
        ["trust.wrong-profile"]
    );
}

#[test]
fn a_signer_that_a_new_list_revokes_stops_at_once() {
    let mut trust = with_lists(&[list(&[])]);
    assert_eq!(codes(&trust, &[&leaf()]), [""; 0]);
    trust
        .add_revocation_list(&list(&[revoked(Some(1))]))
        .unwrap();
    assert_eq!(codes(&trust, &[&leaf()]), ["trust.certificate-revoked"]);
}

#[test]
fn what_is_remembered_of_lists_changes_no_answer() {
    let at = |text| pki::date(time(text));
    let second = ListDraft {
        this_update: at("2026-06-05T00:00:00Z"),
        next_update: at("2026-06-20T00:00:00Z"),
        ..list_draft(
            &ROOT,
            ROOT_KEY,
            &[Revoked {
                invalid: Some(time("2026-05-28T00:00:00Z")),
                since: time("2026-06-03T00:00:00Z"),
                ..revoked(Some(5))
            }],
        )
    };
    let first = Revoked {
        since: time("2026-05-30T00:00:00Z"),
        ..revoked(Some(4))
    };
    let lists = [list(&[first]), signed_list(&second, ROOT_KEY)];
    let (warm, cold) = (with_lists(&lists), with_lists(&lists).without_cache());
    let der = leaf();
    let edges = [
        "2025-12-31T23:59:59Z",
        "2026-05-24T23:59:59Z",
        "2026-05-25T00:00:00Z",
        "2026-05-27T23:59:59Z",
        "2026-05-28T00:00:00Z",
        "2026-05-29T23:59:59Z",
        "2026-05-30T00:00:00Z",
        "2026-06-02T23:59:59Z",
        "2026-06-03T00:00:00Z",
        "2026-06-04T23:59:59Z",
        "2026-06-05T00:00:00Z",
        "2026-06-08T00:00:00Z",
        "2026-06-08T00:00:01Z",
        "2026-06-20T00:00:00Z",
        "2026-06-20T00:00:01Z",
        "2027-01-01T00:00:00Z",
    ];
    let mut good = 0;
    // Every pair of times, in an order that goes back and forth, twice.
    for step in [1, 7] {
        for i in 0..edges.len() * edges.len() {
            let i = i * step % (edges.len() * edges.len());
            let (now, proven) = (time(edges[i / edges.len()]), time(edges[i % edges.len()]));
            let plain = Question::new(TYPE, now);
            for question in [
                plain,
                plain.sealed_at(SealingTime::Proven(proven)),
                plain.with_revocation(Revocation::Required),
            ] {
                let say = |trust: &TrustAnchors| {
                    let answer = trust.judge(&[&der], &question);
                    answer.map(|s| (s.valid_until(), s.grants()[0].not_revoked))
                };
                let answer = say(&warm);
                assert_eq!(answer, say(&cold), "{question:?}");
                good += usize::from(answer.is_ok());
            }
        }
    }
    assert!(good > 50, "{good}");
}
