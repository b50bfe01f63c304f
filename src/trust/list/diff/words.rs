//! Changes in words: one line each, lower case, no full stop.

use core::fmt;

use crate::trust::list::{ServiceState, ServiceStatus, ServiceType, WithdrawalEffect};

use super::Change;

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member {
                of,
                member,
                old,
                new,
            } => match (old, new) {
                (Some(old), Some(new)) => {
                    write!(f, "{of}: `{member}` is `{new}`, it was `{old}`")
                }
                (None, Some(new)) => write!(f, "{of}: `{member}` is `{new}`, there was none"),
                (Some(old), None) => write!(f, "{of}: there is no `{member}`, it was `{old}`"),
                (None, None) => write!(f, "{of}: `{member}` differs"),
            },
            Self::Closed => f.write_str("the list is closed: no issue follows this one"),
            Self::SignerNamed { certificate, from } => {
                write!(
                    f,
                    "certificate {certificate} may sign later issues from {from}"
                )
            }
            Self::SignerDropped { certificate, from } => {
                write!(
                    f,
                    "certificate {certificate} may not sign later issues, it might have from {from}"
                )
            }
            Self::MemberJoined { list, territory } => {
                write!(f, "member {list} of {territory} joined")
            }
            Self::MemberLeft { list, territory } => write!(f, "member {list} of {territory} left"),
            Self::EntityAdded { entity } => write!(f, "entity {entity} is listed"),
            Self::EntityRemoved { entity } => {
                write!(
                    f,
                    "entity {entity} is not listed any more, and its history with it"
                )
            }
            Self::ServiceAdded {
                entity,
                service,
                kind,
            } => {
                write!(f, "service {service} ({kind}) of {entity} is listed")
            }
            Self::ServiceRemoved { entity, service } => {
                write!(
                    f,
                    "service {service} of {entity} is not listed any more, and its history with it"
                )
            }
            Self::KeyReplaced { of, old, new } => {
                write!(f, "key of {of} replaced: {new} in place of {old}")
            }
            Self::KeyAdded { of, key } => write!(f, "key of {of} added: {key}"),
            Self::KeyRemoved { of, key } => write!(f, "key of {of} removed: {key}"),
            Self::State { service, state } => {
                write!(f, "service {service} {}", in_words(state))
            }
            Self::StateDropped { service, state } => {
                write!(
                    f,
                    "the statement is gone that service {service} is {}",
                    in_words(state)
                )
            }
            Self::ScopeGained {
                authority,
                kind,
                doc_type,
                region,
                from,
            } => {
                let does = does(kind);
                write!(
                    f,
                    "authority {authority} may {does} {doc_type} in {region} from {from}"
                )
            }
            Self::ScopeLost {
                authority,
                kind,
                doc_type,
                region,
                from,
            } => {
                let does = does(kind);
                write!(
                    f,
                    "authority {authority} may no longer {does} {doc_type} in {region} from {from}"
                )
            }
            Self::WholeGained { authority, from } => {
                write!(
                    f,
                    "authority {authority} may sign agreements about every type for the territory of the list itself from {from}"
                )
            }
            Self::WholeLost { authority, from } => {
                write!(
                    f,
                    "authority {authority} may no longer sign agreements about every type for the territory of the list from {from}"
                )
            }
            Self::SourcePasses {
                doc_type,
                territory,
                from,
                to,
                on,
            } => {
                write!(
                    f,
                    "authoritative source of {doc_type} in {territory} passes from {from} to {to} on {on}"
                )
            }
            Self::SourceAdded { row } => write!(f, "authoritative source of {row} is listed"),
            Self::SourceRemoved { row } => {
                write!(f, "authoritative source of {row} is not listed any more")
            }
            Self::Reordered { what } => write!(f, "{what} stand in another order or grouping"),
            Self::Other => f.write_str("the issues differ in something else"),
        }
    }
}

/// What a service with a scope does with the types in it.
const fn does(kind: &ServiceType) -> &'static str {
    match kind {
        ServiceType::AgreementSigner => "sign agreements about",
        ServiceType::Requester => "ask for",
        _ => "issue",
    }
}

/// `withdrawn from … with retroactive effect to …`
fn in_words(state: &ServiceState) -> String {
    let from = state.starting_time;
    match state.status {
        ServiceStatus::Granted => format!("granted from {from}"),
        ServiceStatus::Suspended => format!("suspended from {from}"),
        ServiceStatus::Withdrawn(WithdrawalEffect::Prospective) => {
            format!("withdrawn from {from}")
        }
        ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive { to }) => {
            format!("withdrawn from {from} with retroactive effect to {to}")
        }
    }
}
