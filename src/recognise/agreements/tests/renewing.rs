//! An agreement counts on the word of a list, and only as long as that word stands.

use super::field::*;
use crate::reason::Reason;
use crate::recognise::Agreements;
use crate::time::UnixTime;
use crate::trust::list::{ServiceStatus, WithdrawalEffect};
use crate::trust::store::TrustStore;

/// One that was countersigned, taken on the fourth.
fn taken(store: &TrustStore) -> Agreements {
    let mut agreements = Agreements::new();
    let both = there().countersign(&here().sign(&contents()));
    load(&mut agreements, both.bytes(), store, day(4)).unwrap();
    agreements
}

/// Until when its signer and its countersigner are known to be entitled.
fn until(agreements: &Agreements) -> (UnixTime, Option<UnixTime>) {
    let candidate = agreements.candidates(&region("CN-44"))[0];
    (candidate.signer_until, candidate.countersigned_until)
}

fn standing(agreements: &Agreements) -> Result<UnixTime, Reason> {
    agreements.iter().next().unwrap().standing()
}

#[test]
fn a_newer_list_prolongs_the_word() {
    let mut store = store();
    let mut agreements = taken(&store);
    assert_eq!(until(&agreements), (day(30), Some(day(30))));
    update(&mut store, HERE_LIST, 5, |_| ());
    assert_eq!(until(&agreements).0, day(30), "nobody has asked yet");
    agreements.renew(&store, day(5));
    assert_eq!(until(&agreements), (day(35), Some(day(30))));
}

#[test]
fn a_withdrawn_signer_stops_counting_and_the_agreement_stays() {
    let mut store = store();
    let mut agreements = taken(&store);
    let document = agreements.export();
    let withdrawn = ServiceStatus::Withdrawn(WithdrawalEffect::Prospective);
    update(&mut store, HERE_LIST, 5, becomes(withdrawn, 6));
    agreements.renew(&store, day(5));
    assert_eq!(until(&agreements).0, day(6).saturating_add(-1));
    agreements.renew(&store, day(6));
    assert!(until(&agreements).0 < day(-500_000));
    assert_eq!(
        standing(&agreements),
        Err(Reason::AuthorityWithdrawn {
            service: "urn:svc:agreements".to_owned(),
            since: day(6)
        })
    );
    assert!(agreements.iter().next().unwrap().signer().is_none());
    assert_eq!(agreements.export(), document);
    assert_eq!(agreements.candidates(&region("CN-4401")).len(), 1);
}

#[test]
fn what_was_suspended_counts_again_when_that_ends() {
    let mut store = store();
    let mut agreements = taken(&store);
    update(
        &mut store,
        HERE_LIST,
        5,
        becomes(ServiceStatus::Suspended, 6),
    );
    agreements.renew(&store, day(6));
    assert_eq!(
        standing(&agreements).unwrap_err().code(),
        "trust.authority-suspended"
    );
    update(&mut store, HERE_LIST, 7, becomes(ServiceStatus::Granted, 8));
    agreements.renew(&store, day(8));
    assert_eq!(standing(&agreements), Ok(day(37)));
}

#[test]
fn a_list_that_is_over_leaves_it_unknown_and_that_is_not_good() {
    let store = store();
    let mut agreements = taken(&store);
    agreements.renew(&store, day(30));
    assert_eq!(until(&agreements), (day(30), Some(day(30))));
    agreements.renew(&store, day(31));
    assert_eq!(
        standing(&agreements).unwrap_err().code(),
        "trust.list-expired"
    );
    assert_eq!(until(&agreements).1, lapsed());
    let nobody = TrustStore::new(crate::trust::TrustAnchors::new());
    agreements.renew(&nobody, day(4));
    assert_eq!(
        standing(&agreements).unwrap_err().code(),
        "recognise.agreement-signer-not-allowed"
    );
}

#[test]
fn a_countersigner_is_asked_for_again_too() {
    // When it was taken, the other list was not there yet.
    let early = store_of(&[here_list(here().identity())]);
    let mut agreements = taken(&early);
    assert_eq!(until(&agreements), (day(30), lapsed()));
    let code = |agreements: &Agreements| {
        let taken = agreements.iter().next().unwrap();
        taken
            .countersigned()
            .unwrap()
            .map_err(|reason| reason.code())
    };
    assert_eq!(
        code(&agreements),
        Err("recognise.countersignature-mismatch")
    );
    let mut store = store();
    agreements.renew(&store, day(4));
    assert_eq!(code(&agreements), Ok(day(30)));
    update(
        &mut store,
        THERE_LIST,
        5,
        becomes(ServiceStatus::Suspended, 6),
    );
    agreements.renew(&store, day(6));
    assert_eq!(until(&agreements), (day(30), lapsed()));
}
