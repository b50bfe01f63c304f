//! What somebody may try: another's supplement, a map onto the holder, old derived data, an agreement of one's own making.

mod agreements;
mod foreign;

use elicence::{
    Reason,
    codec::{Cbor, Limits},
    crypto::{Algorithm, Signer as _, SoftwareKey},
    licence::COMMON_NAME_SPACE,
    recognise::{
        Agreements,
        agreement::{
            AgreementContents, AgreementDraft, AgreementError, DerivedBy, Element, Kind,
            OnUnmapped, Transform,
        },
    },
    verify::{Session, Verified},
};

use crate::{
    agreeing::{condition, contents, exclusion, mapping, one, rich, rich_element, supplement},
    asking::{Found, Scene, word},
    offices::day,
    papers::{HOLDER, PLAIN, Paper, SECOND, STRANGER, THIRD, withholding},
    pool::foreign,
    world::{WORLD, now},
};

/// Recognition of the rich licence of Guangdong, which needs a plain one beside it.
fn needing(doc_type: &str) -> AgreementContents {
    let mut agreement = contents("a", "CN-33", "CN-44");
    rich(&mut agreement)
        .supplements
        .push(supplement("s", Some(doc_type)));
    agreement
}

fn with(licence: Vec<u8>, beside: Vec<Vec<u8>>) -> Found {
    Scene::of(licence, "CN-33", vec![needing(PLAIN)])
        .beside(beside)
        .asked_on(2)
}

fn plain(place: &str, holders: &[(&'static str, &'static str)]) -> Vec<u8> {
    WORLD.seal(&Paper::new(PLAIN, place).held_by(holders))
}

/// Still needed, and the trail says why what came does not count.
#[track_caller]
fn still_needed(found: &Found, code: &str) {
    assert_eq!(word(&found.says()), "recognised-with-supplements");
    assert_eq!(found.needed(), ["s"]);
    let codes = found.codes();
    assert!(codes.contains(&code), "{codes:?}");
}

#[test]
fn a_supplement_counts_for_its_own_holder_only() {
    let licence = || WORLD.seal(&Paper::rich("CN-44"));
    assert_eq!(
        with(licence(), vec![plain("CN-33", &[HOLDER])]).says(),
        "recognised"
    );
    still_needed(
        &with(licence(), vec![plain("CN-33", &[STRANGER])]),
        "recognise.holder-mismatch",
    );
    // Beside a stranger's the right one still counts.
    let both = vec![plain("CN-33", &[STRANGER]), plain("CN-33", &[HOLDER])];
    assert_eq!(with(licence(), both).says(), "recognised");
}

#[test]
fn a_holder_who_withholds_a_code_or_its_type_is_nobody() {
    let (licence, own) = (WORLD.seal(&Paper::rich("CN-44")), plain("CN-33", &[HOLDER]));
    for hidden in [
        &["holder_code"][..],
        &["holder_code_type"],
        &["holder_code", "holder_code_type"],
    ] {
        for found in [
            with(withholding(&licence, hidden), vec![own.clone()]),
            with(licence.clone(), vec![withholding(&own, hidden)]),
            with(
                withholding(&licence, hidden),
                vec![withholding(&own, hidden)],
            ),
        ] {
            still_needed(&found, "recognise.holder-unknown");
        }
    }
}

#[test]
fn codes_of_two_types_say_nothing_of_each_other_and_equal_names_say_nothing_at_all() {
    let licence = || WORLD.seal(&Paper::rich("CN-44"));
    // The same text as a code of another type; all these papers bear the same name.
    still_needed(
        &with(licence(), vec![plain("CN-33", &[("H-1", "099")])]),
        "recognise.holder-unknown",
    );
}

