use super::*;

#[test]
fn right_lists_have_no_fault() {
    assert_eq!(reasons(|_| {}), []);
    assert_eq!(reasons_of(list_of_lists(), |_| {}), []);
    let empty = |list: &mut ListContents| {
        list.successor_signers.clear();
        list.trusted_entities.clear();
        list.authoritative_sources.clear();
        list.extensions.clear();
        list.utc_offset_minutes = None;
    };
    assert_eq!(reasons(empty), []);
}

#[test]
fn a_critical_extension_voids_the_list() {
    assert_eq!(
        reasons(|list| list.extensions[0].critical = true),
        [Reason::ListCriticalExtension {
            id: "urn:example:extension".to_owned()
        }]
    );
}

#[test]
fn names_are_unique() {
    let duplicate = |what, id: &str| {
        [Reason::ListDuplicate {
            what,
            id: id.to_owned(),
        }]
    };
    assert_eq!(
        reasons(|l| l.trusted_entities[1].entity_id = "office".to_owned()),
        duplicate("entities", "office")
    );
    assert_eq!(
        reasons(|l| l.trusted_entities[1].services[0].service_id = "office-status".to_owned()),
        duplicate("services", "office-status")
    );
    assert_eq!(
        reasons(|l| l.extensions.push(l.extensions[0].clone())),
        duplicate("extensions", "urn:example:extension")
    );
    assert_eq!(
        reasons_of(list_of_lists(), |l| {
            l.pointers_to_other_lists[1].list_id = "urn:example:list:cn-44".to_owned();
        }),
        duplicate("pointers", "urn:example:list:cn-44")
    );
    assert_eq!(
        reasons(|l| issuance(l).service_digital_identities.push(ca(1))),
        duplicate("identities", "office-issues")
    );
    assert_eq!(
        reasons(|l| l.successor_signers.push(l.successor_signers[0].clone())),
        duplicate("identities", "successorSigners")
    );
    assert_eq!(
        reasons(|l| issuance(l).licence_scope.push(scope(TYPE, &["CN-4401"]))),
        duplicate("scopes of one service", TYPE)
    );
    assert_eq!(
        reasons(|l| l.authoritative_sources[1]
            .issuers
            .push("office-issues".to_owned())),
        duplicate("issuers of one source", "office-issues")
    );
}

#[test]
fn one_ca_may_stand_above_several_services() {
    let shared = |list: &mut ListContents| {
        let other = TrustedService {
            licence_scope: vec![scope("org.elicence.food_permit.1", &["CN-44"])],
            ..service("bureau-issues", ServiceType::LicenceIssuance, ca(1))
        };
        list.trusted_entities[1].services.push(other);
    };
    assert_eq!(reasons(shared), []);
}

#[test]
fn dates_are_in_order_at_every_edge() {
    let dates = |issued: &str, next: Option<&str>, last: &str| {
        let (issued, next, last) = (time(issued), next.map(time), time(last));
        reasons(|list| {
            list.list_issue_date_time = issued;
            list.next_update = next;
            list.not_after = last;
        })
    };
    let (first, second, third) = (
        "2026-06-01T00:00:00Z",
        "2026-06-01T00:00:01Z",
        "2026-06-01T00:00:02Z",
    );
    assert_eq!(dates(first, Some(second), third), []);
    assert_eq!(dates(first, Some(first), second), []);
    assert_eq!(dates(first, Some(second), second), []);
    assert_eq!(dates(first, None, second), []);
    assert_eq!(
        rule_of(&dates(second, Some(first), third)),
        "the next issue is due after this one is made"
    );
    assert_eq!(
        rule_of(&dates(first, Some(third), second)),
        "the next issue is due before this one stops to count"
    );
    assert_eq!(
        rule_of(&dates(first, None, first)),
        "the list counts for some time after it is made"
    );
    assert_eq!(dates(second, None, first).len(), 2);
}

#[test]
fn history_is_kept_for_ever() {
    for period in [0, 65_534, 65_536] {
        assert_eq!(
            rule(|list| list.historical_information_period = period),
            "history is kept for ever, which is 65535"
        );
    }
}

