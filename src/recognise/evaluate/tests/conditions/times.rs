//! Conditions on the days of a licence.

use super::*;

#[test]
fn the_day_of_issue_begins_in_the_region_of_the_licence() {
    let kind = |not_before, not_after| Kind::IssuedAt {
        not_before,
        not_after,
    };
    let (before, after) = (issued().saturating_add(-1), issued().saturating_add(1));
    let paper = Paper::new();
    for (bounds, expected) in [
        ((Some(issued()), None), True),
        ((Some(after), None), False),
        ((None, Some(issued())), True),
        ((None, Some(before)), False),
        ((Some(before), Some(after)), True),
    ] {
        is(&kind(bounds.0, bounds.1), &paper, expected);
    }
    let withheld = paper.clone().without(COMMON, "issue_date");
    is(&kind(Some(issued()), None), &withheld, Unknown);
    let no_clocks = Paper {
        offset: None,
        ..paper
    };
    is(&kind(Some(issued()), None), &no_clocks, Unknown);
}

#[test]
fn a_foreign_document_has_the_one_element_of_that_name() {
    let kind = Kind::IssuedAt {
        not_before: Some(issued()),
        not_after: None,
    };
    let foreign = || Paper {
        elements: Vec::new(),
        ..Paper::of("org.iso.18013.5.1.mDL")
    };
    let name_space = "org.iso.18013.5.1";
    let day = foreign().with(name_space, "issue_date", date("2026-01-01"));
    is(&kind, &day, True);
    let instant = Cbor::Tag(0, Box::new(Cbor::text("2025-12-31T15:59:59Z")));
    is(
        &kind,
        &foreign().with(name_space, "issue_date", instant),
        False,
    );
    is(
        &kind,
        &day.with("org.iso.18013.5.1.aamva", "issue_date", date("2020-01-01")),
        True,
    );
    let elsewhere = foreign().with("org.iso.18013.5.1.aamva", "issue_date", date("2026-01-01"));
    is(&kind, &elsewhere, Unknown);
    is(&kind, &foreign(), Unknown);
}

#[test]
fn a_licence_is_of_an_age_up_to_its_last_second_and_not_before_its_issue() {
    let paper = Paper::new().with(COMMON, "issue_date", date("2026-06-02"));
    let kind = Kind::LicenceAge { max: 100 };
    let start = 16 * 3600; // the second of June begins in Guangdong
    over_time(
        &kind,
        &paper,
        &[
            (start - 1, False, start - 1),
            (start, True, start + 100),
            (start + 100, True, start + 100),
            (start + 101, False, FAR),
        ],
    );
    is(&kind, &paper.without(COMMON, "issue_date"), Unknown);
}

#[test]
fn what_is_left_of_a_validity_ends_with_the_last_second_of_the_last_day() {
    let paper = Paper::new().with(COMMON, "valid_until", date("2026-06-01"));
    let end = 16 * 3600 - 1;
    let kind = Kind::RemainingValidity { min: 60 };
    over_time(
        &kind,
        &paper,
        &[
            (0, True, end - 60),
            (end - 60, True, end - 60),
            (end - 59, False, FAR),
        ],
    );
    for word in ["long-term", "not-applicable"] {
        is(
            &kind,
            &paper.clone().with(COMMON, "valid_until", Cbor::text(word)),
            True,
        );
    }
    is(
        &kind,
        &paper.clone().without(COMMON, "valid_until"),
        Unknown,
    );
    is(
        &kind,
        &Paper {
            offset: None,
            ..paper
        },
        Unknown,
    );
    is(
        &Kind::RemainingValidity { min: u64::MAX },
        &Paper::new(),
        False,
    );
}

#[test]
fn a_foreign_document_without_a_day_of_expiry_may_end_at_any_time() {
    let kind = Kind::RemainingValidity { min: 1 };
    let foreign = Paper {
        elements: Vec::new(),
        ..Paper::of("org.iso.18013.5.1.mDL")
    };
    is(&kind, &foreign, Unknown);
    let instant = |text| Cbor::Tag(0, Box::new(Cbor::text(text)));
    let ends = |text| {
        foreign
            .clone()
            .with("org.iso.18013.5.1", "expiry_date", instant(text))
    };
    is(&kind, &ends("2026-06-01T00:00:01Z"), True);
    is(&kind, &ends("2026-06-01T00:00:00Z"), False);
    // The words are those of a licence of ours.
    is(
        &kind,
        &foreign.with("org.iso.18013.5.1", "expiry_date", Cbor::text("long-term")),
        Unknown,
    );
}
