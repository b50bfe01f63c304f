//! Makes certificates for trying out: CAs and sealing certificates that profile `elicence` and ISO/IEC 18013-5, Annex B
//! accept, and lists of revoked ones. Same input, same bytes. Not a CA: it keeps no record.

use elicence::crypto::{DigestAlgorithm, KeyType, Signer, SignerError, SoftwareKey, VerifyingKey};
use elicence::time::UnixTime;

/// Who a certificate is about. An empty text leaves the attribute out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Subject<'a> {
    /// Country, two capital letters.
    pub(crate) c: &'a str,
    /// State or province, ISO 3166-2.
    pub(crate) st: &'a str,
    /// Name of the authority.
    pub(crate) o: &'a str,
    /// Code of the authority, the `issuer_code` of its licences.
    pub(crate) organization_identifier: &'a str,
    pub(crate) cn: &'a str,
}

/// What a certificate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Issues certificates, with so many CAs below it at most.
    Ca { path_length: u8 },
    /// Seals licences: purpose 1.0.18013.5.1.2.
    Sealer,
}

/// A certificate with these contents, signed by `issuer_key`; a root is its own issuer.
pub(crate) fn make_certificate(
    subject: &Subject<'_>,
    subject_key: &VerifyingKey,
    issuer: &Subject<'_>,
    issuer_key: &SoftwareKey,
    validity: (UnixTime, UnixTime),
    kind: Kind,
    serial: u64,
) -> Result<Vec<u8>, SignerError> {
    Draft::new(
        subject,
        subject_key,
        issuer,
        &issuer_key.verifying_key(),
        validity,
        kind,
        serial,
    )
    .sign(issuer_key)
}

/// A certificate before it is signed, every part as DER, so that a test can spoil any of them.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) version: Vec<u8>,
    pub(crate) serial: Vec<u8>,
    pub(crate) inner_algorithm: Vec<u8>,
    pub(crate) outer_algorithm: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) validity: Vec<u8>,
    pub(crate) subject: Vec<u8>,
    pub(crate) spki: Vec<u8>,
    pub(crate) extensions: Vec<Vec<u8>>,
}

