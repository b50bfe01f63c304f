//! What only makes an agreement stricter, or a licence more silent, never helps it; and nothing hangs on any order.

use elicence::{
    recognise::{Agreements, Question, Recognition, agreement::AgreementContents, recognise},
    verify::Verified,
};
use proptest::prelude::*;

use crate::{
    agreeing::{signable, taken_at},
    chance::{PURPOSES, agreement, purpose, rival, stricter},
    dice::Dice,
    offices::{day, region},
    papers::{Paper, withholding},
    pool::{BESIDE, POOL},
    world::{WORLD, now},
};

const RANKS: [&str; 4] = [
    "not-recognised",
    "indeterminate",
    "recognised-with-supplements",
    "recognised",
];

/// What Zhejiang answers.
fn answer<'a>(
    licence: &'a Verified,
    agreements: &'a Agreements,
    number: usize,
    beside: &[&'a Verified],
) -> Recognition<'a> {
    // An answer borrows them.
    let (here, purpose) = (Box::leak(Box::new(region("CN-33"))), purpose(number).leak());
    let question = Question::new(here, purpose, agreements).with_supplements(beside);
    recognise(licence, &question)
}

fn rank(found: &Recognition<'_>) -> usize {
    let word = found.result().word();
    RANKS.iter().position(|rank| *rank == word).unwrap()
}

/// Whether agreements contradict each other that all recognise: in what they show, or in what they ask for beside it.
fn differs_in_the_view_alone(found: &Recognition<'_>) -> bool {
    let mut checks = found.checks().iter();
    let conflict = checks.find(|check| check.code() == Some("recognise.agreement-conflict"));
    let answers = conflict.and_then(|check| Some(check.found.as_ref()?.to_string()));
    answers.is_some_and(|all| all.split(", ").all(|word| word.starts_with("recognised")))
}

/// Whether the step from the one answer to the other is one that nobody may gain.
fn gained(before: usize, after: usize) -> bool {
    before < 2 && after >= 2 || before == 2 && after == 3
}

