//! The mobile security object: what the issuing authority signs (ISO/IEC 18013-5, 9.1.2.4).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{
    Cbor, Limits,
    limits::Budget,
    reader::{Raw, Reader, name, over, required},
};
use crate::{
    error::{DecodeError, DecodeErrorKind as Kind},
    time::UnixTime,
};

/// The signed object, as received.
///
/// ```cddl
/// MobileSecurityObjectBytes = #6.24(bstr .cbor MobileSecurityObject)
/// MobileSecurityObject = {
///   "version": tstr, "digestAlgorithm": tstr, "valueDigests": { + NameSpace => { + DigestID => Digest } },
///   "deviceKeyInfo": { "deviceKey": COSE_Key, ? "keyAuthorizations": KeyAuthorizations, ? "keyInfo": { * int => any } },
///   "docType": tstr, "validityInfo": ValidityInfo, ? "status": any, * tstr => any
/// }
/// ```
///
/// Clause: ISO/IEC 18013-5, 9.1.2.4; `spec/seal.md`, section 3.
#[derive(Debug)]
pub(crate) struct Mso {
    pub(crate) digest_algorithm: String,
    pub(crate) value_digests: ValueDigests,
    /// `None` for a key of a kind that is of no registry: whoever needs it must say that it is not supported.
    pub(crate) device_key: Option<coset::CoseKey>,
    pub(crate) key_authorizations: KeyAuthorizations,
    pub(crate) doc_type: String,
    pub(crate) validity: ValidityInfo,
    /// The encoded status reference (ISO/IEC 18013-5 second edition; IETF Token Status List).
    pub(crate) status: Option<Vec<u8>>,
}

/// What was signed of the elements: name space → digest identifier → digest.
///
/// Flat and in one piece, for most of them are looked up once and then dropped.
#[derive(Debug, Default)]
pub(crate) struct ValueDigests {
    /// Each name space, and where its digests end in `digests`.
    name_spaces: Vec<(String, usize)>,
    /// In each name space by identifier, each with where its bytes begin and end in `bytes`.
    digests: Vec<(u64, Range<usize>)>,
    bytes: Vec<u8>,
}

impl ValueDigests {
    pub(crate) fn name_spaces(&self) -> impl Iterator<Item = &str> {
        self.name_spaces.iter().map(|(name, _)| name.as_str())
    }

    /// How many there are in all name spaces.
    pub(crate) const fn len(&self) -> usize {
        self.digests.len()
    }

    /// The digests of one name space.
    pub(crate) fn of(&self, name_space: &str) -> DigestsOf<'_> {
        let mut names = self.name_spaces();
        let place = names.position(|name| name == name_space);
        let end = |place: usize| self.name_spaces.get(place).map(|(_, end)| *end);
        let range = place.and_then(|place| {
            let start = place.checked_sub(1).map_or(Some(0), end)?;
            Some(start..end(place)?)
        });
        DigestsOf {
            digests: range
                .and_then(|range| self.digests.get(range))
                .unwrap_or_default(),
            bytes: &self.bytes,
        }
    }
}

/// The digests of one name space.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DigestsOf<'d> {
    digests: &'d [(u64, Range<usize>)],
    bytes: &'d [u8],
}

impl<'d> DigestsOf<'d> {
    pub(crate) fn get(self, id: u64) -> Option<&'d [u8]> {
        let place = self.digests.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        let (_, range) = self.digests.get(place)?;
        self.bytes.get(range.clone())
    }
}

/// What the holder's key may sign of itself (ISO/IEC 18013-5, 9.1.2.4).
#[derive(Debug, Default)]
pub(crate) struct KeyAuthorizations {
    pub(crate) name_spaces: BTreeSet<String>,
    /// Name space → identifiers.
    pub(crate) data_elements: BTreeMap<String, BTreeSet<String>>,
}

impl KeyAuthorizations {
    pub(crate) fn allow(&self, name_space: &str, element: &str) -> bool {
        self.name_spaces.contains(name_space)
            || self
                .data_elements
                .get(name_space)
                .is_some_and(|identifiers| identifiers.contains(element))
    }
}

/// The technical validity of the signed object; the legal one of the licence is data.
///
/// ```cddl
/// ValidityInfo = { "signed": tdate, "validFrom": tdate, "validUntil": tdate, ? "expectedUpdate": tdate }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ValidityInfo {
    pub(crate) signed: UnixTime,
    pub(crate) valid_from: UnixTime,
    pub(crate) valid_until: UnixTime,
    pub(crate) expected_update: Option<UnixTime>,
}

