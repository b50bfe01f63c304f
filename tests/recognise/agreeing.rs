//! Agreements: a plain one to begin with, its parts to be changed by hand, signed and taken.

use elicence::{
    codec::{Cbor, Limits},
    crypto::{Algorithm, Signer as _},
    document::MlText,
    recognise::{
        Agreements,
        agreement::{
            Agreement, AgreementContents, AgreementDraft, AgreementError, AttributeMapping, Clause,
            Condition, Element, Equivalence, Exclusion, Kind, OnUnmapped, Supplement, Transform,
        },
    },
    time::UnixTime,
};

use crate::{
    naive::Held,
    offices::day,
    papers::{PLAIN, RICH, SECOND, THIRD},
    world::{ABROAD, FOREIGN, WORLD, now},
};

/// The types that agreements by chance speak of.
pub(crate) const AGREED_TYPES: [&str; 5] = [RICH, PLAIN, SECOND, THIRD, FOREIGN];

/// What most licences are asked for.
pub(crate) const PURPOSE: &str = "urn:example:item:housing";

/// `pointing` recognises the rich and the plain licences of `pointed` for [`PURPOSE`], as [`SECOND`] and [`THIRD`], without conditions.
pub(crate) fn contents(name: &str, pointing: &str, pointed: &str) -> AgreementContents {
    let party = |place: &str| {
        // Of some nobody has a list.
        let member = WORLD.member(if ABROAD.contains(&place) {
            "CN-11"
        } else {
            place
        });
        format!(
            r#"{{"territory":"{place}","legislation":"urn:example:law","listId":"{}","entityId":"{}"}}"#,
            member.list_id, member.code
        )
    };
    let json = format!(
        r#"{{"type":"org.elicence.agreement.1","agreementId":"{}","sequenceNumber":1,"issueDateTime":"{}",
        "conditionVocabulary":"org.elicence.conditions.1","title":{{"en":"Agreement"}},
        "legalTexts":[{{"lang":"en","uri":"urn:example:text","digest":{{"alg":-16,"value":"{}"}}}}],
        "pointingParty":{},"pointedParty":{},
        "currentState":{{"equivalenceStatus":"enacted","equivalenceStatusStartingTime":"2025-01-01T00:00:00Z"}},
        "requireEnactedAt":["use"],"mraDepth":0,"onwardUse":false,"precedence":"none","supersedes":[],"exclusions":[],
        "equivalences":[{},{}],
        "objection":{{"contact":{{"en":"Office"}},"uri":"mailto:office@example.cn","deadline":86400}},
        "archive":{{"keep":["verdict"],"retentionDays":30}},"nextUpdate":"{}","notAfter":"{}"}}"#,
        id(name),
        day(1),
        "A".repeat(43) + "=",
        party(pointing),
        party(pointed),
        equivalence_json("rich", RICH, SECOND),
        equivalence_json("plain", PLAIN, THIRD),
        day(300),
        day(400),
    );
    AgreementContents::from_json(&json).unwrap_or_else(|e| panic!("{e}"))
}

pub(crate) fn id(name: &str) -> String {
    format!("urn:example:agreement:{name}")
}

fn equivalence_json(name: &str, pointed: &str, pointing: &str) -> String {
    format!(
        r#"{{"equivalenceId":"{name}","legalIdentifier":"art. 1","label":{{"en":"Provision"}},"pointedType":"{pointed}",
        "pointingType":"{pointing}","purposes":["{PURPOSE}"],"effect":"full","conditions":[],
        "statusEquivalence":{{"valid":[0],"invalid":[1]}},"attributeMap":[],"supplements":[]}}"#
    )
}

/// The provision on rich licences.
pub(crate) fn rich(contents: &mut AgreementContents) -> &mut Equivalence {
    &mut contents.equivalences[0]
}

pub(crate) fn text(text: &str) -> MlText {
    [("en".to_owned(), text.to_owned())].into()
}

pub(crate) fn condition(id: &str, kind: Kind) -> Condition {
    Condition {
        id: id.to_owned(),
        kind,
    }
}

pub(crate) fn one(id: &str, kind: Kind) -> Clause {
    Clause::One(condition(id, kind))
}

pub(crate) fn exclusion(id: &str, any: Vec<Condition>) -> Exclusion {
    Exclusion {
        id: id.to_owned(),
        reason: text("Reason"),
        any,
    }
}

/// An element of the rich type.
pub(crate) fn rich_element(identifier: &str) -> Element {
    Element::new(RICH, identifier)
}

pub(crate) fn member(namespace: &str, identifier: &str, member: &str) -> Element {
    Element {
        member: Some(member.to_owned()),
        ..Element::new(namespace, identifier)
    }
}

pub(crate) fn mapping(
    from: Element,
    to: &str,
    transform: Transform,
    on_unmapped: OnUnmapped,
) -> AttributeMapping {
    AttributeMapping {
        from,
        to: Element::new(SECOND, to),
        transform,
        on_unmapped,
    }
}

