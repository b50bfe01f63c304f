//! Stories: issued and sealed in one region, verified in another.

use elicence::{
    Reason,
    codec::{Cbor, Limits},
    crypto::{Algorithm, DigestAlgorithm, Signer, SoftwareKey, SystemRandom},
    issue::{Draft, issue},
    licence::{COMMON_NAME_SPACE, Region, TypeRegistry},
    seal::{ForeignDocument, Preparation, SealError, SealedLicence, TechnicalValidity, seal},
    time::UnixTime,
    trust::{DocTypes, Profile, Revocation, Scope, TrustAnchors},
    verify::{
        Holder, HolderBinding, Outcome, Policy, Presented, Refused, RefusedOutcome, Trail, Verified,
    },
};

#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker has parts that only other users need"
)]
mod pki;

use pki::{Kind, Revoked, Subject, make_certificate, make_revocation_list};

const GUANGZHOU: &str = "Y1440100TEM000037D";
const SEAL_SERIAL: u64 = 2;
const NOW: &str = "2026-07-01T00:00:00Z";

fn time(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).unwrap()
}

/// An authority with its CA, as one region runs them.
struct Authority {
    ca: Vec<u8>,
    ca_key: SoftwareKey,
    certificate: Vec<u8>,
    key: SoftwareKey,
}

impl Authority {
    fn new(code: &str, algorithm: Algorithm) -> Self {
        let (ca_key, key) = (
            SoftwareKey::generate(algorithm).unwrap(),
            SoftwareKey::generate(algorithm).unwrap(),
        );
        let root = Subject {
            c: "CN",
            o: "Test Root",
            cn: "Test CA",
            ..Subject::default()
        };
        let sealer = Subject {
            c: "CN",
            o: "Test Authority",
            organization_identifier: code,
            cn: "Test Seal",
            ..Subject::default()
        };
        let life = (time("2025-01-01T00:00:00Z"), time("2036-01-01T00:00:00Z"));
        let ca = make_certificate(
            &root,
            &ca_key.verifying_key(),
            &root,
            &ca_key,
            life,
            Kind::Ca { path_length: 0 },
            1,
        );
        let certificate = make_certificate(
            &sealer,
            &key.verifying_key(),
            &root,
            &ca_key,
            life,
            Kind::Sealer,
            SEAL_SERIAL,
        );
        Self {
            ca: ca.unwrap(),
            ca_key,
            certificate: certificate.unwrap(),
            key,
        }
    }

    fn seal(&self, name: &str) -> Result<SealedLicence, SealError> {
        seal(self.prepare(name), &self.key, &mut SystemRandom)
    }

