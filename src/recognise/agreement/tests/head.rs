//! The rules for the agreement as a whole, and for the names in it.

use super::*;

#[track_caller]
fn history(change: impl FnOnce(&mut AgreementContents), expected: &[&'static str]) {
    let expected: Vec<Reason> = expected
        .iter()
        .map(|&rule| Reason::AgreementHistory { rule })
        .collect();
    assert_eq!(reasons(change), expected);
}

const A: &str = "2024-01-01T00:00:00Z";
const B: &str = "2024-01-01T00:00:01Z";
const C: &str = "2024-01-01T00:00:02Z";
const D: &str = "2024-01-01T00:00:03Z";

#[test]
fn a_critical_extension_voids_the_agreement() {
    let reason = Reason::AgreementCriticalExtension {
        id: "urn:example:extension:register".to_owned(),
    };
    assert_eq!(reasons(|a| a.extensions[0].critical = true), [reason]);
    broken(
        |a| a.extensions.push(a.extensions[0].clone()),
        "extensions",
        "nothing stands twice",
    );
}

#[test]
fn dates_are_in_order_at_every_edge() {
    let dates = |issued: &str, next: &str, last: &str| {
        let (issued, next, last) = (time(issued), time(next), time(last));
        reasons(|agreement| {
            agreement.issue_date_time = issued;
            agreement.next_update = next;
            agreement.not_after = last;
        })
    };
    assert_eq!(dates(A, B, C), []);
    assert_eq!(dates(A, A, B), []);
    assert_eq!(dates(A, B, B), []);
    let rules = |reasons: Vec<Reason>| -> Vec<&'static str> {
        let rule = |reason| match reason {
            Reason::AgreementInvalid { rule, .. } => rule,
            other => panic!("{other:?}"),
        };
        reasons.into_iter().map(rule).collect()
    };
    assert_eq!(
        rules(dates(B, A, C)),
        ["the next issue is due after this one is made"]
    );
    assert_eq!(
        rules(dates(A, C, B)),
        ["the next issue is due before this one stops to count"]
    );
    assert_eq!(
        rules(dates(A, A, A)),
        ["the agreement counts for some time after it is made"]
    );
}

#[test]
fn numbers_begin_at_one() {
    broken(
        |a| a.sequence_number = 0,
        "sequenceNumber",
        "the first issue has the number 1",
    );
    broken(
        |a| a.notice_period = Some(0),
        "noticePeriod",
        "no notice is said by leaving it out",
    );
    broken(
        |a| a.objection.deadline = 0,
        "objection.deadline",
        "there is time to object",
    );
    broken(
        |a| a.archive.retention_days = 0,
        "archive.retentionDays",
        "what is kept is kept for a day at least",
    );
    broken(
        |a| a.supersedes[0].up_to = 0,
        "supersedes",
        "upTo is the number of an issue, and the first is 1",
    );
    right(|a| {
        a.sequence_number = 1;
        a.notice_period = Some(1);
        a.objection.deadline = 1;
        a.archive.retention_days = 1;
        a.supersedes[0].up_to = 1;
    });
}

fn state(status: EquivalenceStatus, from: &str) -> AgreementState {
    AgreementState {
        status,
        starting_time: time(from),
    }
}

/// Puts these states in, newest first, and no run-off.
fn states(all: &[(EquivalenceStatus, &str)]) -> impl FnOnce(&mut AgreementContents) + use<> {
    let mut all: Vec<_> = all.iter().map(|(what, from)| state(*what, from)).collect();
    move |agreement| {
        agreement.current_state = all.remove(0);
        agreement.equivalence_history = all;
        agreement.run_off = None;
    }
}

