//! Lists that are right, and each thing that can be wrong with one.

mod contents;
mod cost;
mod issues;
mod json;
mod shape;
mod signers;
mod sources;

use crate::trust::tests::pki::{
    BASIC_CONSTRAINTS, DOCUMENT_SIGNER, Draft, KEY_USAGE, Kind, PURPOSES, Subject, extension, tlv,
};

use crate::codec::Cbor;
use crate::crypto::{Algorithm, RandomSource, Signer, SoftwareKey};
use crate::error::Misuse;
use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::*;

/// 0.4.0.2231.3.0
const LIST_SIGNER: &[u8] = &[0x04, 0x00, 0x91, 0x37, 0x03, 0x00];
const TYPE: &str = "org.elicence.business_licence.1";
const MDL: &str = "org.iso.18013.5.1.mDL";
const OPERATOR: &str = "Guangdong List Office";
const SIGNER_KEY: u8 = 30;

struct Numbered(u8);

impl RandomSource for Numbered {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        bytes.fill(self.0);
        Ok(())
    }
}

fn key_of(algorithm: Algorithm, number: u8) -> SoftwareKey {
    SoftwareKey::generate_with(algorithm, &mut Numbered(number)).unwrap()
}

/// The P-256 key of this number; the same in every test.
fn key(number: u8) -> SoftwareKey {
    key_of(Algorithm::Es256, number)
}

fn time(text: &str) -> UnixTime {
    UnixTime::parse_tdate(text).unwrap()
}

fn now() -> UnixTime {
    time("2026-06-02T00:00:00Z")
}

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

fn english(text: &str) -> MlText {
    MlText::from([("en".to_owned(), text.to_owned())])
}

/// The country and organisation of a certificate.
fn named<'a>(c: &'a str, o: &'a str) -> Subject<'a> {
    Subject {
        c,
        o,
        cn: "Test",
        ..Subject::default()
    }
}

/// A self-issued certificate, valid in 2026 and 2027.
fn draft_of(subject: &Subject<'_>, key: &SoftwareKey, kind: Kind) -> Draft {
    let (public, validity) = (
        key.verifying_key(),
        (time("2026-01-01T00:00:00Z"), time("2027-12-31T23:59:59Z")),
    );
    Draft::new(subject, &public, subject, &public, validity, kind, 7)
}

fn purposes(all: &[&[u8]]) -> Vec<u8> {
    let all: Vec<Vec<u8>> = all.iter().map(|p| tlv(0x06, &[p])).collect();
    let all: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
    extension(PURPOSES, true, &tlv(0x30, &all))
}

fn signer_draft(subject: &Subject<'_>, key: &SoftwareKey) -> Draft {
    draft_of(subject, key, Kind::Sealer).with(PURPOSES, Some(purposes(&[LIST_SIGNER])))
}

/// The certificate of a list signer with the key of this number.
fn signer_certificate(number: u8) -> Vec<u8> {
    signer_draft(&named("CN", OPERATOR), &key(number))
        .sign(&key(number))
        .unwrap()
}

fn chain() -> Vec<Vec<u8>> {
    vec![signer_certificate(SIGNER_KEY)]
}

fn ca(number: u8) -> DigitalIdentity {
    let draft = draft_of(
        &named("CN", "Root"),
        &key(number),
        Kind::Ca { path_length: 0 },
    );
    DigitalIdentity::Certificate(draft.sign(&key(number)).unwrap())
}

fn sealer(number: u8) -> DigitalIdentity {
    let draft = draft_of(&named("CN", "Office"), &key(number), Kind::Sealer);
    DigitalIdentity::Certificate(draft.sign(&key(number)).unwrap())
}

/// The certificate of a service that signs neither licences nor lists.
fn end(number: u8) -> DigitalIdentity {
    let draft = draft_of(&named("CN", "Office"), &key(number), Kind::Sealer).with(PURPOSES, None);
    DigitalIdentity::Certificate(draft.sign(&key(number)).unwrap())
}

