//! An agreement that was taken, as the evaluator sees it.

use crate::{licence::Region, time::UnixTime};

use super::agreement::{AgreementContents, Party};

/// One agreement that may apply, and how far it can be relied on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    /// What it says.
    pub(super) contents: &'a AgreementContents,
    /// SHA-256 of what is signed.
    pub(super) digest: &'a [u8; 32],
    /// The last second at which who countersigned it for the pointed party is known to be entitled; `None` where nobody did.
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

    /// Whether it says what counts `here`.
    pub(super) fn is_of(&self, here: &Region) -> bool {
        self.contents.pointing_party.territory.contains(here)
    }

    /// Whether it is about licences of `there`.
    pub(super) fn leads_to(&self, there: &Region) -> bool {
        self.contents.pointed_party.territory.contains(there)
    }
}
