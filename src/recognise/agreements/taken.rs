//! One agreement that was taken, and who answers for it.

use std::sync::Arc;

use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::store::TrustStore;
use crate::trust::{AgreementCertificate, AgreementParty, AgreementSigner, NotSigner};

use super::super::agreement::{Agreement, AgreementContents, Equivalence, Party, mismatch};
use super::super::candidate::Candidate;
use super::floors::{Floor, Floors, Key};
use super::state;

/// An agreement whose signature is right, and what was last known of its signers.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    agreement: Arc<Agreement>,
    signer: AgreementCertificate,
    /// Of a countersignature that is right.
    countersigner: Option<AgreementCertificate>,
    standing: Result<AgreementSigner, Reason>,
    countersigned: Option<Result<UnixTime, NotSigner>>,
}

/// What becomes of an agreement whose signer is the party's, and is not known to be entitled now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unentitled {
    /// It is refused.
    Refused,
    /// It is held and does not count, as one that was taken in better times.
    Held,
}

impl Taken {
    /// Steps 2 and 3, the signer, the algorithm, the signature; and 7, which refuses nothing, the countersignature.
    pub(super) fn check(
        agreement: Agreement,
        unentitled: Unentitled,
        store: &TrustStore,
        now: UnixTime,
    ) -> Result<Self, Reason> {
        // 2 The signer.
        let signer = agreement.signer()?;
        let standing = match pointing(store, &signer, &agreement, now) {
            Ok(signer) => Ok(signer),
            Err(NotSigner::NotNow(reason)) if unentitled == Unentitled::Held => Err(reason),
            Err(against) => return Err(against.into_reason()),
        };
        // 3 The algorithm and the signature.
        agreement.check_signature_of(&signer)?;
        // 7 The countersignature.
        let countersigner = agreement.countersigner();
        let (countersigner, countersigned) = match countersigner {
            None => (None, None),
            Some(Err(reason)) => (None, Some(Err(NotSigner::Stranger(reason)))),
            Some(Ok(countersigner)) => {
                let standing = countersigned(store, (&signer, &countersigner), &agreement, now);
                (Some(countersigner), Some(standing))
            }
        };
        Ok(Self {
            agreement: Arc::new(agreement),
            signer,
            countersigner,
            standing,
            countersigned,
        })
    }

    /// Asks the lists again, and the floor, which may have come from elsewhere.
    pub(super) fn ask(&mut self, key: &Key, floors: &Floors, store: &TrustStore, now: UnixTime) {
        self.standing = floors.check(key, &self.floor()).and_then(|()| {
            pointing(store, &self.signer, &self.agreement, now).map_err(NotSigner::into_reason)
        });
        if let Some(countersigner) = &self.countersigner {
            let both = (&self.signer, countersigner);
            let standing = countersigned(store, both, &self.agreement, now);
            self.countersigned = Some(standing);
        }
    }

    pub(super) fn agreement(&self) -> &Agreement {
        &self.agreement
    }

    /// That the list of its signer is stale or closed; why it does not count as countersigned, where it has a countersignature.
    pub(super) fn notes(&self) -> impl Iterator<Item = Reason> {
        let of_signer = self
            .standing
            .as_ref()
            .map_or(&[][..], AgreementSigner::notes);
        let of_countersignature = self.countersigned.clone().and_then(Result::err);
        let of_countersignature = of_countersignature.map(NotSigner::into_reason);
        of_signer.iter().cloned().chain(of_countersignature)
    }

    /// Whether its countersignature is worth more than that of `other`, the same issue: it is right, and holds longer.
    pub(super) fn is_better_countersigned_than(&self, other: &Self) -> bool {
        let worth = |taken: &Self| (taken.countersigner.is_some(), taken.countersigned_until());
        worth(self) > worth(other)
    }

    fn countersigned_until(&self) -> Option<UnixTime> {
        match self.countersigned.as_ref()? {
            Ok(until) => Some(*until),
            Err(NotSigner::NotNow(_)) => Some(self.never()),
            Err(NotSigner::Stranger(_)) => None,
        }
    }

    /// Before any time that is asked about.
    fn never(&self) -> UnixTime {
        self.agreement.contents().not_after.saturating_add(i64::MIN)
    }

    pub(super) fn floor(&self) -> Floor {
        Floor::of(&self.agreement)
    }

    /// What it takes in the exported state.
    pub(super) fn bytes(&self) -> usize {
        state::bytes_of_document(self.agreement.bytes())
    }

