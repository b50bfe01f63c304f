//! What a trusted key is trusted for, and how a licence is bound to it.

use super::pki::tlv;
use super::*;
use crate::licence::Region;
use crate::trust::{check_issuer_code, check_region, foreign_region};

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

#[test]
fn an_anchor_serves_documents_of_its_own_profile_only() {
    let native = trusting(&root());
    let expected = |anchor, needed| vec![Reason::TrustWrongProfile { anchor, needed }];
    assert_eq!(
        foreign(&native, &[&leaf()]).unwrap_err(),
        expected("elicence", "iso18013")
    );
    assert_eq!(
        judge(&trusting_foreign(&root()), &[&leaf()]).unwrap_err(),
        expected("iso18013", "elicence")
    );
}

#[test]
fn a_pin_serves_documents_of_its_scope_only() {
    let mut trust = TrustAnchors::new();
    trust
        .add_pin(&leaf(), Some(scope("iso18013:org.iso.18013.5.1.mDL:CN-44")))
        .unwrap();
    assert_eq!(codes_of(foreign(&trust, &[&leaf()])), [""; 0]);
    assert_eq!(codes(&trust, &[&leaf()]), ["trust.wrong-profile"]);
    let other = Question::new("org.iso.23220.photoid.1", now());
    assert_eq!(
        trust.judge(&[&leaf()], &other).unwrap_err(),
        [Reason::TrustOutOfScope {
            doc_type: "org.iso.23220.photoid.1".into()
        }]
    );
}

#[test]
fn an_issuer_that_is_trusted_for_one_type_does_not_seal_another() {
    let mut trust = TrustAnchors::new();
    trust
        .add_anchor(&root(), scope("elicence:org.elicence.other.1:CN-44"))
        .unwrap();
    assert_eq!(
        judge(&trust, &[&leaf()]).unwrap_err(),
        [Reason::TrustOutOfScope {
            doc_type: TYPE.into()
        }]
    );
}

#[test]
fn every_line_of_trust_counts_for_types_and_regions_together() {
    let mut trust = TrustAnchors::new();
    trust
        .add_anchor(
            &root(),
            scope("elicence:org.elicence.business_licence.1:CN-44"),
        )
        .unwrap();
    trust
        .add_anchor(&root(), scope("elicence:*:CN-11"))
        .unwrap();
    trust
        .add_anchor(&root(), scope("elicence:org.elicence.other.1:CN-31"))
        .unwrap();
    let signer = judge(&trust, &[&leaf()]).unwrap();
    assert_eq!(check_region(&signer, &region("CN-4401")), Ok(()));
    assert_eq!(check_region(&signer, &region("CN-11")), Ok(()));
    for outside in ["CN-31", "CN", "US"] {
        assert_eq!(
            check_region(&signer, &region(outside)),
            Err(Reason::TrustRegionOutOfScope {
                region: outside.into()
            })
        );
    }
}

#[test]
fn a_licence_names_the_authority_of_its_seal_to_the_letter() {
    let signer = judge(&trusting(&root()), &[&leaf()]).unwrap();
    assert_eq!(check_issuer_code(&signer, CODE), Ok(()));
    for other in [
        "11440000006939748N",
        "11440000006939748m",
        "NTRCN-11440000006939748M",
        "",
        "11440000006939748M ",
    ] {
        let mismatch = Reason::TrustIssuerMismatch {
            certificate: CODE.into(),
            licence: other.into(),
        };
        assert_eq!(check_issuer_code(&signer, other), Err(mismatch));
    }
}