impl Draft {
    pub(crate) fn new(
        subject: &Subject<'_>,
        subject_key: &VerifyingKey,
        issuer: &Subject<'_>,
        issuer_key: &VerifyingKey,
        validity: (UnixTime, UnixTime),
        kind: Kind,
        serial: u64,
    ) -> Self {
        let algorithm = algorithm(issuer_key.key_type());
        let mut extensions = vec![
            extension(
                AUTHORITY_KEY,
                false,
                &tlv(0x30, &[&tlv(0x80, &[&key_id(issuer_key)])]),
            ),
            extension(SUBJECT_KEY, false, &tlv(0x04, &[&key_id(subject_key)])),
            // Annex B wants both in each certificate; the names say that they are for trying out.
            extension(
                ISSUER_NAMES,
                false,
                &tlv(0x30, &[&tlv(0x86, &[b"https://pki.example/contact"])]),
            ),
            extension(
                DISTRIBUTION_POINTS,
                false,
                &distribution_point(b"https://pki.example/list.crl"),
            ),
        ];
        match kind {
            Kind::Ca { path_length } => {
                let length = integer(u64::from(path_length));
                extensions.push(extension(
                    BASIC_CONSTRAINTS,
                    true,
                    &tlv(0x30, &[&[0x01, 0x01, 0xff], &length]),
                ));
                extensions.push(extension(KEY_USAGE, true, &[0x03, 0x02, 0x01, 0x06])); // keyCertSign, cRLSign
            }
            Kind::Sealer => {
                extensions.push(extension(KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x80])); // digitalSignature
                extensions.push(extension(
                    PURPOSES,
                    true,
                    &tlv(0x30, &[&tlv(0x06, &[DOCUMENT_SIGNER])]),
                ));
            }
        }
        Self {
            version: vec![0xa0, 0x03, 0x02, 0x01, 0x02],
            serial: integer(serial),
            inner_algorithm: algorithm.clone(),
            outer_algorithm: algorithm,
            issuer: name(issuer),
            validity: tlv(0x30, &[&date(validity.0), &date(validity.1)]),
            subject: name(subject),
            spki: subject_key.to_spki_der(),
            extensions,
        }
    }

    /// Replaces the extension with this identifier, adds it, or with `None` takes it away.
    pub(crate) fn with(mut self, id: &[u8], replacement: Option<Vec<u8>>) -> Self {
        let place = self.extensions.iter().position(|e| has_id(e, id));
        match (place, replacement) {
            (Some(place), Some(new)) => self.extensions[place] = new,
            (Some(place), None) => drop(self.extensions.remove(place)),
            (None, Some(new)) => self.extensions.push(new),
            (None, None) => {}
        }
        self
    }

    /// The bytes that are signed.
    pub(crate) fn to_be_signed(&self) -> Vec<u8> {
        let extensions: Vec<&[u8]> = self.extensions.iter().map(Vec::as_slice).collect();
        let extensions = tlv(0xa3, &[&tlv(0x30, &extensions)]);
        tlv(
            0x30,
            &[
                &self.version,
                &self.serial,
                &self.inner_algorithm,
                &self.issuer,
                &self.validity,
                &self.subject,
                &self.spki,
                &extensions,
            ],
        )
    }

    pub(crate) fn sign(&self, key: &SoftwareKey) -> Result<Vec<u8>, SignerError> {
        let to_be_signed = self.to_be_signed();
        let signature = signature(key, &to_be_signed)?;
        Ok(self.assemble(&to_be_signed, &signature))
    }

    /// The certificate with whatever is given as its signature.
    pub(crate) fn assemble(&self, to_be_signed: &[u8], signature: &[u8]) -> Vec<u8> {
        tlv(
            0x30,
            &[
                to_be_signed,
                &self.outer_algorithm,
                &tlv(0x03, &[&[0], signature]),
            ],
        )
    }
}

/// A revocation list with these entries, signed by `issuer_key`; it speaks for every certificate of the issuer.
pub(crate) fn make_revocation_list(
    issuer: &Subject<'_>,
    issuer_key: &SoftwareKey,
    updates: (UnixTime, UnixTime),
    number: u64,
    revoked: &[Revoked],
) -> Result<Vec<u8>, SignerError> {
    ListDraft::new(
        issuer,
        &issuer_key.verifying_key(),
        updates,
        number,
        revoked,
    )
    .sign(issuer_key)
}

/// One revoked certificate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Revoked {
    pub(crate) serial: u64,
    pub(crate) since: UnixTime,
    /// `CRLReason` of RFC 5280, 5.3.1; `None` leaves it out.
    pub(crate) reason: Option<u8>,
    /// From when on the key was not good.
    pub(crate) invalid: Option<UnixTime>,
}

impl Revoked {
    /// The entry as it stands in a list.
    pub(crate) fn entry(&self) -> Vec<u8> {
        let reason = self
            .reason
            .map(|reason| extension(REASON, false, &[0x0a, 0x01, reason]));
        let invalid = self
            .invalid
            .map(|time| extension(INVALIDITY, false, &long_date(time)));
        let extensions: Vec<Vec<u8>> = reason.into_iter().chain(invalid).collect();
        entry(&integer(self.serial), self.since, &extensions)
    }
}

/// An entry with any serial number, an INTEGER, and any extensions.
pub(crate) fn entry(serial: &[u8], since: UnixTime, extensions: &[Vec<u8>]) -> Vec<u8> {
    let list = match extensions {
        [] => Vec::new(),
        some => tlv(0x30, &some.iter().map(Vec::as_slice).collect::<Vec<_>>()),
    };
    tlv(0x30, &[serial, &date(since), &list])
}

/// A revocation list before it is signed, every part as DER, so that a test can spoil any of them.
#[derive(Clone, Debug)]
pub(crate) struct ListDraft {
    pub(crate) version: Vec<u8>,
    pub(crate) inner_algorithm: Vec<u8>,
    pub(crate) outer_algorithm: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) this_update: Vec<u8>,
    pub(crate) next_update: Vec<u8>,
    pub(crate) entries: Vec<Vec<u8>>,
    pub(crate) extensions: Vec<Vec<u8>>,
}

