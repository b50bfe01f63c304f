//! `elicence inspect`: what is in a file, without a judgement about it.

use std::path::PathBuf;

use elicence::{
    codec::{Cbor, Limits},
    crypto::{Algorithm, DigestAlgorithm},
    verify::Presented,
};
use serde_json::{Value as Json, json};
use x509_parser::{certificate::X509Certificate, prelude::FromDer, time::ASN1Time};

use crate::{
    answer::{Answer, Trouble},
    arguments::{Definitions, Lang},
    files,
    layout::{Rows, harmless, hex},
    render::{self, Shown},
    value,
};

/// Show what a licence claims, without verifying anything
///
/// Anybody could have written it: always verify before relying on what you see.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the bytes are of the format: this says nothing about whether they are true. See `elicence verify`.
Exits 1 when they are malformed, 2 on trouble.")]
pub(crate) struct Args {
    /// An IssuerSigned, a Document or a DeviceResponse
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The language of labels
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    definitions: Definitions,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let types = args.definitions.load()?;
    let limits = Limits::default();
    let bytes = files::read_prefix(&args.file, limits.set_bytes.saturating_add(1))?;
    // The library's reader first: it has every rule of the format. The tree below only shows.
    let read = Presented::decode(&bytes)
        .and_then(|presented| Ok((presented, Cbor::decode(&bytes, &limits)?)));
    let (presented, tree) = match read {
        Ok(read) => read,
        Err(error) => {
            let text = if args.json {
                format!(
                    "{:#}\n",
                    json!({"verified": false, "code": error.code(), "says": error.to_string()})
                )
            } else {
                format!("NOT VERIFIED   malformed\n  {}  {error}\n", error.code())
            };
            return Ok(Answer::no(text));
        }
    };
    let (structure, inside) = structure(&tree);
    let mut text = format!(
        "NOT VERIFIED   {structure}, {} bytes; what follows is claimed, not known\n",
        bytes.len()
    );
    let mut documents = Vec::new();
    for (document, tree) in presented.documents().iter().zip(inside) {
        let claims = document.claims_unverified();
        let facts = facts(tree);
        let shown: Vec<Shown<'_>> = claims
            .elements
            .iter()
            .map(|(name_space, identifier, value)| Shown {
                name_space,
                identifier,
                value,
                by: None,
            })
            .collect();
        if args.json {
            documents.push(to_json(claims.doc_type, &facts, &shown));
            continue;
        }
        let mut rows = Rows::default();
        rows.push(["docType", &harmless(claims.doc_type)]);
        facts
            .iter()
            .for_each(|fact| rows.push([fact.name, &fact.for_people()]));
        let definition = render::definition_of(&types, claims.doc_type, &shown);
        text.push_str(&format!(
            "\n{}\n{}",
            rows.to_text(0),
            render::licence(&shown, definition, args.lang.into())
        ));
    }
    if args.json {
        text = format!(
            "{:#}\n",
            json!({"verified": false, "structure": structure, "bytes": bytes.len(), "documents": documents})
        );
    }
    Ok(Answer::yes(text))
}