#[test]
fn a_certificate_that_names_no_code_or_two_is_nobodys() {
    let without = draft(
        &Subject {
            organization_identifier: "",
            ..SEALER
        },
        SEALER_KEY,
        &ROOT,
        ROOT_KEY,
        Kind::Sealer,
    );
    let mut twice = leaf_draft();
    let second = tlv(
        0x31,
        &[&tlv(
            0x30,
            &[&[0x06, 0x03, 0x55, 0x04, 0x61], &tlv(0x0c, &[b"other"])],
        )],
    );
    let first = pki::name(&SEALER);
    twice.subject = tlv(0x30, &[&first[2..], &second]);
    for draft in [without, twice] {
        let signer = judge(&trusting(&root()), &[&signed(&draft, ROOT_KEY)]).unwrap();
        assert_eq!(
            check_issuer_code(&signer, CODE),
            Err(Reason::TrustIssuerUnstated)
        );
    }
}

/// The region of a foreign document whose certificate has this country and state, under an anchor for `scopes`.
fn stated(c: &str, st: &str, scopes: &str) -> Result<Option<String>, &'static str> {
    let subject = Subject { c, st, ..SEALER };
    let der = signed(
        &draft(&subject, SEALER_KEY, &ROOT, ROOT_KEY, Kind::Sealer),
        ROOT_KEY,
    );
    let mut trust = TrustAnchors::new();
    trust.add_anchor(&root(), scope(scopes)).unwrap();
    match foreign_region(&foreign(&trust, &[&der]).unwrap()) {
        Ok(region) => Ok(region.map(|r| r.as_str().to_owned())),
        Err(Reason::TrustRegionUnconfirmed { detail }) => Err(detail),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn the_region_of_a_foreign_document_is_what_its_certificate_says_within_the_scope() {
    let ok = |text: &str| Ok(Some(text.to_owned()));
    assert_eq!(stated("US", "US-MD", "iso18013:*:US"), ok("US-MD"));
    assert_eq!(stated("US", "AK", "iso18013:*:US-AK"), ok("US-AK"));
    assert_eq!(stated("FR", "", "iso18013:*:FR"), ok("FR"));
    assert_eq!(
        stated("US", "US-MD", "iso18013:*:US-VA"),
        Err("it lies outside the authority's scope")
    );
    assert_eq!(
        stated("US", "", "iso18013:*:US-MD"),
        Err("it lies outside the authority's scope")
    );
    assert_eq!(
        stated("US", "FR-75", "iso18013:*:US,FR"),
        Err("the certificate's country and state are not codes of ISO 3166")
    );
    assert_eq!(
        stated("US", "Maryland", "iso18013:*:US"),
        Err("the certificate's country and state are not codes of ISO 3166")
    );
    for (country, state) in [("US-MD", ""), ("US-", "US-MD")] {
        assert_eq!(
            stated(country, state, "iso18013:*:US"),
            Err("the certificate's country and state are not codes of ISO 3166"),
            "{country}"
        );
    }
    assert_eq!(
        stated("", "US-MD", "iso18013:*:US"),
        Err("the certificate does not name one country")
    );
}

#[test]
fn a_pin_without_a_scope_confirms_no_region() {
    let mut trust = TrustAnchors::new();
    trust.add_pin(&leaf(), None).unwrap();
    let signer = foreign(&trust, &[&leaf()]).unwrap();
    assert_eq!(foreign_region(&signer), Ok(None));
    assert_eq!(
        check_region(&signer, &region("CN-44")),
        Err(Reason::TrustRegionOutOfScope {
            region: "CN-44".into()
        })
    );
}

#[test]
fn names_are_shown_without_characters_that_mislead() {
    let subject = Subject {
        o: "A, O=B\u{202e}\n\u{61c}\u{3164}\u{e0041}",
        ..SEALER
    };
    let der = signed(
        &draft(&subject, SEALER_KEY, &ROOT, ROOT_KEY, Kind::Sealer),
        ROOT_KEY,
    );
    let shown = judge(&trusting(&root()), &[&der])
        .unwrap()
        .subject()
        .to_owned();
    assert_eq!(
        shown,
        format!(
            "C=CN, ST=CN-44, O=A\\, O\\=B\\u{{202e}}\\u{{a}}\\u{{61c}}\\u{{3164}}\\u{{e0041}}, organizationIdentifier={CODE}, CN=Seal 1"
        )
    );
}