impl ListDraft {
    pub(crate) fn new(
        issuer: &Subject<'_>,
        issuer_key: &VerifyingKey,
        updates: (UnixTime, UnixTime),
        number: u64,
        revoked: &[Revoked],
    ) -> Self {
        let algorithm = algorithm(issuer_key.key_type());
        let key = tlv(0x30, &[&tlv(0x80, &[&key_id(issuer_key)])]);
        Self {
            version: vec![0x02, 0x01, 0x01],
            inner_algorithm: algorithm.clone(),
            outer_algorithm: algorithm,
            issuer: name(issuer),
            this_update: date(updates.0),
            next_update: date(updates.1),
            entries: revoked.iter().map(Revoked::entry).collect(),
            extensions: vec![
                extension(AUTHORITY_KEY, false, &key),
                extension(LIST_NUMBER, false, &integer(number)),
            ],
        }
    }

    /// Replaces the extension with this identifier, adds it, or with `None` takes it away.
    pub(crate) fn with(mut self, id: &[u8], replacement: Option<Vec<u8>>) -> Self {
        self.extensions.retain(|e| !has_id(e, id));
        self.extensions.extend(replacement);
        self
    }

    /// The bytes that are signed.
    pub(crate) fn to_be_signed(&self) -> Vec<u8> {
        let join = |parts: &[Vec<u8>], tag| match parts {
            [] => Vec::new(),
            some => tlv(tag, &some.iter().map(Vec::as_slice).collect::<Vec<_>>()),
        };
        let entries = join(&self.entries, 0x30);
        let extensions = match join(&self.extensions, 0x30).as_slice() {
            [] => Vec::new(),
            list => tlv(0xa0, &[list]),
        };
        tlv(
            0x30,
            &[
                &self.version,
                &self.inner_algorithm,
                &self.issuer,
                &self.this_update,
                &self.next_update,
                &entries,
                &extensions,
            ],
        )
    }

    pub(crate) fn sign(&self, key: &SoftwareKey) -> Result<Vec<u8>, SignerError> {
        let to_be_signed = self.to_be_signed();
        let signature = signature(key, &to_be_signed)?;
        Ok(tlv(
            0x30,
            &[
                &to_be_signed,
                &self.outer_algorithm,
                &tlv(0x03, &[&[0], &signature]),
            ],
        ))
    }
}

/// The signature as certificates and lists have it: DER, except for Ed25519.
fn signature(key: &SoftwareKey, message: &[u8]) -> Result<Vec<u8>, SignerError> {
    let signature = key.sign(message)?;
    Ok(match key.verifying_key().key_type() {
        KeyType::Ed25519 => signature,
        _ => {
            let (r, s) = signature.split_at(signature.len() / 2);
            tlv(0x30, &[&positive(r), &positive(s)])
        }
    })
}

pub(crate) const LIST_NUMBER: &[u8] = &[0x55, 0x1d, 20];
pub(crate) const REASON: &[u8] = &[0x55, 0x1d, 21];
pub(crate) const INVALIDITY: &[u8] = &[0x55, 0x1d, 24];
pub(crate) const SUBJECT_KEY: &[u8] = &[0x55, 0x1d, 14];
pub(crate) const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
pub(crate) const ISSUER_NAMES: &[u8] = &[0x55, 0x1d, 18];
pub(crate) const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
pub(crate) const DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 31];
pub(crate) const AUTHORITY_KEY: &[u8] = &[0x55, 0x1d, 35];
pub(crate) const PURPOSES: &[u8] = &[0x55, 0x1d, 37];
/// 1.0.18013.5.1.2
pub(crate) const DOCUMENT_SIGNER: &[u8] = &[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x02];

/// One extension; `value` is what the OCTET STRING holds.
pub(crate) fn extension(id: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let critical: &[u8] = if critical { &[0x01, 0x01, 0xff] } else { &[] };
    tlv(0x30, &[&tlv(0x06, &[id]), critical, &tlv(0x04, &[value])])
}

