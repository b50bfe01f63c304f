//! Certificates of the field; they are not in this repository, and without them the tests say that they skip.

use super::*;
use crate::trust::path::limbo::shared_data;

/// Runs of bytes in `file` that are a certificate by their first bytes and length.
fn certificates_in(file: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 6 <= file.len() {
        if let [0x30, 0x82, high, low, 0x30, 0x82] = file[at..at + 6] {
            let end = at + 4 + usize::from(high) * 256 + usize::from(low);
            if end <= file.len() {
                found.push(&file[at..end]);
                at = end;
                continue;
            }
        }
        at += 1;
    }
    found
}

#[test]
fn the_signer_of_iso_18013_5_annex_d_can_be_pinned() {
    let Some(file) = shared_data("iso18013-annex-d/ds_cert.der") else {
        eprintln!("skipped: the certificate of ISO/IEC 18013-5, Annex D is not here");
        return;
    };
    let der = std::fs::read(file).unwrap();
    let mut trust = TrustAnchors::new();
    trust.add_pin(&der, None).unwrap();
    let at = |text| trust.judge(&[&der], &Question::new(MDL, time(text)));
    let signer = at("2021-01-01T00:00:00Z").unwrap();
    assert_eq!(
        (signer.subject(), signer.country(), signer.state()),
        ("CN=utopia ds, C=US", Some("US"), None)
    );
    assert_eq!(
        codes_of(at("2022-01-01T00:00:00Z")),
        ["trust.certificate-expired"]
    );
    assert_eq!(
        codes_of(trust.judge(&[&der], &Question::new(TYPE, time("2021-01-01T00:00:00Z")))),
        ["trust.pin-foreign-only"]
    );
}

#[test]
fn the_authorities_of_a_real_list_are_anchors() {
    let Some(file) = shared_data("vical/aamva-vical-2025-11-18-1763491092481.cbor") else {
        eprintln!("skipped: the list of AAMVA is not here");
        return;
    };
    let file = std::fs::read(file).unwrap();
    // The first three are the list's own signer and its CAs.
    let entries = &certificates_in(&file)[3..];
    let refused: Vec<_> = entries
        .iter()
        .map(|der| TrustAnchors::new().add_anchor(der, scope("iso18013:*:US")))
        .filter_map(Result::err)
        .collect();
    assert_eq!((entries.len(), refused), (14, Vec::new()));
}
