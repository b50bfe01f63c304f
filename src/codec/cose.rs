//! `COSE_Sign1` and `COSE_Mac0` (RFC 9052) as mdocs use them: untagged, payload attached or detached.
//!
//! What both sides must agree on, the bytes that are signed, is made here and nowhere else.

use std::borrow::Cow;

use coset::{
    CborSerializable, Header, Label, ProtectedHeader, RegisteredLabelWithPrivate,
    cbor::Value,
    iana::{EnumI64, WithPrivateRange},
};
use minicbor::Encoder;

use super::{
    Cbor,
    limits::Budget,
    reader::{Raw, Reader},
    scan::scan,
};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// The COSE header parameter `x5chain` (RFC 9360).
pub(crate) const X5CHAIN: i64 = 33;

/// The COSE header parameters that are read here beside it, and that of counter signatures (RFC 8152, 3.1 and 4.5).
const ALG: i128 = 1;
const CRIT: i128 = 2;
const COUNTER_SIGNATURE: i128 = 7;
const CHAIN: i128 = 33;

/// A signature or MAC with its headers.
///
/// ```cddl
/// COSE_Sign1 = [ protected: bstr, unprotected: {}, payload: bstr / nil, signature: bstr ]
/// COSE_Mac0  = [ protected: bstr, unprotected: {}, payload: bstr / nil, tag: bstr ]
/// ```
///
/// Both have one shape; which it is follows from where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Cose1<'b> {
    /// As received: coset keeps the bytes beside the parsed header.
    pub(crate) protected: ProtectedHeader,
    pub(crate) unprotected: Header,
    /// `None` for a detached payload (`nil`).
    pub(crate) payload: Option<Payload<'b>>,
    /// The signature, or the MAC's tag.
    pub(crate) signature: Cow<'b, [u8]>,
}

/// An attached payload and where it begins in the whole input.
#[derive(Clone, Debug)]
pub(crate) struct Payload<'b> {
    pub(crate) bytes: Cow<'b, [u8]>,
    pub(crate) at: usize,
}

impl<'b> Cose1<'b> {
    /// Reads the structure from an item that lies inside scanned bytes.
    pub(crate) fn decode(
        raw: Raw<'b>,
        field: &str,
        limits: &Budget<'_>,
    ) -> Result<Self, DecodeError> {
        let mut reader = Reader::inside(raw);
        let (mut protected, mut unprotected, mut payload, mut signature) = (None, None, None, None);
        let mut place = 0_u8;
        reader.array(field, |reader| {
            match place {
                0 => protected = Some(decode_protected(reader, field, limits)?),
                1 => {
                    let raw = reader.raw(field)?;
                    unprotected = Some(decode_header(raw.bytes, raw.at, field, "unprotected")?);
                }
                2 => payload = Some(decode_payload(reader, field)?),
                3 => {
                    let bytes = reader.bytes(field);
                    signature = Some(bytes.map_err(|e| e.in_member("signature"))?);
                }
                _ => {
                    return Err(reader.error(
                        Kind::InvalidValue {
                            expected: "an array of four members",
                        },
                        field,
                    ));
                }
            }
            place = place.saturating_add(1);
            Ok(())
        })?;
        match (protected, unprotected, payload, signature) {
            (Some(protected), Some(unprotected), Some(payload), Some(signature)) => Ok(Self {
                protected,
                unprotected,
                payload,
                signature,
            }),
            _ => Err(DecodeError::new(
                Kind::InvalidValue {
                    expected: "an array of four members",
                },
                raw.at,
                field,
            )),
        }
    }

    /// `alg`, which counts only in the protected header; `Err` holds how it reads where it is not a registered or private number.
    pub(crate) fn algorithm(&self) -> Result<i64, String> {
        match &self.protected.header.alg {
            Some(RegisteredLabelWithPrivate::Assigned(alg)) => Ok(alg.to_i64()),
            Some(RegisteredLabelWithPrivate::PrivateUse(alg)) => Ok(*alg),
            Some(RegisteredLabelWithPrivate::Text(_)) => Err("given as text".to_owned()),
            None if self.unprotected.alg.is_some() => {
                Err("given outside the protected header".to_owned())
            }
            None => Err("not given".to_owned()),
        }
    }

    /// Whether the protected header names members that the reader must understand (RFC 9052, 3.1): none are understood here.
    pub(crate) fn has_critical(&self) -> bool {
        !self.protected.header.crit.is_empty() || !self.unprotected.crit.is_empty()
    }

    /// The certificates of `x5chain` (RFC 9360), leaf first: one byte string, or an array of them.
    pub(crate) fn x5chain(&self) -> Option<Vec<&[u8]>> {
        let headers = [&self.protected.header, &self.unprotected];
        let mut found = headers
            .iter()
            .flat_map(|header| &header.rest)
            .filter(|(label, _)| *label == Label::Int(X5CHAIN));
        let (_, value) = found.next()?;
        if found.next().is_some() {
            return None;
        }
        match value {
            Value::Bytes(one) => Some(vec![one.as_slice()]),
            Value::Array(many) if !many.is_empty() => many
                .iter()
                .map(|item| item.as_bytes().map(Vec::as_slice))
                .collect(),
            _ => None,
        }
    }
}

/// The bytes that a `COSE_Sign1`'s signature is over (RFC 9052, 4.4), no external data.
pub(crate) fn signature_input(protected: &ProtectedHeader, payload: &[u8]) -> Vec<u8> {
    authenticated("Signature1", protected, payload)
}

