//! 6.1 to 6.3: what counts, what was in force, and what has a provision; states a second before and after they begin.

use super::*;
use crate::{document::Interval, recognise::agreement::RunOff};
use EquivalenceStatus::{Enacted, Repealed, Suspended};

const YES: &str = "recognised";

#[track_caller]
fn asks(bench: &Bench, paper: &Paper, expected: &str) {
    assert_eq!(says(&bench.ask(paper)), expected);
}

/// What the one agreement gives at each of these seconds after now.
#[track_caller]
fn over_time(held: &Held, paper: &Paper, expected: &[(i64, &str)]) {
    for (second, expected) in expected {
        let found = bench([held.clone()]).at(at(*second)).ask(paper);
        assert_eq!(says(&found), *expected, "at {second}");
    }
}

#[test]
fn without_an_agreement_nothing_of_elsewhere_counts() {
    let no = "not-recognised recognise.no-agreement";
    asks(&bench([]), &Paper::new(), no);
    asks(
        &bench([between("urn:a", "CN-44", "CN-33")]),
        &Paper::new(),
        no,
    );
    asks(
        &bench([between("urn:a", "CN-33", "CN-4401")]),
        &Paper::new(),
        no,
    );
    asks(
        &bench([between("urn:a", "CN-3301", "CN-44")]),
        &Paper::new(),
        no,
    );
    asks(&bench([between("urn:a", "CN", "CN")]), &Paper::new(), YES);
    asks(
        &bench([agreement("urn:a")]).in_region("CN-330106"),
        &Paper::new().from("CN-4401"),
        YES,
    );
}

#[test]
fn an_agreement_counts_up_to_its_last_second() {
    let held = agreement("urn:a").change(|a| a.not_after = at(0));
    let over = "indeterminate recognise.agreement-expired";
    over_time(&held, &Paper::new(), &[(0, YES), (1, over)]);
    let signer = Held {
        signer_until: at(0),
        ..agreement("urn:a")
    };
    over_time(&signer, &Paper::new(), &[(0, YES), (1, over)]);
}

#[test]
fn an_agreement_that_is_due_for_renewal_counts_with_a_note() {
    let held = agreement("urn:a").change(|a| a.next_update = at(0));
    let note = |second| {
        let found = bench([held.clone()]).at(at(second)).ask(&Paper::new());
        assert_eq!(says(&found), YES);
        let first = found
            .checks()
            .iter()
            .find(|check| check.step == "6.1.1")
            .unwrap();
        (first.outcome, first.code())
    };
    assert_eq!(note(0), (Outcome::Pass, None));
    assert_eq!(
        note(1),
        (Outcome::Pass, Some("recognise.note-agreement-stale"))
    );
}

#[test]
fn a_countersignature_is_asked_for_only_where_the_verifier_asks() {
    let missing = "not-recognised recognise.countersignature-missing";
    let strict = |until| Bench {
        countersignature: Countersignature::Required,
        ..bench([Held {
            countersigned_until: until,
            ..agreement("urn:a")
        }])
    };
    asks(&bench([agreement("urn:a")]), &Paper::new(), YES);
    asks(&strict(None), &Paper::new(), missing);
    asks(&strict(Some(at(0))), &Paper::new(), YES);
    asks(&strict(Some(at(-1))), &Paper::new(), missing);
    assert_eq!(
        strict(Some(at(9))).ask(&Paper::new()).effective_until(),
        at(9)
    );
}

#[test]
fn a_state_holds_from_its_start_until_the_start_of_the_next() {
    let held = agreement("urn:a").change(|a| {
        a.current_state = state(Enacted, at(300));
        a.equivalence_history = vec![state(Suspended, at(200)), state(Enacted, at(100))];
    });
    let not_yet = "not-recognised recognise.agreement-not-yet";
    let suspended = "not-recognised recognise.agreement-suspended";
    over_time(
        &held,
        &Paper::new(),
        &[
            (99, not_yet),
            (100, YES),
            (199, YES),
            (200, suspended),
            (299, suspended),
            (300, YES),
        ],
    );
}

