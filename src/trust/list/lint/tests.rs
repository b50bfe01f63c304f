use super::*;
use crate::licence::Region;
use crate::trust::list::diff::tests::{LICENCE, LIST_SIGNER, certificate, key, sample, time};
use crate::trust::list::{
    DigitalIdentity, ListPointer, ListType, ServiceStatus, ServiceType, SuccessorSigner, Territory,
    WithdrawalEffect,
};
use crate::trust::tests::pki::Kind;

fn now() -> UnixTime {
    time("2026-06-15T00:00:00Z")
}

/// The findings of the sample after one change, in English.
fn found(change: impl FnOnce(&mut ListContents)) -> Vec<(Severity, String)> {
    let mut list = sample();
    change(&mut list);
    let text = |finding: &Finding| (finding.severity, finding.text(Language::En));
    lint(&list, now()).iter().map(text).collect()
}

fn one(change: impl FnOnce(&mut ListContents)) -> String {
    let mut all = found(change);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).1
}

#[test]
fn there_is_nothing_to_say_about_a_good_list() {
    assert_eq!(lint(&sample(), now()), []);
}

#[test]
fn what_the_check_refuses_is_an_error_in_its_words() {
    let mut list = sample();
    let copy = list.authoritative_sources[0].clone();
    list.authoritative_sources.push(copy);
    let reasons = check::check(&list);
    assert_eq!(reasons.len(), 1);
    let findings = lint(&list, now());
    assert_eq!(findings[0].severity, Severity::Error);
    assert_eq!(findings[0].kind, FindingKind::Refused(reasons[0].clone()));
    for language in Language::ALL {
        assert_eq!(findings[0].text(language), reasons[0].to_string());
    }
}

#[test]
fn errors_come_first() {
    let all = found(|list| {
        list.trusted_entities[0].name.clear();
        list.trusted_entities[1].services[0].taken_over_by = Some("elsewhere".to_owned());
        list.sequence_number = 0;
    });
    let severities: Vec<Severity> = all.iter().map(|(severity, _)| *severity).collect();
    let mut sorted = severities.clone();
    sorted.sort();
    assert_eq!(severities, sorted);
    assert_eq!(
        (severities.first(), severities.last()),
        (Some(&Severity::Error), Some(&Severity::Hint))
    );
}

#[test]
fn the_times_of_a_list_are_looked_at() {
    assert_eq!(
        one(|list| list.next_update = None),
        "nextUpdate: the list is closed: no later issue will be taken"
    );
    assert_eq!(
        one(|list| list.next_update = Some(time("2026-06-14T00:00:00Z"))),
        "nextUpdate: the next issue was due by 2026-06-14T00:00:00Z"
    );
    assert_eq!(
        one(|list| {
            list.next_update = Some(time("2026-12-03T00:00:00Z"));
            list.not_after = time("2026-12-04T00:00:00Z");
        }),
        "nextUpdate: the next issue is due by 2026-12-03T00:00:00Z, more than six months after this one"
    );
    assert_eq!(
        one(|list| list.not_after = time("2027-02-01T00:00:00Z")),
        "notAfter: the list counts until 2027-02-01T00:00:00Z, more than six months after the next issue is due"
    );
    let list = sample();
    let late = lint(&list, list.not_after.saturating_add(1));
    assert_eq!(late[0].severity, Severity::Error);
    assert_eq!(
        late[0].kind,
        FindingKind::Refused(Reason::ListExpired {
            list: list.list_id.clone(),
            not_after: list.not_after,
        })
    );
}

#[test]
fn certificates_that_end_are_named_while_they_are_in_use() {
    let with = |ends: &'static str| {
        move |list: &mut ListContents| {
            let der = certificate(30, "A", Kind::Sealer, None, ends);
            let service = &mut list.trusted_entities[0].services[0];
            service.service_digital_identities = vec![DigitalIdentity::Certificate(der)];
        }
    };
    assert_eq!(found(with("2027-06-01T00:00:00Z")), []);
    assert_eq!(
        one(with("2026-07-01T00:00:00Z")),
        "A-issue: a certificate in use ends at 2026-07-01T00:00:00Z, within ninety days"
    );
    assert_eq!(
        one(with("2026-06-14T23:59:59Z")),
        "A-issue: a certificate in use ended at 2026-06-14T23:59:59Z"
    );
    let withdrawn = found(|list| {
        with("2026-06-14T23:59:59Z")(list);
        let service = &mut list.trusted_entities[0].services[0];
        service.current_state.status = ServiceStatus::Withdrawn(WithdrawalEffect::Prospective);
    });
    assert_eq!(withdrawn, []);
}

#[test]
fn a_list_does_not_outlive_the_certificate_of_a_successor() {
    assert_eq!(
        one(|list| {
            list.not_after = time("2026-12-01T00:00:00Z");
            list.successor_signers = vec![SuccessorSigner {
                certificate: certificate(
                    41,
                    "",
                    Kind::Sealer,
                    Some(LIST_SIGNER),
                    "2026-11-01T00:00:00Z",
                ),
                from: time("2026-08-01T00:00:00Z"),
            }];
        }),
        "successorSigners: the list counts longer than the certificate of a successor, which ends at 2026-11-01T00:00:00Z"
    );
}

