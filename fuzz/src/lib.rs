//! What the targets share: authorities, and the certificates in an input.

#[path = "../../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker of the examples, of which the targets need one call"
)]
mod pki;

use elicence::{
    Misuse,
    crypto::{Algorithm, RandomSource, Signer as _, SoftwareKey},
    issue::Licence,
    seal::{Preparation, SealError, SealedLicence, TechnicalValidity, seal},
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
    SoftwareKey::generate_with(algorithm, &mut Fixed(seed)).expect("a key")
}

/// Anything but random, so that a crash happens again.
struct Fixed(u8);

impl RandomSource for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        bytes
            .iter_mut()
            .zip(1..)
            .for_each(|(byte, n): (&mut u8, u8)| *byte = n.wrapping_mul(self.0));
        Ok(())
    }
}

/// An authority and its one sealing certificate.
pub struct Authority {
    /// The authority's certificate.
    pub certificate: Vec<u8>,
    /// Its sealing certificate.
    pub sealing: Vec<u8>,
    key: SoftwareKey,
}

impl Authority {
    /// One whose keys never sign anything but these two certificates: what it is believed to vouch for is a forgery.
    pub fn stranger() -> Self {
        Self::new("11100000000013338W", 3)
    }

    /// The authority with this code; the same keys for the same `seed`.
    pub fn new(code: &str, seed: u8) -> Self {
        let subject = |cn| Subject {
            c: "CN",
            st: "",
            o: "示例机关",
            organization_identifier: code,
            cn,
        };
        let (root, key) = (key(Algorithm::Es256, seed), key(Algorithm::Es256, seed + 2));
        let validity = [2020, 2040].map(|year| {
            UnixTime::parse_rfc3339(&format!("{year}-01-01T00:00:00Z")).expect("an instant")
        });
        let make = |cn, subject_key: &SoftwareKey, kind, serial| {
            let key = subject_key.verifying_key();
            make_certificate(
                &subject(cn),
                &key,
                &subject("root"),
                &root,
                validity.into(),
                kind,
                serial,
            )
            .expect("signed")
        };
        Self {
            certificate: make("root", &root, Kind::Ca { path_length: 1 }, 1),
            sealing: make("seal", &key, Kind::Sealer, 2),
            key,
        }
    }

    /// Trusts this authority for everything.
    pub fn anchors(&self) -> TrustAnchors {
        let mut anchors = TrustAnchors::new();
        for scope in SCOPES {
            anchors
                .add_anchor(&self.certificate, Scope::parse(scope).expect("a scope"))
                .expect("an anchor");
        }
        anchors
    }

    /// Seals a licence, the same each time.
    pub fn seal(&self, licence: Licence) -> Result<Vec<u8>, SealError> {
        let until = now().saturating_add(3_600);
        let validity = TechnicalValidity::new(now(), until);
        let preparation = Preparation::new(
            licence,
            vec![self.sealing.clone()],
            Algorithm::Es256,
            validity,
        );
        seal(preparation, &self.key, &mut Fixed(17)).map(SealedLicence::into_bytes)
    }
}

/// Everything, under either profile.
pub const SCOPES: [&str; 2] = ["elicence:*:CN,US,KR", "iso18013:*:CN,US,KR"];

/// Whatever in the input has the head of a certificate, so that a document can be judged by its own certificates.
pub fn certificates_in(input: &[u8]) -> Vec<&[u8]> {
    let heads = input
        .windows(4)
        .enumerate()
        .filter(|(_, head)| head[..2] == [0x30, 0x82]);
    let whole = heads.filter_map(|(at, head)| {
        let length = 4 + usize::from(u16::from_be_bytes([head[2], head[3]]));
        input
            .get(at..at.checked_add(length)?)
            .filter(|der| der.get(4..6) == Some(&[0x30, 0x82]))
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