#[test]
fn an_agreement_is_over_at_the_instant_that_it_is_valid_until() {
    let held = agreement("urn:a").change(|a| a.valid_until = Some(at(0)));
    over_time(
        &held,
        &Paper::new(),
        &[
            (-1, YES),
            (0, "not-recognised recognise.agreement-repealed"),
        ],
    );
}

#[test]
fn an_agreement_may_have_to_be_in_force_at_issuance() {
    // 2026-01-01 begins in Guangdong 151 days and 8 hours before the time of judgement.
    let issued = UnixTime::parse_tdate("2025-12-31T16:00:00Z").unwrap();
    let since = |start, moments: &[Moment]| {
        let moments = moments.to_vec();
        agreement("urn:a").change(|a| {
            a.require_enacted_at = moments;
            a.current_state = state(Enacted, start);
        })
    };
    let both = [Moment::Issuance, Moment::Use];
    let not_yet = "not-recognised recognise.agreement-not-yet";
    let unknown = "not-recognised recognise.issuance-unknown";
    asks(&bench([since(issued, &both)]), &Paper::new(), YES);
    asks(
        &bench([since(issued.saturating_add(1), &both)]),
        &Paper::new(),
        not_yet,
    );
    asks(
        &bench([since(issued.saturating_add(1), &[Moment::Use])]),
        &Paper::new(),
        YES,
    );
    let withheld = Paper::new().without(COMMON, "issue_date");
    asks(&bench([since(issued, &both)]), &withheld, unknown);
    asks(&bench([since(issued, &[Moment::Use])]), &withheld, YES);
    let no_clocks = Paper {
        offset: None,
        ..Paper::new()
    };
    asks(&bench([since(issued, &both)]), &no_clocks, unknown);
}

fn running_off() -> (Held, UnixTime) {
    let issued = UnixTime::parse_tdate("2025-12-31T16:00:00Z").unwrap();
    let held = agreement("urn:a").change(|a| {
        a.current_state = state(Repealed, at(0));
        a.equivalence_history = vec![state(Enacted, at(-300 * DAY))];
        a.run_off = Some(RunOff {
            issued_before: issued.saturating_add(1),
            until: at(100),
        });
    });
    (held, issued)
}

#[test]
fn a_repealed_agreement_runs_off_for_older_licences() {
    let (held, issued) = running_off();
    let over = "not-recognised recognise.run-off-over";
    over_time(
        &held,
        &Paper::new(),
        &[(-1, YES), (0, YES), (99, YES), (100, over)],
    );
    let late = held.clone().change(|a| {
        a.run_off = Some(RunOff {
            issued_before: issued,
            until: at(100),
        });
    });
    over_time(&late, &Paper::new(), &[(-1, YES), (0, over)]);
    let withheld = Paper::new().without(COMMON, "issue_date");
    over_time(
        &held,
        &withheld,
        &[
            (-1, YES),
            (0, "not-recognised recognise.issuance-unknown"),
            (100, over),
        ],
    );
    let none = held.change(|a| a.run_off = None);
    over_time(
        &none,
        &Paper::new(),
        &[(0, "not-recognised recognise.agreement-repealed")],
    );
}

#[test]
fn a_run_off_outlives_neither_a_suspension_nor_the_end_of_validity() {
    let (held, _) = running_off();
    let ended = held.clone().change(|a| a.valid_until = Some(at(50)));
    over_time(
        &ended,
        &Paper::new(),
        &[
            (49, YES),
            (50, "not-recognised recognise.agreement-repealed"),
        ],
    );
    let suspended = held.change(|a| a.current_state = state(Suspended, at(0)));
    over_time(
        &suspended,
        &Paper::new(),
        &[(0, "not-recognised recognise.agreement-suspended")],
    );
}

