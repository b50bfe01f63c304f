//! The structures that carry a licence: `IssuerSigned`, `Document`, `DeviceResponse` (ISO/IEC 18013-5, 8.3.2.1.2.2).
//!
//! Shape only: nothing here is verified. Every part that a digest or signature is computed over is kept as received.

use std::{borrow::Cow, ops::Range};

use super::{
    Limits,
    cose::{Cose1, Payload},
    limits::Budget,
    mso::{Mso, decode_version},
    reader::{Raw, Reader, name, over, required},
};
use crate::{
    crypto::{Digest, DigestAlgorithm},
    error::{DecodeError, DecodeErrorKind as Kind},
};

/// What was presented, told apart by its members.
#[derive(Debug)]
pub(crate) enum Structure<'b> {
    IssuerSigned(Box<IssuerSigned<'b>>),
    Document(Box<Document<'b>>),
    DeviceResponse(Vec<Document<'b>>),
}

/// ```cddl
/// IssuerSigned = { ? "nameSpaces": { + NameSpace => [ + #6.24(bstr .cbor IssuerSignedItem) ] }, "issuerAuth": COSE_Sign1 }
/// ```
#[derive(Debug)]
pub(crate) struct IssuerSigned<'b> {
    pub(crate) name_spaces: Vec<(String, Vec<Item<'b>>)>,
    pub(crate) issuer_auth: Cose1<'b>,
    pub(crate) mso: Mso,
}

/// ```cddl
/// IssuerSignedItem = { "digestID": uint, "random": bstr .size (16..), "elementIdentifier": tstr, "elementValue": any }
/// ```
#[derive(Debug)]
pub(crate) struct Item<'b> {
    /// The item with its tag 24, as received: what its digest is over.
    tagged: &'b [u8],
    content: Cow<'b, [u8]>,
    value: Range<usize>,
    pub(crate) digest_id: u64,
    pub(crate) identifier: String,
}

/// ```cddl
/// Document = { "docType": tstr, "issuerSigned": IssuerSigned, "deviceSigned": DeviceSigned, ? "errors": { + NameSpace => any } }
/// ```
#[derive(Debug)]
pub(crate) struct Document<'b> {
    pub(crate) doc_type: String,
    pub(crate) issuer_signed: IssuerSigned<'b>,
    pub(crate) device_signed: DeviceSigned<'b>,
}

/// ```cddl
/// DeviceSigned = { "nameSpaces": #6.24(bstr .cbor { * NameSpace => { + tstr => any } }),
///                  "deviceAuth": { "deviceSignature": COSE_Sign1 // "deviceMac": COSE_Mac0 } }
/// ```
#[derive(Debug)]
pub(crate) struct DeviceSigned<'b> {
    /// `DeviceNameSpacesBytes` with its tag, as received.
    pub(crate) name_spaces_tagged: &'b [u8],
    /// Name space, element, encoded value.
    pub(crate) elements: Vec<(String, String, Vec<u8>)>,
    pub(crate) auth: DeviceAuth<'b>,
}

/// How the holder proves possession of the device key: exactly one of the two.
#[derive(Debug)]
pub(crate) enum DeviceAuth<'b> {
    Signature(Cose1<'b>),
    Mac(Cose1<'b>),
}

impl<'b> Structure<'b> {
    /// Reads whichever of the three structures `bytes` are.
    pub(crate) fn decode(bytes: &'b [u8], limits: &Limits) -> Result<Self, DecodeError> {
        let limits = &Budget::new(limits);
        over(bytes.len(), "set_bytes", limits.set_bytes, 0, "input")?;
        let mut probe = Reader::open(bytes, 0, "input", limits)?;
        let raw = probe.raw("input")?;
        let (mut issuer_auth, mut issuer_signed, mut documents) = (false, false, false);
        Reader::inside(raw).map("input", |reader, key| {
            match key {
                "issuerAuth" => issuer_auth = true,
                "issuerSigned" => issuer_signed = true,
                "version" | "documents" | "status" => documents = true,
                _ => {}
            }
            reader.raw("input").map(|_| ())
        })?;
        match (issuer_auth, issuer_signed, documents) {
            (true, false, false) => IssuerSigned::decode(raw, limits)
                .map(Box::new)
                .map(Self::IssuerSigned),
            (false, true, false) => Document::decode(raw, limits)
                .map(Box::new)
                .map(Self::Document),
            (false, false, true) => decode_device_response(raw, limits).map(Self::DeviceResponse),
            _ => Err(DecodeError::new(Kind::UnknownStructure, 0, "input")),
        }
    }
}

/// ```cddl
/// DeviceResponse = { "version": tstr, ? "documents": [ + Document ], ? "documentErrors": any, "status": uint }
/// ```
fn decode_device_response<'b>(
    raw: Raw<'b>,
    limits: &Budget<'_>,
) -> Result<Vec<Document<'b>>, DecodeError> {
    const FIELD: &str = "DeviceResponse";
    let (mut version, mut documents, mut status) = (None, Vec::new(), None);
    Reader::inside(raw).map(FIELD, |reader, key| {
        match key {
            "version" => version = Some(decode_version(reader, "version")?),
            "documents" => reader.array("documents", |reader| {
                let (at, count) = (reader.at(), documents.len().saturating_add(1));
                over(count, "documents", limits.documents, at, "documents")?;
                documents.push(Document::decode(reader.raw("documents")?, limits)?);
                Ok(())
            })?,
            "status" => status = Some(reader.unsigned("status")?),
            _ => _ = reader.raw(FIELD)?, // documentErrors say what was not given: nothing to verify
        }
        Ok(())
    })?;
    required(version, "version", FIELD, raw.at)?;
    required(status, "status", FIELD, raw.at)?;
    if documents.is_empty() {
        return Err(DecodeError::new(Kind::Empty, raw.at, "documents"));
    }
    Ok(documents)
}

