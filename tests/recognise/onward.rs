//! A recognises B, and B recognises C: whether a licence of C counts in A.

use elicence::recognise::agreement::{
    AgreementContents, EquivalenceStatus, Kind, OnUnmapped, Precedence, Transform,
};

use crate::{
    agreeing::{contents, id, mapping, one, rich, rich_element, supplement, table},
    asking::Scene,
    offices::{day, region},
    papers::{Paper, RICH, SECOND, THIRD},
};

const NOT_TRANSITIVE: &str = "not-recognised: recognise.not-transitive";

/// Zhejiang recognises Guangdong's second type, and Guangdong Shanghai's rich one as its second.
fn chain() -> [AgreementContents; 2] {
    let mut first = contents("first", "CN-33", "CN-44");
    first.mra_depth = 1;
    first.onward_parties = vec![region("CN-31")];
    rich(&mut first).pointed_type = SECOND.to_owned();
    rich(&mut first).pointing_type = THIRD.to_owned();
    let mut second = contents("second", "CN-44", "CN-31");
    second.onward_use = true;
    [first, second]
}

fn says(all: [AgreementContents; 2]) -> String {
    scene(all).says_on(2)
}

fn scene(all: [AgreementContents; 2]) -> Scene {
    Scene::new(Paper::rich("CN-31"), "CN-33", all.into())
}

#[test]
fn a_step_onward_needs_the_depth_the_region_and_the_leave_of_the_second() {
    for depth in [0, 1] {
        for listed in [&[][..], &["CN-31"], &["CN-11"], &["CN-11", "CN-31"]] {
            for onward_use in [false, true] {
                let [mut first, mut second] = chain();
                first.mra_depth = depth;
                first.onward_parties = match depth {
                    0 => Vec::new(),
                    _ => listed.iter().map(|place| region(place)).collect(),
                };
                if depth == 1 && listed.is_empty() {
                    continue; // nobody signs that
                }
                second.onward_use = onward_use;
                let right = listed.contains(&"CN-31");
                let expected = match (depth, right && onward_use) {
                    (0, _) => "not-recognised: recognise.depth-exceeded",
                    (_, true) => "recognised",
                    (_, false) => NOT_TRANSITIVE,
                };
                assert_eq!(
                    says([first, second]),
                    expected,
                    "{depth} {listed:?} {onward_use}"
                );
            }
        }
    }
}

#[test]
fn the_answer_names_both_agreements_and_shows_the_licence_as_the_first_sees_it() {
    let [mut first, mut second] = chain();
    rich(&mut second).attribute_map.push(mapping(
        rich_element("grade"),
        "g",
        table(&[("A", &["1", "2"])]),
        OnUnmapped::Drop,
    ));
    let mut onward = mapping(
        elicence::recognise::agreement::Element::new(SECOND, "g"),
        "g",
        table(&[("1", &["x"]), ("2", &["y"])]),
        OnUnmapped::Drop,
    );
    onward.to.namespace = THIRD.to_owned();
    rich(&mut first).attribute_map.push(onward);
    let found = scene([first, second]).asked_on(2);
    assert_eq!(found.says(), "recognised");
    let mut cited = found.cited();
    cited.sort();
    assert_eq!(cited, [id("first"), id("second")]);
    assert_eq!(found.local_type(), Some(THIRD));
    assert_eq!(
        found.local(THIRD, "g"),
        Some(vec!["x".to_owned(), "y".to_owned()])
    );
}

#[test]
fn a_direct_agreement_stands_before_every_step_onward_also_when_it_refuses() {
    let [first, second] = chain();
    let mut direct = contents("direct", "CN-33", "CN-31");
    rich(&mut direct).purposes = vec!["urn:example:other".to_owned()];
    let all = vec![first, second, direct];
    let scene = Scene::new(Paper::rich("CN-31"), "CN-33", all);
    assert_eq!(
        scene.says_on(2),
        "not-recognised: recognise.purpose-not-covered"
    );
}

#[test]
fn there_is_no_third_step() {
    let [first, second] = chain();
    let mut third = contents("third", "CN-31", "CN-11");
    third.onward_use = true;
    let mut second = second;
    second.mra_depth = 1;
    second.onward_parties = vec![region("CN-11")];
    let scene = Scene::new(Paper::rich("CN-11"), "CN-33", vec![first, second, third]);
    assert_eq!(scene.says_on(2), "not-recognised: recognise.no-agreement");
}

