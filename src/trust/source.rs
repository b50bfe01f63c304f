//! Who can be asked whether a key may seal.

use crate::reason::Reason;
use crate::time::UnixTime;

use super::{Question, TrustAnchors, TrustedSigner};

/// Whom a verifier trusts: [`TrustAnchors`] given by hand, or a store of trust lists.
///
/// A verdict needs a [`TrustedSigner`], which only this crate makes, so that nobody else can vouch for a key.
pub trait Trust {
    /// Whether the first certificate of `chain` may seal what `question` asks about; see [`TrustAnchors::judge`].
    ///
    /// # Errors
    ///
    /// Every [`Reason`] against it, the primary one first; never empty.
    fn judge(&self, chain: &[&[u8]], question: &Question<'_>)
    -> Result<TrustedSigner, Vec<Reason>>;

    /// The newest time that has been for sure, because a list that was taken says so; `None` where none was ever taken.
    ///
    /// A clock that says an earlier one is wrong, and is not believed.
    fn clock_floor(&self) -> Option<UnixTime> {
        None
    }
}

impl Trust for TrustAnchors {
    fn judge(
        &self,
        chain: &[&[u8]],
        question: &Question<'_>,
    ) -> Result<TrustedSigner, Vec<Reason>> {
        Self::judge(self, chain, question)
    }
}
