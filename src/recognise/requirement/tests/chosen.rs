//! Who stands in a role, and which of several proofs is chosen.

use super::*;
use crate::recognise::requirement::{ItemContents, Lack};

#[test]
fn licences_of_two_people_are_not_combined() {
    let housing = item(HOUSING);
    let poor: &[(&str, Json)] = &[("annual_income", "80000.00".into())];
    // Two requirements are proven for each of them; who comes first stays.
    let answer = answer(&housing, &[permit(LI), tax(SUN, poor)]);
    assert_eq!(set_of(&answer, "adult"), ("adult-by-permit", vec![0]));
    assert_eq!(lacks(&answer, "income"), ["income-tax: holder-mismatch"]);
    assert_eq!(
        shown(&answer, 0).1,
        Vec::<&str>::new(),
        "one licence needs no tie"
    );
    // With a third licence it is the other one for whom most is proven.
    let three = [permit(LI), tax(SUN, poor), driving(SUN)];
    let answer = super::answer(&housing, &three);
    assert_eq!(set_of(&answer, "adult"), ("adult-by-licence", vec![2]));
    assert_eq!(set_of(&answer, "income"), ("income-by-band", vec![1]));
    assert_eq!(
        lacks(&answer, "resident"),
        ["resident-permit: holder-mismatch"]
    );
}

#[test]
fn a_licence_that_does_not_say_whose_it_is_stands_alone() {
    let poor: &[(&str, Json)] = &[("annual_income", "80000.00".into())];
    let hidden = tax(LI, poor).without(&["holder_code"]);
    let answer = answer(&item(HOUSING), &[permit(LI), hidden]);
    assert_eq!(lacks(&answer, "income"), ["income-tax: holder-unknown"]);
    assert_eq!(
        lacks(&answer, "no-arrears"),
        ["no-arrears-tax: holder-unknown"]
    );
}

#[test]
fn one_device_key_ties_licences_without_any_code() {
    let poor: &[(&str, Json)] = &[("annual_income", "80000.00".into())];
    let codes = ["holder_code", "holder_code_type"];
    let licences = [
        permit(LI).without(&codes).bound_to(7),
        tax(LI, poor).without(&codes).bound_to(7),
    ];
    let answer = answer(&item(HOUSING), &licences);
    assert_eq!(set_of(&answer, "income").1, [1]);
    assert_eq!(
        shown(&answer, 1),
        (vec!["income_band", "no_arrears"], vec![])
    );
    // Another device's is another matter.
    let licences = [licences[0].clone(), licences[1].clone().bound_to(8)];
    let answer = super::answer(&item(HOUSING), &licences);
    assert_eq!(lacks(&answer, "income"), ["income-tax: holder-unknown"]);
}

/// A marriage certificate has two holders: it goes with the licences of either, and makes no one person of them.
#[test]
fn a_licence_of_two_holders_makes_no_one_person_of_them() {
    let (feng, xu) = ("110105199201170078", "110105199306260029");
    let marriage = || Licence::of("marriage_certificate", "", &[]);
    let poor: &[(&str, Json)] = &[("annual_income", "80000.00".into())];
    let housing = item(HOUSING);
    let answer = answer(&housing, &[permit(feng), marriage(), tax(xu, poor)]);
    assert_eq!(set_of(&answer, "adult").1, [0]);
    assert_eq!(set_of(&answer, "family").1, [1]);
    assert_eq!(lacks(&answer, "income"), ["income-tax: holder-mismatch"]);
    assert_eq!(shown(&answer, 1).1, ["holder_code", "holder_code_type"]);
    // The second holder's licences are tied by the second holder's code.
    let answer = super::answer(&housing, &[permit(xu), marriage(), tax(xu, poor)]);
    assert_eq!(set_of(&answer, "income").1, [2]);
    assert_eq!(shown(&answer, 1).1, ["holder_code_2", "holder_code_type_2"]);
}

#[test]
fn a_band_is_chosen_before_the_amount_whatever_the_order() {
    let mut contents = item(FILING).contents().clone();
    contents.requirements[1].alternatives.reverse();
    let types = TypeRegistry::builtin();
    let reversed = ServiceItem::new(contents, &types).unwrap();
    let licence = [tax(LI, &[])];
    for item in [item(FILING), reversed] {
        let answer = answer(&item, &licence);
        assert_eq!(set_of(&answer, "tax-total").0, "tax-by-one-band");
        assert_eq!(shown(&answer, 0).0, ["no_arrears", "tax_band"]);
    }
    // Where the band is withheld the amount will do.
    let answer = answer(&item(FILING), &[tax(LI, &[]).without(&["tax_band"])]);
    assert_eq!(set_of(&answer, "tax-total").0, "tax-by-amount");
    assert_eq!(shown(&answer, 0).0, ["no_arrears", "total"]);
}

