//! A federation to play with: signers of lists, departments, and lists that are right.

use crate::document::{Interval, MlText};
use std::collections::BTreeMap;

use crate::crypto::{Algorithm, RandomSource, Signer as _, SoftwareKey};
use crate::error::Misuse;
use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::TrustAnchors;
use crate::trust::list::{
    AuthoritativeSource, DigitalIdentity, FOR_EVER, LicenceScope, ListContents, ListDraft,
    ListError, ListPointer, ListType, ServiceType, SuccessorSigner, Territory, TrustList,
    TrustedEntity, TrustedService,
};
use crate::trust::store::{ListRoot, Loaded, TrustStore};
use crate::trust::tests::pki::{Draft, Kind, PURPOSES, Subject, extension, tlv};

pub(super) const TYPE: &str = "org.elicence.business_licence.1";

pub(super) struct Numbered(pub(super) u16);

impl RandomSource for Numbered {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        let [high, low] = self.0.to_be_bytes();
        bytes.fill(low.max(1));
        if let Some(first) = bytes.get_mut(1) {
            *first = high;
        }
        Ok(())
    }
}

/// The key of this number; the same in every test.
pub(super) fn key(number: u16) -> SoftwareKey {
    SoftwareKey::generate_with(Algorithm::Es256, &mut Numbered(number)).unwrap()
}

pub(super) fn key_identity(number: u16) -> DigitalIdentity {
    DigitalIdentity::Key(key(number).verifying_key().to_spki_der())
}

/// Midnight of a day in June 2026, or later.
pub(super) fn day(day: i64) -> UnixTime {
    let first = UnixTime::parse_tdate("2026-06-01T00:00:00Z").unwrap();
    first.saturating_add((day - 1) * 86_400)
}

pub(super) fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

pub(super) fn territory(text: &str) -> Territory {
    if text.starts_with("x-") {
        Territory::Private(text.to_owned())
    } else {
        Territory::Region(region(text))
    }
}

pub(super) fn text(text: &str) -> MlText {
    BTreeMap::from([("en".to_owned(), text.to_owned())])
}

/// Who signs lists.
pub(super) struct ListOffice {
    key: SoftwareKey,
    certificate: Vec<u8>,
}

impl ListOffice {
    /// The office whose key has this number, of China.
    pub(super) fn new(number: u16) -> Self {
        Self::until(
            number,
            UnixTime::parse_tdate("2030-01-01T00:00:00Z").unwrap(),
        )
    }

    pub(super) fn until(number: u16, not_after: UnixTime) -> Self {
        let key = key(number);
        let subject = Subject {
            c: "CN",
            o: "List Office",
            cn: "Lists",
            ..Subject::default()
        };
        let validity = (
            UnixTime::parse_tdate("2026-01-01T00:00:00Z").unwrap(),
            not_after,
        );
        let public = key.verifying_key();
        let purpose = tlv(
            0x30,
            &[&tlv(0x06, &[&[0x04, 0x00, 0x91, 0x37, 0x03, 0x00]])],
        );
        let certificate = Draft::new(
            &subject,
            &public,
            &subject,
            &public,
            validity,
            Kind::Sealer,
            7,
        )
        .with(PURPOSES, Some(extension(PURPOSES, true, &purpose)))
        .sign(&key)
        .unwrap();
        Self { key, certificate }
    }

    pub(super) fn identity(&self) -> DigitalIdentity {
        DigitalIdentity::Certificate(self.certificate.clone())
    }

    pub(super) fn successor(&self, from: UnixTime) -> SuccessorSigner {
        SuccessorSigner {
            certificate: self.certificate.clone(),
            from,
        }
    }

    #[track_caller]
    pub(super) fn sign(&self, contents: &ListContents) -> TrustList {
        let prepared = ListDraft::new(contents.clone())
            .prepare(Algorithm::Es256, std::slice::from_ref(&self.certificate))
            .unwrap();
        let signature = self.key.sign(&prepared.to_be_signed()).unwrap();
        prepared.complete(&signature).unwrap()
    }
}

