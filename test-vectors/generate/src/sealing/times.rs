//! The technical validity: consistent, within the certificate's, and no earlier than the licence.

use super::*;

/// The instant so many seconds after `instant`.
fn after(instant: &str, seconds: i64) -> String {
    elicence::time::UnixTime::from_seconds(time(instant).seconds() + seconds)
        .unwrap()
        .to_string()
}

pub(super) fn times(out: &mut Out) {
    const INCONSISTENT: &str = "verify.validity-inconsistent";
    const OUTSIDE: &str = "verify.validity-outside-certificate";
    let clause = &["s-5.4a"];
    sealed(
        "valid-from-later",
        "counting from a month after it is signed",
        clause,
    )
    .given("valid_from", "2026-05-01T00:00:00Z")
    .add(out);
    refused(
        "valid-from-before-signed",
        "counting from the second before it is signed",
        clause,
        &[INCONSISTENT],
        "business-licence",
    )
    .given("valid_from", after(SIGNED, -1))
    .add(out);
    sealed(
        "valid-for-one-second",
        "counting for one second, which is over",
        clause,
    )
    .given("valid_until", after(SIGNED, 1))
    .verdict("refused")
    .add(out);
    for (name, seconds, says) in [
        ("at-once", 0, "valid until it begins"),
        ("before", -1, "valid until before it begins"),
    ] {
        refused(
            &format!("valid-until-{name}"),
            says,
            clause,
            &[INCONSISTENT],
            "valid-for-one-second",
        )
        .given("valid_until", after(SIGNED, seconds))
        .add(out);
    }

    let clause = &["s-5.4b"];
    sealed(
        "signed-with-the-certificate",
        "signed in the first second of the certificate",
        clause,
    )
    .given("signed", NOT_BEFORE)
    .add(out);
    refused(
        "signed-before-the-certificate",
        "signed the second before",
        clause,
        &[OUTSIDE],
        "signed-with-the-certificate",
    )
    .given("signed", after(NOT_BEFORE, -1))
    .add(out);
    sealed(
        "foreign-signed-at-the-end",
        "a foreign document signed in the last second of the certificate",
        clause,
    )
    .foreign()
    .given("signed", NOT_AFTER)
    .given("valid_until", after(NOT_AFTER, 3600))
    .verdict("refused")
    .add(out);
    refused(
        "foreign-signed-after-the-end",
        "the same a second later",
        clause,
        &[OUTSIDE],
        "foreign-signed-at-the-end",
    )
    .foreign()
    .given("signed", after(NOT_AFTER, 1))
    .given("valid_until", after(NOT_AFTER, 3600))
    .add(out);

    let clause = &["s-5.4c"];
    sealed(
        "valid-to-the-end",
        "valid until the last second of the certificate",
        clause,
    )
    .given("valid_until", NOT_AFTER)
    .add(out);
    refused(
        "valid-beyond-the-end",
        "valid a second longer than the certificate",
        clause,
        &[OUTSIDE],
        "valid-to-the-end",
    )
    .given("valid_until", after(NOT_AFTER, 1))
    .add(out);
    sealed(
        "foreign-valid-beyond-the-end",
        "a foreign document may be valid longer than its certificate",
        clause,
    )
    .foreign()
    .given("valid_until", after(NOT_AFTER, 1))
    .add(out);
    refused(
        "everything-wrong",
        "every reason at once, in the order of the steps",
        &["s-5.2", "s-5.3a", "s-5.4a", "s-5.4b", "s-5.4c", "s-5.5"],
        &[
            "seal.key-mismatch",
            "trust.issuer-mismatch",
            INCONSISTENT,
            OUTSIDE,
            OUTSIDE,
            "seal.object-missing",
        ],
        "business-licence",
    )
    .policy_type("test_seal_required")
    .certificate("seal-of-another")
    .given("algorithm", "ES384")
    .given("signed", after(NOT_AFTER, 10))
    .given("valid_from", after(NOT_AFTER, 9))
    .given("valid_until", after(NOT_AFTER, 20))
    .add(out);
}

/// A licence that may withhold its days counts from them at the earliest.
pub(super) fn withheld_days(out: &mut Out) {
    let clause = &["s-5.4d"];
    for (file, shipped, region) in [
        ("birth-on-2-april", "birth_certificate", None),
        (
            "birth-on-2-april-elsewhere",
            "birth_certificate",
            Some("FR"),
        ),
        ("business-from-2-april", "business_licence", None),
    ] {
        let mut draft: Value = serde_json::from_str(&shipped_draft(shipped)).unwrap();
        let common = &mut draft["common"];
        common["issue_date"] = "2026-04-02".into();
        common["valid_from"] = "2026-04-02".into();
        common["created_at"] = "2026-04-02T01:30:00Z".into();
        if let Some(region) = region {
            common["region"] = region.into();
        }
        out.file(
            &format!("common/drafts/{file}.json"),
            crate::out::pretty(&draft),
        );
    }
    let birth = |vector: Sealing, file: &str, from: &str| {
        vector
            .draft(file)
            .certificate("seal-of-another")
            .given("valid_from", from)
    };
    let (here, elsewhere) = ("birth-on-2-april", "birth-on-2-april-elsewhere");
    birth(
        sealed(
            "withheld-day-begun",
            "counting from the first second of the day of issue, UTC+08:00",
            clause,
        ),
        here,
        "2026-04-01T16:00:00Z",
    )
    .add(out);
    let says = "counting from the second before, which would give a wrong day away";
    birth(
        refused(
            "withheld-day-not-begun",
            says,
            clause,
            &["verify.validity-inconsistent"],
            "withheld-day-begun",
        ),
        here,
        "2026-04-01T15:59:59Z",
    )
    .add(out);
    let says =
        "where the region's offset is not known, the day has begun when it has begun at UTC-12:00";
    birth(
        sealed("withheld-day-begun-everywhere", says, clause),
        elsewhere,
        "2026-04-02T12:00:00Z",
    )
    .add(out);
    let codes = &["verify.validity-inconsistent"];
    birth(
        refused(
            "withheld-day-not-everywhere",
            "the second before",
            clause,
            codes,
            "withheld-day-begun-everywhere",
        ),
        elsewhere,
        "2026-04-02T11:59:59Z",
    )
    .add(out);
    let says = "a licence that always shows its days may be sealed before them";
    sealed("shown-day-not-begun", says, clause)
        .draft("business-from-2-april")
        .add(out);
}
