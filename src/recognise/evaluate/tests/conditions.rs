//! Section 4: every condition where it is true, false and not known, and a second before and after its edges.

use super::*;
use crate::{
    recognise::agreement::Level,
    recognise::subject::SealObject,
    verify::{Holder, HolderProof, ProofMethod},
};

use super::super::{
    condition::{Answer, ask},
    seen::Seen,
    until::Until,
};
use Answer::{False, True, Unknown};

pub(super) fn of(kind: &Kind, subject: &Subject<'_>, now: UnixTime) -> (Answer, UnixTime) {
    let mut until = Until::new(now, far());
    let seen = Seen {
        subject,
        view: None,
    };
    let answer = ask(kind, &seen, now, &mut until);
    (answer, until.end())
}

#[track_caller]
pub(super) fn is(kind: &Kind, paper: &Paper, expected: Answer) {
    assert_eq!(of(kind, &paper.subject(), now()).0, expected, "{kind:?}");
}

/// The answer at each of these seconds after now, and until when it stands.
#[track_caller]
fn over_time(kind: &Kind, paper: &Paper, expected: &[(i64, Answer, i64)]) {
    for (second, answer, end) in expected {
        let found = of(kind, &paper.subject(), at(*second));
        assert_eq!(found, (*answer, at(*end)), "{second}: {kind:?}");
    }
}

const FAR: i64 = 1000 * DAY;

fn own(identifier: &str) -> Element {
    Element::new(PERMIT, identifier)
}

/// 2026-01-01 in Guangdong.
fn issued() -> UnixTime {
    UnixTime::parse_tdate("2025-12-31T16:00:00Z").unwrap()
}

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

#[test]
fn a_level_of_assurance_counts_under_its_scheme_only() {
    let paper = Paper::new();
    let schemes = owned(&["urn:scheme:a", "urn:scheme:b"]);
    let kind = |scheme: &str, level| Kind::AssuranceAtLeast {
        scheme: scheme.to_owned(),
        level,
    };
    let mut subject = paper.subject();
    subject.assurance = Some(3);
    subject.schemes = &schemes;
    let ask = |kind: &Kind, subject: &Subject<'_>| of(kind, subject, now()).0;
    assert_eq!(ask(&kind("urn:scheme:b", 3), &subject), True);
    assert_eq!(ask(&kind("urn:scheme:b", 4), &subject), False);
    assert_eq!(ask(&kind("urn:scheme:c", 0), &subject), Unknown);
    subject.assurance = None;
    assert_eq!(ask(&kind("urn:scheme:b", 0), &subject), Unknown);
}

#[test]
fn the_oldest_status_list_says_how_fresh_the_status_is() {
    let paper = Paper::new();
    let kind = Kind::StatusFresh { max_age: 50 };
    let mut subject = paper.subject();
    assert_eq!(of(&kind, &subject, now()), (Unknown, far()));
    subject.statuses = vec![(Some(0), at(-10)), (None, at(-50))];
    assert_eq!(of(&kind, &subject, now()), (True, now()));
    assert_eq!(of(&kind, &subject, at(1)), (False, far()));
    assert_eq!(of(&kind, &subject, at(-3)), (True, now()));
}

#[test]
fn the_issuer_is_one_of_them_or_none_of_them() {
    let paper = Paper::new();
    let mut subject = paper.subject();
    let entities = || owned(&["A", "B"]);
    let both = |subject: &Subject<'_>| {
        let one = of(
            &Kind::IssuerIn {
                entities: entities(),
            },
            subject,
            now(),
        )
        .0;
        (
            one,
            of(
                &Kind::IssuerNotIn {
                    entities: entities(),
                },
                subject,
                now(),
            )
            .0,
        )
    };
    assert_eq!(both(&subject), (Unknown, Unknown));
    subject.entity = Some("B");
    assert_eq!(both(&subject), (True, False));
    subject.entity = Some("C");
    assert_eq!(both(&subject), (False, True));
}

