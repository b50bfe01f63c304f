//! Making a list: contents, the bytes to be signed, the signature, a list that was read back.

use crate::codec::envelope::Draft;
use crate::crypto::Algorithm;
use crate::licence::value::DigestValue;
use crate::time::UnixTime;

use super::signed::TYP;
use super::{ListContents, ListError, PreviousIssue, TrustList, issues, signer, write};

/// Contents that are to be signed.
///
/// The signature is made outside: [`prepare`](Self::prepare) gives the bytes, [`PreparedList::complete`] takes the
/// signature. No private key comes near.
#[derive(Clone, Debug)]
pub struct ListDraft<'p> {
    contents: ListContents,
    previous: Option<&'p TrustList>,
}

impl<'p> ListDraft<'p> {
    /// A draft of these contents.
    #[must_use]
    pub const fn new(contents: ListContents) -> Self {
        Self {
            contents,
            previous: None,
        }
    }

    /// Also holds the contents against the issue before, as [`TrustList::check_against`]. Default: not.
    #[must_use]
    pub fn following(self, previous: &'p TrustList) -> Self {
        Self {
            previous: Some(previous),
            ..self
        }
    }

    /// The bytes to be signed with `algorithm` by the key of the first certificate of `chain` (DER, one to four).
    ///
    /// # Errors
    ///
    /// [`ListError`]: everything for which any verifier would refuse the list, with the time of issue as the time of
    /// loading, so that a void list is not signed.
    pub fn prepare(
        self,
        algorithm: Algorithm,
        chain: &[Vec<u8>],
    ) -> Result<PreparedList, ListError> {
        let payload = write::contents(&self.contents).to_vec();
        let draft = Draft::new(TYP, algorithm.cose_id(), chain, payload);
        // What was built by hand may have a shape that the format has not: only what can be read back counts.
        let read_back = TrustList::decode(&draft.complete(&[]))?;
        let mut reasons = self
            .previous
            .map(|previous| issues::check(read_back.contents(), previous))
            .unwrap_or_default();
        let issued = self.contents.list_issue_date_time;
        let leaf = chain.first().map_or(&[][..], Vec::as_slice);
        if let Err(reason) = signer::check_unsigned(leaf, algorithm, &self.contents, issued) {
            reasons.push(reason);
        }
        if reasons.is_empty() {
            Ok(PreparedList { draft, issued })
        } else {
            Err(ListError::Refused(reasons))
        }
    }
}

/// A list that lacks nothing but its signature.
#[derive(Clone, Debug)]
pub struct PreparedList {
    draft: Draft,
    issued: UnixTime,
}

impl PreparedList {
    /// The bytes to be signed (RFC 9052, 4.4), whole: the algorithm hashes them itself.
    #[must_use]
    pub fn to_be_signed(&self) -> Vec<u8> {
        self.draft.to_be_signed()
    }

    /// The signed list, if the signature is right: r‖s, each as long as the curve's order, or the 64 bytes of Ed25519.
    ///
    /// # Errors
    ///
    /// [`Reason::ListSignatureMismatch`](crate::Reason::ListSignatureMismatch).
    pub fn complete(&self, signature: &[u8]) -> Result<TrustList, ListError> {
        let list = TrustList::read(&self.draft.complete(signature))?;
        list.check_signature(self.issued)?;
        Ok(list)
    }
}

impl ListContents {
    /// The contents of the issue after `previous`, to be changed by what has happened: one number on, naming `previous` by
    /// its digest, all states and their history kept. Successor signers are kept too.
    #[must_use]
    pub fn next(
        previous: &TrustList,
        issued: UnixTime,
        next_update: Option<UnixTime>,
        not_after: UnixTime,
    ) -> Self {
        let before = previous.contents();
        let digest = DigestValue::new(DigestValue::SHA_256, previous.digest().to_vec());
        Self {
            sequence_number: before.sequence_number.saturating_add(1),
            list_issue_date_time: issued,
            next_update,
            not_after,
            previous_issue: digest.map(|digest| PreviousIssue {
                sequence_number: before.sequence_number,
                digest,
            }),
            ..before.clone()
        }
    }
}
