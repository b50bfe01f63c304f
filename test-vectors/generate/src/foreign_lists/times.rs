//! When a VICAL counts, and which of two is the newer.

use super::{maker::*, *};
use crate::{
    authorities::signed,
    cbor::{int, tdate, text},
    pki::{Draft, date, tlv},
};

/// A second before and after the time of judgement.
const BEFORE: &str = "2026-05-31T23:59:59Z";
const AFTER: &str = "2026-06-01T00:00:01Z";

pub(crate) fn make(out: &mut Out) {
    dates(out);
    ages(out);
    floors(out);
}

fn dates(out: &mut Out) {
    let signer_until = |until: &str| {
        let draft = Draft {
            validity: tlv(
                0x30,
                &[&date(time("2026-01-01T00:00:00Z")), &date(time(until))],
            ),
            ..signer_draft()
        };
        List::under(vec![signed(&draft, THE_ISSUER.1), issuer()])
    };
    for (name, list, says, clause) in [
        (
            "first-second",
            List::during(NOW, NEXT),
            "a VICAL made in this second",
            "fl-future",
        ),
        (
            "last-second",
            List::during(MADE, NOW),
            "a VICAL in the second of its nextUpdate",
            "fl-expired",
        ),
        (
            "signer-last-second",
            signer_until(NOW),
            "a VICAL whose signer's certificate ends in this second",
            "fl-expired",
        ),
    ] {
        taken(out, name, list.write(), says, clause)
            .flags(&["time", "boundary"])
            .add(out);
    }
    for (name, list, says, codes, clause) in [
        (
            "in-future",
            List::during(AFTER, NEXT),
            "a VICAL made in the next second",
            &["trust.list-in-future"][..],
            "fl-future",
        ),
        (
            "expired",
            List::during(MADE, BEFORE),
            "a VICAL one second after its nextUpdate",
            &["trust.list-expired"],
            "fl-expired",
        ),
        (
            "in-future-and-expired",
            List::during(AFTER, BEFORE),
            "a VICAL made in the next second that is over already: both are said",
            &["trust.list-in-future", "trust.list-expired"],
            "fl-future",
        ),
        (
            "unbounded",
            List::new().without("nextUpdate"),
            "a VICAL without nextUpdate, and the caller set no maximum age",
            &["trust.list-unbounded"],
            "fl-unbounded",
        ),
    ] {
        refused(out, name, list.write(), says, codes, clause)
            .flags(&["time", "boundary"])
            .add(out);
    }
}

/// The list was made twelve hours before the time of judgement.
fn ages(out: &mut Out) {
    const AGE: u32 = 12 * 3_600;
    let endless = List::new().without("nextUpdate").write();
    let far = List::new().with("nextUpdate", tdate("2036-01-01T00:00:00Z"));
    taken(
        out,
        "age-at-limit",
        endless.clone(),
        "a VICAL without nextUpdate, as old as the caller allows",
        "fl-unbounded",
    )
    .given("max_age", AGE.into())
    .add(out);
    for (name, bytes, age, says) in [
        (
            "age-over-limit",
            endless,
            AGE - 1,
            "a VICAL without nextUpdate, a second older than the caller allows",
        ),
        (
            "age-before-next-update",
            far.write(),
            AGE - 1,
            "a VICAL with a far nextUpdate, a second older than the caller allows",
        ),
        (
            "age-after-next-update",
            List::during(MADE, BEFORE).write(),
            1_000_000,
            "a VICAL whose nextUpdate is past, younger than the caller allows",
        ),
    ] {
        refused(
            out,
            name,
            bytes,
            says,
            &["trust.list-expired"],
            "fl-expired",
        )
        .given("max_age", age.into())
        .twin("trust.vical-age-at-limit")
        .add(out);
    }
}

/// Behind a list of the same provider that was taken.
fn floors(out: &mut Out) {
    const EARLIER: &str = "2026-05-31T11:59:59Z";
    let takes = json!([before(out, "taken", &List::new())]);
    let mut same = List::new();
    same.unprotected = vec![(text("note"), text("seen"))];
    for (name, list, says, clause) in [
        (
            "newer",
            List::during("2026-05-31T12:00:01Z", NEXT),
            "a VICAL that is a second newer than the one that was taken",
            "fl-rollback",
        ),
        (
            "newer-with-smaller-number",
            List::during("2026-05-31T12:00:01Z", NEXT).with("vicalIssueID", int(3)),
            "a newer VICAL with a smaller vicalIssueID",
            "fl-rollback",
        ),
        (
            "again",
            List::new(),
            "the VICAL that was taken before",
            "fl-fork",
        ),
        (
            "again-with-a-header",
            same,
            "the same with a header member that nobody signed: it is no other list",
            "fl-fork",
        ),
    ] {
        taken(out, name, list.write(), says, clause)
            .given("takes", takes.clone())
            .add(out);
    }
    for (name, list, says, code, clause) in [
        (
            "rollback",
            List::during(EARLIER, NEXT),
            "a VICAL that is a second older than the one that was taken",
            "trust.list-rollback",
            "fl-rollback",
        ),
        (
            "rollback-with-greater-number",
            List::during(EARLIER, NEXT).with("vicalIssueID", int(8)),
            "an older VICAL with a greater vicalIssueID",
            "trust.list-rollback",
            "fl-rollback",
        ),
        (
            "fork",
            List::of([]),
            "a VICAL of the same date with other entries",
            "trust.list-forked",
            "fl-fork",
        ),
    ] {
        refused(out, name, list.write(), says, &[code], clause)
            .given("takes", takes.clone())
            .twin("trust.vical-newer")
            .add(out);
    }
}
