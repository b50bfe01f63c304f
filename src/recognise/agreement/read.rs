//! The contents of an agreement from CBOR or JSON: the shape of `spec/agreement.cddl`, closed. Conditions are in
//! [`read_condition`](super::read_condition).

use crate::document::tree::{Fault, Node};
use crate::licence::value::Text;

use super::read_condition::{Vocabulary, element};
use super::{
    AgreementContents, AgreementState, Archive, AttributeMapping, Deadline, Effect, Equivalence,
    EquivalenceStatus, Exclusion, LegalText, Moment, Objection, OnUnmapped, Party, Precedence,
    Record, RunOff, StatusEquivalence, Superseded, Supplement, Transform,
};

/// The `type` of the format: its name and version.
pub(super) const TYPE: &str = "org.elicence.agreement.1";

/// `recognition-agreement` of `spec/agreement.cddl`.
pub(super) fn contents(node: &Node<'_>) -> Result<AgreementContents, Fault> {
    let agreement = node.object(&[
        "type",
        "agreementId",
        "sequenceNumber",
        "issueDateTime",
        "conditionVocabulary",
        "title",
        "legalTexts",
        "pointingParty",
        "pointedParty",
        "currentState",
        "equivalenceHistory",
        "validUntil",
        "noticePeriod",
        "requireEnactedAt",
        "runOff",
        "mraDepth",
        "onwardParties",
        "onwardUse",
        "precedence",
        "supersedes",
        "exclusions",
        "equivalences",
        "objection",
        "archive",
        "nextUpdate",
        "notAfter",
        "extensions",
    ])?;
    let kind = agreement.need("type")?;
    if kind.text()? != TYPE {
        return kind.invalid(TYPE);
    }
    let vocabulary = agreement.need("conditionVocabulary")?.name()?;
    let words = Vocabulary::of(&vocabulary);
    Ok(AgreementContents {
        agreement_id: agreement.need("agreementId")?.uri()?,
        sequence_number: agreement.need("sequenceNumber")?.unsigned()?,
        issue_date_time: agreement.need("issueDateTime")?.instant()?,
        condition_vocabulary: vocabulary,
        title: agreement.need("title")?.ml_text()?,
        legal_texts: agreement.need("legalTexts")?.some(legal_text)?,
        pointing_party: party(&agreement.need("pointingParty")?)?,
        pointed_party: party(&agreement.need("pointedParty")?)?,
        current_state: state(&agreement.need("currentState")?)?,
        equivalence_history: agreement
            .may("equivalenceHistory", |node| node.some(state))?
            .unwrap_or_default(),
        valid_until: agreement.may("validUntil", |node| node.instant())?,
        notice_period: agreement.may("noticePeriod", |node| node.unsigned())?,
        require_enacted_at: agreement.need("requireEnactedAt")?.some(moment)?,
        run_off: agreement.may("runOff", run_off)?,
        mra_depth: agreement.need("mraDepth")?.unsigned()?,
        onward_parties: agreement
            .may("onwardParties", |node| node.some(|node| node.region()))?
            .unwrap_or_default(),
        onward_use: agreement.need("onwardUse")?.boolean()?,
        precedence: agreement.need("precedence")?.word(
            &[
                ("yields", Precedence::Yields),
                ("prevails", Precedence::Prevails),
                ("none", Precedence::None),
            ],
            "yields, prevails or none",
        )?,
        supersedes: agreement.need("supersedes")?.each(superseded)?,
        exclusions: agreement
            .need("exclusions")?
            .each(|node| exclusion(node, words))?,
        equivalences: agreement
            .need("equivalences")?
            .some(|node| equivalence(node, words))?,
        objection: objection(&agreement.need("objection")?)?,
        archive: archive(&agreement.need("archive")?)?,
        next_update: agreement.need("nextUpdate")?.instant()?,
        not_after: agreement.need("notAfter")?.instant()?,
        extensions: agreement
            .may("extensions", |node| node.some(|node| node.extension()))?
            .unwrap_or_default(),
    })
}

