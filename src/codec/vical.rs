//! A VICAL (ISO/IEC 18013-5, Annex C) as bytes: a `COSE_Sign1` over a list of CA certificates, each with what it is listed for.
//!
//! Another body's format: any well-formed CBOR is read, not only the deterministic. What the list says is for `trust` to judge.

use super::{
    Limits,
    cose::{Cose1, signature_input},
    limits::Budget,
    mso::{decode_tdate, decode_version},
    reader::{Reader, name, over, required},
};
use crate::{
    error::{DecodeError, DecodeErrorKind as Kind},
    time::UnixTime,
};

/// Bytes of one list. The real one has 21 KiB for 14 entries.
const LIST_BYTES: usize = 16 << 20;
/// Entries of one list: every state and province there is, several times over.
const ENTRIES: usize = 4_096;
/// Types of document in one entry. The real ones have one, the test lists under ten.
const DOC_TYPES: usize = 256;

const FIELD: &str = "vical";
const COSE_SIGN1: u64 = 18;

/// A list, and who signed it if anybody did.
#[derive(Debug)]
pub(crate) struct VicalDocument {
    /// `None` where the payload stands alone.
    pub(crate) signed: Option<Signed>,
    pub(crate) payload: VicalPayload,
    /// The encoded payload, as received.
    pub(crate) payload_bytes: Vec<u8>,
}

/// What a signature is judged by.
#[derive(Debug)]
pub(crate) struct Signed {
    /// `alg` of the protected header; `Err` says how it reads where it is no number.
    pub(crate) algorithm: Result<i64, String>,
    pub(crate) critical: bool,
    /// `x5chain` of either header, the signer first; empty when it is missing or there twice.
    pub(crate) chain: Vec<Vec<u8>>,
    /// The bytes that the signature is over.
    pub(crate) message: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

/// The list.
///
/// ```cddl
/// VICAL = {
///   "version": tstr, "vicalProvider": tstr, "date": tdate, ? "vicalIssueID": uint, ? "nextUpdate": tdate,
///   "certificateInfos": [ * CertificateInfo ], ? "extensions": { * tstr => any }, * tstr => any
/// }
/// ```
#[derive(Debug)]
pub(crate) struct VicalPayload {
    pub(crate) provider: String,
    pub(crate) date: UnixTime,
    pub(crate) issue_id: Option<u64>,
    pub(crate) next_update: Option<UnixTime>,
    pub(crate) entries: Vec<VicalEntry>,
}

/// One entry.
///
/// ```cddl
/// CertificateInfo = {
///   "certificate": bstr, "serialNumber": biguint, "ski": bstr, "docType": [ + tstr ], ? "certificateProfile": [ + tstr ],
///   ? "issuingAuthority": tstr, ? "issuingCountry": tstr, ? "stateOrProvinceName": tstr, ? "issuer": bstr, ? "subject": bstr,
///   ? "notBefore": tdate, ? "notAfter": tdate, ? "extensions": { * tstr => any }, * tstr => any
/// }
/// ```
///
/// Members that nothing rests on are not kept, whatever their spelling: `Extensions` and `CertificateProfile` stand in
/// real lists. So do `notBefore` and `notAfter` that are twelve hours off; the certificate has its own.
#[derive(Debug)]
pub(crate) struct VicalEntry {
    pub(crate) certificate: Vec<u8>,
    /// Big-endian, as written.
    pub(crate) serial_number: Vec<u8>,
    pub(crate) ski: Vec<u8>,
    pub(crate) doc_types: Vec<String>,
    pub(crate) country: Option<String>,
    pub(crate) state: Option<String>,
    /// The encoded `Name`.
    pub(crate) issuer: Option<Vec<u8>>,
    pub(crate) subject: Option<Vec<u8>>,
}

impl VicalDocument {
    /// Reads a list, tagged or not, signed or not.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        over(bytes.len(), "list_bytes", LIST_BYTES, 0, FIELD)?;
        let limits = Limits::default();
        let budget = Budget::new(&limits);
        let mut reader = Reader::open(bytes, 0, FIELD, &budget)?;
        if bytes.first().is_some_and(|first| first >> 5 == MAP) {
            return Ok(Self {
                signed: None,
                payload: VicalPayload::decode(&mut reader, &limits)?,
                payload_bytes: bytes.to_vec(),
            });
        }
        // Where there is no such tag the reader has not moved.
        let _ = reader.tag(COSE_SIGN1, "a COSE_Sign1", FIELD);
        let cose = Cose1::decode(reader.raw(FIELD)?, FIELD, &budget)?;
        let payload = required(cose.payload.as_ref(), "payload", FIELD, 0)?;
        let mut inside = Reader::open(&payload.bytes, payload.at, FIELD, &budget)?;
        Ok(Self {
            payload: VicalPayload::decode(&mut inside, &limits)?,
            payload_bytes: payload.bytes.to_vec(),
            signed: Some(Signed {
                algorithm: cose.algorithm(),
                critical: cose.has_critical(),
                chain: cose
                    .x5chain()
                    .unwrap_or_default()
                    .into_iter()
                    .map(<[u8]>::to_vec)
                    .collect(),
                message: signature_input(&cose.protected, &payload.bytes),
                signature: cose.signature.to_vec(),
            }),
        })
    }
}

