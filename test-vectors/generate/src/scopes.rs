//! Scopes and pins: whom a right path serves, for which types, in which regions.

use crate::{
    authorities::{
        IACA_KEY, ROOT_KEY, SEAL, SEAL_KEY, THE_IACA, THE_ROOT, THE_SEAL, THE_SIGNER, TIANHE, iaca,
        leaf, leaf_draft, root, signed, signer, trust,
    },
    cbor::text,
    document::COMMON,
    good::{business, mdl},
    out::{Out, Vector},
    pki::{Draft, Subject, name, tlv},
};

pub(crate) fn make(out: &mut Out) {
    profiles_and_types(out);
    pins(out);
    issuers(out);
    regions(out);
    foreign_regions(out);
}

fn native(name: &str, bytes: Vec<u8>, says: &str, codes: &[&str], clause: &str) -> Vector {
    let id = format!("trust.{name}");
    let vector = if codes.is_empty() {
        Vector::accepted(&id, bytes, says)
    } else {
        Vector::refused(&id, bytes, says, codes)
            .critical()
            .twin("verify.business-licence")
    };
    vector.clause(&[clause]).flags(&["trust", "N14"])
}

fn foreign(name: &str, bytes: Vec<u8>, says: &str, codes: &[&str], clause: &str) -> Vector {
    let vector = native(name, bytes, says, codes, clause)
        .flags(&["foreign"])
        .trust("maryland");
    if codes.is_empty() {
        vector
    } else {
        vector.twin("verify.mdl")
    }
}

fn profiles_and_types(out: &mut Out) {
    let (business, mdl) = (business().write(), mdl().write());
    out.trust(
        "maryland-elicence",
        &trust(&[(&iaca(), "elicence:*:US-MD")], &[]),
    );
    native(
        "native-under-iso18013",
        business.clone(),
        "a native licence, and the anchor is trusted under iso18013 only",
        &["trust.wrong-profile"],
        "t-scope-profile",
    )
    .trust("guangdong-foreign")
    .add(out);
    foreign(
        "foreign-under-elicence",
        mdl.clone(),
        "a foreign document, and the anchor is trusted under elicence only",
        &["trust.wrong-profile"],
        "t-scope-profile",
    )
    .trust("maryland-elicence")
    .add(out);
    for (file, scope) in [
        (
            "business-only",
            "elicence:org.elicence.business_licence.1:CN-44",
        ),
        ("tax-only", "elicence:org.elicence.tax_certificate.1:CN-44"),
        (
            "business-next-major",
            "elicence:org.elicence.business_licence.2:CN-44",
        ),
    ] {
        out.trust(file, &trust(&[(&root(), scope)], &[]));
    }
    out.trust(
        "tax-and-business",
        &trust(
            &[
                (&root(), "elicence:org.elicence.tax_certificate.1:CN-44"),
                (&root(), "elicence:org.elicence.business_licence.1:CN-44"),
            ],
            &[],
        ),
    );
    native(
        "type-in-scope",
        business.clone(),
        "the anchor is trusted for this type",
        &[],
        "t-scope-type",
    )
    .trust("business-only")
    .add(out);
    let out_of_scope = &["trust.out-of-scope"];
    native(
        "type-out-of-scope",
        business.clone(),
        "the anchor is trusted for another type",
        out_of_scope,
        "t-scope-type",
    )
    .trust("tax-only")
    .twin("trust.type-in-scope")
    .add(out);
    native(
        "type-of-another-version",
        business.clone(),
        "the anchor is trusted for the next version of the type",
        out_of_scope,
        "t-scope-type",
    )
    .trust("business-next-major")
    .twin("trust.type-in-scope")
    .add(out);
    native(
        "type-in-one-of-two-scopes",
        business,
        "the anchor is trusted twice, for two types",
        &[],
        "t-scope-any",
    )
    .trust("tax-and-business")
    .add(out);
    out.trust(
        "maryland-mdl",
        &trust(&[(&iaca(), "iso18013:org.iso.18013.5.1.mDL:US-MD")], &[]),
    );
    out.trust(
        "maryland-photo-id",
        &trust(&[(&iaca(), "iso18013:org.iso.23220.photoid.1:US-MD")], &[]),
    );
    foreign(
        "foreign-type-in-scope",
        mdl.clone(),
        "the anchor is trusted for driving licences",
        &[],
        "t-scope-type",
    )
    .trust("maryland-mdl")
    .add(out);
    foreign(
        "foreign-type-out-of-scope",
        mdl,
        "the anchor is trusted for photo identifications",
        out_of_scope,
        "t-scope-type",
    )
    .trust("maryland-photo-id")
    .twin("trust.foreign-type-in-scope")
    .add(out);
}

