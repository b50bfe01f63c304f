//! The list of the party names whoever signs for it.

use super::*;
use crate::crypto::Algorithm;
use crate::recognise::agreement::AgreementDraft;
use crate::trust::list::{ServiceType, TrustedEntity};
use crate::trust::tests::pki::{PURPOSES, Subject};

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
        let signer = asked(&store, &other.certificate, entity);
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
