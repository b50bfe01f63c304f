//! What proves a service item, by the number of licences presented: each needs another one beside it.

use elicence::{
    licence::TypeRegistry,
    recognise::{
        Agreements,
        agreement::{Deadline, Supplement},
        requirement::{Desk, ServiceItem},
    },
    verify::Verified,
};

use crate::{
    offices::{region, text},
    stage::{BESIDE, Stage, TYPE, median},
};

const PURPOSE: &str = "urn:example:item:0";
/// As what the licences count.
const LOCAL: &str = "org.elicence.food_business_permit.1";
const ANSWERS: u32 = 20;

pub(crate) fn rows(stage: &Stage) {
    let (agreements, item) = (agreements(stage), item());
    let (here, types) = (region("CN-3301"), TypeRegistry::builtin());
    let desk = Desk::new(&here, &agreements, &types);
    let mut least = 0.0;
    for count in [5, 10, 20, 40] {
        let mut licences: Vec<&Verified> = vec![&stage.licence; count - 1];
        licences.insert(count / 2, &stage.beside);
        assert!(desk.resolve(&item, &licences).is_proven());
        let cost = median(ANSWERS, || desk.resolve(&item, &licences));
        least = if count == 5 { cost } else { least };
        stage.row(
            &format!("needs: {count} licences, one of them beside each"),
            cost,
            least,
        );
    }
    let licences: Vec<&Verified> = [vec![&stage.licence; 4], vec![&stage.beside]].concat();
    let items = vec![&item; 26];
    let each = median(ANSWERS, || {
        let answers = items.iter().map(|item| desk.resolve(item, &licences));
        answers.collect::<Vec<_>>()
    });
    let all = median(ANSWERS, || desk.resolve_all(&items, &licences));
    stage.row("needs: 26 items of 5 licences, each alone", each, each);
    stage.row("needs: 26 items of 5 licences, together", all, each);
}

fn agreements(stage: &Stage) -> Agreements {
    let mut contents = stage.agreement("needs", "CN-44");
    let mut beside = contents.equivalences[0].clone();
    beside.equivalence_id = "beside".to_owned();
    BESIDE.clone_into(&mut beside.pointed_type);
    let own = &mut contents.equivalences[0];
    LOCAL.clone_into(&mut own.pointing_type);
    assert_eq!(own.pointed_type, TYPE);
    own.supplements = vec![Supplement {
        id: "paid".to_owned(),
        label: text("Paid"),
        evidence_type: "urn:example:evidence".to_owned(),
        doc_type: Some(BESIDE.to_owned()),
        unless: Vec::new(),
        deadline: Deadline::BeforeUse,
    }];
    contents.equivalences.push(beside);
    stage.take([contents])
}

fn item() -> ServiceItem {
    let json = format!(
        r#"{{"type":"org.elicence.serviceitem.1","code":"N","label":{{"en":"Needs"}},"purpose":"{PURPOSE}","legalBasis":[{{"en":"Law"}}],
        "requirements":[{{"id":"r","label":{{"en":"Requirement"}},"alternatives":[{{"id":"s","all":[{{"id":"e","docType":"{LOCAL}"}}]}}]}}]}}"#
    );
    ServiceItem::from_json(&json, &TypeRegistry::builtin()).expect("a right item")
}