/// Tag, shortest length, contents.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|p| p.len()).sum();
    let mut out = vec![tag];
    let octets = length.to_be_bytes();
    let significant = &octets[octets
        .iter()
        .position(|b| *b != 0)
        .unwrap_or(octets.len() - 1)..];
    if length >= 0x80 {
        out.push(0x80 | u8::try_from(significant.len()).unwrap_or(0));
    }
    out.extend_from_slice(significant);
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

/// A distinguished name of the attributes that are not empty.
pub(crate) fn name(subject: &Subject<'_>) -> Vec<u8> {
    let attributes = [
        (0x06, 0x13, subject.c),
        (0x08, 0x0c, subject.st),
        (0x0a, 0x0c, subject.o),
        (0x61, 0x0c, subject.organization_identifier),
        (0x03, 0x0c, subject.cn),
    ];
    let parts: Vec<Vec<u8>> = attributes
        .into_iter()
        .filter(|(_, _, text)| !text.is_empty())
        .map(|(kind, tag, text)| {
            tlv(
                0x31,
                &[&tlv(
                    0x30,
                    &[
                        &[0x06, 0x03, 0x55, 0x04, kind],
                        &tlv(tag, &[text.as_bytes()]),
                    ],
                )],
            )
        })
        .collect();
    tlv(0x30, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// A date: `UTCTime` to the year 2049, `GeneralizedTime` after.
pub(crate) fn date(time: UnixTime) -> Vec<u8> {
    let digits: String = time
        .to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    if digits.as_str() < "2050" {
        tlv(0x17, &[&digits.as_bytes()[2..], b"Z"])
    } else {
        tlv(0x18, &[digits.as_bytes(), b"Z"])
    }
}

/// A date as `GeneralizedTime`, whatever its year.
pub(crate) fn long_date(time: UnixTime) -> Vec<u8> {
    let digits: String = time
        .to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    tlv(0x18, &[digits.as_bytes(), b"Z"])
}

/// RFC 7093, section 2, method 1. Annex B has SHA-1 of the key's bits in its place; who meets a reader that compares them
/// replaces both identifiers.
fn key_id(key: &VerifyingKey) -> Vec<u8> {
    DigestAlgorithm::Sha256
        .digest(&[&key.to_spki_der()])
        .as_bytes()[..20]
        .to_vec()
}

fn distribution_point(uri: &[u8]) -> Vec<u8> {
    tlv(
        0x30,
        &[&tlv(
            0x30,
            &[&tlv(0xa0, &[&tlv(0xa0, &[&tlv(0x86, &[uri])])])],
        )],
    )
}

fn integer(number: u64) -> Vec<u8> {
    positive(&number.to_be_bytes())
}

/// A positive INTEGER in the shortest form.
fn positive(bytes: &[u8]) -> Vec<u8> {
    let first = bytes
        .iter()
        .position(|b| *b != 0)
        .unwrap_or(bytes.len() - 1);
    let bytes = &bytes[first..];
    let sign: &[u8] = if bytes[0] >= 0x80 { &[0] } else { &[] };
    tlv(0x02, &[sign, bytes])
}

/// How a key of this type signs certificates, as `AlgorithmIdentifier`.
fn algorithm(key: KeyType) -> Vec<u8> {
    tlv(0x30, &[&tlv(0x06, &[signature_oid(key)])])
}

fn signature_oid(key: KeyType) -> &'static [u8] {
    match key {
        KeyType::P256 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
        KeyType::P384 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03],
        KeyType::P521 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04],
        KeyType::Ed25519 => &[0x2b, 0x65, 0x70],
        // SM2 with SM3; key types to come are for whoever adds them.
        _ => &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x75],
    }
}

fn has_id(extension: &[u8], id: &[u8]) -> bool {
    let wanted = tlv(0x06, &[id]);
    extension
        .windows(wanted.len())
        .take(5)
        .any(|window| window == wanted)
}
