//! Pins and scopes, and what binds a licence to its certificate: sections 8 and 9.

use serde_json::Value;

use crate::{
    authorities::{
        GUANGZHOU, IACA_KEY, Party, ROOT_KEY, SEAL, SEAL_KEY, THE_IACA, THE_MIDDLE, THE_ROOT, THE_SIGNER, TIANHE, iaca, leaf,
        leaf_draft, root, signed, signer, trust,
    },
    out::{Out, Vector},
    pki::{self, Draft, Subject, tlv},
    trust::{EXPIRED, GUANGDONG, NO_PATH, NOT_YET, contents, foreign, leaf_of, middle, ok, refused, the_leaf},
};

const WRONG_PROFILE: &str = "trust.wrong-profile";
const OUT_OF_SCOPE: &str = "trust.out-of-scope";
const UNCONFIRMED: &str = "trust.region-unconfirmed";
const NOT_REVOCABLE: &str = "trust.note-pin-not-revocable";
const FOOD: &str = "org.elicence.food_business_permit.1";
const BUSINESS_ONLY: &str = "elicence:org.elicence.business_licence.1:CN-44";
const FOOD_ONLY: &str = "elicence:org.elicence.food_business_permit.1:CN-44";

pub(crate) fn make(out: &mut Out) {
    files(out);
    pins(out);
    profiles(out);
    types(out);
    issuers(out);
    regions(out);
    foreign_regions(out);
}

/// Who is trusted, where it is not the root alone.
fn files(out: &mut Out) {
    let (leaf, signer, root, iaca, middle) = (leaf(), signer(), root(), iaca(), middle());
    for (name, anchors, pins) in [
        ("pin", vec![], vec![(&leaf, Some(GUANGDONG))]),
        ("pin-without-scope", vec![], vec![(&leaf, None)]),
        ("pin-without-scope-and-root", vec![(&root, GUANGDONG)], vec![(&leaf, None)]),
        ("pin-for-food", vec![], vec![(&leaf, Some(FOOD_ONLY))]),
        ("pin-for-mdl", vec![], vec![(&signer, Some("iso18013:org.iso.18013.5.1.mDL:US-MD"))]),
        ("pin-of-signer-without-scope", vec![], vec![(&signer, None)]),
        ("root-for-business-licences", vec![(&root, BUSINESS_ONLY)], vec![]),
        ("root-for-food", vec![(&root, FOOD_ONLY)], vec![]),
        ("root-for-both", vec![(&root, FOOD_ONLY), (&root, BUSINESS_ONLY)], vec![]),
        ("middle-for-food-and-root", vec![(&middle, FOOD_ONLY), (&root, BUSINESS_ONLY)], vec![]),
        ("middle-for-food", vec![(&middle, FOOD_ONLY)], vec![]),
        ("root-for-two-regions", vec![(&root, "elicence:*:CN-11"), (&root, BUSINESS_ONLY), (&root, "elicence:org.elicence.food_business_permit.1:CN-31")], vec![]),
        ("root-for-a-city", vec![(&root, "elicence:*:CN-4401")], vec![]),
        ("iaca-for-mdl", vec![(&iaca, "iso18013:org.iso.18013.5.1.mDL:US")], vec![]),
        ("iaca-for-virginia", vec![(&iaca, "iso18013:*:US-VA")], vec![]),
        ("iaca-for-us-and-france", vec![(&iaca, "iso18013:*:US,FR")], vec![]),
    ] {
        let anchors: Vec<(&[u8], &str)> = anchors.into_iter().map(|(der, scope): (&Vec<u8>, _)| (der.as_slice(), scope)).collect();
        let pins: Vec<(&[u8], Option<&str>)> = pins.into_iter().map(|(der, scope): (&Vec<u8>, _)| (der.as_slice(), scope)).collect();
        out.trust(name, &trust(&anchors, &pins));
    }
}

