//! 6.5: Zhejiang recognises Fujian, Fujian recognises Guangdong: by two agreements that both say so, and never by three.

use super::*;

const YES: &str = "recognised";

/// What Zhejiang takes from Fujian.
fn first() -> Held {
    between("urn:first", "CN-33", "CN-35").change(|a| {
        a.mra_depth = 1;
        a.onward_parties = vec![region("CN-44").clone()];
        a.equivalences = vec![equivalence("f1", BETWEEN, LOCAL)];
    })
}

/// What Fujian takes from Guangdong.
fn second() -> Held {
    between("urn:second", "CN-35", "CN-44").change(|a| {
        a.onward_use = true;
        a.equivalences = vec![equivalence("g1", PERMIT, BETWEEN)];
    })
}

#[track_caller]
fn says_of(first: Held, second: Held, paper: &Paper, expected: &str) {
    assert_eq!(says(&bench([first, second]).ask(paper)), expected);
}

fn own(identifier: &str) -> Element {
    Element::new(PERMIT, identifier)
}

fn to_between(from: &str, transform: Transform) -> AttributeMapping {
    AttributeMapping {
        to: Element::new(BETWEEN, from),
        ..mapping(own(from), from, transform)
    }
}

fn from_between(from: &str, transform: Transform) -> AttributeMapping {
    mapping(Element::new(BETWEEN, from), from, transform)
}

#[test]
fn two_agreements_that_both_say_so_lead_one_step_onward() {
    let found = bench([second(), first()]).ask(&Paper::new());
    assert_eq!(says(&found), YES);
    let cited: Vec<_> = found
        .cited()
        .iter()
        .map(|c| (c.agreement_id, c.equivalence_id))
        .collect();
    assert_eq!(
        cited,
        [("urn:first", Some("f1")), ("urn:second", Some("g1"))]
    );
    assert_eq!(found.local_view().unwrap().doc_type, LOCAL);
    assert_eq!(found.objection().unwrap().contact["en"], "urn:first");
}

#[test]
fn both_must_say_so() {
    let not_transitive = "not-recognised recognise.not-transitive";
    let depth = "not-recognised recognise.depth-exceeded";
    let paper = Paper::new();
    says_of(first().change(|a| a.mra_depth = 0), second(), &paper, depth);
    says_of(first().change(|a| a.mra_depth = 2), second(), &paper, depth);
    says_of(
        first().change(|a| a.onward_parties.clear()),
        second(),
        &paper,
        not_transitive,
    );
    says_of(
        first().change(|a| a.onward_parties = vec![region("CN-4401").clone()]),
        second(),
        &paper,
        not_transitive,
    );
    says_of(
        first().change(|a| a.onward_parties = vec![region("CN").clone()]),
        second(),
        &paper,
        YES,
    );
    says_of(
        first(),
        second().change(|a| a.onward_use = false),
        &paper,
        not_transitive,
    );
}

#[test]
fn the_second_is_that_of_the_party_that_the_first_names() {
    let none = "not-recognised recognise.no-agreement";
    let paper = Paper::new();
    for change in [
        |party: &mut Party| party.territory = region("CN-3502").clone(),
        |party: &mut Party| party.entity_id.push('x'),
        |party: &mut Party| party.list_id.push('x'),
    ] {
        says_of(
            first(),
            second().change(|a| change(&mut a.pointing_party)),
            &paper,
            none,
        );
    }
}

#[test]
fn there_is_no_third_step() {
    let between_them = between("urn:third", "CN-44", "CN-45").change(|a| {
        a.onward_use = true;
        a.equivalences = vec![equivalence("h1", PERMIT, PERMIT)];
    });
    let second = second().change(|a| {
        a.mra_depth = 1;
        a.onward_parties = vec![region("CN-45").clone()];
    });
    let first = first().change(|a| a.onward_parties.push(region("CN-45").clone()));
    let found = bench([first, second, between_them]).ask(&Paper::new().from("CN-45"));
    assert_eq!(says(&found), "not-recognised recognise.no-agreement");
}