#[test]
fn states_are_newest_first_and_none_is_said_twice() {
    use EquivalenceStatus::{Enacted, Repealed, Suspended};
    let order = "states are newest first, and no two begin at one time";
    let twice = "each state is another than the one before";
    let over = "a repealed agreement stays repealed: what comes after it is another agreement";
    let first = "the first state is enacted";
    right(states(&[(Enacted, A)]));
    right(states(&[(Repealed, D), (Suspended, C), (Enacted, B)]));
    right(states(&[(Suspended, "2090-01-01T00:00:00Z"), (Enacted, A)])); // a state to come
    history(states(&[(Suspended, A), (Enacted, A)]), &[order]);
    history(states(&[(Suspended, A), (Enacted, B)]), &[order]);
    history(
        states(&[(Enacted, D), (Suspended, B), (Enacted, C)]),
        &[order],
    );
    history(states(&[(Enacted, B), (Enacted, A)]), &[twice]);
    history(
        states(&[(Enacted, C), (Repealed, B), (Enacted, A)]),
        &[over],
    );
    history(
        states(&[(Suspended, C), (Repealed, B), (Enacted, A)]),
        &[over],
    );
    history(states(&[(Suspended, A)]), &[first]);
    history(states(&[(Enacted, B), (Suspended, A)]), &[first]);
    history(states(&[(Enacted, B), (Repealed, A)]), &[over, first]);
}

#[test]
fn an_agreement_begins_before_it_is_over() {
    let until = |from: &str, until: &str| {
        let (from, until) = (time(from), time(until));
        move |agreement: &mut AgreementContents| {
            bare(agreement);
            states(&[(EquivalenceStatus::Enacted, A)])(agreement);
            agreement.current_state.starting_time = from;
            agreement.valid_until = Some(until);
        }
    };
    right(until(A, B));
    broken(
        until(A, A),
        "validUntil",
        "the agreement begins before it is over",
    );
}

#[test]
fn what_a_repeal_leaves_is_older_than_the_repeal() {
    use EquivalenceStatus::{Enacted, Repealed};
    let run_off = |repealed: Option<&str>, before: &str, until: &str| {
        let all = match repealed {
            Some(repealed) => vec![(Repealed, repealed), (Enacted, A)],
            None => vec![(Enacted, A)],
        };
        let put = states(&all);
        let run_off = RunOff {
            issued_before: time(before),
            until: time(until),
        };
        move |agreement: &mut AgreementContents| {
            put(agreement);
            agreement.run_off = Some(run_off);
        }
    };
    right(run_off(None, B, B)); // said in advance
    right(run_off(Some(C), B, D));
    right(run_off(Some(C), C, D));
    broken(
        run_off(None, C, B),
        "runOff",
        "licences that were issued before an instant go on until that instant at least",
    );
    broken(
        run_off(Some(B), C, D),
        "runOff.issuedBefore",
        "nothing goes on that was issued after the repeal",
    );
    broken(
        run_off(Some(C), B, C),
        "runOff.until",
        "what goes on goes on after the repeal",
    );
}

#[test]
fn neither_party_lies_inside_the_other() {
    let between = |pointing: &str, pointed: &str| {
        let (pointing, pointed) = (region(pointing), region(pointed));
        move |agreement: &mut AgreementContents| {
            agreement.mra_depth = 0;
            agreement.onward_parties.clear();
            agreement.equivalences[1].territories.clear();
            agreement.pointing_party.territory = pointing;
            agreement.pointed_party.territory = pointed;
        }
    };
    for (pointing, pointed) in [
        ("CN-44", "CN-33"),
        ("CN-44", "CN-44"), // a province with itself
        ("CN-4401", "CN-33"),
        ("CN-4401", "CN-4403"),
        ("CN", "KR"),
    ] {
        right(between(pointing, pointed));
    }
    for (pointing, pointed) in [("CN", "CN-44"), ("CN-44", "CN"), ("CN-4401", "CN-44")] {
        broken(
            between(pointing, pointed),
            "pointedParty.territory",
            "neither party lies inside the other: between those no agreement is needed",
        );
    }
}

