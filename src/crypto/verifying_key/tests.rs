//! Known answers, tampered signatures, and keys in every form.

use coset::cbor::value::Value;

use super::*;
use crate::crypto::{Signer, SoftwareKey};

fn software(key_type: KeyType, private: &str) -> SoftwareKey {
    SoftwareKey::from_secret_bytes(key_type, &hex::decode(private).unwrap()).unwrap()
}

fn one_of_each() -> impl Iterator<Item = SoftwareKey> {
    Algorithm::ALL
        .iter()
        .map(|&a| SoftwareKey::generate(a).unwrap())
}

/// r‖s as `Ecdsa-Sig-Value`.
fn to_der(fixed: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    for half in fixed.chunks(fixed.len() / 2) {
        let start = half.iter().position(|b| *b != 0).unwrap();
        let mut integer = half[start..].to_vec();
        if integer[0] >= 0x80 {
            integer.insert(0, 0);
        }
        content.extend([0x02, u8::try_from(integer.len()).unwrap()]);
        content.extend(integer);
    }
    let len = u8::try_from(content.len()).unwrap();
    let head: &[u8] = if len < 0x80 { &[0x30] } else { &[0x30, 0x81] };
    [head, &[len], &content].concat()
}

#[cfg(feature = "sm")]
#[test]
fn the_signature_of_gb_t_32918_5_annex_a_is_right() {
    // The example's user identity is the default one; it signs with a random k, so it can only be verified.
    let key = software(
        KeyType::Sm2,
        "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8",
    )
    .verifying_key();
    assert_eq!(
        hex::encode(key.encoded()),
        "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020\
         ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
    );
    let signature = hex::decode(
        "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3\
         b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
    )
    .unwrap();
    let message = b"message digest";
    assert_eq!(key.verify(Algorithm::Sm2, message, &signature), Ok(()));
    assert_eq!(
        key.verify_certificate(CertificateSignature::Sm2Sm3, message, &to_der(&signature)),
        Ok(())
    );
    assert_eq!(
        key.verify(Algorithm::Sm2, b"message Digest", &signature),
        Err(SignatureMismatch)
    );
}

#[cfg(feature = "sm")]
#[test]
fn a_key_and_a_signature_that_openssl_made_are_right() {
    let key = VerifyingKey::from_pem(
        "-----BEGIN PUBLIC KEY-----\n\
         MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAENrfumGQQff/LlvwXtJTxzVZ5FEWn\n\
         z2hbzeIH2tBt6e/mz8XYfksDjX+u+ga7v4UDuuP3zZJtohgeMFPxkGV7iQ==\n\
         -----END PUBLIC KEY-----\n",
    )
    .unwrap();
    assert_eq!(key.key_type(), KeyType::Sm2);
    let signature = hex::decode(
        "30450221008b9b2e32b4d3aaa0b305ed824ca73fffb2968907ef85019b354024e6a22d2\
         1440220399091c8f0536fd9c9dabc9a72161e4ee8012de1c5b851690a9a6cc22887c83a",
    )
    .unwrap();
    assert_eq!(
        key.verify_certificate(CertificateSignature::Sm2Sm3, b"licence", &signature),
        Ok(())
    );
}

