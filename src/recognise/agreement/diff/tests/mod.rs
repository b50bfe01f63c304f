mod clauses;
mod equivalences;
pub(in crate::recognise) mod sample;

use super::*;
use crate::document::Interval;
use crate::recognise::agreement::{
    AgreementState, Clause, Deadline, Effect, Element, Equivalence, EquivalenceStatus, Kind, Level,
    OnUnmapped, Precedence, Record, RunOff, StatusEquivalence, Superseded, Transform,
};

use sample::{DRIVE, SHOP, condition, derived_in, drive, one, region, sample, texts, time};

/// What one change of the sample is told as, in English.
fn told(change: impl FnOnce(&mut AgreementContents)) -> Vec<String> {
    let before = sample();
    let mut after = before.clone();
    change(&mut after);
    lines(&before, &after)
}

fn lines(before: &AgreementContents, after: &AgreementContents) -> Vec<String> {
    let changes = diff(before, after);
    changes.iter().map(|c| c.text(Language::En)).collect()
}

/// That a change is told so, and its undoing as the opposite.
#[track_caller]
fn both_ways(change: impl FnOnce(&mut AgreementContents), there: &[&str], back: &[&str]) {
    let before = sample();
    let mut after = before.clone();
    change(&mut after);
    let cut = |lines: Vec<String>| -> Vec<String> {
        let own = |line: String| line.split(", from 2026-06-01").next().unwrap().to_owned();
        lines.into_iter().map(own).collect()
    };
    assert_eq!(cut(lines(&before, &after)), there);
    assert_eq!(cut(lines(&after, &before)), back);
}

fn first(agreement: &mut AgreementContents) -> &mut Equivalence {
    &mut agreement.equivalences[0]
}

fn asked(agreement: &mut AgreementContents, place: usize) -> &mut Clause {
    &mut first(agreement).conditions[place]
}

#[test]
fn identical_agreements_differ_in_nothing() {
    assert_eq!(diff(&sample(), &sample()), []);
}

#[test]
fn a_change_says_where_what_and_from_when_in_three_languages() {
    let mut after = sample();
    first(&mut after).purposes.push("urn:bank".to_owned());
    let changes = diff(&sample(), &after);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].direction, Direction::Opens);
    assert_eq!(changes[0].kind.word(), "value-added");
    assert_eq!(changes[0].from, Some(after.issue_date_time));
    assert_eq!(
        Language::ALL.map(|language| changes[0].text(language)),
        [
            "放宽: shop: `purposes` 新增 `urn:bank`，自 2026-06-01T00:00:00Z 起",
            "opens: shop: `urn:bank` is now among `purposes`, from 2026-06-01T00:00:00Z",
            "개방: shop: `purposes`에 `urn:bank` 추가, 2026-06-01T00:00:00Z부터",
        ]
    );
}

#[test]
fn a_wider_party_opens() {
    both_ways(
        |a| a.pointed_party.territory = region("CN"),
        &[
            "opens: pointedParty: `CN` is now among `territory`",
            "changes: pointedParty: `CN-33` is not among `territory` any more",
        ],
        &[
            "changes: pointedParty: `CN-33` is now among `territory`",
            "closes: pointedParty: `CN` is not among `territory` any more",
        ],
    );
}

#[test]
fn ends_open_when_they_are_later_and_count_from_the_earlier_one_on() {
    assert_eq!(
        told(|a| a.valid_until = None),
        [
            "opens: agreement: `validUntil` is –, it was 2036-01-01T00:00:00Z, from 2036-01-01T00:00:00Z"
        ]
    );
    assert_eq!(
        told(|a| a.valid_until = Some(time("2030-01-01T00:00:00Z"))),
        [
            "closes: agreement: `validUntil` is 2030-01-01T00:00:00Z, it was 2036-01-01T00:00:00Z, from 2030-01-01T00:00:00Z"
        ]
    );
    let until = |text: &str| {
        Some(Interval {
            from: time("2026-03-01T00:00:00Z"),
            until: Some(time(text)),
        })
    };
    assert_eq!(
        told(|a| a.equivalences[1].validity = until("2031-01-01T00:00:00Z")),
        [
            "opens: drive: `validity.until` is 2031-01-01T00:00:00Z, it was 2030-01-01T00:00:00Z, from 2030-01-01T00:00:00Z"
        ]
    );
    assert_eq!(
        told(|a| a.equivalences[1].validity = until("2029-01-01T00:00:00Z")),
        [
            "closes: drive: `validity.until` is 2029-01-01T00:00:00Z, it was 2030-01-01T00:00:00Z, from 2029-01-01T00:00:00Z"
        ]
    );
}

