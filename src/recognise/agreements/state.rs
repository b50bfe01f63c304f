//! The agreements as bytes: the documents as they were received, and the floors.
//!
//! ```cddl
//! agreement-state = {
//!   "type": "org.elicence.agreementstate.1",
//!   "agreements": [ * bstr ],                        ; by list, entity and name, each once
//!   "floors": [ * floor ]                            ; likewise
//! }
//! floor = [ listId: uri, entityId: tstr, agreementId: uri, sequenceNumber: 1..9007199254740991, issued: instant, digest: bstr .size 32 ]
//! ```
//!
//! Whoever can write the state can leave documents and floors out, and so make a verifier forget, and write floors that no
//! issue reaches. Nobody can add an agreement: each is verified again.
//!
//! Clause: `spec/agreement-signing.md`, section 5.5; `spec/agreement-envelope.cddl`.

use std::borrow::Cow;

use crate::codec::deterministic::scan_deterministic;
use crate::codec::limits::Budget;
use crate::codec::reader::{Reader, over, required};
use crate::codec::{Cbor, Limits};
use crate::document::tree::LARGEST;
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::time::UnixTime;
use crate::trust::store::TrustStore;

use super::super::agreement::{Agreement, AgreementError};
use super::Agreements;
use super::floors::{Floor, Key};
use super::load::latest_issue;
use super::taken::{Taken, Unentitled};

const TYPE: &str = "org.elicence.agreementstate.1";

/// Bytes of the state: 64 of the largest agreements, and thousands of usual ones.
pub(super) const STATE_BYTES: usize = 64 << 20;
/// What the documents and floors may take of it: the heads and the names of members stand beside them.
pub(super) const ROOM: usize = STATE_BYTES - 256;

/// A document of a state that was not taken.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LeftOutAgreement {
    /// Its place in the state, from 0.
    pub place: usize,
    /// The agreement's name, as the document says; `None` where it cannot be read.
    pub agreement_id: Option<String>,
    /// Why.
    pub error: AgreementError,
}

impl Agreements {
    /// The most bytes that a state may have.
    pub const STATE_BYTES: usize = STATE_BYTES;

    /// The state: signed documents as received, and the floors. The same agreements give the same bytes.
    ///
    /// It holds nothing secret, and is to be kept from others as trust anchors are: who can change it can make the verifier
    /// forget, and by a floor refuse what it should take; not recognise.
    #[must_use]
    pub fn export(&self) -> Vec<u8> {
        let document = |taken: &Taken| Cbor::Bytes(taken.agreement().bytes().to_vec());
        let floor = |(key, floor): (&Key, &Floor)| {
            Cbor::Array(vec![
                Cbor::text(&key.list_id),
                Cbor::text(&key.entity_id),
                Cbor::text(&key.agreement_id),
                Cbor::Integer(floor.sequence_number.into()),
                Cbor::Tag(0, Box::new(Cbor::Text(floor.issued.to_string()))),
                Cbor::Bytes(floor.digest.to_vec()),
            ])
        };
        let agreements = self.held.values().map(document).collect();
        Cbor::map([
            ("type", Cbor::text(TYPE)),
            ("agreements", Cbor::Array(agreements)),
            (
                "floors",
                Cbor::Array(self.floors.iter().map(floor).collect()),
            ),
        ])
        .to_vec()
    }

    /// Takes an exported state in: every document is verified again, and no floor is lowered.
    ///
    /// The documents that are refused now are left out, and given with the reasons; their floors are kept. Two things do not keep a
    /// document out that would keep it from being loaded: that it is over, and that its signer is listed and not entitled now. It is held
    /// and does not count, as before it was put away.
    ///
    /// A floor is kept without its document too, so the state must be the verifier's own. One that is dated later than an issue
    /// may be today gets the latest date that one may have, unless a document of the state bears it out.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the bytes are not an exported state; nothing changed then.
    ///
    /// Clause: `spec/agreement-signing.md`, section 5.5.
    pub fn import(
        &mut self,
        state: &[u8],
        store: &TrustStore,
        now: UnixTime,
    ) -> Result<Vec<LeftOutAgreement>, DecodeError> {
        let state = State::decode(state)?;
        let latest = latest_issue(store, now);
        for (key, floor) in state.floors {
            // Taking the document that bears a later date out raises it again.
            let issued = floor.issued.min(latest);
            self.raise(key, Floor { issued, ..floor });
        }
        let mut left_out = Vec::new();
        for (place, document) in state.agreements.iter().enumerate() {
            let agreement = match Agreement::decode(document) {
                Ok(agreement) => agreement,
                Err(error) => {
                    left_out.push(LeftOutAgreement {
                        place,
                        agreement_id: None,
                        error,
                    });
                    continue;
                }
            };
            let agreement_id = Some(agreement.contents().agreement_id.clone());
            if let Err(error) = self.restore(agreement, store, now) {
                left_out.push(LeftOutAgreement {
                    place,
                    agreement_id,
                    error,
                });
            }
        }
        // The floors may be above what was held before.
        self.renew(store, now);
        Ok(left_out)
    }

