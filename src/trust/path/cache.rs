//! Paths that were judged before: bounded, and each only for times at which the same judgement would come out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::crypto::DigestAlgorithm;
use crate::time::UnixTime;
use crate::trust::{Profile, certificate::Certificate};

/// Entries at most: a verifier meets a few dozen issuers a day, and an entry is some kilobytes.
const CAPACITY: usize = 256;

/// SHA-256 of profile and chain, each certificate with its length.
pub(in crate::trust) type Key = [u8; 32];

pub(in crate::trust) fn key(profile: Profile, chain: &[&[u8]]) -> Key {
    let lengths: Vec<[u8; 8]> = chain
        .iter()
        .map(|der| u64::try_from(der.len()).unwrap_or(u64::MAX).to_be_bytes())
        .collect();
    let mut parts: Vec<&[u8]> = vec![profile.name().as_bytes(), &[0]];
    for (length, der) in lengths.iter().zip(chain) {
        parts.extend([length.as_slice(), der]);
    }
    DigestAlgorithm::Sha256
        .digest(&parts)
        .as_bytes()
        .try_into()
        .unwrap_or([0; 32])
}

/// The times, both included, at which no certificate that was looked at begins or ends to be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::trust) struct Window {
    from: i64,
    until: i64,
}

impl Window {
    /// The longest one around `at` for these certificates.
    pub(in crate::trust) fn around<'a>(
        at: UnixTime,
        certificates: impl IntoIterator<Item = &'a Certificate>,
    ) -> Self {
        let at = at.seconds();
        let mut window = Self {
            from: i64::MIN,
            until: i64::MAX,
        };
        for certificate in certificates {
            let (begins, ends) = (
                certificate.not_before.seconds(),
                certificate.not_after.seconds(),
            );
            if at < begins {
                window.until = window.until.min(begins - 1);
            } else if at > ends {
                window.from = window.from.max(ends + 1);
            } else {
                window.from = window.from.max(begins);
                window.until = window.until.min(ends);
            }
        }
        window
    }

    fn holds(self, at: UnixTime) -> bool {
        (self.from..=self.until).contains(&at.seconds())
    }
}

/// Least recently used goes first.
#[derive(Debug)]
pub(in crate::trust) struct Cache<T> {
    entries: BTreeMap<Key, Entry<T>>,
    clock: u64,
}

#[derive(Debug)]
struct Entry<T> {
    window: Window,
    used: u64,
    value: Arc<T>,
}

impl<T> Cache<T> {
    pub(in crate::trust) const fn new() -> Self {
        Self {
            entries: BTreeMap::new(),
            clock: 0,
        }
    }

    pub(in crate::trust) fn get(&mut self, key: &Key, at: UnixTime) -> Option<Arc<T>> {
        self.clock += 1;
        let entry = self
            .entries
            .get_mut(key)
            .filter(|entry| entry.window.holds(at))?;
        entry.used = self.clock;
        Some(Arc::clone(&entry.value))
    }

    pub(in crate::trust) fn put(&mut self, key: Key, window: Window, value: Arc<T>) {
        if self.entries.len() >= CAPACITY
            && !self.entries.contains_key(&key)
            && let Some(oldest) = self
                .entries
                .iter()
                .min_by_key(|(_, entry)| entry.used)
                .map(|(key, _)| *key)
        {
            self.entries.remove(&oldest);
        }
        self.clock += 1;
        self.entries.insert(
            key,
            Entry {
                window,
                used: self.clock,
                value,
            },
        );
    }

    pub(in crate::trust) fn clear(&mut self) {
        self.entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> UnixTime {
        UnixTime::from_seconds(seconds).unwrap()
    }

    #[test]
    fn an_entry_serves_its_window_only() {
        let mut cache = Cache::new();
        cache.put(
            [1; 32],
            Window {
                from: 10,
                until: 20,
            },
            Arc::new(7),
        );
        for (seconds, found) in [(9, None), (10, Some(7)), (20, Some(7)), (21, None)] {
            assert_eq!(
                cache.get(&[1; 32], at(seconds)).map(|v| *v),
                found,
                "{seconds}"
            );
        }
    }

    #[test]
    fn the_entry_that_was_not_used_for_longest_makes_room() {
        let mut cache = Cache::new();
        let window = Window { from: 0, until: 9 };
        let key = |n: usize| {
            [
                u8::try_from(n % 256).unwrap(),
                u8::try_from(n / 256).unwrap(),
            ]
            .repeat(16)
            .try_into()
            .unwrap()
        };
        for n in 0..CAPACITY {
            cache.put(key(n), window, Arc::new(n));
        }
        assert!(cache.get(&key(0), at(0)).is_some());
        cache.put(key(CAPACITY), window, Arc::new(CAPACITY));
        assert_eq!(cache.entries.len(), CAPACITY);
        assert!(cache.get(&key(0), at(0)).is_some());
        assert!(cache.get(&key(1), at(0)).is_none());
    }

    #[test]
    fn chains_that_are_cut_elsewhere_have_other_keys() {
        assert_ne!(
            key(Profile::Elicence, &[b"ab", b"c"]),
            key(Profile::Elicence, &[b"a", b"bc"])
        );
        assert_ne!(
            key(Profile::Elicence, &[b"a"]),
            key(Profile::Iso18013, &[b"a"])
        );
    }
}
