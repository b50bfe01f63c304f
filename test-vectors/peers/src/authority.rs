//! Sealing authorities for a day, with certificates that every peer accepts.

use elicence::crypto::{Algorithm, Signer, SoftwareKey, VerifyingKey};
use elicence::time::UnixTime;
use sha1::{Digest, Sha1};
use x509_cert::der::Decode;
use x509_cert::spki::SubjectPublicKeyInfoRef;

use crate::pki::{AUTHORITY_KEY, Draft, Kind, SUBJECT_KEY, Subject, extension, tlv};
use crate::sample::Trouble;

const DAY: i64 = 24 * 60 * 60;

/// A CA and one seal under it, made up anew for each sample.
#[derive(Debug)]
pub struct SealingAuthority {
    /// The root certificate, self-signed, DER.
    pub root: Vec<u8>,
    /// The sealing certificate, DER.
    pub certificate: Vec<u8>,
    /// The sealing key.
    pub key: SoftwareKey,
}

impl SealingAuthority {
    /// An authority of China with this code and province (empty: none), valid from yesterday by both clocks, the
    /// machine's and that of `now`.
    ///
    /// # Errors
    /// When a key or a certificate cannot be made.
    pub fn new(
        algorithm: Algorithm,
        code: &str,
        province: &str,
        now: UnixTime,
    ) -> Result<Self, Trouble> {
        Self::changed(algorithm, code, province, now, |draft, _| draft)
    }

    /// The same with certificates that `change` may spoil before they are signed.
    pub(crate) fn changed(
        algorithm: Algorithm,
        code: &str,
        province: &str,
        now: UnixTime,
        change: impl Fn(Draft, Kind) -> Draft,
    ) -> Result<Self, Trouble> {
        // No peer builds a path to an Edwards key.
        let root_algorithm = match algorithm {
            Algorithm::EdDsa => Algorithm::Es256,
            other => other,
        };
        let root_key = SoftwareKey::generate(root_algorithm)?;
        let key = SoftwareKey::generate(algorithm)?;
        let issuer = Subject {
            c: "CN",
            st: province,
            o: "Peer Root",
            cn: "Peer CA",
            ..Subject::default()
        };
        let sealer = Subject {
            c: "CN",
            st: province,
            o: "Peer Authority",
            organization_identifier: code,
            cn: "Peer Seal",
        };
        // Some peers know no clock but the machine's, which may be far behind `now`.
        let machine = time::OffsetDateTime::now_utc().unix_timestamp();
        let begin = UnixTime::from_seconds(machine.min(now.seconds())).ok_or("no such instant")?;
        let life = (begin.saturating_add(-DAY), now.saturating_add(365 * DAY));
        let certificate = |subject, subject_key: &VerifyingKey, kind, serial| {
            let issuer_key = root_key.verifying_key();
            let identifiers = [
                (SUBJECT_KEY, tlv(0x04, &[&key_identifier(subject_key)?])),
                (
                    AUTHORITY_KEY,
                    tlv(0x30, &[&tlv(0x80, &[&key_identifier(&issuer_key)?])]),
                ),
            ];
            let draft = Draft::new(
                subject,
                subject_key,
                &issuer,
                &issuer_key,
                life,
                kind,
                serial,
            );
            let draft = identifiers.into_iter().fold(draft, |draft, (id, value)| {
                draft.with(id, Some(extension(id, false, &value)))
            });
            Ok::<_, Trouble>(change(draft, kind).sign(&root_key)?)
        };
        Ok(Self {
            root: certificate(
                &issuer,
                &root_key.verifying_key(),
                Kind::Ca { path_length: 0 },
                1,
            )?,
            certificate: certificate(&sealer, &key.verifying_key(), Kind::Sealer, 2)?,
            key,
        })
    }
}

/// SHA-1 of the key's bits, which ISO/IEC 18013-5, Annex B demands and `isomdl` compares.
fn key_identifier(key: &VerifyingKey) -> Result<Vec<u8>, Trouble> {
    let der = key.to_spki_der();
    let spki = SubjectPublicKeyInfoRef::from_der(&der)?;
    Ok(Sha1::digest(spki.subject_public_key.raw_bytes()).to_vec())
}
