//! The store as bytes: the documents as they were received, and the floors.
//!
//! ```cddl
//! trust-state = {
//!   "type": "org.elicence.truststate.1",
//!   "lists": [ * held-list ],                        ; by listId, each once
//!   "floors": { * uri => floor },                    ; by listId
//!   "revocationLists": [ * bstr ],                   ; CRLs in DER, by SHA-256, each once
//!   ? "clockFloor": instant
//! }
//! held-list = { "document": bstr, "pivots": [ * bstr ] }
//! floor = { "sequenceNumber": uint, "issued": instant, "digest": bstr .size 32 }
//! ```
//!
//! Whoever can write the state can leave documents and floors out, and so make a verifier forget. Nobody can add trust:
//! everything is verified again.
//!
//! Clause: `spec/trust-store.md`, section 7; `spec/trust-state.cddl`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::codec::deterministic::scan_deterministic;
use crate::codec::limits::Budget;
use crate::codec::reader::{Reader, over, required};
use crate::codec::{Cbor, Limits};
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::TrustAnchors;
use crate::trust::list::{ListError, ListType, TrustList};

use super::held::{self, Held, Named, PIVOTS};
use super::load::check_vouched;
use super::vouching::{LEVELS, Voucher};
use super::{Floor, ListRoot, StoreTerms, TrustStore};

const TYPE: &str = "org.elicence.truststate.1";

/// What came of an import.
#[derive(Debug)]
#[non_exhaustive]
pub struct Import {
    /// The store, with every document that could be verified.
    pub store: TrustStore,
    /// The documents that could not. Their floors are kept.
    pub left_out: Vec<LeftOut>,
}

/// A document of a state that was not taken.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LeftOut {
    /// Its place in the state, from 0: the lists first, then the revocation lists.
    pub place: usize,
    /// The list's name, as the document says; `None` where it cannot be read.
    pub list_id: Option<String>,
    /// Why.
    pub error: ListError,
}

impl TrustStore {
    /// The state: signed documents as received, floors, clock floor. The same store gives the same bytes.
    ///
    /// Neither the anchors nor the roots are in it: they are the caller's, at every start anew. It holds nothing secret;
    /// who can change it can make the verifier forget, not trust.
    #[must_use]
    pub fn export(&self) -> Vec<u8> {
        let document = |list: &Arc<TrustList>| Cbor::Bytes(list.bytes().to_vec());
        let lists = self.lists.values().map(|held| {
            let pivots = held.pivots.iter().map(document).collect();
            Cbor::map([
                ("document", document(&held.list)),
                ("pivots", Cbor::Array(pivots)),
            ])
        });
        let floors = self.floors.iter().map(|(list_id, floor)| {
            let floor = Cbor::map([
                (
                    "sequenceNumber",
                    Cbor::Integer(floor.sequence_number.into()),
                ),
                ("issued", instant(floor.issued)),
                ("digest", Cbor::Bytes(floor.digest.to_vec())),
            ]);
            (list_id, floor)
        });
        let revocation_lists = self.revocation_lists.values();
        let revocation_lists = revocation_lists.map(|der| Cbor::Bytes(der.to_vec()));
        let mut members = vec![
            ("type", Cbor::text(TYPE)),
            ("revocationLists", Cbor::Array(revocation_lists.collect())),
            ("lists", Cbor::Array(lists.collect())),
            ("floors", Cbor::map(floors)),
        ];
        members.extend(
            self.floors
                .clock()
                .map(|clock| ("clockFloor", instant(clock))),
        );
        Cbor::map(members).to_vec()
    }

