//! The sealing certificate alone, one thing wrong with it at a time; the licence and its signature are right.

pub(crate) mod encoding;
pub(crate) mod fields;
pub(crate) mod uses;

use crate::{
    authorities::{ROOT_KEY, THE_ROOT, THE_SEAL, leaf_draft, root, signed, trust},
    good::business,
    out::{Out, Vector},
    pki::{Draft, extension},
};

pub(crate) const SUBJECT_NAMES: &[u8] = &[0x55, 0x1d, 17];
pub(crate) const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
pub(super) const ANY_PURPOSE: &[u8] = &[0x55, 0x1d, 37, 0];
pub(super) const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
pub(super) const UNKNOWN: &[u8] = &[0x2a, 0x03, 0x04];

pub(super) const MALFORMED: &str = "trust.certificate-malformed";
pub(super) const PROFILE: &str = "trust.certificate-profile";
pub(super) const USAGE: &str = "trust.certificate-usage";
pub(super) const NONE: &str = "";

pub(crate) fn make(out: &mut Out) {
    out.trust(
        "guangdong-foreign",
        &trust(&[(&root(), "iso18013:*:CN-44")], &[]),
    );
}

pub(super) fn good() -> Draft {
    leaf_draft(THE_SEAL, THE_ROOT)
}

pub(super) fn with(id: &[u8], critical: bool, value: &[u8]) -> Draft {
    good().with(id, Some(extension(id, critical, value)))
}

/// A business licence under this certificate.
pub(super) fn under(
    name: &str,
    certificate: &[u8],
    says: &str,
    code: &str,
    clause: &str,
) -> Vector {
    let parts = business().with_chain(&[certificate]);
    let id = format!("trust.{name}");
    let vector = if code == NONE {
        Vector::accepted(&id, parts.write(), says)
    } else {
        Vector::refused(&id, parts.write(), says, &[code])
            .critical()
            .twin("verify.business-licence")
    };
    vector.clause(&[clause]).flags(&["trust", "N12"])
}

pub(super) fn under_draft(
    name: &str,
    draft: &Draft,
    says: &str,
    code: &str,
    clause: &str,
) -> Vector {
    under(
        name,
        &signed(draft, ROOT_KEY),
        &format!("a sealing certificate {says}"),
        code,
        clause,
    )
}

/// A value with its length in one byte more than it needs.
pub(super) fn long(value: &[u8]) -> Vec<u8> {
    assert!(value[1] < 0x80);
    [&value[..1], &[0x81], &value[1..]].concat()
}
