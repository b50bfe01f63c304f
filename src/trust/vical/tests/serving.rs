//! What a listed authority may vouch for, and until when.

use super::maker::*;
use super::pki::{Kind, Subject};
use super::*;
use crate::trust::{Question, Scope, SealingTime, TrustAnchors, foreign_region};

/// A sealing certificate under Maryland's authority.
fn sealer() -> Vec<u8> {
    let subject = Subject {
        cn: "Seal 1",
        ..MARYLAND
    };
    draft(&subject, 5, &MARYLAND, LICENCE_KEY, Kind::Sealer)
        .sign(&key(LICENCE_KEY))
        .unwrap()
}

fn trusting(list: &List) -> TrustAnchors {
    let mut trust = TrustAnchors::new();
    trust.add_vical(&check(list).unwrap());
    trust
}

/// The region of a document of this type under the list, or the codes against it.
pub(super) fn judge(
    list: &List,
    doc_type: &str,
    at: UnixTime,
) -> Result<String, Vec<&'static str>> {
    answer(&trusting(list), &Question::new(doc_type, at))
}

fn answer(trust: &TrustAnchors, question: &Question<'_>) -> Result<String, Vec<&'static str>> {
    let of = |reasons: Vec<Reason>| reasons.iter().map(Reason::code).collect::<Vec<_>>();
    let signer = trust.judge(&[&sealer()], question).map_err(of)?;
    let region = foreign_region(&signer).map_err(|reason| of(vec![reason]))?;
    Ok(region.unwrap().to_string())
}

#[test]
fn an_authority_serves_the_types_it_is_listed_for_and_no_other() {
    let list = List::new();
    assert_eq!(judge(&list, MDL, now()), Ok("US-MD".to_owned()));
    assert_eq!(
        judge(&list, PHOTO_ID, now()),
        Err(vec!["trust.out-of-scope"])
    );
    assert_eq!(
        judge(&list, "org.elicence.business_licence.1", now()),
        Err(vec!["trust.wrong-profile"])
    );
}

#[test]
fn a_document_of_another_state_is_outside_what_the_authority_is_listed_for() {
    let country = Subject { st: "", ..MARYLAND };
    // The CA's own certificate has no state, and the list narrows it to Virginia.
    let entry = Entry::of(&authority(&country, LICENCE_KEY))
        .with("stateOrProvinceName", crate::codec::Cbor::text("US-VA"));
    let of_maryland = draft(&MARYLAND, 5, &country, LICENCE_KEY, Kind::Sealer)
        .sign(&key(LICENCE_KEY))
        .unwrap();
    let signer = trusting(&List::of([entry]))
        .judge(&[&of_maryland], &Question::new(MDL, now()))
        .unwrap();
    assert_eq!(
        foreign_region(&signer).unwrap_err().code(),
        "trust.region-unconfirmed"
    );
}

#[test]
fn anchors_stop_counting_with_their_list_also_when_the_path_is_remembered() {
    let (last, late) = (time("2026-06-02T00:00:00Z"), time("2026-06-02T00:00:01Z"));
    for trust in [
        trusting(&List::new()),
        trusting(&List::new()).without_cache(),
    ] {
        for _ in 0..2 {
            assert_eq!(
                answer(&trust, &Question::new(MDL, last)),
                Ok("US-MD".to_owned())
            );
            assert_eq!(
                answer(&trust, &Question::new(MDL, late)),
                Err(vec!["trust.list-expired"])
            );
        }
        let signer = trust
            .judge(&[&sealer()], &Question::new(MDL, now()))
            .unwrap();
        assert_eq!(signer.valid_until(), last);
    }
}

#[test]
fn a_proven_sealing_time_does_not_make_an_old_list_count() {
    let late = time("2026-07-01T00:00:00Z");
    let question = Question::new(MDL, late).sealed_at(SealingTime::Proven(now()));
    assert_eq!(
        answer(&trusting(&List::new()), &question),
        Err(vec!["trust.list-expired"])
    );
}

#[test]
fn an_anchor_that_the_caller_also_trusts_by_hand_outlives_the_list() {
    let mut trust = trusting(&List::new());
    let scope = Scope::parse(&format!("iso18013:{MDL}:US-MD")).unwrap();
    trust
        .add_anchor(&authority(&MARYLAND, LICENCE_KEY), scope)
        .unwrap();
    let late = time("2026-07-01T00:00:00Z");
    assert_eq!(
        answer(&trust, &Question::new(MDL, late)),
        Ok("US-MD".to_owned())
    );
}

#[test]
fn of_two_authorities_with_one_name_the_key_decides() {
    let (thief, own) = (
        authority(&MARYLAND, THIEF_KEY),
        authority(&MARYLAND, LICENCE_KEY),
    );
    let photo_only = |der: &[u8]| {
        let types = crate::codec::Cbor::Array(vec![crate::codec::Cbor::text(PHOTO_ID)]);
        Entry::of(der).with("docType", types)
    };
    let list = List::of([photo_only(&thief), Entry::of(&own)]);
    assert_eq!(judge(&list, MDL, now()), Ok("US-MD".to_owned()));
    assert_eq!(
        judge(&list, PHOTO_ID, now()),
        Err(vec!["trust.out-of-scope"])
    );
    let list = List::of([Entry::of(&thief)]);
    assert_eq!(judge(&list, MDL, now()), Err(vec!["trust.no-path"]));
}

#[test]
fn scopes_of_two_entries_for_one_certificate_do_not_combine() {
    let types = |list: &[&str]| {
        crate::codec::Cbor::Array(list.iter().map(|t| crate::codec::Cbor::text(*t)).collect())
    };
    let der = authority(&MARYLAND, LICENCE_KEY);
    let list = List::of([
        Entry::of(&der),
        Entry::of(&der).with("docType", types(&[PHOTO_ID])),
    ]);
    assert_eq!(check(&list).unwrap().anchors().count(), 2);
    for doc_type in [MDL, PHOTO_ID] {
        assert_eq!(judge(&list, doc_type, now()), Ok("US-MD".to_owned()));
    }
}

#[test]
fn the_signer_of_the_list_seals_nothing() {
    let trust = trusting(&List::new());
    let outcome = trust.judge(&[&signer(), &middle()], &Question::new(MDL, now()));
    assert_eq!(codes(outcome), ["trust.certificate-usage"]);
}
