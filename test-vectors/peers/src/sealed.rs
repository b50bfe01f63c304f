//! The samples that `elicence` seals: licences of several types, and a driving licence of ISO/IEC 18013-5.

use std::path::Path;

use elicence::codec::{Cbor, Limits};
use elicence::crypto::{Algorithm, DigestAlgorithm, Signer, SoftwareKey, SystemRandom};
use elicence::issue::{Draft, Licence, issue};
use elicence::licence::TypeRegistry;
use elicence::seal::{ForeignDocument, Preparation, TechnicalValidity, seal};
use elicence::time::UnixTime;
use time::OffsetDateTime;

use crate::authority::SealingAuthority;
use crate::sample::{Form, Sample, Trouble};

/// docType of the driving licence of ISO/IEC 18013-5.
pub const MDL: &str = "org.iso.18013.5.1.mDL";
pub(crate) const MDL_NAME_SPACE: &str = "org.iso.18013.5.1";
/// The drafts are in force on this day, whatever a machine's clock says.
const FIRST_DAY: &str = "2026-07-01T00:00:00Z";
/// Where the driver's licence comes from.
pub(crate) const PROVINCE: &str = "CN-44";
const DAY: i64 = 24 * 60 * 60;
const ALL_PEERS: &[&str] = &[];

/// Which draft is sealed how, and who is asked; the limits of each peer stand in `README.md`.
const LICENCES: [(&str, Algorithm, DigestAlgorithm, &[&str]); 10] = {
    use Algorithm::{EdDsa, Es256, Es384, Es512};
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    [
        ("business_licence", Es256, Sha256, ALL_PEERS),
        ("driving_licence", Es256, Sha256, ALL_PEERS),
        ("tax_certificate", Es256, Sha256, ALL_PEERS),
        ("marriage_certificate", Es256, Sha256, ALL_PEERS),
        ("real_estate_title", Es256, Sha256, ALL_PEERS),
        (
            "business_licence",
            Es256,
            Sha384,
            &["isomdl", "auth0", "elicence"],
        ),
        (
            "marriage_certificate",
            Es256,
            Sha512,
            &["isomdl", "auth0", "elicence"],
        ),
        ("tax_certificate", Es384, Sha384, &["auth0", "elicence"]),
        ("real_estate_title", Es512, Sha512, &["auth0", "elicence"]),
        ("driving_licence", EdDsa, Sha512, &["auth0", "elicence"]),
    ]
};

/// Seals the samples that the peers are asked about, each by an authority of its own.
///
/// # Errors
/// When a sample cannot be made.
pub fn sealed_samples() -> Result<Vec<Sample>, Trouble> {
    let now = instant()?;
    let mut samples = Vec::new();
    for (draft, algorithm, digest, peers) in LICENCES {
        let licence = licence(draft)?;
        let authority = SealingAuthority::new(algorithm, licence.issuer_code().as_str(), "", now)?;
        let name = format!("{draft}-{}-{}", algorithm.name(), digest.mso_name()).to_lowercase();
        let preparation = Preparation::new(
            licence,
            vec![authority.certificate.clone()],
            algorithm,
            validity(now),
        )
        .with_digest_algorithm(digest);
        samples.push(sample(&name, preparation, &authority, now, peers)?);
    }
    let authority = SealingAuthority::new(Algorithm::Es256, "", PROVINCE, now)?;
    samples.push(mdl("mdl-es256-sha-256", &authority, now)?);
    Ok(samples)
}

/// Seals a driving licence of ISO/IEC 18013-5 with a holder's key, for all peers.
pub(crate) fn mdl(
    name: &str,
    authority: &SealingAuthority,
    now: UnixTime,
) -> Result<Sample, Trouble> {
    let driver = SoftwareKey::generate(Algorithm::Es256)?;
    let preparation = Preparation::foreign(
        ForeignDocument::new(MDL, driving_licence()?)?,
        vec![authority.certificate.clone()],
        Algorithm::Es256,
        validity(now),
    )
    .with_holder_key(driver.verifying_key());
    sample(name, preparation, authority, now, ALL_PEERS)
}

