//! What a trust list says, as data: the names are those of ETSI TS 119 612 and TS 119 602.
//!
//! Everything here is plain and may be filled in by hand. That it hangs together is for [`check`](super::check) to say,
//! and that somebody answers for it, for [`TrustList`](super::TrustList).

use crate::document::{Extension, Interval, MlText};
use crate::licence::{Region, value::DigestValue};
use crate::time::UnixTime;

/// One issue of a list: the payload of the signed document.
///
/// ```cddl
/// trust-list = { "type": "org.elicence.trustlist.1", "listId": uri, … }   ; spec/trust-list.cddl
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ListContents {
    /// Names the list through all its issues.
    pub list_id: String,
    /// What kind of list it is.
    pub list_type: ListType,
    /// One more at every issue, never used twice.
    pub sequence_number: u64,
    /// The region whose authorities it lists; of a federation also a private name.
    pub scheme_territory: Territory,
    /// Who keeps the list: one of these is the organisation of the signer's certificate.
    pub scheme_operator_name: MlText,
    /// Where the rules of the scheme are written.
    pub scheme_type_community_rules: Vec<String>,
    /// How statuses are decided.
    pub status_determination_approach: String,
    /// Days for which history is kept; [`FOR_EVER`].
    pub historical_information_period: u64,
    /// When this issue was made.
    pub list_issue_date_time: UnixTime,
    /// When the next issue comes at the latest, a soft limit; `None` closes the list.
    pub next_update: Option<UnixTime>,
    /// When this issue stops counting, the hard limit.
    pub not_after: UnixTime,
    /// The issue before this one; absent only in the first.
    pub previous_issue: Option<PreviousIssue>,
    /// Who may sign later issues beside the signer of this one (the pivot).
    pub successor_signers: Vec<SuccessorSigner>,
    /// Minutes by which clocks of the territory are ahead of UTC, where the library does not know it.
    pub utc_offset_minutes: Option<i16>,
    /// Other lists that this one vouches for.
    pub pointers_to_other_lists: Vec<ListPointer>,
    /// Authorities and what they do.
    pub trusted_entities: Vec<TrustedEntity>,
    /// Who alone may issue a type in a territory (一数一源).
    pub authoritative_sources: Vec<AuthoritativeSource>,
    /// What else the list says.
    pub extensions: Vec<Extension>,
}

/// [`ListContents::historical_information_period`]: history is never deleted.
pub const FOR_EVER: u64 = 65_535;

/// The two kinds of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ListType {
    /// The authorities of one region: `urn:elicence:list:regional`.
    Regional,
    /// The lists of the members of a federation: `urn:elicence:list:lists`.
    ListOfLists,
}

/// Where a list applies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Territory {
    /// A region.
    Region(Region),
    /// A federation that is no region, `x-…`: a list of lists only. It contains every region, as its members are vouched for one by one.
    Private(String),
}

/// The issue before.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "both members of the format")]
pub struct PreviousIssue {
    /// Its number.
    pub sequence_number: u64,
    /// Its [`digest`](super::TrustList::digest).
    pub digest: DigestValue,
}

/// A further signer of later issues.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "both members of the format")]
pub struct SuccessorSigner {
    /// Its certificate, in DER.
    pub certificate: Vec<u8>,
    /// From when its issues count.
    pub from: UnixTime,
}

/// Another list, and who may sign it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListPointer {
    /// Where it is published; never fetched by the library.
    pub location: String,
    /// Its name.
    pub list_id: String,
    /// Its kind.
    pub list_type: ListType,
    /// Its territory.
    pub scheme_territory: Territory,
    /// Who may sign it.
    pub service_digital_identities: Vec<DigitalIdentity>,
    /// No issue with a lower number is to be taken.
    pub min_sequence_number: u64,
}

/// Who holds a key: by certificate or by public key. A name or a key identifier is no identity, and the format has none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "both of the format")]
pub enum DigitalIdentity {
    /// A certificate in DER: of a CA, whose leaves then carry the entity's code, or of the service itself.
    Certificate(Vec<u8>),
    /// The public key of the service itself, a `SubjectPublicKeyInfo` in DER. Never of a CA: what its certificate says would rest on nobody.
    Key(Vec<u8>),
}