#[test]
fn certificates_may_join_any_hash_with_any_curve() {
    use CertificateSignature::{EcdsaSha256, EcdsaSha384, EcdsaSha512};
    // RFC 6979, A.2.5 to A.2.7, message "sample".
    for (key_type, private, right, fixed) in [
        (
            KeyType::P256,
            "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
            EcdsaSha512,
            "8496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f00\
             2362ab1adbe2b8adf9cb9edab740ea6049c028114f2460f96554f61fae3302fe",
        ),
        (
            KeyType::P384,
            "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8\
             96d5724e4c70a825f872c9ea60d2edf5",
            EcdsaSha256,
            "21b13d1e013c7fa1392d03c5f99af8b30c570c6f98d4ea8e354b63a21d3daa33\
             bde1e888e63355d92fa2b3c36d8fb2cd\
             f3aa443fb107745bf4bd77cb3891674632068a10ca67e3d45db2266fa7d1feeb\
             efdc63eccd1ac42ec0cb8668a4fa0ab0",
        ),
        (
            KeyType::P521,
            "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75\
             caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538",
            EcdsaSha256,
            "01511bb4d675114fe266fc4372b87682baecc01d3cc62cf2303c92b352601265\
             9d16876e25c7c1e57648f23b73564d67f61c6f14d527d54972810421e7d87589e1a7\
             004a171143a83163d6df460aaf61522695f207a58b95c0644d87e52aa1a34791\
             6e4f7a72930b1bc06dbe22ce3f58264afd23704cbb63b29b931f7de6c9d949a7ecfc",
        ),
    ] {
        let key = software(key_type, private).verifying_key();
        let fixed = hex::decode(fixed).unwrap();
        for scheme in [EcdsaSha256, EcdsaSha384, EcdsaSha512] {
            let expected = if scheme == right {
                Ok(())
            } else {
                Err(SignatureMismatch)
            };
            assert_eq!(
                key.verify_certificate(scheme, b"sample", &to_der(&fixed)),
                expected,
                "{key_type} {scheme:?}"
            );
            assert_eq!(
                key.verify_certificate(scheme, b"sample", &fixed),
                Err(SignatureMismatch),
                "raw"
            );
        }
        assert_eq!(
            key.verify_certificate(CertificateSignature::Ed25519, b"sample", &fixed),
            Err(SignatureMismatch)
        );
    }
}

#[test]
fn ed25519_certificates_have_the_plain_signature() {
    let key = SoftwareKey::generate(Algorithm::EdDsa).unwrap();
    let signature = key.sign(b"certificate").unwrap();
    let public = key.verifying_key();
    let verify =
        |scheme, signature: &[u8]| public.verify_certificate(scheme, b"certificate", signature);
    assert_eq!(verify(CertificateSignature::Ed25519, &signature), Ok(()));
    assert_eq!(
        verify(CertificateSignature::Ed25519, &signature[..63]),
        Err(SignatureMismatch)
    );
    assert_eq!(
        verify(CertificateSignature::EcdsaSha256, &to_der(&signature)),
        Err(SignatureMismatch)
    );
}

#[test]
fn every_changed_bit_of_a_signature_is_found() {
    for key in one_of_each() {
        let (algorithm, public) = (key.algorithm(), key.verifying_key());
        let right = key.sign(b"licence").unwrap();
        assert_eq!(public.verify(algorithm, b"licence", &right), Ok(()));
        for at in [0, 1, right.len() / 2 - 1, right.len() / 2, right.len() - 1] {
            let mut wrong = right.clone();
            wrong[at] ^= 0x01;
            assert_eq!(
                public.verify(algorithm, b"licence", &wrong),
                Err(SignatureMismatch),
                "{algorithm}, byte {at}"
            );
        }
        let other = SoftwareKey::generate(algorithm).unwrap().verifying_key();
        for (key, message) in [(&public, b"Licence"), (&other, b"licence")] {
            assert_eq!(
                key.verify(algorithm, message, &right),
                Err(SignatureMismatch)
            );
        }
    }
}

#[test]
fn signatures_have_exactly_their_length() {
    for key in one_of_each() {
        let (algorithm, public) = (key.algorithm(), key.verifying_key());
        let right = key.sign(b"licence").unwrap();
        let longer = [right.as_slice(), &[0]].concat();
        let spread = [&[0], right.as_slice()].concat();
        for wrong in [
            &[],
            &right[1..],
            &right[..right.len() - 1],
            &longer,
            &spread,
        ] {
            assert_eq!(
                public.verify(algorithm, b"licence", wrong),
                Err(SignatureMismatch),
                "{algorithm}, {} bytes",
                wrong.len()
            );
        }
        if algorithm != Algorithm::EdDsa {
            assert_eq!(
                public.verify(algorithm, b"licence", &to_der(&right)),
                Err(SignatureMismatch),
                "DER"
            );
        }
    }
}

#[test]
fn zero_and_the_order_are_no_halves_of_a_signature() {
    let orders = [
        (
            KeyType::P256,
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        ),
        (
            KeyType::P384,
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf\
             581a0db248b0a77aecec196accc52973",
        ),
        (
            KeyType::P521,
            "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
             fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
        ),
        #[cfg(feature = "sm")]
        (
            KeyType::Sm2,
            "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123",
        ),
    ];
    for (key_type, order) in orders {
        let order = hex::decode(order).unwrap();
        let (zero, ones) = (vec![0; order.len()], vec![0xff; order.len()]);
        let key = SoftwareKey::generate(key_type.algorithm()).unwrap();
        let right = key.sign(b"licence").unwrap();
        let (r, s) = right.split_at(order.len());
        for (r, s) in [
            (r, zero.as_slice()),
            (&zero, s),
            (&zero, &zero),
            (r, &order),
            (&order, s),
            (&order, &order),
            (&ones, s),
        ] {
            assert_eq!(
                key.verifying_key()
                    .verify(key_type.algorithm(), b"licence", &[r, s].concat()),
                Err(SignatureMismatch),
                "{key_type}"
            );
        }
    }
}