#[test]
fn states_are_told_by_the_time_through_which_they_differ() {
    let state = |status, start: &str| AgreementState {
        status,
        starting_time: time(start),
    };
    assert_eq!(
        told(|a| {
            a.equivalence_history = vec![a.current_state];
            a.current_state = state(EquivalenceStatus::Repealed, "2026-09-01T00:00:00Z");
        }),
        [
            "closes: currentState: repealed in place of in force, from 2026-09-01T00:00:00Z until –, from 2026-09-01T00:00:00Z"
        ]
    );
    let mut before = sample();
    before.equivalence_history = vec![before.current_state];
    before.current_state = state(EquivalenceStatus::Suspended, "2026-05-01T00:00:00Z");
    let mut after = before.clone();
    after.equivalence_history.insert(0, after.current_state);
    after.current_state = state(EquivalenceStatus::Enacted, "2026-09-01T00:00:00Z");
    assert_eq!(
        lines(&before, &after),
        [
            "opens: currentState: in force in place of suspended, from 2026-09-01T00:00:00Z until –, from 2026-09-01T00:00:00Z"
        ]
    );
    // A run-off leaves a little of what is repealed.
    let mut repealed = before.clone();
    repealed.current_state.status = EquivalenceStatus::Repealed;
    let direction =
        |before: &AgreementContents, after: &AgreementContents| diff(before, after)[0].direction;
    assert_eq!(direction(&before, &repealed), Direction::Changes);
    let run_off = Some(RunOff {
        issued_before: time("2026-05-01T00:00:00Z"),
        until: time("2027-05-01T00:00:00Z"),
    });
    repealed.run_off = run_off;
    assert_eq!(direction(&before, &repealed), Direction::Opens);
}

#[test]
fn limits_of_the_agreement_open_and_close() {
    both_ways(
        |a| {
            a.require_enacted_at.pop();
        },
        &["opens: agreement: `use` is not among `requireEnactedAt` any more"],
        &["closes: agreement: `use` is now among `requireEnactedAt`"],
    );
    both_ways(
        |a| {
            a.run_off = Some(RunOff {
                issued_before: time("2026-01-01T00:00:00Z"),
                until: time("2027-01-01T00:00:00Z"),
            });
        },
        &["opens: agreement: `runOff` is 2026-01-01T00:00:00Z → 2027-01-01T00:00:00Z, it was –"],
        &["closes: agreement: `runOff` is –, it was 2026-01-01T00:00:00Z → 2027-01-01T00:00:00Z"],
    );
    both_ways(
        |a| {
            a.mra_depth = 1;
            a.onward_parties = vec![region("CN-31")];
            a.onward_use = true;
        },
        &[
            "opens: agreement: `mraDepth` is 1, it was 0",
            "opens: agreement: `CN-31` is now among `onwardParties`",
            "opens: agreement: `onwardUse` is true, it was false",
        ],
        &[
            "closes: agreement: `mraDepth` is 0, it was 1",
            "closes: agreement: `CN-31` is not among `onwardParties` any more",
            "closes: agreement: `onwardUse` is false, it was true",
        ],
    );
    both_ways(
        |a| a.condition_vocabulary = "other".to_owned(),
        &["closes: agreement: `conditionVocabulary` is other, it was org.elicence.conditions.1"],
        &["opens: agreement: `conditionVocabulary` is org.elicence.conditions.1, it was other"],
    );
    both_ways(
        |a| first(a).effect = Effect::Full,
        &["opens: shop: `effect` is full, it was partial"],
        &["closes: shop: `effect` is partial, it was full"],
    );
}

