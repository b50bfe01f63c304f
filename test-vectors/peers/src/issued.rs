//! The peer `isomdl` as an issuer: documents for `elicence` and for the other peers to verify.

use std::collections::BTreeMap;
use std::time::Duration;

use ciborium::Value;
use isomdl::cbor;
use isomdl::definitions::device_key::cose_key::EC2Y;
use isomdl::definitions::x509::X5Chain;
use isomdl::definitions::{
    CoseKey, DeviceKeyInfo, DigestAlgorithm, EC2Curve, IssuerSigned, ValidityInfo,
};
use isomdl::issuance::Mdoc;
use p256::ecdsa::{DerSignature, Signature, SigningKey};
use sha1::{Digest, Sha1};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use x509_cert::Certificate;
use x509_cert::builder::{Builder, CertificateBuilder, Profile};
use x509_cert::der::Encode;
use x509_cert::der::asn1::{Ia5String, OctetString};
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CrlDistributionPoints, ExtendedKeyUsage,
    IssuerAltName, KeyUsage, KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use x509_cert::time::Validity;

use crate::sample::{Form, Sample, Trouble};

/// Extended key usage of a document signer, ISO/IEC 18013-5 table B.3.
const DOCUMENT_SIGNER: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.0.18013.5.1.2");
const YEAR: u64 = 365 * 24 * 60 * 60;
const ROOT_NAME: &str = "CN=Peer root,C=FR";
const SIGNER_NAME: &str = "CN=Peer document signer,C=FR";

/// Keys and certificates of the peer's issuing authority, made up anew for each run.
#[derive(Debug)]
pub struct Authority {
    /// The root certificate, self-signed, DER.
    pub root: Vec<u8>,
    /// The document signer's certificate, DER.
    pub signer: Vec<u8>,
    key: SigningKey,
}

