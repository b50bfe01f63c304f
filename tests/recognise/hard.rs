//! The hard cases: states and their notice, two agreements, maps of one to several, and what is out of date.

use elicence::recognise::agreement::{
    AgreementContents, AgreementState, EquivalenceStatus, Kind, Moment, OnUnmapped, Precedence,
    RunOff, Superseded, Transform,
};

use crate::{
    agreeing::{
        PURPOSE, condition, contents, exclusion, id, mapping, member, one, rich, rich_element,
        table,
    },
    asking::{Scene, word},
    offices::{day, time},
    papers::{Paper, RICH, SECOND, THIRD},
};

const REPEALED: &str = "not-recognised: recognise.agreement-repealed";
const SUSPENDED: &str = "not-recognised: recognise.agreement-suspended";
const CONFLICT: &str = "indeterminate: recognise.agreement-conflict";

fn state(status: EquivalenceStatus, start: i64) -> AgreementState {
    AgreementState {
        status,
        starting_time: day(start),
    }
}

/// Enters a new state that begins on this day.
fn enter(contents: &mut AgreementContents, status: EquivalenceStatus, start: i64) {
    contents
        .equivalence_history
        .insert(0, contents.current_state);
    contents.current_state = state(status, start);
}

/// Zhejiang recognises the rich licences of Guangdong.
fn usual(name: &str) -> AgreementContents {
    contents(name, "CN-33", "CN-44")
}

fn scene(all: Vec<AgreementContents>) -> Scene {
    Scene::new(Paper::rich("CN-44"), "CN-33", all)
}

#[test]
fn a_repeal_with_notice_counts_from_its_day_on_and_its_run_off_saves_older_licences_for_a_while() {
    let mut agreement = usual("a");
    enter(&mut agreement, EquivalenceStatus::Repealed, 40);
    let bare = scene(vec![agreement.clone()]);
    assert_eq!(bare.says_on(39), "recognised");
    assert_eq!(bare.says_on(40), REPEALED);

    agreement.run_off = Some(RunOff {
        issued_before: time("2025-12-01T00:00:00Z"),
        until: day(60),
    });
    let older = scene(vec![agreement.clone()]);
    assert_eq!(older.says_on(40), "recognised");
    assert_eq!(older.says_on(59), "recognised");
    assert_eq!(older.says_on(60), "not-recognised: recognise.run-off-over");
    let young = Paper {
        issued: "2025-12-02",
        ..Paper::rich("CN-44")
    };
    let young = Scene::new(young, "CN-33", vec![agreement]);
    assert_eq!(young.says_on(39), "recognised");
    assert_eq!(young.says_on(40), "not-recognised: recognise.run-off-over");
}

#[test]
fn a_run_off_outlives_the_end_of_the_agreement_no_more_than_its_state_does() {
    let mut agreement = usual("a");
    enter(&mut agreement, EquivalenceStatus::Repealed, 40);
    agreement.run_off = Some(RunOff {
        issued_before: day(30),
        until: day(60),
    });
    agreement.valid_until = Some(day(50));
    let scene = scene(vec![agreement]);
    assert_eq!(scene.says_on(49), "recognised");
    assert_eq!(word(&scene.says_on(50)), "not-recognised");
}

#[test]
fn a_suspension_is_immediate_no_run_off_softens_it_and_a_resumption_ends_it() {
    let mut agreement = usual("a");
    enter(&mut agreement, EquivalenceStatus::Suspended, 20);
    enter(&mut agreement, EquivalenceStatus::Enacted, 30);
    agreement.run_off = Some(RunOff {
        issued_before: day(60),
        until: day(60),
    });
    let scene = scene(vec![agreement]);
    assert_eq!(scene.says_on(19), "recognised");
    assert_eq!(scene.says_on(20), SUSPENDED);
    assert_eq!(scene.says_on(29), SUSPENDED);
    assert_eq!(scene.says_on(30), "recognised");
}