#[test]
fn the_high_half_of_s_is_as_good_as_the_low() {
    let key = SoftwareKey::generate(Algorithm::Es256).unwrap();
    let signature = p256::ecdsa::Signature::from_slice(&key.sign(b"licence").unwrap()).unwrap();
    let mirrored = p256::ecdsa::Signature::from_scalars(signature.r(), -signature.s()).unwrap();
    for signature in [signature, mirrored] {
        assert_eq!(
            key.verifying_key()
                .verify(Algorithm::Es256, b"licence", &signature.to_bytes()),
            Ok(())
        );
    }
}

#[test]
fn an_algorithm_verifies_with_its_own_type_of_key_only() {
    for key in one_of_each() {
        let signature = key.sign(b"licence").unwrap();
        for &algorithm in Algorithm::ALL {
            let public = key.verifying_key();
            let fits = algorithm == key.algorithm();
            assert_eq!(public.fits(algorithm), fits);
            assert_eq!(
                public.verify(algorithm, b"licence", &signature).is_ok(),
                fits,
                "{algorithm}"
            );
        }
    }
}

#[test]
fn a_batch_answers_for_each_in_its_place() {
    let keys: Vec<_> = one_of_each().collect();
    let publics: Vec<_> = keys.iter().map(Signer::verifying_key).collect();
    let signatures: Vec<_> = keys.iter().map(|k| k.sign(b"licence").unwrap()).collect();
    let mut checks = Vec::new();
    for ((key, public), signature) in keys.iter().zip(&publics).zip(&signatures) {
        let algorithm = key.algorithm();
        checks.push(SignatureCheck::new(
            public, algorithm, b"licence", signature,
        ));
        checks.push(SignatureCheck::new(public, algorithm, b"other", signature));
        checks.push(SignatureCheck::new(
            public,
            algorithm,
            b"licence",
            &signature[1..],
        ));
    }
    let expected = [true, false, false].repeat(keys.len());
    assert_eq!(verify_batch(&checks), expected);
    assert_eq!(verify_batch(&[]), Vec::<bool>::new());
}

#[test]
fn a_key_is_the_same_in_every_form() {
    for key in one_of_each() {
        let public = key.verifying_key();
        assert_eq!(
            VerifyingKey::from_spki_der(&public.to_spki_der()).unwrap(),
            public
        );
        assert_eq!(
            VerifyingKey::from_cose_key(&public.to_cose_key()).unwrap(),
            public
        );
        let mut compressed = public.to_cose_key();
        if let Some((_, y @ Value::Bytes(_))) = compressed.params.get_mut(2) {
            *y = Value::Bool(y.as_bytes().unwrap().last().unwrap() % 2 == 1);
            assert_eq!(VerifyingKey::from_cose_key(&compressed).unwrap(), public);
        }
    }
}

#[test]
fn weak_and_unusual_ed25519_keys_are_refused() {
    let identity = [&[1][..], &[0; 31]].concat();
    // y = p + 3: the point with y = 3 in a second encoding.
    let unusual = [&[0xf0][..], &[0xff; 30], &[0x7f]].concat();
    for encoded in [identity, vec![0; 32], unusual, vec![0xff; 32]] {
        assert_eq!(
            VerifyingKey::from_encoded(KeyType::Ed25519, &encoded).unwrap_err(),
            KeyError::NotOnCurve
        );
    }
    assert_eq!(
        VerifyingKey::from_encoded(KeyType::Ed25519, &[9; 31]).unwrap_err(),
        KeyError::CoordinateLength
    );
}

#[test]
fn a_key_shows_its_type_only() {
    let key = SoftwareKey::generate(Algorithm::Es384)
        .unwrap()
        .verifying_key();
    assert_eq!(format!("{key:?}"), "VerifyingKey(P384)");
}