pub(crate) fn table(rows: &[(&str, &[&str])]) -> Transform {
    let row = |(code, local): &(&str, &[&str])| {
        let local = local.iter().map(|&code| code.to_owned()).collect();
        ((*code).to_owned(), local)
    };
    Transform::CodeTable(rows.iter().map(row).collect())
}

pub(crate) fn supplement(id: &str, doc_type: Option<&str>) -> Supplement {
    Supplement {
        id: id.to_owned(),
        label: text("Supplement"),
        evidence_type: "urn:example:evidence".to_owned(),
        doc_type: doc_type.map(str::to_owned),
        unless: Vec::new(),
        deadline: elicence::recognise::agreement::Deadline::BeforeUse,
    }
}

/// Signed by the agreement signer of the pointing party.
pub(crate) fn signed(contents: AgreementContents) -> Agreement {
    let signer = &WORLD
        .member(contents.pointing_party.territory.as_str())
        .signer;
    let chain = [signer.certificate.clone()];
    let prepared = AgreementDraft::new(contents).prepare(Algorithm::Es256, &chain);
    let prepared = prepared.unwrap_or_else(|e| panic!("{e}"));
    let signature = signer.key.sign(&prepared.to_be_signed()).unwrap();
    prepared.complete(&signature).unwrap()
}

/// Without the provisions for which nobody would sign the agreement, because they contradict themselves.
pub(crate) fn signable(mut contents: AgreementContents) -> AgreementContents {
    let signer = &WORLD
        .member(contents.pointing_party.territory.as_str())
        .signer;
    let chain = [signer.certificate.clone()];
    loop {
        let draft = AgreementDraft::new(contents.clone());
        let Err(AgreementError::Refused(reasons)) = draft.prepare(Algorithm::Es256, &chain) else {
            return contents;
        };
        let reasons: Vec<_> = reasons.iter().map(ToString::to_string).collect();
        let named = |id: &str, member: &str| {
            let named = format!("{member}[{id}]");
            reasons.iter().any(|reason| reason.contains(&named))
        };
        let before = (contents.equivalences.len(), contents.exclusions.len());
        contents
            .equivalences
            .retain(|one| !named(&one.equivalence_id, "equivalences"));
        let of_none =
            |reason: &String| reason.starts_with("exclusions") && !reason.contains("equivalences[");
        if reasons.iter().any(of_none) {
            contents
                .exclusions
                .retain(|one| !named(&one.id, "exclusions"));
        }
        let after = (contents.equivalences.len(), contents.exclusions.len());
        assert!(after != before && after.0 > 0, "{reasons:#?}");
    }
}

/// Signed by the agreement signer of this place, whatever it says: as by another software.
pub(crate) fn signed_by(agreement: &AgreementContents, place: &str) -> Vec<u8> {
    let own = signed(contents(
        "own",
        place,
        if place == "CN-11" { "CN-31" } else { "CN-11" },
    ));
    let Ok(Cbor::Tag(18, envelope)) = Cbor::decode(own.bytes(), &Limits::default()) else {
        panic!("no envelope")
    };
    let Cbor::Array(mut parts) = *envelope else {
        panic!("no parts")
    };
    parts[2] = Cbor::Bytes(agreement.to_cbor().to_vec());
    let (protected, payload) = (parts[0].clone(), parts[2].clone());
    let input = vec![
        Cbor::text("Signature1"),
        protected,
        Cbor::Bytes(Vec::new()),
        payload,
    ];
    let signature = WORLD
        .member(place)
        .signer
        .key
        .sign(&Cbor::Array(input).to_vec());
    parts[3] = Cbor::Bytes(signature.unwrap());
    Cbor::Tag(18, Box::new(Cbor::Array(parts))).to_vec()
}

/// As [`taken`], of agreements that this version would not sign.
pub(crate) fn taken_from_later(all: &[AgreementContents]) -> Agreements {
    let mut agreements = Agreements::new();
    for contents in all {
        let bytes = signed_by(contents, contents.pointing_party.territory.as_str());
        agreements
            .load(&bytes, &WORLD.store, now())
            .unwrap_or_else(|e| panic!("{e}"));
    }
    agreements
}

/// All of them, signed and taken on the usual day.
pub(crate) fn taken(all: impl IntoIterator<Item = AgreementContents>) -> Agreements {
    taken_at(all, now())
}

pub(crate) fn taken_at(
    all: impl IntoIterator<Item = AgreementContents>,
    at: UnixTime,
) -> Agreements {
    let mut agreements = Agreements::new();
    for contents in all {
        let agreement = signed(contents);
        agreements
            .load(agreement.bytes(), &WORLD.store, at)
            .unwrap_or_else(|e| panic!("{e}"));
    }
    agreements
}

/// The same, as the second evaluator sees them.
pub(crate) fn held(all: &[AgreementContents]) -> Vec<Held<'_>> {
    let held = |contents| Held {
        contents,
        countersigned: false,
        signer_until: day(600),
    };
    all.iter().map(held).collect()
}
