//! Two regions to play with: their trust lists, who signs agreements for them, and an agreement that is right.

use std::collections::BTreeMap;

use crate::crypto::{Algorithm, RandomSource, Signer as _, SoftwareKey};
use crate::document::MlText;
use crate::error::Misuse;
use crate::licence::Region;
use crate::licence::value::DigestValue;
use crate::reason::Reason;
use crate::recognise::agreement::{
    Agreement, AgreementContents, AgreementDraft, AgreementError, AgreementState, Archive,
    Deadline, Effect, Equivalence, EquivalenceStatus, LegalText, Moment, Objection, Party,
    Precedence, Record, StatusEquivalence, Supplement, VOCABULARY,
};
use crate::recognise::candidate::Candidate;
use crate::recognise::{Agreements, LoadedAgreement};
use crate::time::UnixTime;
use crate::trust::TrustAnchors;
use crate::trust::list::{
    DigitalIdentity, FOR_EVER, LicenceScope, ListContents, ListDraft, ListType, ServiceState,
    ServiceStatus, ServiceType, Territory, TrustList, TrustedEntity, TrustedService,
};
use crate::trust::store::{ListRoot, TrustStore};
use crate::trust::tests::pki::{Draft, Kind, PURPOSES, Subject, extension, tlv};

use super::super::taken::Taken;

pub(super) const HERE_LIST: &str = "urn:example:list:44";
pub(super) const THERE_LIST: &str = "urn:example:list:33";
pub(super) const HERE: &str = "11440000006939748M";
pub(super) const THERE: &str = "11330000002482082X";
pub(super) const BUSINESS: &str = "org.elicence.business_licence.1";
pub(super) const NAME: &str = "urn:example:agreement:44-33";

struct Numbered(u8);

impl RandomSource for Numbered {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        bytes.fill(self.0);
        Ok(())
    }
}

/// Midnight of a day in June 2026, or later.
pub(super) fn day(day: i64) -> UnixTime {
    let first = UnixTime::parse_tdate("2026-06-01T00:00:00Z").unwrap();
    first.saturating_add((day - 1) * 86_400)
}

pub(super) fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

pub(super) fn text(text: &str) -> MlText {
    BTreeMap::from([("en".to_owned(), text.to_owned())])
}

/// Who signs something: a key and its certificate.
pub(super) struct Office {
    key: SoftwareKey,
    pub(super) certificate: Vec<u8>,
}

impl Office {
    /// Signs agreements as `entity`, with the key of this number.
    pub(super) fn new(number: u8, entity: &str) -> Self {
        let subject = Subject {
            c: "CN",
            o: "Agreements",
            organization_identifier: entity,
            cn: "Agreements 1",
            ..Subject::default()
        };
        Self::with(number, &subject, |draft| draft.with(PURPOSES, None))
    }

    /// The same with a certificate that is changed before it is signed.
    pub(super) fn with(
        number: u8,
        subject: &Subject<'_>,
        change: impl FnOnce(Draft) -> Draft,
    ) -> Self {
        Self::valid(number, subject, ("2026-01-01", "2030-01-01"), change)
    }

    pub(super) fn valid(
        number: u8,
        subject: &Subject<'_>,
        (from, until): (&str, &str),
        change: impl FnOnce(Draft) -> Draft,
    ) -> Self {
        let key = SoftwareKey::generate_with(Algorithm::Es256, &mut Numbered(number)).unwrap();
        let at = |date| UnixTime::parse_tdate(&format!("{date}T00:00:00Z")).unwrap();
        let (validity, public) = ((at(from), at(until)), key.verifying_key());
        let draft = Draft::new(
            subject,
            &public,
            subject,
            &public,
            validity,
            Kind::Sealer,
            7,
        );
        let certificate = change(draft).sign(&key).unwrap();
        Self { key, certificate }
    }

    pub(super) fn identity(&self) -> DigitalIdentity {
        DigitalIdentity::Certificate(self.certificate.clone())
    }

    pub(super) fn key_identity(&self) -> DigitalIdentity {
        DigitalIdentity::Key(self.key.verifying_key().to_spki_der())
    }

    pub(super) fn chain(&self) -> &[Vec<u8>] {
        std::slice::from_ref(&self.certificate)
    }

    pub(super) fn raw_signature(&self, message: &[u8]) -> Vec<u8> {
        self.key.sign(message).unwrap()
    }

    pub(super) fn sign(&self, contents: &AgreementContents) -> Agreement {
        let prepared = AgreementDraft::new(contents.clone())
            .prepare(Algorithm::Es256, self.chain())
            .unwrap();
        let signature = self.raw_signature(&prepared.to_be_signed());
        prepared.complete(&signature).unwrap()
    }

    pub(super) fn countersign(&self, agreement: &Agreement) -> Agreement {
        let prepared = agreement
            .countersign(Algorithm::Es256, self.chain())
            .unwrap();
        let signature = self.raw_signature(&prepared.to_be_signed());
        prepared.complete(&signature).unwrap()
    }
}

/// The agreement office of the region that recognises, and that of the other.
pub(super) fn here() -> Office {
    Office::new(1, HERE)
}