#[test]
fn every_issue_but_the_first_names_the_one_before() {
    let digest = |algorithm, length| {
        crate::licence::value::DigestValue::new(algorithm, vec![1; length]).unwrap()
    };
    let with = |number, before: Option<u64>| {
        reasons(|list| {
            list.sequence_number = number;
            list.previous_issue = before.map(|sequence_number| PreviousIssue {
                sequence_number,
                digest: digest(-16, 32),
            });
        })
    };
    assert_eq!(with(1, None), []);
    assert_eq!(with(2, Some(1)), []);
    assert_eq!(with(700, Some(699)), []);
    let named =
        "every issue but the first names the one before by number and digest, and the first none";
    for (number, before) in [
        (2, None),
        (1, Some(0)),
        (1, Some(1)),
        (3, Some(1)),
        (3, Some(3)),
        (3, Some(4)),
    ] {
        assert_eq!(rule_of(&with(number, before)), named, "{number} {before:?}");
    }
    assert_eq!(rule_of(&with(0, None)), "the first issue has the number 1");
    let other = |list: &mut ListContents| {
        list.sequence_number = 2;
        list.previous_issue = Some(PreviousIssue {
            sequence_number: 1,
            digest: digest(-44, 64),
        });
    };
    assert_eq!(rule(other), "the digest of an issue is SHA-256");
}

#[test]
fn a_known_offset_is_not_contradicted() {
    assert_eq!(
        rule(|list| list.utc_offset_minutes = Some(540)),
        "the offset is the one that is known for the territory"
    );
}

#[test]
fn each_kind_of_list_holds_what_is_its() {
    assert_eq!(
        rule(|l| l
            .pointers_to_other_lists
            .push(pointer("urn:example:x", "CN-4401"))),
        "the list of a region points to no other list"
    );
    let mut private = regional();
    private.scheme_territory = Territory::Private("x-federation".to_owned());
    assert_eq!(
        rule_of(&reasons_of(private, |_| {})),
        "the list of a region is for a region"
    );
    for kind in [
        ServiceType::LicenceIssuance,
        ServiceType::LicenceStatus,
        ServiceType::SealRegister,
    ] {
        let with = |list: &mut ListContents| {
            list.trusted_entities[0]
                .services
                .push(service("more", kind, ca(5)));
        };
        assert_eq!(
            rule_of(&reasons_of(list_of_lists(), with)),
            "services around licences stand in the list of their region"
        );
    }
    let with_source = |list: &mut ListContents| {
        list.authoritative_sources
            .push(source("CN-44", "2026-01-01T00:00:00Z", None));
    };
    let reasons = reasons_of(list_of_lists(), with_source);
    assert!(reasons.contains(&Reason::ListInvalid {
        rule: "the sources of a region stand in its own list",
        subject: "authoritativeSources".to_owned()
    }));
}

#[test]
fn pointers_stay_inside_the_territory() {
    let inside = "the territory of a list that is pointed to lies inside that of the list";
    let national = || ListContents {
        scheme_territory: Territory::Region(region("CN")),
        pointers_to_other_lists: vec![pointer("urn:example:list:cn-44", "CN-44")],
        ..list_of_lists()
    };
    assert_eq!(reasons_of(national(), |_| {}), []);
    for outside in ["FR", "US-MD"] {
        let to = |l: &mut ListContents| {
            l.pointers_to_other_lists[0].scheme_territory = Territory::Region(region(outside));
        };
        assert_eq!(rule_of(&reasons_of(national(), to)), inside);
    }
    let private = |l: &mut ListContents| {
        l.pointers_to_other_lists[0].scheme_territory = Territory::Private("x-other".to_owned());
        l.pointers_to_other_lists[0].list_type = ListType::ListOfLists;
    };
    assert_eq!(rule_of(&reasons_of(national(), private)), inside);
    assert_eq!(reasons_of(list_of_lists(), private), []);
    let regional_private = |l: &mut ListContents| {
        l.pointers_to_other_lists[0].scheme_territory = Territory::Private("x-other".to_owned());
    };
    assert_eq!(
        rule_of(&reasons_of(list_of_lists(), regional_private)),
        "the list of a region is for a region"
    );
    let itself = |l: &mut ListContents| l.pointers_to_other_lists[0].list_id = l.list_id.clone();
    assert_eq!(
        rule_of(&reasons_of(list_of_lists(), itself)),
        "a list does not point to itself"
    );
}

