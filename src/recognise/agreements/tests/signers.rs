//! Who may sign for a region, and everybody who may not.

use super::field::*;
use crate::crypto::Algorithm;
use crate::reason::Reason;
use crate::recognise::Agreements;
use crate::recognise::agreement::{AgreementContents, AgreementDraft};
use crate::time::UnixTime;
use crate::trust::list::{
    ListContents, ListType, ServiceState, ServiceStatus, ServiceType, Territory, TrustedEntity,
    WithdrawalEffect,
};
use crate::trust::store::{StaleLists, StoreTerms, TrustStore};
use crate::trust::tests::pki::{
    BASIC_CONSTRAINTS, Draft, KEY_USAGE, PURPOSES, Subject, extension, name, tlv,
};

fn not_allowed(rule: &str) -> Vec<Reason> {
    vec![Reason::AgreementSigner {
        rule: rule.to_owned(),
    }]
}

const NOT_LISTED: &str = "no list that is trusted has its certificate or key as the party's";

/// Why the right agreement, signed by the right office, is not taken by this store; nothing if it is.
#[track_caller]
fn against(store: &TrustStore, now: UnixTime) -> Vec<Reason> {
    against_of(&here(), &contents(), store, now)
}

#[track_caller]
fn against_of(
    office: &Office,
    contents: &AgreementContents,
    store: &TrustStore,
    now: UnixTime,
) -> Vec<Reason> {
    let mut agreements = Agreements::new();
    let loaded = load(&mut agreements, office.sign(contents).bytes(), store, now);
    loaded.err().unwrap_or_default()
}

/// The store where the first service of the list of Guangdong is changed before anything is signed.
#[track_caller]
fn where_service(change: impl FnOnce(&mut ListContents)) -> TrustStore {
    let mut list = here_list(here().identity());
    change(&mut list);
    store_of(&[list, there_list()])
}

#[test]
fn the_list_names_the_certificate_or_the_key() {
    assert_eq!(against(&store(), day(4)), []);
    let by_key = store_of(&[here_list(here().key_identity()), there_list()]);
    assert_eq!(against(&by_key, day(4)), []);
    // The same key in another certificate is another certificate, and the same key.
    let subject = Subject {
        c: "CN",
        cn: "Renewed",
        ..Subject::default()
    };
    let renewed = Office::with(1, &subject, |draft| draft.with(PURPOSES, None));
    let by = |store: &TrustStore| against_of(&renewed, &contents(), store, day(4));
    assert_eq!(by(&by_key), []);
    assert_eq!(by(&store()), not_allowed(NOT_LISTED));
}

#[test]
fn whoever_is_not_listed_signs_nothing() {
    let stranger = Office::new(5, HERE);
    assert_eq!(
        against_of(&stranger, &contents(), &store(), day(4)),
        not_allowed(NOT_LISTED)
    );
    let nobody = store_of(&[there_list()]);
    assert_eq!(against(&nobody, day(4)), not_allowed(NOT_LISTED));
}

#[test]
fn the_recognised_party_does_not_sign_for_the_one_that_recognises() {
    // Its certificate says who it is.
    let error = AgreementDraft::new(contents())
        .prepare(Algorithm::Es256, there().chain())
        .unwrap_err();
    assert_eq!(error.codes(), ["recognise.agreement-signer-not-allowed"]);
    // And where it does not, its list does.
    let subject = Subject {
        c: "CN",
        cn: "Anybody",
        ..Subject::default()
    };
    let anonymous = Office::with(2, &subject, |draft| draft.with(PURPOSES, None));
    let mut their_list = there_list();
    their_list.trusted_entities[0].services[0].service_digital_identities =
        vec![anonymous.identity()];
    let store = store_of(&[here_list(here().identity()), their_list]);
    assert_eq!(
        against_of(&anonymous, &contents(), &store, day(4)),
        not_allowed(NOT_LISTED)
    );
}

