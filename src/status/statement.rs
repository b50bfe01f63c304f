//! What a list has no room for: why a licence has the status that it has, and what took its place.

use super::{
    LicenceState, LifeCycle, PublishError, StatusAuthorities, StatusQuestion, signature::Signed,
    token::sha256,
};
use crate::{
    Misuse, Reason,
    codec::{
        Cbor, Limits,
        deterministic::scan_deterministic,
        envelope::{Draft, Envelope},
        limits::Budget,
        reader::{Reader, name, over, required},
    },
    crypto::{Algorithm, Signer, VerifyingKey},
    error::{DecodeError, DecodeErrorKind as Kind},
    licence::value::Text,
    time::UnixTime,
    trust::StatusSigningCertificate,
};

const TYP: &str = "application/elicence-status-statement+cbor";
const TYPE: &str = "org.elicence.status-statement.1";

/// Bytes of a signed statement: four certificates of the largest size, and what it says.
const BYTES: (&str, usize) = ("statement_bytes", 80 << 10);
/// Bytes of the ground: a paragraph, not the decision itself.
const GROUND_BYTES: usize = 4_096;

/// The last change of one licence, as its status service states it.
///
/// ```cddl
/// status-statement = {
///   "type": "org.elicence.status-statement.1", "licenceId": tstr, "state": state, "legalGround": tstr,
///   "effectiveFrom": tdate, "recordedAt": tdate, ? "successor": tstr
/// }
/// ```
///
/// It is about one licence and names it, so it goes to the holder or to who asks for that licence, and is not published.
///
/// Clause: `spec/status.md`, section 10.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusStatement {
    /// The licence.
    pub licence_id: String,
    /// The state that it came to be in.
    pub state: LicenceState,
    /// The law and the decision; empty where the passing of time alone did it.
    pub legal_ground: String,
    /// From when on; for a void licence this may be the day of its issue.
    pub effective_from: UnixTime,
    /// When it was entered in the register.
    pub recorded_at: UnixTime,
    /// The licence that took its place.
    pub successor: Option<String>,
}

impl StatusStatement {
    /// About the licence `licence_id`, whose life so far is `life`; `None` for a life without a change, which there is not.
    #[must_use]
    pub fn of(licence_id: impl Into<String>, life: &LifeCycle) -> Option<Self> {
        let last = life.changes().last()?;
        Some(Self {
            licence_id: licence_id.into(),
            state: life.state(),
            legal_ground: last.legal_ground.clone(),
            effective_from: last.effective_from,
            recorded_at: last.recorded_at,
            successor: last.successor.clone(),
        })
    }

    /// Everything but the signature, under the certificates `chain` (DER, the signer's own first, the anchor left out).
    ///
    /// # Errors
    ///
    /// [`PublishError::WouldNotCount`] for a certificate that is not a status signer's, that is not valid when the change was
    /// recorded, or whose key is not for the algorithm; [`PublishError::Misuse`] for a statement that could not be read.
    pub fn prepare(
        &self,
        chain: &[Vec<u8>],
        algorithm: Algorithm,
    ) -> Result<PreparedStatement, PublishError> {
        let refused = |reason| PublishError::WouldNotCount(vec![reason]);
        let payload = self.encode();
        if Self::decode(&payload, 0, &Budget::new(&Limits::default())).as_ref() != Ok(self) {
            return Err(PublishError::Misuse(Misuse::DoesNotFit {
                what: "statement",
                rule: "its texts are one line in NFC, within the limits",
            }));
        }
        if !(1..=Limits::CHAIN).contains(&chain.len()) {
            return Err(refused(Reason::StatusSigner {
                rule: "it comes with one to four certificates".to_owned(),
            }));
        }
        let leaf = chain.first().map(Vec::as_slice).unwrap_or_default();
        let certificate = StatusSigningCertificate::read(leaf).map_err(refused)?;
        certificate.check_time(self.recorded_at).map_err(refused)?;
        if !certificate.verifying_key().fits(algorithm) {
            let found = format!("{algorithm}, which is not for the signer's key");
            return Err(refused(Reason::StatusAlgorithm { found }));
        }
        let draft = Draft::new(TYP, algorithm.cose_id(), chain, payload);
        Ok(PreparedStatement {
            to_be_signed: draft.to_be_signed(),
            draft,
            algorithm,
            key: certificate.verifying_key().clone(),
        })
    }

