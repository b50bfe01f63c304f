//! Paths: which anchors vouch for a sealing certificate, through which intermediates.

use crate::{
    authorities::{
        CA_NOT_AFTER, CA_NOT_BEFORE, KeyName, LOWER_KEY, MIDDLE_KEY, Party, ROOT, ROOT_KEY,
        SEAL_KEY, THE_LOWER, THE_MIDDLE, THE_ROOT, THE_SEAL, THIEF_KEY, ca_draft, leaf, leaf_draft,
        root, signed, time, trust,
    },
    certificates::NAME_CONSTRAINTS,
    good::business,
    out::{Out, Vector},
    pki::{
        AUTHORITY_KEY, BASIC_CONSTRAINTS, Draft, KEY_USAGE, SUBJECT_KEY, Subject, date, extension,
        name, tlv,
    },
    signature::KEYS,
};

pub(crate) fn make(out: &mut Out) {
    anchors(out);
    chains(out);
    intermediates(out);
    lengths(out);
    names(out);
    constraints(out);
    algorithms(out);
}

fn middle_draft() -> Draft {
    ca_draft(THE_MIDDLE, THE_ROOT, 1)
}

fn middle() -> Vec<u8> {
    signed(&middle_draft(), ROOT_KEY)
}

fn lower() -> Vec<u8> {
    signed(&ca_draft(THE_LOWER, THE_MIDDLE, 0), MIDDLE_KEY)
}

fn leaf_under(ca: Party) -> Vec<u8> {
    signed(&leaf_draft(THE_SEAL, ca), ca.1)
}

fn vector(name: &str, chain: &[&[u8]], says: &str, codes: &[&str], clause: &str) -> Vector {
    let bytes = business().with_chain(chain).write();
    let id = format!("trust.{name}");
    let vector = if codes.is_empty() {
        Vector::accepted(&id, bytes, says)
    } else {
        Vector::refused(&id, bytes, says, codes)
            .critical()
            .twin("verify.business-licence")
    };
    vector.clause(&[clause]).flags(&["trust", "N12"])
}

const NO_PATH: &[&str] = &["trust.no-path"];

