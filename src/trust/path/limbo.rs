//! x509-limbo: cases of others for path validation, run under a test profile that lacks only the rules on key purposes
//! and alternative names.
//!
//! No wrong accept is allowed at all. A wrong reject stands in `tests/limbo-exceptions.json` with the rule that refuses
//! it, and an exception that no longer applies fails too. The cases are not in this repository; without them the test
//! says that it skips.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::authority::Authority;
use crate::trust::certificate::Certificate;
use crate::trust::judged;
use crate::trust::profile::{self, Place, Rules};
use crate::trust::{
    Profile, Question, Revocation, Scope, TrustAnchors, certificate_from_pem_or_der,
    revocation_list_from_pem_or_der,
};

/// The test data of other projects, in `shared/data` beside or above the repository.
pub(in crate::trust) fn shared_data(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.ancestors()
        .map(|dir| dir.join("shared/data").join(name))
        .find(|path| path.exists())
}

/// 1.3.6.1.5.5.7.3.1, the only purpose that a case asks for.
const SERVER_AUTH: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01];

fn certificates(case: &Value, field: &str) -> Vec<Vec<u8>> {
    let pems = case[field].as_array().unwrap();
    pems.iter()
        .map(|pem| certificate_from_pem_or_der(pem.as_str().unwrap().as_bytes()).unwrap())
        .collect()
}

/// The codes of what stands in the way, or nothing.
fn run(case: &Value) -> Result<(), String> {
    let mut rules = Rules {
        purpose: None,
        no_network_names: false,
        ..Rules::of(Profile::Iso18013)
    };
    if let Some(purposes) = case["required_eku"].as_array().filter(|p| !p.is_empty()) {
        assert_eq!(purposes, &["1.3.6.1.5.5.7.3.1"]);
        rules.purpose = Some(SERVER_AUTH);
    }
    if let Some(fewer) = case["max_intermediates"].as_u64() {
        rules.intermediates = rules.intermediates.min(usize::try_from(fewer).unwrap());
    }
    let text = case["validation_time"].as_str().unwrap();
    let whole_seconds = format!("{}Z", text.split(['.', '+']).next().unwrap());
    let at = UnixTime::parse_tdate(&whole_seconds).unwrap();

    let mut anchors = TrustAnchors::new();
    let mut refused = Vec::new();
    for der in certificates(case, "trusted_certs") {
        let loaded = Certificate::read(&der)
            .and_then(|c| profile::check(&c, Place::Anchor, &rules).map(|()| c));
        match loaded {
            Ok(certificate) => anchors.authorities.add(Authority {
                certificate: Arc::new(certificate),
                scope: Arc::new(Scope::parse("iso18013:*:CN").unwrap()),
            }),
            Err(fault) => refused.push(fault.at(Place::Anchor)),
        }
    }
    let chain = [
        vec![
            certificate_from_pem_or_der(case["peer_certificate"].as_str().unwrap().as_bytes())
                .unwrap(),
        ],
        certificates(case, "untrusted_intermediates"),
    ]
    .concat();
    let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    let mut question = Question::new("org.iso.18013.5.1.mDL", at);
    if case["class"] == "crl" {
        question = question.with_revocation(Revocation::Required);
        for pem in case["crls"].as_array().unwrap() {
            let der = revocation_list_from_pem_or_der(pem.as_str().unwrap().as_bytes()).unwrap();
            anchors.add_revocation_list(&der).unwrap();
        }
    }
    let outcome = judged::judge(&anchors, None, &chain, &rules, &question)
        .and_then(|(judged, _)| judged.settled());
    let say = |reasons: Vec<Reason>| {
        let mut codes: Vec<_> = reasons.iter().chain(&refused).map(Reason::code).collect();
        codes.dedup();
        codes.join(", ")
    };
    outcome.map_err(say)
}

#[test]
fn no_case_of_x509_limbo_is_accepted_wrongly_and_each_wrong_reject_has_its_rule() {
    let Some(file) = shared_data("limbo/limbo-applicable.json") else {
        eprintln!("skipped: the cases of x509-limbo are not here");
        return;
    };
    let read =
        |path: &Path| -> Value { serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap() };
    let exceptions =
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/limbo-exceptions.json"));
    let mut exceptions: BTreeMap<&str, &Value> = exceptions
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (e["id"].as_str().unwrap(), e))
        .collect();
    let cases = read(&file);
    let (mut ran, mut faults) = (0, Vec::new());
    for case in cases["cases"].as_array().unwrap() {
        let (id, accept) = (case["id"].as_str().unwrap(), case["expected"] == "accept");
        ran += 1;
        match (accept, run(case), exceptions.remove(id)) {
            (true, Ok(()), None) | (false, Err(_), None) => {}
            (true, Err(actual), Some(exception)) => {
                if exception["expected"] != "accept"
                    || exception["actual"] != actual.as_str()
                    || exception["rule"].as_str().is_none_or(str::is_empty)
                {
                    faults.push(format!(
                        "{id}: the exception says otherwise; actual: {actual}"
                    ));
                }
            }
            (true, Err(actual), None) => faults.push(format!("{id}: WRONG REJECT: {actual}")),
            (false, Ok(()), _) => faults.push(format!("{id}: WRONG ACCEPT")),
            (_, _, Some(_)) => faults.push(format!("{id}: the exception no longer applies")),
        }
    }
    faults.extend(
        exceptions
            .keys()
            .map(|id| format!("{id}: an exception for no case")),
    );
    println!("{ran} cases");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