fn pins(out: &mut Out) {
    ok("pin", &[&leaf()], "a pinned sealing certificate").trust("pin").notes(&[NOT_REVOCABLE]).add(out);
    refused("pin-without-scope-for-a-native-document", &[&leaf()], "a pin without a scope, asked about a native document", "trust.pin-foreign-only")
        .clause(&["t-pin-foreign"])
        .flags(&["N14"])
        .trust("pin-without-scope")
        .twin("trust.pin")
        .add(out);
    ok("pin-without-scope-beside-an-anchor", &[&leaf()], "a pin that does not serve, and an anchor that does: without the pin's notes").trust("pin-without-scope-and-root").add(out);
    foreign(ok("pin-without-scope", &[&signer()], "a pin without a scope serves a foreign document, which then has no region"))
        .trust("pin-of-signer-without-scope")
        .notes(&["trust.note-pin-unscoped", NOT_REVOCABLE])
        .expect("region", Value::Null)
        .add(out);
    let renewed = signed(&Draft { serial: vec![0x02, 0x01, 0x08], ..the_leaf() }, ROOT_KEY);
    let mut stolen = leaf_draft((SEAL, crate::authorities::THIEF_KEY), THE_ROOT);
    stolen.extensions = the_leaf().extensions;
    let stolen = signed(&stolen, crate::authorities::THIEF_KEY);
    for (name, chain, says) in [
        ("pin-of-another-of-the-key", vec![&renewed], "another certificate of the same name, key and issuer than the pinned one"),
        ("pin-in-the-second-place", vec![&renewed, &leaf()], "the pinned certificate stands in the chain, and another is the first"),
        ("pin-of-another-of-the-name", vec![&stolen], "another certificate with name and key identifier of the pinned one, and another key"),
    ] {
        let chain: Vec<&[u8]> = chain.iter().map(|der| der.as_slice()).collect();
        refused(name, &chain, says, NO_PATH).clause(&["t-pin-exact"]).flags(&["N16", "N17"]).critical().trust("pin").twin("trust.pin").add(out);
    }
    for (name, now, says, code, clause) in [
        ("pin-expired", "2027-01-01T00:00:00Z", "a pinned certificate, one second after its end", EXPIRED, "t-not-after"),
        ("pin-not-yet-valid", "2025-12-31T23:59:59Z", "a pinned certificate, one second before its beginning", NOT_YET, "t-not-before"),
    ] {
        refused(name, &[&leaf()], says, code).clause(&[clause]).flags(&["N20"]).trust("pin").now(now).twin("trust.pin").add(out);
    }
}

fn profiles(out: &mut Out) {
    let asked = |vector: Vector| vector.clause(&["t-scope-profile"]).flags(&["N14"]).critical();
    asked(refused("anchor-of-the-other-profile", &[&leaf()], "an anchor of profile iso18013, asked about a native document", WRONG_PROFILE))
        .trust("guangdong-foreign")
        .twin("trust.leaf")
        .add(out);
    asked(foreign(refused("native-anchor-for-a-foreign-document", &[&leaf()], "an anchor of profile elicence, asked about a foreign document", WRONG_PROFILE)))
        .trust("guangdong")
        .twin("trust.leaf-of-our-own-as-foreign")
        .add(out);
    asked(foreign(refused("native-pin-for-a-foreign-document", &[&leaf()], "a pin of profile elicence, asked about a foreign document", WRONG_PROFILE)))
        .trust("pin")
        .twin("trust.pin")
        .add(out);
    foreign(ok("pin-for-mdl", &[&signer()], "a pin of profile iso18013 for driving licences")).trust("pin-for-mdl").notes(&[NOT_REVOCABLE]).expect("region", "US-MD".into()).add(out);
}