fn one_to_three(dice: &mut Dice) -> Vec<AgreementContents> {
    let names = ["a", "b", "c"];
    let between = [
        ("CN-33", "CN-44"),
        ("CN-33", "CN-44"),
        ("CN-33", "CN-31"),
        ("CN-44", "CN-31"),
        ("CN-33", "CN-43"),
    ];
    let mut all: Vec<_> = (0..1 + dice.below(3))
        .map(|number| {
            let (pointing, pointed) = *dice.one_of(&between);
            agreement(dice, names[number], pointing, pointed)
        })
        .collect();
    if dice.percent(40) {
        let rival = rival(dice, &all[0], "d");
        all.push(rival);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_exclusion_or_a_condition_more_never_turns_a_no_into_a_yes(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let contents = one_to_three(&mut dice);
        let mut more = contents.clone();
        let which = dice.below(more.len());
        stricter(&mut dice, &mut more[which]);
        // What nobody would sign any more is gone, and what is gone recognises nothing: that is stricter too, but for a
        // provision that stood in the way of another agreement's.
        let signed = signable(more[which].clone());
        prop_assume!(signed == more[which]);
        let (before, after) = (taken_at(contents, day(1)), taken_at(more, day(1)));
        for licence in POOL.iter() {
            for number in 0..PURPOSES {
                let beside: Vec<&Verified> = BESIDE.iter().filter(|_| dice.percent(40)).collect();
                let ranks = [&before, &after].map(|agreements| rank(&answer(licence, agreements, number, &beside)));
                prop_assert!(!gained(ranks[0], ranks[1]), "{ranks:?}, {} for {number}", licence.doc_type());
            }
        }
    }

    #[test]
    fn an_element_less_never_turns_a_no_into_a_yes(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let contents = one_to_three(&mut dice);
        let agreements = taken_at(contents, day(1));
        let all = ["grade", "note", "points", "sum", "since", "seen", "secret", "classes", "since_18", "points_band", "holder_code",
            "issuer_level", "industry", "issue_date", "driving_privileges", "family_name"];
        for sealed in SEALED.iter() {
            let (some, none) = (dice.some(&all, 20), dice.some(&all, 20));
            let native = |name: &&&str| **name != "issue_date" || sealed.1;
            let some: Vec<&str> = some.iter().filter(native).copied().collect();
            let more: Vec<&str> = some.iter().chain(none.iter().filter(native)).copied().collect();
            let shown = |hidden: &[&str]| WORLD.verified(&withholding(&sealed.0, hidden), now());
            let (before, after) = (shown(&some), shown(&more));
            for number in 0..PURPOSES {
                let beside: Vec<&Verified> = BESIDE.iter().filter(|_| dice.percent(40)).collect();
                let found = [&before, &after].map(|licence| answer(licence, &agreements, number, &beside));
                let ranks = [rank(&found[0]), rank(&found[1])];
                // Two agreements may agree about what is left: see the specification, 6.4.4. Nothing else is to be had by it.
                let agreed = differs_in_the_view_alone(&found[0]);
                prop_assert!(agreed || !gained(ranks[0], ranks[1]), "{ranks:?}, {some:?} and {more:?} for {number}, seed {seed}");
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes_in_whatever_order_it_came(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let mut contents = one_to_three(&mut dice);
        let first = taken_at(contents.clone(), day(1));
        dice.shuffle(&mut contents);
        let second = taken_at(contents, day(1));
        let here = region("CN-33");
        for licence in POOL.iter() {
            for number in 0..PURPOSES {
                let mut beside: Vec<&Verified> = BESIDE.iter().filter(|_| dice.percent(50)).collect();
                let purpose = purpose(number);
                let one = crate::asking::bytes(&recognise(licence, &Question::new(&here, &purpose, &first).with_supplements(&beside)));
                let again = recognise(licence, &Question::new(&here, &purpose, &first).with_supplements(&beside));
                prop_assert_eq!(&one, &crate::asking::bytes(&again));
                dice.shuffle(&mut beside);
                let other = recognise(licence, &Question::new(&here, &purpose, &second).with_supplements(&beside));
                // Signatures have chance in them, and the digest of an agreement is of what is signed.
                prop_assert_eq!(&one, &crate::asking::bytes(&other));
            }
        }
    }
}

static SEALED: std::sync::LazyLock<Vec<(Vec<u8>, bool)>> = std::sync::LazyLock::new(|| {
    let native = [
        Paper::rich("CN-44"),
        Paper::rich("CN-31"),
        Paper::rich("CN-44").with("grade", "C"),
    ];
    let native = native.iter().map(|paper| (WORLD.seal(paper), false));
    let foreign = (WORLD.seal_abroad("CN-43", &crate::pool::foreign()), true);
    native.chain([foreign]).collect()
});

/// The order of the elements that were presented decides the order in which they are shown, and nothing else.
#[test]
fn the_order_of_what_is_presented_does_not_change_the_answer() {
    use elicence::codec::{Cbor, Limits};
    let sealed = WORLD.seal(&Paper::rich("CN-44"));
    let whole = Cbor::decode(&sealed, &Limits::default()).unwrap();
    let Cbor::Map(mut members) = whole else {
        panic!("no map")
    };
    for (key, value) in &mut members {
        if let (Some("nameSpaces"), Cbor::Map(spaces)) = (key.as_text(), value) {
            spaces.reverse();
            for (_, items) in spaces {
                let Cbor::Array(items) = items else {
                    panic!("no items")
                };
                items.reverse();
            }
        }
    }
    let turned = WORLD.verified(&Cbor::Map(members).to_vec(), now());
    let usual = WORLD.verified(&sealed, now());
    for seed in 0..10 {
        let agreements = taken_at(one_to_three(&mut Dice::new(seed)), day(1));
        for number in 0..PURPOSES {
            let (here, purpose) = (region("CN-33"), purpose(number));
            let question = Question::new(&here, &purpose, &agreements);
            let [one, other] = [&usual, &turned].map(|licence| recognise(licence, &question));
            assert_eq!(
                (one.result(), one.primary_code(), one.effective_until()),
                (
                    other.result(),
                    other.primary_code(),
                    other.effective_until()
                )
            );
            assert_eq!(one.checks(), other.checks());
        }
    }
}
