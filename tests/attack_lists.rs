//! What a member of a federation, a holder of one key, or a keeper of the state may try with trust lists.

use elicence::document::MlText;
use std::collections::BTreeMap;

use elicence::{
    Reason,
    codec::Limits,
    crypto::{Algorithm, Signer, SoftwareKey, SystemRandom},
    issue::{Draft as LicenceDraft, issue},
    licence::{Region, TypeRegistry},
    seal::{Preparation, TechnicalValidity, seal},
    status::{ListedStatus, Publication, StatusListDraft, StatusLists, StatusReference},
    time::UnixTime,
    trust::{
        Examined, Question, Revocation, Scope, SealingTime, Trust, TrustAnchors, check_issuer_code,
        check_region,
        list::{
            DigitalIdentity, LicenceScope, ListContents, ListDraft, ListPointer, ListType,
            ServiceState, ServiceStatus, ServiceType, Territory, TrustList, TrustedEntity,
            TrustedService, WithdrawalEffect,
        },
        store::{ListRoot, StaleLists, StoreTerms, TrustStore},
    },
    verify::{Policy, Presented, Refused, Verified},
};

#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker has parts that only other users need"
)]
mod pki;

use pki::{
    Draft, KEY_USAGE, Kind, PURPOSES, Revoked, Subject, extension, make_certificate,
    make_revocation_list, tlv,
};

const NATIVE: &str = "org.elicence.business_licence.1";
const MDL: &str = "org.iso.18013.5.1.mDL";
const LOL: &str = "urn:example:lists";
const HOME: &str = "urn:example:home";
const AWAY: &str = "urn:example:away";

fn time(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).unwrap()
}

/// Midnight of a day in June 2026.
fn day(day: i64) -> UnixTime {
    time("2026-06-01T00:00:00Z").saturating_add((day - 1) * 86_400)
}

fn life() -> (UnixTime, UnixTime) {
    (time("2025-01-01T00:00:00Z"), time("2036-01-01T00:00:00Z"))
}

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

fn text(text: &str) -> MlText {
    BTreeMap::from([("en".to_owned(), text.to_owned())])
}

fn new_key() -> SoftwareKey {
    SoftwareKey::generate(Algorithm::Es256).unwrap()
}

/// Who signs lists.
struct Office {
    key: SoftwareKey,
    certificate: Vec<u8>,
}

const LIST_SIGNER: &[u8] = &[0x04, 0x00, 0x91, 0x37, 0x03, 0x00];

impl Office {
    fn new() -> Self {
        let key = new_key();
        let subject = Subject {
            c: "CN",
            o: "List Office",
            cn: "Lists",
            ..Subject::default()
        };
        let public = key.verifying_key();
        let purpose = tlv(0x30, &[&tlv(0x06, &[LIST_SIGNER])]);
        let certificate = Draft::new(
            &subject,
            &public,
            &subject,
            &public,
            life(),
            Kind::Sealer,
            7,
        )
        .with(PURPOSES, Some(extension(PURPOSES, true, &purpose)))
        .sign(&key)
        .unwrap();
        Self { key, certificate }
    }

    fn identity(&self) -> DigitalIdentity {
        DigitalIdentity::Certificate(self.certificate.clone())
    }

    #[track_caller]
    fn sign(&self, contents: ListContents) -> TrustList {
        let prepared = ListDraft::new(contents)
            .prepare(Algorithm::Es256, std::slice::from_ref(&self.certificate))
            .unwrap();
        let signature = self.key.sign(&prepared.to_be_signed()).unwrap();
        prepared.complete(&signature).unwrap()
    }
}

/// A CA, or a sealer, with its key.
struct Party {
    subject: Subject<'static>,
    key: SoftwareKey,
    der: Vec<u8>,
}

impl Party {
    fn ca() -> Self {
        let subject = Subject {
            c: "CN",
            o: "Test Root",
            cn: "Test CA",
            ..Subject::default()
        };
        let key = new_key();
        let kind = Kind::Ca { path_length: 0 };
        let public = key.verifying_key();
        let der = make_certificate(&subject, &public, &subject, &key, life(), kind, 1).unwrap();
        Self { subject, key, der }
    }

    /// A sealing certificate of its own.
    fn issue(&self, subject: Subject<'static>, serial: u64) -> Self {
        self.issue_with(subject, serial, |draft| draft)
    }

    fn issue_with(
        &self,
        subject: Subject<'static>,
        serial: u64,
        change: impl Fn(Draft) -> Draft,
    ) -> Self {
        let key = new_key();
        let der = self.certify(subject, &key, serial, change);
        Self { subject, key, der }
    }

    fn certify(
        &self,
        subject: Subject<'static>,
        key: &SoftwareKey,
        serial: u64,
        change: impl Fn(Draft) -> Draft,
    ) -> Vec<u8> {
        let draft = Draft::new(
            &subject,
            &key.verifying_key(),
            &self.subject,
            &self.key.verifying_key(),
            life(),
            Kind::Sealer,
            serial,
        );
        change(draft).sign(&self.key).unwrap()
    }

    fn identity(&self) -> DigitalIdentity {
        DigitalIdentity::Certificate(self.der.clone())
    }

    fn key_identity(&self) -> DigitalIdentity {
        DigitalIdentity::Key(self.key.verifying_key().to_spki_der())
    }