#[test]
fn both_must_be_in_force_and_both_must_have_a_provision() {
    let [first, second] = chain();
    let enter = |mut contents: AgreementContents| {
        contents
            .equivalence_history
            .insert(0, contents.current_state);
        contents.current_state.status = EquivalenceStatus::Suspended;
        contents.current_state.starting_time = day(2);
        contents
    };
    let suspended = "not-recognised: recognise.agreement-suspended";
    assert_eq!(says([enter(first.clone()), second.clone()]), suspended);
    assert_eq!(says([first.clone(), enter(second.clone())]), suspended);
    let mut narrow = second.clone();
    rich(&mut narrow).territories = vec![region("CN-4401")];
    assert_eq!(
        says([first.clone(), narrow]),
        "not-recognised: recognise.territory-not-covered"
    );
    let mut other = first;
    rich(&mut other).pointed_type = RICH.to_owned();
    assert_eq!(
        says([other, second]),
        "not-recognised: recognise.type-not-covered"
    );
}

#[test]
fn conditions_status_and_supplements_of_both_hold_each_about_what_it_sees() {
    let [first, second] = chain();
    let present = |space: &str, name: &str| {
        let element = elicence::recognise::agreement::Element::new(space, name);
        one(
            "present",
            Kind::ElementPresent {
                element,
                derived: None,
            },
        )
    };
    let with = |of_first: Option<(&str, &str)>, of_second: Option<(&str, &str)>| {
        let (mut first, mut second) = (first.clone(), second.clone());
        rich(&mut second).attribute_map.push(mapping(
            rich_element("grade"),
            "g",
            Transform::Identity,
            OnUnmapped::Drop,
        ));
        if let Some((space, name)) = of_first {
            rich(&mut first).conditions.push(present(space, name));
        }
        if let Some((space, name)) = of_second {
            rich(&mut second).conditions.push(present(space, name));
        }
        says([first, second])
    };
    assert_eq!(
        with(Some((SECOND, "g")), Some((RICH, "grade"))),
        "recognised"
    );
    // The view of the second does not exist yet where the second asks.
    assert_eq!(
        with(None, Some((SECOND, "g"))),
        "not-recognised: recognise.data-missing"
    );
    assert_eq!(
        with(Some((SECOND, "other")), None),
        "not-recognised: recognise.data-missing"
    );

    let (mut a, mut b) = (first.clone(), second.clone());
    rich(&mut a).supplements.push(supplement("of-first", None));
    rich(&mut b).supplements.push(supplement("of-second", None));
    assert_eq!(
        scene([a, b]).asked_on(2).needed(),
        ["of-first", "of-second"]
    );

    let mut strict = first;
    rich(&mut strict).status_equivalence.valid = vec![3];
    assert_eq!(
        says([strict, second]),
        "not-recognised: recognise.status-not-equivalent"
    );
}

#[test]
fn what_is_unmapped_on_the_way_refuses_even_where_it_would_be_dropped() {
    let [first, mut second] = chain();
    let grade = |rows: &[(&str, &[&str])]| {
        mapping(rich_element("grade"), "g", table(rows), OnUnmapped::Drop)
    };
    rich(&mut second)
        .attribute_map
        .push(grade(&[("B", &["1"])]));
    assert_eq!(
        says([first.clone(), second.clone()]),
        "not-recognised: recognise.code-unmapped"
    );
    // Where it leads straight, it is dropped.
    let straight = Scene::new(Paper::rich("CN-31"), "CN-44", vec![second.clone()]);
    assert_eq!(straight.says_on(2), "recognised");
    // "None here" is no lack of a row.
    rich(&mut second).attribute_map = vec![grade(&[("A", &[])])];
    assert_eq!(says([first, second]), "recognised");
}

#[test]
fn pairs_stand_beside_each_other_and_the_first_agreement_gives_the_precedence() {
    let [first, second] = chain();
    let mut other = contents("other", "CN-33", "CN-44");
    other.mra_depth = 1;
    other.onward_parties = vec![region("CN-31")];
    rich(&mut other).pointed_type = SECOND.to_owned();
    rich(&mut other).pointing_type = "org.elicence.fourth.1".to_owned();
    let both = |other: &AgreementContents| {
        let all = vec![first.clone(), second.clone(), other.clone()];
        Scene::new(Paper::rich("CN-31"), "CN-33", all).asked_on(2)
    };
    assert_eq!(
        both(&other).says(),
        "indeterminate: recognise.agreement-conflict"
    );
    other.precedence = Precedence::Prevails;
    let found = both(&other);
    assert_eq!(found.says(), "recognised");
    assert!(found.cited().contains(&id("other")) && !found.cited().contains(&id("first")));
}

#[test]
fn the_second_must_be_made_by_the_very_party_that_the_first_recognises() {
    let [mut first, second] = chain();
    first.pointed_party.entity_id = crate::world::WORLD.member("CN-11").code.clone();
    assert_eq!(
        says([first, second.clone()]),
        "not-recognised: recognise.no-agreement"
    );
    let [mut first, _] = chain();
    first.pointed_party.territory = region("CN-4401");
    assert_eq!(
        says([first, second]),
        "not-recognised: recognise.no-agreement"
    );
}
