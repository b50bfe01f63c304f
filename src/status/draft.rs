//! A status list in the making, and its signing in two phases.

use super::{
    Bits, Statuses,
    life_cycle::ListedStatus,
    prefix::is_plain,
    token::{EXP, IAT, STATUS_LIST, STATUS_LIST_CLAIM, SUB, TTL, TYP, sha256},
};
use crate::{
    Misuse, Reason,
    codec::{
        Cbor, Limits,
        cose::{X5CHAIN, signature_input},
    },
    crypto::{Algorithm, Signer, SignerError, VerifyingKey},
    time::UnixTime,
    trust::StatusSigningCertificate,
};

/// A list of two bits for each licence, all valid when new; or the one derived from it, of one bit.
///
/// Clause: `spec/status.md`, section 7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusListDraft {
    uri: String,
    entries: u64,
    statuses: Statuses,
}

impl StatusListDraft {
    /// A list named `uri` with `entries` licences, of which all are valid.
    ///
    /// A licence is the better hidden the more others are in its list: 100,000 entries and more are usual, and empty ones
    /// cost next to nothing.
    ///
    /// # Errors
    ///
    /// [`Misuse::DoesNotFit`] when the name is not plain as [`prefix_covers`](super::prefix_covers) has it, or the list has no
    /// entry or more than fit [`Limits::status_bytes`].
    pub fn new(uri: impl Into<String>, entries: u64) -> Result<Self, Misuse> {
        Self::of(uri.into(), entries, Bits::Two)
    }

    fn of(uri: String, entries: u64, bits: Bits) -> Result<Self, Misuse> {
        let misuse = |rule| Misuse::DoesNotFit {
            what: "status list",
            rule,
        };
        if !is_plain(&uri) || uri.len() > super::reference::URI_BYTES {
            return Err(misuse(
                "its name is a plain https URI, without query or escapes",
            ));
        }
        if entries == 0 {
            return Err(misuse("it has an entry"));
        }
        let statuses = Statuses::zeroed(bits, entries)
            .ok_or_else(|| misuse("its entries are within Limits::status_bytes"))?;
        Ok(Self {
            uri,
            entries,
            statuses,
        })
    }

    /// The list's name: what licences have in their reference.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// How many entries it has.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// The status of `index`; in a derived list everything that is not valid is revoked.
    #[must_use]
    pub fn get(&self, index: u64) -> Option<ListedStatus> {
        let value = self.statuses.get(index).filter(|_| index < self.entries)?;
        ListedStatus::from_value(value)
    }

    /// Sets the status of `index`.
    ///
    /// # Errors
    ///
    /// [`Misuse::DoesNotFit`] beyond the end, and in a derived list for what it has no bits for.
    pub fn set(&mut self, index: u64, status: ListedStatus) -> Result<(), Misuse> {
        if index < self.entries && self.statuses.set(index, status.value()) {
            Ok(())
        } else {
            Err(Misuse::DoesNotFit {
                what: "status",
                rule: "its index is in the list, and its value has room",
            })
        }
    }

    /// The same licences in a list named `uri` that says valid (0) or not (1): what readers of mdocs of other kinds take.
    ///
    /// # Errors
    ///
    /// [`Misuse::DoesNotFit`] when the name is not plain.
    pub fn derived(&self, uri: impl Into<String>) -> Result<Self, Misuse> {
        let mut derived = Self::of(uri.into(), self.entries, Bits::One)?;
        let per_byte = self.statuses.bits().per_byte();
        // Most bytes say that all is valid, and need no look at each.
        for (byte, first) in self
            .statuses
            .bytes()
            .iter()
            .zip((0_u64..).step_by(usize_of(per_byte)))
        {
            if *byte == 0 {
                continue;
            }
            for index in first..first.saturating_add(per_byte).min(self.entries) {
                if self.statuses.get(index) != Some(0) {
                    derived.statuses.set(index, 1);
                }
            }
        }
        Ok(derived)
    }

    /// Everything but the signature: `publication` says who signs, and from when to when the list counts.
    ///
    /// # Errors
    ///
    /// [`PublishError::WouldNotCount`] with what a verifier would say: a certificate that is not a status signer's, an algorithm
    /// that is not for its key, a list that is made outside the certificate's life or ends after it.
    /// [`PublishError::Misuse`]: a list that ends before it begins, or with a time to live of nothing.
    ///
    /// Clause: `spec/status.md`, section 7.
    pub fn prepare(&self, publication: &Publication) -> Result<PreparedStatusList, PublishError> {
        let key = publication.check()?;
        let seconds = |time: UnixTime| Cbor::Integer(time.seconds().into());
        let list = Cbor::map([
            ("bits", Cbor::Integer(self.statuses.bits().count().into())),
            ("lst", Cbor::Bytes(self.statuses.deflate())),
        ]);
        let mut claims = vec![
            (SUB, Cbor::text(self.uri.as_str())),
            (IAT, seconds(publication.issued_at)),
            (EXP, seconds(publication.expires)),
            (STATUS_LIST_CLAIM, list),
        ];
        let time_to_live = publication.time_to_live;
        claims.extend(time_to_live.map(|ttl| (TTL, Cbor::Integer(ttl.into()))));
        let numbered = |members: Vec<(i128, Cbor)>| {
            let members = members.into_iter().map(|(k, v)| (Cbor::Integer(k), v));
            Cbor::Map(members.collect()).to_vec()
        };
        let chain = publication.chain.iter().cloned().map(Cbor::Bytes);
        let mut chain: Vec<Cbor> = chain.collect();
        let chain = match chain.len() {
            1 => chain.swap_remove(0), // RFC 9360: one certificate stands alone
            _ => Cbor::Array(chain),
        };
        let protected = numbered(vec![
            (1, Cbor::Integer(publication.algorithm.cose_id().into())),
            (TYP.into(), Cbor::text(STATUS_LIST)),
            (X5CHAIN.into(), chain),
        ]);
        let payload = numbered(claims);
        let header = coset::ProtectedHeader {
            original_data: Some(protected.clone()),
            header: coset::Header::default(),
        };
        Ok(PreparedStatusList {
            to_be_signed: signature_input(&header, &payload),
            protected,
            payload,
            algorithm: publication.algorithm,
            key,
        })
    }

