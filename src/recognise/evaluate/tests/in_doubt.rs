//! 6.4.3: an agreement of which it is in doubt whether it applies, and which would count before those that do, leaves no answer to them.

use super::*;
use Precedence::{None, Prevails, Yields};

const EXPIRED: &str = "indeterminate recognise.agreement-expired";
const UNKNOWN: &str = "not-recognised recognise.issuance-unknown";
const YES: &str = "recognised";

/// Asks in every order, which must not matter.
fn ask_about(all: &[Held], paper: &Paper) -> Recognition<'static> {
    let found = bench(all.to_vec()).ask(paper);
    assert_eq!(found, bench(all.iter().rev().cloned()).ask(paper));
    found
}

fn ask(all: &[Held]) -> Recognition<'static> {
    ask_about(all, &Paper::new())
}

fn with(held: Held, precedence: Precedence) -> Held {
    held.change(|a| a.precedence = precedence)
}

fn over(id: &str, precedence: Precedence) -> Held {
    with(agreement(id), precedence).change(|a| a.not_after = at(-1))
}

fn since_issuance(id: &str, precedence: Precedence) -> Held {
    with(agreement(id), precedence).change(|a| a.require_enacted_at = vec![Moment::Issuance])
}

fn undated() -> Paper {
    Paper::new().without(COMMON, "issue_date")
}

fn suspended(held: Held) -> Held {
    held.change(|a| a.current_state = state(EquivalenceStatus::Suspended, at(-5)))
}

fn cited<'a>(found: &Recognition<'a>) -> Vec<&'a str> {
    let cited = found.cited().iter();
    cited.map(|c| c.agreement_id).collect()
}

#[test]
fn what_is_out_of_date_and_would_come_first_leaves_the_answer_open() {
    for (stale, current, expected) in [
        (Prevails, None, EXPIRED),
        (Prevails, Yields, EXPIRED),
        (None, Yields, EXPIRED),
        (Prevails, Prevails, YES),
        (None, None, YES),
        (Yields, Yields, YES),
        (None, Prevails, YES),
        (Yields, None, YES),
        (Yields, Prevails, YES),
    ] {
        let found = ask(&[over("urn:b", stale), with(agreement("urn:a"), current)]);
        assert_eq!(says(&found), expected, "{stale:?} {current:?}");
        let by = if expected == YES { "urn:a" } else { "urn:b" };
        assert_eq!(cited(&found), [by]);
        assert_eq!(found.objection().unwrap().contact["en"], by);
    }
    // Also where it is its signer who is not known to be entitled any more.
    let unsigned = Held {
        signer_until: at(-1),
        ..with(agreement("urn:b"), Prevails)
    };
    assert_eq!(says(&ask(&[unsigned, agreement("urn:a")])), EXPIRED);
}

#[test]
fn it_stands_before_all_that_apply_or_before_none() {
    let some = [
        over("urn:c", None),
        with(agreement("urn:a"), Yields),
        agreement("urn:b"),
    ];
    let found = ask(&some);
    assert_eq!((says(&found).as_str(), cited(&found)), (YES, vec!["urn:b"]));
    // Of several the first by name is cited.
    let found = ask(&[
        over("urn:c", Prevails),
        over("urn:b", None),
        with(agreement("urn:a"), Yields),
    ]);
    assert_eq!(
        (says(&found).as_str(), cited(&found)),
        (EXPIRED, vec!["urn:b"])
    );
}

#[test]
fn what_would_not_apply_as_it_stands_is_passed_over() {
    let stale = || over("urn:b", Prevails);
    for other in [
        stale().provision(|e| e.purposes.clear()),
        stale().provision(|e| e.pointed_type = BETWEEN.to_owned()),
        suspended(stale()),
        agreement("urn:c").change(|a| a.not_after = at(-1)),
    ] {
        assert_eq!(says(&ask(&[other, agreement("urn:a")])), YES);
    }
    let superseding = agreement("urn:a").superseding("urn:b", 3);
    assert_eq!(says(&ask(&[stale(), superseding])), YES);
    let strict = Bench {
        countersignature: Countersignature::Required,
        ..bench([
            stale(),
            Held {
                countersigned_until: Some(far()),
                ..agreement("urn:a")
            },
        ])
    };
    assert_eq!(says(&strict.ask(&Paper::new())), YES);
}

#[test]
fn a_countersignature_that_has_lapsed_makes_nobody_the_first() {
    let missing = "indeterminate recognise.countersignature-missing";
    for (held, until, expected) in [
        (over("urn:b", Prevails), Some(at(-1)), EXPIRED),
        (with(agreement("urn:b"), Prevails), Some(at(-1)), missing),
        (with(agreement("urn:b"), Prevails), Option::None, YES),
        (with(agreement("urn:b"), Yields), Some(at(-1)), YES),
    ] {
        let countersigned = |until, held| Held {
            countersigned_until: until,
            ..held
        };
        let strict = Bench {
            countersignature: Countersignature::Required,
            ..bench([
                countersigned(until, held),
                countersigned(Some(far()), agreement("urn:a")),
            ])
        };
        assert_eq!(says(&strict.ask(&Paper::new())), expected, "{until:?}");
    }
}