fn types(out: &mut Out) {
    let asked = |vector: Vector| vector.clause(&["t-scope-type"]).flags(&["N14"]).critical();
    ok("anchor-for-the-type", &[&leaf()], "an anchor for business licences only").trust("root-for-business-licences").add(out);
    asked(refused("anchor-for-another-type", &[&leaf()], "an anchor for food business permits only", OUT_OF_SCOPE)).trust("root-for-food").twin("trust.anchor-for-the-type").add(out);
    for (name, doc_type, says) in [
        ("type-longer-than-the-scopes", "org.elicence.business_licence.10", "the docType of the scope with one character more"),
        ("type-in-other-case", "org.elicence.business_Licence.1", "the docType of the scope with a capital letter"),
    ] {
        asked(refused(name, &[&leaf()], says, OUT_OF_SCOPE)).given("doc_type", doc_type.into()).trust("root-for-business-licences").twin("trust.anchor-for-the-type").add(out);
    }
    asked(refused("pin-for-another-type", &[&leaf()], "a pin for food business permits only", OUT_OF_SCOPE)).trust("pin-for-food").twin("trust.pin").add(out);
    foreign(ok("anchor-for-mdl", &[&signer()], "an anchor for driving licences of a whole country")).trust("iaca-for-mdl").expect("region", "US-MD".into()).add(out);
    asked(foreign(refused("anchor-for-another-foreign-type", &[&signer()], "an anchor for driving licences only, asked about a photo card", OUT_OF_SCOPE)))
        .given("doc_type", "org.iso.23220.photoid.1".into())
        .trust("iaca-for-mdl")
        .twin("trust.anchor-for-mdl")
        .add(out);
    for (name, doc_type) in [("one-of-two-scopes", crate::good::BUSINESS), ("other-of-two-scopes", FOOD)] {
        ok(name, &[&leaf()], "the same anchor twice, of which one scope serves the type").clause(&["t-scope-any"]).given("doc_type", doc_type.into()).trust("root-for-both").add(out);
    }
    let chain = [leaf_of(THE_MIDDLE), middle()];
    ok("anchor-above-an-anchor", &[&chain[0], &chain[1]], "the nearer anchor does not serve the type, the one above it does").clause(&["t-scope-any"]).trust("middle-for-food-and-root").add(out);
    asked(refused("nearer-anchor-alone", &[&chain[0], &chain[1]], "the nearer anchor does not serve the type, and there is no other", OUT_OF_SCOPE))
        .trust("middle-for-food")
        .twin("trust.anchor-above-an-anchor")
        .add(out);
}

fn issuers(out: &mut Out) {
    let named = |vector: Vector, code: &str| vector.given("issuer_code", code.into());
    named(ok("issuer", &[&leaf()], "the licence names the authority that the certificate names"), GUANGZHOU).add(out);
    let without: Party = (Subject { organization_identifier: "", ..SEAL }, SEAL_KEY);
    let second = tlv(0x31, &[&tlv(0x30, &[&[0x06, 0x03, 0x55, 0x04, 0x61], &tlv(0x0c, &[TIANHE.as_bytes()])])]);
    let twice = Draft { subject: tlv(0x30, &[contents(&pki::name(&SEAL)), &second]), ..the_leaf() };
    for (name, draft, says) in [
        ("issuer-unstated", leaf_draft(without, THE_ROOT), "a certificate without organizationIdentifier"),
        ("issuer-stated-twice", twice, "a certificate with two organizationIdentifiers, of which the first is the licence's"),
    ] {
        named(refused(name, &[&signed(&draft, ROOT_KEY)], says, "trust.issuer-unstated"), GUANGZHOU).clause(&["t-issuer-unstated"]).critical().twin("trust.issuer").add(out);
    }
    for (name, code, says) in [
        ("issuer-is-another", TIANHE, "the licence names another authority under the same CA"),
        ("issuer-in-other-case", "Y1440100TEM000037d", "the code with a small letter"),
        ("issuer-with-a-space", "Y1440100TEM000037D ", "the code with a space behind it"),
        ("issuer-cut-short", "Y1440100TEM000037", "the code without its last character"),
        ("issuer-with-a-prefix", "NTRCN-Y1440100TEM000037D", "the code with a prefix as ETSI EN 319 412-1 has it, in the licence"),
    ] {
        let name = if name == "issuer-in-other-case" { "issuer-code-in-other-case" } else { name };
        named(refused(name, &[&leaf()], says, "trust.issuer-mismatch"), code).clause(&["t-issuer-mismatch"]).critical().twin("trust.issuer").add(out);
    }
    let prefixed: Party = (Subject { organization_identifier: "NTRCN-Y1440100TEM000037D", ..SEAL }, SEAL_KEY);
    named(
        refused("issuer-with-a-prefix-in-the-certificate", &[&signed(&leaf_draft(prefixed, THE_ROOT), ROOT_KEY)], "the code with a prefix as ETSI EN 319 412-1 has it, in the certificate", "trust.issuer-mismatch"),
        GUANGZHOU,
    )
    .clause(&["t-issuer-mismatch"])
    .twin("trust.issuer")
    .add(out);
}

