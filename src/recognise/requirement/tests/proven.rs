//! What is proven, which papers that spares, and what is missing.

use super::*;
use crate::recognise::requirement::{Lack, PaperState};

/// The hand-made answer: with a residence permit, a tax certificate and a marriage certificate, six of the seven papers that are
/// asked for are implied. Only the statement of housing is not.
#[test]
fn of_seven_asked_papers_six_are_implied() {
    let marriage = Licence::of("marriage_certificate", "", &[]);
    let holder = "110105199201170078";
    let licences = [
        permit(holder),
        tax(holder, &[("annual_income", "80000.00".into())]),
        marriage,
    ];
    let answer = answer(&item(HOUSING), &licences);

    let states: Vec<(&str, &str)> = answer
        .papers
        .iter()
        .map(|paper| (paper.paper.as_str(), paper.state.word()))
        .collect();
    assert_eq!(
        states,
        [
            ("permit-copy", "implied"),
            ("household-booklet", "implied"),
            ("residence-history", "implied"),
            ("income-statement", "implied"),
            ("tax-record", "implied"),
            ("marriage-copy", "implied"),
            ("housing-statement", "needed"),
        ]
    );
    assert_eq!(answer.implied(), 6);
    assert!(!answer.is_proven());
    assert_eq!(
        answer.papers[1].state,
        PaperState::Implied { by: vec![0, 2] },
        "adult by the permit, family by the marriage certificate"
    );
    assert_eq!(
        answer.papers[6].state,
        PaperState::Needed {
            open: vec!["housing".to_owned()]
        }
    );
    assert_eq!(lacks(&answer, "housing"), ["housing-title: not-held"]);

    // And with which elements, and nothing more.
    let tie = vec!["holder_code", "holder_code_type"];
    assert_eq!(
        shown(&answer, 0),
        (vec!["age_over_18", "years_in_city_band"], tie.clone())
    );
    assert_eq!(
        shown(&answer, 1),
        (vec!["income_band", "no_arrears"], tie.clone())
    );
    assert_eq!(shown(&answer, 2), (vec!["married"], tie));
}

#[test]
fn without_the_marriage_certificate_two_papers_less() {
    let licences = [permit(LI), tax(LI, &[("annual_income", "80000.00".into())])];
    let answer = answer(&item(HOUSING), &licences);
    assert_eq!(answer.implied(), 4);
    assert_eq!(lacks(&answer, "family"), ["family-marriage: not-held"]);
}

#[test]
fn nothing_held_proves_nothing() {
    let answer = answer(&item(HOUSING), &[]);
    assert_eq!(answer.implied(), 0);
    assert!(answer.disclosures.is_empty());
    assert_eq!(answer.effective_until, None);
    assert_eq!(lacks(&answer, "adult"), ["adult-permit: not-held"]);
}

#[test]
fn a_paper_that_proves_nothing_required_is_baseless() {
    let answer = answer(&item(FILING), &[]);
    assert_eq!(answer.papers[3].state, PaperState::Baseless);
    assert_eq!(answer.implied(), 0);
}