#[test]
fn category_level_and_industry_are_what_the_licence_discloses() {
    let kinds = |values: &[&str]| {
        [
            (
                "category",
                Kind::CategoryIn {
                    categories: owned(values),
                },
            ),
            (
                "issuer_level",
                Kind::LevelIn {
                    levels: owned(values),
                },
            ),
            (
                "industry",
                Kind::IndustryIn {
                    industries: owned(values),
                },
            ),
        ]
    };
    for (identifier, kind) in kinds(&["a", "b"]) {
        let shows = |value| Paper::new().with(COMMON, identifier, Cbor::text(value));
        is(&kind, &shows("b"), True);
        is(&kind, &shows("c"), False);
        is(&kind, &Paper::new(), Unknown);
        // An element of this name elsewhere is another one.
        is(
            &kind,
            &Paper::new().own(identifier, Cbor::text("a")),
            Unknown,
        );
    }
}

#[test]
fn an_element_is_present_or_not_known() {
    let kind = Kind::ElementPresent {
        element: own("class"),
        derived: None,
    };
    is(&kind, &Paper::new().own("class", Cbor::Null), True);
    is(&kind, &Paper::new(), Unknown);
    is(
        &kind,
        &Paper::new().with(LOCAL, "class", Cbor::text("A")),
        Unknown,
    );
}

#[test]
fn what_the_holder_states_is_not_there() {
    let mut paper = Paper::new().own("class", Cbor::text("A"));
    paper.elements.last_mut().unwrap().stated_by = StatedBy::Holder;
    is(
        &Kind::ElementPresent {
            element: own("class"),
            derived: None,
        },
        &paper,
        Unknown,
    );
}

fn codes(values: &[&str], element: Element) -> [Kind; 2] {
    let values = owned(values);
    [
        Kind::ElementIn {
            element: element.clone(),
            values: values.clone(),
            derived: None,
        },
        Kind::ElementNotIn {
            element,
            values,
            derived: None,
        },
    ]
}

/// Of `elementIn` and of `elementNotIn`.
#[track_caller]
fn both(values: &[&str], element: &Element, value: Cbor, expected: [Answer; 2]) {
    let paper = Paper::new().own("class", value);
    for (kind, expected) in codes(values, element.clone()).iter().zip(expected) {
        is(kind, &paper, expected);
    }
}

#[test]
fn every_code_is_one_of_them_or_none_is() {
    let class = own("class");
    both(&["A", "B"], &class, Cbor::text("B"), [True, False]);
    both(&["A", "B"], &class, Cbor::text("C"), [False, True]);
    both(&["A", "B"], &class, texts(&["B", "A", "B"]), [True, False]);
    both(&["A", "B"], &class, texts(&["B", "C"]), [False, False]);
    both(&["A", "B"], &class, texts(&["C", "D"]), [False, True]);
    for kind in codes(&["A"], class) {
        is(&kind, &Paper::new(), Unknown);
    }
}

#[test]
fn what_has_no_codes_is_neither_in_nor_out() {
    let class = own("class");
    for value in [
        Cbor::Integer(1),
        Cbor::Bool(true),
        Cbor::Null,
        texts(&[]),
        Cbor::Array(vec![Cbor::text("A"), Cbor::Integer(1)]),
        Cbor::map([("value", Cbor::text("A"))]),
        date("2026-01-01"),
    ] {
        both(
            &["A", "1", "true", "2026-01-01"],
            &class,
            value,
            [Unknown, Unknown],
        );
    }
}

#[test]
fn many_codes_and_many_values_are_compared_all_the_same() {
    let values: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    both(&values, &own("class"), texts(&values), [True, False]);
    let mut more = values.clone();
    more.push("other");
    both(&values, &own("class"), texts(&more), [False, False]);
    let others: Vec<String> = (0..50).map(|n| format!("x{n}")).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    both(&values, &own("class"), texts(&others), [False, True]);
}

fn member(name: &str) -> Element {
    Element {
        member: Some(name.to_owned()),
        ..own("class")
    }
}

