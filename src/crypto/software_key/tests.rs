//! Known answers of the standards for private keys.

use super::*;

struct Known {
    key_type: KeyType,
    private: &'static str,
    message: &'static [u8],
    signature: &'static str,
}

/// RFC 6979, A.2.5 to A.2.7, and RFC 8032, 7.1, tests 1 and 2.
const KNOWN: &[Known] = &[
    Known {
        key_type: KeyType::P256,
        private: "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
        message: b"sample",
        signature: "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
                    f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    },
    Known {
        key_type: KeyType::P384,
        private: "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8\
                  96d5724e4c70a825f872c9ea60d2edf5",
        message: b"sample",
        signature: "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c\
                    81a648152e44acf96e36dd1e80fabe46\
                    99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f\
                    a329c145786e679e7b82c71a38628ac8",
    },
    Known {
        key_type: KeyType::P521,
        private: "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75\
                  caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538",
        message: b"sample",
        signature: "00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f\
                    174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa\
                    00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af\
                    282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a",
    },
    Known {
        key_type: KeyType::Ed25519,
        private: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        message: b"",
        signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
                    5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    },
    Known {
        key_type: KeyType::Ed25519,
        private: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        message: &[0x72],
        signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                    085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    },
];

fn key(key_type: KeyType, private: &str) -> SoftwareKey {
    SoftwareKey::from_secret_bytes(key_type, &hex::decode(private).unwrap()).unwrap()
}

#[test]
fn signatures_are_those_of_rfc_6979_and_rfc_8032() {
    for known in KNOWN {
        let key = key(known.key_type, known.private);
        let signature = key.sign(known.message).unwrap();
        assert_eq!(
            hex::encode(&signature),
            known.signature,
            "{}",
            known.key_type
        );
        assert_eq!(
            key.verifying_key()
                .verify(key.algorithm(), known.message, &signature),
            Ok(())
        );
    }
}

#[test]
fn new_keys_sign_and_come_back_from_pem() {
    for &algorithm in Algorithm::ALL {
        let key = SoftwareKey::generate(algorithm).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        let again = SoftwareKey::from_pkcs8_pem(&key.to_pkcs8_pem().unwrap()).unwrap();
        assert_eq!(again.verifying_key(), key.verifying_key());
        let signature = again.sign(b"licence").unwrap();
        assert_eq!(signature.len(), algorithm.signature_len());
        assert_eq!(
            key.verifying_key()
                .verify(algorithm, b"licence", &signature),
            Ok(())
        );
    }
}

#[test]
fn the_key_of_rfc_8410_is_read() {
    let key = SoftwareKey::from_pkcs8_pem(
        "-----BEGIN PRIVATE KEY-----\n\
         MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
         -----END PRIVATE KEY-----\n",
    )
    .unwrap();
    let public = VerifyingKey::from_pem(
        "-----BEGIN PUBLIC KEY-----\n\
         MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n\
         -----END PUBLIC KEY-----\n",
    )
    .unwrap();
    assert_eq!(key.verifying_key(), public);
}

#[test]
fn text_that_is_no_private_key_is_refused() {
    for pem in [
        "",
        "-----BEGIN PUBLIC KEY-----\n\
         MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n\
         -----END PUBLIC KEY-----\n",
    ] {
        assert_eq!(SoftwareKey::from_pkcs8_pem(pem).unwrap_err(), PKCS8);
    }
}

#[test]
fn a_private_jwk_must_fit_its_public_half() {
    // RFC 7515, A.3.1.
    let jwk = |d: &str| {
        format!(
            r#"{{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"{d}}}"#
        )
    };
    let right = jwk(r#","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI""#);
    let key = SoftwareKey::from_jwk(&right).unwrap();
    assert_eq!(key.algorithm(), Algorithm::Es256);
    assert_eq!(
        key.verifying_key(),
        VerifyingKey::from_jwk(&jwk("")).unwrap()
    );
    assert_eq!(
        VerifyingKey::from_jwk(&right).unwrap_err(),
        KeyError::Private
    );
    for (d, error) in [
        ("", KeyError::NoPrivate),
        (
            r#","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LJ""#,
            KeyError::Encoding { form: "JWK" }, // bits beyond the last byte
        ),
        (
            r#","d":"kpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI""#,
            KeyError::NoPrivate,
        ),
        (
            r#","d":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA""#,
            KeyError::NoPrivate,
        ),
        (r#","d":"jpsQ""#, KeyError::CoordinateLength),
    ] {
        assert_eq!(SoftwareKey::from_jwk(&jwk(d)).unwrap_err(), error, "{d}");
    }
}

#[test]
fn the_same_random_bytes_give_the_same_key() {
    struct Fixed(u8);
    impl RandomSource for Fixed {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
            bytes.fill(self.0);
            Ok(())
        }
    }
    for &algorithm in Algorithm::ALL {
        let key = |byte| {
            SoftwareKey::generate_with(algorithm, &mut Fixed(byte)).map(|k| k.verifying_key())
        };
        assert_eq!(key(7).unwrap(), key(7).unwrap());
        assert_ne!(key(7).unwrap(), key(8).unwrap());
        if algorithm != Algorithm::EdDsa {
            // Zero is no scalar: a broken generator is found, not looped on.
            assert_eq!(key(0).unwrap_err(), Misuse::NoRandomness);
        }
    }
}

#[test]
fn nothing_secret_is_shown() {
    let key = key(KNOWN[0].key_type, KNOWN[0].private);
    assert_eq!(format!("{key:?}"), "SoftwareKey(Es256)");
}