fn spki(number: u8) -> DigitalIdentity {
    DigitalIdentity::Key(key(number).verifying_key().to_spki_der())
}

fn service(id: &str, kind: ServiceType, identity: DigitalIdentity) -> TrustedService {
    let since = time("2026-01-01T00:00:00Z");
    TrustedService::new(id, kind, english(id), vec![identity], since)
}

fn scope(doc_type: &str, territories: &[&str]) -> LicenceScope {
    LicenceScope {
        doc_type: doc_type.to_owned(),
        territories: territories.iter().map(|t| region(t)).collect(),
        max_assurance: None,
    }
}

fn source(territory: &str, from: &str, until: Option<&str>) -> AuthoritativeSource {
    AuthoritativeSource {
        doc_type: TYPE.to_owned(),
        territory: region(territory),
        owner: "office".to_owned(),
        issuers: vec!["office-issues".to_owned()],
        validity: Interval {
            from: time(from),
            until: until.map(time),
        },
    }
}

/// A regional list with every optional member somewhere.
fn regional() -> ListContents {
    let issuance = TrustedService {
        licence_scope: vec![
            LicenceScope {
                max_assurance: Some(3),
                ..scope(TYPE, &["CN-44"])
            },
            scope("org.elicence.food_permit.1", &["CN-4401", "CN-4403"]),
        ],
        service_history: vec![
            ServiceState {
                status: ServiceStatus::Suspended,
                starting_time: time("2025-06-01T00:00:00Z"),
            },
            ServiceState {
                status: ServiceStatus::Granted,
                starting_time: time("2024-01-01T00:00:00Z"),
            },
        ],
        ..service("office-issues", ServiceType::LicenceIssuance, ca(1))
    };
    let status = TrustedService {
        status_list_prefixes: vec!["https://status.example/".to_owned()],
        taken_over_by: Some("elsewhere".to_owned()),
        current_state: ServiceState {
            status: ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive {
                to: time("2026-01-15T00:00:00Z"),
            }),
            starting_time: time("2026-02-01T00:00:00Z"),
        },
        ..service("office-status", ServiceType::LicenceStatus, end(2))
    };
    let requester = TrustedService {
        purposes: vec!["urn:elicence:purpose:tender".to_owned()],
        ..service("bureau-asks", ServiceType::Requester, spki(3))
    };
    let other = ServiceType::Other("urn:example:registry".to_owned());
    ListContents {
        list_id: "urn:example:list:cn-44".to_owned(),
        list_type: ListType::Regional,
        sequence_number: 1,
        scheme_territory: Territory::Region(region("CN-44")),
        scheme_operator_name: MlText::from([
            ("en".to_owned(), OPERATOR.to_owned()),
            ("zh-Hans".to_owned(), "广东省名单办公室".to_owned()),
        ]),
        scheme_type_community_rules: vec!["https://rules.example/".to_owned()],
        status_determination_approach: "urn:elicence:approach:appropriate".to_owned(),
        historical_information_period: FOR_EVER,
        list_issue_date_time: time("2026-06-01T00:00:00Z"),
        next_update: Some(time("2026-07-01T00:00:00Z")),
        not_after: time("2026-08-01T00:00:00Z"),
        previous_issue: None,
        successor_signers: vec![SuccessorSigner {
            certificate: signer_certificate(SIGNER_KEY + 1),
            from: time("2026-07-01T00:00:00Z"),
        }],
        utc_offset_minutes: Some(480),
        pointers_to_other_lists: Vec::new(),
        trusted_entities: vec![
            TrustedEntity {
                trade_name: Some(english("The Office")),
                ..TrustedEntity::new("office", english("Office"), vec![issuance, status])
            },
            TrustedEntity::new(
                "bureau",
                english("Bureau"),
                vec![requester, service("bureau-other", other, end(4))],
            ),
        ],
        authoritative_sources: vec![
            source(
                "CN-4401",
                "2024-01-01T00:00:00Z",
                Some("2025-01-01T00:00:00Z"),
            ),
            source("CN-44", "2025-01-01T00:00:00Z", None),
        ],
        extensions: vec![Extension {
            id: "urn:example:extension".to_owned(),
            critical: false,
            value: Cbor::map([("note", Cbor::Array(vec![Cbor::Null, Cbor::Float(1.5)]))]),
        }],
    }
}