/// The major type of a map.
const MAP: u8 = 5;

impl VicalPayload {
    fn decode(reader: &mut Reader<'_>, limits: &Limits) -> Result<Self, DecodeError> {
        let at = reader.at();
        let (mut version, mut provider, mut date, mut entries) = (None, None, None, None);
        let (mut issue_id, mut next_update) = (None, None);
        reader.map(FIELD, |reader, key| {
            match key {
                "version" => version = Some(decode_version(reader, "version")?),
                "vicalProvider" => provider = Some(text(reader, limits, "vicalProvider")?),
                "date" => date = Some(decode_tdate(reader, "date")?),
                "vicalIssueID" => issue_id = Some(reader.unsigned("vicalIssueID")?),
                "nextUpdate" => next_update = Some(decode_tdate(reader, "nextUpdate")?),
                "certificateInfos" => entries = Some(decode_entries(reader, limits)?),
                _ => _ = reader.raw(FIELD)?,
            }
            Ok(())
        })?;
        required(version, "version", FIELD, at)?;
        Ok(Self {
            provider: required(provider, "vicalProvider", FIELD, at)?,
            date: required(date, "date", FIELD, at)?,
            issue_id,
            next_update,
            entries: required(entries, "certificateInfos", FIELD, at)?,
        })
    }
}

fn decode_entries(
    reader: &mut Reader<'_>,
    limits: &Limits,
) -> Result<Vec<VicalEntry>, DecodeError> {
    const FIELD: &str = "certificateInfos";
    let mut entries = Vec::new();
    reader.array(FIELD, |reader| {
        let count = entries.len().saturating_add(1);
        over(count, "entries", ENTRIES, reader.at(), FIELD)?;
        entries.push(VicalEntry::decode(reader, limits)?);
        Ok(())
    })?;
    Ok(entries)
}

impl VicalEntry {
    fn decode(reader: &mut Reader<'_>, limits: &Limits) -> Result<Self, DecodeError> {
        const FIELD: &str = "certificateInfos";
        let at = reader.at();
        let (mut certificate, mut serial_number, mut ski, mut doc_types) = (None, None, None, None);
        let (mut country, mut state, mut issuer, mut subject) = (None, None, None, None);
        reader.map(FIELD, |reader, key| {
            match key {
                "certificate" => certificate = Some(reader.bytes("certificate")?.into_owned()),
                "serialNumber" => serial_number = Some(decode_serial(reader)?),
                "ski" => ski = Some(reader.bytes("ski")?.into_owned()),
                "docType" => doc_types = Some(decode_doc_types(reader, limits)?),
                "issuingCountry" => country = Some(text(reader, limits, "issuingCountry")?),
                "stateOrProvinceName" => {
                    state = Some(text(reader, limits, "stateOrProvinceName")?);
                }
                "issuer" => issuer = Some(reader.bytes("issuer")?.into_owned()),
                "subject" => subject = Some(reader.bytes("subject")?.into_owned()),
                _ => _ = reader.raw(FIELD)?,
            }
            Ok(())
        })?;
        Ok(Self {
            certificate: required(certificate, "certificate", FIELD, at)?,
            serial_number: required(serial_number, "serialNumber", FIELD, at)?,
            ski: required(ski, "ski", FIELD, at)?,
            doc_types: required(doc_types, "docType", FIELD, at)?,
            country,
            state,
            issuer,
            subject,
        })
    }
}

/// `biguint`, or a number that is small enough to be none.
fn decode_serial(reader: &mut Reader<'_>) -> Result<Vec<u8>, DecodeError> {
    const FIELD: &str = "serialNumber";
    if reader.tag(2, "a bignum", FIELD).is_ok() {
        return Ok(reader.bytes(FIELD)?.into_owned());
    }
    Ok(reader.unsigned(FIELD)?.to_be_bytes().to_vec())
}

fn decode_doc_types(reader: &mut Reader<'_>, limits: &Limits) -> Result<Vec<String>, DecodeError> {
    const FIELD: &str = "docType";
    let (at, mut doc_types) = (reader.at(), Vec::new());
    reader.array(FIELD, |reader| {
        let count = doc_types.len().saturating_add(1);
        over(count, "doc_types", DOC_TYPES, reader.at(), FIELD)?;
        doc_types.push(text(reader, limits, FIELD)?);
        Ok(())
    })?;
    if doc_types.is_empty() {
        return Err(DecodeError::new(Kind::Empty, at, FIELD));
    }
    Ok(doc_types)
}

fn text(
    reader: &mut Reader<'_>,
    limits: &Limits,
    field: &'static str,
) -> Result<String, DecodeError> {
    let at = reader.at();
    name(&reader.text(field)?, limits, at, field)
}