impl Authority {
    /// Makes a root and a document signer under it, valid from now, by the peer's own certificate rules.
    ///
    /// # Errors
    /// When a certificate cannot be built.
    pub fn new(seed: u8) -> Result<Self, Trouble> {
        let root_key = key(seed, "root")?;
        let key = key(seed, "signer")?;
        let mut root = builder(&root_key, &root_key, ROOT_NAME, ROOT_NAME, 2 * YEAR)?;
        root.add_extension(&KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?;
        root.add_extension(&BasicConstraints {
            ca: true,
            path_len_constraint: Some(0),
        })?;
        let mut signer = builder(&key, &root_key, ROOT_NAME, SIGNER_NAME, YEAR)?;
        signer.add_extension(&AuthorityKeyIdentifier {
            key_identifier: Some(key_identifier(&root_key)?),
            ..AuthorityKeyIdentifier::default()
        })?;
        signer.add_extension(&KeyUsage(KeyUsages::DigitalSignature.into()))?;
        signer.add_extension(&CriticalUsage(ExtendedKeyUsage(vec![DOCUMENT_SIGNER])))?;
        let root: Certificate = root.build::<DerSignature>()?;
        let signer: Certificate = signer.build::<DerSignature>()?;
        Ok(Self {
            root: root.to_der()?,
            signer: signer.to_der()?,
            key,
        })
    }

    /// Lets the peer issue one document; the holder's key is the signer's own, which no holder would do.
    ///
    /// # Errors
    /// When the peer refuses to issue.
    pub fn issue(
        &self,
        doc_type: &str,
        name_spaces: BTreeMap<String, BTreeMap<String, Value>>,
        digest: DigestAlgorithm,
    ) -> Result<IssuerSigned, Trouble> {
        let now = OffsetDateTime::now_utc();
        let point = self.key.verifying_key().to_encoded_point(false);
        let (x, y) = (
            point.x().ok_or("no x")?.to_vec(),
            point.y().ok_or("no y")?.to_vec(),
        );
        let device_key = CoseKey::EC2 {
            crv: EC2Curve::P256,
            x,
            y: EC2Y::Value(y),
        };
        let mdoc = Mdoc::builder()
            .doc_type(doc_type.to_owned())
            .namespaces(name_spaces)
            .validity_info(ValidityInfo {
                signed: now,
                valid_from: now,
                valid_until: now + Duration::from_secs(YEAR / 2),
                expected_update: None,
            })
            .digest_algorithm(digest)
            .device_key_info(DeviceKeyInfo {
                device_key,
                key_authorizations: None,
                key_info: None,
            })
            .enable_decoy_digests(true)
            .issue::<SigningKey, Signature>(
                X5Chain::builder()
                    .with_der_certificate(&self.signer)?
                    .build()?,
                self.key.clone(),
            )?;
        Ok(IssuerSigned {
            namespaces: Some(mdoc.namespaces),
            issuer_auth: mdoc.issuer_auth,
        })
    }
}

/// Lets the peer issue a driving licence and a document of a type nobody knows, under one authority.
///
/// # Errors
/// When the peer refuses to issue.
pub fn issued_samples() -> Result<Vec<Sample>, Trouble> {
    let authority = Authority::new(1)?;
    let now = (OffsetDateTime::now_utc() + Duration::from_secs(60))
        .replace_nanosecond(0)?
        .format(&Rfc3339)?;
    let day = |text: &str| Value::Tag(1004, Box::new(Value::from(text)));
    let licence = BTreeMap::from([
        ("family_name".to_owned(), Value::from("Müller")),
        ("birth_date".to_owned(), day("1990-02-28")),
        ("issuing_country".to_owned(), Value::from("FR")),
        (
            "portrait".to_owned(),
            Value::from(vec![0xff_u8, 0xd8, 0xff, 0xe0, 0, 16]),
        ),
    ]);
    let other = BTreeMap::from([
        ("名称".to_owned(), Value::from("测试有限公司")),
        (
            "total".to_owned(),
            Value::Tag(
                4,
                Box::new(Value::Array(vec![Value::from(-2), Value::from(123_456)])),
            ),
        ),
        (
            "issued".to_owned(),
            Value::Tag(0, Box::new(Value::from("2026-01-02T03:04:05Z"))),
        ),
        ("active".to_owned(), Value::from(true)),
        (
            "rows".to_owned(),
            Value::Array(vec![Value::Map(vec![(
                Value::from("tax"),
                Value::from("VAT"),
            )])]),
        ),
    ]);
    let mut samples = Vec::new();
    for (name, doc_type, name_space, elements) in [
        (
            "isomdl-driving-licence",
            "org.iso.18013.5.1.mDL",
            "org.iso.18013.5.1",
            licence,
        ),
        (
            "isomdl-other-type",
            "org.example.certificate.1",
            "org.example.certificate.1",
            other,
        ),
    ] {
        let name_spaces = BTreeMap::from([(name_space.to_owned(), elements)]);
        let issued = authority.issue(doc_type, name_spaces, DigestAlgorithm::SHA256)?;
        samples.push(Sample::describe(
            name,
            Form::IssuerSigned,
            cbor::to_vec(&issued)?,
            &now,
            Some(&authority.root),
        )?);
    }
    Ok(samples)
}

fn key(seed: u8, role: &str) -> Result<SigningKey, Trouble> {
    let mut bytes = [seed; 32];
    for (byte, letter) in bytes.iter_mut().zip(role.bytes()) {
        *byte ^= letter;
    }
    Ok(SigningKey::from_slice(&bytes)?)
}

fn builder<'k>(
    subject_key: &SigningKey,
    issuer_key: &'k SigningKey,
    issuer: &str,
    subject: &str,
    seconds: u64,
) -> Result<CertificateBuilder<'k, SigningKey>, Trouble> {
    let issuer: Name = issuer.parse()?;
    let mut serial = key_identifier(subject_key)?.into_bytes();
    serial[0] = serial[0] & 0x7f | 0x40; // positive, and of full length
    let mut builder = CertificateBuilder::new(
        Profile::Manual {
            issuer: Some(issuer),
        },
        SerialNumber::new(&serial)?,
        Validity::from_now(Duration::from_secs(seconds))?,
        subject.parse()?,
        SubjectPublicKeyInfoOwned::from_key(*subject_key.verifying_key())?,
        issuer_key,
    )?;
    builder.add_extension(&SubjectKeyIdentifier(key_identifier(subject_key)?))?;
    builder.add_extension(&IssuerAltName(vec![GeneralName::Rfc822Name(
        Ia5String::new("peer@example.org")?,
    )]))?;
    let place =
        GeneralName::UniformResourceIdentifier(Ia5String::new("http://peer.example.org/root.crl")?);
    builder.add_extension(&CrlDistributionPoints(vec![DistributionPoint {
        distribution_point: Some(DistributionPointName::FullName(vec![place])),
        reasons: None,
        crl_issuer: None,
    }]))?;
    Ok(builder)
}

fn key_identifier(key: &SigningKey) -> Result<OctetString, Trouble> {
    let spki = SubjectPublicKeyInfoOwned::from_key(*key.verifying_key())?;
    Ok(OctetString::new(
        Sha1::digest(spki.subject_public_key.raw_bytes()).to_vec(),
    )?)
}

/// Extended key usage marked critical, as ISO/IEC 18013-5 table B.3 wants; the builder marks only others so.
struct CriticalUsage(ExtendedKeyUsage);

impl x509_cert::der::oid::AssociatedOid for CriticalUsage {
    const OID: ObjectIdentifier = <ExtendedKeyUsage as x509_cert::der::oid::AssociatedOid>::OID;
}

impl Encode for CriticalUsage {
    fn encoded_len(&self) -> x509_cert::der::Result<x509_cert::der::Length> {
        self.0.encoded_len()
    }

    fn encode(&self, encoder: &mut impl x509_cert::der::Writer) -> x509_cert::der::Result<()> {
        self.0.encode(encoder)
    }
}

impl x509_cert::ext::AsExtension for CriticalUsage {
    fn critical(&self, _subject: &Name, _extensions: &[x509_cert::ext::Extension]) -> bool {
        true
    }
}