    /// A store from what [`export`](Self::export) gave, every document verified again under `roots`.
    ///
    /// Every floor is kept, also of a document that is left out. A list that is over by now is held, so that a
    /// licence under it is told that a newer issue is needed, and does not count. Signatures are judged at the time that the document
    /// says it was made where its time is over, and a clock floor beyond `now` is kept as far as a document that was
    /// verified bears it out.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the bytes are no state, or larger than the terms allow.
    pub fn import(
        bytes: &[u8],
        anchors: TrustAnchors,
        roots: impl IntoIterator<Item = ListRoot>,
        terms: StoreTerms,
        now: UnixTime,
    ) -> Result<Import, DecodeError> {
        let state = State::decode(bytes, terms.state_bytes)?;
        let mut store = Self::new(anchors).with_terms(terms);
        for root in roots {
            store.add_root(root);
        }
        for (list_id, floor) in state.floors {
            store.floors.raise(&list_id, floor);
        }
        let (mut left_out, mut waiting) = (Vec::new(), Vec::new());
        for (place, entry) in state.lists.iter().enumerate() {
            match entry.decode() {
                Ok(held) => waiting.push((place, held)),
                Err(error) => left_out.push(LeftOut {
                    place,
                    list_id: None,
                    error,
                }),
            }
        }
        // What vouches for others first, from the roots down.
        let mut newest = None;
        for level in 0..=LEVELS {
            let of_level = |held: &Held| {
                level == LEVELS || held.list.contents().list_type == ListType::ListOfLists
            };
            let mut still_waiting = Vec::new();
            for (place, held) in waiting {
                if !of_level(&held) {
                    still_waiting.push((place, held));
                    continue;
                }
                match store.restore(&held, now) {
                    Ok(held) => {
                        newest = newest.max(Some(held.list.contents().list_issue_date_time));
                        store.put(held);
                    }
                    Err(_) if level < LEVELS => still_waiting.push((place, held)),
                    Err(error) => left_out.push(LeftOut {
                        place,
                        list_id: Some(held.list.contents().list_id.clone()),
                        error,
                    }),
                }
            }
            waiting = still_waiting;
        }
        for (place, der) in (state.lists.len()..).zip(&state.revocation_lists) {
            if let Err(reason) = store.load_revocation_list(der) {
                left_out.push(LeftOut {
                    place,
                    list_id: None,
                    error: ListError::Refused(vec![reason]),
                });
            }
        }
        left_out.sort_by_key(|left_out| left_out.place);
        let latest = now.saturating_add(terms.clock_ahead.into());
        if let Some(clock) = state.clock {
            store
                .floors
                .raise_clock(clock.min(newest.map_or(latest, |time| time.max(latest))));
        }
        Ok(Import { store, left_out })
    }

    /// The steps of loading that do not ask for the time, for one document and its pivots.
    fn restore(&self, held: &Held, now: UnixTime) -> Result<Held, ListError> {
        let refused = |reason| ListError::Refused(vec![reason]);
        let list = &held.list;
        if self.lists.contains_key(&list.contents().list_id) {
            return Err(refused(Reason::ListForked {
                sequence_number: list.contents().sequence_number,
            }));
        }
        let vouchers: Vec<Voucher<'_>> = self.vouching.vouchers(&list.contents().list_id).collect();
        if vouchers.is_empty() {
            return Err(refused(Reason::ListUnknown));
        }
        let naming = |origin: &TrustList| -> Vec<Voucher<'_>> {
            let names = |voucher: &&Voucher<'_>| origin.signed_by(voucher.identities);
            vouchers.iter().filter(names).copied().collect()
        };
        let direct = naming(list);
        let (restored, named) = if direct.is_empty() {
            check_pivots(held).map_err(refused)?;
            (held.clone(), naming(held.origin()))
        } else {
            let list = Arc::clone(list);
            (Held::new(list, Vec::new()), direct)
        };
        if named.is_empty() {
            return Err(refused(Reason::ListSignerUnknown));
        }
        for document in restored.pivots.iter().chain([list]) {
            let (from, until) = (
                document.contents().list_issue_date_time,
                document.contents().not_after,
            );
            let inside = from <= now && now <= until;
            document
                .check_signature(if inside { now } else { from })
                .map_err(refused)?;
        }
        check_vouched(list, &named).map_err(refused)?;
        self.check_floor(list).map_err(refused)?;
        self.check_room(&restored).map_err(ListError::Decode)?;
        Ok(restored)
    }
}

/// That the pivots are issues of this list, one after the other, and each names the signer of the next.
fn check_pivots(held: &Held) -> Result<(), Reason> {
    if held.pivots.len() > PIVOTS {
        let rule = "its signer has changed too often since one who is named";
        return Err(Reason::ListChainBroken { rule });
    }
    let issues: Vec<&TrustList> = held
        .pivots
        .iter()
        .chain([&held.list])
        .map(Arc::as_ref)
        .collect();
    for pair in issues.windows(2) {
        let [before, next] = pair else {
            continue;
        };
        let (earlier, later) = (held::floor(before), held::floor(next));
        let follows = before.contents().list_id == next.contents().list_id
            && earlier.sequence_number < later.sequence_number
            && earlier.issued < later.issued;
        if !follows || held::names_signer_of(before, next) != Named::Now {
            return Err(Reason::ListPivotGap);
        }
        held::check_chain(next.contents(), &earlier)?;
    }
    Ok(())
}

fn instant(time: UnixTime) -> Cbor {
    Cbor::Tag(0, Box::new(Cbor::Text(time.to_string())))
}

/// A state that was read and not yet verified.
struct State<'b> {
    lists: Vec<Entry<'b>>,
    revocation_lists: Vec<Cow<'b, [u8]>>,
    floors: BTreeMap<String, Floor>,
    clock: Option<UnixTime>,
}

struct Entry<'b> {
    document: Cow<'b, [u8]>,
    pivots: Vec<Cow<'b, [u8]>>,
}

