//! A city of 14 departments in 12 districts: 168 services under one CA, in one list.

use elicence::document::Interval;
use elicence::{
    codec::{Cbor, Limits},
    licence::TypeRegistry,
    trust::{
        TrustAnchors,
        list::{AuthoritativeSource, ListContents},
        store::{ListRoot, TrustStore},
    },
};

use crate::licences::{Facts, Verifier, doc_type, types};
use crate::offices::{Ca, Keeper, Office, code, day, entity, first_issue, region, sealing, time};

const DEPARTMENTS: usize = 14;
const DISTRICTS: usize = 12;
const LIST: &str = "urn:example:city";

struct City {
    ca: Ca,
    keeper: Keeper,
    types: TypeRegistry,
    departments: Vec<Department>,
}

/// One department of one district.
struct Department {
    type_number: usize,
    region: String,
    service_id: String,
    office: Office,
}

impl City {
    fn new() -> Self {
        let ca = Ca::new(1_000, "CN");
        let all = (0..DEPARTMENTS).flat_map(|kind| (1..=DISTRICTS).map(move |place| (kind, place)));
        let departments = (0_u16..).zip(all).map(|(number, (kind, place))| {
            let code = code(&format!("4401{place:02}"), number);
            Department {
                type_number: kind,
                region: format!("CN-4401{place:02}"),
                service_id: format!("urn:svc:{kind}-{place}"),
                office: ca.department(&code, number + 1),
            }
        });
        let departments = departments.collect();
        Self {
            ca,
            keeper: Keeper::new(1_001, "CN"),
            types: types(DEPARTMENTS),
            departments,
        }
    }

    fn contents(&self) -> ListContents {
        let mut contents = first_issue(LIST, "regional", "CN-4401");
        contents.trusted_entities = self
            .departments
            .iter()
            .map(|department| {
                let scope = doc_type(department.type_number);
                let (id, place) = (&department.service_id, &department.region);
                let service = sealing(id, &scope, place, self.ca.identity());
                entity(&department.office.code, vec![service])
            })
            .collect();
        contents
    }

    /// Trusts the list alone, and has the CA's list of nobody revoked.
    fn verifier(&self, contents: ListContents) -> TrustStore {
        let root = ListRoot::new(LIST, vec![self.keeper.identity()]);
        let mut store = TrustStore::new(TrustAnchors::new()).with_root(root);
        store
            .load_list(self.keeper.sign(contents).bytes(), day(2))
            .unwrap();
        store
            .load_revocation_list(&self.ca.revoking(&[], 1, (1, 15)))
            .unwrap();
        store
    }

    fn says(&self, store: &TrustStore, licence: &[u8]) -> String {
        Verifier::new(store, &self.types, day(2)).says(licence)
    }
}

impl Department {
    fn facts(&self) -> Facts<'_> {
        Facts {
            type_number: self.type_number,
            issuer_code: &self.office.code,
            region: &self.region,
        }
    }
}

#[test]
fn each_of_168_departments_under_one_ca_seals_for_itself_only() {
    let city = City::new();
    assert_eq!(city.departments.len(), 168);
    let store = city.verifier(city.contents());
    for (place, own) in city.departments.iter().enumerate() {
        let name = &own.service_id;
        let says = |facts: Facts<'_>| {
            let licence = facts.sealed_by(&own.office, &city.types).unwrap();
            city.says(&store, &licence)
        };
        assert_eq!(says(own.facts()), "in-force", "{name}");

        let neighbour = &city.departments[(place + 1) % 168].region;
        let elsewhere = Facts {
            region: neighbour,
            ..own.facts()
        };
        assert_eq!(
            says(elsewhere),
            "refused: trust.region-out-of-scope",
            "{name}"
        );

        let another = Facts {
            type_number: (own.type_number + 1) % DEPARTMENTS,
            ..own.facts()
        };
        assert_eq!(says(another), "refused: trust.out-of-scope", "{name}");
    }
}