#[test]
fn a_member_is_a_column_of_a_table() {
    let table = |cells: Vec<Cbor>| {
        let rows = cells
            .into_iter()
            .map(|cell| Cbor::Array(vec![Cbor::Integer(0), cell]));
        Cbor::map([
            ("columns", texts(&["n", "code"])),
            ("rows", Cbor::Array(rows.collect())),
        ])
    };
    let code = member("code");
    both(
        &["A"],
        &code,
        table(vec![Cbor::text("A"), Cbor::Null]),
        [True, False],
    );
    both(
        &["A"],
        &code,
        table(vec![Cbor::text("B"), Cbor::text("A")]),
        [False, False],
    );
    both(
        &["A"],
        &code,
        table(vec![Cbor::text("A"), Cbor::Integer(1)]),
        [Unknown, Unknown],
    );
    both(&["A"], &code, table(vec![Cbor::Null]), [Unknown, Unknown]);
    both(&["A"], &code, table(Vec::new()), [Unknown, Unknown]);
    both(
        &["A"],
        &member("other"),
        table(vec![Cbor::text("A")]),
        [Unknown, Unknown],
    );
    both(
        &["0"],
        &member("n"),
        table(vec![Cbor::text("A")]),
        [Unknown, Unknown],
    );
}

#[test]
fn a_member_is_a_key_in_a_list_of_maps() {
    let list = |codes: &[&str]| {
        let one = |code: &&str| Cbor::map([("vehicle_category_code", Cbor::text(*code))]);
        let mut items: Vec<Cbor> = codes.iter().map(one).collect();
        items.push(Cbor::map([("issue_date", date("2020-01-01"))]));
        Cbor::Array(items)
    };
    let code = member("vehicle_category_code");
    both(&["A", "B"], &code, list(&["B"]), [True, False]);
    both(&["A", "B"], &code, list(&["B", "C"]), [False, False]);
    both(&["A"], &code, list(&[]), [Unknown, Unknown]);
    both(
        &["A"],
        &code,
        Cbor::Array(vec![Cbor::text("A")]),
        [Unknown, Unknown],
    );
    both(&["A"], &code, Cbor::text("A"), [Unknown, Unknown]);
    let present = Kind::ElementPresent {
        element: member("other"),
        derived: None,
    };
    is(&present, &Paper::new().own("class", list(&["B"])), Unknown);
    let present = Kind::ElementPresent {
        element: code,
        derived: None,
    };
    is(&present, &Paper::new().own("class", list(&["B"])), True);
}

#[test]
fn a_number_lies_in_a_range_with_both_ends() {
    let range = |min, max| Kind::ElementRange {
        element: own("class"),
        min,
        max,
    };
    let amount = |exponent: i128, mantissa: i128| {
        let parts = vec![Cbor::Integer(exponent), Cbor::Integer(mantissa)];
        Cbor::Tag(4, Box::new(Cbor::Array(parts)))
    };
    for (value, min, max, expected) in [
        (Cbor::Integer(5), Some(5), Some(5), True),
        (Cbor::Integer(5), Some(6), None, False),
        (Cbor::Integer(5), None, Some(4), False),
        (Cbor::Integer(-1), None, Some(0), True),
        (
            Cbor::Integer(i128::from(u64::MAX)),
            Some(i64::MAX),
            None,
            True,
        ),
        (amount(-2, 500), Some(5), Some(5), True),
        (amount(-2, 501), None, Some(5), False),
        (amount(-2, 499), Some(5), None, False),
        (amount(-18, 1), Some(0), Some(i64::MAX), True),
        (amount(0, -1), Some(i64::MIN), Some(-1), True),
        (amount(1, 5), Some(0), None, Unknown),
        (Cbor::text("5"), Some(5), None, Unknown),
        (Cbor::Float(5.0), Some(5), None, Unknown),
        (Cbor::Bool(true), Some(0), None, Unknown),
    ] {
        is(
            &range(min, max),
            &Paper::new().own("class", value),
            expected,
        );
    }
    is(&range(Some(0), None), &Paper::new(), Unknown);
    let of_member = Kind::ElementRange {
        element: member("code"),
        min: Some(0),
        max: None,
    };
    is(
        &of_member,
        &Paper::new().own("class", Cbor::Integer(1)),
        Unknown,
    );
}