impl<'b> Document<'b> {
    fn decode(raw: Raw<'b>, limits: &Budget<'_>) -> Result<Self, DecodeError> {
        const FIELD: &str = "Document";
        let (mut doc_type, mut issuer_signed, mut device_signed) = (None, None, None);
        Reader::inside(raw).map(FIELD, |reader, key| {
            match key {
                "docType" => {
                    let at = reader.at();
                    doc_type = Some(name(&reader.text("docType")?, limits, at, "docType")?);
                }
                "issuerSigned" => {
                    issuer_signed = Some(IssuerSigned::decode(reader.raw("issuerSigned")?, limits)?)
                }
                "deviceSigned" => {
                    device_signed = Some(DeviceSigned::decode(reader.raw("deviceSigned")?, limits)?)
                }
                _ => _ = reader.raw(FIELD)?,
            }
            Ok(())
        })?;
        Ok(Self {
            doc_type: required(doc_type, "docType", FIELD, raw.at)?,
            issuer_signed: required(issuer_signed, "issuerSigned", FIELD, raw.at)?,
            device_signed: required(device_signed, "deviceSigned", FIELD, raw.at)?,
        })
    }
}

impl<'b> IssuerSigned<'b> {
    fn decode(raw: Raw<'b>, limits: &Budget<'_>) -> Result<Self, DecodeError> {
        const FIELD: &str = "issuerSigned";
        over(
            raw.bytes.len(),
            "licence_bytes",
            limits.licence_bytes,
            raw.at,
            FIELD,
        )?;
        let (mut name_spaces, mut issuer_auth) = (Vec::new(), None);
        Reader::inside(raw).map(FIELD, |reader, key| {
            match key {
                "nameSpaces" => name_spaces = decode_name_spaces(reader, limits)?,
                "issuerAuth" => issuer_auth = Some(reader.raw("issuerAuth")?),
                _ => _ = reader.raw(FIELD)?,
            }
            Ok(())
        })?;
        let issuer_auth = required(issuer_auth, "issuerAuth", FIELD, raw.at)?;
        let at = issuer_auth.at;
        let issuer_auth = Cose1::decode(issuer_auth, "issuerAuth", limits)?;
        let Some(payload) = &issuer_auth.payload else {
            return Err(DecodeError::new(
                Kind::MissingField { name: "payload" },
                at,
                "issuerAuth",
            ));
        };
        let mso = Mso::decode(&payload.bytes, payload.at, limits)?;
        Ok(Self {
            name_spaces,
            issuer_auth,
            mso,
        })
    }
}