    fn prepare(&self, name: &str) -> Preparation {
        let draft = draft(name);
        let types = TypeRegistry::builtin();
        let definition = types.latest(draft.doc_type()).unwrap();
        let licence =
            issue(&draft, definition, &Limits::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let validity =
            TechnicalValidity::new(time("2026-06-01T00:00:00Z"), time("2027-06-01T00:00:00Z"));
        Preparation::new(
            licence,
            vec![self.certificate.clone()],
            self.key.algorithm(),
            validity,
        )
    }

    /// The CA's list for June and July 2026, which revokes these serial numbers.
    fn revoking(&self, serials: &[u64]) -> Vec<u8> {
        let root = Subject {
            c: "CN",
            o: "Test Root",
            cn: "Test CA",
            ..Subject::default()
        };
        let revoked = serials.iter().map(|serial| Revoked {
            serial: *serial,
            since: time("2026-05-01T00:00:00Z"),
            reason: Some(1),
            invalid: None,
        });
        let months = (time("2026-06-01T00:00:00Z"), time("2026-07-31T00:00:00Z"));
        let revoked: Vec<_> = revoked.collect();
        make_revocation_list(&root, &self.ca_key, months, 1, &revoked).unwrap()
    }

    fn trusted_for(&self, regions: &[&str]) -> TrustAnchors {
        let regions = regions
            .iter()
            .map(|region| Region::parse(region).unwrap())
            .collect();
        let mut trust = TrustAnchors::new();
        trust
            .add_anchor(
                &self.ca,
                Scope::new(Profile::Elicence, DocTypes::parse("*").unwrap(), regions).unwrap(),
            )
            .unwrap();
        trust
    }
}

fn draft(name: &str) -> Draft {
    let path = format!(
        "{}/examples/data/drafts/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    Draft::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn issuer_of(name: &str) -> String {
    let path = format!(
        "{}/examples/data/drafts/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    json["common"]["issuer_code"].as_str().unwrap().to_owned()
}

fn verify(bytes: &[u8], trust: &TrustAnchors, now: &str) -> Result<Verified, Refused> {
    let types = TypeRegistry::builtin();
    Presented::decode(bytes).unwrap().documents()[0].verify(trust, &Policy::new(&types), time(now))
}

const TYPES: [&str; 10] = [
    "birth_certificate",
    "business_licence",
    "degree_certificate",
    "disability_certificate",
    "driving_licence",
    "food_business_permit",
    "marriage_certificate",
    "real_estate_title",
    "residence_permit",
    "tax_certificate",
];

#[test]
fn each_of_the_ten_types_is_issued_sealed_and_in_force_elsewhere() {
    for name in TYPES {
        let authority = Authority::new(&issuer_of(name), Algorithm::Es256);
        let sealed = authority
            .seal(name)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        let trust = authority.trusted_for(&["CN"]);
        let verified =
            verify(sealed.as_bytes(), &trust, NOW).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(verified.doc_type(), format!("org.elicence.{name}.1"));
        assert_eq!(verified.withheld(), 0, "{name}");
        assert_eq!(verified.holder(), Holder::None, "{name}");
        assert!(
            verified.effective_until() > time(NOW)
                && verified.effective_until() <= time("2027-06-01T00:00:00Z"),
            "{name}"
        );
        assert_eq!(
            verified.element(COMMON_NAME_SPACE, "seal"),
            Some(&Cbor::text("none")),
            "{name}"
        );
    }
}

#[test]
fn a_licence_sealed_with_any_algorithm_is_in_force() {
    let algorithms = [
        Algorithm::Es256,
        Algorithm::Es384,
        Algorithm::Es512,
        Algorithm::EdDsa,
        Algorithm::Sm2,
    ];
    for algorithm in algorithms {
        let authority = Authority::new(GUANGZHOU, algorithm);
        let sealed = authority.seal("business_licence").unwrap();
        let verified = verify(sealed.as_bytes(), &authority.trusted_for(&["CN-44"]), NOW).unwrap();
        assert_eq!(verified.evidence().algorithm, algorithm);
    }
}

#[test]
fn the_lists_of_an_authority_decide_whether_its_seal_still_counts() {
    let authority = Authority::new(GUANGZHOU, Algorithm::Es256);
    let sealed = authority.seal("business_licence").unwrap();
    let bytes = sealed.as_bytes();
    let step = |trail: &Trail| {
        let check = trail.checks().iter().find(|check| check.id == "4.1");
        check.unwrap().clone()
    };

    let mut trust = authority.trusted_for(&["CN"]);
    let verified = verify(bytes, &trust, NOW).unwrap();
    let check = step(verified.trail());
    assert_eq!(check.reason, Some(Reason::RevocationNotAsked));
    assert_eq!(
        check.compared["revocation"],
        "not asked: no lists were given"
    );

    trust
        .add_revocation_list(&authority.revoking(&[999]))
        .unwrap();
    let verified = verify(bytes, &trust, NOW).unwrap();
    assert_eq!(verified.effective_until(), time("2026-07-31T00:00:00Z"));
    let check = step(verified.trail());
    assert_eq!(check.reason, None);
    assert_eq!(check.compared["revocation"], "good at 2026-06-01T00:00:00Z");

    let stale = verify(bytes, &trust, "2026-07-31T00:00:01Z").unwrap_err();
    assert_eq!(stale.outcome, RefusedOutcome::Indeterminate);
    assert_eq!(stale.primary_code(), "trust.revocation-list-stale");
    assert_eq!(step(&stale.trail).outcome, Outcome::Unknown);

    // By its own word it was sealed long before, but nobody else vouches for that.
    trust
        .add_revocation_list(&authority.revoking(&[SEAL_SERIAL]))
        .unwrap();
    let revoked = verify(bytes, &trust, NOW).unwrap_err();
    assert_eq!(revoked.outcome, RefusedOutcome::Refused);
    assert_eq!(revoked.primary_code(), "trust.certificate-revoked");
    assert_eq!(step(&revoked.trail).outcome, Outcome::Fail);
}

#[test]
fn a_policy_that_requires_lists_decides_nothing_without_them() {
    let authority = Authority::new(GUANGZHOU, Algorithm::Es256);
    let sealed = authority.seal("business_licence").unwrap();
    let (types, trust) = (TypeRegistry::builtin(), authority.trusted_for(&["CN"]));
    let policy = Policy::new(&types).with_revocation(Revocation::Required);
    let presented = Presented::decode(sealed.as_bytes()).unwrap();
    let unknown = presented.documents()[0]
        .verify(&trust, &policy, time(NOW))
        .unwrap_err();
    assert_eq!(unknown.outcome, RefusedOutcome::Indeterminate);
    assert_eq!(
        unknown.reasons,
        [Reason::RevocationListMissing {
            place: "sealing".to_owned()
        }]
    );
}

#[test]
fn an_authority_trusted_for_another_province_seals_nothing_here() {
    let authority = Authority::new(GUANGZHOU, Algorithm::Es256);
    let sealed = authority.seal("business_licence").unwrap();
    let refused = verify(sealed.as_bytes(), &authority.trusted_for(&["CN-33"]), NOW).unwrap_err();
    assert_eq!(refused.outcome, RefusedOutcome::Refused);
    assert_eq!(
        refused.reasons,
        [Reason::TrustRegionOutOfScope {
            region: "CN-4401".to_owned()
        }]
    );
}

#[test]
fn whoever_trusts_nobody_verifies_nothing() {
    let authority = Authority::new(GUANGZHOU, Algorithm::Es256);
    let sealed = authority.seal("business_licence").unwrap();
    let refused = verify(sealed.as_bytes(), &TrustAnchors::new(), NOW).unwrap_err();
    assert_eq!(refused.primary_code(), "trust.no-path");
}

#[test]
fn a_department_cannot_seal_in_the_name_of_another() {
    let tax_office = Authority::new("Y1310000TEM000029A", Algorithm::Es256);
    let error = tax_office.seal("business_licence").unwrap_err();
    assert_eq!(error.code(), Some("trust.issuer-mismatch"));
}

#[test]
fn a_signature_that_does_not_fit_completes_nothing() {
    let authority = Authority::new(GUANGZHOU, Algorithm::Es256);
    let prepared = authority
        .prepare("business_licence")
        .prepare(&mut SystemRandom)
        .unwrap();
    let stranger = SoftwareKey::generate(Algorithm::Es256).unwrap();
    let signature = stranger.sign(prepared.to_be_signed()).unwrap();
    let error = prepared.complete(&signature).unwrap_err();
    assert_eq!(error.code(), Some("seal.signature-mismatch"));
}

#[test]
fn a_licence_without_a_holder_key_does_not_satisfy_who_wants_the_holder() {
    let authority = Authority::new(GUANGZHOU, Algorithm::Es256);
    let sealed = authority.seal("business_licence").unwrap();
    let types = TypeRegistry::builtin();
    let policy = Policy::new(&types).with_holder_binding(HolderBinding::Required);
    let presented = Presented::decode(sealed.as_bytes()).unwrap();
    let trust = authority.trusted_for(&["CN"]);
    let refused = presented.documents()[0]
        .verify(&trust, &policy, time(NOW))
        .unwrap_err();
    assert_eq!(
        (refused.reasons, refused.holder),
        (vec![Reason::HolderNotBound], Holder::None)
    );
}

#[test]
fn the_day_on_which_a_licence_ends_still_counts_in_its_region() {
    let authority = Authority::new(&issuer_of("residence_permit"), Algorithm::Es256);
    let sealed = authority.seal("residence_permit").unwrap();
    let trust = authority.trusted_for(&["CN"]);
    // The permit ends on 2026-08-10, a day that is over at 16:00 UTC.
    let last_second = verify(sealed.as_bytes(), &trust, "2026-08-10T15:59:59Z").unwrap();
    assert_eq!(last_second.effective_until(), time("2026-08-10T15:59:59Z"));
    let refused = verify(sealed.as_bytes(), &trust, "2026-08-10T16:00:00Z").unwrap_err();
    assert_eq!(refused.primary_code(), "verify.expired");
}

#[test]
fn a_foreign_document_is_not_sealed_with_a_digest_that_its_readers_do_not_have() {
    let authority = Authority::new(GUANGZHOU, Algorithm::Es256);
    let element = (
        "org.iso.18013.5.1".to_owned(),
        "family_name".to_owned(),
        Cbor::text("Doe"),
    );
    let document = ForeignDocument::new("org.iso.18013.5.1.mDL", vec![element]).unwrap();
    let validity =
        TechnicalValidity::new(time("2026-06-01T00:00:00Z"), time("2027-06-01T00:00:00Z"));
    let prepared = |digest| {
        Preparation::foreign(
            document.clone(),
            vec![authority.certificate.clone()],
            Algorithm::Es256,
            validity,
        )
        .with_digest_algorithm(digest)
        .prepare(&mut SystemRandom)
    };
    assert!(prepared(DigestAlgorithm::Sha512).is_ok());
    assert_eq!(
        prepared(DigestAlgorithm::Sm3).unwrap_err().code(),
        Some("verify.digest-algorithm")
    );
}