    /// A list of revoked certificates that is fresh all June.
    fn revokes(&self, serials: &[u64]) -> Vec<u8> {
        let revoked: Vec<Revoked> = serials
            .iter()
            .map(|serial| Revoked {
                serial: *serial,
                since: day(1),
                reason: None,
                invalid: None,
            })
            .collect();
        make_revocation_list(&self.subject, &self.key, (day(1), day(30)), 1, &revoked).unwrap()
    }
}

fn sealer(code: &'static str) -> Subject<'static> {
    Subject {
        c: "CN",
        o: "Department",
        organization_identifier: code,
        cn: "Seal",
        ..Subject::default()
    }
}

/// An issue without entries: made on the first of June, due on the eighth, over on the fifteenth.
fn contents(list_id: &str, list_type: ListType, place: &str) -> ListContents {
    let json = format!(
        r#"{{"type":"org.elicence.trustlist.1","listId":"{list_id}","listType":"{}","sequenceNumber":1,
        "schemeTerritory":"{place}","schemeOperatorName":{{"en":"List Office"}},
        "schemeTypeCommunityRules":["https://rules.example/"],"statusDeterminationApproach":"urn:example:approach",
        "historicalInformationPeriod":65535,"listIssueDateTime":"2026-06-01T00:00:00Z",
        "nextUpdate":"2026-06-08T00:00:00Z","notAfter":"2026-06-15T00:00:00Z",
        "pointersToOtherLists":[],"trustedEntities":[],"authoritativeSources":[]}}"#,
        list_type.uri()
    );
    ListContents::from_json(&json).unwrap()
}

fn regional(list_id: &str, place: &str, entities: Vec<TrustedEntity>) -> ListContents {
    let mut list = contents(list_id, ListType::Regional, place);
    list.trusted_entities = entities;
    list
}

/// The same with a row of the table of sources.
fn with_source(list: &ListContents, row: &str) -> ListContents {
    let json = list.to_json();
    let empty = "\"authoritativeSources\": []";
    assert!(json.contains(empty), "{json}");
    let row = format!("\"authoritativeSources\": [{row}]");
    ListContents::from_json(&json.replace(empty, &row)).unwrap()
}

fn service(
    service_id: &str,
    identity: DigitalIdentity,
    doc_type: &str,
    place: &str,
) -> TrustedService {
    let since = time("2020-01-01T00:00:00Z");
    let kind = ServiceType::LicenceIssuance;
    let mut service =
        TrustedService::new(service_id, kind, text(service_id), vec![identity], since);
    service.licence_scope = vec![LicenceScope {
        doc_type: doc_type.to_owned(),
        territories: vec![region(place)],
        max_assurance: None,
    }];
    service
}

fn entity(entity_id: &str, services: Vec<TrustedService>) -> TrustedEntity {
    TrustedEntity::new(entity_id, text(entity_id), services)
}

fn suspended(mut service: TrustedService, since: UnixTime) -> TrustedService {
    let state = ServiceState {
        starting_time: since,
        status: ServiceStatus::Suspended,
    };
    service.service_history = vec![std::mem::replace(&mut service.current_state, state)];
    service
}

fn withdrawn(mut service: TrustedService, since: UnixTime) -> TrustedService {
    let state = ServiceState {
        starting_time: since,
        status: ServiceStatus::Withdrawn(WithdrawalEffect::Prospective),
    };
    service.service_history = vec![std::mem::replace(&mut service.current_state, state)];
    service
}

fn pointer(list_id: &str, place: &str, signer: &Office) -> ListPointer {
    let location = "https://lists.example/";
    let territory = Territory::Region(region(place));
    ListPointer::new(
        location,
        list_id,
        ListType::Regional,
        territory,
        vec![signer.identity()],
    )
}

/// A store that has taken this one list, as a root.
fn holding(list: ListContents) -> TrustStore {
    let office = Office::new();
    let root = ListRoot::new(list.list_id.as_str(), vec![office.identity()]);
    let mut store = TrustStore::new(TrustAnchors::new()).with_root(root);
    store.load_list(office.sign(list).bytes(), day(1)).unwrap();
    store
}

fn codes(examined: Examined) -> Vec<&'static str> {
    match examined.into_result() {
        Ok(_) => vec!["trusted"],
        Err(reasons) => reasons.iter().map(Reason::code).collect(),
    }
}

fn ask(store: &TrustStore, chain: &[&[u8]], doc_type: &str, place: &str) -> Vec<&'static str> {
    let place = region(place);
    codes(store.examine(chain, &Question::new(doc_type, day(2)).within(&place)))
}

fn ask_foreign(store: &TrustStore, chain: &[&[u8]]) -> Vec<&'static str> {
    codes(store.examine(chain, &Question::new(MDL, day(2))))
}

// Entities under one CA.

