//! Lists in the making.

use super::ListedStatus::{Revoked, Superseded, Suspended, Valid};
use super::*;
use crate::codec::{Cbor, Limits};

#[test]
fn a_list_says_what_was_set_last() {
    let mut draft = StatusListDraft::new(URI, 9).unwrap();
    for status in [Revoked, Suspended, Superseded, Valid, Superseded] {
        draft.set(8, status).unwrap();
        assert_eq!(draft.get(8), Some(status));
    }
    assert!(
        draft.set(9, Revoked).is_err(),
        "beyond the end, though the byte has room"
    );
    assert_eq!((draft.get(9), draft.get(u64::MAX)), (None, None));
    let mut derived = draft.derived(URI).unwrap();
    assert_eq!(
        (derived.get(8), derived.get(7)),
        (Some(Revoked), Some(Valid))
    );
    assert!(derived.set(0, Suspended).is_err());
}

#[test]
fn what_is_published_is_deterministic_and_read_back() {
    let mut draft = StatusListDraft::new(URI, 1_000).unwrap();
    draft.set(999, Superseded).unwrap();
    let publication = publication(1, SIGNER).with_time_to_live(60);
    let bytes = draft.publish(&publication, &key(SIGNER)).unwrap();
    let item = Cbor::decode(&bytes, &Limits::default()).unwrap();
    assert_eq!(item.to_vec(), bytes);
    let token = StatusToken::decode(&bytes, &Limits::default()).unwrap();
    assert_eq!((token.uri(), token.time_to_live()), (URI, Some(60)));
    assert_eq!(
        token.chain().collect::<Vec<_>>(),
        [certificate(SIGNER).as_slice()]
    );
    let StatusContent::Statuses(statuses) = token.content() else {
        panic!("statuses");
    };
    assert_eq!((statuses.get(999), statuses.get(998)), (Some(3), Some(0)));
}

#[test]
fn names_and_sizes_that_would_serve_nobody_are_refused() {
    for uri in [
        "",
        "http://status.example/1",
        "https://status.example/1?x",
        "https://status.example/%31",
    ] {
        assert!(StatusListDraft::new(uri, 10).is_err(), "{uri}");
    }
    assert!(StatusListDraft::new(URI, 0).is_err());
    assert!(StatusListDraft::new(URI, 4 * (64 << 20)).is_ok());
    assert!(StatusListDraft::new(URI, 4 * (64 << 20) + 1).is_err());
    assert!(StatusListDraft::new(URI, u64::MAX).is_err());
}

#[test]
fn what_every_verifier_would_refuse_is_not_signed() {
    let draft = StatusListDraft::new(URI, 10).unwrap();
    let with = |chain: Vec<Vec<u8>>, algorithm, from, to| {
        let publication = Publication::new(chain, algorithm, from, to);
        match draft.prepare(&publication) {
            Ok(_) => "prepared",
            Err(PublishError::WouldNotCount(reasons)) => reasons[0].code(),
            Err(PublishError::Misuse(_)) => "misuse",
            Err(PublishError::Signer(_)) => "signer",
        }
    };
    let good = || vec![certificate(SIGNER)];
    let es256 = Algorithm::Es256;
    let sealing = certificate_draft(SIGNER, &[DOCUMENT_SIGNER])
        .sign(&key(1))
        .unwrap();
    assert_eq!(with(good(), es256, june(1), june(2)), "prepared");
    assert_eq!(
        with(vec![], es256, june(1), june(2)),
        "status.signer-not-allowed"
    );
    assert_eq!(
        with(vec![sealing], es256, june(1), june(2)),
        "trust.certificate-usage"
    );
    assert_eq!(
        with(vec![vec![0]], es256, june(1), june(2)),
        "trust.certificate-malformed"
    );
    assert_eq!(
        with(vec![certificate(SIGNER); 5], es256, june(1), june(2)),
        "trust.over-limit"
    );
    assert_eq!(
        with(good(), Algorithm::Es384, june(1), june(2)),
        "status.algorithm-not-allowed"
    );
    assert_eq!(with(good(), es256, june(2), june(2)), "misuse");
    let (end, after) = (time("2027-01-01T00:00:00Z"), time("2027-01-01T00:00:01Z"));
    assert_eq!(with(good(), es256, june(1), end), "prepared");
    assert_eq!(
        with(good(), es256, june(1), after),
        "trust.certificate-expired"
    );
    let before = time("2025-12-31T23:59:59Z");
    assert_eq!(
        with(good(), es256, before, june(2)),
        "trust.certificate-not-yet-valid"
    );
    let nothing = publication(1, SIGNER).with_time_to_live(0);
    assert!(matches!(
        draft.prepare(&nothing),
        Err(PublishError::Misuse(_))
    ));
}

#[test]
fn a_signature_that_does_not_fit_completes_nothing() {
    let draft = StatusListDraft::new(URI, 10).unwrap();
    let prepared = draft.prepare(&publication(1, SIGNER)).unwrap();
    let wrong = key(6).sign(prepared.to_be_signed()).unwrap();
    let outcome = prepared.complete(&wrong);
    assert!(
        matches!(outcome, Err(PublishError::WouldNotCount(reasons)) if reasons == [Reason::StatusSignatureMismatch])
    );
}