fn sample(
    name: &str,
    preparation: Preparation,
    authority: &SealingAuthority,
    now: UnixTime,
    peers: &[&str],
) -> Result<Sample, Trouble> {
    let sealed = seal(preparation, &authority.key, &mut SystemRandom)
        .map_err(|error| format!("{name}: {error}"))?;
    let mut sample = Sample::describe(
        name,
        Form::IssuerSigned,
        sealed.into_bytes(),
        &now.to_string(),
        Some(&authority.root),
    )?;
    sample.peers = peers.iter().map(|peer| (*peer).to_owned()).collect();
    Ok(sample)
}

/// Today, or the first day on which every draft is in force, whichever is later.
pub(crate) fn instant() -> Result<UnixTime, Trouble> {
    let today = UnixTime::from_seconds(OffsetDateTime::now_utc().unix_timestamp());
    let first = UnixTime::parse_rfc3339(FIRST_DAY);
    today.max(first).ok_or_else(|| "no such instant".into())
}

/// Sealed an hour ago, for half a year.
fn validity(now: UnixTime) -> TechnicalValidity {
    TechnicalValidity::new(now.saturating_add(-60 * 60), now.saturating_add(180 * DAY))
}

fn licence(draft: &str) -> Result<Licence, Trouble> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/data/drafts")
        .join(format!("{draft}.json"));
    let types = TypeRegistry::builtin();
    let draft = Draft::from_json(&std::fs::read_to_string(file)?)?;
    let definition = types.latest(draft.doc_type()).ok_or("no such type")?;
    Ok(issue(&draft, definition, &Limits::default())?)
}

/// The mandatory elements of ISO/IEC 18013-5, table 5, and some of the others, of an invented driver.
fn driving_licence() -> Result<Vec<(String, String, Cbor)>, Trouble> {
    let day = |text: &str| Cbor::Tag(1004, Box::new(Cbor::text(text)));
    let category = |code: &str, from: &str| {
        Cbor::map([
            ("vehicle_category_code", Cbor::text(code)),
            ("issue_date", day(from)),
            ("expiry_date", day("2035-07-07")),
        ])
    };
    let elements = [
        ("family_name", Cbor::text("Li")),
        ("given_name", Cbor::text("Si")),
        ("family_name_national_character", Cbor::text("李")),
        ("given_name_national_character", Cbor::text("四")),
        ("birth_date", day("1990-05-04")),
        ("issue_date", day("2025-07-08")),
        ("expiry_date", day("2035-07-07")),
        ("issuing_country", Cbor::text("CN")),
        ("issuing_jurisdiction", Cbor::text(PROVINCE)),
        ("issuing_authority", Cbor::text("广州市测试发证机关")),
        ("document_number", Cbor::text("440100000001")),
        ("portrait", portrait()?),
        (
            "driving_privileges",
            Cbor::Array(vec![
                category("B", "2015-07-08"),
                category("D1", "2019-09-20"),
            ]),
        ),
        ("un_distinguishing_sign", Cbor::text("CHN")),
        ("sex", Cbor::Integer(1)),
        ("height", Cbor::Integer(175)),
        ("nationality", Cbor::text("CN")),
        ("age_over_18", Cbor::Bool(true)),
        ("age_over_65", Cbor::Bool(false)),
    ];
    Ok(elements
        .into_iter()
        .map(|(identifier, value)| (MDL_NAME_SPACE.to_owned(), identifier.to_owned(), value))
        .collect())
}

/// The picture of our own type's draft, as the bytes that an mDL has in its place.
fn portrait() -> Result<Cbor, Trouble> {
    let licence = licence("driving_licence")?;
    let picture = licence
        .elements()
        .iter()
        .find(|element| element.identifier() == "portrait")
        .and_then(|element| element.to_cbor().member("data").cloned());
    picture.ok_or_else(|| "the draft has no portrait".into())
}