    /// Both phases in one call, with a signer that answers at once.
    ///
    /// # Errors
    ///
    /// As [`prepare`](Self::prepare) and [`PreparedStatement::complete`]; [`PublishError::Signer`] when the signer fails.
    pub fn sign(&self, chain: &[Vec<u8>], signer: &dyn Signer) -> Result<Vec<u8>, PublishError> {
        let prepared = self.prepare(chain, signer.algorithm())?;
        let signature = signer
            .sign(prepared.to_be_signed())
            .map_err(PublishError::Signer)?;
        prepared.complete(&signature)
    }

    fn encode(&self) -> Vec<u8> {
        let tdate = |time: UnixTime| Cbor::Tag(0, Box::new(Cbor::text(time.to_string())));
        let mut members = vec![
            ("type", Cbor::text(TYPE)),
            ("licenceId", Cbor::text(self.licence_id.as_str())),
            ("state", Cbor::text(self.state.name())),
            ("legalGround", Cbor::text(self.legal_ground.as_str())),
            ("effectiveFrom", tdate(self.effective_from)),
            ("recordedAt", tdate(self.recorded_at)),
        ];
        let successor = self.successor.as_deref().map(Cbor::text);
        members.extend(successor.map(|successor| ("successor", successor)));
        Cbor::map(members).to_vec()
    }

    fn decode(payload: &[u8], at: usize, budget: &Budget<'_>) -> Result<Self, DecodeError> {
        const FIELD: &str = "statement";
        scan_deterministic(payload, at, FIELD, budget)?;
        let mut reader = Reader::open(payload, at, FIELD, budget)?;
        let (mut typ, mut licence_id, mut state, mut ground) = (None, None, None, None);
        let (mut effective, mut recorded, mut successor) = (None, None, None);
        reader.map(FIELD, |reader, member| {
            let at = reader.at();
            match member {
                "type" => {
                    let known = reader.text("type")? == TYPE;
                    typ = Some(
                        known
                            .then_some(())
                            .ok_or_else(|| DecodeError::new(Kind::UnknownVersion, at, "type"))?,
                    );
                }
                "licenceId" => licence_id = Some(read_id(reader, "licenceId", budget)?),
                "successor" => successor = Some(read_id(reader, "successor", budget)?),
                "state" => {
                    let expected = "a state of a licence";
                    let found = LicenceState::from_name(&reader.text("state")?);
                    state = Some(found.ok_or_else(|| {
                        DecodeError::new(Kind::InvalidValue { expected }, at, "state")
                    })?);
                }
                "legalGround" => ground = Some(read_ground(reader)?),
                "effectiveFrom" => effective = Some(read_tdate(reader, "effectiveFrom")?),
                "recordedAt" => recorded = Some(read_tdate(reader, "recordedAt")?),
                _ => {
                    let expected = "no member but those of a statement";
                    return Err(reader.error(Kind::InvalidValue { expected }, FIELD));
                }
            }
            Ok(())
        })?;
        required(typ, "type", FIELD, at)?;
        Ok(Self {
            licence_id: required(licence_id, "licenceId", FIELD, at)?,
            state: required(state, "state", FIELD, at)?,
            legal_ground: required(ground, "legalGround", FIELD, at)?,
            effective_from: required(effective, "effectiveFrom", FIELD, at)?,
            recorded_at: required(recorded, "recordedAt", FIELD, at)?,
            successor,
        })
    }
}

/// An identifier: not empty, short, without characters that mislead whoever reads it.
fn read_id(
    reader: &mut Reader<'_>,
    field: &'static str,
    limits: &Limits,
) -> Result<String, DecodeError> {
    let at = reader.at();
    let text = reader.text(field)?;
    if text.is_empty() {
        return Err(DecodeError::new(Kind::Empty, at, field));
    }
    name(&text, limits, at, field)
}

fn read_ground(reader: &mut Reader<'_>) -> Result<String, DecodeError> {
    const FIELD: &str = "legalGround";
    let at = reader.at();
    let text = reader.text(FIELD)?;
    over(text.len(), "ground_bytes", GROUND_BYTES, at, FIELD)?;
    if !text.is_empty() && Text::new(text.as_ref()).is_err() {
        let expected = "one line of text in NFC";
        return Err(DecodeError::new(Kind::InvalidValue { expected }, at, FIELD));
    }
    Ok(text.into_owned())
}

