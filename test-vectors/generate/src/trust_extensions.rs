//! Extensions: section 5.3, and those that every sealing certificate has or never has.

use crate::{
    authorities::{ROOT, ROOT_KEY, THE_MIDDLE, leaf, signed, trust},
    out::Out,
    pki::{self, AUTHORITY_KEY, DISTRIBUTION_POINTS, Draft, ISSUER_NAMES, KEY_USAGE, PURPOSES, SUBJECT_KEY, extension, tlv},
    trust::{GUANGDONG, MALFORMED, PROFILE, leaf_of, leaf_with, leaves, middle_draft, ok, refused, the_leaf},
};

pub(crate) const SUBJECT_NAMES: &[u8] = &[0x55, 0x1d, 17];
pub(crate) const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
const POLICIES: &[u8] = &[0x55, 0x1d, 32];
const POLICY_MAPPINGS: &[u8] = &[0x55, 0x1d, 33];
const POLICY_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 36];
const FRESHEST: &[u8] = &[0x55, 0x1d, 46];
const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 0x1d, 54];
const AUTHORITY_INFORMATION: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
const SUBJECT_INFORMATION: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 11];
const UNKNOWN: &[u8] = &[0x2a, 0x03, 0x04];

pub(crate) const MAIL: u8 = 0x81;
pub(crate) const DNS: u8 = 0x82;
pub(crate) const URI: u8 = 0x86;
pub(crate) const IP: u8 = 0x87;

pub(crate) fn make(out: &mut Out) {
    presence(out);
    criticality(out);
    malformed(out);
    policies(out);
    names(out);
    constraints(out);
}

fn presence(out: &mut Out) {
    let unknown = signed(&leaf_with(UNKNOWN, false, b"?"), ROOT_KEY);
    ok("extension-unknown-not-critical", &[&unknown], "an unknown extension that is not critical").flags(&["lenient"]).add(out);
    leaves(out, "t-extension-unknown", PROFILE, "trust.extension-unknown-not-critical", &[
        ("extension-unknown-critical", leaf_with(UNKNOWN, true, b"?"), "an unknown extension that is critical"),
    ]);
    let twice = |extension: Vec<u8>| {
        let mut draft = the_leaf();
        draft.extensions.push(extension);
        draft
    };
    let usage = extension(KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x80]);
    let purpose = extension(PURPOSES, true, &tlv(0x30, &[&tlv(0x06, &[&[0x2b, 6, 1, 5, 5, 7, 3, 1]])]));
    let mut unknown = leaf_with(UNKNOWN, false, b"?");
    unknown.extensions.push(extension(UNKNOWN, false, b"!"));
    leaves(out, "t-extension-twice", PROFILE, "trust.leaf", &[
        ("extension-twice", twice(usage), "keyUsage stands there twice, the same both times"),
        ("extension-twice-and-different", twice(purpose), "extKeyUsage stands there twice, with two purposes"),
    ]);
    leaves(out, "t-extension-twice", PROFILE, "trust.extension-unknown-not-critical", &[
        ("extension-unknown-twice", unknown, "an extension that nobody knows stands there twice"),
    ]);
    let bare = the_leaf().with(DISTRIBUTION_POINTS, None).with(ISSUER_NAMES, None).with(SUBJECT_KEY, None);
    ok("leaf-without-what-nobody-needs", &[&signed(&bare, ROOT_KEY)], "no cRLDistributionPoints, issuerAltName and subjectKeyIdentifier").add(out);
    let alone = the_leaf().with(AUTHORITY_KEY, None);
    leaves(out, "t-leaf-authority-key", PROFILE, "trust.leaf", &[
        ("authority-key-absent", alone, "a sealing certificate without authorityKeyIdentifier"),
    ]);
}

