//! `COSE_Sign1` and `COSE_Mac0` (RFC 9052) as mdocs use them: untagged, payload attached or detached.
//!
//! What both sides must agree on, the bytes that are signed, is made here and nowhere else.

use std::borrow::Cow;

use coset::{
    CborSerializable, Header, Label, ProtectedHeader, RegisteredLabelWithPrivate, SignatureContext,
    cbor::Value,
    iana::{EnumI64, WithPrivateRange},
};

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
                3 => signature = Some(reader.bytes(&format!("{field}.signature"))?),
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
    coset::sig_structure_data(
        SignatureContext::CoseSign1,
        protected.clone(),
        None,
        &[],
        payload,
    )
}

/// The bytes that a `COSE_Mac0`'s tag is over (RFC 9052, 6.3), no external data.
pub(crate) fn mac_input(protected: &ProtectedHeader, payload: &[u8]) -> Vec<u8> {
    coset::mac_structure_data(coset::MacContext::CoseMac0, protected.clone(), &[], payload)
}

fn decode_protected(
    reader: &mut Reader<'_>,
    field: &str,
    limits: &Budget<'_>,
) -> Result<ProtectedHeader, DecodeError> {
    let whole = format!("{field}.protected");
    let bytes = reader.bytes(&whole)?;
    let at = reader.at().saturating_sub(bytes.len());
    let header = if bytes.is_empty() {
        Header::default()
    } else {
        scan(&bytes, at, &whole, limits)?;
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
    let (mut alg, mut crit, mut others) = (None, Vec::new(), Vec::new());
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
            (label @ (Cbor::Integer(_) | Cbor::Text(_)), value) => others.push((label, value)),
            // No label is of another kind (RFC 9052, 1.4); a big number must not come to be read as one.
            _ => return None,
        }
    }
    let header = Header::from_slice(&Cbor::Map(others).to_vec()).ok()?;
    Some(Header {
        alg,
        crit,
        ..header
    })
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
    let bytes = reader.bytes(&format!("{field}.payload"))?;
    let at = reader.at().saturating_sub(bytes.len());
    Ok(Some(Payload { bytes, at }))
}
