//! Public keys as certificates have them: `SubjectPublicKeyInfo` in DER, and the same in PEM.
//!
//! ```asn1
//! SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
//! ```
//!
//! With a named curve and an uncompressed point there is one encoding for each type of key, all the same up to
//! the point; so it is compared, not parsed. Clause: RFC 5480, section 2; RFC 8410, section 4.

use super::{KeyError, KeyType, VerifyingKey};

/// Everything before the point (and its tag 04), or before the 32 bytes of Ed25519.
const fn prefix(key_type: KeyType) -> &'static [u8] {
    match key_type {
        KeyType::P256 => &[
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
            0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
        ],
        KeyType::P384 => &[
            0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
            0x05, 0x2b, 0x81, 0x04, 0x00, 0x22, 0x03, 0x62, 0x00,
        ],
        KeyType::P521 => &[
            0x30, 0x81, 0x9b, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
            0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23, 0x03, 0x81, 0x86, 0x00,
        ],
        KeyType::Ed25519 => &[
            0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
        ],
        #[cfg(feature = "sm")]
        KeyType::Sm2 => &[
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
            0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x03, 0x42, 0x00,
        ],
    }
}

pub(super) fn from_der(der: &[u8]) -> Result<VerifyingKey, KeyError> {
    let (key_type, point) = KeyType::ALL
        .iter()
        .find_map(|&t| Some((t, der.strip_prefix(prefix(t))?)))
        .ok_or(KeyError::Encoding {
            form: "SubjectPublicKeyInfo",
        })?;
    let tagged = !key_type.has_two_coordinates() || point.first() == Some(&0x04);
    if !tagged || point.len() != point_len(key_type) {
        return Err(KeyError::Encoding {
            form: "SubjectPublicKeyInfo",
        });
    }
    VerifyingKey::from_encoded(key_type, point)
}

pub(super) fn to_der(key: &VerifyingKey) -> Vec<u8> {
    [prefix(key.key_type()), key.encoded()].concat()
}

pub(super) fn from_pem(pem: &str) -> Result<VerifyingKey, KeyError> {
    // The reader below takes text before the block, as RFC 7468 permits; a key is nothing else.
    if !pem.starts_with("-----BEGIN ") {
        return Err(KeyError::Encoding { form: "PEM" });
    }
    let (label, document) =
        p256::pkcs8::Document::from_pem(pem).map_err(|_| KeyError::Encoding { form: "PEM" })?;
    match label {
        "PUBLIC KEY" => from_der(document.as_bytes()),
        "PRIVATE KEY" | "EC PRIVATE KEY" => Err(KeyError::Private),
        _ => Err(KeyError::Encoding { form: "PEM" }),
    }
}

const fn point_len(key_type: KeyType) -> usize {
    match key_type {
        KeyType::Ed25519 => 32,
        _ => 1 + 2 * key_type.coordinate_len(),
    }
}

#[cfg(test)]
mod tests {
    use p256::pkcs8::DecodePublicKey;

    use super::*;
    use crate::crypto::{Algorithm, Signer, SoftwareKey};

    #[test]
    fn our_spki_is_what_other_readers_read() {
        let spki = |algorithm| {
            SoftwareKey::generate(algorithm)
                .unwrap()
                .verifying_key()
                .to_spki_der()
        };
        assert!(p256::PublicKey::from_public_key_der(&spki(Algorithm::Es256)).is_ok());
        assert!(p384::PublicKey::from_public_key_der(&spki(Algorithm::Es384)).is_ok());
        assert!(p521::PublicKey::from_public_key_der(&spki(Algorithm::Es512)).is_ok());
        assert!(ed25519_dalek::VerifyingKey::from_public_key_der(&spki(Algorithm::EdDsa)).is_ok());
        #[cfg(feature = "sm")]
        assert!(sm2::PublicKey::from_public_key_der(&spki(Algorithm::Sm2)).is_ok());
    }

    #[test]
    fn only_the_strict_spki_is_read() {
        let right = SoftwareKey::generate(Algorithm::Es256)
            .unwrap()
            .verifying_key()
            .to_spki_der();
        let refused = KeyError::Encoding {
            form: "SubjectPublicKeyInfo",
        };
        let changed = |at: usize, to: u8| {
            let mut der = right.clone();
            der[at] = to;
            der
        };
        let mut compressed = [&right[..26], &[0x02], &right[27..59]].concat();
        compressed[1] = 0x39;
        compressed[24] = 0x22;
        assert!(p256::PublicKey::from_public_key_der(&compressed).is_ok());
        let cases = [
            (Vec::new(), "empty"),
            (right[..90].to_vec(), "cut off"),
            ([right.as_slice(), &[0]].concat(), "bytes after it"),
            (changed(26, 0x06), "hybrid point"),
            (changed(25, 0x01), "unused bits"),
            (changed(22, 0x08), "another curve"),
            (compressed, "compressed point"),
        ];
        for (der, why) in cases {
            assert_eq!(
                VerifyingKey::from_spki_der(&der).unwrap_err(),
                refused,
                "{why}"
            );
        }
        assert_eq!(
            VerifyingKey::from_spki_der(&changed(90, right[90] ^ 1)).unwrap_err(),
            KeyError::NotOnCurve
        );
    }

    #[test]
    fn pem_is_a_public_key_and_nothing_else() {
        let key = SoftwareKey::generate(Algorithm::Es256).unwrap();
        assert_eq!(
            VerifyingKey::from_pem(&key.to_pkcs8_pem().unwrap()).unwrap_err(),
            KeyError::Private
        );
        assert_eq!(
            VerifyingKey::from_pem(
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
            )
            .unwrap_err(),
            KeyError::Encoding { form: "PEM" }
        );
        let block = p256::pkcs8::EncodePublicKey::to_public_key_pem(
            &p256::PublicKey::from_public_key_der(&key.verifying_key().to_spki_der()).unwrap(),
            p256::pkcs8::LineEnding::LF,
        )
        .unwrap();
        assert_eq!(VerifyingKey::from_pem(&block), Ok(key.verifying_key()));
        for around in [
            format!("of the office\n{block}"),
            format!("{block}of the office\n"),
            format!("{block}{block}"),
        ] {
            assert_eq!(
                VerifyingKey::from_pem(&around),
                Err(KeyError::Encoding { form: "PEM" }),
                "{around}"
            );
        }
    }
}