#[test]
fn a_provision_is_for_a_type_a_purpose_a_place_and_a_time() {
    let with = |change: fn(&mut Equivalence)| bench([agreement("urn:a").provision(change)]);
    let paper = Paper::new();
    let no = |code: &str| format!("not-recognised recognise.{code}");
    asks(
        &with(|e| e.pointed_type.push('x')),
        &paper,
        &no("type-not-covered"),
    );
    asks(
        &with(|e| e.pointed_type = PERMIT.to_uppercase()),
        &paper,
        &no("type-not-covered"),
    );
    asks(
        &with(|e| e.purposes = owned(&["urn:example:trade:x"])),
        &paper,
        &no("purpose-not-covered"),
    );
    asks(
        &with(|e| e.territories = vec![region("CN-3302").clone()]),
        &paper,
        &no("territory-not-covered"),
    );
    let part = with(|e| e.territories = vec![region("CN-3302").clone(), region("CN-3301").clone()]);
    asks(&part.in_region("CN-330106"), &paper, YES);
}

#[test]
fn a_provision_begins_and_ends() {
    let held = agreement("urn:a").provision(|e| {
        e.validity = Some(Interval {
            from: at(10),
            until: Some(at(20)),
        });
    });
    let not_now = "not-recognised recognise.equivalence-not-in-force";
    over_time(
        &held,
        &Paper::new(),
        &[(9, not_now), (10, YES), (19, YES), (20, not_now)],
    );
    let found = bench([held]).ask(&Paper::new());
    assert_eq!(found.effective_until(), at(9));
}

#[test]
fn of_several_provisions_for_a_type_the_one_that_applies_counts() {
    let held = agreement("urn:a").change(|a| {
        let mut other = equivalence("e2", PERMIT, BETWEEN);
        other.purposes = owned(&["urn:example:other"]);
        a.equivalences.insert(0, other);
    });
    let found = bench([held]).ask(&Paper::new());
    assert_eq!(found.cited()[0].equivalence_id, Some("e1"));
    assert_eq!(found.cited()[0].legal_identifier, Some("Article e1"));
    assert_eq!(found.local_view().unwrap().doc_type, LOCAL);
}

#[test]
fn the_reasons_are_those_against_the_agreement_that_came_furthest() {
    let suspended = agreement("urn:a").change(|a| a.current_state = state(Suspended, at(-1)));
    let other_type = agreement("urn:c").provision(|e| e.pointed_type = BETWEEN.to_owned());
    let other_purpose = || agreement("urn:b").provision(|e| e.purposes.clear());
    let found = bench([other_type.clone(), suspended.clone()]).ask(&Paper::new());
    assert_eq!(says(&found), "not-recognised recognise.type-not-covered");
    let found = bench([other_type, other_purpose(), suspended]).ask(&Paper::new());
    assert_eq!(says(&found), "not-recognised recognise.purpose-not-covered");
    assert_eq!(found.cited()[0].agreement_id, "urn:b");
    // The others are told and do not count.
    assert!(made(&found).contains(&"6.2 - skipped recognise.agreement-suspended".to_owned()));
    let mut second = other_purpose();
    second.contents.agreement_id = "urn:aa".to_owned();
    let found = bench([other_purpose(), second]).ask(&Paper::new());
    assert_eq!(found.cited()[0].agreement_id, "urn:aa");
}

#[test]
fn one_that_is_out_of_date_leaves_it_open_unless_another_applies() {
    let over = || agreement("urn:z").change(|a| a.not_after = at(-1));
    let other_type = agreement("urn:a").provision(|e| e.pointed_type = BETWEEN.to_owned());
    let found = bench([other_type, over()]).ask(&Paper::new());
    assert_eq!(says(&found), "indeterminate recognise.agreement-expired");
    assert_eq!(found.cited()[0].agreement_id, "urn:z");
    let found = bench([agreement("urn:a"), over()]).ask(&Paper::new());
    assert_eq!(says(&found), YES);
    let strict = agreement("urn:a").asking(Kind::SignatureLevel {
        min: crate::recognise::agreement::Level::T,
    });
    let found = bench([strict, over()]).ask(&Paper::new());
    assert_eq!(says(&found), "not-recognised recognise.condition-not-met");
}
