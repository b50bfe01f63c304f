//! Of a choice one is enough, and nobody is told to show more.

use super::*;
use crate::recognise::agreement::Element;
use crate::recognise::requirement::{AskedChoice, AskedDocument, Lack};

const TAX: &str = "org.elicence.tax_certificate.1";

/// One tax certificate, of which `elements` are read, with these clauses.
fn asking(elements: &Json, conditions: &Json) -> ServiceItem {
    let mut text = serde_json::json!({
        "type": "org.elicence.serviceitem.1", "code": "C", "label": {"en": "Choice"},
        "purpose": "urn:elicence:purpose:tax", "legalBasis": [{"en": "Sample"}],
        "requirements": [{"id": "r", "label": {"en": "Requirement"}, "alternatives": [{"id": "s", "all": [
            {"id": "e", "docType": TAX, "conditions": conditions}]}]}]
    });
    if elements != &serde_json::json!([]) {
        text["requirements"][0]["alternatives"][0]["all"][0]["elements"] = elements.clone();
    }
    item(&text.to_string())
}

fn is_in(id: &str, element: &str, rule: &str, values: &[&str]) -> Json {
    serde_json::json!({"id": id, "kind": "elementIn", "element": [TAX, element], "values": values,
        "derived": {"rule": rule, "maxAge": 31_536_000}})
}

fn band(id: &str) -> Json {
    is_in(id, "tax_band", "band(total)", &["100k-to-1m", "1m-or-more"])
}

fn income() -> Json {
    is_in("income", "income_band", "band(annual_income)", &["low"])
}

fn arrears() -> Json {
    is_in(
        "arrears",
        "no_arrears",
        "not(at_least(arrears,0.01))",
        &["true"],
    )
}

fn asked(item: &ServiceItem) -> AskedDocument<'_> {
    item.ask()[0].alternatives[0].documents[0].clone()
}

fn named(elements: &[Element]) -> Vec<&str> {
    elements.iter().map(|one| one.identifier.as_str()).collect()
}

fn choices(asked: &AskedDocument<'_>) -> Vec<(Vec<String>, bool)> {
    let of = |choice: &AskedChoice| {
        let all = named(&choice.any_of).into_iter().map(str::to_owned);
        (all.collect(), choice.or_none)
    };
    asked.choices.iter().map(of).collect()
}

fn one_of(all: &[&str], or_none: bool) -> Vec<(Vec<String>, bool)> {
    let all = all.iter().map(|one| (*one).to_owned());
    vec![(all.collect(), or_none)]
}

#[test]
fn a_choice_is_asked_as_a_choice() {
    let item = asking(
        &serde_json::json!([]),
        &serde_json::json!([{"anyOf": [income(), band("band")]}, arrears()]),
    );
    let asked = asked(&item);
    assert_eq!(named(&asked.elements), ["no_arrears"]);
    assert_eq!(choices(&asked), one_of(&["income_band", "tax_band"], false));
}

#[test]
fn a_choice_that_leaves_none_is_asked_for_certain() {
    let other = is_in("other", "tax_band", "band(total)", &["none"]);
    let item = asking(
        &serde_json::json!([]),
        &serde_json::json!([{"anyOf": [band("band"), other]}, {"anyOf": [income(), band("again")]}]),
    );
    let asked = asked(&item);
    assert_eq!(named(&asked.elements), ["tax_band"]);
    // The band may decide the other choice too; only if it does not, the income is asked for.
    assert_eq!(choices(&asked), one_of(&["income_band"], true));
}

#[test]
fn a_choice_that_may_hold_without_any_element_asks_for_none_at_first() {
    let fresh = serde_json::json!({"id": "fresh", "kind": "licenceAge", "max": 31_536_000}); // always shown
    let item = asking(
        &serde_json::json!([]),
        &serde_json::json!([{"anyOf": [fresh, band("band")]}]),
    );
    let first = asked(&item);
    assert_eq!(named(&first.elements), [""; 0]);
    assert_eq!(choices(&first), one_of(&["tax_band"], true));
    assert_eq!(named(&first.always), ["issue_date"]);
    // What the department reads anyway may decide a choice as well.
    let item = asking(
        &serde_json::json!([[TAX, "tax_band"]]),
        &serde_json::json!([{"anyOf": [income(), band("band")]}]),
    );
    let asked = asked(&item);
    assert_eq!(named(&asked.elements), ["tax_band"]);
    assert_eq!(choices(&asked), one_of(&["income_band"], true));
}

#[test]
fn what_is_lacking_of_a_choice_is_one_of_it() {
    let item = asking(
        &serde_json::json!([]),
        &serde_json::json!([{"anyOf": [income(), band("band")]}, arrears()]),
    );
    let lack = |hidden: &[&str]| {
        let answer = answer(&item, &[tax(LI, &[]).without(hidden)]);
        match answer.requirement("r") {
            Some(Outcome::Open { evidence, .. }) => evidence[0].lack.clone(),
            _ => None,
        }
    };
    let all: [&str; 3] = ["income_band", "tax_band", "no_arrears"];
    let Some(Lack::Withheld { elements, choices }) = lack(&all) else {
        panic!("{:?}", lack(&all))
    };
    assert_eq!(named(&elements), ["no_arrears"]);
    let choices: Vec<_> = choices.iter().map(|one| named(one)).collect();
    assert_eq!(choices, [["income_band", "tax_band"]]);
    // The income is high and shown to be: what is left is no choice.
    let Some(Lack::Withheld { elements, choices }) = lack(&["tax_band"]) else {
        panic!("{:?}", lack(&["tax_band"]))
    };
    assert_eq!((named(&elements), choices.len()), (vec!["tax_band"], 0));
    assert_eq!(lack(&["income_band"]), None, "the band is enough");
}

#[test]
fn what_to_ask_for_is_one_json_object() {
    let item = asking(
        &serde_json::json!([]),
        &serde_json::json!([{"anyOf": [income(), band("band")]}]),
    );
    let json: Json = serde_json::from_str(&item.ask_json()).unwrap();
    let document = &json["requirements"][0]["any_of"][0]["all"][0];
    assert_eq!(
        document["choices"],
        serde_json::json!([{"any_of": [format!("{TAX}/income_band"), format!("{TAX}/tax_band")], "or_none": false}])
    );
    assert_eq!(json["item"], "C");
    assert_eq!(document["doc_type"], TAX);
    assert_eq!(document["elements"], serde_json::json!([]));
}
