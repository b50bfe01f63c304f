//! The peer `isomdl` reads what `elicence` seals and what stands in the folder `ELICENCE_PEER_DIR`.

use std::path::PathBuf;

use ciborium::Value;
use elicence_peers::issued::{Authority, issued_samples};
use elicence_peers::reads::{faults, read};
use elicence_peers::sealed::sealed_samples;
use elicence_peers::{Form, Sample};

const PEER: &str = "isomdl";
const SIGNATURE_REFUSED: &str =
    "issuer authentication failed: signature is not authentic: signature error";

#[test]
fn isomdl_verifies_what_elicence_seals() {
    let samples = sealed_samples().expect("samples are sealed");
    check(&samples);
}

#[test]
fn isomdl_verifies_the_samples_of_the_folder_it_is_given() {
    match std::env::var_os("ELICENCE_PEER_DIR") {
        Some(folder) => {
            check(&Sample::read_all(&PathBuf::from(folder)).expect("the folder holds samples"))
        }
        None => println!("skipped: ELICENCE_PEER_DIR is not set"),
    }
}

#[test]
fn isomdl_verifies_what_isomdl_issues() {
    check(&issued_samples().expect("the peer issues"));
}

#[test]
fn isomdl_refuses_a_changed_issuer_signature() {
    for sample in everything() {
        let changed = flipped(&sample, &signature(&sample));
        let reading = read(&changed).expect("the peer decodes it");
        assert_eq!(
            reading.signature,
            Err(SIGNATURE_REFUSED.to_owned()),
            "{}",
            sample.name
        );
    }
}

#[test]
fn isomdl_does_not_check_the_digest_of_an_element() {
    for sample in everything() {
        let Some((name, value)) = some_text(&sample) else {
            println!("skipped: {} has no element of text", sample.name);
            continue;
        };
        let changed = flipped(&sample, value.as_bytes());
        let reading = read(&changed).expect("the peer decodes it");
        assert_eq!(
            reading.signature,
            Ok(()),
            "{}: should the peer check it now, say so in README.md",
            sample.name
        );
        assert_eq!(reading.digests_that_differ, [name], "{}", sample.name);
    }
}

#[test]
fn isomdl_refuses_a_root_that_signed_nothing() {
    let stranger = Authority::new(2).expect("certificates are built").root;
    for mut sample in everything()
        .into_iter()
        .filter(|sample| sample.issuer_root.is_some())
    {
        sample.issuer_root = Some(stranger.clone());
        let reading = read(&sample).expect("the peer decodes it");
        let certificates = reading.certificates.expect("the peer was asked");
        assert_eq!(
            certificates,
            ["IACA certificate error: no valid trust anchor found"],
            "{}",
            sample.name
        );
    }
}

fn everything() -> Vec<Sample> {
    let mut samples = [
        sealed_samples().expect("sealed"),
        issued_samples().expect("issued"),
    ]
    .concat();
    if let Some(folder) = std::env::var_os("ELICENCE_PEER_DIR") {
        samples.extend(Sample::read_all(&PathBuf::from(folder)).expect("the folder holds samples"));
    }
    samples.retain(|sample| sample.is_for(PEER));
    samples
}

#[track_caller]
fn check(samples: &[Sample]) {
    let mut failed = 0;
    for sample in samples.iter().filter(|sample| sample.is_for(PEER)) {
        let found = match read(sample) {
            Ok(reading) => faults(sample, &reading),
            Err(trouble) => vec![trouble.to_string()],
        };
        println!(
            "{} {} {PEER} {}",
            if found.is_empty() { "passed" } else { "FAILED" },
            sample.name,
            found.join("; ")
        );
        failed += usize::from(!found.is_empty());
    }
    assert_eq!(failed, 0, "samples that the peer does not read as we do");
}

/// The sample with the last bit of `part` turned over, where `part` occurs first; text stays text.
#[track_caller]
fn flipped(sample: &Sample, part: &[u8]) -> Sample {
    let at = sample
        .bytes
        .windows(part.len())
        .position(|window| window == part)
        .expect("the part occurs");
    let mut changed = sample.clone();
    changed.bytes[at + part.len() - 1] ^= 1;
    changed
}

fn signature(sample: &Sample) -> Vec<u8> {
    let whole: Value = ciborium::from_reader(sample.bytes.as_slice()).expect("the sample is CBOR");
    let mut here = &whole;
    let path: &[&str] = match sample.form {
        Form::IssuerSigned => &["issuerAuth"],
        Form::Document => &["issuerSigned", "issuerAuth"],
        _ => &["documents", "issuerSigned", "issuerAuth"],
    };
    for name in path {
        here = elicence_peers::plain::member(here, name).expect("the member is there");
        here = if *name == "documents" {
            &here.as_array().expect("an array")[0]
        } else {
            here
        };
        here = if let Value::Tag(18, inner) = here {
            inner
        } else {
            here
        };
    }
    here.as_array().expect("a COSE_Sign1")[3]
        .as_bytes()
        .expect("a signature")
        .clone()
}

/// An element of text whose bytes occur once, so that they can be found in the sample.
fn some_text(sample: &Sample) -> Option<(String, String)> {
    for (name_space, inner) in &sample.elements {
        for (identifier, value) in inner {
            if let Some(text) = value
                .as_str()
                .filter(|text| occurs_once(&sample.bytes, text.as_bytes()))
            {
                return Some((format!("{name_space}/{identifier}"), text.to_owned()));
            }
        }
    }
    None
}

fn occurs_once(bytes: &[u8], part: &[u8]) -> bool {
    !part.is_empty()
        && bytes
            .windows(part.len())
            .filter(|window| *window == part)
            .count()
            == 1
}
