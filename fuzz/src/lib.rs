//! What the targets share: an authority that sealed nothing, and the certificates in an input.

#[path = "../../examples/elicence/pki.rs"]
#[expect(dead_code, reason = "the certificate maker of the examples, of which the targets need one call")]
mod pki;

use elicence::{
    Misuse,
    crypto::{Algorithm, RandomSource, Signer as _, SoftwareKey},
    time::UnixTime,
    trust::{Scope, TrustAnchors},
};
use pki::{Kind, Subject, make_certificate};

/// When every input is judged: within the validity of all certificates of the test vectors.
pub fn now() -> UnixTime {
    UnixTime::parse_rfc3339("2026-06-01T00:00:00Z").expect("an instant")
}

/// The same key for the same `seed`.
pub fn key(algorithm: Algorithm, seed: u8) -> SoftwareKey {
    struct Fixed(u8);
    impl RandomSource for Fixed {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
            bytes.iter_mut().zip(1..).for_each(|(byte, n): (&mut u8, u8)| *byte = n.wrapping_mul(self.0));
            Ok(())
        }
    }
    SoftwareKey::generate_with(algorithm, &mut Fixed(seed)).expect("a key")
}

/// An authority and its one sealing certificate. Neither key ever signed anything else: whoever is believed to be
/// vouched for by it, and is not that certificate, is a forgery.
pub struct Stranger {
    /// The authority's certificate.
    pub authority: Vec<u8>,
    /// Its sealing certificate.
    pub sealing: Vec<u8>,
}

impl Stranger {
    pub fn new() -> Self {
        let names = |cn| Subject { c: "CN", st: "", o: "示例机关", organization_identifier: "11100000000013338W", cn };
        let validity = ["2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"].map(|t| UnixTime::parse_rfc3339(t).expect("an instant"));
        let (root, seal) = (key(Algorithm::Es256, 3), key(Algorithm::Es256, 5));
        let make = |subject: &Subject<'_>, key: &SoftwareKey, kind, serial| {
            let validity = (validity[0], validity[1]);
            make_certificate(subject, &key.verifying_key(), &names("root"), &root, validity, kind, serial).expect("signed")
        };
        Self {
            authority: make(&names("root"), &root, Kind::Ca { path_length: 1 }, 1),
            sealing: make(&names("seal"), &seal, Kind::Sealer, 2),
        }
    }

    /// Trusts this authority for everything.
    pub fn anchors(&self) -> TrustAnchors {
        let mut anchors = TrustAnchors::new();
        for scope in SCOPES {
            anchors.add_anchor(&self.authority, Scope::parse(scope).expect("a scope")).expect("an anchor");
        }
        anchors
    }
}

impl Default for Stranger {
    fn default() -> Self {
        Self::new()
    }
}

/// Everything, under either profile.
pub const SCOPES: [&str; 2] = ["elicence:*:CN,US,KR", "iso18013:*:CN,US,KR"];

/// Whatever in the input has the head of a certificate, so that a document can be judged by its own certificates.
pub fn certificates_in(input: &[u8]) -> Vec<&[u8]> {
    let heads = input.windows(4).enumerate().filter(|(_, head)| head[..2] == [0x30, 0x82]);
    let whole = heads.filter_map(|(at, head)| {
        let length = 4 + usize::from(u16::from_be_bytes([head[2], head[3]]));
        input.get(at..at.checked_add(length)?).filter(|der| der.get(4..6) == Some(&[0x30, 0x82]))
    });
    whole.take(8).collect()
}

/// Trusts the certificates that the input brings along, for everything, as authorities and as pins.
pub fn anchors_in(input: &[u8]) -> TrustAnchors {
    let mut anchors = TrustAnchors::new();
    for der in certificates_in(input) {
        for scope in SCOPES {
            let scope = Scope::parse(scope).expect("a scope");
            let _ = anchors.add_anchor(der, scope.clone());
            let _ = anchors.add_pin(der, Some(scope));
        }
    }
    anchors
}
