//! What a holder may try so that a revoked licence is accepted all the same.

use std::sync::LazyLock;

use elicence::{
    codec::{Cbor, Limits},
    crypto::{Algorithm, Signer, SoftwareKey, SystemRandom},
    issue::{Draft, issue},
    licence::{Region, TypeRegistry},
    seal::{Preparation, TechnicalValidity, seal},
    status::{ListedStatus, NotTaken, Publication, StatusListDraft, StatusLists, StatusReference},
    time::UnixTime,
    trust::{DocTypes, Profile, Scope, TrustAnchors},
    verify::{Policy, Presented, Report, verify_many},
};

#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker has parts that only other users need"
)]
mod pki;

use pki::{Draft as Certificate, Kind, PURPOSES, Subject, extension, make_certificate, tlv};

const NOW: &str = "2026-07-01T00:00:00Z";
const URI: &str = "https://status.example/1";
const INDEX: u64 = 412;
/// The code of the authority in the shipped draft.
const OFFICE: &str = "Y1440100TEM000037D";
const OTHER_OFFICE: &str = "Y1440104TEM0000452";
const STATUS_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 30];

static TYPES: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::builtin);

fn time(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).unwrap()
}

fn life() -> (UnixTime, UnixTime) {
    (time("2025-01-01T00:00:00Z"), time("2036-01-01T00:00:00Z"))
}

const ROOT: Subject<'static> = Subject {
    c: "CN",
    st: "CN-44",
    o: "Test Root",
    organization_identifier: "",
    cn: "Test CA",
};

fn key() -> SoftwareKey {
    SoftwareKey::generate(Algorithm::Es256).unwrap()
}

/// One CA, what it lets seal, and who trusts it.
struct World {
    root: SoftwareKey,
    seal: SoftwareKey,
    sealer: Vec<u8>,
    trust: TrustAnchors,
}

/// Who signs lists.
struct StatusSigner {
    key: SoftwareKey,
    certificate: Vec<u8>,
}

impl World {
    fn new() -> Self {
        let (root, seal) = (key(), key());
        let sealer = Subject {
            o: "Test Authority",
            organization_identifier: OFFICE,
            cn: "Test Seal",
            ..ROOT
        };
        let public = root.verifying_key();
        let ca = make_certificate(
            &ROOT,
            &public,
            &ROOT,
            &root,
            life(),
            Kind::Ca { path_length: 0 },
            1,
        );
        let leaf = make_certificate(
            &sealer,
            &seal.verifying_key(),
            &ROOT,
            &root,
            life(),
            Kind::Sealer,
            2,
        );
        let mut trust = TrustAnchors::new();
        let region = vec![Region::parse("CN").unwrap()];
        let scope = Scope::new(Profile::Elicence, DocTypes::All, region).unwrap();
        trust.add_anchor(&ca.unwrap(), scope).unwrap();
        Self {
            root,
            seal,
            sealer: leaf.unwrap(),
            trust,
        }
    }

    /// A status signer of this office, under the CA.
    fn signer(&self, office: &'static str) -> StatusSigner {
        let key = key();
        let subject = Subject {
            o: "Test Authority",
            organization_identifier: office,
            cn: "Test Status",
            ..ROOT
        };
        let purposes = tlv(0x30, &[&tlv(0x06, &[STATUS_SIGNING])]);
        let (of, by) = (key.verifying_key(), self.root.verifying_key());
        let draft = Certificate::new(&subject, &of, &ROOT, &by, life(), Kind::Sealer, 9);
        let draft = draft.with(PURPOSES, Some(extension(PURPOSES, true, &purposes)));
        let certificate = draft.sign(&self.root).unwrap();
        StatusSigner { key, certificate }
    }

    /// The licence with this reference, which the authority sealed.
    fn licence(&self, reference: Cbor) -> Vec<u8> {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/examples/data/drafts/business_licence.json"
        );
        let draft = Draft::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
        let definition = TYPES.latest(draft.doc_type()).unwrap();
        let licence = issue(&draft, definition, &Limits::default()).unwrap();
        let validity =
            TechnicalValidity::new(time("2026-04-01T00:00:00Z"), time("2026-12-01T00:00:00Z"));
        let chain = vec![self.sealer.clone()];
        let preparation =
            Preparation::new(licence, chain, Algorithm::Es256, validity).with_status(reference);
        let sealed = seal(preparation, &self.seal, &mut SystemRandom);
        sealed.unwrap().into_bytes()
    }

    fn licence_at(&self, uri: &str, index: u64) -> Vec<u8> {
        self.licence(StatusReference::to_status_list(uri, index).to_cbor())
    }

    /// The result and its codes.
    fn judged(&self, licence: &[u8], lists: &StatusLists) -> (String, Vec<&'static str>) {
        let presented = Presented::decode(licence).unwrap();
        let policy = Policy::new(&TYPES).with_statuses(lists);
        let verdicts = verify_many(presented.documents(), &self.trust, &policy, time(NOW));
        let codes = verdicts
            .iter()
            .filter_map(|verdict| verdict.as_ref().err())
            .flat_map(|refused| refused.reasons.iter().map(elicence::Reason::code))
            .collect();
        (Report::of(&verdicts).result.to_string(), codes)
    }

    fn take(&self, lists: &mut StatusLists, token: &[u8]) -> Result<(), &'static str> {
        let taken = lists.load(token, &self.trust, time(NOW));
        taken.map(drop).map_err(|refusal: NotTaken| refusal.code())
    }
}