#[test]
fn a_direct_agreement_leaves_no_way_round_even_if_it_says_no() {
    let direct = agreement("urn:direct").provision(|e| e.purposes.clear());
    let found = bench([first(), second(), direct]).ask(&Paper::new());
    assert_eq!(says(&found), "not-recognised recognise.purpose-not-covered");
}

#[test]
fn each_of_both_must_count_and_be_in_force() {
    let paper = Paper::new();
    let over = "indeterminate recognise.agreement-expired";
    let suspended = "not-recognised recognise.agreement-suspended";
    let suspend =
        |a: &mut AgreementContents| a.current_state = state(EquivalenceStatus::Suspended, at(0));
    says_of(
        first().change(|a| a.not_after = at(-1)),
        second(),
        &paper,
        over,
    );
    says_of(
        first(),
        second().change(|a| a.not_after = at(-1)),
        &paper,
        over,
    );
    says_of(first().change(suspend), second(), &paper, suspended);
    says_of(first(), second().change(suspend), &paper, suspended);
    let strict = |first_until, second_until| Bench {
        countersignature: Countersignature::Required,
        ..bench([
            Held {
                countersigned_until: first_until,
                ..first()
            },
            Held {
                countersigned_until: second_until,
                ..second()
            },
        ])
    };
    let missing = "not-recognised recognise.countersignature-missing";
    assert_eq!(says(&strict(Some(far()), Some(far())).ask(&paper)), YES);
    assert_eq!(says(&strict(None, Some(far())).ask(&paper)), missing);
    assert_eq!(says(&strict(Some(far()), None).ask(&paper)), missing);
}

#[test]
fn each_of_both_must_have_the_provision() {
    let paper = Paper::new();
    let type_ = "not-recognised recognise.type-not-covered";
    let territory = "not-recognised recognise.territory-not-covered";
    says_of(
        first().provision(|e| e.pointed_type = PERMIT.to_owned()),
        second(),
        &paper,
        type_,
    );
    says_of(
        first(),
        second().provision(|e| e.pointed_type = BETWEEN.to_owned()),
        &paper,
        type_,
    );
    says_of(
        first(),
        second().provision(|e| e.purposes.clear()),
        &paper,
        "not-recognised recognise.purpose-not-covered",
    );
    // A provision of the second for a part of its own region says nothing about another region.
    says_of(
        first(),
        second().provision(|e| e.territories = vec![region("CN-3502").clone()]),
        &paper,
        territory,
    );
    says_of(
        first().provision(|e| e.territories = vec![region("CN-33").clone()]),
        second(),
        &paper,
        YES,
    );
}

#[test]
fn the_clauses_of_both_hold() {
    let paper = Paper::new().own("class", Cbor::text("A"));
    let is = |value: &str| Kind::ElementIn {
        element: own("class"),
        values: owned(&[value]),
        derived: None,
    };
    says_of(first(), second().asking(is("A")), &paper, YES);
    says_of(
        first(),
        second().asking(is("B")),
        &paper,
        "not-recognised recognise.condition-not-met",
    );
    says_of(
        first(),
        second().excluding(is("A")),
        &paper,
        "not-recognised recognise.excluded",
    );
    // The first is asked about what every licence says as well.
    let long = Kind::RemainingValidity { min: u64::MAX };
    says_of(
        first().asking(long),
        second(),
        &paper,
        "not-recognised recognise.condition-not-met",
    );
    says_of(
        first().excluding(Kind::RemainingValidity { min: 1 }),
        second(),
        &paper,
        "not-recognised recognise.excluded",
    );
    let mut subject = paper.subject();
    subject.statuses = vec![(Some(4), now())];
    let takes = |held: Held| held.provision(|e| e.status_equivalence.valid = vec![0, 4]);
    let status = |first, second| says(&bench([first, second]).ask_about(&subject, &[]));
    assert_eq!(status(takes(first()), takes(second())), YES);
    assert_eq!(
        status(takes(first()), second()),
        "not-recognised recognise.status-not-equivalent"
    );
    assert_eq!(
        status(first(), takes(second())),
        "not-recognised recognise.status-not-equivalent"
    );
}

