//! What was taken before: never forgotten, never lowered, so that nobody can make a verifier go back.

use std::collections::BTreeMap;

use crate::reason::Reason;
use crate::time::UnixTime;

use super::super::agreement::{Agreement, AgreementContents};

/// Names an agreement: whose it is, and what they call it.
///
/// A name alone is not enough. Anybody who may sign agreements may give one any name, and must not block or replace that of
/// somebody else by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) list_id: String,
    pub(super) entity_id: String,
    pub(super) agreement_id: String,
}

/// The newest issue of an agreement that was ever taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Floor {
    pub(super) sequence_number: u64,
    pub(super) issued: UnixTime,
    pub(super) digest: [u8; 32],
}

impl Key {
    pub(super) fn of(contents: &AgreementContents) -> Self {
        Self {
            list_id: contents.pointing_party.list_id.clone(),
            entity_id: contents.pointing_party.entity_id.clone(),
            agreement_id: contents.agreement_id.clone(),
        }
    }
}

impl Floor {
    pub(super) fn of(agreement: &Agreement) -> Self {
        Self {
            sequence_number: agreement.contents().sequence_number,
            issued: agreement.contents().issue_date_time,
            digest: *agreement.digest(),
        }
    }
}

/// One floor an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Floors(BTreeMap<Key, Floor>);

impl Floors {
    pub(super) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Every floor, by list, entity and name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, &Floor)> {
        self.0.iter()
    }

    pub(super) fn has(&self, key: &Key) -> bool {
        self.0.contains_key(key)
    }

    /// Whether an issue may be taken: the very issue of the floor, or one with a higher number and no earlier date.
    pub(super) fn check(&self, key: &Key, issue: &Floor) -> Result<(), Reason> {
        use core::cmp::Ordering::{Equal, Greater, Less};
        let Some(floor) = self.0.get(key) else {
            return Ok(());
        };
        let rollback = |rule| Err(Reason::AgreementRollback { rule });
        match issue.sequence_number.cmp(&floor.sequence_number) {
            Less => rollback("an issue with a higher number was taken"),
            Equal if issue.digest == floor.digest => Ok(()),
            Equal => Err(Reason::AgreementForked {
                sequence_number: issue.sequence_number,
            }),
            Greater if issue.issued < floor.issued => {
                rollback("an issue with a lower number and a later date was taken")
            }
            Greater => Ok(()),
        }
    }

    /// Raises the floor of an agreement to `issue`; of each part the higher one stays.
    ///
    /// Two issues of one number cannot both be right. The one that was here first stays.
    pub(super) fn raise(&mut self, key: Key, issue: Floor) {
        let floor = self.0.entry(key).or_insert(issue);
        if issue.sequence_number > floor.sequence_number {
            floor.sequence_number = issue.sequence_number;
            floor.digest = issue.digest;
        }
        floor.issued = floor.issued.max(issue.issued);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(list_id: &str, entity_id: &str, agreement_id: &str) -> Key {
        Key {
            list_id: list_id.to_owned(),
            entity_id: entity_id.to_owned(),
            agreement_id: agreement_id.to_owned(),
        }
    }

    fn issue(sequence_number: u64, issued: i64, digest: u8) -> Floor {
        Floor {
            sequence_number,
            issued: UnixTime::from_seconds(issued).unwrap(),
            digest: [digest; 32],
        }
    }

    fn at_five() -> Floors {
        let mut floors = Floors::new();
        floors.raise(key("urn:l", "e", "urn:a"), issue(5, 100, 5));
        floors
    }

    #[test]
    fn a_newer_issue_has_a_higher_number_and_no_earlier_date() {
        let rollback = |rule| Err(Reason::AgreementRollback { rule });
        let higher = "an issue with a higher number was taken";
        let later = "an issue with a lower number and a later date was taken";
        for (number, issued, digest, expected) in [
            (4, 101, 1, rollback(higher)),
            (4, 100, 5, rollback(higher)),
            (5, 100, 5, Ok(())),
            (
                5,
                100,
                6,
                Err(Reason::AgreementForked { sequence_number: 5 }),
            ),
            (
                5,
                200,
                6,
                Err(Reason::AgreementForked { sequence_number: 5 }),
            ),
            (6, 99, 6, rollback(later)),
            (6, 100, 6, Ok(())),
            (60, 101, 6, Ok(())),
        ] {
            let found =
                at_five().check(&key("urn:l", "e", "urn:a"), &issue(number, issued, digest));
            assert_eq!(found, expected, "{number} {issued} {digest}");
        }
    }

    #[test]
    fn an_agreement_is_named_by_list_and_entity_too() {
        for other in [
            key("urn:m", "e", "urn:a"),
            key("urn:l", "f", "urn:a"),
            key("urn:l", "e", "urn:b"),
        ] {
            assert_eq!(at_five().check(&other, &issue(1, 1, 1)), Ok(()));
        }
    }

    #[test]
    fn no_part_of_a_floor_is_ever_lowered() {
        let mut floors = at_five();
        let name = || key("urn:l", "e", "urn:a");
        floors.raise(name(), issue(4, 90, 4));
        assert_eq!(floors, at_five());
        floors.raise(name(), issue(5, 100, 6));
        assert_eq!(floors, at_five(), "the digest that was first stays");
        floors.raise(name(), issue(6, 90, 6));
        assert_eq!(floors.0.get(&name()), Some(&issue(6, 100, 6)));
    }
}
