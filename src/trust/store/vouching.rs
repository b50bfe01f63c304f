//! Who may sign which list: the roots of the caller, and what the lists of lists say that count themselves.
//!
//! Asked anew at every judgement, so that a pointer which a list of lists drops or changes stops counting at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::list::{
    DigitalIdentity, ListContents, ListPointer, ListType, Territory, TrustList,
};

use super::{
    ListRoot,
    held::{Held, canonical},
};

/// How many lists of lists may stand above a list: a federation, a state, a province, a city.
pub(super) const LEVELS: usize = 4;

/// The roots and the pointers, by name of the list that they are about.
#[derive(Clone, Debug)]
pub(super) struct Vouching {
    roots: BTreeMap<String, Vec<DigitalIdentity>>,
    /// List → the list of lists that points to it → how.
    pointers: BTreeMap<String, BTreeMap<String, Arc<ListPointer>>>,
    /// The lists of lists that are vouched for themselves.
    lists_of_lists: BTreeMap<String, Reach>,
}

/// How long a list counts by the documents between a root and it, itself included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// The last instant; the earliest `notAfter` of all.
    pub(super) until: UnixTime,
    /// The list that has it.
    pub(super) until_of: String,
    /// The earliest `nextUpdate` of all, and the list that has it; `None` if all are closed.
    pub(super) due: Option<(UnixTime, String)>,
    /// Why one of the lists above does not count, where a floor from elsewhere knows of a newer issue.
    pub(super) behind: Option<Reason>,
}

/// One who vouches for a list, by naming its signers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voucher<'v> {
    pub(super) identities: &'v [DigitalIdentity],
    /// What else it says; a root says nothing else.
    pointer: Option<&'v ListPointer>,
    /// How long it counts itself; a root without end.
    pub(super) reach: Option<&'v Reach>,
}

impl Voucher<'_> {
    /// The first member of the list that is not what the pointer says.
    pub(super) fn mismatch(&self, list: &ListContents) -> Option<&'static str> {
        let pointer = self.pointer?;
        if pointer.list_id != list.list_id {
            Some("listId")
        } else if pointer.list_type != list.list_type {
            Some("listType")
        } else if pointer.scheme_territory != list.scheme_territory {
            Some("schemeTerritory")
        } else {
            None
        }
    }

    /// Whether the list has at least the number that the pointer asks for.
    pub(super) fn is_new_enough(&self, list: &ListContents) -> bool {
        self.pointer
            .is_none_or(|pointer| list.sequence_number >= pointer.min_sequence_number)
    }

    /// Whether it still counts at `at`.
    pub(super) fn counts_at(&self, at: UnixTime) -> bool {
        self.reach
            .is_none_or(|reach| reach.behind.is_none() && at <= reach.until)
    }
}

impl Reach {
    /// Of `list` alone.
    fn of(list: &ListContents) -> Self {
        Self {
            until: list.not_after,
            until_of: list.list_id.clone(),
            due: list.next_update.map(|due| (due, list.list_id.clone())),
            behind: None,
        }
    }

    /// Of `list` under what vouches for it.
    fn under(above: Option<&Self>, list: &ListContents) -> Self {
        let own = Self::of(list);
        let Some(above) = above else {
            return own;
        };
        let due = match (&above.due, &own.due) {
            (Some(above), Some(own)) => Some(own.min(above).clone()),
            (above, own) => own.clone().or_else(|| above.clone()),
        };
        let behind = above.behind.clone();
        let shorter = if above.until < own.until {
            above.clone()
        } else {
            own
        };
        Self {
            due,
            behind,
            ..shorter
        }
    }
}

impl Vouching {
    pub(super) const fn new() -> Self {
        Self {
            roots: BTreeMap::new(),
            pointers: BTreeMap::new(),
            lists_of_lists: BTreeMap::new(),
        }
    }

    pub(super) fn add_root(&mut self, root: ListRoot) {
        self.roots
            .entry(root.list_id)
            .or_default()
            .extend(root.identities.into_iter().map(canonical));
    }

    /// All who vouch for `list_id`, whether they count today or not: the roots first, then by name of the list of lists.
    pub(super) fn vouchers(&self, list_id: &str) -> impl Iterator<Item = Voucher<'_>> {
        let root = self.roots.get(list_id).map(|identities| Voucher {
            identities,
            pointer: None,
            reach: None,
        });
        let pointers = self.pointers.get(list_id).into_iter().flatten();
        let pointed = pointers.filter_map(|(by, pointer)| {
            Some(Voucher {
                identities: &pointer.service_digital_identities,
                pointer: Some(pointer),
                reach: Some(self.lists_of_lists.get(by)?),
            })
        });
        root.into_iter().chain(pointed)
    }

    /// How long the list counts by whoever vouches for it longest, and is not behind; `None` if nobody does.
    pub(super) fn reach(&self, held: &Held) -> Option<Reach> {
        let list = held.list.contents();
        self.vouchers(&list.list_id)
            .filter(|voucher| {
                held.is_signed_by(voucher.identities)
                    && voucher.mismatch(list).is_none()
                    && voucher.is_new_enough(list)
            })
            .map(|voucher| Reach::under(voucher.reach, list))
            .max_by_key(|reach| (reach.behind.is_none(), reach.until))
    }

    /// Forgets the pointers of a list.
    pub(super) fn remove(&mut self, list: &TrustList) {
        let list = list.contents();
        for pointer in &list.pointers_to_other_lists {
            if let Some(by) = self.pointers.get_mut(&pointer.list_id) {
                by.remove(&list.list_id);
                if by.is_empty() {
                    self.pointers.remove(&pointer.list_id);
                }
            }
        }
    }

    /// Remembers the pointers of a list of lists; those of others, and those out of its territory, say nothing.
    pub(super) fn insert(&mut self, list: &TrustList) {
        let list = list.contents();
        if list.list_type != ListType::ListOfLists {
            return;
        }
        for pointer in &list.pointers_to_other_lists {
            let inside = match &pointer.scheme_territory {
                Territory::Region(region) => list.scheme_territory.contains(region),
                Territory::Private(_) => matches!(list.scheme_territory, Territory::Private(_)),
            };
            if inside {
                self.pointers
                    .entry(pointer.list_id.clone())
                    .or_default()
                    .insert(list.list_id.clone(), Arc::new(compared(pointer)));
            }
        }
    }

    /// Finds anew which lists of lists are vouched for, from the roots down, each given with why it is behind its floor.
    /// Cost: their number, and the pointers between them.
    pub(super) fn settle(&mut self, lists_of_lists: &[(&Held, Option<Reason>)]) {
        self.lists_of_lists.clear();
        for _ in 0..LEVELS {
            let found: BTreeMap<String, Reach> = lists_of_lists
                .iter()
                .filter_map(|(held, behind)| {
                    let id = held.list.contents().list_id.clone();
                    let mut reach = self.reach(held)?;
                    reach.behind = reach.behind.or_else(|| behind.clone());
                    Some((id, reach))
                })
                .collect();
            if found == self.lists_of_lists {
                break;
            }
            self.lists_of_lists = found;
        }
    }
}

/// The pointer with identities that can be compared as bytes.
fn compared(pointer: &ListPointer) -> ListPointer {
    let mut pointer = pointer.clone();
    let identities = core::mem::take(&mut pointer.service_digital_identities);
    pointer.service_digital_identities = identities.into_iter().map(canonical).collect();
    pointer
}
