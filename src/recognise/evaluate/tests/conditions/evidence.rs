//! Conditions on what the verdict says, and on what every licence says of its issuer.

use super::*;

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