#[test]
fn none_of_168_departments_seals_under_the_code_of_another() {
    let city = City::new();
    let store = city.verifier(city.contents());
    for (place, own) in city.departments.iter().enumerate() {
        // Of the same type and place but for the code: whoever has two departments in one district.
        let other = &city.departments[(place + DISTRICTS) % 168];
        let facts = Facts {
            issuer_code: &other.office.code,
            ..own.facts()
        };
        let error = facts.sealed_by(&own.office, &city.types).unwrap_err();
        assert_eq!(error.code(), Some("trust.issuer-mismatch"));

        // The certificate is not under the seal: sealed beside this library, the licence is refused all the same.
        let number = u16::try_from(place).unwrap() + 1;
        let disguised = city.ca.department(&other.office.code, number);
        let licence = facts.sealed_by(&disguised, &city.types).unwrap();
        let licence = with_certificate(&licence, &own.office.certificate);
        assert_eq!(
            city.says(&store, &licence),
            "refused: trust.issuer-mismatch"
        );
    }
}

/// The licence with another certificate beside its signature.
fn with_certificate(licence: &[u8], certificate: &[u8]) -> Vec<u8> {
    let mut document = Cbor::decode(licence, &Limits::default()).unwrap();
    let Cbor::Map(members) = &mut document else {
        panic!("a licence is a map")
    };
    let seal = members
        .iter_mut()
        .find(|(key, _)| key.as_text() == Some("issuerAuth"));
    let Cbor::Array(parts) = &mut seal.unwrap().1 else {
        panic!("a seal is an array")
    };
    parts[1] = Cbor::Map(vec![(Cbor::Integer(33), Cbor::Bytes(certificate.to_vec()))]);
    document.to_vec()
}

#[test]
fn a_row_of_sources_makes_one_department_the_only_one_for_its_type() {
    let city = City::new();
    let [owner, other] = [&city.departments[0], &city.departments[DISTRICTS]];
    assert_eq!(owner.region, other.region);
    let of_the_same_type = Facts {
        type_number: 0,
        ..other.facts()
    };
    let [own, foreign] = [
        owner.facts().sealed_by(&owner.office, &city.types).unwrap(),
        of_the_same_type
            .sealed_by(&other.office, &city.types)
            .unwrap(),
    ];
    // Both have the type in their scope.
    let mut contents = city.contents();
    let added = sealing("unused", &doc_type(0), &other.region, city.ca.identity());
    contents.trusted_entities[DISTRICTS].services[0]
        .licence_scope
        .extend(added.licence_scope);
    let store = city.verifier(contents.clone());
    assert_eq!(city.says(&store, &own), "in-force");
    assert_eq!(city.says(&store, &foreign), "in-force");

    contents.authoritative_sources.push(AuthoritativeSource {
        doc_type: doc_type(0),
        territory: region(&owner.region),
        owner: owner.office.code.clone(),
        issuers: vec![owner.service_id.clone()],
        validity: Interval {
            from: time("2020-01-01T00:00:00Z"),
            until: None,
        },
    });
    let store = city.verifier(contents);
    assert_eq!(city.says(&store, &own), "in-force");
    assert_eq!(
        city.says(&store, &foreign),
        "refused: trust.authority-not-source"
    );
    // The row is about this district; what the other issues of its own type is not touched.
    let elsewhere = &city.departments[1];
    let licence = elsewhere
        .facts()
        .sealed_by(&elsewhere.office, &city.types)
        .unwrap();
    assert_eq!(city.says(&store, &licence), "in-force");
    let licence = other.facts().sealed_by(&other.office, &city.types).unwrap();
    assert_eq!(city.says(&store, &licence), "in-force");
}

#[test]
fn without_the_list_of_the_ca_nothing_of_the_city_is_decided() {
    let city = City::new();
    let root = ListRoot::new(LIST, vec![city.keeper.identity()]);
    let mut store = TrustStore::new(TrustAnchors::new()).with_root(root);
    store
        .load_list(city.keeper.sign(city.contents()).bytes(), day(2))
        .unwrap();
    let own = &city.departments[100];
    let licence = own.facts().sealed_by(&own.office, &city.types).unwrap();
    let missing = "indeterminate: trust.revocation-list-missing";
    assert_eq!(city.says(&store, &licence), missing);
    store
        .load_revocation_list(&city.ca.revoking(&[101], 1, (1, 15)))
        .unwrap();
    assert_eq!(
        city.says(&store, &licence),
        "refused: trust.certificate-revoked"
    );
}
