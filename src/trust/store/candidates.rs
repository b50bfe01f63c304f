//! What the store answers at a judgement: who has this key, who alone may issue this type here, who signs the status.
//!
//! Each answer costs a few look-ups in ordered maps, and what one list says about one entity; never the number of members.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::crypto::VerifyingKey;
use crate::licence::Region;
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::certificate::Certificate;
use crate::trust::list::{ServiceStatus, ServiceType, Territory, TrustList};

use super::index::Slot;
use super::listed::ListedService;
use super::{Standing, TrustStore};

/// The services that have an identity.
#[derive(Clone, Debug)]
pub(in crate::trust) struct Services {
    /// Those of lists that count.
    pub(in crate::trust) counting: Vec<ListedService>,
    /// Those of lists that do not count now, and why: [`Reason::ListExpired`], [`Reason::ListStale`],
    /// [`Reason::ListRollback`]. With these an answer is not known; it is not "no".
    pub(in crate::trust) not_counting: Vec<(ListedService, Reason)>,
}

impl TrustStore {
    /// Where a path may end by the lists: certificates of this subject, as the contents of its encoding. Who vouches for
    /// one, [`services_with_certificate`](Self::services_with_certificate) says.
    pub(in crate::trust) fn authorities_named(&self, subject: &[u8]) -> Vec<Arc<Certificate>> {
        self.index.named(subject).cloned().collect()
    }

    /// The services of `entity` that have the certificate with this SHA-256: of a CA at the end of a path, or of the sealer.
    ///
    /// Without an entity those of all: for the certificate of the sealer itself, never for a CA, whose leaves say whose
    /// they are.
    pub(in crate::trust) fn services_with_certificate(
        &self,
        fingerprint: &[u8; 32],
        entity: Option<&str>,
        now: UnixTime,
    ) -> Services {
        self.standing_of_all(self.index.with_certificate(fingerprint, entity), now)
    }

    /// The services of `entity`, or of all, that have the sealing key itself.
    pub(in crate::trust) fn services_with_key(
        &self,
        key: &VerifyingKey,
        entity: Option<&str>,
        now: UnixTime,
    ) -> Services {
        self.standing_of_all(self.index.with_key(key, entity), now)
    }

    /// Step 3.5: where lists say whose the type is in this region at the sealing time, the service is one of theirs.
    ///
    /// Every row is asked: those about the region, and those about what contains it. No row, no question. A row of a list
    /// that is over leaves it unknown, for otherwise a type would be anybody's as soon as the list that gives it away ends.
    ///
    /// `at` is the sealing time if it is proven, else `now`.
    pub(in crate::trust) fn check_source(
        &self,
        listed: &ListedService,
        doc_type: &str,
        region: &Region,
        at: UnixTime,
        now: UnixTime,
    ) -> Result<(), Reason> {
        let mut unknown = None;
        for row in self.index.sources(doc_type, region) {
            let contents = row.list.contents();
            let competent = contents.scheme_territory.contains(&row.source.territory);
            if !competent || !row.source.validity.contains(at) {
                continue;
            }
            match self.standing_of(&row.list, now) {
                Ok(_) => {}
                Err(Reason::ListUnknown) => continue,
                Err(reason) => {
                    unknown = unknown.or(Some(reason));
                    continue;
                }
            }
            let service_id = &listed.service.service_id;
            let named = row.source.issuers.contains(service_id);
            // Where the list has a service of this name itself, it means its own.
            let own = self
                .index
                .named_service(service_id)
                .iter()
                .any(|slot| Arc::ptr_eq(&slot.list, &row.list));
            let same_list = contents.list_id == listed.list().list_id;
            if !named || (own && !same_list) {
                return Err(Reason::AuthorityNotSource {
                    doc_type: doc_type.to_owned(),
                    region: region.to_string(),
                });
            }
        }
        unknown.map_or(Ok(()), Err)
    }