fn anchors(out: &mut Out) {
    vector(
        "nobody-is-trusted",
        &[&leaf()],
        "a right licence, and nobody is trusted",
        NO_PATH,
        "v-3.1b",
    )
    .trust("nobody")
    .flags(&["N7", "N18"])
    .add(out);
    vector(
        "another-is-trusted",
        &[&leaf()],
        "a right licence, and another authority is trusted",
        NO_PATH,
        "t-path-none",
    )
    .trust("maryland-native")
    .add(out);
    out.trust(
        "maryland-native",
        &trust(&[(&crate::authorities::iaca(), "elicence:*:CN-44")], &[]),
    );
    vector(
        "root-in-the-chain",
        &[&leaf(), &root()],
        "a chain that brings its own root, and nobody is trusted",
        NO_PATH,
        "v-3.1b",
    )
    .trust("nobody")
    .flags(&["N7"])
    .add(out);

    // Same name, another key.
    let thief: Party = (ROOT, THIEF_KEY);
    let twin = signed(&ca_draft(thief, thief, 2), THIEF_KEY);
    out.trust("twin", &trust(&[(&twin, "elicence:*:CN-44")], &[]));
    out.trust(
        "twin-and-guangdong",
        &trust(
            &[(&twin, "elicence:*:CN-44"), (&root(), "elicence:*:CN-44")],
            &[],
        ),
    );
    out.trust(
        "guangdong-and-twin",
        &trust(
            &[(&root(), "elicence:*:CN-44"), (&twin, "elicence:*:CN-44")],
            &[],
        ),
    );
    vector(
        "anchor-of-the-same-name",
        &[&leaf()],
        "another authority of the same name is trusted",
        NO_PATH,
        "t-path-key",
    )
    .trust("twin")
    .flags(&["N16"])
    .add(out);
    vector(
        "twin-stands-first",
        &[&leaf()],
        "two authorities of one name are trusted, the other one first",
        &[],
        "t-path-twin",
    )
    .trust("twin-and-guangdong")
    .flags(&["N16"])
    .add(out);
    vector(
        "twin-stands-last",
        &[&leaf()],
        "two authorities of one name are trusted, the other one last",
        &[],
        "t-path-twin",
    )
    .trust("guangdong-and-twin")
    .flags(&["N16"])
    .add(out);

    // Same name, same key identifiers, another key.
    let mut forged_root = ca_draft(THE_ROOT, THE_ROOT, 2);
    forged_root.spki = THIEF_KEY.public().to_spki_der();
    let forged_root = signed(&forged_root, THIEF_KEY);
    let forged = signed(&leaf_draft(THE_SEAL, THE_ROOT), THIEF_KEY);
    vector(
        "forged-leaf",
        &[&forged],
        "a sealing certificate with the anchor's name and key identifier, signed by another key",
        NO_PATH,
        "t-path-key",
    )
    .flags(&["N12"])
    .add(out);
    vector(
        "forged-root-in-the-chain",
        &[&forged, &forged_root],
        "the same with a twin of the anchor in the chain",
        NO_PATH,
        "t-path-key",
    )
    .flags(&["N12"])
    .add(out);
    let mut self_issued = leaf_draft((THE_SEAL.0, THIEF_KEY), (THE_SEAL.0, THIEF_KEY));
    self_issued.extensions = leaf_draft(THE_SEAL, THE_ROOT).extensions;
    let parts = business()
        .with_key(THIEF_KEY)
        .with_chain(&[&signed(&self_issued, THIEF_KEY)]);
    Vector::refused(
        "trust.forged-key-identifier",
        parts.write(),
        "a self-issued certificate with the key identifiers of a right one",
        NO_PATH,
    )
    .clause(&["t-path-key", "t-path-none"])
    .flags(&["trust", "N12"])
    .critical()
    .twin("verify.business-licence")
    .add(out);

    let life = |from: &str, until: &str| {
        let validity = tlv(0x30, &[&date(time(from)), &date(time(until))]);
        signed(
            &Draft {
                validity,
                ..ca_draft(THE_ROOT, THE_ROOT, 2)
            },
            ROOT_KEY,
        )
    };
    for (name, from, until, says, codes) in [
        (
            "anchor-last-second",
            CA_NOT_BEFORE,
            "2026-06-01T00:00:00Z",
            "the anchor ends in the second of judgement",
            &[][..],
        ),
        (
            "anchor-expired",
            CA_NOT_BEFORE,
            "2026-05-31T23:59:59Z",
            "the anchor ended one second before",
            &["trust.certificate-expired"],
        ),
        (
            "anchor-not-yet-valid",
            "2026-06-01T00:00:01Z",
            CA_NOT_AFTER,
            "the anchor counts from the next second",
            &["trust.certificate-not-yet-valid"],
        ),
    ] {
        out.trust(
            name,
            &trust(&[(&life(from, until), "elicence:*:CN-44")], &[]),
        );
        let says = format!("a licence that is right but for this: {says}");
        vector(name, &[&leaf()], &says, codes, "t-anchor-validity")
            .trust(name)
            .flags(&["time", "boundary"])
            .add(out);
    }
}