#[test]
fn another_entity_of_the_same_list_does_not_sign() {
    let other = Office::new(6, "DEP-2");
    let store = where_service(|list| {
        let mut service = service(vec![other.identity()]);
        service.service_id = "urn:svc:2".to_owned();
        let name = text("Department 2");
        let entity = TrustedEntity::new("DEP-2", name, vec![service]);
        list.trusted_entities.push(entity);
    });
    let mut own = contents();
    own.pointing_party.entity_id = "DEP-2".to_owned();
    assert_eq!(against_of(&other, &own, &store, day(4)), []);
    let signer = |entity| {
        let leaf = &other.certificate;
        let place = region("CN-44");
        let signer = store.agreement_signer(leaf, HERE_LIST, entity, &place, day(4));
        signer.map(|signer| signer.service_id().to_owned())
    };
    assert_eq!(signer("DEP-2"), Ok("urn:svc:2".to_owned()));
    let rule = "the certificate's organisation is the party's entity";
    assert_eq!(signer(HERE), Err(not_allowed(rule).remove(0)));
}

#[test]
fn the_same_entity_in_another_list_is_another_party() {
    // A list that the verifier trusts for Zhejiang lists the entity of Guangdong, with a key of its own.
    let impostor = Office::new(7, HERE);
    let mut their_list = there_list();
    let mut service = service(vec![impostor.identity()]);
    service.service_id = "urn:svc:2".to_owned();
    let entity = TrustedEntity::new(HERE, text(HERE), vec![service]);
    their_list.trusted_entities.push(entity);
    let store = store_of(&[here_list(here().identity()), their_list]);
    assert_eq!(
        against_of(&impostor, &contents(), &store, day(4)),
        not_allowed(NOT_LISTED)
    );
    let mut named = contents();
    named.pointing_party.list_id = THERE_LIST.to_owned();
    assert_eq!(
        against_of(&impostor, &named, &store, day(4)),
        not_allowed("the party's territory is not in that of the list")
    );
}

#[test]
fn a_key_that_is_listed_for_something_else_does_not_sign() {
    for other in [
        ServiceType::SealRegister,
        ServiceType::TimeStamping,
        ServiceType::LicenceStatus,
        ServiceType::Requester,
    ] {
        let store = where_service(|list| {
            let service = &mut list.trusted_entities[0].services[0];
            service.service_type = other;
        });
        assert_eq!(
            against(&store, day(4)),
            not_allowed("its key is listed, but for another service than signing agreements")
        );
    }
}

#[test]
fn a_list_speaks_for_its_own_territory() {
    let city = where_service(|list| {
        list.scheme_territory = Territory::Region(region("CN-4401"));
    });
    let rule = "the party's territory is not in that of the list";
    assert_eq!(against(&city, day(4)), not_allowed(rule));
    let state = where_service(|list| list.scheme_territory = Territory::Region(region("CN")));
    assert_eq!(against(&state, day(4)), []);
    // What contains every region is a federation, and recognises nothing.
    let federation = where_service(|list| {
        list.list_type = ListType::ListOfLists;
        list.scheme_territory = Territory::Private("x-federation".to_owned());
    });
    assert_eq!(against(&federation, day(4)), not_allowed(rule));
}

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
        let (leaf, place) = (here().certificate, region("CN-44"));
        let signer = store.agreement_signer(&leaf, HERE_LIST, HERE, &place, day(4));
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
    let place = region("CN-44");
    let signer = by_key.agreement_signer(&short.certificate, HERE_LIST, HERE, &place, day(4));
    assert_eq!(signer.unwrap().until(), day(8));
}

/// The office of Guangdong with a certificate of its own making, in a list that names its key.
fn with_certificate(office: &Office) -> Result<(), Reason> {
    let store = store_of(&[here_list(here().key_identity()), there_list()]);
    let (leaf, place) = (&office.certificate, region("CN-44"));
    let signer = store.agreement_signer(leaf, HERE_LIST, HERE, &place, day(4));
    signer.map(drop)
}

const SUBJECT: Subject<'static> = Subject {
    c: "CN",
    st: "",
    o: "Agreements",
    organization_identifier: HERE,
    cn: "Agreements 1",
};

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
    let place = region("CN-44");
    let signer = store.agreement_signer(&ca.certificate, HERE_LIST, HERE, &place, day(4));
    assert_eq!(
        signer.map(drop),
        Err(not_allowed("a CA does not sign agreements").remove(0))
    );
}
