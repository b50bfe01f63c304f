//! The agreement that vectors differ from, and a way to change it.

use elicence::recognise::agreement::AgreementContents;
use serde_json::Value;

use super::parties::zhejiang_signer;
use crate::{
    cbor::{Node, text},
    lists::{document::List, federation::Operator},
};

/// The type of the document.
const TYP: &str = "application/elicence-agreement+cbor";
const BASE: &str = include_str!("base.json");

/// The purpose for which licences are recognised.
pub(crate) const PURPOSE: &str = "urn:example:service:branch-registration";

/// The payload after a change of its JSON form; whatever has no such form is set in the payload itself.
pub(crate) fn contents(edit: impl FnOnce(&mut Value)) -> Node {
    let mut json: Value = serde_json::from_str(BASE).unwrap();
    edit(&mut json);
    let contents =
        AgreementContents::from_json(&json.to_string()).unwrap_or_else(|e| panic!("{e}"));
    Node::read(&contents.to_cbor().to_vec())
}

/// The changed agreement under this name, signed for Zhejiang whether its contents are right or not.
pub(crate) fn agreement(name: &str, edit: impl FnOnce(&mut Value)) -> List {
    List::new(name, contents(edit), &zhejiang_signer()).with_header(16, text(TYP))
}

/// The agreement with these members in other values, by their places in the JSON form: `/pointedParty/territory`.
pub(crate) fn changed(name: &str, members: &Value) -> List {
    agreement(name, |json| put(json, members))
}

fn put(json: &mut Value, members: &Value) {
    for (place, value) in members.as_object().unwrap() {
        let (parent, member) = place.rsplit_once('/').unwrap();
        let parent = json.pointer_mut(parent).unwrap();
        match parent.get_mut(member.parse().unwrap_or(usize::MAX)) {
            Some(entry) => *entry = value.clone(),
            None => parent[member] = value.clone(),
        }
    }
}

/// The same, signed by somebody else.
pub(crate) fn signed_by(agreement: List, signer: &Operator) -> List {
    agreement.by(signer).with_header(16, text(TYP))
}

/// The same for Beijing, whoever it is with.
pub(crate) fn of_beijing(name: &str, edit: impl FnOnce(&mut Value)) -> List {
    let contents = contents(|agreement| {
        agreement["agreementId"] = "https://agreements.example/cn-11/cn-44".into();
        let party = &mut agreement["pointingParty"];
        party["territory"] = "CN-11".into();
        party["listId"] = super::parties::BETWEEN.into();
        party["entityId"] = super::parties::BEIJING.into();
        edit(agreement);
    });
    List::new(name, contents, &super::parties::beijing_signer()).with_header(16, text(TYP))
}
