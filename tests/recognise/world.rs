//! The regions that recognise each other: who seals, who signs agreements, who tells the status, and whom all trust.

use std::sync::LazyLock;

use elicence::{
    codec::Cbor,
    crypto::{Algorithm, SoftwareKey, SystemRandom},
    licence::TypeRegistry,
    seal::{ForeignDocument, Preparation, TechnicalValidity, seal},
    status::{ListedStatus, Publication, StatusListDraft, StatusLists},
    time::UnixTime,
    trust::{
        DocTypes, Profile, Scope, TrustAnchors,
        list::{ListContents, ServiceType, TrustList, TrustedService},
        store::{ListRoot, TrustStore},
    },
    verify::{Policy, Presented, Session, Verified},
};

use crate::{
    offices::{
        Ca, Keeper, Office, code, day, entity, first_issue, region, sealing, telling_status,
    },
    papers::{PLAIN, Paper, RICH, SECOND, THIRD, types},
};

/// Whose levels of assurance all lists speak of.
pub(crate) const SCHEME: &str = "https://rules.example/";

/// Each region with the six digits of its authority's code, its own offset from UTC, and the assurance of its licences.
const REGIONS: [(&str, &str, Option<i16>, Option<u64>); 9] = [
    ("CN-33", "330000", None, Some(2)),
    ("CN-44", "440000", None, Some(3)),
    ("CN-31", "310000", None, None),
    ("CN-11", "110000", None, Some(1)),
    ("CN-4401", "440100", None, Some(3)),
    ("CN-4403", "440300", None, Some(3)),
    ("CN-3301", "330100", None, Some(2)),
    ("KR-11", "110101", Some(540), Some(3)),
    ("KR-26", "110102", None, Some(3)),
];

/// The types that every authority may seal.
const TYPES: [&str; 4] = [RICH, PLAIN, SECOND, THIRD];

/// One region.
pub(crate) struct Member {
    pub(crate) place: &'static str,
    /// The code of its one authority, which also signs its agreements.
    pub(crate) code: String,
    pub(crate) list_id: String,
    pub(crate) sealer: Office,
    pub(crate) signer: Office,
    status: Office,
    keeper: Keeper,
    max_assurance: Option<u64>,
    offset: Option<i16>,
}

pub(crate) struct World {
    members: Vec<Member>,
    pub(crate) types: TypeRegistry,
    pub(crate) store: TrustStore,
    statuses: StatusLists,
    /// Seals foreign documents under an anchor, of each place that has no list.
    abroad: Vec<(&'static str, SoftwareKey, Vec<u8>)>,
}

/// The type of the foreign documents.
pub(crate) const FOREIGN: &str = "org.iso.18013.5.1.mDL";
/// Where they come from: the one has its own time, and of the other nobody tells it.
pub(crate) const ABROAD: [&str; 2] = ["CN-43", "KR-41"];

pub(crate) const FOREIGN_SPACE: &str = "org.iso.18013.5.1";

pub(crate) static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// The day on which most things are asked: the second of June 2026, at midnight UTC.
pub(crate) fn now() -> UnixTime {
    day(2)
}

impl Member {
    fn new(ca: &Ca, number: usize) -> Self {
        let (place, division, offset, max_assurance) = REGIONS[number];
        let number = u16::try_from(number).unwrap();
        let code = code(division, 900 + number);
        Self {
            sealer: ca.department(&code, 8_000 + number),
            signer: ca.agreement_office(&code, 8_100 + number),
            status: ca.status_office(&code, 8_200 + number),
            keeper: Keeper::new(8_300 + number, &place[..2]),
            list_id: format!("urn:example:list:{place}"),
            place,
            code,
            max_assurance,
            offset,
        }
    }

    fn contents(&self) -> ListContents {
        let mut contents = first_issue(&self.list_id, "regional", self.place);
        (contents.next_update, contents.not_after) = (Some(day(500)), day(600));
        contents.utc_offset_minutes = self.offset;
        let name = |what: &str| format!("urn:svc:{}:{what}", self.place);
        let mut seals = sealing(&name("seal"), TYPES[0], self.place, self.sealer.identity());
        for scope in TYPES[1..]
            .iter()
            .map(|kind| {
                let scope = &seals.licence_scope[0];
                let doc_type = (*kind).to_owned();
                elicence::trust::list::LicenceScope {
                    doc_type,
                    ..scope.clone()
                }
            })
            .collect::<Vec<_>>()
        {
            seals.licence_scope.push(scope);
        }
        seals.licence_scope[0].max_assurance = self.max_assurance;
        let signs = TrustedService::new(
            name("agreements"),
            ServiceType::AgreementSigner,
            crate::offices::text("Agreements"),
            vec![self.signer.identity()],
            crate::offices::time("2020-01-01T00:00:00Z"),
        );
        let tells = telling_status(
            &name("status"),
            &[&self.status_prefix()],
            self.status.identity(),
        );
        contents
            .trusted_entities
            .push(entity(&self.code, vec![seals, signs, tells]));
        contents
    }

    fn status_prefix(&self) -> String {
        format!("https://status.example.cn/{}", self.place)
    }

    /// The name of its one status list.
    pub(crate) fn status_list(&self) -> String {
        format!("{}/1", self.status_prefix())
    }

    fn list(&self) -> TrustList {
        self.keeper.sign(self.contents())
    }

