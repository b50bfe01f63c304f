//! The payload of an agreement from its contents.

use crate::codec::Cbor;
use crate::document::parts::{extension, interval};
use crate::document::write::{Object, array, instant, ml_text, number, text, texts};
use crate::licence::Region;

use super::read::TYPE;
use super::{
    AgreementContents, AgreementState, Archive, AttributeMapping, Clause, Condition, Deadline,
    DerivedBy, Effect, Element, Equivalence, EquivalenceStatus, Exclusion, Kind, LegalText, Moment,
    Objection, OnUnmapped, Party, Precedence, Record, RunOff, StatusEquivalence, Superseded,
    Supplement, Transform,
};

/// `recognition-agreement` of `spec/agreement.cddl`.
pub(super) fn contents(agreement: &AgreementContents) -> Cbor {
    let mut out = Object::new();
    out.put("type", text(TYPE));
    out.put("agreementId", text(&agreement.agreement_id));
    out.put("sequenceNumber", number(agreement.sequence_number));
    out.put("issueDateTime", instant(agreement.issue_date_time));
    out.put("conditionVocabulary", text(&agreement.condition_vocabulary));
    out.put("title", ml_text(&agreement.title));
    out.put("legalTexts", array(&agreement.legal_texts, legal_text));
    out.put("pointingParty", party(&agreement.pointing_party));
    out.put("pointedParty", party(&agreement.pointed_party));
    out.put("currentState", state(&agreement.current_state));
    out.some("equivalenceHistory", &agreement.equivalence_history, state);
    out.may("validUntil", agreement.valid_until.map(instant));
    out.may("noticePeriod", agreement.notice_period.map(number));
    out.put(
        "requireEnactedAt",
        array(&agreement.require_enacted_at, |m| text(moment(*m))),
    );
    out.may("runOff", agreement.run_off.map(run_off));
    out.put("mraDepth", number(agreement.mra_depth));
    out.some("onwardParties", &agreement.onward_parties, region);
    out.put("onwardUse", Cbor::Bool(agreement.onward_use));
    out.put("precedence", text(precedence(agreement.precedence)));
    out.put("supersedes", array(&agreement.supersedes, superseded));
    out.put("exclusions", array(&agreement.exclusions, exclusion));
    out.put("equivalences", array(&agreement.equivalences, equivalence));
    out.put("objection", objection(&agreement.objection));
    out.put("archive", archive(&agreement.archive));
    out.put("nextUpdate", instant(agreement.next_update));
    out.put("notAfter", instant(agreement.not_after));
    out.some("extensions", &agreement.extensions, extension);
    out.done()
}

fn region(region: &Region) -> Cbor {
    text(region.as_str())
}

fn legal_text(of: &LegalText) -> Cbor {
    let mut out = Object::new();
    out.put("lang", text(&of.lang));
    out.put("uri", text(&of.uri));
    out.put("digest", of.digest.to_cbor());
    out.done()
}

fn party(party: &Party) -> Cbor {
    let mut out = Object::new();
    out.put("territory", region(&party.territory));
    out.put("legislation", text(&party.legislation));
    out.put("listId", text(&party.list_id));
    out.put("entityId", text(&party.entity_id));
    out.done()
}

fn state(state: &AgreementState) -> Cbor {
    let status = match state.status {
        EquivalenceStatus::Enacted => "enacted",
        EquivalenceStatus::Suspended => "suspended",
        EquivalenceStatus::Repealed => "repealed",
    };
    let mut out = Object::new();
    out.put("equivalenceStatus", text(status));
    out.put(
        "equivalenceStatusStartingTime",
        instant(state.starting_time),
    );
    out.done()
}

const fn moment(moment: Moment) -> &'static str {
    match moment {
        Moment::Issuance => "issuance",
        Moment::Use => "use",
    }
}

fn run_off(run_off: RunOff) -> Cbor {
    let mut out = Object::new();
    out.put("issuedBefore", instant(run_off.issued_before));
    out.put("until", instant(run_off.until));
    out.done()
}

const fn precedence(precedence: Precedence) -> &'static str {
    match precedence {
        Precedence::Yields => "yields",
        Precedence::Prevails => "prevails",
        Precedence::None => "none",
    }
}

fn superseded(superseded: &Superseded) -> Cbor {
    let mut out = Object::new();
    out.put("agreementId", text(&superseded.agreement_id));
    out.put("upTo", number(superseded.up_to));
    out.done()
}

fn exclusion(exclusion: &Exclusion) -> Cbor {
    let mut out = Object::new();
    out.put("id", text(&exclusion.id));
    out.put("reason", ml_text(&exclusion.reason));
    out.put("any", array(&exclusion.any, condition));
    out.done()
}

fn equivalence(equivalence: &Equivalence) -> Cbor {
    let effect = match equivalence.effect {
        Effect::Full => "full",
        Effect::Partial => "partial",
        Effect::Evidence => "evidence",
    };
    let mut out = Object::new();
    out.put("equivalenceId", text(&equivalence.equivalence_id));
    out.put("legalIdentifier", text(&equivalence.legal_identifier));
    out.put("label", ml_text(&equivalence.label));
    out.put("pointedType", text(&equivalence.pointed_type));
    out.put("pointingType", text(&equivalence.pointing_type));
    out.put("purposes", texts(&equivalence.purposes));
    out.some("territories", &equivalence.territories, region);
    out.may("validity", equivalence.validity.as_ref().map(interval));
    out.put("effect", text(effect));
    out.put("conditions", array(&equivalence.conditions, clause));
    out.put(
        "statusEquivalence",
        status_equivalence(&equivalence.status_equivalence),
    );
    out.put("attributeMap", array(&equivalence.attribute_map, mapping));
    out.put("supplements", array(&equivalence.supplements, supplement));
    out.done()
}