#[test]
fn states_are_newest_first_and_no_two_begin_at_one_time() {
    let order = "states are newest first, and no two begin at one time";
    let with = |current: &str, history: &[&str]| {
        reasons(|list| {
            let service = issuance(list);
            service.current_state = state(ServiceStatus::Granted, current);
            service.service_history = history
                .iter()
                .map(|from| state(ServiceStatus::Suspended, from))
                .collect();
        })
    };
    let (a, b, c) = (
        "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:01Z",
        "2024-01-01T00:00:02Z",
    );
    assert_eq!(with(c, &[b, a]), []);
    assert_eq!(with(c, &[]), []);
    for (current, history) in [
        (a, [b].as_slice()),
        (b, &[b]),
        (c, &[a, b]),
        (c, &[b, b]),
        (a, &[c, b]),
    ] {
        assert_eq!(
            rule_of(&with(current, history)),
            order,
            "{current} {history:?}"
        );
    }
    assert_eq!(with("2090-01-01T00:00:00Z", &[a]), []); // a state to come
}

#[test]
fn a_withdrawal_back_in_time_is_the_last_word() {
    let back = |to: &str| ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive { to: time(to) });
    let with = |states: Vec<ServiceState>| {
        reasons(|list| {
            let service = issuance(list);
            service.current_state = states[0];
            service.service_history = states[1..].to_vec();
        })
    };
    let (a, b, c) = (
        "2024-01-01T00:00:00Z",
        "2025-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
    );
    let granted = |from| state(ServiceStatus::Granted, from);
    let prospective = ServiceStatus::Withdrawn(WithdrawalEffect::Prospective);
    assert_eq!(with(vec![state(back(b), b), granted(a)]), []);
    assert_eq!(
        with(vec![state(back(a), c), state(back(b), b), granted(a)]),
        []
    );
    assert_eq!(
        with(vec![state(prospective, c), state(back(b), b), granted(a)]),
        []
    );
    assert_eq!(
        with(vec![granted(c), state(prospective, b), granted(a)]),
        []
    );
    assert_eq!(
        rule_of(&with(vec![
            state(back("2025-01-01T00:00:01Z"), b),
            granted(a)
        ])),
        "a withdrawal has effect back in time, not forward"
    );
    let revived = "after a withdrawal with effect back in time the service is not granted again";
    assert_eq!(
        rule_of(&with(vec![granted(c), state(back(a), b), granted(a)])),
        revived
    );
    assert_eq!(
        rule_of(&with(vec![
            state(ServiceStatus::Suspended, c),
            state(back(a), b)
        ])),
        revived
    );
    assert_eq!(
        rule_of(&with(vec![
            state(prospective, c),
            granted(b),
            state(back(a), a)
        ])),
        revived
    );
}

#[test]
fn members_stand_with_the_services_that_use_them() {
    assert_eq!(
        rule(|l| issuance(l).purposes.push("urn:example:p".to_owned())),
        "only a requester has purposes"
    );
    assert_eq!(
        rule(|l| issuance(l)
            .status_list_prefixes
            .push("https://x.example/".to_owned())),
        "only a licence status service has statusListPrefixes"
    );
    assert_eq!(
        rule(|l| issuance(l).taken_over_by = Some("office-issues".to_owned())),
        "a service is taken over by another"
    );
    let unknown = |l: &mut ListContents| {
        let service = &mut l.trusted_entities[1].services[1];
        service.purposes.push("urn:example:p".to_owned());
        service
            .status_list_prefixes
            .push("https://x.example/".to_owned());
    };
    assert_eq!(reasons(unknown), []);
}

#[test]
fn scopes_stay_inside_the_territory() {
    let rule_text = "the territories of a scope lie inside that of the list";
    for outside in ["CN", "CN-45", "FR"] {
        let with = |l: &mut ListContents| {
            issuance(l).licence_scope[1]
                .territories
                .push(region(outside));
        };
        assert_eq!(rule(with), rule_text, "{outside}");
    }
}

#[test]
fn identities_can_be_read_and_used() {
    let with = |identity: DigitalIdentity| {
        reasons(|list| issuance(list).service_digital_identities.push(identity))
    };
    assert_eq!(with(sealer(6)), []);
    assert_eq!(with(spki(6)), []);
    let DigitalIdentity::Certificate(der) = ca(6) else {
        panic!()
    };
    let followed = [der.as_slice(), &[0]].concat();
    assert_eq!(
        rule_of(&with(DigitalIdentity::Certificate(followed))),
        "bytes follow the value"
    );
    assert_eq!(
        rule_of(&with(DigitalIdentity::Key(der))),
        "a key is a SubjectPublicKeyInfo in DER, of a kind on the list"
    );
    assert_eq!(
        rule_of(&with(DigitalIdentity::Certificate(Vec::new()))),
        "a value is missing"
    );
    assert_eq!(
        rule_of(&with(end(6))),
        "the purpose 1.0.18013.5.1.2 is stated"
    );
    let large = DigitalIdentity::Certificate(vec![0x30; 16_385]);
    assert_eq!(
        rule_of(&with(large)),
        "a certificate has at most 16384 bytes"
    );
}

