use super::*;
use crate::codec::Cbor;
use crate::crypto::{Algorithm, RandomSource, Signer, SoftwareKey};
use crate::error::Misuse;
use crate::licence::value::DigestValue;
use crate::trust::list::check::check;
use crate::trust::list::*;
use crate::trust::tests::pki::{self, Draft, Kind, Subject, extension, tlv};

struct Numbered(u8);

impl RandomSource for Numbered {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        bytes.fill(self.0);
        Ok(())
    }
}

fn software_key(number: u8) -> SoftwareKey {
    SoftwareKey::generate_with(Algorithm::Es256, &mut Numbered(number)).unwrap()
}

pub(in crate::trust::list) fn time(text: &str) -> UnixTime {
    UnixTime::parse_tdate(text).unwrap()
}

pub(in crate::trust::list) fn key(number: u8) -> DigitalIdentity {
    DigitalIdentity::Key(software_key(number).verifying_key().to_spki_der())
}

/// A certificate of the entity with this code, valid until `ends`, with `purpose` if one is given.
pub(in crate::trust::list) fn certificate(
    number: u8,
    code: &str,
    kind: Kind,
    purpose: Option<&[u8]>,
    ends: &str,
) -> Vec<u8> {
    let subject = Subject {
        c: "CN",
        st: "",
        o: "Office",
        organization_identifier: code,
        cn: "Certificate",
    };
    let own = software_key(number);
    let verifying = own.verifying_key();
    let validity = (time("2026-01-01T00:00:00Z"), time(ends));
    let mut draft = Draft::new(
        &subject, &verifying, &subject, &verifying, validity, kind, 1,
    );
    if let Some(purpose) = purpose {
        let purposes = tlv(0x30, &[&tlv(0x06, &[purpose])]);
        draft = draft.with(
            pki::PURPOSES,
            Some(extension(pki::PURPOSES, true, &purposes)),
        );
    }
    draft.sign(&own).unwrap()
}

/// `id-tsl-kp-tslSigning`
pub(in crate::trust::list) const LIST_SIGNER: &[u8] = &[0x04, 0x00, 0x91, 0x37, 0x03, 0x00];

pub(in crate::trust::list) const LICENCE: &str = "org.elicence.business_licence.1";
const TAX: &str = "org.elicence.tax_certificate.1";

fn name(text: &str) -> MlText {
    [("en".to_owned(), text.to_owned())].into()
}

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

/// The fifth issue of the list of Guangdong: two entities that issue and say the status of what they issued.
pub(in crate::trust::list) fn sample() -> ListContents {
    let since = time("2026-02-01T00:00:00Z");
    let entity = |id: &str, called: &str, number: u8, doc_type: &str, place: &str| {
        let mut issuer = TrustedService::new(
            format!("{id}-issue"),
            ServiceType::LicenceIssuance,
            name("Issuing"),
            vec![key(number)],
            since,
        );
        issuer.licence_scope = vec![LicenceScope {
            doc_type: doc_type.to_owned(),
            territories: vec![region(place)],
            max_assurance: Some(2),
        }];
        let mut status = TrustedService::new(
            format!("{id}-status"),
            ServiceType::LicenceStatus,
            name("Status"),
            vec![key(number + 1)],
            since,
        );
        status.status_list_prefixes = vec![format!("https://{called}.example/")];
        TrustedEntity::new(id, name(called), vec![issuer, status])
    };
    let source = |doc_type: &str, place: &str, owner: &str| AuthoritativeSource {
        doc_type: doc_type.to_owned(),
        territory: region(place),
        owner: owner.to_owned(),
        issuers: vec![format!("{owner}-issue")],
        validity: Interval {
            from: since,
            until: None,
        },
    };
    ListContents {
        list_id: "https://list.example/gd".to_owned(),
        list_type: ListType::Regional,
        sequence_number: 5,
        scheme_territory: Territory::Region(region("CN-44")),
        scheme_operator_name: name("Office"),
        scheme_type_community_rules: vec!["https://list.example/rules".to_owned()],
        status_determination_approach: "https://list.example/approach".to_owned(),
        historical_information_period: FOR_EVER,
        list_issue_date_time: time("2026-06-01T00:00:00Z"),
        next_update: Some(time("2026-07-01T00:00:00Z")),
        not_after: time("2026-09-01T00:00:00Z"),
        previous_issue: Some(PreviousIssue {
            sequence_number: 4,
            digest: DigestValue::new(DigestValue::SHA_256, vec![4; 32]).unwrap(),
        }),
        successor_signers: vec![SuccessorSigner {
            certificate: certificate(
                40,
                "",
                Kind::Sealer,
                Some(LIST_SIGNER),
                "2028-01-01T00:00:00Z",
            ),
            from: time("2026-08-01T00:00:00Z"),
        }],
        utc_offset_minutes: Some(480),
        pointers_to_other_lists: Vec::new(),
        trusted_entities: vec![
            entity("A", "market", 10, LICENCE, "CN-4401"),
            entity("B", "tax", 20, TAX, "CN-44"),
        ],
        authoritative_sources: vec![source(LICENCE, "CN-4401", "A"), source(TAX, "CN-44", "B")],
        extensions: vec![Extension {
            id: "https://list.example/x".to_owned(),
            critical: false,
            value: Cbor::Integer(1),
        }],
    }
}

