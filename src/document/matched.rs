//! Things of two issues of a document, found again by name.

use std::collections::BTreeMap;

/// What stands on both sides, on the old one only, on the new one only.
pub(crate) struct Matched<'a, T> {
    pub(crate) both: Vec<(&'a T, &'a T)>,
    pub(crate) removed: Vec<&'a T>,
    pub(crate) added: Vec<&'a T>,
    /// What is on both sides is there in the same order.
    pub(crate) in_order: bool,
}

/// Matches by `key`; of several with one key the first with the first, and so on.
pub(crate) fn matched<'a, T, K: Ord>(
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
