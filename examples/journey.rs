//! The whole story in one file: an authority issues and seals a licence, its holder presents it, and a department in
//! another city verifies it offline, with nothing but the authority's CA certificate, and asks for no paper that it proves.
//!
//! ```text
//! cargo run --example journey
//! ```

use elicence::{
    codec::Limits,
    crypto::{Algorithm, Signer, SoftwareKey, SystemRandom},
    issue::{Draft, FaultCode, issue},
    licence::{COMMON_NAME_SPACE, Language, Region, TypeRegistry},
    recognise::requirement::{Desk, ServiceItem},
    recognise::{Agreements, Question, recognise},
    seal::{Preparation, TechnicalValidity, seal},
    time::UnixTime,
    trust::{Scope, TrustAnchors},
    verify::{Holder, Policy, Presented, Report},
};

/// Certificates are not the library's business: this file makes some to try out.
#[path = "elicence/pki.rs"]
#[expect(dead_code, reason = "the maker has parts that only tests need")]
mod pki;

use pki::{Kind, Subject, make_certificate};

const DRAFT: &str = include_str!("data/drafts/business_licence.json");

fn main() -> Result<(), Box<dyn core::error::Error>> {
    let now = instant("2026-07-01T00:00:00Z");
    let types = TypeRegistry::builtin();
    let limits = Limits::default();

    // ---- before: the province runs a CA, which certifies the seal of a city's authority ----------
    let life = (
        instant("2025-01-01T00:00:00Z"),
        instant("2036-01-01T00:00:00Z"),
    );
    let subject = |organization_identifier, cn| Subject {
        c: "CN",
        st: "CN-44",
        o: "Test Authority",
        organization_identifier,
        cn,
    };
    let province = subject("", "DEMO CA");
    let authority = subject("Y1440100TEM000037D", "DEMO seal");
    let ca_key = SoftwareKey::generate(Algorithm::Es256)?;
    let seal_key = SoftwareKey::generate(Algorithm::Es256)?; // in earnest: an HSM behind `Signer`
    let certify = |subject, key: &SoftwareKey, kind, serial| {
        let public = key.verifying_key();
        make_certificate(subject, &public, &province, &ca_key, life, kind, serial)
    };
    let ca = certify(&province, &ca_key, Kind::Ca { path_length: 0 }, 1)?;
    let certificate = certify(&authority, &seal_key, Kind::Sealer, 2)?;

    // ---- issue: a draft that breaks rules is refused with every fault ----------------------------
    let today = DRAFT.replacen('{', r#"{"as_of": "2026-06-01","#, 1); // the day of states and bands
    let draft = Draft::from_json(&today)?;
    let definition = types.latest(draft.doc_type()).ok_or("the type ships")?;
    let faulty = Draft::from_json(&DRAFT.replace("2025-06-03", "2025-02-30"))?;
    let not_issued = issue(&faulty, definition, &limits).expect_err("30 February is no day");
    assert_eq!(not_issued.faults()[0].code(), FaultCode::WrongKind);

    let licence = issue(&draft, definition, &limits)?;
    println!("issued    {} elements", licence.elements().len());

    // ---- seal: with the authority's certificate, for a year, bound to the holder's key -----------
    let holder_key = SoftwareKey::generate(Algorithm::Es256)?; // in earnest: in the holder's phone
    let until = instant("2027-06-01T00:00:00Z");
    let validity = TechnicalValidity::new(instant("2026-06-01T00:00:00Z"), until);
    let preparation = Preparation::new(licence, vec![certificate], Algorithm::Es256, validity)
        .with_holder_key(holder_key.verifying_key());
    let sealed = seal(preparation, &seal_key, &mut SystemRandom)?;
    println!("sealed    {} bytes", sealed.as_bytes().len());

    // ---- verify: the verifier says whom to trust, for which types, in which regions --------------
    let mut trust = TrustAnchors::new();
    let scope = Scope::parse("elicence:org.elicence.business_licence.1:CN-44")?;
    trust.add_anchor(&ca, scope)?;
    let policy = Policy::new(&types);
    let presented = Presented::decode(sealed.as_bytes())?;
    let document = &presented.documents()[0];
    let verified = document
        .verify(&trust, &policy, now)
        .map_err(|refused| refused.to_string())?;

    let name = verified.element(COMMON_NAME_SPACE, "holder_name");
    assert_eq!(
        name.and_then(|name| name.as_text()),
        Some("广州市示例贸易有限公司")
    );
    assert_eq!(
        verified.region().map(|region| region.as_str()),
        Some("CN-4401")
    );
    assert_eq!(verified.holder(), Holder::NotBound); // nobody proved to hold the key: it may be a copy
    assert_eq!(verified.effective_until(), until);
    let label = definition.labels().get(Language::Zh);
    println!("verified  {label}, until {until}");

    // ---- and what does not count, each with its code ---------------------------------------------
    let late = document
        .verify(&trust, &policy, until.saturating_add(1))
        .expect_err("a year");
    assert_eq!(late.primary_code(), "verify.mso-expired");

    let mut elsewhere = TrustAnchors::new();
    elsewhere.add_anchor(&ca, Scope::parse("elicence:*:CN-11")?)?;
    let elsewhere = document
        .verify(&elsewhere, &policy, now)
        .expect_err("only Beijing is trusted");
    assert_eq!(elsewhere.primary_code(), "trust.region-out-of-scope");

    let mut forged = sealed.as_bytes().to_vec();
    let name = "张三".as_bytes(); // the legal representative
    let at = forged
        .windows(name.len())
        .position(|window| window == name)
        .ok_or("it is there")?;
    forged[at] ^= 1;
    let verdict = Presented::decode(&forged)?.documents()[0].verify(&trust, &policy, now);
    let report = Report::of(&[verdict]);
    assert_eq!(
        (report.result, report.primary_code),
        ("refused", Some("verify.digest-mismatch"))
    );
    println!("refused   when late, under another region's authority, or changed");

    // ---- recognise: in the province it counts as it is; elsewhere by agreement, and there is none --
    let (none, purpose) = (Agreements::new(), "urn:elicence:purpose:border");
    let (here, abroad) = (Region::parse("CN-44")?, Region::parse("CN-33")?);
    assert!(recognise(&verified, &Question::new(&here, purpose, &none)).containment());
    let code = recognise(&verified, &Question::new(&abroad, purpose, &none)).primary_code();
    assert_eq!(code, Some("recognise.no-agreement"));

    // ---- what it proves of a service: papers that nobody may ask for, and what must be shown -------
    let item = ServiceItem::from_json(include_str!("data/items/business-filing.json"), &types)?;
    let answer = Desk::new(&here, &none, &types).resolve(&item, &[&verified]);
    let (implied, shown) = (answer.implied(), answer.disclosures[0].elements.len());
    println!("proves    what {implied} paper would, with {shown} elements");
    Ok(())
}

fn instant(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).expect("an instant of RFC 3339")
}
