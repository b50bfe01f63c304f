//! Paths that were judged before: bounded, and each only for times at which the same judgement would come out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::crypto::DigestAlgorithm;
use crate::time::UnixTime;
use crate::trust::question::Purpose;
use crate::trust::{Question, Revocation, certificate::Certificate};

/// Entries at most: a verifier meets a few dozen issuers a day, and an entry is some kilobytes.
const CAPACITY: usize = 256;

/// SHA-256 of the state of the anchors and lists, of what of the question is no time, and of the chain, each certificate
/// with its length.
pub(in crate::trust) type Key = [u8; 32];

pub(in crate::trust) fn key(state: &[u8; 32], question: &Question<'_>, chain: &[&[u8]]) -> Key {
    let asked = [
        u8::from(question.is_proven()),
        u8::from(question.revocation == Revocation::Required),
        u8::from(question.purpose == Purpose::Sealing),
    ];
    let lengths: Vec<[u8; 8]> = chain
        .iter()
        .map(|der| u64::try_from(der.len()).unwrap_or(u64::MAX).to_be_bytes())
        .collect();
    let profile = question.profile().name().as_bytes();
    let mut parts: Vec<&[u8]> = vec![state, &asked, profile, &[0]];
    for (length, der) in lengths.iter().zip(chain) {
        parts.extend([length.as_slice(), der]);
    }
    DigestAlgorithm::Sha256
        .digest(&parts)
        .as_bytes()
        .try_into()
        .unwrap_or([0; 32])
}

/// The times at which nothing that was looked at begins or ends to count: the sealing time and the time of judgement
/// stand apart, for certificates count at the one and lists at the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::trust) struct Window {
    pub(in crate::trust) at: Span,
    pub(in crate::trust) now: Span,
}

impl Window {
    /// The longest one around the times of `question` for these certificates.
    pub(in crate::trust) fn around<'a>(
        question: &Question<'_>,
        certificates: impl IntoIterator<Item = &'a Certificate>,
    ) -> Self {
        let mut at = Span::ALWAYS;
        for certificate in certificates {
            at.begin(question.at(), certificate.not_before);
            at.end(question.at(), certificate.not_after);
        }
        Self {
            at,
            now: Span::ALWAYS,
        }
    }

    fn holds(self, question: &Question<'_>) -> bool {
        self.at.holds(question.at()) && self.now.holds(question.now)
    }
}

/// A span of seconds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::trust) struct Span {
    from: i64,
    until: i64,
}

impl Span {
    const ALWAYS: Self = Self {
        from: i64::MIN,
        until: i64::MAX,
    };

    /// Something counts from `first` on: the span ends on that side of it on which `time` is not.
    pub(in crate::trust) fn begin(&mut self, time: UnixTime, first: UnixTime) {
        self.part(time.seconds(), first.seconds());
    }

    /// Something counts to `last` and no longer.
    pub(in crate::trust) fn end(&mut self, time: UnixTime, last: UnixTime) {
        self.part(time.seconds(), last.seconds().saturating_add(1));
    }

    fn part(&mut self, time: i64, boundary: i64) {
        if time < boundary {
            self.until = self.until.min(boundary.saturating_sub(1));
        } else {
            self.from = self.from.max(boundary);
        }
    }

    fn holds(self, time: UnixTime) -> bool {
        (self.from..=self.until).contains(&time.seconds())
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

    pub(in crate::trust) fn get(&mut self, key: &Key, question: &Question<'_>) -> Option<Arc<T>> {
        self.clock += 1;
        let entry = self
            .entries
            .get_mut(key)
            .filter(|entry| entry.window.holds(question))?;
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
    use crate::trust::SealingTime;

    fn at(seconds: i64) -> Question<'static> {
        Question::new("any", UnixTime::from_seconds(seconds).unwrap())
    }

    fn sealed(seconds: i64, now: i64) -> Question<'static> {
        let proven = UnixTime::from_seconds(seconds).unwrap();
        at(now).sealed_at(SealingTime::Proven(proven))
    }

    fn window(from: i64, until: i64) -> Window {
        Window {
            at: Span { from, until },
            now: Span::ALWAYS,
        }
    }

    #[test]
    fn an_entry_serves_its_window_only() {
        let mut cache = Cache::new();
        cache.put([1; 32], window(10, 20), Arc::new(7));
        for (seconds, found) in [(9, None), (10, Some(7)), (20, Some(7)), (21, None)] {
            assert_eq!(
                cache.get(&[1; 32], &at(seconds)).map(|v| *v),
                found,
                "{seconds}"
            );
        }
    }

    #[test]
    fn both_times_must_lie_in_the_window() {
        let mut cache = Cache::new();
        let both = Window {
            at: Span {
                from: 10,
                until: 20,
            },
            now: Span {
                from: 30,
                until: 40,
            },
        };
        cache.put([1; 32], both, Arc::new(()));
        for (proven, now, found) in [
            (10, 30, true),
            (20, 40, true),
            (9, 30, false),
            (21, 40, false),
            (10, 29, false),
            (20, 41, false),
        ] {
            let question = sealed(proven, now);
            assert_eq!(cache.get(&[1; 32], &question).is_some(), found);
        }
        assert!(cache.get(&[1; 32], &at(35)).is_none());
    }

    #[test]
    fn a_span_ends_where_something_begins_or_ends_to_count() {
        let time = |seconds| UnixTime::from_seconds(seconds).unwrap();
        let mut span = Span::ALWAYS;
        span.begin(time(15), time(10));
        span.end(time(15), time(20));
        span.begin(time(15), time(18));
        span.end(time(15), time(11));
        assert_eq!(
            span,
            Span {
                from: 12,
                until: 17
            }
        );
    }

    #[test]
    fn the_entry_that_was_not_used_for_longest_makes_room() {
        let mut cache = Cache::new();
        let window = window(0, 9);
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
        assert!(cache.get(&key(0), &at(0)).is_some());
        cache.put(key(CAPACITY), window, Arc::new(CAPACITY));
        assert_eq!(cache.entries.len(), CAPACITY);
        assert!(cache.get(&key(0), &at(0)).is_some());
        assert!(cache.get(&key(1), &at(0)).is_none());
    }

    #[test]
    fn what_is_asked_otherwise_has_another_key() {
        let native = Question::new("org.elicence.a.1", UnixTime::from_seconds(9).unwrap());
        let key = |question: &Question<'_>, chain: &[&[u8]]| key(&[0; 32], question, chain);
        assert_ne!(key(&native, &[b"ab", b"c"]), key(&native, &[b"a", b"bc"]));
        let here = key(&native, &[b"a"]);
        let proven = SealingTime::Proven(UnixTime::from_seconds(9).unwrap());
        let later = SealingTime::Proven(UnixTime::from_seconds(10).unwrap());
        for other in [
            key(&at(9), &[b"a"]),
            key(&native.sealed_at(proven), &[b"a"]),
            key(&native.with_revocation(Revocation::Required), &[b"a"]),
            super::key(&[1; 32], &native, &[b"a"]),
        ] {
            assert_ne!(here, other);
        }
        // A proven time after now counts as now.
        assert_eq!(here, key(&native.sealed_at(later), &[b"a"]));
    }
}
