//! Things with names on both sides, and keys, which have none.

use std::collections::BTreeMap;

use crate::crypto::DigestAlgorithm;
use crate::trust::list::DigitalIdentity;

use super::Change;

/// What stands on both sides, on the old one only, on the new one only.
pub(super) struct Matched<'a, T> {
    pub(super) both: Vec<(&'a T, &'a T)>,
    pub(super) removed: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
    /// What is on both sides is there in the same order.
    pub(super) in_order: bool,
}

/// Matches by `key`; of several with one key the first with the first, and so on.
pub(super) fn matched<'a, T, K: Ord>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Matched<'a, T> {
    let mut places: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (place, item) in old.iter().enumerate().rev() {
        places.entry(key(item)).or_default().push(place);
    }
    let mut found = Matched {
        both: Vec::new(),
        removed: Vec::new(),
        added: Vec::new(),
        in_order: true,
    };
    let mut last = None;
    for item in new {
        let place = places.get_mut(&key(item)).and_then(Vec::pop);
        match place.and_then(|place| old.get(place)) {
            Some(before) => {
                found.in_order &= last <= place;
                last = place;
                found.both.push((before, item));
            }
            None => found.added.push(item),
        }
    }
    let mut left: Vec<usize> = places.into_values().flatten().collect();
    left.sort_unstable();
    found.removed = left.into_iter().filter_map(|i| old.get(i)).collect();
    found
}

/// Keys of a service or a pointer: one for one is a replacement.
pub(super) fn identities(
    of: &str,
    old: &[DigitalIdentity],
    new: &[DigitalIdentity],
    changes: &mut Vec<Change>,
) {
    let keys = matched(old, new, |identity| identity);
    if let ([before], [after]) = (keys.removed.as_slice(), keys.added.as_slice()) {
        changes.push(Change::KeyReplaced {
            of: of.to_owned(),
            old: shown(before),
            new: shown(after),
        });
        return;
    }
    changes.extend(keys.added.iter().map(|identity| Change::KeyAdded {
        of: of.to_owned(),
        key: shown(identity),
    }));
    changes.extend(keys.removed.iter().map(|identity| Change::KeyRemoved {
        of: of.to_owned(),
        key: shown(identity),
    }));
    if !keys.in_order {
        changes.push(Change::Reordered {
            what: format!("the keys of {of}"),
        });
    }
}

fn shown(identity: &DigitalIdentity) -> String {
    match identity {
        DigitalIdentity::Certificate(der) => format!("certificate {}", fingerprint(der)),
        DigitalIdentity::Key(spki) => format!("key {}", fingerprint(spki)),
    }
}

/// The first eight bytes of the SHA-256, enough to tell keys apart on a screen.
pub(super) fn fingerprint(der: &[u8]) -> String {
    let digest = DigestAlgorithm::Sha256.digest(&[der]);
    hex(digest.as_bytes().get(..8).unwrap_or_default())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