#[test]
fn one_document_holds_the_states_to_come_and_the_time_picks_the_one_that_counts() {
    let mut agreement = usual("a");
    agreement.current_state = state(EquivalenceStatus::Enacted, 10);
    enter(&mut agreement, EquivalenceStatus::Suspended, 20);
    enter(&mut agreement, EquivalenceStatus::Enacted, 30);
    enter(&mut agreement, EquivalenceStatus::Repealed, 40);
    let scene = scene(vec![agreement]);
    let says = [5, 10, 20, 30, 40].map(|on| scene.says_on(on));
    let not_yet = "not-recognised: recognise.agreement-not-yet";
    assert_eq!(
        says,
        [not_yet, "recognised", SUSPENDED, "recognised", REPEALED]
    );
}

#[test]
fn an_agreement_that_must_have_been_in_force_at_issue_does_not_reach_back() {
    let issued = time("2025-11-04T16:00:00Z"); // the fifth begins in China
    for (start, says) in [
        (issued, "recognised"),
        (
            issued.saturating_add(1),
            "not-recognised: recognise.agreement-not-yet",
        ),
    ] {
        let mut agreement = usual("a");
        agreement.require_enacted_at = vec![Moment::Issuance, Moment::Use];
        agreement.current_state.starting_time = start;
        assert_eq!(scene(vec![agreement]).says_on(2), says);
    }
    // Repealed now, and in force at issue: only who asks about the issue alone is content.
    let mut agreement = usual("a");
    enter(&mut agreement, EquivalenceStatus::Repealed, 1);
    agreement.require_enacted_at = vec![Moment::Issuance];
    assert_eq!(scene(vec![agreement.clone()]).says_on(2), "recognised");
    agreement.require_enacted_at.push(Moment::Use);
    assert_eq!(scene(vec![agreement]).says_on(2), REPEALED);
}

/// Two that agree on everything but the name; the second recognises as another type.
fn two() -> [AgreementContents; 2] {
    let (first, mut second) = (usual("a"), usual("b"));
    rich(&mut second).pointing_type = THIRD.to_owned();
    [first, second]
}

#[test]
fn two_agreements_that_say_the_same_are_one_answer_under_the_first_name() {
    let scene = scene(vec![usual("b"), usual("a")]);
    let found = scene.asked_on(2);
    assert_eq!(found.says(), "recognised");
    assert_eq!(found.cited(), [id("a")]);
}

#[test]
fn two_agreements_that_differ_are_a_conflict_with_both_named() {
    let found = scene(two().into()).asked_on(2);
    assert_eq!(found.says(), CONFLICT);
    let named = found.all_text();
    assert!(
        named.contains(&id("a")) && named.contains(&id("b")),
        "{named}"
    );

    // Also in what is needed beside, in the view, and in the result.
    let [first, _] = two();
    let mut needs = usual("b");
    rich(&mut needs)
        .supplements
        .push(crate::agreeing::supplement("s", None));
    assert_eq!(scene(vec![first.clone(), needs]).says_on(2), CONFLICT);
    let mut maps = usual("b");
    rich(&mut maps).attribute_map.push(mapping(
        rich_element("grade"),
        "grade",
        Transform::Identity,
        OnUnmapped::Drop,
    ));
    assert_eq!(scene(vec![first.clone(), maps]).says_on(2), CONFLICT);
    let mut refuses = usual("b");
    refuses.exclusions.push(exclusion(
        "x",
        vec![condition(
            "y",
            Kind::ElementIn {
                element: rich_element("grade"),
                values: vec!["A".to_owned()],
                derived: None,
            },
        )],
    ));
    assert_eq!(scene(vec![first, refuses]).says_on(2), CONFLICT);
}

#[test]
fn precedence_decides_where_it_was_written_down_and_nothing_else_does() {
    let all = [Precedence::None, Precedence::Yields, Precedence::Prevails];
    for first in all {
        for second in all {
            let [mut a, mut b] = two();
            (a.precedence, b.precedence) = (first, second);
            let rank = |precedence| match precedence {
                Precedence::Yields => 0,
                Precedence::None => 1,
                Precedence::Prevails => 2,
            };
            let found = scene(vec![a, b]).asked_on(2);
            match rank(first).cmp(&rank(second)) {
                std::cmp::Ordering::Equal => assert_eq!(found.says(), CONFLICT),
                order => {
                    let winner = if order.is_gt() { "a" } else { "b" };
                    assert_eq!(
                        (found.says().as_str(), found.cited()),
                        ("recognised", vec![id(winner)])
                    );
                }
            }
        }
    }
}