/// A list in which the licence has this status.
fn list(uri: &str, status: ListedStatus, made: &str, by: &StatusSigner) -> Vec<u8> {
    let mut draft = StatusListDraft::new(uri, 1_000).unwrap();
    draft.set(INDEX, status).unwrap();
    publish(&draft, made, by)
}

fn publish(draft: &StatusListDraft, made: &str, by: &StatusSigner) -> Vec<u8> {
    let chain = vec![by.certificate.clone()];
    let ends = time("2026-08-01T00:00:00Z");
    let publication = Publication::new(chain, Algorithm::Es256, time(made), ends);
    draft.publish(&publication, &by.key).unwrap()
}

const MADE: &str = "2026-06-30T00:00:00Z";
const LATER: &str = "2026-06-30T12:00:00Z";
const EARLIER: &str = "2026-06-29T00:00:00Z";

/// A world in which the licence was revoked, and a verifier knows.
fn revoked() -> (World, StatusSigner, StatusLists) {
    let world = World::new();
    let office = world.signer(OFFICE);
    let mut lists = StatusLists::new();
    let token = list(URI, ListedStatus::Revoked, MADE, &office);
    assert_eq!(world.take(&mut lists, &token), Ok(()));
    (world, office, lists)
}

fn is_revoked(world: &World, licence: &[u8], lists: &StatusLists) {
    let expected = ("refused".to_owned(), vec!["status.revoked"]);
    assert_eq!(world.judged(licence, lists), expected);
}

fn is_open(world: &World, licence: &[u8], lists: &StatusLists, code: &'static str) {
    let expected = ("indeterminate".to_owned(), vec![code]);
    assert_eq!(world.judged(licence, lists), expected);
}

#[test]
fn the_licence_is_good_until_it_is_revoked() {
    let (world, office, lists) = revoked();
    let licence = world.licence_at(URI, INDEX);
    is_revoked(&world, &licence, &lists);
    let mut before = StatusLists::new();
    let token = list(URI, ListedStatus::Valid, MADE, &office);
    assert_eq!(world.take(&mut before, &token), Ok(()));
    assert_eq!(
        world.judged(&licence, &before),
        ("in-force".to_owned(), vec![])
    );
}

#[test]
fn a_list_by_another_office_displaces_nothing_however_new() {
    let (world, _, mut lists) = revoked();
    let licence = world.licence_at(URI, INDEX);
    for office in [OTHER_OFFICE, ""] {
        let stranger = world.signer(office);
        let token = list(URI, ListedStatus::Valid, LATER, &stranger);
        assert_eq!(world.take(&mut lists, &token), Ok(()));
        is_revoked(&world, &licence, &lists);
        // By itself it says nothing.
        let mut alone = StatusLists::new();
        assert_eq!(world.take(&mut alone, &token), Ok(()));
        is_open(&world, &licence, &alone, "status.signer-not-allowed");
    }
    let ahead = list(
        URI,
        ListedStatus::Valid,
        "2026-07-01T00:00:01Z",
        &world.signer(OFFICE),
    );
    assert_eq!(world.take(&mut lists, &ahead), Err("status.list-in-future"));
    is_revoked(&world, &licence, &lists);
}

#[test]
fn a_forged_list_of_the_far_future_raises_no_floor() {
    let (world, office, mut lists) = revoked();
    let forger = StatusSigner {
        key: key(),
        certificate: office.certificate.clone(),
    };
    let mut draft = StatusListDraft::new(URI, 1_000).unwrap();
    draft.set(INDEX, ListedStatus::Valid).unwrap();
    let chain = vec![office.certificate.clone()];
    let ends = time("2035-01-01T00:00:00Z");
    let publication = Publication::new(chain, Algorithm::Es256, time(LATER), ends);
    let prepared = draft.prepare(&publication).unwrap();
    let signature = forger.key.sign(prepared.to_be_signed()).unwrap();
    assert!(prepared.complete(&signature).is_err());
    // The right token, with one bit of its time turned.
    let mut token = list(URI, ListedStatus::Valid, LATER, &office);
    let seconds = u32::try_from(time(LATER).seconds()).unwrap().to_be_bytes();
    let place = token
        .windows(4)
        .position(|window| window == seconds)
        .unwrap();
    token[place + 3] ^= 1;
    assert_eq!(
        world.take(&mut lists, &token),
        Err("status.signature-mismatch")
    );
    let next = list(URI, ListedStatus::Revoked, LATER, &office);
    assert_eq!(world.take(&mut lists, &next), Ok(()));
}