#[test]
fn the_trail_names_what_is_open_and_what_was_left_out_for_it() {
    let found = ask(&[
        over("urn:b", Prevails),
        suspended(agreement("urn:c")),
        with(agreement("urn:a"), Yields),
    ]);
    assert_eq!(
        made(&found),
        [
            "6.1.1 - unknown recognise.agreement-expired",
            "6.1.1 - pass -",
            "6.2 - pass -",
            "6.2 - skipped recognise.agreement-suspended",
            "6.3 e1 pass -",
        ]
    );
    assert!(found.checks().iter().any(|c| {
        let found = c.found.as_ref().map(ToString::to_string);
        (c.step, c.agreement, found.as_deref()) == ("6.4.3", Some("urn:a"), Some("yields"))
    }));
    assert_eq!(found.local_view(), Option::None);
}

#[test]
fn an_answer_that_is_open_stands_until_the_one_in_the_way_changes() {
    let both = || {
        let stale = over("urn:b", Prevails).change(|a| a.valid_until = Some(at(10)));
        bench([stale, agreement("urn:a")])
    };
    let found = both().ask(&Paper::new());
    assert_eq!(
        (says(&found).as_str(), found.effective_until()),
        (EXPIRED, at(9))
    );
    assert_eq!(says(&both().at(at(9)).ask(&Paper::new())), EXPIRED);
    assert_eq!(says(&both().at(at(10)).ask(&Paper::new())), YES);
}

#[test]
fn a_day_of_issue_that_is_withheld_gives_way_to_nobody() {
    for (asks, other, expected) in [
        (Prevails, None, UNKNOWN),
        (None, Yields, UNKNOWN),
        (None, None, UNKNOWN),
        (Yields, Yields, UNKNOWN),
        (None, Prevails, YES),
        (Yields, None, YES),
    ] {
        let all = [
            since_issuance("urn:b", asks),
            with(agreement("urn:a"), other),
        ];
        assert_eq!(says(&ask(&all)), YES);
        let found = ask_about(&all, &undated());
        assert_eq!(says(&found), expected, "{asks:?} {other:?}");
    }
    // It does not stand in the way where it would not apply to any licence.
    let asks = since_issuance("urn:b", None);
    for other in [
        asks.clone().provision(|e| e.purposes.clear()),
        suspended(asks).change(|a| a.require_enacted_at.push(Moment::Use)),
    ] {
        let found = ask_about(&[other, agreement("urn:a")], &undated());
        assert_eq!(says(&found), YES);
    }
}

#[test]
fn a_run_off_that_hangs_on_the_day_of_issue_gives_way_to_nobody() {
    let running = agreement("urn:b").change(|a| {
        a.current_state = state(EquivalenceStatus::Repealed, at(-1));
        a.equivalence_history = vec![state(EquivalenceStatus::Enacted, at(-300 * DAY))];
        a.run_off = Some(crate::recognise::agreement::RunOff {
            issued_before: at(-10),
            until: at(30),
        });
    });
    let all = [running, agreement("urn:a")];
    assert_eq!(says(&ask(&all)), YES);
    let found = ask_about(&all, &undated());
    assert_eq!(says(&found), UNKNOWN);
    assert_eq!(found.effective_until(), at(29));
}

#[test]
fn what_is_out_of_date_and_hangs_on_the_day_of_issue_is_out_of_date() {
    let both = since_issuance("urn:b", Prevails).change(|a| a.not_after = at(-1));
    let found = ask_about(&[both, agreement("urn:a")], &undated());
    assert_eq!(says(&found), EXPIRED);
    // Beside another one that hangs on it, which would leave it out, that one is in the way.
    let first = since_issuance("urn:c", Prevails);
    let stale = over("urn:b", None);
    let current = with(agreement("urn:a"), Yields);
    let found = ask_about(&[first, stale, current], &undated());
    assert_eq!(
        (says(&found).as_str(), cited(&found)),
        (UNKNOWN, vec!["urn:c"])
    );
}

#[test]
fn pairs_are_in_doubt_as_agreements_are() {
    let first = |id, precedence| {
        with(between(id, "CN-33", "CN-35"), precedence).change(|a| {
            a.mra_depth = 1;
            a.onward_parties = vec![region("CN-44").clone()];
            a.equivalences = vec![equivalence("f1", BETWEEN, LOCAL)];
        })
    };
    let second = || {
        between("urn:second", "CN-35", "CN-44").change(|a| {
            a.onward_use = true;
            a.equivalences = vec![equivalence("g1", PERMIT, BETWEEN)];
        })
    };
    let over = |held: Held| held.change(|a| a.not_after = at(-1));
    let (current, prevailing) = (first("urn:a", None), first("urn:b", Prevails));
    let found = ask(&[current.clone(), over(prevailing.clone()), second()]);
    assert_eq!(says(&found), EXPIRED);
    assert_eq!(cited(&found), ["urn:b", "urn:second"]);
    // The second of a pair may be what is out of date.
    let via_other = |held: Held| {
        held.change(|a| {
            a.pointed_party = party("CN-36");
        })
    };
    let other_second = over(between("urn:other", "CN-36", "CN-44").change(|a| {
        a.onward_use = true;
        a.equivalences = vec![equivalence("g1", PERMIT, BETWEEN)];
    }));
    let prevailing = via_other(prevailing);
    let found = ask(&[current.clone(), prevailing.clone(), second(), other_second]);
    assert_eq!(says(&found), EXPIRED);
    assert_eq!(cited(&found), ["urn:b", "urn:other"]);
    // One that does not lead onward is not in the way.
    let closed = over(prevailing).change(|a| a.mra_depth = 0);
    let other_second = between("urn:other", "CN-36", "CN-44");
    let found = ask(&[current, closed, second(), other_second]);
    assert_eq!(says(&found), YES);
}
