//! What is shown is enough, and nothing of it can be spared.

use super::*;
use crate::recognise::requirement::{Disclosure, Resolved};

/// The licences as they would be shown by this answer.
pub(super) fn restricted(answer: &Resolution, licences: &[Licence]) -> Vec<Licence> {
    let types = TypeRegistry::builtin();
    let show = |(place, licence): (usize, &Licence)| {
        let mut licence = licence.clone();
        let definition = types.latest(&licence.doc_type);
        let disclosure = answer.disclosures.iter().find(|d| d.licence == place);
        let is_shown = |ns: &str, id: &str| {
            let named = |all: &[crate::recognise::agreement::Element]| {
                all.iter().any(|e| e.namespace == ns && e.identifier == id)
            };
            let by = |d: &Disclosure| named(&d.elements) || named(&d.holder) || named(&d.always);
            let mut always = definition
                .into_iter()
                .flat_map(LicenceType::always_disclosed);
            always.any(|pair| pair == (ns, id)) || disclosure.is_some_and(by)
        };
        licence
            .elements
            .retain(|e| is_shown(&e.name_space, &e.identifier));
        licence
    };
    licences.iter().enumerate().map(show).collect()
}

pub(super) fn is_minimal(
    licences: &[Licence],
    ask: impl Fn(&[Licence]) -> (Vec<Resolved>, Resolution),
) {
    let (proven, answer) = ask(licences);
    let least = restricted(&answer, licences);
    let (again, same) = ask(&least);
    assert_eq!(again, proven, "what is shown is enough");
    assert_eq!(same.disclosures, answer.disclosures);
    for disclosure in &answer.disclosures {
        for element in disclosure.elements.iter().chain(&disclosure.holder) {
            let mut fewer = least.clone();
            fewer[disclosure.licence].elements.retain(|e| {
                e.identifier != element.identifier || e.name_space != element.namespace
            });
            let (without, _) = ask(&fewer);
            assert_ne!(without, proven, "{element} can be spared");
        }
    }
}

/// The requirements that are proven: why others are not may change with what is shown.
pub(super) fn proven(answer: Resolution) -> (Vec<Resolved>, Resolution) {
    let proven = answer
        .requirements
        .iter()
        .filter(|one| matches!(one.outcome, Outcome::Proven { .. }));
    (proven.cloned().collect(), answer)
}

#[test]
fn what_is_shown_is_enough_and_nothing_can_be_spared() {
    let marriage = Licence::of("marriage_certificate", "", &[]);
    let holder = "110105199201170078";
    let poor: &[(&str, Json)] = &[("annual_income", "80000.00".into())];
    let (housing, filing, school) = (item(HOUSING), item(FILING), item(SCHOOL));
    let family = [permit(holder), tax(holder, poor), marriage, driving(holder)];
    is_minimal(&family, |licences| proven(answer(&housing, licences)));
    let shop = Licence::of("business_licence", "", &[]);
    let firm = [
        shop,
        tax("91440100TEM001013U", &[("holder_code_type", "001".into())]),
    ];
    is_minimal(&firm, |licences| proven(answer(&filing, licences)));
    let birth = Licence::of("birth_certificate", "", &[]);
    let title = Licence::of("real_estate_title", SUN, &[]);
    let parent = [birth, permit(SUN), title];
    is_minimal(&parent, |licences| proven(answer(&school, licences)));
}

