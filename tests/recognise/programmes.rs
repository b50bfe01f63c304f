//! One wallet and the programmes of all departments: each is answered as if it were asked alone, in whatever order all are asked.

use elicence::{
    recognise::requirement::{Desk, Outcome, Resolution, ServiceItem},
    verify::Verified,
};

use crate::{
    agreeing::{contents, rich, supplement, taken},
    field::{PROGRAMMES, programme},
    offices::region,
    papers::{HOLDER, PLAIN, Paper, THIRD},
    world::WORLD,
};

/// The purpose is the department's: its programmes are judged together.
fn items() -> Vec<ServiceItem> {
    let all = PROGRAMMES.iter().flat_map(|(department, programmes)| {
        let numbered = programmes.iter().enumerate();
        numbered.map(|(number, needs)| {
            let mut contents = programme(department, number, needs).contents().clone();
            contents.purpose = purpose(department);
            ServiceItem::new(contents, &WORLD.types).unwrap()
        })
    });
    all.collect()
}

fn purpose(department: &str) -> String {
    format!("urn:example:relief:{department}")
}

/// What was answered, with licences by their names and not by their places.
fn told(answer: &Resolution, names: &[&str]) -> Vec<String> {
    let proofs = answer.requirements.iter().map(|one| {
        let by: Vec<&str> = match &one.outcome {
            Outcome::Proven { by, .. } => by.iter().map(|proof| names[proof.licence]).collect(),
            Outcome::Open { .. } => Vec::new(),
        };
        format!("{} by {by:?}", one.requirement)
    });
    let shown = answer.disclosures.iter().map(|one| {
        let name = names[one.licence];
        format!(
            "{name}: {:?} {:?} {:?}",
            one.elements, one.holder, one.always
        )
    });
    let mut all: Vec<String> = proofs.chain(shown).collect();
    all.sort_unstable();
    all.push(format!(
        "{} until {:?}",
        answer.code, answer.effective_until
    ));
    all
}

#[test]
fn twenty_six_programmes_are_answered_as_each_alone_in_whatever_order() {
    let mut between = contents("programmes", "CN-33", "CN-44");
    rich(&mut between).purposes = PROGRAMMES.map(|(department, _)| purpose(department)).into();
    rich(&mut between).supplements = vec![supplement("beside", Some(PLAIN))];
    let agreements = taken([between]);
    let (here, items) = (region("CN-3301"), items());
    assert_eq!(items.len(), 26);
    let desk = Desk::new(&here, &agreements, &WORLD.types);
    let paper = |paper: Paper| WORLD.paper(&paper.held_by(&[HOLDER]));
    let wallet = [
        ("third", paper(Paper::new(THIRD, "CN-33"))),
        ("abroad", paper(Paper::rich("CN-44"))), // counts as the second type, with a plain one beside it
        ("rich", paper(Paper::rich("CN-33"))),
        ("plain", paper(Paper::new(PLAIN, "CN-33"))),
    ];
    let mut first: Option<Vec<Vec<String>>> = None;
    for turn in 0..wallet.len() {
        for turned in [false, true] {
            let mut held: Vec<&(&str, Verified)> = wallet.iter().collect();
            let mut asked: Vec<&ServiceItem> = items.iter().collect();
            held.rotate_left(turn);
            asked.rotate_left(turn * 7);
            if turned {
                held.reverse();
                asked.reverse();
            }
            let names: Vec<&str> = held.iter().map(|(name, _)| *name).collect();
            let licences: Vec<&Verified> = held.iter().map(|(_, licence)| licence).collect();
            let answers = desk.resolve_all(&asked, &licences);
            assert_eq!(answers.len(), 26);
            for (item, answer) in asked.iter().zip(&answers) {
                assert_eq!(*answer, desk.resolve(item, &licences), "{names:?}");
                assert!(answer.is_proven(), "{answer:#?}");
            }
            let mut all: Vec<_> = answers.iter().map(|one| told(one, &names)).collect();
            all.sort_unstable();
            assert_eq!(first.get_or_insert_with(|| all.clone()), &all, "{names:?}");
        }
    }
}

#[test]
fn no_programme_has_no_answer_and_one_asked_twice_has_two() {
    let (here, items) = (region("CN-3301"), items());
    let agreements = taken([]);
    let desk = Desk::new(&here, &agreements, &WORLD.types);
    let third = WORLD.paper(&Paper::new(THIRD, "CN-33"));
    assert_eq!(desk.resolve_all(&[], &[&third]), []);
    let twice = desk.resolve_all(&[&items[5], &items[5]], &[&third]);
    assert_eq!(twice.len(), 2);
    assert_eq!(twice[0], twice[1]);
    let none = desk.resolve_all(&[&items[5]], &[]);
    assert_eq!(none, [desk.resolve(&items[5], &[])]);
}