#[test]
fn a_key_tells_one_entity_from_another() {
    assert_eq!(
        one(|list| list.trusted_entities[1].services[0].service_digital_identities = vec![key(10)]),
        "B-issue: its key is also that of A, and it is not a CA's: nobody can tell them apart"
    );
    // One CA may stand above both, for the leaves carry the code.
    let ca = certificate(
        31,
        "",
        Kind::Ca { path_length: 0 },
        None,
        "2028-01-01T00:00:00Z",
    );
    let shared = found(|list| {
        for entity in &mut list.trusted_entities {
            entity.services[0].service_digital_identities =
                vec![DigitalIdentity::Certificate(ca.clone())];
        }
    });
    assert_eq!(shared, []);
    assert_eq!(
        one(|list| {
            let der = certificate(30, "B", Kind::Sealer, None, "2027-06-01T00:00:00Z");
            list.trusted_entities[0].services[0].service_digital_identities =
                vec![DigitalIdentity::Certificate(der)];
        }),
        "A-issue: its certificate does not name the entity (organizationIdentifier), so its licences are refused"
    );
}

#[test]
fn services_that_do_nothing_are_named() {
    assert_eq!(
        one(|list| list.trusted_entities[0].services[0].licence_scope.clear()),
        "A-issue: it has no type and region, so it may issue nothing"
    );
    assert_eq!(
        one(|list| list.trusted_entities[0].services[1]
            .status_list_prefixes
            .clear()),
        "A-status: it has no `statusListPrefixes`, so no status list is its own"
    );
    assert_eq!(
        one(|list| _ = list.trusted_entities[0].services.pop()),
        "A: it issues licences and has no status service"
    );
    assert!(
        found(|list| list.trusted_entities[0].services[0]
            .service_digital_identities
            .clear())
        .iter()
        .any(|(_, text)| text == "A-issue: there is no key, so nothing can be signed by it")
    );
    assert!(
        found(|list| {
            let scope = list.trusted_entities[0].services[0].licence_scope[0].clone();
            list.trusted_entities[1].services[0]
                .licence_scope
                .push(scope);
        })
        .iter()
        .any(|(severity, text)| *severity == Severity::Warning
            && *text
                == format!(
                    "B-issue: `{LICENCE}` has authoritative sources, and it is an issuer of none"
                ))
    );
}

#[test]
fn an_agreement_signer_without_a_scope_signs_for_no_part() {
    let signs = |place: &'static str, doc_type: Option<&'static str>| {
        move |list: &mut ListContents| {
            list.scheme_territory = Territory::Region(Region::parse(place).unwrap());
            let mut entity = list.trusted_entities.remove(0);
            entity.services.truncate(1);
            let service = &mut entity.services[0];
            service.service_type = ServiceType::AgreementSigner;
            service.licence_scope.retain_mut(|row| {
                row.territories = vec![Region::parse(place).unwrap()];
                doc_type.is_some_and(|kept| row.doc_type == kept)
            });
            list.trusted_entities = vec![entity];
            list.authoritative_sources.clear();
            list.utc_offset_minutes = None;
        }
    };
    for place in ["CN", "CN-44", "CN-4401", "US"] {
        assert_eq!(
            found(signs(place, None)),
            [(
                Severity::Hint,
                format!(
                    "A-issue: it has no scope, so it signs agreements for {place} itself, about every type, and for no part of it"
                )
            )]
        );
        assert_eq!(found(signs(place, Some(LICENCE))), []);
    }
    for place in ["CN-440106", "US-CA"] {
        assert_eq!(found(signs(place, None)), []);
    }
    assert_eq!(
        found(|list| {
            signs("CN", None)(list);
            let service = &mut list.trusted_entities[0].services[0];
            service.current_state.status = ServiceStatus::Withdrawn(WithdrawalEffect::Prospective);
        }),
        []
    );
}

#[test]
fn names_are_there_and_differ() {
    assert!(
        found(|list| list.scheme_operator_name.clear())
            .iter()
            .any(|(_, text)| text == "schemeOperatorName: the name is missing or blank")
    );
    let blank = |list: &mut ListContents| {
        let name = &mut list.trusted_entities[0].services[0].service_name;
        name.insert("zh".to_owned(), " ".to_owned());
    };
    assert!(
        found(blank)
            .iter()
            .any(|(_, text)| text == "A-issue: the name is missing or blank")
    );
    assert_eq!(
        found(|list| list.trusted_entities[1].name = list.trusted_entities[0].name.clone()),
        [(Severity::Hint, "B: it has the name of A".to_owned())]
    );
}

#[test]
fn a_pointer_names_the_least_issue_and_who_may_sign() {
    let all = found(|list| {
        let pointer = ListPointer::new(
            "https://list.example/other",
            "other",
            ListType::Regional,
            Territory::Region(Region::parse("CN-4401").unwrap()),
            Vec::new(),
        );
        list.pointers_to_other_lists.push(pointer);
    });
    let texts: Vec<&str> = all.iter().map(|(_, text)| text.as_str()).collect();
    assert!(texts.contains(&"other: there is no key, so nothing can be signed by it"));
    assert!(
        texts.contains(&"other: `minSequenceNumber` is 1: who has seen no issue takes any"),
        "{texts:?}"
    );
}

#[test]
fn every_finding_has_words_in_three_languages() {
    let mut list = sample();
    list.next_update = None;
    list.trusted_entities[0].services[0].licence_scope.clear();
    let mut signs = list.trusted_entities[0].services[0].clone();
    signs.service_id = "A-signs".to_owned();
    signs.service_type = ServiceType::AgreementSigner;
    list.trusted_entities[0].services.push(signs);
    for finding in lint(&list, now()) {
        let texts = Language::ALL.map(|language| finding.text(language));
        assert!(texts[0] != texts[1] && texts[1] != texts[2] && texts[0] != texts[2]);
    }
}
