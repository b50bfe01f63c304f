//! A list that was read and whose contents hang together.

use crate::codec::{
    Cbor, Limits, deterministic::scan_deterministic, envelope::Envelope, limits::Budget,
};
use crate::crypto::{Algorithm, DigestAlgorithm};
use crate::document::tree::Node;
use crate::reason::Reason;
use crate::time::UnixTime;

use super::{DigitalIdentity, ListContents, ListError, ListSigner, check, issues, read, signer};

/// The type of the document in its protected header.
pub(super) const TYP: &str = "application/elicence-trustlist+cbor";

/// One issue of a list whose form and contents are right. That somebody answers for it is asked apart:
/// [`check_signature`](Self::check_signature), and who may sign, of the store.
///
/// ```cddl
/// signed-trust-list = #6.18([ protected, {}, payload: bstr .cbor trust-list, signature: bstr ])
/// ```
///
/// Clause: `spec/trust-lists.md`, sections 2 to 4.
#[derive(Clone, Debug)]
pub struct TrustList {
    bytes: Vec<u8>,
    envelope: Envelope<'static>,
    contents: ListContents,
    digest: [u8; 32],
}

impl TrustList {
    /// Bytes of one signed list: 16 MiB, the lists of a country's counties with room.
    pub const BYTES: usize = 16 << 20;
    /// CBOR items in one list: 10,000 entities with a hundred each.
    const ITEMS: usize = 1 << 20;

    /// Reads a signed list and checks everything that depends on nothing but the list: size, depth, encoding, shape, and
    /// the invariants of its contents.
    ///
    /// # Errors
    ///
    /// [`ListError::Decode`] for bytes that are not of the format, [`ListError::Refused`] with every rule that the contents
    /// break, or with [`Reason::ListUnsigned`] for the contents without an envelope.
    pub fn decode(bytes: &[u8]) -> Result<Self, ListError> {
        let list = Self::read(bytes)?;
        match check::check(&list.contents) {
            reasons if reasons.is_empty() => Ok(list),
            reasons => Err(ListError::Refused(reasons)),
        }
    }

    /// Reads the form alone.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ListError> {
        let limits = Self::limits();
        let budget = Budget::new(&limits);
        let envelope = match Envelope::decode(bytes, TYP, ("list_bytes", Self::BYTES), &budget) {
            Ok(envelope) => envelope,
            Err(_) if is_bare(bytes) => return Err(Reason::ListUnsigned.into()),
            Err(error) => return Err(error.into()),
        };
        let (payload, at) = (envelope.payload.as_ref(), envelope.payload_at);
        scan_deterministic(payload, at, "payload", &budget)?;
        let tree = Cbor::read_scanned(payload)?;
        let contents =
            read::contents(&Node::cbor(&tree)).map_err(|fault| fault.in_cbor(payload, at))?;
        let envelope = envelope.into_owned();
        let digest = DigestAlgorithm::Sha256.digest(&[&envelope.to_be_signed()]);
        Ok(Self {
            bytes: bytes.to_vec(),
            contents,
            digest: digest.as_bytes().try_into().unwrap_or_default(),
            envelope,
        })
    }

    pub(super) fn limits() -> Limits {
        Limits {
            items: Self::ITEMS,
            ..Limits::default()
        }
    }

    /// What the list says.
    #[must_use]
    pub const fn contents(&self) -> &ListContents {
        &self.contents
    }

    /// The document as received.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of what is signed: the `Sig_structure` of RFC 9052, 4.4.
    ///
    /// Not of the document, which is not one string of bytes: everybody can make a second signature from one of ECDSA, and
    /// add a time-stamp beside it. If those had a digest of their own, anybody could make of one issue two that fork.
    #[must_use]
    pub const fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// The certificates in the envelope, in DER, the signer's own first; one to four. Only the first is looked at.
    #[must_use]
    pub fn signer_chain(&self) -> &[Vec<u8>] {
        &self.envelope.chain
    }

    /// The signature algorithm, if it is one of this build.
    #[must_use]
    pub fn algorithm(&self) -> Option<Algorithm> {
        let id = self.envelope.algorithm().ok()?;
        Algorithm::from_cose_id(id)
    }

    /// Checks the signature, the signer's certificate at `now` and its name. Not that the signer may sign this list.
    ///
    /// # Errors
    ///
    /// In this order [`Reason::ListAlgorithm`] for an unknown one, [`Reason::ListSignerCertificate`],
    /// [`Reason::ListSignerName`], [`Reason::ListAlgorithm`] for one that does not fit the key,
    /// [`Reason::ListSignatureMismatch`].
    ///
    /// Clause: `spec/trust-lists.md`, section 5.
    pub fn check_signature(&self, now: UnixTime) -> Result<ListSigner, Reason> {
        signer::check(&self.envelope, &self.contents, now)
    }

    /// Whether the signer's certificate, or its key, is one of `identities`. Says nothing about the signature.
    #[must_use]
    pub fn signed_by(&self, identities: &[DigitalIdentity]) -> bool {
        let leaf = self.envelope.chain.first();
        leaf.is_some_and(|leaf| signer::is_one_of(leaf, identities))
    }

    /// What is wrong with this list as the issue after `previous`; nothing if it follows on it.
    ///
    /// The number is one more, the digest is that of `previous`, the issue is not older, nothing that was listed is gone,
    /// and no state that has begun was changed. [`Reason::ListChainBroken`], [`Reason::ListRollback`],
    /// [`Reason::ListClosed`], [`Reason::ListHistory`], [`Reason::ListInvalid`].
    ///
    /// Clause: `spec/trust-lists.md`, section 4.
    #[must_use]
    pub fn check_against(&self, previous: &Self) -> Vec<Reason> {
        issues::check(&self.contents, previous)
    }
}

/// Whether the bytes are the contents of a list without an envelope.
fn is_bare(bytes: &[u8]) -> bool {
    let limits = TrustList::limits();
    bytes.len() <= TrustList::BYTES
        && matches!(bytes.first(), Some(0xa0..=0xbf))
        && Cbor::decode(bytes, &limits)
            .is_ok_and(|item| item.member("type").and_then(Cbor::as_text) == Some(read::TYPE))
}