/// An authority or another body, with what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustedEntity {
    /// Its code, the `issuer_code` of its licences.
    pub entity_id: String,
    /// Its name.
    pub name: MlText,
    /// Another name it goes by.
    pub trade_name: Option<MlText>,
    /// What it does.
    pub services: Vec<TrustedService>,
}

/// One thing that an entity does, with the keys it does it with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustedService {
    /// Names it within the federation.
    pub service_id: String,
    /// What it is.
    pub service_type: ServiceType,
    /// Its name.
    pub service_name: MlText,
    /// Its keys.
    pub service_digital_identities: Vec<DigitalIdentity>,
    /// Its state now, or from a time to come.
    pub current_state: ServiceState,
    /// Earlier states, newest first, contiguous, never deleted.
    pub service_history: Vec<ServiceState>,
    /// What it may issue, or ask for; nothing if empty. For what and where an agreement signer signs; if empty, for the very
    /// territory of the list, about every type.
    pub licence_scope: Vec<LicenceScope>,
    /// Of a licence status service: the prefixes of its lists' URIs.
    pub status_list_prefixes: Vec<String>,
    /// Of a requester: for what it may ask.
    pub purposes: Vec<String>,
    /// The service that took its duties over.
    pub taken_over_by: Option<String>,
}

/// What a service is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ServiceType {
    /// Seals licences: `urn:elicence:service:licence-issuance`.
    LicenceIssuance,
    /// Signs status lists: `urn:elicence:service:licence-status`.
    LicenceStatus,
    /// Keeps the register of electronic seals: `urn:elicence:service:seal-register`.
    SealRegister,
    /// Signs time-stamps: `urn:elicence:service:time-stamping`.
    TimeStamping,
    /// Signs trust lists: `urn:elicence:service:list-signer`.
    ListSigner,
    /// Signs recognition agreements: `urn:elicence:service:agreement-signer`.
    AgreementSigner,
    /// A department that may ask for licences: `urn:elicence:service:requester`.
    Requester,
    /// A kind that this version does not know: kept, never used.
    Other(String),
}

/// A state, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct ServiceState {
    /// What it is.
    pub status: ServiceStatus,
    /// From when on, this instant included.
    pub starting_time: UnixTime,
}

/// Whether a service's signatures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who judges must know all of them")]
pub enum ServiceStatus {
    /// They do.
    Granted,
    /// They do not, for now.
    Suspended,
    /// They do not any more.
    Withdrawn(WithdrawalEffect),
}

/// What a withdrawal means for what was signed before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who judges must know both")]
pub enum WithdrawalEffect {
    /// What is proven to be older stays good.
    Prospective,
    /// Nothing since this instant is good, as when a key was stolen then.
    Retroactive {
        /// From when on nothing counts.
        to: UnixTime,
    },
}

/// Types and territories.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct LicenceScope {
    /// The type of licence, to the letter.
    pub doc_type: String,
    /// Where.
    pub territories: Vec<Region>,
    /// The highest level of assurance that it may claim.
    pub max_assurance: Option<u64>,
}

/// One row: a type has one owner in a territory.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all members of the format")]
pub struct AuthoritativeSource {
    /// The type of licence.
    pub doc_type: String,
    /// Where.
    pub territory: Region,
    /// The entity that answers for the data.
    pub owner: String,
    /// The services that issue it on the owner's behalf.
    pub issuers: Vec<String>,
    /// When.
    pub validity: Interval,
}

impl ListType {
    /// The URI in the format.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Regional => "urn:elicence:list:regional",
            Self::ListOfLists => "urn:elicence:list:lists",
        }
    }

    /// The kind with this [`uri`](Self::uri), to the letter.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        [Self::Regional, Self::ListOfLists]
            .into_iter()
            .find(|kind| kind.uri() == uri)
    }
}

impl ServiceType {
    /// Every kind that this version knows.
    const KNOWN: [Self; 7] = [
        Self::LicenceIssuance,
        Self::LicenceStatus,
        Self::SealRegister,
        Self::TimeStamping,
        Self::ListSigner,
        Self::AgreementSigner,
        Self::Requester,
    ];