fn read_tdate(reader: &mut Reader<'_>, field: &'static str) -> Result<UnixTime, DecodeError> {
    let expected = "a tdate in UTC without a fraction of a second, as 2026-01-01T00:00:00Z";
    reader.tag(0, "a tdate, #6.0(tstr)", field)?;
    let at = reader.at();
    UnixTime::parse_tdate(&reader.text(field)?)
        .ok_or_else(|| DecodeError::new(Kind::InvalidValue { expected }, at, field))
}

/// A statement that waits for its signature.
#[derive(Debug)]
pub struct PreparedStatement {
    draft: Draft,
    to_be_signed: Vec<u8>,
    algorithm: Algorithm,
    key: VerifyingKey,
}

impl PreparedStatement {
    /// What the signer signs: the `Sig_structure` of RFC 9052, 4.4. It hashes it as its algorithm says.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        &self.to_be_signed
    }

    /// The signed statement, after verifying the signature with the key of the certificate.
    ///
    /// # Errors
    ///
    /// [`PublishError::WouldNotCount`] with [`Reason::StatusSignatureMismatch`]: nothing is signed.
    pub fn complete(self, signature: &[u8]) -> Result<Vec<u8>, PublishError> {
        self.key
            .verify(self.algorithm, &self.to_be_signed, signature)
            .map_err(|_| PublishError::WouldNotCount(vec![Reason::StatusSignatureMismatch]))?;
        Ok(self.draft.complete(signature))
    }
}

/// A statement as received. What it says is read only from [`verify`](Self::verify).
#[derive(Debug)]
pub struct SignedStatement {
    statement: StatusStatement,
    chain: Vec<Vec<u8>>,
    signed: Signed,
}

impl SignedStatement {
    /// Reads a signed statement, which is deterministic CBOR as a whole.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the bytes are not of the format.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let limits = Limits::default();
        let budget = Budget::new(&limits);
        let envelope = Envelope::decode(bytes, TYP, BYTES, &budget)?;
        let statement = StatusStatement::decode(&envelope.payload, envelope.payload_at, &budget)?;
        Ok(Self {
            statement,
            signed: Signed {
                algorithm: envelope.algorithm(),
                critical: false, // the envelope has no such member
                message: envelope.to_be_signed(),
                content_digest: sha256(&envelope.payload),
                signature: envelope.signature,
            },
            chain: envelope.chain,
        })
    }

    /// The statement, if a status signer of the issuer of the licence `licence_id` made it; `question` says who that is.
    ///
    /// # Errors
    ///
    /// The reasons of the signature and of its signer, as [`StatusLists::load`](super::StatusLists::load) has them;
    /// [`Reason::StatusUriMismatch`] for a statement about another licence; [`Reason::StatusListInFuture`] for one that was
    /// recorded after now.
    pub fn verify(
        &self,
        licence_id: &str,
        question: &StatusQuestion<'_>,
        authorities: &dyn StatusAuthorities,
    ) -> Result<&StatusStatement, Reason> {
        let now = question.now;
        let chain: Vec<&[u8]> = self.chain.iter().map(Vec::as_slice).collect();
        self.signed.check(&chain, now)?;
        let signers = authorities.status_signers(&chain, now)?;
        let serves = signers.iter().any(|signer| {
            signer.valid_until >= now
                && signer
                    .standing
                    .serves(question.native, question.issuer, question.anchors)
        });
        if !serves {
            return Err(Reason::StatusSigner {
                rule: "its signer does not answer for this licence".to_owned(),
            });
        }
        if self.statement.licence_id != licence_id {
            return Err(Reason::StatusUriMismatch);
        }
        if self.statement.recorded_at > now {
            let issued = self.statement.recorded_at;
            return Err(Reason::StatusListInFuture { issued, now });
        }
        Ok(&self.statement)
    }

    /// What it claims to say, checked by nobody.
    #[must_use]
    pub const fn claims_unverified(&self) -> &StatusStatement {
        &self.statement
    }
}
