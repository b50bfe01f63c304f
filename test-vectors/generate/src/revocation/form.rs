//! Lists that can be read and break a rule: they say nothing, neither good nor bad.

use super::*;
use crate::pki::{LIST_NUMBER, ListDraft, date, entry, extension, long_date, name, tlv};

pub(super) const DELTA: &[u8] = &[0x55, 0x1d, 27];
pub(super) const ISSUING_POINT: &[u8] = &[0x55, 0x1d, 28];
const CERTIFICATE_ISSUER: &[u8] = &[0x55, 0x1d, 29];
const ECDSA_SHA384: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03];
const UNKNOWN: &[u8] = &[0x2a, 0x03, 0x04];
const ECDSA_SHA1: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01];
const ECDSA_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];

pub(crate) fn make(out: &mut Out) {
    form(out);
    dates(out);
    algorithm(out);
    critical(out);
    delta(out);
    indirect(out);
    nothing_at_all(out);
}

/// The root's list of other certificates.
pub(super) fn plain() -> ListDraft {
    draft(THE_ROOT, &[revoked(OTHER_SERIAL, None)])
}

pub(super) fn unusable(out: &mut Out, name: &str, draft: &ListDraft, says: &str, clause: &str) {
    let says = format!("the one list {says}");
    one(out, name, by_root(draft), &says, &[UNUSABLE], clause).add(out);
}

fn usable(out: &mut Out, name: &str, draft: &ListDraft, says: &str, clause: &str) {
    let says = format!("the one list {says}");
    one(out, name, by_root(draft), &says, &[], clause)
        .flags(&["lenient"])
        .add(out);
}

fn version(version: &[u8]) -> ListDraft {
    ListDraft {
        version: version.to_vec(),
        ..plain()
    }
}

fn number(critical: bool, number: &[u8]) -> ListDraft {
    let value = tlv(0x02, &[number]);
    plain().with(LIST_NUMBER, Some(extension(LIST_NUMBER, critical, &value)))
}

fn form(out: &mut Out) {
    let bare = ListDraft {
        extensions: Vec::new(),
        ..plain()
    };
    let long = [1; 21];
    for (name, draft, says) in [
        (
            "version-1",
            version(&[]),
            "has no version: it is of version 1",
        ),
        ("version-1-written", version(&[2, 1, 0]), "writes version 1"),
        ("version-3", version(&[2, 1, 2]), "is of version 3"),
        (
            "without-next-update",
            ListDraft {
                next_update: Vec::new(),
                ..plain()
            },
            "has no nextUpdate",
        ),
        (
            "times-reversed",
            during(THE_ROOT, NEXT, MADE, &[]),
            "has a nextUpdate before its thisUpdate",
        ),
        (
            "without-number",
            plain().with(LIST_NUMBER, None),
            "has no cRLNumber",
        ),
        ("without-extensions", bare, "has no extensions"),
        (
            "number-critical",
            number(true, &[1]),
            "has a critical cRLNumber",
        ),
        (
            "number-negative",
            number(false, &[0xff]),
            "has the cRLNumber −1",
        ),
        (
            "number-of-21-bytes",
            number(false, &long),
            "has a cRLNumber of 21 bytes",
        ),
    ] {
        unusable(out, name, &draft, says, "rv-form");
    }
    usable(
        out,
        "number-of-20-bytes",
        &number(false, &long[..20]),
        "has a cRLNumber of 20 bytes",
        "rv-form",
    );
    usable(
        out,
        "number-0",
        &number(false, &[0]),
        "has the cRLNumber 0",
        "rv-form",
    );
}

fn dates(out: &mut Out) {
    let long = ListDraft {
        next_update: long_date(time(NEXT)),
        ..plain()
    };
    unusable(
        out,
        "date-generalized",
        &long,
        "writes a date of this century's first half as GeneralizedTime",
        "rv-form",
    );
    let later = ListDraft {
        next_update: date(time("2050-01-01T00:00:00Z")),
        ..plain()
    };
    usable(
        out,
        "date-of-2050",
        &later,
        "ends in 2050, written as GeneralizedTime",
        "rv-form",
    );
}