    /// The last second at which the rows about this type and region say what they say at `now`: before the next of them
    /// begins, and while the lists that have them count. `None` where there is no such row.
    pub(in crate::trust) fn sources_until(
        &self,
        doc_type: &str,
        region: &Region,
        now: UnixTime,
    ) -> Option<UnixTime> {
        let lasts = self
            .index
            .sources(doc_type, region)
            .into_iter()
            .filter_map(|row| {
                let validity = row.source.validity;
                if now < validity.from {
                    return Some(validity.from.saturating_add(-1));
                }
                let standing = self.standing_of(&row.list, now).ok()?;
                validity.contains(now).then_some(standing.until)
            });
        lasts.min()
    }

    /// The status services of the authority's entity, and of those that took its duties over.
    ///
    /// By the authority's own list: another list may name the same entity, but does not speak for it. A service that took
    /// over may also stand in a list whose territory contains that of the authority's.
    pub(in crate::trust) fn status_services(
        &self,
        authority: &ListedService,
        now: UnixTime,
    ) -> Services {
        let (at, _) = self.time(now);
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let own = (
            authority.list().list_id.clone(),
            Arc::clone(&authority.entity_id),
        );
        let mut waiting = vec![own];
        while let Some((list_id, entity_id)) = waiting.pop() {
            if seen.len() >= SUCCESSIONS || !seen.insert((list_id.clone(), Arc::clone(&entity_id)))
            {
                continue;
            }
            let of_list = |slot: &&Slot| slot.list.contents().list_id == list_id;
            for slot in self.index.of_entity(&entity_id).iter().filter(of_list) {
                if slot.service.service_type == ServiceType::LicenceStatus {
                    found.push(slot);
                }
                waiting.extend(self.successor(slot, at));
            }
        }
        self.standing_of_all(found.into_iter(), at)
    }

    /// The list and the entity of the service that took over, once the one of `slot` is withdrawn.
    fn successor(&self, slot: &Slot, at: UnixTime) -> Option<(String, Arc<str>)> {
        let successor = slot.service.taken_over_by.as_deref()?;
        let state = slot.service.state_at(at, at)?;
        if !matches!(state.status, ServiceStatus::Withdrawn(_)) {
            return None;
        }
        let named = self.index.named_service(successor);
        let same_list = |other: &&Slot| Arc::ptr_eq(&other.list, &slot.list);
        let above = |other: &&Slot| contains(&other.list, &slot.list);
        let found = named
            .iter()
            .find(same_list)
            .or_else(|| named.iter().find(above))?;
        let list_id = found.list.contents().list_id.clone();
        Some((list_id, Arc::clone(&found.entity_id)))
    }

    /// How each stands. A list that nobody vouches for is as if it were not there.
    fn standing_of_all<'s>(
        &self,
        slots: impl Iterator<Item = &'s Slot>,
        now: UnixTime,
    ) -> Services {
        let (mut counting, mut not_counting) = (Vec::new(), Vec::new());
        for slot in slots {
            let listed = |until, notes| {
                let (list, entity_id) = (Arc::clone(&slot.list), Arc::clone(&slot.entity_id));
                ListedService::new(list, entity_id, Arc::clone(&slot.service), until, notes)
            };
            match self.standing_of(&slot.list, now) {
                Ok(standing) => counting.push(listed(standing.until, standing.notes)),
                Err(Reason::ListUnknown) => {}
                Err(reason) => {
                    let until = slot.list.contents().not_after;
                    not_counting.push((listed(until, Vec::new()), reason));
                }
            }
        }
        Services {
            counting,
            not_counting,
        }
    }

    fn standing_of(&self, list: &TrustList, now: UnixTime) -> Result<Standing, Reason> {
        let held = self
            .lists
            .get(&list.contents().list_id)
            .ok_or(Reason::ListUnknown)?;
        let (at, _) = self.time(now);
        self.standing(held, at)
    }
}

/// Entities that are asked for one status, so that those who took over from one another are no endless task.
const SUCCESSIONS: usize = 16;

/// Whether the territory of `list` lies in that of `above`.
fn contains(above: &TrustList, list: &TrustList) -> bool {
    match &list.contents().scheme_territory {
        Territory::Region(region) => above.contents().scheme_territory.contains(region),
        Territory::Private(_) => false,
    }
}