impl Mso {
    /// Reads the payload of `issuerAuth`; `at` is its place in the whole input.
    pub(crate) fn decode(
        payload: &[u8],
        at: usize,
        limits: &Budget<'_>,
    ) -> Result<Self, DecodeError> {
        const FIELD: &str = "issuerAuth.payload";
        let mut outer = Reader::open(payload, at, FIELD, limits)?;
        let (content, content_at) = outer.embedded(FIELD)?;
        let mut reader = Reader::open(&content, content_at, FIELD, limits)?;

        let (mut version, mut digest_algorithm, mut value_digests) = (None, None, None);
        let (mut key_info, mut doc_type, mut validity, mut status) = (None, None, None, None);
        reader.map(FIELD, |reader, key| {
            match key {
                "version" => version = Some(decode_version(reader, "version")?),
                "digestAlgorithm" => {
                    let at = reader.at();
                    let text = reader.text("digestAlgorithm")?;
                    digest_algorithm = Some(name(&text, limits, at, "digestAlgorithm")?);
                }
                "valueDigests" => value_digests = Some(decode_value_digests(reader, limits)?),
                "deviceKeyInfo" => key_info = Some(decode_key_info(reader, limits)?),
                "docType" => {
                    let at = reader.at();
                    doc_type = Some(name(&reader.text("docType")?, limits, at, "docType")?);
                }
                "validityInfo" => validity = Some(decode_validity(reader)?),
                "status" => status = Some(reader.raw("status")?.bytes.to_vec()),
                _ => _ = reader.raw(FIELD)?, // later editions add members; they are signed, and none is relied on here
            }
            Ok(())
        })?;
        required(version, "version", FIELD, content_at)?;
        let (device_key, key_authorizations) =
            required(key_info, "deviceKeyInfo", FIELD, content_at)?;
        Ok(Self {
            digest_algorithm: required(digest_algorithm, "digestAlgorithm", FIELD, content_at)?,
            value_digests: required(value_digests, "valueDigests", FIELD, content_at)?,
            device_key,
            key_authorizations,
            doc_type: required(doc_type, "docType", FIELD, content_at)?,
            validity: required(validity, "validityInfo", FIELD, content_at)?,
            status,
        })
    }
}

/// `"1.0"` or a later minor version, whose additions a reader of 1.0 may pass over.
pub(crate) fn decode_version(
    reader: &mut Reader<'_>,
    field: &'static str,
) -> Result<(), DecodeError> {
    let at = reader.at();
    let version = reader.text(field)?;
    let minor = version
        .strip_prefix("1.")
        .filter(|minor| !minor.is_empty() && minor.bytes().all(|b| b.is_ascii_digit()));
    minor
        .map(|_| ())
        .ok_or_else(|| DecodeError::new(Kind::UnknownVersion, at, field))
}

fn decode_value_digests(
    reader: &mut Reader<'_>,
    limits: &Budget<'_>,
) -> Result<ValueDigests, DecodeError> {
    const FIELD: &str = "valueDigests";
    let (at, mut all) = (reader.at(), ValueDigests::default());
    reader.map(FIELD, |reader, name_space| {
        let start = all.digests.len();
        reader.map_by_number(FIELD, |reader, id| {
            let count = all.digests.len().saturating_add(1);
            over(count, "digests", limits.digests, reader.at(), FIELD)?;
            let start = all.bytes.len();
            all.bytes.extend_from_slice(&reader.bytes(FIELD)?);
            all.digests.push((id, start..all.bytes.len()));
            Ok(())
        })?;
        let of_this = all.digests.get_mut(start..).unwrap_or_default();
        if of_this.is_empty() {
            return Err(reader.error(Kind::Empty, FIELD));
        }
        if !of_this.is_sorted_by_key(|(id, _)| *id) {
            of_this.sort_unstable_by_key(|(id, _)| *id); // no identifier comes twice: the map was scanned
        }
        let name_space = name(name_space, limits, reader.at(), FIELD)?;
        all.name_spaces.push((name_space, all.digests.len()));
        Ok(())
    })?;
    if all.name_spaces.is_empty() {
        return Err(DecodeError::new(Kind::Empty, at, FIELD));
    }
    Ok(all)
}

fn decode_key_info(
    reader: &mut Reader<'_>,
    limits: &Limits,
) -> Result<(Option<coset::CoseKey>, KeyAuthorizations), DecodeError> {
    const FIELD: &str = "deviceKeyInfo";
    let (at, mut key, mut authorizations) = (reader.at(), None, KeyAuthorizations::default());
    reader.map(FIELD, |reader, member| {
        match member {
            "deviceKey" => key = Some(decode_cose_key(reader.raw("deviceKey")?)?),
            "keyAuthorizations" => authorizations = decode_authorizations(reader, limits)?,
            _ => _ = reader.raw(FIELD)?,
        }
        Ok(())
    })?;
    Ok((required(key, "deviceKey", FIELD, at)?, authorizations))
}