#[test]
fn one_step_onward_leads_out_of_both_parties() {
    let onward = |depth: u64, to: &[&str]| {
        let to = to.iter().map(|to| region(to)).collect();
        move |agreement: &mut AgreementContents| {
            agreement.mra_depth = depth;
            agreement.onward_parties = to;
        }
    };
    right(onward(0, &[]));
    right(onward(1, &["CN-31", "CN-35"]));
    right(onward(1, &["CN"]));
    let both =
        "the regions to which one step onward leads are named where mraDepth is 1, and only there";
    broken(onward(1, &[]), "onwardParties", both);
    broken(onward(0, &["CN-31"]), "onwardParties", both);
    broken(
        onward(2, &["CN-31"]),
        "mraDepth",
        "there is one step onward at most: 0 or 1",
    );
    broken(
        onward(1, &["CN-31", "CN-31"]),
        "onwardParties",
        "nothing stands twice",
    );
    for inside in ["CN-33", "CN-3301", "CN-44", "CN-4401"] {
        broken(
            onward(1, &[inside]),
            "onwardParties",
            "a step onward leads out of both parties",
        );
    }
}

#[test]
fn lists_have_an_entry_and_none_twice() {
    let (none, twice) = ("there is at least one", "nothing stands twice");
    broken(|a| a.legal_texts.clear(), "legalTexts", none);
    broken(
        |a| a.legal_texts.push(a.legal_texts[0].clone()),
        "legalTexts",
        twice,
    );
    broken(|a| a.require_enacted_at.clear(), "requireEnactedAt", none);
    broken(
        |a| a.require_enacted_at.push(Moment::Use),
        "requireEnactedAt",
        twice,
    );
    right(|a| a.require_enacted_at.push(Moment::Issuance));
    broken(|a| a.archive.keep.clear(), "archive.keep", none);
    broken(
        |a| a.archive.keep.push(Record::Verdict),
        "archive.keep",
        twice,
    );
    broken(
        |a| a.supersedes.push(a.supersedes[0].clone()),
        "supersedes",
        twice,
    );
    broken(
        |a| a.supersedes[0].agreement_id = a.agreement_id.clone(),
        "supersedes",
        "an agreement supersedes others and not itself",
    );
}

#[test]
fn every_clause_has_a_name_of_its_own() {
    let other = "nothing else of the agreement has this name";
    broken(
        |a| a.exclusions[1].id = "closed-offices".to_owned(),
        "exclusions[closed-offices]",
        other,
    );
    broken(
        |a| a.equivalences[1].equivalence_id = "closed-offices".to_owned(),
        "equivalences[closed-offices]",
        other,
    );
    broken(
        |a| a.equivalences[0].supplements[1].id = "tax".to_owned(),
        "supplements[tax]",
        other,
    );
    broken(
        |a| a.exclusions[0].any[0].id = "tax".to_owned(),
        "conditions[tax]",
        other,
    );
    broken(
        |a| match &mut a.equivalences[2].conditions[2] {
            Clause::AnyOf(choice) => choice[1].id = "tax-seal".to_owned(),
            Clause::One(_) => panic!(),
        },
        "conditions[tax-seal]",
        other,
    );
}

#[test]
fn a_name_is_plain() {
    let plain = "a name is 1 to 64 letters of ASCII, digits, `.`, `_` and `-`, and begins with a letter or digit";
    let named = |name: String| move |a: &mut AgreementContents| a.exclusions[0].id = name;
    for name in ["a", "9", "Art.5_b-2", &"a".repeat(64)] {
        right(named(name.to_owned()));
    }
    for name in ["", "-a", ".", "a b", "第五条", "a]", &"a".repeat(65)] {
        broken(named(name.to_owned()), "exclusions", plain);
    }
}

#[test]
fn what_is_told_names_no_foreign_text() {
    let reasons = reasons(|a| {
        a.exclusions[0].id = "\u{7}]; rm -rf".to_owned();
        a.exclusions[0].any.clear();
    });
    let told: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|text| !text.contains("rm")), "{told:?}");
    assert!(told[1].starts_with("exclusions[0]: "), "{told:?}");
}
