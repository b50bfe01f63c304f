//! Who is listed signs while the list counts, the service is granted and the certificate is valid.

use super::*;
use crate::trust::list::{ServiceState, ServiceStatus, WithdrawalEffect};
use crate::trust::store::{StaleLists, StoreTerms};
use crate::trust::tests::pki::{Draft, PURPOSES, Subject};

#[test]
fn the_service_is_granted_now() {
    let service = || "urn:svc:agreements".to_owned();
    let later = where_service(|list| {
        list.trusted_entities[0].services[0].current_state = ServiceState {
            status: ServiceStatus::Granted,
            starting_time: day(5),
        };
    });
    assert_eq!(
        against(&later, day(5).saturating_add(-1)),
        [Reason::AuthorityNotYet {
            service: service(),
            from: day(5)
        }]
    );
    assert_eq!(against(&later, day(5)), []);
    let suspended = where_service(becomes(ServiceStatus::Suspended, 4));
    assert_eq!(against(&suspended, day(4).saturating_add(-1)), []);
    assert_eq!(
        against(&suspended, day(4)),
        [Reason::AuthoritySuspended {
            service: service(),
            since: day(4)
        }]
    );
    // That it was granted when the agreement was made does not count.
    for effect in [
        WithdrawalEffect::Prospective,
        WithdrawalEffect::Retroactive { to: day(4) },
    ] {
        let withdrawn = where_service(becomes(ServiceStatus::Withdrawn(effect), 4));
        assert_eq!(
            against(&withdrawn, day(4)),
            [Reason::AuthorityWithdrawn {
                service: service(),
                since: day(4)
            }]
        );
    }
}

#[test]
fn of_two_services_with_the_key_one_that_is_granted_is_enough() {
    let store = where_service(|list| {
        let services = &mut list.trusted_entities[0].services;
        let mut second = service(vec![here().key_identity()]);
        second.service_id = "urn:svc:2".to_owned();
        services.push(second);
        becomes(ServiceStatus::Suspended, 3)(list);
    });
    assert_eq!(against(&store, day(4)), []);
}

#[test]
fn a_list_that_is_over_leaves_it_unknown() {
    let mut longer = contents();
    longer.not_after = day(40);
    let expired = Reason::ListExpired {
        list: HERE_LIST.to_owned(),
        not_after: day(30),
    };
    let store = store();
    assert_eq!(against_of(&here(), &longer, &store, day(30)), []);
    let after = day(30).saturating_add(1);
    assert_eq!(against_of(&here(), &longer, &store, after), [expired]);
    let strict = store.with_terms(StoreTerms {
        stale_lists: StaleLists::Undetermined,
        ..StoreTerms::new()
    });
    let stale = Reason::ListStale {
        list: HERE_LIST.to_owned(),
        next_update: day(20),
    };
    let late = day(20).saturating_add(1);
    assert_eq!(against(&strict, late), [stale]);
}

#[test]
fn the_answer_ends_with_the_state_the_list_or_the_certificate() {
    let until = |store: &TrustStore| {
        let signer = asked(store, &here().certificate, HERE);
        signer.unwrap().until()
    };
    assert_eq!(until(&store()), day(30));
    let suspended = where_service(becomes(ServiceStatus::Suspended, 10));
    assert_eq!(until(&suspended), day(10).saturating_add(-1));
    let subject = Subject {
        c: "CN",
        cn: "Short",
        ..Subject::default()
    };
    let plain = |draft: Draft| draft.with(PURPOSES, None);
    let short = Office::valid(1, &subject, ("2026-01-01", "2026-06-08"), plain);
    let by_key = store_of(&[here_list(here().key_identity()), there_list()]);
    let signer = asked(&by_key, &short.certificate, HERE);
    assert_eq!(signer.unwrap().until(), day(8));
}
