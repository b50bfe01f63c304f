//! Two provinces that exist in these files only: their lists, with who signs agreements and who seals licences.

use elicence::crypto::Algorithm;

use crate::{
    authorities::{GUANGZHOU, KeyName, ROOT, ROOT_KEY, leaf, leaf_life},
    cbor::Node,
    lists::{
        document::List,
        federation::{
            Operator, TAKEN, bare, certificate, entity, operator, operator_of, scope, seals,
            service,
        },
        verifier::Verifier,
    },
    pki::{Draft, Kind, PURPOSES, Subject},
};

/// Names of the lists.
pub(crate) const HERE: &str = "https://lists.example/agreements/cn-33";
pub(crate) const THERE: &str = "https://lists.example/agreements/cn-44";
/// Who signs agreements for the provinces.
pub(crate) const ZHEJIANG_PROVINCE: &str = "Y1330000TEM000037D";
pub(crate) const GUANGDONG_PROVINCE: &str = "Y1440000TEM0000378";

/// The region between both, for one step onward.
pub(crate) const BETWEEN: &str = "https://lists.example/agreements/cn-11";
pub(crate) const BEIJING: &str = "Y1110000TEM000037P";

/// The types that Guangzhou seals.
pub(crate) const TYPES: [&str; 4] = [
    crate::good::BUSINESS,
    "org.elicence.driving_licence.1",
    "org.elicence.residence_permit.1",
    "org.elicence.tax_certificate.1",
];

/// A certificate of an agreement signer, before it is signed: of this entity, without a purpose.
pub(crate) fn signer_draft(entity: &'static str, key: KeyName) -> Draft {
    let subject = Subject {
        c: "CN",
        st: "",
        o: "Test Agreement Office",
        organization_identifier: entity,
        cn: "Test Agreement Signer",
    };
    Draft::new(
        &subject,
        &key.public(),
        &ROOT,
        &ROOT_KEY.public(),
        leaf_life(),
        Kind::Sealer,
        66,
    )
    .with(PURPOSES, None)
}

/// Who signs agreements for Zhejiang.
pub(crate) fn zhejiang_signer() -> Operator {
    let key = KeyName("agreements 33", Algorithm::Es256);
    operator_of(&signer_draft(ZHEJIANG_PROVINCE, key), key)
}

/// Who signs agreements for Guangdong.
pub(crate) fn guangdong_signer() -> Operator {
    let key = KeyName("agreements 44", Algorithm::Es256);
    operator_of(&signer_draft(GUANGDONG_PROVINCE, key), key)
}

/// Who signs agreements for Beijing.
pub(crate) fn beijing_signer() -> Operator {
    let key = KeyName("agreements 11", Algorithm::Es256);
    operator_of(&signer_draft(BEIJING, key), key)
}

/// Who signs the list of Beijing.
pub(crate) fn between_office() -> Operator {
    operator(
        "Test Agreements Office 11",
        KeyName("agreements list 11", Algorithm::Es256),
    )
}

/// The list of Beijing: who signs its agreements.
pub(crate) fn between() -> List {
    let mut payload = bare(BETWEEN, "regional", "CN-11", "Test Agreements Office 11");
    let signs = service(
        "cn-11/agreements",
        "agreement-signer",
        certificate(&beijing_signer().certificate),
    );
    payload.set(
        "trustedEntities",
        Node::Array(vec![entity(BEIJING, vec![signs])]),
    );
    List::new("agreements-cn-11-1", payload, &between_office())
}

/// Who signs the list of Zhejiang.
pub(crate) fn here_office() -> Operator {
    operator(
        "Test Agreements Office 33",
        KeyName("agreements list 33", Algorithm::Es256),
    )
}

/// Who signs the list of Guangdong.
pub(crate) fn there_office() -> Operator {
    operator(
        "Test Agreements Office 44",
        KeyName("agreements list 44", Algorithm::Es256),
    )
}

/// The list of Zhejiang: who signs its agreements.
pub(crate) fn here() -> List {
    let mut payload = bare(HERE, "regional", "CN-33", "Test Agreements Office 33");
    let signs = service(
        "cn-33/agreements",
        "agreement-signer",
        certificate(&zhejiang_signer().certificate),
    );
    payload.set(
        "trustedEntities",
        Node::Array(vec![entity(ZHEJIANG_PROVINCE, vec![signs])]),
    );
    List::new("agreements-cn-33-1", payload, &here_office())
}

/// The list of Guangdong: who signs its agreements, and an authority that seals licences of [`TYPES`], by its certificate.
pub(crate) fn there() -> List {
    there_as("agreements-cn-44-1", |_| {})
}

/// The same, under this name, with another service of the authority.
pub(crate) fn there_as(name: &str, edit: impl FnOnce(&mut Node)) -> List {
    let mut payload = bare(THERE, "regional", "CN-44", "Test Agreements Office 44");
    let signs = service(
        "cn-44/agreements",
        "agreement-signer",
        certificate(&guangdong_signer().certificate),
    );
    let mut sealing = seals("cn-44/guangzhou/seals", certificate(&leaf()), "CN-44");
    sealing.set(
        "licenceScope",
        Node::Array(TYPES.iter().map(|t| scope(t, &["CN-44"])).collect()),
    );
    edit(&mut sealing);
    payload.set(
        "trustedEntities",
        Node::Array(vec![
            entity(GUANGDONG_PROVINCE, vec![signs]),
            entity(GUANGZHOU, vec![sealing]),
        ]),
    );
    List::new(name, payload, &there_office())
}

/// A verifier that took both lists.
pub(crate) fn verifier() -> Verifier {
    verifier_of_those(&there())
}

/// A verifier that took the list of Zhejiang, and this one of Guangdong.
pub(crate) fn verifier_of_those(there: &List) -> Verifier {
    Verifier::pinning(HERE, &here_office())
        .and_pinning(THERE, &there_office())
        .taking(&here(), TAKEN)
        .taking(there, TAKEN)
}

/// A verifier that took all three.
pub(crate) fn verifier_of_three() -> Verifier {
    verifier()
        .and_pinning(BETWEEN, &between_office())
        .taking(&between(), TAKEN)
}

/// A verifier that takes the word of Zhejiang's list, and of nobody's for licences.
pub(crate) fn verifier_of_agreements() -> Verifier {
    Verifier::pinning(HERE, &here_office()).taking(&here(), TAKEN)
}
