//! What the parts have in common: the items that ship, and licences to prove them.

mod agreed;
mod choices;
mod chosen;
mod form;
mod many;
mod proven;
mod shown;

use elicence::issue::{Draft, issue};
use serde_json::Value as Json;

use crate::{
    codec::Limits,
    licence::{LicenceType, Region, TypeRegistry},
    recognise::{
        Question,
        candidate::{Candidate, Catalogue},
        subject::Subject,
    },
    time::UnixTime,
    verify::{self, StatedBy},
};

use super::{Outcome, Resolution, ServiceItem, holding::Holdings, resolve::resolve};

pub(super) const HOUSING: &str =
    include_str!("../../../../examples/data/items/housing-support.json");
pub(super) const FILING: &str =
    include_str!("../../../../examples/data/items/business-filing.json");
pub(super) const SCHOOL: &str =
    include_str!("../../../../examples/data/items/school-enrolment.json");

/// A man born on 1990-05-04, and a woman born on 1978-02-14.
pub(super) const LI: &str = "110105199005040014";
pub(super) const SUN: &str = "110105199403210066";

pub(super) fn item(text: &str) -> ServiceItem {
    ServiceItem::from_json(text, &TypeRegistry::builtin()).unwrap_or_else(|e| panic!("{e}"))
}

pub(super) fn now() -> UnixTime {
    UnixTime::parse_rfc3339("2026-06-01T00:00:00Z").unwrap()
}

pub(super) fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

/// A licence as the evaluator sees it, to be changed before it is seen.
#[derive(Clone, Debug)]
pub(super) struct Licence {
    pub(super) doc_type: String,
    pub(super) region: Region,
    pub(super) elements: Vec<verify::Element>,
    pub(super) proof: Option<verify::HolderProof>,
}

impl Licence {
    /// The draft of this type that ships, issued to `code`, with these members of `elements` and `common` in place of its own.
    pub(super) fn of(draft: &str, code: &str, changes: &[(&str, Json)]) -> Self {
        let path = format!(
            "{}/examples/data/drafts/{draft}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let mut json: Json = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        if !code.is_empty() {
            json["common"]["holder_code"] = code.into();
        }
        for (member, value) in changes {
            let own = ["common", "elements"]
                .into_iter()
                .find(|part| json[part].get(member).is_some());
            json[own.unwrap_or("elements")][member] = value.clone();
        }
        let draft = Draft::from_json(&json.to_string()).unwrap();
        let types = TypeRegistry::builtin();
        let definition = types.latest(draft.doc_type()).unwrap();
        let licence = issue(&draft, definition, &Limits::default())
            .unwrap_or_else(|refused| panic!("{refused}"));
        let elements = licence.elements().iter().map(|element| verify::Element {
            name_space: element.namespace().to_owned(),
            identifier: element.identifier().to_owned(),
            value: element.to_cbor(),
            stated_by: StatedBy::Issuer,
        });
        Self {
            doc_type: licence.doc_type().to_owned(),
            region: region(json["common"]["region"].as_str().unwrap()),
            elements: elements.collect(),
            proof: None,
        }
    }

    /// Without these elements.
    pub(super) fn without(mut self, identifiers: &[&str]) -> Self {
        self.elements
            .retain(|element| !identifiers.contains(&element.identifier.as_str()));
        self
    }

    pub(super) fn bound_to(mut self, key: u8) -> Self {
        self.proof = Some(verify::HolderProof {
            method: verify::ProofMethod::Signature,
            device_key: [key; 32],
            session: [1; 32],
        });
        self
    }

    fn subject(&self) -> Subject<'_> {
        let times = (now(), now().saturating_add(86_400 * 365));
        let mut subject = Subject::bare(&self.doc_type, &self.elements, times);
        subject.region = Some(&self.region);
        subject.entity = Some("Y1440104TEM0000452");
        if let Some(proof) = self.proof {
            subject.holder = verify::Holder::Bound;
            subject.holder_proof = Some(proof);
        }
        subject.reckon_days(Some(480));
        subject
    }
}

pub(super) fn permit(code: &str) -> Licence {
    let (birth, sex) = person(code);
    let changes = [("birth_date", birth), ("sex", sex)];
    Licence::of("residence_permit", code, &changes)
}

pub(super) fn tax(code: &str, changes: &[(&str, Json)]) -> Licence {
    Licence::of("tax_certificate", code, changes)
}

pub(super) fn driving(code: &str) -> Licence {
    let (birth, sex) = person(code);
    let changes = [("birth_date", birth), ("sex", sex)];
    let changes = [&changes[..], &[("number", code.into())]].concat();
    Licence::of("driving_licence", code, &changes)
}

/// The day of birth and the sex that a citizen number tells.
fn person(code: &str) -> (Json, Json) {
    let birth = format!("{}-{}-{}", &code[6..10], &code[10..12], &code[12..14]);
    let odd = code.as_bytes()[16] % 2 == 1;
    (birth.into(), if odd { "1" } else { "2" }.into())
}

/// The answer in Guangzhou, without agreements.
pub(super) fn answer(item: &ServiceItem, licences: &[Licence]) -> Resolution {
    answer_by(item, licences, &Vec::new())
}

pub(super) fn answer_by(
    item: &ServiceItem,
    licences: &[Licence],
    agreements: &dyn Catalogue,
) -> Resolution {
    let here = region("CN-4401");
    let question = Question::among(&here, &item.contents().purpose, agreements);
    let types = TypeRegistry::builtin();
    let seen = licences.iter().map(|licence| {
        let definition: Option<&LicenceType> = types.latest(&licence.doc_type);
        (licence.subject(), definition)
    });
    resolve(item, &Holdings::of(seen.collect(), &question))
}

pub(super) fn set_of<'r>(answer: &'r Resolution, requirement: &str) -> (&'r str, Vec<usize>) {
    match answer.requirement(requirement) {
        Some(Outcome::Proven { set, by }) => (set, by.iter().map(|one| one.licence).collect()),
        other => panic!("{requirement}: {other:?}"),
    }
}

/// `evidence: word` of what is open.
pub(super) fn lacks(answer: &Resolution, requirement: &str) -> Vec<String> {
    match answer.requirement(requirement) {
        Some(Outcome::Open { evidence, .. }) => evidence
            .iter()
            .map(|one| {
                let word = one.lack.as_ref().map_or("proven", |lack| lack.word());
                format!("{}: {word}", one.evidence)
            })
            .collect(),
        other => panic!("{requirement}: {other:?}"),
    }
}

/// The identifiers to be shown of one licence: what is read, and what ties it.
pub(super) fn shown(answer: &Resolution, licence: usize) -> (Vec<&str>, Vec<&str>) {
    let found = answer.disclosures.iter().find(|d| d.licence == licence);
    let found = found.unwrap_or_else(|| panic!("{licence} is not used"));
    (
        found
            .elements
            .iter()
            .map(|e| e.identifier.as_str())
            .collect(),
        found.holder.iter().map(|e| e.identifier.as_str()).collect(),
    )
}
