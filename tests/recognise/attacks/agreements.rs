//! An agreement of one's own making.

use super::*;

fn refused(contents: AgreementContents) -> Vec<&'static str> {
    let signer = &WORLD
        .member(contents.pointing_party.territory.as_str())
        .signer;
    let chain = [signer.certificate.clone()];
    match AgreementDraft::new(contents).prepare(Algorithm::Es256, &chain) {
        Err(AgreementError::Refused(reasons)) => reasons.iter().map(Reason::code).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_map_writes_onto_a_holder_or_into_what_every_licence_says_of_itself() {
    for (space, name) in [
        (COMMON_NAME_SPACE, "holder_code"),
        (COMMON_NAME_SPACE, "issue_date"),
        (COMMON_NAME_SPACE, "anything"),
        (SECOND, "holder_code"),
        (SECOND, "holder_name_2"),
        (THIRD, "x"),
    ] {
        let mut agreement = contents("a", "CN-33", "CN-44");
        let mut onto = mapping(
            rich_element("grade"),
            name,
            Transform::Constant("x".to_owned()),
            OnUnmapped::Drop,
        );
        onto.to = Element::new(space, name);
        rich(&mut agreement).attribute_map.push(onto);
        let codes = refused(agreement);
        assert!(
            codes
                .iter()
                .all(|code| *code == "recognise.agreement-invalid")
                && !codes.is_empty(),
            "{space}/{name}"
        );
    }
}

#[test]
fn a_constant_is_stated_by_the_agreement_and_only_where_its_element_is_disclosed() {
    let mut agreement = contents("a", "CN-33", "CN-44");
    let constant = Transform::Constant("full".to_owned());
    rich(&mut agreement).attribute_map.push(mapping(
        rich_element("grade"),
        "kind",
        constant,
        OnUnmapped::Drop,
    ));
    let sealed = WORLD.seal(&Paper::rich("CN-44"));
    let found = Scene::of(sealed.clone(), "CN-33", vec![agreement.clone()]).asked_on(2);
    assert_eq!(found.stated_by("kind"), ["agreement"]);
    let hidden = withholding(&sealed, &["grade"]);
    let found = Scene::of(hidden, "CN-33", vec![agreement]).asked_on(2);
    assert_eq!(
        (found.local(SECOND, "kind"), found.dropped()),
        (None, vec![format!("{SECOND}/kind")])
    );
}

#[test]
fn a_view_never_holds_more_than_was_disclosed() {
    let mut agreement = contents("a", "CN-33", "CN-44");
    rich(&mut agreement).attribute_map.push(mapping(
        rich_element("grade"),
        "grade",
        Transform::Identity,
        OnUnmapped::Drop,
    ));
    let sealed = WORLD.seal(&Paper::rich("CN-44"));
    let hidden = withholding(&sealed, &["grade", "holder_name", "holder_code", "number"]);
    let found = Scene::of(hidden, "CN-33", vec![agreement]).asked_on(2);
    assert!(!found.stated_by("holder_code_type").is_empty());
    for name in ["grade", "holder_name", "holder_code", "number"] {
        assert_eq!(found.stated_by(name), [""; 0], "{name}");
    }
}

#[test]
fn derived_data_count_by_their_own_rule_not_too_old_and_never_from_the_future() {
    let missing = "not-recognised: recognise.data-missing";
    let says = |as_of, derived: Option<DerivedBy>, name: &str| {
        let mut agreement = contents("a", "CN-33", "CN-44");
        rich(&mut agreement).conditions.push(one(
            "c",
            Kind::ElementPresent {
                element: rich_element(name),
                derived,
            },
        ));
        let paper = Paper {
            as_of,
            ..Paper::rich("CN-44")
        };
        Scene::new(paper, "CN-33", vec![agreement]).says_on(2)
    };
    let by = |rule: &str, max_age| {
        Some(DerivedBy {
            rule: rule.to_owned(),
            max_age,
        })
    };
    let right = "age_over(since,18)";
    assert_eq!(
        says("2026-06-01", by(right, 2 * 86_400), "since_18"),
        "recognised"
    );
    assert_eq!(
        says("2026-05-30", by(right, 2 * 86_400), "since_18"),
        missing
    );
    assert_eq!(
        says("2026-06-03", by(right, 2 * 86_400), "since_18"),
        missing
    );
    assert_eq!(
        says(
            "2026-06-01",
            by("age_over(since,16)", 2 * 86_400),
            "since_18"
        ),
        missing
    );
    assert_eq!(
        says(
            "2026-06-01",
            by("age_over(since, 18)", 2 * 86_400),
            "since_18"
        ),
        missing
    );
    assert_eq!(says("2026-06-01", None, "since_18"), missing);
    assert_eq!(says("2026-06-01", by(right, 2 * 86_400), "grade"), missing);
    // What is old excludes: to exclude is to know better.
    let mut agreement = contents("a", "CN-33", "CN-44");
    let old = Kind::ElementIn {
        element: rich_element("points_band"),
        values: vec!["few".to_owned()],
        derived: by("band(points)", 86_400),
    };
    agreement
        .exclusions
        .push(exclusion("x", vec![condition("c", old)]));
    let scene = Scene::new(Paper::rich("CN-44"), "CN-33", vec![agreement]);
    assert_eq!(
        scene.says_at(day(1).saturating_add(13 * 3_600)),
        "recognised"
    );
    assert_eq!(scene.says_on(3), "not-recognised: recognise.excluded");
}

#[test]
fn nobody_agrees_in_the_name_of_another_region() {
    // Guangdong would like to be recognised in Zhejiang, and Shanghai to lend its hand.
    let ours = contents("a", "CN-33", "CN-44");
    for stranger in ["CN-44", "CN-31", "CN-3301"] {
        let bytes = crate::agreeing::signed_by(&ours, stranger);
        let error = Agreements::new()
            .load(&bytes, &WORLD.store, now())
            .unwrap_err();
        assert_eq!(
            error.code(),
            "recognise.agreement-signer-not-allowed",
            "{stranger}"
        );
    }
    // In its own name it signs what leads nowhere here.
    let own = contents("a", "CN-31", "CN-44");
    let scene = Scene::new(Paper::rich("CN-44"), "CN-33", vec![own]);
    assert_eq!(scene.says_on(2), "not-recognised: recognise.no-agreement");
}