fn chains(out: &mut Out) {
    let (under_middle, under_lower) = (leaf_under(THE_MIDDLE), leaf_under(THE_LOWER));
    for (name, chain, says) in [
        (
            "one-intermediate",
            vec![&under_middle, &middle()],
            "a chain with one intermediate",
        ),
        (
            "two-intermediates",
            vec![&under_lower, &lower(), &middle()],
            "a chain with two intermediates",
        ),
        (
            "chain-turned",
            vec![&under_lower, &middle(), &lower()],
            "the intermediates in the wrong order",
        ),
        (
            "chain-with-root",
            vec![&under_lower, &lower(), &middle(), &root()],
            "a chain of four certificates, the root among them",
        ),
        (
            "chain-with-a-stranger",
            vec![&under_middle, &crate::authorities::iaca(), &middle()],
            "a chain with a CA that has nothing to do with it",
        ),
    ] {
        let chain: Vec<&[u8]> = chain.iter().map(|der| der.as_slice()).collect();
        vector(name, &chain, says, &[], "t-path-none").add(out);
    }
    vector(
        "without-its-intermediate",
        &[&under_middle],
        "a chain without its intermediate",
        NO_PATH,
        "t-path-none",
    )
    .twin("trust.one-intermediate")
    .add(out);
    vector(
        "leaf-not-first",
        &[&middle(), &under_middle],
        "a chain whose first certificate is the intermediate",
        &["seal.signature-mismatch", "trust.certificate-usage"],
        "t-leaf-ca",
    )
    .twin("trust.one-intermediate")
    .add(out);
    let five: Vec<Vec<u8>> = vec![
        under_lower,
        lower(),
        middle(),
        root(),
        crate::authorities::iaca(),
    ];
    let five: Vec<&[u8]> = five.iter().map(Vec::as_slice).collect();
    vector(
        "chain-of-five",
        &five,
        "a chain of five certificates",
        &["trust.over-limit"],
        "t-limit-chain",
    )
    .flags(&["N28", "boundary"])
    .twin("trust.chain-with-root")
    .add(out);
    // A loop of two CAs that vouch for each other.
    let (a, b) = (
        signed(&ca_draft(THE_MIDDLE, THE_LOWER, 9), LOWER_KEY),
        signed(&ca_draft(THE_LOWER, THE_MIDDLE, 9), MIDDLE_KEY),
    );
    vector(
        "loop",
        &[&leaf_under(THE_MIDDLE), &a, &b],
        "two CAs that vouch for each other",
        NO_PATH,
        "t-path-none",
    )
    .flags(&["N28"])
    .twin("trust.one-intermediate")
    .add(out);
}

fn intermediates(out: &mut Out) {
    let constraints = |critical: bool, value: &[u8]| {
        middle_draft().with(
            BASIC_CONSTRAINTS,
            Some(extension(BASIC_CONSTRAINTS, critical, value)),
        )
    };
    let expired = Draft {
        validity: tlv(
            0x30,
            &[
                &date(time(CA_NOT_BEFORE)),
                &date(time("2026-05-31T23:59:59Z")),
            ],
        ),
        ..middle_draft()
    };
    for (name, draft, says, code, clause) in [
        (
            "intermediate-without-constraints",
            middle_draft().with(BASIC_CONSTRAINTS, None),
            "without basicConstraints",
            "usage",
            "t-ca-bit",
        ),
        (
            "intermediate-no-ca",
            constraints(true, &[0x30, 0x00]),
            "without the CA bit",
            "usage",
            "t-ca-bit",
        ),
        (
            "intermediate-constraints-not-critical",
            constraints(false, &[0x30, 0x03, 0x01, 0x01, 0xff]),
            "whose basicConstraints is not critical",
            "profile",
            "t-ca-critical",
        ),
        (
            "intermediate-without-usage",
            middle_draft().with(KEY_USAGE, None),
            "without keyUsage",
            "usage",
            "t-ca-cert-sign",
        ),
        (
            "intermediate-signs-lists-only",
            middle_draft().with(
                KEY_USAGE,
                Some(extension(KEY_USAGE, true, &[0x03, 0x02, 0x01, 0x02])),
            ),
            "that may sign revocation lists only",
            "usage",
            "t-ca-cert-sign",
        ),
        (
            "intermediate-without-subject-key",
            middle_draft().with(SUBJECT_KEY, None),
            "without subjectKeyIdentifier",
            "profile",
            "t-ca-subject-key",
        ),
        (
            "intermediate-without-authority-key",
            middle_draft().with(AUTHORITY_KEY, None),
            "without authorityKeyIdentifier",
            "profile",
            "t-leaf-authority-key",
        ),
        (
            "intermediate-unknown-critical",
            middle_draft().with(&[0x2a, 0x03], Some(extension(&[0x2a, 0x03], true, b"?"))),
            "with an unknown critical extension",
            "profile",
            "t-extension-unknown",
        ),
        (
            "intermediate-expired",
            expired,
            "that ended one second before",
            "expired",
            "t-not-after",
        ),
    ] {
        let code = format!("trust.certificate-{code}");
        let bad = signed(&draft, ROOT_KEY);
        vector(
            name,
            &[&leaf_under(THE_MIDDLE), &bad],
            &format!("an intermediate {says}"),
            &[&code],
            clause,
        )
        .twin("trust.one-intermediate")
        .add(out);
    }
    let expired = Draft {
        validity: tlv(
            0x30,
            &[&date(time(CA_NOT_BEFORE)), &date(time(CA_NOT_BEFORE))],
        ),
        ..middle_draft()
    };
    vector(
        "bad-and-good-intermediate",
        &[
            &leaf_under(THE_MIDDLE),
            &signed(&expired, ROOT_KEY),
            &middle(),
        ],
        "an expired intermediate and its right twin",
        &[],
        "t-scope-any",
    )
    .flags(&["N17"])
    .add(out);
    let below = signed(
        &leaf_draft(
            (
                Subject {
                    cn: "Test Seal 2",
                    ..THE_SEAL.0
                },
                THIEF_KEY,
            ),
            THE_SEAL,
        ),
        SEAL_KEY,
    );
    let parts = business()
        .with_key(THIEF_KEY)
        .with_chain(&[&below, &leaf()]);
    Vector::refused(
        "trust.leaf-as-ca",
        parts.write(),
        "a certificate that a sealing certificate issued",
        &["trust.certificate-usage"],
    )
    .clause(&["t-ca-bit"])
    .flags(&["trust", "N12", "N17"])
    .critical()
    .twin("trust.one-intermediate")
    .add(out);
}

