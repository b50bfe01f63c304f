//! The life of an authority: granted, suspended, resumed, withdrawn, taken over, and its certificate revoked.

use elicence::{
    Reason,
    crypto::Algorithm,
    licence::TypeRegistry,
    status::{Publication, StatusListDraft, StatusLists, StatusReference},
    trust::{
        Question, SealingTime, Trust as _, TrustAnchors,
        list::{ServiceState, ServiceStatus, TrustList, TrustedService, WithdrawalEffect},
        store::{ListRoot, TrustStore},
    },
};

use crate::licences::{Facts, Verifier, doc_type, types};
use crate::offices::{Ca, Keeper, Office, code, day, entity, first_issue, sealing, telling_status};

const LIST: &str = "urn:example:district";
const PLACE: &str = "CN-440104";
const SERIAL: u16 = 6_002;

/// A department whose own certificate is in the list of its region.
struct Story {
    ca: Ca,
    keeper: Keeper,
    types: TypeRegistry,
    office: Office,
    list: TrustList,
    store: TrustStore,
}

impl Story {
    fn new() -> Self {
        Self::of(Ca::new(6_000, "CN"), |_, office| office.identity())
    }

    fn of(
        ca: Ca,
        identity: impl FnOnce(&Ca, &Office) -> elicence::trust::list::DigitalIdentity,
    ) -> Self {
        let (keeper, types) = (Keeper::new(6_001, "CN"), types(1));
        let office = ca.department(&code("440104", 600), SERIAL);
        let mut contents = first_issue(LIST, "regional", PLACE);
        let service = sealing("urn:svc:old", &doc_type(0), PLACE, identity(&ca, &office));
        contents
            .trusted_entities
            .push(entity(&office.code, vec![service]));
        let list = keeper.sign(contents);
        let root = ListRoot::new(LIST, vec![keeper.identity()]);
        let mut store = TrustStore::new(TrustAnchors::new()).with_root(root);
        store.load_list(list.bytes(), day(1)).unwrap();
        Self {
            ca,
            keeper,
            types,
            office,
            list,
            store,
        }
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            type_number: 0,
            issuer_code: &self.office.code,
            region: PLACE,
        }
    }

    /// A licence that claims to be sealed on this day.
    fn licence(&self, signed: i64) -> Vec<u8> {
        let dates = (day(signed), day(120));
        self.facts()
            .sealed(&self.office, &self.types, dates, None)
            .unwrap()
    }

    /// The next issue, made and taken on this day.
    fn issue(&mut self, made: i64, change: impl FnOnce(&mut TrustedService)) {
        let next = self.keeper.follow(&self.list, made, |contents| {
            change(&mut contents.trusted_entities[0].services[0]);
        });
        self.store.load_list(next.bytes(), day(made)).unwrap();
        self.list = next;
    }

    fn says(&self, licence: &[u8], now: i64) -> String {
        Verifier::new(&self.store, &self.types, day(now)).says(licence)
    }

    /// The codes about a seal that a time stamp proves to have existed on this day.
    fn proven(&self, sealed: i64, now: i64) -> Vec<&'static str> {
        let (doc_type, place) = (doc_type(0), crate::offices::region(PLACE));
        let question = Question::new(&doc_type, day(now))
            .within(&place)
            .sealed_at(SealingTime::Proven(day(sealed)));
        let examined = self.store.examine(&[&self.office.certificate], &question);
        let reasons = examined.into_result().err().unwrap_or_default();
        reasons.iter().map(Reason::code).collect()
    }
}

/// A new state that begins on this day.
fn enter(service: &mut TrustedService, status: ServiceStatus, start: i64) {
    service.service_history.insert(0, service.current_state);
    service.current_state = ServiceState {
        status,
        starting_time: day(start),
    };
}

const SUSPENDED: &str = "refused: trust.authority-suspended";
const WITHDRAWN: &str = "refused: trust.authority-withdrawn";

#[test]
fn an_authority_is_suspended_and_resumed_and_no_date_of_its_own_helps() {
    let mut story = Story::new();
    let licences = [story.licence(1), story.licence(5), story.licence(-100)];
    let says = |story: &Story, now| licences.each_ref().map(|licence| story.says(licence, now));
    assert_eq!(says(&story, 5), ["in-force"; 3]);

    // Announced for the seventh: known until when the verdict holds.
    story.issue(5, |service| enter(service, ServiceStatus::Suspended, 7));
    assert_eq!(says(&story, 6), ["in-force"; 3]);
    assert_eq!(says(&story, 7), [SUSPENDED; 3]);
    assert_eq!(says(&story, 8), [SUSPENDED; 3]);

    story.issue(9, |service| enter(service, ServiceStatus::Granted, 9));
    assert_eq!(says(&story, 9), ["in-force"; 3]);
    // Only who can prove the time is told of it.
    assert_eq!(story.proven(6, 9), [""; 0]);
    assert_eq!(story.proven(8, 9), ["trust.authority-suspended"]);
    assert_eq!(story.proven(9, 9), [""; 0]);
}

#[test]
fn after_a_withdrawal_only_a_proven_older_seal_counts() {
    let mut story = Story::new();
    let licences = [story.licence(1), story.licence(8), story.licence(-100)];
    story.issue(6, |service| {
        enter(
            service,
            ServiceStatus::Withdrawn(WithdrawalEffect::Prospective),
            6,
        );
    });
    for licence in &licences {
        assert_eq!(story.says(licence, 8), WITHDRAWN);
    }
    assert_eq!(story.proven(5, 8), [""; 0]);
    assert_eq!(story.proven(6, 8), ["trust.authority-withdrawn"]);
    // A proof of a time to come proves the present.
    assert_eq!(story.proven(9, 8), ["trust.authority-withdrawn"]);
}