/// A federation with two members, as it points to their lists.
fn federation() -> ListContents {
    let pointer = |id: &str, number: u8| {
        let mut pointer = ListPointer::new(
            format!("https://list.example/{id}"),
            id,
            ListType::Regional,
            Territory::Region(region("CN-44")),
            vec![key(number)],
        );
        pointer.min_sequence_number = 3;
        pointer
    };
    ListContents {
        list_type: ListType::ListOfLists,
        trusted_entities: Vec::new(),
        authoritative_sources: Vec::new(),
        pointers_to_other_lists: vec![pointer("one", 50), pointer("two", 51)],
        ..sample()
    }
}

/// What one change of the sample is told as.
fn told(change: impl FnOnce(&mut ListContents)) -> Vec<String> {
    let (old, mut new) = (sample(), sample());
    change(&mut new);
    diff(&old, &new).iter().map(ToString::to_string).collect()
}

#[test]
fn the_sample_is_a_right_list() {
    assert_eq!(check(&sample()), []);
    assert_eq!(check(&federation()), []);
}

#[test]
fn equal_issues_have_no_change() {
    assert_eq!(diff(&sample(), &sample()), []);
    assert_eq!(diff(&federation(), &federation()), []);
}

#[test]
fn what_an_issue_opens_and_closes_is_told_in_words() {
    assert_eq!(
        told(|list| {
            let issuer = &mut list.trusted_entities[0].services[0];
            issuer.licence_scope[0].territories = vec![region("CN-4403")];
        }),
        [
            "authority A (A-issue) may issue org.elicence.business_licence.1 in CN-4403 from 2026-06-01T00:00:00Z",
            "authority A (A-issue) may no longer issue org.elicence.business_licence.1 in CN-4401 from 2026-06-01T00:00:00Z",
        ]
    );
    let kind = |kind: ServiceType, change: fn(&mut Vec<LicenceScope>)| {
        let of = |change: fn(&mut Vec<LicenceScope>)| {
            let mut list = sample();
            let service = &mut list.trusted_entities[0].services[0];
            service.service_type = kind.clone();
            change(&mut service.licence_scope);
            list
        };
        let changes = diff(&of(|_| ()), &of(change));
        changes.iter().map(Change::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        kind(ServiceType::AgreementSigner, Vec::clear),
        [
            "authority A (A-issue) may sign agreements about every type for the territory of the list itself from 2026-06-01T00:00:00Z",
            "authority A (A-issue) may no longer sign agreements about org.elicence.business_licence.1 in CN-4401 from 2026-06-01T00:00:00Z",
        ]
    );
    assert_eq!(
        kind(ServiceType::Requester, |rows| rows[0].territories =
            vec![region("CN-4403")]),
        [
            "authority A (A-issue) may ask for org.elicence.business_licence.1 in CN-4403 from 2026-06-01T00:00:00Z",
            "authority A (A-issue) may no longer ask for org.elicence.business_licence.1 in CN-4401 from 2026-06-01T00:00:00Z",
        ]
    );
    assert_eq!(
        told(|list| {
            let issuer = &mut list.trusted_entities[0].services[0];
            issuer.service_history = vec![issuer.current_state];
            issuer.current_state = ServiceState {
                status: ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive {
                    to: time("2026-05-20T00:00:00Z"),
                }),
                starting_time: time("2026-06-01T00:00:00Z"),
            };
        }),
        [
            "service A-issue withdrawn from 2026-06-01T00:00:00Z with retroactive effect to 2026-05-20T00:00:00Z"
        ]
    );
    assert_eq!(
        told(|list| {
            list.authoritative_sources[0].validity.until = Some(time("2026-07-01T00:00:00Z"));
            let mut next = list.authoritative_sources[0].clone();
            next.owner = "B".to_owned();
            next.validity = Interval {
                from: time("2026-07-01T00:00:00Z"),
                until: None,
            };
            list.authoritative_sources.push(next);
        })[0],
        "authoritative source of org.elicence.business_licence.1 in CN-4401 passes from A to B on 2026-07-01T00:00:00Z"
    );
    assert_eq!(
        told(|list| list.next_update = None),
        ["the list is closed: no issue follows this one"]
    );
    let replaced = told(|list| {
        list.trusted_entities[0].services[0].service_digital_identities = vec![key(30)];
    });
    assert_eq!(replaced.len(), 1);
    assert!(
        replaced[0].starts_with("key of A-issue replaced: key "),
        "{replaced:?}"
    );
}