    /// The URI in the format.
    #[must_use]
    pub fn uri(&self) -> &str {
        match self {
            Self::LicenceIssuance => "urn:elicence:service:licence-issuance",
            Self::LicenceStatus => "urn:elicence:service:licence-status",
            Self::SealRegister => "urn:elicence:service:seal-register",
            Self::TimeStamping => "urn:elicence:service:time-stamping",
            Self::ListSigner => "urn:elicence:service:list-signer",
            Self::AgreementSigner => "urn:elicence:service:agreement-signer",
            Self::Requester => "urn:elicence:service:requester",
            Self::Other(uri) => uri,
        }
    }

    /// The kind with this [`uri`](Self::uri), to the letter; another is kept as it is.
    #[must_use]
    pub fn from_uri(uri: String) -> Self {
        let known = Self::KNOWN.into_iter().find(|kind| kind.uri() == uri);
        known.unwrap_or(Self::Other(uri))
    }
}

impl ListPointer {
    /// Vouches for the list `list_id`, kept at `location`, if one of `identities` signed it.
    #[must_use]
    pub fn new(
        location: impl Into<String>,
        list_id: impl Into<String>,
        list_type: ListType,
        territory: Territory,
        identities: Vec<DigitalIdentity>,
    ) -> Self {
        Self {
            location: location.into(),
            list_id: list_id.into(),
            list_type,
            scheme_territory: territory,
            service_digital_identities: identities,
            min_sequence_number: 1,
        }
    }
}

impl TrustedEntity {
    /// An entity without another name.
    #[must_use]
    pub fn new(entity_id: impl Into<String>, name: MlText, services: Vec<TrustedService>) -> Self {
        Self {
            entity_id: entity_id.into(),
            name,
            trade_name: None,
            services,
        }
    }
}

impl TrustedService {
    /// A service that is granted from `since` on, without history and, yet, for nothing.
    #[must_use]
    pub fn new(
        service_id: impl Into<String>,
        service_type: ServiceType,
        name: MlText,
        identities: Vec<DigitalIdentity>,
        since: UnixTime,
    ) -> Self {
        Self {
            service_id: service_id.into(),
            service_type,
            service_name: name,
            service_digital_identities: identities,
            current_state: ServiceState {
                status: ServiceStatus::Granted,
                starting_time: since,
            },
            service_history: Vec::new(),
            licence_scope: Vec::new(),
            status_list_prefixes: Vec::new(),
            purposes: Vec::new(),
            taken_over_by: None,
        }
    }
}

impl Territory {
    /// Whether `region` lies inside.
    #[must_use]
    pub fn contains(&self, region: &Region) -> bool {
        match self {
            Self::Region(own) => own.contains(region),
            Self::Private(_) => true,
        }
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Region(region) => region.as_str(),
            Self::Private(name) => name,
        }
    }
}

impl TrustedService {
    /// The state at `at`, as is known at `now`: of all that have begun by `at` the newest; `None` before the first.
    ///
    /// A withdrawal with retroactive effect that is in force `now` counts from the instant that it names.
    #[must_use]
    pub fn state_at(&self, at: UnixTime, now: UnixTime) -> Option<ServiceState> {
        let voids = |state: &&ServiceState| match state.status {
            ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive { to }) => {
                state.starting_time <= now && to <= at
            }
            _ => false,
        };
        self.states()
            .find(voids)
            .or_else(|| self.states().find(|state| state.starting_time <= at))
            .copied()
    }

    /// When the state that holds at `at` gives way to the next one known today, if it does.
    #[must_use]
    pub fn next_change(&self, at: UnixTime) -> Option<UnixTime> {
        self.states()
            .map(|state| state.starting_time)
            .filter(|start| *start > at)
            .min()
    }

    /// Every state, newest first.
    pub(in crate::trust) fn states(&self) -> impl Iterator<Item = &ServiceState> {
        core::iter::once(&self.current_state).chain(&self.service_history)
    }
}