fn decode_name_spaces<'b>(
    reader: &mut Reader<'b>,
    limits: &Budget<'_>,
) -> Result<Vec<(String, Vec<Item<'b>>)>, DecodeError> {
    const FIELD: &str = "nameSpaces";
    let (at, mut count, mut all) = (reader.at(), 0_usize, Vec::new());
    reader.map(FIELD, |reader, name_space| {
        let name_space = name(name_space, limits, reader.at(), FIELD)?;
        let (mut items, mut places) = (Vec::new(), Vec::new());
        reader.array(FIELD, |reader| {
            let at = reader.at();
            count = count.saturating_add(1);
            over(count, "elements", limits.elements, at, FIELD)?;
            items.push(Item::decode(reader, limits)?);
            places.push(at);
            Ok(())
        })?;
        // The length first: few names have the same, and then there is nothing to compare.
        let identifiers = items
            .iter()
            .map(|item| (item.identifier.len(), item.identifier.as_str()));
        if let Some(at) = repeated(identifiers.zip(places.iter().copied())) {
            return Err(DecodeError::new(
                Kind::DuplicateElement,
                at,
                "elementIdentifier",
            ));
        }
        let digest_ids = items.iter().map(|item| item.digest_id);
        if let Some(at) = repeated(digest_ids.zip(places.iter().copied())) {
            return Err(DecodeError::new(Kind::DuplicateDigestId, at, "digestID"));
        }
        if items.is_empty() {
            return Err(reader.error(Kind::Empty, FIELD));
        }
        all.push((name_space, items));
        Ok(())
    })?;
    if all.is_empty() {
        return Err(DecodeError::new(Kind::Empty, at, FIELD));
    }
    Ok(all)
}

/// The first place whose key stands at an earlier place too.
fn repeated<K: Ord>(keys: impl Iterator<Item = (K, usize)>) -> Option<usize> {
    let mut sorted: Vec<_> = keys.collect();
    sorted.sort_unstable();
    let second = |pair: &[(K, usize)]| match pair {
        [(one, _), (other, at)] if one == other => Some(*at),
        _ => None,
    };
    sorted.windows(2).filter_map(second).min()
}

impl<'b> Item<'b> {
    /// ISO/IEC 18013-5, 9.1.2.5: at least 16 bytes, or a withheld value could be guessed from its digest.
    const RANDOM_BYTES: usize = 16;

    fn decode(reader: &mut Reader<'b>, limits: &Budget<'_>) -> Result<Self, DecodeError> {
        const FIELD: &str = "IssuerSignedItem";
        let raw = reader.raw(FIELD)?;
        let (content, at) = Reader::inside(raw).embedded(FIELD)?;
        let (mut digest_id, mut random, mut identifier, mut value) = (None, None, None, None);
        Reader::open(&content, at, FIELD, limits)?.map(FIELD, |reader, key| {
            match key {
                "digestID" => digest_id = Some(reader.unsigned("digestID")?),
                "random" => random = Some((reader.bytes("random")?.len(), reader.at())),
                "elementIdentifier" => {
                    let at = reader.at();
                    let text = reader.text("elementIdentifier")?;
                    identifier = Some(name(&text, limits, at, "elementIdentifier")?);
                }
                "elementValue" => {
                    let raw = reader.raw("elementValue")?;
                    let start = raw.at.saturating_sub(at);
                    value = Some(start..start.saturating_add(raw.bytes.len()));
                }
                _ => _ = reader.raw(FIELD)?,
            }
            Ok(())
        })?;
        let (random, random_at) = required(random, "random", FIELD, at)?;
        if random < Self::RANDOM_BYTES {
            return Err(DecodeError::new(
                Kind::InvalidValue {
                    expected: "at least 16 bytes",
                },
                random_at,
                "random",
            ));
        }
        Ok(Self {
            digest_id: required(digest_id, "digestID", FIELD, at)?,
            identifier: required(identifier, "elementIdentifier", FIELD, at)?,
            value: required(value, "elementValue", FIELD, at)?,
            tagged: raw.bytes,
            content,
        })
    }

    /// The encoded value. Scanned, so [`Cbor::read_scanned`](super::Cbor::read_scanned) may read it.
    pub(crate) fn value(&self) -> &[u8] {
        self.content.get(self.value.clone()).unwrap_or_default()
    }

    /// The digest that the signed object must hold for this item.
    pub(crate) fn digest(&self, algorithm: DigestAlgorithm) -> Digest {
        digest_of_item(algorithm, self.tagged)
    }
}

/// The digest of an element: over the tagged item, whose bytes the signer made and the verifier received.
///
/// Clause: ISO/IEC 18013-5, 9.1.2.5.
pub(crate) fn digest_of_item(algorithm: DigestAlgorithm, tagged: &[u8]) -> Digest {
    algorithm.digest(&[tagged])
}

impl<'b> DeviceSigned<'b> {
    fn decode(raw: Raw<'b>, limits: &Budget<'_>) -> Result<Self, DecodeError> {
        const FIELD: &str = "deviceSigned";
        let (mut name_spaces, mut auth) = (None, None);
        Reader::inside(raw).map(FIELD, |reader, key| {
            match key {
                "nameSpaces" => name_spaces = Some(reader.raw("deviceSigned.nameSpaces")?),
                "deviceAuth" => auth = Some(DeviceAuth::decode(reader, limits)?),
                _ => _ = reader.raw(FIELD)?,
            }
            Ok(())
        })?;
        let name_spaces = required(name_spaces, "nameSpaces", FIELD, raw.at)?;
        Ok(Self {
            name_spaces_tagged: name_spaces.bytes,
            elements: decode_device_elements(name_spaces, limits)?,
            auth: required(auth, "deviceAuth", FIELD, raw.at)?,
        })
    }
}