fn to_json(doc_type: &str, facts: &[Fact], shown: &[Shown<'_>]) -> Json {
    let elements: Vec<Json> = shown
        .iter()
        .map(|e| json!({"name_space": e.name_space, "identifier": e.identifier, "value": value::foreign(e.value)}))
        .collect();
    let mut document = json!({"doc_type": doc_type});
    for fact in facts.iter().filter(|fact| fact.name != CERTIFICATE) {
        document[fact.name.replace(' ', "_")] = json!(fact.value);
    }
    let certificates: Vec<&str> = facts
        .iter()
        .filter(|f| f.name == CERTIFICATE)
        .map(|f| f.value.as_str())
        .collect();
    document["certificates"] = json!(certificates);
    document["elements"] = json!(elements);
    document
}

/// The structure's name, and the `Document`s or the one `IssuerSigned` in it.
fn structure(tree: &Cbor) -> (&'static str, Vec<&Cbor>) {
    match tree.member("documents") {
        Some(Cbor::Array(documents)) => ("DeviceResponse", documents.iter().collect()),
        _ if tree.member("issuerSigned").is_some() => ("Document", vec![tree]),
        _ => ("IssuerSigned", vec![tree]),
    }
}

const CERTIFICATE: &str = "certificate";

/// One thing that the file says about itself.
struct Fact {
    name: &'static str,
    value: String,
}

impl Fact {
    fn for_people(&self) -> String {
        harmless(&self.value).replace("; ", "\n")
    }
}

/// What the signed object and its signature say.
fn facts(document: &Cbor) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add =
        |name, value: Option<String>| facts.extend(value.map(|value| Fact { name, value }));
    let issuer_signed = document.member("issuerSigned").unwrap_or(document);
    let Some(Cbor::Array(parts)) = issuer_signed.member("issuerAuth") else {
        return facts;
    };
    let [protected, unprotected, payload, ..] = parts.as_slice() else {
        return facts;
    };
    let protected = embedded(protected);
    let mso = embedded(payload).as_ref().and_then(embedded);

    let algorithm = protected
        .as_ref()
        .and_then(|header| labelled(header, 1))
        .map(|alg| match alg {
            Cbor::Integer(id) => i64::try_from(*id)
                .ok()
                .and_then(Algorithm::from_cose_id)
                .map_or_else(|| id.to_string(), |a| a.name().to_owned()),
            other => value::foreign(other),
        });
    add("algorithm", algorithm);
    if let Some(mso) = &mso {
        add("version", mso.member("version").map(value::foreign));
        add(
            "digest algorithm",
            mso.member("digestAlgorithm").map(value::foreign),
        );
        if let Some(validity) = mso.member("validityInfo") {
            for (name, member) in [
                ("signed", "signed"),
                ("valid from", "validFrom"),
                ("valid until", "validUntil"),
                ("expected update", "expectedUpdate"),
            ] {
                add(name, validity.member(member).map(value::foreign));
            }
        }
        if let Some(Cbor::Map(name_spaces)) = mso.member("valueDigests") {
            let count = |digests: &Cbor| {
                if let Cbor::Map(digests) = digests {
                    digests.len()
                } else {
                    0
                }
            };
            add(
                "sealed elements",
                Some(
                    name_spaces
                        .iter()
                        .map(|(_, digests)| count(digests))
                        .sum::<usize>()
                        .to_string(),
                ),
            );
        }
        add("status reference", mso.member("status").map(value::foreign));
    }
    let device_auth = document
        .member("deviceSigned")
        .and_then(|signed| signed.member("deviceAuth"));
    let proof = device_auth.map(|auth| {
        if auth.member("deviceMac").is_some() {
            "MAC"
        } else {
            "signature"
        }
    });
    add("holder's proof", Some(proof.unwrap_or("none").to_owned()));
    let chain = labelled(unprotected, 33)
        .or_else(|| protected.as_ref().and_then(|header| labelled(header, 33)));
    let chain: Vec<&Cbor> = match chain {
        Some(Cbor::Array(certificates)) => certificates.iter().collect(),
        Some(only) => vec![only],
        None => Vec::new(),
    };
    for certificate in chain {
        add(
            CERTIFICATE,
            Some(if let Cbor::Bytes(der) = certificate {
                describe(der)
            } else {
                value::foreign(certificate)
            }),
        );
    }
    facts
}

/// The item inside a byte string, tagged or not.
fn embedded(item: &Cbor) -> Option<Cbor> {
    match item {
        Cbor::Tag(24, inner) => embedded(inner),
        Cbor::Bytes(bytes) => Cbor::decode(bytes, &Limits::default()).ok(),
        _ => None,
    }
}

/// The member of a COSE header with this label.
fn labelled(header: &Cbor, label: i128) -> Option<&Cbor> {
    let Cbor::Map(members) = header else {
        return None;
    };
    members
        .iter()
        .find(|(key, _)| *key == Cbor::Integer(label))
        .map(|(_, value)| value)
}

/// A certificate in one line.
pub(crate) fn describe(der: &[u8]) -> String {
    let fingerprint = hex(DigestAlgorithm::Sha256.digest(&[der]).as_bytes());
    let Ok((_, certificate)) = X509Certificate::from_der(der) else {
        return format!("not readable, {} bytes; SHA-256 {fingerprint}", der.len());
    };
    let day = |time: ASN1Time| {
        elicence::time::UnixTime::from_seconds(time.timestamp())
            .map_or_else(String::new, |t| t.to_string())
    };
    let (begin, end) = (
        day(certificate.validity().not_before),
        day(certificate.validity().not_after),
    );
    let text = format!(
        "{}; issued by {}; {begin} to {end}; SHA-256 {fingerprint}",
        certificate.subject(),
        certificate.issuer()
    );
    text.replace("OID(2.5.4.97)", "organizationIdentifier")
}
