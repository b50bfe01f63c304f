//! The two ways in which a judgement ends.

use core::fmt;

use super::trail::Trail;
use crate::{
    Reason, codec::Cbor, crypto::Algorithm, licence::Region, status::StatusEvidence,
    time::UnixTime, trust::TrustedSigner,
};

/// A document for which every check was made and held: the only way to its data.
///
/// Made by [`PresentedDocument::verify`](super::PresentedDocument::verify) alone.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Verified {
    pub(super) doc_type: String,
    pub(super) elements: Vec<Element>,
    pub(super) withheld: usize,
    pub(super) region: Option<Region>,
    pub(super) holder: Holder,
    pub(super) evidence: Evidence,
    pub(super) effective_until: UnixTime,
    pub(super) trail: Trail,
}

impl Verified {
    /// The type of the document, as sealed.
    #[must_use]
    pub fn doc_type(&self) -> &str {
        &self.doc_type
    }

    /// Whether it is a licence of this format, as opposed to a foreign mdoc.
    #[must_use]
    pub fn is_native(&self) -> bool {
        crate::licence::is_native(&self.doc_type)
    }

    /// The disclosed elements in the order presented, unknown ones of foreign documents included.
    #[must_use]
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The issuer's value of one element.
    #[must_use]
    pub fn element(&self, name_space: &str, identifier: &str) -> Option<&Cbor> {
        let stated = |e: &&Element| {
            e.stated_by == StatedBy::Issuer
                && e.name_space == name_space
                && e.identifier == identifier
        };
        self.elements.iter().find(stated).map(|e| &e.value)
    }

    /// How many sealed elements were not shown. An issuer may have added decoys, so this is an upper bound.
    #[must_use]
    pub const fn withheld(&self) -> usize {
        self.withheld
    }

    /// The region of the licence; of a foreign document what its certificate says and the anchor's scope confirms.
    #[must_use]
    pub const fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    /// Whether the presenter proved to be the holder.
    #[must_use]
    pub const fn holder(&self) -> Holder {
        self.holder
    }

    /// What the verdict rests on.
    #[must_use]
    pub const fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// The last second at which this verdict can still be relied on; judge again after it.
    #[must_use]
    pub const fn effective_until(&self) -> UnixTime {
        self.effective_until
    }

    /// Every check that was made.
    #[must_use]
    pub const fn trail(&self) -> &Trail {
        &self.trail
    }
}

/// One disclosed element.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Element {
    /// The name space, for example `org.elicence.1`.
    pub name_space: String,
    /// The identifier within the name space.
    pub identifier: String,
    /// The value, nothing dropped.
    pub value: Cbor,
    /// Who says so.
    pub stated_by: StatedBy,
}

/// Who states an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatedBy {
    /// The issuing authority, under its seal.
    Issuer,
    /// The holder, under a key that the issuer authorised for it.
    Holder,
}

/// Whether the presenter proved to be the holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a verifier must decide about each")]
pub enum Holder {
    /// Yes, in this session.
    Bound,
    /// No proof came with the document: it may be a copy in anybody's hands.
    NotBound,
    /// The licence has no holder's key, so there can be no proof.
    None,
    /// A proof came and could not be checked.
    Unchecked,
}

impl Holder {
    /// `bound`, `not-bound`, `none` or `unchecked`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::NotBound => "not-bound",
            Self::None => "none",
            Self::Unchecked => "unchecked",
        }
    }
}

/// What a verdict rests on, so that it can be checked again.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Evidence {
    /// The sealing certificate, its path and its anchor.
    pub signer: TrustedSigner,
    /// The algorithm of the seal.
    pub algorithm: Algorithm,
    /// When the issuer says it sealed: a claim, not a proof.
    pub signed_claimed: UnixTime,
    /// The time of judgement.
    pub judged_at: UnixTime,
    /// The entries of status lists that were looked up; empty where the licence names none.
    pub statuses: Vec<StatusEvidence>,
    /// How the holder proved to be the holder; there if and only if [`Holder::Bound`].
    pub holder_proof: Option<HolderProof>,
}

/// A holder's proof that held.
///
/// Two documents with equal `device_key` and `session` were presented by one device in one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HolderProof {
    /// How it was made.
    pub method: ProofMethod,
    /// SHA-256 of the device key as a `SubjectPublicKeyInfo`, so that one key has one digest however a licence encodes it.
    pub device_key: [u8; 32],
    /// SHA-256 of the `SessionTranscriptBytes`.
    pub session: [u8; 32],
}

/// How a holder's proof is made (ISO/IEC 18013-5, 9.1.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProofMethod {
    /// The device signed.
    Signature,
    /// The device made a MAC with a key that it shares with the reader.
    Mac,
}

impl ProofMethod {
    /// `device-signature` or `device-mac`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Signature => "device-signature",
            Self::Mac => "device-mac",
        }
    }
}

/// A document that does not count: what is wrong with it, or what could not be found out.
///
/// Holds no data of the document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Refused {
    /// Refused, or only undecided.
    pub outcome: RefusedOutcome,
    /// The reasons in the order of the checks, the primary one first; at least one.
    pub reasons: Vec<Reason>,
    /// The type that the document claims.
    pub claimed_doc_type: String,
    /// How far the holder's proof came.
    pub holder: Holder,
    /// Every check that was made.
    pub trail: Trail,
}

impl Refused {
    /// The code of the first reason.
    #[must_use]
    pub fn primary_code(&self) -> &'static str {
        self.reasons.first().map_or("", Reason::code)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.outcome.word())?;
        for reason in &self.reasons {
            write!(f, "; {}: {reason}", reason.code())?;
        }
        Ok(())
    }
}

/// Why there is no [`Verified`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a verifier must handle both")]
pub enum RefusedOutcome {
    /// A check failed.
    Refused,
    /// No check failed, but at least one could not be made. Never to be treated as good.
    Indeterminate,
}

impl RefusedOutcome {
    /// `refused` or `indeterminate`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Indeterminate => "indeterminate",
        }
    }
}