#[test]
fn what_is_superseded_stays_out_also_when_its_successor_is_repealed() {
    let [old, mut new] = two();
    new.supersedes.push(Superseded {
        agreement_id: id("a"),
        up_to: 1,
    });
    let found = scene(vec![old.clone(), new.clone()]).asked_on(2);
    assert_eq!(
        (found.says().as_str(), found.cited()),
        ("recognised", vec![id("b")])
    );

    // Not yet begun: the old one still counts, alone.
    let mut later = new.clone();
    later.current_state.starting_time = day(10);
    let scene_later = scene(vec![old.clone(), later]);
    assert_eq!(scene_later.asked_on(9).cited(), [id("a")]);
    assert_eq!(scene_later.asked_on(10).cited(), [id("b")]);

    for status in [EquivalenceStatus::Repealed, EquivalenceStatus::Suspended] {
        let mut over = new.clone();
        enter(&mut over, status, 5);
        let scene = scene(vec![old.clone(), over]);
        assert_eq!(scene.says_on(4), "recognised");
        assert_eq!(word(&scene.says_on(5)), "not-recognised");
    }
    let mut expired = new.clone();
    (expired.next_update, expired.not_after) = (day(20), day(20));
    assert_eq!(
        word(&scene(vec![old.clone(), expired]).says_on(21)),
        "indeterminate"
    );

    // A later number, another name, or another region's word supersedes nothing.
    let mut newer = old.clone();
    newer.sequence_number = 2;
    assert_eq!(scene(vec![newer, new.clone()]).says_on(2), CONFLICT);
    let mut other = new.clone();
    other.supersedes = vec![Superseded {
        agreement_id: id("z"),
        up_to: 9,
    }];
    assert_eq!(scene(vec![old.clone(), other]).says_on(2), CONFLICT);
    let mut stranger = contents("c", "CN-31", "CN-44");
    stranger.supersedes = vec![Superseded {
        agreement_id: id("a"),
        up_to: 9,
    }];
    assert_eq!(scene(vec![old, stranger]).says_on(2), "recognised");
}

#[test]
fn an_agreement_that_is_out_of_date_leaves_the_answer_open_and_a_stale_one_gives_it_with_a_note() {
    let mut agreement = usual("a");
    (agreement.next_update, agreement.not_after) = (day(20), day(30));
    let alone = scene(vec![agreement.clone()]);
    assert_eq!(alone.says_on(20), "recognised");
    assert!(
        !alone
            .asked_on(20)
            .all_text()
            .contains("note-agreement-stale")
    );
    assert_eq!(alone.says_on(25), "recognised");
    assert!(
        alone
            .asked_on(25)
            .all_text()
            .contains("recognise.note-agreement-stale")
    );
    assert_eq!(
        alone.says_on(31),
        "indeterminate: recognise.agreement-expired"
    );
    // Another one that gives the answer is enough.
    assert_eq!(scene(vec![agreement, usual("b")]).says_on(31), "recognised");
}

#[test]
fn a_type_is_recognised_to_the_letter_and_another_version_of_it_is_not() {
    let mut agreement = usual("a");
    rich(&mut agreement).pointed_type = "org.elicence.rich.2".to_owned();
    assert_eq!(
        scene(vec![agreement]).says_on(2),
        "not-recognised: recognise.type-not-covered"
    );
}

#[test]
fn a_purpose_is_recognised_to_the_letter_and_a_place_as_far_as_it_is_listed() {
    let scene_of = |change: &dyn Fn(&mut AgreementContents)| {
        let mut agreement = usual("a");
        change(&mut agreement);
        scene(vec![agreement])
    };
    let other = scene_of(&|a| rich(a).purposes = vec![format!("{PURPOSE}/")]);
    assert_eq!(
        other.says_on(2),
        "not-recognised: recognise.purpose-not-covered"
    );
    let elsewhere = scene_of(&|a| rich(a).territories = vec![crate::offices::region("CN-3302")]);
    assert_eq!(
        elsewhere.says_on(2),
        "not-recognised: recognise.territory-not-covered"
    );
    let mut here = scene_of(&|a| rich(a).territories = vec![crate::offices::region("CN-3301")]);
    assert_eq!(
        here.says_on(2),
        "not-recognised: recognise.territory-not-covered"
    );
    here.here = crate::offices::region("CN-330106");
    assert_eq!(here.says_on(2), "recognised");
}