#[test]
fn the_first_sees_what_the_second_shows_and_nothing_else() {
    let paper = Paper::new().own("class", Cbor::text("A"));
    let asks = |element: Element| Kind::ElementIn {
        element,
        values: owned(&["B"]),
        derived: None,
    };
    let second = second().mapping(to_between("class", table(&[("A", &["B"])])));
    says_of(
        first().asking(asks(Element::new(BETWEEN, "class"))),
        second.clone(),
        &paper,
        YES,
    );
    let missing = "not-recognised recognise.data-missing";
    let of_licence = Kind::ElementIn {
        element: own("class"),
        values: owned(&["A"]),
        derived: None,
    };
    says_of(first().asking(of_licence), second, &paper, missing);
    // Not even where both name the type alike.
    let alike =
        |held: Held, from: &'static str| held.provision(|e| e.pointed_type = from.to_owned());
    let first = alike(first(), PERMIT).asking(Kind::ElementPresent {
        element: own("class"),
        derived: None,
    });
    let second = self::second().provision(|e| e.pointing_type = PERMIT.to_owned());
    says_of(first, second, &paper, missing);
}

#[test]
fn maps_are_composed() {
    let paper = Paper::new()
        .own("class", texts(&["A", "B"]))
        .own("name", Cbor::text("x"));
    let first = first()
        .mapping(from_between(
            "class",
            table(&[("1", &["L1", "L2"]), ("2", &["L2"])]),
        ))
        .mapping(from_between("name", Transform::Identity));
    let second = second()
        .mapping(to_between(
            "class",
            table(&[("A", &["1"]), ("B", &["2", "1"])]),
        ))
        .mapping(to_between("name", Transform::Constant("stated".to_owned())));
    let found = bench([first, second]).ask(&paper);
    assert_eq!(says(&found), YES);
    let view = found.local_view().unwrap();
    let shown = |identifier: &str| {
        let element = view
            .elements
            .iter()
            .find(|e| e.name_space == LOCAL && e.identifier == identifier);
        element.map(|e| (e.value.clone().into_owned(), e.stated_by.word()))
    };
    assert_eq!(
        shown("class"),
        Some((texts(&["L1", "L2"]), "issuer-through-agreement"))
    );
    // A constant stays one, though the first copies it.
    assert_eq!(shown("name"), Some((Cbor::text("stated"), "agreement")));
    assert!(
        view.elements
            .iter()
            .any(|e| (e.name_space, e.identifier) == (COMMON, "issue_date"))
    );
    assert!(
        !view
            .elements
            .iter()
            .any(|e| e.name_space == BETWEEN || e.name_space == PERMIT)
    );
}

#[test]
fn a_code_without_counterpart_on_the_way_refuses_whatever_is_agreed() {
    let paper = Paper::new().own("class", texts(&["A", "B"]));
    let drop = |mut mapping: AttributeMapping| {
        mapping.on_unmapped = OnUnmapped::Drop;
        mapping
    };
    let all: Transform = table(&[("A", &["1"]), ("B", &["2"])]);
    let local: Transform = table(&[("1", &["L1"]), ("2", &["L2"])]);
    let unmapped = "not-recognised recognise.code-unmapped";
    let second_lacks = second().mapping(drop(to_between("class", table(&[("A", &["1"])]))));
    let first_has = first().mapping(drop(from_between("class", local)));
    says_of(first_has.clone(), second_lacks, &paper, unmapped);
    let second_has = second().mapping(drop(to_between("class", all)));
    let first_lacks = first().mapping(drop(from_between("class", table(&[("1", &["L1"])]))));
    says_of(first_lacks, second_has.clone(), &paper, unmapped);
    says_of(first_has, second_has, &paper, YES);
}