fn algorithm(out: &mut Out) {
    let algorithm = |parts: &[&[u8]]| tlv(0x30, parts);
    let sha1 = algorithm(&[&tlv(0x06, &[ECDSA_SHA1])]);
    let sha384 = algorithm(&[&tlv(0x06, &[ECDSA_SHA384])]);
    let null = algorithm(&[&tlv(0x06, &[ECDSA_SHA256]), &[0x05, 0x00]]);
    let with = |inner: &[u8], outer: &[u8]| ListDraft {
        inner_algorithm: inner.to_vec(),
        outer_algorithm: outer.to_vec(),
        ..plain()
    };
    let right = plain().inner_algorithm;
    for (name, draft, says) in [
        (
            "algorithm-differs",
            with(&sha384, &right),
            "names another algorithm inside than outside",
        ),
        (
            "algorithm-differs-in-parameters",
            with(&right, &null),
            "names its algorithm with parameters outside and without inside",
        ),
        (
            "algorithm-sha-1",
            with(&sha1, &sha1),
            "names ECDSA with SHA-1",
        ),
        (
            "algorithm-null",
            with(&null, &null),
            "names its algorithm with NULL as parameters",
        ),
    ] {
        unusable(out, name, &draft, says, "rv-algorithm");
    }
}

/// An entry for another certificate with this extension.
fn entry_with(extension: Vec<u8>) -> ListDraft {
    ListDraft {
        entries: vec![entry(
            &[0x02, 0x01, 0x08],
            time("2026-05-20T00:00:00Z"),
            &[extension],
        )],
        ..plain()
    }
}

fn critical(out: &mut Out) {
    let unknown = |critical| extension(UNKNOWN, critical, &[0x05, 0x00]);
    let in_list = |critical| plain().with(UNKNOWN, Some(unknown(critical)));
    let mut twice = plain();
    twice.extensions.push(twice.extensions[1].clone());
    for (name, draft, says) in [
        (
            "critical-in-list",
            in_list(true),
            "has a critical extension that nobody knows",
        ),
        (
            "critical-in-entry",
            entry_with(unknown(true)),
            "has one in the entry of another certificate",
        ),
        ("extension-twice", twice, "has an extension twice"),
    ] {
        unusable(out, name, &draft, says, "rv-critical");
    }
    usable(
        out,
        "unknown-in-list",
        &in_list(false),
        "has an extension that nobody knows and that is not critical",
        "rv-critical",
    );
    usable(
        out,
        "unknown-in-entry",
        &entry_with(unknown(false)),
        "has one in an entry",
        "rv-critical",
    );
}

fn delta(out: &mut Out) {
    let base = |critical| extension(DELTA, critical, &tlv(0x02, &[&[1]]));
    for (name, critical, says) in [
        ("delta", true, "is a delta"),
        (
            "delta-not-critical",
            false,
            "is a delta that does not say so critically",
        ),
    ] {
        let draft = plain().with(DELTA, Some(base(critical)));
        unusable(out, name, &draft, says, "rv-delta");
    }
}

fn indirect(out: &mut Out) {
    let flag = extension(ISSUING_POINT, true, &tlv(0x30, &[&tlv(0x84, &[&[0xff]])]));
    let draft = plain().with(ISSUING_POINT, Some(flag));
    unusable(
        out,
        "indirect",
        &draft,
        "says that it is indirect",
        "rv-indirect",
    );
    let other = tlv(0x30, &[&tlv(0xa4, &[&name(&crate::authorities::MIDDLE)])]);
    for (label, critical, says) in [
        (
            "entry-of-another-issuer",
            true,
            "has an entry for a certificate of another issuer",
        ),
        (
            "entry-of-another-issuer-not-critical",
            false,
            "has such an entry that does not say so critically",
        ),
    ] {
        let issuer = extension(CERTIFICATE_ISSUER, critical, &other);
        unusable(out, label, &entry_with(issuer), says, "rv-indirect");
    }
}

/// What a list that says nothing does not do either.
fn nothing_at_all(out: &mut Out) {
    let mut bad = version(&[]);
    bad.entries = vec![revoked(SERIAL, Some(1)).entry()];
    unusable(
        out,
        "unusable-that-revokes",
        &bad,
        "is of version 1 and has an entry for the certificate: it says nothing bad either",
        "rv-form",
    );
    under(
        out,
        "unusable-beside-good",
        &[&leaf()],
        &[by_root(&version(&[])), good_list()],
        "a list of version 1 beside a right one",
        &[],
        "rv-form",
    )
    .add(out);
}
