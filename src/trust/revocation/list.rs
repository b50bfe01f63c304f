//! One revocation list, read from its raw DER: `CertificateList` of RFC 5280, section 5.
//!
//! What is not DER, or not of that shape, is no list at all. What breaks a rule beyond the shape is a list that says
//! nothing: it is kept with the rule, because its issuer's certificates are then undetermined for that reason.

use core::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::codec::Limits;
use crate::codec::der::{self, DerFault, Reader, Tlv, tag};
use crate::crypto::{DigestAlgorithm, VerifyingKey};
use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::certificate::{Certificate, Name};
use crate::trust::path::algorithms;

use super::entry::{Entries, Entry};
use super::extensions;
use super::scope::ListScope;

/// A list whose encoding and form are right.
///
/// ```asn1
/// CertificateList ::= SEQUENCE { tbsCertList TBSCertList, signatureAlgorithm AlgorithmIdentifier, signature BIT STRING }
/// TBSCertList ::= SEQUENCE { version INTEGER, signature AlgorithmIdentifier, issuer Name, thisUpdate Time, nextUpdate Time,
///   revokedCertificates SEQUENCE OF SEQUENCE { … } OPTIONAL, crlExtensions [0] EXPLICIT Extensions }
/// ```
#[derive(Debug)]
pub(super) struct RevocationList {
    der: Vec<u8>,
    pub(super) digest: [u8; 32],
    /// The contents of the issuer's `RDNSequence`.
    pub(super) issuer: Vec<u8>,
    to_be_signed: Range<usize>,
    algorithm: Range<usize>,
    signature: Range<usize>,
    /// What it says, or the first rule that makes it say nothing.
    pub(super) contents: Result<Contents, &'static str>,
}

/// What a usable list says beside its entries.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) this_update: UnixTime,
    pub(super) next_update: UnixTime,
    pub(super) scope: ListScope,
    entries: Entries,
}

/// Why a list is not read, or read and not used.
pub(super) enum Fault {
    Malformed(DerFault),
    Unusable(&'static str),
}

impl From<DerFault> for Fault {
    fn from(fault: DerFault) -> Self {
        Self::Malformed(fault)
    }
}

impl RevocationList {
    /// Reads a list in DER.
    ///
    /// # Errors
    ///
    /// [`Reason::RevocationListOverLimit`], [`Reason::RevocationListMalformed`].
    pub(super) fn read(der: &[u8]) -> Result<Self, Reason> {
        if der.len() > Limits::REVOCATION_LIST_BYTES {
            return Err(Reason::RevocationListOverLimit {
                limit: "revocation_list_bytes",
                allowed: Limits::REVOCATION_LIST_BYTES,
            });
        }
        read(der).map_err(|DerFault { rule, at }| Reason::RevocationListMalformed { rule, at })
    }

    /// Whether `key` signed it; costs a digest of the whole list and a signature check.
    pub(super) fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        let part = |range: &Range<usize>| self.der.get(range.clone()).unwrap_or_default();
        algorithms::is_signature(
            part(&self.algorithm),
            part(&self.to_be_signed),
            part(&self.signature),
            key,
        )
    }

    /// Every entry for the certificate, in the order of the list.
    pub(super) fn entries_for(&self, certificate: &Certificate) -> Vec<Entry> {
        self.contents
            .as_ref()
            .map(|contents| contents.entries.of(&self.der, &certificate.serial))
            .unwrap_or_default()
    }
}

fn read(der: &[u8]) -> Result<RevocationList, DerFault> {
    let mut members = der::single(der, tag::SEQUENCE, "a revocation list is a SEQUENCE")?.inside();
    let to_be_signed = members.expect(tag::SEQUENCE, "tbsCertList is a SEQUENCE")?;
    let algorithm = members.expect(tag::SEQUENCE, "signatureAlgorithm is a SEQUENCE")?;
    let signature = members.expect(tag::BIT_STRING, "signatureValue is a BIT STRING")?;
    members.finish("a revocation list has three members")?;
    if !matches!(signature.value, [0, _, ..]) {
        return Err(signature.fault("the signature is empty or not of whole bytes"));
    }
    let mut fields = to_be_signed.inside();
    let head = Head::read(&mut fields)?;
    let contents = match Contents::read(&head, algorithm.whole, fields) {
        Ok(contents) => Ok(contents),
        Err(Fault::Unusable(rule)) => Err(rule),
        Err(Fault::Malformed(fault)) => return Err(fault),
    };
    Ok(RevocationList {
        digest: DigestAlgorithm::Sha256
            .digest(&[der])
            .as_bytes()
            .try_into()
            .unwrap_or([0; 32]),
        issuer: head.issuer.raw,
        to_be_signed: to_be_signed.at..to_be_signed.at + to_be_signed.whole.len(),
        algorithm: contents_of(&algorithm),
        // The first byte says that no bit is unused.
        signature: signature.contents_at() + 1..signature.contents_at() + signature.value.len(),
        contents,
        der: der.to_vec(),
    })
}

