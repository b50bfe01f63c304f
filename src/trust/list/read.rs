//! The contents of a list from CBOR or JSON: the shape of `spec/trust-list.cddl`, closed. A member that is not known is
//! refused: what nobody reads should not be signed, and what a later version means by it nobody here can know.

use crate::document::tree::{Fault, Node};

use super::{
    AuthoritativeSource, DigitalIdentity, LicenceScope, ListContents, ListPointer, ListType,
    PreviousIssue, ServiceState, ServiceStatus, ServiceType, SuccessorSigner, Territory,
    TrustedEntity, TrustedService, WithdrawalEffect,
};

/// The `type` of the format: its name and version.
pub(super) const TYPE: &str = "org.elicence.trustlist.1";

/// `trust-list` of `spec/trust-list.cddl`.
pub(super) fn contents(node: &Node<'_>) -> Result<ListContents, Fault> {
    let list = node.object(&[
        "type",
        "listId",
        "listType",
        "sequenceNumber",
        "schemeTerritory",
        "schemeOperatorName",
        "schemeTypeCommunityRules",
        "statusDeterminationApproach",
        "historicalInformationPeriod",
        "listIssueDateTime",
        "nextUpdate",
        "notAfter",
        "previousIssue",
        "successorSigners",
        "utcOffsetMinutes",
        "pointersToOtherLists",
        "trustedEntities",
        "authoritativeSources",
        "extensions",
    ])?;
    let kind = list.need("type")?;
    if kind.text()? != TYPE {
        return kind.invalid(TYPE);
    }
    Ok(ListContents {
        list_id: list.need("listId")?.uri()?,
        list_type: list_type(&list.need("listType")?)?,
        sequence_number: list.need("sequenceNumber")?.unsigned()?,
        scheme_territory: territory(&list.need("schemeTerritory")?)?,
        scheme_operator_name: list.need("schemeOperatorName")?.ml_text()?,
        scheme_type_community_rules: list
            .need("schemeTypeCommunityRules")?
            .some(|node| node.uri())?,
        status_determination_approach: list.need("statusDeterminationApproach")?.uri()?,
        historical_information_period: list.need("historicalInformationPeriod")?.unsigned()?,
        list_issue_date_time: list.need("listIssueDateTime")?.instant()?,
        next_update: {
            let node = list.need("nextUpdate")?;
            (!node.is_null()).then(|| node.instant()).transpose()?
        },
        not_after: list.need("notAfter")?.instant()?,
        previous_issue: list.may("previousIssue", previous_issue)?,
        successor_signers: list
            .may("successorSigners", |node| node.some(successor_signer))?
            .unwrap_or_default(),
        utc_offset_minutes: list.may("utcOffsetMinutes", |node| match node.signed()? {
            minutes @ -720..=840 => i16::try_from(minutes).or_else(|_| node.invalid(OFFSETS)),
            _ => node.invalid(OFFSETS),
        })?,
        pointers_to_other_lists: list.need("pointersToOtherLists")?.each(pointer)?,
        trusted_entities: list.need("trustedEntities")?.each(entity)?,
        authoritative_sources: list.need("authoritativeSources")?.each(source)?,
        extensions: list
            .may("extensions", |node| node.some(|node| node.extension()))?
            .unwrap_or_default(),
    })
}

/// The offsets from UTC that clocks on Earth have.
const OFFSETS: &str = "minutes from -720 to 840";

fn list_type(node: &Node<'_>) -> Result<ListType, Fault> {
    ListType::from_uri(node.text()?).map_or_else(
        || node.invalid("urn:elicence:list:regional or urn:elicence:list:lists"),
        Ok,
    )
}

fn territory(node: &Node<'_>) -> Result<Territory, Fault> {
    let text = node.text()?;
    if text.starts_with("x-") {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let expected = "x- and 1 to 62 small letters, digits and hyphens";
        return if (3..=64).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Territory::Private(text.to_owned()))
        } else {
            node.invalid(expected)
        };
    }
    node.region().map(Territory::Region)
}

fn previous_issue(node: &Node<'_>) -> Result<PreviousIssue, Fault> {
    let previous = node.object(&["sequenceNumber", "digest"])?;
    Ok(PreviousIssue {
        sequence_number: previous.need("sequenceNumber")?.unsigned()?,
        digest: previous.need("digest")?.digest()?,
    })
}

fn successor_signer(node: &Node<'_>) -> Result<SuccessorSigner, Fault> {
    let signer = node.object(&["certificate", "from"])?;
    Ok(SuccessorSigner {
        certificate: signer.need("certificate")?.bytes()?,
        from: signer.need("from")?.instant()?,
    })
}