#[test]
fn what_is_missing_is_said_of_the_licence_that_is_nearest() {
    let housing = item(HOUSING);
    let lack = |licences: &[Licence], requirement: &str| match answer(&housing, licences)
        .requirement(requirement)
    {
        Some(Outcome::Open { evidence, .. }) => evidence[0].clone(),
        other => panic!("{other:?}"),
    };
    // The holder has lived here for less than three years.
    let newcomer = [
        ("residence_since", "2025-01-01".into()),
        ("birth_date", "1990-05-04".into()),
        ("sex", "1".into()),
    ];
    let young = Licence::of("residence_permit", LI, &newcomer);
    let found = lack(&[young], "resident");
    assert_eq!(
        (found.licence, found.lack),
        (
            Some(0),
            Some(Lack::NotMet {
                conditions: vec!["resident-years".to_owned()]
            })
        )
    );
    // It is there and not shown: the element is named, as the local type has it.
    let found = lack(&[permit(LI).without(&["years_in_city_band"])], "resident");
    assert!(
        matches!(&found.lack, Some(Lack::Withheld { elements, .. })
            if elements[0].to_string() == "org.elicence.residence_permit.1/years_in_city_band"),
        "{found:?}"
    );
    // It is there and too old to be known: the permit is of August 2025, and the item says one year.
    let mut old = permit(LI);
    for element in &mut old.elements {
        if element.identifier == "years_in_city_band" {
            let crate::codec::Cbor::Map(members) = &mut element.value else {
                panic!("derived data")
            };
            for (name, value) in members {
                if name.as_text() == Some("as_of") {
                    *value = crate::codec::Cbor::Tag(
                        1004,
                        Box::new(crate::codec::Cbor::text("2024-08-11")),
                    );
                }
            }
        }
    }
    let found = lack(&[old], "resident");
    assert_eq!(found.lack.unwrap().word(), "not-known");
    // It is from elsewhere, and no agreement leads here.
    let mut elsewhere = permit(LI);
    elsewhere.region = region("CN-3301");
    let found = lack(&[elsewhere], "resident");
    assert_eq!(
        found.lack,
        Some(Lack::NotRecognised {
            code: "recognise.no-agreement"
        })
    );
}

#[test]
fn an_answer_stands_until_the_first_thing_changes_by_itself() {
    // The band is of 2026-03-05 and may be 365 days old; days begin at 16:00Z in Guangzhou.
    let shop = Licence::of("business_licence", "", &[]);
    let licences = [
        shop,
        tax("91440100TEM001013U", &[("holder_code_type", "001".into())]),
    ];
    let answer = answer(&item(FILING), &licences);
    assert!(answer.is_proven(), "{:#?}", answer.requirements);
    let business = UnixTime::parse_rfc3339("2026-06-02T16:00:00Z").unwrap();
    assert_eq!(answer.effective_until, Some(business));
}

#[test]
fn an_answer_is_one_json_object_without_any_value_of_a_licence() {
    let licences = [
        permit(LI),
        tax(SUN, &[("annual_income", "80000.00".into())]),
    ];
    let text = answer(&item(HOUSING), &licences).to_json();
    let json: Json = serde_json::from_str(&text).unwrap();
    assert_eq!((&json["implied"], &json["asked"]), (&2.into(), &7.into()));
    assert_eq!(json["requirements"][0]["by"][0]["licence"], 0);
    assert_eq!(
        json["requirements"][2]["evidence"][0]["lack"],
        "holder-mismatch"
    );
    assert!(!text.contains(LI) && !text.contains(SUN) && !text.contains("3-to-5"));
}

/// Two verdicts that were never right at one time prove nothing together.
#[test]
fn what_was_over_before_another_licence_was_judged_proves_nothing() {
    const DAY: i64 = 86_400;
    let holder = "110105199201170078";
    let licences = [permit(holder), tax(holder, &[])];
    let (item, here, types) = (item(HOUSING), region("CN-4401"), TypeRegistry::builtin());
    let none: Vec<Candidate<'_>> = Vec::new();
    let question = Question::among(&here, &item.contents().purpose, &none);
    let found = |permit_until: i64| {
        let seen = licences
            .iter()
            .map(|licence| (licence.subject(), types.latest(&licence.doc_type)));
        let mut seen: Vec<_> = seen.collect();
        seen[0].0.effective_until = now().saturating_add(permit_until * DAY);
        seen[1].0.judged_at = now().saturating_add(30 * DAY);
        resolve(&item, &Holdings::of(seen, &question))
    };
    let paper = |answer: &Resolution| answer.papers[0].state.word();
    let (both, one) = (found(30), found(29));
    assert_eq!((paper(&both), paper(&one)), ("implied", "needed"));
    assert!(both.effective_until >= Some(now().saturating_add(30 * DAY)));
    assert!(one.disclosures.iter().all(|shown| shown.licence != 0));
}