fn criticality(out: &mut Out) {
    let names = tlv(0x30, &[&tlv(URI, &[b"https://example.org"])]);
    let policy = tlv(0x30, &[&tlv(0x30, &[&[0x06, 0x01, 0x2a]])]);
    let access = tlv(0x30, &[&tlv(0x30, &[&tlv(0x06, &[&[0x2b, 6, 1, 5, 5, 7, 48, 2]]), &tlv(URI, &[b"https://example.org/ca"])])]);
    let point = tlv(0x30, &[&tlv(0x30, &[&tlv(0xa0, &[&tlv(0xa0, &[&tlv(URI, &[b"https://example.org/list"])])])])]);
    for (name, extension, id, value) in [
        ("authority-key", "authorityKeyIdentifier", AUTHORITY_KEY, tlv(0x30, &[&tlv(0x80, &[b"a key"])])),
        ("subject-key", "subjectKeyIdentifier", SUBJECT_KEY, tlv(0x04, &[b"a key"])),
        ("issuer-names", "issuerAltName", ISSUER_NAMES, names.clone()),
        ("policies", "certificatePolicies", POLICIES, policy),
        ("distribution-points", "cRLDistributionPoints", DISTRIBUTION_POINTS, point.clone()),
        ("freshest", "freshestCRL", FRESHEST, point),
        ("authority-information", "authorityInfoAccess", AUTHORITY_INFORMATION, access.clone()),
        ("subject-information", "subjectInfoAccess", SUBJECT_INFORMATION, access),
    ] {
        let twin = format!("{name}-not-critical");
        ok(&twin, &[&signed(&leaf_with(id, false, &value), ROOT_KEY)], &format!("a well-formed {extension} that is not critical")).add(out);
        leaves(out, "t-extension-critical", PROFILE, &format!("trust.{twin}"), &[
            (&format!("{name}-critical"), leaf_with(id, true, &value), &format!("a critical {extension}, which it never is")),
        ]);
    }
    for (name, critical) in [("subject-names-critical", true), ("subject-names-not-critical", false)] {
        let leaf = signed(&leaf_with(SUBJECT_NAMES, critical, &names), ROOT_KEY);
        ok(name, &[&leaf], "a subjectAltName with a URI; either criticality will do").flags(&["lenient"]).add(out);
    }
    let not_critical = signed(&leaf_with(KEY_USAGE, false, &[0x03, 0x02, 0x07, 0x80]), ROOT_KEY);
    ok("key-usage-not-critical", &[&not_critical], "keyUsage that is not critical; either will do").flags(&["lenient"]).add(out);
}

fn malformed(out: &mut Out) {
    let policy = tlv(0x30, &[&[0x06, 0x01, 0x2a]]);
    leaves(out, "t-extension-malformed", MALFORMED, "trust.leaf", &[
        ("key-usage-without-a-bit", leaf_with(KEY_USAGE, true, &[0x03, 0x01, 0x00]), "keyUsage without any bit"),
        ("key-usage-with-zeros-at-the-end", leaf_with(KEY_USAGE, true, &[0x03, 0x02, 0x00, 0x80]), "keyUsage with zero bits at its end"),
        ("key-usage-cut-short", leaf_with(KEY_USAGE, true, &[0x03, 0x03, 0x07, 0x80]), "keyUsage that is cut short"),
        ("key-usage-as-an-integer", leaf_with(KEY_USAGE, true, &[0x02, 0x01, 0x01]), "keyUsage that is an INTEGER"),
        ("purposes-empty", leaf_with(PURPOSES, true, &[0x30, 0x00]), "extKeyUsage without a purpose"),
        ("path-length-without-ca", leaf_with(pki::BASIC_CONSTRAINTS, true, &[0x30, 0x03, 0x02, 0x01, 0x00]), "a path length in a certificate that is not a CA's"),
        ("subject-names-empty", leaf_with(SUBJECT_NAMES, false, &[0x30, 0x00]), "a subjectAltName without a name"),
        ("subject-names-of-no-known-form", leaf_with(SUBJECT_NAMES, false, &tlv(0x30, &[&[0x8b, 0x00]])), "a subjectAltName with a form of name that does not exist"),
        ("ip-name-of-no-byte", leaf_with(SUBJECT_NAMES, false, &tlv(0x30, &[&[IP, 0x00]])), "an IP name without an address"),
        ("authority-key-empty", leaf_with(AUTHORITY_KEY, false, &[0x30, 0x00]), "authorityKeyIdentifier without a key identifier"),
        ("authority-key-with-serial-alone", leaf_with(AUTHORITY_KEY, false, &tlv(0x30, &[&tlv(0x80, &[b"a key"]), &[0x82, 0x01, 0x07]])), "authorityKeyIdentifier with a serial number and no issuer"),
        ("subject-key-empty", leaf_with(SUBJECT_KEY, false, &[0x04, 0x00]), "subjectKeyIdentifier without a byte"),
        ("distribution-point-empty", leaf_with(DISTRIBUTION_POINTS, false, &tlv(0x30, &[&[0x30, 0x00]])), "a distribution point with neither name nor issuer"),
        ("access-empty", leaf_with(AUTHORITY_INFORMATION, false, &[0x30, 0x00]), "authorityInfoAccess without an access description"),
        ("policy-twice", leaf_with(POLICIES, false, &tlv(0x30, &[&policy, &policy])), "the same certificate policy twice"),
    ]);
}

fn policies(out: &mut Out) {
    let mapping = tlv(0x30, &[&tlv(0x30, &[&[0x06, 0x01, 0x2a], &[0x06, 0x01, 0x2b]])]);
    leaves(out, "t-policy", PROFILE, "trust.policies-not-critical", &[
        ("policy-mappings", leaf_with(POLICY_MAPPINGS, false, &mapping), "policyMappings, not critical"),
        ("policy-mappings-critical", leaf_with(POLICY_MAPPINGS, true, &mapping), "policyMappings, critical"),
        ("policy-constraints", leaf_with(POLICY_CONSTRAINTS, false, &[0x30, 0x03, 0x80, 0x01, 0x00]), "policyConstraints, not critical"),
        ("policy-constraints-critical", leaf_with(POLICY_CONSTRAINTS, true, &[0x30, 0x03, 0x80, 0x01, 0x00]), "policyConstraints, critical"),
        ("inhibit-any-policy", leaf_with(INHIBIT_ANY_POLICY, false, &[0x02, 0x01, 0x00]), "inhibitAnyPolicy, not critical"),
        ("inhibit-any-policy-critical", leaf_with(INHIBIT_ANY_POLICY, true, &[0x02, 0x01, 0x00]), "inhibitAnyPolicy, critical"),
    ]);
}

