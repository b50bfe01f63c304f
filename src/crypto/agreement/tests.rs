//! Known answers for key agreement and the device's MAC.

use std::path::Path;

use super::*;
use crate::crypto::{Algorithm, KeyType, Signer, SoftwareKey};

fn key(key_type: KeyType, private: &str) -> SoftwareKey {
    SoftwareKey::from_secret_bytes(key_type, &hex::decode(private).unwrap()).unwrap()
}

#[test]
fn both_sides_agree_on_the_secret_of_rfc_5903() {
    let i = key(
        KeyType::P256,
        "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433",
    );
    let r = key(
        KeyType::P256,
        "c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53",
    );
    for secret in [i.agree(&r.verifying_key()), r.agree(&i.verifying_key())] {
        assert_eq!(
            hex::encode(&*secret.unwrap().0),
            "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de"
        );
    }
}

#[test]
fn longer_curves_agree_too() {
    for (algorithm, len) in [(Algorithm::Es384, 48), (Algorithm::Es512, 66)] {
        let (a, b) = (
            SoftwareKey::generate(algorithm).unwrap(),
            SoftwareKey::generate(algorithm).unwrap(),
        );
        let secret = a.agree(&b.verifying_key()).unwrap();
        assert_eq!(secret.0, b.agree(&a.verifying_key()).unwrap().0);
        assert_eq!(secret.0.len(), len);
    }
}

#[test]
fn keys_of_other_types_do_not_agree() {
    let p256 = SoftwareKey::generate(Algorithm::Es256).unwrap();
    for &algorithm in Algorithm::ALL.iter().filter(|&&a| a != Algorithm::Es256) {
        let other = SoftwareKey::generate(algorithm).unwrap();
        assert_eq!(
            p256.agree(&other.verifying_key()).unwrap_err().to_string(),
            "the private key was not used: the peer's key is of another curve"
        );
    }
    let signing_only = SoftwareKey::generate(Algorithm::EdDsa).unwrap();
    assert_eq!(
        signing_only
            .agree(&signing_only.verifying_key())
            .unwrap_err()
            .to_string(),
        "the private key was not used: no key agreement with a key of this type"
    );
}

#[test]
fn tags_are_those_of_rfc_4231() {
    // Test case 1 with its key of 20 bytes, which HMAC fills with zeros.
    let mut key = [0; 32];
    key[..20].fill(0x0b);
    let key = MacKey(Zeroizing::new(key));
    let tag = key.compute(b"Hi There");
    assert_eq!(
        hex::encode(tag),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
    assert!(key.verify(b"Hi There", &tag));
    assert!(!key.verify(b"Hi there", &tag));
    assert!(!key.verify(b"Hi There", &tag[..31]));
    assert!(!key.verify(b"Hi There", &[]));
    assert!(!key.verify(b"Hi There", &[tag.as_slice(), &[0]].concat()));
}

#[test]
fn keys_are_derived_as_rfc_5869_has_it() {
    // Test case 1, the first of its two blocks.
    let key = Provider::hkdf_sha256(
        &[0x0b; 22],
        &hex::decode("000102030405060708090a0b0c").unwrap(),
        &hex::decode("f0f1f2f3f4f5f6f7f8f9").unwrap(),
    );
    assert_eq!(
        hex::encode(*key),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    );
}

#[test]
fn the_example_of_iso_18013_5_annex_d_has_this_mac() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/iso18013-annex-d");
    if !folder.is_dir() {
        println!("skipped: the example files of ISO/IEC 18013-5, Annex D, are not here");
        return;
    }
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let bytes = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let device = SoftwareKey::from_jwk(&text("static_device_key.jwk")).unwrap();
    let reader = SoftwareKey::from_jwk(&text("ephemeral_reader_key.jwk")).unwrap();
    let transcript_bytes = bytes("session_transcript_bytes.cbor");
    let response = bytes("device_response.cbor");

    // DeviceAuthenticationBytes: the transcript without its tag and length (d8 18 59 xx xx), no device-signed elements.
    let mut authentication = b"\x84\x74DeviceAuthentication".to_vec();
    authentication.extend_from_slice(&transcript_bytes[5..]);
    authentication.extend_from_slice(b"\x75org.iso.18013.5.1.mDL\xd8\x18\x41\xa0");
    let len = u16::try_from(authentication.len()).unwrap().to_be_bytes();
    let payload = [b"\xd8\x18\x59", len.as_slice(), &authentication].concat();
    // MAC_structure with the protected header { 1: 5 }.
    let len = u16::try_from(payload.len()).unwrap().to_be_bytes();
    let message = [
        b"\x84\x64MAC0\x43\xa1\x01\x05\x40\x59",
        len.as_slice(),
        &payload,
    ]
    .concat();

    for (ours, theirs) in [(&device, &reader), (&reader, &device)] {
        let secret = ours.agree(&theirs.verifying_key()).unwrap();
        let tag = device_mac_key(&secret, &transcript_bytes).compute(&message);
        assert_eq!(
            response.windows(32).filter(|w| *w == tag).count(),
            1,
            "the tag {} is in the response",
            hex::encode(tag)
        );
    }
}

#[test]
fn nothing_secret_is_shown() {
    let secret = SharedSecret::new(Zeroizing::new(vec![1, 2, 3]));
    assert_eq!(format!("{secret:?}"), "SharedSecret(..)");
    assert_eq!(format!("{:?}", device_mac_key(&secret, b"")), "MacKey(..)");
}