    /// Both phases in one call, with a signer that answers at once.
    ///
    /// # Errors
    ///
    /// As [`prepare`](Self::prepare) and [`PreparedStatusList::complete`]; [`PublishError::Signer`] when the signer fails.
    pub fn publish(
        &self,
        publication: &Publication,
        signer: &dyn Signer,
    ) -> Result<Vec<u8>, PublishError> {
        let prepared = self.prepare(publication)?;
        let signature = signer
            .sign(prepared.to_be_signed())
            .map_err(PublishError::Signer)?;
        prepared.complete(&signature)
    }
}

/// Who signs a list, and from when to when it counts.
#[derive(Clone, Debug)]
pub struct Publication {
    chain: Vec<Vec<u8>>,
    algorithm: Algorithm,
    issued_at: UnixTime,
    expires: UnixTime,
    time_to_live: Option<u64>,
}

impl Publication {
    /// Signed under the certificates `chain` (DER, the signer's own first, the anchor left out), made at `issued_at`, and
    /// not counting from `expires` on.
    ///
    /// `issued_at` is later than that of the list before: verifiers refuse another list of the same second.
    #[must_use]
    pub const fn new(
        chain: Vec<Vec<u8>>,
        algorithm: Algorithm,
        issued_at: UnixTime,
        expires: UnixTime,
    ) -> Self {
        Self {
            chain,
            algorithm,
            issued_at,
            expires,
            time_to_live: None,
        }
    }

    /// To be fetched anew after so many seconds. Default: not said.
    #[must_use]
    pub fn with_time_to_live(self, seconds: u64) -> Self {
        Self {
            time_to_live: Some(seconds),
            ..self
        }
    }

    fn check(&self) -> Result<VerifyingKey, PublishError> {
        let refused = |reason| Err(PublishError::WouldNotCount(vec![reason]));
        let misuse = |rule| {
            let what = "publication";
            Err(Misuse::DoesNotFit { what, rule }.into())
        };
        if self.expires <= self.issued_at {
            return misuse("it ends after it begins");
        }
        if self.time_to_live == Some(0) {
            return misuse("its time to live is a second or more");
        }
        if self.issued_at.seconds() < 0 {
            return misuse("it is made after 1970");
        }
        if self.chain.len() > Limits::CHAIN {
            return refused(Reason::CertificateOverLimit {
                limit: "chain",
                allowed: Limits::CHAIN,
            });
        }
        let Some(leaf) = self.chain.first() else {
            return refused(Reason::StatusSigner {
                rule: "it comes without a certificate chain".to_owned(),
            });
        };
        let certificate = StatusSigningCertificate::read(leaf)
            .map_err(|reason| PublishError::WouldNotCount(vec![reason]))?;
        let within = certificate
            .check_time(self.issued_at)
            .and_then(|()| certificate.check_time(self.expires.saturating_add(-1)));
        if let Err(reason) = within {
            return refused(reason);
        }
        if !certificate.verifying_key().fits(self.algorithm) {
            let found = format!("{}, which is not for the signer's key", self.algorithm);
            return refused(Reason::StatusAlgorithm { found });
        }
        Ok(certificate.verifying_key().clone())
    }
}

/// A list that waits for its signature.
#[derive(Debug)]
pub struct PreparedStatusList {
    protected: Vec<u8>,
    payload: Vec<u8>,
    to_be_signed: Vec<u8>,
    algorithm: Algorithm,
    key: VerifyingKey,
}

impl PreparedStatusList {
    /// What the signer signs: the `Sig_structure` of RFC 9052, 4.4. It hashes it as its algorithm says.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        &self.to_be_signed
    }

    /// SHA-256 of the claims, for the publisher's records.
    #[must_use]
    pub fn claims_digest(&self) -> [u8; 32] {
        sha256(&self.payload)
    }

    /// The token, a tagged `COSE_Sign1` in deterministic CBOR, after verifying the signature with the key of the certificate.
    ///
    /// # Errors
    ///
    /// [`PublishError::WouldNotCount`] with [`Reason::StatusSignatureMismatch`]: nothing is published.
    pub fn complete(self, signature: &[u8]) -> Result<Vec<u8>, PublishError> {
        self.key
            .verify(self.algorithm, &self.to_be_signed, signature)
            .map_err(|_| PublishError::WouldNotCount(vec![Reason::StatusSignatureMismatch]))?;
        let token = Cbor::Array(vec![
            Cbor::Bytes(self.protected),
            Cbor::Map(Vec::new()),
            Cbor::Bytes(self.payload),
            Cbor::Bytes(signature.to_vec()),
        ]);
        Ok(Cbor::Tag(18, Box::new(token)).to_vec())
    }
}

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// What was asked for would be refused by every verifier: the reasons it would give.
    #[error("it would not count: {}", .0.iter().map(|reason| format!("{}: {reason}", reason.code())).collect::<Vec<_>>().join("; "))]
    WouldNotCount(Vec<Reason>),
    /// The call was wrong.
    #[error(transparent)]
    Misuse(#[from] Misuse),
    /// The signer failed.
    #[error("the signer failed")]
    Signer(#[source] SignerError),
}

fn usize_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
