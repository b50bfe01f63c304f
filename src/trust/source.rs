//! Who can be asked whether a key may seal, and how they answer.

use crate::reason::Reason;
use crate::time::UnixTime;

use super::store::TrustStore;
use super::{
    Question, Revocation, StatusSigner, TrustAnchors, TrustedSigner, judge, status_signer,
};

/// Whom a verifier trusts: [`TrustAnchors`] given by hand, or a store of trust lists.
///
/// A verdict needs a [`TrustedSigner`], which only this crate makes, so that nobody else can vouch for a key. A store
/// answers at its [clock floor](Trust::clock_floor) where that is later than the time asked about.
pub trait Trust {
    /// Whether the first certificate of `chain` may seal what `question` asks about; see [`TrustAnchors::judge`].
    fn examine(&self, chain: &[&[u8]], question: &Question<'_>) -> Examined;

    /// In what capacities the first certificate of `chain` may sign status lists at `now`; none is an error.
    ///
    /// # Errors
    ///
    /// The [`Reason`] why it may not.
    fn status_signers(
        &self,
        chain: &[&[u8]],
        now: UnixTime,
        revocation: Revocation,
    ) -> Result<Vec<StatusSigner>, Reason>;

    /// Until when a path leads from the first certificate of `chain` to the CA `certificate` at `now`.
    ///
    /// # Errors
    ///
    /// The [`Reason`] why none does.
    fn status_signer_under(
        &self,
        chain: &[&[u8]],
        certificate: &[u8],
        now: UnixTime,
        revocation: Revocation,
    ) -> Result<UnixTime, Reason>;

    /// List, entity and name of the listed services that answer for the status of what `signer` seals; none of anchors and pins.
    fn status_services(
        &self,
        signer: &TrustedSigner,
        now: UnixTime,
    ) -> Vec<(String, String, String)> {
        let _ = (signer, now);
        Vec::new()
    }

    /// The newest time that has been for sure, because a list that was taken says so; `None` where none was ever taken.
    ///
    /// A clock that says an earlier one is wrong, and is not believed.
    fn clock_floor(&self) -> Option<UnixTime> {
        None
    }
}

impl Trust for TrustAnchors {
    fn examine(&self, chain: &[&[u8]], question: &Question<'_>) -> Examined {
        judge::examine(self, None, chain, question)
    }

    fn status_signers(
        &self,
        chain: &[&[u8]],
        now: UnixTime,
        revocation: Revocation,
    ) -> Result<Vec<StatusSigner>, Reason> {
        status_signer::find(self, None, chain, now, revocation)
    }

    fn status_signer_under(
        &self,
        chain: &[&[u8]],
        certificate: &[u8],
        now: UnixTime,
        revocation: Revocation,
    ) -> Result<UnixTime, Reason> {
        status_signer::under(self, chain, certificate, now, revocation)
    }
}

impl Trust for TrustStore {
    fn examine(&self, chain: &[&[u8]], question: &Question<'_>) -> Examined {
        let (now, _) = self.time(question.now);
        let question = Question { now, ..*question };
        judge::examine(self.anchors(), Some(self), chain, &question)
    }

    fn status_signers(
        &self,
        chain: &[&[u8]],
        now: UnixTime,
        revocation: Revocation,
    ) -> Result<Vec<StatusSigner>, Reason> {
        let (now, _) = self.time(now);
        status_signer::find(self.anchors(), Some(self), chain, now, revocation)
    }

    fn status_signer_under(
        &self,
        chain: &[&[u8]],
        certificate: &[u8],
        now: UnixTime,
        revocation: Revocation,
    ) -> Result<UnixTime, Reason> {
        let (now, _) = self.time(now);
        status_signer::under(self.anchors(), chain, certificate, now, revocation)
    }

    fn status_services(
        &self,
        signer: &TrustedSigner,
        now: UnixTime,
    ) -> Vec<(String, String, String)> {
        status_signer::services_of(self, signer, now)
    }

    fn clock_floor(&self) -> Option<UnixTime> {
        self.clock_floor()
    }
}

/// An answer: trusted, refused, or not known.
#[derive(Debug)]
pub struct Examined {
    /// Whose key it is; with reasons, whose it would be if what is not known turned out well.
    signer: Option<TrustedSigner>,
    reasons: Vec<Reason>,
}

impl Examined {
    pub(super) const fn trusted(signer: TrustedSigner) -> Self {
        Self {
            signer: Some(signer),
            reasons: Vec::new(),
        }
    }

    /// `reasons` are all of the kind that could not be found out.
    pub(super) const fn undetermined(signer: TrustedSigner, reasons: Vec<Reason>) -> Self {
        Self {
            signer: Some(signer),
            reasons,
        }
    }

    pub(super) const fn refused(reasons: Vec<Reason>) -> Self {
        Self {
            signer: None,
            reasons,
        }
    }

    /// The same answer where the sealing certificate is pinned, but for something else.
    pub(super) fn with_pin_against(mut self, pin: Reason) -> Self {
        // That nothing else was found is no news beside why the pin does not serve.
        if matches!(self.reasons.as_slice(), [Reason::TrustNoPath { .. }]) {
            self.reasons.clear();
        }
        if self.signer.is_none() {
            self.reasons.insert(0, pin);
        }
        self
    }

    /// The signer, or every reason against it, the primary one first; never empty.
    ///
    /// # Errors
    ///
    /// Where it is refused or not known; [`Reason::is_unknown`] tells the two apart.
    pub fn into_result(self) -> Result<TrustedSigner, Vec<Reason>> {
        match self.signer {
            Some(signer) if self.reasons.is_empty() => Ok(signer),
            _ => Err(self.reasons),
        }
    }

    /// For further checks, which may refuse what is only undetermined here; a verdict needs both parts.
    pub(crate) fn into_parts(self) -> (Option<TrustedSigner>, Vec<Reason>) {
        (self.signer, self.reasons)
    }
}
