//! Step 5.1: the technical and the legal validity, each edge from both sides.

use crate::{
    authorities::{
        CA_NOT_BEFORE, NOT_AFTER, NOT_BEFORE, NOW, ROOT_KEY, SIGNED, THE_ROOT, VALID_UNTIL,
        ca_draft, root, signed, time, trust,
    },
    cbor::{date, tdate, text},
    document::{COMMON, Parts},
    good::{business, mdl, shipped},
    out::{Out, Vector},
    pki::date as der_date,
};

pub(crate) fn make(out: &mut Out) {
    consistency(out);
    technical(out);
    legal(out);
    unknown_offset(out);
    until(out);
}

/// The instant so many seconds later.
fn later(instant: &str, seconds: i64) -> String {
    time(instant).saturating_add(seconds).to_string()
}

fn with(signed: &str, from: &str, until: &str) -> Parts {
    let mut parts = business();
    parts.validity().set("signed", tdate(signed));
    parts.validity().set("validFrom", tdate(from));
    parts.validity().set("validUntil", tdate(until));
    parts
}

fn accepted(name: &str, parts: &Parts, says: &str, clause: &str) -> Vector {
    Vector::accepted(&format!("verify.{name}"), parts.write(), says)
        .clause(&[clause])
        .flags(&["time", "boundary", "N2", "N20"])
}

fn refused(
    name: &str,
    parts: &Parts,
    says: &str,
    clause: &str,
    codes: &[&str],
    twin: &str,
) -> Vector {
    Vector::refused(&format!("verify.{name}"), parts.write(), says, codes)
        .clause(&[clause])
        .flags(&["time", "boundary", "N2", "N20"])
        .critical()
        .twin(&format!("verify.{twin}"))
}

fn consistency(out: &mut Out) {
    accepted(
        "signed-now",
        &with(NOW, NOW, VALID_UNTIL),
        "signed at the second of judgement",
        "v-5.1.1a",
    )
    .add(out);
    let soon = later(NOW, 1);
    refused(
        "signed-in-one-second",
        &with(&soon, &soon, VALID_UNTIL),
        "signed one second after the judgement, and counting from then",
        "v-5.1.1a",
        &["verify.signed-in-future", "verify.mso-not-yet-valid"],
        "signed-now",
    )
    .add(out);
    accepted(
        "valid-from-signed",
        &with(SIGNED, SIGNED, VALID_UNTIL),
        "validFrom is signed",
        "v-5.1.1b",
    )
    .add(out);
    refused(
        "valid-from-before-signed",
        &with(SIGNED, &later(SIGNED, -1), VALID_UNTIL),
        "validFrom is one second before signed",
        "v-5.1.1b",
        &["verify.validity-inconsistent"],
        "valid-from-signed",
    )
    .add(out);
    accepted(
        "valid-for-one-second",
        &with(NOW, NOW, &soon),
        "validUntil is one second after validFrom",
        "v-5.1.1c",
    )
    .add(out);
    refused(
        "valid-for-no-second",
        &with(NOW, NOW, NOW),
        "validUntil is validFrom",
        "v-5.1.1c",
        &["verify.validity-inconsistent"],
        "valid-for-one-second",
    )
    .add(out);
    accepted(
        "signed-with-the-certificate",
        &with(NOT_BEFORE, SIGNED, VALID_UNTIL),
        "signed in the first second of the certificate",
        "v-5.1.1d",
    )
    .add(out);
    refused(
        "signed-before-the-certificate",
        &with(&later(NOT_BEFORE, -1), SIGNED, VALID_UNTIL),
        "signed one second before the certificate's life",
        "v-5.1.1d",
        &["verify.validity-outside-certificate"],
        "signed-with-the-certificate",
    )
    .add(out);
    accepted(
        "valid-until-the-certificate",
        &with(SIGNED, SIGNED, NOT_AFTER),
        "validUntil is the certificate's last second",
        "v-5.1.1e",
    )
    .add(out);
    refused(
        "valid-beyond-the-certificate",
        &with(SIGNED, SIGNED, &later(NOT_AFTER, 1)),
        "validUntil is one second after the certificate's end",
        "v-5.1.1e",
        &["verify.validity-outside-certificate"],
        "valid-until-the-certificate",
    )
    .add(out);
    let mut foreign = mdl();
    foreign
        .validity()
        .set("validUntil", tdate(&later(NOT_AFTER, 1)));
    accepted(
        "foreign-beyond-the-certificate",
        &foreign,
        "a foreign document whose validUntil is after the certificate's end",
        "v-5.1.1e",
    )
    .flags(&["foreign"])
    .trust("maryland")
    .add(out);
}