#[test]
fn of_two_entities_under_one_ca_a_certificate_that_names_neither_serves_neither() {
    let ca = Party::ca();
    let nobody = ca.issue(sealer(""), 2);
    let one = service("urn:svc:1", ca.identity(), MDL, "CN");
    let two = service("urn:svc:2", ca.identity(), MDL, "CN");
    let list = |two| {
        let entities = vec![entity("DEP-1", vec![one.clone()]), entity("DEP-2", two)];
        let mut store = holding(regional(HOME, "CN", entities));
        store.load_revocation_list(&ca.revokes(&[])).unwrap();
        store
    };
    // The second was suspended, and goes on sealing as if it were the first.
    let store = list(vec![suspended(two.clone(), day(1))]);
    assert_eq!(
        ask_foreign(&store, &[&nobody.der]),
        ["trust.authority-ambiguous"]
    );
    // Nor does it help that the other one has another type.
    let mut other = two;
    other.licence_scope[0].doc_type = "org.example.fishing.1".to_owned();
    assert_eq!(
        ask_foreign(&list(vec![other]), &[&nobody.der]),
        ["trust.authority-ambiguous"]
    );
    // A CA of one entity stands for it.
    let alone = entity("DEP-1", vec![one.clone()]);
    let mut store = holding(regional(HOME, "CN", vec![alone]));
    store.load_revocation_list(&ca.revokes(&[])).unwrap();
    assert_eq!(ask_foreign(&store, &[&nobody.der]), ["trusted"]);
}

#[test]
fn a_listed_certificate_that_is_no_cas_stands_for_itself_only() {
    let ca = Party::ca();
    // ISO/IEC 18013-5 lets a sealing key sign revocation lists too.
    let listed = ca.issue_with(sealer("DEP-1"), 2, |draft| {
        draft.with(
            KEY_USAGE,
            Some(extension(KEY_USAGE, true, &[0x03, 0x02, 0x01, 0x82])),
        )
    });
    let below = listed.issue(sealer("DEP-1"), 3);
    let dep = entity(
        "DEP-1",
        vec![service("urn:svc:1", listed.identity(), MDL, "CN")],
    );
    let mut store = holding(regional(HOME, "CN", vec![dep]));
    assert_eq!(ask_foreign(&store, &[&listed.der]), ["trusted"]);
    store.load_revocation_list(&listed.revokes(&[])).unwrap();
    assert_eq!(
        ask_foreign(&store, &[&below.der, &listed.der]),
        ["trust.certificate-usage"]
    );
    assert_eq!(ask_foreign(&store, &[&below.der]), ["trust.no-path"]);
}

#[test]
fn a_listed_key_confirms_nothing_that_a_certificate_made_for_it_says() {
    let ca = Party::ca();
    let place = |st| Subject {
        st,
        ..sealer("DEP-1")
    };
    let true_one = ca.issue(place("44"), 2);
    // Anybody can write a certificate around a key that he reads in a licence, for x5chain is not signed.
    let stranger = Party::ca();
    let made = |st| stranger.certify(place(st), &true_one.key, 3, |draft| draft);
    let list = |identity, scope| {
        let dep = entity("DEP-1", vec![service("urn:svc:1", identity, MDL, scope)]);
        holding(regional(HOME, "CN", vec![dep]))
    };
    let by_key = list(true_one.key_identity(), "CN");
    for certificate in [&made("31"), &made("44"), &true_one.der] {
        assert_eq!(
            ask_foreign(&by_key, &[certificate]),
            ["trust.region-unconfirmed"]
        );
    }
    // The list itself says which region it is.
    let narrow = list(true_one.key_identity(), "CN-44");
    assert_eq!(ask_foreign(&narrow, &[&true_one.der]), ["trusted"]);
    assert_eq!(
        ask_foreign(&narrow, &[&made("31")]),
        ["trust.region-unconfirmed"]
    );
    // Listed by its certificate, that one counts and no other.
    let listed = list(true_one.identity(), "CN");
    assert_eq!(ask_foreign(&listed, &[&true_one.der]), ["trusted"]);
    assert_eq!(ask_foreign(&listed, &[&made("31")]), ["trust.no-path"]);
    // Under a listed CA beside the key, the CA confirms it.
    let mut both = service("urn:svc:1", true_one.key_identity(), MDL, "CN");
    both.service_digital_identities.push(ca.identity());
    let dep = entity("DEP-1", vec![both]);
    let mut store = holding(regional(HOME, "CN", vec![dep]));
    store.load_revocation_list(&ca.revokes(&[])).unwrap();
    assert_eq!(ask_foreign(&store, &[&true_one.der]), ["trusted"]);
    assert_eq!(
        ask_foreign(&store, &[&made("31")]),
        ["trust.region-unconfirmed"]
    );
}

// One member against another.