    /// Made at noon of the first day: index 9 is suspended, index 8 revoked.
    fn status_token(&self) -> Vec<u8> {
        let mut draft = StatusListDraft::new(self.status_list(), 1_000).unwrap();
        draft.set(9, ListedStatus::Suspended).unwrap();
        draft.set(8, ListedStatus::Revoked).unwrap();
        let chain = vec![self.status.certificate.clone()];
        let made = status_made();
        let publication = Publication::new(chain, Algorithm::Es256, made, day(500));
        draft.publish(&publication, &self.status.key).unwrap()
    }
}

/// When all status lists were made.
pub(crate) fn status_made() -> UnixTime {
    day(1).saturating_add(43_200)
}

impl World {
    fn new() -> Self {
        let cas = [Ca::new(7_999, "CN"), Ca::new(7_998, "KR")];
        let members: Vec<_> = (0..REGIONS.len())
            .map(|number| {
                Member::new(
                    &cas[usize::from(REGIONS[number].0.starts_with("KR"))],
                    number,
                )
            })
            .collect();
        let (mut anchors, mut abroad) = (TrustAnchors::new(), Vec::new());
        for (number, place) in (7_900_u16..).zip(ABROAD) {
            let scope = Scope::new(Profile::Iso18013, DocTypes::All, vec![region(place)]);
            let (anchor, key, leaf) = crate::offices::office_abroad(number, place);
            anchors.add_anchor(&anchor, scope.unwrap()).unwrap();
            abroad.push((place, key, leaf));
        }
        let mut store = TrustStore::new(anchors);
        for member in &members {
            let root = ListRoot::new(&member.list_id, vec![member.keeper.identity()]);
            store = store.with_root(root);
        }
        for member in &members {
            store.load_list(member.list().bytes(), day(1)).unwrap();
        }
        let mut statuses = StatusLists::new();
        for member in &members {
            statuses
                .load(&member.status_token(), &store, day(2))
                .unwrap();
        }
        Self {
            members,
            types: types(),
            store,
            statuses,
            abroad,
        }
    }

    pub(crate) fn member(&self, place: &str) -> &Member {
        let found = self.members.iter().find(|member| member.place == place);
        found.unwrap_or_else(|| panic!("no member {place}"))
    }

    /// What the papers say, sealed by the authority of this place.
    pub(crate) fn seal(&self, paper: &Paper) -> Vec<u8> {
        paper.sealed(self.member(&paper.sealed_in), &self.types)
    }

    /// A foreign document with these elements, sealed on the first day.
    pub(crate) fn seal_abroad(&self, place: &str, elements: &[(&str, Cbor)]) -> Vec<u8> {
        let (_, key, leaf) = self.abroad.iter().find(|(of, ..)| *of == place).unwrap();
        let named = elements.iter().map(|(name, value)| {
            let (space, name) = name.split_once('/').unwrap_or((FOREIGN_SPACE, name));
            (space.to_owned(), name.to_owned(), value.clone())
        });
        let document = ForeignDocument::new(FOREIGN, named.collect()).unwrap();
        let validity = TechnicalValidity::new(day(1), day(500));
        let preparation =
            Preparation::foreign(document, vec![leaf.clone()], Algorithm::Es256, validity);
        seal(preparation, key, &mut SystemRandom)
            .unwrap()
            .into_bytes()
    }

    /// A verdict on what is presented, which must be in force.
    pub(crate) fn verified(&self, bytes: &[u8], now: UnixTime) -> Verified {
        let policy = Policy::new(&self.types).with_statuses(&self.statuses);
        self.verified_by(bytes, &policy, now)
    }

    /// The same of what was presented in a session.
    pub(crate) fn verified_in(&self, bytes: &[u8], session: Session<'_>) -> Verified {
        let policy = Policy::new(&self.types)
            .with_statuses(&self.statuses)
            .with_session(session);
        self.verified_by(bytes, &policy, now())
    }

    /// A verdict on the usual day, or the code of the refusal.
    pub(crate) fn judged(&self, bytes: &[u8]) -> Result<Verified, &'static str> {
        let policy = Policy::new(&self.types).with_statuses(&self.statuses);
        let presented = Presented::decode(bytes).unwrap();
        let verdict = presented.documents()[0].verify(&self.store, &policy, now());
        verdict.map_err(|refused| refused.primary_code())
    }

    fn verified_by(&self, bytes: &[u8], policy: &Policy<'_>, now: UnixTime) -> Verified {
        let presented = Presented::decode(bytes).unwrap();
        let verdict = presented.documents()[0].verify(&self.store, policy, now);
        verdict.unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// Sealed, presented whole and judged on the usual day.
    pub(crate) fn paper(&self, paper: &Paper) -> Verified {
        self.verified(&self.seal(paper), now())
    }

    /// What the list says of levels of assurance about the licences of whoever sealed this.
    pub(crate) fn known(&self, verified: &Verified) -> Known {
        let listing = verified.evidence().signer.listing();
        let member = listing.map(|listing| {
            let by_list = |member: &&Member| member.list_id == listing.list_id;
            self.members.iter().find(by_list).unwrap()
        });
        let rich = verified.doc_type() == RICH;
        Known {
            max_assurance: member
                .filter(|_| rich)
                .and_then(|member| member.max_assurance),
            scheme: SCHEME,
        }
    }
}

/// What the world knows about a licence beside its verdict.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) max_assurance: Option<u64>,
    pub(crate) scheme: &'static str,
}
