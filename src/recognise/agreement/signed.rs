//! A signed agreement: the envelope around the contents.

use crate::codec::{
    Cbor, Limits, deterministic::scan_deterministic, envelope::Envelope, limits::Budget,
};
use crate::crypto::{Algorithm, DigestAlgorithm};
use crate::document::tree::Node;
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::AgreementCertificate;

use super::{AgreementContents, AgreementError, check, issues, read};

/// The type of the document in its protected header.
pub(super) const TYP: &str = "application/elicence-agreement+cbor";

/// One issue of an agreement whose form and contents are right. That somebody answers for it is asked apart:
/// [`check_signature`](Self::check_signature), and who may sign, when [`Agreements`](super::super::Agreements) take it.
///
/// ```cddl
/// signed-agreement = #6.18([ protected, { ? 11: countersignature }, payload: bstr .cbor recognition-agreement, signature: bstr ])
/// ```
///
/// Clause: `spec/agreement-signing.md`, section 1.
#[derive(Clone, Debug)]
pub struct Agreement {
    pub(super) bytes: Vec<u8>,
    pub(super) envelope: Envelope<'static>,
    contents: AgreementContents,
    digest: [u8; 32],
}

impl Agreement {
    /// Bytes of one signed agreement: 1 MiB, fifty equivalences with code tables of a thousand rows each.
    pub const BYTES: usize = 1 << 20;

    /// Reads a signed agreement and checks everything that depends on nothing but the agreement: size, depth, encoding,
    /// envelope, shape, and what must hold of its contents.
    ///
    /// # Errors
    ///
    /// [`AgreementError::Decode`] for bytes that are not of the format, [`AgreementError::Refused`] with every rule that the
    /// contents break, or with [`Reason::AgreementUnsigned`] for the contents without an envelope.
    pub fn decode(bytes: &[u8]) -> Result<Self, AgreementError> {
        let agreement = Self::read(bytes)?;
        match check::check(&agreement.contents) {
            reasons if reasons.is_empty() => Ok(agreement),
            reasons => Err(AgreementError::Refused(reasons)),
        }
    }

    /// Reads the form alone.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, AgreementError> {
        let limits = Limits::default();
        let budget = Budget::new(&limits);
        let max_bytes = ("agreement_bytes", Self::BYTES);
        let envelope = match Envelope::decode_countersigned(bytes, TYP, max_bytes, &budget) {
            Ok(envelope) => envelope,
            Err(_) if is_bare(bytes) => return Err(Reason::AgreementUnsigned.into()),
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

    /// What the agreement says.
    #[must_use]
    pub const fn contents(&self) -> &AgreementContents {
        &self.contents
    }

    /// The document as received.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of what is signed: the `Sig_structure` of RFC 9052, 4.4.
    ///
    /// Not of the document, which is not one string of bytes: everybody can make a second signature from one of ECDSA, and a
    /// countersignature is added and may be taken away. All of these are one issue.
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

    /// Checks the signer's certificate at `at`, that it names the pointing party, and the signature. Not that the signer may
    /// sign for the party: that is for its trust list to say.
    ///
    /// # Errors
    ///
    /// In this order [`Reason::AgreementSigner`], [`Reason::CertificateNotYetValid`], [`Reason::CertificateExpired`],
    /// [`Reason::AgreementAlgorithm`], [`Reason::AgreementSignatureMismatch`].
    ///
    /// Clause: `spec/agreement-signing.md`, section 2.
    pub fn check_signature(&self, at: UnixTime) -> Result<(), Reason> {
        let signer = self.signer()?;
        let party = &self.contents.pointing_party;
        signer.check_name(&party.entity_id, &party.territory)?;
        signer.check_time(at)?;
        self.check_signature_of(&signer)
    }

    /// The signer's certificate, if it is one that may sign agreements.
    pub(in crate::recognise) fn signer(&self) -> Result<AgreementCertificate, Reason> {
        let leaf = self.envelope.chain.first().map_or(&[][..], Vec::as_slice);
        AgreementCertificate::read(leaf)
    }

    /// The algorithm and the signature.
    pub(in crate::recognise) fn check_signature_of(
        &self,
        signer: &AgreementCertificate,
    ) -> Result<(), Reason> {
        let algorithm = self
            .envelope
            .algorithm()
            .and_then(|id| Algorithm::from_cose_id(id).ok_or_else(|| id.to_string()))
            .map_err(|found| Reason::AgreementAlgorithm { found })?;
        signer.check_algorithm(algorithm)?;
        let (signed, signature) = (self.envelope.to_be_signed(), &self.envelope.signature);
        signer
            .verifying_key()
            .verify(algorithm, &signed, signature)
            .map_err(|_| Reason::AgreementSignatureMismatch)
    }

    /// What is wrong with this issue as the one after `previous` at once; nothing if it follows on it.
    ///
    /// Name and parties are the same, the number is one more, the date not earlier, and what had begun stays as it was.
    /// [`Reason::AgreementInvalid`], [`Reason::AgreementRollback`], [`Reason::AgreementHistory`].
    ///
    /// Clause: `spec/agreement-signing.md`, section 4.
    #[must_use]
    pub fn check_against(&self, previous: &Self) -> Vec<Reason> {
        issues::check_next(&self.contents, &previous.contents)
    }
}

/// Whether the bytes are the contents of an agreement without an envelope.
fn is_bare(bytes: &[u8]) -> bool {
    bytes.len() <= Agreement::BYTES
        && matches!(bytes.first(), Some(0xa0..=0xbf))
        && Cbor::decode(bytes, &Limits::default())
            .is_ok_and(|item| item.member("type").and_then(Cbor::as_text) == Some(read::TYPE))
}