#[test]
fn a_member_that_lists_many_cas_of_one_name_stops_nobody_elses_documents() {
    let (home, away) = (Office::new(), Office::new());
    let ca = Party::ca();
    let leaf = ca.issue(sealer("DEP-1"), 2);
    let ours = service("urn:svc:1", ca.identity(), NATIVE, "CN-44");
    let ours = home.sign(regional(HOME, "CN-44", vec![entity("DEP-1", vec![ours])]));
    let alike = |entity_id: &str, list_id: &str, cas: usize| {
        let mut theirs = service("urn:svc:2", Party::ca().identity(), NATIVE, "CN-31");
        theirs
            .service_digital_identities
            .extend((1..cas).map(|_| Party::ca().identity()));
        regional(list_id, "CN-31", vec![entity(entity_id, vec![theirs])])
    };
    for entity_id in ["DEP-2", "DEP-1"] {
        let more = "urn:example:more";
        let mut store = TrustStore::new(TrustAnchors::new())
            .with_root(ListRoot::new(HOME, vec![home.identity()]))
            .with_root(ListRoot::new(AWAY, vec![away.identity()]))
            .with_root(ListRoot::new(more, vec![away.identity()]));
        store.load_list(ours.bytes(), day(2)).unwrap();
        store.load_revocation_list(&ca.revokes(&[])).unwrap();
        for list_id in [AWAY, more] {
            let list = away.sign(alike(entity_id, list_id, 64));
            store.load_list(list.bytes(), day(2)).unwrap();
        }
        // More than the path engine looks at in one go.
        assert_eq!(
            ask(&store, &[&leaf.der], NATIVE, "CN-44"),
            ["trusted"],
            "{entity_id}"
        );
    }
    let too_many = ListDraft::new(alike("DEP-2", AWAY, 65))
        .prepare(Algorithm::Es256, std::slice::from_ref(&away.certificate))
        .unwrap_err();
    assert_eq!(too_many.codes(), ["trust.list-invalid"]);
}

#[test]
fn many_services_of_one_key_do_not_multiply() {
    let ca = Party::ca();
    let leaf = ca.issue(sealer("DEP-1"), 2);
    let services = (0..3_000).map(|n| {
        let name = format!("urn:svc:{n}");
        let one = service(&name, leaf.key_identity(), NATIVE, "CN-31");
        if n == 0 { one } else { suspended(one, day(1)) }
    });
    let store = holding(regional(
        HOME,
        "CN-31",
        vec![entity("DEP-1", services.collect())],
    ));
    let begun = std::time::Instant::now();
    assert_eq!(ask(&store, &[&leaf.der], NATIVE, "CN-31"), ["trusted"]);
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
}

// What is above a list.

#[test]
fn a_pointer_of_a_list_of_lists_that_is_behind_its_floor_does_not_count() {
    let (federation, home) = (Office::new(), Office::new());
    let ca = Party::ca();
    let leaf = ca.issue(sealer("DEP-1"), 2);
    let mut first = contents(LOL, ListType::ListOfLists, "CN");
    first.pointers_to_other_lists = vec![pointer(HOME, "CN", &home)];
    let first = federation.sign(first);
    let mut second = ListContents::next(&first, day(2), Some(day(9)), day(16));
    second.pointers_to_other_lists.clear();
    let second = federation.sign(second);
    let dep = entity(
        "DEP-1",
        vec![service("urn:svc:1", leaf.identity(), NATIVE, "CN")],
    );
    let list = home.sign(regional(HOME, "CN", vec![dep]));
    let empty = || {
        TrustStore::new(TrustAnchors::new())
            .with_root(ListRoot::new(LOL, vec![federation.identity()]))
    };
    let mut store = empty();
    store.load_list(first.bytes(), day(2)).unwrap();
    store.load_list(list.bytes(), day(2)).unwrap();
    assert_eq!(ask(&store, &[&leaf.der], NATIVE, "CN"), ["trusted"]);
    // Floors that were kept in a safer place know of the issue that dropped the pointer.
    let mut safe = empty();
    safe.load_list(first.bytes(), day(2)).unwrap();
    safe.load_list(second.bytes(), day(2)).unwrap();
    store.merge_floors(&safe);
    assert_eq!(
        ask(&store, &[&leaf.der], NATIVE, "CN"),
        ["trust.list-rollback"]
    );
    let again = store.load_list(list.bytes(), day(2)).unwrap_err();
    assert_eq!(again.codes(), ["trust.list-rollback"]);
    // The newer issue settles it.
    store.load_list(second.bytes(), day(2)).unwrap();
    assert_eq!(ask(&store, &[&leaf.der], NATIVE, "CN"), ["trust.no-path"]);
}

// Time.

#[test]
fn a_clock_that_is_set_back_revives_nobody() {
    let ca = Party::ca();
    let leaf = ca.issue(sealer("DEP-1"), 2);
    let gone = withdrawn(
        service("urn:svc:1", leaf.identity(), NATIVE, "CN"),
        time("2026-05-01T00:00:00Z"),
    );
    let store = holding(regional(HOME, "CN", vec![entity("DEP-1", vec![gone])]));
    let place = region("CN");
    for now in [day(2), day(1), time("2026-04-01T00:00:00Z")] {
        let question = Question::new(NATIVE, now).within(&place);
        assert_eq!(
            codes(store.examine(&[&leaf.der], &question)),
            ["trust.authority-withdrawn"],
            "{now}"
        );
    }
}

#[test]
fn an_answer_ends_before_the_state_that_is_known_to_come() {
    let ca = Party::ca();
    let leaf = ca.issue(sealer("DEP-1"), 2);
    let soon = suspended(service("urn:svc:1", leaf.identity(), NATIVE, "CN"), day(5));
    let store = holding(regional(HOME, "CN", vec![entity("DEP-1", vec![soon])]));
    let place = region("CN");
    let at = |now| store.examine(&[&leaf.der], &Question::new(NATIVE, now).within(&place));
    let until = at(day(2)).into_result().unwrap().valid_until();
    assert_eq!(until, day(5).saturating_add(-1));
    assert_eq!(codes(at(until)), ["trusted"]);
    assert_eq!(
        codes(at(until.saturating_add(1))),
        ["trust.authority-suspended"]
    );
}