#[test]
fn a_ca_that_may_not_issue_certificates_is_no_identity() {
    let draft = draft_of(&named("CN", "Root"), &key(6), Kind::Ca { path_length: 0 });
    let spoilt = draft
        .with(
            KEY_USAGE,
            Some(extension(KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x80])),
        )
        .sign(&key(6))
        .unwrap();
    for place in [0, 1] {
        let with = |list: &mut ListContents| {
            let service = &mut list.trusted_entities[0].services[place];
            service
                .service_digital_identities
                .push(DigitalIdentity::Certificate(spoilt.clone()));
        };
        assert_eq!(rule(with), "keyUsage of a CA has keyCertSign");
    }
}

#[test]
fn who_signs_lists_has_a_certificate_for_it() {
    let purpose = "the purpose 0.4.0.2231.3.0 is stated";
    let DigitalIdentity::Certificate(sealing) = sealer(6) else {
        panic!()
    };
    let successor = |l: &mut ListContents| l.successor_signers[0].certificate = sealing.clone();
    assert_eq!(rule(successor), purpose);
    let points = |l: &mut ListContents| {
        l.pointers_to_other_lists[0]
            .service_digital_identities
            .push(sealer(6));
    };
    assert_eq!(rule_of(&reasons_of(list_of_lists(), points)), purpose);
    let signs = |l: &mut ListContents| {
        l.trusted_entities[0].services[0]
            .service_digital_identities
            .push(ca(6));
    };
    assert_eq!(
        rule_of(&reasons_of(list_of_lists(), signs)),
        "a CA does not sign lists"
    );
}

#[test]
fn a_foreign_type_is_served_by_the_looser_rules_and_a_native_one_is_not() {
    // Two purposes: Annex B allows it, the strict profile does not.
    let two = draft_of(&named("CN", "Office"), &key(6), Kind::Sealer)
        .with(
            PURPOSES,
            Some(purposes(&[DOCUMENT_SIGNER, &[0x55, 0x1d, 0x25, 0x00]])),
        )
        .sign(&key(6))
        .unwrap();
    let with = |types: &[&str]| {
        let scopes = types.iter().map(|t| scope(t, &["CN-44"])).collect();
        reasons(|list| {
            let service = issuance(list);
            service
                .service_digital_identities
                .push(DigitalIdentity::Certificate(two.clone()));
            service.licence_scope = scopes;
        })
    };
    let strict = "the purpose 1.0.18013.5.1.2 is critical and the only one";
    assert_eq!(with(&[MDL]), []);
    assert_eq!(rule_of(&with(&[MDL, TYPE])), strict);
    assert_eq!(rule_of(&with(&[])), strict);
}

#[test]
fn a_service_beside_licences_has_a_key_that_signs() {
    let spoilt = draft_of(&named("CN", "Office"), &key(6), Kind::Sealer)
        .with(PURPOSES, None)
        .with(KEY_USAGE, None)
        .sign(&key(6))
        .unwrap();
    let with = |list: &mut ListContents| {
        let service = &mut list.trusted_entities[0].services[1];
        service
            .service_digital_identities
            .push(DigitalIdentity::Certificate(spoilt.clone()));
    };
    assert_eq!(rule(with), "keyUsage has digitalSignature");
    let certifies = draft_of(&named("CN", "Office"), &key(6), Kind::Ca { path_length: 0 })
        .with(BASIC_CONSTRAINTS, None)
        .sign(&key(6))
        .unwrap();
    let with = |list: &mut ListContents| {
        let service = &mut list.trusted_entities[0].services[1];
        service
            .service_digital_identities
            .push(DigitalIdentity::Certificate(certifies.clone()));
    };
    assert_eq!(rule(with), "a key that signs certificates is a CA's");
}

#[test]
fn no_more_than_a_hundred_reasons_are_told() {
    let many = |list: &mut ListContents| {
        for number in 0..200 {
            list.extensions.push(Extension {
                id: format!("urn:example:{number}"),
                critical: true,
                value: Cbor::Null,
            });
        }
    };
    assert_eq!(reasons(many).len(), 100);
}