pub(in crate::recognise) fn clause(clause: &Clause) -> Cbor {
    match clause {
        Clause::One(one) => condition(one),
        Clause::AnyOf(all) => Cbor::map([("anyOf", array(all, condition))]),
    }
}

fn condition(condition: &Condition) -> Cbor {
    let mut out = Object::new();
    out.put("id", text(&condition.id));
    out.put("kind", text(condition.kind.name()));
    kind(&condition.kind, &mut out);
    out.done()
}

fn kind(kind: &Kind, out: &mut Object) {
    match kind {
        Kind::IssuedAt {
            not_before,
            not_after,
        } => {
            out.may("notBefore", not_before.map(instant));
            out.may("notAfter", not_after.map(instant));
        }
        Kind::LicenceAge { max } => out.put("max", number(*max)),
        Kind::RemainingValidity { min } => out.put("min", number(*min)),
        Kind::AssuranceAtLeast { scheme, level } => {
            out.put("scheme", text(scheme));
            out.put("level", number(*level));
        }
        Kind::StatusFresh { max_age } => out.put("maxAge", number(*max_age)),
        Kind::IssuerIn { entities } | Kind::IssuerNotIn { entities } => {
            out.put("entities", texts(entities));
        }
        Kind::CategoryIn { categories } => out.put("categories", texts(categories)),
        Kind::LevelIn { levels } => out.put("levels", texts(levels)),
        Kind::IndustryIn { industries } => out.put("industries", texts(industries)),
        Kind::ElementPresent {
            element: of,
            derived,
        } => {
            out.put("element", element(of));
            out.may("derived", derived.as_ref().map(derived_by));
        }
        Kind::ElementIn {
            element: of,
            values,
            derived,
        }
        | Kind::ElementNotIn {
            element: of,
            values,
            derived,
        } => {
            out.put("element", element(of));
            out.put("values", texts(values));
            out.may("derived", derived.as_ref().map(derived_by));
        }
        Kind::ElementRange {
            element: of,
            min,
            max,
        } => {
            out.put("element", element(of));
            out.may("min", min.map(|min| Cbor::Integer(min.into())));
            out.may("max", max.map(|max| Cbor::Integer(max.into())));
        }
        Kind::ElementDate {
            element: of,
            min_age,
            max_age,
        } => {
            out.put("element", element(of));
            out.may("minAge", min_age.map(number));
            out.may("maxAge", max_age.map(number));
        }
        Kind::HolderBinding { any_method } => out.put("anyMethod", texts(any_method)),
        Kind::SignatureLevel { min } => out.put("min", text(min.name())),
        Kind::SealType { any_of_types } => out.put("anyOfTypes", texts(any_of_types)),
        Kind::Other { .. } => {}
    }
}

fn derived_by(derived: &DerivedBy) -> Cbor {
    let mut out = Object::new();
    out.put("rule", text(&derived.rule));
    out.put("maxAge", number(derived.max_age));
    out.done()
}

pub(in crate::recognise) fn element(element: &Element) -> Cbor {
    let names = [&element.namespace, &element.identifier];
    Cbor::Array(
        names
            .into_iter()
            .chain(&element.member)
            .map(|name| text(name))
            .collect(),
    )
}

fn status_equivalence(of: &StatusEquivalence) -> Cbor {
    let mut out = Object::new();
    out.put("valid", array(&of.valid, |value| number(*value)));
    out.put("invalid", array(&of.invalid, |value| number(*value)));
    out.done()
}

fn mapping(mapping: &AttributeMapping) -> Cbor {
    let on_unmapped = match mapping.on_unmapped {
        OnUnmapped::Reject => "reject",
        OnUnmapped::Drop => "drop",
    };
    let mut out = Object::new();
    out.put("from", element(&mapping.from));
    out.put("to", element(&mapping.to));
    out.put("transform", transform(&mapping.transform));
    out.put("onUnmapped", text(on_unmapped));
    out.done()
}

fn transform(transform: &Transform) -> Cbor {
    match transform {
        Transform::Identity => text("identity"),
        Transform::CodeTable(table) => {
            let rows = table.iter().map(|(code, local)| (code, texts(local)));
            Cbor::map([("table", Cbor::map(rows))])
        }
        Transform::Constant(constant) => Cbor::map([("constant", text(constant))]),
    }
}

fn supplement(supplement: &Supplement) -> Cbor {
    let deadline = match supplement.deadline {
        Deadline::BeforeUse => text("beforeUse"),
        Deadline::Within(seconds) => number(seconds),
    };
    let mut out = Object::new();
    out.put("id", text(&supplement.id));
    out.put("label", ml_text(&supplement.label));
    out.put("evidenceType", text(&supplement.evidence_type));
    out.may("docType", supplement.doc_type.as_deref().map(text));
    out.some("unless", &supplement.unless, condition);
    out.put("deadline", deadline);
    out.done()
}

fn objection(objection: &Objection) -> Cbor {
    let mut out = Object::new();
    out.put("contact", ml_text(&objection.contact));
    out.put("uri", text(&objection.uri));
    out.put("deadline", number(objection.deadline));
    out.done()
}

fn archive(archive: &Archive) -> Cbor {
    let record = |record: &Record| {
        text(match record {
            Record::Verdict => "verdict",
            Record::Agreement => "agreement",
            Record::Licence => "licence",
        })
    };
    let mut out = Object::new();
    out.put("keep", array(&archive.keep, record));
    out.put("retentionDays", number(archive.retention_days));
    out.done()
}
