//! The JSON form, the rules of an item, and what is worth a look in one.

use super::{FILING, HOUSING, SCHOOL, item};
use crate::licence::{Language, TypeRegistry};
use crate::recognise::requirement::{ItemContents, ItemError, ServiceItem, lint};

#[test]
fn the_items_that_ship_are_right_and_come_back_from_json() {
    for text in [HOUSING, FILING, SCHOOL] {
        let read = item(text);
        let again = ItemContents::from_json(&read.to_json()).unwrap();
        assert_eq!(&again, read.contents());
    }
}

/// The item with one text in place of another that is there.
fn faults(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    let changed = text.replacen(from, to, 1);
    match ServiceItem::from_json(&changed, &TypeRegistry::builtin()) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_nobody_can_show_is_not_asked() {
    for (from, to, expected) in [
        ("\"residence_since", "\"residence_since", ""),
        (
            "1\", \"age_over_18\"]",
            "1\", \"age_over_19\"]",
            "the type has no element org.elicence.residence_permit.1/age_over_19",
        ),
        (
            "age_over(birth_date,18)",
            "age_over(birth_date,19)",
            "is derived by the rule `age_over(birth_date,18)`",
        ),
        ("\"3-to-5\"", "\"3-to-6\"", "`3-to-6` is none of its codes"),
        (
            "\"maxAge\": 315360000",
            "\"maxAge\": 3600",
            "`maxAge` is 86400 at least",
        ),
        (
            "residence_permit.1\",\n",
            "residence_pass.1\",\n",
            "no definition of this type",
        ),
        (
            "\"income_band\"]",
            "\"annual_income\"]",
            "never leaves the wallet",
        ),
        (
            "\"id\": \"adult-driving-18\"",
            "\"id\": \"adult-permit-18\"",
            "two conditions have this name",
        ),
        (
            "\"id\": \"adult\"",
            "\"id\": \"resident\"",
            "two requirements have this name",
        ),
        (
            "\"proves\": [\"adult\", \"resident\"]",
            "\"proves\": [\"adult\", \"grown-up\"]",
            "there is no requirement `grown-up`",
        ),
        (
            "\"proves\": [\"adult\", \"resident\"]",
            "\"proves\": [\"adult\", \"adult\"]",
            "`adult` is named twice",
        ),
        (
            "elementIn",
            "elementIsNot",
            "a kind of condition that is not known here",
        ),
        (
            "serviceitem.1",
            "serviceitem.2",
            "expected org.elicence.serviceitem.1",
        ),
        ("\"purpose\"", "\"purposes\"", "unknown member `purposes`"),
    ] {
        if from == to {
            continue;
        }
        let found = faults(HOUSING, from, to);
        assert!(
            found.contains(expected) && !found.is_empty(),
            "{to}: {found}"
        );
    }
}

#[test]
fn an_empty_choice_is_no_requirement() {
    let mut contents = item(FILING).contents().clone();
    contents.requirements[0].alternatives.clear();
    let refused = ServiceItem::new(contents, &TypeRegistry::builtin()).unwrap_err();
    assert!(
        matches!(&refused, ItemError::Json(error) if error.at == "requirements[0].alternatives"),
        "{refused}"
    );
}

#[test]
fn lint_finds_what_is_asked_without_need() {
    let types = TypeRegistry::builtin();
    let found = |text: &str| -> Vec<String> {
        let findings = lint(&item(text), &types);
        findings.iter().map(|f| f.text(Language::En)).collect()
    };
    assert_eq!(found(HOUSING), Vec::<String>::new());
    assert_eq!(
        found(FILING),
        [
            "tax-amount: reads the exact value of org.elicence.tax_certificate.1/total; the type has tax_paid, tax_band in its place",
            "company-profile: proves nothing that the item requires: it need not be asked for",
        ]
    );
    assert_eq!(found(SCHOOL), Vec::<String>::new());
}

#[test]
fn what_is_asked_is_no_more_than_what_is_read() {
    let school = item(SCHOOL);
    let asks = school.ask();
    let names = |elements: &[crate::recognise::agreement::Element]| -> Vec<String> {
        elements.iter().map(ToString::to_string).collect()
    };
    let birth = &asks[0].alternatives[0].documents[0];
    assert_eq!(
        names(&birth.elements),
        [
            "org.elicence.1/holder_name",
            "org.elicence.birth_certificate.1/age_over_6"
        ]
    );
    assert_eq!(
        names(&birth.holder),
        [
            "org.elicence.birth_certificate.1/parent_number",
            "org.elicence.birth_certificate.1/parent_id_type"
        ]
    );
    let filing = item(FILING);
    let tax = &filing.ask()[1].alternatives[0].documents[0].clone();
    assert_eq!(
        names(&tax.elements),
        ["org.elicence.tax_certificate.1/tax_band"]
    );
    assert_eq!(names(&tax.always), ["org.elicence.1/issue_date"]);
    assert_eq!(filing.ask().len(), 3);
    assert_eq!(filing.ask()[1].alternatives.len(), 2);
}