    /// The steps of loading that do not ask for the time.
    fn restore(
        &mut self,
        agreement: Agreement,
        store: &TrustStore,
        now: UnixTime,
    ) -> Result<(), AgreementError> {
        let taken = Taken::check(agreement, Unentitled::Held, store, now)?;
        let key = Key::of(taken.agreement().contents());
        let against = self.check_newer(&key, &taken);
        if !against.is_empty() {
            return Err(AgreementError::Refused(against));
        }
        self.check_room(&key, &taken)?;
        self.take(key, taken, store, now);
        Ok(())
    }
}

/// What a document takes in the state, with what stands around it, at most.
pub(super) const fn bytes_of_document(document: &[u8]) -> usize {
    const AROUND: usize = 16;
    document.len().saturating_add(AROUND)
}

/// What a floor takes in the state, at most: the names, heads, a number, a date, a digest.
pub(super) fn bytes_of_floor(key: &Key) -> usize {
    const AROUND: usize = 128;
    [&key.list_id, &key.entity_id, &key.agreement_id]
        .into_iter()
        .fold(AROUND, |bytes, name| bytes.saturating_add(name.len()))
}

/// A state that was read and not yet verified.
struct State<'b> {
    agreements: Vec<Cow<'b, [u8]>>,
    floors: Vec<(Key, Floor)>,
}

impl<'b> State<'b> {
    fn decode(bytes: &'b [u8]) -> Result<Self, DecodeError> {
        const STATE: &str = "state";
        over(bytes.len(), "state_bytes", STATE_BYTES, 0, STATE)?;
        let limits = Limits {
            items: STATE_BYTES / 8,
            ..Limits::default()
        };
        scan_deterministic(bytes, 0, STATE, &Budget::new(&limits))?;
        let mut reader = Reader::open_scanned(bytes);
        let (mut kind, mut agreements, mut floors) = (None, None, None);
        reader.map(STATE, |reader, member| {
            match member {
                "type" => kind = Some(reader.text("type")?.into_owned()),
                "agreements" => {
                    let mut all = Vec::new();
                    reader.array("agreements", |reader| {
                        all.push(reader.bytes("agreements")?);
                        Ok(())
                    })?;
                    agreements = Some(all);
                }
                "floors" => {
                    let mut all = Vec::new();
                    reader.array("floors", |reader| {
                        all.push(read_floor(reader)?);
                        Ok(())
                    })?;
                    floors = Some(all);
                }
                _ => {
                    let expected = "no other members";
                    return Err(reader.error(Kind::InvalidValue { expected }, STATE));
                }
            }
            Ok(())
        })?;
        if required(kind, "type", STATE, 0)? != TYPE {
            return Err(DecodeError::new(Kind::UnknownVersion, 0, "type"));
        }
        Ok(Self {
            agreements: required(agreements, "agreements", STATE, 0)?,
            floors: required(floors, "floors", STATE, 0)?,
        })
    }
}

fn read_floor(reader: &mut Reader<'_>) -> Result<(Key, Floor), DecodeError> {
    const EXPECTED: &str = "an array of six members";
    let fault = reader.error(Kind::InvalidValue { expected: EXPECTED }, "floors");
    let (mut names, mut number, mut issued, mut digest) = (Vec::new(), None, None, None);
    let mut place = 0_u8;
    reader.array("floors", |reader| {
        match place {
            0..=2 => names.push(reader.text("floors")?.into_owned()),
            3 => number = Some(read_number(reader)?),
            4 => issued = Some(read_instant(reader)?),
            5 => digest = Some(read_digest(reader)?),
            _ => return Err(reader.error(Kind::InvalidValue { expected: EXPECTED }, "floors")),
        }
        place = place.saturating_add(1);
        Ok(())
    })?;
    let names: Result<[String; 3], _> = names.try_into();
    let (Ok([list_id, entity_id, agreement_id]), Some(sequence_number), Some(issued), Some(digest)) =
        (names, number, issued, digest)
    else {
        return Err(fault);
    };
    let key = Key {
        list_id,
        entity_id,
        agreement_id,
    };
    let floor = Floor {
        sequence_number,
        issued,
        digest,
    };
    Ok((key, floor))
}

/// A number that an issue can have: with a higher one, none would ever be taken again.
fn read_number(reader: &mut Reader<'_>) -> Result<u64, DecodeError> {
    let expected = "a number from 1 to 2^53 - 1";
    let fault = reader.error(Kind::InvalidValue { expected }, "sequenceNumber");
    let number = reader.unsigned("sequenceNumber")?;
    (1..=LARGEST)
        .contains(&number)
        .then_some(number)
        .ok_or(fault)
}

fn read_instant(reader: &mut Reader<'_>) -> Result<UnixTime, DecodeError> {
    const EXPECTED: &str = "an instant, #6.0(tstr), in UTC and whole seconds";
    reader.tag(0, EXPECTED, "issued")?;
    let fault = reader.error(Kind::InvalidValue { expected: EXPECTED }, "issued");
    UnixTime::parse_tdate(&reader.text("issued")?).ok_or(fault)
}

fn read_digest(reader: &mut Reader<'_>) -> Result<[u8; 32], DecodeError> {
    let expected = "32 bytes";
    let fault = reader.error(Kind::InvalidValue { expected }, "digest");
    let digest = reader.bytes("digest")?;
    <[u8; 32]>::try_from(digest.as_ref()).map_err(|_| fault)
}
