//! One clause of an agreement while it is compared, and the comparisons that every clause needs.

use core::fmt::Display;

use crate::document::matched::matched;
use crate::time::UnixTime;

use super::{Change, ChangeKind, Direction};

/// Where changes go, whose they are, and from when on what they do counts.
pub(super) struct At<'c> {
    pub(super) changes: &'c mut Vec<Change>,
    pub(super) clause: String,
    pub(super) from: Option<UnixTime>,
}

impl At<'_> {
    /// The same for a clause within this one.
    pub(super) fn within(&mut self, clause: &str) -> At<'_> {
        At {
            changes: self.changes,
            clause: clause.to_owned(),
            from: self.from,
        }
    }

    pub(super) fn push(&mut self, direction: Direction, kind: ChangeKind) {
        self.push_from(direction, kind, self.from);
    }

    /// A change that counts not before `from`, nor before everything of this clause does.
    pub(super) fn push_later(&mut self, direction: Direction, kind: ChangeKind, from: UnixTime) {
        let from = self.from.map(|own| own.max(from));
        self.push_from(direction, kind, from);
    }

    /// A change that counts from `from` on.
    pub(super) fn push_from(
        &mut self,
        direction: Direction,
        kind: ChangeKind,
        from: Option<UnixTime>,
    ) {
        self.changes.push(Change {
            direction,
            clause: self.clause.clone(),
            kind,
            from: from.filter(|_| direction != Direction::Changes),
        });
    }

    /// A member that neither opens nor closes.
    pub(super) fn differs(&mut self, member: &'static str, old: impl Shown, new: impl Shown) {
        let (old, new) = (old.shown(), new.shown());
        if old != new {
            self.push(Direction::Changes, ChangeKind::Member { member, old, new });
        }
    }

    /// A member of which more does `more`.
    pub(super) fn ordered<T: Ord + Display>(
        &mut self,
        member: &'static str,
        (old, new): (&T, &T),
        more: Direction,
    ) {
        let direction = match new.cmp(old) {
            core::cmp::Ordering::Equal => return,
            core::cmp::Ordering::Greater => more,
            core::cmp::Ordering::Less => more.reverse(),
        };
        let (old, new) = (Some(old.to_string()), Some(new.to_string()));
        self.push(direction, ChangeKind::Member { member, old, new });
    }

    /// Values of which each more does `more`.
    pub(super) fn values<T: Ord + Display>(
        &mut self,
        member: &'static str,
        old: &[T],
        new: &[T],
        more: Direction,
    ) {
        let found = matched(old, new, |value| value);
        for value in &found.added {
            let value = value.to_string();
            self.push(more, ChangeKind::ValueAdded { member, value });
        }
        for value in &found.removed {
            let value = value.to_string();
            self.push(more.reverse(), ChangeKind::ValueRemoved { member, value });
        }
        self.reordered(found.in_order, member);
    }

    pub(super) fn reordered(&mut self, in_order: bool, what: &'static str) {
        if !in_order {
            self.push(Direction::Changes, ChangeKind::Reordered { what });
        }
    }
}

/// A value as text; `None`: absent.
pub(super) trait Shown {
    fn shown(self) -> Option<String>;
}

impl<T: Display> Shown for &T {
    fn shown(self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<T: Display> Shown for Option<T> {
    fn shown(self) -> Option<String> {
        self.map(|value| value.to_string())
    }
}