#[test]
fn a_retroactive_withdrawal_takes_the_proven_seals_since_then() {
    let mut story = Story::new();
    let licences = [story.licence(1), story.licence(8), story.licence(-100)];
    story.issue(6, |service| {
        let effect = WithdrawalEffect::Retroactive { to: day(3) };
        enter(service, ServiceStatus::Withdrawn(effect), 6);
    });
    for licence in &licences {
        assert_eq!(story.says(licence, 8), WITHDRAWN);
    }
    assert_eq!(story.proven(2, 8), [""; 0]);
    assert_eq!(story.proven(3, 8), ["trust.authority-withdrawn"]);
    assert_eq!(story.proven(5, 8), ["trust.authority-withdrawn"]);
}

#[test]
fn a_certificate_that_is_revoked_stops_counting_at_once_also_when_it_is_remembered() {
    let mut story = Story::of(Ca::new(6_000, "CN"), |ca, _| ca.identity());
    let licence = story.licence(1);
    let missing = "indeterminate: trust.revocation-list-missing";
    assert_eq!(story.says(&licence, 2), missing);
    let clean = story.ca.revoking(&[], 1, (1, 15));
    story.store.load_revocation_list(&clean).unwrap();
    assert_eq!(story.says(&licence, 2), "in-force");
    assert_eq!(story.says(&licence, 2), "in-force");

    let revoking = story.ca.revoking(&[SERIAL], 2, (2, 15));
    story.store.load_revocation_list(&revoking).unwrap();
    let revoked = "refused: trust.certificate-revoked";
    assert_eq!(story.says(&licence, 2), revoked);
    // The older list again brings nobody back, and an older date of sealing does not either.
    story.store.load_revocation_list(&clean).unwrap();
    assert_eq!(story.says(&licence, 2), revoked);
    assert_eq!(story.says(&story.licence(-100), 2), revoked);
}

const STATUS_URI: &str = "https://status.example.cn/old/1";
const PREFIX: &str = "https://status.example.cn/old";

fn token(signer: &Office, made: i64) -> Vec<u8> {
    let draft = StatusListDraft::new(STATUS_URI, 1_000).unwrap();
    let chain = vec![signer.certificate.clone()];
    let publication = Publication::new(chain, Algorithm::Es256, day(made), day(made + 10));
    draft.publish(&publication, &signer.key).unwrap()
}

#[test]
fn the_duty_of_telling_the_status_passes_to_the_successor_and_the_right_to_seal_does_not() {
    let mut story = Story::new();
    let (old_code, new_code) = (story.office.code.clone(), code("440104", 601));
    let old_status = story.ca.status_office(&old_code, 6_003);
    let new_status = story.ca.status_office(&new_code, 6_004);
    let successor = story.ca.department(&new_code, 6_005);
    // Both authorities, each with its own status service.
    let next = story.keeper.follow(&story.list, 2, |contents| {
        let old = &mut contents.trusted_entities[0].services;
        old.push(telling_status(
            "urn:svc:old-status",
            &[PREFIX],
            old_status.identity(),
        ));
        let new = [
            sealing("urn:svc:new", &doc_type(0), PLACE, successor.identity()),
            telling_status("urn:svc:new-status", &[PREFIX], new_status.identity()),
        ];
        contents
            .trusted_entities
            .push(entity(&new_code, new.into()));
    });
    story.store.load_list(next.bytes(), day(2)).unwrap();
    story.list = next;

    let reference = StatusReference::to_status_list(STATUS_URI, 7);
    let dates = (day(1), day(120));
    let facts = story.facts();
    let licence = facts
        .sealed(&story.office, &story.types, dates, Some(&reference))
        .unwrap();
    let mut statuses = StatusLists::new();
    let says = |story: &Story, statuses: &StatusLists, now| {
        let verifier = Verifier::new(&story.store, &story.types, day(now));
        verifier.with_statuses(statuses).says(&licence)
    };
    assert_eq!(
        says(&story, &statuses, 2),
        "indeterminate: status.unavailable"
    );
    // It may sign such lists, but not for the licences of somebody else.
    statuses
        .load(&token(&new_status, 2), &story.store, day(2))
        .unwrap();
    assert_eq!(
        says(&story, &statuses, 2),
        "indeterminate: status.signer-not-allowed"
    );
    statuses
        .load(&token(&old_status, 2), &story.store, day(2))
        .unwrap();
    assert_eq!(says(&story, &statuses, 2), "in-force");

    // The old status office closes and the new one takes over; the old department still seals.
    let next = story.keeper.follow(&story.list, 4, |contents| {
        let service = &mut contents.trusted_entities[0].services[1];
        enter(
            service,
            ServiceStatus::Withdrawn(WithdrawalEffect::Prospective),
            4,
        );
        service.taken_over_by = Some("urn:svc:new-status".to_owned());
    });
    story.store.load_list(next.bytes(), day(4)).unwrap();
    assert_eq!(says(&story, &statuses, 4), "in-force");
    let late = statuses.load(&token(&old_status, 5), &story.store, day(5));
    assert_eq!(late.unwrap_err().code(), "trust.authority-withdrawn");
    statuses
        .load(&token(&new_status, 5), &story.store, day(5))
        .unwrap();
    assert_eq!(says(&story, &statuses, 5), "in-force");

    // A successor seals in its own name only.
    let error = story
        .facts()
        .sealed_by(&successor, &story.types)
        .unwrap_err();
    assert_eq!(error.code(), Some("trust.issuer-mismatch"));
    let own = Facts {
        issuer_code: &new_code,
        ..story.facts()
    };
    let own = own.sealed_by(&successor, &story.types).unwrap();
    assert_eq!(story.says(&own, 5), "in-force");
}