fn pointer(list_id: &str, territory: &str) -> ListPointer {
    ListPointer::new(
        "https://lists.example/one",
        list_id,
        ListType::Regional,
        Territory::Region(region(territory)),
        vec![DigitalIdentity::Certificate(signer_certificate(SIGNER_KEY))],
    )
}

fn list_of_lists() -> ListContents {
    let signs = service(
        "federation-signs",
        ServiceType::ListSigner,
        DigitalIdentity::Certificate(signer_certificate(SIGNER_KEY + 2)),
    );
    ListContents {
        list_id: "urn:example:list:federation".to_owned(),
        list_type: ListType::ListOfLists,
        scheme_territory: Territory::Private("x-federation".to_owned()),
        utc_offset_minutes: None,
        pointers_to_other_lists: vec![
            pointer("urn:example:list:cn-44", "CN-44"),
            pointer("urn:example:list:fr", "FR"),
        ],
        trusted_entities: vec![TrustedEntity::new(
            "federation",
            english("Federation"),
            vec![signs],
        )],
        authoritative_sources: Vec::new(),
        ..regional()
    }
}

fn prepared(contents: ListContents) -> Result<PreparedList, ListError> {
    ListDraft::new(contents).prepare(Algorithm::Es256, &chain())
}

/// The list, signed by the key of this number.
fn signed_with(contents: ListContents, number: u8) -> TrustList {
    let chain = [signer_certificate(number)];
    let list = ListDraft::new(contents)
        .prepare(Algorithm::Es256, &chain)
        .unwrap();
    let signature = key(number).sign(&list.to_be_signed()).unwrap();
    list.complete(&signature).unwrap()
}

fn signed(contents: ListContents) -> TrustList {
    signed_with(contents, SIGNER_KEY)
}

/// A document with these contents, whatever they are, signed by the usual key.
fn forced(contents: &ListContents) -> Vec<u8> {
    forced_payload(write::contents(contents).to_vec())
}

fn forced_payload(payload: Vec<u8>) -> Vec<u8> {
    let draft = crate::codec::envelope::Draft::new(
        signed::TYP,
        Algorithm::Es256.cose_id(),
        &chain(),
        payload,
    );
    draft.complete(&key(SIGNER_KEY).sign(&draft.to_be_signed()).unwrap())
}

/// What is wrong with the usual list after a change; the same when it is read and when it is to be signed.
fn reasons(change: impl FnOnce(&mut ListContents)) -> Vec<Reason> {
    reasons_of(regional(), change)
}

fn reasons_of(mut list: ListContents, change: impl FnOnce(&mut ListContents)) -> Vec<Reason> {
    change(&mut list);
    let read = match TrustList::decode(&forced(&list)) {
        Ok(_) => Vec::new(),
        Err(ListError::Refused(reasons)) => reasons,
        Err(error) => panic!("{error}"),
    };
    let made = match prepared(list) {
        Ok(_) => Vec::new(),
        Err(ListError::Refused(reasons)) => reasons,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(read, made);
    read
}

/// The one rule that the change breaks.
#[track_caller]
fn rule(change: impl FnOnce(&mut ListContents)) -> &'static str {
    rule_of(&reasons(change))
}

#[track_caller]
fn rule_of(reasons: &[Reason]) -> &'static str {
    match reasons {
        [
            Reason::ListInvalid { rule, .. }
            | Reason::ListHistory { rule, .. }
            | Reason::ListChainBroken { rule },
        ] => rule,
        other => panic!("{other:?}"),
    }
}

fn issuance(list: &mut ListContents) -> &mut TrustedService {
    &mut list.trusted_entities[0].services[0]
}

fn state(status: ServiceStatus, from: &str) -> ServiceState {
    ServiceState {
        status,
        starting_time: time(from),
    }
}
