//! A status list token as received: a CBOR web token with one list in it.

use std::collections::BTreeSet;

use super::{
    reference::URI_BYTES,
    signature::Signed,
    statuses::{Bits, Statuses},
};
use crate::{
    codec::{
        Cbor, Limits,
        cose::{Cose1, signature_input},
        limits::Budget,
        reader::{Reader, over},
        scan::scan,
    },
    crypto::DigestAlgorithm,
    error::{DecodeError, DecodeErrorKind as Kind},
    time::UnixTime,
};

/// The type of a token with a status list (Token Status List, 5.2).
pub(super) const STATUS_LIST: &str = "application/statuslist+cwt";
/// The type of a token with a list of identifiers (ISO/IEC 18013-5 second edition, 12.3.6.4).
pub(super) const IDENTIFIER_LIST: &str = "application/identifierlist+cwt";

/// The COSE header parameter `typ` (RFC 9596).
pub(super) const TYP: i64 = 16;

/// The claims (RFC 8392, section 4; Token Status List, 5.2; ISO/IEC 18013-5 second edition, 12.3.6.4).
pub(super) const SUB: i128 = 2;
pub(super) const EXP: i128 = 4;
pub(super) const IAT: i128 = 6;
pub(super) const TTL: i128 = 65_534;
pub(super) const STATUS_LIST_CLAIM: i128 = 65_533;
const IDENTIFIER_LIST_CLAIM: i128 = 65_530;

const CLAIMS: &str = "claims";

/// A list of statuses and what its maker says about it. Nobody vouches for it yet: see [`StatusLists`](super::StatusLists).
///
/// ```cddl
/// StatusToken = #6.18(COSE_Sign1) / #6.61(#6.18(COSE_Sign1))     ; protected: alg, typ; x5chain or kid
/// Claims = { 2: tstr, 6: uint, ? 4: uint, ? 65534: uint, (65533: StatusList // 65530: IdentifierList), * any => any }
/// StatusList     = { "bits": 1 / 2 / 4 / 8, "lst": bstr, ? "aggregation_uri": tstr }     ; lst: zlib
/// IdentifierList = { "identifiers": { * bstr => any }, ? "aggregation_uri": tstr }
/// ```
///
/// Any encoding of CBOR is read: the format is that of others.
///
/// Clause: `spec/status.md`, section 3.
#[derive(Clone, Debug)]
pub struct StatusToken {
    bytes: Vec<u8>,
    digest: [u8; 32],
    uri: String,
    issued_at: UnixTime,
    expires: Option<UnixTime>,
    time_to_live: Option<u64>,
    content: StatusContent,
    chain: Vec<Vec<u8>>,
}

/// What the list says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum StatusContent {
    /// A status for each index.
    Statuses(Statuses),
    /// The identifiers of what was revoked.
    Identifiers(BTreeSet<Vec<u8>>),
}

impl StatusToken {
    /// Reads a token and inflates its list. The signature is not checked here.
    ///
    /// # Errors
    ///
    /// [`DecodeError`]: not of the format, or over [`Limits::status_bytes`].
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, DecodeError> {
        Self::decode_signed(bytes, limits).map(|(token, _)| token)
    }