#[test]
fn members_of_a_federation_join_and_leave() {
    let (old, mut new) = (federation(), federation());
    new.pointers_to_other_lists[1].list_id = "three".to_owned();
    let told: Vec<String> = diff(&old, &new).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["member three of CN-44 joined", "member two of CN-44 left"]
    );
}

/// A change of one thing.
type Mutation = fn(&mut ListContents);

/// One for each member of the format, and for each way in which its value may change.
const MUTATIONS: &[Mutation] = &[
    |l| l.list_id.push('x'),
    |l| l.list_type = ListType::ListOfLists,
    |l| l.sequence_number += 1,
    |l| l.scheme_territory = Territory::Private("x-a".to_owned()),
    |l| {
        _ = l
            .scheme_operator_name
            .insert("zh".to_owned(), "局".to_owned())
    },
    |l| l.scheme_type_community_rules.push("b".to_owned()),
    |l| l.status_determination_approach.push('x'),
    |l| l.historical_information_period = 1,
    |l| l.list_issue_date_time = l.list_issue_date_time.saturating_add(1),
    |l| l.next_update = None,
    |l| l.next_update = l.next_update.map(|t| t.saturating_add(1)),
    |l| l.not_after = l.not_after.saturating_add(1),
    |l| l.previous_issue = None,
    |l| l.previous_issue.as_mut().unwrap().sequence_number = 3,
    |l| {
        let other = DigestValue::new(DigestValue::SHA_256, vec![5; 32]).unwrap();
        l.previous_issue.as_mut().unwrap().digest = other;
    },
    |l| l.successor_signers.clear(),
    |l| l.successor_signers[0].certificate.push(0),
    |l| l.successor_signers[0].from = time("2026-08-02T00:00:00Z"),
    |l| l.successor_signers.push(l.successor_signers[0].clone()),
    |l| l.utc_offset_minutes = None,
    |l| _ = l.trusted_entities.pop(),
    |l| l.trusted_entities.reverse(),
    |l| l.trusted_entities.push(l.trusted_entities[0].clone()),
    |l| l.trusted_entities[0].entity_id.push('x'),
    |l| l.trusted_entities[0].name.clear(),
    |l| l.trusted_entities[0].trade_name = Some(MlText::new()),
    |l| _ = l.trusted_entities[0].services.pop(),
    |l| l.trusted_entities[0].services.reverse(),
    |l| {
        let copy = l.trusted_entities[0].services[0].clone();
        l.trusted_entities[0].services.push(copy);
    },
    |l| l.trusted_entities[0].services[0].service_id.push('x'),
    |l| l.trusted_entities[0].services[0].service_type = ServiceType::Requester,
    |l| l.trusted_entities[0].services[0].service_name.clear(),
    |l| {
        l.trusted_entities[0].services[0]
            .service_digital_identities
            .clear()
    },
    |l| {
        l.trusted_entities[0].services[0]
            .service_digital_identities
            .push(key(33))
    },
    |l| {
        l.trusted_entities[0].services[0]
            .service_digital_identities
            .insert(0, key(33))
    },
    |l| l.trusted_entities[0].services[0].current_state.status = ServiceStatus::Suspended,
    |l| {
        l.trusted_entities[0].services[0]
            .current_state
            .starting_time = time("2026-03-01T00:00:00Z")
    },
    |l| {
        let state = l.trusted_entities[0].services[0].current_state;
        l.trusted_entities[0].services[0]
            .service_history
            .push(state);
    },
    |l| l.trusted_entities[0].services[0].licence_scope.clear(),
    |l| {
        l.trusted_entities[0].services[0].licence_scope[0]
            .doc_type
            .push('x')
    },
    |l| {
        l.trusted_entities[0].services[0].licence_scope[0]
            .territories
            .clear()
    },
    |l| {
        l.trusted_entities[0].services[0].licence_scope[0]
            .territories
            .push(region("CN-4403"))
    },
    |l| {
        let scope = &mut l.trusted_entities[0].services[0].licence_scope[0];
        scope.territories.push(scope.territories[0].clone());
    },
    |l| l.trusted_entities[0].services[0].licence_scope[0].max_assurance = None,
    |l| l.trusted_entities[0].services[0].licence_scope[0].max_assurance = Some(3),
    |l| {
        let copy = l.trusted_entities[0].services[0].licence_scope[0].clone();
        l.trusted_entities[0].services[0].licence_scope.push(copy);
    },
    |l| {
        let mut empty = l.trusted_entities[0].services[0].licence_scope[0].clone();
        empty.territories.clear();
        empty.doc_type.push('x');
        l.trusted_entities[0].services[0].licence_scope.push(empty);
    },
    |l| {
        l.trusted_entities[0].services[1]
            .status_list_prefixes
            .clear()
    },
    |l| {
        l.trusted_entities[0].services[0]
            .purposes
            .push("x".to_owned())
    },
    |l| l.trusted_entities[0].services[0].taken_over_by = Some("x".to_owned()),
    |l| _ = l.authoritative_sources.pop(),
    |l| l.authoritative_sources.reverse(),
    |l| {
        l.authoritative_sources
            .push(l.authoritative_sources[0].clone())
    },
    |l| l.authoritative_sources[0].doc_type.push('x'),
    |l| l.authoritative_sources[0].territory = region("CN-4403"),
    |l| l.authoritative_sources[0].owner = "B".to_owned(),
    |l| l.authoritative_sources[0].issuers.clear(),
    |l| l.authoritative_sources[0].validity.from = time("2026-03-01T00:00:00Z"),
    |l| l.authoritative_sources[0].validity.until = Some(time("2027-03-01T00:00:00Z")),
    |l| l.extensions.clear(),
    |l| l.extensions[0].id.push('x'),
    |l| l.extensions[0].critical = true,
    |l| l.extensions[0].value = Cbor::Integer(2),
    |l| l.extensions.push(l.extensions[0].clone()),
];

