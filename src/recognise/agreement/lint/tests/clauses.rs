//! What can never hold, what always does, and what elements and types there are.

use super::*;

#[test]
fn conditions_that_the_type_never_meets_make_an_equivalence_unreachable() {
    let never = ["age condition-never", UNREACHABLE];
    let categories = |word: &str| Kind::CategoryIn {
        categories: texts(&[word]),
    };
    assert_eq!(found(asks(categories("proof"))), never);
    assert_eq!(found(asks(categories("licence"))), ["age condition-always"]);
    let level = |min| Kind::SignatureLevel { min };
    assert_eq!(found(asks(level(Level::Lt))), never);
    assert_eq!(found(asks(level(Level::T))), [""; 0]);
    assert_eq!(found(asks(level(Level::B))), ["age condition-always"]);
    let industry = |word: &str| Kind::IndustryIn {
        industries: texts(&[word]),
    };
    assert_eq!(found(asks(industry("market-regulation"))), [""; 0]);
    assert_eq!(
        found(asks(industry("witchcraft"))),
        ["age codes-unknown", UNREACHABLE]
    );
    let all = found(|contents| {
        asks(categories("proof"))(contents);
        contents.equivalences.truncate(1);
    });
    assert_eq!(all, [never[0], never[1], "equivalences nothing-recognised"]);
}

#[test]
fn elements_are_held_against_the_definition_of_the_type() {
    let never = |word: &str| vec![format!("age {word}"), UNREACHABLE.to_owned()];
    let range = |element| Kind::ElementRange {
        element,
        min: Some(1),
        max: None,
    };
    let date = |element| Kind::ElementDate {
        element,
        min_age: Some(1),
        max_age: None,
    };
    let present = |element| Kind::ElementPresent {
        element,
        derived: None,
    };
    let good = [
        is_in(column("section"), &["A"]),
        range(of_shop("registered_capital")),
        date(of_shop("establishment_date")),
        date(Element::new("org.elicence.1", "valid_until")),
        present(of_shop("premises")),
    ];
    for kind in good {
        assert_eq!(found(asks(kind)), [""; 0]);
    }
    let region = present(Element::new("org.elicence.1", "region"));
    assert_eq!(found(asks(region)), ["age condition-always"]);
    assert_eq!(
        found(asks(is_in(of_shop("shoe_size"), &["9"]))),
        never("element-unknown")
    );
    let other_kinds = [
        range(of_shop("legal_form")),
        date(of_shop("legal_form")),
        range(of_shop("capital_band")),
        is_in(of_shop("establishment_date"), &["2020-01-01"]),
        is_in(of_shop("scope_items"), &["A"]),
        is_in(column("licensed"), &["true"]),
        is_in(column("colour"), &["red"]),
    ];
    for kind in other_kinds {
        assert_eq!(found(asks(kind)), never("element-kind"));
    }
    assert_eq!(
        found(asks(is_in(
            of_shop("legal_form"),
            &["limited-company", "gmbh"]
        ))),
        ["age codes-unknown"]
    );
    let points = range(Element::new(DRIVE, "points"));
    assert_eq!(
        found(|contents| contents.equivalences[1]
            .conditions
            .push(one("points", points))),
        ["points element-withheld", "drive equivalence-unreachable"]
    );
}

#[test]
fn derived_data_are_read_by_their_rule_and_other_data_without_one() {
    let never = |word: &str| vec![format!("age {word}"), UNREACHABLE.to_owned()];
    let band = || of_shop("capital_band");
    let (code, rule) = (["under-1m"], "band(registered_capital)");
    assert_eq!(found(asks(derived_in(band(), &code, rule))), [""; 0]);
    assert_eq!(found(asks(is_in(band(), &code))), never("rule-missing"));
    assert_eq!(
        found(asks(derived_in(
            band(),
            &code,
            "band( registered_capital )"
        ))),
        never("rule-other")
    );
    let form = derived_in(of_shop("legal_form"), &["branch"], rule);
    assert_eq!(found(asks(form)), never("rule-needless"));
}

#[test]
fn types_that_are_not_at_hand_are_told() {
    let other = |doc_type: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.equivalences[1].pointed_type = doc_type.to_owned();
        }
    };
    assert_eq!(
        found(other("org.elicence.nothing.1")),
        ["equivalences type-unknown"]
    );
    assert_eq!(
        found(other("org.iso.18013.5.1.mDL")),
        ["equivalences type-foreign"]
    );
    assert_eq!(
        found(|c| shop(c).supplements[0].doc_type = Some("org.elicence.nothing.1".to_owned())),
        ["tax type-unknown"]
    );
}

