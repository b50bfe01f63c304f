//! All revocation lists at hand, found by their issuer's name.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::crypto::{DigestAlgorithm, VerifyingKey};
use crate::reason::Reason;

use super::list::RevocationList;

/// The lists, and which key was found to have signed which.
#[derive(Debug)]
pub(in crate::trust) struct RevocationLists {
    by_issuer: BTreeMap<Vec<u8>, Vec<Arc<RevocationList>>>,
    signed: Mutex<BTreeMap<Signed, bool>>,
}

/// Digest of a list, digest of a key.
type Signed = ([u8; 32], [u8; 32]);

/// Answers kept at most; keys come from validated paths only, so that one for each list is the rule.
const CAPACITY: usize = 4_096;

impl RevocationLists {
    pub(in crate::trust) const fn new() -> Self {
        Self {
            by_issuer: BTreeMap::new(),
            signed: Mutex::new(BTreeMap::new()),
        }
    }

    /// The same lists for another judgement.
    pub(in crate::trust) fn share(&self) -> Self {
        Self {
            by_issuer: self.by_issuer.clone(),
            signed: Mutex::new(BTreeMap::new()),
        }
    }

    /// Whether no list was given, not even one that cannot be used.
    pub(in crate::trust) fn is_empty(&self) -> bool {
        self.by_issuer.is_empty()
    }

    /// Adds a list; the same bytes twice are one list. Answers its digest.
    pub(in crate::trust) fn add(&mut self, der: &[u8]) -> Result<[u8; 32], Reason> {
        let list = RevocationList::read(der)?;
        let digest = list.digest;
        let of_issuer = self.by_issuer.entry(list.issuer.clone()).or_default();
        if !of_issuer.iter().any(|known| known.digest == digest) {
            of_issuer.push(Arc::new(list));
            // The order of adding changes no answer.
            of_issuer.sort_by_key(|list| list.digest);
        }
        Ok(digest)
    }

    /// The lists that bear this name as their issuer's; that the issuer made them is not said yet.
    pub(super) fn named(&self, issuer: &[u8]) -> &[Arc<RevocationList>] {
        self.by_issuer.get(issuer).map_or(&[], Vec::as_slice)
    }

    /// Whether `key` signed the list; checked once for each pair.
    pub(super) fn is_signed_by(&self, list: &RevocationList, key: &VerifyingKey) -> bool {
        let key_digest = DigestAlgorithm::Sha256.digest(&[&key.to_spki_der()]);
        let pair = (
            list.digest,
            key_digest.as_bytes().try_into().unwrap_or([0; 32]),
        );
        // A thread that panicked inside left at worst a missing answer.
        let lock = || self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&pair) {
            return *known;
        }
        let answer = list.is_signed_by(key);
        let mut signed = lock();
        if signed.len() >= CAPACITY {
            signed.clear();
        }
        signed.insert(pair, answer);
        answer
    }
}
