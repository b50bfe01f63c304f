//! Every service and every row of every list, found in logarithmic time, whatever the number of members.
//!
//! A load takes the old issue out and puts the new one in: its cost is that of the one list, not of all. Whether a list counts
//! is not known here, and is asked at each judgement.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::crypto::{DigestAlgorithm, VerifyingKey};
use crate::licence::Region;
use crate::trust::certificate::{Certificate, fingerprint};
use crate::trust::list::{AuthoritativeSource, DigitalIdentity, TrustList, TrustedService};

/// A service, and the issue that lists it.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) list: Arc<TrustList>,
    pub(super) entity_id: Arc<str>,
    pub(super) service: Arc<TrustedService>,
}

/// A row of the table of sources, and the issue that has it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) list: Arc<TrustList>,
    pub(super) source: Arc<AuthoritativeSource>,
}

/// A certificate of a CA, and how many services it stands for.
#[derive(Clone, Debug)]
struct Authority {
    certificate: Arc<Certificate>,
    services: usize,
}

/// What an identity is found by: the digest of the certificate or of the key.
type Digest = [u8; 32];

/// The index. Services that share a certificate are told apart by their entity, since all departments of a state may
/// have theirs from one CA.
#[derive(Clone, Debug)]
pub(super) struct Index {
    by_certificate: BTreeMap<(Digest, String), Vec<Slot>>,
    by_key: BTreeMap<(Digest, String), Vec<Slot>>,
    by_subject: BTreeMap<Vec<u8>, BTreeMap<Digest, Authority>>,
    by_entity: BTreeMap<String, Vec<Slot>>,
    by_service: BTreeMap<String, Vec<Slot>>,
    sources: BTreeMap<String, BTreeMap<Region, Vec<Row>>>,
}

impl Index {
    pub(super) const fn new() -> Self {
        Self {
            by_certificate: BTreeMap::new(),
            by_key: BTreeMap::new(),
            by_subject: BTreeMap::new(),
            by_entity: BTreeMap::new(),
            by_service: BTreeMap::new(),
            sources: BTreeMap::new(),
        }
    }

    /// Puts every service and row of an issue in.
    pub(super) fn insert(&mut self, list: &Arc<TrustList>) {
        for entity in &list.contents().trusted_entities {
            let entity_id: Arc<str> = Arc::from(entity.entity_id.as_str());
            for service in &entity.services {
                self.insert_service(&Slot {
                    list: Arc::clone(list),
                    entity_id: Arc::clone(&entity_id),
                    service: Arc::new(service.clone()),
                });
            }
        }
        for source in &list.contents().authoritative_sources {
            let territories = self.sources.entry(source.doc_type.clone()).or_default();
            let rows = territories.entry(source.territory.clone()).or_default();
            rows.push(Row {
                list: Arc::clone(list),
                source: Arc::new(source.clone()),
            });
        }
    }

    fn insert_service(&mut self, slot: &Slot) {
        let entity_id = || slot.entity_id.as_ref().to_owned();
        for identity in &slot.service.service_digital_identities {
            let (slots, digest) = match identity {
                DigitalIdentity::Certificate(der) => {
                    self.insert_authority(der);
                    (&mut self.by_certificate, fingerprint(der))
                }
                DigitalIdentity::Key(spki) => (&mut self.by_key, digest_of_key(spki)),
            };
            push(slots, (digest, entity_id()), slot);
        }
        push(&mut self.by_entity, entity_id(), slot);
        push(&mut self.by_service, slot.service.service_id.clone(), slot);
    }

    /// A certificate that cannot be read, or is no CA's, may still be compared, but nothing stands under it.
    fn insert_authority(&mut self, der: &[u8]) {
        let Some(certificate) = authority(der) else {
            return;
        };
        let same_name = self
            .by_subject
            .entry(certificate.subject.raw.clone())
            .or_default();
        let known = same_name
            .entry(certificate.fingerprint)
            .or_insert_with(|| Authority {
                certificate: Arc::new(certificate),
                services: 0,
            });
        known.services = known.services.saturating_add(1);
    }

    /// Takes every service and row of an issue out again.
    pub(super) fn remove(&mut self, list: &TrustList) {
        let (contents, digest) = (list.contents(), list.digest());
        let of_list = |slot: &Slot| slot.list.digest() == digest;
        for entity in &contents.trusted_entities {
            for service in &entity.services {
                for identity in &service.service_digital_identities {
                    match identity {
                        DigitalIdentity::Certificate(der) => {
                            self.remove_authority(der);
                            let key = (fingerprint(der), entity.entity_id.clone());
                            retain(&mut self.by_certificate, &key, of_list);
                        }
                        DigitalIdentity::Key(spki) => {
                            let key = (digest_of_key(spki), entity.entity_id.clone());
                            retain(&mut self.by_key, &key, of_list);
                        }
                    }
                }
                retain(&mut self.by_service, &service.service_id, of_list);
            }
            retain(&mut self.by_entity, &entity.entity_id, of_list);
        }
        for source in &contents.authoritative_sources {
            if let Some(territories) = self.sources.get_mut(&source.doc_type) {
                retain(territories, &source.territory, |row: &Row| {
                    row.list.digest() == digest
                });
                if territories.is_empty() {
                    self.sources.remove(&source.doc_type);
                }
            }
        }
    }

