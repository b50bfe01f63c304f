//! A key that is read in one form is the same key in every other; no bytes are a signature by a key that never signed.
#![no_main]
use coset::{CborSerializable, CoseKey};
use elicence::crypto::{Algorithm, CertificateSignature, Signer as _, SoftwareKey, VerifyingKey};
use elicence_fuzz::key;
use std::sync::LazyLock;

const KEYS: [Algorithm; 5] = [
    Algorithm::Es256,
    Algorithm::Es384,
    Algorithm::Es512,
    Algorithm::EdDsa,
    Algorithm::Sm2,
];
const SCHEMES: [CertificateSignature; 5] = [
    CertificateSignature::EcdsaSha256,
    CertificateSignature::EcdsaSha384,
    CertificateSignature::EcdsaSha512,
    CertificateSignature::Ed25519,
    CertificateSignature::Sm2Sm3,
];
static STRANGERS: LazyLock<Vec<VerifyingKey>> =
    LazyLock::new(|| KEYS.map(|a| key(a, 7).verifying_key()).into());

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let der = VerifyingKey::from_spki_der(input).ok();
    assert!(
        der.as_ref().is_none_or(|key| key.to_spki_der() == input),
        "one key, one encoding"
    );
    let cose = CoseKey::from_slice(input)
        .ok()
        .and_then(|key| VerifyingKey::from_cose_key(&key).ok());
    let text = std::str::from_utf8(input).unwrap_or_default();
    let private = [
        SoftwareKey::from_pkcs8_pem(text).ok(),
        SoftwareKey::from_jwk(text).ok(),
    ];
    let private = private.iter().flatten().map(|key| key.verifying_key());
    let public = [
        der,
        cose,
        VerifyingKey::from_pem(text).ok(),
        VerifyingKey::from_jwk(text).ok(),
    ];
    for key in public.into_iter().flatten().chain(private) {
        assert_eq!(
            VerifyingKey::from_spki_der(&key.to_spki_der()).as_ref(),
            Ok(&key)
        );
        assert_eq!(
            VerifyingKey::from_cose_key(&key.to_cose_key()).as_ref(),
            Ok(&key)
        );
    }
    for (stranger, algorithm) in STRANGERS.iter().zip(KEYS) {
        assert!(stranger.verify(algorithm, b"never signed", input).is_err());
        for scheme in SCHEMES {
            assert!(
                stranger
                    .verify_certificate(scheme, b"never signed", input)
                    .is_err()
            );
        }
    }
});
