//! Who may sign for a region, and everybody who may not.

mod certificate;
mod listed;
mod scope;
mod standing;

use super::field::*;
use crate::reason::Reason;
use crate::recognise::Agreements;
use crate::recognise::agreement::AgreementContents;
use crate::time::UnixTime;
use crate::trust::list::ListContents;
use crate::trust::store::TrustStore;
use crate::trust::{AgreementParty, AgreementSigner};

fn not_allowed(rule: &str) -> Vec<Reason> {
    vec![Reason::AgreementSigner {
        rule: rule.to_owned(),
    }]
}

const NOT_LISTED: &str = "no list that is trusted has its certificate or key as the party's";

/// Why the right agreement, signed by the right office, is not taken by this store; nothing if it is.
#[track_caller]
fn against(store: &TrustStore, now: UnixTime) -> Vec<Reason> {
    against_of(&here(), &contents(), store, now)
}

#[track_caller]
fn against_of(
    office: &Office,
    contents: &AgreementContents,
    store: &TrustStore,
    now: UnixTime,
) -> Vec<Reason> {
    let mut agreements = Agreements::new();
    let loaded = load(&mut agreements, office.sign(contents).bytes(), store, now);
    loaded.err().unwrap_or_default()
}

/// The store where the first service of the list of Guangdong is changed before anything is signed.
#[track_caller]
fn where_service(change: impl FnOnce(&mut ListContents)) -> TrustStore {
    let mut list = here_list(here().identity());
    change(&mut list);
    store_of(&[list, there_list()])
}

/// Whether the certificate signs for an entity in the list of Guangdong, about business licences.
fn asked(store: &TrustStore, leaf: &[u8], entity_id: &str) -> Result<AgreementSigner, Reason> {
    let party = AgreementParty {
        list_id: HERE_LIST,
        entity_id,
        territory: &region("CN-44"),
        doc_types: &[BUSINESS],
    };
    store.agreement_signer(leaf, &party, day(4))
}