pub(super) fn there() -> Office {
    Office::new(2, THERE)
}

/// Who signs the trust lists, all of them.
pub(super) fn list_office() -> Office {
    let subject = Subject {
        c: "CN",
        o: "List Office",
        cn: "Lists",
        ..Subject::default()
    };
    Office::with(9, &subject, |draft| {
        let purpose = tlv(
            0x30,
            &[&tlv(0x06, &[&[0x04, 0x00, 0x91, 0x37, 0x03, 0x00]])],
        );
        draft.with(PURPOSES, Some(extension(PURPOSES, true, &purpose)))
    })
}

pub(super) fn service(identities: Vec<DigitalIdentity>) -> TrustedService {
    let since = UnixTime::parse_tdate("2020-01-01T00:00:00Z").unwrap();
    let kind = ServiceType::AgreementSigner;
    TrustedService::new(
        "urn:svc:agreements",
        kind,
        text("Agreements"),
        identities,
        since,
    )
}

/// A row of what a service may do.
pub(super) fn scope(doc_type: &str, places: &[&str]) -> LicenceScope {
    LicenceScope {
        doc_type: doc_type.to_owned(),
        territories: places.iter().map(|place| region(place)).collect(),
        max_assurance: None,
    }
}

/// A list of one entity with these services: made on the first of June, due on the 20th, over on the 30th.
pub(super) fn list(
    list_id: &str,
    place: &str,
    entity: &str,
    services: Vec<TrustedService>,
) -> ListContents {
    ListContents {
        list_id: list_id.to_owned(),
        list_type: ListType::Regional,
        sequence_number: 1,
        scheme_territory: Territory::Region(region(place)),
        scheme_operator_name: text("List Office"),
        scheme_type_community_rules: vec!["https://rules.example/".to_owned()],
        status_determination_approach: "urn:example:approach".to_owned(),
        historical_information_period: FOR_EVER,
        list_issue_date_time: day(1),
        next_update: Some(day(20)),
        not_after: day(30),
        previous_issue: None,
        successor_signers: Vec::new(),
        utc_offset_minutes: None,
        pointers_to_other_lists: Vec::new(),
        trusted_entities: vec![TrustedEntity::new(entity, text(entity), services)],
        authoritative_sources: Vec::new(),
        extensions: Vec::new(),
    }
}

pub(super) fn sign_list(contents: &ListContents) -> TrustList {
    let office = list_office();
    let prepared = ListDraft::new(contents.clone())
        .prepare(Algorithm::Es256, office.chain())
        .unwrap();
    let signature = office.raw_signature(&prepared.to_be_signed());
    prepared.complete(&signature).unwrap()
}

/// The list of Guangdong with one agreement signer, `signer`.
pub(super) fn here_list(signer: DigitalIdentity) -> ListContents {
    list(HERE_LIST, "CN-44", HERE, vec![service(vec![signer])])
}

/// The list of Zhejiang with one agreement signer, [`there`].
pub(super) fn there_list() -> ListContents {
    let services = vec![service(vec![there().identity()])];
    list(THERE_LIST, "CN-33", THERE, services)
}

/// A store that trusts these lists.
#[track_caller]
pub(super) fn store_of(lists: &[ListContents]) -> TrustStore {
    let mut store = TrustStore::new(TrustAnchors::new());
    for list in lists {
        let root = ListRoot::new(list.list_id.as_str(), vec![list_office().identity()]);
        store = store.with_root(root);
    }
    for list in lists {
        store.load_list(sign_list(list).bytes(), day(2)).unwrap();
    }
    store
}

/// A store that trusts the lists of both regions.
pub(super) fn store() -> TrustStore {
    store_of(&[here_list(here().identity()), there_list()])
}

/// Until when a countersigner is entitled of whom that is not known any more: it ended before any time that is asked about.
pub(super) fn lapsed() -> Option<UnixTime> {
    Some(contents().not_after.saturating_add(i64::MIN))
}

/// The next issue of a list that the store has, made on this day.
#[track_caller]
pub(super) fn update(
    store: &mut TrustStore,
    list_id: &str,
    on: i64,
    change: impl FnOnce(&mut ListContents),
) {
    let before = store.list(list_id).unwrap();
    let mut next = ListContents::next(before, day(on), Some(day(on + 20)), day(on + 30));
    change(&mut next);
    let next = sign_list(&next);
    store.load_list(next.bytes(), day(on)).unwrap();
}

/// The first service of the list's first entity comes to be in this state.
pub(super) fn becomes(status: ServiceStatus, on: i64) -> impl FnOnce(&mut ListContents) {
    move |list| {
        let service = &mut list.trusted_entities[0].services[0];
        service.service_history.insert(0, service.current_state);
        service.current_state = ServiceState {
            status,
            starting_time: day(on),
        };
    }
}

pub(super) fn party(place: &str, list_id: &str, entity_id: &str) -> Party {
    Party {
        territory: region(place),
        legislation: "https://law.example/".to_owned(),
        list_id: list_id.to_owned(),
        entity_id: entity_id.to_owned(),
    }
}