#[test]
fn a_date_is_so_long_ago_between_both_edges() {
    let kind = Kind::ElementDate {
        element: own("class"),
        min_age: Some(10),
        max_age: Some(20),
    };
    let instant = Cbor::Tag(0, Box::new(Cbor::text("2026-06-01T00:00:00Z")));
    let paper = Paper::new().own("class", instant);
    over_time(
        &kind,
        &paper,
        &[
            (9, False, 9),
            (10, True, 20),
            (20, True, 20),
            (21, False, FAR),
        ],
    );
    let day = Paper::new().own("class", date("2026-06-02"));
    let since = |min| Kind::ElementDate {
        element: own("class"),
        min_age: Some(min),
        max_age: None,
    };
    over_time(
        &since(0),
        &day,
        &[
            (16 * 3600 - 1, False, 16 * 3600 - 1),
            (16 * 3600, True, FAR),
        ],
    );
    is(
        &since(0),
        &Paper {
            offset: None,
            ..day
        },
        Unknown,
    );
    is(
        &since(0),
        &Paper::new().own("class", Cbor::text("2026-06-02")),
        Unknown,
    );
    is(&since(u64::MAX), &paper, False);
}

#[test]
fn a_holder_is_bound_by_a_proof_of_a_method_that_is_asked_for() {
    let kind = Kind::HolderBinding {
        any_method: owned(&["device-signature"]),
    };
    let paper = Paper::new();
    let bound = |holder, method: Option<ProofMethod>| {
        let mut subject = paper.subject();
        subject.holder = holder;
        subject.holder_proof = method.map(|method| HolderProof {
            method,
            device_key: [1; 32],
            session: [2; 32],
        });
        of(&kind, &subject, now()).0
    };
    assert_eq!(bound(Holder::Bound, Some(ProofMethod::Signature)), True);
    assert_eq!(bound(Holder::Bound, Some(ProofMethod::Mac)), False);
    assert_eq!(bound(Holder::Bound, None), Unknown);
    assert_eq!(bound(Holder::Unchecked, None), Unknown);
    assert_eq!(bound(Holder::NotBound, None), False);
    assert_eq!(bound(Holder::None, None), False);
}

#[test]
fn a_signature_without_a_proven_time_is_of_the_lowest_level() {
    let paper = Paper::new();
    let mut subject = paper.subject();
    let levels = [Level::B, Level::T, Level::Lt, Level::Lta];
    let all = |subject: &Subject<'_>| {
        levels.map(|min| of(&Kind::SignatureLevel { min }, subject, now()).0)
    };
    assert_eq!(all(&subject), [True, False, False, False]);
    subject.sealing_time_proven = true;
    assert_eq!(all(&subject), [True, True, False, False]);
}

#[test]
fn a_seal_that_nobody_checked_is_not_known() {
    let kind = Kind::SealType {
        any_of_types: owned(&["official"]),
    };
    is(&kind, &Paper::new(), False);
    is(&kind, &Paper::new().without(COMMON, "seal"), False);
    is(
        &kind,
        &Paper::new().with(COMMON, "seal", Cbor::map([("es_id", Cbor::text("1"))])),
        Unknown,
    );
    let paper = Paper::new();
    let mut subject = paper.subject();
    for (seal, expected) in [("official", True), ("private", False)] {
        subject.seal = SealObject::Of(seal);
        assert_eq!(of(&kind, &subject, now()).0, expected);
    }
}

#[test]
fn a_kind_that_is_not_known_is_neither_true_nor_false() {
    is(
        &Kind::Other {
            kind: "moonPhase".to_owned(),
        },
        &Paper::new(),
        Unknown,
    );
}