fn pins(out: &mut Out) {
    let (business, mdl) = (business().write(), mdl().write());
    out.trust(
        "seal-pinned",
        &trust(&[], &[(&leaf(), Some("elicence:*:CN-44"))]),
    );
    out.trust("seal-pinned-unscoped", &trust(&[], &[(&leaf(), None)]));
    out.trust(
        "seal-pinned-for-tax",
        &trust(
            &[],
            &[(
                &leaf(),
                Some("elicence:org.elicence.tax_certificate.1:CN-44"),
            )],
        ),
    );
    out.trust(
        "seal-pinned-for-foreign",
        &trust(&[], &[(&leaf(), Some("iso18013:*:CN-44"))]),
    );
    out.trust("signer-pinned-unscoped", &trust(&[], &[(&signer(), None)]));
    out.trust(
        "signer-pinned",
        &trust(
            &[],
            &[(&signer(), Some("iso18013:org.iso.18013.5.1.mDL:US-MD"))],
        ),
    );
    let not_revocable = "trust.note-pin-not-revocable";
    native(
        "pin",
        business.clone(),
        "the sealing certificate is pinned for this type and region",
        &[],
        "t-pin-exact",
    )
    .trust("seal-pinned")
    .notes(&[not_revocable])
    .add(out);
    native(
        "pin-unscoped",
        business.clone(),
        "the sealing certificate of a native licence is pinned without a scope",
        &["trust.pin-foreign-only"],
        "t-pin-foreign",
    )
    .trust("seal-pinned-unscoped")
    .twin("trust.pin")
    .add(out);
    native(
        "pin-out-of-scope",
        business.clone(),
        "the sealing certificate is pinned for another type",
        &["trust.out-of-scope"],
        "t-scope-type",
    )
    .trust("seal-pinned-for-tax")
    .twin("trust.pin")
    .add(out);
    native(
        "pin-of-the-other-profile",
        business,
        "the sealing certificate is pinned for foreign documents",
        &["trust.wrong-profile"],
        "t-scope-profile",
    )
    .trust("seal-pinned-for-foreign")
    .twin("trust.pin")
    .add(out);
    foreign(
        "foreign-pin",
        mdl.clone(),
        "the signer of a foreign document is pinned with a scope",
        &[],
        "t-pin-exact",
    )
    .trust("signer-pinned")
    .notes(&[not_revocable])
    .expect("region", serde_json::json!(["US-MD"]))
    .add(out);
    foreign(
        "foreign-pin-unscoped",
        mdl,
        "the signer of a foreign document is pinned without a scope: accepted with a note, and no region",
        &[],
        "t-pin-foreign",
    )
    .trust("signer-pinned-unscoped")
    .notes(&["trust.note-pin-unscoped", not_revocable])
    .expect("region", serde_json::json!([null]))
    .add(out);
    let mut renewed = leaf_draft(THE_SEAL, THE_ROOT);
    renewed.serial = vec![0x02, 0x01, 0x08];
    let other = super::good::business().with_chain(&[&signed(&renewed, ROOT_KEY)]);
    native(
        "pin-of-another-certificate",
        other.write(),
        "another certificate of the same name and key is pinned",
        &["trust.no-path"],
        "t-pin-exact",
    )
    .trust("seal-pinned")
    .twin("trust.pin")
    .add(out);
    let both = super::good::business().with_chain(&[&signed(&renewed, ROOT_KEY), &leaf()]);
    native(
        "pin-further-up",
        both.write(),
        "the pinned certificate is in the chain, but not first",
        &["trust.no-path"],
        "t-pin-exact",
    )
    .trust("seal-pinned")
    .twin("trust.pin")
    .add(out);
    let mut late = super::good::mdl();
    late.validity()
        .set("validUntil", crate::cbor::tdate("2028-01-01T00:00:00Z"));
    foreign(
        "pin-expired",
        late.write(),
        "the pinned certificate ended one second before",
        &["trust.certificate-expired"],
        "t-not-after",
    )
    .now("2027-01-01T00:00:00Z")
    .trust("signer-pinned")
    .twin("trust.foreign-pin")
    .flags(&["time"])
    .add(out);
}