#[test]
fn one_class_becomes_several_and_a_class_without_a_counterpart_is_left_out_and_named() {
    let classes = || member(RICH, "classes", "class");
    let view = |rows: &[(&str, &[&str])], on_unmapped| {
        let mut agreement = usual("a");
        rich(&mut agreement).attribute_map.push(mapping(
            classes(),
            "classes",
            table(rows),
            on_unmapped,
        ));
        scene(vec![agreement]).asked_on(2)
    };
    let several = view(
        &[("C1", &["B", "C1"]), ("D", &["A", "B"])],
        OnUnmapped::Reject,
    );
    assert_eq!(several.says(), "recognised");
    assert_eq!(
        several.local(SECOND, "classes"),
        Some(
            vec!["B", "C1", "A"]
                .into_iter()
                .map(str::to_owned)
                .collect()
        )
    );
    assert!(several.dropped().is_empty());

    // An empty list says "none here", and rejects nothing.
    let none = view(&[("C1", &["B"]), ("D", &[])], OnUnmapped::Reject);
    assert_eq!(none.says(), "recognised");
    assert_eq!(none.local(SECOND, "classes"), Some(vec!["B".to_owned()]));
    assert_eq!(none.dropped(), [format!("{SECOND}/classes")]);
    let nothing = view(&[("C1", &[]), ("D", &[])], OnUnmapped::Reject);
    assert_eq!(
        (nothing.says().as_str(), nothing.local(SECOND, "classes")),
        ("recognised", None)
    );

    // One that the table does not have is another matter.
    let unmapped = view(&[("C1", &["B"])], OnUnmapped::Reject);
    assert_eq!(unmapped.says(), "not-recognised: recognise.code-unmapped");
    let dropped = view(&[("C1", &["B"])], OnUnmapped::Drop);
    assert_eq!(dropped.says(), "recognised");
    assert_eq!(dropped.dropped(), [format!("{SECOND}/classes")]);
}

#[test]
fn a_condition_of_a_later_version_refuses_by_its_own_code_also_beside_one_that_holds() {
    let other = || Kind::Other {
        kind: "moonPhase".to_owned(),
    };
    let mut agreement = usual("a");
    rich(&mut agreement).conditions.push(one("c", other()));
    let unknown = "not-recognised: recognise.vocabulary-unknown";
    assert_eq!(Scene::lenient(agreement).says_on(2), unknown);
    let mut agreement = usual("a");
    let choice = vec![
        condition("c", other()),
        condition(
            "d",
            Kind::SignatureLevel {
                min: elicence::recognise::agreement::Level::B,
            },
        ),
    ];
    rich(&mut agreement)
        .conditions
        .push(elicence::recognise::agreement::Clause::AnyOf(choice));
    assert_eq!(Scene::lenient(agreement).says_on(2), unknown);
    let mut agreement = usual("a");
    agreement
        .exclusions
        .push(exclusion("x", vec![condition("c", other())]));
    assert_eq!(Scene::lenient(agreement).says_on(2), unknown);
}

#[test]
fn a_city_and_its_province_need_no_agreement_and_siblings_do() {
    for (sealed, here, says) in [
        ("CN-44", "CN-4401", "recognised"),
        ("CN-4401", "CN-44", "recognised"),
        ("CN-4401", "CN", "recognised"),
        (
            "CN-4401",
            "CN-4403",
            "not-recognised: recognise.no-agreement",
        ),
        ("KR-11", "KR", "recognised"),
        ("KR-11", "KR-26", "not-recognised: recognise.no-agreement"),
    ] {
        assert_eq!(
            Scene::new(Paper::rich(sealed), here, vec![]).says_on(2),
            says,
            "{sealed} in {here}"
        );
    }
    // A province makes one with itself.
    let with_itself = contents("a", "CN-44", "CN-44");
    assert_eq!(
        Scene::new(Paper::rich("CN-4401"), "CN-4403", vec![with_itself]).says_on(2),
        "recognised"
    );
}

#[test]
fn an_agreement_leads_one_way_only() {
    let back = contents("a", "CN-44", "CN-33");
    assert_eq!(
        scene(vec![back]).says_on(2),
        "not-recognised: recognise.no-agreement"
    );
}