fn legal_text(node: &Node<'_>) -> Result<LegalText, Fault> {
    let text = node.object(&["lang", "uri", "digest"])?;
    Ok(LegalText {
        lang: text.need("lang")?.language_tag()?,
        uri: text.need("uri")?.uri()?,
        digest: text.need("digest")?.digest()?,
    })
}

fn party(node: &Node<'_>) -> Result<Party, Fault> {
    let party = node.object(&["territory", "legislation", "listId", "entityId"])?;
    Ok(Party {
        territory: party.need("territory")?.region()?,
        legislation: party.need("legislation")?.uri()?,
        list_id: party.need("listId")?.uri()?,
        entity_id: party.need("entityId")?.name()?,
    })
}

fn state(node: &Node<'_>) -> Result<AgreementState, Fault> {
    let state = node.object(&["equivalenceStatus", "equivalenceStatusStartingTime"])?;
    Ok(AgreementState {
        status: state.need("equivalenceStatus")?.word(
            &[
                ("enacted", EquivalenceStatus::Enacted),
                ("suspended", EquivalenceStatus::Suspended),
                ("repealed", EquivalenceStatus::Repealed),
            ],
            "enacted, suspended or repealed",
        )?,
        starting_time: state.need("equivalenceStatusStartingTime")?.instant()?,
    })
}

fn moment(node: &Node<'_>) -> Result<Moment, Fault> {
    let words = [("issuance", Moment::Issuance), ("use", Moment::Use)];
    node.word(&words, "issuance or use")
}

fn run_off(node: &Node<'_>) -> Result<RunOff, Fault> {
    let run_off = node.object(&["issuedBefore", "until"])?;
    Ok(RunOff {
        issued_before: run_off.need("issuedBefore")?.instant()?,
        until: run_off.need("until")?.instant()?,
    })
}

fn superseded(node: &Node<'_>) -> Result<Superseded, Fault> {
    let superseded = node.object(&["agreementId", "upTo"])?;
    Ok(Superseded {
        agreement_id: superseded.need("agreementId")?.uri()?,
        up_to: superseded.need("upTo")?.unsigned()?,
    })
}

fn exclusion(node: &Node<'_>, words: Vocabulary) -> Result<Exclusion, Fault> {
    let exclusion = node.object(&["id", "reason", "any"])?;
    Ok(Exclusion {
        id: exclusion.need("id")?.name()?,
        reason: exclusion.need("reason")?.ml_text()?,
        any: exclusion.need("any")?.some(|node| words.condition(node))?,
    })
}

fn equivalence(node: &Node<'_>, words: Vocabulary) -> Result<Equivalence, Fault> {
    let equivalence = node.object(&[
        "equivalenceId",
        "legalIdentifier",
        "label",
        "pointedType",
        "pointingType",
        "purposes",
        "territories",
        "validity",
        "effect",
        "conditions",
        "statusEquivalence",
        "attributeMap",
        "supplements",
    ])?;
    Ok(Equivalence {
        equivalence_id: equivalence.need("equivalenceId")?.name()?,
        legal_identifier: equivalence.need("legalIdentifier")?.text()?.to_owned(),
        label: equivalence.need("label")?.ml_text()?,
        pointed_type: equivalence.need("pointedType")?.doc_type()?,
        pointing_type: equivalence.need("pointingType")?.doc_type()?,
        purposes: equivalence.need("purposes")?.some(|node| node.uri())?,
        territories: equivalence
            .may("territories", |node| node.some(|node| node.region()))?
            .unwrap_or_default(),
        validity: equivalence.may("validity", |node| node.interval())?,
        effect: equivalence.need("effect")?.word(
            &[
                ("full", Effect::Full),
                ("partial", Effect::Partial),
                ("evidence", Effect::Evidence),
            ],
            "full, partial or evidence",
        )?,
        conditions: equivalence
            .need("conditions")?
            .each(|node| words.clause(node))?,
        status_equivalence: status_equivalence(&equivalence.need("statusEquivalence")?)?,
        attribute_map: equivalence.need("attributeMap")?.each(mapping)?,
        supplements: equivalence
            .need("supplements")?
            .each(|node| supplement(node, words))?,
    })
}