#[test]
fn an_answer_ends_before_a_source_gives_the_type_to_another() {
    let ca = Party::ca();
    let (old, new) = (ca.issue(sealer("DEP-1"), 2), ca.issue(sealer("DEP-2"), 3));
    let one = service("urn:svc:1", old.identity(), NATIVE, "CN");
    let two = service("urn:svc:2", new.identity(), NATIVE, "CN");
    let entities = vec![entity("DEP-1", vec![one]), entity("DEP-2", vec![two])];
    let mut list = regional(HOME, "CN", entities);
    let row = format!(
        r#"{{"docType":"{NATIVE}","territory":"CN","owner":"DEP-2","issuers":["urn:svc:2"],"validity":{{"from":"2026-06-05T00:00:00Z"}}}}"#
    );
    list = with_source(&list, &row);
    let store = holding(list);
    let place = region("CN");
    let at =
        |leaf: &Party, now| store.examine(&[&leaf.der], &Question::new(NATIVE, now).within(&place));
    let until = |leaf| at(leaf, day(2)).into_result().unwrap().valid_until();
    assert_eq!(until(&old), day(5).saturating_add(-1));
    assert_eq!(until(&new), until(&old), "both are asked again on that day");
    assert_eq!(codes(at(&old, day(5))), ["trust.authority-not-source"]);
    assert_eq!(codes(at(&new, day(5))), ["trusted"]);
}

#[test]
fn an_answer_ends_when_its_list_becomes_stale_where_that_counts() {
    let leaf = Party::ca().issue(sealer("DEP-1"), 2);
    let one = service("urn:svc:1", leaf.identity(), NATIVE, "CN");
    let mut terms = StoreTerms::new();
    terms.stale_lists = StaleLists::Undetermined;
    let store = holding(regional(HOME, "CN", vec![entity("DEP-1", vec![one])])).with_terms(terms);
    let place = region("CN");
    let at = |now| store.examine(&[&leaf.der], &Question::new(NATIVE, now).within(&place));
    assert_eq!(at(day(2)).into_result().unwrap().valid_until(), day(8));
    assert_eq!(codes(at(day(8))), ["trusted"]);
    assert_eq!(codes(at(day(8).saturating_add(1))), ["trust.list-stale"]);
}

// What held.

/// A department under a listed CA, and what a store says about it.
struct Department {
    ca: Party,
    leaf: Party,
    office: Office,
    store: TrustStore,
}

impl Department {
    fn new() -> Self {
        let (ca, office) = (Party::ca(), Office::new());
        let leaf = ca.issue(sealer("DEP-1"), 2);
        let root = ListRoot::new(HOME, vec![office.identity()]);
        let mut store = TrustStore::new(TrustAnchors::new()).with_root(root);
        let one = service("urn:svc:1", ca.identity(), NATIVE, "CN-44");
        let list = regional(HOME, "CN", vec![entity("DEP-1", vec![one])]);
        store.load_list(office.sign(list).bytes(), day(1)).unwrap();
        Self {
            ca,
            leaf,
            office,
            store,
        }
    }

    fn ask(&self) -> Vec<&'static str> {
        ask(&self.store, &[&self.leaf.der], NATIVE, "CN-44")
    }

    /// The next issue, with the service as `change` makes it.
    fn next(&mut self, change: impl Fn(TrustedService) -> TrustedService) {
        let mut next = ListContents::next(
            self.store.list(HOME).unwrap(),
            day(2),
            Some(day(9)),
            day(16),
        );
        let services = &mut next.trusted_entities[0].services;
        *services = services.drain(..).map(change).collect();
        let next = self.office.sign(next);
        self.store.load_list(next.bytes(), day(2)).unwrap();
    }
}

#[test]
fn below_a_listed_ca_nothing_counts_without_a_revocation_list() {
    let mut one = Department::new();
    assert_eq!(one.ask(), ["trust.revocation-list-missing"]);
    // One by another CA of the same name says nothing.
    let other = Party::ca();
    one.store.load_revocation_list(&other.revokes(&[])).unwrap();
    assert_eq!(one.ask(), ["trust.revocation-list-unusable"]);
    one.store
        .load_revocation_list(&one.ca.revokes(&[]))
        .unwrap();
    assert_eq!(one.ask(), ["trusted"]);
    // What is remembered gives way to what comes.
    one.store
        .load_revocation_list(&one.ca.revokes(&[2]))
        .unwrap();
    assert_eq!(one.ask(), ["trust.certificate-revoked"]);
}

#[test]
fn what_is_remembered_of_a_path_gives_way_to_the_next_issue() {
    let mut one = Department::new();
    one.store
        .load_revocation_list(&one.ca.revokes(&[]))
        .unwrap();
    assert_eq!(one.ask(), ["trusted"]);
    one.next(|service| suspended(service, day(2)));
    assert_eq!(one.ask(), ["trust.authority-suspended"]);
}

