//! Licences of other regions, by agreement.

use super::shown::{is_minimal, proven};
use super::*;
use crate::codec::Cbor;
use crate::recognise::agreement::AgreementContents;
use crate::recognise::requirement::Lack;

const DIPLOMA: &str = "cn.gov.zj.diploma";

/// Guangdong recognises the diplomas of Zhejiang as degree certificates.
pub(super) fn agreement(supplements: &Json) -> AgreementContents {
    let element = |id: &str| serde_json::json!([DIPLOMA, id]);
    let party = |territory: &str, entity: &str| {
        serde_json::json!({"territory": territory, "legislation": "urn:example:law", "listId": "urn:example:list",
            "entityId": entity})
    };
    let text = serde_json::json!({
        "type": "org.elicence.agreement.1", "agreementId": "urn:example:gd-zj", "sequenceNumber": 1,
        "issueDateTime": "2025-01-01T00:00:00Z", "conditionVocabulary": "org.elicence.conditions.1",
        "title": {"en": "Sample"},
        "legalTexts": [{"lang": "en", "uri": "https://example.org/a", "digest": {"alg": -16,
            "value": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}],
        "pointingParty": party("CN-44", "gd"), "pointedParty": party("CN-33", "zj"),
        "currentState": {"equivalenceStatus": "enacted",
            "equivalenceStatusStartingTime": "2025-01-01T00:00:00Z"},
        "requireEnactedAt": ["use"], "mraDepth": 0, "onwardUse": false, "precedence": "none", "supersedes": [],
        "exclusions": [{"id": "forged", "reason": {"en": "Sample"}, "any": [
            {"id": "x1", "kind": "elementIn", "element": element("state"), "values": ["withdrawn"]}]}],
        "equivalences": [{
            "equivalenceId": "degree", "legalIdentifier": "art. 3(1)", "label": {"en": "Degrees"},
            "pointedType": DIPLOMA, "pointingType": "org.elicence.degree_certificate.1",
            "purposes": ["urn:elicence:purpose:talent"], "effect": "full",
            "conditions": [
                {"anyOf": [
                    {"id": "c1", "kind": "elementPresent", "element": element("seal_number")},
                    {"id": "c2", "kind": "elementPresent", "element": element("serial")}]},
                {"id": "c3", "kind": "licenceAge", "max": 315_360_000}],
            "statusEquivalence": {"valid": [0], "invalid": []},
            "attributeMap": [
                {"from": element("level"), "to": ["org.elicence.degree_certificate.1", "degree_level"],
                 "transform": {"table": {"MA": ["3"], "BA": ["4"]}}, "onUnmapped": "reject"},
                {"from": element("subject"), "to": ["org.elicence.degree_certificate.1", "major"],
                 "transform": "identity", "onUnmapped": "drop"},
                {"from": element("school"), "to": ["org.elicence.degree_certificate.1", "institution"],
                 "transform": "identity", "onUnmapped": "drop"}],
            "supplements": supplements}],
        "objection": {"contact": {"en": "Sample"}, "uri": "mailto:a@example.org", "deadline": 86_400},
        "archive": {"keep": ["verdict"], "retentionDays": 30},
        "nextUpdate": "2027-01-01T00:00:00Z", "notAfter": "2027-06-01T00:00:00Z"
    });
    AgreementContents::from_json(&text.to_string()).unwrap_or_else(|e| panic!("{e}"))
}

pub(super) fn candidate<'a>(contents: &'a AgreementContents) -> Vec<Candidate<'a>> {
    vec![Candidate {
        contents,
        digest: &[7; 32],
        countersigned_until: None,
        signer_until: UnixTime::parse_rfc3339("2027-06-01T00:00:00Z").unwrap(),
    }]
}

/// A diploma of Hangzhou.
pub(super) fn diploma(level: &str) -> Licence {
    let of = |identifier: &str, value: Cbor| verify::Element {
        name_space: DIPLOMA.to_owned(),
        identifier: identifier.to_owned(),
        value,
        stated_by: StatedBy::Issuer,
    };
    let day = Cbor::Tag(1004, Box::new(Cbor::text("2020-06-30")));
    Licence {
        doc_type: DIPLOMA.to_owned(),
        region: region("CN-3301"),
        elements: vec![
            of("level", Cbor::text(level)),
            of("state", Cbor::text("valid")),
            of("serial", Cbor::text("42")),
            of("subject", Cbor::text("Law")),
            of("school", Cbor::text("Sample")),
            of("marks", Cbor::text("many")),
            of("issue_date", day),
        ],
        proof: None,
    }
}