fn names(out: &mut Out) {
    let named = |form: u8, name: &[u8]| leaf_with(SUBJECT_NAMES, false, &tlv(0x30, &[&tlv(URI, &[b"https://example.org"]), &tlv(form, &[name])]));
    leaves(out, "t-leaf-names", PROFILE, "trust.subject-names-not-critical", &[
        ("leaf-with-a-dns-name", named(DNS, b"seal.example"), "a sealing certificate with a DNS name beside its URI"),
        ("leaf-with-a-mail-name", named(MAIL, b"seal@example.org"), "a sealing certificate with a mail name beside its URI"),
        ("leaf-with-an-ip-name", named(IP, &[192, 0, 2, 1]), "a sealing certificate with an IP name beside its URI"),
    ]);
}

/// Name constraints that permit only what lies under `base`.
pub(crate) fn permitting(base: &[u8]) -> Vec<u8> {
    extension(NAME_CONSTRAINTS, true, &tlv(0x30, &[&tlv(0xa0, &[&tlv(0x30, &[base])])]))
}

fn constraints(out: &mut Out) {
    let dns = tlv(DNS, &[b"example.org"]);
    leaves(out, "t-leaf-constraints", PROFILE, "trust.leaf", &[
        ("leaf-with-name-constraints", the_leaf().with(NAME_CONSTRAINTS, Some(permitting(&dns))), "a sealing certificate with name constraints"),
    ]);
    let value = tlv(0x30, &[&tlv(0xa0, &[&tlv(0x30, &[&dns])])]);
    let mut through = |name: &str, constraints: Option<Vec<u8>>, says: &str, wrong: Option<(&str, &str)>| {
        let middle = signed(&middle_draft().with(NAME_CONSTRAINTS, constraints), ROOT_KEY);
        let leaf = leaf_of(THE_MIDDLE);
        let chain: [&[u8]; 2] = [&leaf, &middle];
        match wrong {
            None => ok(name, &chain, says).add(out),
            Some((code, clause)) => {
                refused(name, &chain, says, code).clause(&[clause]).flags(&["N12"]).twin("trust.constraints-over-dns").add(out);
            }
        }
    };
    through("constraints-over-dns", Some(permitting(&dns)), "an intermediate with name constraints over DNS names, of which there is none", None);
    through(
        "constraints-not-critical",
        Some(extension(NAME_CONSTRAINTS, false, &value)),
        "an intermediate whose name constraints are not critical",
        Some((PROFILE, "t-extension-critical")),
    );
    through(
        "constraints-over-directory-names",
        Some(permitting(&tlv(0xa4, &[&pki::name(&ROOT)]))),
        "an intermediate with name constraints over distinguished names, which the leaf's name fits",
        Some((PROFILE, "t-dn-constraints")),
    );
    for (name, base, says) in [
        ("constraints-with-a-minimum", [dns.as_slice(), &[0x80, 0x01, 0x01]].concat(), "a subtree with a minimum"),
        ("constraints-with-a-mask-with-holes", tlv(IP, &[&[192, 0, 2, 0, 255, 0, 255, 0]]), "an IP subtree whose mask has holes"),
        ("constraints-with-an-address-without-mask", tlv(IP, &[&[192, 0, 2, 0]]), "an IP subtree without a mask"),
    ] {
        through(name, Some(permitting(&base)), &format!("an intermediate with name constraints: {says}"), Some((MALFORMED, "t-extension-malformed")));
    }
    through(
        "constraints-empty",
        Some(extension(NAME_CONSTRAINTS, true, &[0x30, 0x00])),
        "an intermediate with name constraints that name nothing",
        Some((MALFORMED, "t-extension-malformed")),
    );
    // What an anchor may have, a reader finds out when it is used: the leaf is the same.
    let root = signed(&Draft { ..crate::authorities::ca_draft(crate::authorities::THE_ROOT, crate::authorities::THE_ROOT, 2) }.with(NAME_CONSTRAINTS, Some(permitting(&dns))), ROOT_KEY);
    out.trust("root-permits-example-org", &trust(&[(&root, GUANGDONG)], &[]));
    ok("anchor-with-constraints", &[&leaf()], "an anchor with name constraints over DNS names, of which there is none")
        .trust("root-permits-example-org")
        .add(out);
}