impl Entry<'_> {
    fn decode(&self) -> Result<Held, ListError> {
        let pivots: Result<_, ListError> = self
            .pivots
            .iter()
            .map(|pivot| TrustList::decode(pivot).map(Arc::new))
            .collect();
        let list = Arc::new(TrustList::decode(&self.document)?);
        Ok(Held::new(list, pivots?))
    }
}

impl<'b> State<'b> {
    fn decode(bytes: &'b [u8], allowed: usize) -> Result<Self, DecodeError> {
        const STATE: &str = "state";
        over(bytes.len(), "state_bytes", allowed, 0, STATE)?;
        // A floor is ten items and more than a hundred bytes, so that bytes bound the items well enough.
        let limits = Limits {
            items: allowed / 8,
            ..Limits::default()
        };
        scan_deterministic(bytes, 0, STATE, &Budget::new(&limits))?;
        let mut reader = Reader::open_scanned(bytes);
        let (mut kind, mut lists, mut floors, mut clock) = (None, None, None, None);
        let mut revocation_lists = None;
        reader.map(STATE, |reader, member| {
            match member {
                "type" => kind = Some(reader.text("type")?.into_owned()),
                "lists" => lists = Some(read_lists(reader)?),
                "revocationLists" => {
                    revocation_lists = Some(read_documents(reader, "revocationLists")?);
                }
                "floors" => floors = Some(read_floors(reader)?),
                "clockFloor" => clock = Some(read_instant(reader, "clockFloor")?),
                _ => return Err(unknown_member(reader, STATE)),
            }
            Ok(())
        })?;
        if required(kind, "type", STATE, 0)? != TYPE {
            return Err(DecodeError::new(Kind::UnknownVersion, 0, "type"));
        }
        Ok(Self {
            lists: required(lists, "lists", STATE, 0)?,
            revocation_lists: required(revocation_lists, "revocationLists", STATE, 0)?,
            floors: required(floors, "floors", STATE, 0)?,
            clock,
        })
    }
}

fn unknown_member(reader: &Reader<'_>, field: &str) -> DecodeError {
    let expected = "no other members";
    reader.error(Kind::InvalidValue { expected }, field)
}

fn read_lists<'b>(reader: &mut Reader<'b>) -> Result<Vec<Entry<'b>>, DecodeError> {
    let mut lists = Vec::new();
    reader.array("lists", |reader| {
        let at = reader.at();
        let (mut document, mut pivots) = (None, None);
        reader.map("lists", |reader, member| {
            match member {
                "document" => document = Some(reader.bytes("document")?),
                "pivots" => pivots = Some(read_documents(reader, "pivots")?),
                _ => return Err(unknown_member(reader, "lists")),
            }
            Ok(())
        })?;
        lists.push(Entry {
            document: required(document, "document", "lists", at)?,
            pivots: required(pivots, "pivots", "lists", at)?,
        });
        Ok(())
    })?;
    Ok(lists)
}

fn read_documents<'b>(
    reader: &mut Reader<'b>,
    field: &str,
) -> Result<Vec<Cow<'b, [u8]>>, DecodeError> {
    let mut all = Vec::new();
    reader.array(field, |reader| {
        all.push(reader.bytes(field)?);
        Ok(())
    })?;
    Ok(all)
}

fn read_floors(reader: &mut Reader<'_>) -> Result<BTreeMap<String, Floor>, DecodeError> {
    let mut floors = BTreeMap::new();
    reader.map("floors", |reader, list_id| {
        let at = reader.at();
        let (mut number, mut issued, mut digest) = (None, None, None);
        reader.map("floors", |reader, member| {
            match member {
                "sequenceNumber" => number = Some(reader.unsigned("sequenceNumber")?),
                "issued" => issued = Some(read_instant(reader, "issued")?),
                "digest" => digest = Some(read_digest(reader)?),
                _ => return Err(unknown_member(reader, "floors")),
            }
            Ok(())
        })?;
        let floor = Floor {
            sequence_number: required(number, "sequenceNumber", "floors", at)?,
            issued: required(issued, "issued", "floors", at)?,
            digest: required(digest, "digest", "floors", at)?,
        };
        floors.insert(list_id.to_owned(), floor);
        Ok(())
    })?;
    Ok(floors)
}

fn read_digest(reader: &mut Reader<'_>) -> Result<[u8; 32], DecodeError> {
    let expected = "32 bytes";
    let fault = reader.error(Kind::InvalidValue { expected }, "digest");
    let digest = reader.bytes("digest")?;
    <[u8; 32]>::try_from(digest.as_ref()).map_err(|_| fault)
}

fn read_instant(reader: &mut Reader<'_>, field: &str) -> Result<UnixTime, DecodeError> {
    const EXPECTED: &str = "an instant, #6.0(tstr), in UTC and whole seconds";
    reader.tag(0, EXPECTED, field)?;
    let fault = reader.error(Kind::InvalidValue { expected: EXPECTED }, field);
    UnixTime::parse_tdate(&reader.text(field)?).ok_or(fault)
}
