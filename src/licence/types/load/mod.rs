//! From the JSON of a definition to a type that is consistent.

mod common;
mod digest;
mod element;
mod header;
mod kind;
mod node;
mod recoverable;
mod rules;
mod scope;

use std::sync::Arc;

use self::{
    common::override_common,
    element::{Lists, code_lists, elements},
    header::{definer, holders, identifier, is_native_doc_type, legal_basis, validity},
    node::{Faults, Node},
    scope::Scope,
};
use super::{
    Category, Common, ElementDefinition, ElementKind, LicenceType, Obligation, Policy, TypeError,
};
use crate::licence::{COMMON_NAME_SPACE, TypeCode, json::Json};

const POLICIES: [(&str, Policy); 3] = [
    ("optional", Policy::Optional),
    ("required", Policy::Required),
    ("none", Policy::Never),
];

pub(super) fn common(text: &str) -> Result<Common, TypeError> {
    let mut faults = Faults::default();
    let json = parse(text)?;
    let read = (|| {
        let top = top(&json).object(
            &[
                "$schema",
                "format",
                "name_space",
                "revision",
                "names",
                "code_lists",
                "elements",
                "checks",
            ],
            &mut faults,
        )?;
        top.choice("format", &[("org.elicence.common.1", ())], &mut faults);
        top.choice("name_space", &[(COMMON_NAME_SPACE, ())], &mut faults);
        let lists = top
            .need("code_lists", &mut faults)
            .map(|node| code_lists(node, &mut faults))
            .unwrap_or_default();
        let nodes = top.items("elements", &mut faults);
        let read = elements(
            nodes,
            COMMON_NAME_SPACE,
            Lists {
                own: &lists,
                common: &[],
            },
            &mut faults,
        );
        check_identifiers(&read, &mut faults);
        let checks = rules::cross_checks(
            top.optional_items("checks", &mut faults),
            Scope {
                own: &[],
                common: &read,
            },
            &mut faults,
        );
        Some(Common {
            elements: read,
            code_lists: lists,
            checks,
        })
    })();
    finish(read, faults)
}

pub(super) fn licence_type(text: &str, common: &Common) -> Result<LicenceType, TypeError> {
    let mut faults = Faults::default();
    let json = parse(text)?;
    let read = read_type(&json, common, &mut faults);
    finish(read, faults)
}

fn parse(text: &str) -> Result<Json, TypeError> {
    Json::parse(text).map_err(|rule| {
        let mut faults = Faults::default();
        faults.add("", rule);
        TypeError::new(faults.into_vec())
    })
}

const fn top(json: &Json) -> Node<'_> {
    Node {
        path: String::new(),
        json,
    }
}

fn finish<T>(read: Option<T>, mut faults: Faults) -> Result<T, TypeError> {
    match read {
        Some(read) if faults.is_empty() => Ok(read),
        _ => {
            if faults.is_empty() {
                faults.add("", "is not a definition");
            }
            Err(TypeError::new(faults.into_vec()))
        }
    }
}

