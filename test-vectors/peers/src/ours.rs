//! `elicence` itself is asked about a sample, above all about those that a peer issued.

use elicence::licence::{Region, TypeRegistry};
use elicence::time::UnixTime;
use elicence::trust::{DocTypes, Profile, Scope, TrustAnchors};
use elicence::verify::{Policy, Presented, Verified};
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::der::oid::ObjectIdentifier;

use crate::Sample;
use crate::answer::Answer;
use crate::changes::{flipped, signature, some_text};
use crate::plain::plain;
use crate::sample::{Elements, Trouble};

const COUNTRY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
/// No sample's country.
const ELSEWHERE: &str = "JP";
/// No certificate of a sample lasts so long.
const FAR_FUTURE: &str = "2200-01-01T00:00:00Z";

/// What `elicence` says, trusting the sample's root for its docType in the root's country; `stranger` is a root that
/// signed nothing.
///
/// # Errors
/// When the sample has no root, or its root or its instant cannot be read.
pub fn ask(sample: &Sample, stranger: &[u8]) -> Result<Answer, Trouble> {
    let root = sample
        .issuer_root
        .as_deref()
        .ok_or("the sample has no root")?;
    let country = country(root)?;
    if let Some(refused_by) = &sample.refused_by {
        let refusals: Vec<String> = judge(sample, root, &country, &sample.now)?
            .err()
            .into_iter()
            .collect();
        let must_refuse = refused_by.iter().any(|reader| reader == "elicence");
        return Ok(Answer::to_fault(&refusals, must_refuse));
    }
    let mut answer = Answer {
        says: vec!["in force, signature, digests, validity, chain, region".to_owned()],
        ..Answer::default()
    };
    match judge(sample, root, &country, &sample.now)? {
        Ok(verified) => compare(sample, &verified, &mut answer)?,
        Err(code) => answer.wrong(code),
    }
    let native = sample.doc_type.starts_with("org.elicence.");
    let elsewhere = if native {
        "trust.region-out-of-scope"
    } else {
        "trust.region-unconfirmed"
    };
    let changed = |part: &[u8]| judge(&flipped(sample, part)?, root, &country, &sample.now);
    let mut controls = vec![
        (
            "signature",
            "seal.signature-mismatch",
            changed(&signature(sample)?)?,
        ),
        (
            "root",
            "trust.no-path",
            judge(sample, stranger, &country, &sample.now)?,
        ),
        (
            "region",
            elsewhere,
            judge(sample, root, ELSEWHERE, &sample.now)?,
        ),
        (
            "time",
            "trust.certificate-expired",
            judge(sample, root, &country, FAR_FUTURE)?,
        ),
    ];
    if let Some((_, value)) = some_text(sample) {
        controls.push((
            "element",
            "verify.digest-mismatch",
            changed(value.as_bytes())?,
        ));
    }
    for (name, code, judged) in controls {
        match judged {
            Err(found) if found == code => {}
            Err(found) => answer.wrong(format!("changed {name}: {found} instead of {code}")),
            Ok(_) => answer.wrong(format!("changed {name} was not refused")),
        }
    }
    Ok(answer)
}

/// The verdict, or the first code against the sample.
fn judge(
    sample: &Sample,
    root: &[u8],
    country: &str,
    now: &str,
) -> Result<Result<Verified, String>, Trouble> {
    let profile = Profile::of_doc_type(&sample.doc_type);
    let doc_types = DocTypes::Only([sample.doc_type.clone()].into());
    let region = Region::parse(country)?;
    let mut trust = TrustAnchors::new();
    if let Err(error) = trust.add_anchor(root, Scope::new(profile, doc_types, vec![region])?) {
        return Ok(Err(format!("anchor {error}")));
    }
    let types = TypeRegistry::builtin();
    let now = UnixTime::parse_rfc3339(now).ok_or("no instant")?;
    let presented = match Presented::decode(&sample.bytes) {
        Ok(presented) => presented,
        Err(error) => return Ok(Err(error.code().to_owned())),
    };
    let [document] = presented.documents() else {
        return Err("not one document".into());
    };
    let judged = document.verify(&trust, &Policy::new(&types), now);
    Ok(judged.map_err(|refused| refused.primary_code().to_owned()))
}

fn compare(sample: &Sample, verified: &Verified, answer: &mut Answer) -> Result<(), Trouble> {
    if verified.doc_type() != sample.doc_type {
        answer.wrong(format!("docType {}", verified.doc_type()));
    }
    let mut elements = Elements::new();
    for element in verified.elements() {
        let value = ciborium::from_reader(element.value.to_vec().as_slice())?;
        let inner = elements.entry(element.name_space.clone()).or_default();
        inner.insert(element.identifier.clone(), plain(&value));
    }
    if elements != sample.elements {
        answer.wrong("elements differ".to_owned());
    }
    Ok(())
}

/// The country of the root's subject.
fn country(root: &[u8]) -> Result<String, Trouble> {
    let certificate = Certificate::from_der(root)?;
    let name = certificate.tbs_certificate.subject;
    let attribute = name
        .0
        .iter()
        .flat_map(|part| part.0.iter())
        .find(|attribute| attribute.oid == COUNTRY)
        .ok_or("the root has no country")?;
    Ok(String::from_utf8(attribute.value.value().to_vec())?)
}