fn status_equivalence(node: &Node<'_>) -> Result<StatusEquivalence, Fault> {
    let equivalence = node.object(&["valid", "invalid"])?;
    Ok(StatusEquivalence {
        valid: equivalence.need("valid")?.some(|node| node.unsigned())?,
        invalid: equivalence.need("invalid")?.each(|node| node.unsigned())?,
    })
}

fn mapping(node: &Node<'_>) -> Result<AttributeMapping, Fault> {
    let mapping = node.object(&["from", "to", "transform", "onUnmapped"])?;
    Ok(AttributeMapping {
        from: element(&mapping.need("from")?)?,
        to: element(&mapping.need("to")?)?,
        transform: transform(&mapping.need("transform")?)?,
        on_unmapped: mapping.need("onUnmapped")?.word(
            &[("reject", OnUnmapped::Reject), ("drop", OnUnmapped::Drop)],
            "reject or drop",
        )?,
    })
}

fn transform(node: &Node<'_>) -> Result<Transform, Fault> {
    const ONE: &str = "identity, or an object with a table or a constant, and not both";
    if node.is_text() {
        return node
            .word(&[("identity", ())], ONE)
            .map(|()| Transform::Identity);
    }
    let transform = node.object(&["table", "constant"])?;
    match (transform.get("table"), transform.get("constant")) {
        (Some(table), None) => table
            .keyed("codes as keys", is_code, |node| {
                node.each(|node| node.text().map(str::to_owned))
            })
            .map(Transform::CodeTable),
        (None, Some(constant)) => Ok(Transform::Constant(constant.text()?.to_owned())),
        _ => node.invalid(ONE),
    }
}

/// Whether a licence may have the text as a code.
fn is_code(text: &str) -> bool {
    text.len() <= 1_024 && Text::new(text).is_ok()
}

fn supplement(node: &Node<'_>, words: Vocabulary) -> Result<Supplement, Fault> {
    let supplement = node.object(&[
        "id",
        "label",
        "evidenceType",
        "docType",
        "unless",
        "deadline",
    ])?;
    Ok(Supplement {
        id: supplement.need("id")?.name()?,
        label: supplement.need("label")?.ml_text()?,
        evidence_type: supplement.need("evidenceType")?.uri()?,
        doc_type: supplement.may("docType", |node| node.doc_type())?,
        unless: supplement
            .may("unless", |node| node.some(|node| words.condition(node)))?
            .unwrap_or_default(),
        deadline: deadline(&supplement.need("deadline")?)?,
    })
}

fn deadline(node: &Node<'_>) -> Result<Deadline, Fault> {
    if node.is_text() {
        let words = [("beforeUse", Deadline::BeforeUse)];
        return node.word(&words, "beforeUse, or seconds");
    }
    node.unsigned().map(Deadline::Within)
}

fn objection(node: &Node<'_>) -> Result<Objection, Fault> {
    let objection = node.object(&["contact", "uri", "deadline"])?;
    Ok(Objection {
        contact: objection.need("contact")?.ml_text()?,
        uri: objection.need("uri")?.uri()?,
        deadline: objection.need("deadline")?.unsigned()?,
    })
}

fn archive(node: &Node<'_>) -> Result<Archive, Fault> {
    let archive = node.object(&["keep", "retentionDays"])?;
    Ok(Archive {
        keep: archive.need("keep")?.some(|node| {
            node.word(
                &[
                    ("verdict", Record::Verdict),
                    ("agreement", Record::Agreement),
                    ("licence", Record::Licence),
                ],
                "verdict, agreement or licence",
            )
        })?,
        retention_days: archive.need("retentionDays")?.unsigned()?,
    })
}