/// A master's degree, and which subject, either by the state or by the level.
pub(super) fn talent() -> ServiceItem {
    const DEGREE: &str = "org.elicence.degree_certificate.1";
    let text = serde_json::json!({
        "type": "org.elicence.serviceitem.1", "code": "T", "label": {"en": "Talent"},
        "purpose": "urn:elicence:purpose:talent", "legalBasis": [{"en": "Sample"}],
        "requirements": [{"id": "master", "label": {"en": "Master's degree"}, "alternatives": [
            {"id": "by-state", "all": [{"id": "state", "docType": DEGREE, "conditions": [
                {"id": "state-true", "kind": "elementIn", "element": [DEGREE, "degree_at_least_master"],
                 "values": ["true"], "derived": {"rule": "contains(degree_level,2|3)", "maxAge": 315_360_000}}]}]},
            {"id": "by-level", "all": [{"id": "level", "docType": DEGREE, "elements": [[DEGREE, "major"]],
                "conditions": [{"id": "level-in", "kind": "elementIn", "element": [DEGREE, "degree_level"],
                 "values": ["2", "3"]}]}]}]}],
        "askedPapers": [{"id": "notarised", "label": {"en": "Notarised copy"}, "proves": ["master"]}]
    });
    item(&text.to_string())
}

#[test]
fn a_recognised_equivalent_proves_what_the_local_licence_would() {
    let contents = agreement(&serde_json::json!([]));
    let answer = answer_by(&talent(), &[diploma("MA")], &candidate(&contents));
    let Some(Outcome::Proven { set, by }) = answer.requirement("master") else {
        panic!("{answer:#?}")
    };
    assert_eq!(set, "by-level");
    assert_eq!(by[0].cited.len(), 1);
    assert_eq!(
        by[0].cited[0].legal_identifier.as_deref(),
        Some("art. 3(1)")
    );
    assert_eq!(answer.implied(), 1);
    // In elements of the diploma: what is mapped, what excludes, what the conditions read, and of the choice the one that holds.
    assert_eq!(
        shown(&answer, 0).0,
        ["issue_date", "level", "serial", "state", "subject"]
    );
    assert_eq!(answer.disclosures[0].doc_type, DIPLOMA);
    let item = talent();
    is_minimal(&[diploma("MA")], |licences| {
        proven(answer_by(&item, licences, &candidate(&contents)))
    });
}

#[test]
fn what_an_agreement_refuses_proves_nothing_and_says_why() {
    let contents = agreement(&serde_json::json!([]));
    let lack = |licence: Licence| {
        let answer = answer_by(&talent(), &[licence], &candidate(&contents));
        match answer.requirement("master") {
            Some(Outcome::Open { set, evidence }) => {
                (set.clone(), evidence[0].lack.clone().unwrap())
            }
            other => panic!("{other:?}"),
        }
    };
    let not = |code| Lack::NotRecognised { code };
    let unmapped = lack(diploma("PhD"));
    assert_eq!(unmapped.1, not("recognise.code-unmapped"));
    assert_eq!(
        lack(diploma("MA").without(&["state"])).1,
        not("recognise.excluded")
    );
    assert_eq!(
        lack(diploma("MA").without(&["serial"])).1,
        not("recognise.data-missing")
    );
    // Recognised, and not enough: the bachelor's level is nearer than the state that no view has.
    assert_eq!(lack(diploma("BA")).1.word(), "withheld");
    assert_eq!(
        lack(diploma("MA").without(&["subject"])).1.word(),
        "withheld"
    );
}

#[test]
fn a_supplement_is_shown_together_with_what_needs_it() {
    let supplements = serde_json::json!([{"id": "residence", "label": {"en": "Residence"},
        "evidenceType": "urn:example:evidence:residence", "docType": "org.elicence.residence_permit.1", "deadline": "beforeUse"}]);
    let contents = agreement(&supplements);
    let item = talent();
    let ask = |licences: &[Licence]| answer_by(&item, licences, &candidate(&contents));
    let alone = ask(&[diploma("MA")]);
    assert_eq!(lacks(&alone, "master"), ["state: not-recognised"]);
    let both = [
        diploma("MA").bound_to(1),
        permit(LI).bound_to(1),
        driving(LI).bound_to(1),
    ];
    let answer = ask(&both);
    assert!(answer.is_proven(), "{answer:#?}");
    assert_eq!(set_of(&answer, "master").1, [0]);
    // Nothing of it is read, so it is shown with what it always shows.
    assert_eq!(shown(&answer, 1), (vec![], vec![]));
    assert_eq!(answer.disclosures.len(), 2);
    is_minimal(&both, |licences| proven(ask(licences)));
}