fn issuers(out: &mut Out) {
    let under = |subject: Subject<'static>| {
        business()
            .with_chain(&[&signed(
                &leaf_draft((subject, SEAL_KEY), THE_ROOT),
                ROOT_KEY,
            )])
            .write()
    };
    native(
        "issuer-unstated",
        under(Subject {
            organization_identifier: "",
            ..SEAL
        }),
        "a sealing certificate without organizationIdentifier",
        &["trust.issuer-unstated"],
        "t-issuer-unstated",
    )
    .add(out);
    let second = tlv(
        0x31,
        &[&tlv(
            0x30,
            &[
                &[0x06, 0x03, 0x55, 0x04, 0x61],
                &tlv(0x0c, &[TIANHE.as_bytes()]),
            ],
        )],
    );
    let whole = name(&SEAL);
    let subject = tlv(
        0x30,
        &[&whole[if whole[1] < 0x80 { 2 } else { 3 }..], &second],
    );
    let twice = Draft {
        subject,
        ..leaf_draft(THE_SEAL, THE_ROOT)
    };
    native(
        "issuer-stated-twice",
        business().with_chain(&[&signed(&twice, ROOT_KEY)]).write(),
        "a sealing certificate with two organizationIdentifiers, the right one first",
        &["trust.issuer-unstated"],
        "t-issuer-unstated",
    )
    .add(out);
    for (label, code, says) in [
        (
            "issuer-of-another-code",
            TIANHE,
            "the code of another authority under the same CA",
        ),
        (
            "issuer-with-prefix",
            "NTRCN-Y1440100TEM000037D",
            "the right code with a prefix",
        ),
        (
            "issuer-in-small-letters",
            "y1440100tem000037d",
            "the right code in small letters",
        ),
        (
            "issuer-with-a-space",
            "Y1440100TEM000037D ",
            "the right code and a space",
        ),
    ] {
        let subject = Subject {
            organization_identifier: code,
            ..SEAL
        };
        let label = if label == "issuer-with-a-space" {
            "issuer-code-with-a-space"
        } else {
            label
        };
        native(
            label,
            under(subject),
            &format!("a sealing certificate with {says}"),
            &["trust.issuer-mismatch"],
            "t-issuer-mismatch",
        )
        .add(out);
    }
    let mut claims = business();
    claims.set(COMMON, "issuer_code", text(TIANHE));
    native(
        "licence-of-another-issuer",
        claims.write(),
        "a licence that names another authority than its seal's",
        &["trust.issuer-mismatch"],
        "t-issuer-mismatch",
    )
    .add(out);
}

fn regions(out: &mut Out) {
    let region = |region: &str| {
        let mut parts = business();
        parts.set(COMMON, "region", text(region));
        parts.write()
    };
    out.trust("guangzhou", &trust(&[(&root(), "elicence:*:CN-4401")], &[]));
    out.trust("tianhe", &trust(&[(&root(), "elicence:*:CN-440106")], &[]));
    out.trust(
        "types-and-regions-crossed",
        &trust(
            &[
                (&root(), "elicence:org.elicence.business_licence.1:CN-11"),
                (&root(), "elicence:org.elicence.tax_certificate.1:CN-44"),
            ],
            &[],
        ),
    );
    native(
        "region-itself",
        region("CN-4401"),
        "the licence's region is the anchor's",
        &[],
        "t-region",
    )
    .trust("guangzhou")
    .flags(&["boundary"])
    .add(out);
    native(
        "region-below",
        region("CN-440106"),
        "the licence's region lies within the anchor's",
        &[],
        "t-region",
    )
    .add(out);
    let refused = &["trust.region-out-of-scope"];
    native(
        "region-above",
        region("CN-4401"),
        "the licence's region is that above the anchor's",
        refused,
        "t-region",
    )
    .trust("tianhe")
    .twin("trust.region-itself")
    .add(out);
    native(
        "region-beside",
        region("CN-4501"),
        "the licence's region is another province's",
        refused,
        "t-region",
    )
    .twin("trust.region-below")
    .add(out);
    native(
        "region-country",
        region("CN"),
        "the licence's region is the country, the anchor's a province",
        refused,
        "t-region",
    )
    .twin("trust.region-below")
    .add(out);
    native(
        "region-of-another-scope",
        region("CN-4401"),
        "the anchor is trusted for the type in another region, and for another type in this one",
        refused,
        "t-region",
    )
    .trust("types-and-regions-crossed")
    .twin("trust.region-below")
    .add(out);
}