fn regions(out: &mut Out) {
    let within = |vector: Vector, region: &str| vector.given("region", region.into());
    for (name, region, anchors, says) in [
        ("region-of-the-scope", "CN-44", "guangdong", "the region of the scope itself"),
        ("region-within-the-scope", "CN-4401", "guangdong", "a city within the province of the scope"),
        ("region-of-one-of-the-scopes", "CN-11", "root-for-two-regions", "the region of another scope of the same anchor that serves the type"),
    ] {
        within(ok(name, &[&leaf()], says), region).trust(anchors).add(out);
    }
    for (name, region, anchors, says, twin) in [
        ("region-beside-the-scope", "CN-31", "guangdong", "another province than that of the scope", "trust.region-of-the-scope"),
        ("region-above-the-scope", "CN", "guangdong", "the country, of which the scope has a province", "trust.region-of-the-scope"),
        ("region-of-another-city", "CN-4403", "root-for-a-city", "another city of the same province", "trust.region-within-the-scope"),
        ("region-of-another-country", "US", "guangdong", "another country", "trust.region-of-the-scope"),
        ("region-of-a-scope-for-another-type", "CN-31", "root-for-two-regions", "a region that stands in a scope for another type only", "trust.region-of-one-of-the-scopes"),
    ] {
        within(refused(name, &[&leaf()], says, "trust.region-out-of-scope"), region).clause(&["t-region"]).flags(&["N14"]).critical().trust(anchors).twin(twin).add(out);
    }
}

fn foreign_regions(out: &mut Out) {
    let from = |c: &'static str, st: &'static str| {
        let party: Party = (Subject { c, st, ..THE_SIGNER.0 }, THE_SIGNER.1);
        signed(&leaf_draft(party, THE_IACA), IACA_KEY)
    };
    for (name, c, st, anchors, region, says) in [
        ("state-without-the-country", "US", "MD", "maryland", "US-MD", "the state without the country in front"),
        ("country-without-a-state", "FR", "", "iaca-for-us-and-france", "FR", "a country and no state"),
        ("state-of-one-of-two-countries", "US", "US-MD", "iaca-for-us-and-france", "US-MD", "a state of one of the countries of the scope"),
    ] {
        foreign(ok(name, &[&from(c, st)], says)).trust(anchors).expect("region", region.into()).add(out);
    }
    let more = |kind: u8, tag: u8, value: &str| {
        let part = tlv(0x31, &[&tlv(0x30, &[&[0x06, 0x03, 0x55, 0x04, kind], &tlv(tag, &[value.as_bytes()])])]);
        let subject = tlv(0x30, &[contents(&pki::name(&THE_SIGNER.0)), &part]);
        signed(&Draft { subject, ..leaf_draft(THE_SIGNER, THE_IACA) }, IACA_KEY)
    };
    for (name, der, anchors, says, clause) in [
        ("country-absent", from("", "US-MD"), "maryland", "a signer without a country", "t-foreign-region-missing"),
        ("country-twice", more(0x06, 0x13, "CA"), "maryland", "a signer with two countries", "t-foreign-region-missing"),
        ("state-twice", more(0x08, 0x0c, "US-VA"), "maryland", "a signer with two states", "t-foreign-region-missing"),
        ("state-by-name", from("US", "Maryland"), "iaca-for-us-and-france", "a state by its name and not by its code", "t-foreign-region-unreadable"),
        ("state-of-another-country", from("US", "FR-75"), "iaca-for-us-and-france", "a state of another country than the one stated", "t-foreign-region-unreadable"),
        ("country-in-small-letters", from("us", ""), "iaca-for-us-and-france", "a country in small letters", "t-foreign-region-unreadable"),
        ("region-outside", from("US", "US-MD"), "iaca-for-virginia", "a state that the scope does not have", "t-foreign-region-outside"),
        ("region-wider", from("US", ""), "maryland", "a country, of which the scope has a state", "t-foreign-region-outside"),
    ] {
        let twin = if anchors == "iaca-for-us-and-france" { "trust.state-of-one-of-two-countries" } else { "trust.mdl-signer" };
        foreign(refused(name, &[&der], says, UNCONFIRMED)).clause(&[clause]).flags(&["N14"]).trust(anchors).twin(twin).add(out);
    }
}