    fn remove_authority(&mut self, der: &[u8]) {
        let Some(certificate) = authority(der) else {
            return;
        };
        let Some(same_name) = self.by_subject.get_mut(&certificate.subject.raw) else {
            return;
        };
        if let Some(known) = same_name.get_mut(&certificate.fingerprint) {
            known.services = known.services.saturating_sub(1);
            if known.services == 0 {
                same_name.remove(&certificate.fingerprint);
            }
        }
        if same_name.is_empty() {
            self.by_subject.remove(&certificate.subject.raw);
        }
    }

    /// Certificates of listed services with this subject, as its encoding: where a path may end.
    pub(super) fn named(&self, subject: &[u8]) -> impl Iterator<Item = &Arc<Certificate>> {
        let same_name = self.by_subject.get(subject).into_iter().flatten();
        same_name.map(|(_, known)| &known.certificate)
    }

    /// The services of `entity_id` that have this certificate; of every entity where none is asked for.
    pub(super) fn with_certificate<'i>(
        &'i self,
        fingerprint: &Digest,
        entity_id: Option<&'i str>,
    ) -> impl Iterator<Item = &'i Slot> {
        with(&self.by_certificate, *fingerprint, entity_id)
    }

    /// The services of `entity_id` that have this key; of every entity where none is asked for.
    pub(super) fn with_key<'i>(
        &'i self,
        key: &VerifyingKey,
        entity_id: Option<&'i str>,
    ) -> impl Iterator<Item = &'i Slot> {
        with(&self.by_key, sha256(&key.to_spki_der()), entity_id)
    }

    /// Every service of an entity, in whatever list.
    pub(super) fn of_entity(&self, entity_id: &str) -> &[Slot] {
        self.by_entity.get(entity_id).map_or(&[], Vec::as_slice)
    }

    /// The services of this name: one, unless two lists have given it twice.
    pub(super) fn named_service(&self, service_id: &str) -> &[Slot] {
        self.by_service.get(service_id).map_or(&[], Vec::as_slice)
    }

    /// Every row about `doc_type` in `region` or in what contains it, the nearest first.
    pub(super) fn sources<'i>(
        &'i self,
        doc_type: &str,
        region: &Region,
    ) -> impl Iterator<Item = &'i Row> {
        let territories = self.sources.get(doc_type);
        let levels = core::iter::successors(Some(region.clone()), Region::parent);
        levels
            .filter_map(move |level| territories?.get(&level))
            .flatten()
    }
}

/// The certificate if it is a CA's. The path engine does not ask that of what it is given as an end.
fn authority(der: &[u8]) -> Option<Certificate> {
    let certificate = Certificate::read(der).ok()?;
    let basic = certificate.extensions.basic_constraints;
    basic.is_some_and(|basic| basic.ca).then_some(certificate)
}

fn with<'i>(
    slots: &'i BTreeMap<(Digest, String), Vec<Slot>>,
    digest: Digest,
    entity_id: Option<&'i str>,
) -> impl Iterator<Item = &'i Slot> {
    let from = (digest, entity_id.unwrap_or_default().to_owned());
    slots
        .range(from..)
        .take_while(move |((found, entity), _)| {
            *found == digest && entity_id.is_none_or(|asked| asked == entity)
        })
        .flat_map(|(_, slots)| slots)
}

fn push<K: Ord>(slots: &mut BTreeMap<K, Vec<Slot>>, key: K, slot: &Slot) {
    let slots = slots.entry(key).or_default();
    // An identity that a service names twice is one.
    let there = |known: &Slot| Arc::ptr_eq(&known.service, &slot.service);
    if !slots.last().is_some_and(there) {
        slots.push(slot.clone());
    }
}

fn retain<K: Ord, T>(all: &mut BTreeMap<K, Vec<T>>, key: &K, gone: impl Fn(&T) -> bool) {
    if let Some(found) = all.get_mut(key) {
        found.retain(|one| !gone(one));
        if found.is_empty() {
            all.remove(key);
        }
    }
}

/// Of the key in its one encoding; of the bytes as they are where they are no key, so that they fit none.
fn digest_of_key(spki: &[u8]) -> Digest {
    match VerifyingKey::from_spki_der(spki) {
        Ok(key) => sha256(&key.to_spki_der()),
        Err(_) => sha256(spki),
    }
}

fn sha256(bytes: &[u8]) -> Digest {
    let digest = DigestAlgorithm::Sha256.digest(&[bytes]);
    digest.as_bytes().try_into().unwrap_or([0; 32])
}