    pub(super) fn candidate(&self) -> Candidate<'_> {
        Candidate {
            contents: self.agreement.contents(),
            digest: self.agreement.digest(),
            countersigned_until: self.countersigned_until(),
            // Where nobody is known to answer for it, it ended.
            signer_until: match &self.standing {
                Ok(signer) => signer.until(),
                Err(_) => self.never(),
            },
        }
    }
}

/// Who may sign for the party that recognises: for what it recognises the licences as.
fn pointing(
    store: &TrustStore,
    signer: &AgreementCertificate,
    agreement: &Agreement,
    now: UnixTime,
) -> Result<AgreementSigner, NotSigner> {
    let AgreementContents {
        pointing_party,
        equivalences,
        ..
    } = agreement.contents();
    let types = types(equivalences, |provision| &provision.pointing_type);
    store.agreement_signer_with(signer, &asked(pointing_party, &types), now)
}

/// Who may sign for the party that is recognised: for its own types.
fn pointed(
    store: &TrustStore,
    countersigner: &AgreementCertificate,
    agreement: &Agreement,
    now: UnixTime,
) -> Result<AgreementSigner, NotSigner> {
    let AgreementContents {
        pointed_party,
        equivalences,
        ..
    } = agreement.contents();
    let types = types(equivalences, |provision| &provision.pointed_type);
    store.agreement_signer_with(countersigner, &asked(pointed_party, &types), now)
}

fn types(provisions: &[Equivalence], of: fn(&Equivalence) -> &String) -> Vec<&str> {
    provisions.iter().map(|one| of(one).as_str()).collect()
}

fn asked<'a>(party: &'a Party, doc_types: &'a [&'a str]) -> AgreementParty<'a> {
    AgreementParty {
        list_id: &party.list_id,
        entity_id: &party.entity_id,
        territory: &party.territory,
        doc_types,
    }
}

/// Until when who countersigned may do so for the recognised party, and is not the one that recognises it.
fn countersigned(
    store: &TrustStore,
    (signer, countersigner): (&AgreementCertificate, &AgreementCertificate),
    agreement: &Agreement,
    now: UnixTime,
) -> Result<UnixTime, NotSigner> {
    let AgreementContents {
        pointing_party: own,
        pointed_party: other,
        ..
    } = agreement.contents();
    let until = match pointed(store, countersigner, agreement, now) {
        Ok(countersigner) => countersigner.until(),
        Err(NotSigner::Stranger(reason)) => return Err(NotSigner::Stranger(mismatch(reason))),
        Err(NotSigner::NotNow(reason)) => return Err(NotSigner::NotNow(mismatch(reason))),
    };
    // Whose list has both territories could write itself down as the other party.
    let one_entity = (&own.list_id, &own.entity_id) == (&other.list_id, &other.entity_id);
    let key = |of: &AgreementCertificate| of.verifying_key().to_spki_der();
    if own.territory != other.territory && (one_entity || key(signer) == key(countersigner)) {
        let rule = "who recognises a region does not countersign for it".to_owned();
        let other = Reason::CountersignatureMismatch { rule };
        return Err(NotSigner::Stranger(other));
    }
    Ok(until)
}

/// An agreement that was taken, to be looked at.
#[derive(Clone, Copy, Debug)]
pub struct TakenAgreement<'a>(&'a Taken);

impl<'a> TakenAgreement<'a> {
    pub(super) const fn new(taken: &'a Taken) -> Self {
        Self(taken)
    }

    /// The signed document and what it says.
    #[must_use]
    pub fn agreement(&self) -> &'a Agreement {
        self.0.agreement()
    }

    /// The last second at which its signer is known to be entitled, as was last asked.
    ///
    /// # Errors
    ///
    /// Why the signer is not, or not known to be; or [`Reason::AgreementRollback`] and [`Reason::AgreementForked`] where a
    /// floor from elsewhere knows of a newer issue. The agreement does not count then.
    pub fn standing(&self) -> Result<UnixTime, Reason> {
        match &self.0.standing {
            Ok(signer) => Ok(signer.until()),
            Err(reason) => Err(reason.clone()),
        }
    }

    /// Its signer, as was last asked; `None` where nobody is known to be entitled.
    #[must_use]
    pub fn signer(&self) -> Option<&'a AgreementSigner> {
        self.0.standing.as_ref().ok()
    }

    /// The last second at which who countersigned it for the pointed party is known to be entitled, or why the countersignature
    /// does not count; `None` where there is none.
    #[must_use]
    pub fn countersigned(&self) -> Option<Result<UnixTime, Reason>> {
        let countersigned = self.0.countersigned.clone()?;
        Some(countersigned.map_err(NotSigner::into_reason))
    }
}