#[test]
fn what_is_remembered_of_a_path_gives_way_to_the_end_of_its_list() {
    let mut one = Department::new();
    one.store
        .load_revocation_list(&one.ca.revokes(&[]))
        .unwrap();
    let place = region("CN-44");
    let at = |now| {
        let question = Question::new(NATIVE, now).within(&place);
        codes(one.store.examine(&[&one.leaf.der], &question))
    };
    assert_eq!(at(day(15)), ["trusted"]);
    assert_eq!(at(day(15).saturating_add(1)), ["trust.list-expired"]);
}

#[test]
fn a_department_under_a_common_ca_seals_for_itself_only() {
    let mut one = Department::new();
    one.store
        .load_revocation_list(&one.ca.revokes(&[]))
        .unwrap();
    let stranger = one.ca.issue(sealer("DEP-2"), 3);
    let nobody = one.ca.issue(sealer(""), 4);
    for (leaf, expected) in [
        (&stranger, "trust.no-path"),
        (&nobody, "trust.issuer-unstated"),
    ] {
        assert_eq!(ask(&one.store, &[&leaf.der], NATIVE, "CN-44"), [expected]);
    }
    // Nor elsewhere, nor another type, nor a foreign one.
    for (doc_type, place, expected) in [
        (NATIVE, "CN-31", "trust.region-out-of-scope"),
        ("org.elicence.marriage.1", "CN-44", "trust.out-of-scope"),
        (MDL, "CN-44", "trust.out-of-scope"),
    ] {
        assert_eq!(
            ask(&one.store, &[&one.leaf.der], doc_type, place),
            [expected],
            "{doc_type} {place}"
        );
    }
}

#[test]
fn a_key_that_is_listed_for_something_else_seals_nothing() {
    let leaf = Party::ca().issue(sealer("DEP-1"), 2);
    for kind in [
        ServiceType::LicenceStatus,
        ServiceType::SealRegister,
        ServiceType::TimeStamping,
        ServiceType::AgreementSigner,
        ServiceType::Requester,
        ServiceType::from_uri("urn:example:service".to_owned()),
    ] {
        let mut one = service("urn:svc:1", leaf.key_identity(), NATIVE, "CN");
        if kind == ServiceType::LicenceStatus {
            one.status_list_prefixes = vec!["https://status.example".to_owned()];
        }
        if kind == ServiceType::Requester {
            one.purposes = vec!["urn:example:purpose".to_owned()];
        }
        one.service_type = kind;
        let store = holding(regional(HOME, "CN", vec![entity("DEP-1", vec![one])]));
        assert_eq!(ask(&store, &[&leaf.der], NATIVE, "CN"), ["trust.no-path"]);
    }
}

/// What an agreement signer may sign about is not what anybody may seal: neither it, nor another service of its entity.
#[test]
fn the_scope_of_an_agreement_signer_lets_nobody_seal() {
    let ca = Party::ca();
    let leaf = ca.issue(sealer("DEP-1"), 2);
    let signs = |identity: DigitalIdentity| {
        let mut signs = service("urn:svc:agreements", identity, NATIVE, "CN");
        signs.service_type = ServiceType::AgreementSigner;
        signs
    };
    let asked = |services: Vec<TrustedService>| {
        let store = holding(regional(HOME, "CN", vec![entity("DEP-1", services)]));
        ask(&store, &[&leaf.der], NATIVE, "CN")
    };
    for identity in [leaf.key_identity(), leaf.identity(), ca.identity()] {
        assert_eq!(asked(vec![signs(identity)]), ["trust.no-path"]);
    }
    // One key that is listed for both has of each what is written there.
    let both = |doc_type: &str, place: &str| {
        let seals = service("urn:svc:1", leaf.key_identity(), doc_type, place);
        asked(vec![seals, signs(leaf.key_identity())])
    };
    assert_eq!(both(NATIVE, "CN"), ["trusted"]);
    assert_eq!(both("org.elicence.permit.1", "CN"), ["trust.out-of-scope"]);
    assert_eq!(both(NATIVE, "CN-44"), ["trust.region-out-of-scope"]);
}

#[test]
fn a_status_signers_certificate_seals_nothing_and_a_sealers_signs_no_status() {
    let ca = Party::ca();
    let (seals, signs) = (ca.issue(sealer(CODE), 2), status_party(&ca, CODE, 3));
    // Both keys are listed for both.
    let mut both = service("urn:svc:1", seals.key_identity(), NATIVE, "CN");
    both.service_digital_identities.push(signs.key_identity());
    let mut status = status_service("urn:svc:status", &signs);
    status.service_digital_identities = both.service_digital_identities.clone();
    let store = holding(regional(HOME, "CN", vec![entity(CODE, vec![both, status])]));
    assert_eq!(ask(&store, &[&seals.der], NATIVE, "CN"), ["trusted"]);
    assert_eq!(
        ask(&store, &[&signs.der], NATIVE, "CN"),
        ["trust.certificate-usage"]
    );
    let chain = |party: &Party| {
        let chain = [party.der.as_slice()];
        let found = store.status_signers(&chain, day(2), Revocation::WhereGiven);
        found.map(|all| all.len()).map_err(|reason| reason.code())
    };
    assert_eq!(chain(&signs), Ok(1));
    assert_eq!(chain(&seals), Err("trust.certificate-usage"));
}