#[test]
fn a_later_end_of_a_run_off_opens() {
    let run_off = |issued: &str, until: &str| {
        let mut contents = sample();
        contents.run_off = Some(RunOff {
            issued_before: time(issued),
            until: time(until),
        });
        contents
    };
    let (old, new) = (
        run_off("2026-02-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        run_off("2026-03-01T00:00:00Z", "2028-01-01T00:00:00Z"),
    );
    assert_eq!(
        lines(&old, &new),
        [
            "opens: agreement: `runOff.issuedBefore` is 2026-03-01T00:00:00Z, it was 2026-02-01T00:00:00Z, from 2026-06-01T00:00:00Z",
            "opens: agreement: `runOff.until` is 2028-01-01T00:00:00Z, it was 2027-01-01T00:00:00Z, from 2027-01-01T00:00:00Z",
        ]
    );
    assert!(
        lines(&new, &old)
            .iter()
            .all(|line| line.starts_with("closes"))
    );
}

#[test]
fn what_neither_opens_nor_closes_is_told_all_the_same() {
    type Edit = fn(&mut AgreementContents);
    let edits: [(Edit, &str); 12] = [
        (|a| a.sequence_number = 4, "`sequenceNumber` is 4, it was 3"),
        (
            |a| a.precedence = Precedence::Prevails,
            "`precedence` is prevails, it was none",
        ),
        (
            |a| {
                a.supersedes = vec![Superseded {
                    agreement_id: "urn:old".to_owned(),
                    up_to: 9,
                }]
            },
            "`urn:old ≤ 9` is now among `supersedes`",
        ),
        (
            |a| a.notice_period = None,
            "`noticePeriod` is –, it was 2592000",
        ),
        (
            |a| a.title = [("en".to_owned(), "x".to_owned())].into(),
            "`title` is en: x, it was en: title en; ko: title ko; zh: title zh",
        ),
        (
            |a| a.legal_texts.reverse(),
            "the `legalTexts` stand in another order",
        ),
        (
            |a| a.pointing_party.legislation = "l".to_owned(),
            "`legislation` is l, it was law",
        ),
        (
            |a| first(a).legal_identifier = "9".to_owned(),
            "`legalIdentifier` is 9, it was 3(1)",
        ),
        (
            |a| a.equivalences.reverse(),
            "the `equivalences` stand in another order",
        ),
        (
            |a| a.objection.deadline = 7,
            "`deadline` is 7, it was 5184000",
        ),
        (
            |a| a.archive.keep.push(Record::Licence),
            "`licence` is now among `keep`",
        ),
        (
            |a| a.not_after = time("2027-04-01T00:00:00Z"),
            "`notAfter` is 2027-04-01T00:00:00Z, it was 2027-03-01T00:00:00Z",
        ),
    ];
    for (edit, sentence) in edits {
        let all = told(edit);
        assert_eq!(all.len(), 1, "{all:?}");
        assert!(all[0].starts_with("changes: "), "{all:?}");
        assert!(all[0].ends_with(sentence), "{all:?}");
    }
}

#[test]
fn what_has_no_kind_of_its_own_is_told() {
    // An empty history is written in no other way; a choice of one is a condition in other words.
    let all = told(|a| {
        let only = asked(a, 0).conditions()[0].clone();
        *asked(a, 0) = Clause::AnyOf(vec![only]);
    });
    assert_eq!(
        all,
        ["changes: urn:agreement:44-33: the issues differ in something else"]
    );
}

#[test]
fn words_are_there_once_and_sentences_in_three_languages() {
    let mut seen = std::collections::BTreeSet::new();
    for word in ChangeKind::WORDS {
        assert!(seen.insert(word), "{word} twice");
    }
    let spec = include_str!("../../../../../spec/agreement-lint.md");
    for word in ChangeKind::WORDS {
        assert!(
            spec.contains(&format!("| `{word}` |")),
            "{word} is not in the spec"
        );
    }
}