pub(super) const fn state(status: EquivalenceStatus, since: UnixTime) -> AgreementState {
    AgreementState {
        status,
        starting_time: since,
    }
}

/// Guangdong recognises what Zhejiang issues. Made on the second of June, in force since the third, due on the 20th, over on the
/// 28th.
pub(super) fn contents() -> AgreementContents {
    AgreementContents {
        agreement_id: NAME.to_owned(),
        sequence_number: 1,
        issue_date_time: day(2),
        condition_vocabulary: VOCABULARY.to_owned(),
        title: text("Business licences of Zhejiang in Guangdong"),
        legal_texts: vec![LegalText {
            lang: "en".to_owned(),
            uri: "https://law.example/1".to_owned(),
            digest: DigestValue::new(DigestValue::SHA_256, vec![1; 32]).unwrap(),
        }],
        pointing_party: party("CN-44", HERE_LIST, HERE),
        pointed_party: party("CN-33", THERE_LIST, THERE),
        current_state: state(EquivalenceStatus::Enacted, day(3)),
        equivalence_history: Vec::new(),
        valid_until: None,
        notice_period: None,
        require_enacted_at: vec![Moment::Use],
        run_off: None,
        mra_depth: 0,
        onward_parties: Vec::new(),
        onward_use: false,
        precedence: Precedence::None,
        supersedes: Vec::new(),
        exclusions: Vec::new(),
        equivalences: vec![Equivalence {
            equivalence_id: "business".to_owned(),
            legal_identifier: "Article 1".to_owned(),
            label: text("Business licence"),
            pointed_type: BUSINESS.to_owned(),
            pointing_type: BUSINESS.to_owned(),
            purposes: vec!["urn:example:purpose:trade".to_owned()],
            territories: Vec::new(),
            validity: None,
            effect: Effect::Full,
            conditions: Vec::new(),
            status_equivalence: StatusEquivalence {
                valid: vec![0],
                invalid: vec![1, 2, 3],
            },
            attribute_map: Vec::new(),
            supplements: vec![Supplement {
                id: "form".to_owned(),
                label: text("Form"),
                evidence_type: "urn:example:evidence:form".to_owned(),
                doc_type: None,
                unless: Vec::new(),
                deadline: Deadline::BeforeUse,
            }],
        }],
        objection: Objection {
            contact: text("Office"),
            uri: "mailto:office@example.org".to_owned(),
            deadline: 86_400,
        },
        archive: Archive {
            keep: vec![Record::Verdict],
            retention_days: 30,
        },
        next_update: day(20),
        not_after: day(28),
        extensions: Vec::new(),
    }
}

/// The issue with the next number, made on this day.
pub(super) fn next(before: &AgreementContents, on: i64) -> AgreementContents {
    AgreementContents {
        sequence_number: before.sequence_number + 1,
        issue_date_time: day(on),
        next_update: day(on + 18),
        not_after: day(on + 26),
        ..before.clone()
    }
}

/// Loads, and on refusal sees to it that nothing changed.
#[track_caller]
pub(super) fn load(
    agreements: &mut Agreements,
    document: &[u8],
    store: &TrustStore,
    now: UnixTime,
) -> Result<LoadedAgreement, Vec<Reason>> {
    let before = (agreements.export(), format!("{agreements:?}"));
    match agreements.load(document, store, now) {
        Ok(loaded) => Ok(loaded),
        Err(error) => {
            let after = (agreements.export(), format!("{agreements:?}"));
            assert!(after == before, "a refused agreement changes nothing");
            match error {
                AgreementError::Refused(reasons) => Err(reasons),
                AgreementError::Decode(error) => panic!("{error}"),
            }
        }
    }
}

/// What is held: name, number, digest.
pub(super) fn held(agreements: &Agreements) -> Vec<(String, u64, [u8; 32])> {
    let row = |agreement: &Agreement| {
        let contents = agreement.contents();
        let name = contents.agreement_id.clone();
        (name, contents.sequence_number, *agreement.digest())
    };
    agreements
        .iter()
        .map(|taken| row(taken.agreement()))
        .collect()
}

/// The other signature that anybody can make from one of ECDSA on P-256: r and the order of the curve less s.
pub(super) fn rewritten(signature: &[u8]) -> Vec<u8> {
    const ORDER: [u8; 32] = [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63,
        0x25, 0x51,
    ];
    let mut out = signature.to_vec();
    let mut borrow = 0_i16;
    for place in (0..32).rev() {
        let mut digit = i16::from(ORDER[place]) - i16::from(signature[32 + place]) - borrow;
        borrow = i16::from(digit < 0);
        digit += borrow * 256;
        out[32 + place] = u8::try_from(digit).unwrap();
    }
    out
}

impl Agreements {
    /// Every agreement of a region that contains `here`, by name.
    pub(super) fn candidates(&self, here: &Region) -> Vec<Candidate<'_>> {
        let all = self.held.values().map(Taken::candidate);
        all.filter(|one| one.contents.pointing_party.territory.contains(here))
            .collect()
    }
}
