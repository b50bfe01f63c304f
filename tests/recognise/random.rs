//! Thousands of agreements by chance: the library and the second evaluator say the same, in any order, and to the byte.

use std::collections::BTreeMap;

use elicence::{
    licence::Region,
    recognise::{Question, agreement::AgreementContents, recognise},
    verify::Verified,
};

use crate::{
    agreeing::{held, taken_at},
    asking::differs,
    chance::{PURPOSES, agreement, purpose, rival},
    dice::Dice,
    naive::{self, Ask, Facts},
    offices::{day, region},
    pool::{BESIDE, POOL},
    world::WORLD,
};

const HERE: [&str; 3] = ["CN-33", "CN-3301", "CN-4401"];
/// Pointing and pointed region: several lead from Zhejiang to Guangdong, and some lead onward.
const BETWEEN: [(&str, &str); 12] = [
    ("CN-33", "CN-44"),
    ("CN-33", "CN-44"),
    ("CN-33", "CN-44"),
    ("CN-33", "CN-31"),
    ("CN-44", "CN-31"),
    ("CN-44", "CN-11"),
    ("CN-33", "KR-11"),
    ("CN-44", "KR-26"),
    ("CN-33", "CN-43"),
    ("CN-44", "KR-41"),
    ("CN-44", "CN-44"),
    ("CN-31", "CN-11"),
];

fn some_agreements(dice: &mut Dice) -> Vec<AgreementContents> {
    let count = 1 + dice.below(4);
    let names = ["a", "b", "c", "d"];
    let mut all: Vec<_> = (0..count)
        .map(|number| {
            let (pointing, pointed) = *dice.one_of(&BETWEEN);
            agreement(dice, names[number], pointing, pointed)
        })
        .collect();
    if dice.percent(30) {
        let rival = rival(dice, &all[0], "e");
        all.push(rival);
    }
    all
}

#[test]
fn agreements_by_chance_are_judged_as_the_second_evaluator_judges_them() {
    let rounds: u64 = std::env::var("ELICENCE_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(32);
    let facts: Vec<Facts<'_>> = POOL.iter().map(|v| Facts::of(v, WORLD.known(v))).collect();
    let beside: Vec<Facts<'_>> = BESIDE
        .iter()
        .map(|v| Facts::of(v, WORLD.known(v)))
        .collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for seed in 0..rounds {
        let mut dice = Dice::new(seed + 1);
        let contents = some_agreements(&mut dice);
        let agreements = taken_at(contents.clone(), day(1));
        let held = held(&contents);
        for (licence, facts) in POOL.iter().zip(&facts) {
            for number in 0..PURPOSES {
                let here: Region = region(dice.word(&HERE));
                let presented: Vec<usize> =
                    (0..BESIDE.len()).filter(|_| dice.percent(35)).collect();
                let papers: Vec<&Verified> = presented.iter().map(|at| &BESIDE[*at]).collect();
                let purpose = purpose(number);
                let question =
                    Question::new(&here, &purpose, &agreements).with_supplements(&papers);
                let recognition = recognise(licence, &question);
                let supplements: Vec<_> = presented.iter().map(|at| &beside[*at]).collect();
                let ask = Ask {
                    here: here.clone(),
                    purpose: &purpose,
                    agreements: &held,
                    supplements: &supplements,
                    countersignature_required: false,
                };
                let second = naive::recognise(facts, &ask);
                *seen.entry(crate::asking::says(&recognition)).or_default() += 1;
                if let Some(difference) = differs(&recognition, &second) {
                    let key: String = difference.chars().take(90).collect();
                    let what = || {
                        format!(
                            "seed {seed}, purpose {number}, {} of {:?} in {here}",
                            licence.doc_type(),
                            licence.region()
                        )
                    };
                    wrong.entry(key).or_insert_with(|| (0, what())).0 += 1;
                }
            }
        }
    }
    let cases: usize = seen.values().sum();
    println!("{cases} cases: {seen:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Chance must not pass by what matters.
    for word in [
        "recognised",
        "recognised-with-supplements",
        "not-recognised",
        "indeterminate",
    ] {
        let came = seen.keys().any(|says| crate::asking::word(says) == word);
        assert!(came, "{word} never came");
    }
    for code in [
        "agreement-conflict",
        "agreement-expired",
        "agreement-repealed",
        "agreement-suspended",
        "code-unmapped",
        "condition-not-met",
        "data-missing",
        "depth-exceeded",
        "equivalence-not-in-force",
        "excluded",
        "issuance-unknown",
        "mapped-element-missing",
        "no-agreement",
        "not-transitive",
        "purpose-not-covered",
        "run-off-over",
        "status-not-equivalent",
        "status-stale",
        "supplement-invalid",
        "supplement-required",
        "territory-not-covered",
        "type-not-covered",
    ] {
        let code = format!(": recognise.{code}");
        assert!(
            seen.keys().any(|says| says.ends_with(&code)),
            "{code} never came"
        );
    }
}
