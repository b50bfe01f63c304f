//! An agreement that was taken, as the evaluator sees it, and where it finds it.

use core::fmt;

use crate::{licence::Region, time::UnixTime};

use super::agreement::{AgreementContents, Party};

/// Where agreements are found. Each answer is whole; its order does not count.
pub(super) trait Catalogue: fmt::Debug + Send + Sync {
    /// Those that are of `here` and lead to `there`.
    fn direct<'c>(&'c self, here: &Region, there: &Region) -> Vec<Candidate<'c>>;

    /// A first that is of `here`, and a second that the pointed party of the first made and that leads to `there`.
    fn pairs<'c>(&'c self, here: &Region, there: &Region) -> Vec<[Candidate<'c>; 2]>;

    /// Those of the same list and entity that name `old` among those whose place they take, up to whatever number.
    fn superseding<'c>(&'c self, old: &Candidate<'_>) -> Vec<Candidate<'c>>;
}

/// One agreement that may apply, and how far it can be relied on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    /// What it says.
    pub(super) contents: &'a AgreementContents,
    /// SHA-256 of what is signed.
    pub(super) digest: &'a [u8; 32],
    /// The last second at which who countersigned it for the pointed party is known to be entitled: before any time that is asked
    /// about where that is not known any more; `None` where nobody did.
    pub(super) countersigned_until: Option<UnixTime>,
    /// The last second at which its signer is known to be entitled.
    pub(super) signer_until: UnixTime,
}

impl<'a> Candidate<'a> {
    /// The agreement's name.
    pub(super) fn id(&self) -> &'a str {
        &self.contents.agreement_id
    }

    /// Its place among others: no two of one party have one name, and the name comes first.
    pub(super) fn place(&self) -> (&'a str, &'a str, &'a str) {
        let party = &self.contents.pointing_party;
        (self.id(), &party.list_id, &party.entity_id)
    }

    /// Whether `party` made it.
    pub(super) fn is_by(&self, party: &Party) -> bool {
        let own = &self.contents.pointing_party;
        own.territory == party.territory
            && own.entity_id == party.entity_id
            && own.list_id == party.list_id
    }
}

#[cfg(test)]
mod tests {
    //! The catalogue as the spec tells it: every agreement is looked at.

    use super::*;

    impl Catalogue for Vec<Candidate<'_>> {
        fn direct<'c>(&'c self, here: &Region, there: &Region) -> Vec<Candidate<'c>> {
            let mut all = self.clone();
            all.retain(|one| is_of(one, here) && leads_to(one, there));
            all
        }

        fn pairs<'c>(&'c self, here: &Region, there: &Region) -> Vec<[Candidate<'c>; 2]> {
            let firsts = self.iter().filter(|first| is_of(first, here));
            let pairs = firsts.flat_map(|first| self.iter().map(move |second| [*first, *second]));
            let between = |pair: &[Candidate<'_>; 2]| {
                let [first, second] = pair;
                second.is_by(&first.contents.pointed_party) && leads_to(second, there)
            };
            pairs.filter(between).collect()
        }

        fn superseding<'c>(&'c self, old: &Candidate<'_>) -> Vec<Candidate<'c>> {
            let party = |one: &Candidate<'_>| {
                let party = &one.contents.pointing_party;
                (party.list_id.clone(), party.entity_id.clone())
            };
            let mut all = self.clone();
            all.retain(|new| {
                let mut names = new.contents.supersedes.iter();
                party(new) == party(old) && names.any(|named| named.agreement_id == old.id())
            });
            all
        }
    }

    fn is_of(candidate: &Candidate<'_>, here: &Region) -> bool {
        candidate.contents.pointing_party.territory.contains(here)
    }

    fn leads_to(candidate: &Candidate<'_>, there: &Region) -> bool {
        candidate.contents.pointed_party.territory.contains(there)
    }
}