#[test]
fn of_several_holders_any_one_in_common_is_enough() {
    let two = WORLD.seal(&Paper::rich("CN-44").held_by(&[STRANGER, HOLDER]));
    assert_eq!(
        with(two.clone(), vec![plain("CN-33", &[HOLDER])]).says(),
        "recognised"
    );
    assert_eq!(
        with(
            two.clone(),
            vec![plain("CN-33", &[("H-9", "999"), STRANGER])]
        )
        .says(),
        "recognised"
    );
    still_needed(
        &with(two.clone(), vec![plain("CN-33", &[("H-9", "999")])]),
        "recognise.holder-mismatch",
    );
    // A code never fits the type of another holder.
    let crossed = WORLD.seal(&Paper::rich("CN-44").held_by(&[("H-1", "099"), ("H-2", "999")]));
    let other = plain("CN-33", &[("H-2", "099"), ("H-1", "999")]);
    still_needed(&with(crossed, vec![other]), "recognise.holder-mismatch");
    // Of the one in common the code is withheld.
    let hidden = withholding(&two, &["holder_code_2"]);
    still_needed(
        &with(hidden, vec![plain("CN-33", &[HOLDER])]),
        "recognise.holder-mismatch",
    );
}

#[test]
fn a_supplement_is_itself_recognised_here_and_needs_nothing_further() {
    let licence = || WORLD.seal(&Paper::rich("CN-44"));
    // No agreement leads to Shanghai.
    still_needed(
        &with(licence(), vec![plain("CN-31", &[HOLDER])]),
        "recognise.supplement-invalid",
    );
    // From Guangdong it is recognised, as what it is and as what it becomes.
    assert_eq!(
        with(licence(), vec![plain("CN-44", &[HOLDER])]).says(),
        "recognised"
    );
    let as_third = |change: &dyn Fn(&mut AgreementContents)| {
        let mut agreement = needing(THIRD);
        change(&mut agreement);
        let scene = Scene::of(licence(), "CN-33", vec![agreement]);
        scene.beside(vec![plain("CN-44", &[HOLDER])]).asked_on(2)
    };
    assert_eq!(as_third(&|_| {}).says(), "recognised");
    // What is not recognised is not recognised as anything: it is of no use.
    let of_no_use = |found: &Found| {
        assert_eq!(
            (word(&found.says()), found.needed()),
            ("recognised-with-supplements", vec!["s".to_owned()])
        )
    };
    of_no_use(&as_third(&|a| {
        a.equivalences[1].conditions.push(one(
            "c",
            Kind::ElementPresent {
                element: Element::new(PLAIN, "x"),
                derived: None,
            },
        ))
    }));
    of_no_use(&as_third(&|a| {
        a.equivalences[1].supplements.push(supplement("t", None))
    }));
    assert_eq!(
        with(licence(), vec![WORLD.seal(&Paper::new(SECOND, "CN-33"))]).needed(),
        ["s"]
    );
}

#[test]
fn a_waiver_is_for_whom_all_of_it_is_known_to_be_true() {
    let grade = |values: &[&str]| Kind::ElementIn {
        element: rich_element("grade"),
        values: values.iter().map(|&v| v.to_owned()).collect(),
        derived: None,
    };
    let mut agreement = needing(PLAIN);
    rich(&mut agreement).supplements[0].unless = vec![
        condition("u", grade(&["A"])),
        condition(
            "v",
            Kind::ElementRange {
                element: rich_element("points"),
                min: Some(10),
                max: None,
            },
        ),
    ];
    let sealed = WORLD.seal(&Paper::rich("CN-44"));
    let needed = |licence: Vec<u8>| {
        Scene::of(licence, "CN-33", vec![agreement.clone()])
            .asked_on(2)
            .needed()
    };
    assert!(needed(sealed.clone()).is_empty());
    assert_eq!(needed(withholding(&sealed, &["grade"])), ["s"]);
    assert_eq!(needed(withholding(&sealed, &["points"])), ["s"]);
    assert_eq!(
        needed(WORLD.seal(&Paper::rich("CN-44").with("grade", "B"))),
        ["s"]
    );
}
