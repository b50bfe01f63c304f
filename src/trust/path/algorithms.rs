//! The signature algorithms of certificates, as the engine wants them, on our own keys.

use rustls_pki_types::{AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm};

use crate::codec::der::{self, DerFault, tag};
use crate::crypto::{CertificateSignature, VerifyingKey};
use crate::trust::certificate::Certificate;

/// One signature algorithm with one kind of key; identifiers are the contents of `AlgorithmIdentifier`.
#[derive(Debug)]
struct Pair {
    signature: &'static [u8],
    key: &'static [u8],
    scheme: CertificateSignature,
}

const ECDSA_SHA256: &[u8] = &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const ECDSA_SHA384: &[u8] = &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03];
const ECDSA_SHA512: &[u8] = &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04];
const ED25519: &[u8] = &[0x06, 0x03, 0x2b, 0x65, 0x70];
#[cfg(feature = "sm")]
const SM2_SM3: &[u8] = &[0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x75];

const P256: &[u8] = &[
    0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d,
    0x03, 0x01, 0x07,
];
const P384: &[u8] = &[
    0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22,
];
const P521: &[u8] = &[
    0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23,
];
#[cfg(feature = "sm")]
const SM2: &[u8] = &[
    0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55,
    0x01, 0x82, 0x2d,
];

const fn pair(signature: &'static [u8], key: &'static [u8], scheme: CertificateSignature) -> Pair {
    Pair {
        signature,
        key,
        scheme,
    }
}

/// The list. Parameters are absent in each of them, so an identifier with parameters is not on it.
static PAIRS: &[Pair] = &[
    pair(ECDSA_SHA256, P256, CertificateSignature::EcdsaSha256),
    pair(ECDSA_SHA384, P384, CertificateSignature::EcdsaSha384),
    pair(ECDSA_SHA512, P521, CertificateSignature::EcdsaSha512),
    pair(ECDSA_SHA256, P384, CertificateSignature::EcdsaSha256),
    pair(ECDSA_SHA256, P521, CertificateSignature::EcdsaSha256),
    pair(ECDSA_SHA384, P256, CertificateSignature::EcdsaSha384),
    pair(ECDSA_SHA384, P521, CertificateSignature::EcdsaSha384),
    pair(ECDSA_SHA512, P256, CertificateSignature::EcdsaSha512),
    pair(ECDSA_SHA512, P384, CertificateSignature::EcdsaSha512),
    pair(ED25519, ED25519, CertificateSignature::Ed25519),
    #[cfg(feature = "sm")]
    pair(SM2_SM3, SM2, CertificateSignature::Sm2Sm3),
];

/// Whether a certificate may say that it is signed so; `identifier` is the contents of its `AlgorithmIdentifier`.
pub(in crate::trust) fn is_allowed(identifier: &[u8]) -> bool {
    PAIRS.iter().any(|pair| pair.signature == identifier)
}

/// The list for the engine.
pub(super) fn all() -> Vec<&'static dyn SignatureVerificationAlgorithm> {
    PAIRS
        .iter()
        .map(|pair| -> &'static dyn SignatureVerificationAlgorithm { pair })
        .collect()
}

/// Whether `key` made the signature of the certificate.
pub(super) fn is_signed_by(certificate: &Certificate, key: &VerifyingKey) -> bool {
    let holds = || -> Result<bool, DerFault> {
        let whole = der::single(
            &certificate.der,
            tag::SEQUENCE,
            "a certificate is a SEQUENCE",
        )?;
        let mut members = whole.inside();
        let (to_be_signed, algorithm, signature) =
            (members.next()?, members.next()?, members.next()?);
        // Only certificates that were read come here, so the first byte says that no bit is unused.
        let signature = signature.value.get(1..).unwrap_or_default();
        Ok(is_signature(
            algorithm.value,
            to_be_signed.whole,
            signature,
            key,
        ))
    };
    holds().unwrap_or(false)
}

/// Whether `key` made `signature` over `message` with the algorithm of this identifier.
pub(in crate::trust) fn is_signature(
    identifier: &[u8],
    message: &[u8],
    signature: &[u8],
    key: &VerifyingKey,
) -> bool {
    let pair = PAIRS.iter().find(|pair| pair.signature == identifier);
    pair.is_some_and(|pair| {
        key.verify_certificate(pair.scheme, message, signature)
            .is_ok()
    })
}

impl SignatureVerificationAlgorithm for Pair {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        let spki = spki(self.key, public_key).ok_or(InvalidSignature)?;
        let key = VerifyingKey::from_spki_der(&spki).map_err(|_| InvalidSignature)?;
        key.verify_certificate(self.scheme, message, signature)
            .map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        AlgorithmIdentifier::from_slice(self.key)
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        AlgorithmIdentifier::from_slice(self.signature)
    }
}

/// The `SubjectPublicKeyInfo` that the engine took apart.
fn spki(algorithm: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let algorithm = wrap(0x30, &[algorithm])?;
    let key = wrap(0x03, &[&[0], key])?;
    wrap(0x30, &[&algorithm, &key])
}

fn wrap(tag: u8, parts: &[&[u8]]) -> Option<Vec<u8>> {
    let length = parts.iter().map(|p| p.len()).sum::<usize>();
    let mut out = vec![tag];
    match u8::try_from(length).ok()? {
        short @ 0..=0x7f => out.push(short),
        long => out.extend([0x81, long]),
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    Some(out)
}
