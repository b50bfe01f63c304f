//! Documents with one fault each, signed all the same: what a careless issuer could hand out.
//!
//! They hold `README.md` to its word: each names the readers that refuse it, and that the others do not.

use ciborium::Value;
use elicence::crypto::Algorithm;
use elicence::time::UnixTime;
use sha2::{Digest, Sha256};

use crate::authority::SealingAuthority;
use crate::parts::{Parts, array, entry, map, tag24, tdate, written};
use crate::pki::{
    DISTRIBUTION_POINTS, Draft, KEY_USAGE, Kind, PURPOSES, Subject, date, extension, name, tlv,
};
use crate::sample::{Elements, Sample, Trouble};
use crate::sealed::{MDL_NAME_SPACE, PROVINCE, instant, mdl};

/// Seals an mDL for each fault, and signs it again with the fault in it.
///
/// # Errors
/// When a sample cannot be made.
pub fn faulty_samples() -> Result<Vec<Sample>, Trouble> {
    let now = instant()?;
    let authority = SealingAuthority::new(Algorithm::Es256, "", PROVINCE, now)?;
    let mut samples = Vec::new();
    for (name, refused_by, spoil) in DOCUMENTS {
        let mut sample = mdl(name, &authority, now)?;
        let mut parts = Parts::of(&sample.bytes)?;
        spoil(&mut parts)?;
        sample.bytes = parts.signed(&authority.key)?;
        samples.push(faulty(sample, refused_by));
    }
    for (name, refused_by, spoil) in CERTIFICATES {
        let careless =
            SealingAuthority::changed(Algorithm::Es256, "", PROVINCE, now, |draft, kind| {
                spoil(draft, kind)
            })?;
        // Nobody seals under such a certificate here, so it comes in afterwards.
        let mut sample = mdl(name, &authority, now)?;
        let mut parts = Parts::of(&sample.bytes)?;
        let chain = Value::from(careless.certificate.clone());
        parts.unprotected = Value::Map(vec![(Value::from(33), chain)]);
        sample.bytes = parts.signed(&careless.key)?;
        sample.issuer_root = Some(careless.root);
        samples.push(faulty(sample, refused_by));
    }
    Ok(samples)
}

/// What only some peers can read goes to the others too, who refuse it: algorithms and digests that they do not know.
#[must_use]
pub fn beyond_a_peer(samples: &[Sample]) -> Vec<Sample> {
    let limited = samples.iter().filter(|sample| !sample.peers.is_empty());
    let to_the_others = limited.map(|sample| {
        let others: Vec<String> = ["isomdl", "auth0", "pymdoccbor"]
            .into_iter()
            .filter(|peer| !sample.is_for(peer))
            .map(str::to_owned)
            .collect();
        Sample {
            name: format!("beyond-{}", sample.name),
            peers: others.clone(),
            refused_by: Some(others),
            ..sample.clone()
        }
    });
    to_the_others.collect()
}

type Spoil = fn(&mut Parts) -> Result<(), Trouble>;
type SpoilCertificate = fn(Draft, Kind) -> Draft;