#[test]
fn what_another_condition_says_already_is_told() {
    let choice = |kind: Kind| {
        move |contents: &mut AgreementContents| {
            let old = shop(contents).conditions[1].conditions()[0].clone();
            shop(contents).conditions[1] = Clause::AnyOf(vec![old, condition("wider", kind)]);
        }
    };
    let form = |values: &[&str]| is_in(of_shop("legal_form"), values);
    assert_eq!(
        found(choice(form(&["limited-company", "branch"]))),
        ["form alternative-implied"]
    );
    assert_eq!(
        found(choice(form(&["limited-company"]))),
        ["wider alternative-implied"]
    );
    assert_eq!(found(choice(form(&["branch"]))), [""; 0]);
    let further = |kind: Kind| {
        move |contents: &mut AgreementContents| shop(contents).conditions.push(one("more", kind))
    };
    let age = |max| Kind::LicenceAge { max };
    assert_eq!(found(further(age(1_001))), ["more condition-implied"]);
    assert_eq!(found(further(age(1_000))), ["more condition-implied"]);
    assert_eq!(found(further(age(999))), ["age condition-implied"]);
    assert_eq!(found(further(Kind::RemainingValidity { min: 9 })), [""; 0]);
    let there = Kind::ElementPresent {
        element: of_shop("legal_form"),
        derived: None,
    };
    assert_eq!(
        found(|contents| {
            asks(form(&["limited-company", "branch"]))(contents);
            further(there)(contents);
        }),
        ["more condition-implied"]
    );
}

#[test]
fn an_exclusion_about_what_a_type_does_not_have_excludes_all_of_it() {
    let excludes = |kind: Kind| {
        move |contents: &mut AgreementContents| contents.exclusions[0].any[0].kind = kind
    };
    assert_eq!(
        found(excludes(is_in(of_shop("legal_form"), &["branch"]))),
        [
            "barred-issuer element-unknown",
            "barred-issuer excludes-all"
        ]
    );
    let categories = |all: &[&str]| Kind::CategoryIn {
        categories: texts(all),
    };
    assert_eq!(
        found(excludes(categories(&["licence"]))),
        [
            "barred-issuer excludes-all",
            "barred-issuer excludes-all",
            "equivalences nothing-recognised",
        ]
    );
    assert_eq!(
        found(excludes(categories(&["proof"]))),
        ["barred-issuer exclusion-never"]
    );
}

#[test]
fn an_exclusion_that_one_more_code_escapes_is_told() {
    let excluding = |kind: Kind, pointed: &'static str| {
        let change = move |contents: &mut AgreementContents| {
            contents.exclusions[0].any[0].kind = kind;
            if pointed != SHOP {
                contents.equivalences[0].pointed_type = pointed.to_owned();
                contents.equivalences[0].conditions.clear();
                contents.equivalences[0].attribute_map.clear();
            }
        };
        let told = found(change);
        told.iter()
            .any(|one| one.ends_with(" exclusion-of-every-code"))
    };
    let not_in = |element: Element, values: &[&str]| Kind::ElementNotIn {
        element,
        values: texts(values),
        derived: None,
    };
    let scope = || column("item");
    assert!(excluding(is_in(scope(), &["A"]), SHOP));
    assert!(excluding(not_in(scope(), &["A"]), SHOP));
    // One code, or none.
    assert!(!excluding(
        is_in(of_shop("legal_form"), &["partnership"]),
        SHOP
    ));
    assert!(!excluding(
        not_in(of_shop("legal_form"), &["partnership"]),
        SHOP
    ));
    assert!(!excluding(is_in(column("licensed"), &["true"]), SHOP));
    assert!(!excluding(is_in(of_shop("scope_items"), &["A"]), SHOP));
    let band = derived_in(
        of_shop("capital_band"),
        &["small"],
        "band(registered_capital)",
    );
    assert!(!excluding(band, SHOP));
    // Nobody knows what a type has that is not at hand, and what is of another type is looked up there.
    let elsewhere = "org.iso.18013.5.1.mDL";
    let privileges = || Element::new("org.iso.18013.5.1", "driving_privileges");
    assert!(excluding(is_in(privileges(), &["A"]), elsewhere));
    assert!(!excluding(is_in(privileges(), &["A"]), SHOP));
}

#[test]
fn what_to_write_in_place_of_an_exclusion_that_one_more_code_escapes_is_said() {
    let instead = |kind: Kind| {
        let mut contents = sample();
        contents.exclusions[0].any[0].kind = kind;
        let findings = lint(&contents, None, &TypeRegistry::builtin(), now());
        let told = findings
            .iter()
            .find(|finding| matches!(finding.kind, FindingKind::ExclusionOfEveryCode { .. }));
        told.unwrap().text(Language::En)
    };
    let said = instead(is_in(column("item"), &["A"]));
    assert!(said.contains("a condition `elementNotIn`"), "{said}");
    let said = instead(Kind::ElementNotIn {
        element: column("item"),
        values: texts(&["A"]),
        derived: None,
    });
    assert!(said.contains("a condition `elementIn`"), "{said}");
}

#[test]
fn a_supplement_that_is_never_or_always_needed_is_told() {
    let unless = |word: &'static str| {
        move |contents: &mut AgreementContents| {
            let categories = texts(&[word]);
            shop(contents).supplements[0].unless[0].kind = Kind::CategoryIn { categories };
        }
    };
    assert_eq!(found(unless("licence")), ["tax unless-always"]);
    assert_eq!(
        found(unless("proof")),
        ["young condition-never", "tax unless-never"]
    );
    assert_eq!(found(|c| shop(c).supplements[0].unless.clear()), [""; 0]);
}
