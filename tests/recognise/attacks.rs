//! What somebody may try: another's supplement, a map onto the holder, old derived data, an agreement of one's own making.

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

fn refused(contents: AgreementContents) -> Vec<&'static str> {
    let signer = &WORLD
        .member(contents.pointing_party.territory.as_str())
        .signer;
    let chain = [signer.certificate.clone()];
    match AgreementDraft::new(contents).prepare(Algorithm::Es256, &chain) {
        Err(AgreementError::Refused(reasons)) => reasons.iter().map(Reason::code).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_map_writes_onto_a_holder_or_into_what_every_licence_says_of_itself() {
    for (space, name) in [
        (COMMON_NAME_SPACE, "holder_code"),
        (COMMON_NAME_SPACE, "issue_date"),
        (COMMON_NAME_SPACE, "anything"),
        (SECOND, "holder_code"),
        (SECOND, "holder_name_2"),
        (THIRD, "x"),
    ] {
        let mut agreement = contents("a", "CN-33", "CN-44");
        let mut onto = mapping(
            rich_element("grade"),
            name,
            Transform::Constant("x".to_owned()),
            OnUnmapped::Drop,
        );
        onto.to = Element::new(space, name);
        rich(&mut agreement).attribute_map.push(onto);
        let codes = refused(agreement);
        assert!(
            codes
                .iter()
                .all(|code| *code == "recognise.agreement-invalid")
                && !codes.is_empty(),
            "{space}/{name}"
        );
    }
}

#[test]
fn a_constant_is_stated_by_the_agreement_and_only_where_its_element_is_disclosed() {
    let mut agreement = contents("a", "CN-33", "CN-44");
    let constant = Transform::Constant("full".to_owned());
    rich(&mut agreement).attribute_map.push(mapping(
        rich_element("grade"),
        "kind",
        constant,
        OnUnmapped::Drop,
    ));
    let sealed = WORLD.seal(&Paper::rich("CN-44"));
    let found = Scene::of(sealed.clone(), "CN-33", vec![agreement.clone()]).asked_on(2);
    assert_eq!(found.stated_by("kind"), ["agreement"]);
    let hidden = withholding(&sealed, &["grade"]);
    let found = Scene::of(hidden, "CN-33", vec![agreement]).asked_on(2);
    assert_eq!(
        (found.local(SECOND, "kind"), found.dropped()),
        (None, vec![format!("{SECOND}/kind")])
    );
}

#[test]
fn a_view_never_holds_more_than_was_disclosed() {
    let mut agreement = contents("a", "CN-33", "CN-44");
    rich(&mut agreement).attribute_map.push(mapping(
        rich_element("grade"),
        "grade",
        Transform::Identity,
        OnUnmapped::Drop,
    ));
    let sealed = WORLD.seal(&Paper::rich("CN-44"));
    let hidden = withholding(&sealed, &["grade", "holder_name", "holder_code", "number"]);
    let found = Scene::of(hidden, "CN-33", vec![agreement]).asked_on(2);
    assert!(!found.stated_by("holder_code_type").is_empty());
    for name in ["grade", "holder_name", "holder_code", "number"] {
        assert_eq!(found.stated_by(name), [""; 0], "{name}");
    }
}

#[test]
fn derived_data_count_by_their_own_rule_not_too_old_and_never_from_the_future() {
    let missing = "not-recognised: recognise.data-missing";
    let says = |as_of, derived: Option<DerivedBy>, name: &str| {
        let mut agreement = contents("a", "CN-33", "CN-44");
        rich(&mut agreement).conditions.push(one(
            "c",
            Kind::ElementPresent {
                element: rich_element(name),
                derived,
            },
        ));
        let paper = Paper {
            as_of,
            ..Paper::rich("CN-44")
        };
        Scene::new(paper, "CN-33", vec![agreement]).says_on(2)
    };
    let by = |rule: &str, max_age| {
        Some(DerivedBy {
            rule: rule.to_owned(),
            max_age,
        })
    };
    let right = "age_over(since,18)";
    assert_eq!(
        says("2026-06-01", by(right, 2 * 86_400), "since_18"),
        "recognised"
    );
    assert_eq!(
        says("2026-05-30", by(right, 2 * 86_400), "since_18"),
        missing
    );
    assert_eq!(
        says("2026-06-03", by(right, 2 * 86_400), "since_18"),
        missing
    );
    assert_eq!(
        says(
            "2026-06-01",
            by("age_over(since,16)", 2 * 86_400),
            "since_18"
        ),
        missing
    );
    assert_eq!(
        says(
            "2026-06-01",
            by("age_over(since, 18)", 2 * 86_400),
            "since_18"
        ),
        missing
    );
    assert_eq!(says("2026-06-01", None, "since_18"), missing);
    assert_eq!(says("2026-06-01", by(right, 2 * 86_400), "grade"), missing);
    // What is old excludes: to exclude is to know better.
    let mut agreement = contents("a", "CN-33", "CN-44");
    let old = Kind::ElementIn {
        element: rich_element("points_band"),
        values: vec!["few".to_owned()],
        derived: by("band(points)", 86_400),
    };
    agreement
        .exclusions
        .push(exclusion("x", vec![condition("c", old)]));
    let scene = Scene::new(Paper::rich("CN-44"), "CN-33", vec![agreement]);
    assert_eq!(
        scene.says_at(day(1).saturating_add(13 * 3_600)),
        "recognised"
    );
    assert_eq!(scene.says_on(3), "not-recognised: recognise.excluded");
}

#[test]
fn nobody_agrees_in_the_name_of_another_region() {
    // Guangdong would like to be recognised in Zhejiang, and Shanghai to lend its hand.
    let ours = contents("a", "CN-33", "CN-44");
    for stranger in ["CN-44", "CN-31", "CN-3301"] {
        let bytes = crate::agreeing::signed_by(&ours, stranger);
        let error = Agreements::new()
            .load(&bytes, &WORLD.store, now())
            .unwrap_err();
        assert_eq!(
            error.code(),
            "recognise.agreement-signer-not-allowed",
            "{stranger}"
        );
    }
    // In its own name it signs what leads nowhere here.
    let own = contents("a", "CN-31", "CN-44");
    let scene = Scene::new(Paper::rich("CN-44"), "CN-33", vec![own]);
    assert_eq!(scene.says_on(2), "not-recognised: recognise.no-agreement");
}

#[test]
fn a_foreign_document_that_withholds_its_dates_gains_nothing() {
    let asking = |kind: Kind| {
        let mut agreement = contents("a", "CN-33", "CN-43");
        rich(&mut agreement).pointed_type = crate::world::FOREIGN.to_owned();
        rich(&mut agreement).conditions.push(one("c", kind));
        agreement
    };
    let says = |bytes: &[u8], kind: Kind| {
        Scene::of(bytes.to_vec(), "CN-33", vec![asking(kind)]).says_on(2)
    };
    let missing = "not-recognised: recognise.data-missing";
    let sealed = WORLD.seal_abroad("CN-43", &foreign());
    let hidden = withholding(&sealed, &["issue_date", "expiry_date"]);
    let age = || Kind::LicenceAge { max: 400 * 86_400 };
    let rest = || Kind::RemainingValidity { min: 86_400 };
    assert_eq!(
        [says(&sealed, age()), says(&sealed, rest())],
        ["recognised", "recognised"]
    );
    assert_eq!(
        [says(&hidden, age()), says(&hidden, rest())],
        [missing, missing]
    );
    let mut at_issue = asking(Kind::SignatureLevel {
        min: elicence::recognise::agreement::Level::B,
    });
    at_issue
        .require_enacted_at
        .insert(0, elicence::recognise::agreement::Moment::Issuance);
    let scene = Scene::of(hidden, "CN-33", vec![at_issue]);
    assert_eq!(
        scene.says_on(2),
        "not-recognised: recognise.issuance-unknown"
    );
    // A date to come is no age at all.
    let tomorrow = [("issue_date", crate::pool::day_of("2026-06-04"))];
    assert_eq!(
        says(&WORLD.seal_abroad("CN-43", &tomorrow), age()),
        "not-recognised: recognise.condition-not-met"
    );
}

/// Whoever shows one of two dates in two name spaces must not choose which it is: that of the type's own name space counts.
#[test]
fn who_presents_a_foreign_document_with_two_issue_dates_cannot_choose_one() {
    let mut agreement = contents("a", "CN-33", "CN-43");
    rich(&mut agreement).pointed_type = crate::world::FOREIGN.to_owned();
    rich(&mut agreement)
        .conditions
        .push(one("c", Kind::LicenceAge { max: 400 * 86_400 }));
    let says =
        |bytes: &[u8]| Scene::of(bytes.to_vec(), "CN-33", vec![agreement.clone()]).says_on(2);
    let sealed = |own: &str, other: &str| {
        let [own, other] = [own, other].map(crate::pool::day_of);
        let elements = [("issue_date", own), ("org.example.other/issue_date", other)];
        WORLD.seal_abroad("CN-43", &elements)
    };
    let without = |bytes: &[u8], day: &str| {
        let day = crate::pool::day_of(day).to_vec();
        crate::papers::shown_items(bytes, |item| {
            let item = item.to_vec();
            !item.windows(day.len()).any(|part| part == day)
        })
    };
    let (old, new) = ("2001-01-01", "2025-11-05");
    let too_old = sealed(old, new);
    assert_eq!(
        says(&too_old),
        "not-recognised: recognise.condition-not-met"
    );
    assert_eq!(
        says(&without(&too_old, old)),
        "not-recognised: recognise.data-missing"
    );
    let young = sealed(new, old);
    assert_eq!(says(&young), "recognised");
    assert_eq!(says(&without(&young, old)), "recognised");
    assert_eq!(
        says(&without(&young, new)),
        "not-recognised: recognise.data-missing"
    );
}

#[test]
fn where_clocks_are_nobody_knows_a_civil_day_is_not_known_and_an_instant_is() {
    let mut agreement = contents("a", "CN-33", "KR-41");
    rich(&mut agreement).pointed_type = crate::world::FOREIGN.to_owned();
    rich(&mut agreement)
        .conditions
        .push(one("c", Kind::LicenceAge { max: 400 * 86_400 }));
    let sealed = |value: Cbor| WORLD.seal_abroad("KR-41", &[("issue_date", value)]);
    let instant = Cbor::Tag(0, Box::new(Cbor::text("2026-01-01T00:00:00Z")));
    let says = |value| Scene::of(sealed(value), "CN-33", vec![agreement.clone()]).says_on(2);
    assert_eq!(
        says(crate::pool::day_of("2026-01-01")),
        "not-recognised: recognise.data-missing"
    );
    assert_eq!(says(instant), "recognised");
}

/// The licence, presented in a session by whoever has the key.
fn presented(sealed: &[u8], doc_type: &str, key: &SoftwareKey, session: &[u8]) -> Vec<u8> {
    let name_spaces = Cbor::Map(Vec::new()).embedded();
    let inside = [
        &[0x84][..],
        &Cbor::text("DeviceAuthentication").to_vec(),
        session,
        &Cbor::text(doc_type).to_vec(),
        &name_spaces.to_vec(),
    ];
    let protected = Cbor::Bytes(Cbor::Map(vec![(Cbor::Integer(1), Cbor::Integer(-7))]).to_vec());
    let message = Cbor::Tag(24, Box::new(Cbor::Bytes(inside.concat()))).to_vec();
    let signed = [
        Cbor::text("Signature1"),
        protected.clone(),
        Cbor::Bytes(Vec::new()),
        Cbor::Bytes(message),
    ];
    let signature = Cbor::Bytes(key.sign(&Cbor::Array(signed.to_vec()).to_vec()).unwrap());
    let cose = Cbor::Array(vec![
        protected,
        Cbor::Map(Vec::new()),
        Cbor::Null,
        signature,
    ]);
    let auth = Cbor::map([("deviceSignature", cose)]);
    let device = Cbor::map([("nameSpaces", name_spaces), ("deviceAuth", auth)]);
    let issuer = Cbor::decode(sealed, &Limits::default()).unwrap();
    Cbor::map([
        ("docType", Cbor::text(doc_type)),
        ("issuerSigned", issuer),
        ("deviceSigned", device),
    ])
    .to_vec()
}

#[test]
fn one_device_key_in_one_session_is_one_holder_and_another_key_or_session_is_not() {
    let [one_key, other_key] = [1, 2].map(|_| SoftwareKey::generate(Algorithm::Es256).unwrap());
    let [session, later] = [&[0x83, 0xf6, 0xf6, 0xf6][..], &[0x83, 0xf6, 0xf6, 0x01]];
    let paper = |paper: Paper, key: &SoftwareKey, at: &[u8], shown: &[u8]| -> Verified {
        let member = WORLD.member(&paper.sealed_in);
        let sealed = paper.sealed_for(member, &WORLD.types, Some(key.verifying_key()));
        let hidden = withholding(&sealed, &["holder_code"]);
        let bytes = presented(&hidden, paper.doc_type, key, shown);
        WORLD.verified_in(&bytes, Session::new(at))
    };
    let scene = Scene::of(Vec::new(), "CN-33", vec![needing(PLAIN)]);
    let licence = paper(Paper::rich("CN-44"), &one_key, session, session);
    let beside = |key, at| paper(Paper::new(PLAIN, "CN-33"), key, at, at);
    assert_eq!(
        scene
            .asked_of(&licence, &[&beside(&one_key, session)])
            .says(),
        "recognised"
    );
    for other in [beside(&other_key, session), beside(&one_key, later)] {
        still_needed(
            &scene.asked_of(&licence, &[&other]),
            "recognise.holder-unknown",
        );
    }
}
