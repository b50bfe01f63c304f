//! Which lists answer for a certificate: who signed them, when they count, and what several of them say.

use super::{form::plain, *};
use crate::{
    authorities::{IACA_KEY, LOWER, THIEF_KEY, trust},
    pki::{KEY_USAGE, extension},
};

/// keyCertSign without cRLSign.
const CERTIFICATES_ONLY: &[u8] = &[0x03, 0x02, 0x02, 0x04];

pub(crate) fn make(out: &mut Out) {
    issuers(out);
    usage(out);
    times(out);
    old_lists(out);
    several(out);
}

fn issuers(out: &mut Out) {
    let forged = plain().sign(&THIEF_KEY.get()).unwrap();
    let foreign = plain().sign(&IACA_KEY.get()).unwrap();
    let mut cut = plain().sign(&ROOT_KEY.get()).unwrap();
    *cut.last_mut().unwrap() ^= 1;
    let lower: Party = (LOWER, ROOT_KEY);
    for (name, list, says, code) in [
        (
            "issuer-wrong-key",
            forged,
            "a list under the issuer's name that a thief signed",
            UNUSABLE,
        ),
        (
            "issuer-other-authority",
            foreign,
            "a list under the issuer's name that another authority signed",
            UNUSABLE,
        ),
        (
            "issuer-altered",
            cut,
            "a list whose signature was altered",
            UNUSABLE,
        ),
        (
            "issuer-wrong-name",
            list(lower, &[]),
            "a list under another name that the issuer's key signed",
            MISSING,
        ),
        (
            "issuer-below",
            list(THE_MIDDLE, &[]),
            "a list of a CA below the issuer",
            MISSING,
        ),
    ] {
        one(out, name, list, says, &[code], "rv-issuer").add(out);
    }
    let mut bad = plain();
    bad.entries = vec![revoked(SERIAL, Some(1)).entry()];
    let forged = bad.sign(&THIEF_KEY.get()).unwrap();
    under(
        out,
        "issuer-wrong-key-beside-good",
        &[&leaf()],
        &[forged, good_list()],
        "a thief's list with the certificate's number, beside the issuer's: who is not the issuer revokes nothing",
        &[],
        "rv-issuer",
    )
    .add(out);
}

fn usage(out: &mut Out) {
    let only = || Some(extension(KEY_USAGE, true, CERTIFICATES_ONLY));
    let anchor = ca_draft(THE_ROOT, THE_ROOT, 2).with(KEY_USAGE, only());
    let anchor = signed(&anchor, ROOT_KEY);
    out.trust(
        "guangdong-without-lists",
        &trust(&[(&anchor, "elicence:*:CN-44")], &[]),
    );
    one(
        out,
        "usage-anchor",
        good_list(),
        "a list of an anchor whose certificate does not let it sign lists",
        &[UNUSABLE],
        "rv-crl-sign",
    )
    .trust("guangdong-without-lists")
    .add(out);
    let silent = ca_draft(THE_MIDDLE, THE_ROOT, 1).with(KEY_USAGE, only());
    let silent = signed(&silent, ROOT_KEY);
    under(
        out,
        "usage-intermediate",
        &[&leaf_under_middle(), &silent],
        &[good_list(), list(THE_MIDDLE, &[])],
        "a list of an intermediate whose certificate does not let it sign lists",
        &[UNUSABLE],
        "rv-crl-sign",
    )
    .twin("trust.revocation-every-good")
    .add(out);
}

/// The time of judgement is 2026-06-01T00:00:00Z.
fn times(out: &mut Out) {
    const NOW: &str = "2026-06-01T00:00:00Z";
    const BEFORE: &str = "2026-05-31T23:59:59Z";
    const AFTER: &str = "2026-06-01T00:00:01Z";
    for (name, made, next, says, codes) in [
        (
            "first-second",
            NOW,
            NEXT,
            "a list made in this second",
            &[][..],
        ),
        (
            "not-begun",
            AFTER,
            NEXT,
            "a list made in the next second",
            &[STALE],
        ),
        (
            "last-second",
            MADE,
            NOW,
            "a list in the second of its nextUpdate",
            &[],
        ),
        (
            "over",
            MADE,
            BEFORE,
            "a list one second after its nextUpdate",
            &[STALE],
        ),
    ] {
        let list = by_root(&during(THE_ROOT, made, next, &[]));
        let vector = one(out, name, list, says, codes, "rv-stale").flags(&["time", "boundary"]);
        match codes {
            [] => vector.expect("effective_until", next.into()).add(out),
            _ => vector.add(out),
        }
    }
}

fn old_lists(out: &mut Out) {
    let over = |reason| {
        let entry = revoked(SERIAL, Some(reason));
        by_root(&during(THE_ROOT, MADE, "2026-05-31T23:59:59Z", &[entry]))
    };
    for (name, reason, code, says) in [
        ("key-compromise", 1, REVOKED, "keyCompromise"),
        ("superseded", 4, REVOKED, "superseded"),
        (
            "hold",
            6,
            STALE,
            "certificateHold, which a later list may lift",
        ),
        ("remove", 8, STALE, "removeFromCRL"),
    ] {
        let says = format!("a list that is over, with an entry for the reason {says}");
        let name = format!("over-{name}");
        one(out, &name, over(reason), &says, &[code], "rv-stale-revokes").add(out);
    }
    under(
        out,
        "over-hold-lifted",
        &[&leaf()],
        &[over(6), good_list()],
        "a list that is over has a hold, and the fresh one has it no more",
        &[],
        "rv-stale-revokes",
    )
    .add(out);
    let begins = by_root(&during(
        THE_ROOT,
        "2026-06-03T00:00:00Z",
        NEXT,
        &[revoked(SERIAL, Some(1))],
    ));
    under(
        out,
        "not-begun-that-revokes",
        &[&leaf()],
        &[good_list(), begins],
        "a list that begins in two days revokes the certificate: it does not speak yet, and the verdict counts until it does",
        &[],
        "rv-stale",
    )
    .expect("effective_until", "2026-06-02T23:59:59Z".into())
    .add(out);
}

fn several(out: &mut Out) {
    let bad = list(THE_ROOT, &[revoked(SERIAL, Some(1))]);
    let over = by_root(&during(
        THE_ROOT,
        MADE,
        "2026-05-31T23:59:59Z",
        &[revoked(SERIAL, Some(1))],
    ));
    for (name, lists, says) in [
        (
            "good-and-revoked",
            [good_list(), bad.clone()],
            "two fresh lists, the second of which revokes",
        ),
        (
            "revoked-and-good",
            [bad, good_list()],
            "two fresh lists, the first of which revokes",
        ),
        (
            "over-and-good",
            [over, good_list()],
            "a list that is over and revokes for a lost key, and a fresh one that does not",
        ),
    ] {
        let name = format!("any-{name}");
        under(out, &name, &[&leaf()], &lists, says, &[REVOKED], "rv-any").add(out);
    }
}