#[test]
fn a_listed_ca_that_is_an_anchor_too_counts_for_each_by_itself() {
    let ca = Party::ca();
    let leaf = ca.issue(sealer("DEP-1"), 2);
    let gone = withdrawn(service("urn:svc:1", ca.identity(), NATIVE, "CN-44"), day(1));
    let mut store = holding(regional(HOME, "CN", vec![entity("DEP-1", vec![gone])]));
    let scope = Scope::parse(&format!("elicence:{NATIVE}:CN-31")).unwrap();
    store.anchors_mut().add_anchor(&ca.der, scope).unwrap();
    store.load_revocation_list(&ca.revokes(&[])).unwrap();
    let place = region("CN-44");
    let question = Question::new(NATIVE, day(2)).within(&place);
    // The anchor would, for its own region; the withdrawn service's is not among them.
    let signer = store
        .examine(&[&leaf.der], &question)
        .into_result()
        .unwrap();
    assert!(signer.listing().is_none());
    assert_eq!(
        check_region(&signer, &place).unwrap_err().code(),
        "trust.region-out-of-scope"
    );
    assert_eq!(check_region(&signer, &region("CN-31")), Ok(()));
}

#[test]
fn a_withdrawal_that_reaches_back_reaches_what_is_proven_to_be_older() {
    let leaf = Party::ca().issue(sealer("DEP-1"), 2);
    let mut gone = withdrawn(service("urn:svc:1", leaf.identity(), NATIVE, "CN"), day(3));
    gone.current_state.status = ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive {
        to: time("2026-05-01T00:00:00Z"),
    });
    let store = holding(regional(HOME, "CN", vec![entity("DEP-1", vec![gone])]));
    let place = region("CN");
    let at = |sealed, now| {
        let question = Question::new(NATIVE, now).within(&place);
        codes(store.examine(
            &[&leaf.der],
            &question.sealed_at(SealingTime::Proven(sealed)),
        ))
    };
    let second = |text| time(text);
    let gone = ["trust.authority-withdrawn"];
    assert_eq!(at(second("2026-04-30T23:59:59Z"), day(4)), ["trusted"]);
    assert_eq!(at(second("2026-05-01T00:00:00Z"), day(4)), gone);
    assert_eq!(at(day(1), day(3)), gone);
    // Before it begins it is only announced.
    assert_eq!(at(day(1), day(3).saturating_add(-1)), ["trusted"]);
}

#[test]
fn a_state_under_other_roots_trusts_nobody() {
    let mut one = Department::new();
    one.store
        .load_revocation_list(&one.ca.revokes(&[]))
        .unwrap();
    let state = one.store.export();
    let taken = |root: ListRoot| {
        let terms = StoreTerms::new();
        TrustStore::import(&state, TrustAnchors::new(), [root], terms, day(2)).unwrap()
    };
    let same = taken(ListRoot::new(HOME, vec![one.office.identity()]));
    assert_eq!(
        ask(&same.store, &[&one.leaf.der], NATIVE, "CN-44"),
        ["trusted"]
    );
    for root in [
        ListRoot::new(HOME, vec![Office::new().identity()]),
        ListRoot::new(AWAY, vec![one.office.identity()]),
        ListRoot::new(HOME, Vec::new()),
    ] {
        let other = taken(root);
        assert_eq!(other.left_out.len(), 1);
        assert_eq!(
            ask(&other.store, &[&one.leaf.der], NATIVE, "CN-44"),
            ["trust.no-path"]
        );
        // Its floor stays.
        assert_eq!(other.store.floor(HOME).unwrap().sequence_number, 1);
    }
}

#[test]
fn without_a_region_the_scope_still_binds() {
    let mut one = Department::new();
    one.store
        .load_revocation_list(&one.ca.revokes(&[]))
        .unwrap();
    let question = Question::new(NATIVE, day(2));
    let signer = one.store.examine(&[&one.leaf.der], &question);
    let signer = signer.into_result().unwrap();
    assert_eq!(check_region(&signer, &region("CN-4401")), Ok(()));
    for place in ["CN", "CN-31", "SG"] {
        assert!(check_region(&signer, &region(place)).is_err(), "{place}");
    }
    assert!(check_issuer_code(&signer, "DEP-2").is_err());
}

#[test]
fn lists_of_lists_that_only_vouch_for_each_other_are_nobody() {
    let (one, two) = (Office::new(), Office::new());
    let list = |office: &Office, id: &str, other: &str, signer: &Office| {
        let mut list = contents(id, ListType::ListOfLists, "CN");
        let mut pointer = pointer(other, "CN", signer);
        pointer.list_type = ListType::ListOfLists;
        list.pointers_to_other_lists = vec![pointer];
        office.sign(list)
    };
    let (first, second) = (list(&one, LOL, AWAY, &two), list(&two, AWAY, LOL, &one));
    let mut store = TrustStore::new(TrustAnchors::new());
    for list in [&first, &second] {
        let refused = store.load_list(list.bytes(), day(2)).unwrap_err();
        assert_eq!(refused.codes(), ["trust.list-unknown"]);
    }
    // Vouched for by a root, and then no more.
    let mut store = store.with_root(ListRoot::new(LOL, vec![one.identity()]));
    store.load_list(first.bytes(), day(2)).unwrap();
    store.load_list(second.bytes(), day(2)).unwrap();
    let state = store.export();
    let root = ListRoot::new(HOME, vec![one.identity()]);
    let terms = StoreTerms::new();
    let import = TrustStore::import(&state, TrustAnchors::new(), [root], terms, day(2)).unwrap();
    assert_eq!(import.left_out.len(), 2);
    assert!(import.store.counts(LOL, day(2)).is_err());
}