const fn contents_of(tlv: &Tlv<'_>) -> Range<usize> {
    tlv.contents_at()..tlv.contents_at() + tlv.value.len()
}

/// What stands before the dates: the same in each version, and enough to know whose list it is.
struct Head<'a> {
    version: Option<Tlv<'a>>,
    algorithm: Tlv<'a>,
    issuer: Name,
}

impl<'a> Head<'a> {
    fn read(fields: &mut Reader<'a>) -> Result<Self, DerFault> {
        let version = fields.optional(tag::INTEGER)?;
        let algorithm = fields.expect(tag::SEQUENCE, "the signature algorithm is a SEQUENCE")?;
        let issuer = Name::read(&fields.expect(tag::SEQUENCE, "the issuer is a SEQUENCE")?)?;
        if issuer.is_empty() {
            return Err(fields.fault("the issuer is not empty"));
        }
        Ok(Self {
            version,
            algorithm,
            issuer,
        })
    }
}

impl Contents {
    /// The shape of all that is left comes first, so that whether a list is malformed does not hang on another rule.
    fn read(head: &Head<'_>, outer: &[u8], mut fields: Reader<'_>) -> Result<Self, Fault> {
        const DATE: &str = "a date is a UTCTime or a GeneralizedTime";
        let is_date = |tlv: &Tlv<'_>| matches!(tlv.tag, tag::UTC_TIME | tag::GENERALIZED_TIME);
        let this_update = fields.next()?;
        if !is_date(&this_update) {
            return Err(this_update.fault(DATE).into());
        }
        let next_update = match fields.optional(tag::UTC_TIME)? {
            Some(date) => Some(date),
            None => fields.optional(tag::GENERALIZED_TIME)?,
        };
        let revoked = fields.optional(tag::SEQUENCE)?;
        let tagged = fields.optional(0xa0)?;
        fields.finish("nothing follows the extensions")?;
        let found = tagged.as_ref().map(extensions::Found::read).transpose()?;
        let entries = revoked.as_ref().map(Entries::read).transpose()?;

        let must = |right: bool, rule| {
            if right {
                Ok(())
            } else {
                Err(Fault::Unusable(rule))
            }
        };
        let version_2 = head.version.is_some_and(|version| version.value == [1]);
        must(version_2, "the list is of version 2")?;
        must(
            head.algorithm.whole == outer,
            "the signature algorithm differs inside and outside",
        )?;
        must(
            algorithms::is_allowed(head.algorithm.value),
            "the signature algorithm is not on the list",
        )?;
        let next_update = next_update.ok_or(Fault::Unusable("nextUpdate is there"))?;
        let (this_update, next_update) = (date(&this_update)?, date(&next_update)?);
        must(
            this_update <= next_update,
            "nextUpdate is not before thisUpdate",
        )?;
        let scope = found
            .ok_or(Fault::Unusable("cRLNumber is there"))?
            .scope_of_complete_list()
            .map_err(Fault::Unusable)?;
        let entries = entries.unwrap_or_else(|| Ok(Entries::default()));
        Ok(Self {
            this_update,
            next_update,
            scope,
            entries: entries.map_err(Fault::Unusable)?,
        })
    }
}

/// A date of the list or an entry: `UTCTime` to the year 2049, `GeneralizedTime` after (RFC 5280, 5.1.2.4 to 5.1.2.6).
pub(super) fn date(tlv: &Tlv<'_>) -> Result<UnixTime, Fault> {
    /// 2050-01-01T00:00:00Z.
    const YEAR_2050: i64 = 2_524_608_000;
    let time =
        der::time(tlv).ok_or_else(|| tlv.fault("a date is a UTCTime or a GeneralizedTime"))?;
    if (tlv.tag == tag::GENERALIZED_TIME) == (time.seconds() >= YEAR_2050) {
        Ok(time)
    } else {
        Err(Fault::Unusable(
            "dates to the year 2049 are UTCTime, later ones GeneralizedTime",
        ))
    }
}

/// The DER of a revocation list in either form; PEM is exactly one `X509 CRL` block (RFC 7468), blank lines around it allowed.
///
/// Reads the armour only, the list itself is checked when it is added.
///
/// # Errors
///
/// [`Reason::RevocationListMalformed`] when the input is neither.
pub fn revocation_list_from_pem_or_der(input: &[u8]) -> Result<Vec<u8>, Reason> {
    const NEITHER: Reason = Reason::RevocationListMalformed {
        rule: "it is neither DER nor one PEM block of a revocation list",
        at: 0,
    };
    if input.first() == Some(&0x30) {
        return Ok(input.to_vec());
    }
    let text = core::str::from_utf8(input).map_err(|_| NEITHER)?.trim();
    let body = text
        .strip_prefix("-----BEGIN X509 CRL-----")
        .and_then(|t| t.strip_suffix("-----END X509 CRL-----"))
        .ok_or(NEITHER)?;
    let base64: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(base64).map_err(|_| NEITHER)
}