/// The bytes that a `COSE_Mac0`'s tag is over (RFC 9052, 6.3), no external data.
pub(crate) fn mac_input(protected: &ProtectedHeader, payload: &[u8]) -> Vec<u8> {
    authenticated("MAC0", protected, payload)
}

/// `[context, protected, h'', payload]`, written at once: a payload is long, and a tree of it would be two copies more.
fn authenticated(context: &str, protected: &ProtectedHeader, payload: &[u8]) -> Vec<u8> {
    const HEADS: usize = 32; // and the context
    let protected = match &protected.original_data {
        Some(received) => Cow::Borrowed(received.as_slice()),
        None if protected.is_empty() => Cow::default(),
        None => Cow::Owned(protected.header.clone().to_vec().unwrap_or_default()), // made here: always serialisable
    };
    let length = protected.len().saturating_add(payload.len());
    let mut out = Vec::with_capacity(length.saturating_add(HEADS));
    let mut encoder = Encoder::new(&mut out);
    // Writing to a `Vec` cannot fail.
    let _ = encoder
        .array(4)
        .and_then(|e| e.str(context))
        .and_then(|e| e.bytes(&protected))
        .and_then(|e| e.bytes(&[]))
        .and_then(|e| e.bytes(payload));
    out
}

fn decode_protected(
    reader: &mut Reader<'_>,
    field: &str,
    limits: &Budget<'_>,
) -> Result<ProtectedHeader, DecodeError> {
    let named = |error: DecodeError| error.in_member("protected");
    let bytes = reader.bytes(field).map_err(named)?;
    let at = reader.at().saturating_sub(bytes.len());
    let header = if bytes.is_empty() {
        Header::default()
    } else {
        scan(&bytes, at, field, limits).map_err(named)?;
        decode_header(&bytes, at, field, "protected")?
    };
    Ok(ProtectedHeader {
        original_data: Some(bytes.into_owned()),
        header,
    })
}

/// Reads a scanned header map.
///
/// Counter signatures are left out: nothing here rests on them, and coset reads the header of each, which may hold
/// others, by a recursion without a limit. Each is a byte string in the one before, so the scan does not see how deep
/// they go.
fn decode_header(bytes: &[u8], at: usize, field: &str, which: &str) -> Result<Header, DecodeError> {
    read_header(bytes).ok_or_else(|| {
        DecodeError::new(
            Kind::InvalidValue {
                expected: "a COSE header map",
            },
            at,
            format!("{field}.{which}"),
        )
    })
}

fn read_header(bytes: &[u8]) -> Option<Header> {
    let Ok(Cbor::Map(members)) = Cbor::read_scanned(bytes) else {
        return None;
    };
    let (mut alg, mut crit, mut chain, mut others) = (None, Vec::new(), None, Vec::new());
    for (label, value) in members {
        match (label, value) {
            (Cbor::Integer(ALG), value) => alg = Some(registered(value)?),
            (Cbor::Integer(CRIT), Cbor::Array(labels)) if !labels.is_empty() => {
                crit = labels
                    .into_iter()
                    .map(registered)
                    .collect::<Option<Vec<_>>>()?;
            }
            (Cbor::Integer(COUNTER_SIGNATURE), _) => {}
            (Cbor::Integer(CRIT), _) => return None,
            (Cbor::Integer(CHAIN), value) => match certificates(value) {
                Ok(certificates) => chain = Some((Label::Int(X5CHAIN), certificates)),
                Err(value) => others.push((Cbor::Integer(CHAIN), value)),
            },
            (label @ (Cbor::Integer(_) | Cbor::Text(_)), value) => others.push((label, value)),
            // No label is of another kind (RFC 9052, 1.4); a big number must not come to be read as one.
            _ => return None,
        }
    }
    let header = if others.is_empty() {
        Header::default()
    } else {
        Header::from_slice(&Cbor::Map(others).to_vec()).ok()?
    };
    Some(Header {
        alg,
        crit,
        rest: chain.into_iter().chain(header.rest).collect(),
        ..header
    })
}

/// `x5chain` as coset would read it, without writing it again for that; the value itself where it is no chain.
fn certificates(value: Cbor) -> Result<Value, Cbor> {
    match value {
        Cbor::Bytes(one) => Ok(Value::Bytes(one)),
        Cbor::Array(many) if many.iter().all(|one| matches!(one, Cbor::Bytes(_))) => {
            let bytes = many.into_iter().filter_map(|one| match one {
                Cbor::Bytes(one) => Some(Value::Bytes(one)),
                _ => None,
            });
            Ok(Value::Array(bytes.collect()))
        }
        other => Err(other),
    }
}

/// A number or a name of an IANA registry. One that coset does not know is no fault of the form: that it is not allowed
/// is for the verdict to say. It stands among the private ones.
fn registered<T: EnumI64 + WithPrivateRange>(value: Cbor) -> Option<RegisteredLabelWithPrivate<T>> {
    match value {
        Cbor::Integer(number) => {
            let number = i64::try_from(number).ok()?;
            let known = T::from_i64(number).map(RegisteredLabelWithPrivate::Assigned);
            Some(known.unwrap_or(RegisteredLabelWithPrivate::PrivateUse(number)))
        }
        Cbor::Text(text) => Some(RegisteredLabelWithPrivate::Text(text)),
        _ => None,
    }
}

fn decode_payload<'b>(
    reader: &mut Reader<'b>,
    field: &str,
) -> Result<Option<Payload<'b>>, DecodeError> {
    if reader.null() {
        return Ok(None);
    }
    let bytes = reader.bytes(field).map_err(|e| e.in_member("payload"))?;
    let at = reader.at().saturating_sub(bytes.len());
    Ok(Some(Payload { bytes, at }))
}
