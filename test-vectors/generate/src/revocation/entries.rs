//! Which entries count: reasons and dates against the sealing time, which no one proved here.

use super::{form::unusable, *};
use crate::pki::{INVALIDITY, REASON, entry, extension, tlv};

pub(crate) fn make(out: &mut Out) {
    reasons(out);
    lost_keys(out);
    back_dated(out);
    invalidity(out);
    unreadable(out);
}

const REASONS: [(u8, &str, &str); 10] = [
    (0, "unspecified", "unspecified"),
    (1, "key-compromise", "keyCompromise"),
    (2, "ca-compromise", "cACompromise"),
    (3, "affiliation-changed", "affiliationChanged"),
    (4, "superseded", "superseded"),
    (5, "cessation", "cessationOfOperation"),
    (6, "hold", "certificateHold"),
    (8, "remove", "removeFromCRL"),
    (9, "privilege-withdrawn", "privilegeWithdrawn"),
    (10, "aa-compromise", "aACompromise"),
];

/// The reasons for which who has the key may be another.
const LOST: [u8; 6] = [0, 1, 2, 6, 8, 10];

fn dated(reason: Option<u8>, since: &str, invalid: Option<&str>) -> Vec<u8> {
    let entry = Revoked {
        serial: SERIAL,
        since: time(since),
        reason,
        invalid: invalid.map(time),
    };
    list(THE_ROOT, &[revoked(OTHER_SERIAL, None), entry])
}

fn refused(out: &mut Out, name: &str, list: Vec<u8>, says: &str, clause: &str) {
    one(out, name, list, says, &[REVOKED], clause).add(out);
}

/// 2026-06-01T00:00:00Z is the time of judgement, and so the sealing time.
fn reasons(out: &mut Out) {
    const NOW: &str = "2026-06-01T00:00:00Z";
    for (reason, name, word) in REASONS {
        let says = format!("the certificate was revoked in this second, for the reason {word}");
        let list = dated(Some(reason), NOW, None);
        refused(out, &format!("reason-{name}"), list, &says, "rv-revoked");
    }
    refused(
        out,
        "reason-absent",
        dated(None, NOW, None),
        "the certificate was revoked in this second, and no reason is given",
        "rv-revoked",
    );
}

/// Dated after the time of judgement.
fn lost_keys(out: &mut Out) {
    const LATER: &str = "2026-06-02T00:00:00Z";
    for (reason, name, word) in REASONS {
        let says = format!(
            "the certificate is revoked from tomorrow, for the reason {word}, and no time is proven"
        );
        let list = dated(Some(reason), LATER, None);
        let clause = if LOST.contains(&reason) {
            "rv-lost-key"
        } else {
            "rv-back-dated"
        };
        refused(out, &format!("later-{name}"), list, &says, clause);
    }
    refused(
        out,
        "later-absent",
        dated(None, LATER, None),
        "the certificate is revoked from tomorrow, without a reason",
        "rv-lost-key",
    );
}

/// The licence says that it was sealed on 2026-04-01.
fn back_dated(out: &mut Out) {
    for (reason, name) in [(4, "superseded"), (5, "cessation"), (1, "key-compromise")] {
        refused(
            out,
            &format!("back-dated-{name}"),
            dated(Some(reason), "2026-05-01T00:00:00Z", None),
            "the licence says that it was sealed a month before its certificate was revoked; nobody proves it",
            "rv-back-dated",
        );
    }
}

fn invalidity(out: &mut Out) {
    refused(
        out,
        "invalid-before-the-seal",
        dated(
            Some(4),
            "2026-05-01T00:00:00Z",
            Some("2026-03-01T00:00:00Z"),
        ),
        "superseded, and the key was not good when the licence says that it was sealed",
        "rv-revoked",
    );
    refused(
        out,
        "invalid-before-revoked-later",
        dated(
            Some(4),
            "2026-06-02T00:00:00Z",
            Some("2026-05-01T00:00:00Z"),
        ),
        "superseded from tomorrow, and the key was not good since a month ago",
        "rv-revoked",
    );
}

/// One entry, of another certificate, spoils the list.
fn unreadable(out: &mut Out) {
    let with = |extensions: &[Vec<u8>]| {
        let serial = tlv(0x02, &[&[8]]);
        let mut draft = draft(THE_ROOT, &[]);
        draft.entries = vec![entry(&serial, time("2026-05-20T00:00:00Z"), extensions)];
        draft
    };
    let reason = |value: &[u8]| extension(REASON, false, value);
    for (name, extensions, says) in [
        (
            "reason-7",
            vec![reason(&[0x0a, 0x01, 0x07])],
            "has an entry for the reason 7, which there is not",
        ),
        (
            "reason-11",
            vec![reason(&[0x0a, 0x01, 0x0b])],
            "has an entry for the reason 11, which there is not",
        ),
        (
            "reason-integer",
            vec![reason(&[0x02, 0x01, 0x01])],
            "has an entry whose reason is an INTEGER",
        ),
        (
            "reason-twice",
            vec![reason(&[0x0a, 0x01, 0x04]), reason(&[0x0a, 0x01, 0x01])],
            "has an entry with two reasons",
        ),
        (
            "invalidity-short-date",
            vec![extension(
                INVALIDITY,
                false,
                &tlv(0x17, &[b"260501000000Z"]),
            )],
            "has an entry whose invalidity date is a UTCTime",
        ),
    ] {
        unusable(out, name, &with(&extensions), says, "rv-form");
    }
}