#[test]
fn an_older_list_is_refused_after_a_restart_too() {
    let (world, office, lists) = revoked();
    let licence = world.licence_at(URI, INDEX);
    let older = list(URI, ListedStatus::Valid, EARLIER, &office);
    let mut restarted = StatusLists::new();
    let state = lists.export();
    let refused = restarted.import(&state, &world.trust, time(NOW)).unwrap();
    assert_eq!(refused, Vec::new());
    assert_eq!(
        world.take(&mut restarted, &older),
        Err("status.list-rollback")
    );
    is_revoked(&world, &licence, &restarted);
    // An older state brought in on top lowers nothing.
    let mut old = StatusLists::new();
    assert_eq!(world.take(&mut old, &older), Ok(()));
    let refused = restarted
        .import(&old.export(), &world.trust, time(NOW))
        .unwrap();
    let codes: Vec<_> = refused.iter().map(NotTaken::code).collect();
    assert_eq!(codes, ["status.list-rollback"]);
    is_revoked(&world, &licence, &restarted);
    // A new key of the office does not begin anew.
    let renewed = list(URI, ListedStatus::Valid, EARLIER, &world.signer(OFFICE));
    assert_eq!(
        world.take(&mut restarted, &renewed),
        Err("status.list-rollback")
    );
}

#[test]
fn a_signer_whom_a_sibling_names_says_nothing_about_this_licence() {
    let (world, _, mut lists) = revoked();
    let licence = world.licence_at(URI, INDEX);
    let stranger = world.signer(OTHER_OFFICE);
    let mut sibling = StatusReference::to_status_list(URI, INDEX);
    let named = sibling.status_list.as_mut().unwrap();
    named.certificate = Some(stranger.certificate.clone());
    let token = list(URI, ListedStatus::Valid, LATER, &stranger);
    let mut alone = StatusLists::new();
    for lists in [&mut lists, &mut alone] {
        lists
            .load_for(&sibling, &token, &world.trust, time(NOW))
            .unwrap();
    }
    is_revoked(&world, &licence, &lists);
    is_open(&world, &licence, &alone, "status.signer-not-allowed");
    let naming = world.licence(sibling.to_cbor());
    assert_eq!(world.judged(&naming, &alone).0, "in-force");
}

#[test]
fn a_list_of_fewer_bits_does_not_bring_a_suspended_licence_back() {
    let world = World::new();
    let office = world.signer(OFFICE);
    let licence = world.licence_at(URI, INDEX);
    for status in [
        ListedStatus::Revoked,
        ListedStatus::Suspended,
        ListedStatus::Superseded,
    ] {
        let mut two = StatusListDraft::new("https://status.example/two", 1_000).unwrap();
        two.set(INDEX, status).unwrap();
        let one = publish(&two.derived(URI).unwrap(), MADE, &office);
        let mut lists = StatusLists::new();
        assert_eq!(world.take(&mut lists, &one), Ok(()));
        is_revoked(&world, &licence, &lists);
    }
}

#[test]
fn a_list_under_a_name_that_looks_the_same_is_another_list() {
    let (world, office, lists) = revoked();
    for uri in [
        "https://status.example/1/",
        "https://STATUS.example/1",
        "https://status.example:443/1",
        "https://status.example/%31",
        "https://status.example/a/../1",
        "https://user@status.example/1",
        "https://xn--status-.example/1",
    ] {
        // The authority sealed this name, so it is this name that is asked for.
        let licence = world.licence_at(uri, INDEX);
        is_open(&world, &licence, &lists, "status.unavailable");
    }
    let mut both = lists;
    let other = list(
        "https://status.example/2",
        ListedStatus::Valid,
        LATER,
        &office,
    );
    assert_eq!(world.take(&mut both, &other), Ok(()));
    is_revoked(&world, &world.licence_at(URI, INDEX), &both);
    let asked = StatusReference::to_status_list(URI, INDEX);
    let taken = both.load_for(&asked, &other, &world.trust, time(NOW));
    assert_eq!(taken.unwrap_err().code(), "status.uri-mismatch");
}