const POINTER_MUTATIONS: &[Mutation] = &[
    |l| l.pointers_to_other_lists.reverse(),
    |l| _ = l.pointers_to_other_lists.pop(),
    |l| {
        l.pointers_to_other_lists
            .push(l.pointers_to_other_lists[0].clone())
    },
    |l| l.pointers_to_other_lists[0].location.push('x'),
    |l| l.pointers_to_other_lists[0].list_id.push('x'),
    |l| l.pointers_to_other_lists[0].list_type = ListType::ListOfLists,
    |l| l.pointers_to_other_lists[0].scheme_territory = Territory::Private("x-b".to_owned()),
    |l| {
        l.pointers_to_other_lists[0]
            .service_digital_identities
            .clear()
    },
    |l| {
        l.pointers_to_other_lists[0]
            .service_digital_identities
            .push(key(33))
    },
    |l| l.pointers_to_other_lists[0].min_sequence_number = 2,
];

/// Every single change is told, both ways, and by a kind that names it.
fn every_mutation_is_told(base: &ListContents, mutations: &[Mutation]) {
    for (number, mutation) in mutations.iter().enumerate() {
        let mut changed = base.clone();
        mutation(&mut changed);
        assert_ne!(*base, changed, "mutation {number} does nothing");
        for (old, new) in [(base, &changed), (&changed, base)] {
            let changes = diff(old, new);
            assert!(!changes.is_empty(), "mutation {number} is not told");
            assert!(
                !changes.contains(&Change::Other),
                "mutation {number} has no name"
            );
            assert!(changes.iter().all(|c| !c.to_string().is_empty()));
        }
    }
}

#[test]
fn every_single_change_is_told() {
    every_mutation_is_told(&sample(), MUTATIONS);
    every_mutation_is_told(&federation(), POINTER_MUTATIONS);
}

#[test]
fn every_pair_of_changes_is_told_unless_they_undo_each_other() {
    let base = sample();
    for first in MUTATIONS {
        let mut old = base.clone();
        first(&mut old);
        for second in MUTATIONS {
            let mut new = base.clone();
            second(&mut new);
            assert_eq!(diff(&old, &new).is_empty(), old == new);
        }
    }
}

#[test]
fn ten_thousand_entities_are_compared_in_one_go() {
    let mut old = sample();
    let template = old.trusted_entities[0].clone();
    old.trusted_entities = (0..10_000)
        .map(|number| {
            let mut entity = template.clone();
            entity.entity_id = format!("E{number}");
            entity
        })
        .collect();
    let mut new = old.clone();
    new.trusted_entities[5_000].entity_id = "F".to_owned();
    assert_eq!(diff(&old, &new).len(), 8);
}