fn technical(out: &mut Out) {
    let parts = with(SIGNED, "2026-05-01T00:00:00Z", VALID_UNTIL);
    accepted(
        "technical-first-second",
        &parts,
        "judged in the first second of the technical validity",
        "v-5.1.2a",
    )
    .now("2026-05-01T00:00:00Z")
    .add(out);
    refused(
        "technical-too-early",
        &parts,
        "judged one second before the technical validity",
        "v-5.1.2a",
        &["verify.mso-not-yet-valid"],
        "technical-first-second",
    )
    .now("2026-04-30T23:59:59Z")
    .add(out);
    accepted(
        "technical-last-second",
        &parts,
        "judged in the last second of the technical validity",
        "v-5.1.2b",
    )
    .now(VALID_UNTIL)
    .add(out);
    refused(
        "technical-too-late",
        &parts,
        "judged one second after the technical validity",
        "v-5.1.2b",
        &["verify.mso-expired"],
        "technical-last-second",
    )
    .now(&later(VALID_UNTIL, 1))
    .add(out);
    let foreign = mdl();
    accepted(
        "foreign-last-second",
        &foreign,
        "a foreign document in the last second of its technical validity",
        "v-5.1.2b",
    )
    .trust("maryland")
    .now(VALID_UNTIL)
    .add(out);
    refused(
        "foreign-too-late",
        &foreign,
        "a foreign document one second later",
        "v-5.1.2b",
        &["verify.mso-expired"],
        "foreign-last-second",
    )
    .trust("maryland")
    .now(&later(VALID_UNTIL, 1))
    .add(out);
}

fn between(from: &str, until: &str, region: &str) -> Parts {
    let mut parts = business();
    parts.set(COMMON, "valid_from", date(from));
    parts.set(COMMON, "valid_until", date(until));
    parts.set(COMMON, "region", text(region));
    parts
}

fn legal(out: &mut Out) {
    let parts = between("2026-06-01", "2026-06-30", "CN-4401");
    accepted(
        "legal-first-second",
        &parts,
        "judged in the first second of valid_from in UTC+08:00",
        "v-5.1.3a",
    )
    .now("2026-05-31T16:00:00Z")
    .add(out);
    refused(
        "legal-too-early",
        &parts,
        "judged one second before valid_from begins in UTC+08:00",
        "v-5.1.3a",
        &["verify.not-yet-valid"],
        "legal-first-second",
    )
    .now("2026-05-31T15:59:59Z")
    .add(out);
    accepted(
        "legal-last-second",
        &parts,
        "judged in the last second of valid_until in UTC+08:00",
        "v-5.1.3b",
    )
    .now("2026-06-30T15:59:59Z")
    .add(out);
    refused(
        "legal-too-late",
        &parts,
        "judged one second after valid_until ended in UTC+08:00",
        "v-5.1.3b",
        &["verify.expired"],
        "legal-last-second",
    )
    .now("2026-06-30T16:00:00Z")
    .add(out);
    let one_day = between("2026-06-01", "2026-06-01", "CN-4401");
    accepted(
        "legal-one-day",
        &one_day,
        "a licence of one day, on that day",
        "v-5.1.3b",
    )
    .add(out);
    for (name, word, draft) in [
        ("long-term", "long-term", "business_licence"),
        ("not-applicable", "not-applicable", "tax_certificate"),
    ] {
        let parts = Parts::open(&shipped(draft), crate::authorities::SEAL_KEY).showing(&[]);
        accepted(
            &format!("legal-{name}"),
            &parts,
            &format!("valid_until is {word}, judged at the last second of the seal"),
            "v-5.1.3d",
        )
        .now(VALID_UNTIL)
        .add(out);
    }
    let mut marriage = Parts::open(
        &shipped("marriage_certificate"),
        crate::authorities::SEAL_KEY,
    )
    .showing(&[]);
    marriage.withhold(COMMON, "valid_from");
    marriage.withhold(COMMON, "issue_date");
    accepted(
        "legal-dates-withheld",
        &marriage,
        "a type that lets its dates be withheld, without them",
        "v-2.1.5",
    )
    .flags(&["disclosure"])
    .add(out);
}