    pub(super) fn decode_signed(
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<(Self, Signed), DecodeError> {
        const FIELD: &str = "token";
        let budget = Budget::new(limits);
        over(bytes.len(), "status_bytes", limits.status_bytes, 0, FIELD)?;
        let mut reader = Reader::open(bytes, 0, FIELD, &budget)?;
        let _ = reader.tag(61, "", FIELD); // the tag of a CWT may stand around it (RFC 8392, section 6)
        reader.tag(18, "a COSE_Sign1, #6.18([…])", FIELD)?;
        let cose = Cose1::decode(reader.raw(FIELD)?, FIELD, &budget)?;
        let typ = list_type(&cose)?;
        let payload = cose.payload.as_ref().ok_or_else(|| {
            let expected = "an attached payload";
            DecodeError::new(Kind::InvalidValue { expected }, 0, "token.payload")
        })?;
        scan(&payload.bytes, payload.at, CLAIMS, &budget)?;
        let claims = Claims {
            members: match Cbor::read_scanned(&payload.bytes)? {
                Cbor::Map(members) => members,
                _ => {
                    let expected = "a map";
                    return Err(DecodeError::new(
                        Kind::WrongType { expected },
                        payload.at,
                        CLAIMS,
                    ));
                }
            },
            at: payload.at,
        };
        let content = claims.content(typ, limits)?;
        let expires = claims.time(EXP, "claims.exp")?;
        if expires.is_none() && matches!(content, StatusContent::Identifiers(_)) {
            return Err(claims.error(Kind::MissingField { name: "exp" }, CLAIMS));
        }
        let token = Self {
            digest: sha256(bytes),
            uri: claims.uri()?,
            issued_at: claims
                .time(IAT, "claims.iat")?
                .ok_or_else(|| claims.error(Kind::MissingField { name: "iat" }, CLAIMS))?,
            expires,
            time_to_live: claims.time_to_live()?,
            content,
            chain: cose
                .x5chain()
                .map(|chain| chain.into_iter().map(<[u8]>::to_vec).collect())
                .unwrap_or_default(),
            bytes: bytes.to_vec(),
        };
        let signed = Signed {
            algorithm: cose.algorithm(),
            critical: cose.has_critical(),
            message: signature_input(&cose.protected, &payload.bytes),
            content_digest: sha256(&payload.bytes),
            signature: cose.signature.into_owned(),
        };
        Ok((token, signed))
    }

    /// The token as received.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the token as received.
    #[must_use]
    pub const fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// `sub`: the list's name.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// `iat`: when the list was made.
    #[must_use]
    pub const fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    /// `exp`: the first second at which the list does not count any more, if it says so.
    #[must_use]
    pub const fn expires(&self) -> Option<UnixTime> {
        self.expires
    }

    /// `ttl`: for how many seconds it need not be fetched anew, if it says so.
    #[must_use]
    pub const fn time_to_live(&self) -> Option<u64> {
        self.time_to_live
    }

    /// The list.
    #[must_use]
    pub const fn content(&self) -> &StatusContent {
        &self.content
    }

    /// `x5chain`, the signer's certificate first; empty where the token names its key in another way.
    pub fn chain(&self) -> impl Iterator<Item = &[u8]> {
        self.chain.iter().map(Vec::as_slice)
    }
}

/// Which list the token says that it has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListType {
    Statuses,
    Identifiers,
}

/// `typ`, in the protected header alone; `application/` may be left out (RFC 9596, section 2).
fn list_type(cose: &Cose1<'_>) -> Result<ListType, DecodeError> {
    let found = cose
        .protected
        .header
        .rest
        .iter()
        .find(|(label, _)| *label == coset::Label::Int(TYP))
        .and_then(|(_, value)| value.as_text());
    let is = |typ: &str| {
        found.is_some_and(|found| found == typ || typ.strip_prefix("application/") == Some(found))
    };
    if is(STATUS_LIST) {
        Ok(ListType::Statuses)
    } else if is(IDENTIFIER_LIST) {
        Ok(ListType::Identifiers)
    } else {
        let expected = "the type of a status list or of an identifier list";
        Err(DecodeError::new(
            Kind::InvalidValue { expected },
            0,
            "token.protected.typ",
        ))
    }
}

struct Claims {
    members: Vec<(Cbor, Cbor)>,
    at: usize,
}

impl Claims {
    fn get(&self, label: i128) -> Option<&Cbor> {
        let is = |key: &Cbor| matches!(key, Cbor::Integer(number) if *number == label);
        self.members
            .iter()
            .find(|(key, _)| is(key))
            .map(|(_, value)| value)
    }

    fn error(&self, kind: Kind, field: &str) -> DecodeError {
        DecodeError::new(kind, self.at, field)
    }

    fn uri(&self) -> Result<String, DecodeError> {
        const FIELD: &str = "claims.sub";
        let found = self.get(SUB).ok_or_else(|| {
            let name = "sub";
            self.error(Kind::MissingField { name }, CLAIMS)
        })?;
        let uri = found.as_text().ok_or_else(|| {
            let expected = "a text string";
            self.error(Kind::WrongType { expected }, FIELD)
        })?;
        if uri.is_empty() || uri.len() > URI_BYTES || !uri.bytes().all(|b| b.is_ascii_graphic()) {
            let expected = "a URI";
            return Err(self.error(Kind::InvalidValue { expected }, FIELD));
        }
        Ok(uri.to_owned())
    }

