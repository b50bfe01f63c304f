//! One type, one territory, one time, one source.

use proptest::prelude::*;

use super::*;

fn with(rows: Vec<AuthoritativeSource>) -> Vec<Reason> {
    reasons(|list| list.authoritative_sources = rows)
}

fn ambiguous(territory: &str) -> Vec<Reason> {
    vec![Reason::ListSourceAmbiguous {
        doc_type: TYPE.to_owned(),
        territory: territory.to_owned(),
    }]
}

const A: &str = "2026-01-01T00:00:00Z";
const B: &str = "2026-02-01T00:00:00Z";
const B_AND_A_SECOND: &str = "2026-02-01T00:00:01Z";
const B_LESS_A_SECOND: &str = "2026-01-31T23:59:59Z";
const C: &str = "2026-03-01T00:00:00Z";

#[test]
fn times_that_meet_do_not_overlap_and_a_second_more_does() {
    assert_eq!(
        with(vec![
            source("CN-44", A, Some(B)),
            source("CN-44", B, Some(C))
        ]),
        []
    );
    assert_eq!(
        with(vec![source("CN-44", B, None), source("CN-44", A, Some(B))]),
        []
    );
    for (first_end, second_start) in [(B_AND_A_SECOND, B), (B, B_LESS_A_SECOND)] {
        let rows = vec![
            source("CN-44", A, Some(first_end)),
            source("CN-44", second_start, None),
        ];
        assert_eq!(with(rows), ambiguous("CN-44"));
    }
    assert_eq!(
        with(vec![source("CN-44", A, None), source("CN-44", C, None)]),
        ambiguous("CN-44")
    );
    assert_eq!(
        with(vec![
            source("CN-44", A, Some(B)),
            source("CN-44", A, Some(B))
        ]),
        ambiguous("CN-44")
    );
}

#[test]
fn a_territory_overlaps_all_that_lies_within_it() {
    for inside in ["CN-4401", "CN-440106"] {
        for rows in [
            vec![source("CN-44", A, None), source(inside, B, Some(C))],
            vec![source(inside, B, Some(C)), source("CN-44", A, None)],
            vec![source("CN-44", B, Some(C)), source(inside, A, None)],
        ] {
            assert_eq!(with(rows), ambiguous(inside));
        }
        assert_eq!(
            with(vec![source("CN-44", A, Some(B)), source(inside, B, None)]),
            []
        );
    }
    assert_eq!(
        with(vec![source("CN-4401", A, None), source("CN-4403", A, None)]),
        []
    );
}

#[test]
fn another_owner_does_not_excuse_and_another_type_does() {
    let mut other = source("CN-44", A, None);
    other.owner = "bureau".to_owned();
    assert_eq!(
        with(vec![source("CN-44", A, None), other.clone()]),
        ambiguous("CN-44")
    );
    other.doc_type = MDL.to_owned();
    assert_eq!(with(vec![source("CN-44", A, None), other]), []);
}

#[test]
fn subdivisions_whose_codes_begin_alike_do_not_contain_each_other() {
    let france = |rows: Vec<AuthoritativeSource>| {
        let mut list = ListContents {
            scheme_territory: Territory::Region(region("FR")),
            utc_offset_minutes: None,
            authoritative_sources: rows,
            ..regional()
        };
        issuance(&mut list).licence_scope = Vec::new();
        list.check()
    };
    let rows = |a: &str, b: &str| vec![source(a, A, None), source(b, A, None)];
    assert_eq!(france(rows("FR-2", "FR-2A")), []);
    assert_eq!(france(rows("FR", "FR-2A")), ambiguous("FR-2A"));
}

impl ListContents {
    fn check(&self) -> Vec<Reason> {
        check::check(self)
    }
}

#[test]
fn what_a_row_names_is_in_the_list() {
    let change = |change: fn(&mut AuthoritativeSource)| {
        let mut row = source("CN-44", A, None);
        change(&mut row);
        with(vec![row])
    };
    assert_eq!(
        rule_of(&change(|row| row.owner = "nobody".to_owned())),
        "the owner of a type is an entity of the list"
    );
    for issuer in ["nobody", "office-status", "office"] {
        let mut row = source("CN-44", A, None);
        row.issuers = vec![issuer.to_owned()];
        assert_eq!(
            rule_of(&with(vec![row])),
            "an issuer of a type is a licence issuance service of the list"
        );
    }
    assert_eq!(
        rule_of(&change(|row| row.territory = region("CN"))),
        "the territory of a source lies inside that of the list"
    );
    for until in [A, "2025-12-31T23:59:59Z"] {
        let mut row = source("CN-44", A, None);
        row.validity.until = Some(time(until));
        assert_eq!(
            rule_of(&with(vec![row])),
            "the time of a source ends after it begins"
        );
    }
}

/// Every pair held against every other, as the rule reads.
fn naive(rows: &[AuthoritativeSource]) -> bool {
    rows.iter().enumerate().any(|(i, a)| {
        rows.iter().skip(i + 1).any(|b| {
            a.doc_type == b.doc_type
                && (a.territory.contains(&b.territory) || b.territory.contains(&a.territory))
                && a.validity.overlaps(&b.validity)
        })
    })
}

proptest! {
    #[test]
    fn the_quick_check_agrees_with_the_naive_one(
        rows in prop::collection::vec((0..4_usize, 0..6_i64, prop::option::of(1..4_i64), any::<bool>()), 0..7)
    ) {
        let day = |n: i64| time(A).saturating_add(n * 86_400);
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(place, from, length, other)| AuthoritativeSource {
                doc_type: if other { MDL } else { TYPE }.to_owned(),
                territory: region(["CN-44", "CN-4401", "CN-440106", "CN-4403"][place]),
                validity: Interval { from: day(from), until: length.map(|l| day(from + l)) },
                ..source("CN-44", A, None)
            })
            .collect();
        let expected = naive(&rows);
        let mut list = regional();
        list.authoritative_sources = rows;
        let found = list.check();
        prop_assert_eq!(!found.is_empty(), expected, "{:?}", found);
        prop_assert!(found.iter().all(|r| r.code() == "trust.list-source-ambiguous"));
    }
}