fn decode_device_elements(
    raw: Raw<'_>,
    limits: &Budget<'_>,
) -> Result<Vec<(String, String, Vec<u8>)>, DecodeError> {
    const FIELD: &str = "deviceSigned.nameSpaces";
    let (content, at) = Reader::inside(raw).embedded(FIELD)?;
    let mut elements = Vec::new();
    Reader::open(&content, at, FIELD, limits)?.map(FIELD, |reader, name_space| {
        let before = elements.len();
        let name_space = name(name_space, limits, reader.at(), FIELD)?;
        reader.map(FIELD, |reader, identifier| {
            let (at, count) = (reader.at(), elements.len().saturating_add(1));
            over(count, "elements", limits.elements, at, FIELD)?;
            let identifier = name(identifier, limits, at, FIELD)?;
            let value = reader.raw(FIELD)?.bytes.to_vec();
            elements.push((name_space.clone(), identifier, value));
            Ok(())
        })?;
        if elements.len() == before {
            return Err(reader.error(Kind::Empty, FIELD));
        }
        Ok(())
    })?;
    Ok(elements)
}

impl<'b> DeviceAuth<'b> {
    fn decode(reader: &mut Reader<'b>, limits: &Budget<'_>) -> Result<Self, DecodeError> {
        const FIELD: &str = "deviceAuth";
        let (at, mut signature, mut mac) = (reader.at(), None, None);
        reader.map(FIELD, |reader, key| {
            match key {
                "deviceSignature" => {
                    signature = Some(Cose1::decode(reader.raw(key)?, "deviceSignature", limits)?)
                }
                "deviceMac" => mac = Some(Cose1::decode(reader.raw(key)?, "deviceMac", limits)?),
                _ => _ = reader.raw(FIELD)?,
            }
            Ok(())
        })?;
        let auth = match (signature, mac) {
            (Some(signature), None) => Self::Signature(signature),
            (None, Some(mac)) => Self::Mac(mac),
            _ => {
                let expected = "either deviceSignature or deviceMac";
                return Err(DecodeError::new(Kind::InvalidValue { expected }, at, FIELD));
            }
        };
        // 9.1.3.4: the payload is detached. An attached one would be a second, unchecked statement of the same thing.
        let (Self::Signature(cose) | Self::Mac(cose)) = &auth;
        match cose.payload {
            None => Ok(auth),
            Some(Payload { at, .. }) => Err(DecodeError::new(
                Kind::InvalidValue {
                    expected: "a detached payload, nil",
                },
                at,
                FIELD,
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::DigestAlgorithm;

    /// ISO/IEC 18013-5, Annex D; `None` where the file is not at hand.
    fn annex_d() -> Option<Vec<u8>> {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../shared/data/iso18013-annex-d/device_response.cbor"
        );
        let bytes = std::fs::read(path).ok();
        if bytes.is_none() {
            println!("skipped: ISO/IEC 18013-5 Annex D is not at hand");
        }
        bytes
    }

    #[test]
    fn the_response_of_annex_d_is_read_and_its_digests_hold() {
        let Some(bytes) = annex_d() else { return };
        let Structure::DeviceResponse(documents) =
            Structure::decode(&bytes, &Limits::default()).unwrap()
        else {
            panic!("not a DeviceResponse");
        };
        let signed = &documents[0].issuer_signed;
        let (name_space, items) = &signed.name_spaces[0];
        assert_eq!(
            (documents.len(), name_space.as_str(), items.len()),
            (1, "org.iso.18013.5.1", 6)
        );
        for item in items {
            let digest =
                item.digest(DigestAlgorithm::from_mso_name(&signed.mso.digest_algorithm).unwrap());
            assert_eq!(
                digest.as_bytes(),
                signed
                    .mso
                    .value_digests
                    .of(name_space)
                    .get(item.digest_id)
                    .unwrap(),
                "{}",
                item.identifier
            );
        }
    }

    #[test]
    fn a_response_cut_anywhere_is_refused() {
        let Some(bytes) = annex_d() else { return };
        for end in 0..bytes.len() {
            assert!(
                Structure::decode(&bytes[..end], &Limits::default()).is_err(),
                "cut at {end}"
            );
        }
    }
}
