//! The payload of a list from its contents.

use crate::codec::Cbor;
use crate::document::parts::{extension, interval};
use crate::document::write::{Object, array, instant, ml_text, number, text, texts};

use super::read::TYPE;
use super::{
    AuthoritativeSource, DigitalIdentity, LicenceScope, ListContents, ListPointer, PreviousIssue,
    ServiceState, ServiceStatus, SuccessorSigner, TrustedEntity, TrustedService, WithdrawalEffect,
};

/// `trust-list` of `spec/trust-list.cddl`.
pub(super) fn contents(list: &ListContents) -> Cbor {
    let mut out = Object::new();
    out.put("type", text(TYPE));
    out.put("listId", text(&list.list_id));
    out.put("listType", text(list.list_type.uri()));
    out.put("sequenceNumber", number(list.sequence_number));
    out.put("schemeTerritory", text(list.scheme_territory.as_str()));
    out.put("schemeOperatorName", ml_text(&list.scheme_operator_name));
    out.put(
        "schemeTypeCommunityRules",
        texts(&list.scheme_type_community_rules),
    );
    out.put(
        "statusDeterminationApproach",
        text(&list.status_determination_approach),
    );
    out.put(
        "historicalInformationPeriod",
        number(list.historical_information_period),
    );
    out.put("listIssueDateTime", instant(list.list_issue_date_time));
    out.put("nextUpdate", list.next_update.map_or(Cbor::Null, instant));
    out.put("notAfter", instant(list.not_after));
    out.may(
        "previousIssue",
        list.previous_issue.as_ref().map(previous_issue),
    );
    out.some(
        "successorSigners",
        &list.successor_signers,
        successor_signer,
    );
    out.may(
        "utcOffsetMinutes",
        list.utc_offset_minutes.map(|m| Cbor::Integer(m.into())),
    );
    out.put(
        "pointersToOtherLists",
        array(&list.pointers_to_other_lists, pointer),
    );
    out.put("trustedEntities", array(&list.trusted_entities, entity));
    out.put(
        "authoritativeSources",
        array(&list.authoritative_sources, source),
    );
    out.some("extensions", &list.extensions, extension);
    out.done()
}

fn previous_issue(previous: &PreviousIssue) -> Cbor {
    let mut out = Object::new();
    out.put("sequenceNumber", number(previous.sequence_number));
    out.put("digest", previous.digest.to_cbor());
    out.done()
}

fn successor_signer(signer: &SuccessorSigner) -> Cbor {
    let mut out = Object::new();
    out.put("certificate", Cbor::Bytes(signer.certificate.clone()));
    out.put("from", instant(signer.from));
    out.done()
}

fn pointer(pointer: &ListPointer) -> Cbor {
    let mut out = Object::new();
    out.put("location", text(&pointer.location));
    out.put("listId", text(&pointer.list_id));
    out.put("listType", text(pointer.list_type.uri()));
    out.put("schemeTerritory", text(pointer.scheme_territory.as_str()));
    out.put(
        "serviceDigitalIdentities",
        array(&pointer.service_digital_identities, identity),
    );
    out.put("minSequenceNumber", number(pointer.min_sequence_number));
    out.done()
}

fn identity(identity: &DigitalIdentity) -> Cbor {
    let mut out = Object::new();
    match identity {
        DigitalIdentity::Certificate(der) => out.put("certificate", Cbor::Bytes(der.clone())),
        DigitalIdentity::Key(spki) => out.put("key", Cbor::Bytes(spki.clone())),
    }
    out.done()
}

fn entity(entity: &TrustedEntity) -> Cbor {
    let mut out = Object::new();
    out.put("entityId", text(&entity.entity_id));
    out.put("name", ml_text(&entity.name));
    out.may("tradeName", entity.trade_name.as_ref().map(ml_text));
    out.put("services", array(&entity.services, service));
    out.done()
}

fn service(service: &TrustedService) -> Cbor {
    let mut out = Object::new();
    out.put("serviceId", text(&service.service_id));
    out.put("serviceTypeIdentifier", text(service.service_type.uri()));
    out.put("serviceName", ml_text(&service.service_name));
    out.put(
        "serviceDigitalIdentities",
        array(&service.service_digital_identities, identity),
    );
    out.put("currentState", state(&service.current_state));
    out.some("serviceHistory", &service.service_history, state);
    out.some("licenceScope", &service.licence_scope, scope);
    out.some("statusListPrefixes", &service.status_list_prefixes, |p| {
        text(p)
    });
    out.some("purposes", &service.purposes, |p| text(p));
    out.may("takenOverBy", service.taken_over_by.as_deref().map(text));
    out.done()
}

fn state(state: &ServiceState) -> Cbor {
    let mut out = Object::new();
    let (status, effect) = match state.status {
        ServiceStatus::Granted => ("granted", None),
        ServiceStatus::Suspended => ("suspended", None),
        ServiceStatus::Withdrawn(effect) => ("withdrawn", Some(effect)),
    };
    out.put("serviceStatus", text(status));
    out.put("statusStartingTime", instant(state.starting_time));
    if let Some(WithdrawalEffect::Retroactive { to }) = effect {
        out.put(
            "withdrawalEffect",
            Cbor::map([("retroactiveTo", instant(to))]),
        );
    }
    out.done()
}

fn scope(scope: &LicenceScope) -> Cbor {
    let mut out = Object::new();
    out.put("docType", text(&scope.doc_type));
    out.put(
        "territories",
        array(&scope.territories, |region| text(region.as_str())),
    );
    out.may("maxAssurance", scope.max_assurance.map(number));
    out.done()
}

fn source(source: &AuthoritativeSource) -> Cbor {
    let mut out = Object::new();
    out.put("docType", text(&source.doc_type));
    out.put("territory", text(source.territory.as_str()));
    out.put("owner", text(&source.owner));
    out.put("issuers", texts(&source.issuers));
    out.put("validity", interval(&source.validity));
    out.done()
}