fn lengths(out: &mut Out) {
    let closed_root = signed(&ca_draft(THE_ROOT, THE_ROOT, 0), ROOT_KEY);
    out.trust(
        "guangdong-closed",
        &trust(&[(&closed_root, "elicence:*:CN-44")], &[]),
    );
    let closed_middle = signed(&ca_draft(THE_MIDDLE, THE_ROOT, 0), ROOT_KEY);
    let too_long = &["trust.path-too-long"];
    vector(
        "length-of-the-anchor-held",
        &[&leaf()],
        "an anchor of path length 0, and no intermediate",
        &[],
        "t-path-anchor-length",
    )
    .trust("guangdong-closed")
    .flags(&["boundary"])
    .add(out);
    vector(
        "length-of-the-anchor-broken",
        &[&leaf_under(THE_MIDDLE), &middle()],
        "an anchor of path length 0, and one intermediate",
        too_long,
        "t-path-anchor-length",
    )
    .trust("guangdong-closed")
    .flags(&["boundary"])
    .twin("trust.length-of-the-anchor-held")
    .add(out);
    vector(
        "length-held",
        &[&leaf_under(THE_MIDDLE), &closed_middle],
        "an intermediate of path length 0 above the leaf",
        &[],
        "t-path-length",
    )
    .flags(&["boundary"])
    .add(out);
    vector(
        "length-broken",
        &[&leaf_under(THE_LOWER), &lower(), &closed_middle],
        "an intermediate of path length 0 above another one",
        too_long,
        "t-path-length",
    )
    .flags(&["boundary"])
    .twin("trust.length-held")
    .add(out);
    let rolled = signed(&ca_draft((ROOT, LOWER_KEY), THE_ROOT, 0), ROOT_KEY);
    let under_new = signed(&leaf_draft(THE_SEAL, (ROOT, LOWER_KEY)), LOWER_KEY);
    vector(
        "length-self-issued",
        &[&under_new, &rolled],
        "the root's new key, vouched for by its old one: not counted",
        &[],
        "t-path-length",
    )
    .trust("guangdong-closed")
    .add(out);
    let open_root = signed(&ca_draft(THE_ROOT, THE_ROOT, 9), ROOT_KEY);
    out.trust(
        "guangdong-open",
        &trust(&[(&open_root, "elicence:*:CN-44")], &[]),
    );
    let third: Party = (
        Subject {
            cn: "Test Third",
            ..ROOT
        },
        KeyName("third", elicence::crypto::Algorithm::Es256),
    );
    let chain = [
        leaf_under(third),
        signed(&ca_draft(third, THE_LOWER, 9), LOWER_KEY),
        signed(&ca_draft(THE_LOWER, THE_MIDDLE, 9), MIDDLE_KEY),
        signed(&ca_draft(THE_MIDDLE, THE_ROOT, 9), ROOT_KEY),
    ];
    vector(
        "three-intermediates",
        &chain.each_ref().map(Vec::as_slice),
        "a path of three intermediates",
        too_long,
        "t-path-long",
    )
    .trust("guangdong-open")
    .flags(&["boundary"])
    .twin("trust.two-intermediates")
    .add(out);
}

