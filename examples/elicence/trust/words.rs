//! What a list says, in words that several commands use.

use elicence::document::MlText;
use elicence::{
    crypto::DigestAlgorithm,
    trust::list::{
        DigitalIdentity, ListContents, ListType, ServiceState, ServiceStatus, ServiceType,
        WithdrawalEffect,
    },
};

use crate::{
    inspect::describe,
    layout::{harmless, hex},
};

/// Which issue of which list.
pub(super) fn title(list: &ListContents) -> String {
    let territory = harmless(list.scheme_territory.as_str());
    format!(
        "issue {} of the {} `{}` for {territory}",
        list.sequence_number,
        kind(list.list_type),
        harmless(&list.list_id),
    )
}

pub(super) const fn kind(kind: ListType) -> &'static str {
    match kind {
        ListType::Regional => "trust list",
        ListType::ListOfLists => "list of lists",
        _ => "list",
    }
}

/// Every language: who looks at a list wants to see what it says.
pub(super) fn text(text: &MlText) -> String {
    let all: Vec<String> = text
        .iter()
        .map(|(tag, text)| harmless(&format!("{text} ({tag})")))
        .collect();
    all.join(", ")
}

/// The kind of a service without the prefix that all have.
pub(super) fn service_type(kind: &ServiceType) -> String {
    let uri = kind.uri();
    harmless(uri.strip_prefix("urn:elicence:service:").unwrap_or(uri))
}

pub(super) fn state(state: &ServiceState) -> String {
    let since = state.starting_time;
    match state.status {
        ServiceStatus::Granted => format!("granted since {since}"),
        ServiceStatus::Suspended => format!("suspended since {since}"),
        ServiceStatus::Withdrawn(WithdrawalEffect::Prospective) => {
            format!("withdrawn since {since}")
        }
        ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive { to }) => {
            format!("withdrawn since {since}, with effect back to {to}")
        }
    }
}

/// Who holds a key, one line a fact.
pub(super) fn identity(identity: &DigitalIdentity) -> String {
    match identity {
        DigitalIdentity::Certificate(der) => certificate(der),
        DigitalIdentity::Key(spki) => {
            let digest = DigestAlgorithm::Sha256.digest(&[spki]);
            format!("a public key\nSHA-256 {}", hex(digest.as_bytes()))
        }
    }
}

/// A certificate, one line a fact.
pub(super) fn certificate(der: &[u8]) -> String {
    harmless(&describe(der)).replace("; ", "\n")
}