fn foreign_regions(out: &mut Out) {
    let under = |draft: &Draft| mdl().with_chain(&[&signed(draft, IACA_KEY)]).write();
    let subject = |c: &'static str, st: &'static str| Draft {
        subject: name(&Subject {
            c,
            st,
            ..THE_SIGNER.0
        }),
        ..leaf_draft(THE_SIGNER, THE_IACA)
    };
    out.trust("america", &trust(&[(&iaca(), "iso18013:*:US")], &[]));
    out.trust("france", &trust(&[(&iaca(), "iso18013:*:FR")], &[]));
    out.trust("virginia", &trust(&[(&iaca(), "iso18013:*:US-VA")], &[]));
    let accepted = |label: &str, draft: &Draft, says: &str, region: &str| {
        foreign(label, under(draft), says, &[], "t-foreign-region-outside")
            .trust("america")
            .expect("region", serde_json::json!([region]))
    };
    accepted(
        "foreign-region-of-a-state",
        &subject("US", "US-MD"),
        "the signer states country and state",
        "US-MD",
    )
    .add(out);
    accepted(
        "foreign-region-without-country-code",
        &subject("US", "MD"),
        "the signer states the state without the country in front",
        "US-MD",
    )
    .add(out);
    accepted(
        "foreign-region-of-a-country",
        &subject("US", ""),
        "the signer states a country only",
        "US",
    )
    .add(out);
    let refused = |label: &str, draft: &Draft, says: &str, clause: &str, file: &str| {
        foreign(
            label,
            under(draft),
            says,
            &["trust.region-unconfirmed"],
            clause,
        )
        .trust(file)
        .twin("trust.foreign-region-of-a-state")
    };
    refused(
        "foreign-region-missing",
        &subject("", "US-MD"),
        "the signer states no country",
        "t-foreign-region-missing",
        "america",
    )
    .add(out);
    let attribute = |id: u8, tag: u8, value: &[u8]| {
        tlv(
            0x31,
            &[&tlv(
                0x30,
                &[&[0x06, 0x03, 0x55, 0x04, id], &tlv(tag, &[value])],
            )],
        )
    };
    let whole = name(&THE_SIGNER.0);
    for (label, more, says) in [
        (
            "foreign-region-two-countries",
            attribute(0x06, 0x13, b"FR"),
            "the signer states two countries",
        ),
        (
            "foreign-region-two-states",
            attribute(0x08, 0x0c, b"US-VA"),
            "the signer states two states",
        ),
    ] {
        let draft = Draft {
            subject: tlv(0x30, &[&whole[2..], &more]),
            ..leaf_draft(THE_SIGNER, THE_IACA)
        };
        refused(label, &draft, says, "t-foreign-region-missing", "america").add(out);
    }
    refused(
        "foreign-region-unreadable",
        &subject("US", "Maryland"),
        "the signer states the name of a state, not its code",
        "t-foreign-region-unreadable",
        "america",
    )
    .add(out);
    refused(
        "foreign-region-of-another-country",
        &subject("US", "FR-75"),
        "the signer states a state of another country",
        "t-foreign-region-unreadable",
        "america",
    )
    .add(out);
    refused(
        "foreign-region-outside",
        &subject("US", "US-MD"),
        "the anchor is trusted for another state",
        "t-foreign-region-outside",
        "virginia",
    )
    .add(out);
    refused(
        "foreign-region-above",
        &subject("US", ""),
        "the signer states the country, the anchor is trusted for a state",
        "t-foreign-region-outside",
        "virginia",
    )
    .add(out);
    refused(
        "foreign-region-abroad",
        &subject("US", "US-MD"),
        "the anchor is trusted for another country",
        "t-foreign-region-outside",
        "france",
    )
    .add(out);
}
