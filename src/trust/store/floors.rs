//! What was taken before: never forgotten, never lowered, so that nobody can make a verifier go back.

use std::collections::BTreeMap;

use crate::reason::Reason;
use crate::time::UnixTime;

/// The newest issue of a list that was ever taken.
///
/// A number alone would not do: real lists of other formats have gone from 616575 to 227602 within a year. A date alone
/// would not do either: two issues may have one. So a newer issue has a higher number *and* a later date.
///
/// Clause: `spec/trust-store.md`, section 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Floor {
    /// Its number.
    pub sequence_number: u64,
    /// Its date.
    pub issued: UnixTime,
    /// Its digest, as [`TrustList::digest`](crate::trust::list::TrustList::digest).
    pub digest: [u8; 32],
}

/// One floor a list, and one for the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Floors {
    lists: BTreeMap<String, Floor>,
    clock: Option<UnixTime>,
    bytes: usize,
}

/// What one floor takes in the exported state beside the list's name: heads, member names, a date, a digest.
const FLOOR_BYTES: usize = 128;

impl Floors {
    pub(super) const fn new() -> Self {
        Self {
            lists: BTreeMap::new(),
            clock: None,
            bytes: 0,
        }
    }

    pub(super) fn of(&self, list_id: &str) -> Option<&Floor> {
        self.lists.get(list_id)
    }

    /// Every floor, by name of the list.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Floor)> {
        self.lists.iter().map(|(id, floor)| (id.as_str(), floor))
    }

    pub(super) const fn clock(&self) -> Option<UnixTime> {
        self.clock
    }

    /// An upper bound of what the floors take in the exported state.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// What a floor of this list would add to [`bytes`](Self::bytes).
    pub(super) fn bytes_for(&self, list_id: &str) -> usize {
        if self.lists.contains_key(list_id) {
            0
        } else {
            list_id.len().saturating_add(FLOOR_BYTES)
        }
    }

    /// Whether an issue may be taken: the very issue of the floor, or a newer one by number and by date.
    pub(super) fn check(&self, list_id: &str, issue: &Floor) -> Result<(), Reason> {
        let Some(floor) = self.lists.get(list_id) else {
            return Ok(());
        };
        let rollback = |rule| Err(Reason::ListRollback { rule });
        match issue.sequence_number.cmp(&floor.sequence_number) {
            core::cmp::Ordering::Less => rollback("an issue with a higher number was taken"),
            core::cmp::Ordering::Equal if issue.digest == floor.digest => Ok(()),
            core::cmp::Ordering::Equal => Err(Reason::ListForked {
                sequence_number: issue.sequence_number,
            }),
            core::cmp::Ordering::Greater if issue.issued <= floor.issued => {
                rollback("an issue with a lower number and no earlier date was taken")
            }
            core::cmp::Ordering::Greater => Ok(()),
        }
    }

    /// Raises the floor of a list to `issue`; of each part the higher one stays.
    ///
    /// Two issues of one number cannot both be right. The one that was here first stays.
    pub(super) fn raise(&mut self, list_id: &str, issue: Floor) {
        match self.lists.get_mut(list_id) {
            Some(floor) => {
                if issue.sequence_number > floor.sequence_number {
                    floor.sequence_number = issue.sequence_number;
                    floor.digest = issue.digest;
                }
                floor.issued = floor.issued.max(issue.issued);
            }
            None => {
                self.bytes = self.bytes.saturating_add(self.bytes_for(list_id));
                self.lists.insert(list_id.to_owned(), issue);
            }
        }
    }

    /// Raises the clock floor to `time`, unless it is there already.
    pub(super) fn raise_clock(&mut self, time: UnixTime) {
        self.clock = self.clock.max(Some(time));
    }

    /// Raises every floor to that of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        for (list_id, floor) in &other.lists {
            self.raise(list_id, *floor);
        }
        self.clock = self.clock.max(other.clock);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(sequence_number: u64, issued: i64, digest: u8) -> Floor {
        Floor {
            sequence_number,
            issued: UnixTime::from_seconds(issued).unwrap(),
            digest: [digest; 32],
        }
    }

    fn at_five() -> Floors {
        let mut floors = Floors::new();
        floors.raise("urn:a", issue(5, 100, 5));
        floors
    }

    #[test]
    fn a_newer_issue_has_a_higher_number_and_a_later_date() {
        let rollback = |rule| Err(Reason::ListRollback { rule });
        let no_earlier = "an issue with a lower number and no earlier date was taken";
        for (number, issued, digest, expected) in [
            (
                4,
                101,
                1,
                rollback("an issue with a higher number was taken"),
            ),
            (5, 100, 5, Ok(())),
            (5, 100, 6, Err(Reason::ListForked { sequence_number: 5 })),
            (6, 99, 6, rollback(no_earlier)),
            (6, 100, 6, rollback(no_earlier)),
            (6, 101, 6, Ok(())),
            (60, 101, 6, Ok(())),
        ] {
            let found = at_five().check("urn:a", &issue(number, issued, digest));
            assert_eq!(found, expected, "{number} {issued} {digest}");
        }
        assert_eq!(at_five().check("urn:b", &issue(1, 1, 1)), Ok(()));
    }

    #[test]
    fn no_part_of_a_floor_is_ever_lowered() {
        let mut floors = at_five();
        floors.raise("urn:a", issue(4, 90, 4));
        assert_eq!(floors, at_five());
        floors.raise("urn:a", issue(5, 100, 6));
        assert_eq!(floors, at_five(), "the digest that was first stays");
        floors.raise("urn:a", issue(6, 90, 6));
        assert_eq!(floors.of("urn:a"), Some(&issue(6, 100, 6)));
    }

    #[test]
    fn merged_floors_are_the_higher_of_both() {
        let (mut one, mut other) = (at_five(), Floors::new());
        other.raise("urn:a", issue(4, 200, 4));
        other.raise("urn:b", issue(1, 1, 1));
        other.raise_clock(UnixTime::from_seconds(7).unwrap());
        one.merge(&other);
        assert_eq!(one.of("urn:a"), Some(&issue(5, 200, 5)));
        assert_eq!(one.of("urn:b"), Some(&issue(1, 1, 1)));
        assert_eq!(one.clock(), UnixTime::from_seconds(7));
        let merged = one.clone();
        one.merge(&at_five());
        assert_eq!(one, merged);
    }
}
