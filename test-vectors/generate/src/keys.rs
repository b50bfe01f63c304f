//! Test keys and test randomness: everything follows from a label, so that each run makes the same bytes.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use elicence::{
    Misuse,
    crypto::{Algorithm, DigestAlgorithm, RandomSource, Signer, SoftwareKey},
};

/// SHA-256 of label and counter, over and over. Not random at all.
pub(crate) struct KeyStream {
    label: String,
    counter: u64,
    rest: Vec<u8>,
}

impl KeyStream {
    pub(crate) fn new(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            counter: 0,
            rest: Vec::new(),
        }
    }
}

impl RandomSource for KeyStream {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        for byte in bytes {
            if self.rest.is_empty() {
                let block = DigestAlgorithm::Sha256.digest(&[
                    b"elicence test vectors ",
                    self.label.as_bytes(),
                    &self.counter.to_be_bytes(),
                ]);
                self.rest = block.as_bytes().to_vec();
                self.counter += 1;
            }
            *byte = self.rest.remove(0);
        }
        Ok(())
    }
}

/// So many bytes of the stream `label`.
pub(crate) fn stream(label: &str, length: usize) -> Vec<u8> {
    let mut out = vec![0; length];
    KeyStream::new(label).fill(&mut out).unwrap();
    out
}

/// The test key of this name.
pub(crate) fn key(label: &str, algorithm: Algorithm) -> SoftwareKey {
    SoftwareKey::generate_with(algorithm, &mut KeyStream::new(label)).unwrap()
}

/// A P-256 key whose coordinate (0 for x, 1 for y) begins with a zero byte.
pub(crate) fn key_with_leading_zero(coordinate: usize) -> SoftwareKey {
    let begins_with_zero = |key: &SoftwareKey| {
        let spki = key.verifying_key().to_spki_der();
        spki[spki.len() - 64 + 32 * coordinate] == 0
    };
    (0_u32..)
        .map(|n| key(&format!("leading zero {coordinate} {n}"), Algorithm::Es256))
        .find(begins_with_zero)
        .unwrap()
}

/// The two coordinates of a P-256 key.
pub(crate) fn coordinates(key: &SoftwareKey) -> (Vec<u8>, Vec<u8>) {
    let spki = key.verifying_key().to_spki_der();
    let (x, y) = spki[spki.len() - 64..].split_at(32);
    (x.to_vec(), y.to_vec())
}

/// The private key as JWK. Its secret is the first 32 bytes of its stream: a number that is too great has not been met.
pub(crate) fn jwk(label: &str, key: &SoftwareKey) -> String {
    let (x, y) = coordinates(key);
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let (x, y, d) = (text(&x), text(&y), text(&stream(label, 32)));
    let jwk = serde_json::json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "d": d, "use": "test vectors only" });
    let read = SoftwareKey::from_jwk(&jwk.to_string()).unwrap();
    assert_eq!(read.verifying_key(), key.verifying_key());
    crate::out::pretty(&jwk)
}