fn names(out: &mut Out) {
    for (label, issuer, says) in [
        (
            "issuer-of-another-name",
            name(&THE_MIDDLE.0),
            "the anchor's key and key identifier, but another issuer's name",
        ),
        (
            "issuer-with-a-space",
            name(&Subject {
                cn: "Test Root ",
                ..ROOT
            }),
            "the anchor's name with a space at its end",
        ),
        (
            "issuer-in-capitals",
            name(&Subject {
                cn: "TEST ROOT",
                ..ROOT
            }),
            "the anchor's name in capitals",
        ),
    ] {
        let draft = Draft {
            issuer,
            ..leaf_draft(THE_SEAL, THE_ROOT)
        };
        vector(
            label,
            &[&signed(&draft, ROOT_KEY)],
            &format!("a sealing certificate with {says}"),
            NO_PATH,
            "t-path-name",
        )
        .flags(&["N16"])
        .add(out);
    }
}

fn constraints(out: &mut Out) {
    // The CA may vouch for hosts of example.org; an intermediate has another host's name.
    let permitted =
        |tag: u8, base: &[u8]| tlv(0x30, &[&tlv(0xa0, &[&tlv(0x30, &[&tlv(tag, &[base])])])]);
    let mut draft = ca_draft(THE_ROOT, THE_ROOT, 2);
    draft.extensions.push(extension(
        NAME_CONSTRAINTS,
        true,
        &permitted(0x82, b"example.org"),
    ));
    out.trust(
        "guangdong-constrained",
        &trust(&[(&signed(&draft, ROOT_KEY), "elicence:*:CN-44")], &[]),
    );
    for (label, host, says, codes) in [
        ("constraint-held", &b"ca.example.org"[..], "inside", &[][..]),
        (
            "constraint-broken",
            &b"ca.example.com"[..],
            "outside",
            &["trust.name-constraint"],
        ),
    ] {
        let mut middle = middle_draft();
        middle.extensions.push(extension(
            crate::certificates::SUBJECT_NAMES,
            false,
            &tlv(0x30, &[&tlv(0x82, &[host])]),
        ));
        let chain: [&[u8]; 2] = [&leaf_under(THE_MIDDLE), &signed(&middle, ROOT_KEY)];
        vector(
            label,
            &chain,
            &format!("an intermediate with a name {says} the anchor's name constraints"),
            codes,
            "t-path-constraint",
        )
        .trust("guangdong-constrained")
        .add(out);
    }
    let directory = permitted(0xa4, &name(&ROOT));
    let mut middle = middle_draft();
    middle
        .extensions
        .push(extension(NAME_CONSTRAINTS, true, &directory));
    vector(
        "constraint-over-distinguished-names",
        &[&leaf_under(THE_MIDDLE), &signed(&middle, ROOT_KEY)],
        "an intermediate with name constraints over distinguished names",
        &["trust.certificate-profile"],
        "t-dn-constraints",
    )
    .twin("trust.one-intermediate")
    .add(out);
}

fn algorithms(out: &mut Out) {
    for key in KEYS {
        let key = KeyName("root", key.1);
        let (ca, label) = ((ROOT, key), key.1.name().to_lowercase());
        let root = signed(&ca_draft(ca, ca, 0), key);
        let file = format!("guangdong-{label}");
        out.trust(&file, &trust(&[(&root, "elicence:*:CN-44")], &[]));
        let vector = vector(
            &format!("anchor-{label}"),
            &[&leaf_under(ca)],
            &format!("a sealing certificate signed with {}", key.1.name()),
            &[],
            "t-algorithm-list",
        )
        .trust(&file)
        .flags(&["algorithm"]);
        if label == "sm2" {
            vector.feature("sm").add(out)
        } else {
            vector.add(out)
        }
    }
}
