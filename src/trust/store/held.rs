//! A list as the store holds it: its newest issue, and the issues that lead to its signer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::crypto::VerifyingKey;
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::certificate::Certificate;
use crate::trust::list::{DigitalIdentity, ListContents, ServiceState, TrustList, TrustedService};

use super::Floor;

/// The newest issue that was taken, with the pivots.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) list: Arc<TrustList>,
    /// Earlier issues, oldest first: the first is signed by somebody who is named from outside, each names the
    /// signer of the next, the last the signer of `list`. Empty when that one is named from outside.
    pub(super) pivots: Vec<Arc<TrustList>>,
    /// Who signed `list`, and who the issue that its signer goes back to. Read once: it is asked at every judgement.
    signers: [Signer; 2],
}

/// Who signed an issue, as identities are compared with it.
#[derive(Clone, Debug)]
struct Signer {
    certificate: Vec<u8>,
    key: Option<Vec<u8>>,
}

impl Signer {
    fn of(list: &TrustList) -> Self {
        let certificate = list.signer_chain().first().cloned().unwrap_or_default();
        let read = Certificate::read(&certificate).ok();
        Self {
            key: read.map(|certificate| certificate.key.to_spki_der()),
            certificate,
        }
    }

    fn is(&self, identity: &DigitalIdentity) -> bool {
        match identity {
            DigitalIdentity::Certificate(der) => *der == self.certificate,
            DigitalIdentity::Key(spki) => self.key.as_ref() == Some(spki),
        }
    }
}

/// The identity with its key in its one encoding, as [`Held::is_signed_by`] compares it.
pub(super) fn canonical(identity: DigitalIdentity) -> DigitalIdentity {
    match identity {
        DigitalIdentity::Key(spki) => DigitalIdentity::Key(
            VerifyingKey::from_spki_der(&spki).map_or(spki, |key| key.to_spki_der()),
        ),
        certificate @ DigitalIdentity::Certificate(_) => certificate,
    }
}

/// Changes of signer between one who is named from outside and the signer of an issue. The lists of the European Union
/// have had five in ten years, and roots are renewed in between.
pub(super) const PIVOTS: usize = 16;

impl Held {
    pub(super) fn new(list: Arc<TrustList>, pivots: Vec<Arc<TrustList>>) -> Self {
        let origin = pivots.first().unwrap_or(&list);
        Self {
            signers: [Signer::of(&list), Signer::of(origin)],
            list,
            pivots,
        }
    }

    /// Whether one of `identities`, which are [`canonical`], has signed the issue, or the one that its signer goes back to.
    pub(super) fn is_signed_by(&self, identities: &[DigitalIdentity]) -> bool {
        let named = |signer: &Signer| identities.iter().any(|identity| signer.is(identity));
        self.signers.iter().any(named)
    }

    /// The issue whose signer is named from outside.
    pub(super) fn origin(&self) -> &TrustList {
        self.pivots.first().unwrap_or(&self.list)
    }

    /// Bytes of all its documents, and of what the exported state puts around them.
    pub(super) fn bytes(&self) -> usize {
        core::iter::once(&self.list)
            .chain(&self.pivots)
            .map(|list| bytes_of(list.bytes()))
            .fold(0, usize::saturating_add)
    }
}

/// What a document takes in the exported state, with what stands around it, at most.
pub(super) const fn bytes_of(document: &[u8]) -> usize {
    const AROUND: usize = 64;
    document.len().saturating_add(AROUND)
}

/// The floor that an issue makes.
pub(super) fn floor(list: &TrustList) -> Floor {
    Floor {
        sequence_number: list.contents().sequence_number,
        issued: list.contents().list_issue_date_time,
        digest: *list.digest(),
    }
}

/// Whether `next` is signed by a successor that `before` names for the time at which `next` was made.
pub(super) fn names_signer_of(before: &TrustList, next: &TrustList) -> Named {
    let issued = next.contents().list_issue_date_time;
    let mut named = Named::Not;
    for successor in &before.contents().successor_signers {
        let identity = DigitalIdentity::Certificate(successor.certificate.clone());
        if next.signed_by(&[identity]) {
            if successor.from <= issued {
                return Named::Now;
            }
            named = Named::Later;
        }
    }
    named
}

/// What an issue says about the signer of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Not,
    Later,
    Now,
}

/// Step 1.5 where only the floor is at hand: where `list` is the very next issue, the digest of the one before is that of the floor.
pub(super) fn check_chain(list: &ListContents, floor: &Floor) -> Result<(), Reason> {
    if floor.sequence_number.checked_add(1) != Some(list.sequence_number) {
        return Ok(());
    }
    let broken = |rule| Err(Reason::ListChainBroken { rule });
    let Some(previous) = &list.previous_issue else {
        return broken("it names no issue before it");
    };
    if previous.sequence_number != floor.sequence_number {
        return broken("it names another number than the one before its own");
    }
    if previous.digest.value() == floor.digest {
        Ok(())
    } else {
        broken("the issue before it is another than the one that was taken")
    }
}

/// Steps 1.5 and 1.7 for an issue that does not follow on `before` at once: what the issues in between may not have changed
/// either.
///
/// A state that had not begun when `before` was made may have been taken back by an issue that was skipped.
pub(super) fn check_over_gap(before: &ListContents, list: &ListContents) -> Vec<Reason> {
    let mut against = Vec::new();
    for (same, subject) in [
        (before.list_type == list.list_type, "listType"),
        (
            before.scheme_territory == list.scheme_territory,
            "schemeTerritory",
        ),
    ] {
        if !same {
            against.push(Reason::ListInvalid {
                rule: "every issue of a list says the same here",
                subject: subject.to_owned(),
            });
        }
    }
    if before.next_update.is_none() {
        against.push(Reason::ListClosed {
            list: before.list_id.clone(),
        });
    }
    let kept: BTreeMap<(&str, &str), &TrustedService> = services(list).collect();
    for (name, old) in services(before) {
        let lost = match kept.get(&name) {
            None => Some("a service of the issue at hand is missing, or is another entity's"),
            Some(new) => lost(old, new, before.list_issue_date_time),
        };
        against.extend(lost.map(|rule| Reason::ListHistory {
            service: old.service_id.clone(),
            rule,
        }));
    }
    against
}

fn services(list: &ListContents) -> impl Iterator<Item = ((&str, &str), &TrustedService)> {
    list.trusted_entities
        .iter()
        .flat_map(|entity| {
            let id = entity.entity_id.as_str();
            let named = move |service| (id, service);
            entity.services.iter().map(named)
        })
        .map(|(entity, service)| ((entity, service.service_id.as_str()), service))
}

fn lost(old: &TrustedService, new: &TrustedService, at: UnixTime) -> Option<&'static str> {
    if old.service_type != new.service_type {
        return Some("a service is of another kind than in the issue at hand");
    }
    let identities: BTreeSet<_> = new.service_digital_identities.iter().collect();
    if !old
        .service_digital_identities
        .iter()
        .all(|old| identities.contains(old))
    {
        return Some("a key of a service is not listed any more");
    }
    let begun = |state: &&ServiceState| state.starting_time <= at;
    if new.states().filter(begun).eq(old.states().filter(begun)) {
        None
    } else {
        Some("a state that had begun was changed or lost")
    }
}
