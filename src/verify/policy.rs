//! What the verifier asks for, beyond what the trust anchors allow.

use core::fmt;

use crate::{
    codec::{Cbor, Limits},
    crypto::KeyAgreement,
    licence::TypeRegistry,
    status::{StaleStatus, StatusLists},
    trust::Revocation,
};

/// The verifier's side of a judgement: definitions, demands on the holder's proof, the session.
///
/// Defaults are the safe ones: see each `with_…`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Policy<'a> {
    pub(super) types: &'a TypeRegistry,
    pub(super) holder: HolderBinding,
    pub(super) unreferenced_status: UnreferencedStatus,
    pub(super) revocation: Revocation,
    pub(super) statuses: Option<&'a StatusLists>,
    pub(super) stale_status: StaleStatus,
    pub(super) session: Option<Session<'a>>,
    pub(super) limits: Limits,
}

impl<'a> Policy<'a> {
    /// Judges native licences by the definitions in `types`, which never come from the presenter.
    #[must_use]
    pub fn new(types: &'a TypeRegistry) -> Self {
        Self {
            types,
            holder: HolderBinding::NotRequired,
            unreferenced_status: UnreferencedStatus::Allow,
            revocation: Revocation::WhereGiven,
            statuses: None,
            stale_status: StaleStatus::Undetermined,
            session: None,
            limits: Limits::default(),
        }
    }

    /// Whether the presenter must prove to be the holder. Default [`HolderBinding::NotRequired`]: a proof that
    /// comes is checked all the same, and the report says which it was.
    #[must_use]
    pub const fn with_holder_binding(mut self, binding: HolderBinding) -> Self {
        self.holder = binding;
        self
    }

    /// What a foreign document without a status reference counts as. Default [`UnreferencedStatus::Allow`], with a
    /// note: most issuers of foreign mdocs publish none. Native licences follow their type's own policy.
    #[must_use]
    pub const fn with_unreferenced_status(mut self, unreferenced: UnreferencedStatus) -> Self {
        self.unreferenced_status = unreferenced;
        self
    }

    /// Whether a certificate that no revocation list speaks for counts. Default [`Revocation::WhereGiven`]: where lists are
    /// given every certificate needs one, where none is the trail says that revocation was not asked.
    #[must_use]
    pub const fn with_revocation(mut self, revocation: Revocation) -> Self {
        self.revocation = revocation;
        self
    }

    /// The status lists at hand. Default none: a licence that names one is then undetermined.
    #[must_use]
    pub const fn with_statuses(mut self, statuses: &'a StatusLists) -> Self {
        self.statuses = Some(statuses);
        self
    }

    /// What a status list counts as that should have been fetched anew by its own time to live. Default
    /// [`StaleStatus::Undetermined`].
    #[must_use]
    pub const fn with_stale_status(mut self, stale: StaleStatus) -> Self {
        self.stale_status = stale;
        self
    }

    /// The session in which the documents came. Default none: a holder's proof can then not be checked.
    #[must_use]
    pub fn with_session(mut self, session: Session<'a>) -> Self {
        self.session = Some(session);
        self
    }

    /// Budgets for the values of elements. Default [`Limits::default`].
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

/// Whether a document counts when its presenter has not proved to be its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HolderBinding {
    /// Refuse a document without a proof, and a licence that has no holder's key.
    Required,
    /// Accept it, and say so in the report.
    NotRequired,
}

/// What a foreign document that names no status list counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreferencedStatus {
    /// In force, with a note in the trail.
    Allow,
    /// Undecided: its status is not known.
    Undetermined,
}

/// What verifier and holder have in common in one exchange, so that a proof cannot be used again in another.
#[derive(Clone)]
pub struct Session<'a> {
    /// `SessionTranscriptBytes`, tag 24 included.
    transcript_bytes: Vec<u8>,
    reader_key: Option<&'a dyn KeyAgreement>,
}

impl<'a> Session<'a> {
    /// A session by its transcript: `SessionTranscriptBytes` (#6.24(bstr)) or the `SessionTranscript` array itself.
    ///
    /// ```cddl
    /// SessionTranscriptBytes = #6.24(bstr .cbor SessionTranscript)
    /// SessionTranscript = [ DeviceEngagementBytes / null, EReaderKeyBytes / null, Handover ]
    /// ```
    ///
    /// The bytes are used as given; who made them up from what was exchanged is the caller. Bytes that are neither of
    /// the two are no transcript: the proof then counts as unchecked.
    ///
    /// Clause: ISO/IEC 18013-5, 9.1.5.1.
    #[must_use]
    pub fn new(transcript: &[u8]) -> Self {
        let tagged = minicbor::Decoder::new(transcript)
            .tag()
            .is_ok_and(|tag| tag.as_u64() == 24);
        let transcript_bytes = if tagged {
            transcript.to_vec()
        } else {
            Cbor::Tag(24, Box::new(Cbor::Bytes(transcript.to_vec()))).to_vec()
        };
        Self {
            transcript_bytes,
            reader_key: None,
        }
    }

    /// The reader's ephemeral key, which a device MAC cannot be checked without.
    #[must_use]
    pub const fn with_reader_key(mut self, key: &'a dyn KeyAgreement) -> Self {
        self.reader_key = Some(key);
        self
    }

    pub(super) fn transcript_bytes(&self) -> &[u8] {
        &self.transcript_bytes
    }

    /// The transcript array inside the tag; `None` where it is not one array. What the holder signs has it spliced in,
    /// so that nothing, or two items, in its place would be a proof that belongs to no session.
    pub(super) fn transcript(&self) -> Option<&[u8]> {
        let mut decoder = minicbor::Decoder::new(&self.transcript_bytes);
        decoder.tag().ok()?;
        let transcript = decoder.bytes().ok()?;
        let whole = decoder.position() == self.transcript_bytes.len();
        let item = Cbor::decode(transcript, &Limits::default()).ok()?;
        (whole && matches!(item, Cbor::Array(_))).then_some(transcript)
    }

    pub(super) const fn reader_key(&self) -> Option<&'a dyn KeyAgreement> {
        self.reader_key
    }
}

impl fmt::Debug for Session<'_> {
    /// Leaves out the transcript, which identifies both sides, and the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_is_one_array_with_or_without_its_tag() {
        let array = [0x83, 0xf6, 0xf6, 0xf6];
        let tagged = [0xd8, 24, 0x44, 0x83, 0xf6, 0xf6, 0xf6];
        assert_eq!(Session::new(&array).transcript(), Some(array.as_slice()));
        assert_eq!(Session::new(&tagged).transcript(), Some(array.as_slice()));
    }

    #[test]
    fn what_is_no_transcript_proves_nothing() {
        let chunked: &[u8] = &[0xd8, 24, 0x5f, 0x44, 0x83, 0xf6, 0xf6, 0xf6, 0xff];
        let followed: &[u8] = &[0xd8, 24, 0x44, 0x83, 0xf6, 0xf6, 0xf6, 0x00];
        let two: &[u8] = &[0x83, 0xf6, 0xf6, 0xf6, 0x00];
        let (nothing, tag, null): (&[u8], &[u8], &[u8]) = (&[], &[0xd8, 24], &[0xf6]);
        for bytes in [nothing, tag, null, two, chunked, followed] {
            assert_eq!(Session::new(bytes).transcript(), None, "{bytes:02x?}");
        }
    }
}