/// A region whose offset is not known: the day begins somewhere between UTC+14:00 and UTC−12:00.
fn unknown_offset(out: &mut Out) {
    out.trust(
        "guangdong-and-france",
        &trust(&[(&root(), "elicence:*:CN-44,FR")], &[]),
    );
    let parts = between("2026-06-01", "2026-06-30", "FR");
    let undecided = |name: &str, says: &str| {
        Vector::undecided(
            &format!("verify.{name}"),
            parts.write(),
            says,
            &["verify.offset-unknown"],
        )
        .clause(&["v-5.1.3c", "v-indeterminate"])
        .flags(&["time", "boundary"])
        .trust("guangdong-and-france")
        .twin("verify.offset-begun-everywhere")
    };
    let france = |vector: Vector| vector.trust("guangdong-and-france");
    france(refused(
        "offset-begun-nowhere",
        &parts,
        "valid_from of a region without a known offset has begun nowhere on Earth",
        "v-5.1.3c",
        &["verify.not-yet-valid"],
        "offset-begun-everywhere",
    ))
    .now("2026-05-31T09:59:59Z")
    .add(out);
    undecided(
        "offset-first-begun",
        "valid_from has begun in UTC+14:00 only",
    )
    .now("2026-05-31T10:00:00Z")
    .add(out);
    undecided(
        "offset-last-not-begun",
        "valid_from has begun everywhere but in UTC-12:00",
    )
    .now("2026-06-01T11:59:59Z")
    .add(out);
    france(accepted(
        "offset-begun-everywhere",
        &parts,
        "valid_from has begun everywhere",
        "v-5.1.3c",
    ))
    .now("2026-06-01T12:00:00Z")
    .add(out);
    france(accepted(
        "offset-over-nowhere",
        &parts,
        "valid_until is over nowhere",
        "v-5.1.3c",
    ))
    .now("2026-06-30T09:59:59Z")
    .add(out);
    undecided("offset-first-over", "valid_until is over in UTC+14:00 only")
        .now("2026-06-30T10:00:00Z")
        .add(out);
    undecided(
        "offset-last-not-over",
        "valid_until is over everywhere but in UTC-12:00",
    )
    .now("2026-07-01T11:59:59Z")
    .add(out);
    france(refused(
        "offset-over-everywhere",
        &parts,
        "valid_until is over everywhere",
        "v-5.1.3c",
        &["verify.expired"],
        "offset-over-nowhere",
    ))
    .now("2026-07-01T12:00:00Z")
    .add(out);
}

/// How long a verdict can be relied on.
fn until(out: &mut Out) {
    let expect = |vector: Vector, until: &str| {
        vector
            .expect("effective_until", until.into())
            .clause(&["v-until"])
            .flags(&["time"])
    };
    expect(
        accepted(
            "until-the-seal-ends",
            &business(),
            "the technical validity ends first",
            "v-until",
        ),
        VALID_UNTIL,
    )
    .add(out);
    let legal = between("2026-06-01", "2026-06-30", "CN-4401");
    expect(
        accepted(
            "until-the-licence-ends",
            &legal,
            "the legal validity ends first",
            "v-until",
        ),
        "2026-06-30T15:59:59Z",
    )
    .add(out);
    let mut draft = ca_draft(THE_ROOT, THE_ROOT, 2);
    let end = "2026-09-30T00:00:00Z";
    draft.validity = crate::pki::tlv(
        0x30,
        &[&der_date(time(CA_NOT_BEFORE)), &der_date(time(end))],
    );
    out.trust(
        "guangdong-ending",
        &trust(&[(&signed(&draft, ROOT_KEY), "elicence:*:CN-44")], &[]),
    );
    expect(
        accepted(
            "until-the-anchor-ends",
            &business(),
            "the anchor's certificate ends first",
            "v-until",
        ),
        end,
    )
    .trust("guangdong-ending")
    .add(out);
    let mut foreign = mdl();
    foreign
        .validity()
        .set("validUntil", tdate(&later(NOT_AFTER, 86_400)));
    expect(
        accepted(
            "until-the-certificate-ends",
            &foreign,
            "the sealing certificate ends first",
            "v-until",
        ),
        NOT_AFTER,
    )
    .trust("maryland")
    .add(out);
}