/// An issue without entries: made on the first of June, due on the eighth, over on the fifteenth.
pub(super) fn contents(list_id: &str, list_type: ListType, place: &str) -> ListContents {
    ListContents {
        list_id: list_id.to_owned(),
        list_type,
        sequence_number: 1,
        scheme_territory: territory(place),
        scheme_operator_name: text("List Office"),
        scheme_type_community_rules: vec!["https://rules.example/".to_owned()],
        status_determination_approach: "urn:example:approach".to_owned(),
        historical_information_period: FOR_EVER,
        list_issue_date_time: day(1),
        next_update: Some(day(8)),
        not_after: day(15),
        previous_issue: None,
        successor_signers: Vec::new(),
        utc_offset_minutes: None,
        pointers_to_other_lists: Vec::new(),
        trusted_entities: Vec::new(),
        authoritative_sources: Vec::new(),
        extensions: Vec::new(),
    }
}

/// The issue after `before`, made on this day, due and over as the first.
pub(super) fn next(before: &TrustList, issued: i64) -> ListContents {
    ListContents::next(before, day(issued), Some(day(issued + 7)), day(issued + 14))
}

/// A service that seals business licences in `place` since long ago with the key of this number.
pub(super) fn sealing_service(service_id: &str, key: u16, place: &str) -> TrustedService {
    let since = UnixTime::parse_tdate("2020-01-01T00:00:00Z").unwrap();
    let identities = vec![key_identity(key)];
    let mut service = TrustedService::new(
        service_id,
        ServiceType::LicenceIssuance,
        text(service_id),
        identities,
        since,
    );
    service.licence_scope = vec![LicenceScope {
        doc_type: TYPE.to_owned(),
        territories: vec![region(place)],
        max_assurance: None,
    }];
    service
}

pub(super) fn entity(entity_id: &str, services: Vec<TrustedService>) -> TrustedEntity {
    TrustedEntity::new(entity_id, text(entity_id), services)
}

pub(super) fn source(place: &str, owner: &str, issuers: &[&str]) -> AuthoritativeSource {
    AuthoritativeSource {
        doc_type: TYPE.to_owned(),
        territory: region(place),
        owner: owner.to_owned(),
        issuers: issuers.iter().map(|&issuer| issuer.to_owned()).collect(),
        validity: Interval {
            from: UnixTime::parse_tdate("2020-01-01T00:00:00Z").unwrap(),
            until: None,
        },
    }
}

pub(super) fn pointer(list_id: &str, place: &str, signer: &ListOffice) -> ListPointer {
    let location = "https://lists.example/";
    ListPointer::new(
        location,
        list_id,
        ListType::Regional,
        territory(place),
        vec![signer.identity()],
    )
}

pub(super) const LOL: &str = "urn:example:lists";
pub(super) const CITY: &str = "urn:example:city";

/// A store that trusts the list of lists, and the regional list of Guangzhou, when the office has signed them.
pub(super) fn store(office: &ListOffice) -> TrustStore {
    TrustStore::new(TrustAnchors::new()).with_root(ListRoot::new(CITY, vec![office.identity()]))
}

/// The list of Guangzhou with one department.
pub(super) fn city() -> ListContents {
    ListContents {
        trusted_entities: vec![entity(
            "DEP-1",
            vec![sealing_service("urn:svc:1", 100, "CN-4401")],
        )],
        ..contents(CITY, ListType::Regional, "CN-4401")
    }
}

/// Loads, and on refusal sees to it that nothing changed.
pub(super) fn load(
    store: &mut TrustStore,
    list: &TrustList,
    now: UnixTime,
) -> Result<Loaded, Vec<Reason>> {
    let (before, state) = (store.export(), store.state());
    match store.load_list(list.bytes(), now) {
        Ok(loaded) => Ok(loaded),
        Err(ListError::Refused(reasons)) => {
            assert_eq!(store.export(), before, "a refused list changes nothing");
            assert_eq!(store.state(), state);
            Err(reasons)
        }
        Err(error) => panic!("{error}"),
    }
}

pub(super) fn codes(outcome: Result<Loaded, Vec<Reason>>) -> Vec<&'static str> {
    outcome.map_or_else(
        |reasons| reasons.iter().map(Reason::code).collect(),
        |_| Vec::new(),
    )
}