fn decode_cose_key(raw: Raw<'_>) -> Result<Option<coset::CoseKey>, DecodeError> {
    const KEY_TYPE: Cbor = Cbor::Integer(1); // RFC 9052, 7.1: the one member that every COSE_Key has
    let key = Cbor::read_scanned(raw.bytes)?;
    if let Some(key) = plain_ec2(&key) {
        return Ok(Some(key));
    }
    if !matches!(&key, Cbor::Map(members) if members.iter().any(|(label, _)| *label == KEY_TYPE)) {
        let expected = "a COSE_Key";
        return Err(DecodeError::new(
            Kind::InvalidValue { expected },
            raw.at,
            "deviceKey",
        ));
    }
    Ok(coset::CborSerializable::from_slice(raw.bytes).ok())
}

/// A key as nearly every one is written, `{ 1: 2, -1: crv, -2: x, -3: y }`, without asking coset to read the bytes once more.
fn plain_ec2(key: &Cbor) -> Option<coset::CoseKey> {
    use coset::{CoseKey, KeyType, Label, cbor::Value, iana};
    let Cbor::Map(members) = key else {
        return None;
    };
    let [one, two, three, four] = members.as_slice() else {
        return None;
    };
    let (mut is_ec2, mut params) = (false, Vec::with_capacity(3));
    for (label, value) in [one, two, three, four] {
        match (label, value) {
            (Cbor::Integer(1), Cbor::Integer(2)) => is_ec2 = true,
            (Cbor::Integer(-1), Cbor::Integer(curve)) => {
                params.push((Label::Int(-1), Value::from(i64::try_from(*curve).ok()?)));
            }
            (Cbor::Integer(label @ (-2 | -3)), Cbor::Bytes(coordinate)) => {
                let label = Label::Int(i64::try_from(*label).ok()?);
                params.push((label, Value::Bytes(coordinate.clone())));
            }
            _ => return None,
        }
    }
    is_ec2.then(|| CoseKey {
        kty: KeyType::Assigned(iana::KeyType::EC2),
        params,
        ..CoseKey::default()
    })
}

fn decode_authorizations(
    reader: &mut Reader<'_>,
    limits: &Limits,
) -> Result<KeyAuthorizations, DecodeError> {
    const FIELD: &str = "keyAuthorizations";
    let (mut found, mut count) = (KeyAuthorizations::default(), 0_usize);
    let mut one = |reader: &mut Reader<'_>| {
        let at = reader.at();
        count = count.saturating_add(1);
        over(count, "elements", limits.elements, at, FIELD)?;
        name(&reader.text(FIELD)?, limits, at, FIELD)
    };
    reader.map(FIELD, |reader, member| match member {
        "nameSpaces" => reader.array(FIELD, |reader| {
            found.name_spaces.insert(one(reader)?);
            Ok(())
        }),
        "dataElements" => reader.map(FIELD, |reader, name_space| {
            let mut identifiers = BTreeSet::new();
            let name_space = name(name_space, limits, reader.at(), FIELD)?;
            reader.array(FIELD, |reader| {
                identifiers.insert(one(reader)?);
                Ok(())
            })?;
            found.data_elements.insert(name_space, identifiers);
            Ok(())
        }),
        _ => reader.raw(FIELD).map(|_| ()),
    })?;
    Ok(found)
}

fn decode_validity(reader: &mut Reader<'_>) -> Result<ValidityInfo, DecodeError> {
    const FIELD: &str = "validityInfo";
    let at = reader.at();
    let (mut signed, mut from, mut until, mut update) = (None, None, None, None);
    reader.map(FIELD, |reader, member| {
        match member {
            "signed" => signed = Some(decode_tdate(reader, "validityInfo.signed")?),
            "validFrom" => from = Some(decode_tdate(reader, "validityInfo.validFrom")?),
            "validUntil" => until = Some(decode_tdate(reader, "validityInfo.validUntil")?),
            "expectedUpdate" => update = Some(decode_tdate(reader, "validityInfo.expectedUpdate")?),
            _ => _ = reader.raw(FIELD)?,
        }
        Ok(())
    })?;
    Ok(ValidityInfo {
        signed: required(signed, "signed", FIELD, at)?,
        valid_from: required(from, "validFrom", FIELD, at)?,
        valid_until: required(until, "validUntil", FIELD, at)?,
        expected_update: update,
    })
}

/// A `tdate` as ISO/IEC 18013-5 writes it.
pub(crate) fn decode_tdate(
    reader: &mut Reader<'_>,
    field: &'static str,
) -> Result<UnixTime, DecodeError> {
    const EXPECTED: &str = "a tdate in UTC without a fraction of a second, as 2026-01-01T00:00:00Z";
    reader.tag(0, "a tdate, #6.0(tstr)", field)?;
    let at = reader.at();
    let text = reader.text(field)?;
    UnixTime::parse_tdate(&text)
        .ok_or_else(|| DecodeError::new(Kind::InvalidValue { expected: EXPECTED }, at, field))
}
