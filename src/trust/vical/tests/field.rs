//! A list of the field; it is not in this repository, and without it the tests say that they skip.

use super::*;
use crate::trust::certificate_from_pem_or_der;
use crate::trust::path::limbo::shared_data;

const LIST: &str = "vical/aamva-vical-2025-11-18-1763491092481.cbor";

fn read(name: &str) -> Option<Vec<u8>> {
    let Some(path) = shared_data(name) else {
        eprintln!("skipped: the list of AAMVA is not here");
        return None;
    };
    Some(std::fs::read(path).unwrap())
}

fn provider(name: &str) -> Vec<u8> {
    certificate_from_pem_or_der(&read(name).unwrap()).unwrap()
}

fn root() -> Vec<u8> {
    provider("vical/aamva_ca_root.crt")
}

#[test]
fn the_real_list_holds_under_its_root_and_under_its_issuing_ca_with_every_entry() {
    let Some(bytes) = read(LIST) else { return };
    let now = time("2025-11-18T19:00:00Z");
    let mut answers = Vec::new();
    for signers in [
        vec![root()],
        vec![provider("vical/aamva_ca_intermediate.crt")],
        vec![root(), provider("vical/aamva_ca_intermediate.crt")],
    ] {
        let signers: Vec<&[u8]> = signers.iter().map(Vec::as_slice).collect();
        let vical = Vical::decode(&bytes).unwrap();
        answers.push(vical.check(&signers, &VicalTerms::new(), now).unwrap());
    }
    let checked = &answers[0];
    assert_eq!(checked.provider(), "AAMVA");
    assert_eq!(checked.date(), time("2025-11-18T18:38:12Z"));
    assert_eq!(checked.valid_until(), time("2025-11-19T18:38:12Z"));
    assert_eq!(checked.issue_id(), Some(227_602));
    assert_eq!(checked.notes(), []);
    let states = [
        "MD", "UT", "VA", "VA", "CO", "GA", "AK", "ND", "UT", "AZ", "AZ", "AZ", "MT", "MD",
    ];
    let expected = states.map(|state| format!("iso18013:{MDL}:US-{state}"));
    for answer in &answers {
        assert_eq!(scopes(answer), expected);
    }
    let mut trust = crate::trust::TrustAnchors::new();
    trust.add_vical(checked);
    assert!(!trust.is_empty());
}

#[test]
fn the_real_list_is_over_a_second_after_its_next_update() {
    let Some(bytes) = read(LIST) else { return };
    let vical = Vical::decode(&bytes).unwrap();
    let at = |text| vical.check(&[&root()], &VicalTerms::new(), time(text));
    assert!(at("2025-11-19T18:38:12Z").is_ok());
    assert_eq!(
        at("2025-11-19T18:38:13Z").unwrap_err(),
        [Reason::ListExpired {
            list: "AAMVA".to_owned(),
            not_after: time("2025-11-19T18:38:12Z"),
        }]
    );
    assert_eq!(codes(at("2025-11-18T18:38:11Z")), ["trust.list-in-future"]);
}

#[test]
fn no_altered_byte_of_the_real_list_goes_unnoticed() {
    let Some(bytes) = read(LIST) else { return };
    let now = time("2025-11-18T19:00:00Z");
    let root = root();
    let whole = Vical::decode(&bytes).unwrap();
    let whole = whole.check(&[&root], &VicalTerms::new(), now).unwrap();
    let mut still_read = 0;
    // Every 53rd byte: 400 of 21,141, spread over headers, payload and signature.
    for at in (0..bytes.len()).step_by(53) {
        let mut altered = bytes.clone();
        altered[at] ^= 1;
        let Ok(vical) = Vical::decode(&altered) else {
            continue;
        };
        still_read += 1;
        if let Ok(checked) = vical.check(&[&root], &VicalTerms::new(), now) {
            // A certificate of the chain that no path needs is the one thing that nobody signed.
            assert_eq!(checked.digest(), whole.digest(), "byte {at}");
            assert_eq!(scopes(&checked), scopes(&whole), "byte {at}");
        }
    }
    assert!(still_read > 300, "{still_read}");
}

#[test]
fn an_authority_of_the_real_list_does_not_answer_for_the_list() {
    let Some(bytes) = read(LIST) else { return };
    let now = time("2025-11-18T19:00:00Z");
    let vical = Vical::decode(&bytes).unwrap();
    let checked = vical.check(&[&root()], &VicalTerms::new(), now).unwrap();
    for (listed, _) in checked.anchors() {
        let outcome = vical.check(&[listed], &VicalTerms::new(), now);
        assert_eq!(codes(outcome), ["trust.list-signer-unknown"]);
    }
}