/// The fault, who refuses it, and how it comes in.
const DOCUMENTS: [(&str, &[&str], Spoil); 10] = [
    ("no-fault", &[], |_| Ok(())),
    ("mso-version", &["auth0", "elicence"], |parts| {
        *parts.mso("version")? = Value::from("9.0");
        Ok(())
    }),
    ("mso-expired", &["auth0", "elicence"], |parts| {
        let Value::Tag(_, signed) = parts.validity("signed")? else {
            return Err("signed is no tdate".into());
        };
        let signed = signed.as_text().and_then(UnixTime::parse_rfc3339);
        let a_minute_later = signed.ok_or("signed is no tdate")?.saturating_add(60);
        *parts.validity("validUntil")? = tdate(&a_minute_later.to_string());
        Ok(())
    }),
    (
        "mso-signed-before-the-certificate",
        &["auth0", "elicence"],
        |parts| {
            *parts.validity("signed")? = tdate("2000-01-01T00:00:00Z");
            Ok(())
        },
    ),
    (
        "mso-without-valid-until",
        &["isomdl", "elicence"],
        |parts| {
            let members = map(parts.mso("validityInfo")?)?;
            members.retain(|(key, _)| key.as_text() != Some("validUntil"));
            Ok(())
        },
    ),
    ("mso-with-status", &["elicence"], |parts| {
        let list = Value::Map(vec![
            (Value::from("idx"), Value::from(1)),
            (Value::from("uri"), Value::from("https://status.example/1")),
        ]);
        let status = Value::Map(vec![(Value::from("status_list"), list)]);
        map(&mut parts.mso)?.push((Value::from("status"), status));
        Ok(())
    }),
    ("critical-header", &["pymdoccbor", "elicence"], |parts| {
        let critical = Value::Array(vec![Value::from("unknown")]);
        parts.protected.push((Value::from(2), critical));
        parts
            .protected
            .push((Value::from("unknown"), Value::from(1)));
        Ok(())
    }),
    (
        "name-space-without-digests",
        &["auth0", "elicence"],
        |parts| {
            let all = map(&mut parts.name_spaces)?;
            let items = all.first().ok_or("no name space")?.1.clone();
            all.push((Value::from("org.example.added"), items));
            Ok(())
        },
    ),
    ("element-twice", &["elicence"], |parts| {
        // With a digest of its own, as if the issuer had meant it.
        let mut item = parts.item("family_name")?;
        *entry(&mut item, "digestID")? = Value::from(99);
        *entry(&mut item, "elementValue")? = Value::from("Wang");
        let item = tag24(&item)?;
        let digest = Sha256::digest(written(&item)?).to_vec();
        let digests = entry(parts.mso("valueDigests")?, MDL_NAME_SPACE)?;
        map(digests)?.push((Value::from(99), Value::from(digest)));
        array(entry(&mut parts.name_spaces, MDL_NAME_SPACE)?)?.push(item);
        Ok(())
    }),
    ("issuing-country", &["auth0"], |parts| {
        let mut item = parts.item("issuing_country")?;
        *entry(&mut item, "elementValue")? = Value::from("FR");
        parts.replace("issuing_country", &item)
    }),
];

/// The same for faults of certificates.
const CERTIFICATES: [(&str, &[&str], SpoilCertificate); 6] = [
    (
        "signer-without-purpose",
        &["isomdl", "elicence"],
        |draft, kind| match kind {
            Kind::Sealer => draft.with(PURPOSES, None),
            Kind::Ca { .. } => draft,
        },
    ),
    (
        "signer-without-crl",
        &["isomdl"],
        |draft, kind| match kind {
            Kind::Sealer => draft.with(DISTRIBUTION_POINTS, None),
            Kind::Ca { .. } => draft,
        },
    ),
    (
        "signer-expired",
        &["isomdl", "auth0", "pymdoccbor", "elicence"],
        |draft, kind| match kind {
            Kind::Sealer => expired(draft),
            Kind::Ca { .. } => draft,
        },
    ),
    (
        "root-expired",
        &["isomdl", "auth0", "elicence"],
        |draft, kind| match kind {
            Kind::Sealer => draft,
            Kind::Ca { .. } => expired(draft),
        },
    ),
    (
        "root-that-may-not-sign-certificates",
        &["isomdl", "auth0", "elicence"],
        |draft, kind| match kind {
            Kind::Sealer => draft,
            Kind::Ca { .. } => {
                let signature_only = extension(KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x80]);
                draft.with(KEY_USAGE, Some(signature_only))
            }
        },
    ),
    (
        "signer-without-country",
        &["isomdl", "elicence"],
        |mut draft, kind| {
            if kind == Kind::Sealer {
                draft.subject = name(&Subject {
                    cn: "Peer Seal",
                    ..Subject::default()
                });
            }
            draft
        },
    ),
];

fn expired(mut draft: Draft) -> Draft {
    let life = ["2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"]
        .map(|text| UnixTime::parse_rfc3339(text).map(date).unwrap_or_default());
    draft.validity = tlv(0x30, &[&life[0], &life[1]]);
    draft
}

fn faulty(sample: Sample, refused_by: &[&str]) -> Sample {
    Sample {
        name: format!("fault-{}", sample.name),
        elements: Elements::new(),
        refused_by: Some(refused_by.iter().map(|name| (*name).to_owned()).collect()),
        ..sample
    }
}