/// The same document with one member of a map replaced or added, under the old signature.
fn with(document: &[u8], edit: impl FnOnce(&mut Vec<(Cbor, Cbor)>)) -> Vec<u8> {
    let Ok(Cbor::Map(mut members)) = Cbor::decode(document, &Limits::default()) else {
        panic!("a map");
    };
    edit(&mut members);
    Cbor::Map(members).to_vec()
}

#[test]
fn a_reference_outside_the_signed_object_takes_the_place_of_none() {
    let (world, _, lists) = revoked();
    let licence = world.licence_at(URI, INDEX);
    let good = StatusReference::to_status_list(URI, INDEX + 1).to_cbor();
    let in_header = with(&licence, |members| {
        for (key, value) in members {
            if let (Some("issuerAuth"), Cbor::Array(auth)) = (key.as_text(), value)
                && let Cbor::Map(unprotected) = &mut auth[1]
            {
                unprotected.push((Cbor::text("status"), good.clone()));
            }
        }
    });
    assert_ne!(in_header, licence);
    is_revoked(&world, &in_header, &lists);
    let beside = with(&licence, |members| {
        members.push((Cbor::text("status"), good))
    });
    let refused = Presented::decode(&beside).map(drop);
    assert_eq!(refused.unwrap_err().code(), "codec.unknown-structure");
}

#[test]
fn a_list_that_the_holder_sends_along_is_not_looked_at() {
    let (world, office, lists) = revoked();
    let licence = world.licence_at(URI, INDEX);
    let token = list(URI, ListedStatus::Valid, LATER, &office);
    let sent = with(&licence, |members| {
        members.push((Cbor::text("statusLists"), Cbor::Bytes(token.clone())));
    });
    is_revoked(&world, &sent, &lists);
    is_open(&world, &sent, &StatusLists::new(), "status.unavailable");
    // A whole response of a holder, whose proof is none: what the list says does not depend on it.
    let proof = vec![
        Cbor::Bytes(Cbor::Map(Vec::new()).to_vec()),
        Cbor::Map(Vec::new()),
        Cbor::Null,
        Cbor::Bytes(vec![7; 64]),
    ];
    let device_signed = Cbor::map([
        ("nameSpaces", Cbor::Map(Vec::new()).embedded()),
        (
            "deviceAuth",
            Cbor::map([("deviceSignature", Cbor::Array(proof))]),
        ),
    ]);
    let issuer_signed = Cbor::decode(&licence, &Limits::default()).unwrap();
    let document = Cbor::map([
        ("docType", Cbor::text("org.elicence.business_licence.1")),
        ("issuerSigned", issuer_signed),
        ("deviceSigned", device_signed),
        ("statusList", Cbor::Bytes(token.clone())),
    ]);
    let response = Cbor::map([
        ("version", Cbor::text("1.0")),
        ("documents", Cbor::Array(vec![document])),
        ("status", Cbor::Integer(0)),
        ("statusLists", Cbor::Array(vec![Cbor::Bytes(token.clone())])),
    ])
    .to_vec();
    let of_proof = "verify.device-key-is-sealing-key";
    let expected = ("refused".to_owned(), vec!["status.revoked", of_proof]);
    assert_eq!(world.judged(&response, &lists), expected);
    let expected = ("refused".to_owned(), vec![of_proof, "status.unavailable"]);
    assert_eq!(world.judged(&response, &StatusLists::new()), expected);
    // Nor is a list a licence.
    let refused = Presented::decode(&token).map(drop);
    assert_eq!(refused.unwrap_err().code(), "codec.wrong-type");
}

#[test]
fn of_two_lists_a_good_one_does_not_make_up_for_another() {
    let (world, office, _) = revoked();
    let both = |index| {
        let mut members = vec![];
        let list = StatusReference::to_status_list(URI, index).to_cbor();
        let Cbor::Map(first) = list else {
            panic!("a map")
        };
        members.extend(first);
        let id = Cbor::map([
            ("id", Cbor::Bytes(vec![7])),
            ("uri", Cbor::text("https://status.example/2")),
        ]);
        members.push((Cbor::text("identifier_list"), id));
        world.licence(Cbor::Map(members))
    };
    let mut lists = StatusLists::new();
    let token = list(URI, ListedStatus::Revoked, MADE, &office);
    assert_eq!(world.take(&mut lists, &token), Ok(()));
    is_revoked(&world, &both(INDEX), &lists);
    is_open(&world, &both(INDEX + 1), &lists, "status.unavailable");
    // A status list in the place of the identifier list answers nothing.
    let second = list(
        "https://status.example/2",
        ListedStatus::Valid,
        MADE,
        &office,
    );
    assert_eq!(world.take(&mut lists, &second), Ok(()));
    is_open(&world, &both(INDEX + 1), &lists, "status.uri-mismatch");
    is_revoked(&world, &both(INDEX), &lists);
}
