//! Keys that say one thing, and keys that do not.

use super::*;
use crate::crypto::{Signer, SoftwareKey};

#[test]
fn coordinates_keep_their_leading_zeros() {
    // The smallest multiples of the generator of P-256 with x, and with y, below 2^248.
    for (private, first_of_x, first_of_y) in LEADING_ZEROS {
        let private = hex::decode(format!("{private:064x}")).unwrap();
        let key = SoftwareKey::from_secret_bytes(KeyType::P256, &private).unwrap();
        let public = key.verifying_key();
        let (x, y) = public.coordinates();
        assert_eq!((x[0] == 0, y[0] == 0), (first_of_x, first_of_y));
        let cose = public.to_cose_key();
        assert_eq!(cose.params[1].1.as_bytes().unwrap().len(), 32);
        assert_eq!(cose.params[2].1.as_bytes().unwrap().len(), 32);
        let read = VerifyingKey::from_cose_key(&cose).unwrap();
        assert_eq!(read, public);
        assert_eq!(
            VerifyingKey::from_spki_der(&public.to_spki_der()).unwrap(),
            public
        );
        let signature = key.sign(b"licence").unwrap();
        assert_eq!(
            read.verify(Algorithm::Es256, b"licence", &signature),
            Ok(())
        );
        // Without them it is not that key in another form, but no key.
        for at in [1, 2] {
            let mut short = cose.clone();
            if let Value::Bytes(bytes) = &mut short.params[at].1
                && bytes[0] == 0
            {
                bytes.remove(0);
                assert_eq!(
                    VerifyingKey::from_cose_key(&short).unwrap_err(),
                    KeyError::CoordinateLength
                );
            }
        }
    }
}

const LEADING_ZEROS: [(u32, bool, bool); 2] = [(379, true, false), (43, false, true)];

#[test]
fn a_cose_key_must_say_one_thing() {
    let malformed = KeyError::Encoding { form: "COSE_Key" };
    type Case = (&'static str, fn(&mut CoseKey), KeyError);
    let cases: &[Case] = &[
        ("no crv", |k| drop(k.params.remove(0)), malformed),
        ("no x", |k| drop(k.params.remove(1)), malformed),
        ("no y", |k| drop(k.params.remove(2)), malformed),
        ("x twice", |k| k.params.push(k.params[1].clone()), malformed),
        (
            "x as text",
            |k| k.params[1].1 = Value::Text("x".into()),
            malformed,
        ),
        ("y as null", |k| k.params[2].1 = Value::Null, malformed),
        (
            "crv as text",
            |k| k.params[0].1 = Value::Text("P-256".into()),
            malformed,
        ),
        (
            "another crv",
            |k| k.params[0].1 = Value::from(2),
            KeyError::CoordinateLength,
        ),
        (
            "brainpool",
            |k| k.params[0].1 = Value::from(256),
            KeyError::Unsupported,
        ),
        (
            "X25519",
            |k| k.params[0].1 = Value::from(4),
            KeyError::Unsupported,
        ),
        (
            "OKP",
            |k| k.kty = coset::KeyType::Assigned(iana::KeyType::OKP),
            KeyError::Unsupported,
        ),
        (
            "no kty",
            |k| k.kty = coset::KeyType::default(),
            KeyError::Unsupported,
        ),
        (
            "ES384",
            |k| k.alg = Some(Algorithm::Es384.to_cose()),
            KeyError::DoesNotFit,
        ),
        (
            "d",
            |k| k.params.push((Label::Int(-4), Value::Bytes(vec![1; 32]))),
            KeyError::Private,
        ),
        (
            "off the curve",
            |k| match &mut k.params[2].1 {
                Value::Bytes(y) => y[31] ^= 1,
                _ => panic!("y is bytes"),
            },
            KeyError::NotOnCurve,
        ),
        (
            "zeros",
            |k| {
                k.params[1].1 = Value::Bytes(vec![0; 32]);
                k.params[2].1 = Value::Bytes(vec![0; 32]);
            },
            KeyError::NotOnCurve,
        ),
        (
            "x beyond the field",
            |k| {
                k.params[1].1 = Value::Bytes(vec![0xff; 32]);
                k.params[2].1 = Value::Bool(true);
            },
            KeyError::NotOnCurve,
        ),
        (
            "x with a zero before it",
            |k| match &mut k.params[1].1 {
                Value::Bytes(x) => x.insert(0, 0),
                _ => panic!("x is bytes"),
            },
            KeyError::CoordinateLength,
        ),
    ];
    for (what, change, error) in cases {
        let mut key = cose_p256();
        change(&mut key);
        assert_eq!(
            VerifyingKey::from_cose_key(&key).unwrap_err(),
            *error,
            "{what}"
        );
    }
}

#[test]
fn a_cose_key_may_say_more_than_is_known_here() {
    let mut key = cose_p256();
    let plain = VerifyingKey::from_cose_key(&key).unwrap();
    key.key_id = b"1".to_vec();
    key.alg = Some(coset::Algorithm::Assigned(
        iana::Algorithm::ECDH_ES_HKDF_256,
    ));
    key.params.push((Label::Int(-70_000), Value::Null));
    assert_eq!(VerifyingKey::from_cose_key(&key).unwrap(), plain);
    key.alg = Some(Algorithm::Es256.to_cose());
    assert_eq!(VerifyingKey::from_cose_key(&key).unwrap(), plain);
}

fn cose_p256() -> CoseKey {
    SoftwareKey::generate(Algorithm::Es256)
        .unwrap()
        .verifying_key()
        .to_cose_key()
}