/// 26 programmes of 8 departments, each asking for one thing: department, type, element, rule, what it must be, and whether
/// the man of the test is entitled.
const PROGRAMMES: [(&str, &str, &str, &str, &str, bool); 26] = [
    (
        "labour",
        "residence_permit",
        "age_over_16",
        "age_over(birth_date,16)",
        "true",
        true,
    ),
    (
        "labour",
        "residence_permit",
        "age_over_18",
        "age_over(birth_date,18)",
        "true",
        true,
    ),
    (
        "civil-affairs",
        "residence_permit",
        "age_over_60",
        "age_over(birth_date,60)",
        "true",
        false,
    ),
    (
        "civil-affairs",
        "residence_permit",
        "years_in_city_band",
        "years_since_band(residence_since)",
        "under-1",
        false,
    ),
    (
        "civil-affairs",
        "residence_permit",
        "years_in_city_band",
        "years_since_band(residence_since)",
        "1-to-3",
        false,
    ),
    (
        "housing",
        "residence_permit",
        "years_in_city_band",
        "years_since_band(residence_since)",
        "3-to-5",
        true,
    ),
    (
        "housing",
        "residence_permit",
        "years_in_city_band",
        "years_since_band(residence_since)",
        "5-or-more",
        false,
    ),
    (
        "taxation",
        "tax_certificate",
        "tax_paid",
        "at_least(total,0.01)",
        "true",
        true,
    ),
    (
        "taxation",
        "tax_certificate",
        "tax_band",
        "band(total)",
        "none",
        false,
    ),
    (
        "taxation",
        "tax_certificate",
        "tax_band",
        "band(total)",
        "under-10k",
        false,
    ),
    (
        "taxation",
        "tax_certificate",
        "tax_band",
        "band(total)",
        "10k-to-100k",
        false,
    ),
    (
        "industry",
        "tax_certificate",
        "tax_band",
        "band(total)",
        "100k-to-1m",
        true,
    ),
    (
        "industry",
        "tax_certificate",
        "tax_band",
        "band(total)",
        "1m-or-more",
        false,
    ),
    (
        "health",
        "tax_certificate",
        "income_band",
        "band(annual_income)",
        "low",
        false,
    ),
    (
        "health",
        "tax_certificate",
        "income_band",
        "band(annual_income)",
        "middle",
        false,
    ),
    (
        "talent",
        "tax_certificate",
        "income_band",
        "band(annual_income)",
        "high",
        true,
    ),
    (
        "talent",
        "tax_certificate",
        "high_earner",
        "at_least(annual_income,500000)",
        "true",
        true,
    ),
    (
        "talent",
        "tax_certificate",
        "no_arrears",
        "not(at_least(arrears,0.01))",
        "true",
        true,
    ),
    (
        "transport",
        "driving_licence",
        "age_over_18",
        "age_over(birth_date,18)",
        "true",
        true,
    ),
    (
        "transport",
        "driving_licence",
        "licence_class_includes_c1",
        "contains(vehicle_classes.class,C1)",
        "true",
        true,
    ),
    (
        "transport",
        "driving_licence",
        "licence_valid",
        "in_force()",
        "true",
        true,
    ),
    (
        "transport",
        "driving_licence",
        "years_held_band",
        "years_since_band(first_issue_date)",
        "under-1",
        false,
    ),
    (
        "transport",
        "driving_licence",
        "years_held_band",
        "years_since_band(first_issue_date)",
        "1-to-3",
        false,
    ),
    (
        "labour",
        "driving_licence",
        "years_held_band",
        "years_since_band(first_issue_date)",
        "3-or-more",
        true,
    ),
    (
        "labour",
        "driving_licence",
        "points_state",
        "band(points)",
        "normal",
        true,
    ),
    (
        "transport",
        "driving_licence",
        "points_state",
        "band(points)",
        "full",
        false,
    ),
];

#[test]
fn one_application_finds_the_programmes_of_all_departments() {
    let types = TypeRegistry::builtin();
    let items: Vec<ServiceItem> = PROGRAMMES
        .iter()
        .enumerate()
        .map(|(n, (department, doc_type, element, rule, value, _))| {
            let doc_type = format!("org.elicence.{doc_type}.1");
            let text = serde_json::json!({
                "type": "org.elicence.serviceitem.1", "code": format!("{department}-{n}"), "label": {"en": "Programme"},
                "purpose": format!("urn:elicence:purpose:{department}"), "legalBasis": [{"en": "Sample"}],
                "requirements": [{"id": "r", "label": {"en": "Requirement"}, "alternatives": [{"id": "s", "all": [
                    {"id": "e", "docType": doc_type, "conditions": [{"id": "c", "kind": "elementIn",
                     "element": [doc_type, element], "values": [value],
                     "derived": {"rule": rule, "maxAge": 31_536_000}}]}]}]}]
            });
            ServiceItem::from_json(&text.to_string(), &types).unwrap_or_else(|e| panic!("{element}: {e}"))
        })
        .collect();
    let departments: std::collections::BTreeSet<&str> =
        PROGRAMMES.iter().map(|programme| programme.0).collect();
    assert_eq!(departments.len(), 8);
    let licences = [permit(LI), tax(LI, &[]), driving(LI)];
    for (item, (_, _, element, _, value, entitled)) in items.iter().zip(PROGRAMMES) {
        let answer = answer(item, &licences);
        assert_eq!(answer.is_proven(), entitled, "{element} {value}");
        // Each programme sees one element of one licence.
        let shown: usize = answer
            .disclosures
            .iter()
            .map(|d| d.elements.len() + d.holder.len())
            .sum();
        assert_eq!(shown, usize::from(entitled));
    }
}