#[test]
fn what_a_table_on_the_way_cannot_read_refuses_as_well() {
    let drop = |mut mapping: AttributeMapping| {
        mapping.on_unmapped = OnUnmapped::Drop;
        mapping
    };
    let missing = "not-recognised recognise.mapped-element-missing";
    let paper = Paper::new().own("class", texts(&["A", "B"]));
    let by_table = || table(&[("A", &["A"]), ("B", &["B"])]);
    let second_maps = |transform| second().mapping(drop(to_between("class", transform)));
    let first_maps = |transform| first().mapping(drop(from_between("class", transform)));
    // Withheld, or nothing that a table could read.
    for paper in [Paper::new(), Paper::new().own("class", Cbor::Integer(1))] {
        says_of(first(), second_maps(by_table()), &paper, missing);
    }
    says_of(
        first_maps(by_table()),
        second_maps(Transform::Identity),
        &Paper::new(),
        missing,
    );
    // What the second does not map, or says nobody has a counterpart of, is not there for the first.
    says_of(first_maps(by_table()), second(), &paper, missing);
    let no_counterpart = || table(&[("A", &[]), ("B", &[])]);
    says_of(
        first_maps(by_table()),
        second_maps(no_counterpart()),
        &paper,
        missing,
    );
    // One code that is left is enough, and an empty row rejects nothing in itself.
    let one_left = table(&[("A", &[]), ("B", &["B"])]);
    says_of(first_maps(by_table()), second_maps(one_left), &paper, YES);
    says_of(first(), second_maps(no_counterpart()), &paper, YES);
    says_of(
        first_maps(no_counterpart()),
        second_maps(by_table()),
        &paper,
        YES,
    );
    // What is copied or stated follows what is agreed.
    for transform in [Transform::Identity, Transform::Constant("x".to_owned())] {
        let kept = (
            first_maps(transform.clone()),
            second_maps(transform.clone()),
        );
        says_of(kept.0, kept.1, &Paper::new(), YES);
        let needed = second().mapping(to_between("class", transform));
        says_of(first(), needed, &Paper::new(), missing);
    }
    // One agreement alone may drop what it cannot read.
    let alone = agreement("urn:a").mapping(drop(mapping(own("class"), "class", by_table())));
    assert_eq!(says(&bench([alone]).ask(&Paper::new())), YES);
}

#[test]
fn the_effect_is_the_lesser_and_the_supplements_are_those_of_both() {
    let effect = |ours, theirs| {
        let first = first()
            .provision(|e| e.effect = ours)
            .supplement(supplement("s", Some("a")));
        let second = second()
            .provision(|e| e.effect = theirs)
            .supplement(supplement("s", Some("b")));
        let found = bench([first, second]).ask(&Paper::new());
        assert_eq!(
            says(&found),
            "recognised-with-supplements recognise.supplement-required"
        );
        let needed = found.supplements().iter().map(|s| s.agreement_id);
        assert_eq!(needed.collect::<Vec<_>>(), ["urn:second", "urn:first"]);
        found.effect()
    };
    assert_eq!(
        effect(Effect::Full, Effect::Evidence),
        Some(Effect::Evidence)
    );
    assert_eq!(effect(Effect::Partial, Effect::Full), Some(Effect::Partial));
}

#[test]
fn pairs_stand_beside_each_other() {
    let other = || {
        let mut other = first();
        other.contents.agreement_id = "urn:another".to_owned();
        other
    };
    assert_eq!(
        says(&bench([first(), other(), second()]).ask(&Paper::new())),
        YES
    );
    let strict = other().asking(Kind::RemainingValidity { min: u64::MAX });
    let conflict = "indeterminate recognise.agreement-conflict";
    assert_eq!(
        says(&bench([first(), strict.clone(), second()]).ask(&Paper::new())),
        conflict
    );
    let yields = strict.clone().change(|a| a.precedence = Precedence::Yields);
    assert_eq!(
        says(&bench([first(), yields, second()]).ask(&Paper::new())),
        YES
    );
    let superseding = first().superseding("urn:another", 3);
    assert_eq!(
        says(&bench([superseding, strict, second()]).ask(&Paper::new())),
        YES
    );
}

#[test]
fn a_superseded_second_makes_no_pair() {
    let new = between("urn:new", "CN-35", "CN-45").superseding("urn:second", 3);
    let found = bench([first(), second(), new]).ask(&Paper::new());
    assert_eq!(says(&found), "not-recognised recognise.no-agreement");
}