fn pointer(node: &Node<'_>) -> Result<ListPointer, Fault> {
    let pointer = node.object(&[
        "location",
        "listId",
        "listType",
        "schemeTerritory",
        "serviceDigitalIdentities",
        "minSequenceNumber",
    ])?;
    Ok(ListPointer {
        location: pointer.need("location")?.uri()?,
        list_id: pointer.need("listId")?.uri()?,
        list_type: list_type(&pointer.need("listType")?)?,
        scheme_territory: territory(&pointer.need("schemeTerritory")?)?,
        service_digital_identities: pointer.need("serviceDigitalIdentities")?.some(identity)?,
        min_sequence_number: pointer.need("minSequenceNumber")?.unsigned()?,
    })
}

fn identity(node: &Node<'_>) -> Result<DigitalIdentity, Fault> {
    let identity = node.object(&["certificate", "key"])?;
    let one = "a certificate or a key, and not both";
    match (identity.get("certificate"), identity.get("key")) {
        (Some(certificate), None) => certificate.bytes().map(DigitalIdentity::Certificate),
        (None, Some(key)) => key.bytes().map(DigitalIdentity::Key),
        _ => node.invalid(one),
    }
}

fn entity(node: &Node<'_>) -> Result<TrustedEntity, Fault> {
    let entity = node.object(&["entityId", "name", "tradeName", "services"])?;
    Ok(TrustedEntity {
        entity_id: entity.need("entityId")?.name()?,
        name: entity.need("name")?.ml_text()?,
        trade_name: entity.may("tradeName", |node| node.ml_text())?,
        services: entity.need("services")?.some(service)?,
    })
}

fn service(node: &Node<'_>) -> Result<TrustedService, Fault> {
    let service = node.object(&[
        "serviceId",
        "serviceTypeIdentifier",
        "serviceName",
        "serviceDigitalIdentities",
        "currentState",
        "serviceHistory",
        "licenceScope",
        "statusListPrefixes",
        "purposes",
        "takenOverBy",
    ])?;
    Ok(TrustedService {
        service_id: service.need("serviceId")?.name()?,
        service_type: ServiceType::from_uri(service.need("serviceTypeIdentifier")?.uri()?),
        service_name: service.need("serviceName")?.ml_text()?,
        service_digital_identities: service.need("serviceDigitalIdentities")?.some(identity)?,
        current_state: state(&service.need("currentState")?)?,
        service_history: service
            .may("serviceHistory", |node| node.some(state))?
            .unwrap_or_default(),
        licence_scope: service
            .may("licenceScope", |node| node.some(scope))?
            .unwrap_or_default(),
        status_list_prefixes: service
            .may("statusListPrefixes", |node| node.some(|node| node.uri()))?
            .unwrap_or_default(),
        purposes: service
            .may("purposes", |node| node.some(|node| node.uri()))?
            .unwrap_or_default(),
        taken_over_by: service.may("takenOverBy", |node| node.name())?,
    })
}

fn state(node: &Node<'_>) -> Result<ServiceState, Fault> {
    let state = node.object(&["serviceStatus", "statusStartingTime", "withdrawalEffect"])?;
    let effect = state.may("withdrawalEffect", |node| {
        let effect = node.object(&["retroactiveTo"])?;
        effect.need("retroactiveTo")?.instant()
    })?;
    let status = state.need("serviceStatus")?;
    Ok(ServiceState {
        status: match (status.text()?, effect) {
            ("granted", None) => ServiceStatus::Granted,
            ("suspended", None) => ServiceStatus::Suspended,
            ("withdrawn", None) => ServiceStatus::Withdrawn(WithdrawalEffect::Prospective),
            ("withdrawn", Some(to)) => {
                ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive { to })
            }
            ("granted" | "suspended", Some(_)) => {
                return node.invalid("withdrawalEffect only of a withdrawn service");
            }
            _ => return status.invalid("granted, suspended or withdrawn"),
        },
        starting_time: state.need("statusStartingTime")?.instant()?,
    })
}

fn scope(node: &Node<'_>) -> Result<LicenceScope, Fault> {
    let scope = node.object(&["docType", "territories", "maxAssurance"])?;
    Ok(LicenceScope {
        doc_type: scope.need("docType")?.doc_type()?,
        territories: scope.need("territories")?.some(|node| node.region())?,
        max_assurance: scope.may("maxAssurance", |node| node.unsigned())?,
    })
}

fn source(node: &Node<'_>) -> Result<AuthoritativeSource, Fault> {
    let source = node.object(&["docType", "territory", "owner", "issuers", "validity"])?;
    Ok(AuthoritativeSource {
        doc_type: source.need("docType")?.doc_type()?,
        territory: source.need("territory")?.region()?,
        owner: source.need("owner")?.name()?,
        issuers: source.need("issuers")?.some(|node| node.name())?,
        validity: source.need("validity")?.interval()?,
    })
}
