//! The example of ISO/IEC 18013-5, Annex D through the command line. Its files are not ours to ship: the test runs where
//! they are beside the project, and says so where not.

#[expect(dead_code, reason = "other tests use the rest")]
mod binary;

use std::path::{Path, PathBuf};

use elicence::codec::{Cbor, Limits};

/// The folder of the example; says that the test is skipped where there is none.
fn example() -> Option<PathBuf> {
    let folder = binary::root().join("../shared/data/iso18013-annex-d");
    let here = [
        folder,
        binary::root().join("../../shared/data/iso18013-annex-d"),
    ]
    .into_iter()
    .find(|f| f.is_dir());
    if here.is_none() {
        eprintln!("skipped: ../shared/data/iso18013-annex-d is not there");
    }
    here
}

fn verify(example: &Path, response: &Path, now: &str, more: &[&str]) -> (i32, serde_json::Value) {
    let file = |name: &str| example.join(name).display().to_string();
    let response = response.display().to_string();
    let (transcript, key, pin) = (
        file("session_transcript_bytes.cbor"),
        file("ephemeral_reader_key.jwk"),
        file("ds_cert.der"),
    );
    let mut arguments = vec!["verify", &response, "--pin", &pin, "--now", now, "--json"];
    arguments.extend(["--session-transcript", &transcript, "--reader-key", &key]);
    arguments.extend(more);
    let run = binary::run(&arguments);
    (
        run.status,
        serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}")),
    )
}

#[test]
fn at_the_time_of_the_example_it_is_in_force_and_its_holder_is_bound() {
    let Some(example) = example() else { return };
    let response = example.join("device_response.cbor");
    let (status, report) = verify(
        &example,
        &response,
        "2021-01-01T00:00:00Z",
        &["--holder", "required"],
    );
    assert_eq!(status, 0, "{report:#}");
    assert_eq!(report["result"], "in-force");
    assert_eq!(report["holder"], "bound");
    assert_eq!(report["documents"][0]["doc_type"], "org.iso.18013.5.1.mDL");
}

#[test]
fn a_year_later_it_is_refused_as_expired() {
    let Some(example) = example() else { return };
    let (status, report) = verify(
        &example,
        &example.join("device_response.cbor"),
        "2022-01-01T00:00:00Z",
        &[],
    );
    assert_eq!(status, 1);
    assert_eq!(report["result"], "refused");
    // Signer's certificate and signed object both ended on 2021-10-01; the authority's checks come first.
    assert_eq!(report["primary_code"], "trust.certificate-expired");
    let codes: Vec<&str> = report["documents"][0]["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|c| c["code"].as_str())
        .collect();
    assert!(codes.contains(&"verify.mso-expired"), "{codes:?}");
}

#[test]
fn without_the_transcript_nobody_can_say() {
    let Some(example) = example() else { return };
    let (response, pin) = (
        example.join("device_response.cbor"),
        example.join("ds_cert.der"),
    );
    let arguments = [
        "verify",
        response.to_str().unwrap(),
        "--pin",
        pin.to_str().unwrap(),
        "--now",
        "2021-01-01T00:00:00Z",
    ];
    let run = binary::run(&arguments);
    assert_eq!(run.status, 4);
    assert!(
        run.stdout
            .starts_with("INDETERMINATE   claimed org.iso.18013.5.1.mDL; holder: unchecked\n"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("verify.transcript-missing"));
}

#[test]
fn a_changed_element_a_changed_mac_and_a_changed_signature_have_each_their_own_code() {
    let Some(example) = example() else { return };
    let bytes = std::fs::read(example.join("device_response.cbor")).unwrap();
    let tree = Cbor::decode(&bytes, &Limits::default()).unwrap();
    let Some(Cbor::Array(documents)) = tree.member("documents") else {
        panic!("no documents")
    };
    let last_part = |cose: &Cbor| match cose {
        Cbor::Array(parts) => match parts.last() {
            Some(Cbor::Bytes(bytes)) => bytes.clone(),
            _ => panic!("no bytes"),
        },
        _ => panic!("no COSE structure"),
    };
    let signature = last_part(
        documents[0]
            .member("issuerSigned")
            .unwrap()
            .member("issuerAuth")
            .unwrap(),
    );
    let device_auth = documents[0]
        .member("deviceSigned")
        .unwrap()
        .member("deviceAuth")
        .unwrap();
    let mac = last_part(device_auth.member("deviceMac").unwrap());
    let folder = binary::folder("annex-d");
    for (name, wanted, code) in [
        ("element", b"Doe".to_vec(), "verify.digest-mismatch"),
        ("mac", mac, "verify.device-mac-mismatch"),
        ("signature", signature, "seal.signature-mismatch"),
    ] {
        let at = bytes
            .windows(wanted.len())
            .position(|window| window == wanted)
            .unwrap();
        let mut changed = bytes.clone();
        changed[at + wanted.len() - 1] ^= 1;
        let path = folder.join(name);
        std::fs::write(&path, changed).unwrap();
        let (status, report) = verify(&example, &path, "2021-01-01T00:00:00Z", &[]);
        assert_eq!(
            (status, report["primary_code"].as_str()),
            (1, Some(code)),
            "{name}: {report:#}"
        );
    }
}