fn read_type(json: &Json, common: &Common, faults: &mut Faults) -> Option<LicenceType> {
    let top = top(json).object(
        &[
            "$schema",
            "format",
            "doc_type",
            "revision",
            "type_code",
            "category",
            "names",
            "definer",
            "legal_basis",
            "holders",
            "validity",
            "number",
            "seal",
            "status",
            "code_lists",
            "common",
            "elements",
            "checks",
            "derivations",
        ],
        faults,
    )?;
    top.choice("format", &[("org.elicence.type.1", ())], faults);
    let doc_type = top.text("doc_type", faults)?.to_owned();
    if !is_native_doc_type(&doc_type) {
        faults.add("doc_type", "must be `org.elicence.<name>.<major version>`");
    }
    let revision = top.number("revision", None, faults);
    let type_code = identifier(&top, "type_code", TypeCode::parse, faults);
    let category = top.choice(
        "category",
        &Category::ALL.map(|category| (category.name(), category)),
        faults,
    );
    let labels = top.labels(faults);
    let definer = definer(&top, type_code.as_ref(), faults);
    let legal_basis = legal_basis(&top, faults);
    let holders = holders(&top, faults);
    let validity = validity(&top, faults);
    let seal = top.choice("seal", &POLICIES, faults);
    let status = top.choice("status", &POLICIES, faults);
    let own_lists = top
        .get("code_lists")
        .map(|node| code_lists(node, faults))
        .unwrap_or_default();
    for list in &own_lists {
        if common.code_lists.iter().any(|other| other.id == list.id) {
            faults.add(
                &format!("code_lists.{}", list.id),
                "a common code list has this name",
            );
        }
    }
    let lists = Lists {
        own: &own_lists,
        common: &common.code_lists,
    };
    let mut common_elements = common.elements.clone();
    override_common(&top, &mut common_elements, validity.as_ref(), faults);
    let own = elements(top.items("elements", faults), &doc_type, lists, faults);
    check_identifiers(&own, faults);
    let scope = Scope {
        own: &own,
        common: &common_elements,
    };
    check_obligations(scope, faults);
    let mut checks = common.checks.clone();
    checks.extend(rules::cross_checks(
        top.optional_items("checks", faults),
        scope,
        faults,
    ));
    let derived: Vec<ElementDefinition> = top
        .optional_items("derivations", faults)
        .into_iter()
        .filter_map(|node| rules::derivation(node, &doc_type, scope, faults))
        .collect();
    for (i, element) in derived.iter().enumerate() {
        let taken = own
            .iter()
            .any(|other| other.index_of(&element.id).is_some())
            || derived.iter().take(i).any(|other| other.id == element.id);
        if taken {
            faults.add(
                &format!("derivations.{}", element.id),
                "another element has this identifier",
            );
        }
    }
    recoverable::check(&derived, &checks, scope, faults);
    let mut elements = common_elements;
    let own_from = elements.len();
    elements.extend(own);
    let derived_from = elements.len();
    elements.extend(derived);
    let mut code_lists = own_lists;
    code_lists.extend(common.code_lists.iter().map(Arc::clone));
    Some(LicenceType {
        digest: digest::of(json)?,
        doc_type,
        revision: revision?,
        type_code: type_code?,
        category: category?,
        labels: labels?,
        definer: definer?,
        legal_basis,
        holders: holders?,
        validity: validity?,
        seal: seal?,
        status: status?,
        code_lists,
        elements,
        own_from,
        derived_from,
        checks,
    })
}

fn check_identifiers(elements: &[ElementDefinition], faults: &mut Faults) {
    for (i, element) in elements.iter().enumerate() {
        let clash = elements
            .iter()
            .enumerate()
            .any(|(j, other)| i != j && other.index_of(&element.id).is_some());
        if clash {
            faults.add(
                &format!("elements.{}", element.id),
                "another element has this identifier",
            );
        }
    }
}

fn check_obligations(scope: Scope<'_>, faults: &mut Faults) {
    for element in scope.own.iter().chain(scope.common) {
        let Obligation::MandatoryIf { element: other, is } = &element.obligation else {
            continue;
        };
        let path = format!("elements.{}.obligation", element.id);
        match scope.find(other).map(|other| &other.kind) {
            None => faults.add(&path, format!("names the unknown element `{other}`")),
            Some(ElementKind::Code(list)) => {
                for code in is.iter().filter(|code| list.labels(code).is_none()) {
                    faults.add(
                        &path,
                        format!("names the code `{code}`, which `{other}` cannot have"),
                    );
                }
            }
            Some(ElementKind::Text { .. } | ElementKind::Identifier(_)) => {}
            Some(_) => faults.add(
                &path,
                "depends on an element that is neither a code nor text",
            ),
        }
    }
}