    /// A `NumericDate` in whole seconds (RFC 8392, section 2).
    fn time(&self, label: i128, field: &str) -> Result<Option<UnixTime>, DecodeError> {
        let expected = "seconds since 1970 as a whole number, before the year 10000";
        match self.get(label) {
            None => Ok(None),
            Some(Cbor::Integer(seconds)) => u64::try_from(*seconds)
                .ok()
                .and_then(|seconds| i64::try_from(seconds).ok())
                .and_then(UnixTime::from_seconds)
                .map(Some)
                .ok_or_else(|| self.error(Kind::InvalidValue { expected }, field)),
            Some(_) => Err(self.error(Kind::WrongType { expected }, field)),
        }
    }

    fn time_to_live(&self) -> Result<Option<u64>, DecodeError> {
        let expected = "a number of seconds, one or more";
        match self.get(TTL) {
            None => Ok(None),
            Some(Cbor::Integer(seconds)) if *seconds > 0 => u64::try_from(*seconds)
                .map(Some)
                .map_err(|_| self.error(Kind::InvalidValue { expected }, "claims.ttl")),
            Some(_) => Err(self.error(Kind::InvalidValue { expected }, "claims.ttl")),
        }
    }

    /// The one list, of the type that the header names.
    fn content(&self, typ: ListType, limits: &Limits) -> Result<StatusContent, DecodeError> {
        let statuses = self.get(STATUS_LIST_CLAIM);
        let identifiers = self.get(IDENTIFIER_LIST_CLAIM);
        match (typ, statuses, identifiers) {
            (ListType::Statuses, Some(list), None) => {
                decode_status_list(list, self.at, limits).map(StatusContent::Statuses)
            }
            (ListType::Identifiers, None, Some(list)) => {
                decode_identifiers(list, self.at).map(StatusContent::Identifiers)
            }
            (_, None, None) => Err(self.error(
                Kind::MissingField {
                    name: "status_list",
                },
                CLAIMS,
            )),
            _ => {
                let expected = "the one list that the type of the token names";
                Err(self.error(Kind::InvalidValue { expected }, CLAIMS))
            }
        }
    }
}

/// `{ "bits": …, "lst": … }`.
pub(super) fn decode_status_list(
    list: &Cbor,
    at: usize,
    limits: &Limits,
) -> Result<Statuses, DecodeError> {
    const FIELD: &str = "status_list";
    let error = |kind, field: &str| DecodeError::new(kind, at, field);
    let missing = |name| error(Kind::MissingField { name }, FIELD);
    if !matches!(list, Cbor::Map(_)) {
        let expected = "a map";
        return Err(error(Kind::WrongType { expected }, FIELD));
    }
    let bits = match list.member("bits").ok_or_else(|| missing("bits"))? {
        Cbor::Integer(count) => u8::try_from(*count).ok().and_then(Bits::from_count),
        _ => None,
    };
    let bits = bits.ok_or_else(|| {
        let expected = "1, 2, 4 or 8";
        error(Kind::InvalidValue { expected }, "status_list.bits")
    })?;
    match list.member("lst").ok_or_else(|| missing("lst"))? {
        Cbor::Bytes(lst) => Statuses::inflate(bits, lst, at, limits),
        _ => {
            let expected = "a byte string";
            Err(error(Kind::WrongType { expected }, "status_list.lst"))
        }
    }
}

/// `{ "identifiers": { * bstr => … } }`.
fn decode_identifiers(list: &Cbor, at: usize) -> Result<BTreeSet<Vec<u8>>, DecodeError> {
    const FIELD: &str = "identifier_list.identifiers";
    let wrong = |expected| DecodeError::new(Kind::WrongType { expected }, at, FIELD);
    match list.member("identifiers") {
        Some(Cbor::Map(members)) => members
            .iter()
            .map(|(id, _)| match id {
                Cbor::Bytes(id) => Ok(id.clone()),
                _ => Err(wrong("byte strings as keys")),
            })
            .collect(),
        Some(_) => Err(wrong("a map")),
        None => {
            let name = "identifiers";
            Err(DecodeError::new(
                Kind::MissingField { name },
                at,
                "identifier_list",
            ))
        }
    }
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let digest = DigestAlgorithm::Sha256.digest(&[bytes]);
    digest.as_bytes().try_into().unwrap_or([0; 32])
}