// The status.

const STATUS_SIGNER: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 30];
const CODE: &str = "Y1440100TEM000037D";
const URI: &str = "https://status.example.cn/lists/1";

/// A business licence of Guangzhou with this reference, sealed by `sealer`.
fn licence(sealer: &Party, reference: &StatusReference) -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/data/drafts/business_licence.json"
    );
    let draft = LicenceDraft::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
    let types = TypeRegistry::builtin();
    let definition = types.latest(draft.doc_type()).unwrap();
    let licence = issue(&draft, definition, &Limits::default()).unwrap();
    let validity = TechnicalValidity::new(day(1), time("2027-06-01T00:00:00Z"));
    let preparation = Preparation::new(
        licence,
        vec![sealer.der.clone()],
        Algorithm::Es256,
        validity,
    )
    .with_status(reference.to_cbor());
    seal(preparation, &sealer.key, &mut SystemRandom)
        .unwrap()
        .into_bytes()
}

fn verify(
    licence: &[u8],
    store: &TrustStore,
    statuses: &StatusLists,
    now: UnixTime,
) -> Result<Verified, Refused> {
    let types = TypeRegistry::builtin();
    let policy = Policy::new(&types).with_statuses(statuses);
    let presented = Presented::decode(licence).unwrap();
    presented.documents()[0].verify(store, &policy, now)
}

fn verdict(outcome: &Result<Verified, Refused>) -> Vec<&'static str> {
    match outcome {
        Ok(_) => vec!["in force"],
        Err(refused) => refused.reasons.iter().map(Reason::code).collect(),
    }
}

fn status_party(ca: &Party, code: &'static str, serial: u64) -> Party {
    let purpose = tlv(0x30, &[&tlv(0x06, &[STATUS_SIGNER])]);
    ca.issue_with(sealer(code), serial, |draft| {
        draft.with(PURPOSES, Some(extension(PURPOSES, true, &purpose)))
    })
}

fn status_service(service_id: &str, signer: &Party) -> TrustedService {
    let mut service = service(service_id, signer.identity(), NATIVE, "CN");
    service.service_type = ServiceType::LicenceStatus;
    service.licence_scope.clear();
    service.status_list_prefixes = vec!["https://status.example.cn/lists".to_owned()];
    service
}

fn status_list(signer: &Party, issued: i64, revoked: &[u64]) -> Vec<u8> {
    let mut draft = StatusListDraft::new(URI, 100).unwrap();
    for index in revoked {
        draft.set(*index, ListedStatus::Revoked).unwrap();
    }
    let chain = vec![signer.der.clone()];
    let publication = Publication::new(chain, Algorithm::Es256, day(issued), day(10));
    draft.publish(&publication, &signer.key).unwrap()
}

#[test]
fn a_member_that_gives_the_names_of_another_answers_for_no_status_of_his() {
    let (home, away) = (Office::new(), Office::new());
    let ca = Party::ca();
    let seals = ca.issue(sealer(CODE), 2);
    let (true_signer, false_signer) = (status_party(&ca, CODE, 3), status_party(&ca, CODE, 4));
    let services = vec![
        service("urn:svc:1", seals.identity(), NATIVE, "CN-44"),
        status_service("urn:svc:status", &true_signer),
    ];
    let ours = home.sign(regional(HOME, "CN-44", vec![entity(CODE, services)]));
    let alike = vec![entity(
        CODE,
        vec![status_service("urn:svc:status", &false_signer)],
    )];
    let theirs = away.sign(regional(AWAY, "CN-31", alike));
    let mut store = TrustStore::new(TrustAnchors::new())
        .with_root(ListRoot::new(HOME, vec![home.identity()]))
        .with_root(ListRoot::new(AWAY, vec![away.identity()]));
    store.load_list(ours.bytes(), day(2)).unwrap();
    store.load_list(theirs.bytes(), day(2)).unwrap();

    let licence = licence(&seals, &StatusReference::to_status_list(URI, 7));
    let mut statuses = StatusLists::new();
    let revoked = status_list(&true_signer, 1, &[7]);
    statuses.load(&revoked, &store, day(3)).unwrap();
    let before = verify(&licence, &store, &statuses, day(3));
    assert_eq!(verdict(&before), ["status.revoked"]);
    // A newer list of the same name, signed by who is listed elsewhere under the same names.
    let good = status_list(&false_signer, 2, &[]);
    statuses.load(&good, &store, day(3)).unwrap();
    let after = verify(&licence, &store, &statuses, day(3));
    assert_eq!(verdict(&after), ["status.revoked"]);
    // Nor does it keep newer lists of the true one out.
    let newer = status_list(&true_signer, 2, &[7, 8]);
    statuses.load(&newer, &store, day(3)).unwrap();
    let mut alone = StatusLists::new();
    alone.load(&good, &store, day(3)).unwrap();
    let alone = verify(&licence, &store, &alone, day(3));
    assert_eq!(verdict(&alone), ["status.signer-not-allowed"]);
}