#[test]
fn the_threshold_may_be_passed_by_either_of_two_certificates() {
    let shop = Licence::of("business_licence", "", &[]);
    let of_shop = |total: &str, words: &str| {
        let rows = serde_json::json!([{"voucher": null, "tax": "individual-income", "item": "示例",
            "period_from": "2025-01-01", "period_to": "2025-12-31", "entered_on": "2026-01-10", "paid": total}]);
        let changes = [
            ("holder_code_type", "001".into()),
            ("total", total.into()),
            ("total_in_words", words.into()),
            ("items", rows),
        ];
        tax("91440100TEM001013U", &changes)
    };
    let low = of_shop("9000.00", "玖仟元整");
    let high = of_shop("200000.00", "贰拾万元整");
    let answer = answer(&item(FILING), &[shop, low, high]);
    assert!(answer.is_proven());
    assert_eq!(set_of(&answer, "tax-total"), ("tax-by-one-band", vec![2]));
    // What is asked of the second anyway is not asked of the first too.
    assert_eq!(set_of(&answer, "no-arrears").1, [2]);
    assert_eq!(answer.disclosures.len(), 2);
    assert!(
        answer
            .disclosures
            .iter()
            .all(|d| d.elements.iter().all(|e| e.identifier != "total"))
    );
}

#[test]
fn a_parent_is_who_the_birth_certificate_names() {
    let birth = Licence::of(
        "birth_certificate",
        "",
        &[
            ("birth_date", "2019-05-01".into()),
            ("birth_time", "2019-05-01T03:20:00Z".into()),
            ("issue_date", "2026-03-01".into()),
            ("valid_from", "2026-03-01".into()),
            ("created_at", "2026-03-01T01:30:00Z".into()),
        ],
    );
    let school = item(SCHOOL);
    let answer = answer(&school, &[birth.clone(), permit(SUN)]);
    assert!(answer.is_proven(), "{:#?}", answer.requirements);
    assert_eq!(
        shown(&answer, 0),
        (
            vec!["holder_name", "age_over_6"],
            vec!["parent_id_type", "parent_number"]
        )
    );
    assert_eq!(
        shown(&answer, 1),
        (
            vec!["residence_region", "years_in_city_band"],
            vec!["holder_code", "holder_code_type"]
        )
    );
    // The father, whom the repeats name.
    let answer = super::answer(&school, &[birth.clone(), permit("110105199308300055")]);
    assert_eq!(shown(&answer, 0).1, ["parent_id_type_2", "parent_number_2"]);
    // Somebody else.
    let answer = super::answer(&school, &[birth, permit(LI)]);
    assert_eq!(
        lacks(&answer, "residence"),
        ["residence-permit: holder-mismatch"]
    );
}

#[test]
fn another_role_is_another_person() {
    let mut contents: ItemContents = item(HOUSING).contents().clone();
    for requirement in &mut contents.requirements {
        for set in &mut requirement.alternatives {
            for evidence in &mut set.all {
                if evidence.doc_type.contains("tax") {
                    evidence.holder.role = "guarantor".to_owned();
                }
            }
        }
    }
    let item = ServiceItem::new(contents, &TypeRegistry::builtin()).unwrap();
    let poor: &[(&str, Json)] = &[("annual_income", "80000.00".into())];
    let answer = answer(&item, &[permit(LI), tax(SUN, poor)]);
    assert_eq!(set_of(&answer, "resident").1, [0]);
    assert_eq!(set_of(&answer, "income").1, [1]);
    assert_eq!(shown(&answer, 1).1, Vec::<&str>::new());
}

#[test]
fn the_order_of_the_licences_changes_only_their_places() {
    let poor: &[(&str, Json)] = &[("annual_income", "80000.00".into())];
    let all = [permit(LI), tax(LI, poor), driving(LI), tax(SUN, poor)];
    let places = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]];
    let housing = item(HOUSING);
    let said = |order: &[usize; 4]| {
        let licences: Vec<Licence> = order.iter().map(|at| all[*at].clone()).collect();
        let answer = answer(&housing, &licences);
        let mut shown: Vec<_> = answer
            .disclosures
            .iter()
            .map(|d| (order[d.licence], d.elements.clone(), d.holder.clone()))
            .collect();
        shown.sort_by_key(|(at, ..)| *at);
        let words: Vec<_> = answer.papers.iter().map(|p| p.state.word()).collect();
        (shown, words)
    };
    let first = said(&places[0]);
    for order in &places[1..] {
        assert_eq!(said(order), first, "{order:?}");
    }
}

#[test]
fn a_lack_says_its_word() {
    let words = [
        Lack::NotHeld.word(),
        Lack::HolderMismatch.word(),
        Lack::HolderUnknown.word(),
    ];
    assert_eq!(words, ["not-held", "holder-mismatch", "holder-unknown"]);
}
